//! Who appears with whom: in one sentence, or in one event. Counted once for all entities, from
//! the sentences that name them and the events they take part in.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::fan::{Fan, Spoke};
use super::view::{LISTED, LinkView};
use crate::content::library::Library;
use crate::graph::{LinkGraph, Target};
use crate::model::entity::EntityKind;
use crate::path::Slug;

/// Neighbours shown of one entity at most: more would be a thicket.
const SHOWN: usize = 12;
/// Names of one sentence or event that are paired at most. A list of hundreds of names says nothing
/// about pairs, and would cost their square.
const PAIRED: usize = 40;

/// Who one entity appears with, as a drawing and as a table.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NeighbourhoodView {
    /// The drawing.
    pub fan: Fan,
    /// The same as rows, people before organisations before places, the most frequent first.
    pub neighbours: Vec<NeighbourView>,
    /// Neighbours beyond those shown.
    pub more: usize,
}

/// Another entity, and where the two appear together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NeighbourView {
    /// Its page.
    pub link: LinkView,
    /// `person`, `organization` or `place`.
    pub kind: &'static str,
    /// Sentences and events together.
    pub count: usize,
    /// Sentences that name both.
    pub sentences: usize,
    /// Events both took part in, of many the first.
    pub events: Vec<LinkView>,
    /// How many events.
    pub event_count: usize,
}

/// Where two entities appear together.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct Tie<'a> {
    sentences: usize,
    events: Vec<&'a Slug>,
    event_count: usize,
}

impl Tie<'_> {
    const fn count(&self) -> usize {
        self.sentences + self.event_count
    }
}

/// The ties of all entities.
#[derive(Debug, Default)]
pub struct Neighbourhoods<'a> {
    ties: BTreeMap<&'a Slug, BTreeMap<&'a Slug, Tie<'a>>>,
}

impl<'a> Neighbourhoods<'a> {
    /// Counts them.
    pub fn new(library: &'a Library, graph: &'a LinkGraph) -> Self {
        let mut all = Self::default();
        for (id, entry) in &library.events {
            let meta = &entry.meta;
            all.pair(meta.participants.iter().chain(&meta.place), |tie| {
                tie.event_count += 1;
                if tie.events.len() < LISTED {
                    tie.events.push(id);
                }
            });
        }
        let mut sentences: BTreeMap<(&Target, &str), BTreeSet<&'a Slug>> = BTreeMap::new();
        for (target, backlinks) in &graph.backlinks {
            if let Target::Entity(id) = target {
                for backlink in backlinks {
                    let place = (&backlink.from, backlink.sentence.as_str());
                    sentences.entry(place).or_default().insert(id);
                }
            }
        }
        for entities in sentences.values() {
            all.pair(entities.iter().copied(), |tie| tie.sentences += 1);
        }
        all
    }

    /// Ties every two of `entities`.
    fn pair(&mut self, entities: impl Iterator<Item = &'a Slug>, add: impl Fn(&mut Tie<'a>)) {
        let entities: BTreeSet<&Slug> = entities.collect();
        let entities: Vec<&Slug> = entities.into_iter().take(PAIRED).collect();
        for one in &entities {
            for other in entities.iter().filter(|other| *other != one) {
                add(self.ties.entry(one).or_default().entry(other).or_default());
            }
        }
    }

    /// With whom an entity appears.
    pub fn of(&self, id: &Slug) -> Option<&BTreeMap<&'a Slug, Tie<'a>>> {
        self.ties.get(id)
    }
}

