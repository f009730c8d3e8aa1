//! Was it so? What one source tells as done and another denies: "the gate was opened" against "denied
//! that the gate had been opened".

use std::collections::BTreeMap;

use super::align::act_key;
use super::clause::Clause;
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::diagnostic::Span;

/// A clause with its sentence.
struct Told<'a> {
    phrase: &'a Phrase<'a>,
    clause: &'a Clause,
    /// Whether it was so and the words that say it, where a source asks and answers it.
    answer: Option<(bool, Span)>,
}

impl Told<'_> {
    fn denied(&self) -> bool {
        // "Was it never opened? No.": too clever by half.
        self.answer.map_or(self.clause.denied, |(yes, _)| !yes)
    }

    /// What it is done to; without an object the subject: "the siren sounded", "was sounded".
    fn matter(&self) -> Option<&str> {
        let noun = self.clause.patient.as_ref().or(self.clause.agent.as_ref())?;
        Some(&noun.key)
    }

    /// Who does it, where it is done to something.
    fn doer(&self) -> Option<&str> {
        self.clause.patient.as_ref()?;
        self.clause.agent.as_ref().map(|noun| noun.key.as_str())
    }
}

/// Matters that at least one document denies and another tells.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut denied: BTreeMap<(String, String), Vec<Told<'_>>> = BTreeMap::new();
    for told in all(reading).filter(Told::denied) {
        if let Some(key) = key(&told) {
            denied.entry(key).or_default().push(told);
        }
    }
    let mut stated: BTreeMap<(String, String), Vec<Told<'_>>> = BTreeMap::new();
    for told in all(reading).filter(|told| !told.denied()) {
        if let Some(key) = key(&told).filter(|key| denied.contains_key(key)) {
            stated.entry(key).or_default().push(told);
        }
    }
    let mut found = Vec::new();
    for (key, denials) in &denied {
        let statements = stated.get(key).map_or(&[][..], Vec::as_slice);
        let Some(denial) = denials.first() else { continue };
        let same_doer = |told: &&Told<'_>| match (denial.doer(), told.doer()) {
            (None, _) => true,
            (Some(left), Some(right)) => left == right,
            (Some(_), None) => false,
        };
        let stated: Vec<&Told<'_>> = statements.iter().filter(same_doer).collect();
        let refused: Vec<&Told<'_>> = denials.iter().filter(same_doer).collect();
        let elsewhere = stated.iter().any(|one| {
            refused.iter().any(|other| other.phrase.document_index != one.phrase.document_index)
        });
        let best = stated.iter().chain(&refused).find_map(|told| told.clause.asked(told.phrase));
        let Some(question) = best.filter(|_| elsewhere) else { continue };
        let mut chars = question.chars();
        let question: String =
            chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
        for (told, value) in
            stated.iter().map(|told| (told, "yes")).chain(refused.iter().map(|told| (told, "no")))
        {
            found.push(assertion(reading, told, key, &question, value));
        }
    }
    found
}

/// All clauses that say something of their own.
fn all<'a>(reading: &'a Reading<'a>) -> impl Iterator<Item = Told<'a>> {
    reading
        .phrases
        .iter()
        .zip(reading.clauses)
        .flat_map(|(phrase, clauses)| {
            clauses
                .iter()
                .filter(|clause| !clause.expected && !clause.is_saying())
                .map(move |clause| Told { phrase, clause, answer: None })
        })
        .chain(reading.answers.iter().filter_map(|answered| {
            let clause = answered.clause.as_ref().filter(|clause| !clause.denied)?;
            let answer = Some(answered.polarity()?);
            Some(Told { phrase: &answered.question, clause, answer })
        }))
}

/// Verbs that say nothing without what it is done to.
const TRANSITIVE: [&str; 24] = [
    "identify", "make", "take", "give", "name", "find", "confirm", "receive", "accept", "reject",
    "provide", "show", "cause", "use", "need", "want", "know", "allow", "include", "mention",
    "discuss", "see", "release", "reveal",
];

/// Verb with its particle, and what it is done to.
fn key(told: &Told<'_>) -> Option<(String, String)> {
    if told.answer.is_none() && !told.clause.is_whole(told.phrase) {
        return None;
    }
    // "Did the police identify?" asks nothing.
    let bare = told.clause.patient.is_none() && !told.clause.passive;
    if bare && TRANSITIVE.contains(&told.clause.base.as_str()) {
        return None;
    }
    // "17 people were injured" may be any people.
    let matter = told.clause.patient.as_ref().or(told.clause.agent.as_ref())?;
    let before = matter.words.0.checked_sub(1).map_or("", |i| told.phrase.word(i));
    let counted = before.starts_with(|c: char| c.is_ascii_digit()) || matter.key == "person";
    if counted && matter.entity.is_none() {
        return None;
    }
    Some((act_key(told.phrase, told.clause), told.matter()?.to_owned()))
}

fn assertion(
    reading: &Reading<'_>,
    told: &Told<'_>,
    key: &(String, String),
    question: &str,
    value: &str,
) -> Assertion {
    let Told { phrase, clause, answer } = told;
    let (from, to) = clause.words();
    let from = if clause.denied { from.min(clause.opening) } else { from };
    let words = phrase.range(from.max(to.saturating_sub(11)), to);
    reading.told(
        phrase,
        answer.map_or(words, |(_, span)| span),
        ("happened", format!("{} {}", key.1, key.0)),
        format!("{question}?"),
        value.to_owned(),
    )
}
