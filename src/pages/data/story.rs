//! The whole story as JSON, for `/data/story.json` and `export json`.

use serde_json::{Value, json};

use crate::config::Config;
use crate::content::library::{Entry, Library};
use crate::content::verdict::verdict;
use crate::model::article::ArticleMeta;
use crate::pages::catalogue::published;

/// The whole story: articles, entities, events, claims with their verdict, questions and changes.
/// Drafts are left out unless the settings publish them. Absent values are left out, dates are
/// EDTF, bodies Markdown.
pub fn story(library: &Library, config: &Config) -> Value {
    let library = &*published(library, config);
    let mut index = Value::Null;
    if let Some(entry) = &library.index {
        index = with_body(json!({}), &entry.meta, entry.body());
    }
    json!({
        "title": config.title,
        "language": config.language,
        "index": index,
        "articles": library.articles.values().map(article).collect::<Vec<_>>(),
        "entities": library.entities.values().map(plain).collect::<Vec<_>>(),
        "events": library.events.values().map(plain).collect::<Vec<_>>(),
        "claims": library.claims.values().map(|entry| {
            let mut claim = plain(entry);
            set(&mut claim, "verdict", json!(verdict(&entry.meta, library).as_str()));
            claim
        }).collect::<Vec<_>>(),
        "questions": library.questions.values().map(plain).collect::<Vec<_>>(),
        "changes": library.changes.values().map(plain).collect::<Vec<_>>(),
    })
}

/// An article; `source` is the file name of what it was made from. Its body is left out: what may
/// be published of it stands on its page.
fn article(entry: &Entry<ArticleMeta>) -> Value {
    let record = entry.meta.ingest.as_ref();
    let source = record.map_or_else(|| format!("{}.md", entry.id), |record| record.source.clone());
    let mut article = json!({ "id": entry.id, "source": source });
    merge(&mut article, &entry.meta);
    for key in ["status", "draft", "ingest"] {
        if let Some(map) = article.as_object_mut() {
            map.shift_remove(key);
        }
    }
    article
}

/// A thing with its id, front matter and body.
fn plain<M: serde::Serialize>(entry: &Entry<M>) -> Value {
    with_body(json!({ "id": entry.id }), &entry.meta, entry.body())
}

fn with_body<M: serde::Serialize>(mut value: Value, meta: &M, body: &str) -> Value {
    merge(&mut value, meta);
    if !body.trim().is_empty() {
        set(&mut value, "body", json!(body.trim()));
    }
    value
}

/// Adds the keys of `meta`; front matter always serialises.
fn merge<M: serde::Serialize>(value: &mut Value, meta: &M) {
    if let (Some(map), Ok(Value::Object(keys))) =
        (value.as_object_mut(), serde_json::to_value(meta))
    {
        map.extend(keys);
    }
}

fn set(value: &mut Value, key: &str, to: Value) {
    if let Some(map) = value.as_object_mut() {
        map.insert(key.to_owned(), to);
    }
}
