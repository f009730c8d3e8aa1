//! Links that people wrote as Markdown, `[words](/timeline/)`: whether the page is there, and the place
//! on it. Knows rendered pages and the bodies they show; changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};
use rayon::prelude::*;

use super::flow::parse;
use super::joined;
use crate::content::library::{Entry, Library, Shared};
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span, closest};
use crate::pages::{Plan, Planned, Subject};
use crate::path::{ContentPath, OutputPath, UrlPath};
use crate::tree::Tree;

/// Faults of one body that get a "did you mean": each search reads all addresses.
const MOST_SUGGESTIONS: usize = 20;

/// Reports links in bodies that lead to no page of the site, or to no place on the page. Addresses of
/// other sites are nobody's to check here.
pub fn check_written_links(plan: &Plan<'_>, library: &Library, tree: &Tree) -> Diagnostics {
    let bodies: Vec<Body<'_>> = bodies(library).into_iter().filter(Body::may_link).collect();
    if bodies.is_empty() {
        return Vec::new();
    }
    let known = Known::of(plan, library, tree);
    bodies.par_iter().flat_map_iter(|body| known.faults(body)).collect()
}

/// The body of one content file.
struct Body<'a> {
    file: &'a str,
    text: &'a str,
    start: usize,
}

impl<'a> Body<'a> {
    fn of<M>(entry: &'a Shared<Entry<M>>) -> Self {
        Self { file: entry.path.as_str(), text: &entry.text, start: entry.body_start }
    }

    fn words(&self) -> &'a str {
        self.text.get(self.start..).unwrap_or("")
    }

    /// Whether there can be a link at all, so that most bodies need not be parsed once more.
    fn may_link(&self) -> bool {
        self.words().contains("](") || self.words().contains("]:")
    }

    fn place(&self, span: Span) -> Place {
        let span = Span::new(span.start + self.start, span.end + self.start);
        Place::span(self.file, self.text, span)
    }

    /// The addresses that are linked, with their bytes in the body; of a link whose address stands
    /// elsewhere or is escaped, the bytes of the whole link.
    fn links(&self) -> Vec<(String, Span)> {
        let body = self.words();
        let (flow, notes) = parse(body);
        let events = flow.iter().chain(notes.values().flatten());
        let links = events.filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if !matches!(link_type, LinkType::Autolink | LinkType::Email) =>
            {
                Some((dest_url.to_string(), address(body, range, dest_url)))
            }
            _ => None,
        });
        links.collect()
    }
}

/// The bytes of an address within its link.
fn address(body: &str, link: &Range<usize>, url: &str) -> Span {
    let written = body.get(link.clone()).unwrap_or("");
    let at = written.rfind("](").and_then(|at| Some(at + written.get(at..)?.find(url)?));
    match at {
        Some(at) => Span::new(link.start + at, link.start + at + url.len()),
        None => Span::new(link.start, link.end),
    }
}

/// All bodies of the library, in content order.
fn bodies(library: &Library) -> Vec<Body<'_>> {
    let mut all: Vec<Body<'_>> = Vec::new();
    all.extend(library.index.iter().chain(library.pages.values()).map(Body::of));
    all.extend(library.articles.values().map(Body::of));
    all.extend(library.entities.values().map(Body::of));
    all.extend(library.events.values().map(Body::of));
    all.extend(library.claims.values().map(Body::of));
    all.extend(library.questions.values().map(Body::of));
    all.extend(library.changes.values().map(Body::of));
    all
}

/// Everything a link can lead to.
struct Known<'a> {
    tree: &'a Tree,
    /// Files of the site, those of pages that could not be rendered too.
    files: BTreeSet<String>,
    /// The folders of pages by their last name, in order.
    named: BTreeMap<String, Vec<String>>,
    /// The page that shows a body: its own, else the first.
    shown_on: BTreeMap<String, OutputPath>,
}

