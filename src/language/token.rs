//! Words, numbers and punctuation marks with their byte spans.

use crate::diagnostic::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens' parts apart, abbreviations with their dots (`U.S.`).
    Word,
    /// Digits with inner separators: `1,000`, `3.5`, `18:22`.
    Number,
    /// One mark.
    Punctuation,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Bytes in the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}
