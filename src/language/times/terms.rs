//! The words of the calendar: units, months, weekdays, seasons, parts of the day. What a rule of
//! grammar found is a `Found`, whose `Meaning` does not yet know the article's day.

use jiff::civil::Weekday;

use super::{Modifier, TimeKind};
use crate::model::date::{Date, Season};

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The unit a word names and whether the word is a plural.
pub(in crate::language) fn unit(word: &str) -> Option<(Unit, bool)> {
    // "fortnights" is the longest of them.
    if word.len() > 10 {
        return None;
    }
    let singular = match word {
        "centuries" => return Some((Unit::Century, true)),
        "hrs" | "mins" | "secs" | "yrs" => {
            return unit(&word[..word.len() - 1]).map(|u| (u.0, true));
        }
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    let unit = match singular {
        "second" | "sec" => Unit::Second,
        "minute" | "min" => Unit::Minute,
        "hour" | "hr" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" | "yr" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    };
    Some((unit, singular.len() < word.len()))
}

impl Unit {
    /// How many of which ISO 8601 designator one of it is; TIMEX3 counts decades as years and
    /// quarters as months.
    pub(in crate::language) const fn designator(self) -> (&'static str, f64, char) {
        match self {
            Self::Second => ("PT", 1.0, 'S'),
            Self::Minute => ("PT", 1.0, 'M'),
            Self::Hour => ("PT", 1.0, 'H'),
            Self::Day => ("P", 1.0, 'D'),
            Self::Weekend => ("P", 2.0, 'D'),
            Self::Week => ("P", 1.0, 'W'),
            Self::Fortnight => ("P", 2.0, 'W'),
            Self::Month => ("P", 1.0, 'M'),
            Self::Quarter => ("P", 3.0, 'M'),
            Self::Year => ("P", 1.0, 'Y'),
            Self::Decade => ("P", 10.0, 'Y'),
            Self::Century => ("P", 100.0, 'Y'),
        }
    }

    /// Name in a quantity: `hour`.
    pub(in crate::language) const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }

    /// Whether it measures the clock rather than the calendar.
    pub(in crate::language) const fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];

/// The month a word names and whether the word is only an abbreviation.
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    if word == "sept" {
        return Some((9, true));
    }
    let place = MONTHS
        .iter()
        .position(|(name, short)| word.starts_with(short) && (*name == word || *short == word))?;
    let full = MONTHS.get(place).is_some_and(|(name, _)| *name == word);
    Some((i8::try_from(place).ok()? + 1, !full))
}

/// The weekday a word names and whether the word is only an abbreviation.
pub(super) fn weekday(word: &str) -> Option<(Weekday, bool)> {
    Some(match word {
        "monday" => (Weekday::Monday, false),
        "tuesday" => (Weekday::Tuesday, false),
        "wednesday" => (Weekday::Wednesday, false),
        "thursday" => (Weekday::Thursday, false),
        "friday" => (Weekday::Friday, false),
        "saturday" => (Weekday::Saturday, false),
        "sunday" => (Weekday::Sunday, false),
        "mon" => (Weekday::Monday, true),
        "tue" | "tues" => (Weekday::Tuesday, true),
        "wed" => (Weekday::Wednesday, true),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, true),
        "fri" => (Weekday::Friday, true),
        "sat" => (Weekday::Saturday, true),
        "sun" => (Weekday::Sunday, true),
        _ => return None,
    })
}

/// The season a word names; "fall" is one only where the grammar says so.
pub(super) fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" | "springtime" => Season::Spring,
        "summer" | "summertime" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" | "wintertime" => Season::Winter,
        _ => return None,
    })
}

/// TIMEX3 code of a season.
pub(super) const fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// TIMEX3 code of a part of the day.
pub(super) fn part_of_day(word: &str) -> Option<&'static str> {
    Some(match word {
        "dawn" | "morning" | "mornings" | "daybreak" | "sunrise" => "TMO",
        "midday" | "noontime" | "lunchtime" => "TMI",
        "afternoon" | "afternoons" => "TAF",
        "evening" | "evenings" | "dusk" | "sunset" | "nightfall" => "TEV",
        "night" | "nights" | "overnight" => "TNI",
        _ => return None,
    })
}

