//! The build, read top to bottom.

use std::path::PathBuf;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::fs::FsError;
use crate::model::article::Rights;
use crate::tree::Tree;

/// What was asked on the command line.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The site's folder, absolute.
    pub root: PathBuf,
    /// Another settings file than `site.toml`.
    pub config: Option<PathBuf>,
    /// Another output folder than the settings name.
    pub output_dir: Option<PathBuf>,
    /// Another base URL than the settings name.
    pub base_url: Option<String>,
    /// Publish drafts too.
    pub drafts: bool,
}

/// A failure of the environment; content problems are diagnostics instead.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] FsError),
    /// The folder holds no site.
    #[error("{} holds no site.toml; run `backstory init` there, or name the site with --root", .0.display())]
    NoSite(PathBuf),
}

/// What long work reports while it runs: the phase, how many units are done, and of how many.
pub type Progress<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// A site as found: its settings and where its files are.
#[derive(Clone, Debug)]
pub struct Site {
    /// The site's folder, absolute.
    pub root: PathBuf,
    /// Settings, with what the command line overrides.
    pub config: Config,
    /// The settings file.
    pub config_path: PathBuf,
    /// Where it is published, absolute.
    pub output_dir: PathBuf,
}

/// What happened to one content file during `ingest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileOutcome {
    /// Written for the first time.
    Added,
    /// Written anew; a person's edits, if any, are in it.
    Updated,
    /// Left as it was: a person's edit, a lock or a deletion stands.
    Kept,
    /// Both sides changed the same place: left as it was and reported.
    Conflict,
    /// Nothing to do.
    Unchanged,
}

/// What `ingest` did, file by file, in path order.
#[derive(Clone, Debug, Default)]
pub struct IngestReport {
    /// Path below the site root, and what happened to it.
    pub files: Vec<(String, FileOutcome)>,
    /// Sources read anew.
    pub sources: usize,
}

/// What was asked of `ingest`.
#[derive(Clone, Debug, Default)]
pub struct IngestOptions {
    /// Files and folders to take in; without any, what lies in the site's source folders.
    pub paths: Vec<PathBuf>,
    /// Report, but write nothing.
    pub dry_run: bool,
    /// Rights of new sources, instead of the setting.
    pub rights: Option<Rights>,
    /// In a conflict, whose text is written; without it nobody's.
    pub resolve: Option<Side>,
}

/// Whose text stands after a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What people wrote.
    Ours,
    /// What the tool reads in the source now.
    Theirs,
}

/// Reads the settings of the site in `options.root`.
pub fn open_site(options: &Options) -> Result<(Site, Diagnostics), PipelineError> {
    Err(PipelineError::NoSite(options.root.clone()))
}

/// Takes sources in: puts them below the site and brings `content/` up to date with them.
pub fn ingest(
    site: &Site,
    _options: &IngestOptions,
    _progress: Progress<'_>,
) -> Result<(IngestReport, Diagnostics), PipelineError> {
    Err(PipelineError::NoSite(site.root.clone()))
}

/// Loads, checks and renders the site into memory. One bad file costs one page.
pub fn build(site: &Site, _progress: Progress<'_>) -> Result<(Tree, Diagnostics), PipelineError> {
    Err(PipelineError::NoSite(site.root.clone()))
}

/// All problems of the content, without rendering being published.
pub fn check(site: &Site, progress: Progress<'_>) -> Result<Diagnostics, PipelineError> {
    build(site, progress).map(|(_, diagnostics)| diagnostics)
}

/// The whole story as JSON, as `export json` prints it.
pub fn export(site: &Site) -> Result<(serde_json::Value, Diagnostics), PipelineError> {
    Err(PipelineError::NoSite(site.root.clone()))
}
