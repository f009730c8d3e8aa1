//! Quantities with unit, modifier and what is counted.

mod amount;
pub(super) mod locale;
mod nouns;
mod reading;
mod states;
mod units;
mod vague;
mod votes;

pub use self::locale::quantities_in;

use super::times::words::Words;
use super::times::{Modifier, Time, TimeKind};
use crate::diagnostic::Span;

/// A number with what it measures or counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Bytes from the modifier to the counted noun: "less than two hours", "1,000 prisoners".
    pub span: Span,
    /// Bytes of the number alone.
    pub number: Span,
    /// The number, or the lower bound of a range. "Hundreds" are more than 100, "dozens" than 12.
    pub value: f64,
    /// The upper bound of a range ("1 to 2 hours").
    pub upper: Option<f64>,
    /// Unit in a normal form: `hour`, `kilometre`, `percent`, ISO 4217 code for money; `fraction`
    /// for a share in words ("two-thirds").
    pub unit: Option<String>,
    /// "about", "less than" …
    pub modifier: Option<Modifier>,
    /// The counted noun in the words of the text, singular and lower case: `prisoner`.
    pub of: Option<String>,
    /// Per what: "each side", "per day"; in a vote how many stood against: "against 4".
    pub per: Option<String>,
}

/// The quantities of `text` inside `passages` (bytes), sorted and not overlapping. Durations are
/// quantities; the numbers of dates, clock times and sets, which `times` (as from
/// [`super::times::times`], sorted) names, are not. A number that measures and counts nothing is
/// left out.
pub fn quantities(text: &str, passages: &[Span], times: &[Time]) -> Vec<Quantity> {
    read_all(text, passages, times, reading::quantity)
}

/// The quantities that `read` finds at a word, with the place behind each.
fn read_all(
    text: &str,
    passages: &[Span],
    times: &[Time],
    read: impl Fn(&Words<'_>, usize) -> Option<(Quantity, usize)>,
) -> Vec<Quantity> {
    let mut all: Vec<Quantity> = Vec::new();
    for passage in passages {
        let words = Words::read(text, *passage);
        let mut i = 0;
        while i < words.len() {
            match read(&words, i) {
                Some((quantity, end)) if end > i && !is_dated(times, quantity.number) => {
                    all.push(quantity);
                    i = end;
                }
                _ => i += 1,
            }
        }
    }
    all.sort_by_key(|quantity| (quantity.span.start, quantity.span.end));
    // Passages that overlap would report a quantity twice.
    all.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    all
}

/// Whether a number is part of a date, a time of day or a set.
fn is_dated(times: &[Time], number: Span) -> bool {
    let after = times.partition_point(|time| time.span.end <= number.start);
    times
        .get(after)
        .is_some_and(|time| time.span.overlaps(number) && time.kind != TimeKind::Duration)
}

#[cfg(test)]
mod tests;
