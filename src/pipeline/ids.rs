//! Ids of what is drafted anew: a thing keeps the id its file has, also when a person renamed the
//! file, or the words that the id was made from are others now.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::library::{Library, load_library};
use crate::content::lock::IngestLock;
use crate::content::refactor::{FormerIds, Kind, Thing};
use crate::ingest::StoryReading;
use crate::ingest::draft::DraftFile;
use crate::path::{ContentPath, Slug};

/// Gives things that were renamed the ids of today; another thing that would have such an id by
/// chance gets one that is free.
pub(super) fn rename(former: &FormerIds, kind: Kind, ids: Vec<&mut Slug>) {
    let mut taken: BTreeSet<Slug> = ids.iter().map(|id| (**id).clone()).collect();
    let moved: BTreeSet<Slug> =
        taken.iter().filter_map(|id| former.owner(kind, id).cloned()).collect();
    taken.extend(moved.iter().cloned());
    for id in ids {
        if let Some(now) = former.owner(kind, id) {
            *id = now.clone();
        } else if moved.contains(id) {
            *id = Slug::free(id.as_str(), &mut taken);
        }
    }
}

/// Keeps new entities off the addresses of those that were renamed or merged.
pub(super) fn rename_entities(former: &FormerIds, library: &Library, reading: &mut StoryReading) {
    let former = former.ids(Kind::Entity);
    let mut taken: BTreeSet<Slug> = library.entities.keys().cloned().collect();
    taken.extend(reading.resolution.entities.iter().map(|entity| entity.id.clone()));
    for entity in reading.resolution.entities.iter_mut().filter(|entity| !entity.known) {
        if former.contains(&entity.id) {
            entity.id = Slug::free(entity.id.as_str(), &mut taken);
        }
    }
}

/// What a thing rests on: equal evidence is the same thing, whatever it is called.
type Evidence = BTreeSet<(Slug, String)>;

/// For drafted events, claims and questions that would be new the ids of files that the tool wrote
/// and would now make no more, where both rest on the same words of the same sources, for the most
/// part: the event of a person who has another name now, the claim that is worded anew.
pub(super) fn kept(
    drafts: &[DraftFile],
    library: &Library,
    lock: &IngestLock,
) -> BTreeMap<Thing, Slug> {
    let drafted: BTreeSet<&ContentPath> = drafts.iter().map(|draft| &draft.path).collect();
    let kinds = [Kind::Event, Kind::Claim, Kind::Question];
    let is_kind =
        |path: &&ContentPath| Thing::of_path(path).is_some_and(|thing| kinds.contains(&thing.kind));
    let is_orphan = |path: &&ContentPath| !drafted.contains(*path) && is_kind(path);
    let orphans: Vec<Thing> =
        lock.files.keys().filter(is_orphan).filter_map(Thing::of_path).collect();
    let is_new =
        |draft: &&DraftFile| is_kind(&&draft.path) && !lock.files.contains_key(&draft.path);
    let new: Vec<&DraftFile> = drafts.iter().filter(is_new).collect();
    if orphans.is_empty() || new.is_empty() {
        return BTreeMap::new();
    }
    let texts: Vec<(ContentPath, String)> =
        new.iter().map(|draft| (draft.path.clone(), draft.text.clone())).collect();
    let (new_library, _) = load_library(&texts);
    let mut pairs: Vec<(usize, Thing, Slug)> = Vec::new();
    for thing in texts.iter().filter_map(|(path, _)| Thing::of_path(path)) {
        let (fresh, date) = evidence(&new_library, &thing);
        for orphan in orphans.iter().filter(|orphan| orphan.kind == thing.kind) {
            let (known, day) = evidence(library, orphan);
            let shared = fresh.intersection(&known).count();
            if shared > 0 && shared * 2 >= fresh.len().max(known.len()) && date == day {
                pairs.push((shared, thing.clone(), orphan.id.clone()));
            }
        }
    }
    // The best pairs first, of equals by id; each thing once.
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
    let mut kept: BTreeMap<Thing, Slug> = BTreeMap::new();
    let mut given: BTreeSet<(Kind, Slug)> = BTreeSet::new();
    for (_, thing, id) in pairs {
        if !kept.contains_key(&thing) && given.insert((thing.kind, id.clone())) {
            kept.insert(thing, id);
        }
    }
    kept
}

/// The quoted words of a thing with their articles, of a question its claims as well; of an event
/// when it was.
fn evidence(library: &Library, thing: &Thing) -> (Evidence, Option<String>) {
    let id = &thing.id;
    let cited = |sources: &[crate::model::quotation::Citation]| -> Evidence {
        let quoted = sources.iter().filter(|one| !one.quote.is_empty());
        quoted.map(|one| (one.article.clone(), one.quote.clone())).collect()
    };
    match thing.kind {
        Kind::Event => library.events.get(id).map(|entry| {
            (cited(&entry.meta.sources), entry.meta.date.map(|date| date.to_string()))
        }),
        Kind::Claim => library.claims.get(id).map(|entry| {
            let positions = entry.meta.positions.iter();
            (positions.map(|one| (one.article.clone(), one.quote.clone())).collect(), None)
        }),
        Kind::Question => library.questions.get(id).map(|entry| {
            let claims = entry.meta.claims.iter().map(|claim| (claim.clone(), String::new()));
            (cited(&entry.meta.sources).into_iter().chain(claims).collect(), None)
        }),
        _ => None,
    }
    .unwrap_or_default()
}
