//! Durations ("over three years", "24-hour", "decades").

use super::number::number;
use super::terms::{Found, Meaning, Unit, unit};
use super::vague::one_day;
use super::words::{WordKind, Words};
use super::{Modifier, TimeKind};

/// So many units: `two days`, `a week`, `several years`, `nearly four years`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    /// Absent for "several", "a few" and bare plurals.
    pub(super) count: Option<f64>,
    pub(super) unit: Unit,
    pub(super) modifier: Option<Modifier>,
    /// First word behind.
    pub(super) end: usize,
}

/// Words that change how a number is meant, and the place behind them.
pub(in crate::language) fn modifier(words: &Words<'_>, i: usize) -> Option<(Modifier, usize)> {
    let negated = words.low(i) == "no"
        || words.low(i) == "not" && words.is(i + 1, &["more", "less", "fewer"]);
    let at = i + usize::from(negated);
    let (modifier, end) = match words.low(at) {
        "about" | "around" | "approximately" | "roughly" | "some" | "circa" | "estimated"
        | "perhaps" | "maybe" | "probably" => (Modifier::Approximate, at + 1),
        "an" if words.low(at + 1) == "estimated" => (Modifier::Approximate, at + 2),
        "a" if words.low(at + 1) == "reported" => (Modifier::Approximate, at + 2),
        "nearly" | "almost" | "under" | "below" => (Modifier::LessThan, at + 1),
        "just" if words.is(at + 1, &["under", "over", "above", "below"]) => {
            modifier(words, at + 1)?
        }
        "well" | "far" | "slightly" | "little" | "much"
            if words.is(at + 1, &["over", "under", "more", "less", "fewer", "above", "below"]) =>
        {
            modifier(words, at + 1)?
        }
        "a" if words.low(at + 1) == "little" => modifier(words, at + 1)?,
        "over" | "above" if !words.is(at + 1, &["the", "these", "those", "its", "his", "her"]) => {
            (Modifier::MoreThan, at + 1)
        }
        "exceeding" => (Modifier::MoreThan, at + 1),
        "in" if words.run(at, &["in", "excess", "of"]) => (Modifier::MoreThan, at + 3),
        "close" if words.low(at + 1) == "to" => (Modifier::LessThan, at + 2),
        "a" if words.is(at + 1, &["minimum", "maximum"]) => modifier(words, at + 1)?,
        "more" | "greater" | "longer" if words.low(at + 1) == "than" => {
            (Modifier::MoreThan, at + 2)
        }
        "less" | "fewer" | "shorter" if words.low(at + 1) == "than" => (Modifier::LessThan, at + 2),
        "at" if words.is(at + 1, &["least", "minimum"]) => (Modifier::AtLeast, at + 2),
        "at" if words.low(at + 1) == "most" => (Modifier::AtMost, at + 2),
        "minimum" | "upwards" | "upward" if words.low(at + 1) == "of" => {
            (Modifier::AtLeast, at + 2)
        }
        "maximum" if words.low(at + 1) == "of" => (Modifier::AtMost, at + 2),
        "up" if words.low(at + 1) == "to" => (Modifier::AtMost, at + 2),
        "as" if words.low(at + 2) == "as" => match words.low(at + 1) {
            "many" | "much" | "high" | "long" => (Modifier::AtMost, at + 3),
            "few" | "little" | "low" => (Modifier::AtLeast, at + 3),
            _ => return None,
        },
        _ => return None,
    };
    if !negated {
        return Some((modifier, end));
    }
    match modifier {
        Modifier::MoreThan => Some((Modifier::AtMost, end)),
        Modifier::LessThan => Some((Modifier::AtLeast, end)),
        _ => None,
    }
}

/// `PXY`: a length whose number is not said.
pub(super) fn unsaid(unit: Unit) -> String {
    let (prefix, letter) = match unit {
        Unit::Quarter => ("P", 'M'),
        Unit::Decade => ("P", 'E'),
        Unit::Century => ("P", 'C'),
        other => (other.designator().0, other.designator().2),
    };
    format!("{prefix}X{letter}")
}

/// ISO 8601 length of `count` units; halves of years, hours and minutes are spelled out.
pub(super) fn length(count: Option<f64>, unit: Unit) -> String {
    let Some(count) = count else { return unsaid(unit) };
    let (prefix, factor, letter) = unit.designator();
    let total = count * factor;
    let rest = total.fract();
    let finer = match unit {
        Unit::Year | Unit::Decade => Some((12.0, 'M')),
        Unit::Hour => Some((60.0, 'M')),
        Unit::Minute => Some((60.0, 'S')),
        _ => None,
    };
    match finer {
        Some((per, small)) if rest.abs() > 1e-9 => {
            let minor = (rest * per).round();
            if total < 1.0 {
                format!("{prefix}{minor}{small}")
            } else {
                format!("{prefix}{}{letter}{minor}{small}", total.trunc())
            }
        }
        _ => format!("{prefix}{total}{letter}"),
    }
}

