//! What a build reads from the disk: content files, raw sources, lock files, templates.

use std::collections::BTreeMap;
use std::path::Path;

use super::transaction::Pending;
use super::{PipelineError, Site, unreadable};
use crate::content::front_matter::place_at;
use crate::content::history::VerdictsLock;
use crate::content::library::{Entry, Library, Shared, load_files};
use crate::content::lock::{IngestLock, QuotesLock};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span};
use crate::fs::{self, FsError};
use crate::ingest::annotate::Content;
use crate::model::article::ArticleMeta;
use crate::path::ContentPath;
use crate::render::template::{STRINGS, TemplateSources};
use crate::source::feed::read_item;
use crate::tree::sha256;
use crate::{source, unicode};

/// Folder of sources that may be published.
pub(super) const OPEN_SOURCES: &str = "content/sources";
/// Folder of everybody else's sources, which stays out of the repository.
pub(super) const RAW_SOURCES: &str = ".backstory/raw";
pub(super) const INGEST_LOCK: &str = "content/ingest.lock";
const QUOTES_LOCK: &str = "content/quotes.lock";
const VERDICTS_LOCK: &str = "content/verdicts.lock";

/// A file of the site: its place below the site's folder, and its bytes.
pub(super) type RawFile = (ContentPath, Vec<u8>);

/// A path as messages show it: below the site root, with forward slashes.
pub(super) fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// All content files, loaded and validated.
pub(super) fn library(site: &Site) -> Result<(Library, Diagnostics), FsError> {
    let (files, mut diagnostics) = content_files(site)?;
    let (library, found) = load_files(files);
    diagnostics.extend(found);
    Ok((library, diagnostics))
}

/// The library as it will be when `pending` is written.
pub(super) fn library_with(site: &Site, pending: &Pending) -> Result<Library, FsError> {
    let mut files: BTreeMap<ContentPath, String> = content_files(site)?.0.into_iter().collect();
    for (path, text) in pending.iter().filter(|(path, _)| is_content(path.as_str())) {
        match text {
            Some(text) => {
                let text = unicode::decode(text.as_bytes(), Some("utf-8")).text;
                files.insert(path.clone(), text);
            }
            None => drop(files.remove(path)),
        }
    }
    Ok(load_files(files.into_iter().collect()).0)
}

/// All files below a folder of the site. One that may not be read, or is no plain file, is left out
/// and reported; where the disk or the system fails, nothing can be said of the site.
fn folder(site: &Site, folder: &str) -> Result<(Vec<RawFile>, Diagnostics), FsError> {
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    for entry in fs::read_tree(&site.root, folder) {
        match entry {
            Ok(file) => files.push(file),
            Err(error) if error.is_of_this_file() => diagnostics.push(unreadable(&error, site)),
            Err(error) => return Err(error),
        }
    }
    Ok((files, diagnostics))
}

/// The texts of all Markdown files below `content/`, sources apart.
pub(super) fn content_files(
    site: &Site,
) -> Result<(Vec<(ContentPath, String)>, Diagnostics), FsError> {
    let (all, mut diagnostics) = folder(site, "content")?;
    let mut files = Vec::new();
    for (path, bytes) in all.into_iter().filter(|(path, _)| is_content(path.as_str())) {
        diagnostics.extend(not_utf8(&path, &bytes));
        files.push((path, unicode::decode_owned(bytes, Some("utf-8")).text));
    }
    Ok((files, diagnostics))
}

/// A content file that is not UTF-8, as git and every editor take it to be, at the first such byte.
pub(super) fn not_utf8(path: &ContentPath, bytes: &[u8]) -> Option<Diagnostic> {
    let wrong = std::str::from_utf8(bytes).err()?.valid_up_to();
    let before = String::from_utf8_lossy(bytes.get(..wrong).unwrap_or_default());
    let place = Place::span(path.as_str(), &before, Span::new(wrong, wrong));
    let problem = Diagnostic::error("not-utf-8", "the file holds bytes that are not UTF-8");
    Some(problem.at(Place { span: None, ..place }).hint("save the file as UTF-8"))
}

pub(super) fn is_content(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
        && !path.starts_with("content/sources/")
}

/// All raw sources that are present, sorted by path.
pub(super) fn raw_sources(site: &Site) -> Result<(Vec<RawFile>, Diagnostics), FsError> {
    let (mut sources, mut diagnostics) = folder(site, OPEN_SOURCES)?;
    let (private, found) = folder(site, RAW_SOURCES)?;
    sources.extend(private);
    diagnostics.extend(found);
    Ok((sources, diagnostics))
}

/// What was read and written last time.
pub(super) fn ingest_lock(site: &Site) -> Result<(IngestLock, Diagnostics), FsError> {
    Ok(match lock_text(site, INGEST_LOCK)? {
        Some(text) => IngestLock::parse(&text, INGEST_LOCK),
        None => (IngestLock::default(), Vec::new()),
    })
}

/// The verdicts that readers were told last.
pub(super) fn verdicts_lock(site: &Site) -> Result<(VerdictsLock, Diagnostics), FsError> {
    Ok(match lock_text(site, VERDICTS_LOCK)? {
        Some(text) => VerdictsLock::parse(&text, VERDICTS_LOCK),
        None => (VerdictsLock::default(), Vec::new()),
    })
}

/// The quotations that were found in their sources.
pub(super) fn quotes_lock(site: &Site) -> Result<(QuotesLock, Diagnostics), FsError> {
    Ok(match lock_text(site, QUOTES_LOCK)? {
        Some(text) => QuotesLock::parse(&text, QUOTES_LOCK),
        None => (QuotesLock::default(), Vec::new()),
    })
}

