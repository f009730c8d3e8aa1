//! The HTML parser's tree, put into document order. Knows html5ever and nothing of articles.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::page::{Data, Node, NodeId};
use super::shallow::Shallow;

/// Parse a page; its nodes in document order, the document first. Templates are empty.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let builder = TreeBuilder::new(Tree::new(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Shallow::new(builder), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // It stops at every script and every charset, for those who would do something about it.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.sink.sink.finish()
}

/// The document's number.
const DOCUMENT: usize = 0;

/// A node as the parser sees it, linked to its neighbours.
struct Linked {
    data: Data,
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

impl Linked {
    fn new(data: Data) -> Self {
        Self { data, parent: None, previous: None, next: None, first: None, last: None }
    }
}

/// A node's number with its name, for which the parser asks all the time.
#[derive(Clone, Debug)]
struct Handle {
    id: usize,
    namespace: Namespace,
    name: LocalName,
}

impl Handle {
    fn nameless(id: usize) -> Self {
        Self { id, namespace: ns!(), name: local_name!("") }
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.name
    }
}

/// The tree while it grows. The parser holds it shared, hence the cell.
struct Tree {
    nodes: RefCell<Vec<Linked>>,
}

impl Tree {
    fn new() -> Self {
        Self { nodes: RefCell::new(vec![Linked::new(Data::Other)]) }
    }

    fn add(&self, data: Data) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Linked::new(data));
        nodes.len() - 1
    }

    /// Text joins the text before it; everything else gets a place of its own.
    fn insert(&self, parent: usize, before: Option<usize>, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        let previous = match before {
            Some(sibling) => nodes.get(sibling).and_then(|sibling| sibling.previous),
            None => nodes.get(parent).and_then(|parent| parent.last),
        };
        let id = match child {
            NodeOrText::AppendNode(child) => {
                detach(&mut nodes, child.id);
                child.id
            }
            NodeOrText::AppendText(text) => {
                let before = previous.and_then(|previous| nodes.get_mut(previous));
                if let Some(Linked { data: Data::Text(words), .. }) = before {
                    words.push_tendril(&text);
                    return;
                }
                nodes.push(Linked::new(Data::Text(text)));
                nodes.len() - 1
            }
        };
        attach(&mut nodes, parent, before, id);
    }
}

/// Puts a free node below `parent`, before one of its children or last.
fn attach(nodes: &mut [Linked], parent: usize, before: Option<usize>, id: usize) {
    let previous = match before {
        Some(sibling) => nodes.get(sibling).and_then(|sibling| sibling.previous),
        None => nodes.get(parent).and_then(|parent| parent.last),
    };
    if let Some(node) = nodes.get_mut(id) {
        (node.parent, node.previous, node.next) = (Some(parent), previous, before);
    }
    match previous.and_then(|previous| nodes.get_mut(previous)) {
        Some(previous) => previous.next = Some(id),
        None => nodes.get_mut(parent).into_iter().for_each(|parent| parent.first = Some(id)),
    }
    match before.and_then(|before| nodes.get_mut(before)) {
        Some(before) => before.previous = Some(id),
        None => nodes.get_mut(parent).into_iter().for_each(|parent| parent.last = Some(id)),
    }
}

/// Takes a node out of its parent.
fn detach(nodes: &mut [Linked], id: usize) {
    let Some(node) = nodes.get_mut(id) else { return };
    let Some(parent) = node.parent.take() else { return };
    let (previous, next) = (node.previous.take(), node.next.take());
    match previous.and_then(|previous| nodes.get_mut(previous)) {
        Some(previous) => previous.next = next,
        None => nodes.get_mut(parent).into_iter().for_each(|parent| parent.first = next),
    }
    match next.and_then(|next| nodes.get_mut(next)) {
        Some(next) => next.previous = previous,
        None => nodes.get_mut(parent).into_iter().for_each(|parent| parent.last = previous),
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = Vec<Node>;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Vec<Node> {
        in_order(self.nodes.into_inner())
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(DOCUMENT)
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
        let id = self.add(Data::Element(name.local.clone(), attributes));
        Handle { id, namespace: name.ns, name: name.local }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle::nameless(self.add(Data::Other))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle::nameless(self.add(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent =
            self.nodes.borrow().get(element.id).is_some_and(|node| node.parent.is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The contents of a template are no part of the page, so they grow below a node that hangs nowhere.
    fn get_template_contents(&self, _target: &Handle) -> Handle {
        Handle::nameless(self.add(Data::Other))
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow().get(sibling.id).and_then(|node| node.parent);
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(Linked { data: Data::Element(_, attributes), .. }) = nodes.get_mut(target.id)
        else {
            return;
        };
        for attribute in more {
            if !attributes.iter().any(|other| other.name == attribute.name) {
                attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        detach(&mut self.nodes.borrow_mut(), target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(child) = nodes.get(node.id).and_then(|node| node.first) {
            detach(&mut nodes, child);
            attach(&mut nodes, new_parent.id, None, child);
        }
    }
}

/// The nodes below the document in document order, with what is inside each.
fn in_order(mut tree: Vec<Linked>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(tree.len());
    let mut at: Option<(usize, Option<NodeId>)> = Some((DOCUMENT, None));
    while let Some((place, parent)) = at {
        let Some(linked) = tree.get_mut(place) else { break };
        let data = std::mem::replace(&mut linked.data, Data::Other);
        let id = nodes.len();
        nodes.push(Node { data, parent, end: id + 1, letters: 0 });
        at = match linked.first {
            Some(first) => Some((first, Some(id))),
            None => behind(&tree, &mut nodes, place, id),
        };
    }
    nodes
}

/// The next node behind `place` and everything inside it; elements that end there are closed.
fn behind(
    tree: &[Linked],
    nodes: &mut [Node],
    place: usize,
    id: NodeId,
) -> Option<(usize, Option<NodeId>)> {
    let end = nodes.len();
    let (mut place, mut id) = (place, id);
    loop {
        let node = nodes.get_mut(id)?;
        node.end = end;
        let linked = tree.get(place)?;
        let parent = node.parent?;
        if let Some(next) = linked.next {
            return Some((next, Some(parent)));
        }
        (place, id) = (linked.parent?, parent);
    }
}