/// The neighbourhood of an entity; absent when it has none.
pub(super) fn neighbourhood(catalogue: &Catalogue<'_>, id: &Slug) -> Option<NeighbourhoodView> {
    let mut ties: Vec<(&Slug, &Tie<'_>)> =
        catalogue.ties(id)?.iter().map(|(other, tie)| (*other, tie)).collect();
    let called = |id: &Slug| catalogue.called(&Target::Entity(id.clone()));
    ties.retain(|(other, _)| called(other).is_some());
    ties.sort_by_key(|(other, tie)| (std::cmp::Reverse(tie.count()), *other));
    let more = ties.len().saturating_sub(SHOWN);
    ties.truncate(SHOWN);
    // A stable sort: within a kind the most frequent stays first.
    ties.sort_by_key(|(other, _)| called(other).and_then(|called| called.kind));
    let neighbours: Vec<NeighbourView> =
        ties.into_iter().filter_map(|(other, tie)| neighbour(catalogue, other, tie)).collect();
    let spokes: Vec<Spoke<'_>> = neighbours
        .iter()
        .map(|one| Spoke { name: &one.link.text, group: one.kind, count: one.count })
        .collect();
    let name = called(id)?.name;
    let fan = Fan::new(name, &spokes);
    (!neighbours.is_empty()).then_some(NeighbourhoodView { fan, neighbours, more })
}

fn neighbour(catalogue: &Catalogue<'_>, id: &Slug, tie: &Tie<'_>) -> Option<NeighbourView> {
    let kind = catalogue.called(&Target::Entity(id.clone()))?.kind?;
    Some(NeighbourView {
        link: catalogue.entity_link(id)?,
        kind: EntityKind::as_str(kind),
        count: tie.count(),
        sentences: tie.sentences,
        events: tie.events.iter().filter_map(|event| catalogue.event_link(event)).collect(),
        event_count: tie.event_count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::facts::Facts;
    use crate::pages::fixture::{graph, id, library};
    use crate::pages::reads::Reads;
    use crate::pages::strings::Strings;

    #[test]
    fn sentences_and_events_are_counted_and_people_come_first() {
        let library = library();
        let graph = graph(&library);
        let strings = Strings::english();
        let config = crate::pages::fixture::config();
        let facts = Facts::new(&library, &graph, &config, &strings);
        let reads = Reads::default();
        let view =
            neighbourhood(&facts.catalogue(&reads), &id("sallow-bridge")).expect("neighbours");
        let rows: Vec<(&str, usize)> =
            view.neighbours.iter().map(|n| (n.link.text.as_str(), n.event_count)).collect();
        assert!(rows.contains(&("Ines Calloway", 1)), "{rows:?}");
        let kinds: Vec<&str> = view.neighbours.iter().map(|n| n.kind).collect();
        let order =
            |kind: &str| ["person", "organization", "place"].iter().position(|k| *k == kind);
        assert!(kinds.is_sorted_by_key(|kind| order(kind)), "{kinds:?}");
        let person = view.neighbours.iter().find(|n| n.link.text == "Ines Calloway").expect("her");
        assert_eq!(person.count, person.sentences + person.event_count);
        assert_eq!(person.events[0].text, "The bridge is closed");
        assert_eq!(view.fan.rows.len(), view.neighbours.len());
    }

    #[test]
    fn many_neighbours_are_counted_and_the_most_frequent_shown() {
        let mut library = library();
        let person = library.entities[&id("ines-calloway")].clone();
        let participants: Vec<Slug> = (0..200).map(|at| id(&format!("p{at:03}"))).collect();
        for other in &participants {
            let mut entry = person.clone();
            entry.id = other.clone();
            entry.meta.name = format!("Person {other}");
            library.entities.insert(other.clone(), entry);
        }
        let event = library.events.get_mut(&id("closure")).expect("the event");
        event.meta.participants = participants;
        let graph = graph(&library);
        let strings = Strings::english();
        let config = crate::pages::fixture::config();
        let facts = Facts::new(&library, &graph, &config, &strings);
        let reads = Reads::default();
        let view = neighbourhood(&facts.catalogue(&reads), &id("p000")).expect("neighbours");
        assert_eq!((view.neighbours.len(), view.more), (SHOWN, PAIRED - 1 - SHOWN));
    }
}
