//! Dates by the calendar: days and months in all usual spellings, and the choice between them and
//! longer periods.

use jiff::civil;

use super::number::ordinal;
use super::periods::{century, decade, quarter, season_phrase};
use super::terms::{Found, Meaning, YearOf, month, weekday};
use super::words::{WordKind, Words};
use super::years::{BEFORE_DATES, era, year_behind, year_phrase};
use crate::model::date::Date;

/// The longest date at `i`.
pub(super) fn calendar(words: &Words<'_>, i: usize) -> Option<Found> {
    if words.kind(i, WordKind::Digits) {
        let day = Found::longer(numeric(words, i), day_first(words, i));
        let day = Found::longer(day, shared_month(words, i, 4));
        let year = Found::longer(year_phrase(words, i), decade(words, i));
        let year = Found::longer(year, era(words, i));
        return Found::longer(
            Found::longer(day, year),
            Found::longer(quarter(words, i), century(words, i)),
        );
    }
    let named = Found::longer(month_first(words, i), season_phrase(words, i));
    let year = Found::longer(year_phrase(words, i), decade(words, i));
    let year = Found::longer(year, era(words, i));
    let spoken = Found::longer(day_first(words, i), century(words, i));
    Found::longer(Found::longer(named, quarter(words, i)), Found::longer(year, spoken))
}

/// A day of the month at `i`: `16`, `16th`, `sixteenth`, `the 16th`.
fn day_number(words: &Words<'_>, i: usize) -> Option<(i8, usize)> {
    let i = i + usize::from(words.low(i) == "the");
    let (value, end) = match ordinal(words, i) {
        Some((value, end)) => (i64::from(value), end),
        None => (words.whole(i)?, i + 1),
    };
    let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
    let more = words.ties(end, &[":", "/"])
        || words.glued(end) && (words.is(end, &["%", "°"]) || words.kind(end, WordKind::Letters));
    (!more).then_some((day, end))
}

/// A month name at `i` and the place behind it and its dot. Names that are also words need a
/// capital; abbreviations need a dot or a digit behind.
fn month_name(words: &Words<'_>, i: usize) -> Option<(i8, usize)> {
    let (number, short) = month(words.low(i))?;
    if !words.capital(i) {
        return None;
    }
    let dotted = short && words.low(i + 1) == "." && words.glued(i + 1);
    let end = if dotted { i + 2 } else { i + 1 };
    let digit = words.kind(end, WordKind::Digits);
    let day_before = i > 0 && words.kind(i - 1, WordKind::Digits);
    (!short || dotted || digit || day_before || number == 5).then_some((number, end))
}

/// `May`, `May 2025`, `May 16`, `May 16, 2025`, `May 16–18`, `June last year`.
fn month_first(words: &Words<'_>, i: usize) -> Option<Found> {
    let (number, end) = month_name(words, i)?;
    if let Some((day, behind)) = day_number(words, end) {
        let short_day = words.is(behind, &["and"]) && month(words.low(behind + 1)).is_none();
        let (to, behind) =
            if short_day { (None, behind) } else { day_range(words, number, day, behind) };
        let (year, behind) = year_behind(words, behind)
            .filter(|(year, _)| matches!(year, YearOf::Given(_)) || words.low(behind) != "of")
            .unwrap_or((YearOf::Unsaid, behind));
        return Some(Found::date(behind, day_meaning(number, day, to, year)?));
    }
    if let Some((year, behind)) = year_behind(words, end) {
        return Some(Found::date(behind, Meaning::Month { month: number, year }));
    }
    if words.dash(end)
        && let Some(found) = month_range(words, number, end + 1)
    {
        return Some(found);
    }
    bare_month(words, i, number, end)
}

/// `–18` or `–June 2` behind a day.
fn day_range(words: &Words<'_>, month: i8, day: i8, i: usize) -> (Option<(i8, i8)>, usize) {
    if !words.dash(i) {
        return (None, i);
    }
    if let Some((other, end)) = month_name(words, i + 1) {
        return match day_number(words, end) {
            Some((last, behind)) => (Some((other, last)), behind),
            None => (None, i),
        };
    }
    match day_number(words, i + 1) {
        Some((last, behind)) if last > day && words.glued(i) => (Some((month, last)), behind),
        _ => (None, i),
    }
}