/// The text of a lock file. One that is there and cannot be read is not an empty one: what is written
/// down in it would be lost.
fn lock_text(site: &Site, name: &str) -> Result<Option<String>, FsError> {
    match fs::read_plain(&site.root.join(name)) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes down which quotations were found in their sources.
pub(super) fn write_quotes_lock(site: &Site, lock: &QuotesLock) -> Result<(), PipelineError> {
    fs::write_atomic(&site.root.join(QUOTES_LOCK), lock.write().as_bytes())?;
    Ok(())
}

/// Writes down the verdicts that readers are told.
pub(super) fn write_verdicts_lock(site: &Site, lock: &VerdictsLock) -> Result<(), PipelineError> {
    fs::write_atomic(&site.root.join(VERDICTS_LOCK), lock.write().as_bytes())?;
    Ok(())
}

/// One document to take in: a raw file, or one article of a feed.
#[derive(Debug)]
pub(super) struct RawDocument {
    /// What it is known by in records: the file's name, or the item's.
    pub name: String,
    /// The file it lies in.
    pub path: ContentPath,
    /// SHA-256 of what is read, hexadecimal: of the file's bytes, or of all that the feed says of the
    /// item, so that a new item leaves the others as they were.
    pub sha256: String,
    /// What there is to read.
    pub content: Content,
}

/// The documents in raw files, one a name, sorted by name. The same item of a feed may lie in several
/// files, as feeds are saved again and again: the one that was changed last counts, of equals the one
/// in the last file.
pub(super) fn raw_documents(files: Vec<(ContentPath, Vec<u8>)>) -> (Vec<RawDocument>, Diagnostics) {
    let mut by_name: BTreeMap<String, RawDocument> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for (path, bytes) in files {
        let Some((items, found)) = source::items(&bytes, file_name(&path)) else {
            let name = file_name(&path).to_owned();
            let sha256 = sha256(&bytes);
            let bytes = source::clean(bytes, &name);
            let content = Content::File { name: name.clone(), bytes };
            by_name.insert(name.clone(), RawDocument { name, path, sha256, content });
            continue;
        };
        diagnostics.extend(found.into_iter().map(|problem| problem.at(Place::file(path.as_str()))));
        for item in items {
            let changed = |content: &Content| match content {
                Content::Item(item) => item.metadata.updated.or(item.metadata.published),
                _ => None,
            };
            let name = item.name.clone();
            let sha256 = sha256(item.fingerprint().as_bytes());
            let content = Content::Item(Box::new(item));
            let other = by_name.get(&name).map(|other| changed(&other.content));
            if other.is_none_or(|other| other <= changed(&content)) {
                let path = path.clone();
                by_name.insert(name.clone(), RawDocument { name, path, sha256, content });
            }
        }
    }
    (by_name.into_values().collect(), diagnostics)
}

/// Articles whose source is not the one any more that they were made from.
pub(super) fn changed_sources(documents: &[RawDocument], library: &Library) -> Diagnostics {
    let by_name: BTreeMap<&str, &RawDocument> =
        documents.iter().map(|document| (document.name.as_str(), document)).collect();
    let changed = |article: &Shared<Entry<ArticleMeta>>| {
        let record = article.meta.ingest.as_ref()?;
        let document = by_name.get(record.source.as_str())?;
        (document.sha256 != record.sha256).then(|| {
            let message = format!("the source `{}` has changed since it was read", record.source);
            let file = article.path.as_str();
            Diagnostic::warning("source-changed", message)
                .at(place_at(file, &article.text, &["ingest", "sha256"]))
                .hint("run `backstory ingest`; of a locked article, compare the two by hand")
                .related(Place::file(document.path.as_str()), "the source as it is now")
        })
    };
    library.articles.values().filter_map(changed).collect()
}

/// The text of a raw source.
pub(super) fn raw_text(content: &Content) -> String {
    match content {
        Content::File { name, bytes } => source::read(bytes, name).0.text,
        Content::Item(item) => read_item(item).text,
        Content::Text(text) | Content::Html(text) => text.clone(),
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &ContentPath) -> &str {
    path.as_str().rsplit('/').next().unwrap_or_default()
}

/// The site's own templates and its theme, over the built-in ones.
pub(super) fn templates(site: &Site) -> Result<(TemplateSources, Diagnostics), FsError> {
    let mut diagnostics = Vec::new();
    let theme_folder = format!("themes/{}", site.config.theme);
    let mut below = |at: &str| -> Result<BTreeMap<String, Vec<u8>>, FsError> {
        let (files, found) = folder(site, at)?;
        diagnostics.extend(found);
        let name = |path: &ContentPath| {
            let below = path.as_str().strip_prefix(at).unwrap_or(path.as_str());
            below.trim_start_matches('/').to_owned()
        };
        Ok(files.into_iter().map(|(path, bytes)| (name(&path), bytes)).collect())
    };
    let theme = below(&theme_folder)?;
    let own = below("templates")?;
    let own = own
        .into_iter()
        .filter(|(name, _)| {
            let ending = Path::new(name).extension();
            ending.is_some_and(|ending| ending == "html")
                || ending.is_some_and(|ending| ending == "toml") && name.starts_with(STRINGS)
        })
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    let theme_name = site.config.theme.clone();
    Ok((TemplateSources { site: own, theme, theme_name }, diagnostics))
}
