//! Edits of front matter as text: an item more or less in a list, a value set. Comments and all that
//! is not concerned stay byte for byte. Everything here gives nothing where the front matter is not
//! written a key a line, or where the edited text would not say what it should.

use super::references::spliced;
use super::tree;
use crate::content::front_matter::{fences, scalar_text};
use crate::content::outline::{Node, Value};
use crate::diagnostic::Span;

/// The file with items behind those of a list, as far as they are not in it; the key is made where it
/// is not there, at its place in `order`.
pub(super) fn with_items(
    text: &str,
    key: &str,
    items: &[String],
    order: &[&str],
) -> Option<String> {
    let (root, start) = block_map(text)?;
    let list = root.get(key);
    let present: Vec<&str> =
        list.map_or(&[][..], Node::items).iter().filter_map(Node::text).collect();
    let mut new: Vec<&String> = Vec::new();
    for item in items {
        if !present.contains(&item.as_str()) && !new.contains(&item) {
            new.push(item);
        }
    }
    if new.is_empty() {
        return Some(text.to_owned());
    }
    let expected: Vec<String> = present
        .iter()
        .map(|item| (*item).to_owned())
        .chain(new.iter().map(|i| (*i).clone()))
        .collect();
    let end = line_end(text);
    let lines = |margin: &str| -> String {
        let lines = new.iter().map(|item| format!("{margin}- {}{end}", scalar_text(item)));
        lines.collect::<Vec<_>>().concat()
    };
    let edit = match list {
        None => {
            let at = place_for(text, &root, start, key, order);
            (Span::new(at, at), format!("{key}:{end}{}", lines("  ")))
        }
        Some(list) => match (&list.value, list.items().last()) {
            (Value::List { block: true, .. }, Some(end_item)) => {
                let margin = margin_of_dash(text, end_item, start);
                let at = line_after(text, end_item.span.end + start);
                (Span::new(at, at), lines(&margin))
            }
            (Value::List { block: false, .. }, end_item) => {
                let words: Vec<String> = new.iter().map(|item| scalar_text(item)).collect();
                let words = words.join(", ");
                match end_item {
                    Some(end_item) => {
                        let at = end_item.span.end + start;
                        (Span::new(at, at), format!(", {words}"))
                    }
                    None => (
                        Span::new(list.span.start + start, list.span.end + start),
                        format!("[{words}]"),
                    ),
                }
            }
            // A key without a value.
            _ if is_nothing(list) => {
                let at = line_after(text, name_end(&root, key)? + start + 1);
                (Span::new(at, at), lines("  "))
            }
            _ => return None,
        },
    };
    checked(spliced(text, &[with_line_before(text, edit)]), key, &expected)
}

/// The file without the items of a list that `gone` names; without the key when nothing is left.
pub(super) fn without_items(text: &str, key: &str, gone: impl Fn(&str) -> bool) -> Option<String> {
    let (root, _) = block_map(text)?;
    let Some(list) = root.get(key) else { return Some(text.to_owned()) };
    let is_gone = |item: &Node| item.text().is_some_and(&gone);
    let positions: Vec<usize> = list
        .items()
        .iter()
        .enumerate()
        .filter(|(_, item)| is_gone(item))
        .map(|(at, _)| at)
        .collect();
    without_positions(text, key, &positions)
}

/// The file without the items of a list at some positions, which are sorted. A comment beside an item
/// stays, on a line of its own.
pub(super) fn without_positions(text: &str, key: &str, positions: &[usize]) -> Option<String> {
    if positions.is_empty() {
        return Some(text.to_owned());
    }
    let (root, start) = block_map(text)?;
    let list = root.get(key)?;
    let items = list.items();
    let left = items.iter().enumerate().filter(|(at, _)| !positions.contains(at));
    let expected: Vec<String> =
        left.filter_map(|(_, item)| item.text().map(str::to_owned)).collect();
    let Value::List { block, .. } = list.value else { return None };
    let mut edits: Vec<(Span, String)> = Vec::new();
    if expected.is_empty() && !block {
        let (name, value) = root.entries().iter().find(|(name, _)| name.text() == Some(key))?;
        edits.push(whole_lines(text, name.span.start + start, value.span.end + start, ""));
    } else {
        if expected.is_empty() {
            let (name, _) = root.entries().iter().find(|(name, _)| name.text() == Some(key))?;
            edits.push(whole_lines(text, name.span.start + start, name.span.end + start + 1, ""));
        }
        for at in positions {
            let item = items.get(*at)?;
            if block {
                let dash = text.get(..item.span.start + start)?.rfind('-')?;
                let margin = margin_of_dash(text, item, start);
                edits.push(whole_lines(text, dash, item.span.end + start, &margin));
            } else {
                edits.push((flow_item(items, *at, start)?, String::new()));
            }
        }
    }
    let text = spliced(text, &merged(edits));
    checked(text, key, &expected)
}

