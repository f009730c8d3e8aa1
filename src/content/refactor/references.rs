//! Where a content file names other things, and its text with other ids in those places.

use super::targets::{Form, Kind, Targets, Thing};
use super::tree;
use crate::content::front_matter::fences;
use crate::content::outline::{Node, Value};
use crate::content::wikilinks::{Wikilink, scan};
use crate::diagnostic::Span;
use crate::path::{ContentPath, Slug};

/// One place that names a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Bytes of the file: a value of the front matter, or the target inside `[[…]]`.
    pub span: Span,
    /// What is named.
    pub thing: Thing,
}

/// Every place of a file that names a thing there is, in order: front matter, then `[[…]]`. Names
/// that become links without being marked are not among them.
pub fn references(path: &ContentPath, text: &str, targets: &Targets) -> Vec<Reference> {
    let values = values(path, text, targets).into_iter();
    let mut all: Vec<Reference> = values.map(|(span, thing)| Reference { span, thing }).collect();
    let start = body_start(text);
    let body = text.get(start..).unwrap_or("");
    for link in links(body) {
        if let Some((thing, _)) = targets.meaning(&link.target) {
            let span = Span::new(link.target_span.start + start, link.target_span.end + start);
            all.push(Reference { span, thing });
        }
    }
    all
}

/// The text of a file in which every reference names what `map` makes of what it named, and the same
/// as before where `map` gives nothing: `before` says what texts mean now, `after` what they will.
pub(super) fn rewritten(
    path: &ContentPath,
    text: &str,
    before: &Targets,
    after: &Targets,
    map: &dyn Fn(&Thing) -> Option<Thing>,
) -> String {
    let mut edits: Vec<(Span, String)> = Vec::new();
    for (span, thing) in values(path, text, before) {
        if let Some(new) = map(&thing).filter(|new| *new != thing) {
            edits.push((span, in_style_of(span.of(text), &new.id)));
        }
    }
    let start = body_start(text);
    let body = text.get(start..).unwrap_or("");
    for link in links(body) {
        if let Some(new) = new_target(body, &link, before, after, map) {
            let span = Span::new(link.target_span.start + start, link.target_span.end + start);
            edits.push((span, new));
        }
    }
    spliced(text, &edits)
}

