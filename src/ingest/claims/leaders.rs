//! Who led, headed or represented a side.

use super::phrase::Phrase;
use super::{Assertion, Reading, words_of};
use crate::diagnostic::Span;
use crate::ingest::nations::adjective_of;
use crate::model::entity::EntityKind;

const BODIES: [&str; 10] = [
    "delegation",
    "team",
    "side",
    "mission",
    "inquiry",
    "investigation",
    "talks",
    "operation",
    "campaign",
    "panel",
];

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            let read = match phrase.word(at) {
                "led" | "headed" | "represented" | "chaired" if phrase.word(at + 1) == "by" => {
                    passive(reading, phrase, at)
                }
                "lead" | "leads" | "led" | "leading" | "heads" | "heading" | "headed"
                | "chairs" | "chaired" => active(reading, phrase, at),
                _ => None,
            };
            let read = read.or_else(|| {
                let leads = matches!(
                    phrase.word(at),
                    "lead"
                        | "leads"
                        | "led"
                        | "leading"
                        | "headed"
                        | "heads"
                        | "chaired"
                        | "chairs"
                );
                leads.then(|| inquiry(reading, phrase, at)).flatten()
            });
            found.extend(read);
        }
    }
    found
}

/// Bodies that one story has only one of.
const INQUIRIES: [&str; 6] =
    ["inquiry", "investigation", "commission", "committee", "review", "probe"];

/// "the inquiry, led by Amos Vale", "Vale will lead an independent inquiry".
fn inquiry(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let is_body = |i: &usize| INQUIRIES.contains(&phrase.word(*i));
    let (body, name) = if phrase.word(at + 1) == "by" {
        ((at.saturating_sub(5)..at).rev().find(is_body)?, phrase.name_from(at + 2, 4)?)
    } else {
        let body = (at + 1..at + 5).find(is_body)?;
        if phrase.commas_between(at, body) {
            return None;
        }
        (body, phrase.name_before(at)?)
    };
    let span = phrase.document.names[name].span;
    let (first, last) = phrase.words_of(span);
    let entity = phrase.entity(name, reading.resolution);
    let person = reading.resolution.entities[entity].kind == EntityKind::Person;
    let near = first.max(at) - first.min(at) <= 6 && last.abs_diff(at) <= 6;
    let apart = phrase.broken_between(body.min(first), body.max(first));
    if !person || !near || apart {
        return None;
    }
    let noun = phrase.word(body);
    Some(reading.told(
        phrase,
        phrase.range(first.min(body), last.max(body)),
        ("led-by", noun.to_owned()),
        format!("Who leads the {noun}?"),
        reading.name(entity).to_owned(),
    ))
}

/// "Norway’s delegation was led by X", "Denmark was represented by its harbour minister".
fn passive(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let side = phrase.side(at.saturating_sub(6), at, reading.resolution)?;
    let from = at + 2;
    let (value, end) = who(reading, phrase, from)?;
    let start = phrase.words[..at]
        .iter()
        .rposition(|word| matches!(word.lower.as_str(), "while" | "and" | "but" | "which"))
        .map_or(at.saturating_sub(4), |i| i + 1);
    Some(assertion(
        reading,
        phrase,
        side,
        value,
        phrase.range(start.max(at.saturating_sub(4)), end),
    ))
}

/// "sending X to lead Norway’s team", "Leading the Danish delegation, X said".
fn active(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let body =
        (at + 1..(at + 6).min(phrase.words.len())).find(|i| BODIES.contains(&phrase.word(*i)))?;
    if phrase.broken_between(at, body) {
        return None;
    }
    let side = phrase.side(at + 1, body + 1, reading.resolution)?;
    let leads_in = phrase.word(at) == "leading" || phrase.word(at) == "heading";
    let name = if leads_in && at == 0 {
        phrase.name_from(body + 1, 4)?
    } else {
        phrase.name_before(at)?
    };
    let near = if leads_in && at == 0 { 0 } else { at.saturating_sub(8) };
    let span = phrase.document.names[name].span;
    if span.start < phrase.words[near].span.start {
        return None;
    }
    let entity = phrase.entity(name, reading.resolution);
    let start =
        phrase.document.names[name].role.map_or(span.start, |role| role.start.min(span.start));
    let quote = Span::new(
        start.min(phrase.words[at].span.start),
        phrase.words[body].span.end.max(span.end),
    );
    (entity != side).then_some(())?;
    Some(assertion(reading, phrase, side, reading.name(entity).to_owned(), quote))
}

/// A name (with or without title), or the office in plain words.
fn who(reading: &Reading<'_>, phrase: &Phrase<'_>, from: usize) -> Option<(String, usize)> {
    if let Some(name) = phrase.name_from(from, 6) {
        let span = phrase.document.names[name].span;
        let at = phrase.index_at(span.start);
        let entity = phrase.entity(name, reading.resolution);
        let person = reading.resolution.entities[entity].kind == EntityKind::Person;
        if person && !(from..at).any(|i| phrase.broken_between(i, i + 1)) {
            return Some((reading.name(entity).to_owned(), phrase.words_of(span).1));
        }
    }
    let start = if matches!(phrase.word(from), "its" | "the" | "a" | "an" | "their" | "his" | "her")
    {
        from + 1
    } else {
        from
    };
    let end = (start..(start + 4).min(phrase.words.len()))
        .take_while(|i| {
            *i == start
                || !phrase.text()[phrase.words[i - 1].span.end..phrase.words[*i].span.start]
                    .contains([',', '.', ';', '—'])
        })
        .take_while(|i| {
            !matches!(phrase.word(*i), "who" | "and" | "in" | "at" | "after" | "on" | "while")
        })
        .last()?;
    Some((words_of(phrase.document, phrase.range(start, end)).to_lowercase(), end))
}

fn assertion(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    side: usize,
    value: String,
    quote: Span,
) -> Assertion {
    let name = reading.name(side);
    let question = match adjective_of(name) {
        Some(adjective) => format!("Who led the {adjective} side?"),
        None => format!("Who led {name}?"),
    };
    Assertion {
        about: Some(side),
        event: reading.story.main,
        ..reading.told(
            phrase,
            quote,
            ("led-by", reading.resolution.entities[side].id.to_string()),
            question,
            value,
        )
    }
}
