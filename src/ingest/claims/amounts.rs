//! How long, how many, how long since: amounts that several sources give for one thing.

use super::phrase::Phrase;
use super::{Assertion, ClaimKey, Reading, words_of};
use crate::ingest::events::{Act, Lexicon};
use crate::language::quantities::Quantity;
use crate::language::times::Modifier;

const TIME_UNITS: [&str; 9] =
    ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"];

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let lexicon = Lexicon::new();
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for quantity in &phrase.document.quantities {
            if !phrase.span.contains(quantity.span) {
                continue;
            }
            let is_time = quantity.unit.as_deref().is_some_and(|unit| TIME_UNITS.contains(&unit));
            let assertion = if is_time {
                since_last(reading, phrase, quantity, &lexicon)
                    .or_else(|| duration(reading, phrase, quantity, &lexicon))
            } else {
                count(reading, phrase, quantity)
            };
            found.extend(assertion);
        }
    }
    found
}

/// "the first talks in over three years".
fn since_last(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    quantity: &Quantity,
    lexicon: &Lexicon,
) -> Option<Assertion> {
    if !matches!(quantity.unit.as_deref(), Some("day" | "week" | "month" | "year" | "decade")) {
        return None;
    }
    let at = phrase.index_at(quantity.span.start);
    let lead = at.checked_sub(1)?;
    if !matches!(phrase.word(lead), "in" | "for" | "after") {
        return None;
    }
    let first =
        (lead.saturating_sub(10)..lead).rev().find(|i| matches!(phrase.word(*i), "first"))?;
    let acts = |range: std::ops::Range<usize>| {
        range
            .filter_map(|i| match phrase.word(i) {
                "contact" | "contacts" | "encounter" => Some(Act::Meeting),
                word => lexicon.act(word),
            })
            .filter(|act| {
                !matches!(act, Act::Statement | Act::Opening | Act::Ending | Act::Movement)
            })
            .last()
    };
    let act = acts(first + 1..lead).or_else(|| acts(0..first))?;
    let noun = act.noun().to_lowercase();
    let to = phrase.index_at(quantity.span.end - 1);
    let event = reading.event_of(phrase).filter(|event| Some(*event) == reading.story.main);
    Some(Assertion {
        document: phrase.document_index,
        quote: phrase.range(lead.saturating_sub(usize::from(lead == first + 2) * 2), to),
        key: ClaimKey { attribute: "time-since-last", subject: noun.clone() },
        question: format!("How long had it been since the last {noun}?"),
        value: value(phrase, quantity),
        about: None,
        event: event.or(reading.story.main),
        unnamed: phrase.unnamed_source(),
    })
}

/// "talks lasting two hours", "a two-hour session".
fn duration(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    quantity: &Quantity,
    lexicon: &Lexicon,
) -> Option<Assertion> {
    let from = phrase.index_at(quantity.span.start);
    let to = phrase.index_at(quantity.span.end.checked_sub(1)?);
    let text = quantity.span.of(phrase.text());
    let known = |i: usize| lexicon.act(phrase.word(i)).filter(|act| *act != Act::Statement);
    let lasting = from
        .checked_sub(1)
        .map(|before| {
            matches!(phrase.word(before), "lasting" | "lasted" | "lasts" | "took" | "taking")
        })
        .unwrap_or(false)
        || (from >= 2
            && matches!(phrase.word(from - 2), "lasted" | "went" | "continued" | "met")
            && matches!(phrase.word(from - 1), "for" | "on"));
    let (act, quote) = if lasting {
        let act = (0..from).rev().find_map(known).or_else(|| {
            reading.event_of(phrase).and_then(|event| reading.story.events[event].act)
        })?;
        (act, phrase.range(from - 1, to))
    } else if text.contains('-') {
        // "the one-hour session": the counted thing is the next word that names an act.
        let head = (from..=(to + 2)).find(|i| known(*i).is_some())?;
        if head > to && phrase.broken_between(to, head) {
            return None;
        }
        (known(head)?, phrase.range(from.saturating_sub(1), head))
    } else {
        return None;
    };
    let noun = act.noun().to_lowercase();
    Some(Assertion {
        document: phrase.document_index,
        quote,
        key: ClaimKey { attribute: "duration", subject: noun.clone() },
        question: duration_question(act),
        value: value(phrase, quantity),
        about: None,
        event: reading
            .event_of(phrase)
            .filter(|e| reading.story.events[*e].act == Some(act))
            .or(reading.story.main),
        unnamed: phrase.unnamed_source(),
    })
}

