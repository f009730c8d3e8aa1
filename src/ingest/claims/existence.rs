//! Was there one? "has opened an investigation" against "there was no investigation".

use super::clause::{Clause, Noun};
use super::opposed::{opposed, polar};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::language::stem::stem;

/// Things that are there or are not: acts of bodies, not their words.
const THINGS: [&str; 26] = [
    "investigation",
    "inquiry",
    "probe",
    "offer",
    "bid",
    "warning",
    "alarm",
    "strike",
    "contract",
    "threat",
    "request",
    "complaint",
    "explosion",
    "leak",
    "ransom",
    "payment",
    "apology",
    "lawsuit",
    "permit",
    "inspection",
    "autopsy",
    "search",
    "collision",
    "outage",
    "recall",
    "ban",
];
/// Kinds of a thing that are a thing of their own.
const KINDS: [&str; 8] =
    ["criminal", "public", "internal", "federal", "independent", "second", "formal", "final"];
/// Verbs that bring such a thing about.
const BEGINS: [&str; 22] = [
    "open", "launch", "begin", "start", "order", "announce", "make", "receive", "issue", "give",
    "have", "hold", "file", "pay", "raise", "sound", "call", "sign", "submit", "impose", "cause",
    "put",
];

/// Things of which one document says that they are there and another that they are not.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        found.extend((0..phrase.words.len()).filter_map(|at| absent(reading, phrase, at)));
        found.extend((0..phrase.words.len()).filter_map(|at| present(reading, phrase, at)));
        let begun = clauses.iter().filter(|clause| !clause.expected);
        found.extend(begun.filter_map(|clause| {
            told(reading, phrase, clause).or_else(|| acted(reading, phrase, clause))
        }));
    }
    found.extend(reading.answers.iter().filter_map(|answered| {
        let question = &answered.question;
        let asked = matches!(question.word(0), "is" | "was") && question.word(1) == "there";
        let at = (2..7).find(|at| is_thing(question, *at)).filter(|_| asked)?;
        let (yes, quote) = answered.polarity().or_else(|| said_to_be(&answered.answer))?;
        Some(assertion(reading, &answered.answer, quote, &subject(question, at), yes))
    }));
    opposed(found)
}

/// "The ministry says no."
fn said_to_be(answer: &Phrase<'_>) -> Option<(bool, crate::diagnostic::Span)> {
    let last = answer.words.len().checked_sub(1)?;
    let yes = match answer.word(last) {
        "yes" => true,
        "no" => false,
        _ => return None,
    };
    let said = matches!(answer.word(last.checked_sub(1)?), "says" | "said" | "say");
    (said && last < 14).then(|| (yes, answer.range(0, last)))
}

fn is_thing(phrase: &Phrase<'_>, at: usize) -> bool {
    THINGS.contains(&phrase.word(at))
}

/// Thing and kind, as a key and for a question.
fn subject(phrase: &Phrase<'_>, at: usize) -> (String, String) {
    let thing = phrase.word(at);
    let kind =
        at.checked_sub(1).map(|before| phrase.word(before)).filter(|word| KINDS.contains(word));
    match kind.filter(|kind| *kind != "formal") {
        Some(kind) => (format!("{kind} {}", stem(thing)), format!("{kind} {thing}")),
        None => (stem(thing), thing.to_owned()),
    }
}

/// "there was no investigation", "no investigation has been opened", "without warning".
fn absent(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    if !is_thing(phrase, at) || is_part(phrase, at) {
        return None;
    }
    let no = (at.saturating_sub(3)..at).rev().find(|i| phrase.word(*i) == "no")?;
    let there = (no.saturating_sub(4)..no).any(|i| phrase.word(i) == "there");
    let verb = no.checked_sub(1).map_or("", |i| phrase.word(i));
    let made = matches!(verb, "made" | "received" | "opened" | "had" | "got" | "gave" | "issued");
    let passive = matches!(phrase.word(at + 1), "was" | "were" | "had" | "has" | "is" | "came");
    if !(there || made || passive) || phrase.broken_between_any(no, at) {
        return None;
    }
    let from = if there { no.saturating_sub(2) } else { no.saturating_sub(usize::from(made)) };
    let to = if passive { at + 3 } else { at };
    Some(assertion(reading, phrase, phrase.range(from, to), &subject(phrase, at), false))
}

