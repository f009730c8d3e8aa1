//! Was anything agreed, and was it what was sought? Nouns of agreement with what stands around them.

use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::diagnostic::Span;
use crate::language::stem::is_stop_word;

const NOUNS: [&str; 9] = [
    "agreement",
    "deal",
    "accord",
    "consensus",
    "pact",
    "truce",
    "ceasefire",
    "settlement",
    "treaty",
];
const DENIED: [&str; 13] = [
    "no", "without", "not", "never", "failed", "fail", "fails", "failing", "failure", "neither",
    "lack", "nor", "unable",
];
const REACHED: [&str; 19] = [
    "reached",
    "reach",
    "agreed",
    "signed",
    "confirmed",
    "struck",
    "resulted",
    "announced",
    "concluded",
    "secured",
    "brokered",
    "sealed",
    "produced",
    "yielded",
    "clinched",
    "hailed",
    "finalised",
    "finalized",
    "accepted",
];
/// Behind these a noun of agreement only says what was proposed: "ceasefire proposal".
const PROPOSED: [&str; 14] = [
    "proposal",
    "proposals",
    "offer",
    "offers",
    "talks",
    "negotiations",
    "plan",
    "plans",
    "condition",
    "conditions",
    "demand",
    "demands",
    "bid",
    "efforts",
];
/// Words that name what an agreement is about only loosely.
const VAGUE: [&str; 20] = [
    "an",
    "a",
    "the",
    "any",
    "no",
    "such",
    "new",
    "major",
    "final",
    "historic",
    "joint",
    "formal",
    "first",
    "further",
    "interim",
    "broader",
    "possible",
    "potential",
    "reached",
    "genuine",
];

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            let leads_on =
                NOUNS.contains(&phrase.word(at + 1)) || PROPOSED.contains(&phrase.word(at + 1));
            if NOUNS.contains(&phrase.word(at)) && !leads_on {
                found.extend(read(reading, phrase, at));
            }
        }
    }
    found
}

fn read(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let from = at.saturating_sub(7);
    let reaches = |i: &usize| !phrase.broken_between(*i, at);
    let denial = (from..at).rev().filter(reaches).find(|i| DENIED.contains(&phrase.word(*i)));
    let verb = (from..at).rev().filter(reaches).find(|i| REACHED.contains(&phrase.word(*i)));
    let after = (at + 1..(at + 5).min(phrase.words.len()))
        .filter(|i| !phrase.broken_between(at, *i))
        .find(|i| REACHED.contains(&phrase.word(*i)));
    let planned = (from..at).any(|i| {
        matches!(
            phrase.word(i),
            "if" | "will"
                | "would"
                | "could"
                | "may"
                | "might"
                | "should"
                | "possible"
                | "hopes"
                | "hope"
        )
    });
    let value = match (denial, verb.or(after)) {
        (Some(_), _) => "no",
        (None, Some(_)) if !planned => "yes",
        _ => return None,
    };
    let topic = topic(phrase, at);
    let main = reading.story.main;
    let (subject, question) = match &topic {
        Some(topic) => (topic.clone(), format!("Was a {topic} agreed?")),
        None => ("anything".to_owned(), "Was anything agreed?".to_owned()),
    };
    // Agreeing on one thing is agreeing on something; failing in one thing is not failing in all.
    let (subject, question) = match (&topic, value) {
        (Some(topic), "yes") if topic != "ceasefire" && topic != "truce" => {
            ("anything".to_owned(), "Was anything agreed?".to_owned())
        }
        _ => (subject, question),
    };
    let start = denial.or(verb).unwrap_or(at).min(at);
    let end = after.unwrap_or(at).max(at);
    // What was agreed stands behind it, up to the next mark.
    let end = if value == "yes" { (end + 6).min(phrase.words.len() - 1) } else { end };
    let marked = |left: usize, right: usize| {
        let gap = Span::new(phrase.words[left].span.end, phrase.words[right].span.start);
        let gap = gap.of(phrase.text());
        gap.contains([';', '—', ':']) || (gap.contains([',', '.']) && gap.contains(' '))
    };
    let end = (at..end).find(|i| marked(*i, i + 1)).unwrap_or(end);
    // It does not end in a word that leans on the next one.
    let end = (at..=end).rev().find(|i| !is_stop_word(phrase.word(*i))).unwrap_or(end);
    Some(Assertion {
        event: main,
        ..reading.told(
            phrase,
            phrase.range(start, end.min(start + 10)),
            ("agreed", subject),
            question,
            value.to_owned(),
        )
    })
}

/// What the agreement is about: `ceasefire` in "ceasefire agreement", "a ceasefire"; the first noun
/// behind "agreement to" or "on"; absent when it is not said.
fn topic(phrase: &Phrase<'_>, at: usize) -> Option<String> {
    let noun = phrase.word(at);
    if matches!(noun, "ceasefire" | "truce") {
        return Some("ceasefire".to_owned());
    }
    let before = at.checked_sub(1).map_or("", |i| phrase.word(i));
    if matches!(before, "ceasefire" | "truce") {
        return Some("ceasefire".to_owned());
    }
    let adjective =
        |word: &str| VAGUE.contains(&word) || word.ends_with("al") || word.ends_with("ed");
    if !before.is_empty()
        && !adjective(before)
        && before.len() > 3
        && !phrase.broken_between(at - 1, at)
        && before.chars().all(char::is_alphabetic)
        && !is_function(before)
    {
        return Some(before.to_owned());
    }
    (matches!(phrase.word(at + 1), "to" | "on" | "for" | "over")).then(|| "specific".to_owned())
}

fn is_function(word: &str) -> bool {
    is_stop_word(word) || REACHED.contains(&word) || DENIED.contains(&word)
}
