//! What one ingest changes below `content/`: all of it or nothing. It is noted down as a whole before
//! the first file is touched, and what a run that died had noted down is done by the next one. Without
//! that, content would stand there of which the lock file does not know, and be drafted a second time.
//!
//! A file that somebody has edited since the note was taken stays as that person left it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{PipelineError, Site};
use crate::fs::{self, FsError, Kind, Lock};
use crate::path::ContentPath;
use crate::tree::sha256;

/// Where changes are noted down, below the site. The SHA-256 of the JSON in the first line, so that a
/// half-written note is none, then the JSON: a list of [`Change`].
const JOURNAL: &str = ".backstory/ingest.journal";
/// The file that whoever takes in sources holds.
const LOCK: &str = ".backstory/lock";

/// Texts that files of the site are to have, by path; none for files that go.
pub(super) type Pending = BTreeMap<ContentPath, Option<String>>;

/// One file that is to change.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    /// Below the site, in `content/`.
    path: String,
    /// SHA-256 of what it held before; absent when it was not there.
    before: Option<String>,
    /// Its new text; absent when it goes.
    after: Option<String>,
}

/// Whether a run that died has noted down what it did not finish.
pub(super) fn is_unfinished(site: &Site) -> bool {
    fs::kind(&site.root.join(JOURNAL)).is_some()
}

/// Takes the site's lock and finishes what a run that died had noted down. Only who holds the lock may
/// [`commit`].
pub(super) fn begin(site: &Site) -> Result<Lock, PipelineError> {
    let path = site.root.join(LOCK);
    fs::create_dir_all(&site.root.join(".backstory"))?;
    let lock = fs::lock(&path)?.ok_or_else(|| PipelineError::Busy(site.root.clone()))?;
    let journal = site.root.join(JOURNAL);
    match fs::look(&journal)? {
        Some(Kind::File) => {
            if let Some(changes) = parse(&fs::read(&journal)?) {
                apply(&site.root, &changes)?;
            }
            fs::remove_file(&journal)?;
        }
        Some(Kind::Other) => fs::remove_file(&journal)?,
        _ => {}
    }
    Ok(lock)
}

