//! How much and how large: money, shares and areas that are said of the same thing.

use super::figures::{is_currency, value};
use super::phrase::{Phrase, phrase_of};
use super::{Assertion, Reading};
use crate::language::quantities::Quantity;
use crate::language::stem::is_stop_word;

/// Sums that have a name.
const SUMS: [&str; 23] = [
    "damage",
    "offer",
    "bid",
    "aid",
    "ransom",
    "fine",
    "penalty",
    "damages",
    "compensation",
    "bail",
    "grant",
    "loan",
    "funding",
    "budget",
    "debt",
    "salary",
    "price",
    "bonus",
    "settlement",
    "bill",
    "reward",
    "bribe",
    "fee",
];
/// Units of area.
const AREAS: [&str; 4] = ["acre", "hectare", "square kilometre", "square mile"];
/// Verbs of change, past and plain.
const CHANGES: [(&str, &str); 14] = [
    ("fell", "fall"),
    ("dropped", "drop"),
    ("declined", "decline"),
    ("slid", "slide"),
    ("rose", "rise"),
    ("climbed", "climb"),
    ("jumped", "jump"),
    ("grew", "grow"),
    ("gained", "gain"),
    ("increased", "increase"),
    ("decreased", "decrease"),
    ("shrank", "shrink"),
    ("sank", "sink"),
    ("surged", "surge"),
];

/// What an amount answers.
pub(super) struct Measure {
    pub(super) attribute: &'static str,
    pub(super) subject: String,
    pub(super) question: String,
    pub(super) words: (usize, usize),
}

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    measured(reading, measure)
}

/// The quantities of all sentences that `measure` understands.
pub(super) fn measured(
    reading: &Reading<'_>,
    measure: impl Fn(&Phrase<'_>, &Quantity) -> Option<Measure>,
) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        for quantity in phrase.quantities() {
            let Some(measure) = measure(phrase, quantity) else { continue };
            found.push(reading.told(
                phrase,
                phrase.range(measure.words.0, measure.words.1),
                (measure.attribute, measure.subject),
                measure.question,
                value(phrase, quantity),
            ));
        }
    }
    found
}

fn measure(phrase: &Phrase<'_>, quantity: &Quantity) -> Option<Measure> {
    let unit = quantity.unit.as_deref()?;
    let (from, to) = phrase.words_of(quantity.span);
    if is_currency(unit) {
        return cost(phrase, from, to)
            .or_else(|| offered(phrase, from, to))
            .or_else(|| sum(phrase, quantity, from, to))
            .or_else(|| paid(phrase, from, to));
    }
    if unit == "percent" {
        return share(phrase, from, to)
            .or_else(|| change(phrase, from, to))
            .or_else(|| rate(phrase, from, to))
            .or_else(|| part(phrase, from, phrase.words_of(quantity.number).1));
    }
    AREAS.contains(&unit).then(|| area(phrase, unit, from, to)).flatten()
}

/// "The recount took seven days and cost £180,000", "cost the town £210,000".
fn cost(phrase: &Phrase<'_>, from: usize, to: usize) -> Option<Measure> {
    let verb = (from.saturating_sub(3)..from)
        .rev()
        .find(|i| matches!(phrase.word(*i), "cost" | "costs"))?;
    if phrase.commas_between(verb, from) {
        return None;
    }
    if phrase.word(verb.wrapping_sub(1)) == "its" {
        let noun = subject_before(phrase)?;
        return Some(cost_of(&noun, "", (verb - 1, to)));
    }
    let subject = (0..verb).rev().find(|i| {
        matches!(phrase.word(i.wrapping_sub(1)), "the" | "a" | "an" | "its" | "this")
            && !is_stop_word(phrase.word(*i))
    })?;
    // "cost the town": a verb at the noun's side is not asked for.
    let noun = phrase.word(subject).to_owned();
    // "2 million euros a day" is no sum of the whole.
    let each = matches!(phrase.word(to), "day" | "week" | "month" | "year" | "hour");
    let each = if each { Some(to) } else { Some(to + 2) };
    let each = each.filter(|i| {
        matches!(phrase.word(*i), "day" | "week" | "month" | "year" | "hour")
            && matches!(phrase.word(i - 1), "a" | "an" | "per" | "each" | "every")
    });
    let per = each.map(|i| format!(" a {}", phrase.word(i))).unwrap_or_default();
    Some(cost_of(&noun, &per, (verb, each.unwrap_or(to).max(to))))
}

