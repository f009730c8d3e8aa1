//! A raw document to blocks, metadata and what was dropped and why. Knows one document at a time.

pub mod clutter;
pub mod html;
pub mod markdown;
pub mod metadata;
pub mod structure;
pub mod text;

use crate::diagnostic::Span;
use crate::model::date::Edtf;

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A heading of level 2 to 6 (the title is not a block).
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list, without its bullet.
    ListItem,
    /// A quotation set off as a block.
    Quotation,
    /// The words below a picture, without the credit.
    Caption,
    /// A question of an embedded FAQ, without "Q1:".
    Question,
    /// Its answer.
    Answer,
}

/// A piece of the article's own text, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes in [`SourceDocument::text`].
    pub span: Span,
}

/// Why a piece of the text is not part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DropReason {
    /// Subscribe, share, "read also", advertisement.
    Promo,
    /// Menus, log-in links, loading messages, "you may also like".
    Navigation,
    /// Said before: the title again, the standfirst again.
    Repeat,
    /// Read into the front matter: title, byline, date lines.
    Metadata,
    /// "3 min read".
    ReadingTime,
    /// Photo credits and bare image labels.
    Credit,
}

impl DropReason {
    /// The reason as written in `annotate`'s output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Promo => "promo",
            Self::Navigation => "navigation",
            Self::Repeat => "repeat",
            Self::Metadata => "metadata",
            Self::ReadingTime => "reading-time",
            Self::Credit => "credit",
        }
    }
}

/// A piece of the text that is not part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Bytes in [`SourceDocument::text`].
    pub span: Span,
    /// Why.
    pub reason: DropReason,
}

/// What a raw document says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// Headline without the outlet's name.
    pub title: Option<String>,
    /// Standfirst.
    pub dek: Option<String>,
    /// Who wrote it, cleaned of "By" and e-mail addresses.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When; a zone only when stated, or when its abbreviation has one meaning in the outlet's country.
    pub published: Option<Edtf>,
    /// When it was last changed.
    pub updated: Option<Edtf>,
    /// Where it can be read.
    pub url: Option<String>,
    /// BCP 47 tag, as stated.
    pub language: Option<String>,
}

/// A raw document as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceDocument {
    /// The decoded file for plain text and Markdown; the extracted text for HTML.
    pub text: String,
    /// What it says of itself.
    pub metadata: Metadata,
    /// Bytes of the title inside `text`, when it stands there.
    pub title: Option<Span>,
    /// Bytes of the standfirst inside `text`, when it stands there and is not a block.
    pub dek: Option<Span>,
    /// The article in reading order.
    pub blocks: Vec<Block>,
    /// Everything else, in order.
    pub dropped: Vec<Dropped>,
    /// Question and answer pairs (bytes of each) of an embedded FAQ.
    pub questions: Vec<(Span, Span)>,
}
