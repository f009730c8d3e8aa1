//! Reads the training documents and brings their words and labels to the recogniser's own cuts.

use std::path::Path;

use backstory::diagnostic::Span;
use backstory::language::names::chain::{Part, label};
use backstory::language::names::token::tokens;

use super::{Failure, Files};

/// Files that may train the model, how much each counts, and whether demonyms are names in it.
pub(crate) const FILES: [(&str, f32, bool); 10] = [
    ("gum.jsonl", 1.0, false),
    ("uner-dev.jsonl", 1.0, false),
    ("pud.jsonl", 1.0, false),
    ("wikigold.jsonl", 1.0, false),
    ("crossner-train.jsonl", 1.0, false),
    ("redocred-dev.jsonl", 1.0, true),
    ("re3d.jsonl", 1.0, false),
    ("meantime-ag.jsonl", 1.0, false),
    ("wnut-train.jsonl", 0.25, false),
    ("btc.jsonl", 0.25, false),
];

/// One sentence: its words joined by spaces, their spans and labels.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) tokens: Vec<Span>,
    pub(crate) labels: Vec<u8>,
    pub(crate) weight: f32,
    /// Document number over all files.
    pub(crate) document: usize,
    /// Whether it comes from running text rather than short messages.
    pub(crate) is_prose: bool,
}

/// All sentences of all files, in order, and each file's bytes for the manifest.
pub(crate) fn read(folder: &Path) -> Result<(Vec<Sentence>, Files), Failure> {
    let mut sentences = Vec::new();
    let mut files = Vec::new();
    let mut document = 0;
    for (name, weight, has_demonyms) in FILES {
        let bytes = std::fs::read(folder.join(name))?;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let parsed: Vec<(Vec<String>, Vec<String>)> = serde_json::from_slice(line)?;
            for (words, tags) in parsed {
                let mut sentence = recut(&words, &tags, has_demonyms);
                sentence.weight = weight;
                sentence.document = document;
                sentence.is_prose = !matches!(name, "wnut-train.jsonl" | "btc.jsonl");
                sentences.push(sentence);
            }
            document += 1;
        }
        files.push((name, bytes));
    }
    Ok((sentences, files))
}

/// Cuts the given words as the recogniser would and carries the labels over.
fn recut(words: &[String], tags: &[String], has_demonyms: bool) -> Sentence {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut kinds: Vec<Option<u8>> = Vec::new();
    let mut starts = Vec::new();
    for (word, tag) in words.iter().zip(tags) {
        let word = match word.as_str() {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            word => word,
        };
        let start = text.len();
        text.push_str(word);
        let end = text.len();
        text.push(' ');
        let kind = match tag.get(2..) {
            Some("PER") => Some(0),
            Some("ORG") => Some(1),
            Some("LOC") => Some(2),
            _ => None,
        };
        for (part, span) in tokens(&text, Span::new(start, end)).into_iter().enumerate() {
            spans.push(span);
            kinds.push(kind);
            starts.push(part == 0 && tag.starts_with('B'));
        }
    }
    let mut labels = vec![0; spans.len()];
    let mut at = 0;
    while at < spans.len() {
        let Some(kind) = kinds[at] else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < spans.len() && kinds[end] == Some(kind) && !starts[end] {
            end += 1;
        }
        let name = &text[spans[at].start..spans[end - 1].end];
        if is_name(name, kind, end - at, has_demonyms) {
            for (position, slot) in labels.iter_mut().enumerate().take(end).skip(at) {
                let part = match (position == at, position + 1 == end) {
                    (true, true) => Part::Only,
                    (true, false) => Part::First,
                    (false, true) => Part::Last,
                    (false, false) => Part::Inner,
                };
                *slot = label(part, kind);
            }
        }
        at = end;
    }
    Sentence { text, tokens: spans, labels, weight: 1.0, document: 0, is_prose: true }
}

/// A name has a capital; adjectives of nations are none, though some data sets tag them.
fn is_name(name: &str, kind: u8, words: usize, has_demonyms: bool) -> bool {
    let has_capital = name.chars().any(char::is_uppercase);
    let demonym = kind == 2 && words == 1 && backstory::language::names::lists::is_demonym(name)
        || has_demonyms && kind == 2 && words == 1 && looks_like_demonym(name);
    has_capital && !demonym
}

fn looks_like_demonym(name: &str) -> bool {
    const ENDINGS: [&str; 4] = ["ians", "eans", "ish", "ese"];
    ENDINGS.iter().any(|ending| name.ends_with(ending)) && name.len() > 5
}
