//! The entity: a person, organisation or place with its aliases, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::article::Status;
use crate::path::Slug;

/// What an entity is; the names are schema.org's types in lower case.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body, company, outlet, party or team.
    Organization,
    /// A country, region, city, building or other location.
    Place,
}

impl EntityKind {
    /// The kind as written in front matter.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
        }
    }
}

/// Front matter of `content/entities/<id>.md`, in canonical key order.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityMeta {
    /// The name readers see.
    pub name: String,
    /// Person, organisation or place.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// Spelling variants and short forms found in sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the person or body is in this story, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The same thing elsewhere, as URLs (Wikidata first).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// Ids it had before, such as those of things merged into it: their addresses lead here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Slug>,
    /// Who decides what the file says.
    #[serde(default)]
    pub status: Status,
}
