//! The writer's own sentences with each quotation as one item. Knows no cues.

use super::marks::Marked;
use super::verbs::{Form, cue_form};
use crate::diagnostic::Span;
use crate::language::token::{TokenKind, tokens};

/// A token outside quotation marks, or a whole quotation.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Bytes in the text; for a quotation with its marks.
    pub(super) span: Span,
    /// Index of the quotation in the block.
    pub(super) quote: Option<usize>,
    /// Whether it is a word or number.
    pub(super) word: bool,
    /// Lower-case text; empty for a quotation.
    pub(super) lower: String,
    /// Whether it starts with a capital letter.
    pub(super) capital: bool,
}

impl Item {
    /// Whether it is the mark or word `text`.
    pub(super) fn is(&self, text: &str) -> bool {
        self.lower == text
    }

    /// Whether it is a dash between clauses.
    pub(super) fn is_dash(&self) -> bool {
        matches!(self.lower.as_str(), "—" | "–" | "―")
    }

    /// Whether it is a possessive ending.
    pub(super) fn is_possessive(&self) -> bool {
        matches!(self.lower.as_str(), "'s" | "’s" | "ʼs")
    }
}

/// The frames of a block: its sentences, where words in quotation marks never end one.
pub(super) fn frames(
    text: &str,
    block: Span,
    quotes: &[Marked],
    sentences: &[Span],
) -> Vec<Vec<Item>> {
    let mut frames = Vec::new();
    let mut frame: Vec<Item> = Vec::new();
    let from = sentences.partition_point(|sentence| sentence.start <= block.start);
    let mut starts = sentences.iter().skip(from).map(|sentence| sentence.start).peekable();
    for item in items(text, block, quotes) {
        let mut breaks = false;
        while starts.peek().is_some_and(|start| *start <= item.span.start) {
            let start = starts.next().unwrap_or_default();
            breaks |= frame.last().is_some_and(|last| last.span.end <= start);
        }
        if breaks {
            frames.push(std::mem::take(&mut frame));
        }
        frame.push(item);
    }
    if !frame.is_empty() {
        frames.push(frame);
    }
    join_credits(text, frames)
}

/// Joins what follows a quotation of its own sentence and only says whose words it was:
/// `"…!" Ana Reis demanded.`, `"…." ― Ana Reis`.
fn join_credits(text: &str, frames: Vec<Vec<Item>>) -> Vec<Vec<Item>> {
    let mut joined: Vec<Vec<Item>> = Vec::with_capacity(frames.len());
    for frame in frames {
        match joined.last_mut() {
            Some(last) if is_credit(text, last, &frame) => last.extend(frame),
            _ => joined.push(frame),
        }
    }
    joined
}

fn is_credit(text: &str, before: &[Item], frame: &[Item]) -> bool {
    /// A credit is short: "State Delegate Ana Reis of Oslo demanded."
    const CREDIT: usize = 9;
    if before.iter().any(|item| item.word) {
        return false;
    }
    let Some((last, first)) = before.last().zip(frame.first()) else { return false };
    let starts = |item: Option<&Item>| item.is_some_and(|item| item.capital);
    if first.is_dash() {
        return starts(frame.get(1));
    }
    let inner = last.span.of(text).trim_end_matches(['"', '”', '’', '\'', '»']);
    let asks = inner.ends_with(['?', '!', '…', '—', ',']);
    let verb = frame.iter().take(CREDIT).position(|item| {
        !item.capital && matches!(cue_form(&item.lower), Some(Form::Past | Form::Third))
    });
    asks && first.word && verb.is_some_and(|at| at > 0)
}

fn items(text: &str, block: Span, quotes: &[Marked]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = block.start;
    for (index, quote) in quotes.iter().enumerate() {
        push_words(&mut items, text, Span::new(at, quote.outer.start));
        let (word, capital) = (false, false);
        let lower = String::new();
        items.push(Item { span: quote.outer, quote: Some(index), word, lower, capital });
        at = quote.outer.end;
    }
    push_words(&mut items, text, Span::new(at, block.end));
    items
}

fn push_words(items: &mut Vec<Item>, text: &str, gap: Span) {
    for token in tokens(gap.of(text)) {
        let span = Span::new(gap.start + token.span.start, gap.start + token.span.end);
        let written = span.of(text);
        let lower = if written.is_ascii() {
            written.to_ascii_lowercase()
        } else {
            written.to_lowercase().replace('’', "'")
        };
        items.push(Item {
            span,
            quote: None,
            word: token.kind != TokenKind::Punctuation,
            lower,
            capital: span.of(text).chars().next().is_some_and(char::is_uppercase),
        });
    }
}
