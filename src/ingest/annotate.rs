//! One source read in full: blocks, sentences, names, times, quotations and quantities.
//! Knows one document at a time; what several share is found in `resolve` and `events`.

mod foreign;
mod json;
pub mod outside;

use jiff::civil;

use crate::diagnostic::{Diagnostics, Span};
use crate::language::names::{Name, Passage, PassageKind, Recogniser};
use crate::language::quantities::{self, Quantity};
use crate::language::quotations::{self, NameRef, Quotation};
use crate::language::times::{self, Time};
use crate::model::date::Edtf;
use crate::model::entity::EntityKind;
use crate::source::feed::{Item, read_item};
use crate::source::{self, BlockKind, SourceDocument};

pub use foreign::{Tongue, name_documents};
pub use json::{line_schema, to_json};

/// Longest sentence in bytes, some 350 words.
const LONGEST_SENTENCE: usize = 2048;

/// What there is to read.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A file's bytes; the reader is chosen by the file name.
    File {
        /// The file's name, with its extension.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// An article of a feed.
    Item(Box<Item>),
    /// Plain text.
    Text(String),
    /// A page.
    Html(String),
}

/// One document to annotate, with what its sender knows of it.
#[derive(Clone, Debug)]
pub struct AnnotateInput {
    /// Name of the document in the output.
    pub id: String,
    /// Its file, where it has one.
    pub file: Option<String>,
    /// What there is to read.
    pub content: Content,
    /// Publication date, where the sender knows it better than the text.
    pub published: Option<Edtf>,
    /// Publisher, likewise.
    pub outlet: Option<String>,
    /// Address, likewise.
    pub url: Option<String>,
    /// BCP 47 tag of the language to take where neither the text nor the document tells.
    pub language: Option<String>,
    /// False when the text is body text from which nothing is to be dropped.
    pub clean: bool,
}

/// A sentence, heading or other passage of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes in the text.
    pub span: Span,
    /// Index of its block; absent for the title and the standfirst.
    pub block: Option<usize>,
    /// What kind of block it stands in; a title counts as a heading of level 1.
    pub kind: BlockKind,
}

/// A document as read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Name of the document.
    pub id: String,
    /// Its file, where it has one.
    pub file: Option<String>,
    /// Blocks, metadata and what was dropped.
    pub source: SourceDocument,
    /// How its language is read.
    pub tongue: Tongue,
    /// Title, standfirst and the sentences of all blocks, in reading order of the text.
    pub sentences: Vec<Sentence>,
    /// Names, in order.
    pub names: Vec<Name>,
    /// Of each name the form under which it is known, where that is not as it is written. Empty
    /// for documents in English.
    pub known_as: Vec<Option<String>>,
    /// Time expressions, in order.
    pub times: Vec<Time>,
    /// Quotations, in order.
    pub quotations: Vec<Quotation>,
    /// Quantities, in order.
    pub quantities: Vec<Quantity>,
    /// The day the document's relative dates count from: its own publication day, or the story's.
    pub anchor: Option<civil::Date>,
}

impl Document {
    /// The text all spans point into.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// Its sentences and headings, for the recognisers of names.
    fn passages(&self) -> Vec<Passage> {
        let kind = |sentence: &Sentence| match sentence.kind {
            BlockKind::Heading(_) => PassageKind::Headline,
            _ => PassageKind::Prose,
        };
        let passage = |sentence: &Sentence| Passage { span: sentence.span, kind: kind(sentence) };
        self.sentences.iter().map(passage).collect()
    }

    /// The day of publication, as stated.
    pub fn published_day(&self) -> Option<civil::Date> {
        let stated = self.source.metadata.published.or(self.source.metadata.updated)?;
        stated.anchor()?.calendar_day()
    }

    /// Index of the sentence that holds byte `at`; sentences are sorted by start.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= at);
        let index = after.checked_sub(1)?;
        (at < self.sentences[index].span.end).then_some(index)
    }

    /// Indices of the names inside `span`.
    pub fn names_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.names.partition_point(|name| name.span.start < span.start);
        let end = self.names.partition_point(|name| name.span.start < span.end);
        start..end
    }

    /// The time expressions inside `span`.
    pub fn times_in(&self, span: Span) -> &[Time] {
        let start = self.times.partition_point(|time| time.span.start < span.start);
        let end = self.times.partition_point(|time| time.span.start < span.end);
        &self.times[start..end]
    }

    /// The quotations of which some words stand inside `span`; they are in order and do not overlap.
    pub fn quotations_in(&self, span: Span) -> &[Quotation] {
        let start = self.quotations.partition_point(|quotation| quotation.span.end <= span.start);
        let end = self.quotations.partition_point(|quotation| quotation.span.start < span.end);
        self.quotations.get(start..end).unwrap_or_default()
    }

    /// Words in the article's own blocks.
    pub fn word_count(&self) -> usize {
        let blocks = self.source.blocks.iter();
        blocks.map(|block| block.span.of(self.text()).split_whitespace().count()).sum()
    }
}

