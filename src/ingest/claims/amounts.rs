//! How much, how long, to how many: amounts that stand by one verb in several documents.

use super::align::{Fact, Matter, act_key, aligned};
use super::clause::{Clause, Noun, clause_of};
use super::figures::{TIME_UNITS, is_currency, plural, value};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::language::quantities::Quantity;

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut facts = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        for quantity in phrase.quantities() {
            facts.extend(fact(reading, phrase, clauses, quantity));
        }
    }
    aligned(reading, facts)
}

/// The kind of a unit: amounts of one kind can be compared.
fn unit_kind(unit: &str) -> Option<&str> {
    if is_currency(unit) {
        Some(unit)
    } else if TIME_UNITS.contains(&unit) {
        Some("time")
    } else if unit == "percent" {
        Some("percent")
    } else {
        None
    }
}

/// Words before an amount that a question can take over.
const LEADS: [&str; 4] = ["for", "by", "after", "to"];

fn fact(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clauses: &[Clause],
    quantity: &Quantity,
) -> Option<Fact> {
    let unit = quantity.unit.as_deref()?;
    let kind = unit_kind(unit)?;
    if quantity.of.as_deref() == Some("age") {
        return None;
    }
    let (from, to) = phrase.words_of(quantity.span);
    let mut clause = clause_of(clauses, phrase, (from, to))?;
    if clause.is_saying() || clause.expected || clause.denied || clause.verb > from {
        return None;
    }
    // The amount is not its own object.
    let outside = |noun: &Noun| noun.words.1 < from || noun.words.0 > to;
    clause.patient = clause.patient.filter(outside);
    let lead = from.checked_sub(1).map(|i| phrase.word(i)).filter(|word| LEADS.contains(word));
    let direct = clause.last + 1 == from
        || clause.patient.as_ref().is_some_and(|noun| noun.words.1 + 1 == from);
    let ago =
        matches!(phrase.word(to + 1), "ago" | "earlier" | "later" | "before" | "after" | "old");
    if (lead.is_none() && !direct) || ago {
        return None;
    }
    // "caused $2 million": of what is not said here.
    if clause.base == "cause" {
        return None;
    }
    let (question, lead) = question(phrase, &clause, (kind, unit), lead)?;
    let matter = clause.patient.as_ref().or(clause.agent.as_ref())?;
    let first = if to - clause.first <= 9 { clause.first } else { to.saturating_sub(8) };
    let per = quantity.per.as_deref().unwrap_or_default();
    Some(Fact {
        kind: format!("{kind} {per} {lead} {}", act_key(phrase, &clause)),
        matter: Some(Matter::of(matter)),
        single: !matter.plural,
        assertion: reading.told(
            phrase,
            phrase.range(first, to),
            (attribute(kind), String::new()),
            question,
            value(phrase, quantity),
        ),
    })
}

fn attribute(kind: &str) -> &'static str {
    match kind {
        "time" => "duration",
        "percent" => "share",
        _ => "amount",
    }
}

/// "For how long were the riders suspended?", "How much did Vale pay?", with the word that leads in.
fn question<'a>(
    phrase: &Phrase<'a>,
    clause: &Clause,
    (kind, unit): (&str, &str),
    lead: Option<&'a str>,
) -> Option<(String, &'a str)> {
    let asked = clause.asked(phrase)?;
    let much = match kind {
        "time" => "how long".to_owned(),
        "percent" => "what percentage".to_owned(),
        _ => "how much".to_owned(),
    };
    let question = match (kind, lead) {
        ("time", Some("for")) => format!("For how long {asked}?"),
        ("time", Some("after")) => format!("After how long {asked}?"),
        // "sentenced to five years".
        ("time", Some("to")) if clause.base == "sentence" => {
            format!("How many {} {asked} to?", plural(unit))
        }
        ("time", _) => return None,
        (_, Some("for")) if kind != "percent" => format!("For {much} {asked}?"),
        (_, Some("by")) => format!("By {much} {asked}?"),
        (_, Some("to")) => format!("To {much} {asked}?"),
        (_, None) => {
            let mut much = much;
            if let Some(first) = much.get_mut(0..1) {
                first.make_ascii_uppercase();
            }
            format!("{much} {asked}?")
        }
        _ => return None,
    };
    Some((question, lead.unwrap_or("")))
}
