//! The article's element to blocks: paragraphs, headings, items, quotations, captions, rows of tables, questions.

mod correction;
mod live;
mod table;
mod tail;

use super::super::structure::is_faq_heading;
use super::super::{BlockKind, clutter, metadata, words};
use super::collapsed;
use super::content::Outline;
use super::page::{Data, NodeId, Page};

/// Most nodes of a list of links looked through, so that deep nesting stays cheap.
const MOST_NODES: usize = 5000;

/// Letters by which a correction is found again among the blocks.
const OPENING: usize = 60;

/// One block's kind and words.
pub(super) struct Piece {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, single spaces.
    pub words: String,
    /// The credit behind the words of a caption, with the marks around it.
    pub credit: String,
    /// How many of its letters stand in links.
    linked: usize,
    /// Whether it is kept as it is: a row of a table, the time of an entry.
    is_fixed: bool,
}

impl Piece {
    fn new(kind: BlockKind, words: String) -> Self {
        Self { kind, words, credit: String::new(), linked: 0, is_fixed: false }
    }
}

/// Blocks of the element `root`; the title said again and what is said of the author are left out.
pub(super) fn walk(
    page: &Page,
    outline: &Outline,
    root: NodeId,
    title: &str,
    byline: &str,
) -> Vec<Piece> {
    let mut walker = Walker {
        page,
        outline,
        pieces: Vec::new(),
        words: String::new(),
        linked: 0,
        kinds: vec![BlockKind::Paragraph],
        root,
        is_live: live::is_live(page, root),
    };
    walker.run(root);
    let mut pieces = clean(walker.pieces, title);
    tail::without_references(&mut pieces);
    tail::without_author(&mut pieces, byline);
    let mut pieces = over_something(pieces);
    for (id, note) in correction::corrections(page) {
        if !pieces.iter().any(|piece| holds(piece, &note)) {
            let at = if id < root { 0 } else { pieces.len() };
            pieces.insert(at, Piece::new(BlockKind::Paragraph, note));
        }
    }
    pieces
}

/// Whether a piece is a note, or some length of it.
fn holds(piece: &Piece, note: &str) -> bool {
    let opening = note.char_indices().nth(OPENING).map_or(note.len(), |(at, _)| at);
    piece.words.contains(note.get(..opening).unwrap_or(note))
        || (piece.words.len() >= OPENING && note.contains(&piece.words))
}

struct Walker<'a> {
    page: &'a Page,
    outline: &'a Outline,
    pieces: Vec<Piece>,
    words: String,
    linked: usize,
    kinds: Vec<BlockKind>,
    root: NodeId,
    is_live: bool,
}

/// What to do when the walk leaves an element.
enum Leave {
    Block,
    Kind,
    Link(usize),
    Rows(Vec<String>),
}

enum Step {
    Enter(NodeId),
    Leave(Leave),
}

