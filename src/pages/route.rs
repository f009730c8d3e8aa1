//! Which page stands where: routes that collide are refused, long lists are split into pages.

use std::borrow::Cow;
use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::view::{LinkView, href};
use super::{Listed, Planned, Subject};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::fingerprint::QuickMap;
use crate::path::{ContentPath, OutputPath, Slug, UrlPath};

/// Pages by the file they become.
#[derive(Debug, Default)]
pub struct Routes<'a> {
    pages: Vec<Planned<'a>>,
    taken: QuickMap<OutputPath, usize>,
    /// Those whose letters have another case or form, by what some file systems take them for.
    folded: HashMap<String, usize>,
    diagnostics: Diagnostics,
}

impl<'a> Routes<'a> {
    /// Adds a page, unless another one already stands there.
    pub fn add(&mut self, route: UrlPath, subject: Subject<'a>) {
        self.add_page(Planned { route, subject, title: String::new(), source: None });
    }

    /// Adds a page made from a content file.
    pub fn add_from(&mut self, route: UrlPath, subject: Subject<'a>, source: &'a ContentPath) {
        self.add_page(Planned { route, subject, title: String::new(), source: Some(source) });
    }

    /// Adds a page with its title.
    pub fn add_titled(&mut self, route: UrlPath, subject: Subject<'a>, title: &str) {
        self.add_page(Planned { route, subject, title: title.to_owned(), source: None });
    }

    /// Adds a page, unless another one already stands there.
    pub fn add_page(&mut self, page: Planned<'a>) {
        let output = page.route.output();
        let folded = output.folded();
        let first = self.taken.get(&output).or_else(|| self.folded.get(folded.as_ref()));
        let first = first.or_else(|| match &folded {
            Cow::Owned(folded) => self.taken.get(&OutputPath::parse(folded).ok()?),
            Cow::Borrowed(_) => None,
        });
        if let Some(first) = first.and_then(|at| self.pages.get(*at)) {
            self.diagnostics.push(collision(first, &page));
        } else {
            if let Cow::Owned(folded) = folded {
                self.folded.insert(folded, self.pages.len());
            }
            self.taken.insert(output, self.pages.len());
            self.pages.push(page);
        }
    }

    /// The pages added so far.
    pub fn pages(&self) -> &[Planned<'a>] {
        &self.pages
    }

    /// Adds a problem that concerns planning itself.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The pages in the order they were added, by file, and what was refused.
    pub fn finish(self) -> (Vec<Planned<'a>>, QuickMap<OutputPath, usize>, Diagnostics) {
        (self.pages, self.taken, self.diagnostics)
    }
}

fn collision(first: &Planned<'_>, second: &Planned<'_>) -> Diagnostic {
    let owner = |page: &Planned<'_>| match (page.source, page.title.as_str()) {
        (Some(file), _) => format!("`{file}`"),
        (None, "") => "a built-in page".to_owned(),
        (None, title) => format!("the built-in page \"{title}\""),
    };
    let message = if first.route == second.route {
        format!("`{}` is already the address of {}", second.route, owner(first))
    } else {
        let (own, other) = (&second.route, &first.route);
        let owner = owner(first);
        format!("`{own}` is the same file as `{other}`, {owner}, on some systems")
    };
    let diagnostic = Diagnostic::error("route-collision", message)
        .hint("rename the file: its stem is the address of its page");
    match second.source.or(first.source) {
        Some(file) => diagnostic.at(Place::file(file.to_string())),
        None => diagnostic,
    }
}

/// Where a page stands among the pages of its list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Pager {
    /// This page, counted from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Entries on all pages together.
    pub entries: usize,
    /// All pages by number.
    pub pages: Vec<LinkView>,
}

/// One page of a list: where it stands, which entries are on it.
pub struct Part<T> {
    /// Its address.
    pub route: UrlPath,
    /// Where it stands among its like.
    pub pager: Pager,
    /// Its entries.
    pub entries: Vec<T>,
}

