//! The features of a word in its passage, as rows of the weight table. Shared by training and reading.

use super::lexicon::{Lexicon, NO_CLUSTER, flag, lower_hash, phrase_hash, word_hash};
use crate::diagnostic::Span;

/// Longest gazetteer phrase, in words.
const LONGEST_PHRASE: usize = 5;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital and no digit.
    Lower,
    /// A capital, then lower case.
    Capital,
    /// Capitals only, at least two letters.
    Upper,
    /// One capital, or letters with dots.
    Initial,
    /// Anything else with a capital: `McOro`, `iPhone`.
    Mixed,
    /// Starts with a digit.
    Number,
    /// Not a word.
    Mark,
    /// Outside the passage.
    Edge,
}

impl Case {
    /// Whether a name may start with a word written so.
    pub const fn may_name(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Initial | Self::Mixed)
    }
}

/// What is known of one word without its neighbours.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// How it is written.
    pub case: Case,
    /// Hash of the word as written.
    pub exact: u32,
    /// Hash of the word in lower case.
    pub lower: u32,
    /// Gazetteer flags of the word alone.
    pub flags: u8,
    shape: u32,
    prefixes: [u32; 3],
    suffixes: [u32; 3],
    fine: u32,
    coarse: u32,
    /// Place of the word in a gazetteer phrase: 0 none, 1 first, 2 inside, 3 last.
    phrase: u32,
}

const EDGE: Word = Word {
    case: Case::Edge,
    exact: 1,
    lower: 1,
    flags: 0,
    shape: 1,
    prefixes: [0; 3],
    suffixes: [0; 3],
    fine: 2000,
    coarse: 300,
    phrase: 0,
};

/// What is known of each word of a passage.
pub fn words(text: &str, tokens: &[Span], lexicon: &Lexicon) -> Vec<Word> {
    let mut words: Vec<Word> = tokens.iter().map(|token| word(token.of(text), lexicon)).collect();
    mark_phrases(&mut words, lexicon);
    words
}

fn word(token: &str, lexicon: &Lexicon) -> Word {
    let exact = word_hash(token);
    let case = case_of(token);
    let lower = if case == Case::Lower || case == Case::Mark { exact } else { lower_hash(token) };
    let found = lexicon.get(exact);
    let mut fine = found.map_or(NO_CLUSTER, |entry| entry.fine);
    if fine == NO_CLUSTER && lower != exact {
        fine = lexicon.get(lower).map_or(NO_CLUSTER, |entry| entry.fine);
    }
    let (prefixes, suffixes) = affixes(token);
    Word {
        case,
        exact,
        lower,
        flags: found.map_or(0, |entry| entry.flags),
        shape: shape(token),
        prefixes,
        suffixes,
        fine: u32::from(fine),
        coarse: u32::from(lexicon.coarse(fine)),
        phrase: 0,
    }
}

/// How `token` is written.
pub fn case_of(token: &str) -> Case {
    let mut letters = token.chars();
    let Some(first) = letters.next() else { return Case::Mark };
    if !first.is_alphanumeric() {
        return Case::Mark;
    }
    if first.is_numeric() {
        return Case::Number;
    }
    let (mut upper, mut lower, mut dots) = (usize::from(first.is_uppercase()), 0, 0);
    for letter in letters {
        upper += usize::from(letter.is_uppercase());
        lower += usize::from(letter.is_lowercase());
        dots += usize::from(letter == '.');
    }
    match (first.is_uppercase(), upper, lower) {
        (_, 0, _) => Case::Lower,
        (true, 1, 0) => Case::Initial,
        (true, _, 0) if dots > 0 => Case::Initial,
        (true, _, 0) => Case::Upper,
        (true, 1, _) => Case::Capital,
        _ => Case::Mixed,
    }
}

