//! The story for machines: one reading of the catalogue, written in many formats, each in a file of
//! its own. What `rights` withhold is gone from the catalogue before any of them sees it.

pub mod address;
pub mod annotation;
pub mod bibliography;
pub mod calendar;
pub mod dates;
pub mod markdown;
pub mod prose;
pub mod schema_org;
pub mod story;
pub mod table;
pub mod timeline;

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::{Calendar, Catalogue, Record};
use super::facts::Facts;
use super::route::Routes;
use super::{Around, Page, Subject, View};
use crate::config::{Config, Export};
use crate::content::library::Library;
use crate::model::article::Rights;
use crate::model::event::EventMeta;
use crate::path::{Slug, UrlPath};
use address::Addresses;

pub use story::story;

/// What every format is written from.
#[derive(Debug)]
pub struct Story<'a> {
    /// The published content, looked through.
    pub catalogue: &'a Catalogue<'a>,
    /// Settings.
    pub config: &'a Config,
    /// How pages and things are named.
    pub addresses: &'a Addresses,
    /// When they last had news.
    pub dates: Calendar<'a>,
}

impl<'a> Story<'a> {
    /// Prepares the story for writing.
    pub fn new(catalogue: &'a Catalogue<'a>) -> Self {
        let (config, addresses) = catalogue.settings();
        Self { catalogue, config, addresses, dates: catalogue.dates }
    }

    /// Events in the order they happened, then those without a date.
    pub fn events_in_order(&self) -> Vec<(&'a Slug, Record<'a, EventMeta>)> {
        let mut events: Vec<_> = self.catalogue.library.events.iter().collect();
        events.sort_by_key(|(id, entry)| (entry.meta.date.is_none(), entry.meta.date, *id));
        events
    }
}

/// Which of the two tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Table {
    /// One row a position.
    #[default]
    Claims,
    /// One row an event.
    Events,
}

/// The files below `data/`: what they are asked for by, where they stand, their media type and name.
const FILES: [(Export, &str, &str, &str); 9] = [
    (Export::Json, "data/story.json", "application/json", "JSON"),
    (Export::Jsonld, "data/story.jsonld", "application/ld+json", "JSON-LD (schema.org)"),
    (Export::Csv, "data/claims.csv", "text/csv", "CSV"),
    (Export::Annotations, "data/annotations.jsonld", "application/ld+json", "Web Annotation"),
    (Export::Csv, "data/events.csv", "text/csv", "CSV"),
    (Export::Ics, "data/events.ics", "text/calendar", "iCalendar"),
    (Export::Timelinejs, "data/timeline.json", "application/json", "TimelineJS"),
    (Export::Bibtex, "data/sources.bib", "application/x-bibtex", "BibTeX"),
    (Export::Csl, "data/sources.csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
];

/// What one of the files below `data/` says; absent when there is nothing to say, and for the
/// formats that are no such file.
pub(super) fn file(story: &Story<'_>, path: &str) -> Option<String> {
    let line = |value: serde_json::Value| Some(format!("{value}\n"));
    match path {
        "data/story.json" => line(story::story(story.catalogue.library.everything(), story.config)),
        "data/story.jsonld" => line(schema_org::graph(story, path)),
        "data/claims.csv" => Some(table::claims(story, path)),
        "data/events.csv" => Some(table::events(story, path)),
        "data/annotations.jsonld" => line(annotation::annotations(story, path)),
        "data/events.ics" => {
            let events = story.events_in_order();
            calendar::calendar(story, &story.config.title, path, events.into_iter().map(|e| e.0))
        }
        "data/timeline.json" => timeline::timeline(story, path).and_then(line),
        "data/sources.bib" => Some(bibliography::bibtex(story)),
        "data/sources.csl.json" => line(bibliography::csl(story)),
        _ => None,
    }
}

/// The story in one format, as `backstory export` prints it; JSON is laid out for reading. Empty
/// where a format has no way to say that there is nothing.
pub fn export(story: &Story<'_>, format: Export, table: Table) -> String {
    let path = match (format, table) {
        (Export::Csv, Table::Claims) => "data/claims.csv",
        (Export::Csv, Table::Events) => "data/events.csv",
        _ => FILES.iter().find(|(one, ..)| *one == format).map_or("", |(_, path, ..)| path),
    };
    let text = file(story, path).unwrap_or_default();
    let is_json = path.ends_with("json") || path.ends_with("jsonld");
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(value) if is_json => format!("{value:#}\n"),
        _ => text,
    }
}

