//! What is known of a word before any context: cluster and gazetteer flags. Reads borrowed bytes.
//!
//! Keys are 32-bit hashes of words or of phrases. The upper half of a key picks a bucket, the lower
//! half is searched in it; with some 300,000 entries one unknown word in 14,000 is taken for a known one.

/// Gazetteer flags of an entry.
pub mod flag {
    /// A populated place of `GeoNames`.
    pub const CITY: u8 = 1;
    /// A country, continent or region of the world.
    pub const COUNTRY: u8 = 2;
    /// A first-level division that news names on its own (US states).
    pub const STATE: u8 = 4;
    /// A given name of the US census.
    pub const GIVEN: u8 = 8;
    /// A family name of the US census.
    pub const FAMILY: u8 = 16;
    /// A phrase of several words starts with this word.
    pub const PHRASE: u8 = 32;
    /// Any kind of place.
    pub const PLACE: u8 = CITY | COUNTRY | STATE;
}

/// Fine cluster of a word that has none.
pub const NO_CLUSTER: u16 = 1023;

/// Buckets of the index.
pub const BUCKETS: usize = 1 << 16;

/// What an entry says of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Fine cluster, 0–999, or [`NO_CLUSTER`].
    pub fine: u16,
    /// Gazetteer flags, see [`flag`].
    pub flags: u8,
}

/// A read-only table from hash to [`Entry`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexicon {
    index: &'static [u8],
    keys: &'static [u8],
    values: &'static [u8],
    coarse: &'static [u8],
}

impl Lexicon {
    /// Over the four tables: bucket starts (`u32`, one more than [`BUCKETS`]), lower key halves
    /// (`u16`), values (`u16`: fine cluster in ten bits, flags in six), coarse cluster of each fine one.
    pub const fn new(
        index: &'static [u8],
        keys: &'static [u8],
        values: &'static [u8],
        coarse: &'static [u8],
    ) -> Self {
        Self { index, keys, values, coarse }
    }

    /// The entry of `key`, if there is one.
    pub fn get(&self, key: u32) -> Option<Entry> {
        let bucket = (key >> 16) as usize;
        let (mut low, mut high) = (self.bucket_start(bucket)?, self.bucket_start(bucket + 1)?);
        let wanted = key as u16;
        while low < high {
            let middle = usize::midpoint(low, high);
            let found = read_u16(self.keys, middle)?;
            match found.cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let value = read_u16(self.values, middle)?;
                    return Some(Entry { fine: value & 1023, flags: (value >> 10) as u8 });
                }
            }
        }
        None
    }

    /// The coarse cluster a fine one mostly lies in.
    pub fn coarse(&self, fine: u16) -> u8 {
        self.coarse.get(usize::from(fine)).copied().unwrap_or(u8::MAX)
    }

    fn bucket_start(&self, bucket: usize) -> Option<usize> {
        let bytes = self.index.get(bucket * 4..bucket * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }
}

fn read_u16(table: &[u8], at: usize) -> Option<u16> {
    let bytes = table.get(at * 2..at * 2 + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// Hash of a word as written; curly apostrophes and quotation marks count as straight ones.
pub fn word_hash(word: &str) -> u32 {
    finish(fold(word, false))
}

/// Hash of a word in lower case.
pub fn lower_hash(word: &str) -> u32 {
    finish(fold(word, true))
}

/// Hash of a phrase grown by one more word: start with 0, give the words' [`word_hash`] in order.
pub const fn phrase_hash(so_far: u32, word: u32) -> u32 {
    finish((so_far.rotate_left(9) ^ word).wrapping_mul(0x9E37_79B1))
}

fn fold(word: &str, lower: bool) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    let mut step = |unit: u32| hash = (hash ^ unit).wrapping_mul(0x0100_0193);
    for letter in word.chars() {
        match letter {
            '\u{2019}' | '\u{2018}' | '`' => step(u32::from(b'\'')),
            ' ' => {}
            '\u{201c}' | '\u{201d}' => step(u32::from(b'"')),
            _ if lower && letter.is_ascii() => step(letter.to_ascii_lowercase() as u32),
            _ if lower => letter.to_lowercase().for_each(|lower| step(lower as u32)),
            _ => step(letter as u32),
        }
    }
    hash
}

const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    let hash = (hash ^ (hash >> 12)).wrapping_mul(0x297A_2D39);
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_lexicon_knows_nothing() {
        assert_eq!(Lexicon::default().get(7), None);
    }

    #[test]
    fn hashes_fold_case_and_typography_only_where_asked() {
        assert_ne!(word_hash("Oro"), word_hash("oro"));
        assert_eq!(lower_hash("ÉORO"), lower_hash("éoro"));
        assert_eq!(word_hash("’s"), word_hash("'s"));
        assert_ne!(phrase_hash(phrase_hash(0, 1), 2), phrase_hash(phrase_hash(0, 2), 1));
    }
}
