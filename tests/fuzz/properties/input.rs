//! How the bytes of an input are taken apart.

use std::borrow::Cow;

/// Longest input that is looked at, in bytes: time is what `superlinear` looks at.
pub const LONGEST: usize = 64 * 1024;

/// The text of an input; what is not UTF-8 becomes U+FFFD.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes))
}

/// The first line of an input, which chooses between ways to read the rest, and the rest.
pub fn headed(bytes: &[u8]) -> (Cow<'_, str>, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    (String::from_utf8_lossy(&bytes[..end]), bytes.get(end + 1..).unwrap_or_default())
}
