//! Markup as a browser takes it: which elements with which attributes come of it, and whether anything
//! in it could run, load or lead where nothing of ours does.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document,
};

/// An element: its name and its attributes.
pub type Element = (String, BTreeMap<String, String>);

/// What a browser makes of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dom {
    /// Every element made, wherever it is put; the parser's own `html`, `head` and `body` too.
    pub elements: Vec<Element>,
    /// Where the markup is not well formed. Without any, writing the tree out and reading it again
    /// gives the same tree (WHATWG HTML, section 13.3), so that nothing can hide between the two.
    pub errors: Vec<String>,
}

/// Reads a page.
pub fn page(html: &str) -> Dom {
    parse_document(Sink::default(), ParseOpts::default()).one(html)
}

/// Reads the contents of an element of a page.
pub fn fragment(html: &str) -> Dom {
    page(&format!("<!doctype html><title>x</title><main>{html}</main>"))
}

/// Elements that no body of a page has any use for.
const REFUSED: [&str; 22] = [
    "applet",
    "audio",
    "base",
    "embed",
    "form",
    "frame",
    "iframe",
    "input",
    "isindex",
    "link",
    "math",
    "noscript",
    "object",
    "plaintext",
    "portal",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
    "xmp",
];

/// Nothing in the contents of a page runs or loads by itself, every link leads to a harmless scheme, and ids
/// are used once.
pub fn harmless(dom: &Dom) {
    let mut ids = BTreeSet::new();
    for (name, attributes) in &dom.elements {
        assert!(!REFUSED.contains(&name.as_str()), "<{name}>: {attributes:?}");
        assert!(name != "meta" || !attributes.contains_key("http-equiv"), "{attributes:?}");
        safe_attributes(name, attributes);
        if let Some(id) = attributes.get("id") {
            assert!(ids.insert(id), "the id {id:?} is used twice");
        }
    }
}

/// No attribute of an element runs anything, and addresses have a harmless scheme.
pub fn safe_attributes(name: &str, attributes: &BTreeMap<String, String>) {
    for (attribute, value) in attributes {
        let shown = || format!("<{name} {attribute}={value:?}>");
        assert!(!attribute.starts_with("on"), "{}", shown());
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(attribute.chars().all(plain), "{}", shown());
        assert!(!matches!(attribute.as_str(), "style" | "srcdoc" | "formaction"), "{}", shown());
        let is_address = matches!(
            attribute.as_str(),
            "href"
                | "src"
                | "action"
                | "data"
                | "poster"
                | "cite"
                | "background"
                | "ping"
                | "srcset"
        );
        assert!(!is_address || is_harmless(value), "{}", shown());
    }
}

/// Whether a browser takes an address for one of http, https, mailto or a path below the page's host
/// (WHATWG URL: control characters and spaces around it are cut, tabs and line ends inside are skipped).
fn is_harmless(address: &str) -> bool {
    let address = address.trim_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "");
    if address.replace('\\', "/").starts_with("//") {
        return false;
    }
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let Some((scheme, _)) = address.split_once(':') else { return true };
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letter);
    !is_scheme || ["http", "https", "mailto"].contains(&&*scheme.to_ascii_lowercase())
}

/// A node by number, with its name.
#[derive(Clone, Debug)]
struct Handle {
    id: usize,
    name: QualName,
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        &self.name.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.name.local
    }
}

/// Takes note of what the parser makes; nobody asks where it is put.
#[derive(Default)]
struct Sink {
    dom: RefCell<Dom>,
    /// The index in `dom` of every node that is an element.
    elements: RefCell<Vec<Option<usize>>>,
}

impl Sink {
    fn handle(&self, name: QualName, element: Option<usize>) -> Handle {
        let mut elements = self.elements.borrow_mut();
        elements.push(element);
        Handle { id: elements.len() - 1, name }
    }

    fn nameless(&self) -> Handle {
        self.handle(QualName::new(None, ns!(), local_name!("")), None)
    }
}

fn plain(attributes: Vec<Attribute>) -> impl Iterator<Item = (String, String)> {
    attributes.into_iter().map(|one| (one.name.local.to_string(), one.value.to_string()))
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.dom.borrow_mut().errors.push(message.into_owned());
    }

    fn get_document(&self) -> Handle {
        self.nameless()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        target
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let mut dom = self.dom.borrow_mut();
        dom.elements.push((name.local.to_string(), plain(attributes).collect()));
        self.handle(name, Some(dom.elements.len() - 1))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn append(&self, _: &Handle, _: NodeOrText<Handle>) {}

    fn append_based_on_parent_node(&self, _: &Handle, _: &Handle, _: NodeOrText<Handle>) {}

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.nameless()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {}

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        let element = self.elements.borrow().get(target.id).copied().flatten();
        let mut dom = self.dom.borrow_mut();
        let Some((_, attributes)) = element.and_then(|at| dom.elements.get_mut(at)) else { return };
        for (name, value) in plain(more) {
            attributes.entry(name).or_insert(value);
        }
    }

    fn remove_from_parent(&self, _: &Handle) {}

    fn reparent_children(&self, _: &Handle, _: &Handle) {}
}
