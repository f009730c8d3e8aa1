//! Sources to content files: annotate, resolve, find events and claims, draft, merge.

pub mod annotate;
pub mod claims;
pub mod copies;
pub mod draft;
pub mod events;
pub mod merge;
mod merge_body;
mod merge_keys;
pub mod nations;
pub mod questions;
pub mod resolve;
pub mod unknowns;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rayon::prelude::*;

use self::annotate::{
    AnnotateInput, Document, anchor_to, name_documents, open_document, read_document,
};
use self::claims::StoryClaim;
use self::events::{Lexicon, Story};
use self::resolve::{Known, Resolution};
use crate::diagnostic::Diagnostics;
use crate::language::names::{Name, Recogniser};
use crate::model::entity::EntityKind;
use crate::path::Slug;

/// Documents read together: one entity and one event for each real thing in all of them.
#[derive(Clone, Debug, Default)]
pub struct StoryReading {
    /// The documents, in the order given.
    pub documents: Vec<Document>,
    /// Who is who.
    pub resolution: Resolution,
    /// What happened.
    pub story: Story,
}

/// Ids that people gave to things of their own, which the tool may not take.
#[derive(Clone, Debug, Default)]
pub struct TakenIds {
    /// Of events.
    pub events: BTreeSet<Slug>,
    /// Of claims.
    pub claims: BTreeSet<Slug>,
}

/// Opens `inputs`, in order and in parallel.
pub fn open_documents(inputs: Vec<AnnotateInput>) -> (Vec<Document>, Diagnostics) {
    let opened: Vec<(Document, Diagnostics)> = inputs.into_par_iter().map(open_document).collect();
    let (documents, diagnostics): (Vec<Document>, Vec<Diagnostics>) = opened.into_iter().unzip();
    (documents, diagnostics.into_iter().flatten().collect())
}

/// Reads opened documents together, in parallel where they do not depend on each other. `outside`
/// are names that a program of the site's own found in each, or nothing. `registry` are the entities
/// that the site declares.
pub fn read_story(
    recogniser: &Recogniser,
    opened: Vec<Document>,
    outside: Vec<Vec<Name>>,
    registry: &[Known],
    taken: &TakenIds,
) -> StoryReading {
    read_with(recogniser, &Lexicon::new(), opened, outside, registry, taken)
}

fn read_with(
    recogniser: &Recogniser,
    lexicon: &Lexicon,
    opened: Vec<Document>,
    mut outside: Vec<Vec<Name>>,
    registry: &[Known],
    taken: &TakenIds,
) -> StoryReading {
    let known = known_names(registry);
    outside.resize(opened.len(), Vec::new());
    let mut documents: Vec<Document> = opened
        .into_par_iter()
        .zip(outside)
        .map(|(document, names)| read_document(recogniser, document, &names, &known))
        .collect();
    if let Some(day) = story_day(&documents) {
        for document in documents.iter_mut().filter(|document| document.anchor.is_none()) {
            anchor_to(document, day);
        }
    }
    name_documents(&mut documents, registry);
    let resolution = resolve::resolve(&documents, registry);
    let story = events::find_events(&documents, &resolution, lexicon, &taken.events);
    StoryReading { documents, resolution, story }
}

/// The claims of a story that was read, and which documents repeat which.
pub fn compare(
    reading: &StoryReading,
    taken: &TakenIds,
) -> (Vec<StoryClaim>, BTreeMap<usize, usize>) {
    let copies = copies::find_copies(&reading.documents);
    let StoryReading { documents, resolution, story } = reading;
    let claims = claims::find_claims(documents, resolution, story, &copies, &taken.claims);
    (claims, copies)
}

/// `annotate`'s answer: one JSON object a document, in order, handed to `each` in pieces that follow
/// each other, a line a document. With `per_document` every document is a story of its own.
pub fn annotate(
    recogniser: &Recogniser,
    inputs: Vec<AnnotateInput>,
    per_document: bool,
    mut each: impl FnMut(Vec<String>),
) -> Diagnostics {
    /// Answers made before they are handed on.
    const PIECE: usize = 256;
    let lexicon = Lexicon::new();
    let taken = TakenIds::default();
    let read =
        |opened: Vec<Document>| read_with(recogniser, &lexicon, opened, Vec::new(), &[], &taken);
    let answer = |reading: &StoryReading, at: usize| {
        annotate::to_json(at, &reading.documents[at], &reading.resolution, &reading.story)
    };
    if !per_document {
        let (opened, diagnostics) = open_documents(inputs);
        let reading = read(opened);
        for start in (0..reading.documents.len()).step_by(PIECE) {
            let piece = start..(start + PIECE).min(reading.documents.len());
            each(piece.into_par_iter().map(|at| answer(&reading, at)).collect());
        }
        return diagnostics;
    }
    let alone = |input: AnnotateInput| {
        let (opened, diagnostics) = open_document(input);
        (answer(&read(vec![opened]), 0), diagnostics)
    };
    let (lines, diagnostics): (Vec<String>, Vec<Diagnostics>) =
        inputs.into_par_iter().map(alone).unzip();
    each(lines);
    diagnostics.into_iter().flatten().collect()
}

/// Names and aliases of the registry, for the recogniser.
fn known_names(registry: &[Known]) -> Vec<(String, EntityKind)> {
    let names = |known: &Known| {
        let kind = known.kind;
        let all = std::iter::once(&known.name).chain(&known.aliases);
        all.map(move |name| (name.clone(), kind)).collect::<Vec<_>>()
    };
    registry.iter().flat_map(names).collect()
}

/// The day the undated documents of a story count from: the middle one of the days that the others
/// state for themselves.
fn story_day(documents: &[Document]) -> Option<civil::Date> {
    let mut days: Vec<civil::Date> = documents.iter().filter_map(Document::published_day).collect();
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}
