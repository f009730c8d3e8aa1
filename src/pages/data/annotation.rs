//! Every quotation used as a W3C Web Annotation: which words of which report carry which answer or
//! event. The words around a quotation are given only where the whole text may be published.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Story;
use crate::graph::Target;
use crate::markdown;
use crate::model::article::Rights;
use crate::pages::view::href;
use crate::path::Slug;
use crate::tree::sha256;

/// Characters before and behind a quotation that tell it from the same words elsewhere.
const AROUND: usize = 32;

/// All quotations as one page of annotations (Web Annotation Data Model, section 5.2). `from` is its
/// file below the site's base.
pub fn annotations(story: &Story<'_>, from: &str) -> Value {
    let carried = carried(story);
    let mut items = Vec::new();
    let quotes = story.catalogue.quotes_of_article.iter();
    for (article, words) in quotes.filter(|(article, _)| story.catalogue.may_quote(article)) {
        let published = published_text(story, article);
        for quote in words {
            let bodies = carried.get(&(article, *quote)).map_or(&[][..], Vec::as_slice);
            if let Some(item) =
                annotation(story, from, article, quote, bodies, published.as_deref())
            {
                items.push(item);
            }
        }
    }
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": story.addresses.identity(from),
        "type": "AnnotationPage",
        "partOf": {
            "id": story.addresses.identity("index.html"),
            "type": "AnnotationCollection",
            "label": story.config.title,
            "total": items.len(),
        },
        "startIndex": 0,
        "items": items,
    })
}

/// What words carry: an answer to a claim's question, or an event.
struct Carried<'a> {
    /// In words.
    text: String,
    target: Target,
    language: &'a str,
}

fn carried<'a>(story: &Story<'a>) -> BTreeMap<(&'a Slug, &'a str), Vec<Carried<'a>>> {
    let library = story.catalogue.library;
    let language = story.config.language.as_str();
    let mut carried: BTreeMap<(&Slug, &str), Vec<Carried<'_>>> = BTreeMap::new();
    for (id, entry) in library.claims.iter() {
        for position in &entry.meta.positions {
            let text = format!("{} {}", entry.meta.question, position.value);
            let target = Target::Claim(id.clone());
            let key = (&position.article, position.quote.as_str());
            carried.entry(key).or_default().push(Carried { text, target, language });
        }
    }
    for (id, entry) in library.events.iter() {
        for citation in &entry.meta.sources {
            let (text, target) = (entry.meta.title.clone(), Target::Event(id.clone()));
            let key = (&citation.article, citation.quote.as_str());
            carried.entry(key).or_default().push(Carried { text, target, language });
        }
    }
    for (id, entry) in library.questions.iter() {
        for citation in &entry.meta.sources {
            let (text, target) = (entry.meta.question.clone(), Target::Question(id.clone()));
            let key = (&citation.article, citation.quote.as_str());
            carried.entry(key).or_default().push(Carried { text, target, language });
        }
    }
    carried
}

fn annotation(
    story: &Story<'_>,
    from: &str,
    article: &Slug,
    quote: &str,
    carried: &[Carried<'_>],
    published: Option<&str>,
) -> Option<Value> {
    let source = story.catalogue.sources.get(article)?;
    let mut bodies = Vec::new();
    for one in carried {
        let (route, fragment) = one.target.url();
        let mut page = href(&route);
        if let Some(fragment) = fragment {
            page.push('#');
            page.push_str(&fragment);
        }
        bodies.push(json!({
            "type": "TextualBody",
            "value": one.text,
            "format": "text/plain",
            "language": one.language,
            "purpose": "describing",
        }));
        bodies.push(json!({
            "type": "SpecificResource",
            "source": story.addresses.link(&page, from),
            "purpose": "linking",
        }));
    }
    let mut selector = json!({ "type": "TextQuoteSelector", "exact": quote.trim() });
    if let (Some(map), Some((before, behind))) =
        (selector.as_object_mut(), published.and_then(|text| around(text, quote.trim())))
    {
        map.insert("prefix".to_owned(), json!(before));
        map.insert("suffix".to_owned(), json!(behind));
    }
    let name = format!("annotation {article} {}", quote.trim());
    let id = match story.addresses.absolute(from) {
        Some(url) => format!("{url}#q-{}", sha256(name.as_bytes()).get(..12)?),
        None => format!("urn:uuid:{}", story.addresses.uuid(&name)),
    };
    let motivation = if bodies.is_empty() { "highlighting" } else { "describing" };
    let target = match &source.url {
        Some(url) => super::address::encoded(url),
        // A report that is not on the web is named by its page here.
        None => story.addresses.link(&source.href, from),
    };
    let mut item = json!({ "id": id, "type": "Annotation", "motivation": motivation });
    if let Some(map) = item.as_object_mut() {
        if !bodies.is_empty() {
            map.insert("body".to_owned(), Value::Array(bodies));
        }
        map.insert(
            "target".to_owned(),
            json!({ "type": "SpecificResource", "source": target, "selector": selector }),
        );
    }
    Some(item)
}

/// The text of an article that is published as a whole.
fn published_text(story: &Story<'_>, article: &Slug) -> Option<String> {
    let entry = story.catalogue.library.articles.get(article)?;
    (entry.meta.rights == Rights::Full).then(|| {
        let text = markdown::plain_text(entry.body());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

/// What stands around a quotation; absent when it is not found word for word.
fn around<'t>(text: &'t str, quote: &str) -> Option<(&'t str, &'t str)> {
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let start = text.find(&quote).filter(|_| !quote.is_empty())?;
    let end = start + quote.len();
    let before = text.get(..start)?;
    let behind = text.get(end..)?;
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
    Some((before.get(from..)?, behind.get(..to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_quotation_are_cut_between_letters() {
        let text = format!("{}middle{}", "ж".repeat(50), "ю".repeat(50));
        let (before, behind) = around(&text, "middle").expect("found");
        assert_eq!((before.chars().count(), behind.chars().count()), (32, 32));
        assert_eq!(around("a b c", "b  c"), Some(("a ", "")));
        assert_eq!(around("a b c", "d"), None);
        assert_eq!(around("a", ""), None);
    }
}