/// The file with a value under a key, which is made where it is not there.
pub(super) fn with_value(text: &str, key: &str, value: &str, order: &[&str]) -> Option<String> {
    let (root, start) = block_map(text)?;
    let edit = match root.get(key) {
        Some(node) if node.text() == Some(value) => return Some(text.to_owned()),
        Some(node) if !is_nothing(node) => {
            let span = Span::new(node.span.start + start, node.span.end + start);
            // A text of several lines ends with a line end that stays.
            let end = if span.of(text).ends_with('\n') { line_end(text) } else { "" };
            (span, format!("{}{end}", scalar_text(value)))
        }
        Some(_) => {
            let at = name_end(&root, key)? + start + 1;
            (Span::new(at, at), format!(" {}", scalar_text(value)))
        }
        None => {
            let at = place_for(text, &root, start, key, order);
            (Span::new(at, at), format!("{key}: {}{}", scalar_text(value), line_end(text)))
        }
    };
    let text = spliced(text, &[with_line_before(text, edit)]);
    let right = tree(&text)?.0.get(key).and_then(Node::text) == Some(value);
    right.then_some(text)
}

/// Whether a key has no value.
fn is_nothing(node: &Node) -> bool {
    let text = matches!(&node.value, Value::Scalar { text, plain: true } if text.is_empty());
    text || (node.span.is_empty() && matches!(node.value, Value::Scalar { .. }))
}

/// The byte behind a key's name.
fn name_end(root: &Node, key: &str) -> Option<usize> {
    let (name, _) = root.entries().iter().find(|(name, _)| name.text() == Some(key))?;
    Some(name.span.end)
}

/// The text, if the list under a key says what it should.
fn checked(text: String, key: &str, expected: &[String]) -> Option<String> {
    let (root, _) = block_map(&text)?;
    let says: Vec<&str> =
        root.get(key).map_or(&[][..], Node::items).iter().filter_map(Node::text).collect();
    (says == expected).then_some(text)
}

/// The front matter as a tree, where it is a mapping with a key a line, and where its YAML begins.
fn block_map(text: &str) -> Option<(Node, usize)> {
    let (root, start) = tree(text)?;
    let block =
        matches!(&root.value, Value::Map { block, entries } if *block || entries.is_empty());
    block.then_some((root, start))
}

/// Where a new key goes: behind the nearest key before it, in canonical order, that is there.
fn place_for(text: &str, root: &Node, start: usize, key: &str, order: &[&str]) -> usize {
    let before: Vec<&&str> = order.iter().take_while(|name| **name != key).collect();
    let entry =
        |name: &&&str| root.entries().iter().find(|(known, _)| known.text() == Some(**name));
    match before.iter().rev().find_map(entry) {
        Some((name, value)) => line_after(text, value.span.end.max(name.span.end + 1) + start),
        None => start,
    }
}

/// An insertion on lines of its own where the line before has no end.
fn with_line_before(text: &str, (span, new): (Span, String)) -> (Span, String) {
    let open =
        text.get(..span.start).is_some_and(|before| !before.is_empty() && !before.ends_with('\n'));
    if span.is_empty() && new.ends_with('\n') && open {
        return (span, format!("{}{new}", line_end(text)));
    }
    (span, new)
}

