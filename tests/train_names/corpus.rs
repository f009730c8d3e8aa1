//! Reads the training documents and brings their words and labels to the recogniser's own cuts.

use std::path::Path;

use backstory::diagnostic::Span;
use backstory::language::names::chain::{Part, label};
use backstory::language::names::token::tokens;

use super::harmonise::{Tagged, harmonise};
use super::{Failure, Files};

/// What a set does that the others do not.
#[derive(Clone, Copy)]
pub(crate) struct Habits {
    /// Adjectives of nations are tagged as places.
    has_demonyms: bool,
    /// Whole noun phrases are tagged.
    is_loose: bool,
    /// Short messages rather than running text; they count a quarter.
    is_chat: bool,
}

const PLAIN: Habits = Habits { has_demonyms: false, is_loose: false, is_chat: false };
const DEMONYMS: Habits = Habits { has_demonyms: true, ..PLAIN };
const LOOSE: Habits = Habits { is_loose: true, ..PLAIN };
const CHAT: Habits = Habits { is_chat: true, ..PLAIN };

/// Files that may train the model.
pub(crate) const FILES: [(&str, Habits); 10] = [
    ("gum.jsonl", PLAIN),
    ("uner-dev.jsonl", PLAIN),
    ("pud.jsonl", PLAIN),
    ("wikigold.jsonl", PLAIN),
    ("crossner-train.jsonl", PLAIN),
    ("redocred-dev.jsonl", DEMONYMS),
    ("re3d.jsonl", LOOSE),
    ("meantime-ag.jsonl", LOOSE),
    ("wnut-train.jsonl", CHAT),
    ("btc.jsonl", CHAT),
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
    for (name, habits) in FILES {
        let bytes = std::fs::read(folder.join(name))?;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let parsed: Vec<(Vec<String>, Vec<String>)> = serde_json::from_slice(line)?;
            for (words, tags) in parsed {
                let mut sentence = recut(&words, &tags, habits);
                sentence.weight = if habits.is_chat { 0.25 } else { 1.0 };
                sentence.document = document;
                sentence.is_prose = !habits.is_chat;
                sentences.push(sentence);
            }
            document += 1;
        }
        files.push((name, bytes));
    }
    Ok((sentences, files))
}

/// Cuts the given words as the recogniser would and carries the labels over.
fn recut(words: &[String], tags: &[String], habits: Habits) -> Sentence {
    let mut text = String::new();
    let mut tokens: Vec<Span> = Vec::new();
    let mut kinds: Vec<Option<u8>> = Vec::new();
    let mut starts = Vec::new();
    for (word, tag) in words.iter().zip(tags) {
        // Some sets have the possessive ending in two words.
        if word == "s" && text.ends_with("’ ") {
            text.insert(text.len() - 1, 's');
            tokens.iter_mut().rev().take(1).for_each(|last| last.end += 1);
            continue;
        }
        let word = match word.as_str() {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            word => word,
        };
        let kind = match tag.get(2..) {
            Some("PER") => Some(0),
            Some("ORG") => Some(1),
            Some("LOC") => Some(2),
            _ => None,
        };
        for (part, span) in push_words(&mut text, word).into_iter().enumerate() {
            tokens.push(span);
            kinds.push(kind);
            starts.push(part == 0 && tag.starts_with('B'));
        }
    }
    let mut labels = vec![0; tokens.len()];
    let surfaces: Vec<&str> = tokens.iter().map(|token| token.of(&text)).collect();
    let surface = |name: Tagged| {
        let (start, end) = (tokens[name.first].start, tokens[name.end - 1].end);
        Span::new(start, end).of(&text).to_owned()
    };
    let mut first = 0;
    while first < tokens.len() {
        let Some(kind) = kinds[first] else {
            first += 1;
            continue;
        };
        let mut end = first + 1;
        while end < tokens.len() && kinds[end] == Some(kind) && !starts[end] {
            end += 1;
        }
        let names = harmonise(&surfaces, Tagged { first, end, kind }, habits.is_loose, surface);
        for name in names {
            if is_name(&surface(name), name, habits.has_demonyms) {
                mark(&mut labels[name.first..name.end], name.kind);
            }
        }
        first = end;
    }
    Sentence { text, tokens, labels, weight: 1.0, document: 0, is_prose: true }
}

/// Appends a word and a space; answers with the recogniser's cuts of the word.
fn push_words(text: &mut String, word: &str) -> Vec<Span> {
    let start = text.len();
    text.push_str(word);
    let end = text.len();
    text.push(' ');
    tokens(text, Span::new(start, end))
}

/// Labels the words of one name.
fn mark(labels: &mut [u8], kind: u8) {
    let last = labels.len().saturating_sub(1);
    for (at, slot) in labels.iter_mut().enumerate() {
        let part = match (at == 0, at == last) {
            (true, true) => Part::Only,
            (true, false) => Part::First,
            (false, true) => Part::Last,
            (false, false) => Part::Inner,
        };
        *slot = label(part, kind);
    }
}

/// Text, cuts and labels of words and names in order; a name comes with its kind.
pub(crate) fn lay_out(parts: &[(String, Option<u8>)]) -> (String, Vec<Span>, Vec<u8>) {
    let mut text = String::new();
    let mut all = Vec::new();
    let mut labels = Vec::new();
    for (words, kind) in parts {
        all.extend(push_words(&mut text, words));
        let first = labels.len();
        labels.resize(all.len(), 0);
        if let Some(kind) = kind {
            mark(&mut labels[first..], *kind);
        }
    }
    (text, all, labels)
}

/// A name has a capital; adjectives of nations are none, though some data sets tag them.
fn is_name(surface: &str, name: Tagged, has_demonyms: bool) -> bool {
    let has_capital = surface.chars().any(char::is_uppercase);
    let may_be_demonym = has_demonyms && name.kind == 2 && name.end - name.first == 1;
    has_capital && !(may_be_demonym && looks_like_demonym(surface))
}

fn looks_like_demonym(name: &str) -> bool {
    const ENDINGS: [&str; 4] = ["ians", "eans", "ish", "ese"];
    ENDINGS.iter().any(|ending| name.ends_with(ending)) && name.len() > 5
}
