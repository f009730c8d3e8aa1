//! Which counts of one noun are of the same things: told apart by size, by people, by event, and by
//! what else their sentences speak of.

use std::collections::{BTreeMap, BTreeSet};

use super::strands::Strands;
use super::{Assertion, ClaimKey};
use crate::content::verdict::{Comparison, compare_values};
use crate::ingest::annotate::Document;

/// What befell people, as `language::quantities` names it, and its question.
pub(super) const STATES: [(&str, &str); 10] = [
    ("death", "How many people died?"),
    ("injury", "How many people were injured?"),
    ("missing", "How many people are missing?"),
    ("arrest", "How many people were arrested?"),
    ("evacuation", "How many people were evacuated?"),
    ("displacement", "How many people were displaced?"),
    ("hospitalisation", "How many people were taken to hospital?"),
    ("rescue", "How many people were rescued?"),
    ("abduction", "How many people were abducted?"),
    ("release", "How many people were released?"),
];

/// A count as found, before it is known what it can be compared with.
pub(super) struct Count {
    pub(super) noun: String,
    pub(super) framed: bool,
    /// Whether it is a part of a larger number: "twelve of the figures".
    pub(super) part: bool,
    /// The figure alone.
    pub(super) size: f64,
    /// A people or name before the noun: "Norwegian" of "23 Norwegian sailors".
    pub(super) people: Option<String>,
    /// Whether it stands behind a preposition: "paid for eleven figures" is not about them all.
    pub(super) aside: bool,
    /// What else the sentence speaks of.
    pub(super) about: BTreeSet<String>,
    pub(super) assertion: Assertion,
}

/// The keys to which many documents have several answers: figures of several things. What befell
/// people is told with its parts and grows, and a lead changes.
pub(super) fn unclear(strands: &Strands, counts: &[Count]) -> BTreeSet<(ClaimKey, usize)> {
    let mut by_key: BTreeMap<(&ClaimKey, usize), BTreeMap<usize, Vec<&str>>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.framed) {
        let told = &count.assertion;
        let key = (&told.key, strands.of(told.document));
        by_key.entry(key).or_default().entry(told.document).or_default().push(&told.value);
    }
    let several = |values: &Vec<&str>| {
        values.iter().any(|value| compare_values(value, values[0]) == Comparison::Contrary)
    };
    let moves = |key: &ClaimKey| {
        let first = key.subject.split(' ').next().unwrap_or_default();
        STATES.iter().any(|(state, _)| *state == first) || key.subject.ends_with(" lead")
    };
    by_key
        .into_iter()
        .filter(|((key, _), documents)| {
            let mixed = documents.values().filter(|values| several(values)).count();
            !moves(key) && 3 * mixed > documents.len()
        })
        .map(|((key, strand), _)| (key.clone(), strand))
        .collect()
}

/// The counts of about one size: three rifles and 1,500 are not the same rifles.
pub(super) fn of_one_size(counts: Vec<Count>) -> Vec<Count> {
    const APART: f64 = 4.0;
    let mut sizes: Vec<f64> = counts.iter().map(|count| count.size).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(middle) = sizes.get(sizes.len() / 2).copied() else { return counts };
    let near = |count: &Count| count.size <= APART * middle && middle <= APART * count.size;
    counts.into_iter().filter(near).collect()
}

/// The counts that are not of several peoples: eleven Danish sailors are not the 23 Norwegian ones.
pub(super) fn of_one_people(counts: Vec<Count>) -> Vec<Count> {
    let peoples: BTreeSet<&String> = counts.iter().filter_map(|one| one.people.as_ref()).collect();
    if peoples.len() < 2 {
        return counts;
    }
    counts.into_iter().filter(|count| count.people.is_none()).collect()
}

/// Leaves out figures of what befell people that are of quite another size than most, where the
/// document has one like the others or no date: they are those of another event.
pub(super) fn of_this_event(
    strands: &Strands,
    counts: Vec<Count>,
    documents: &[Document],
) -> Vec<Count> {
    const APART: f64 = 8.0;
    let place = |count: &Count| (count.assertion.key.clone(), strands.of(count.assertion.document));
    let mut sizes: BTreeMap<(ClaimKey, usize), Vec<f64>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.framed) {
        sizes.entry(place(count)).or_default().push(count.size);
    }
    let middles: BTreeMap<(ClaimKey, usize), f64> = sizes
        .into_iter()
        .filter(|(_, sizes)| sizes.len() > 3)
        .map(|(key, mut sizes)| {
            sizes.sort_by(f64::total_cmp);
            (key, sizes[sizes.len() / 2])
        })
        .collect();
    let near = |count: &Count| {
        let middle = middles.get(&place(count));
        middle.is_none_or(|middle| {
            count.size <= APART * middle && *middle <= APART * count.size.max(1.0)
        })
    };
    let others: BTreeSet<(usize, ClaimKey)> = counts
        .iter()
        .filter(|count| near(count))
        .map(|count| (count.assertion.document, count.assertion.key.clone()))
        .collect();
    let kept = |count: &Count| {
        let told = &count.assertion;
        let dated = documents[told.document].published_day().is_some();
        near(count) || (dated && !others.contains(&(told.document, told.key.clone())))
    };
    counts.into_iter().filter(kept).collect()
}

/// The counts whose sentence shares a word with one of another document: equal counts belong
/// together as they are, different ones only where they speak of one matter.
pub(super) fn of_one_matter(counts: Vec<Count>) -> Vec<Assertion> {
    let values: BTreeSet<&str> = counts.iter().map(|one| one.assertion.value.as_str()).collect();
    if values.len() > 1 {
        let mut documents: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for count in &counts {
            for stem in &count.about {
                documents.entry(stem).or_default().insert(count.assertion.document);
            }
        }
        let shares = |count: &Count| {
            let known = |stem: &String| documents.get(stem.as_str()).is_some_and(|d| d.len() > 1);
            !count.aside || count.about.iter().any(known)
        };
        let kept: Vec<bool> = counts.iter().map(shares).collect();
        let kept = counts.into_iter().zip(kept).filter(|(_, kept)| *kept);
        return kept.map(|(count, _)| count.assertion).collect();
    }
    counts.into_iter().map(|count| count.assertion).collect()
}
