//! Days, months, years and times of day.

use jiff::civil::{self, Weekday};

use super::super::TimeKind;
use super::super::terms::{Found, Meaning, Shift, Unit, YearOf};
use super::super::words::{WordKind, Words};
use crate::language::locale::{Locale, any_end, looked_up, row};
use crate::model::date::{Date, Season};

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

const SEASONS: [Season; 4] = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter];

/// Years that news writes without saying that they are years.
const YEARS: std::ops::RangeInclusive<i64> = 1800..=2199;

fn year_number(words: &Words<'_>, i: usize) -> Option<i16> {
    let year = words.whole(i).filter(|year| YEARS.contains(year) && words.low(i).len() == 4)?;
    let tied = words.ties(i + 1, &[",", ".", ":", "/", "-"]) && !words.dash(i + 1);
    (!tied).then(|| i16::try_from(year).ok()).flatten()
}

/// `16.05.2031`, `16/05/2031`, `2031-05-16`.
pub(super) fn numeric(_: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    if !words.kind(i, WordKind::Digits) || (words.glued(i) && i > 0 && !words.is(i - 1, &["("])) {
        return None;
    }
    let stated = |year: i64, month: i64, day: i64, end: usize| {
        let date = civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        YEARS.contains(&year).then_some(())?;
        Some(Found::date(end, Meaning::Stated(Date::day(date.ok()?))))
    };
    let parts: Vec<i64> = words.low(i).split('.').filter_map(|part| part.parse().ok()).collect();
    if let [day, month, year] = parts[..] {
        return stated(year, month, day, i + 1);
    }
    for mark in ["/", "-"] {
        if words.ties(i + 1, &[mark]) && words.ties(i + 3, &[mark]) {
            let (a, b, c) = (words.whole(i)?, words.whole(i + 2)?, words.whole(i + 4)?);
            return if a > 31 { stated(a, b, c, i + 5) } else { stated(c, b, a, i + 5) };
        }
    }
    None
}

