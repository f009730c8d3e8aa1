//! How much of a source may still be quoted: the limits of `[sources]`, counted over the whole site.

use crate::config::SourcesConfig;
use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::language::stem::word_spans;
use crate::model::article::Rights;

/// The words of one source that are quoted so far.
#[derive(Clone)]
pub(super) struct Budget<'a> {
    document: &'a Document,
    unlimited: bool,
    longest: usize,
    most: usize,
    taken: Vec<Span>,
    used: usize,
}

impl<'a> Budget<'a> {
    pub(super) fn new(document: &'a Document, rights: Rights, limits: &SourcesConfig) -> Self {
        let share = document.word_count() * limits.source_percent / 100;
        let most = if rights == Rights::Metadata { 0 } else { share.min(limits.source_words) };
        Self {
            document,
            unlimited: rights == Rights::Full,
            longest: limits.quotation_words,
            most,
            taken: Vec::new(),
            used: 0,
        }
    }

    /// Words left.
    pub(super) fn left(&self) -> usize {
        if self.unlimited { usize::MAX } else { self.most - self.used.min(self.most) }
    }

    /// Words that taking `span` would cost; absent when the limits do not allow it.
    pub(super) fn cost(&self, span: Span) -> Option<usize> {
        let words = span.of(self.document.text()).split_whitespace().count();
        if self.taken.contains(&span) {
            return Some(0);
        }
        (self.unlimited || (words <= self.longest && words <= self.left())).then_some(words)
    }

    /// Takes a quotation if the limits allow it. One that is taken already costs nothing.
    pub(super) fn take(&mut self, span: Span) -> bool {
        let words = span.of(self.document.text()).split_whitespace().count();
        if self.taken.contains(&span) {
            return true;
        }
        if !self.unlimited && (words > self.longest || words > self.left()) {
            return false;
        }
        self.used += words;
        self.taken.push(span);
        true
    }

    /// Takes a quotation, or words of it that are quoted already, or as much of it as is left; at
    /// least three words.
    pub(super) fn take_or_shorten(&mut self, span: Span) -> Option<Span> {
        // Words of the same passage that are quoted already serve as well and cost nothing.
        if let Some(taken) = self.taken.iter().find(|taken| span.overlaps(**taken)) {
            return Some(*taken);
        }
        if self.take(span) {
            return Some(span);
        }
        let words = word_spans(self.document.text(), span);
        let left = self.left().min(words.len());
        let shorter = Span::new(span.start, words.get(left.checked_sub(1)?)?.end);
        (left >= 3 && self.take(shorter)).then_some(shorter)
    }
}
