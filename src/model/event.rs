//! The event: something that happened, with a date of known precision, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::article::Status;
use super::date::Edtf;
use super::quotation::Citation;
use crate::path::Slug;

/// Whether an event took place.
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
pub enum Outcome {
    /// It happened.
    #[default]
    Held,
    /// It was announced for a time that no source reports on yet.
    Planned,
    /// It was announced and did not take place.
    Cancelled,
}

/// Front matter of `content/events/<id>.md`, in canonical key order.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventMeta {
    /// What happened, in our own words.
    pub title: String,
    /// When; absent when no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// How the date was found when no source states it outright ("derived from \"a day late\"").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Slug>,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Slug>,
    /// The larger event this one belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Slug>,
    /// The event this one is known to follow, where only the order is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Slug>,
    /// Whether it took place.
    #[serde(default, skip_serializing_if = "is_held")]
    pub outcome: Outcome,
    /// Who reports it, in which words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// Ids it had before, such as those of things merged into it: their addresses lead here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Slug>,
    /// Who decides what the file says.
    #[serde(default)]
    pub status: Status,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape serde asks for")]
fn is_held(outcome: &Outcome) -> bool {
    *outcome == Outcome::Held
}
