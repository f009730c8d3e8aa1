//! What a page looked at while it was made, so that it is made again when, and only when, some of that
//! has changed. Knows no page.
//!
//! Whoever makes a page is given the story through [`super::catalogue::Catalogue`], which notes every
//! look into it here. A look is a [`Read`]: what kind of fact, and of which thing. With the value of each
//! fact ([`super::values::Values::of`]) these notes are what the literature on build systems calls a
//! verifying trace (Mokhov, Mitchell and Peyton Jones, "Build systems à la carte", 2018): a page whose
//! facts have the values they had when it was made need not be made again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::Record;
use super::facts::{Cells, Facts, Files};
use crate::fingerprint::fingerprint_of;
use crate::path::Slug;

/// What kind of fact was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Fact {
    /// The whole content.
    Everything,
    /// Front matter of one file, and whether it has a body.
    Meta(Folder),
    /// What links call a thing, and which kind of entity it is.
    Name(Folder),
    /// The front matter of all files of a folder.
    Metas(Folder),
    /// How many files a folder has.
    Count(Folder),
    /// A body, by its file.
    Body,
    /// The links of a body, by its file.
    Links,
    /// Who mentions a thing.
    Backlinks(Folder),
    /// One view of the catalogue.
    View(ViewOf),
    /// All views of one kind.
    Views(ViewOf),
    /// How many views of one kind there are.
    ViewCount(ViewOf),
    /// Ids or words that belong to a thing.
    List(ListOf),
    /// All lists of one kind.
    Lists(ListOf),
    /// When a thing last had news, or was first shown.
    Date(Folder),
    /// When readers could first see a thing.
    Added,
    /// The moment the site describes, and when it began.
    Span,
    /// Words that rights withhold.
    Withheld,
    /// How many sources stand on their own, and how many have no date.
    Independent,
    /// With whom an entity appears.
    Neighbours,
    /// The order of claims, the most disputed first.
    Dispute,
    /// Whether a file of the site is planned.
    Planned,
    /// Titles of the pages right below the base.
    Sections,
    /// Addresses of all pages.
    Addresses,
}

impl Fact {
    /// What is read, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Everything => "any of the content",
            Self::Meta(_) => "front matter",
            Self::Name(_) => "its name",
            Self::Metas(_) => "the front matter of a whole folder",
            Self::Count(_) => "the number of files in a folder",
            Self::Body => "the text",
            Self::Links => "what the text links to",
            Self::Backlinks(_) => "who mentions it",
            Self::View(ViewOf::Source) => "how lists show the source",
            Self::View(ViewOf::Entity) => "how lists and cards show the entity",
            Self::View(ViewOf::Event) => "how lists show the event",
            Self::View(ViewOf::Claim | ViewOf::Point) => "who answers the claim",
            Self::View(ViewOf::Verdict) => "the verdict",
            Self::Views(_) => "how any of a kind is shown",
            Self::ViewCount(_) => "how many there are of a kind",
            Self::List(ListOf::ClaimsOfEvent | ListOf::ClaimsOfEntity) => "claims about it",
            Self::List(ListOf::ClaimsOfArticle) => "claims it answers",
            Self::List(ListOf::EventsOfEntity) => "events it takes part in",
            Self::List(ListOf::EventsOfArticle) => "events it reports",
            Self::List(ListOf::QuotesOfArticle) => "words quoted of it",
            Self::List(ListOf::ChangesOf) => "changes about it",
            Self::List(ListOf::CopiesOf) => "reprints of it",
            Self::List(ListOf::PartsOf) => "events that are part of it",
            Self::List(ListOf::FollowersOf) => "events that follow it",
            Self::List(ListOf::AroundArticle) => "the sources published before and after it",
            Self::Lists(_) => "what belongs to any of a kind",
            Self::Date(_) => "when it last had news",
            Self::Added => "when readers could first see it",
            Self::Span => "the time the site describes",
            Self::Withheld => "words that rights withhold",
            Self::Independent => "the number of independent or undated sources",
            Self::Neighbours => "with whom it appears",
            Self::Dispute => "the order of claims",
            Self::Planned => "which files the site has",
            Self::Sections => "the pages right below the base",
            Self::Addresses => "the list of all pages",
        }
    }
}

/// The folders of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Folder {
    /// `content/index.md`.
    Index,
    /// `content/pages/`.
    Pages,
    /// `content/articles/`.
    Articles,
    /// `content/entities/`.
    Entities,
    /// `content/events/`.
    Events,
    /// `content/claims/`.
    Claims,
    /// `content/faq/`.
    Questions,
    /// `content/changes/`.
    Changes,
}

/// What the catalogue has views of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum ViewOf {
    /// Sources.
    Source,
    /// Entities.
    Entity,
    /// Events.
    Event,
    /// Claims.
    Claim,
    /// Claims as lists show them.
    Point,
    /// Verdicts of claims.
    Verdict,
}

/// What belongs to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum ListOf {
    /// Claims about an event.
    ClaimsOfEvent,
    /// Claims about an entity.
    ClaimsOfEntity,
    /// Claims that an article answers.
    ClaimsOfArticle,
    /// Events of a participant or place.
    EventsOfEntity,
    /// Events an article reports.
    EventsOfArticle,
    /// Words quoted of an article.
    QuotesOfArticle,
    /// Changes about a thing.
    ChangesOf,
    /// Articles that repeat one.
    CopiesOf,
    /// Events that are part of one.
    PartsOf,
    /// Events that follow one.
    FollowersOf,
    /// The articles before and after one.
    AroundArticle,
}

