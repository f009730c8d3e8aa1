//! How heavy the pages are, against `[budget]`: what a browser has to load to show one, after gzip.
//! Knows rendered pages and the settings; measures only, changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::resources::{Resources, foreign_in_css, resources};
use super::{base_path, joined};
use crate::config::{BudgetConfig, Config};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::pages::Page;
use crate::path::{ContentPath, OutputPath};
use crate::tree::Tree;

/// Bytes in a kilobyte of the settings.
const KILOBYTE: usize = 1024;
/// Pages named for one limit at most; the rest is counted.
const NAMED: usize = 10;
/// What hosts compress with when nothing else is set.
const LEVEL: u32 = 6;

/// Reports every page, and every script loaded on demand, that is over a limit. Files are compressed
/// only where their plain size does not already fit, so that a site within its budget costs little.
pub fn check_budget(pages: &[Page], tree: &Tree, config: &Config) -> Diagnostics {
    let sources: BTreeMap<OutputPath, &ContentPath> = pages
        .iter()
        .filter_map(|page| Some((page.route.output(), page.source.as_ref()?)))
        .collect();
    let files: Vec<(&OutputPath, &[u8])> = tree.iter().collect();
    let own = config.base_url.as_deref();
    let loads: Vec<Load<'_>> =
        files.par_iter().filter_map(|(path, bytes)| Load::of(path, bytes, tree, own)).collect();
    let weights = weights(&loads, tree);
    let mut excesses: Vec<Excess> =
        loads.par_iter().flat_map_iter(|load| load.excesses(&weights, &config.budget)).collect();
    let named: BTreeSet<&OutputPath> = loads.iter().flat_map(|load| &load.scripts).collect();
    excesses.extend(shards(&files, &named, &config.budget));
    Part::ALL.iter().flat_map(|part| told(*part, &excesses, &sources)).collect()
}

/// What has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Page,
    Html,
    Css,
    Script,
    SearchScript,
    SearchShard,
    Requests,
    ThirdParty,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Page,
        Self::Html,
        Self::Css,
        Self::Script,
        Self::SearchScript,
        Self::SearchShard,
        Self::Requests,
        Self::ThirdParty,
    ];

    /// The key of `[budget]`, and the remedy.
    const fn key_and_hint(self) -> (&'static str, &'static str) {
        match self {
            Self::Page => ("page", "shorten the page, or what it loads"),
            Self::Html => ("html", "shorten the page; lists follow build.page_size"),
            Self::Css => ("css", "shorten the theme's style sheets"),
            Self::Script => ("script", "shorten the theme's scripts"),
            Self::SearchScript => ("search_script", "shorten the scripts of the search"),
            Self::SearchShard => ("search_shard", "split the file"),
            Self::Requests => ("requests", "put style sheets, or scripts, into one file"),
            Self::ThirdParty => {
                ("third_party", "keep the file in the theme's folder and link to it there")
            }
        }
    }

    /// The limit, in bytes or as a number of files.
    const fn limit(self, budget: &BudgetConfig) -> usize {
        match self {
            Self::Page => budget.page * KILOBYTE,
            Self::Html => budget.html * KILOBYTE,
            Self::Css => budget.css * KILOBYTE,
            Self::Script => budget.script * KILOBYTE,
            Self::SearchScript => budget.search_script * KILOBYTE,
            Self::SearchShard => budget.search_shard * KILOBYTE,
            Self::Requests => budget.requests,
            Self::ThirdParty => budget.third_party,
        }
    }
}

/// One page, or several that load the same files, over one limit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excess {
    part: Part,
    page: OutputPath,
    /// The files that make it up; pages that load the same ones are reported once. Empty where it is
    /// the page's own weight.
    files: String,
    /// Bytes after gzip, or a number of files.
    amount: usize,
    limit: usize,
}

/// What a browser loads for one page.
struct Load<'t> {
    path: &'t OutputPath,
    bytes: &'t [u8],
    styles: BTreeSet<OutputPath>,
    scripts: BTreeSet<OutputPath>,
    /// Other files of the site, such as fonts.
    others: usize,
    /// Addresses at other sites.
    foreign: BTreeSet<String>,
}

