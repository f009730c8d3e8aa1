//! What a content file and a `[[…]]` can name: things by kind and id, entities by name. The meaning
//! of a link is the one [`crate::graph`] gives it; a test holds the two together.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use crate::content::library::Library;
use crate::path::{ContentPath, Slug};

/// A kind of content file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A published report.
    Article,
    /// A person, organisation or place.
    Entity,
    /// Something that happened.
    Event,
    /// A question of fact.
    Claim,
    /// A question readers ask.
    Question,
    /// A page of its own.
    Page,
    /// What is new, or was corrected.
    Change,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Entity,
        Self::Event,
        Self::Claim,
        Self::Question,
        Self::Page,
        Self::Change,
    ];

    /// What people call it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Entity => "entity",
            Self::Event => "event",
            Self::Claim => "claim",
            Self::Question => "question",
            Self::Page => "page",
            Self::Change => "change",
        }
    }

    /// The word before the colon in `[[kind:id]]`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Question => "faq",
            other => other.noun(),
        }
    }

    /// The folder below `content/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Entity => "entities",
            Self::Event => "events",
            Self::Claim => "claims",
            Self::Question => "faq",
            Self::Page => "pages",
            Self::Change => "changes",
        }
    }

    /// The kind that a prefix names; `source` is another word for an article.
    pub fn of_prefix(word: &str) -> Option<Self> {
        if word == "source" {
            return Some(Self::Article);
        }
        Self::ALL.into_iter().find(|kind| kind.prefix() == word)
    }
}

/// One content file, by what it is and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: Slug,
}

impl Thing {
    /// Its file.
    pub fn path(&self) -> Result<ContentPath, Refusal> {
        let path = format!("content/{}/{}.md", self.kind.folder(), self.id);
        ContentPath::parse(&path).map_err(|_| Refusal::Unnamed(path))
    }

    /// The thing in a file; absent for `content/index.md` and files of no kind.
    pub fn of_path(path: &ContentPath) -> Option<Self> {
        let below = path.as_str().strip_prefix("content/")?.strip_suffix(".md")?;
        let (folder, id) = below.split_once('/')?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder)?;
        Some(Self { kind, id: Slug::parse(id).ok()? })
    }

    /// The thing that a person names: by its path below the site, by `kind:id`, or by an id that
    /// things of one kind only have. It need not be there when its kind is named.
    pub fn named(text: &str, library: &Library) -> Result<Self, Refusal> {
        let unnamed = || Refusal::Unnamed(text.to_owned());
        if text.contains(['/', '\\']) || text.to_ascii_lowercase().ends_with(".md") {
            let path = text.replace('\\', "/");
            let path = ContentPath::parse(path.trim_start_matches("./")).map_err(|_| unnamed())?;
            if path.as_str() == "content/index.md" {
                return Err(Refusal::Fixed(path.to_string()));
            }
            return Self::of_path(&path).ok_or_else(unnamed);
        }
        if let Some((kind, id)) = text.split_once(':') {
            let kind = Kind::of_prefix(kind.trim()).ok_or_else(unnamed)?;
            return Ok(Self { kind, id: Slug::parse(id.trim()).map_err(|_| unnamed())? });
        }
        let id = Slug::parse(text).map_err(|_| unnamed())?;
        let targets = Targets::of(library);
        let things = Kind::ALL.into_iter().map(|kind| Self { kind, id: id.clone() });
        let found: Vec<Self> = things.filter(|thing| targets.holds(thing)).collect();
        match found.as_slice() {
            [] => Err(unnamed()),
            [one] => Ok(one.clone()),
            several => {
                let listed: Vec<String> = several.iter().map(Self::explicit).collect();
                Err(Refusal::Ambiguous(text.to_owned(), listed.join(", ")))
            }
        }
    }

    /// The unmistakable form, such as `event:flood`.
    pub fn explicit(&self) -> String {
        format!("{}:{}", self.kind.prefix(), self.id)
    }
}

/// Everything that can be named, by id and by name.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    ids: BTreeMap<String, BTreeSet<Kind>>,
    names: BTreeMap<String, BTreeSet<Slug>>,
    index: bool,
}

/// How a `[[…]]` names its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By the kind and the id, or `quote:` and the id.
    Prefixed,
    /// By the id alone.
    Bare,
    /// By an entity's name.
    Name,
}

