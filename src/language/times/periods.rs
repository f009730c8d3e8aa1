//! Seasons, quarters, decades and centuries.

use super::calendar::calendar;
use super::number::ordinal;
use super::terms::{Found, Meaning, Shift, YearOf, season};
use super::words::{WordKind, Words};
use super::years::{era_mark, year, year_behind};
use crate::model::date::{Date, Season};

/// `summer 2022`, `the winter of 1994`, `this summer`, `Summer 2022–2023`, `the summer`.
pub(super) fn season_phrase(words: &Words<'_>, i: usize) -> Option<Found> {
    let mut at = i + usize::from(words.low(i) == "the");
    let early = words.is(at, &["early", "late"]);
    at += usize::from(early);
    let shift = shift_word(words, if early { at } else { i });
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
        // "the winter of 1941–42": the winter that ends in 1942.
        if let YearOf::Given(from) = year
            && season == Season::Winter
            && (words.dash(behind) || words.low(behind) == "/")
            && words.low(behind + 1).len() == 2
            && words.whole(behind + 1) == Some(i64::from(from % 100) + 1)
        {
            return Some(Found::date(behind + 2, Meaning::Winter(from)));
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

/// `the third quarter`, `third-quarter`, `this year's first quarter`, `the 1988 second quarter`,
/// `the first half of 2024`, `Q3 2025`, `the latest quarter`, `the year-ago period`.
pub(super) fn quarter(words: &Words<'_>, i: usize) -> Option<Found> {
    if words.is(i, &["q", "h"]) && words.capital(i) && words.glued(i + 1) {
        let half = words.low(i) == "h";
        let most = if half { 2 } else { 4 };
        let number = i8::try_from(words.whole(i + 1)?).ok().filter(|n| (1..=most).contains(n))?;
        let said = year_behind(words, i + 2);
        let (year, end) = said.unwrap_or((YearOf::Unsaid, i + 2));
        // "Q1:" numbers a question.
        let led = words.is(i.wrapping_sub(1), &["in", "for", "of", "since", "by", "the"]);
        if said.is_none() && (!led || half) {
            return None;
        }
        return Some(Found::date(end, Meaning::Quarter { number, half, year }));
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
    if let Some(meaning) = ended(words, at + 1).filter(|_| years == 0) {
        return Some(Found::date(at + 1, meaning));
    }
    let of = words.low(at + 1) == "of" && years == 0 && !latest;
    (!of).then(|| Found::date(at + 1, Meaning::ThatQuarter { years }))
}

/// `ended Sept. 30` behind "the quarter": the quarter of that date.
fn ended(words: &Words<'_>, i: usize) -> Option<Meaning> {
    let led = words.is(i, &["ended", "ending"]);
    let at = i + 1 + usize::from(words.is(i + 1, &["on", "in"]));
    let date = calendar(words, at).filter(|_| led)?;
    let dated = match date.meaning {
        Meaning::Stated(date) => date.month_number().is_some(),
        Meaning::Day { to: None, .. } | Meaning::Month { .. } => true,
        _ => false,
    };
    dated.then(|| Meaning::QuarterTo(Box::new(date.meaning)))
}

/// `the 1990s`, `1990s`, `the '80s`, `the eighties`.
pub(super) fn decade(words: &Words<'_>, i: usize) -> Option<Found> {
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
pub(super) fn century(words: &Words<'_>, i: usize) -> Option<Found> {
    let (number, end) = ordinal(words, i + usize::from(words.low(i) == "the"))?;
    let end = end + usize::from(words.hyphen(end));
    let number = i16::try_from(number).ok().filter(|number| (1..=30).contains(number))?;
    // "the 19th and 20th centuries"
    let pair = words.is(end, &["and", "to", "or"])
        && ordinal(words, end + 1).is_some_and(|(_, last)| words.low(last) == "centuries");
    if pair || words.low(end) == "centuries" && words.is(i.wrapping_sub(1), &["and", "to", "or"]) {
        return Some(Found::date(end + usize::from(!pair), Meaning::Century(number)));
    }
    if words.low(end) != "century" {
        return None;
    }
    Some(match era_mark(words, end + 1) {
        Some((true, behind)) => Found::date(behind, Meaning::Vague(format!("BC{:02}", number - 1))),
        Some((false, behind)) => Found::date(behind, Meaning::Century(number)),
        None => Found::date(end + 1, Meaning::Century(number)),
    })
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
