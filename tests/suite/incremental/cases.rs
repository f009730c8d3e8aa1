//! Differences between incremental and clean builds that were found, each as a case of its own.

use std::fs;

use super::Trial;

const CLAIM: &str = "content/claims/how-many-hurt.md";

/// The page for lost readers names the start page, which is none of the pages below the base.
#[test]
fn the_page_for_lost_readers_follows_the_title_of_the_start_page() {
    let mut trial = Trial::new();
    trial.hold();
    trial.desk.set("content/index.md", "title", "title: Another day");
    trial.hold();
    assert!(trial.desk.text("public/404.html").contains("Another day"));
}

/// What a claim's file says is published without the answers of drafts: the file stays as it is, and
/// the pages change.
#[test]
fn answers_come_and_go_with_the_drafts_that_give_them() {
    let mut trial = Trial::new();
    trial.hold();
    let page = "public/entities/joren-fisk/index.html";
    trial.desk.edit(CLAIM, "value: \"2\"", "value: two with Joren Fisk");
    trial.hold();
    assert!(trial.desk.text(page).contains("How many people were hurt?"));
    trial.desk.set("content/articles/evening-sheet.md", "draft", "draft: true");
    trial.hold();
    assert!(!trial.desk.text(page).contains("How many people were hurt?"));
    trial.desk.set("content/articles/evening-sheet.md", "draft", "");
    trial.hold();
    // An article that is gone takes no answer away, one that is a draft does.
    fs::remove_file(trial.desk.root.join("content/articles/notebook.md")).unwrap();
    trial.hold();
}

/// The same with the words that rights withhold.
#[test]
fn words_come_and_go_with_the_rights_of_their_source() {
    let mut trial = Trial::new();
    for rights in ["full", "metadata", "summary", "metadata"] {
        for article in ["morning-post", "evening-sheet"] {
            let file = format!("content/articles/{article}.md");
            trial.desk.set(&file, "rights", &format!("rights: {rights}"));
            trial.hold();
        }
    }
}

/// What is said of a source while it is taken in is said once, also by builds that find nothing to do.
#[test]
fn what_was_said_of_a_new_source_is_not_said_again() {
    let mut trial = Trial::new();
    trial.desk.put(".backstory/raw/empty.txt", "");
    trial.desk.put(".backstory/raw/picture.png", [0x89, b'P', b'N', b'G', 0, 0, 1]);
    for _ in 0..4 {
        trial.hold();
        std::thread::sleep(std::time::Duration::from_millis(40));
    }
}

/// A lock file that a build has written is there again after it is deleted again: the files are as they
/// were before the last build, which is no reason to do nothing.
#[test]
fn a_lock_file_that_is_deleted_twice_is_written_twice() {
    let mut trial = Trial::new();
    trial.hold();
    for lock in ["content/quotes.lock", "content/verdicts.lock"] {
        for _ in 0..3 {
            fs::remove_file(trial.desk.root.join(lock)).unwrap();
            trial.hold();
            assert!(trial.desk.root.join(lock).exists(), "{lock}");
        }
    }
}
