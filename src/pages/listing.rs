//! Lists: sources, entities, events, tags and changes.

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::{Pager, Routes, paginate};
use super::view::{ChangeView, EntityView, EventView, SourceView, href};
use super::{Around, Listed, Page, Subject, View};
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::change::ChangeKind;
use crate::model::date::Edtf;
use crate::path::{Slug, UrlPath};

/// The list of sources.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SourcesView {
    /// The sources of this page.
    pub sources: Vec<SourceView>,
    /// The page of all tags; absent where no source has one.
    pub tags: Option<String>,
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
    /// The page of all tags.
    pub tags: String,
    /// The sources of this page.
    pub sources: Vec<SourceView>,
    /// Where this page stands.
    pub pager: Pager,
}

/// All tags.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TagsView {
    /// The tags, from A to Z.
    pub tags: Vec<TagEntry>,
}

/// A tag as the list of all tags shows it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TagEntry {
    /// The tag as first written.
    pub text: String,
    /// The page of its sources.
    pub href: String,
    /// How many sources have it.
    pub count: usize,
}

/// A tag with the number of its sources.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tagged<'a> {
    /// The tag as first written.
    pub tag: &'a str,
    /// Its first page.
    pub route: UrlPath,
    /// How many sources have it.
    pub count: usize,
}

/// Plans all lists.
pub(super) fn plan<'a>(facts: &Facts<'a>, routes: &mut Routes<'a>) {
    let library = facts.library;
    plan_list(facts, routes, "sources", sources_in_order(library), Subject::Sources);
    plan_list(facts, routes, "entities", entities_in_order(facts), Subject::Entities);
    plan_list(facts, routes, "events", events_in_order(library), Subject::Events);
    plan_tags(facts, facts.config.build.page_size, routes);
    let changes = changes_in_order(library);
    let is_correction = |id: &&Slug| {
        let change = library.changes.get(*id);
        change.is_some_and(|entry| entry.meta.kind == ChangeKind::Correction)
    };
    let corrections = changes.iter().copied().filter(is_correction).collect();
    plan_list(facts, routes, "changes", changes, Subject::Changes);
    plan_list(facts, routes, "corrections", corrections, Subject::Corrections);
}

/// Plans the pages of one list; `section` names its address and, in the strings, its title.
fn plan_list<'a>(
    facts: &Facts<'a>,
    routes: &mut Routes<'a>,
    section: &'static str,
    ids: Vec<&'a Slug>,
    subject: fn(Listed<'a>) -> Subject<'a>,
) {
    let title = format!("{section}.title");
    let title = facts.strings.text(&title);
    for part in paginate(&UrlPath::section(section), ids, facts.config.build.page_size) {
        let (route, listed) = part.listed();
        routes.add_titled(route, subject(listed), title);
    }
}

/// Sources, the latest first, then those without a date.
pub(super) fn sources_in_order(library: &Library) -> Vec<&Slug> {
    latest(library.articles.iter().map(|(id, entry)| (id, entry.meta.published)).collect())
}

/// Events, the latest first, then those without a date.
fn events_in_order(library: &Library) -> Vec<&Slug> {
    latest(library.events.iter().map(|(id, entry)| (id, entry.meta.date)).collect())
}

/// Sources, the latest first, then those without a date.
pub(super) fn latest_sources<'a>(catalogue: &Catalogue<'a>) -> Vec<&'a Slug> {
    let sources = catalogue.library.articles.iter();
    latest(sources.map(|(id, entry)| (id, entry.meta.published)).collect())
}

fn latest(mut things: Vec<(&Slug, Option<Edtf>)>) -> Vec<&Slug> {
    things.sort_by_key(|(id, date)| (date.is_none(), std::cmp::Reverse(*date), *id));
    things.into_iter().map(|(id, _)| id).collect()
}

/// Changes, the latest first.
fn changes_in_order(library: &Library) -> Vec<&Slug> {
    let mut changes: Vec<_> = library.changes.values().collect();
    changes.sort_by_key(|entry| (std::cmp::Reverse(entry.meta.at), &entry.id));
    changes.into_iter().map(|entry| &entry.id).collect()
}

