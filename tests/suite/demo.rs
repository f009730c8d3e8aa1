//! The demonstration site, from `init` to the published pages, measured against a hand annotation.
//! The floors lie a little below what is reached, so that a rule that breaks is noticed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{folder, is_page, problems, read, snapshot, succeed};

/// The demonstration, built once: the pages by path, the story, and what `annotate` reads.
struct Demo {
    site: tempfile::TempDir,
    files: BTreeMap<String, String>,
    story: Value,
    documents: BTreeMap<String, Value>,
    gold: Value,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let site = folder();
    succeed(site.path(), &["init", "--template", "demo"]);
    succeed(site.path(), &["build", "-u", "https://dam.example/story/"]);
    let files = snapshot(&site.path().join("public")).into_iter();
    let files = files.map(|(name, (bytes, _))| (name, String::from_utf8(bytes).unwrap())).collect();
    let story = serde_json::from_str(&succeed(site.path(), &["export", "json"])).unwrap();
    let read_documents = succeed(site.path(), &["annotate", "content/sources"]);
    let documents = read_documents.lines().map(|line| {
        let document: Value = serde_json::from_str(line).unwrap();
        (number(text(&document["file"])), document)
    });
    let documents = documents.collect();
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/demo-gold.json");
    let gold = serde_json::from_str(&read(&gold)).unwrap();
    Demo { site, files, story, documents, gold }
});

/// `001` of `content/sources/001-tornavets-courier.html`.
pub(crate) fn number(file: &str) -> String {
    file.rsplit('/').next().unwrap().chars().take(3).collect()
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Words without typography: straight marks, single spaces, no outer punctuation, lower case.
pub(crate) fn plain(text: &str) -> String {
    let straight: String = text
        .chars()
        .map(|c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '–' | '—' => '-',
            c => c,
        })
        .collect();
    let spaced = straight.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.trim_matches(|c: char| " \"',.;:".contains(c)).to_lowercase()
}

/// The words of a span of a document, given in code points.
pub(crate) fn words(document: &Value, span: &Value) -> String {
    let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    text(&document["text"]).chars().skip(at("start")).take(at("end") - at("start")).collect()
}

/// Every source with what was read in it and what should have been.
fn sources() -> impl Iterator<Item = (&'static str, &'static Value, &'static Value)> {
    let gold = DEMO.gold["seeds"].as_object().unwrap().iter();
    gold.map(|(number, gold)| (number.as_str(), &DEMO.documents[number], gold))
}

/// Ids of the articles by the number of their source.
fn articles() -> BTreeMap<String, String> {
    let of = |article: &Value| (number(text(&article["source"])), text(&article["id"]).to_owned());
    list(&DEMO.story["articles"]).iter().map(of).collect()
}

#[test]
fn every_thing_has_its_page() {
    let page = |path: &str| {
        assert!(DEMO.files.contains_key(path), "{path} was not built");
    };
    for listing in [
        "claims",
        "changes",
        "corrections",
        "disagreements",
        "entities",
        "events",
        "faq",
        "method",
        "sources",
        "timeline",
        "unknowns",
    ] {
        page(&format!("{listing}/index.html"));
    }
    for file in [
        "index.html",
        "404.html",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "llms.txt",
        "data/story.json",
    ] {
        page(file);
    }
    for (kind, folder) in [
        ("articles", "sources"),
        ("entities", "entities"),
        ("events", "events"),
        ("claims", "claims"),
    ] {
        let things = list(&DEMO.story[kind]);
        assert!(!things.is_empty(), "no {kind}");
        for thing in things {
            page(&format!("{folder}/{}/index.html", text(&thing["id"])));
        }
    }
    let faq = &DEMO.files["faq/index.html"];
    assert!(list(&DEMO.story["questions"]).len() >= 3);
    for question in list(&DEMO.story["questions"]) {
        assert!(faq.contains(&format!("id=\"{}\"", text(&question["id"]))), "{question:#}");
    }
}

#[test]
fn the_demonstration_has_no_fault() {
    let (exit, found) = problems(DEMO.site.path());
    let errors: Vec<_> = found.iter().filter(|one| one["level"] != "note").collect();
    assert!(exit == Some(0) && errors.is_empty(), "{errors:#?}");
}

