//! How long something lasted, and how long it had been since the last time.

use super::figures::{TIME_UNITS, value};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::ingest::events::{Act, Lexicon};
use crate::language::quantities::Quantity;

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for quantity in phrase.quantities() {
            if quantity.unit.as_deref().is_some_and(|unit| TIME_UNITS.contains(&unit))
                && quantity.of.as_deref() != Some("age")
            {
                found.extend(
                    since_last(reading, phrase, quantity, reading.lexicon)
                        .or_else(|| duration(reading, phrase, quantity, reading.lexicon))
                        .or_else(|| stay(reading, phrase, quantity)),
                );
            }
        }
    }
    found
}

/// "the first talks in over three years".
fn since_last(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    quantity: &Quantity,
    lexicon: &Lexicon,
) -> Option<Assertion> {
    if !matches!(quantity.unit.as_deref(), Some("day" | "week" | "month" | "year" | "decade")) {
        return None;
    }
    let at = phrase.index_at(quantity.span.start);
    let lead = at.checked_sub(1)?;
    if !matches!(phrase.word(lead), "in" | "for" | "after") {
        return None;
    }
    let first =
        (lead.saturating_sub(10)..lead).rev().find(|i| matches!(phrase.word(*i), "first"))?;
    let acts = |range: std::ops::Range<usize>| {
        range
            .filter_map(|i| match phrase.word(i) {
                "contact" | "contacts" | "encounter" => Some(Act::Meeting),
                word => lexicon.act(word),
            })
            .rfind(|act| {
                !matches!(act, Act::Statement | Act::Opening | Act::Ending | Act::Movement)
            })
    };
    let act = acts(first + 1..lead).or_else(|| acts(0..first))?;
    // A strike of workers is no fighting.
    let strike =
        phrase.words.iter().any(|word| matches!(word.lower.as_str(), "strike" | "strikes"));
    let noun =
        if act == Act::Attack && strike { "strike".to_owned() } else { act.noun().to_lowercase() };
    let to = phrase.index_at(quantity.span.end - 1);
    let event = reading.event_of(phrase).filter(|event| Some(*event) == reading.story.main);
    Some(Assertion {
        event: event.or(reading.story.main),
        ..reading.told(
            phrase,
            phrase.range(lead.saturating_sub(usize::from(lead == first + 2) * 2), to),
            ("time-since-last", noun.clone()),
            format!("How long had it been since the last {noun}?"),
            value(phrase, quantity),
        )
    })
}

/// "talks lasting two hours", "a two-hour session", "they met for an hour".
fn duration(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    quantity: &Quantity,
    lexicon: &Lexicon,
) -> Option<Assertion> {
    let (from, to) = phrase.words_of(quantity.span);
    let known = |i: usize| {
        let act = lexicon.act(phrase.word(i))?;
        (!matches!(act, Act::Statement | Act::Movement | Act::Office)).then_some((act, i))
    };
    let (act, head, quote) = if let Some(verb) = lasting(phrase, from) {
        let found = (0..verb).rev().find_map(known);
        // "It lasted ten minutes": what it was stands in the sentence before.
        let (act, noun) = match found {
            Some((act, at)) => (act, phrase.word(at).to_owned()),
            None if verb > 0
                && matches!(phrase.word(verb - 1), "it" | "that" | "this" | "they") =>
            {
                before_this(reading, phrase, lexicon)?
            }
            None => return None,
        };
        let start = found.map_or(verb - 1, |(_, at)| at);
        let near = if verb - start <= 6 { start } else { verb };
        (act, noun, phrase.range(near, to))
    } else if let Some(verb) = met_for(phrase, from) {
        (Act::Meeting, "talks".to_owned(), phrase.range(verb, to))
    } else if quantity.span.of(phrase.text()).contains('-') {
        // "the one-hour session": the counted thing is the next word that names an act.
        let (act, head) = (from..=(to + 2)).find_map(known)?;
        if head > to && phrase.broken_between(to, head) {
            return None;
        }
        (act, phrase.word(head).to_owned(), phrase.range(from.saturating_sub(1), head))
    } else {
        return None;
    };
    let noun = lasting_noun(act, &head)?;
    let main = reading.story.main.filter(|main| reading.story.events[*main].act == Some(act));
    Some(Assertion {
        event: reading
            .event_of(phrase)
            .filter(|event| reading.story.events[*event].act == Some(act))
            .or(main),
        ..reading.told(
            phrase,
            quote,
            ("duration", noun.clone()),
            match act {
                Act::Agreement => format!("How long was the {noun} to last?"),
                _ => format!("How long did the {noun} last?"),
            },
            value(phrase, quantity),
        )
    })
}

