//! The index of a pack, version 2 (gitformat-pack): where in the pack each object begins. Read in parts,
//! as those of large repositories do not belong in memory. Knows the disk through an open file only.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use super::id::{Format, Id};
use super::inflate::read_exact;
use crate::fs::OpenFile;

/// `\377tOc`, then version 2.
const HEADER: [u8; 8] = [0xff, b't', b'O', b'c', 0, 0, 0, 2];
/// Bytes of the header and of the table of 256 counts behind it.
const HEAD: u64 = 8 + 256 * 4;
/// Set in an offset that stands in the table of 64-bit offsets.
const FAR: u32 = 0x8000_0000;

/// An open index.
#[derive(Debug)]
pub(super) struct PackIndex {
    file: OpenFile,
    format: Format,
    /// How many ids begin with a byte up to this one.
    counts: Vec<u32>,
    /// Ids by first byte, one behind the other, as far as they were asked for.
    ids: RefCell<BTreeMap<u8, Vec<u8>>>,
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

fn word(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))
}

impl PackIndex {
    /// Reads the head of an index and compares its size with what it promises.
    pub(super) fn open(file: OpenFile, format: Format) -> io::Result<Self> {
        if read_exact(&file, 0, HEADER.len())? != HEADER {
            return Err(damaged("it is no index of version 2"));
        }
        let counts: Vec<u32> = read_exact(&file, 8, 256 * 4)?.chunks(4).map(word).collect();
        let is_sorted = counts.is_sorted();
        let all = u64::from(counts.last().copied().unwrap_or_default());
        let length = format.length() as u64;
        if !is_sorted || file.length() < HEAD + all * (length + 8) + 2 * length {
            return Err(damaged("its table of counts cannot be"));
        }
        Ok(Self { file, format, counts, ids: RefCell::default() })
    }

    /// The numbers of the ids that begin with a byte.
    fn range(&self, first: u8) -> (u32, u32) {
        let count = |byte: u8| self.counts.get(usize::from(byte)).copied().unwrap_or_default();
        (first.checked_sub(1).map_or(0, count), count(first))
    }

    /// Calls `look` with the ids that begin with a byte, one behind the other.
    fn with_ids<T>(&self, first: u8, look: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
        let mut known = self.ids.borrow_mut();
        if let Some(ids) = known.get(&first) {
            return Ok(look(ids));
        }
        let (start, end) = self.range(first);
        let length = self.format.length();
        let count = (end - start) as usize;
        let ids = read_exact(&self.file, HEAD + u64::from(start) * length as u64, count * length)?;
        Ok(look(known.entry(first).or_insert(ids)))
    }

    /// The byte of the pack at which an object begins; absent when the pack does not hold it.
    pub(super) fn find(&self, id: &Id) -> io::Result<Option<u64>> {
        let wanted = id.as_bytes();
        let Some(first) = wanted.first().filter(|_| wanted.len() == self.format.length()) else {
            return Ok(None);
        };
        let length = self.format.length();
        let at = self.with_ids(*first, |ids| {
            let mut ends = (0, ids.len() / length);
            while ends.0 < ends.1 {
                let middle = ends.0.midpoint(ends.1);
                let id = ids.get(middle * length..(middle + 1) * length)?;
                match id.cmp(wanted) {
                    std::cmp::Ordering::Less => ends.0 = middle + 1,
                    std::cmp::Ordering::Equal => return Some(middle as u64),
                    std::cmp::Ordering::Greater => ends.1 = middle,
                }
            }
            None
        })?;
        at.map(|at| self.offset(u64::from(self.range(*first).0) + at)).transpose()
    }

    /// Where the object of a number begins.
    fn offset(&self, number: u64) -> io::Result<u64> {
        let all = u64::from(self.counts.last().copied().unwrap_or_default());
        // Behind the ids stand as many checksums, and behind those the offsets.
        let offsets = HEAD + all * (self.format.length() as u64 + 4);
        let near = word(&read_exact(&self.file, offsets + number * 4, 4)?);
        if near & FAR == 0 {
            return Ok(u64::from(near));
        }
        let far = offsets + all * 4 + u64::from(near & !FAR) * 8;
        let bytes = read_exact(&self.file, far, 8)?;
        Ok(bytes.iter().fold(0, |offset, byte| offset << 8 | u64::from(*byte)))
    }

    /// The ids whose digits begin with `prefix`, of which the first two are `first`; at most `most`.
    pub(super) fn with_prefix(&self, first: u8, prefix: &str, most: usize) -> io::Result<Vec<Id>> {
        self.with_ids(first, |ids| {
            let ids = ids.chunks_exact(self.format.length()).filter_map(Id::from_bytes);
            ids.filter(|id| id.to_string().starts_with(prefix)).take(most).collect()
        })
    }
}
