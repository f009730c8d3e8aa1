//! Places are exact to the character whatever the text around them is: for every code that is about
//! words of a content file, its example with other line ends, tabs, emoji, combining marks and letters
//! that run from right to left, in every way a place is shown.

use std::collections::BTreeSet;

use backstory::content::front_matter::fences;
use backstory::diagnostic::catalogue::{self, Code, Command, File, unmarked};
use backstory::diagnostic::render::{Format, render};
use backstory::diagnostic::{Diagnostic, Level, Span};
use backstory::lsp::position::{Encoding, Lines};
use backstory::path::ContentPath;
use backstory::pipeline::{self, Inspection, Options, RENDERED};
use rayon::prelude::*;
use serde_json::Value;

use crate::codes::{ferry, is_at, lay_out, mark};

/// An astronaut (three characters that are one), an accent of its own, Hebrew and Arabic.
const ODD: &str = "\u{1f469}\u{200d}\u{1f680} e\u{301} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{627}\u{644}";

/// A way to write a marked file differently without changing what is wrong in it.
type Variant = (&'static str, fn(&str) -> String);

const VARIANTS: [Variant; 8] = [
    ("as it is", |text| text.to_owned()),
    ("Windows", windows),
    ("above", above),
    ("beside", beside),
    ("in titles", in_titles),
    ("tabs", tabs),
    ("all but Windows", |text| tabs(&beside(&in_titles(&above(text))))),
    ("all", |text| windows(&tabs(&beside(&in_titles(&above(text)))))),
];

fn windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// A marked text in front matter, with its fences, and body.
fn parts(text: &str) -> (&str, &str) {
    let end = fences(text).map_or(0, |fences| fences.body_start);
    text.split_at(end)
}

/// Odd lines above everything, and above the body.
fn above(text: &str) -> String {
    let (head, body) = parts(text);
    if head.is_empty() {
        // What is wrong with a file without front matter is its first line.
        return text.to_owned();
    }
    let head = head.replacen("---\n", &format!("---\n# {ODD}\t{ODD}\n"), 1);
    if body.is_empty() { head } else { format!("{head}{ODD}.\n\n{body}") }
}

/// Odd words before the fault on its own line, where that is a line of running text.
fn beside(text: &str) -> String {
    let (head, body) = parts(text);
    let line = |line: &str| {
        let is_inside = line.contains('⟦') && !line.starts_with(['⟦', '-', '#', '>', '|', '<']);
        if is_inside { format!("{ODD} {line}") } else { line.to_owned() }
    };
    head.to_owned() + &body.split_inclusive('\n').map(line).collect::<String>()
}

/// Odd words in all titles and questions, the fault's own included.
fn in_titles(text: &str) -> String {
    let (head, body) = parts(text);
    let line = |line: &str| {
        for key in ["title: ", "question: "] {
            if let Some(value) = line.strip_prefix(key) {
                let (mark, value) =
                    value.strip_prefix('⟦').map_or(("", value), |value| ("⟦", value));
                return format!("{key}{mark}{ODD} {value}");
            }
        }
        line.to_owned()
    };
    head.split_inclusive('\n').map(line).collect::<String>() + body
}

/// Tabs for spaces: between a key and its value on the line of the fault, and between words of running
/// text, outside links and comments.
fn tabs(text: &str) -> String {
    let (head, body) = parts(text);
    let line = |line: &str| match line.split_once(": ") {
        Some((key, rest)) if rest.contains('⟦') && !key.contains(['{', '#', '⟦']) => {
            format!("{key}:\t{rest}")
        }
        _ => line.to_owned(),
    };
    let head: String = head.split_inclusive('\n').map(line).collect();
    let mut out = head;
    let mut kept = 0_i32;
    for (at, c) in body.char_indices() {
        let rest = &body[at..];
        if rest.starts_with("[[") || rest.starts_with("<!--") || rest.starts_with("![") {
            kept += 1;
        }
        out.push(if c == ' ' && kept == 0 { '\t' } else { c });
        let so_far = &body[..at + c.len_utf8()];
        if so_far.ends_with("]]") || so_far.ends_with("-->") || (kept > 0 && c == ')') {
            kept -= 1;
        }
    }
    out
}

/// The codes that are about words of a content file.
fn placed() -> Vec<&'static Code> {
    let is_placed = |code: &&Code| {
        let marked = mark(code.wrong);
        // What only pages can tell is not seen by an inspection.
        code.command == Command::Check
            && !RENDERED.contains(&code.name)
            && marked
                .is_some_and(|(path, ..)| path.starts_with("content/") && !path.contains(".lock"))
    };
    catalogue::all().filter(is_placed).collect()
}

