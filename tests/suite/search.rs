//! The search index of built sites, read back from its scripts: what can be found, that nothing
//! stands in it that no page shows, and that it stays small.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use backstory::render::search::words::terms;
use backstory::render::search::{Document, Kind, build};
use serde_json::Value;

use crate::program::{backstory, edit, folder, new_site, read, snapshot, succeed, tree, write};

/// Bytes of one script at most: below 30 KB gzipped, as the text compresses by a quarter at least.
const LARGEST: usize = 38_000;

/// An index, read from its scripts.
struct Index {
    docs: Vec<Value>,
    kinds: Vec<(String, usize)>,
    /// Terms with the documents that hold them and the levels there.
    terms: BTreeMap<String, Vec<(usize, usize)>>,
    /// Terms whose list is not complete.
    cut: BTreeSet<String>,
    files: BTreeMap<String, String>,
}

impl Index {
    /// The one index below a published folder.
    fn of(site: &Path) -> Self {
        let files = tree(&site.join("public"));
        let folders: BTreeSet<&str> = files
            .keys()
            .filter_map(|name| name.strip_prefix("assets/")?.split_once('/'))
            .filter(|(folder, _)| folder.starts_with("search."))
            .map(|(folder, _)| folder)
            .collect();
        assert_eq!(folders.len(), 1, "{folders:?}");
        let below = |name: &String| name.rsplit_once('/').map(|(_, file)| file.to_owned());
        let scripts = files.iter().filter(|(name, _)| name.starts_with("assets/search."));
        let scripts = scripts.filter(|(name, _)| name.matches('/').count() == 2);
        Self::read(
            scripts
                .filter_map(|(name, bytes)| {
                    Some((below(name)?, String::from_utf8(bytes.clone()).unwrap()))
                })
                .collect(),
        )
    }

    fn read(files: BTreeMap<String, String>) -> Self {
        let manifest = value(&files, "m", 0, "index.js");
        let kinds = manifest["kinds"].as_array().unwrap().iter();
        let kinds = kinds
            .map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_u64().unwrap() as usize));
        let mut index = Self {
            docs: Vec::new(),
            kinds: kinds.collect(),
            terms: BTreeMap::new(),
            cut: BTreeSet::new(),
            files: BTreeMap::new(),
        };
        for (number, first) in manifest["texts"].as_array().unwrap().iter().enumerate() {
            assert_eq!(first.as_u64(), Some(index.docs.len() as u64));
            let docs = value(&files, "d", number, &format!("d{number}.js"));
            index.docs.extend(docs.as_array().unwrap().clone());
        }
        assert_eq!(manifest["docs"].as_u64(), Some(index.docs.len() as u64));
        for (number, first) in manifest["terms"].as_array().unwrap().iter().enumerate() {
            let text = value(&files, "w", number, &format!("w{number}.js"));
            index.read_terms(text.as_str().unwrap(), first.as_str().unwrap());
        }
        index.files = files;
        index
    }

    fn read_terms(&mut self, text: &str, first: &str) {
        let last = self.terms.keys().next_back().cloned().unwrap_or_default();
        assert!(first > last.as_str(), "{first} does not come behind {last}");
        let mut before: Vec<char> = Vec::new();
        for entry in text.split(',') {
            let (head, documents) = entry.rsplit_once(' ').unwrap();
            let mut letters = head.chars();
            let shared = digit(letters.next().unwrap());
            before.truncate(shared % 32);
            before.extend(letters);
            let term: String = before.iter().collect();
            assert!(term.as_str() >= first, "{term} stands in the script that begins with {first}");
            if shared >= 32 {
                self.cut.insert(term.clone());
            }
            assert!(self.terms.insert(term, decode(documents)).is_none());
        }
    }

    fn kind(&self, doc: usize) -> &str {
        &self.kinds.iter().rfind(|(_, first)| *first <= doc).unwrap().0
    }

    /// Addresses of the documents that hold all words of a text.
    fn holding(&self, text: &str) -> BTreeSet<String> {
        let mut found: Option<BTreeSet<usize>> = None;
        for term in terms(text) {
            let list = self.terms.get(&term).into_iter().flatten();
            let docs: BTreeSet<usize> = list.map(|(doc, _)| *doc).collect();
            found = Some(found.map_or(docs.clone(), |all| &all & &docs));
        }
        let found = found.unwrap_or_default().into_iter();
        found.map(|doc| self.docs[doc][0].as_str().unwrap().to_owned()).collect()
    }
}

/// The value that a script hands over.
fn value(files: &BTreeMap<String, String>, part: &str, number: usize, file: &str) -> Value {
    let text = files.get(file).unwrap_or_else(|| panic!("no {file}"));
    let head = format!("backstorySearch(\"{part}\",{number},");
    let inner = text.strip_prefix(&head).and_then(|text| text.strip_suffix(")\n"));
    serde_json::from_str(inner.unwrap_or_else(|| panic!("{file}: {text}"))).unwrap()
}

