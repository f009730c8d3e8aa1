//! Dates of known precision: EDTF (Extended Date/Time Format, ISO 8601-2 level 1).
//!
//! Supported: `2025`, `2025-05`, `2025-21` (seasons 21–24), `2025-05-16`, `2025-05-16T18:22`
//! with optional seconds and zone, the qualifiers `?` `~` `%` behind a date, and the intervals
//! `A/B`, `A/..`, `../B`. Minutes without seconds are an extension that news needs.

pub mod words;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date (write 2025, 2025-05, 2025-05-16, 2025-05-16T18:22+02:00 or A/B)")]
pub struct DateError(String);

/// How much of a date is known, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A year.
    Year,
    /// A quarter of the year by the weather.
    Season,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A time of day.
    Time,
}

/// A season of the northern half of the globe, numbered as in EDTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// 21: March to May.
    Spring,
    /// 22: June to August.
    Summer,
    /// 23: September to November.
    Autumn,
    /// 24: December of the year before to February.
    Winter,
}

/// What is known behind the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rest {
    Nothing,
    Season(Season),
    Month(i8),
    Day(civil::Date),
    Time { at: civil::DateTime, seconds: bool, zone: Option<Zone> },
}

/// Offset from UTC in minutes, east positive; `utc` when written as `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Zone {
    minutes: i16,
    letter: bool,
}

/// One date without an end: a year, season, month, day or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    year: i16,
    rest: Rest,
    /// `?`: it is not certain.
    uncertain: bool,
    /// `~`: it is not exact.
    approximate: bool,
}

impl Date {
    /// A year.
    pub const fn year(year: i16) -> Self {
        Self { year, rest: Rest::Nothing, uncertain: false, approximate: false }
    }

    /// A season of a year.
    pub const fn season(year: i16, season: Season) -> Self {
        Self { year, rest: Rest::Season(season), uncertain: false, approximate: false }
    }

