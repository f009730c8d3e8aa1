//! A tree of files to a folder on the disk, in one step: whoever reads the folder sees either the
//! old site or the new one, whole. Knows bytes and paths, not what the files mean.
//!
//! The new site is written beside the old one, waits until the disk has it, and changes places
//! with it. A run that was killed leaves a folder `.<name>.stage-…` behind, which the next run
//! sweeps away; one killed between the two renames (on systems that cannot exchange folders)
//! leaves the old site as `.<name>.old-…`, which the next run puts back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::fs::{self, FsError, Kind};
use crate::tree::Tree;

/// The file that says a folder is the program's own to overwrite.
pub const MARKER: &str = ".backstory";

/// What stands in it.
const MARKER_TEXT: &[u8] =
    b"This folder is written by backstory. Everything in it is replaced by the next build.\n";

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Files whose bytes are new.
    pub written: usize,
    /// Files taken over as they were.
    pub unchanged: usize,
}

/// Why a site could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] FsError),
    /// The folder holds files that the program did not write.
    #[error(
        "{} is not ours: it holds files and no {MARKER}; choose another output folder, or empty this one",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// The folder is, holds, or lies in what the site is made from.
    #[error("{} cannot be published to: it is, holds or lies in {}; choose another output folder", .0.display(), .1.display())]
    IsInput(PathBuf, PathBuf),
    /// The target is a file, a link to nowhere or the top of the file system.
    #[error("{} is not a folder that can be replaced; choose another output folder", .0.display())]
    NoFolder(PathBuf),
    /// Another run publishes to the same folder.
    #[error("another backstory is publishing to {}; wait until it is done", .0.display())]
    Busy(PathBuf),
}

/// Publishes `tree` as the folder `target`. `inputs` are folders the site is made from, which must
/// not be touched. When every file is there already and none besides, nothing on the disk changes.
pub fn publish(tree: &Tree, target: &Path, inputs: &[PathBuf]) -> Result<Published, PublishError> {
    let site = Target::of(target)?;
    site.refuse_inputs(inputs)?;
    if let Some(parent) = site.path.parent() {
        fs::create_dir_all(parent)?;
    }
    if site.leftovers()?.is_empty() {
        let old = site.state(tree)?;
        if old.is_same(tree) {
            return Ok(Published { files: tree.len(), written: 0, unchanged: tree.len() });
        }
    }
    let _lock = site.lock()?;
    site.recover()?;
    let old = site.state(tree)?;
    let published = Published {
        files: tree.len(),
        written: tree.len() - old.same.len(),
        unchanged: old.same.len(),
    };
    if old.is_same(tree) {
        return Ok(published);
    }
    let stage = site.beside("stage");
    let staged = write_stage(tree, &stage, &site.path, &old.same).and_then(|()| site.swap(&stage));
    if staged.is_err() {
        // The error that matters is the first one; the next run sweeps again.
        let _ = fs::remove_dir_all(&stage);
    }
    staged?;
    Ok(published)
}

/// Deletes the published folder. `false` when there is none.
pub fn clean(target: &Path) -> Result<bool, PublishError> {
    let site = Target::of(target)?;
    match fs::kind(&site.path) {
        None => return Ok(false),
        Some(Kind::Folder) if fs::kind(&site.path.join(MARKER)) == Some(Kind::File) => {}
        Some(_) => return Err(PublishError::NotOurs(site.path)),
    }
    let _lock = site.lock()?;
    // Out of sight first, so that nobody sees a half-deleted site.
    let gone = site.beside("stage");
    fs::rename(&site.path, &gone)?;
    fs::remove_dir_all(&gone)?;
    Ok(true)
}

/// A folder to publish to, and its name.
struct Target {
    path: PathBuf,
    name: String,
}

/// What a folder holds, compared with a tree.
struct State {
    /// Files that have the tree's bytes.
    same: BTreeSet<String>,
    /// Whether there is anything the tree does not have, the marker excepted, or no marker.
    other: bool,
}

