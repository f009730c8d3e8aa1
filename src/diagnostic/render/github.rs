//! Workflow commands of GitHub Actions, and the summary of a step, which holds what annotations do not.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::fmt::Write as _;

use super::{Source, end_of, level_word, with_hint};
use crate::diagnostic::{Diagnostic, Level};

/// GitHub shows a summary of at most one MiB; so many problems are listed.
const MOST_LISTED: usize = 500;

/// One problem as a workflow command.
pub(super) fn command(diagnostic: &Diagnostic, source: Source<'_>) -> String {
    let command = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={}", place.line));
        if let Some((line, column)) = end_of(place, source) {
            properties.push(format!("endLine={line}"));
            // Columns count only within one line.
            if line == place.line {
                properties.push(format!("col={}", place.column));
                properties.push(format!("endColumn={column}"));
            }
        } else {
            properties.push(format!("col={}", place.column));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let mut message = with_hint(diagnostic, "\n");
    for related in &diagnostic.related {
        let place = &related.place;
        let _ = write!(message, "\n{}:{}: {}", place.file, place.line, related.message);
    }
    format!("::{command} {}::{}\n", properties.join(","), data(&message))
}

/// The problems as a Markdown table, for the page of a workflow run: GitHub shows ten annotations of a
/// step at most, and this shows all.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut out = "## backstory check\n\n".to_owned();
    if diagnostics.is_empty() {
        out.push_str("No problems found.\n");
        return out;
    }
    out.push_str("| | Place | Problem | Remedy |\n|---|---|---|---|\n");
    for one in diagnostics.iter().take(MOST_LISTED) {
        let place = one.place.as_ref().map_or(String::new(), |place| {
            format!("{}:{}:{}", place.file, place.line, place.column)
        });
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {} `{}` | {} | {} | {} |",
            level_word(one.level),
            one.code,
            cell(&place),
            cell(&one.message),
            cell(one.hint.as_deref().unwrap_or(""))
        );
    }
    if diagnostics.len() > MOST_LISTED {
        let _ = writeln!(out, "\nand {} more.", diagnostics.len() - MOST_LISTED);
    }
    out
}

/// Text that means itself in a cell of a Markdown table.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '@' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The escapes of a workflow command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a workflow command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
