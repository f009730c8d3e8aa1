//! A document as the rules see it: passages cut into tokens, and the names found in them so far.

use super::lexicon::{phrase_hash, word_hash};
use super::{Passage, PassageKind};
use crate::diagnostic::Span;
use crate::language::names::feature::{Case, case_of};
use crate::language::names::token::tokens;
use crate::model::entity::EntityKind;

/// A passage cut into tokens.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Whether capitals say little here.
    pub(super) is_headline: bool,
    /// The tokens' bytes.
    pub(super) tokens: Vec<Span>,
    /// How each token is written.
    pub(super) cases: Vec<Case>,
}

/// A name that was found: tokens `first..end` of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Index of the line.
    pub(super) line: usize,
    /// First token.
    pub(super) first: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// Person, organisation or place.
    pub(super) kind: EntityKind,
    /// Probability, from 0 to 1.
    pub(super) sure: f32,
    /// Share of each kind, in the order of [`super::KINDS`], given that it is a name.
    pub(super) shares: [f32; 3],
}

/// Shares that leave no doubt about the kind.
pub(super) const fn only(kind: EntityKind) -> [f32; 3] {
    match kind {
        EntityKind::Person => [1.0, 0.0, 0.0],
        EntityKind::Organization => [0.0, 1.0, 0.0],
        EntityKind::Place => [0.0, 0.0, 1.0],
    }
}

/// Whether the token is a possessive ending; tokenised text has it apart ("Oro’ s").
pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’" | "’ s")
}

impl Found {
    /// Whether the two share a token.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.line == other.line && self.first < other.end && other.first < self.end
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.end.saturating_sub(self.first)
    }
}

/// The text with its lines.
#[derive(Clone, Debug)]
pub(super) struct Document<'text> {
    /// The whole text.
    pub(super) text: &'text str,
    /// Its passages in reading order.
    pub(super) lines: Vec<Line>,
}

impl<'text> Document<'text> {
    /// Cuts the passages of `text`.
    pub(super) fn new(text: &'text str, passages: &[Passage]) -> Self {
        let lines = passages
            .iter()
            .map(|passage| {
                let tokens = tokens(text, passage.span);
                let cases = tokens.iter().map(|token| case_of(token.of(text))).collect();
                Line { is_headline: passage.kind == PassageKind::Headline, tokens, cases }
            })
            .collect();
        Self { text, lines }
    }

    /// The token at a place; empty beyond the line's end.
    pub(super) fn word(&self, line: usize, token: usize) -> &'text str {
        let line = self.lines.get(line);
        line.and_then(|line| line.tokens.get(token)).map_or("", |span| span.of(self.text))
    }

    /// The token before a place; empty at the line's start.
    pub(super) fn word_before(&self, line: usize, token: usize) -> &'text str {
        token.checked_sub(1).map_or("", |before| self.word(line, before))
    }

    /// How the token at a place is written.
    pub(super) fn case(&self, line: usize, token: usize) -> Case {
        self.lines.get(line).and_then(|line| line.cases.get(token)).copied().unwrap_or(Case::Edge)
    }

    /// Bytes of tokens `first..end` of a line.
    pub(super) fn span(&self, line: usize, first: usize, end: usize) -> Span {
        let tokens = self.lines.get(line).and_then(|line| line.tokens.get(first..end));
        match tokens {
            Some([only]) => *only,
            Some([head, .., tail]) => Span::new(head.start, tail.end),
            _ => Span::default(),
        }
    }

    /// The words of a name as written.
    pub(super) fn surface(&self, found: &Found) -> &'text str {
        self.span(found.line, found.first, found.end).of(self.text)
    }

    /// The words of a name as one hash, and their number: equal for equal names.
    pub(super) fn key(&self, found: &Found) -> (u32, usize) {
        let words = (found.first..found.end).map(|at| word_hash(self.word(found.line, at)));
        (words.fold(0, phrase_hash), found.len())
    }

    /// Whether the line is a headline.
    pub(super) fn is_headline(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|line| line.is_headline)
    }

    /// Whether the token opens a sentence or a quotation, where any word has a capital.
    pub(super) fn is_initial(&self, line: usize, token: usize) -> bool {
        matches!(
            self.word_before(line, token),
            "" | "." | "!" | "?" | ":" | "\"" | "“" | "‘" | "…" | "•" | "-" | "—" | "–" | "*"
        )
    }
}

/// Which tokens of each line a name already covers.
#[derive(Clone, Debug)]
pub(super) struct Cover {
    lines: Vec<Vec<bool>>,
}

impl Cover {
    /// What `found` covers of `document`.
    pub(super) fn new(document: &Document, found: &[Found]) -> Self {
        let lines = document.lines.iter().map(|line| vec![false; line.tokens.len()]).collect();
        let mut cover = Self { lines };
        for name in found {
            cover.add(name);
        }
        cover
    }

    /// Covers the tokens of one more name.
    pub(super) fn add(&mut self, name: &Found) {
        let tokens =
            self.lines.get_mut(name.line).and_then(|line| line.get_mut(name.first..name.end));
        for token in tokens.into_iter().flatten() {
            *token = true;
        }
    }

    /// Whether no token of the range is covered.
    pub(super) fn is_free(&self, line: usize, first: usize, end: usize) -> bool {
        let tokens = self.lines.get(line).and_then(|line| line.get(first..end));
        tokens.is_some_and(|tokens| tokens.iter().all(|token| !token))
    }
}
