//! The files for machines: that other programs can read them, that they agree with the site, and that
//! nothing is in them that the rights of an article withhold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use backstory::content::lock::{QuotesLock, normalised};
use backstory::path::Slug;
use serde_json::Value;

use crate::demo::{list, text};
use crate::program::{backstory, code, err, folder, is_page, out, succeed, tree, write};

/// The formats of `export`, and the file that holds each.
const FORMATS: [(&[&str], &str); 9] = [
    (&["json"], "story.json"),
    (&["csv"], "claims.csv"),
    (&["csv", "--table", "events"], "events.csv"),
    (&["ics"], "events.ics"),
    (&["bibtex"], "sources.bib"),
    (&["csl"], "sources.csl.json"),
    (&["timelinejs"], "timeline.json"),
    (&["annotations"], "annotations.jsonld"),
    (&["jsonld"], "story.jsonld"),
];

/// Everything that can be written beside the pages.
const ALL: &str = "exports = [\"json\", \"csv\", \"ics\", \"bibtex\", \"csl\", \"timelinejs\", \
                   \"annotations\", \"jsonld\", \"feeds\", \"markdown\", \"pages\"]";

fn settings(base_url: &str) -> String {
    format!("title = \"The lighthouse\"\n{base_url}\n[build]\n{ALL}\n")
}

/// A story of three reports with different rights, and with something of everything that is awkward.
fn lighthouse(site: &Path, base_url: &str) {
    write(site, "site.toml", settings(base_url));
    let article = |id: &str, rights: &str, date: &str, body: &str| {
        let front = format!(
            "title: Report {id} on a_b {{50 %}}\ndek: Dekof{id} tells more.\noutlet: Outlet & {id}\ncode: {}\n\
             author: Ann Lee and Bo Moor\nurl: https://{id}.example/report?a=1&b=%20\npublished: {date}\n\
             description: Lineof{id}.\nrights: {rights}\nlanguage: en\nstatus: reviewed\n",
            id.to_uppercase().get(..2).unwrap()
        );
        write(site, &format!("content/articles/{id}.md"), format!("---\n{front}---\n{body}\n"));
    };
    let body = |id: &str| {
        format!(
            "Bodyof{id} begins. The quoted words of {id} stand here. Bodyof{id} ends with Olga Lind."
        )
    };
    article("meta", "metadata", "2031-03-08", &body("meta"));
    article("summary", "summary", "2031-03-07T10:00+01:00", "Olga Lind keeps the light.");
    article("full", "full", "2031-03-07", &body("full"));
    write(
        site,
        "content/entities/olga-lind.md",
        "---\nname: Olga Lind\ntype: person\nsame_as: [\"https://id.example/Q1\"]\n---\n",
    );
    write(site, "content/entities/skerry.md", "---\nname: Skerry\ntype: place\n---\n");
    let event = |id: &str, front: &str| {
        write(
            site,
            &format!("content/events/{id}.md"),
            format!("---\n{front}\n---\nIt is told of.\n"),
        );
    };
    event(
        "dark",
        "title: \"=The light; goes, out\"\ndate: 2031-03-06T23:30+01:00\nplace: skerry\nparticipants: [olga-lind]\n\
           sources: [{article: summary, quote: quoted words of summary}, {article: meta, quote: quoted words of meta}, {article: full, quote: quoted words of full}]",
    );
    event(
        "built",
        "title: The tower is built\ndate: \"1898\"\nplace: skerry\nsources: [{article: full, quote: \"\"}]",
    );
    event("storm", "title: A storm\ndate: 2031-02~\nsources: [{article: full, quote: \"\"}]");
    event(
        "visit",
        "title: The minister's visit\ndate: 2031-03-09\noutcome: cancelled\nparticipants: [olga-lind]\nsources: []",
    );
    event(
        "repair",
        "title: The repair\ndate: 2031-03-10/2031-03-12\noutcome: planned\nsources: []",
    );
    event("never", "title: Nobody knows when\nsources: []");
    write(
        site,
        "content/claims/why.md",
        "---\nquestion: Why did it go out?\nevent: dark\nattribute: cause\npositions:\n\
         - {value: \"-1 volt\", article: meta, quote: quoted words of meta}\n\
         - {value: \"a \\\"fuse\\\", or so\", article: summary, quote: quoted words of summary}\n\
         - {value: \"@home\", article: full, quote: quoted words of full}\n---\n",
    );
    write(
        site,
        "content/faq/lit.md",
        "---\nquestion: Is it lit?\nclaims: [why]\nsources: [{article: meta, quote: quoted words of meta}]\n---\nNo. </script><b>[[claim:why]]\n",
    );
    write(
        site,
        "content/changes/fix.md",
        "---\nkind: correction\nat: 2031-03-09T08:00Z\nabout: dark\nwas: Tuesday\nnow: Thursday\nwhy: A slip.\n---\n",
    );
    // The texts of the others are not here; that the words stand in them was once verified.
    let mut lock = QuotesLock::default();
    for id in ["meta", "summary"] {
        let words = normalised(&format!("quoted words of {id}"));
        lock.insert(&Slug::parse(id).unwrap(), &words);
    }
    write(site, "content/quotes.lock", lock.write());
    write(
        site,
        "content/index.md",
        "---\ntitle: Why the light went out\nas_of: 2031-03-09T18:00+02:00\n---\n\
         [[Olga Lind]] said [[quote:full|quoted words of full]]. [[meta]]\n\n\
         [[Olga Lind]] denies [[quote:meta|quoted words of meta]].\n",
    );
}

