//! Pages to bytes in memory, in parallel. Only `sanitize` makes `SafeHtml`.

mod assets;
pub mod budget;
pub mod card;
mod flow;
mod hosting;
pub mod html;
pub mod metadata;
pub mod popover;
mod resources;
pub mod sanitize;
pub mod search;
mod social;
mod style;
pub mod template;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use tera::{Context, Value};

use crate::config::Config;
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::LinkGraph;
use crate::pages::catalogue::{Catalogue, published};
use crate::pages::data::Story;
use crate::pages::strings::Strings;
use crate::pages::timeline::TimelineView;
use crate::pages::{Page, View};
use crate::path::{ContentPath, OutputPath};
use crate::tree::Tree;
use assets::{add_assets, dress, seal};
use html::render_body;
use metadata::Surroundings;
use popover::PageBodies;
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

/// Renders every page. A page or template that fails costs only what it would have shown.
pub fn render_site(
    pages: &[Page],
    library: &Library,
    graph: &LinkGraph,
    config: &Config,
    strings: &Strings,
    templates: &TemplateSources,
) -> (Tree, Diagnostics) {
    let library = &*published(library, config);
    let catalogue = Catalogue::new(library, graph, strings);
    let (mut templates, mut diagnostics) = Templates::load(templates, strings);
    let mut tree = Tree::new();
    let (assets, seals) = add_assets(&mut tree, &templates);
    let around = Surroundings::new(pages);
    let site = site(config, &catalogue, assets, &around);
    templates.set_global("site", Value::from_serializable(&site));
    let cards = social::SocialCards::draw(pages, frame(&site, config, strings), config, &mut tree);
    let mut renderer = Renderer {
        cards,
        catalogue: &catalogue,
        story: Story::new(&catalogue, config),
        around,
        templates: &templates,
        bodies: body_texts(library),
        index: String::new(),
    };
    // The search page names the index, which is made from all other pages.
    let (searches, others): (Vec<&Page>, Vec<&Page>) =
        pages.iter().partition(|page| matches!(page.view, View::Search(_)));
    let mut outcomes: Vec<Rendered> = others.par_iter().map(|page| renderer.page(page)).collect();
    if config.build.search {
        let documents =
            outcomes.iter_mut().flat_map(|page| std::mem::take(&mut page.documents)).collect();
        let (folder, files) = search::build(documents);
        renderer.index = folder;
        for (path, bytes) in files {
            tree.insert(path, bytes);
        }
    }
    outcomes.par_extend(searches.par_iter().map(|page| renderer.page(page)));
    let mut failures = Vec::new();
    dress(&mut tree, &templates, &mut outcomes);
    if config.base_url.is_some() {
        seal(&seals, &tree, &mut outcomes);
    }
    for page in outcomes {
        if let Some((path, text)) = page.file {
            tree.insert(path, text.into_bytes());
        }
        for (path, bytes) in page.twins {
            tree.insert(path, bytes);
        }
        failures.extend(page.problem);
    }
    diagnostics.extend(together(failures));
    hosting::add_host_files(&mut tree, config);
    (tree, diagnostics)
}

/// Pages fail alike where they share a template: each failure once, with the first page and how many more it cost.
fn together(failures: Vec<(Diagnostic, String)>) -> Diagnostics {
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
    /// The template it was made with; none for files that are not pages.
    template: Option<&'static str>,
    /// Style rules that this page alone needs.
    style: String,
    /// The page in other forms.
    twins: Vec<(OutputPath, Vec<u8>)>,
    /// Its style sheet.
    sheet: Option<OutputPath>,
    /// What failed, and the address of the page.
    problem: Option<(Diagnostic, String)>,
    /// What can be found on it.
    documents: Vec<search::Document>,
}

struct Renderer<'a> {
    cards: social::SocialCards,
    catalogue: &'a Catalogue<'a>,
    story: Story<'a>,
    around: Surroundings,
    templates: &'a Templates,
    /// Bodies by file.
    bodies: BTreeMap<&'a str, (&'a ContentPath, &'a str)>,
    /// Folder of the search index below the site's base; empty without one.
    index: String,
}

