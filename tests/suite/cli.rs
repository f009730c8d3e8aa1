//! The command line as people and scripts meet it: help, exit codes, streams, files written.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};

use serde_json::json;

use crate::program::{backstory, code, err, fed, folder, out, problems, run};

const COMMANDS: [&str; 15] = [
    "init",
    "new",
    "ingest",
    "annotate",
    "build",
    "serve",
    "watch",
    "check",
    "explain",
    "fmt",
    "schema",
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
    let ignored = fs::read_to_string(site.join(".gitignore")).unwrap();
    for made in ["/public/", "/.public.*", "/.backstory/"] {
        assert!(ignored.lines().any(|line| line == made), "{made}: {ignored}");
    }
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

#[test]
fn a_new_site_checks_and_builds_clean_and_the_same_again() {
    let here = folder();
    run(here.path(), &["init", "--title", "A: \"story\""]);
    // A new site has no address and no description yet, which is worth a note and nothing more.
    let (exit, found) = problems(here.path());
    let codes: Vec<_> = found.iter().map(|one| (&one["level"], &one["code"])).collect();
    let note = json!("note");
    let codes_of_new = [json!("missing-description"), json!("no-base-url")];
    let expected: Vec<_> = codes_of_new.iter().map(|code| (&note, code)).collect();
    assert_eq!((exit, codes), (Some(0), expected));
    let built = run(here.path(), &["build"]);
    assert_eq!(code(&built), Some(0), "{}", err(&built));
    assert_eq!(out(&built).lines().count(), 1, "{}", out(&built));
    assert!(here.path().join("public/index.html").is_file());
    let again = run(here.path(), &["build"]);
    assert!(out(&again).contains(" 0 written"), "{}", out(&again));
    let cleaned = run(here.path(), &["clean"]);
    assert_eq!(code(&cleaned), Some(0), "{}", err(&cleaned));
    assert!(!here.path().join("public").exists() && here.path().join("content").is_dir());
}

#[test]
fn every_new_file_can_be_checked_at_once() {
    for kind in ["article", "entity", "event", "claim", "faq", "change", "page"] {
        let here = folder();
        run(here.path(), &["init"]);
        run(here.path(), &["new", kind, "first-one"]);
        let (code, found) = problems(here.path());
        assert_eq!(code, Some(0), "{kind}: {found:?}");
    }
}

#[test]
fn an_error_ends_with_code_one_and_its_place_in_every_format() {
    let here = folder();
    run(here.path(), &["init"]);
    run(here.path(), &["new", "entity", "jana-novak"]);
    let file = here.path().join("content/entities/jana-novak.md");
    let text = fs::read_to_string(&file).unwrap().replace("type: person", "tpye: person");
    fs::write(&file, text).unwrap();
    for (words, mark) in [
        (&["check", "--color", "never"][..], "content/entities/jana-novak.md:"),
        (&["check", "--format", "github"], "::error file=content/entities/jana-novak.md,line="),
        (&["check", "--format", "sarif"], "\"version\": \"2.1.0\""),
    ] {
        let output = run(here.path(), words);
        assert_eq!(code(&output), Some(1), "{words:?}");
        assert!(out(&output).contains(mark), "{words:?}: {}", out(&output));
    }
    assert!(problems(here.path()).1.iter().any(|one| one["level"] == "error"));
    let mut command = backstory(here.path());
    let within_actions = command.arg("check").env("GITHUB_ACTIONS", "true").output().unwrap();
    assert!(out(&within_actions).starts_with("::"), "{}", out(&within_actions));
    assert_eq!(code(&run(here.path(), &["build"])), Some(1));
}

#[cfg(unix)]
#[test]
fn the_preview_shows_an_edit_and_ends_when_asked() {
    let here = folder();
    run(here.path(), &["init", "--title", "Before"]);
    let mut command = backstory(here.path());
    command.args(["serve", "-p", "0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let host =
        line.trim().strip_prefix("Serving http://").unwrap().trim_end_matches('/').to_owned();
    let page = || {
        let mut stream = std::net::TcpStream::connect(&host).unwrap();
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).unwrap();
        page
    };
    assert!(page().contains("Before"));
    let settings = here.path().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap().replace("Before", "Afterwards");
    fs::write(&settings, text).unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !page().contains("Afterwards") {
        assert!(std::time::Instant::now() < until, "the edit does not show");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(!here.path().join("public").exists(), "a preview writes no output");
    let id = server.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
