//! The disk as a publication changes it: every change goes through here to [`crate::fs`], after a
//! check that can refuse it. Nothing refuses outside tests, which stop a run after any of its steps.

use std::io;
use std::path::Path;

use crate::fs::{self, FsError};

/// Asked before a change, with what is about to be done and where; an error is given to the caller
/// in place of the change.
pub(super) type Check = dyn Fn(&'static str, &Path) -> io::Result<()> + Send + Sync;

/// The way to the disk.
#[derive(Default)]
pub(super) struct Disk {
    /// Absent outside tests.
    pub(super) check: Option<Box<Check>>,
}

impl Disk {
    fn asked(&self, operation: &'static str, path: &Path) -> Result<(), FsError> {
        let asked = self.check.as_ref().map_or(Ok(()), |check| check(operation, path));
        asked.map_err(|reason| FsError { operation, path: path.to_owned(), reason })
    }

    pub(super) fn write_below(&self, path: &Path, bytes: &[u8]) -> Result<(), FsError> {
        self.asked("write", path)?;
        fs::write_below(path, bytes)
    }

    pub(super) fn write_synced(&self, path: &Path, bytes: &[u8]) -> Result<(), FsError> {
        self.asked("create", path)?;
        fs::write_synced(path, bytes)
    }

    pub(super) fn link_below(&self, from: &Path, to: &Path) -> Result<(), FsError> {
        self.asked("link", from)?;
        fs::hard_link_below(from, to)
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), FsError> {
        self.asked("rename", from)?;
        fs::rename(from, to)
    }

    pub(super) fn rename_below(&self, from: &Path, to: &Path) -> Result<(), FsError> {
        self.asked("rename", from)?;
        fs::rename_below(from, to)
    }

    pub(super) fn exchange(&self, left: &Path, right: &Path) -> Result<(), FsError> {
        self.asked("exchange", left)?;
        fs::exchange(left, right)
    }

    pub(super) fn remove_file(&self, path: &Path) -> Result<(), FsError> {
        self.asked("delete", path)?;
        fs::remove_file(path)
    }

    pub(super) fn remove_empty_dir(&self, path: &Path) -> Result<bool, FsError> {
        self.asked("delete the folder", path)?;
        fs::remove_empty_dir(path)
    }

    pub(super) fn remove_dir_all(&self, path: &Path) -> Result<(), FsError> {
        self.asked("delete the folder", path)?;
        fs::remove_dir_all(path)
    }

    pub(super) fn sync_dir(&self, path: &Path) -> Result<(), FsError> {
        self.asked("sync", path)?;
        fs::sync_dir(path)
    }

    pub(super) fn sync_tree(&self, path: &Path) -> Result<(), FsError> {
        self.asked("sync", path)?;
        fs::sync_tree(path)
    }

    pub(super) fn sync_some<'a>(
        &self,
        root: &Path,
        paths: impl ExactSizeIterator<Item = &'a Path>,
    ) -> Result<(), FsError> {
        self.asked("sync", root)?;
        fs::sync_some(root, paths)
    }
}
