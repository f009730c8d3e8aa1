//! The change: a reader-facing entry of what is new or corrected, as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim::Verdict;
use super::date::Edtf;
use crate::path::Slug;

/// What kind of change it is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// A source was added.
    Source,
    /// A claim's verdict changed.
    Verdict,
    /// The explainer itself was wrong.
    Correction,
    /// An event was added.
    Event,
}

/// Front matter of `content/changes/<id>.md`, in canonical key order. The body says it in words.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMeta {
    /// Source, verdict, correction or event.
    pub kind: ChangeKind,
    /// When readers could first see it.
    pub at: Edtf,
    /// The article, claim or event concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Slug>,
    /// What stood there before; for a verdict, its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What stands there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// Why it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl ChangeMeta {
    /// The verdict a text such as `single-source` names.
    pub fn verdict(text: &str) -> Option<Verdict> {
        [Verdict::Agree, Verdict::Differ, Verdict::Contradict, Verdict::SingleSource]
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
    }
}
