//! How heavy the pages are, against `[budget]`: what a browser has to load to show one, after gzip.
//! Knows rendered pages and the settings; measures only, changes nothing.

mod packed;
mod weight;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::packed::gzipped;
use self::weight::Html;
pub(crate) use self::weight::{Weight, weigh};
use super::resources::foreign_in_css;
use crate::config::{BudgetConfig, Config};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
#[cfg(test)]
use crate::pages::Page;
use crate::path::{ContentPath, OutputPath};
#[cfg(test)]
use crate::tree::Tree;

/// Bytes in a kilobyte of the settings.
const KILOBYTE: usize = 1024;
/// Pages named for one limit at most; the rest is counted.
const NAMED: usize = 10;

/// Gives the bytes of a file as it is published.
pub(crate) type ReadFile<'f, 'b> = &'f (dyn Fn(&OutputPath) -> Option<Cow<'b, [u8]>> + Sync);

/// `check_budget` for a site that is whole in memory.
#[cfg(test)]
fn check_tree(pages: &[Page], tree: &Tree, config: &Config) -> Diagnostics {
    let sources: BTreeMap<OutputPath, &ContentPath> = pages
        .iter()
        .filter_map(|page| Some((page.route.output(), page.source.as_ref()?)))
        .collect();
    let files: Vec<(&OutputPath, &[u8])> = tree.iter().collect();
    let html = files.par_iter().filter_map(|(path, bytes)| {
        path.as_str().strip_suffix(".html")?;
        Some(weigh(path, std::str::from_utf8(bytes).ok()?, config))
    });
    let weights: Vec<Weight> = html.collect();
    let scripts: Vec<&OutputPath> =
        files.iter().map(|(path, _)| *path).filter(|path| is_script(path)).collect();
    let file = |path: &OutputPath| tree.get(path).map(Cow::Borrowed);
    let source = |path: &OutputPath| sources.get(path).copied();
    check_budget(&weights, &scripts, &file, &source, config)
}

/// Reports every page, and every script loaded on demand, that is over a limit. `scripts` are all of
/// the site, `source` gives the content file that a page is made from. Pages can come in any order.
/// Read are style sheets and scripts, and pages only where those are over limits of their own.
pub(crate) fn check_budget<'s>(
    weights: &[Weight],
    scripts: &[&OutputPath],
    file: ReadFile<'_, '_>,
    source: &dyn Fn(&OutputPath) -> Option<&'s ContentPath>,
    config: &Config,
) -> Diagnostics {
    let site = Files::read(weights, file);
    let budget = &config.budget;
    let mut excesses: Vec<Excess> =
        weights.par_iter().flat_map_iter(|weight| site.excesses(weight, budget)).collect();
    excesses.par_sort_by(|one, other| one.page.cmp(&other.page));
    excesses.extend(shards(scripts, &site, budget));
    Part::ALL.iter().flat_map(|part| told(*part, &excesses, source)).collect()
}

/// Whether a file is a script, as the generator and its themes name them.
#[cfg(test)]
fn is_script(path: &OutputPath) -> bool {
    path.as_str().rsplit('.').next() == Some("js")
}

/// What the scripts of a page count as. The page for lost readers searches as well.
fn script_part(page: &str) -> Part {
    if matches!(page, "search/index.html" | "404.html") { Part::SearchScript } else { Part::Script }
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

/// The style sheets and scripts that pages load, each read and compressed once.
struct Files<'w, 'f, 'b> {
    /// Bytes after gzip.
    packed: BTreeMap<&'w str, usize>,
    /// Addresses at other sites that style sheets load from.
    foreign: BTreeMap<&'w str, BTreeSet<Box<str>>>,
    scripts: BTreeSet<&'w str>,
    read: ReadFile<'f, 'b>,
}

