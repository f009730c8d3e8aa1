//! Words that the content uses already, and that are likely to be meant again. Knows the library.

use std::collections::{BTreeMap, BTreeSet};

use super::state::Checked;
use crate::content::refactor::Kind;
use crate::graph::{LinkKind, Target};
use crate::language::locale::locales;
use crate::path::Slug;

/// Longest words between quotation marks that are taken for a quotation, in bytes.
const LONGEST_QUOTATION: usize = 400;

/// The exact words of an article that are quoted on the site or stand between quotation marks in its
/// body.
pub(super) fn quoted(checked: &Checked, article: &Slug) -> BTreeSet<String> {
    let library = &checked.library;
    let mut found = BTreeSet::new();
    let positions = library.claims.values().flat_map(|claim| &claim.meta.positions);
    let positions = positions.filter(|one| one.article == *article);
    found.extend(positions.map(|one| one.quote.clone()));
    let events = library.events.values().flat_map(|event| &event.meta.sources);
    let questions = library.questions.values().flat_map(|question| &question.meta.sources);
    let citations = events.chain(questions).filter(|one| one.article == *article);
    found.extend(citations.map(|one| one.quote.clone()));
    let target = Target::Article(article.clone());
    let links = checked.graph.links.values().flat_map(|links| links.iter());
    let links =
        links.filter(|link| link.kind == LinkKind::Quote && link.target.as_ref() == Some(&target));
    found.extend(links.map(|link| link.text.clone()));
    if let Some(entry) = library.articles.get(article) {
        found.extend(between_marks(entry.body()));
    }
    found.retain(|words| !words.trim().is_empty());
    found
}

/// What stands between double quotation marks.
fn between_marks(body: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in body.char_indices() {
        match (open, c) {
            (_, '“') | (None, '"') => open = Some(at + c.len_utf8()),
            (Some(start), '”' | '"') => {
                let words = body.get(start..at).unwrap_or("");
                if words.contains(' ') && words.len() <= LONGEST_QUOTATION {
                    found.push(words.to_owned());
                }
                open = None;
            }
            (Some(_), '\n') if body.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')) => {
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Values that other files have under a key, or that are known to fit there, with what they mean.
pub(super) fn in_use(
    checked: &Checked,
    kind: Kind,
    path: &[&str],
    beside: &[(String, String)],
) -> BTreeMap<String, Option<String>> {
    let library = &checked.library;
    let articles = || library.articles.values().map(|entry| &entry.meta);
    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut add = |word: &String| {
        found.insert(word.clone(), None);
    };
    match (kind, path) {
        (Kind::Article, ["language"]) => {
            articles().filter_map(|meta| meta.language.as_ref()).for_each(add);
            let read = locales().map(|locale| (locale.tag, locale.name));
            let read = std::iter::once(("en", "English")).chain(read);
            found.extend(read.map(|(tag, name)| (tag.to_owned(), Some(name.to_owned()))));
        }
        (Kind::Article, ["outlet"]) => {
            articles().filter_map(|meta| meta.outlet.as_ref()).for_each(add);
        }
        (Kind::Article, ["tags", _]) => articles().flat_map(|meta| &meta.tags).for_each(add),
        (Kind::Claim, ["attribute"]) => {
            library.claims.values().map(|entry| &entry.meta.attribute).for_each(add);
        }
        (_, ["positions" | "sources", _, "quote"]) => {
            let article = beside.iter().find(|(key, _)| key == "article");
            let article = article.and_then(|(_, id)| Slug::parse(id).ok());
            article.map(|id| quoted(checked, &id)).into_iter().flatten().for_each(|it| add(&it));
        }
        _ => {}
    }
    found
}
