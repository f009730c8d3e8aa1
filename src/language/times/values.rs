//! The values a resolved expression can take, as EDTF and TIMEX3.

use jiff::ToSpan;
use jiff::civil;

use super::TimeValue;
use super::terms::{Feast, Unit};
use crate::model::date::{Date, Edtf, Precision};

/// A resolved value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) is: TimeValue,
    pub(super) timex: Option<String>,
    pub(super) relative: bool,
}

pub(super) fn calendar(edtf: Edtf, timex: Option<String>, relative: bool) -> Value {
    Value { is: TimeValue::Calendar(edtf), timex, relative }
}

pub(super) const fn unresolved(timex: Option<String>) -> Value {
    Value { is: TimeValue::Unresolved, timex, relative: false }
}

/// How well a date must be known for a unit to be counted from it.
pub(super) const fn needed(unit: Unit) -> Precision {
    match unit {
        Unit::Month | Unit::Quarter => Precision::Month,
        Unit::Year | Unit::Decade | Unit::Century => Precision::Year,
        _ => Precision::Day,
    }
}

/// What TIMEX3 writes for a unit of an unknown date.
pub(super) fn placeholder(unit: Unit) -> Option<String> {
    let text = match unit {
        Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        _ => return None,
    };
    Some(text.to_owned())
}

pub(super) fn years(from: i16, to: i16, timex: String) -> Value {
    calendar(Edtf::Interval(Some(Date::year(from)), Some(Date::year(to))), Some(timex), false)
}

pub(super) fn quarter_value(year: i16, number: i8) -> Value {
    let first = Date::month(year, (number - 1) * 3 + 1);
    let last = Date::month(year, number * 3);
    calendar(Edtf::Interval(first, last), Some(format!("{year:04}-Q{number}")), true)
}

/// The ISO week of `day`, or its weekend.
pub(super) fn week(day: civil::Date, weekend: bool) -> Value {
    let iso = day.iso_week_date();
    let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    let first = if weekend { monday.saturating_add(5.days()) } else { monday };
    let edtf =
        Edtf::Interval(Some(Date::day(first)), Some(Date::day(monday.saturating_add(6.days()))));
    let tail = if weekend { "-WE" } else { "" };
    calendar(edtf, Some(format!("{:04}-W{:02}{tail}", iso.year(), iso.week())), true)
}

/// The date when the value is a single one.
pub(super) const fn date_of(value: &TimeValue) -> Option<Date> {
    match value {
        TimeValue::Calendar(Edtf::Date(date)) => Some(*date),
        _ => None,
    }
}

/// A time of a day; 24:00 is the first minute of the next.
pub(super) fn clock(day: &Value, hour: i8, minute: i8, zone: Option<i16>) -> Value {
    let plain = format!("T{hour:02}:{minute:02}");
    let Some(on) = date_of(&day.is).and_then(Date::calendar_day) else {
        return unresolved(Some(format!("XXXX-XX-XX{plain}")));
    };
    let (at, hour) = if hour == 24 { (on.saturating_add(1.day()), 0) } else { (on, hour) };
    let at = at.at(hour, minute, 0, 0);
    let timex = format!("{on}{plain}");
    calendar(Edtf::Date(Date::minute(at, zone)), Some(timex), day.relative)
}

/// Days between a day and the middle of a date.
pub(super) fn distance(date: Date, day: civil::Date) -> i64 {
    let number = |day: civil::Date| i64::from(day.year()) * 366 + i64::from(day.day_of_year());
    let middle = i64::midpoint(number(date.earliest().date()), number(date.latest_day()));
    (middle - number(day)).abs()
}

/// The day of a feast in `year`.
pub(super) fn feast_day(feast: Feast, year: i16) -> Option<Date> {
    let day = match feast {
        Feast::Easter(after) => easter(year)?.checked_add(i64::from(after).days()).ok()?,
        Feast::Nth { month, weekday, nth } => {
            civil::Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
        }
    };
    Some(Date::day(day))
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus,
/// "Astronomical Algorithms", chapter 8); absent before that calendar began.
fn easter(year: i16) -> Option<civil::Date> {
    let year = i32::from(year);
    if year < 1583 {
        return None;
    }
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    civil::Date::new(i16::try_from(year).ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, month, day) in [(1916, 4, 23), (1961, 4, 2), (2000, 4, 23), (2025, 4, 20)] {
            assert_eq!(easter(year), Some(civil::Date::constant(year, month, day)));
        }
        assert_eq!(easter(1200), None);
    }
}
