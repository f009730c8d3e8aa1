//! What can be written where the cursor is: things in links, keys and values in front matter.

use std::collections::{BTreeMap, BTreeSet};

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, Documentation,
    InsertTextFormat, MarkupContent, MarkupKind, TextEdit,
};

use super::context::{Typing, typing};
use super::position::Lines;
use super::state::State;
use super::things;
use super::{cards, words};
use crate::content::front_matter::scalar_text;
use crate::content::refactor::Kind;
use crate::diagnostic::Span;
use crate::graph::Target;
use crate::path::Slug;

/// Offers in one answer; of more the editor asks again when more is typed.
const MOST_ITEMS: usize = 300;

/// One thing that can be written.
#[derive(Clone, Debug, Default)]
struct Offer {
    label: String,
    /// What is said beside the label.
    detail: Option<String>,
    documentation: Option<String>,
    kind: Option<CompletionItemKind>,
    /// What is written, where that is not the label.
    text: Option<String>,
    /// What is compared with what was typed, where that is not the label.
    filter: Option<String>,
    /// Whether the text holds a place to be filled in.
    snippet: bool,
    /// Offers of a lower rank come first.
    rank: u8,
    /// Whose card is shown.
    target: Option<Target>,
}

/// What can be written at a byte of a file.
pub fn complete(state: &State, file: &str, offset: usize) -> CompletionList {
    let none = CompletionList { is_incomplete: false, items: Vec::new(), ..Default::default() };
    let Some(text) = state.text(file) else { return none };
    let Some(typing) = typing(&text, offset) else { return none };
    let (offers, span) = match typing {
        Typing::Target { span, typed, closed } => {
            let follows = text.get(span.end..).and_then(|rest| rest.chars().next());
            (targets(state, &typed, closed, follows == Some('|')), span)
        }
        Typing::Words { article, span, closed } => (quotations(state, &article, closed), span),
        Typing::Key { path, span, closed, there, flow } => {
            (keys(state, file, &path, &there, closed, flow), span)
        }
        Typing::Value { path, span, beside } => (values(state, file, &path, &beside), span),
    };
    let typed = Span::new(span.start, offset.max(span.start)).of(&text);
    listed(state, offers, typed, &state.lines(&text), span)
}

/// The offers that fit what was typed, the best first.
fn listed(
    state: &State,
    offers: Vec<Offer>,
    typed: &str,
    lines: &Lines<'_>,
    span: Span,
) -> CompletionList {
    let typed = typed.trim_matches(['"', '\'']).to_lowercase();
    let mut ranked: Vec<(u8, Offer)> = offers
        .into_iter()
        .filter_map(|offer| {
            let fit = fit(offer.filter.as_deref().unwrap_or(&offer.label), &typed)?;
            Some((offer.rank.saturating_mul(4).saturating_add(fit), offer))
        })
        .collect();
    ranked.sort_by(|(left, a), (right, b)| left.cmp(right).then_with(|| a.label.cmp(&b.label)));
    let is_incomplete = ranked.len() > MOST_ITEMS;
    ranked.truncate(MOST_ITEMS);
    let range = lines.range(span);
    let item = |(at, (_, offer)): (usize, (u8, Offer))| {
        let text = offer.text.unwrap_or_else(|| offer.label.clone());
        let card = offer.target.and_then(|target| cards::card(&state.checked, &target));
        let markdown = |value| {
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        };
        CompletionItem {
            label: offer.label,
            kind: offer.kind,
            detail: offer.detail,
            documentation: offer.documentation.or(card).map(markdown),
            sort_text: Some(format!("{at:04}")),
            filter_text: offer.filter,
            insert_text_format: offer.snippet.then_some(InsertTextFormat::Snippet),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text: text })),
            ..Default::default()
        }
    };
    let items = ranked.into_iter().enumerate().map(item).collect();
    CompletionList { is_incomplete, items, ..Default::default() }
}

/// How well a text fits what was typed, 0 best; absent when its letters do not even come in this order.
fn fit(text: &str, typed: &str) -> Option<u8> {
    let text = text.to_lowercase();
    if text.starts_with(typed) {
        return Some(0);
    }
    if text.contains(typed) {
        return Some(1);
    }
    let mut letters = text.chars();
    typed.chars().all(|c| letters.any(|other| other == c)).then_some(2)
}

const fn symbol(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Entity => CompletionItemKind::Class,
        Kind::Event => CompletionItemKind::Event,
        Kind::Article => CompletionItemKind::File,
        Kind::Claim => CompletionItemKind::Interface,
        Kind::Question => CompletionItemKind::Field,
        Kind::Page | Kind::Change => CompletionItemKind::Reference,
    }
}

