//! Names of objects: hashes of what they hold. Knows no disk.

use std::fmt;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::sha1::Sha1;

/// Bytes of the longest id, a SHA-256.
const LONGEST: usize = 32;

/// Digits shown where an id is written for people.
const SHORT: usize = 9;

/// The name of an object: the hash of its kind, length and bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Id {
    /// An id from its 20 or 32 bytes; absent when there are more or fewer.
    pub(super) fn from_bytes(from: &[u8]) -> Option<Self> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..from.len())?.copy_from_slice(from);
        matches!(from.len(), 20 | 32).then_some(Self { bytes, length: from.len() })
    }

    /// An id from its 40 or 64 hexadecimal digits.
    pub(super) fn from_hex(text: &str) -> Option<Self> {
        Self::from_bytes(&from_hex(text)?)
    }

    /// The bytes of the hash.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&self.bytes)
    }

    /// The first nine digits, for people.
    pub fn short(self) -> String {
        let mut text = self.to_string();
        text.truncate(SHORT);
        text
    }
}

/// Bytes from pairs of hexadecimal digits.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16);
    let pair = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The hash that names the objects of a repository (`extensions.objectFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Sha1,
    Sha256,
}

impl Format {
    /// Bytes of an id.
    pub(super) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// The id of an object: the hash of `kind length NUL bytes`.
    pub(super) fn id_of(self, kind: &str, bytes: &[u8]) -> Id {
        let mut head = String::new();
        // Writing to a String cannot fail.
        let _ = write!(head, "{kind} {}\0", bytes.len());
        self.hash(&[head.as_bytes(), bytes])
    }

    /// The hash of some bytes as they are: git puts it behind its own files.
    pub(super) fn checksum(self, bytes: &[u8]) -> Id {
        self.hash(&[bytes])
    }

    fn hash(self, parts: &[&[u8]]) -> Id {
        let mut id = Id { bytes: [0; LONGEST], length: self.length() };
        match self {
            Self::Sha1 => {
                let mut hash = Sha1::new();
                for part in parts {
                    hash.update(part);
                }
                id.bytes[..20].copy_from_slice(&hash.finish());
            }
            Self::Sha256 => {
                let mut hash = Sha256::new();
                for part in parts {
                    hash.update(part);
                }
                id.bytes.copy_from_slice(&hash.finalize());
            }
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_named_as_git_names_them() {
        // What `git hash-object` says of an empty file and of "hello\n".
        let sha1 = |bytes: &[u8]| Format::Sha1.id_of("blob", bytes).to_string();
        assert_eq!(sha1(b""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(sha1(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
        assert_eq!(
            Format::Sha256.id_of("blob", b"").to_string(),
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"
        );
    }

    #[test]
    fn ids_are_read_from_all_their_digits_and_nothing_else() {
        let text = "ce013625030ba8dba906f756967f9e9ca394464a";
        assert_eq!(Id::from_hex(text).map(|id| id.to_string()).as_deref(), Some(text));
        assert_eq!(Id::from_hex(text).map(Id::short).as_deref(), Some("ce0136250"));
        for bad in ["", "ce01", &text[1..], "xx013625030ba8dba906f756967f9e9ca394464a", "é"] {
            assert_eq!(Id::from_hex(bad), None, "{bad}");
        }
    }
}