fn duration_question(act: Act) -> String {
    match act {
        Act::Meeting => "How long did the talks last?".to_owned(),
        Act::Agreement => "How long is the agreed pause or arrangement to last?".to_owned(),
        Act::Ending => "How long was the delay?".to_owned(),
        act => format!("How long did the {} last?", act.noun().to_lowercase()),
    }
}

/// "1,000 prisoners from each side".
fn count(reading: &Reading<'_>, phrase: &Phrase<'_>, quantity: &Quantity) -> Option<Assertion> {
    let of = quantity.of.as_deref()?;
    if of.len() < 3
        || matches!(
            of,
            "time" | "thing" | "way" | "one" | "part" | "age" | "step" | "path" | "side"
        )
    {
        return None;
    }
    let to = phrase.index_at(quantity.span.end.checked_sub(1)?);
    let from = phrase.index_at(quantity.span.start);
    let small = quantity.value < 3.0 && quantity.upper.is_none() && quantity.modifier.is_none();
    if small && !matches!(of, "death" | "person killed" | "injury" | "victim") {
        return None;
    }
    Some(Assertion {
        document: phrase.document_index,
        quote: phrase.range(from, per_end(phrase, quantity, to).min(from + 9)),
        key: ClaimKey { attribute: "count", subject: of.to_owned() },
        question: format!("How many {}?", plural(of)),
        value: value(phrase, quantity),
        about: None,
        event: reading.event_of(phrase),
        unnamed: phrase.unnamed_source(),
    })
}

/// The last word of "from each side", when it follows within four words; else `to`.
fn per_end(phrase: &Phrase<'_>, quantity: &Quantity, to: usize) -> usize {
    let last = quantity.per.as_deref().and_then(|per| per.rsplit(' ').next());
    last.and_then(|last| (to + 1..=to + 4).find(|i| phrase.word(*i) == last)).unwrap_or(to)
}

/// The amount in a normal wording: `less than 2 hours`, `1,000 from each side`.
fn value(phrase: &Phrase<'_>, quantity: &Quantity) -> String {
    let modifier = match quantity.modifier {
        Some(Modifier::Approximate) => "about ",
        Some(Modifier::LessThan) => {
            let words = words_of(phrase.document, quantity.span).to_lowercase();
            if words.contains("nearly") || words.contains("almost") {
                "nearly "
            } else {
                "less than "
            }
        }
        Some(Modifier::MoreThan) => "more than ",
        Some(Modifier::AtLeast) => "at least ",
        Some(Modifier::AtMost) => "at most ",
        _ => "",
    };
    let number = match quantity.upper {
        Some(upper) => format!("{} to {}", number(quantity.value), number(upper)),
        None => number(quantity.value),
    };
    let many = quantity.value > 1.0 || quantity.upper.is_some();
    let unit = match quantity.unit.as_deref() {
        Some(unit) if TIME_UNITS.contains(&unit) && many => format!(" {unit}s"),
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    let per = quantity.per.as_ref().map(|per| format!(" {}", per_words(per))).unwrap_or_default();
    format!("{modifier}{number}{unit}{per}")
}

fn per_words(per: &str) -> String {
    match per.split(' ').next() {
        Some("each" | "every" | "either" | "both") => format!("from {per}"),
        _ => per.to_owned(),
    }
}

/// `1000` as `1,000`, `1.5` as it is.
fn number(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return format!("{value}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digit.is_ascii_digit() {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Plural of a counted noun, for the question: the first word of "person killed" changes.
pub(in crate::ingest) fn plural(of: &str) -> String {
    let (noun, rest) = of.split_once(' ').map_or((of, ""), |(noun, rest)| (noun, rest));
    let plural = match noun {
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        "man" => "men".to_owned(),
        "woman" => "women".to_owned(),
        "policeman" => "policemen".to_owned(),
        noun if noun.ends_with('y')
            && !noun.ends_with(['a', 'e', 'o', 'u'])
            && !noun.ends_with("ey")
            && !noun.ends_with("ay") =>
        {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        noun if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        noun => format!("{noun}s"),
    };
    if rest.is_empty() { plural } else { format!("{plural} {rest}") }
}
