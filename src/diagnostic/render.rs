//! Diagnostics as text: for people, for programs, for GitHub's annotations and as SARIF. Knows
//! sources only through the function it is given.

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Level, Place, line_and_column};

/// Lines longer than this many bytes are not shown: they would fill the screen.
const LONGEST_LINE: usize = 2000;
/// A problem is shown with at most this many lines of source.
const MOST_LINES: usize = 6;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, with the lines of the source, in colour when asked for.
    Human {
        /// Whether terminal colours are used.
        color: bool,
    },
    /// One JSON array.
    Json,
    /// Workflow commands of GitHub Actions, which become annotations of a pull request.
    Github,
    /// SARIF 2.1.0 (OASIS), which code hosts and editors read.
    Sarif,
}

/// Writes diagnostics; `source` gives the text of a file, where it is known.
pub fn render(
    diagnostics: &[Diagnostic],
    format: Format,
    source: &dyn Fn(&str) -> Option<String>,
) -> String {
    match format {
        Format::Human { color } => human(diagnostics, color, source),
        Format::Json => pretty(&Value::Array(diagnostics.iter().map(json_entry).collect())),
        Format::Github => diagnostics.iter().map(|one| github(one, source)).collect(),
        Format::Sarif => pretty(&sarif(diagnostics, source)),
    }
}

/// JSON of plain data always has a text.
fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// One problem after the other, as rustc shows them. Files are read once.
fn human(
    diagnostics: &[Diagnostic],
    color: bool,
    source: &dyn Fn(&str) -> Option<String>,
) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let mut file: Option<(&str, Option<String>)> = None;
    for diagnostic in diagnostics {
        let name = diagnostic.place.as_ref().map(|place| place.file.as_str());
        if let Some(name) = name
            && file.as_ref().is_none_or(|(known, _)| *known != name)
        {
            file = Some((name, source(name)));
        }
        let text = file.as_ref().and_then(|(_, text)| text.as_deref()).filter(|_| name.is_some());
        out.push_str(&renderer.render(&[report(diagnostic, text)]));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(diagnostic: &'a Diagnostic, text: Option<&'a str>) -> Group<'a> {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = match text.and_then(|text| excerpt(text, place)) {
            Some(excerpt) => group.element(
                Snippet::source(excerpt.text)
                    .path(place.file.as_str())
                    .line_start(excerpt.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end)),
            ),
            None if place.span.is_none() && (place.line, place.column) == (1, 1) => {
                group.element(Origin::path(place.file.as_str()))
            }
            None => group.element(
                Origin::path(place.file.as_str()).line(place.line).char_column(place.column),
            ),
        };
    }
    match &diagnostic.hint {
        Some(hint) => group.element(Title::HELP.message(hint.as_str())),
        None => group,
    }
}

/// The lines a problem stands on.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    start: usize,
    end: usize,
}

/// Cuts whole lines around the place; absent when there is no span in this text, or a line is too
/// long to be shown.
fn excerpt<'a>(text: &'a str, place: &Place) -> Option<Excerpt<'a>> {
    let span = place.span?;
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
    let end = (span.end - first).min(shown.len()).max(span.start - first);
    Some(Excerpt { text: shown, line: place.line, start: span.start - first, end })
}

fn json_entry(diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.place.as_ref();
    let span = place.and_then(|place| place.span);
    json!({
        "level": level_name(diagnostic.level),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "start": span.map(|span| span.start),
        "end": span.map(|span| span.end),
    })
}

/// Last line and column of a place, both from 1, the column behind the last character.
fn end_of(place: &Place, source: &dyn Fn(&str) -> Option<String>) -> Option<(usize, usize)> {
    let span = place.span?;
    Some(line_and_column(&source(&place.file)?, span.end))
}

fn github(diagnostic: &Diagnostic, source: &dyn Fn(&str) -> Option<String>) -> String {
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
    let message = with_hint(diagnostic, "\n");
    format!("::{command} {}::{}\n", properties.join(","), data(&message))
}