impl<'t> Load<'t> {
    fn of(path: &'t OutputPath, bytes: &'t [u8], tree: &Tree, own: Option<&str>) -> Option<Self> {
        path.as_str().strip_suffix(".html")?;
        let html = std::str::from_utf8(bytes).ok()?;
        let Resources { styles, scripts, others, mut foreign } = resources(html, own);
        let base = base_path(own);
        let file = |link: &str| match link.strip_prefix(base.as_str()) {
            Some(below) => OutputPath::parse(below).ok(),
            None => OutputPath::parse(&joined(path, link)).ok(),
        };
        let below = |links: BTreeSet<&str>| -> BTreeSet<OutputPath> {
            links.into_iter().filter_map(file).collect()
        };
        let styles = below(styles);
        for style in &styles {
            let css = tree.get(style).and_then(|bytes| std::str::from_utf8(bytes).ok());
            foreign.extend(css.into_iter().flat_map(foreign_in_css));
        }
        let foreign = foreign.into_iter().map(str::to_owned).collect();
        Some(Self { path, bytes, styles, scripts: below(scripts), others: others.len(), foreign })
    }

    fn excesses(
        &self,
        weights: &BTreeMap<&OutputPath, usize>,
        budget: &BudgetConfig,
    ) -> Vec<Excess> {
        let weigh = |files: &BTreeSet<OutputPath>| -> usize {
            files.iter().filter_map(|file| weights.get(file)).sum()
        };
        let (css, script) = (weigh(&self.styles), weigh(&self.scripts));
        let plain = self.bytes.len();
        let fits =
            plain <= Part::Html.limit(budget) && plain + css + script <= Part::Page.limit(budget);
        let html = if fits { plain } else { gzipped(self.bytes) };
        // The page for lost readers searches as well.
        let is_search = matches!(self.path.as_str(), "search/index.html" | "404.html");
        let script_part = if is_search { Part::SearchScript } else { Part::Script };
        let requests =
            1 + self.styles.len() + self.scripts.len() + self.others + self.foreign.len();
        let list = |files: &BTreeSet<OutputPath>| {
            files.iter().map(OutputPath::as_str).collect::<Vec<_>>().join(", ")
        };
        let foreign: Vec<&str> = self.foreign.iter().map(String::as_str).collect();
        let loaded = || [list(&self.styles), list(&self.scripts), foreign.join(", ")].join(", ");
        let measured = [
            (Part::Page, html + css + script, String::new()),
            (Part::Html, html, String::new()),
            (Part::Css, css, list(&self.styles)),
            (script_part, script, list(&self.scripts)),
            (Part::Requests, requests, loaded()),
            (Part::ThirdParty, self.foreign.len(), foreign.join(", ")),
        ];
        measured
            .into_iter()
            .filter(|(part, amount, _)| *amount > part.limit(budget))
            .map(|(part, amount, files)| Excess {
                part,
                page: self.path.clone(),
                files,
                amount,
                limit: part.limit(budget),
            })
            .collect()
    }
}

