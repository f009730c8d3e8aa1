//! The files of a revision, as its trees list them. Knows no disk.

use std::collections::{BTreeMap, BTreeSet};

use super::id::Id;
use super::repository::Repository;
use super::store::ObjectKind;
use super::{RevisionError, damaged};

/// Folders in folders that are entered.
const DEEPEST: usize = 32;
/// Files and folders that are listed: a tree of a few bytes can stand for any number of them.
const MOST_ENTRIES: usize = 1_000_000;

/// The files of a revision by path below the site, with forward slashes. Hidden ones (a leading dot) and
/// those whose name is not UTF-8 are left out, and so are links and submodules.
pub type Files = BTreeMap<String, Id>;

/// What a revision holds below a site's folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: Files,
    /// Links and submodules.
    pub(super) others: BTreeSet<String>,
    /// Lines of trees that were read.
    entries: usize,
}

/// What a line of a tree names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Folder,
    File,
    /// A link or a submodule.
    Other,
}

/// A line of a tree.
struct Entry<'a> {
    kind: EntryKind,
    name: &'a [u8],
    id: Id,
}

/// Takes the next line of a tree; absent when it is damaged.
fn next_entry<'a>(rest: &mut &'a [u8], id_length: usize) -> Option<Entry<'a>> {
    let space = rest.iter().take(8).position(|byte| *byte == b' ')?;
    let (mode, behind) = rest.split_at(space);
    let behind = behind.get(1..)?;
    let end = behind.iter().position(|byte| *byte == 0)?;
    let (name, behind) = behind.split_at(end);
    let (id, behind) = behind.get(1..)?.split_at_checked(id_length)?;
    let mode = u32::from_str_radix(std::str::from_utf8(mode).ok()?, 8).ok()?;
    let kind = match mode & 0o170_000 {
        0o040_000 => EntryKind::Folder,
        0o100_000 => EntryKind::File,
        _ => EntryKind::Other,
    };
    *rest = behind;
    Some(Entry { kind, name, id: Id::from_bytes(id)? })
}

impl Repository {
    /// The files of a commit that lie below the site's folder in one of `parts`: folders, or files.
    pub fn files(&self, commit: &Id, parts: &[&str]) -> Result<Files, RevisionError> {
        self.listing(commit, parts).map(|listing| listing.files)
    }

    /// The same, with what is no file.
    pub(super) fn listing(&self, commit: &Id, parts: &[&str]) -> Result<Listing, RevisionError> {
        let mut listing = Listing::default();
        let Some(site) = self.site_tree(commit)? else { return Ok(listing) };
        self.each(&site, |name, kind, id| {
            if parts.contains(&name) {
                self.enter(name.to_owned(), kind, id, 1, &mut listing)?;
            }
            Ok(())
        })?;
        Ok(listing)
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: &Id) -> Result<Vec<u8>, RevisionError> {
        self.object(file, ObjectKind::Blob)
    }

    /// The tree of the site's folder in a commit; absent when it was not there yet.
    fn site_tree(&self, commit: &Id) -> Result<Option<Id>, RevisionError> {
        let mut tree = self.commit(commit)?.tree;
        for folder in &self.below {
            let mut found = None;
            self.each(&tree, |name, kind, id| {
                if kind == EntryKind::Folder && name == folder {
                    found = Some(id);
                }
                Ok(())
            })?;
            match found {
                Some(id) => tree = id,
                None => return Ok(None),
            }
        }
        Ok(Some(tree))
    }

    /// Takes up one line of a tree and, of a folder, what is in it.
    fn enter(
        &self,
        path: String,
        kind: EntryKind,
        id: Id,
        depth: usize,
        listing: &mut Listing,
    ) -> Result<(), RevisionError> {
        listing.entries += 1;
        if listing.entries > MOST_ENTRIES {
            return Err(RevisionError::TooMuch("more than a million files"));
        }
        match kind {
            EntryKind::File => drop(listing.files.insert(path, id)),
            EntryKind::Other => drop(listing.others.insert(path)),
            EntryKind::Folder if depth > DEEPEST => {
                return Err(RevisionError::TooMuch("folders in more than 32 folders"));
            }
            EntryKind::Folder => self.each(&id, |name, kind, id| {
                if name.starts_with('.') {
                    return Ok(());
                }
                self.enter(format!("{path}/{name}"), kind, id, depth + 1, listing)
            })?,
        }
        Ok(())
    }

    /// Calls `look` with name, kind and id of every line of a tree.
    fn each(
        &self,
        tree: &Id,
        mut look: impl FnMut(&str, EntryKind, Id) -> Result<(), RevisionError>,
    ) -> Result<(), RevisionError> {
        let bytes = self.object(tree, ObjectKind::Tree)?;
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let entry = next_entry(&mut rest, self.format.length());
            let entry = entry.ok_or_else(|| damaged(format!("{} is no tree", tree.short())))?;
            // A name that would lead elsewhere is none.
            let name = std::str::from_utf8(entry.name).ok();
            let name = name.filter(|name| !name.is_empty() && !name.contains(['/', '\\']));
            if let Some(name) = name.filter(|name| *name != "." && *name != "..") {
                look(name, entry.kind, entry.id)?;
            }
        }
        Ok(())
    }
}
