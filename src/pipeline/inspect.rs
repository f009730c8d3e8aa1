//! The content of a site as an editor has it: texts that need not be on the disk, checked again after
//! each change. What one file says by itself is kept; what it is held against (raw sources, lock
//! files) is read once, and again when asked. Makes no pages: [`RENDERED`] names what is not seen.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::load::{self, RawDocument};
use super::{Options, PipelineError, Site, open_site, review, unreadable};
use crate::config::Config;
use crate::content::allow::apply_allows;
use crate::content::history::{VerdictsLock, compare_verdicts, report_untold};
use crate::content::library::{Library, check_references, read_files};
use crate::content::lock::{QuotesLock, check_limits, verify_quotations};
use crate::diagnostic::{Diagnostics, sorted};
use crate::fs::FsError;
use crate::graph::{LinkGraph, resolve_links};
use crate::ingest::annotate::Content;
use crate::path::{ContentPath, Slug};
use crate::{fs, unicode};

/// Codes that only making the pages can raise; an exception for one of them may be in order though
/// nothing is seen that it allows.
pub const RENDERED: &[&str] = &["route-collision", "bad-tag", "over-budget", "anchor-missing"];

/// A site's content in memory, with what is wrong with each file by itself.
#[derive(Debug)]
pub struct Inspection {
    /// The site.
    pub site: Site,
    /// What is wrong with its settings.
    settings: Diagnostics,
    /// Its content.
    pub library: Library,
    /// What is wrong with each file by itself; a file without faults is not listed.
    own: BTreeMap<ContentPath, Diagnostics>,
    /// What the disk does not give.
    disk: Diagnostics,
    evidence: Evidence,
}

/// What quotations and verdicts are held against.
#[derive(Debug, Default)]
struct Evidence {
    quotes: QuotesLock,
    told: VerdictsLock,
    /// Raw sources without their bytes, and the texts of these.
    documents: Vec<RawDocument>,
    texts: BTreeMap<String, String>,
    problems: Diagnostics,
}

impl Inspection {
    /// Reads a site from the disk.
    pub fn open(options: &Options) -> Result<Self, PipelineError> {
        let (site, settings) = open_site(options)?;
        let evidence = Evidence::read(&site);
        let (library, own, disk) = (Library::default(), BTreeMap::new(), Vec::new());
        let mut inspection = Self { site, settings, library, own, disk, evidence };
        inspection.reread_content();
        Ok(inspection)
    }

    /// Reads all content files anew; texts given before are forgotten.
    pub fn reread_content(&mut self) {
        let (files, disk) = or_told(load::content_files(&self.site), &self.site);
        let paths: Vec<ContentPath> = files.iter().map(|(path, _)| path.clone()).collect();
        let (library, problems) = read_files(files);
        let own = paths.into_iter().zip(problems);
        self.own = own.filter(|(_, problems)| !problems.is_empty()).collect();
        (self.library, self.disk) = (library, disk);
    }

    /// Reads raw sources and lock files anew.
    pub fn reread_evidence(&mut self) {
        self.evidence = Evidence::read(&self.site);
    }

    /// Takes settings as they are written now.
    pub fn put_settings(&mut self, text: &str) {
        let (config, problems) = Config::parse(text, &self.settings_file());
        self.site.config = config;
        self.settings = problems;
    }

    /// Reads the settings from the disk; where there are none any more, the last ones stay.
    pub fn reread_settings(&mut self) {
        if let Ok(bytes) = fs::read(&self.site.config_path) {
            self.put_settings(&String::from_utf8_lossy(&bytes));
        }
    }

    /// The settings file as messages show it.
    pub fn settings_file(&self) -> String {
        load::shown(&self.site.root, &self.site.config_path)
    }

    /// Whether a path below the site is that of a content file.
    pub fn is_content(path: &str) -> bool {
        path.starts_with("content/") && load::is_content(path)
    }

