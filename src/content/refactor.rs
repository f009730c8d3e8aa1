//! Changes of many content files at once: a thing gets another id, two entities become one, one
//! becomes two. Pure: a library and a request give the files' new texts, as edits of the texts that
//! are there, so that comments and formatting stay. Knows no disk.
//!
//! Every edit keeps what is said: front matter and `[[…]]` that named a thing name the same thing
//! afterwards, also where another thing gets an id or name that was free before. Old addresses stay
//! alive by `former_ids`, old names as aliases. Locked files are edited too: `status: locked` closes
//! a file to `ingest`, and a reference that is not renamed is a broken one.

mod diff;
mod entity;
mod former;
mod locks;
mod references;
mod targets;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

pub use self::diff::{changed_lines, unified};
pub use self::entity::{LinkedName, Split, merge_entities, rename_entity, split_entity};
pub use self::former::FormerIds;
pub use self::locks::Locks;
pub use self::references::{Reference, references};
pub use self::targets::{Kind, Targets, Thing};

use self::references::rewritten;
use super::library::{Library, PageMeta};
use super::{front_matter, outline};
use crate::diagnostic::fix::Edit;
use crate::model::article::ArticleMeta;
use crate::model::claim::ClaimMeta;
use crate::model::entity::EntityMeta;
use crate::model::event::EventMeta;
use crate::model::question::QuestionMeta;
use crate::path::{ContentPath, Slug};

/// Why a request cannot be met. Nothing is to be written then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing has that id.
    #[error("there is no {} `{}`", .0.kind.noun(), .0.id)]
    Missing(Thing),
    /// The text names no content file and no `kind:id`.
    #[error(
        "`{0}` names no content file; write a path such as content/events/flood.md, or event:flood"
    )]
    Unnamed(String),
    /// Things of several kinds have that id.
    #[error("`{0}` can mean {1}; say which")]
    Ambiguous(String, String),
    /// The new id is in use.
    #[error("there is a {} `{}` already", .0.kind.noun(), .0.id)]
    Taken(Thing),
    /// The new id is a former one of something else, whose old address it would take.
    #[error("`{id}` is a former id of the {} `{}`, and its address leads there; delete it from `former_ids` there first", .owner.kind.noun(), .owner.id)]
    Former {
        /// The new id.
        id: Slug,
        /// Who had it.
        owner: Thing,
    },
    /// `about` of change entries could not tell the thing from another kind of thing.
    #[error(
        "a change entry is about `{0}`, which would name things of two kinds; choose another id"
    )]
    AboutTwo(Slug),
    /// The file's place is fixed.
    #[error("{0} is found by its name and cannot be renamed")]
    Fixed(String),
    /// The same thing on both sides.
    #[error("`{0}` is named twice; name different entities")]
    Same(Slug),
    /// A file with errors may hold references nobody can see.
    #[error(
        "{0} cannot be read, so it may name things without being edited; mend it first (`backstory check`)"
    )]
    Unreadable(ContentPath),
    /// Front matter that is not written a key a line.
    #[error("the front matter of {0} cannot be edited as text; run `backstory fmt` first")]
    Uneditable(ContentPath),
    /// A name that says nothing.
    #[error("the name is empty")]
    NoName,
}

/// What becomes of one file. In a list they stand in the order in which they must be written, see
/// [`rename`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file as it is called now; a new file's name.
    pub path: ContentPath,
    /// What it is called afterwards; `path` when it keeps its name.
    pub to: ContentPath,
    /// Its text now, without a byte-order mark; absent for a new file.
    pub before: Option<String>,
    /// Its text afterwards; absent when it is deleted.
    pub after: Option<String>,
}

impl FileEdit {
    /// The exact edits of the text that make `after` of `before`, whole lines each, sorted and apart
    /// from each other; none for a new or deleted file.
    pub fn edits(&self) -> Vec<Edit> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return Vec::new() };
        let file = self.path.as_str();
        let edit =
            |(span, text): (_, &str)| Edit { file: file.to_owned(), span, text: text.to_owned() };
        changed_lines(before, after).into_iter().map(edit).collect()
    }
}

