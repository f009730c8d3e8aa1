//! The files of a site as they are now, beside those of a revision. Reads the worktree, writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::RevisionError;
use super::id::{Format, Id};
use super::index::Index;
use super::repository::Repository;
use super::tree::{Files, Listing};
use crate::fs::{self, Kind};

/// Bytes of the largest index that is read; without it files are compared by their bytes.
const MOST_INDEX: u64 = 512 << 20;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is new.
    Added,
    /// Its bytes are others.
    Modified,
    /// It is not there any more.
    Removed,
}

/// A file that differs from a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What became of it.
    pub how: How,
    /// What it was; absent when it is new.
    pub before: Option<Id>,
}

/// The files that differ from a revision, by path below the site, with forward slashes.
pub type Changed = BTreeMap<String, Change>;

impl Repository {
    /// How the files of the site's folder that lie in one of `parts` differ from those of a commit. A file
    /// counts as unchanged when only its line ends differ, as git may write them. What is in the
    /// worktree but no readable file, such as a link, counts as added when it is new.
    pub fn changed_since(&self, commit: &Id, parts: &[&str]) -> Result<Changed, RevisionError> {
        let Listing { files: before, others, .. } = self.listing(commit, parts)?;
        let (present, odd) = present(&self.site, parts);
        let index = self.index();
        let worktree = Worktree { site: &self.site, format: self.format, index: &index };
        let mut changed: Changed =
            present.par_iter().filter_map(|path| worktree.change(path, &before)).collect();
        for (path, id) in &before {
            if !present.contains(path) && index.left_out(path) != Some(*id) {
                changed.insert(path.clone(), Change { how: How::Removed, before: Some(*id) });
            }
        }
        let odd = odd.into_iter().filter(|path| !others.contains(path));
        changed.extend(odd.map(|path| (path, Change { how: How::Added, before: None })));
        Ok(changed)
    }

    /// What git knew of the worktree's files below the site's folder.
    fn index(&self) -> Index {
        let path = self.folder.join("index");
        let written = fs::entry_stamp(&path).map(|stamp| stamp.modified);
        let bytes = fs::read_at_most(&path, MOST_INDEX);
        let (Some(written), Ok(bytes)) = (written, bytes) else { return Index::default() };
        let prefix =
            self.below.iter().flat_map(|folder| [folder.as_str(), "/"]).collect::<String>();
        Index::parse(&bytes, self.format, &prefix, written)
    }
}

/// The files below a site's folder, and what else is there: links, names that cannot be read.
fn present(site: &Path, parts: &[&str]) -> (BTreeSet<String>, Vec<String>) {
    let (mut files, mut odd) = (BTreeSet::new(), Vec::new());
    for part in parts {
        match fs::kind(&site.join(part)) {
            Some(Kind::File) => drop(files.insert((*part).to_owned())),
            Some(Kind::Folder) => {
                for found in fs::list_tree(site, part) {
                    match found {
                        Ok(path) => drop(files.insert(path.as_str().to_owned())),
                        Err(error) => {
                            let path = error.path.strip_prefix(site).unwrap_or(&error.path);
                            odd.push(path.to_string_lossy().replace('\\', "/"));
                        }
                    }
                }
            }
            Some(Kind::Other) | None => {}
        }
    }
    (files, odd)
}

/// The files as they are now.
#[derive(Clone, Copy)]
struct Worktree<'a> {
    site: &'a Path,
    format: Format,
    index: &'a Index,
}

impl Worktree<'_> {
    /// How a file that is there differs from what was; absent when it does not.
    fn change(&self, path: &str, before: &Files) -> Option<(String, Change)> {
        let before = before.get(path).copied();
        let how = match before {
            None => How::Added,
            Some(id) if self.is_blob(path, id) => return None,
            Some(_) => How::Modified,
        };
        Some((path.to_owned(), Change { how, before }))
    }

    /// Whether a file is still this blob.
    fn is_blob(&self, path: &str, id: Id) -> bool {
        let file = self.site.join(path);
        if fs::entry_stamp(&file).and_then(|stamp| self.index.blob(path, stamp)) == Some(id) {
            return true;
        }
        let Ok(bytes) = fs::read(&file) else { return false };
        let is = |bytes: &[u8]| self.format.id_of("blob", bytes) == id;
        is(&bytes) || (bytes.contains(&b'\r') && is(&with_lf(&bytes)))
    }
}

/// A text with line ends as git stores them.
fn with_lf(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            text.push(*byte);
        }
    }
    text
}
