//! What people get wrong in YAML, told in their words: the parser's complaint made into the slip behind
//! it, placed where it is to be mended. Knows no schema.

use super::outline::OutlineError;
use crate::diagnostic::Span;

/// A slip, with its bytes in the whole file.
pub(super) struct Slip {
    /// Where it is to be mended.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
    /// The remedy.
    pub(super) hint: Option<String>,
    /// What to write instead of some bytes, where that is likely.
    pub(super) instead: Option<(Span, String)>,
}

impl Slip {
    fn new(span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: Some(hint.into()), instead: None }
    }
}

/// The slip behind a complaint about the YAML that begins at `offset` of `text`.
pub(super) fn slip(text: &str, offset: usize, error: &OutlineError) -> Slip {
    let at = (error.span.start + offset).min(text.len());
    let yaml = text.get(offset..).unwrap_or("");
    if let Some(nul) = yaml.get(..error.span.end).and_then(|text| text.find('\0')) {
        let span = Span::new(nul + offset, nul + offset + 1);
        let hint = "delete it; a file saved as UTF-16 must be saved as UTF-8";
        return Slip::new(span, "a NUL byte stands in the front matter", hint);
    }
    if error.message.contains("quoted scalar")
        && let Some(open) = unclosed(yaml.get(..error.span.start).unwrap_or(""))
    {
        let hint = "close it at the end of the value, and double a ' inside '…' or write \\\" inside \"…\"";
        let span = Span::new(open.start + offset, open.end + offset);
        return Slip::new(span, "a quotation mark is not closed", hint);
    }
    if let Some(span) = tab(text, offset, at, &error.message) {
        let hint = "YAML is indented with spaces: write two spaces for the tab, or delete it before a key of its own";
        return Slip::new(span, "a tab stands where YAML wants spaces", hint);
    }
    if error.message.contains("mapping values are not allowed") {
        return colon(text, at, error.span.len());
    }
    for (complaint, what) in
        [("'-' indicator", "items"), ("expected key", "keys"), ("<document start>", "keys")]
    {
        if error.message.contains(complaint) {
            let rest = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("");
            let word = rest.split([' ', ':']).next().unwrap_or("");
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let span = Span::new(at, at + word.len().max(first));
            let message = format!("this line begins in another column than the {what} above it");
            let hint =
                "begin the keys of one thing in the same column, and the items of a list too";
            return Slip::new(span, message, hint);
        }
    }
    let hint = hint(line_of(text, at), &error.message);
    let span = Span::new(at, error.span.end + offset);
    Slip { span, message: error.message.clone(), hint, instead: None }
}

/// A tab that indents the line of a complaint, or the next one, on which the parser stumbled.
fn tab(text: &str, offset: usize, at: usize, message: &str) -> Option<Span> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1).max(offset);
    let mut line_start = start;
    for line in text.get(start..)?.split_inclusive('\n').take(2) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..indent).and_then(|indent| indent.find('\t')) {
            return Some(Span::new(line_start + tab, line_start + tab + 1));
        }
        line_start += line.len();
    }
    let found = text.get(start..at)?.rfind('\t').filter(|_| message.contains("tab"))?;
    Some(Span::new(start + found, start + found + 1))
}

/// A colon where none may stand: in a value, or behind a key that is indented too far.
fn colon(text: &str, at: usize, length: usize) -> Slip {
    let span = Span::new(at, at + length);
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let before = text.get(start..at).unwrap_or("");
    let key = before.trim_start().trim_start_matches("- ");
    if !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)) {
        let message = format!("`{key}` is indented deeper than the line above allows");
        let hint = "begin the keys of one thing in the same column, and the items of a list too";
        return Slip::new(Span::new(at - key.len(), at), message, hint);
    }
    let hint = "put the value in quotes: a colon ends a YAML key";
    let mut slip = Slip::new(span, "a colon stands inside the value", hint);
    let line = line_of(text, at);
    slip.instead = line.find(": ").and_then(|colon| {
        let value = line.get(colon + 2..)?;
        let value_start = start + colon + 2 + (value.len() - value.trim_start().len());
        let value = value.trim();
        // What else has a meaning in YAML needs a person.
        let plain = !value.contains(['"', '\\', '#', '\'']);
        let span = Span::new(value_start, value_start + value.len());
        plain.then(|| (span, format!("\"{value}\"")))
    });
    slip
}

/// The last value before the end that begins with a quotation mark, up to the end of its line.
fn unclosed(yaml: &str) -> Option<Span> {
    let mut start = yaml.len();
    for line in yaml.split_inclusive('\n').rev() {
        start -= line.len();
        let value = line.split_once(": ").map_or(line, |(_, value)| value);
        let value = value.trim_start().trim_start_matches("- ");
        if value.starts_with(['"', '\'']) {
            let at = start + line.len() - value.len();
            return Some(Span::new(at, at + value.trim_end().len()));
        }
    }
    None
}

/// A remedy for the other usual slips.
fn hint(line: &str, message: &str) -> Option<String> {
    if message.contains("twice") {
        return Some("delete one of the two".to_owned());
    }
    if message.contains("control character") {
        return Some("delete it, or the escape that writes it".to_owned());
    }
    if let Some((_, value)) = line.split_once(": ") {
        let value = value.trim();
        if value.starts_with(['"', '\'']) {
            return Some(
                "close the quotation mark, and double a ' inside '…' or write \\\" inside \"…\""
                    .to_owned(),
            );
        }
        if value.starts_with(['@', '`', '%', '[', '{', '&', '*', '!', '|', '>']) {
            return Some(format!(
                "put the value in quotes: `{}` has a meaning of its own in YAML",
                value.chars().next().unwrap_or(' ')
            ));
        }
    }
    (!line.trim().is_empty() && !line.contains(':') && !line.trim_start().starts_with("- "))
        .then(|| "every line is `key: value`".to_owned())
}

/// The line around a byte.
fn line_of(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::*;

    #[test]
    fn a_slip_is_placed_where_it_is_to_be_mended() {
        for (yaml, place, message, instead) in [
            ("question: How long?\r\n\torder: 4\r\n", "\t", "a tab", None),
            ("list:\n\t- a\n", "\t", "a tab", None),
            ("list:\n  \t- a\n  - b: c\n\td: e\n", "\t", "a tab", None),
            ("silent:\n - article: x\n    why: y\n", "why", "indented deeper", None),
            ("list:\n - a: b\n  - c: d\n", "-", "than the items", None),
            ("list:\n  - a\n - b\n", "-", "another column", None),
            ("a: b\n  c: d\n", "c", "indented deeper", None),
            ("  a: b\nc: d\n", "c", "another column", None),
            ("title: Budget: the fight\n", ":", "inside the value", Some("\"Budget: the fight\"")),
            ("title: Budget: it's on\n", ":", "inside the value", None),
            ("- a: b: c\n", ":", "inside the value", Some("\"b: c\"")),
            ("title: \"a\n", "\"a", "not closed", None),
        ] {
            let text = format!("---\n{yaml}---\n");
            let error = outline(yaml).expect_err(yaml);
            let slip = slip(&text, 4, &error);
            assert_eq!(slip.span.of(&text), place, "{yaml:?}: {error:?}");
            assert!(slip.message.contains(message), "{yaml:?}: {}", slip.message);
            let written = slip.instead.map(|(_, written)| written);
            assert_eq!(written.as_deref(), instead, "{yaml:?}");
            assert!(slip.hint.is_some(), "{yaml:?}");
        }
    }
}