/// The word's pattern of capitals, small letters, digits and marks, runs folded.
fn shape(token: &str) -> u32 {
    let mut shape = 1u32;
    let mut last = 0;
    for letter in token.chars() {
        let class = if letter.is_uppercase() {
            1
        } else if letter.is_alphabetic() {
            2
        } else if letter.is_numeric() {
            3
        } else {
            4 + (letter as u32) * 8
        };
        if class != last {
            shape = shape.wrapping_mul(31).wrapping_add(class);
        }
        last = class;
    }
    let length = token.len().min(4) as u32;
    if shape == 31 + 2 || shape == (31 + 1) * 31 + 2 {
        shape
    } else {
        shape.wrapping_mul(8) + length
    }
}

/// Hashes of the first and last two, three and four letters, in lower case.
fn affixes(token: &str) -> ([u32; 3], [u32; 3]) {
    let mut prefixes = [0; 3];
    let mut suffixes = [0; 3];
    let mut hash = 0x811C_9DC5_u32;
    for (count, letter) in token.chars().take(4).enumerate() {
        hash = (hash ^ letter.to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        if count >= 1 {
            prefixes[count - 1] = hash;
        }
    }
    hash = 0x811C_9DC5;
    for (count, letter) in token.chars().rev().take(4).enumerate() {
        hash = (hash ^ letter.to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        if count >= 1 {
            suffixes[count - 1] = hash;
        }
    }
    (prefixes, suffixes)
}

/// Marks the longest gazetteer phrases, from the left.
fn mark_phrases(words: &mut [Word], lexicon: &Lexicon) {
    let mut at = 0;
    while at < words.len() {
        let length = phrase_length(words.get(at..).unwrap_or(&[]), lexicon);
        if length > 1 {
            for (offset, word) in words.iter_mut().skip(at).take(length).enumerate() {
                word.phrase = match offset {
                    0 => 1,
                    _ if offset + 1 == length => 3,
                    _ => 2,
                };
            }
        }
        at += length.max(1);
    }
}

fn phrase_length(words: &[Word], lexicon: &Lexicon) -> usize {
    let Some(first) = words.first() else { return 0 };
    if first.flags & flag::PHRASE == 0 {
        return 1;
    }
    let mut hash = phrase_hash(0, first.exact);
    let mut longest = 1;
    for (offset, word) in words.iter().enumerate().take(LONGEST_PHRASE).skip(1) {
        hash = phrase_hash(hash, word.exact);
        if lexicon.get(hash).is_some_and(|entry| entry.flags & flag::PLACE != 0) {
            longest = offset + 1;
        }
    }
    longest
}

/// For each word, the run of capitalised words around it: first and one past the last.
fn runs(words: &[Word]) -> Vec<(u32, u32)> {
    let mut runs = Vec::with_capacity(words.len());
    let mut start = 0;
    while start < words.len() {
        let length =
            words.iter().skip(start).take_while(|word| word.case.may_name()).count().max(1);
        let run = (start as u32, (start + length) as u32);
        runs.resize(start + length, run);
        start += length;
    }
    runs
}

/// Calls `each` with the position and the rows (below `rows`) of every word, in order.
pub fn each_row_set(words: &[Word], rows: u32, mut each: impl FnMut(usize, &[u32])) {
    let runs = runs(words);
    let mut found = Vec::with_capacity(64);
    for (position, run) in runs.iter().enumerate() {
        found.clear();
        let mut add = |template: u32, left: u32, right: u32| {
            let hash = mix(template, left, right);
            found.push(((u64::from(hash) * u64::from(rows)) >> 32) as u32);
        };
        near(words, position, &mut add);
        if words.get(position).is_some_and(|word| word.case.may_name()) {
            inside(words, position, *run, &mut add);
        }
        each(position, &found);
    }
}

const fn mix(template: u32, left: u32, right: u32) -> u32 {
    let hash = template.wrapping_mul(0x9E37_79B1) ^ left.wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x7FEB_352D) ^ right.wrapping_mul(0xC2B2_AE35);
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x846C_A68B);
    hash ^ (hash >> 16)
}

fn at(words: &[Word], position: usize, offset: isize) -> &Word {
    position.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&EDGE)
}

