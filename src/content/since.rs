//! Which problems a branch has to do with: those in files it changed, and those in other files that name
//! what it changed. Knows no repository: it is given the files.

use std::collections::BTreeSet;

use super::library::{Entry, Library};
use crate::diagnostic::{Diagnostic, Place};
use crate::path::Slug;

/// Problems of a claim or an answer that come from the articles it names, and do not name them.
const OF_EVIDENCE: [&str; 4] =
    ["verdict-untold", "single-source", "copy-counted", "without-source"];

/// What a branch touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files that were added, changed or removed, by path below the site.
    files: BTreeSet<String>,
    /// In lower case: ids of all these files, and names that things have gained or lost.
    names: BTreeSet<String>,
    /// Ids of articles among them.
    articles: BTreeSet<String>,
}

impl Touched {
    /// What follows from `files`, of which `before` and `after` hold the content files as they were and
    /// as they are.
    pub fn new(files: BTreeSet<String>, before: &Library, after: &Library) -> Self {
        let (was, is) = (names(before), names(after));
        let mut names: BTreeSet<String> =
            was.symmetric_difference(&is).map(|(_, name)| name.to_lowercase()).collect();
        let mut articles = BTreeSet::new();
        for file in &files {
            let stem = file.strip_prefix("content/").and_then(|below| below.strip_suffix(".md"));
            let Some((folder, id)) = stem.and_then(|stem| stem.split_once('/')) else { continue };
            names.insert(id.to_lowercase());
            if folder == "articles" {
                articles.insert(id.to_owned());
            }
        }
        names.extend(files.iter().map(|file| file.to_lowercase()));
        Self { files, names, articles }
    }

    /// Whether a file was changed.
    pub fn holds(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Whether a problem lies in a changed file, is related to one, or names something that was changed.
    /// `text_of` gives the text of the problem's file, and is asked only where that must be known.
    pub fn concerns(
        &self,
        problem: &Diagnostic,
        text_of: impl FnOnce(&str) -> Option<String>,
    ) -> bool {
        let places = problem.place.iter().chain(problem.related.iter().map(|other| &other.place));
        if places.map(|place: &Place| &place.file).any(|file| self.files.contains(file)) {
            return true;
        }
        if named(problem).iter().any(|name| self.names.contains(name)) {
            return true;
        }
        if self.articles.is_empty() || !OF_EVIDENCE.contains(&problem.code) {
            return false;
        }
        let text = problem.place.as_ref().and_then(|place| text_of(&place.file));
        let is_id = |c: char| c.is_alphanumeric() || c == '-';
        text.is_some_and(|text| text.split(|c| !is_id(c)).any(|word| self.articles.contains(word)))
    }

    /// Whether a problem may be mended here: it lies in a changed file, and so does all that its fixes
    /// would change.
    pub fn may_fix(&self, problem: &Diagnostic) -> bool {
        let edits = problem.fixes.iter().flat_map(|fix| &fix.edits);
        problem.place.as_ref().is_some_and(|place| self.holds(&place.file))
            && edits.into_iter().all(|edit| self.holds(&edit.file))
    }
}

/// What the things of a library are called, each with its file.
fn names(library: &Library) -> BTreeSet<(&str, &str)> {
    fn of<'a, M>(
        entry: &'a Entry<M>,
        names: impl IntoIterator<Item = &'a str>,
        former: &'a [Slug],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let former = former.iter().map(Slug::as_str);
        let all: Vec<&str> = names.into_iter().chain(former).collect();
        all.into_iter().map(|name| (entry.path.as_str(), name))
    }
    let mut found = BTreeSet::new();
    for entry in library.articles.values() {
        let meta = &entry.meta;
        let code = meta.code.as_deref();
        found.extend(of(entry, code.into_iter().chain([meta.title.as_str()]), &meta.former_ids));
    }
    for entry in library.entities.values() {
        let meta = &entry.meta;
        let aliases = meta.aliases.iter().map(String::as_str);
        found.extend(of(entry, aliases.chain([meta.name.as_str()]), &meta.former_ids));
    }
    for entry in library.events.values() {
        found.extend(of(entry, [entry.meta.title.as_str()], &entry.meta.former_ids));
    }
    for entry in library.claims.values() {
        found.extend(of(entry, [entry.meta.question.as_str()], &entry.meta.former_ids));
    }
    for entry in library.pages.values() {
        found.extend(of(entry, [entry.meta.title.as_str()], &entry.meta.former_ids));
    }
    found
}

