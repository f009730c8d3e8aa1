//! Numbers and quantities in the languages of [`super::super::locale`]. A count is read only of
//! what the tables name; a number before any other noun is left out.

use super::super::locale::{Locale, any_end, looked_up, phrase_end};
use super::super::times::words::{WordKind, Words};
use super::super::times::{Modifier, Time};
use super::Quantity;
use crate::diagnostic::Span;

/// As [`super::quantities`], for a text in the language of `locale`.
pub fn quantities_in(
    locale: &Locale,
    text: &str,
    passages: &[Span],
    times: &[Time],
) -> Vec<Quantity> {
    super::read_all(text, passages, times, |words, i| quantity(locale, words, i))
}

/// A number at `i`, in digits or words or both, and the place behind it.
pub(in crate::language) fn number(
    locale: &Locale,
    words: &Words<'_>,
    i: usize,
) -> Option<(f64, usize)> {
    if words.kind(i, WordKind::Digits) {
        let (value, at) = in_digits(locale, words, i)?;
        let (value, at) = with_half(locale, words, value, at);
        return Some(match looked_up(words, at, locale.scales) {
            Some((scale, end)) if scale >= 1e3 => (value * scale, end),
            _ => (value, at),
        });
    }
    in_words(locale, words, i)
}

/// `1 250 000`, `1.250.000`, `12,5`.
fn in_digits(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(f64, usize)> {
    let written = words.low(i);
    let grouped = |mark: char| {
        let mut parts = written.split(mark);
        let first = parts.next().unwrap_or("");
        (1..=3).contains(&first.len()) && written.contains(mark) && parts.all(|p| p.len() == 3)
    };
    let plain = if locale.dot_groups && grouped('.') {
        written.replace('.', "")
    } else {
        written.replace(',', ".")
    };
    let mut value: f64 = plain.parse().ok()?;
    let mut end = i + 1;
    let three = |at: usize| {
        words.kind(at, WordKind::Digits)
            && words.low(at).len() == 3
            && words.low(at).bytes().all(|b| b.is_ascii_digit())
            && !words.glued(at)
    };
    if written.len() <= 3 && !written.contains(['.', ',']) {
        while three(end) && end < i + 4 {
            value = value * 1000.0 + words.whole(end)? as f64;
            end += 1;
        }
    }
    if words.ties(end, &[","]) && !plain.contains('.') {
        let fraction = words.low(end + 1);
        value = format!("{value}.{fraction}").parse().ok()?;
        end += 2;
    }
    Some((value, end))
}

/// `двадцять п’ять`, `vingt et un`, `üç yüz bin`.
fn in_words(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(f64, usize)> {
    let (mut total, mut current, mut last) = (0.0, 0.0, f64::INFINITY);
    let mut at = i;
    let mut end = i;
    loop {
        let small = looked_up(words, at, locale.numbers)
            .or_else(|| compound(locale, words.low(at)).map(|value| (value, at + 1)))
            .or_else(|| ablative(locale, words, at));
        let scale = looked_up(words, at, locale.scales);
        match (small, scale) {
            (Some((value, next)), other) if other.is_none_or(|other| other.1 <= next) => {
                if value >= last || (last < 20.0 && value < 20.0) {
                    break;
                }
                // "cent vingt": hundreds that were multiplied count from below a hundred.
                current += value;
                last = value;
                at = next;
            }
            (_, Some((scale, next))) => {
                // "тисяч" alone is no number.
                if current == 0.0 && scale > 1e3 || current >= scale {
                    break;
                }
                let counted = if current == 0.0 { 1.0 } else { current };
                if scale < 1e3 {
                    current = counted * scale;
                } else {
                    total += counted * scale;
                    current = 0.0;
                }
                last = scale;
                at = next;
            }
            _ => break,
        }
        (current, at) = with_half(locale, words, current, at);
        end = at;
        if let Some(next) = any_end(words, at, locale.and).filter(|_| last >= 10.0) {
            at = next;
        }
    }
    let value = total + current;
    (end > i && value > 0.0).then_some((value, end))
}

/// A half behind a number: `два з половиною`, `iki buçuk`. Also looked for behind the unit.
pub(in crate::language) fn with_half(
    locale: &Locale,
    words: &Words<'_>,
    value: f64,
    at: usize,
) -> (f64, usize) {
    match any_end(words, at, locale.half) {
        Some(end) if value > 0.0 && value.fract() == 0.0 => (value + 0.5, end),
        _ => (value, at),
    }
}

/// Turkish "from forty" in "more than forty": `kırktan fazla`.
fn ablative(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(f64, usize)> {
    let more = locale.tag == "tr" && words.low(i + 1) == "fazla";
    let low = words.low(i);
    let stem = ["dan", "den", "tan", "ten"].iter().find_map(|ending| low.strip_suffix(ending));
    let stem = stem.filter(|_| more)?;
    let found = locale.numbers.iter().find(|(_, forms)| forms.contains(&stem));
    found.map(|(value, _)| (*value, i + 1))
}

/// German numbers in one word: `einundzwanzig`, `zweihundert`, `dreitausendfünfhundert`.
fn compound(locale: &Locale, word: &str) -> Option<f64> {
    if locale.tag != "de" || word.len() < 6 || word.len() > 60 {
        return None;
    }
    let one = |part: &str| {
        let found = locale.numbers.iter().find(|(_, forms)| forms.contains(&part));
        found.map(|(value, _)| *value)
    };
    let below = |part: &str| -> Option<f64> {
        if let Some(value) = one(part) {
            return Some(value);
        }
        let (ones, tens) = part.split_once("und")?;
        let (ones, tens) = (one(ones)?, one(tens)?);
        (ones < 10.0 && (20.0..100.0).contains(&tens)).then_some(ones + tens)
    };
    if let Some(count) = word.strip_suffix("einhalb") {
        return one(count).map(|count| count + 0.5);
    }
    let hundreds = |part: &str| -> Option<f64> {
        let Some((count, rest)) = part.split_once("hundert") else { return below(part) };
        let count = if count.is_empty() { 1.0 } else { one(count)? };
        let rest = if rest.is_empty() { 0.0 } else { below(rest)? };
        Some(count * 100.0 + rest)
    };
    let Some((count, rest)) = word.split_once("tausend") else { return hundreds(word) };
    let count = if count.is_empty() { 1.0 } else { hundreds(count)? };
    let rest = if rest.is_empty() { 0.0 } else { hundreds(rest)? };
    Some(count * 1000.0 + rest)
}

const CURRENCIES: &[(&str, &str)] =
    &[("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₴", "UAH"), ("₽", "RUB"), ("₺", "TRY")];

fn quantity(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(Quantity, usize)> {
    let (modifier, at) = match looked_up(words, i, locale.modifiers) {
        Some((modifier, at)) => (Some(modifier), at),
        None => (None, i),
    };
    let sign = CURRENCIES.iter().find(|(sign, _)| words.low(at) == *sign).map(|found| found.1);
    let percent = locale.tag == "tr" && words.is(at, &["%", "yüzde"]);
    let start = at + usize::from(sign.is_some() || percent);
    if words.glued(start) && start > i && sign.is_none() && !percent {
        return None;
    }
    let glued = words.glued(i) && i > 0;
    if glued && !words.is(i - 1, &["(", "„", "«", "“", "\"", "—", "–", "’", "'"]) {
        return None;
    }
    let (mut value, mut end) = number(locale, words, start)?;
    if words.ties(end, &[":", "/", "."]) {
        return None;
    }
    let number_end = end;
    let mut upper = None;
    if words.dash(end)
        && let Some((high, next)) = number(locale, words, end + 1).filter(|high| high.0 > value)
    {
        (upper, end) = (Some(high), next);
    }
    let word = !words.kind(start, WordKind::Digits);
    let mut parts = if let Some(unit) = sign.or(percent.then_some("percent")) {
        Parts { unit: Some(unit.to_owned()), of: None, end }
    } else {
        behind(locale, words, start, end, value)?
    };
    if parts.of.is_none() {
        (value, parts.end) = with_half(locale, words, value, parts.end);
    }
    // "un", "ein" and "bir" are articles where nothing befell anyone.
    let article = word && (value - 1.0).abs() < 1e-9;
    let befallen = matches!(parts.of.as_deref(), Some("death" | "injury" | "missing"));
    if article && parts.unit.as_deref() != Some("percent") && !befallen {
        return None;
    }
    let (modifier, parts_end) = more_behind(locale, words, parts.end, modifier);
    let quantity = Quantity {
        span: words.span(i, parts_end),
        number: words.span(start, number_end),
        value,
        upper,
        unit: parts.unit,
        modifier,
        of: parts.of,
        per: None,
    };
    Some((quantity, parts_end))
}

/// Turkish says "more than" behind the number: `200'den fazla`.
fn more_behind(
    locale: &Locale,
    words: &Words<'_>,
    end: usize,
    modifier: Option<Modifier>,
) -> (Option<Modifier>, usize) {
    let more = locale.tag == "tr" && phrase_end(words, end, "fazla").is_some();
    if more { (Some(Modifier::MoreThan), end + 1) } else { (modifier, end) }
}

struct Parts {
    unit: Option<String>,
    of: Option<String>,
    end: usize,
}

/// The unit, measure or counted noun behind a number.
fn behind(
    locale: &Locale,
    words: &Words<'_>,
    start: usize,
    end: usize,
    value: f64,
) -> Option<Parts> {
    let hyphen = end + usize::from(words.hyphen(end));
    if let Some((unit, end)) = looked_up(words, hyphen, locale.units) {
        let year = unit.name() == "year" && (1900.0..2100.0).contains(&value);
        let unit = Some(unit.name().to_owned());
        return (!year).then_some(Parts { unit, of: None, end });
    }
    let joined = any_end(words, end, &["de", "d '"]).unwrap_or(end);
    if let Some((unit, end)) = measure(locale, words, joined) {
        return Some(Parts { unit: Some(unit.to_owned()), of: None, end });
    }
    let suffix = if words.is(end, &["'", "’"]) && words.glued(end) { end + 2 } else { joined };
    let suffix = suffix + usize::from(locale.tag == "tr" && words.is(suffix, &["fazla"]));
    // An adjective may stand between: "12 schwer Verletzte", "двоє українських солдатів".
    let noun = (suffix..suffix + 2)
        .take_while(|at| words.kind(*at, WordKind::Letters))
        .find_map(|at| counted(locale, words, at))?;
    let of = befallen(locale, words, start, noun.1).unwrap_or(noun.0);
    Some(Parts { unit: None, of: Some(of.to_owned()), end: noun.1 })
}

/// Whether the word at `i` begins with one of the stems; stems of a few letters must be whole words.
fn begins(words: &Words<'_>, i: usize, stem: &str) -> Option<usize> {
    if stem.contains(' ') {
        return phrase_end(words, i, stem);
    }
    let low = words.low(i);
    let fits = match stem.chars().count() {
        0..=2 => low == stem,
        _ => low.starts_with(stem) && low.chars().count() <= stem.chars().count() + 6,
    };
    fits.then_some(i + 1)
}

fn counted(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(&'static str, usize)> {
    locale.counted.iter().find_map(|(of, stems)| {
        let end = stems.iter().find_map(|stem| begins(words, i, stem))?;
        Some((*of, end))
    })
}

fn measure(locale: &Locale, words: &Words<'_>, i: usize) -> Option<(&'static str, usize)> {
    let exact = looked_up(words, i, locale.measures);
    let declined = || {
        locale.measures.iter().find_map(|(unit, stems)| {
            let long = stems.iter().filter(|stem| stem.chars().count() >= 4);
            let end = long.into_iter().find_map(|stem| begins(words, i, stem))?;
            Some((*unit, end))
        })
    };
    // "м" and "t" are measures only next to their number.
    exact.filter(|(_, end)| *end > i).or_else(declined)
}

/// What befell the people counted, said within a few words of them in the same clause.
fn befallen(locale: &Locale, words: &Words<'_>, start: usize, end: usize) -> Option<&'static str> {
    let person = counted(locale, words, end.checked_sub(1)?).is_some_and(|(of, _)| {
        matches!(of, "person" | "soldier" | "passenger" | "worker" | "child" | "woman" | "resident")
    });
    if !person {
        return None;
    }
    let stops = |at: &usize| words.kind(*at, WordKind::Letters);
    let behind = (end..(end + 5).min(words.len())).take_while(stops);
    let before = (start.saturating_sub(3)..start).rev().take_while(stops);
    behind.chain(before).find_map(|at| {
        let found = locale
            .befell
            .iter()
            .find(|(_, stems)| stems.iter().any(|stem| begins(words, at, stem).is_some()));
        found.map(|(of, _)| *of)
    })
}
