//! JSON-LD of a page: what schema.org facts of the article it states. Broken JSON is mended where that is simple.

use serde_json::{Map, Value};

use super::page::Page;
use super::{collapsed, page};

/// Facts of the article as JSON-LD states them.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// `headline`, or `name` of a page.
    pub headline: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Names of `author` or `creator`.
    pub authors: Vec<String>,
    /// Name of `publisher`.
    pub publisher: Option<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// Whether the date of publication is that of an article and not of the page around it.
    pub is_article: bool,
    /// `dateModified`.
    pub modified: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
}

/// Deepest nesting looked into.
const DEPTH: usize = 12;

/// Read all JSON-LD of the page; the most specific article on it wins, other pages' facts fill gaps of it.
pub(super) fn read(page: &Page) -> Linked {
    let mut values = Vec::new();
    for script in page.inside(0, "script") {
        let kind = page.attribute(script, "type").unwrap_or("");
        if kind.to_ascii_lowercase().contains("ld+json") {
            values.extend(raw(page, script).and_then(|text| parsed(&text)));
        }
    }
    let mut objects = Vec::new();
    for value in &values {
        flatten(value, &mut objects, 0);
    }
    let mut ranked: Vec<(u8, &Map<String, Value>)> = objects
        .iter()
        .map(|object| (rank(object), *object))
        .filter(|(rank, _)| *rank > 0)
        .collect();
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let mut linked = Linked::default();
    for (rank, object) in ranked {
        fill(&mut linked, object, &objects, rank);
    }
    linked
}

fn raw(page: &Page, script: page::NodeId) -> Option<String> {
    page.children(script).next().and_then(|child| page.text(child)).map(str::to_owned)
}

fn parsed(text: &str) -> Option<Value> {
    let bare = text
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let bare = bare
        .trim()
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim_end_matches([';', ' ', '\n']);
    serde_json::from_str(bare).ok().or_else(|| {
        let mended: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mended = mended.replace("\\'", "'");
        let mut values = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
        values.next()?.ok()
    })
}

fn flatten<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>, depth: usize) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| flatten(value, objects, depth + 1)),
        Value::Object(object) => {
            objects.push(object);
            for key in [
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "itemListElement",
                "hasPart",
                "author",
                "publisher",
                "isPartOf",
            ] {
                if let Some(inner) = object.get(key) {
                    flatten(inner, objects, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// How much an object's type says that it is the article: 0 not at all.
fn rank(object: &Map<String, Value>) -> u8 {
    let types: Vec<&str> = match object.get("@type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => return 0,
    };
    let of = |name: &str| match name.rsplit(['/', '#']).next().unwrap_or(name) {
        name if name.ends_with("NewsArticle") => 5,
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "TechArticle"
        | "ScholarlyArticle"
        | "Report"
        | "SatiricalArticle"
        | "Review"
        | "MedicalScholarlyArticle" => 4,
        "SocialMediaPosting"
        | "DiscussionForumPosting"
        | "CreativeWork"
        | "HowTo"
        | "Guide"
        | "Course" => 3,
        "WebPage" | "MedicalWebPage" | "ItemPage" | "FAQPage" | "AboutPage" => 1,
        _ => 0,
    };
    types.into_iter().map(of).max().unwrap_or(0)
}

fn fill(linked: &mut Linked, object: &Map<String, Value>, all: &[&Map<String, Value>], rank: u8) {
    let text = |key: &str| {
        object
            .get(key)
            .and_then(first_text)
            .map(|text| collapsed(&plain(&text)))
            .filter(|text| !text.is_empty())
    };
    let set = |place: &mut Option<String>, value: Option<String>| {
        if place.is_none() {
            *place = value;
        }
    };
    if rank > 1 {
        set(&mut linked.headline, text("headline").or_else(|| text("name")));
        set(&mut linked.description, text("description"));
        if linked.authors.is_empty() {
            linked.authors = ["author", "creator"]
                .iter()
                .filter_map(|key| object.get(*key))
                .map(|value| names(value, all, 0))
                .find(|names| !names.is_empty())
                .unwrap_or_default();
        }
    }
    set(
        &mut linked.publisher,
        object.get("publisher").and_then(|value| names(value, all, 0).into_iter().next()),
    );
    linked.is_article |=
        linked.published.is_none() && rank > 2 && object.contains_key("datePublished");
    set(
        &mut linked.published,
        text("datePublished").or_else(|| text("dateCreated").filter(|_| rank > 3)),
    );
    set(&mut linked.modified, text("dateModified"));
    set(&mut linked.language, text("inLanguage"));
    let url = text("url")
        .or_else(|| {
            object.get("mainEntityOfPage").and_then(|page| page.get("@id")).and_then(first_text)
        })
        .or_else(|| text("mainEntityOfPage"));
    set(&mut linked.url, url.filter(|url| url.starts_with("http")));
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values.first().and_then(first_text),
        Value::Object(object) => object
            .get("@value")
            .or_else(|| object.get("name"))
            .and_then(|value| value.as_str().map(str::to_owned)),
        _ => None,
    }
}

/// Names of persons or organizations, following `@id` within the page.
fn names(value: &Value, all: &[&Map<String, Value>], depth: usize) -> Vec<String> {
    if depth > 4 {
        return Vec::new();
    }
    match value {
        Value::String(name) => vec![collapsed(&plain(name))],
        Value::Array(values) => {
            values.iter().flat_map(|value| names(value, all, depth + 1)).collect()
        }
        Value::Object(object) => {
            let id = object.get("@id").and_then(Value::as_str);
            let same = |other: &&&Map<String, Value>| {
                other.get("name").is_some() && other.get("@id").and_then(Value::as_str) == id
            };
            let elsewhere = || id.and_then(|_| all.iter().find(same)?.get("name"));
            let name = object.get("name").or_else(elsewhere);
            name.map(|name| names(name, all, depth + 1)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The character references that JSON-LD written by templates holds.
pub(super) fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut plain = text.to_owned();
    for (name, character) in [
        ("&amp;", "&"),
        ("&#038;", "&"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&hellip;", "…"),
        ("&#8230;", "…"),
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ] {
        if plain.contains(name) {
            plain = plain.replace(name, character);
        }
    }
    plain
}
