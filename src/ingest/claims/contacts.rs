//! Whom someone listed, met or wrote to: lists of three and more, compared as sets.

use std::collections::BTreeSet;

use super::{Assertion, ClaimKey, Reading};
use crate::diagnostic::Span;
use crate::ingest::events::Act;
use crate::ingest::nations::country_of;
use crate::language::stem::words;
use crate::model::entity::EntityKind;

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        let trigger = phrase
            .words
            .iter()
            .position(|word| reading.lexicon.act(&word.lower) == Some(Act::Contact));
        let Some(at) = trigger else { continue };
        let Some(caller) =
            phrase.name_before(at).map(|name| phrase.entity(name, reading.resolution))
        else {
            continue;
        };
        let start = phrase.words[at].span.end;
        let mut listed: BTreeSet<&str> = BTreeSet::new();
        let mut end = start;
        // The list ends where the sentence goes on with what was said: "urging more sanctions on".
        let stop = phrase.words[at + 1..]
            .iter()
            .find(|word| {
                word.lower.len() > 5 && word.lower.ends_with("ing") && word.lower != "including"
            })
            .map_or(phrase.span.end, |word| word.span.start);
        let list = Span::new(start, stop.max(start));
        for name in phrase.names().filter(|name| list.contains(phrase.document.names[*name].span)) {
            let entity = phrase.entity(name, reading.resolution);
            let resolved = &reading.resolution.entities[entity];
            match resolved.kind {
                EntityKind::Person => {
                    // A head of state stands for the country named in the title.
                    let role = role_of(reading, entity);
                    listed.insert(role.unwrap_or(&resolved.name));
                }
                EntityKind::Place | EntityKind::Organization => {
                    listed.insert(&resolved.name);
                }
            }
            end = end.max(phrase.document.names[name].span.end);
        }
        listed.remove(reading.name(caller));
        if listed.len() < 3 || reading.resolution.entities[caller].kind != EntityKind::Person {
            continue;
        }
        let end_word = phrase.words_of(Span::new(start, end)).1;
        found.push(Assertion {
            document: phrase.document_index,
            quote: phrase.range(at.max(end_word.saturating_sub(7)), end_word),
            key: ClaimKey {
                attribute: "contacted",
                subject: reading.resolution.entities[caller].id.to_string(),
            },
            question: format!("Whom did {} contact?", reading.name(caller)),
            value: listed.into_iter().collect::<Vec<_>>().join(", "),
            about: Some(caller),
            event: reading.event_of(phrase),
            unnamed: None,
        });
    }
    found
}

/// The country that most of a person's titles in the story name.
fn role_of<'a>(reading: &'a Reading<'_>, entity: usize) -> Option<&'a str> {
    for (index, document) in reading.documents.iter().enumerate() {
        if !document.tongue.is_english() {
            continue;
        }
        for (at, name) in document.names.iter().enumerate() {
            if reading.resolution.of_name[index][at] != entity {
                continue;
            }
            let Some(role) = name.role else { continue };
            let text = role.of(document.text());
            if let Some(country) = words(text).find_map(country_of) {
                return Some(country);
            }
            let inside = document.names_in(role).map(|name| reading.resolution.entity(index, name));
            if let Some(place) = inside.into_iter().find(|place| place.kind == EntityKind::Place) {
                return Some(&place.name);
            }
        }
    }
    None
}
