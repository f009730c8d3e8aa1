//! Markdown bodies to HTML: links of the graph in place of their source text, source chips with
//! pop-overs, footnotes as margin notes, headings that never jump. Raw HTML stays text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::sanitize::{SafeHtml, is_external, is_safe_url};
use crate::diagnostic::Span;
use crate::graph::{Link, LinkKind, Target};
use crate::pages::catalogue::Catalogue;
use crate::pages::view::{ClaimView, EntityView, QuoteView, href};
use crate::path::{ContentPath, Slug, UrlPath};

/// Markdown as the site reads it: no raw HTML, no metadata blocks.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// Renders the bodies of one page: what they share is numbered across them.
pub struct PageBodies<'a> {
    catalogue: &'a Catalogue<'a>,
    /// What leads from the page to the site's base: `../../`, or an absolute path.
    root: String,
    ids: BTreeSet<String>,
    popovers: SafeHtml,
    chips: BTreeMap<(String, String), String>,
    cards: BTreeSet<String>,
    notes: usize,
    paragraphs: usize,
}

impl<'a> PageBodies<'a> {
    /// For a page from which `root` leads to the site's base.
    pub fn new(catalogue: &'a Catalogue<'a>, root: &str) -> Self {
        Self {
            catalogue,
            root: root.to_owned(),
            ids: BTreeSet::new(),
            popovers: SafeHtml::new(),
            chips: BTreeMap::new(),
            cards: BTreeSet::new(),
            notes: 0,
            paragraphs: 0,
        }
    }

    /// One body; its topmost headings get `level`.
    pub fn render(&mut self, path: &ContentPath, body: &str, level: u8) -> SafeHtml {
        let links = self.catalogue.graph.links.get(path).map_or(&[][..], Vec::as_slice);
        let events: Vec<(Event<'_>, Range<usize>)> =
            Parser::new_ext(body, OPTIONS).into_offset_iter().collect();
        let (events, notes) = take_notes(events);
        let mut writer = Writer {
            page: self,
            links,
            notes: &notes,
            numbers: BTreeMap::new(),
            levels: Vec::new(),
            level,
            out: SafeHtml::new(),
            state: Inside::default(),
            next_link: 0,
        };
        writer.events(&events);
        writer.out
    }

    /// What chips, entity links and notes of all bodies open.
    pub fn popovers(self) -> SafeHtml {
        self.popovers
    }

    fn free_id(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        id
    }

    fn url(&self, href: &str) -> String {
        format!("{}{href}", self.root)
    }

    /// A chip that opens where its words come from.
    fn chip(&mut self, out: &mut SafeHtml, quote: &QuoteView) {
        let key = (quote.source.id.clone(), quote.quote.clone().unwrap_or_default());
        let id = match self.chips.get(&key) {
            Some(id) => id.clone(),
            None => {
                let id = format!("src-{}", self.chips.len() + 1);
                self.chips.insert(key, id.clone());
                let popover = self.chip_popover(&id, quote);
                self.popovers.append(&popover);
                id
            }
        };
        let label = format!("Source: {}", quote.source.name);
        out.open(
            "button",
            &[
                ("type", "button"),
                ("class", "chip"),
                ("popovertarget", &id),
                ("aria-label", &label),
            ],
        );
        out.element("bdi", &[], &quote.source.code);
        out.close("button");
    }

    fn chip_popover(&self, id: &str, quote: &QuoteView) -> SafeHtml {
        let source = &quote.source;
        let mut out = SafeHtml::new();
        out.open("div", &[("popover", ""), ("class", "pop"), ("id", id)]);
        out.open("p", &[("class", "pop-head")]);
        out.element("b", &[], &source.name);
        if let Some(date) = &source.published {
            out.text(" · ");
            match &date.datetime {
                Some(machine) => out.element("time", &[("datetime", machine)], &date.words),
                None => out.text(&date.words),
            }
        }
        out.close("p");
        if let Some(words) = &quote.quote {
            let language = source.language.as_deref().unwrap_or("");
            let attributes = [("lang", language)];
            let shown = if language.is_empty() { &attributes[..0] } else { &attributes[..] };
            out.open("blockquote", shown);
            out.element("p", &[], &format!("“{}”", words.trim_matches(['“', '”', '"'])));
            out.close("blockquote");
        }
        out.open("p", &[]);
        out.element("a", &[("href", &self.url(&source.href))], &source.title);
        out.close("p");
        if let Some(read) = &quote.read {
            out.open("p", &[]);
            out.element("a", &[("href", read), ("rel", "external noopener")], "Read at the source");
            out.close("p");
        }
        out.close("div");
        out
    }

    /// The card an entity link opens on hover; gives back its id.
    fn card(&mut self, entity: &EntityView) -> String {
        let id = format!("card-{}", entity.id);
        if self.cards.insert(entity.id.clone()) {
            let mut out = SafeHtml::new();
            out.open("div", &[("popover", "manual"), ("class", "pop card"), ("id", &id)]);
            out.open("p", &[("class", "pop-head")]);
            out.element("b", &[], &entity.name);
            out.close("p");
            let role = entity.role.as_deref().unwrap_or(entity.kind_word);
            out.element("p", &[], role);
            out.element("p", &[("class", "meta")], &card_counts(entity));
            out.close("div");
            self.popovers.append(&out);
        }
        id
    }
}

fn card_counts(entity: &EntityView) -> String {
    let mut parts = Vec::new();
    if entity.sources > 0 {
        parts.push(format!("In {}", crate::pages::words::count(entity.sources, "source")));
    }
    if entity.events > 0 {
        parts.push(crate::pages::words::count(entity.events, "event"));
    }
    parts.join(" · ")
}

type Events<'e> = Vec<(Event<'e>, Range<usize>)>;

