//! What the server knows: the documents that are open, and the content as it was when it was checked
//! last. Reads a file from the disk only to place a problem in one that is neither.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{Location, Range, TextDocumentContentChangeEvent};
use serde_json::Value;

use super::keys::Keys;
use super::position::{Encoding, Lines};
use super::{things, uri};
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Span};
use crate::graph::LinkGraph;
use crate::{fs, unicode};

/// What the editor can do, of what we would make use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent yes or no")]
pub struct Client {
    /// What columns count.
    pub encoding: Encoding,
    /// Whether edits can be given for one version of a document, and in order.
    pub document_changes: bool,
    /// Whether an edit can rename a file.
    pub rename_files: bool,
    /// Whether an edit can leave the cursor where something is to be filled in.
    pub snippet_edits: bool,
    /// Whether a completion can.
    pub snippet_completions: bool,
    /// Whether it can be asked to tell of files that others change.
    pub watches_files: bool,
}

impl Client {
    /// What the parameters of `initialize` say.
    pub fn of(params: &Value) -> Self {
        let can = |path: &str| {
            let found = params.get("capabilities").and_then(|all| all.pointer(path));
            found.and_then(Value::as_bool).unwrap_or(false)
        };
        let list = |path: &str| {
            let found = params.get("capabilities").and_then(|all| all.pointer(path));
            found.and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let offered = list("/general/positionEncodings");
        let offered: Vec<_> =
            offered.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect();
        let edit = "/workspace/workspaceEdit";
        Self {
            encoding: Encoding::chosen(&offered),
            document_changes: can(&format!("{edit}/documentChanges")),
            rename_files: list(&format!("{edit}/resourceOperations")).contains(&"rename".into()),
            snippet_edits: can(&format!("{edit}/snippetEditSupport")),
            snippet_completions: can("/textDocument/completion/completionItem/snippetSupport"),
            watches_files: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// A document that is open in the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its address as the editor writes it.
    pub uri: String,
    /// The version that the editor gave it.
    pub version: i32,
    /// Its text, saved or not.
    pub text: String,
}

impl Document {
    /// Takes over what was changed, one change after the other.
    pub fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let span = Lines::new(&self.text, encoding).span(part.range);
                    self.text.replace_range(span.start..span.end, &part.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.text = whole.text;
                }
            }
        }
    }
}

/// The content as it was when it was checked.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// How many changes had been taken over.
    pub generation: u64,
    /// The content.
    pub library: Library,
    /// What leads where.
    pub graph: LinkGraph,
    /// What is wrong, by file; a file without faults is not listed.
    pub diagnostics: BTreeMap<String, Vec<Diagnostic>>,
}

/// Everything requests are answered from.
#[derive(Debug)]
pub struct State {
    /// The site's folder, absolute.
    pub root: PathBuf,
    /// The same without links.
    real_root: PathBuf,
    /// What the editor can do.
    pub client: Client,
    /// What can be written in front matter.
    pub keys: Keys,
    /// Open documents of the site, by their paths below it.
    pub documents: BTreeMap<String, Document>,
    /// The content when it was checked last.
    pub checked: Arc<Checked>,
}

impl State {
    /// A site of which nothing is known yet.
    pub fn new(root: PathBuf, client: Client) -> Self {
        let real_root = fs::real_path(&root).unwrap_or_else(|_| root.clone());
        let documents = BTreeMap::new();
        Self { root, real_root, client, keys: Keys::new(), documents, checked: Arc::default() }
    }

    /// The path below the site of an address; absent when it is outside.
    pub fn file(&self, uri: &str) -> Option<String> {
        let path = uri::to_path(uri)?;
        let below = match path.strip_prefix(&self.root) {
            Ok(below) => below.to_owned(),
            Err(_) => match path.strip_prefix(&self.real_root) {
                Ok(below) => below.to_owned(),
                Err(_) => fs::real_path(&path).ok()?.strip_prefix(&self.real_root).ok()?.to_owned(),
            },
        };
        let below = below.to_str()?.replace('\\', "/");
        (!below.is_empty()).then_some(below)
    }

    /// The address of a path below the site: as the editor writes it, where it has the file open.
    pub fn uri(&self, file: &str) -> String {
        match self.documents.get(file) {
            Some(document) => document.uri.clone(),
            None => uri::of_path(&self.root.join(Path::new(file))),
        }
    }

    /// The text of a file as it is now; absent when there is none.
    pub fn text(&self, file: &str) -> Option<Cow<'_, str>> {
        if let Some(document) = self.documents.get(file) {
            return Some(Cow::Borrowed(&document.text));
        }
        if let Some(text) = things::text(&self.checked.library, file) {
            return Some(Cow::Borrowed(text));
        }
        let bytes = fs::read(&self.root.join(file)).ok()?;
        Some(Cow::Owned(unicode::decode(&bytes, Some("utf-8")).text))
    }

    /// A text with the places of its lines, as the editor counts them.
    pub fn lines<'a>(&self, text: &'a str) -> Lines<'a> {
        Lines::new(text, self.client.encoding)
    }

    /// Bytes of a file as the editor names places; the file's beginning where they are not known.
    pub fn location(&self, file: &str, span: Option<Span>) -> Location {
        let text = span.and_then(|_| self.text(file));
        let range = match (text, span) {
            (Some(text), Some(span)) => self.lines(&text).range(span),
            _ => Range::default(),
        };
        Location { uri: self.uri(file).into(), range }
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, TextDocumentContentChangePartial};

    use super::*;

    #[test]
    fn changes_follow_each_other() {
        let mut document =
            Document { uri: String::new(), version: 1, text: "a\u{1f680}b\r\nc".to_owned() };
        let part = |(line, from, to): (u32, u32, u32), text: &str| {
            let at = |character| Position { line, character };
            let range = Range { start: at(from), end: at(to) };
            let text = text.to_owned();
            TextDocumentContentChangePartial { range, text, ..Default::default() }.into()
        };
        let changes = vec![part((0, 1, 3), "שלום"), part((0, 5, 6), ""), part((7, 0, 0), "!")];
        document.change(changes, Encoding::Utf16);
        assert_eq!(document.text, "aשלום\r\nc!");
    }
}
