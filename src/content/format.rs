//! Content files in their canonical form: keys in the order of their kind, one way to write each value,
//! comments where they were. Words are never wrapped, and of the body only its ends change.

mod comments;

use serde::de::DeserializeOwned;

pub(crate) use self::comments::comment_spans;
use self::comments::{Comments, comments};
use super::front_matter::{fences, in_flow, is_plain, keys_of, needs_escape, parse, quoted};
use super::library::PageMeta;
use super::outline::{Node, Value, outline};
use crate::model::article::{ArticleMeta, IngestRecord};
use crate::model::change::ChangeMeta;
use crate::model::claim::{ClaimMeta, Position, Silence};
use crate::model::entity::EntityMeta;
use crate::model::event::EventMeta;
use crate::model::question::QuestionMeta;
use crate::model::quotation::Citation;
use crate::path::ContentPath;

/// Flow lists that would be longer on one line are written with a dash a line.
const LONGEST_LINE: usize = 100;

/// The canonical form of a content file; absent when it is not a file of a kind, or its front matter
/// cannot be read: what is not understood is not touched.
pub fn format_file(path: &ContentPath, text: &str) -> Option<String> {
    let below = path.as_str().strip_prefix("content/")?;
    match below.split_once('/') {
        None if below == "index.md" => format_as::<PageMeta>(path, text),
        Some(("pages", _)) => format_as::<PageMeta>(path, text),
        Some(("articles", _)) => format_as::<ArticleMeta>(path, text),
        Some(("entities", _)) => format_as::<EntityMeta>(path, text),
        Some(("events", _)) => format_as::<EventMeta>(path, text),
        Some(("claims", _)) => format_as::<ClaimMeta>(path, text),
        Some(("faq", _)) => format_as::<QuestionMeta>(path, text),
        Some(("changes", _)) => format_as::<ChangeMeta>(path, text),
        _ => None,
    }
}

fn format_as<M: DeserializeOwned + PartialEq>(path: &ContentPath, text: &str) -> Option<String> {
    // Git may check files out with Windows line ends, which are no fault of theirs.
    // Where a CR stands by itself too, one before a Windows line end would become part of a new one.
    let unix = text.replace("\r\n", "\n");
    let windows =
        text.split('\n').next().is_some_and(|first| first.ends_with('\r')) && !unix.contains('\r');
    let unix = if windows { unix } else { text.to_owned() };
    let keys = keys_of::<M>();
    let (meta, _, problems) = parse::<M>(&unix, path.as_str(), keys);
    if !problems.is_empty() {
        return None;
    }
    let fences = fences(&unix)?;
    let yaml = fences.yaml.of(&unix);
    let body = unix.get(fences.body_start..).unwrap_or("");
    let formatted = with_body(&front_matter(yaml, keys)?, body);
    // The proof that nothing is lost: it reads as before, and every comment is there.
    let (again, _, problems) = parse::<M>(&formatted, path.as_str(), keys);
    let kept = again == meta && problems.is_empty() && same_comments(yaml, &formatted);
    let formatted = if kept { formatted } else { with_body(yaml, body) };
    Some(if windows { formatted.replace('\n', "\r\n") } else { formatted })
}

/// The file of front matter, with its last line end, and a body.
fn with_body(yaml: &str, body: &str) -> String {
    let body = body.trim_end();
    if body.is_empty() {
        format!("---\n{yaml}---\n")
    } else {
        format!("---\n{yaml}---\n\n{body}\n")
    }
}

fn same_comments(before: &str, after: &str) -> bool {
    let texts = |yaml: &str| {
        let root = outline(yaml).ok()?;
        let mut texts: Vec<String> =
            comments(yaml, &root).into_iter().map(|comment| comment.text.to_owned()).collect();
        texts.sort();
        Some(texts)
    };
    fences(after).is_some_and(|found| texts(before) == texts(found.yaml.of(after)))
}

/// The YAML in canonical form; absent when it is not YAML.
fn front_matter(yaml: &str, keys: &[&str]) -> Option<String> {
    let root = outline(yaml).ok()?;
    let mut writer = Writer { yaml, comments: Comments::of(yaml, &root), out: String::new() };
    writer.map(&root, keys, 0);
    writer.rest();
    Some(writer.out)
}

/// The keys of the mappings below a key, in canonical order.
fn keys_below(key: &str) -> &'static [&'static str] {
    match key {
        "positions" => keys_of::<Position>(),
        "silent" => keys_of::<Silence>(),
        "sources" => keys_of::<Citation>(),
        "ingest" => keys_of::<IngestRecord>(),
        _ => &[],
    }
}

struct Writer<'a> {
    yaml: &'a str,
    comments: Comments<'a>,
    out: String,
}

