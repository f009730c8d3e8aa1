//! Did two people meet? One source says so, another quotes a denial.

use std::collections::BTreeMap;

use super::phrase::Phrase;
use super::{Assertion, ClaimKey, Reading};
use crate::model::entity::EntityKind;

/// Words before "meet" that deny it.
const DENIALS: [&str; 8] =
    ["denied", "denies", "deny", "denying", "never", "not", "didn’t", "didn't"];

/// Meetings of two people of whom at least one source says that they met and one that they did not.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut by_pair: BTreeMap<String, Vec<Assertion>> = BTreeMap::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            let told = match phrase.word(at) {
                "met" | "meet" | "meeting" => met(reading, phrase, at),
                _ => None,
            };
            if let Some(assertion) = told {
                by_pair.entry(assertion.key.subject.clone()).or_default().push(assertion);
            }
        }
    }
    let says = |found: &[Assertion], value: &str| found.iter().any(|one| one.value == value);
    by_pair
        .into_values()
        .filter(|found| says(found, "yes") && says(found, "no"))
        .flatten()
        .collect()
}

/// "Vale met Arkin", "denied that he had met Arkin", "her meeting with Arkin".
fn met(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let noun = phrase.word(at) == "meeting";
    if noun && phrase.word(at + 1) != "with" {
        return None;
    }
    let person = |name: usize| {
        let entity = phrase.entity(name, reading.resolution);
        (reading.resolution.entities[entity].kind == EntityKind::Person).then_some(entity)
    };
    let behind = phrase.name_from(at + 1 + usize::from(noun), 3)?;
    let object = person(behind)?;
    let start = phrase.words[at].span.start;
    let subject = phrase
        .names()
        .rev()
        .filter(|name| phrase.document.names[*name].span.end <= start)
        .find_map(person)
        .filter(|subject| *subject != object)?;
    let from = (0..at).rev().take(5).take_while(|i| !phrase.commas_between(*i, i + 1)).last()?;
    let has = |words: &[&str]| (from..at).any(|i| words.contains(&phrase.word(i)));
    if has(&["will", "would", "to", "may", "might", "could", "should", "if", "whether", "plans"]) {
        return None;
    }
    let denied = has(&DENIALS);
    // "her meeting with" is as good as "she met" only where it is not hoped for.
    if noun && (denied || !has(&["his", "her", "their", "the"])) {
        return None;
    }
    let entities = &reading.resolution.entities;
    let (first, second) = if entities[subject].id < entities[object].id {
        (subject, object)
    } else {
        (object, subject)
    };
    let last = phrase.words_of(phrase.document.names[behind].span).1;
    let opening = (from..at).find(|i| DENIALS.contains(&phrase.word(*i)));
    Some(Assertion {
        document: phrase.document_index,
        quote: phrase.range(opening.unwrap_or(at.saturating_sub(1).max(from)), last),
        key: ClaimKey {
            attribute: "met",
            subject: format!("{} {}", entities[first].id, entities[second].id),
        },
        question: format!("Did {} and {} meet?", reading.name(first), reading.name(second)),
        value: if denied { "no" } else { "yes" }.to_owned(),
        about: Some(first),
        event: reading.event_of(phrase),
        unnamed: phrase.unnamed_source(),
    })
}
