//! Dates counted from the article's day or from a date spoken of before: weekdays, "yesterday",
//! "last week", "two days ago", "the next day", "the year".

use super::calendar::calendar;
use super::feasts::holiday;
use super::length::{Amount, amount, range};
use super::periods::shift_word;
use super::terms::{Found, Meaning, Shift, Unit, YearOf, month, unit, weekday};
use super::words::Words;
use super::{Modifier, TimeKind};
use crate::model::date::{Date, Precision};

/// Capitalised words behind a weekday or "Daily" that make it a newspaper or show.
const MASTHEADS: &[&str] = &[
    "beast",
    "caller",
    "express",
    "gazette",
    "guardian",
    "herald",
    "independent",
    "journal",
    "mail",
    "mercury",
    "mirror",
    "monitor",
    "nation",
    "news",
    "night",
    "observer",
    "post",
    "record",
    "sabah",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "tribune",
    "trust",
    "world",
];

/// Capitalised words before a weekday that make it a name: Black Friday, Bloody Sunday.
const NAMED_DAYS: &[&str] = &[
    "ash", "black", "bloody", "cyber", "easter", "giving", "good", "holy", "maundy", "palm",
    "super",
];

/// The longest date at `i`, on the calendar or relative.
pub(super) fn date(words: &Words<'_>, i: usize) -> Option<Found> {
    Found::longer(calendar(words, i), relative(words, i))
}

/// The longest relative date at `i`.
pub(super) fn relative(words: &Words<'_>, i: usize) -> Option<Found> {
    let day = Found::longer(deictic(words, i), weekday_phrase(words, i));
    let shifted = Found::longer(shifted(words, i), the_unit(words, i));
    let counted = Found::longer(counted(words, i), year_ago(words, i));
    Found::longer(Found::longer(day, shifted), Found::longer(counted, holiday(words, i)))
}

/// Days from the article's day.
fn away(end: usize, count: i64) -> Found {
    Found::date(end, Meaning::Away { unit: Unit::Day, count, reference: false })
}

/// `today`, `yesterday`, `the day after tomorrow`.
fn deictic(words: &Words<'_>, i: usize) -> Option<Found> {
    let paper = words.capital(i) && words.is(i.wrapping_sub(1), &["usa", "russia", "india", "bbc"]);
    match words.low(i) {
        "today" if !paper => Some(away(i + 1, 0)),
        "yesterday" => Some(away(i + 1, -1)),
        "tomorrow" => Some(away(i + 1, 1)),
        "the" if words.run(i, &["the", "day", "before", "yesterday"]) => Some(away(i + 4, -2)),
        "the" if words.run(i, &["the", "day", "after", "tomorrow"]) => Some(away(i + 4, 2)),
        _ => None,
    }
}

/// `Friday`, `last Friday`, `Friday, May 16`, `Friday the 13th` without its number.
fn weekday_phrase(words: &Words<'_>, i: usize) -> Option<Found> {
    let (shift, at) = match shift_word(words, i) {
        Some((shift, at)) => (Some(shift), at),
        None => (None, i),
    };
    let (weekday, short) = weekday(words.low(at))?;
    let mut end = at + 1;
    if short {
        let dot = words.low(end) == "." && words.glued(end);
        end += usize::from(dot);
        let comma = usize::from(words.low(end) == ",");
        let dated = calendar(words, end + comma)
            .is_some_and(|found| matches!(found.meaning, Meaning::Stated(_) | Meaning::Day { .. }));
        if !words.capital(at) || !dated {
            return None;
        }
    }
    if words.capital(at) && named(words, at) {
        return None;
    }
    let comma = usize::from(words.low(end) == ",");
    if let Some(found) = calendar(words, end + comma)
        && matches!(found.meaning, Meaning::Day { to: None, .. } | Meaning::Stated(_))
        && (month(words.low(end + comma)).is_some()
            || words.whole(end + comma).is_some_and(|n| n < 32))
    {
        return Some(found);
    }
    Some(Found::date(end, Meaning::Weekday { weekday, shift }))
}