impl Writer<'_> {
    /// Writes the keys of a mapping; the first one continues a started line when it is an item.
    fn map(&mut self, node: &Node, order: &[&str], depth: usize) {
        let mut entries: Vec<&(Node, Node)> = node.entries().iter().collect();
        let rank = |key: &Node| {
            let name = key.text().unwrap_or("");
            order.iter().position(|known| *known == name).unwrap_or(usize::MAX)
        };
        entries.sort_by_key(|(key, _)| rank(key));
        for (key, value) in entries {
            let started = !self.out.is_empty() && !self.out.ends_with('\n');
            if !started {
                self.above(key.span.start, depth);
                self.indent(depth);
            }
            self.out.push_str(&scalar(self.yaml, key, true));
            self.out.push(':');
            let name = key.text().unwrap_or("");
            self.value(value, key.span.start, keys_below(name), depth);
        }
    }

    /// Writes a value behind its key, and what is said beside it.
    fn value(&mut self, value: &Node, at: usize, order: &[&str], depth: usize) {
        match &value.value {
            Value::Map { block: true, entries } if !entries.is_empty() => {
                self.beside(at);
                self.map(value, order, depth + 1);
            }
            Value::List { block: true, items } if !items.is_empty() => {
                self.beside(at);
                self.list(items, order, depth + 1);
            }
            _ => {
                let text = self.inline(value, false, depth);
                let list = value.items();
                let long = text.chars().count() + depth * 2 > LONGEST_LINE && !text.contains('\n');
                if long && !list.is_empty() && list.iter().all(|item| item.text().is_some()) {
                    self.beside(at);
                    self.list(list, order, depth + 1);
                    return;
                }
                let gap = if text.is_empty() { "" } else { " " };
                self.line(&format!("{gap}{text}"), at);
            }
        }
    }

    /// Writes a list with a dash a line.
    fn list(&mut self, items: &[Node], order: &[&str], depth: usize) {
        for item in items {
            self.above(item.span.start, depth);
            self.indent(depth);
            self.out.push_str("- ");
            match &item.value {
                Value::Map { block: true, entries } if !entries.is_empty() => {
                    // The first key stands on the line of the dash, comments above it before that.
                    self.map(item, order, depth + 1);
                }
                _ => {
                    let text = self.inline(item, false, depth);
                    self.line(&text, item.span.start);
                }
            }
        }
    }

    /// A value behind a key at `depth`; a text of several lines has its lines below.
    fn inline(&self, node: &Node, flow: bool, depth: usize) -> String {
        match &node.value {
            Value::Scalar { text, .. } if !flow => {
                block(text, (depth + 1) * 2).unwrap_or_else(|| scalar(self.yaml, node, flow))
            }
            Value::Scalar { .. } => scalar(self.yaml, node, flow),
            Value::List { items, .. } => {
                let items: Vec<String> =
                    items.iter().map(|item| self.inline(item, true, depth)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map { entries, .. } => {
                let pair = |(key, value): &(Node, Node)| {
                    let key = scalar(self.yaml, key, true);
                    format!("{key}: {}", self.inline(value, true, depth))
                };
                let pairs: Vec<String> = entries.iter().map(pair).collect();
                format!("{{{}}}", pairs.join(", "))
            }
        }
    }

    /// Writes a value, the comments beside it, and the end of its line.
    fn line(&mut self, text: &str, at: usize) {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        self.out.push_str(first);
        self.beside(at);
        if !rest.is_empty() {
            self.out.push_str(rest);
            self.out.push('\n');
        }
    }

    fn indent(&mut self, depth: usize) {
        self.out.push_str(&"  ".repeat(depth));
    }

    /// The comments that stand above byte `at`, a line each.
    fn above(&mut self, at: usize, depth: usize) {
        for comment in self.comments.take_above(at) {
            self.indent(depth);
            self.out.push_str(comment);
            self.out.push('\n');
        }
    }

    /// The comments beside what begins at byte `at`, and the end of the line.
    fn beside(&mut self, at: usize) {
        for comment in self.comments.take_beside(at) {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    /// The comments below everything.
    fn rest(&mut self) {
        for comment in self.comments.take_rest() {
            self.out.push_str(comment);
            self.out.push('\n');
        }
    }
}

/// A text of several lines as a literal block (`|`) that begins at column `width`; absent where it is
/// none, or a block could not hold it.
fn block(text: &str, width: usize) -> Option<String> {
    let lines = text.strip_suffix('\n').unwrap_or(text);
    let is_odd = |line: &str| line.trim_end() != line || line.chars().any(needs_escape);
    let odd = lines.starts_with([' ', '\t', '\n']) || lines.ends_with('\n');
    if !lines.contains('\n') || odd || lines.split('\n').any(is_odd) {
        return None;
    }
    let mut out = if text.ends_with('\n') { "|".to_owned() } else { "|-".to_owned() };
    for line in lines.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(width));
            out.push_str(line);
        }
    }
    Some(out)
}