fn digit(c: char) -> usize {
    const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    DIGITS.find(c).unwrap()
}

fn decode(list: &str) -> Vec<(usize, usize)> {
    let (mut found, mut number, mut value, mut shift) = (Vec::new(), 0, 0, 0);
    for c in list.chars() {
        value += (digit(c) % 32) << shift;
        shift += 5;
        if digit(c) < 32 {
            number += value / 8;
            found.push((number, value % 8));
            (value, shift) = (0, 0);
        }
    }
    found
}

/// What a reader reads of a page, without source codes, badges and spaces.
fn shown(html: &str) -> String {
    let mut html = html.to_owned();
    for (open, close) in [
        ("<button", "</button>"),
        ("<a class=\"chip\"", "</a>"),
        ("<a class=\"st ", "</a>"),
        ("<script", "</script>"),
    ] {
        while let Some(start) = html.find(open) {
            let end = html[start..].find(close).unwrap() + start + close.len();
            html.replace_range(start..end, "");
        }
    }
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    plain(
        &text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&#x27;", "'")
            .replace("&amp;", "&"),
    )
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A copy of the site whose sources are in five languages.
fn five_languages() -> tempfile::TempDir {
    let site = folder();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/search");
    for (name, bytes) in tree(&original) {
        write(site.path(), &name, bytes);
    }
    site
}

#[test]
fn words_of_every_language_are_found_as_they_are_typed() {
    let site = five_languages();
    succeed(site.path(), &["build"]);
    let index = Index::of(site.path());
    for (query, id) in [
        ("CLOSED doors", "en"),
        ("1000 aero", "en"),
        ("пять вимог", "uk"),
        ("П'ЯТЬ", "uk"),
        ("переговори києві", "uk"),
        ("مفاوضات", "ar"),
        ("السَّلام احمد", "ar"),
        ("停火协议", "zh"),
        ("谈判", "zh"),
        ("istanbul ılık", "tr"),
        ("gorusmeler", "tr"),
    ] {
        let expected = BTreeSet::from([format!("sources/{id}/index.html")]);
        assert_eq!(index.holding(query), expected, "{query}");
    }
    assert!(index.holding("nowhere").is_empty());
}

#[test]
fn every_kind_of_thing_is_found_and_nothing_that_no_page_shows() {
    let site = folder();
    succeed(site.path(), &["init", "--template", "demo"]);
    succeed(site.path(), &["build"]);
    let index = Index::of(site.path());
    let kinds: Vec<&str> = index.kinds.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["entity", "event", "claim", "question", "explainer", "article"]);
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut sentences = 0;
    for (number, doc) in index.docs.iter().enumerate() {
        let text = |at: usize| doc[at].as_str().unwrap();
        let path = text(0).split('#').next().unwrap();
        let page = pages
            .entry(path.to_owned())
            .or_insert_with(|| shown(&read(&site.path().join("public").join(path))));
        assert!(page.contains(&plain(text(1))), "{path} does not show its title {}", text(1));
        for sentence in doc[4].as_array().unwrap() {
            for part in sentence.as_str().unwrap().split(" · ") {
                assert!(page.contains(&plain(part)), "{path} does not show: {part}");
                sentences += 1;
            }
        }
        // What is shown with a result is also what it is found by.
        let title = terms(text(1));
        let whole =
            title.iter().all(|term| index.terms[term].iter().any(|(doc, _)| *doc == number));
        assert!(whole, "{path} is not found by its title, {title:?}");
    }
    assert!(sentences > 100, "only {sentences} sentences");
    for name in ["sources", "entities", "events", "claims"] {
        let listed = snapshot(&site.path().join("content").join(match name {
            "sources" => "articles",
            other => other,
        }));
        let found = index.docs.iter().filter(|doc| doc[0].as_str().unwrap().starts_with(name));
        assert_eq!(found.count(), listed.len(), "{name}");
    }
    assert!((0..index.docs.len()).all(|doc| !index.kind(doc).is_empty()));
}

#[test]
fn what_may_not_be_published_does_not_get_into_the_index() {
    let site = new_site();
    let text = |canary: &str| {
        format!(
            "# Ferry halted\n\nRiver Post\n\nMarch 3, 2031\n\nThe ferry company halted all crossings on Monday, \
             its director Ana Moor told reporters in Tarn. The {canary} smelled of tar and old rope, a deckhand \
             remembered at length. Nobody asked the gulls what they made of the {canary}.\n"
        )
    };
    for (rights, canary) in
        [("metadata", "quimbleberry"), ("summary", "zorbicule"), ("full", "vantrisk")]
    {
        let raw = folder();
        write(raw.path(), &format!("{rights}-post.md"), text(canary));
        succeed(site.path(), &["ingest", "--rights", rights, raw.path().to_str().unwrap()]);
    }
    succeed(site.path(), &["build"]);
    let index = Index::of(site.path());
    let everywhere = index.files.values().cloned().collect::<String>();
    for withheld in ["quimbleberry", "zorbicule"] {
        let on_pages = tree(&site.path().join("public"))
            .values()
            .any(|bytes| String::from_utf8_lossy(bytes).contains(withheld));
        assert!(!on_pages, "the site itself shows {withheld}, so this test says nothing");
        assert!(!everywhere.contains(withheld));
        assert!(index.holding(withheld).is_empty());
    }
    assert_eq!(index.holding("vantrisk").len(), 1, "what may be published is found");
}

