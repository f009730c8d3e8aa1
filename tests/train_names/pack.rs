//! Packs lexicon and weights into the file the recogniser reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use backstory::diagnostic::Span;
use backstory::language::names::chain::{LABELS, Transitions};
use backstory::language::names::lexicon::{
    BUCKETS, NO_CLUSTER, flag, lower_hash, phrase_hash, word_hash,
};
use backstory::language::names::token::tokens;
use backstory::language::names::weights::{MAGIC, PADDING};

use super::crf::Fitted;
use super::{Failure, Files};

/// The lexicon's four tables as bytes.
pub(crate) struct Tables {
    pub(crate) coarse: Vec<u8>,
    pub(crate) index: Vec<u8>,
    pub(crate) keys: Vec<u8>,
    pub(crate) values: Vec<u8>,
    pub(crate) entries: u32,
}

/// Longest word kept, in letters; longer ones are rare or no words.
const LONGEST: usize = 14;

/// Reads clusters and gazetteers. A word spelled with capitals is left out where its lower-case
/// spelling has the same cluster, since the reader falls back to that.
pub(crate) fn tables(folder: &Path) -> Result<(Tables, Files), Failure> {
    let clusters = std::fs::read(folder.join("clusters.tsv"))?;
    let gazetteer = std::fs::read(folder.join("gaz.tsv"))?;
    let mut entries: BTreeMap<u32, (u16, u8)> = BTreeMap::new();
    let mut votes: BTreeMap<(u16, u8), u32> = BTreeMap::new();
    read_clusters(std::str::from_utf8(&clusters)?, &mut entries, &mut votes);
    read_gazetteer(std::str::from_utf8(&gazetteer)?, &mut entries);
    let mut coarse = vec![u8::MAX; 1024];
    let mut most = vec![0; 1024];
    for ((fine, group), count) in votes {
        if count > most[usize::from(fine)] {
            most[usize::from(fine)] = count;
            coarse[usize::from(fine)] = group;
        }
    }
    let mut starts = vec![0u32; BUCKETS + 1];
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for (key, (fine, flags)) in &entries {
        starts[(key >> 16) as usize + 1] += 1;
        keys.extend_from_slice(&(*key as u16).to_le_bytes());
        values.extend_from_slice(&(fine | u16::from(*flags) << 10).to_le_bytes());
    }
    let mut sum = 0;
    let mut index = Vec::new();
    for count in starts {
        sum += count;
        index.extend_from_slice(&sum.to_le_bytes());
    }
    let tables = Tables { coarse, index, keys, values, entries: entries.len() as u32 };
    Ok((tables, vec![("clusters.tsv", clusters), ("gaz.tsv", gazetteer)]))
}

fn read_clusters(
    text: &str,
    entries: &mut BTreeMap<u32, (u16, u8)>,
    votes: &mut BTreeMap<(u16, u8), u32>,
) {
    let rows: Vec<(&str, u8, u16)> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let word = cells.next()?;
            Some((word, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
        })
        .filter(|(word, ..)| is_kept(word))
        .collect();
    let lower: BTreeMap<&str, u16> = rows.iter().map(|(word, _, fine)| (*word, *fine)).collect();
    for (word, group, fine) in &rows {
        *votes.entry((*fine, *group)).or_default() += 1;
        let small = word.to_lowercase();
        if small != **word && lower.get(small.as_str()) == Some(fine) {
            continue;
        }
        let key = if small == **word { lower_hash(word) } else { word_hash(word) };
        entries.entry(key).or_insert((*fine, 0));
    }
}

/// One word by the recogniser's own cuts, of letters mostly, and not too long.
fn is_kept(word: &str) -> bool {
    let cut = tokens(word, Span::new(0, word.len()));
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let length = word.chars().count();
    cut.len() == 1 && letters * 3 >= length * 2 && length <= LONGEST
        || length == 1
        || matches!(word, "'s" | "n't" | "'re" | "'ve" | "'ll" | "'d" | "'m")
}

fn read_gazetteer(text: &str, entries: &mut BTreeMap<u32, (u16, u8)>) {
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    for line in text.lines() {
        let Some((kind, name)) = line.split_once('\t') else { continue };
        let bit = match kind {
            "city" => flag::CITY,
            "country" => flag::COUNTRY,
            "state" => flag::STATE,
            "given" => flag::GIVEN,
            _ => flag::FAMILY,
        };
        let name = name.strip_prefix("The ").unwrap_or(name);
        let cut = tokens(name, Span::new(0, name.len()));
        let hashes: Vec<u32> = cut.iter().map(|span| word_hash(span.of(name))).collect();
        let [first, others @ ..] = hashes.as_slice() else { continue };
        if others.is_empty() {
            entries.entry(*first).or_insert((NO_CLUSTER, 0)).1 |= bit;
            continue;
        }
        if others.len() > 4 || bit & flag::PLACE == 0 {
            continue;
        }
        entries.entry(*first).or_insert((NO_CLUSTER, 0)).1 |= flag::PHRASE;
        let phrase =
            others.iter().fold(phrase_hash(0, *first), |so_far, next| phrase_hash(so_far, *next));
        if seen.insert(phrase) {
            entries.entry(phrase).or_insert((NO_CLUSTER, 0)).1 |= bit;
        }
    }
}

/// The whole file.
pub(crate) fn model(tables: &Tables, fitted: &Fitted, rows: u32) -> Vec<u8> {
    let top = fitted.weights.iter().fold(0f32, |top, weight| top.max(weight.abs()));
    // Few weights are extreme; the scale serves the many, the few are clipped.
    let mut sizes: Vec<f32> = fitted.weights.iter().map(|weight| weight.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let high =
        sizes.get(sizes.len().saturating_sub(sizes.len() / 20_000 + 1)).copied().unwrap_or(top);
    let scale = (high / 127.0).max(1e-6);
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&rows.to_le_bytes());
    bytes.extend_from_slice(&tables.entries.to_le_bytes());
    bytes.extend_from_slice(&scale.to_le_bytes());
    push_transitions(&fitted.transitions, &mut bytes);
    for table in [&tables.coarse, &tables.index, &tables.keys, &tables.values] {
        bytes.extend_from_slice(table);
    }
    for weight in &fitted.weights {
        let small = (weight / scale).round().clamp(-127.0, 127.0) as i8;
        bytes.push(small.cast_unsigned());
    }
    debug_assert_eq!(fitted.weights.len(), rows as usize * LABELS);
    bytes.extend_from_slice(&[0; PADDING]);
    bytes
}

fn push_transitions(transitions: &Transitions, bytes: &mut Vec<u8>) {
    for score in transitions.between.iter().flatten() {
        bytes.extend_from_slice(&score.to_le_bytes());
    }
}
