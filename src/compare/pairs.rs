//! Which thing of one state is which of the other: by id, by the former ids it lists, else by what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{Detail, Renamed, Thing, What};
use crate::content::library::{Entries, Entry, Library};
use crate::model::article::ArticleMeta;
use crate::path::Slug;

/// The things of two states, side by side.
#[derive(Debug)]
pub(super) struct Pairs<'a, M> {
    /// Those in both, with the same id or another one.
    pub(super) kept: Vec<(&'a Entry<M>, &'a Entry<M>)>,
    /// Those that became a part of another one.
    pub(super) merged: Vec<(&'a Entry<M>, &'a Entry<M>)>,
    pub(super) added: Vec<&'a Entry<M>>,
    pub(super) removed: Vec<&'a Entry<M>>,
}

/// The two states of a site.
#[derive(Clone, Copy)]
pub(super) struct States<'a> {
    pub(super) before: &'a Library,
    pub(super) after: &'a Library,
}

/// The things of one kind in a library, by id.
type Shelf<M> = fn(&Library) -> &Entries<M>;

/// Puts the things of one kind side by side. `former` gives the ids a thing had; `what` tells it from all
/// others, for those that were renamed without a word. What cannot be read in one of the states is
/// neither added nor removed.
pub(super) fn pairs<M>(
    states: States<'_>,
    shelf: Shelf<M>,
    former: fn(&M) -> &[Slug],
    what: fn(&M) -> Option<String>,
) -> Pairs<'_, M> {
    let (before, after) = (shelf(states.before), shelf(states.after));
    let mut pairs = Pairs { kept: Vec::new(), merged: Vec::new(), added: vec![], removed: vec![] };
    let mut leads: BTreeMap<&Slug, &Entry<M>> = BTreeMap::new();
    for entry in after.values() {
        for id in former(&entry.meta) {
            leads.entry(id).or_insert(entry);
        }
    }
    let mut taken: BTreeSet<&Slug> = BTreeSet::new();
    let mut gone: Vec<&Entry<M>> = Vec::new();
    for (id, entry) in before {
        match (after.get(id), leads.get(id)) {
            (Some(now), _) => pairs.kept.push((entry, now)),
            (None, Some(now)) if !before.contains_key(&now.id) && taken.insert(&now.id) => {
                pairs.kept.push((entry, now));
            }
            (None, Some(now)) => pairs.merged.push((entry, now)),
            (None, None) => gone.push(entry),
        }
    }
    let is_new = |entry: &&Entry<M>| !before.contains_key(&entry.id) && !taken.contains(&entry.id);
    let new: Vec<&Entry<M>> = after.values().map(|entry| &**entry).filter(is_new).collect();
    let new_by_what = only_ones(&new, what);
    let gone_by_what = only_ones(&gone, what);
    let mut found: BTreeSet<&Slug> = BTreeSet::new();
    for (what, was) in &gone_by_what {
        if let (Some(was), Some(Some(now))) = (was, new_by_what.get(what)) {
            pairs.kept.push((was, now));
            found.extend([&was.id, &now.id]);
        }
    }
    let is_known = |entry: &&Entry<M>, other: &Library| {
        !found.contains(&entry.id) && !other.unreadable.contains(&entry.path)
    };
    pairs.removed = gone.into_iter().filter(|entry| is_known(entry, states.after)).collect();
    pairs.added = new.into_iter().filter(|entry| is_known(entry, states.before)).collect();
    pairs.kept.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    pairs
}

/// Entries by what they are; none where several are the same.
fn only_ones<'a, M>(
    entries: &[&'a Entry<M>],
    what: fn(&M) -> Option<String>,
) -> BTreeMap<String, Option<&'a Entry<M>>> {
    let mut found: BTreeMap<String, Option<&'a Entry<M>>> = BTreeMap::new();
    for entry in entries {
        if let Some(what) = what(&entry.meta) {
            found.entry(what).and_modify(|known| *known = None).or_insert(Some(entry));
        }
    }
    found
}

impl<'a, M> Pairs<'a, M> {
    /// The things that readers see changed, sorted by id. `details` compares a thing with itself.
    pub(super) fn things(
        self,
        name: fn(&M) -> &str,
        details: impl Fn(&'a M, &'a M) -> Vec<Detail>,
    ) -> Vec<Thing> {
        let thing = |what, entry: &Entry<M>, id: &Slug, former_id: Option<&Slug>, details| Thing {
            what,
            id: id.clone(),
            former_id: former_id.cloned(),
            name: name(&entry.meta).to_owned(),
            details,
        };
        let mut things = Vec::new();
        for (was, now) in self.kept {
            let details = details(&was.meta, &now.meta);
            if was.id != now.id {
                things.push(thing(What::Renamed, now, &now.id, Some(&was.id), details));
            } else if !details.is_empty() {
                things.push(thing(What::Changed, now, &now.id, None, details));
            }
        }
        let merged = self.merged.iter();
        things.extend(
            merged.map(|(was, now)| thing(What::Merged, was, &now.id, Some(&was.id), Vec::new())),
        );
        things.extend(self.added.iter().map(|e| thing(What::Added, e, &e.id, None, Vec::new())));
        things.extend(self.removed.iter().map(|e| thing(What::Removed, e, &e.id, None, vec![])));
        things.sort_by(|a, b| (&a.id, a.what, &a.former_id).cmp(&(&b.id, b.what, &b.former_id)));
        things
    }
}

impl<'a> Pairs<'a, ArticleMeta> {
    /// The articles whose id is another one now; one that was merged counts as the one it is part of.
    pub(super) fn renamed(&self) -> Renamed<'a> {
        let all = self.kept.iter().chain(&self.merged);
        all.filter(|(was, now)| was.id != now.id).map(|(was, now)| (&was.id, &now.id)).collect()
    }
}

/// The articles of two states, side by side.
pub(super) fn articles(states: States<'_>) -> Pairs<'_, ArticleMeta> {
    let what = |meta: &ArticleMeta| {
        let source = meta.ingest.as_ref().map(|record| record.source.clone());
        Some(source.unwrap_or_else(|| format!("{} {:?}", meta.title, meta.outlet)))
    };
    pairs(states, |library| &library.articles, |meta| &meta.former_ids, what)
}

/// A key that says something else; absent when it does not.
pub(super) fn detail<T: PartialEq>(
    key: &'static str,
    was: &T,
    now: &T,
    shown: impl Fn(&T) -> Option<String>,
) -> Option<Detail> {
    (was != now).then(|| Detail { key, was: shown(was), now: shown(now) })
}
