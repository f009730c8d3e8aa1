//! The lock files of a site, as texts: what was verified, and what the tool wrote last. Both are
//! committed, sorted and line-oriented, so that git merges them. Knows no disk.

use std::collections::{BTreeMap, BTreeSet};

use super::front_matter::fences;
use super::outline::{Node, Value, outline};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span};
use crate::path::{ContentPath, Slug};
use crate::tree::sha256;

pub use super::limits::check_limits;
pub use super::quotations::{
    Quoted, collect_quotations, normalised, verify_collected, verify_quotations,
};

/// `content/quotes.lock`: quotations that were found word for word in a source, for those who do
/// not have the source. A line is `article-id sha256-of-the-normalised-words`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotesLock {
    verified: BTreeSet<(Slug, String)>,
}

impl QuotesLock {
    /// Reads the lock file; a line that is none is reported and skipped.
    pub fn parse(text: &str, file: &str) -> (Self, Diagnostics) {
        let mut lock = Self::default();
        let diagnostics = read_lines(text, file, |line| {
            let (article, hash) = line.split_once(' ')?;
            let whole = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            let article = Slug::parse(article).ok().filter(|_| whole)?;
            lock.verified.insert((article, hash.to_owned()));
            Some(())
        });
        (lock, diagnostics)
    }

    /// The lock file's text.
    pub fn write(&self) -> String {
        let line = |(article, hash): &(Slug, String)| format!("{article} {hash}");
        let lines = self.verified.iter().map(line).chain([String::new()]);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether words, normalised, are known to stand in an article.
    pub fn holds(&self, article: &Slug, normalised_words: &str) -> bool {
        self.verified.contains(&(article.clone(), sha256(normalised_words.as_bytes())))
    }

    /// Takes note of words, normalised, that were found in an article.
    pub fn insert(&mut self, article: &Slug, normalised_words: &str) {
        self.verified.insert((article.clone(), sha256(normalised_words.as_bytes())));
    }

    /// Notes that an article has another id.
    pub fn rename(&mut self, from: &Slug, to: &Slug) {
        let renamed =
            |(article, hash)| if article == *from { (to.clone(), hash) } else { (article, hash) };
        self.verified = std::mem::take(&mut self.verified).into_iter().map(renamed).collect();
    }

    /// Number of quotations.
    pub fn len(&self) -> usize {
        self.verified.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.verified.is_empty()
    }
}

/// What the tool wrote into one file last time, as hashes: the base of the three-way merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Front matter by key.
    pub keys: BTreeMap<String, KeyBase>,
    /// The blocks of the body in order.
    pub body: Vec<String>,
}

/// What the tool wrote under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyBase {
    /// A value.
    Value(String),
    /// A list, item by item.
    List(Vec<String>),
}

impl Base {
    /// The hashes of a content file's text; absent when its front matter cannot be read.
    pub fn of(text: &str) -> Option<Self> {
        let fences = fences(text)?;
        let root = outline(fences.yaml.of(text)).ok()?;
        let key = |(key, value): &(Node, Node)| Some((key.text()?.to_owned(), KeyBase::of(value)));
        let body = text.get(fences.body_start..).unwrap_or("");
        Some(Self {
            keys: root.entries().iter().filter_map(key).collect(),
            body: blocks(body).iter().map(|block| block_hash(block.of(body))).collect(),
        })
    }
}

impl KeyBase {
    /// The hashes of a value. How it is written (quotation marks, brackets) makes no difference.
    pub fn of(node: &Node) -> Self {
        match &node.value {
            Value::List { items, .. } => {
                Self::List(items.iter().map(|item| short_hash(&meaning(item))).collect())
            }
            _ => Self::Value(short_hash(&meaning(node))),
        }
    }
}

/// What a value says, however it is written.
fn meaning(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => format!("{text:?}"),
        Value::List { items, .. } => {
            format!("[{}]", items.iter().map(meaning).collect::<Vec<_>>().join(","))
        }
        Value::Map { entries, .. } => {
            let pair = |(key, value): &(Node, Node)| format!("{}:{}", meaning(key), meaning(value));
            format!("{{{}}}", entries.iter().map(pair).collect::<Vec<_>>().join(","))
        }
    }
}