/// Reads one document as far as its sentences.
pub fn open_document(input: AnnotateInput) -> (Document, Diagnostics) {
    let (mut source, mut diagnostics) = read_source(&input);
    for place in diagnostics.iter_mut().filter_map(|problem| problem.place.as_mut()) {
        place.file.clone_from(input.file.as_ref().unwrap_or(&input.id));
    }
    source.metadata = source.metadata.bounded();
    let metadata = &mut source.metadata;
    metadata.published = input.published.or(metadata.published);
    metadata.outlet = input.outlet.or(metadata.outlet.take());
    metadata.url = input.url.or(metadata.url.take());
    let (tongue, unread) = foreign::tongue(&mut source, input.language.as_deref());
    let sentences = split_sentences(&source, tongue);
    let (id, file) = (input.id, input.file);
    let document = Document { id, file, source, tongue, sentences, ..Document::default() };
    diagnostics.extend(unread.map(|problem| foreign::placed(problem, &document)));
    (document, diagnostics)
}

/// Finds names, times, quotations and quantities in an opened document. `outside` are names that a
/// program of the site's own found in it; they win over the recogniser. `known` are the names and
/// aliases that the site declares; they win over both. In documents that are not in English names
/// and quotations wait for [`name_documents`].
pub fn read_document(
    recogniser: &Recogniser,
    mut document: Document,
    outside: &[Name],
    known: &[(String, EntityKind)],
) -> Document {
    if !document.tongue.is_english() {
        foreign::read(&mut document, outside);
        return document;
    }
    let passages = document.passages();
    let spans: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).collect();
    let names = recogniser.names_with(document.text(), &passages, outside, known);
    document.anchor = document.published_day();
    document.times = times::times(document.text(), &spans, document.anchor);
    document.quantities = quantities::quantities(document.text(), &spans, &document.times);
    let blocks: Vec<Span> = document.source.blocks.iter().map(|block| block.span).collect();
    let speakers: Vec<NameRef> = names
        .iter()
        .map(|name| NameRef {
            span: name.span,
            is_person: name.kind == EntityKind::Person,
            is_group: name.kind != EntityKind::Person,
        })
        .collect();
    document.quotations = quotations::quotations(document.text(), &blocks, &spans, &speakers);
    document.names = names;
    document
}

/// Gives an undated document the story's day, so that its weekdays can be resolved.
pub fn anchor_to(document: &mut Document, day: civil::Date) {
    document.anchor = Some(day);
    let passages: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).collect();
    if let Tongue::Partly(locale) = document.tongue {
        document.times = times::times_in(locale, &document.source.text, &passages, Some(day));
        return;
    }
    times::resolve_with(&mut document.times, &document.source.text, &passages, day);
}

fn read_source(input: &AnnotateInput) -> (SourceDocument, Diagnostics) {
    match &input.content {
        Content::File { name, bytes } => source::read(bytes, name),
        Content::Item(item) => (read_item(item), Vec::new()),
        Content::Html(html) => (source::read_html(html), Vec::new()),
        Content::Text(text) if input.clean => (source::read_text(text), Vec::new()),
        Content::Text(text) => (source::read_plain(text), Vec::new()),
    }
}

/// A sentence; what is longer than any sentence, in pieces that end between words where they can. All
/// that reads sentences compares their words with each other.
fn readable(text: &str, sentence: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while rest.len() > LONGEST_SENTENCE {
        let mut end = rest.start + LONGEST_SENTENCE;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = Span::new(rest.start, end);
        let space = head.of(text).trim_end().rfind(char::is_whitespace).filter(|at| *at > 0);
        let cut = space.map_or(end, |at| rest.start + at);
        pieces.push(Span::new(rest.start, cut));
        let behind = Span::new(cut, rest.end).of(text);
        rest.start = cut + (behind.len() - behind.trim_start().len());
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// Title, standfirst and the sentences of every block, sorted by place.
fn split_sentences(source: &SourceDocument, tongue: Tongue) -> Vec<Sentence> {
    let mut all = Vec::new();
    let inside_block = |span: Span| source.blocks.iter().any(|block| block.span.overlaps(span));
    if let Some(span) = source.title.filter(|span| !inside_block(*span)) {
        all.push(Sentence { span, block: None, kind: BlockKind::Heading(1) });
    }
    if let Some(dek) = source.dek.filter(|span| !inside_block(*span)) {
        let split = tongue.sentences(&source.text, dek);
        all.extend(split.into_iter().map(|span| Sentence {
            span,
            block: None,
            kind: BlockKind::Paragraph,
        }));
    }
    for (index, block) in source.blocks.iter().enumerate() {
        let spans = match block.kind {
            BlockKind::Heading(_) => vec![block.span],
            _ => tongue.sentences(&source.text, block.span),
        };
        let spans = spans.into_iter().flat_map(|span| readable(&source.text, span));
        all.extend(spans.into_iter().map(|span| Sentence {
            span,
            block: Some(index),
            kind: match block.kind {
                BlockKind::TableHead | BlockKind::TableRow => BlockKind::ListItem,
                kind => kind,
            },
        }));
    }
    all.sort_by_key(|sentence| sentence.span);
    all
}
