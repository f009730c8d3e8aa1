//! Waits until files really change. Events of the system only wake it: what counts is whether the
//! bytes of a watched file differ, so neither reading files nor writing the output starts a build.
//!
//! A file that was saved in one go is looked at a few milliseconds after its last event. Longer, the
//! whole debounce time, is waited while more may come: a file was opened and is not closed again
//! (where the system tells), has gone or is empty (editors that move the old file away first), or
//! events have been coming for a while (a checkout of many files).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::snapshot::{Snapshot, is_ignored};

/// How often files are compared where the system reports no changes.
const POLL: Duration = Duration::from_secs(1);

/// Longest wait for quiet, as a multiple of the debounce time: a file that is written to all the
/// time must not hold up everything else.
const LONGEST_WAIT: u32 = 20;

/// Quiet time after which a file that was saved in one go is looked at.
const QUICK: Duration = Duration::from_millis(5);

/// After events have been coming for this long, the whole debounce time is waited.
const MANY: Duration = Duration::from_millis(25);

/// A folder that was made is looked at once more, since what was put into it at once may have escaped.
const SECOND_LOOK: Duration = Duration::from_millis(200);

/// What can wake the watcher.
enum Wake {
    /// Something happened to these paths; with none, anything may have.
    Event(Vec<PathBuf>, Progress),
    /// The system cannot go on reporting.
    Failed(String),
    /// Enough.
    Stop,
}

/// How far the writing of a file has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Its bytes are being changed.
    Writing,
    /// Whoever wrote has closed it.
    Closed,
    /// The event does not tell.
    Unknown,
}

/// What was heard since the last look.
#[derive(Default)]
struct Heard {
    suspects: BTreeSet<PathBuf>,
    /// Files whose writer has not closed them.
    open: BTreeSet<PathBuf>,
    /// Anything may have changed.
    all: bool,
    /// Nothing was heard: it is only time to look again.
    again: bool,
}

/// Ends a [`watch_loop`] from another thread.
#[derive(Clone, Debug)]
pub struct Bell {
    wakes: Sender<Wake>,
}

impl Bell {
    /// Asks the loop to end; it does so when it is next idle.
    pub fn stop(&self) {
        // When nobody listens the loop has ended already.
        let _ = self.wakes.send(Wake::Stop);
    }
}

/// What the loop has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// These files are new, gone or hold other bytes, in path order.
    Changed(Vec<PathBuf>),
    /// From now on files are compared every second, for the reason given.
    Polling(String),
}

/// Files and folders under observation.
pub struct Watched {
    root: PathBuf,
    watch: Vec<PathBuf>,
    ignore: Vec<PathBuf>,
    debounce: Duration,
    wakes: Receiver<Wake>,
    bell: Bell,
    /// Absent where the system cannot report changes.
    watcher: Option<RecommendedWatcher>,
    polls_because: Option<String>,
    registered: BTreeSet<PathBuf>,
    seen: Snapshot,
    /// Folders to look at once more.
    second_look: BTreeSet<PathBuf>,
}

