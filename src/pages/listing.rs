//! Lists: sources, entities, events, tags and changes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::route::{Pager, Routes, paginate};
use super::view::{ChangeView, EntityView, EventView, SourceView};
use super::{Page, View};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::entity::EntityKind;
use crate::path::{Slug, UrlPath};

/// The list of sources.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SourcesView {
    /// The sources of this page.
    pub sources: Vec<SourceView>,
    /// Sources that stand on their own.
    pub independent: usize,
    /// Sources without a date.
    pub undated: usize,
    /// Where this page stands.
    pub pager: Pager,
}

/// The index of entities.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntitiesView {
    /// People, organisations, places; kinds without entries are left out.
    pub groups: Vec<EntityGroup>,
    /// Where this page stands.
    pub pager: Pager,
}

/// Entities of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntityGroup {
    /// `person`, `organization` or `place`.
    pub kind: &'static str,
    /// Heading.
    pub title: String,
    /// By first letter.
    pub letters: Vec<Letter>,
}

/// Entities that begin with one letter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// The entities.
    pub entities: Vec<EntityView>,
}

/// The list of events.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EventsView {
    /// The events of this page, the latest first, then those without a date.
    pub events: Vec<EventView>,
    /// Where this page stands.
    pub pager: Pager,
}

/// The list of changes, or of corrections only.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChangesView {
    /// Whether only corrections are listed.
    pub corrections: bool,
    /// The changes of this page by day, the latest first.
    pub days: Vec<ChangeDay>,
    /// Where this page stands.
    pub pager: Pager,
}

/// What changed on one day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChangeDay {
    /// Anchor: the date as EDTF.
    pub id: String,
    /// The day in words.
    pub words: String,
    /// The changes.
    pub changes: Vec<ChangeView>,
}

/// The sources with one tag.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TagView {
    /// The tag as first written.
    pub tag: String,
    /// The sources of this page.
    pub sources: Vec<SourceView>,
    /// Where this page stands.
    pub pager: Pager,
}

/// Plans all lists.
pub fn plan(catalogue: &Catalogue<'_>, config: &Config, routes: &mut Routes) {
    let size = config.build.page_size;
    plan_sources(catalogue, size, routes);
    plan_entities(catalogue, size, routes);
    plan_events(catalogue, size, routes);
    plan_tags(catalogue, size, routes);
    plan_changes(catalogue, size, false, routes);
    plan_changes(catalogue, size, true, routes);
}

/// Sources, the latest first, then those without a date.
pub fn latest_sources<'a>(catalogue: &Catalogue<'a>) -> Vec<&'a Slug> {
    let mut sources: Vec<_> = catalogue.library.articles.iter().collect();
    sources.sort_by_key(|(id, entry)| {
        (entry.meta.published.is_none(), std::cmp::Reverse(entry.meta.published), *id)
    });
    sources.into_iter().map(|(id, _)| id).collect()
}

fn plan_sources(catalogue: &Catalogue<'_>, size: usize, routes: &mut Routes) {
    let articles = catalogue.library.articles.values();
    let undated = articles.filter(|entry| entry.meta.published.is_none()).count();
    let ids = latest_sources(catalogue);
    for part in paginate(&UrlPath::section("sources"), ids, size) {
        let view = SourcesView {
            sources: sources_of(catalogue, &part.entries),
            independent: catalogue.independent,
            undated,
            pager: part.pager,
        };
        let page = Page::new(
            part.route,
            "sources",
            catalogue.strings.text("sources.title"),
            View::Sources(view),
        );
        routes.add(page.described(catalogue.strings.text("sources.describe")));
    }
}

fn sources_of(catalogue: &Catalogue<'_>, ids: &[&Slug]) -> Vec<SourceView> {
    ids.iter().filter_map(|id| catalogue.sources.get(*id).cloned()).collect()
}

fn plan_entities(catalogue: &Catalogue<'_>, size: usize, routes: &mut Routes) {
    let rank = |kind: &str| {
        [EntityKind::Person, EntityKind::Organization, EntityKind::Place]
            .iter()
            .position(|known| known.as_str() == kind)
    };
    let mut entities: Vec<&EntityView> = catalogue.entities.values().collect();
    entities.sort_by_key(|entity| (rank(entity.kind), sort_name(&entity.name), &entity.id));
    let title = catalogue.strings.text("entities.title");
    for part in paginate(&UrlPath::section("entities"), entities, size) {
        let view = EntitiesView { groups: groups(catalogue, &part.entries), pager: part.pager };
        routes.add(
            Page::new(part.route, "entities", title, View::Entities(view))
                .described(catalogue.strings.text("entities.describe")),
        );
    }
}

/// Letters without accents and case, so that names stand where a reader looks for them.
fn sort_name(name: &str) -> String {
    let name = name.strip_prefix("The ").unwrap_or(name);
    deunicode::deunicode(name).to_lowercase()
}