/// Makes all changes, whatever happens to this run in the middle.
pub(super) fn commit(site: &Site, pending: Pending) -> Result<(), FsError> {
    let mut changes = Vec::new();
    for (path, after) in pending {
        let before = state(&site.root, path.as_str())?;
        if before != after.as_ref().map(|text| sha256(text.as_bytes())) {
            changes.push(Change { path: path.to_string(), before, after });
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    let journal = site.root.join(JOURNAL);
    fs::write_atomic(&journal, &to_bytes(&changes))?;
    apply(&site.root, &changes)?;
    fs::remove_file(&journal)
}

/// Makes those changes that are not made yet, and waits until the disk has them.
fn apply(root: &Path, changes: &[Change]) -> Result<(), FsError> {
    let (mut writes, mut removals) = (Vec::new(), Vec::new());
    for change in changes {
        if state(root, &change.path)? != change.before {
            // Done already, or edited by somebody.
            continue;
        }
        let path = root.join(&change.path);
        match &change.after {
            Some(text) => writes.push((path, text.as_bytes())),
            None if change.before.is_some() => removals.push(path),
            None => {}
        }
    }
    let writes: Vec<_> = writes.iter().map(|(path, bytes)| (path.as_path(), *bytes)).collect();
    fs::write_together(&writes)?;
    for path in &removals {
        fs::remove_file(path)?;
    }
    for path in &removals {
        fs::sync_dir(path.parent().unwrap_or(root))?;
    }
    Ok(())
}

/// The SHA-256 of a file of the site; absent when it is not there. A link, of the file or of a folder
/// above it, would lead out of the site, and is an error.
fn state(root: &Path, path: &str) -> Result<Option<String>, FsError> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if !fs::has_folder(root, folder)? {
        return Ok(None);
    }
    match fs::read_plain(&root.join(path)) {
        Ok(bytes) => Ok(Some(sha256(&bytes))),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

fn to_bytes(changes: &[Change]) -> Vec<u8> {
    // Strings and lists always have a JSON text.
    let json = serde_json::to_string(changes).unwrap_or_default();
    format!("{}\n{json}\n", sha256(json.as_bytes())).into_bytes()
}

/// The changes in a journal that is whole and speaks of nothing but content. (It may come with a folder
/// that somebody else packed.)
fn parse(bytes: &[u8]) -> Option<Vec<Change>> {
    let (sum, json) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
    let json = json.strip_suffix('\n')?;
    if sum != sha256(json.as_bytes()) {
        return None;
    }
    let changes: Vec<Change> = serde_json::from_str(json).ok()?;
    let is_content = |path: &str| path.starts_with("content/") && ContentPath::parse(path).is_ok();
    changes.iter().all(|change| is_content(&change.path)).then_some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn site(root: &Path) -> Site {
        let (root, output_dir) = (root.to_owned(), root.join("public"));
        let config_path = root.join("site.toml");
        Site { root, config: Config::default(), config_path, output_dir, program: None }
    }

    fn pending(files: &[(&str, Option<&str>)]) -> Pending {
        let path = |path: &str| ContentPath::parse(path).expect("a path");
        files.iter().map(|(at, text)| (path(at), text.map(str::to_owned))).collect()
    }

    fn text(root: &Path, path: &str) -> Option<String> {
        fs::read(&root.join(path)).ok().map(|bytes| String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn what_was_noted_down_is_finished_and_what_somebody_edited_since_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let site = site(root);
        for name in ["changed", "gone", "edited", "done"] {
            fs::write_atomic(&root.join(format!("content/{name}")), b"old").expect("written");
        }
        let files = ["changed", "new/one", "edited", "done"].map(|name| format!("content/{name}"));
        let mut all: Vec<(&str, Option<&str>)> =
            files.iter().map(|path| (path.as_str(), Some("new"))).collect();
        all.push(("content/gone", None));
        let changes: Vec<Change> = pending(&all)
            .into_iter()
            .map(|(path, after)| {
                let before = state(root, path.as_str()).expect("a state");
                Change { path: path.to_string(), before, after }
            })
            .collect();
        let bytes = to_bytes(&changes);
        // A half-written note is none.
        for end in [0, 10, bytes.len() - 1] {
            fs::write_atomic(&root.join(JOURNAL), &bytes[..end]).expect("written");
            assert!(is_unfinished(&site));
            begin(&site).expect("begun");
            assert!(!is_unfinished(&site));
            assert_eq!(text(root, "content/changed").as_deref(), Some("old"));
        }
        fs::write_atomic(&root.join(JOURNAL), &bytes).expect("written");
        fs::write_atomic(&root.join("content/done"), b"new").expect("written");
        fs::write_atomic(&root.join("content/edited"), b"by hand").expect("written");
        let held = begin(&site).expect("begun");
        let found = |name: &str| text(root, &format!("content/{name}"));
        let texts = ["changed", "new/one", "edited", "done", "gone"].map(found);
        let texts = texts.each_ref().map(Option::as_deref);
        assert_eq!(texts, [Some("new"), Some("new"), Some("by hand"), Some("new"), None]);
        assert!(!is_unfinished(&site));
        assert!(matches!(begin(&site), Err(PipelineError::Busy(_))));
        drop(held);
        commit(&site, pending(&[("content/done", None), ("content/new/one", Some("newer"))]))
            .expect("committed");
        assert_eq!((found("done"), found("new/one").as_deref()), (None, Some("newer")));
        assert!(!is_unfinished(&site));
    }

    #[cfg(unix)]
    #[test]
    fn no_change_leaves_the_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, outside) = (folder.path().join("site"), folder.path().join("outside"));
        let site = site(&root);
        fs::write_atomic(&outside.join("x"), b"x").expect("written");
        fs::create_dir_all(&root.join("content")).expect("a folder");
        std::os::unix::fs::symlink(&outside, root.join("content/link")).expect("linked");
        for path in ["content/../../outside/x", "/etc/x", "site.toml", "templates/page.html"] {
            let after = Some("evil".to_owned());
            let change = Change { path: path.to_owned(), before: None, after };
            assert_eq!(parse(&to_bytes(&[change])), None, "{path}");
        }
        let error = commit(&site, pending(&[("content/link/y", Some("evil"))]));
        assert!(error.expect_err("a link").to_string().contains("link"));
        assert_eq!(fs::entries(&outside).expect("names"), ["x"]);
    }
}