/// A scalar on one line, with quotation marks only where they are needed. One that has none stays
/// without: it may be a number, `true` or nothing.
fn scalar(yaml: &str, node: &Node, flow: bool) -> String {
    let source = node.span.of(yaml);
    match &node.value {
        Value::Scalar { plain: true, .. } if !source.contains('\n') => source.to_owned(),
        Value::Scalar { text, .. } if is_plain(text) && !(flow && in_flow(text)) => text.clone(),
        Value::Scalar { text, .. } => quoted(text),
        _ => source.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn formatted(folder: &str, text: &str) -> Option<String> {
        let path = ContentPath::parse(&format!("content/{folder}/x.md")).expect("a path");
        format_file(&path, text)
    }

    #[test]
    fn keys_are_put_in_order_and_comments_go_with_them() {
        let text = "---\n# who\nrole:   'captain'  # since 2004\n\n# the name\nname:  \"Maren: T\"\naliases: [ 'A', \"b, c\" ]\ntype: person\n# end\n---\nBody  \nmore\n\n\n";
        let expected = "---\n# the name\nname: \"Maren: T\"\ntype: person\naliases: [A, \"b, c\"]\n# who\nrole: captain # since 2004\n# end\n---\n\nBody  \nmore\n";
        assert_eq!(formatted("entities", text).as_deref(), Some(expected));
        assert_eq!(formatted("entities", expected).as_deref(), Some(expected));
    }

    #[test]
    fn lists_of_mappings_are_indented_and_their_keys_ordered() {
        let text = "---\nquestion: Q\nattribute: a\npositions:\n- article: one # first\n  value: '5'\n  quote: |\n    two\n    lines\n# second\n-   {value: b, article: two, quote: q}\n---\n";
        let out = formatted("claims", text).expect("a form");
        assert!(out.contains("  - value: \"5\"\n    article: one # first\n"), "{out}");
        assert!(out.contains("  # second\n  - {value: b, article: two, quote: q}\n"), "{out}");
        assert!(out.contains("    quote: |\n      two\n      lines\n"), "{out}");
        assert_eq!(formatted("claims", &out).as_ref(), Some(&out));
    }

    #[test]
    fn what_is_not_understood_is_not_touched() {
        for text in ["---\nnmae: x\ntype: person\n---\n", "no front matter", "---\nname: [\n---\n"]
        {
            assert_eq!(formatted("entities", text), None, "{text}");
        }
        let windows = "---\r\ntype: person\r\nname: x\r\n---\r\n\r\nBody\r\n";
        let expected = "---\r\nname: x\r\ntype: person\r\n---\r\n\r\nBody\r\n";
        assert_eq!(formatted("entities", windows).as_deref(), Some(expected));
    }

    proptest! {
        #[test]
        fn once_is_enough_and_the_meaning_stays(
            values in proptest::collection::vec("[ -~é“\\PC]{0,30}", 6),
            styles in proptest::collection::vec(0..4_u8, 6),
            notes in proptest::collection::vec("[a-z# ]{0,10}", 6),
            order in Just([0_usize, 1, 2, 3, 4, 5]).prop_shuffle(),
            body in "[\\PC\\n ]{0,80}",
        ) {
            let keys = ["name", "type", "aliases", "role", "same_as", "status"];
            let mut text = "---\n".to_owned();
            for at in order {
                let value = match (keys[at], styles[at]) {
                    ("type", _) => "place".to_owned(),
                    ("status", _) => "locked".to_owned(),
                    ("aliases" | "same_as", 0) => format!("[{}, 'x']", quoted(&values[at])),
                    ("aliases" | "same_as", _) => format!("\n- {}\n-   'b: c'", quoted(&values[at])),
                    (_, 0) => format!("'{}'", values[at].replace('\'', "''")),
                    (_, 1) => format!("|\n    {}", values[at]),
                    _ => quoted(&values[at]),
                };
                if styles[at] == 3 {
                    text = format!("{text}# {}\n", notes[at]);
                }
                let beside = if styles[at] == 2 { format!(" # {}", notes[at]) } else { String::new() };
                text = format!("{text}{}:  {value}{beside}\n", keys[at]);
            }
            text.push_str("---\n");
            text.push_str(&body);
            let Some(once) = formatted("entities", &text) else { return Ok(()) };
            let twice = formatted("entities", &once);
            prop_assert_eq!(twice.as_ref(), Some(&once), "of\n{}", text);
            let keys = keys_of::<EntityMeta>();
            let (before, start, _) = parse::<EntityMeta>(&text, "x.md", keys);
            let (after, at, problems) = parse::<EntityMeta>(&once, "x.md", keys);
            prop_assert_eq!(problems, vec![]);
            prop_assert_eq!(before, after);
            prop_assert_eq!(text[start..].trim_end(), once[at..].trim_end());
        }

        #[test]
        fn any_text_is_survived(text in "(---\n)?[\\PC\n\t:\"'\\[\\]{}# -]{0,200}(\n---\n)?") {
            if let Some(once) = formatted("pages", &text) {
                prop_assert_eq!(formatted("pages", &once), Some(once));
            }
        }
    }
}