/// A page as JSON, for its twin `index.json`: what its template is given, with its bodies in Markdown.
pub fn page_json(page: &Page, story: &Story<'_>) -> serde_json::Value {
    let bodies: serde_json::Map<String, serde_json::Value> = page
        .bodies
        .iter()
        .filter_map(|body| {
            let path = crate::path::ContentPath::parse(&body.path).ok()?;
            let text = story.catalogue.library.body(&path)?;
            let from = page.route.output();
            Some((body.path.clone(), prose::ordinary(story, &path, text, from.as_str()).into()))
        })
        .collect();
    let mut value = serde_json::json!({
        "route": page.route,
        "url": story.addresses.absolute(page.route.output().as_str()),
        "title": page.title,
        "description": page.description,
        "updated": page.updated,
        "template": page.view.template(),
        "view": page.view,
        "bodies": bodies,
    });
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    value
}

/// The page that lists what can be downloaded.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DataView {
    /// Files by what they are about.
    pub groups: Vec<DataGroup>,
    /// Feeds, whose size changes with every change.
    pub feeds: Vec<DataFile>,
    /// Whether each page has a twin in Markdown, and one in JSON.
    pub markdown: bool,
    /// The same for JSON.
    pub json: bool,
    /// What may be published of the sources: `summary` and how many, the most frequent first.
    pub rights: Vec<RightsCount>,
}

/// Files about one thing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DataGroup {
    /// `story`, `claims`, `events` or `sources`.
    pub about: &'static str,
    /// The files.
    pub files: Vec<DataFile>,
}

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DataFile {
    /// Path below the site's base.
    pub href: String,
    /// The format's name.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its size.
    pub bytes: usize,
    /// The size in words: `12 KB`.
    pub size: String,
}

/// How many sources may be shown how far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RightsCount {
    /// `metadata`, `summary`, `excerpt` or `full`.
    pub rights: &'static str,
    /// What that means, in words.
    pub words: String,
    /// Sources.
    pub count: usize,
}

/// What the files of one group are about.
fn about(path: &str) -> &'static str {
    match path {
        "data/claims.csv" | "data/annotations.jsonld" => "claims",
        "data/events.csv" | "data/events.ics" | "data/timeline.json" => "events",
        "data/sources.bib" | "data/sources.csl.json" => "sources",
        _ => "story",
    }
}

/// Plans the files below `data/`, the feeds, the calendars of people and places, and the page that
/// lists them.
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    let config = facts.config;
    let mut any = false;
    for (export, path, ..) in FILES {
        if config.exports(export)
            && exists(facts.library, path)
            && let Ok(route) = UrlPath::parse(&format!("/{path}"))
        {
            any = true;
            routes.add(route, Subject::File(path));
        }
    }
    if config.exports(Export::Ics) {
        for (id, events) in &facts.events_of_entity {
            let entity = facts.library.entities.contains_key(*id);
            if entity
                && dated(facts.library, events.iter().copied())
                && let Ok(route) = UrlPath::parse(&format!("/{}", calendar_path(id)))
            {
                routes.add(route, Subject::Calendar(id));
            }
        }
    }
    if config.exports(Export::Feeds) {
        any |= super::feed::plan_feeds(facts, routes);
    }
    if any || config.exports(Export::Markdown) || config.exports(Export::Pages) {
        let title = facts.strings.text("nav.data");
        routes.add_titled(UrlPath::section("data"), Subject::Data, title);
    }
}

/// Whether a file has anything to hold.
fn exists(library: &Library, path: &str) -> bool {
    match path {
        "data/events.ics" => dated(library, library.events.keys()),
        "data/timeline.json" => {
            let mut dates = library.events.values().filter_map(|entry| entry.meta.date);
            dates.any(timeline::has_bounds)
        }
        _ => true,
    }
}

/// Whether any of some events can stand in a calendar.
fn dated<'e>(library: &Library, mut events: impl Iterator<Item = &'e Slug>) -> bool {
    events.any(|id| {
        let date = library.events.get(id).and_then(|entry| entry.meta.date);
        date.is_some_and(calendar::has_span)
    })
}

