//! Where a thing is said what it is, and where it is used.

use std::collections::BTreeMap;

use gen_lsp_types::Location;

use super::cursor::{Spot, spot};
use super::state::{Checked, State};
use super::things;
use crate::content::front_matter::fences;
use crate::content::refactor::{self, Targets};
use crate::diagnostic::Span;
use crate::graph::{LinkKind, Target};

/// A place where a thing is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The file, as a path below the site.
    pub file: String,
    /// The value, the target of the link, or the words that lead to the thing. Bytes of the file.
    pub span: Span,
}

/// The place where what stands under the cursor is said what it is.
pub fn definition(state: &State, file: &str, offset: usize) -> Vec<Location> {
    let checked = &state.checked;
    let Some(text) = state.text(file) else { return Vec::new() };
    let Some(spot) = spot(checked, file, &text, offset) else { return Vec::new() };
    let called = match &spot {
        Spot::Link { called, .. } => called.as_deref(),
        _ => None,
    };
    let place = |target: &Target| {
        let span = things::name_span(&checked.library, target, called);
        state.location(&things::file_of(target), span)
    };
    spot.targets(checked, file).iter().map(place).collect()
}

/// Everywhere that what stands under the cursor is used; on a title or name, that of the file's own.
pub fn references(state: &State, file: &str, offset: usize, declaration: bool) -> Vec<Location> {
    let checked = &state.checked;
    let mut found = Vec::new();
    for target in targets_or_own(state, file, offset) {
        if declaration {
            let span = things::name_span(&checked.library, &target, None);
            found.push(state.location(&things::file_of(&target), span));
        }
        let uses = uses(checked, &target);
        // Of each file the lines are found once.
        let mut files: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for one in &uses {
            files.entry(&one.file).or_default().push(one.span);
        }
        for (file, spans) in files {
            let Some(text) = state.text(file) else { continue };
            let (lines, uri) = (state.lines(&text), state.uri(file));
            let place = |span| Location { uri: uri.clone().into(), range: lines.range(span) };
            found.extend(spans.into_iter().map(place));
        }
    }
    found
}

/// The things under the cursor, or, on the key or value by which readers know the file's own, that one.
fn targets_or_own(state: &State, file: &str, offset: usize) -> Vec<Target> {
    let Some(text) = state.text(file) else { return Vec::new() };
    let Some(spot) = spot(&state.checked, file, &text, offset) else { return Vec::new() };
    let targets = spot.targets(&state.checked, file);
    let (Spot::Key { path, .. } | Spot::Value { path, .. }) = &spot else { return targets };
    let own = things::of_file(file).filter(|own| {
        let title = things::title(&state.checked.library, own);
        title.is_some_and(|(_, key)| path.first().is_some_and(|first| first == key))
    });
    if targets.is_empty() { own.into_iter().collect() } else { targets }
}

/// Everywhere a thing is named: in front matter, in links, and by its names in running text.
pub fn uses(checked: &Checked, target: &Target) -> Vec<Use> {
    let library = &checked.library;
    let targets = Targets::of(library);
    let mut found = Vec::new();
    for (path, text) in library.files() {
        let mut add = |span| found.push(Use { file: path.to_string(), span });
        let written = refactor::references(path, text, &targets).into_iter();
        let written = written.filter(|one| things::of_thing(&one.thing) == *target);
        written.for_each(|one| add(one.span));
        let start = fences(text).map_or(0, |fences| fences.body_start);
        let links = checked.graph.links.get(path).into_iter().flat_map(|links| links.iter());
        let automatic = links.filter(|link| {
            link.kind == LinkKind::Automatic && link.target.as_ref() == Some(target)
        });
        automatic.for_each(|link| add(Span::new(link.span.start + start, link.span.end + start)));
    }
    found.sort();
    found
}
