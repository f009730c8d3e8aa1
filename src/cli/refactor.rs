//! `move`, `rename-entity`, `merge-entities`, `split-entity`: prepared and checked in memory, then
//! written file by file, in an order in which an interrupted run can be repeated.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use backstory::content::history::VerdictsLock;
use backstory::content::library::{Library, load_library};
use backstory::content::lock::{IngestLock, QuotesLock, verify_quotations};
use backstory::content::refactor::{
    self, FileEdit, FormerIds, Kind, LinkedName, Locks, Refactoring, Refusal, Split, Thing,
    applied, unified,
};
use backstory::content::wikilinks::scan;
use backstory::diagnostic::render::{Format, render};
use backstory::diagnostic::{Diagnostic, Diagnostics, Level, Span, has_errors, sorted};
use backstory::graph::{link::Names, resolve_links};
use backstory::path::{ContentPath, Slug};
use backstory::pipeline::{self, Options};
use backstory::{fs, unicode};

use super::Outcome;
use super::args::{MergeEntities, Move, RenameEntity, SplitEntity};
use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;

/// The lock files, by name.
const LOCKS: [&str; 3] = ["content/ingest.lock", "content/quotes.lock", "content/verdicts.lock"];

/// `move`.
pub(crate) fn move_thing(
    asked: &Move,
    environment: &Environment,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let work = Work::open(options)?;
    let path = environment.absolute(Path::new(&asked.thing));
    let below = path.strip_prefix(&work.root).ok().filter(|_| path.is_file());
    let named = below
        .map_or_else(|| asked.thing.clone(), |below| below.to_string_lossy().replace('\\', "/"));
    let thing = Thing::named(&named, &work.library).map_err(refused)?;
    let new_id = id(&asked.new_id)?;
    if work.is_former(&thing, &new_id) {
        console.message(&format!("`{}` is `{new_id}` already", thing.id));
        return Ok(Outcome::Fine);
    }
    let plan = refactor::moved(&work.library, &thing, &new_id).map_err(refused)?;
    work.carry_out(&plan, asked.dry_run, console)
}

/// `rename-entity`.
pub(crate) fn rename_entity(
    asked: &RenameEntity,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let work = Work::open(options)?;
    let old = work.entity(&asked.entity)?;
    let new_id = asked.id.as_deref().map(id).transpose()?;
    let thing = Thing { kind: Kind::Entity, id: old.clone() };
    if new_id.as_ref().is_some_and(|new_id| work.is_former(&thing, new_id)) {
        console.message(&format!("`{old}` was renamed already"));
        return Ok(Outcome::Fine);
    }
    let plan = refactor::rename_entity(&work.library, &old, &asked.name, new_id.as_ref());
    work.carry_out(&plan.map_err(refused)?, asked.dry_run, console)
}

/// `merge-entities`.
pub(crate) fn merge_entities(
    asked: &MergeEntities,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let work = Work::open(options)?;
    let mut ids = asked.ids.iter().map(|id| work.entity(id)).collect::<Result<Vec<_>, _>>()?;
    let Some(into) = ids.pop() else {
        return Err(Failure::Usage(
            "name the entities to merge, and the one they become".to_owned(),
        ));
    };
    let plan = refactor::merge_entities(&work.library, &ids, &into).map_err(refused)?;
    work.carry_out(&plan, asked.dry_run, console)
}

/// `split-entity`.
pub(crate) fn split_entity(
    asked: &SplitEntity,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let work = Work::open(options)?;
    let old = work.entity(&asked.entity)?;
    let mut things = Vec::new();
    let lists = [
        (Kind::Article, &asked.articles),
        (Kind::Event, &asked.events),
        (Kind::Claim, &asked.claims),
    ];
    for (kind, ids) in lists {
        for text in ids {
            things.push(Thing { kind, id: id(text)? });
        }
    }
    let split = Split {
        new_id: id(&asked.new_id)?,
        name: asked.name.clone(),
        aliases: asked.aliases.clone(),
        things,
    };
    let linked = linked_names(&work.library, &old);
    let plan = refactor::split_entity(&work.library, &old, &split, &linked).map_err(refused)?;
    work.carry_out(&plan, asked.dry_run, console)
}

