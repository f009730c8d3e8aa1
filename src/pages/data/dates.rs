//! When a page last had something new to say: the latest source behind it, or the latest change
//! about it. Taken from the content alone, never from a clock or from the disk.

use std::collections::BTreeMap;

use crate::content::library::Library;
use crate::graph::{LinkGraph, Target};
use crate::model::change::ChangeKind;
use crate::model::date::{Date, Edtf};
use crate::path::Slug;

/// The dates of everything that has a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates {
    /// The moment the site describes.
    pub as_of: Option<Edtf>,
    /// When readers could first see the first of it.
    pub begun: Option<Edtf>,
    modified: BTreeMap<Target, Edtf>,
    added: BTreeMap<Slug, Edtf>,
}

impl Dates {
    /// Looks through the library once.
    pub fn new(library: &Library) -> Self {
        let mut dates = Self {
            as_of: as_of(library),
            begun: library.changes.values().map(|entry| entry.meta.at).min(),
            ..Self::default()
        };
        for id in library.articles.keys() {
            if let Some(date) = published(library, id) {
                dates.raise(Target::Article(id.clone()), date);
            }
        }
        for (id, entry) in &library.events {
            let articles = entry.meta.sources.iter().map(|citation| &citation.article);
            for date in articles.filter_map(|article| published(library, article)) {
                dates.raise(Target::Event(id.clone()), date);
            }
        }
        for (id, entry) in &library.claims {
            let articles = entry.meta.positions.iter().map(|position| &position.article);
            for date in articles.filter_map(|article| published(library, article)) {
                dates.raise(Target::Claim(id.clone()), date);
            }
        }
        dates.raise_changes(library);
        dates
    }

    fn raise_changes(&mut self, library: &Library) {
        for entry in library.changes.values() {
            let Some(about) = &entry.meta.about else { continue };
            let target = if library.articles.contains_key(about) {
                Target::Article(about.clone())
            } else if library.claims.contains_key(about) {
                Target::Claim(about.clone())
            } else if library.events.contains_key(about) {
                Target::Event(about.clone())
            } else {
                Target::Entity(about.clone())
            };
            self.raise(target, entry.meta.at);
            if matches!(entry.meta.kind, ChangeKind::Source | ChangeKind::Event) {
                let first = self.added.entry(about.clone()).or_insert(entry.meta.at);
                *first = (*first).min(entry.meta.at);
            }
        }
    }

    fn raise(&mut self, target: Target, date: Edtf) {
        let latest = self.modified.entry(target).or_insert(date);
        *latest = (*latest).max(date);
    }

    /// When something last had news; absent when nothing about it is dated. Of an entity only what
    /// changes say: see [`of_entity`](Self::of_entity).
    pub fn of(&self, target: &Target) -> Option<Edtf> {
        self.modified.get(target).copied()
    }

    /// When an entity last had news: a change about it, an article that names it, an event it takes
    /// part in.
    pub fn of_entity(
        &self,
        library: &Library,
        graph: &LinkGraph,
        id: &Slug,
        events: &[&Slug],
    ) -> Option<Edtf> {
        let target = Target::Entity(id.clone());
        let backlinks = graph.backlinks.get(&target).into_iter().flat_map(|all| all.iter());
        let named = backlinks.filter_map(|backlink| match &backlink.from {
            Target::Article(article) => published(library, article),
            _ => None,
        });
        let events = events.iter().filter_map(|event| self.of(&Target::Event((*event).clone())));
        named.chain(events).chain(self.of(&target)).max()
    }

    /// When readers could first see a source or event, where a change entry says so.
    pub fn added(&self, id: &Slug) -> Option<Edtf> {
        self.added.get(id).copied()
    }
}

/// When an article came out, or was last changed.
fn published(library: &Library, article: &Slug) -> Option<Edtf> {
    let meta = &library.articles.get(article)?.meta;
    meta.updated.max(meta.published)
}

/// The state of the story the site describes: what its start page says, else the latest source.
fn as_of(library: &Library) -> Option<Edtf> {
    let said = library.index.as_ref().and_then(|entry| entry.meta.as_of);
    let articles = library.articles.values();
    said.or_else(|| articles.filter_map(|a| a.meta.updated.max(a.meta.published)).max())
}

/// The first moment a date can mean, as RFC 3339; without a zone it is read as UTC.
pub fn rfc3339(date: Date) -> String {
    let at = date.earliest();
    let zone = match date.zone_minutes() {
        None | Some(0) => "Z".to_owned(),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    };
    format!("{}T{:02}:{:02}:{:02}{zone}", at.date(), at.hour(), at.minute(), at.second())
}

/// The same moment in UTC; a date without a zone is read as UTC.
pub fn utc(date: Date) -> jiff::civil::DateTime {
    let minutes = i64::from(date.zone_minutes().unwrap_or(0));
    let at = date.earliest();
    at.checked_sub(jiff::SignedDuration::from_mins(minutes)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::facts::Facts;
    use crate::pages::fixture::{graph, id, library};
    use crate::pages::strings::Strings;

    #[test]
    fn a_page_is_as_new_as_its_latest_source_or_change() {
        let library = library();
        let graph = graph(&library);
        let strings = Strings::english();
        let config = crate::pages::fixture::config();
        let facts = Facts::new(&library, &graph, &config, &strings);
        let of = |target: Target| facts.date_of(&target).map(|date| date.to_string());
        // Closed on 7 March, reported until the 8th.
        assert_eq!(of(Target::Event(id("closure"))).as_deref(), Some("2031-03-08"));
        assert_eq!(of(Target::Event(id("bridge-opens"))).as_deref(), Some("2031-03-08"));
        assert_eq!(of(Target::Claim(id("warned"))).as_deref(), Some("2031-03-09T07:15Z"));
        assert_eq!(of(Target::Entity(id("nobody"))), None);
        assert_eq!(
            facts.dates.added(&id("bay-radio")).map(|d| d.to_string()).as_deref(),
            Some("2031-03-09")
        );
    }

    #[test]
    fn moments_are_told_in_utc() {
        let date = |text: &str| text.parse::<Edtf>().expect("a date").anchor().expect("one");
        assert_eq!(utc(date("2025-05-16T01:22+05:30")).to_string(), "2025-05-15T19:52:00");
        assert_eq!(rfc3339(date("2025-05-16T01:22-04:00")), "2025-05-16T01:22:00-04:00");
        assert_eq!(rfc3339(date("2025-05")), "2025-05-01T00:00:00Z");
    }
}
