//! Waits until files really change. Events of the system only wake it: what counts is whether the
//! bytes of a watched file differ, so neither reading files nor writing the output starts a build.
//!
//! A file that was saved in one go is looked at a few milliseconds after its last event. Longer, the
//! whole debounce time, is waited while more may come: a file was opened and is not closed again
//! (where the system tells), has gone or is empty (editors that move the old file away first), or
//! events have been coming for a while (a checkout of many files).
//!
//! Whether the system reports at all is tried out at the start; where it does not, or where others
//! change files of which it hears nothing, files are compared every second.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::listen::{Ears, Progress, Wake, incomplete};
use super::snapshot::Snapshot;

/// How often files are compared where the system reports no changes, or not all.
const POLL: Duration = Duration::from_secs(1);

/// Where comparing all files takes long, this many times as long is waited before it is done again.
const REST: u32 = 10;

/// Longest wait for quiet, as a multiple of the debounce time: a file that is written to all the
/// time must not hold up everything else.
const LONGEST_WAIT: u32 = 20;

/// As [`LONGEST_WAIT`], as a multiple of the time that the last report was worked on: while thousands of
/// files are written it would be a waste to do little else than build what is old by then.
const LONGEST_WAIT_IN_BUILDS: u32 = 4;

/// Quiet time after which a file that was saved in one go is looked at.
const QUICK: Duration = Duration::from_millis(2);

/// After events have been coming for this long, the whole debounce time is waited.
const MANY: Duration = Duration::from_millis(25);

/// A folder that was made is looked at once more, since what was put into it at once may have escaped.
const SECOND_LOOK: Duration = Duration::from_millis(200);

/// How long the system may take to report the probe. Reports come at once, or within a second where
/// the system collects them.
const PROBED: Duration = Duration::from_secs(3);

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
    debounce: Duration,
    wakes: Receiver<Wake>,
    /// What was heard while something else was waited for.
    early: VecDeque<Wake>,
    bell: Bell,
    ears: Ears,
    /// Where a file may be written to try out the system.
    probe: PathBuf,
    /// Why files are to be compared; to be told.
    polls_because: Option<String>,
    polls: bool,
    /// How long it took to look at all files.
    look_took: Duration,
    /// How long the last report was worked on.
    report_took: Duration,
    seen: Snapshot,
    /// Folders to look at once more.
    second_look: BTreeSet<PathBuf>,
    /// Look at everything once more.
    second_look_at_all: bool,
}

impl Watched {
    /// Lists all files once and begins to listen: what changes from now on is reported, also
    /// what changes before [`watch_loop`] is called. Paths are absolute and need not exist yet. Into the
    /// folder `probe`, which is one of those to `ignore` or below, a file is written for a moment.
    pub fn start(
        root: &Path,
        watch: &[PathBuf],
        ignore: &[PathBuf],
        probe: &Path,
        debounce: Duration,
    ) -> Self {
        let (sender, wakes) = channel();
        let (ears, failure) = Ears::open(root, watch, ignore, sender.clone());
        let mut observed = Self {
            debounce,
            wakes,
            early: VecDeque::new(),
            bell: Bell { wakes: sender },
            ears,
            probe: probe.to_owned(),
            polls_because: None,
            polls: false,
            look_took: Duration::ZERO,
            report_took: Duration::ZERO,
            seen: Snapshot::take(watch, ignore),
            second_look: BTreeSet::new(),
            second_look_at_all: false,
        };
        if let Some(reason) = failure.or_else(|| incomplete(watch)) {
            observed.poll(reason);
        }
        observed
    }

    /// What ends the loop.
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Compares files from now on.
    fn poll(&mut self, reason: String) {
        if !self.polls {
            self.polls_because = Some(reason);
        }
        self.polls = true;
    }

    /// Finds out whether the system reports changes at all.
    fn try_out(&mut self) {
        let (wakes, early) = (&self.wakes, &mut self.early);
        let begun = Instant::now();
        let was_heard = || loop {
            match wakes.recv_timeout(PROBED.saturating_sub(begun.elapsed())) {
                Ok(Wake::Probe) => return true,
                Ok(wake) => early.push_back(wake),
                Err(_) => return false,
            }
        };
        if !self.ears.probe(&self.probe, was_heard) {
            self.poll("a file that was written to try it out was not reported".to_owned());
        }
    }

