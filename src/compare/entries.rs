//! Sources, entities, events, questions, pages and entries of what changed, side by side.

use std::collections::BTreeSet;

use super::pairs::{Pairs, States, detail, pairs};
use super::{Detail, Renamed, Thing, Told, What, source_name, written};
use crate::content::library::{Entry, Library, PageMeta};
use crate::content::lock::blocks;
use crate::model::article::{ArticleMeta, Rights};
use crate::model::change::ChangeMeta;
use crate::model::entity::EntityMeta;
use crate::model::event::{EventMeta, Outcome};
use crate::path::Slug;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn list<T: ToString>(items: &[T]) -> Option<String> {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    text(&items.join(", "))
}

/// Sources.
pub(super) fn sources(articles: Pairs<'_, ArticleMeta>) -> Vec<Thing> {
    let rights = |rights: &Rights| {
        let name = match rights {
            Rights::Metadata => "metadata",
            Rights::Summary => "summary",
            Rights::Excerpt => "excerpt",
            Rights::Full => "full",
        };
        text(name)
    };
    let id = |id: &Option<Slug>| id.as_ref().map(Slug::to_string);
    articles.things(
        |meta| &meta.title,
        |was, now| {
            let details = [
                detail("title", &was.title, &now.title, |title| text(title)),
                detail("dek", &was.dek, &now.dek, Clone::clone),
                detail("outlet", &was.outlet, &now.outlet, Clone::clone),
                detail("code", &was.code, &now.code, Clone::clone),
                detail("author", &was.author, &now.author, Clone::clone),
                detail("url", &was.url, &now.url, Clone::clone),
                detail("archive", &was.archive, &now.archive, Clone::clone),
                detail("published", &was.published, &now.published, |date| written(*date)),
                detail("updated", &was.updated, &now.updated, |date| written(*date)),
                detail("rights", &was.rights, &now.rights, rights),
                detail("tags", &was.tags, &now.tags, |tags| list(tags)),
                detail("copy of", &was.copy_of, &now.copy_of, id),
            ];
            details.into_iter().flatten().collect()
        },
    )
}

/// People, organisations and places.
pub(super) fn entities(states: States<'_>) -> Vec<Thing> {
    let what = |meta: &EntityMeta| Some(format!("{} {}", meta.kind.as_str(), meta.name));
    let entities = pairs(states, |library| &library.entities, |meta| &meta.former_ids, what);
    entities.things(
        |meta| &meta.name,
        |was, now| {
            let details = [
                detail("name", &was.name, &now.name, |name| text(name)),
                detail("type", &was.kind, &now.kind, |kind| text(kind.as_str())),
                detail("role", &was.role, &now.role, Clone::clone),
                detail("same as", &was.same_as, &now.same_as, |urls| list(urls)),
            ];
            let (lost, gained) = apart(&was.aliases, &now.aliases);
            let details = details.into_iter().flatten();
            details.chain(aliases(&lost, &gained)).collect()
        },
    )
}

/// Names that were given to a thing or taken from it; their order is of no account.
fn aliases(lost: &[&String], gained: &[&String]) -> Option<Detail> {
    (!lost.is_empty() || !gained.is_empty()).then(|| Detail {
        key: "aliases",
        was: list(lost),
        now: list(gained),
    })
}

/// What is only in the first list, and what only in the second.
fn apart<'a, T: Ord>(was: &'a [T], now: &'a [T]) -> (Vec<&'a T>, Vec<&'a T>) {
    let (was, now): (BTreeSet<&T>, BTreeSet<&T>) = (was.iter().collect(), now.iter().collect());
    (was.difference(&now).copied().collect(), now.difference(&was).copied().collect())
}

/// Events; `renamed` are articles that have other ids now.
pub(super) fn events(states: States<'_>, renamed: &Renamed<'_>) -> Vec<Thing> {
    let what = |meta: &EventMeta| Some(meta.title.clone());
    let outcome = |outcome: &Outcome| {
        let name = match outcome {
            Outcome::Held => "held",
            Outcome::Planned => "planned",
            Outcome::Cancelled => "cancelled",
        };
        text(name)
    };
    let id = |id: &Option<Slug>| id.as_ref().map(Slug::to_string);
    let events = pairs(states, |library| &library.events, |meta| &meta.former_ids, what);
    events.things(
        |meta| &meta.title,
        |was, now| {
            let details = [
                detail("title", &was.title, &now.title, |title| text(title)),
                detail("date", &was.date, &now.date, |date| written(*date)),
                detail("place", &was.place, &now.place, id),
                detail("participants", &was.participants, &now.participants, |ids| list(ids)),
                detail("part of", &was.part_of, &now.part_of, id),
                detail("after", &was.after, &now.after, id),
                detail("outcome", &was.outcome, &now.outcome, outcome),
            ];
            let reported = reporters(was, now, states.after, renamed);
            details.into_iter().flatten().chain(reported).collect()
        },
    )
}