/// The number of a day at `i` and the place behind it: `16`, `16.`, `16-го`, `1er`, `1º`.
fn day_number(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(i8, usize)> {
    let day = words.whole(i).filter(|day| (1..=31).contains(day) && words.low(i).len() <= 2)?;
    let mut end = i + 1;
    let dot = locale.ordinal_dot && words.low(end) == ".";
    if words.glued(end) && (dot || words.is(end, &["er", "º", "o"])) {
        end += 1;
    } else if words.hyphen(end) && words.is(end + 1, &["го", "е", "му", "м"]) {
        end += 2;
    }
    Some((i8::try_from(day).ok()?, end))
}

fn month_at(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(i8, usize)> {
    let (at, end) = row(words, i, &locale.months)?;
    let short = words.low(i).chars().count() <= 4 && locale.months.get(at)?.first()?.len() > 8;
    // An abbreviation counts only with its dot or before a number.
    let sure = !short || words.low(end) == "." || words.kind(end, WordKind::Digits) || end > i + 1;
    let end = end + usize::from(short && words.low(end) == "." && words.glued(end) && end == i + 1);
    sure.then_some((i8::try_from(at + 1).ok()?, end))
}

/// A year behind a day and month: `2031`, `de 2031`, `2031 року`.
fn year_behind(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(i16, usize)> {
    let at = any_end(words, i, locale.date_joins).unwrap_or(i);
    let at = at + usize::from(words.low(at) == "," && words.whole(at + 1).is_some());
    let year = year_number(words, at)?;
    Some((year, any_end(words, at + 1, locale.year_behind).unwrap_or(at + 1)))
}

/// `16 травня 2031 року`, `Montag, 16. Mai`, `12–14 mars`, `vom 12. bis 14. Mai`, `травень 2031`.
pub(super) fn dated(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    if let Some((_, at)) = row(words, i, &locale.weekdays) {
        let at = at + usize::from(words.low(at) == ",");
        let at = at + usize::from(words.is(at, &["dem", "den", "der", "le", "el"]));
        return day_and_month(locale, words, at).filter(|_| words.whole(at).is_some());
    }
    let found = day_and_month(locale, words, i);
    // "12 Mart Pazartesi": the weekday belongs to the date.
    let found = found.map(|found| match row(words, found.end, &locale.weekdays) {
        Some((_, end)) if locale.tag == "tr" => Found { end, ..found },
        _ => found,
    });
    found.or_else(|| month_of_year(locale, words, i))
}

fn day_and_month(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    if words.glued(i) && i > 0 && words.is(i - 1, &[".", ",", "/", ":", "-"]) {
        return None;
    }
    let range = any_end(words, i, locale.from).unwrap_or(i);
    let (first, at) = day_number(locale, words, range)?;
    let joined = |at: usize| any_end(words, at, locale.date_joins).unwrap_or(at);
    let between = match any_end(words, at, locale.to) {
        Some(end) => Some(end),
        None if words.dash(at) => Some(at + 1),
        None => None,
    };
    if let Some((last, (month, at))) = between
        .and_then(|at| day_number(locale, words, at))
        .and_then(|(last, at)| Some((last, month_at(locale, words, joined(at))?)))
    {
        return Some(day_meaning(locale, words, (first, month), Some((last, month)), at));
    }
    if range > i && between.is_none() {
        // "с 28 апреля по 2 мая": the second date stands for itself.
        return None;
    }
    let (month, at) = month_at(locale, words, joined(at))?;
    let to = any_end(words, at, locale.to).or(words.dash(at).then_some(at + 1));
    if let Some((last, (other, end))) = to
        .and_then(|at| day_number(locale, words, at))
        .and_then(|(last, at)| Some((last, month_at(locale, words, joined(at))?)))
        .filter(|_| i > 0 && any_end(words, i - 1, locale.from).is_some() || words.dash(at))
    {
        return Some(day_meaning(locale, words, (first, month), Some((last, other)), end));
    }
    Some(day_meaning(locale, words, (first, month), None, at))
}

fn day_meaning(
    locale: &Locale,
    words: &Words<'_>,
    (day, month): (i8, i8),
    to: Option<(i8, i8)>,
    at: usize,
) -> Found {
    let to = to.map(|(day, month)| (month, day));
    let (year, end) = match year_behind(locale, words, at) {
        Some((year, end)) => (YearOf::Given(year), end),
        None => (YearOf::Unsaid, at),
    };
    Found::date(end, Meaning::Day { month, day, to, year })
}

/// `травень 2031 року`, `у травні`, `im Mai`, `en mayo de 2031`, `Mart ayında`.
fn month_of_year(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    let (month, at) = month_at(locale, words, i)?;
    if let Some((year, end)) = year_behind(locale, words, at) {
        return Some(Found::date(end, Meaning::Month { month, year: YearOf::Given(year) }));
    }
    if let Some((shift, end)) = shift(locale, words, at) {
        let year = YearOf::Toward(shift);
        return Some(Found::date(end, Meaning::Month { month, year }));
    }
    let led = (1..=3).any(|back| {
        i >= back && any_end(words, i - back, locale.in_before).is_some_and(|end| end == i)
    });
    let told = led || (locale.tag == "tr" && words.is(at, &["ayında", "ayı", "ayının"]));
    let stretched = (1..=2).any(|back| {
        i >= back && looked_up(words, i - back, locale.stretches).is_some_and(|(_, end)| end == i)
    });
    (told || stretched).then(|| Found::date(at, Meaning::Month { month, year: YearOf::Unsaid }))
}

fn shift(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(Shift, usize)> {
    let table =
        [(Shift::Last, locale.last), (Shift::This, locale.this), (Shift::Next, locale.next)];
    looked_up(words, i, &table)
}

/// A part of the day behind a day: `ввечері`, `soir`, `por la tarde`.
fn with_part(locale: &Locale, words: &Words<'_>, found: Found) -> Found {
    let Some((part, end)) = looked_up(words, found.end, locale.parts) else { return found };
    let day = Box::new(found.meaning);
    Found::of(TimeKind::Time, end, Meaning::Part { day, part })
}

/// `понеділок`, `lundi dernier`, `kommenden Freitag`, `Freitagabend`, `el martes por la tarde`.
pub(super) fn weekday(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    let (moved, at) = match shift(locale, words, i) {
        Some((moved, at)) => (Some(moved), at),
        None => (None, i),
    };
    let (place, end, part) = match row(words, at, &locale.weekdays) {
        Some((place, end)) => (place, end, None),
        None => compound(locale, words.low(at)).map(|(place, part)| (place, at + 1, Some(part)))?,
    };
    // German nouns have capitals, and its adverbs in -s recur; "pazar" is a market as well.
    let doubtful = match locale.tag {
        "de" => !words.capital(at) || words.low(at).ends_with('s') && part.is_none(),
        "tr" => {
            let named = words.capital(at) && at > 0 || words.is(end, &["günü", "gününe"]);
            words.low(at) == "pazar" && !named
        }
        _ => false,
    };
    if doubtful {
        return None;
    }
    let weekday = *WEEKDAYS.get(place)?;
    let (moved, end) = match shift(locale, words, end) {
        Some((moved, end)) if matches!(locale.tag, "fr" | "es") => (Some(moved), end),
        _ => (moved, end),
    };
    let found = Found::date(end, Meaning::Weekday { weekday, shift: moved });
    Some(match part {
        Some(part) => {
            let day = Box::new(found.meaning);
            Found::of(TimeKind::Time, end, Meaning::Part { day, part })
        }
        None => with_part(locale, words, found),
    })
}

/// German weekday and part of the day in one word.
fn compound(locale: &Locale, word: &str) -> Option<(usize, &'static str)> {
    if locale.tag != "de" {
        return None;
    }
    locale.weekdays.iter().enumerate().find_map(|(place, forms)| {
        let rest = forms.iter().find_map(|form| word.strip_prefix(form))?;
        let named = locale.parts.iter().find(|(_, parts)| parts.contains(&rest))?;
        Some((place, named.0))
    })
}

/// `сьогодні`, `gestern Abend`, `hier soir`, `dün akşam`.
pub(super) fn near_day(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    let (count, end) = looked_up(words, i, locale.days)?;
    // "la mañana" is the morning, "der Morgen" as well.
    let noun = match (locale.tag, words.low(i)) {
        ("es", "mañana") => words.is(i.wrapping_sub(1), &["la", "por", "esta", "de", "una"]),
        ("de", "morgen") => words.capital(i) && i > 0,
        _ => false,
    };
    // The title of a paper: «Mañana».
    let opening = ["«", "“", "„", "\"", "»", "‹"];
    let title = words.capital(i) && i > 0 && words.is(i - 1, &opening) && words.glued(end);
    if noun || title {
        return None;
    }
    let found = Found::date(end, Meaning::Away { unit: Unit::Day, count, reference: false });
    if words.low(i) == "anoche" {
        let day = Box::new(found.meaning);
        return Some(Found::of(TimeKind::Time, end, Meaning::Part { day, part: "TNI" }));
    }
    Some(with_part(locale, words, found))
}

/// `минулого тижня`, `letzte Woche`, `la semana pasada`, `bu yıl`, `this summer`.
pub(super) fn near_unit(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    let placed = |moved: Shift, unit: Unit, end: usize| {
        let dated = !unit.is_clock() && unit != Unit::Day;
        let meaning = Meaning::Away { unit, count: moved.sign(), reference: false };
        dated.then(|| Found::date(end, meaning))
    };
    if let Some(((unit, count), end)) = looked_up(words, i, locale.periods) {
        let meaning = Meaning::Away { unit, count, reference: false };
        return Some(Found::date(end, meaning));
    }
    if let Some((moved, at)) = shift(locale, words, i) {
        if let Some((unit, end)) = looked_up(words, at, locale.units) {
            return placed(moved, unit, end);
        }
        if let Some((month, end)) = month_at(locale, words, at) {
            let year = YearOf::Toward(moved);
            return Some(Found::date(end, Meaning::Month { month, year }));
        }
        let (place, end) = row(words, at, &locale.seasons)?;
        let (season, year) = (*SEASONS.get(place)?, YearOf::Toward(moved));
        return Some(Found::date(end, Meaning::Season { season, year }));
    }
    if !matches!(locale.tag, "fr" | "es") {
        return None;
    }
    let (unit, at) = looked_up(words, i, locale.units)?;
    let (moved, end) = shift(locale, words, at).filter(|(moved, _)| *moved != Shift::This)?;
    placed(moved, unit, end)
}

/// `2031 року`, `en 2031`, `im Jahr 2031`, `2031 yılında`, `1990-х`, `les années 1990`.
pub(super) fn years(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    if let Some(at) = any_end(words, i, locale.decade_before)
        && let Some(year) = year_number(words, at).filter(|year| year % 10 == 0)
    {
        return Some(Found::date(at + 1, Meaning::Decade(year)));
    }
    if let Some((place, at)) = row(words, i, &locale.seasons)
        && let Some((year, end)) = year_behind(locale, words, at)
    {
        let (season, year) = (*SEASONS.get(place)?, YearOf::Given(year));
        return Some(Found::date(end, Meaning::Season { season, year }));
    }
    let year = year_number(words, i)?;
    let hyphen = i + 1 + usize::from(words.hyphen(i + 1) || words.is(i + 1, &["'", "’"]));
    if words.glued(i + 1) && words.is(hyphen, locale.decade_endings) && year % 10 == 0 {
        return Some(Found::date(hyphen + 1, Meaning::Decade(year)));
    }
    if let Some(end) = any_end(words, i + 1, locale.year_behind) {
        return Some(Found::date(end, Meaning::Stated(Date::year(year))));
    }
    let led = (1..=4).any(|back| {
        i >= back && any_end(words, i - back, locale.in_before).is_some_and(|end| end == i)
    });
    let stretched = (1..=2).any(|back| {
        i >= back && looked_up(words, i - back, locale.stretches).is_some_and(|(_, end)| end == i)
    });
    let suffixed = locale.tag == "tr"
        && words.is(i + 1, &["'", "’"])
        && words.glued(i + 1)
        && words.is(i + 2, &["de", "da", "te", "ta", "den", "dan", "ten", "tan", "in", "ın", "ün"]);
    let counted = words.kind(i + 1, WordKind::Letters) && !matches!(locale.tag, "de" | "fr" | "es");
    // "in 2031 Fällen": a count, not a year.
    let capital_noun = locale.tag == "de" && words.capital(i + 1) && !words.is(i - 1, &["jahr"]);
    ((led || stretched) && !counted && !capital_noun || suffixed)
        .then(|| Found::date(i + 1, Meaning::Stated(Date::year(year))))
}

/// `14:30`, `14.30 Uhr`, `à 14 h 30`, `о 14-й годині`, `a las 14.30`, `saat 14.30`.
pub(super) fn clock(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    if words.glued(i) && i > 0 && !words.is(i - 1, &["(", "„", "«", "“", "\"", "'", "’"]) {
        return None;
    }
    let led = (1..=2)
        .any(|back| i >= back && any_end(words, i - back, locale.at).is_some_and(|end| end == i));
    let (hour, minute, end) = time_in_digits(locale, words, i, led)?;
    let day = Box::new(Meaning::Away { unit: Unit::Day, count: 0, reference: true });
    let (hour, end) = match looked_up(words, end, locale.parts) {
        Some(("TEV" | "TAF", end)) if hour < 12 => (hour + 12, end),
        Some(("TMO", end)) => (hour, end),
        _ => (hour, end),
    };
    (hour < 24 && minute < 60)
        .then(|| Found::of(TimeKind::Time, end, Meaning::Clock { day, hour, minute, zone: None }))
}

fn time_in_digits(
    locale: &Locale,
    words: &Words<'_>,
    i: usize,
    led: bool,
) -> Option<(i8, i8, usize)> {
    let small = |number: i64| i8::try_from(number).ok();
    if let Some((hour, minute)) = words.low(i).split_once('.') {
        let shaped = (1..=2).contains(&hour.len()) && minute.len() == 2;
        let behind = any_end(words, i + 1, locale.oclock);
        let read = (small(hour.parse().ok()?)?, small(minute.parse().ok()?)?);
        let fits = shaped && (behind.is_some() || led && !is_measured(locale, words, i + 1));
        return fits.then_some((read.0, read.1, behind.unwrap_or(i + 1)));
    }
    let hour = words.whole(i).filter(|_| words.low(i).len() <= 2)?;
    let two = |at: usize| words.whole(at).filter(|_| words.low(at).len() == 2);
    if words.ties(i + 1, &[":"]) {
        let minute = two(i + 2)?;
        let end = i + 3;
        let scored = words.ties(end, &[":"]);
        let behind = any_end(words, end, locale.oclock).unwrap_or(end);
        return (!scored).then_some((small(hour)?, small(minute)?, behind));
    }
    // "14h30", "14 h 30", "14 Uhr 30".
    if let Some(at) = any_end(words, i + 1, locale.oclock) {
        let short = words.is(i + 1, &["h", "uhr"]);
        if let Some(minute) = two(at).filter(|minute| short && *minute < 60) {
            return Some((small(hour)?, small(minute)?, at + 1));
        }
        // "14 heures" and "14 часов" are lengths unless a preposition says otherwise.
        let told =
            led || words.is(i + 1, &["uhr"]) || (words.low(i + 1) == "h" && words.glued(i + 1));
        return told.then(|| Some((small(hour)?, 0, at))).flatten();
    }
    // "о 14-й".
    let ordinal = words.hyphen(i + 1) && words.is(i + 2, &["й", "ї", "ій"]) && led;
    if ordinal {
        let end = any_end(words, i + 3, locale.oclock).unwrap_or(i + 3);
        return Some((small(hour)?, 0, end));
    }
    None
}

/// Whether a unit, a measure or a scale stands at `i`: then "3.50" before it is an amount.
fn is_measured(locale: &Locale, words: &Words<'_>, i: usize) -> bool {
    looked_up(words, i, locale.units).is_some()
        || looked_up(words, i, locale.scales).is_some()
        || looked_up(words, i, locale.measures).is_some()
}
