//! Lengths of time, and days so many of them away.

use super::super::TimeKind;
use super::super::length::{length as iso_length, unsaid};
use super::super::terms::{Found, Meaning, Unit};
use super::super::words::Words;
use crate::language::locale::{Locale, any_end, looked_up};
use crate::language::quantities::locale::{number, with_half};

/// So many units at `i`: the count (absent for "several"), the unit, the end.
fn amount(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(Option<f64>, Unit, usize)> {
    if let Some(at) = any_end(words, i, locale.several) {
        let (unit, end) = looked_up(words, at, locale.units)?;
        return Some((None, unit, end));
    }
    let (value, at) = number(locale, words, i)?;
    let at = at + usize::from(words.hyphen(at));
    let (unit, end) = looked_up(words, at, locale.units)?;
    // "2031 року" is a year, not a length.
    let year = unit == Unit::Year && (1900.0..2100.0).contains(&value);
    let (value, end) = with_half(locale, words, value, end);
    (!year && value > 0.0).then_some((Some(value), unit, end))
}

/// `два дні`, `zwei Stunden`, `plusieurs jours`, `yarım saat`; with what modifies it.
pub(super) fn length(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    if let Some((value, end)) = looked_up(words, i, locale.lengths) {
        return Some(Found::of(TimeKind::Duration, end, Meaning::Length(value.to_owned())));
    }
    if let Some((modifier, at)) = looked_up(words, i, locale.modifiers) {
        let found = length(locale, words, at).filter(|found| found.modifier.is_none())?;
        return Some(Found { modifier: Some(modifier), ..found });
    }
    let (count, unit, end) = amount(locale, words, i)?;
    let value = count.map_or_else(|| unsaid(unit), |count| iso_length(Some(count), unit));
    Some(Found::of(TimeKind::Duration, end, Meaning::Length(value)))
}

/// `два дні тому`, `vor zwei Tagen`, `il y a deux jours`, `через тиждень`, `iki gün önce`.
pub(super) fn away(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    let sides = [
        (locale.ago_before, locale.ago_behind, -1i64),
        (locale.ahead_before, locale.ahead_behind, 1),
    ];
    for (before, behind, sign) in sides {
        if let Some(at) = any_end(words, i, before)
            && let Some((count, unit, end)) = counted(locale, words, at)
        {
            return Some(Found { end, ..shifted(count, unit, sign) });
        }
        if let Some((count, unit, at)) = counted(locale, words, i)
            && let Some(end) = any_end(words, at, behind)
        {
            return Some(Found { end, ..shifted(count, unit, sign) });
        }
    }
    None
}

/// An amount, or a bare unit ("через тиждень": in a week).
fn counted(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(Option<f64>, Unit, usize)> {
    let bare = || {
        let declined = matches!(locale.tag, "uk" | "ru");
        let (unit, end) = looked_up(words, i, locale.units).filter(|_| declined)?;
        Some((Some(1.0), unit, end))
    };
    amount(locale, words, i).or_else(bare)
}

fn shifted(count: Option<f64>, unit: Unit, sign: i64) -> Found {
    let clock = unit.is_clock();
    match count.filter(|count| count.fract() == 0.0 && *count < 10_000.0) {
        Some(count) if !clock => {
            let count = sign * count as i64;
            Found::date(0, Meaning::Away { unit, count, reference: false })
        }
        Some(count) => {
            Found::of(TimeKind::Duration, 0, Meaning::Length(iso_length(Some(count), unit)))
        }
        None => Found::of(TimeKind::Duration, 0, Meaning::Length(unsaid(unit))),
    }
}
