//! Markdown of others: simple front matter to metadata, body to blocks with their places in the file.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    Block, BlockKind, DropReason, Dropped, Metadata, SourceDocument, clutter, dates, metadata,
    words,
};
use crate::diagnostic::Span;
use crate::markdown::events;

/// Read a Markdown file; spans are bytes into `text` and cover the source of a block's words.
pub fn read_markdown(text: &str) -> SourceDocument {
    let mut document = SourceDocument { text: text.to_owned(), ..SourceDocument::default() };
    let body = front_matter(text, &mut document.metadata);
    if body > 0 {
        let head = text.get(..body).unwrap_or("").trim();
        let start = text.find(head).unwrap_or(0);
        document.dropped.push(Dropped {
            span: Span::new(start, start + head.len()),
            reason: DropReason::Metadata,
        });
    }
    for block in parsed(text, body) {
        place(text, &block, &mut document);
    }
    pair_questions(&mut document);
    document
}

/// Read `---` front matter of simple `key: value` lines; returns the byte where the body begins.
fn front_matter(text: &str, metadata: &mut Metadata) -> usize {
    let begin = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    let rest = text.get(begin..).unwrap_or("");
    let mut offset = begin;
    let mut lines = rest.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return 0 };
    offset += first.len();
    let mut found = Metadata::default();
    let mut list = "";
    for line in lines {
        offset += line.len();
        let bare = line.trim();
        if bare == "---" || bare == "..." {
            *metadata = found;
            return offset;
        }
        if let Some(item) = bare.strip_prefix("- ") {
            if list == "author" {
                let name = unquoted(item.trim_start_matches("name:"));
                let authors = found
                    .byline
                    .take()
                    .map_or(name.to_owned(), |before| format!("{before}, {name}"));
                found.byline = Some(authors);
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let indented = line.starts_with([' ', '\t']);
        let value = unquoted(value);
        let key = match key.trim().to_ascii_lowercase().as_str() {
            "author" | "authors" | "byline" | "by" | "creator" => "author",
            "name" if indented => list,
            "title" | "headline" => "title",
            "description" | "summary" | "subtitle" | "dek" | "excerpt" | "standfirst" => "dek",
            "date" | "published" | "pubdate" | "publish_date" | "published_at" | "publishdate"
            | "datepublished" => "published",
            "updated" | "modified" | "lastmod" | "last_modified" | "datemodified"
            | "updated_at" => "updated",
            "url" | "link" | "source_url" | "canonical" | "canonical_url" | "permalink" => "url",
            "outlet" | "publisher" | "site" | "source" | "site_name" | "publication"
            | "website" => "outlet",
            "lang" | "language" | "locale" => "language",
            _ => "",
        };
        list = key;
        if !value.is_empty() {
            keep(&mut found, key, value);
        }
    }
    0
}

fn keep(found: &mut Metadata, key: &str, value: &str) {
    let country = found.outlet.as_deref().and_then(super::outlets::country_of);
    let date =
        || dates::iso(value).or_else(|| dates::find(value, country)).or_else(|| value.parse().ok());
    let is_address = value.starts_with("http://") || value.starts_with("https://");
    match key {
        "title" => found.title = found.title.take().or_else(|| Some(value.to_owned())),
        "dek" => found.dek = found.dek.take().or_else(|| Some(value.to_owned())),
        "author" => {
            let names = value
                .trim_matches(['[', ']'])
                .split(',')
                .map(unquoted)
                .collect::<Vec<_>>()
                .join(", ");
            found.byline = found.byline.take().or(Some(names));
        }
        "published" => found.published = found.published.or_else(date),
        "updated" => found.updated = found.updated.or_else(date),
        "url" => found.url = found.url.take().or_else(|| Some(value.to_owned())),
        "outlet" if is_address => found.url = found.url.take().or_else(|| Some(value.to_owned())),
        "outlet" => found.outlet = found.outlet.take().or_else(|| Some(value.to_owned())),
        "language" => found.language = Some(value.replace('_', "-")),
        _ => {}
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let quoted = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
    quoted.or_else(|| value.strip_prefix('\'').and_then(|v| v.strip_suffix('\''))).unwrap_or(value)
}

/// A block as the parser gives it; level 1 headings are told apart by `first_level`.
struct Parsed {
    kind: BlockKind,
    first_level: bool,
    span: Span,
}

fn parsed(text: &str, body: usize) -> Vec<Parsed> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let source = text.get(body..).unwrap_or("");
    let mut blocks: Vec<Parsed> = Vec::new();
    let (mut quotes, mut items) = (0usize, 0usize);
    let mut heading = None;
    let mut inline: Option<Span> = None;
    for (event, range) in events(source, options) {
        let span = Span::new(body + range.start, body + range.end);
        let flush = |blocks: &mut Vec<Parsed>, inline: &mut Option<Span>, kind| {
            if let Some(span) = inline.take() {
                blocks.push(Parsed { kind, first_level: false, span });
            }
        };
        let around = if items > 0 {
            BlockKind::ListItem
        } else if quotes > 0 {
            BlockKind::Quotation
        } else {
            BlockKind::Paragraph
        };
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some(level),
            Event::End(TagEnd::Heading(_)) => {
                let level = heading.take().unwrap_or(HeadingLevel::H2);
                if let Some(span) = inline.take() {
                    let kind = BlockKind::Heading((level as u8).clamp(2, 6));
                    blocks.push(Parsed { kind, first_level: level == HeadingLevel::H1, span });
                }
            }
            Event::Start(Tag::BlockQuote(_)) => {
                flush(&mut blocks, &mut inline, around);
                quotes += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                flush(&mut blocks, &mut inline, around);
                quotes = quotes.saturating_sub(1);
            }
            Event::Start(Tag::Item) => {
                flush(&mut blocks, &mut inline, around);
                items += 1;
            }
            Event::End(TagEnd::Item) => {
                flush(&mut blocks, &mut inline, around);
                items = items.saturating_sub(1);
            }
            Event::End(TagEnd::Paragraph) => flush(&mut blocks, &mut inline, around),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                flush(&mut blocks, &mut inline, BlockKind::ListItem);
            }
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Strikethrough)
            | Event::Text(_)
            | Event::Code(_) => {
                inline = Some(inline.map_or(span, |before: Span| {
                    Span::new(before.start, before.end.max(span.end))
                }));
            }
            _ => {}
        }
    }
    blocks
}

