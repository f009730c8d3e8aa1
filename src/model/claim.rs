//! The claim: one question of fact and the position each source takes on it, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::article::Status;
use crate::path::Slug;

/// What one source says in answer to a claim's question.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The answer in a few words of ours, such as `less than 2 hours`.
    pub value: String,
    /// The article that says so.
    pub article: Slug,
    /// Its exact words.
    pub quote: String,
    /// The source the article rests on without naming it: "a harbour official who asked not to be named".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<String>,
}

/// Why a source says nothing on a claim.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It was published before the matter arose.
    PublishedBefore,
    /// It is about something else.
    OtherTopic,
    /// It could have said it and does not.
    NotMentioned,
    /// It is in a language that is not read for claims.
    NotRead,
}

/// A source without a position, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The silent article.
    pub article: Slug,
    /// Why it is silent.
    pub why: Why,
}

/// How the positions of a claim stand to each other.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Two or more independent sources give the same answer.
    Agree,
    /// The answers are not equal but can all be true: one is coarser, or adds something.
    Differ,
    /// Not all of the answers can be true.
    Contradict,
    /// Only one independent source answers.
    SingleSource,
}

impl Verdict {
    /// The verdict as written in front matter.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Contradict => "contradict",
            Self::SingleSource => "single-source",
        }
    }
}

/// Front matter of `content/claims/<id>.md`, in canonical key order. The body is the note: why the
/// sources may differ and what would settle it.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimMeta {
    /// The question of fact.
    pub question: String,
    /// The event it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Slug>,
    /// The entity it is about, where it is about no event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Slug>,
    /// Which property is asked for: `duration`, `led-by`, `held`, `count` …
    pub attribute: String,
    /// What each source says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<Position>,
    /// Who says nothing, and why. Sources named nowhere are silent as `not-mentioned`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<Silence>,
    /// Set by a person to overrule the computed verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What would settle it, in one sentence; makes the claim an entry of `/unknowns/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settles: Option<String>,
    /// Ids it had before, such as those of things merged into it: their addresses lead here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Slug>,
    /// Who decides what the file says.
    #[serde(default)]
    pub status: Status,
}