    /// The next thing that happens, within a time.
    fn next(&mut self, limit: Option<Duration>) -> Result<Wake, RecvTimeoutError> {
        if let Some(wake) = self.early.pop_front() {
            return Ok(wake);
        }
        match limit {
            Some(limit) => self.wakes.recv_timeout(limit),
            None => self.wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// How long nothing may happen until files are looked at again; absent for ever.
    fn limit(&self) -> Option<Duration> {
        let again = self.second_look_at_all || !self.second_look.is_empty();
        let poll = self.polls.then(|| POLL.max(self.look_took * REST));
        if again { Some(SECOND_LOOK) } else { poll }
    }

    /// Waits for something to happen and then for quiet; gives what was heard, or nothing when it is
    /// time to end.
    fn wait(&mut self) -> Option<Heard> {
        let mut heard = Heard::default();
        match self.next(self.limit()) {
            Ok(wake) => self.heard(wake, &mut heard)?,
            Err(RecvTimeoutError::Timeout) => {
                heard.all = std::mem::take(&mut self.second_look_at_all) || self.polls;
                heard.suspects = std::mem::take(&mut self.second_look);
                heard.again = true;
                return Some(heard);
            }
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        let (begun, patient) = (Instant::now(), self.debounce.max(Duration::from_millis(1)));
        let longest = (patient * LONGEST_WAIT).max(self.report_took * LONGEST_WAIT_IN_BUILDS);
        while begun.elapsed() < longest {
            let more = !heard.open.is_empty() || begun.elapsed() > MANY;
            let step = if more { patient } else { patient.min(QUICK) };
            match self.next(Some(step)) {
                Ok(wake) => self.heard(wake, &mut heard)?,
                Err(RecvTimeoutError::Timeout) if step == patient || !self.is_in_doubt(&heard) => {
                    break;
                }
                Err(RecvTimeoutError::Timeout) => match self.next(Some(patient)) {
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
                if paths.is_empty() {
                    // The system's queue was full. What it did not tell it may not tell later either.
                    self.ears.forget();
                    self.second_look_at_all = true;
                    heard.all = true;
                }
                heard.all |= paths.iter().any(|path| !self.ears.know(path));
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
                self.ears.close();
                self.poll(reason);
            }
            Wake::Probe => {}
            Wake::Stop => return None,
        }
        Some(())
    }

    /// The files that are new, gone or hold other bytes than at the last look.
    fn look(&mut self, heard: &Heard) -> Vec<PathBuf> {
        if !heard.again {
            if let Err(reason) = self.ears.register(&heard.suspects) {
                self.poll(reason);
            }
            let folders = heard.suspects.iter();
            let folders = folders.filter(|path| self.seen.counts(path) && path.is_dir());
            self.second_look.extend(folders.cloned());
        }
        if !heard.all {
            return self.seen.look_at(&heard.suspects);
        }
        let begun = Instant::now();
        let changed = self.seen.look_at_all(&heard.suspects);
        self.look_took = begun.elapsed();
        changed
    }
}

/// Reports every real change until the [`Bell`] rings. While `notice` runs, changes are collected
/// and reported together afterwards.
pub fn watch_loop(mut watched: Watched, mut notice: impl FnMut(Notice)) {
    watched.try_out();
    watched.seen.read_all();
    loop {
        if let Some(reason) = watched.polls_because.take() {
            notice(Notice::Polling(reason));
        }
        let Some(heard) = watched.wait() else { return };
        let changed = watched.look(&heard);
        if !changed.is_empty() {
            let begun = Instant::now();
            notice(Notice::Changed(changed));
            watched.report_took = begun.elapsed();
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
        let mut observed =
            Watched::start(&root, &watch, &[], &root.join(".cache"), Duration::from_millis(10));
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
    fn a_system_that_does_not_report_is_found_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().to_owned();
        // What is reported of a folder that is not ignored is no answer to the probe.
        let probe = root.join("beside");
        let watch = [root.join("content")];
        let observed = Watched::start(&root, &watch, &[], &probe, Duration::from_millis(10));
        let bell = observed.bell();
        let mut heard = Vec::new();
        let begun = Instant::now();
        watch_loop(observed, |notice| {
            if matches!(notice, Notice::Polling(_)) {
                std::fs::create_dir(&watch[0]).expect("made");
                std::fs::write(watch[0].join("a.md"), "x").expect("written");
            } else {
                bell.stop();
            }
            heard.push(notice);
        });
        assert!(begun.elapsed() >= PROBED);
        assert!(matches!(&heard[0], Notice::Polling(reason) if reason.contains("try it out")));
        assert_eq!(heard[1..], [Notice::Changed(vec![watch[0].join("a.md")])]);
        assert!(!probe.join("watching").exists());
    }

    #[test]
    fn what_changes_before_the_loop_begins_is_not_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().to_owned();
        let observed = Watched::start(
            &root,
            &[root.join("content"), root.join("site.toml")],
            &[root.join("content/out")],
            &root.join("content/out"),
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
