//! What machines read of a page: canonical address, structured data, previews, other forms of it.
//! Knows no template.

mod atom;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::sanitize::SafeHtml;
use crate::config::Export;
use crate::model::date::Edtf;
use crate::pages::data::dates::rfc3339;
use crate::pages::data::{self, Story, bibliography, markdown, schema_org};
use crate::pages::{Around, Page, View};
use crate::path::web;
use crate::path::web::is_external;
use crate::path::{OutputPath, Slug};

pub use atom::atom;

/// What the head of a page needs besides its title.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageHead {
    /// Title, without the site's.
    pub title: String,
    /// Title for the browser's tab.
    pub full_title: String,
    /// One sentence.
    pub description: String,
    /// Path below the site's base, with a leading `/`.
    pub route: String,
    /// The entry of the navigation it belongs to.
    pub section: &'static str,
    /// Absolute address, when the site has one.
    pub canonical: Option<String>,
    /// Where the content can be edited.
    pub edit: Option<String>,
    /// Where a problem of the page can be reported, with the page filled in.
    pub report: Option<String>,
    /// Whether the site's feed exists.
    pub feed: bool,
    /// Whether search engines should leave it out.
    pub unlisted: bool,
    /// Open Graph's `og:type`: `article` for what tells of one thing, else `website`.
    pub og_type: &'static str,
    /// Open Graph's `og:locale`: `en_GB`; absent where the region of a language is anyone's guess.
    pub locale: Option<String>,
    /// When readers could first see it, RFC 3339; absent where no change entry says so.
    pub published: Option<String>,
    /// When it last had news, RFC 3339.
    pub modified: Option<String>,
    /// The picture for previews; absent when the site makes none.
    pub image: Option<PageImage>,
    /// Other forms of the page and feeds of it, for `<link rel="alternate">`.
    pub alternates: Vec<Alternate>,
    /// Files that hold what the page shows, to download.
    pub downloads: Vec<Download>,
    /// How to cite the page or the source it is about.
    pub cite: Option<Citation>,
}

/// A picture for previews of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageImage {
    /// Absolute address: `og:image` allows no other.
    pub url: String,
    /// Media type.
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// Another form of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alternate {
    /// Path below the site's base.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its name.
    pub title: String,
}

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Download {
    /// Path below the site's base.
    pub href: String,
    /// The format's name, the same in every language.
    pub name: &'static str,
}

/// A citation, ready to be copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Citation {
    /// The citation.
    pub text: String,
    /// Path of the BibTeX file that holds the same, below the site's base.
    pub bibtex: Option<&'static str>,
    /// Path of the CSL-JSON file.
    pub csl: Option<&'static str>,
}

/// The head of `page`.
pub fn head(page: &Page, story: &Story<'_>, around: Around<'_, '_>) -> PageHead {
    let config = story.config;
    let is_home = page.route.as_str() == "/";
    let unlisted = matches!(page.view, View::NotFound(_) | View::Moved(_));
    let edit = page.source.as_ref().zip(config.edit_url.as_ref()).map(|(file, pattern)| {
        // Letters beyond ASCII are fine in an IRI; a file name holds no other odd characters.
        pattern.replace("{path}", file.as_str())
    });
    let href = page.route.output();
    let moment = |date: Option<Edtf>| date.and_then(Edtf::anchor).map(rfc3339);
    PageHead {
        title: page.title.clone(),
        full_title: if is_home || page.title == config.title {
            page.title.clone()
        } else {
            format!("{} · {}", page.title, config.title)
        },
        description: page.description.clone(),
        route: page.route.to_string(),
        section: page.section,
        canonical: match &page.view {
            View::NotFound(_) => None,
            View::Moved(moved) => story.addresses.absolute(&moved.to.href),
            _ => story.addresses.absolute(href.as_str()),
        },
        edit: edit.filter(|url| is_external(url)),
        report: report(page, story).filter(|url| is_external(url)),
        feed: around.has("feed.xml"),
        unlisted,
        og_type: match &page.view {
            View::Home(_) | View::Source(_) | View::Entity(_) | View::Event(_) | View::Claim(_) => {
                "article"
            }
            _ => "website",
        },
        locale: locale(&config.language),
        published: moment(first_seen(page, story)),
        modified: moment(page.updated).filter(|_| !unlisted),
        image: None,
        alternates: if unlisted { Vec::new() } else { alternates(page, story, around) },
        downloads: downloads(page, around),
        cite: cite(page, story, around),
    }
}

