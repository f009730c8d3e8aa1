//! The names that a style sheet speaks of, numbered, and which of them a page has. Knows markup and
//! numbers; what a sheet does with them is `style`'s.

mod table;

use memchr::{memchr, memchr2, memmem};
use serde::{Deserialize, Serialize};

use self::table::Table;

/// Which names of one vocabulary some pages use: a set of numbers, which mean something only together
/// with the sheet they were taken for (`Sheets::fingerprint`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Uses(Vec<u64>);

impl Uses {
    /// Adds what other pages use.
    pub(crate) fn unite(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    /// Whether a sheet cut for `other` has all that these pages need.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let allowed = other.0.iter().chain(std::iter::repeat(&0));
        self.0.iter().zip(allowed).all(|(mine, allowed)| mine & !allowed == 0)
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    fn add(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }
}

/// Something that a rule can ask of a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Name<'n> {
    /// An element, in lower case.
    Element(&'n str),
    Class(&'n str),
    Attribute(&'n str),
    /// A value of an attribute: it is this one as far as values are remembered, or begins with it.
    Value {
        attribute: &'n str,
        value: &'n str,
        exact: bool,
    },
    /// A custom property that markup mentions by itself (`fill="var(--link)"`).
    Property(&'n str),
}

/// The names of one style sheet.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    elements: Table,
    classes: Table,
    /// Numbered by themselves; `asked` has their numbers among all names.
    attributes: Table,
    /// Of each attribute: its number among all names, and what is asked of its values.
    asked: Vec<(usize, Vec<Value>)>,
    properties: Table,
    /// How many numbers are given away.
    count: usize,
    mention: memmem::Finder<'static>,
}

/// A condition on an attribute's value.
#[derive(Clone, Debug)]
struct Value {
    beginning: String,
    exact: bool,
    number: usize,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            elements: Table::default(),
            classes: Table::default(),
            attributes: Table::default(),
            asked: Vec::new(),
            properties: Table::default(),
            count: 0,
            mention: memmem::Finder::new(MENTION),
        }
    }
}

/// How values mention a custom property.
const MENTION: &str = "var(";

impl Vocabulary {
    /// The number of a name; a new name gets the next one.
    pub(super) fn number(&mut self, name: Name<'_>) -> usize {
        let next = self.count;
        let number = match name {
            Name::Element(name) => self.elements.number(name, next),
            Name::Class(name) => self.classes.number(name, next),
            Name::Property(name) => self.properties.number(name, next),
            Name::Attribute(name) => {
                let at = self.attributes.number(name, self.asked.len());
                if at == self.asked.len() {
                    self.asked.push((next, Vec::new()));
                }
                self.asked.get(at).map_or(next, |(number, _)| *number)
            }
            Name::Value { attribute, value, exact } => {
                return self.value_number(attribute, value, exact);
            }
        };
        self.count = self.count.max(number + 1);
        number
    }

    fn value_number(&mut self, attribute: &str, value: &str, exact: bool) -> usize {
        self.number(Name::Attribute(attribute));
        let next = self.count;
        let at = self.attributes.get(attribute.as_bytes());
        let Some((_, values)) = at.and_then(|at| self.asked.get_mut(at)) else { return next };
        let beginning = beginning(value);
        let same = |known: &&Value| known.beginning == beginning && known.exact == exact;
        if let Some(known) = values.iter().find(same) {
            return known.number;
        }
        values.push(Value { beginning: beginning.to_owned(), exact, number: next });
        self.count += 1;
        next
    }

    /// The number of a known custom property.
    pub(super) fn property(&self, name: &str) -> Option<usize> {
        self.properties.get(name.as_bytes())
    }

    /// The number of a known class.
    pub(super) fn class(&self, name: &str) -> Option<usize> {
        self.classes.get(name.as_bytes())
    }

    /// A set without names.
    pub(super) fn none(&self) -> Uses {
        Uses(vec![0; self.count.div_ceil(64)])
    }

    /// Which names a page has. Reads it once; what only looks like a tag counts as one, so that
    /// nothing is missed.
    pub(super) fn of_page(&self, html: &str) -> Uses {
        let mut uses = self.none();
        let bytes = html.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr(b'<', tail(bytes, at)) {
            at = self.tag(bytes, at + found + 1, &mut uses);
        }
        for at in self.mention.find_iter(bytes) {
            let rest = html.get(at + MENTION.len()..).unwrap_or("");
            let name = rest.get(..name_end_in_selector(rest)).unwrap_or("");
            if let Some(number) = self.property(name) {
                uses.add(number);
            }
        }
        uses
    }

