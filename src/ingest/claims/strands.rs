//! The strands of an archive: where its documents tell of several incidents, answers are compared
//! within each, and a question says of which it asks.

use std::collections::{BTreeMap, BTreeSet};

use super::StoryClaim;
use crate::ingest::annotate::Document;
use crate::ingest::nations::adjective_of;
use crate::ingest::resolve::Resolution;
use crate::model::entity::EntityKind;

/// From this many documents on an archive may hold several stories: fewer are put together by a
/// person who knows why.
const MANY: usize = 12;

/// Which strand each document belongs to; one for all where most of them tell one story.
pub(super) struct Strands {
    of: Vec<usize>,
    /// Of each strand the name that its documents share and the others lack.
    names: BTreeMap<usize, String>,
}

impl Strands {
    /// Reads the strands from the topics of the documents.
    pub(super) fn new(documents: &[Document], resolution: &Resolution, topics: &[usize]) -> Self {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for topic in topics {
            *sizes.entry(*topic).or_default() += 1;
        }
        let largest = sizes.values().max().copied().unwrap_or(0);
        // A ship, a town or a company that half of them name is what they are all about.
        let shared = resolution.entities.iter().any(|entity| {
            entity.accepted
                && 2 * entity.mentions.len() >= documents.len()
                && adjective_of(&entity.name).is_none()
        });
        if documents.len() < MANY || shared || 2 * largest >= documents.len() {
            return Self { of: vec![0; documents.len()], names: BTreeMap::new() };
        }
        let names = names(resolution, topics);
        Self { of: topics.to_vec(), names }
    }

    /// Whether all documents tell one story, so that "the talks" are its talks.
    pub(super) fn is_one(&self) -> bool {
        self.names.is_empty()
    }

    /// The strand of a document.
    pub(super) fn of(&self, document: usize) -> usize {
        self.of.get(document).copied().unwrap_or(0)
    }

    /// Says in the question of a claim which strand it is about, where the question names nobody.
    pub(super) fn name(&self, claim: &mut StoryClaim) {
        let strand = claim.positions.first().map_or(0, |position| self.of(position.document));
        let Some(name) = self.names.get(&strand) else { return };
        if claim.about.is_none() && !claim.question.contains(name.as_str()) {
            claim.question = format!("{name}: {}", claim.question);
        }
    }
}

/// The entity that most documents of a topic name, as far as few others do.
fn names(resolution: &Resolution, topics: &[usize]) -> BTreeMap<usize, String> {
    let mut best: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    for entity in resolution.entities.iter().filter(|entity| entity.accepted) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for topic in entity.mentions.keys().filter_map(|document| topics.get(*document)) {
            *counts.entry(*topic).or_default() += 1;
        }
        let everywhere = entity.mentions.len();
        let named: usize = usize::from(entity.kind != EntityKind::Place);
        for (topic, count) in counts.into_iter().filter(|(_, count)| 2 * count > everywhere) {
            let weight = 2 * count + named;
            let before = best.entry(topic).or_insert((0, String::new()));
            if weight > before.0 {
                *before = (weight, entity.name.clone());
            }
        }
    }
    let known: BTreeSet<usize> = topics.iter().copied().collect();
    best.into_iter()
        .filter(|(topic, _)| known.contains(topic))
        .map(|(topic, (_, name))| (topic, name))
        .collect()
}
