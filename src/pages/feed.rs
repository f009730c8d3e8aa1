//! Files for machines that follow a site: feeds, sitemap, robots and the text for language models.

mod atom;
mod llms;
mod sitemap;

use std::fmt::Write as _;

use super::data::Story;
use super::route::Routes;
use super::{Page, View};
use crate::diagnostic::{Diagnostic, Place};
use crate::path::UrlPath;

pub use atom::{FeedEntry, FeedView};

/// Plans the feeds that have something to tell.
pub fn plan_feeds(story: &Story<'_>, routes: &mut Routes) {
    atom::plan(story, routes);
}

/// Plans what leads to the pages; every other page is planned by then. The sitemap needs absolute addresses:
/// without `base_url` it is left out, with a note.
pub fn plan(story: &Story<'_>, routes: &mut Routes) {
    if story.addresses.are_absolute() {
        for (name, text) in sitemap::sitemaps(routes.pages(), &story.addresses) {
            add(routes, &format!("/{name}"), View::Text(text));
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
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(url) = story.addresses.absolute("sitemap.xml") {
        // Writing to a String cannot fail.
        let _ = writeln!(robots, "Sitemap: {url}");
    }
    add(routes, "/robots.txt", View::Text(robots));
    add(routes, "/llms.txt", View::Text(llms::llms(story)));
    add(routes, "/.nojekyll", View::Text(String::new()));
}

fn add(routes: &mut Routes, path: &str, view: View) {
    if let Ok(route) = UrlPath::parse(path) {
        routes.add(Page::new(route, "", "", view));
    }
}
