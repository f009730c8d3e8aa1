//! A site on its way to the disk, file by file: what is the same stays, what differs is staged, and
//! at the end the shorter of two safe ways leads from the old site to the new one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::disk::Disk;
use super::journal::{Journal, folders_above};
use super::target::Target;
use super::{MARKER, MARKER_TEXT, PublishError, Published};
use crate::fs::{self, FsError, Kind, Stamp, Stamps};
use crate::path::OutputPath;
use crate::tree::Sink;

/// A site of up to this many files is always replaced whole.
const SMALL: usize = 64;
/// A bigger one is updated in place when at most one in so many of its files is touched.
const SHARE: usize = 8;

/// A site on its way into a folder. Files are handed over in any order and from many threads, each
/// path once; until [`Publication::finish`] nobody sees any of them. What is not handed over does not
/// belong to the new site. Holds the folder's lock; dropped unfinished, it leaves no trace.
pub struct Publication {
    target: Target,
    disk: Disk,
    _lock: fs::Lock,
    /// What stands in the target, sorted by path; the marker is left out.
    found: Vec<Found>,
    /// Whether the marker stands in the target as the program writes it.
    is_marked: bool,
    /// Whether the target has names that the new site cannot speak of.
    has_odd_names: bool,
    /// New bytes, beside the target. Made with its first file.
    stage: PathBuf,
    /// Files that are staged.
    staged: Mutex<BTreeSet<String>>,
    /// Whether the stage must stay as it is: a complete journal speaks of it.
    is_settled: bool,
}

/// Something in the target.
struct Found {
    path: String,
    kind: Kind,
    /// Of all but folders.
    stamp: Option<Stamp>,
    /// One of [`UNCLAIMED`], [`SAME`], [`CHANGED`].
    fate: AtomicU8,
}

/// Not in the new site, as far as is known.
const UNCLAIMED: u8 = 0;
/// In the new site with the same bytes.
const SAME: u8 = 1;
/// In the new site as another file, which is staged.
const CHANGED: u8 = 2;

/// What is to be done, once all files are known.
struct Plan {
    /// Added and changed files, by path.
    staged: BTreeSet<String>,
    /// How many files stay.
    same: usize,
    /// Files and links that go.
    removed: Vec<String>,
}

impl Publication {
    /// Takes the folder's lock, finishes or sweeps what a killed run left, and lists what is there.
    /// Stamps of the published files are worth something only after this. `inputs` are folders the
    /// site is made from, which must not be touched.
    pub fn begin(target: &Path, inputs: &[PathBuf]) -> Result<Self, PublishError> {
        Self::begin_on(Disk::default(), target, inputs)
    }

    pub(super) fn begin_on(
        disk: Disk,
        target: &Path,
        inputs: &[PathBuf],
    ) -> Result<Self, PublishError> {
        let target = Target::of(target)?;
        target.refuse_inputs(inputs)?;
        target.refuse_foreign()?;
        fs::create_open_dirs(target.parent())?;
        let lock = target.lock()?;
        target.recover(&disk)?;
        target.refuse_foreign()?;
        let survey = fs::survey(&target.path)?;
        let is_marked = target.has_whole_marker();
        let found = survey.entries.into_iter().filter(|(path, ..)| path != MARKER);
        Ok(Self {
            found: found
                .map(|(path, kind, stamp)| Found {
                    path,
                    kind,
                    stamp,
                    fate: AtomicU8::new(UNCLAIMED),
                })
                .collect(),
            is_marked,
            has_odd_names: survey.has_odd_names,
            stage: target.beside("stage"),
            staged: Mutex::default(),
            is_settled: false,
            target,
            disk,
            _lock: lock,
        })
    }

    /// Whether a file stands in the folder as it was published last.
    pub fn has(&self, path: &str) -> bool {
        self.find(path).is_some_and(|found| found.kind == Kind::File)
    }

