//! A table of names that finds them in running text, word by word, in time linear in the text
//! whatever the number of names. Knows spellings, not whom they belong to.
//!
//! A name is remembered by a running hash of its letters at the end of each of its words. Of a text,
//! only a word that begins like some name is hashed, only a word that is the first of some name is
//! looked at further, and the words behind it only as long as a name goes on. A match therefore begins
//! and ends with a word, and a hash is never believed before the letters are compared. Small filters
//! of bits stand before the table of hashes, as most words are in no name and the table of many names
//! is larger than the processor's cache.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::char::is_combining_mark;

/// Names of more words are never found: each is compared word by word where it may begin.
const MOST_WORDS: usize = 40;

/// The spelling of a name, as the number it was given.
pub(super) type NameId = usize;

/// A match: bytes `start..end` of the text, and the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) name: NameId,
}

/// Names ready to be found.
#[derive(Debug, PartialEq)]
pub(super) struct NameTable {
    /// What each byte is to the search: see [`LETTER`] and those after it.
    bytes: [u8; 256],
    /// Which hashes may be of words behind which a name goes on.
    going_on: Filter,
    /// Which hashes may be in `ends`.
    ending: Filter,
    /// Names by the hash of their words, those with the longest tail first.
    ends: HashMap<u64, Vec<NameId>, BuildHasherDefault<AsItIs>>,
    names: Vec<Name>,
}

/// A byte of ASCII that belongs to a word.
const LETTER: u8 = 1;
/// A byte with which the first word of some name begins.
const BEGINS: u8 = 2;
/// A byte of a character beyond ASCII.
const WIDE: u8 = 4;
/// A byte with which a later word of some name begins.
const FOLLOWS: u8 = 8;

/// A set of hashes that may hold some that were not put in (Bloom, 1970; here with one bit a hash).
#[derive(Debug, Default, PartialEq)]
struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    /// Bits for each hash: with sixteen, one hash in seventeen is let through without being in.
    const ROOM: usize = 16;

    fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let words = (hashes.len() * Self::ROOM / 64).next_power_of_two();
        let mut filter = Self { bits: vec![0; words] };
        for hash in hashes {
            let (word, bit) = filter.place(hash);
            if let Some(word) = filter.bits.get_mut(word) {
                *word |= bit;
            }
        }
        filter
    }

    /// The word of a hash, by other bits than those that hash tables look at first, and its bit.
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = (hash >> 12) as usize & (self.bits.len() - 1);
        (word, 1 << (hash >> 6 & 63))
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// A name in parts. Its letters are as in [`plain`].
#[derive(Debug, Default, PartialEq)]
struct Name {
    /// What stands before its first word, such as an apostrophe; nearly always nothing.
    head: Box<str>,
    /// Its words and what stands between them.
    words: Box<str>,
    /// What stands behind its last word, such as a full stop.
    tail: Box<str>,
}

/// The role of a character in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Between words.
    Gap,
    /// A part of a word.
    Letter,
    /// A word by itself, in scripts that put no spaces between words.
    Alone,
    /// A syllable of Korean, where words are spaced but particles are glued to a name's end.
    Syllable,
}

fn role(c: char) -> Role {
    match c {
        '\0'..='\u{7f}' if c.is_ascii_alphanumeric() || c == '_' => Role::Letter,
        '\0'..='\u{7f}' => Role::Gap,
        // Joiners stand inside Persian and Indian words.
        '\u{200c}' | '\u{200d}' => Role::Letter,
        // Thai and Lao; Burmese; Khmer; kana; CJK ideographs with their extensions (Unicode blocks).
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}'
            if c != '\u{30fb}' =>
        {
            Role::Alone
        }
        '\u{ac00}'..='\u{d7a3}' => Role::Syllable,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Role::Letter,
        _ => Role::Gap,
    }
}

/// Whether a character belongs to a word.
fn in_word(c: char) -> bool {
    role(c) != Role::Gap
}

/// For ASCII: the role of each byte.
const LETTERS: [bool; 128] = {
    let mut letters = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        letters[byte] = c.is_ascii_alphanumeric() || c == b'_';
        byte += 1;
    }
    letters
};

/// The character at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The first word that begins at `from` or behind it. `from` is not inside a word, unless words
/// there are written without spaces.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = next_start(text, from)?;
    Some((start, word_end(text, start)))
}