    /// Adds the names of a tag, whose name begins at `at`; gives back where reading goes on.
    fn tag(&self, bytes: &[u8], mut at: usize, uses: &mut Uses) -> usize {
        let name = name_at(bytes, at);
        if name.is_empty() {
            return at;
        }
        if let Some(number) = self.elements.any_case(name) {
            uses.add(number);
        }
        at += name.len();
        loop {
            match bytes.get(at) {
                None | Some(b'<' | b'>') => return at,
                Some(_) => {}
            }
            let name = name_at(bytes, at);
            if name.is_empty() {
                // White space, or a sign that browsers pass over as well.
                at += 1;
                continue;
            }
            at += name.len();
            let asked = self.attributes.any_case(name).and_then(|at| self.asked.get(at));
            if let Some((number, _)) = asked {
                uses.add(*number);
            }
            let Some(value) = value_at(bytes, &mut at) else { continue };
            for condition in asked.map_or(&[][..], |(_, values)| values) {
                if condition.holds(value) {
                    uses.add(condition.number);
                }
            }
            if name.eq_ignore_ascii_case(b"class") {
                for class in value.split(u8::is_ascii_whitespace) {
                    if let Some(number) = self.classes.get(class) {
                        uses.add(number);
                    }
                }
            }
        }
    }

    /// What a script may put on a page: the words of its strings as names, all its words as
    /// attributes, which may get any value and may also be set as properties.
    pub(super) fn of_script(&self, script: &str) -> Uses {
        let mut uses = self.none();
        for word in words(script) {
            for attribute in [word.to_owned(), format!("data-{word}")] {
                let at = self.attributes.get(attribute.as_bytes());
                let Some((number, values)) = at.and_then(|at| self.asked.get(at)) else { continue };
                uses.add(*number);
                for value in values {
                    uses.add(value.number);
                }
            }
        }
        for word in strings(script).into_iter().flat_map(words) {
            let element = self.elements.get(word.to_ascii_lowercase().as_bytes());
            for number in element.into_iter().chain(self.class(word)) {
                uses.add(number);
            }
        }
        uses
    }
}

impl Value {
    fn holds(&self, value: &[u8]) -> bool {
        let wanted = self.beginning.as_bytes();
        value.starts_with(wanted)
            && (!self.exact || wanted.len() >= REMEMBERED || value.len() == wanted.len())
    }
}

/// Bytes of an attribute's value that are remembered, up to the end of a character.
const REMEMBERED: usize = 6;

/// As much of an attribute's value as is remembered.
fn beginning(value: &str) -> &str {
    let end = value.char_indices().map(|(at, _)| at).find(|at| *at >= REMEMBERED);
    value.get(..end.unwrap_or(value.len())).unwrap_or("")
}

fn tail(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or(&[])
}

/// The name of a tag or attribute that begins at `at`; empty where none does.
fn name_at(bytes: &[u8], at: usize) -> &[u8] {
    let rest = tail(bytes, at);
    let end = rest.iter().position(|byte| !IS_NAME[usize::from(*byte)]).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(&[])
}

/// Bytes that names of tags and attributes are made of.
const IS_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b':');
        byte += 1;
    }
    table
};

/// The value that follows an attribute's name, if any; `at` moves behind it. A value never goes past
/// a `<`: with a quotation mark forgotten, the tags behind it are still seen.
fn value_at<'h>(bytes: &'h [u8], at: &mut usize) -> Option<&'h [u8]> {
    let mut begin = *at;
    let blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    while blank(begin) {
        begin += 1;
    }
    if bytes.get(begin) != Some(&b'=') {
        *at = begin;
        return None;
    }
    begin += 1;
    while blank(begin) {
        begin += 1;
    }
    let (begin, length) = if let Some(quote @ (b'"' | b'\'')) = bytes.get(begin) {
        (begin + 1, memchr2(*quote, b'<', tail(bytes, begin + 1)))
    } else {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'<');
        (begin, tail(bytes, begin).iter().position(ends))
    };
    let end = length.map_or(bytes.len(), |length| begin + length);
    *at = end;
    // The closing mark is no part of what follows.
    if matches!(bytes.get(end), Some(b'"' | b'\'')) {
        *at += 1;
    }
    bytes.get(begin..end)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .filter(|word| !word.is_empty())
}

/// What stands between quotation marks in a script; all of it where the marks are in no pairs.
fn strings(script: &str) -> Vec<&str> {
    let marks = ['"', '\'', '`'];
    if marks.iter().any(|mark| script.matches(*mark).count() % 2 == 1) {
        return vec![script];
    }
    marks.iter().flat_map(|mark| script.split(*mark).skip(1).step_by(2)).collect()
}

/// Bytes of the name that `text`, a part of a style sheet, begins with.
pub(super) fn name_end_in_selector(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len())
}
