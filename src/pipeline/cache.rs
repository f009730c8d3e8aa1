//! What a build leaves behind so that the next process does a fraction of the work: stamps of all files
//! it read and wrote, what it said, and what is remembered of its links and pages.
//!
//! One file in `.backstory/cache/`, which git ignores; it can be deleted at any time. It is believed only
//! when it is whole (its checksum fits), was written by this very program for this output folder, and
//! the files are as it says. Anything else is no cache: the build does all the work, which gives the same
//! site.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::Site;
use crate::diagnostic::Diagnostics;
use crate::fingerprint::fingerprint_of;
use crate::fs::{self, FsError, Stamps};
use crate::graph::RememberedLinks;
use crate::render::past::Past;

/// The file, below the site's folder.
const FILE: &str = ".backstory/cache/build";
/// How it begins: changed with its form.
const MAGIC: &[u8; 16] = b"backstory cache3";
/// What a site is made from, below its folder; the settings file is named by itself.
const INPUTS: [&str; 4] = ["content", ".backstory/raw", "templates", "themes"];

/// What the last build did.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct LastBuild {
    /// The program that built: another one may give other bytes. This, the output folder and the settings
    /// are filled in by [`write`].
    pub(super) program: String,
    /// The output folder.
    pub(super) output: PathBuf,
    /// The settings with what the command line overrides.
    pub(super) settings: u64,
    /// What was read, as it was before.
    pub(super) inputs: Stamps,
    /// Whether the build itself wrote some of that: with the same inputs it would again.
    pub(super) wrote_inputs: bool,
    /// What was written.
    pub(super) outputs: Stamps,
    /// What was said.
    pub(super) diagnostics: Diagnostics,
    /// Pages for readers.
    pub(super) pages: usize,
}

/// The cache of an earlier build, read so far as it is needed.
pub(super) struct Cache {
    /// What the last build did.
    pub(super) last: LastBuild,
    /// When it was written.
    written: i128,
    /// What is remembered of its links, and of its pages, unread.
    links: Vec<u8>,
    past: Vec<u8>,
}

impl Cache {
    /// The cache of the site, where there is one to be believed.
    pub(super) fn read(site: &Site) -> Option<Self> {
        let program = site.program.as_ref()?;
        let path = site.root.join(FILE);
        let written = fs::stamp(&path)?.modified;
        let bytes = fs::read(&path).ok()?;
        let (magic, rest) = bytes.split_at_checked(MAGIC.len())?;
        let (sum, rest) = rest.split_at_checked(8)?;
        if magic != MAGIC || sum != fingerprint_of(rest).to_le_bytes() {
            return None;
        }
        let (length, rest) = rest.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (links, rest) = rest.split_at_checked(length)?;
        let (last, past) = postcard::take_from_bytes::<LastBuild>(rest).ok()?;
        let is_ours = last.program == *program
            && last.output == site.output_dir
            && last.settings == settings(site);
        is_ours.then(|| Self { last, written, links: links.to_vec(), past: past.to_vec() })
    }

    /// Whether every file that was read is as it was then. What may have been changed in the moment the
    /// cache was written counts as changed.
    pub(super) fn has_inputs(&self, inputs: &Stamps) -> bool {
        !self.last.wrote_inputs
            && self.last.inputs == *inputs
            && !inputs.values().any(|stamp| stamp.is_racy(self.written))
    }

    /// What is remembered of the links.
    pub(super) fn links(&self) -> RememberedLinks<'static> {
        postcard::from_bytes(&self.links).unwrap_or_default()
    }

    /// What is remembered of the pages.
    pub(super) fn past(&self) -> Option<Past> {
        postcard::from_bytes(&self.past).ok()
    }
}

/// What is remembered of the links, for [`write`]; absent where the site remembers nothing.
pub(super) fn links(site: &Site, links: Option<&RememberedLinks<'_>>) -> Option<Vec<u8>> {
    site.program.as_ref()?;
    postcard::to_stdvec(links?).ok()
}

/// Writes down what a build did. What cannot be written is no cache for the next build.
pub(super) fn write(
    site: &Site,
    mut last: LastBuild,
    links: &[u8],
    past: &Past,
) -> Result<(), FsError> {
    let Some(program) = &site.program else { return Ok(()) };
    last.program.clone_from(program);
    last.output.clone_from(&site.output_dir);
    last.settings = settings(site);
    let length = (links.len() as u64).to_le_bytes();
    let (Ok(last), Ok(past)) = (postcard::to_stdvec(&last), postcard::to_stdvec(past)) else {
        return Ok(());
    };
    let content = [length.as_slice(), links, &last, &past];
    let mut sum = Xxh3::new();
    for piece in content {
        sum.update(piece);
    }
    let sum = sum.digest().to_le_bytes();
    let [length, links, last, past] = content;
    let pieces = [MAGIC.as_slice(), &sum, length, links, last, past];
    fs::write_disposable(&site.root.join(FILE), &pieces)
}

/// A fingerprint of the settings.
fn settings(site: &Site) -> u64 {
    fingerprint_of(format!("{:?}", site.config).as_bytes())
}

/// The stamps of all that the site is made from.
pub(super) fn inputs(site: &Site) -> Result<Stamps, FsError> {
    let mut all = Stamps::new();
    for folder in INPUTS {
        let stamps = fs::stamps(&site.root.join(folder), true)?;
        all.extend(stamps.into_iter().map(|(path, stamp)| (format!("{folder}/{path}"), stamp)));
    }
    let stamp = fs::stamp(&site.config_path);
    all.extend(stamp.map(|stamp| (site.config_path.to_string_lossy().into_owned(), stamp)));
    Ok(all)
}

/// The stamps of all published files.
pub(super) fn outputs(folder: &Path) -> Result<Stamps, FsError> {
    fs::stamps(folder, false)
}