impl<'a> Known<'a> {
    fn of(plan: &Plan<'_>, library: &Library, tree: &'a Tree) -> Self {
        let mut shown_on: BTreeMap<String, OutputPath> = BTreeMap::new();
        let mut show = |file: Option<&ContentPath>, page: &Planned<'_>| {
            if let Some(file) = file {
                shown_on.entry(file.to_string()).or_insert_with(|| page.route.output());
            }
        };
        for page in &plan.pages {
            show(page.source, page);
        }
        // What has no page of its own stands in a list.
        for page in &plan.pages {
            match &page.subject {
                Subject::Faq => {
                    library.questions.values().for_each(|entry| show(Some(&entry.path), page));
                }
                Subject::Changes(listed) => {
                    let entries = listed.ids.iter().filter_map(|id| library.changes.get(*id));
                    entries.for_each(|entry| show(Some(&entry.path), page));
                }
                _ => {}
            }
        }
        let planned = plan.pages.iter().map(|page| page.route.output().as_str().to_owned());
        let files: BTreeSet<String> =
            planned.chain(tree.iter().map(|(path, _)| path.as_str().to_owned())).collect();
        let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for folder in folders(&files) {
            let name = folder.rsplit('/').next().unwrap_or("");
            named.entry(name.to_owned()).or_default().push(folder.to_owned());
        }
        Self { tree, files, named, shown_on }
    }

    fn faults(&self, body: &Body<'_>) -> Diagnostics {
        let mut faults = Vec::new();
        for (url, span) in body.links() {
            let suggest = faults.len() < MOST_SUGGESTIONS;
            faults.extend(self.fault(body, &url, span, suggest));
        }
        faults
    }

    /// What is wrong with one link.
    fn fault(&self, body: &Body<'_>, url: &str, span: Span, suggest: bool) -> Option<Diagnostic> {
        if url.is_empty() || url.starts_with("//") || has_scheme(url) {
            return None;
        }
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        let path = path.split('?').next().unwrap_or("");
        let own = self.shown_on.get(body.file);
        let file = match path {
            "" => own?.as_str().to_owned(),
            _ if path.starts_with('/') => UrlPath::parse(path).ok()?.output().as_str().to_owned(),
            // Above the top of the site is another one, where it lies below a sub-path.
            _ if leaves(own?, path) => {
                return Some(self.no_page(body, (path, fragment), span, suggest));
            }
            _ => in_folder(joined(own?, path), path),
        };
        if !self.files.contains(&file) {
            return Some(self.no_page(body, (path, fragment), span, suggest));
        }
        // Behind `:~:` stand words to be marked; a bare `#` is the top of the page.
        if fragment.is_empty() || fragment == "top" || fragment.contains([':', '%']) {
            return None;
        }
        let page = self.tree.get(&OutputPath::parse(&file).ok()?)?;
        let page = std::str::from_utf8(page).ok()?;
        let places: BTreeSet<&str> = anchors(page).collect();
        (!places.contains(fragment)).then(|| no_anchor(body, (path, fragment), span, &places))
    }

    fn no_page(
        &self,
        body: &Body<'_>,
        (path, fragment): (&str, &str),
        span: Span,
        suggest: bool,
    ) -> Diagnostic {
        let place = body.place(span);
        let problem =
            Diagnostic::error("link-target-missing", format!("there is no page `{path}`"));
        let Some(near) = suggest.then(|| self.near(path)).flatten() else {
            let hint = "an address begins at the top of the site, as in /timeline/; a thing can be linked by its id, as in [[id]]";
            return problem.hint(hint).at(place);
        };
        let near = if fragment.is_empty() { near } else { format!("{near}#{fragment}") };
        let edit = Edit::at(&place, near.as_str()).filter(|_| is_address(body, &place));
        let problem = problem.hint(format!("did you mean `{near}`?"));
        match edit {
            Some(edit) => problem.fix(Fix::suggested(format!("write `{near}`"), edit)).at(place),
            None => problem.at(place),
        }
    }

    /// The page that is meant: the one with the same last name, else one spelt nearly alike.
    fn near(&self, path: &str) -> Option<String> {
        let bare = path.trim_end_matches('/').trim_end_matches("index.html").trim_end_matches('/');
        let bare = bare.strip_suffix(".md").or_else(|| bare.strip_suffix(".html")).unwrap_or(bare);
        let parts: Vec<&str> =
            bare.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let name = *parts.last()?;
        let section = match parts.len().checked_sub(2).and_then(|at| parts.get(at)).copied() {
            Some("articles") => "sources",
            other => other.unwrap_or(""),
        };
        let named = self.named.get(name).map_or(&[][..], Vec::as_slice);
        let in_section = |folder: &&String| {
            folder.rsplit('/').nth(1).unwrap_or("") == section || section == "content"
        };
        let found = named.iter().find(in_section).or_else(|| named.first()).map(String::as_str);
        let found = found.or_else(|| closest(parts.join("/").as_str(), folders(&self.files)));
        found.map(|folder| format!("/{folder}/"))
    }
}

/// The folders that hold a page, among some files.
fn folders(files: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    files.iter().filter_map(|file| file.strip_suffix("/index.html"))
}

/// Whether a place is that of an address, and not of a whole link.
fn is_address(body: &Body<'_>, place: &Place) -> bool {
    place.span.is_some_and(|span| !span.of(body.text).contains(']'))
}

fn no_anchor(
    body: &Body<'_>,
    (path, fragment): (&str, &str),
    span: Span,
    places: &BTreeSet<&str>,
) -> Diagnostic {
    let place = body.place(span);
    let is_address = is_address(body, &place);
    // Only what stands behind the path is wrong.
    let place = match place.span.filter(|_| is_address) {
        Some(whole) => {
            let from = whole.end.saturating_sub(fragment.len() + 1);
            Place::span(body.file, body.text, Span::new(from, whole.end))
        }
        None => place,
    };
    let on = if path.is_empty() { "this page".to_owned() } else { format!("`{path}`") };
    let problem = Diagnostic::warning("anchor-missing", format!("{on} has no place `#{fragment}`"));
    let problem = match closest(fragment, places.iter().copied()) {
        Some(near) => {
            let problem = problem.hint(format!("did you mean `#{near}`?"));
            let edit = Edit::at(&place, format!("#{near}")).filter(|_| is_address);
            match edit {
                Some(edit) => problem.fix(Fix::suggested(format!("write `#{near}`"), edit)),
                None => problem,
            }
        }
        None => problem
            .hint("name a heading as its address does, in lower case with hyphens, or delete the part behind #"),
    };
    problem.at(place)
}

/// The names of the places on a page.
fn anchors(page: &str) -> impl Iterator<Item = &str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// A path to a folder, as the file that stands for it.
fn in_folder(file: String, path: &str) -> String {
    let is_folder = path.ends_with('/') || matches!(path.rsplit('/').next(), Some("." | ".."));
    match (is_folder, file.is_empty()) {
        (true, true) => "index.html".to_owned(),
        (true, false) => format!("{file}/index.html"),
        (false, _) => file,
    }
}

/// Whether a path leads above the top of the site from the page on which it stands.
fn leaves(from: &OutputPath, path: &str) -> bool {
    let mut depth = from.as_str().matches('/').count();
    path.split('/').any(|part| match part {
        ".." if depth == 0 => true,
        ".." => {
            depth -= 1;
            false
        }
        "" | "." => false,
        _ => {
            depth += 1;
            false
        }
    })
}

/// Whether an address names a scheme, and so leads away.
fn has_scheme(url: &str) -> bool {
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    url.get(..end).is_some_and(|start| start.contains(':'))
}