/// A text with pieces replaced, which are sorted and apart.
pub(super) fn spliced(text: &str, edits: &[(Span, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in edits {
        out.push_str(text.get(at..span.start).unwrap_or(""));
        out.push_str(new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn body_start(text: &str) -> usize {
    fences(text).map_or(0, |fences| fences.body_start)
}

fn links(body: &str) -> Vec<Wikilink> {
    if body.contains("[[") { scan(body).wikilinks } else { Vec::new() }
}

/// What must stand in the place of a link's target; absent when it stays.
fn new_target(
    body: &str,
    link: &Wikilink,
    before: &Targets,
    after: &Targets,
    map: &dyn Fn(&Thing) -> Option<Thing>,
) -> Option<String> {
    let (thing, form) = before.meaning(&link.target)?;
    let mapped = map(&thing).unwrap_or_else(|| thing.clone());
    match form {
        Form::Prefixed => {
            let (prefix, id) = link.target_span.of(body).split_once(':')?;
            let gap = id.len() - id.trim_start().len();
            let gap = id.get(..gap).unwrap_or("");
            (mapped != thing).then(|| format!("{prefix}:{gap}{}", mapped.id))
        }
        Form::Bare => {
            let new = after.link_to(&mapped);
            (new != link.target).then_some(new)
        }
        Form::Name => {
            let same = after.meaning(&link.target) == Some((mapped.clone(), Form::Name));
            (!same).then(|| {
                let target = after.link_to(&mapped);
                // The words that are shown stay as they are.
                match &link.text {
                    Some(_) => target,
                    None => format!("{target}{}{}", bar(body, link.span), link.target),
                }
            })
        }
    }
}

/// The bar between target and words; in a table it must be escaped.
pub(super) fn bar(body: &str, link: Span) -> &'static str {
    let before = body.get(..link.start).unwrap_or("");
    let after = body.get(link.end..).unwrap_or("");
    let head = before.rsplit('\n').next().unwrap_or("");
    let tail = after.split('\n').next().unwrap_or("");
    let has_bar = |text: &str| {
        // Bars inside other links are none of a table.
        let outside = text.split("[[").enumerate().map(|(at, part)| match at {
            0 => part,
            _ => part.split_once("]]").map_or("", |(_, rest)| rest),
        });
        outside.into_iter().any(|part| part.contains('|'))
    };
    if has_bar(head) || has_bar(tail) { "\\|" } else { "|" }
}

/// An id written as the value was that stood in its place.
fn in_style_of(old: &str, id: &Slug) -> String {
    match old.chars().next() {
        Some(mark @ ('"' | '\'')) => format!("{mark}{id}{mark}"),
        _ => crate::content::front_matter::scalar_text(id.as_str()),
    }
}

/// The values of a file's front matter that name things there are, in order.
fn values(path: &ContentPath, text: &str, targets: &Targets) -> Vec<(Span, Thing)> {
    let Some(below) = path.as_str().strip_prefix("content/") else { return Vec::new() };
    let Some((root, start)) = tree(text) else { return Vec::new() };
    let folder = below.split_once('/').map_or("pages", |(folder, _)| folder);
    let mut found = Vec::new();
    let mut note = |node: Option<&Node>, kinds: &[Kind]| {
        let Some(node) = node else { return };
        let Some(id) = node.text().and_then(|id| Slug::parse(id).ok()) else { return };
        let things = kinds.iter().map(|kind| Thing { kind: *kind, id: id.clone() });
        if let Some(thing) = things.into_iter().find(|thing| targets.holds(thing)) {
            found.push((Span::new(node.span.start + start, node.span.end + start), thing));
        }
    };
    let (one, many, nested) = keys(folder, &root);
    for (key, kinds) in one {
        note(root.get(key), kinds);
    }
    for (key, kind) in many {
        let list = root.get(key).map_or(&[][..], Node::items);
        for item in list {
            note(Some(item), &[*kind]);
        }
    }
    for key in nested {
        let list = root.get(key).map_or(&[][..], Node::items);
        for item in list {
            note(item.get("article"), &[Kind::Article]);
        }
    }
    found.retain(|(span, _)| !span.is_empty());
    found.sort_by_key(|(span, _)| *span);
    found
}

/// Keys that hold an id, keys that hold a list of ids, and keys that hold a list of mappings with an
/// `article`.
type Keys = (
    &'static [(&'static str, &'static [Kind])],
    &'static [(&'static str, Kind)],
    &'static [&'static str],
);

fn keys(folder: &str, root: &Node) -> Keys {
    const TOLD: [Kind; 3] = [Kind::Article, Kind::Claim, Kind::Event];
    match folder {
        "pages" => (&[], &[("key_claims", Kind::Claim), ("key_events", Kind::Event)], &[]),
        "articles" => (&[("copy_of", &[Kind::Article])], &[], &[]),
        "events" => (
            &[("place", &[Kind::Entity]), ("part_of", &[Kind::Event]), ("after", &[Kind::Event])],
            &[("participants", Kind::Entity)],
            &["sources"],
        ),
        "claims" => (
            &[("event", &[Kind::Event]), ("about", &[Kind::Entity])],
            &[],
            &["positions", "silent"],
        ),
        "faq" => (&[], &[("claims", Kind::Claim)], &["sources"]),
        "changes" => match root.get("kind").and_then(Node::text) {
            // A verdict is a claim's; of other entries the kind says what is meant first.
            Some("verdict") => (&[("about", &[Kind::Claim, Kind::Article, Kind::Event])], &[], &[]),
            Some("event") => (&[("about", &[Kind::Event, Kind::Article, Kind::Claim])], &[], &[]),
            _ => (&[("about", &TOLD)], &[], &[]),
        },
        _ => (&[], &[], &[]),
    }
}

/// A text in which a list of ids names each thing once: of equal items the first one stays. Absent
/// when nothing is said twice.
pub(super) fn deduplicated(text: &str, key: &str) -> Option<String> {
    let (root, _) = tree(text)?;
    let list = root.get(key)?;
    if !matches!(list.value, Value::List { .. }) {
        return None;
    }
    let ids: Vec<&str> = list.items().iter().filter_map(Node::text).collect();
    let twice: Vec<usize> = (0..ids.len())
        .filter(|at| ids.get(..*at).is_some_and(|b| ids.get(*at).is_some_and(|id| b.contains(id))))
        .collect();
    if twice.is_empty() || ids.len() != list.items().len() {
        return None;
    }
    super::yaml::without_positions(text, key, &twice)
}