    /// Whether a path below the site holds what content is held against.
    pub fn is_evidence(path: &str) -> bool {
        let lock = Path::new(path).extension().is_some_and(|ending| ending == "lock");
        (path.starts_with("content/") && lock)
            || [load::OPEN_SOURCES, load::RAW_SOURCES]
                .iter()
                .any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Takes the text of a file as it is now; none when it is no more.
    pub fn put(&mut self, path: &ContentPath, text: Option<&str>) {
        let problems = self.library.put(path, text);
        self.disk.retain(|problem| {
            problem.place.as_ref().is_none_or(|place| place.file != path.as_str())
        });
        if problems.is_empty() {
            self.own.remove(path);
        } else {
            self.own.insert(path.clone(), problems);
        }
    }

    /// Reads one file from the disk, as it is there now.
    pub fn reread(&mut self, path: &ContentPath) {
        match fs::read_plain(&self.site.root.join(path.as_str())) {
            Ok(bytes) => {
                self.put(path, Some(&unicode::decode(&bytes, Some("utf-8")).text));
                self.disk.extend(load::not_utf8(path, &bytes));
            }
            Err(error) => {
                self.put(path, None);
                if !error.is_missing() {
                    self.disk.push(unreadable(&error, &self.site));
                }
            }
        }
    }

    /// All problems that `check` would report, but for those of [`RENDERED`], templates and pages; and
    /// what leads where. Both depend on the texts alone, not on the order in which they came.
    pub fn check(&self) -> (LinkGraph, Diagnostics) {
        let library = &self.library;
        let mut diagnostics: Diagnostics = self.settings.clone();
        diagnostics.extend(self.disk.iter().cloned());
        diagnostics.extend(self.own.values().flatten().cloned());
        diagnostics.extend(check_references(library));
        let (graph, found) = resolve_links(library);
        diagnostics.extend(found);
        diagnostics.extend(self.evidence.verify(&self.site, library));
        diagnostics.extend(review(&self.site, library, &graph));
        let seen = |code: &str| !RENDERED.contains(&code);
        (graph, sorted(apply_allows(library, diagnostics, &seen)))
    }
}

/// What was read; nothing, and the problem, where the disk refused. Nothing is written from it.
fn or_told<T: Default>(read: Result<(T, Diagnostics), FsError>, site: &Site) -> (T, Diagnostics) {
    read.unwrap_or_else(|error| (T::default(), vec![unreadable(&error, site)]))
}

impl Evidence {
    fn read(site: &Site) -> Self {
        let (quotes, mut problems) = or_told(load::quotes_lock(site), site);
        let (told, found) = or_told(load::verdicts_lock(site), site);
        problems.extend(found);
        let (files, found) = or_told(load::raw_sources(site), site);
        problems.extend(found);
        let (mut documents, _) = load::raw_documents(files);
        let texts: Vec<String> =
            documents.par_iter().map(|document| load::raw_text(&document.content)).collect();
        let names = documents.iter().map(|document| document.name.clone());
        let texts = names.zip(texts).collect();
        for document in &mut documents {
            document.content = Content::Text(String::new());
        }
        Self { quotes, told, documents, texts, problems }
    }

    /// As `check` does, of texts that were read before.
    fn verify(&self, site: &Site, library: &Library) -> Diagnostics {
        let mut diagnostics = self.problems.clone();
        diagnostics.extend(load::changed_sources(&self.documents, library));
        let texts = library.articles.iter().filter_map(|(id, article)| {
            let record = article.meta.ingest.as_ref()?;
            Some((id.clone(), self.texts.get(&record.source)?.clone()))
        });
        let texts: BTreeMap<Slug, String> = texts.collect();
        diagnostics.extend(verify_quotations(library, &texts, &self.quotes).0);
        diagnostics.extend(check_limits(library, &site.config.sources));
        let (untold, _) = compare_verdicts(library, &self.told);
        diagnostics.extend(report_untold(&untold, library));
        diagnostics
    }
}
