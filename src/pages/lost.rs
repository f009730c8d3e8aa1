//! The page for addresses that lead nowhere: ways on, and the addresses a lost reader may have
//! meant, which the page's script compares with the one that failed.

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::Routes;
use super::view::LinkView;
use super::{Page, Subject, View};
use crate::path::UrlPath;

/// Addresses of one kind on the page at most, so that it does not grow with the site.
const MOST_OF_A_KIND: usize = 250;

/// What a lost reader may look for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NotFoundView {
    /// Ways on.
    pub links: Vec<LinkView>,
    /// The addresses the reader may have meant, as JSON: `[[address, title], …]`, the most
    /// important of each kind.
    pub near: String,
}

/// Plans the page.
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    if let Ok(route) = UrlPath::parse("/404.html") {
        routes.add_titled(route, Subject::NotFound, facts.strings.text("lost.title"));
    }
}

/// The page; `sections` are the pages right below the base, address and title.
pub(super) fn page(
    catalogue: &Catalogue<'_>,
    route: &UrlPath,
    sections: &[(String, String)],
) -> Page {
    let strings = catalogue.strings;
    let links = [
        ("index.html", "lost.story"),
        ("timeline/index.html", "timeline.title"),
        ("disagreements/index.html", "disagreements.title"),
        ("entities/index.html", "lost.entities"),
        ("search/index.html", "find.index"),
    ];
    let links = links
        .map(|(href, key)| LinkView { href: href.to_owned(), text: strings.text(key).to_owned() });
    let near = near(catalogue, sections);
    let view = NotFoundView { links: links.to_vec(), near };
    Page::new(route.clone(), "", strings.text("lost.title"), View::NotFound(view))
        .described(strings.text("lost.describe"))
}

fn near(catalogue: &Catalogue<'_>, sections: &[(String, String)]) -> String {
    let mut events: Vec<_> = catalogue.events.values().collect();
    events.sort_by_key(|event| (std::cmp::Reverse(event.source_count), &event.id));
    let sections = sections.iter().cloned();
    let entities = catalogue.entities_by_mentions().into_iter();
    let entities = entities.map(|entity| (entity.href.clone(), entity.name.clone()));
    let claims = catalogue.claims_by_dispute().into_iter();
    let claims = claims.map(|claim| (claim.href.clone(), claim.question.clone()));
    let events = events.into_iter().map(|event| (event.href.clone(), event.title.clone()));
    let sources = super::listing::latest_sources(catalogue).into_iter();
    let sources = sources.filter_map(|id| catalogue.sources.get(id));
    let sources = sources.map(|source| (source.href.clone(), source.title.clone()));
    let all: Vec<(String, String)> = sections
        .take(MOST_OF_A_KIND)
        .chain(entities.take(MOST_OF_A_KIND))
        .chain(events.take(MOST_OF_A_KIND))
        .chain(claims.take(MOST_OF_A_KIND))
        .chain(sources.take(MOST_OF_A_KIND))
        .map(|(address, title)| (address.trim_end_matches("index.html").to_owned(), title))
        .collect();
    serde_json::to_string(&all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fixture::{graph, library};

    #[test]
    fn the_most_important_addresses_are_named_with_their_titles() {
        let library = library();
        let graph = graph(&library);
        let strings = crate::pages::strings::Strings::english();
        let config = crate::pages::fixture::config();
        let (pages, _) = crate::pages::plan_pages(&library, &graph, &config, &strings);
        let found = pages.iter().find_map(|page| match &page.view {
            View::NotFound(view) => Some(view),
            _ => None,
        });
        let view = found.expect("the page");
        let near: Vec<(String, String)> = serde_json::from_str(&view.near).expect("JSON");
        let (id, entity) = library.entities.iter().next().expect("an entity");
        assert!(near.contains(&(format!("entities/{id}/"), entity.meta.name.clone())), "{near:?}");
        let things = library.entities.len()
            + library.events.len()
            + library.claims.len()
            + library.articles.len();
        let sections = near.iter().filter(|(address, _)| address.matches('/').count() < 2).count();
        assert_eq!(near.len(), things + sections);
        assert!(sections > 10, "{near:?}");
    }
}
