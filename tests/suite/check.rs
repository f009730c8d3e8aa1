//! What `check` can be asked: to mend, to know what is known, to deny, to allow, to speak in formats.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{
    backstory, code, edit, err, folder, is_page, out, problems, read, run, snapshot, succeed, write,
};

const PERSON: &str = "content/entities/maren-tollefsby.md";
const ANSWER: &str = "content/faq/why-no-ferry.md";

/// The small site without a fault, copied.
fn ferry() -> tempfile::TempDir {
    let here = folder();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (name, (bytes, _)) in snapshot(&good) {
        write(here.path(), &name, bytes);
    }
    here
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn what_can_be_mended_in_one_way_is_mended_and_nothing_else_is_touched() {
    let here = ferry();
    let site = here.path();
    let before = |name: &str| read(&site.join(name));
    let person = before(PERSON);
    // Two faults in one file, of which the second shows once the first is mended; Windows line ends and
    // a byte-order mark stay.
    let broken = person.replace("role:", "rloe:").replace(": person", ": persn");
    write(site, PERSON, format!("\u{feff}{}", broken.replace('\n', "\r\n")));
    edit(&site.join(ANSWER), "[[osterholm]]", "[[OSTERHOLM]] and [[osterhlm]]");
    edit(&site.join("site.toml"), "description", "descripton");
    let others = "content/articles/ferry-breaks-down.md";
    let changed = fs::metadata(site.join(others)).unwrap().modified().unwrap();
    let mended = run(site, &["check", "--fix", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_slice(&mended.stdout).unwrap();
    assert_eq!(codes(&found), ["link-target-missing"], "{}", err(&mended));
    assert_eq!(code(&mended), Some(1));
    assert!(err(&mended).contains("Fixed 4 problems in 3 files"), "{}", err(&mended));
    assert!(err(&mended).contains(&format!("fixed {PERSON}:6: ")), "{}", err(&mended));
    assert_eq!(before(PERSON), format!("\u{feff}{}", person.replace('\n', "\r\n")));
    assert!(before(ANSWER).contains("off [[Osterholm]] and [[osterhlm]]."));
    assert!(before("site.toml").contains("\ndescription = "));
    assert_eq!(fs::metadata(site.join(others)).unwrap().modified().unwrap(), changed);
    let again = run(site, &["check", "--fix"]);
    assert!(err(&again).contains("Nothing to fix unseen"), "{}", err(&again));
}

#[test]
fn a_key_is_not_renamed_onto_one_that_is_there() {
    let here = ferry();
    edit(&here.path().join(PERSON), "role:", "role: x\nrloe:");
    let text = read(&here.path().join(PERSON));
    run(here.path(), &["check", "--fix"]);
    assert_eq!(read(&here.path().join(PERSON)), text);
}

#[test]
fn known_problems_are_counted_off_by_a_baseline() {
    let here = ferry();
    let site = here.path();
    edit(&site.join(ANSWER), "[[osterholm]]", "[[nobody]], [[nobody]] and last week");
    let written = run(site, &["check", "--write-baseline", "known.txt"]);
    assert_eq!(code(&written), Some(0), "{}", err(&written));
    // Known problems may move; a third one of the same kind is new.
    edit(&site.join(ANSWER), "\nIts", "\nThe ferry rests.\n\nIts");
    let output = run(site, &["check", "--baseline", "known.txt"]);
    assert_eq!((code(&output), out(&output).as_str()), (Some(0), ""), "{}", err(&output));
    assert!(err(&output).contains("3 known problems are not shown"), "{}", err(&output));
    edit(&site.join(ANSWER), "last week", "[[nobody]]");
    let output = run(site, &["check", "--baseline", "known.txt", "--format", "short"]);
    assert_eq!(code(&output), Some(1));
    assert_eq!(out(&output).lines().count(), 1, "{}", out(&output));
    assert!(err(&output).contains("1 known problem is there no more"), "{}", err(&output));
}

#[test]
fn levels_and_codes_can_be_denied() {
    let here = ferry();
    let site = here.path();
    edit(&site.join(ANSWER), "stopped", "stopped last week");
    for (words, exit) in [
        (&["check"][..], 0),
        (&["check", "--deny", "warning"], 0),
        (&["check", "--deny", "note"], 1),
        (&["check", "--deny", "relative-date"], 1),
        (&["check", "--deny", "single-source"], 0),
    ] {
        assert_eq!(code(&run(site, words)), Some(exit), "{words:?}");
    }
    let misspelt = run(site, &["check", "--deny", "relative-dates"]);
    assert_eq!(code(&misspelt), Some(2));
    assert!(err(&misspelt).contains("`relative-date`?"), "{}", err(&misspelt));
}

#[test]
fn exceptions_silence_what_they_name_and_never_reach_readers() {
    let here = ferry();
    let site = here.path();
    let allow = "<!-- backstory-allow relative-date: as the captain has it -->\n\nIts";
    edit(&site.join(ANSWER), "Its", allow);
    edit(&site.join(ANSWER), "stopped", "stopped last week");
    edit(&site.join(PERSON), "Tollefsby\ntype", "Tollefsby # allow similar-name: her own\ntype");
    let (exit, found) = problems(site);
    assert_eq!((exit, codes(&found)), (Some(0), vec!["allow-unused"]));
    succeed(site, &["build", "--deny-warnings"]);
    // The data that other programs read hold the Markdown as it is.
    for (name, (bytes, _)) in snapshot(&site.join("public")) {
        if !is_page(&name) {
            continue;
        }
        assert!(!String::from_utf8_lossy(&bytes).contains("backstory-allow"), "{name}");
    }
    // An error is none the less one.
    edit(&site.join(ANSWER), "relative-date", "link-target-missing");
    edit(&site.join(ANSWER), "last week", "[[nobody]]");
    let (exit, found) = problems(site);
    assert_eq!(exit, Some(1));
    assert!(codes(&found).contains(&"link-target-missing"), "{found:?}");
}

#[test]
fn github_gets_annotations_and_the_table_of_all() {
    let here = ferry();
    edit(&here.path().join(PERSON), "  - Tollefsby", "  - Osterholm");
    let summary = here.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let mut command = backstory(here.path());
    command.arg("check").env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &summary);
    let output = command.output().unwrap();
    assert!(
        out(&output).contains("::warning file=content/entities/osterholm.md,line=2"),
        "{}",
        out(&output)
    );
    assert!(out(&output).contains("%0Acontent/entities/maren-tollefsby.md:5: here the other one"));
    let table = read(&summary);
    assert!(table.starts_with("before\n## backstory check\n"), "{table}");
    assert!(
        table.contains("| warning `alias-clash` | content/entities/osterholm.md:2:7 |"),
        "{table}"
    );
}

#[test]
fn people_are_shown_a_screenful_of_each_code_and_told_of_the_rest() {
    let here = ferry();
    let links = "[[nobody]] ".repeat(50);
    edit(&here.path().join(ANSWER), "Its", &links);
    let output = run(here.path(), &["check"]);
    assert_eq!(out(&output).matches("error[link-target-missing]").count(), 20);
    assert!(err(&output).contains("and 30 more of link-target-missing"), "{}", err(&output));
    for all in ["--all", "--verbose"] {
        let all = run(here.path(), &["check", all]);
        assert_eq!(out(&all).matches("error[link-target-missing]").count(), 50);
    }
    let annotated = run(here.path(), &["check", "--format", "github"]);
    assert_eq!(out(&annotated).lines().count(), 20);
    assert!(err(&annotated).contains("and 30 more of link-target-missing"), "{}", err(&annotated));
    for format in ["json", "sarif", "gitlab", "short"] {
        let all = out(&run(here.path(), &["check", "--format", format]));
        assert!(all.matches("is no id and no name").count() >= 50, "{format}");
    }
    // Building says it in the same way.
    let built = err(&run(here.path(), &["build"]));
    assert_eq!(built.matches("error[link-target-missing]").count(), 20, "{built}");
    assert!(built.contains("and 30 more of link-target-missing"), "{built}");
}

#[test]
fn links_with_addresses_lead_to_pages_and_to_places_on_them() {
    let here = ferry();
    let site = here.path();
    let body = "## The harbour\n\nGood: [a](#the-harbour), [b](/entities/osterholm/), [c](/timeline/#_main), \
                [d](https://else.example/x#y), [e](mailto:a@b.example), [f](entities/osterholm/index.html), \
                [g](entities/osterholm/), [h](#top), <https://else.example/>, [i][ref].\n\n\
                Bad: [j](#the-harbor), [k](entities/osterholm.md), [l](/entities/ostreholm/), \
                [m](../entities/osterholm/), [n](/timeline/#nowhere), [o](/no such), [p](/entities/osterholm).\n\n\
                [ref]: /faq/\n";
    let text = format!("---\ntitle: The ferry\n---\n\n{body}");
    write(site, "content/index.md", &text);
    let (exit, found) = problems(site);
    assert_eq!(exit, Some(1));
    let seen: Vec<(&str, &str, &str)> = found
        .iter()
        .filter(|one| one["file"] == "content/index.md")
        .map(|one| {
            let at = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
            let hint = one["hint"].as_str().unwrap();
            (one["code"].as_str().unwrap(), &text[at("start")..at("end")], hint)
        })
        .collect();
    let meant = "did you mean `/entities/osterholm/`?";
    let (missing, anchor) = ("link-target-missing", "anchor-missing");
    assert_eq!(seen[0], (anchor, "#the-harbor", "did you mean `#the-harbour`?"));
    assert_eq!(seen[1], (missing, "entities/osterholm.md", meant));
    assert_eq!(seen[2], (missing, "/entities/ostreholm/", meant));
    assert_eq!(seen[3], (missing, "../entities/osterholm/", meant));
    assert_eq!((seen[4].0, seen[4].1), (anchor, "#nowhere"));
    assert_eq!(seen[5], (missing, "/entities/osterholm", meant));
    assert_eq!(seen.len(), 6, "{seen:?}");
    // Each page is looked at from where it stands.
    write(site, "content/index.md", "---\ntitle: The ferry\n---\n\nIt rests.\n");
    edit(&site.join(PERSON), "She has", "[She](../osterholm/) [has](../../osterholm/)");
    let (_, found) = problems(site);
    assert_eq!(codes(&found), [missing]);
    assert_eq!(found[0]["message"], "there is no page `../../osterholm/`");
}

#[test]
fn what_is_listed_twice_is_deleted_where_it_stands_alone() {
    let here = ferry();
    let site = here.path();
    let event = site.join("content/events/breakdown.md");
    let before = read(&event);
    edit(&event, "  - maren-tollefsby\n", "  - maren-tollefsby\n  - maren-tollefsby\n");
    let quote = "    quote: The ferry to Osterholm broke down on Monday morning.\n";
    let cited = format!("  - article: ferry-breaks-down\n{quote}");
    edit(&event, &cited, &format!("{cited}{cited}"));
    let mended = run(site, &["check", "--fix", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_slice(&mended.stdout).unwrap();
    assert_eq!(codes(&found), ["listed-twice"]);
    assert_eq!(read(&event), before.replace(&cited, &format!("{cited}{cited}")));
}
