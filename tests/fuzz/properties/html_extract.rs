//! A saved page to blocks and metadata.

use backstory::source::html::plain_text;
use backstory::source::{Metadata, SourceDocument, read_html};
use backstory::unicode::normalise;

use super::input::text;
use super::places::{in_order, inside};

/// The input is a page.
pub fn hold(input: &[u8]) {
    let html = text(input);
    let document = read_html(&html);
    check(&document);
    assert_eq!(read_html(&html), document, "read otherwise the second time");
    let line = plain_text(&html);
    assert!(!line.contains(['\n', '\r', '\t']), "more than one line: {line:?}");
    // Text that is written as HTML reads as itself, in clean letters.
    let words = html.replace(|c: char| c.is_control() || c.is_whitespace(), " ");
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
    assert_eq!(plain_text(&format!("<p>{escaped}</p>")), shown(&normalise(&words)));
}

/// Words as a reader sees them: without what has no width, with single spaces.
fn shown(words: &str) -> String {
    let parts =
        words.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What holds of a document read from any format.
pub fn check(document: &SourceDocument) {
    let text = &document.text;
    in_order(text, document.blocks.iter().map(|block| block.span), "block");
    in_order(text, document.dropped.iter().map(|dropped| dropped.span), "dropped");
    for block in &document.blocks {
        assert!(!block.span.of(text).trim().is_empty(), "an empty block at {:?}", block.span);
        let apart = |dropped: &&backstory::source::Dropped| dropped.span.overlaps(block.span);
        assert_eq!(document.dropped.iter().find(apart), None, "dropped and kept: {block:?}");
    }
    for span in document.title.iter().chain(&document.dek) {
        inside(text, *span, "title or standfirst");
    }
    for (question, answer) in &document.questions {
        in_order(text, [*question, *answer], "question");
        let blocks = || document.blocks.iter().map(|block| block.span);
        assert!(blocks().any(|block| question.overlaps(block)), "a question outside {question:?}");
        assert!(blocks().any(|block| answer.overlaps(block)), "an answer outside {answer:?}");
    }
    stated(&document.metadata);
}

fn stated(metadata: &Metadata) {
    let Metadata { title, dek, byline, outlet, published, updated, url, language } = metadata;
    for said in [title, dek, byline, outlet, url, language].into_iter().flatten() {
        assert!(!said.trim().is_empty(), "an empty statement in {metadata:?}");
        assert_eq!(said.trim(), said, "white space around a statement in {metadata:?}");
        assert!(!said.contains('\n'), "more than one line in {metadata:?}");
    }
    for date in [published, updated].into_iter().flatten() {
        assert_eq!(date.to_string().parse().ok(), Some(*date));
    }
}
