//! Entries of what changed for the readers: sources that came in, verdicts that are different now.

use std::collections::BTreeSet;

use super::{DraftFile, file, words};
use crate::content::front_matter;
use crate::content::history::Untold;
use crate::content::library::Library;
use crate::model::change::{ChangeKind, ChangeMeta};
use crate::model::claim::{ClaimMeta, Position};
use crate::model::date::{Date, Edtf};
use crate::path::Slug;

/// Answers that one entry names at most.
const NAMED: usize = 3;

/// The entries that tell readers how `after` differs from `before`. The first sources of a story are
/// no change. A verdict that changed without any source saying something else is left to the person
/// who changed it. Entries are dated by the newest source, for there is no other clock.
pub fn changes(before: &Library, after: &Library, untold: &[Untold<'_>]) -> Vec<DraftFile> {
    let Some(newest) = after.articles.values().filter_map(|entry| day(entry.meta.published)).max()
    else {
        return Vec::new();
    };
    let mut files = Vec::new();
    let mut add = |kind: &str, meta: &ChangeMeta, about: &Slug| {
        let name = format!("{} {kind} {about}", meta.at);
        let id = Slug::from_text(&name);
        files.extend(id.and_then(|id| file("changes", &id, &front_matter::write(meta, ""))));
    };
    if !before.articles.is_empty() {
        for (id, entry) in
            after.articles.iter().filter(|(id, _)| !before.articles.contains_key(*id))
        {
            let at = day(entry.meta.published).unwrap_or(newest);
            let meta = ChangeMeta {
                kind: ChangeKind::Source,
                at,
                about: Some(id.clone()),
                was: None,
                now: None,
                why: None,
            };
            add("source", &meta, id);
        }
    }
    for change in untold {
        let Some(claim) = after.claims.get(change.claim) else { continue };
        let former = before.claims.get(change.claim).map(|entry| &entry.meta);
        let Some(why) = former.and_then(|former| reason(former, &claim.meta, after)) else {
            continue;
        };
        let meta = ChangeMeta {
            kind: ChangeKind::Verdict,
            at: newest,
            about: Some(change.claim.clone()),
            was: Some(change.was.as_str().to_owned()),
            now: Some(change.now.as_str().to_owned()),
            why: Some(why),
        };
        add("verdict", &meta, change.claim);
    }
    files
}

/// The day of a date, where it names one.
fn day(date: Option<Edtf>) -> Option<Edtf> {
    let day = date?.anchor().and_then(Date::calendar_day)?;
    day.to_string().parse().ok()
}

/// Who answers something new, and who does not answer any more.
fn reason(before: &ClaimMeta, after: &ClaimMeta, library: &Library) -> Option<String> {
    let name = |article: &Slug| {
        let entry = library.articles.get(article);
        let meta = entry.map(|entry| &entry.meta);
        meta.map_or_else(
            || "a source".to_owned(),
            |meta| meta.outlet.clone().unwrap_or_else(|| format!("“{}”", meta.title)),
        )
    };
    let stands = |all: &[Position], one: &Position| {
        all.iter().any(|other| other.article == one.article && other.value == one.value)
    };
    let new = after.positions.iter().filter(|position| !stands(&before.positions, position));
    let mut said: Vec<String> = new
        .map(|position| format!("{} answers “{}”", name(&position.article), position.value))
        .collect();
    let answering: BTreeSet<&Slug> = after.positions.iter().map(|p| &p.article).collect();
    let gone = before.positions.iter().filter(|p| !answering.contains(&p.article));
    said.extend(gone.map(|position| format!("{} no longer answers", name(&position.article))));
    let more = said.len().saturating_sub(NAMED);
    said.truncate(NAMED);
    if more > 0 {
        said.push(format!("{more} more changed their answers"));
    }
    (!said.is_empty()).then(|| format!("{}.", words::list(&said)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::history::{VerdictsLock, compare_verdicts};
    use crate::content::library::load_library;
    use crate::path::ContentPath;

    /// A story in which the articles give these answers.
    fn story(answers: &[(&str, &str)]) -> Library {
        let mut files = Vec::new();
        let mut positions = String::new();
        for (article, value) in answers {
            let text = format!(
                "---\ntitle: T\noutlet: The {article}\npublished: 2031-05-0{}T10:00Z\n---\n",
                files.len() + 1
            );
            files.push((format!("articles/{article}"), text));
            let position = format!("\n  - {{value: \"{value}\", article: {article}, quote: q}}");
            positions.push_str(&position);
        }
        let claim = format!("---\nquestion: Q\nattribute: a\npositions:{positions}\n---\n");
        files.push(("claims/toll".to_owned(), claim));
        let path = |name: &str| ContentPath::parse(&format!("content/{name}.md")).expect("a path");
        let files: Vec<_> = files.iter().map(|(name, text)| (path(name), text.clone())).collect();
        load_library(&files).0
    }

    #[test]
    fn a_new_source_and_the_verdict_it_changes_are_told() {
        let before = story(&[("post", "5"), ("times", "5")]);
        let (_, lock) = compare_verdicts(&before, &VerdictsLock::default());
        assert_eq!(changes(&Library::default(), &before, &[]), vec![]);

        let after = story(&[("post", "5"), ("times", "5"), ("echo", "9")]);
        let (untold, _) = compare_verdicts(&after, &lock);
        let files = changes(&before, &after, &untold);
        let told: Vec<_> =
            files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (
                    "content/changes/2031-05-03-source-echo.md",
                    "---\nkind: source\nat: 2031-05-03\nabout: echo\n---\n"
                ),
                (
                    "content/changes/2031-05-03-verdict-toll.md",
                    "---\nkind: verdict\nat: 2031-05-03\nabout: toll\nwas: agree\nnow: contradict\nwhy: The echo answers “9”.\n---\n"
                ),
            ]
        );
    }

    #[test]
    fn a_verdict_that_no_source_changed_is_left_to_its_editor() {
        let (before, after) =
            (story(&[("post", "5"), ("times", "5")]), story(&[("post", "5"), ("times", "5")]));
        let toll = Slug::parse("toll").expect("an id");
        let (was, now) =
            (crate::model::claim::Verdict::Agree, crate::model::claim::Verdict::Differ);
        let untold = [Untold { claim: &toll, was, now }];
        assert_eq!(changes(&before, &after, &untold), vec![]);
    }
}
