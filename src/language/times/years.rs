//! Years, bare and behind other dates: telling them from counts, prices and codes.

use super::number::small;
use super::terms::{Found, Meaning, YearOf, unit};
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
pub(super) fn year_behind(words: &Words<'_>, i: usize) -> Option<(YearOf, usize)> {
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
        "the" | "that" => return spoken_year(words, at),
        _ => return None,
    };
    (words.low(at + 1) == "year").then_some((YearOf::From(from), at + 2))
}

/// `that year`, `the same year`, `the following year` at `i`: counted from the year spoken of.
fn spoken_year(words: &Words<'_>, i: usize) -> Option<(YearOf, usize)> {
    let the = words.low(i) == "the";
    let from = match words.low(i + 1) {
        "year" if !the => return Some((YearOf::Spoken(0), i + 2)),
        "same" => 0,
        "following" | "next" if the => 1,
        "previous" | "preceding" if the => -1,
        _ => return None,
    };
    (words.low(i + 2) == "year").then_some((YearOf::Spoken(from), i + 3))
}

/// `331 BC`, `79 A.D.`, `AD 455`: years of an era. EDTF at this level has none before Christ, so
/// those only carry their TIMEX3 value.
pub(super) fn era(words: &Words<'_>, i: usize) -> Option<Found> {
    let (before, at, end) = if words.kind(i, WordKind::Digits) {
        let (before, end) = era_mark(words, i + 1)?;
        (before, i, end)
    } else {
        let (before, at) = era_mark(words, i).filter(|(before, _)| !before)?;
        (before, at, at + 1)
    };
    let value = words.whole(at).and_then(|year| i16::try_from(year).ok())?;
    let fits = (1..4000).contains(&value) && (before || value < 2200);
    let meaning = if before {
        Meaning::Vague(format!("BC{value:04}"))
    } else {
        Meaning::Stated(Date::year(value))
    };
    fits.then(|| Found::date(end, meaning))
}

/// `BC`, `B.C.`, `BCE`, `AD`, `CE` at `i`: whether before Christ, and the place behind.
pub(super) fn era_mark(words: &Words<'_>, i: usize) -> Option<(bool, usize)> {
    if !words.capital(i) {
        return None;
    }
    match words.low(i) {
        "bc" | "bce" => return Some((true, i + 1)),
        "ad" | "ce" => return Some((false, i + 1)),
        _ => {}
    }
    let dotted = words.is(i, &["a", "b"]) && words.low(i + 1) == "." && words.glued(i + 1);
    let second = if words.low(i) == "a" { "d" } else { "c" };
    let fits = dotted && words.low(i + 2) == second && words.capital(i + 2) && words.glued(i + 2);
    let dot = usize::from(words.low(i + 3) == "." && words.glued(i + 3));
    fits.then(|| (second == "c", i + 3 + dot))
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

/// `2014`, `the year 2014`, `fiscal 2014`, `2022–2023`, `2022-23`.
pub(super) fn year_phrase(words: &Words<'_>, i: usize) -> Option<Found> {
    let mut at = i;
    if words.run(at, &["the", "year"]) {
        at += 2;
    } else if words.low(at) == "the"
        && words.is(at + 1, &["fiscal", "financial"])
        && words.low(at + 2) == "year"
    {
        at += 3;
    } else if words.low(at) == "fiscal" {
        at += 1 + usize::from(words.low(at + 1) == "year");
    } else if words.low(at) == "fy" && words.capital(at) {
        at += 1;
    }
    let (value, end) = year(words, at)?;
    if at == i && !is_year_here(words, i, value, end) {
        return None;
    }
    // "2023/24" is a range of years only when the second follows the first.
    let slash = words.ties(end, &["/"])
        && words.low(end + 1).len() == 2
        && words.whole(end + 1) == Some(i64::from(value % 100) + 1)
        && !words.ties(end + 2, &["/"]);
    if slash || words.dash(end) && words.glued(end) && words.glued(end + 1) {
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
        || words.ties(end, &["/", ":"]) && words.whole(end + 1) != Some(i64::from(value % 100) + 1)
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