/// Where that word begins.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let byte = *bytes.get(at)?;
        match LETTERS.get(usize::from(byte)) {
            Some(true) => return Some(at),
            Some(false) => at += 1,
            None => {
                let c = char_at(text, at)?;
                if in_word(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
}

/// Where the word that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match LETTERS.get(usize::from(*byte)) {
            Some(true) => at += 1,
            Some(false) => return at,
            None => {
                let Some(c) = char_at(text, at) else { return at };
                match role(c) {
                    Role::Letter => at += c.len_utf8(),
                    Role::Alone | Role::Syllable if at == start => {
                        return with_marks(text, at + c.len_utf8());
                    }
                    Role::Gap | Role::Alone | Role::Syllable => return at,
                }
            }
        }
    }
    at
}

/// Marks belong to the character before them.
fn with_marks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.len() - rest.trim_start_matches(is_combining_mark).len()
}

/// A gap as names and texts share it: any white space is one space, as a name may go on in the next
/// line, and both shapes of the apostrophe are one.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        if c.is_whitespace() {
            while chars.next_if(|next| next.is_whitespace()).is_some() {}
            return Some(' ');
        }
        Some(if c == '\u{2019}' { '\'' } else { c })
    })
}

/// A factor with well mixed bits: 2⁶⁴ divided by the golden ratio, made odd (Knuth, *The Art of
/// Computer Programming* 3, 6.4).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(FACTOR);
    product ^ (product >> 29)
}

/// The hash with the letters of a word.
fn with_word(mut hash: u64, word: &[u8]) -> u64 {
    let (wholes, rest) = word.as_chunks::<8>();
    for whole in wholes {
        hash = mixed(hash, u64::from_le_bytes(*whole));
    }
    mixed(hash, end_of_word(rest))
}

/// At most seven letters as one number, which tells them and their count.
fn end_of_word(rest: &[u8]) -> u64 {
    let mut letters = [0; 8];
    let count = rest.len().min(7);
    if let (Some(head), Some(rest)) = (letters.get_mut(..count), rest.get(..count)) {
        head.copy_from_slice(rest);
    }
    letters[7] = count as u8 + 1;
    u64::from_le_bytes(letters)
}

/// The hash with what stands between two words.
fn with_gap(hash: u64, gap: &str) -> u64 {
    if gap == " " {
        return mixed(hash, u64::from(' '));
    }
    plain(gap).fold(hash, |hash, c| mixed(hash, u64::from(c)))
}

