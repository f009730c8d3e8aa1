//! Quoted words with their cue and speaker.

use crate::diagnostic::Span;

/// How the words are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationKind {
    /// A whole sentence or clause in quotation marks.
    Direct,
    /// A fragment inside the writer's own sentence.
    Partial,
    /// Words set apart without a speaker ("so-called").
    Scare,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes between the quotation marks.
    pub span: Span,
    /// How they are quoted.
    pub kind: QuotationKind,
    /// Bytes of the cue: "said", "according to".
    pub cue: Option<Span>,
    /// Bytes of the words that name the speaker: a name, a pronoun, "the same source".
    pub cue_speaker: Option<Span>,
    /// Index into the given names of the speaker, when it is a name or a pronoun for one.
    pub speaker: Option<usize>,
    /// Whether the speaker is a source without a name ("a Ukrainian diplomatic source").
    pub unnamed: bool,
}