impl State {
    fn is_same(&self, tree: &Tree) -> bool {
        !self.other && self.same.len() == tree.len()
    }
}

impl Target {
    /// The real place of `target`, through links.
    fn of(target: &Path) -> Result<Self, PublishError> {
        let path = real_or_planned(target)?;
        let no_folder = || PublishError::NoFolder(path.clone());
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(no_folder)?;
        if !matches!(fs::kind(&path), None | Some(Kind::Folder)) {
            return Err(no_folder());
        }
        let name = name.to_owned();
        Ok(Self { path, name })
    }

    fn refuse_inputs(&self, inputs: &[PathBuf]) -> Result<(), PublishError> {
        for input in inputs {
            let real = real_or_planned(input)?;
            if real.starts_with(&self.path) || self.path.starts_with(&real) {
                return Err(PublishError::IsInput(self.path.clone(), input.clone()));
            }
        }
        Ok(())
    }

    fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// A folder of this run beside the target.
    fn beside(&self, role: &str) -> PathBuf {
        self.parent().join(format!(".{}.{role}-{}", self.name, std::process::id()))
    }

    fn lock(&self) -> Result<fs::Lock, PublishError> {
        let lock = fs::lock(&self.parent().join(format!(".{}.lock", self.name)))?;
        lock.ok_or_else(|| PublishError::Busy(self.path.clone()))
    }

    /// Folders that runs which are dead left beside the target: staged ones and old ones.
    fn leftovers(&self) -> Result<Vec<(PathBuf, bool)>, FsError> {
        let (stage, old) = (format!(".{}.stage-", self.name), format!(".{}.old-", self.name));
        let names = fs::entries(self.parent())?;
        let ours =
            names.into_iter().filter(|name| name.starts_with(&stage) || name.starts_with(&old));
        let found = ours.map(|name| (self.parent().join(&name), name.starts_with(&old)));
        Ok(found.filter(|(path, _)| fs::kind(path) == Some(Kind::Folder)).collect())
    }

    /// Puts back an old site whose successor never arrived, and sweeps what else is left over.
    /// Only called while the lock is held.
    fn recover(&self) -> Result<(), FsError> {
        for (path, is_old) in self.leftovers()? {
            if is_old && fs::kind(&self.path).is_none() {
                fs::rename(&path, &self.path)?;
            } else {
                fs::remove_dir_all(&path)?;
            }
        }
        Ok(())
    }

    /// Compares the folder with `tree`; refuses one with files of others.
    fn state(&self, tree: &Tree) -> Result<State, PublishError> {
        if fs::kind(&self.path).is_none() {
            return Ok(State { same: BTreeSet::new(), other: true });
        }
        let found: BTreeMap<String, Kind> = fs::list_all(&self.path)?.into_iter().collect();
        let marked = found.get(MARKER) == Some(&Kind::File);
        if !marked && !fs::entries(&self.path)?.is_empty() {
            return Err(PublishError::NotOurs(self.path.clone()));
        }
        let files: Vec<(&str, &[u8])> =
            tree.iter().map(|(path, bytes)| (path.as_str(), bytes)).collect();
        let same: BTreeSet<String> = files
            .par_iter()
            .filter(|(path, bytes)| {
                found.get(*path) == Some(&Kind::File)
                    && fs::read(&self.path.join(path)).is_ok_and(|old| old == *bytes)
            })
            .map(|(path, _)| (*path).to_owned())
            .collect();
        let other = !marked || found.len() != same.len() + 1;
        Ok(State { same, other })
    }

    /// Puts the staged folder in the target's place.
    fn swap(&self, stage: &Path) -> Result<(), FsError> {
        if fs::kind(&self.path).is_none() {
            fs::rename(stage, &self.path)?;
            return fs::sync_dir(self.parent());
        }
        match fs::exchange(stage, &self.path) {
            Ok(()) => {
                fs::sync_dir(self.parent())?;
                fs::remove_dir_all(stage)
            }
            Err(error) if error.is_unsupported() => self.swap_in_two_steps(stage),
            Err(error) => Err(error),
        }
    }

