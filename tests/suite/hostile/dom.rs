//! The tree that a browser makes of a page, by html5ever, and what in it could run a script, load
//! something or be taken for a part of ours. Knows what our pages are made of and nothing of payloads.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
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
pub(crate) struct Page {
    nodes: Vec<Node>,
}

/// An element of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'p> {
    page: &'p Page,
    id: usize,
}

impl Page {
    /// Parses a page as a browser with scripts does, or one without.
    pub(crate) fn parse(html: &str, scripts: bool) -> Self {
        let tree_builder = TreeBuilderOpts { scripting_enabled: scripts, ..Default::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let sink = Sink { nodes: RefCell::new(vec![Node::default()]) };
        let nodes = html5ever::parse_document(sink, options).one(html).nodes.into_inner();
        Self { nodes }
    }

    /// All elements in document order, those inside templates too.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_>> {
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
    pub(crate) fn first(&self, name: &str) -> Option<Element<'_>> {
        self.elements().find(|element| element.name() == name)
    }
}

impl<'p> Element<'p> {
    pub(crate) fn name(self) -> &'p str {
        self.page.nodes[self.id].name.as_ref().map_or("", |(_, name)| name)
    }

    fn is_html(self) -> bool {
        self.page.nodes[self.id].name.as_ref().is_some_and(|(space, _)| *space == ns!(html))
    }

    pub(crate) fn attributes(self) -> &'p [(String, String)] {
        &self.page.nodes[self.id].attributes
    }

    pub(crate) fn attribute(self, name: &str) -> Option<&'p str> {
        self.attributes().iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The elements and texts right in it, without comments.
    pub(crate) fn children(self) -> impl Iterator<Item = Child<'p>> {
        let page = self.page;
        page.nodes[self.id].children.iter().map(move |id| match &page.nodes[*id] {
            Node { name: Some(_), .. } => Child::Element(Element { page, id: *id }),
            node => Child::Text(&node.text),
        })
    }

    /// All text in it.
    pub(crate) fn text(self) -> String {
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
pub(crate) enum Child<'p> {
    Element(Element<'p>),
    Text(&'p str),
}

/// Elements that our pages are made of.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "img",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "q",
    "rect",
    "s",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tspan",
    "ul",
];

/// Attributes that our pages have, besides `data-…` and `aria-…`.
const ATTRIBUTES: &[&str] = &[
    "action",
    "alt",
    "autocomplete",
    "charset",
    "checked",
    "class",
    "colspan",
    "content",
    "cx",
    "cy",
    "d",
    "datetime",
    "defer",
    "dir",
    "enterkeyhint",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "integrity",
    "lang",
    "loading",
    "name",
    "open",
    "placeholder",
    "popover",
    "popovertarget",
    "property",
    "r",
    "rel",
    "role",
    "rx",
    "scope",
    "src",
    "start",
    "stroke-width",
    "tabindex",
    "text-anchor",
    "title",
    "transform",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Values of `name` that our pages have. A name can hide what a script looks for in a document.
const NAMES: &[&str] =
    &["q", "theme", "who", "grain", "viewport", "description", "robots", "twitter:card"];

/// The policy of every page: without it the second wall is missing.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// What an address leads to, as a browser reads it (WHATWG URL, section 4.4): spaces and control
/// characters in front are dropped, tabs and line ends anywhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leads {
    Inside,
    Elsewhere,
    Scheme(String),
}

pub(super) fn leads(url: &str) -> Leads {
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

/// All that is wrong with a page of ours: it could run a script that is not ours, load something from
/// elsewhere, hide or imitate a part of the page.
pub(super) fn faults(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    // Without `noscript` the tree is the same with scripts and without.
    let ways: &[bool] = if html.contains("<noscript") { &[true, false] } else { &[true] };
    for scripts in ways.iter().copied() {
        let page = Page::parse(html, scripts);
        page.elements().for_each(|element| judge(element, &mut found));
        ids(&page, &mut found);
        let policy = |element: &Element<'_>| {
            element.attribute("http-equiv").is_some_and(|kind| kind == "Content-Security-Policy")
                && element.attribute("content") == Some(POLICY)
        };
        if page.elements().filter(policy).count() != 1 {
            found.push("not one policy for what may run".to_owned());
        }
    }
    found
}

/// What could run or load in HTML that is not a page of ours: a body in Markdown as another program
/// shows it, the text of a feed. Pictures and links of the web are as they should be there.
pub(super) fn live(html: &str) -> Vec<String> {
    const DEAD: &[&str] = &["a", "img", "input", "html", "head", "body"];
    let mut found = Vec::new();
    for element in Page::parse(html, true).elements() {
        let name = element.name();
        if !element.is_html() || !DEAD.contains(&name) && !ELEMENTS.contains(&name) && name != "sup"
        {
            found.push(format!("<{name}>"));
        }
        if matches!(name, "script" | "link" | "meta" | "form" | "title") {
            found.push(format!("<{name}>"));
        }
        for (key, value) in element.attributes() {
            match (key.as_str(), leads(value)) {
                ("href" | "src", Leads::Scheme(scheme))
                    if !matches!(scheme.as_str(), "http" | "https" | "mailto") =>
                {
                    found.push(format!("{key}={value:?}"));
                }
                (
                    "href" | "src" | "alt" | "title" | "class" | "id" | "type" | "disabled"
                    | "checked" | "start" | "align",
                    _,
                ) => {}
                _ => found.push(format!("{key}={value:?} of <{name}>")),
            }
        }
    }
    found
}

fn judge(element: Element<'_>, found: &mut Vec<String>) {
    let name = element.name();
    if !ELEMENTS.contains(&name) {
        found.push(format!("<{name}>"));
    }
    let drawing = ["svg", "g", "path", "circle", "line", "rect", "text", "tspan"].contains(&name);
    if !element.is_html() && !drawing && !["a", "title"].contains(&name) {
        found.push(format!("<{name}> of another language"));
    }
    for (key, value) in element.attributes() {
        let known = ATTRIBUTES.contains(&key.as_str())
            || key.starts_with("aria-")
            || key.starts_with("data-");
        if !known || key == "data-backstory" {
            found.push(format!("{key}={value:?} of <{name}>"));
        }
        if key == "name" && !NAMES.contains(&value.as_str()) {
            found.push(format!("the name {value:?} of <{name}>"));
        }
    }
    match name {
        "script" => judge_script(element, found),
        "meta" => judge_meta(element, found),
        "link" => judge_link(element, found),
        _ => {}
    }
    for key in ["href", "src", "action"] {
        let Some(url) = element.attribute(key) else { continue };
        let fits = match (name, key, leads(url)) {
            (_, _, Leads::Inside) | ("link", "href", _) => true,
            ("a", "href", Leads::Scheme(scheme)) => {
                matches!(scheme.as_str(), "http" | "https" | "mailto")
            }
            _ => false,
        };
        if !fits {
            found.push(format!("{key}={url:?} of <{name}>"));
        }
    }
    if name == "form"
        && !element.attribute("action").is_some_and(|to| to.ends_with("search/index.html"))
    {
        found.push("a form that is not the search".to_owned());
    }
}

/// Ours are files of the site, and data that is JSON and cannot be left.
fn judge_script(element: Element<'_>, found: &mut Vec<String>) {
    let text = element.text();
    match (element.attribute("src"), element.attribute("type")) {
        (Some(src), None) if src.contains("assets/") && text.is_empty() => {}
        (None, Some("application/ld+json")) => {
            if let Err(error) = serde_json::from_str::<serde_json::Value>(&text) {
                found.push(format!("data that is not JSON: {error}"));
            }
            if text.contains('<') {
                found.push("data with a `<`".to_owned());
            }
        }
        _ => found.push(format!("a script: {:?} {text:?}", element.attributes())),
    }
}

fn judge_meta(element: Element<'_>, found: &mut Vec<String>) {
    let content = element.attribute("content").unwrap_or_default();
    match element.attribute("http-equiv") {
        None | Some("Content-Security-Policy") => {}
        Some("refresh") => {
            let to = content.split_once("url=").map(|(_, to)| to.trim_matches('\''));
            if to.is_none_or(|to| leads(to) != Leads::Inside) {
                found.push(format!("a page that leads to {content:?}"));
            }
        }
        Some(other) => found.push(format!("<meta http-equiv={other:?}>")),
    }
}

fn judge_link(element: Element<'_>, found: &mut Vec<String>) {
    let href = element.attribute("href").unwrap_or_default();
    let fits = match element.attribute("rel") {
        Some("icon") => href == "data:,",
        Some("stylesheet") => leads(href) == Leads::Inside && href.contains("assets/"),
        Some("alternate" | "prev" | "next") => leads(href) == Leads::Inside,
        Some("canonical") => href.starts_with("https://story.example/"),
        _ => false,
    };
    if !fits {
        found.push(format!("<link {:?}>", element.attributes()));
    }
}

/// Ids stand once: a second one could stand for a part of the page.
fn ids(page: &Page, found: &mut Vec<String>) {
    let mut seen: BTreeMap<&str, Element<'_>> = BTreeMap::new();
    for element in page.elements() {
        let Some(id) = element.attribute("id") else { continue };
        if let Some(first) = seen.insert(id, element) {
            found.push(format!("id {id:?} of <{}> and of <{}>", first.name(), element.name()));
        }
        if id.is_empty() || id.contains(char::is_whitespace) {
            found.push(format!("id {id:?} of <{}>", element.name()));
        }
    }
}

/// Takes the tree from the parser.
struct Sink {
    nodes: RefCell<Vec<Node>>,
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

    fn parse_error(&self, _: Cow<'static, str>) {}

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

#[test]
fn what_could_run_is_found() {
    for html in [
        "<script>alert(7)</script>",
        "<img src=x onerror=alert(7)>",
        "<a href=' java\nscript:alert(7)'>a</a>",
        "<a href=&#106;avascript:alert(7)>a</a>",
        "<noscript><p title='</noscript><img src=x onerror=alert(7)>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(7)&gt;\">",
        "<template><script>alert(7)</script></template>",
        "<svg><a xlink:href=javascript:alert(7)>a</a></svg>",
        "<base href=x>",
        "<iframe srcdoc=x></iframe>",
        "<img src=/\\evil.example/x>",
        "<form action=x></form>",
        "<p id=a></p><p id=a></p>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<p style=x>",
        "<img name=body>",
    ] {
        let about_policy = |fault: &String| fault.contains("policy");
        assert!(faults(html).iter().any(|fault| !about_policy(fault)), "{html}");
    }
    let page = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><p class=a>&lt;script> \
         <a href=../x>b</a>"
    );
    assert_eq!(faults(&page), Vec::<String>::new());
    assert_eq!(leads("\u{1} JAVA\tSCRIPT:x"), Leads::Scheme("javascript".to_owned()));
    assert_eq!((leads("/\\x"), leads("a/b:c")), (Leads::Elsewhere, Leads::Inside));
}