/// The setting `report_url` with what it says of a page, escaped for a query; a page that nobody
/// meant to visit has none.
fn report(page: &Page, story: &Story<'_>) -> Option<String> {
    let pattern = story.config.report_url.as_ref()?;
    if matches!(page.view, View::NotFound(_) | View::Moved(_)) {
        return None;
    }
    let route = page.route.to_string();
    let address = story.addresses.absolute(page.route.output().as_str()).unwrap_or(route);
    let file = page.source.as_ref().map_or("", |file| file.as_str());
    let mut out = String::new();
    let mut rest = pattern.as_str();
    // In one pass: a title may itself hold `{page}`.
    while let Some(at) = rest.find('{') {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let known = [("{page}", address.as_str()), ("{title}", &page.title), ("{path}", file)];
        let (name, value) = known
            .into_iter()
            .find(|(name, _)| found.starts_with(name))
            .map_or(("{", "{".to_owned()), |(name, value)| (name, encoded(value)));
        out.push_str(&value);
        rest = found.get(name.len()..).unwrap_or("");
    }
    out.push_str(rest);
    Some(out)
}

/// A text as the value of a query (RFC 3986, unreserved characters stay).
fn encoded(text: &str) -> String {
    web::percent(text, |c| c.is_ascii_alphanumeric() || "-._~/:".contains(c))
}

/// The page as schema.org data.
pub fn json_ld(
    page: &Page,
    head: &PageHead,
    story: &Story<'_>,
    around: Around<'_, '_>,
) -> Option<SafeHtml> {
    let mut nodes = schema_org::of_page(story, page, around.sections());
    let image = head.image.as_ref().map(|image| json!(image.url));
    if let (Some(image), Some(node)) = (image, nodes.first_mut().and_then(|n| n.as_object_mut())) {
        node.insert("image".to_owned(), image);
    }
    (!nodes.is_empty()).then(|| SafeHtml::json(&schema_org::document(&nodes)))
}

/// The same page in other forms, as files beside it: in Markdown, and as data.
pub fn twins(page: &Page, story: &Story<'_>) -> Vec<(OutputPath, Vec<u8>)> {
    let file = page.route.output();
    if matches!(page.view, View::NotFound(_) | View::Moved(_))
        || !file.as_str().ends_with("index.html")
    {
        return Vec::new();
    }
    let mut twins = Vec::new();
    let mut add = |path: String, text: String| {
        twins.extend(OutputPath::parse(&path).ok().map(|path| (path, text.into_bytes())));
    };
    if story.config.exports(Export::Markdown)
        && let Some(text) = markdown::markdown(story, page)
    {
        add(markdown::twin(file.as_str()), text);
    }
    if story.config.exports(Export::Pages) {
        let text = format!("{}\n", data::page_json(page, story));
        add(file.as_str().replace("index.html", "index.json"), text);
    }
    twins
}

/// When readers could first see a page, where a change entry says so.
fn first_seen(page: &Page, story: &Story<'_>) -> Option<Edtf> {
    let id = match &page.view {
        View::Home(_) => return story.dates.begun(),
        View::Source(source) => &source.source.id,
        View::Event(event) => &event.event.id,
        _ => return None,
    };
    story.dates.added(&Slug::parse(id).ok()?)
}

