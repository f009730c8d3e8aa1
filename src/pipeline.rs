//! The build, read top to bottom: ingest what is new, load, link, verify, plan, render.

mod cache;
mod evidence;
mod ids;
mod inspect;
pub mod live;
mod load;
mod state;
mod take_in;
mod transaction;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{Config, Export, is_web_address};
use crate::content::allow::apply_allows;
use crate::content::library::Library;
use crate::content::review::review_library;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, sorted};
use crate::fs::{self, FsError};
use crate::model::article::Rights;
use crate::pages::data::{self, Table};
use crate::pages::facts::{Facts, published};
use crate::pages::reads::Reads;
use crate::pages::strings::Strings;
use crate::path::OutputPath;
use crate::publish::{self, Publication, PublishError, Published};
use crate::render::produce::Why;
use crate::render::template::TemplateSources;
use crate::render::written::check_written_links;
use crate::tree::Tree;
use crate::{graph, pages, render};
use cache::{Cache, LastBuild};
use state::State;

pub use self::inspect::{Inspection, RENDERED};
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
    /// What tells this program from others that may have built before, such as its size and date;
    /// without it nothing is remembered from one build to the next.
    pub program: Option<String>,
    /// Only the author will see it: pictures for other sites, which take longest, are left out.
    pub preview: bool,
}

/// A failure of the environment; content problems are diagnostics instead.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] FsError),
    /// The output folder cannot be published to.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The folder holds no site.
    #[error("{} holds no site.toml; run `backstory init` there, or name the site with --root", .0.display())]
    NoSite(PathBuf),
    /// Another run takes in sources of the same site.
    #[error("another backstory is taking in sources of {}; wait until it is done, then run it again", .0.display())]
    Busy(PathBuf),
    /// The program that the site's settings name for finding names.
    #[error(
        "the annotator of site.toml, `{command}`: {what}; nothing was written; mend the program, or leave out --annotator"
    )]
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
    /// See [`Options::program`].
    pub program: Option<String>,
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
    let (root, program) = (options.root.clone(), options.program.clone());
    Ok((Site { root, config, config_path, output_dir, program }, diagnostics))
}

/// What was asked of [`publish`].
#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// Folders the site is made from, which must not be written over.
    pub inputs: Vec<PathBuf>,
    /// The file of a page below the output folder, of which to say why it was rendered or not.
    pub explain: Option<String>,
    /// Also build the site anew in memory and compare.
    pub verify: bool,
}

/// What [`publish`] did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What became of the files.
    pub published: Published,
    /// Pages for readers.
    pub pages: usize,
    /// How many of all files were rendered; the others stand as an earlier build made them.
    pub rendered: usize,
    /// What was taken in before.
    pub report: IngestReport,
    /// What is wrong with the content.
    pub diagnostics: Diagnostics,
    /// Why the page that was asked for was rendered, or not.
    pub explained: Vec<String>,
    /// Files that differ from a clean build; none where that was not asked for.
    pub differing: Vec<String>,
}