/// The first 64 bits of the SHA-256, 16 hexadecimal digits: enough to tell versions of one
/// paragraph apart.
pub fn short_hash(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(16);
    hash
}

/// The hash of a block. Windows line ends, with which git may check a file out, make no difference.
pub fn block_hash(block: &str) -> String {
    if block.contains("\r\n") {
        short_hash(&block.replace("\r\n", "\n"))
    } else {
        short_hash(block)
    }
}

/// The blocks of a Markdown body: parts between blank lines, and the items of a list that is
/// written without blank lines. Fenced code is one block. White space around blocks is in none.
pub fn blocks(body: &str) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut open = false;
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let (start, text) = (at, line.trim());
        at += line.len();
        if text.is_empty() && fence.is_none() {
            open = false;
            continue;
        }
        let end = start + line.trim_end().len();
        match blocks.last_mut() {
            Some(last) if open && !(fence.is_none() && next_item(last.of(body), line)) => {
                last.end = end.max(last.end);
            }
            _ => blocks.push(Span::new(start, end)),
        }
        open = true;
        fence = match (fence, fence_mark(text)) {
            (None, mark) => mark,
            (Some((c, n)), Some((c2, n2))) if c == c2 && n2 >= n && is_bare(text, c) => None,
            (fence, _) => fence,
        };
    }
    blocks
}

/// Whether a line begins the next item of the list that `block` is an item of.
fn next_item(block: &str, line: &str) -> bool {
    is_list_item(block) && is_list_item(line)
}

/// Whether a text begins as a list item at the margin.
pub fn is_list_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    match digits {
        0 => ["- ", "* ", "+ "].iter().any(|mark| rest.starts_with(mark)),
        1..=9 => rest.starts_with(". ") || rest.starts_with(") "),
        _ => false,
    }
}

/// The character and length of a code fence.
fn fence_mark(line: &str) -> Option<(char, usize)> {
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|other| *other == c).count();
    (length >= 3 && !(c == '`' && line[length..].contains('`'))).then_some((c, length))
}

fn is_bare(line: &str, c: char) -> bool {
    line.trim_end().chars().all(|other| other == c)
}

/// A source as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRecord {
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// The article made from it.
    pub article: Slug,
}

/// `content/ingest.lock`: what the tool read and wrote last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestLock {
    /// Sources by file name.
    pub sources: BTreeMap<String, SourceRecord>,
    /// What was written, by file. A file that is here and not on the disk was deleted by a person.
    pub files: BTreeMap<ContentPath, Base>,
}

impl IngestLock {
    /// Reads the lock file; a line that is none is reported and skipped.
    pub fn parse(text: &str, file: &str) -> (Self, Diagnostics) {
        let mut lock = Self::default();
        let diagnostics = read_lines(text, file, |line| lock.read_line(line));
        (lock, diagnostics)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let mut words = line.split(' ');
        let path = |word: &str| ContentPath::parse(&unescaped(word)).ok();
        match (words.next()?, words.next()?) {
            ("body", name) => {
                self.files.entry(path(name)?).or_default().body =
                    words.map(str::to_owned).collect();
            }
            ("key", name) => {
                let (key, hash) = (unescaped(words.next()?), words.next()?.to_owned());
                let base = self.files.entry(path(name)?).or_default();
                base.keys.insert(key, KeyBase::Value(hash));
            }
            ("list", name) => {
                let key = unescaped(words.next()?);
                let base = self.files.entry(path(name)?).or_default();
                base.keys.insert(key, KeyBase::List(words.map(str::to_owned).collect()));
            }
            ("source", name) => {
                let sha256 = words.next()?.to_owned();
                let article = Slug::parse(words.next()?).ok()?;
                self.sources.insert(unescaped(name), SourceRecord { sha256, article });
            }
            _ => return None,
        }
        Some(())
    }

