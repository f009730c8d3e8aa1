//! The command line as people and scripts meet it: help, exit codes, streams, files written.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program, away from any site and from variables that change what it prints.
fn backstory(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backstory"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, words: &[&str]) -> Output {
    backstory(folder).args(words).stdin(Stdio::null()).output().unwrap()
}

fn fed(folder: &Path, words: &[&str], input: &[u8]) -> Output {
    let mut command = backstory(folder);
    let streams = command.args(words).stdin(Stdio::piped());
    let mut child = streams.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

const COMMANDS: [&str; 12] = [
    "init",
    "new",
    "ingest",
    "annotate",
    "build",
    "serve",
    "watch",
    "check",
    "export",
    "config",
    "clean",
    "completions",
];

#[test]
fn help_teaches_every_command_with_an_example() {
    let here = folder();
    let all = run(here.path(), &["--help"]);
    assert_eq!(code(&all), Some(0));
    for command in COMMANDS {
        assert!(out(&all).contains(&format!("\n  {command}")), "{command} is not listed");
        let help = run(here.path(), &[command, "--help"]);
        assert_eq!(code(&help), Some(0), "{command}");
        assert!(out(&help).contains("Example"), "{command} has no example:\n{}", out(&help));
        assert!(out(&help).contains(&format!("backstory {command}")), "{command}");
    }
}

#[test]
fn what_cannot_be_understood_is_a_usage_error_with_a_remedy() {
    let here = folder();
    for (words, remedy) in [
        (&["biuld"][..], "build"),
        (&["build", "--draft"], "--drafts"),
        (&["new", "entitty", "x"], "entity"),
        (&["serve", "--port", "many"], "--port"),
        (&["serve", "--interface", "somewhere"], "127.0.0.1"),
        (&["build", "--base-url", "example.org"], "https://"),
        (&["build", "-q", "-v"], "--verbose"),
        (&["init", "x", "--template", "dmeo"], "demo"),
        (&["config", "--explain", "sources.right"], "sources.rights"),
    ] {
        let output = run(here.path(), words);
        assert_eq!(code(&output), Some(2), "{words:?}");
        assert!(err(&output).contains(remedy), "{words:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{words:?}");
    }
    assert_eq!(code(&run(here.path(), &[])), Some(2));
}

#[test]
fn without_a_site_commands_name_the_way_to_one() {
    let here = folder();
    for words in [&["build"][..], &["check"], &["clean"], &["config"], &["new", "entity", "x"]] {
        let output = run(here.path(), words);
        assert_eq!(code(&output), Some(2), "{words:?}");
        assert!(err(&output).contains("backstory init"), "{words:?}: {}", err(&output));
    }
}

#[test]
fn a_new_site_is_written_once_and_never_over_what_is_there() {
    let here = folder();
    let first = run(here.path(), &["init", "harbour-strike"]);
    assert_eq!(code(&first), Some(0), "{}", err(&first));
    let site = here.path().join("harbour-strike");
    for file in ["site.toml", "content/index.md", ".gitignore", "README.md"] {
        assert!(site.join(file).is_file(), "{file}");
    }
    let settings = fs::read_to_string(site.join("site.toml")).unwrap();
    assert!(settings.contains("title = \"Harbour strike\""), "{settings}");
    fs::write(site.join("README.md"), "mine").unwrap();
    fs::remove_file(site.join(".gitignore")).unwrap();
    let again = run(here.path(), &["init", "harbour-strike", "--title", "Other"]);
    assert_eq!(code(&again), Some(0));
    assert!(err(&again).contains("README.md is there already"), "{}", err(&again));
    assert_eq!(fs::read_to_string(site.join("README.md")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(site.join("site.toml")).unwrap(), settings);
    assert!(site.join(".gitignore").is_file());
    fs::write(here.path().join("file"), "").unwrap();
    assert_eq!(code(&run(here.path(), &["init", "file"])), Some(2));
}

#[test]
fn new_files_go_to_their_folder_and_ids_are_checked() {
    let here = folder();
    run(here.path(), &["init"]);
    let below = here.path().join("content");
    for (kind, folder) in [
        ("article", "articles"),
        ("entity", "entities"),
        ("event", "events"),
        ("claim", "claims"),
        ("faq", "faq"),
        ("change", "changes"),
        ("page", "pages"),
    ] {
        // Also from a folder inside the site.
        let output = run(&below, &["new", kind, "jana-novak"]);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        assert_eq!(out(&output), format!("content/{folder}/jana-novak.md\n"));
        let text = fs::read_to_string(below.join(folder).join("jana-novak.md")).unwrap();
        assert!(text.starts_with("---\n") && text.contains("Jana novak"), "{text}");
        assert_eq!(code(&run(&below, &["new", kind, "jana-novak"])), Some(2), "{kind}");
    }
    let odd = run(here.path(), &["new", "entity", "Jana Novák"]);
    assert_eq!(code(&odd), Some(2));
    assert!(err(&odd).contains("`jana-novak` would do"), "{}", err(&odd));
    for escape in ["../x", "a/b", "/etc/x", ""] {
        assert_eq!(code(&run(here.path(), &["new", "entity", escape])), Some(2), "{escape}");
    }
    let dated = run(here.path(), &["new", "change", "c", "--date", "2025-05-17"]);
    assert_eq!(code(&dated), Some(0));
    let text = fs::read_to_string(below.join("changes/c.md")).unwrap();
    assert!(text.contains("\nat: 2025-05-17\n"), "{text}");
}

#[test]
fn documents_are_annotated_line_by_line_and_bad_lines_are_skipped() {
    let here = folder();
    let input =
        b"{\"id\":\"a\",\"text\":\"One.\"}\n\n{\"id\":\"b\"\n{\"id\":\"c\",\"text\":\"Three.\"}";
    for words in [&["annotate", "--jsonl", "-"][..], &["annotate", "--jsonl", "--per-document"]] {
        let output = fed(here.path(), words, input);
        assert_eq!(code(&output), Some(1));
        let ids: Vec<_> = out(&output)
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone())
            .collect();
        assert_eq!(ids, ["a", "c"]);
        assert!(err(&output).contains("line 3"), "{}", err(&output));
    }
    fs::create_dir_all(here.path().join("texts/.hidden")).unwrap();
    fs::write(here.path().join("texts/b.txt"), "Second.").unwrap();
    fs::write(here.path().join("texts/a.md"), "First.").unwrap();
    fs::write(here.path().join("texts/photo.jpg"), "no text").unwrap();
    fs::write(here.path().join("texts/.hidden/c.txt"), "hidden").unwrap();
    let output = run(here.path(), &["annotate", "texts"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let files: Vec<_> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["file"].clone())
        .collect();
    assert_eq!(files, ["texts/a.md", "texts/b.txt"]);
    let output = fed(here.path(), &["annotate", "-"], b"A text.");
    assert!(out(&output).contains("\"text\":\"A text.\""), "{}", out(&output));
    assert_eq!(code(&run(here.path(), &["annotate", "nowhere.txt"])), Some(2));
}

#[test]
fn streaming_prints_before_the_input_ends() {
    let here = folder();
    let mut command = backstory(here.path());
    command.args(["annotate", "--jsonl", "--per-document", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let line = "{\"id\":\"x\",\"text\":\"A text.\"}\n";
    stdin.write_all(line.repeat(300).as_bytes()).unwrap();
    stdin.flush().unwrap();
    let mut first = String::new();
    stdout.read_line(&mut first).unwrap();
    assert!(first.contains("A text."), "{first}");
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest.lines().count(), 299);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let here = folder();
    for words in [&["completions", "bash"][..], &["annotate", "--jsonl", "-"]] {
        let mut command = backstory(here.path());
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let line = format!("{{\"id\":\"x\",\"text\":\"{}\"}}\n", "word ".repeat(1000));
        let _ = child.stdin.take().unwrap().write_all(line.repeat(50).as_bytes());
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), Some(0), "{words:?}: {}", err(&output));
        assert_eq!(err(&output), "", "{words:?}");
    }
}

#[test]
fn settings_are_explained_outside_a_site_too() {
    let here = folder();
    let output = run(here.path(), &["config", "--explain", "sources.rights"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(out(&output).contains("Default: \"summary\""), "{}", out(&output));
}

#[test]
fn completions_know_the_commands() {
    let here = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(here.path(), &["completions", shell]);
        assert_eq!(code(&output), Some(0), "{shell}");
        for command in COMMANDS {
            assert!(out(&output).contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn colours_follow_the_flag_and_the_variable() {
    let here = folder();
    let colored = run(here.path(), &["--color", "always", "build"]);
    assert!(err(&colored).contains('\u{1b}'), "{}", err(&colored));
    for words in [&["build"][..], &["--color=never", "build"]] {
        assert!(!err(&run(here.path(), words)).contains('\u{1b}'), "{words:?}");
    }
    let plain = backstory(here.path()).env("NO_COLOR", "1").arg("biuld").output().unwrap();
    assert!(!err(&plain).contains('\u{1b}'));
}
