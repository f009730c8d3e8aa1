//! Where: the places that reports give to one act, "was found at Saddle Creek", "broke out in the
//! kitchen". A named place is compared with named ones only; one may lie in the other, so that two
//! names are never more than different.

use super::align::{Fact, Matter, act_key, aligned};
use super::clause::{Clause, Noun, in_name, noun_from};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::ingest::nations::adjective_of;
use crate::model::entity::EntityKind;

/// What happens once, in one place.
const ONCE: [&str; 22] = [
    "find", "discover", "begin", "start", "hold", "strike", "hit", "crash", "sink", "collapse",
    "happen", "occur", "arrest", "detain", "die", "kill", "land", "bury", "sign", "run", "break",
    "shoot",
];
/// Words that lead to a place.
const LEADS: [&str; 9] = ["in", "at", "near", "off", "on", "outside", "inside", "behind", "under"];

/// Places of one act in several documents.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut facts = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        for clause in clauses {
            facts.extend(fact(reading, phrase, clause));
        }
    }
    aligned(reading, facts)
}

fn fact(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<Fact> {
    let told = ONCE.contains(&clause.base.as_str()) && !clause.denied && !clause.expected;
    let matter = clause.patient.as_ref().or(clause.agent.as_ref()).filter(|_| told)?;
    // "Found" what is found; a running or starting person may be anywhere.
    let alone =
        matches!(clause.base.as_str(), "run" | "start" | "begin" | "break" | "hit" | "strike");
    if matter.plural
        || matter.none
        || alone && matter.entity.is_some() && clause.last == clause.verb
    {
        return None;
    }
    let before = matter.words.0.checked_sub(1).map_or("", |at| phrase.word(at));
    // "Her body" and "the body of Ada Vale" are two bodies.
    let owned = matches!(before, "his" | "her" | "its" | "their")
        || before.ends_with("'s")
        || before.ends_with("’s")
        || phrase.word(matter.words.1 + 1) == "of";
    if matter.entity.is_none() && (owned || matches!(before, "a" | "an" | "another")) {
        return None;
    }
    let (lead, place) = place(reading, phrase, clause)?;
    let question = clause.asked_of_patient(phrase).or_else(|| clause.asked(phrase))?;
    let named = place.entity.is_some();
    let (from, to) = clause.words();
    let to = to.max(place.words.1);
    let from = if to - from <= 10 { from } else { lead };
    let assertion = reading.told(
        phrase,
        phrase.range(from, to),
        ("place", String::new()),
        format!("Where {question}?"),
        place.text.clone(),
    );
    let sort = if named { "name" } else { "noun" };
    Some(Fact {
        kind: format!("place {sort} {}", act_key(phrase, clause)),
        matter: Some(Matter::of(matter)),
        single: true,
        assertion,
    })
}

/// The place behind the verb and its object, with the word that leads to it.
fn place(reading: &Reading<'_>, phrase: &Phrase<'_>, clause: &Clause) -> Option<(usize, Noun)> {
    let object = clause.patient.as_ref().filter(|_| !clause.passive).map(|noun| noun.words.1);
    let from = object.unwrap_or(clause.last).max(clause.last) + 1;
    let lead = (from..from + 3)
        .take_while(|at| !phrase.commas_between(at - 1, *at))
        .find(|at| LEADS.contains(&phrase.word(*at)))?;
    let place = noun_from(&reading.cast, phrase, lead + 1)?;
    let timed = phrase.words.get(place.words.0).is_some_and(|word| {
        phrase.document.times_in(phrase.span).iter().any(|time| time.span.overlaps(word.span))
    });
    if timed || place.plural {
        return None;
    }
    let known = if let Some(entity) = place.entity {
        // A country says little, and holds all other places.
        let resolved = &reading.resolution.entities[entity];
        resolved.kind == EntityKind::Place && adjective_of(&resolved.name).is_none()
    } else {
        in_name(phrase, lead + 1).is_none() && is_spot(phrase.word(place.words.1))
    };
    known.then_some((lead, place))
}

/// Nouns of places that a story may be told apart by.
fn is_spot(word: &str) -> bool {
    const SPOTS: [&str; 40] = [
        "house",
        "home",
        "car",
        "flat",
        "apartment",
        "kitchen",
        "bedroom",
        "cellar",
        "basement",
        "garage",
        "garden",
        "yard",
        "street",
        "road",
        "river",
        "lake",
        "sea",
        "forest",
        "wood",
        "field",
        "hotel",
        "office",
        "bar",
        "pub",
        "restaurant",
        "hospital",
        "school",
        "church",
        "station",
        "airport",
        "harbour",
        "harbor",
        "bridge",
        "warehouse",
        "boat",
        "ship",
        "van",
        "park",
        "tank",
        "barn",
    ];
    SPOTS.contains(&word)
}
