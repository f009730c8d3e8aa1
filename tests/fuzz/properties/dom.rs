//! The tree that a browser makes of a page, by html5ever; where its addresses lead; and whether anything in
//! the contents of a page could run, load or lead where nothing of ours does.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, ns};

/// A node of the tree.
#[derive(Debug, Default)]
struct Node {
    /// Of an element.
    name: Option<(Namespace, LocalName)>,
    attributes: Vec<(String, String)>,
    /// Of a text.
    text: String,
    parent: Option<usize>,
    children: Vec<usize>,
    /// Where the contents of a template hang.
    contents: Option<usize>,
}

/// A page as a tree; node 0 is the document.
#[derive(Debug, Default)]
pub struct Page {
    nodes: Vec<Node>,
    /// Where the markup is not well formed. Without any, writing the tree out and reading it again
    /// gives the same tree (WHATWG HTML, section 13.3), so that nothing can hide between the two.
    pub errors: Vec<String>,
}

/// An element of a page.
#[derive(Clone, Copy, Debug)]
pub struct Element<'p> {
    page: &'p Page,
    id: usize,
}

impl Page {
    /// Parses a page as a browser with scripts does, or one without.
    pub fn parse(html: &str, scripts: bool) -> Self {
        let tree_builder = TreeBuilderOpts { scripting_enabled: scripts, ..Default::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let nodes = RefCell::new(vec![Node::default()]);
        let sink = Sink { nodes, errors: RefCell::default() };
        let Sink { nodes, errors } = html5ever::parse_document(sink, options).one(html);
        Self { nodes: nodes.into_inner(), errors: errors.into_inner() }
    }

    /// Parses the contents of an element of a page.
    pub fn of_contents(html: &str) -> Self {
        Self::parse(&format!("<!doctype html><title>x</title><main>{html}</main>"), true)
    }

    /// All elements in document order, those inside templates too.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        let mut all = Vec::new();
        let mut open = vec![0];
        while let Some(id) = open.pop() {
            let node = &self.nodes[id];
            if node.name.is_some() {
                all.push(Element { page: self, id });
            }
            open.extend(node.children.iter().rev().copied().chain(node.contents));
        }
        all.into_iter()
    }

    /// The first element of this name.
    pub fn first(&self, name: &str) -> Option<Element<'_>> {
        self.elements().find(|element| element.name() == name)
    }
}

impl<'p> Element<'p> {
    pub fn name(self) -> &'p str {
        self.page.nodes[self.id].name.as_ref().map_or("", |(_, name)| name)
    }

    pub fn is_html(self) -> bool {
        self.page.nodes[self.id].name.as_ref().is_some_and(|(space, _)| *space == ns!(html))
    }

    pub fn attributes(self) -> &'p [(String, String)] {
        &self.page.nodes[self.id].attributes
    }

    pub fn attribute(self, name: &str) -> Option<&'p str> {
        self.attributes().iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The elements and texts right in it, without comments.
    pub fn children(self) -> impl Iterator<Item = Child<'p>> {
        let page = self.page;
        page.nodes[self.id].children.iter().map(move |id| match &page.nodes[*id] {
            Node { name: Some(_), .. } => Child::Element(Element { page, id: *id }),
            node => Child::Text(&node.text),
        })
    }

    /// All text in it.
    pub fn text(self) -> String {
        let mut text = String::new();
        let mut open = vec![self.id];
        while let Some(id) = open.pop() {
            let node = &self.page.nodes[id];
            text.push_str(&node.text);
            open.extend(node.children.iter().rev());
        }
        text
    }
}