impl<'a> Part<&'a Slug> {
    /// Its address, and the rest as what a page is about.
    pub fn listed(self) -> (UrlPath, Listed<'a>) {
        (self.route, Listed { ids: self.entries, pager: self.pager })
    }
}

/// Splits a list into pages of `size`: `/x/`, `/x/page/2/` … An empty list has one empty page.
pub fn paginate<T>(first: &UrlPath, entries: Vec<T>, size: usize) -> Vec<Part<T>> {
    let size = size.max(1);
    let all = entries.len();
    let total = all.div_ceil(size).max(1);
    let routes: Vec<UrlPath> = (1..=total).map(|number| numbered(first, number)).collect();
    let link = |number: usize| routes.get(number.checked_sub(1)?).map(href);
    let pages: Vec<LinkView> = routes
        .iter()
        .enumerate()
        .map(|(at, route)| LinkView { href: href(route), text: (at + 1).to_string() })
        .collect();
    let mut rest = entries.into_iter();
    let parts = routes.iter().enumerate().map(|(at, route)| {
        let number = at + 1;
        Part {
            route: route.clone(),
            pager: Pager {
                number,
                total,
                previous: link(number - 1),
                next: link(number + 1),
                entries: all,
                pages: if total > 1 { near(&pages, at) } else { Vec::new() },
            },
            entries: rest.by_ref().take(size).collect(),
        }
    });
    parts.collect()
}

/// The first, the last and the pages around `at`: a pager must not grow with the list.
fn near(pages: &[LinkView], at: usize) -> Vec<LinkView> {
    let shown = |i: usize| i == 0 || i + 1 == pages.len() || i.abs_diff(at) <= 3;
    pages.iter().enumerate().filter(|(i, _)| shown(*i)).map(|(_, page)| page.clone()).collect()
}

pub(super) fn numbered(first: &UrlPath, number: usize) -> UrlPath {
    if number == 1 {
        return first.clone();
    }
    let path = format!("{}page/{number}/", first.as_str());
    UrlPath::parse(&path).unwrap_or_else(|_| first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_and_linked() {
        let first = UrlPath::section("events");
        let parts = paginate(&first, (0..5).collect(), 2);
        let routes: Vec<&str> = parts.iter().map(|part| part.route.as_str()).collect();
        assert_eq!(routes, ["/events/", "/events/page/2/", "/events/page/3/"]);
        assert_eq!(parts[1].entries, [2, 3]);
        assert_eq!(parts[1].pager.previous.as_deref(), Some("events/index.html"));
        assert_eq!(parts[1].pager.next.as_deref(), Some("events/page/3/index.html"));
        assert_eq!(parts[2].pager.next, None);
    }

    #[test]
    fn addresses_that_are_one_file_on_some_systems_collide() {
        let mut routes = Routes::default();
        let ids = ["strasse", "straße", "ﬁnn", "finn", "σας", "σασ", "other"];
        for id in ids.map(|id| Slug::parse(id).expect("an id")) {
            routes.add_titled(UrlPath::page("entities", &id), Subject::NotFound, id.as_str());
        }
        let (pages, _, problems) = routes.finish();
        let kept: Vec<&str> = pages.iter().map(|page| page.title.as_str()).collect();
        assert_eq!(kept, ["strasse", "ﬁnn", "σας", "other"]);
        assert_eq!(problems.len(), 3);
        assert!(problems[0].message.contains("the same file as `/entities/strasse/`"));
    }

    #[test]
    fn an_empty_list_has_one_page_and_a_long_one_a_short_pager() {
        let first = UrlPath::section("events");
        assert_eq!(paginate(&first, Vec::<u8>::new(), 0).len(), 1);
        let parts = paginate(&first, (0..5000).collect(), 10);
        assert!(parts.iter().all(|part| part.pager.pages.len() <= 9));
    }
}
