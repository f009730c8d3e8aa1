//! Which of two: ends that exclude each other, told of one person or thing: resigned or dismissed,
//! found or missing, released or still held.

use std::collections::BTreeMap;

use super::clause::Clause;
use super::phrase::Phrase;
use super::{Assertion, Reading};

/// How a verb says that something befell the one asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It did it: "Vale resigned".
    Doer,
    /// It was done to it: "the board dismissed Vale", "Vale was dismissed".
    Sufferer,
}

/// One of two ends.
struct End {
    /// As an answer.
    value: &'static str,
    /// The verbs that tell it.
    verbs: &'static [&'static str],
    role: Role,
}

/// A pair of ends with the question: `{}` is the person or thing.
struct Pair {
    attribute: &'static str,
    question: &'static str,
    ends: [End; 2],
    people: bool,
    /// Whether one cannot follow on the other.
    exclusive: bool,
}

const fn end(value: &'static str, verbs: &'static [&'static str], role: Role) -> End {
    End { value, verbs, role }
}

const PAIRS: [Pair; 6] = [
    Pair {
        attribute: "left-office",
        question: "Did {} resign, or was it a dismissal?",
        ends: [
            end("resigned", &["resign", "quit"], Role::Doer),
            end("dismissed", &["dismiss", "sack", "oust", "remove"], Role::Sufferer),
        ],
        people: true,
        exclusive: true,
    },
    Pair {
        attribute: "custody",
        question: "Was {} released or kept in custody?",
        ends: [
            end("released", &["release", "free"], Role::Sufferer),
            end("kept in custody", &["jail", "imprison", "remand"], Role::Sufferer),
        ],
        people: true,
        exclusive: false,
    },
    Pair {
        attribute: "accepted",
        question: "Was {} accepted or rejected?",
        ends: [
            end("accepted", &["accept", "approve", "back", "endorse", "adopt"], Role::Sufferer),
            end("rejected", &["reject", "refuse", "decline", "dismiss"], Role::Sufferer),
        ],
        people: false,
        exclusive: false,
    },
    Pair {
        attribute: "verdict",
        question: "Was {} convicted or acquitted?",
        ends: [
            end("convicted", &["convict"], Role::Sufferer),
            end("acquitted", &["acquit", "clear"], Role::Sufferer),
        ],
        people: true,
        exclusive: false,
    },
    Pair {
        attribute: "called-off",
        question: "Was {} cancelled or put off?",
        ends: [
            end("cancelled", &["cancel", "scrap"], Role::Sufferer),
            end("put off", &["postpone", "delay", "reschedule"], Role::Sufferer),
        ],
        people: false,
        exclusive: false,
    },
    Pair {
        attribute: "found",
        question: "Was {} found alive or dead?",
        ends: [
            end("alive", &["rescue", "survive", "save"], Role::Sufferer),
            end("dead", &["kill", "die", "drown", "perish"], Role::Sufferer),
        ],
        people: true,
        exclusive: false,
    },
];

/// Ends that documents tell differently.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut by_key: BTreeMap<(usize, String), Vec<(usize, Assertion)>> = BTreeMap::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        for clause in clauses.iter().filter(|clause| !clause.expected && !clause.denied) {
            for (row, pair) in PAIRS.iter().enumerate() {
                for (at, end) in pair.ends.iter().enumerate() {
                    if let Some((key, told)) = told(reading, phrase, clause, pair, end) {
                        by_key.entry((row, key)).or_default().push((at, told));
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    for ((row, _), told) in by_key {
        let documents =
            |end: usize| told.iter().filter(move |(at, _)| *at == end).map(|(_, one)| one.document);
        let apart = documents(0).any(|left| documents(1).any(|right| left != right));
        // A document that tells both ends tells what came after what.
        let both = documents(0).any(|left| documents(1).any(|right| left == right));
        if apart && (!both || PAIRS[row].exclusive) {
            found.extend(told.into_iter().map(|(_, one)| one));
        }
    }
    found
}

fn told(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clause: &Clause,
    pair: &Pair,
    end: &End,
) -> Option<(String, Assertion)> {
    if !end.verbs.contains(&clause.base.as_str()) {
        return None;
    }
    let noun = match end.role {
        Role::Doer => clause.agent.as_ref(),
        Role::Sufferer => clause.patient.as_ref().or(clause.agent.as_ref()),
    }?;
    if pair.people && noun.entity.is_none() || noun.plural {
        return None;
    }
    let (from, to) = clause.words();
    let told = Assertion {
        about: noun.entity,
        ..reading.told(
            phrase,
            phrase.range(from.max(to.saturating_sub(9)), to),
            (pair.attribute, noun.key.clone()),
            pair.question.replace("{}", &noun.text),
            end.value.to_owned(),
        )
    };
    Some((noun.key.clone(), told))
}
