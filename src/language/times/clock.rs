//! Times of day: clock times with their zones, "noon", "this morning", "Friday night".

use super::calendar::calendar;
use super::length::modifier;
use super::relative::{date, is_day};
use super::terms::{Found, Meaning, Unit, part_of_day, unit};
use super::words::Words;
use super::{Modifier, TimeKind};

/// Minutes east of UTC of the zone names English-language news uses. "CST" and "IST" have several
/// meanings; the American and Indian ones are by far the commonest.
const ZONES: &[(&str, Option<i16>)] = &[
    ("gmt", Some(0)),
    ("utc", Some(0)),
    ("bst", Some(60)),
    ("cet", Some(60)),
    ("cest", Some(120)),
    ("eet", Some(120)),
    ("eest", Some(180)),
    ("msk", Some(180)),
    ("ist", Some(330)),
    ("est", Some(-300)),
    ("edt", Some(-240)),
    ("cst", Some(-360)),
    ("cdt", Some(-300)),
    ("mst", Some(-420)),
    ("mdt", Some(-360)),
    ("pst", Some(-480)),
    ("pdt", Some(-420)),
    ("jst", Some(540)),
    ("et", None),
    ("ct", None),
    ("pt", None),
];

/// The article's own day.
pub(super) fn today() -> Meaning {
    Meaning::Away { unit: Unit::Day, count: 0, reference: true }
}

/// The longest time of day at `i`.
pub(super) fn clock(words: &Words<'_>, i: usize) -> Option<Found> {
    clock_from(words, i, date(words, i).as_ref())
}

/// The same, with the longest date at `i`.
pub(super) fn clock_from(words: &Words<'_>, i: usize, day: Option<&Found>) -> Option<Found> {
    Found::longer(Found::longer(clock_time(words, i), part(words, i, day)), stamp(words, i))
}

/// `10:35 a.m.`, `around 7 p.m. EST on Friday`, `noon Saturday`, `18:22 GMT`.
fn clock_time(words: &Words<'_>, i: usize) -> Option<Found> {
    let (modifier, at) = match modifier(words, i) {
        Some((modifier, at)) => (Some(modifier), at),
        None => (None, i),
    };
    let (hour, minute, end) = reading(words, at)?;
    let (zone, end) = zone(words, end);
    let comma = usize::from(words.low(end) == ",");
    let on = usize::from(words.low(end + comma) == "on");
    // "at 8:15 on the morning of Aug. 6"
    if let Some(found) =
        part(words, end + on, date(words, end + on).as_ref()).filter(|_| comma == 0)
        && let Meaning::Part { day, .. } = found.meaning
        && (is_day(&day) && *day != today() || on == 1)
    {
        let meaning = Meaning::Clock { day, hour, minute, zone };
        return Some(Found { modifier, ..Found::of(TimeKind::Time, found.end, meaning) });
    }
    let day = date(words, end + comma + on).filter(|found| is_day(&found.meaning));
    let (day, end) = match day {
        Some(found) => (found.meaning, found.end),
        None => (today(), end),
    };
    let meaning = Meaning::Clock { day: Box::new(day), hour, minute, zone };
    Some(Found { modifier, ..Found::of(TimeKind::Time, end, meaning) })
}

/// `2025-05-16T18:22:00+05:30`: a time stamp as machines write it (RFC 3339).
fn stamp(words: &Words<'_>, i: usize) -> Option<Found> {
    let day =
        words.whole(i).filter(|_| words.low(i).len() == 4).and_then(|_| calendar(words, i))?;
    let at = day.end + 1;
    let joined = words.low(day.end) == "t" && words.glued(day.end) && words.ties(at + 1, &[":"]);
    let two = |at: usize| words.whole(at).and_then(|value| i8::try_from(value).ok());
    let (hour, minute) = (two(at)?, two(at + 2)?);
    if !joined || !is_day(&day.meaning) || hour > 23 || minute > 59 {
        return None;
    }
    let mut end = at + 3;
    end += if words.ties(end, &[":"]) { 2 } else { 0 };
    let mut zone = None;
    if words.low(end) == "z" && words.glued(end) {
        (zone, end) = (Some(0), end + 1);
    } else if words.ties(end, &["+", "-"]) && words.ties(end + 2, &[":"]) {
        let minutes = i16::from(two(end + 1)?) * 60 + i16::from(two(end + 3)?);
        zone = Some(if words.low(end) == "-" { -minutes } else { minutes });
        end += 4;
    }
    let meaning = Meaning::Clock { day: Box::new(day.meaning), hour, minute, zone };
    Some(Found::of(TimeKind::Time, end, meaning))
}

