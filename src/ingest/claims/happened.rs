//! Did it happen? One source says it did, another that it did not.

use std::collections::{BTreeMap, BTreeSet};

use super::phrase::Phrase;
use super::{Assertion, ClaimKey, Reading};
use crate::ingest::events::{Act, Modality};
use crate::language::stem::is_stop_word;
use crate::model::date::Precision;

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = held(reading);
    found.extend(denied_verbs(reading));
    found
}

/// Whether the story's main event was held on its day.
fn held(reading: &Reading<'_>) -> Vec<Assertion> {
    let story = reading.story;
    let Some(main) = story.main.map(|main| &story.events[main]) else { return Vec::new() };
    let Some(date) = main.date.filter(|date| date.precision() >= Precision::Day) else {
        return Vec::new();
    };
    let related =
        |act: Option<Act>| act == main.act || matches!(act, Some(Act::Ending | Act::Opening));
    let mut found: Vec<Assertion> = Vec::new();
    for mention in &story.mentions {
        let same_day = mention.date.is_some_and(|other| date.covers(other) || other == date);
        if !same_day || !related(mention.act) || mention.modality == Modality::Planned {
            continue;
        }
        let value = if mention.modality == Modality::Held { "yes" } else { "no" };
        let document = &reading.documents[mention.document];
        let quote =
            crate::ingest::events::fragment(document.text(), mention.clause, mention.trigger, None);
        found.push(Assertion {
            document: mention.document,
            quote,
            key: ClaimKey { attribute: "held", subject: main.id.to_string() },
            question: match main.act {
                Some(Act::Meeting) => "Were the talks held that day?".to_owned(),
                _ => "Did it happen that day?".to_owned(),
            },
            value: value.to_owned(),
            about: None,
            event: story.main,
            unnamed: None,
        });
    }
    let values: BTreeSet<&str> = found.iter().map(|assertion| assertion.value.as_str()).collect();
    if values.len() < 2 {
        found.clear();
    }
    found
}

/// A verb with its subject, as one sentence has it.
struct Predicate<'a> {
    phrase: &'a Phrase<'a>,
    verb: usize,
    subject: usize,
    denied: bool,
}

/// "the siren did not sound" against "the siren sounded": same verb, same subject noun.
fn denied_verbs(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut by_key: BTreeMap<(String, String), Vec<Predicate<'_>>> = BTreeMap::new();
    for phrase in reading.phrases {
        for at in 1..phrase.words.len() {
            if let Some(predicate) = denied(phrase, at) {
                let key = (
                    phrase.words[predicate.verb].stem.clone(),
                    phrase.words[predicate.subject].stem.clone(),
                );
                by_key.entry(key).or_default().push(predicate);
            }
        }
    }
    for phrase in reading.phrases {
        for at in 1..phrase.words.len() {
            let verb = &phrase.words[at];
            if !verb.lower.ends_with("ed") && !verb.lower.ends_with("ing") {
                continue;
            }
            let clear = (at.saturating_sub(3)..at).all(|i| !is_denial(phrase.word(i)));
            let Some(subject) = subject_before(phrase, at).filter(|_| clear) else { continue };
            let key = (verb.stem.clone(), phrase.words[subject].stem.clone());
            if let Some(list) = by_key.get_mut(&key) {
                list.push(Predicate { phrase, verb: at, subject, denied: false });
            }
        }
    }
    let mut found = Vec::new();
    for ((verb, subject), list) in &by_key {
        if list.iter().all(|predicate| predicate.denied) {
            continue;
        }
        for predicate in list {
            let phrase = predicate.phrase;
            let noun = &phrase.words[predicate.subject].lower;
            found.push(Assertion {
                document: phrase.document_index,
                quote: phrase.range(predicate.subject, predicate.verb),
                key: ClaimKey { attribute: "happened", subject: format!("{subject} {verb}") },
                question: question(list, noun),
                value: if predicate.denied { "no" } else { "yes" }.to_owned(),
                about: None,
                event: reading.event_of(phrase),
                unnamed: phrase.unnamed_source(),
            });
        }
    }
    found
}

/// "Did the siren sound?", "Was the gate opened?": the helping verb of the source that denies it.
fn question(list: &[Predicate<'_>], noun: &str) -> String {
    let Some(denial) = list.iter().find(|predicate| predicate.denied) else { return String::new() };
    let phrase = denial.phrase;
    let verb = phrase.word(denial.verb);
    let helper = (denial.subject..denial.verb).map(|i| phrase.word(i)).find_map(|word| {
        let word = word.trim_end_matches("n't").trim_end_matches("n’t");
        ["did", "does", "was", "were", "is", "are", "has", "have", "had"]
            .into_iter()
            .find(|helper| *helper == word)
    });
    let helper = match helper {
        Some("does") => "Does",
        Some("is") => "Is",
        Some("are") => "Are",
        Some("was") => "Was",
        Some("were") => "Were",
        Some("has") => "Has",
        Some("have") => "Have",
        Some("had") => "Had",
        Some(_) => "Did",
        // "never sounded" keeps its form.
        None => return format!("Is it true that the {noun} {verb}?"),
    };
    let span = phrase.words[denial.subject].span;
    let named = span.of(phrase.text()).starts_with(char::is_uppercase);
    let subject = if named { span.of(phrase.text()).to_owned() } else { format!("the {noun}") };
    format!("{helper} {subject} {verb}?")
}

fn is_denial(word: &str) -> bool {
    matches!(word, "not" | "never") || word.ends_with("n't") || word.ends_with("n’t")
}

/// "did not sound", "never sounded", "was not opened".
fn denied<'a>(phrase: &'a Phrase<'a>, at: usize) -> Option<Predicate<'a>> {
    let word = phrase.word(at);
    if !is_denial(word) {
        return None;
    }
    let verb = (at + 1..(at + 3).min(phrase.words.len()))
        .find(|i| !is_stop_word(phrase.word(*i)) && phrase.word(*i).len() > 3)?;
    let subject_end =
        if word.ends_with("n't") || word.ends_with("n’t") || phrase.word(at) == "never" {
            at
        } else {
            at - 1
        };
    let subject = subject_before(phrase, subject_end)?;
    // "did not order it until eight": it was done, later.
    let late = (verb..phrase.words.len()).any(|i| matches!(phrase.word(i), "until" | "unless"));
    // "would not sound", "may not sound": nothing is denied yet.
    let expected = (subject..verb).any(|i| {
        matches!(
            phrase.word(i),
            "would" | "will" | "could" | "can" | "may" | "might" | "should" | "must"
        )
    });
    if late || expected || phrase.word(verb).ends_with("ly") {
        return None;
    }
    Some(Predicate { phrase, verb, subject, denied: true })
}

/// The noun right before a verb: at most one helping word between.
fn subject_before(phrase: &Phrase<'_>, verb: usize) -> Option<usize> {
    (verb.saturating_sub(3)..verb).rev().take_while(|i| !phrase.broken_between(*i, i + 1)).find(
        |i| {
            let word = phrase.word(*i);
            !is_stop_word(word) && word.len() > 3 && !word.ends_with("ly")
        },
    )
}
