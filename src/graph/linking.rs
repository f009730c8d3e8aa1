//! The links of a whole site, kept body by body: after an edit only those bodies are linked again that the
//! edit can concern.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::link::Names;
use super::registry::Registry;
use super::remembered::RememberedLinks;
use super::resolve::{Body, Linked, ambiguous_name, bodies, link_body, title};
use super::{Backlink, LinkGraph, Target};
use crate::content::library::{Entries, Library};
use crate::diagnostic::{Diagnostics, sorted};
use crate::fingerprint::QuickMap;
use crate::path::Slug;

/// Of so many bodies, one linked again makes it worth while to gather all anew.
const FEW: usize = 8;

/// Resolves every written link and finds every automatic one.
pub fn resolve_links(library: &Library) -> (LinkGraph, Diagnostics) {
    let linking = Linking::new(library);
    let diagnostics = linking.diagnostics(library);
    (linking.graph, diagnostics)
}

/// The links of one state of a library.
#[derive(Clone, Debug)]
pub struct Linking {
    /// What links to what.
    pub graph: LinkGraph,
    bodies: BTreeMap<Target, Arc<Linked>>,
    names: Arc<Names>,
}

impl Linking {
    /// Links all bodies.
    pub fn new(library: &Library) -> Self {
        Self::from(library, RememberedLinks::default())
    }

    /// Links all bodies but those whose links are remembered and still true.
    pub fn from(library: &Library, remembered: RememberedLinks<'_>) -> Self {
        let all = bodies(library);
        let names = Arc::new(Names::of(library));
        let title = |target: &Target| title(target, library);
        let mut known = remembered.still_true(library, &all, title);
        let rest = all.iter().filter(|body| !known.contains_key(&body.from)).collect();
        let mut linked = link(library, &names, rest);
        linked.extend(known.drain().map(|(from, linked)| (from, Arc::new(linked))));
        let bodies: BTreeMap<Target, Arc<Linked>> = linked.into_iter().collect();
        Self { graph: gather(&bodies), bodies, names }
    }

    /// What another process can begin with. The library must be the one they were made from.
    pub fn remember(&self, library: &Library) -> RememberedLinks<'_> {
        let title = |target: &Target| title(target, library);
        RememberedLinks::of(library, &bodies(library), &self.bodies, title)
    }

    /// The links of the library as it is now; these are those of `before`.
    #[must_use]
    pub fn after(&self, before: &Library, library: &Library) -> Self {
        let edits = Edits::between(before, library);
        let names = if edits.names {
            let names = Names::of(library);
            if names == *self.names { Arc::clone(&self.names) } else { Arc::new(names) }
        } else {
            Arc::clone(&self.names)
        };
        let renamed = !Arc::ptr_eq(&names, &self.names);
        let concerns = |body: &&Body<'_>| {
            renamed
                || edits.touched.contains(&body.from)
                || edits.targets && self.bodies.get(&body.from).is_none_or(|one| one.has_written)
        };
        let all = bodies(library);
        let linked = link(library, &names, all.iter().filter(concerns).collect());
        let (mut bodies, mut graph) = (self.bodies.clone(), self.graph.clone());
        let few = linked.len() <= all.len() / FEW;
        for from in &edits.gone {
            if let Some(was) = bodies.remove(from).filter(|_| few) {
                graph.take_out(from, &was);
            }
        }
        for (from, now) in linked {
            let was = bodies.insert(from.clone(), Arc::clone(&now));
            if few {
                graph.replace(&from, was.as_deref(), &now);
            }
        }
        let graph = if few { graph } else { gather(&bodies) };
        Self { graph, bodies, names }
    }

    /// What is wrong with the links, sorted. The library must be the one they were made from.
    pub fn diagnostics(&self, library: &Library) -> Diagnostics {
        let mut diagnostics = Vec::new();
        let mut reported: BTreeSet<&str> = BTreeSet::new();
        let mut shared = Vec::new();
        for (from, linked) in &self.bodies {
            diagnostics.extend(linked.diagnostics.iter().cloned());
            let new = linked.shared.iter().filter(|shared| reported.insert(&shared.name));
            shared.extend(new.map(|shared| (from, shared)));
        }
        if !shared.is_empty() {
            let bodies = bodies(library);
            let bodies: BTreeMap<&Target, &Body<'_>> =
                bodies.iter().map(|body| (&body.from, body)).collect();
            let found = shared
                .into_iter()
                .filter_map(|(from, shared)| Some(ambiguous_name(bodies.get(from)?, shared)));
            diagnostics.extend(found);
        }
        sorted(diagnostics)
    }
}

