//! Words, numbers and punctuation marks with their byte spans. Knows letters and abbreviations,
//! no sentences.

use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens' parts apart, abbreviations with their dots (`U.S.`).
    Word,
    /// Digits with inner separators: `1,000`, `3.5`, `18:22`; letters that follow belong to it (`16th`).
    Number,
    /// One mark.
    Punctuation,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Bytes in the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// Abbreviated titles: a name follows, so their dot never ends a sentence.
pub(super) const TITLES: &[&str] = &[
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "cpl", "dr", "drs", "fr", "gen", "gov",
    "hon", "insp", "lieut", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr",
    "mt", "mx", "ofc", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "st",
    "ste", "supt",
];

/// Other abbreviations written with one closing dot; a sentence may end with them.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "apr", "art", "assn", "asst", "aug", "ave", "bros", "ca", "calif", "cf", "ch",
    "co", "colo", "conn", "corp", "dec", "dept", "dist", "ed", "eds", "esq", "est", "etc", "feb",
    "ft", "inc", "jan", "jr", "jul", "jun", "ltd", "mar", "mass", "mich", "minn", "mo", "no",
    "nos", "nov", "oct", "okla", "ore", "penn", "pp", "rd", "sec", "sep", "sept", "sr", "tel",
    "tenn", "tex", "univ", "va", "viz", "vol", "vs", "wash", "wis",
];

/// Words whose `'s` is "is" or "has" and stays inside the word.
const CONTRACTED: &[&str] = &[
    "he", "here", "how", "it", "let", "she", "that", "there", "what", "when", "where", "who", "why",
];

/// The tokens of `text` in order; spaces belong to none. Linear in the length of the text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = char_at(text, at) {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (end, kind) = if first.is_numeric() {
            (number_end(text, at), TokenKind::Number)
        } else if first.is_alphabetic() {
            (word_end(text, at), TokenKind::Word)
        } else if let Some(end) = possessive_end(text, at, first) {
            (end, TokenKind::Word)
        } else {
            (at + first.len_utf8(), TokenKind::Punctuation)
        };
        found.push(Token { span: Span::new(at, end), kind });
        at = end;
    }
    found
}

/// Whether `c` is written inside words as an apostrophe.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

/// The character at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The character that ends at byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|before| before.chars().next_back())
}

/// Whether `word` (any case, without dot) stands in the sorted `table`.
pub(super) fn listed(table: &[&str], word: &str) -> bool {
    word.len() <= 12 && table.binary_search(&word.to_lowercase().as_str()).is_ok()
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == '\u{200D}' || c == '\u{200C}'
}

/// The end of `'s` that stands right behind a word.
fn possessive_end(text: &str, at: usize, first: char) -> Option<usize> {
    if !is_apostrophe(first) || !char_before(text, at).is_some_and(is_inner) {
        return None;
    }
    let letter = at + first.len_utf8();
    let end = letter + 1;
    (matches!(char_at(text, letter), Some('s' | 'S')) && !char_at(text, end).is_some_and(is_inner))
        .then_some(end)
}

fn number_end(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(c) = char_at(text, at) {
        let next = at + c.len_utf8();
        let separator = matches!(c, '.' | ',' | ':')
            && char_at(text, next).is_some_and(char::is_numeric)
            && char_before(text, at).is_some_and(char::is_numeric);
        if !is_inner(c) && !separator {
            break;
        }
        at = next;
    }
    at
}

fn word_end(text: &str, start: usize) -> usize {
    if let Some(end) = dotted_end(text, start) {
        return end;
    }
    let mut at = start;
    while let Some(c) = char_at(text, at) {
        let next = at + c.len_utf8();
        if is_apostrophe(c) {
            let joins = char_at(text, next).is_some_and(char::is_alphabetic);
            let owns = possessive_end(text, at, c).is_some();
            let stem = text.get(start..at).unwrap_or("");
            if !joins || (owns && !listed(CONTRACTED, stem)) {
                break;
            }
        } else if !is_inner(c) {
            break;
        }
        at = next;
    }
    at + usize::from(char_at(text, at) == Some('.') && keeps_dot(text, start, at))
}

