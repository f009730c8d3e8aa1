//! Files that get their new content in one step: it is staged beside them under a hidden name and put
//! in their place by a rename. One stage of a run is held locked in each folder, so that the next writer
//! there can tell what a run that died has left, and sweeps it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::error::failed;
use super::{FsError, create_dir_all, holds, kind, sync_dir, sync_tree};

/// So many files are synced each by itself; more of them all at once, with all else on the disk.
const FEW: usize = 16;

/// Writes a new file, with the folders above it; `false`, and nothing written, when it is there.
pub fn write_if_absent(path: &Path, bytes: &[u8]) -> Result<bool, FsError> {
    if kind(path).is_some() {
        return Ok(false);
    }
    write_atomic(path, bytes)
}

/// Gives `path` the content `bytes`, in one step: after a crash, of the system too, it holds either
/// the old or the new content, never a part. `false` when the file held these bytes already and was
/// not touched. Folders above it are created; a link is replaced, not followed.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<bool, FsError> {
    write_together(&[(path, bytes)]).map(|written| written > 0)
}

/// As [`write_atomic`], of many files: all new content is on the disk before the first file is given
/// any, so the time in which some are new and others old is short. Of two contents for one file the
/// last counts. How many were not as they are to be.
pub fn write_together(files: &[(&Path, &[u8])]) -> Result<usize, FsError> {
    let wanted: BTreeMap<&Path, &[u8]> = files.iter().copied().collect();
    let changed: Vec<_> = wanted.into_iter().filter(|(path, bytes)| !holds(path, bytes)).collect();
    let folders: BTreeSet<&Path> = changed.iter().map(|(path, _)| folder_of(path)).collect();
    for folder in &folders {
        create_dir_all(folder)?;
        sweep(folder);
    }
    let synced = changed.len() <= FEW;
    let mut unlocked = folders.clone();
    let mut staged = Vec::with_capacity(changed.len());
    for (path, bytes) in &changed {
        // As many files are held open as there are folders.
        let locked = unlocked.remove(folder_of(path));
        staged.push(Staged::write(path, &[bytes], locked, synced)?);
    }
    if !synced {
        for folder in one_a_disk(&folders) {
            sync_tree(folder)?;
        }
    }
    // What is locked last: until then it speaks for the others.
    staged.sort_by_key(|one| one.lock.is_some());
    for one in &mut staged {
        one.put_in_place()?;
    }
    for folder in folders {
        sync_dir(folder)?;
    }
    Ok(changed.len())
}

/// As [`write_atomic`] for content that can be made again and that tells by itself whether it is whole:
/// nothing waits for the disk, so after a crash of the system it may be damaged.
/// The pieces are written one behind the other.
pub fn write_disposable(path: &Path, pieces: &[&[u8]]) -> Result<(), FsError> {
    let folder = folder_of(path);
    create_dir_all(folder)?;
    sweep(folder);
    Staged::write(path, pieces, true, false)?.put_in_place()
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// One folder of each file system, as one sync waits for all of it.
#[cfg(unix)]
fn one_a_disk<'a>(folders: &BTreeSet<&'a Path>) -> Vec<&'a Path> {
    use std::os::unix::fs::MetadataExt as _;
    let mut disks = BTreeSet::new();
    let is_first =
        |folder: &&&Path| fs::metadata(folder).map_or(true, |found| disks.insert(found.dev()));
    folders.iter().filter(is_first).copied().collect()
}

#[cfg(not(unix))]
fn one_a_disk<'a>(folders: &BTreeSet<&'a Path>) -> Vec<&'a Path> {
    folders.iter().copied().collect()
}

/// New content beside the file it is for; dropped before it is in place, it is deleted.
struct Staged {
    at: PathBuf,
    path: PathBuf,
    is_in_place: bool,
    /// Held locked, where it tells that all stages of this run in its folder are alive.
    lock: Option<fs::File>,
}

impl Staged {
    fn write(path: &Path, pieces: &[&[u8]], locked: bool, synced: bool) -> Result<Self, FsError> {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        // By its hash: a name may be as long as names can be.
        let staged = format!(".{:016x}.new-{}", xxh3_64(name), std::process::id());
        let at = folder_of(path).join(staged);
        let mut file = fs::File::create(&at).map_err(failed("create", &at))?;
        let mut staged = Self { at, path: path.to_owned(), is_in_place: false, lock: None };
        if locked {
            // Where there are no locks, the stages of two runs at once are not told apart.
            let _ = file.try_lock();
        }
        for piece in pieces {
            file.write_all(piece).map_err(failed("write", path))?;
        }
        if synced {
            file.sync_all().map_err(failed("sync", path))?;
        }
        staged.lock = locked.then_some(file);
        Ok(staged)
    }

    fn put_in_place(&mut self) -> Result<(), FsError> {
        fs::rename(&self.at, &self.path).map_err(failed("replace", &self.path))?;
        self.is_in_place = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_in_place {
            // What cannot be deleted now is swept by the next writer.
            let _ = fs::remove_file(&self.at);
        }
    }
}

