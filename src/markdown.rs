//! Markdown bodies, parsed once into blocks with byte spans. Knows no site and renders nothing.
//!
//! The dialect: `CommonMark` with tables, footnotes (as GitHub writes them), strikethrough,
//! heading attributes (`## Title {#id}`) and `[[wikilinks]]`. Front matter is cut off before.

pub mod harmless;

use std::ops::Range;

use pulldown_cmark::{
    CowStr, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag, TagEnd,
};

use crate::diagnostic::Span;

/// A parsed body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The blocks in reading order; containers (lists, quotations) are told by their parts.
    pub blocks: Vec<MarkdownBlock>,
    /// All wikilinks in order, also those in headings.
    pub wikilinks: Vec<Wikilink>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownBlockKind {
    /// A heading with its level (1 to 6) and the id given in braces.
    Heading {
        /// 1 to 6.
        level: u8,
        /// `id` of `## Title {#id}`.
        id: Option<String>,
    },
    /// Running text.
    Paragraph,
    /// The own text of one list item, without items nested in it.
    ListItem,
    /// A paragraph of a block quotation.
    Quotation,
    /// Fenced or indented code.
    Code,
    /// A whole table.
    Table,
    /// Raw HTML.
    Html,
}

/// A block with its source bytes and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownBlock {
    /// What it is.
    pub kind: MarkdownBlockKind,
    /// Bytes of the whole block in the body, marks included.
    pub span: Span,
    /// Its text, piece by piece.
    pub runs: Vec<Run>,
}

impl MarkdownBlock {
    /// The text a reader sees.
    pub fn plain_text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes in the body.
    pub span: Span,
    /// The text as read, with entities and escapes resolved.
    pub text: String,
    /// Whether names in it may become links: prose outside of code, links, headings and HTML,
    /// whose `text` stands in the body byte for byte.
    pub linkable: bool,
}

/// What a wikilink asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WikilinkKind {
    /// `[[id]]` or `[[id|text]]`: a link.
    Link,
    /// `[[!text]]`: text that is not to be linked.
    Suppressed,
    /// `[[claim:id]]`: a claim shown in place.
    Claim,
    /// `[[quote:…]]`: a quotation shown in place.
    Quote,
}

/// A `[[…]]` in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wikilink {
    /// Bytes with the brackets.
    pub span: Span,
    /// What stands before `|`, without `!`, `claim:` or `quote:`, trimmed.
    pub target: String,
    /// What stands behind `|`.
    pub text: Option<String>,
    /// What it asks for.
    pub kind: WikilinkKind,
}

/// The events of a Markdown text with the bytes that each stands for, read with `options`.
///
/// A short row of a table is filled up with empty cells, so that a wide first row and many short ones
/// would take time and memory by the square of their size. A text with more cells than it can hold is
/// read without tables.
pub fn events(text: &str, options: Options) -> OffsetIter<'_> {
    let tables = options.contains(Options::ENABLE_TABLES) && text.contains('|');
    let options = if tables && most_cells(text) > text.len() * CELLS_PER_BYTE + FREE_CELLS {
        options.difference(Options::ENABLE_TABLES)
    } else {
        options
    };
    Parser::new_ext(text, options).into_offset_iter()
}

/// Cells of tables for each byte of a text at most, and those that any text may have besides.
const CELLS_PER_BYTE: usize = 8;
const FREE_CELLS: usize = 4096;

/// Cells that the tables of a text can have at most: of each run of lines without an empty one, the
/// lines times the most pipes in one.
fn most_cells(text: &str) -> usize {
    let (mut all, mut lines, mut widest) = (0usize, 0usize, 0usize);
    for line in text.split('\n') {
        if line.trim().is_empty() {
            all = all.saturating_add(lines.saturating_mul(widest));
            (lines, widest) = (0, 0);
        } else {
            lines += 1;
            widest = widest.max(memchr::memchr_iter(b'|', line.as_bytes()).count() + 1);
        }
    }
    all.saturating_add(lines.saturating_mul(widest))
}

/// Parses a Markdown body (without front matter). Never fails: odd marks are text.
pub fn parse(body: &str) -> Body {
    let mut builder = Builder::default();
    for (event, range) in events(body, options()) {
        builder.read(body, event, range);
    }
    builder.close();
    builder.body
}

/// The text of a body as a reader sees it: one line a block, code and HTML left out.
pub fn plain_text(body: &str) -> String {
    let shown = |block: &&MarkdownBlock| {
        !matches!(block.kind, MarkdownBlockKind::Code | MarkdownBlockKind::Html)
    };
    let texts: Vec<String> =
        parse(body).blocks.iter().filter(shown).map(MarkdownBlock::plain_text).collect();
    texts.join("\n")
}

