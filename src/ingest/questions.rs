//! The site's own questions and answers, generated from events and claims: in our own words, with
//! the disagreement stated.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Standing, StoryClaim};
use super::draft::Reading;
use super::draft::words::{self, escaped, list};
use super::unknowns::Unknown;
use crate::model::article::Status;
use crate::model::date::{Date, Edtf};
use crate::model::question::QuestionMeta;
use crate::model::quotation::Citation;
use crate::path::Slug;

/// Questions a reader is given at most.
const MOST: usize = 10;
/// People and bodies named as involved at most.
const PEOPLE: usize = 6;
/// Questions named in one answer at most.
const POINTS: usize = 4;
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

/// The questions of a story: when and where, who, then the claims that most sources speak to, then
/// what is disputed and what is not known. Questions that sources leave open follow without an answer.
pub fn questions(
    reading: &Reading<'_>,
    claims: &[&StoryClaim],
    open: &[(&Unknown, Vec<Citation>)],
) -> Vec<StoryQuestion> {
    let mut ranked: Vec<&&StoryClaim> = claims.iter().collect();
    ranked.sort_by_key(|claim| {
        let sources: BTreeSet<usize> = claim.positions.iter().map(|one| one.document).collect();
        std::cmp::Reverse(sources.len())
    });
    let ends: Vec<Answered> =
        [disputed(reading, claims), not_known(open)].into_iter().flatten().collect();
    let mut found: Vec<Answered> = Vec::new();
    found.extend(when_and_where(reading));
    found.extend(who(reading));
    for claim in ranked {
        found.push((claim.question.clone(), vec![claim.id.clone()], answer(reading, claim)));
    }
    found.truncate(MOST - ends.len());
    found.extend(ends);
    let mut taken = BTreeSet::new();
    let mut question = |order: u32, meta: QuestionMeta, answer: String| StoryQuestion {
        id: Slug::free(&meta.question, &mut taken),
        meta: QuestionMeta { order: Some(order), status: Status::Auto, ..meta },
        answer,
    };
    let mut all: Vec<StoryQuestion> = Vec::new();
    for ((text, claims, answer), order) in found.into_iter().zip(1..) {
        let meta = QuestionMeta { question: text, claims, ..QuestionMeta::default() };
        all.push(question(order, meta, answer));
    }
    for ((unknown, sources), order) in open.iter().zip(all.len() as u32 + 1..) {
        let meta = QuestionMeta {
            question: unknown.question.clone(),
            sources: sources.clone(),
            settles: Some(unknown.settles.to_owned()),
            ..QuestionMeta::default()
        };
        all.push(question(order, meta, String::new()));
    }
    all
}

/// A question, the claims that carry its answer, and the answer.
type Answered = (String, Vec<Slug>, String);

/// Who takes part in the story's event.
fn who(reading: &Reading<'_>) -> Option<Answered> {
    let main = reading.story.main.map(|main| &reading.story.events[main])?;
    let sure = main.participants.iter().map(|entity| &reading.resolution.entities[*entity]);
    let names: Vec<String> = sure
        .filter(|entity| entity.accepted)
        .map(|entity| escaped(&entity.name))
        .take(PEOPLE)
        .collect();
    let told = chips(reading, main.reports.keys().copied());
    let answer = format!("In [[event:{}]]: {}. {told}", main.id, list(&names));
    (!names.is_empty()).then(|| ("Who is involved?".to_owned(), Vec::new(), answer))
}

/// What the sources contradict each other on.
fn disputed(reading: &Reading<'_>, claims: &[&StoryClaim]) -> Option<Answered> {
    let contrary = |claim: &&&StoryClaim| claim.standing(reading.documents) == Standing::Contrary;
    let contrary: Vec<&&StoryClaim> = claims.iter().filter(contrary).collect();
    let points: Vec<String> = contrary.iter().take(POINTS).map(|c| named(&c.question)).collect();
    if points.len() < 2 {
        return None;
    }
    let answer = format!(
        "The sources contradict each other on {} questions{} {}.",
        contrary.len(),
        if contrary.len() > points.len() { ", among them" } else { ":" },
        list(&points)
    );
    let claims = contrary.iter().take(POINTS).map(|claim| claim.id.clone()).collect();
    Some(("What is disputed?".to_owned(), claims, answer))
}

/// What the sources themselves say is not known.
fn not_known(open: &[(&Unknown, Vec<Citation>)]) -> Option<Answered> {
    let points: Vec<String> =
        open.iter().take(POINTS).map(|(one, _)| named(&one.question)).collect();
    let mut said: Vec<&Slug> =
        open.iter().take(POINTS).flat_map(|(_, cited)| cited).map(|one| &one.article).collect();
    said.sort_unstable();
    said.dedup();
    let chips: Vec<String> = said.iter().take(CHIPS).map(|id| format!("[[{id}]]")).collect();
    let answer = format!("The sources leave open {}. {}", list(&points), chips.join(" "));
    (!points.is_empty()).then(|| ("What is not known?".to_owned(), Vec::new(), answer))
}

/// A question inside a sentence: in quotation marks, without its question mark.
fn named(question: &str) -> String {
    format!("“{}”", escaped(question.trim_end_matches('?')))
}

fn when_and_where(reading: &Reading<'_>) -> Option<Answered> {
    let main = reading.story.main.map(|main| &reading.story.events[main])?;
    let when = words::date(main.date?);
    let place =
        |place: usize| format!(", in {}", escaped(&reading.resolution.entities[place].name));
    let place = main.place.map(place);
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
    let value = escaped(value);
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
                escaped(&upper_first(value)),
                chips(reading, documents.iter().copied())
            )
        }
        several => {
            let parts: Vec<String> = several
                .iter()
                .map(|(value, documents)| {
                    let value = match claim.key.attribute {
                        "wording" => format!("“{}”", escaped(value)),
                        _ => escaped(value),
                    };
                    format!("{value} {}", chips(reading, documents.iter().copied()))
                })
                .collect();
            let parts = list(&parts);
            match claim.standing(reading.documents) {
                Standing::Moved(newest) => {
                    let value = escaped(&claim.positions[newest].value);
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
