//! Entities: one gets another name, several become one, one becomes two.

use super::references::{bar, deduplicated, rewritten, spliced};
use super::targets::{Form, Kind, Targets, Thing};
use super::{
    FileEdit, FormerIds, Refactoring, Refusal, Rename, Texts, front_matter, moved_with, yaml,
};
use crate::content::library::{Entry, Library};
use crate::diagnostic::Span;
use crate::model::article::Status;
use crate::model::entity::EntityMeta;
use crate::path::{ContentPath, Slug};

/// Gives an entity another name, and another id if one is given. The old name becomes an alias, so
/// that sources which use it are still understood.
pub fn rename_entity(
    library: &Library,
    id: &Slug,
    name: &str,
    new_id: Option<&Slug>,
) -> Result<Refactoring, Refusal> {
    let thing = Thing { kind: Kind::Entity, id: id.clone() };
    let entity = library.entities.get(id).ok_or_else(|| Refusal::Missing(thing.clone()))?;
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    let old = entity.meta.name.clone();
    let order = front_matter::keys_of::<EntityMeta>();
    let own = |text: &str| {
        let text = yaml::with_value(text, "name", name, order)?;
        let text = yaml::without_items(&text, "aliases", |alias| alias == name)?;
        let aliases: &[String] = if old == name { &[] } else { std::slice::from_ref(&old) };
        yaml::with_items(&text, "aliases", aliases, order)
    };
    let mut names = vec![name.to_owned(), old.clone()];
    names.extend(entity.meta.aliases.iter().cloned());
    let mut plan = moved_with(library, &thing, new_id.unwrap_or(id), Some(&names), &own)?;
    plan.remarks.extend(shared_names(library, std::slice::from_ref(id), [name.to_owned()].iter()));
    Ok(plan)
}

/// What to say of names that other entities have as well.
fn shared_names<'a>(
    library: &Library,
    own: &[Slug],
    names: impl Iterator<Item = &'a String>,
) -> Vec<String> {
    let mut remarks = Vec::new();
    for name in names {
        let others = library.entities.values().filter(|other| !own.contains(&other.id));
        let shared = others.filter(|o| o.meta.name == *name || o.meta.aliases.contains(name));
        remarks.extend(shared.map(|other| {
            format!("`{name}` also names `{}`: it is linked to neither unless it is written [[id|{name}]]", other.id)
        }));
    }
    remarks
}

/// Makes one entity of several: `into` keeps its id, name, type, role and status, and gets the others'
/// names as aliases, their addresses as former ids, `same_as` and description. All that named them
/// names it. An entity of `from` that is a former one of `into` already is passed over, so that an
/// interrupted run can be repeated.
pub fn merge_entities(
    library: &Library,
    from: &[Slug],
    into: &Slug,
) -> Result<Refactoring, Refusal> {
    let texts = Texts::of(library)?;
    let entity = |id: &Slug| Thing { kind: Kind::Entity, id: id.clone() };
    let target = library.entities.get(into).ok_or_else(|| Refusal::Missing(entity(into)))?;
    let mut merged: Vec<&Entry<EntityMeta>> = Vec::new();
    for id in from {
        if id == into || merged.iter().any(|other| other.id == *id) {
            return Err(Refusal::Same(id.clone()));
        }
        match library.entities.get(id) {
            Some(entry) => merged.push(entry),
            None if target.meta.former_ids.contains(id) => {}
            None => return Err(Refusal::Missing(entity(id))),
        }
    }
    let before = Targets::of(library);
    let names = union(target, &merged);
    let after =
        merged.iter().fold(before.clone(), |after, gone| after.renamed(&entity(&gone.id), into));
    let after = after.with_names(into, &names);
    let map = |one: &Thing| {
        let gone = one.kind == Kind::Entity && merged.iter().any(|other| other.id == one.id);
        gone.then(|| entity(into))
    };
    let new_text = |path: &ContentPath, text: &str| rewritten(path, text, &before, &after, &map);
    let own = own_text(target, &merged, &names, &new_text)
        .ok_or_else(|| Refusal::Uneditable(target.path.clone()))?;
    let mut files = texts.edited(|path, text| {
        if *path == target.path {
            return Some(own.clone());
        }
        if merged.iter().any(|gone| gone.path == *path) {
            return None;
        }
        let new = new_text(path, text);
        let changed = new != text;
        Some(deduplicated(&new, "participants").filter(|_| changed).unwrap_or(new))
    });
    files.extend(merged.iter().map(|gone| FileEdit {
        path: gone.path.clone(),
        to: gone.path.clone(),
        before: Some(gone.text.clone()),
        after: None,
    }));
    let rename = |gone: &&Entry<EntityMeta>| Rename {
        from: entity(&gone.id),
        to: into.clone(),
        merged: true,
    };
    let renames = merged.iter().map(rename).collect();
    Ok(Refactoring { files, renames, remarks: remarks(target, &merged) })
}

