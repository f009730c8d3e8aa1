//! zlib streams inside files, inflated no further than they may grow. Knows no object.

use std::io::{self, BufReader, Read};

use flate2::bufread::ZlibDecoder;

use crate::fs::OpenFile;

/// Bytes read from the disk at once: most objects of a story are smaller.
const PIECE: usize = 4096;
/// Space taken beforehand at most; what a header promises need not be so.
const TRUSTED: usize = 1 << 20;

/// A file from one byte to its end.
struct Tail<'a> {
    file: &'a OpenFile,
    at: u64,
}

impl Read for Tail<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(self.at, buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

/// The bytes of the zlib stream that begins at byte `at`, up to one more than `most`: who gets more
/// than `most` knows that the stream is too long. Its checksum is compared where it ends before.
pub(super) fn inflate(file: &OpenFile, at: u64, most: usize) -> io::Result<Vec<u8>> {
    let input = BufReader::with_capacity(PIECE, Tail { file, at });
    let mut bytes = Vec::with_capacity(most.min(TRUSTED));
    ZlibDecoder::new(input).take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `length` bytes at byte `at`; an error when the file ends before.
pub(super) fn read_exact(file: &OpenFile, at: u64, length: usize) -> io::Result<Vec<u8>> {
    if at.checked_add(length as u64).is_none_or(|end| end > file.length()) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut bytes = vec![0; length];
    Tail { file, at }.read_exact(&mut bytes)?;
    Ok(bytes)
}
