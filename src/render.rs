//! Pages to bytes in memory, in parallel. Only `sanitize` makes `SafeHtml`.

mod flow;
pub mod head;
pub mod html;
pub mod popover;
pub mod sanitize;
pub mod template;

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
use crate::pages::strings::Strings;
use crate::pages::timeline::TimelineView;
use crate::pages::{Page, View};
use crate::path::{ContentPath, OutputPath};
use crate::tree::{Tree, sha256};
use html::render_body;
use popover::PageBodies;
use template::TemplateSources;
pub use template::Templates;

/// What every template sees as `site`.
#[derive(Debug, Serialize, JsonSchema)]
struct Site<'a> {
    title: &'a str,
    language: &'a str,
    description: Option<&'a str>,
    /// `rtl` for languages written from right to left.
    direction: &'static str,
    nav: Vec<NavItem<'a>>,
    /// Files of the theme by name, with their paths below the site's base.
    assets: BTreeMap<String, String>,
    sources: usize,
    independent: usize,
    /// The moment the site describes, in words.
    as_of: Option<String>,
    feed: bool,
}

/// An entry of the navigation.
#[derive(Debug, Serialize, JsonSchema)]
struct NavItem<'a> {
    section: &'static str,
    href: &'static str,
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
    let assets = add_assets(&mut tree, &templates);
    let feed = pages.iter().any(|page| matches!(page.view, View::Feed(_)));
    let site = site(config, &catalogue, assets, feed);
    templates.set_global("site", Value::from_serializable(&site));
    let renderer = Renderer {
        catalogue: &catalogue,
        config,
        templates: &templates,
        bodies: body_texts(library),
        feed,
    };
    let mut failures = Vec::new();
    let outcomes: Vec<Rendered> = pages.par_iter().map(|page| renderer.page(page)).collect();
    for page in outcomes {
        for (path, bytes) in page.files {
            tree.insert(path, bytes);
        }
        failures.extend(page.problem);
    }
    diagnostics.extend(together(failures));
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

/// The files one page becomes: itself, and its own style sheet if it has one.
#[derive(Default)]
struct Rendered {
    files: Vec<(OutputPath, Vec<u8>)>,
    /// What failed, and the address of the page.
    problem: Option<(Diagnostic, String)>,
}

struct Renderer<'a> {
    catalogue: &'a Catalogue<'a>,
    config: &'a Config,
    templates: &'a Templates,
    /// Bodies by file.
    bodies: BTreeMap<&'a str, (&'a ContentPath, &'a str)>,
    feed: bool,
}

impl Renderer<'_> {
    fn page(&self, page: &Page) -> Rendered {
        let one = |text: String| Rendered {
            files: vec![(page.route.output(), text.into_bytes())],
            problem: None,
        };
        match (&page.view, page.view.template()) {
            (View::Text(text), _) => one(text.clone()),
            (View::Feed(feed), _) => head::atom(feed).map(one).unwrap_or_default(),
            (_, Some(template)) => self.html(page, template),
            (_, None) => Rendered::default(),
        }
    }

    fn html(&self, page: &Page, template: &str) -> Rendered {
        let root = self.root(page);
        let mut head = head::head(page, self.config, self.feed);
        let mut files = Vec::new();
        if let View::Timeline(timeline) = &page.view
            && let Some((path, css)) = filter_sheet(timeline)
        {
            head.styles.push(path.as_str().to_owned());
            files.push((path, css));
        }
        let mut context = Context::new();
        let mut bodies = PageBodies::new(self.catalogue, &root);
        let mut rendered = BTreeMap::new();
        for body in &page.bodies {
            if let Some((path, text)) = self.bodies.get(body.path.as_str()) {
                let html = render_body(&mut bodies, path, text, body.level);
                rendered.insert(body.path.as_str(), Value::safe_string(html.as_str()));
            }
        }
        let data = head::json_ld(page, &head, self.config);
        let data = data.as_ref().map_or("", sanitize::SafeHtml::as_str);
        context.insert_value("bodies", Value::from_serializable(&rendered));
        context.insert_value("popovers", Value::safe_string(bodies.popovers().as_str()));
        context.insert_value("json_ld", Value::safe_string(data));
        context.insert("root", &root);
        context.insert("page", &head);
        context.insert("view", &page.view);
        match self.templates.render(template, &context) {
            Ok(text) => {
                files.push((page.route.output(), text.into_bytes()));
                Rendered { files, problem: None }
            }
            Err(problem) => {
                Rendered { files: Vec::new(), problem: Some((*problem, page.route.to_string())) }
            }
        }
    }

    /// What leads from a page to the site's base. The page for lost readers is shown at any
    /// address, so it names the base absolutely.
    fn root(&self, page: &Page) -> String {
        if matches!(page.view, View::NotFound(_)) {
            return base_path(self.config.base_url.as_deref());
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
    feed: bool,
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
        ],
        assets,
        sources: catalogue.sources.len(),
        independent: catalogue.independent,
        as_of: crate::pages::home::as_of(catalogue).map(|date| strings.date(date)),
        feed,
    }
}

/// Adds the theme's files under names with a hash of their content; gives back those names.
fn add_assets(tree: &mut Tree, templates: &Templates) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (name, bytes) in &templates.assets {
        if let Some(path) = hashed(name, bytes) {
            names.insert(name.replace(['.', '/', '-'], "_"), path.as_str().to_owned());
            tree.insert(path, bytes.clone());
        }
    }
    names
}

/// `style.css` → `assets/style.1f2e3d4c.css`.
fn hashed(name: &str, bytes: &[u8]) -> Option<OutputPath> {
    let hash = sha256(bytes);
    let hash = hash.get(..8)?;
    let path = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{hash}.{extension}"),
        None => format!("assets/{name}.{hash}"),
    };
    OutputPath::parse(&path).ok()
}

/// The rules that make a timeline's filters work without script; absent without filters.
fn filter_sheet(timeline: &TimelineView) -> Option<(OutputPath, Vec<u8>)> {
    let mut css = String::new();
    for filter in timeline.people.iter().chain(&timeline.places) {
        // Ids hold only letters, digits and hyphens: nothing that would need escaping.
        let id = &filter.id;
        let _ = writeln!(
            css,
            ":root:has(#f-{id}:checked) .moment:not([data-e~=\"{id}\"]),\
             :root:has(#f-{id}:checked) .span:not(:has([data-e~=\"{id}\"])){{display:none}}"
        );
    }
    if timeline.mixed {
        for grain in ["coarse", "fine"] {
            let _ = writeln!(
                css,
                ":root:has(#g-{grain}:checked) .moment:not([data-g={grain}]),\
                 :root:has(#g-{grain}:checked) .span:not(:has([data-g={grain}])){{display:none}}"
            );
        }
    }
    if css.is_empty() {
        return None;
    }
    hashed("timeline.css", css.as_bytes()).map(|path| (path, css.into_bytes()))
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

/// Pages whose links lead nowhere in `tree`, for tests and `check`: the file and the link.
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
