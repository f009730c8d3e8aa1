//! `diff`: what readers would see changed, as people and programs ask for it.

use std::fs;

use serde_json::Value;

use crate::program::{code, differing, edit, err, out, problems, run, succeed, tree, write};
use crate::revision::Git;
use crate::since::branch;

const CLAIM: &str = "content/claims/days-in-harbour.md";
const THIRD: &str = "---\ntitle: Ferry sails again\noutlet: Sund Echo\ncode: SE\npublished: 2023-02-09\nrights: full\n\
                     status: reviewed\n---\n\nThe ferry of Osterholm stayed in harbour for three days.\n";

/// A commit that changes what readers see in many ways.
fn changed(git: &Git) {
    git.write("content/articles/ferry-sails.md", THIRD);
    let position = "  - value: 3 days\n    article: ferry-sails\n    quote: stayed in harbour for three days\n";
    edit(&git.here.join(CLAIM), "settles:", &format!("{position}settles:"));
    edit(&git.here.join(CLAIM), "2 weeks\n", "about 3 days\n");
    edit(&git.here.join("content/events/breakdown.md"), "2023-02-06", "2023-02-05");
    edit(&git.here.join("content/index.md"), "Captain Maren", "Its captain, Maren");
    edit(&git.here.join("content/entities/maren-tollefsby.md"), "captain of", "first mate of");
    git.run(&["mv", "content/entities/osterholm.md", "content/entities/osterholm-town.md"]);
    edit(
        &git.here.join("content/entities/osterholm-town.md"),
        "type: place",
        "type: place\nformer_ids:\n  - osterholm",
    );
    // What readers do not see.
    edit(&git.here.join("content/faq/why-no-ferry.md"), "reviewed", "locked");
    git.write("README.md", "Read me\n");
}

#[test]
fn a_branch_is_told_to_the_readers_of_a_pull_request() {
    let (here, git) = branch();
    changed(&git);
    let unsaved = succeed(here.path(), &["diff", "main"]);
    assert!(unsaved.starts_with("## What readers would see changed\n"), "{unsaved}");
    for line in [
        "the files as they are: 1 verdict, 1 source, 1 event, 2 names, 1 text, 1 quotation.",
        "- **How long will the ferry stay in harbour?** (`days-in-harbour`): contradict → **differ**",
        "  - Sund Echo: “3 days” (new)",
        "“2 weeks” → “about 3 days”",
        "- added: **Ferry sails again** (`ferry-sails`)",
        "- changed: **The ferry breaks down** (`breakdown`): date 2023-02-06 → 2023-02-05",
        "role captain of the ferry → first mate of the ferry",
        "(`osterholm` → `osterholm-town`)",
        "(`content/index.md`): 1 paragraph reworded",
        "- added: “stayed in harbour for three days” (Sund Echo, `ferry-sails`)",
    ] {
        assert!(unsaved.contains(line), "no {line:?} in\n{unsaved}");
    }
    // The same when it is committed, seen from either side, and always the same bytes.
    let commit = git.commit("Changes");
    let saved = succeed(here.path(), &["diff", "main", "edit"]);
    let body = |text: &str| text.split_once(": 1 verdict").unwrap().1.to_owned();
    assert_eq!(body(&saved), body(&unsaved));
    assert_eq!(succeed(here.path(), &["diff", "main", "edit"]), saved);
    assert!(saved.contains(&format!("to edit ({}): ", &commit[..9])), "{saved}");
    let back = succeed(here.path(), &["diff", "edit", "main"]);
    assert!(back.contains("differ → **contradict**") && back.contains("- removed: **Ferry sails"));
    let nothing = succeed(here.path(), &["diff", "edit"]);
    assert!(nothing.contains("Nothing, from edit"), "{nothing}");
    // However it is stored.
    git.run(&["gc", "--quiet"]);
    assert_eq!(succeed(here.path(), &["diff", "main", "edit"]), saved);
}

