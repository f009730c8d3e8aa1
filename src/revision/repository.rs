//! The repository around a folder: where its parts lie, how it is set up, and its objects by id. Knows
//! the layout of the folder `.git` (gitrepository-layout).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::id::{Format, Id};
use super::store::{Object, ObjectKind, Store};
use super::{RevisionError, damaged};
use crate::fs::{self, Kind};

/// Bytes of the largest file of settings, or list of commits, that is read.
const MOST_SETTINGS: u64 = 16 << 20;
/// Bytes of a file that holds one path.
const MOST_PATH: u64 = 64 << 10;
/// What helps where history was cut off.
pub(super) const SHALLOW: &str = "this clone is shallow: fetch the history with `git fetch --unshallow`, \
     in GitHub Actions with `fetch-depth: 0` of actions/checkout, in GitLab with `GIT_DEPTH: 0`";
const PARTIAL: &str =
    "this clone is partial and has not fetched it: clone again without `--filter`";
const LACKS: &str = "`git fsck` tells more, a fresh clone helps";

/// A git repository, as seen from a site's folder in it.
#[derive(Debug)]
pub struct Repository {
    /// The folder of this worktree: `HEAD`, `index`.
    pub(super) folder: PathBuf,
    /// The folder that all worktrees share: objects and most refs.
    pub(super) common: PathBuf,
    /// The site's folder.
    pub(super) site: PathBuf,
    /// Names of the folders from the top of the worktree down to the site.
    pub(super) below: Vec<String>,
    pub(super) format: Format,
    store: Store,
    is_partial: bool,
    /// Commits whose parents were cut off.
    shallow: BTreeSet<Id>,
}

impl Repository {
    /// Opens the repository that the folder `site` lies in.
    pub fn open(site: &Path) -> Result<Self, RevisionError> {
        let site = fs::real_path(site)?;
        let found = site.ancestors().find_map(|top| Some((top, git_folder(top)?)));
        let (top, folder) = found.ok_or_else(|| RevisionError::NoRepository(site.clone()))?;
        let folder = folder?;
        let common = match fs::read_at_most(&folder.join("commondir"), MOST_PATH) {
            Ok(bytes) => folder.join(path_in(&bytes)),
            Err(error) if error.is_missing() => folder.clone(),
            Err(error) => return Err(error.into()),
        };
        let settings = match fs::read_at_most(&common.join("config"), MOST_SETTINGS) {
            Ok(bytes) => Settings::parse(&String::from_utf8_lossy(&bytes)),
            Err(error) if error.is_missing() => Settings::default(),
            Err(error) => return Err(error.into()),
        };
        let unsupported = |what| Err(RevisionError::Unsupported { place: common.clone(), what });
        let format = match settings.object_format.as_deref() {
            None | Some("sha1") => Format::Sha1,
            Some("sha256") => Format::Sha256,
            Some(_) => return unsupported("names its objects in a way that is not known here"),
        };
        if settings.ref_storage.is_some_and(|storage| storage != "files") {
            return unsupported(
                "keeps its refs as a reftable, which is not read; \
                 `git refs migrate --ref-format=files` makes them files",
            );
        }
        let store = Store::open(&common.join("objects"), format);
        let shallow = fs::read_at_most(&common.join("shallow"), MOST_SETTINGS).unwrap_or_default();
        let shallow = String::from_utf8_lossy(&shallow);
        let parts = site.strip_prefix(top).unwrap_or(Path::new("")).iter();
        Ok(Self {
            below: parts.map(|part| part.to_string_lossy().into_owned()).collect(),
            shallow: shallow.lines().filter_map(|line| Id::from_hex(line.trim())).collect(),
            is_partial: settings.is_partial,
            folder,
            common,
            format,
            store,
            site,
        })
    }

    /// An object of a kind.
    pub(super) fn object(&self, id: &Id, kind: ObjectKind) -> Result<Vec<u8>, RevisionError> {
        let object = self.any_object(id)?;
        if object.kind == kind {
            return Ok(object.bytes);
        }
        let (is, should) = (object.kind.as_str(), kind.as_str());
        Err(damaged(format!("{} is a {is} where a {should} should be", id.short())))
    }