fn groups(catalogue: &Catalogue<'_>, entities: &[&EntityView]) -> Vec<EntityGroup> {
    let mut groups: Vec<EntityGroup> = Vec::new();
    for entity in entities {
        if groups.last().is_none_or(|group| group.kind != entity.kind) {
            let title = catalogue.strings.text(match entity.kind {
                "person" => "kind.people",
                "organization" => "kind.organizations",
                _ => "kind.places",
            });
            let title = title.to_owned();
            groups.push(EntityGroup { kind: entity.kind, title, letters: Vec::new() });
        }
        let first = sort_name(&entity.name).chars().next().filter(|c| c.is_alphabetic());
        let letter = first.map_or_else(|| "0–9".to_owned(), |c| c.to_uppercase().collect());
        let Some(group) = groups.last_mut() else { continue };
        if group.letters.last().is_none_or(|last| last.letter != letter) {
            group.letters.push(Letter { letter, entities: Vec::new() });
        }
        if let Some(last) = group.letters.last_mut() {
            last.entities.push((*entity).clone());
        }
    }
    groups
}

fn plan_events(catalogue: &Catalogue<'_>, size: usize, routes: &mut Routes) {
    let mut events: Vec<_> = catalogue.library.events.iter().collect();
    events.sort_by_key(|(id, entry)| {
        (entry.meta.date.is_none(), std::cmp::Reverse(entry.meta.date), *id)
    });
    let ids = events.into_iter().map(|(id, _)| id).collect();
    for part in paginate(&UrlPath::section("events"), ids, size) {
        let events =
            part.entries.iter().filter_map(|id: &&Slug| catalogue.events.get(*id).cloned());
        let view = EventsView { events: events.collect(), pager: part.pager };
        let title = catalogue.strings.text("events.title");
        let page = Page::new(part.route, "timeline", title, View::Events(view));
        routes.add(page.described(catalogue.strings.text("events.describe")));
    }
}

fn plan_tags(catalogue: &Catalogue<'_>, size: usize, routes: &mut Routes) {
    let mut tags: BTreeMap<Slug, (&str, Vec<&Slug>)> = BTreeMap::new();
    for (id, entry) in &catalogue.library.articles {
        for tag in &entry.meta.tags {
            let Some(slug) = Slug::from_text(tag) else {
                let message = format!("the tag `{tag}` has no letter or digit to name a page by");
                let problem = Diagnostic::warning("bad-tag", message)
                    .at(Place::file(entry.path.to_string()))
                    .hint("write the tag with letters");
                routes.report(problem);
                continue;
            };
            let articles = &mut tags.entry(slug).or_insert_with(|| (tag, Vec::new())).1;
            if articles.last() != Some(&id) {
                articles.push(id);
            }
        }
    }
    for (slug, (tag, ids)) in tags {
        for part in paginate(&UrlPath::page("tags", &slug), ids, size) {
            let view = TagView {
                tag: tag.to_owned(),
                sources: sources_of(catalogue, &part.entries),
                pager: part.pager,
            };
            let title = catalogue.strings.say("tag.title", &[("tag", tag)]);
            let description = catalogue.strings.say("tag.describe", &[("tag", tag)]);
            let page = Page::new(part.route, "sources", title, View::Tag(view));
            routes.add(page.described(description));
        }
    }
}

fn plan_changes(catalogue: &Catalogue<'_>, size: usize, corrections: bool, routes: &mut Routes) {
    let wanted = |change: &ChangeView| !corrections || change.kind == "correction";
    let changes: Vec<ChangeView> = catalogue.changes().into_iter().filter(wanted).collect();
    let strings = catalogue.strings;
    let (section, title, description) = if corrections {
        ("corrections", "corrections.title", "corrections.describe")
    } else {
        ("changes", "changes.title", "changes.describe")
    };
    let latest = catalogue.library.changes.values().map(|entry| entry.meta.at).max();
    for part in paginate(&UrlPath::section(section), changes, size) {
        let bodies: Vec<String> = part.entries.iter().filter_map(|c| c.body.clone()).collect();
        let view =
            ChangesView { corrections, days: days(catalogue, part.entries), pager: part.pager };
        routes.add(
            Page::new(part.route, "changes", strings.text(title), View::Changes(view))
                .described(strings.text(description))
                .with_bodies(bodies.iter(), 4)
                .dated(latest),
        );
    }
}

fn days(catalogue: &Catalogue<'_>, changes: Vec<ChangeView>) -> Vec<ChangeDay> {
    let mut days: Vec<ChangeDay> = Vec::new();
    for change in changes {
        let id = change.at.edtf.split('T').next().unwrap_or("").to_owned();
        let date = id.parse().map(|date| catalogue.strings.date(date));
        let day = date.unwrap_or_else(|_| change.at.words.clone());
        if days.last().is_none_or(|last| last.id != id) {
            days.push(ChangeDay { id, words: day, changes: Vec::new() });
        }
        if let Some(last) = days.last_mut() {
            last.changes.push(change);
        }
    }
    days
}