/// What stands right in an element.
pub enum Child<'p> {
    Element(Element<'p>),
    Text(&'p str),
}

/// What an address leads to, as a browser reads it (WHATWG URL, section 4.4): spaces and control
/// characters in front are dropped, tabs and line ends anywhere.
#[derive(Debug, PartialEq, Eq)]
pub enum Leads {
    /// Below the host of the page.
    Inside,
    /// To another host.
    Elsewhere,
    /// Wherever its scheme, in lower case, says.
    Scheme(String),
}

pub fn leads(url: &str) -> Leads {
    let url = url.trim_start_matches(|c: char| c <= ' ');
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        let first = scheme.chars().next();
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        first.is_some_and(|c| c.is_ascii_alphabetic()) && scheme.chars().all(inner)
    });
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    match scheme {
        Some(scheme) => Leads::Scheme(scheme.to_ascii_lowercase()),
        None if slash(url.chars().next()) && slash(url.chars().nth(1)) => Leads::Elsewhere,
        None => Leads::Inside,
    }
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
pub fn harmless(page: &Page) {
    let mut ids = BTreeSet::new();
    for element in page.elements() {
        let name = element.name();
        assert!(!REFUSED.contains(&name), "<{name}>: {:?}", element.attributes());
        assert!(name != "meta" || element.attribute("http-equiv").is_none(), "{element:?}");
        safe_attributes(element);
        if let Some(id) = element.attribute("id") {
            assert!(ids.insert(id), "the id {id:?} is used twice");
        }
    }
}

/// No attribute of an element runs anything, and addresses have a harmless scheme.
fn safe_attributes(element: Element<'_>) {
    const ADDRESSES: [&str; 9] =
        ["href", "src", "action", "data", "poster", "cite", "background", "ping", "srcset"];
    for (attribute, value) in element.attributes() {
        let shown = || format!("<{} {attribute}={value:?}>", element.name());
        assert!(!attribute.starts_with("on"), "{}", shown());
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(attribute.chars().all(plain), "{}", shown());
        assert!(!matches!(attribute.as_str(), "style" | "srcdoc" | "formaction"), "{}", shown());
        let is_harmless = match leads(value) {
            Leads::Inside => true,
            Leads::Elsewhere => false,
            Leads::Scheme(scheme) => matches!(scheme.as_str(), "http" | "https" | "mailto"),
        };
        assert!(is_harmless || !ADDRESSES.contains(&attribute.as_str()), "{}", shown());
    }
}

/// Takes the tree from the parser.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    errors: RefCell<Vec<String>>,
}

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

impl Sink {
    fn add(&self, node: Node) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        nodes.len() - 1
    }

    fn nameless(id: usize) -> Handle {
        Handle { id, name: QualName::new(None, ns!(), LocalName::from("")) }
    }

    fn detach(&self, id: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|child| *child != id);
        }
    }

    /// Puts a child at a place among the children of `parent`; text joins the text before it.
    fn insert(&self, parent: usize, at: usize, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).map(|before| nodes[parent].children[before]);
                if let Some(before) = before
                    && nodes[before].name.is_none()
                    && !nodes[before].text.is_empty()
                {
                    nodes[before].text.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(Node { text: text.to_string(), ..Node::default() })
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[id].parent = Some(parent);
        nodes[parent].children.insert(at, id);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.errors.borrow_mut().push(message.into_owned());
    }

    fn get_document(&self) -> Handle {
        Self::nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        target
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        let attributes = attributes
            .into_iter()
            .map(|one| {
                let prefix = one.name.prefix.as_ref().map_or(String::new(), |p| format!("{p}:"));
                (format!("{prefix}{}", one.name.local), one.value.to_string())
            })
            .collect();
        let contents = flags.template.then(|| self.add(Node::default()));
        let node = Node {
            name: Some((name.ns.clone(), name.local.clone())),
            attributes,
            contents,
            ..Node::default()
        };
        Handle { id: self.add(node), name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Self::nameless(self.add(Node::default()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Self::nameless(self.add(Node::default()))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.id);
        }
        let at = self.nodes.borrow()[parent.id].children.len();
        self.insert(parent.id, at, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.nodes.borrow()[element.id].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Self::nameless(self.nodes.borrow()[target.id].contents.expect("a template"))
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.id);
        }
        let nodes = self.nodes.borrow();
        let Some(parent) = nodes[sibling.id].parent else { return };
        let at = nodes[parent].children.iter().position(|id| *id == sibling.id);
        drop(nodes);
        self.insert(parent, at.expect("a child of its parent"), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        let known = &mut self.nodes.borrow_mut()[target.id].attributes;
        for one in more {
            let name = one.name.local.to_string();
            if !known.iter().any(|(other, _)| *other == name) {
                known.push((name, one.value.to_string()));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        for child in &children {
            nodes[*child].parent = Some(new_parent.id);
        }
        nodes[new_parent.id].children.extend(children);
    }
}
