//! The quotation: exact words of a source, with the article they stand in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::path::Slug;

/// Exact words of one article: the evidence behind an event, a position or an answer.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The article whose source holds the words.
    pub article: Slug,
    /// The words, exact but for spaces and the shape of quotation marks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
}
