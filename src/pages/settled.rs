//! Which facts cannot have changed between two states of a story, because nothing that they are made of
//! has: their values need not be worked out to know that they are the same. What is not settled may still
//! be as it was. Knows no page.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::catalogue::folder_and_key;
use super::facts::has_body;
use super::reads::{Fact, Folder, ListOf, Read, ViewOf, key};
use super::values::all_heads;
use crate::content::library::{Entries, Entry, Library, Shared};
use crate::fingerprint::{fingerprint, fingerprint_of};
use crate::graph::LinkGraph;
use crate::path::ContentPath;

/// What has changed from one state of a story to the next, of which settings and words are the same.
#[derive(Debug, Default)]
pub struct Settled {
    /// Files whose front matter is another, or that are new or gone.
    heads: HashSet<(Folder, u64)>,
    /// Files whose body is another.
    bodies: HashSet<u64>,
    /// Files whose links are others.
    links: HashSet<u64>,
    /// Things that are mentioned elsewhere, or otherwise.
    backlinks: HashSet<(Folder, u64)>,
}

/// Fingerprints of everything that facts are made of, by which a later state is compared with this one
/// when it is gone itself. Of settings, words and templates nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// All front matter.
    heads: u64,
    /// Bodies, by the fingerprints of their files, sorted; likewise the others.
    bodies: Vec<(u64, u64)>,
    links: Vec<(u64, u64)>,
    backlinks: Vec<((Folder, u64), u64)>,
}

impl Marks {
    /// Those of one state.
    pub fn of(library: &Library, graph: &LinkGraph) -> Self {
        let files: Vec<&ContentPath> = library.files().map(|(path, _)| path).collect();
        let body = |path: &&ContentPath| {
            let text = library.body(path).unwrap_or_default();
            (key(path.as_str()), fingerprint_of(text.as_bytes()))
        };
        let links: Vec<_> = graph.links.iter().collect();
        let backlinks: Vec<_> = graph.backlinks.iter().collect();
        let mut marks = Self {
            heads: all_heads(library),
            bodies: files.par_iter().map(body).collect(),
            links: links
                .par_iter()
                .map(|(path, links)| (key(path.as_str()), fingerprint(links)))
                .collect(),
            // What else a sentence mentions tells who appears with whom.
            backlinks: backlinks
                .par_iter()
                .map(|(target, all)| {
                    let targets: Vec<_> = all.iter().map(|one| &one.sentence.targets).collect();
                    (folder_and_key(target), fingerprint(&(all, targets)))
                })
                .collect(),
        };
        marks.bodies.sort_unstable();
        marks.links.sort_unstable();
        marks.backlinks.sort_unstable();
        marks
    }

    /// What a fact is, where it is one of these fingerprints; see [`super::values::Values::of`].
    pub fn value(&self, (fact, key): Read) -> Option<u64> {
        let of = |all: &[(u64, u64)]| {
            let at = all.binary_search_by_key(&key, |(file, _)| *file).ok()?;
            all.get(at).map(|(_, value)| *value)
        };
        match fact {
            Fact::Body => of(&self.bodies),
            Fact::Links => of(&self.links),
            _ => None,
        }
    }

    /// What has changed since an earlier state; unknown where front matter has, of which too much is
    /// made.
    pub fn since(&self, earlier: &Self) -> Option<Settled> {
        (self.heads == earlier.heads).then(|| Settled {
            heads: HashSet::new(),
            bodies: in_one_only(&earlier.bodies, &self.bodies),
            links: in_one_only(&earlier.links, &self.links),
            backlinks: in_one_only(&earlier.backlinks, &self.backlinks),
        })
    }
}

/// The keys of what only one of two sorted lists has.
fn in_one_only<K: Copy + Ord + Hash>(old: &[(K, u64)], new: &[(K, u64)]) -> HashSet<K> {
    let missing = |of: &[(K, u64)], from: &[(K, u64)]| -> Vec<K> {
        let missing = of.iter().filter(|one| from.binary_search(one).is_err());
        missing.map(|(key, _)| *key).collect()
    };
    missing(old, new).into_iter().chain(missing(new, old)).collect()
}