    /// For systems that cannot exchange: for a moment there is no site, and after a crash in that
    /// moment `recover` puts the old one back.
    fn swap_in_two_steps(&self, stage: &Path) -> Result<(), FsError> {
        let old = self.beside("old");
        fs::rename(&self.path, &old)?;
        if let Err(error) = fs::rename(stage, &self.path) {
            fs::rename(&old, &self.path)?;
            return Err(error);
        }
        fs::sync_dir(self.parent())?;
        fs::remove_dir_all(&old)
    }
}

/// The real path of what is there, and below it what is planned.
fn real_or_planned(path: &Path) -> Result<PathBuf, PublishError> {
    let mut planned = Vec::new();
    let mut at = path;
    loop {
        if fs::kind(at).is_some() {
            let real = fs::real_path(at)?;
            return Ok(planned.iter().rev().fold(real, |path, part| path.join(part)));
        }
        match (at.parent(), at.file_name()) {
            (Some(parent), Some(name)) if parent != Path::new("") => {
                planned.push(name.to_owned());
                at = parent;
            }
            (_, Some(name)) => {
                planned.push(name.to_owned());
                at = Path::new(".");
            }
            _ => return Err(PublishError::NoFolder(path.to_owned())),
        }
    }
}

/// Writes the new site beside the old one. Files that are the same become second names of the old
/// files where the disk has such; the others are written. All of it is on the disk when this returns.
fn write_stage(
    tree: &Tree,
    stage: &Path,
    old: &Path,
    same: &BTreeSet<String>,
) -> Result<(), FsError> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::from([stage.to_owned()]);
    for (path, _) in tree.iter() {
        let file = stage.join(path.as_str());
        folders.extend(file.ancestors().skip(1).take_while(|f| *f != stage).map(Path::to_owned));
    }
    for folder in &folders {
        fs::create_dir_all(folder)?;
    }
    let files: Vec<(&str, &[u8])> = tree
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes))
        .filter(|(path, _)| *path != MARKER)
        .collect();
    files.par_iter().try_for_each(|(path, bytes)| {
        let file = stage.join(path);
        if same.contains(*path) && fs::hard_link(&old.join(path), &file).is_ok() {
            return Ok(());
        }
        fs::write_new(&file, bytes)
    })?;
    fs::write_new(&stage.join(MARKER), MARKER_TEXT)?;
    fs::sync_tree(stage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::OutputPath;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::new();
        for (path, text) in files {
            tree.insert(OutputPath::parse(path).expect("a path"), text.as_bytes().to_vec());
        }
        tree
    }

    /// All files below a folder with their content, the marker and lock files left out.
    fn content(folder: &Path) -> Vec<(String, String)> {
        let all = fs::list_all(folder).expect("files").into_iter();
        let mine = all.filter(|(path, _)| {
            path != MARKER && !path.contains(".lock") && !path.ends_with("/.backstory")
        });
        mine.map(|(path, _)| {
            let bytes = fs::read(&folder.join(&path)).expect("bytes");
            (path, String::from_utf8(bytes).expect("text"))
        })
        .collect()
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn a_site_is_replaced_whole_and_an_equal_one_not_touched() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let one = tree(&[("index.html", "1"), ("a/b.html", "same"), (".well-known/x", "y")]);
        let published = publish(&one, &target, &[]).expect("published");
        assert_eq!((published.files, published.written, published.unchanged), (3, 3, 0));
        let stamp = |path: &str| fs::modified(&target.join(path)).expect("a time");
        let before = (stamp("index.html"), stamp("."));
        let again = publish(&one, &target, &[]).expect("published");
        assert_eq!((again.written, again.unchanged), (0, 3));
        assert_eq!((stamp("index.html"), stamp(".")), before);

        let two = tree(&[("index.html", "2"), ("a/b.html", "same")]);
        let published = publish(&two, &target, &[]).expect("published");
        assert_eq!((published.written, published.unchanged), (1, 1));
        assert_eq!(content(&target), owned(&[("a/b.html", "same"), ("index.html", "2")]));
        assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
    }

    #[test]
    fn leftovers_of_dead_runs_are_swept_and_a_lost_site_put_back() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let site = tree(&[("index.html", "1")]);
        publish(&site, &target, &[]).expect("published");
        fs::write_atomic(&root.path().join(".public.stage-99/half"), b"x").expect("written");
        publish(&site, &target, &[]).expect("published");
        assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
        // Killed between the two renames.
        fs::rename(&target, &root.path().join(".public.old-99")).expect("renamed");
        let published = publish(&site, &target, &[]).expect("published");
        assert_eq!((published.written, content(&target)), (0, owned(&[("index.html", "1")])));
        assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
    }

    #[test]
    fn other_peoples_folders_are_refused_and_left_alone() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |name: &str| root.path().join(name);
        let site = tree(&[("index.html", "1")]);
        fs::write_atomic(&at("home/letter"), b"dear").expect("written");
        fs::write_atomic(&at("site/content/index.md"), b"words").expect("written");
        fs::write_atomic(&at("file"), b"x").expect("written");
        let inputs = [at("site/content"), at("site/templates")];
        let before = content(root.path());
        let refused = |target: &str| publish(&site, &at(target), &inputs).expect_err(target);
        assert!(matches!(refused("home"), PublishError::NotOurs(_)));
        assert!(matches!(refused("file"), PublishError::NoFolder(_)));
        for target in
            ["site", "site/content", "site/content/public", "site/templates", "site/../site"]
        {
            assert!(matches!(refused(target), PublishError::IsInput(..)), "{target}");
        }
        assert!(publish(&site, Path::new("/"), &[]).is_err());
        assert!(matches!(clean(&at("home")), Err(PublishError::NotOurs(_))));
        assert_eq!(content(root.path()), before);
        fs::create_dir_all(&at("empty")).expect("a folder");
        publish(&site, &at("empty"), &inputs).expect("published");
        publish(&site, &at("site/public"), &inputs).expect("published");
        assert!(clean(&at("empty")).expect("cleaned") && !clean(&at("empty")).expect("cleaned"));
    }

    #[test]
    fn without_exchange_two_renames_do_it() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        publish(&tree(&[("index.html", "1")]), &target, &[]).expect("published");
        let stage = root.path().join(".public.stage-1");
        fs::write_atomic(&stage.join("index.html"), b"2").expect("written");
        let site = Target::of(&target).expect("a target");
        site.swap_in_two_steps(&stage).expect("swapped");
        assert_eq!(content(&target), owned(&[("index.html", "2")]));
        // Nothing staged: the old site comes back.
        site.swap_in_two_steps(&stage).expect_err("nothing to swap");
        assert_eq!(content(&target), owned(&[("index.html", "2")]));
    }

    #[test]
    fn one_run_at_a_time() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let held = fs::lock(&root.path().join(".public.lock")).expect("a lock");
        let site = tree(&[("index.html", "1")]);
        assert!(matches!(publish(&site, &target, &[]), Err(PublishError::Busy(_))));
        drop(held);
        assert!(publish(&site, &target, &[]).is_ok());
    }

    #[test]
    fn readers_always_find_a_whole_site() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let sites = ["1", "2"].map(|n| tree(&[("a", n), ("b", n), ("c/d", n)]));
        publish(&sites[0], &target, &[]).expect("published");
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for round in 1..40 {
                    publish(&sites[round % 2], &target, &[]).expect("published");
                }
                done.store(true, std::sync::atomic::Ordering::SeqCst);
            });
            while !done.load(std::sync::atomic::Ordering::SeqCst) {
                assert!(fs::read(&target.join("c/d")).is_ok(), "a file is missing for a moment");
            }
        });
    }
}
