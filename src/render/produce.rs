//! All files of a site into a sink, page by page: what an earlier build made and nothing has changed
//! stays, the rest is made, dressed, handed over and forgotten. Memory does not grow with the pages.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::budget::{check_budget, weigh};
use super::hosting::{host_files, policy};
use super::kinds::KindSheets;
use super::past::{Compared, Dress, Index, Past, PastPage};
use super::sheets::{SheetFile, Sheets};
use super::template::TemplateSources;
use super::vocabulary::Uses;
use super::{Rendered, Renderer, documents_of, search, together};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fs::FsError;
use crate::pages::reads::Read;
use crate::pages::settled::Marks;
use crate::pages::{Plan, Planned, Subject};
use crate::path::OutputPath;
use crate::tree::Sink;

/// What came of it.
#[derive(Debug, Default)]
pub struct Produced {
    /// What the next build may rely on.
    pub past: Past,
    /// Pages that were rendered, and why; of the others the earlier ones stay.
    pub rendered: Vec<(OutputPath, Why)>,
    /// What is wrong with templates, and what is too heavy.
    pub diagnostics: Diagnostics,
}

/// Why a page was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No earlier build has left it.
    New,
    /// The settings, the theme, its template, or its place in a list changed.
    Frame,
    /// What it looked at changed.
    Facts(Vec<Read>),
    /// The style sheet of its kind changed.
    Sheet,
    /// A file of it is gone from the output folder.
    Missing,
}

/// Makes all files of `plan`. What `past` remembers of an earlier build in the same sink is not made
/// again where nothing it was made from has changed. `progress` hears how many pages are done, and of
/// how many.
pub fn produce(
    plan: &Plan<'_>,
    sources: &TemplateSources,
    sink: &dyn Sink,
    past: Option<&Past>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Produced, FsError> {
    let (mut renderer, mut diagnostics) = Renderer::new(plan, sources);
    let assets = renderer.take_assets();
    assets.iter().try_for_each(|(path, bytes)| sink.write(path, bytes.clone()))?;
    let marks = (Marks::of(plan.facts.library, plan.facts.graph), renderer.frame);
    let compared = past.map(|past| Compared::new(past, plan, &marks));
    let mut line = Line {
        plan,
        renderer: &renderer,
        sink,
        past: compared.as_ref(),
        index: String::new(),
        done: AtomicUsize::new(0),
        progress,
    };
    // The search page names the index, which is made from all other pages, and the page of downloads
    // the lengths of the files.
    let (early, late): (Vec<&Planned<'_>>, Vec<&Planned<'_>>) =
        plan.pages.iter().partition(|page| !is_late(page));
    let mut made = line.run(&early)?;
    let search =
        if plan.facts.config.build.search { Some(index(&line, &early, &mut made)?) } else { None };
    line.index = search.as_ref().map(|index| index.folder.clone()).unwrap_or_default();
    made.extend(line.run(&late)?);
    let policies: BTreeSet<&str> =
        made.iter().filter_map(|one| one.dress.as_ref()?.policy.as_deref()).collect();
    for (path, bytes) in host_files(&policies, plan.facts.config) {
        sink.write(&path, bytes)?;
    }
    let failures = made.iter_mut().filter_map(|one| one.problem.take()).collect();
    diagnostics.extend(together(failures));
    diagnostics.extend(weighed(plan, sink, &made, &assets, search.as_ref()));
    let why = |one: &mut Made| Some((one.file.clone(), one.why.take()?));
    let reasons = made.iter_mut().filter_map(why).collect();
    let remembered = remember(plan, &marks.0, line.past, made, search);
    Ok(Produced { rendered: reasons, diagnostics, past: Past { marks, ..remembered } })
}

/// Whether a page is made from what all others have become.
pub(super) const fn is_late(page: &Planned<'_>) -> bool {
    matches!(page.subject, Subject::Index(_) | Subject::Data)
}

/// One page after it was made, or found to stand as it was.
struct Made {
    file: OutputPath,
    spec: u64,
    reads: Vec<Read>,
    others: Vec<Box<str>>,
    dress: Option<Dress>,
    why: Option<Why>,
    problem: Option<(Diagnostic, String)>,
    failed: bool,
    documents: Vec<search::Document>,
}

/// A page on its way.
enum Draft<'d> {
    /// It stands as an earlier build made it.
    Kept(&'d PastPage),
    /// It was rendered.
    New(Box<Rendered>, Why),
}

/// A page that does not fit the sheet of the first ones of its kind.
struct Waiting<'d> {
    /// Its number among the later ones.
    at: usize,
    spec: u64,
    draft: Draft<'d>,
    uses: Uses,
}

