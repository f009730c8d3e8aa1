//! Content files from what was read: articles, entities, events, claims, questions and the
//! explainer's first draft, all in our own words but for short quotations.

mod article;
mod budget;
mod code;
pub mod history;
mod index;
pub(in crate::ingest) mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::budget::Budget;
pub use self::code::free_code;
use super::annotate::Document;
use super::claims::{Standing, StoryClaim, settled_by};
use super::events::{Story, StoryEvent};
use super::questions;
use super::resolve::Resolution;
use super::unknowns::{self, Unknown, unknowns};
use crate::config::SourcesConfig;
use crate::content::front_matter;
use crate::content::library::PageMeta;
use crate::diagnostic::Span;
use crate::model::article::{IngestRecord, Rights, Status};
use crate::model::claim::{ClaimMeta, Position, Silence, Why};
use crate::model::entity::{EntityKind, EntityMeta};
use crate::model::event::EventMeta;
use crate::model::quotation::Citation;
use crate::path::{ContentPath, Slug};

/// What is known of a source beside what was read in it.
#[derive(Clone, Debug)]
pub struct SourceFacts {
    /// The article's id.
    pub id: Slug,
    /// Its two letters.
    pub code: String,
    /// How much of it may be published.
    pub rights: Rights,
    /// The tool's own record.
    pub record: IngestRecord,
}

/// Everything a draft is made from. `sources` has one entry a document.
pub struct Reading<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// What is known of each.
    pub sources: &'a [SourceFacts],
    /// Who is who.
    pub resolution: &'a Resolution,
    /// What happened.
    pub story: &'a Story,
    /// What is asked.
    pub claims: &'a [StoryClaim],
    /// Which document repeats which.
    pub copies: &'a BTreeMap<usize, usize>,
    /// Entities whose files people deleted: nothing may refer to them.
    pub deleted: &'a BTreeSet<Slug>,
    /// How much may be quoted.
    pub limits: &'a SourcesConfig,
    /// Name of the story.
    pub title: &'a str,
}

/// Positions, silences and citations that one file names at most: with all their keys they stay below
/// the thousand values that front matter may hold.
const MOST_POSITIONS: usize = 100;
const MOST_SILENT: usize = 40;
const MOST_CITATIONS: usize = 100;

/// Open questions of a story, and sources quoted for each.
const MOST_OPEN: usize = 8;
const MOST_QUOTED: usize = 3;

/// A content file as the tool would write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFile {
    /// Where it belongs.
    pub path: ContentPath,
    /// Its whole text.
    pub text: String,
}

