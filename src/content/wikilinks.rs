//! Where a body holds running text, and the `[[…]]` in it. Knows Markdown, not what links mean.

use pulldown_cmark::{Event, Options, Tag, TagEnd};

use crate::diagnostic::Span;
use crate::markdown::events;
use crate::unicode::one_line;

/// One `[[…]]` as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wikilink {
    /// Bytes in the body, brackets included.
    pub span: Span,
    /// What it names: the part before the first `|`, without the spaces around it.
    pub target: String,
    /// Bytes of the target in the body.
    pub target_span: Span,
    /// The part behind the first `|`, line ends made spaces.
    pub text: Option<String>,
}

/// Text between two pieces of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes in the body.
    pub span: Span,
    /// Position of its paragraph, item, cell or heading in [`Scan::blocks`].
    pub block: usize,
    /// Headings that stand before it.
    pub section: usize,
    /// Whether names in it may be linked: not in headings, links, code, HTML and image texts.
    pub linkable: bool,
    /// Whether `[[…]]` has a meaning in it: not in links, code, HTML and image texts.
    pub markable: bool,
}

/// A body, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Pieces of text in order; those that touch are one.
    pub runs: Vec<Run>,
    /// Paragraphs, items, cells and headings that hold text of their own.
    pub blocks: Vec<Span>,
    /// The `[[…]]` in order.
    pub wikilinks: Vec<Wikilink>,
    /// Block quotations, the outermost ones.
    pub quotations: Vec<Span>,
}

/// Finds the running text and the wikilinks of a Markdown body.
pub fn scan(body: &str) -> Scan {
    let (runs, quotations) = find_runs(body);
    let mut scan = Scan { runs, quotations, ..Scan::default() };
    let mut blocks: Vec<Span> = Vec::new();
    for run in &mut scan.runs {
        // Numbered by the reader; here only those with text are kept.
        let start = run.block;
        match blocks.last_mut() {
            Some(last) if last.start == start => last.end = run.span.end,
            _ => blocks.push(Span::new(start, run.span.end)),
        }
        run.block = blocks.len() - 1;
    }
    scan.blocks = blocks;
    if body.contains("[[") {
        scan.wikilinks = find_wikilinks(body, &scan.runs, &scan.blocks);
    }
    scan
}

/// Where the reader is: what encloses the text it meets.
#[derive(Default)]
struct Position {
    links: usize,
    code: usize,
    anchors: usize,
    heading: bool,
    section: usize,
    /// Byte at which the block of the next text begins; set by the first text in it.
    block: Option<usize>,
}

/// The text and the block quotations of a body. `block` of the runs is the first byte of their
/// block here.
fn find_runs(body: &str) -> (Vec<Run>, Vec<Span>) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    // Prose has markup every hundred bytes or so.
    let mut runs: Vec<Run> = Vec::with_capacity(body.len() / 96);
    let mut quotations: Vec<Span> = Vec::new();
    let mut at = Position::default();
    for (event, range) in events(body, options) {
        let span = Span::new(range.start, range.end);
        match event {
            Event::Start(Tag::BlockQuote(_))
                if quotations.last().is_none_or(|outer| outer.end <= span.start) =>
            {
                quotations.push(span);
            }
            Event::Start(tag) => enter(&mut at, &tag),
            Event::End(tag) => leave(&mut at, tag),
            Event::InlineHtml(html) => {
                let begins = |tag: &str| {
                    html.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
                };
                if begins("<a ") || begins("<a>") {
                    at.anchors += 1;
                } else if begins("</a") {
                    at.anchors = at.anchors.saturating_sub(1);
                }
            }
            Event::Text(_) => push_run(&mut runs, body, &mut at, span, true),
            Event::Code(_) => push_run(&mut runs, body, &mut at, span, false),
            _ => {}
        }
    }
    (runs, quotations)
}

fn enter(at: &mut Position, tag: &Tag<'_>) {
    match tag {
        Tag::Link { .. } | Tag::Image { .. } => at.links += 1,
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => at.code += 1,
        Tag::Heading { .. } => {
            at.heading = true;
            at.section += 1;
            at.block = None;
        }
        Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::FootnoteDefinition(_) => {
            at.block = None;
            at.anchors = 0;
        }
        _ => {}
    }
}

fn leave(at: &mut Position, tag: TagEnd) {
    match tag {
        TagEnd::Link | TagEnd::Image => at.links = at.links.saturating_sub(1),
        TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
            at.code = at.code.saturating_sub(1);
        }
        TagEnd::Heading(_) => {
            at.heading = false;
            at.block = None;
        }
        TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::List(_) => {
            at.block = None;
            at.anchors = 0;
        }
        _ => {}
    }
}

