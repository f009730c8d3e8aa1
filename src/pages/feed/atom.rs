//! Atom feeds (RFC 4287) as data: of the site, of its changes, and of each person, organisation and
//! place. With a base URL every entry is known by its address, else by a URN that stays the same; its
//! links are relative then, which Atom allows, and the feed does not name itself.

use serde::Serialize;

use super::super::data::Story;
use super::super::data::dates::rfc3339;
use super::super::data::prose::plain;
use super::{FeedOf, add};
use crate::graph::Target;
use crate::model::change::ChangeMeta;
use crate::model::date::Edtf;
use crate::pages::Subject;
use crate::pages::catalogue::Record;
use crate::pages::facts::Facts;
use crate::pages::route::Routes;
use crate::pages::view::href;
use crate::path::Slug;

/// Entries in a feed at most.
const ENTRIES: usize = 50;

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedView {
    /// What it is known by, for ever.
    pub id: String,
    /// The page it belongs to.
    pub home: String,
    /// Its own absolute address, where the site has one.
    pub url: Option<String>,
    /// Its name.
    pub title: String,
    /// Who writes it.
    pub author: String,
    /// BCP 47 tag of its words.
    pub language: String,
    /// The latest entry's date, RFC 3339.
    pub updated: String,
    /// The latest entries first.
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    /// What it is known by, for ever.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Title.
    pub title: String,
    /// Its date, RFC 3339.
    pub updated: String,
    /// Plain text.
    pub summary: String,
}

/// Plans the feeds; whether the site, or its changes, have one.
pub(in crate::pages) fn plan<'a>(facts: &Facts<'a>, routes: &mut Routes<'a>) -> bool {
    let library = facts.library;
    let is_anchored = |date: Option<Edtf>| date.and_then(Edtf::anchor).is_some();
    let event = |id: &Slug| {
        let entry = library.events.get(id);
        let said = entry.and_then(|entry| entry.meta.date);
        is_anchored(facts.dates.of(&Target::Event(id.clone())).or(said))
    };
    let changes = library.changes.values().any(|entry| is_anchored(Some(entry.meta.at)));
    let any = if library.changes.is_empty() {
        let mut articles = library.articles.values();
        articles.any(|entry| is_anchored(entry.meta.updated.or(entry.meta.published)))
            || library.events.keys().any(event)
    } else {
        changes
    };
    for (of, exists) in [(FeedOf::Site, any), (FeedOf::Changes, changes)] {
        if exists {
            add(routes, &format!("/{}", path(of)), Subject::Feed(of));
        }
    }
    for id in library.entities.keys() {
        let mut events = facts.events_of_entity.get(id).into_iter().flatten();
        let mut claims = facts.claims_of_entity.get(id).into_iter().flatten();
        let claim = |id: &Slug| is_anchored(facts.dates.of(&Target::Claim(id.clone())));
        if events.any(|id| event(id)) || claims.any(|id| claim(id)) {
            let of = FeedOf::Entity(id);
            add(routes, &format!("/{}", path(of)), Subject::Feed(of));
        }
    }
    any || changes
}

/// Where a feed stands, below the site's base.
fn path(of: FeedOf<'_>) -> String {
    match of {
        FeedOf::Site => "feed.xml".to_owned(),
        FeedOf::Changes => "changes/feed.xml".to_owned(),
        FeedOf::Entity(id) => format!("entities/{id}/feed.xml"),
    }
}

/// One feed; absent when nothing in it has a date.
pub(in crate::pages) fn of(story: &Story<'_>, of: &FeedOf<'_>) -> Option<FeedView> {
    let title = &story.config.title;
    let (home, name, items) = match of {
        FeedOf::Site => {
            let changes = changes(story);
            let all = if changes.is_empty() { everything(story) } else { changes };
            ("index.html".to_owned(), title.clone(), all)
        }
        FeedOf::Changes => {
            let name = format!("{title}: {}", story.catalogue.strings.text("changes.title"));
            ("changes/index.html".to_owned(), name, changes(story))
        }
        FeedOf::Entity(id) => {
            let entity = story.catalogue.entities.get(id)?;
            (entity.href.clone(), format!("{title}: {}", entity.name), of_entity(story, id))
        }
    };
    view(story, &path(*of), &home, name, items)
}

/// An entry before its addresses are written for one feed.
#[derive(Clone, Debug)]
struct Item {
    date: Edtf,
    href: String,
    title: String,
    summary: String,
}

fn changes(story: &Story<'_>) -> Vec<Item> {
    let item = |entry: Record<'_, ChangeMeta>| {
        let view = story.catalogue.change_view(&entry);
        let title = match &view.about {
            Some(about) => format!("{}: {}", view.kind_word, about.text),
            None => view.kind_word.clone(),
        };
        let mut said: Vec<String> = view.why.clone().into_iter().collect();
        if let (Some(was), Some(now)) = (&view.was, &view.now) {
            said.push(format!("{was} → {now}"));
        }
        said.extend(Some(plain(story, entry.path, entry.body())).filter(|text| !text.is_empty()));
        Item { date: entry.meta.at, href: view.href, title, summary: said.join("\n") }
    };
    story.catalogue.library.changes.values().map(item).collect()
}

