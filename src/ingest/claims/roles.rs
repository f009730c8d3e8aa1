//! In office or out of it: a title with "former" in one source and without in another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assertion, ClaimKey, Reading};
use crate::diagnostic::Span;
use crate::language::stem::words;
use crate::model::entity::EntityKind;

const PAST: [&str; 6] = ["former", "ex", "onetime", "then", "late", "outgoing"];
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
    let mut titles: BTreeMap<(usize, &'static str), Vec<Assertion>> = BTreeMap::new();
    for (index, document) in reading.documents.iter().enumerate() {
        for (at, name) in document.names.iter().enumerate() {
            let Some(role) = name.role else { continue };
            let entity = reading.resolution.of_name[index][at];
            if reading.resolution.entities[entity].kind != EntityKind::Person {
                continue;
            }
            let lower = role.of(document.text()).to_lowercase();
            let Some(office) = words(&lower).filter_map(office).last() else { continue };
            let past = words(&lower).any(|word| PAST.contains(&word));
            let who = reading.name(entity);
            let quote = if role.end <= name.span.start {
                Span::new(role.start, name.span.end)
            } else {
                Span::new(name.span.start, role.end)
            };
            titles.entry((entity, office)).or_default().push(Assertion {
                document: index,
                quote,
                key: ClaimKey {
                    attribute: "office",
                    subject: format!("{} {office}", reading.resolution.entities[entity].id),
                },
                question: format!("Is {who} {office} or former {office}?"),
                value: if past {
                    format!("former {office}")
                } else {
                    format!("{office} in office")
                },
                about: Some(entity),
                event: None,
                unnamed: None,
            });
        }
    }
    titles.into_values().filter(|found| values(found) > 1).flatten().collect()
}

fn values(found: &[Assertion]) -> usize {
    found.iter().map(|assertion| assertion.value.as_str()).collect::<BTreeSet<_>>().len()
}

fn office(word: &str) -> Option<&'static str> {
    OFFICES.iter().copied().find(|office| *office == word)
}
