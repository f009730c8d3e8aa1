//! Every page the site will have, as data. Knows no HTML.
//!
//! [`plan_pages`] makes one [`Page`] for each thing in the library and the lists over them. What a
//! template may show is in [`View`]; a body stays a name of its file until it is rendered.

pub mod backing;
pub mod card;
pub mod catalogue;
pub mod claims;
pub mod data;
pub mod entry;
pub mod fan;
pub mod faq;
pub mod feed;
pub mod home;
pub mod listing;
pub mod lost;
pub mod moved;
pub mod neighbourhood;
pub mod route;
pub mod search;
pub mod strings;
pub mod timeline;
pub mod view;
pub mod words;

use serde::Serialize;

use crate::config::Config;
use crate::content::library::Library;
use crate::diagnostic::Diagnostics;
use crate::graph::LinkGraph;
use crate::model::date::Edtf;
use crate::path::{ContentPath, UrlPath};
use catalogue::{Catalogue, published};
use route::Routes;
use strings::Strings;

/// One file of the site, as data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Where it stands.
    pub route: UrlPath,
    /// Entry of the navigation it belongs to: the path of that entry's page.
    pub section: &'static str,
    /// Title, without the site's.
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: String,
    /// The content file it is made from.
    pub source: Option<ContentPath>,
    /// Bodies it shows, with the heading level they begin at.
    pub bodies: Vec<BodyRef>,
    /// The latest date its content names, for the sitemap.
    pub updated: Option<Edtf>,
    /// What it shows.
    pub view: View,
}

/// A body a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyRef {
    /// The content file.
    pub path: String,
    /// Level of its topmost headings, 2 to 4.
    pub level: u8,
}

/// What a page shows, by the template that shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum View {
    /// `home.html`: the explainer.
    Home(Box<home::HomeView>),
    /// `page.html`: a page of prose.
    Prose(home::ProseView),
    /// `sources.html`.
    Sources(listing::SourcesView),
    /// `source.html`.
    Source(Box<entry::SourcePage>),
    /// `entities.html`.
    Entities(listing::EntitiesView),
    /// `entity.html`.
    Entity(Box<entry::EntityPage>),
    /// `events.html`.
    Events(listing::EventsView),
    /// `event.html`.
    Event(Box<entry::EventPage>),
    /// `claims.html`.
    Claims(claims::ClaimsView),
    /// `disagreements.html`.
    Disagreements(claims::MatrixView),
    /// `claim.html`.
    Claim(Box<claims::ClaimPage>),
    /// `timeline.html`.
    Timeline(timeline::TimelineView),
    /// `faq.html`.
    Faq(faq::FaqView),
    /// `unknowns.html`.
    Unknowns(faq::UnknownsView),
    /// `changes.html`.
    Changes(listing::ChangesView),
    /// `tag.html`.
    Tag(listing::TagView),
    /// `search.html`: the search page and the index of everything.
    Search(search::SearchView),
    /// `data.html`.
    Data(data::DataView),
    /// `404.html`.
    NotFound(lost::NotFoundView),
    /// `moved.html`: what stands where a page stood before.
    Moved(moved::MovedView),
    /// An Atom feed.
    Feed(feed::FeedView),
    /// A file that is ready as it is.
    Text(String),
}

impl View {
    /// The template that shows it; absent for files that need none.
    pub const fn template(&self) -> Option<&'static str> {
        Some(match self {
            Self::Home(_) => "home.html",
            Self::Prose(_) => "page.html",
            Self::Sources(_) => "sources.html",
            Self::Source(_) => "source.html",
            Self::Entities(_) => "entities.html",
            Self::Entity(_) => "entity.html",
            Self::Events(_) => "events.html",
            Self::Event(_) => "event.html",
            Self::Claims(_) => "claims.html",
            Self::Disagreements(_) => "disagreements.html",
            Self::Claim(_) => "claim.html",
            Self::Timeline(_) => "timeline.html",
            Self::Faq(_) => "faq.html",
            Self::Unknowns(_) => "unknowns.html",
            Self::Changes(_) => "changes.html",
            Self::Tag(_) => "tag.html",
            Self::Search(_) => "search.html",
            Self::Data(_) => "data.html",
            Self::NotFound(_) => "404.html",
            Self::Moved(_) => "moved.html",
            Self::Feed(_) | Self::Text(_) => return None,
        })
    }
}

impl Page {
    /// A page without bodies and without a content file.
    pub fn new(
        route: UrlPath,
        section: &'static str,
        title: impl Into<String>,
        view: View,
    ) -> Self {
        Self {
            route,
            section,
            title: title.into(),
            description: String::new(),
            source: None,
            bodies: Vec::new(),
            updated: None,
            view,
        }
    }

    /// The same page, described.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The same page, made from a content file.
    #[must_use]
    pub fn made_from(mut self, file: &ContentPath) -> Self {
        self.source = Some(file.clone());
        self
    }

    /// The same page, with bodies whose headings begin at `level`.
    #[must_use]
    pub fn with_bodies<'b>(mut self, files: impl Iterator<Item = &'b String>, level: u8) -> Self {
        self.bodies.extend(files.map(|path| BodyRef { path: path.clone(), level }));
        self
    }

    /// The same page, dated.
    #[must_use]
    pub fn dated(mut self, updated: Option<Edtf>) -> Self {
        self.updated = updated;
        self
    }
}

/// Every page of the site, and the problems met. Two pages on one route are an error; the first
/// one stands.
pub fn plan_pages(
    library: &Library,
    graph: &LinkGraph,
    config: &Config,
    strings: &Strings,
) -> (Vec<Page>, Diagnostics) {
    let library = &*published(library, config);
    let catalogue = Catalogue::new(library, graph, strings);
    let mut routes = Routes::default();
    home::plan(&catalogue, config, &mut routes);
    entry::plan(&catalogue, config, &mut routes);
    claims::plan(&catalogue, config, &mut routes);
    timeline::plan(&catalogue, config, &mut routes);
    faq::plan(&catalogue, config, &mut routes);
    listing::plan(&catalogue, config, &mut routes);
    home::plan_prose(&catalogue, &mut routes);
    search::plan(&catalogue, config, &mut routes);
    let story = data::Story::new(&catalogue, config);
    data::plan(&story, &mut routes);
    lost::plan(&catalogue, &mut routes);
    routes.date(|page| story.dates.of_page(page));
    feed::plan(&story, &mut routes);
    // Last: what moved gives way to every page there is, and is in no list of pages.
    moved::plan(&catalogue, &mut routes);
    routes.finish()
}

#[cfg(test)]
pub(crate) mod fixture;