/// A site with that story, built; its files below `public/`.
fn built(base_url: &str) -> (tempfile::TempDir, BTreeMap<String, String>) {
    let site = folder();
    lighthouse(site.path(), base_url);
    let run = backstory(site.path()).arg("build").output().unwrap();
    assert_eq!(code(&run), Some(0), "{}", err(&run));
    let files = tree(&site.path().join("public")).into_iter();
    let files = files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect();
    (site, files)
}

const BASE: &str = "base_url = \"https://light.example/story\"";

#[test]
fn nothing_that_rights_withhold_is_in_any_file() {
    let (site, files) = built(BASE);
    let mut texts = files;
    for (words, file) in FORMATS {
        let mut command = vec!["export"];
        command.extend(words);
        texts.insert(format!("export {file}"), succeed(site.path(), &command));
    }
    for (name, text) in &texts {
        for withheld in ["Bodyofmeta", "Dekofmeta", "Lineofmeta", "words of meta", "Dekofsummary"] {
            assert!(!text.contains(withheld), "{name} tells `{withheld}`");
        }
    }
    // What may be told is: the answer of the withheld report, the words of the others.
    assert!(texts["data/claims.csv"].contains("'-1 volt"), "{}", texts["data/claims.csv"]);
    for file in
        ["data/annotations.jsonld", "data/claims.csv", "data/story.json", "data/story.jsonld"]
    {
        assert!(texts[file].contains("quoted words of summary"), "{file}");
    }
    // The words around a quotation are those of a text that is published as a whole.
    let annotations: Value = serde_json::from_str(&texts["data/annotations.jsonld"]).unwrap();
    let selectors: Vec<_> =
        list(&annotations["items"]).iter().map(|item| &item["target"]["selector"]).collect();
    assert_eq!(selectors.len(), 2);
    for selector in selectors {
        let full = text(&selector["exact"]) == "quoted words of full";
        assert_eq!(selector["prefix"].is_string(), full, "{selector}");
        assert!(!full || text(&selector["suffix"]).starts_with(" stand here."), "{selector}");
    }
}

#[test]
fn a_quotation_of_what_may_not_be_quoted_is_reported() {
    let site = folder();
    lighthouse(site.path(), "");
    let found = backstory(site.path()).args(["check", "--format", "json"]).output().unwrap();
    let budget = out(&found);
    assert!(budget.contains("words of `meta` are quoted; 0 are allowed"), "{budget}");
}

#[test]
fn export_prints_what_the_build_publishes() {
    for base_url in [BASE, ""] {
        let (site, files) = built(base_url);
        for (words, file) in FORMATS {
            let mut command = vec!["export"];
            command.extend(words);
            let printed = succeed(site.path(), &command);
            let written = &files[&format!("data/{file}")];
            if file.ends_with("json") || file.ends_with("jsonld") {
                let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
                assert_eq!(value(&printed), value(written), "{file}");
            } else {
                assert_eq!(&printed, written, "{file}");
            }
            assert_eq!(
                written.contains("https://light.example"),
                !base_url.is_empty() && file != "story.json" && !file.contains("sources"),
                "{file}"
            );
        }
    }
}

