//! Dates, times of day, durations and sets, with their values.

mod calendar;
mod clock;
mod feasts;
mod grammar;
pub(super) mod length;
mod locale;
mod narrative;
pub(super) mod number;
mod openers;
mod periods;
mod recurring;
mod relative;
mod resolve;
mod tense;
pub(super) mod terms;
mod vague;
mod values;
pub(super) mod words;
mod years;

use jiff::civil;

pub use self::locale::times_in;

use self::resolve::Resolver;
use self::words::Words;
use crate::diagnostic::Span;
use crate::model::date::Edtf;

/// What kind of time expression it is (the types of TimeML's TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or something longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// How a value is meant (TIMEX3's `mod`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modifier {
    /// "about", "some", "approximately".
    Approximate,
    /// "less than", "under", "nearly".
    LessThan,
    /// "more than", "over".
    MoreThan,
    /// "at least".
    AtLeast,
    /// "at most", "up to".
    AtMost,
    /// "early", "the beginning of".
    Start,
    /// "mid-".
    Middle,
    /// "late", "the end of".
    End,
}

/// The value of a time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeValue {
    /// On the calendar.
    Calendar(Edtf),
    /// ISO 8601 duration: `P3Y`, `PT2H`; `PXD` when the number is not said.
    Duration(String),
    /// Not resolvable: relative to a date nobody states. TIMEX3 text may still be known.
    Unresolved,
}

/// One time expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Bytes of the expression.
    pub span: Span,
    /// Date, time, duration or set.
    pub kind: TimeKind,
    /// Its value.
    pub value: TimeValue,
    /// TIMEX3 value where EDTF has none: `2025-W20`, `2025-Q2`, `PRESENT_REF`, `2025-05-16TEV`.
    pub timex: Option<String>,
    /// Its modifier.
    pub modifier: Option<Modifier>,
    /// Whether the value rests on the article's own date ("on Friday") instead of being stated.
    pub relative: bool,
}

/// The time expressions of `text` inside `passages` (sentences and headings in reading order, bytes
/// of `text`), sorted and not overlapping. Spans follow TimeML 1.2.1: modifiers inside,
/// prepositions outside. In a text that tells history a date without a year belongs to the year
/// spoken of before. `anchor` is the day of publication; without it a relative expression
/// stays [`TimeValue::Unresolved`], see [`resolve_with`].
pub fn times(text: &str, passages: &[Span], anchor: Option<civil::Date>) -> Vec<Time> {
    let read = |passage: &Span| {
        let words = Words::read(text, *passage);
        let found = grammar::expressions(&words);
        (words, found)
    };
    // Passages without a time are not kept: they need not be resolved.
    let passages: Vec<_> =
        passages.iter().map(read).filter(|(_, found)| !found.is_empty()).collect();
    let expressions = passages.iter().flat_map(|(_, found)| found.iter().map(|(_, found)| found));
    let mut resolver = Resolver::new(anchor, narrative::narrative(expressions, anchor));
    let mut all: Vec<Time> = Vec::new();
    for (words, found) in passages {
        resolver.begin_passage();
        for (start, found) in found {
            let direction = || tense::direction(&words, start, found.end);
            let value = resolver.resolve(&found.meaning, &direction);
            all.push(Time {
                span: words.span(start, found.end),
                kind: found.kind,
                value: value.is,
                timex: value.timex,
                modifier: found.modifier,
                relative: value.relative,
            });
        }
    }
    all.sort_by_key(|time| (time.span.start, time.span.end));
    // Passages that overlap would report an expression twice.
    all.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    all
}

/// Fills in the relative values of an undated document once the story's day is known: every time
/// still unresolved, found again in the same `passages`, takes the value it has from `anchor`.
/// What was resolved before stays as it is. Returns how many were filled in.
pub fn resolve_with(
    times: &mut [Time],
    text: &str,
    passages: &[Span],
    anchor: civil::Date,
) -> usize {
    let anchored = self::times(text, passages, Some(anchor));
    let mut filled = 0;
    for time in times.iter_mut().filter(|time| time.value == TimeValue::Unresolved) {
        let place = anchored.binary_search_by_key(&time.span, |other| other.span);
        let Some(other) = place.ok().and_then(|place| anchored.get(place)) else { continue };
        if other.value != TimeValue::Unresolved {
            *time = other.clone();
            filled += 1;
        }
    }
    filled
}

#[cfg(test)]
mod tests;
