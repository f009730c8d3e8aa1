//! `check --since`: a pull request hears of what it touched, and of nothing else.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{code, edit, err, folder, out, read, run, snapshot, write};
use crate::revision::Git;

const PERSON: &str = "content/entities/maren-tollefsby.md";
const PLACE: &str = "content/entities/osterholm.md";
const ANSWER: &str = "content/faq/why-no-ferry.md";
const CLAIM: &str = "content/claims/days-in-harbour.md";
const ARTICLE: &str = "content/articles/ferry-breaks-down.md";

/// The small site without a fault as the main branch of a repository, with one fault that was always
/// there, and a branch at hand.
pub(crate) fn branch() -> (tempfile::TempDir, Git) {
    let here = folder();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (name, (bytes, _)) in snapshot(&good) {
        write(here.path(), &name, bytes);
    }
    let git = Git::init(here.path());
    git.commit("A site without a fault");
    git.run(&["switch", "--quiet", "--create", "edit"]);
    (here, git)
}

/// Exit code, and `code file` of each problem that is told.
fn since(site: &Path, words: &[&str]) -> (Option<i32>, Vec<String>) {
    let output = run(site, &[&["check", "--format", "json"], words].concat());
    let found: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", out(&output), err(&output)));
    let told = |one: &Value| {
        format!("{} {}", one["code"].as_str().unwrap(), one["file"].as_str().unwrap())
    };
    (code(&output), found.iter().map(told).collect())
}

#[test]
fn a_fault_elsewhere_is_not_told_to_a_branch_that_did_not_make_it() {
    let (here, git) = branch();
    let site = here.path();
    edit(&site.join(PERSON), "role:", "rloe:");
    git.commit("A fault");
    git.run(&["branch", "--force", "main"]);
    assert_eq!(since(site, &["--since", "main"]), (Some(0), vec![]));
    let told = run(site, &["check", "--since", "main"]);
    assert!(err(&told).contains("0 files differ from"), "{}", err(&told));
    assert!(err(&told).contains("1 problem elsewhere not shown"), "{}", err(&told));
    // Committed or not, what the branch itself breaks is told.
    edit(&site.join(CLAIM), "settles:", "setles:");
    let expected = (Some(1), vec![format!("unknown-key {CLAIM}")]);
    assert_eq!(since(site, &["--since", "main"]).1[..1], expected.1[..]);
    git.commit("A fault of the branch");
    let (code, told) = since(site, &["--since", "main"]);
    assert_eq!(code, Some(1));
    assert!(told.contains(&expected.1[0]), "{told:?}");
    assert!(!told.iter().any(|one| one.ends_with(PERSON)), "{told:?}");
    assert!(since(site, &[]).1.contains(&format!("unknown-key {PERSON}")));
    assert_eq!(since(site, &["--since", "HEAD"]), (Some(0), vec![]));
}

#[test]
fn what_the_main_branch_gained_since_is_not_the_branch_s() {
    let (here, git) = branch();
    let site = here.path();
    edit(&site.join(PLACE), "type: place", "type: place\nrloe: x");
    git.commit("Of the branch");
    git.run(&["switch", "--quiet", "main"]);
    edit(&site.join(PERSON), "role:", "rloe:");
    git.commit("Of the main branch");
    git.run(&["switch", "--quiet", "edit"]);
    let (_, told) = since(site, &["--since", "main"]);
    assert!(told.contains(&format!("unknown-key {PLACE}")), "{told:?}");
    let said = err(&run(site, &["check", "--since", "main"]));
    assert!(said.contains("1 file differs from"), "{said}");
}

