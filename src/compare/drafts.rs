//! Entries of what changed, drafted from a comparison for an editor to look over.

use super::{Answer, ClaimChange, Comparison, Thing, What};
use crate::content::front_matter;
use crate::content::library::Library;
use crate::model::change::{ChangeKind, ChangeMeta};
use crate::model::date::Edtf;
use crate::path::{ContentPath, Slug};

/// Answers that one entry names at most.
const NAMED: usize = 3;

/// The entries that tell readers of a comparison's changes and are not in `after` yet, dated `at`, by
/// path: sources and events that were added, verdicts that changed, and as corrections events that moved
/// in time and answers that changed without changing the verdict. The first sources and events of a
/// story are no change. Why something was corrected is left to its editor.
pub fn drafts(
    comparison: &Comparison,
    before: &Library,
    after: &Library,
    at: Edtf,
) -> Vec<(ContentPath, String)> {
    let mut found = Vec::new();
    let added = |things: &[Thing]| -> Vec<Slug> {
        let added = things.iter().filter(|thing| thing.what == What::Added);
        added.map(|thing| thing.id.clone()).collect()
    };
    if !before.articles.is_empty() {
        found.extend(
            added(&comparison.sources).into_iter().map(|id| entry(ChangeKind::Source, at, id)),
        );
    }
    if !before.events.is_empty() {
        found.extend(
            added(&comparison.events).into_iter().map(|id| entry(ChangeKind::Event, at, id)),
        );
    }
    found.extend(comparison.claims.iter().flat_map(|claim| of_claim(claim, at)));
    found.extend(comparison.events.iter().filter_map(|event| moved(event, at)));
    found.retain(|meta| !is_told(meta, after));
    let mut taken = after.changes.keys().cloned().collect();
    let file = |meta: ChangeMeta| {
        let about = meta.about.as_ref().map_or("", Slug::as_str);
        let id = Slug::free(&format!("{} {} {about}", meta.at, kind(meta.kind)), &mut taken);
        let path = ContentPath::parse(&format!("content/changes/{id}.md")).ok()?;
        Some((path, front_matter::write(&meta, "")))
    };
    found.into_iter().filter_map(file).collect()
}

/// The kind as written in front matter.
pub(super) const fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Source => "source",
        ChangeKind::Verdict => "verdict",
        ChangeKind::Correction => "correction",
        ChangeKind::Event => "event",
    }
}

fn entry(kind: ChangeKind, at: Edtf, about: Slug) -> ChangeMeta {
    ChangeMeta { kind, at, about: Some(about), was: None, now: None, why: None }
}

/// The entry for another verdict, else one for each answer that changed.
fn of_claim(claim: &ClaimChange, at: Edtf) -> Vec<ChangeMeta> {
    let about = || claim.thing.id.clone();
    if let (Some(was), Some(now)) = (claim.verdict_was, claim.verdict_now)
        && was != now
    {
        return vec![ChangeMeta {
            was: Some(was.as_str().to_owned()),
            now: Some(now.as_str().to_owned()),
            why: reason(&claim.answers),
            ..entry(ChangeKind::Verdict, at, about())
        }];
    }
    let changed = claim.answers.iter().filter(|answer| answer.what == What::Changed);
    let correction = |answer: &Answer| ChangeMeta {
        was: answer.was.as_ref().map(|was| format!("{}: {was}", answer.source)),
        now: answer.now.as_ref().map(|now| format!("{}: {now}", answer.source)),
        ..entry(ChangeKind::Correction, at, about())
    };
    changed.map(correction).collect()
}

/// The entry for an event whose date is another one.
fn moved(event: &Thing, at: Edtf) -> Option<ChangeMeta> {
    let date = event.details.iter().find(|detail| detail.key == "date")?;
    let (was, now) = (date.was.clone(), date.now.clone());
    (was.is_some() && now.is_some()).then(|| ChangeMeta {
        was,
        now,
        ..entry(ChangeKind::Correction, at, event.id.clone())
    })
}

/// Whether an entry of the site says so already.
fn is_told(meta: &ChangeMeta, library: &Library) -> bool {
    library.changes.values().any(|entry| {
        let known = &entry.meta;
        let says = match meta.kind {
            ChangeKind::Source | ChangeKind::Event => true,
            ChangeKind::Verdict | ChangeKind::Correction => known.now == meta.now,
        };
        known.kind == meta.kind && known.about == meta.about && says
    })
}

/// Why a verdict changed, in a sentence: who answers something else.
fn reason(answers: &[Answer]) -> Option<String> {
    let told = |answer: &Answer| match &answer.now {
        Some(now) => format!("{} answers “{now}”", answer.source),
        None => format!("{} no longer answers", answer.source),
    };
    let mut said: Vec<String> = answers.iter().take(NAMED).map(told).collect();
    if answers.len() > NAMED {
        said.push(format!("{} more changed their answers", answers.len() - NAMED));
    }
    let last = said.pop()?;
    Some(if said.is_empty() {
        format!("{last}.")
    } else {
        format!("{} and {last}.", said.join(", "))
    })
}
