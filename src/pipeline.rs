//! The build, read top to bottom: ingest what is new, load, link, verify, plan, render.

mod load;
mod take_in;

use std::path::PathBuf;

use crate::config::{Config, Export, is_web_address};
use crate::content::allow::apply_allows;
use crate::content::library::Library;
use crate::content::review::review_library;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, sorted};
use crate::fs::{self, FsError};
use crate::model::article::Rights;
use crate::pages::catalogue;
use crate::pages::data::{self, Table};
use crate::pages::strings::Strings;
use crate::tree::Tree;
use crate::{graph, pages, render};

pub use self::take_in::ingest;
pub use crate::ingest::annotate::outside::RunProgram;
pub use crate::ingest::merge::{Conflict, Outcome as FileOutcome, Side};

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
    /// Only the author will see it: pictures for other sites, which take longest, are left out.
    pub preview: bool,
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
    /// The program that the site's settings name for finding names.
    #[error("the annotator of site.toml, `{command}`: {what}; nothing was written")]
    Annotator {
        /// The command as set.
        command: String,
        /// What went wrong.
        what: String,
    },
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

/// What `ingest` did, file by file, in path order.
#[derive(Clone, Debug, Default)]
pub struct IngestReport {
    /// Path below the site root, and what happened to it.
    pub files: Vec<(String, FileOutcome)>,
    /// Sources read anew.
    pub sources: usize,
}

/// How conflicts are settled.
#[derive(Clone, Copy, Debug)]
pub enum Resolve {
    /// All in favour of one side.
    Side(Side),
    /// One by one: given the file and the conflict, whose text stands; nothing leaves it open.
    Ask(fn(&str, &Conflict) -> Option<Side>),
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
    pub resolve: Option<Resolve>,
    /// Runs the program that `ingest.annotator` names; without it the program is not run.
    pub run_annotator: Option<RunProgram>,
}

/// Reads the settings of the site in `options.root`.
pub fn open_site(options: &Options) -> Result<(Site, Diagnostics), PipelineError> {
    let config_path = options.config.clone().unwrap_or_else(|| options.root.join("site.toml"));
    let bytes = match fs::read(&config_path) {
        Ok(bytes) => bytes,
        Err(error) if error.is_missing() && options.config.is_none() => {
            return Err(PipelineError::NoSite(options.root.clone()));
        }
        Err(error) => return Err(error.into()),
    };
    let text = String::from_utf8_lossy(&bytes);
    let (mut config, mut diagnostics) =
        Config::parse(&text, &load::shown(&options.root, &config_path));
    if let Some(base_url) = &options.base_url {
        if is_web_address(base_url) {
            config.base_url = Some(base_url.clone());
        } else {
            let problem = format!("`{base_url}` is not a web address");
            diagnostics.push(Diagnostic::error("bad-setting", problem).hint("write https://…"));
        }
    }
    config.build.drafts |= options.drafts;
    if options.preview {
        config.build.social_cards = 0;
    }
    let output_dir = match &options.output_dir {
        Some(folder) => folder.clone(),
        None => options.root.join(&config.build.output_dir),
    };
    Ok((Site { root: options.root.clone(), config, config_path, output_dir }, diagnostics))
}

/// Takes in what is new, then loads, checks and renders the site into memory. One bad file costs
/// one page. Writes nothing when no source is new and every quotation is in the lock.
pub fn build(
    site: &Site,
    progress: Progress<'_>,
) -> Result<(Tree, IngestReport, Diagnostics), PipelineError> {
    let (report, mut diagnostics) = ingest(site, &IngestOptions::default(), progress)?;
    let (tree, found) = render_content(site, true, progress)?;
    diagnostics.extend(found);
    Ok((tree, report, sorted(diagnostics)))
}

/// All problems of the content and of the pages it makes. Writes nothing.
pub fn check(site: &Site, progress: Progress<'_>) -> Result<Diagnostics, PipelineError> {
    let (_, diagnostics) = render_content(site, false, progress)?;
    Ok(sorted(diagnostics))
}

/// The site as it stands in `content/`, rendered into memory; `keep_lock` writes newly verified
/// quotations down.
fn render_content(
    site: &Site,
    keep_lock: bool,
    progress: Progress<'_>,
) -> Result<(Tree, Diagnostics), PipelineError> {
    progress("load", 0, 0);
    let (library, mut diagnostics) = load::library(site);
    progress("link", 0, 0);
    let (graph, found) = graph::resolve_links(&library);
    diagnostics.extend(found);
    progress("verify", 0, 0);
    diagnostics.extend(load::verify(site, &library, keep_lock)?);
    if !keep_lock {
        diagnostics.extend(review(site, &library, &graph));
    }
    progress("plan", 0, 0);
    let (sources, found) = load::templates(site);
    diagnostics.extend(found);
    let (strings, found) = Strings::load(&site.config.language, &sources.strings());
    diagnostics.extend(found);
    let (planned, found) = pages::plan_pages(&library, &graph, &site.config, &strings);
    diagnostics.extend(found);
    progress("render", 0, planned.len());
    let (tree, found) =
        render::render_site(&planned, &library, &graph, &site.config, &strings, &sources);
    diagnostics.extend(found);
    diagnostics.extend(render::budget::check_budget(&planned, &tree, &site.config));
    diagnostics.extend(render::written::check_written_links(&planned, &library, &tree));
    progress("render", planned.len(), planned.len());
    Ok((tree, apply_allows(&library, diagnostics, !keep_lock)))
}

/// What an editor would ask; a build says nothing of it.
fn review(site: &Site, library: &Library, graph: &graph::LinkGraph) -> Diagnostics {
    let mut diagnostics = review_library(library);
    diagnostics.extend(graph::orphans::find_orphans(library, graph));
    let described = library.index.as_ref().is_some_and(|index| index.meta.dek.is_some());
    if !described && site.config.description.is_none() {
        let message = "search engines and link previews have no sentence to show";
        let file = load::shown(&site.root, &site.config_path);
        let problem = Diagnostic::note("missing-description", message).at(Place::file(file));
        let hint = "set `description`, or give content/index.md a `dek`";
        diagnostics.push(problem.hint(hint));
    }
    diagnostics
}

/// The story in one format, as `export` prints it.
pub fn export(
    site: &Site,
    format: Export,
    table: Table,
) -> Result<(String, Diagnostics), PipelineError> {
    let (library, mut diagnostics) = load::library(site);
    let (graph, found) = graph::resolve_links(&library);
    diagnostics.extend(found);
    let (sources, found) = load::templates(site);
    diagnostics.extend(found);
    let (strings, found) = Strings::load(&site.config.language, &sources.strings());
    diagnostics.extend(found);
    let library = catalogue::published(&library, &site.config);
    let catalogue = catalogue::Catalogue::new(&library, &graph, &strings);
    let text = data::export(&data::Story::new(&catalogue, &site.config), format, table);
    Ok((text, sorted(diagnostics)))
}

/// A disk problem with one file of the content: that file is left out, the build goes on.
fn unreadable(error: &FsError, site: &Site) -> Diagnostic {
    let file = load::shown(&site.root, &error.path);
    let message = format!("cannot {} the file: {}", error.operation, error.reason);
    let problem = if error.is_bad_name() {
        Diagnostic::error("bad-file-name", message).hint("rename the file")
    } else {
        let hint = "make the file readable, or take it out of the folder";
        Diagnostic::error("file-unreadable", message).hint(hint)
    };
    problem.at(Place::file(file))
}
