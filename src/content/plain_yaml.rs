//! The YAML that nearly all front matter is written in, read in one go: a `key: value` a line, texts
//! with or without quotation marks on one line, lists, mappings below keys. What is not certainly
//! plain, or does not fit the type, is left to the full reader, which also words what is wrong.

mod typed;

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::outline::LONGEST;

/// Values read this way at most; more of them are counted by the full reader.
const MOST_VALUES: usize = 500;
/// Lists and mappings inside each other.
const DEEPEST: usize = 6;

/// A value, borrowing its text.
#[derive(Debug)]
enum Plain<'a> {
    /// A text; `bare` when written without quotation marks.
    Text {
        text: Cow<'a, str>,
        bare: bool,
    },
    List(Vec<Plain<'a>>),
    Map(Vec<(&'a str, Plain<'a>)>),
}

/// The data that a plain YAML text of these keys says; absent when it is not plain, has other keys or
/// does not fit.
pub(super) fn read<M: DeserializeOwned>(yaml: &str, known_keys: &[&str]) -> Option<M> {
    if yaml.len() > LONGEST || !yaml.chars().all(is_printed) {
        return None;
    }
    let mut reader = Reader { rest: yaml, values: 0 };
    let map = reader.map(0, "", 0).filter(|_| reader.rest.is_empty())?;
    let Plain::Map(entries) = &map else { return None };
    let known = entries.iter().all(|(key, _)| known_keys.contains(key));
    if known { typed::read(&map) } else { None }
}

/// Characters with which no YAML reader has trouble.
fn is_printed(c: char) -> bool {
    match c {
        '\n' | ' '..='~' => true,
        '\0'..='\u{9f}' => false,
        c => !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'),
    }
}

struct Reader<'a> {
    /// The lines not yet read.
    rest: &'a str,
    values: usize,
}

impl<'a> Reader<'a> {
    /// The next line without its end, not taken yet, and how far it is indented.
    fn line(&self) -> Option<(usize, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.rest.split('\n').next().unwrap_or_default();
        let text = line.trim_start_matches(' ');
        Some((line.len() - text.len(), text))
    }

    fn take_line(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
    }

    /// A mapping whose keys are indented by `indent`; `first` is what stands of its first line
    /// already taken, behind the dash of a list.
    fn map(&mut self, indent: usize, first: &'a str, depth: usize) -> Option<Plain<'a>> {
        let mut entries: Vec<(&'a str, Plain<'a>)> = Vec::new();
        if depth > DEEPEST {
            return None;
        }
        if !first.is_empty() {
            entries.push(self.entry(indent, first, depth)?);
        }
        while let Some((at, text)) = self.line() {
            if at < indent {
                break;
            }
            if at > indent {
                return None;
            }
            self.take_line();
            let (key, value) = self.entry(indent, text, depth)?;
            if entries.iter().any(|(other, _)| *other == key) {
                return None;
            }
            entries.push((key, value));
        }
        (!entries.is_empty()).then_some(Plain::Map(entries))
    }

    /// `key: value`, or `key:` with a list or mapping below it.
    fn entry(
        &mut self,
        indent: usize,
        line: &'a str,
        depth: usize,
    ) -> Option<(&'a str, Plain<'a>)> {
        let (key, rest) = key(line)?;
        self.values += 2;
        if self.values > MOST_VALUES {
            return None;
        }
        if !rest.is_empty() {
            return Some((key, self.value(rest)?));
        }
        let (at, text) = self.line()?;
        let value = if text.starts_with("- ") && at >= indent {
            self.list(at, depth + 1)
        } else if at > indent {
            self.map(at, "", depth + 1)
        } else {
            None
        };
        Some((key, value?))
    }

    /// A list with a dash a line.
    fn list(&mut self, indent: usize, depth: usize) -> Option<Plain<'a>> {
        let mut items = Vec::new();
        if depth > DEEPEST {
            return None;
        }
        while let Some((at, text)) = self.line() {
            let item = text.strip_prefix("- ").filter(|_| at == indent);
            let Some(item) = item else {
                // Less indented, or keys beside the dashes: the list is over.
                let is_over = at < indent || (at == indent && !text.starts_with('-'));
                return is_over.then_some(Plain::List(items));
            };
            self.take_line();
            self.values += 1;
            if item.starts_with([' ', '-']) || self.values > MOST_VALUES {
                return None;
            }
            items.push(match key(item) {
                Some(_) => self.map(indent + 2, item, depth + 1)?,
                None => self.value(item)?,
            });
        }
        Some(Plain::List(items))
    }

