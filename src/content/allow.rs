//! Exceptions written beside what they are about: `<!-- backstory-allow CODE: reason -->` in a body,
//! `# allow CODE: reason` in front matter. An exception needs a reason, and is for warnings and notes
//! only: an error stays one.

use std::collections::BTreeMap;

use memchr::memmem;
use pulldown_cmark::{Event, Parser};

use super::front_matter::fences;
use super::library::Library;
use super::lock::blocks;
use super::outline::{Node, Value, outline};
use crate::diagnostic::{Diagnostic, Diagnostics, Level, Place, Span, catalogue};

/// What begins an exception in a body.
const IN_BODY: &str = "<!-- backstory-allow";
/// What begins one in front matter.
const IN_YAML: &str = "# allow ";

/// An exception as written.
struct Allow {
    /// The code that may occur.
    code: &'static str,
    /// Where it stands.
    span: Span,
    /// The bytes in which the code may occur.
    covers: Span,
    /// Whether it is for problems of the whole file too.
    whole_file: bool,
}

/// The exceptions of one file, each with whether it allowed something.
struct Allows<'a> {
    text: &'a str,
    allows: Vec<(Allow, bool)>,
}

/// Takes away what the exceptions of the files allow, and says which of these are not understood, and
/// which allow nothing, of those codes for which all checks have run, as `complete` tells.
pub fn apply_allows(
    library: &Library,
    diagnostics: Diagnostics,
    complete: &dyn Fn(&str) -> bool,
) -> Diagnostics {
    let mut kept = Vec::new();
    let mut by_file: BTreeMap<&str, Allows<'_>> = BTreeMap::new();
    let marker = memmem::Finder::new(IN_BODY);
    for (file, text) in library.files() {
        let in_head = || fences(text).is_some_and(|found| found.yaml.of(text).contains(IN_YAML));
        if !in_head() && marker.find(text.as_bytes()).is_none() {
            continue;
        }
        let file = file.as_str();
        let (allows, problems) = read_allows(file, text);
        kept.extend(problems);
        if !allows.is_empty() {
            let allows = allows.into_iter().map(|one| (one, false)).collect();
            by_file.insert(file, Allows { text, allows });
        }
    }
    if by_file.is_empty() && kept.is_empty() {
        return diagnostics;
    }
    for diagnostic in diagnostics {
        let place = diagnostic.place.as_ref();
        let allows = place.and_then(|place| by_file.get_mut(place.file.as_str()));
        let span = place.and_then(|place| place.span);
        let allows = allows.into_iter().flat_map(|known| &mut known.allows);
        let mut allows = allows;
        let allow = allows.find(|(allow, _)| {
            diagnostic.level != Level::Error
                && allow.code == diagnostic.code
                && span.map_or(allow.whole_file, |span| allow.covers.contains(span))
        });
        match allow {
            Some((_, used)) => *used = true,
            None => kept.push(diagnostic),
        }
    }
    for (file, Allows { text, allows }) in by_file {
        let idle = allows.into_iter().filter(|(allow, used)| !used && complete(allow.code));
        kept.extend(idle.map(|(allow, _)| unused(file, text, &allow)));
    }
    crate::diagnostic::sorted(kept)
}

fn unused(file: &str, text: &str, allow: &Allow) -> Diagnostic {
    let code = catalogue::find(allow.code);
    let is_error = code.is_some_and(|code| code.level == Level::Error);
    let hint =
        if is_error { "an error cannot be allowed: mend it" } else { "delete the exception" };
    Diagnostic::note("allow-unused", format!("there is no `{}` here to allow", allow.code))
        .at(Place::span(file, text, allow.span))
        .hint(hint)
}

