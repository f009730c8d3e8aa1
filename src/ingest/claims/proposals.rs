//! Whose idea, whose order: who proposed, made or ordered something that several sources name.

use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::diagnostic::Span;
use crate::language::stem::is_stop_word;

const PROPOSED: [&str; 14] = [
    "proposed",
    "suggested",
    "initiated",
    "championed",
    "made",
    "requested",
    "drafted",
    "tabled",
    "offered",
    "presented",
    "put",
    "floated",
    "advanced",
    "pushed",
];
const ORDERED: [&str; 6] =
    ["ordered", "authorised", "authorized", "approved", "decided", "commissioned"];
const PLANS: [&str; 9] =
    ["proposal", "plan", "condition", "offer", "initiative", "demand", "idea", "scheme", "request"];

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            let word = phrase.word(at);
            if PROPOSED.contains(&word) || ORDERED.contains(&word) {
                found.extend(passive(reading, phrase, at).or_else(|| active(reading, phrase, at)));
            } else if word == "gave" && phrase.word(at + 2) == "order" {
                found.extend(gave_order(reading, phrase, at));
            } else if matches!(word, "came" | "come") && order_before(phrase, at) {
                found.extend(order_came(reading, phrase, at));
            } else if PLANS.contains(&word) {
                found.extend(possessive(reading, phrase, at));
            }
        }
    }
    found
}

/// "a ceasefire championed by X", "the proposal made by X", "the talks were suggested by X".
fn passive(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let by = (at + 1..=at + 2).find(|i| phrase.word(*i) == "by")?;
    let name = phrase.name_from(by + 1, 4)?;
    let head = head_before(phrase, at)?;
    let end = phrase.words_of(phrase.document.names[name].span).1;
    assertion(reading, phrase, at, head, name, phrase.range(head.saturating_sub(1), end))
}

/// "X initiated the meeting", "X ordered the gates opened".
fn active(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let name = phrase.name_before(at)?;
    let span = phrase.document.names[name].span;
    // "the mayor, Ada Vale, resigned, asked": a comma shows that the subject is another.
    if phrase.commas_between(phrase.words_of(span).1, at) {
        return None;
    }
    let gap = at.checked_sub(phrase.words_of(span).1)?;
    if gap > 3
        || !matches!(phrase.word(at + 1), "the" | "a" | "an" | "that")
        || phrase.word(at) == "made"
    {
        return None;
    }
    if (phrase.index_at(span.end)..at)
        .any(|i| matches!(phrase.word(i), "not" | "never" | "would" | "by"))
    {
        return None;
    }
    let head = (at + 2..(at + 6).min(phrase.words.len()))
        .take_while(|i| !is_stop_word(phrase.word(*i)) && !phrase.broken_between(i - 1, *i))
        .last()?;
    let from = phrase.index_at(span.start);
    assertion(reading, phrase, at, head, name, phrase.range(from, head))
}

/// Whether "the order" is the subject of the verb at word `at`.
fn order_before(phrase: &Phrase<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|i| {
        phrase.word(i) == "order"
            && matches!(phrase.word(i.wrapping_sub(1)), "the" | "that" | "this")
    })
}

/// "the order had come by telephone from X".
fn order_came(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let from = (at + 1..at + 5)
        .take_while(|i| !phrase.commas_between(i - 1, *i))
        .find(|i| phrase.word(*i) == "from")?;
    let by = super::clause::noun_from(&reading.cast, phrase, from + 1)?;
    let order = (at.saturating_sub(2)..at).find(|i| phrase.word(*i) == "order")?;
    let entity = by.entity?;
    Some(reading.told(
        phrase,
        phrase.range(order, by.words.1.min(order + 11)),
        ("ordered-by", "order".to_owned()),
        "Who gave the order?".to_owned(),
        reading.name(entity).to_owned(),
    ))
}

