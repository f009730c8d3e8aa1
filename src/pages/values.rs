//! What each fact of the story is now, as a fingerprint: two states of a story are compared by these.
//! Knows no page.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::facts::{Facts, has_body};
use super::reads::{Fact, Folder, ListOf, Read, ViewOf, fingerprint, fingerprint_of, key};
use crate::content::library::Entry;
use crate::graph::Target;
use crate::path::{ContentPath, Slug};

/// The lists of ids.
const LISTS: [ListOf; 9] = [
    ListOf::ClaimsOfEvent,
    ListOf::ClaimsOfEntity,
    ListOf::ClaimsOfArticle,
    ListOf::EventsOfEntity,
    ListOf::EventsOfArticle,
    ListOf::ChangesOf,
    ListOf::CopiesOf,
    ListOf::PartsOf,
    ListOf::FollowersOf,
];

/// Things by the fingerprints of their names.
#[derive(Debug)]
struct Keys<'a> {
    ids: HashMap<u64, &'a Slug>,
    files: HashMap<u64, &'a ContentPath>,
}

/// Fingerprints of whole folders and of all views of a kind, made when first asked for.
#[derive(Debug, Default)]
struct Totals {
    everything: OnceLock<u64>,
    metas: [OnceLock<u64>; 8],
    views: [OnceLock<u64>; 6],
    lists: [OnceLock<u64>; 10],
}

/// The fingerprints of one story.
#[derive(Debug)]
pub struct Values<'a> {
    facts: &'a Facts<'a>,
    keys: OnceLock<Keys<'a>>,
    totals: Totals,
}

impl<'a> Values<'a> {
    /// Of a story; each is made when it is asked for.
    pub fn new(facts: &'a Facts<'a>) -> Self {
        Self { facts, keys: OnceLock::new(), totals: Totals::default() }
    }

    /// What a fact is now, as a fingerprint: 0 where there is no such thing. Two states of a story give
    /// a fact the same value only if nobody who reads it can see a difference.
    pub fn of(&self, read: Read) -> u64 {
        let (fact, key) = read;
        match fact {
            Fact::Everything => self.everything(),
            Fact::Meta(folder) => self.meta(folder, key),
            Fact::Metas(folder) => self.metas(folder),
            Fact::Count(folder) => self.count(folder) as u64,
            Fact::Body => self.body(key).map_or(0, |body| fingerprint_of(body.as_bytes())),
            Fact::Links => self
                .file(key)
                .and_then(|path| self.facts.graph.links.get(path))
                .map_or(0, fingerprint),
            Fact::Backlinks(folder) => self
                .target(folder, key)
                .and_then(|target| self.facts.graph.backlinks.get(&target))
                .map_or(0, fingerprint),
            Fact::View(of) => self.view(of, key),
            Fact::Views(of) => self.views(of),
            Fact::ViewCount(of) => self.view_count(of) as u64,
            Fact::List(of) => self.list(of, key),
            Fact::Lists(of) => self.lists(of),
            Fact::Date(folder) => {
                let target = self.target(folder, key);
                target
                    .and_then(|target| self.facts.dates.of(&target))
                    .map_or(0, |date| fingerprint(&date))
            }
            Fact::Added => self
                .id(key)
                .and_then(|id| self.facts.dates.added(id))
                .map_or(0, |date| fingerprint(&date)),
            Fact::Span => fingerprint(&(self.facts.dates.as_of, self.facts.dates.begun)),
            Fact::Withheld => fingerprint(&self.facts.withheld),
            Fact::Independent => fingerprint(&(self.facts.independent, self.facts.undated)),
            Fact::Neighbours => {
                self.id(key).and_then(|id| self.facts.neighbours.of(id)).map_or(0, fingerprint)
            }
            Fact::Dispute => fingerprint(&self.facts.by_dispute),
            // What is planned is not known here; see `super::Plan::value`.
            Fact::Planned | Fact::Sections | Fact::Addresses => 0,
        }
    }