/// The dialect's extensions; everything else is off, metadata blocks included.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

#[derive(Default)]
struct Builder {
    body: Body,
    current: Option<MarkdownBlock>,
    /// For each open list item, its end in the body.
    items: Vec<usize>,
    quotations: usize,
    links: usize,
    wikilink: Option<(Wikilink, bool)>,
}

impl Builder {
    fn read(&mut self, body: &str, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        match event {
            Event::Start(tag) => self.start(body, tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(body, &text, span, true),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(body, &text, span, false);
            }
            Event::Html(text) => self.text(body, &text, span, false),
            Event::SoftBreak | Event::HardBreak => {
                self.text(body, &CowStr::Borrowed(" "), span, false);
            }
            Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, body: &str, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.open(self.prose_kind(), span),
            Tag::Heading { level, id, .. } => {
                let id = id.map(CowStr::into_string);
                self.open(MarkdownBlockKind::Heading { level: depth(level), id }, span);
            }
            Tag::BlockQuote(_) => {
                self.close_before(span.start);
                self.quotations += 1;
            }
            Tag::CodeBlock(_) => self.open(MarkdownBlockKind::Code, span),
            Tag::HtmlBlock => self.open(MarkdownBlockKind::Html, span),
            Tag::Table(_) => self.open(MarkdownBlockKind::Table, span),
            Tag::TableCell => self.separate(span),
            Tag::List(_) => self.close_before(span.start),
            Tag::Item => {
                self.items.push(span.end);
                self.open(MarkdownBlockKind::ListItem, span);
            }
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                self.links += 1;
                if let LinkType::WikiLink { has_pothole } = link_type {
                    self.close_wikilink();
                    self.wikilink = Some((wikilink(body, &dest_url, span), has_pothole));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table => self.close(),
            TagEnd::Item => {
                self.close();
                self.items.pop();
            }
            TagEnd::BlockQuote(_) => self.quotations = self.quotations.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => {
                self.links = self.links.saturating_sub(1);
                self.close_wikilink();
            }
            _ => {}
        }
    }

    fn prose_kind(&self) -> MarkdownBlockKind {
        if self.quotations > 0 {
            MarkdownBlockKind::Quotation
        } else if self.items.is_empty() {
            MarkdownBlockKind::Paragraph
        } else {
            MarkdownBlockKind::ListItem
        }
    }

    fn open(&mut self, kind: MarkdownBlockKind, span: Span) {
        // The first paragraph of a loose item is the item.
        if kind == MarkdownBlockKind::ListItem
            && self
                .current
                .as_ref()
                .is_some_and(|block| block.kind == kind && block.runs.is_empty())
            && self.items.last() != Some(&span.end)
        {
            if let Some(block) = &mut self.current {
                block.span.end = span.end;
            }
            return;
        }
        self.close_before(span.start);
        self.current = Some(MarkdownBlock { kind, span, runs: Vec::new() });
    }

    /// Ends the open block where another begins inside it.
    fn close_before(&mut self, start: usize) {
        if let Some(block) = &mut self.current {
            block.span.end = block.span.end.min(start.max(block.span.start));
        }
        self.close();
    }

    fn close(&mut self) {
        self.close_wikilink();
        if let Some(block) = self.current.take().filter(|block| !block.runs.is_empty()) {
            self.body.blocks.push(block);
        }
    }

    /// Keeps the words of neighbouring table cells apart.
    fn separate(&mut self, span: Span) {
        if let Some(block) = self.current.as_mut().filter(|block| !block.runs.is_empty()) {
            let span = Span::new(span.start, span.start);
            block.runs.push(Run { span, text: " ".to_owned(), linkable: false });
        }
    }

    fn text(&mut self, body: &str, text: &CowStr<'_>, span: Span, prose: bool) {
        if let Some((Wikilink { text: Some(shown), .. }, true)) = &mut self.wikilink {
            shown.push_str(text);
        }
        if self.current.is_none() {
            // Text of a tight item behind a list nested in it.
            self.current = Some(MarkdownBlock { kind: self.prose_kind(), span, runs: Vec::new() });
        }
        let Some(block) = &mut self.current else { return };
        block.span.end = block.span.end.max(span.end);
        let linked = matches!(
            block.kind,
            MarkdownBlockKind::Paragraph
                | MarkdownBlockKind::ListItem
                | MarkdownBlockKind::Quotation
                | MarkdownBlockKind::Table
        );
        let linkable = prose && linked && self.links == 0 && span.of(body) == text.as_ref();
        block.runs.push(Run { span, text: text.to_string(), linkable });
    }

    fn close_wikilink(&mut self) {
        if let Some((link, _)) = self.wikilink.take() {
            self.body.wikilinks.push(link);
        }
    }
}

/// A wikilink from its destination; its shown text is filled in as it is read.
fn wikilink(body: &str, destination: &str, span: Span) -> Wikilink {
    let pothole = span.of(body).contains('|');
    let destination = destination.trim();
    let (kind, target) = if let Some(text) = destination.strip_prefix('!') {
        (WikilinkKind::Suppressed, text)
    } else if let Some(id) = destination.strip_prefix("claim:") {
        (WikilinkKind::Claim, id)
    } else if let Some(id) = destination.strip_prefix("quote:") {
        (WikilinkKind::Quote, id)
    } else {
        (WikilinkKind::Link, destination)
    };
    Wikilink { span, target: target.trim().to_owned(), text: pothole.then(String::new), kind }
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(body: &str) -> Vec<(MarkdownBlockKind, String, String)> {
        let blocks = parse(body).blocks;
        blocks
            .iter()
            .map(|b| (b.kind.clone(), b.plain_text(), b.span.of(body).trim().to_owned()))
            .collect()
    }

    #[test]
    fn blocks_come_in_reading_order_with_their_source() {
        use MarkdownBlockKind::{Code, Heading, Html, ListItem, Paragraph, Quotation, Table};
        let body = "## The *pier* {#pier}\n\nBoats\nleft.\n\n- one\n- two\n  - deep\n\n> Quoted.\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>x</div>\n";
        let expected = [
            (Heading { level: 2, id: Some("pier".into()) }, "The pier", "## The *pier* {#pier}"),
            (Paragraph, "Boats left.", "Boats\nleft."),
            (ListItem, "one", "- one"),
            (ListItem, "two", "- two"),
            (ListItem, "deep", "- deep"),
            (Quotation, "Quoted.", "Quoted."),
            (Code, "code\n", "```\ncode\n```"),
            (Table, "a b c d", "| a | b |\n|---|---|\n| c | d |"),
            (Html, "<div>x</div>\n", "<div>x</div>"),
        ];
        let expected: Vec<_> = expected.map(|(k, t, s)| (k, t.to_owned(), s.to_owned())).into();
        assert_eq!(shape(body), expected);
    }

    #[test]
    fn loose_items_keep_one_block_a_paragraph() {
        let texts: Vec<_> =
            shape("- one\n\n  more\n\n- two\n").into_iter().map(|(_, t, _)| t).collect();
        assert_eq!(texts, ["one", "more", "two"]);
    }

    #[test]
    fn wikilinks_are_taken_apart() {
        use WikilinkKind::{Claim, Link, Quote, Suppressed};
        let body = "See [[ana-reis]], [[ola-berg|Mayor *Berg*]], [[!Oslo]], [[claim:length]] and [[quote: vow]].\n\n# With [[pier]]\n\n`[[no]]` \\[[no]]";
        let links = parse(body).wikilinks;
        let parts: Vec<_> =
            links.iter().map(|l| (l.kind, l.target.as_str(), l.text.as_deref())).collect();
        assert_eq!(
            parts,
            [
                (Link, "ana-reis", None),
                (Link, "ola-berg", Some("Mayor Berg")),
                (Suppressed, "Oslo", None),
                (Claim, "length", None),
                (Quote, "vow", None),
                (Link, "pier", None),
            ]
        );
        assert_eq!(links[1].span.of(body), "[[ola-berg|Mayor *Berg*]]");
    }

    #[test]
    fn names_are_linked_in_prose_only() {
        let body =
            "# Ana A\n\nAna B [Ana C](x) `Ana D` *Ana E* [[ana|Ana F]] &amp; Ana G\n\n    Ana H\n";
        let linkable: String = parse(body)
            .blocks
            .iter()
            .flat_map(|b| &b.runs)
            .filter(|run| run.linkable)
            .map(|run| run.span.of(body))
            .collect();
        assert_eq!(linkable, "Ana B   Ana E   Ana G");
    }

    #[test]
    fn plain_text_is_what_a_reader_sees() {
        assert_eq!(plain_text("# A\n\nB &amp; `c` [d](e)\n\n```\nx\n```\n"), "A\nB & c d");
        assert_eq!(plain_text(""), "");
        assert_eq!(plain_text("---\na: b\n---\n").trim(), "a: b");
    }

    #[test]
    fn odd_input_is_text() {
        for unit in ["[[", "]]", "> ", "- ", "|", "`", "*a ", "<!-- ", "\0", "[[a|"] {
            let _ = parse(&unit.repeat(2_000));
        }
    }
}
