//! How little is made again for one edit.

use std::cell::RefCell;
use std::time::Duration;

use backstory::pipeline::{Outcome, PublishOptions, publish};

use super::Trial;
use crate::program::{differing, snapshot};

/// A story that was built until it stands still.
fn standing(search: bool, exports: bool) -> Trial {
    let mut trial = Trial::new();
    if !search {
        trial.desk.edit("site.toml", "search = true", "search = false");
    }
    if !exports {
        let text = trial.desk.text("site.toml");
        let line = text.lines().find(|line| line.starts_with("exports")).unwrap().to_owned();
        trial.desk.edit("site.toml", &line, "exports = []");
    }
    trial.build().unwrap();
    std::thread::sleep(Duration::from_millis(40));
    assert_eq!(trial.build().unwrap().rendered, 0);
    trial
}

/// Builds only where the site was built before; which phases it went through.
fn phases(trial: &Trial) -> (Outcome, Vec<&'static str>) {
    let (site, _) = Trial::site(&trial.desk.root, Some("test"), false);
    let seen = RefCell::new(Vec::new());
    let lock = std::sync::Mutex::new(seen);
    let outcome = publish(&site, &PublishOptions::default(), &|phase, _, _| {
        lock.lock().unwrap().borrow_mut().push(phase);
    });
    let mut seen = lock.into_inner().unwrap().into_inner();
    seen.dedup();
    (outcome.unwrap(), seen)
}

#[test]
fn when_nothing_has_changed_nothing_is_read_and_nothing_written() {
    let trial = standing(true, true);
    let before = snapshot(&trial.desk.root);
    for _ in 0..3 {
        let (outcome, phases) = phases(&trial);
        // Neither `ingest` nor `load`: stamps are all that is looked at.
        assert_eq!(phases, ["look"]);
        assert_eq!((outcome.rendered, outcome.published.written), (0, 0));
        assert_eq!(outcome.published.files, outcome.published.unchanged);
        assert_eq!(differing(&before, &snapshot(&trial.desk.root)), Vec::<String>::new());
    }
}

/// Files that were made again after an edit, and of these how many came out as they were.
fn made_again(trial: &mut Trial, edit: impl FnOnce(&mut Trial)) -> (usize, usize) {
    edit(trial);
    let outcome = trial.hold();
    let written = outcome.published.written;
    (outcome.rendered, outcome.rendered.saturating_sub(written))
}

#[test]
fn one_edit_makes_few_pages_again() {
    let mut trial = standing(false, false);
    let pages = trial.hold().pages;
    assert!(pages > 40, "{pages}");
    let mut table = Vec::new();
    let mut tried = |what: &'static str, edit: &dyn Fn(&mut Trial)| {
        let (made, same) = made_again(&mut trial, edit);
        table.push((what, made, same));
    };
    tried("a file touched", &|trial| trial.desk.touch("content/articles/morning-post.md"));
    tried("a sentence that names nobody", &|trial| {
        let (from, to) = ("Nobody had looked at the beam", "Nobody had ever looked at the beam");
        trial.desk.edit("content/articles/morning-post.md", from, to);
    });
    tried("a page of its own", &|trial| {
        trial.desk.edit("content/pages/tower.md", "is old.", "is very old.");
    });
    tried("a sentence that names somebody", &|trial| {
        let (from, to) = ("Tolvane and Joren Fisk stood", "Tolvane and Joren Fisk had stood");
        trial.desk.edit("content/articles/morning-post.md", from, to);
    });
    tried("an alias that nobody uses", &|trial| {
        trial.desk.set("content/entities/joren-fisk.md", "aliases", "aliases: [Fisk, Joe]");
    });
    tried("an alias that one page uses", &|trial| {
        let entry = "aliases: [Fisk, Joe, Scaffolding]";
        trial.desk.set("content/entities/joren-fisk.md", "aliases", entry);
    });
    tried("a note on a claim", &|trial| {
        trial.desk.edit("content/claims/how-many-hurt.md", "no number", "no number yet");
    });
    tried("the answer of a question", &|trial| {
        trial.desk.edit("content/faq/was-anybody-hurt.md", "Yes; the", "Yes. The");
    });
    panic!("{pages} {table:#?}");
}