/// What a problem names, in lower case: what stands between backquotes, inside links, and words with a
/// hyphen, as most ids are.
fn named(problem: &Diagnostic) -> BTreeSet<String> {
    let fixes = problem.fixes.iter().map(|fix| fix.message.as_str());
    let texts = [problem.message.as_str()].into_iter().chain(problem.hint.as_deref()).chain(fixes);
    let mut names = BTreeSet::new();
    for text in texts {
        let quoted = text.split('`').skip(1).step_by(2);
        let linked = text.split("[[").skip(1).filter_map(|rest| rest.split_once("]]"));
        let linked = linked.flat_map(|(inside, _)| inside.split(['|', ':']));
        let words = text.split([' ', ',', ':']).filter(|word| word.contains('-'));
        names.extend(quoted.chain(linked).chain(words).map(str::to_lowercase));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::library::load_library;
    use super::*;
    use crate::diagnostic::Span;
    use crate::diagnostic::fix::{Edit, Fix};
    use crate::path::ContentPath;

    fn library(files: &[(&str, &str)]) -> Library {
        let path = |name: &str| ContentPath::parse(&format!("content/{name}.md")).expect("a path");
        let files: Vec<_> =
            files.iter().map(|(name, text)| (path(name), (*text).to_owned())).collect();
        load_library(&files).0
    }

    fn touched(files: &[&str], before: &[(&str, &str)], after: &[(&str, &str)]) -> Touched {
        let files = files.iter().map(|name| format!("content/{name}.md")).collect();
        Touched::new(files, &library(before), &library(after))
    }

    fn concerns(touched: &Touched, problem: &Diagnostic) -> bool {
        touched.concerns(problem, |file| {
            Some(format!("positions:\n  - article: of-{}\n", &file[file.len() - 6..file.len() - 3]))
        })
    }

    fn at(file: &str, message: &str) -> Diagnostic {
        Diagnostic::error("some-code", message).at(Place::file(format!("content/{file}.md")))
    }

    #[test]
    fn problems_in_changed_files_and_related_to_them_are_kept() {
        let branch = touched(&["entities/kim"], &[], &[]);
        assert!(concerns(&branch, &at("entities/kim", "bad")));
        assert!(!concerns(&branch, &at("entities/lee", "bad")));
        let related =
            at("entities/lee", "bad").related(Place::file("content/entities/kim.md"), "x");
        assert!(concerns(&branch, &related));
        assert!(!concerns(&branch, &Diagnostic::error("some-code", "of no file")));
    }

    #[test]
    fn problems_elsewhere_that_name_what_changed_are_kept() {
        let before = [(
            "entities/kim-park",
            "---\nname: Kim Park\ntype: person\naliases: [K. Park, Kim]\n---\n",
        )];
        let after =
            [("entities/kim-park", "---\nname: Kim Park\ntype: person\naliases: [Kim, KP]\n---\n")];
        let branch = touched(&["entities/kim-park", "events/walkout"], &before, &after);
        for (message, is_kept) in [
            ("there is no event `walkout`", true),
            ("`K. Park` is no id and no name on this site", true),
            ("`k. park` is no id and no name on this site", true),
            ("`KP` can mean lee-jung, kim-park", true),
            ("`Someone` can mean lee-jung, kim-park", true),
            ("say which one, such as [[kim-park|Kim]]", true),
            // A name that was there before and still is.
            ("`Kim` is not linked", false),
            // An id that is a word of English counts only where it is marked as one.
            ("the walkout has no source", false),
            ("`lee-jung` is no id and no name on this site", false),
        ] {
            assert_eq!(concerns(&branch, &at("index", message)), is_kept, "{message}");
        }
        let hinted = at("index", "bad").hint("look into content/entities/kim-park.md");
        assert!(concerns(&branch, &hinted));
    }

    #[test]
    fn a_verdict_that_a_changed_article_made_is_kept() {
        let branch = touched(&["articles/of-abc"], &[], &[]);
        let untold = |file: &str| {
            Diagnostic::warning("verdict-untold", "x")
                .at(Place::file(format!("content/claims/{file}.md")))
        };
        assert!(concerns(&branch, &untold("abc")));
        assert!(!concerns(&branch, &untold("xyz")));
    }

    #[test]
    fn only_what_lies_wholly_in_changed_files_is_mended() {
        let branch = touched(&["entities/kim"], &[], &[]);
        let edit = |file: &str| Edit {
            file: format!("content/{file}.md"),
            span: Span::new(0, 1),
            text: String::new(),
        };
        let problem = |file| at(file, "bad").fix(Fix::safe("mend", edit(file)));
        assert!(branch.may_fix(&problem("entities/kim")));
        assert!(!branch.may_fix(&problem("entities/lee")));
        let wide = problem("entities/kim").fix(Fix::safe("mend", edit("index")));
        assert!(!branch.may_fix(&wide));
    }
}