/// All names of the one entity: its own, then the others'.
fn union(target: &Entry<EntityMeta>, merged: &[&Entry<EntityMeta>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in std::iter::once(&target).chain(merged) {
        for name in std::iter::once(&entry.meta.name).chain(&entry.meta.aliases) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// The text of the entity that the others are merged into.
fn own_text(
    target: &Entry<EntityMeta>,
    merged: &[&Entry<EntityMeta>],
    names: &[String],
    new_text: &dyn Fn(&ContentPath, &str) -> String,
) -> Option<String> {
    let order = front_matter::keys_of::<EntityMeta>();
    let mut text = new_text(&target.path, &target.text);
    let aliases: Vec<String> =
        names.iter().filter(|name| **name != target.meta.name).cloned().collect();
    text = yaml::with_items(&text, "aliases", &aliases, order)?;
    if target.meta.role.is_none()
        && let Some(role) = merged.iter().find_map(|gone| gone.meta.role.as_ref())
    {
        text = yaml::with_value(&text, "role", role, order)?;
    }
    let same_as: Vec<String> =
        merged.iter().flat_map(|gone| gone.meta.same_as.iter().cloned()).collect();
    text = yaml::with_items(&text, "same_as", &same_as, order)?;
    let ids = |gone: &&Entry<EntityMeta>| {
        let own = std::iter::once(&gone.id).chain(&gone.meta.former_ids);
        own.map(Slug::to_string).collect::<Vec<_>>()
    };
    let former: Vec<String> =
        merged.iter().flat_map(ids).filter(|id| *id != target.id.as_str()).collect();
    text = yaml::with_items(&text, "former_ids", &former, order)?;
    for gone in merged {
        let new = new_text(&gone.path, &gone.text);
        let start = front_matter::fences(&new).map_or(0, |fences| fences.body_start);
        text = with_body(&text, new.get(start..).unwrap_or("").trim());
    }
    Some(text)
}

/// The file with a description behind its own, unless it says that already.
fn with_body(text: &str, more: &str) -> String {
    let start = front_matter::fences(text).map_or(0, |fences| fences.body_start);
    let own = text.get(start..).unwrap_or("");
    if more.is_empty() || own.contains(more) {
        return text.to_owned();
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{}{end}{end}{more}{end}", text.trim_end())
}

/// What was not kept of the entities that are merged into another.
fn remarks(target: &Entry<EntityMeta>, merged: &[&Entry<EntityMeta>]) -> Vec<String> {
    let mut remarks = Vec::new();
    let into = &target.id;
    let mut role = target.meta.role.as_ref();
    for gone in merged {
        let id = &gone.id;
        if gone.meta.kind != target.meta.kind {
            let (kind, other) = (target.meta.kind.as_str(), gone.meta.kind.as_str());
            remarks.push(format!("`{id}` is a {other} and `{into}` a {kind}: it stays a {kind}"));
        }
        if let Some(other) = gone.meta.role.as_ref().filter(|other| Some(*other) != role) {
            match role {
                Some(role) => remarks
                    .push(format!("the role of `{id}` is “{other}”: `{into}` keeps “{role}”")),
                None => role = Some(other),
            }
        }
        let yaml = front_matter::fences(&gone.text).map(|fences| fences.yaml.of(&gone.text));
        if yaml.is_some_and(|yaml| yaml.lines().any(|line| line.trim_start().starts_with('#'))) {
            remarks.push(format!("the comments in the front matter of `{id}` go with its file"));
        }
    }
    remarks
}

/// How an entity becomes two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Id of the new one.
    pub new_id: Slug,
    /// Its name.
    pub name: String,
    /// Names of the old one that are the new one's.
    pub aliases: Vec<String>,
    /// Things whose references to the old one mean the new one: articles, events and claims. Without
    /// any, only the names part the two.
    pub things: Vec<Thing>,
}

/// A name in running text that is linked to an entity without being marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedName {
    /// The file.
    pub path: ContentPath,
    /// Bytes of the file.
    pub span: Span,
}

/// Makes two entities of one. What named the old one in the things listed names the new one; elsewhere
/// everything means what it meant. `linked` are all names in bodies that stand for the old entity and
/// no other: where one would mean something else afterwards, because its name is now the new entity's
/// or both's, it becomes a written link. Without things listed, names that move mean the new entity
/// everywhere.
///
/// Files are written in this order: those that change, then the new entity's, so that an interrupted
/// run can be repeated.
pub fn split_entity(
    library: &Library,
    id: &Slug,
    split: &Split,
    linked: &[LinkedName],
) -> Result<Refactoring, Refusal> {
    let texts = Texts::of(library)?;
    let entity = |id: &Slug| Thing { kind: Kind::Entity, id: id.clone() };
    let old = library.entities.get(id).ok_or_else(|| Refusal::Missing(entity(id)))?;
    let before = Targets::of(library);
    if let Some(missing) = split.things.iter().find(|thing| !before.holds(thing)) {
        return Err(Refusal::Missing(missing.clone()));
    }
    let name = split.name.trim();
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    let (new, path) = (entity(&split.new_id), entity(&split.new_id).path()?);
    let text = new_file(old, split, name);
    if before.holds(&new) && texts.get(&path) != Some(&text) {
        return Err(Refusal::Taken(new));
    }
    let owner = FormerIds::of(library).owner(Kind::Entity, &split.new_id).cloned();
    if let Some(owner) = owner.filter(|owner| owner != id) {
        return Err(Refusal::Former { id: split.new_id.clone(), owner: entity(&owner) });
    }
    let moved: Vec<String> =
        std::iter::once(name.to_owned()).chain(split.aliases.iter().cloned()).collect();
    let left: Vec<String> =
        old.meta.aliases.iter().filter(|alias| !moved.contains(alias)).cloned().collect();
    let names: Vec<String> = std::iter::once(old.meta.name.clone()).chain(left).collect();
    let after = before.with_names(id, &names).with_names(&split.new_id, &moved);
    // Without things listed, names that move mean the new entity from the start.
    let own_names: &[String] = if split.things.is_empty() { &moved } else { &[] };
    let meant = before.with_owned(&split.new_id, own_names, &after);
    let whole = SplitPlan { id, new: &new, before: &meant, after: &after, split };
    let own = |text: &str| {
        let text = yaml::without_items(text, "aliases", |alias| moved.iter().any(|m| m == alias))?;
        yaml::without_items(&text, "former_ids", |former| former == split.new_id.as_str())
    };
    if own(&old.text).is_none() {
        return Err(Refusal::Uneditable(old.path.clone()));
    }
    let mut files = texts.edited(|other, text| {
        if *other == path {
            return None;
        }
        let text = whole.text(other, text, linked);
        if *other == old.path { own(&text) } else { Some(text) }
    });
    if !before.holds(&new) {
        files.push(FileEdit { path: path.clone(), to: path, before: None, after: Some(text) });
    }
    let remarks = shared_names(library, &[id.clone(), split.new_id.clone()], moved.iter())
        .into_iter()
        .chain(moved.iter().filter(|name| names.contains(name)).map(|name| {
            format!("`{name}` names both now: where it is written as a link it stays clear, elsewhere write [[id|{name}]]")
        }));
    Ok(Refactoring { files, renames: Vec::new(), remarks: remarks.collect() })
}

/// The new entity's file.
fn new_file(old: &Entry<EntityMeta>, split: &Split, name: &str) -> String {
    let mut aliases: Vec<String> = Vec::new();
    for alias in &split.aliases {
        if alias != name && !aliases.contains(alias) {
            aliases.push(alias.clone());
        }
    }
    let meta = EntityMeta {
        name: name.to_owned(),
        kind: old.meta.kind,
        aliases,
        role: None,
        same_as: Vec::new(),
        former_ids: Vec::new(),
        status: Status::Reviewed,
    };
    front_matter::write(&meta, "")
}

/// What a split does to one file.
struct SplitPlan<'a> {
    id: &'a Slug,
    new: &'a Thing,
    before: &'a Targets,
    after: &'a Targets,
    split: &'a Split,
}

impl SplitPlan<'_> {
    fn text(&self, path: &ContentPath, text: &str, linked: &[LinkedName]) -> String {
        let things = &self.split.things;
        let listed = Thing::of_path(path).is_some_and(|thing| things.contains(&thing));
        let old = Thing { kind: Kind::Entity, id: self.id.clone() };
        let marked = self.marked(path, text, linked, listed);
        let map = |one: &Thing| (listed && *one == old).then(|| self.new.clone());
        let new = rewritten(path, &marked, self.before, self.after, &map);
        let changed = new != text;
        deduplicated(&new, "participants").filter(|_| changed).unwrap_or(new)
    }

    /// The text with links written where names in it would mean something else.
    fn marked(
        &self,
        path: &ContentPath,
        text: &str,
        linked: &[LinkedName],
        listed: bool,
    ) -> String {
        let start = front_matter::fences(text).map_or(0, |fences| fences.body_start);
        let body = text.get(start..).unwrap_or("");
        let mut edits: Vec<(Span, String)> = Vec::new();
        for name in linked.iter().filter(|name| name.path == *path) {
            let words = name.span.of(text);
            let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let meant = match self.after.meaning(&plain) {
                Some((thing, Form::Name)) => Some(thing),
                _ => None,
            };
            let old = Thing { kind: Kind::Entity, id: self.id.clone() };
            let wanted = match &meant {
                _ if listed => self.new.clone(),
                Some(thing) if self.split.things.is_empty() => thing.clone(),
                _ => old,
            };
            if meant.as_ref() != Some(&wanted) {
                let inside = Span::new(name.span.start - start, name.span.end - start);
                let link =
                    format!("[[{}{}{words}]]", self.after.link_to(&wanted), bar(body, inside));
                edits.push((name.span, link));
            }
        }
        edits.sort_by_key(|(span, _)| *span);
        spliced(text, &edits)
    }
}