/// Takes footnotes out of the flow: the rest, and each note's own events by name.
fn take_notes(events: Events<'_>) -> (Events<'_>, BTreeMap<String, Events<'_>>) {
    let mut flow = Vec::with_capacity(events.len());
    let mut notes: BTreeMap<String, Events<'_>> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    for (event, range) in events {
        match &event {
            Event::Start(Tag::FootnoteDefinition(name)) => open.push(name.to_string()),
            Event::End(TagEnd::FootnoteDefinition) => {
                open.pop();
            }
            _ => match open.last() {
                Some(name) => notes.entry(name.clone()).or_default().push((event, range)),
                None => flow.push((event, range)),
            },
        }
    }
    (flow, notes)
}

/// What surrounds the current event.
#[derive(Clone, Copy, Debug, Default)]
struct Inside {
    /// A paragraph that stands by itself, where a margin note may float.
    paragraph: bool,
    /// A footnote: only phrasing content may be written.
    note: bool,
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
    /// Numbers of the notes already set.
    numbers: BTreeMap<String, usize>,
    /// Source levels of the open headings.
    levels: Vec<u8>,
    level: u8,
    out: SafeHtml,
    state: Inside,
    next_link: usize,
}

impl Writer<'_, '_> {
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
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => self.out.element("code", &[], text),
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
                    self.out.text(before.of(text));
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
            self.out.text(Span::new(written - range.start, text.len()).of(text));
        } else if written == range.start {
            self.out.text(text);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if self.state.note {
            return self.start_in_note(tag);
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
        self.state.paragraph = true;
        if self.level == 2 {
            self.page.paragraphs += 1;
            let id = format!("p{}", self.page.paragraphs);
            let id = self.page.free_id(id);
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
        self.state.refused = !is_safe_url(url);
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

    /// An address below the site's base (`/timeline/`) as seen from the page.
    fn own_url(&self, url: &str) -> String {
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
            _ if self.state.note => self.end_in_note(tag),
            TagEnd::Paragraph => {
                self.state.paragraph = false;
                self.out.close("p");
                self.out.newline();
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
        if self.state.note {
            return self.events(inner);
        }
        let wanted = match id {
            Some(id) => id.to_owned(),
            None => Slug::from_text(&plain_text(inner))
                .map_or_else(|| "section".to_owned(), |slug| slug.to_string()),
        };
        let wanted = if self.level == 2 { wanted } else { format!("h-{wanted}") };
        let id = self.page.free_id(wanted);
        self.out.open(tag, &[("id", &id)]);
        self.events(inner);
        self.out.close(tag);
        self.out.newline();
    }

    /// Pictures of other sites are linked, not loaded: no page makes a request to a third party.
    fn image(&mut self, url: &str, text: &str) {
        if is_external(url) {
            let text = if text.is_empty() { "Picture" } else { text };
            self.out.element("a", &[("href", url), ("rel", "external noopener")], text);
        } else if is_safe_url(url) {
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
            (LinkKind::Source, Target::Article(id)) => match catalogue.quote_view(id, "") {
                Some(quote) => self.page.chip(&mut self.out, &quote),
                None => self.out.text(""),
            },
            (LinkKind::Quote, Target::Article(id)) => self.quote(id, &link.text),
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

    fn entity(&mut self, entity: &EntityView, text: &str) {
        let card = self.page.card(entity);
        let url = self.page.url(&entity.href);
        self.out.element("a", &[("class", "ent"), ("href", &url), ("interestfor", &card)], text);
    }

    fn quote(&mut self, article: &Slug, words: &str) {
        let Some(quote) = self.page.catalogue.quote_view(article, words) else {
            self.out.text("“");
            self.out.text(words);
            return self.out.text("”");
        };
        let language = quote.source.language.clone().unwrap_or_default();
        let attributes = [("class", "said"), ("lang", language.as_str())];
        self.out.open("span", if language.is_empty() { &attributes[..1] } else { &attributes });
        self.out.text("“");
        self.out.text(words.trim_matches(['“', '”', '"']));
        self.out.text("”");
        self.out.close("span");
        self.out.text("\u{a0}");
        self.page.chip(&mut self.out, &quote);
    }

    /// The answers, the verdict and the sources of a claim, in the flow of a sentence.
    fn claim(&mut self, claim: &ClaimView) {
        self.out.open("span", &[("class", "claim-inline")]);
        for (at, answer) in claim.answers.iter().enumerate() {
            if at > 0 {
                self.out.text(" / ");
            }
            self.out.text(&answer.value);
            for position in &answer.positions {
                self.out.text("\u{a0}");
                self.page.chip(&mut self.out, &position.evidence);
            }
        }
        self.out.text(" ");
        let url = self.page.url(&claim.href);
        let class = format!("st {}", claim.verdict.name);
        self.out.element("a", &[("class", &class), ("href", &url)], claim.verdict.word);
        self.out.close("span");
    }

    /// A reference to a footnote, with the note behind it the first time.
    fn note(&mut self, name: &CowStr<'_>) {
        let all = self.notes;
        let Some(events) = all.get(name.as_ref()).filter(|_| !self.state.note) else { return };
        let first = !self.numbers.contains_key(name.as_ref());
        if first {
            self.page.notes += 1;
            self.numbers.insert(name.to_string(), self.page.notes);
        }
        let number = self.numbers.get(name.as_ref()).copied().unwrap_or(0).to_string();
        let id = format!("note-{number}");
        let label = format!("Note {number}");
        let floats = self.state.paragraph;
        let class = if floats { "nref" } else { "nref tap" };
        self.out.open(
            "button",
            &[("type", "button"), ("class", class), ("popovertarget", &id), ("aria-label", &label)],
        );
        self.out.text(&number);
        self.out.close("button");
        if !first {
            return;
        }
        let text = self.note_text(events);
        let mut note = SafeHtml::new();
        let class = if floats { "note" } else { "pop" };
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
        self.state = Inside { note: true, ..Inside::default() };
        self.events(without_last_break(events));
        self.state = state;
        self.next_link = cursor;
        std::mem::replace(&mut self.out, outer)
    }
}

/// The note without the end of its last paragraph, which would leave a blank line.
fn without_last_break<'e, 't>(
    events: &'e [(Event<'t>, Range<usize>)],
) -> &'e [(Event<'t>, Range<usize>)] {
    match events.split_last() {
        Some(((Event::End(TagEnd::Paragraph), _), rest)) => rest,
        _ => events,
    }
}

/// Whether an event can lie inside a link: blocks only hold links.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        }
        Event::Text(_) | Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

/// Where the element that begins at `at` ends.
fn closing(events: &[(Event<'_>, Range<usize>)], at: usize) -> usize {
    let mut depth = 0usize;
    for (offset, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return offset;
                }
            }
            _ => {}
        }
    }
    events.len()
}

fn plain_text(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
