//! Who mentions a target, with the sentence as plain text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::resolve::Body;
use super::sentences::sentence_ends;
use super::{Link, Sentence, Target};
use crate::content::wikilinks::Scan;
use crate::diagnostic::Span;
use crate::unicode::one_line;

/// Sentences longer than this many bytes are shown in part.
const LONGEST_SENTENCE: usize = 1200;

/// The sentences of one body that mention something else, in order. Of an endless sentence, the words
/// around each link stand for themselves.
pub(super) fn collect_sentences(body: &Body<'_>, scan: &Scan, links: &[Link]) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    let mut given: BTreeSet<(usize, &Target)> = BTreeSet::new();
    let mut blocks = scan.blocks.iter().peekable();
    let mut sentences: Vec<Span> = Vec::new();
    let mut last: Option<Span> = None;
    let mut at = 0;
    for link in links {
        // Blocks and links both come in order: each block is split once.
        while let Some(block) = blocks.next_if(|block| block.start <= link.span.start) {
            if link.span.start < block.end {
                sentences = whole_sentences(body.body(), *block, links);
                at = 0;
            }
        }
        while sentences.get(at).is_some_and(|sentence| sentence.end <= link.span.start) {
            at += 1;
        }
        let (Some(target), Some(sentence)) = (&link.target, sentences.get(at)) else { continue };
        if *target == body.from || !given.insert((sentence.start, target)) {
            continue;
        }
        let shown = around(body.body(), *sentence, link.span);
        // Several links often stand in one sentence.
        match found.last_mut().filter(|_| last == Some(shown)) {
            Some(same) => same.targets.push(target.clone()),
            None => found.push(Sentence {
                text: shown_text(body.body(), shown, *sentence, scan, links),
                targets: vec![target.clone()],
            }),
        }
        last = Some(shown);
    }
    for sentence in &mut found {
        sentence.targets.sort_unstable();
    }
    found
}

/// The text of a part of a sentence, with dots where something is left out.
fn shown_text(body: &str, shown: Span, sentence: Span, scan: &Scan, links: &[Link]) -> String {
    let mut text = plain_text(body, shown, scan, links);
    if shown.start > sentence.start {
        text.insert_str(0, "… ");
    }
    if shown.end < sentence.end {
        text.push_str(" …");
    }
    text
}

/// The sentence, or of an endless one the words around the link.
fn around(body: &str, sentence: Span, link: Span) -> Span {
    if sentence.len() <= LONGEST_SENTENCE {
        return sentence;
    }
    let space = |at: &usize| {
        body.is_char_boundary(*at) && body[*at..].starts_with(|c: char| c.is_ascii_whitespace())
    };
    let reach = LONGEST_SENTENCE / 3;
    let start = link.start.saturating_sub(reach).max(sentence.start);
    let end = link.end.saturating_add(reach).min(sentence.end);
    Span::new(
        (start..link.start).find(space).unwrap_or(link.start),
        (link.end..end).rev().find(space).unwrap_or(link.end),
    )
}

/// The sentences of a block; one that would end inside a link goes on.
fn whole_sentences(body: &str, block: Span, links: &[Link]) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::new();
    let first = links.partition_point(|link| link.span.end <= block.start);
    let mut inside = links[first..].iter().peekable();
    let mut open = false;
    let mut at = block.start;
    for end in sentence_ends(block.of(body)) {
        let sentence = Span::new(at, block.start + end);
        at = sentence.end;
        match whole.last_mut() {
            Some(last) if open => last.end = sentence.end,
            _ => whole.push(sentence),
        }
        while inside.next_if(|link| link.span.end <= sentence.end).is_some() {}
        open = inside.peek().is_some_and(|link| link.span.start < sentence.end);
    }
    whole
}

/// A part of a body without its markup, links as the words they show.
fn plain_text(body: &str, part: Span, scan: &Scan, links: &[Link]) -> String {
    let mut pieces = String::with_capacity(part.len() + 8);
    let first = links.partition_point(|link| link.span.end <= part.start);
    let mut links = links[first..].iter().take_while(|link| link.span.start < part.end).peekable();
    let mut at = part.start;
    let first = scan.runs.partition_point(|run| run.span.end <= part.start);
    for run in scan.runs[first..].iter().take_while(|run| run.span.start < part.end) {
        // Markup between words on two lines hides the line end.
        if body.get(at..run.span.start).is_some_and(|gap| gap.contains('\n')) {
            pieces.push(' ');
        }
        at = at.max(run.span.start);
        let end = run.span.end.min(part.end);
        while let Some(link) = links.next_if(|link| link.span.start < end) {
            pieces.push_str(body.get(at..link.span.start).unwrap_or(""));
            pieces.push_str(&link.text);
            at = at.max(link.span.end);
        }
        pieces.push_str(body.get(at..end).unwrap_or(""));
        at = at.max(end);
    }
    match one_line(&pieces) {
        Cow::Borrowed(_) => pieces,
        Cow::Owned(line) => line,
    }
}
