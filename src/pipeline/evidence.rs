//! What quotations and verdicts are held against: raw sources and lock files, read once and kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::load::{self, RawDocument};
use super::{PipelineError, Site};
use crate::content::history::{VerdictsLock, compare_verdicts, report_untold};
use crate::content::library::Library;
use crate::content::lock::{QuotesLock, check_limits, collect_quotations, verify_collected};
use crate::diagnostic::Diagnostics;
use crate::fs::FsError;
use crate::ingest::annotate::Content;
use crate::path::Slug;

/// Raw sources and lock files. Copies share what they hold.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    quotes: Arc<QuotesLock>,
    told: Arc<VerdictsLock>,
    /// Raw sources without their bytes.
    documents: Arc<[RawDocument]>,
    /// Their texts, by name.
    texts: Arc<BTreeMap<String, String>>,
    problems: Diagnostics,
    /// Whether lock files were written.
    wrote: bool,
}

impl Evidence {
    /// Reads it from the disk. A lock file that is there and cannot be read is not an empty one.
    pub(super) fn read(site: &Site) -> Result<Self, FsError> {
        let (quotes, mut problems) = load::quotes_lock(site)?;
        let (told, found) = load::verdicts_lock(site)?;
        problems.extend(found);
        let (files, found) = load::raw_sources(site)?;
        problems.extend(found);
        let (mut documents, _) = load::raw_documents(files);
        let texts: Vec<String> =
            documents.par_iter().map(|document| load::raw_text(&document.content)).collect();
        let names = documents.iter().map(|document| document.name.clone());
        let texts = Arc::new(names.zip(texts).collect());
        for document in &mut documents {
            document.content = Content::Text(String::new());
        }
        let (quotes, told) = (Arc::new(quotes), Arc::new(told));
        Ok(Self { quotes, told, documents: documents.into(), texts, problems, wrote: false })
    }

    /// Whether anything of it was written since it was read.
    pub(super) const fn has_written(&self) -> bool {
        self.wrote
    }

    /// Checks every quotation against its source, or against the lock where the source is not here,
    /// the limits of quoting, and that readers are told of every verdict that changed. With `keep` the
    /// locks learn what was verified and told; without it, sources that have changed are reported.
    pub(super) fn verify(
        &mut self,
        site: &Site,
        library: &Library,
        keep: bool,
    ) -> Result<Diagnostics, PipelineError> {
        let mut diagnostics = self.problems.clone();
        if !keep {
            diagnostics.extend(load::changed_sources(&self.documents, library));
        }
        let quotations = collect_quotations(library);
        let texts = self.texts_of(library);
        let (found, verified) = verify_collected(&quotations, library, &texts, &self.quotes);
        diagnostics.extend(found);
        diagnostics.extend(check_limits(&quotations, library, &site.config.sources));
        let (untold, told) = compare_verdicts(library, &self.told);
        diagnostics.extend(report_untold(&untold, library));
        if keep && verified != *self.quotes {
            load::write_quotes_lock(site, &verified)?;
            self.quotes = Arc::new(verified);
            self.wrote = true;
        }
        if keep && told != *self.told {
            load::write_verdicts_lock(site, &told)?;
            self.told = Arc::new(told);
            self.wrote = true;
        }
        Ok(diagnostics)
    }

    /// The text of every raw source that is present, by article.
    fn texts_of(&self, library: &Library) -> BTreeMap<Slug, &str> {
        let texts = library.articles.iter().filter_map(|(id, article)| {
            let record = article.meta.ingest.as_ref()?;
            Some((id.clone(), self.texts.get(&record.source)?.as_str()))
        });
        texts.collect()
    }
}
