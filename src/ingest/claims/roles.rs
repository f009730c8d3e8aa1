//! In office or out of it, in full or for the time being: a title with "former", "acting" or
//! "deputy" in one source and without in another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assertion, ClaimKey, Reading};
use crate::diagnostic::Span;
use crate::language::stem::words;
use crate::model::entity::EntityKind;

const PAST: [&str; 7] = ["former", "ex", "onetime", "previous", "late", "outgoing", "retired"];
/// Words of an office below the one that is named.
const BELOW: [&str; 4] = ["deputy", "vice", "assistant", "associate"];
/// Words of an office held for the time being.
const ACTING: [&str; 3] = ["acting", "interim", "caretaker"];
/// Offices whose name needs the word before: a harbour master, a chief engineer, a foreign minister.
const TWO_WORDS: [&str; 9] = [
    "minister",
    "secretary",
    "officer",
    "marshal",
    "director",
    "master",
    "engineer",
    "inspector",
    "prosecutor",
];
/// Offices that one person holds for one field at a time.
const FIELDS: [&str; 2] = [" minister", " secretary"];
/// What stands before those words and is no field: a prime minister may keep a ministry besides.
const NO_FIELDS: [&str; 8] =
    ["prime", "first", "general", "press", "private", "permanent", "chief", "cabinet"];
/// Offices that titles name.
pub(super) const OFFICES: [&str; 36] = [
    "president",
    "minister",
    "chancellor",
    "mayor",
    "governor",
    "secretary",
    "director",
    "chief",
    "chairman",
    "chairwoman",
    "chair",
    "ambassador",
    "commissioner",
    "senator",
    "king",
    "queen",
    "speaker",
    "premier",
    "captain",
    "commander",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "ceo",
    "manager",
    "coach",
    "leader",
    "adviser",
    "advisor",
    "envoy",
    "judge",
    "officer",
    "master",
    "engineer",
    "inspector",
    "prosecutor",
];

/// How a title stands to its office.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Holder,
    Acting,
    Below(&'static str),
    Former,
}

impl Rank {
    fn of(title: &str) -> Self {
        let said = |list: &[&'static str]| {
            words(title).find_map(|word| list.iter().find(|one| **one == word).copied())
        };
        match (said(&PAST), said(&ACTING), said(&BELOW)) {
            (Some(_), ..) => Self::Former,
            (_, Some(_), _) => Self::Acting,
            (.., Some(below)) => Self::Below(below),
            _ => Self::Holder,
        }
    }

    fn value(self, office: &str) -> String {
        match self {
            Self::Holder => format!("{office} in office"),
            Self::Acting => format!("acting {office} in office"),
            Self::Below(below) => format!("{below} {office} in office"),
            Self::Former => format!("former {office}"),
        }
    }

    fn alternative(self, office: &str) -> String {
        match self {
            Self::Holder => office.to_owned(),
            Self::Acting => format!("acting {office}"),
            Self::Below(below) => format!("{below} {office}"),
            Self::Former => format!("former {office}"),
        }
    }
}

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    // Entity and office → what each title says.
    let mut titles: BTreeMap<(usize, String), Vec<(Rank, Assertion)>> = BTreeMap::new();
    for (index, document) in reading.documents.iter().enumerate() {
        if !document.tongue.is_english() {
            continue;
        }
        for (at, name) in document.names.iter().enumerate() {
            let Some(role) = name.role else { continue };
            let entity = reading.resolution.of_name[index][at];
            if reading.resolution.entities[entity].kind != EntityKind::Person {
                continue;
            }
            let role = with_rank(document.text(), role);
            let lower = role.of(document.text()).to_lowercase();
            let Some(office) = office(&lower) else { continue };
            let rank = Rank::of(&lower);
            let quote = if role.end <= name.span.start {
                Span::new(role.start, name.span.end)
            } else {
                Span::new(name.span.start, role.end)
            };
            let subject = format!("{} {office}", reading.resolution.entities[entity].id);
            let told = Assertion {
                document: index,
                quote,
                key: ClaimKey { attribute: "office", subject },
                question: String::new(),
                value: rank.value(&office),
                about: Some(entity),
                event: None,
                unnamed: None,
            };
            titles.entry((entity, office)).or_default().push((rank, told));
        }
    }
    let mut found = fields(&titles, reading);
    for ((entity, office), told) in titles {
        let ranks: BTreeSet<Rank> = told.iter().map(|(rank, _)| *rank).collect();
        if ranks.len() < 2 || is_succession(&told, reading) {
            continue;
        }
        let ranks: Vec<String> = ranks.iter().map(|rank| rank.alternative(&office)).collect();
        let question = format!("Is {} {}?", reading.name(entity), ranks.join(" or "));
        found.extend(
            told.into_iter().map(|(_, one)| Assertion { question: question.clone(), ..one }),
        );
    }
    found
}