#[test]
fn a_thing_that_is_gone_is_told_where_it_is_missed() {
    let (here, git) = branch();
    let site = here.path();
    fs::remove_file(site.join(PERSON)).unwrap();
    git.commit("Gone");
    let missed = format!("reference-missing {}", "content/events/breakdown.md");
    assert_eq!(since(site, &["--since", "main"]), (Some(1), vec![missed]));
    // A name that a thing lost, where another file links by it.
    git.run(&["switch", "--quiet", "--force-create", "edit", "main"]);
    edit(&site.join(ANSWER), "[[osterholm]]", "[[Tollefsby]]");
    git.commit("Links by an alias");
    git.run(&["branch", "--force", "main"]);
    edit(&site.join(PERSON), "aliases:\n  - Tollefsby\n", "");
    let missed = format!("link-target-missing {ANSWER}");
    let (code, told) = since(site, &["--since", "main"]);
    assert_eq!(code, Some(1));
    assert!(told.contains(&missed), "{told:?}");
}

#[test]
fn a_quotation_that_its_article_lost_is_told_at_the_claim() {
    let (here, _) = branch();
    let site = here.path();
    edit(&site.join(ARTICLE), "for three days", "for four days");
    let (_, told) = since(site, &["--since", "main"]);
    assert!(told.contains(&format!("quote-not-in-source {CLAIM}")), "{told:?}");
}

#[test]
fn fixes_are_made_in_what_the_branch_touched_only() {
    let (here, git) = branch();
    let site = here.path();
    edit(&site.join(PERSON), "role:", "rloe:");
    git.commit("A fault");
    git.run(&["branch", "--force", "main"]);
    edit(&site.join(PLACE), "type:", "tpye:");
    let mended = run(site, &["check", "--fix", "--since", "main"]);
    assert!(err(&mended).contains("Fixed 1 problem in 1 file"), "{}", err(&mended));
    assert!(read(&site.join(PLACE)).contains("\ntype:"));
    assert!(read(&site.join(PERSON)).contains("\nrloe:"));
    assert_eq!(code(&mended), Some(0), "{}", out(&mended));
}

#[test]
fn it_goes_together_with_a_baseline_with_deny_and_with_formats() {
    let (here, git) = branch();
    let site = here.path();
    edit(&site.join(ANSWER), "Its engine", "Last week its engine");
    git.commit("A note");
    assert_eq!(
        since(site, &["--since", "main"]),
        (Some(0), vec![format!("relative-date {ANSWER}")])
    );
    assert_eq!(since(site, &["--since", "main", "--deny", "note"]).0, Some(1));
    assert_eq!(since(site, &["--since", "edit", "--deny", "note"]).0, Some(0));
    run(site, &["check", "--write-baseline", "known.txt"]);
    let known = ["--since", "main", "--deny", "note", "--baseline", "known.txt"];
    assert_eq!(since(site, &known), (Some(0), vec![]));
    let told = run(site, &["check", "--since", "main", "--format", "github"]);
    assert!(out(&told).starts_with("::notice file=content/faq/why-no-ferry.md"), "{}", out(&told));
    let both = run(site, &["check", "--since", "main", "--write-baseline", "known.txt"]);
    assert_eq!(code(&both), Some(2));
}

#[test]
fn a_revision_that_is_not_there_is_told_with_its_remedy() {
    let (here, git) = branch();
    for (revision, says) in [
        ("mian", "did you mean `main`?"),
        ("origin/main", "fetch-depth: 0"),
        ("HEAD~9", "no such parent"),
    ] {
        let told = run(here.path(), &["check", "--since", revision]);
        assert_eq!((code(&told), out(&told).as_str()), (Some(2), ""), "{revision}");
        assert!(err(&told).contains(says), "{revision}: {}", err(&told));
    }
    git.run(&["switch", "--quiet", "--orphan", "other"]);
    git.commit("Another history");
    git.run(&["checkout", "main", "--", "."]);
    let told = run(here.path(), &["check", "--since", "main"]);
    assert_eq!(code(&told), Some(2));
    assert!(err(&told).contains("`main` and `HEAD` have no commit in common"), "{}", err(&told));
    fs::remove_dir_all(here.path().join(".git")).unwrap();
    let told = run(here.path(), &["check", "--since", "main"]);
    assert!(err(&told).contains("in no git repository"), "{}", err(&told));
}
