//! A site that is rendered page by page as pages are asked for, for the preview: the first page does not
//! wait for the others, and after an edit only what shows something that changed is rendered again.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use self_cell::self_cell;

use super::{Content, Site};
use crate::config::Config;
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::LinkGraph;
use crate::pages::facts::{Facts, published};
use crate::pages::reads::Read;
use crate::pages::strings::Strings;
use crate::pages::{self, Plan, Planned, Subject};
use crate::path::OutputPath;
use crate::render::{Fresh, Renderer, search_index};

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
    assets: HashMap<OutputPath, Arc<[u8]>>,
    made: Mutex<HashMap<OutputPath, Arc<Kept>>>,
    /// What an earlier state of the site had made; believed where it still holds.
    earlier: HashMap<OutputPath, Arc<Kept>>,
    /// The search index, made when the search page is asked for.
    search: OnceLock<Search>,
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
    files: HashMap<OutputPath, Arc<[u8]>>,
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
        let live = Self {
            assets: assets.map(|(path, bytes)| (path, bytes.into())).collect(),
            story,
            renderer,
            made: Mutex::default(),
            earlier: made,
            search: OnceLock::new(),
        };
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
        let holds = |kept: &&Arc<Kept>| {
            kept.spec == spec
                && kept.problem.is_none()
                && kept.facts.iter().all(|(read, was)| plan.value(*read) == *was)
        };
        let kept = match self.earlier.get(&path).filter(holds) {
            Some(kept) => Arc::clone(kept),
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
    fn all_made(&self) -> HashMap<OutputPath, Arc<Kept>> {
        let mut all = self.earlier.clone();
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(made.iter().map(|(path, kept)| (path.clone(), Arc::clone(kept))));
        all
    }
}
