//! Files for machines that follow a site: feed, sitemap, robots and the text for language models.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;

use super::catalogue::Catalogue;
use super::home::as_of;
use super::route::Routes;
use super::view::LISTED;
use super::{Page, View};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::date::{Date, Edtf};
use crate::path::UrlPath;

/// Entries in the feed at most.
const ENTRIES: usize = 50;
/// URLs in one sitemap at most (sitemaps.org protocol).
const SITEMAP: usize = 50_000;

/// An Atom feed (RFC 4287).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedView {
    /// Absolute address of the site, also the feed's id.
    pub home: String,
    /// Absolute address of the feed.
    pub url: String,
    /// Name of the story.
    pub title: String,
    /// The latest entry's date, RFC 3339.
    pub updated: String,
    /// The latest entries first.
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    /// Absolute address, also the id.
    pub url: String,
    /// Title.
    pub title: String,
    /// Its date, RFC 3339.
    pub updated: String,
    /// Plain text.
    pub summary: String,
}

/// Plans all of them. Feed and sitemap need absolute addresses: without `base_url` they are left
/// out, with a note.
pub fn plan(catalogue: &Catalogue<'_>, config: &Config, routes: &mut Routes) {
    let base = config.base_url.as_deref().map(|base| base.trim_end_matches('/'));
    match base {
        Some(base) => {
            let feed = feed(catalogue, config, base);
            let sitemap = sitemap(routes.pages(), base);
            add(routes, "/sitemap.xml", View::Text(sitemap));
            if let Some(feed) = feed {
                add(routes, "/feed.xml", View::Feed(feed));
            }
        }
        None => routes.report(
            Diagnostic::note("no-base-url", "feed.xml and sitemap.xml are left out")
                .at(Place::file("site.toml"))
                .hint("both need absolute addresses: set base_url to where the site is published"),
        ),
    }
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = base {
        let _ = writeln!(robots, "Sitemap: {base}/sitemap.xml");
    }
    add(routes, "/robots.txt", View::Text(robots));
    add(routes, "/llms.txt", View::Text(llms(catalogue, config, base)));
    add(routes, "/.nojekyll", View::Text(String::new()));
}

fn add(routes: &mut Routes, path: &str, view: View) {
    if let Ok(route) = UrlPath::parse(path) {
        routes.add(Page::new(route, "", "", view));
    }
}

/// Changes where there are any, else events and sources; absent when nothing has a date.
fn feed(catalogue: &Catalogue<'_>, config: &Config, base: &str) -> Option<FeedView> {
    let entry = |date: Edtf, href: &str, title: String, summary: String| {
        let url = format!("{base}/{}", href.replace("index.html", ""));
        Some((date, FeedEntry { url, title, updated: rfc3339(date.anchor()?), summary }))
    };
    let library = catalogue.library;
    let mut entries: Vec<(Edtf, FeedEntry)> = library
        .changes
        .values()
        .filter_map(|change| {
            let view = catalogue.change_view(change);
            let about = view.about.as_ref().map(|link| link.text.as_str());
            let title = match about {
                Some(about) => format!("{}: {about}", view.kind_word),
                None => view.kind_word.clone(),
            };
            let why = view.why.clone().unwrap_or_else(|| change.body().trim().to_owned());
            entry(change.meta.at, &view.href, title, why)
        })
        .collect();
    if entries.is_empty() {
        let events = library.events.iter().filter_map(|(id, event)| {
            let view = catalogue.events.get(id)?;
            entry(event.meta.date?, &view.href, view.title.clone(), event.body().trim().to_owned())
        });
        let articles = library.articles.iter().filter_map(|(id, article)| {
            let view = catalogue.sources.get(id)?;
            let date = article.meta.updated.or(article.meta.published)?;
            let summary = view.description.clone().unwrap_or_default();
            entry(date, &view.href, format!("{}: {}", view.name, view.title), summary)
        });
        entries = events.chain(articles).collect();
    }
    entries.sort_by(|a, b| (b.0, &b.1.url).cmp(&(a.0, &a.1.url)));
    entries.truncate(ENTRIES);
    let updated = entries.first().map(|(_, entry)| entry.updated.clone())?;
    Some(FeedView {
        home: format!("{base}/"),
        url: format!("{base}/feed.xml"),
        title: config.title.clone(),
        updated,
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
    })
}

/// The first moment a date can mean, as RFC 3339; without a zone it is read as UTC.
fn rfc3339(date: Date) -> String {
    let at = date.earliest();
    let zone = match date.zone_minutes() {
        None | Some(0) => "Z".to_owned(),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    };
    format!("{}T{:02}:{:02}:{:02}{zone}", at.date(), at.hour(), at.minute(), at.second())
}

fn sitemap(pages: &[Page], base: &str) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    let listed = pages
        .iter()
        .filter(|page| page.view.template().is_some() && !matches!(page.view, View::NotFound(_)));
    for page in listed.take(SITEMAP) {
        let day = page.updated.and_then(Edtf::anchor).and_then(Date::calendar_day);
        let modified = day.map_or(String::new(), |day| format!("<lastmod>{day}</lastmod>"));
        let url = escape(&format!("{base}{}", page.route));
        let _ = writeln!(xml, "<url><loc>{url}</loc>{modified}</url>");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The story in one Markdown text (llmstxt.org): what is agreed, what is not, and where to look.
fn llms(catalogue: &Catalogue<'_>, config: &Config, base: Option<&str>) -> String {
    let url = |href: &str| match base {
        Some(base) => format!("{base}/{}", href.replace("index.html", "")),
        None => href.to_owned(),
    };
    let strings = catalogue.strings;
    let mut text = format!("# {}\n", config.title);
    if let Some(description) = &config.description {
        let _ = writeln!(text, "\n> {description}");
    }
    if let Some(date) = as_of(catalogue) {
        let date = strings.date(date);
        let _ = writeln!(text, "\n{}", strings.say("llms.as_of", &[("date", &date)]));
    }
    let _ = writeln!(text, "\n## {}\n", strings.text("llms.claims"));
    for claim in catalogue.claims_by_dispute() {
        let mut seen = BTreeSet::new();
        let answers: Vec<String> = claim
            .answers
            .iter()
            .filter(|answer| seen.insert(&answer.value))
            .map(|answer| {
                let positions = answer.positions.iter().take(LISTED);
                let mut codes: Vec<String> =
                    positions.map(|p| p.evidence.source.code.clone()).collect();
                let more = answer.count.saturating_sub(codes.len());
                codes.extend((more > 0).then(|| strings.count("llms.more", more)));
                format!("{} ({})", answer.value, codes.join(", "))
            })
            .collect();
        let _ = writeln!(
            text,
            "- [{}]({}): {} — {}",
            claim.question,
            url(&claim.href),
            claim.verdict.word,
            answers.join(strings.text("marks.between"))
        );
    }
    let _ = writeln!(text, "\n## {}\n", strings.text("llms.sources"));
    for source in catalogue.sources.values() {
        let date = source.published.as_ref();
        let date = date.map_or(strings.text("part.undated"), |date| date.words.as_str());
        let _ = writeln!(
            text,
            "- {}: [{}]({}), {}, {date}",
            source.code,
            source.title,
            url(&source.href),
            source.name
        );
    }
    let _ = writeln!(
        text,
        "\n## {}\n\n- [{}]({})\n- [{}]({})",
        strings.text("llms.rest"),
        strings.text("llms.timeline"),
        url("timeline/index.html"),
        strings.text("llms.data"),
        url("data/story.json")
    );
    text
}