/// "Nobody at this office gave that order": whoever else, not they.
fn nobody_gave(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let nobody = (at.saturating_sub(6)..at).rev().find(|i| {
        matches!(phrase.word(*i), "nobody" | "none")
            || phrase.word(*i) == "one" && phrase.word(i.wrapping_sub(1)) == "no"
    })?;
    let lead = matches!(phrase.word(nobody + 1), "at" | "in" | "of" | "from");
    let body = phrase.words.get(nobody + 1..at).filter(|words| lead && words.len() > 1)?;
    let words: Vec<&str> = body.iter().map(|word| word.lower.as_str()).collect();
    Some(reading.told(
        phrase,
        phrase.range(nobody, at + 2),
        ("ordered-by", "order".to_owned()),
        "Who gave the order?".to_owned(),
        format!("nobody {}", words.join(" ")),
    ))
}

/// "X gave the order".
fn gave_order(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    if let Some(nobody) = nobody_gave(reading, phrase, at) {
        return Some(nobody);
    }
    let name = phrase.name_before(at)?;
    let span = phrase.document.names[name].span;
    let (first, last) = phrase.words_of(span);
    if last + 1 != at || !matches!(phrase.word(at + 1), "the" | "that" | "this") {
        return None;
    }
    let entity = phrase.entity(name, reading.resolution);
    Some(reading.told(
        phrase,
        phrase.range(first, at + 2),
        ("ordered-by", "order".to_owned()),
        "Who gave the order?".to_owned(),
        reading.name(entity).to_owned(),
    ))
}

/// "Norway’s ten-day truce plan".
fn possessive(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let head = at.checked_sub(1)?;
    if is_stop_word(phrase.word(head))
        || phrase.words[head].span.of(phrase.text()).chars().next().is_some_and(char::is_uppercase)
    {
        return None;
    }
    let name = phrase.name_before(head)?;
    let span = phrase.document.names[name].span;
    let behind = phrase.text().get(span.end..)?;
    if !(behind.starts_with("’s") || behind.starts_with("'s")) {
        return None;
    }
    let from = phrase.index_at(span.start);
    if head.checked_sub(from)? > 4 {
        return None;
    }
    assertion(reading, phrase, at, head, name, phrase.range(from, at))
}

/// The noun that the participle at `at` belongs to; behind "proposal" the word before it says more.
fn head_before(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let mut head = at.checked_sub(1)?;
    while matches!(
        phrase.word(head),
        "was" | "were" | "initially" | "first" | "originally" | "been" | "had" | "has" | "being"
    ) {
        head = head.checked_sub(1)?;
    }
    if PLANS.contains(&phrase.word(head)) && head > 0 && !is_stop_word(phrase.word(head - 1)) {
        head -= 1;
    }
    // "the recent talks in Turkey were suggested by": the place is not the head.
    let name =
        phrase.names().find(|n| phrase.document.names[*n].span.overlaps(phrase.words[head].span));
    if name.is_some() && head >= 2 && is_stop_word(phrase.word(head - 1)) {
        head -= 2;
    }
    (!is_stop_word(phrase.word(head)) && phrase.word(head).len() > 3).then_some(head)
}

fn assertion(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    verb: usize,
    head: usize,
    name: usize,
    quote: Span,
) -> Option<Assertion> {
    let noun = phrase.words.get(head)?;
    let order = ORDERED.contains(&phrase.word(verb));
    let (attribute, question) = if order {
        ("ordered-by", format!("Who ordered the {}?", noun.lower))
    } else {
        ("proposed-by", format!("Who proposed the {}?", noun.lower))
    };
    // Talks, meeting and negotiations are one thing.
    let subject = match reading.lexicon.act(&noun.lower) {
        Some(crate::ingest::events::Act::Meeting) => "talks".to_owned(),
        _ => noun.stem.clone(),
    };
    let entity = phrase.entity(name, reading.resolution);
    Some(reading.told(
        phrase,
        quote,
        (attribute, subject),
        question,
        reading.name(entity).to_owned(),
    ))
}