/// All content files of a story, sorted by path.
pub fn draft(reading: &Reading<'_>) -> Vec<DraftFile> {
    let open = open_questions(reading);
    let quotes = choose_quotes(reading, &open);
    let published = published_entities(reading);
    let mut files = Vec::new();
    for (index, source) in reading.sources.iter().enumerate() {
        let (meta, body) = article::article(reading, index, &published);
        files.extend(file("articles", &source.id, &front_matter::write(&meta, &body)));
    }
    for entity in &published {
        let id = &reading.resolution.entities[*entity].id;
        files.extend(file("entities", id, &entity_file(reading, *entity)));
    }
    for (index, event) in reading.story.events.iter().enumerate() {
        if event.published {
            let meta = event_meta(reading, index, &quotes, &published);
            files.extend(file("events", &event.id, &front_matter::write(&meta, "")));
        }
    }
    let mut kept: Vec<&StoryClaim> = Vec::new();
    for (index, claim) in reading.claims.iter().enumerate() {
        if let Some(meta) = claim_meta(reading, index, &quotes) {
            let note = questions::note(reading, claim).unwrap_or_default();
            files.extend(file("claims", &claim.id, &front_matter::write(&meta, &note)));
            kept.push(claim);
        }
    }
    for question in questions::questions(reading, &kept, &quoted_questions(reading, &open, &quotes))
    {
        files.extend(file(
            "faq",
            &question.id,
            &front_matter::write(&question.meta, &question.answer),
        ));
    }
    let (meta, body): (PageMeta, String) = index::index(reading, &kept);
    if let Ok(path) = ContentPath::parse("content/index.md") {
        files.push(DraftFile { path, text: front_matter::write(&meta, &body) });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn file(folder: &str, id: &Slug, text: &str) -> Option<DraftFile> {
    let path = ContentPath::parse(&format!("content/{folder}/{id}.md")).ok()?;
    Some(DraftFile { path, text: text.to_owned() })
}

/// The words that may be quoted: disputed positions first, then one report of every event, then
/// the rest, each as far as its source's budget reaches.
#[derive(Default)]
struct Quotes {
    /// By claim and position.
    positions: BTreeSet<(usize, usize)>,
    /// By event and document.
    reports: BTreeMap<(usize, usize), Span>,
    /// By open question and document: the words, where they may be quoted.
    open: BTreeMap<(usize, usize), Option<Span>>,
}

/// Questions that sources leave open and that no claim answers alike everywhere.
fn open_questions(reading: &Reading<'_>) -> Vec<Unknown> {
    let agreed = reading.claims.iter().filter(|claim| !claim.disputed);
    let answered: BTreeSet<Vec<String>> =
        agreed.map(|claim| unknowns::key(&claim.question)).collect();
    let mut open = unknowns(reading.documents);
    open.retain(|one| !answered.contains(&unknowns::key(&one.question)));
    open.truncate(MOST_OPEN);
    open
}

/// The open questions with who leaves them open.
fn quoted_questions<'a>(
    reading: &Reading<'_>,
    open: &'a [Unknown],
    quotes: &Quotes,
) -> Vec<(&'a Unknown, Vec<Citation>)> {
    let citations = |at: usize| {
        let taken = quotes.open.range((at, 0)..(at + 1, 0));
        taken.map(|((_, document), span)| Citation {
            article: reading.sources[*document].id.clone(),
            quote: span
                .map(|span| words::quoted(reading.documents[*document].text(), span))
                .unwrap_or_default(),
        })
    };
    open.iter().enumerate().map(|(at, one)| (one, citations(at).collect())).collect()
}

fn choose_quotes(reading: &Reading<'_>, open: &[Unknown]) -> Quotes {
    let mut budgets: Vec<Budget<'_>> = reading
        .documents
        .iter()
        .zip(reading.sources)
        .map(|(document, source)| Budget::new(document, source.rights, reading.limits))
        .collect();
    let mut quotes = Quotes::default();
    take_needed(reading, true, &mut budgets, &mut quotes);
    take_reports(reading, true, &mut budgets, &mut quotes);
    take_open(open, &mut budgets, &mut quotes);
    take_rest(reading, true, &mut budgets, &mut quotes);
    take_reports(reading, false, &mut budgets, &mut quotes);
    take_needed(reading, false, &mut budgets, &mut quotes);
    take_rest(reading, false, &mut budgets, &mut quotes);
    quotes
}

/// Quotes the words that leave a question open, of the sources that have most words left.
fn take_open(open: &[Unknown], budgets: &mut [Budget<'_>], quotes: &mut Quotes) {
    for (at, unknown) in open.iter().enumerate() {
        let mut reports: Vec<(usize, Span)> =
            unknown.reports.iter().map(|(document, span)| (*document, *span)).collect();
        reports.sort_by_key(|(document, _)| std::cmp::Reverse(budgets[*document].left()));
        for (document, span) in reports.into_iter().take(MOST_QUOTED) {
            let quote = budgets[document].take(span).then_some(span);
            quotes.open.insert((at, document), quote);
        }
    }
}

/// Quotes reports of events: one of each, or all.
fn take_reports(
    reading: &Reading<'_>,
    first_only: bool,
    budgets: &mut [Budget<'_>],
    quotes: &mut Quotes,
) {
    // What one article alone reports can be quoted from no other.
    let mut events: Vec<(usize, &StoryEvent)> =
        reading.story.events.iter().enumerate().filter(|(_, event)| event.published).collect();
    events.sort_by_key(|(_, event)| (event.reports.len(), event.date_note.is_some()));
    for (index, event) in events {
        let mut reports: Vec<(&usize, &Span)> = event.reports.iter().collect();
        reports.sort_by_key(|(document, _)| {
            let best = first_only && event.best == Some(**document);
            (!best, std::cmp::Reverse(budgets[**document].left()))
        });
        for (document, span) in reports {
            if quotes.reports.contains_key(&(index, *document)) {
                continue;
            }
            if let Some(span) = budgets[*document].take_or_shorten(*span) {
                quotes.reports.insert((index, *document), span);
                if first_only {
                    break;
                }
            }
        }
    }
}

/// Claims that are disputed, or that are not, the ones that cost the fewest words first.
fn cheapest(reading: &Reading<'_>, disputed: bool, budgets: &[Budget<'_>]) -> Vec<usize> {
    let mut claims: Vec<(usize, usize)> = reading
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.disputed == disputed)
        .map(|(index, claim)| {
            let costs = needed(claim, budgets).into_iter();
            (costs.filter_map(|at| cost(claim, at, budgets)).sum(), index)
        })
        .collect();
    claims.sort_unstable();
    claims.into_iter().map(|(_, index)| index).collect()
}

/// Quotes of each claim what it needs to be shown.
fn take_needed(
    reading: &Reading<'_>,
    disputed: bool,
    budgets: &mut Vec<Budget<'_>>,
    quotes: &mut Quotes,
) {
    for index in cheapest(reading, disputed, budgets) {
        let claim = &reading.claims[index];
        let needed = needed(claim, budgets);
        let documents: BTreeSet<usize> =
            needed.iter().map(|at| claim.positions[*at].document).collect();
        if documents.len() < 2 {
            continue;
        }
        let before = budgets.clone();
        let taken: Vec<usize> = needed
            .into_iter()
            .filter(|at| budgets[claim.positions[*at].document].take(claim.positions[*at].quote))
            .collect();
        let shown: BTreeSet<usize> = taken.iter().map(|at| claim.positions[*at].document).collect();
        if shown.len() < 2 {
            *budgets = before;
        } else {
            quotes.positions.extend(taken.into_iter().map(|at| (index, at)));
        }
    }
}

/// Quotes the other positions of the claims that are shown.
fn take_rest(
    reading: &Reading<'_>,
    disputed: bool,
    budgets: &mut [Budget<'_>],
    quotes: &mut Quotes,
) {
    for index in cheapest(reading, disputed, budgets) {
        let shown = quotes.positions.range((index, 0)..(index + 1, 0)).next().is_some();
        for (at, position) in reading.claims[index].positions.iter().enumerate() {
            let fresh = shown && !quotes.positions.contains(&(index, at));
            if fresh && budgets[position.document].take(position.quote) {
                quotes.positions.insert((index, at));
            }
        }
    }
}

fn cost(claim: &StoryClaim, at: usize, budgets: &[Budget<'_>]) -> Option<usize> {
    let position = &claim.positions[at];
    budgets[position.document].cost(position.quote)
}

/// The positions that show who says what: of every answer the one that costs the fewest words, and
/// two of an answer that all share.
fn needed(claim: &StoryClaim, budgets: &[Budget<'_>]) -> Vec<usize> {
    let mut payable: Vec<(usize, usize)> =
        (0..claim.positions.len()).filter_map(|at| Some((cost(claim, at, budgets)?, at))).collect();
    payable.sort_unstable();
    let mut needed: Vec<usize> = Vec::new();
    let mut values: BTreeSet<&str> = BTreeSet::new();
    let document = |at: usize| claim.positions[at].document;
    for (_, at) in &payable {
        if values.insert(&claim.positions[*at].value) {
            needed.push(*at);
        }
    }
    if needed.iter().all(|at| document(*at) == document(needed[0])) {
        let second =
            payable.iter().find(|(_, at)| needed.iter().all(|n| document(*n) != document(*at)));
        needed.extend(second.map(|(_, at)| *at));
    }
    needed
}

/// Entities that get a page: sure ones that are named more than once or by several documents, and
/// whoever takes part in an event or claim.
fn published_entities(reading: &Reading<'_>) -> BTreeSet<usize> {
    let mut published: BTreeSet<usize> = BTreeSet::new();
    for (index, entity) in reading.resolution.entities.iter().enumerate() {
        let total: usize = entity.mentions.values().sum();
        if entity.known || (entity.accepted && (total >= 2 || entity.mentions.len() >= 2)) {
            published.insert(index);
        }
    }
    for event in reading.story.events.iter().filter(|event| event.published) {
        let sure = |entity: &&usize| reading.resolution.entities[**entity].accepted;
        published.extend(event.participants.iter().chain(&event.place).filter(sure));
    }
    published.extend(reading.claims.iter().filter_map(|claim| claim.about));
    published.retain(|entity| !reading.deleted.contains(&reading.resolution.entities[*entity].id));
    published
}

fn entity_file(reading: &Reading<'_>, entity: usize) -> String {
    let resolved = &reading.resolution.entities[entity];
    let meta = EntityMeta {
        name: resolved.name.clone(),
        kind: resolved.kind,
        aliases: resolved.aliases.clone(),
        role: (resolved.kind == EntityKind::Person).then(|| role(reading, entity)).flatten(),
        same_as: Vec::new(),
        former_ids: Vec::new(),
        status: Status::Auto,
    };
    front_matter::write(&meta, "")
}

/// The title that sources give a person most often, of equals the longest; at most seven words.
fn role(reading: &Reading<'_>, entity: usize) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for index in reading.resolution.entities[entity].mentions.keys().copied() {
        let document = &reading.documents[index];
        for (at, name) in document.names.iter().enumerate() {
            let Some(role) = name.role.filter(|_| reading.resolution.of_name[index][at] == entity)
            else {
                continue;
            };
            let text = role.of(document.text()).split_whitespace().collect::<Vec<_>>().join(" ");
            // "the board’s chair", "the chairman": an entry needs no article.
            let bare = ["the ", "The ", "a ", "an ", "its ", "their "]
                .iter()
                .find_map(|article| text.strip_prefix(article))
                .unwrap_or(&text);
            if bare.len() > 2 && text.split(' ').count() <= 7 {
                *counts.entry(bare.to_owned()).or_default() += 1;
            }
        }
    }
    counts.into_iter().max_by_key(|(text, count)| (*count, text.len())).map(|(text, _)| text)
}

fn event_meta(
    reading: &Reading<'_>,
    index: usize,
    quotes: &Quotes,
    published: &BTreeSet<usize>,
) -> EventMeta {
    let event = &reading.story.events[index];
    let id = |entity: &usize| reading.resolution.entities[*entity].id.clone();
    let sources = event
        .reports
        .keys()
        .map(|document| Citation {
            article: reading.sources[*document].id.clone(),
            quote: quotes
                .reports
                .get(&(index, *document))
                .map(|span| words::quoted(reading.documents[*document].text(), *span))
                .unwrap_or_default(),
        })
        .take(MOST_CITATIONS)
        .collect();
    EventMeta {
        title: event.title.clone(),
        date: event.date,
        date_note: event.date_note.clone(),
        place: event.place.filter(|place| published.contains(place)).as_ref().map(id),
        participants: event.participants.iter().filter(|e| published.contains(e)).map(id).collect(),
        part_of: None,
        after: event
            .after
            .map(|after| &reading.story.events[after])
            .filter(|after| after.published)
            .map(|after| after.id.clone()),
        outcome: event.outcome,
        sources,
        former_ids: Vec::new(),
        status: Status::Auto,
    }
}

/// The claim's file; absent when too little of it may be quoted to show who says what.
fn claim_meta(reading: &Reading<'_>, index: usize, quotes: &Quotes) -> Option<ClaimMeta> {
    let claim = &reading.claims[index];
    let event =
        claim.event.map(|event| &reading.story.events[event]).filter(|event| event.published);
    let positions: Vec<Position> = claim
        .positions
        .iter()
        .enumerate()
        .filter(|(at, _)| quotes.positions.contains(&(index, *at)))
        .map(|(_, position)| Position {
            value: position.value.clone(),
            article: reading.sources[position.document].id.clone(),
            quote: words::quoted(reading.documents[position.document].text(), position.quote),
            unnamed: position.unnamed.clone(),
        })
        .collect();
    let articles: BTreeSet<&Slug> = positions.iter().map(|position| &position.article).collect();
    if articles.len() < 2 {
        return None;
    }
    // Who is named nowhere has not mentioned it; what says more is kept first.
    let mut silent: Vec<&(usize, Why)> = claim.silent.iter().collect();
    if silent.len() > MOST_SILENT {
        silent.sort_by_key(|(_, why)| *why == Why::NotMentioned);
        silent.truncate(MOST_SILENT);
        silent.sort_by_key(|(document, _)| *document);
    }
    let silent = silent
        .into_iter()
        .map(|(document, why)| Silence {
            article: reading.sources[*document].id.clone(),
            why: *why,
        })
        .collect();
    Some(ClaimMeta {
        question: claim.question.clone(),
        event: event.map(|event| event.id.clone()),
        about: claim
            .about
            .map(|entity| reading.resolution.entities[entity].id.clone())
            .filter(|id| !reading.deleted.contains(id)),
        attribute: claim.key.attribute.to_owned(),
        positions: representative(positions),
        silent,
        verdict: None,
        settles: (claim.standing(reading.documents) == Standing::Contrary)
            .then(|| settled_by(claim.key.attribute))
            .flatten()
            .map(str::to_owned),
        former_ids: Vec::new(),
        status: Status::Auto,
    })
}

/// Of many positions so many that the file stays readable and within the limits of front matter:
/// each answer in turn gives its next one.
fn representative(positions: Vec<Position>) -> Vec<Position> {
    if positions.len() <= MOST_POSITIONS {
        return positions;
    }
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    let mut turns: Vec<(usize, usize)> = Vec::with_capacity(positions.len());
    for (at, position) in positions.iter().enumerate() {
        let turn = given.entry(position.value.clone()).or_default();
        turns.push((*turn, at));
        *turn += 1;
    }
    turns.sort_unstable();
    let kept: BTreeSet<usize> = turns.into_iter().take(MOST_POSITIONS).map(|(_, at)| at).collect();
    let numbered = positions.into_iter().enumerate();
    numbered.filter(|(at, _)| kept.contains(at)).map(|(_, position)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_positions_every_answer_keeps_some() {
        let position = |at: usize| Position {
            value: if at == 700 { "9" } else { "5" }.to_owned(),
            article: Slug::parse(&format!("a{at}")).expect("an id"),
            quote: "q".to_owned(),
            unnamed: None,
        };
        let kept = representative((0..1000).map(position).collect());
        assert_eq!(kept.len(), MOST_POSITIONS);
        assert!(kept.iter().any(|position| position.value == "9"));
        assert!(kept.is_sorted_by_key(|p| p.article.as_str()[1..].parse::<usize>().ok()));
    }
}
