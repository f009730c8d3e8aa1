//! The catalogue of diagnostic codes: all that are raised are in it, all in it are raised, and the
//! examples of each show exactly what it is about.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backstory::diagnostic::catalogue::{self, Code, Command, File, unmarked};
use backstory::diagnostic::{Diagnostic, Level, Span, line_and_column};
use backstory::pipeline::{self, IngestOptions, Options};
use rayon::prelude::*;

use crate::program::{code, err, folder, out, run, snapshot, succeed, write};

/// The small site without a fault, copied.
pub(crate) fn ferry() -> tempfile::TempDir {
    let here = folder();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (name, (bytes, _)) in snapshot(&good) {
        write(here.path(), &name, bytes);
    }
    here
}

/// Writes the files of an example; gives those that are handed to `ingest`.
pub(crate) fn lay_out(site: &Path, files: &[File]) -> Vec<PathBuf> {
    let mut incoming = Vec::new();
    for (path, marked) in files {
        if let Some((link, target)) = path.split_once(" -> ") {
            let _ = fs::remove_file(site.join(link));
            #[cfg(unix)]
            std::os::unix::fs::symlink(target, site.join(link))
                .or_else(|_| {
                    fs::create_dir_all(site.join(link).parent().unwrap())?;
                    std::os::unix::fs::symlink(target, site.join(link))
                })
                .unwrap();
            continue;
        }
        if let Some(deleted) = path.strip_suffix(" (deleted)") {
            fs::remove_file(site.join(deleted)).unwrap();
            continue;
        }
        let (text, _) = unmarked(marked);
        // A byte that is no UTF-8 cannot stand in the source of a program.
        let parts: Vec<&[u8]> = text.split('\u{fffd}').map(str::as_bytes).collect();
        write(site, path, parts.join(&b"\xe5"[..]));
        if path.starts_with("incoming/") {
            incoming.push(site.join(path));
        }
    }
    incoming
}

/// What the command of a code finds in an example of it.
fn found(code: &Code, files: &[File]) -> Vec<Diagnostic> {
    let here = ferry();
    let options = Options { root: here.path().to_owned(), ..Options::default() };
    let quiet = |_: &'static str, _: usize, _: usize| {};
    if !code.before.is_empty() {
        lay_out(here.path(), code.before);
        let (site, _) = pipeline::open_site(&options).unwrap();
        pipeline::ingest(&site, &IngestOptions::default(), &quiet).unwrap();
    }
    let paths = lay_out(here.path(), files);
    let (site, mut found) = pipeline::open_site(&options).unwrap();
    match code.command {
        Command::Check => found.extend(pipeline::check(&site, &quiet).unwrap()),
        Command::Ingest => {
            let wanted = IngestOptions { paths, ..IngestOptions::default() };
            found.extend(pipeline::ingest(&site, &wanted, &quiet).unwrap().1);
        }
        // Needs a disk that fails while the preview runs; the tests of the preview see to it.
        Command::Serve => {}
    }
    found
}

/// Where the fault of an example is marked: file, bytes, line and column.
pub(crate) fn mark(files: &[File]) -> Option<(String, Span, (usize, usize))> {
    let (path, text) = files.iter().find(|(_, text)| text.contains('⟦'))?;
    let (text, span) = unmarked(text);
    let span = span.unwrap();
    Some(((*path).to_owned(), span, line_and_column(&text, span.start)))
}

/// Whether a problem is placed where the fault is marked, to the character.
pub(crate) fn is_at(problem: &Diagnostic, mark: &(String, Span, (usize, usize))) -> bool {
    problem.place.as_ref().is_some_and(|place| {
        place.file == mark.0
            && (place.line, place.column) == mark.2
            && place.span.is_none_or(|at| at == mark.1)
    })
}

/// What is wrong with the examples of a code.
fn faults(code: &Code) -> Vec<String> {
    let mut faults = Vec::new();
    if code.command == Command::Serve {
        return faults;
    }
    let name = code.name;
    let problems = found(code, code.wrong);
    if problems.is_empty() {
        faults.push(format!("{name}: the wrong example raises nothing"));
    }
    for problem in &problems {
        if (problem.code, problem.level) != (name, code.level) {
            faults.push(format!("{name}: the wrong example raises {problem:?}"));
        }
    }
    if let Some(mark) = mark(code.wrong)
        && !problems.iter().any(|problem| is_at(problem, &mark))
    {
        faults.push(format!("{name}: not at {mark:?} but {problems:#?}"));
    }
    for problem in found(code, code.right) {
        faults.push(format!("{name}: the right example raises {problem:?}"));
    }
    faults
}

