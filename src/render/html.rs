//! Markdown bodies to HTML: links of the graph in place of their source text, footnotes as margin
//! notes, headings that never jump. Raw HTML stays text.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::flow::{Events, closing, is_inline, parse, plain_text, without_last_break};
use super::popover::PageBodies;
use super::sanitize::SafeHtml;
use crate::diagnostic::Span;
use crate::graph::{Link, LinkKind, Target};
use crate::markdown::harmless::is_comment;
use crate::pages::backing::{Backing, backings, placed};
use crate::pages::view::{ClaimView, EntityView, href};
use crate::path::web::{encoded, is_external, is_own, is_safe_url};
use crate::path::{ContentPath, Slug, UrlPath};

/// Renders one body of a page; its topmost headings get `level`.
pub fn render_body(
    page: &mut PageBodies<'_>,
    path: &ContentPath,
    body: &str,
    level: u8,
) -> SafeHtml {
    let links = page.catalogue.links(path);
    let (events, notes) = parse(body);
    let marks = match article_of(path) {
        Some(article) => placed(body, backings(page.catalogue, &article)),
        None => Vec::new(),
    };
    let mut writer = Writer {
        page,
        links,
        notes: &notes,
        marks: &marks,
        numbers: BTreeMap::new(),
        levels: Vec::new(),
        level,
        out: SafeHtml::new(),
        state: Inside::default(),
        margin: None,
        before: SafeHtml::new(),
        depth: 0,
        next_link: 0,
    };
    writer.events(&events);
    writer.out
}

/// The article whose file `path` is.
fn article_of(path: &ContentPath) -> Option<Slug> {
    let id = path.as_str().strip_prefix("content/articles/")?.strip_suffix(".md")?;
    Slug::parse(id).ok()
}

/// What kind of block surrounds the current event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Block {
    /// A heading, table, or nothing.
    #[default]
    Other,
    /// A paragraph, where a margin note may float.
    Paragraph,
    /// A footnote: only phrasing content may be written.
    Note,
}

/// What surrounds the current event.
#[derive(Clone, Copy, Debug, Default)]
struct Inside {
    /// Which kind of block.
    block: Block,
    /// The head row of a table.
    head: bool,
    /// Column of the table, counted from 0.
    column: usize,
    /// A link written in Markdown whose address was refused.
    refused: bool,
}

struct Writer<'w, 'a> {
    page: &'w mut PageBodies<'a>,
    links: &'a [Link],
    notes: &'w BTreeMap<String, Events<'w>>,
    /// What stands behind sentences, in order; written ones are taken off.
    marks: &'w [(usize, Backing)],
    /// Numbers of the notes already set.
    numbers: BTreeMap<String, usize>,
    /// Source levels of the open headings.
    levels: Vec<u8>,
    level: u8,
    out: SafeHtml,
    state: Inside,
    /// What stands in the margin beside the open paragraph, where a paragraph can have a margin.
    margin: Option<SafeHtml>,
    /// What was written before the open paragraph.
    before: SafeHtml,
    /// Lists and quotations around the current event.
    depth: usize,
    next_link: usize,
}

