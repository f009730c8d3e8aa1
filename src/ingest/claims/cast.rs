//! Who is who in a story: the people whom a report calls by their office alone, "the premier".

use std::collections::BTreeMap;

use super::roles::OFFICES;
use crate::ingest::annotate::Document;
use crate::ingest::resolve::Resolution;
use crate::language::stem::words;
use crate::model::entity::EntityKind;

/// Positions by which a report may name the one person who holds them, beside the offices of titles.
const POSITIONS: [&str; 6] = ["clerk", "executive", "coroner", "mate", "owner", "bishop"];

/// Whether a word names an office or position.
pub(super) fn is_office(word: &str) -> bool {
    OFFICES.contains(&word) || POSITIONS.contains(&word)
}

/// The entities with the offices by which they are called; an office that several hold is nobody's.
pub(super) struct Cast<'a> {
    pub(super) resolution: &'a Resolution,
    /// Of each document.
    of_document: Vec<BTreeMap<&'static str, Option<usize>>>,
    of_story: BTreeMap<&'static str, Option<usize>>,
}

impl<'a> Cast<'a> {
    /// Reads the titles that the documents give.
    pub(super) fn new(documents: &'a [Document], resolution: &'a Resolution) -> Self {
        let mut of_story = BTreeMap::new();
        let of_document = documents
            .iter()
            .enumerate()
            .map(|(index, document)| {
                let mut held = BTreeMap::new();
                for (office, entity) in titles(index, document, resolution) {
                    note(&mut held, office, entity);
                    note(&mut of_story, office, entity);
                }
                held
            })
            .collect();
        Self { resolution, of_document, of_story }
    }

    /// The one person who holds `office` in a document, else, if `anywhere`, in the story.
    pub(super) fn holder(&self, document: usize, office: &str, anywhere: bool) -> Option<usize> {
        match self.of_document.get(document).and_then(|held| held.get(office)) {
            Some(holder) => *holder,
            None if anywhere => self.of_story.get(office).copied().flatten(),
            None => None,
        }
    }
}

fn note(held: &mut BTreeMap<&'static str, Option<usize>>, office: &'static str, entity: usize) {
    let holder = held.entry(office).or_insert(Some(entity));
    if *holder != Some(entity) {
        *holder = None;
    }
}

/// The offices that the titles of a document give to people.
fn titles<'a>(
    index: usize,
    document: &'a Document,
    resolution: &'a Resolution,
) -> impl Iterator<Item = (&'static str, usize)> + 'a {
    document.names.iter().enumerate().filter_map(move |(at, name)| {
        let entity = *resolution.of_name.get(index)?.get(at)?;
        let role = name.role.filter(|_| document.tongue.is_english())?;
        let person = resolution.entities.get(entity)?.kind == EntityKind::Person;
        let office = office_of(&role.of(document.text()).to_lowercase())?;
        person.then_some((office, entity))
    })
}

/// The office of a title in lower case: the last one before what it is of: "the chairman of the
/// governor’s council" is a chairman.
pub(super) fn office_of(title: &str) -> Option<&'static str> {
    let own = words(title).take_while(|word| !matches!(*word, "of" | "for" | "at" | "in" | "who"));
    own.filter_map(|word| OFFICES.iter().chain(&POSITIONS).find(|office| **office == word).copied())
        .last()
}