/// Whether the weekday at `i` belongs to the name of a paper or of a day of history.
fn named(words: &Words<'_>, i: usize) -> bool {
    let paper = words.capital(i + 1) && !words.glued(i + 1) && words.is(i + 1, MASTHEADS);
    let day = words.capital(i.wrapping_sub(1)) && words.is(i.wrapping_sub(1), NAMED_DAYS);
    paper || day
}

/// `last week`, `this month`, `next June`, `the previous year`, `that day`, `this weekend`.
fn shifted(words: &Words<'_>, i: usize) -> Option<Found> {
    let (shift, at) = shift_word(words, i)?;
    if let Some((number, short)) = month(words.low(at))
        && words.capital(at)
        && (!short || number == 5)
    {
        return Some(month_toward(words, at, number, shift));
    }
    let fiscal = usize::from(words.is(at, &["fiscal", "calendar", "full", "whole", "entire"]));
    let at = at + fiscal;
    let (unit, plural) = unit(words.low(at))?;
    if plural || unit.is_clock() || unit == Unit::Fortnight {
        return None;
    }
    // "the past day" is the last 24 hours.
    if words.low(i) == "the" && shift == Shift::Last && unit == Unit::Day {
        let length = Meaning::Length("P1D".to_owned());
        return Some(Found::of(TimeKind::Duration, at + 1, length));
    }
    let reference = shift.counts_from_reference();
    Some(Found::date(at + 1, Meaning::Away { unit, count: shift.sign(), reference }))
}

/// A month with a shift before it, and perhaps a day behind it.
fn month_toward(words: &Words<'_>, at: usize, number: i8, shift: Shift) -> Found {
    let toward = YearOf::Toward(shift);
    let day = words.whole(at + 1).and_then(|day| i8::try_from(day).ok());
    match day.filter(|day| (1..=31).contains(day)) {
        Some(day) => {
            Found::date(at + 2, Meaning::Day { month: number, day, to: None, year: toward })
        }
        None => Found::date(at + 1, Meaning::Month { month: number, year: toward }),
    }
}

/// `the year`, `the week`, `the weekend`, `the day before`, `the next day`, `year-end`.
fn the_unit(words: &Words<'_>, i: usize) -> Option<Found> {
    let reference =
        |unit, count, end| Some(Found::date(end, Meaning::Away { unit, count, reference: true }));
    if words.low(i) == "year" {
        let hyphen = words.skip_possessive(i + 1) + usize::from(words.hyphen(i + 1));
        return (words.low(hyphen) == "end" && !words.hyphen(hyphen + 1))
            .then(|| Found { modifier: Some(Modifier::End), ..this_year(hyphen + 1) });
    }
    if words.low(i) != "the" {
        return None;
    }
    match words.low(i + 1) {
        "year" if words.is(i + 2, &["ended", "ending"]) => {
            let length = Meaning::Length("P1Y".to_owned());
            Some(Found::of(TimeKind::Duration, i + 2, length))
        }
        "weekend" => Some(Found::date(
            i + 2,
            Meaning::Away { unit: Unit::Weekend, count: 0, reference: false },
        )),
        "day" if words.is(i + 2, &["before", "after"]) => {
            let count = if words.low(i + 2) == "before" { -1 } else { 1 };
            let clause =
                words.is(i + 3, &["", ".", ",", ";", ":", ")", "and", "but", "in", "at", "when"]);
            clause.then(|| reference(Unit::Day, count, i + 3)).flatten()
        }
        "week" if words.is(i + 2, &["of", "beginning", "starting", "ending", "ended", "from"]) => {
            let found = date(words, i + 3).filter(|found| is_day(&found.meaning))?;
            Some(Found::date(found.end, Meaning::WeekOf(Box::new(found.meaning))))
        }
        "week" | "month" | "year" if words.is(i + 2, &["before", "after"]) => {
            let (unit, _) = unit(words.low(i + 1))?;
            let count = if words.low(i + 2) == "before" { -1 } else { 1 };
            let clause = i + 3 == words.len()
                || words.is(i + 3, &[".", ",", ";", ":", ")", "and", "but", "to"]);
            clause.then(|| reference(unit, count, i + 3)).flatten()
        }
        "year" | "week" | "month"
            if !words.is(i + 2, &["of", "that", "when", "-", "before", "after"]) =>
        {
            let (unit, _) = unit(words.low(i + 1))?;
            Some(Found::date(i + 2, Meaning::Away { unit, count: 0, reference: false }))
        }
        "full" | "fiscal" | "entire" | "whole" if words.is(i + 2, &["year"]) => {
            Some(this_year(i + 3))
        }
        _ => None,
    }
}

