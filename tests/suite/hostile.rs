//! Hostile input runs no script: every payload in every field of every kind of file, every published
//! file read as its readers read it. The long form, with a list from elsewhere:
//!
//! ```text
//! BACKSTORY_PAYLOADS=list.json cargo test --test suite hostile::a_list -- --ignored --nocapture
//! ```
//!
//! The list is JSON: texts, or pairs of a name and a text.

#[path = "hostile/dom.rs"]
mod dom;
#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/payloads.rs"]
mod payloads;
#[path = "hostile/plant.rs"]
mod plant;

use std::collections::BTreeMap;
use std::path::Path;

use crate::program::{code, err, run, tree};

/// Things in one site: what opens in a title of the site could hide what follows.
const AT_ONCE: usize = 60;

/// Builds a site, which must end with exit code 0 or 1, and gives what was published.
fn published(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let built = run(site, &["build", "--color", "never"]);
    assert!(matches!(code(&built), Some(0 | 1)), "{}", err(&built));
    assert!(!err(&built).contains("panicked"), "{}", err(&built));
    tree(&site.join("public"))
}

/// Like faults together, with how many there are and where the first one is.
fn told(faults: &[String]) -> String {
    let mut kinds: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for fault in faults {
        let (file, what) = fault.split_once(": ").unwrap_or(("", fault));
        kinds.entry(what).or_insert((0, file)).0 += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let lines = kinds.iter().take(40).map(|(what, (count, file))| format!("{count} × {what} ({file})"));
    format!("{} faults\n{}", faults.len(), lines.collect::<Vec<_>>().join("\n"))
}

/// A text as a page shows it: white space is folded.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The payloads that are not shown letter by letter as the heading of the page of their article.
fn unshown(files: &BTreeMap<String, Vec<u8>>, payloads: &[String]) -> Vec<String> {
    let heading = |n: usize| {
        let page = files.get(&format!("sources/h{n}-a/index.html"))?;
        let page = dom::Page::parse(std::str::from_utf8(page).ok()?, true);
        Some(folded(&page.first("h1")?.text()))
    };
    let lost = |(n, payload): (usize, &String)| {
        let kept = |c: &char| matches!(c, '\n' | '\t') || !plant::unfit(*c);
        let expected: String = payload.chars().filter(kept).collect();
        let shown = heading(n);
        (shown.as_deref() != Some(&folded(&expected))).then(|| format!("{payload:?} as {shown:?}"))
    };
    payloads.iter().enumerate().filter_map(lost).collect()
}

/// Plants, builds and judges; gives the faults.
fn in_content(payloads: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for some in payloads.chunks(AT_ONCE) {
        let here = plant::content(some);
        let files = published(here.path());
        found.extend(files::faults(&files));
        found.extend(unshown(&files, some));
        found.extend(files::faults(&published(plant::named(some).path())));
    }
    found
}

/// The same for raw sources: what `ingest` writes must be harmless to every reader of Markdown, and
/// what is built from that too.
fn in_sources(payloads: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, some) in payloads.chunks(AT_ONCE / 4).enumerate() {
        let here = crate::program::new_site();
        if at % 2 == 0 {
            crate::program::edit(&here.path().join("site.toml"), "base_url", "[sources]\nrights = \"full\"\n#");
        }
        for (n, payload) in some.iter().enumerate() {
            plant::sources(here.path(), n, payload);
        }
        let files = published(here.path());
        found.extend(files::faults(&files));
        let written = tree(&here.path().join("content"));
        for (name, bytes) in written.iter().filter(|(name, _)| !name.starts_with("sources/") && name.ends_with(".md")) {
            let text = String::from_utf8_lossy(bytes);
            let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
            let live = dom::live(&files::shown(body));
            found.extend(live.into_iter().map(|fault| format!("content/{name}: {fault}")));
        }
    }
    found
}

#[test]
fn nothing_in_a_content_file_runs_or_breaks_out() {
    let found = in_content(&payloads::own());
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn nothing_in_a_source_runs_or_breaks_out() {
    let found = in_sources(&payloads::own());
    assert!(found.is_empty(), "{}", told(&found));
}

/// Writes the sites for the browser to a folder: `content-1` … `sources-1` …, planted and not built.
#[test]
#[ignore = "run by tests/browser/run, with the folder in BACKSTORY_HOSTILE_SITES"]
fn sites_for_the_browser() {
    let folder = std::env::var("BACKSTORY_HOSTILE_SITES").expect("BACKSTORY_HOSTILE_SITES names a folder");
    for (at, some) in payloads::own().chunks(AT_ONCE).enumerate() {
        let here = plant::content(some);
        for (name, bytes) in tree(here.path()) {
            crate::program::write(Path::new(&folder), &format!("content-{}/{name}", at + 1), bytes);
        }
    }
}
