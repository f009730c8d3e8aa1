//! Names by number, as tables that are asked some hundred times a page.

/// Names by number, found without an allocation and mostly without looking at the letters one by one.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A power of two, at least half empty; a number's place follows from its key.
    slots: Vec<Option<Slot>>,
    /// Every name, in the order of their coming.
    names: Vec<String>,
}

/// A name's key, its number, and where it stands among the names.
type Slot = (Key, usize, usize);

/// A name of up to 16 bytes as numbers; of a longer one its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    head: u64,
    tail: u64,
    length: usize,
}

impl Key {
    fn of(name: &[u8]) -> Self {
        let wide = |chunk: Option<&[u8; 8]>| chunk.map_or(0, |chunk| u64::from_le_bytes(*chunk));
        let half = |chunk: Option<&[u8; 4]>| {
            chunk.map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)))
        };
        let one = |at: usize| name.get(at).copied().map_or(0, u64::from);
        let (head, tail) = match name.len() {
            8.. => (wide(name.first_chunk()), wide(name.last_chunk())),
            4.. => (half(name.first_chunk()), half(name.last_chunk())),
            length => (one(0), one(length / 2) << 8 | one(length.saturating_sub(1))),
        };
        Self { head, tail, length: name.len() }
    }

    /// Whether a byte is in `@`…`_`, where the capitals are: its bit 6 is set, its bit 5 is not.
    const fn may_have_capitals(self) -> bool {
        let both = self.head & !(self.head << 1) | self.tail & !(self.tail << 1);
        both & 0x4040_4040_4040_4040 != 0
    }

    /// Multiplication by a large odd number mixes the lower bits into the upper ones (Knuth, 6.4).
    const fn place(self) -> usize {
        let mixed = self.head ^ self.tail.rotate_left(23) ^ (self.length as u64) << 56;
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
    }
}

/// Longer names have keys in common.
const KEYED: usize = 16;

impl Table {
    /// The number of a name.
    pub(super) fn get(&self, name: &[u8]) -> Option<usize> {
        self.find(Key::of(name), name)
    }

    /// `get`, and again in lower case.
    pub(super) fn any_case(&self, name: &[u8]) -> Option<usize> {
        let key = Key::of(name);
        let found = self.find(key, name);
        if found.is_none() && (key.may_have_capitals() || key.length > KEYED) {
            return self.get(&name.to_ascii_lowercase());
        }
        found
    }

    fn find(&self, key: Key, name: &[u8]) -> Option<usize> {
        let last = self.slots.len().wrapping_sub(1);
        let mut place = key.place();
        // At least half of the slots are empty: this ends.
        while let Some(Some((known, number, at))) = self.slots.get(place & last) {
            let same = || self.names.get(*at).is_some_and(|known| known.as_bytes() == name);
            if *known == key && (key.length <= KEYED || same()) {
                return Some(*number);
            }
            place += 1;
        }
        None
    }

    /// The number of a name; a new one gets `next`.
    pub(super) fn number(&mut self, name: &str, next: usize) -> usize {
        if let Some(number) = self.get(name.as_bytes()) {
            return number;
        }
        let slot = (Key::of(name.as_bytes()), next, self.names.len());
        self.names.push(name.to_owned());
        if 2 * self.names.len() > self.slots.len() {
            let size = (2 * self.names.len()).next_power_of_two().max(8);
            let before = std::mem::replace(&mut self.slots, vec![None; size]);
            before.into_iter().flatten().for_each(|slot| self.place(slot));
        }
        self.place(slot);
        next
    }

    fn place(&mut self, slot: Slot) {
        let last = self.slots.len().wrapping_sub(1);
        let mut place = slot.0.place();
        while matches!(self.slots.get(place & last), Some(Some(_))) {
            place += 1;
        }
        if let Some(free) = self.slots.get_mut(place & last) {
            *free = Some(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_length_are_told_apart() {
        // Ends alike, lengths alike; the longest differ in the middle only.
        let mut names: Vec<String> = (0..40).map(|length| "a".repeat(length)).collect();
        names.extend((0..500).map(|at| format!("-{at}-")));
        names.extend((100..200).map(|at| format!("page-of-{at}-of-many")));
        let mut table = Table::default();
        for round in 0..2 {
            for (at, name) in names.iter().enumerate() {
                assert_eq!(table.number(name, at + round), at, "{name}");
            }
        }
        for (at, name) in names.iter().enumerate() {
            assert_eq!(table.get(name.as_bytes()), Some(at));
            assert_eq!(table.any_case(name.to_ascii_uppercase().as_bytes()), Some(at), "{name}");
        }
        for unknown in ["b", "A", "page-of-1x0-of-many", "aaaaaaab", "é"] {
            assert_eq!(table.get(unknown.as_bytes()), None, "{unknown}");
        }
        assert_eq!(Table::default().get(b"p"), None);
    }
}
