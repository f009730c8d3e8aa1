//! Ingest as a whole: put sources below the site, read what is new together with the rest, merge
//! the drafts into `content/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::evidence::Evidence;
use super::ids;
use super::load::{
    self, INGEST_LOCK, OPEN_SOURCES, RAW_SOURCES, RawDocument, RawFile, file_name, shown,
};
use super::transaction::{self, Pending};
use super::{IngestOptions, IngestReport, PipelineError, Progress, Resolve, Site, unreadable};
use crate::content::front_matter::{fences, place_at};
use crate::content::history::compare_verdicts;
use crate::content::library::Library;
use crate::content::lock::{Base, IngestLock, SourceRecord};
use crate::content::refactor::{FormerIds, Kind, Targets, Thing};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span};
use crate::fs::{self, FsError};
use crate::ingest::annotate::{AnnotateInput, Document, outside};
use crate::ingest::claims::StoryClaim;
use crate::ingest::draft::{self, DraftFile, Reading, SourceFacts, free_code};
use crate::ingest::merge::{self, Merged, Outcome};
use crate::ingest::resolve::Known;
use crate::ingest::{StoryReading, TakenIds, compare, open_documents, read_story};
use crate::language::names::{Name, Recogniser};
use crate::model::article::{IngestRecord, Rights};
use crate::path::{ContentPath, Slug};
use crate::source::{self, feed};
use crate::tree::sha256;

/// Version of the reading rules, raised when they change enough that sources should be read anew.
const EXTRACTOR: u32 = 1;

/// Stands for the hash of a source that led to a conflict: it is read again, and the conflict
/// reported again, until somebody settles it.
const UNSETTLED: &str = "unsettled";

/// What ingest did, and what is wrong with what it read.
type Taken = (IngestReport, Diagnostics);

/// Takes sources in: puts them below the site and brings `content/` up to date with them. Does
/// nothing at all when no source is new or changed.
pub fn ingest(
    site: &Site,
    options: &IngestOptions,
    progress: Progress<'_>,
) -> Result<Taken, PipelineError> {
    // Without a lock as long as there is nothing to write.
    let is_quiet = options.paths.is_empty() && !transaction::is_unfinished(site);
    if (is_quiet || options.dry_run)
        && let Some(taken) = take_in(site, options, options.dry_run, progress)?
    {
        return Ok(taken);
    }
    let _held = transaction::begin(site)?;
    Ok(take_in(site, options, true, progress)?.unwrap_or_default())
}

/// As [`ingest`]; nothing, when something is new but `may_work` is not said.
fn take_in(
    site: &Site,
    options: &IngestOptions,
    may_work: bool,
    progress: Progress<'_>,
) -> Result<Option<Taken>, PipelineError> {
    let mut diagnostics = Vec::new();
    let mut incoming = incoming(site, options, &mut diagnostics)?;
    let earlier: Vec<RawFile> =
        incoming.iter().filter_map(|file| earlier_feed(site, file, &mut diagnostics)).collect();
    incoming.extend(earlier);
    if may_work && !options.dry_run {
        write_all(site, &incoming)?;
    }
    let (lock, found) = load::ingest_lock(site)?;
    diagnostics.extend(found);
    let files = all_files(site, incoming, &mut diagnostics)?;
    let (sources, found) = load::raw_documents(files);
    let is_new = |source: &&RawDocument| {
        lock.sources.get(&source.name).is_none_or(|record| record.sha256 != source.sha256)
    };
    let new = sources.iter().filter(is_new).count();
    // That some items of a feed are left out is said when it comes in, and not at every build.
    let said = new > 0 || !options.paths.is_empty();
    diagnostics.extend(found.into_iter().filter(|problem| said || problem.code != feed::SUMMARIES));
    // A program that looks for further names is to look at all sources.
    let asks = options.run_annotator.is_some() && !site.config.ingest.annotator.is_empty();
    if new == 0 && !asks {
        return Ok(Some((IngestReport::default(), diagnostics)));
    }
    if !may_work {
        return Ok(None);
    }
    let (library, _) = load::library(site)?;
    progress("read", 0, sources.len());
    let former = FormerIds::of(&library).renamed(&lock);
    let work = Work { site, options, library: &library, lock: &lock, former, sources: &sources };
    let (drafts, facts, found) = work.drafts()?;
    diagnostics.extend(found);
    progress("read", sources.len(), sources.len());
    let mut report = IngestReport { files: Vec::new(), sources: new };
    let mut next_lock = lock.clone();
    for (source, fact) in sources.iter().zip(&facts) {
        let record = SourceRecord { sha256: source.sha256.clone(), article: fact.id.clone() };
        next_lock.sources.insert(source.name.clone(), record);
    }
    let mut pending = Pending::new();
    work.merge(drafts, &mut next_lock, &mut pending, &mut report, &mut diagnostics)?;
    if !options.dry_run {
        work.tell(&mut next_lock, &mut pending, &mut report, &mut diagnostics)?;
    }
    if report.files.iter().any(|(_, outcome)| *outcome == Outcome::Conflict) {
        for source in sources.iter().filter(is_new) {
            if let Some(record) = next_lock.sources.get_mut(&source.name) {
                UNSETTLED.clone_into(&mut record.sha256);
            }
        }
    }
    if !options.dry_run {
        let library = load::library_with(site, &pending)?;
        let lock = ContentPath::parse(INGEST_LOCK).ok();
        pending.extend(lock.map(|path| (path, Some(next_lock.write()))));
        transaction::commit(site, pending)?;
        Evidence::read(site)?.verify(site, &library, true)?;
    }
    Ok(Some((report, diagnostics)))
}