impl<'w, 'f, 'b> Files<'w, 'f, 'b> {
    fn read(weights: &'w [Weight], read: ReadFile<'f, 'b>) -> Self {
        let mut styles: BTreeSet<&str> = BTreeSet::new();
        let mut scripts: BTreeSet<&str> = BTreeSet::new();
        for weight in weights {
            styles.extend(weight.styles.iter().map(AsRef::as_ref));
            scripts.extend(weight.scripts.iter().map(AsRef::as_ref));
        }
        let files: Vec<&str> = styles.union(&scripts).copied().collect();
        let weighed: Vec<(&str, usize, BTreeSet<Box<str>>)> = files
            .into_par_iter()
            .filter_map(|file| {
                let bytes = read(&OutputPath::parse(file).ok()?)?;
                let css = std::str::from_utf8(&bytes).ok().filter(|_| styles.contains(file));
                let foreign = css.into_iter().flat_map(foreign_in_css).map(Box::from).collect();
                Some((file, gzipped(&bytes), foreign))
            })
            .collect();
        let packed = weighed.iter().map(|(file, packed, _)| (*file, *packed)).collect();
        let foreign = weighed.into_iter().map(|(file, _, foreign)| (file, foreign));
        let foreign = foreign.filter(|(_, foreign)| !foreign.is_empty()).collect();
        Self { packed, foreign, scripts, read }
    }

    /// Bytes of some files together, after gzip.
    fn together(&self, files: &[Box<str>]) -> usize {
        files.iter().filter_map(|file| self.packed.get(file.as_ref())).sum()
    }

    fn excesses(&self, weight: &Weight, budget: &BudgetConfig) -> Vec<Excess> {
        let Ok(page) = OutputPath::parse(&weight.page) else { return Vec::new() };
        let (css, script) = (self.together(&weight.styles), self.together(&weight.scripts));
        let html = match weight.html {
            Html::AtMost(most) if most + css + script > Part::Page.limit(budget) => {
                (self.read)(&page).map_or(most, |bytes| gzipped(&bytes))
            }
            Html::AtMost(bytes) | Html::Exactly(bytes) => bytes,
        };
        let in_styles = weight.styles.iter().filter_map(|file| self.foreign.get(file.as_ref()));
        let foreign: BTreeSet<&Box<str>> =
            weight.foreign.iter().chain(in_styles.flatten()).collect();
        let requests =
            1 + weight.styles.len() + weight.scripts.len() + weight.others + foreign.len();
        let others = || foreign.iter().map(|address| &***address).collect::<Vec<_>>().join(", ");
        let (styles, scripts) = (|| weight.styles.join(", "), || weight.scripts.join(", "));
        let measured: [(Part, usize, &dyn Fn() -> String); 6] = [
            (Part::Page, html + css + script, &String::new),
            (Part::Html, html, &String::new),
            (Part::Css, css, &styles),
            (script_part(&weight.page), script, &scripts),
            (Part::Requests, requests, &|| [styles(), scripts(), others()].join(", ")),
            (Part::ThirdParty, foreign.len(), &others),
        ];
        measured
            .into_iter()
            .filter(|(part, amount, _)| *amount > part.limit(budget))
            .map(|(part, amount, files)| Excess {
                part,
                page: page.clone(),
                files: files(),
                amount,
                limit: part.limit(budget),
            })
            .collect()
    }
}

/// Scripts that no page names and that are too heavy: they are loaded on demand.
fn shards(scripts: &[&OutputPath], site: &Files<'_, '_, '_>, budget: &BudgetConfig) -> Vec<Excess> {
    let limit = Part::SearchShard.limit(budget);
    scripts
        .par_iter()
        .filter(|path| !site.scripts.contains(path.as_str()))
        .filter_map(|path| {
            let bytes = (site.read)(path).filter(|bytes| bytes.len() > limit)?;
            let amount = gzipped(&bytes);
            let (part, page) = (Part::SearchShard, (*path).clone());
            Some(Excess { part, page, files: String::new(), amount, limit })
        })
        .filter(|excess| excess.amount > limit)
        .collect()
}

/// The excesses of one part as diagnostics, the worst first, and how many more there are.
fn told<'s>(
    part: Part,
    excesses: &[Excess],
    source: &dyn Fn(&OutputPath) -> Option<&'s ContentPath>,
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
        match source(&excess.page).filter(|_| excess.files.is_empty()) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::View;
    use crate::path::UrlPath;

    /// Text that gzip cannot make much smaller: `bytes` letters of a generator with a fixed seed.
    pub(super) fn noise(bytes: usize) -> String {
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
        check_tree(&[page], &tree, config)
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