/// People, organisations and places, each by name.
fn entities_in_order<'a>(facts: &Facts<'a>) -> Vec<&'a Slug> {
    let mut entities: Vec<_> = facts.library.entities.iter().collect();
    entities.sort_by_cached_key(|(id, entry)| {
        (entry.meta.kind, sort_name(&entry.meta.name), id.as_str())
    });
    entities.into_iter().map(|(id, _)| id).collect()
}

/// A page of the list of sources.
pub(super) fn sources_page(
    catalogue: &Catalogue<'_>,
    around: Around<'_, '_>,
    route: &UrlPath,
    listed: &Listed<'_>,
) -> Page {
    let view = SourcesView {
        sources: sources_of(catalogue, &listed.ids),
        tags: around.has(&tags_file()).then(tags_file),
        independent: catalogue.independent(),
        undated: catalogue.undated(),
        pager: listed.pager.clone(),
    };
    let title = catalogue.strings.text("sources.title");
    Page::new(route.clone(), "sources", title, View::Sources(view))
        .described(catalogue.strings.text("sources.describe"))
}

fn sources_of(catalogue: &Catalogue<'_>, ids: &[&Slug]) -> Vec<SourceView> {
    ids.iter().filter_map(|id| catalogue.sources.get(id).cloned()).collect()
}

/// A page of the index of entities.
pub(super) fn entities_page(
    catalogue: &Catalogue<'_>,
    route: &UrlPath,
    listed: &Listed<'_>,
) -> Page {
    let entities: Vec<&EntityView> =
        listed.ids.iter().filter_map(|id| catalogue.entities.get(id)).collect();
    let view = EntitiesView { groups: groups(catalogue, &entities), pager: listed.pager.clone() };
    let title = catalogue.strings.text("entities.title");
    Page::new(route.clone(), "entities", title, View::Entities(view))
        .described(catalogue.strings.text("entities.describe"))
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

/// A page of the list of events.
pub(super) fn events_page(catalogue: &Catalogue<'_>, route: &UrlPath, listed: &Listed<'_>) -> Page {
    let events = listed.ids.iter().filter_map(|id| catalogue.events.get(id).cloned());
    let view = EventsView { events: events.collect(), pager: listed.pager.clone() };
    let title = catalogue.strings.text("events.title");
    Page::new(route.clone(), "timeline", title, View::Events(view))
        .described(catalogue.strings.text("events.describe"))
}

fn plan_tags<'a>(facts: &Facts<'a>, size: usize, routes: &mut Routes<'a>) {
    let mut tags: BTreeMap<Slug, (&str, Vec<&Slug>)> = BTreeMap::new();
    let mut slugs: HashMap<&str, Option<Slug>> = HashMap::new();
    for (id, entry) in &facts.library.articles {
        for tag in &entry.meta.tags {
            let Some(slug) = slugs.entry(tag).or_insert_with(|| Slug::from_text(tag)) else {
                let message = format!("the tag `{tag}` has no letter or digit to name a page by");
                let problem = Diagnostic::warning("bad-tag", message)
                    .at(Place::file(entry.path.to_string()))
                    .hint("write the tag with letters");
                routes.report(problem);
                continue;
            };
            if !tags.contains_key(slug) {
                tags.insert(slug.clone(), (tag, Vec::new()));
            }
            if let Some((_, articles)) = tags.get_mut(slug)
                && articles.last() != Some(&id)
            {
                articles.push(id);
            }
        }
    }
    let mut all: Vec<Tagged<'a>> = Vec::new();
    for (slug, (tag, ids)) in tags {
        let route = UrlPath::page("tags", &slug);
        all.push(Tagged { tag, route: route.clone(), count: ids.len() });
        for part in paginate(&route, ids, size) {
            let (route, listed) = part.listed();
            routes.add(route, Subject::Tag(tag, listed));
        }
    }
    if !all.is_empty() {
        let title = facts.strings.text("tags.title");
        routes.add_titled(UrlPath::section("tags"), Subject::Tags(all), title);
    }
}

/// The file of the page of all tags.
fn tags_file() -> String {
    href(&UrlPath::section("tags"))
}

