//! Which article repeats which: syndicated and near copies are not a second, independent source.
//!
//! Compared by shingles (Broder 1997): runs of five words. A copy shares at least half of the
//! shorter article's. Articles are read in the order in which they came out, and each shingle
//! remembers only the first few that hold it, so that the work grows with the text and not with the
//! number of pairs. In a large story even whole sentences are stock phrases; there three of an article's
//! least shingles at once still find the texts that are alike as wholes (banded min-hashes, Leskovec,
//! Rajaraman and Ullman, Mining of Massive Datasets, chapter 3).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aho_corasick::AhoCorasick;
use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::annotate::Document;
use crate::language::stem::words;
use crate::model::date::{Date, Edtf};
use crate::source::{Block, BlockKind};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Share of the shorter article's shingles that makes a copy.
const COPIED: f64 = 0.5;
/// Bytes above the first paragraph in which a credit is looked for.
const LONGEST_HEAD: usize = 600;
/// Outlets' names shorter than this, in bytes, credit nobody: they stand in other words.
const SHORTEST_OUTLET: usize = 4;
/// Shingles of an article too short to judge.
const FEWEST: usize = 20;
/// Articles that a shingle remembers: of a text that was reprinted often the first ones are enough,
/// and a stock phrase ties nobody together.
const REMEMBERED: usize = 16;
/// Parts of the hashes' range of which each gives its least one.
const LEAST: u64 = 128;
/// Least hashes that are looked up together.
const BAND: usize = 3;

/// For every article that copies another one, the index of the one it copies: the one that came out
/// first. A copy of a copy repeats the first.
pub fn find_copies(documents: &[Document]) -> BTreeMap<usize, usize> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut alike: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut texts: Vec<Vec<u64>> = Vec::with_capacity(documents.len());
    let mut copies: BTreeMap<usize, usize> = BTreeMap::new();
    let order = in_order(documents);
    // Counted by place in the order, so that the first candidate came out first.
    for (place, document) in order.iter().enumerate() {
        let hashes = shingles(&documents[*document]);
        let needed = |earlier: usize| {
            let shorter = hashes.len().min(texts[earlier].len());
            (shorter >= FEWEST).then_some(COPIED * shorter as f64)
        };
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for hash in &hashes {
            for earlier in remember(&mut holders, *hash, place) {
                *shared.entry(earlier).or_default() += 1;
            }
        }
        // What remembers only the first few undercounts.
        let mut near: BTreeSet<usize> = shared
            .into_iter()
            .filter(|(earlier, count)| {
                needed(*earlier).is_some_and(|needed| 4.0 * *count as f64 >= needed)
            })
            .map(|(earlier, _)| earlier)
            .collect();
        let bands = least(&hashes);
        let keys =
            bands.chunks_exact(BAND).map(|band| band.iter().fold(0, |key, one| mixed(key ^ one)));
        // In a short text one band may stand for several.
        for key in keys.collect::<BTreeSet<u64>>() {
            near.extend(remember(&mut alike, key, place));
        }
        let original = near.into_iter().find(|earlier| {
            needed(*earlier)
                .is_some_and(|needed| common(&hashes, &texts[*earlier]) as f64 >= needed)
        });
        if let Some(original) = original {
            let root = copies.get(&original).copied().unwrap_or(original);
            copies.insert(place, root);
        }
        texts.push(hashes);
    }
    copies.into_iter().map(|(copy, root)| (order[copy], order[root])).collect()
}

/// The first few places known for `key`, to which `place` is added.
fn remember(holders: &mut HashMap<u64, Vec<usize>>, key: u64, place: usize) -> Vec<usize> {
    let known = holders.entry(key).or_default();
    let earlier = known.clone();
    if known.len() < REMEMBERED {
        known.push(place);
    }
    earlier
}

/// The least of each part's hashes, in the order of the parts; `hashes` are sorted. A part without
/// any gives the next one.
fn least(hashes: &[u64]) -> Vec<u64> {
    let first = |part: u64| {
        let from = hashes.partition_point(|hash| *hash < part * (u64::MAX / LEAST));
        hashes.get(from).or(hashes.first()).copied()
    };
    (0..LEAST).filter_map(first).collect()
}

/// How many hashes are in both; both are sorted.
fn common(left: &[u64], right: &[u64]) -> usize {
    let (mut at, mut other, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (left.get(at), right.get(other)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (at, other, count) = (at + 1, other + 1, count + 1),
        }
    }
    count
}

/// The documents in the order in which they came out: an article that credits another outlet of the
/// story comes after those that do not, a dated one before an undated one, equals as given.
fn in_order(documents: &[Document]) -> Vec<usize> {
    let name = |text: &str| text.to_lowercase();
    let outlets: BTreeSet<String> = documents
        .iter()
        .filter_map(|document| document.source.metadata.outlet.as_deref().map(name))
        .filter(|outlet| outlet.len() >= SHORTEST_OUTLET)
        .collect();
    let outlets: Vec<String> = outlets.into_iter().collect();
    let automaton = AhoCorasick::new(&outlets).ok();
    let key = |at: &usize| {
        let metadata = &documents[*at].source.metadata;
        let outlet = metadata.outlet.as_deref().map(name);
        let credits = name(&credits(&documents[*at]));
        let named = automaton.iter().flat_map(|all| all.find_overlapping_iter(&credits));
        let mut named = named.filter_map(|found| outlets.get(found.pattern().as_usize()));
        let reprint = named.any(|other| Some(other) != outlet.as_ref());
        let moment = metadata.published.or(metadata.updated).map(moment);
        (reprint, moment.is_none(), moment, *at)
    };
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_cached_key(key);
    order
}

