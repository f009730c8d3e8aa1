//! What must hold of places in a text and of problems that name them.

use backstory::diagnostic::fix::apply;
use backstory::diagnostic::{Diagnostic, Span, catalogue};

/// A span lies in the text and cuts no character.
pub fn inside(text: &str, span: Span, what: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{what} {span:?} is no part of the text");
}

/// Spans lie in the text, each behind the one before.
pub fn in_order(text: &str, spans: impl IntoIterator<Item = Span>, what: &str) {
    let mut end = 0;
    for span in spans {
        inside(text, span, what);
        assert!(span.start >= end, "{what} {span:?} begins before {end}");
        end = span.end;
    }
}

/// A problem has a code of the catalogue, says something, and names a place in `file`, where it has
/// one at all; its fixes can be put into the text.
pub fn told(problem: &Diagnostic, file: &str, text: &str) {
    assert!(catalogue::find(problem.code).is_some(), "unknown code: {problem:?}");
    assert!(!problem.message.trim().is_empty(), "nothing is said: {problem:?}");
    assert!(!problem.message.contains('\n'), "more than one line: {problem:?}");
    let place = problem.place.as_ref().unwrap_or_else(|| panic!("no place: {problem:?}"));
    assert_eq!(place.file, file, "another file: {problem:?}");
    let Some(span) = place.span else { return };
    inside(text, span, &problem.message);
    let before = &text[..span.start];
    assert_eq!(place.line, before.matches('\n').count() + 1, "line: {problem:?}");
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    assert_eq!(place.column, column, "column: {problem:?}");
    for fix in problem.fixes.iter().filter(|fix| fix.edits.iter().all(|edit| edit.file == file)) {
        assert!(apply(text, &fix.edits).is_some(), "a fix that does not fit: {problem:?}");
    }
}
