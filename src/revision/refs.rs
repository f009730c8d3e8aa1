//! Names of commits: HEAD, branches, remote branches and tags, loose and packed. Knows no objects.

use super::id::Id;
use super::repository::Repository;
use super::{RevisionError, damaged};
use crate::fs::{self, Kind};

/// How often one name may stand for another, as with git.
const DEEPEST: usize = 5;
/// Bytes of a file that holds one ref.
const MOST_REF: u64 = 4096;
/// Bytes of the file of packed refs.
const MOST_PACKED: u64 = 256 << 20;
/// Names that are offered as "did you mean" are looked for among so many.
const MOST_NAMES: usize = 10_000;

/// Where a short name is looked for, in git's order (gitrevisions).
const PLACES: [(&str, &str); 6] = [
    ("", ""),
    ("refs/", ""),
    ("refs/tags/", ""),
    ("refs/heads/", ""),
    ("refs/remotes/", ""),
    ("refs/remotes/", "/HEAD"),
];

/// Whether a text can be the name of a ref, and stays inside the repository (git-check-ref-format).
pub(super) fn is_ref_name(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.strip_suffix(".lock").is_none()
    };
    let odd = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    name.len() < 1024
        && !name.contains(odd)
        && !name.contains("..")
        && !name.contains("@{")
        && name.split('/').all(part)
}

impl Repository {
    /// The object that a name stands for; absent when there is no such name.
    pub(super) fn named(&self, name: &str) -> Result<Option<Id>, RevisionError> {
        if !is_ref_name(name) {
            return Ok(None);
        }
        for (before, behind) in PLACES {
            let full = format!("{before}{name}{behind}");
            // At the top lie other files too; refs there are written in capitals.
            let is_ref = full.starts_with("refs/")
                || full.chars().all(|c| c.is_ascii_uppercase() || "_-".contains(c));
            if is_ref && let Some(id) = self.follow(&full)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The object that a full name stands for.
    fn follow(&self, name: &str) -> Result<Option<Id>, RevisionError> {
        let mut name = name.to_owned();
        for _ in 0..=DEEPEST {
            let Some(text) = self.loose(&name)? else { return self.packed(&name) };
            let text = text.trim();
            match text.strip_prefix("ref:").map(str::trim) {
                Some(next) if is_ref_name(next) => next.clone_into(&mut name),
                _ => {
                    let id = Id::from_hex(text);
                    return id
                        .map(Some)
                        .ok_or_else(|| damaged(format!("`{name}` names no object")));
                }
            }
        }
        Err(damaged(format!("`{name}` stands for a name that stands for a name, without end")))
    }

    /// What the file of a ref says: the worktree's own one, else the one all worktrees share.
    fn loose(&self, name: &str) -> Result<Option<String>, RevisionError> {
        for folder in [&self.folder, &self.common] {
            let path = folder.join(name);
            if fs::kind(&path) == Some(Kind::File) {
                let bytes = fs::read_at_most(&path, MOST_REF)?;
                return Ok(Some(String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        Ok(None)
    }

    /// What the file of packed refs says of a full name.
    fn packed(&self, name: &str) -> Result<Option<Id>, RevisionError> {
        let text = self.packed_refs()?;
        let line = |line: &str| {
            let (id, other) = line.split_once(' ')?;
            (other.trim_end() == name).then(|| Id::from_hex(id)).flatten()
        };
        Ok(text.lines().find_map(line))
    }

    fn packed_refs(&self) -> Result<String, RevisionError> {
        match fs::read_at_most(&self.common.join("packed-refs"), MOST_PACKED) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.is_missing() => Ok(String::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// Branches, tags and remote branches by the names people use, for "did you mean".
    pub(super) fn known_names(&self) -> Vec<String> {
        let short = |full: &str| {
            let places = ["refs/heads/", "refs/tags/", "refs/remotes/"];
            places.iter().find_map(|place| full.strip_prefix(place)).map(str::to_owned)
        };
        let packed = self.packed_refs().unwrap_or_default();
        let packed = packed.lines().filter_map(|line| short(line.split_once(' ')?.1.trim_end()));
        let loose = fs::survey(&self.common.join("refs")).unwrap_or_default().entries;
        let loose = loose.iter().filter_map(|(name, ..)| short(&format!("refs/{name}")));
        let mut names: Vec<String> = packed.chain(loose).take(MOST_NAMES).collect();
        names.sort();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leaves_the_repository() {
        for good in ["main", "origin/main", "v1.0", "refs/pull/7/merge", "feature/ärger", "HEAD"] {
            assert!(is_ref_name(good), "{good}");
        }
        for bad in
            ["", "/etc", "../x", "a//b", "a/../b", ".x", "a/.x", "a b", "x.lock", "a\\b", "c:x"]
        {
            assert!(!is_ref_name(bad), "{bad}");
        }
    }
}
