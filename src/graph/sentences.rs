//! Where sentences end, by Unicode Standard Annex 29, as `unicode-segmentation` finds them, but
//! without looking every letter up: only what stands around full stops decides. Knows text only.

use unicode_segmentation::UnicodeSegmentation as _;

/// The ends of the sentences of a text, in order; the last one is the end of the text.
pub(super) fn sentence_ends(text: &str) -> Vec<usize> {
    plain_ends(text).unwrap_or_else(|| {
        text.split_sentence_bound_indices().map(|(at, one)| at + one.len()).collect()
    })
}

/// The property `Sentence_Break` of a character, as far as the rules tell them apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    Other,
    Lower,
    Upper,
    Number,
    Space,
    /// Ends a line.
    Line,
    /// Closes a bracket or quotation, or opens one.
    Close,
    /// A full stop, which may belong to an abbreviation.
    Stop,
    /// `!` and `?`.
    Mark,
    /// A comma and its like: the sentence goes on.
    GoesOn,
}

/// Of ASCII.
const ASCII: [Break; 128] = {
    let mut all = [Break::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        all[byte] = match byte as u8 {
            b'a'..=b'z' => Break::Lower,
            b'A'..=b'Z' => Break::Upper,
            b'0'..=b'9' => Break::Number,
            b' ' | b'\t' | 0x0b | 0x0c => Break::Space,
            b'\n' | b'\r' => Break::Line,
            b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Break::Close,
            b'.' => Break::Stop,
            b'!' | b'?' => Break::Mark,
            b',' | b'-' | b':' | b';' => Break::GoesOn,
            _ => Break::Other,
        };
        byte += 1;
    }
    all
};

/// Bytes at which something is to be decided: the end of a sentence or line, a character beyond ASCII.
const DECIDES: [bool; 256] = {
    let mut all = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        all[byte] =
            byte >= 128 || matches!(ASCII[byte & 127], Break::Line | Break::Stop | Break::Mark);
        byte += 1;
    }
    all
};

/// The property of a character; absent of those that European texts rarely hold.
fn property(c: char) -> Option<Break> {
    Some(match c {
        '\0'..='\u{7f}' => return ASCII.get(c as usize).copied(),
        '\u{a0}' => Break::Space,
        '«' | '»' | '\u{2018}'..='\u{201f}' | '‹' | '›' => Break::Close,
        '–' | '—' => Break::GoesOn,
        '×' | '÷' | '£' | '§' | '©' | '®' | '°' | '±' | '·' | '…' | '•' | '€' | '™' => {
            Break::Other
        }
        // Latin letters of Western and Central Europe, the modern Greek and Russian alphabets.
        'À'..='\u{17f}' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ω' | 'А'..='я' => {
            if c.is_uppercase() { Break::Upper } else { Break::Lower }
        }
        _ => return None,
    })
}

/// The character at a byte and its property.
fn property_at(text: &str, at: usize) -> Option<(Break, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if let Some(plain) = ASCII.get(usize::from(byte)) {
        return Some((*plain, 1));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((property(c)?, c.len_utf8()))
}

/// What stands before a byte is a letter with a case.
fn letter_before(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    matches!(before.and_then(property), Some(Break::Lower | Break::Upper))
}

/// The ends of the sentences; absent when the text holds a character of unknown property.
fn plain_ends(text: &str) -> Option<Vec<usize>> {
    let bytes = text.as_bytes();
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(skipped) = bytes.get(at..)?.iter().position(|byte| DECIDES[usize::from(*byte)]) {
        at += skipped;
        let (found, length) = property_at(text, at)?;
        let start = at;
        at += length;
        match found {
            // SB3, SB4
            Break::Line => {
                if bytes.get(start) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
                ends.push(at);
            }
            Break::Stop | Break::Mark => {
                let (behind, is_end) = behind_mark(text, start, found == Break::Stop)?;
                at = behind;
                if is_end {
                    ends.push(at);
                }
            }
            _ => {}
        }
    }
    if ends.last() != Some(&text.len()) && !text.is_empty() {
        ends.push(text.len());
    }
    Some(ends)
}

/// What follows the mark at `start` that may end a sentence: the byte up to which all is decided, and
/// whether a sentence ends there. Absent when a character of unknown property stands there.
fn behind_mark(text: &str, start: usize, is_stop: bool) -> Option<(usize, bool)> {
    let mut at = start + 1;
    // At the end of the text, nothing is left to decide.
    let next =
        |at: usize| if at < text.len() { property_at(text, at).map(Some) } else { Some(None) };
    if is_stop {
        match next(at)? {
            // SB6
            Some((Break::Number, length)) => return Some((at + length, false)),
            // SB7
            Some((Break::Upper, length)) if letter_before(text, start) => {
                return Some((at + length, false));
            }
            _ => {}
        }
    }
    // SB9, SB10
    while let Some((Break::Close, length)) = next(at)? {
        at += length;
    }
    while let Some((Break::Space, length)) = next(at)? {
        at += length;
    }
    let is_end = match next(at)? {
        // SB2 and SB4, decided where the line or text ends; SB8a.
        None | Some((Break::Line | Break::Stop | Break::Mark | Break::GoesOn, _)) => false,
        // SB8, SB11
        Some(_) => !(is_stop && goes_on_small(text, at)?),
    };
    Some((at, is_end))
}

/// SB8: whether the next letter, before any other end of a sentence, is a small one.
fn goes_on_small(text: &str, mut at: usize) -> Option<bool> {
    while at < text.len() {
        let (found, length) = property_at(text, at)?;
        match found {
            Break::Lower => return Some(true),
            Break::Upper | Break::Line | Break::Stop | Break::Mark => return Some(false),
            _ => at += length,
        }
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_the_book(text: &str) -> Vec<usize> {
        text.split_sentence_bound_indices().map(|(at, one)| at + one.len()).collect()
    }

    #[test]
    fn the_property_of_each_known_character_is_the_one_of_unicode() {
        let known = (0..=0x2fff_u32).filter_map(char::from_u32).filter(|c| property(*c).is_some());
        for c in known {
            for text in [
                format!("a.{c}b"),
                format!("a.{c}B"),
                format!("a. {c}b"),
                format!("a. {c}B"),
                format!("a. {c} b"),
                format!("a!{c}B"),
                format!("a!{c} B"),
                format!("a! {c}B"),
                format!("a! {c} B"),
                format!("{c}.B"),
                format!("a{c} B"),
                format!("a{c}b."),
                format!("1.{c}B"),
                format!("1.{c} B"),
            ] {
                assert_eq!(plain_ends(&text), Some(by_the_book(&text)), "{text:?}");
            }
        }
    }

    #[test]
    fn other_letters_are_left_to_the_book() {
        assert_eq!(plain_ends("Cafe\u{301}. Two"), None);
        assert_eq!(sentence_ends("一。二"), [6, 9]);
        assert_eq!(plain_ends(&"X. ) ".repeat(50_000)).map(|ends| ends.len()), Some(50_001));
    }

    proptest! {
        #[test]
        fn sentences_end_where_unicode_says(
            text in "[abAB1 .!?,:;'\"()\\n\\r\\t–“”’é…É-]{0,40}",
        ) {
            prop_assert_eq!(plain_ends(&text), Some(by_the_book(&text)));
        }

        #[test]
        fn any_text_is_cut_as_unicode_says(text in "[\\PC\\n]{0,60}") {
            prop_assert_eq!(sentence_ends(&text), by_the_book(&text));
        }
    }
}