/// The weight of every style sheet and script that some page loads, each compressed once.
fn weights<'l>(loads: &'l [Load<'_>], tree: &Tree) -> BTreeMap<&'l OutputPath, usize> {
    let files: BTreeSet<&OutputPath> =
        loads.iter().flat_map(|load| load.styles.iter().chain(&load.scripts)).collect();
    let files: Vec<&OutputPath> = files.into_iter().collect();
    let weighed: Vec<(&OutputPath, usize)> =
        files.into_par_iter().filter_map(|file| Some((file, gzipped(tree.get(file)?)))).collect();
    weighed.into_iter().collect()
}

/// Scripts that no page names and that are too heavy: they are loaded on demand.
fn shards(
    files: &[(&OutputPath, &[u8])],
    named: &BTreeSet<&OutputPath>,
    budget: &BudgetConfig,
) -> Vec<Excess> {
    let limit = Part::SearchShard.limit(budget);
    let is_shard =
        |path: &OutputPath| path.as_str().rsplit('.').next() == Some("js") && !named.contains(path);
    files
        .par_iter()
        .filter(|(path, bytes)| bytes.len() > limit && is_shard(path))
        .map(|(path, bytes)| Excess {
            part: Part::SearchShard,
            page: (*path).clone(),
            files: String::new(),
            amount: gzipped(bytes),
            limit,
        })
        .filter(|excess| excess.amount > limit)
        .collect()
}

/// The excesses of one part as diagnostics, the worst first, and how many more there are.
fn told(
    part: Part,
    excesses: &[Excess],
    sources: &BTreeMap<OutputPath, &ContentPath>,
) -> Diagnostics {
    let mut groups: BTreeMap<(&str, Option<&OutputPath>), (&Excess, usize)> = BTreeMap::new();
    for excess in excesses.iter().filter(|excess| excess.part == part) {
        let own = excess.files.is_empty().then_some(&excess.page);
        groups.entry((&excess.files, own)).or_insert((excess, 0)).1 += 1;
    }
    let mut groups: Vec<(&Excess, usize)> = groups.into_values().collect();
    groups.sort_by_key(|(excess, _)| (std::cmp::Reverse(excess.amount), &excess.page));
    let (key, hint) = part.key_and_hint();
    let hint = format!("{hint}; or raise budget.{key} in site.toml");
    let more: usize = groups.iter().skip(NAMED).map(|(_, pages)| pages).sum();
    let named = groups.into_iter().take(NAMED).map(|(excess, pages)| {
        let problem = Diagnostic::warning("over-budget", message(excess, pages)).hint(hint.clone());
        match sources.get(&excess.page).filter(|_| excess.files.is_empty()) {
            Some(source) => problem.at(Place::file(source.as_str())),
            None => problem,
        }
    });
    let rest = (more > 0).then(|| {
        let message = format!("{more} more files are over budget.{key}");
        Diagnostic::warning("over-budget", message).hint(hint.clone())
    });
    named.chain(rest).collect()
}

/// What is over, by how much, on which pages.
fn message(excess: &Excess, pages: usize) -> String {
    let path = excess.page.as_str();
    let page = match path.strip_suffix("index.html") {
        Some(folder) => format!("/{folder}"),
        None => format!("/{path}"),
    };
    let page = match pages {
        0 | 1 => page,
        2 => format!("{page} and 1 more page"),
        _ => format!("{page} and {} more pages", pages - 1),
    };
    let (amount, limit) = (grouped(excess.amount), grouped(excess.limit));
    let weight = |what: &str| format!("{page}: {what} {amount} bytes gzipped, allowed are {limit}");
    match excess.part {
        Part::Page => weight("the page with style sheets and scripts has"),
        Part::Html => weight("the HTML has"),
        Part::Css => weight(&format!("the CSS ({}) has", excess.files)),
        Part::Script | Part::SearchScript => weight(&format!("the script ({}) has", excess.files)),
        Part::SearchShard => weight("the script loaded on demand has"),
        Part::Requests => format!("{page}: {amount} requests, allowed are {limit}"),
        Part::ThirdParty => {
            format!("{page}: {amount} third-party requests ({}), allowed are {limit}", excess.files)
        }
    }
}

/// A number with a comma after every third digit from the right.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes after gzip.
fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    // Writing to a vector cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(bytes.len(), |packed| packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::View;
    use crate::path::UrlPath;

    /// Text that gzip cannot make much smaller: `bytes` letters of a generator with a fixed seed.
    fn noise(bytes: usize) -> String {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'0' + ((state >> 24) % 64) as u8)
        };
        (0..bytes).map(|_| next()).filter(|c| *c != '<').collect()
    }

    fn check(files: &[(&str, &str)], config: &Config) -> Vec<(Option<String>, String)> {
        let mut tree = Tree::new();
        for (path, text) in files {
            tree.insert(OutputPath::parse(path).expect("a path"), text.as_bytes().to_vec());
        }
        let source = ContentPath::parse("content/entities/long.md").expect("a path");
        let route = UrlPath::parse("/long/").expect("a path");
        let page = Page::new(route, "", "", View::Text(String::new())).made_from(&source);
        check_budget(&[page], &tree, config)
            .into_iter()
            .inspect(|problem| assert_eq!(problem.code, "over-budget"))
            .map(|problem| (problem.place.map(|place| place.file), problem.message))
            .collect()
    }

    const STYLE: &str = "<link rel=stylesheet href=\"../s.css\">";

    #[test]
    fn a_page_within_its_budget_is_not_spoken_of() {
        // Long, but of few words: gzip makes it small.
        let long = "the same words again ".repeat(9000);
        let page = format!("{STYLE}<script src='../a.js'></script><p>{long}");
        let files = [("long/index.html", page.as_str()), ("s.css", "p{}"), ("a.js", "1")];
        assert_eq!(check(&files, &Config::default()), []);
    }

    #[test]
    fn a_heavy_page_is_named_with_its_part_and_the_numbers() {
        let page = noise(45_000);
        let found = check(&[("long/index.html", &page)], &Config::default());
        let gz = grouped(gzipped(page.as_bytes()));
        let message = format!("/long/: the HTML has {gz} bytes gzipped, allowed are 30,720");
        assert_eq!(found, [(Some("content/entities/long.md".to_owned()), message)]);
    }

    #[test]
    fn what_all_pages_load_is_reported_once() {
        let (css, script) = (noise(14_500), noise(8_000));
        let page = format!("{STYLE}<script defer src=\"../a.js\"></script>");
        let mut files: Vec<(String, &str)> =
            (0..30).map(|at| (format!("p{at:02}/index.html"), page.as_str())).collect();
        files.extend([("s.css".to_owned(), css.as_str()), ("a.js".to_owned(), script.as_str())]);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let found = check(&files, &Config::default());
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(
            found[0].1.starts_with("/p00/ and 29 more pages: the CSS (s.css) has 1"),
            "{found:?}"
        );
        assert!(
            found[1].1.starts_with("/p00/ and 29 more pages: the script (a.js) has "),
            "{found:?}"
        );
    }

    #[test]
    fn the_worst_ten_are_named_and_the_rest_counted() {
        let pages: Vec<(String, String)> =
            (0..25).map(|at| (format!("p{at:02}/index.html"), noise(45_000 + at * 100))).collect();
        let files: Vec<(&str, &str)> =
            pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found = check(&files, &Config::default());
        assert_eq!(found.len(), 11);
        assert!(found[0].1.starts_with("/p24/: the HTML"), "{found:?}");
        assert_eq!(found[10].1, "15 more files are over budget.html");
    }

    #[test]
    fn requests_and_other_sites_are_counted_once_each() {
        let page = "<link rel=stylesheet href=../s.css><link rel=stylesheet href=../t.css>\
            <link rel=preload as=font href=../f.woff2><script src=../a.js></script>\
            <script src=\"https://cdn.example/x.js\"></script>\
            <script src=\"https://cdn.example/x.js\"></script>\
            <script src=\"https://own.example/site/b.js\"></script>\
            <a href=\"https://far.example/\">no request</a><img src=\"../i.png\">\
            <link rel=canonical href=\"https://far.example/\">";
        let config =
            Config { base_url: Some("https://own.example/site".to_owned()), ..Config::default() };
        let css = "@import 'https://fonts.example/f.css';p{background:url(//img.example/i.png)}";
        let found = check(&[("long/index.html", page), ("s.css", css)], &config);
        let messages: Vec<&str> = found.iter().map(|(_, message)| message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "/long/: 9 requests, allowed are 4",
                "/long/: 3 third-party requests (//img.example/i.png, \
                 https://cdn.example/x.js, https://fonts.example/f.css), allowed are 0"
            ]
        );
    }

    #[test]
    fn the_search_page_and_what_it_loads_on_demand_have_limits_of_their_own() {
        let (script, shard) = (noise(14_000), noise(60_000));
        let page = "<script src=\"../a.js\"></script>";
        let files = [("search/index.html", page), ("a.js", &script), ("search/x.js", &shard)];
        let found = check(&files, &Config::default());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].1.starts_with("/search/x.js: the script loaded on demand has"),
            "{found:?}"
        );
    }
}