/// The latest events and sources, for a story without changes.
fn everything(story: &Story<'_>) -> Vec<Item> {
    enum What<'a> {
        Event(&'a Slug),
        Source(&'a Slug),
    }
    let library = &story.catalogue.library;
    let events = library.events.iter().filter_map(|(id, entry)| {
        let target = Target::Event(id.clone());
        let date = story.dates.of(&target).or(entry.meta.date)?;
        Some((date, href(&target.url().0), What::Event(id)))
    });
    let articles = library.articles.iter().filter_map(|(id, entry)| {
        let date = entry.meta.updated.or(entry.meta.published)?;
        Some((date, href(&Target::Article(id.clone()).url().0), What::Source(id)))
    });
    // Only those that the feed will show are told in words.
    let mut all: Vec<_> =
        events.chain(articles).filter(|(date, ..)| date.anchor().is_some()).collect();
    all.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    all.truncate(ENTRIES);
    let item = |(date, href, what)| match what {
        What::Event(id) => event(story, id),
        What::Source(id) => {
            let view = story.catalogue.sources.get(id)?;
            Some(Item {
                date,
                href,
                title: format!("{}: {}", view.name, view.title),
                summary: view.description.clone().unwrap_or_default(),
            })
        }
    };
    all.into_iter().filter_map(item).collect()
}

/// An event, as new as the latest report on it.
fn event(story: &Story<'_>, id: &Slug) -> Option<Item> {
    let entry = story.catalogue.library.events.get(id)?;
    let view = story.catalogue.events.get(id)?;
    let date = story.dates.of(&Target::Event(id.clone())).or(entry.meta.date)?;
    let when = view.date.as_ref().map(|date| date.words.clone());
    let place = view.place.as_ref().map(|place| place.text.clone());
    let facts: Vec<String> = when
        .into_iter()
        .chain(place)
        .chain(view.outcome_word.as_ref().map(ToString::to_string))
        .collect();
    let mut said: Vec<String> =
        Some(facts.join(", ")).filter(|text| !text.is_empty()).into_iter().collect();
    said.extend(Some(plain(story, entry.path, entry.body())).filter(|text| !text.is_empty()));
    let names: Vec<&str> = view.sources.iter().map(|source| source.name.as_str()).collect();
    said.extend((!names.is_empty()).then(|| names.join(", ")));
    Some(Item {
        date,
        href: view.href.clone(),
        title: view.title.clone(),
        summary: said.join("\n"),
    })
}

/// What there is to tell of a person, organisation or place: events, claims about it, changes.
fn of_entity(story: &Story<'_>, id: &Slug) -> Vec<Item> {
    let catalogue = story.catalogue;
    let events = catalogue.events_of_entity.get(id).into_iter().flatten();
    let mut items: Vec<Item> = events.filter_map(|event_id| event(story, event_id)).collect();
    for claim_id in catalogue.claims_of_entity.get(id).into_iter().flatten() {
        let Some(claim) = catalogue.claims.get(claim_id) else { continue };
        let Some(date) = story.dates.of(&Target::Claim((*claim_id).clone())) else { continue };
        let answers: Vec<&str> = claim.answers.iter().map(|a| a.value.as_str()).collect();
        let summary = format!("{}: {}", claim.verdict.word, answers.join("; "));
        items.push(Item { date, href: claim.href.clone(), title: claim.question.clone(), summary });
    }
    items
}

fn view(
    story: &Story<'_>,
    path: &str,
    home: &str,
    title: String,
    mut items: Vec<Item>,
) -> Option<FeedView> {
    items.retain(|item| item.date.anchor().is_some());
    items.sort_by(|a, b| (b.date, &b.href).cmp(&(a.date, &a.href)));
    items.truncate(ENTRIES);
    let addresses = &story.addresses;
    let entries: Vec<FeedEntry> = items
        .into_iter()
        .filter_map(|item| {
            Some(FeedEntry {
                id: addresses.identity(&item.href),
                url: addresses.link(&item.href, path),
                title: item.title,
                updated: rfc3339(item.date.anchor()?),
                summary: item.summary,
            })
        })
        .collect();
    let author = story.catalogue.library.index().and_then(|index| index.meta.author.clone());
    Some(FeedView {
        // The site's feed has had the site's address for its id from the beginning.
        id: addresses.identity(if path == "feed.xml" { "index.html" } else { path }),
        home: addresses.link(home, path),
        url: addresses.absolute(path),
        title,
        author: author.unwrap_or_else(|| story.config.title.clone()),
        language: story.config.language.clone(),
        updated: entries.first()?.updated.clone(),
        entries,
    })
}
