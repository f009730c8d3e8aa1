//! The only file that touches the disk. Knows paths and bytes, nothing of what they mean.
#![allow(clippy::disallowed_methods, reason = "this is the one file that may touch the disk")]
#![allow(clippy::disallowed_types, reason = "this is the one file that may touch the disk")]

mod atomic;
mod error;
mod walk;

use std::fs;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::path::ContentPath;

use self::error::failed;

pub use self::atomic::{write_atomic, write_disposable, write_if_absent, write_together};
pub use self::error::FsError;
pub use self::walk::{Stamp, Stamps, Survey, stamp, stamps, survey};

/// What stands at a path; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a device or something else that is neither.
    Other,
}

/// What stands at `path`; absent when nothing does, or when it cannot be looked at.
pub fn kind(path: &Path) -> Option<Kind> {
    look(path).ok().flatten()
}

/// What stands at `path`; absent when nothing does.
pub fn look(path: &Path) -> Result<Option<Kind>, FsError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(match found.file_type() {
            kind if kind.is_file() => Kind::File,
            kind if kind.is_dir() => Kind::Folder,
            _ => Kind::Other,
        })),
        // What is below a file is not there either.
        Err(reason)
            if matches!(reason.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        Err(reason) => Err(failed("find", path)(reason)),
    }
}

/// Whether a folder is where a file system is mounted: it can be neither renamed nor exchanged.
pub fn is_mount_point(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let found = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE);
        found.is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
    }
    #[cfg(not(target_os = "linux"))]
    {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let disk = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
            path.parent().is_some_and(|above| disk(above) != disk(path))
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            false
        }
    }
}

/// When a file or folder was last changed.
pub fn modified(path: &Path) -> Result<std::time::SystemTime, FsError> {
    fs::metadata(path).and_then(|found| found.modified()).map_err(failed("read", path))
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, FsError> {
    fs::read(path).map_err(failed("read", path))
}

/// A file that is read in parts, at any place: it may be too large to be held.
#[derive(Debug)]
pub struct OpenFile {
    file: fs::File,
    path: PathBuf,
    length: u64,
}

impl OpenFile {
    /// Opens a file; refuses a link or a device.
    pub fn open(path: &Path) -> Result<Self, FsError> {
        if matches!(kind(path), Some(Kind::Folder | Kind::Other)) {
            let reason = io::Error::other("it is not a file");
            return Err(failed("open", path)(reason));
        }
        let file = fs::File::open(path).map_err(failed("open", path))?;
        let length = file.metadata().map_err(failed("read", path))?.len();
        Ok(Self { file, path: path.to_owned(), length })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its length in bytes, as it was when it was opened.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Reads some bytes at byte `at` into `buffer`, and tells how many: none at the end. Not to be
    /// called by two threads at once, which would move each other's place.
    pub fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = &self.file;
        file.seek(io::SeekFrom::Start(at))?;
        file.read(buffer)
    }
}

/// The bytes of a file that holds at most `most` of them; an error when it is larger, or a link.
pub fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, FsError> {
    let open = OpenFile::open(path)?;
    let mut bytes = Vec::new();
    open.file.take(most + 1).read_to_end(&mut bytes).map_err(failed("read", path))?;
    if bytes.len() as u64 > most {
        return Err(failed("read", path)(io::Error::other("it is too large")));
    }
    Ok(bytes)
}

/// What git's index notes of a file to tell without reading it that it is unchanged: size in bytes, and when its bytes and when
/// its entry were changed, in seconds and nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryStamp {
    /// Size in bytes.
    pub size: u64,
    /// When its bytes were last changed.
    pub modified: (i64, u32),
    /// When its entry was last changed; absent where the system does not tell.
    pub changed: Option<(i64, u32)>,
}

/// What git's index would note of a file; absent when there is no file.
pub fn entry_stamp(path: &Path) -> Option<EntryStamp> {
    let found = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let since = found.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let modified = (i64::try_from(since.as_secs()).ok()?, since.subsec_nanos());
    #[cfg(unix)]
    let changed = {
        use std::os::unix::fs::MetadataExt as _;
        u32::try_from(found.ctime_nsec()).ok().map(|nanoseconds| (found.ctime(), nanoseconds))
    };
    #[cfg(not(unix))]
    let changed = None;
    Some(EntryStamp { size: found.len(), modified, changed })
}

/// The path as the system knows it: absolute, without links and `..`.
pub fn real_path(path: &Path) -> Result<PathBuf, FsError> {
    fs::canonicalize(path).map_err(failed("find", path))
}

/// What is wrong with a link or a device where a file is expected.
const NO_FILE: &str = "it is a link or a device, not a file";

