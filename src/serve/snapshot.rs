//! What the watched files hold at one moment, to tell a real change from a mere event. Reads files
//! but never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// What is known of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bytes {
    /// They were not looked at yet.
    Unread,
    /// The file could not be read.
    Unreadable,
    /// A hash, good for telling two versions apart.
    Hash(u64),
}

/// One file: what can be seen of it from outside, and its bytes.
#[derive(Clone, Copy, Debug)]
struct Stamp {
    outside: Outside,
    bytes: Bytes,
}

/// When a file was written, its length, and where the system tells, when its entry was changed and its
/// number: a copy that keeps the time (`cp -p`, rsync) is another file, or one that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outside {
    written: Option<SystemTime>,
    length: u64,
    changed: (i64, i64),
    number: u64,
}

impl Outside {
    fn of(about: &Metadata) -> Self {
        #[cfg(unix)]
        let (changed, number) = {
            use std::os::unix::fs::MetadataExt as _;
            ((about.ctime(), about.ctime_nsec()), about.ino())
        };
        #[cfg(not(unix))]
        let (changed, number) = ((0, 0), 0);
        Self { written: about.modified().ok(), length: about.len(), changed, number }
    }
}

impl Stamp {
    /// What can be known without reading; absent when there is no such file.
    fn unread(path: &Path) -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "the preview looks at what it watches")]
        let about = std::fs::symlink_metadata(path).ok().filter(|about| !about.is_dir())?;
        Some(Self { outside: Outside::of(&about), bytes: Bytes::Unread })
    }

    fn read(mut self, path: &Path) -> Self {
        self.bytes = bytes_of(path);
        self
    }
}

/// The watched places, and all files there at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    watch: Vec<PathBuf>,
    ignore: Vec<PathBuf>,
    files: BTreeMap<PathBuf, Stamp>,
}

impl Snapshot {
    /// Looks at all files of `watch` but those below `ignore` and editors' scratch files. What they
    /// hold is read later, by [`read_all`](Self::read_all).
    pub fn take(watch: &[PathBuf], ignore: &[PathBuf]) -> Self {
        let (watch, ignore) = (watch.to_vec(), ignore.to_vec());
        let mut all = Self { watch, ignore, files: BTreeMap::new() };
        for place in &all.watch {
            all.files.extend(all.below(place));
        }
        all
    }

    /// Reads what was not read yet, unless it has been written to meanwhile.
    pub fn read_all(&mut self) {
        for (path, stamp) in &mut self.files {
            if stamp.bytes == Bytes::Unread {
                let read = stamp.read(path);
                let now = Stamp::unread(path);
                if now.is_some_and(|now| now.outside == stamp.outside) {
                    *stamp = read;
                }
            }
        }
    }

    /// The watched files at or below a path, without what is ignored.
    fn below(&self, top: &Path) -> Vec<(PathBuf, Stamp)> {
        let seen = |path: &Path| self.watch.iter().any(|place| place == path) || self.counts(path);
        let walk = WalkDir::new(top).into_iter().filter_entry(|entry| seen(entry.path()));
        // What cannot be looked at has gone since its folder was listed, or is none of ours.
        let paths = walk.flatten().map(walkdir::DirEntry::into_path);
        paths.filter_map(|path| Stamp::unread(&path).map(|stamp| (path, stamp))).collect()
    }

    /// Whether a path lies in a watched place, and neither it nor a folder above is an ignored place
    /// or an editor's scratch file.
    pub fn counts(&self, path: &Path) -> bool {
        let within = |place: &PathBuf| {
            path.strip_prefix(place).is_ok_and(|rest| !rest.iter().any(is_scratch))
        };
        !is_ignored(path, &self.ignore) && self.watch.iter().any(within)
    }

    /// Whether a path that an event has named could be in the middle of being saved: a file that was
    /// there and has gone, or was emptied.
    pub fn is_in_doubt(&self, path: &Path) -> bool {
        let known = self.files.get(path).is_some_and(|stamp| stamp.outside.length > 0);
        known && Stamp::unread(path).is_none_or(|now| now.outside.length == 0)
    }

    /// Looks again at the paths that events have named, and gives those of the files at or below them
    /// that are new, gone or hold other bytes, in path order. Files named are read even when time and
    /// length are the same: two edits of one length can fall into one tick of the file system's clock.
    pub fn look_at(&mut self, suspects: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let mut changed = BTreeSet::new();
        for suspect in suspects {
            if !self.counts(suspect) && !self.watch.contains(suspect) {
                continue;
            }
            let now: BTreeMap<PathBuf, Stamp> = self.below(suspect).into_iter().collect();
            let from = (std::ops::Bound::Included(suspect.clone()), std::ops::Bound::Unbounded);
            let known = self.files.range(from).map(|(path, _)| path);
            let gone: Vec<PathBuf> = known
                .take_while(|path| path.starts_with(suspect))
                .filter(|path| !now.contains_key(*path))
                .cloned()
                .collect();
            for path in gone {
                self.files.remove(&path);
                changed.insert(path);
            }
            for (path, stamp) in now {
                let named = suspects.contains(&path);
                self.note(path, stamp, named, &mut changed);
            }
        }
        changed.into_iter().collect()
    }