impl Walker<'_> {
    fn run(&mut self, root: NodeId) {
        let mut stack = vec![Step::Enter(root)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(id) => self.enter(id, id == root, &mut stack),
                Step::Leave(Leave::Block) => self.flush(),
                Step::Leave(Leave::Kind) => {
                    self.flush();
                    self.kinds.pop();
                }
                Step::Leave(Leave::Rows(rows)) => self.rows(rows),
                Step::Leave(Leave::Link(start)) => {
                    self.linked += self.words.len().saturating_sub(start);
                }
            }
        }
        self.flush();
    }

    fn enter(&mut self, id: NodeId, is_root: bool, stack: &mut Vec<Step>) {
        let page = self.page;
        let name = match page.data(id) {
            Some(Data::Text(text)) => return self.words.push_str(text),
            Some(Data::Element(name, _)) => name,
            _ => "",
        };
        if !is_root && (self.outline.is_outside(id) || self.is_link_list(id, name)) {
            if !matches!(name, "button" | "svg" | "script" | "style" | "input") {
                self.flush();
            }
            return;
        }
        if name == "time" && self.is_live && live::is_entry(page, id, self.root) {
            self.flush();
            let words = live::stamp(page, id);
            if !words.is_empty() {
                self.pieces
                    .push(Piece { is_fixed: true, ..Piece::new(BlockKind::Paragraph, words) });
            }
            return;
        }
        if name == "table"
            && let Some(rows) = table::rows(page, self.outline, id)
        {
            stack.push(Step::Leave(Leave::Rows(rows)));
            let caption = page.children(id).filter(|child| page.name(*child) == "caption");
            return stack.extend(caption.map(Step::Enter));
        }
        let kind = match name {
            "h1" | "h2" => Some(BlockKind::Heading(2)),
            "h3" => Some(BlockKind::Heading(3)),
            "h4" => Some(BlockKind::Heading(4)),
            "h5" => Some(BlockKind::Heading(5)),
            "h6" => Some(BlockKind::Heading(6)),
            "li" | "dd" | "dt" => Some(BlockKind::ListItem),
            "blockquote" | "q-block" => Some(BlockKind::Quotation),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            "summary" => Some(BlockKind::Question),
            _ => None,
        };
        if let Some(kind) = kind {
            self.flush();
            self.kinds.push(kind);
            stack.push(Step::Leave(Leave::Kind));
        } else if is_block(name) {
            self.flush();
            stack.push(Step::Leave(Leave::Block));
        } else if name == "br" {
            self.line_break(id);
        } else if name == "a" {
            stack.push(Step::Leave(Leave::Link(self.words.len())));
        }
        let first = stack.len();
        stack.extend(page.children(id).map(Step::Enter));
        stack.get_mut(first..).into_iter().for_each(<[Step]>::reverse);
    }

    fn rows(&mut self, rows: Vec<String>) {
        self.flush();
        for (at, words) in rows.into_iter().enumerate() {
            let kind = if at == 0 { BlockKind::TableHead } else { BlockKind::TableRow };
            self.pieces.push(Piece { is_fixed: true, ..Piece::new(kind, words) });
        }
    }

    /// Two line breaks in a row end a paragraph; one is a space.
    fn line_break(&mut self, id: NodeId) {
        let page = self.page;
        let mut next = page.end(id);
        while page.parent(next) == page.parent(id) && page.is_blank(next) {
            next = page.end(next);
        }
        if page.parent(next) == page.parent(id) && page.name(next) == "br" {
            self.flush();
        } else {
            self.words.push(' ');
        }
    }

    /// A list most of whose words are links: a menu, tags or other articles.
    fn is_link_list(&self, id: NodeId, name: &str) -> bool {
        matches!(name, "ul" | "ol" | "div" | "section" | "aside")
            && self.outline.is_link_list(self.page, id)
            && !self.is_among_paragraphs(id, name)
    }

    /// A list of links to elsewhere in the running text, beside paragraphs: what the article recommends. One that a
    /// line such as "Read more:" announces is none.
    fn is_among_paragraphs(&self, id: NodeId, name: &str) -> bool {
        let page = self.page;
        let announced = self.pieces.last().is_some_and(|piece| {
            let words = piece.words.as_str();
            clutter::classify(words).is_some()
                || clutter::introduces_link(words)
                || clutter::opens_tail(words)
        });
        let to_elsewhere = || {
            page.inside(id, "a")
                .all(|link| page.attribute(link, "href").is_some_and(|to| !to.starts_with('#')))
        };
        matches!(name, "ul" | "ol")
            && page.end(id) - id <= MOST_NODES
            && !announced
            && page.is_among_paragraphs(id)
            && to_elsewhere()
    }

    fn flush(&mut self) {
        let words = collapsed(&self.words);
        let linked = std::mem::take(&mut self.linked);
        self.words.clear();
        if words.is_empty() {
            return;
        }
        let kind = self
            .kinds
            .iter()
            .rev()
            .copied()
            .find(|kind| *kind != BlockKind::Paragraph)
            .unwrap_or(BlockKind::Paragraph);
        self.pieces.push(Piece { linked, ..Piece::new(kind, words) });
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "tbody"
            | "thead"
            | "tr"
            | "td"
            | "th"
            | "figure"
            | "details"
            | "hr"
            | "pre"
            | "address"
            | "center"
            | "picture"
            | "img"
            | "body"
            | "html"
            | "fieldset"
    )
}

