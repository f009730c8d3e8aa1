//! Claims side by side: verdicts computed from each state's own positions, and who answers what.

use std::collections::BTreeMap;

use super::pairs::{States, detail, pairs};
use super::{Answer, ClaimChange, Detail, Renamed, Thing, What, source_name};
use crate::content::library::Entry;
use crate::content::verdict::verdict;
use crate::model::claim::{ClaimMeta, Position};
use crate::path::Slug;

/// Claims that changed; those whose verdict did come first, the worst verdict at the top.
pub(super) fn claims(states: States<'_>, renamed: &Renamed<'_>) -> Vec<ClaimChange> {
    let States { before, after } = states;
    let what = |meta: &ClaimMeta| Some(meta.question.clone());
    let pairs = pairs(states, |library| &library.claims, |meta| &meta.former_ids, what);
    let was = |entry: &Entry<ClaimMeta>| Some(verdict(&entry.meta, before));
    let now = |entry: &Entry<ClaimMeta>| Some(verdict(&entry.meta, after));
    let mut claims = Vec::new();
    for (old, new) in &pairs.kept {
        let what = if old.id == new.id { What::Changed } else { What::Renamed };
        let former = Some(&old.id).filter(|_| what == What::Renamed);
        let change = ClaimChange {
            thing: thing(what, new, &new.id, former, details(&old.meta, &new.meta)),
            verdict_was: was(old),
            verdict_now: now(new),
            answers: answers(&old.meta.positions, &new.meta.positions, states, renamed),
        };
        let same = change.thing.details.is_empty() && change.answers.is_empty();
        if what == What::Renamed || !same || change.verdict_changed() {
            claims.push(change);
        }
    }
    claims.extend(pairs.merged.iter().map(|(old, new)| ClaimChange {
        thing: thing(What::Merged, old, &new.id, Some(&old.id), Vec::new()),
        verdict_was: was(old),
        verdict_now: None,
        answers: Vec::new(),
    }));
    claims.extend(pairs.added.iter().map(|new| ClaimChange {
        thing: thing(What::Added, new, &new.id, None, Vec::new()),
        verdict_was: None,
        verdict_now: now(new),
        answers: answers(&[], &new.meta.positions, states, renamed),
    }));
    claims.extend(pairs.removed.iter().map(|old| ClaimChange {
        thing: thing(What::Removed, old, &old.id, None, Vec::new()),
        verdict_was: was(old),
        verdict_now: None,
        answers: Vec::new(),
    }));
    claims.sort_by_cached_key(|claim| {
        let worst = claim.verdict_now.filter(|_| claim.verdict_changed());
        (std::cmp::Reverse(worst), claim.thing.id.clone(), claim.thing.what)
    });
    claims
}

fn thing(
    what: What,
    entry: &Entry<ClaimMeta>,
    id: &Slug,
    former_id: Option<&Slug>,
    details: Vec<Detail>,
) -> Thing {
    let name = entry.meta.question.clone();
    Thing { what, id: id.clone(), former_id: former_id.cloned(), name, details }
}

fn details(was: &ClaimMeta, now: &ClaimMeta) -> Vec<Detail> {
    let details = [
        detail("question", &was.question, &now.question, |words| Some(words.clone())),
        detail("settles", &was.settles, &now.settles, Clone::clone),
        detail("verdict set by a person", &was.verdict, &now.verdict, |verdict| {
            verdict.map(|verdict| verdict.as_str().to_owned())
        }),
    ];
    details.into_iter().flatten().collect()
}

/// The answers of each article that are not the same, in the order of the articles' ids.
fn answers(
    was: &[Position],
    now: &[Position],
    States { before, after }: States<'_>,
    renamed: &Renamed<'_>,
) -> Vec<Answer> {
    let mut by_article: BTreeMap<&Slug, [Vec<&str>; 2]> = BTreeMap::new();
    for position in was {
        let article = renamed.get(&position.article).copied().unwrap_or(&position.article);
        by_article.entry(article).or_default()[0].push(&position.value);
    }
    for position in now {
        by_article.entry(&position.article).or_default()[1].push(&position.value);
    }
    let mut answers = Vec::new();
    for (article, [mut was, mut now]) in by_article {
        was.sort_unstable();
        now.sort_unstable();
        let what = match (was.is_empty(), now.is_empty()) {
            _ if was == now => continue,
            (true, _) => What::Added,
            (_, true) => What::Removed,
            _ => What::Changed,
        };
        let library = if after.articles.contains_key(article) { after } else { before };
        let shown = |values: &[&str]| (!values.is_empty()).then(|| values.join("; "));
        answers.push(Answer {
            what,
            article: article.clone(),
            source: source_name(library, article),
            was: shown(&was),
            now: shown(&now),
        });
    }
    answers
}
