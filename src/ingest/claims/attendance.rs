//! Who was there and who stayed away.

use super::phrase::Phrase;
use super::{Assertion, ClaimKey, Reading};
use crate::diagnostic::Span;
use crate::model::entity::EntityKind;

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            match phrase.word(at) {
                "attend" | "attended" | "attending" | "participate" | "participated" => {
                    found.extend(around_verb(reading, phrase, at));
                }
                "present"
                    if !matches!(phrase.word(at + 1), "the" | "a" | "their" | "his" | "its") =>
                {
                    found.extend(around_verb(reading, phrase, at));
                }
                _ => {}
            }
        }
    }
    found
}

/// The people before "attended", all with one answer.
fn around_verb(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Vec<Assertion> {
    let from = (0..at).rev().take_while(|i| !phrase.broken_between(*i, i + 1)).last().unwrap_or(at);
    let before = |words: &[&str]| (from..at).any(|i| words.contains(&phrase.word(i)));
    let unsure = before(&[
        "would", "will", "if", "whether", "could", "should", "to", "may", "might", "have",
    ]) && !before(&["neither", "nor", "without"]);
    if unsure && !before(&["not", "unable"]) {
        return Vec::new();
    }
    let denied =
        before(&["not", "neither", "nor", "without", "unable", "never", "didn't", "didn’t"]);
    // A list of people opens behind "neither" or "without"; otherwise only the subject counts.
    let opening = (from..at).rev().find(|i| matches!(phrase.word(*i), "neither" | "without"));
    let first = opening.unwrap_or(from.max(at.saturating_sub(14)));
    let range = Span::new(phrase.words[first].span.start, phrase.words[at].span.start);
    let people: Vec<usize> = phrase
        .names()
        .filter(|name| range.contains(phrase.document.names[*name].span))
        .map(|name| phrase.entity(name, reading.resolution))
        .filter(|entity| reading.resolution.entities[*entity].kind == EntityKind::Person)
        .collect();
    let mut people = people;
    people.dedup();
    let start = opening.unwrap_or_else(|| at.saturating_sub(7).max(from));
    people
        .into_iter()
        .map(|entity| {
            let who = reading.name(entity);
            Assertion {
                document: phrase.document_index,
                quote: phrase.range(start.max(at.saturating_sub(11)), at),
                key: ClaimKey {
                    attribute: "attended",
                    subject: reading.resolution.entities[entity].id.to_string(),
                },
                question: format!("Did {who} attend?"),
                value: if denied { "no" } else { "yes" }.to_owned(),
                about: Some(entity),
                event: reading.story.main,
                unnamed: phrase.unnamed_source(),
            }
        })
        .collect()
}