impl<'a> Writer<'_, 'a> {
    fn events(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let mut at = 0;
        while let Some((event, range)) = events.get(at) {
            if let Event::Start(Tag::Heading { level, id, .. }) = event {
                let end = closing(events, at);
                let inner = events.get(at + 1..end).unwrap_or(&[]);
                self.heading(*level, id.as_deref(), inner);
                at = end + 1;
                continue;
            }
            if let Event::Start(Tag::Image { dest_url, .. }) = event {
                let end = closing(events, at);
                let inner = events.get(at + 1..end).unwrap_or(&[]);
                self.image(dest_url, &plain_text(inner));
                at = end + 1;
                continue;
            }
            self.event(event, range);
            at += 1;
        }
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if self.covered(event, range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => {
                if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell)
                    && self.state.block != Block::Note
                {
                    self.marks_until(range.end);
                }
                self.end(*tag);
            }
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => self.out.element("code", &[], text),
            // A comment is for editors: an exception from a check, say.
            Event::Html(text) | Event::InlineHtml(text) if is_comment(text) => {}
            Event::Html(text) | Event::InlineHtml(text) => self.out.text(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.out.element("code", &[], text);
            }
            Event::FootnoteReference(name) => self.note(name),
            Event::SoftBreak => self.out.newline(),
            Event::HardBreak => self.out.open("br", &[]),
            Event::Rule => self.out.open("hr", &[]),
            Event::TaskListMarker(done) => self.out.text(if *done { "☑ " } else { "☐ " }),
        }
    }

    /// Whether an event lies inside a link of the graph and is replaced by it. Writes the link
    /// when the event is the first one it replaces.
    fn covered(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if !is_inline(event) {
            return false;
        }
        let span = Span::new(range.start, range.end);
        self.skip_links_before(range.start);
        let inside = self.links.get(self.next_link).filter(|link| link.span.contains(span));
        inside.is_some_and(|link| !link.span.is_empty() && !span.is_empty())
    }

    fn skip_links_before(&mut self, start: usize) {
        // Notes are written out of order, so the cursor may have to go back.
        if let Some(previous) = self.next_link.checked_sub(1).and_then(|at| self.links.get(at))
            && previous.span.end > start
        {
            self.next_link = self.links.partition_point(|link| link.span.end <= start);
        }
        while self.links.get(self.next_link).is_some_and(|link| link.span.end <= start) {
            self.next_link += 1;
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        self.skip_links_before(range.start);
        // Where the text is not its source (an entity, say), offsets into it mean nothing.
        let exact = text.len() == range.len();
        let mut written = range.start;
        let mut at = self.next_link;
        let links = self.links;
        while let Some(link) = links.get(at).filter(|link| link.span.start < range.end) {
            if link.span.start >= range.start {
                if exact {
                    let before = Span::new(written - range.start, link.span.start - range.start);
                    self.words(before.of(text), written);
                }
                self.link(link);
            }
            written = link.span.end.min(range.end).max(written);
            if link.span.end > range.end {
                break;
            }
            at += 1;
        }
        self.next_link = at;
        if exact {
            self.words(Span::new(written - range.start, text.len()).of(text), written);
        } else if written == range.start {
            self.out.text(text);
        }
    }

    /// Text that stands at byte `at` of the body, with the marks behind the sentences that end in it.
    fn words(&mut self, text: &str, at: usize) {
        let mut written = 0;
        while let Some((end, _)) = self.marks.first()
            && *end <= at + text.len()
            && self.state.block != Block::Note
        {
            let here = end.saturating_sub(at).max(written);
            self.out.text(text.get(written..here).unwrap_or(""));
            written = here;
            self.marks_until(*end);
        }
        self.out.text(text.get(written..).unwrap_or(""));
    }

    /// The marks that stand up to byte `end` of the body.
    fn marks_until(&mut self, end: usize) {
        while let Some(((at, backing), rest)) = self.marks.split_first()
            && *at <= end
        {
            self.marks = rest;
            self.backing(backing);
        }
    }

    /// Who else reports what a sentence reports.
    fn backing(&mut self, backing: &Backing) {
        self.out.open("span", &[("class", "backing")]);
        for quote in &backing.same {
            self.out.text("\u{a0}");
            self.page.chip(&mut self.out, quote);
        }
        for claim in &backing.disputed {
            self.out.text(" ");
            let url = self.page.url(&claim.href);
            let class = format!("st {}", claim.verdict.name);
            let label = format!("{}: {}", claim.verdict.word, claim.question);
            let attributes = [("class", class.as_str()), ("href", &url), ("aria-label", &label)];
            self.out.element("a", &attributes, &claim.verdict.word);
        }
        if backing.alone {
            self.out.text(" ");
            let word = self.page.catalogue.strings.text("verdict.single_source");
            self.out.element("span", &[("class", "st single-source")], word);
        }
        self.out.close("span");
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if self.state.block == Block::Note {
            return self.start_in_note(tag);
        }
        if matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_)) {
            self.depth += 1;
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::BlockQuote(_) => self.out.open("blockquote", &[]),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                self.out.open("pre", &[("tabindex", "0")]);
                let named = [("data-language", language)];
                self.out.open("code", if language.is_empty() { &[] } else { &named });
            }
            Tag::List(Some(first)) => {
                let first = first.to_string();
                let numbered = [("start", first.as_str())];
                self.out.open("ol", if first == "1" { &[] } else { &numbered });
            }
            Tag::List(None) => self.out.open("ul", &[]),
            Tag::Item => self.out.open("li", &[]),
            Tag::Table(_) => {
                let region = [("class", "tw"), ("tabindex", "0"), ("role", "region")];
                let mut attributes = region.to_vec();
                attributes.push(("aria-label", "Table"));
                self.out.open("div", &attributes);
                self.out.open("table", &[]);
            }
            Tag::TableHead => {
                self.state.head = true;
                self.state.column = 0;
                self.out.open("thead", &[]);
                self.out.open("tr", &[]);
            }
            Tag::TableRow => {
                self.state.column = 0;
                self.out.open("tr", &[]);
            }
            Tag::TableCell => self.start_cell(),
            _ => self.start_span(tag),
        }
    }

    fn start_paragraph(&mut self) {
        self.state.block = Block::Paragraph;
        if self.level == 2 {
            if self.depth == 0 {
                self.before = std::mem::take(&mut self.out);
                self.margin = Some(SafeHtml::new());
            }
            self.page.paragraphs += 1;
            let id = format!("p{}", self.page.paragraphs);
            let id = self.page.free_id(&id);
            self.out.open("p", &[("id", &id)]);
        } else {
            self.out.open("p", &[]);
        }
    }

    fn start_cell(&mut self) {
        if self.state.head {
            self.out.open("th", &[("scope", "col")]);
        } else if self.state.column == 0 {
            self.out.open("th", &[("scope", "row")]);
        } else {
            self.out.open("td", &[]);
        }
    }

    fn start_span(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis => self.out.open("em", &[]),
            Tag::Strong => self.out.open("strong", &[]),
            Tag::Strikethrough => self.out.open("s", &[]),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.start_link(&format!("mailto:{dest_url}"), "");
            }
            Tag::Link { dest_url, title, .. } => self.start_link(dest_url, title),
            _ => {}
        }
    }

    /// In a note blocks become text with breaks between them: it stands inside a paragraph.
    fn start_in_note(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Item => self.out.text("• "),
            Tag::CodeBlock(_) => self.out.open("code", &[]),
            _ => self.start_span(tag),
        }
    }

    fn start_link(&mut self, url: &str, title: &str) {
        self.state.refused = !is_safe_url(&encoded(url));
        if self.state.refused {
            return;
        }
        let url = self.own_url(url);
        let mut attributes = vec![("href", url.as_str())];
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        if is_external(&url) {
            attributes.push(("rel", "external noopener"));
        }
        self.out.open("a", &attributes);
    }

    /// An address below the site's base (`/timeline/`) as seen from the page; any other as it is.
    fn own_url(&self, url: &str) -> String {
        encoded(&self.below_base(url)).into_owned()
    }

    fn below_base(&self, url: &str) -> String {
        if !url.starts_with('/') {
            return url.to_owned();
        }
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        match UrlPath::parse(path) {
            Ok(route) if fragment.is_empty() => self.page.url(&href(&route)),
            Ok(route) => format!("{}#{fragment}", self.page.url(&href(&route))),
            Err(_) => url.to_owned(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.out.close("em"),
            TagEnd::Strong => self.out.close("strong"),
            TagEnd::Strikethrough => self.out.close("s"),
            TagEnd::Link if !self.state.refused => self.out.close("a"),
            TagEnd::Link => self.state.refused = false,
            _ if self.state.block == Block::Note => self.end_in_note(tag),
            _ => self.end_block(tag),
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table) {
            self.depth = self.depth.saturating_sub(1);
        }
        match tag {
            TagEnd::Paragraph => {
                self.state.block = Block::Other;
                self.out.close("p");
                self.out.newline();
                if let Some(margin) = self.margin.take() {
                    let paragraph = std::mem::take(&mut self.out);
                    self.out = std::mem::take(&mut self.before);
                    self.out.append(&margin);
                    self.out.append(&paragraph);
                }
            }
            TagEnd::BlockQuote(_) => self.out.close("blockquote"),
            TagEnd::CodeBlock => {
                self.out.close("code");
                self.out.close("pre");
            }
            TagEnd::List(ordered) => self.out.close(if ordered { "ol" } else { "ul" }),
            TagEnd::Item => self.out.close("li"),
            TagEnd::Table => {
                self.out.close("tbody");
                self.out.close("table");
                self.out.close("div");
            }
            TagEnd::TableHead => {
                self.state.head = false;
                self.out.close("tr");
                self.out.close("thead");
                self.out.open("tbody", &[]);
            }
            TagEnd::TableRow => self.out.close("tr"),
            TagEnd::TableCell => {
                let row = self.state.head || self.state.column == 0;
                self.out.close(if row { "th" } else { "td" });
                self.state.column += 1;
            }
            _ => {}
        }
    }

    fn end_in_note(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => self.out.open("br", &[]),
            TagEnd::CodeBlock => self.out.close("code"),
            _ => {}
        }
    }

    /// A heading one deeper than the nearest one above it, however deep it is in the source.
    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        inner: &[(Event<'_>, Range<usize>)],
    ) {
        const TAGS: [&str; 7] = ["p", "h1", "h2", "h3", "h4", "h5", "h6"];
        let source = level as u8;
        while self.levels.last().is_some_and(|open| *open >= source) {
            self.levels.pop();
        }
        let depth = usize::from(self.level) + self.levels.len();
        self.levels.push(source);
        let tag = TAGS.get(depth.min(6)).copied().unwrap_or("h6");
        if self.state.block == Block::Note {
            return self.events(inner);
        }
        let prefix = if self.level == 2 { "" } else { "h-" };
        let id = self.page.heading_id(id, &plain_text(inner), prefix);
        self.out.open(tag, &[("id", &id)]);
        self.events(inner);
        self.out.close(tag);
        self.out.newline();
    }

    /// Pictures of other sites are linked, not loaded: no page makes a request to a third party.
    fn image(&mut self, url: &str, text: &str) {
        if is_external(url) {
            let picture = self.page.catalogue.strings.text("part.picture");
            let text = if text.is_empty() { picture } else { text };
            self.out.element("a", &[("href", url), ("rel", "external noopener")], text);
        } else if is_own(&encoded(url)) {
            let url = self.own_url(url);
            self.out.open("img", &[("src", &url), ("alt", text), ("loading", "lazy")]);
        } else {
            self.out.text(text);
        }
    }

    /// A link of the graph.
    fn link(&mut self, link: &Link) {
        let Some(target) = &link.target else { return self.out.text(&link.text) };
        let catalogue = self.page.catalogue;
        match (&link.kind, target) {
            (LinkKind::Quote, Target::Article(id)) if catalogue.may_quote(id) => {
                self.quote(id, &link.text);
            }
            // Words that the rights withhold leave the chip of their source.
            (LinkKind::Source | LinkKind::Quote, Target::Article(id)) => {
                match catalogue.quote_view(id, "") {
                    Some(quote) => self.page.chip(&mut self.out, &quote),
                    None => self.out.text(""),
                }
            }
            (LinkKind::Claim, Target::Claim(id)) => match catalogue.claims.get(id) {
                Some(claim) => self.claim(claim),
                None => self.out.text(&link.text),
            },
            (_, Target::Entity(id)) => match catalogue.entities.get(id) {
                Some(entity) => self.entity(entity, &link.text),
                None => self.out.text(&link.text),
            },
            _ => match catalogue.link(target) {
                Some(found) => {
                    let url = self.page.url(&found.href);
                    self.out.element("a", &[("href", &url)], &link.text);
                }
                None => self.out.text(&link.text),
            },
        }
    }

    fn entity(&mut self, entity: &'a EntityView, text: &str) {
        let card = self.page.card(entity);
        self.out.element("a", &[("class", "ent"), ("href", &card)], text);
    }

    fn quote(&mut self, article: &Slug, words: &str) {
        let strings = self.page.catalogue.strings;
        let (open, close) = (strings.text("marks.open"), strings.text("marks.close"));
        let Some(quote) = self.page.catalogue.quote_view(article, words) else {
            self.out.text(open);
            self.out.text(words);
            return self.out.text(close);
        };
        let language = quote.source.lang.clone().unwrap_or_default();
        let attributes = [("class", "said"), ("lang", language.as_str())];
        self.out.open("span", if language.is_empty() { &attributes[..1] } else { &attributes });
        self.out.text(open);
        self.out.text(words.trim_matches(['“', '”', '"']));
        self.out.text(close);
        self.out.close("span");
        self.out.text("\u{a0}");
        self.page.chip(&mut self.out, &quote);
    }

    /// The answers, the verdict and the sources of a claim, in the flow of a sentence. What the
    /// sources say word by word opens at their letters; where they contradict each other, it stands
    /// in the margin beside the paragraph.
    fn claim(&mut self, claim: &ClaimView) {
        let beside = self.margin.is_some() && claim.verdict.name == "contradict";
        let (id, words) = self.page.claim(claim, beside);
        match (words, &mut self.margin) {
            (Some(words), Some(margin)) if beside => margin.append(&words),
            (Some(words), _) => self.page.popovers.append(&words),
            (None, _) => {}
        }
        for (at, answer) in claim.answers.iter().enumerate() {
            if at > 0 {
                self.out.text(" / ");
            }
            self.out.text(&answer.value);
            self.out.text("\u{a0}");
            let sources: Vec<_> = answer.positions.iter().map(|one| &one.evidence.source).collect();
            self.page.chip_button(&mut self.out, &sources, &id);
        }
        self.out.text(" ");
        let class = format!("st {}", claim.verdict.name);
        if beside {
            let attributes = [("class", class.as_str()), ("popovertarget", &id)];
            return self.out.element("button", &attributes, &claim.verdict.word);
        }
        let url = self.page.url(&claim.href);
        self.out.element("a", &[("class", &class), ("href", &url)], &claim.verdict.word);
    }

    /// A reference to a footnote, with the note behind it the first time.
    fn note(&mut self, name: &CowStr<'_>) {
        let all = self.notes;
        let Some(events) = all.get(name.as_ref()).filter(|_| self.state.block != Block::Note)
        else {
            return;
        };
        let first = !self.numbers.contains_key(name.as_ref());
        if first {
            self.page.notes += 1;
            self.numbers.insert(name.to_string(), self.page.notes);
        }
        let number = self.numbers.get(name.as_ref()).copied().unwrap_or(0).to_string();
        let id = format!("_note-{number}");
        let label = self.page.catalogue.strings.say("part.note", &[("number", &number)]);
        let floats = self.state.block == Block::Paragraph;
        let class = if floats { "nref" } else { "nref tap" };
        self.out
            .open("button", &[("class", class), ("popovertarget", &id), ("aria-label", &label)]);
        self.out.text(&number);
        self.out.close("button");
        if !first {
            return;
        }
        let text = self.note_text(events);
        let mut note = SafeHtml::new();
        let class = if floats { "pop note" } else { "pop" };
        let tag = if floats { "span" } else { "div" };
        note.open(tag, &[("class", class), ("popover", ""), ("id", &id), ("role", "note")]);
        note.element("b", &[], &number);
        note.text(" ");
        note.append(&text);
        note.close(tag);
        if floats {
            self.out.append(&note);
        } else {
            self.page.popovers.append(&note);
        }
    }

    fn note_text(&mut self, events: &[(Event<'_>, Range<usize>)]) -> SafeHtml {
        let outer = std::mem::take(&mut self.out);
        let state = self.state;
        let cursor = self.next_link;
        self.state = Inside { block: Block::Note, ..Inside::default() };
        self.events(without_last_break(events));
        self.state = state;
        self.next_link = cursor;
        std::mem::replace(&mut self.out, outer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::Library;
    use crate::graph::LinkGraph;
    use crate::pages::facts::Facts;
    use crate::pages::fixture::{graph, id, library};
    use crate::pages::reads::Reads;
    use crate::pages::strings::Strings;

    /// The body as a page two folders deep shows it, what opens in it, and whose cards it needs.
    fn all(
        library: &Library,
        graph: &LinkGraph,
        body: &str,
        level: u8,
    ) -> (String, String, Vec<String>) {
        let strings = Strings::english();
        let config = crate::config::Config::default();
        let facts = Facts::new(library, graph, &config, &strings);
        let reads = Reads::default();
        let catalogue = facts.catalogue(&reads);
        let mut page = PageBodies::new(&catalogue, "../../");
        let path = ContentPath::parse("content/x.md").expect("a path");
        let html = render_body(&mut page, &path, body, level);
        let (popovers, cards) = page.finish();
        let names = cards.into_iter().map(|card| card.name.clone()).collect();
        (html.as_str().to_owned(), popovers.as_str().to_owned(), names)
    }

    fn both(library: &Library, graph: &LinkGraph, body: &str, level: u8) -> (String, String) {
        let (html, popovers, _) = all(library, graph, body, level);
        (html, popovers)
    }

    fn plain(body: &str) -> String {
        both(&Library::default(), &LinkGraph::default(), body, 3).0
    }

    /// `body` with one link over the first occurrence of `source`.
    fn linked(body: &str, source: &str, target: Target, kind: LinkKind) -> (String, String) {
        let (html, popovers, _) = linked_at(3, body, source, target, kind);
        (html, popovers)
    }

    /// The same with its cards, for a body whose headings begin at `level`.
    fn linked_at(
        level: u8,
        body: &str,
        source: &str,
        target: Target,
        kind: LinkKind,
    ) -> (String, String, Vec<String>) {
        let library = library();
        let mut graph = graph(&library);
        let start = body.find(source).expect("the source text");
        let text = source.trim_matches(['[', ']']);
        let text = text.rsplit('|').next().unwrap_or(text).to_owned();
        let span = Span::new(start, start + source.len());
        let path = ContentPath::parse("content/x.md").expect("a path");
        graph.links.insert(path, vec![Link { span, target: Some(target), text, kind }].into());
        all(&library, &graph, body, level)
    }

    #[test]
    fn raw_html_and_scripts_stay_text() {
        for body in ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<!--x--><b>"]
        {
            let html = plain(body);
            assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<!--"));
            assert!(html.contains("&lt;"), "{html}");
        }
        // What is written for editors is not shown to readers.
        assert_eq!(plain("a <!-- backstory-allow relative-date: old --> b"), "<p>a  b</p>\n");
        assert!(!plain("<!-- x -->\n\na").contains('x'));
    }

    #[test]
    fn links_with_other_schemes_are_words_only() {
        assert_eq!(plain("[x](javascript:alert(1))"), "<p>x</p>\n");
        assert_eq!(plain("[x](data:text/html,y) z"), "<p>x z</p>\n");
        assert!(plain("<ana@x.example>").contains("href=\"mailto:ana@x.example\""));
        // What would lead to another host is a name of a file here.
        assert_eq!(plain("[x](</\\y.example>)"), "<p><a href=\"/%5Cy.example\">x</a></p>\n");
    }

    #[test]
    fn addresses_below_the_base_become_relative_and_foreign_ones_are_marked() {
        assert_eq!(
            plain("[t](/timeline/#y2031)"),
            "<p><a href=\"../../timeline/index.html#y2031\">t</a></p>\n"
        );
        assert!(plain("[t](https://x.example/)").contains("rel=\"external noopener\""));
        assert!(!plain("![cat](https://x.example/cat.png)").contains("<img"));
    }

    #[test]
    fn headings_begin_at_the_level_of_the_page_and_never_jump() {
        let html = plain("# a\n\n#### b\n\n## c\n\n## c");
        for tag in ["<h3 id=\"h-a\">a</h3>", "<h4 id=\"h-b\">b</h4>", "<h4 id=\"h-c-2\">c</h4>"] {
            assert!(html.contains(tag), "{html}");
        }
    }

    #[test]
    fn a_link_takes_the_place_of_its_source_text() {
        let target = Target::Entity(id("ines-calloway"));
        for body in ["So *Ines Calloway* said.", "Ines Calloway", "- Ines Calloway\n- b &amp; c"] {
            let (html, _, cards) =
                linked_at(3, body, "Ines Calloway", target.clone(), LinkKind::Automatic);
            let link = "<a class=\"ent\" href=\"#_e1\">Ines Calloway</a>";
            assert_eq!(html.matches("Calloway").count(), 1, "{html}");
            assert!(html.contains(link), "{html}");
            assert_eq!(cards, ["Ines Calloway"]);
        }
    }

    #[test]
    fn a_source_becomes_a_chip_that_leads_to_it_and_words_one_that_opens_them() {
        let target = || Target::Article(id("harbour-post"));
        let (html, _) =
            linked("It shut. [[harbour-post]]", "[[harbour-post]]", target(), LinkKind::Source);
        let chip = "<a class=\"chip\" href=\"../../sources/harbour-post/index.html\" \
                    title=\"The Harbour Post\">HP</a>";
        assert!(!html.contains("[[") && html.contains(chip), "{html}");
        let body = "He said [[quote:harbour-post|a pier]].";
        let (html, popovers) =
            linked(body, "[[quote:harbour-post|a pier]]", target(), LinkKind::Quote);
        assert!(html.contains("popovertarget=\"_s1\""), "{html}");
        assert!(popovers.contains("id=\"_s1\"") && popovers.contains(">a pier</q>"), "{popovers}");
    }

    #[test]
    fn a_claim_shows_every_answer_with_its_verdict() {
        let body = "It is [[claim:crack-length]] long.";
        let target = Target::Claim(id("crack-length"));
        let (html, popovers) = linked(body, "[[claim:crack-length]]", target, LinkKind::Claim);
        for part in ["1.2 metres", "nearly three metres", "st contradict", "claims/crack-length/"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(popovers.contains(">nearly three metres of open joint</q>"), "{popovers}");
        assert_eq!(html.matches("popovertarget=\"_c1\"").count(), 2, "{html}");
    }

    #[test]
    fn contradicting_words_stand_beside_a_paragraph_of_the_text_itself() {
        let target = || Target::Claim(id("crack-length"));
        let source = "[[claim:crack-length]]";
        let beside = "<div popover class=\"pop note contradict\" id=\"_c1\">";
        let at = |level, body: &str| linked_at(level, body, source, target(), LinkKind::Claim);
        let (html, popovers, _) = at(2, "First.\n\nIt is [[claim:crack-length]] long.");
        assert!(html.contains(&format!("<p id=\"p1\">First.</p>\n{beside}")), "{html}");
        assert!(popovers.is_empty() && html.contains("</div><p id=\"p2\">It is"), "{html}");
        for (level, body) in [(3, "It is [[claim:crack-length]]."), (2, "- [[claim:crack-length]]")]
        {
            let (html, popovers, _) = at(level, body);
            assert!(!html.contains("<div") && popovers.contains("pop contradict"), "{html}");
        }
    }

    #[test]
    fn a_quotation_is_exact_and_names_its_source() {
        let body = "He said [[quote:north-courier|a pier]].";
        let target = Target::Article(id("north-courier"));
        let (html, _) = linked(body, "[[quote:north-courier|a pier]]", target, LinkKind::Quote);
        assert!(html.contains("<span class=\"said\">“a pier”</span>"), "{html}");
    }

    #[test]
    fn footnotes_stand_in_their_paragraph_and_only_once() {
        let html = plain("One.[^a] Two.[^a]\n\n[^a]: The *note*.\n\n    More.\n[^b]: unused");
        assert_eq!(html.matches("id=\"_note-1\"").count(), 1, "{html}");
        assert_eq!(html.matches("popovertarget=\"_note-1\"").count(), 2, "{html}");
        assert!(html.contains("The <em>note</em>.<br>More.</span>"), "{html}");
        assert!(!html.contains("unused"), "{html}");
    }

    #[test]
    fn a_note_of_a_table_opens_instead_of_floating() {
        let body = "| a | b |\n|---|---|\n| x[^n] | y |\n\n[^n]: N.";
        let (html, popovers) = both(&Library::default(), &LinkGraph::default(), body, 2);
        assert!(html.contains("<th scope=\"row\">x<button"), "{html}");
        assert!(html.contains("<th scope=\"col\">a</th>"), "{html}");
        assert!(!html.contains("role=\"note\"") && popovers.contains("role=\"note\""));
    }

    #[test]
    fn odd_spans_neither_panic_nor_lose_text() {
        let library = library();
        let path = ContentPath::parse("content/x.md").expect("a path");
        let body = "é **b** `c` d\n\ne";
        for start in 0..body.len() + 3 {
            for end in start..body.len() + 3 {
                let mut graph = LinkGraph::default();
                let link = Link {
                    span: Span::new(start, end),
                    target: None,
                    text: "X".to_owned(),
                    kind: LinkKind::Suppressed,
                };
                graph.links.insert(path.clone(), vec![link].into());
                let (html, _) = both(&library, &graph, body, 2);
                assert!(html.starts_with("<p"), "{start}..{end}: {html}");
            }
        }
    }
}