/// `–March 2025` behind a month.
fn month_range(words: &Words<'_>, from: i8, i: usize) -> Option<Found> {
    let (to, end) = month_name(words, i)?;
    let (YearOf::Given(year), behind) = year_behind(words, end)? else { return None };
    let first = Date::month(if from <= to { year } else { year - 1 }, from)?;
    Some(Found::date(behind, Meaning::Between(first, Date::month(year, to)?)))
}

/// A month alone; May and March, and months before a surname, need a word of time before.
fn bare_month(words: &Words<'_>, i: usize, number: i8, end: usize) -> Option<Found> {
    let led = words.is(i.wrapping_sub(1), BEFORE_DATES)
        || i > 0 && words.low(i - 1) == "-" && words.before(i, 2) == "mid";
    let is_word = matches!(number, 3 | 5);
    let surname = words.capital(end) && weekday(words.low(end)).is_none();
    let short = month(words.low(i)).is_some_and(|(_, short)| short) && number != 5;
    let meaning = Meaning::Month { month: number, year: YearOf::Unsaid };
    (!short && (led || !is_word && !surname)).then(|| Found::date(end, meaning))
}

/// A day with the year known, or waiting for the article's.
fn day_meaning(month: i8, day: i8, to: Option<(i8, i8)>, year: YearOf) -> Option<Meaning> {
    // 2000 is a leap year: every day some year has passes.
    civil::Date::new(2000, month, day).ok()?;
    if let Some((month, day)) = to {
        civil::Date::new(2000, month, day).ok()?;
    }
    let YearOf::Given(number) = year else { return Some(Meaning::Day { month, day, to, year }) };
    let first = civil::Date::new(number, month, day).ok()?;
    match to {
        None => Some(Meaning::Stated(Date::day(first))),
        Some((month, day)) => {
            let last = civil::Date::new(number, month, day).ok()?;
            (first < last).then(|| Meaning::Between(Date::day(first), Date::day(last)))
        }
    }
}

/// `16 May`, `16 May 2025`, `16th of May`, `the sixteenth of May, 2025`, `16–18 May`.
fn day_first(words: &Words<'_>, i: usize) -> Option<Found> {
    let (day, mut end) = day_number(words, i)?;
    let mut last = None;
    if words.dash(end)
        && words.glued(end)
        && let Some((to, behind)) = day_number(words, end + 1)
    {
        last = Some(to).filter(|to| *to > day);
        end = behind;
    }
    let of = words.low(end) == "of";
    if words.low(i) == "the" && !of || words.before(i, 1) == "." && words.glued(i) {
        return None;
    }
    let hyphened = words.hyphen(end);
    let (number, end) = month_name(words, end + usize::from(of || hyphened))?;
    let end = end + usize::from(hyphened && words.hyphen(end));
    let (year, end) = year_behind(words, end).unwrap_or((YearOf::Unsaid, end));
    // "10 May Day events", "in 16 March battalions": a name follows.
    let named = year == YearOf::Unsaid && !of && words.capital(end) && words.low(end) == "day";
    let meaning = day_meaning(number, day, last.map(|last| (number, last)), year)?;
    (!named).then(|| Found::date(end, meaning))
}

/// `3` in "from 3 to 7 May 1916" and in "3, 4 and 5 May": the month and year stand behind the last
/// day. `depth` more days may follow.
fn shared_month(words: &Words<'_>, i: usize, depth: usize) -> Option<Found> {
    let led = words.is(
        i.wrapping_sub(1),
        &["on", "from", "between", "and", "to", ",", "(", "the", "of", "since", "until"],
    );
    let (day, end) = day_number(words, i).filter(|_| led || i == 0)?;
    let last = if words.is(end, &["and", "to", "or", "until", "through"]) || words.slash(end) {
        day_first(words, end + 1)
    } else if words.low(end) == "," && depth > 0 {
        shared_month(words, end + 1, depth - 1)
    } else {
        None
    }?;
    let (month, year) = month_and_year(&last.meaning)?;
    Some(Found::date(end, day_meaning(month, day, None, year)?))
}