/// "there was a search".
fn present(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let determined = matches!(phrase.word(at.checked_sub(1)?), "a" | "an")
        || KINDS.contains(&phrase.word(at - 1));
    let from = at.saturating_sub(5);
    let there = (from..at).find(|i| phrase.word(*i) == "there")?;
    let is = matches!(phrase.word(there + 1), "is" | "was" | "had" | "has");
    let unsure = (from..at).any(|i| {
        matches!(phrase.word(i), "no" | "not" | "if" | "whether" | "never" | "until")
            || phrase.word(i).ends_with("n't")
            || phrase.word(i).ends_with("n’t")
    });
    let denied = (there.saturating_sub(4)..there)
        .any(|i| matches!(phrase.word(i), "denied" | "denies" | "deny" | "denying"));
    let sure = is_thing(phrase, at) && !is_part(phrase, at) && determined && is && !unsure;
    let quote = phrase.range(there.saturating_sub(usize::from(denied) * 2), at);
    sure.then(|| assertion(reading, phrase, quote, &subject(phrase, at), !denied))
}

/// "has opened an investigation", "an investigation was opened".
fn told(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<Assertion> {
    if !BEGINS.contains(&clause.base.as_str()) {
        return None;
    }
    let thing: &Noun = clause.patient.as_ref()?;
    let at = thing.words.1;
    if !is_thing(phrase, at) || thing.entity.is_some() || is_part(phrase, at) {
        return None;
    }
    let (from, to) = (clause.verb.min(thing.words.0), clause.last.max(at));
    let from = if clause.denied { from.min(clause.opening) } else { from };
    let again = (from..at).any(|i| matches!(phrase.word(i), "another" | "further" | "new"));
    let near = !again && (clause.denied || to - from <= 8);
    near.then(|| {
        assertion(reading, phrase, phrase.range(from, to), &subject(phrase, at), !clause.denied)
    })
}

/// "has offered £25 million", "paid the family": what such an act is.
fn acted(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<Assertion> {
    const ACTS: [(&str, &str); 4] = [
        ("offer", "offer"),
        ("pay", "payment"),
        ("apologise", "apology"),
        ("apologize", "apology"),
    ];
    let (_, thing) = ACTS.iter().find(|(verb, _)| *verb == clause.base)?;
    let to_body = clause.passive
        || clause.agent.as_ref().is_some_and(|noun| noun.entity.is_some() || !noun.plural);
    if clause.denied || clause.is_saying() || !to_body {
        return None;
    }
    let (from, to) = clause.words();
    let quote = phrase.range(from.max(clause.first.saturating_sub(3)), to.min(clause.last + 5));
    Some(assertion(reading, phrase, quote, &(stem(thing), (*thing).to_owned()), true))
}

/// Whether the noun only says what another is: "warning lights", "search party".
fn is_part(phrase: &Phrase<'_>, at: usize) -> bool {
    let next = phrase.word(at + 1);
    let joined = at + 1 < phrase.words.len() && !phrase.commas_between(at, at + 1);
    joined
        && next.len() > 3
        && !crate::language::stem::is_stop_word(next)
        && !next.ends_with("ed")
        && !next.ends_with("ly")
        && !matches!(next, "into" | "last" | "until" | "came" | "took" | "made" | "under" | "after")
        && super::clause::in_name(phrase, at + 1).is_none()
        && phrase
            .document
            .times_in(phrase.span)
            .iter()
            .all(|time| phrase.words.get(at + 1).is_none_or(|word| !time.span.overlaps(word.span)))
}

fn assertion(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    quote: crate::diagnostic::Span,
    (key, thing): &(String, String),
    yes: bool,
) -> Assertion {
    let article = if thing.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let question = format!("Was there {article} {thing}?");
    reading.told(phrase, quote, ("exists", key.clone()), question, polar(yes))
}
