//! The site as browsers see it at one moment: the last good pages and the errors laid over them.
//! Knows nothing of connections.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use super::Rebuilt;
use super::overlay::overlay;
use super::pages::Pages;
use crate::diagnostic::{Diagnostics, has_errors, sorted};
use crate::path::OutputPath;
use crate::tree::Tree;

/// What is served at one moment. Never changed, only replaced.
#[derive(Clone)]
pub struct Preview {
    pages: Arc<dyn Pages>,
    /// Whether the pages come from content without errors.
    good: bool,
    /// Pages of which every one could be made. They stand in for single pages that cannot.
    proven: Option<Arc<dyn Pages>>,
    diagnostics: Diagnostics,
    overlay: String,
    /// Differs from one server to the next, so that pages opened before a restart are renewed.
    session: u64,
    number: u64,
}

impl Default for Preview {
    fn default() -> Self {
        Self {
            pages: Arc::new(Tree::new()),
            good: false,
            proven: None,
            diagnostics: Diagnostics::new(),
            overlay: String::new(),
            session: RandomState::new().hash_one("preview"),
            number: 0,
        }
    }
}

/// What a build makes of the preview.
pub struct Step {
    /// What is to be served from now on.
    pub preview: Preview,
    /// Whether the build's own pages were not used.
    pub kept_last_good: bool,
    /// Whether browsers may see a difference.
    pub is_news: bool,
}

impl Preview {
    /// What follows when the site is built again: its pages when the content has no errors, or
    /// when none without errors were built yet; else the pages stay and the errors are laid over.
    pub fn after(&self, rebuilt: Rebuilt) -> Step {
        let diagnostics = sorted(rebuilt.diagnostics);
        let good = !has_errors(&diagnostics);
        let pages = rebuilt.pages.filter(|_| good || !self.good);
        let kept_last_good = pages.is_none();
        let preview = Self {
            good: if kept_last_good { self.good } else { good },
            pages: pages.unwrap_or_else(|| Arc::clone(&self.pages)),
            ..self.saying(diagnostics)
        };
        Step { preview, kept_last_good, is_news: true }
    }

    /// What follows when all pages were made, with the problems met on the way. Where some could not
    /// be made, the pages of which all could come back, and the errors are laid over them.
    pub fn after_filling(&self, mut found: Diagnostics) -> Step {
        if !has_errors(&found) {
            let proven = self.good.then(|| Arc::clone(&self.pages)).or_else(|| self.proven.clone());
            let preview = Self { proven, ..self.clone() };
            return Step { preview, kept_last_good: false, is_news: false };
        }
        found.extend(self.diagnostics.iter().cloned());
        let kept_last_good = self.proven.is_some();
        let preview = Self {
            pages: Arc::clone(self.proven.as_ref().unwrap_or(&self.pages)),
            good: kept_last_good,
            ..self.saying(sorted(found))
        };
        Step { preview, kept_last_good, is_news: true }
    }

    /// The next state, with other problems and the same pages.
    fn saying(&self, diagnostics: Diagnostics) -> Self {
        let overlay = overlay(&diagnostics);
        Self { overlay, diagnostics, number: self.number + 1, ..self.clone() }
    }

    /// The bytes of a file. A page that cannot be made is shown as it was before.
    pub fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        let stand_in = || {
            let proven = self.proven.as_ref().filter(|_| self.pages.has(path))?;
            proven.get(path)
        };
        self.pages.get(path).or_else(stand_in)
    }

    /// The files.
    pub fn pages(&self) -> &Arc<dyn Pages> {
        &self.pages
    }

    /// What is wrong with the content, sorted.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The errors as HTML to lay over a page; empty when there are none.
    pub fn overlay(&self) -> &str {
        &self.overlay
    }

    /// Counts the builds.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Name of this state: letters, digits and a hyphen.
    pub fn version(&self) -> String {
        format!("{:x}-{}", self.session, self.number)
    }

    /// The state as an event for browsers (WHATWG HTML, server-sent events). What has become of its
    /// page, each of them finds out by asking for it.
    pub fn event(&self) -> String {
        let data = serde_json::json!({ "version": self.version() });
        format!("retry: 500\nevent: build\ndata: {data}\n\n")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::diagnostic::Diagnostic;

    /// A site of which the page `broken.html` cannot be made.
    struct Broken(Tree);

    impl Pages for Broken {
        fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
            Pages::get(&self.0, path)
        }

        fn has(&self, path: &OutputPath) -> bool {
            path.as_str() == "broken.html" || Pages::has(&self.0, path)
        }

        fn len(&self) -> usize {
            self.0.len() + 1
        }

        fn fill(&self, _: &AtomicBool) -> Diagnostics {
            error()
        }
    }

    fn error() -> Diagnostics {
        vec![Diagnostic::error("unknown-key", "`titel` is not a key")]
    }

    fn site(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::new();
        for (path, text) in files {
            tree.insert(OutputPath::parse(path).expect("a path"), text.as_bytes().to_vec());
        }
        tree
    }

    fn built(text: &str, diagnostics: Diagnostics) -> Rebuilt {
        let pages = site(&[("a.html", text), ("broken.html", text)]);
        Rebuilt { pages: Some(Arc::new(pages)), diagnostics }
    }

    fn shown(preview: &Preview, path: &str) -> Option<String> {
        let bytes = preview.get(&OutputPath::parse(path).expect("a path"))?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn errors_keep_the_last_good_pages_and_the_mended_content_replaces_them() {
        let good = Preview::default().after(built("1", vec![])).preview;
        let bad = good.after(built("2", error()));
        assert!(bad.kept_last_good);
        assert_eq!(shown(&bad.preview, "a.html").as_deref(), Some("1"));
        assert!(bad.preview.overlay().contains("titel"));
        let mended = bad.preview.after(built("3", vec![])).preview;
        assert_eq!(shown(&mended, "a.html").as_deref(), Some("3"));
        assert_eq!(mended.overlay(), "");
        assert_ne!(mended.version(), bad.preview.version());
    }

    #[test]
    fn without_any_good_build_the_newest_pages_are_shown() {
        let first = Preview::default().after(built("1", error())).preview;
        let second = first.after(built("2", error())).preview;
        assert_eq!(shown(&second, "a.html").as_deref(), Some("2"));
    }

    #[test]
    fn a_page_that_cannot_be_made_stays_as_it_was_and_so_do_all_once_it_is_known() {
        let good = Preview::default().after(built("1", vec![])).preview;
        let filled = good.after_filling(vec![]);
        assert!(!filled.is_news && filled.preview.version() == good.version());
        let pages = Arc::new(Broken(site(&[("a.html", "2")])));
        let rebuilt = Rebuilt { pages: Some(pages), diagnostics: vec![] };
        let broken = filled.preview.after(rebuilt).preview;
        assert_eq!(shown(&broken, "a.html").as_deref(), Some("2"));
        assert_eq!(shown(&broken, "broken.html").as_deref(), Some("1"));
        assert_eq!(shown(&broken, "gone.html"), None);
        let known = broken.after_filling(broken.pages().fill(&AtomicBool::new(false)));
        assert!(known.is_news && known.kept_last_good);
        assert_eq!(shown(&known.preview, "a.html").as_deref(), Some("1"));
        assert!(known.preview.overlay().contains("titel"));
        let mended = known.preview.after(built("3", vec![])).preview;
        assert_eq!(shown(&mended, "a.html").as_deref(), Some("3"));
    }
}