/// Hour, minute and the place behind.
fn reading(words: &Words<'_>, i: usize) -> Option<(i8, i8, usize)> {
    match words.low(i) {
        "noon" | "midday" => return Some((12, 0, i + 1)),
        "midnight" => return Some((24, 0, i + 1)),
        "12" if words.is(i + 1, &["noon", "midday"]) => return Some((12, 0, i + 2)),
        "12" if words.low(i + 1) == "midnight" => return Some((24, 0, i + 2)),
        _ => {}
    }
    if let Some(found) = military(words, i) {
        return Some(found);
    }
    let written = words.low(i);
    let dotted = written.split_once('.').filter(|(_, m)| m.len() == 2);
    let colon = words.low(i + 1) == ":" && words.glued(i + 1) && words.glued(i + 2);
    let (hour, minute, mut end, spelled) = if let Some((hour, minute)) = dotted {
        (hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?, i + 1, false)
    } else if colon {
        let minute = words.whole(i + 2).filter(|_| words.low(i + 2).len() == 2)?;
        (words.whole(i)?, minute, i + 3, true)
    } else {
        let spoken = super::number::small(written).map(i64::from).filter(|n| (1..=12).contains(n));
        (words.whole(i).or(spoken)?, 0, i + 1, false)
    };
    if spelled && words.low(end) == ":" && words.glued(end) {
        words.whole(end + 1).filter(|_| words.glued(end + 1))?;
        end += 2;
    }
    let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
    if !(0..60).contains(&minute) || !(0..24).contains(&hour) {
        return None;
    }
    if let Some((afternoon, behind)) = half_of_day(words, end) {
        let hour = match (hour, afternoon) {
            (12, false) => 0,
            (1..=11, true) => hour + 12,
            (1..=12, _) => hour,
            _ => return None,
        };
        return Some((hour, minute, behind));
    }
    if words.low(end) == "o" && words.is(end + 1, &["'", "’"]) && words.low(end + 2) == "clock" {
        return Some((hour, minute, end + 3));
    }
    let led = words.is(
        i.wrapping_sub(1),
        &[
            "at", "by", "until", "till", "from", "around", "about", "before", "after", "since",
            "and", "to",
        ],
    );
    let timed =
        zone(words, end).1 > end || words.run(end, &["local", "time"]) || words.low(end) == "hours";
    // "at 12.15 on Tuesday"
    let dated = dotted.is_some()
        && words.before(i, 1) == "at"
        && words.low(end) == "on"
        && date(words, end + 1).is_some_and(|found| is_day(&found.meaning));
    let score = words.glued(i) && words.is(i.wrapping_sub(1), &["-", "–", ":"]);
    ((spelled && (led && words.low(i + 2).len() == 2 || timed)
        || dotted.is_some() && (timed || dated))
        && !score)
        .then_some((hour, minute, end))
}

/// `1900hrs`, `0630 hours`, `0735 GMT`: four digits without a mark.
fn military(words: &Words<'_>, i: usize) -> Option<(i8, i8, usize)> {
    let value = words.whole(i).filter(|_| words.low(i).len() == 4)?;
    let (hour, minute) = (i8::try_from(value / 100).ok()?, i8::try_from(value % 100).ok()?);
    let led = words.is(
        i.wrapping_sub(1),
        &["at", "by", "from", "until", "till", "since", "before", "after", "around", "about", "to"],
    );
    let end = match words.low(i + 1) {
        "hrs" | "hr" => i + 2,
        "h" if words.glued(i + 1) => i + 2,
        "hours" if led || words.low(i).starts_with('0') => i + 2,
        _ if zone(words, i + 1).0.is_some() => i + 1,
        _ => return None,
    };
    (hour < 24 && minute < 60).then_some((hour, minute, end))
}

/// `a.m.`, `pm` at `i`: whether after noon, and the place behind.
fn half_of_day(words: &Words<'_>, i: usize) -> Option<(bool, usize)> {
    match words.low(i) {
        "am" => return Some((false, i + 1)),
        "pm" => return Some((true, i + 1)),
        _ => {}
    }
    let half = words.is(i, &["a", "p"]) && words.low(i + 1) == "." && words.glued(i + 1);
    let whole = half && words.low(i + 2) == "m" && words.glued(i + 2);
    let dot = usize::from(words.low(i + 3) == "." && words.glued(i + 3));
    whole.then(|| (words.low(i) == "p", i + 3 + dot))
}

/// A zone at `i` and the place behind it; `i` itself when there is none.
fn zone(words: &Words<'_>, i: usize) -> (Option<i16>, usize) {
    let at = i + usize::from(words.low(i) == "(");
    let named = ZONES.iter().find(|(name, _)| *name == words.low(at) && words.capital(at));
    match named {
        Some((_, minutes)) if at == i => (*minutes, i + 1),
        Some((_, minutes)) if words.low(at + 1) == ")" => (*minutes, at + 2),
        _ if words.run(i, &["local", "time"]) => (None, i + 2),
        _ => (None, i),
    }
}

