//! A folder to publish to: its real place, the names beside it that a run uses, and what runs that
//! were killed left there.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::journal::Journal;
use super::{MARKER, MARKER_TEXT, PublishError};
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
        match fs::look(&path)? {
            Some(Kind::Folder) if fs::is_mount_point(&path) => {
                return Err(PublishError::MountPoint(path));
            }
            None | Some(Kind::Folder) => {}
            Some(_) => return Err(no_folder()),
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
        match fs::look(&self.path)? {
            None => Ok(()),
            Some(Kind::Folder) if self.is_marked() || fs::is_empty_dir(&self.path)? => Ok(()),
            Some(_) => Err(PublishError::NotOurs(self.path.clone())),
        }
    }

    /// Whether the folder says that it is the program's own.
    pub(super) fn is_marked(&self) -> bool {
        is_marked(&self.path)
    }

    /// Whether the folder says so in the program's own words.
    pub(super) fn has_whole_marker(&self) -> bool {
        fs::holds(&self.path.join(MARKER), MARKER_TEXT)
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
        self.is_beside("stage", name)
    }

    fn is_beside(&self, role: &str, name: &str) -> bool {
        let process = name
            .strip_prefix('.')
            .and_then(|name| name.strip_prefix(&self.name))
            .and_then(|name| name.strip_prefix('.'))
            .and_then(|name| name.strip_prefix(role))
            .and_then(|name| name.strip_prefix('-'));
        process.is_some_and(|process| {
            !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit())
        })
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
            if is_old && fs::look(&self.path)?.is_none() {
                disk.rename(&path, &self.path)?;
            } else if is_old && fs::kind(&path) == Some(Kind::Folder) {
                self.sweep(&path, disk)?;
            } else if fs::kind(&path) == Some(Kind::Folder) {
                disk.remove_dir_all(&path)?;
            } else {
                disk.remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Whether a run that died left something behind.
    pub(super) fn has_leftovers(&self) -> Result<bool, FsError> {
        Ok(fs::kind(&self.journal()).is_some() || !self.leftovers()?.is_empty())
    }

    /// What runs that are dead left beside the target: staged folders, and old ones (`true`), which were
    /// published and say so.
    fn leftovers(&self) -> Result<Vec<(PathBuf, bool)>, FsError> {
        let mut found = Vec::new();
        for name in fs::entries(self.parent())? {
            let path = self.parent().join(&name);
            if self.is_stage(&name) {
                found.push((path, false));
            } else if self.is_beside("old", &name)
                && (is_marked(&path) || fs::is_empty_dir(&path).unwrap_or(false))
            {
                found.push((path, true));
            }
        }
        Ok(found)
    }

    /// Puts the staged folder in the target's place.
    pub(super) fn swap(&self, stage: &Path, disk: &Disk) -> Result<(), FsError> {
        if fs::look(&self.path)?.is_none() {
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
        self.sweep(&old, disk)
    }

    /// Deletes a published folder, old or not, under a staged one's name: nobody sees half a site, and
    /// what a killed run leaves of it is known for what it is without the marker too.
    pub(super) fn sweep(&self, folder: &Path, disk: &Disk) -> Result<(), FsError> {
        let waste = self.beside("stage");
        if fs::look(&waste)?.is_some() {
            disk.remove_dir_all(&waste)?;
        }
        disk.rename(folder, &waste)?;
        disk.remove_dir_all(&waste)
    }
}

/// Whether a folder says that it is the program's own.
fn is_marked(folder: &Path) -> bool {
    fs::kind(folder) == Some(Kind::Folder) && fs::kind(&folder.join(MARKER)) == Some(Kind::File)
}

/// The real path of what is there, and below it what is planned.
fn real_or_planned(path: &Path) -> Result<PathBuf, PublishError> {
    let mut planned = Vec::new();
    let mut at = path;
    loop {
        if fs::look(at)?.is_some() {
            let real = match fs::real_path(at) {
                // A link to nowhere.
                Err(error) if error.is_missing() => {
                    return Err(PublishError::NoFolder(at.to_owned()));
                }
                real => real?,
            };
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
