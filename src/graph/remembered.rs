//! Links as one process leaves them for the next: a body that says what it said, where names and ids are
//! what they were, need not be linked again. Data only; knows no file.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::resolve::{Body, Linked};
use super::{Link, LinkKind, Sentence, Target};
use crate::content::library::Library;
use crate::diagnostic::Span;
use crate::fingerprint::QuickMap;
use crate::model::entity::EntityKind;

/// The links of one state of a library, which lends its texts where they are only to be written down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RememberedLinks<'l> {
    /// The names of entities, as a fingerprint.
    names: u64,
    /// The ids and titles of all things, and which files cannot be read, as a fingerprint.
    things: u64,
    /// Everything that is linked or links, each once.
    targets: Vec<Target>,
    bodies: Vec<RememberedBody<'l>>,
}

/// The links of one body. Targets are numbers in the list of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct RememberedBody<'l> {
    from: u32,
    /// What it says, as a fingerprint.
    text: u64,
    has_written: bool,
    links: Vec<RememberedLink<'l>>,
    sentences: Vec<(Cow<'l, str>, Vec<u32>)>,
}

/// The first byte and the one behind the last, the target, the words shown, the kind.
type RememberedLink<'l> = (usize, usize, Option<u32>, Cow<'l, str>, LinkKind);

impl<'l> RememberedLinks<'l> {
    /// What is worth remembering: bodies of which nothing has to be said.
    pub(super) fn of(
        library: &Library,
        bodies: &[Body<'_>],
        linked: &'l BTreeMap<Target, Arc<Linked>>,
        title: impl Fn(&Target) -> String,
    ) -> Self {
        let mut numbers: QuickMap<&Target, u32> = QuickMap::default();
        let mut number = |target| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(target).or_insert(next)
        };
        let silent = |one: &&Arc<Linked>| one.diagnostics.is_empty() && one.shared.is_empty();
        let mut remembered = Vec::with_capacity(bodies.len());
        for body in bodies {
            let Some(linked) = linked.get(&body.from).filter(silent) else { continue };
            let links = linked.links.iter().map(|link| {
                let target = link.target.as_ref().map(&mut number);
                let text = Cow::Borrowed(link.text.as_str());
                (link.span.start, link.span.end, target, text, link.kind.clone())
            });
            let links = links.collect();
            let sentences = linked.sentences.iter().map(|sentence| {
                let text = Cow::Borrowed(sentence.text.as_str());
                (text, sentence.targets.iter().map(&mut number).collect())
            });
            let sentences = sentences.collect();
            let (text, from) = (xxh3_64(body.body().as_bytes()), number(&body.from));
            let has_written = linked.has_written;
            remembered.push(RememberedBody { from, text, has_written, links, sentences });
        }
        let mut targets: Vec<(u32, &Target)> =
            numbers.into_iter().map(|(target, number)| (number, target)).collect();
        targets.sort_unstable();
        Self {
            names: names(library),
            things: things(library, bodies, title),
            targets: targets.into_iter().map(|(_, target)| target.clone()).collect(),
            bodies: remembered,
        }
    }

    /// The links of those bodies of a library that are as they were, by what has them.
    pub(super) fn still_true(
        self,
        library: &Library,
        bodies: &[Body<'_>],
        title: impl Fn(&Target) -> String,
    ) -> HashMap<Target, Linked> {
        if self.names != names(library) {
            return HashMap::new();
        }
        let same_things = self.things == things(library, bodies, title);
        let targets = self.targets;
        let mut known: QuickMap<&Target, RememberedBody<'l>> = self
            .bodies
            .into_iter()
            .filter_map(|body| Some((targets.get(body.from as usize)?, body)))
            .collect();
        let mut kept = HashMap::new();
        for body in bodies {
            let Some(was) = known.remove(&body.from) else { continue };
            let same = was.text == xxh3_64(body.body().as_bytes());
            if same
                && (same_things || !was.has_written)
                && let Some(linked) = was.linked(body, &targets)
            {
                kept.insert(body.from.clone(), linked);
            }
        }
        kept
    }
}

impl RememberedBody<'_> {
    /// Absent where a number leads nowhere.
    fn linked(self, body: &Body<'_>, targets: &[Target]) -> Option<Linked> {
        let target = |number: u32| targets.get(number as usize).cloned();
        let links = self.links.into_iter().map(|(start, end, number, text, kind)| {
            let target = match number {
                Some(number) => Some(target(number)?),
                None => None,
            };
            Some(Link { span: Span::new(start, end), target, text: text.into_owned(), kind })
        });
        let links: Option<Vec<Link>> = links.collect();
        let sentences = self.sentences.into_iter().map(|(text, numbers)| {
            let targets: Option<Vec<Target>> = numbers.into_iter().map(target).collect();
            Some(Arc::new(Sentence { text: text.into_owned(), targets: targets? }))
        });
        let sentences: Option<Vec<Arc<Sentence>>> = sentences.collect();
        Some(Linked {
            path: body.path.clone(),
            links: links?.into(),
            sentences: sentences?,
            shared: Vec::new(),
            diagnostics: Vec::new(),
            has_written: self.has_written,
        })
    }
}

/// Adds words to a fingerprint, told apart from their neighbours.
fn add(sum: &mut Xxh3, words: &str) {
    sum.update(&words.len().to_le_bytes());
    sum.update(words.as_bytes());
}

/// Whose names are what, as a fingerprint.
fn names(library: &Library) -> u64 {
    let mut sum = Xxh3::new();
    for entry in library.entities.values() {
        add(&mut sum, entry.id.as_str());
        sum.update(&[u8::from(entry.meta.kind == EntityKind::Person)]);
        sum.update(&entry.meta.aliases.len().to_le_bytes());
        for name in std::iter::once(&entry.meta.name).chain(&entry.meta.aliases) {
            add(&mut sum, name);
        }
    }
    sum.digest()
}

/// Everything that can be named by a link, and what it is called, as a fingerprint.
fn things(library: &Library, bodies: &[Body<'_>], title: impl Fn(&Target) -> String) -> u64 {
    let mut sum = Xxh3::new();
    for body in bodies {
        add(&mut sum, body.file);
        add(&mut sum, &title(&body.from));
    }
    for path in &library.unreadable {
        add(&mut sum, path.as_str());
    }
    sum.digest()
}
