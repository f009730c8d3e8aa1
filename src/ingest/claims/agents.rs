//! Who did it, who is to blame, and what caused it.

use super::answers::Answered;
use super::clause::{Clause, Noun, noun_from};
use super::phrase::Phrase;
use super::verb::verb_class;
use super::{Assertion, Reading};
use crate::model::entity::EntityKind;

/// Acts that one person or body does once: several names for one act do not go together.
const ONCE: [&str; 25] = [
    "order",
    "authorise",
    "authorize",
    "commission",
    "discover",
    "request",
    "decide",
    "launch",
    "found",
    "invent",
    "design",
    "fire",
    "stop",
    "cancel",
    "call",
    "leak",
    "appoint",
    "hire",
    "kill",
    "shoot",
    "write",
    "start",
    "report",
    "notice",
    "raise",
];

/// Things of which a story has one: "the search", not "a letter".
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        for clause in clauses.iter().filter(|clause| !clause.expected && !clause.denied) {
            found.extend(agent(reading, phrase, clause));
            found.extend(blamed(reading, phrase, clause));
            found.extend(cause(reading, phrase, clause));
        }
    }
    found.extend(reading.answers.iter().filter_map(|answered| asked(reading, answered)));
    found
}

/// "Who ordered the search? The public prosecutor, Ada Vale."
fn asked(reading: &Reading<'_>, answered: &Answered<'_>) -> Option<Assertion> {
    let (base, object) = answered.deed(&reading.cast)?;
    if !ONCE.contains(&base.as_str()) {
        return None;
    }
    let (value, quote) = answered.name(&reading.cast)?;
    Some(Assertion {
        event: None,
        ..reading.told(
            &answered.answer,
            quote,
            (deed_attribute(&base), format!("{} {}", verb_class(&base), object.key)),
            format!("Who {} {}?", answered.question.word(1), object.text),
            value,
        )
    })
}

fn deed_attribute(base: &str) -> &'static str {
    if matches!(base, "order" | "authorise" | "authorize") { "ordered-by" } else { "done-by" }
}

/// "the search was ordered by the organisers", "Vale said she had ordered the search".
fn agent(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<Assertion> {
    if !ONCE.contains(&clause.base.as_str()) {
        return None;
    }
    // "stopped by the church" is a visit, "reported that the gate" has a clause for its object.
    let visit = clause.base == "stop" && clause.passive && clause.first == clause.verb;
    if visit || phrase.word(clause.last + 1) == "that" {
        return None;
    }
    let agent = clause.agent.as_ref().filter(|agent| is_actor(reading, agent))?;
    let patient = clause.patient.as_ref().filter(|patient| is_one_thing(phrase, patient))?;
    let done = super::verb::participle(phrase.word(clause.verb));
    let attribute = deed_attribute(&clause.base);
    // "Who ordered the search?": the past tense, which "shot" and "ordered" share with the
    // participle but "wrote" does not.
    let past = if done == phrase.word(clause.verb) && clause.passive && clause.base == "write" {
        "wrote"
    } else {
        phrase.word(clause.verb)
    };
    let question = if done.ends_with("ed") || done == past {
        format!("Who {past} {}?", patient.text)
    } else {
        format!("By whom was {} {done}?", patient.text)
    };
    Some(assertion(
        reading,
        phrase,
        clause,
        (attribute, format!("{} {}", verb_class(&clause.base), patient.key)),
        (question, answer(agent)),
    ))
}

/// "The mayor blamed the contractor for the delay".
fn blamed(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<Assertion> {
    if clause.base != "blame" || clause.passive {
        return None;
    }
    let blamed = clause.patient.as_ref().filter(|noun| is_actor(reading, noun))?;
    let lead = (clause.last + 1..clause.last + 8)
        .take_while(|i| !phrase.broken_between(i - 1, *i))
        .find(|i| phrase.word(*i) == "for")?;
    let matter = noun_from(&reading.cast, phrase, lead + 1)?;
    let (from, _) = clause.words();
    let mut told = assertion(
        reading,
        phrase,
        clause,
        ("blamed", matter.key.clone()),
        (format!("Who is blamed for {}?", matter.text), answer(blamed)),
    );
    told.quote = phrase.range(from.max(clause.verb.saturating_sub(4)), matter.words.1);
    Some(told)
}

/// "The fire was caused by a broken line", "A broken line started the fire".
fn cause(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<Assertion> {
    const CAUSES: [&str; 7] = ["cause", "spark", "ignite", "trigger", "start", "provoke", "set"];
    let known = CAUSES.contains(&clause.base.as_str())
        && (clause.base != "set" || clause.last > clause.verb);
    let matter = clause.patient.as_ref().filter(|noun| known && noun.entity.is_none())?;
    let reason = clause.agent.as_ref().filter(|noun| noun.entity.is_none() && !noun.none)?;
    if !is_one_thing(phrase, matter) || !is_mishap(reading, matter) {
        return None;
    }
    Some(assertion(
        reading,
        phrase,
        clause,
        ("cause", matter.key.clone()),
        (format!("What caused {}?", matter.text), answer(reason)),
    ))
}

/// Whether a noun names an event that has a cause.
fn is_mishap(reading: &Reading<'_>, noun: &Noun) -> bool {
    use crate::ingest::events::Act;
    let head = noun.text.rsplit(' ').next().unwrap_or_default();
    matches!(
        reading.lexicon.act(head),
        Some(Act::Disaster | Act::Harm | Act::Ending | Act::Attack | Act::Protest)
    ) || matches!(head, "accident" | "failure" | "delay" | "damage" | "panic")
}

/// A person, a body, or people named by what they are.
fn is_actor(reading: &Reading<'_>, noun: &Noun) -> bool {
    match noun.entity.map(|entity| reading.resolution.entities[entity].kind) {
        Some(kind) => kind != EntityKind::Place,
        None => !noun.none && noun.text.len() > 6,
    }
}

/// "the search", "his order", a name; not "a letter".
fn is_one_thing(phrase: &Phrase<'_>, noun: &Noun) -> bool {
    let before = noun.words.0.checked_sub(1).map_or("", |i| phrase.word(i));
    noun.entity.is_some()
        || matches!(before, "the" | "this" | "that")
        || before.ends_with("'s")
        || before.ends_with("’s")
}

/// A noun as an answer, without its article.
fn answer(noun: &Noun) -> String {
    match noun.entity {
        Some(_) => noun.text.strip_prefix("the ").unwrap_or(&noun.text).to_owned(),
        None => noun.text.clone(),
    }
}

fn assertion(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clause: &Clause,
    key: (&'static str, String),
    (question, value): (String, String),
) -> Assertion {
    let ends = [&clause.agent, &clause.patient].into_iter().flatten().map(|noun| noun.words);
    let from = ends.clone().map(|words| words.0).min().unwrap_or(clause.first).min(clause.first);
    let to = ends.map(|words| words.1).max().unwrap_or(clause.last).max(clause.last);
    reading.told(phrase, phrase.range(from, to.min(from + 13)), key, question, value)
}