    /// A month; absent when `month` is not 1 to 12.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { rest: Rest::Month(month), ..Self::year(year) })
    }

    /// A day of the calendar.
    pub fn day(date: civil::Date) -> Self {
        Self { rest: Rest::Day(date), ..Self::year(date.year()) }
    }

    /// A minute, in a zone `zone_minutes` east of UTC where that is known.
    pub fn minute(at: civil::DateTime, zone_minutes: Option<i16>) -> Self {
        let zone = zone_minutes.map(|minutes| Zone { minutes, letter: false });
        Self { rest: Rest::Time { at, seconds: false, zone }, ..Self::year(at.year()) }
    }

    /// How much is known.
    pub const fn precision(self) -> Precision {
        match self.rest {
            Rest::Nothing => Precision::Year,
            Rest::Season(_) => Precision::Season,
            Rest::Month(_) => Precision::Month,
            Rest::Day(_) => Precision::Day,
            Rest::Time { .. } => Precision::Time,
        }
    }

    /// The calendar day, when a day or time is known.
    pub fn calendar_day(self) -> Option<civil::Date> {
        match self.rest {
            Rest::Day(day) => Some(day),
            Rest::Time { at, .. } => Some(at.date()),
            _ => None,
        }
    }

    /// The season, when that is what is known.
    pub const fn season_of_year(self) -> Option<Season> {
        match self.rest {
            Rest::Season(season) => Some(season),
            _ => None,
        }
    }

    /// Wall-clock time, when known.
    pub fn time_of_day(self) -> Option<civil::Time> {
        match self.rest {
            Rest::Time { at, .. } => Some(at.time()),
            _ => None,
        }
    }

    /// Minutes east of UTC, when a time with its zone is known.
    pub const fn zone_minutes(self) -> Option<i16> {
        match self.rest {
            Rest::Time { zone: Some(zone), .. } => Some(zone.minutes),
            _ => None,
        }
    }

    /// The year.
    pub const fn year_number(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, when known.
    pub fn month_number(self) -> Option<i8> {
        match self.rest {
            Rest::Month(month) => Some(month),
            _ => self.calendar_day().map(civil::Date::month),
        }
    }

    /// The same date with the qualifiers `?` and `~` set as given.
    #[must_use]
    pub const fn qualified(self, uncertain: bool, approximate: bool) -> Self {
        Self { uncertain, approximate, ..self }
    }

    /// Whether it is marked `?`.
    pub const fn is_uncertain(self) -> bool {
        self.uncertain
    }

    /// Whether it is marked `~`.
    pub const fn is_approximate(self) -> bool {
        self.approximate
    }

    /// First moment it can mean, as wall-clock time.
    pub fn earliest(self) -> civil::DateTime {
        let start = |year: i16, month: i8| {
            civil::Date::new(year, month, 1).unwrap_or(civil::Date::ZERO).at(0, 0, 0, 0)
        };
        match self.rest {
            Rest::Nothing => start(self.year, 1),
            Rest::Season(Season::Spring) => start(self.year, 3),
            Rest::Season(Season::Summer) => start(self.year, 6),
            Rest::Season(Season::Autumn) => start(self.year, 9),
            Rest::Season(Season::Winter) => start(self.year.saturating_sub(1), 12),
            Rest::Month(month) => start(self.year, month),
            Rest::Day(day) => day.at(0, 0, 0, 0),
            Rest::Time { at, .. } => at,
        }
    }

    /// Last day it can mean.
    pub fn latest_day(self) -> civil::Date {
        let end = |year: i16, month: i8| {
            civil::Date::new(year, month, 1).unwrap_or(civil::Date::ZERO).last_of_month()
        };
        match self.rest {
            Rest::Nothing => end(self.year, 12),
            Rest::Season(Season::Spring) => end(self.year, 5),
            Rest::Season(Season::Summer) => end(self.year, 8),
            Rest::Season(Season::Autumn) => end(self.year, 11),
            Rest::Season(Season::Winter) => end(self.year, 2),
            Rest::Month(month) => end(self.year, month),
            Rest::Day(day) => day,
            Rest::Time { at, .. } => at.date(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (body, uncertain, approximate) = match text.as_bytes().last()? {
            b'?' => (&text[..text.len() - 1], true, false),
            b'~' => (&text[..text.len() - 1], false, true),
            b'%' => (&text[..text.len() - 1], true, true),
            _ => (text, false, false),
        };
        if !body.is_ascii() {
            return None;
        }
        let number = |part: &str, digits: usize| {
            let all = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            all.then(|| part.parse::<i16>().ok()).flatten()
        };
        let year = number(body.get(..4)?, 4)?;
        let date = match body.get(4..).unwrap_or("") {
            "" => Self::year(year),
            rest if rest.len() == 3 && rest.starts_with('-') => match number(&rest[1..], 2)? {
                21 => Self::season(year, Season::Spring),
                22 => Self::season(year, Season::Summer),
                23 => Self::season(year, Season::Autumn),
                24 => Self::season(year, Season::Winter),
                month => Self::month(year, i8::try_from(month).ok()?)?,
            },
            _ => {
                let day: civil::Date = body.get(..10)?.parse().ok()?;
                match body.get(10..).unwrap_or("") {
                    "" => Self::day(day),
                    time => Self { rest: parse_time(day, time)?, ..Self::year(year) },
                }
            }
        };
        Some(date.qualified(uncertain, approximate))
    }
}

/// `T18:22`, `T18:22:05`, either with `Z`, `+05:30` or `+05`. Fractions of a second are left out.
fn parse_time(day: civil::Date, text: &str) -> Option<Rest> {
    let text = text.strip_prefix(['T', ' '])?;
    let split = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(split);
    let mut parts = clock.splitn(3, ':');
    let (hour, minute) = (two_digits(parts.next()?)?, two_digits(parts.next()?)?);
    let second = match parts.next() {
        None => None,
        Some(second) => {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
            let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            Some(two_digits(whole).filter(|_| is_fraction)?)
        }
    };
    let at = day.to_datetime(civil::Time::new(hour, minute, second.unwrap_or(0), 0).ok()?);
    let zone = match zone {
        "" => None,
        "Z" | "z" => Some(Zone { minutes: 0, letter: true }),
        _ => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.get(1..)?.split_at_checked(2)?;
            let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
            let hours = i16::from(two_digits(hours)?);
            let minutes = if zone.len() == 3 { 0 } else { i16::from(two_digits(minutes)?) };
            if hours > 18 || minutes > 59 {
                return None;
            }
            Some(Zone { minutes: sign * (hours * 60 + minutes), letter: false })
        }
    };
    Some(Rest::Time { at, seconds: second.is_some(), zone })
}

/// A number of exactly two digits.
fn two_digits(text: &str) -> Option<i8> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rest {
            Rest::Nothing => write!(f, "{:04}", self.year)?,
            Rest::Season(season) => write!(f, "{:04}-{}", self.year, 21 + season as u8)?,
            Rest::Month(month) => write!(f, "{:04}-{month:02}", self.year)?,
            Rest::Day(day) => write!(f, "{day}")?,
            Rest::Time { at, seconds, zone } => {
                write!(f, "{}T{:02}:{:02}", at.date(), at.hour(), at.minute())?;
                if seconds {
                    write!(f, ":{:02}", at.second())?;
                }
                match zone {
                    None => {}
                    Some(Zone { letter: true, .. }) => f.write_str("Z")?,
                    Some(Zone { minutes, .. }) => {
                        let sign = if minutes < 0 { '-' } else { '+' };
                        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)?;
                    }
                }
            }
        }
        f.write_str(match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        })
    }
}