/// Columns that characters take on a terminal; of the odd ones above only.
fn width(text: &str) -> usize {
    let of = |c: char| match c {
        '\t' => 4,
        '\u{200d}' | '\u{301}' | '\r' => 0,
        '\u{1f469}' | '\u{1f680}' => 2,
        _ => 1,
    };
    text.chars().map(of).sum()
}

/// What is shown wrongly of a problem on bytes of a text.
fn misplaced(problem: &Diagnostic, files: &[File], text: &str, span: Span) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |what: &str, found: String, expected: String| {
        if found != expected {
            faults.push(format!("{what}: {found} and not {expected}"));
        }
    };
    let before = &text[..span.start];
    let line = before.matches('\n').count();
    let head = before.rsplit('\n').next().unwrap_or_default();
    let marked = span.of(text);
    let single = !marked.contains('\n');
    let source = |file: &str| {
        let (_, text) = files.iter().find(|(path, _)| *path == file)?;
        Some(unmarked(text).0)
    };
    let shown = |format| render(std::slice::from_ref(problem), format, &source);
    let file = &problem.place.as_ref().unwrap().file;

    let column = head.chars().count() + 1;
    let place = format!("{file}:{}:{column}", line + 1);
    expect(
        "short",
        shown(Format::Short).starts_with(&format!("{place}: ")).to_string(),
        "true".into(),
    );
    let json: Value = serde_json::from_str(&shown(Format::Json)).unwrap();
    let numbers = ["line", "column", "start", "end"].map(|key| json[0][key].as_u64().unwrap());
    let expected = [line + 1, column, span.start, span.end].map(|number| number as u64);
    expect("json", format!("{numbers:?}"), format!("{expected:?}"));
    let sarif: Value = serde_json::from_str(&shown(Format::Sarif)).unwrap();
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    let end_line = line + marked.matches('\n').count();
    let tail = text[..span.end].rsplit('\n').next().unwrap_or_default();
    let expected = [line + 1, column, end_line + 1, tail.chars().count() + 1];
    let keys = ["startLine", "startColumn", "endLine", "endColumn"];
    let region = keys.map(|key| region[key].as_u64().unwrap_or_default() as usize);
    expect("sarif", format!("{region:?}"), format!("{expected:?}"));
    if single {
        let github = shown(Format::Github);
        let end = column + marked.chars().count();
        let columns = format!("line={0},endLine={0},col={column},endColumn={end},", line + 1);
        expect("github", github.contains(&columns).to_string(), "true".into());
    }

    for encoding in [Encoding::Utf16, Encoding::Utf8] {
        let units = |text: &str| match encoding {
            Encoding::Utf16 => text.encode_utf16().count(),
            Encoding::Utf8 => text.len(),
        };
        let range = Lines::new(text, encoding).range(span);
        let found = [range.start.line, range.start.character, range.end.line, range.end.character];
        let expected = [line, units(head), end_line, units(tail)].map(|number| number as u32);
        expect("editor", format!("{found:?}"), format!("{expected:?}"));
    }

    // For people: below the first line of the fault, marks as wide as it, as far in as it.
    let human = shown(Format::Human { color: false });
    expect("human", human.contains(&format!("--> {place}\n")).to_string(), "true".into());
    if single && !marked.is_empty() {
        let lines: Vec<&str> = human.lines().collect();
        let row = lines.iter().position(|row| row.contains('^')).map_or("", |at| lines[at]);
        let (margin, marks) = row.split_once("| ").unwrap_or_default();
        let _ = margin;
        let indent = marks.len() - marks.trim_start().len();
        expect("marks begin", indent.to_string(), width(head).to_string());
        expect("marks", marks.trim().len().to_string(), width(marked).to_string());
    }
    faults
}

/// What is found in an example without making pages, which would take most of the time.
fn inspected(code: &Code, files: &[File]) -> Vec<Diagnostic> {
    assert!(code.before.is_empty(), "{}", code.name);
    let here = ferry();
    lay_out(here.path(), files);
    let options = Options { root: here.path().to_owned(), ..Options::default() };
    Inspection::open(&options).unwrap().check().unwrap().1
}

/// What is wrong with the places of a code's example, written in another way.
fn faults(code: &Code, (name, change): Variant) -> Vec<String> {
    let leak = |(path, text): &File| -> (&'static str, &'static str) {
        let is_content = path.starts_with("content/") && path.rsplit('.').next() != Some("lock");
        // The tests end before the memory does.
        (path, if is_content { String::leak(change(text)) } else { text })
    };
    let files: Vec<File> = code.wrong.iter().map(leak).collect();
    let mark = mark(&files).unwrap();
    let problems = inspected(code, &files);
    let of_code = |problem: &&Diagnostic| problem.code == code.name && is_at(problem, &mark);
    let Some(problem) = problems.iter().find(of_code) else {
        return vec![format!("{} ({name}): not at {mark:?} but {problems:#?}", code.name)];
    };
    let (_, marked) = files.iter().find(|(_, text)| text.contains('⟦')).unwrap();
    let text = unmarked(marked).0;
    let Some(span) = problem.place.as_ref().and_then(|place| place.span) else {
        return Vec::new();
    };
    let shown = misplaced(problem, &files, &text, span).into_iter();
    shown.map(|fault| format!("{} ({name}): {fault}", code.name)).collect()
}

