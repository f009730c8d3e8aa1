//! What the watched files hold at one moment, to tell a real change from a mere event. Reads files
//! but never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// One file: when it was written, its length, and a hash of its bytes.
#[derive(Clone, Copy, Debug)]
struct Stamp {
    written: Option<SystemTime>,
    length: u64,
    /// Absent when the file could not be read.
    hash: Option<u64>,
}

/// All watched files at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<PathBuf, Stamp>,
}

impl Snapshot {
    /// Looks at all files of `watch` but those below `ignore` and editors' scratch files. A file
    /// with the time and length it had in `before` is taken to be unchanged without reading it,
    /// unless it is among the `suspects`, which an event has named: two edits of the same length
    /// can fall into one tick of the file system's clock.
    pub fn take(
        watch: &[PathBuf],
        ignore: &[PathBuf],
        before: &Self,
        suspects: &BTreeSet<PathBuf>,
    ) -> Self {
        let mut files = BTreeMap::new();
        for folder in watch {
            let seen = |path: &Path| {
                path == folder.as_path() || !(is_ignored(path, ignore) || is_scratch(path))
            };
            let walk = WalkDir::new(folder).into_iter().filter_entry(|entry| seen(entry.path()));
            // An entry that cannot be read has gone since its folder was listed, or is none of ours.
            for entry in walk.flatten().filter(|entry| !entry.file_type().is_dir()) {
                let Ok(about) = entry.metadata() else { continue };
                let (written, length) = (about.modified().ok(), about.len());
                let known = before.files.get(entry.path()).filter(|stamp| {
                    stamp.written == written
                        && stamp.length == length
                        && !suspects.contains(entry.path())
                });
                let hash = known.map_or_else(|| hash_of(entry.path()), |stamp| stamp.hash);
                files.insert(entry.into_path(), Stamp { written, length, hash });
            }
        }
        Self { files }
    }

    /// The files that are new, gone or hold other bytes than in `before`, in path order.
    pub fn changed_since(&self, before: &Self) -> Vec<PathBuf> {
        let differs = |path: &PathBuf, stamp: &Stamp| {
            before.files.get(path).is_none_or(|old| old.hash != stamp.hash)
        };
        let written = self.files.iter().filter(|(path, stamp)| differs(path, stamp));
        let gone = before.files.iter().filter(|(path, _)| !self.files.contains_key(*path));
        written
            .chain(gone)
            .map(|(path, _)| path.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }
}

/// Whether a path lies in one of the ignored places.
pub fn is_ignored(path: &Path, ignore: &[PathBuf]) -> bool {
    ignore.iter().any(|place| path.starts_with(place))
}

/// Whether a file is an editor's or the system's own: hidden, a backup, a swap file.
fn is_scratch(path: &Path) -> bool {
    let Some(name) = path.file_name() else { return false };
    let name = name.to_string_lossy();
    // vim tries whether it may write by creating a file named 4913.
    name.starts_with(['.', '#'])
        || name.ends_with(['~'])
        || name.ends_with(".tmp")
        || name == "4913"
}

/// A hash of a file's bytes, good for telling two versions apart; absent when it cannot be read.
fn hash_of(path: &Path) -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "the preview reads what it watches")]
    let bytes = std::fs::read(path).ok()?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes);
    Some(hasher.finish())
}
