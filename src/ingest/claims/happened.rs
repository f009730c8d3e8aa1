//! Did the story's main event happen? One source says it did, another that it did not.

use std::collections::BTreeSet;

use super::{Assertion, ClaimKey, Reading};
use crate::ingest::events::{Act, Modality};
use crate::model::date::Precision;

/// Whether the story's main event was held on its day.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let story = reading.story;
    let Some(main) = story.main.map(|main| &story.events[main]) else { return Vec::new() };
    let Some(date) = main.date.filter(|date| date.precision() >= Precision::Day) else {
        return Vec::new();
    };
    // A fire or a crash is nothing that could have been called off.
    let called_off = matches!(main.act, Some(Act::Meeting | Act::Court | Act::Vote | Act::Protest));
    if !called_off {
        return Vec::new();
    }
    let related =
        |act: Option<Act>| act == main.act || matches!(act, Some(Act::Ending | Act::Opening));
    let mut found: Vec<Assertion> = Vec::new();
    for mention in &story.mentions {
        let same_day = mention.date.is_some_and(|other| date.covers(other) || other == date);
        if !same_day || !related(mention.act) || mention.modality == Modality::Planned {
            continue;
        }
        let value = if mention.modality == Modality::Held { "yes" } else { "no" };
        let document = &reading.documents[mention.document];
        let quote =
            crate::ingest::events::fragment(document.text(), mention.clause, mention.trigger, None);
        found.push(Assertion {
            document: mention.document,
            quote,
            key: ClaimKey { attribute: "held", subject: main.id.to_string() },
            question: match main.act {
                Some(Act::Meeting) => "Were the talks held that day?".to_owned(),
                Some(act) => format!("Was the {} held that day?", act.noun().to_lowercase()),
                None => "Did it happen that day?".to_owned(),
            },
            value: value.to_owned(),
            about: None,
            event: story.main,
            unnamed: None,
        });
    }
    let values: BTreeSet<&str> = found.iter().map(|assertion| assertion.value.as_str()).collect();
    if values.len() < 2 {
        found.clear();
    }
    found
}
