//! What links to what: wikilinks, automatic links and backlinks with their sentence.

pub mod link;
pub mod resolve;

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::path::{ContentPath, Slug, UrlPath};

/// Something a page exists for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The explainer.
    Index,
    /// `content/pages/<id>.md`, at `/<id>/`.
    Page(Slug),
    /// `/sources/<id>/`.
    Article(Slug),
    /// `/entities/<id>/`.
    Entity(Slug),
    /// `/events/<id>/`.
    Event(Slug),
    /// `/claims/<id>/`.
    Claim(Slug),
    /// `/faq/#<id>`.
    Question(Slug),
    /// A change entry, `/changes/#<id>`.
    Change(Slug),
}

impl Target {
    /// The page on which it is found, and the fragment there.
    pub fn url(&self) -> (UrlPath, Option<String>) {
        match self {
            Self::Index => (UrlPath::home(), None),
            Self::Page(id) => (UrlPath::top(id), None),
            Self::Article(id) => (UrlPath::page("sources", id), None),
            Self::Entity(id) => (UrlPath::page("entities", id), None),
            Self::Event(id) => (UrlPath::page("events", id), None),
            Self::Claim(id) => (UrlPath::page("claims", id), None),
            Self::Question(id) => (UrlPath::section("faq"), Some(id.to_string())),
            Self::Change(id) => (UrlPath::section("changes"), Some(id.to_string())),
        }
    }
}

/// How a link came about and how it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[[id]]` or `[[id|text]]`: a link to an entity, event, question or page.
    Written,
    /// A name found in the text.
    Automatic,
    /// `[[article-id]]`: shown as the source's chip.
    Source,
    /// `[[claim:id]]`: the claim's values with verdict badge and chips.
    Claim,
    /// `[[quote:article-id|exact words]]`: a quotation with its chip.
    Quote,
    /// `[[!text]]`: plain text that must not be linked.
    Suppressed,
}

/// One link in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Bytes in the body that the link replaces.
    pub span: Span,
    /// What it leads to; absent for suppressed text.
    pub target: Option<Target>,
    /// The words shown.
    pub text: String,
    /// How it came about.
    pub kind: LinkKind,
}

/// A place that mentions a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// What mentions it.
    pub from: Target,
    /// The sentence, as plain text.
    pub sentence: String,
}

/// All links of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkGraph {
    /// Links of each body, in order, not overlapping.
    pub links: BTreeMap<ContentPath, Vec<Link>>,
    /// Who mentions a target, one entry a body and sentence, in content order.
    pub backlinks: BTreeMap<Target, Vec<Backlink>>,
}