/// The exceptions of one file, and what is wrong with them.
fn read_allows(file: &str, text: &str) -> (Vec<Allow>, Diagnostics) {
    let mut allows = Vec::new();
    let mut problems = Vec::new();
    let (yaml, body_start) =
        fences(text).map_or((Span::default(), 0), |found| (found.yaml, found.body_start));
    let mut read = |words: &str, span: Span, covers: Span, whole_file: bool| match understood(words)
    {
        Ok(code) => allows.push(Allow { code, span, covers, whole_file }),
        Err(problem) => problems.push(problem.at(Place::span(file, text, span))),
    };
    for (span, words, covers, first) in in_yaml(yaml.of(text)) {
        let moved = |span: Span| Span::new(span.start + yaml.start, span.end + yaml.start);
        read(words, moved(span), moved(covers), first);
    }
    let body = text.get(body_start..).unwrap_or("");
    for (span, words, covers) in in_body(body) {
        let moved = |span: Span| Span::new(span.start + body_start, span.end + body_start);
        read(words, moved(span), moved(covers), false);
    }
    (allows, problems)
}

/// The code of `CODE: reason`.
fn understood(words: &str) -> Result<&'static str, Box<Diagnostic>> {
    let (name, reason) = words.split_once(':').unwrap_or((words, ""));
    let name = name.trim();
    let Some(code) = catalogue::find(name) else {
        let message = format!("there is no code `{name}` to allow");
        let problem = Diagnostic::warning("bad-allow", message);
        return Err(Box::new(match catalogue::near(name) {
            Some(near) => problem.hint(format!("did you mean `{}`?", near.name)),
            None => problem.hint("`backstory explain` lists the codes"),
        }));
    };
    if reason.trim().is_empty() {
        let message = format!("no reason is given why `{name}` may stand here");
        let hint = format!("write `{name}: ` and the reason, for those who come after you");
        return Err(Box::new(Diagnostic::warning("bad-allow", message).hint(hint)));
    }
    Ok(code.name)
}

/// The exceptions of a body: their bytes, their words, and the bytes of the block in which they stand;
/// where one has a block to itself, of the next one too.
fn in_body(body: &str) -> Vec<(Span, &str, Span)> {
    if !body.contains(IN_BODY) {
        return Vec::new();
    }
    let mut html: Vec<Span> = Vec::new();
    for (event, range) in Parser::new(body).into_offset_iter() {
        if matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            html.push(Span::new(range.start, range.end));
        }
    }
    let blocks = blocks(body);
    let mut found = Vec::new();
    for (start, _) in body.match_indices(IN_BODY) {
        let at = html.partition_point(|part| part.end <= start);
        let Some(length) = body.get(start..).and_then(|rest| rest.find("-->")) else { continue };
        // In code it is no exception but shows one.
        if html.get(at).is_none_or(|part| part.start > start) {
            continue;
        }
        let span = Span::new(start, start + length + "-->".len());
        let words = body.get(start + IN_BODY.len()..start + length).unwrap_or("").trim();
        let number = blocks.partition_point(|block| block.end <= start);
        let own = blocks.get(number).copied().unwrap_or(span);
        let alone = own.of(body).trim() == span.of(body);
        let next = blocks.get(number + 1).filter(|_| alone);
        found.push((span, words, Span::new(own.start, next.map_or(own.end, |next| next.end))));
    }
    found
}

/// The exceptions of front matter: their bytes, their words, the bytes of the key or item on whose line
/// they stand or that follows, and whether that is the first of all.
fn in_yaml(yaml: &str) -> Vec<(Span, &str, Span, bool)> {
    let Ok(root) = outline(yaml) else { return Vec::new() };
    let mut scalars = Vec::new();
    let mut nodes = Vec::new();
    gather(&root, &mut nodes, &mut scalars);
    nodes.sort_by_key(|node| (node.start, std::cmp::Reverse(node.end)));
    let mut found = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(column) = line.find(IN_YAML) else { continue };
        let span = Span::new(start + column, start + line.trim_end().len());
        let inside = |scalar: &Span| scalar.start < span.start && span.start < scalar.end;
        if scalars.iter().any(inside) {
            continue;
        }
        let words = line.get(column + IN_YAML.len()..).unwrap_or("").trim();
        // On a line of its own it is about what follows.
        let from = if line.get(..column).is_some_and(|before| before.trim().is_empty()) {
            at
        } else {
            start
        };
        let Some(covers) = nodes.iter().find(|node| node.start >= from) else { continue };
        let first = nodes.first().is_some_and(|node| node.start == covers.start);
        found.push((span, words, *covers, first));
    }
    found
}

