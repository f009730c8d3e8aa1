//! What the preview can show: a site whose files are there already, or are made when they are asked
//! for. Knows no requests.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::diagnostic::Diagnostics;
use crate::path::OutputPath;
use crate::pipeline::live::Live;
use crate::tree::Tree;

/// A site in one state. It never changes what it shows.
pub trait Pages: Send + Sync {
    /// The bytes of a file; absent when the site has none of that name, or cannot make it.
    fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>>;

    /// Whether the site has a page of that name, though perhaps one that cannot be made.
    fn has(&self, path: &OutputPath) -> bool;

    /// Number of files.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes what was not asked for yet, until `enough`; gives back what is wrong with templates.
    fn fill(&self, enough: &AtomicBool) -> Diagnostics;
}

impl Pages for Tree {
    fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        self.get(path).map(Into::into)
    }

    fn has(&self, path: &OutputPath) -> bool {
        self.get(path).is_some()
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn fill(&self, _: &AtomicBool) -> Diagnostics {
        Diagnostics::new()
    }
}

impl Pages for Live {
    fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        self.get(path)
    }

    fn has(&self, path: &OutputPath) -> bool {
        self.has(path)
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn fill(&self, enough: &AtomicBool) -> Diagnostics {
        self.fill(enough)
    }
}