/// Who reports an event and did not, or did and does not any more.
fn reporters(
    was: &EventMeta,
    now: &EventMeta,
    after: &Library,
    renamed: &Renamed<'_>,
) -> Option<Detail> {
    let before: Vec<&Slug> = was
        .sources
        .iter()
        .map(|citation| renamed.get(&citation.article).copied().unwrap_or(&citation.article))
        .collect();
    let current: Vec<&Slug> = now.sources.iter().map(|citation| &citation.article).collect();
    let (lost, gained) = apart(&before, &current);
    let names =
        |ids: &[&&Slug]| list(&ids.iter().map(|id| source_name(after, id)).collect::<Vec<_>>());
    (!lost.is_empty() || !gained.is_empty()).then(|| Detail {
        key: "reported by",
        was: names(&lost),
        now: names(&gained),
    })
}

/// Questions readers ask: the wording, and whether they are answered.
pub(super) fn questions(states: States<'_>) -> Vec<Thing> {
    let States { before, after } = states;
    // Whether there is an answer stands in the body, which front matter does not know.
    let answered = |library: &Library| -> BTreeSet<String> {
        let all = library.questions.values().filter(|entry| !entry.body().trim().is_empty());
        all.map(|entry| entry.id.to_string()).collect()
    };
    let (was_answered, is_answered) = (answered(before), answered(after));
    let questions =
        pairs(states, |library| &library.questions, |_| &[], |meta| Some(meta.question.clone()));
    let states: Vec<(Slug, Detail)> = questions
        .kept
        .iter()
        .filter_map(|(was, now)| {
            let was = was_answered.contains(was.id.as_str());
            let is = is_answered.contains(now.id.as_str());
            let shown = |is: &bool| text(if *is { "answered" } else { "open" });
            Some((now.id.clone(), detail("answer", &was, &is, shown)?))
        })
        .collect();
    let mut things = questions.things(
        |meta| &meta.question,
        |was, now| {
            let details = [
                detail("question", &was.question, &now.question, |words| text(words)),
                detail("settles", &was.settles, &now.settles, Clone::clone),
                detail("claims", &was.claims, &now.claims, |ids| list(ids)),
            ];
            details.into_iter().flatten().collect()
        },
    );
    for (id, state) in states {
        if let Some(thing) = things.iter_mut().find(|thing| thing.id == id) {
            thing.details.insert(0, state);
        } else {
            let name = after.questions.get(&id).map_or("", |entry| &entry.meta.question);
            let (name, details) = (name.to_owned(), vec![state]);
            things.push(Thing { what: What::Changed, id, former_id: None, name, details });
        }
    }
    things.sort_by(|a, b| (&a.id, a.what).cmp(&(&b.id, b.what)));
    things
}

/// The explainer and other pages.
pub(super) fn pages(states: States<'_>) -> Vec<Thing> {
    let details = |was: &PageMeta, now: &PageMeta| {
        let details = [
            detail("title", &was.title, &now.title, |title| text(title)),
            detail("dek", &was.dek, &now.dek, Clone::clone),
            detail("as of", &was.as_of, &now.as_of, |date| written(*date)),
            detail("author", &was.author, &now.author, Clone::clone),
            detail("key claims", &was.key_claims, &now.key_claims, |ids| list(ids)),
            detail("key events", &was.key_events, &now.key_events, |ids| list(ids)),
        ];
        details.into_iter().flatten().collect()
    };
    let (was, now) = (&states.before.index, &states.after.index);
    let mut things = Vec::new();
    if let (Some(was), Some(now)) = (was, now) {
        let details = details(&was.meta, &now.meta);
        let (id, name) = (now.id.clone(), now.meta.title.clone());
        let index = Thing { what: What::Changed, id, former_id: None, name, details };
        things.extend(Some(index).filter(|index| !index.details.is_empty()));
    }
    let pages = pairs(states, |library| &library.pages, |meta| &meta.former_ids, |_| None);
    things.extend(pages.things(|meta| &meta.title, details));
    things
}

/// Entries of what changed that are new, gone, or say something else.
pub(super) fn told(States { before, after }: States<'_>) -> Vec<Told> {
    let mut told = Vec::new();
    for (id, now) in &after.changes {
        match before.changes.get(id) {
            None => told.push(entry(What::Added, now)),
            Some(was) if was.meta != now.meta || was.body() != now.body() => {
                told.push(entry(What::Changed, now));
            }
            Some(_) => {}
        }
    }
    let gone = before.changes.iter().filter(|(id, _)| !after.changes.contains_key(*id));
    told.extend(gone.map(|(_, was)| entry(What::Removed, was)));
    told.sort_by(|a, b| a.id.cmp(&b.id));
    told
}

fn entry(what: What, entry: &Entry<ChangeMeta>) -> Told {
    let meta = &entry.meta;
    let first = blocks(entry.body()).first().and_then(|block| text(block.of(entry.body())));
    Told {
        what,
        id: entry.id.clone(),
        kind: meta.kind,
        at: meta.at.to_string(),
        about: meta.about.clone(),
        was: meta.was.clone(),
        now: meta.now.clone(),
        why: meta.why.clone().or(first),
    }
}
