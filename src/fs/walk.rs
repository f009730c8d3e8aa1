//! What is below a folder, fast: names and kinds, and for each file the [`Stamp`] that tells whether
//! it is still the file a cache has seen. Folders are listed level by level and in parallel; links
//! are seen and never followed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::failed;
use super::{FsError, Kind};

/// What of a file can be seen without reading it.
///
/// Two equal stamps mean the same content, with one exception that git's index has as well ("racily
/// clean", Documentation/technical/racy-git): a file that is written twice within one tick of the
/// file system's clock keeps its stamp. So a file that was modified within the clock's granularity
/// of the moment its stamp was written down counts as changed; see [`Stamp::is_racy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub length: u64,
    /// Last modification in nanoseconds since 1970.
    pub modified: i128,
    /// The file's number on its file system; 0 where there are none. Replacing a file changes it.
    pub inode: u64,
}

impl Stamp {
    /// Whether the file may have changed after this stamp was taken without the stamp showing it:
    /// it was modified less than one tick before `written`, the modification time of the cache that
    /// holds the stamp (from the same file system, so that one clock made both). A tick is at most
    /// 10 ms on Linux (`CONFIG_HZ` 100), taken twice; a time of whole seconds is one of a file system
    /// that counts no finer, at most 2 s (FAT).
    pub fn is_racy(&self, written: i128) -> bool {
        const TICK: i128 = 20_000_000;
        const COARSE_TICK: i128 = 2_000_000_000;
        let tick = if self.modified % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
        self.modified + tick > written
    }
}

/// Files with their stamps, by path below one folder.
pub type Stamps = BTreeMap<String, Stamp>;

/// What stands below a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Path below the folder with forward slashes, what it is, and the stamp of all but folders. Sorted by
    /// path.
    pub entries: Vec<(String, Kind, Option<Stamp>)>,
    /// Whether there is a name that is not Unicode; such entries are left out.
    pub has_odd_names: bool,
}

/// Everything below `root`, hidden files too. A missing folder is an empty one.
pub fn survey(root: &Path) -> Result<Survey, FsError> {
    let found = walk(root, false)?;
    let has_odd_names = found.iter().any(|one| one.is_odd);
    let named = found.into_iter().filter(|one| !one.is_odd);
    let mut entries: Vec<_> = named.map(|one| (one.path, one.kind, one.stamp)).collect();
    entries.par_sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Survey { entries, has_odd_names })
}

/// The stamp of every file below `root`, by path with forward slashes. With `skip_hidden`, what has
/// a leading dot is left out, with all below it. A link has the stamp of the link itself. A missing
/// folder is an empty one.
pub fn stamps(root: &Path, skip_hidden: bool) -> Result<Stamps, FsError> {
    let found = walk(root, skip_hidden)?;
    let mut stamps: Vec<_> =
        found.into_iter().filter_map(|one| Some((one.path, one.stamp?))).collect();
    stamps.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(stamps.into_iter().collect())
}

/// The stamp of what stands at `path`; absent when nothing does. A link is not followed.
pub fn stamp(path: &Path) -> Option<Stamp> {
    std::fs::symlink_metadata(path).ok().map(|found| stamp_of(&found))
}

/// One thing below a folder.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    /// Below the root, with forward slashes; what is not Unicode is replaced.
    path: String,
    kind: Kind,
    /// Whether something of the name was replaced.
    is_odd: bool,
    /// Of all but folders.
    stamp: Option<Stamp>,
}

/// How a folder of a walk is listed.
struct Walk<'a> {
    root: &'a Path,
    #[cfg(target_os = "linux")]
    top: rustix::fd::OwnedFd,
    skip_hidden: bool,
}

/// Everything below `root`, in no order.
fn walk(root: &Path, skip_hidden: bool) -> Result<Vec<Found>, FsError> {
    let Some(walk) = Walk::at(root, skip_hidden).map_err(failed("list", root))? else {
        return Ok(Vec::new());
    };
    let (mut all, mut level) = (Vec::new(), vec![String::new()]);
    while !level.is_empty() {
        let listed = level
            .par_iter()
            .with_min_len(16)
            .try_fold(Vec::new, |mut found, folder| match walk.list(folder, &mut found) {
                Ok(()) => Ok(found),
                // Deleted since it was seen.
                Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(found),
                Err(reason) => Err(failed("list", &walk.root.join(folder))(reason)),
            })
            .try_reduce(Vec::new, |mut left, mut right| {
                if left.is_empty() {
                    return Ok(right);
                }
                left.append(&mut right);
                Ok(left)
            })?;
        level = listed
            .iter()
            .filter(|one| one.kind == Kind::Folder && !one.is_odd)
            .map(|one| one.path.clone())
            .collect();
        all.extend(listed);
    }
    Ok(all)
}