/// What every page goes through.
struct Line<'l, 'a> {
    plan: &'l Plan<'a>,
    renderer: &'l Renderer,
    sink: &'l dyn Sink,
    past: Option<&'l Compared<'l>>,
    /// Folder of the search index below the site's base; empty without one.
    index: String,
    done: AtomicUsize,
    progress: &'l (dyn Fn(usize, usize) + Sync),
}

impl<'l> Line<'l, '_> {
    /// Makes some pages: all of the kinds that are among them.
    fn run(&self, pages: &[&Planned<'_>]) -> Result<Vec<Made>, FsError> {
        let mut kinds: BTreeMap<Option<&'static str>, Vec<&Planned<'_>>> = BTreeMap::new();
        for page in pages {
            kinds.entry(page.subject.template()).or_default().push(page);
        }
        let mut made = Vec::with_capacity(pages.len());
        for (template, mut pages) in kinds {
            if template.is_none() {
                made.extend(self.files(&pages)?);
            } else {
                pages.sort_unstable_by(|a, b| a.route.cmp(&b.route));
                made.extend(self.kind(&pages)?);
            }
        }
        Ok(made)
    }

    /// Files that are no pages.
    fn files(&self, pages: &[&Planned<'_>]) -> Result<Vec<Made>, FsError> {
        pages
            .par_iter()
            .map(|page| {
                let (spec, draft) = self.draft(page);
                self.finish(page, spec, draft, None)
            })
            .collect()
    }

    /// All pages of one kind, in order of their routes.
    fn kind(&self, pages: &[&Planned<'_>]) -> Result<Vec<Made>, FsError> {
        let sheets = &self.renderer.sheets;
        let (first, later) = pages.split_at(pages.len().min(KindSheets::FIRST));
        let drafts: Vec<(u64, Draft<'l>, Uses)> = first
            .par_iter()
            .map(|page| {
                let (spec, draft) = self.draft(page);
                let uses = uses(sheets, &draft);
                (spec, draft, uses)
            })
            .collect();
        let mut kind = KindSheets::of_first(drafts.iter().map(|(_, _, uses)| uses));
        let shared = Shared::new(sheets, kind.first(), self.sink);
        let mut made: Vec<Made> = first
            .par_iter()
            .zip(drafts)
            .map(|(page, (spec, draft, uses))| {
                self.finish(page, spec, draft, Some((&shared, uses)))
            })
            .collect::<Result<_, FsError>>()?;
        // What does not fit waits until all that do not are known.
        let rest: Vec<Result<Made, Box<Waiting<'l>>>> = later
            .par_iter()
            .enumerate()
            .map(|(at, page)| {
                let (spec, draft) = self.draft(page);
                let uses = uses(sheets, &draft);
                if kind.fits(&uses) {
                    self.finish(page, spec, draft, Some((&shared, uses))).map(Ok)
                } else {
                    Ok(Err(Box::new(Waiting { at, spec, draft, uses })))
                }
            })
            .collect::<Result<_, FsError>>()?;
        let mut aside = Vec::new();
        for one in rest {
            match one {
                Ok(one) => made.push(one),
                Err(waiting) => {
                    kind.set_aside(&waiting.uses);
                    aside.push(waiting);
                }
            }
        }
        if let Some(second) = kind.second() {
            let shared = Shared::new(sheets, second, self.sink);
            let others: Vec<Made> = aside
                .into_par_iter()
                .filter_map(|waiting| {
                    let Waiting { at, spec, draft, uses } = *waiting;
                    let page = later.get(at)?;
                    Some(self.finish(page, spec, draft, Some((&shared, uses))))
                })
                .collect::<Result<_, FsError>>()?;
            made.extend(others);
        }
        Ok(made)
    }

    /// A page as an earlier build made it, if that still holds, else rendered.
    fn draft(&self, page: &Planned<'_>) -> (u64, Draft<'l>) {
        let spec = self.renderer.spec(page, &self.index);
        let why = match self.kept(page, spec) {
            Ok(kept) => return (spec, Draft::Kept(kept)),
            Err(why) => why,
        };
        (spec, Draft::New(Box::new(self.renderer.page(self.plan, page, &self.index)), why))
    }

    fn kept(&self, page: &Planned<'_>, spec: u64) -> Result<&'l PastPage, Why> {
        let Some(past) = self.past else { return Err(Why::New) };
        let output = page.route.output();
        let Some(known) = past.page(output.as_str()) else { return Err(Why::New) };
        if known.spec != spec {
            return Err(Why::Frame);
        }
        if !past.holds(known) {
            return Err(Why::Facts(past.changes(known)));
        }
        let stands = |file: &str| OutputPath::parse(file).is_ok_and(|file| self.sink.keep(&file));
        let all = stands(&known.file) && known.others.iter().all(|file| stands(file));
        if all { Ok(known) } else { Err(Why::Missing) }
    }

    /// Dresses a page and hands it over.
    fn finish(
        &self,
        page: &Planned<'_>,
        spec: u64,
        draft: Draft<'l>,
        dressed: Option<(&Shared<'_>, Uses)>,
    ) -> Result<Made, FsError> {
        let finished = match draft {
            Draft::Kept(known) => match &dressed {
                Some((shared, _)) if !shared.is_worn_by(known) => self.hand_over(
                    page,
                    spec,
                    self.renderer.page(self.plan, page, &self.index),
                    Why::Sheet,
                    dressed,
                ),
                _ => self.take_over(page, known, dressed.map(|(shared, _)| shared)),
            },
            Draft::New(rendered, why) => self.hand_over(page, spec, *rendered, why, dressed),
        };
        let all = self.plan.pages.len();
        (self.progress)(self.done.fetch_add(1, Ordering::Relaxed) + 1, all);
        finished
    }

    /// A page that stands as it was.
    fn take_over(
        &self,
        page: &Planned<'_>,
        known: &PastPage,
        shared: Option<&Shared<'_>>,
    ) -> Result<Made, FsError> {
        if let (Some(shared), Some(dress)) = (shared, &known.dress) {
            shared.wear(&dress.own)?;
        }
        Ok(Made {
            file: page.route.output(),
            spec: known.spec,
            reads: self.past.map(|past| past.reads(known)).unwrap_or_default(),
            others: known.others.clone(),
            dress: known.dress.clone(),
            why: None,
            problem: None,
            failed: false,
            documents: Vec::new(),
        })
    }

    /// A page that was rendered.
    fn hand_over(
        &self,
        page: &Planned<'_>,
        spec: u64,
        rendered: Rendered,
        why: Why,
        dressed: Option<(&Shared<'_>, Uses)>,
    ) -> Result<Made, FsError> {
        let file = page.route.output();
        let mut others = Vec::with_capacity(rendered.others.len());
        for (path, bytes) in rendered.others {
            others.push(path.as_str().into());
            self.sink.write(&path, bytes)?;
        }
        let mut dress = None;
        if let Some((path, text)) = rendered.file {
            let text = match dressed {
                None => text,
                Some((shared, uses)) => {
                    let worn = shared.wear(&rendered.style)?;
                    let text = self.renderer.sheets.dress(text, worn.as_deref());
                    dress = Some(Dress {
                        uses,
                        sheet: shared.path(),
                        own: rendered.style,
                        weight: weigh(&path, &text, self.plan.facts.config),
                        policy: policy(&text).map(Box::from),
                    });
                    text
                }
            };
            self.sink.write(&path, text.into_bytes())?;
        }
        let (problem, documents) = (rendered.problem, rendered.documents);
        let failed = problem.is_some();
        let (reads, why) = (rendered.reads, Some(why));
        Ok(Made { file, spec, reads, others, dress, why, problem, failed, documents })
    }
}

/// The names of the style sheet that a page uses.
fn uses(sheets: &Sheets, draft: &Draft<'_>) -> Uses {
    match draft {
        Draft::Kept(known) => {
            known.dress.as_ref().map(|dress| dress.uses.clone()).unwrap_or_default()
        }
        Draft::New(rendered, _) => {
            rendered.file.as_ref().map(|(_, text)| sheets.uses(text)).unwrap_or_default()
        }
    }
}

/// The style sheet of a kind of page, written as soon as one page wears it as it is.
struct Shared<'s> {
    sheet: Option<SheetFile>,
    written: std::sync::OnceLock<()>,
    sink: &'s dyn Sink,
}

impl<'s> Shared<'s> {
    fn new(sheets: &Sheets, uses: &Uses, sink: &'s dyn Sink) -> Self {
        Self { sheet: sheets.cut(uses, ""), written: std::sync::OnceLock::new(), sink }
    }

    fn path(&self) -> Option<Box<str>> {
        self.sheet.as_ref().map(|sheet| sheet.path.as_str().into())
    }

    /// Whether an earlier page wears this very sheet.
    fn is_worn_by(&self, known: &PastPage) -> bool {
        known.dress.as_ref().is_some_and(|dress| dress.sheet == self.path())
    }

    /// The sheet for a page that needs `own` rules behind it; it is written.
    fn wear(&self, own: &str) -> Result<Option<Cow<'_, SheetFile>>, FsError> {
        let Some(sheet) = &self.sheet else { return Ok(None) };
        if own.is_empty() {
            if self.written.set(()).is_ok() {
                self.sink.write(&sheet.path, sheet.bytes.clone())?;
            }
            return Ok(Some(Cow::Borrowed(sheet)));
        }
        let Some(longer) = sheet.with(own) else { return Ok(None) };
        self.sink.write(&longer.path, longer.bytes.clone())?;
        Ok(Some(Cow::Owned(longer)))
    }
}

/// The search index: the earlier one where no page that can be found was rendered, else a new one.
fn index(line: &Line<'_, '_>, pages: &[&Planned<'_>], made: &mut [Made]) -> Result<Index, FsError> {
    let is_page = |one: &&Made| one.dress.is_some();
    let same = made.iter().filter(is_page).all(|one| one.why.is_none());
    let count = made.iter().filter(is_page).count();
    if same
        && let Some(Index { folder, files, pages: pages_then }) =
            line.past.and_then(Compared::search)
        && *pages_then == count
        && files.iter().all(|file| OutputPath::parse(file).is_ok_and(|file| line.sink.keep(&file)))
    {
        return Ok(Index { folder: folder.clone(), files: files.clone(), pages: count });
    }
    let kept: BTreeSet<&str> =
        made.iter().filter(|one| one.why.is_none()).map(|one| one.file.as_str()).collect();
    let missing: Vec<search::Document> = pages
        .par_iter()
        .filter(|page| page.subject.template().is_some())
        .filter(|page| kept.contains(page.route.output().as_str()))
        .flat_map_iter(|page| documents_of(line.plan, page))
        .collect();
    let fresh = made.iter_mut().flat_map(|one| std::mem::take(&mut one.documents));
    let (folder, files) = search::build(fresh.chain(missing).collect());
    let names = files.iter().map(|(path, _)| path.as_str().to_owned()).collect();
    files.into_par_iter().try_for_each(|(path, bytes)| line.sink.write(&path, bytes))?;
    Ok(Index { folder, files: names, pages: count })
}

/// What is over the budget.
fn weighed(
    plan: &Plan<'_>,
    sink: &dyn Sink,
    made: &[Made],
    assets: &[(OutputPath, Vec<u8>)],
    search: Option<&Index>,
) -> Diagnostics {
    let weights: Vec<_> =
        made.iter().filter_map(|one| Some(one.dress.as_ref()?.weight.clone())).collect();
    let shards: Vec<OutputPath> = search
        .into_iter()
        .flat_map(|index| &index.files)
        .filter_map(|file| OutputPath::parse(file).ok())
        .collect();
    let is_script = |path: &&OutputPath| path.as_str().rsplit('.').next() == Some("js");
    let scripts: Vec<&OutputPath> =
        assets.iter().map(|(path, _)| path).chain(&shards).filter(is_script).collect();
    let read = |path: &OutputPath| sink.read(path).map(Cow::Owned);
    let source = |path: &OutputPath| plan.find(path)?.source;
    check_budget(&weights, &scripts, &read, &source, plan.facts.config)
}

/// What the next build may rely on: pages that failed are not among it.
fn remember(
    plan: &Plan<'_>,
    marks: &Marks,
    past: Option<&Compared<'_>>,
    mut made: Vec<Made>,
    search: Option<Index>,
) -> Past {
    made.retain(|one| !one.failed);
    let mut reads: Vec<Read> = made.iter().flat_map(|one| one.reads.iter().copied()).collect();
    reads.par_sort_unstable();
    reads.dedup();
    let value = |read| {
        let known = past.and_then(|past| past.value(read)).or_else(|| marks.value(read));
        known.unwrap_or_else(|| plan.value(read))
    };
    let facts: Vec<(Read, u64)> = reads.into_par_iter().map(|read| (read, value(read))).collect();
    let numbers: HashMap<Read, u32> =
        facts.iter().enumerate().map(|(at, (read, _))| (*read, at as u32)).collect();
    let pages = made
        .into_par_iter()
        .map(|one| PastPage {
            file: one.file.as_str().into(),
            spec: one.spec,
            reads: one.reads.iter().filter_map(|read| numbers.get(read).copied()).collect(),
            others: one.others,
            dress: one.dress,
        })
        .collect();
    Past { facts, pages, search, ..Past::default() }
}