/// What `[[` can be followed by.
fn targets(state: &State, typed: &str, closed: bool, words_follow: bool) -> Vec<Offer> {
    let library = &state.checked.library;
    let end = if closed { "" } else { "]]" };
    let thing = |kind: Kind, id: &Slug, prefix: &str, behind: &str| {
        let target = things::target(kind, id.clone());
        let title = things::title(library, &target).map(|(title, _)| title.to_owned());
        let label = format!("{prefix}{id}");
        let filter = title.as_ref().map(|title| format!("{label} {title}"));
        let (kind, text) = (Some(symbol(kind)), Some(format!("{label}{behind}")));
        Offer { label, detail: title, kind, text, filter, target: Some(target), ..Offer::default() }
    };
    if typed.trim_start().starts_with("quote:") {
        let snippet = state.client.snippet_completions && !closed;
        let behind = match (words_follow, closed, snippet) {
            (true, ..) => "",
            (_, true, _) | (_, _, false) => "|",
            (_, _, true) => "|$0]]",
        };
        let articles = library.articles.keys();
        return articles
            .map(|id| Offer { snippet, ..thing(Kind::Article, id, "quote:", behind) })
            .collect();
    }
    let named = typed.split_once(':').and_then(|(kind, _)| Kind::of_prefix(kind.trim()));
    if let Some(kind) = named {
        let prefix = format!("{}:", kind.prefix());
        return things::ids(kind, library)
            .into_iter()
            .map(|id| thing(kind, id, &prefix, end))
            .collect();
    }
    let mut offers = names(state, end);
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for id in Kind::ALL.into_iter().flat_map(|kind| things::ids(kind, library)) {
        *owners.entry(id.as_str()).or_default() += 1;
    }
    for kind in Kind::ALL {
        // A claim is shown with its values, which its prefix says to whoever reads the text.
        let always = kind == Kind::Claim;
        for id in things::ids(kind, library) {
            let shared = owners.get(id.as_str()).is_some_and(|count| *count > 1);
            let prefix =
                if always || shared { format!("{}:", kind.prefix()) } else { String::new() };
            let rank = 1 + u8::from(matches!(kind, Kind::Page | Kind::Change));
            offers.push(Offer { rank, ..thing(kind, id, &prefix, end) });
        }
    }
    for (prefix, meaning) in [
        ("claim:", "the values of a claim, with its verdict"),
        ("quote:", "exact words of an article: [[quote:article-id|words]]"),
    ] {
        let detail = Some(meaning.to_owned());
        let kind = Some(CompletionItemKind::Keyword);
        offers.push(Offer { label: prefix.to_owned(), detail, kind, ..Offer::default() });
    }
    offers
}

/// Names and aliases of entities; one that several share is written with the id that is meant.
fn names(state: &State, end: &str) -> Vec<Offer> {
    let mut owners: BTreeMap<&str, BTreeSet<&Slug>> = BTreeMap::new();
    for entry in state.checked.library.entities.values() {
        for name in std::iter::once(&entry.meta.name).chain(&entry.meta.aliases) {
            let name = name.trim();
            if !name.is_empty() && !name.contains(['|', ']', '[', '!', ':']) {
                owners.entry(name).or_default().insert(&entry.id);
            }
        }
    }
    let mut offers = Vec::new();
    for (name, ids) in owners {
        for id in &ids {
            let shared = ids.len() > 1;
            let text = if shared { format!("{id}|{name}{end}") } else { format!("{name}{end}") };
            offers.push(Offer {
                label: name.to_owned(),
                detail: Some(id.to_string()),
                kind: Some(CompletionItemKind::Class),
                text: Some(text),
                target: Some(Target::Entity((*id).clone())),
                ..Offer::default()
            });
        }
    }
    offers
}

/// Words of an article that are quoted already, exact as they are.
fn quotations(state: &State, article: &str, closed: bool) -> Vec<Offer> {
    let Ok(id) = Slug::parse(article) else { return Vec::new() };
    let end = if closed { "" } else { "]]" };
    let offer = |words: String| Offer {
        text: Some(format!("{words}{end}")),
        label: words,
        kind: Some(CompletionItemKind::Text),
        ..Offer::default()
    };
    let fits = |words: &String| !words.contains(['[', ']', '\n']);
    words::quoted(&state.checked, &id).into_iter().filter(fits).map(offer).collect()
}

/// Keys that a mapping of front matter does not have yet.
fn keys(
    state: &State,
    file: &str,
    path: &[String],
    there: &[String],
    closed: bool,
    flow: bool,
) -> Vec<Offer> {
    let Some(kind) = things::kind_of_file(file) else { return Vec::new() };
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let known = state.keys.keys(kind, &path).into_iter();
    let absent = known.filter(|key| !there.contains(&key.name));
    let offer = |key: super::keys::Key| {
        let text = match (closed, key.list && !flow) {
            (true, _) => key.name.clone(),
            (false, true) => format!("{}:", key.name),
            (false, false) => format!("{}: ", key.name),
        };
        Offer {
            detail: key.required.then(|| "must be there".to_owned()),
            rank: u8::from(!key.required),
            documentation: Some(key.meaning),
            kind: Some(CompletionItemKind::Property),
            text: Some(text),
            label: key.name,
            ..Offer::default()
        }
    };
    absent.map(offer).collect()
}

/// What a key of front matter takes.
fn values(state: &State, file: &str, path: &[String], beside: &[(String, String)]) -> Vec<Offer> {
    let Some(kind) = things::kind_of_file(file) else { return Vec::new() };
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let library = &state.checked.library;
    let mut offers = Vec::new();
    for named in things::named_at(kind, &path) {
        for id in things::ids(*named, library) {
            let target = things::target(*named, id.clone());
            let title = things::title(library, &target).map(|(title, _)| title.to_owned());
            offers.push(Offer {
                filter: title.as_ref().map(|title| format!("{id} {title}")),
                text: Some(scalar_text(id.as_str())),
                label: id.to_string(),
                kind: Some(symbol(*named)),
                detail: title,
                target: Some(target),
                ..Offer::default()
            });
        }
    }
    for word in state.keys.words(kind, &path) {
        let documentation = Some(word.meaning).filter(|meaning| !meaning.is_empty());
        let kind = Some(CompletionItemKind::EnumMember);
        offers.push(Offer { label: word.name, documentation, kind, ..Offer::default() });
    }
    let plain = words::in_use(&state.checked, kind, &path, beside);
    offers.extend(plain.into_iter().map(|(word, meaning)| Offer {
        text: Some(scalar_text(&word)),
        label: word,
        detail: meaning,
        kind: Some(CompletionItemKind::Value),
        ..Offer::default()
    }));
    offers
}