/// Reads one file as `read_tree` does: a link is not followed.
pub fn read_plain(path: &Path) -> Result<Vec<u8>, FsError> {
    if kind(path) == Some(Kind::Other) {
        let (path, reason) = (path.to_owned(), io::Error::other(NO_FILE));
        return Err(FsError { operation: "read", path, reason });
    }
    read(path)
}

/// Reads every file below `root/folder`, sorted by path relative to `root`. Hidden files (a leading
/// dot) are skipped. A missing folder is an empty one. A link, which is not followed, a file that
/// cannot be read, or whose name cannot be a path of a site, is an `Err` entry and stops nothing.
pub fn read_tree(root: &Path, folder: &str) -> Vec<Result<(ContentPath, Vec<u8>), FsError>> {
    let mut paths = Vec::new();
    let mut read = Vec::new();
    for found in list_tree(root, folder) {
        match found {
            Ok(path) => paths.push(path),
            Err(error) => read.push(Err(error)),
        }
    }
    // The system reads several files at once; their order here does not depend on it.
    let files = paths
        .into_par_iter()
        .map(|path| self::read(&root.join(path.as_str())).map(|bytes| (path, bytes)));
    let mut all: Vec<_> = files.collect();
    all.append(&mut read);
    all
}

/// The files `read_tree` would read, without reading them.
pub fn list_tree(root: &Path, folder: &str) -> Vec<Result<ContentPath, FsError>> {
    let start = root.join(folder);
    match has_folder(root, folder) {
        Ok(true) => {}
        Ok(false) => return Vec::new(),
        Err(error) => return vec![Err(error)],
    }
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for entry in walkdir::WalkDir::new(&start).follow_links(false).into_iter().filter_entry(visible)
    {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match content_path(root, entry.path()) {
                Ok(path) => files.push(path),
                Err(error) => errors.push(Err(error)),
            },
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let reason = io::Error::other(NO_FILE);
                let path = entry.path().to_owned();
                errors.push(Err(FsError { operation: "read", path, reason }));
            }
            Err(error) => {
                let path = error.path().unwrap_or(&start).to_owned();
                let reason = error.into_io_error();
                let reason = reason.unwrap_or_else(|| io::Error::other("it holds itself"));
                errors.push(Err(FsError { operation: "list", path, reason }));
            }
        }
    }
    files.sort();
    files.into_iter().map(Ok).chain(errors).collect()
}

/// Whether there is a folder `root/folder`. A link on the way, which would lead out of `root`, is an
/// error, and so is a file.
pub fn has_folder(root: &Path, folder: &str) -> Result<bool, FsError> {
    let mut at = root.to_owned();
    for part in Path::new(folder).components() {
        at.push(part);
        let (operation, reason) = match look(&at)? {
            Some(Kind::Folder) => continue,
            None => return Ok(false),
            Some(Kind::File) => ("list", io::ErrorKind::NotADirectory.into()),
            Some(Kind::Other) => {
                ("read", io::Error::other("it is a link or a device, not a folder"))
            }
        };
        return Err(FsError { operation, path: at, reason });
    }
    Ok(true)
}

/// `path` relative to `root` with forward slashes.
fn content_path(root: &Path, path: &Path) -> Result<ContentPath, FsError> {
    let invalid = |reason: String| FsError {
        operation: "use the name of",
        path: path.to_owned(),
        reason: io::Error::new(io::ErrorKind::InvalidInput, reason),
    };
    let below = path.strip_prefix(root).map_err(|error| invalid(error.to_string()))?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    let parts = parts.ok_or_else(|| invalid("the name is not Unicode".to_owned()))?;
    ContentPath::parse(&parts.join("/")).map_err(|error| invalid(error.to_string()))
}