/// Put a block where it belongs: title, byline and date lines, clutter, or the article.
fn place(text: &str, block: &Parsed, document: &mut SourceDocument) {
    let line = block.span.of(text);
    let plain = without_marks(line);
    let unread = document.blocks.is_empty();
    if block.first_level && unread && document.title.is_none() {
        let (title, site) = metadata::split_title(line, &[]);
        document.title = Some(Span::new(block.span.start, block.span.start + title.len()));
        document.metadata.title.get_or_insert_with(|| without_marks(title));
        if let Some(site) = site {
            document.metadata.outlet.get_or_insert_with(|| site.to_owned());
        }
        return;
    }
    let mut reason = clutter::classify(&plain);
    if unread && reason.is_none() && block.kind == BlockKind::Paragraph {
        if let Some(by) = metadata::byline(&plain) {
            document.metadata.byline.get_or_insert_with(|| by.name.to_owned());
            reason = Some(DropReason::Metadata);
        } else if metadata::date_line(&plain).is_some() || metadata::is_bare_date(&plain) {
            reason = Some(DropReason::Metadata);
        }
        if reason.is_some() {
            let (kind, rest) =
                metadata::date_line(&plain).unwrap_or((metadata::DateLine::Published, &plain));
            let country = document.metadata.outlet.as_deref().and_then(super::outlets::country_of);
            if let Some(date) = dates::find(rest, country) {
                let place = match kind {
                    metadata::DateLine::Published => &mut document.metadata.published,
                    metadata::DateLine::Updated => &mut document.metadata.updated,
                };
                place.get_or_insert(date);
            }
        }
    }
    match reason {
        Some(reason) => document.dropped.push(Dropped { span: block.span, reason }),
        None => document.blocks.push(Block { kind: block.kind, span: block.span }),
    }
}

/// The words without emphasis marks and link targets.
fn without_marks(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for event in Parser::new(line) {
        match event {
            Event::Text(words) | Event::Code(words) => plain.push_str(&words),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    if plain.is_empty() { line.to_owned() } else { plain }
}

/// Headings that ask, below a heading that announces questions, with the paragraphs under them.
fn pair_questions(document: &mut SourceDocument) {
    let mut announced: Option<u8> = None;
    let mut open: Option<(Span, Option<Span>)> = None;
    let text = &document.text;
    for block in &mut document.blocks {
        let line = block.span.of(text);
        match block.kind {
            BlockKind::Heading(level) => {
                document.questions.extend(open.take().and_then(|(q, a)| a.map(|a| (q, a))));
                if super::structure::is_faq_heading(line) {
                    announced = Some(level);
                } else if announced.is_some_and(|over| level > over)
                    && words::folded(line) != line
                    && line.ends_with('?')
                {
                    block.kind = BlockKind::Question;
                    open = Some((block.span, None));
                } else if announced.is_some_and(|over| level <= over) {
                    announced = None;
                }
            }
            BlockKind::Paragraph | BlockKind::ListItem => {
                if let Some((_, answer)) = &mut open {
                    block.kind = BlockKind::Answer;
                    *answer = Some(answer.map_or(block.span, |before: Span| {
                        Span::new(before.start, block.span.end)
                    }));
                }
            }
            _ => {}
        }
    }
    document.questions.extend(open.and_then(|(q, a)| a.map(|a| (q, a))));
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\ntitle: \"Ferries return\"\nauthor: Marta Quill\ndate: 2024-04-03\nsource: https://marsk.example/a\n---\n# Ferries return\n\nShare this article\n\nThe **ferries** are [back](http://x.example).\n\n## Why\n\n- first\n- second\n\n> We waited.\n\n## FAQ\n\n### Who pays?\n\nThe islands.\n";

    #[test]
    fn front_matter_and_body_are_read_with_places() {
        let document = read_markdown(FILE);
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Ferries return"));
        assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"));
        assert_eq!(metadata.published.map(|date| date.to_string()).as_deref(), Some("2024-04-03"));
        assert_eq!(metadata.url.as_deref(), Some("https://marsk.example/a"));
        let blocks: Vec<(BlockKind, &str)> =
            document.blocks.iter().map(|block| (block.kind, block.span.of(FILE))).collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Paragraph, "The **ferries** are [back](http://x.example)."),
                (BlockKind::Heading(2), "Why"),
                (BlockKind::ListItem, "first"),
                (BlockKind::ListItem, "second"),
                (BlockKind::Quotation, "We waited."),
                (BlockKind::Heading(2), "FAQ"),
                (BlockKind::Question, "Who pays?"),
                (BlockKind::Answer, "The islands."),
            ]
        );
        assert_eq!(document.questions.len(), 1);
        assert_eq!(document.title.map(|title| title.of(FILE)), Some("Ferries return"));
    }

    #[test]
    fn an_unclosed_front_matter_is_text() {
        let document = read_markdown("---\ntitle: x\n\nWords.");
        assert_eq!(document.metadata.title, None);
    }
}
