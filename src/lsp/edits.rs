//! Our edits as an editor takes them. Knows texts and versions, not what the edits are for.

use std::collections::BTreeMap;

use gen_lsp_types::{
    DocumentChange, OptionalVersionedTextDocumentIdentifier, RenameFile, SnippetTextEdit,
    StringValue, TextDocumentEdit, TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};

use super::state::State;
use crate::diagnostic::Span;
use crate::diagnostic::fix::Edit;

/// A change of the whole site.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Edits by file, sorted and apart from each other.
    pub edits: BTreeMap<String, Vec<Edit>>,
    /// Files that get another name: from, to.
    pub renames: Vec<(String, String)>,
}

impl Changes {
    /// Edits that are apart from each other, in any order.
    pub fn of(edits: impl IntoIterator<Item = Edit>) -> Self {
        let mut by_file: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(edit.file.clone()).or_default().push(edit);
        }
        for edits in by_file.values_mut() {
            edits.sort_by_key(|edit| edit.span);
        }
        Self { edits: by_file, renames: Vec::new() }
    }
}

/// Changes as the editor takes them; absent when a file is not there any more or the editor cannot
/// rename files that must be.
pub fn workspace_edit(state: &State, changes: &Changes) -> Option<WorkspaceEdit> {
    let mut by_file: Vec<(String, Option<i32>, Vec<TextEdit>)> = Vec::new();
    for (file, edits) in &changes.edits {
        let text = state.text(file)?;
        let lines = state.lines(&text);
        let edit = |edit: &Edit| {
            text.get(edit.span.start..edit.span.end)?;
            Some(TextEdit { range: lines.range(edit.span), new_text: edit.text.clone() })
        };
        let edits: Option<Vec<TextEdit>> = edits.iter().map(edit).collect();
        let version = state.documents.get(file).map(|document| document.version);
        by_file.push((state.uri(file), version, edits?));
    }
    if !state.client.document_changes {
        let by_uri = by_file.into_iter().map(|(uri, _, edits)| (uri.into(), edits));
        let whole = WorkspaceEdit { changes: Some(by_uri.collect()), ..Default::default() };
        return changes.renames.is_empty().then_some(whole);
    }
    if !changes.renames.is_empty() && !state.client.rename_files {
        return None;
    }
    let edit = |(uri, version, edits): (String, Option<i32>, Vec<TextEdit>)| {
        document_edit(uri, version, edits.into_iter().map(Into::into).collect())
    };
    let mut document_changes: Vec<DocumentChange> = by_file.into_iter().map(edit).collect();
    let rename = |(from, to): &(String, String)| {
        let (old_uri, new_uri) = (state.uri(from).into(), state.uri(to).into());
        RenameFile { old_uri, new_uri, options: None, annotation_id: None }.into()
    };
    document_changes.extend(changes.renames.iter().map(rename));
    Some(WorkspaceEdit { document_changes: Some(document_changes), ..Default::default() })
}

/// An insertion whose `${1:…}` is left to be filled in, where the editor can do that; elsewhere
/// with the words proposed.
pub fn insertion(
    state: &State,
    file: &str,
    offset: usize,
    (before, words, behind): (&str, &str, &str),
) -> Option<WorkspaceEdit> {
    let span = Span::new(offset, offset);
    if !(state.client.snippet_edits && state.client.document_changes) {
        let text = format!("{before}{words}{behind}");
        return workspace_edit(state, &Changes::of([Edit { file: file.to_owned(), span, text }]));
    }
    let literal = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let value = format!("{}${{1:{}}}{}", literal(before), literal(words), literal(behind));
    let text = state.text(file)?;
    let range = state.lines(&text).range(span);
    let edit = SnippetTextEdit { range, snippet: StringValue { value }, annotation_id: None };
    let version = state.documents.get(file).map(|document| document.version);
    let change = document_edit(state.uri(file), version, vec![edit.into()]);
    Some(WorkspaceEdit { document_changes: Some(vec![change]), ..Default::default() })
}

fn document_edit(
    uri: String,
    version: Option<i32>,
    edits: Vec<gen_lsp_types::Edit>,
) -> DocumentChange {
    let text_document_identifier = TextDocumentIdentifier { uri: uri.into() };
    let text_document =
        OptionalVersionedTextDocumentIdentifier { version, text_document_identifier };
    TextDocumentEdit { text_document, edits }.into()
}

/// The one edit that makes `after` of `before`: from the first line that differs to the last one.
pub fn difference(state: &State, before: &str, after: &str) -> Vec<TextEdit> {
    if before == after {
        return Vec::new();
    }
    let same = |(left, right): &(&str, &str)| left == right;
    let head: usize = before
        .split_inclusive('\n')
        .zip(after.split_inclusive('\n'))
        .take_while(same)
        .map(|(line, _)| line.len())
        .sum();
    let (rest, new) = (before.get(head..).unwrap_or(""), after.get(head..).unwrap_or(""));
    let tail: usize = rest
        .split_inclusive('\n')
        .rev()
        .zip(new.split_inclusive('\n').rev())
        .take_while(same)
        .map(|(line, _)| line.len())
        .sum();
    let span = Span::new(head, before.len() - tail);
    let new_text = new.get(..new.len() - tail).unwrap_or("").to_owned();
    vec![TextEdit { range: state.lines(before).range(span), new_text }]
}