/// The path of `name` in `folder`, and whether something of the name was replaced; nothing when it
/// is hidden.
fn joined(folder: &str, name: &[u8], skip_hidden: bool) -> Option<(String, bool)> {
    if skip_hidden && name.starts_with(b".") {
        return None;
    }
    let text = String::from_utf8_lossy(name);
    let mut path = String::with_capacity(folder.len() + 1 + text.len());
    if !folder.is_empty() {
        path.push_str(folder);
        path.push('/');
    }
    path.push_str(&text);
    Some((path, matches!(text, std::borrow::Cow::Owned(_))))
}

/// With system calls relative to the top folder and one buffer a listing: a third of the time of
/// `std::fs::read_dir` where every page has a folder of its own.
#[cfg(target_os = "linux")]
impl<'a> Walk<'a> {
    const OPEN: rustix::fs::OFlags = rustix::fs::OFlags::RDONLY
        .union(rustix::fs::OFlags::DIRECTORY)
        .union(rustix::fs::OFlags::NOFOLLOW)
        .union(rustix::fs::OFlags::CLOEXEC);

    fn at(root: &'a Path, skip_hidden: bool) -> io::Result<Option<Self>> {
        use rustix::fs::{Mode, OFlags};
        let flags = Self::OPEN.difference(OFlags::NOFOLLOW);
        match rustix::fs::open(root, flags, Mode::empty()) {
            Ok(top) => Ok(Some(Self { root, top, skip_hidden })),
            Err(rustix::io::Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn list(&self, folder: &str, found: &mut Vec<Found>) -> io::Result<()> {
        use rustix::fs::{AtFlags, FileType, Mode, RawDir, openat, statat};
        let below = if folder.is_empty() { "." } else { folder };
        let opened = openat(&self.top, below, Self::OPEN, Mode::empty())?;
        let mut buffer = Vec::with_capacity(16 << 10);
        let mut entries = RawDir::new(&opened, buffer.spare_capacity_mut());
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            let Some((path, is_odd)) = joined(folder, name.to_bytes(), self.skip_hidden) else {
                continue;
            };
            let mut kind = entry.file_type();
            let mut stamp = None;
            // Some file systems do not say in the listing what an entry is.
            if kind != FileType::Directory {
                let stat = match statat(&opened, name, AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(stat) => stat,
                    Err(rustix::io::Errno::NOENT) => continue,
                    Err(error) => return Err(error.into()),
                };
                kind = FileType::from_raw_mode(stat.st_mode);
                stamp = (kind != FileType::Directory).then(|| Stamp {
                    length: u64::try_from(stat.st_size).unwrap_or(0),
                    modified: i128::from(stat.st_mtime) * 1_000_000_000
                        + i128::from(stat.st_mtime_nsec),
                    inode: stat.st_ino,
                });
            }
            let kind = match kind {
                FileType::RegularFile => Kind::File,
                FileType::Directory => Kind::Folder,
                _ => Kind::Other,
            };
            found.push(Found { path, kind, is_odd, stamp });
        }
        Ok(())
    }
}

#[cfg(not(target_os = "linux"))]
impl<'a> Walk<'a> {
    fn at(root: &'a Path, skip_hidden: bool) -> io::Result<Option<Self>> {
        match std::fs::metadata(root) {
            Ok(_) => Ok(Some(Self { root, skip_hidden })),
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    fn list(&self, folder: &str, found: &mut Vec<Found>) -> io::Result<()> {
        self.list_anywhere(folder, found)
    }
}

/// With what every system has.
#[cfg(any(not(target_os = "linux"), test))]
impl Walk<'_> {
    fn list_anywhere(&self, folder: &str, found: &mut Vec<Found>) -> io::Result<()> {
        for entry in std::fs::read_dir(self.root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name();
            let named = joined(folder, name.as_encoded_bytes(), self.skip_hidden);
            let Some((path, is_odd)) = named else { continue };
            let kind = match entry.file_type()? {
                kind if kind.is_file() => Kind::File,
                kind if kind.is_dir() => Kind::Folder,
                _ => Kind::Other,
            };
            let is_folder = kind == Kind::Folder;
            let stamp = if is_folder { None } else { Some(stamp_of(&entry.metadata()?)) };
            found.push(Found { path, kind, is_odd, stamp });
        }
        Ok(())
    }
}

fn stamp_of(found: &std::fs::Metadata) -> Stamp {
    let nanoseconds = |time: std::time::SystemTime| match time.duration_since(std::time::UNIX_EPOCH)
    {
        Ok(after) => after.as_nanos().cast_signed(),
        Err(before) => -before.duration().as_nanos().cast_signed(),
    };
    Stamp {
        length: found.len(),
        modified: found.modified().map_or(0, nanoseconds),
        inode: inode_of(found),
    }
}

#[cfg(unix)]
fn inode_of(found: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn inode_of(_found: &std::fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::{create_dir_all, write_atomic};

    fn write(root: &Path, name: &str, bytes: &[u8]) {
        write_atomic(&root.join(name), bytes).expect("written");
    }

    #[test]
    fn a_survey_names_everything_and_follows_no_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for name in ["b.md", "a/z.md", "a-b/y", ".git/x", "deep/er/still/f"] {
            write(root, name, name.as_bytes());
        }
        create_dir_all(&root.join("empty")).expect("a folder");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc", root.join("link")).expect("linked");
        let found = survey(root).expect("a survey");
        let names: Vec<_> = found.entries.iter().map(|(path, ..)| path.as_str()).collect();
        let all =
            ".git .git/x a a-b a-b/y a/z.md b.md deep deep/er deep/er/still deep/er/still/f empty";
        let links = if cfg!(unix) { " link" } else { "" };
        assert_eq!(names.join(" "), format!("{all}{links}"));
        let kinds = |kind| found.entries.iter().filter(|one| one.1 == kind).count();
        assert_eq!((kinds(Kind::File), kinds(Kind::Folder)), (5, 7));
        assert!(!found.has_odd_names);
        assert_eq!(survey(&root.join("none")).expect("a survey"), Survey::default());
        assert!(survey(&root.join("b.md")).is_err());
    }

    #[test]
    fn a_stamp_changes_with_length_time_and_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        write(root, "a/one.md", b"one");
        write(root, ".hidden/two.md", b"two");
        let before = stamps(root, true).expect("stamps");
        assert_eq!(before.keys().collect::<Vec<_>>(), ["a/one.md"]);
        assert_eq!(stamps(root, false).expect("stamps").len(), 2);
        assert_eq!(before.get("a/one.md").copied(), stamp(&root.join("a/one.md")));
        assert_eq!(stamps(root, true).expect("stamps"), before);
        // Replaced by a file of the same length and time: another inode.
        let times = std::fs::metadata(root.join("a/one.md")).expect("metadata");
        write(root, "a/one.md", b"two");
        let file = std::fs::File::options().write(true).open(root.join("a/one.md"));
        let time = times.modified().expect("a time");
        file.and_then(|file| file.set_modified(time)).expect("a time set");
        let after = stamps(root, true).expect("stamps");
        let (one, two) = (before.get("a/one.md"), after.get("a/one.md"));
        assert_eq!(one.map(|one| one.modified), two.map(|two| two.modified));
        assert!(!cfg!(unix) || one != two);
        assert!(stamps(&root.join("none"), false).expect("stamps").is_empty());
    }

    #[test]
    fn a_file_changed_within_a_tick_of_the_cache_counts_as_changed() {
        let stamp = |modified| Stamp { length: 1, modified, inode: 1 };
        let second = 1_000_000_000;
        assert!(stamp(second + 5).is_racy(second + 10_000_000));
        assert!(!stamp(second + 5).is_racy(second + 20_000_006));
        // Later than the cache: changed behind its back.
        assert!(stamp(second + 5).is_racy(7));
        // A clock of whole seconds.
        assert!(stamp(second).is_racy(2 * second) && !stamp(second).is_racy(3 * second));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn both_ways_to_list_find_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for number in 0..300 {
            write(root, &format!("file-with-a-name-that-fills-buffers-{number}"), b"x");
        }
        std::os::unix::fs::symlink("nowhere", root.join("link")).expect("linked");
        let odd: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"odd\xff");
        std::fs::write(root.join(odd), b"x").expect("written");
        create_dir_all(&root.join("folder")).expect("a folder");
        let walk = Walk::at(root, false).expect("a folder").expect("a folder");
        let (mut left, mut right) = (Vec::new(), Vec::new());
        walk.list("", &mut left).expect("listed");
        walk.list_anywhere("", &mut right).expect("listed");
        left.sort_by(|a, b| a.path.cmp(&b.path));
        right.sort_by(|a, b| a.path.cmp(&b.path));
        assert_eq!(left.len(), 303);
        assert_eq!(left, right);
        let found = survey(root).expect("a survey");
        assert!(found.has_odd_names && found.entries.len() == 302);
    }
}
