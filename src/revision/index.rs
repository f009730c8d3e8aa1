//! The index (gitformat-index, versions 2 to 4): what git knew of the files of a worktree when it last
//! looked, so that those which are unchanged since need not be read. Whatever is odd about it makes it
//! unknown, never wrong. Knows no worktree.

use std::collections::BTreeMap;

use super::delta::offset;
use super::id::{Format, Id};
use crate::fs::EntryStamp;

/// Bytes of an entry before its id: ten numbers of four.
const NUMBERS: usize = 40;

/// What git knew of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    id: Id,
    size: u32,
    modified: (i64, u32),
    changed: (i64, u32),
    /// It need not be in the worktree (`git sparse-checkout`).
    is_left_out: bool,
}

/// What git knew of the files of a worktree, by path below a prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    files: BTreeMap<String, Known>,
    /// When the index was written.
    written: (i64, u32),
}

impl Index {
    /// Reads the entries whose path begins with `prefix`, which is cut off; `written` is when the index
    /// was. Empty when it is damaged or of an unknown form.
    pub(super) fn parse(bytes: &[u8], format: Format, prefix: &str, written: (i64, u32)) -> Self {
        let files = entries(bytes, format, prefix).unwrap_or_default();
        Self { files, written }
    }

    /// The blob that a file is, told by its stamp; absent when only its bytes can tell. A file that was
    /// changed when the index was written, or after, may have been changed again unseen.
    pub(super) fn blob(&self, path: &str, stamp: EntryStamp) -> Option<Id> {
        let known = self.files.get(path)?;
        // The index keeps the lowest 32 bits of numbers.
        let low = |(seconds, part): (i64, u32)| (seconds & 0xffff_ffff, part);
        let is_same = stamp.size & 0xffff_ffff == u64::from(known.size)
            && low(stamp.modified) == known.modified
            && stamp.changed.is_none_or(|changed| low(changed) == known.changed);
        (is_same && stamp.modified < self.written).then_some(known.id)
    }

    /// The blob of a file that is left out of the worktree on purpose.
    pub(super) fn left_out(&self, path: &str) -> Option<Id> {
        self.files.get(path).filter(|known| known.is_left_out).map(|known| known.id)
    }
}

fn entries(bytes: &[u8], format: Format, prefix: &str) -> Option<BTreeMap<String, Known>> {
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(format.length())?)?;
    // `index.skipHash` leaves zeros there.
    if sum.iter().any(|byte| *byte != 0) && format.checksum(content).as_bytes() != sum {
        return None;
    }
    let mut rest = content.strip_prefix(b"DIRC")?;
    let version = word(&mut rest)?;
    let count = word(&mut rest)?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut files = BTreeMap::new();
    let mut name: Vec<u8> = Vec::new();
    for _ in 0..count {
        let start = rest.len();
        let (numbers, behind) = rest.split_at_checked(NUMBERS)?;
        let (id, behind) = behind.split_at_checked(format.length())?;
        rest = behind;
        let flags = half(&mut rest)?;
        let more = if flags & 0x4000 == 0 { 0 } else { half(&mut rest)? };
        if version == 4 {
            let cut = usize::try_from(offset(&mut rest)?).ok()?;
            name.truncate(name.len().checked_sub(cut)?);
        } else {
            name.clear();
        }
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (new, behind) = rest.split_at(end);
        name.extend_from_slice(new);
        rest = behind.get(1..)?;
        if version < 4 {
            // Entries fill a multiple of eight bytes, with one to eight NULs.
            rest = rest.get((8 - (start - rest.len()) % 8) % 8..)?;
        }
        let mut numbers = numbers;
        let mut number = || word(&mut numbers);
        let changed = (i64::from(number()?), number()?);
        let modified = (i64::from(number()?), number()?);
        // Device, inode, mode, user and group say nothing of the bytes.
        let size = (0..6).map(|_| number()).last()??;
        let (is_merged, is_real) = (flags & 0x3000 == 0, more & 0x2000 == 0);
        let path = std::str::from_utf8(&name).ok().and_then(|name| name.strip_prefix(prefix));
        if let Some(path) = path.filter(|_| is_merged && is_real) {
            let is_left_out = more & 0x4000 != 0;
            let id = Id::from_bytes(id)?;
            files.insert(path.to_owned(), Known { id, size, modified, changed, is_left_out });
        }
    }
    Some(files)
}

fn word(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, behind) = rest.split_first_chunk::<4>()?;
    *rest = behind;
    Some(u32::from_be_bytes(*bytes))
}

fn half(rest: &mut &[u8]) -> Option<u16> {
    let (bytes, behind) = rest.split_first_chunk::<2>()?;
    *rest = behind;
    Some(u16::from_be_bytes(*bytes))
}