/// Everything a request comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refactoring {
    /// The files, in the order in which they must be written.
    pub files: Vec<FileEdit>,
    /// Which thing is now called what, for the lock files ([`Locks::follow`]).
    pub renames: Vec<Rename>,
    /// What a person should know: values that could not both be kept.
    pub remarks: Vec<String>,
}

/// A thing that got another id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// As it was called.
    pub from: Thing,
    /// As it is called.
    pub to: Slug,
    /// Whether that is another thing, which it became a part of.
    pub merged: bool,
}

/// Gives a thing another id: its file gets a new name and the old id as a former one, and all that
/// names it is edited. Of an entity the id changes and not the name, see [`rename_entity`].
///
/// The order of the files is the order of writing: those that name the thing, the file under its new
/// name, and last of all the deletion of the old one. What is done when the old file still stands can
/// be done again from the start, so an interrupted run is finished by repeating it; the lock files
/// belong before the deletion.
pub fn rename(library: &Library, thing: &Thing, new_id: &Slug) -> Result<Vec<FileEdit>, Refusal> {
    Ok(moved(library, thing, new_id)?.files)
}

/// As [`rename`], with what the lock files need to follow.
pub fn moved(library: &Library, thing: &Thing, new_id: &Slug) -> Result<Refactoring, Refusal> {
    if thing.kind == Kind::Page && thing.id.as_str() == "method" {
        return Err(Refusal::Fixed(thing.path()?.to_string()));
    }
    moved_with(library, thing, new_id, None, &|text| Some(text.to_owned()))
}

/// As [`moved`], with what else becomes of the thing's own text, and of its names where it is an
/// entity and they change. The id may stay.
fn moved_with(
    library: &Library,
    thing: &Thing,
    new_id: &Slug,
    names: Option<&[String]>,
    own: &dyn Fn(&str) -> Option<String>,
) -> Result<Refactoring, Refusal> {
    let texts = Texts::of(library)?;
    let before = Targets::of(library);
    if !before.holds(thing) {
        return Err(Refusal::Missing(thing.clone()));
    }
    let renamed = Thing { kind: thing.kind, id: new_id.clone() };
    let (path, to) = (thing.path()?, renamed.path()?);
    let mut after = before.renamed(thing, new_id);
    if let Some(names) = names {
        after = after.with_names(new_id, names);
    }
    let map = |one: &Thing| (one == thing).then(|| renamed.clone());
    let new_text = |text: &str, path: &ContentPath| rewritten(path, text, &before, &after, &map);
    let text = texts.get(&path).ok_or_else(|| Refusal::Missing(thing.clone()))?;
    let uneditable = || Refusal::Uneditable(path.clone());
    let mut own_text = own(&new_text(text, &path)).ok_or_else(uneditable)?;
    let is_moved = path != to;
    if is_moved {
        own_text = with_former(&own_text, thing, new_id).ok_or_else(uneditable)?;
        check_free(library, thing, &renamed, texts.get(&to) == Some(&own_text))?;
    }
    let mut files =
        texts.edited(|other, text| (*other != path && *other != to).then(|| new_text(text, other)));
    let mut moves = Vec::new();
    if is_moved || own_text != text {
        let before = Some(text.to_owned());
        files.push(FileEdit { path, to, before, after: Some(own_text) });
    }
    if is_moved {
        moves.push(Rename { from: thing.clone(), to: new_id.clone(), merged: false });
    }
    Ok(Refactoring { files, renames: moves, remarks: Vec::new() })
}

/// Whether the new id can be taken. `resumed` says that the new file stands already as it would be
/// written, which an interrupted run leaves behind.
fn check_free(
    library: &Library,
    thing: &Thing,
    renamed: &Thing,
    resumed: bool,
) -> Result<(), Refusal> {
    let targets = Targets::of(library);
    if targets.holds(renamed) && !resumed {
        return Err(Refusal::Taken(renamed.clone()));
    }
    let owner = FormerIds::of(library).owner(renamed.kind, &renamed.id).cloned();
    if let Some(owner) = owner.filter(|owner| *owner != thing.id && *owner != renamed.id) {
        let owner = Thing { kind: renamed.kind, id: owner };
        return Err(Refusal::Former { id: renamed.id.clone(), owner });
    }
    let told = [Kind::Article, Kind::Claim, Kind::Event];
    let others = told.iter().filter(|kind| **kind != thing.kind);
    let clash = |id: &Slug| {
        let mut others = others.clone();
        let other = others.any(|kind| targets.holds(&Thing { kind: *kind, id: id.clone() }));
        other && library.changes.values().any(|change| change.meta.about.as_ref() == Some(id))
    };
    let about = told.contains(&thing.kind) && [&thing.id, &renamed.id].into_iter().any(clash);
    if about { Err(Refusal::AboutTwo(renamed.id.clone())) } else { Ok(()) }
}