    /// An object of whatever kind.
    pub(super) fn any_object(&self, id: &Id) -> Result<Object, RevisionError> {
        let hint = match (self.is_partial, self.is_shallow()) {
            (true, _) => PARTIAL,
            (false, true) => SHALLOW,
            (false, false) => LACKS,
        };
        match self.store.find(id)? {
            Some(object) => Ok(object),
            // git knows the folder without files by heart, and may not store it.
            None if *id == self.format.id_of(ObjectKind::Tree.as_str(), b"") => {
                Ok(Object { kind: ObjectKind::Tree, bytes: Vec::new() })
            }
            None => Err(RevisionError::Missing { id: *id, hint }),
        }
    }

    /// The ids that begin with these digits; see [`Store::with_prefix`].
    pub(super) fn with_prefix(&self, prefix: &str, most: usize) -> Vec<Id> {
        self.store.with_prefix(prefix, most)
    }

    /// Whether history was cut off when the repository was cloned.
    pub(super) fn is_shallow(&self) -> bool {
        !self.shallow.is_empty()
    }

    /// Whether the parents of a commit were cut off.
    pub(super) fn is_cut_at(&self, id: &Id) -> bool {
        self.shallow.contains(id)
    }
}

/// What matters of a repository's settings.
#[derive(Debug, Default)]
struct Settings {
    object_format: Option<String>,
    ref_storage: Option<String>,
    is_partial: bool,
}

impl Settings {
    /// Reads the settings that are asked for, and passes over all else.
    fn parse(text: &str) -> Self {
        let mut settings = Self::default();
        let mut section = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[') {
                let name = name.split([']', ' ', '"']).next().unwrap_or_default();
                section = name.to_ascii_lowercase();
                continue;
            }
            let (key, value) = line.split_once('=').unwrap_or((line, "true"));
            let value = value.split(['#', ';']).next().unwrap_or_default();
            let value = value.trim().trim_matches('"').to_ascii_lowercase();
            match (section.as_str(), key.trim().to_ascii_lowercase().as_str()) {
                ("extensions", "objectformat") => settings.object_format = Some(value),
                ("extensions", "refstorage") => settings.ref_storage = Some(value),
                ("extensions", "partialclone") => settings.is_partial = true,
                ("remote", "promisor") => settings.is_partial |= value != "false",
                _ => {}
            }
        }
        settings
    }
}

/// The folder that `.git` in `top` is or names; absent when there is none.
fn git_folder(top: &Path) -> Option<Result<PathBuf, RevisionError>> {
    let path = top.join(".git");
    match fs::kind(&path)? {
        // A folder that is no repository is passed over, as git does.
        Kind::Folder => fs::kind(&path.join("HEAD")).is_some().then_some(Ok(path)),
        Kind::File => Some(named_folder(top, &path)),
        Kind::Other => None,
    }
}

/// The folder that a file `.git` names, as in linked worktrees and submodules.
fn named_folder(top: &Path, file: &Path) -> Result<PathBuf, RevisionError> {
    let bytes = fs::read_at_most(file, MOST_PATH)?;
    let fault = || damaged(format!("{} names no folder with `gitdir:`", file.display()));
    let named = bytes.strip_prefix(b"gitdir:").ok_or_else(fault)?;
    let folder = top.join(path_in(named));
    match fs::kind(&folder.join("HEAD")) {
        Some(_) => Ok(folder),
        None => Err(damaged(format!(
            "{} names {}, which is no git repository",
            file.display(),
            folder.display()
        ))),
    }
}

/// The path that is all a file holds.
fn path_in(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_in_every_spelling() {
        let settings = Settings::parse(
            "[core]\n\tbare = false ; no\n[Extensions]\n\tobjectFormat = \"sha256\"\n\
             refstorage=files # plain\n[remote \"origin\"]\n url = https://x.example/[a]\n promisor\n",
        );
        assert_eq!(settings.object_format.as_deref(), Some("sha256"));
        assert_eq!(settings.ref_storage.as_deref(), Some("files"));
        assert!(settings.is_partial);
        assert!(!Settings::parse("[remote \"x\"]\npromisor = false\n\u{0}]=[").is_partial);
    }
}
