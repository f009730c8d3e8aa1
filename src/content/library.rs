//! The whole content of a site in memory, loaded and validated. Reads no files itself: it is given
//! their texts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::article::ArticleMeta;
use crate::model::change::ChangeMeta;
use crate::model::claim::ClaimMeta;
use crate::model::entity::EntityMeta;
use crate::model::event::EventMeta;
use crate::model::question::QuestionMeta;
use crate::path::{ContentPath, Slug};

/// One content file: its front matter and body.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<M> {
    /// The file's stem.
    pub id: Slug,
    /// The file.
    pub path: ContentPath,
    /// The front matter.
    pub meta: M,
    /// The whole text of the file.
    pub text: String,
    /// Byte of `text` at which the Markdown body begins.
    pub body_start: usize,
}

impl<M> Entry<M> {
    /// The Markdown body.
    pub fn body(&self) -> &str {
        self.text.get(self.body_start..).unwrap_or("")
    }
}

/// Front matter of `content/index.md`, the explainer, and of other pages below `content/pages/`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageMeta {
    /// Headline.
    pub title: String,
    /// Standfirst.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dek: Option<String>,
    /// The state of the story this page describes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<crate::model::date::Edtf>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Claims shown as key points, in this order; without them the most disputed ones are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_claims: Vec<Slug>,
    /// Events shown on the start page, in this order; without them the latest ones are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_events: Vec<Slug>,
}

/// Everything a site says, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// The explainer, `content/index.md`.
    pub index: Option<Entry<PageMeta>>,
    /// Further pages, `content/pages/*.md` (the method page is `method`).
    pub pages: BTreeMap<Slug, Entry<PageMeta>>,
    /// `content/articles/*.md`.
    pub articles: BTreeMap<Slug, Entry<ArticleMeta>>,
    /// `content/entities/*.md`.
    pub entities: BTreeMap<Slug, Entry<EntityMeta>>,
    /// `content/events/*.md`.
    pub events: BTreeMap<Slug, Entry<EventMeta>>,
    /// `content/claims/*.md`.
    pub claims: BTreeMap<Slug, Entry<ClaimMeta>>,
    /// `content/faq/*.md`.
    pub questions: BTreeMap<Slug, Entry<QuestionMeta>>,
    /// `content/changes/*.md`.
    pub changes: BTreeMap<Slug, Entry<ChangeMeta>>,
}
