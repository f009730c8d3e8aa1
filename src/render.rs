//! Pages to bytes in memory, in parallel. Only `sanitize` makes `SafeHtml`.

mod assets;
pub mod budget;
pub mod card;
mod flow;
mod hosting;
pub mod html;
mod kinds;
pub mod metadata;
pub mod past;
pub mod popover;
pub mod produce;
mod resources;
pub mod sanitize;
pub mod search;
mod sheets;
mod social;
mod style;
pub mod template;
mod vocabulary;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fingerprint::fingerprint;
use crate::pages::data::Story;
use crate::pages::reads::{Read, Reads};
use crate::pages::timeline::TimelineView;
use crate::pages::{Around, Page, Plan, Planned, Subject, View};
use crate::path::{ContentPath, OutputPath};
use crate::tree::{Growing, Tree};
use assets::named_assets;
use html::render_body;
use popover::PageBodies;
use produce::produce;
use sanitize::SafeHtml;
use sheets::Sheets;
use template::TemplateSources;
pub use template::Templates;

/// What every template sees as `site`.
#[derive(Debug, Serialize, JsonSchema)]
struct Site<'a> {
    /// Name of the story.
    title: &'a str,
    /// BCP 47 tag of the site's own texts.
    language: &'a str,
    /// One sentence about the story.
    description: Option<&'a str>,
    /// `ltr`, or `rtl` for languages written from right to left.
    direction: &'static str,
    /// The main navigation.
    nav: Vec<NavItem<'a>>,
    /// Files of the theme by name, with their paths below the site's base.
    assets: BTreeMap<String, String>,
    /// Published sources.
    sources: usize,
    /// Sources that stand on their own.
    independent: usize,
    /// The moment the site describes, in words.
    as_of: Option<String>,
    /// Whether the feed exists.
    feed: bool,
    /// Whether readers can search.
    search: bool,
    /// Whether there is a page that lists what can be downloaded.
    data: bool,
}

/// An entry of the navigation.
#[derive(Debug, Serialize, JsonSchema)]
struct NavItem<'a> {
    /// The section it leads to, as `page.section` has it.
    section: &'static str,
    /// Path below the site's base.
    href: &'static str,
    /// The word shown.
    text: &'a str,
}

/// Renders every page into memory. A page or template that fails costs only what it would have shown.
pub fn render_site(plan: &Plan<'_>, sources: &TemplateSources) -> (Tree, Diagnostics) {
    let tree = Growing::default();
    match produce(plan, sources, &tree, None, &|_, _| ()) {
        Ok(produced) => (tree.finish(), produced.diagnostics),
        // Memory refuses nothing.
        Err(_) => (tree.finish(), Vec::new()),
    }
}

/// Pages fail alike where they share a template: each failure once, with the first page and how many more it cost.
pub(crate) fn together(failures: Vec<(Diagnostic, String)>) -> Diagnostics {
    let mut kinds: Vec<(Diagnostic, String, usize)> = Vec::new();
    for (problem, route) in failures {
        let alike = |known: &&mut (Diagnostic, String, usize)| {
            known.0.place == problem.place && known.0.message == problem.message
        };
        match kinds.iter_mut().find(alike) {
            Some(known) => known.2 += 1,
            None => kinds.push((problem, route, 0)),
        }
    }
    let told = kinds.into_iter().map(|(mut problem, route, more)| {
        let others = match more {
            0 => String::new(),
            1 => " and 1 more page".to_owned(),
            _ => format!(" and {more} more pages"),
        };
        problem.message = format!("{} ({route}{others})", problem.message);
        problem
    });
    told.collect()
}

/// What became of one page.
#[derive(Default)]
struct Rendered {
    /// Its file, and the text of it.
    file: Option<(OutputPath, String)>,
    /// Style rules that this page alone needs.
    style: String,
    /// The page in other forms, and its social card.
    others: Vec<(OutputPath, Vec<u8>)>,
    /// What failed, and the address of the page.
    problem: Option<(Diagnostic, String)>,
    /// What can be found on it.
    documents: Vec<search::Document>,
    /// What was looked at.
    reads: Vec<Read>,
}

