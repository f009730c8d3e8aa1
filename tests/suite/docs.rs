//! The documentation as a site: it builds without a complaint, the same each time, and no link in it
//! leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::{differing, folder, problems, succeed, tree};

/// What stands behind `name="` in a page, each time.
fn attributes<'p>(page: &'p str, name: &'p str) -> impl Iterator<Item = &'p str> {
    let mark = format!(" {name}=\"");
    let parts: Vec<&str> = page.split(mark.as_str()).skip(1).collect();
    parts.into_iter().filter_map(|rest| rest.split('"').next())
}

/// Where a link leads, as a file of the site and a place in it; absent outside the site.
fn target(page: &str, href: &str) -> Option<(String, String)> {
    if href.contains(':') {
        return None;
    }
    let (path, place) = href.split_once('#').unwrap_or((href, ""));
    let mut parts: Vec<&str> = page.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." => drop(parts.pop()),
                "." => {}
                part => parts.push(part),
            }
        }
    }
    Some((parts.join("/"), place.to_owned()))
}

#[test]
fn the_documentation_builds_without_a_complaint_and_twice_alike() {
    let (one, other) = (folder(), folder());
    for here in [&one, &other] {
        succeed(here.path(), &["init", "--template", "docs"]);
    }
    assert_eq!(differing(&tree(one.path()), &tree(other.path())), [""; 0]);
    let (code, found) = problems(one.path());
    let others: Vec<_> = found.iter().filter(|problem| problem["code"] != "no-base-url").collect();
    assert_eq!((code, others.len()), (Some(0), 0), "{others:#?}");
    succeed(one.path(), &["fmt", "--check"]);
    // What was written is what is there: nothing was taken in, nothing is left to a reader.
    succeed(one.path(), &["build"]);
    succeed(other.path(), &["build"]);
    assert_eq!(differing(&tree(one.path()), &tree(other.path())), [""; 0]);
}

#[test]
fn every_page_is_reached_from_every_other_and_no_link_leads_nowhere() {
    let here = folder();
    succeed(here.path(), &["init", "--template", "docs"]);
    succeed(here.path(), &["build"]);
    let files: BTreeMap<String, String> = tree(&here.path().join("public"))
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    let written = tree(&here.path().join("content/pages"));
    let pages: BTreeSet<String> =
        written.keys().map(|name| name.replace(".md", "/index.html")).collect();
    assert!(pages.len() > 30, "{pages:?}");
    let mut reached = BTreeSet::new();
    for (name, page) in
        files.iter().filter(|(name, _)| pages.contains(*name) || *name == "index.html")
    {
        for href in attributes(page, "href") {
            let Some((file, place)) = target(name, href) else { continue };
            let found = files.get(&file).unwrap_or_else(|| panic!("{name} leads to {href}"));
            let there = place.is_empty() || attributes(found, "id").any(|id| id == place);
            assert!(there, "{name} leads to {href}, where nothing has this name");
            if name == "tutorial/index.html" || file.starts_with("codes-") {
                reached.insert(file);
            }
        }
        // The frame is the documentation's own: nothing in it speaks of sources and verdicts.
        assert!(!page.contains("0 sources") && !page.contains("timeline/index.html"), "{name}");
        assert!(page.contains(&format!("Documentation of version {}", env!("CARGO_PKG_VERSION"))));
    }
    let missing: Vec<_> = pages.difference(&reached).collect();
    assert!(missing.is_empty(), "reached from nowhere: {missing:?}");
}

#[test]
fn code_is_left_alone() {
    let here = folder();
    succeed(here.path(), &["init", "--template", "docs"]);
    succeed(here.path(), &["build"]);
    let page = here.path().join("public/tutorial/index.html");
    let page = crate::program::read(&page);
    let code: Vec<&str> =
        page.split("<pre").skip(1).filter_map(|rest| rest.split("</pre>").next()).collect();
    assert!(code.len() > 10);
    assert!(code.iter().any(|text| text.contains("[[claim:how-long-did-the-talks-last]]")));
    assert!(code.iter().all(|text| !text.contains("<a ")), "links in code");
}
