//! A folder to publish to: its real place, the names beside it that a run uses, and what runs that
//! were killed left there.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::journal::Journal;
use super::{MARKER, PublishError};
use crate::fs::{self, FsError, Kind};

/// A folder to publish to, and its name.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    name: String,
}

impl Target {
    /// The real place of `target`, through links.
    pub(super) fn of(target: &Path) -> Result<Self, PublishError> {
        let path = real_or_planned(target)?;
        let no_folder = || PublishError::NoFolder(path.clone());
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(no_folder)?;
        if !matches!(fs::kind(&path), None | Some(Kind::Folder)) {
            return Err(no_folder());
        }
        let name = name.to_owned();
        Ok(Self { path, name })
    }

    /// Refuses to publish over, into or around what the site is made from.
    pub(super) fn refuse_inputs(&self, inputs: &[PathBuf]) -> Result<(), PublishError> {
        for input in inputs {
            let real = real_or_planned(input)?;
            if real.starts_with(&self.path) || self.path.starts_with(&real) {
                return Err(PublishError::IsInput(self.path.clone(), input.clone()));
            }
        }
        Ok(())
    }

    /// Refuses a folder with files that the program did not write.
    pub(super) fn refuse_foreign(&self) -> Result<(), PublishError> {
        match fs::kind(&self.path) {
            None => Ok(()),
            Some(Kind::Folder) if self.is_marked() || fs::is_empty_dir(&self.path)? => Ok(()),
            Some(_) => Err(PublishError::NotOurs(self.path.clone())),
        }
    }

    /// Whether the folder says that it is the program's own.
    pub(super) fn is_marked(&self) -> bool {
        fs::kind(&self.path.join(MARKER)) == Some(Kind::File)
    }

    pub(super) fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// The name of a folder of this run beside the target.
    pub(super) fn name_beside(&self, role: &str) -> String {
        format!(".{}.{role}-{}", self.name, std::process::id())
    }

    /// A folder of this run beside the target.
    pub(super) fn beside(&self, role: &str) -> PathBuf {
        self.parent().join(self.name_beside(role))
    }

    /// Whether a name beside the target is one that [`Target::name_beside`] gives a staged folder.
    pub(super) fn is_stage(&self, name: &str) -> bool {
        !name.contains('/') && name.starts_with(&format!(".{}.stage-", self.name))
    }

    /// Where the steps of an update in place are written down.
    pub(super) fn journal(&self) -> PathBuf {
        self.parent().join(format!(".{}.journal", self.name))
    }

    pub(super) fn lock(&self) -> Result<fs::Lock, PublishError> {
        let lock = fs::lock(&self.parent().join(format!(".{}.lock", self.name)))?;
        lock.ok_or_else(|| PublishError::Busy(self.path.clone()))
    }

    /// Finishes what a dead run had begun for certain, puts back an old site whose successor never
    /// arrived, and sweeps what else is left over. Only called while the lock is held.
    pub(super) fn recover(&self, disk: &Disk) -> Result<(), FsError> {
        if let Some(journal) = Journal::read(self)? {
            journal.apply(self, disk)?;
        }
        if fs::kind(&self.journal()) == Some(Kind::File) {
            disk.remove_file(&self.journal())?;
        }
        for (path, is_old) in self.leftovers()? {
            if is_old && fs::kind(&self.path).is_none() {
                disk.rename(&path, &self.path)?;
            } else {
                disk.remove_dir_all(&path)?;
            }
        }
        Ok(())
    }

    /// Whether a run that died left something behind.
    pub(super) fn has_leftovers(&self) -> Result<bool, FsError> {
        Ok(fs::kind(&self.journal()).is_some() || !self.leftovers()?.is_empty())
    }

    /// Folders that runs which are dead left beside the target: staged ones and old ones.
    fn leftovers(&self) -> Result<Vec<(PathBuf, bool)>, FsError> {
        let old = format!(".{}.old-", self.name);
        let names = fs::entries(self.parent())?;
        let ours = names.into_iter().filter(|name| self.is_stage(name) || name.starts_with(&old));
        let found = ours.map(|name| (self.parent().join(&name), name.starts_with(&old)));
        Ok(found.filter(|(path, _)| fs::kind(path) == Some(Kind::Folder)).collect())
    }

    /// Puts the staged folder in the target's place.
    pub(super) fn swap(&self, stage: &Path, disk: &Disk) -> Result<(), FsError> {
        if fs::kind(&self.path).is_none() {
            disk.rename(stage, &self.path)?;
            return disk.sync_dir(self.parent());
        }
        match disk.exchange(stage, &self.path) {
            Ok(()) => {
                disk.sync_dir(self.parent())?;
                disk.remove_dir_all(stage)
            }
            Err(error) if error.is_unsupported() => self.swap_in_two_steps(stage, disk),
            Err(error) => Err(error),
        }
    }

    /// For systems that cannot exchange: for a moment there is no site, and after a crash in that
    /// moment `recover` puts the old one back. Its name beside the target is all the journal it needs.
    pub(super) fn swap_in_two_steps(&self, stage: &Path, disk: &Disk) -> Result<(), FsError> {
        let old = self.beside("old");
        disk.rename(&self.path, &old)?;
        if let Err(error) = disk.rename(stage, &self.path) {
            disk.rename(&old, &self.path)?;
            return Err(error);
        }
        disk.sync_dir(self.parent())?;
        disk.remove_dir_all(&old)
    }
}

/// The real path of what is there, and below it what is planned.
fn real_or_planned(path: &Path) -> Result<PathBuf, PublishError> {
    let mut planned = Vec::new();
    let mut at = path;
    loop {
        if fs::kind(at).is_some() {
            let real = fs::real_path(at)?;
            return Ok(planned.iter().rev().fold(real, |path, part| path.join(part)));
        }
        match (at.parent(), at.file_name()) {
            (Some(parent), Some(name)) if parent != Path::new("") => {
                planned.push(name.to_owned());
                at = parent;
            }
            (_, Some(name)) => {
                planned.push(name.to_owned());
                at = Path::new(".");
            }
            _ => return Err(PublishError::NoFolder(path.to_owned())),
        }
    }
}
