//! A folder in memory: path to bytes and hash. Knows no disk.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::fs::FsError;
use crate::path::OutputPath;

/// Where finished files of a site go, one by one and from many threads.
pub trait Sink: Sync {
    /// Takes a file.
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), FsError>;
    /// Lets a file stand as it was published last; `false` where there is none, so that it must be
    /// written.
    fn keep(&self, path: &OutputPath) -> bool;
    /// The bytes of a file that was written, or kept.
    fn read(&self, path: &OutputPath) -> Option<Vec<u8>>;
}

/// A tree that is being filled.
#[derive(Debug, Default)]
pub struct Growing(Mutex<Tree>);

impl Growing {
    /// The tree with all that was written.
    pub fn finish(self) -> Tree {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Growing {
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), FsError> {
        let mut tree = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tree.insert(path.clone(), bytes);
        Ok(())
    }

    fn keep(&self, _: &OutputPath) -> bool {
        false
    }

    fn read(&self, path: &OutputPath) -> Option<Vec<u8>> {
        let tree = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tree.get(path).map(<[u8]>::to_vec)
    }
}

/// Files of a site to publish, by path, in path order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<OutputPath, Vec<u8>>,
}

impl Tree {
    /// An empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; gives back the bytes that stood there before, if any.
    pub fn insert(&mut self, path: OutputPath, bytes: Vec<u8>) -> Option<Vec<u8>> {
        self.files.insert(path, bytes)
    }

    /// The bytes of one file.
    pub fn get(&self, path: &OutputPath) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&OutputPath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, bytes.as_slice()))
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl IntoIterator for Tree {
    type Item = (OutputPath, Vec<u8>);
    type IntoIter = std::collections::btree_map::IntoIter<OutputPath, Vec<u8>>;

    fn into_iter(self) -> Self::IntoIter {
        self.files.into_iter()
    }
}

/// SHA-256 of `bytes` in lower-case hexadecimal, 64 characters.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
