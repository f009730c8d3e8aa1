//! What stands under the cursor: a key or value of front matter, or words of a body that lead somewhere.

use super::state::Checked;
use super::things;
use crate::content::front_matter::fences;
use crate::content::outline::{Node, Value, outline};
use crate::content::wikilinks::{Wikilink, scan};
use crate::diagnostic::Span;
use crate::graph::{LinkKind, Target};
use crate::path::{ContentPath, Slug};

/// What stands at a place of a file. Spans are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A key of front matter.
    Key {
        /// The keys and list positions that lead to its value.
        path: Vec<String>,
        /// The key.
        span: Span,
    },
    /// A value of front matter.
    Value {
        /// The keys and list positions that lead to it.
        path: Vec<String>,
        /// The value, with its quotation marks.
        span: Span,
        /// What it says.
        text: String,
    },
    /// Words of a body that lead to a thing.
    Link {
        /// The thing.
        target: Target,
        /// The id, where it is written, else the words.
        span: Span,
        /// The words by which the thing is called, where that is not its id.
        called: Option<String>,
        /// Whether the id is written.
        by_id: bool,
    },
}

impl Spot {
    /// Its bytes.
    pub fn span(&self) -> Span {
        match self {
            Self::Key { span, .. } | Self::Value { span, .. } | Self::Link { span, .. } => *span,
        }
    }

    /// The things that it names; several where a key takes several kinds.
    pub fn targets(&self, checked: &Checked, file: &str) -> Vec<Target> {
        match self {
            Self::Key { .. } => Vec::new(),
            Self::Link { target, .. } => vec![target.clone()],
            Self::Value { path, text, .. } => {
                let (Some(kind), Ok(id)) = (things::kind_of_file(file), Slug::parse(text)) else {
                    return Vec::new();
                };
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                let targets = things::named_at(kind, &path)
                    .iter()
                    .map(|kind| things::target(*kind, id.clone()));
                targets.filter(|it| things::title(&checked.library, it).is_some()).collect()
            }
        }
    }
}

/// What stands at byte `offset` of a file.
pub fn spot(checked: &Checked, file: &str, text: &str, offset: usize) -> Option<Spot> {
    let fences = fences(text)?;
    if offset < fences.body_start {
        let inside = offset.checked_sub(fences.yaml.start)?;
        let root = outline(fences.yaml.of(text)).ok()?;
        let spot = in_yaml(&root, inside, &mut Vec::new())?;
        return Some(moved(spot, fences.yaml.start));
    }
    let body = text.get(fences.body_start..)?;
    let spot = in_body(checked, file, body, offset - fences.body_start)?;
    Some(moved(spot, fences.body_start))
}

fn moved(spot: Spot, by: usize) -> Spot {
    let moved = |span: Span| Span::new(span.start + by, span.end + by);
    match spot {
        Spot::Key { path, span } => Spot::Key { path, span: moved(span) },
        Spot::Value { path, span, text } => Spot::Value { path, span: moved(span), text },
        Spot::Link { target, span, called, by_id } => {
            Spot::Link { target, span: moved(span), called, by_id }
        }
    }
}

/// Whether a place is inside a span or at its end, as a cursor behind a word is meant for it.
const fn touches(span: Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}

fn in_yaml(node: &Node, offset: usize, path: &mut Vec<String>) -> Option<Spot> {
    match &node.value {
        Value::Scalar { text, .. } => touches(node.span, offset).then(|| Spot::Value {
            path: path.clone(),
            span: node.span,
            text: text.clone(),
        }),
        Value::List { items, .. } => items.iter().enumerate().find_map(|(at, item)| {
            path.push(at.to_string());
            let found = in_yaml(item, offset, path);
            path.pop();
            found
        }),
        Value::Map { entries, .. } => entries.iter().find_map(|(key, value)| {
            path.push(key.text()?.to_owned());
            let found = if touches(key.span, offset) {
                Some(Spot::Key { path: path.clone(), span: key.span })
            } else {
                in_yaml(value, offset, path)
            };
            path.pop();
            found
        }),
    }
}

fn in_body(checked: &Checked, file: &str, body: &str, offset: usize) -> Option<Spot> {
    let path = ContentPath::parse(file).ok()?;
    let link = checked.graph.links.get(&path)?.iter().find(|link| touches(link.span, offset))?;
    let target = link.target.clone()?;
    if link.kind == LinkKind::Automatic {
        let called = Some(link.text.clone());
        return Some(Spot::Link { target, span: link.span, called, by_id: false });
    }
    let written = scan(body).wikilinks.into_iter().find(|written| written.span == link.span)?;
    let (span, called, by_id) = match id_span(&written, &target) {
        Some(span) => (span, None, true),
        None => (written.target_span, Some(written.target), false),
    };
    Some(Spot::Link { target, span, called, by_id })
}

/// The bytes of the id in `[[id]]` and `[[kind:id]]`; absent where a name is written.
pub fn id_span(written: &Wikilink, target: &Target) -> Option<Span> {
    let (_, id) = things::kind_and_id(target);
    let before = written.target.strip_suffix(id?.as_str())?.trim_end();
    let is_id = before.is_empty() || before.ends_with(':');
    let end = written.target_span.end;
    is_id.then(|| Span::new(end - id.map_or(0, |id| id.as_str().len()), end))
}
