//! A raw document to blocks, metadata and what was dropped and why. A raw document is a file, or a
//! part of one: an item of a feed. Knows one document at a time.

pub mod clutter;
pub mod dates;
pub mod feed;
pub mod foreign;
pub mod html;
pub mod lines;
pub mod mail;
pub mod markdown;
pub mod metadata;
pub mod outlets;
pub mod structure;
pub mod text;
pub mod words;

pub use html::read_html;
pub use markdown::read_markdown;
pub use text::{read_plain, read_text};

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Place, Span};
use crate::model::date::Edtf;

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A heading of level 2 to 6 (the title is not a block).
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list, without its bullet.
    ListItem,
    /// The first row of a table: the words of its cells with `|` between them.
    TableHead,
    /// Another row of a table, likewise; the cells are as many as those of the first.
    TableRow,
    /// A quotation set off as a block.
    Quotation,
    /// The words below a picture, without the credit.
    Caption,
    /// A question of an embedded FAQ, without "Q1:".
    Question,
    /// Its answer.
    Answer,
}

/// A piece of the article's own text, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes in [`SourceDocument::text`].
    pub span: Span,
}

/// Why a piece of the text is not part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DropReason {
    /// Subscribe, share, "read also", advertisement.
    Promo,
    /// Menus, log-in links, loading messages, "you may also like".
    Navigation,
    /// Said before: the title again, the standfirst again.
    Repeat,
    /// Read into the front matter: title, byline, date lines.
    Metadata,
    /// "3 min read".
    ReadingTime,
    /// Photo credits and bare image labels.
    Credit,
}

impl DropReason {
    /// The reason as written in `annotate`'s output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Promo => "promo",
            Self::Navigation => "navigation",
            Self::Repeat => "repeat",
            Self::Metadata => "metadata",
            Self::ReadingTime => "reading-time",
            Self::Credit => "credit",
        }
    }
}

/// A piece of the text that is not part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Bytes in [`SourceDocument::text`].
    pub span: Span,
    /// Why.
    pub reason: DropReason,
}

/// What a raw document says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// Headline without the outlet's name.
    pub title: Option<String>,
    /// Standfirst.
    pub dek: Option<String>,
    /// Who wrote it, cleaned of "By" and e-mail addresses.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When; a zone only when stated, or when its abbreviation has one meaning in the outlet's country.
    pub published: Option<Edtf>,
    /// When it was last changed.
    pub updated: Option<Edtf>,
    /// Where it can be read.
    pub url: Option<String>,
    /// BCP 47 tag, as stated.
    pub language: Option<String>,
}

/// Longest title in bytes.
const LONGEST_TITLE: usize = 1000;
/// Longest standfirst in bytes.
const LONGEST_DEK: usize = 4000;
/// Longest name, address or tag in bytes.
const LONGEST_LABEL: usize = 2000;

impl Metadata {
    /// Without what is too long to be what it was taken for, as in a page of one endless line: it
    /// would not fit into front matter.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        let keep = |text: &mut Option<String>, longest: usize| {
            if text.as_ref().is_some_and(|text| text.len() > longest) {
                *text = None;
            }
        };
        keep(&mut self.title, LONGEST_TITLE);
        keep(&mut self.dek, LONGEST_DEK);
        for label in [&mut self.byline, &mut self.outlet, &mut self.url, &mut self.language] {
            keep(label, LONGEST_LABEL);
        }
        self
    }
}

/// A raw document as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceDocument {
    /// The decoded file for plain text and Markdown; the extracted text for HTML.
    pub text: String,
    /// What it says of itself.
    pub metadata: Metadata,
    /// Bytes of the title inside `text`, when it stands there.
    pub title: Option<Span>,
    /// Bytes of the standfirst inside `text`, when it stands there and is not a block.
    pub dek: Option<Span>,
    /// The article in reading order.
    pub blocks: Vec<Block>,
    /// Everything else, in order.
    pub dropped: Vec<Dropped>,
    /// Question and answer pairs (bytes of each) of an embedded FAQ.
    pub questions: Vec<(Span, Span)>,
}

/// How a raw document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, as scraped.
    Text,
    /// A saved page.
    Html,
    /// Markdown.
    Markdown,
    /// An e-mail, or a page saved as one file.
    Mail,
    /// A feed: a file of several articles.
    Feed,
}

impl Format {
    /// The format by the extension of `file_name`, else by how `text` begins.
    pub fn of(file_name: &str, text: &str) -> Self {
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension.to_ascii_lowercase().as_str() {
            "html" | "htm" | "xhtml" => return Self::Html,
            "eml" | "mhtml" | "mht" => return Self::Mail,
            "md" | "markdown" | "mdown" | "mkd" => return Self::Markdown,
            "txt" | "text" => return Self::Text,
            _ => {}
        }
        let mut end = text.len().min(2048);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head =
            text.get(..end).unwrap_or("").trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
        let lower = head.to_ascii_lowercase();
        let tag = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<!--", "<p>"];
        if tag.iter().any(|tag| lower.starts_with(tag)) || lower.contains("<html") {
            return Self::Html;
        }
        if feed::is_feed(text) {
            return Self::Feed;
        }
        if mail::is_mail(head) {
            return Self::Mail;
        }
        let matter = head.starts_with("---\n") || head.starts_with("---\r\n");
        let marked = head.lines().any(|line| line.starts_with("# ") || line.starts_with("## "));
        if matter || marked { Self::Markdown } else { Self::Text }
    }
}