/// A date or an interval of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One date.
    Date(Date),
    /// From – to; an absent bound is open (`..`).
    Interval(Option<Date>, Option<Date>),
}

impl Edtf {
    /// The date, or the interval's start, or its end when the start is open.
    pub fn anchor(self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Interval(start, end) => start.or(end),
        }
    }

    /// How much is known; for an interval the finer of its bounds.
    pub fn precision(self) -> Precision {
        match self {
            Self::Date(date) => date.precision(),
            Self::Interval(start, end) => {
                let known = [start, end].into_iter().flatten().map(Date::precision);
                known.max().unwrap_or(Precision::Year)
            }
        }
    }

    /// First moment it can mean, as wall-clock time.
    pub fn earliest(self) -> civil::DateTime {
        self.anchor().map_or(civil::DateTime::ZERO, Date::earliest)
    }

    /// Last day it can mean; absent when the interval has no end.
    pub fn latest_day(self) -> Option<civil::Date> {
        match self {
            Self::Date(date) => Some(date.latest_day()),
            Self::Interval(_, end) => end.map(Date::latest_day),
        }
    }

    /// Whether all that `other` can mean lies within this one: `2025-05` covers `2025-05-16`.
    pub fn covers(self, other: Self) -> bool {
        let inside = |limit: Option<civil::Date>| match (limit, other.latest_day()) {
            (None, _) => true,
            (Some(limit), Some(last)) => last <= limit,
            (Some(_), None) => false,
        };
        self.earliest() <= other.earliest() && inside(self.latest_day())
    }
}

impl FromStr for Edtf {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bad = || DateError(text.to_owned());
        let bound = |part: &str| match part {
            ".." | "" => Ok(None),
            part => Date::parse(part).map(Some).ok_or_else(bad),
        };
        match text.trim().split_once('/') {
            None => Date::parse(text.trim()).map(Self::Date).ok_or_else(bad),
            Some((start, end)) => match (bound(start)?, bound(end)?) {
                (None, None) => Err(bad()),
                (Some(a), Some(b)) if b.latest_day() < a.earliest().date() => Err(bad()),
                (start, end) => Ok(Self::Interval(start, end)),
            },
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |date: Option<Date>| date.map_or("..".to_owned(), |date| date.to_string());
        match *self {
            Self::Date(date) => date.fmt(f),
            Self::Interval(start, end) => write!(f, "{}/{}", bound(start), bound(end)),
        }
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By first moment; of two that begin together the coarser first, then by spelling.
impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
        let moment = self.earliest().cmp(&other.earliest());
        moment
            .then_with(|| self.precision().cmp(&other.precision()))
            .then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl Serialize for Edtf {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl schemars::JsonSchema for Edtf {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Edtf".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let day = r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}(:?\d{2})?)?)?)?)?[?~%]?";
        schemars::json_schema!({
            "description": "A date in EDTF (ISO 8601-2): 2025, 2025-05, 2025-05-16, 2025-05-16T18:22+02:00, 2025~, A/B.",
            // A year alone is a number to YAML.
            "type": ["string", "integer"],
            "pattern": format!(r"^({day}|({day}|\.\.)?/({day}|\.\.)?)$"),
        })
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_supported_form_survives_a_round_trip() {
        for text in [
            "2014",
            "2022-02",
            "2022-22",
            "2025-05-16",
            "2025-05-16T18:22+05:30",
            "2025-05-16T18:22",
            "2025-05-16T18:22:07Z",
            "2025-05~",
            "2025?",
            "2025-05-16%",
            "2022-06/2023",
            "2022/..",
            "../2022-03",
        ] {
            let parsed = text.parse::<Edtf>().map(|date| date.to_string());
            assert_eq!(parsed.as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "May 2025",
            "2025-13",
            "2025-02-30",
            "25",
            "../..",
            "2025-05-16T25:00",
            "2023/2022",
            "２０２５",
        ] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn coarse_dates_cover_finer_ones_and_sort_before_them() {
        let date = |text: &str| text.parse::<Edtf>().expect("a date");
        assert!(date("2025-05").covers(date("2025-05-16")));
        assert!(date("2022/..").covers(date("2025-05-16T10:00")));
        assert!(!date("2025-05-16").covers(date("2025-05")));
        assert!(date("2025") < date("2025-01-01"));
        assert!(date("2024-24") < date("2024-01"));
    }
}
