//! Where two histories meet. Knows commits, no files.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::RevisionError;
use super::commit::Commit;
use super::id::Id;
use super::repository::{Repository, SHALLOW};

/// Commits that are looked at, at most.
const MOST_COMMITS: usize = 2_000_000;

/// Common ancestors that are compared with each other, at most.
const MOST_BASES: usize = 16;

/// From where a commit was reached.
const LEFT: u8 = 1;
const RIGHT: u8 = 2;
/// Set below a common commit: what is before it is no better one.
const STALE: u8 = 4;

impl Repository {
    /// The best common ancestor of two commits, which `left` and `right` name; of several, the newest.
    pub fn merge_base(
        &self,
        (left, left_name): (&Id, &str),
        (right, right_name): (&Id, &str),
    ) -> Result<Id, RevisionError> {
        let mut common = self.common(left, right)?;
        common.truncate(MOST_BASES);
        let mut best = None;
        for one in &common {
            if !self.is_before_another(one, &common)? {
                best = Some(*one);
                break;
            }
        }
        let hint = if self.is_shallow() {
            SHALLOW
        } else {
            "they are histories of their own: name another revision"
        };
        best.ok_or_else(|| RevisionError::Unrelated {
            left: left_name.to_owned(),
            right: right_name.to_owned(),
            hint,
        })
    }

    /// Whether a commit is an ancestor of another one of these: clocks that are wrong can let it pass for
    /// a common ancestor of its own.
    fn is_before_another(&self, one: &Id, all: &[Id]) -> Result<bool, RevisionError> {
        for other in all.iter().filter(|other| *other != one) {
            if self.common(one, other)?.contains(one) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Common ancestors that are not known to be ancestors of each other, the newest first.
    fn common(&self, left: &Id, right: &Id) -> Result<Vec<Id>, RevisionError> {
        let mut marks: BTreeMap<Id, u8> = BTreeMap::new();
        let mut waiting: BinaryHeap<(i64, Id)> = BinaryHeap::new();
        // How many of those that wait are not stale.
        let mut fresh: BTreeSet<Id> = BTreeSet::new();
        let mut found: Vec<(i64, Id)> = Vec::new();
        let mut commits: BTreeMap<Id, Commit> = BTreeMap::new();
        for (id, mark) in [(left, LEFT), (right, RIGHT)] {
            let commit = self.commit(id)?;
            *marks.entry(*id).or_default() |= mark;
            waiting.push((commit.seconds, *id));
            fresh.insert(*id);
            commits.insert(*id, commit);
        }
        while !fresh.is_empty()
            && let Some((seconds, id)) = waiting.pop()
        {
            fresh.remove(&id);
            // A commit may wait twice; it has then been seen to with all its marks.
            let Some(commit) = commits.remove(&id) else { continue };
            let mark = marks.get(&id).copied().unwrap_or_default();
            let mut handed = mark;
            if mark & (LEFT | RIGHT) == LEFT | RIGHT {
                if mark & STALE == 0 {
                    found.push((seconds, id));
                }
                handed |= STALE;
            }
            let parents = if self.is_cut_at(&id) { Vec::new() } else { commit.parents };
            for parent in parents {
                let known = marks.entry(parent).or_default();
                if *known & handed == handed {
                    continue;
                }
                *known |= handed;
                let is_fresh = *known & STALE == 0;
                if marks.len() > MOST_COMMITS {
                    return Err(RevisionError::TooMuch("more than two million commits"));
                }
                let commit = self.commit(&parent)?;
                waiting.push((commit.seconds, parent));
                commits.insert(parent, commit);
                if is_fresh {
                    fresh.insert(parent);
                } else {
                    fresh.remove(&parent);
                }
            }
        }
        found.retain(|(_, id)| marks.get(id).is_some_and(|mark| mark & STALE == 0));
        found.sort_by(|a, b| b.cmp(a));
        found.dedup();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}
