//! `check --since`: what a branch touched, from the repository and the files as they are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use backstory::content::library::{Library, load_library};
use backstory::content::since::Touched;
use backstory::content::texts::content_text;
use backstory::diagnostic::{Diagnostic, Diagnostics};
use backstory::fs;
use backstory::pipeline::Options;
use backstory::revision::{How, Repository};

use super::console::{Console, count};
use super::failure::Failure;

/// What of a site's folder can bring problems.
const PARTS: [&str; 5] = ["content", "templates", "themes", "static", "site.toml"];

/// What a branch touched, and where it began.
pub(crate) struct Since {
    touched: Touched,
    root: PathBuf,
    /// Files that differ, and from what, in words.
    summary: String,
}

impl Since {
    /// Compares the files as they are with the point where the branch at hand left `revision`.
    pub(crate) fn new(revision: &str, options: &Options) -> Result<Self, Failure> {
        let repository = Repository::open(&options.root)?;
        let (there, here) = (repository.commit_named(revision)?, repository.commit_named("HEAD")?);
        let base = repository.merge_base((&there, revision), (&here, "HEAD"))?;
        let settings =
            options.config.as_ref().and_then(|path| path.strip_prefix(&options.root).ok());
        let settings = settings.and_then(Path::to_str);
        let parts: Vec<&str> = PARTS.into_iter().chain(settings).collect();
        let changed = repository.changed_since(&base, &parts)?;
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for (path, change) in changed.iter().filter(|(path, _)| is_text(path)) {
            if let Some(before) = &change.before {
                old.extend(content_text(path, &repository.bytes(before)?));
            }
            if change.how != How::Removed {
                // What cannot be read is a problem that the check itself reports.
                let bytes = fs::read(&options.root.join(path)).unwrap_or_default();
                new.extend(content_text(path, &bytes));
            }
        }
        let library = |files: &[_]| -> Library { load_library(files).0 };
        let files = count(changed.len(), "file differs", "files differ");
        let summary = format!("{files} from {}, where the branch left {revision}", base.short());
        let changed: BTreeSet<String> = changed.into_keys().collect();
        let touched = Touched::new(changed, &library(&old), &library(&new));
        Ok(Self { touched, root: options.root.clone(), summary })
    }

    /// The problems that the branch has to do with; says how many others there are.
    pub(crate) fn only(&self, diagnostics: Diagnostics, console: &Console) -> Diagnostics {
        let all = diagnostics.len();
        let text_of = |file: &str| {
            let bytes = fs::read(&self.root.join(file)).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        };
        let concerns = |one: &Diagnostic| self.touched.concerns(one, text_of);
        let kept: Diagnostics = diagnostics.into_iter().filter(concerns).collect();
        let others = count(all - kept.len(), "problem", "problems");
        console.message(&format!("{}; {others} elsewhere not shown", self.summary));
        kept
    }

    /// The problems that may be mended here.
    pub(crate) fn fixable(&self, diagnostics: &[Diagnostic]) -> Diagnostics {
        diagnostics.iter().filter(|one| self.touched.may_fix(one)).cloned().collect()
    }
}

/// Whether a file is worth reading as a text.
fn is_text(path: &str) -> bool {
    path.starts_with("content/") && Path::new(path).extension().is_some_and(|ending| ending == "md")
}