fn cost_of(noun: &str, per: &str, words: (usize, usize)) -> Measure {
    let question = format!("How much did the {noun} cost{per}?");
    Measure { attribute: "cost", question, subject: format!("{noun}{per}"), words }
}

/// The noun that the sentence before is about: "The recount …" before "its cost".
fn subject_before(phrase: &Phrase<'_>) -> Option<String> {
    let before = phrase_of(phrase.document_index, phrase.document, phrase.index.checked_sub(1)?);
    let noun = (matches!(before.word(0), "the" | "this")).then(|| before.word(1))?;
    let small = before.words.get(1)?.span.of(before.text()).starts_with(char::is_lowercase);
    (small && !is_stop_word(noun)).then(|| noun.to_owned())
}

/// "had offered £30 million for the mill".
fn offered(phrase: &Phrase<'_>, from: usize, to: usize) -> Option<Measure> {
    let verb = from.checked_sub(1).filter(|i| phrase.word(*i) == "offered")?;
    let subject = "offer".to_owned();
    let question = "How large is the offer?".to_owned();
    (phrase.word(to + 1) == "for").then_some(Measure {
        attribute: "amount",
        question,
        subject,
        words: (verb, to + 1),
    })
}

/// "$12 million in aid", "a ransom of $8 million", "the fine could reach €20 million".
fn sum(phrase: &Phrase<'_>, quantity: &Quantity, from: usize, to: usize) -> Option<Measure> {
    let named = |i: usize| SUMS.contains(&phrase.word(i));
    let (at, words) = match quantity.of.as_deref().filter(|of| SUMS.contains(of)) {
        Some(_) => (to, (from, to)),
        None if matches!(phrase.word(to + 1), "in" | "of") && named(to + 2) => {
            (to + 2, (from, to + 2))
        }
        None => {
            let at = (from.saturating_sub(5)..from).rev().find(|i| named(*i))?;
            if phrase.commas_between(at, from) || phrase.broken_between(at, from) {
                return None;
            }
            (at, (at, to))
        }
    };
    let noun = match phrase.word(at) {
        "damages" => "damage".to_owned(),
        noun => noun.to_owned(),
    };
    Some(Measure {
        attribute: "amount",
        question: format!("How large is the {noun}?"),
        subject: noun,
        words,
    })
}

/// "paid $2 million".
fn paid(phrase: &Phrase<'_>, from: usize, to: usize) -> Option<Measure> {
    let verb =
        from.checked_sub(1).filter(|i| matches!(phrase.word(*i), "paid" | "pay" | "paying"))?;
    let denied = (verb.saturating_sub(3)..verb)
        .any(|i| matches!(phrase.word(i), "not" | "never" | "would" | "to"));
    (!denied).then(|| Measure {
        attribute: "amount",
        subject: "paid".to_owned(),
        question: "How much was paid?".to_owned(),
        words: (verb, to),
    })
}

/// "22 percent contained".
fn share(phrase: &Phrase<'_>, from: usize, to: usize) -> Option<Measure> {
    let state = phrase.word(to + 1);
    let known = matches!(
        state,
        "contained" | "complete" | "completed" | "full" | "empty" | "finished" | "counted"
    );
    (known && !phrase.commas_between(to, to + 1)).then(|| Measure {
        attribute: "share",
        subject: state.to_owned(),
        question: format!("What share was {state}?"),
        words: (from, to + 1),
    })
}

/// "Shares of Lumen fell 14 percent".
fn change(phrase: &Phrase<'_>, from: usize, to: usize) -> Option<Measure> {
    let verb = (from.saturating_sub(2)..from)
        .rev()
        .find(|i| CHANGES.iter().any(|(past, _)| *past == phrase.word(*i)))?;
    if verb + 1 < from && phrase.word(verb + 1) != "by" {
        return None;
    }
    let (_, plain) = CHANGES.iter().find(|(past, _)| *past == phrase.word(verb))?;
    let subject = (verb.saturating_sub(4)..verb).find(|i| {
        matches!(
            phrase.word(*i),
            "shares"
                | "prices"
                | "sales"
                | "profits"
                | "profit"
                | "revenue"
                | "turnout"
                | "output"
                | "stock"
                | "stocks"
        )
    })?;
    let noun = phrase.word(subject).to_owned();
    Some(Measure {
        attribute: "change",
        question: format!("By how much did {noun} {plain}?"),
        subject: format!("{noun} {plain}"),
        words: (subject, to),
    })
}