/// Names of the entries of a folder, sorted; entries whose name is not Unicode are left out.
pub fn entries(folder: &Path) -> Result<Vec<String>, FsError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed("list", folder))? {
        let entry = entry.map_err(failed("list", folder))?;
        names.extend(entry.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

/// Creates a folder and those above it.
pub fn create_dir_all(path: &Path) -> Result<(), FsError> {
    fs::create_dir_all(path).map_err(failed("create the folder", path))
}

/// Deletes one file.
pub fn remove_file(path: &Path) -> Result<(), FsError> {
    fs::remove_file(path).map_err(failed("delete", path))
}

/// Deletes a folder with all it holds. Links inside are deleted, not followed. Only for folders
/// the program made itself; the caller has checked that.
pub fn remove_dir_all(path: &Path) -> Result<(), FsError> {
    fs::remove_dir_all(path).map_err(failed("delete the folder", path))
}

/// Renames a file or folder within one file system.
pub fn rename(from: &Path, to: &Path) -> Result<(), FsError> {
    fs::rename(from, to).map_err(failed("rename", from))
}

/// Makes `to` a second name of the file `from`.
pub fn hard_link(from: &Path, to: &Path) -> Result<(), FsError> {
    fs::hard_link(from, to).map_err(failed("link", from))
}

/// Writes a new file that everybody may read, whatever the mask of the process says, with the folders
/// above it where they are missing. It is on the disk for certain only after a sync.
pub fn write_below(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    with_folders(path, || {
        let mut file = fs::File::create(path).map_err(failed("create", path))?;
        let found = file.metadata().map_err(failed("read", path))?;
        if let Some(permissions) = open_to_all(&found) {
            file.set_permissions(permissions).map_err(failed("open to readers", path))?;
        }
        file.write_all(bytes).map_err(failed("write", path))
    })
}

/// Creates a folder that everybody may enter, whatever the mask of the process says, and those above it.
pub fn create_open_dirs(path: &Path) -> Result<(), FsError> {
    let created = match fs::create_dir(path) {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => {
            if let Some(above) = path.parent() {
                create_open_dirs(above)?;
            }
            fs::create_dir(path)
        }
        created => created,
    };
    match created {
        Ok(()) => {
            let found = fs::metadata(path).map_err(failed("read", path))?;
            let permissions = open_to_all(&found);
            let opened = permissions.map_or(Ok(()), |wanted| fs::set_permissions(path, wanted));
            opened.map_err(failed("open to readers", path))
        }
        Err(_) if fs::metadata(path).is_ok_and(|found| found.is_dir()) => Ok(()),
        Err(reason) => Err(failed("create the folder", path)(reason)),
    }
}

/// Permissions that let everybody read a file, and list a folder, where it has not got them.
#[cfg(unix)]
fn open_to_all(found: &fs::Metadata) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    let wanted = if found.is_dir() { 0o755 } else { 0o644 };
    let mode = found.permissions().mode();
    (mode & wanted != wanted).then(|| fs::Permissions::from_mode(mode & 0o7777 | wanted))
}

#[cfg(not(unix))]
fn open_to_all(_found: &fs::Metadata) -> Option<fs::Permissions> {
    None
}

/// Makes `to` a second name of the file `from`, with the folders above it where they are missing.
pub fn hard_link_below(from: &Path, to: &Path) -> Result<(), FsError> {
    with_folders(to, || hard_link(from, to))
}

/// Renames a file, replacing what file is there, with the folders above its new name where they are
/// missing.
pub fn rename_below(from: &Path, to: &Path) -> Result<(), FsError> {
    with_folders(to, || rename(from, to))
}

/// Tries once more, with the folders above `path` made, where something is missing. Asking the disk
/// is cheaper than remembering which folders there are, and needs no lock.
fn with_folders(path: &Path, attempt: impl Fn() -> Result<(), FsError>) -> Result<(), FsError> {
    match (attempt(), path.parent()) {
        (Err(error), Some(folder)) if error.is_missing() => {
            create_open_dirs(folder)?;
            attempt()
        }
        (result, _) => result,
    }
}

/// Whether `path` is a file with exactly these bytes. A link is not followed; what cannot be read is
/// not the same.
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    let mut options = fs::File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    let Ok(mut file) = options.open(path) else { return false };
    let length = file.metadata().map(|found| found.len());
    if !length.is_ok_and(|length| length == bytes.len() as u64) {
        return false;
    }
    let mut chunk = [0; 16 << 10];
    let mut rest = bytes;
    while !rest.is_empty() {
        let part = &mut chunk[..rest.len().min(16 << 10)];
        let same = file.read_exact(part).is_ok() && rest.starts_with(part);
        if !same {
            return false;
        }
        rest = &rest[part.len()..];
    }
    true
}

/// Writes a new file and waits until its bytes are on the disk; its name is after [`sync_dir`].
pub fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    let mut file = fs::File::create(path).map_err(failed("create", path))?;
    file.write_all(bytes).map_err(failed("write", path))?;
    file.sync_all().map_err(failed("sync", path))
}

/// Deletes a folder that holds nothing; `false` when it holds something or is not there.
pub fn remove_empty_dir(path: &Path) -> Result<bool, FsError> {
    match fs::remove_dir(path) {
        Ok(()) => Ok(true),
        Err(reason)
            if matches!(
                reason.kind(),
                io::ErrorKind::DirectoryNotEmpty
                    | io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(false)
        }
        Err(reason) => Err(failed("delete the folder", path)(reason)),
    }
}

/// Whether a folder holds nothing, whatever the names.
pub fn is_empty_dir(path: &Path) -> Result<bool, FsError> {
    fs::read_dir(path).map(|mut entries| entries.next().is_none()).map_err(failed("list", path))
}

