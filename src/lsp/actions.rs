//! What can be done about the problems at a place: their fixes, and the exception that allows one.

use gen_lsp_types::{CodeAction, CodeActionKind, Range, WorkspaceEdit};

use super::edits::{Changes, insertion, workspace_edit};
use super::publish;
use super::state::State;
use crate::content::front_matter::fences;
use crate::content::lock::{blocks, is_list_item};
use crate::content::outline::{Node, Value, outline};
use crate::diagnostic::fix::{Applicability, safe_edits};
use crate::diagnostic::{Diagnostic, Level, Span};

/// The kind of the action that mends all of a file that can be mended unseen.
pub const FIX_ALL: &str = "source.fixAll.backstory";
/// What stands where a person gives the reason.
const REASON: &str = "why this is right as it is";

/// The actions for a range of a file; with `only`, those of these kinds.
pub fn actions(
    state: &State,
    file: &str,
    range: Range,
    only: Option<&[CodeActionKind]>,
) -> Vec<CodeAction> {
    let problems = state.checked.diagnostics.get(file).map_or(&[][..], Vec::as_slice);
    let Some(text) = state.text(file) else { return Vec::new() };
    let lines = state.lines(&text);
    let asked = lines.span(range);
    let mut actions = Vec::new();
    for problem in problems.iter().filter(|problem| is_in(problem, asked)) {
        let shown = publish::one(state, problem, &lines);
        let action = |title: String, edit: WorkspaceEdit, is_preferred: Option<bool>| CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![shown.clone()]),
            edit: Some(edit),
            is_preferred,
            ..Default::default()
        };
        for fix in &problem.fixes {
            let changes = Changes::of(fix.edits.iter().cloned());
            let Some(edit) = workspace_edit(state, &changes) else { continue };
            let safe = (fix.applicability == Applicability::Safe).then_some(true);
            actions.push(action(capitalised(&fix.message), edit, safe));
        }
        let title = format!("Allow `{}` here, with a reason", problem.code);
        actions.extend(allow(state, file, &text, problem).map(|edit| action(title, edit, None)));
    }
    actions.extend(fix_all(state, file, problems));
    actions.retain(|action| only.is_none_or(|only| is_asked(action, only)));
    actions
}

/// Whether a problem touches the bytes that are asked about; one of the whole file does at its top.
fn is_in(problem: &Diagnostic, asked: Span) -> bool {
    let span = problem.place.as_ref().and_then(|place| place.span).unwrap_or_default();
    span.start <= asked.end && asked.start <= span.end
}

/// Whether an action is of a kind asked for, or of one below it.
fn is_asked(action: &CodeAction, only: &[CodeActionKind]) -> bool {
    let Some(kind) = &action.kind else { return false };
    let is_below = |asked: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        asked.as_str().is_empty() || rest.is_some_and(|it| it.is_empty() || it.starts_with('.'))
    };
    only.iter().any(is_below)
}

fn fix_all(state: &State, file: &str, problems: &[Diagnostic]) -> Option<CodeAction> {
    let edits = safe_edits(problems).remove(file)?;
    let number = edits.len();
    let edit = workspace_edit(state, &Changes::of(edits))?;
    let what = if number == 1 { "problem" } else { "problems" };
    Some(CodeAction {
        title: format!("Mend {number} {what} of this file that can be mended in one way only"),
        kind: Some(CodeActionKind::Custom(FIX_ALL.into())),
        edit: Some(edit),
        ..Default::default()
    })
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}", chars.as_str())
}

/// The exception that allows a problem; absent for errors, which cannot be allowed.
fn allow(state: &State, file: &str, text: &str, problem: &Diagnostic) -> Option<WorkspaceEdit> {
    if problem.level == Level::Error
        || problem.code.ends_with("allow")
        || problem.code == "allow-unused"
    {
        return None;
    }
    let fences = fences(text)?;
    let end = if text.get(..fences.yaml.start)?.ends_with("\r\n") { "\r\n" } else { "\n" };
    let span =
        problem.place.as_ref()?.span.unwrap_or(Span::new(fences.yaml.start, fences.yaml.start));
    let code = problem.code;
    if span.start < fences.body_start {
        let yaml = fences.yaml.of(text);
        let inside = Span::new(
            span.start.checked_sub(fences.yaml.start)?,
            span.end.checked_sub(fences.yaml.start)?,
        );
        let (line, indent) = line_of(yaml, inside)?;
        let before = format!("{indent}# allow {code}: ");
        return insertion(state, file, fences.yaml.start + line, (&before, REASON, end));
    }
    let body = text.get(fences.body_start..)?;
    let at = span.start - fences.body_start;
    let block = blocks(body).into_iter().find(|block| block.start <= at && at <= block.end)?;
    // Between two items a block of its own would make two lists of one.
    if is_list_item(block.of(body)) {
        let before = format!(" <!-- backstory-allow {code}: ");
        let end = fences.body_start + block.end;
        return insertion(state, file, end, (&before, REASON, " -->"));
    }
    let before = format!("<!-- backstory-allow {code}: ");
    let behind = format!(" -->{end}{end}");
    insertion(state, file, fences.body_start + block.start, (&before, REASON, &behind))
}

/// The line above which an exception for bytes of YAML stands, and how far in: that of the innermost
/// key or item which begins a line.
fn line_of(yaml: &str, span: Span) -> Option<(usize, &str)> {
    let root = outline(yaml).ok()?;
    let mut best = (0, "");
    let mut nodes = vec![&root];
    while let Some(node) = nodes.pop() {
        let parts: Vec<(Span, &Node)> = match &node.value {
            Value::Scalar { .. } => Vec::new(),
            Value::List { items, .. } => items.iter().map(|item| (item.span, item)).collect(),
            Value::Map { entries, .. } => entries
                .iter()
                .map(|(key, value)| {
                    (Span::new(key.span.start, value.span.end.max(key.span.end)), value)
                })
                .collect(),
        };
        let Some((whole, inner)) = parts.into_iter().find(|(whole, _)| whole.contains(span)) else {
            break;
        };
        let line = yaml.get(..whole.start)?.rfind('\n').map_or(0, |at| at + 1);
        let before = yaml.get(line..whole.start)?;
        if before.chars().all(|c| c == ' ' || c == '-') {
            let indent = before.len() - before.trim_start_matches(' ').len();
            best = (line, before.get(..indent)?);
        }
        nodes.push(inner);
    }
    Some(best)
}