/// The first byte of the line behind the one in which byte `at`, the end of a value, stands; that is
/// `at` itself when the value ends with its line.
fn line_after(text: &str, at: usize) -> usize {
    if text.get(..at).is_some_and(|before| before.ends_with('\n')) {
        return at;
    }
    let rest = text.get(at..).unwrap_or("");
    rest.find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Takes whole lines away, but for a comment behind their end, which gets a line at `margin`.
fn whole_lines(text: &str, start: usize, end: usize, margin: &str) -> (Span, String) {
    let first = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let last = line_after(text, end);
    let tail = text.get(end..last).unwrap_or("");
    let comment = tail.find('#').and_then(|at| tail.get(at..)).unwrap_or("");
    let kept = if comment.is_empty() { String::new() } else { format!("{margin}{comment}") };
    (Span::new(first, last), kept)
}

/// An item between brackets with one comma beside it.
fn flow_item(items: &[Node], at: usize, start: usize) -> Option<Span> {
    let item = items.get(at)?;
    let span = match (at.checked_sub(1).and_then(|before| items.get(before)), items.get(at + 1)) {
        (_, Some(next)) => Span::new(item.span.start, next.span.start),
        (Some(before), None) => Span::new(before.span.end, item.span.end),
        (None, None) => item.span,
    };
    Some(Span::new(span.start + start, span.end + start))
}

/// Edits that touch or overlap, as deletions of neighbours do, without what is deleted twice.
fn merged(mut edits: Vec<(Span, String)>) -> Vec<(Span, String)> {
    edits.sort_by_key(|(span, _)| *span);
    let mut apart: Vec<(Span, String)> = Vec::new();
    for (span, new) in edits {
        let at = apart.last().map_or(0, |(last, _)| last.end);
        let span = Span::new(span.start.max(at), span.end.max(at));
        apart.push((span, new));
    }
    apart
}

/// The white space before the dash of a list's item.
fn margin_of_dash(text: &str, item: &Node, start: usize) -> String {
    let before = text.get(..item.span.start + start).unwrap_or("");
    let dash = before.rfind('-').unwrap_or(0);
    let line = before.get(..dash).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let margin = before.get(line..dash).unwrap_or("");
    if margin.trim().is_empty() { margin.to_owned() } else { String::new() }
}

/// How the front matter's lines end.
fn line_end(text: &str) -> &'static str {
    let start = fences(text).map_or(0, |fences| fences.yaml.start);
    if text.get(..start).is_some_and(|head| head.ends_with("\r\n")) { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: [&str; 5] = ["name", "aliases", "role", "former_ids", "status"];

    fn add(yaml: &str, items: &[&str]) -> Option<String> {
        let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        let text = with_items(&format!("---\n{yaml}---\nBody\n"), "aliases", &items, &ORDER)?;
        Some(text.replace("---\nBody\n", "").replacen("---\n", "", 1))
    }

    #[test]
    fn items_are_added_in_the_style_of_the_list() {
        for (yaml, expected) in [
            ("name: x\nstatus: auto\n", "name: x\naliases:\n  - A\n  - \"b: c\"\nstatus: auto\n"),
            ("name: x # me\n", "name: x # me\naliases:\n  - A\n  - \"b: c\"\n"),
            ("aliases: [q] # why\n", "aliases: [q, A, \"b: c\"] # why\n"),
            ("aliases: []\n", "aliases: [A, \"b: c\"]\n"),
            ("aliases: [A,]\n", "aliases: [A, \"b: c\",]\n"),
            (
                "aliases: # none yet\nname: x\n",
                "aliases: # none yet\n  - A\n  - \"b: c\"\nname: x\n",
            ),
            (
                "aliases:\n- A # first\n# end\nname: x\n",
                "aliases:\n- A # first\n- \"b: c\"\n# end\nname: x\n",
            ),
            ("", "aliases:\n  - A\n  - \"b: c\"\n"),
            ("aliases:\n    - q\n", "aliases:\n    - q\n    - A\n    - \"b: c\"\n"),
        ] {
            assert_eq!(add(yaml, &["A", "b: c", "A"]).as_deref(), Some(expected), "of {yaml}");
        }
        assert_eq!(add("{name: x}\n", &["A"]), None);
        assert_eq!(add("aliases: q\n", &["A"]), None);
    }

    #[test]
    fn items_go_and_comments_stay() {
        for (yaml, expected) in [
            (
                "aliases:\n  - A\n  - B # why\n  - C\nname: x\n",
                "aliases:\n  - A\n  # why\n  - C\nname: x\n",
            ),
            ("aliases: [A, B, C]\n", "aliases: [A, C]\n"),
            ("aliases: [A, B]\n", "aliases: [A]\n"),
            ("aliases: [B, A]\n", "aliases: [A]\n"),
            ("name: x\naliases: [B] # why\nrole: y\n", "name: x\n# why\nrole: y\n"),
            ("name: x\naliases:\n  - B\nrole: y\n", "name: x\nrole: y\n"),
            ("name: x\naliases: # z\n  - B # why\n", "name: x\n# z\n  # why\n"),
            ("name: x\n", "name: x\n"),
        ] {
            let text = format!("---\n{yaml}---\n");
            let text = without_items(&text, "aliases", |item| item == "B");
            assert_eq!(text, Some(format!("---\n{expected}---\n")), "of {yaml}");
        }
        let text = "---\r\naliases: [B, B, A, B]\r\n---\r\n";
        let expected = "---\r\naliases: [A]\r\n---\r\n";
        assert_eq!(without_items(text, "aliases", |item| item == "B").as_deref(), Some(expected));
    }

    #[test]
    fn values_are_set_where_they_are() {
        for (yaml, expected) in [
            ("name: 'x' # me\n", "name: \"y: z\" # me\n"),
            ("role: q\n", "name: \"y: z\"\nrole: q\n"),
            ("name:\nrole: q\n", "name: \"y: z\"\nrole: q\n"),
        ] {
            let text = with_value(&format!("---\n{yaml}---\n"), "name", "y: z", &ORDER);
            assert_eq!(text, Some(format!("---\n{expected}---\n")), "of {yaml}");
        }
    }
}