/// One file by itself.
pub(crate) struct Fresh {
    /// Its bytes; absent when there is nothing to show.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Files that come with it.
    pub(crate) others: Vec<(OutputPath, Vec<u8>)>,
    /// What was looked at.
    pub(crate) reads: Vec<Read>,
    /// What failed, and the address of the page.
    pub(crate) problem: Option<(Diagnostic, String)>,
}

/// What all pages of a site are rendered with.
pub struct Renderer {
    templates: Templates,
    cards: social::SocialCards,
    /// The style sheets that pages get.
    sheets: Sheets,
    /// Files of the theme and others that no page makes.
    assets: Vec<(OutputPath, Vec<u8>)>,
    /// Changes when anything changes that all pages show or are made with.
    frame: u64,
}

impl Renderer {
    /// Reads the templates.
    pub fn new(plan: &Plan<'_>, sources: &TemplateSources) -> (Self, Diagnostics) {
        let facts = &plan.facts;
        let (mut templates, diagnostics) = Templates::load(sources, facts.strings);
        let (names, mut assets) = named_assets(&templates);
        let site = site(plan, names);
        templates.set_global("site", Value::from_serializable(&site));
        let shown = serde_json::to_string(&site).unwrap_or_default();
        let (cards, story) = social::SocialCards::new(plan, frame(&site, plan));
        assets.extend(story);
        let sheets = Sheets::new(&templates, facts.addresses.are_absolute());
        let settings = format!("{:?}{:?}", facts.config, sources.strings());
        let frame = fingerprint(&(shown, settings, sheets.fingerprint(), cards.story()));
        (Self { templates, cards, sheets, assets, frame }, diagnostics)
    }

    /// What a page is made of besides what it reads of the story: what it is about, its template, what
    /// all pages share, and of the search page the folder of the index.
    pub(crate) fn spec(&self, planned: &Planned<'_>, index: &str) -> u64 {
        let template = planned.subject.template().map(|name| self.templates.fingerprint(name));
        let index = matches!(planned.subject, Subject::Index(_)).then_some(index);
        let own_card = self.cards.has_own(&planned.route);
        fingerprint(&(self.frame, &planned.route, &planned.subject, template, index, own_card))
    }

    fn page(&self, plan: &Plan<'_>, planned: &Planned<'_>, index: &str) -> Rendered {
        let reads = Reads::default();
        let mut rendered = self.made(plan, planned, index, &reads);
        rendered.reads = reads.take();
        rendered
    }

    fn made(&self, plan: &Plan<'_>, planned: &Planned<'_>, index: &str, reads: &Reads) -> Rendered {
        let Some(page) = plan.make(planned, reads) else { return Rendered::default() };
        let one = |text: String| Rendered {
            file: Some((page.route.output(), text)),
            ..Rendered::default()
        };
        match (&page.view, page.view.template()) {
            (View::Text(text), _) => one(text.clone()),
            (View::Feed(feed), _) => metadata::atom(feed).map(one).unwrap_or_default(),
            (_, Some(template)) => self.html(plan, &page, template, index, reads),
            (_, None) => Rendered::default(),
        }
    }

    fn html(
        &self,
        plan: &Plan<'_>,
        page: &Page,
        template: &'static str,
        index: &str,
        reads: &Reads,
    ) -> Rendered {
        let catalogue = plan.facts.catalogue(reads);
        let story = Story::new(&catalogue);
        let around = Around::new(plan, reads);
        let root = root(plan, page);
        let mut head = metadata::head(page, &story, around);
        let (image, card) = self.cards.of(page);
        head.image = image;
        let mut context = Context::new();
        let lists_sources =
            matches!(&page.view, View::Home(home) if home.all_sources.len() == home.sources);
        let mut bodies = PageBodies::new(&catalogue, &root).with_sources(lists_sources);
        let rendered = render_bodies(page, &mut bodies);
        let shown: BTreeMap<&str, Value> =
            rendered.iter().map(|(path, html)| (*path, html.value())).collect();
        if let View::Home(home) = &page.view
            && !bodies.has_cards()
        {
            for entity in &home.who {
                let _ = bodies.card(entity);
            }
        }
        let data = self
            .templates
            .has_json_ld()
            .then(|| metadata::json_ld(page, &head, &story, around).unwrap_or_default());
        context.insert_value("bodies", Value::from_serializable(&shown));
        let (popovers, cards) = bodies.finish();
        context.insert_value("popovers", popovers.value());
        context.insert_value("cards", Value::from_serializable(&cards));
        context.insert_value("json_ld", data.unwrap_or_default().value());
        context.insert("root", &root);
        context.insert("index", index);
        context.insert("here", &lists_sources);
        context.insert("page", &head);
        context.insert("view", &page.view);
        match self.templates.render(template, &context) {
            Ok(text) => Rendered {
                file: Some((page.route.output(), text)),
                style: match &page.view {
                    View::Timeline(timeline) => filter_rules(timeline),
                    _ => String::new(),
                },
                others: metadata::twins(page, &story).into_iter().chain(card).collect(),
                documents: if story.config.build.search {
                    search::documents(page, &rendered)
                } else {
                    Vec::new()
                },
                ..Rendered::default()
            },
            Err(problem) => Rendered {
                problem: Some((*problem, page.route.to_string())),
                ..Rendered::default()
            },
        }
    }

