//! Bytes to clean text.

use backstory::unicode::{decode, decode_owned, is_unwanted, normalise, one_line};
use unicode_normalization::UnicodeNormalization as _;

use super::input::headed;

/// The first line is a charset label, as a header or `<meta>` has it; the rest are the bytes.
pub fn hold(input: &[u8]) {
    let (label, bytes) = headed(input);
    let hint = (!label.is_empty()).then_some(&*label);
    let decoded = decode(bytes, hint);
    assert_eq!(decode_owned(bytes.to_vec(), hint), decoded, "owned bytes are read otherwise");
    let plain = |byte: &u8| !matches!(byte, 0 | 0x1b);
    if let Ok(text) = std::str::from_utf8(bytes)
        && bytes.iter().all(plain)
        && !text.starts_with('\u{feff}')
    {
        assert_eq!(decoded.text, text, "UTF-8 is read as {}", decoded.encoding);
        assert!(!decoded.replaced);
    }
    // A mark decides, whatever the header says.
    let marked = [b"\xef\xbb\xbf", decoded.text.as_bytes()].concat();
    assert_eq!(decode(&marked, hint).text, decoded.text, "UTF-8 with a mark");
    let wide: Vec<u8> = decoded.text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&[b"\xff\xfe", &wide[..]].concat(), hint).text, decoded.text, "UTF-16");
    clean(&decoded.text);
}

fn clean(text: &str) {
    let normal = normalise(text);
    assert!(!normal.contains(is_unwanted), "control characters are left");
    assert_eq!(normalise(&normal), normal, "twice is not once");
    assert!(normal.nfc().eq(normal.chars()), "letters are not composed");
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{85}'], "\n");
    let wanted = lines.replace(is_unwanted, "");
    assert!(wanted.nfc().eq(normal.chars()), "more than white space and controls has changed");
    let line = one_line(text);
    assert_eq!(line, text.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(one_line(&line), line);
}