impl Settled {
    /// Compares two states.
    pub fn between(before: (&Library, &LinkGraph), now: (&Library, &LinkGraph)) -> Self {
        let mut settled = Self::default();
        let (old, new) = (before.0, now.0);
        match (&old.index, &new.index) {
            (Some(old), Some(new)) => settled.compare(Folder::Index, 0, old, new),
            (None, None) => {}
            (Some(one), None) | (None, Some(one)) => {
                settled.heads.insert((Folder::Index, 0));
                settled.bodies.insert(key(one.path.as_str()));
            }
        }
        settled.folder(Folder::Pages, &old.pages, &new.pages);
        settled.folder(Folder::Articles, &old.articles, &new.articles);
        settled.folder(Folder::Entities, &old.entities, &new.entities);
        settled.folder(Folder::Events, &old.events, &new.events);
        settled.folder(Folder::Claims, &old.claims, &new.claims);
        settled.folder(Folder::Questions, &old.questions, &new.questions);
        settled.folder(Folder::Changes, &old.changes, &new.changes);
        let path = |path: &ContentPath| key(path.as_str());
        settled.links = differing(&before.1.links, &now.1.links).into_iter().map(path).collect();
        let targets = differing(&before.1.backlinks, &now.1.backlinks).into_iter();
        settled.backlinks = targets.map(folder_and_key).collect();
        settled
    }

    fn folder<M: PartialEq>(&mut self, folder: Folder, old: &Entries<M>, new: &Entries<M>) {
        for (id, entry) in new {
            if let Some(was) = old.get(id) {
                self.compare(folder, key(id.as_str()), was, entry);
            } else {
                self.heads.insert((folder, key(id.as_str())));
                self.bodies.insert(key(entry.path.as_str()));
            }
        }
        for (id, entry) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
            self.heads.insert((folder, key(id.as_str())));
            self.bodies.insert(key(entry.path.as_str()));
        }
    }

    fn compare<M: PartialEq>(
        &mut self,
        folder: Folder,
        id: u64,
        old: &Shared<Entry<M>>,
        new: &Shared<Entry<M>>,
    ) {
        if old.is(new) {
            return;
        }
        if old.meta != new.meta || has_body(old) != has_body(new) || old.path != new.path {
            self.heads.insert((folder, id));
        }
        if old.body() != new.body() || old.path != new.path {
            self.bodies.extend([key(old.path.as_str()), key(new.path.as_str())]);
        }
    }

    /// Whether a fact is certainly as it was.
    pub fn holds(&self, (fact, key): Read) -> bool {
        let no_head = self.heads.is_empty();
        let no_link = self.links.is_empty() && self.backlinks.is_empty();
        let unmentioned = |folder| !self.backlinks.contains(&(folder, key));
        match fact {
            Fact::Everything => no_head && self.bodies.is_empty(),
            Fact::Meta(folder) | Fact::Name(folder) => !self.heads.contains(&(folder, key)),
            Fact::Metas(folder) | Fact::Count(folder) => {
                no_head || self.heads.iter().all(|(other, _)| *other != folder)
            }
            Fact::Body => !self.bodies.contains(&key),
            Fact::Links => !self.links.contains(&key),
            Fact::Backlinks(folder) => unmentioned(folder),
            // Counts who mentions it.
            Fact::View(ViewOf::Entity) | Fact::Neighbours => {
                no_head && unmentioned(Folder::Entities)
            }
            Fact::Views(ViewOf::Entity) => no_head && self.backlinks.is_empty(),
            Fact::Date(folder) => no_head && unmentioned(folder),
            // Words are quoted in bodies too.
            Fact::List(ListOf::QuotesOfArticle)
            | Fact::Lists(ListOf::QuotesOfArticle)
            | Fact::Withheld
            | Fact::Planned
            | Fact::Sections
            | Fact::Addresses => no_head && no_link,
            Fact::View(_)
            | Fact::Views(_)
            | Fact::ViewCount(_)
            | Fact::List(_)
            | Fact::Lists(_)
            | Fact::Added
            | Fact::Span
            | Fact::Independent
            | Fact::Dispute => no_head,
        }
    }
}