/// Takes in what is new, then loads, checks and renders the site into its output folder, page by
/// page. One bad file costs one page. What nothing has changed for is not made again. Made for a program
/// that does this once: the memory of what was built is not given back.
pub fn publish(
    site: &Site,
    options: &PublishOptions,
    progress: Progress<'_>,
) -> Result<Outcome, PipelineError> {
    progress("look", 0, 0);
    let cache = Cache::read(site);
    // Before anything is read: what changes from here on, by whomever, is news to the next build.
    // What cannot be looked at is not remembered; reading it tells what is wrong with it.
    let inputs = cache::inputs(site).ok();
    if let (Some(cache), Some(inputs)) = (&cache, &inputs)
        && options.explain.is_none()
        && !options.verify
        && cache.has_inputs(inputs)
    {
        let outputs = cache::outputs(&site.output_dir)?;
        // What a run that died has not finished is finished by whoever comes next.
        if cache.last.outputs == outputs
            && !publish::is_unfinished(&site.output_dir)?
            && !transaction::is_unfinished(site)
        {
            let files = outputs.len().saturating_sub(1);
            return Ok(Outcome {
                published: Published { files, unchanged: files, ..Published::default() },
                pages: cache.last.pages,
                diagnostics: cache.last.diagnostics.clone(),
                ..Outcome::default()
            });
        }
    }
    let (report, mut diagnostics) = ingest(site, &IngestOptions::default(), progress)?;
    progress("load", 0, 0);
    let mut state = State::read(site)?;
    if let Some(cache) = &cache {
        state.recall(cache.links());
    }
    let (content, found) = check_content(site, &mut state, true, progress)?;
    diagnostics.extend(found);
    progress("plan", 0, 0);
    let shown = published(&content.library, &site.config);
    let facts = Facts::new(&shown, &content.graph, &site.config, &content.strings);
    let (plan, found) = pages::plan_site(facts);
    diagnostics.extend(found);
    let publication = Publication::begin(&site.output_dir, &options.inputs)?;
    let past = cache.and_then(|cache| {
        let mut past = cache.past()?;
        past.forget(|file| {
            let left = cache.last.outputs.get(file);
            left.is_some() && left == publication.stamp(file).as_ref()
        });
        Some(past)
    });
    let all = plan.pages.len();
    progress("render", 0, all);
    // What is remembered of the links does not wait for the pages.
    let (links, produced) = rayon::join(
        || cache::links(site, state.remember().as_ref()),
        || {
            render::produce::produce(
                &plan,
                &content.templates,
                &publication,
                past.as_ref(),
                &|done, all| progress("render", done, all),
            )
        },
    );
    let produced = produced?;
    diagnostics.extend(produced.diagnostics);
    progress("publish", all, all);
    let (published, outputs) = publication.finish()?;
    let diagnostics = sorted(apply_allows(&content.library, diagnostics, &|_| false));
    let pages = plan.pages.iter().filter(|page| page.subject.template().is_some()).count();
    progress("remember", all, all);
    // Without it the next build takes longer, and that is all.
    // A file that could not be read may be readable the next time, and no stamp shows that.
    let is_whole = !diagnostics.iter().any(|one| one.code == UNREADABLE);
    if let (Some(links), true, Some(inputs)) = (links, is_whole, inputs) {
        let last = LastBuild {
            inputs,
            wrote_inputs: report.sources > 0 || state.has_written(),
            outputs,
            diagnostics: diagnostics.clone(),
            pages,
            ..LastBuild::default()
        };
        let _ = cache::write(site, last, &links, &produced.past);
    }
    let explained = options.explain.as_deref().map(|page| explain(&plan, page, &produced.rendered));
    let mut differing = Vec::new();
    if options.verify {
        progress("verify", 0, all);
        let (tree, _) = render::render_site(&plan, &content.templates);
        differing = differences(&tree, &site.output_dir)?;
    }
    let rendered = produced.rendered.len();
    // The program is about to end: giving all of it back text by text would take it as long as writing
    // does, for nothing.
    std::mem::forget((plan, produced.past));
    std::mem::forget(shown);
    std::mem::forget((content, state));
    let explained = explained.unwrap_or_default();
    Ok(Outcome { published, pages, rendered, report, diagnostics, explained, differing })
}

/// Why a page was rendered, or that it was not, a line each.
fn explain(plan: &pages::Plan<'_>, page: &str, rendered: &[(OutputPath, Why)]) -> Vec<String> {
    let asked = page.trim_start_matches('/');
    let file = if asked.is_empty() || asked.ends_with('/') {
        format!("{asked}index.html")
    } else {
        asked.to_owned()
    };
    let path = OutputPath::parse(&file).ok().filter(|path| plan.find(path).is_some());
    let Some(path) = path else {
        return vec![format!("{file}: the site has no such page")];
    };
    let Some((_, why)) = rendered.iter().find(|(one, _)| *one == path) else {
        return vec![format!(
            "{file}: stands as an earlier build made it; nothing it shows has changed"
        )];
    };
    match why {
        Why::New => vec![format!("{file}: rendered; no earlier build has left it")],
        Why::Frame => vec![format!(
            "{file}: rendered; the settings, the theme, its template or what all pages show has changed"
        )],
        Why::Sheet => {
            vec![format!("{file}: rendered; the style sheet of pages like it has changed")]
        }
        Why::Missing => {
            vec![format!("{file}: rendered; it was changed or deleted in the output folder")]
        }
        Why::Facts(reads) => {
            let first = format!("{file}: rendered; of what it shows, this has changed:");
            let names = reads.iter().map(|read| format!("  {}", plan.name_of(*read)));
            std::iter::once(first).chain(names).collect()
        }
    }
}