#[test]
fn every_code_is_raised_by_its_wrong_example_alone_and_not_by_the_right_one() {
    let codes: Vec<_> = catalogue::all().collect();
    let faults: Vec<String> = codes.par_iter().flat_map(|code| faults(code)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The codes in the first arguments of the constructors of a source text, tests apart.
fn raised_in(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let constant = |name: &str| {
        let declared = code.split(&format!("const {name}: &str = \"")).nth(1)?;
        Some(declared.split('"').next()?.to_owned())
    };
    let mut found = BTreeSet::new();
    for constructor in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("] {
        for rest in code.split(constructor).skip(1) {
            let argument = rest.split([',', ')']).next().unwrap().trim();
            let literals: Vec<&str> = argument.split('"').skip(1).step_by(2).collect();
            let words = argument.split(|c: char| !c.is_ascii_uppercase() && c != '_');
            let constants: Vec<String> =
                words.filter(|word| word.len() > 2).filter_map(constant).collect();
            assert!(
                literals.len() + constants.len() > 0,
                "write the code as a text where the problem is raised: {argument}"
            );
            found.extend(literals.into_iter().map(str::to_owned));
            found.extend(constants);
        }
    }
    found
}

#[test]
fn the_catalogue_lists_what_the_source_raises_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut raised = BTreeSet::new();
    for (name, (bytes, _)) in snapshot(&root) {
        let is_test = name.ends_with("/tests.rs") || name.starts_with("diagnostic");
        if Path::new(&name).extension().is_some_and(|ending| ending == "rs") && !is_test {
            raised.extend(raised_in(&String::from_utf8(bytes).unwrap()));
        }
    }
    let listed: BTreeSet<String> = catalogue::all().map(|code| code.name.to_owned()).collect();
    let missing: Vec<_> = raised.difference(&listed).collect();
    let idle: Vec<_> = listed.difference(&raised).collect();
    assert!(missing.is_empty(), "src/diagnostic/catalogue does not explain {missing:?}");
    assert!(idle.is_empty(), "nothing raises {idle:?}");
}

#[test]
fn codes_are_explained_listed_and_found_although_misspelt() {
    let here = folder();
    let page = succeed(here.path(), &["explain", "unknown-key"]);
    for part in
        ["error[unknown-key]: a key", "    rloe: captain of the ferry\n    ^^^^\n", "Remedy:"]
    {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    let list = succeed(here.path(), &["explain"]);
    let markdown = succeed(here.path(), &["explain", "--all"]);
    for code in catalogue::all() {
        assert!(list.contains(&format!("\n  {} ", code.name)), "{}", code.name);
        assert!(markdown.contains(&format!("\n### {}\n", code.name)), "{}", code.name);
        succeed(here.path(), &["explain", code.name]);
    }
    let misspelt = run(here.path(), &["explain", "unknown-kye"]);
    assert_eq!((code(&misspelt), out(&misspelt).as_str()), (Some(2), ""));
    assert!(err(&misspelt).contains("did you mean `unknown-key`?"), "{}", err(&misspelt));
    let nothing = run(here.path(), &["explain", "zzzzzzzz"]);
    assert!(err(&nothing).contains("`backstory explain` lists them"), "{}", err(&nothing));
    assert!(
        catalogue::all()
            .all(|code| code.level != Level::Error || code.family.title() != "Journalism")
    );
}

/// Letters that count differently in bytes, UTF-16 units, characters and columns of a terminal.
const ODD: &str = "\u{1f469}\u{200d}\u{1f680} e\u{301} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{627}\u{644}";

#[test]
fn places_are_exact_whatever_stands_before_them() {
    let of_file = |code: &&Code| {
        let marked = mark(code.wrong);
        code.command == Command::Check
            && code.name != "front-matter-missing"
            && marked
                .is_some_and(|(path, ..)| path.starts_with("content/") && !path.contains(".lock"))
    };
    let codes: Vec<&Code> = catalogue::all().filter(of_file).collect();
    assert!(codes.len() > 15);
    let variants: [fn(&str) -> String; 3] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.replacen("---\n", &format!("---\n# {ODD}\t{ODD}\n"), 1),
        |text| text.replacen("---\n", &format!("---\n# {ODD}\n"), 1).replace('\n', "\r\n"),
    ];
    let faults: Vec<String> = codes
        .par_iter()
        .flat_map(|code| {
            let check = |change: &fn(&str) -> String| {
                let files: Vec<(&str, String)> =
                    code.wrong.iter().map(|(path, text)| (*path, change(text))).collect();
                let files: Vec<(&'static str, &'static str)> = files
                    .into_iter()
                    .map(|(path, text)| -> (&'static str, &'static str) {
                        // The tests end before the memory does.
                        (String::leak(path.to_owned()), String::leak(text))
                    })
                    .collect();
                let mark = mark(&files).unwrap();
                let problems = found(code, &files);
                let exact = problems.iter().any(|problem| is_at(problem, &mark));
                (!exact).then(|| format!("{}: not at {mark:?}: {problems:#?}", code.name))
            };
            variants.iter().filter_map(check).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn columns_count_characters_on_the_line_itself() {
    let body =
        format!("---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\n{ODD}\t[[⟦nobody⟧]]\n");
    let quoted = format!(
        "---\nquestion: How?\nevent: breakdown\nattribute: duration\npositions:\n  - {{value: \"{ODD}\", article: ⟦nobody⟧, quote: x}}\n---\n"
    );
    let file = "content/faq/why-no-ferry.md";
    for (name, path, text) in [
        ("link-target-missing", file, &body),
        ("reference-missing", "content/claims/days-in-harbour.md", &quoted),
        ("unknown-key", file, &format!("---\nquestion: Why?\n⟦\"{ODD}\"⟧: x\n---\n")),
    ] {
        for ends in ["\n", "\r\n"] {
            let text: &'static str = String::leak(text.replace('\n', ends));
            let mark = mark(&[(path, text)]).unwrap();
            let problems = found(catalogue::find(name).unwrap(), &[(path, text)]);
            let exact = |problem: &Diagnostic| problem.code == name && is_at(problem, &mark);
            assert!(problems.iter().any(exact), "{name} {mark:?}: {problems:#?}");
        }
    }
    // A byte-order mark is no part of the text, and shifts nothing in what is shown.
    let here = ferry();
    write(here.path(), file, format!("\u{feff}{}", unmarked(&body).0));
    let shown = out(&run(here.path(), &["check", "--color", "never"]));
    let lines: Vec<&str> = shown.lines().collect();
    let carets = lines.iter().position(|line| line.contains("^^^^^^")).expect("a mark");
    assert!(lines[carets - 1].contains("[[nobody]]"), "{shown}");
}
