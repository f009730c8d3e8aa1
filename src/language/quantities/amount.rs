//! Amounts: a number with its currency sign, or a range of two; and the digits that are none.

use super::units::{before, money_scale};
use crate::language::times::number::{Number, number};
use crate::language::times::words::{WordKind, Words};

/// A number or a range of two.
pub(super) struct Amount {
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    pub(super) money: Option<&'static str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) scaled: bool,
    pub(super) digits: bool,
}

impl Amount {
    /// Whether it is 1 and no range.
    pub(super) fn is_one(&self) -> bool {
        (self.low - 1.0).abs() < 1e-9 && self.high.is_none()
    }
}

/// A number with its currency sign, or a range.
pub(super) fn amount(words: &Words<'_>, i: usize, between: bool) -> Option<Amount> {
    let (mut money, at) = match before(words, i) {
        Some((code, at)) => (Some(code), at),
        None => (None, i),
    };
    let first = number(words, at)?;
    let (factor, mut end) =
        if money.is_some() { money_scale(words, first.end) } else { (1.0, first.end) };
    let mut low = first.value * factor;
    let mut scaled = factor > 1.0 || has_scale(words, &first);
    let mut high = None;
    if let Some((second, code)) = upper(words, end, between) {
        let (factor, last) = if money.or(code).is_some() {
            money_scale(words, second.end)
        } else {
            (1.0, second.end)
        };
        let scale = factor * own_scale(words, &second);
        // "1 to 2 million": the scale word is meant for both.
        if !scaled && scale > 1.0 && second.value * factor / scale > low {
            low *= scale;
        }
        let value = second.value * factor;
        if value > low {
            high = Some(value);
            end = last;
            scaled |= scale > 1.0;
            money = money.or(code);
        }
    }
    Some(Amount { low, high, money, start: i, end, scaled, digits: first.digits })
}

/// The second number of a range behind `i`: `to 20`, `–20`, `and 20` after "between".
fn upper(words: &Words<'_>, i: usize, between: bool) -> Option<(Number, Option<&'static str>)> {
    let joined = words.is(i, &["to", "or"]) || words.dash(i) || between && words.low(i) == "and";
    let (code, at) = match before(words, i + 1) {
        Some((code, at)) => (Some(code), at),
        None => (None, i + 1),
    };
    joined.then(|| number(words, at).map(|number| (number, code))).flatten()
}

/// Whether a scale word is part of a number.
fn has_scale(words: &Words<'_>, number: &Number) -> bool {
    own_scale(words, number) > 1.0
}

/// The factor of the scale word a number ends with.
fn own_scale(words: &Words<'_>, number: &Number) -> f64 {
    match words.low(number.end.wrapping_sub(1)) {
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => 1.0,
    }
}

/// Words whose number is a label.
const NUMBERED: &[&str] = &[
    "no", "number", "section", "article", "chapter", "page", "flight", "room", "version", "#", "№",
    "+", "/",
];

/// Words whose number is a label when they are written with a capital.
const NUMBERED_NAMES: &[&str] = &[
    "act",
    "airbus",
    "apollo",
    "boeing",
    "channel",
    "day",
    "district",
    "episode",
    "grade",
    "highway",
    "level",
    "line",
    "part",
    "phase",
    "resolution",
    "road",
    "route",
    "rule",
    "season",
    "step",
    "type",
    "unit",
    "us",
    "verse",
    "volume",
    "ward",
    "zone",
];

/// Whether the number is a name, code, score, clock time or the like instead of an amount.
pub(super) fn is_label(words: &Words<'_>, i: usize, amount: &Amount) -> bool {
    if amount.money.is_some() {
        return false;
    }
    let glued = words.glued(i)
        && !matches!(words.before(i, 1), "(" | "[" | "“" | "\"" | "‘" | "'" | "–" | "—" | "~");
    let before = words.before(i, 1);
    let named = NUMBERED.contains(&before)
        || words.capital(i.wrapping_sub(1)) && NUMBERED_NAMES.contains(&before);
    // "AK 47", "MV 2": a short capitalised code before digits.
    let coded = amount.digits
        && words.capital(i.wrapping_sub(1))
        && i > 1
        && words.before(i, 1).len() <= 2
        && !words.is(
            i.wrapping_sub(1),
            &["in", "on", "at", "of", "to", "by", "as", "is", "we", "he", "it", "so", "up"],
        );
    // "1, 500" and "5. 9": a number torn apart by spaces.
    let torn = words.is(i.wrapping_sub(1), &[",", "."])
        && words.glued(i.wrapping_sub(1))
        && words.kind(i.wrapping_sub(2), WordKind::Digits)
        && amount.digits
        && (words.low(i - 1) == "." || words.low(i).len() == 3);
    let nobody = words.low(i) == "one"
        && matches!(words.before(i, 1), "no" | "any" | "every" | "some" | "this" | "that")
        || words.run(i, &["one", "another"]);
    let dot_label = words.before(i, 1) == "." && words.before(i, 2) == "no";
    let zero =
        words.low(i).len() > 1 && words.low(i).starts_with('0') && !words.low(i).starts_with("0.");
    let tied = words.ties(amount.end, &[":", "/", "-", "."]);
    let ordinal =
        words.glued(amount.end) && words.is(amount.end, &["st", "nd", "rd", "th", "s", "x"]);
    let decade = words.is(amount.end, &["'", "’"])
        && words.glued(amount.end)
        && words.low(amount.end + 1) == "s";
    coded
        || torn
        || nobody
        || glued
        || named && amount.digits
        || dot_label
        || zero
        || tied
        || ordinal
        || decade
}
