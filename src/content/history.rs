//! How the story changed: verdicts as they were last, and whether a change entry tells of each one
//! that is different now. Knows no disk.

use std::collections::BTreeMap;

use super::front_matter::place_at;
use super::library::{Entry, Library};
use super::lock::read_lines;
use super::verdict::verdict;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::change::{ChangeKind, ChangeMeta};
use crate::model::claim::Verdict;
use crate::path::Slug;

/// `content/verdicts.lock`: each claim's verdict as readers were last told of it. A line is
/// `claim-id verdict`; sorted and committed, so that a fresh clone knows what changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictsLock {
    told: BTreeMap<Slug, Verdict>,
}

impl VerdictsLock {
    /// Reads the lock file; a line that is none is reported and skipped.
    pub fn parse(text: &str, file: &str) -> (Self, Diagnostics) {
        let mut lock = Self::default();
        let diagnostics = read_lines(text, file, |line| {
            let (claim, verdict) = line.split_once(' ')?;
            lock.told.insert(Slug::parse(claim).ok()?, ChangeMeta::verdict(verdict)?);
            Some(())
        });
        (lock, diagnostics)
    }

    /// The lock file's text.
    pub fn write(&self) -> String {
        let line = |(claim, verdict): (&Slug, &Verdict)| format!("{claim} {}\n", verdict.as_str());
        self.told.iter().map(line).collect()
    }

    /// Notes that a claim has another id.
    pub fn rename(&mut self, from: &Slug, to: &Slug) {
        if let Some(verdict) = self.told.remove(from) {
            self.told.entry(to.clone()).or_insert(verdict);
        }
    }

    /// What readers were last told of a claim.
    pub fn told(&self, claim: &Slug) -> Option<Verdict> {
        self.told.get(claim).copied()
    }
}

/// A claim whose verdict is not the one readers were told, and that no change entry tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untold<'a> {
    /// The claim.
    pub claim: &'a Slug,
    /// The verdict that readers were told.
    pub was: Verdict,
    /// The verdict now.
    pub now: Verdict,
}

/// Compares the verdicts of a library with those that readers were told. The lock that follows takes
/// up new claims and the changes that an entry in `content/changes/` tells of.
pub fn compare_verdicts<'a>(
    library: &'a Library,
    lock: &VerdictsLock,
) -> (Vec<Untold<'a>>, VerdictsLock) {
    let mut latest: BTreeMap<&Slug, &Entry<ChangeMeta>> = BTreeMap::new();
    for entry in library.changes.values().filter(|entry| entry.meta.kind == ChangeKind::Verdict) {
        let Some(claim) = &entry.meta.about else { continue };
        let known = latest.entry(claim).or_insert(entry);
        // Of one day the file that comes last by name is the later one.
        if (known.meta.at, &known.id) <= (entry.meta.at, &entry.id) {
            *known = entry;
        }
    }
    let mut untold = Vec::new();
    let mut next = VerdictsLock::default();
    for (claim, entry) in &library.claims {
        let now = verdict(&entry.meta, library);
        let was = lock.told(claim).unwrap_or(now);
        let entry_says = latest.get(claim).and_then(|entry| entry.meta.now.as_deref());
        let is_told = entry_says.and_then(ChangeMeta::verdict) == Some(now);
        let kept = if was == now || is_told { now } else { was };
        if kept != now {
            untold.push(Untold { claim, was, now });
        }
        next.told.insert(claim.clone(), kept);
    }
    (untold, next)
}

/// What to say of verdicts that changed without a word to the readers.
pub fn report_untold(untold: &[Untold<'_>], library: &Library) -> Diagnostics {
    let report = |change: &Untold<'_>| {
        let entry = library.claims.get(change.claim)?;
        let (was, now) = (change.was.as_str(), change.now.as_str());
        let message =
            format!("the verdict was `{was}` and is now `{now}`, but no change entry says so");
        let hint = format!(
            "write content/changes/<date>-verdict-{}.md with `kind: verdict`, `at`, `about: {}`, `was: {was}`, `now: {now}` and `why`",
            change.claim, change.claim
        );
        let key = if entry.meta.verdict.is_some() { "verdict" } else { "positions" };
        let place = place_at(entry.path.as_str(), &entry.text, &[key]);
        Some(Diagnostic::warning("verdict-untold", message).at(place).hint(hint))
    };
    untold.iter().filter_map(report).collect()
}

#[cfg(test)]
mod tests {
    use super::super::library::load_library;
    use super::*;
    use crate::path::ContentPath;

    /// A story whose two sources give these answers, with change entries `name, date, now`.
    fn story(answers: [&str; 2], changes: &[(&str, &str, &str)]) -> Library {
        let mut files = vec![
            ("articles/one".to_owned(), "---\ntitle: T\n---\n".to_owned()),
            ("articles/two".to_owned(), "---\ntitle: T\n---\n".to_owned()),
            (
                "claims/toll".to_owned(),
                format!(
                    "---\nquestion: Q\nattribute: a\npositions:\n  - {{value: \"{}\", article: one, quote: q}}\n  - {{value: \"{}\", article: two, quote: q}}\n---\n",
                    answers[0], answers[1]
                ),
            ),
        ];
        files.extend(changes.iter().map(|(name, at, now)| {
            let text = format!("---\nkind: verdict\nat: {at}\nabout: toll\nnow: {now}\n---\n");
            (format!("changes/{name}"), text)
        }));
        let path = |name: &str| ContentPath::parse(&format!("content/{name}.md")).expect("a path");
        let files: Vec<_> = files.iter().map(|(name, text)| (path(name), text.clone())).collect();
        let (library, problems) = load_library(&files);
        assert_eq!(problems, vec![]);
        library
    }

    #[test]
    fn a_changed_verdict_is_reported_until_an_entry_tells_of_it() {
        let before = story(["5", "5"], &[]);
        let (untold, lock) = compare_verdicts(&before, &VerdictsLock::default());
        assert_eq!((untold, lock.write().as_str()), (vec![], "toll agree\n"));

        let after = story(["5", "9"], &[]);
        let (untold, kept) = compare_verdicts(&after, &lock);
        assert_eq!(kept, lock);
        let problems = report_untold(&untold, &after);
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert!(problem.message.contains("`agree` and is now `contradict`"), "{problem:?}");
        assert_eq!(problem.place.as_ref().map(|place| (place.line, place.column)), Some((5, 3)));

        // An entry for another day and verdict does not help; the latest one counts.
        let wrong = [("b", "2031-01-02", "differ"), ("a", "2031-01-01", "contradict")];
        assert_eq!(compare_verdicts(&story(["5", "9"], &wrong), &lock).0.len(), 1);
        let right = [("a", "2031-01-01", "differ"), ("b", "2031-01-02", "contradict")];
        let told = story(["5", "9"], &right);
        let (untold, next) = compare_verdicts(&told, &lock);
        assert_eq!((untold.len(), next.write().as_str()), (0, "toll contradict\n"));
    }

    #[test]
    fn lock_lines_are_read_back_and_bad_ones_reported() {
        let (lock, problems) = VerdictsLock::parse("a agree\nb maybe\n<<<<<<<\nc differ\n", "f");
        assert_eq!((lock.write().as_str(), problems.len()), ("a agree\nc differ\n", 2));
    }
}