/// The names in bodies that stand for one entity alone.
fn linked_names(library: &Library, id: &Slug) -> Vec<LinkedName> {
    let names = Names::of(library);
    let mut linked = Vec::new();
    for (path, text) in library.files() {
        let Some(body) = library.body(path) else { continue };
        let start = text.len() - body.len();
        for mention in names.find(body, &scan(body)) {
            if mention.entities.iter().eq([id]) {
                let span = Span::new(mention.span.start + start, mention.span.end + start);
                linked.push(LinkedName { path: path.clone(), span });
            }
        }
    }
    linked
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err as it is")]
fn refused(refusal: Refusal) -> Failure {
    Failure::Usage(refusal.to_string())
}

/// An id as typed.
fn id(text: &str) -> Result<Slug, Failure> {
    Slug::parse(text).map_err(|error| {
        let other = Slug::from_text(text);
        let hint = other.map_or(String::new(), |id| format!("; `{id}` would do"));
        Failure::Usage(format!("the id {error}{hint}"))
    })
}

/// A site's content in memory, as it stands.
struct Work {
    root: std::path::PathBuf,
    library: Library,
    problems: Diagnostics,
    locks: Locks,
    /// What stands before the text of a file: nothing, or a byte-order mark.
    marks: BTreeMap<ContentPath, Vec<u8>>,
}

impl Work {
    fn open(options: &Options) -> Result<Self, Failure> {
        let (site, _) = pipeline::open_site(options)?;
        let root = site.root;
        let mut files = Vec::new();
        let mut marks = BTreeMap::new();
        for entry in fs::read_tree(&root, "content") {
            let (path, bytes) = entry?;
            let is_source = path.as_str().starts_with("content/sources/");
            if is_source || !path.as_str().to_ascii_lowercase().ends_with(".md") {
                continue;
            }
            if std::str::from_utf8(&bytes).is_err() {
                let message =
                    format!("{path} holds bytes that are not UTF-8; save it as UTF-8 first");
                return Err(Failure::Usage(message));
            }
            let text = unicode::decode(&bytes, Some("utf-8")).text;
            let mark = bytes.get(..bytes.len().saturating_sub(text.len())).unwrap_or_default();
            marks.insert(path.clone(), mark.to_vec());
            files.push((path, text));
        }
        let (library, problems) = load_library(&files);
        let locks = read_locks(&root)?;
        Ok(Self { root, library, problems, locks, marks })
    }

    /// An entity as typed: an id, or a path or `entity:id`.
    fn entity(&self, text: &str) -> Result<Slug, Failure> {
        if !text.contains([':', '/', '\\', '.']) {
            return id(text);
        }
        let thing = Thing::named(text, &self.library).map_err(refused)?;
        if thing.kind == Kind::Entity {
            return Ok(thing.id);
        }
        Err(Failure::Usage(format!("{text} is no entity; `backstory move` renames other files")))
    }

    /// Whether a thing is gone and its id a former one of another, as after a run that was finished.
    fn is_former(&self, thing: &Thing, new_id: &Slug) -> bool {
        FormerIds::of(&self.library).owner(thing.kind, &thing.id) == Some(new_id)
    }

    /// Checks a plan and writes it, or shows it.
    fn carry_out(
        &self,
        plan: &Refactoring,
        dry_run: bool,
        console: &Console,
    ) -> Result<Outcome, Failure> {
        for remark in &plan.remarks {
            console.message(&format!("note: {remark}"));
        }
        if plan.files.is_empty() {
            console.message("Nothing to do");
            return Ok(Outcome::Fine);
        }
        let locks = self.locks.follow(&self.library, &plan.renames).map_err(refused)?;
        let files = applied(&self.library, &plan.files);
        let new = self.new_errors(plan, &files, &locks);
        if has_errors(&new) {
            let source = |file: &str| {
                files.iter().find(|(path, _)| path.as_str() == file).map(|(_, text)| text.clone())
            };
            console.message(render(&new, Format::Human { color: false }, &source).trim_end());
            console.message("Nothing was written: these errors would be new");
            return Ok(Outcome::Problems);
        }
        let locks: Vec<(&str, String, String)> = LOCKS
            .into_iter()
            .zip(lock_texts(&self.locks).into_iter().zip(lock_texts(&locks)))
            .filter(|(_, (before, after))| before != after)
            .map(|(name, (before, after))| (name, before, after))
            .collect();
        if dry_run {
            console.result(&shown(plan, &locks))?;
        } else {
            self.write(plan, &locks)?;
            console.result(&table(plan, &locks))?;
        }
        Ok(Outcome::Fine)
    }

    /// Errors of files that would have more of them than they have now. A run that was interrupted
    /// leaves other errors than there were, so only their number counts.
    fn new_errors(
        &self,
        plan: &Refactoring,
        files: &[(ContentPath, String)],
        locks: &Locks,
    ) -> Diagnostics {
        let file = |one: &Diagnostic| {
            let file = one.place.as_ref().map_or("", |place| place.file.as_str());
            let moved = plan.files.iter().find(|edit| edit.path.as_str() == file);
            moved.map_or(file, |edit| edit.to.as_str()).to_owned()
        };
        let counted = |errors: &Diagnostics| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for one in errors {
                *counts.entry(file(one)).or_default() += 1;
            }
            counts
        };
        let (library, problems) = load_library(files);
        let before = counted(&all_errors(&self.library, self.problems.clone(), &self.locks));
        let mut after = all_errors(&library, problems, locks);
        let counts = counted(&after);
        after.retain(|one| counts.get(&file(one)) > before.get(&file(one)));
        after
    }

    /// Writes everything, deletions last: as long as the old files stand, the command can be repeated.
    fn write(&self, plan: &Refactoring, locks: &[(&str, String, String)]) -> Result<(), Failure> {
        let mut written = Vec::new();
        for edit in &plan.files {
            if let Some(after) = &edit.after {
                let mark = self.marks.get(&edit.path).map_or(&[][..], Vec::as_slice);
                let bytes = [mark, after.as_bytes()].concat();
                written.push((self.root.join(edit.to.as_str()), bytes));
            }
        }
        for (name, _, after) in locks {
            written.push((self.root.join(name), after.as_bytes().to_vec()));
        }
        let files: Vec<_> =
            written.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice())).collect();
        fs::write_together(&files)?;
        for edit in plan.files.iter().filter(|edit| is_gone(edit)) {
            fs::remove_file(&self.root.join(edit.path.as_str()))?;
        }
        Ok(())
    }
}

