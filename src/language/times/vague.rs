//! References to the present, past and future that have no place on the calendar.

use super::terms::{Found, Meaning, unit};
use super::words::Words;

/// `now`, `recently`, `the future`: references without a place on the calendar. Only those words
/// are read that `TimeBank` marks more often than not.
pub(super) fn vague(words: &Words<'_>, i: usize) -> Option<Found> {
    let reference = |length: usize, value: &str| {
        Some(Found::date(i + length, Meaning::Vague(value.to_owned())))
    };
    let two = |first: &str, second: &str| words.low(i) == first && words.low(i + 1) == second;
    match words.low(i) {
        "now"
            if words.before(i, 1) != "for"
                && !(words.capital(i) && words.capital(i + 1) && i > 0) =>
        {
            reference(1, "PRESENT_REF")
        }
        "currently" | "nowadays" | "presently" => reference(1, "PRESENT_REF"),
        "right" if two("right", "now") => reference(2, "PRESENT_REF"),
        "these" if two("these", "days") => reference(2, "PRESENT_REF"),
        "this" if two("this", "moment") => reference(2, "PRESENT_REF"),
        "recently" | "lately" => reference(1, "PAST_REF"),
        "more" if two("more", "recently") => reference(2, "PAST_REF"),
        "soon" if words.before(i, 1) != "as" && words.low(i + 1) != "after" => {
            reference(1, "FUTURE_REF")
        }
        "one" if one_day(words, i) => reference(2, "FUTURE_REF"),
        "the" if two("the", "future") && words.low(i + 2) != "of" => reference(2, "FUTURE_REF"),
        "the"
            if words.is(i + 1, &["near", "foreseeable", "distant", "immediate"])
                && words.low(i + 2) == "future" =>
        {
            reference(3, "FUTURE_REF")
        }
        "the" if words.is(i + 1, &["near", "short", "long"]) && words.low(i + 2) == "term" => {
            reference(3, "FUTURE_REF")
        }
        "the" if two("the", "past") && past_is_noun(words, i + 2) => reference(2, "PAST_REF"),
        "recent" | "coming" | "past" | "future" => vague_units(words, i),
        "the" if words.is(i + 1, &["coming", "recent"]) => vague_units(words, i + 1),
        _ => None,
    }
}

/// `recent years`, `the coming weeks`.
fn vague_units(words: &Words<'_>, at: usize) -> Option<Found> {
    let (_, plural) = unit(words.low(at + 1))?;
    let value = match words.low(at) {
        "past" | "recent" => "PAST_REF",
        _ => "FUTURE_REF",
    };
    let past = words.low(at) == "past" && words.is(at.wrapping_sub(1), &["the", "half"]);
    (plural && !past).then(|| Found::date(at + 2, Meaning::Vague(value.to_owned())))
}

/// "will one day be": an unnamed day to come.
pub(super) fn one_day(words: &Words<'_>, i: usize) -> bool {
    const MODALS: &[&str] = &["will", "would", "could", "might", "may", "can", "should", "must"];
    words.run(i, &["one", "day"]) && words.is(i.wrapping_sub(1), MODALS)
}

/// "the past" is a time when no noun or number follows.
fn past_is_noun(words: &Words<'_>, i: usize) -> bool {
    words.is(
        i,
        &[
            "", ".", ",", ";", ":", "?", "!", ")", "and", "but", "or", "has", "was", "is", "to",
            "when", "the", "that", "as", "for", "with", "\"", "”", "'", "’",
        ],
    )
}