/// The articles of a feed; nothing when the file is of another format, and thus one document.
pub fn items(bytes: &[u8], file_name: &str) -> Option<(Vec<feed::Item>, Vec<Diagnostic>)> {
    // A feed begins with its root element; most files are no feeds and are not decoded twice.
    let hint = feed::charset(bytes);
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let head = crate::unicode::decode(head, hint.as_deref()).text;
    if Format::of(file_name, &head) != Format::Feed {
        return None;
    }
    let text = crate::unicode::decode(bytes, hint.as_deref()).text;
    feed::read_feed(&crate::unicode::normalise(&text), file_name)
}

/// The bytes of a raw file with clean text in them, for taking it in: line ends, control characters and
/// letters as [`crate::unicode::normalise`] leaves them. What is read from HTML and mail is cleaned where it
/// is read, and `annotate` is given plain text as it is, since it counts its letters.
pub fn clean(bytes: Vec<u8>, file_name: &str) -> Vec<u8> {
    if bytes.iter().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')) {
        return bytes;
    }
    let decoded = crate::unicode::decode(&bytes, None);
    let format = Format::of(file_name, &decoded.text);
    if decoded.replaced || !matches!(format, Format::Text | Format::Markdown) {
        return bytes;
    }
    match crate::unicode::normalise(&decoded.text) {
        Cow::Owned(clean) => clean.into_bytes(),
        Cow::Borrowed(_) => bytes,
    }
}

/// Read one raw document of any format; of a feed only [`items`] has anything to read. Never fails:
/// what is odd about it is in the diagnostics.
pub fn read(bytes: &[u8], file_name: &str) -> (SourceDocument, Vec<Diagnostic>) {
    let decoded = crate::unicode::decode(bytes, html::charset(bytes).as_deref());
    let mut diagnostics = Vec::new();
    let place = || Place::file(file_name);
    let format = Format::of(file_name, &decoded.text);
    if decoded.replaced && format != Format::Mail {
        let message = format!("some bytes are not {} text and were replaced", decoded.encoding);
        let hint = "save the file as UTF-8";
        diagnostics.push(Diagnostic::warning("encoding-replaced", message).at(place()).hint(hint));
    }
    let document = match format {
        Format::Text => read_text(&decoded.text),
        Format::Html => read_html(&decoded.text),
        Format::Markdown => read_markdown(&decoded.text),
        Format::Feed => SourceDocument::default(),
        Format::Mail => {
            let (document, found) = mail::read_mail(bytes, file_name);
            diagnostics.extend(found);
            document
        }
    };
    // Of a message that cannot be read it is no news that it has no text.
    if diagnostics.iter().all(|problem| problem.code != "bad-mail") {
        diagnostics.extend(missing_text(&document, &decoded.text, file_name));
    }
    (document, diagnostics)
}

/// What is to be said of a file that gives no article.
fn missing_text(document: &SourceDocument, text: &str, file_name: &str) -> Option<Diagnostic> {
    let place = Place::file(file_name);
    if text.trim().is_empty() {
        let problem = Diagnostic::warning("empty-source", "the file holds no text").at(place);
        return Some(problem.hint("save the article again, or delete the file"));
    }
    document.blocks.is_empty().then(|| {
        let problem = Diagnostic::warning("no-article-text", "no article text was found").at(place);
        problem.hint("save the page once its text shows, or as plain text")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_in_is_clean_text_whatever_the_file() {
        let (title, words) = ("Zoe\u{308} Brask sails", "The cafe\u{301} of Tarn opens at noon.");
        let clean = ["Zoë Brask sails", "The café of Tarn opens at noon."];
        let text = format!("\u{feff}{title}\r\n\r\n{words}\u{1b}\u{0}\r\n");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let html = format!("<h1>{title}</h1><p>{words}&#27;\u{1}</p>");
        let mail = format!(
            "From: a@x.example\r\nMessage-ID: <1@x.example>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"
        );
        for (name, bytes) in [
            ("a.txt", text.clone().into_bytes()),
            ("a.txt", wide),
            ("a.md", format!("# {title}\r\n\r\n{words}\u{7f}\r\n").into_bytes()),
            ("a.html", html.into_bytes()),
            ("a.eml", mail.into_bytes()),
        ] {
            let (document, problems) = read(&super::clean(bytes, name), name);
            assert!(problems.is_empty(), "{name}: {problems:?}");
            let odd = |c: char| c.is_control() && c != '\n';
            assert!(!document.text.contains(odd), "{name}: {:?}", document.text);
            let held = |line: &str| document.text.contains(line);
            assert!(clean[1..].iter().all(|line| held(line)), "{name}: {:?}", document.text);
            if name != "a.eml" {
                assert!(clean.iter().all(|line| held(line)), "{name}: {:?}", document.text);
            }
        }
        // What is clean already is not copied, and damaged bytes are left to be reported.
        for bytes in [&b"Plain words\n"[..], b"Caf\xc3\xa9 \xff \xc3\xa9\n"] {
            assert_eq!(super::clean(bytes.to_vec(), "a.txt"), bytes);
        }
    }

    #[test]
    fn the_format_is_told_by_name_then_by_content() {
        assert_eq!(Format::of("a/b.HTM", ""), Format::Html);
        assert_eq!(Format::of("b.md", "<html>"), Format::Markdown);
        assert_eq!(Format::of("page", "\n<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(Format::of("-", "# Title\n\nText"), Format::Markdown);
        assert_eq!(Format::of("-", "Title\n\nText"), Format::Text);
    }

    #[test]
    fn bad_input_is_reported_and_read() {
        let codes = |bytes: &[u8], name: &str| {
            read(bytes, name).1.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(b"", "a.txt"), ["empty-source"]);
        assert_eq!(
            codes(b"Ferr\xc3\xa9s r\xc3\xa9turn \xff today\n\nWords of the body.", "a.txt"),
            ["encoding-replaced"]
        );
        assert_eq!(codes(b"<html></html>", "a.html"), ["no-article-text"]);
    }
}