/// The text of a renamed thing with its old id among the former ones, and without its new one; as it
/// is where the kind has no former ids. Absent when the front matter cannot be edited.
fn with_former(text: &str, thing: &Thing, new_id: &Slug) -> Option<String> {
    let Some(order) = keys_with_former(thing.kind) else { return Some(text.to_owned()) };
    let text = yaml::without_items(text, "former_ids", |old| old == new_id.as_str())?;
    yaml::with_items(&text, "former_ids", &[thing.id.to_string()], order)
}

/// The keys of a kind in canonical order, where `former_ids` is one of them.
fn keys_with_former(kind: Kind) -> Option<&'static [&'static str]> {
    Some(match kind {
        Kind::Page => front_matter::keys_of::<PageMeta>(),
        Kind::Article => front_matter::keys_of::<ArticleMeta>(),
        Kind::Entity => front_matter::keys_of::<EntityMeta>(),
        Kind::Event => front_matter::keys_of::<EventMeta>(),
        Kind::Claim => front_matter::keys_of::<ClaimMeta>(),
        Kind::Question => front_matter::keys_of::<QuestionMeta>(),
        Kind::Change => return None,
    })
}

/// The texts of all files that can be read, by path.
struct Texts<'a> {
    by_path: BTreeMap<ContentPath, &'a str>,
}

impl<'a> Texts<'a> {
    /// Refuses a library with a file of some kind that could not be read.
    fn of(library: &'a Library) -> Result<Self, Refusal> {
        let is_content = |path: &&ContentPath| Thing::of_path(path).is_some();
        if let Some(path) = library.unreadable.iter().find(is_content) {
            return Err(Refusal::Unreadable(path.clone()));
        }
        Ok(Self { by_path: library.files().map(|(path, text)| (path.clone(), text)).collect() })
    }

    fn get(&self, path: &ContentPath) -> Option<&'a str> {
        self.by_path.get(path).copied()
    }

    /// The files that `edit` changes, in path order.
    fn edited(&self, edit: impl Fn(&ContentPath, &str) -> Option<String>) -> Vec<FileEdit> {
        let changed = |(path, text): (&ContentPath, &&str)| {
            let after = edit(path, text).filter(|after| after != text)?;
            let (path, to) = (path.clone(), path.clone());
            Some(FileEdit { path, to, before: Some((*text).to_owned()), after: Some(after) })
        };
        self.by_path.iter().filter_map(changed).collect()
    }
}

/// All content files as they are after some edits: path and text, sorted by path.
pub fn applied(library: &Library, edits: &[FileEdit]) -> Vec<(ContentPath, String)> {
    let own = |(path, text): (&ContentPath, &str)| (path.clone(), text.to_owned());
    let mut files: BTreeMap<ContentPath, String> = library.files().map(own).collect();
    let gone: BTreeSet<&ContentPath> = edits
        .iter()
        .filter(|edit| edit.after.is_none() || edit.to != edit.path)
        .map(|e| &e.path)
        .collect();
    files.retain(|path, _| !gone.contains(path));
    for edit in edits {
        if let Some(after) = &edit.after {
            files.insert(edit.to.clone(), after.clone());
        }
    }
    files.into_iter().collect()
}

/// The YAML of a content file as a tree, and the byte at which it begins.
fn tree(text: &str) -> Option<(outline::Node, usize)> {
    let yaml = front_matter::fences(text)?.yaml;
    Some((outline::outline(yaml.of(text)).ok()?, yaml.start))
}
