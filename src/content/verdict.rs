//! How the positions of a claim stand to each other: values made comparable, copies not counted twice.

use super::library::Library;
use crate::model::claim::{ClaimMeta, Verdict};
use crate::path::Slug;

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
                Comparison::Compatible => worst = worst.max(Verdict::Differ),
                Comparison::Contrary => worst = worst.max(Verdict::Contradict),
            }
        }
    }
    worst
}

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

/// How two values of one claim stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The same answer.
    Equal,
    /// Both can be true.
    Compatible,
    /// They cannot both be true.
    Contrary,
}

/// Compares two values as written in positions.
pub fn compare_values(left: &str, right: &str) -> Comparison {
    if left.trim().eq_ignore_ascii_case(right.trim()) {
        Comparison::Equal
    } else {
        Comparison::Contrary
    }
}