/// Which way from the article's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// "last", "past".
    Last,
    /// "this".
    This,
    /// "next", "coming".
    Next,
    /// "the previous": from the date spoken of.
    Previous,
    /// "the following": from the date spoken of.
    Following,
    /// "the same", "that": the date spoken of.
    Same,
}

impl Shift {
    /// −1, 0 or 1.
    pub(super) const fn sign(self) -> i64 {
        match self {
            Self::Last | Self::Previous => -1,
            Self::This | Self::Same => 0,
            Self::Next | Self::Following => 1,
        }
    }

    /// Whether it counts from the date spoken of instead of the article's day.
    pub(super) const fn counts_from_reference(self) -> bool {
        matches!(self, Self::Previous | Self::Following | Self::Same)
    }
}

/// The year of a month, season or quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    /// Written out.
    Given(i16),
    /// Years from the article's year ("last year's").
    From(i64),
    /// "last June": the nearest one that way.
    Toward(Shift),
    /// Years from the year spoken of ("that year", "the following year").
    Spoken(i64),
    /// Not said.
    Unsaid,
}

/// A feast that moves from year to year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// So many days from Easter Sunday.
    Easter(i8),
    /// The nth such weekday of a month; the last one when negative.
    Nth { month: i8, weekday: Weekday, nth: i8 },
}

/// What an expression means before the article's day is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Stated in full.
    Stated(Date),
    /// Stated from – to.
    Between(Date, Date),
    /// A day, or days from – to, of an unsaid year.
    Day {
        month: i8,
        day: i8,
        to: Option<(i8, i8)>,
        year: YearOf,
    },
    /// `12/5/2025`: either order.
    Either {
        year: i16,
        first: i8,
        second: i8,
    },
    Month {
        month: i8,
        year: YearOf,
    },
    Weekday {
        weekday: Weekday,
        shift: Option<Shift>,
    },
    Season {
        season: Season,
        year: YearOf,
    },
    /// "the winter of 1941–42", by its first year.
    Winter(i16),
    Feast {
        feast: Feast,
        year: YearOf,
    },
    /// "the quarter ended Sept. 30": the quarter of that date.
    QuarterTo(Box<Meaning>),
    /// "the week of May 5": the week of that day.
    WeekOf(Box<Meaning>),
    /// Quarter 1–4, or half 1–2 when `half`.
    Quarter {
        number: i8,
        half: bool,
        year: YearOf,
    },
    /// "the quarter", "the latest period", with years to go back.
    ThatQuarter {
        years: i64,
    },
    /// First year of the ten.
    Decade(i16),
    /// Number of the century.
    Century(i16),
    /// So many units from the article's day, or from the date spoken of.
    Away {
        unit: Unit,
        count: i64,
        reference: bool,
    },
    /// "a year ago", of a quarter where one is spoken of; "a year earlier" counts from a year
    /// named in the same passage.
    YearAgo {
        earlier: bool,
    },
    /// A part of a day (`TMO`).
    Part {
        day: Box<Meaning>,
        part: &'static str,
    },
    /// A time of day.
    Clock {
        day: Box<Meaning>,
        hour: i8,
        minute: i8,
        zone: Option<i16>,
    },
    /// A length, ISO 8601.
    Length(String),
    /// Something that recurs, TIMEX3.
    Recurring(String),
    /// `PRESENT_REF`, `PXY`: only TIMEX3 has a value.
    Vague(String),
}

/// An expression the grammar found: it ends before the word `end`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) kind: TimeKind,
    pub(super) meaning: Meaning,
    pub(super) modifier: Option<Modifier>,
}

impl Found {
    /// A date without modifier.
    pub(super) fn date(end: usize, meaning: Meaning) -> Self {
        Self { end, kind: TimeKind::Date, meaning, modifier: None }
    }

    /// An expression of another kind without modifier.
    pub(super) fn of(kind: TimeKind, end: usize, meaning: Meaning) -> Self {
        Self { end, kind, meaning, modifier: None }
    }

    /// The longer of two, the first when equal.
    pub(super) fn longer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(a), Some(b)) => Some(if b.end > a.end { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}
