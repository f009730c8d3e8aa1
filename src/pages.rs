//! Every page the site will have, as data. Knows no HTML.
//!
//! [`plan_site`] names one [`Planned`] page for each thing in the library and the lists over them, which
//! costs little; [`Plan::make`] makes one of them when it is wanted, and notes what it looked at. What a
//! template may show is in [`View`]; a body stays a name of its file until it is rendered.

pub mod backing;
pub mod card;
pub mod catalogue;
pub mod claims;
pub mod data;
pub mod entry;
pub mod facts;
pub mod fan;
pub mod faq;
pub mod feed;
pub mod home;
pub mod listing;
pub mod lost;
pub mod moved;
pub mod neighbourhood;
pub mod reads;
pub mod route;
pub mod search;
pub mod settled;
pub mod strings;
pub mod timeline;
pub mod values;
pub mod view;
pub mod words;

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use serde::Serialize;

use crate::diagnostic::Diagnostics;
use crate::fingerprint::{QuickMap, fingerprint};
use crate::graph::Target;
use crate::model::date::Edtf;
use crate::path::{ContentPath, OutputPath, Slug, UrlPath};
use catalogue::Catalogue;
use data::Story;
use facts::Facts;
use reads::{Fact, Read, Reads, key};
use route::{Pager, Routes};
use values::Values;

#[cfg(test)]
use crate::{config::Config, content::library::Library, graph::LinkGraph};
#[cfg(test)]
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
    /// `tags.html`.
    Tags(listing::TagsView),
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
            Self::Tags(_) => "tags.html",
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

