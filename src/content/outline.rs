//! A YAML text as a tree of places: which bytes are which key, item and scalar. Knows no schema.
//!
//! Anchors, aliases, merge keys and tags are refused: front matter is plain data, and a person who
//! reads it must see what it says. So are control characters, repeated keys and texts beyond the limits
//! below.

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use crate::diagnostic::Span;
use crate::unicode::is_unwanted;

/// Longest front matter in bytes.
pub const LONGEST: usize = 64 * 1024;
/// Deepest nesting of lists and mappings.
pub const DEEPEST: usize = 16;
/// Most scalars, lists and mappings.
pub const MOST_NODES: usize = 1000;

/// One value and the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Bytes of the text; a quoted scalar with its quotation marks.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, number, date or nothing; `plain` when written without quotation marks.
    Scalar {
        /// The value after escapes.
        text: String,
        /// Whether it is written without quotation marks.
        plain: bool,
    },
    /// A list; `block` when written with a dash a line.
    List {
        /// Its items.
        items: Vec<Node>,
        /// Whether it is written with a dash a line.
        block: bool,
    },
    /// A mapping.
    Map {
        /// Its keys and values, in order.
        entries: Vec<(Node, Node)>,
        /// Whether it is written with a key a line.
        block: bool,
    },
}

/// Why a text is not acceptable YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineError {
    /// Where.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

impl Node {
    /// The scalar's text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List { items, .. } => items,
            _ => &[],
        }
    }

    /// The keys and values of a mapping; none of anything else.
    pub fn entries(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The value under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// The value at a path of keys and list positions, such as `["positions", "2", "article"]`.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, part| match &node.value {
            Value::Map { .. } => node.get(part),
            Value::List { items, .. } => items.get(part.parse::<usize>().ok()?),
            Value::Scalar { .. } => None,
        })
    }
}

/// A list or mapping that is still open while its text is read.
enum Open {
    List { start: usize, items: Vec<Node>, block: bool },
    Map { start: usize, entries: Vec<(Node, Node)>, key: Option<Node>, block: bool },
}

/// Reads one YAML document. An empty text (or one of comments) is an empty mapping.
pub fn outline(text: &str) -> Result<Node, OutlineError> {
    let refuse = |span: Span, message: &str| OutlineError { span, message: message.to_owned() };
    if text.len() > LONGEST {
        let span = Span::new(0, text.lines().next().map_or(0, str::len));
        return Err(refuse(span, "the front matter is longer than 64 KiB"));
    }
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    let mut nodes = 0;
    for next in Parser::new_from_str(text) {
        let (event, span) = next.map_err(|error| scan_error(text, &error))?;
        let range = span.byte_range().unwrap_or(0..0);
        let span = Span::new(range.start.min(text.len()), range.end.min(text.len()));
        nodes += usize::from(event.is_node());
        if nodes > MOST_NODES {
            return Err(refuse(span, "the front matter holds more than 1,000 values"));
        }
        let node = match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) | Event::Anchor(..) => {
                return Err(refuse(span, "anchors (`&`) and aliases (`*`) are not allowed here"));
            }
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                return Err(refuse(span, "anchors (`&`) and aliases (`*`) are not allowed here"));
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => {
                return Err(refuse(span, "tags (`!`) are not allowed here"));
            }
            Event::Scalar(value, ..) if value.contains(is_unwanted) => {
                let odd = value.chars().find(|c| is_unwanted(*c)).map_or(0, u32::from);
                let message = format!("a control character (U+{odd:04X}) stands in this value");
                return Err(OutlineError { span, message });
            }
            Event::Scalar(value, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                Some(Node { span, value: Value::Scalar { text: value.into_owned(), plain } })
            }
            Event::SequenceStart(style, ..) => {
                let block = style == StructureStyle::Block;
                open.push(Open::List { start: span.start, items: Vec::new(), block });
                None
            }
            Event::MappingStart(style, ..) => {
                let block = style == StructureStyle::Block;
                open.push(Open::Map { start: span.start, entries: Vec::new(), key: None, block });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|open| close(open, span)),
            Event::DocumentStart(..) if root.is_some() => {
                return Err(refuse(span, "a second YAML document begins here"));
            }
            _ => None,
        };
        if open.len() > DEEPEST {
            return Err(refuse(span, "the front matter is nested more than 16 levels deep"));
        }
        if let Some(node) = node {
            match open.last_mut() {
                None => root = Some(node),
                Some(open) => place(open, node)?,
            }
        }
    }
    let empty = Value::Map { entries: Vec::new(), block: true };
    let root = root.unwrap_or(Node { span: Span::new(0, 0), value: empty.clone() });
    let nothing = matches!(&root.value, Value::Scalar { text, plain: true } if text.is_empty());
    Ok(if nothing { Node { span: root.span, value: empty } } else { root })
}