#[test]
fn feeds_are_read_by_others_with_a_base_address_and_without() {
    for base_url in [BASE, ""] {
        let (_site, files) = built(base_url);
        let feeds: Vec<_> = files.iter().filter(|(name, _)| name.ends_with("feed.xml")).collect();
        let names: Vec<&str> = feeds.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            "changes/feed.xml",
            "entities/olga-lind/feed.xml",
            "entities/skerry/feed.xml",
            "feed.xml",
        ];
        assert_eq!(names, expected);
        let mut ids = BTreeSet::new();
        for (name, xml) in feeds {
            let feed =
                feed_rs::parser::parse(xml.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(ids.insert(feed.id.clone()), "{name}: the id {} comes twice", feed.id);
            assert!(
                feed.updated.is_some() && !feed.entries.is_empty() && !feed.authors.is_empty(),
                "{name}"
            );
            let itself = feed.links.iter().find(|link| link.rel.as_deref() == Some("self"));
            let address = format!("https://light.example/story/{name}");
            assert_eq!(
                itself.map(|link| link.href.as_str()),
                (!base_url.is_empty()).then_some(address.as_str())
            );
            let known: BTreeSet<&str> =
                feed.entries.iter().map(|entry| entry.id.as_str()).collect();
            assert_eq!(known.len(), feed.entries.len(), "{name}: an entry's id comes twice");
            for entry in &feed.entries {
                let scheme =
                    if base_url.is_empty() { "urn:uuid:" } else { "https://light.example/story/" };
                assert!(entry.id.starts_with(scheme), "{name}: {}", entry.id);
                assert!(entry.updated.is_some() && !entry.links.is_empty(), "{name}: {}", entry.id);
            }
        }
        let site = feed_rs::parser::parse(files["feed.xml"].as_bytes()).unwrap();
        assert_eq!(
            site.entries[0].content.as_ref().unwrap().body.as_deref(),
            Some("A slip.\nTuesday → Thursday")
        );
    }
}

#[test]
fn calendars_say_how_exactly_a_date_is_known_and_what_became_of_it() {
    let (_site, files) = built(BASE);
    let calendar = files["data/events.ics"].replace("\r\n ", "");
    let events: BTreeMap<&str, &str> = calendar
        .split("BEGIN:VEVENT\r\n")
        .skip(1)
        .map(|event| {
            let line = event.lines().find(|line| line.starts_with("SUMMARY:")).unwrap();
            (&line["SUMMARY:".len()..], event)
        })
        .collect();
    let has = |event: &str, line: &str| {
        let text = events.get(event).unwrap_or_else(|| panic!("no {event} in {calendar}"));
        assert!(text.contains(&format!("{line}\r\n")), "{event}: no {line} in {text}");
    };
    has("=The light\\; goes\\, out", "DTSTART:20310306T223000Z");
    has("=The light\\; goes\\, out", "DTSTAMP:20310309T160000Z");
    has("=The light\\; goes\\, out", "LOCATION:Skerry");
    has("=The light\\; goes\\, out", "URL:https://light.example/story/events/dark/");
    has("The tower is built", "DTEND;VALUE=DATE:18990101");
    has("The minister's visit", "STATUS:CANCELLED");
    has("The repair", "STATUS:TENTATIVE");
    has("The repair", "DTEND;VALUE=DATE:20310313");
    assert!(events["A storm"].contains("(known to the month)"));
    assert_eq!(events.len(), 5);
    let own = files["entities/olga-lind/events.ics"].replace("\r\n ", "");
    assert_eq!(own.matches("BEGIN:VEVENT").count(), 2);
    // The same event is the same in every calendar.
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert!(own.contains(&uid(events["The minister's visit"])));
    assert!(!own.contains(&uid(events["The repair"])));
}

#[test]
fn texts_cannot_leave_their_place() {
    let (_site, files) = built(BASE);
    // Spreadsheets run no cell, TeX no order, and no data block ends early.
    for row in files["data/events.csv"].lines().chain(files["data/claims.csv"].lines()) {
        for cell in row.split(',') {
            assert!(!cell.trim_matches('"').starts_with(['=', '+', '-', '@']), "{row}");
        }
    }
    let bib = &files["data/sources.bib"];
    assert!(bib.contains(r"title = {{Report full on a\_b \{50 \%\}}}"), "{bib}");
    assert!(bib.contains("author = {{Ann Lee} and {Bo Moor}}"), "{bib}");
    assert!(bib.contains("url = {https://full.example/report?a=1&b=%20}"), "{bib}");
    assert!(!bib.contains("urldate"), "{bib}");
    for (name, text) in files.iter().filter(|(name, _)| is_page(name)) {
        let blocks = text.split("<script type=\"application/ld+json\">").skip(1);
        for block in blocks {
            let block = block.split("</script>").next().unwrap();
            assert!(serde_json::from_str::<Value>(block).is_ok(), "{name}: {block}");
        }
    }
}