    /// The stamp of a file as it was published last.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        self.find(path)?.stamp
    }

    /// Hands over a file. `false` when the published file has the same bytes; otherwise they are
    /// staged when this returns.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<bool, FsError> {
        let path = path.as_str();
        if path == MARKER {
            return Ok(false);
        }
        let found = self.find(path);
        if let Some(found) = found
            && found.kind == Kind::File
            && fs::holds(&self.target.path.join(path), bytes)
        {
            found.fate.store(SAME, Ordering::Relaxed);
            return Ok(false);
        }
        self.disk.write_below(&self.stage.join(path), bytes)?;
        if let Some(found) = found {
            found.fate.store(CHANGED, Ordering::Relaxed);
        }
        self.staged.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(true)
    }

    /// Lets the published file stay as it is, without looking at its bytes. `false` when there is
    /// none: then it must be written.
    pub fn keep(&self, path: &OutputPath) -> bool {
        let found = self.find(path.as_str()).filter(|found| found.kind == Kind::File);
        if let Some(found) = found {
            found.fate.store(SAME, Ordering::Relaxed);
        }
        found.is_some()
    }

    /// Makes the new site the published one, and gives the stamps of all its files. When it is the same,
    /// nothing on the disk changes.
    ///
    /// Of a site of more than 64 files with at most an eighth of them touched, each touched file is
    /// replaced by itself, by a journal that the next run finishes should this one die; every file
    /// is whole at any moment, though for the time of the update (a few µs a file) new ones stand
    /// beside old ones. Otherwise, and where a name changes between file and folder, the staged
    /// folder is completed with second names of the files that stay and exchanged with the old one in
    /// one step. Measured at 10,000 pages (`cargo bench publishing -- /dev/shm`, processor time): one
    /// changed 27 ms, an eighth 69 ms, one more and thus by exchange 153 ms. In place is cheaper at
    /// any share, so the limit is there for readers: up to it the mixture is short and small.
    pub fn finish(mut self) -> Result<(Published, Stamps), PublishError> {
        let plan = self.plan();
        let touched: Vec<String> = plan.staged.iter().cloned().collect();
        let published = Published {
            files: plan.staged.len() + plan.same,
            written: plan.staged.len(),
            unchanged: plan.same,
            removed: plan.removed.len(),
        };
        let is_equal = plan.staged.is_empty() && plan.removed.is_empty() && !self.has_odd_names;
        if is_equal && self.is_marked {
            return Ok((published, self.stamps(touched)));
        }
        if self.fits_in_place(&plan, published.files) {
            self.update(plan)?;
        } else {
            self.replace()?;
        }
        Ok((published, self.stamps(touched)))
    }

    /// The stamps of the published files, of which only the `touched` ones and copies have new ones: a
    /// second name of a file has the stamp of the first.
    fn stamps(&self, mut touched: Vec<String>) -> Stamps {
        touched.push(MARKER.to_owned());
        let is = |fate| move |one: &&Found| one.fate.load(Ordering::Relaxed) == fate;
        touched.extend(self.found.iter().filter(is(CHANGED)).map(|one| one.path.clone()));
        let new = touched.into_par_iter().filter_map(|path| {
            let stamp = fs::stamp(&self.target.path.join(&path))?;
            Some((path, stamp))
        });
        let same = self.found.iter().filter(is(SAME));
        let same = same.filter_map(|one| Some((one.path.clone(), one.stamp?)));
        let mut all: Vec<(String, Stamp)> = new.collect();
        all.extend(same);
        all.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        all.into_iter().collect()
    }

    fn find(&self, path: &str) -> Option<&Found> {
        let at = self.found.binary_search_by(|found| found.path.as_str().cmp(path)).ok()?;
        self.found.get(at)
    }

    fn plan(&mut self) -> Plan {
        let staged = self.staged.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut plan = Plan { staged: std::mem::take(staged), same: 0, removed: vec![] };
        for found in self.found.iter().filter(|found| found.kind != Kind::Folder) {
            match found.fate.load(Ordering::Relaxed) {
                SAME => plan.same += 1,
                UNCLAIMED => plan.removed.push(found.path.clone()),
                _ => {}
            }
        }
        plan
    }

    /// Whether few enough files of a big enough site are touched, and none of them changes between
    /// file and folder.
    fn fits_in_place(&self, plan: &Plan, files: usize) -> bool {
        let touched = plan.staged.len() + plan.removed.len();
        let is_few = files > SMALL && touched <= files / SHARE;
        let is_folder = |path: &str| self.find(path).is_none_or(|one| one.kind == Kind::Folder);
        let is_file = |path: &String| self.find(path).is_none_or(|one| one.kind != Kind::Folder);
        self.is_marked
            && !self.has_odd_names
            && is_few
            && plan.staged.iter().all(|path| is_file(path) && folders_above(path).all(is_folder))
    }

    /// The way for few changes: by a journal, in place.
    fn update(&mut self, plan: Plan) -> Result<(), FsError> {
        let stage = self.target.name_beside("stage");
        let moves = plan.staged.into_iter().collect();
        let is_new = |path: &str| self.find(path).is_none();
        let journal = Journal::new(stage, moves, is_new, plan.removed);
        if journal.moves.is_empty() {
            fs::create_open_dirs(&self.stage)?;
        }
        journal.sync_stage(&self.target, &self.disk)?;
        let path = self.target.journal();
        let written = self
            .disk
            .write_synced(&path, &journal.to_bytes())
            .and_then(|()| self.disk.sync_dir(self.target.parent()));
        if written.is_err() {
            // Before the stage it speaks of. The error that matters is the first one.
            let _ = self.disk.remove_file(&path);
        }
        written?;
        self.is_settled = true;
        journal.apply(&self.target, &self.disk)
    }

    /// The way for many changes: the whole site beside the old one, then exchanged.
    fn replace(&self) -> Result<(), FsError> {
        let is_same = |found: &&Found| found.fate.load(Ordering::Relaxed) == SAME;
        self.found.par_iter().filter(is_same).try_for_each(|found| {
            let old = self.target.path.join(&found.path);
            let new = self.stage.join(&found.path);
            // Not every file system has second names, and some allow only so many.
            if self.disk.link_below(&old, &new).is_err() {
                found.fate.store(CHANGED, Ordering::Relaxed);
                self.disk.write_below(&new, &fs::read(&old)?)?;
            }
            Ok::<(), FsError>(())
        })?;
        self.disk.write_below(&self.stage.join(MARKER), MARKER_TEXT)?;
        self.disk.sync_tree(&self.stage)?;
        self.target.swap(&self.stage, &self.disk)
    }
}

impl Sink for Publication {
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), FsError> {
        self.write(path, &bytes).map(drop)
    }

    fn keep(&self, path: &OutputPath) -> bool {
        self.keep(path)
    }

    fn read(&self, path: &OutputPath) -> Option<Vec<u8>> {
        let staged = self.staged.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = if staged.contains(path.as_str()) { &self.stage } else { &self.target.path };
        fs::read(&folder.join(path.as_str())).ok()
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if !self.is_settled && fs::kind(&self.stage).is_some() {
            // What cannot be deleted now is swept by the next run.
            let _ = self.disk.remove_dir_all(&self.stage);
        }
    }
}