#[test]
fn what_the_sources_say_of_themselves_is_read() {
    let ids = articles();
    for (number, document, gold) in sources() {
        for (key, gold_key) in
            [("title", "title"), ("dek", "dek"), ("byline", "byline"), ("outlet", "publisher")]
        {
            assert_eq!(plain(text(&document[key])), plain(text(&gold[gold_key])), "{number} {key}");
        }
        let published = text(&gold["published"]["iso"]);
        let minute = |text: &str| text.chars().take(16).collect::<String>();
        assert_eq!(minute(text(&document["published"])), minute(published), "{number} published");
        let article = format!("content/articles/{}.md", ids[number]);
        let article = read(&DEMO.site.path().join(article));
        assert!(article.contains(&format!("  source: {number}-")), "{article}");
        assert!(published.is_empty() || article.contains(&minute(published)), "{article}");
    }
}

#[test]
fn the_reprint_names_the_report_it_repeats() {
    let ids = articles();
    for (number, _, gold) in sources() {
        let article = list(&DEMO.story["articles"]).iter();
        let article = article.clone().find(|one| text(&one["id"]) == ids[number]).unwrap();
        let original = gold["copy_of"].as_str().map(|number| ids[number].as_str());
        assert_eq!(article["copy_of"].as_str(), original, "{number}");
    }
}

#[test]
fn the_structure_of_the_sources_is_found() {
    for (number, document, gold) in sources() {
        let blocks = |kind: &str| {
            let blocks = list(&document["blocks"]).iter().filter(|block| block["kind"] == kind);
            blocks.map(|block| plain(&words(document, block))).collect::<Vec<_>>()
        };
        let headings: Vec<_> =
            list(&gold["headings"]).iter().map(|heading| plain(text(&heading[1]))).collect();
        assert_eq!(blocks("heading"), headings, "{number}");
        let items: Vec<_> =
            list(&gold["list_items"]).iter().map(|item| plain(text(item))).collect();
        assert_eq!(blocks("list_item"), items, "{number}");
        let pairs: Vec<_> = list(&gold["faqs"])
            .iter()
            .map(|pair| (plain(text(&pair[0])), plain(text(&pair[1]))))
            .collect();
        let asked: Vec<_> = list(&document["questions"])
            .iter()
            .map(|pair| {
                let said = |key: &str| plain(&words(document, &pair[key]));
                (said("question"), said("answer"))
            })
            .collect();
        assert_eq!(asked, pairs, "{number}");
    }
}

/// Shares of what was right among what was said, and among what there is.
fn shares(hits: usize, said: usize, gold: usize) -> (f64, f64) {
    (hits as f64 / said as f64, hits as f64 / gold as f64)
}

#[test]
fn names_are_found_and_told_apart() {
    let either: Vec<_> = list(&DEMO.gold["either"]).iter().map(text).collect();
    let (mut hits, mut said, mut wanted) = (0, 0, 0);
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, document, gold) in sources().filter(|(_, _, gold)| gold["mentions"].is_array()) {
        let found: BTreeMap<(u64, u64), &Value> = list(&document["mentions"])
            .iter()
            .map(|one| ((one["start"].as_u64().unwrap(), one["end"].as_u64().unwrap()), one))
            .collect();
        said += found.len();
        for mention in list(&gold["mentions"]) {
            wanted += 1;
            let span = (mention[0].as_u64().unwrap(), mention[1].as_u64().unwrap());
            let name = text(&mention[3]);
            let kind = match text(&mention[4]) {
                "PER" => "person",
                "ORG" => "organization",
                _ => "place",
            };
            let Some(one) = found.get(&span) else { continue };
            if one["type"] == kind || either.contains(&name) {
                hits += 1;
                let id = text(&one["entity"]).to_owned();
                ids.entry(name.to_owned()).or_default().insert(id.clone());
                names.entry(id).or_default().insert(name.to_owned());
            }
        }
    }
    let (precision, recall) = shares(hits, said, wanted);
    assert!(precision >= 0.88 && recall >= 0.82, "precision {precision}, recall {recall}");
    let split: Vec<_> = ids.iter().filter(|(_, ids)| ids.len() > 1).collect();
    let merged: Vec<_> = names.iter().filter(|(_, names)| names.len() > 1).collect();
    assert!(split.is_empty() && merged.is_empty(), "split {split:?}, merged {merged:?}");
}

