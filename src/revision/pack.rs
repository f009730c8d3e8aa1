//! Packs, version 2 (gitformat-pack): many objects in one file, most of them told as differences from
//! others. Knows the disk through open files only.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::rc::Rc;

use super::delta::{apply, next, number, offset};
use super::id::{Format, Id};
use super::inflate::{inflate, read_exact};
use super::pack_index::PackIndex;
use super::store::{LARGEST, Object, ObjectKind};
use crate::fs::OpenFile;

/// Differences that may lie one on another; git itself makes at most 4095 (`pack.depth`).
const DEEPEST: usize = 4096;
/// Bytes that all the steps to one object may take together.
const MOST_WORK: usize = 1 << 30;
/// Bytes of objects kept because others differ from them.
const MOST_KEPT: usize = 32 << 20;
/// Bytes of the longest head of an object: its size, and the offset or id of its base.
const LONGEST_HEAD: usize = 64;

/// An open pack and its index.
#[derive(Debug)]
pub(super) struct Pack {
    file: OpenFile,
    index: PackIndex,
    format: Format,
    kept: RefCell<Kept>,
}

/// Objects from which others differ, by their place in the pack.
#[derive(Debug, Default)]
struct Kept {
    objects: BTreeMap<u64, (ObjectKind, Rc<Vec<u8>>)>,
    bytes: usize,
}

/// What the head of an object tells.
struct Head {
    content: Content,
    /// Bytes when inflated.
    size: usize,
    /// Where the zlib stream begins.
    data: u64,
}

/// How an object is told.
enum Content {
    Whole(ObjectKind),
    /// As a difference from the object that begins at this byte.
    FromOffset(u64),
    /// As a difference from this object.
    FromId(Id),
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

impl Pack {
    /// Opens a pack and its index, which lies beside it.
    pub(super) fn open(pack: &Path, format: Format) -> io::Result<Self> {
        let open = |path: &Path| OpenFile::open(path).map_err(|error| error.reason);
        let index = PackIndex::open(open(&pack.with_extension("idx"))?, format)?;
        let file = open(pack)?;
        match read_exact(&file, 0, 8)?.as_slice() {
            [b'P', b'A', b'C', b'K', 0, 0, 0, 2 | 3] => {}
            _ => return Err(damaged("it is no pack of version 2")),
        }
        Ok(Self { file, index, format, kept: RefCell::default() })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    /// An object of the pack; absent when it does not hold it.
    pub(super) fn find(&self, id: &Id) -> io::Result<Option<Object>> {
        self.index.find(id)?.map(|at| self.object(at)).transpose()
    }

    /// The ids whose digits begin with `prefix`; see [`PackIndex::with_prefix`].
    pub(super) fn with_prefix(&self, first: u8, prefix: &str, most: usize) -> io::Result<Vec<Id>> {
        self.index.with_prefix(first, prefix, most)
    }

    /// The object that begins at a byte: down to one that is told whole, then up again.
    fn object(&self, at: u64) -> io::Result<Object> {
        let mut deltas: Vec<(u64, Vec<u8>)> = Vec::new();
        let (mut here, mut work) = (at, 0usize);
        let (kind, mut bytes) = loop {
            let kept = self.kept.borrow().objects.get(&here).cloned();
            if let Some(kept) = kept {
                break kept;
            }
            let head = self.head(here)?;
            work = work.saturating_add(head.size);
            if deltas.len() > DEEPEST || work > MOST_WORK {
                return Err(damaged("too many differences lie one on another"));
            }
            let data = inflate(&self.file, head.data, head.size)?;
            if data.len() != head.size {
                return Err(damaged("an object has not the size its head tells"));
            }
            let base = match head.content {
                Content::Whole(kind) => break (kind, Rc::new(data)),
                Content::FromOffset(base) => base,
                Content::FromId(id) => {
                    let base = self.index.find(&id)?;
                    base.ok_or_else(|| damaged("the base of a difference is not in the pack"))?
                }
            };
            deltas.push((here, data));
            here = base;
        };
        while let Some((at, delta)) = deltas.pop() {
            self.keep(here, kind, &bytes);
            let made = apply(&bytes, &delta, LARGEST);
            bytes = Rc::new(made.ok_or_else(|| damaged("a difference does not fit its base"))?);
            work = work.saturating_add(bytes.len());
            if work > MOST_WORK {
                return Err(damaged("an object takes too much work"));
            }
            here = at;
        }
        Ok(Object { kind, bytes: Rc::unwrap_or_clone(bytes) })
    }

    /// Remembers an object from which others differ.
    fn keep(&self, at: u64, kind: ObjectKind, bytes: &Rc<Vec<u8>>) {
        let mut kept = self.kept.borrow_mut();
        if kept.bytes + bytes.len() > MOST_KEPT {
            *kept = Kept::default();
        }
        if bytes.len() <= MOST_KEPT && kept.objects.insert(at, (kind, Rc::clone(bytes))).is_none() {
            kept.bytes += bytes.len();
        }
    }

    /// Reads the head of the object at a byte.
    fn head(&self, at: u64) -> io::Result<Head> {
        let left = usize::try_from(self.file.length().saturating_sub(at)).unwrap_or(usize::MAX);
        let bytes = read_exact(&self.file, at, left.min(LONGEST_HEAD))?;
        let mut rest = bytes.as_slice();
        let ends = || damaged("the head of an object cannot be read");
        let first = next(&mut rest).ok_or_else(ends)?;
        let size = size(first, &mut rest).ok_or_else(ends)?;
        let size = usize::try_from(size).ok().filter(|size| *size <= LARGEST);
        let size = size.ok_or_else(|| damaged("an object is too large"))?;
        let content = match first >> 4 & 7 {
            1 => Content::Whole(ObjectKind::Commit),
            2 => Content::Whole(ObjectKind::Tree),
            3 => Content::Whole(ObjectKind::Blob),
            4 => Content::Whole(ObjectKind::Tag),
            6 => {
                let back = offset(&mut rest).filter(|back| *back > 0).ok_or_else(ends)?;
                Content::FromOffset(at.checked_sub(back).ok_or_else(ends)?)
            }
            7 => {
                let (id, behind) = rest.split_at_checked(self.format.length()).ok_or_else(ends)?;
                rest = behind;
                Content::FromId(Id::from_bytes(id).ok_or_else(ends)?)
            }
            _ => return Err(damaged("an object is of no known kind")),
        };
        Ok(Head { content, size, data: at + (bytes.len() - rest.len()) as u64 })
    }
}

/// The size of an object: four bits of the first byte, then groups of seven, the lowest first.
fn size(first: u8, rest: &mut &[u8]) -> Option<u64> {
    let low = u64::from(first & 0x0f);
    if first & 0x80 == 0 {
        return Some(low);
    }
    let high = number(rest)?;
    Some(high.checked_mul(16)? | low)
}