/// The keys that only one of two maps has, or under which they hold different things.
fn differing<'m, K: Ord, T: ?Sized + PartialEq>(
    old: &'m BTreeMap<K, Arc<T>>,
    new: &'m BTreeMap<K, Arc<T>>,
) -> Vec<&'m K> {
    let same = |was: &Arc<T>, is: &Arc<T>| Arc::ptr_eq(was, is) || was == is;
    let other = |(key, value): &(&K, &Arc<T>)| !old.get(*key).is_some_and(|was| same(was, value));
    let changed = new.iter().filter(other).map(|(key, _)| key);
    changed.chain(old.keys().filter(|key| !new.contains_key(*key))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::resolve_links;
    use crate::pages::facts::Facts;
    use crate::pages::fixture::{config, id, library};
    use crate::pages::reads::Reads;
    use crate::pages::strings::Strings;
    use crate::pages::{Plan, plan_site};

    /// Everything that the pages of a story look at, with its value.
    fn all_reads(plan: &Plan<'_>) -> Vec<(Read, u64)> {
        let mut all = Vec::new();
        for planned in &plan.pages {
            let reads = Reads::default();
            plan.make(planned, &reads);
            all.extend(reads.take());
        }
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|read| (read, plan.value(read))).collect()
    }

    /// Holds what is said to be settled against the values before and after an edit.
    fn check(edit: impl FnOnce(&mut Library), most_unsettled: usize) {
        let (config, strings) = (config(), Strings::english());
        let before = library();
        let mut now = before.clone();
        edit(&mut now);
        let (old_graph, new_graph) = (resolve_links(&before).0, resolve_links(&now).0);
        let (old, _) = plan_site(Facts::new(&before, &old_graph, &config, &strings));
        let (new, _) = plan_site(Facts::new(&now, &new_graph, &config, &strings));
        let settled = Settled::between((&before, &old_graph), (&now, &new_graph));
        let own = Marks::of(&now, &new_graph);
        for (read, _) in all_reads(&new) {
            assert!(own.value(read).is_none_or(|value| value == new.value(read)), "{read:?}");
        }
        let marks = Marks::of(&now, &new_graph).since(&Marks::of(&before, &old_graph));
        let mut unsettled = 0;
        for (read, was) in all_reads(&old) {
            let by_marks = marks.as_ref().is_some_and(|marks| marks.holds(read));
            assert!(settled.heads.is_empty() == marks.is_some());
            assert!(marks.is_none() || by_marks == settled.holds(read), "{read:?}");
            if settled.holds(read) {
                assert_eq!(new.value(read), was, "{read:?}, {}", new.name_of(read));
            } else {
                unsettled += 1;
            }
        }
        assert!(unsettled <= most_unsettled, "{unsettled} facts are not settled");
    }

    #[test]
    fn what_is_settled_has_not_changed_whatever_was_edited() {
        let all = usize::MAX;
        check(|_| {}, 0);
        let article = || id("north-courier");
        check(|now| now.articles.get_mut(&article()).unwrap().text.push_str("\nNobody.\n"), 4);
        check(
            |now| now.articles.get_mut(&article()).unwrap().text.push_str("\nInes Calloway.\n"),
            60,
        );
        check(|now| now.articles.get_mut(&article()).unwrap().text.clear(), all);
        check(|now| now.articles.get_mut(&article()).unwrap().meta.title = "Else".to_owned(), all);
        check(|now| now.articles.get_mut(&article()).unwrap().meta.published = None, all);
        check(|now| now.articles.get_mut(&article()).unwrap().meta.outlet = None, all);
        check(|now| drop(now.articles.remove(&article())), all);
        check(|now| drop(now.claims.pop_first()), all);
        check(|now| drop(now.entities.pop_first()), all);
        check(|now| drop(now.events.pop_first()), all);
        check(|now| drop(now.questions.pop_first()), all);
        check(|now| drop(now.changes.pop_first()), all);
        check(|now| now.index = None, all);
        check(|now| now.claims.values_mut().for_each(|entry| entry.meta.positions.clear()), all);
        check(
            |now| now.events.values_mut().for_each(|entry| entry.text.push_str("Ines Calloway")),
            all,
        );
        check(|now| now.index.as_mut().unwrap().text.push_str("\n[[quote:bay-radio|shut]]\n"), all);
    }

    #[test]
    fn views_are_made_of_nothing_but_what_settles_them() {
        let (library, config, strings) = (library(), config(), Strings::english());
        let graph = resolve_links(&library).0;
        let facts = Facts::new(&library, &graph, &config, &strings);
        let looks = |make: &dyn Fn(&crate::pages::catalogue::Catalogue<'_>)| {
            let reads = Reads::default();
            make(&facts.catalogue(&reads));
            reads.take()
        };
        let of_entity = |fact: Fact| matches!(fact, Fact::Backlinks(Folder::Entities));
        let of_heads = |fact: Fact| {
            Settled { links: HashSet::from([1]), ..Settled::default() }.holds((fact, 0))
                && !matches!(fact, Fact::Everything | Fact::Body | Fact::Links)
                && !matches!(fact, Fact::Backlinks(_) | Fact::Date(_) | Fact::Neighbours)
                && !matches!(fact, Fact::View(ViewOf::Entity) | Fact::Views(ViewOf::Entity))
        };
        for entity in library.entities.keys() {
            for (fact, key_of) in looks(&|c| drop(c.entity_view(entity))) {
                let own = of_entity(fact) && key_of == key(entity.as_str());
                assert!(own || of_heads(fact), "{fact:?} of {entity}");
            }
        }
        for event in library.events.keys() {
            let looks = looks(&|c| drop(c.event_view(event)));
            assert!(looks.iter().all(|(fact, _)| of_heads(*fact)), "{looks:?}");
        }
        for claim in library.claims.keys() {
            let looks = looks(&|c| drop(c.claim_view(claim)));
            assert!(looks.iter().all(|(fact, _)| of_heads(*fact)), "{looks:?}");
        }
    }
}
