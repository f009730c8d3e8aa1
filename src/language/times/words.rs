//! Words, digits and marks of one passage: the small reading the time and quantity rules share.
//! Knows nothing of dates.

use std::borrow::Cow;

use crate::diagnostic::Span;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum WordKind {
    /// A run of letters.
    Letters,
    /// Digits with inner `,` (before three digits) and `.` (before a digit).
    Digits,
    /// One other character.
    Mark,
}

/// One word, number or mark.
#[derive(Clone, Debug)]
pub(in crate::language) struct Word<'t> {
    /// Bytes in the whole text.
    pub(in crate::language) span: Span,
    /// Lower case.
    pub(in crate::language) low: Cow<'t, str>,
    /// Letters, digits or mark.
    pub(in crate::language) kind: WordKind,
    /// Whether nothing, not even a space, stands between it and the word before.
    pub(in crate::language) glued: bool,
    /// Whether it begins with a capital letter.
    pub(in crate::language) capital: bool,
}

/// The words of one passage, in order. Places outside read as the empty word.
#[derive(Debug)]
pub(in crate::language) struct Words<'t> {
    items: Vec<Word<'t>>,
}

impl<'t> Words<'t> {
    /// Reads the bytes `passage` of `text`; a passage off character boundaries reads as empty.
    pub(in crate::language) fn read(text: &'t str, passage: Span) -> Self {
        let body = passage.of(text);
        let mut items: Vec<Word<'t>> = Vec::with_capacity(body.len() / 5);
        let mut at = 0;
        while let Some(first) = body.get(at..).and_then(|rest| rest.chars().next()) {
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let rest = body.get(at..).unwrap_or("");
            let (kind, length) = if first.is_ascii_digit() {
                (WordKind::Digits, digits_length(rest.as_bytes()))
            } else if first.is_alphabetic() {
                let end = rest.find(|c: char| !c.is_alphabetic() && !is_joiner(c));
                (WordKind::Letters, end.unwrap_or(rest.len()))
            } else {
                (WordKind::Mark, first.len_utf8())
            };
            let written = rest.get(..length).unwrap_or("");
            let span = Span::new(passage.start + at, passage.start + at + length);
            let glued = items.last().is_some_and(|before| before.span.end == span.start);
            let low = if written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
                Cow::Borrowed(written)
            } else {
                Cow::Owned(written.to_lowercase())
            };
            items.push(Word { span, low, kind, glued, capital: first.is_uppercase() });
            at += length.max(1);
        }
        Self { items }
    }

    /// How many words there are.
    pub(in crate::language) fn len(&self) -> usize {
        self.items.len()
    }

    /// The word at `i`.
    pub(in crate::language) fn get(&self, i: usize) -> Option<&Word<'t>> {
        self.items.get(i)
    }

    /// The word at `i` in lower case; empty outside.
    pub(in crate::language) fn low(&self, i: usize) -> &str {
        self.items.get(i).map_or("", |word| &word.low)
    }

    /// The word `back` places before `i` in lower case; empty outside.
    pub(in crate::language) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |place| self.low(place))
    }

    /// Whether the word at `i` is one of `list`.
    pub(in crate::language) fn is(&self, i: usize, list: &[&str]) -> bool {
        let low = self.low(i);
        // Nearly all words differ in their first letter already.
        let Some(first) = low.as_bytes().first() else { return false };
        list.iter().any(|word| word.as_bytes().first() == Some(first) && *word == low)
    }

    /// Whether the words at `i` and behind it are `list`, one after the other.
    pub(in crate::language) fn run(&self, i: usize, list: &[&str]) -> bool {
        list.iter().enumerate().all(|(k, word)| self.low(i + k) == *word)
    }

    /// Whether the word at `i` is of `kind`.
    pub(in crate::language) fn kind(&self, i: usize, kind: WordKind) -> bool {
        self.items.get(i).is_some_and(|word| word.kind == kind)
    }

    /// Whether the word at `i` touches the one before it.
    pub(in crate::language) fn glued(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|word| word.glued)
    }

    /// Whether the word at `i` begins with a capital.
    pub(in crate::language) fn capital(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|word| word.capital)
    }

    /// Whether a hyphen (or the dash some outlets use for one) joins `i - 1` and `i + 1`.
    pub(in crate::language) fn hyphen(&self, i: usize) -> bool {
        self.is(i, &["-", "‐", "‑"]) && self.glued(i) && self.glued(i + 1)
    }

    /// Whether a range dash or hyphen stands at `i`, spaced or not.
    pub(in crate::language) fn dash(&self, i: usize) -> bool {
        self.is(i, &["-", "‐", "‑", "–", "—", "−"])
    }

    /// The place behind a possessive `'s` that touches the word before `i`, else `i`.
    pub(in crate::language) fn skip_possessive(&self, i: usize) -> usize {
        let quote = self.is(i, &["'", "’"]) && self.glued(i);
        if quote && self.low(i + 1) == "s" && self.glued(i + 1) {
            i + 2
        } else if quote && self.before(i, 1).ends_with('s') {
            i + 1
        } else {
            i
        }
    }

    /// Whether a mark at `i` ties digits together, as the colon of `18:22` does.
    pub(in crate::language) fn ties(&self, i: usize, marks: &[&str]) -> bool {
        let digits = self.kind(i + 1, WordKind::Digits) && self.glued(i + 1);
        self.is(i, marks) && self.glued(i) && digits
    }

    /// Whether a slash at `i` touches both sides.
    pub(in crate::language) fn slash(&self, i: usize) -> bool {
        self.low(i) == "/" && self.glued(i) && self.glued(i + 1)
    }

    /// Digits at `i` as a whole number without separators, when there are at most nine.
    pub(in crate::language) fn whole(&self, i: usize) -> Option<i64> {
        let word = self.items.get(i).filter(|word| word.kind == WordKind::Digits)?;
        (word.low.len() <= 9).then(|| word.low.parse().ok()).flatten()
    }

    /// Bytes from word `from` up to, not with, word `to`.
    pub(in crate::language) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.items.get(from).map_or(0, |word| word.span.start);
        let end = to.checked_sub(1).and_then(|last| self.items.get(last));
        Span::new(start, end.map_or(start, |word| word.span.end))
    }
}

/// Combining marks stay inside a word.
fn is_joiner(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c) || c == '\u{ad}'
}

/// Length of a number at the start of `bytes`: `12`, `1,000`, `3.5`, `16.05.2025`.
fn digits_length(bytes: &[u8]) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    loop {
        while digit(at) {
            at += 1;
        }
        let group = digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        match bytes.get(at) {
            Some(b',') if group => at += 1,
            Some(b'.') if digit(at + 1) => at += 1,
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_separators_and_everything_else_falls_apart() {
        let text = "On May 16,2025 Ana's 1,250 crates (3.5kg) cost €30m.";
        let words = Words::read(text, Span::new(0, text.len()));
        let all: Vec<&str> = (0..words.len()).map(|i| words.low(i)).collect();
        assert_eq!(
            all,
            [
                "on", "may", "16", ",", "2025", "ana", "'", "s", "1,250", "crates", "(", "3.5",
                "kg", ")", "cost", "€", "30", "m", "."
            ]
        );
        assert!(words.glued(12) && !words.glued(8));
    }
}