#[test]
fn programs_get_every_change_with_its_ids() {
    let (here, git) = branch();
    changed(&git);
    let commit = git.commit("Changes");
    let text = succeed(here.path(), &["diff", "main", "HEAD", "--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["to"], commit.as_str());
    let claim = &found["claims"][0];
    assert_eq!(
        (&claim["verdict_was"], &claim["verdict_now"]),
        (&"contradict".into(), &"differ".into())
    );
    assert_eq!(claim["answers"].as_array().unwrap().len(), 2);
    assert_eq!(found["sources"][0]["what"], "added");
    assert_eq!(found["entities"][1]["former_id"], "osterholm");
    assert_eq!(found["events"][0]["details"][0]["now"], "2023-02-05");
    let now = succeed(here.path(), &["diff", "main", "--format", "json"]);
    let now: Value = serde_json::from_str(&now).unwrap();
    assert_eq!((&now["to"], &now["claims"]), (&Value::Null, &found["claims"]));
}

#[test]
fn draft_entries_are_written_once_and_make_a_valid_site() {
    let (here, git) = branch();
    let site = here.path();
    changed(&git);
    let before = tree(&site.join("content"));
    let printed = succeed(site, &["diff", "main", "--format", "changes"]);
    assert!(differing(&before, &tree(&site.join("content"))).is_empty());
    // The day of the last commit, by its own clock.
    assert!(
        printed
            .starts_with("# content/changes/2025-05-16-source-ferry-sails.md\n---\nkind: source\n")
    );
    let written = succeed(site, &["diff", "main", "--write", "--at", "2025-06-01"]);
    let paths: Vec<&str> = written.lines().collect();
    assert_eq!(
        paths,
        [
            "content/changes/2025-06-01-source-ferry-sails.md",
            "content/changes/2025-06-01-verdict-days-in-harbour.md",
            "content/changes/2025-06-01-correction-breakdown.md",
        ]
    );
    let verdict = fs::read_to_string(site.join(paths[1])).unwrap();
    assert_eq!(
        verdict,
        "---\nkind: verdict\nat: 2025-06-01\nabout: days-in-harbour\nwas: contradict\nnow: differ\n\
         why: Sund Tidings answers “about 3 days” and Sund Echo answers “3 days”.\n---\n"
    );
    let (_, found) = problems(site);
    let bad: Vec<_> =
        found.iter().filter(|one| one["file"].as_str().unwrap().contains("changes/")).collect();
    assert!(bad.is_empty(), "{bad:?}");
    let again = run(site, &["diff", "main", "--write", "--at", "2025-07-01"]);
    assert_eq!((code(&again), out(&again).as_str()), (Some(0), ""));
    assert!(err(&again).contains("No entry is missing"), "{}", err(&again));
    let told = succeed(site, &["diff", "main"]);
    assert!(
        told.contains("- verdict, 2025-06-01, on `days-in-harbour`: contradict → differ"),
        "{told}"
    );
    // Seen from a revision that has no such entries, what stands in the folder is not overwritten.
    write(site, paths[0], "mine\n");
    git.run(&["stash", "push", "--quiet", "--include-untracked"]);
    git.run(&["stash", "apply", "--quiet"]);
    fs::remove_dir_all(site.join("content/changes")).unwrap();
    git.commit("Without entries");
    write(site, paths[0], "mine\n");
    let kept = run(site, &["diff", "main", "HEAD", "--write", "--at", "2025-06-01"]);
    assert!(err(&kept).contains("is there already and stays as it is"), "{}", err(&kept));
    assert_eq!(fs::read_to_string(site.join(paths[0])).unwrap(), "mine\n");
}

#[test]
fn with_merge_base_only_the_branch_s_own_changes_are_told() {
    let (here, git) = branch();
    git.write("content/articles/ferry-sails.md", THIRD);
    git.commit("Of the branch");
    git.run(&["switch", "--quiet", "main"]);
    edit(&here.path().join("content/events/breakdown.md"), "2023-02-06", "2023-02-05");
    git.commit("Of the main branch");
    git.run(&["switch", "--quiet", "edit"]);
    let tips = succeed(here.path(), &["diff", "main"]);
    assert!(tips.contains("date 2023-02-05 → 2023-02-06"), "{tips}");
    let own = succeed(here.path(), &["diff", "main", "--merge-base"]);
    assert!(own.contains(": 1 source.") && !own.contains("2023-02-0"), "{own}");
    assert_eq!(
        succeed(here.path(), &["diff", "main", "edit", "--merge-base"]).lines().count(),
        own.lines().count()
    );
}

#[test]
fn drafts_are_no_change_until_they_are_published() {
    let (here, git) = branch();
    git.write("content/articles/ferry-sails.md", THIRD.replace("status:", "draft: true\nstatus:"));
    let told = succeed(here.path(), &["diff", "main"]);
    assert!(told.contains("Nothing"), "{told}");
    let told = succeed(here.path(), &["diff", "main", "--drafts"]);
    assert!(told.contains("added: **Ferry sails again**"), "{told}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let (here, git) = branch();
    let site = here.path();
    for (words, says) in [
        (&["diff", "nowhere"][..], "there is no revision `nowhere`"),
        (&["diff", "main", "--write", "--format", "json"], "leave out --format"),
        (&["diff", "main", "--at", "soon"], "is not a date"),
        (&["diff"], "<A>"),
    ] {
        let told = run(site, words);
        assert_eq!(code(&told), Some(2), "{words:?}");
        assert!(err(&told).contains(says), "{words:?}: {}", err(&told));
    }
    edit(&site.join("content/events/breakdown.md"), "title:", "titel:");
    let told = run(site, &["diff", "main"]);
    assert!(err(&told).contains("Not compared: 1 content file"), "{}", err(&told));
    assert!(!out(&told).contains("removed: **The ferry breaks down"), "{}", out(&told));
    // Before there was a site.
    git.run(&["checkout", "main", "--", "."]);
    git.run(&["switch", "--quiet", "--orphan", "other"]);
    git.commit("Empty");
    let told = run(site, &["diff", "HEAD", "main"]);
    assert_eq!(code(&told), Some(2), "no site.toml here: {}", err(&told));
    git.run(&["checkout", "main", "--", "."]);
    let told = succeed(site, &["diff", "HEAD", "main"]);
    assert!(told.contains("2 sources"), "{told}");
}
