//! The comments of front matter, and beside or above what they stand. Knows no schema.

use std::collections::BTreeMap;

use crate::content::outline::{Node, Value};
use crate::diagnostic::Span;

/// One comment.
pub(super) struct Comment<'a> {
    /// From `#` to the end of its line.
    pub(super) text: &'a str,
    start: usize,
    /// Whether it has its line to itself.
    alone: bool,
}

/// All comments of a YAML text: `#` at the beginning of a line or behind white space, outside values.
pub(super) fn comments<'a>(yaml: &'a str, root: &Node) -> Vec<Comment<'a>> {
    let mut scalars = Vec::new();
    gather(root, &mut Vec::new(), &mut scalars);
    scalars.sort_unstable();
    let inside = |at: usize| {
        let next = scalars.partition_point(|scalar| scalar.start <= at);
        next > 0 && scalars.get(next - 1).is_some_and(|scalar| at < scalar.end)
    };
    let mut found = Vec::new();
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        let hash = line.char_indices().find(|(at, c)| {
            let before = line.get(..*at).unwrap_or("");
            *c == '#'
                && before.chars().next_back().is_none_or(char::is_whitespace)
                && !inside(start + at)
        });
        if let Some((at, _)) = hash {
            let alone = line.get(..at).is_some_and(|before| before.trim().is_empty());
            let text = line.get(at..).unwrap_or("").trim_end();
            found.push(Comment { text, start: start + at, alone });
        }
        start += line.len();
    }
    found
}

/// The bytes of all comments of a YAML text, in order.
pub(crate) fn comment_spans(yaml: &str, root: &Node) -> Vec<Span> {
    let span = |comment: Comment<'_>| Span::new(comment.start, comment.start + comment.text.len());
    comments(yaml, root).into_iter().map(span).collect()
}

/// The first bytes of keys and items, and all scalars.
fn gather(node: &Node, starts: &mut Vec<usize>, scalars: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { .. } => scalars.push(node.span),
        Value::List { items, block } => {
            for item in items {
                if *block {
                    starts.push(item.span.start);
                }
                gather(item, starts, scalars);
            }
        }
        Value::Map { entries, block } => {
            for (key, value) in entries {
                if *block {
                    starts.push(key.span.start);
                }
                scalars.push(key.span);
                gather(value, starts, scalars);
            }
        }
    }
}

/// Comments by what they stand at, each given out once.
pub(super) struct Comments<'a> {
    above: BTreeMap<usize, Vec<&'a str>>,
    beside: BTreeMap<usize, Vec<&'a str>>,
    rest: Vec<&'a str>,
}

impl<'a> Comments<'a> {
    /// Reads the comments of a text.
    pub(super) fn of(yaml: &'a str, root: &Node) -> Self {
        let mut starts = Vec::new();
        gather(root, &mut starts, &mut Vec::new());
        starts.sort_unstable();
        let mut this = Self { above: BTreeMap::new(), beside: BTreeMap::new(), rest: Vec::new() };
        for comment in comments(yaml, root) {
            let next = starts.partition_point(|start| *start < comment.start);
            let owner = if comment.alone {
                starts.get(next).map(|at| (&mut this.above, *at))
            } else {
                next.checked_sub(1).and_then(|at| starts.get(at)).map(|at| (&mut this.beside, *at))
            };
            match owner {
                Some((place, at)) => place.entry(at).or_default().push(comment.text),
                None => this.rest.push(comment.text),
            }
        }
        this
    }

    /// The comments above what begins at a byte.
    pub(super) fn take_above(&mut self, at: usize) -> Vec<&'a str> {
        self.above.remove(&at).unwrap_or_default()
    }

    /// The comments beside what begins at a byte.
    pub(super) fn take_beside(&mut self, at: usize) -> Vec<&'a str> {
        self.beside.remove(&at).unwrap_or_default()
    }

    /// What stands below everything.
    pub(super) fn take_rest(&mut self) -> Vec<&'a str> {
        std::mem::take(&mut self.rest)
    }
}
