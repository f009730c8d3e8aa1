//! Ids that things had before, and what follows from them for what `ingest` wrote and will write: a
//! thing that was renamed is still the thing that its sources make.

use std::collections::{BTreeMap, BTreeSet};

use super::references::rewritten;
use super::targets::{Kind, Targets, Thing};
use crate::content::library::{Entries, Library};
use crate::content::lock::{Base, IngestLock, KeyBase};
use crate::content::outline::{Node, Value};
use crate::diagnostic::Span;
use crate::path::{ContentPath, Slug};

/// Former ids, by kind: each with the id of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormerIds {
    now: BTreeMap<Kind, BTreeMap<Slug, Slug>>,
}

impl FormerIds {
    /// What the files say. Of two that claim one id the first has it, and an id in use is nobody's.
    pub fn of(library: &Library) -> Self {
        let mut former = Self::default();
        former.add(Kind::Page, &library.pages, |meta| &meta.former_ids);
        former.add(Kind::Article, &library.articles, |meta| &meta.former_ids);
        former.add(Kind::Entity, &library.entities, |meta| &meta.former_ids);
        former.add(Kind::Event, &library.events, |meta| &meta.former_ids);
        former.add(Kind::Claim, &library.claims, |meta| &meta.former_ids);
        former.add(Kind::Question, &library.questions, |meta| &meta.former_ids);
        former
    }

    fn add<M>(&mut self, kind: Kind, entries: &Entries<M>, ids: fn(&M) -> &Vec<Slug>) {
        for entry in entries.values() {
            for old in ids(&entry.meta).iter().filter(|old| !entries.contains_key(*old)) {
                let known = self.now.entry(kind).or_default();
                known.entry(old.clone()).or_insert_with(|| entry.id.clone());
            }
        }
    }

    /// The same without ids under which the lock knows a file: that one was deleted by a person, and
    /// not renamed by the tool, which keeps the lock true.
    #[must_use]
    pub fn renamed(mut self, lock: &IngestLock) -> Self {
        for (kind, ids) in &mut self.now {
            let is_known = |id: &Slug| {
                let path = Thing { kind: *kind, id: id.clone() }.path();
                path.is_ok_and(|path| lock.files.contains_key(&path))
            };
            ids.retain(|old, _| !is_known(old));
        }
        self
    }

    /// The thing of a kind that once had this id.
    pub fn owner(&self, kind: Kind, id: &Slug) -> Option<&Slug> {
        self.now.get(&kind)?.get(id)
    }

    /// The ids of today of all renamed things of a kind.
    pub fn owners(&self, kind: Kind) -> BTreeSet<Slug> {
        self.now.get(&kind).into_iter().flat_map(BTreeMap::values).cloned().collect()
    }

    /// All former ids of a kind.
    pub fn ids(&self, kind: Kind) -> BTreeSet<Slug> {
        self.now.get(&kind).into_iter().flat_map(BTreeMap::keys).cloned().collect()
    }

    /// The base of a merge with ids of today, as far as `fresh`, what the tool would write now, tells
    /// which of its hashes stand for texts with former ids.
    pub fn follow(&self, base: &Base, path: &ContentPath, fresh: &str, targets: &Targets) -> Base {
        let mut base = base.clone();
        let Some(newer) = Base::of(fresh) else { return base };
        let mut all = fresh.to_owned();
        for (kind, ids) in &self.now {
            for (old, now) in ids {
                if !fresh.contains(now.as_str()) {
                    continue;
                }
                let older = |text: &str| older(text, path, targets, *kind, old, now);
                follow(&mut base, &Base::of(&older(fresh)).unwrap_or_default(), &newer);
                all = older(&all);
            }
        }
        follow(&mut base, &Base::of(&all).unwrap_or_default(), &newer);
        base
    }
}

/// A text as it was when a thing had its former id.
fn older(
    text: &str,
    path: &ContentPath,
    targets: &Targets,
    kind: Kind,
    old: &Slug,
    now: &Slug,
) -> String {
    let thing = Thing { kind, id: now.clone() };
    let before = targets.renamed(&thing, old);
    let back = |one: &Thing| (*one == thing).then(|| Thing { kind, id: old.clone() });
    rewritten(path, text, targets, &before, &back)
}

/// Puts hashes of `newer` in the place of those of `older`, two versions of one file that have their
/// parts in the same places.
pub(super) fn follow(base: &mut Base, older: &Base, newer: &Base) {
    for (key, now) in &newer.keys {
        let (Some(was), Some(written)) = (older.keys.get(key), base.keys.get_mut(key)) else {
            continue;
        };
        match (was, now, written) {
            (KeyBase::Value(was), KeyBase::Value(now), KeyBase::Value(written))
                if written == was =>
            {
                written.clone_from(now);
            }
            (KeyBase::List(was), KeyBase::List(now), KeyBase::List(written)) => {
                replace(written, was, now);
                // Two participants that became one.
                let mut seen = BTreeSet::new();
                let twice = now.iter().any(|hash| !seen.insert(hash));
                let mut seen = BTreeSet::new();
                written.retain(|hash| !twice || seen.insert(hash.clone()));
            }
            _ => {}
        }
    }
    replace(&mut base.body, &older.body, &newer.body);
}

/// Puts an id of today in the place of a former one in the lists of ids that hold such things, also
/// where the file has been edited already.
pub(super) fn follow_id(base: &mut Base, kind: Kind, from: &Slug, to: &Slug) {
    let keys: &[&str] = match kind {
        Kind::Entity => &["participants"],
        Kind::Claim => &["key_claims", "claims"],
        Kind::Event => &["key_events"],
        _ => &[],
    };
    let [from, to] = [from, to].map(|id| {
        let value = Value::Scalar { text: id.to_string(), plain: true };
        KeyBase::of(&Node { span: Span::new(0, 0), value })
    });
    let (KeyBase::Value(from), KeyBase::Value(to)) = (from, to) else { return };
    for key in keys {
        let Some(KeyBase::List(written)) = base.keys.get_mut(*key) else { continue };
        for hash in written.iter_mut().filter(|hash| **hash == from) {
            hash.clone_from(&to);
        }
        let mut seen = BTreeSet::new();
        written.retain(|hash| *hash != to || seen.insert(hash.clone()));
    }
}

fn replace(written: &mut [String], was: &[String], now: &[String]) {
    if was.len() != now.len() {
        return;
    }
    let pairs: BTreeMap<&String, &String> = was.iter().zip(now).collect();
    for hash in written {
        if let Some(now) = pairs.get(hash) {
            hash.clone_from(now);
        }
    }
}
