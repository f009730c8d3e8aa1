//! Answers that may belong together: facts of several documents about one matter, and what they have
//! to share. Grouped by key, never compared all with all.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Clause, Noun};
use super::phrase::Phrase;
use super::verb::verb_class;
use super::{Assertion, Reading};
use crate::content::verdict::{Comparison, compare_values};

/// A fact as found in one sentence, before it is known whether another document speaks of the same.
pub(super) struct Fact {
    /// What is asked, without the noun it is asked of: unit, preposition, verb.
    pub(super) kind: String,
    /// The noun it is asked of, where it is known: entity id or stem.
    pub(super) matter: Option<Matter>,
    /// Whether that noun is one thing or person.
    pub(super) single: bool,
    /// Its position.
    pub(super) assertion: Assertion,
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Matter {
    pub(super) key: String,
    /// Whether it is a named thing: two names are two things, a name and a noun may be one.
    pub(super) named: bool,
}

impl Matter {
    pub(super) fn of(noun: &Noun) -> Self {
        Self { key: noun.key.clone(), named: noun.entity.is_some() }
    }
}

/// The verb of a clause with its particle, as a key.
pub(super) fn act_key(phrase: &Phrase<'_>, clause: &Clause) -> String {
    let mut verb = clause.base.clone();
    for at in clause.verb + 1..=clause.last {
        verb.push(' ');
        verb.push_str(phrase.word(at));
    }
    verb_class(&verb).to_owned()
}

/// Facts that at least two documents answer, each with one answer: same kind and same matter; or
/// same kind, where no document has two answers to it and one names what another calls by a noun.
pub(super) fn aligned(reading: &Reading<'_>, facts: Vec<Fact>) -> Vec<Assertion> {
    let mut by_kind: BTreeMap<(String, usize), Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        let strand = reading.strands.of(fact.assertion.document);
        by_kind.entry((fact.kind.clone(), strand)).or_default().push(fact);
    }
    let mut found = Vec::new();
    for ((kind, _), facts) in by_kind {
        let mut by_matter: BTreeMap<Option<Matter>, Vec<Fact>> = BTreeMap::new();
        for fact in facts {
            by_matter.entry(fact.matter.clone()).or_default().push(fact);
        }
        for group in groups(by_matter) {
            found.extend(one_answer_each(&kind, group));
        }
    }
    found
}

/// Nouns by which a text calls a body it has named.
const BODIES: [&str; 16] = [
    "compani",
    "union",
    "club",
    "team",
    "council",
    "court",
    "govern",
    "ministri",
    "parti",
    "agenci",
    "authoriti",
    "museum",
    "bank",
    "committe",
    "board",
    "polic",
];

/// Matters that may be one: a single name and the single noun it goes by.
fn groups(by_matter: BTreeMap<Option<Matter>, Vec<Fact>>) -> Vec<Vec<Fact>> {
    let count = |named: bool| {
        let matters = by_matter.keys().flatten();
        matters.filter(|matter| matter.named == named).count()
    };
    let body = by_matter.keys().flatten().any(|matter| BODIES.contains(&matter.key.as_str()));
    if count(true) == 1 && count(false) == 1 && body {
        return vec![by_matter.into_values().flatten().collect()];
    }
    by_matter.into_iter().filter(|(matter, _)| matter.is_some()).map(|(_, facts)| facts).collect()
}

/// The answers of the documents that give one; nothing where fewer than two do. A document with
/// several answers speaks of several things, and none of them is known to be this one.
fn one_answer_each(kind: &str, facts: Vec<Fact>) -> Vec<Assertion> {
    let mut by_document: BTreeMap<usize, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        by_document.entry(fact.assertion.document).or_default().push(fact);
    }
    by_document.retain(|_, facts| {
        let first = facts[0].assertion.value.clone();
        facts
            .iter()
            .all(|fact| compare_values(&first, &fact.assertion.value) != Comparison::Contrary)
    });
    if by_document.len() < 2 {
        return Vec::new();
    }
    let facts: Vec<Fact> = by_document.into_values().flatten().collect();
    let matters: BTreeSet<&Matter> = facts.iter().filter_map(|fact| fact.matter.as_ref()).collect();
    let named = matters.iter().find(|matter| matter.named).or(matters.iter().next());
    let subject = format!("{kind} {}", named.map_or("", |matter| matter.key.as_str()));
    let subject = subject.trim_end().to_owned();
    let mut found: Vec<Assertion> = facts.into_iter().map(|fact| fact.assertion).collect();
    for assertion in &mut found {
        assertion.key.subject.clone_from(&subject);
    }
    found
}
