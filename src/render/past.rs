//! What is remembered of a build so that the next one renders only what has changed: of each page what
//! it was made from, and of all that pages looked at what it was. Data only; knows no file of its own.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::budget::Weight;
use super::vocabulary::Uses;
use crate::fingerprint::QuickMap;
use crate::pages::Plan;
use crate::pages::reads::Read;
use crate::pages::settled::Marks;

/// What is remembered of a build.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The story, and the frame of its pages.
    pub(super) marks: (Marks, u64),
    /// Everything that any page looked at, in order, with what it was.
    pub(super) facts: Vec<(Read, u64)>,
    /// The pages, in the order they were planned.
    pub(super) pages: Vec<PastPage>,
    pub(super) search: Option<Index>,
}

impl Past {
    /// Forgets pages of which a file is not as it was left.
    pub fn forget(&mut self, is_left: impl Fn(&str) -> bool + Sync) {
        let stands =
            |page: &PastPage| is_left(&page.file) && page.others.iter().all(|file| is_left(file));
        self.pages.retain(stands);
        if self.search.as_ref().is_some_and(|index| !index.files.iter().all(|file| is_left(file))) {
            self.search = None;
        }
    }
}

/// The search index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Index {
    /// Its folder below the site's base.
    pub(super) folder: String,
    /// Its files.
    pub(super) files: Vec<String>,
    /// How many pages it was made from.
    pub(super) pages: usize,
}

/// What is remembered of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PastPage {
    /// Its file.
    pub(super) file: Box<str>,
    /// What it was made of besides what it looked at.
    pub(super) spec: u64,
    /// What it looked at, as numbers of facts.
    pub(super) reads: Vec<u32>,
    /// Other files that came with it.
    pub(super) others: Vec<Box<str>>,
    /// How it is dressed; absent for files that are no pages.
    pub(super) dress: Option<Dress>,
}

/// What is remembered of a page's style and weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Dress {
    /// Which names of the style sheet it uses.
    pub(super) uses: Uses,
    /// The sheet of its kind that it wears.
    pub(super) sheet: Option<Box<str>>,
    /// Rules that it alone needs behind that.
    pub(super) own: String,
    pub(super) weight: Weight,
    /// Its policy.
    pub(super) policy: Option<Box<str>>,
}

/// An earlier build, held against the story as it is now.
pub(super) struct Compared<'p> {
    past: &'p Past,
    pages: QuickMap<&'p str, &'p PastPage>,
    changed: Vec<bool>,
}

impl<'p> Compared<'p> {
    /// Looks at every fact once; `marks` are those of the story as it is now, and the frame of its pages.
    pub(super) fn new(past: &'p Past, plan: &Plan<'_>, marks: &(Marks, u64)) -> Self {
        let same_frame = past.marks.1 == marks.1;
        let settled = marks.0.since(&past.marks.0).filter(|_| same_frame);
        let changed = |(read, was): &(Read, u64)| {
            let settled = settled.as_ref().is_some_and(|settled| settled.holds(*read));
            !settled && plan.value(*read) != *was
        };
        let changed = past.facts.par_iter().map(changed).collect();
        let pages = past.pages.iter().map(|page| (page.file.as_ref(), page)).collect();
        Self { past, pages, changed }
    }

    /// The search index of that build.
    pub(super) fn search(&self) -> Option<&'p Index> {
        self.past.search.as_ref()
    }

    /// The page of a file, if there was one.
    pub(super) fn page(&self, file: &str) -> Option<&'p PastPage> {
        self.pages.get(file).copied()
    }

    /// Whether nothing that a page looked at has changed.
    pub(super) fn holds(&self, page: &PastPage) -> bool {
        page.reads.iter().all(|fact| self.changed.get(*fact as usize) == Some(&false))
    }

    /// What a page looked at that has changed.
    pub(super) fn changes(&self, page: &PastPage) -> Vec<Read> {
        let changed =
            page.reads.iter().filter(|fact| self.changed.get(**fact as usize) != Some(&false));
        changed
            .filter_map(|fact| self.past.facts.get(*fact as usize))
            .map(|(read, _)| *read)
            .collect()
    }

    /// What a fact is, where it is as it was.
    pub(super) fn value(&self, read: Read) -> Option<u64> {
        let at = self.past.facts.binary_search_by_key(&read, |(read, _)| *read).ok()?;
        let (_, was) = self.past.facts.get(at)?;
        (self.changed.get(at) == Some(&false)).then_some(*was)
    }

    /// What a page looked at.
    pub(super) fn reads(&self, page: &PastPage) -> Vec<Read> {
        let facts = page.reads.iter().filter_map(|fact| self.past.facts.get(*fact as usize));
        facts.map(|(read, _)| *read).collect()
    }
}
