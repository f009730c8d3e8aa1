//! Saved pages: the article's own blocks and what the page says of itself.
//!
//! The page is parsed once ([`page`]), the part that holds the article is found ([`content`]),
//! walked into blocks ([`blocks`]), and its metadata is read from every place sites put it ([`facts`]).

mod blocks;
mod content;
mod facts;
mod lean;
mod linked;
mod page;
mod shallow;
mod tree;

use super::{Block, BlockKind, DropReason, Dropped, SourceDocument, words};
use crate::diagnostic::Span;
use crate::unicode::normalise;

/// Blocks among which a standfirst is looked for.
const HEAD: usize = 6;

/// The charset label a page states of itself in its first kilobytes.
pub fn charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let start = head.find("<meta")?;
    let at = start + head.get(start..)?.find("charset=")? + "charset=".len();
    let label = head.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .unwrap_or(label.len());
    label.get(..end).filter(|label| !label.is_empty()).map(str::to_owned)
}

/// Read a page. `text` of the result is the title, the standfirst and the blocks, with empty lines between them.
pub fn read_html(html: &str) -> SourceDocument {
    let page = page::parse(html);
    let mut metadata = facts::read(&page);
    let outline = content::Outline::of(&page);
    let root = content::find(&page, &outline);
    let title = metadata.title.as_deref().unwrap_or("");
    let byline = metadata.byline.as_deref().unwrap_or("");
    let pieces = blocks::walk(&page, &outline, root, title, byline);
    let mut document = SourceDocument::default();
    let mut text = String::new();
    let mut append = |words: &str| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        Span::new(start, text.len())
    };
    if !title.is_empty() {
        document.title = Some(append(title));
    }
    let stated = metadata.dek.take();
    metadata.dek = facts::standfirst(&page, stated.as_deref());
    let dek = metadata
        .dek
        .as_deref()
        .and_then(|dek| pieces.iter().take(HEAD).position(|piece| same(&piece.words, dek)));
    if let Some(words) = metadata.dek.as_deref().filter(|_| dek.is_none()) {
        document.dek = Some(append(words));
    }
    for (at, piece) in pieces.iter().enumerate() {
        let whole = append(&format!("{}{}", piece.words, piece.credit));
        let span = Span::new(whole.start, whole.start + piece.words.len());
        if dek == Some(at) {
            document.dek = Some(span);
            continue;
        }
        if span.end < whole.end {
            let space = piece.credit.len() - piece.credit.trim_start().len();
            let span = Span::new(span.end + space, whole.end);
            document.dropped.push(Dropped { span, reason: DropReason::Credit });
        }
        document.blocks.push(Block { kind: piece.kind, span });
    }
    pair(&mut document);
    document.text = text;
    document.metadata = metadata;
    document
}

/// The words of a piece of HTML on one line; for titles and texts inside other formats.
pub fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return collapsed(html);
    }
    page::parse(html).words(0, html.len())
}

/// Questions with the answers that directly follow them.
fn pair(document: &mut SourceDocument) {
    let mut open: Option<(Span, Option<Span>)> = None;
    for block in &document.blocks {
        match (block.kind, &mut open) {
            (BlockKind::Question, _) => {
                document.questions.extend(open.take().and_then(|(q, a)| a.map(|a| (q, a))));
                open = Some((block.span, None));
            }
            (BlockKind::Answer, Some((_, answer))) => {
                *answer = Some(
                    answer.map_or(block.span, |before| Span::new(before.start, block.span.end)),
                );
            }
            _ => document.questions.extend(open.take().and_then(|(q, a)| a.map(|a| (q, a)))),
        }
    }
    document.questions.extend(open.and_then(|(q, a)| a.map(|a| (q, a))));
}

/// Clean text (NFC, no control characters) with single spaces and no outer white space.
fn collapsed(text: &str) -> String {
    let text = normalise(text);
    let mut line = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'))
        .filter(|word| !word.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether two lines say the same, typography aside.
fn same(one: &str, other: &str) -> bool {
    words::folded(one) == words::folded(other)
}

/// Whether the word is one of `names`, in whatever case.
fn is_one_of(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