/// Message and remedy as one text.
fn with_hint(diagnostic: &Diagnostic, between: &str) -> String {
    match &diagnostic.hint {
        Some(hint) => format!("{}{between}{hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

/// The escapes of a workflow command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a workflow command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn sarif(diagnostics: &[Diagnostic], source: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut codes: Vec<&str> = diagnostics.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<Value> = diagnostics.iter().map(|one| sarif_result(one, source)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "backstory",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn sarif_result(diagnostic: &Diagnostic, source: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.code,
        "level": level_name(diagnostic.level),
        "message": { "text": with_hint(diagnostic, "\n") },
    });
    if let Some(place) = &diagnostic.place {
        let mut location = json!({ "artifactLocation": { "uri": uri(&place.file) } });
        if place.span.is_some() {
            let mut region = json!({ "startLine": place.line, "startColumn": place.column });
            if let Some((line, column)) = end_of(place, source) {
                region["endLine"] = json!(line);
                region["endColumn"] = json!(column);
            }
            location["region"] = region;
        }
        result["locations"] = json!([{ "physicalLocation": location }]);
    }
    result
}

/// A relative path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    const TEXT: &str = "---\ntitel: x\n---\nBöse: Worte\n";

    fn problems() -> Vec<Diagnostic> {
        let place = |start, end| Place::span("content/a b.md", TEXT, Span::new(start, end));
        vec![
            Diagnostic::error("unknown-key", "there is no key `titel` here")
                .at(place(4, 9))
                .hint("did you mean `title`?"),
            Diagnostic::warning("odd", "100% odd,\nreally").at(place(17, 22)),
            Diagnostic::note("whole", "a whole file").at(Place::file("x.md")),
            Diagnostic::error("nowhere", "no place"),
        ]
    }

    fn rendered(format: Format) -> String {
        render(&problems(), format, &|file| (file == "content/a b.md").then(|| TEXT.to_owned()))
    }

    #[test]
    fn people_see_the_line_and_the_remedy() {
        let text = rendered(Format::Human { color: false });
        for part in [
            "error[unknown-key]: there is no key `titel` here",
            "--> content/a b.md:2:1",
            "2 | titel: x",
            "  | ^^^^^",
            "help: did you mean `title`?",
            "content/a b.md:4:1",
            "error[nowhere]: no place",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(!text.contains('\u{1b}'));
        assert!(rendered(Format::Human { color: true }).contains('\u{1b}'));
    }

    #[test]
    fn spans_outside_the_text_and_endless_lines_are_survived() {
        let long = "x".repeat(10_000_000);
        for (text, span) in [
            ("ab", Span::new(1, 90)),
            ("ab", Span::new(50, 90)),
            ("", Span::new(0, 0)),
            ("é", Span::new(1, 2)),
            ("a\nb\nc\nd\ne\nf\ng\nh\ni\n", Span::new(0, 17)),
            ("a\n", Span::new(2, 2)),
            (long.as_str(), Span::new(5_000_000, 5_000_001)),
        ] {
            let place = Place { span: Some(span), ..Place::span("f.md", text, span) };
            let problem = [Diagnostic::error("x", "y").at(place)];
            for format in [Format::Human { color: false }, Format::Github, Format::Sarif] {
                let shown = render(&problem, format, &|_| Some(text.to_owned()));
                assert!(shown.contains("f.md") && shown.len() < 20_000);
            }
        }
    }

    #[test]
    fn programs_read_stable_keys() {
        let read: Vec<serde_json::Map<String, Value>> =
            serde_json::from_str(&rendered(Format::Json)).expect("json");
        let keys: Vec<&str> = read[3].keys().map(String::as_str).collect();
        let all = ["level", "code", "message", "hint", "file", "line", "column", "start", "end"];
        assert_eq!(keys, all);
        assert_eq!((&read[1]["line"], &read[1]["start"]), (&json!(4), &json!(17)));
    }

    #[test]
    fn workflow_commands_are_escaped() {
        let text = rendered(Format::Github);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[1],
            "::warning file=content/a b.md,line=4,endLine=4,col=1,endColumn=5,title=odd::100%25 odd,%0Areally"
        );
        assert_eq!((lines.len(), lines[3]), (4, "::error title=nowhere::no place"));
    }

    #[test]
    fn sarif_names_rules_and_regions() {
        let read: Value = serde_json::from_str(&rendered(Format::Sarif)).expect("json");
        let run = &read["runs"][0];
        assert_eq!(
            (&read["version"], &run["results"][0]["ruleId"]),
            (&json!("2.1.0"), &json!("unknown-key"))
        );
        let place = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/a%20b.md");
        let region = json!({"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 5});
        assert_eq!(place["region"], region);
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(4));
    }
}