impl Renderer<'_> {
    fn page(&self, page: &Page) -> Rendered {
        let one = |text: String| Rendered {
            file: Some((page.route.output(), text)),
            ..Rendered::default()
        };
        match (&page.view, page.view.template()) {
            (View::Text(text), _) => one(text.clone()),
            (View::Feed(feed), _) => metadata::atom(feed).map(one).unwrap_or_default(),
            (_, Some(template)) => self.html(page, template),
            (_, None) => Rendered::default(),
        }
    }

    fn html(&self, page: &Page, template: &'static str) -> Rendered {
        let root = self.root(page);
        let mut head = metadata::head(page, &self.story, &self.around);
        head.image = self.cards.of(page);
        let mut context = Context::new();
        let lists_sources =
            matches!(&page.view, View::Home(home) if home.all_sources.len() == home.sources);
        let mut bodies = PageBodies::new(self.catalogue, &root).with_sources(lists_sources);
        let mut rendered = BTreeMap::new();
        for body in &page.bodies {
            if let Some((path, text)) = self.bodies.get(body.path.as_str()) {
                let html = render_body(&mut bodies, path, text, body.level);
                rendered.insert(body.path.as_str(), html);
            }
        }
        let shown: BTreeMap<&str, Value> = rendered
            .iter()
            .map(|(path, html)| (*path, Value::safe_string(html.as_str())))
            .collect();
        if let View::Home(home) = &page.view
            && !bodies.has_cards()
        {
            for entity in &home.who {
                let _ = bodies.card(entity);
            }
        }
        let data = metadata::json_ld(page, &head, &self.story, &self.around);
        let data = data.as_ref().map_or("", sanitize::SafeHtml::as_str);
        context.insert_value("bodies", Value::from_serializable(&shown));
        let (popovers, cards) = bodies.finish();
        context.insert_value("popovers", Value::safe_string(popovers.as_str()));
        context.insert_value("cards", Value::from_serializable(&cards));
        context.insert_value("json_ld", Value::safe_string(data));
        context.insert("root", &root);
        context.insert("index", &self.index);
        context.insert("here", &lists_sources);
        context.insert("page", &head);
        context.insert("view", &page.view);
        match self.templates.render(template, &context) {
            Ok(text) => Rendered {
                file: Some((page.route.output(), text)),
                template: Some(template),
                style: match &page.view {
                    View::Timeline(timeline) => filter_rules(timeline),
                    _ => String::new(),
                },
                twins: metadata::twins(page, &self.story),
                documents: if self.story.config.build.search {
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

    /// What leads from a page to the site's base. The page for lost readers is shown at any
    /// address, so it names the base absolutely.
    fn root(&self, page: &Page) -> String {
        if matches!(page.view, View::NotFound(_)) {
            return base_path(self.story.config.base_url.as_deref());
        }
        "../".repeat(page.route.output().as_str().matches('/').count())
    }
}

/// The path part of the base URL, with slashes at both ends.
fn base_path(base_url: Option<&str>) -> String {
    let path = base_url
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path.trim_matches('/'));
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

fn site<'a>(
    config: &'a Config,
    catalogue: &Catalogue<'a>,
    assets: BTreeMap<String, String>,
    around: &Surroundings,
) -> Site<'a> {
    let strings = catalogue.strings;
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
        independent: catalogue.independent,
        as_of: crate::pages::home::as_of(catalogue).map(|date| strings.date(date)),
        feed: around.has("feed.xml"),
        data: around.has("data/index.html"),
        search: config.build.search,
    }
}

/// What all social cards of the site share.
fn frame(site: &Site<'_>, config: &Config, strings: &Strings) -> card::Frame {
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

fn body_texts(library: &Library) -> BTreeMap<&str, (&ContentPath, &str)> {
    let mut bodies = BTreeMap::new();
    macro_rules! collect {
        ($entries:expr) => {
            for entry in $entries {
                bodies.insert(entry.path.as_str(), (&entry.path, entry.body()));
            }
        };
    }
    collect!(library.index.iter());
    collect!(library.pages.values());
    collect!(library.articles.values());
    collect!(library.entities.values());
    collect!(library.events.values());
    collect!(library.claims.values());
    collect!(library.questions.values());
    collect!(library.changes.values());
    bodies
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
