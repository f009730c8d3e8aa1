//! Dates, times of day, durations and sets, with their values.

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