/// Clutter, repeats and headings over nothing go.
fn clean(pieces: Vec<Piece>, title: &str) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let title = words::folded(title);
    let is_title = |line: &str| {
        !title.is_empty() && line.len() <= title.len() * 3 + 32 && words::folded(line) == title
    };
    // Paragraphs of running text so far, counted no further than two.
    let mut prose = 0;
    let mut faq: Option<u8> = None;
    let last_prose = pieces
        .iter()
        .rposition(|piece| words::is_prose(&piece.words) && piece.linked * 2 < piece.words.len());
    let last_long = pieces.iter().rposition(|piece| {
        words::count_to(&piece.words, 36) >= 36 && piece.linked * 2 < piece.words.len()
    });
    let all: usize = pieces.iter().map(|piece| piece.words.len()).sum();
    let mut above = 0;
    let mut pieces = pieces.into_iter().enumerate().peekable();
    while let Some((at, mut piece)) = pieces.next() {
        above += piece.words.len();
        let ends = last_prose.is_some_and(|last| at > last)
            || (last_long.is_some_and(|last| at > last) && above * 100 >= all * 70);
        if matches!(piece.kind, BlockKind::Heading(_)) && ends && clutter::opens_tail(&piece.words)
        {
            break;
        }
        if piece.is_fixed {
            kept.push(piece);
            continue;
        }
        let heads = matches!(piece.kind, BlockKind::Heading(_))
            && clutter::is_ambiguous(&piece.words)
            && pieces.peek().is_some_and(|(_, below)| words::is_prose(&below.words));
        let announces = tail::announces_author(&piece.words);
        if (clutter::classify(&piece.words).is_some() && !heads && !announces)
            || is_title(&piece.words)
        {
            continue;
        }
        if is_button(&piece) {
            continue;
        }
        // The standfirst may be of some length, and byline and date stand below it.
        if (prose == 0 && is_label(&piece)) || (prose == 1 && is_signature(&piece)) {
            continue;
        }
        if piece.kind == BlockKind::Caption {
            credit(&mut piece);
            if piece.words.is_empty() {
                continue;
            }
        }
        if kept.last().is_some_and(|last| last.words == piece.words) {
            continue;
        }
        question(&mut piece, &mut faq, kept.last());
        prose += usize::from(prose < 2 && words::is_prose(&piece.words));
        kept.push(piece);
    }
    kept
}

/// A few words that are one link and no sentence: "Get a quote", "Shop now".
fn is_button(piece: &Piece) -> bool {
    piece.kind == BlockKind::Paragraph
        && piece.linked * 100 >= piece.words.len() * 90
        && words::count_to(&piece.words, 9) <= 8
        && !words::ends_sentence(&piece.words)
}

/// A byline, a date or a role above the text.
fn is_label(piece: &Piece) -> bool {
    piece.kind != BlockKind::Question
        && (is_byline_or_date(&piece.words)
            || metadata::is_section(&piece.words)
            || is_dated_line(&piece.words))
}

/// A byline or date as a paragraph of its own.
fn is_signature(piece: &Piece) -> bool {
    piece.kind == BlockKind::Paragraph
        && (is_byline_or_date(&piece.words) || is_dated_line(&piece.words))
}

fn is_byline_or_date(words: &str) -> bool {
    metadata::byline(words).is_some()
        || metadata::date_line(words).is_some()
        || metadata::is_bare_date(words)
}

/// "3 April 2024 | Marsk Press Wire": a date beside names, sections and outlets, and nothing else.
fn is_dated_line(words: &str) -> bool {
    if words.len() > 160 || !words.contains(['|', '·', '•']) {
        return false;
    }
    let mut dated = false;
    words.split(['|', '·', '•']).map(str::trim).all(|part| {
        let date = metadata::is_bare_date(part) || metadata::date_line(part).is_some();
        dated |= date;
        date || part.is_empty()
            || is_byline_or_date(part)
            || metadata::is_section(part)
            || metadata::is_outlet_shaped(part)
            || metadata::is_people(part)
    }) && dated
}

fn credit(piece: &mut Piece) {
    if let Some(at) = metadata::credit_at(&piece.words) {
        piece.credit = piece.words.split_off(at);
    }
}

/// Headings that ask, below one that announces questions, and what stands under them.
fn question(piece: &mut Piece, faq: &mut Option<u8>, before: Option<&Piece>) {
    match piece.kind {
        BlockKind::Heading(level) => {
            if is_faq_heading(&piece.words) {
                *faq = Some(level);
            } else if let Some(over) = *faq {
                if piece.words.ends_with('?') {
                    piece.kind = BlockKind::Question;
                } else if level <= over {
                    *faq = None;
                }
            }
        }
        BlockKind::Paragraph | BlockKind::ListItem => {
            let answers = before.is_some_and(|before| {
                matches!(before.kind, BlockKind::Question | BlockKind::Answer)
            });
            if answers && piece.kind == BlockKind::Paragraph {
                piece.kind = BlockKind::Answer;
            }
        }
        _ => {}
    }
}

/// Without the headings at the very end, over nothing.
fn over_something(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while pieces
        .last()
        .is_some_and(|piece| matches!(piece.kind, BlockKind::Heading(_) | BlockKind::Question))
    {
        pieces.pop();
    }
    pieces
}
