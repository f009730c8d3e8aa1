//! Files for machines that follow a site: feeds, sitemap, robots and the text for language models.

mod atom;
mod llms;
mod sitemap;

use std::fmt::Write as _;

use super::data::Story;
use super::facts::Facts;
use super::route::Routes;
use super::{Plan, Subject};
use crate::diagnostic::{Diagnostic, Place};
use crate::path::{Slug, UrlPath};

pub use atom::{FeedEntry, FeedView};
pub(super) use atom::{of, plan as plan_feeds};
pub(super) use llms::llms;

/// Whose news a feed brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeedOf<'a> {
    /// The site's.
    Site,
    /// Its changes.
    Changes,
    /// Those of a person, organisation or place.
    Entity(&'a Slug),
}

/// Plans what follows from all other pages, so it comes last.
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    if facts.addresses.are_absolute() {
        let listed = routes.pages().iter().filter(|page| sitemap::lists(page)).count();
        for part in 0..sitemap::files(listed) {
            add(routes, &format!("/{}", sitemap::name(part)), Subject::Sitemap(part));
        }
    } else {
        let place = Place::file("site.toml");
        routes.report(
            Diagnostic::note(
                "no-base-url",
                "sitemap.xml is left out, and feeds do not name their own address",
            )
            .at(place)
            .hint("both need absolute addresses: set base_url to where the site is published"),
        );
    }
    add(routes, "/robots.txt", Subject::Robots);
    add(routes, "/llms.txt", Subject::Llms);
    add(routes, "/.nojekyll", Subject::Text(String::new()));
}

/// `robots.txt`: everything may be read.
pub(super) fn robots(story: &Story<'_>) -> String {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(url) = story.addresses.absolute("sitemap.xml") {
        // Writing to a String cannot fail.
        let _ = writeln!(robots, "Sitemap: {url}");
    }
    robots
}

/// The sitemap, or a part of it counted from 1.
pub(super) fn sitemap(plan: &Plan<'_>, part: usize) -> String {
    sitemap::sitemap(plan, part)
}

fn add<'a>(routes: &mut Routes<'a>, path: &str, subject: Subject<'a>) {
    if let Ok(route) = UrlPath::parse(path) {
        routes.add(route, subject);
    }
}
