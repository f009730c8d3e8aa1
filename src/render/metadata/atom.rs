//! Feeds as Atom (RFC 4287).

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use crate::pages::feed::FeedView;

/// The feed; absent when a date cannot be written as one.
pub fn atom(view: &FeedView) -> Option<String> {
    let date = |text: &str| text.parse::<FixedDateTime>().ok();
    let mut feed = Feed {
        title: Text::plain(clean(&view.title)),
        id: view.id.clone(),
        updated: date(&view.updated)?,
        lang: Some(view.language.clone()),
        ..Feed::default()
    };
    feed.generator = Some(Generator { value: "Backstory".to_owned(), ..Generator::default() });
    feed.authors = vec![Person { name: clean(&view.author), ..Person::default() }];
    feed.links = vec![link(&view.home, "alternate", "text/html")];
    feed.links.extend(view.url.as_ref().map(|url| link(url, "self", "application/atom+xml")));
    feed.entries = view
        .entries
        .iter()
        .filter_map(|entry| {
            let content = Content {
                content_type: Some("text".to_owned()),
                value: Some(clean(&entry.summary)),
                ..Content::default()
            };
            Some(Entry {
                title: Text::plain(clean(&entry.title)),
                id: entry.id.clone(),
                updated: date(&entry.updated)?,
                links: vec![link(&entry.url, "alternate", "text/html")],
                content: (!entry.summary.is_empty()).then_some(content),
                ..Entry::default()
            })
        })
        .collect();
    let bytes = feed.write_to(Vec::new()).ok()?;
    String::from_utf8(bytes).ok()
}

fn link(href: &str, rel: &str, media_type: &str) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    }
}

/// Only what XML 1.0 allows (section 2.2).
fn clean(text: &str) -> String {
    let allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(allowed).collect()
}