/// The amount at `i`.
pub(super) fn amount(words: &Words<'_>, i: usize) -> Option<Amount> {
    let (modifier, at) = match modifier(words, i) {
        Some((modifier, at)) => (Some(modifier), at),
        None => (None, i),
    };
    let (count, mut at) = count(words, at)?;
    if words.is(
        at,
        &[
            "more",
            "additional",
            "full",
            "whole",
            "consecutive",
            "straight",
            "successive",
            "long",
            "extra",
            "further",
            "trading",
            "working",
            "business",
            "calendar",
            "fiscal",
        ],
    ) {
        at += 1;
    }
    let joined = words.hyphen(at);
    let (unit, plural) = unit(words.low(at + usize::from(joined)))?;
    // "a quarter" and "three-quarters" are mostly fractions.
    if unit == Unit::Quarter && (joined || count == Some(1.0)) {
        return None;
    }
    if count.is_none() && words.low(i) == "over" {
        return None;
    }
    let mut end = at + usize::from(joined) + 1;
    // "two week" is spoken English for "two-week", but "one day" is not "one days".
    if count.is_none() && !plural && !joined {
        return None;
    }
    if unit == Unit::Second && !plural && !joined && count != Some(1.0) {
        return None;
    }
    let mut count = count;
    if words.run(end, &["and", "a", "half"]) {
        count = count.map(|count| count + 0.5);
        end += 3;
    }
    Some(Amount { count, unit, modifier, end })
}

/// A count before a unit; `None` inside for "several".
fn count(words: &Words<'_>, i: usize) -> Option<(Option<f64>, usize)> {
    match words.low(i) {
        "several" | "few" | "many" | "numerous" | "multiple" => return Some((None, i + 1)),
        "a" if words.low(i + 1) == "few" => return Some((None, i + 2)),
        "a" if words.run(i, &["a", "couple", "of"]) => return Some((Some(2.0), i + 3)),
        "a" if words.run(i, &["a", "couple"]) => return Some((Some(2.0), i + 2)),
        "a" if words.run(i, &["a", "number", "of"]) => return Some((None, i + 3)),
        "a" if words.run(i, &["a", "half", "hour"]) => return Some((Some(0.5), i + 2)),
        "couple" if words.low(i + 1) == "of" => return Some((Some(2.0), i + 2)),
        "half" if words.is(i + 1, &["a", "an"]) && number(words, i).is_none() => {
            return Some((Some(0.5), i + 2));
        }
        "half" if words.hyphen(i + 1) => return Some((Some(0.5), i + 1)),
        _ => {}
    }
    if let Some(number) = number(words, i) {
        let mut end = number.end;
        let mut value = number.value;
        if words.run(end, &["and", "a", "half"]) {
            value += 0.5;
            end += 3;
        }
        return Some((Some(value), end));
    }
    words.is(i, &["a", "an"]).then_some((Some(1.0), i + 1))
}

/// The longest duration at `i`.
pub(super) fn duration(words: &Words<'_>, i: usize) -> Option<Found> {
    let found = Found::longer(framed(words, i), plain(words, i));
    Found::longer(found, bare(words, i)).filter(|found| {
        let aged = (1..=3).any(|back| matches!(words.before(i, back), "aged" | "ages"));
        !aged && !is_age(words, found.end)
    })
}

/// `the past three years`, `the next few days`, `the first nine months`, `the nine months`.
fn framed(words: &Words<'_>, i: usize) -> Option<Found> {
    let (outer, start) = match modifier(words, i) {
        Some((modifier, at)) => (Some(modifier), at),
        None => (None, i),
    };
    let mut at =
        start + usize::from(words.is(start, &["the", "these", "those", "its", "his", "her"]));
    let frame = words.is(
        at,
        &[
            "past",
            "last",
            "next",
            "previous",
            "coming",
            "first",
            "final",
            "latest",
            "following",
            "preceding",
            "early",
            "ensuing",
            "subsequent",
            "recent",
            "opening",
        ],
    );
    if frame {
        at += 1;
    } else if words.low(start) != "the" {
        return None;
    }
    at += usize::from(words.hyphen(at));
    let frame_word = words.low(at.wrapping_sub(1)).to_owned();
    if let Some((end, lower)) = range(words, at).filter(|_| frame)
        && let Some((unit, true)) = unit(words.low(end))
    {
        return Some(length_found(end + 1, Some(lower), unit, Some(Modifier::Approximate)));
    }
    let inner = amount(words, at).filter(|inner| inner.modifier.is_none());
    if let Some(amount) = inner.filter(|_| !words.is(at, &["a", "an"])) {
        let single = amount.count == Some(1.0) && !frame;
        let modifier = outer.or(amount.modifier);
        let end = skip_or_so(words, amount.end);
        let found = length_found(end, amount.count, amount.unit, modifier);
        return (!single && (frame || !words.hyphen(amount.end.wrapping_sub(2)))).then_some(found);
    }
    let (unit, plural) = unit(words.low(at))?;
    let vague = frame && plural && start + 1 < at && frame_word != "early";
    vague.then(|| length_found(at + 1, None, unit, outer))
}

