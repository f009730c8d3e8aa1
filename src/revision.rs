//! What a git repository holds, read only and by ourselves: commits, trees and files of a revision, and
//! which files differ from it now. Starts no program, writes nothing, and takes nothing on trust: every
//! object is compared with its id. Knows paths and bytes, nothing of what a story is.
//!
//! Read are repositories of version 2.5 of git and later: loose objects, packs of version 2 with their
//! indexes, borrowed stores, SHA-1 and SHA-256, linked worktrees, submodules and shallow clones. Not
//! read are refs kept as a reftable, and what a partial clone has not fetched; both are told.
//! Described in gitrepository-layout, gitformat-pack, gitformat-index and gitrevisions of git's manual.

mod commit;
mod delta;
mod history;
mod id;
mod index;
mod inflate;
mod name;
mod pack;
mod pack_index;
mod refs;
mod repository;
mod sha1;
mod store;
mod tree;
mod working;

use std::path::PathBuf;

use crate::fs::FsError;

pub use self::commit::Day;
pub use self::id::Id;
pub use self::repository::Repository;
pub use self::tree::Files;
pub use self::working::{Change, Changed, How};

/// Why a revision cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// Nothing above the folder is a git repository.
    #[error("{} is in no git repository; run `git init`, or leave the revision out", .0.display())]
    NoRepository(PathBuf),
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] FsError),
    /// The repository is of a kind that is not read.
    #[error("the git repository at {} {what}", place.display())]
    Unsupported {
        /// Its folder.
        place: PathBuf,
        /// What it does, and the remedy.
        what: &'static str,
    },
    /// There is no such revision.
    #[error("there is no revision `{name}`; {hint}")]
    Unknown {
        /// As it was typed.
        name: String,
        /// How to mend it.
        hint: String,
    },
    /// An abbreviated id means several objects.
    #[error("`{name}` may be {candidates}; write more digits")]
    Ambiguous {
        /// As it was typed.
        name: String,
        /// The objects.
        candidates: String,
    },
    /// An object should be here and is not.
    #[error("the git repository lacks the object {id}; {hint}")]
    Missing {
        /// The object.
        id: Id,
        /// How to mend it.
        hint: &'static str,
    },
    /// Two revisions are not known to have a common past.
    #[error("`{left}` and `{right}` have no commit in common; {hint}")]
    Unrelated {
        /// The one.
        left: String,
        /// The other.
        right: String,
        /// How to mend it.
        hint: &'static str,
    },
    /// What is stored is not what it should be.
    #[error("the git repository is damaged: {0}; `git fsck` tells more, a fresh clone helps")]
    Damaged(String),
    /// More than is ever right for a story.
    #[error("the revision holds more than is read: {0}; choose another revision, or leave it out")]
    TooMuch(&'static str),
}

fn damaged(what: impl Into<String>) -> RevisionError {
    RevisionError::Damaged(what.into())
}