/// The files named on the command line, with the place each is to have below the site.
fn incoming(
    site: &Site,
    options: &IngestOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<RawFile>, PipelineError> {
    let rights = options.rights.unwrap_or(site.config.sources.rights);
    let folder = if rights == Rights::Full { OPEN_SOURCES } else { RAW_SOURCES };
    let mut found = Vec::new();
    for path in &options.paths {
        let files = match fs::kind(path) {
            Some(fs::Kind::Folder) => fs::list_tree(path, "")
                .into_iter()
                .filter_map(|entry| match entry {
                    Ok(below) => Some(path.join(below.as_str())),
                    Err(error) => {
                        diagnostics.push(unreadable(&error, site));
                        None
                    }
                })
                .collect(),
            _ => vec![path.clone()],
        };
        for file in files {
            let bytes = fs::read(&file)?;
            found.extend(placed(site, folder, &file, bytes, diagnostics));
        }
    }
    Ok(found)
}

/// The place of one incoming file; a file that lies in the site's source folders stays where it is.
fn placed(
    site: &Site,
    folder: &str,
    file: &Path,
    bytes: Vec<u8>,
    diagnostics: &mut Diagnostics,
) -> Option<RawFile> {
    let below = shown(&site.root, file);
    let inside =
        [OPEN_SOURCES, RAW_SOURCES].iter().any(|folder| below.starts_with(&format!("{folder}/")));
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe: String = name
        .chars()
        .map(|c| if c.is_control() || "\\:<>\"|?*".contains(c) { '-' } else { c })
        .collect();
    let target =
        if inside { below } else { format!("{folder}/{}", safe.trim_end_matches(['.', ' '])) };
    match ContentPath::parse(&target) {
        Ok(path) => Some((path, bytes)),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error("source-name", format!("the source cannot be taken in: {error}"))
                    .at(Place::file(shown(&site.root, file)))
                    .hint("give the file a plain name"),
            );
            None
        }
    }
}

/// The feed that an incoming one takes the place of, under a name of its own, when it holds articles
/// that the new one does not: a feed shows only the latest, and no source may get lost.
fn earlier_feed(site: &Site, incoming: &RawFile, diagnostics: &mut Diagnostics) -> Option<RawFile> {
    let (path, bytes) = incoming;
    let before = fs::read(&site.root.join(path.as_str())).ok().filter(|before| before != bytes)?;
    let names = |bytes: &[u8]| -> Option<BTreeSet<String>> {
        let (items, _) = source::items(bytes, file_name(path))?;
        Some(items.into_iter().map(|item| item.name).collect())
    };
    let lost = names(&before)?.difference(&names(bytes)?).count();
    if lost == 0 {
        return None;
    }
    let (stem, extension) = path.as_str().rsplit_once('.').unwrap_or((path.as_str(), "xml"));
    let hash = sha256(&before);
    let kept = format!("{stem}.{}.{extension}", hash.get(..8).unwrap_or_default());
    let kept = ContentPath::parse(&kept).ok()?;
    diagnostics.push(
        Diagnostic::note(
            "feed-kept",
            format!("{lost} of the feed's earlier articles are not in the new one; they stay, in `{kept}`"),
        )
        .at(Place::file(path.as_str())),
    );
    Some((kept, before))
}

