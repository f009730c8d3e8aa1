//! The sitemap (sitemaps.org protocol), split where a site has more pages than one file may list.

use std::fmt::Write as _;

use super::super::data::address::Addresses;
use crate::model::date::{Date, Edtf};
use crate::pages::{Page, View};

/// Addresses in one file at most (sitemaps.org, "Sitemap index files").
const MOST: usize = 50_000;

/// Files by name: `sitemap.xml` alone, or as an index of `sitemap-1.xml` and so on.
pub(super) fn sitemaps(pages: &[Page], addresses: &Addresses) -> Vec<(String, String)> {
    split(&entries(pages, addresses), addresses, MOST)
}

/// What each page has to say to a crawler: its address and the day it last had news.
fn entries(pages: &[Page], addresses: &Addresses) -> Vec<String> {
    let listed = pages.iter().filter(|page| {
        page.view.template().is_some() && !matches!(page.view, View::NotFound(_) | View::Moved(_))
    });
    listed
        .filter_map(|page| {
            let url = escaped(&addresses.absolute(page.route.output().as_str())?);
            let day = page.updated.and_then(Edtf::anchor).and_then(Date::calendar_day);
            let modified = day.map_or(String::new(), |day| format!("<lastmod>{day}</lastmod>"));
            Some(format!("<loc>{url}</loc>{modified}"))
        })
        .collect()
}

fn split(entries: &[String], addresses: &Addresses, most: usize) -> Vec<(String, String)> {
    let main = "sitemap.xml".to_owned();
    if entries.len() <= most {
        return vec![(main, written("urlset", "url", entries))];
    }
    let mut files = Vec::new();
    let mut index = Vec::new();
    for (at, part) in entries.chunks(most).enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        let url = addresses.absolute(&name).unwrap_or_default();
        index.push(format!("<loc>{}</loc>", escaped(&url)));
        files.push((name, written("urlset", "url", part)));
    }
    files.insert(0, (main, written("sitemapindex", "sitemap", &index)));
    files
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
        let entries: Vec<String> = (0..5).map(|at| format!("<loc>{at}</loc>")).collect();
        let files = split(&entries, &addresses, 2);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        let index = &files[0].1;
        assert!(index.contains("<sitemapindex") && !index.contains("<url>"), "{index}");
        assert!(index.contains("<loc>https://x.example/a&amp;b/sitemap-3.xml</loc>"), "{index}");
        assert_eq!(files[3].1.matches("<url>").count(), 1);
        assert_eq!(split(&entries, &addresses, 5).len(), 1);
    }
}