fn this_year(end: usize) -> Found {
    Found::date(end, Meaning::Away { unit: Unit::Year, count: 0, reference: false })
}

/// `two days ago`, `a week earlier`, `three years later`, `two weeks from now`.
fn counted(words: &Words<'_>, i: usize) -> Option<Found> {
    let amount = amount(words, i).or_else(|| {
        // "two or three months ago"
        let (end, _) = range(words, i)?;
        let (unit, _) = unit(words.low(end))?;
        Some(Amount { count: None, unit, modifier: None, end: end + 1 })
    })?;
    let (count, unit) = (amount.count, amount.unit);
    let end = amount.end + usize::from(words.run(amount.end, &["or", "so"])) * 2;
    let (sign, reference, behind) = match words.low(end) {
        "ago" => (-1, false, end + 1),
        "earlier" | "previously" => (-1, true, end + 1),
        "later" | "afterward" | "afterwards" => (1, true, end + 1),
        "from" if words.is(end + 1, &["now", "today"]) => (1, false, end + 2),
        "hence" => (1, false, end + 1),
        // "in two weeks' time"
        "'" | "’" | "s"
            if words.before(i, 1) == "in" && words.low(time_behind(words, end)) == "time" =>
        {
            (1, false, time_behind(words, end) + 1)
        }
        "before" | "after" if amount.end > i + 1 && words.is(end + 1, &[".", ",", ";", ""]) => {
            (if words.low(end) == "before" { -1 } else { 1 }, true, end + 1)
        }
        _ => return None,
    };
    let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let (count, unit) = match (count, unit) {
        (Some(hours), Unit::Hour) if hours >= 24.0 && (hours / 24.0).fract().abs() < 1e-9 => {
            (Some(hours / 24.0), Unit::Day)
        }
        other => other,
    };
    let meaning = match count {
        _ if unit.is_clock() => Meaning::Vague(vague.to_owned()),
        Some(1.0) if unit == Unit::Year && sign < 0 => Meaning::YearAgo { earlier: reference },
        Some(count) if count.fract().abs() < 1e-9 && count < 5000.0 => {
            let count = sign * count as i64;
            let (unit, count) = match unit {
                Unit::Decade => (Unit::Year, count * 10),
                Unit::Century => (Unit::Year, count * 100),
                _ => (unit, count),
            };
            Meaning::Away { unit, count, reference }
        }
        _ => Meaning::Vague(vague.to_owned()),
    };
    Some(Found { modifier: amount.modifier, ..Found::date(behind, meaning) })
}

/// The place behind a possessive mark at `i`.
fn time_behind(words: &Words<'_>, i: usize) -> usize {
    words.skip_possessive(i)
}

/// `year-ago`, `year-earlier` before a noun.
fn year_ago(words: &Words<'_>, i: usize) -> Option<Found> {
    let ago = words.low(i) == "year" && words.hyphen(i + 1) && words.is(i + 2, &["ago", "earlier"]);
    ago.then(|| Found::date(i + 3, Meaning::YearAgo { earlier: false }))
}

/// A season or day keeps its value only on the calendar; used by the combining rules.
pub(super) const fn is_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Day { to, .. } => to.is_none(),
        Meaning::Weekday { .. } | Meaning::Either { .. } => true,
        Meaning::Away { unit, .. } => matches!(unit, Unit::Day),
        Meaning::Stated(date) => is_day_date(*date),
        _ => false,
    }
}

const fn is_day_date(date: Date) -> bool {
    matches!(date.precision(), Precision::Day)
}