impl Watched {
    /// Lists all files once and begins to listen: what changes from now on is reported, also
    /// what changes before [`watch_loop`] is called. Paths are absolute and need not exist yet.
    pub fn start(root: &Path, watch: &[PathBuf], ignore: &[PathBuf], debounce: Duration) -> Self {
        let (sender, wakes) = channel();
        let bell = Bell { wakes: sender.clone() };
        let ignored = ignore.to_vec();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(wake) = wake_for(event, &ignored) {
                let _ = sender.send(wake);
            }
        });
        let (watcher, polls_because) = match watcher {
            Ok(watcher) => (Some(watcher), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let mut observed = Self {
            root: root.to_owned(),
            watch: watch.to_vec(),
            ignore: ignore.to_vec(),
            debounce,
            wakes,
            bell,
            watcher,
            polls_because,
            registered: BTreeSet::new(),
            seen: Snapshot::default(),
            second_look: BTreeSet::new(),
        };
        observed.register(&BTreeSet::new());
        observed.seen = Snapshot::take(&observed.watch, &observed.ignore);
        observed
    }

    /// What ends the loop.
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Listens to every watched folder that exists, and to the folder of every watched file and of
    /// every watched place that does not exist yet. A folder that an event has named may have been
    /// replaced by another of its name, to which nobody listens.
    fn register(&mut self, suspects: &BTreeSet<PathBuf>) {
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
        let Some(watcher) = &mut self.watcher else { return };
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
                    self.polls_because = Some(error.to_string());
                    self.watcher = None;
                    return;
                }
            }
        }
    }

    /// Waits for something to happen and then for quiet; gives what was heard, or nothing when it is
    /// time to end.
    fn wait(&mut self) -> Option<Heard> {
        let mut heard = Heard::default();
        let limit = match (&self.watcher, self.second_look.is_empty()) {
            (None, _) => Some(POLL),
            (Some(_), false) => Some(SECOND_LOOK),
            (Some(_), true) => None,
        };
        let first = match limit {
            None => self.wakes.recv().ok()?,
            Some(limit) => match self.wakes.recv_timeout(limit) {
                Ok(wake) => wake,
                Err(RecvTimeoutError::Timeout) => {
                    heard.all = self.watcher.is_none();
                    heard.suspects = std::mem::take(&mut self.second_look);
                    heard.again = true;
                    return Some(heard);
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        self.heard(first, &mut heard)?;
        let (begun, patient) = (Instant::now(), self.debounce.max(Duration::from_millis(1)));
        while begun.elapsed() < patient * LONGEST_WAIT {
            let more = !heard.open.is_empty() || begun.elapsed() > MANY;
            let step = if more { patient } else { patient.min(QUICK) };
            match self.wakes.recv_timeout(step) {
                Ok(wake) => self.heard(wake, &mut heard)?,
                Err(RecvTimeoutError::Timeout) if step == patient || !self.is_in_doubt(&heard) => {
                    break;
                }
                Err(RecvTimeoutError::Timeout) => match self.wakes.recv_timeout(patient) {
                    Ok(wake) => self.heard(wake, &mut heard)?,
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                },
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(heard)
    }

    fn is_in_doubt(&self, heard: &Heard) -> bool {
        heard.suspects.iter().any(|path| self.seen.is_in_doubt(path))
    }

    fn heard(&mut self, wake: Wake, heard: &mut Heard) -> Option<()> {
        match wake {
            Wake::Event(paths, progress) => {
                heard.all |= paths.is_empty() || paths.iter().any(|path| self.is_strange(path));
                for path in paths {
                    match progress {
                        Progress::Writing if self.seen.counts(&path) => {
                            heard.open.insert(path.clone());
                        }
                        Progress::Closed => {
                            heard.open.remove(&path);
                        }
                        _ => {}
                    }
                    heard.suspects.insert(path);
                }
            }
            Wake::Failed(reason) => {
                self.watcher = None;
                self.polls_because = Some(reason);
            }
            Wake::Stop => return None,
        }
        Some(())
    }

    /// Whether a path is spelled in a way that we did not ask for, so that it may mean any file.
    fn is_strange(&self, path: &Path) -> bool {
        let known = |place: &PathBuf| path.starts_with(place) || path.parent() == Some(place);
        !(path.starts_with(&self.root)
            || self.watch.iter().any(known)
            || self.registered.iter().any(known))
    }

    /// The files that are new, gone or hold other bytes than at the last look.
    fn look(&mut self, heard: &Heard) -> Vec<PathBuf> {
        if !heard.again {
            self.register(&heard.suspects);
            let folders = heard.suspects.iter();
            let folders = folders.filter(|path| self.seen.counts(path) && path.is_dir());
            self.second_look.extend(folders.cloned());
        }
        if heard.all {
            return self.seen.look_at_all(&heard.suspects);
        }
        self.seen.look_at(&heard.suspects)
    }
}

/// What an event of the system means; absent when it cannot have changed a watched file.
fn wake_for(event: notify::Result<Event>, ignore: &[PathBuf]) -> Option<Wake> {
    let progress = match &event {
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Progress::Closed,
            // Our own reading of files is reported too; to act on it would never end.
            EventKind::Access(_) => return None,
            // Only where the closing is told can it be waited for.
            EventKind::Modify(ModifyKind::Data(_)) | EventKind::Create(CreateKind::File)
                if cfg!(target_os = "linux") =>
            {
                Progress::Writing
            }
            _ => Progress::Unknown,
        },
        Err(_) => Progress::Unknown,
    };
    match event {
        Ok(event) => {
            let all_ignored =
                !event.paths.is_empty() && event.paths.iter().all(|path| is_ignored(path, ignore));
            (!all_ignored).then_some(Wake::Event(event.paths, progress))
        }
        Err(error) => match error.kind {
            notify::ErrorKind::MaxFilesWatch => Some(Wake::Failed(error.to_string())),
            _ => Some(Wake::Event(error.paths, progress)),
        },
    }
}

/// Reports every real change until the [`Bell`] rings. While `notice` runs, changes are collected
/// and reported together afterwards.
pub fn watch_loop(mut watched: Watched, mut notice: impl FnMut(Notice)) {
    watched.seen.read_all();
    loop {
        if let Some(reason) = watched.polls_because.take() {
            notice(Notice::Polling(reason));
        }
        let Some(heard) = watched.wait() else { return };
        let changed = watched.look(&heard);
        if !changed.is_empty() {
            notice(Notice::Changed(changed));
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "what is watched has to be written first")]
mod tests {
    use super::*;

    #[test]
    fn without_events_files_are_compared_and_the_reason_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().to_owned();
        std::fs::write(root.join("a.md"), "one").expect("written");
        let watch = [root.clone()];
        let mut observed = Watched::start(&root, &watch, &[], Duration::from_millis(10));
        observed.heard(Wake::Failed("no watches left".to_owned()), &mut Heard::default());
        // What was heard before the system failed must not be what finds the change.
        while observed.wakes.try_recv().is_ok() {}
        std::fs::write(root.join("a.md"), "two, longer").expect("written");
        let bell = observed.bell();
        let mut heard = Vec::new();
        watch_loop(observed, |notice| {
            if matches!(notice, Notice::Changed(_)) {
                bell.stop();
            }
            heard.push(notice);
        });
        let expected = [
            Notice::Polling("no watches left".to_owned()),
            Notice::Changed(vec![root.join("a.md")]),
        ];
        assert_eq!(heard, expected);
    }

    #[test]
    fn what_changes_before_the_loop_begins_is_not_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().to_owned();
        let observed = Watched::start(
            &root,
            &[root.join("content"), root.join("site.toml")],
            &[root.join("content/out")],
            Duration::from_millis(10),
        );
        for file in ["content/deep/a.md", "content/out/b.md", "site.toml", "other.txt"] {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, "x").expect("written");
        }
        let bell = observed.bell();
        let mut heard = BTreeSet::new();
        watch_loop(observed, |notice| {
            if let Notice::Changed(files) = notice {
                heard.extend(files);
            }
            if heard.len() >= 2 {
                bell.stop();
            }
        });
        assert_eq!(heard, BTreeSet::from([root.join("content/deep/a.md"), root.join("site.toml")]));
    }
}
