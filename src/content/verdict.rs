//! How the positions of a claim stand to each other: values made comparable, copies not counted twice.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Library;
use crate::model::claim::{ClaimMeta, Position, Verdict};
use crate::model::date::{Date, Edtf, Precision};
use crate::path::Slug;

pub use super::values::{Comparison, compare_values};

/// The verdict a reader sees: the person's own where one is set, else the computed one.
pub fn verdict(claim: &ClaimMeta, library: &Library) -> Verdict {
    claim.verdict.unwrap_or_else(|| computed_verdict(claim, library))
}

/// The verdict that follows from the positions alone.
pub fn computed_verdict(claim: &ClaimMeta, library: &Library) -> Verdict {
    let independent = independent_articles(claim.positions.iter().map(|p| &p.article), library);
    if independent.len() < 2 {
        return Verdict::SingleSource;
    }
    let most = if can_be_shared(&claim.attribute) || moves_inside(claim) {
        Verdict::Differ
    } else {
        Verdict::Contradict
    };
    // Each answer with the dates of its articles: many articles give few answers.
    let published = |position: &Position| library.articles.get(&position.article)?.meta.published;
    let mut answers: BTreeMap<&str, (BTreeSet<Option<Edtf>>, BTreeSet<&Slug>)> = BTreeMap::new();
    for position in &claim.positions {
        let (dates, articles) = answers.entry(&position.value).or_default();
        dates.insert(published(position));
        articles.insert(&position.article);
    }
    let answers: Vec<_> = answers.into_iter().collect();
    let mut worst = Verdict::Agree;
    for (at, (left, (left_dates, left_articles))) in answers.iter().enumerate() {
        for (right, (right_dates, right_articles)) in &answers[at + 1..] {
            // Nobody contradicts himself: an article with two answers speaks of two times, or quotes
            // two people.
            let one_article = left_articles.len() == 1 && left_articles == right_articles;
            let verdict = match compare_values(left, right) {
                Comparison::Equal => Verdict::Agree,
                Comparison::Compatible => Verdict::Differ,
                Comparison::Contrary if one_article => Verdict::Differ,
                Comparison::Contrary if moved_on(claim, left_dates, right_dates) => Verdict::Differ,
                Comparison::Contrary => Verdict::Contradict,
            };
            worst = worst.max(verdict.min(most));
            if worst == most {
                return worst;
            }
        }
    }
    worst
}

/// Attributes whose answer changes while a story goes on: tolls, shares, areas, tallies.
const MOVES_ON: [&str; 4] = ["count", "share", "area", "change"];

/// Whether one article tells two figures of something that moves on: then it did move.
fn moves_inside(claim: &ClaimMeta) -> bool {
    let mut first: BTreeMap<&Slug, &str> = BTreeMap::new();
    moves_on(&claim.attribute)
        && claim.positions.iter().any(|position| {
            let before = *first.entry(&position.article).or_insert(&position.value);
            compare_values(before, &position.value) == Comparison::Contrary
        })
}

/// Whether two figures are nowhere known to be of one time, given the dates of the articles that
/// have each: then they may both have been right on theirs.
fn moved_on(
    claim: &ClaimMeta,
    left: &BTreeSet<Option<Edtf>>,
    right: &BTreeSet<Option<Edtf>>,
) -> bool {
    moves_on(&claim.attribute)
        && left.iter().all(|left| right.iter().all(|right| are_apart(*left, *right)))
}

fn are_apart(left: Option<Edtf>, right: Option<Edtf>) -> bool {
    // A figure without a date may be as old as it likes.
    let (Some(left), Some(right)) = (left, right) else { return true };
    let day = |date: Edtf| date.anchor().and_then(Date::calendar_day);
    let hours = left.precision() == Precision::Time && right.precision() == Precision::Time;
    matches!((day(left), day(right)), (Some(a), Some(b)) if a != b)
        || (hours && left.earliest() != right.earliest())
}

/// Attributes whose answers can all be true at once: a proposal may have several owners, a list of
/// people may be told in part, a statement may be quoted in two wordings, one place may lie in another.
const CAN_BE_SHARED: [&str; 6] =
    ["proposed-by", "contacted", "wording", "blamed", "done-by", "place"];