/// The run that staged new content under a name, if it is such a name.
fn staged_by(name: &str) -> Option<&str> {
    let (hash, run) = name.strip_prefix('.')?.split_once(".new-")?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_run = !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit());
    (is_hash && is_run).then_some(run)
}

/// Deletes what runs that died have staged in a folder. What cannot be deleted stays.
fn sweep(folder: &Path) {
    let mut runs: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let run = name.to_str().and_then(staged_by);
        if let Some(run) = run.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_file())) {
            runs.entry(run.to_owned()).or_default().push(entry.path());
        }
    }
    let is_alive = |path: &PathBuf| {
        let is_locked =
            |file: fs::File| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock));
        fs::File::open(path).is_ok_and(is_locked)
    };
    for stages in runs.into_values().filter(|stages| !stages.iter().any(is_alive)) {
        for stage in stages {
            let _ = fs::remove_file(stage);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::{entries, read};

    #[test]
    fn equal_bytes_leave_a_file_untouched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.md");
        assert!(write_atomic(&path, b"one").expect("written"));
        let before = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
        assert!(!write_atomic(&path, b"one").expect("written"));
        let after = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
        assert_eq!(before, after);
        assert!(write_atomic(&path, b"two").expect("written"));
        assert_eq!(read(&path).expect("bytes"), b"two");
        assert_eq!(entries(&folder.path().join("a")).expect("names"), ["b.md"]);
        assert!(!write_if_absent(&path, b"three").expect("there"));
        assert_eq!(read(&path).expect("bytes"), b"two");
        write_disposable(&path, &[b"fo", b"ur"]).expect("written");
        assert_eq!(read(&path).expect("bytes"), b"four");
    }

    #[test]
    fn many_files_are_written_at_once_and_those_that_are_so_already_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths: Vec<_> =
            (0..600).map(|n| folder.path().join(format!("{}/{n}", n % 7))).collect();
        let text = |n: usize| format!("text {n}").into_bytes();
        let texts: Vec<_> = (0..600).map(text).collect();
        let files: Vec<(&Path, &[u8])> = paths
            .iter()
            .zip(&texts)
            .map(|(path, text)| (path.as_path(), text.as_slice()))
            .collect();
        write_atomic(&paths[5], &texts[5]).expect("written");
        assert_eq!(write_together(&files).expect("written"), 599);
        assert_eq!(write_together(&files).expect("written"), 0);
        let twice: [(&Path, &[u8]); 2] = [(&paths[5], b"one"), (&paths[5], b"two")];
        assert_eq!(write_together(&twice).expect("written"), 1);
        assert_eq!(read(&paths[5]).expect("bytes"), b"two");
        write_atomic(&paths[5], &texts[5]).expect("written");
        assert!(files.iter().all(|(path, text)| read(path).expect("bytes") == *text));
        assert_eq!(entries(&folder.path().join("0")).expect("names").len(), 600_usize.div_ceil(7));
    }

    #[test]
    fn the_longest_name_can_be_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("n".repeat(255));
        assert!(write_atomic(&path, b"x").expect("written"));
        let too_long = folder.path().join("n".repeat(256));
        let told = write_atomic(&too_long, b"x").expect_err("too long").to_string();
        assert!(told.contains("shorter name"), "{told}");
        assert_eq!(entries(folder.path()).expect("names").len(), 1, "nothing is left over");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (outside, path) = (folder.path().join("outside"), folder.path().join("a/b"));
        for bytes in [b"old", b"new"] {
            fs::write(&outside, b"old").expect("written");
            let _ = fs::remove_file(&path);
            create_dir_all(&folder.path().join("a")).expect("a folder");
            std::os::unix::fs::symlink(&outside, &path).expect("linked");
            assert!(write_atomic(&path, bytes).expect("written"));
            assert_eq!(kind(&path), Some(crate::fs::Kind::File));
            assert_eq!(read(&outside).expect("bytes"), b"old");
        }
    }

    #[test]
    fn what_dead_runs_staged_is_swept_and_what_a_living_one_holds_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let stage = |name: &str| {
            let file = fs::File::create(folder.path().join(name)).expect("staged");
            file.lock().expect("locked");
            file
        };
        let (one, two) = (".0123456789abcdef.new-1", ".0000000000000000.new-1");
        let others = [".0123456789abcde.new-1", ".0123456789abcdef.new-x", ".note.new-1", ".x"];
        let held = stage(one);
        for name in [&[two][..], &others].concat() {
            drop(stage(name));
        }
        fs::create_dir(folder.path().join(".0123456789abcdef.new-3")).expect("a folder");
        write_atomic(&folder.path().join("a"), b"a").expect("written");
        // One of the run is locked: the other is alive too.
        assert_eq!(entries(folder.path()).expect("names").len(), 8);
        drop(held);
        write_disposable(&folder.path().join("a"), &[b"b"]).expect("written");
        let mut left = [&others[..], &[".0123456789abcdef.new-3", "a"]].concat();
        left.sort_unstable();
        assert_eq!(entries(folder.path()).expect("names"), left);
    }
}