/// Writes files of the site, all new content first.
fn write_all(site: &Site, files: &[RawFile]) -> Result<usize, FsError> {
    for (path, _) in files {
        let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        // A link would lead out of the site.
        fs::has_folder(&site.root, folder)?;
    }
    let paths: Vec<_> = files.iter().map(|(path, _)| site.root.join(path.as_str())).collect();
    let files: Vec<_> = paths
        .iter()
        .zip(files)
        .map(|(path, (_, bytes))| (path.as_path(), bytes.as_slice()))
        .collect();
    fs::write_together(&files)
}

/// Everything in the source folders, with what comes in now, one a file name, sorted by name.
fn all_files(
    site: &Site,
    incoming: Vec<RawFile>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<RawFile>, FsError> {
    let (present, found) = load::raw_sources(site)?;
    diagnostics.extend(found);
    let mut by_name: BTreeMap<String, RawFile> = BTreeMap::new();
    for (path, bytes) in present.into_iter().chain(incoming) {
        let name = file_name(&path).to_owned();
        if let Some((other, _)) = by_name.get(&name).filter(|(other, _)| *other != path) {
            diagnostics.push(
                Diagnostic::warning(
                    "source-twice",
                    format!("`{name}` lies in both source folders"),
                )
                .at(Place::file(other.as_str()))
                .hint(format!("`{path}` is read; delete or rename one of them")),
            );
        }
        by_name.insert(name, (path, bytes));
    }
    Ok(by_name.into_values().collect())
}

/// What ingest works with.
struct Work<'a> {
    site: &'a Site,
    options: &'a IngestOptions,
    library: &'a Library,
    lock: &'a IngestLock,
    /// What things that were renamed were called when their files were written first.
    former: FormerIds,
    sources: &'a [RawDocument],
}

