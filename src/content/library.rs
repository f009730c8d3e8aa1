//! The whole content of a site in memory, loaded and validated. Reads no files itself: it is given
//! their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::front_matter;
pub use super::references::check_references;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
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

/// The files of one folder, by id. States of a site that follow each other share what has not changed.
pub type Entries<M> = BTreeMap<Slug, Shared<Entry<M>>>;

/// Something that several owners share until one of them changes it, who then has a copy of its own.
#[derive(Debug, Default, PartialEq)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Whether both are one and the same; two that are not may still be equal.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

/// Front matter of `content/index.md`, the explainer, and of other pages below `content/pages/`.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
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
    /// Ids it had before, such as those of things merged into it: their addresses lead here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Slug>,
}

/// Everything a site says, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// The explainer, `content/index.md`.
    pub index: Option<Shared<Entry<PageMeta>>>,
    /// Further pages, `content/pages/*.md` (the method page is `method`).
    pub pages: Entries<PageMeta>,
    /// `content/articles/*.md`.
    pub articles: Entries<ArticleMeta>,
    /// `content/entities/*.md`.
    pub entities: Entries<EntityMeta>,
    /// `content/events/*.md`.
    pub events: Entries<EventMeta>,
    /// `content/claims/*.md`.
    pub claims: Entries<ClaimMeta>,
    /// `content/faq/*.md`.
    pub questions: Entries<QuestionMeta>,
    /// `content/changes/*.md`.
    pub changes: Entries<ChangeMeta>,
    /// Files that are there and could not be read, which is reported: naming them is no second fault.
    pub unreadable: BTreeSet<ContentPath>,
}

impl Library {
    /// All files that could be read, with their texts, in content order.
    pub fn files(&self) -> impl Iterator<Item = (&ContentPath, &str)> {
        fn of<M>(entry: &Shared<Entry<M>>) -> (&ContentPath, &str) {
            (&entry.path, entry.text.as_str())
        }
        let pages = self.index.iter().chain(self.pages.values()).map(of);
        pages
            .chain(self.articles.values().map(of))
            .chain(self.entities.values().map(of))
            .chain(self.events.values().map(of))
            .chain(self.claims.values().map(of))
            .chain(self.questions.values().map(of))
            .chain(self.changes.values().map(of))
    }

    /// Whether the file of a thing is there but could not be read, or only has other capitals in its
    /// name: it is reported itself.
    pub fn is_unreadable(&self, folder: &str, id: &str) -> bool {
        let path = format!("content/{folder}/{id}.md");
        self.unreadable.iter().any(|other| other.as_str().eq_ignore_ascii_case(&path))
    }
}

impl Library {
    /// The Markdown body of a content file.
    pub fn body(&self, path: &ContentPath) -> Option<&str> {
        let stem = path.as_str().strip_prefix("content/")?.strip_suffix(".md")?;
        let Some((folder, id)) = stem.split_once('/') else {
            return self.index.as_ref().filter(|_| stem == "index").map(|entry| entry.body());
        };
        match folder {
            "pages" => self.pages.get(id).map(|entry| entry.body()),
            "articles" => self.articles.get(id).map(|entry| entry.body()),
            "entities" => self.entities.get(id).map(|entry| entry.body()),
            "events" => self.events.get(id).map(|entry| entry.body()),
            "claims" => self.claims.get(id).map(|entry| entry.body()),
            "faq" => self.questions.get(id).map(|entry| entry.body()),
            "changes" => self.changes.get(id).map(|entry| entry.body()),
            _ => None,
        }
    }
}

/// One file after reading: an entry of its kind, or none.
#[expect(clippy::large_enum_variant, reason = "moved once, into the library")]
enum Loaded {
    Index(Entry<PageMeta>),
    Page(Entry<PageMeta>),
    Article(Entry<ArticleMeta>),
    Entity(Entry<EntityMeta>),
    Event(Entry<EventMeta>),
    Claim(Entry<ClaimMeta>),
    Question(Entry<QuestionMeta>),
    Change(Entry<ChangeMeta>),
    /// A file that cannot be read as anything, which is reported.
    Nothing(ContentPath),
}

/// Reads and validates all content files, given by path and text. A bad file costs its own entry
/// and nothing else. Files are read in parallel; the result does not depend on it.
pub fn load_library(files: &[(ContentPath, String)]) -> (Library, Diagnostics) {
    load_files(files.to_vec())
}

/// As [`load_library`], without a copy of the texts.
pub fn load_files(files: Vec<(ContentPath, String)>) -> (Library, Diagnostics) {
    let (library, problems) = read_files(files);
    let mut diagnostics: Diagnostics = problems.into_iter().flatten().collect();
    diagnostics.extend(check_references(&library));
    (library, crate::diagnostic::sorted(diagnostics))
}

