//! A site that is rendered page by page as pages are asked for, for the preview: the first page does not
//! wait for the others, and after an edit only what shows something that changed is rendered again.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use self_cell::self_cell;

use super::state::State;
use super::{
    Content, IngestOptions, Inspection, Options, PipelineError, Progress, Site, check_content,
    ingest, open_site,
};
use crate::config::Config;
use crate::content::allow::apply_allows;
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Diagnostics, has_errors, sorted};
use crate::fingerprint::QuickMap;
use crate::graph::LinkGraph;
use crate::pages::facts::{Facts, published};
use crate::pages::reads::Read;
use crate::pages::settled::Settled;
use crate::pages::strings::Strings;
use crate::pages::{self, Plan, Planned, Subject};
use crate::path::{ContentPath, OutputPath};
use crate::render::{Fresh, Renderer, search_index};

/// Reads a site and makes it ready to be shown, again after each edit. What an edit does not concern is
/// taken over from the state before.
#[derive(Default)]
pub struct Previewer {
    /// The content as it was last.
    last: Option<Last>,
    /// The last site without errors, or the first: what it has made need not be made again.
    shown: Option<Arc<Live>>,
}

/// What was read, and what taking in sources had to say.
struct Last {
    state: State,
    ingest: Diagnostics,
    /// Whether sources were taken in: they are looked at again until nothing is new.
    took_in: bool,
}

impl Previewer {
    /// The site as its content is now, and all that is wrong with it, sorted. `changed` are the files,
    /// absolute, that are new, gone or others since the last call; without it any may be.
    pub fn renew(
        &mut self,
        options: &Options,
        changed: Option<&[PathBuf]>,
        progress: Progress<'_>,
    ) -> Result<(Arc<Live>, Diagnostics), PipelineError> {
        // What cannot be read to the end is read anew.
        let last = self.last.take();
        let (site, settings) = open_site(options)?;
        let edited = changed.and_then(|changed| edited(&site, changed));
        let known = last.filter(|last| !last.took_in).zip(edited);
        let mut last = if let Some((mut last, edited)) = known {
            for path in &edited {
                last.state.reread(&site, path);
            }
            last
        } else {
            let (report, ingest) = ingest(&site, &IngestOptions::default(), progress)?;
            progress("load", 0, 0);
            Last { state: State::read(&site)?, ingest, took_in: report.sources > 0 }
        };
        let (content, found) = check_content(&site, &mut last.state, true, progress)?;
        let found = [settings, last.ingest.clone(), found].concat();
        let diagnostics = apply_allows(&content.library, found, &|_| false);
        progress("plan", 0, 0);
        let (live, found) = Live::new(&site, content, self.shown.as_deref());
        let diagnostics = sorted([diagnostics, found].concat());
        let live = Arc::new(live);
        if self.shown.is_none() || !has_errors(&diagnostics) {
            self.shown = Some(Arc::clone(&live));
        }
        self.last = Some(last);
        Ok((live, diagnostics))
    }
}

/// The content files among files that have changed; absent when others are among them of which more
/// may depend than a page shows: settings, sources, lock files.
fn edited(site: &Site, changed: &[PathBuf]) -> Option<Vec<ContentPath>> {
    let mut edited = Vec::new();
    for path in changed {
        let below = path.strip_prefix(&site.root).ok()?.to_str()?.replace('\\', "/");
        if Inspection::is_content(&below) {
            edited.push(ContentPath::parse(&below).ok()?);
        } else if !["templates/", "themes/", "static/"].iter().any(|at| below.starts_with(at)) {
            return None;
        }
    }
    Some(edited)
}

/// What the pages are made of.
struct Story {
    library: Library,
    graph: LinkGraph,
    config: Config,
    strings: Strings,
}

self_cell!(
    struct PlannedStory {
        owner: Story,
        #[not_covariant]
        dependent: Plan,
    }
);

/// A site in memory; its files are made when they are asked for, and kept.
pub struct Live {
    story: PlannedStory,
    renderer: Renderer,
    /// The theme's files.
    assets: QuickMap<OutputPath, Arc<[u8]>>,
    made: Mutex<QuickMap<OutputPath, Arc<Kept>>>,
    /// What earlier states of the site had made; believed where it still holds.
    earlier: QuickMap<OutputPath, Earlier>,
    /// What has not changed since the last of them; absent where settings or words have.
    settled: Option<Settled>,
    /// The search index, made when the search page is asked for.
    search: OnceLock<Search>,
}

/// A file that was made for an earlier state.
#[derive(Clone)]
struct Earlier {
    kept: Arc<Kept>,
    /// Whether that was the last state before this one.
    is_last: bool,
}

/// A file that was made.
struct Kept {
    bytes: Arc<[u8]>,
    spec: u64,
    facts: Vec<(Read, u64)>,
    /// What else came with it.
    others: Vec<(OutputPath, Arc<[u8]>)>,
    problem: Option<(Diagnostic, String)>,
}

/// The search index.
struct Search {
    folder: String,
    files: QuickMap<OutputPath, Arc<[u8]>>,
}