/// The finished list or mapping, up to its last value: white space behind it is not part of it.
fn close(open: Open, end: Span) -> Node {
    match open {
        Open::List { start, items, block } => {
            let last = items.last().map_or(end.end, |item| item.span.end);
            let end = if block { last } else { end.end };
            Node { span: Span::new(start, end), value: Value::List { items, block } }
        }
        Open::Map { start, entries, block, .. } => {
            let last = entries.last().map_or(end.end, |(_, value)| value.span.end);
            let end = if block { last } else { end.end };
            Node { span: Span::new(start, end), value: Value::Map { entries, block } }
        }
    }
}

/// Puts a finished value into the list or mapping around it.
fn place(open: &mut Open, node: Node) -> Result<(), OutlineError> {
    match open {
        Open::List { items, .. } => items.push(node),
        Open::Map { entries, key, .. } => {
            let Some(name) = key.take() else {
                *key = Some(valid_key(node, entries)?);
                return Ok(());
            };
            // A key without a value: the parser places the nothing where it likes.
            let mut node = node;
            if node.span.is_empty() && node.text() == Some("") {
                node.span = Span::new(name.span.end, name.span.end);
            }
            entries.push((name, node));
        }
    }
    Ok(())
}

/// A key that is a word, no merge key and not there yet.
fn valid_key(node: Node, entries: &[(Node, Node)]) -> Result<Node, OutlineError> {
    let refuse = |message: String| OutlineError { span: node.span, message };
    let Some(name) = node.text() else {
        return Err(refuse("a key must be a word".to_owned()));
    };
    if name == "<<" {
        return Err(refuse("merge keys (`<<`) are not allowed here".to_owned()));
    }
    if entries.iter().any(|(other, _)| other.text() == Some(name)) {
        return Err(refuse(format!("the key `{name}` is given twice")));
    }
    Ok(node)
}

/// A parser's complaint, placed on the character it is about.
fn scan_error(text: &str, error: &serde_saphyr::granit_parser::ScanError) -> OutlineError {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let next = text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let message = error.info();
    let message = if message.contains("unknown anchor") {
        "anchors (`&`) and aliases (`*`) are not allowed here".to_owned()
    } else {
        message
    };
    OutlineError { span: Span::new(at, at + next), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_bytes() {
        let text =
            "title: \"A: b\"\nlist:\n  - article: one # why\n    quote: 'x'\n  - two\nn: [a, b]\n";
        let root = outline(text).expect("yaml");
        let at = |path: &[&str]| root.at(path).map(|node| node.span.of(text));
        assert_eq!(at(&["title"]), Some("\"A: b\""));
        assert_eq!(at(&["list", "0", "article"]), Some("one"));
        assert_eq!(at(&["list", "0"]), Some("article: one # why\n    quote: 'x'"));
        assert_eq!(at(&["list", "1"]), Some("two"));
        assert_eq!(at(&["n"]), Some("[a, b]"));
    }

    #[test]
    fn tricks_are_refused_where_they_stand() {
        for (text, culprit) in [
            ("a: &x 1\n", "1"),
            ("a: *x\n", "*"),
            ("a: !!str 1\n", "1"),
            ("a: 1\nb: 2\na: 3\n", "a"),
            ("<<: {a: 1}\n", "<<"),
            ("a: \"b\\e[2Jc\"\n", "\"b\\e[2Jc\""),
            ("a: [\"\\u0085\"]\n", "\"\\u0085\""),
        ] {
            let error = outline(text).expect_err(text);
            assert_eq!(error.span.of(text), culprit, "{error:?}");
        }
        assert!(outline(&"[".repeat(100)).is_err());
    }

    #[test]
    fn limits_hold_to_the_last_byte_level_and_value() {
        let long = |length: usize| format!("a: {}", "x".repeat(length - 3));
        let deep = |lists: usize| format!("a: {}{}", "[".repeat(lists), "]".repeat(lists));
        let many = |items: usize| "- a\n".repeat(items);
        for (fits, exceeds, message) in [
            (long(LONGEST), long(LONGEST + 1), "longer than 64 KiB"),
            (deep(DEEPEST - 1), deep(DEEPEST), "more than 16 levels deep"),
            (many(MOST_NODES - 1), many(MOST_NODES), "more than 1,000 values"),
        ] {
            assert!(outline(&fits).is_ok(), "{message}: {:?}", outline(&fits));
            let error = outline(&exceeds).expect_err(message);
            assert!(error.message.contains(message), "{error:?}");
            assert!(
                error.span.end <= exceeds.len() && error.span.start < exceeds.len(),
                "{error:?}"
            );
        }
    }
}