    /// A text or a list between brackets, up to the end of its line.
    fn value(&mut self, text: &'a str) -> Option<Plain<'a>> {
        if let Some(inner) = text.strip_prefix('[') {
            return self.flow(inner);
        }
        let (value, rest) = quoted(text).unwrap_or_else(|| bare(text))?;
        rest.trim_start_matches(' ').is_empty().then_some(value)
    }

    /// A list of texts behind its opening bracket.
    fn flow(&mut self, text: &'a str) -> Option<Plain<'a>> {
        let mut items = Vec::new();
        let mut rest = text.trim_start_matches(' ');
        if !rest.starts_with(']') {
            loop {
                let (item, behind) = quoted(rest).unwrap_or_else(|| bare_item(rest))?;
                self.values += 1;
                items.push(item);
                rest = behind.trim_start_matches(' ');
                match rest.strip_prefix(',') {
                    Some(next) => rest = next.trim_start_matches(' '),
                    None => break,
                }
            }
        }
        let behind = rest.strip_prefix(']')?;
        let is_end = behind.trim_start_matches(' ').is_empty() && self.values <= MOST_VALUES;
        is_end.then_some(Plain::List(items))
    }
}

/// The key of a line, and what stands behind its colon.
fn key(line: &str) -> Option<(&str, &str)> {
    let end = line.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_'))?;
    let (key, rest) = line.split_at(end);
    let rest = rest.strip_prefix(':')?;
    let is_key = key.as_bytes().first()?.is_ascii_alphabetic() && is_text(key);
    let behind = rest.trim_start_matches(' ');
    (is_key && (behind.is_empty() || behind.len() < rest.len())).then_some((key, behind))
}

/// A text in quotation marks and what stands behind it. Absent without such marks; absent inside
/// when they do not close on the line or hold an escape other than of themselves.
#[expect(clippy::option_option, reason = "no quotation marks, or some that are not plain")]
fn quoted(text: &str) -> Option<Option<(Plain<'_>, &str)>> {
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = &text[1..];
    let text = |text| Plain::Text { text, bare: false };
    let Some(end) = inner.find([mark, '\\']) else { return Some(None) };
    let simple = inner[end..].starts_with(mark) && !inner[end + 1..].starts_with(mark);
    if simple {
        return Some(Some((text(Cow::Borrowed(&inner[..end])), &inner[end + 1..])));
    }
    let mut value = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match (mark, c, next) {
            ('"', '\\', Some(escaped @ ('"' | '\\'))) | ('\'', '\'', Some(escaped @ '\'')) => {
                value.push(escaped);
                chars.next();
            }
            ('"', '\\', _) => return Some(None),
            _ if c == mark => return Some(Some((text(Cow::Owned(value)), &inner[at + 1..]))),
            _ => value.push(c),
        }
    }
    Some(None)
}

/// A text without quotation marks, up to the end of the line.
fn bare(text: &str) -> Option<(Plain<'_>, &str)> {
    let text = text.trim_end_matches(' ');
    let plain = begins_text(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && is_text(text);
    plain.then_some((Plain::Text { text: Cow::Borrowed(text), bare: true }, ""))
}

/// A text without quotation marks between brackets, and what stands behind it.
fn bare_item(text: &str) -> Option<(Plain<'_>, &str)> {
    let end = text.find([',', ']', '[', '{', '}', ':', '#', '"', '\''])?;
    let (item, behind) = text.split_at(end);
    let item = item.trim_end_matches(' ');
    let plain = begins_text(item) && behind.starts_with([',', ']']) && is_text(item);
    plain.then_some((Plain::Text { text: Cow::Borrowed(item), bare: true }, behind))
}

/// Whether a text begins with a letter or digit, and not with a sign that YAML knows.
fn begins_text(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether a bare text is no word that may mean a truth value or nothing.
fn is_text(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.len() > 5 || !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests;