/// Reads all content files in parallel, with what is wrong with each by itself, in their order.
pub fn read_files(files: Vec<(ContentPath, String)>) -> (Library, Vec<Diagnostics>) {
    let loaded: Vec<(Loaded, Diagnostics)> =
        files.into_par_iter().map(|(path, text)| load_file(path, text)).collect();
    let mut library = Library::default();
    let mut problems = Vec::with_capacity(loaded.len());
    for (one, found) in loaded {
        library.place(one);
        problems.push(found);
    }
    (library, problems)
}

impl Library {
    /// Takes up one file as read; of one that could not be, that it is there.
    fn place(&mut self, loaded: Loaded) {
        match loaded {
            Loaded::Index(entry) => self.index = Some(entry.into()),
            Loaded::Page(entry) => insert(&mut self.pages, entry),
            Loaded::Article(entry) => insert(&mut self.articles, entry),
            Loaded::Entity(entry) => insert(&mut self.entities, entry),
            Loaded::Event(entry) => insert(&mut self.events, entry),
            Loaded::Claim(entry) => insert(&mut self.claims, entry),
            Loaded::Question(entry) => insert(&mut self.questions, entry),
            Loaded::Change(entry) => insert(&mut self.changes, entry),
            Loaded::Nothing(path) => {
                self.unreadable.insert(path);
            }
        }
    }

    /// Reads one file anew, with the text it has now, or forgets it when it has none. Gives what is
    /// wrong with it by itself; what files say of each other is not looked at again.
    pub fn put(&mut self, path: &ContentPath, text: Option<&str>) -> Diagnostics {
        self.forget(path);
        let Some(text) = text else { return Vec::new() };
        let (loaded, problems) = load_file(path.clone(), text.to_owned());
        self.place(loaded);
        problems
    }

    fn forget(&mut self, path: &ContentPath) {
        self.unreadable.remove(path);
        let below = path.as_str().strip_prefix("content/");
        let Some(stem) = below.and_then(|below| below.strip_suffix(".md")) else { return };
        let Some((folder, id)) = stem.split_once('/') else {
            self.index.take_if(|_| stem == "index");
            return;
        };
        let Ok(id) = Slug::parse(id) else { return };
        match folder {
            "pages" => drop(self.pages.remove(&id)),
            "articles" => drop(self.articles.remove(&id)),
            "entities" => drop(self.entities.remove(&id)),
            "events" => drop(self.events.remove(&id)),
            "claims" => drop(self.claims.remove(&id)),
            "faq" => drop(self.questions.remove(&id)),
            "changes" => drop(self.changes.remove(&id)),
            _ => {}
        }
    }
}

fn insert<M>(entries: &mut Entries<M>, entry: Entry<M>) {
    entries.insert(entry.id.clone(), entry.into());
}

/// Reads one file as the kind its folder says.
fn load_file(path: ContentPath, text: String) -> (Loaded, Diagnostics) {
    let stem = path.as_str().strip_prefix("content/").and_then(|below| below.strip_suffix(".md"));
    let Some(stem) = stem.filter(|stem| !stem.starts_with("sources/")) else {
        return (Loaded::Nothing(path), Vec::new());
    };
    let (folder, id) = stem.split_once('/').unwrap_or(("", stem));
    let id = id.to_owned();
    match folder {
        "" if id == "index" => load_entry(path, &id, text, Loaded::Index),
        "pages" => load_entry(path, &id, text, Loaded::Page),
        "articles" => load_entry(path, &id, text, Loaded::Article),
        "entities" => load_entry(path, &id, text, Loaded::Entity),
        "events" => load_entry(path, &id, text, Loaded::Event),
        "claims" => load_entry(path, &id, text, Loaded::Claim),
        "faq" => load_entry(path, &id, text, Loaded::Question),
        "changes" => load_entry(path, &id, text, Loaded::Change),
        _ => {
            let problem = Diagnostic::warning("stray-file", "the file belongs to no kind of thing")
                .at(Place::file(path.as_str()))
                .hint("move it to articles, entities, events, claims, faq, changes or pages");
            (Loaded::Nothing(path), vec![problem])
        }
    }
}

fn load_entry<M: DeserializeOwned>(
    path: ContentPath,
    stem: &str,
    text: String,
    loaded: fn(Entry<M>) -> Loaded,
) -> (Loaded, Diagnostics) {
    let id = match Slug::parse(stem) {
        Ok(id) => id,
        Err(error) => {
            let problem =
                Diagnostic::error("bad-id", format!("{error}")).at(Place::file(path.as_str()));
            let problem = match Slug::from_text(stem) {
                Some(better) => problem.hint(format!("rename the file to {better}.md")),
                None => problem.hint("rename the file: its name is the id"),
            };
            return (Loaded::Nothing(path), vec![problem]);
        }
    };
    let keys = front_matter::keys_of::<M>();
    let (meta, body_start, problems) = front_matter::parse::<M>(&text, path.as_str(), keys);
    let loaded = match meta {
        Some(meta) => loaded(Entry { id, path, meta, text, body_start }),
        None => Loaded::Nothing(path),
    };
    (loaded, problems)
}
