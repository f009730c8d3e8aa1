//! Deltas: an object told as copies from another one and new bytes (gitformat-pack). Knows no disk.

/// Bytes that a copy without a length copies.
const WHOLE_COPY: usize = 0x1_0000;

/// The object that a delta makes of `base`; absent when the delta is damaged, or was not made for this
/// base, or makes more than `most` bytes.
pub(super) fn apply(base: &[u8], delta: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut rest = delta;
    let from = number(&mut rest)?;
    let size = usize::try_from(number(&mut rest)?).ok().filter(|size| *size <= most)?;
    if from != base.len() as u64 {
        return None;
    }
    let mut made = Vec::new();
    while let Some(order) = next(&mut rest) {
        let new = if order & 0x80 == 0 {
            let (new, behind) = rest.split_at_checked(usize::from(order))?;
            rest = behind;
            new
        } else {
            let start = bytes(order, 4, &mut rest)?;
            let length = match bytes(order >> 4, 3, &mut rest)? {
                0 => WHOLE_COPY,
                length => length,
            };
            base.get(start..start.checked_add(length)?)?
        };
        // An order of no bytes is reserved, and would let a delta be long without end.
        if new.is_empty() || new.len() > size - made.len() {
            return None;
        }
        made.extend_from_slice(new);
    }
    (made.len() == size).then_some(made)
}

/// Takes the next byte.
pub(super) fn next(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

/// A number in groups of seven bits, the lowest first, each but the last with the high bit set.
pub(super) fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..57).step_by(7) {
        let byte = next(rest)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// A number in groups of seven bits, the highest first, each but the last with the high bit set and
/// counted one more: how far back a base begins, or how much of a name is cut off.
pub(super) fn offset(rest: &mut &[u8]) -> Option<u64> {
    let mut byte = next(rest)?;
    let mut value = u64::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = next(rest)?;
        value = value.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7f);
    }
    Some(value)
}

/// A number of up to `count` bytes, the lowest first, of which only those are there whose bit is set in
/// `present`.
fn bytes(present: u8, count: usize, rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for at in 0..count {
        if present >> at & 1 == 1 {
            value |= usize::from(next(rest)?) << (8 * at);
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_new_bytes_make_the_object() {
        let base = b"the ferry rests";
        // From 15 bytes make 12: copy 10 from byte 0, then "ed".
        let delta = [15, 12, 0x90, 10, 2, b'e', b'd'];
        assert_eq!(apply(base, &delta, 100).as_deref(), Some(b"the ferry ed".as_slice()));
        let far = [15, 5, 0x91, 10, 5];
        assert_eq!(apply(base, &far, 100).as_deref(), Some(b"rests".as_slice()));
    }

    #[test]
    fn a_damaged_delta_makes_nothing() {
        let base = b"0123456789";
        for (name, delta) in [
            ("empty", vec![]),
            ("another base", vec![9, 1, 1, b'x']),
            ("too long for its size", vec![10, 1, 2, b'x', b'y']),
            ("too short for its size", vec![10, 3, 2, b'x', b'y']),
            ("copies from behind the end", vec![10, 5, 0x91, 8, 5]),
            ("ends inside an order", vec![10, 2, 2, b'x']),
            ("holds an order without bytes", vec![10, 1, 0, 1, b'x']),
            ("makes more than it may", vec![10, 0x90, 0x4e, 1, b'x']),
            ("a number without an end", vec![0xff; 12]),
        ] {
            assert_eq!(apply(base, &delta, 1000), None, "{name}");
        }
    }
}
