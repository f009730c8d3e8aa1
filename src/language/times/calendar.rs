//! Dates by the calendar: days, months, years, decades, centuries, seasons and quarters, in all
//! usual spellings.

use jiff::civil;

use super::number::{ordinal, small};
use super::terms::{Found, Meaning, Shift, YearOf, month, season, unit, weekday};
use super::words::{WordKind, Words};
use crate::model::date::Date;

/// Words before a name of a month or a bare number that make it a date.
pub(super) const BEFORE_DATES: &[&str] = &[
    "in",
    "since",
    "by",
    "until",
    "till",
    "from",
    "to",
    "during",
    "through",
    "throughout",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "between",
    "on",
    "of",
    "last",
    "next",
    "this",
    "fiscal",
    "around",
    "circa",
    "and",
    "or",
    "for",
    "as",
    "past",
    "late-",
    "each",
    "every",
];

/// The longest date at `i`.
pub(super) fn calendar(words: &Words<'_>, i: usize) -> Option<Found> {
    if words.kind(i, WordKind::Digits) {
        let day = Found::longer(numeric(words, i), day_first(words, i));
        let year = Found::longer(year_phrase(words, i), decade(words, i));
        return Found::longer(
            Found::longer(day, year),
            Found::longer(quarter(words, i), century(words, i)),
        );
    }
    let named = Found::longer(month_first(words, i), season_phrase(words, i));
    let year = Found::longer(year_phrase(words, i), decade(words, i));
    let spoken = Found::longer(day_first(words, i), century(words, i));
    Found::longer(Found::longer(named, quarter(words, i)), Found::longer(year, spoken))
}

/// A year in four digits or spoken ("nineteen ninety-six"), and the place behind it.
pub(super) fn year(words: &Words<'_>, i: usize) -> Option<(i16, usize)> {
    let word = words.get(i)?;
    if word.kind == WordKind::Digits {
        let four = word.low.len() == 4 && word.low.bytes().all(|b| b.is_ascii_digit());
        let value: i16 = four.then(|| word.low.parse().ok()).flatten()?;
        let letters = words.glued(i + 1) && words.kind(i + 1, WordKind::Letters);
        return ((1000..=2199).contains(&value) && !letters).then_some((value, i + 1));
    }
    if words.run(i, &["two", "thousand"]) {
        let and = usize::from(words.low(i + 2) == "and");
        let rest = small(words.low(i + 2 + and)).filter(|rest| *rest > 0);
        return Some(match rest.and_then(|rest| i16::try_from(rest).ok()) {
            Some(rest) => (2000 + rest, i + 3 + and),
            None => (2000, i + 2),
        });
    }
    let head = small(words.low(i)).filter(|head| (16..=20).contains(head))?;
    let tens = small(words.low(i + 1)).filter(|tens| *tens >= 10)?;
    let ones = small(words.low(i + 3)).filter(|o| (1..10).contains(o) && words.hyphen(i + 2));
    let end = if ones.is_some() { i + 4 } else { i + 2 };
    let value = head * 100 + tens + ones.filter(|_| tens >= 20).unwrap_or(0);
    i16::try_from(value).ok().map(|value| (value, end))
}

