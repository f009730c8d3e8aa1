//! The site's own questions and answers, generated from events and claims: in our own words, with
//! the disagreement stated.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Standing, StoryClaim};
use super::draft::Reading;
use super::draft::words::{self, list};
use crate::model::article::Status;
use crate::model::date::{Date, Edtf};
use crate::model::question::QuestionMeta;
use crate::path::Slug;

/// Questions a reader is given at most.
const MOST: usize = 10;
/// Sources named behind one answer at most.
const CHIPS: usize = 12;

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct StoryQuestion {
    /// Its id.
    pub id: Slug,
    /// Front matter.
    pub meta: QuestionMeta,
    /// The answer, at most three sentences of Markdown.
    pub answer: String,
}

/// The questions of a story, best answered first: what, when and where, then the claims that most
/// sources speak to.
pub fn questions(reading: &Reading<'_>, claims: &[&StoryClaim]) -> Vec<StoryQuestion> {
    let mut ranked: Vec<&&StoryClaim> = claims.iter().collect();
    ranked.sort_by_key(|claim| {
        let sources: BTreeSet<usize> = claim.positions.iter().map(|one| one.document).collect();
        std::cmp::Reverse(sources.len())
    });
    let mut taken = BTreeSet::new();
    let mut found: Vec<(String, Vec<Slug>, String)> = Vec::new();
    found.extend(when_and_where(reading));
    for claim in ranked {
        found.push((claim.question.clone(), vec![claim.id.clone()], answer(reading, claim)));
    }
    found
        .into_iter()
        .take(MOST)
        .zip(1..)
        .map(|((question, claims, answer), order)| StoryQuestion {
            id: Slug::free(&question, &mut taken),
            meta: QuestionMeta {
                question,
                order: Some(order),
                claims,
                sources: Vec::new(),
                status: Status::Auto,
            },
            answer,
        })
        .collect()
}

fn when_and_where(reading: &Reading<'_>) -> Option<(String, Vec<Slug>, String)> {
    let main = reading.story.main.map(|main| &reading.story.events[main])?;
    let when = words::date(main.date?);
    let place = main.place.map(|place| format!(", in {}", reading.resolution.entities[place].name));
    let chips = chips(reading, main.reports.keys().copied());
    let question =
        if place.is_some() { "When and where did it happen?" } else { "When did it happen?" };
    let answer = format!("[[event:{}]]: {when}{}. {chips}", main.id, place.unwrap_or_default());
    Some((question.to_owned(), Vec::new(), answer))
}

/// A figure that moved on: the newest, and since when it is told.
pub fn note(reading: &Reading<'_>, claim: &StoryClaim) -> Option<String> {
    let Standing::Moved(newest) = claim.standing(reading.documents) else { return None };
    let day = |at: usize| {
        let published = reading.documents[claim.positions[at].document].published_day()?;
        Some(words::date(Edtf::Date(Date::day(published))))
    };
    let value = &claim.positions[newest].value;
    let first = claim.positions.iter().position(|one| one.value == *value)?;
    Some(format!(
        "The figure changed as reports came in. The newest is {value}, told since {}.",
        day(first)?
    ))
}

/// One value: who says it. Several: who says which.
fn answer(reading: &Reading<'_>, claim: &StoryClaim) -> String {
    let mut by_value: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for position in &claim.positions {
        by_value.entry(&position.value).or_default().push(position.document);
    }
    let mut values: Vec<(&str, Vec<usize>)> = by_value.into_iter().collect();
    values.sort_by_key(|(_, documents)| std::cmp::Reverse(documents.len()));
    match values.as_slice() {
        [(value, documents)] => {
            format!(
                "{}, say all that speak to it: {}.",
                upper_first(value),
                chips(reading, documents.iter().copied())
            )
        }
        several => {
            let parts: Vec<String> = several
                .iter()
                .map(|(value, documents)| {
                    let value = match claim.key.attribute {
                        "wording" => format!("“{value}”"),
                        _ => (*value).to_owned(),
                    };
                    format!("{value} {}", chips(reading, documents.iter().copied()))
                })
                .collect();
            let parts = list(&parts);
            match claim.standing(reading.documents) {
                Standing::Moved(newest) => {
                    let value = &claim.positions[newest].value;
                    format!(
                        "The newest report says {value}. The figure changed over time: {parts}."
                    )
                }
                Standing::Contrary => format!("The sources contradict each other: {parts}."),
                Standing::Compatible | Standing::Agreed => {
                    format!("The sources differ, but all may be right: {parts}.")
                }
            }
        }
    }
}

fn chips(reading: &Reading<'_>, documents: impl Iterator<Item = usize>) -> String {
    let mut documents: Vec<usize> = documents.collect();
    documents.dedup();
    let more = documents.len().saturating_sub(CHIPS);
    let chips = documents.iter().take(CHIPS);
    let mut chips: Vec<String> =
        chips.map(|document| format!("[[{}]]", reading.sources[*document].id)).collect();
    if more > 0 {
        chips.push(format!("and {more} more"));
    }
    chips.join(" ")
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