#[test]
fn spellings_of_one_person_are_one_entity() {
    for (id, spellings) in [
        ("yordan-vachkov", ["Yordan Vachkov", "Jordan Vatchkov"]),
        ("milena-stoykova", ["Milena Stoykova", "Milena Stoikova"]),
    ] {
        let entities = list(&DEMO.story["entities"]);
        let entity = entities.iter().find(|entity| text(&entity["id"]) == id);
        let entity = entity.unwrap_or_else(|| panic!("{id} is missing"));
        for spelling in spellings {
            let known = list(&entity["aliases"]).iter().any(|alias| text(alias) == spelling);
            assert!(entity["name"] == spelling || known, "{spelling}: {entity:#}");
        }
        let last = id.split('-').next_back().unwrap();
        let same = entities.iter().filter(|entity| text(&entity["id"]).contains(last));
        assert_eq!(same.count(), 1, "{id}");
    }
}

#[test]
fn quotations_are_found_with_their_speakers() {
    let (mut hits, mut said, mut wanted, mut right, mut attributed) = (0, 0, 0, 0, 0);
    for (_, document, gold) in sources() {
        let found: Vec<_> = list(&document["quotations"])
            .iter()
            .map(|one| (plain(&words(document, one)), text(&one["speaker"])))
            .collect();
        said += found.len();
        for quote in list(&gold["quotes"]) {
            wanted += 1;
            let quoted = plain(text(&quote["text"]));
            let Some((_, speaker)) = found.iter().find(|one| one.0 == quoted) else { continue };
            hits += 1;
            let name = text(&quote["speaker"]);
            if !name.is_empty() && !name.contains("implied") && !name.contains("anonymous") {
                attributed += 1;
                let last = plain(name).split(' ').next_back().unwrap().to_owned();
                let stem: String = last.chars().take(6).collect();
                right += usize::from(speaker.contains(&stem));
            }
        }
    }
    let (precision, recall) = shares(hits, said, wanted);
    assert!(precision >= 0.9 && recall >= 0.85, "precision {precision}, recall {recall}");
    let (speakers, _) = shares(right, attributed, attributed);
    assert!(speakers >= 0.75, "speakers {speakers}");
}

/// How much of the shorter of two texts the other holds, by words.
pub(crate) fn overlap(left: &str, right: &str) -> f64 {
    let set = |text: &str| plain(text).split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (left, right) = (set(left), set(right));
    left.intersection(&right).count() as f64 / left.len().min(right.len()).max(1) as f64
}

#[test]
fn events_are_found_with_their_dates() {
    let numbers: BTreeMap<String, String> =
        articles().into_iter().map(|(number, id)| (id, number)).collect();
    let found = |gold: &Value| {
        let want: String = text(&gold["date"]).chars().take(10).collect();
        list(&DEMO.story["events"]).iter().any(|event| {
            let date = text(&event["date"]);
            let dated = want.is_empty()
                || date.starts_with(&want)
                || (!date.is_empty() && want.starts_with(date));
            dated
                && list(&event["sources"]).iter().any(|cited| {
                    let report = &gold["reports"][&numbers[text(&cited["article"])]];
                    overlap(text(&cited["quote"]), text(report)) >= 0.5
                })
        })
    };
    let gold = list(&DEMO.gold["events"]);
    let hits = gold.iter().filter(|event| found(event)).count();
    assert!(hits >= 9, "{hits} of {} events", gold.len());
}

#[test]
fn figures_that_differ_are_claims_with_exact_quotations() {
    let numbers: BTreeMap<String, String> =
        articles().into_iter().map(|(number, id)| (id, number)).collect();
    let mut positions = 0;
    for claim in list(&DEMO.story["claims"]) {
        for position in list(&claim["positions"]) {
            let source = &DEMO.documents[&numbers[text(&position["article"])]];
            let quote = plain(text(&position["quote"]));
            assert!(plain(text(&source["text"])).contains(&quote), "{position:#}");
            assert!(!text(&position["value"]).is_empty(), "{position:#}");
            positions += 1;
        }
    }
    assert!(positions >= 10, "{positions} positions");
    let both = |one: (&str, &str), other: (&str, &str)| {
        list(&DEMO.story["claims"]).iter().find(|claim| {
            let holds = |(number, words): (&str, &str)| {
                list(&claim["positions"]).iter().any(|position| {
                    numbers[text(&position["article"])] == number
                        && text(&position["quote"]).contains(words)
                })
            };
            holds(one) && holds(other)
        })
    };
    // The figure that grew, and the siren that was heard or was not.
    let evacuated = both(("001", "1,200"), ("006", "3,400")).expect("a claim about the evacuated");
    assert_ne!(evacuated["verdict"], "agree", "{evacuated:#}");
    let injured = both(("001", "12"), ("005", "17")).expect("a claim about the injured");
    assert_eq!(injured["verdict"], "differ", "at least 12 may be 17: {injured:#}");
    let siren =
        both(("001", "never sounded"), ("002", "sounded")).expect("a claim about the siren");
    assert_eq!(siren["verdict"], "contradict", "{siren:#}");
    for claim in [evacuated, injured, siren] {
        let page = &DEMO.files[&format!("claims/{}/index.html", text(&claim["id"]))];
        for position in list(&claim["positions"]) {
            assert!(page.contains(&escaped(text(&position["quote"]))), "{position:#}");
        }
    }
}

