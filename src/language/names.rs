//! Names of people, organisations and places in running text. Knows one document at a time.

use crate::diagnostic::Span;
use crate::model::entity::EntityKind;

/// Whether a name may be published without a person's look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Sure enough to publish.
    Accepted,
    /// To be looked at first.
    Review,
}

/// One place in a text where something is named.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Bytes of the name, without leading "the", titles or a possessive ending.
    pub span: Span,
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// How sure the recogniser is.
    pub tier: Tier,
    /// Bytes of the title or role that stands right before the name ("Turkish Foreign Minister"),
    /// or behind it in commas ("Vladimir Medinsky, a hawkish aide").
    pub role: Option<Span>,
}