    /// The lock file's text.
    pub fn write(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (path, base) in &self.files {
            let path = escaped(path.as_str());
            lines.push(joined(format!("body {path}"), &base.body));
            for (key, value) in &base.keys {
                let key = escaped(key);
                lines.push(match value {
                    KeyBase::Value(hash) => format!("key {path} {key} {hash}"),
                    KeyBase::List(items) => joined(format!("list {path} {key}"), items),
                });
            }
        }
        let source = |(name, record): (&String, &SourceRecord)| {
            format!("source {} {} {}", escaped(name), record.sha256, record.article)
        };
        lines.extend(self.sources.iter().map(source));
        // By file, so that what changes together stands together.
        lines.sort_by(|a, b| a.split(' ').nth(1).cmp(&b.split(' ').nth(1)).then_with(|| a.cmp(b)));
        lines.push(String::new());
        lines.join("\n")
    }
}

fn joined(head: String, words: &[String]) -> String {
    words.iter().fold(head, |line, word| format!("{line} {word}"))
}

/// A name without spaces: `%` and white space as in URLs.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '%' => out.push_str("%25"),
            ' ' => out.push_str("%20"),
            '\n' => out.push_str("%0A"),
            '\r' => out.push_str("%0D"),
            '\t' => out.push_str("%09"),
            c => out.push(c),
        }
    }
    out
}

fn unescaped(word: &str) -> String {
    let (word, blank) = (word.replace("%20", " "), word.contains("%0"));
    let word = if blank {
        word.replace("%0A", "\n").replace("%0D", "\r").replace("%09", "\t")
    } else {
        word
    };
    word.replace("%25", "%")
}

/// Reads a lock file line by line; blank lines are none, unreadable ones are reported.
pub(super) fn read_lines(
    text: &str,
    file: &str,
    mut read: impl FnMut(&str) -> Option<()>,
) -> Diagnostics {
    let mut diagnostics = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if !content.is_empty() && read(content).is_none() {
            let place = Place::span(file, text, Span::new(at, at + content.len()));
            let problem =
                Diagnostic::warning("bad-lock-line", "this line of the lock file is none").hint(
                    "settle the merge conflict, or delete the line and run `backstory ingest`",
                );
            diagnostics.push(problem.at(place));
        }
        at += line.len();
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(body: &str) -> Vec<&str> {
        blocks(body).iter().map(|block| block.of(body)).collect()
    }

    #[test]
    fn bodies_are_cut_at_blank_lines_and_list_items() {
        assert_eq!(pieces("a\nb\n\n\n c \n"), ["a\nb", " c"]);
        assert_eq!(pieces("- a\n  more\n- b\n\ntext\n- c"), ["- a\n  more", "- b", "text\n- c"]);
        assert_eq!(pieces("```\nx\n\ny\n```\n\nz"), ["```\nx\n\ny\n```", "z"]);
        assert_eq!(pieces("1. a\n2. b"), ["1. a", "2. b"]);
        assert!(pieces(" \n\n").is_empty());
    }

    #[test]
    fn how_yaml_is_written_makes_no_difference_to_its_hash() {
        let of = |yaml: &str| Base::of(&format!("---\n{yaml}---\n")).expect("a base").keys;
        assert_eq!(of("a: x y\nb: [p, q]\n"), of("# note\na: \"x y\"\nb:\n  - p\n  - 'q' # why\n"));
        assert_ne!(of("a: [x, y]\n"), of("a: [\"x, y\"]\n"));
        assert_ne!(of("a: {b: c}\n"), of("a: \"{b: c}\"\n"));
    }

    #[test]
    fn lock_files_are_read_back_and_bad_lines_reported() {
        let mut lock = IngestLock::default();
        let path = ContentPath::parse("content/articles/x y%20.md").expect("a path");
        let base = Base::of("---\ntitle: x\ntags: [a, b]\nnone: []\n---\nOne\n\nTwo\n");
        lock.files.insert(path, base.expect("a base"));
        let article = Slug::parse("one").expect("an id");
        let record = SourceRecord { sha256: "ab".to_owned(), article: article.clone() };
        lock.sources.insert("my 100% file.html".to_owned(), record);
        let text = lock.write();
        assert_eq!(IngestLock::parse(&text, "x"), (lock, vec![]));

        let mut quotes = QuotesLock::default();
        quotes.insert(&article, "some words");
        let text = format!("<<<<<<< ours\n{}", quotes.write());
        let (read, problems) = QuotesLock::parse(&text, "content/quotes.lock");
        assert!(read.holds(&article, "some words") && !read.holds(&article, "other words"));
        assert_eq!(problems.len(), 1);
    }
}
