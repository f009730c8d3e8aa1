//! How fast: wind and gusts, and what was travelling.

use super::measures::{Measure, measured};
use super::phrase::{Phrase, phrase_of};
use super::{Assertion, Reading};
use crate::language::quantities::Quantity;

const WINDS: [&str; 5] = ["gust", "gusts", "wind", "winds", "gusting"];
/// What travels, and what it is asked by: a ship is a ferry in one report and a vessel in another.
const VEHICLES: [(&str, &str); 17] = [
    ("ferry", "ship"),
    ("ship", "ship"),
    ("boat", "ship"),
    ("vessel", "ship"),
    ("train", "train"),
    ("tram", "tram"),
    ("bus", "bus"),
    ("coach", "bus"),
    ("lorry", "lorry"),
    ("truck", "lorry"),
    ("car", "car"),
    ("vehicle", "car"),
    ("van", "van"),
    ("plane", "aircraft"),
    ("aircraft", "aircraft"),
    ("jet", "aircraft"),
    ("motorcycle", "motorcycle"),
];
/// How many sentences back the vehicle may stand.
const BACK: usize = 2;

/// The speeds of one thing that several documents give.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    measured(reading, speed)
}

/// The speed that a quantity gives: "Gusts of 110 km/h", "travelling at 14 knots".
fn speed(phrase: &Phrase<'_>, quantity: &Quantity) -> Option<Measure> {
    let unit =
        quantity.unit.as_deref().filter(|unit| *unit == "knot" || unit.ends_with(" per hour"))?;
    let (from, to) = phrase.words_of(quantity.span);
    let near = |at: usize| !phrase.broken_between_any(at.min(from), at.max(from));
    let limit = (from.saturating_sub(7)..(to + 4).min(phrase.words.len())).any(|at| {
        matches!(phrase.word(at), "limit" | "maximum" | "allowed" | "zone" | "slower" | "faster")
    });
    if limit {
        return None;
    }
    let wind = (from.saturating_sub(9)..(to + 4).min(phrase.words.len()))
        .filter(|at| near(*at))
        .find(|at| WINDS.contains(&phrase.word(*at)));
    if let Some(at) = wind {
        let close = from.abs_diff(at) <= 8;
        let words = if close { (at.min(from), at.max(to)) } else { (from, to) };
        return Some(measure("wind", unit, "How strong was the wind?".to_owned(), words));
    }
    let lead = (from.saturating_sub(3)..from).rev().find(|at| {
        matches!(
            phrase.word(*at),
            "travelling"
                | "traveling"
                | "doing"
                | "at"
                | "recorded"
                | "going"
                | "moving"
                | "reached"
        )
    })?;
    let vehicle = vehicle(phrase).or_else(|| {
        (1..=BACK.min(phrase.index)).find_map(|back| {
            vehicle(&phrase_of(phrase.document_index, phrase.document, phrase.index - back))
        })
    })?;
    Some(measure(vehicle, unit, format!("How fast was the {vehicle} going?"), (lead, to)))
}

fn vehicle(phrase: &Phrase<'_>) -> Option<&'static str> {
    phrase.words.iter().find_map(|word| {
        VEHICLES.iter().find(|(said, _)| *said == word.lower).map(|(_, common)| *common)
    })
}

fn measure(subject: &str, unit: &str, question: String, words: (usize, usize)) -> Measure {
    // Knots and miles are not converted: figures in two units are two questions.
    Measure { attribute: "speed", subject: format!("{subject} {unit}"), question, words }
}
