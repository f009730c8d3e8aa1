//! The whole story as JSON, for `/data/story.json` and `export json`.

use serde_json::{Value, json};

use crate::config::Config;
use crate::content::library::{Entry, Library};
use crate::content::verdict::verdict;
use crate::model::article::{ArticleMeta, Rights};
use crate::pages::facts::published;
use crate::path::Slug;

/// The whole story: articles, entities, events, claims with their verdict, questions and changes.
/// Drafts are left out unless the settings publish them. Absent values are left out, dates are
/// EDTF, bodies Markdown.
pub fn story(library: &Library, config: &Config) -> Value {
    let library = &*published(library, config);
    let mut index = Value::Null;
    if let Some(entry) = &library.index {
        index = with_body(json!({}), &entry.meta, entry.body(), library);
    }
    json!({
        "title": config.title,
        "language": config.language,
        "index": index,
        "articles": library.articles.values().map(|entry| article(entry)).collect::<Vec<_>>(),
        "entities": library.entities.values().map(|entry| plain(entry, library)).collect::<Vec<_>>(),
        "events": library.events.values().map(|entry| plain(entry, library)).collect::<Vec<_>>(),
        "claims": library.claims.values().map(|entry| {
            let mut claim = plain(entry, library);
            set(&mut claim, "verdict", json!(verdict(&entry.meta, library).as_str()));
            claim
        }).collect::<Vec<_>>(),
        "questions": library.questions.values().map(|entry| plain(entry, library)).collect::<Vec<_>>(),
        "changes": library.changes.values().map(|entry| plain(entry, library)).collect::<Vec<_>>(),
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
fn plain<M: serde::Serialize>(entry: &Entry<M>, library: &Library) -> Value {
    with_body(json!({ "id": entry.id }), &entry.meta, entry.body(), library)
}

fn with_body<M: serde::Serialize>(
    mut value: Value,
    meta: &M,
    body: &str,
    library: &Library,
) -> Value {
    merge(&mut value, meta);
    if !body.trim().is_empty() {
        set(&mut value, "body", json!(without_withheld(body.trim(), library)));
    }
    value
}

/// A body with a plain link in place of words that the rights of their article withhold.
fn without_withheld(body: &str, library: &Library) -> String {
    const OPEN: &str = "[[quote:";
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, inside)) = rest.split_once(OPEN) {
        out.push_str(before);
        let quoted = inside.split_once("]]").and_then(|(link, behind)| {
            let id = Slug::parse(link.split('|').next()?.trim()).ok()?;
            let rights = library.articles.get(&id)?.meta.rights;
            (rights == Rights::Metadata).then_some((id, behind))
        });
        if let Some((id, behind)) = quoted {
            out.push_str("[[");
            out.push_str(id.as_str());
            out.push_str("]]");
            rest = behind;
        } else {
            out.push_str(OPEN);
            rest = inside;
        }
    }
    out.push_str(rest);
    out
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