/// Whether a file's name is there no more afterwards.
fn is_gone(edit: &FileEdit) -> bool {
    edit.after.is_none() || edit.to != edit.path
}

/// All errors of the content itself, its links and its quotations as far as the lock knows them.
fn all_errors(library: &Library, mut found: Diagnostics, locks: &Locks) -> Diagnostics {
    found.extend(resolve_links(library).1);
    found.extend(verify_quotations(library, &BTreeMap::new(), &locks.quotes).0);
    found.retain(|one| one.level == Level::Error);
    sorted(found)
}

fn read_locks(root: &Path) -> Result<Locks, Failure> {
    let text = |name: &str| match fs::read(&root.join(name)) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.is_missing() => Ok(String::new()),
        Err(error) => Err(error),
    };
    let [ingest, quotes, verdicts] = LOCKS;
    let (ingest, mut problems) = IngestLock::parse(&text(ingest)?, ingest);
    let (quotes, found) = QuotesLock::parse(&text(quotes)?, quotes);
    problems.extend(found);
    let (verdicts, found) = VerdictsLock::parse(&text(verdicts)?, verdicts);
    problems.extend(found);
    if let Some(place) = problems.iter().find_map(|problem| problem.place.as_ref()) {
        let message = format!(
            "{}:{}: this line of the lock file is none; settle the merge conflict first",
            place.file, place.line
        );
        return Err(Failure::Usage(message));
    }
    Ok(Locks { ingest, quotes, verdicts })
}

fn lock_texts(locks: &Locks) -> [String; 3] {
    [locks.ingest.write(), locks.quotes.write(), locks.verdicts.write()]
}

/// What would be done, as a diff.
fn shown(plan: &Refactoring, locks: &[(&str, String, String)]) -> String {
    let mut out = String::new();
    for FileEdit { path, to, before, after } in &plan.files {
        if path != to {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "rename from {path}\nrename to {to}");
        }
        let name = |file: &ContentPath, text: &Option<String>| match text {
            Some(_) => file.to_string(),
            None => "/dev/null".to_owned(),
        };
        let (before, after) = (before.as_deref(), after.as_deref());
        let _ = writeln!(out, "--- {}", name(path, &before.map(str::to_owned)));
        let _ = writeln!(out, "+++ {}", name(to, &after.map(str::to_owned)));
        out.push_str(&unified(before.unwrap_or(""), after.unwrap_or("")));
    }
    for (name, before, after) in locks {
        let _ = write!(out, "--- {name}\n+++ {name}\n{}", unified(before, after));
    }
    out
}

/// What was done, file by file.
fn table(plan: &Refactoring, locks: &[(&str, String, String)]) -> String {
    let mut out = String::new();
    let mut row = |what: &str, file: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  {what:<8} {file}");
    };
    for edit in &plan.files {
        let FileEdit { path, to, .. } = edit;
        match (&edit.before, &edit.after) {
            (None, _) => row("added", to.to_string()),
            (_, None) => row("deleted", path.to_string()),
            _ if path != to => row("renamed", format!("{path} → {to}")),
            _ => {
                let places = count(edit.edits().len(), "place", "places");
                row("edited", format!("{path} ({places})"));
            }
        }
    }
    for (name, ..) in locks {
        row("edited", (*name).to_owned());
    }
    let files = count(plan.files.len(), "file", "files");
    format!("Changed {files}\n{out}")
}