/// Month and year of a meaning that is a day, or days of one month.
fn month_and_year(meaning: &Meaning) -> Option<(i8, YearOf)> {
    match meaning {
        Meaning::Day { month, year, .. } => Some((*month, *year)),
        Meaning::Stated(date) | Meaning::Between(date, _) => {
            date.calendar_day().map(|day| (day.month(), YearOf::Given(day.year())))
        }
        _ => None,
    }
}

/// `4` behind "May 3 and", `4 and 5` behind "May 3,": another day of the month of `meaning`, which
/// ends before word `i`.
pub(super) fn another_day(
    words: &Words<'_>,
    i: usize,
    meaning: &Meaning,
) -> Option<(usize, Found)> {
    const BEHIND: &[&str] = &[
        "", ".", ",", ";", ":", ")", "(", "and", "or", "in", "at", "to", "for", "on", "of", "by",
        "with", "when", "after", "before", "was", "were", "as", "during", "that", "but", "–", "—",
    ];
    let (month, year) = month_and_year(meaning)?;
    let month_first = words.kind(i.wrapping_sub(1), WordKind::Digits)
        && words.whole(i - 1).is_some_and(|day| day < 32);
    let at = i + 1;
    let (day, end) = day_number(words, at).filter(|_| month_first)?;
    let listed = words.low(i) == "," && words.is(end, &["and", ","]) && year == YearOf::Unsaid;
    let joined = words.is(i, &["and", "or", "to"]) || listed;
    let (said, behind) = match year_behind(words, end) {
        Some((YearOf::Given(value), behind)) => (YearOf::Given(value), behind),
        _ => (year, end),
    };
    let free = BEHIND.contains(&words.low(behind));
    let found = Found::date(behind, day_meaning(month, day, None, said)?);
    (joined && free).then_some((at, found))
}

/// `2025-05-16`, `2025/05/16`, `16/05/2025`, `5/16/25`, `16.05.2025`.
fn numeric(words: &Words<'_>, i: usize) -> Option<Found> {
    let written = words.low(i);
    let day_of = |year: i16, month: i64, day: i64| {
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if written.matches('.').count() == 2 {
        let mut parts = written.split('.').map(|part| part.parse::<i64>().unwrap_or(-1));
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let four = written.rsplit('.').next().is_some_and(|year| year.len() == 4);
        let date = four.then(|| day_of(i16::try_from(year).ok()?, month, day)).flatten()?;
        return Some(Found::date(i + 1, Meaning::Stated(Date::day(date))));
    }
    let mark = words.low(i + 1);
    let glued = (1..=4).all(|k| words.glued(i + k));
    if !matches!(mark, "-" | "/") || words.low(i + 3) != mark || !glued {
        return None;
    }
    if words.low(i + 5) == mark && words.glued(i + 5) || i > 0 && words.glued(i) {
        return None;
    }
    let (a, b, c) = (words.whole(i)?, words.whole(i + 2)?, words.whole(i + 4)?);
    let end = i + 5;
    if written.len() == 4 {
        let date = day_of(i16::try_from(a).ok()?, b, c)?;
        return Some(Found::date(end, Meaning::Stated(Date::day(date))));
    }
    let year = match words.low(i + 4).len() {
        4 => i16::try_from(c).ok()?,
        2 if mark == "/" => i16::try_from(if c < 50 { 2000 + c } else { 1900 + c }).ok()?,
        _ => return None,
    };
    if !(1000..=2199).contains(&year) {
        return None;
    }
    let meaning = match (day_of(year, b, a), day_of(year, a, b)) {
        (Some(day), None) | (None, Some(day)) => Meaning::Stated(Date::day(day)),
        (Some(one), Some(other)) if one == other => Meaning::Stated(Date::day(one)),
        (Some(_), Some(_)) => {
            Meaning::Either { year, first: i8::try_from(a).ok()?, second: i8::try_from(b).ok()? }
        }
        (None, None) => return None,
    };
    Some(Found::date(end, meaning))
}
