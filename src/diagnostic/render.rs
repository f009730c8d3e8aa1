//! Diagnostics as text: for people, for programs, for code hosts and as SARIF. Knows
//! sources only through the function it is given.

mod github;
mod gitlab;
mod human;
mod sarif;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fix::{Edit, Fix};
use super::{Diagnostic, Diagnostics, Place, line_and_column};

pub use super::catalogue::level_word;
pub use github::summary;

/// Gives the text of a file, as content is read (without a byte-order mark), where it is known.
pub type Source<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, with the lines of the source, in colour when asked for.
    Human {
        /// Whether terminal colours are used.
        color: bool,
    },
    /// For people and editors, a line each: `file:line:column: level[code]: message`.
    Short,
    /// One JSON array.
    Json,
    /// Workflow commands of GitHub Actions, which become annotations of a pull request.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// SARIF 2.1.0 (OASIS), which code hosts and editors read.
    Sarif,
}

impl Format {
    /// Whether people read it, whom ten thousand equal problems tell no more than the first ones.
    pub const fn is_capped(self) -> bool {
        matches!(self, Self::Human { .. } | Self::Github)
    }
}

/// Problems of one code that people are shown, unless they ask for all.
pub const MOST_SHOWN: usize = 20;

/// The first [`MOST_SHOWN`] problems of each code, and how many more there are of a code.
pub fn capped(diagnostics: &[Diagnostic]) -> (Diagnostics, Vec<(&'static str, usize)>) {
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    let first = |one: &&Diagnostic| {
        let number = seen.entry(one.code).or_default();
        *number += 1;
        *number <= MOST_SHOWN
    };
    let shown = diagnostics.iter().filter(first).cloned().collect();
    let more = seen.into_iter().filter(|(_, number)| *number > MOST_SHOWN);
    (shown, more.map(|(code, number)| (code, number - MOST_SHOWN)).collect())
}

/// Writes diagnostics; `source` gives the text of a file, where it is known.
pub fn render(diagnostics: &[Diagnostic], format: Format, source: Source<'_>) -> String {
    match format {
        Format::Human { color } => human::human(diagnostics, color, source),
        Format::Short => diagnostics.iter().map(short).collect(),
        Format::Json => pretty(&diagnostics.iter().map(|one| json_entry(one, source)).collect()),
        Format::Github => diagnostics.iter().map(|one| github::command(one, source)).collect(),
        Format::Gitlab => pretty(&gitlab::report(diagnostics)),
        Format::Sarif => pretty(&sarif::log(diagnostics, source)),
    }
}

/// JSON of plain data always has a text.
fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn short(diagnostic: &Diagnostic) -> String {
    let level = level_word(diagnostic.level);
    let place = match &diagnostic.place {
        Some(place) => format!("{}:{}:{}: ", place.file, place.line, place.column),
        None => String::new(),
    };
    let message = diagnostic.message.replace('\n', " ");
    format!("{place}{level}[{}]: {message}\n", diagnostic.code)
}

fn json_entry(diagnostic: &Diagnostic, source: Source<'_>) -> Value {
    let place = diagnostic.place.as_ref();
    let span = place.and_then(|place| place.span);
    json!({
        "level": level_word(diagnostic.level),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "start": span.map(|span| span.start),
        "end": span.map(|span| span.end),
        "related": diagnostic.related.iter().map(|related| json!({
            "message": related.message,
            "file": related.place.file,
            "line": related.place.line,
            "column": related.place.column,
            "start": related.place.span.map(|span| span.start),
            "end": related.place.span.map(|span| span.end),
        })).collect::<Value>(),
        "fixes": diagnostic.fixes.iter().map(|fix| json_fix(fix, source)).collect::<Value>(),
    })
}

fn json_fix(fix: &Fix, source: Source<'_>) -> Value {
    let edit = |edit: &Edit| {
        let at = |offset| source(&edit.file).map(|text| line_and_column(&text, offset));
        let start = at(edit.span.start);
        json!({
            "file": edit.file,
            "line": start.map(|(line, _)| line),
            "column": start.map(|(_, column)| column),
            "start": edit.span.start,
            "end": edit.span.end,
            "text": edit.text,
        })
    };
    json!({
        "message": fix.message,
        "applicability": fix.applicability,
        "edits": fix.edits.iter().map(edit).collect::<Value>(),
    })
}

/// Last line and column of a place, both from 1, the column behind the last character.
fn end_of(place: &Place, source: Source<'_>) -> Option<(usize, usize)> {
    let span = place.span?;
    Some(line_and_column(&source(&place.file)?, span.end))
}

/// Message and remedy as one text.
fn with_hint(diagnostic: &Diagnostic, between: &str) -> String {
    match &diagnostic.hint {
        Some(hint) => format!("{}{between}{hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Span};

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
            ("aé", Span::new(0, 2)),
            ("\u{1f680}", Span::new(0, 3)),
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
        let all = [
            "level", "code", "message", "hint", "file", "line", "column", "start", "end",
            "related", "fixes",
        ];
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
    fn gitlab_reads_an_entry_for_each_that_stays_itself_when_lines_move() {
        let read = |problems: &[Diagnostic]| -> Vec<Value> {
            serde_json::from_str(&render(problems, Format::Gitlab, &|_| None)).expect("json")
        };
        let problems = problems();
        let entries = read(&problems);
        assert_eq!(
            entries[1]["location"],
            json!({"path": "content/a b.md", "lines": {"begin": 4}})
        );
        assert_eq!(
            entries[0]["description"],
            "there is no key `titel` here; did you mean `title`?"
        );
        assert_eq!(
            (&entries[1]["check_name"], &entries[1]["severity"]),
            (&json!("odd"), &json!("minor"))
        );
        assert_eq!(entries[3]["location"]["path"], "site.toml");
        let twice = [problems[0].clone(), problems[0].clone()];
        let moved = problems[0].clone().at(Place::file("content/a b.md"));
        let prints = |problems| -> Vec<Value> {
            read(problems).iter().map(|one| one["fingerprint"].clone()).collect()
        };
        assert_ne!(prints(&twice)[0], prints(&twice)[1]);
        assert_eq!(prints(&[moved])[0], prints(&twice)[0]);
    }

    #[test]
    fn people_are_shown_the_first_of_each_code_and_programs_all() {
        let many: Vec<Diagnostic> =
            (0..10_000).map(|at| Diagnostic::warning("odd", at.to_string())).collect();
        let (shown, more) = capped(&[many.clone(), problems()].concat());
        assert_eq!((shown.len(), more), (MOST_SHOWN + 3, vec![("odd", 10_001 - MOST_SHOWN)]));
        for format in [Format::Json, Format::Sarif, Format::Gitlab, Format::Short] {
            assert!(!format.is_capped());
        }
        let entries: Vec<Value> =
            serde_json::from_str(&render(&many, Format::Json, &|_| None)).expect("json");
        assert_eq!(entries.len(), 10_000);
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

    /// A problem with another place and a fix.
    fn mended() -> [Diagnostic; 1] {
        let place = |start, end| Place::span("content/a b.md", TEXT, Span::new(start, end));
        let edit = Edit::at(&place(4, 9), "title").expect("an edit");
        [Diagnostic::error("unknown-key", "there is no key `titel` here")
            .at(place(4, 9))
            .hint("did you mean `title`?")
            .related(place(17, 22), "it is used here")
            .fix(Fix::safe("write `title`", edit))]
    }

    fn shown(format: Format) -> String {
        render(&mended(), format, &|file| (file == "content/a b.md").then(|| TEXT.to_owned()))
    }

    #[test]
    fn people_see_other_places_and_what_a_fix_writes() {
        let text = shown(Format::Human { color: false });
        for part in ["note: it is used here", "4 | Böse: Worte", "help: did you mean", "title: x"]
        {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert_eq!(
            shown(Format::Short),
            "content/a b.md:2:1: error[unknown-key]: there is no key `titel` here\n"
        );
    }

    #[test]
    fn programs_read_other_places_and_edits() {
        let read: Value = serde_json::from_str(&shown(Format::Json)).expect("json");
        assert_eq!(read[0]["related"][0]["line"], 4);
        let edit = json!({"file": "content/a b.md", "line": 2, "column": 1, "start": 4, "end": 9, "text": "title"});
        assert_eq!(read[0]["fixes"][0]["edits"][0], edit);
        assert_eq!(read[0]["fixes"][0]["applicability"], "safe");
        let read: Value = serde_json::from_str(&shown(Format::Sarif)).expect("json");
        let result = &read["runs"][0]["results"][0];
        assert_eq!(result["relatedLocations"][0]["physicalLocation"]["region"]["endColumn"], 5);
        let replaced = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replaced["deletedRegion"]["endColumn"], 6);
        assert_eq!(replaced["insertedContent"]["text"], "title");
    }

    #[test]
    fn the_summary_of_a_step_is_a_table_that_nothing_breaks_out_of() {
        let text =
            summary(
                &[Diagnostic::error("unknown-key", "a | b\n<img> `x`").at(Place::file("a.md"))],
            );
        assert!(
            text.ends_with("| error `unknown-key` | a.md:1:1 | a \\| b &lt;img> \\`x\\` |  |\n"),
            "{text}"
        );
        assert!(summary(&[]).contains("No problems found"));
    }
}
