//! What each fact of the story is now, as a fingerprint: two states of a story are compared by these.
//! Knows no page.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::OnceLock;

use super::facts::{Facts, has_body};
use super::reads::{Fact, Folder, ListOf, Read, Reads, ViewOf, Views, key};
use crate::content::library::{Entries, Entry, Library, Shared};
use crate::fingerprint::{QuickMap, fingerprint, fingerprint_of};
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
    ids: QuickMap<u64, &'a Slug>,
    files: QuickMap<u64, &'a ContentPath>,
}

/// Fingerprints of whole folders and of all views of a kind, made when first asked for.
#[derive(Debug, Default)]
struct Totals {
    everything: OnceLock<u64>,
    metas: [OnceLock<u64>; 8],
    views: [OnceLock<u64>; 6],
    lists: [OnceLock<u64>; 11],
}

/// The fingerprints of one story, each made when it is asked for. Every call must be given the same
/// story.
#[derive(Debug, Default)]
pub struct Values<'a> {
    keys: OnceLock<Keys<'a>>,
    totals: Totals,
}

impl<'a> Values<'a> {
    /// What a fact is now, as a fingerprint: 0 where there is no such thing. Two states of a story give
    /// a fact the same value only if nobody who reads it can see a difference.
    pub fn of(&self, facts: &Facts<'a>, read: Read) -> u64 {
        let (fact, key) = read;
        match fact {
            Fact::Everything => self.everything(facts),
            Fact::Meta(folder) => self.meta(facts, folder, key),
            Fact::Name(folder) => {
                let target = self.target(facts, folder, key);
                target
                    .and_then(|target| facts.called(&target))
                    .map_or(0, |called| fingerprint(&called))
            }
            Fact::Metas(folder) => self.metas(facts, folder),
            Fact::Count(folder) => Self::count(facts, folder) as u64,
            Fact::Body => self.body(facts, key).map_or(0, |body| fingerprint_of(body.as_bytes())),
            Fact::Links => self
                .file(facts, key)
                .and_then(|path| facts.graph.links.get(path))
                .map_or(0, fingerprint),
            Fact::Backlinks(folder) => self
                .target(facts, folder, key)
                .and_then(|target| facts.graph.backlinks.get(&target))
                .map_or(0, fingerprint),
            Fact::View(of) => self.view(facts, of, key),
            Fact::Views(of) => self.views(facts, of),
            Fact::ViewCount(of) => Self::view_count(facts, of) as u64,
            Fact::List(of) => self.list(facts, of, key),
            Fact::Lists(of) => self.lists(facts, of),
            Fact::Date(folder) => {
                let target = self.target(facts, folder, key);
                target
                    .and_then(|target| facts.date_of(&target))
                    .map_or(0, |date| fingerprint(&date))
            }
            Fact::Added => self
                .id(facts, key)
                .and_then(|id| facts.dates.added(id))
                .map_or(0, |date| fingerprint(&date)),
            Fact::Span => fingerprint(&(facts.dates.as_of, facts.dates.begun)),
            Fact::Withheld => fingerprint(&facts.withheld),
            Fact::Independent => fingerprint(&(facts.independent, facts.undated)),
            Fact::Neighbours => {
                self.id(facts, key).and_then(|id| facts.ties(id)).map_or(0, fingerprint)
            }
            Fact::Dispute => fingerprint(&facts.by_dispute),
            // What is planned is not known here; see `super::Plan::value`.
            Fact::Planned | Fact::Sections | Fact::Addresses => 0,
        }
    }

