//! A sentence as words with their places: what the claim families search in.

use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::ingest::nations::country_of;
use crate::ingest::resolve::Resolution;
use crate::language::quantities::Quantity;
use crate::language::stem::{stem, word_spans};
use crate::source::BlockKind;

/// One word of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) lower: String,
    pub(super) stem: String,
}

/// A sentence with its words.
pub(super) struct Phrase<'a> {
    pub(super) document_index: usize,
    pub(super) document: &'a Document,
    pub(super) index: usize,
    pub(super) span: Span,
    pub(super) words: Vec<Word>,
}

/// All sentences of the running text and lists of a document.
pub(super) fn phrases(index: usize, document: &Document) -> Vec<Phrase<'_>> {
    let wanted = |kind| {
        matches!(
            kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation | BlockKind::Answer
        )
    };
    document
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| sentence.block.is_some() && wanted(sentence.kind))
        .map(|(at, _)| phrase_of(index, document, at))
        .collect()
}

/// Sentence `at` of a document.
pub(super) fn phrase_of(index: usize, document: &Document, at: usize) -> Phrase<'_> {
    let span = document.sentences[at].span;
    Phrase {
        document_index: index,
        document,
        index: at,
        span,
        words: word_spans(document.text(), span)
            .into_iter()
            .map(|span| {
                let lower = span.of(document.text()).to_lowercase();
                Word { span, stem: stem(&lower), lower }
            })
            .collect(),
    }
}

