//! The index as files: documents numbered, terms in order, both cut into scripts of bounded size.

use std::fmt::Write as _;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::document::Document;
use super::weigh::{Counted, count};
use crate::path::OutputPath;
use crate::tree::sha256;

/// Bytes of terms in one script at which the next one begins. With the longest list of documents
/// behind it, the script stays below 30 KB gzipped.
const TERM_BYTES: usize = 24_000;
/// Bytes of documents in one script at which the next one begins.
const TEXT_BYTES: usize = 12_000;
/// Documents listed for one term at most. A term that more hold tells little; the best are kept,
/// and a query does not insist on it.
const MOST_DOCUMENTS: usize = 4096;
/// Six bits a character.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/// Set in the first character of a term whose list is not complete.
const CUT: usize = 32;

/// The index of some documents: its folder and its files. The same documents give the same bytes,
/// in whatever order they come.
pub fn build(mut documents: Vec<Document>) -> (String, Vec<(OutputPath, Vec<u8>)>) {
    documents.par_sort_unstable_by(|a, b| {
        let key = |one: &Document| (one.kind, std::cmp::Reverse(one.rank));
        key(a).cmp(&key(b)).then_with(|| a.href.cmp(&b.href)).then_with(|| a.title.cmp(&b.title))
    });
    let counted: Vec<Counted> = documents.par_iter().map(count).collect();
    let (words, first_terms) = word_scripts(&counted);
    let (texts, first_documents) = text_scripts(&documents);
    let manifest = script(
        "m",
        0,
        &json!({
            "docs": documents.len(),
            "kinds": kinds(&documents),
            "terms": first_terms,
            "texts": first_documents,
        }),
    );
    let mut files = vec![("index.js".to_owned(), manifest)];
    files.extend(words.into_iter().enumerate().map(|(n, text)| (format!("w{n}.js"), text)));
    files.extend(texts.into_iter().enumerate().map(|(n, text)| (format!("d{n}.js"), text)));
    let together: String = files.par_iter().map(|(_, text)| sha256(text.as_bytes())).collect();
    let hash = sha256(together.as_bytes());
    let folder = format!("assets/search.{}/", hash.get(..8).unwrap_or_default());
    let files = files.into_iter().filter_map(|(name, text)| {
        let path = OutputPath::parse(&format!("{folder}{name}")).ok()?;
        Some((path, text.into_bytes()))
    });
    let files = files.collect();
    (folder, files)
}

/// One call of the page's script.
fn script(part: &str, number: usize, value: &Value) -> String {
    format!("backstorySearch(\"{part}\",{number},{value})\n")
}

/// Each kind with its first document.
fn kinds(documents: &[Document]) -> Vec<(&'static str, usize)> {
    let mut kinds: Vec<(&'static str, usize)> = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let kind = document.kind.as_str();
        if kinds.last().is_none_or(|(last, _)| *last != kind) {
            kinds.push((kind, number));
        }
    }
    kinds
}

/// A term in one document.
type Posting<'a> = (&'a str, u32, u8);

/// The scripts that hold terms, and the first term of each.
fn word_scripts(counted: &[Counted]) -> (Vec<String>, Vec<String>) {
    let all: usize = counted.par_iter().map(|one| one.length).sum();
    let average = all as f32 / counted.len().max(1) as f32;
    let mut postings: Vec<Posting<'_>> = counted
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, one)| {
            one.levels(average).map(move |(term, level)| (term, number as u32, level))
        })
        .collect();
    postings.par_sort_unstable();
    let terms: Vec<&[Posting<'_>]> = postings.chunk_by(|a, b| a.0 == b.0).collect();
    let lists: Vec<(bool, String)> = terms.par_iter().map(|list| encode_list(list)).collect();
    let mut scripts = Vec::new();
    let mut firsts: Vec<String> = Vec::new();
    let mut script_text = String::new();
    let mut before = "";
    for (list, (complete, encoded)) in terms.iter().zip(&lists) {
        let Some((term, ..)) = list.first() else { continue };
        if script_text.len() + encoded.len() > TERM_BYTES && !script_text.is_empty() {
            scripts.push(std::mem::take(&mut script_text));
        }
        if script_text.is_empty() {
            firsts.push(shortest_after(before, term));
        } else {
            script_text.push(',');
        }
        let shared = if script_text.is_empty() { 0 } else { shared(before, term) };
        script_text.push(digit(shared + if *complete { 0 } else { CUT }));
        script_text.extend(term.chars().skip(shared));
        let _ = write!(script_text, " {encoded}");
        before = term;
    }
    if !script_text.is_empty() {
        scripts.push(script_text);
    }
    let scripts = scripts.iter().enumerate();
    (scripts.map(|(n, text)| script("w", n, &json!(text))).collect(), firsts)
}

/// Characters that two terms begin with in common, at most 31.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count().min(CUT - 1)
}

/// The shortest beginning of `term` that comes behind `before`.
fn shortest_after(before: &str, term: &str) -> String {
    term.chars().take(shared(before, term) + 1).collect()
}

fn digit(value: usize) -> char {
    DIGITS.get(value & 63).copied().map_or('0', char::from)
}

/// The documents of one term, and whether these are all. Each is one number: the distance from the
/// document before, times eight, plus the level; five bits a character, the lowest first, 32 set
/// where more follow.
fn encode_list(list: &[Posting<'_>]) -> (bool, String) {
    let mut kept: Vec<(u32, u8)> =
        list.iter().map(|(_, number, level)| (*number, *level)).collect();
    let complete = kept.len() <= MOST_DOCUMENTS;
    if !complete {
        kept.sort_unstable_by_key(|(number, level)| (std::cmp::Reverse(*level), *number));
        kept.truncate(MOST_DOCUMENTS);
        kept.sort_unstable();
    }
    let mut text = String::with_capacity(kept.len() * 2);
    let mut before = 0;
    for (number, level) in kept {
        let mut value = (number - before) as usize * 8 + usize::from(level);
        before = number;
        while value >= CUT {
            text.push(digit(value % CUT + CUT));
            value /= CUT;
        }
        text.push(digit(value));
    }
    (complete, text)
}

/// The scripts that hold documents, and the first document of each.
fn text_scripts(documents: &[Document]) -> (Vec<String>, Vec<usize>) {
    let size = |one: &Document| {
        let sentences: usize = one.sentences.iter().map(|sentence| sentence.len() + 3).sum();
        sentences + one.title.len() + one.href.len() + one.note.len() + 20
    };
    let mut firsts = Vec::new();
    let mut bytes = 0;
    for (number, document) in documents.iter().enumerate() {
        let more = size(document);
        if firsts.is_empty() || bytes + more > TEXT_BYTES {
            firsts.push(number);
            bytes = 0;
        }
        bytes += more;
    }
    let scripts = firsts.par_iter().enumerate().map(|(n, first)| {
        let end = firsts.get(n + 1).copied().unwrap_or(documents.len());
        let shown = documents.get(*first..end).unwrap_or(&[]).iter().map(|one| {
            json!([
                one.href,
                one.title,
                one.note,
                one.language.as_deref().unwrap_or(""),
                one.sentences
            ])
        });
        script("d", n, &Value::Array(shown.collect()))
    });
    (scripts.collect(), firsts)
}
