//! What is shown of a thing when the cursor rests on it: a card in Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind};

use super::cursor::{Spot, spot};
use super::state::{Checked, State};
use super::things;
use crate::content::library::Library;
use crate::content::verdict::verdict;
use crate::content::wikilinks::scan;
use crate::diagnostic::Span;
use crate::graph::Target;
use crate::language::sentence::sentences;
use crate::model::quotation::Citation;
use crate::path::Slug;

/// Positions and aliases that a card shows; of more it tells how many.
const MOST_LINES: usize = 12;
/// Longest first sentence in characters.
const LONGEST: usize = 300;

/// The card of what stands at a byte of a file.
pub fn hover(state: &State, file: &str, offset: usize) -> Option<Hover> {
    let text = state.text(file)?;
    let spot = spot(&state.checked, file, &text, offset)?;
    let cards: Vec<String> = spot
        .targets(&state.checked, file)
        .iter()
        .filter_map(|target| card(&state.checked, target))
        .collect();
    let value =
        if cards.is_empty() { key_card(state, file, &spot)? } else { cards.join("\n\n---\n\n") };
    let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(state.lines(&text).range(spot.span())) })
}

/// What a key means, and of a word that it takes, what that one does.
fn key_card(state: &State, file: &str, spot: &Spot) -> Option<String> {
    let (path, given) = match spot {
        Spot::Key { path, .. } => (path, None),
        Spot::Value { path, text, .. } => (path, Some(text)),
        Spot::Link { .. } => return None,
    };
    let kind = things::kind_of_file(file)?;
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let words = state.keys.words(kind, &path);
    let key = path.iter().rev().find(|part| part.parse::<usize>().is_err())?;
    let mut card = String::new();
    match words.iter().find(|word| Some(&word.name) == given) {
        Some(word) => {
            let _ = write!(card, "`{key}: {}`\n\n{}", word.name, word.meaning);
        }
        None if given.is_some() && !words.is_empty() => return None,
        None => {
            let _ = write!(card, "`{key}`\n\n{}", state.keys.meaning(kind, &path)?);
            for word in words {
                let _ = write!(card, "\n- `{}` {}", word.name, word.meaning);
            }
        }
    }
    Some(card)
}

/// What there is to know of a thing at a glance; absent when there is no such thing.
pub fn card(checked: &Checked, target: &Target) -> Option<String> {
    let library = &checked.library;
    let (title, _) = things::title(library, target)?;
    let (kind, id) = things::kind_and_id(target);
    let id = id.map_or("index", Slug::as_str);
    let mut card = format!("**{}** · {} `{id}`\n", plain(title), kind.prefix());
    match target {
        Target::Entity(id) => entity(&mut card, checked, id)?,
        Target::Event(id) => event(&mut card, library, id)?,
        Target::Claim(id) => claim(&mut card, library, id)?,
        Target::Article(id) => article(&mut card, library, id)?,
        Target::Index | Target::Page(_) | Target::Question(_) | Target::Change(_) => {}
    }
    if let Some(sentence) = first_sentence(things::body(library, target)) {
        let _ = write!(card, "\n{sentence}\n");
    }
    Some(card)
}

