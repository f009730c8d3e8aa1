//! Who was there and who stayed away.

use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::diagnostic::Span;
use crate::ingest::events::Act;
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
    let Some((occasion, end)) = occasion(reading, phrase, at) else { return Vec::new() };
    people
        .into_iter()
        .map(|entity| {
            let who = reading.name(entity);
            Assertion {
                about: Some(entity),
                event: reading.story.main,
                ..reading.told(
                    phrase,
                    phrase.range(start.max(at.saturating_sub(11)), end),
                    ("attended", format!("{} {occasion}", reading.resolution.entities[entity].id)),
                    format!("Did {who} attend{occasion}?"),
                    if denied { "no" } else { "yes" }.to_owned(),
                )
            }
        })
        .collect()
}

/// What was attended as ` the funeral`, empty where it is not said, and the last word that says
/// it. The story's own talks go without saying.
fn occasion(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<(String, usize)> {
    let skip = usize::from(phrase.word(at + 1) == "in");
    let determined =
        matches!(phrase.word(at + 1 + skip), "the" | "a" | "an" | "his" | "her" | "their");
    let noun = at + 2 + skip;
    if !determined || phrase.commas_between(at, noun) || phrase.word(noun).len() < 4 {
        // "Vale attended": which occasion, only a story of one meeting tells.
        let meets = reading.strands.is_one()
            && reading
                .story
                .main
                .is_some_and(|main| reading.story.events[main].act == Some(Act::Meeting));
        return meets.then(|| (" the talks".to_owned(), at));
    }
    let meeting = reading.lexicon.act(phrase.word(noun)) == Some(Act::Meeting);
    let word = if meeting { "talks" } else { phrase.word(noun) };
    Some((format!(" the {word}"), noun))
}
