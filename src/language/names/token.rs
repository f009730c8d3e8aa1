//! Cuts a passage into the words the recogniser was trained on. Knows no names.
//!
//! The cuts follow the training data: possessive endings and the parts of a hyphenated word stand
//! alone, abbreviations keep their dots (`U.S.`, `Mr.`), `AT&T` and `Booking.com` stay whole.

use crate::diagnostic::Span;

/// Abbreviations that keep their dot before a following word.
const DOTTED: [&str; 34] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt",
    "Cmdr", "Adm", "Maj", "Rev", "Hon", "Jr", "Sr", "Inc", "Corp", "Ltd", "Co", "Bros", "No", "vs",
    "Ft", "Mt", "Messrs", "Fr", "Msgr", "Pres",
];

/// Endings that are words of their own, longest first; the apostrophe may be straight or curly.
const ENDINGS: [&str; 7] = ["n't", "'re", "'ve", "'ll", "'s", "'d", "'m"];

/// The words, numbers and marks of `text[within]`, in order.
pub fn tokens(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::with_capacity(within.len() / 5 + 1);
    push_tokens(text, within, &mut found);
    found
}

fn push_tokens(text: &str, within: Span, found: &mut Vec<Span>) {
    let passage = within.of(text);
    let mut at = 0;
    while let Some(first) = passage.get(at..).and_then(|rest| rest.chars().next()) {
        let width = first.len_utf8();
        if first.is_whitespace() || is_invisible(first) {
            at += width;
        } else if first.is_alphanumeric() {
            let end = spaced_end(passage, at).unwrap_or_else(|| word_end(passage, at));
            push_word(passage, at, end, within.start, found);
            at = end;
        } else {
            let end = mark_end(passage, at, first);
            found.push(Span::new(within.start + at, within.start + end));
            at = end;
        }
    }
}

/// Tokenised text has the letters of some abbreviations apart.
const SPACED: [&str; 8] =
    ["U. S. S. R.", "U. S. A.", "U. A. E.", "U. S.", "U. K.", "U. N.", "E. U.", "D. C."];

/// First byte after an abbreviation that is written with spaces, "U. S.".
fn spaced_end(passage: &str, at: usize) -> Option<usize> {
    let rest = passage.get(at..)?;
    if rest.as_bytes().get(1..3) != Some(b". ") {
        return None;
    }
    SPACED.iter().find(|spaced| rest.starts_with(**spaced)).map(|spaced| at + spaced.len())
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A lone possessive ending (" 's") and a doubled mark (`''`, `--`) count as one.
fn mark_end(passage: &str, at: usize, first: char) -> usize {
    let end = at + first.len_utf8();
    let mut rest = passage.get(end..).unwrap_or("").chars();
    let second = rest.next();
    let third = rest.next();
    let fourth = rest.next();
    if is_apostrophe(first)
        && matches!(second, Some('s' | 'S'))
        && !third.is_some_and(char::is_alphanumeric)
    {
        return end + 1;
    }
    // Tokenised text has the ending apart: "children’ s".
    if first == '\u{2019}'
        && second == Some(' ')
        && third == Some('s')
        && !fourth.is_some_and(char::is_alphanumeric)
    {
        return end + 2;
    }
    if matches!(first, '\'' | '`' | '-') && second == Some(first) {
        return end + first.len_utf8();
    }
    end
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}')
}

/// First byte after the word that starts at `start`, endings still attached.
fn word_end(passage: &str, start: usize) -> usize {
    let rest = passage.get(start..).unwrap_or("");
    let mut letters = rest.char_indices().peekable();
    let mut end = start;
    let mut dots = 0usize;
    let mut since_dot = 0usize;
    let mut is_number = true;
    while let Some((offset, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if letter.is_alphanumeric() || is_combining(letter) {
            end = start + offset + letter.len_utf8();
            since_dot += 1;
            is_number &= letter.is_numeric();
            continue;
        }
        let joined = next.is_some_and(char::is_alphanumeric);
        match letter {
            '.' if since_dot == 1
                && !is_number
                && (joined || dots > 0 || since_start(rest, offset)) =>
            {
                dots += 1;
                since_dot = 0;
                end = start + offset + 1;
                if !joined {
                    break;
                }
            }
            '.' if !joined && DOTTED.contains(&rest.get(..offset).unwrap_or("")) => {
                end = start + offset + 1;
                break;
            }
            '.' if joined && (is_number || next.is_some_and(|next| !next.is_uppercase())) => {
                since_dot = 0;
            }
            ',' | ':' if is_number && next.is_some_and(char::is_numeric) => {}
            '&' | '\'' | '\u{2019}' if joined => since_dot = 2,
            _ => break,
        }
    }
    end
}

/// Whether the text before `offset` is one capital letter: an initial, `J.`
fn since_start(rest: &str, offset: usize) -> bool {
    let before = rest.get(..offset).unwrap_or("");
    before.chars().count() == 1 && before.chars().all(char::is_uppercase)
}

fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The word without its ending, then the ending.
fn push_word(passage: &str, start: usize, end: usize, base: usize, found: &mut Vec<Span>) {
    let word = passage.get(start..end).unwrap_or("");
    let cut = ENDINGS.iter().find_map(|ending| ending_start(word, ending)).unwrap_or(word.len());
    if cut > 0 {
        found.push(Span::new(base + start, base + start + cut));
    }
    if cut < word.len() {
        found.push(Span::new(base + start + cut, base + end));
    }
}

/// Where `ending` begins at the end of `word`, a curly apostrophe counting as a straight one.
fn ending_start(word: &str, ending: &str) -> Option<usize> {
    let mut at = word.len();
    let mut letters = word.char_indices().rev();
    for wanted in ending.chars().rev() {
        let (offset, letter) = letters.next()?;
        let same =
            letter.to_ascii_lowercase() == wanted || (wanted == '\'' && letter == '\u{2019}');
        if !same {
            return None;
        }
        at = offset;
    }
    (at > 0).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn endings_hyphens_and_abbreviations_are_cut_as_in_the_training_data() {
        assert_eq!(
            words("Mr. Oro’s U.S.-Lorian plan, J. Oro didn't say."),
            [
                "Mr.", "Oro", "’s", "U.S.", "-", "Lorian", "plan", ",", "J.", "Oro", "did", "n't",
                "say", "."
            ]
        );
        assert_eq!(
            words("AT&T, Booking.com: 1,000 at 18:22."),
            ["AT&T", ",", "Booking.com", ":", "1,000", "at", "18:22", "."]
        );
        assert_eq!(words("O'Brien 's the workers'"), ["O'Brien", "'s", "the", "workers", "'"]);
        assert_eq!(words("the U. S. and J. Oro"), ["the", "U. S.", "and", "J.", "Oro"]);
        assert_eq!(words("in the U.K. “Go…”"), ["in", "the", "U.K.", "“", "Go", "…", "”"]);
    }

    #[test]
    fn odd_text_neither_panics_nor_loses_letters() {
        for text in ["", "'", "''", "’s", "n't", "a.", ".a.", "\u{301}x", "é́́", "1.", "&&", "İ’S"]
        {
            let all: String = words(text).concat();
            assert_eq!(all, text.replace(' ', ""));
        }
    }
}