/// "Turnout was 61 percent".
fn rate(phrase: &Phrase<'_>, from: usize, to: usize) -> Option<Measure> {
    let verb = from
        .checked_sub(1)
        .filter(|i| matches!(phrase.word(*i), "was" | "is" | "reached" | "at"))?;
    let at = verb.checked_sub(1)?;
    let noun = phrase.word(at);
    matches!(noun, "turnout" | "unemployment" | "inflation" | "support").then(|| Measure {
        attribute: "share",
        subject: noun.to_owned(),
        question: format!("How high was {}?", if noun == "turnout" { "the turnout" } else { noun }),
        words: (at, to),
    })
}

/// "Energy makes up 31 percent of the costs".
fn part(phrase: &Phrase<'_>, from: usize, number: usize) -> Option<Measure> {
    let verb = (from.saturating_sub(3)..from).rev().find(|i| {
        matches!(
            phrase.word(*i),
            "accounts" | "accounted" | "makes" | "made" | "represents" | "account" | "make"
        )
    })?;
    let leads = matches!(phrase.word(from - 1), "for" | "up") || verb + 1 == from;
    let part = phrase.word(verb.checked_sub(1)?).to_owned();
    let of = (number + 1..number + 3).find(|i| phrase.word(*i) == "of")?;
    if !leads || is_stop_word(&part) || part.len() < 4 {
        return None;
    }
    let whole = (of + 1..of + 5).take_while(|i| !phrase.commas_between(i - 1, *i)).find(|i| {
        let word = phrase.word(*i);
        let owner = word.ends_with("'s") || word.ends_with("’s");
        !owner && !is_stop_word(word) && !matches!(word, "its" | "their" | "all")
    })?;
    let noun = phrase.word(whole).to_owned();
    Some(Measure {
        attribute: "share",
        question: format!("What percentage of the {noun} does {part} make up?"),
        subject: format!("{part} of {noun}"),
        words: (verb - 1, whole),
    })
}

/// "has burned 6,800 acres", "stood at 9,400 acres".
fn area(phrase: &Phrase<'_>, unit: &str, from: usize, to: usize) -> Option<Measure> {
    let start = from.saturating_sub(3);
    let find = |words: &[&str]| {
        (start..from)
            .rev()
            .find(|i| words.contains(&phrase.word(*i)) && !phrase.commas_between(*i, from))
    };
    let verb =
        find(&["burned", "burnt", "scorched", "charred", "blackened", "consumed", "torched"])
            .or_else(|| {
                find(&[
                    "grown", "grew", "stood", "covered", "covering", "spread", "covers", "reached",
                    "flooded",
                ])
            })?;
    let burns = phrase.words.iter().any(|word| {
        matches!(
            word.lower.as_str(),
            "fire" | "wildfire" | "blaze" | "burned" | "burnt" | "flames" | "scorched" | "charred"
        )
    });
    Some(Measure {
        attribute: "area",
        subject: "covered".to_owned(),
        question: if burns {
            format!("How many {} burned?", super::plural(unit))
        } else {
            format!("How many {} were covered?", super::plural(unit))
        },
        words: (verb, to),
    })
}

#[cfg(test)]
mod tests {
    use super::super::phrase::tests::{document, with_phrase};
    use super::*;

    fn check(text: &str) -> String {
        let document = document(text);
        with_phrase(&document, |phrase| {
            let quantity = phrase.quantities().next().expect("a quantity");
            measure(phrase, quantity).map(|measure| measure.question).unwrap_or_default()
        })
    }

    #[test]
    fn an_amount_answers_what_stands_beside_it() {
        for (text, question) in [
            ("The bridge cost £3 million.", "How much did the bridge cost?"),
            ("A tunnel that cost the county £3 million leaks.", "How much did the tunnel cost?"),
            ("She offered $12 million in aid.", "How large is the aid?"),
            ("They demanded a ransom of $8 million.", "How large is the ransom?"),
            ("He said the firm paid $2 million.", "How much was paid?"),
            ("The firm did not pay $2 million.", ""),
            ("The blaze is 22 percent contained.", "What share was contained?"),
            ("Shares in Oakmere fell by 14 percent.", "By how much did shares fall?"),
            ("Turnout was 61 percent.", "How high was the turnout?"),
            ("The fire has burned 6,800 acres.", "How many acres burned?"),
            ("The farm is 300 acres.", ""),
        ] {
            assert_eq!(check(text), question, "{text}");
        }
    }
}
