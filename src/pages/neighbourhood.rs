//! Who appears with whom: in one sentence, or in one event. Counted for one entity at a
//! time, from the sentences that name it and the events it takes part in.

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
pub struct Tie {
    sentences: usize,
    events: Vec<Slug>,
    event_count: usize,
}

impl Tie {
    const fn count(&self) -> usize {
        self.sentences + self.event_count
    }
}

/// With whom an entity appears.
pub(super) type Ties = BTreeMap<Slug, Tie>;

/// With whom one entity appears in the events it takes part in, given in the order of their ids, and in
/// the sentences that mention it.
pub(super) fn ties(library: &Library, graph: &LinkGraph, id: &Slug, events: &[&Slug]) -> Ties {
    let mut ties = Ties::new();
    for event in events {
        let Some(meta) = library.events.get(*event).map(|entry| &entry.meta) else { continue };
        let named: BTreeSet<&Slug> = meta.participants.iter().chain(&meta.place).collect();
        tie(&mut ties, id, named.into_iter(), |tie| {
            tie.event_count += 1;
            if tie.events.len() < LISTED {
                tie.events.push((*event).clone());
            }
        });
    }
    let backlinks = graph.backlinks.get(&Target::Entity(id.clone()));
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut last = None;
    for backlink in backlinks.into_iter().flat_map(|all| all.iter()) {
        if last.replace(&backlink.from) != Some(&backlink.from) {
            said.clear();
        }
        if said.insert(backlink.text()) {
            let named = backlink.sentence.targets.iter().filter_map(|target| match target {
                Target::Entity(id) => Some(id),
                _ => None,
            });
            tie(&mut ties, id, named, |tie| tie.sentences += 1);
        }
    }
    ties
}

/// Ties `id` to the others of `named`, which are sorted; of too many, the first ones count.
fn tie<'s>(
    ties: &mut Ties,
    id: &Slug,
    named: impl Iterator<Item = &'s Slug>,
    add: impl Fn(&mut Tie),
) {
    let named: Vec<&Slug> = named.take(PAIRED).collect();
    if named.contains(&id) {
        for other in named.into_iter().filter(|other| *other != id) {
            add(ties.entry(other.clone()).or_default());
        }
    }
}

/// The neighbourhood of an entity; absent when it has none.
pub(super) fn neighbourhood(catalogue: &Catalogue<'_>, id: &Slug) -> Option<NeighbourhoodView> {
    let mut ties: Vec<(&Slug, &Tie)> = catalogue.ties(id)?.iter().collect();
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

fn neighbour(catalogue: &Catalogue<'_>, id: &Slug, tie: &Tie) -> Option<NeighbourView> {
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
