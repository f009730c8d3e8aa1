//! Titles of events in our own words: a template over act, participants and place. Never a source's
//! sentence.

use super::lexicon::Act;
use crate::ingest::resolve::Resolved;
use crate::model::entity::EntityKind;
use crate::model::event::Outcome;

/// What a title is made from.
pub(super) struct Parts<'a> {
    pub(super) act: Option<Act>,
    pub(super) earlier: bool,
    pub(super) amount: Option<String>,
    pub(super) place: Option<&'a Resolved>,
    pub(super) participants: Vec<&'a Resolved>,
    pub(super) speaker: Option<&'a Resolved>,
    pub(super) outcome: Outcome,
    pub(super) main: bool,
}

impl Parts<'_> {
    /// Whether the title names anybody, a place or a figure.
    pub(super) fn says_something(&self) -> bool {
        !self.participants.is_empty()
            || self.place.is_some()
            || self.speaker.is_some()
            || (self.amount.is_some() && self.counts())
    }

    /// Whether a figure belongs into the title: casualties, people brought to safety, an exchange.
    fn counts(&self) -> bool {
        matches!(self.act, Some(Act::Harm | Act::Rescue | Act::Agreement))
    }
}

/// The title.
pub(super) fn title(parts: &Parts<'_>) -> String {
    let act = parts.act.unwrap_or(Act::Statement);
    let people = || parts.participants.iter().filter(|entity| entity.kind == EntityKind::Person);
    let bodies = || parts.participants.iter().filter(|entity| entity.kind != EntityKind::Person);
    let place = parts.place.map(|place| format!(" in {}", place.name)).unwrap_or_default();
    let sides = if parts.main { names(bodies().take(2)) } else { names(bodies().take(3)) };
    let base = match act {
        _ if parts.act.is_none() => {
            return join("Development", &names(parts.participants.iter().take(3)), &place);
        }
        Act::Statement => {
            let who = parts.speaker.map(|speaker| speaker.name.clone());
            let who = who.or_else(|| people().next().map(|person| person.name.clone()));
            let about = parts
                .participants
                .iter()
                .find(|entity| Some(&entity.name) != who.as_ref())
                .map(|entity| format!(" on {}", entity.name))
                .unwrap_or_default();
            return match who {
                Some(who) => format!("{who} comments{about}"),
                None => join("Statement", &sides, &place),
            };
        }
        Act::Agreement | Act::Harm | Act::Rescue => match &parts.amount {
            Some(amount) if act == Act::Agreement => {
                join(&format!("Agreement on {amount}"), &sides, &place)
            }
            Some(amount) => format!("{}{place}: {amount}", act.noun()),
            None => join(act.noun(), &sides, &place),
        },
        Act::Contact => {
            let subject = parts.speaker.map(|speaker| &speaker.name);
            let others = people().chain(bodies()).filter(|entity| Some(&entity.name) != subject);
            let first = people().chain(bodies()).find(|entity| Some(&entity.name) == subject);
            let mut everyone = first.into_iter().chain(others);
            return match everyone.next() {
                Some(first) => {
                    let rest: Vec<&&Resolved> = everyone.take(3).collect();
                    if rest.is_empty() {
                        format!("{} makes calls", first.name)
                    } else {
                        format!("{} contacts {}", first.name, names(rest.into_iter()))
                    }
                }
                None => "Calls".to_owned(),
            };
        }
        Act::Meeting if !parts.main && people().count() > 0 => {
            let who = names(people().take(1).chain(bodies().take(2)));
            join("Meeting", &who, &place)
        }
        act => join(act.noun(), &sides, &place),
    };
    let base = if parts.earlier { format!("Earlier {}", lower_first(&base)) } else { base };
    match parts.outcome {
        Outcome::Cancelled => format!("{base}: not held"),
        Outcome::Planned => format!("{base}: planned"),
        Outcome::Held => base,
    }
}

fn join(noun: &str, who: &str, place: &str) -> String {
    match who {
        "" => format!("{noun}{place}"),
        who => format!("{noun}{place}: {who}"),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// `A`, `A and B`, `A, B and C`.
fn names<'a>(entities: impl Iterator<Item = &'a &'a Resolved>) -> String {
    let names: Vec<&str> = entities.map(|entity| entity.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}
