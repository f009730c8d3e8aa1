//! The few places where the command line meets modules that are still being written. Each function
//! is one swap: its body becomes a call of the library.
#![allow(clippy::disallowed_methods, reason = "until the library's own disk access is called here")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use backstory::diagnostic::{Diagnostic, Level};
use backstory::model::date::Edtf;
use backstory::tree::Tree;
use serde_json::{Value, json};

use super::failure::Failure;

fn failed(operation: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let place = path.display().to_string();
    move |reason| Failure::Disk { operation, place, reason }
}

/// Swap for `backstory::fs::read`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(failed("read", path))
}

/// Swap for `backstory::fs`: makes the folder and those above it.
pub(super) fn create_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(failed("create the folder", path))
}

/// Swap for `backstory::fs`: writes a file that is not there yet, with the folders above it; false
/// and nothing written when it is.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(failed("write", path)),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed("create", path)(error)),
    }
}

/// What `publish` did. Swap for `backstory::publish::Published`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Published {
    pub(super) files: usize,
    pub(super) written: usize,
    pub(super) unchanged: usize,
}

/// Swap for `backstory::publish::publish`. Until then: file by file, without removing old ones.
pub(super) fn publish(
    tree: &Tree,
    target: &Path,
    _inputs: &[PathBuf],
) -> Result<Published, Failure> {
    let mut published = Published { files: tree.len(), ..Published::default() };
    for (path, bytes) in tree.iter() {
        let file = target.join(path.as_str());
        if fs::read(&file).is_ok_and(|old| old == bytes) {
            published.unchanged += 1;
            continue;
        }
        if let Some(folder) = file.parent() {
            create_folder(folder)?;
        }
        fs::write(&file, bytes).map_err(failed("write", &file))?;
        published.written += 1;
    }
    Ok(published)
}

/// Swap for `backstory::publish::clean`. False when there is nothing to remove.
pub(super) fn clean(target: &Path) -> Result<bool, Failure> {
    if !target.exists() {
        return Ok(false);
    }
    if !target.join("index.html").is_file() || target.join("site.toml").exists() {
        return Err(Failure::Usage(format!(
            "{} does not look like a built site (it has no index.html), so it is left alone",
            target.display()
        )));
    }
    fs::remove_dir_all(target).map_err(failed("remove", target)).map(|()| true)
}

/// How diagnostics are written. Swap for `backstory::diagnostic::render::Format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Human { color: bool },
    Json,
    Github,
    Sarif,
}

/// Swap for `backstory::diagnostic::render::render` with a reader of files below `root`.
pub(super) fn render(diagnostics: &[Diagnostic], format: Format, _root: &Path) -> String {
    match format {
        Format::Human { .. } => diagnostics.iter().map(human).collect(),
        Format::Json => diagnostics
            .iter()
            .fold(String::new(), |text, one| text + &json!(one).to_string() + "\n"),
        Format::Github => diagnostics.iter().map(github).collect(),
        Format::Sarif => format!("{:#}\n", sarif(diagnostics)),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn human(one: &Diagnostic) -> String {
    let at = one.place.as_ref().map_or(String::new(), |place| {
        format!("\n  --> {}:{}:{}", place.file, place.line, place.column)
    });
    let hint = one.hint.as_ref().map_or(String::new(), |hint| format!("\n  help: {hint}"));
    format!("{}[{}]: {}{at}{hint}\n", level(one.level), one.code, one.message)
}

fn github(one: &Diagnostic) -> String {
    let name = if one.level == Level::Note { "notice" } else { level(one.level) };
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let value = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let at = one.place.as_ref().map_or(String::new(), |place| {
        format!(" file={},line={},col={}", value(&place.file), place.line, place.column)
    });
    let hint = one.hint.as_ref().map_or(String::new(), |hint| format!("\n{hint}"));
    format!("::{name}{at}::{}\n", data(&format!("{}{hint}", one.message)))
}

fn sarif(diagnostics: &[Diagnostic]) -> Value {
    let results: Vec<_> = diagnostics
        .iter()
        .map(|one| {
            let locations: Vec<_> = one
                .place
                .iter()
                .map(|place| {
                    json!({"physicalLocation": {
                        "artifactLocation": {"uri": place.file},
                        "region": {"startLine": place.line, "startColumn": place.column},
                    }})
                })
                .collect();
            json!({
                "ruleId": one.code,
                "level": level(one.level),
                "message": {"text": one.message},
                "locations": locations,
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "backstory", "version": env!("CARGO_PKG_VERSION")}},
            "results": results,
        }],
    })
}

/// The words of a document to annotate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AnnotateContent {
    /// A file as it is; its kind follows from its name.
    Bytes(Vec<u8>),
    /// Plain text or Markdown.
    Text(String),
    /// An HTML page.
    Html(String),
}

/// One document to annotate. Swap for `backstory::ingest::annotate::AnnotateInput`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AnnotateInput {
    /// Name in the output.
    pub(crate) id: String,
    /// Where it was read, as typed.
    pub(crate) file: Option<String>,
    /// Its words.
    pub(crate) content: AnnotateContent,
    /// When it was published, where the caller knows.
    pub(crate) published: Option<Edtf>,
    /// Who published it.
    pub(crate) outlet: Option<String>,
    /// Where it can be read.
    pub(crate) url: Option<String>,
    /// False when all of it is body text and nothing may be dropped.
    pub(crate) clean: bool,
}

/// Swap for `backstory::ingest::annotate::annotate`. Until then: the text and its paragraphs.
pub(super) fn annotate(inputs: Vec<AnnotateInput>, _per_document: bool) -> Vec<Value> {
    inputs
        .into_iter()
        .map(|input| {
            let text = match input.content {
                AnnotateContent::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                AnnotateContent::Text(text) | AnnotateContent::Html(text) => text,
            };
            let mut blocks = Vec::new();
            let mut at = 0;
            for line in text.split_inclusive('\n') {
                let length = line.chars().count();
                let words = line.trim_end().chars().count();
                if words > 0 {
                    blocks.push(json!({"kind": "paragraph", "start": at, "end": at + words}));
                }
                at += length;
            }
            let published = input.published.map(|date| date.to_string());
            json!({
                "id": input.id, "file": input.file, "text": text, "outlet": input.outlet,
                "published": published, "url": input.url, "blocks": blocks,
            })
        })
        .collect()
}
