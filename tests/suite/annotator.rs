//! `ingest --annotator`: names from a program of the site's own. It runs only when the command says
//! so, it adds to what the recogniser finds, and a bad answer leaves everything as it was.

use std::path::Path;

use serde_json::json;

use crate::program::{code, err, new_site, out, run, succeed, tree, write};

const SOURCE: &str = "Ferry talks resume in Osterholm\n\nBy Tilde Ravnsborg\n\n\
    6 February 2023\n\n\
    The harbour board met gridwatch on Monday, and Captain Maren Tollefsby said the talks would go on. \
    A second meeting with gridwatch is planned for Tuesday, the board said on Monday evening.\n\n\
    The crew of the ferry want shorter shifts. The owners say the summer timetable leaves no room.\n";

/// Sets the annotator of a site.
fn set(site: &Path, command: &[&str]) {
    let settings = site.join("site.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let text = text.split("\n[ingest]").next().unwrap();
    std::fs::write(&settings, format!("{text}\n[ingest]\nannotator = {}\n", json!(command)))
        .unwrap();
}

/// The files of the registry.
fn names(site: &Path) -> Vec<String> {
    tree(&site.join("content/entities")).into_keys().collect()
}

/// The answer of a program that knows one name the recogniser cannot know.
fn answer() -> String {
    let mentions = SOURCE
        .match_indices("gridwatch")
        .map(|(at, name)| json!({"start": at, "end": at + name.len(), "type": "organization"}));
    json!({"id": "0", "mentions": mentions.collect::<Vec<_>>()}).to_string()
}

#[test]
fn it_runs_only_when_the_command_says_so() {
    let site = new_site();
    let site = site.path();
    write(site, "mark.sh", "touch was-run; cat answer.jsonl\n");
    write(site, "answer.jsonl", answer());
    set(site, &["sh", "mark.sh"]);
    write(site, ".backstory/raw/talks.txt", SOURCE);
    for words in [["build"].as_slice(), &["ingest"], &["check"]] {
        let output = run(site, words);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        assert!(!site.join("was-run").exists(), "{words:?}");
    }
    let entities = || names(site);
    assert!(!entities().iter().any(|name| name.contains("gridwatch")));

    succeed(site, &["ingest", "--annotator"]);
    assert!(site.join("was-run").exists());
    assert!(entities().iter().any(|name| name == "gridwatch.md"), "{:?}", entities());
    // The names are the site's own from now on, with or without the program.
    write(site, ".backstory/raw/more.txt", SOURCE.replace("Monday", "Sunday"));
    let noted = run(site, &["ingest"]);
    assert!(err(&noted).contains("annotator-not-run"), "{}", err(&noted));
    assert!(
        entities().iter().any(|name| name == "gridwatch.md"),
        "{:?} {}{}",
        entities(),
        out(&noted),
        err(&noted)
    );
}

#[test]
fn our_own_annotate_is_such_a_program() {
    let with = |command: &[&str], words: &[&str]| {
        let site = new_site();
        set(site.path(), command);
        write(site.path(), ".backstory/raw/talks.txt", SOURCE);
        succeed(site.path(), words);
        names(site.path())
    };
    let own = env!("CARGO_BIN_EXE_backstory");
    let asked =
        with(&[own, "annotate", "--jsonl", "--per-document", "-"], &["ingest", "--annotator"]);
    assert_eq!(asked, with(&[], &["ingest"]));
    assert!(!asked.is_empty());
}

#[test]
fn a_program_that_fails_leaves_everything_as_it_was() {
    let site = new_site();
    let site = site.path();
    write(site, ".backstory/raw/talks.txt", SOURCE);
    write(
        site,
        "bad.jsonl",
        "{\"id\":\"0\",\"mentions\":[{\"start\":0,\"end\":99999,\"type\":\"place\"}]}\n",
    );
    let before = tree(&site.join("content"));
    for (command, fault) in [
        (["sh", "no-such-file.sh"].as_slice(), "it ended with exit status"),
        (&["no-such-program-anywhere"], "it cannot be started"),
        (&["cat", "bad.jsonl"], "line 1 of its answer"),
        (&["true"], "it answered 0 of the 1 documents"),
    ] {
        set(site, command);
        let output = run(site, &["ingest", "--annotator"]);
        assert_eq!(code(&output), Some(2), "{command:?}: {}", out(&output));
        assert!(err(&output).contains(fault), "{command:?}: {}", err(&output));
        assert_eq!(tree(&site.join("content")), before, "{command:?}");
    }
    set(site, &[]);
    let output = run(site, &["ingest", "--annotator"]);
    assert!(err(&output).contains("names no annotator"), "{}", err(&output));
}