/// The end of single letters with dots: `U.S.`, `a.m.`, `J.R.R.`; a sole `J.` counts when it is
/// an initial (capital, a capitalised word behind it).
fn dotted_end(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    let mut pairs = 0;
    while let Some(letter) = char_at(text, at).filter(|c| c.is_alphabetic()) {
        let dot = at + letter.len_utf8();
        if char_at(text, dot) != Some('.') {
            break;
        }
        at = dot + 1;
        pairs += 1;
    }
    // "U.S.A" without its last dot, "e.g.the": the dots belong to something else.
    if char_at(text, at).is_some_and(char::is_alphabetic) && pairs < 2 {
        return None;
    }
    (pairs >= 2 || (pairs == 1 && is_initial(text, start, at))).then_some(at)
}

fn is_initial(text: &str, start: usize, end: usize) -> bool {
    let capital = char_at(text, start).is_some_and(|c| c.is_uppercase() && c != 'I');
    let mut behind = text.get(end..).unwrap_or("").chars();
    capital && behind.next() == Some(' ') && behind.next().is_some_and(char::is_uppercase)
}

fn keeps_dot(text: &str, start: usize, end: usize) -> bool {
    let word = text.get(start..end).unwrap_or("");
    if listed(TITLES, word) {
        return word.chars().next().is_some_and(char::is_uppercase);
    }
    let behind = text.get(end + 1..).unwrap_or("").trim_start_matches(' ');
    let next = behind.chars().next();
    match word {
        "no" | "mar" | "mass" | "ore" | "art" | "ed" | "dec" | "sec" | "mo" | "al" => false,
        "No" | "Nos" => next.is_some_and(char::is_numeric),
        _ => listed(ABBREVIATIONS, word) && next.is_some_and(|c| !matches!(c, '\n' | '\r')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        for (text, expected) in [
            ("", vec![]),
            ("Two envoys met.", vec!["Two", "envoys", "met", "."]),
            ("the U.S. envoy", vec!["the", "U.S.", "envoy"]),
            ("at 9 a.m. sharp", vec!["at", "9", "a.m.", "sharp"]),
            ("J. R. Oduya spoke", vec!["J.", "R.", "Oduya", "spoke"]),
            ("Gen. Ilse Brandt", vec!["Gen.", "Ilse", "Brandt"]),
            ("Oslo's fjord", vec!["Oslo", "'s", "fjord"]),
            ("Oslo’s fjord", vec!["Oslo", "’s", "fjord"]),
            ("it's O’Hara, don't", vec!["it's", "O’Hara", ",", "don't"]),
            ("the allies’ plan", vec!["the", "allies", "’", "plan"]),
            ("a 30-day cease-fire", vec!["a", "30", "-", "day", "cease", "-", "fire"]),
            ("1,000 at 18:22, 3.5.", vec!["1,000", "at", "18:22", ",", "3.5", "."]),
            ("the 16th of the 1990s", vec!["the", "16th", "of", "the", "1990s"]),
            ("No. 4, no. Yes", vec!["No.", "4", ",", "no", ".", "Yes"]),
            ("“Да,” नमस्ते", vec!["“", "Да", ",", "”", "नमस्ते"]),
            ("$5m", vec!["$", "5m"]),
            ("end.Next", vec!["end", ".", "Next"]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_a_number_and_a_word_a_word() {
        use TokenKind::{Number, Punctuation, Word};
        let kinds: Vec<_> = tokens("G7: 7 leaders").into_iter().map(|token| token.kind).collect();
        assert_eq!(kinds, [Word, Punctuation, Number, Word]);
    }

    #[test]
    fn tables_are_sorted() {
        for table in [TITLES, ABBREVIATIONS, CONTRACTED] {
            assert!(table.is_sorted());
        }
    }

    #[test]
    fn long_lines_take_linear_time() {
        for unit in ["a", "a.", "'", "'s", "1,", "I. "] {
            assert!(!tokens(&unit.repeat(200_000)).is_empty());
        }
    }
}
