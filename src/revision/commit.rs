//! Commits and annotated tags: which tree, which parents, when. Knows no disk.

use std::fmt;

use super::id::Id;
use super::store::{Object, ObjectKind};

/// A commit, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) tree: Id,
    pub(super) parents: Vec<Id>,
    /// When it was committed, in seconds since 1970; 0 when it does not say.
    pub(super) seconds: i64,
    /// The committer's clock, in minutes east of UTC.
    pub(super) zone_minutes: i64,
}

/// A day of the calendar, written `2025-05-16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(jiff::civil::Date);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Commit {
    /// Reads a commit; absent when it is damaged.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut commit = None;
        for line in head(bytes) {
            let (key, value) = split(line)?;
            match (key, &mut commit) {
                (b"tree", None) => {
                    let tree = id(value)?;
                    commit = Some(Self { tree, parents: Vec::new(), seconds: 0, zone_minutes: 0 });
                }
                (b"parent", Some(commit)) => commit.parents.push(id(value)?),
                (b"committer", Some(commit)) => {
                    (commit.seconds, commit.zone_minutes) = time(value).unwrap_or((0, 0));
                    break;
                }
                _ => {}
            }
        }
        commit
    }

    /// The day on which it was committed, by the committer's own clock.
    pub(super) fn day(&self) -> Day {
        let local = self.seconds.saturating_add(self.zone_minutes * 60);
        let day = jiff::Timestamp::from_second(local).unwrap_or_default();
        Day(day.to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

/// The object that an annotated tag names; absent when it is damaged.
pub(super) fn tagged(tag: &Object) -> Option<Id> {
    let line = head(&tag.bytes).next().filter(|_| tag.kind == ObjectKind::Tag)?;
    split(line).filter(|(key, _)| *key == b"object").and_then(|(_, value)| id(value))
}

/// The lines before the first empty one.
fn head(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty())
}

fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = line.iter().position(|byte| *byte == b' ')?;
    Some((line.get(..at)?, line.get(at + 1..)?))
}

fn id(text: &[u8]) -> Option<Id> {
    Id::from_hex(std::str::from_utf8(text).ok()?)
}

/// Seconds and zone at the end of `Name <mail> 1747411200 +0300`.
fn time(line: &[u8]) -> Option<(i64, i64)> {
    let text = String::from_utf8_lossy(line);
    let mut words = text.rsplit(' ');
    let (zone, seconds) = (words.next()?, words.next()?);
    let number: i64 = zone.parse().ok().filter(|number| (-9959..=9959).contains(number))?;
    Some((seconds.parse().ok()?, number / 100 * 60 + number % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "ce013625030ba8dba906f756967f9e9ca394464a";

    #[test]
    fn a_commit_tells_its_tree_its_parents_and_the_day_of_its_author() {
        let text = format!(
            "tree {ID}\nparent {ID}\nparent {ID}\nauthor A <a> 1 +0000\n\
             committer M <m@x> 1747432800 +0530\nencoding x\n\ntree none\n"
        );
        let commit = Commit::parse(text.as_bytes()).expect("a commit");
        assert_eq!((commit.parents.len(), commit.seconds), (2, 1_747_432_800));
        // 16 May 2025, 22:00 UTC, which is the next day in Delhi.
        assert_eq!(commit.day().to_string(), "2025-05-17");
    }

    #[test]
    fn a_damaged_commit_is_none_and_an_odd_date_is_no_fault() {
        for bad in ["", "tree", "tree x\n", "parent x\n", "\n\n"] {
            assert_eq!(Commit::parse(bad.as_bytes()), None, "{bad:?}");
        }
        for (date, day) in [
            ("x", "1970-01-01"),
            ("99999999999999999999 +0000", "1970-01-01"),
            ("9223372036854775807 +9959", "1970-01-01"),
            ("-1 -0000", "1969-12-31"),
        ] {
            let text = format!("tree {ID}\ncommitter M <m> {date}\n");
            let commit = Commit::parse(text.as_bytes()).expect("a commit");
            assert_eq!(commit.day().to_string(), day, "{date}");
        }
    }
}