/// Whether answers to an attribute can all be true at once.
pub fn can_be_shared(attribute: &str) -> bool {
    CAN_BE_SHARED.contains(&attribute)
}

/// Whether the answer to an attribute changes while a story goes on.
pub fn moves_on(attribute: &str) -> bool {
    MOVES_ON.contains(&attribute)
}

/// The articles that stand on their own among `articles`: a copy counts as the article it copies.
pub fn independent_articles<'a>(
    articles: impl Iterator<Item = &'a Slug>,
    library: &'a Library,
) -> BTreeSet<&'a Slug> {
    articles
        .map(|id| {
            let copied = library.articles.get(id).and_then(|entry| entry.meta.copy_of.as_ref());
            copied.unwrap_or(id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::library::load_library;
    use super::*;
    use crate::path::ContentPath;

    /// The verdict on positions `article: value`; `copy` repeats `one`.
    fn check(positions: &[(&str, &str)]) -> Verdict {
        let positions = positions.iter().map(|(article, value)| {
            format!("\n  - {{value: \"{value}\", article: {article}, quote: q}}")
        });
        let positions: Vec<String> = positions.collect();
        let claim =
            format!("---\nquestion: Q\nattribute: a\npositions:{}\n---\n", positions.concat());
        let files = [
            ("articles/one", "---\ntitle: T\n---\n"),
            ("articles/two", "---\ntitle: T\n---\n"),
            ("articles/copy", "---\ntitle: T\ncopy_of: one\n---\n"),
            ("claims/c", claim.as_str()),
        ];
        let file = |(path, text): (&str, &str)| {
            let path = ContentPath::parse(&format!("content/{path}.md")).expect("a path");
            (path, text.to_owned())
        };
        let (library, problems) = load_library(&files.map(file));
        assert_eq!(problems, vec![]);
        let claim = &library.claims.values().next().expect("a claim").meta;
        verdict(claim, &library)
    }

    #[test]
    fn figures_of_different_days_differ_and_of_one_day_contradict() {
        let verdict_of = |attribute: &str, second: &str| {
            let claim = format!(
                "---\nquestion: Q\nattribute: {attribute}\npositions:\n  - {{value: \"12\", article: one, quote: q}}\n  - {{value: \"40\", article: two, quote: q}}\n---\n"
            );
            let two = format!("---\ntitle: T\npublished: {second}\n---\n");
            let files = [
                ("articles/one", "---\ntitle: T\npublished: 2031-03-04\n---\n"),
                ("articles/two", two.as_str()),
                ("claims/c", claim.as_str()),
            ];
            let file = |(path, text): (&str, &str)| {
                let path = ContentPath::parse(&format!("content/{path}.md")).expect("a path");
                (path, text.to_owned())
            };
            let (library, _) = load_library(&files.map(file));
            verdict(&library.claims.values().next().expect("a claim").meta, &library)
        };
        assert_eq!(verdict_of("count", "2031-03-05"), Verdict::Differ);
        assert_eq!(verdict_of("count", "2031-03-04T20:00"), Verdict::Contradict);
        assert_eq!(verdict_of("amount", "2031-03-05"), Verdict::Contradict);
    }

    #[test]
    fn the_worst_pair_decides_and_a_copy_is_no_second_source() {
        assert_eq!(check(&[("one", "2 hours")]), Verdict::SingleSource);
        assert_eq!(check(&[("one", "2 hours"), ("copy", "2 hours")]), Verdict::SingleSource);
        assert_eq!(check(&[("one", "2 hours"), ("two", "two hours")]), Verdict::Agree);
        assert_eq!(check(&[("one", "about 2 hours"), ("two", "2 hours")]), Verdict::Differ);
        let three = [("one", "2 hours"), ("two", "about 2 hours"), ("two", "5 hours")];
        assert_eq!(check(&three), Verdict::Contradict);
        let two = [("one", "2 hours"), ("one", "5 hours"), ("two", "about 5 hours")];
        assert_eq!(check(&two[1..]), Verdict::Differ);
    }
}
