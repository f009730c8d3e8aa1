//! How large files are after gzip, and when that need not be measured.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// What hosts compress with when nothing else is set.
const LEVEL: u32 = 6;

/// Bytes after gzip.
pub(super) fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    // Writing to a vector cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(bytes.len(), |packed| packed.len())
}

/// Whether `bytes` are sure to have at most `limit` bytes after gzip, found some twenty times faster
/// than by compressing: by counting what one simple way to write them in DEFLATE's fixed codes would
/// take (RFC 1951, section 3.2.6), up to where even the rest as it is would fit. Real compressors
/// search longer and fit their codes to the text; should one for once do slightly worse, a sixteenth
/// is kept back. `false` says nothing.
pub(super) fn surely_fits(bytes: &[u8], limit: usize) -> bool {
    // In bits, with the frame of a gzip file (RFC 1952).
    let Some(limit) = (limit - limit / 16).checked_sub(FRAME) else { return false };
    let limit = limit.saturating_mul(8);
    let mut last_seen = [0_u32; 1 << HASH_BITS];
    let (mut at, mut bits) = (0, 0);
    loop {
        let rest = bytes.get(at..).unwrap_or(&[]);
        if bits + rest.len() * LITERAL <= limit {
            return true;
        }
        let Some(word) = word(rest) else { return false };
        if bits > limit {
            return false;
        }
        let hash = (word << (64 - 8 * SHORTEST)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let Some(slot) = last_seen.get_mut((hash >> (64 - HASH_BITS)) as usize) else {
            return false;
        };
        let before = std::mem::replace(slot, at as u32) as usize;
        let earlier = bytes.get(before..at).unwrap_or(&[]);
        let length = alike(rest, earlier);
        if length >= SHORTEST && earlier.len() <= WINDOW {
            at += length;
            bits += repetition(length, earlier.len());
        } else {
            at += 1;
            bits += if word as u8 <= LAST_SHORT { LITERAL - 1 } else { LITERAL };
        }
    }
}

/// Eight bytes as a number, the first one lowest.
fn word(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// How many bytes are alike, up to the longest repetition.
fn alike(one: &[u8], other: &[u8]) -> usize {
    let mut length = 0;
    while length + 8 <= LONGEST
        && let (Some(one), Some(other)) =
            (one.get(length..).and_then(word), other.get(length..).and_then(word))
    {
        let unlike = one ^ other;
        if unlike != 0 {
            return length + unlike.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length
}

/// Bits of a repetition in fixed codes: those of the codes and those behind them.
const fn repetition(length: usize, distance: usize) -> usize {
    let behind_length = (length - 2).ilog2().saturating_sub(2);
    let behind_distance = distance.ilog2().saturating_sub(1);
    (8 + behind_length + 5 + behind_distance) as usize
}

/// Header and trailer of a gzip file, and the ends of a block.
const FRAME: usize = 24;
/// The longest code of a single byte, in bits; that of bytes up to the next is shorter by one.
const LITERAL: usize = 9;
const LAST_SHORT: u8 = 143;
/// How far back, and how long, a repetition can be; shorter ones are not looked for.
const WINDOW: usize = 32 * 1024;
const LONGEST: usize = 258;
const SHORTEST: usize = 5;
/// A table of 16 KB stays in the processor's first cache.
const HASH_BITS: u32 = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::budget::tests::noise;

    #[test]
    fn what_surely_fits_does_fit() {
        let words = ["ferry", "strike", "<li class=\"x\">", "</li>\n", "at noon", "0"];
        let mut proven = 0;
        for seed in 0..60_usize {
            let mut text = noise(seed * 300);
            for at in 0..seed * 60 {
                text += words[at * (seed + 3) % 17 % words.len()];
                text += &(at * 7919 % 1000).to_string();
            }
            text += &noise(seed * 100);
            let packed = gzipped(text.as_bytes());
            for limit in [0, packed - 1, packed, 2 * packed, 4 * packed] {
                let fits = surely_fits(text.as_bytes(), limit);
                assert!(!fits || packed <= limit, "{seed}: {packed} > {limit}");
                proven += usize::from(fits);
            }
        }
        assert!(proven > 60, "{proven}");
    }
}