/// A fact that was read: its kind, and which thing it is about as the fingerprint of its id or path; 0
/// where there is only one.
pub type Read = (Fact, u64);

/// The fingerprint of a thing's id or path.
pub fn key(id: &str) -> u64 {
    fingerprint_of(id.as_bytes())
}

/// The notes of one page.
#[derive(Debug, Default)]
pub struct Reads {
    list: RefCell<Vec<Read>>,
}

impl Reads {
    /// Notes a read.
    pub fn note(&self, fact: Fact, key: u64) {
        let mut list = self.list.borrow_mut();
        // The same thing is often asked for many times in a row.
        if list.last() != Some(&(fact, key)) {
            list.push((fact, key));
        }
    }

    /// Everything read so far, in order, each once.
    pub fn take(self) -> Vec<Read> {
        let mut list = self.list.into_inner();
        list.sort_unstable();
        list.dedup();
        list
    }
}

/// The views of one kind, each made when it is first asked for; every look is noted.
#[derive(Debug)]
pub struct Views<'a, V> {
    pub(super) of: ViewOf,
    pub(super) cells: &'a Cells<'a, V>,
    pub(super) facts: &'a Facts<'a>,
    pub(super) make: fn(&Facts<'_>, &Slug) -> Option<V>,
    pub(super) reads: &'a Reads,
}

impl<V> Clone for Views<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Views<'_, V> {}

impl<'a, V> Views<'a, V> {
    /// The view of one thing.
    pub fn get(&self, id: &Slug) -> Option<&'a V> {
        self.reads.note(Fact::View(self.of), key(id.as_str()));
        self.made(id)
    }

    fn made(&self, id: &Slug) -> Option<&'a V> {
        self.cells.get(id, || (self.make)(self.facts, id))
    }

    /// Whether there is a view of a thing.
    pub fn contains_key(&self, id: &Slug) -> bool {
        self.reads.note(Fact::View(self.of), key(id.as_str()));
        self.cells.has(id)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.reads.note(Fact::ViewCount(self.of), 0);
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, by id.
    pub fn iter(self) -> impl Iterator<Item = (&'a Slug, &'a V)> {
        self.reads.note(Fact::Views(self.of), 0);
        self.cells.ids().filter_map(move |id| Some((id, self.made(id)?)))
    }

    /// All of them, in the order of their ids.
    pub fn values(self) -> impl Iterator<Item = &'a V> {
        self.iter().map(|(_, view)| view)
    }

    /// The ids.
    pub fn keys(&self) -> impl Iterator<Item = &'a Slug> + use<'a, V> {
        self.reads.note(Fact::Views(self.of), 0);
        self.cells.ids()
    }
}

/// What belongs to things; every look is noted.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a, V> {
    pub(super) of: ListOf,
    pub(super) map: &'a BTreeMap<&'a Slug, V>,
    pub(super) reads: &'a Reads,
}

impl<'a, V> Lists<'a, V> {
    /// What belongs to one thing.
    pub fn get(&self, id: &Slug) -> Option<&'a V> {
        self.reads.note(Fact::List(self.of), key(id.as_str()));
        self.map.get(id)
    }

    /// All lists, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Slug, &'a V)> + use<'a, V> {
        self.reads.note(Fact::Lists(self.of), 0);
        self.map.iter().map(|(id, list)| (*id, list))
    }
}

/// The files of one folder; every look is noted.
#[derive(Debug)]
pub struct Records<'a, M> {
    pub(super) folder: Folder,
    pub(super) files: &'a Files<'a, M>,
    pub(super) reads: &'a Reads,
}

impl<M> Clone for Records<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Records<'_, M> {}

impl<'a, M> Records<'a, M> {
    /// One file.
    pub fn get(&self, id: &Slug) -> Option<Record<'a, M>> {
        self.reads.note(Fact::Meta(self.folder), key(id.as_str()));
        self.files.get(id).map(|entry| Record::new(entry, self.reads))
    }

    /// Whether there is a file of this id.
    pub fn contains_key(&self, id: &Slug) -> bool {
        self.get(id).is_some()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.reads.note(Fact::Count(self.folder), 0);
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Slug, Record<'a, M>)> + use<'a, M> {
        self.reads.note(Fact::Metas(self.folder), 0);
        let reads = self.reads;
        self.files.iter().map(move |(id, entry)| (id, Record::new(entry, reads)))
    }

    /// All of them, in the order of their ids.
    pub fn values(&self) -> impl Iterator<Item = Record<'a, M>> + use<'a, M> {
        self.iter().map(|(_, record)| record)
    }

    /// The ids.
    pub fn keys(&self) -> impl Iterator<Item = &'a Slug> + use<'a, M> {
        self.iter().map(|(id, _)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_in_order_and_single() {
        let reads = Reads::default();
        for (fact, id) in [(Fact::Body, 2), (Fact::Body, 2), (Fact::Span, 0), (Fact::Body, 2)] {
            reads.note(fact, id);
        }
        assert_eq!(reads.take(), [(Fact::Body, 2), (Fact::Span, 0)]);
    }
}