/// A year behind a month, season or quarter at `i`: `2025`, `, 2025`, `of 2025`, `of last year`,
/// `this year`, `of fiscal 1990`.
fn year_behind(words: &Words<'_>, i: usize) -> Option<(YearOf, usize)> {
    let mut at = i + usize::from(words.is(i, &["of", ",", "in"]));
    at += usize::from(words.low(at) == "fiscal");
    if let Some((value, end)) = year(words, at) {
        let plain = at == i || words.low(i) != "in";
        // "in March, 2000 troops" is a count.
        let counted = words.low(i) == ","
            && words.kind(end, WordKind::Letters)
            && words.low(end).ends_with('s')
            && !words.capital(end);
        return (plain && !counted).then_some((YearOf::Given(value), end));
    }
    if words.is(i, &[",", "in"]) {
        return None;
    }
    let from = match words.low(at) {
        "last" | "previous" => -1,
        "this" => 0,
        "next" => 1,
        "the" if words.run(at, &["the", "year"]) => return Some((YearOf::From(0), at + 2)),
        _ => return None,
    };
    (words.low(at + 1) == "year").then_some((YearOf::From(from), at + 2))
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
    if words.dash(end) && words.glued(end) {
        let (to, behind) = day_number(words, end + 1)?;
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

/// `2014`, `the year 2014`, `fiscal 2014`, `2022–2023`, `2022-23`.
fn year_phrase(words: &Words<'_>, i: usize) -> Option<Found> {
    let mut at = i;
    if words.run(at, &["the", "year"]) {
        at += 2;
    } else if words.run(at, &["the", "fiscal", "year"]) {
        at += 3;
    } else if words.low(at) == "fiscal" {
        at += 1 + usize::from(words.low(at + 1) == "year");
    }
    let (value, end) = year(words, at)?;
    if at == i && !is_year_here(words, i, value, end) {
        return None;
    }
    if words.dash(end) && words.glued(end) && words.glued(end + 1) {
        let short = words.whole(end + 1).filter(|_| words.low(end + 1).len() == 2);
        let to = match (year(words, end + 1), short.and_then(|s| i16::try_from(s).ok())) {
            (Some((to, _)), _) => Some(to),
            (None, Some(short)) if short > value % 100 => Some(value - value % 100 + short),
            _ => None,
        };
        if let Some(to) =
            to.filter(|to| *to > value && !(words.glued(end + 2) && words.is(end + 2, &["-", "/"])))
        {
            return Some(Found::date(end + 2, Meaning::Between(Date::year(value), Date::year(to))));
        }
    }
    Some(Found::date(end, Meaning::Stated(Date::year(value))))
}

/// Words before four digits that make them a number of something or a price.
const BEFORE_NUMBERS: &[&str] = &[
    "$", "€", "£", "¥", "#", "₹", "no", "number", "about", "nearly", "some", "than", "least",
    "page", "room", "flight", "route", "top",
];

/// Words behind four digits that make them an amount.
const BEHIND_NUMBERS: &[&str] = &[
    "%",
    "percent",
    "per",
    "°",
    "people",
    "men",
    "women",
    "children",
    "km",
    "kilometers",
    "kilometres",
    "miles",
    "metres",
    "meters",
    "million",
    "billion",
    "feet",
    "police",
    "acres",
];

/// Words in -s behind a year that are no counted plurals.
const BEHIND_YEARS: &[&str] =
    &["was", "is", "has", "does", "sees", "brings", "marks", "elections", "olympics"];

/// Whether a four-digit number stands where a year would, not a count, price or code.
fn is_year_here(words: &Words<'_>, i: usize, value: i16, end: usize) -> bool {
    let before = words.before(i, 1);
    let framed = before == "-" && matches!(words.before(i, 2), "mid" | "late" | "early");
    let counting = matches!(before, "around" | "for" | "and" | "or" | "on");
    let led = framed || BEFORE_DATES.contains(&before) && !counting;
    if !words.kind(i, WordKind::Digits) {
        return led && before != "of" && before != "to";
    }
    let opening = matches!(before, "(" | "[" | "'" | "‘" | "“" | "\"" | "–" | "—" | "-");
    let joined = words.glued(i) && !opening;
    let code = words.glued(i) && before == "-" && !framed && words.before(i, 2) != "post";
    let measured = words.is(end, BEHIND_NUMBERS)
        || words.ties(end, &["/", ":"])
        || unit(words.low(end)).is_some_and(|(_, plural)| plural);
    let compound = words.hyphen(end) && !words.kind(end + 1, WordKind::Digits);
    if joined || code || compound || measured || BEFORE_NUMBERS.contains(&before) {
        return false;
    }
    let plural = words.kind(end, WordKind::Letters)
        && !words.capital(end)
        && !words.glued(end)
        && words.low(end).len() > 3
        && words.low(end).ends_with('s');
    let counted = plural && !words.is(end, BEHIND_YEARS);
    led || (1900..=2049).contains(&value) && !counted
}

/// `the 1990s`, `1990s`, `the '80s`, `the eighties`.
fn decade(words: &Words<'_>, i: usize) -> Option<Found> {
    let the = usize::from(words.low(i) == "the");
    let at = i + the;
    let quote = words.is(at, &["'", "’", "‘", "`"]);
    let digits = at + usize::from(quote);
    if words.kind(digits, WordKind::Digits) {
        let apostrophe = usize::from(words.is(digits + 1, &["'", "’"]) && words.glued(digits + 1));
        let behind = digits + 1 + apostrophe;
        let value = i16::try_from(words.whole(digits)?).ok()?;
        if words.low(behind) != "s" || !words.glued(behind) || value % 10 != 0 {
            return None;
        }
        let start = match words.low(digits).len() {
            4 if (1500..=2090).contains(&value) => value,
            2 if quote || the == 1 => {
                if value < 30 {
                    2000 + value
                } else {
                    1900 + value
                }
            }
            _ => return None,
        };
        return Some(Found::date(behind + 1, Meaning::Decade(start)));
    }
    let spoken = usize::from(words.low(at) == "nineteen");
    let start = match words.low(at + spoken) {
        "twenties" => 1920,
        "thirties" => 1930,
        "forties" => 1940,
        "fifties" => 1950,
        "sixties" => 1960,
        "seventies" => 1970,
        "eighties" => 1980,
        "nineties" => 1990,
        _ => return None,
    };
    let own = matches!(words.before(i, 1), "his" | "her" | "their" | "my" | "our" | "your");
    (the + spoken > 0 && !own).then(|| Found::date(at + spoken + 1, Meaning::Decade(start)))
}

/// `the 20th century`, `nineteenth-century`.
fn century(words: &Words<'_>, i: usize) -> Option<Found> {
    let (number, end) = ordinal(words, i + usize::from(words.low(i) == "the"))?;
    let end = end + usize::from(words.hyphen(end));
    let number = i16::try_from(number).ok().filter(|number| (1..=30).contains(number))?;
    (words.low(end) == "century").then(|| Found::date(end + 1, Meaning::Century(number)))
}

/// `summer 2022`, `the winter of 1994`, `this summer`, `Summer 2022–2023`, `the summer`.
fn season_phrase(words: &Words<'_>, i: usize) -> Option<Found> {
    let mut at = i + usize::from(words.low(i) == "the");
    let early = words.is(at, &["early", "late"]);
    at += usize::from(early);
    let shift = shift_word(words, at);
    if let Some((_, end)) = shift {
        at = end;
    }
    let season = season(words.low(at))?;
    let end = at + 1;
    if let Some((year, behind)) = year_behind(words, end) {
        if let YearOf::Given(from) = year
            && words.dash(behind)
            && let Some((to, last)) = self::year(words, behind + 1)
            && to > from
        {
            let from = Date::season(from, season);
            return Some(Found::date(last, Meaning::Between(from, Date::year(to))));
        }
        return Some(Found::date(behind, Meaning::Season { season, year }));
    }
    let fall = words.low(at) == "fall" || words.low(at) == "spring";
    let led = words.is(i.wrapping_sub(1), &["in", "during", "since", "by", "until", "throughout"]);
    let bare = words.low(i) == "the" && (!fall || led) || led && !fall;
    let year = match shift {
        Some((shift, _)) => YearOf::Toward(shift),
        None if bare => YearOf::Unsaid,
        None => return None,
    };
    let named = words.is(end, &["of", "olympics", "games", "in"]) && words.low(end) == "of"
        || words.capital(end) && words.capital(at);
    (!named).then(|| Found::date(end, Meaning::Season { season, year }))
}

/// `last`, `this past`, `the previous` … and the place behind.
pub(super) fn shift_word(words: &Words<'_>, i: usize) -> Option<(Shift, usize)> {
    let at = i + usize::from(words.low(i) == "the");
    let the = at > i;
    Some(match words.low(at) {
        "this" if words.is(at + 1, &["past", "last"]) => (Shift::Last, at + 2),
        "this" if words.is(at + 1, &["coming", "next"]) => (Shift::Next, at + 2),
        "this" if !the => (Shift::This, at + 1 + usize::from(words.low(at + 1) == "same")),
        "current" | "present" => (Shift::This, at + 1),
        "last" | "past" => (Shift::Last, at + 1),
        "next" | "coming" | "upcoming" if !the => (Shift::Next, at + 1),
        "coming" | "upcoming" => (Shift::Next, at + 1),
        "next" | "following" | "subsequent" => (Shift::Following, at + 1),
        "previous" | "preceding" | "prior" => (Shift::Previous, at + 1),
        "same" if the => (Shift::Same, at + 1),
        "that" if !the => (Shift::Same, at + 1 + usize::from(words.low(at + 1) == "same")),
        _ => return None,
    })
}

/// `the third quarter`, `third-quarter`, `this year's first quarter`, `the 1988 second quarter`,
/// `the first half of 2024`, `Q3 2025`, `the latest quarter`, `the year-ago period`.
fn quarter(words: &Words<'_>, i: usize) -> Option<Found> {
    if words.low(i) == "q" && words.capital(i) && words.glued(i + 1) {
        let number = i8::try_from(words.whole(i + 1)?).ok().filter(|n| (1..=4).contains(n))?;
        let said = year_behind(words, i + 2);
        let (year, end) = said.unwrap_or((YearOf::Unsaid, i + 2));
        // "Q1:" numbers a question.
        let led = words.is(i.wrapping_sub(1), &["in", "for", "of", "since", "by", "the"]);
        if said.is_none() && !led {
            return None;
        }
        return Some(Found::date(end, Meaning::Quarter { number, half: false, year }));
    }
    let det = words.low(i) == "the";
    let (mut year, mut at) = (YearOf::Unsaid, i + usize::from(det));
    if let Some((value, end)) = self::year(words, at) {
        (year, at) = (YearOf::Given(value), end);
    } else if words.is(at, &["last", "this", "next"]) && words.low(at + 1) == "year" {
        let behind = words.skip_possessive(at + 2);
        let from = match words.low(at) {
            "last" => -1,
            "this" => 0,
            _ => 1,
        };
        if behind > at + 2 {
            (year, at) = (YearOf::From(from), behind);
        }
    }
    let mut ago = false;
    loop {
        if words.low(at) == "year" && words.hyphen(at + 1) && words.is(at + 2, &["ago", "earlier"])
        {
            (ago, at) = (true, at + 3);
        } else if words.is(at, &["fiscal", "comparable", "corresponding", "same"]) {
            at += 1 + usize::from(words.hyphen(at + 1));
        } else {
            break;
        }
    }
    if ago {
        year = YearOf::From(-1);
    }
    if let Some((number, end)) = ordinal(words, at) {
        let end = end + usize::from(words.hyphen(end));
        let half = words.low(end) == "half";
        let number = i8::try_from(number).ok().filter(|n| (1..=4).contains(n))?;
        if !(half && number <= 2) && words.low(end) != "quarter" {
            return None;
        }
        let said = year_behind(words, end + 1);
        let (year, behind) = said.unwrap_or((year, end + 1));
        // "a third-quarter loss": the determiner belongs to the noun.
        if words.hyphen(end - 1) && det {
            return None;
        }
        let sport = (half || !det && i == at && !words.hyphen(end - 1)) && year == YearOf::Unsaid;
        let sport = sport && half;
        return (!sport).then(|| Found::date(behind, Meaning::Quarter { number, half, year }));
    }
    let latest = words.is(at, &["latest"]) && words.low(i) == "the";
    let at = at + usize::from(latest);
    let noun = words.is(at, &["quarter"])
        || words.low(at) == "period" && (latest || ago || year != YearOf::Unsaid);
    if !noun || !(latest || ago || year != YearOf::Unsaid || words.low(i) == "the" && at == i + 1) {
        return None;
    }
    let years = match year {
        YearOf::From(years) => years,
        YearOf::Given(value) => {
            return Some(Found::date(at + 1, Meaning::Stated(Date::year(value))));
        }
        _ => 0,
    };
    let of = words.low(at + 1) == "of" && years == 0 && !latest;
    (!of).then(|| Found::date(at + 1, Meaning::ThatQuarter { years }))
}
