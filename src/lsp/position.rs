//! Places as an editor counts them, and as we do: lines and columns in UTF-16 or UTF-8 units, and bytes.
//! Knows texts only.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::diagnostic::Span;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// 16-bit units, which every client understands.
    #[default]
    Utf16,
}

impl Encoding {
    /// The encoding to use with a client that offers these: bytes where it can, else what all can.
    pub fn chosen(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// A text with the places of its lines. A line ends with LF, CR LF or CR, as the protocol says.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at + 1);
            }
        }
        Self { text, starts, encoding }
    }

    /// The line and column of a byte; of one inside a character, that character's.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        // Between CR and LF no place can be named: it is the end of the line.
        let end = offset.min(self.line_end(line));
        let column = self.encoding.units(self.text.get(start..end).unwrap_or(""));
        Position { line: line as u32, character: column as u32 }
    }

    /// The lines and columns of bytes.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end.max(span.start)) }
    }

    /// The byte at a line and column; behind the end of a line its end, behind the last line the end of
    /// the text, inside a character its first byte.
    pub fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else { return self.text.len() };
        let end = self.line_end(line);
        let wanted = position.character as usize;
        let mut units = 0;
        for (at, c) in self.text.get(start..end).unwrap_or("").char_indices() {
            units += match self.encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
            };
            if units > wanted {
                return start + at;
            }
        }
        end
    }

    /// The bytes between two places, in whichever order they are given.
    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), end.max(start))
    }

    /// The end of a line, before what ends it.
    fn line_end(&self, line: usize) -> usize {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let Some(next) = self.starts.get(line + 1).copied() else { return self.text.len() };
        let whole = self.text.get(start..next).unwrap_or("");
        let bare = whole.strip_suffix('\n').unwrap_or(whole);
        start + bare.strip_suffix('\r').unwrap_or(bare).len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_the_units_that_were_agreed_on() {
        let text = "a\r\n\u{1f469}\u{200d}\u{1f680} e\u{301}\tש\rb";
        let culprit = text.find('ש').expect("there");
        for (encoding, column) in [(Encoding::Utf16, 9), (Encoding::Utf8, 16)] {
            let lines = Lines::new(text, encoding);
            assert_eq!(lines.position(culprit), at(1, column), "{encoding:?}");
            assert_eq!(lines.offset(at(1, column)), culprit, "{encoding:?}");
            assert_eq!(lines.position(text.len()), at(2, 1));
        }
    }

    #[test]
    fn places_that_are_not_there_become_the_nearest_ones() {
        let lines = Lines::new("ab\r\n\u{1f680}c", Encoding::Utf16);
        assert_eq!(lines.offset(at(0, 99)), 2);
        assert_eq!(lines.offset(at(1, 1)), 4, "inside a pair");
        assert_eq!(lines.offset(at(9, 9)), "ab\r\n\u{1f680}c".len());
        assert_eq!(lines.position(3), at(0, 2), "between CR and LF");
        assert_eq!(lines.position(6), at(1, 0), "inside a character");
        let backwards = Range { start: at(1, 2), end: at(0, 1) };
        assert_eq!(lines.span(backwards), Span::new(1, 8));
    }

    proptest! {
        #[test]
        fn every_character_is_found_where_it_is_said_to_be(text in "[a\\u{e9}\\u{1f680}\\n\\r\\u{5d0}]{0,40}") {
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let lines = Lines::new(&text, encoding);
                for (offset, _) in text.char_indices() {
                    let inside = text.get(..offset).is_some_and(|before| before.ends_with('\r'))
                        && text.get(offset..).is_some_and(|after| after.starts_with('\n'));
                    let found = lines.offset(lines.position(offset));
                    prop_assert_eq!(found, offset - usize::from(inside));
                }
            }
        }
    }
}
