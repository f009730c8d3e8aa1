//! In office or out of it: a title with "former" in one source and without in another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assertion, ClaimKey, Reading};
use crate::diagnostic::Span;
use crate::language::stem::words;
use crate::model::entity::EntityKind;

const PAST: [&str; 6] = ["former", "ex", "onetime", "previous", "late", "outgoing"];
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

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    // Entity and office → what each title says.
    let mut titles: BTreeMap<(usize, String), Vec<Assertion>> = BTreeMap::new();
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
            let lower = role.of(document.text()).to_lowercase();
            let Some(office) = office(&lower) else { continue };
            let past = words(&lower).any(|word| PAST.contains(&word));
            let acting = words(&lower).any(|word| ACTING.contains(&word));
            let who = reading.name(entity);
            let quote = if role.end <= name.span.start {
                Span::new(role.start, name.span.end)
            } else {
                Span::new(name.span.start, role.end)
            };
            titles.entry((entity, office.clone())).or_default().push(Assertion {
                document: index,
                quote,
                key: ClaimKey {
                    attribute: "office",
                    subject: format!("{} {office}", reading.resolution.entities[entity].id),
                },
                question: format!("Is {who} {office} or former {office}?"),
                value: if past {
                    format!("former {office}")
                } else if acting {
                    format!("acting {office} in office")
                } else {
                    format!("{office} in office")
                },
                about: Some(entity),
                event: None,
                unnamed: None,
            });
        }
    }
    titles
        .into_values()
        .filter(|found| values(found) > 1 && !is_succession(found, reading))
        .flat_map(|mut found| {
            // Nobody calls the person a former one: then it is asked whether for the time being.
            if !found.iter().any(|one| one.value.starts_with("former")) {
                for one in &mut found {
                    let (who, office) =
                        (reading.name(one.about.unwrap_or_default()), &one.key.subject);
                    let office = office.split_once(' ').map_or("", |(_, office)| office);
                    one.question = format!("Is {who} {office} or acting {office}?");
                }
            }
            found
        })
        .collect()
}

/// Whether all who say "former" came out on a later day than all who do not: then the person left
/// the office in between, and nobody disagrees.
fn is_succession(found: &[Assertion], reading: &Reading<'_>) -> bool {
    let days = |former: bool| {
        found
            .iter()
            .filter(move |one| one.value.starts_with("former") == former)
            .filter_map(|one| reading.documents[one.document].published_day())
    };
    matches!((days(false).max(), days(true).min()), (Some(last), Some(first)) if last < first)
}

fn values(found: &[Assertion]) -> usize {
    found.iter().map(|assertion| assertion.value.as_str()).collect::<BTreeSet<_>>().len()
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
            let plain =
                PAST.contains(&before) || ACTING.contains(&before) || matches!(before, "the" | "s");
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