/// Features every word has: itself and its neighbours.
fn near(words: &[Word], position: usize, add: &mut impl FnMut(u32, u32, u32)) {
    let this = at(words, position, 0);
    let before = at(words, position, -1);
    let after = at(words, position, 1);
    let before2 = at(words, position, -2);
    let after2 = at(words, position, 2);
    let flags = u32::from(this.flags & !flag::PHRASE) | this.phrase << 8;
    let case = this.case as u32;
    add(1, case, 0);
    add(2, this.exact, 0);
    add(3, this.lower, 0);
    add(4, before.lower, case);
    add(5, after.lower, case);
    add(6, this.fine, case);
    add(7, this.coarse, case);
    add(8, before.fine, case);
    add(9, after.fine, case);
    add(10, before.case as u32 * 16 + case, after.case as u32);
    add(11, flags, case);
    add(12, before.lower, this.lower);
    add(13, this.lower, after.lower);
    add(14, before.coarse, after.coarse + (case << 16));
    add(15, before2.lower, case);
    add(16, after2.lower, case);
    add(17, this.shape, 0);
    add(18, u32::from(after.flags) | after.phrase << 8, after.case as u32 * 16 + case);
    add(19, u32::from(before.flags) | before.phrase << 8, before.case as u32 * 16 + case);
}

/// Features of capitalised words: letters, clusters of the surroundings and the run they stand in.
fn inside(words: &[Word], position: usize, run: (u32, u32), add: &mut impl FnMut(u32, u32, u32)) {
    let this = at(words, position, 0);
    let before = at(words, position, -1);
    let after = at(words, position, 1);
    let before2 = at(words, position, -2);
    let after2 = at(words, position, 2);
    for (template, affix) in (30..).zip(this.prefixes.into_iter().chain(this.suffixes)) {
        add(template, affix, 0);
    }
    add(40, before.fine, this.fine);
    add(41, this.fine, after.fine);
    add(42, before.coarse + (this.coarse << 10), after.coarse);
    add(43, before2.fine, 0);
    add(44, after2.fine, 0);
    add(45, before2.coarse, before.coarse);
    add(46, after.coarse, after2.coarse);
    add(47, before.shape, this.shape);
    add(48, this.shape, after.shape);
    add(49, before2.lower, before.lower);
    add(50, after.lower, after2.lower);
    let (start, end) = (run.0 as usize, run.1 as usize);
    let first = at(words, start, 0);
    let last = at(words, end, -1);
    let outside_left = at(words, start, -1);
    let outside_right = at(words, end, 0);
    let length = (run.1 - run.0).min(6);
    let from_start = (position - start).min(3) as u32;
    let from_end = (end - 1 - position).min(3) as u32;
    let within = from_start * 4 + from_end;
    add(60, last.lower, from_end);
    add(61, last.fine, from_end);
    add(62, first.lower, from_start);
    add(63, first.fine, from_start);
    add(64, outside_left.lower, within);
    add(65, outside_right.lower, within);
    add(66, outside_left.fine, outside_right.fine);
    add(67, length, within);
    add(68, u32::from(first.flags) | u32::from(last.flags) << 8, within);
    add(69, at(words, end, 1).lower, from_end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_tells_names_from_words_and_numbers() {
        let cases = [
            ("oro", Case::Lower),
            ("Oro", Case::Capital),
            ("ORO", Case::Upper),
            ("O", Case::Initial),
            ("U.S.", Case::Initial),
            ("McOro", Case::Mixed),
            ("18th", Case::Number),
            ("—", Case::Mark),
        ];
        for (token, expected) in cases {
            assert_eq!(case_of(token), expected, "{token}");
        }
    }

    #[test]
    fn every_word_has_rows_inside_the_table() {
        let text = "Lady Oro of Lor met O.";
        let tokens = super::super::token::tokens(text, Span::new(0, text.len()));
        let words = words(text, &tokens, &Lexicon::default());
        let mut seen = 0;
        each_row_set(&words, 1000, |_, rows| {
            seen += 1;
            assert!(!rows.is_empty() && rows.iter().all(|row| *row < 1000));
        });
        assert_eq!(seen, tokens.len());
    }
}
