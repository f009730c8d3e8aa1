//! What a document consists of, and the things of the whole site by name.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, SymbolKind, WorkspaceSymbol, WorkspaceSymbolLocation,
};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::position::Lines;
use super::state::State;
use super::things;
use crate::content::front_matter::fences;
use crate::content::outline::{Node, Value, outline};
use crate::content::refactor::Kind;
use crate::diagnostic::Span;
use crate::graph::Target;

/// Things in one answer; the editor asks again when more is typed.
const MOST_THINGS: usize = 300;
/// Longest value shown beside a key, in characters.
const LONGEST: usize = 60;

/// The keys of front matter and the headings of a file.
pub fn document_symbols(state: &State, file: &str) -> Vec<DocumentSymbol> {
    let Some(text) = state.text(file) else { return Vec::new() };
    let lines = state.lines(&text);
    let Some(fences) = fences(&text) else { return headings(&text, 0, &lines) };
    let mut symbols = match outline(fences.yaml.of(&text)) {
        Ok(root) => keys(&root, fences.yaml.start, &lines),
        Err(_) => Vec::new(),
    };
    symbols.extend(headings(&text, fences.body_start, &lines));
    symbols
}

#[expect(deprecated, reason = "a field of the protocol that nobody sets")]
fn symbol(
    (name, detail): (String, Option<String>),
    kind: SymbolKind,
    (whole, own): (Span, Span),
    lines: &Lines<'_>,
    children: Vec<DocumentSymbol>,
) -> DocumentSymbol {
    DocumentSymbol {
        name,
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: lines.range(whole),
        selection_range: lines.range(own),
        children: (!children.is_empty()).then_some(children),
    }
}

fn keys(map: &Node, start: usize, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let moved = |span: Span| Span::new(span.start + start, span.end + start);
    let entry = |(key, value): &(Node, Node)| {
        let name = key.text().filter(|name| !name.is_empty())?.to_owned();
        let (kind, detail, children) = match &value.value {
            Value::Scalar { text, .. } => (SymbolKind::Property, Some(shortened(text)), Vec::new()),
            Value::Map { .. } => (SymbolKind::Object, None, keys(value, start, lines)),
            Value::List { items, .. } => {
                let item = |item: &Node| {
                    let name = named(item)?;
                    let children = keys(item, start, lines);
                    let span = moved(item.span);
                    Some(symbol((name, None), SymbolKind::String, (span, span), lines, children))
                };
                (SymbolKind::Array, None, items.iter().filter_map(item).collect())
            }
        };
        let whole = Span::new(key.span.start, value.span.end.max(key.span.end));
        let spans = (moved(whole), moved(key.span));
        Some(symbol((name, detail), kind, spans, lines, children))
    };
    map.entries().iter().filter_map(entry).collect()
}

/// What an item of a list is called: its text, or its first value.
fn named(item: &Node) -> Option<String> {
    let own = item.text();
    let first = || item.entries().iter().find_map(|(_, value)| value.text());
    own.or_else(first).filter(|name| !name.trim().is_empty()).map(shortened)
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", line.get(..at).unwrap_or("")),
        None => line,
    }
}

/// A heading that is read, with what stands below it so far.
struct Open {
    level: usize,
    name: String,
    own: Span,
    children: Vec<DocumentSymbol>,
}

/// The headings of a body, each with those below it.
fn headings(text: &str, start: usize, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let body = text.get(start..).unwrap_or("");
    let mut top = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut inside = false;
    for (event, range) in Parser::new(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = level as usize;
                let above = body.get(..range.start).unwrap_or("").trim_end().len();
                close(&mut open, &mut top, level, start + above, lines);
                let end = range.start + body.get(range.clone()).unwrap_or("").trim_end().len();
                let own = Span::new(range.start + start, end + start);
                open.push(Open { level, name: String::new(), own, children: Vec::new() });
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(words) | Event::Code(words) if inside => {
                if let Some(heading) = open.last_mut() {
                    heading.name.push_str(&words);
                }
            }
            _ => {}
        }
    }
    let end = start + body.trim_end().len();
    close(&mut open, &mut top, 0, end, lines);
    top
}

/// Closes the headings that are not above one of this level, which begins at byte `end`.
fn close(
    open: &mut Vec<Open>,
    top: &mut Vec<DocumentSymbol>,
    level: usize,
    end: usize,
    lines: &Lines<'_>,
) {
    while let Some(heading) = open.pop_if(|heading| heading.level >= level) {
        let name = if heading.name.trim().is_empty() { "#".to_owned() } else { heading.name };
        let whole = Span::new(heading.own.start, end.max(heading.own.end));
        let spans = (whole, heading.own);
        let done = symbol((name, None), SymbolKind::String, spans, lines, heading.children);
        open.last_mut().map_or(&mut *top, |above| &mut above.children).push(done);
    }
}

/// The things whose id, title, name or alias holds what was typed.
pub fn workspace_symbols(state: &State, query: &str) -> Vec<WorkspaceSymbol> {
    let library = &state.checked.library;
    let query = query.trim().to_lowercase();
    let mut found: Vec<(Target, String)> = Vec::new();
    for kind in Kind::ALL {
        for id in things::ids(kind, library) {
            let target = things::target(kind, id.clone());
            let Some((title, _)) = things::title(library, &target) else { continue };
            let aliases = match &target {
                Target::Entity(id) => library.entities.get(id).map(|one| &one.meta.aliases),
                _ => None,
            };
            let names =
                std::iter::once(title).chain(aliases.into_iter().flatten().map(String::as_str));
            let fits = |name: &&str| name.to_lowercase().contains(&query);
            let hit = names.clone().find(fits).or(Some(title).filter(|_| fits(&id.as_str())));
            if let Some(name) = hit {
                found.push((target, name.to_owned()));
            }
            if found.len() >= MOST_THINGS {
                break;
            }
        }
    }
    let place = |(target, name): (Target, String)| {
        let (kind, id) = things::kind_and_id(&target);
        let span = things::name_span(library, &target, Some(&name));
        let location = state.location(&things::file_of(&target), span);
        let base = BaseSymbolInformation {
            name,
            kind: match kind {
                Kind::Entity => SymbolKind::Class,
                Kind::Event => SymbolKind::Event,
                Kind::Article => SymbolKind::File,
                Kind::Claim => SymbolKind::Interface,
                Kind::Question | Kind::Page | Kind::Change => SymbolKind::Module,
            },
            tags: None,
            container_name: id.map(|id| format!("{} {id}", kind.prefix())),
        };
        let location = WorkspaceSymbolLocation::Location(location);
        WorkspaceSymbol { location, data: None, base_symbol_information: base }
    };
    found.into_iter().map(place).collect()
}