/// A text as it stands in a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A page without its markup, for comparison.
fn shown(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, behind)| behind));
    }
    plain(&text.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'"))
}

/// A page without the marks behind its sentences, which say who else reports them.
fn without_backing(page: &str) -> String {
    let mut parts = page.split("<span class=\"backing\">");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mut open, mut at) = (1, 0);
        while open > 0 {
            let close = at + part[at..].find("</span>").unwrap();
            open += part[at..close].matches("<span").count();
            open -= 1;
            at = close + "</span>".len();
        }
        rest.push_str(&part[at..]);
    }
    rest
}

#[test]
fn quotations_stand_in_the_page_of_their_source() {
    let ids = articles();
    for (number, _, gold) in sources() {
        let page = &DEMO.files[&format!("sources/{}/index.html", ids[number])];
        let page = shown(&without_backing(page)).replace(" ,", ",");
        for quote in list(&gold["quotes"]) {
            let quoted = plain(text(&quote["text"]));
            assert!(page.contains(&quoted), "{number}: {quoted}");
        }
    }
}

#[test]
fn no_page_shows_a_line_of_clutter() {
    let pages = DEMO.files.iter().filter(|(name, _)| is_page(name));
    let pages: Vec<_> = pages.map(|(name, page)| (name, shown(page))).collect();
    let mut checked = 0;
    for (number, document, gold) in sources() {
        let lines: BTreeSet<String> = text(&document["text"]).lines().map(plain).collect();
        let body = list(&document["blocks"]).iter();
        let body: BTreeSet<String> = body.map(|block| plain(&words(document, block))).collect();
        for line in list(&gold["boilerplate"]).iter().map(|line| plain(text(line))) {
            // What reading keeps is measured elsewhere; short words stand on pages of their own right.
            if !lines.contains(&line) || body.contains(&line) || line.split(' ').count() < 3 {
                continue;
            }
            checked += 1;
            for (name, page) in &pages {
                assert!(!page.contains(&line), "{number}: {name} shows {line:?}");
            }
        }
    }
    assert!(checked >= 5, "only {checked} lines could be looked for");
}

/// Values of an attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The file a page-relative link leads to; absent when it leaves the site.
fn target(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if link.ends_with('/') || path.is_empty() { format!("{path}/index.html") } else { path })
}

#[test]
fn every_link_leads_somewhere() {
    let mut followed = 0;
    for (name, page) in DEMO.files.iter().filter(|(name, _)| is_page(name)) {
        let links = ["href", "src"].into_iter().flat_map(|key| attributes(page, key));
        for link in links {
            if link.contains("://") || link.starts_with("data:") {
                // Other sites, what search engines read, and the empty icon.
                continue;
            }
            // 404.html is shown at any address, so it alone begins at the top of the site.
            let link = match link.strip_prefix("/story/").filter(|_| name == "404.html") {
                Some("") => "./",
                Some(below) => below,
                None => link,
            };
            assert!(!link.starts_with('/'), "{name}: {link} is not relative to the page");
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let path = path.split('?').next().unwrap();
            let file = if path.is_empty() { name.clone() } else { target(name, path).unwrap() };
            let there = DEMO.files.get(file.trim_start_matches('/'));
            let there = there.unwrap_or_else(|| panic!("{name}: {link} leads to no file ({file})"));
            let reached = fragment.is_empty() || attributes(there, "id").contains(&fragment);
            assert!(reached, "{name}: {link} leads to no place on {file}");
            followed += 1;
        }
        let ids = attributes(page, "id");
        let once: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), once.len(), "{name} uses an id twice");
    }
    assert!(followed > 1000, "only {followed} links were followed");
}
