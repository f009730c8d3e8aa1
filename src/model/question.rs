//! The question: a FAQ entry, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::article::Status;
use super::quotation::Citation;
use crate::path::Slug;

/// Front matter of `content/faq/<id>.md`, in canonical key order. The body is the answer, at most
/// three sentences; an empty body puts the question on the page of unknowns.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionMeta {
    /// What a reader asks.
    pub question: String,
    /// Place on the page, counted from 1; entries without one follow by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// Claims that carry the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Slug>,
    /// Quotations that carry the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// Of a question without an answer: what would settle it, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settles: Option<String>,
    /// Ids it had before: `ingest` knows by them what it wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Slug>,
    /// Who decides what the file says.
    #[serde(default)]
    pub status: Status,
}
