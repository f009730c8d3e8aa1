//! English numbers in digits and words: `1,000`, `1.5 million`, `two hundred and fifty`,
//! `half a million`, `2 1/2`, `a dozen`. Knows nothing of what is counted.

use super::words::{WordKind, Words};

/// A number and the place behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::language) struct Number {
    /// What it says.
    pub(in crate::language) value: f64,
    /// First word behind it.
    pub(in crate::language) end: usize,
    /// Whether it was written in digits.
    pub(in crate::language) digits: bool,
}

/// Number words below a hundred.
const SMALL: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Ordinal words for days of the month and quarters.
const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
];

/// The value of a number word below a hundred.
pub(in crate::language) fn small(word: &str) -> Option<u32> {
    value_in(SMALL, word)
}

/// The value of `word` in a table of number words, which have three to eleven letters.
fn value_in(table: &[(&str, u32)], word: &str) -> Option<u32> {
    let first = word.as_bytes().first().filter(|_| matches!(word.len(), 3..=11))?;
    let is = |name: &str| name.as_bytes().first() == Some(first) && name == word;
    table.iter().find(|(name, _)| is(name)).map(|(_, value)| *value)
}

/// An ordinal at `i` (`16th`, `third`, `twenty-first`) and the place behind it.
pub(in crate::language) fn ordinal(words: &Words<'_>, i: usize) -> Option<(u32, usize)> {
    if let Some(value) = words.whole(i) {
        let suffix = words.glued(i + 1) && words.is(i + 1, &["st", "nd", "rd", "th"]);
        return suffix.then_some((u32::try_from(value).ok()?, i + 2));
    }
    let unit = |at: usize| value_in(ORDINALS, words.low(at));
    if let Some(tens) = small(words.low(i)).filter(|tens| *tens >= 20) {
        let unit = unit(i + 2).filter(|unit| *unit < 10 && words.hyphen(i + 1))?;
        return Some((tens + unit, i + 3));
    }
    unit(i).map(|value| (value, i + 1))
}

/// Factor of a scale word.
fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        "dozen" => 12.0,
        _ => return None,
    })
}

/// A number at `i`. `a`/`an` alone is none, `a hundred`, `a dozen`, `half a million` are.
pub(in crate::language) fn number(words: &Words<'_>, i: usize) -> Option<Number> {
    if words.kind(i, WordKind::Digits) {
        return digits(words, i);
    }
    match words.low(i) {
        "a" | "an" => {
            scale(words.low(i + 1))?;
            spelled(words, i + 1, 1.0)
        }
        "half" => {
            let scale_at = if words.is(i + 1, &["a", "-"]) { i + 2 } else { i + 1 };
            let factor = scale(words.low(scale_at))?;
            Some(Number { value: factor / 2.0, end: scale_at + 1, digits: false })
        }
        _ => {
            small(words.low(i))?;
            spelled(words, i, 0.0)
        }
    }
}

/// Digits, then a fraction or scale word: `2 1/2`, `1.5 million`, `12-million`.
fn digits(words: &Words<'_>, i: usize) -> Option<Number> {
    let written = words.low(i);
    // No article counts beyond 10^18; longer digits are codes.
    if written.matches('.').count() > 1 || written.len() > 24 {
        return None;
    }
    let mut value: f64 = written.replace(',', "").parse().ok()?;
    let mut end = i + 1;
    if let Some(fraction) = fraction(words, i) {
        (value, end) = (fraction, i + 3);
    } else if let Some(fraction) = fraction(words, end).filter(|f| *f < 1.0) {
        (value, end) = (value + fraction, end + 3);
    } else if words.is(end, &["½"]) {
        (value, end) = (value + 0.5, end + 1);
    }
    let scale_at = if words.hyphen(end) { end + 1 } else { end };
    if let Some(factor) = scale(words.low(scale_at)) {
        (value, end) = (value * factor, scale_at + 1);
    }
    Some(Number { value, end, digits: true })
}

/// `1/2`, `3/4` at `i`.
fn fraction(words: &Words<'_>, i: usize) -> Option<f64> {
    let slash = words.low(i + 1) == "/" && words.glued(i + 1) && words.glued(i + 2);
    let more = words.low(i + 3) == "/" && words.glued(i + 3);
    let (over, under) = (words.whole(i)?, words.whole(i + 2)?);
    (slash && !more && (2..=9).contains(&under) && over < under).then(|| over as f64 / under as f64)
}

/// Number words from `i`; `start` is what stands for the first scale word when no unit precedes.
fn spelled(words: &Words<'_>, i: usize, start: f64) -> Option<Number> {
    let (mut total, mut group) = (0.0_f64, start);
    let mut at = i;
    // Whether a tens word, or nothing, precedes, so that a unit may follow.
    let mut open = 100;
    while at < i + 16 {
        let joined = at > i && (words.hyphen(at) || words.low(at) == "and");
        let here = if joined { at + 1 } else { at };
        if let Some(value) = small(words.low(here)) {
            let and = joined && words.low(at) == "and";
            let fits = value < open && !(open == 10 && value == 0);
            // "five and six" are two numbers, "two hundred and six" is one.
            if !fits || (and && group < 100.0 && total == 0.0) {
                break;
            }
            group += f64::from(value);
            open = if value >= 20 { 10 } else { 0 };
            at = here + 1;
        } else if let Some(factor) = scale(words.low(here)) {
            if joined && words.low(at) == "and" || (group == 0.0 && total == 0.0) {
                break;
            }
            if factor <= 100.0 {
                group *= factor;
            } else {
                total += group.max(1.0) * factor;
                group = 0.0;
            }
            open = 100;
            at = here + 1;
        } else {
            break;
        }
    }
    (at > i).then_some(Number { value: total + group, end: at, digits: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn digits_and_words_mean_the_same_numbers() {
        for (text, value, rest) in [
            ("1,250 crates", 1250.0, "crates"),
            ("1.5 million euros", 1.5e6, "euros"),
            ("two hundred and fifty sheep", 250.0, "sheep"),
            ("twenty-five", 25.0, ""),
            ("a hundred thirty million", 130e6, ""),
            ("half a million", 5e5, ""),
            ("a dozen eggs", 12.0, "eggs"),
            ("two dozen", 24.0, ""),
            ("2 1/2 years", 2.5, "years"),
            ("five and six", 5.0, "and"),
            ("one thousand two hundred and six", 1206.0, ""),
            ("three thousand", 3000.0, ""),
        ] {
            let words = Words::read(text, Span::new(0, text.len()));
            let read = number(&words, 0).expect(text);
            assert!((read.value - value).abs() < 1e-9, "{text}: {}", read.value);
            assert_eq!(words.low(read.end), rest, "{text}");
        }
        for text in ["a crate", "half the town", "1.2.3", "hundreds of people", ""] {
            let words = Words::read(text, Span::new(0, text.len()));
            assert_eq!(number(&words, 0), None, "{text}");
        }
    }

    #[test]
    fn ordinals_are_read_in_digits_and_words() {
        for (text, value) in [("16th", 16), ("third", 3), ("twenty-first", 21), ("2nd", 2)] {
            let words = Words::read(text, Span::new(0, text.len()));
            assert_eq!(ordinal(&words, 0).map(|found| found.0), Some(value));
        }
    }
}