/// Where an article credits others: its byline, and what stands above its first paragraph.
fn credits(document: &Document) -> String {
    let paragraph = |block: &&Block| block.kind == BlockKind::Paragraph;
    let first = document.source.blocks.iter().find(paragraph);
    let head = first.and_then(|block| document.text().get(..block.span.start)).unwrap_or("");
    let from = head.len().saturating_sub(LONGEST_HEAD);
    let from = (from..head.len()).find(|at| head.is_char_boundary(*at)).unwrap_or(0);
    let byline = document.source.metadata.byline.as_deref().unwrap_or("");
    format!("{byline}\n{}", head.get(from..).unwrap_or(""))
}

/// The first moment a date can mean: in universal time where its zone is known.
fn moment(date: Edtf) -> DateTime {
    let zone = date.anchor().and_then(Date::zone_minutes).unwrap_or(0);
    let first = date.earliest();
    first.checked_sub(SignedDuration::from_mins(i64::from(zone))).unwrap_or(first)
}

/// The distinct shingle hashes of an article's blocks.
fn shingles(document: &Document) -> Vec<u64> {
    let mut all = Vec::new();
    for block in &document.source.blocks {
        let lower = block.span.of(document.text()).to_lowercase();
        let hashes: Vec<u64> = words(&lower).map(word_hash).collect();
        all.extend(
            hashes
                .windows(SHINGLE)
                .map(|shingle| shingle.iter().fold(0, |hash, word| mixed(hash ^ *word))),
        );
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// FNV-1a, 64 bits.
fn word_hash(word: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    word.bytes().fold(0xcbf2_9ce4_8422_2325, fold)
}

/// The finaliser of `SplitMix64`: every bit of the hash depends on every bit of what went in.
fn mixed(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::source::SourceDocument;

    fn document(text: &str, published: Option<&str>) -> Document {
        let mut source = SourceDocument { text: text.to_owned(), ..SourceDocument::default() };
        source.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) });
        source.metadata.published = published.and_then(|date| date.parse().ok());
        Document { source, ..Document::default() }
    }

    /// `count` sentences of a report, from the one numbered `first`.
    fn report(first: usize, count: usize) -> String {
        let sentence = |n: usize| {
            format!(
                "The council of Marrow heard witness number {n} describe the flood at the old mill in detail. "
            )
        };
        (first..first + count).map(sentence).collect()
    }

    #[test]
    fn a_cut_reprint_is_a_copy_of_the_earlier_one() {
        let walkout = |line: usize| {
            format!(
                "Ferry crews on line {line} walked out at noon over rosters that changed twice. "
            )
        };
        let other: Vec<String> = (0..12).map(walkout).collect();
        let documents = [
            document(&report(2, 7), Some("2031-03-05")),
            document(&report(0, 12), Some("2031-03-04")),
            document(&other.concat(), None),
        ];
        assert_eq!(find_copies(&documents), BTreeMap::from([(0, 1)]));
    }

    #[test]
    fn who_came_first_is_told_by_the_zone_and_by_the_credit() {
        let text = report(0, 12);
        // 17:20 in the west is later than 07:15 of the next day in the east.
        let documents = [
            document(&text, Some("2031-01-14T17:20-06:00")),
            document(&text, Some("2031-01-15T07:15+11:00")),
        ];
        assert_eq!(find_copies(&documents), BTreeMap::from([(0, 1)]));

        let mut documents =
            [document(&text, Some("2031-01-14")), document(&text, Some("2031-01-15"))];
        documents[0].source.metadata.outlet = Some("Marrow Mail".to_owned());
        documents[0].source.metadata.byline = Some("Upland Wire".to_owned());
        documents[1].source.metadata.outlet = Some("Upland Wire".to_owned());
        assert_eq!(find_copies(&documents), BTreeMap::from([(0, 1)]));

        // The same where the credit stands above the text.
        let head = "By Ola Brandt, Upland Wire\n\n";
        let whole = format!("{head}{text}");
        let credited = document(&whole, Some("2031-01-14"));
        documents[0].source.metadata.byline = None;
        documents[0].source.text = credited.source.text;
        documents[0].source.blocks[0].span = Span::new(head.len(), whole.len());
        assert_eq!(find_copies(&documents), BTreeMap::from([(0, 1)]));
    }

    #[test]
    fn a_copy_is_found_among_many_articles_of_the_same_stock_phrases() {
        // Eight of 25 stock sentences in each of 300 articles, and as many words of its own.
        let words = |kind: &str, n: usize, count: usize| -> String {
            (0..count).map(|k| format!("{kind}{n}w{k}")).collect::<Vec<_>>().join(" ") + " "
        };
        let text = |n: usize| -> String {
            let stock: BTreeSet<usize> = (1..=8).map(|k| (n * k + k * k) % 25).collect();
            let stock = stock.into_iter().map(|sentence| words("stock", sentence, 12));
            stock.chain([words("own", n, 100)]).collect()
        };
        let mut documents: Vec<Document> = (0..300).map(|n| document(&text(n), None)).collect();
        let original = documents[290].source.text.clone();
        documents.push(document(&original[..original.len() * 3 / 4], None));
        assert_eq!(find_copies(&documents), BTreeMap::from([(300, 290)]));
    }

    #[test]
    fn a_text_reprinted_a_hundred_times_has_one_original() {
        let documents: Vec<Document> =
            (0..100).map(|n| document(&report(n % 4, 10), Some("2031-03-04"))).collect();
        let copies = find_copies(&documents);
        assert_eq!((copies.len(), copies.values().all(|original| *original == 0)), (99, true));
    }
}
