//! Diagnostics as rustc shows them: the lines concerned, other places, what a fix would write.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Patch, Renderer, Snippet};

use super::Source;
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Level, Place, Span, line_and_column};
use crate::unicode::printable;

/// Lines longer than this many bytes are not shown: they would fill the screen.
const LONGEST_LINE: usize = 2000;
/// A problem is shown with at most this many lines of source.
const MOST_LINES: usize = 6;
/// Fixes of one problem that are shown.
const MOST_FIXES: usize = 3;

/// The texts of the files that one problem needs.
type Texts = BTreeMap<String, Option<String>>;

/// One problem after the other. The texts of the file at hand are kept, as problems come sorted.
pub(super) fn human(diagnostics: &[Diagnostic], color: bool, source: Source<'_>) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let mut texts = Texts::new();
    for diagnostic in diagnostics {
        let diagnostic = &quieted(diagnostic);
        let needed = files_of(diagnostic);
        texts.retain(|file, _| needed.contains(&file.as_str()));
        for file in needed {
            texts.entry(file.to_owned()).or_insert_with(|| source(file).map(same_length));
        }
        out.push_str(&renderer.render(&report(diagnostic, &texts)));
        out.push_str("\n\n");
    }
    out
}

/// A problem without control characters, which a terminal would obey.
fn quieted(diagnostic: &Diagnostic) -> Diagnostic {
    let quiet = |text: &str| printable(text).into_owned();
    let mut quieted = diagnostic.clone();
    let related = quieted.related.iter_mut().map(|other| &mut other.place);
    for place in quieted.place.iter_mut().chain(related) {
        place.file = quiet(&place.file);
    }
    quieted.message = quiet(&quieted.message);
    quieted.hint = quieted.hint.as_deref().map(quiet);
    quieted.related.iter_mut().for_each(|other| other.message = quiet(&other.message));
    for fix in &mut quieted.fixes {
        fix.message = quiet(&fix.message);
        for edit in &mut fix.edits {
            (edit.file, edit.text) = (quiet(&edit.file), quiet(&edit.text));
        }
    }
    quieted
}

/// The text of a file without control characters of two bytes, which the renderer lets through; places
/// in it stay.
fn same_length(text: String) -> String {
    let odd = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if text.contains(odd) { text.replace(odd, "\u{b7}") } else { text }
}

/// The files whose lines are shown.
fn files_of(diagnostic: &Diagnostic) -> Vec<&str> {
    let own = diagnostic.place.iter().chain(diagnostic.related.iter().map(|other| &other.place));
    let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits);
    own.map(|place| place.file.as_str()).chain(edits.map(|edit| edit.file.as_str())).collect()
}

fn report<'a>(diagnostic: &'a Diagnostic, texts: &'a Texts) -> Vec<Group<'a>> {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = shown(group, place, None, texts);
    }
    // A fix shows what a hint would say.
    let fixes: Vec<Group<'a>> = diagnostic
        .fixes
        .iter()
        .take(MOST_FIXES)
        .filter_map(|fix| suggestion(fix, diagnostic.hint.as_deref(), texts))
        .collect();
    if let Some(hint) = diagnostic.hint.as_deref().filter(|_| fixes.is_empty()) {
        group = group.element(Title::HELP.message(hint));
    }
    let mut groups = vec![group];
    for related in &diagnostic.related {
        let group = Group::with_title(Title::NOTE.secondary_title(related.message.as_str()));
        groups.push(shown(group, &related.place, Some(AnnotationKind::Context), texts));
    }
    groups.extend(fixes);
    groups
}

/// A group with the lines of a place, or its file where they cannot be shown.
fn shown<'a>(
    group: Group<'a>,
    place: &'a Place,
    kind: Option<AnnotationKind>,
    texts: &'a Texts,
) -> Group<'a> {
    let text = texts.get(&place.file).and_then(Option::as_deref);
    let excerpt = place.span.and_then(|span| excerpt(text?, span));
    match excerpt {
        Some(excerpt) => group.element(
            Snippet::source(excerpt.text)
                .path(place.file.as_str())
                .line_start(excerpt.line)
                .annotation(
                    kind.unwrap_or(AnnotationKind::Primary).span(excerpt.start..excerpt.end),
                ),
        ),
        None if place.span.is_none() && (place.line, place.column) == (1, 1) => {
            group.element(Origin::path(place.file.as_str()))
        }
        None => {
            let origin = Origin::path(place.file.as_str());
            group.element(origin.line(place.line).char_column(place.column))
        }
    }
}

/// What a fix would write, on the lines that it changes; only fixes of one edit are shown.
fn suggestion<'a>(fix: &'a Fix, hint: Option<&'a str>, texts: &'a Texts) -> Option<Group<'a>> {
    let [Edit { file, span, text }] = fix.edits.as_slice() else { return None };
    let excerpt = excerpt(texts.get(file)?.as_deref()?, *span)?;
    let title = Title::HELP.secondary_title(hint.unwrap_or(fix.message.as_str()));
    let snippet = Snippet::source(excerpt.text).path(file.as_str()).line_start(excerpt.line);
    let patch = Patch::new(excerpt.start..excerpt.end, text.as_str());
    Some(Group::with_title(title).element(snippet.patch(patch)))
}

/// The lines a problem stands on.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    start: usize,
    end: usize,
}

/// Cuts whole lines around a span; absent when it is not in this text, or a line is too long to be
/// shown.
fn excerpt(text: &str, span: Span) -> Option<Excerpt<'_>> {
    let first = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let mut last = first;
    for (number, line) in text.get(first..)?.split_inclusive('\n').enumerate() {
        if line.len() > LONGEST_LINE {
            return None;
        }
        last += line.len();
        if last >= span.end || number + 1 >= MOST_LINES {
            break;
        }
    }
    let shown = text.get(first..last)?.trim_end_matches('\n');
    let end = (span.end.checked_sub(first)?).min(shown.len()).max(span.start - first);
    // Of a text that is another one by now.
    let end = (0..=end).rev().find(|at| shown.is_char_boundary(*at))?;
    let (line, _) = line_and_column(text, span.start);
    Some(Excerpt { text: shown, line, start: span.start - first, end })
}
