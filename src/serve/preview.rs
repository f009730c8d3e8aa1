//! The site as browsers see it at one moment: the last good pages and the errors laid over them.
//! Knows nothing of connections.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use super::Rebuilt;
use super::overlay::overlay;
use crate::diagnostic::{Diagnostics, has_errors, sorted};
use crate::tree::Tree;

/// What is served at one moment. Never changed, only replaced.
#[derive(Debug)]
pub struct Preview {
    tree: Arc<Tree>,
    /// Whether the tree comes from content without errors.
    good: bool,
    overlay: String,
    /// Differs from one server to the next, so that pages opened before a restart reload.
    session: u64,
    number: u64,
    styles_only: bool,
}

impl Default for Preview {
    fn default() -> Self {
        let session = RandomState::new().hash_one("preview");
        let tree = Arc::new(Tree::new());
        Self { tree, good: false, overlay: String::new(), session, number: 0, styles_only: false }
    }
}

/// What a build makes of the preview.
#[derive(Debug)]
pub struct Step {
    /// What is to be served from now on; absent when browsers would see no difference.
    pub preview: Option<Preview>,
    /// The problems of the build, sorted.
    pub diagnostics: Diagnostics,
    /// Whether the build's own pages were not used.
    pub kept_last_good: bool,
}

impl Preview {
    /// What follows when the site is built again: its pages when the content has no errors, or
    /// when none without errors were built yet; else the pages stay and the errors are laid over.
    pub fn after(&self, rebuilt: Rebuilt) -> Step {
        let diagnostics = sorted(rebuilt.diagnostics);
        let good = !has_errors(&diagnostics);
        let tree = rebuilt.tree.filter(|_| good || !self.good).map(Arc::new);
        let kept_last_good = tree.is_none();
        let good = if kept_last_good { self.good } else { good };
        let tree = tree.unwrap_or_else(|| Arc::clone(&self.tree));
        let overlay = overlay(&diagnostics);
        let pages_stay = *tree == *self.tree;
        let preview = if pages_stay && overlay == self.overlay && good == self.good {
            None
        } else {
            let styles_only =
                overlay == self.overlay && !pages_stay && only_styles_differ(&self.tree, &tree);
            let number = self.number + 1;
            Some(Self { tree, good, overlay, session: self.session, number, styles_only })
        };
        Step { preview, diagnostics, kept_last_good }
    }

    /// The files.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The errors as HTML to lay over a page; empty when there are none.
    pub fn overlay(&self) -> &str {
        &self.overlay
    }

    /// Name of this state: letters, digits and a hyphen.
    pub fn version(&self) -> String {
        version(self.session, self.number)
    }

    /// The state as an event for browsers (WHATWG HTML, server-sent events).
    pub fn event(&self) -> String {
        let data = serde_json::json!({
            "version": self.version(),
            "previous": version(self.session, self.number.saturating_sub(1)),
            "styles": self.styles_only,
        });
        format!("retry: 500\nevent: build\ndata: {data}\n\n")
    }
}

fn version(session: u64, number: u64) -> String {
    format!("{session:x}-{number}")
}

/// Whether two trees hold the same files, and only style sheets differ in content.
fn only_styles_differ(before: &Tree, after: &Tree) -> bool {
    before.len() == after.len()
        && before.iter().zip(after.iter()).all(|((path, bytes), (new_path, new_bytes))| {
            path == new_path && (bytes == new_bytes || is_page_style(path.as_str()))
        })
}

/// Whether a path of the site is a style sheet; the generator writes extensions in lower case.
fn is_page_style(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "css")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::path::OutputPath;

    fn site(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::new();
        for (path, text) in files {
            tree.insert(OutputPath::parse(path).expect("a path"), text.as_bytes().to_vec());
        }
        tree
    }

    fn shown(preview: &Preview, path: &str) -> String {
        let path = OutputPath::parse(path).expect("a path");
        String::from_utf8_lossy(preview.tree().get(&path).unwrap_or_default()).into_owned()
    }

    #[test]
    fn errors_keep_the_last_good_pages_and_the_mended_content_replaces_them() {
        let error = || vec![Diagnostic::error("unknown-key", "`titel` is not a key")];
        let start = Preview::default();
        let good =
            start.after(Rebuilt { tree: Some(site(&[("a.html", "1")])), diagnostics: vec![] });
        let good = good.preview.expect("something new");
        let bad =
            good.after(Rebuilt { tree: Some(site(&[("a.html", "2")])), diagnostics: error() });
        assert!(bad.kept_last_good);
        let bad = bad.preview.expect("an overlay");
        assert_eq!(shown(&bad, "a.html"), "1");
        assert!(bad.overlay().contains("titel"));
        let mended =
            bad.after(Rebuilt { tree: Some(site(&[("a.html", "3")])), diagnostics: vec![] });
        let mended = mended.preview.expect("something new");
        assert_eq!((shown(&mended, "a.html").as_str(), mended.overlay()), ("3", ""));
    }

    #[test]
    fn without_any_good_build_the_newest_pages_are_shown() {
        let error = || vec![Diagnostic::error("bad-date", "no date")];
        let first = Preview::default()
            .after(Rebuilt { tree: Some(site(&[("a.html", "1")])), diagnostics: error() });
        let first = first.preview.expect("something new");
        let second =
            first.after(Rebuilt { tree: Some(site(&[("a.html", "2")])), diagnostics: error() });
        assert_eq!(shown(&second.preview.expect("something new"), "a.html"), "2");
    }

    #[test]
    fn the_same_site_again_is_no_news_and_a_style_sheet_alone_is_swapped() {
        let files = |css| site(&[("a.html", "1"), ("site.css", css)]);
        let build = |css| Rebuilt { tree: Some(files(css)), diagnostics: vec![] };
        let first = Preview::default().after(build("p{}")).preview.expect("something new");
        assert!(first.after(build("p{}")).preview.is_none());
        let second = first.after(build("a{}")).preview.expect("something new");
        assert!(second.event().contains("\"styles\":true"), "{}", second.event());
        assert!(first.event().contains("\"styles\":false"), "{}", first.event());
    }
}