impl Live {
    /// The site as its content is now; what `earlier` had made stays where nothing it shows has changed.
    pub(super) fn new(
        site: &Site,
        content: Content,
        earlier: Option<&Self>,
    ) -> (Self, Diagnostics) {
        let Content { library, graph, templates, strings } = content;
        let library = match published(&library, &site.config) {
            std::borrow::Cow::Owned(shown) => shown,
            std::borrow::Cow::Borrowed(_) => library,
        };
        let owner = Story { library, graph, config: site.config.clone(), strings };
        let mut diagnostics = Vec::new();
        let story = PlannedStory::new(owner, |story| {
            let facts = Facts::new(&story.library, &story.graph, &story.config, &story.strings);
            let (plan, found) = pages::plan_site(facts);
            diagnostics.extend(found);
            plan
        });
        let (mut renderer, found) = story.with_dependent(|_, plan| Renderer::new(plan, &templates));
        diagnostics.extend(found);
        // What has gone is not kept, or a preview of many days would hold all that ever was.
        let mut made = earlier.map(Self::all_made).unwrap_or_default();
        story.with_dependent(|_, plan| made.retain(|path, _| plan.find(path).is_some()));
        let assets = renderer.take_assets().into_iter();
        let assets = assets.chain(renderer.whole_sheet());
        let mut live = Self {
            assets: assets.map(|(path, bytes)| (path, bytes.into())).collect(),
            story,
            renderer,
            made: Mutex::default(),
            earlier: made,
            settled: None,
            search: OnceLock::new(),
        };
        live.settled = earlier.and_then(|earlier| {
            let (was, is) = (earlier.story.borrow_owner(), live.story.borrow_owner());
            let same = was.config == is.config && was.strings == is.strings;
            same.then(|| Settled::between((&was.library, &was.graph), (&is.library, &is.graph)))
        });
        (live, diagnostics)
    }

    /// How many pages and other files are planned.
    pub fn len(&self) -> usize {
        self.story.with_dependent(|_, plan| plan.pages.len())
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a page of that name is planned, though perhaps its template fails.
    pub fn has(&self, path: &OutputPath) -> bool {
        self.story.with_dependent(|_, plan| plan.find(path).is_some())
    }

    /// The bytes of a file; absent when the site has none of that name. A page whose template fails has
    /// none either.
    pub fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.assets.get(path) {
            return Some(Arc::clone(bytes));
        }
        let found = self.story.with_dependent(|_, plan| {
            let planned = plan.find(path)?;
            Some(self.page(plan, planned))
        });
        if let Some(kept) = found {
            return (!kept.bytes.is_empty() || kept.problem.is_none())
                .then(|| Arc::clone(&kept.bytes));
        }
        self.beside(path)
    }

    /// A file that comes with a page, such as its Markdown twin, or belongs to the search index.
    fn beside(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        let text = path.as_str();
        if text.starts_with("assets/search.") {
            return self.search().files.get(path).cloned();
        }
        let of = |kept: &Kept| {
            let other = kept.others.iter().find(|(other, _)| other == path);
            other.map(|(_, bytes)| Arc::clone(bytes))
        };
        let folder = text.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page =
            OutputPath::parse(format!("{folder}/index.html").trim_start_matches('/')).ok()?;
        let found = self.story.with_dependent(|_, plan| {
            let planned = plan.find(&page)?;
            of(&self.page(plan, planned))
        });
        if found.is_some() {
            return found;
        }
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.values().find_map(|kept| of(kept))
    }

    /// Makes every page that is not there yet, until `enough`; gives back what is wrong with templates.
    pub fn fill(&self, enough: &AtomicBool) -> Diagnostics {
        let failures = self.story.with_dependent(|_, plan| {
            let pages: Vec<&Planned<'_>> = plan.pages.iter().collect();
            let made = pages.par_iter().filter_map(|planned| {
                if enough.load(Ordering::Relaxed) || matches!(planned.subject, Subject::Index(_)) {
                    return None;
                }
                self.page(plan, planned).problem.clone()
            });
            made.collect()
        });
        crate::render::together(failures)
    }

    fn search(&self) -> &Search {
        self.search.get_or_init(|| {
            let (folder, files) = self.story.with_dependent(|_, plan| search_index(plan));
            let files = files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
            Search { folder, files }
        })
    }

    fn page(&self, plan: &Plan<'_>, planned: &Planned<'_>) -> Arc<Kept> {
        let path = planned.route.output();
        let lock = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lock().get(&path) {
            return Arc::clone(kept);
        }
        let is_search =
            matches!(planned.subject, Subject::Index(_)) && plan.facts.config.build.search;
        let index = if is_search { self.search().folder.as_str() } else { "" };
        let spec = self.renderer.spec(planned, index);
        let holds = |Earlier { kept, is_last }: &&Earlier| {
            let settled = self.settled.as_ref().filter(|_| *is_last);
            let same = |(read, was): &(Read, u64)| {
                settled.is_some_and(|settled| settled.holds(*read)) || plan.value(*read) == *was
            };
            kept.spec == spec && kept.problem.is_none() && kept.facts.iter().all(same)
        };
        let kept = match self.earlier.get(&path).filter(holds) {
            Some(earlier) => Arc::clone(&earlier.kept),
            None => Arc::new(self.fresh(plan, planned, index, spec)),
        };
        Arc::clone(lock().entry(path).or_insert(kept))
    }

    fn fresh(&self, plan: &Plan<'_>, planned: &Planned<'_>, index: &str, spec: u64) -> Kept {
        let Fresh { bytes, others, reads, problem } = self.renderer.fresh(plan, planned, index);
        Kept {
            bytes: bytes.unwrap_or_default().into(),
            spec,
            facts: reads.into_iter().map(|read| (read, plan.value(read))).collect(),
            others: others.into_iter().map(|(path, bytes)| (path, bytes.into())).collect(),
            problem,
        }
    }

    /// Everything that was made, here or before and not asked for since.
    fn all_made(&self) -> QuickMap<OutputPath, Earlier> {
        let of = |(path, kept): (&OutputPath, &Arc<Kept>), is_last| {
            (path.clone(), Earlier { kept: Arc::clone(kept), is_last })
        };
        let older = self.earlier.iter().map(|(path, older)| of((path, &older.kept), false));
        let mut all: QuickMap<_, _> = older.collect();
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(made.iter().map(|made| of(made, true)));
        all
    }
}
