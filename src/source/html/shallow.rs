//! Between the tokenizer and the tree: leaves out tags that would make the tree deeper than any page
//! is. The parser looks through the open elements at most tags, and makes unclosed formatting anew in
//! every paragraph (WHATWG HTML, section 13.2.4), so that both must be few. Text is never left out.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

/// Elements inside each other at most; browsers stop at 512.
const DEEPEST: usize = 256;
/// Formatting elements open at once at most.
const MOST_FORMATTING: usize = 8;

/// Elements that are made anew where they were not closed. Of `a` and `nobr` there is only ever one.
const FORMATTING: [&str; 12] =
    ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that do not nest in themselves, because they hold nothing, hold text, stand once, or end
/// where the next one begins.
#[rustfmt::skip]
const FLAT: [&str; 47] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
    "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp",
    "html", "head", "body", "frameset",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption", "option", "optgroup",
];
/// Elements that an end tag of something around them does not close.
const WALLS: [&str; 8] =
    ["table", "button", "object", "applet", "marquee", "template", "svg", "math"];
/// Elements without a meaning for the parser: an end tag of theirs closes nothing but their like.
const ORDINARY: [&str; 12] =
    ["span", "a", "nobr", "label", "time", "cite", "abbr", "q", "sup", "sub", "mark", "ins"];

/// Hands on tokens, but those that open elements too deep.
pub(super) struct Shallow<Sink> {
    /// What makes the tree.
    pub(super) sink: Sink,
    /// The open elements that count, as far as can be told from the tags.
    open: RefCell<Open>,
}

/// Open elements.
#[derive(Default)]
struct Open {
    /// Their names, the innermost last.
    names: Vec<LocalName>,
    /// How many of them are formatting.
    formatting: usize,
    /// How many of them are drawings or formulas.
    drawn: usize,
}

impl Open {
    /// Counts an element in, or out.
    fn count(&mut self, name: &str, step: impl Fn(usize) -> usize) {
        if FORMATTING.contains(&name) {
            self.formatting = step(self.formatting);
        } else if matches!(name, "svg" | "math") {
            self.drawn = step(self.drawn);
        }
    }

    fn push(&mut self, name: &LocalName) {
        self.count(name, |count| count + 1);
        self.names.push(name.clone());
    }

    fn truncate(&mut self, length: usize) {
        while self.names.len() > length
            && let Some(name) = self.names.pop()
        {
            self.count(&name, |count| count.saturating_sub(1));
        }
    }

    /// Takes note of an end tag. Where it is not clear what the parser makes of it, more counts as
    /// open than is.
    fn close(&mut self, name: &LocalName) {
        let Some(at) = self.names.iter().rposition(|one| one == name) else { return };
        if FORMATTING.contains(&&**name) {
            self.names.remove(at);
            return self.count(name, |count| count.saturating_sub(1));
        }
        let inside = self.names.get(at + 1..).unwrap_or_default();
        let ordinary = |one: &LocalName| ORDINARY.contains(&&**one) || FORMATTING.contains(&&**one);
        let walled = || inside.iter().any(|one| WALLS.contains(&&**one));
        if inside.iter().all(ordinary) || !(ORDINARY.contains(&&**name) || walled()) {
            self.truncate(at);
        }
    }
}

impl<Sink> Shallow<Sink> {
    pub(super) fn new(sink: Sink) -> Self {
        Self { sink, open: RefCell::default() }
    }

    /// Whether a tag is handed on.
    fn passes(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        if FLAT.contains(&name) {
            return true;
        }
        let mut open = self.open.borrow_mut();
        if tag.kind == TagKind::EndTag {
            open.close(&tag.name);
            return true;
        }
        let too_much = open.formatting >= MOST_FORMATTING && FORMATTING.contains(&name);
        if too_much || open.names.len() >= DEEPEST {
            return false;
        }
        // In drawings a tag can close itself.
        if !(tag.self_closing && open.drawn > 0) {
            open.push(&tag.name);
        }
        true
    }
}

impl<Sink: TokenSink> TokenSink for Shallow<Sink> {
    type Handle = Sink::Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Self::Handle> {
        match &token {
            Token::TagToken(tag) if !self.passes(tag) => TokenSinkResult::Continue,
            _ => self.sink.process_token(token, line_number),
        }
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
