//! Sets: what recurs ("every day", "twice a week", "Tuesday nights").

use jiff::civil::Weekday;

use super::TimeKind;
use super::length::{amount, length};
use super::terms::{Found, Meaning, month, part_of_day, season, season_code, unit, weekday};
use super::words::{WordKind, Words};

/// The longest set at `i`: `every day`, `each Thursday`, `daily`, `twice a week`, `Tuesday nights`.
pub(super) fn set(words: &Words<'_>, i: usize) -> Option<Found> {
    let found =
        |end: usize, value: String| Some(Found::of(TimeKind::Set, end, Meaning::Recurring(value)));
    let paper = words.capital(i) && words.capital(i + 1);
    match words.low(i) {
        "daily" | "nightly" if !paper => return found(i + 1, "P1D".to_owned()),
        "weekly" if !paper => return found(i + 1, "P1W".to_owned()),
        "monthly" if !paper => return found(i + 1, "P1M".to_owned()),
        "annually" | "yearly" => return found(i + 1, "P1Y".to_owned()),
        "hourly" => return found(i + 1, "PT1H".to_owned()),
        "every" | "each" => return every(words, i),
        "once" | "twice" => {
            let (unit, plural) = unit(words.low(i + 2))?;
            let fits = words.is(i + 1, &["a", "an", "per", "every"]) && !plural;
            return fits.then(|| found(i + 3, length(Some(1.0), unit))).flatten();
        }
        "a" | "an" => return rate(words, i),
        _ => {}
    }
    let (day, short) = weekday(words.low(i).strip_suffix('s')?)?;
    let part = part_of_day(words.low(i + 1));
    let value = format!("XXXX-WXX-{}{}", weekday_number(day), part.unwrap_or(""));
    (!short).then(|| found(i + 1 + usize::from(part.is_some()), value)).flatten()
}

/// Monday is 1.
pub(super) fn weekday_number(day: Weekday) -> i8 {
    day.to_monday_one_offset()
}

/// `every day`, `every two weeks`, `each July`, `every other Friday`, `every morning`.
fn every(words: &Words<'_>, i: usize) -> Option<Found> {
    // "every second Tuesday": every other one.
    let second = words.low(i + 1) == "second"
        && (weekday(words.low(i + 2)).is_some() || unit(words.low(i + 2)).is_some());
    let other = usize::from(second || words.is(i + 1, &["other", "single"]));
    let at = i + 1 + other;
    let found =
        |end: usize, value: String| Some(Found::of(TimeKind::Set, end, Meaning::Recurring(value)));
    if let Some((day, false)) = weekday(words.low(at)) {
        let part = part_of_day(words.low(at + 1));
        let value = format!("XXXX-WXX-{}{}", weekday_number(day), part.unwrap_or(""));
        return found(at + 1 + usize::from(part.is_some()), value);
    }
    if let Some((month, false)) = month(words.low(at)).filter(|_| words.capital(at)) {
        return found(at + 1, format!("XXXX-{month:02}"));
    }
    if let Some(season) = season(words.low(at)) {
        return found(at + 1, format!("XXXX-{}", season_code(season)));
    }
    if let Some(part) = part_of_day(words.low(at)) {
        return found(at + 1, format!("XXXX-XX-XX{part}"));
    }
    if let Some((unit, false)) = unit(words.low(at)) {
        let count = if second || words.low(i + 1) == "other" { 2.0 } else { 1.0 };
        return found(at + 1, length(Some(count), unit));
    }
    let amount = amount(words, at).filter(|amount| amount.count.is_some())?;
    found(amount.end, length(amount.count, amount.unit))
}

/// `a year` behind a price, a number and its noun, or "times".
fn rate(words: &Words<'_>, i: usize) -> Option<Found> {
    let (unit, plural) = unit(words.low(i + 1))?;
    if plural
        || words.is(i + 2, &["ago", "earlier", "later", "before", "after", "-", "or", "and", "of"])
    {
        return None;
    }
    let noun = words.kind(i.wrapping_sub(1), WordKind::Letters)
        && words.before(i, 1).ends_with('s')
        && words.kind(i.wrapping_sub(2), WordKind::Digits);
    let price = words.kind(i.wrapping_sub(1), WordKind::Digits)
        || words.is(
            i.wrapping_sub(1),
            &[
                "million", "billion", "thousand", "times", "%", "percent", "dollars", "euros",
                "pounds", "cents",
            ],
        );
    let found = Found::of(TimeKind::Set, i + 2, Meaning::Recurring(length(Some(1.0), unit)));
    (noun || price).then_some(found)
}