impl NameTable {
    /// A table of these names, which are spelt as in [`plain`] and numbered in their order. A name without a letter or digit
    /// is never found.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut bytes = [WIDE; 256];
        for (byte, is_letter) in bytes.iter_mut().zip(LETTERS) {
            *byte = if is_letter { LETTER } else { 0 };
        }
        let mut table = Self {
            bytes,
            going_on: Filter::default(),
            ending: Filter::default(),
            ends: HashMap::default(),
            names: Vec::new(),
        };
        let mut going_on = Vec::new();
        for name in names {
            table.add(name, &mut going_on);
        }
        let Self { ends, names, .. } = &mut table;
        let tail = |id: &NameId| names.get(*id).map_or(0, |name| name.tail.len());
        let longest_first =
            |ends: &mut Vec<NameId>| ends.sort_by_key(|id| std::cmp::Reverse(tail(id)));
        ends.values_mut().for_each(longest_first);
        going_on.sort_unstable();
        going_on.dedup();
        table.going_on = Filter::of(going_on.into_iter());
        table.ending = Filter::of(table.ends.keys().copied());
        table
    }

    /// Adds a name, and to `going_on` the hashes of its words but the last.
    fn add(&mut self, name: &str, going_on: &mut Vec<u64>) {
        let id = self.names.len();
        let Some((first, _)) = next_word(name, 0) else {
            self.names.push(Name::default());
            return;
        };
        self.mark(name.as_bytes()[first], BEGINS);
        let (mut hash, mut end, mut word) = (0, first, next_word(name, first));
        for _ in 0..MOST_WORDS {
            let Some((start, word_end)) = word else { break };
            if start > first {
                hash = with_gap(hash, &name[end..start]);
                self.mark(name.as_bytes()[start], FOLLOWS);
            }
            hash = with_word(hash, &name.as_bytes()[start..word_end]);
            end = word_end;
            word = next_word(name, end);
            match word {
                Some(_) => going_on.push(hash),
                None => self.ends.entry(hash).or_default().push(id),
            }
        }
        self.names.push(Name {
            head: name[..first].rsplit(' ').next().unwrap_or_default().into(),
            words: name[first..end].into(),
            tail: name[end..].into(),
        });
    }

    fn mark(&mut self, byte: u8, mark: u8) {
        if let Some(marks) = self.bytes.get_mut(usize::from(byte)) {
            *marks |= mark;
        }
    }

    /// All names in `text`, also those that overlap, by their place; of those that begin at one
    /// place the longest first.
    pub(super) fn find(&self, text: &str) -> Vec<Match> {
        let mut found = Vec::new();
        // Within a word no other begins: there the mark is masked.
        let (mut at, mut masked) = (0, 0);
        while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
            let (mut marks, mut skipped) = (0, rest.len());
            for (behind, byte) in rest.iter().enumerate() {
                marks = self.bytes[usize::from(*byte)];
                if marks & !masked & (BEGINS | WIDE) != 0 {
                    skipped = behind;
                    break;
                }
                masked = (marks & LETTER) * BEGINS;
            }
            at += skipped;
            if skipped == rest.len() {
                break;
            }
            if marks & WIDE != 0 {
                let (begins, behind, inside) = wide(text, at, masked != 0);
                if !begins || marks & BEGINS == 0 {
                    (at, masked) = (behind, u8::from(inside) * BEGINS);
                    continue;
                }
            }
            let end = word_end(text, at);
            if !glued(text, at) {
                self.find_at(text, at, end, &mut found);
            }
            (at, masked) = (end, 0);
        }
        if found.len() > 1 {
            found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
        }
        found
    }

    /// The names whose first word is `start..end`.
    fn find_at(&self, text: &str, start: usize, end: usize, found: &mut Vec<Match>) {
        let mut hash = with_word(0, &text.as_bytes()[start..end]);
        let mut end = end;
        loop {
            let ends = if self.ending.may_hold(hash) { self.ends.get(&hash) } else { None };
            for id in ends.into_iter().flatten() {
                let Some(name) = self.names.get(*id) else { continue };
                let behind = beginning(&text[end..], &name.tail);
                let stands = (name.head.is_empty() || text[..start].ends_with(&*name.head))
                    && behind.is_some_and(|length| !glues(&text[end + length..], &name.tail))
                    && same(&text[start..end], &name.words);
                if stands {
                    let end = end + behind.unwrap_or_default();
                    let start = start - name.head.len();
                    found.push(Match { start, end, name: *id });
                }
            }
            if !self.going_on.may_hold(hash) {
                return;
            }
            let Some(next) = next_start(text, end) else { return };
            let first = text.as_bytes()[next];
            if self.bytes[usize::from(first)] & FOLLOWS == 0 {
                return;
            }
            let next_end = word_end(text, next);
            hash = with_gap(hash, &text[end..next]);
            hash = with_word(hash, &text.as_bytes()[next..next_end]);
            end = next_end;
        }
    }
}

/// The character beyond ASCII at a byte, inside a word or not: whether a word begins with it, the byte
/// behind it, and whether that is inside a word.
fn wide(text: &str, at: usize, inside: bool) -> (bool, usize, bool) {
    let Some(c) = char_at(text, at) else { return (false, text.len(), false) };
    let behind = at + c.len_utf8();
    match role(c) {
        Role::Gap => (false, behind, false),
        Role::Letter => (!inside, behind, true),
        Role::Alone | Role::Syllable => (true, with_marks(text, behind), false),
    }
}

/// Whether a syllable of Korean stands inside a word.
fn glued(text: &str, start: usize) -> bool {
    let is_syllable = |c: char| role(c) == Role::Syllable;
    !text.as_bytes()[start].is_ascii()
        && char_at(text, start).is_some_and(is_syllable)
        && text[..start].chars().next_back().is_some_and(is_syllable)
}

/// Whether the tail of a name, such as a full stop, runs into a word behind it.
fn glues(behind: &str, tail: &str) -> bool {
    !tail.is_empty() && behind.chars().next().is_some_and(in_word)
}