    /// The id or file of the thing a fact is about; absent where it is about no one thing, or one that
    /// is gone.
    pub fn name(&self, facts: &Facts<'a>, read: Read) -> Option<&'a str> {
        let (fact, key) = read;
        match fact {
            Fact::Body | Fact::Links => self.file(facts, key).map(ContentPath::as_str),
            _ => self.id(facts, key).map(Slug::as_str),
        }
    }

    fn keys(&self, facts: &Facts<'a>) -> &Keys<'a> {
        self.keys.get_or_init(|| {
            let library = facts.library;
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
            let lists = LISTS.into_iter().filter_map(|of| Self::ids_of(facts, of));
            let named = lists.flat_map(|lists| lists.keys()).chain(facts.quotes_of_article.keys());
            let ids = ids.into_iter().flatten().chain(named.copied());
            Keys {
                ids: ids.map(|id| (key(id.as_str()), id)).collect(),
                files: library.files().map(|(path, _)| (key(path.as_str()), path)).collect(),
            }
        })
    }

    fn id(&self, facts: &Facts<'a>, key: u64) -> Option<&'a Slug> {
        self.keys(facts).ids.get(&key).copied()
    }

    fn file(&self, facts: &Facts<'a>, key: u64) -> Option<&'a ContentPath> {
        self.keys(facts).files.get(&key).copied()
    }

    fn body(&self, facts: &Facts<'a>, key: u64) -> Option<&'a str> {
        facts.library.body(self.file(facts, key)?)
    }

    fn target(&self, facts: &Facts<'a>, folder: Folder, key: u64) -> Option<Target> {
        if folder == Folder::Index {
            return Some(Target::Index);
        }
        let id = self.id(facts, key)?.clone();
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

    fn meta(&self, facts: &Facts<'a>, folder: Folder, key: u64) -> u64 {
        let library = facts.library;
        if folder == Folder::Index {
            return library.index.as_ref().map_or(0, head);
        }
        let Some(id) = self.id(facts, key) else { return 0 };
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

    fn metas(&self, facts: &Facts<'a>, folder: Folder) -> u64 {
        let Some(cell) = self.totals.metas.get(folder as usize) else { return 0 };
        let library = facts.library;
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

    fn everything(&self, facts: &Facts<'a>) -> u64 {
        const FOLDERS: [Folder; 8] = [
            Folder::Index,
            Folder::Pages,
            Folder::Articles,
            Folder::Entities,
            Folder::Events,
            Folder::Claims,
            Folder::Questions,
            Folder::Changes,
        ];
        *self.totals.everything.get_or_init(|| {
            let heads = FOLDERS.map(|folder| self.metas(facts, folder));
            let body = |path| facts.library.body(path).map(|text| fingerprint_of(text.as_bytes()));
            let bodies: Vec<_> =
                facts.library.files().map(|(path, _)| (path, body(path))).collect();
            fingerprint(&(heads, bodies))
        })
    }

    fn count(facts: &Facts<'a>, folder: Folder) -> usize {
        let library = facts.library;
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

    fn view(&self, facts: &Facts<'a>, of: ViewOf, key: u64) -> u64 {
        let Some(id) = self.id(facts, key) else { return 0 };
        let notes = &Reads::default();
        let value = match of {
            ViewOf::Source => facts.sources(notes).get(id).map(fingerprint),
            ViewOf::Entity => facts.entities(notes).get(id).map(fingerprint),
            ViewOf::Event => facts.events(notes).get(id).map(fingerprint),
            ViewOf::Claim => facts.claims(notes).get(id).map(fingerprint),
            ViewOf::Point => facts.points(notes).get(id).map(fingerprint),
            ViewOf::Verdict => facts.verdicts(notes).get(id).map(fingerprint),
        };
        value.unwrap_or(0)
    }

    fn views(&self, facts: &Facts<'a>, of: ViewOf) -> u64 {
        let Some(cell) = self.totals.views.get(of as usize) else { return 0 };
        let notes = &Reads::default();
        *cell.get_or_init(|| match of {
            ViewOf::Source => all(facts.sources(notes)),
            ViewOf::Entity => all(facts.entities(notes)),
            ViewOf::Event => all(facts.events(notes)),
            ViewOf::Claim => all(facts.claims(notes)),
            ViewOf::Point => all(facts.points(notes)),
            ViewOf::Verdict => all(facts.verdicts(notes)),
        })
    }

    fn view_count(facts: &Facts<'a>, of: ViewOf) -> usize {
        let notes = &Reads::default();
        match of {
            ViewOf::Source => facts.sources(notes).len(),
            ViewOf::Entity => facts.entities(notes).len(),
            ViewOf::Event => facts.events(notes).len(),
            ViewOf::Claim => facts.claims(notes).len(),
            ViewOf::Point => facts.points(notes).len(),
            ViewOf::Verdict => facts.verdicts(notes).len(),
        }
    }

    /// The lists of ids of one kind; absent for what belongs to an article and is no list of ids.
    fn ids_of<'f>(
        facts: &'f Facts<'a>,
        of: ListOf,
    ) -> Option<&'f BTreeMap<&'a Slug, Vec<&'a Slug>>> {
        Some(match of {
            ListOf::ClaimsOfEvent => &facts.claims_of_event,
            ListOf::ClaimsOfEntity => &facts.claims_of_entity,
            ListOf::ClaimsOfArticle => &facts.claims_of_article,
            ListOf::EventsOfEntity => &facts.events_of_entity,
            ListOf::EventsOfArticle => &facts.events_of_article,
            ListOf::ChangesOf => &facts.changes_of,
            ListOf::CopiesOf => &facts.copies_of,
            ListOf::PartsOf => &facts.parts_of,
            ListOf::FollowersOf => &facts.followers_of,
            ListOf::QuotesOfArticle | ListOf::AroundArticle => return None,
        })
    }

    /// What a list is of need not exist itself: a citation may name a missing article.
    fn list(&self, facts: &Facts<'a>, of: ListOf, key: u64) -> u64 {
        let Some(id) = self.id(facts, key) else { return 0 };
        match Self::ids_of(facts, of) {
            Some(lists) => lists.get(id).map_or(0, fingerprint),
            None if of == ListOf::AroundArticle => {
                facts.around_article.get(id).map_or(0, fingerprint)
            }
            None => facts.quotes_of_article.get(id).map_or(0, fingerprint),
        }
    }

    fn lists(&self, facts: &Facts<'a>, of: ListOf) -> u64 {
        let Some(cell) = self.totals.lists.get(of as usize) else { return 0 };
        *cell.get_or_init(|| match Self::ids_of(facts, of) {
            Some(lists) => fingerprint(lists),
            None if of == ListOf::AroundArticle => fingerprint(&facts.around_article),
            None => fingerprint(&facts.quotes_of_article),
        })
    }
}

/// All views of a kind, as a fingerprint.
fn all<V: Hash>(views: Views<'_, V>) -> u64 {
    fingerprint(&views.iter().collect::<Vec<_>>())
}

/// The front matter of a file as it is published, and whether it has a body, as a fingerprint. What a
/// file says may be less than stands in it: rights and drafts of others take words and answers away.
fn head<M: Hash>(entry: &Shared<Entry<M>>) -> u64 {
    fingerprint(&(&entry.meta, has_body(entry)))
}

/// The front matter of all files together, as a fingerprint.
pub(super) fn all_heads(library: &Library) -> u64 {
    fingerprint(&[
        library.index.as_ref().map_or(0, head),
        heads(&library.pages),
        heads(&library.articles),
        heads(&library.entities),
        heads(&library.events),
        heads(&library.claims),
        heads(&library.questions),
        heads(&library.changes),
    ])
}

fn heads<M: Hash>(entries: &Entries<M>) -> u64 {
    let heads: Vec<(&Slug, u64)> = entries.iter().map(|(id, entry)| (id, head(entry))).collect();
    fingerprint(&heads)
}