/// Adds a piece of text, joined to the one before when only a line end lies between.
fn push_run(runs: &mut Vec<Run>, body: &str, at: &mut Position, span: Span, words: bool) {
    if at.code > 0 {
        return;
    }
    let block = *at.block.get_or_insert(span.start);
    let markable = words && at.links == 0 && at.anchors == 0;
    let linkable = markable && !at.heading;
    let run = Run { span, block, section: at.section, linkable, markable };
    if let Some(last) = runs.last_mut() {
        let between = body.get(last.span.end..span.start).unwrap_or("x");
        let joins = last.block == block && last.linkable == linkable && last.markable == markable;
        if joins && words && between.chars().all(char::is_whitespace) {
            last.span.end = span.end;
            return;
        }
    }
    runs.push(run);
}

/// Finds `[[…]]`: it opens and closes in running text of one block and holds no other.
fn find_wikilinks(body: &str, runs: &[Run], blocks: &[Span]) -> Vec<Wikilink> {
    let mut found: Vec<Wikilink> = Vec::new();
    let mut free = 0;
    let mut closings = Closings::default();
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| run.markable) {
        let block_end = blocks.get(run.block).map_or(run.span.end, |block| block.end);
        let mut from = run.span.start.max(free);
        while let Some(open) = find(body, from, run.span.end, "[[") {
            from = open + 1;
            let escaped = open == run.span.start && body[..open].ends_with('\\');
            // Of `[[[x]]]` the inner brackets are the link.
            if escaped || body[open + 2..].starts_with('[') {
                continue;
            }
            let Some(close) = closings.next(body, open + 2, block_end) else { break };
            if find(body, open + 2, close, "[[").is_some() {
                continue;
            }
            let in_text = runs[index..]
                .iter()
                .take_while(|run| run.span.start <= close)
                .any(|run| run.markable && run.span.start <= close && close < run.span.end);
            if in_text {
                found.push(wikilink(body, Span::new(open, close + 2)));
                free = close + 2;
                from = free;
            }
        }
    }
    found
}

/// The next `]]`, remembered so that many openings do not search the same text again.
#[derive(Default)]
struct Closings {
    searched: Span,
    found: Option<usize>,
}

impl Closings {
    fn next(&mut self, body: &str, start: usize, end: usize) -> Option<usize> {
        let known = self.searched.end == end
            && self.searched.start <= start
            && self.found.is_none_or(|found| found >= start);
        if !known {
            self.found = find(body, start, end, "]]");
            self.searched = Span::new(start, end);
        }
        self.found
    }
}

/// First place of `word` that begins in `start..end`.
fn find(body: &str, start: usize, end: usize, word: &str) -> Option<usize> {
    body.get(start..end.max(start))?.find(word).map(|at| at + start)
}

fn wikilink(body: &str, span: Span) -> Wikilink {
    let inner = body.get(span.start + 2..span.end - 2).unwrap_or("");
    let (target, text) = match inner.split_once('|') {
        // In a table the bar is written `\|`.
        Some((target, text)) => (target.trim_end_matches('\\'), Some(text)),
        None => (inner, None),
    };
    let start = span.start + 2 + (target.len() - target.trim_start().len());
    let target = target.trim();
    Wikilink {
        span,
        target: one_line(target).into_owned(),
        target_span: Span::new(start, start + target.len()),
        text: text.map(|text| one_line(text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(body: &str) -> Vec<(String, Option<String>)> {
        scan(body).wikilinks.into_iter().map(|link| (link.target, link.text)).collect()
    }

    #[test]
    fn wikilinks_are_found_in_text_only() {
        let one =
            |target: &str, text: Option<&str>| vec![(target.to_owned(), text.map(str::to_owned))];
        assert_eq!(links("See [[ana]]."), one("ana", None));
        assert_eq!(links("See [[ ana | the *mayor* ]]."), one("ana", Some("the *mayor*")));
        assert_eq!(links("> [[quote:a|two\n> words]]").len(), 1);
        assert_eq!(links("A [[quote:a|two\nwords]]"), one("quote:a", Some("two words")));
        assert_eq!(links("[[[ana]]]"), one("ana", None));
        assert_eq!(links("| [[ana\\|Ana]] |\n|-|\n"), one("ana", Some("Ana")));
        assert_eq!(links("# [[ana]]"), one("ana", None));
        for none in [
            "`[[ana]]`",
            "\\[[ana]]",
            "    [[ana]]",
            "[x [[ana](/u)",
            "[[a\n\nb]]",
            "[[",
            "[[a `]]`",
        ] {
            assert_eq!(links(none), vec![], "{none}");
        }
        assert_eq!(links("[[a]][[b]] [[c [[d]]").len(), 3);
    }

    #[test]
    fn long_and_odd_bodies_are_read_in_linear_time() {
        for body in [
            "[[".repeat(200_000),
            "[[a ".repeat(100_000),
            "[[a]] ".repeat(50_000),
            format!("{}]]", "[[a *b* ".repeat(100_000)),
        ] {
            let _ = scan(&body);
        }
    }
}
