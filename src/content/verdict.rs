//! How the positions of a claim stand to each other: values made comparable, copies not counted twice.

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
    let mut worst = Verdict::Agree;
    for (at, left) in claim.positions.iter().enumerate() {
        for right in &claim.positions[at + 1..] {
            match compare_values(&left.value, &right.value) {
                Comparison::Equal => {}
                // Nobody contradicts himself: an article with two answers speaks of two times, or
                // quotes two people.
                Comparison::Contrary if left.article == right.article => {
                    worst = worst.max(Verdict::Differ);
                }
                Comparison::Compatible => worst = worst.max(Verdict::Differ),
                Comparison::Contrary if moved_on(claim, left, right, library) => {
                    worst = worst.max(Verdict::Differ);
                }
                Comparison::Contrary => worst = worst.max(Verdict::Contradict),
            }
        }
    }
    if CAN_BE_SHARED.contains(&claim.attribute.as_str()) {
        worst.min(Verdict::Differ)
    } else {
        worst
    }
}

/// Attributes whose answer changes while a story goes on: tolls, shares, areas, tallies.
const MOVES_ON: [&str; 4] = ["count", "share", "area", "change"];

/// Whether two figures are not known to be of one time: then they may both have been right on theirs.
fn moved_on(claim: &ClaimMeta, left: &Position, right: &Position, library: &Library) -> bool {
    let published = |position: &Position| library.articles.get(&position.article)?.meta.published;
    if !MOVES_ON.contains(&claim.attribute.as_str()) {
        return false;
    }
    // A figure without a date may be as old as it likes.
    let (Some(left), Some(right)) = (published(left), published(right)) else { return true };
    let day = |date: Edtf| date.anchor().and_then(Date::calendar_day);
    let hours = left.precision() == Precision::Time && right.precision() == Precision::Time;
    matches!((day(left), day(right)), (Some(a), Some(b)) if a != b)
        || (hours && left.earliest() != right.earliest())
}

/// Attributes whose answers can all be true at once: a proposal may have several owners, a list of
/// people may be told in part, a statement may be quoted in two wordings.
const CAN_BE_SHARED: [&str; 3] = ["proposed-by", "contacted", "wording"];

/// The articles that stand on their own among `articles`: a copy counts as the article it copies.
pub fn independent_articles<'a>(
    articles: impl Iterator<Item = &'a Slug>,
    library: &'a Library,
) -> std::collections::BTreeSet<&'a Slug> {
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