impl Targets {
    /// What a library holds.
    pub fn of(library: &Library) -> Self {
        let mut targets = Self { index: library.index.is_some(), ..Self::default() };
        let mut add = |kind: Kind, id: &Slug| {
            targets.ids.entry(id.to_string()).or_default().insert(kind);
        };
        library.articles.keys().for_each(|id| add(Kind::Article, id));
        library.entities.keys().for_each(|id| add(Kind::Entity, id));
        library.events.keys().for_each(|id| add(Kind::Event, id));
        library.claims.keys().for_each(|id| add(Kind::Claim, id));
        library.questions.keys().for_each(|id| add(Kind::Question, id));
        library.pages.keys().for_each(|id| add(Kind::Page, id));
        library.changes.keys().for_each(|id| add(Kind::Change, id));
        for (id, entity) in &library.entities {
            targets.name(id, std::iter::once(&entity.meta.name).chain(&entity.meta.aliases));
        }
        targets
    }

    /// Notes names of an entity.
    fn name<'a>(&mut self, id: &Slug, names: impl Iterator<Item = &'a String>) {
        for name in names {
            self.names.entry(name.trim().to_owned()).or_default().insert(id.clone());
        }
    }

    /// Whether there is such a thing.
    pub fn holds(&self, thing: &Thing) -> bool {
        self.ids.get(thing.id.as_str()).is_some_and(|kinds| kinds.contains(&thing.kind))
    }

    /// The same with another id for one thing; merging when that one is there.
    #[must_use]
    pub fn renamed(&self, thing: &Thing, new_id: &Slug) -> Self {
        let mut targets = self.clone();
        if let Some(kinds) = targets.ids.get_mut(thing.id.as_str()) {
            kinds.remove(&thing.kind);
        }
        targets.ids.entry(new_id.to_string()).or_default().insert(thing.kind);
        if thing.kind == Kind::Entity {
            for owners in targets.names.values_mut() {
                if owners.remove(&thing.id) {
                    owners.insert(new_id.clone());
                }
            }
        }
        targets
    }

    /// The same with an entity's names set anew; the entity is there afterwards.
    #[must_use]
    pub fn with_names(&self, id: &Slug, names: &[String]) -> Self {
        let mut targets = self.clone();
        targets.ids.entry(id.to_string()).or_default().insert(Kind::Entity);
        for owners in targets.names.values_mut() {
            owners.remove(id);
        }
        targets.names.retain(|_, owners| !owners.is_empty());
        targets.name(id, names.iter());
        targets
    }

    /// The same, with the names that one entity alone has in `others` being its from the start.
    #[must_use]
    pub(super) fn with_owned(&self, id: &Slug, names: &[String], others: &Self) -> Self {
        let mut targets = self.clone();
        for name in names.iter().map(|name| name.trim()) {
            let sole = others.names.get(name).is_some_and(|owners| owners.iter().eq([id]));
            if sole {
                targets.names.insert(name.to_owned(), BTreeSet::from([id.clone()]));
            }
        }
        targets
    }

    /// What the text of a link means, where it means one thing. `quote` before the colon names an
    /// article.
    pub fn meaning(&self, text: &str) -> Option<(Thing, Form)> {
        if text.starts_with('!') {
            return None;
        }
        if let Some((prefix, id)) = text.split_once(':') {
            let kind = match prefix.trim() {
                "quote" => Some(Kind::Article),
                other => Kind::of_prefix(other),
            };
            let thing = kind.zip(Slug::parse(id.trim()).ok()).map(|(kind, id)| Thing { kind, id });
            if let Some(thing) = thing.filter(|thing| self.holds(thing)) {
                return Some((thing, Form::Prefixed));
            }
        }
        if let Some(kinds) = self.ids.get(text).filter(|kinds| !kinds.is_empty()) {
            let index = self.index && text == "index";
            let mut named: Vec<Kind> =
                kinds.iter().copied().filter(|kind| *kind != Kind::Change).collect();
            if named.is_empty() && !index {
                named = kinds.iter().copied().collect();
            }
            return match named.as_slice() {
                [kind] if !index => {
                    Some((Thing { kind: *kind, id: Slug::parse(text).ok()? }, Form::Bare))
                }
                _ => None,
            };
        }
        if self.index && text == "index" {
            return None;
        }
        let owners = self.names.get(text)?;
        let id = owners.first().filter(|_| owners.len() == 1)?.clone();
        Some((Thing { kind: Kind::Entity, id }, Form::Name))
    }

    /// How a thing is written in a link: its id where that is enough.
    pub fn link_to(&self, thing: &Thing) -> String {
        match self.meaning(thing.id.as_str()) {
            Some((meant, Form::Bare)) if meant == *thing => thing.id.to_string(),
            _ => thing.explicit(),
        }
    }
}