/// Regions that Open Graph's form asks for and a bare language leaves open: the likely ones of the
/// Unicode CLDR (likelySubtags).
const LIKELY: [(&str, &str); 30] = [
    ("ar", "EG"),
    ("bg", "BG"),
    ("bn", "BD"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("et", "EE"),
    ("fa", "IR"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("ko", "KR"),
    ("lt", "LT"),
    ("lv", "LV"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("pt", "BR"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("tr", "TR"),
    ("uk", "UA"),
];

/// `en-GB` as `en_GB`, `uk` as `uk_UA`.
fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    let region = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    let likely =
        || LIKELY.iter().find(|(known, _)| *known == language).map(|(_, r)| (*r).to_owned());
    Some(format!("{language}_{}", region.or_else(likely)?))
}

fn alternates(page: &Page, story: &Story<'_>, around: Around<'_, '_>) -> Vec<Alternate> {
    let title = &story.config.title;
    let mut found = Vec::new();
    let mut add = |href: &str, media_type, title: String| {
        if around.has(href) {
            found.push(Alternate { href: href.to_owned(), media_type, title });
        }
    };
    add("feed.xml", "application/atom+xml", title.clone());
    let page_file = page.route.output();
    let page_file = page_file.as_str();
    match &page.view {
        View::Entity(_) => {
            let folder = page_file.trim_end_matches("index.html");
            let feed = format!("{folder}feed.xml");
            add(&feed, "application/atom+xml", format!("{title}: {}", page.title));
            let events = format!("{folder}events.ics");
            add(&events, "text/calendar", format!("{title}: {}", page.title));
        }
        View::Changes(_) => {
            add("changes/feed.xml", "application/atom+xml", format!("{title}: {}", page.title));
        }
        View::Timeline(_) => {
            add("data/events.ics", "text/calendar", format!("{title}: {}", page.title));
        }
        _ => {}
    }
    let twins = [
        (Export::Markdown, markdown::twin(page_file), "text/markdown"),
        (Export::Pages, page_file.replace("index.html", "index.json"), "application/json"),
    ];
    for (export, href, media_type) in twins {
        if story.config.exports(export) {
            found.push(Alternate { href, media_type, title: page.title.clone() });
        }
    }
    found
}

/// The files that hold what a page shows.
fn downloads(page: &Page, around: Around<'_, '_>) -> Vec<Download> {
    let file = page.route.output();
    let folder = file.as_str().trim_end_matches("index.html");
    let wanted: Vec<(String, &'static str)> = match &page.view {
        View::Timeline(_) | View::Events(_) => vec![
            ("data/events.ics".to_owned(), "iCalendar"),
            ("data/events.csv".to_owned(), "CSV"),
            ("data/timeline.json".to_owned(), "TimelineJS"),
        ],
        View::Disagreements(_) | View::Claims(_) => vec![
            ("data/claims.csv".to_owned(), "CSV"),
            ("data/annotations.jsonld".to_owned(), "Web Annotation"),
        ],
        View::Sources(_) => vec![
            ("data/sources.bib".to_owned(), "BibTeX"),
            ("data/sources.csl.json".to_owned(), "CSL-JSON"),
        ],
        View::Entity(_) => vec![
            (format!("{folder}feed.xml"), "Atom"),
            (format!("{folder}events.ics"), "iCalendar"),
        ],
        View::Changes(_) => vec![("changes/feed.xml".to_owned(), "Atom")],
        _ => Vec::new(),
    };
    let there = wanted.into_iter().filter(|(href, _)| around.has(href));
    there.map(|(href, name)| Download { href, name }).collect()
}

/// How to cite the explainer, or the source a page is about.
fn cite(page: &Page, story: &Story<'_>, around: Around<'_, '_>) -> Option<Citation> {
    let strings = story.catalogue.strings;
    let only = |file: &'static str| around.has(file).then_some(file);
    match &page.view {
        View::Home(home) => Some(Citation {
            text: bibliography::explainer_citation(
                &home.headline,
                home.author.as_deref(),
                &story.config.title,
                home.as_of.as_ref().map(|date| date.words.as_str()),
                story.addresses.absolute("index.html").as_deref(),
                strings,
            ),
            bibtex: None,
            csl: None,
        }),
        View::Source(source) => Some(Citation {
            text: bibliography::citation(&source.source, strings),
            bibtex: only("data/sources.bib"),
            csl: only("data/sources.csl.json"),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_have_a_region() {
        for (tag, expected) in [
            ("en", Some("en_US")),
            ("en-GB", Some("en_GB")),
            ("uk", Some("uk_UA")),
            ("zh-Hant-TW", Some("zh_TW")),
            ("tlh", None),
        ] {
            assert_eq!(locale(tag).as_deref(), expected, "{tag}");
        }
    }
}