/// Writes bytes behind what a file holds; the file is made if need be.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    let file = fs::File::options().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(failed("write", path))
}

/// Waits until a folder with all it holds is on the disk. On Linux one `syncfs(2)` does it, which
/// reports write errors too (since 5.8) and spares a wait for every file; elsewhere each file and
/// folder is synced by itself, from the leaves up.
pub fn sync_tree(root: &Path) -> Result<(), FsError> {
    #[cfg(target_os = "linux")]
    {
        let folder = fs::File::open(root).map_err(failed("open", root))?;
        rustix::fs::syncfs(&folder).map_err(|error| failed("sync", root)(error.into()))
    }
    #[cfg(not(target_os = "linux"))]
    {
        for entry in walkdir::WalkDir::new(root).contents_first(true) {
            let entry = entry.map_err(|error| failed("sync", root)(error.into()))?;
            if entry.file_type().is_dir() {
                sync_dir(entry.path())?;
            } else {
                let file = fs::File::open(entry.path());
                file.and_then(|file| file.sync_all()).map_err(failed("sync", entry.path()))?;
            }
        }
        Ok(())
    }
}

/// Waits until some files and folders below `root` are on the disk. Few are synced one by one, as
/// `syncfs(2)` also waits for what everybody else is writing to the same file system (0.3 s beside a
/// compiler, where one file takes 5 ms); many all at once. What is not there is left out.
pub fn sync_some<'a>(
    root: &Path,
    paths: impl ExactSizeIterator<Item = &'a Path>,
) -> Result<(), FsError> {
    const FEW: usize = 64;
    if cfg!(target_os = "linux") && paths.len() > FEW {
        return sync_tree(root);
    }
    for path in paths {
        match kind(path) {
            Some(Kind::Folder) => sync_dir(path)?,
            Some(Kind::File) => {
                let file = fs::File::options().read(true).write(cfg!(windows)).open(path);
                file.and_then(|file| file.sync_all()).map_err(failed("sync", path))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Waits until the names in a folder are on the disk. Systems that cannot do so do it themselves.
pub fn sync_dir(path: &Path) -> Result<(), FsError> {
    if !cfg!(unix) {
        return Ok(());
    }
    fs::File::open(path).and_then(|folder| folder.sync_all()).map_err(failed("sync", path))
}

/// Exchanges two folders in one step. Fails with `Unsupported` where the system cannot.
pub fn exchange(left: &Path, right: &Path) -> Result<(), FsError> {
    exchange_names(left, right).map_err(failed("exchange", left))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_names(left: &Path, right: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, left, CWD, right, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::NOSYS | Errno::INVAL | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_names(_left: &Path, _right: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file held by this process; let go when dropped. The file itself stays, so that no second
/// process can hold one of the same name.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

/// Takes the lock `path`; absent when another process holds it.
pub fn lock(path: &Path) -> Result<Option<Lock>, FsError> {
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(failed("open the lock file", path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(reason)) if reason.kind() == io::ErrorKind::Unsupported => {
            Ok(Some(Lock { _file: file }))
        }
        Err(fs::TryLockError::Error(reason)) => Err(failed("lock", path)(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_sorted_and_without_hidden_files_and_with_links_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["content/b.md", "content/a/z.md", "content/.git/x", "content/.hidden.md"] {
            write_atomic(&folder.path().join(name), name.as_bytes()).expect("written");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("content/link.md"))
            .expect("linked");
        let tree = read_tree(folder.path(), "content");
        let names: Vec<_> = tree.iter().flatten().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["content/a/z.md", "content/b.md"]);
        let refused = tree.iter().filter_map(|entry| entry.as_ref().err());
        let refused: Vec<_> = refused.map(|error| error.path.file_name()).collect();
        assert_eq!(refused, [Some("link.md".as_ref())]);
        assert!(read_tree(folder.path(), "missing").is_empty());
    }

    #[test]
    fn a_lock_is_held_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let first = lock(&path).expect("a lock");
        assert!(first.is_some());
        assert!(lock(&path).expect("a lock").is_none());
        drop(first);
        assert!(lock(&path).expect("a lock").is_some());
    }

    #[test]
    fn folders_are_exchanged_in_one_step() {
        let folder = tempfile::tempdir().expect("a folder");
        let (left, right) = (folder.path().join("l"), folder.path().join("r"));
        write_atomic(&left.join("x"), b"left").expect("written");
        write_atomic(&right.join("x"), b"right").expect("written");
        match exchange(&left, &right) {
            Ok(()) => assert_eq!(read(&left.join("x")).expect("bytes"), b"right"),
            Err(error) => assert!(error.is_unsupported(), "{error}"),
        }
    }
}