/// The place behind "or so" and "or two" at `i`.
fn skip_or_so(words: &Words<'_>, i: usize) -> usize {
    if words.low(i) == "or" && words.is(i + 1, &["so", "two", "more"]) { i + 2 } else { i }
}

fn length_found(end: usize, count: Option<f64>, unit: Unit, modifier: Option<Modifier>) -> Found {
    let meaning = Meaning::Length(length(count, unit));
    Found { modifier, ..Found::of(TimeKind::Duration, end, meaning) }
}

/// `over three years`, `30-day`, `1 to 2 hours`, `a week`, `half an hour`.
fn plain(words: &Words<'_>, i: usize) -> Option<Found> {
    if let Some((at, lower)) = range(words, i) {
        let (unit, plural) = unit(words.low(at))?;
        return plural.then(|| {
            let found = length_found(at + 1, Some(lower), unit, None);
            Found { modifier: Some(Modifier::Approximate), ..found }
        });
    }
    let amount = amount(words, i).filter(|_| !one_day(words, i))?;
    let article = words.is(amount.end.wrapping_sub(2), &["a", "an"]) && amount.count == Some(1.0);
    if article && !article_is_length(words, i, amount) {
        return None;
    }
    if i > 0 && words.glued(i) && words.is(i - 1, &["$", "€", "£", "/", ".", "-", "–"]) {
        return None;
    }
    let end = skip_or_so(words, amount.end);
    Some(length_found(end, amount.count, amount.unit, amount.modifier))
}

/// "a week" is a length behind "for", "in", "within" and the like or a modifier; "a day" in
/// "$3 a day" is a rate and "a second" mostly an ordinal.
fn article_is_length(words: &Words<'_>, i: usize, amount: Amount) -> bool {
    if matches!(amount.unit, Unit::Second | Unit::Quarter | Unit::Minute)
        && amount.modifier.is_none()
    {
        return false;
    }
    let led = [
        "for", "in", "within", "over", "after", "than", "about", "nearly", "almost", "lasted",
        "last", "took", "take", "takes", "spent", "spend", "under", "half", "every", "once",
        "least", "of", "during",
    ];
    // "a day after the vote"
    let anchored = words.is(amount.end, &["after", "before", "following", "into"])
        && !matches!(words.before(i, 1), "times" | "%" | "percent");
    amount.modifier.is_some() || led.contains(&words.before(i, 1)) || anchored
}

/// `1 to 2`, `two or three`, `12-18` before a unit: the place behind and the lower number.
pub(super) fn range(words: &Words<'_>, i: usize) -> Option<(usize, f64)> {
    let low = number(words, i)?;
    let joined = words.is(low.end, &["to", "or"]) || words.dash(low.end);
    let high = number(words, low.end + 1).filter(|_| joined)?;
    (high.value > low.value).then_some((high.end, low.value))
}

/// `for years`, `in decades`, `after months`.
fn bare(words: &Words<'_>, i: usize) -> Option<Found> {
    let (unit, plural) = unit(words.low(i))?;
    let led = words.is(
        i.wrapping_sub(1),
        &[
            "for", "in", "after", "within", "lasted", "last", "take", "takes", "took", "spent",
            "over", "or", "through",
        ],
    );
    // "months of talks"
    let of = words.low(i + 1) == "of"
        && words.kind(i + 2, WordKind::Letters)
        && !words
            .is(i + 2, &["the", "age", "a", "an", "his", "her", "their", "its", "this", "that"])
        && !words
            .is(i.wrapping_sub(1), &["the", "these", "those", "working", "opening", "business"]);
    let long = words.hyphen(i + 1) && words.is(i + 2, &["long", "old"]);
    let plural_noun = plural
        && !words.hyphen(i + 1)
        && (led || of || words.is(i + 1, &["ago", "later", "earlier"]));
    let fits = plural_noun || plural && long && words.low(i + 2) == "long";
    let end = if long { i + 3 } else { i + 1 };
    (fits && !matches!(unit, Unit::Weekend | Unit::Quarter | Unit::Second))
        .then(|| length_found(end, None, unit, None))
}

/// Whether "old", "of age" or their like makes the length before `i` an age.
fn is_age(words: &Words<'_>, i: usize) -> bool {
    let at = i + usize::from(words.hyphen(i));
    words.is(at, &["old", "olds"])
        || words.run(at, &["of", "age"])
        || words.low(at) == "and"
            && words.is(at + 1, &["older", "over", "above", "under", "younger"])
}