/// What one page is about: all that tells it from the others, and nothing that it shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject<'a> {
    /// The explainer.
    Home,
    /// A page of prose.
    Prose(&'a Slug),
    /// The method page of a site that has written none.
    Method,
    /// One source.
    Source(&'a Slug),
    /// One entity.
    Entity(&'a Slug),
    /// One event.
    Event(&'a Slug),
    /// One claim.
    Claim(&'a Slug),
    /// A page of the list of sources.
    Sources(Listed<'a>),
    /// A page of the index of entities.
    Entities(Listed<'a>),
    /// A page of the list of events.
    Events(Listed<'a>),
    /// A page of the sources with one tag.
    Tag(&'a str, Listed<'a>),
    /// The list of all tags.
    Tags(Vec<listing::Tagged<'a>>),
    /// A page of the list of changes.
    Changes(Listed<'a>),
    /// A page of the list of corrections.
    Corrections(Listed<'a>),
    /// A page of the list of claims.
    Claims(Listed<'a>),
    /// A page of the matrix of claims.
    Disagreements(Listed<'a>),
    /// A page of the timeline: its events, those without a date behind its last, where it stands.
    Timeline(Vec<timeline::Placed<'a>>, Vec<&'a Slug>, Pager),
    /// Questions and answers.
    Faq,
    /// What is not known.
    Unknowns,
    /// A page of the index from A to Z, counted from 1.
    Index(usize),
    /// What can be downloaded.
    Data,
    /// For addresses that lead nowhere.
    NotFound,
    /// Where a page stood before; leads on to the target.
    Moved(Target),
    /// An Atom feed.
    Feed(feed::FeedOf<'a>),
    /// A file below `data/`.
    File(&'static str),
    /// The calendar of an entity.
    Calendar(&'a Slug),
    /// A sitemap: all of it, or a part counted from 1.
    Sitemap(usize),
    /// `robots.txt`.
    Robots,
    /// `llms.txt`.
    Llms,
    /// A file that is ready as it is.
    Text(String),
}

/// The things on one page of a list, and where it stands among its like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listed<'a> {
    /// The things.
    pub ids: Vec<&'a Slug>,
    /// Where the page stands.
    pub pager: Pager,
}

impl Subject<'_> {
    /// The template that shows it; absent for files that need none.
    pub const fn template(&self) -> Option<&'static str> {
        Some(match self {
            Self::Home => "home.html",
            Self::Prose(_) | Self::Method => "page.html",
            Self::Source(_) => "source.html",
            Self::Entity(_) => "entity.html",
            Self::Event(_) => "event.html",
            Self::Claim(_) => "claim.html",
            Self::Sources(_) => "sources.html",
            Self::Entities(_) => "entities.html",
            Self::Events(_) => "events.html",
            Self::Tag(..) => "tag.html",
            Self::Tags(_) => "tags.html",
            Self::Changes(_) | Self::Corrections(_) => "changes.html",
            Self::Claims(_) => "claims.html",
            Self::Disagreements(_) => "disagreements.html",
            Self::Timeline(..) => "timeline.html",
            Self::Faq => "faq.html",
            Self::Unknowns => "unknowns.html",
            Self::Index(_) => "search.html",
            Self::Data => "data.html",
            Self::NotFound => "404.html",
            Self::Moved(_) => "moved.html",
            _ => return None,
        })
    }

    /// Whether lists of pages, such as the sitemap, leave it out.
    pub const fn is_unlisted(&self) -> bool {
        matches!(self, Self::NotFound | Self::Moved(_))
    }
}

/// One file the site will have: where it stands and what it is about. It is made only when it is
/// wanted, by [`Plan::make`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned<'a> {
    /// Where it stands.
    pub route: UrlPath,
    /// What it is about.
    pub subject: Subject<'a>,
    /// Title, for the pages right below the base; of others it is known once they are made.
    pub title: String,
    /// The content file it is made from.
    pub source: Option<&'a ContentPath>,
}

/// All files the site will have, and the story they are made of.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What is known of the story.
    pub facts: Facts<'a>,
    values: Values<'a>,
    /// The files, each on a route of its own.
    pub pages: Vec<Planned<'a>>,
    files: QuickMap<OutputPath, usize>,
    /// Fingerprints of the files' paths.
    keys: OnceLock<HashSet<u64>>,
    /// The index from A to Z, made when first asked for.
    index: OnceLock<Vec<search::SearchView>>,
    /// Titles of the pages right below the base, by route.
    top: OnceLock<BTreeMap<String, String>>,
    sections: OnceLock<u64>,
    addresses: OnceLock<u64>,
    /// Lengths of the files below `data/`, each known once it is made.
    lengths: data::Lengths,
}

/// Plans every file of the site. Two on one route are an error; the first one stands.
pub fn plan_site(facts: Facts<'_>) -> (Plan<'_>, Diagnostics) {
    let mut routes = Routes::default();
    home::plan(&facts, &mut routes);
    entry::plan(&facts, &mut routes);
    claims::plan(&facts, &mut routes);
    timeline::plan(&facts, &mut routes);
    faq::plan(&facts, &mut routes);
    listing::plan(&facts, &mut routes);
    home::plan_prose(&facts, &mut routes);
    search::plan(&facts, &mut routes);
    data::plan(&facts, &mut routes);
    lost::plan(&facts, &mut routes);
    feed::plan(&facts, &mut routes);
    // Last: what moved gives way to every page there is, and is in no list of pages.
    moved::plan(&facts, &mut routes);
    let (pages, files, diagnostics) = routes.finish();
    let plan = Plan {
        facts,
        values: Values::default(),
        pages,
        files,
        keys: OnceLock::new(),
        index: OnceLock::new(),
        top: OnceLock::new(),
        sections: OnceLock::new(),
        addresses: OnceLock::new(),
        lengths: data::Lengths::default(),
    };
    (plan, diagnostics)
}

impl<'a> Plan<'a> {
    /// The page that becomes a file.
    pub fn find(&self, file: &OutputPath) -> Option<&Planned<'a>> {
        self.pages.get(*self.files.get(file)?)
    }

    /// Makes one page; what it looks at is noted in `reads`. Absent where there turns out to be nothing
    /// to show.
    pub fn make(&self, planned: &Planned<'_>, reads: &Reads) -> Option<Page> {
        let catalogue = &self.facts.catalogue(reads);
        let config = self.facts.config;
        let story = &Story::new(catalogue);
        let around = Around { plan: self, reads };
        let route = &planned.route;
        let page = match &planned.subject {
            Subject::Home => home::home_page(catalogue, config),
            Subject::Prose(id) => home::prose_page(catalogue, id)?,
            Subject::Method => home::method_page(catalogue)?,
            Subject::Source(id) => entry::source_page(catalogue, config, id)?,
            Subject::Entity(id) => entry::entity_page(catalogue, id)?,
            Subject::Event(id) => entry::event_page(catalogue, id)?,
            Subject::Claim(id) => claims::claim_page(catalogue, id)?,
            Subject::Sources(listed) => listing::sources_page(catalogue, around, route, listed),
            Subject::Entities(listed) => listing::entities_page(catalogue, route, listed),
            Subject::Events(listed) => listing::events_page(catalogue, route, listed),
            Subject::Tag(tag, listed) => listing::tag_page(catalogue, route, tag, listed),
            Subject::Tags(tags) => listing::tags_page(catalogue, route, tags),
            Subject::Changes(listed) => listing::changes_page(catalogue, route, listed, false),
            Subject::Corrections(listed) => listing::changes_page(catalogue, route, listed, true),
            Subject::Claims(listed) => claims::list_page(catalogue, route, listed),
            Subject::Disagreements(listed) => claims::matrix_page(catalogue, route, listed),
            Subject::Timeline(placed, undated, pager) => {
                timeline::page(catalogue, route, placed, undated, pager)
            }
            Subject::Faq => faq::faq_page(catalogue, config),
            Subject::Unknowns => faq::unknowns_page(catalogue),
            Subject::Index(number) => {
                search::page(catalogue, config, route, self.index(*number, catalogue)?)
            }
            Subject::Data => data::page(story, &self.lengths, around)?,
            Subject::NotFound => lost::page(catalogue, route, &around.near()),
            Subject::Moved(target) => moved::page(catalogue, route, target)?,
            Subject::Feed(of) => Page::new(route.clone(), "", "", View::Feed(feed::of(story, of)?)),
            Subject::File(path) => {
                let text = data::file(story, path)?;
                self.lengths.learn(path, text.len());
                Page::new(route.clone(), "", "", View::Text(text))
            }
            Subject::Calendar(id) => {
                Page::new(route.clone(), "", "", View::Text(data::calendar_of(story, id)?))
            }
            Subject::Sitemap(part) => {
                reads.note(Fact::Addresses, 0);
                Page::new(route.clone(), "", "", View::Text(feed::sitemap(self, *part)))
            }
            Subject::Robots => Page::new(route.clone(), "", "", View::Text(feed::robots(story))),
            Subject::Llms => Page::new(route.clone(), "", "", View::Text(feed::llms(story))),
            Subject::Text(text) => Page::new(route.clone(), "", "", View::Text(text.clone())),
        };
        let updated = match &planned.subject {
            Subject::Prose(_) | Subject::Method | Subject::Changes(_) | Subject::Corrections(_) => {
                page.updated
            }
            subject => updated(subject, story),
        };
        Some(page.dated(updated))
    }

    /// When a page last had news, for the sitemap.
    fn updated(&self, planned: &Planned<'_>) -> Option<Edtf> {
        let reads = Reads::default();
        let library = self.facts.library;
        match &planned.subject {
            Subject::Prose(id) => library.pages.get(*id)?.meta.as_of,
            Subject::Method => None,
            Subject::Changes(_) | Subject::Corrections(_) => {
                library.changes.values().map(|entry| entry.meta.at).max()
            }
            subject => updated(subject, &Story::new(&self.facts.catalogue(&reads))),
        }
    }

    /// What a fact is now; see [`Values::of`].
    pub fn value(&self, read: Read) -> u64 {
        match read {
            (Fact::Planned, file) => u64::from(self.has(file)),
            (Fact::Sections, _) => {
                let shown = || fingerprint(&(self.sections(), self.near()));
                *self.sections.get_or_init(shown)
            }
            (Fact::Addresses, _) => *self.addresses.get_or_init(|| {
                let listed = self.pages.iter().filter(|page| !page.subject.is_unlisted());
                let listed: Vec<_> =
                    listed.map(|page| (page.route.as_str(), self.updated(page))).collect();
                fingerprint(&listed)
            }),
            _ => self.values.of(&self.facts, read),
        }
    }

    /// A fact in words, for people who ask why a page was made again.
    pub fn name_of(&self, read: Read) -> String {
        let (fact, _) = read;
        match (fact, self.values.name(&self.facts, read)) {
            (Fact::Planned, _) => "whether another file of the site exists".to_owned(),
            (_, Some(name)) => format!("{}: {name}", fact.words()),
            (_, None) => fact.words().to_owned(),
        }
    }

    /// Whether a file is planned, by the fingerprint of its path.
    fn has(&self, file: u64) -> bool {
        let keys = self.keys.get_or_init(|| {
            self.pages.iter().map(|page| key(page.route.output().as_str())).collect()
        });
        keys.contains(&file)
    }

    /// The pages right below the base: path and title.
    fn sections(&self) -> &BTreeMap<String, String> {
        self.top.get_or_init(|| {
            let top = self.pages.iter().filter(|page| {
                page.subject.template().is_some() && page.route.as_str().matches('/').count() == 2
            });
            top.map(|page| (page.route.to_string(), page.title.clone())).collect()
        })
    }

    /// The same without unlisted ones and with the start page, in order: address and title.
    fn near(&self) -> Vec<(String, String)> {
        let pages = self.pages.iter().filter(|page| {
            let path = page.route.as_str().trim_matches('/');
            page.subject.template().is_some() && !page.subject.is_unlisted() && !path.contains('/')
        });
        pages.map(|page| (view::href(&page.route), page.title.clone())).collect()
    }

    fn index(&self, number: usize, catalogue: &Catalogue<'_>) -> Option<&search::SearchView> {
        search::note(catalogue);
        let views = self.index.get_or_init(|| search::views(catalogue, self.facts.config));
        views.get(number.checked_sub(1)?)
    }
}

/// When a page last had news: that of the thing it tells of; a list is as new as the site.
fn updated(subject: &Subject<'_>, story: &Story<'_>) -> Option<Edtf> {
    let target = match subject {
        Subject::Source(id) => Target::Article((*id).clone()),
        Subject::Entity(id) => Target::Entity((*id).clone()),
        Subject::Event(id) => Target::Event((*id).clone()),
        Subject::Claim(id) => Target::Claim((*id).clone()),
        subject if subject.template().is_none() || subject.is_unlisted() => return None,
        _ => return story.dates.as_of(),
    };
    story.dates.of(&target)
}

/// The other pages, as one of them sees them; every look is noted.
#[derive(Clone, Copy, Debug)]
pub struct Around<'p, 'a> {
    plan: &'p Plan<'a>,
    reads: &'p Reads,
}

impl<'p, 'a> Around<'p, 'a> {
    /// The pages of a plan, for a page whose looks are noted in `reads`.
    pub const fn new(plan: &'p Plan<'a>, reads: &'p Reads) -> Self {
        Self { plan, reads }
    }

    /// Whether a file is planned.
    pub fn has(&self, file: &str) -> bool {
        self.reads.note(Fact::Planned, key(file));
        OutputPath::parse(file).is_ok_and(|file| self.plan.files.contains_key(&file))
    }

    /// The pages right below the base with the start page, in order: address and title.
    fn near(&self) -> Vec<(String, String)> {
        self.reads.note(Fact::Sections, 0);
        self.plan.near()
    }

    /// Titles of the pages right below the base, by route.
    pub fn sections(&self) -> &'p BTreeMap<String, String> {
        self.reads.note(Fact::Sections, 0);
        self.plan.sections()
    }
}

/// Every page of a small site, made. For tests and for what needs all at once.
#[cfg(test)]
pub(crate) fn plan_pages(
    library: &Library,
    graph: &LinkGraph,
    config: &Config,
    strings: &Strings,
) -> (Vec<Page>, Diagnostics) {
    let library = &*facts::published(library, config);
    let facts = Facts::new(library, graph, config, strings);
    let (plan, diagnostics) = plan_site(facts);
    let made = plan.pages.iter().filter_map(|planned| plan.make(planned, &Reads::default()));
    (made.collect(), diagnostics)
}

#[cfg(test)]
pub(crate) mod fixture;