/// Where the calendar of an entity stands.
fn calendar_path(id: &Slug) -> String {
    format!("entities/{id}/events.ics")
}

/// The calendar of a person, organisation or place.
pub(super) fn calendar_of(story: &Story<'_>, id: &Slug) -> Option<String> {
    let entity = story.catalogue.library.entities.get(id)?;
    let name = format!("{}: {}", story.config.title, entity.meta.name);
    let events = story.catalogue.events_of_entity.get(id)?;
    calendar::calendar(story, &name, &calendar_path(id), events.iter().copied())
}

/// The lengths of the files below `data/`, each learnt when the file is made.
#[derive(Debug, Default)]
pub struct Lengths([OnceLock<usize>; FILES.len()]);

impl Lengths {
    fn cell(&self, path: &str) -> Option<&OnceLock<usize>> {
        self.0.get(FILES.iter().position(|(_, one, ..)| *one == path)?)
    }

    /// Takes note of a file that was made.
    pub(super) fn learn(&self, path: &str, length: usize) {
        if let Some(cell) = self.cell(path) {
            let _ = cell.set(length);
        }
    }

    /// The length of a file, made for that if need be; absent when there is none.
    fn of(&self, story: &Story<'_>, path: &str) -> Option<usize> {
        let cell = self.cell(path)?;
        match cell.get() {
            Some(length) => Some(*length),
            None => Some(*cell.get_or_init(|| file(story, path).map_or(0, |text| text.len()))),
        }
    }
}

/// The page that lists what can be downloaded.
pub(super) fn page(story: &Story<'_>, lengths: &Lengths, around: Around<'_, '_>) -> Option<Page> {
    // What any of them says may change its length.
    let _ = story.catalogue.library.everything();
    let config = story.config;
    let mut groups: Vec<DataGroup> = Vec::new();
    for (_, path, media_type, name) in FILES {
        if !around.has(path) {
            continue;
        }
        let bytes = lengths.of(story, path)?;
        let href = path.to_owned();
        let one = DataFile { href, name, media_type, bytes, size: size_in_words(bytes) };
        let about = about(path);
        match groups.iter_mut().find(|group| group.about == about) {
            Some(group) => group.files.push(one),
            None => groups.push(DataGroup { about, files: vec![one] }),
        }
    }
    let feed = |href: &str| DataFile {
        href: href.to_owned(),
        name: "Atom",
        media_type: "application/atom+xml",
        bytes: 0,
        size: String::new(),
    };
    let feeds = ["feed.xml", "changes/feed.xml"].into_iter().filter(|href| around.has(href));
    let feeds: Vec<DataFile> = feeds.map(feed).collect();
    let (markdown, json) = (config.exports(Export::Markdown), config.exports(Export::Pages));
    let strings = story.catalogue.strings;
    let rights = rights(story);
    let view = DataView { groups, feeds, markdown, json, rights };
    let page =
        Page::new(UrlPath::section("data"), "data", strings.text("nav.data"), View::Data(view));
    Some(page.described(strings.text("data.describe")))
}

/// What may be published of the sources.
fn rights(story: &Story<'_>) -> Vec<RightsCount> {
    let of = |rights: Rights| {
        let articles = story.catalogue.library.articles.values();
        RightsCount {
            rights: match rights {
                Rights::Metadata => "metadata",
                Rights::Summary => "summary",
                Rights::Excerpt => "excerpt",
                Rights::Full => "full",
            },
            words: super::words::rights_words(rights, story.catalogue.strings).to_owned(),
            count: articles.filter(|entry| entry.meta.rights == rights).count(),
        }
    };
    let mut counts: Vec<RightsCount> =
        [Rights::Metadata, Rights::Summary, Rights::Excerpt, Rights::Full].map(of).into();
    counts.retain(|one| one.count > 0);
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// `812 B`, `12 KB`, `3.4 MB`.
fn size_in_words(bytes: usize) -> String {
    const KILO: usize = 1000;
    match bytes {
        0..KILO => format!("{bytes} B"),
        KILO..10_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        10_000..1_000_000 => format!("{} KB", bytes.div_ceil(KILO)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
pub(crate) mod tests;
