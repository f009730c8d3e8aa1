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
    let (site, _) = Trial::site(&trial.desk.root, Some("test"));
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

/// What is done to the story, and how many files are made again for it at most.
type Edit = (&'static str, usize, fn(&mut Trial));

const POST: &str = "content/articles/morning-post.md";
const FISK: &str = "content/entities/joren-fisk.md";

const EDITS: [Edit; 9] = [
    ("a file touched", 0, |trial| trial.desk.touch(POST)),
    // Itself.
    ("a sentence that names nobody", 1, |trial| {
        trial.desk.edit(POST, "had looked at the beam", "had ever looked at the beam");
    }),
    // Itself, and where the two things its sentence names show who mentions them.
    ("a sentence of a page", 3, |trial| {
        trial.desk.edit("content/pages/tower.md", "is old.", "is very old.");
    }),
    // Itself, and the three that are named.
    ("a sentence that names somebody", 4, |trial| {
        trial.desk.edit(POST, "Joren Fisk stood", "Joren Fisk had stood");
    }),
    // The entity, the sitemap with its date, and the index from A to Z.
    ("an alias that nobody uses", 5, |trial| {
        trial.desk.set(FISK, "aliases", "aliases: [Fisk, Joe]");
    }),
    // All these; the page with the word; and what shows or orders people by how often they are named.
    ("an alias that one page uses", 14, |trial| {
        trial.desk.set(FISK, "aliases", "aliases: [Fisk, Joe, Scaffolding]");
    }),
    // Itself, the list of what is not known, and whom it names.
    ("a note on a claim", 3, |trial| {
        trial.desk.edit("content/claims/how-many-hurt.md", "no number", "no number yet");
    }),
    ("the answer of a question", 1, |trial| {
        trial.desk.edit("content/faq/was-anybody-hurt.md", "Yes; the", "Yes. The");
    }),
    // Only where one is seen: in the output folder.
    ("a page tampered with", 1, |trial| {
        trial.desk.put("public/faq/index.html", "nothing");
    }),
];

#[test]
fn one_edit_makes_few_pages_again() {
    let mut trial = standing(false, false);
    let pages = trial.hold().pages;
    assert!(pages > 45, "{pages}");
    for (what, most, edit) in EDITS {
        edit(&mut trial);
        let made = trial.hold().rendered;
        assert!(made <= most, "{what}: {made} of {pages} pages were made again, not {most}");
        assert!(made > 0 || most == 0, "{what}: nothing was made again");
    }
}