    /// As [`look_at`](Self::look_at), at everything; but a file that looks the same from outside is
    /// taken to be unchanged without reading it, unless an event has named it.
    pub fn look_at_all(&mut self, suspects: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let now = Self::take(&self.watch, &self.ignore).files;
        let gone = self.files.keys().filter(|path| !now.contains_key(*path)).cloned();
        let mut changed: BTreeSet<PathBuf> = gone.collect();
        self.files.retain(|path, _| now.contains_key(path));
        for (path, stamp) in now {
            let suspected = suspects.contains(&path);
            self.note(path, stamp, suspected, &mut changed);
        }
        changed.into_iter().collect()
    }

    /// Takes note of a file as it is now.
    fn note(
        &mut self,
        path: PathBuf,
        now: Stamp,
        suspected: bool,
        changed: &mut BTreeSet<PathBuf>,
    ) {
        let before = self.files.get(&path);
        if !suspected && before.is_some_and(|before| before.outside == now.outside) {
            return;
        }
        let now = now.read(&path);
        if before.is_none_or(|before| before.bytes != now.bytes) {
            changed.insert(path.clone());
        }
        self.files.insert(path, now);
    }
}

/// Whether a path lies in one of the ignored places.
pub fn is_ignored(path: &Path, ignore: &[PathBuf]) -> bool {
    ignore.iter().any(|place| path.starts_with(place))
}

/// Whether a name is an editor's or the system's own: hidden (rsync's and kate's too), a backup, a swap
/// file, or what IDEA and its kin write before they rename it.
fn is_scratch(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    // vim tries whether it may write by creating a file named 4913.
    name.starts_with(['.', '#'])
        || ["~", ".tmp", ".swp", "___jb_tmp___", "___jb_old___"]
            .iter()
            .any(|end| name.ends_with(end))
        || name == "4913"
}

fn bytes_of(path: &Path) -> Bytes {
    #[expect(clippy::disallowed_methods, reason = "the preview reads what it watches")]
    let Ok(bytes) = std::fs::read(path) else { return Bytes::Unreadable };
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes);
    Bytes::Hash(hasher.finish())
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "what is watched has to be written first")]
mod tests {
    use super::*;

    #[test]
    fn only_what_events_name_is_read_again_and_only_other_bytes_are_a_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let write = |name: &str, text: &str| {
            std::fs::create_dir_all(path(name).parent().expect("a folder")).expect("made");
            std::fs::write(path(name), text).expect("written");
        };
        for name in ["in/a", "in/b", "in/deep/c", "in/.git/d", "in/out/e", "beside"] {
            write(name, "one");
        }
        let mut seen = Snapshot::take(&[path("in")], &[path("in/out")]);
        seen.read_all();
        let named = |names: &[&str]| names.iter().map(|name| path(name)).collect::<BTreeSet<_>>();
        let all = ["in/a", "in/b", "in/deep", "in/.git/d", "in/out/e", "beside"];
        assert_eq!(seen.look_at(&named(&all)), Vec::<PathBuf>::new());
        for name in ["in/a", "in/b", "in/deep/c", "in/.git/d", "in/out/e", "beside"] {
            write(name, "two");
        }
        assert_eq!(
            seen.look_at(&named(&["in/a", "in/.git/d", "in/out/e", "beside"])),
            [path("in/a")]
        );
        write("in/a", "");
        assert!(seen.is_in_doubt(&path("in/a")) && !seen.is_in_doubt(&path("in/b")));
        std::fs::remove_dir_all(path("in/deep")).expect("removed");
        write("in/new/f", "one");
        let changed = seen.look_at(&named(&["in/deep", "in/new"]));
        assert_eq!(changed, [path("in/deep/c"), path("in/new/f")]);
        write("in/b", "longer");
        assert_eq!(seen.look_at_all(&BTreeSet::new()), [path("in/a"), path("in/b")]);
        std::fs::remove_dir_all(path("in")).expect("removed");
        let gone = ["in/a", "in/b", "in/new/f"].map(path);
        assert_eq!(seen.look_at(&named(&["in"])), gone);
    }

    #[cfg(unix)]
    #[test]
    fn without_an_event_a_copy_of_the_same_time_and_length_is_told_by_its_entry() {
        let folder = tempfile::tempdir().expect("a folder");
        let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        let write = |path: &Path, text: &str| {
            std::fs::write(path, text).expect("written");
            let file = std::fs::File::options().write(true).open(path).expect("opened");
            file.set_modified(long_ago).expect("set");
        };
        write(&a, "one");
        let mut seen = Snapshot::take(std::slice::from_ref(&a), &[]);
        seen.read_all();
        write(&b, "two");
        std::fs::rename(&b, &a).expect("renamed");
        assert_eq!(seen.look_at_all(&BTreeSet::new()), std::slice::from_ref(&a));
        // The entry is another one, the bytes are not.
        write(&b, "two");
        std::fs::rename(&b, &a).expect("renamed");
        assert_eq!(seen.look_at_all(&BTreeSet::new()), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_was_never_read_counts_as_changed_when_an_event_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let a = folder.path().join("a");
        std::fs::write(&a, "one").expect("written");
        let mut seen = Snapshot::take(&[folder.path().to_owned()], &[]);
        std::fs::write(&a, "two").expect("written");
        assert_eq!(seen.look_at(&BTreeSet::from([a.clone()])), [a]);
    }
}
