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
const OFFICES: [&str; 32] = [
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
    let mut found = Vec::new();
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
        ("minister" | "secretary" | "officer" | "marshal" | "director", _) if at > 0 => {
            let before = list[at - 1];
            let plain = PAST.contains(&before)
                || ACTING.contains(&before)
                || BELOW.contains(&before)
                || matches!(before, "the" | "s");
            if plain { Some(list[at].to_owned()) } else { pair(at - 1, at) }
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
        ] {
            assert_eq!(office(title).as_deref(), Some(expected), "{title}");
        }
        assert_eq!(office("fire chief"), None);
        assert_eq!(office("a neighbour"), None);
    }
}
