//! The trained file: transitions, lexicon and eight-bit weights, read in place from borrowed bytes.
//!
//! Layout, little-endian: magic (8 bytes), rows `u32`, entries `u32`, scale `f32`, 13 × 13
//! transitions `f32`, coarse cluster of 1,024 fine ones `u8`, 65,537 bucket starts `u32`, keys `u16`,
//! values `u16`, weights `i8` (13 a row), three bytes of padding.

use super::chain::{LABELS, Scores, Transitions};
use super::lexicon::{BUCKETS, Lexicon};

/// First bytes of the file; the digit is the version of layout and features together.
pub const MAGIC: &[u8; 8] = b"BSNAMES1";
/// Bytes after the last row, so that a row can be read as sixteen.
pub const PADDING: usize = 3;
const LANES: usize = LABELS + PADDING;

/// A model over borrowed bytes.
#[derive(Clone, Debug)]
pub struct Model {
    /// Words and gazetteers.
    pub lexicon: Lexicon,
    /// Scores between labels.
    pub transitions: Transitions,
    /// Rows of the weight table.
    pub rows: u32,
    scale: f32,
    weights: &'static [u8],
}

impl Model {
    /// Reads a trained file; `None` when it is not one or is cut short.
    pub fn parse(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(head)
        };
        let rows = read_u32(take(4)?)?;
        let entries = read_u32(take(4)?)? as usize;
        let scale = f32::from_bits(read_u32(take(4)?)?);
        let mut transitions = Transitions::neutral();
        for score in transitions.between.iter_mut().flatten() {
            *score = f32::from_bits(read_u32(take(4)?)?);
        }
        let coarse = take(1024)?;
        let index = take((BUCKETS + 1) * 4)?;
        let keys = take(entries * 2)?;
        let values = take(entries * 2)?;
        let weights = take(rows as usize * LABELS + PADDING)?;
        let lexicon = Lexicon::new(index, keys, values, coarse);
        Some(Self { lexicon, transitions, rows, scale, weights })
    }

    /// A model that finds nothing.
    pub fn empty() -> Self {
        Self {
            lexicon: Lexicon::default(),
            transitions: Transitions::neutral(),
            rows: 1,
            scale: 0.0,
            weights: &[],
        }
    }

    /// Score of each label given the rows that hold at a word.
    pub fn emission(&self, rows: &[u32]) -> Scores {
        let mut sums = [0i16; LANES];
        for row in rows {
            let start = *row as usize * LABELS;
            let Some(bytes) = self.weights.get(start..start + LANES) else { continue };
            for (sum, byte) in sums.iter_mut().zip(bytes) {
                *sum += i16::from(byte.cast_signed());
            }
        }
        std::array::from_fn(|label| f32::from(sums[label]) * self.scale)
    }
}

fn read_u32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_model_is_refused() {
        assert!(Model::parse(b"").is_none());
        assert!(Model::parse(b"BSNAMES1").is_none());
        assert!(
            Model::parse(b"BSNAMES1\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff").is_none()
        );
    }
}