    /// One file by itself, with the whole style sheet.
    pub(crate) fn fresh(&self, plan: &Plan<'_>, planned: &Planned<'_>, index: &str) -> Fresh {
        let rendered = self.page(plan, planned, index);
        let Rendered { file, style, mut others, problem, reads, .. } = rendered;
        let bytes = file.map(|(_, text)| {
            let own = self.sheets.whole_file().filter(|_| !style.is_empty());
            match own.and_then(|sheet| sheet.with(&style)) {
                Some(sheet) => {
                    let text = self.sheets.dress(text, Some(&sheet));
                    others.push((sheet.path, sheet.bytes));
                    text.into_bytes()
                }
                None => text.into_bytes(),
            }
        });
        Fresh { bytes, others, reads, problem }
    }

    /// Files of the theme, once.
    pub(crate) fn take_assets(&mut self) -> Vec<(OutputPath, Vec<u8>)> {
        std::mem::take(&mut self.assets)
    }

    /// The theme's whole style sheet, for pages that are not dressed.
    pub(crate) fn whole_sheet(&self) -> Option<(OutputPath, Vec<u8>)> {
        self.sheets.whole_file().map(|sheet| (sheet.path, sheet.bytes))
    }
}

/// The search index of all pages: its folder and its files.
pub(crate) fn search_index(plan: &Plan<'_>) -> (String, Vec<(OutputPath, Vec<u8>)>) {
    let pages: Vec<&Planned<'_>> =
        plan.pages.iter().filter(|page| page.subject.template().is_some()).collect();
    let pages = pages.into_par_iter().filter(|page| !produce::is_late(page));
    search::build(pages.flat_map_iter(|page| documents_of(plan, page)).collect())
}

/// What can be found on a page, without rendering it.
fn documents_of(plan: &Plan<'_>, planned: &Planned<'_>) -> Vec<search::Document> {
    let reads = Reads::default();
    let Some(page) = plan.make(planned, &reads) else { return Vec::new() };
    let catalogue = plan.facts.catalogue(&reads);
    let root = root(plan, &page);
    let mut bodies = PageBodies::new(&catalogue, &root);
    search::documents(&page, &render_bodies(&page, &mut bodies))
}

/// What leads from a page to the site's base. The page for lost readers is shown at any address, so it
/// names the base absolutely.
fn root(plan: &Plan<'_>, page: &Page) -> String {
    if matches!(page.view, View::NotFound(_)) {
        return base_path(plan.facts.config.base_url.as_deref());
    }
    "../".repeat(page.route.output().as_str().matches('/').count())
}

/// The bodies of a page, by file.
fn render_bodies<'p>(page: &'p Page, bodies: &mut PageBodies<'_>) -> BTreeMap<&'p str, SafeHtml> {
    let mut rendered = BTreeMap::new();
    for body in &page.bodies {
        if let Ok(path) = ContentPath::parse(&body.path)
            && let Some(text) = bodies.catalogue.library.body(&path)
        {
            let html = render_body(bodies, &path, text, body.level);
            rendered.insert(body.path.as_str(), html);
        }
    }
    rendered
}

