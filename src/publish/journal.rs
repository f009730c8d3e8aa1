//! The steps of an update in place, written down before the first of them: a run that dies in the
//! middle is finished by the next one. Every step can be taken twice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::MARKER;
use super::disk::Disk;
use super::target::Target;
use crate::fs::{self, FsError, Kind};
use crate::tree::sha256;

/// What remains to be done when the new files are staged. Paths are below the target (and, for what
/// is moved, the stage), with forward slashes. On the disk: the SHA-256 of the JSON in the first line,
/// so that a half-written journal is none, then the JSON.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The name of the staged folder beside the target.
    pub(super) stage: String,
    /// Files to move from the stage to the target, in this order.
    pub(super) moves: Vec<String>,
    /// Files to delete after that.
    pub(super) removals: Vec<String>,
    /// Folders to delete where that left them empty, the lowest first.
    pub(super) folders: Vec<String>,
}

impl Journal {
    /// The journal of a site that gets `moves` (added or changed files, sorted) and loses `removals`.
    pub(super) fn new(
        stage: String,
        mut moves: Vec<String>,
        is_new: impl Fn(&str) -> bool,
        removals: Vec<String>,
    ) -> Self {
        // What pages need before the pages, and new pages before those that now lead to them.
        moves.sort_by_cached_key(|path| (is_page(path), !is_new(path)));
        let mut folders: Vec<_> =
            removals.iter().flat_map(|path| folders_above(path)).map(str::to_owned).collect();
        folders.sort_by(|a, b| b.cmp(a));
        folders.dedup();
        Self { stage, moves, removals, folders }
    }

    /// The bytes of the journal's file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Strings and lists always have a JSON text.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{}\n{json}\n", sha256(json.as_bytes())).into_bytes()
    }

    /// The journal beside `target`, when it is complete, there is still something staged, and no step
    /// leaves the two folders. (A journal may come with a folder that somebody else packed.)
    pub(super) fn read(target: &Target) -> Result<Option<Self>, FsError> {
        let path = target.journal();
        if fs::kind(&path) != Some(Kind::File) {
            return Ok(None);
        }
        let bytes = fs::read(&path)?;
        let is_ours = |journal: &Self| {
            target.is_stage(&journal.stage)
                && fs::kind(&target.parent().join(&journal.stage)) == Some(Kind::Folder)
                && target.is_marked()
                && journal.paths().all(|path| stays_below(path))
        };
        Ok(Self::parse(&bytes).filter(is_ours))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (sum, json) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
        let json = json.strip_suffix('\n')?;
        if sum != sha256(json.as_bytes()) {
            return None;
        }
        serde_json::from_str(json).ok()
    }

    fn paths(&self) -> impl Iterator<Item = &String> {
        self.moves.iter().chain(&self.removals).chain(&self.folders)
    }

    /// Waits until what is staged is on the disk, folders too.
    pub(super) fn sync_stage(&self, target: &Target, disk: &Disk) -> Result<(), FsError> {
        let stage = target.parent().join(&self.stage);
        let mut paths: BTreeSet<PathBuf> = BTreeSet::from([stage.clone()]);
        for path in &self.moves {
            paths.insert(stage.join(path));
            paths.extend(folders_above(path).map(|folder| stage.join(folder)));
        }
        disk.sync_some(&stage, paths.iter().map(PathBuf::as_path))
    }

    /// Takes all steps, those that were taken already too, waits until the disk has them, and sweeps
    /// the journal and the stage.
    pub(super) fn apply(&self, target: &Target, disk: &Disk) -> Result<(), FsError> {
        let stage = target.parent().join(&self.stage);
        for path in &self.moves {
            let from = stage.join(path);
            let is_safe = !passes_link(&stage, path) && !passes_link(&target.path, path);
            if is_safe && fs::kind(&from) == Some(Kind::File) {
                disk.rename_below(&from, &target.path.join(path))?;
            }
        }
        for path in self.removals.iter().filter(|path| !passes_link(&target.path, path)) {
            match disk.remove_file(&target.path.join(path)) {
                Err(error) if !error.is_missing() => return Err(error),
                _ => {}
            }
        }
        for path in self.folders.iter().filter(|path| !passes_link(&target.path, path)) {
            disk.remove_empty_dir(&target.path.join(path))?;
        }
        let touched = self.moves.iter().chain(&self.removals);
        let mut folders: BTreeSet<PathBuf> = touched
            .flat_map(|path| folders_above(path))
            .map(|folder| target.path.join(folder))
            .collect();
        folders.insert(target.path.clone());
        disk.sync_some(&target.path, folders.iter().map(PathBuf::as_path))?;
        // The journal first: without it, what is staged means nothing.
        disk.remove_file(&target.journal())?;
        disk.remove_dir_all(&stage)
    }
}

/// Whether a path of the site is a page for readers, which may need other files.
fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// The folders a path lies in, the lowest first: `a/b` and `a` for `a/b/c`.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Whether a path names something below the folder it is relative to, other than the marker.
fn stays_below(path: &str) -> bool {
    let is_plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    !path.is_empty() && path != MARKER && Path::new(path).components().all(is_plain)
}

/// Whether one of the folders above `root/path`, below `root`, is a link or no folder at all.
fn passes_link(root: &Path, path: &str) -> bool {
    folders_above(path).any(|folder| fs::kind(&root.join(folder)) == Some(Kind::Other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn what_pages_need_comes_before_the_pages_and_folders_go_from_below() {
        let moves = texts(&["a.css", "index.html", "new/index.html", "x.json"]);
        let removals = texts(&["b/c/d.html", "b/e.html"]);
        let is_new = |path: &str| path == "new/index.html" || path == "x.json";
        let journal = Journal::new(".public.stage-1".to_owned(), moves, is_new, removals);
        assert_eq!(journal.moves, ["x.json", "a.css", "new/index.html", "index.html"]);
        assert_eq!(journal.folders, ["b/c", "b"]);
    }

    #[test]
    fn only_a_complete_journal_is_one() {
        let moves = texts(&["a\nb", "é"]);
        let journal = Journal::new("s".to_owned(), moves, |_| true, texts(&["c"]));
        let bytes = journal.to_bytes();
        assert_eq!(Journal::parse(&bytes), Some(journal));
        for end in 0..bytes.len() {
            assert_eq!(Journal::parse(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn no_step_leaves_the_folder() {
        for path in ["", "/etc/x", "..", "a/../../b", "../x", "./a", MARKER] {
            assert!(!stays_below(path), "{path}");
        }
        assert!(stays_below("a/b.html") && stays_below(".well-known/x"));
    }
}
