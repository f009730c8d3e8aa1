//! The sitemap (sitemaps.org protocol), split where a site has more pages than one file may list.

use std::fmt::Write as _;

use crate::model::date::{Date, Edtf};
use crate::pages::data::address::Addresses;
use crate::pages::{Plan, Planned};

/// Addresses in one file at most (sitemaps.org, "Sitemap index files").
const MOST: usize = 50_000;

/// Whether the sitemap names a page.
pub(super) const fn lists(page: &Planned<'_>) -> bool {
    page.subject.template().is_some() && !page.subject.is_unlisted()
}

/// How many files the sitemap of so many pages has.
pub(super) const fn files(pages: usize) -> usize {
    if pages <= MOST { 1 } else { 1 + pages.div_ceil(MOST) }
}

/// The name of one of them: `sitemap.xml` alone, or as an index of `sitemap-1.xml` and so on.
pub(super) fn name(part: usize) -> String {
    if part == 0 { "sitemap.xml".to_owned() } else { format!("sitemap-{part}.xml") }
}

/// One file of the sitemap of a plan.
pub(super) fn sitemap(plan: &Plan<'_>, part: usize) -> String {
    let listed: Vec<&Planned<'_>> = plan.pages.iter().filter(|page| lists(page)).collect();
    let addresses = &plan.facts.addresses;
    let entry = |page: &Planned<'_>| entry(page, plan.updated(page), addresses);
    let chunk = |pages: &[&Planned<'_>]| {
        let entries: Vec<String> = pages.iter().filter_map(|page| entry(page)).collect();
        written("urlset", "url", &entries)
    };
    if listed.len() <= MOST {
        return chunk(&listed);
    }
    match part.checked_sub(1) {
        None => index(files(listed.len()) - 1, addresses),
        Some(at) => chunk(listed.chunks(MOST).nth(at).unwrap_or_default()),
    }
}

/// What a page has to say to a crawler: its address and the day it last had news.
fn entry(page: &Planned<'_>, updated: Option<Edtf>, addresses: &Addresses) -> Option<String> {
    let url = escaped(&addresses.absolute(page.route.output().as_str())?);
    let day = updated.and_then(Edtf::anchor).and_then(Date::calendar_day);
    let modified = day.map_or(String::new(), |day| format!("<lastmod>{day}</lastmod>"));
    Some(format!("<loc>{url}</loc>{modified}"))
}

/// The index of a sitemap in `parts` files.
fn index(parts: usize, addresses: &Addresses) -> String {
    let address = |part| addresses.absolute(&name(part)).unwrap_or_default();
    let entries: Vec<String> =
        (1..=parts).map(|part| format!("<loc>{}</loc>", escaped(&address(part)))).collect();
    written("sitemapindex", "sitemap", &entries)
}

fn written(root: &str, entry: &str, entries: &[String]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for one in entries {
        // Writing to a String cannot fail.
        let _ = writeln!(xml, "<{entry}>{one}</{entry}>");
    }
    let _ = writeln!(xml, "</{root}>");
    xml
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn a_long_sitemap_is_split_under_an_index() {
        let base_url = Some("https://x.example/a&b".to_owned());
        let addresses = Addresses::new(&Config { base_url, ..Config::default() });
        assert_eq!([0, MOST, MOST + 1, 2 * MOST + 1].map(files), [1, 1, 3, 4]);
        assert_eq!([0, 2].map(name), ["sitemap.xml", "sitemap-2.xml"]);
        let index = index(3, &addresses);
        assert!(index.contains("<sitemapindex") && !index.contains("<url>"), "{index}");
        assert!(index.contains("<loc>https://x.example/a&amp;b/sitemap-3.xml</loc>"), "{index}");
    }
}