fn link(library: &Library, names: &Names, bodies: Vec<&Body<'_>>) -> Vec<(Target, Arc<Linked>)> {
    let registry = Registry::of(library);
    bodies
        .into_par_iter()
        .map(|body| (body.from.clone(), Arc::new(link_body(body, library, &registry, names))))
        .collect()
}

/// The links of all bodies together.
fn gather(bodies: &BTreeMap<Target, Arc<Linked>>) -> LinkGraph {
    // Looked up by hash, then sorted once: a target is mentioned many times.
    let mut places: QuickMap<&Target, usize> = QuickMap::default();
    let mut backlinks: Vec<(&Target, Vec<Backlink>)> = Vec::new();
    for (from, linked) in bodies {
        for sentence in &linked.sentences {
            for target in &sentence.targets {
                let backlink = Backlink { from: from.clone(), sentence: Arc::clone(sentence) };
                let next = backlinks.len();
                match backlinks.get_mut(*places.entry(target).or_insert(next)) {
                    Some((_, all)) => all.push(backlink),
                    None => backlinks.push((target, vec![backlink])),
                }
            }
        }
    }
    let linked = bodies.values().filter(|linked| !linked.links.is_empty());
    LinkGraph {
        links: linked.map(|linked| (linked.path.clone(), Arc::clone(&linked.links))).collect(),
        backlinks: backlinks
            .into_iter()
            .map(|(target, all)| (target.clone(), Arc::new(all)))
            .collect(),
    }
}

impl LinkGraph {
    /// Takes out what one body says.
    fn take_out(&mut self, from: &Target, was: &Linked) {
        self.links.remove(&was.path);
        let mentioned: BTreeSet<&Target> = was.targets().collect();
        for target in mentioned {
            if let Some(all) = self.backlinks.get_mut(target) {
                let here = range_of(all, from);
                if here.len() == all.len() {
                    self.backlinks.remove(target);
                } else {
                    Arc::make_mut(all).drain(here);
                }
            }
        }
    }

    /// Puts what a body says now in the place of what it said.
    fn replace(&mut self, from: &Target, was: Option<&Linked>, now: &Linked) {
        let same = was.is_some_and(|was| was.sentences == now.sentences);
        if let Some(was) = was.filter(|_| !same) {
            self.take_out(from, was);
        }
        if now.links.is_empty() {
            self.links.remove(&now.path);
        } else {
            self.links.insert(now.path.clone(), Arc::clone(&now.links));
        }
        if same {
            return;
        }
        let mut said: BTreeMap<&Target, Vec<Backlink>> = BTreeMap::new();
        for sentence in &now.sentences {
            for target in &sentence.targets {
                let backlink = Backlink { from: from.clone(), sentence: Arc::clone(sentence) };
                said.entry(target).or_default().push(backlink);
            }
        }
        for (target, backlinks) in said {
            let all = Arc::make_mut(self.backlinks.entry(target.clone()).or_default());
            let here = range_of(all, from);
            all.splice(here, backlinks);
        }
    }
}

impl Linked {
    /// Everything it mentions, by sentence.
    fn targets(&self) -> impl Iterator<Item = &Target> {
        self.sentences.iter().flat_map(|sentence| &sentence.targets)
    }
}

/// Where the backlinks from one body stand among those in content order, or would.
fn range_of(all: &[Backlink], from: &Target) -> std::ops::Range<usize> {
    let start = all.partition_point(|backlink| backlink.from < *from);
    start..all.partition_point(|backlink| backlink.from <= *from)
}

/// What differs between two states of a library, as far as links go.
#[derive(Debug, Default)]
struct Edits {
    /// Files that are new or say something else.
    touched: BTreeSet<Target>,
    /// Files that are there no more.
    gone: Vec<Target>,
    /// Whether some id or title is another, or new, or gone: what is written as a link may mean
    /// something else.
    targets: bool,
    /// Whether the file of an entity is new, gone or another.
    names: bool,
}

impl Edits {
    fn between(before: &Library, now: &Library) -> Self {
        let mut edits = Self { targets: before.unreadable != now.unreadable, ..Self::default() };
        let titles = |target: &Target| title(target, before) != title(target, now);
        let is_new = |now| !before.index.as_ref().is_some_and(|was| was.is(now));
        if now.index.as_ref().is_some_and(is_new) {
            edits.touched.insert(Target::Index);
        }
        if before.index.is_some() && now.index.is_none() {
            edits.gone.push(Target::Index);
        }
        edits.targets |= before.index.is_some() != now.index.is_some() || titles(&Target::Index);
        edits.of(&before.pages, &now.pages, &Target::Page, &titles);
        edits.of(&before.articles, &now.articles, &Target::Article, &titles);
        edits.of(&before.events, &now.events, &Target::Event, &titles);
        edits.of(&before.claims, &now.claims, &Target::Claim, &titles);
        edits.of(&before.questions, &now.questions, &Target::Question, &titles);
        edits.of(&before.changes, &now.changes, &Target::Change, &titles);
        let others = edits.touched.len() + edits.gone.len();
        edits.of(&before.entities, &now.entities, &Target::Entity, &titles);
        edits.names = edits.touched.len() + edits.gone.len() > others;
        edits
    }