/// The keys with their values and the items of all lists, and the scalars among them.
fn gather(node: &Node, nodes: &mut Vec<Span>, scalars: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { .. } => scalars.push(node.span),
        Value::List { items, .. } => {
            for item in items {
                nodes.push(item.span);
                gather(item, nodes, scalars);
            }
        }
        Value::Map { entries, .. } => {
            for (key, value) in entries {
                nodes.push(Span::new(key.span.start, value.span.end.max(key.span.end)));
                scalars.push(key.span);
                gather(value, nodes, scalars);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::load_library;
    use crate::path::ContentPath;

    /// What is left of problems of `code`, one on each `⟦…⟧` of a page, as the words they stand on.
    fn left(code: &'static str, marked: &str) -> Vec<String> {
        let mut text = String::new();
        let mut spans = Vec::new();
        for (number, part) in marked.split(['⟦', '⟧']).enumerate() {
            if number % 2 == 1 {
                spans.push(Span::new(text.len(), text.len() + part.len()));
            }
            text.push_str(part);
        }
        let file = "content/pages/x.md";
        let path = ContentPath::parse(file).expect("a path");
        let (library, problems) = load_library(&[(path, text.clone())]);
        assert_eq!(problems, vec![], "{text}");
        let problem =
            |span: &Span| Diagnostic::warning(code, "x").at(Place::span(file, &text, *span));
        let problems: Diagnostics = spans.iter().map(problem).collect();
        let kept = apply_allows(&library, problems, &|_| true);
        let shown = |one: &Diagnostic| {
            let words = one.place.as_ref().and_then(|place| place.span).map(|span| span.of(&text));
            let words = words.unwrap_or("");
            if one.code == code { words.to_owned() } else { format!("{}: {words}", one.code) }
        };
        kept.iter().map(shown).collect()
    }

    #[test]
    fn an_exception_covers_its_block_or_key_and_nothing_else() {
        for (text, kept) in [
            (
                "---\ntitle: x\n---\n\n<!-- backstory-allow relative-date: old -->\n\n⟦a⟧ b\n\n⟦c⟧\n",
                vec!["c"],
            ),
            (
                "---\ntitle: x\n---\n\n⟦a⟧ <!-- backstory-allow relative-date: old -->\n\n⟦c⟧\n",
                vec!["c"],
            ),
            ("---\ntitle: ⟦x⟧ # allow relative-date: old\ndek: ⟦y⟧\n---\n", vec!["y"]),
            ("---\ntitle: x\n# allow relative-date: old\ndek: ⟦y⟧\nauthor: ⟦z⟧\n---\n", vec!["z"]),
            ("---\ntitle: \"# allow relative-date: no\"\ndek: ⟦y⟧\n---\n", vec!["y"]),
            (
                "---\ntitle: x\n---\n\n`<!-- backstory-allow relative-date: code -->` ⟦a⟧\n",
                vec!["a"],
            ),
        ] {
            assert_eq!(left("relative-date", text), kept, "{text}");
        }
    }

    #[test]
    fn exceptions_without_reason_effect_or_meaning_are_reported() {
        for (text, kept) in [
            (
                "---\ntitle: ⟦x⟧ # allow relative-date\n---\n",
                vec!["x", "bad-allow: # allow relative-date"],
            ),
            (
                "---\ntitle: ⟦x⟧ # allow relative-dote: why\n---\n",
                vec!["x", "bad-allow: # allow relative-dote: why"],
            ),
            (
                "---\ntitle: x # allow relative-date: why\n---\n",
                vec!["allow-unused: # allow relative-date: why"],
            ),
        ] {
            assert_eq!(left("relative-date", text), kept, "{text}");
        }
    }
}
