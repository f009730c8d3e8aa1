//! What readers would see changed between two states of a site: sources, verdicts, answers, events,
//! names, quotations, texts, and what the site says of its own changes. Pure over two libraries; knows no
//! repository. Both libraries are given as published (see [`crate::pages::catalogue::published`]).

mod claims;
mod drafts;
mod entries;
pub mod markdown;
mod pairs;
mod texts;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::library::Library;
use crate::model::article::ArticleMeta;
use crate::model::change::ChangeKind;
use crate::model::claim::Verdict;
use crate::model::date::Edtf;
use crate::path::Slug;

pub use self::drafts::drafts;
use self::pairs::States;

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It is new.
    Added,
    /// It is not there any more.
    Removed,
    /// It has another id, and with it another address.
    Renamed,
    /// It became a part of something that was there.
    Merged,
    /// It says something else.
    Changed,
}

/// One key of a thing that says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// The key, such as `date`.
    pub key: &'static str,
    /// What it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}

/// A source, entity, event, question or page that readers see changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// What became of it.
    pub what: What,
    /// Its id; of what was removed, the one it had; of what was merged, that of what it is part of.
    pub id: Slug,
    /// The id it had before, where it was renamed or merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former_id: Option<Slug>,
    /// Its title, name or question.
    pub name: String,
    /// The keys that say something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

/// What one source answers to a claim's question, where that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Added, removed or changed.
    pub what: What,
    /// The article.
    pub article: Slug,
    /// Its outlet, else its title.
    pub source: String,
    /// What it answered; several answers are apart by `; `.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}

/// A claim that readers see changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimChange {
    /// The claim: its `name` is the question.
    #[serde(flatten)]
    pub thing: Thing,
    /// The verdict as it was; absent when the claim is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict_was: Option<Verdict>,
    /// The verdict as it is; absent when the claim was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict_now: Option<Verdict>,
    /// Who answers something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
}

impl ClaimChange {
    /// Whether readers were shown one verdict and are shown another one now.
    pub fn verdict_changed(&self) -> bool {
        matches!((self.verdict_was, self.verdict_now), (Some(was), Some(now)) if was != now)
    }
}

/// An entry of what changed that is new, or says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What became of the entry.
    pub what: What,
    /// The entry's id.
    pub id: Slug,
    /// Source, verdict, correction or event.
    pub kind: ChangeKind,
    /// Its date.
    pub at: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Slug>,
    /// What stood there before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What stands there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// The reason, else the first paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A quotation that was added or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// Added or removed.
    pub what: What,
    /// The article quoted.
    pub article: Slug,
    /// Its outlet, else its title.
    pub source: String,
    /// The words.
    pub quote: String,
}

/// A text that says something else, in paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The file.
    pub file: String,
    /// Title, name or question of what it belongs to.
    pub name: String,
    /// Paragraphs that were reworded.
    pub changed: usize,
    /// Paragraphs that are new.
    pub added: usize,
    /// Paragraphs that are not there any more.
    pub removed: usize,
    /// Whether the same paragraphs stand in another order.
    pub moved: bool,
}

/// What readers would see changed. Lists are sorted by id; claims whose verdict changed come first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Questions of fact.
    pub claims: Vec<ClaimChange>,
    /// Sources.
    pub sources: Vec<Thing>,
    /// Events.
    pub events: Vec<Thing>,
    /// People, organisations and places.
    pub entities: Vec<Thing>,
    /// Questions readers ask.
    pub questions: Vec<Thing>,
    /// The explainer and other pages.
    pub pages: Vec<Thing>,
    /// What the site says of its own changes.
    pub told: Vec<Told>,
    /// Quotations.
    pub quotations: Vec<Quoted>,
    /// Texts.
    pub texts: Vec<Text>,
}

impl Comparison {
    /// Whether readers would see nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two states of a site.
pub fn compare(before: &Library, after: &Library) -> Comparison {
    let states = States { before, after };
    let articles = pairs::articles(states);
    let renamed = articles.renamed();
    Comparison {
        claims: claims::claims(states, &renamed),
        events: entries::events(states, &renamed),
        entities: entries::entities(states),
        questions: entries::questions(states),
        pages: entries::pages(states),
        told: entries::told(states),
        quotations: texts::quotations(states, &renamed),
        texts: texts::texts(states),
        sources: entries::sources(articles),
    }
}

/// Ids that articles have now, by the ids they had, where the two differ.
type Renamed<'a> = BTreeMap<&'a Slug, &'a Slug>;

/// How messages name an article: by its outlet, else by its title, else by its id.
fn source_name(library: &Library, article: &Slug) -> String {
    fn of(meta: &ArticleMeta) -> String {
        meta.outlet.clone().unwrap_or_else(|| meta.title.clone())
    }
    let entry = library.articles.get(article);
    entry.map_or_else(|| article.to_string(), |entry| of(&entry.meta))
}

/// A date as it is written.
fn written(date: Option<Edtf>) -> Option<String> {
    date.map(|date| date.to_string())
}

#[cfg(test)]
mod tests;
