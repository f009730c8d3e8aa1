//! JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).

use serde_json::{Map, Value};

use super::{Entry, Feed};

/// Whether a text is a JSON Feed: the first key of such a file names the format.
pub(super) fn is_feed(text: &str) -> bool {
    let mut end = text.len().min(600);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default().trim_start_matches('\u{feff}').trim_start();
    let plain = head.replace("\\/", "/");
    head.starts_with('{') && plain.contains("jsonfeed.org/version/")
}

/// Reads a feed; nothing when the text is no JSON.
pub(super) fn feed(text: &str) -> Option<Feed> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let root = value.as_object()?;
    let items = root.get("items").and_then(Value::as_array);
    let authors = authors(root);
    let entries = items.into_iter().flatten().filter_map(Value::as_object);
    Some(Feed {
        title: text_of(root, "title"),
        link: text_of(root, "home_page_url"),
        language: text_of(root, "language"),
        entries: entries.map(|item| entry(item, &authors)).collect(),
    })
}

fn entry(item: &Map<String, Value>, of_feed: &[String]) -> Entry {
    let html = text_of(item, "content_html");
    let own = authors(item);
    Entry {
        id: text_of(item, "id"),
        title: text_of(item, "title"),
        link: text_of(item, "url"),
        authors: if own.is_empty() { of_feed.to_vec() } else { own },
        published: text_of(item, "date_published"),
        updated: text_of(item, "date_modified"),
        content: if html.is_empty() { text_of(item, "content_text") } else { html },
        summary: text_of(item, "summary"),
    }
}

/// "authors" of version 1.1, "author" of version 1.0.
fn authors(of: &Map<String, Value>) -> Vec<String> {
    let many = of.get("authors").and_then(Value::as_array);
    let all = many.into_iter().flatten().chain(of.get("author"));
    let names = all.filter_map(|author| author.get("name").and_then(Value::as_str));
    names.map(str::to_owned).collect()
}

/// A text, or a number as some feeds write their ids.
fn text_of(of: &Map<String, Value>, key: &str) -> String {
    match of.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