fn entity(card: &mut String, checked: &Checked, id: &Slug) -> Option<()> {
    let meta = &checked.library.entities.get(id)?.meta;
    let role = meta.role.as_deref().map(|role| format!(", {}", plain(role))).unwrap_or_default();
    let _ = write!(card, "\n{}{role}\n", meta.kind.as_str());
    if !meta.aliases.is_empty() {
        let shown: Vec<String> =
            meta.aliases.iter().take(MOST_LINES).map(|alias| plain(alias)).collect();
        let more = meta.aliases.len().saturating_sub(MOST_LINES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = write!(card, "\nalso: {}{more}\n", shown.join(", "));
    }
    let mentions = checked.graph.backlinks.get(&Target::Entity(id.clone()));
    let mut sources: BTreeSet<&Slug> = BTreeSet::new();
    for mention in mentions.into_iter().flat_map(|all| all.iter()) {
        if let Target::Article(article) = &mention.from {
            sources.insert(article);
        }
    }
    let _ = write!(card, "\nnamed in {}\n", count(sources.len(), "source", "sources"));
    Some(())
}

fn event(card: &mut String, library: &Library, id: &Slug) -> Option<()> {
    let meta = &library.events.get(id)?.meta;
    let date = meta.date.map(|date| date.to_string());
    let place = meta.place.as_ref().map(|place| named(library, &Target::Entity(place.clone())));
    let when: Vec<String> = date.into_iter().chain(place).collect();
    if !when.is_empty() {
        let _ = write!(card, "\n{}\n", when.join(" · "));
    }
    if !meta.participants.is_empty() {
        let who: Vec<String> = meta
            .participants
            .iter()
            .map(|id| named(library, &Target::Entity(id.clone())))
            .collect();
        let _ = write!(card, "\nwith {}\n", who.join(", "));
    }
    let articles: BTreeSet<&Slug> =
        meta.sources.iter().map(|Citation { article, .. }| article).collect();
    let _ = write!(card, "\nreported by {}\n", count(articles.len(), "source", "sources"));
    Some(())
}

fn claim(card: &mut String, library: &Library, id: &Slug) -> Option<()> {
    let meta = &library.claims.get(id)?.meta;
    let _ = write!(card, "\n**{}**\n\n", verdict(meta, library).as_str());
    for position in meta.positions.iter().take(MOST_LINES) {
        let source = outlet(library, &position.article);
        let _ = writeln!(card, "- {} ({source})", plain(&position.value));
    }
    if meta.positions.len() > MOST_LINES {
        let _ = writeln!(card, "- and {} more", meta.positions.len() - MOST_LINES);
    }
    Some(())
}

fn article(card: &mut String, library: &Library, id: &Slug) -> Option<()> {
    let meta = &library.articles.get(id)?.meta;
    let date = meta.published.map(|date| date.to_string());
    let facts = [meta.outlet.clone().map(|name| plain(&name)), date, meta.code.clone()];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        let _ = write!(card, "\n{}\n", facts.join(" · "));
    }
    if let Some(original) = &meta.copy_of {
        let _ =
            write!(card, "\na copy of {}\n", named(library, &Target::Article(original.clone())));
    }
    Some(())
}

/// Who published an article, or its id.
fn outlet(library: &Library, id: &Slug) -> String {
    let outlet = library.articles.get(id).and_then(|article| article.meta.outlet.as_deref());
    outlet.map_or_else(|| id.to_string(), plain)
}

/// What a thing is called, or its id.
fn named(library: &Library, target: &Target) -> String {
    let (_, id) = things::kind_and_id(target);
    match things::title(library, target) {
        Some((title, _)) => plain(title),
        None => id.map(Slug::to_string).unwrap_or_default(),
    }
}

/// The first sentence of a body that is no heading, list or quotation.
fn first_sentence(body: &str) -> Option<String> {
    let prose = |block: &&str| {
        block
            .chars()
            .next()
            .is_some_and(|first| first.is_alphanumeric() || "[\"“*_".contains(first))
    };
    let block = body.split("\n\n").map(str::trim).find(prose)?;
    // A sentence is short; a block need not be.
    let head: String = block.chars().take(LONGEST * 2).collect();
    let head = without_links(&head);
    let sentence = sentences(&head, Span::new(0, head.len())).first()?.of(&head);
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = sentence.chars().take(LONGEST).collect();
    Some(if short.len() < sentence.len() { format!("{short} …") } else { short })
}

/// A text with the words of `[[…]]` in their place.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for link in scan(text).wikilinks {
        out.push_str(text.get(at..link.span.start).unwrap_or(""));
        out.push_str(&link.text.unwrap_or_else(|| link.target.trim_start_matches('!').to_owned()));
        at = link.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// A text in which nothing is Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !"-.,:;'\"()!?/%&".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