impl Phrase<'_> {
    pub(super) fn text(&self) -> &str {
        self.document.text()
    }

    /// The lower-case word at `at`; empty beyond the ends.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// Index of the first word that ends after byte `byte`.
    pub(super) fn index_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.span.end <= byte)
    }

    /// First and last word of `span`.
    pub(super) fn words_of(&self, span: Span) -> (usize, usize) {
        let from = self.index_at(span.start);
        let behind = self.words.partition_point(|word| word.span.start < span.end);
        (from, behind.saturating_sub(1).max(from))
    }

    /// The quantities of the sentence.
    pub(super) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let all = &self.document.quantities;
        let start = all.partition_point(|quantity| quantity.span.start < self.span.start);
        all[start..].iter().take_while(|quantity| self.span.contains(quantity.span))
    }

    /// Whether a comma or a stronger mark stands between words `left` and `right`.
    pub(super) fn commas_between(&self, left: usize, right: usize) -> bool {
        (left..right).any(|i| match (self.words.get(i), self.words.get(i + 1)) {
            (Some(a), Some(b)) => self.text()[a.span.end..b.span.start]
                .contains([',', ';', '—', '–', '(', ')', ':', '“', '”', '"']),
            _ => true,
        })
    }

    /// Bytes from word `from` to word `to`, both included, clipped to the sentence.
    pub(super) fn range(&self, from: usize, to: usize) -> Span {
        let last = self.words.len().saturating_sub(1);
        // A compound is not cut: "30-day" stays whole.
        let mut from = from.min(last);
        while from > 0
            && self.words[from - 1].span.end + 1 == self.words[from].span.start
            && self.text().as_bytes().get(self.words[from - 1].span.end) == Some(&b'-')
        {
            from -= 1;
        }
        // Nor is a figure: "1,000" and "7:15" stay whole.
        while from > 0 && self.one_figure(from - 1) {
            from -= 1;
        }
        let mut to = to.min(last);
        while to < last && self.one_figure(to) {
            to += 1;
        }
        match (self.words.get(from), self.words.get(to)) {
            (Some(a), Some(b)) => self.with_signs(Span::new(a.span.start, b.span.end)),
            _ => self.span,
        }
    }

    /// The range with the signs that belong to its outer words: "$12", "14%", "U.S.".
    fn with_signs(&self, span: Span) -> Span {
        let text = self.text();
        let before = text[self.span.start..span.start].chars().next_back();
        let sign = before.filter(|c| "$€£¥₺₴₽#".contains(*c)).map_or(0, char::len_utf8);
        let behind = text[span.end..self.span.end].chars().next();
        let mut tail = span.of(text).chars().rev();
        let stopped =
            matches!((tail.next(), tail.next()), (Some(c), Some('.')) if c.is_alphabetic());
        let more = match behind {
            Some('%') => 1,
            Some('.') if stopped => 1,
            _ => 0,
        };
        Span::new(span.start - sign, span.end + more)
    }

    /// Whether word `at` and the next are parts of one figure: digits with a single mark between.
    pub(super) fn one_figure(&self, at: usize) -> bool {
        let (Some(a), Some(b)) = (self.words.get(at), self.words.get(at + 1)) else { return false };
        let gap = &self.text()[a.span.end..b.span.start];
        let digit = |word: &Word| word.lower.starts_with(|c: char| c.is_ascii_digit());
        matches!(gap, "," | "." | ":") && digit(a) && digit(b)
    }

    /// Indices of the names in the sentence.
    pub(super) fn names(&self) -> std::ops::Range<usize> {
        self.document.names_in(self.span)
    }

    /// The name that begins at or right behind word `at`, skipping up to `skip` words of title.
    pub(super) fn name_from(&self, at: usize, skip: usize) -> Option<usize> {
        let start = self.words.get(at)?.span.start;
        let limit = self.words.get((at + skip).min(self.words.len() - 1))?.span.start;
        self.names().find(|name| {
            let span = self.document.names[*name].span;
            span.start >= start && span.start <= limit
        })
    }

    /// The last name that ends before word `at` begins.
    pub(super) fn name_before(&self, at: usize) -> Option<usize> {
        let start = self.words.get(at).map_or(self.span.end, |word| word.span.start);
        self.names().rev().find(|name| self.document.names[*name].span.end <= start)
    }

    /// The entity a name stands for.
    pub(super) fn entity(&self, name: usize, resolution: &Resolution) -> usize {
        resolution.of_name[self.document_index][name]
    }

    /// The side that words `from..to` speak of: a name, or the country of a people; the last one.
    pub(super) fn side(&self, from: usize, to: usize, resolution: &Resolution) -> Option<usize> {
        let to = to.min(self.words.len());
        if from >= to {
            return None;
        }
        let range = Span::new(self.words[from].span.start, self.words[to - 1].span.end);
        let named = self
            .names()
            .rev()
            .find(|name| range.overlaps(self.document.names[*name].span))
            .map(|name| (self.document.names[name].span.start, self.entity(name, resolution)));
        let people = self.words[from..to].iter().rev().find_map(|word| {
            let country = country_of(word.span.of(self.text()))?;
            let at = resolution.named(country)?;
            Some((word.span.start, at))
        });
        [named, people]
            .into_iter()
            .flatten()
            .max_by_key(|(start, _)| *start)
            .map(|(_, entity)| entity)
    }

    /// Whether a mark that ends a clause stands between words `left` and `right`.
    pub(super) fn broken_between(&self, left: usize, right: usize) -> bool {
        match (self.words.get(left), self.words.get(right)) {
            (Some(a), Some(b)) if a.span.end <= b.span.start => {
                self.text()[a.span.end..b.span.start].contains([';', '—', ':', '“', '”', '"', '.'])
            }
            _ => false,
        }
    }

    /// Whether a mark that ends a clause stands anywhere between words `left` and `right`.
    pub(super) fn broken_between_any(&self, left: usize, right: usize) -> bool {
        (left..right).any(|at| self.broken_between(at, at + 1))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ingest::annotate::Sentence;
    use crate::language::{quantities, sentence, times};
    use crate::source::{Block, SourceDocument};

    /// A document of one paragraph, with its times and quantities but without names.
    pub(in crate::ingest::claims) fn document(text: &str) -> Document {
        let mut source = SourceDocument { text: text.to_owned(), ..SourceDocument::default() };
        let span = Span::new(0, text.len());
        source.blocks.push(Block { kind: BlockKind::Paragraph, span });
        let spans = sentence::sentences(text, span);
        let times = times::times(text, &spans, None);
        let quantities = quantities::quantities(text, &spans, &times);
        let sentences = spans
            .into_iter()
            .map(|span| Sentence { span, block: Some(0), kind: BlockKind::Paragraph })
            .collect();
        Document { source, sentences, times, quantities, ..Document::default() }
    }

    /// What `read` says of the document's first sentence.
    pub(in crate::ingest::claims) fn with_phrase<T>(
        document: &Document,
        read: impl Fn(&Phrase<'_>) -> T,
    ) -> T {
        read(phrases(0, document).first().expect("a sentence"))
    }

    #[test]
    fn a_range_never_cuts_a_compound_or_a_number() {
        let first = document("They want a 30-day truce and 1,000 tents.");
        with_phrase(&first, |phrase| {
            let said = |from, to| phrase.range(from, to).of(phrase.text()).to_owned();
            assert_eq!(said(4, 5), "30-day truce");
            assert_eq!(said(7, 7), "1,000");
        });
        let second = document("The U.S. pledged $12 million, or 14% more.");
        with_phrase(&second, |phrase| {
            let said = |from, to| phrase.range(from, to).of(phrase.text()).to_owned();
            assert_eq!(said(0, 2), "The U.S.");
            assert_eq!(said(4, 5), "$12 million");
            assert_eq!(said(7, 7), "14%");
        });
    }
}
