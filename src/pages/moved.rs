//! Addresses that pages had before: each leads on to where the page is now.
//!
//! A page that refreshes to the new address works on every host and from disk; `_redirects` lets
//! hosts that read it (Netlify, Cloudflare Pages, GitLab Pages) answer with status 301 at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::Routes;
use super::view::{LinkView, href};
use super::{Page, Subject, View};
use crate::content::library::{Entries, Entry};
use crate::graph::Target;
use crate::path::web;
use crate::path::{Slug, UrlPath};

/// Lines in `_redirects` at most: what GitLab Pages reads (Cloudflare Pages: 2,000). The pages that
/// refresh are there for all.
const MOST_LINES: usize = 1000;

/// Where a page is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MovedView {
    /// The page with its title.
    pub to: LinkView,
}

/// Plans a page for each earlier address, and the list of all of them for hosts.
pub(super) fn plan<'a>(facts: &Facts<'a>, routes: &mut Routes<'a>) {
    let library = facts.library;
    let mut moves = Moves { routes, lines: String::new(), count: 0 };
    moves.add(&library.pages, Target::Page, |meta| &meta.former_ids);
    moves.add(&library.articles, Target::Article, |meta| &meta.former_ids);
    moves.add(&library.entities, Target::Entity, |meta| &meta.former_ids);
    moves.add(&library.events, Target::Event, |meta| &meta.former_ids);
    moves.add(&library.claims, Target::Claim, |meta| &meta.former_ids);
    let lines = moves.lines;
    if !lines.is_empty()
        && let Ok(route) = UrlPath::parse("/_redirects")
    {
        routes.add(route, Subject::Text(lines));
    }
}

/// The page at an earlier address of `target`.
pub(super) fn page(catalogue: &Catalogue<'_>, route: &UrlPath, target: &Target) -> Option<Page> {
    let to = LinkView { href: href(&target.url().0), text: catalogue.link(target)?.text };
    let title = to.text.clone();
    let view = View::Moved(MovedView { to });
    let mut page = Page::new(route.clone(), "", title.clone(), view).described(title);
    page.source = catalogue.file_of(target).cloned();
    Some(page)
}

struct Moves<'a, 'r> {
    routes: &'r mut Routes<'a>,
    lines: String,
    count: usize,
}

impl<'a> Moves<'a, '_> {
    fn add<M>(
        &mut self,
        entries: &'a Entries<M>,
        target: fn(Slug) -> Target,
        former: fn(&M) -> &Vec<Slug>,
    ) {
        let mut moves: BTreeMap<&Slug, &Entry<M>> = BTreeMap::new();
        for entry in entries.values() {
            for old in former(&entry.meta) {
                if !entries.contains_key(old) {
                    moves.entry(old).or_insert(entry);
                }
            }
        }
        for (old, entry) in moves {
            let now = target(entry.id.clone());
            let (from, to) = (target(old.clone()).url().0, now.url().0);
            if self.count < MOST_LINES {
                self.count += 1;
                // Writing to a String cannot fail.
                let _ = writeln!(self.lines, "{} {} 301", encoded(&from), encoded(&to));
            }
            self.routes.add_from(from, Subject::Moved(now), &entry.path);
        }
    }
}

/// An address as `_redirects` holds it: letters beyond ASCII percent-encoded (RFC 3986).
fn encoded(route: &UrlPath) -> String {
    web::percent(route.as_str(), |c| c.is_ascii_graphic() && c != '%')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fixture::{config, graph, id, library};
    use crate::pages::plan_pages;
    use crate::pages::strings::Strings;

    #[test]
    fn former_addresses_lead_to_the_page_there_is_now() {
        let mut library = library();
        let entity = library.entities.get_mut(&id("ines-calloway")).expect("the entity");
        // One moved, one still in use, one written with other letters.
        entity.meta.former_ids = vec![id("mayor"), id("port-sallow"), id("гавань")];
        let graph = graph(&library);
        let strings = Strings::english();
        let (pages, _) = plan_pages(&library, &graph, &config(), &strings);
        let moved: Vec<(&str, &str)> = pages
            .iter()
            .filter_map(|page| match &page.view {
                View::Moved(view) => Some((page.route.as_str(), view.to.href.as_str())),
                _ => None,
            })
            .collect();
        let to = "entities/ines-calloway/index.html";
        assert_eq!(moved, [("/entities/mayor/", to), ("/entities/гавань/", to)]);
        let text = |route: &str| {
            pages.iter().find(|page| page.route.as_str() == route).and_then(|page| {
                match &page.view {
                    View::Text(text) => Some(text.as_str()),
                    _ => None,
                }
            })
        };
        assert_eq!(
            text("/_redirects"),
            Some(
                "/entities/mayor/ /entities/ines-calloway/ 301\n\
                 /entities/%D0%B3%D0%B0%D0%B2%D0%B0%D0%BD%D1%8C/ /entities/ines-calloway/ 301\n"
            )
        );
        assert!(text("/sitemap.xml").is_some_and(|xml| !xml.contains("/entities/mayor/")));
    }
}
