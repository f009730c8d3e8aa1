//! Bytes to clean text: character set, byte-order mark, NUL, line ends, NFC. Knows no format.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text read from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark, line ends as they were.
    pub text: String,
    /// Name of the character set in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// Whether some bytes had no meaning and became U+FFFD.
    pub replaced: bool,
}

/// How many bytes the guess of a character set looks at.
const GUESS_BYTES: usize = 64 * 1024;

/// Decode `bytes`: a byte-order mark decides; then UTF-8 when the bytes are valid (or nearly valid)
/// UTF-8; then `hint`, a charset label of a header or `<meta>`; else a guess by letter frequency.
pub fn decode(bytes: &[u8], hint: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return with(encoding, bytes);
    }
    let escapes = bytes.contains(&0x1b);
    let hinted = hint.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match std::str::from_utf8(bytes) {
        Ok(text) if !escapes => {
            return Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: false };
        }
        Err(_) if is_damaged_utf8(bytes) => return with(UTF_8, bytes),
        _ => {}
    }
    let hinted = hinted.filter(|encoding| *encoding != UTF_8);
    if let Some(decoded) = hinted.map(|encoding| with(encoding, bytes)).filter(|d| !d.replaced) {
        return decoded;
    }
    with(guess(bytes), bytes)
}

/// As [`decode`], but without a copy of bytes that are UTF-8.
pub fn decode_owned(bytes: Vec<u8>, hint: Option<&str>) -> Decoded {
    let marked = bytes.contains(&0x1b) || Encoding::for_bom(&bytes).is_some();
    if marked || wide_without_mark(&bytes).is_some() {
        return decode(&bytes, hint);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: UTF_8.name(), replaced: false },
        Err(error) => decode(error.as_bytes(), hint),
    }
}

/// Clean text: line ends (CRLF, CR, NEL) become LF, other control characters but tab go, letters are
/// composed (NFC).
pub fn normalise(text: &str) -> Cow<'_, str> {
    let clean = if text.chars().any(is_unwanted) {
        Cow::Owned(without_controls(text))
    } else {
        Cow::Borrowed(text)
    };
    match is_nfc_quick(clean.chars()) {
        IsNormalized::Yes => clean,
        _ => Cow::Owned(clean.nfc().collect()),
    }
}

/// A text that a terminal shows and does not obey: control characters but tab and LF are replaced by
/// U+FFFD.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(is_unwanted) {
        Cow::Owned(text.replace(is_unwanted, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text with every run of white space made one space, without those at its ends.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_one_line(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

/// Whether the only white space of a text is single spaces between words.
fn is_one_line(text: &str) -> bool {
    let mut after_space = true;
    for (at, byte) in text.bytes().enumerate() {
        let is_space = byte == b' ';
        // The first bytes of all white space beyond ASCII.
        let wide = matches!(byte, 0xc2 | 0xe1..=0xe3);
        let is_wide_space = || {
            let character = text.get(at..).and_then(|rest| rest.chars().next());
            character.is_some_and(char::is_whitespace)
        };
        if matches!(byte, 0x09..=0x0d) || is_space && after_space || wide && is_wide_space() {
            return false;
        }
        after_space = is_space;
    }
    text.is_empty() || !after_space
}

/// Whether a character has no place in a text: a control character other than tab and LF, or one of the
/// noncharacters that XML refuses.
pub fn is_unwanted(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => false,
    }
}

fn without_controls(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\u{85}' => clean.push('\n'),
            other if is_unwanted(other) => {}
            other => clean.push(other),
        }
    }
    clean
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let first = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(0).saturating_sub(1024);
    let head = bytes.get(first..).unwrap_or_default();
    let head = head.get(..GUESS_BYTES).unwrap_or(head);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 of Western text without a mark: every other byte of the beginning is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512) & !1)?;
    if !head.contains(&0) {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 4 {
        return None;
    }
    match (even * 10 > half * 8, odd * 10 > half * 8) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8 with a few broken places rather than another character set.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_character_sets_are_recognised() {
        let read = |bytes: &[u8], hint| {
            let decoded = decode(bytes, hint);
            (decoded.text, decoded.encoding, decoded.replaced)
        };
        assert_eq!(read(b"\xef\xbb\xbfna\xc3\xafve", None), ("naïve".into(), "UTF-8", false));
        assert_eq!(read(b"\xff\xfeh\0i\0", None), ("hi".into(), "UTF-16LE", false));
        assert_eq!(read(b"H\0a\0r\0b\0o\0u\0r\0", None).0, "Harbour");
        assert_eq!(read(b"caf\xe9 cr\xe8me", Some("iso-8859-1")).0, "café crème");
        assert_eq!(
            read(b"\xc3\xa9\xc3\xa8\xc3\xa0 \xff", None),
            ("éèà \u{fffd}".into(), "UTF-8", true)
        );
        assert_eq!(read(b"", None), (String::new(), "UTF-8", false));
    }

    #[test]
    fn a_wrong_hint_does_not_spoil_valid_utf8() {
        assert_eq!(decode("Kraków".as_bytes(), Some("windows-1252")).text, "Kraków");
    }

    #[test]
    fn white_space_of_any_kind_becomes_single_spaces() {
        for text in
            ["", " ", "a", "a b", " a", "a ", "a  b", "a\nb", "a\u{a0}b", "é “b” c", "a\u{2003}b"]
        {
            let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(one_line(text), expected, "{text:?}");
        }
        let spaces = (0..=0x10_ffff_u32).filter_map(char::from_u32).filter(|c| c.is_whitespace());
        spaces.for_each(|space| assert_eq!(one_line(&format!("a{space}b")), "a b"));
        assert!(matches!(one_line("é “b” c"), Cow::Borrowed(_)));
    }

    #[test]
    fn bytes_that_are_clean_text_are_taken_as_they_are() {
        for bytes in
            [&b"plain"[..], b"\xef\xbb\xbfx", b"H\0a\0r\0b\0o\0", b"caf\xe9", b"\x1b(B", b""]
        {
            assert_eq!(decode_owned(bytes.to_vec(), Some("utf-8")), decode(bytes, Some("utf-8")));
        }
    }

    #[test]
    fn normal_text_is_borrowed_and_the_rest_is_cleaned() {
        assert!(matches!(normalise("plain\ttext\n"), Cow::Borrowed(_)));
        assert_eq!(normalise("a\r\nb\rc\0d\u{1b}"), "a\nb\ncd");
        assert_eq!(normalise("cafe\u{301}"), "café");
        assert_eq!(normalise("a\u{85}b\u{9b}c\u{ffff}d"), "a\nbcd");
    }
}
