//! Did two people, or a person and a body, meet? One source says so, another quotes a denial.

use super::clause::{Noun, in_name, noun_ending_at, noun_from};
use super::opposed::{opposed, polar};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::model::entity::EntityKind;

/// Words before "meet" that deny it.
const DENIALS: [&str; 8] =
    ["denied", "denies", "deny", "denying", "never", "not", "didn’t", "didn't"];
/// Words before "meet" that leave it open.
const OPEN: [&str; 14] = [
    "will", "would", "to", "may", "might", "could", "should", "if", "whether", "plans", "due",
    "expected", "hopes", "refused",
];

/// Meetings of which at least one source says that they took place and one that they did not.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for at in 0..phrase.words.len() {
            found.extend(match phrase.word(at) {
                "met" | "meet" => met(reading, phrase, at),
                "meeting" if phrase.word(at + 1) == "with" => meeting_with(reading, phrase, at),
                "meeting" if phrase.word(at + 1) == "between" => between(reading, phrase, at),
                _ => None,
            });
        }
    }
    opposed(found)
}

/// Who is met: behind "representatives of" and "anyone from" the body itself.
fn met_one(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Noun> {
    let of = (at..at + 4).find(|i| matches!(phrase.word(*i), "of" | "from")).filter(|of| {
        (at..*of).all(|i| {
            matches!(
                phrase.word(i),
                "the"
                    | "any"
                    | "some"
                    | "representatives"
                    | "members"
                    | "officials"
                    | "anyone"
                    | "anybody"
                    | "someone"
                    | "people"
                    | "executives"
                    | "managers"
            )
        })
    });
    let noun = noun_from(&reading.cast, phrase, of.unwrap_or(at.checked_sub(1)?) + 1)?;
    noun.entity.filter(|entity| is_actor(reading, *entity))?;
    Some(noun)
}

fn is_actor(reading: &Reading<'_>, entity: usize) -> bool {
    reading.resolution.entities[entity].kind != EntityKind::Place
}

/// "Vale met Arkin", "denied that he had met Arkin", "she never met the union’s chairman".
fn met(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let skip = usize::from(phrase.word(at + 1) == "with");
    let object = met_one(reading, phrase, at + 1 + skip)?;
    let mut first = at;
    while first > 0
        && !phrase.commas_between(first - 1, first)
        && matches!(
            phrase.word(first - 1),
            "had"
                | "has"
                | "have"
                | "never"
                | "not"
                | "ever"
                | "did"
                | "didn't"
                | "didn’t"
                | "also"
        )
    {
        first -= 1;
    }
    let end = first.checked_sub(1)?;
    // "Vale, the county clerk, met": the name before the apposition.
    let subject = if phrase.commas_between(end, first) {
        let comma =
            (end.saturating_sub(8)..end).rev().find(|i| phrase.commas_between(*i, i + 1))?;
        noun_ending_at(&reading.cast, phrase, comma)?
    } else {
        noun_ending_at(&reading.cast, phrase, end)?
    };
    let from = subject.words.0;
    let denier = (from.saturating_sub(4)..at).find(|i| DENIALS.contains(&phrase.word(*i)));
    let open = (from.saturating_sub(3)..at).any(|i| OPEN.contains(&phrase.word(i)));
    if open || phrase.word(at) == "meet" && denier.is_none() {
        return None;
    }
    assertion(
        reading,
        phrase,
        (&subject, &object),
        denier.unwrap_or(first).min(first),
        denier.is_none(),
    )
}

/// "her meeting with Arkin".
fn meeting_with(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let owner = at.checked_sub(1)?;
    let object = met_one(reading, phrase, at + 2)?;
    let near = at.saturating_sub(5)..at;
    let open = near.clone().any(|i| {
        OPEN.contains(&phrase.word(i))
            || DENIALS.contains(&phrase.word(i))
            || matches!(phrase.word(i), "no" | "alleged" | "a" | "planned")
    });
    if open {
        return None;
    }
    let subject = match phrase.word(owner) {
        "his" | "her" => super::clause::pronoun(&reading.cast, phrase, owner)?,
        _ => {
            in_name(phrase, owner)?;
            noun_ending_at(&reading.cast, phrase, owner)?
        }
    };
    assertion(reading, phrase, (&subject, &object), owner, true)
}

/// "the meeting between the clerk and Arkin was real".
fn between(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Assertion> {
    let left = noun_from(&reading.cast, phrase, at + 2)?;
    let and = left.words.1 + 1;
    let right = noun_from(&reading.cast, phrase, and + 1).filter(|_| phrase.word(and) == "and")?;
    let end = right.words.1;
    let real = matches!(
        (phrase.word(end + 1), phrase.word(end + 2)),
        ("was", "real") | ("took", "place") | ("happened", _) | ("did", "take" | "happen")
    );
    assertion(reading, phrase, (&left, &right), at, true).filter(|_| real)
}

fn assertion(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    (subject, object): (&Noun, &Noun),
    from: usize,
    yes: bool,
) -> Option<Assertion> {
    let (one, other) = (subject.entity?, object.entity?);
    if one == other || !is_actor(reading, one) {
        return None;
    }
    let entities = &reading.resolution.entities;
    let (first, second) =
        if entities[one].id < entities[other].id { (one, other) } else { (other, one) };
    let last = object.words.1;
    let told = reading.told(
        phrase,
        phrase.range(from, last.min(from + 11)),
        ("met", format!("{} {}", entities[first].id, entities[second].id)),
        format!("Did {} and {} meet?", reading.name(first), reading.name(second)),
        polar(yes),
    );
    Some(Assertion { about: Some(first), ..told })
}