/// The files that differ between a tree and a folder, by path.
fn differences(tree: &Tree, folder: &Path) -> Result<Vec<String>, FsError> {
    let mut differing: BTreeSet<String> = fs::stamps(folder, false)?.into_keys().collect();
    differing.remove(publish::MARKER);
    for (path, bytes) in tree.iter() {
        let same = fs::read(&folder.join(path.as_str())).is_ok_and(|there| there == bytes);
        if same {
            differing.remove(path.as_str());
        } else {
            differing.insert(path.as_str().to_owned());
        }
    }
    Ok(differing.into_iter().collect())
}

/// As [`publish`], into memory and without a cache.
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

/// What a site is made of, read and checked, before any page is made.
struct Content {
    library: Library,
    graph: graph::LinkGraph,
    templates: TemplateSources,
    strings: Strings,
}

/// Reads and checks what stands in `content/`; `keep_lock` writes newly verified quotations down.
fn read_content(
    site: &Site,
    keep_lock: bool,
    progress: Progress<'_>,
) -> Result<(Content, Diagnostics), PipelineError> {
    progress("load", 0, 0);
    let mut state = State::read(site)?;
    let (content, mut diagnostics) = check_content(site, &mut state, keep_lock, progress)?;
    if !keep_lock {
        diagnostics.extend(review(site, &content.library, &content.graph));
    }
    Ok((content, diagnostics))
}

/// As [`read_content`], of content that was read before.
fn check_content(
    site: &Site,
    state: &mut State,
    keep_lock: bool,
    progress: Progress<'_>,
) -> Result<(Content, Diagnostics), PipelineError> {
    let mut diagnostics = state.check(site, keep_lock, progress)?;
    let (library, graph) = (state.library.clone(), state.graph());
    let (templates, found) = load::templates(site)?;
    diagnostics.extend(found);
    let (strings, found) = Strings::load(&site.config.language, &templates.strings());
    diagnostics.extend(found);
    Ok((Content { library, graph, templates, strings }, diagnostics))
}

/// The site as it stands in `content/`, rendered into memory.
fn render_content(
    site: &Site,
    keep_lock: bool,
    progress: Progress<'_>,
) -> Result<(Tree, Diagnostics), PipelineError> {
    let (content, mut diagnostics) = read_content(site, keep_lock, progress)?;
    progress("plan", 0, 0);
    let shown = published(&content.library, &site.config);
    let facts = Facts::new(&shown, &content.graph, &site.config, &content.strings);
    let (plan, found) = pages::plan_site(facts);
    diagnostics.extend(found);
    progress("render", 0, plan.pages.len());
    let (tree, found) = render::render_site(&plan, &content.templates);
    diagnostics.extend(found);
    if !keep_lock {
        diagnostics.extend(check_written_links(&plan, &content.library, &tree));
    }
    progress("render", plan.pages.len(), plan.pages.len());
    Ok((tree, apply_allows(&content.library, diagnostics, &|_| !keep_lock)))
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
    let (library, mut diagnostics) = load::library(site)?;
    let (graph, found) = graph::resolve_links(&library);
    diagnostics.extend(found);
    let (sources, found) = load::templates(site)?;
    diagnostics.extend(found);
    let (strings, found) = Strings::load(&site.config.language, &sources.strings());
    diagnostics.extend(found);
    let library = published(&library, &site.config);
    let facts = Facts::new(&library, &graph, &site.config, &strings);
    let reads = Reads::default();
    let text = data::export(&data::Story::new(&facts.catalogue(&reads)), format, table);
    Ok((text, sorted(diagnostics)))
}

/// The code of a file that cannot be read.
const UNREADABLE: &str = "file-unreadable";

/// A disk problem with one file of the content: that file is left out, the build goes on.
fn unreadable(error: &FsError, site: &Site) -> Diagnostic {
    let file = load::shown(&site.root, &error.path);
    let message = format!("cannot {} the file: {}", error.operation, error.reason);
    let problem = if error.is_bad_name() {
        Diagnostic::error("bad-file-name", message).hint("rename the file")
    } else {
        let hint = "make the file readable, or take it out of the folder";
        Diagnostic::error(UNREADABLE, message).hint(hint)
    };
    problem.at(Place::file(file))
}
