//! The content of a site as an editor has it: texts that need not be on the disk, checked again after
//! each change. What one file says by itself is kept; what it is held against (raw sources, lock
//! files) is read once, and again when asked. Makes no pages: [`RENDERED`] names what is not seen.

use std::collections::BTreeMap;
use std::path::Path;

use super::load;
use super::state::State;
use super::{Options, PipelineError, Site, open_site, review, unreadable};
use crate::config::Config;
use crate::content::allow::apply_allows;
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Diagnostics, sorted};
use crate::fs::{self, FsError};
use crate::graph::LinkGraph;
use crate::path::ContentPath;

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
    state: State,
    /// What the disk refused when it was last asked for all of something: it is as it was before.
    refused: BTreeMap<&'static str, Diagnostic>,
}

impl Inspection {
    /// Reads a site from the disk.
    pub fn open(options: &Options) -> Result<Self, PipelineError> {
        let (site, settings) = open_site(options)?;
        let state = State::read(&site)?;
        Ok(Self { site, settings, state, refused: BTreeMap::new() })
    }

    /// Takes down whether the disk gave what was asked for.
    fn note(&mut self, what: &'static str, read: Result<(), FsError>) {
        match read {
            Ok(()) => drop(self.refused.remove(what)),
            Err(error) => drop(self.refused.insert(what, unreadable(&error, &self.site))),
        }
    }

    /// Its content.
    pub const fn library(&self) -> &Library {
        &self.state.library
    }

    /// Reads all content files anew; texts given before are forgotten.
    pub fn reread_content(&mut self) {
        let found = self.state.reread_content(&self.site);
        self.note("content", found);
    }

    /// Reads raw sources and lock files anew.
    pub fn reread_evidence(&mut self) {
        let found = self.state.reread_evidence(&self.site);
        self.note("evidence", found);
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
        self.state.put(path, text);
    }

    /// Reads one file from the disk, as it is there now.
    pub fn reread(&mut self, path: &ContentPath) {
        self.state.reread(&self.site, path);
    }

    /// All problems that `check` would report, but for those of [`RENDERED`], templates and pages; and
    /// what leads where. Both depend on the texts alone, not on the order in which they came.
    pub fn check(&mut self) -> Result<(LinkGraph, Diagnostics), PipelineError> {
        let mut diagnostics: Diagnostics = self.settings.clone();
        diagnostics.extend(self.refused.values().cloned());
        diagnostics.extend(self.state.check(&self.site, false, &|_, _, _| {})?);
        let graph = self.state.graph();
        let library = &self.state.library;
        diagnostics.extend(review(&self.site, library, &graph));
        let seen = |code: &str| !RENDERED.contains(&code);
        Ok((graph, sorted(apply_allows(library, diagnostics, &seen))))
    }
}
