//! Hostile input runs no script: every payload in every field of every kind of file, every published
//! file read as its readers read it. The long form, with a list from elsewhere:
//!
//! ```text
//! BACKSTORY_PAYLOADS=list.json cargo test --test suite hostile::a_list -- --ignored --nocapture
//! ```
//!
//! The list is JSON: texts, or pairs of a name and a text. `BACKSTORY_PAYLOADS_STEP=10` takes every tenth.

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

use backstory::diagnostic::{Diagnostic, Place};
use backstory::serve::overlay::overlay;
use serde_json::Value;

use crate::program::{code, err, out, run, tree, write};
use crate::properties::dom::Page;

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
    let lines =
        kinds.iter().take(40).map(|(what, (count, file))| format!("{count} × {what} ({file})"));
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
        let page = Page::parse(std::str::from_utf8(page).ok()?, true);
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

fn is_markdown(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "md")
}

/// The same for raw sources: what `ingest` writes must be harmless to every reader of Markdown, and
/// what is built from that too.
fn in_sources(payloads: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, some) in payloads.chunks(SOURCES_AT_ONCE).enumerate() {
        let here = crate::program::new_site();
        if at % 2 == 0 {
            crate::program::edit(
                &here.path().join("site.toml"),
                "base_url",
                "[sources]\nrights = \"full\"\n#",
            );
        }
        for (n, payload) in some.iter().enumerate() {
            plant::sources(here.path(), n, payload);
        }
        let files = published(here.path());
        found.extend(files::faults(&files));
        let written = tree(&here.path().join("content"));
        for (name, bytes) in
            written.iter().filter(|(name, _)| !name.starts_with("sources/") && is_markdown(name))
        {
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

/// Raw sources are compared with each other, so fewer of them stand in one site.
const SOURCES_AT_ONCE: usize = 15;

#[test]
#[ignore = "needs a list of payloads, named by BACKSTORY_PAYLOADS; takes minutes"]
fn a_list_from_elsewhere_runs_nothing() {
    let file = std::env::var("BACKSTORY_PAYLOADS").expect("BACKSTORY_PAYLOADS names a list");
    let list: Vec<Value> =
        serde_json::from_str(&crate::program::read(Path::new(&file))).expect("JSON");
    let step = std::env::var("BACKSTORY_PAYLOADS_STEP").ok().and_then(|step| step.parse().ok());
    let text = |one: &Value| {
        let text =
            one.as_str().or_else(|| one.get(1)?.as_str()).expect("a text or a pair").to_owned();
        (!text.is_empty()).then_some(text)
    };
    let mut all: Vec<String> = list.iter().step_by(step.unwrap_or(1)).filter_map(text).collect();
    all.sort_unstable();
    all.dedup();
    let (fields, places) = planted();
    for (at, some) in all.chunks(AT_ONCE).enumerate() {
        let mut found = in_content(some);
        found.extend(in_sources(some));
        assert!(found.is_empty(), "payloads {} and on: {}", at * AT_ONCE, told(&found));
        eprintln!("{} of {} payloads: 0 live", at * AT_ONCE + some.len(), all.len());
    }
    let each = fields + places;
    eprintln!(
        "{} payloads in {fields} fields of content and {places} places of sources: {} instances, 0 live",
        all.len(),
        all.len() * each
    );
}

/// How often the planter writes one payload into content, and into sources.
fn planted() -> (usize, usize) {
    let count = |folder: &Path| -> usize {
        let files = tree(folder);
        files.values().map(|text| String::from_utf8_lossy(text).matches("payload").count()).sum()
    };
    let content = plant::content(&["payload".to_owned()]);
    let sources = crate::program::folder();
    plant::sources(sources.path(), 0, "payload");
    (count(content.path()), count(sources.path()))
}

#[test]
fn every_payload_is_put_into_many_fields() {
    let (fields, places) = planted();
    assert!(fields > 70 && places > 60, "{fields} {places}");
    let own = payloads::own();
    assert!(
        own.len() > 200 && own.iter().collect::<std::collections::BTreeSet<_>>().len() == own.len()
    );
}

#[test]
fn the_overlay_of_the_preview_shows_words_only() {
    for payload in payloads::own() {
        let place = Place { file: payload.clone(), span: None, line: 1, column: 1 };
        let error = Diagnostic::error("x", payload.clone()).at(place).hint(payload.clone());
        let html = overlay(&[error]);
        let page = Page::parse(&html, true);
        let parts =
            ["html", "head", "body", "details", "summary", "ol", "li", "code", "strong", "br"];
        for element in page.elements() {
            assert!(parts.contains(&element.name()), "{payload:?}: {html}");
            let known = ["data-backstory", "class", "open", "role"];
            assert!(
                element.attributes().iter().all(|(key, _)| known.contains(&key.as_str())),
                "{html}"
            );
        }
        let shown = page.first("strong").map(|strong| folded(&strong.text()));
        let kept: String = payload.chars().filter(|c| *c != '\0').collect();
        assert_eq!(shown, Some(folded(&kept)), "{html}");
    }
}

#[test]
fn control_characters_are_refused_and_never_reach_the_terminal() {
    let here = crate::program::new_site();
    let escape = "\u{1b}]8;;https://evil.example\u{7}press\u{1b}[2J\u{9b}31m";
    let yaml = plant::escapes(escape);
    let files = [
        ("entities/one", format!("---\nname: \"{yaml}\"\ntype: person\n---\n")),
        ("entities/two", format!("---\nname: {escape}\ntype: person\n---\n")),
        ("entities/three", format!("---\nname: x\ntype: person\nk{escape}: y\n---\n")),
        ("pages/four", format!("---\ntitle: x\n---\n\n[[{escape}]] {escape} [a](/{escape})\n")),
        ("claims/five", format!("---\nquestion: q\nattribute: \"a{yaml}\"\n---\n")),
    ];
    for (name, text) in files {
        write(here.path(), &format!("content/{name}.md"), text);
    }
    write(
        here.path(),
        "content/sources/a.txt",
        format!("{escape} title\n\n{escape} said Ana Moor.\n"),
    );
    write(here.path(), "content/entities/\u{1b}[2J.md", "---\nname: x\ntype: person\n---\n");
    let quiet = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    for words in
        [&["check", "--color", "never"][..], &["build", "--color", "never"], &["fmt", "--check"]]
    {
        let done = run(here.path(), words);
        for text in [out(&done), err(&done)] {
            let odd = text.chars().find(|c| quiet(*c));
            assert_eq!(odd, None, "{words:?}: {text:?}");
        }
    }
    let (_, found) = crate::program::problems(here.path());
    for name in ["one", "two", "three"] {
        let file = format!("content/entities/{name}.md");
        let problem = found.iter().find(|problem| problem["file"] == file.as_str());
        assert!(problem.is_some_and(|p| p["level"] == "error"), "{name}: {found:#?}");
    }
    let files = tree(&here.path().join("public"));
    assert!(files.contains_key("four/index.html"), "{:?}", files.keys());
    for (name, bytes) in
        files.iter().filter(|(name, _)| name.ends_with("html") || name.ends_with("xml"))
    {
        assert!(!String::from_utf8_lossy(bytes).contains(quiet), "{name}");
    }
}

/// Errors that the preview shows at once.
const ERRORS_SHOWN: usize = 20;

/// Writes sites for the browser to a folder: `content-1` …, `faults-1` … with the payloads of each in
/// `payloads.json`.
#[test]
#[ignore = "run by tests/browser/run, with the folder in BACKSTORY_HOSTILE_SITES"]
fn sites_for_the_browser() {
    let folder =
        std::env::var("BACKSTORY_HOSTILE_SITES").expect("BACKSTORY_HOSTILE_SITES names a folder");
    let put = |kind: &str, at: usize, some: &[String], here: &Path| {
        let site = Path::new(&folder).join(format!("{kind}-{}", at + 1));
        for (name, bytes) in tree(here) {
            write(&site, &name, bytes);
        }
        write(&site, "payloads.json", serde_json::to_string(some).expect("JSON"));
    };
    let own = payloads::own();
    for (at, some) in own.chunks(AT_ONCE).enumerate() {
        put("content", at, some, plant::content(some).path());
    }
    for (at, some) in own.chunks(ERRORS_SHOWN).enumerate() {
        put("faults", at, some, plant::broken(some).path());
    }
}