/// How many bytes of a text are `tail`, whose letters are [`plain`], when it begins with that.
fn beginning(text: &str, tail: &str) -> Option<usize> {
    if tail.is_empty() || text.starts_with(tail) {
        return Some(tail.len());
    }
    let mut rest = text;
    for wanted in tail.chars() {
        let next = rest.chars().next()?;
        rest = match wanted {
            ' ' if next.is_whitespace() => rest.trim_start(),
            '\'' if next == '\u{2019}' => rest.strip_prefix(next)?,
            _ => rest.strip_prefix(wanted)?,
        };
    }
    Some(text.len() - rest.len())
}

/// Whether a text is a name whose letters are [`plain`].
fn same(text: &str, name: &str) -> bool {
    text == name || (text.len() >= name.len() && plain(text).eq(name.chars()))
}

/// Keys that are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = with_word(self.0, bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words<'t>(names: &[&str], text: &'t str) -> Vec<&'t str> {
        NameTable::new(names.iter().copied())
            .find(text)
            .iter()
            .map(|one| &text[one.start..one.end])
            .collect()
    }

    #[test]
    fn names_are_found_as_whole_words_the_longest_first() {
        for (names, text, expected) in [
            (&["Ana", "Ana Moor", "Moor"][..], "Ana Moor", &["Ana Moor", "Ana", "Moor"][..]),
            (&["Ana Moor"], "Ana\nMoor, Ana \t Moor", &["Ana\nMoor", "Ana \t Moor"]),
            (&["Ana"], "Anatol, XAna, Ana_1, ana, Ana\u{301}", &[]),
            (&["Moor's End"], "Moor\u{2019}s End's", &["Moor\u{2019}s End"]),
            (
                &["Acme Inc", "Acme Inc."],
                "Acme Inc. and Acme Inc",
                &["Acme Inc.", "Acme Inc", "Acme Inc"],
            ),
            (&["'s Loo"], "in 's Loo", &["'s Loo"]),
            (&["T. Orr"], "T. Orr-Lind, T.Orr", &["T. Orr"]),
            (&["Зоряна"], "«Зоряна», Зоряною", &["Зоряна"]),
            (&["東京", "東京都"], "昨日東京都で", &["東京都", "東京"]),
            (&["東京", "Orr"], "at東京Orr é東京", &["東京", "Orr", "東京"]),
            (&["서울"], "서울에서 한서울", &["서울"]),
            (&["Élan", "–"], "Élan–Élan", &["Élan", "Élan"]),
            (&["می\u{200c}هن"], "در می\u{200c}هن.", &["می\u{200c}هن"]),
        ] {
            assert_eq!(words(names, text), expected, "{names:?} in {text:?}");
        }
    }

    #[test]
    fn a_name_of_endless_words_is_not_looked_for() {
        let endless = "so on ".repeat(5000);
        assert_eq!(words(&[endless.trim()], &endless), Vec::<&str>::new());
    }

    proptest! {
        /// Against the plainest reading: every name tried at every place.
        #[test]
        fn the_table_finds_what_trying_every_name_finds(
            names in proptest::collection::btree_set("[abé東][abé東 ']{0,5}[ab.東]|[abé東]", 1..12),
            text in "[ab .'\u{e9}東]{0,60}",
        ) {
            let names: Vec<String> = names.into_iter().map(|name| plain(&name).collect()).collect();
            let mut expected = Vec::new();
            for (id, name) in names.iter().enumerate() {
                for (start, _) in text.char_indices() {
                    for end in (start + 1..=text.len()).filter(|end| text.is_char_boundary(*end)) {
                        let (before, after) = (&text[..start], &text[end..]);
                        let alone = name.starts_with(|c| role(c) == Role::Alone);
                        let whole = (alone || !before.ends_with(|c| role(c) == Role::Letter))
                            && !glued_behind(name, after);
                        if whole && plain(&text[start..end]).eq(name.chars()) {
                            expected.push(Match { start, end, name: id });
                        }
                    }
                }
            }
            expected.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end), one.name));
            let mut found = NameTable::new(names.iter().map(String::as_str)).find(&text);
            found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end), one.name));
            prop_assert_eq!(found, expected);
        }
    }

    /// Whether what stands behind a name makes it a part of a longer word.
    fn glued_behind(name: &str, after: &str) -> bool {
        match name.chars().next_back().map(role) {
            Some(Role::Letter) => after.starts_with(|c| role(c) == Role::Letter),
            Some(Role::Alone) => false,
            _ => after.starts_with(in_word),
        }
    }
}
