//! The system's reports of changes: which folders it is asked to report on, what a report means, and
//! whether it reports at all. Knows nothing of what files hold.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::snapshot::is_ignored;
use crate::fs;

/// What can wake the watcher.
pub(super) enum Wake {
    /// Something happened to these paths; with none, anything may have.
    Event(Vec<PathBuf>, Progress),
    /// The probe was reported.
    Probe,
    /// The system cannot go on reporting.
    Failed(String),
    /// Enough.
    Stop,
}

/// How far the writing of a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Its bytes are being changed.
    Writing,
    /// Whoever wrote has closed it.
    Closed,
    /// The event does not tell.
    Unknown,
}

/// Name of the file whose writing must be reported.
const PROBE: &str = "watching";

/// Who listens to the system.
pub(super) struct Ears {
    root: PathBuf,
    watch: Vec<PathBuf>,
    /// Absent where the system cannot report changes.
    watcher: Option<RecommendedWatcher>,
    registered: BTreeSet<PathBuf>,
}

impl Ears {
    /// Begins to listen; with it comes the reason when the system cannot report.
    pub(super) fn open(
        root: &Path,
        watch: &[PathBuf],
        ignore: &[PathBuf],
        wakes: Sender<Wake>,
    ) -> (Self, Option<String>) {
        let ignore = ignore.to_vec();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(wake) = wake_for(event, &ignore) {
                let _ = wakes.send(wake);
            }
        });
        let (watcher, failure) = match watcher {
            Ok(watcher) => (Some(watcher), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let registered = BTreeSet::new();
        let mut ears = Self { root: root.to_owned(), watch: watch.to_vec(), watcher, registered };
        let failure = failure.or(ears.register(&BTreeSet::new()).err());
        (ears, failure)
    }

    /// Listens no more.
    pub(super) fn close(&mut self) {
        self.watcher = None;
    }

    /// Reports may have been lost, also of new folders: all have to be asked for again.
    pub(super) fn forget(&mut self) {
        self.registered.clear();
    }

    /// Whether a path lies in or beside what was asked for.
    pub(super) fn know(&self, path: &Path) -> bool {
        let known = |place: &PathBuf| path.starts_with(place) || path.parent() == Some(place);
        path.starts_with(&self.root)
            || self.watch.iter().any(known)
            || self.registered.iter().any(known)
    }

    /// Listens to every watched folder that exists, and to the folder of every watched file and of
    /// every watched place that does not exist yet. A folder that an event has named may have been
    /// replaced by another of its name, to which nobody listens. The error is the system's reason.
    pub(super) fn register(&mut self, suspects: &BTreeSet<PathBuf>) -> Result<(), String> {
        let mut wanted = vec![(self.root.clone(), RecursiveMode::NonRecursive)];
        for path in &self.watch {
            if path.is_dir() {
                wanted.push((path.clone(), RecursiveMode::Recursive));
            }
            // The folder above hears of a file saved by renaming and of a folder made anew.
            if let Some(above) = path.ancestors().skip(1).find(|above| above.is_dir()) {
                wanted.push((above.to_owned(), RecursiveMode::NonRecursive));
            }
        }
        // Recursive first: a second, flat wish for the same folder must not take its place.
        wanted.sort_by_key(|(path, mode)| (path.clone(), *mode != RecursiveMode::Recursive));
        wanted.dedup_by(|later, earlier| later.0 == earlier.0);
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        self.registered.retain(|path| path.is_dir() && !suspects.contains(path));
        for (path, mode) in wanted {
            if self.registered.contains(&path) {
                continue;
            }
            match watcher.watch(&path, mode) {
                Ok(()) => {
                    self.registered.insert(path);
                }
                // Gone again; the folder above has told or will tell.
                Err(_) if !path.is_dir() => {}
                Err(error) => {
                    self.watcher = None;
                    return Err(error.to_string());
                }
            }
        }
        Ok(())
    }

    /// Writes a file into `folder`, of which the system must report as [`Wake::Probe`]; takes it away
    /// again when `was_heard` has found out. True where nothing can be written or listened to there,
    /// which says nothing about the system.
    pub(super) fn probe(&mut self, folder: &Path, was_heard: impl FnOnce() -> bool) -> bool {
        let Some(watcher) = &mut self.watcher else { return true };
        let file = folder.join(PROBE);
        if fs::create_dir_all(folder).is_err()
            || watcher.watch(folder, RecursiveMode::NonRecursive).is_err()
        {
            return true;
        }
        let heard = fs::write_below(&file, b"").is_err() || was_heard();
        let _ = (watcher.unwatch(folder), fs::remove_file(&file));
        heard
    }
}

