//! The content of a site as it was last read, with what is wrong with it: after an edit only what the edit
//! concerns is read and linked again.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::{PipelineError, Progress, Site, load, unreadable};
use crate::content::library::{Library, check_references, read_files};
use crate::diagnostic::Diagnostics;
use crate::fs::{self, FsError};
use crate::graph::{LinkGraph, Linking, RememberedLinks};
use crate::path::ContentPath;
use crate::unicode;

/// The content of a site. Copies share what they hold.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// What could be read.
    pub(super) library: Library,
    /// What is wrong with each file by itself; a file without faults is not listed.
    own: BTreeMap<ContentPath, Diagnostics>,
    /// What the disk does not give.
    disk: Diagnostics,
    evidence: Evidence,
    /// The links, and the library they were made from.
    linked: Option<(Library, Linking)>,
    /// Links that an earlier process has left.
    remembered: RememberedLinks<'static>,
}

impl State {
    /// Reads everything from the disk.
    pub(super) fn read(site: &Site) -> Result<Self, FsError> {
        let mut state = Self {
            library: Library::default(),
            own: BTreeMap::new(),
            disk: Diagnostics::new(),
            evidence: Evidence::read(site)?,
            linked: None,
            remembered: RememberedLinks::default(),
        };
        state.reread_content(site)?;
        Ok(state)
    }

    /// Lets links that an earlier process has left stand where they are still true.
    pub(super) fn recall(&mut self, links: RememberedLinks<'static>) {
        self.remembered = links;
    }

    /// What another process can begin with; absent where nothing is linked yet.
    pub(super) fn remember(&self) -> Option<RememberedLinks<'_>> {
        self.linked.as_ref().map(|(library, linking)| linking.remember(library))
    }

    /// Reads all content files anew; texts given before are forgotten.
    pub(super) fn reread_content(&mut self, site: &Site) -> Result<(), FsError> {
        let (files, disk) = load::content_files(site)?;
        let paths: Vec<ContentPath> = files.iter().map(|(path, _)| path.clone()).collect();
        let (library, problems) = read_files(files);
        let own = paths.into_iter().zip(problems);
        self.own = own.filter(|(_, problems)| !problems.is_empty()).collect();
        (self.library, self.disk) = (library, disk);
        Ok(())
    }

    /// Reads raw sources and lock files anew.
    pub(super) fn reread_evidence(&mut self, site: &Site) -> Result<(), FsError> {
        self.evidence = Evidence::read(site)?;
        Ok(())
    }

    /// Takes the text of a file as it is now; none when it is no more.
    pub(super) fn put(&mut self, path: &ContentPath, text: Option<&str>) {
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
    pub(super) fn reread(&mut self, site: &Site, path: &ContentPath) {
        match fs::read_plain(&site.root.join(path.as_str())) {
            Ok(bytes) => {
                self.put(path, Some(&unicode::decode(&bytes, Some("utf-8")).text));
                self.disk.extend(load::not_utf8(path, &bytes));
            }
            Err(error) => {
                self.put(path, None);
                if !error.is_missing() {
                    self.disk.push(unreadable(&error, site));
                }
            }
        }
    }

    /// Whether lock files were written since they were read.
    pub(super) const fn has_written(&self) -> bool {
        self.evidence.has_written()
    }

    /// Brings the links up to date.
    pub(super) fn link(&mut self) -> &Linking {
        let linking = match &self.linked {
            Some((before, linking)) => linking.after(before, &self.library),
            None => Linking::from(&self.library, std::mem::take(&mut self.remembered)),
        };
        &self.linked.insert((self.library.clone(), linking)).1
    }

    /// What leads where, as it was when links were last brought up to date.
    pub(super) fn graph(&self) -> LinkGraph {
        self.linked.as_ref().map(|(_, linking)| linking.graph.clone()).unwrap_or_default()
    }

    /// Links and verifies, and gives all that is wrong with the content. With `keep` the lock files
    /// learn what was verified; without it, sources that have changed are reported.
    pub(super) fn check(
        &mut self,
        site: &Site,
        keep: bool,
        progress: Progress<'_>,
    ) -> Result<Diagnostics, PipelineError> {
        progress("link", 0, 0);
        let library = self.library.clone();
        let mut diagnostics = self.link().diagnostics(&library);
        diagnostics.extend(self.disk.iter().cloned());
        diagnostics.extend(self.own.values().flatten().cloned());
        progress("verify", 0, 0);
        diagnostics.extend(check_references(&library));
        diagnostics.extend(self.evidence.verify(site, &library, keep)?);
        Ok(diagnostics)
    }
}
