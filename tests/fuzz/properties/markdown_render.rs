//! Markdown bodies: where their parts stand, what links they hold, and the markup made of them.

use backstory::config::{BuildConfig, Config};
use backstory::content::library::{Library, load_library};
use backstory::diagnostic::Diagnostics;
use backstory::graph::{LinkGraph, resolve_links};
use backstory::markdown;
use backstory::pages::facts::{Facts, published};
use backstory::pages::plan_site;
use backstory::pages::reads::Reads;
use backstory::pages::strings::Strings;
use backstory::path::ContentPath;
use backstory::render::html::render_body;
use backstory::render::popover::PageBodies;
use backstory::render::render_site;
use backstory::render::template::TemplateSources;
use backstory::tree::Tree;

use super::dom::{Element, Page, harmless};
use super::input::text;
use super::places::{in_order, inside, told};

/// The article whose body an input is.
const ARTICLE: &str = "content/articles/quay.md";
const FRONT: &str = "---\ntitle: The ferry stays in port\noutlet: Tern Bay Courier\ncode: TC\npublished: 2031-03-09\nrights: full\n---\n\n";

/// What else there is in the story, so that links have somewhere to lead.
const OTHERS: [(&str, &str); 4] = [
    (
        "content/articles/strike.md",
        "---\ntitle: Strike on the Tern Bay ferry\noutlet: Harbour Radio\ncode: HR\nrights: full\n---\n\nNo boat left on Monday, Ana Reis said.\n",
    ),
    (
        "content/entities/ana-reis.md",
        "---\nname: Ana Reis\ntype: person\naliases: [Reis, a*b]\nrole: harbour master\n---\n",
    ),
    (
        "content/claims/boats.md",
        "---\nquestion: How many boats stayed in port?\nattribute: number\npositions:\n  - value: none left\n    article: strike\n    quote: No boat left on Monday\n---\n",
    ),
    ("content/index.md", "---\ntitle: The ferry dispute\n---\n\n[[ana-reis]] and [[quay]].\n"),
];

/// The input is a body.
pub fn hold(input: &[u8]) {
    let body = text(input);
    parsed(&body);
    let (library, mut problems) = story(&body);
    let (graph, found) = resolve_links(&library);
    problems.extend(found);
    let file = format!("{FRONT}{body}");
    let own = problems
        .iter()
        .filter(|problem| problem.place.as_ref().is_none_or(|place| place.file == ARTICLE));
    own.for_each(|problem| told(problem, ARTICLE, &file));
    let path = ContentPath::parse(ARTICLE).unwrap();
    let Some(body) = library.body(&path) else { return };
    linked(&graph, body);
    let html = rendered(&library, &graph, &path);
    assert_eq!(rendered(&library, &graph, &path), html, "rendered otherwise the second time");
    let page = Page::of_contents(&html);
    assert_eq!(page.errors, Vec::<String>::new(), "not well formed:\n{html}");
    harmless(&page);
    for name in page.elements().map(Element::name) {
        assert!(KNOWN.contains(&name), "<{name}> is none of ours\n{html}");
    }
}

/// The elements that bodies are written with, and those around them here.
#[rustfmt::skip]
const KNOWN: [&str; 48] = [
    "html", "head", "title", "body", "main", "a", "b", "blockquote", "br", "button", "cite", "code",
    "dd", "del", "details", "div", "dl", "dt", "em", "figure", "figcaption", "h2", "h3", "h4", "h5",
    "h6", "hr", "img", "label", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "summary",
    "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
];

fn parsed(body: &str) {
    let parsed = markdown::parse(body);
    for block in &parsed.blocks {
        inside(body, block.span, "a block");
        for run in &block.runs {
            inside(body, run.span, "a run");
            assert!(!run.linkable || run.span.of(body) == run.text, "{run:?}");
        }
    }
    for link in &parsed.wikilinks {
        let written = link.span.of(body).trim_start_matches('!');
        assert!(written.starts_with("[[") && written.ends_with("]]"), "{written:?}");
    }
}

fn story(body: &str) -> (Library, Diagnostics) {
    let mut files: Vec<(ContentPath, String)> = Vec::new();
    for (path, text) in OTHERS {
        files.push((ContentPath::parse(path).unwrap(), text.to_owned()));
    }
    files.push((ContentPath::parse(ARTICLE).unwrap(), format!("{FRONT}{body}")));
    load_library(&files)
}

fn linked(graph: &LinkGraph, body: &str) {
    let path = ContentPath::parse(ARTICLE).unwrap();
    let links = graph.links.get(&path).map_or(&[][..], |links| links);
    in_order(body, links.iter().map(|link| link.span), "a link");
}

/// The markup of the article's body, and of what it opens.
fn rendered(library: &Library, graph: &LinkGraph, path: &ContentPath) -> String {
    let strings = Strings::english();
    let config = config();
    let facts = Facts::new(library, graph, &config, &strings);
    let reads = Reads::default();
    let catalogue = facts.catalogue(&reads);
    let mut page = PageBodies::new(&catalogue, "../../");
    let body = library.body(path).unwrap_or_default();
    let html = render_body(&mut page, path, body, 2);
    let (opened, _) = page.finish();
    format!("{}\n{}", html.as_str(), opened.as_str())
}

/// Settings without what takes long and has nothing to do with bodies.
fn config() -> Config {
    Config {
        title: "The ferry dispute".to_owned(),
        base_url: Some("https://ferry.example".to_owned()),
        build: BuildConfig { social_cards: 0, exports: Vec::new(), ..BuildConfig::default() },
        ..Config::default()
    }
}

/// The whole site of a story of which one article has this body.
pub fn site(body: &str) -> (Tree, Diagnostics) {
    let (library, mut problems) = story(body);
    let (graph, found) = resolve_links(&library);
    problems.extend(found);
    let config = config();
    let strings = Strings::english();
    let shown = published(&library, &config);
    let facts = Facts::new(&shown, &graph, &config, &strings);
    let (plan, found) = plan_site(facts);
    problems.extend(found);
    let (tree, found) = render_site(&plan, &TemplateSources::default());
    problems.extend(found);
    (tree, problems)
}