/// `this morning`, `last night`, `tonight`, `overnight`, `Friday morning`, `the night of May 5`,
/// `mid-afternoon yesterday`, `tomorrow evening`.
fn part(words: &Words<'_>, i: usize, day: Option<&Found>) -> Option<Found> {
    let time = |end: usize, day: Meaning, part: &'static str| {
        Some(Found::of(TimeKind::Time, end, Meaning::Part { day: Box::new(day), part }))
    };
    let days = |count| Meaning::Away { unit: Unit::Day, count, reference: false };
    match words.low(i) {
        "tonight" => return time(i + 1, days(0), "TNI"),
        "overnight" if !words.hyphen(i + 1) => return time(i + 1, today(), "TNI"),
        "this" | "last" => {
            let early = usize::from(words.is(i + 1, &["early", "late"]));
            let part = part_of_day(words.low(i + 1 + early))?;
            let count = if words.low(i) == "last" { -1 } else { 0 };
            return time(i + 2 + early, days(count), part);
        }
        "that" => {
            let part = part_of_day(words.low(i + 1))?;
            return time(i + 2, today(), part);
        }
        "dawn" | "dusk" | "nightfall" | "daybreak" | "sunrise" | "sunset" | "night"
            if words.is(
                i.wrapping_sub(1),
                &["at", "by", "before", "after", "until", "since", "from", "around", "to"],
            ) =>
        {
            let part = part_of_day(words.low(i))?;
            let on = i + 1 + usize::from(words.is(i + 1, &["on", "of"]));
            let day = date(words, on).filter(|found| is_day(&found.meaning));
            return match day {
                Some(found) => time(found.end, found.meaning, part),
                // "at night" names no night.
                None if words.low(i) == "night" => None,
                None => time(i + 1, today(), part),
            };
        }
        "the" if words.is(i + 1, &["early", "small"]) && words.low(i + 2) == "hours" => {
            let of = usize::from(words.is(i + 3, &["of", "on"]));
            let day = date(words, i + 3 + of).filter(|found| of == 1 && is_day(&found.meaning));
            let found = match day {
                Some(found) => time(found.end, found.meaning, "TMO"),
                None => time(i + 3, today(), "TMO"),
            };
            return found.map(|found| Found { modifier: Some(Modifier::Start), ..found });
        }
        "the"
            if words.is(i + 2, &["before", "after"]) && part_of_day(words.low(i + 1)).is_some() =>
        {
            let ends = [".", ",", ";", ":", ")", "and", "but", "in", "at", "when"];
            let part = part_of_day(words.low(i + 1))?;
            let count = if words.low(i + 2) == "before" { -1 } else { 1 };
            let day = Meaning::Away { unit: Unit::Day, count, reference: true };
            let clause = i + 3 == words.len() || words.is(i + 3, &ends);
            return clause.then(|| time(i + 3, day, part)).flatten();
        }
        "the" => {
            let previous = words.is(i + 1, &["previous", "next", "following"]);
            let part = part_of_day(words.low(i + 1 + usize::from(previous)))?;
            if previous {
                let count = if words.low(i + 1) == "previous" { -1 } else { 1 };
                let day = Meaning::Away { unit: Unit::Day, count, reference: true };
                return time(i + 3, day, part);
            }
            let of = usize::from(words.low(i + 2) == "of");
            let day = date(words, i + 2 + of).filter(|found| is_day(&found.meaning));
            return day.map_or_else(
                || {
                    let alone =
                        words.is(i.wrapping_sub(1), &["in", "during", "through"]) && of == 0;
                    alone.then(|| time(i + 2, today(), part)).flatten()
                },
                |found| time(found.end, found.meaning, part),
            );
        }
        "mid" | "early" | "late" => {
            let at = i + 1 + usize::from(words.hyphen(i + 1));
            let part = part_of_day(words.low(at))?;
            let day = date(words, at + 1).filter(|found| is_day(&found.meaning));
            return match day {
                Some(found) => time(found.end, found.meaning, part),
                None => time(at + 1, today(), part),
            };
        }
        _ => {}
    }
    let day = day.filter(|found| is_day(&found.meaning))?;
    // "Friday noon"
    if let Some(hour) = match words.low(day.end) {
        "noon" | "midday" => Some(12),
        "midnight" => Some(24),
        _ => None,
    } {
        let meaning =
            Meaning::Clock { day: Box::new(day.meaning.clone()), hour, minute: 0, zone: None };
        return Some(Found::of(TimeKind::Time, day.end + 1, meaning));
    }
    let early = usize::from(words.is(day.end, &["early", "late"]));
    let part = part_of_day(words.low(day.end + early))?;
    let odd = unit(words.low(day.end + early + 1)).is_some() || words.hyphen(day.end + early + 1);
    (!odd).then(|| time(day.end + early + 1, day.meaning.clone(), part)).flatten()
}
