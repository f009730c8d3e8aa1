//! What an editor would ask of a site that can be built: who says so, when that was, who is meant, how
//! it reads. Knows the library; the sources and the pages it does not.

mod claims;
mod names;
mod prose;

use super::library::{Entry, Library};
use super::wikilinks::{Scan, scan};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span, sorted};
use crate::model::article::{Rights, Status};
use crate::path::Slug;

/// Everything there is to ask. Nothing of it keeps a site from being built.
pub fn review_library(library: &Library) -> Diagnostics {
    let texts = texts(library);
    let mut diagnostics = claims::review(library);
    diagnostics.extend(names::review(library, &texts));
    diagnostics.extend(prose::review(library, &texts));
    sorted(diagnostics)
}

/// The body of one file, read once.
struct Prose<'a> {
    /// The file.
    file: &'a str,
    /// The text of the whole file.
    text: &'a str,
    /// Byte at which the body begins.
    start: usize,
    /// Its running text, quotations and links.
    scan: Scan,
    /// Whether people here wrote it; a report that may be published as a whole is its author's.
    own: bool,
}

impl<'a> Prose<'a> {
    fn body(&self) -> &'a str {
        self.text.get(self.start..).unwrap_or("")
    }

    /// The place of bytes of the body.
    fn place(&self, span: Span) -> Place {
        let span = Span::new(span.start + self.start, span.end + self.start);
        Place::span(self.file, self.text, span)
    }

    /// The parts of the body in the site's own words: without quotations, links and code.
    fn own_words(&self) -> Vec<Span> {
        let body = self.body();
        let mut written = self.scan.wikilinks.iter().peekable();
        let mut quotations = self.scan.quotations.iter().peekable();
        let mut words = Vec::new();
        let mut marks = Marks::default();
        let mut block = usize::MAX;
        for run in self.scan.runs.iter().filter(|run| run.markable) {
            while quotations.next_if(|quotation| quotation.end <= run.span.start).is_some() {}
            if quotations.peek().is_some_and(|quotation| quotation.start <= run.span.start) {
                continue;
            }
            if run.block != block {
                marks = Marks::default();
                block = run.block;
            }
            let mut at = run.span.start;
            while written.next_if(|link| link.span.end <= at).is_some() {}
            while let Some(link) = written.next_if(|link| link.span.start < run.span.end) {
                marks.outside(body, Span::new(at, link.span.start.max(at)), &mut words);
                at = link.span.end.min(run.span.end).max(at);
            }
            marks.outside(body, Span::new(at, run.span.end), &mut words);
        }
        words
    }
}

/// Whether a quotation is open, in one block.
#[derive(Default)]
struct Marks {
    open: bool,
}

impl Marks {
    /// Adds the parts of `span` that stand outside quotation marks.
    fn outside(&mut self, body: &str, span: Span, words: &mut Vec<Span>) {
        let mut from = span.start;
        for (at, c) in span.of(body).char_indices() {
            let opens = matches!(c, '“' | '„' | '«') || c == '"' && !self.open;
            let closes = self.open && matches!(c, '”' | '“' | '»' | '"');
            let at = span.start + at;
            if closes {
                self.open = false;
                from = at + c.len_utf8();
            } else if opens {
                words.push(Span::new(from, at));
                self.open = true;
            }
        }
        if !self.open {
            words.push(Span::new(from, span.end));
        }
        words.retain(|part| !part.is_empty());
    }
}

/// The bodies of all files, in content order.
fn texts(library: &Library) -> Vec<Prose<'_>> {
    let mut texts: Vec<Prose<'_>> = Vec::new();
    texts.extend(library.index.iter().chain(library.pages.values()).map(|entry| text(entry, true)));
    for entry in library.articles.values() {
        let own = entry.meta.rights != Rights::Full && entry.meta.status != Status::Auto;
        texts.push(text(entry, own));
    }
    texts.extend(library.entities.values().map(|entry| text(entry, true)));
    texts.extend(library.events.values().map(|entry| text(entry, true)));
    texts.extend(library.claims.values().map(|entry| text(entry, true)));
    texts.extend(library.questions.values().map(|entry| text(entry, true)));
    texts.extend(library.changes.values().map(|entry| text(entry, true)));
    texts
}

fn text<M>(entry: &Entry<M>, own: bool) -> Prose<'_> {
    let (file, start) = (entry.path.as_str(), entry.body_start);
    Prose { file, text: &entry.text, start, scan: scan(entry.body()), own }
}

/// A remark on a value of the front matter of an entry.
fn at<M>(entry: &Entry<M>, path: &[&str], problem: Diagnostic) -> Diagnostic {
    problem.at(super::front_matter::place_at(entry.path.as_str(), &entry.text, path))
}

/// The title of an article, for remarks.
fn titled(library: &Library, id: &Slug) -> String {
    let meta = library.articles.get(id).map(|entry| &entry.meta);
    meta.and_then(|meta| meta.outlet.clone()).unwrap_or_else(|| id.to_string())
}