/// The verb of "lasted two hours", "took seven days" that ends right before word `from`.
fn lasting(phrase: &Phrase<'_>, from: usize) -> Option<usize> {
    let before = from.checked_sub(1)?;
    if matches!(phrase.word(before), "lasting" | "lasted" | "lasts" | "took" | "taking") {
        return Some(before);
    }
    let verb = from.checked_sub(2)?;
    if phrase.word(verb) == "on"
        && phrase.word(before) == "for"
        && verb > 0
        && phrase.word(verb - 1) == "went"
    {
        return Some(verb - 1);
    }
    (matches!(phrase.word(verb), "lasted" | "went" | "continued")
        && matches!(phrase.word(before), "for" | "on"))
    .then_some(verb)
}

/// The verb of "met at the hotel for 40 minutes".
fn met_for(phrase: &Phrase<'_>, from: usize) -> Option<usize> {
    let lead = from.checked_sub(1).filter(|i| phrase.word(*i) == "for")?;
    let verb = (lead.saturating_sub(8)..lead).rev().find(|i| phrase.word(*i) == "met")?;
    (!phrase.broken_between(verb, from) && !phrase.commas_between(verb, from)).then_some(verb)
}

/// The last meeting or other act of the sentence before.
fn before_this(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    lexicon: &Lexicon,
) -> Option<(Act, String)> {
    let place = |phrase: &Phrase<'_>| (phrase.document_index, phrase.index + 1);
    let here = (phrase.document_index, phrase.index);
    let before = reading.phrases.binary_search_by_key(&here, place).ok();
    let before = before.and_then(|at| reading.phrases.get(at));
    let inside = phrase.words.iter().map(|word| word.lower.as_str()).take(8);
    let earlier = before.into_iter().flat_map(|before| before.words.iter().rev());
    inside
        .chain(earlier.map(|word| word.lower.as_str()))
        .filter_map(|word| Some((lexicon.act(word)?, word.to_owned())))
        .find(|(act, _)| matches!(act, Act::Meeting | Act::Contact | Act::Court))
}

/// The noun to ask by: meetings, talks and sessions are one thing, the others are what they are called.
fn lasting_noun(act: Act, head: &str) -> Option<String> {
    let noun = match (act, head) {
        (Act::Meeting, "hearing" | "conference" | "summit") => head,
        (Act::Meeting, _) => "talks",
        (Act::Contact, _) => "call",
        (Act::Agreement, "ceasefire" | "truce") => "ceasefire",
        (Act::Agreement, _) => return None,
        (_, word) if word.ends_with("ed") => return None,
        (_, word) => word,
    };
    Some(noun.to_owned())
}

/// "were in the network for five weeks", "spent about five weeks in the network".
fn stay(reading: &Reading<'_>, phrase: &Phrase<'_>, quantity: &Quantity) -> Option<Assertion> {
    let (from, to) = phrase.words_of(quantity.span);
    let place_at = |i: usize| {
        (matches!(phrase.word(i), "in" | "inside" | "at")
            && matches!(phrase.word(i + 1), "the" | "its" | "their"))
        .then_some(i + 2)
    };
    let spent = from.checked_sub(1).filter(|i| phrase.word(*i) == "spent");
    let (place, words) = if let Some(verb) = spent {
        (place_at(to + 1)?, (verb, to + 3))
    } else {
        let lead = from.checked_sub(1).filter(|i| phrase.word(*i) == "for")?;
        let place = place_at(lead.checked_sub(3)?)?;
        let verb = place.checked_sub(3)?;
        if !matches!(phrase.word(verb), "was" | "were" | "been" | "stayed" | "remained") {
            return None;
        }
        (place, (verb, to))
    };
    let noun = phrase.word(place);
    if phrase.words.get(place)?.span.of(phrase.text()).starts_with(char::is_uppercase) {
        return None;
    }
    Some(Assertion {
        event: None,
        ..reading.told(
            phrase,
            phrase.range(words.0, words.1),
            ("duration", format!("in {noun}")),
            format!("How long were they in the {noun}?"),
            value(phrase, quantity),
        )
    })
}
