//! The article: the structured Markdown made from one source, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::Edtf;
use crate::path::Slug;

/// How much of a source's text may be published.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Rights {
    /// Only title, outlet, date and link.
    Metadata,
    /// A fact sheet in our own words with short quotations: somebody else's copyright.
    #[default]
    Summary,
    /// Longer extracts, as a licence or the owner allows.
    Excerpt,
    /// The whole text: own or licensed.
    Full,
}

/// Who decides what a file says.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Written by the tool, not yet looked at.
    #[default]
    Auto,
    /// A person has read it.
    Reviewed,
    /// The tool never changes it again.
    Locked,
}

/// The tool's own record of where an article came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IngestRecord {
    /// File name of the source.
    pub source: String,
    /// SHA-256 of the source's bytes, hexadecimal.
    pub sha256: String,
    /// Version of the reading rules.
    pub extractor: u32,
    /// Words in the article's own text.
    pub words: usize,
}

/// Front matter of `content/articles/<id>.md`, in canonical key order.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleMeta {
    /// Headline, without the outlet's name.
    pub title: String,
    /// Standfirst: the sentence or two below the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dek: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Two letters, unique and stable: the source's chip on pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Byline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A copy in a public archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// When it was published; absent when the source does not say. `date` is accepted as a synonym.
    #[serde(default, alias = "date", skip_serializing_if = "Option::is_none")]
    pub published: Option<Edtf>,
    /// When it was last changed, as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Edtf>,
    /// One line for lists and previews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How much of the text may be published.
    #[serde(default)]
    pub rights: Rights,
    /// BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Each makes a page `/tags/<tag>/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The article this one repeats: a syndicated or near copy is not a second, independent source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<Slug>,
    /// Ids it had before, such as those of things merged into it: their addresses lead here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Slug>,
    /// Who decides what the file says.
    #[serde(default)]
    pub status: Status,
    /// Not published when true, unless drafts are asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The tool's own record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingest: Option<IngestRecord>,
}
