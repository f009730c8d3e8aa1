//! Another id for a thing, everywhere at once: its file's name, all that names it, and the lock files.
//! What has to be edited is the refactoring's matter; here it becomes edits of the editor.

use gen_lsp_types::{PrepareRenamePlaceholder, WorkspaceEdit};

use super::cursor::{Spot, spot};
use super::edits::{Changes, workspace_edit};
use super::state::State;
use super::things;
use crate::content::history::VerdictsLock;
use crate::content::lock::{IngestLock, QuotesLock};
use crate::content::refactor::{Locks, Refactoring, Thing, changed_lines, moved};
use crate::diagnostic::Span;
use crate::diagnostic::fix::Edit;
use crate::graph::Target;
use crate::path::{ContentPath, Slug};

/// Why nothing can be renamed here.
const NO_ID: &str = "there is no id here; put the cursor on one, in front matter or in [[…]], or on \
                     the title or name of the file's own";

/// What would be renamed at a byte of a file, and its id.
pub fn prepare(
    state: &State,
    file: &str,
    offset: usize,
) -> Result<PrepareRenamePlaceholder, String> {
    let (thing, span) = thing_at(state, file, offset).ok_or(NO_ID)?;
    let text = state.text(file).ok_or(NO_ID)?;
    let range = state.lines(&text).range(span);
    Ok(PrepareRenamePlaceholder { range, placeholder: thing.id.to_string() })
}

/// The edits that give the thing at a byte of a file another id.
pub fn rename(
    state: &State,
    file: &str,
    offset: usize,
    new_id: &str,
) -> Result<WorkspaceEdit, String> {
    let (thing, _) = thing_at(state, file, offset).ok_or(NO_ID)?;
    let new_id = Slug::parse(new_id.trim()).map_err(|error| match Slug::from_text(new_id) {
        Some(better) => format!("{error}; write {better}"),
        None => error.to_string(),
    })?;
    if !state.client.rename_files && new_id != thing.id {
        let command = "backstory move";
        return Err(format!(
            "this editor cannot rename files; run `{command} {} {new_id}`",
            thing.explicit()
        ));
    }
    let library = &state.checked.library;
    let plan = moved(library, &thing, &new_id).map_err(|refusal| refusal.to_string())?;
    let mut changes = Changes::default();
    for edit in &plan.files {
        changes.edits.insert(edit.path.to_string(), edit.edits());
        if edit.path != edit.to {
            changes.renames.push((edit.path.to_string(), edit.to.to_string()));
        }
    }
    for (file, edits) in locks(state, &plan)? {
        changes.edits.insert(file, edits);
    }
    changes.edits.retain(|_, edits| !edits.is_empty());
    workspace_edit(state, &changes)
        .ok_or_else(|| "the files changed meanwhile; try again".to_owned())
}

/// The thing whose id, or of the file's own whose title, stands at a byte of a file.
fn thing_at(state: &State, file: &str, offset: usize) -> Option<(Thing, Span)> {
    let text = state.text(file)?;
    let checked = &state.checked;
    let spot = spot(checked, file, &text, offset)?;
    let named = spot.targets(checked, file);
    let target = match (named.as_slice(), &spot) {
        ([one], Spot::Link { by_id: true, .. } | Spot::Value { .. }) => one.clone(),
        ([], Spot::Key { path, .. } | Spot::Value { path, .. }) => {
            let own = things::of_file(file)?;
            let (_, key) = things::title(&checked.library, &own)?;
            (path.len() == 1 && path.first().is_some_and(|it| it == key)).then_some(own)?
        }
        // Of a name it is not clear whether the name is meant.
        _ => return None,
    };
    (target != Target::Index).then_some(())?;
    let path = ContentPath::parse(&things::file_of(&target)).ok()?;
    Some((Thing::of_path(&path)?, spot.span()))
}

/// The edits of the lock files, which know things by their ids.
fn locks(state: &State, plan: &Refactoring) -> Result<Vec<(String, Vec<Edit>)>, String> {
    let names = ["content/ingest.lock", "content/quotes.lock", "content/verdicts.lock"];
    let texts = names.map(|name| state.text(name).unwrap_or_default());
    let [ingest, quotes, verdicts] = &texts;
    let (ingest, _) = IngestLock::parse(ingest, names[0]);
    let (quotes, _) = QuotesLock::parse(quotes, names[1]);
    let (verdicts, _) = VerdictsLock::parse(verdicts, names[2]);
    let locks = Locks { ingest, quotes, verdicts };
    let next = locks
        .follow(&state.checked.library, &plan.renames)
        .map_err(|refusal| refusal.to_string())?;
    let written = [
        (locks.ingest != next.ingest).then(|| next.ingest.write()),
        (locks.quotes != next.quotes).then(|| next.quotes.write()),
        (locks.verdicts != next.verdicts).then(|| next.verdicts.write()),
    ];
    let edits = |((file, before), after): ((&str, &str), Option<String>)| {
        let after = after?;
        let edit = |(span, text): (Span, &str)| Edit {
            file: file.to_owned(),
            span,
            text: text.to_owned(),
        };
        let edits = changed_lines(before, &after).into_iter().map(edit).collect();
        Some((file.to_owned(), edits))
    };
    let before = names.into_iter().zip(texts.iter().map(AsRef::as_ref));
    Ok(before.zip(written).filter_map(edits).collect())
}
