//! The things of a site and their files: which file is whose, what a thing is called, and which keys of
//! front matter name which kinds of things. Knows the library, no editor.

use crate::content::front_matter::span_at;
use crate::content::library::{Entry, Library, Shared};
use crate::content::refactor::{Kind, Thing};
use crate::diagnostic::Span;
use crate::graph::Target;
use crate::path::{ContentPath, Slug};

/// The thing of a kind and id.
pub fn target(kind: Kind, id: Slug) -> Target {
    match kind {
        Kind::Page => Target::Page(id),
        Kind::Article => Target::Article(id),
        Kind::Entity => Target::Entity(id),
        Kind::Event => Target::Event(id),
        Kind::Claim => Target::Claim(id),
        Kind::Question => Target::Question(id),
        Kind::Change => Target::Change(id),
    }
}

/// The same thing, as links know it.
pub fn of_thing(thing: &Thing) -> Target {
    target(thing.kind, thing.id.clone())
}

/// The ids there are of a kind.
pub fn ids(kind: Kind, library: &Library) -> Vec<&Slug> {
    match kind {
        Kind::Page => library.pages.keys().collect(),
        Kind::Article => library.articles.keys().collect(),
        Kind::Entity => library.entities.keys().collect(),
        Kind::Event => library.events.keys().collect(),
        Kind::Claim => library.claims.keys().collect(),
        Kind::Question => library.questions.keys().collect(),
        Kind::Change => library.changes.keys().collect(),
    }
}

/// The kind of a file, by its path below the site; the explainer is a page.
pub fn kind_of_file(file: &str) -> Option<Kind> {
    match file.strip_prefix("content/")?.split_once('/') {
        None => (file == "content/index.md").then_some(Kind::Page),
        Some((folder, _)) => Kind::ALL.into_iter().find(|kind| kind.folder() == folder),
    }
}

/// The kinds of things that the value at a path of a kind's front matter may name.
pub fn named_at(kind: Kind, path: &[&str]) -> &'static [Kind] {
    match (kind, path) {
        (Kind::Article, ["copy_of"])
        | (Kind::Event | Kind::Question, ["sources", _, "article"])
        | (Kind::Claim, ["positions" | "silent", _, "article"]) => &[Kind::Article],
        (Kind::Event, ["place"] | ["participants", _]) | (Kind::Claim, ["about"]) => {
            &[Kind::Entity]
        }
        (Kind::Event, ["part_of" | "after"])
        | (Kind::Claim, ["event"])
        | (Kind::Page, ["key_events", _]) => &[Kind::Event],
        (Kind::Question, ["claims", _]) | (Kind::Page, ["key_claims", _]) => &[Kind::Claim],
        (Kind::Change, ["about"]) => &[Kind::Claim, Kind::Event, Kind::Article],
        _ => &[],
    }
}

/// The kind of a thing and its id.
pub fn kind_and_id(target: &Target) -> (Kind, Option<&Slug>) {
    match target {
        Target::Index => (Kind::Page, None),
        Target::Page(id) => (Kind::Page, Some(id)),
        Target::Article(id) => (Kind::Article, Some(id)),
        Target::Entity(id) => (Kind::Entity, Some(id)),
        Target::Event(id) => (Kind::Event, Some(id)),
        Target::Claim(id) => (Kind::Claim, Some(id)),
        Target::Question(id) => (Kind::Question, Some(id)),
        Target::Change(id) => (Kind::Change, Some(id)),
    }
}

/// The file of a thing, as a path below the site.
pub fn file_of(target: &Target) -> String {
    match kind_and_id(target) {
        (_, None) => "content/index.md".to_owned(),
        (kind, Some(id)) => format!("content/{}/{id}.md", kind.folder()),
    }
}

/// The thing whose file this is.
pub fn of_file(file: &str) -> Option<Target> {
    if file == "content/index.md" {
        return Some(Target::Index);
    }
    let kind = kind_of_file(file)?;
    let stem = file.strip_prefix("content/")?.strip_prefix(kind.folder())?.strip_prefix('/')?;
    Some(target(kind, Slug::parse(stem.strip_suffix(".md")?).ok()?))
}

/// What readers call a thing, and under which key that stands; absent when there is no such thing.
pub fn title<'a>(library: &'a Library, target: &Target) -> Option<(&'a str, &'static str)> {
    match target {
        Target::Index => library.index.as_ref().map(|entry| (entry.meta.title.as_str(), "title")),
        Target::Page(id) => library.pages.get(id).map(|one| (one.meta.title.as_str(), "title")),
        Target::Article(id) => {
            library.articles.get(id).map(|one| (one.meta.title.as_str(), "title"))
        }
        Target::Entity(id) => library.entities.get(id).map(|one| (one.meta.name.as_str(), "name")),
        Target::Event(id) => library.events.get(id).map(|one| (one.meta.title.as_str(), "title")),
        Target::Claim(id) => {
            library.claims.get(id).map(|one| (one.meta.question.as_str(), "question"))
        }
        Target::Question(id) => {
            library.questions.get(id).map(|one| (one.meta.question.as_str(), "question"))
        }
        Target::Change(id) => library.changes.get(id).map(|one| (one.id.as_str(), "kind")),
    }
}

/// The text of a content file of the library.
pub fn text<'a>(library: &'a Library, file: &str) -> Option<&'a str> {
    fn of<M>(entry: &Shared<Entry<M>>) -> &str {
        &entry.text
    }
    match &of_file(file)? {
        Target::Index => library.index.as_ref().map(of),
        Target::Page(id) => library.pages.get(id).map(of),
        Target::Article(id) => library.articles.get(id).map(of),
        Target::Entity(id) => library.entities.get(id).map(of),
        Target::Event(id) => library.events.get(id).map(of),
        Target::Claim(id) => library.claims.get(id).map(of),
        Target::Question(id) => library.questions.get(id).map(of),
        Target::Change(id) => library.changes.get(id).map(of),
    }
}

/// The body of a thing's file.
pub fn body<'a>(library: &'a Library, target: &Target) -> &'a str {
    let path = ContentPath::parse(&file_of(target)).ok();
    path.and_then(|path| library.body(&path)).unwrap_or("")
}

/// Where a thing is named in its file: of an entity called by one of its aliases, that alias.
pub fn name_span(library: &Library, target: &Target, called: Option<&str>) -> Option<Span> {
    let (name, key) = title(library, target)?;
    let text = text(library, &file_of(target))?;
    if let (Target::Entity(id), Some(called)) = (target, called) {
        let called = plain(called);
        let aliases = &library.entities.get(id)?.meta.aliases;
        let alias = aliases.iter().position(|alias| plain(alias) == called);
        if let Some(at) = alias.filter(|_| plain(name) != called) {
            return span_at(text, &["aliases", &at.to_string()]);
        }
    }
    span_at(text, &[key])
}

/// A name as names are compared: spaces and apostrophes have one shape.
fn plain(name: &str) -> String {
    name.replace('\u{2019}', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}
