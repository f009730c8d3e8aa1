//! A parsed page as an arena of nodes. Only this file and [`super::tree`] know the HTML parser.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName};

use super::{lean, tree};

/// Most nodes looked through for the words of one element, so that deep nesting stays cheap.
const MOST_NODES: usize = 2000;

/// Children looked through for paragraphs, so that elements of very many children stay cheap.
const MOST_SIBLINGS: usize = 300;

/// Place of a node in its page.
pub(super) type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document itself.
    Other,
    /// Text.
    Text(StrTendril),
    /// An element: its name in lower case and its attributes.
    Element(LocalName, Vec<Attribute>),
}

/// One node of the page.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub data: Data,
    /// The node around it.
    pub parent: Option<NodeId>,
    /// The first number behind all nodes inside.
    pub end: NodeId,
    /// How many bytes of text are inside, white space apart.
    pub letters: u32,
}

/// A parsed page; nodes stand in document order, so a node's number is below those inside it.
#[derive(Debug)]
pub(super) struct Page {
    /// All nodes.
    pub nodes: Vec<Node>,
}

/// Parse a page; never fails, as browsers do not.
pub(super) fn parse(html: &str) -> Page {
    let mut page = Page { nodes: tree::parse(&lean::lean(html)) };
    page.count_letters();
    page
}

fn letters(text: &str) -> u32 {
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() as u32
}

/// Whether the contents of an element of this name are no words.
fn is_unseen(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "svg")
}

impl Page {
    fn count_letters(&mut self) {
        for id in (0..self.nodes.len()).rev() {
            let own = match self.data(id) {
                Some(Data::Text(text)) => letters(text),
                Some(Data::Element(name, _)) if is_unseen(name) => {
                    self.nodes.get_mut(id).into_iter().for_each(|node| node.letters = 0);
                    continue;
                }
                _ => 0,
            };
            let Some(node) = self.nodes.get_mut(id) else { continue };
            node.letters = node.letters.saturating_add(own);
            let (inside, parent) = (node.letters, node.parent);
            if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
                parent.letters = parent.letters.saturating_add(inside);
            }
        }
    }

    /// Name of an element; empty for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.data(id) {
            Some(Data::Element(name, _)) => name,
            _ => "",
        }
    }

    /// What a node is.
    pub(super) fn data(&self, id: NodeId) -> Option<&Data> {
        self.nodes.get(id).map(|node| &node.data)
    }

    /// The words of a text node as they stand in the page.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match self.data(id) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// An attribute's value, when the node has it.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match self.data(id) {
            Some(Data::Element(_, attributes)) => attributes
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| &*attribute.value),
            _ => None,
        }
    }

    /// Whether it is text of white space only.
    pub(super) fn is_blank(&self, id: NodeId) -> bool {
        self.text(id).is_some_and(|text| text.trim().is_empty())
    }

    /// The nodes directly inside, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(id);
        let first = (id + 1 < end).then_some(id + 1);
        std::iter::successors(first, move |child| Some(self.end(*child)).filter(|next| *next < end))
    }

    /// The node around.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id).and_then(|node| node.parent)
    }

    /// Whether an element stands beside some paragraphs, as the parts of a running text do.
    pub(super) fn is_among_paragraphs(&self, id: NodeId) -> bool {
        self.parent(id).is_some_and(|parent| {
            let siblings = self.children(parent).take(MOST_SIBLINGS);
            siblings.filter(|sibling| self.name(*sibling) == "p").take(3).count() == 3
        })
    }

    /// The first number behind all nodes inside `id`.
    pub(super) fn end(&self, id: NodeId) -> NodeId {
        self.nodes.get(id).map_or(id + 1, |node| node.end)
    }

    /// How many bytes of text are inside, white space and the contents of scripts apart.
    pub(super) fn letters(&self, id: NodeId) -> usize {
        self.nodes.get(id).map_or(0, |node| node.letters as usize)
    }

    /// All elements of this name inside `id`, in document order.
    pub(super) fn inside<'a>(
        &'a self,
        id: NodeId,
        name: &'a str,
    ) -> impl Iterator<Item = NodeId> + 'a {
        (id + 1..self.end(id)).filter(move |node| self.name(*node) == name)
    }

    /// The words inside a node, with single spaces, without scripts and styles; at most about `most` bytes.
    pub(super) fn words(&self, id: NodeId, most: usize) -> String {
        let mut raw = String::new();
        let mut at = id;
        let end = self.end(id).min(id + MOST_NODES);
        while at < end && raw.len() <= most {
            match self.nodes.get(at).map(|node| &node.data) {
                Some(Data::Text(text)) => raw.push_str(text),
                Some(Data::Element(name, _)) if is_unseen(name) => {
                    at = self.end(at);
                    continue;
                }
                Some(Data::Element(name, _))
                    if !matches!(
                        &**name,
                        "a" | "b"
                            | "i"
                            | "em"
                            | "strong"
                            | "span"
                            | "sup"
                            | "sub"
                            | "u"
                            | "abbr"
                            | "mark"
                            | "small"
                            | "font"
                            | "wbr"
                    ) =>
                {
                    raw.push(' ');
                }
                _ => {}
            }
            at += 1;
        }
        super::collapsed(&raw)
    }

    /// The values of the attributes that tell what an element is for. Ids made from the words of a heading
    /// tell nothing of the element.
    fn hint_values(&self, id: NodeId) -> impl Iterator<Item = &str> {
        const NAMES: [&str; 5] = ["class", "id", "role", "data-component", "data-testid"];
        let attributes = match self.data(id) {
            Some(Data::Element(_, attributes)) => attributes.as_slice(),
            _ => &[],
        };
        let hint = |attribute: &&Attribute| {
            let name: &str = &attribute.name.local;
            NAMES.contains(&name)
                && (name != "id" || attribute.value.split(['-', '_']).count() <= 3)
        };
        attributes.iter().filter(hint).map(|attribute| &*attribute.value)
    }

    /// The names in class, id and role, as they are written.
    pub(super) fn hint_names(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.hint_values(id).flat_map(str::split_whitespace)
    }

    /// The words of class, id and role, as they are written.
    pub(super) fn hint_words(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.hint_values(id)
            .flat_map(|value| value.split(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
    }

    /// Class, id and role in lower case, with spaces around, for looking up hints.
    pub(super) fn hints(&self, id: NodeId) -> String {
        let mut hints = String::from(" ");
        for value in self.hint_values(id) {
            hints.push_str(&value.to_lowercase());
            hints.push(' ');
        }
        hints
    }
}