/// The path part of the base URL, with slashes at both ends.
fn base_path(base_url: Option<&str>) -> String {
    let path = base_url
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path.trim_matches('/'));
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

fn site<'a>(plan: &Plan<'a>, assets: BTreeMap<String, String>) -> Site<'a> {
    let (config, strings) = (plan.facts.config, plan.facts.strings);
    let reads = Reads::default();
    let catalogue = plan.facts.catalogue(&reads);
    let around = Around::new(plan, &reads);
    let item = |section, href, key| NavItem { section, href, text: strings.text(key) };
    let language = config.language.split('-').next().unwrap_or("");
    Site {
        title: &config.title,
        language: &config.language,
        description: config.description.as_deref(),
        direction: if matches!(language, "ar" | "fa" | "he" | "ur" | "yi" | "ps" | "ckb" | "dv") {
            "rtl"
        } else {
            "ltr"
        },
        nav: vec![
            item("", "index.html", "nav.story"),
            item("timeline", "timeline/index.html", "nav.timeline"),
            item("disagreements", "disagreements/index.html", "nav.disagreements"),
            item("faq", "faq/index.html", "nav.questions"),
            item("entities", "entities/index.html", "nav.entities"),
            item("sources", "sources/index.html", "nav.sources"),
            item(
                "search",
                "search/index.html",
                if config.build.search { "nav.search" } else { "nav.index" },
            ),
        ],
        assets,
        sources: catalogue.sources.len(),
        independent: catalogue.independent(),
        as_of: catalogue.dates.as_of().map(|date| strings.date(date)),
        feed: around.has("feed.xml"),
        data: around.has("data/index.html"),
        search: config.build.search,
    }
}

/// What all social cards of the site share.
fn frame(site: &Site<'_>, plan: &Plan<'_>) -> card::Frame {
    let (config, strings) = (plan.facts.config, plan.facts.strings);
    let address = config.base_url.as_deref().unwrap_or_default();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    card::Frame {
        nameplate: site.title.to_owned(),
        about: format!(
            "{}, {}",
            strings.count("count.sources", site.sources),
            strings.count("count.independent", site.independent)
        ),
        address: address.trim_end_matches('/').to_owned(),
        state: site
            .as_of
            .as_ref()
            .map_or_else(String::new, |date| strings.say("frame.as_of", &[("date", date)])),
    }
}

/// The rules that make a timeline's filters work without script.
fn filter_rules(timeline: &TimelineView) -> String {
    let mut css = String::new();
    let mut hide = |input: &str, part: &str| {
        // Writing to a String cannot fail.
        let _ = write!(
            css,
            ":root:has(#{input}:checked) :is(.moment:not({part}),.span:not(:has({part}))){{display:none}}"
        );
    };
    for filter in timeline.people.iter().chain(&timeline.places) {
        // Ids hold only letters, digits and hyphens: nothing that would need escaping.
        hide(&format!("f-{}", filter.id), &format!("[data-e~=\"{}\"]", filter.id));
    }
    for grain in ["coarse", "fine"].into_iter().filter(|_| timeline.mixed) {
        hide(&format!("g-{grain}"), &format!("[data-g={grain}]"));
    }
    css
}

/// Pages whose links lead nowhere in `tree`, for tests: the file and the link.
pub fn dead_links(tree: &Tree) -> Vec<(String, String)> {
    let files: BTreeSet<&str> = tree.iter().map(|(path, _)| path.as_str()).collect();
    let mut dead = Vec::new();
    for (path, bytes) in
        tree.iter().filter(|(path, _)| path.as_str().rsplit('.').next() == Some("html"))
    {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for part in text.split("href=\"").skip(1).chain(text.split("src=\"").skip(1)) {
            let link = part.split('"').next().unwrap_or("");
            let target = link.split(['#', '?']).next().unwrap_or("");
            let foreign = link.contains(':') || target.starts_with('/');
            if !target.is_empty() && !foreign && !files.contains(joined(path, target).as_str()) {
                dead.push((path.as_str().to_owned(), link.to_owned()));
            }
        }
    }
    dead
}

/// The file that `link` on the page `from` means.
fn joined(from: &OutputPath, link: &str) -> String {
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests;
