//! Where a repository keeps its objects: loose files, packs, and the stores of other repositories that
//! it borrows from. Knows what an object is, nothing of what it says.

use std::io;
use std::path::{Path, PathBuf};

use super::id::{Format, Id};
use super::inflate::inflate;
use super::pack::Pack;
use super::{RevisionError, damaged};
use crate::fs::{self, OpenFile};

/// Bytes of the largest object that is read.
pub(super) const LARGEST: usize = 64 << 20;
/// Bytes of the head of a loose object, at most: its kind, a space, its size, a NUL.
const LONGEST_HEAD: usize = 32;
/// How far stores borrow from stores that borrow, as with git.
const DEEPEST: usize = 5;
/// Stores that are looked into, at most.
const MOST_STORES: usize = 64;
/// Bytes of the file that names other stores, at most.
const MOST_ALTERNATES: u64 = 1 << 20;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectKind {
    Commit,
    Tree,
    Blob,
    Tag,
}

impl ObjectKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tree => "tree",
            Self::Blob => "blob",
            Self::Tag => "tag",
        }
    }

    fn parse(text: &[u8]) -> Option<Self> {
        [Self::Commit, Self::Tree, Self::Blob, Self::Tag]
            .into_iter()
            .find(|kind| kind.as_str().as_bytes() == text)
    }
}

/// An object as it was stored.
#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) kind: ObjectKind,
    pub(super) bytes: Vec<u8>,
}

/// All places where objects are.
#[derive(Debug)]
pub(super) struct Store {
    format: Format,
    folders: Vec<PathBuf>,
    packs: Vec<Pack>,
    /// Packs that cannot be read, and why: what is missing may be in one of them.
    unreadable: Vec<(PathBuf, String)>,
}

impl Store {
    /// Opens the store `objects` and those it borrows from.
    pub(super) fn open(objects: &Path, format: Format) -> Self {
        let mut store = Self { format, folders: Vec::new(), packs: Vec::new(), unreadable: vec![] };
        store.add(objects, 0);
        store
    }

    fn add(&mut self, objects: &Path, depth: usize) {
        let objects = fs::real_path(objects).unwrap_or_else(|_| objects.to_owned());
        let is_known = self.folders.contains(&objects);
        if is_known || depth > DEEPEST || self.folders.len() >= MOST_STORES {
            return;
        }
        self.folders.push(objects.clone());
        let packs = objects.join("pack");
        for name in fs::entries(&packs).unwrap_or_default() {
            let path = packs.join(&name);
            if !name.starts_with("pack-") || path.extension().is_none_or(|ending| ending != "pack")
            {
                continue;
            }
            match Pack::open(&path, self.format) {
                Ok(pack) => self.packs.push(pack),
                Err(reason) => self.unreadable.push((path, reason.to_string())),
            }
        }
        let borrowed = fs::read_at_most(&objects.join("info/alternates"), MOST_ALTERNATES);
        let borrowed = borrowed.unwrap_or_default();
        for line in String::from_utf8_lossy(&borrowed).lines() {
            if !line.is_empty() && !line.starts_with('#') {
                self.add(&objects.join(line), depth + 1);
            }
        }
    }

    /// An object, whose bytes were compared with its id; absent when no store holds it.
    pub(super) fn find(&self, id: &Id) -> Result<Option<Object>, RevisionError> {
        let mut fault = None;
        for pack in &self.packs {
            match pack.find(id) {
                Ok(None) => {}
                Ok(Some(object)) if self.is_sound(id, &object) => return Ok(Some(object)),
                Ok(Some(_)) => fault = Some(not_its_id(id, pack.path())),
                Err(reason) => fault = Some(unreadable(id, pack.path(), &reason)),
            }
        }
        let name = id.to_string();
        let (folder, file) = name.split_at(2);
        for objects in &self.folders {
            let path = objects.join(folder).join(file);
            match loose(&path) {
                Ok(None) => {}
                Ok(Some(object)) if self.is_sound(id, &object) => return Ok(Some(object)),
                Ok(Some(_)) => fault = Some(not_its_id(id, &path)),
                Err(reason) => fault = Some(unreadable(id, &path, &reason)),
            }
        }
        match (fault, self.unreadable.first()) {
            (Some(fault), _) => Err(fault),
            (None, Some((pack, reason))) => Err(damaged(format!(
                "{} is not here, and {} cannot be read: {reason}",
                id.short(),
                pack.display()
            ))),
            (None, None) => Ok(None),
        }
    }

    /// Whether an object is the one that its id names.
    fn is_sound(&self, id: &Id, object: &Object) -> bool {
        self.format.id_of(object.kind.as_str(), &object.bytes) == *id
    }

    /// The ids that begin with these digits, sorted, at most `most` of each place. At least two digits.
    pub(super) fn with_prefix(&self, prefix: &str, most: usize) -> Vec<Id> {
        let Some((folder, file)) = prefix.split_at_checked(2) else { return Vec::new() };
        let Ok(first) = u8::from_str_radix(folder, 16) else { return Vec::new() };
        let packs = self.packs.iter();
        let mut found: Vec<Id> = packs
            .flat_map(|pack| pack.with_prefix(first, prefix, most).unwrap_or_default())
            .collect();
        for objects in &self.folders {
            let names = fs::entries(&objects.join(folder)).unwrap_or_default();
            let names = names.iter().filter(|name| name.starts_with(file)).take(most);
            found.extend(names.filter_map(|name| Id::from_hex(&format!("{folder}{name}"))));
        }
        found.sort();
        found.dedup();
        found
    }
}

fn not_its_id(id: &Id, path: &Path) -> RevisionError {
    damaged(format!("{} in {} holds other bytes than its id says", id.short(), path.display()))
}

fn unreadable(id: &Id, path: &Path, reason: &io::Error) -> RevisionError {
    damaged(format!("{} in {} cannot be read: {reason}", id.short(), path.display()))
}

/// An object in a file of its own; absent when there is no such file.
fn loose(path: &Path) -> io::Result<Option<Object>> {
    if fs::kind(path).is_none() {
        return Ok(None);
    }
    let file = OpenFile::open(path).map_err(|error| error.reason)?;
    let bytes = inflate(&file, 0, LARGEST + LONGEST_HEAD)?;
    let fault = || io::Error::new(io::ErrorKind::InvalidData, "it is no object");
    let end = bytes.iter().take(LONGEST_HEAD).position(|byte| *byte == 0).ok_or_else(fault)?;
    let (head, content) = bytes.split_at(end);
    let mut parts = head.splitn(2, |byte| *byte == b' ');
    let kind = parts.next().and_then(ObjectKind::parse).ok_or_else(fault)?;
    let size = parts.next().and_then(|size| std::str::from_utf8(size).ok()?.parse().ok());
    let content = content.get(1..).unwrap_or_default();
    if size != Some(content.len()) || content.len() > LARGEST {
        return Err(fault());
    }
    Ok(Some(Object { kind, bytes: content.to_vec() }))
}