/// The page of all tags, from A to Z.
pub(super) fn tags_page(catalogue: &Catalogue<'_>, route: &UrlPath, tags: &[Tagged<'_>]) -> Page {
    let mut tags: Vec<&Tagged<'_>> = tags.iter().collect();
    tags.sort_by_cached_key(|one| (sort_name(one.tag), one.route.clone()));
    let tags = tags.into_iter().map(|one| TagEntry {
        text: one.tag.to_owned(),
        href: href(&one.route),
        count: one.count,
    });
    let title = catalogue.strings.text("tags.title");
    Page::new(route.clone(), "sources", title, View::Tags(TagsView { tags: tags.collect() }))
        .described(catalogue.strings.text("tags.describe"))
}

/// A page of the sources with one tag.
pub(super) fn tag_page(
    catalogue: &Catalogue<'_>,
    route: &UrlPath,
    tag: &str,
    listed: &Listed<'_>,
) -> Page {
    let view = TagView {
        tag: tag.to_owned(),
        tags: tags_file(),
        sources: sources_of(catalogue, &listed.ids),
        pager: listed.pager.clone(),
    };
    let title = catalogue.strings.say("tag.title", &[("tag", tag)]);
    let description = catalogue.strings.say("tag.describe", &[("tag", tag)]);
    Page::new(route.clone(), "sources", title, View::Tag(view)).described(description)
}

/// A page of the list of changes, or of corrections.
pub(super) fn changes_page(
    catalogue: &Catalogue<'_>,
    route: &UrlPath,
    listed: &Listed<'_>,
    corrections: bool,
) -> Page {
    let strings = catalogue.strings;
    let (title, description) = if corrections {
        ("corrections.title", "corrections.describe")
    } else {
        ("changes.title", "changes.describe")
    };
    let latest = catalogue.library.changes.values().map(|entry| entry.meta.at).max();
    let entries = listed.ids.iter().filter_map(|id| catalogue.library.changes.get(id));
    let changes: Vec<ChangeView> = entries.map(|entry| catalogue.change_view(&entry)).collect();
    let bodies: Vec<String> = changes.iter().filter_map(|c| c.body.clone()).collect();
    let view =
        ChangesView { corrections, days: days(catalogue, changes), pager: listed.pager.clone() };
    Page::new(route.clone(), "changes", strings.text(title), View::Changes(view))
        .described(strings.text(description))
        .with_bodies(bodies.iter(), 4)
        .dated(latest)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fixture::{config, graph, library};
    use crate::pages::plan_pages;
    use crate::pages::strings::Strings;

    fn pages(library: &Library) -> Vec<Page> {
        plan_pages(library, &graph(library), &config(), &Strings::english()).0
    }

    fn tags_of_list(pages: &[Page]) -> Option<String> {
        let mut views = pages.iter().map(|page| &page.view);
        let view = views.find_map(|view| match view {
            View::Sources(view) => Some(view),
            _ => None,
        });
        view.expect("a list of sources").tags.clone()
    }

    #[test]
    fn all_tags_stand_on_one_page_with_the_number_of_their_sources() {
        let mut library = library();
        for (entry, tag) in library.articles.values_mut().zip(["Über", "zinc", "über", "Ábaco"])
        {
            entry.meta.tags = vec![tag.to_owned()];
        }
        let pages = pages(&library);
        let page = pages.iter().find(|page| page.route.as_str() == "/tags/").expect("a page");
        let View::Tags(view) = &page.view else { panic!("{page:?}") };
        let shown: Vec<_> =
            view.tags.iter().map(|tag| (tag.text.as_str(), tag.href.as_str(), tag.count)).collect();
        assert_eq!(
            shown,
            [
                ("Ábaco", "tags/abaco/index.html", 1),
                ("Über", "tags/uber/index.html", 2),
                ("zinc", "tags/zinc/index.html", 1)
            ]
        );
        for tag in &view.tags {
            assert!(pages.iter().any(|page| href(&page.route) == tag.href), "{}", tag.href);
        }
        assert_eq!(tags_of_list(&pages).as_deref(), Some("tags/index.html"));
    }

    #[test]
    fn without_tags_there_is_no_page_of_them_and_nothing_leads_there() {
        let mut library = library();
        library.articles.values_mut().for_each(|entry| entry.meta.tags.clear());
        let pages = pages(&library);
        assert!(!pages.iter().any(|page| page.route.as_str().starts_with("/tags/")));
        assert_eq!(tags_of_list(&pages), None);
    }
}
