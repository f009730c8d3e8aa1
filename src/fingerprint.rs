//! Fingerprints by which states are compared, and the hashing of what is looked up most. Knows nothing of
//! what is in them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// A 64-bit fingerprint (XXH3) of some bytes: equal bytes have equal ones, and different bytes different
/// ones as far as chance goes.
pub fn fingerprint_of(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// The fingerprint of a value.
pub fn fingerprint<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut mixed = Mixed::default();
    value.hash(&mut mixed);
    mixed.finish()
}

/// A map whose keys are hashed the quick way, for what a build looks up millions of times: ids and what has
/// them. The standard one defends itself against keys made to collide, which costs more than the rest of a
/// look.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixed>>;

/// Mixes what a value feeds to a hasher: texts by XXH3, numbers by folding a product of 128 bits, as XXH3
/// does with short texts. Values are made of many short pieces: gathering them first would cost more than
/// both.
#[derive(Clone, Debug, Default)]
pub struct Mixed(u64);

impl Mixed {
    fn mix(&mut self, number: u64) {
        // Two of the secrets of XXH3.
        let both = u128::from(self.0 ^ number ^ 0x1cad_2168_2edc_6b21)
            * u128::from(self.0.rotate_left(32) ^ 0x4be4_9b8f_87e7_d3f5);
        self.0 = (both as u64 ^ (both >> 64) as u64).wrapping_add(number);
    }
}

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        self.mix(xxh3_64(bytes));
    }

    fn write_u8(&mut self, number: u8) {
        self.mix(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn fingerprints_tell_values_apart() {
        assert_eq!(fingerprint("ab"), fingerprint("ab"));
        assert_ne!(fingerprint(&("a", "b")), fingerprint(&("ab", "")));
        assert_ne!(fingerprint(&Some(0u8)), fingerprint(&None::<u8>));
    }

    #[test]
    fn neighbouring_values_have_nothing_in_common() {
        let pairs = (0..300u64).flat_map(|a| (0..300u64).map(move |b| (a, b)));
        let found: HashSet<u64> = pairs.clone().map(|pair| fingerprint(&pair)).collect();
        assert_eq!(found.len(), 300 * 300);
        // As many bits differ between neighbours as between any two numbers: 32 of 64 on average.
        let differing: u32 = pairs
            .map(|(a, b)| (fingerprint(&(a, b)) ^ fingerprint(&(a, b + 1))).count_ones())
            .sum();
        assert!((31.0..33.0).contains(&(f64::from(differing) / 90_000.0)), "{differing}");
        let texts: HashSet<u64> = (0..9_999).map(|n| fingerprint(&format!("source-{n}"))).collect();
        assert_eq!(texts.len(), 9_999);
    }
}