impl Work<'_> {
    /// Reads all sources together and drafts the content they make.
    fn drafts(&self) -> Result<(Vec<DraftFile>, Vec<SourceFacts>, Diagnostics), PipelineError> {
        let recogniser = Recogniser::embedded();
        let registry = self.registry();
        let taken = self.taken();
        let inputs = self.sources.iter().map(|source| self.input(source)).collect();
        let (opened, mut diagnostics) = open_documents(inputs);
        let outside = self.outside_names(&opened, &mut diagnostics)?;
        let mut reading = read_story(&recogniser, opened, outside, &registry, &taken);
        ids::rename_entities(&self.former, self.library, &mut reading);
        let (mut claims, copies) = compare(&reading, &taken);
        let events = reading.story.events.iter_mut().map(|event| &mut event.id);
        ids::rename(&self.former, Kind::Event, events.collect());
        let of_claims = claims.iter_mut().map(|claim| &mut claim.id).collect();
        ids::rename(&self.former, Kind::Claim, of_claims);
        // What people deleted stays deleted, and nothing that is written refers to it.
        let deleted = self.deleted("events");
        let story = &mut reading.story;
        for event in story.events.iter_mut().filter(|event| deleted.contains(&event.id)) {
            event.published = false;
        }
        story.main = story.main.filter(|at| story.events.get(*at).is_some_and(|e| e.published));
        let deleted = self.deleted("claims");
        claims.retain(|claim| !deleted.contains(&claim.id));
        let facts = self.facts(&reading);
        let deleted = self.deleted("entities");
        let draft = |reading: &StoryReading, claims: &[StoryClaim]| {
            draft::draft(&Reading {
                documents: &reading.documents,
                sources: &facts,
                resolution: &reading.resolution,
                story: &reading.story,
                claims,
                copies: &copies,
                deleted: &deleted,
                limits: &self.site.config.sources,
                title: &self.site.config.title,
            })
        };
        let mut drafts = draft(&reading, &claims);
        let kept = ids::kept(&drafts, self.library, self.lock);
        if !kept.is_empty() {
            let now = |kind, id: &Slug| kept.get(&Thing { kind, id: id.clone() }).cloned();
            for event in &mut reading.story.events {
                event.id = now(Kind::Event, &event.id).unwrap_or_else(|| event.id.clone());
            }
            for claim in &mut claims {
                claim.id = now(Kind::Claim, &claim.id).unwrap_or_else(|| claim.id.clone());
            }
            drafts = draft(&reading, &claims);
        }
        let kept = ids::kept(&drafts, self.library, self.lock);
        for draft in &mut drafts {
            let question = Thing::of_path(&draft.path).filter(|one| one.kind == Kind::Question);
            let Some(question) = question else { continue };
            let renamed = self.former.owner(Kind::Question, &question.id);
            let id = renamed.or_else(|| kept.get(&question)).cloned();
            let path = id.and_then(|id| Thing { kind: Kind::Question, id }.path().ok());
            draft.path = path.unwrap_or_else(|| draft.path.clone());
        }
        drafts.sort_by(|a, b| a.path.cmp(&b.path));
        drafts.dedup_by(|a, b| a.path == b.path);
        Ok((drafts, facts, diagnostics))
    }

    /// The names that the program of `ingest.annotator` finds. It runs only when the command says
    /// so: a setting that came with somebody else's repository must not start programs.
    fn outside_names(
        &self,
        documents: &[Document],
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<Vec<Name>>, PipelineError> {
        let command = &self.site.config.ingest.annotator;
        if command.is_empty() {
            return Ok(Vec::new());
        }
        let Some(run) = self.options.run_annotator else {
            diagnostics.push(
                Diagnostic::warning("annotator-not-run", "`ingest.annotator` was not run")
                    .at(Place::file(shown(&self.site.root, &self.site.config_path)))
                    .hint("`backstory ingest --annotator` runs it; look first at what it starts"),
            );
            return Ok(Vec::new());
        };
        let failed = |what| PipelineError::Annotator { command: command.join(" "), what };
        let answer = run(command, &self.site.root, outside::request(documents).as_bytes())
            .map_err(failed)?;
        outside::read_answer(documents, &answer).map_err(failed)
    }

    fn input(&self, source: &RawDocument) -> AnnotateInput {
        let article = self.article_of(source).and_then(|id| self.library.articles.get(id));
        AnnotateInput {
            id: source.name.clone(),
            file: Some(source.path.to_string()),
            content: source.content.clone(),
            // What an editor corrected in the article counts when its dates are read again.
            published: article.and_then(|article| article.meta.published),
            outlet: article.and_then(|article| article.meta.outlet.clone()),
            url: article.and_then(|article| article.meta.url.clone()),
            language: Some(self.site.config.language.clone()),
            clean: true,
        }
    }

    /// The article made from a source earlier.
    fn article_of(&self, source: &RawDocument) -> Option<&Slug> {
        self.lock.sources.get(&source.name).map(|record| &record.article)
    }

    /// Ids of things in a folder of the content that the tool wrote and that are not there any more.
    fn deleted(&self, folder: &str) -> BTreeSet<Slug> {
        let start = format!("content/{folder}/");
        let files = self.lock.files.keys().filter_map(|path| {
            let id = path.as_str().strip_prefix(&start)?.strip_suffix(".md")?;
            // What cannot be looked at is not deleted.
            let found = fs::look(&self.site.root.join(path.as_str()));
            Slug::parse(id).ok().filter(|_| matches!(found, Ok(None)))
        });
        files.collect()
    }

    fn registry(&self) -> Vec<Known> {
        let entities = self.library.entities.iter();
        entities
            .map(|(id, entity)| Known {
                id: id.clone(),
                name: entity.meta.name.clone(),
                aliases: entity.meta.aliases.clone(),
                kind: entity.meta.kind,
            })
            .collect()
    }

    /// Ids of things that people made.
    fn taken(&self) -> TakenIds {
        TakenIds {
            events: own_ids(self.library.events.values().map(|e| (&e.id, &e.path)), self.lock),
            claims: own_ids(self.library.claims.values().map(|e| (&e.id, &e.path)), self.lock),
        }
    }

    fn facts(&self, reading: &StoryReading) -> Vec<SourceFacts> {
        let mut ids: BTreeSet<Slug> = self.library.articles.keys().cloned().collect();
        ids.extend(self.lock.sources.values().map(|record| record.article.clone()));
        let articles = self.library.articles.values();
        let mut codes: BTreeSet<String> =
            articles.filter_map(|article| article.meta.code.clone()).collect();
        let mut facts = Vec::new();
        for (source, document) in self.sources.iter().zip(&reading.documents) {
            let name = source.name.as_str();
            let title = document.source.metadata.title.clone();
            let title = title.unwrap_or_else(|| name_without_path(name).to_owned());
            let known = self.article_of(source).cloned();
            let id = known.unwrap_or_else(|| Slug::free(&title, &mut ids));
            let article = self.library.articles.get(&id);
            let code = article.and_then(|article| article.meta.code.clone());
            let outlet = document.source.metadata.outlet.as_deref();
            let code = code.unwrap_or_else(|| free_code(outlet, &title, &mut codes));
            let rights =
                article.map_or_else(|| self.rights_of(source), |article| article.meta.rights);
            let record = IngestRecord {
                source: source.name.clone(),
                sha256: source.sha256.clone(),
                extractor: EXTRACTOR,
                words: document.word_count(),
            };
            facts.push(SourceFacts { id, code, rights, record });
        }
        facts
    }

    /// Rights of a source that is new: what the folder of open sources holds may be published.
    fn rights_of(&self, source: &RawDocument) -> Rights {
        let asked = self.options.rights.unwrap_or(self.site.config.sources.rights);
        match (source.path.as_str().starts_with(OPEN_SOURCES), asked) {
            (true, _) => Rights::Full,
            (false, Rights::Full) => Rights::Summary,
            (false, asked) => asked,
        }
    }

    /// Whether the raw text of an article that was ingested is not here, as on a fresh clone: then
    /// what all sources together say cannot be found anew.
    fn is_partial(&self) -> bool {
        let present: BTreeSet<&str> =
            self.sources.iter().map(|source| source.name.as_str()).collect();
        let records =
            self.library.articles.values().filter_map(|article| article.meta.ingest.as_ref());
        records.into_iter().any(|record| !present.contains(record.source.as_str()))
    }

    /// Merges every draft with what stands in `content/`.
    fn merge(
        &self,
        drafts: Vec<DraftFile>,
        lock: &mut IngestLock,
        pending: &mut Pending,
        report: &mut IngestReport,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), PipelineError> {
        let partial = self.is_partial();
        if partial {
            diagnostics.push(
                Diagnostic::note("sources-missing", "some raw sources are not here, so existing events, claims and answers stay as they are")
                    .hint("put all sources into .backstory/raw/ to have them compared anew; of a feed, the earlier files too"),
            );
        }
        let drafted: BTreeSet<ContentPath> =
            drafts.iter().map(|draft| draft.path.clone()).collect();
        self.merge_files(drafts, lock, pending, report, diagnostics)?;
        if !partial {
            self.retire(&drafted, lock, pending, report)?;
        }
        Ok(())
    }

    /// Writes down for readers how the library as it will be differs from the one before.
    fn tell(
        &self,
        lock: &mut IngestLock,
        pending: &mut Pending,
        report: &mut IngestReport,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), PipelineError> {
        let after = load::library_with(self.site, pending)?;
        let (told, _) = load::verdicts_lock(self.site)?;
        let (untold, _) = compare_verdicts(&after, &told);
        let changes = draft::history::changes(self.library, &after, &untold);
        self.merge_files(changes, lock, pending, report, diagnostics)
    }

    /// Merges drafts with the files that stand in their places.
    fn merge_files(
        &self,
        drafts: Vec<DraftFile>,
        lock: &mut IngestLock,
        pending: &mut Pending,
        report: &mut IngestReport,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), PipelineError> {
        let partial = self.is_partial();
        let targets = Targets::of(self.library);
        for draft in drafts {
            let current = match self.current_text(&draft.path, pending)? {
                Current::Text(text) if is_placeholder(&draft.path, &text) => None,
                Current::Text(text) => Some(text),
                Current::None => None,
                // `check` says so; nothing is written into what cannot be read.
                Current::Unreadable => {
                    report.files.push((draft.path.to_string(), Outcome::Kept));
                    continue;
                }
            };
            let shared = !draft.path.as_str().starts_with("content/articles/");
            if partial && shared && (current.is_some() || lock.files.contains_key(&draft.path)) {
                continue;
            }
            let base = lock.files.get(&draft.path);
            let base =
                base.map(|base| self.former.follow(base, &draft.path, &draft.text, &targets));
            let file = draft.path.as_str();
            let merged = merge::merge_asking(
                current.as_deref(),
                base.as_ref(),
                &draft.text,
                &mut |conflict| match self.options.resolve {
                    None => None,
                    Some(Resolve::Side(side)) => Some(side),
                    Some(Resolve::Ask(ask)) => ask(file, conflict),
                },
            );
            diagnostics.extend(conflicts(&merged, file, current.as_deref().unwrap_or("")));
            if let Some(text) = merged.text.filter(|_| !self.options.dry_run) {
                pending.insert(draft.path.clone(), Some(text));
            }
            // A file that the tool never wrote is a person's, and so is everything in it.
            let is_own = current.is_none() || merged.outcome != Outcome::Kept;
            if is_own || lock.files.contains_key(&draft.path) {
                lock.files.insert(draft.path.clone(), merged.base);
            }
            report.files.push((draft.path.to_string(), merged.outcome));
        }
        Ok(())
    }

    /// Takes back files of the tool's own that the sources no longer make and nobody touched.
    fn retire(
        &self,
        drafted: &BTreeSet<ContentPath>,
        lock: &mut IngestLock,
        pending: &mut Pending,
        report: &mut IngestReport,
    ) -> Result<(), PipelineError> {
        let gone: Vec<ContentPath> =
            lock.files.keys().filter(|path| !drafted.contains(*path)).cloned().collect();
        for path in gone {
            let Current::Text(current) = self.current_text(&path, pending)? else { continue };
            // Who is known stays known, and what changed stays told.
            let lasting = ["content/entities/", "content/changes/"]
                .iter()
                .any(|folder| path.as_str().starts_with(folder));
            if !lasting && Base::of(&current).as_ref() == lock.files.get(&path) {
                if !self.options.dry_run {
                    pending.insert(path.clone(), None);
                }
                lock.files.remove(&path);
                report.files.push((path.to_string(), Outcome::Updated));
            }
        }
        Ok(())
    }

    /// A content file as it stands, or as it will.
    fn current_text(
        &self,
        path: &ContentPath,
        pending: &Pending,
    ) -> Result<Current, PipelineError> {
        if let Some(text) = pending.get(path) {
            return Ok(text.clone().map_or(Current::None, Current::Text));
        }
        let target = self.site.root.join(path.as_str());
        if fs::look(&target)? == Some(fs::Kind::Other) {
            return Ok(Current::Unreadable);
        }
        match fs::read(&target) {
            Ok(bytes) => Ok(String::from_utf8(bytes).map_or(Current::Unreadable, Current::Text)),
            Err(error) if error.is_missing() => Ok(Current::None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The last part of a file's or item's name, without its extension.
fn name_without_path(name: &str) -> &str {
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
    last.split('.').next().unwrap_or(last)
}

/// A content file as it stands.
enum Current {
    /// There is none.
    None,
    /// Its text.
    Text(String),
    /// It is no text or a link, so it is not touched.
    Unreadable,
}

/// The explainer that `init` leaves behind, until the tool or a person writes a better one.
const PLACEHOLDER: &str = include_str!("../../templates/init/default/content/index.md");

/// Whether a file is the placeholder of a new site, but for its title.
fn is_placeholder(path: &ContentPath, text: &str) -> bool {
    let body = |text: &str| {
        let start = fences(text).map_or(0, |fences| fences.body_start);
        text.get(start..).unwrap_or("").trim().to_owned()
    };
    path.as_str() == "content/index.md" && body(text) == body(PLACEHOLDER)
}

fn own_ids<'a>(
    entries: impl Iterator<Item = (&'a Slug, &'a ContentPath)>,
    lock: &IngestLock,
) -> BTreeSet<Slug> {
    entries.filter(|(_, path)| !lock.files.contains_key(*path)).map(|(id, _)| id.clone()).collect()
}

/// A merge's conflicts at their places in `text`, the file as it stands, with both texts, and a
/// person's edit of the tool's own record.
fn conflicts(merged: &Merged, file: &str, text: &str) -> Diagnostics {
    let record = merged.record_edited.then(|| {
        Diagnostic::warning(
            "record-edited",
            "the `ingest` key was edited; it is the tool's own record",
        )
        .at(place_at(file, text, &["ingest"]))
        .hint("undo the edit; the record is written anew")
    });
    let unresolved = merged.conflicts.iter().filter(|_| merged.outcome == Outcome::Conflict);
    let said = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => format!("\u{201c}{text}\u{201d}"),
    };
    let conflicts = unresolved.map(|conflict| {
        let message = format!(
            "`{}` was changed here and in the source: here {}, in the source {}",
            conflict.where_, said(&conflict.ours), said(&conflict.theirs)
        );
        // Places count from behind a byte-order mark.
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let span = Span::new(conflict.span.start.max(mark) - mark, conflict.span.end.max(mark) - mark);
        Diagnostic::warning("ingest-conflict", message)
            .at(Place::span(file, text.get(mark..).unwrap_or(""), span))
            .hint("the file stays as it is; `ingest --resolve ours` keeps it, `--resolve theirs` takes the source's, `--resolve ask` asks at each")
    });
    record.into_iter().chain(conflicts).collect()
}