    /// The id or file of the thing a fact is about; absent where it is about no one thing, or one that
    /// is gone.
    pub fn name(&self, read: Read) -> Option<&'a str> {
        let (fact, key) = read;
        match fact {
            Fact::Body | Fact::Links => self.file(key).map(ContentPath::as_str),
            _ => self.id(key).map(Slug::as_str),
        }
    }

    fn keys(&self) -> &Keys<'a> {
        self.keys.get_or_init(|| {
            let library = self.facts.library;
            let ids = [
                library.pages.keys().collect::<Vec<_>>(),
                library.articles.keys().collect(),
                library.entities.keys().collect(),
                library.events.keys().collect(),
                library.claims.keys().collect(),
                library.questions.keys().collect(),
                library.changes.keys().collect(),
            ];
            // A citation may name what is not there: its list is a fact as well.
            let lists = LISTS.into_iter().filter_map(|of| self.ids_of(of));
            let named =
                lists.flat_map(|lists| lists.keys()).chain(self.facts.quotes_of_article.keys());
            let ids = ids.into_iter().flatten().chain(named.copied());
            Keys {
                ids: ids.map(|id| (key(id.as_str()), id)).collect(),
                files: library.paths().map(|path| (key(path.as_str()), path)).collect(),
            }
        })
    }

    fn id(&self, key: u64) -> Option<&'a Slug> {
        self.keys().ids.get(&key).copied()
    }

    fn file(&self, key: u64) -> Option<&'a ContentPath> {
        self.keys().files.get(&key).copied()
    }

    fn body(&self, key: u64) -> Option<&'a str> {
        self.facts.library.body(self.file(key)?)
    }

    fn target(&self, folder: Folder, key: u64) -> Option<Target> {
        if folder == Folder::Index {
            return Some(Target::Index);
        }
        let id = self.id(key)?.clone();
        Some(match folder {
            Folder::Index => Target::Index,
            Folder::Pages => Target::Page(id),
            Folder::Articles => Target::Article(id),
            Folder::Entities => Target::Entity(id),
            Folder::Events => Target::Event(id),
            Folder::Claims => Target::Claim(id),
            Folder::Questions => Target::Question(id),
            Folder::Changes => Target::Change(id),
        })
    }

    fn meta(&self, folder: Folder, key: u64) -> u64 {
        let library = self.facts.library;
        if folder == Folder::Index {
            return library.index.as_ref().map_or(0, head);
        }
        let Some(id) = self.id(key) else { return 0 };
        let value = match folder {
            Folder::Index => None,
            Folder::Pages => library.pages.get(id).map(head),
            Folder::Articles => library.articles.get(id).map(head),
            Folder::Entities => library.entities.get(id).map(head),
            Folder::Events => library.events.get(id).map(head),
            Folder::Claims => library.claims.get(id).map(head),
            Folder::Questions => library.questions.get(id).map(head),
            Folder::Changes => library.changes.get(id).map(head),
        };
        value.unwrap_or(0)
    }

    fn metas(&self, folder: Folder) -> u64 {
        let Some(cell) = self.totals.metas.get(folder as usize) else { return 0 };
        let library = self.facts.library;
        *cell.get_or_init(|| match folder {
            Folder::Index => library.index.as_ref().map_or(0, head),
            Folder::Pages => heads(&library.pages),
            Folder::Articles => heads(&library.articles),
            Folder::Entities => heads(&library.entities),
            Folder::Events => heads(&library.events),
            Folder::Claims => heads(&library.claims),
            Folder::Questions => heads(&library.questions),
            Folder::Changes => heads(&library.changes),
        })
    }

    fn everything(&self) -> u64 {
        *self.totals.everything.get_or_init(|| {
            let texts: Vec<(&str, u64)> = self
                .facts
                .library
                .files()
                .map(|(path, text)| (path, fingerprint_of(text.as_bytes())))
                .collect();
            fingerprint(&texts)
        })
    }

    fn count(&self, folder: Folder) -> usize {
        let library = self.facts.library;
        match folder {
            Folder::Index => usize::from(library.index.is_some()),
            Folder::Pages => library.pages.len(),
            Folder::Articles => library.articles.len(),
            Folder::Entities => library.entities.len(),
            Folder::Events => library.events.len(),
            Folder::Claims => library.claims.len(),
            Folder::Questions => library.questions.len(),
            Folder::Changes => library.changes.len(),
        }
    }

    fn view(&self, of: ViewOf, key: u64) -> u64 {
        let Some(id) = self.id(key) else { return 0 };
        let value = match of {
            ViewOf::Source => self.facts.sources.get(id).map(fingerprint),
            ViewOf::Entity => self.facts.entities.get(id).map(fingerprint),
            ViewOf::Event => self.facts.events.get(id).map(fingerprint),
            ViewOf::Claim => self.facts.claims.get(id).map(fingerprint),
            ViewOf::Point => self.facts.points.get(id).map(fingerprint),
            ViewOf::Verdict => self.facts.verdicts.get(id).map(fingerprint),
        };
        value.unwrap_or(0)
    }

    fn views(&self, of: ViewOf) -> u64 {
        let Some(cell) = self.totals.views.get(of as usize) else { return 0 };
        *cell.get_or_init(|| match of {
            ViewOf::Source => fingerprint(&self.facts.sources),
            ViewOf::Entity => fingerprint(&self.facts.entities),
            ViewOf::Event => fingerprint(&self.facts.events),
            ViewOf::Claim => fingerprint(&self.facts.claims),
            ViewOf::Point => fingerprint(&self.facts.points),
            ViewOf::Verdict => fingerprint(&self.facts.verdicts),
        })
    }

    fn view_count(&self, of: ViewOf) -> usize {
        match of {
            ViewOf::Source => self.facts.sources.len(),
            ViewOf::Entity => self.facts.entities.len(),
            ViewOf::Event => self.facts.events.len(),
            ViewOf::Claim => self.facts.claims.len(),
            ViewOf::Point => self.facts.points.len(),
            ViewOf::Verdict => self.facts.verdicts.len(),
        }
    }

    /// The lists of ids of one kind; absent for the words of quotations.
    fn ids_of(&self, of: ListOf) -> Option<&'a BTreeMap<&'a Slug, Vec<&'a Slug>>> {
        Some(match of {
            ListOf::ClaimsOfEvent => &self.facts.claims_of_event,
            ListOf::ClaimsOfEntity => &self.facts.claims_of_entity,
            ListOf::ClaimsOfArticle => &self.facts.claims_of_article,
            ListOf::EventsOfEntity => &self.facts.events_of_entity,
            ListOf::EventsOfArticle => &self.facts.events_of_article,
            ListOf::ChangesOf => &self.facts.changes_of,
            ListOf::CopiesOf => &self.facts.copies_of,
            ListOf::PartsOf => &self.facts.parts_of,
            ListOf::FollowersOf => &self.facts.followers_of,
            ListOf::QuotesOfArticle => return None,
        })
    }

    /// What a list is of need not exist itself: a citation may name a missing article.
    fn list(&self, of: ListOf, key: u64) -> u64 {
        let Some(id) = self.id(key) else { return 0 };
        match self.ids_of(of) {
            Some(lists) => lists.get(id).map_or(0, fingerprint),
            None => self.facts.quotes_of_article.get(id).map_or(0, fingerprint),
        }
    }

    fn lists(&self, of: ListOf) -> u64 {
        let Some(cell) = self.totals.lists.get(of as usize) else { return 0 };
        *cell.get_or_init(|| match self.ids_of(of) {
            Some(lists) => fingerprint(lists),
            None => fingerprint(&self.facts.quotes_of_article),
        })
    }
}

/// The front matter of a file, and whether it has a body, as a fingerprint.
fn head<M>(entry: &Entry<M>) -> u64 {
    let head = entry.text.get(..entry.body_start).unwrap_or("");
    fingerprint_of(head.as_bytes()) ^ u64::from(has_body(entry))
}

fn heads<M>(entries: &BTreeMap<Slug, Entry<M>>) -> u64 {
    let heads: Vec<(&Slug, u64)> = entries.iter().map(|(id, entry)| (id, head(entry))).collect();
    fingerprint(&heads)
}