#[test]
fn pages_name_their_other_forms_and_previews() {
    let (_site, files) = built(BASE);
    let page = &files["entities/olga-lind/index.html"];
    for expected in [
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"The lighthouse: Olga Lind\" href=\"../../entities/olga-lind/feed.xml\">",
        "<link rel=\"alternate\" type=\"text/markdown\"",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:locale\" content=\"en_US\">",
        "<meta property=\"article:modified_time\" content=\"2031-03-09T08:00:00Z\">",
        "\"sameAs\":[\"https://id.example/Q1\"]",
        "\"@type\":\"BreadcrumbList\"",
    ] {
        assert!(page.contains(expected), "no {expected} in {page}");
    }
    let home = &files["index.html"];
    assert!(
        home.contains(
            "<meta property=\"article:published_time\" content=\"2031-03-09T08:00:00Z\">"
        ),
        "{home}"
    );
    assert!(home.contains("\"@type\":\"CorrectionComment\""), "{home}");
    assert!(home.contains("“Why the light went out”. The lighthouse"), "{home}");
    assert!(
        files["sitemap.xml"].contains(
            "<loc>https://light.example/story/claims/why/</loc><lastmod>2031-03-08</lastmod>"
        ),
        "{}",
        files["sitemap.xml"]
    );
}

#[test]
fn twins_say_what_their_pages_say() {
    let (_site, files) = built("");
    for (name, _) in files.iter().filter(|(name, _)| name.ends_with("index.html")) {
        let twin = |ending: &str| name.replace("index.html", ending);
        let markdown = files.get(&twin("index.md")).unwrap_or_else(|| panic!("{name} has no twin"));
        assert!(markdown.starts_with("# "), "{name}: {markdown}");
        assert!(!markdown.contains("[["), "{name}: {markdown}");
        let json: Value = serde_json::from_str(&files[&twin("index.json")]).unwrap();
        assert!(json["title"].is_string() && json["view"].is_object(), "{name}: {json}");
        for link in markdown.split("](").skip(1).filter_map(|part| part.split(')').next()) {
            let path = link.split('#').next().unwrap();
            if path.contains(':') || path.is_empty() {
                continue;
            }
            let mut at: Vec<&str> = name.split('/').collect();
            at.pop();
            for part in path.split('/') {
                if part == ".." {
                    at.pop();
                } else {
                    at.push(part);
                }
            }
            assert!(files.contains_key(&at.join("/")), "{name}: {link} leads nowhere");
        }
    }
    let claim = &files["claims/why/index.md"];
    assert!(claim.contains("“quoted words of summary”") && claim.contains("-1 volt"), "{claim}");
}

#[test]
fn only_what_is_asked_for_is_written() {
    let site = folder();
    lighthouse(site.path(), BASE);
    write(site.path(), "site.toml", "title = \"The lighthouse\"\n[build]\nexports = [\"ics\"]\n");
    succeed(site.path(), &["build"]);
    let files = tree(&site.path().join("public"));
    let data: Vec<_> = files.keys().filter(|name| name.starts_with("data/")).collect();
    assert_eq!(data, ["data/events.ics", "data/index.html"]);
    assert!(!files.keys().any(|name| name.ends_with("feed.xml") || name.ends_with("index.md")));
    let home = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(!home.contains("feed.xml") && !home.contains("index.md"), "{home}");
    write(site.path(), "site.toml", "title = \"The lighthouse\"\n[build]\nexports = []\n");
    succeed(site.path(), &["build"]);
    let files = tree(&site.path().join("public"));
    assert!(!files.keys().any(|name| name.starts_with("data/")));
    // Whatever is published, everything can be printed.
    assert!(succeed(site.path(), &["export", "csl"]).contains("Outlet & full"));
    write(site.path(), "site.toml", "[build]\nexports = [\"tables\"]\n");
    let run = backstory(site.path()).arg("check").output().unwrap();
    assert!(out(&run).contains("`timelinejs`"), "{}", out(&run));
    let wrong =
        backstory(site.path()).args(["export", "ics", "--table", "events"]).output().unwrap();
    assert_eq!((code(&wrong), err(&wrong).contains("only csv has tables")), (Some(2), true));
}