#[test]
fn every_code_is_placed_to_the_character_whatever_is_around_it() {
    let codes = placed();
    assert!(codes.len() >= 30, "{}", codes.len());
    let cases: Vec<(&Code, Variant)> = codes
        .iter()
        .flat_map(|code| VARIANTS.into_iter().map(move |variant| (*code, variant)))
        .collect();
    let faults: Vec<String> =
        cases.par_iter().flat_map(|(code, variant)| faults(code, *variant)).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn the_ways_to_write_a_file_differ_from_each_other() {
    let text = "---\ntitle: Notes\nrole: ⟦x⟧\n---\n\nIt stopped ⟦last Monday⟧ at [[a b]].\n";
    let written: BTreeSet<String> = VARIANTS.iter().map(|(_, change)| change(text)).collect();
    assert_eq!(written.len(), VARIANTS.len());
    assert_eq!(
        tabs(text),
        "---\ntitle: Notes\nrole:\t⟦x⟧\n---\n\nIt\tstopped\t⟦last\tMonday⟧\tat\t[[a b]].\n"
    );
}

/// Problems as comparable lines.
fn lines(problems: &[Diagnostic]) -> BTreeSet<String> {
    problems.iter().map(|problem| format!("{problem:?}")).collect()
}

#[test]
fn what_an_editor_is_told_is_what_check_reports() {
    let quiet = |_: &'static str, _: usize, _: usize| {};
    let codes: Vec<&Code> =
        catalogue::all().filter(|code| code.command == Command::Check).collect();
    let faults: Vec<String> = codes
        .par_iter()
        .flat_map(|code| {
            let here = ferry();
            let options = Options { root: here.path().to_owned(), ..Options::default() };
            // As it grows while somebody writes: each file a change of a site that was fine.
            let mut typed = Inspection::open(&options).unwrap();
            assert!(typed.check().unwrap().1.is_empty());
            lay_out(here.path(), code.wrong);
            for (path, _) in code.wrong {
                let path = path.split(" -> ").next().unwrap();
                let path = path.strip_suffix(" (deleted)").unwrap_or(path);
                if let Ok(path) = ContentPath::parse(path)
                    && Inspection::is_content(path.as_str())
                {
                    typed.reread(&path);
                }
            }
            typed.reread_settings();
            typed.reread_evidence();
            let (site, mut checked) = pipeline::open_site(&options).unwrap();
            checked.extend(pipeline::check(&site, &quiet).unwrap());
            let read = Inspection::open(&options).unwrap().check().unwrap().1;
            let mut faults = Vec::new();
            let settled = typed.check().unwrap().1;
            if lines(&settled) != lines(&read) && code.name != "bad-file-name" {
                faults.push(format!("{}: {settled:#?} but anew {read:#?}", code.name));
            }
            let is_of_pages = |problem: &&Diagnostic| {
                let place = problem.place.as_ref();
                let elsewhere = place.is_some_and(|place| {
                    place.file.starts_with("templates/") || place.file.starts_with("themes/")
                });
                let later = |code: &&str| RENDERED.contains(code) || OF_PAGES.contains(code);
                // Whether an exception for one of them is idle, the pages tell as well.
                let idle = problem.code == "allow-unused"
                    && RENDERED.iter().any(|code| problem.message.contains(code));
                later(&problem.code) || elsewhere || idle
            };
            let checked: Vec<Diagnostic> =
                checked.iter().filter(|it| !is_of_pages(it)).cloned().collect();
            if lines(&checked) != lines(&read) {
                faults.push(format!("{}: {read:#?} but `check` {checked:#?}", code.name));
            }
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Codes of settings, templates and pages that only a build can raise.
const OF_PAGES: &[&str] = &["no-base-url", "unknown-theme", "no-strings"];

#[test]
fn what_rendering_alone_finds_is_named_as_such() {
    for code in RENDERED {
        let known = catalogue::find(code).expect(code);
        assert!(known.level <= Level::Warning, "{code}");
        let here = ferry();
        lay_out(here.path(), known.wrong);
        let options = Options { root: here.path().to_owned(), ..Options::default() };
        let seen = Inspection::open(&options).unwrap().check().unwrap().1;
        assert!(!seen.iter().any(|problem| problem.code == *code), "{code}");
    }
}
