//! Counts that give no number ("hundreds of people", "several thousand") and shares in words
//! ("two-thirds of voters", "one in five children").

use crate::language::times::Modifier;
use crate::language::times::number::{number, ordinal, small};
use crate::language::times::words::Words;

/// A number only told by its size, or a share.
pub(super) struct Told {
    pub(super) value: f64,
    pub(super) modifier: Option<Modifier>,
    /// Whether it is a share of something.
    pub(super) share: bool,
    /// First word behind it, "of" not included.
    pub(super) end: usize,
}

/// What one of a plural scale word is worth.
fn plural_scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozens" => 12.0,
        "scores" => 20.0,
        "hundreds" => 1e2,
        "thousands" => 1e3,
        "millions" => 1e6,
        "billions" => 1e9,
        "trillions" => 1e12,
        _ => return None,
    })
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        _ => return None,
    })
}

/// A count of unknown number or a share at `i`.
pub(super) fn told(words: &Words<'_>, i: usize) -> Option<Told> {
    share(words, i).or_else(|| plural(words, i)).or_else(|| several(words, i))
}

/// `hundreds`, `tens of thousands`, `hundreds of thousands`: more than one of them.
fn plural(words: &Words<'_>, i: usize) -> Option<Told> {
    if words.is(i.wrapping_sub(1), &["the", "in", "by", "its"]) {
        return None;
    }
    let of = |at: usize| (words.low(at) == "of").then(|| plural_scale(words.low(at + 1))).flatten();
    let (value, end) = match (words.low(i), of(i + 1)) {
        ("tens", outer) => (10.0 * outer?, i + 3),
        (word, Some(outer)) => (plural_scale(word)? * outer, i + 3),
        // "scores" alone are mostly results.
        ("scores", None) if words.low(i + 1) != "of" => return None,
        (word, None) => (plural_scale(word)?, i + 1),
    };
    Some(Told { value, modifier: Some(Modifier::MoreThan), share: false, end })
}

/// `several hundred`, `a few thousand`, `a couple of thousand`, `a couple of`.
fn several(words: &Words<'_>, i: usize) -> Option<Told> {
    let (at, couple) = match words.low(i) {
        "several" => (i + 1, false),
        "a" if words.low(i + 1) == "few" => (i + 2, false),
        "a" if words.run(i, &["a", "couple", "of"]) => (i + 3, true),
        _ => return None,
    };
    let (value, modifier, end) = match (scale(words.low(at)), couple) {
        (Some(size), true) => (2.0 * size, Some(Modifier::Approximate), at + 1),
        (Some(size), false) => (size, Some(Modifier::MoreThan), at + 1),
        (None, true) => (2.0, None, at),
        (None, false) => return None,
    };
    Some(Told { value, modifier, share: false, end })
}

/// `two-thirds`, `a third`, `half` before "of"; `one in five`, `nine out of ten`.
fn share(words: &Words<'_>, i: usize) -> Option<Told> {
    let found = |value: f64, end: usize| Some(Told { value, modifier: None, share: true, end });
    if let Some(part) = number(words, i).filter(|part| part.value >= 1.0 && part.value < 100.0) {
        let at = if words.run(part.end, &["out", "of"]) {
            Some(part.end + 2)
        } else {
            (words.low(part.end) == "in").then_some(part.end + 1)
        };
        let one = (part.value - 1.0).abs() < 1e-9 || words.low(part.end) == "out";
        if let Some(whole) = at.filter(|_| one && !part.digits).and_then(|at| number(words, at))
            && whole.value > part.value
            && whole.value.fract().abs() < 1e-9
        {
            return found(part.value / whole.value, whole.end);
        }
    }
    let of = |at: usize| words.low(at) == "of";
    // "the second half of the game"
    let which = ["the", "first", "second", "other", "latter", "top", "bottom", "back", "other"];
    if words.low(i) == "half" && of(i + 1) && !words.is(i.wrapping_sub(1), &which) {
        return found(0.5, i + 1);
    }
    let (many, at) = match words.low(i) {
        "a" => (1.0, i + 1),
        word => (f64::from(small(word).filter(|n| (1..20).contains(n))?), i + 1),
    };
    let at = at + usize::from(words.hyphen(at));
    let (parts, end) = denominator(words, at)?;
    // "one second", "a third man": a share is of something.
    (many < parts && of(end)).then(|| found(many / parts, end)).flatten()
}

/// What a share is divided by: `thirds`, `tenth`.
fn denominator(words: &Words<'_>, i: usize) -> Option<(f64, usize)> {
    const NAMES: [(&str, f64); 7] = [
        ("fifth", 5.0),
        ("sixth", 6.0),
        ("seventh", 7.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("tenth", 10.0),
        ("hundredth", 100.0),
    ];
    match words.low(i) {
        "half" => return Some((2.0, i + 1)),
        "quarter" | "quarters" => return Some((4.0, i + 1)),
        "third" | "thirds" => return Some((3.0, i + 1)),
        _ => {}
    }
    let word = words.low(i);
    let singular = word.strip_suffix('s').unwrap_or(word);
    if let Some((_, value)) = NAMES.iter().find(|(name, _)| *name == singular) {
        return Some((*value, i + 1));
    }
    ordinal(words, i).filter(|(value, _)| *value > 2).map(|(value, end)| (f64::from(value), end))
}
