//! What machines read of a page: canonical address, structured data, feed. Knows no template.

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::sanitize::SafeHtml;
use crate::config::Config;
use crate::pages::feed::FeedView;
use crate::pages::view::ClaimView;
use crate::pages::{Page, View};

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
    /// Whether the feed exists.
    pub feed: bool,
    /// Paths of further style sheets below the site's base.
    pub styles: Vec<String>,
    /// Whether search engines should leave it out.
    pub unlisted: bool,
}

/// The head of `page`.
pub fn head(page: &Page, config: &Config, feed: bool) -> PageHead {
    let base = config.base_url.as_deref().map(|base| base.trim_end_matches('/'));
    let is_home = page.route.as_str() == "/";
    let unlisted = matches!(page.view, View::NotFound(_));
    let edit = page.source.as_ref().zip(config.edit_url.as_ref()).map(|(file, pattern)| {
        // Letters beyond ASCII are fine in an IRI; a file name holds no other odd characters.
        pattern.replace("{path}", file.as_str())
    });
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
        canonical: base.filter(|_| !unlisted).map(|base| format!("{base}{}", page.route)),
        edit: edit.filter(|url| super::sanitize::is_external(url)),
        feed,
        styles: Vec::new(),
        unlisted,
    }
}

/// The page as schema.org data, for pages that have a type there.
pub fn json_ld(page: &Page, head: &PageHead, config: &Config) -> Option<SafeHtml> {
    let mut data = match &page.view {
        View::Home(home) => json!({
            "@type": "BackgroundNewsArticle",
            "headline": home.headline,
            "dateModified": home.as_of.as_ref().and_then(|date| date.datetime.clone()),
            "author": home.author.as_ref().map(|name| json!({"@type": "Person", "name": name})),
            "citation": home.all_sources.iter().map(|s| s.url.clone().unwrap_or(s.title.clone()))
                .collect::<Vec<_>>(),
        }),
        View::Entity(entity) => json!({
            "@type": match entity.entity.kind {
                "person" => "Person",
                "organization" => "Organization",
                _ => "Place",
            },
            "name": entity.entity.name,
            "alternateName": entity.aliases,
            "description": entity.entity.role,
            "sameAs": entity.same_as.iter().map(|link| &link.href).collect::<Vec<_>>(),
        }),
        View::Event(event) => json!({
            "@type": "Event",
            "name": event.event.title,
            "startDate": event.event.date.as_ref().and_then(|date| date.datetime.clone()),
            "eventStatus": (event.event.outcome == "cancelled")
                .then_some("https://schema.org/EventCancelled"),
            "location": event.event.place.as_ref()
                .map(|place| json!({"@type": "Place", "name": place.text})),
        }),
        View::Claim(claim) => claim_data(&claim.claim),
        View::Faq(faq) => json!({
            "@type": "FAQPage",
            "name": page.title,
            "mainEntity": faq.answered.iter()
                .map(|q| json!({"@type": "Question", "@id": format!("#{}", q.id), "name": q.question}))
                .collect::<Vec<_>>(),
        }),
        View::Source(source) => json!({
            "@type": "WebPage",
            "name": page.title,
            "mainEntity": {
                "@type": "NewsArticle",
                "headline": source.source.title,
                "url": source.source.url,
                "datePublished":
                    source.source.published.as_ref().and_then(|date| date.datetime.clone()),
            },
        }),
        _ => return None,
    };
    if let Some(map) = data.as_object_mut() {
        map.retain(|_, value| !value.is_null());
        map.insert("@context".to_owned(), json!("https://schema.org"));
        map.insert("inLanguage".to_owned(), json!(config.language));
        if let Some(url) = &head.canonical {
            map.insert("url".to_owned(), json!(url));
        }
    }
    Some(SafeHtml::json(&data))
}

/// A question with the sources' answers. It is no `ClaimReview`: nobody rates a claim as true.
fn claim_data(claim: &ClaimView) -> Value {
    let answer = |position: &crate::pages::view::PositionView| {
        json!({
            "@type": "Answer",
            "text": position.value,
            "citation": position.evidence.source.url.clone()
                .unwrap_or(position.evidence.source.title.clone()),
        })
    };
    let answers: Vec<Value> =
        claim.answers.iter().flat_map(|group| &group.positions).map(answer).collect();
    json!({
        "@type": "Question",
        "name": claim.question,
        "answerCount": answers.len(),
        "suggestedAnswer": answers,
    })
}

/// The feed as Atom; absent when a date cannot be written as one.
pub fn atom(view: &FeedView) -> Option<String> {
    let date = |text: &str| text.parse::<FixedDateTime>().ok();
    let mut feed = Feed {
        title: Text::plain(view.title.clone()),
        id: view.home.clone(),
        updated: date(&view.updated)?,
        ..Feed::default()
    };
    feed.generator = Some(Generator { value: "Backstory".to_owned(), ..Generator::default() });
    feed.authors = vec![Person { name: view.title.clone(), ..Person::default() }];
    let link = |href: &str, rel: &str| Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        ..Link::default()
    };
    feed.links = vec![link(&view.home, "alternate"), link(&view.url, "self")];
    feed.entries = view
        .entries
        .iter()
        .filter_map(|entry| {
            Some(Entry {
                title: Text::plain(entry.title.clone()),
                id: entry.url.clone(),
                updated: date(&entry.updated)?,
                links: vec![link(&entry.url, "alternate")],
                summary: Some(Text::plain(entry.summary.clone())),
                ..Entry::default()
            })
        })
        .collect();
    let bytes = feed.write_to(Vec::new()).ok()?;
    String::from_utf8(bytes).ok()
}