#[test]
fn the_same_site_gives_the_same_index_on_any_number_of_threads() {
    let site = five_languages();
    let built = |threads: &str, output: &str| {
        let mut command = backstory(site.path());
        command.env("RAYON_NUM_THREADS", threads).args(["build", "-o", output]);
        assert!(command.output().unwrap().status.success());
        tree(&site.path().join(output))
    };
    assert!(built("1", "one") == built("7", "seven"));
}

#[test]
fn another_text_gives_the_index_another_address() {
    let site = five_languages();
    succeed(site.path(), &["build"]);
    let address = || {
        let page = read(&site.path().join("public/search/index.html"));
        let start = page.find("data-index=\"").unwrap() + 12;
        let address = page[start..].split('"').next().unwrap().to_owned();
        assert!(site.path().join("public/search").join(&address).join("index.js").is_file());
        address
    };
    let before = address();
    edit(&site.path().join("content/articles/en.md"), "closed doors", "open doors");
    succeed(site.path(), &["build"]);
    assert_ne!(address(), before);
}

#[test]
fn without_search_there_is_no_index_but_everything_from_a_to_z() {
    let site = five_languages();
    write(site.path(), "site.toml", "language = \"uk\"\n[build]\nsearch = false\n");
    succeed(site.path(), &["build"]);
    let files = tree(&site.path().join("public"));
    assert!(
        !files
            .keys()
            .any(|name| name.starts_with("assets/search.") && name.matches('/').count() > 1)
    );
    for (name, bytes) in files.iter().filter(|(name, _)| crate::program::is_page(name)) {
        assert!(!String::from_utf8_lossy(bytes).contains("type=\"search\""), "{name} has a field");
    }
    let page = read(&site.path().join("public/search/index.html"));
    for listed in ["Ana Moor", "Harbour Queen", "Пором стоїть у порту", "id=\"az-п\"", "渡轮停航"]
    {
        assert!(page.contains(listed), "{listed} is not listed");
    }
    let at = |id: &str| page.find(&format!("id=\"az-{id}\"")).unwrap();
    assert!(
        at("п") < at("a") && at("a") < at("h"),
        "the letters of the site's language come first"
    );
}

/// Many documents whose words repeat as words do.
fn many(count: usize) -> Vec<Document> {
    let document = |number: usize| {
        let mut text = String::from("common words stand everywhere");
        for step in 0..120 {
            let word = (number * 7919 + step * step * 31) % (17 + step * 211);
            let _ = write!(text, " w{word}x");
        }
        Document {
            kind: if number.is_multiple_of(3) { Kind::Event } else { Kind::Article },
            rank: (number % 50) as u64,
            href: format!("sources/n{number}/index.html"),
            title: format!("Number n{number}"),
            note: String::new(),
            language: None,
            names: Vec::new(),
            sentences: vec![text],
            also: vec![format!("also{number}")],
        }
    };
    (0..count).map(document).collect()
}

fn read_built(documents: Vec<Document>) -> Index {
    let (folder, files) = build(documents);
    let files = files.into_iter().map(|(path, bytes)| {
        let name = path.as_str().strip_prefix(&folder).unwrap().to_owned();
        (name, String::from_utf8(bytes).unwrap())
    });
    Index::read(files.collect())
}

#[test]
fn a_large_index_grows_evenly_and_each_script_stays_small() {
    let [small, large] = [1500, 6000].map(|count| read_built(many(count)));
    let bytes = |index: &Index| index.files.values().map(String::len).sum::<usize>();
    assert!(bytes(&large) < bytes(&small) * 5, "{} and {}", bytes(&small), bytes(&large));
    for (name, text) in &large.files {
        assert!(text.len() < LARGEST, "{name} has {} bytes", text.len());
    }
    for number in [0, 17, 5999] {
        let found = large.holding(&format!("n{number} also{number}"));
        assert_eq!(found, BTreeSet::from([format!("sources/n{number}/index.html")]));
    }
    // What stands everywhere is listed for the best documents only, and the list says so.
    assert_eq!(large.terms["common"].len(), 4096);
    assert!(large.cut.contains("common") && !large.cut.contains("n17"));
    assert!(small.cut.is_empty());
    // In whatever order documents come.
    let mut backwards = many(1500);
    backwards.reverse();
    assert!(read_built(backwards).files == small.files);
}

#[test]
fn nothing_can_be_found_where_nothing_is() {
    let index = read_built(Vec::new());
    assert!(index.docs.is_empty() && index.terms.is_empty());
}
