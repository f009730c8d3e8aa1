//! A tree of files to a folder on the disk: whoever reads the folder sees whole files, and either the
//! old site or the new one. Knows bytes and paths, not what the files mean.
//!
//! A site comes file by file ([`Publication`]): what the folder holds already stays, what differs is
//! written to a folder `.<name>.stage-…` beside it. At the end there are two ways. With many changes
//! the stage is completed, waits until the disk has it, and changes places with the old site in one
//! step. With few changes in a big site, where that would cost more than the change, they are written
//! down in `.<name>.journal`, and each file is replaced by itself.
//!
//! A run that was killed is cleaned up by the next: a stage is swept away, an update whose journal is
//! complete is finished, and an old site that was left as `.<name>.old-…` between two renames (on
//! systems that cannot exchange folders) is put back.

mod disk;
mod journal;
mod publication;
mod target;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use self::disk::Disk;
pub use self::publication::Publication;
use self::target::Target;
use crate::fs::{self, FsError, Kind};
use crate::path::OutputPath;
use crate::tree::Tree;

/// The file that says a folder is the program's own to overwrite.
pub const MARKER: &str = ".backstory";

/// What stands in it.
const MARKER_TEXT: &[u8] =
    b"This folder is written by backstory. Everything in it is replaced by the next build.\n";

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Files whose bytes are new.
    pub written: usize,
    /// Files taken over as they were.
    pub unchanged: usize,
    /// Files of the old site that the new one does not have.
    pub removed: usize,
}

/// Why a site could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] FsError),
    /// The folder holds files that the program did not write.
    #[error(
        "{} is not ours: it holds files and no {MARKER}; choose another output folder, or empty this one",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// The folder is, holds, or lies in what the site is made from.
    #[error("{} cannot be published to: it is, holds or lies in {}; choose another output folder", .0.display(), .1.display())]
    IsInput(PathBuf, PathBuf),
    /// The target is a file, a link to nowhere or the top of the file system.
    #[error("{} is not a folder that can be replaced; choose another output folder", .0.display())]
    NoFolder(PathBuf),
    /// A file system is mounted there, so the folder cannot change places with another.
    #[error(
        "{} is a mounted disk or volume, which cannot be replaced in one step; choose a folder in it, such as {}",
        .0.display(),
        .0.join("site").display()
    )]
    MountPoint(PathBuf),
    /// Another run publishes to the same folder.
    #[error("another backstory is publishing to {}; wait until it is done", .0.display())]
    Busy(PathBuf),
}

/// Publishes `tree` as the folder `target`. `inputs` are folders the site is made from, which must
/// not be touched. When every file is there already and none besides, nothing on the disk changes.
pub fn publish(tree: &Tree, target: &Path, inputs: &[PathBuf]) -> Result<Published, PublishError> {
    let publication = Publication::begin(target, inputs)?;
    let files: Vec<(&OutputPath, &[u8])> = tree.iter().collect();
    files.par_iter().try_for_each(|(path, bytes)| publication.write(path, bytes).map(drop))?;
    publication.finish().map(|(published, _)| published)
}

/// Whether a run that died has left something beside the folder that the next one finishes or sweeps.
pub fn is_unfinished(target: &Path) -> Result<bool, PublishError> {
    Ok(Target::of(target)?.has_leftovers()?)
}

/// Deletes the published folder. `false` when there is none.
pub fn clean(target: &Path) -> Result<bool, PublishError> {
    let site = Target::of(target)?;
    let disk = Disk::default();
    match fs::kind(&site.path) {
        None => return Ok(false),
        Some(Kind::Folder) if site.is_marked() => {}
        Some(_) => return Err(PublishError::NotOurs(site.path)),
    }
    let _lock = site.lock()?;
    site.recover(&disk)?;
    site.sweep(&site.path, &disk)?;
    Ok(true)
}