/// The same person as minister for one field in some sources and for another in others, none of
/// which names both.
fn fields(
    titles: &BTreeMap<(usize, String), Vec<(Rank, Assertion)>>,
    reading: &Reading<'_>,
) -> Vec<Assertion> {
    let mut by_kind: BTreeMap<(usize, &str), BTreeMap<&str, Vec<&Assertion>>> = BTreeMap::new();
    for ((entity, office), told) in titles {
        let Some(kind) = FIELDS.iter().find(|kind| office.ends_with(*kind)) else { continue };
        if NO_FIELDS.contains(&office[..office.len() - kind.len()].trim()) {
            continue;
        }
        let held = told.iter().filter(|(rank, _)| *rank == Rank::Holder).map(|(_, one)| one);
        by_kind.entry((*entity, *kind)).or_default().entry(office).or_default().extend(held);
    }
    let mut found = Vec::new();
    for ((entity, kind), offices) in by_kind {
        let documents = offices
            .values()
            .map(|told| told.iter().map(|one| one.document).collect::<BTreeSet<usize>>());
        let all: BTreeSet<usize> = documents.clone().flatten().collect();
        let apart = documents.clone().map(|of_one| of_one.len()).sum::<usize>() == all.len();
        if offices.len() < 2 || !apart || documents.clone().any(|of_one| of_one.is_empty()) {
            continue;
        }
        let names: Vec<&str> = offices.keys().copied().collect();
        let question = format!("Is {} {}?", reading.name(entity), names.join(" or "));
        for (office, told) in offices {
            found.extend(told.into_iter().map(|one| Assertion {
                key: ClaimKey {
                    subject: format!("{}{kind}", reading.resolution.entities[entity].id),
                    ..one.key.clone()
                },
                question: question.clone(),
                value: office.to_owned(),
                ..one.clone()
            }));
        }
    }
    found
}

/// A title with the word of rank right before it: "retired" of "led by retired judge Ada Vale".
fn with_rank(text: &str, role: Span) -> Span {
    let before = text[..role.start].trim_end_matches(' ');
    let start = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = before[start..].to_lowercase();
    let ranks = PAST.iter().chain(&ACTING).chain(&BELOW).any(|rank| *rank == word);
    if ranks { Span::new(start, role.end) } else { role }
}

/// Whether all who say "former" came out on a later day than all who do not: then the person left
/// the office in between, and nobody disagrees.
fn is_succession(found: &[(Rank, Assertion)], reading: &Reading<'_>) -> bool {
    let days = |former: bool| {
        found
            .iter()
            .filter(move |(rank, _)| (*rank == Rank::Former) == former)
            .filter_map(|(_, one)| reading.documents[one.document].published_day())
    };
    matches!((days(false).max(), days(true).min()), (Some(last), Some(first)) if last < first)
}

/// The office in a title in lower case: `chief executive`, `prime minister`, `mayor`.
fn office(title: &str) -> Option<String> {
    let list: Vec<&str> = words(title).collect();
    let at = list.iter().rposition(|word| OFFICES.contains(word))?;
    let pair =
        |left: usize, right: usize| Some(format!("{} {}", list.get(left)?, list.get(right)?));
    match (list[at], list.get(at + 1)) {
        ("chief", Some(&"executive" | &"justice")) => pair(at, at + 1),
        (office, _) if TWO_WORDS.contains(&office) => {
            let before = at.checked_sub(1).map(|before| list[before]);
            let field = before.filter(|before| {
                let rank = PAST.iter().chain(&ACTING).chain(&BELOW).any(|rank| rank == before);
                !rank && !matches!(*before, "the" | "a" | "an" | "s")
            });
            match field {
                Some(_) => pair(at - 1, at),
                // A master or an engineer alone holds no office.
                None if matches!(office, "master" | "engineer") => None,
                None => Some(office.to_owned()),
            }
        }
        ("chief", _) => None,
        (office, _) => Some(office.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::office;

    #[test]
    fn an_office_is_named_in_full() {
        for (title, expected) in [
            ("acting mayor", "mayor"),
            ("the former chief executive of Oakmere", "chief executive"),
            ("deputy foreign minister", "foreign minister"),
            ("former minister", "minister"),
            ("the chief information security officer", "security officer"),
            ("deputy harbour master of the port", "harbour master"),
            ("a former chief engineer", "chief engineer"),
        ] {
            assert_eq!(office(title).as_deref(), Some(expected), "{title}");
        }
        assert_eq!(office("fire chief"), None);
        assert_eq!(office("a neighbour"), None);
        assert_eq!(office("a former engineer"), None);
    }
}
