//! A parsed page as an arena of nodes. Only this file knows the HTML parser.

use dom_smoothie::Readability;

/// Most nodes looked through for the words of one element, so that deep nesting stays cheap.
const MOST_NODES: usize = 2000;

/// Place of a node in its page.
pub(super) type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document itself, a comment, a doctype.
    Other,
    /// Text.
    Text(String),
    /// An element: its name in lower case and its attributes.
    Element(String, Vec<(String, String)>),
}

/// One node of the page.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub data: Data,
    /// The node around it.
    pub parent: Option<NodeId>,
    /// The nodes inside it, in order.
    pub children: Vec<NodeId>,
    /// The first number behind all nodes inside.
    pub end: NodeId,
}

/// A parsed page; nodes stand in document order, so a node's number is below those inside it.
#[derive(Debug)]
pub(super) struct Page {
    /// All nodes.
    pub nodes: Vec<Node>,
}

/// Parse a page; never fails, as browsers do not.
pub(super) fn parse(html: &str) -> Page {
    let parsed = Readability::from(html).doc;
    let mut nodes: Vec<Node> = Vec::new();
    let mut stack = vec![(parsed.root(), None::<NodeId>)];
    while let Some((node, parent)) = stack.pop() {
        let data = if let Some(element) = node.element_ref() {
            let attributes =
                element.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
            Data::Element(element.name.local.to_string(), attributes.collect())
        } else if node.is_text() {
            Data::Text(node.text().to_string())
        } else {
            Data::Other
        };
        let id = nodes.len();
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.children.push(id);
        }
        let is_template = matches!(&data, Data::Element(name, _) if name == "template");
        nodes.push(Node { data, parent, children: Vec::new(), end: id + 1 });
        if !is_template {
            stack.extend(node.children_it(true).map(|child| (child, Some(id))));
        }
    }
    for id in (1..nodes.len()).rev() {
        let end = nodes.get(id).map_or(0, |node| node.end);
        let parent = nodes.get(id).and_then(|node| node.parent);
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.end = parent.end.max(end);
        }
    }
    Page { nodes }
}

impl Page {
    /// Name of an element; empty for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.nodes.get(id).map(|node| &node.data) {
            Some(Data::Element(name, _)) => name,
            _ => "",
        }
    }

    /// An attribute's value, when the node has it.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.data) {
            Some(Data::Element(_, attributes)) => attributes
                .iter()
                .find(|attribute| attribute.0 == name)
                .map(|attribute| attribute.1.as_str()),
            _ => None,
        }
    }

    /// Whether it is text of white space only.
    pub(super) fn is_blank(&self, id: NodeId) -> bool {
        matches!(self.nodes.get(id).map(|node| &node.data), Some(Data::Text(text)) if text.trim().is_empty())
    }

    /// The nodes directly inside.
    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        self.nodes.get(id).map_or(&[], |node| &node.children)
    }

    /// The node around.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id).and_then(|node| node.parent)
    }

    /// The first number behind all nodes inside `id`.
    pub(super) fn end(&self, id: NodeId) -> NodeId {
        self.nodes.get(id).map_or(id + 1, |node| node.end)
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
                Some(Data::Element(name, _))
                    if matches!(name.as_str(), "script" | "style" | "noscript" | "svg") =>
                {
                    at = self.end(at);
                    continue;
                }
                Some(Data::Element(name, _))
                    if !matches!(
                        name.as_str(),
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

    /// Class, id and role in lower case, with spaces around, for looking up hints.
    pub(super) fn hints(&self, id: NodeId) -> String {
        let mut hints = String::from(" ");
        for name in ["class", "id", "role", "data-component", "data-testid"] {
            // Ids made from the words of a heading tell nothing of the element.
            let long = |value: &&str| name == "id" && value.split(['-', '_']).count() > 3;
            if let Some(value) = self.attribute(id, name).filter(|value| !long(value)) {
                hints.push_str(&value.to_lowercase());
                hints.push(' ');
            }
        }
        hints
    }
}