/// What an event of the system means; absent when it cannot have changed a watched file.
fn wake_for(event: notify::Result<Event>, ignore: &[PathBuf]) -> Option<Wake> {
    match event {
        Ok(event) => {
            let progress = progress_of(event.kind)?;
            let paths = event.paths;
            if paths.is_empty() || !paths.iter().all(|path| is_ignored(path, ignore)) {
                return Some(Wake::Event(paths, progress));
            }
            let is_probe = paths.iter().any(|path| path.file_name() == Some(OsStr::new(PROBE)));
            is_probe.then_some(Wake::Probe)
        }
        Err(error) => match error.kind {
            notify::ErrorKind::MaxFilesWatch => Some(Wake::Failed(error.to_string())),
            _ => Some(Wake::Event(error.paths, Progress::Unknown)),
        },
    }
}

/// How far an event says that the writing has come; absent when nothing was written.
fn progress_of(kind: EventKind) -> Option<Progress> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Progress::Closed),
        // Our own reading of files is reported too; to act on it would never end.
        EventKind::Access(_) => None,
        // Only where the closing is told can it be waited for.
        EventKind::Modify(ModifyKind::Data(_)) | EventKind::Create(CreateKind::File)
            if cfg!(target_os = "linux") =>
        {
            Some(Progress::Writing)
        }
        _ => Some(Progress::Unknown),
    }
}

/// Kinds of file systems that other machines change, of which this one's system hears nothing: network
/// shares, and folders of the machine that a virtual one or a container runs on.
const SHARED: [&str; 17] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "fakeowner",
    "gfs2",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
];

/// Why the system's reports about some places are not all there is; absent where they are, or where
/// the system does not say how places are mounted.
pub(super) fn incomplete(places: &[PathBuf]) -> Option<String> {
    let table = fs::read(Path::new("/proc/self/mountinfo")).ok()?;
    let table = String::from_utf8_lossy(&table);
    let kind = places.iter().find_map(|place| shared_kind(&table, place))?;
    Some(format!("it knows nothing of changes that others make on {kind}"))
}

/// The kind of the file system that holds a place, if others may change it. `table` is Linux's
/// `/proc/self/mountinfo` (proc(5)): the fifth field is where something is mounted, with octal escapes
/// for blanks, and the first behind the lone hyphen its kind.
fn shared_kind<'a>(table: &'a str, place: &Path) -> Option<&'a str> {
    let mounts = table.lines().filter_map(|line| {
        let (fields, rest) = line.split_once(" - ")?;
        let at = fields.split(' ').nth(4)?.replace("\\040", " ");
        place.starts_with(&at).then(|| (at.len(), rest.split(' ').next().unwrap_or_default()))
    });
    // Of several mounted at one place, the last covers the others.
    let (_, kind) = mounts.max_by_key(|(length, _)| *length)?;
    (SHARED.contains(&kind) || kind.starts_with("fuse.")).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_tells_whether_others_change_a_place() {
        let table = "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n\
            40 22 0:30 / /home/ana rw shared:7 - nfs4 server:/ana rw\n\
            41 40 0:31 / /home/ana/own\\040disk rw - btrfs /dev/sdb rw\n\
            42 22 0:32 / /mnt rw - fuse.sshfs far: rw\nnonsense";
        for (place, kind) in [
            ("/home/ana/site", Some("nfs4")),
            ("/home/ana/own disk/site", None),
            ("/home/anatole/site", None),
            ("/mnt/site", Some("fuse.sshfs")),
            ("/srv", None),
        ] {
            assert_eq!(shared_kind(table, Path::new(place)), kind, "{place}");
        }
    }

    #[test]
    fn reading_wakes_nobody_and_the_output_only_as_a_probe() {
        let ignore = [PathBuf::from("/site/.backstory")];
        let wake = |kind, path: &str| {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            wake_for(Ok(event), &ignore)
        };
        let made = EventKind::Create(CreateKind::File);
        let opened = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert!(wake(opened, "/site/content/a.md").is_none());
        assert!(wake(made, "/site/.backstory/cache/build").is_none());
        assert!(matches!(wake(made, "/site/.backstory/cache/watching"), Some(Wake::Probe)));
        assert!(matches!(wake(made, "/site/content/a.md"), Some(Wake::Event(..))));
    }
}