    fn of<M>(
        &mut self,
        before: &Entries<M>,
        now: &Entries<M>,
        target: &dyn Fn(Slug) -> Target,
        is_renamed: &dyn Fn(&Target) -> bool,
    ) {
        for (id, entry) in now {
            let was = before.get(id);
            if was.is_some_and(|was| was.is(entry)) {
                continue;
            }
            let target = target(id.clone());
            self.targets |= was.is_none() || is_renamed(&target);
            self.touched.insert(target);
        }
        for id in before.keys().filter(|id| !now.contains_key(*id)) {
            self.targets = true;
            self.gone.push(target(id.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::ContentPath;

    const FILES: [(&str, &str); 6] = [
        ("index", "title: Home\n---\n[[flood]] and [[river-post]]. Ana Moor."),
        ("articles/river-post", "title: Post\n---\nAna Moor left Tarn. Moor said so."),
        ("articles/weekly", "title: Weekly\n---\nTarn. Ana Moor in Tarn; [[bo-moor]]."),
        ("entities/ana-moor", "name: Ana Moor\ntype: person\naliases: [Moor]\n---\nOf Tarn."),
        ("entities/tarn", "name: Tarn\ntype: place\n---\n"),
        ("events/flood", "title: The flood\n---\nAna Moor saw [[weekly]]."),
    ];

    fn path(name: &str) -> ContentPath {
        ContentPath::parse(&format!("content/{name}.md")).expect("a path")
    }

    #[test]
    fn what_is_linked_again_is_all_that_an_edit_concerns() {
        let mut library = Library::default();
        for (name, text) in FILES {
            library.put(&path(name), Some(&format!("---\n{text}")));
        }
        let mut linking = Linking::new(&library);
        for (name, text) in [
            ("articles/weekly", Some("title: Weekly\n---\nTarn. Ana Moor is not in Tarn.")),
            ("articles/weekly", Some("title: Weekly\n---\nNobody.")),
            ("articles/weekly", Some("title: The Weekly\noutlet: W\n---\nNobody.")),
            ("articles/weekly", None),
            ("articles/weekly", Some("title: Weekly\n---\nMoor.")),
            ("entities/bo-moor", Some("name: Bo Moor\ntype: person\naliases: [Moor]\n---\n")),
            ("entities/tarn", Some("name: Tarn\ntype: place\n---\nWith Ana Moor.")),
            ("entities/tarn", Some("name: Tarn\ntype: place\naliases: [said so]\n---\n")),
            ("entities/ana-moor", None),
            ("entities/ana-moor", Some("name: Ana Moor\ntype: organization\n---\n")),
            ("events/flood", Some("title: Flood\n---\n[[river-post]]")),
            ("index", None),
            ("index", Some("title: Home\n---\n[[flood]] [[index]] [[page:index]]")),
            ("pages/index", Some("title: Page\n---\n[[index]] Ana Moor.")),
            ("articles/weekly", Some("title: [\n---\n")),
        ] {
            let before = library.clone();
            let remembered = linking.remember(&before);
            library.put(&path(name), text.map(|text| format!("---\n{text}")).as_deref());
            let anew = Linking::from(&library, remembered);
            linking = linking.after(&before, &library);
            let clean = Linking::new(&library);
            assert_eq!(linking.graph, clean.graph, "{name} {text:?}");
            assert_eq!(linking.diagnostics(&library), clean.diagnostics(&library), "{name}");
            assert_eq!(anew.graph, clean.graph, "{name} {text:?}");
            assert_eq!(anew.diagnostics(&library), clean.diagnostics(&library), "{name}");
        }
    }

    #[test]
    fn a_body_that_nothing_concerns_is_not_linked_again() {
        let mut library = Library::default();
        for (name, text) in FILES {
            library.put(&path(name), Some(&format!("---\n{text}")));
        }
        let first = Linking::new(&library);
        let before = library.clone();
        library.put(&path("articles/weekly"), Some("---\ntitle: Weekly\n---\nTarn"));
        let second = first.after(&before, &library);
        let anew = second.bodies.iter().filter(|(from, linked)| {
            !first.bodies.get(from).is_some_and(|was| Arc::ptr_eq(was, linked))
        });
        assert_eq!(anew.count(), 1);
    }
}
