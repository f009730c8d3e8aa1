//! Was somebody there? "visited the camp" against "has not set foot in the camp", "was on the
//! bridge" against "was not on the bridge".

use std::collections::BTreeSet;

use super::clause::{in_name, noun_ending_at};
use super::opposed::{opposed, polar};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::language::stem::{is_stop_word, stem};
use crate::model::entity::EntityKind;

/// How a sentence says that somebody was somewhere.
struct Told {
    /// The first word of the place.
    place: usize,
    /// Whether it is asked by "was", not by "visit".
    stay: bool,
    /// The preposition of a stay.
    lead: usize,
}

/// Visits and stays that one document tells and another denies.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            if let Some(told) = told(phrase, at) {
                found.extend(visit(reading, phrase, at, &told));
            }
        }
    }
    opposed(found)
}

/// The verb at word `at`, where it leads to a place.
fn told(phrase: &Phrase<'_>, at: usize) -> Option<Told> {
    let word = |i: usize| phrase.word(i);
    let into = |from: usize, leads: &[&str]| {
        (from..from + 4)
            .take_while(|i| !phrase.commas_between(i - 1, *i))
            .find(|i| leads.contains(&word(*i)))
    };
    let visit = |place: usize| Told { place, stay: false, lead: place - 1 };
    match word(at) {
        "visit" | "visited" | "visiting" => Some(visit(at + 1)),
        "came" | "come" | "went" | "gone" | "travelled" | "traveled" | "flew" | "flown" => {
            into(at + 1, &["to"]).map(|lead| visit(lead + 1))
        }
        "set" if word(at + 1) == "foot" => into(at + 2, &["in", "on", "at"]).map(|i| visit(i + 1)),
        "spent" => into(at + 2, &["at", "in", "with"]).map(|lead| visit(lead + 1)),
        "was" | "been" | "were" => {
            let lead = at + 1 + usize::from(matches!(word(at + 1), "not" | "never" | "still"));
            let stays = matches!(word(lead), "on" | "at" | "in" | "inside" | "aboard");
            let the = matches!(word(lead + 1), "the" | "his" | "her")
                || in_name(phrase, lead + 1).is_some();
            (stays && the).then_some(Told { place: lead + 1, stay: true, lead })
        }
        _ => None,
    }
}

fn visit(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize, told: &Told) -> Vec<Assertion> {
    // Back over what helps the verb.
    let mut first = at;
    while first > 0
        && !phrase.commas_between(first - 1, first)
        && (matches!(
            phrase.word(first - 1),
            "has" | "had" | "have" | "not" | "never" | "did" | "also" | "to" | "failed" | "been"
        ) || phrase.word(first - 1).ends_with("n't")
            || phrase.word(first - 1).ends_with("n’t"))
    {
        first -= 1;
    }
    let helped = |words: &[&str]| (first..at + 2).any(|i| words.contains(&phrase.word(i)));
    let negated = helped(&["not", "never", "failed"])
        || (first..at).any(|i| phrase.word(i).ends_with("n't") || phrase.word(i).ends_with("n’t"));
    // "to visit" is a plan, "failed to visit" is none.
    if helped(&["to"]) && !helped(&["failed"]) {
        return Vec::new();
    }
    let Some(subject) =
        first.checked_sub(1).and_then(|end| noun_ending_at(&reading.cast, phrase, end))
    else {
        return Vec::new();
    };
    let from = subject.words.0;
    let unsure = (from.saturating_sub(4)..from)
        .any(|i| matches!(phrase.word(i), "if" | "whether" | "rejected" | "claim" | "unless"));
    let denied = (from.saturating_sub(4)..from)
        .any(|i| matches!(phrase.word(i), "denied" | "denies" | "deny"));
    let person = subject
        .entity
        .filter(|entity| reading.resolution.entities[*entity].kind == EntityKind::Person);
    // A denied denial is too clever by half.
    let clear = !unsure && (!denied || !negated);
    let Some(person) = person.filter(|_| clear) else {
        return Vec::new();
    };
    let last = place_end(phrase, told.place);
    let who = &reading.resolution.entities[person];
    let keys = place_keys(phrase, told.place, last);
    let quote = phrase.range(first.max(last.saturating_sub(11)), last);
    keys.into_iter()
        .map(|(key, place)| {
            let question = if told.stay {
                format!("Was {} {} {place}?", who.name, phrase.word(told.lead))
            } else {
                format!("Did {} visit {place}?", who.name)
            };
            let way = if told.stay { "stay" } else { "visit" };
            let subject = format!("{} {way} {key}", who.id);
            let told = reading.told(
                phrase,
                quote,
                ("visited", subject),
                question,
                polar(!negated && !denied),
            );
            Assertion { about: Some(person), ..told }
        })
        .collect()
}

/// The last word of the place: its noun, and the name of the place where that noun is.
fn place_end(phrase: &Phrase<'_>, from: usize) -> usize {
    let most = (from + 8).min(phrase.words.len());
    let mut last = from;
    for at in from..most {
        if at > from && phrase.commas_between(at - 1, at) {
            break;
        }
        let word = phrase.word(at);
        let goes_on = in_name(phrase, at).is_some()
            || matches!(word, "the" | "a" | "an" | "this" | "his" | "her" | "at" | "in" | "of")
            || (!is_stop_word(word) && !word.ends_with("ly") && !is_time(phrase, at));
        if !goes_on {
            break;
        }
        if in_name(phrase, at).is_some() || !is_stop_word(word) {
            last = at;
        }
    }
    last
}

fn is_time(phrase: &Phrase<'_>, at: usize) -> bool {
    let word = phrase.words[at].span;
    phrase.document.times_in(phrase.span).iter().any(|time| time.span.overlaps(word))
}

/// The words by which another report may name the place, with the place for a question.
fn place_keys(phrase: &Phrase<'_>, from: usize, to: usize) -> BTreeSet<(String, String)> {
    let mut keys = BTreeSet::new();
    for at in from..=to {
        let word = phrase.word(at);
        let bare = word.trim_end_matches("'s").trim_end_matches("’s");
        if word.len() < 4 || is_stop_word(word) {
            continue;
        }
        let place = match in_name(phrase, at) {
            Some(name) => {
                let said = phrase.document.names[name].span.of(phrase.text());
                let the = phrase.words_of(phrase.document.names[name].span).0.checked_sub(1);
                let the = the.is_some_and(|i| phrase.word(i) == "the");
                format!(
                    "{}{}",
                    if the { "the " } else { "" },
                    said.split_whitespace().collect::<Vec<_>>().join(" ")
                )
            }
            None => format!("the {word}"),
        };
        keys.insert((stem(bare), place));
    }
    keys
}
