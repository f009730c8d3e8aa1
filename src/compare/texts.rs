//! Texts side by side, paragraph by paragraph, and the quotations in use.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::States;
use super::{Quoted, Renamed, Text, What, source_name};
use crate::content::library::{Entry, Library};
use crate::content::lock::blocks;
use crate::content::quotations::normalised;
use crate::content::wikilinks::scan;
use crate::path::Slug;

/// A body of text, with the name of what it belongs to.
struct Body<'a> {
    name: &'a str,
    text: &'a str,
}

/// Every body that readers see, by file. Entries of what changed are told by themselves.
fn bodies(library: &Library) -> BTreeMap<&str, Body<'_>> {
    fn of<'a, M>(entry: &'a Entry<M>, name: &'a str) -> (&'a str, Body<'a>) {
        (entry.path.as_str(), Body { name, text: entry.body() })
    }
    let pages = library.index.iter().chain(library.pages.values());
    let mut bodies: BTreeMap<&str, Body<'_>> = pages.map(|e| of(e, &e.meta.title)).collect();
    bodies.extend(library.articles.values().map(|e| of(e, &e.meta.title)));
    bodies.extend(library.entities.values().map(|e| of(e, &e.meta.name)));
    bodies.extend(library.events.values().map(|e| of(e, &e.meta.title)));
    bodies.extend(library.claims.values().map(|e| of(e, &e.meta.question)));
    bodies.extend(library.questions.values().map(|e| of(e, &e.meta.question)));
    bodies
}

/// The texts that are in both states and say something else.
pub(super) fn texts(States { before, after }: States<'_>) -> Vec<Text> {
    let (was, now) = (bodies(before), bodies(after));
    let mut texts: Vec<Text> = now
        .iter()
        .filter_map(|(file, body)| {
            let old = was.get(file).filter(|old| old.text != body.text)?;
            paragraphs(file, body.name, old.text, body.text)
        })
        .collect();
    // The explainer is what readers see first.
    texts.sort_by_key(|text| (text.file != "content/index.md", text.file.clone()));
    texts
}

/// How the paragraphs of two texts differ, whatever their order: one that is gone and one that is new
/// make one that was reworded. Absent when only white space differs.
fn paragraphs(file: &str, name: &str, was: &str, now: &str) -> Option<Text> {
    let list = |text: &str| -> Vec<String> {
        let words = |block: &str| block.split_whitespace().collect::<Vec<_>>().join(" ");
        blocks(text).into_iter().map(|block| words(block.of(text))).collect()
    };
    let (was, now) = (list(was), list(now));
    let mut left: BTreeMap<&str, isize> = BTreeMap::new();
    for block in &was {
        *left.entry(block).or_default() -= 1;
    }
    for block in &now {
        *left.entry(block).or_default() += 1;
    }
    let added: usize = left.values().map(|count| count.max(&0).unsigned_abs()).sum();
    let removed: usize = left.values().map(|count| count.min(&0).unsigned_abs()).sum();
    let changed = added.min(removed);
    let text = Text {
        file: file.to_owned(),
        name: name.to_owned(),
        changed,
        added: added - changed,
        removed: removed - changed,
        moved: added == 0 && removed == 0,
    };
    (was != now).then_some(text)
}

/// The quotations that are used in one state only. The same words of an article count once.
pub(super) fn quotations(states: States<'_>, renamed: &Renamed<'_>) -> Vec<Quoted> {
    let States { before, after } = states;
    let mut was = BTreeMap::new();
    for ((article, words), quote) in quoted(before) {
        let article = renamed.get(&article).map_or(article, |id| (*id).clone());
        was.insert((article, words), quote);
    }
    let now = quoted(after);
    let all: BTreeSet<&(Slug, String)> = was.keys().chain(now.keys()).collect();
    let one = |key: &(Slug, String)| {
        let (what, quote, library) = match (was.get(key), now.get(key)) {
            (None, Some(quote)) => (What::Added, quote, after),
            (Some(quote), None) => (What::Removed, quote, before),
            _ => return None,
        };
        let library = if after.articles.contains_key(&key.0) { after } else { library };
        let source = source_name(library, &key.0);
        Some(Quoted { what, article: key.0.clone(), source, quote: quote.clone() })
    };
    all.into_iter().filter_map(one).collect()
}

/// Every quotation in use, as it is written, by article and comparable words.
fn quoted(library: &Library) -> BTreeMap<(Slug, String), String> {
    let claims = library.claims.values().flat_map(|entry| &entry.meta.positions);
    let claims = claims.map(|position| (position.article.clone(), position.quote.clone()));
    let events = library.events.values().flat_map(|entry| &entry.meta.sources);
    let questions = library.questions.values().flat_map(|entry| &entry.meta.sources);
    let cited = events.chain(questions);
    let cited = cited.map(|citation| (citation.article.clone(), citation.quote.clone()));
    let marked = bodies(library).into_values().filter(|body| body.text.contains("[[quote:"));
    let marked = marked.flat_map(|body| scan(body.text).wikilinks).filter_map(|link| {
        let article = Slug::parse(link.target.strip_prefix("quote:")?.trim()).ok()?;
        Some((article, link.text?))
    });
    let all = claims.chain(cited).chain(marked);
    let all = all.map(|(article, quote)| ((article, normalised(&quote)), quote));
    all.filter(|((_, words), _)| !words.is_empty()).collect()
}
