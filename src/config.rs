//! The settings of a site, `site.toml`: keys, defaults and their documentation. Reads no files.

use std::net::IpAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span, closest};
use crate::model::article::Rights;
use crate::path::{OutputPath, Slug};

/// All settings. Every key has a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Name of the story, shown in the masthead.
    pub title: String,
    /// Where the site will be published; needed only by canonical links, feeds and the sitemap.
    pub base_url: Option<String>,
    /// BCP 47 tag of the site's own texts.
    pub language: String,
    /// One sentence for search engines and previews.
    pub description: Option<String>,
    /// A built-in theme, or a folder below `themes/`.
    pub theme: String,
    /// Where pages can be edited: a URL with `{path}` in it, for "Edit this page" links.
    pub edit_url: Option<String>,
    /// Where a problem of a page can be reported: a URL with `{page}`, `{title}` or `{path}` in it.
    pub report_url: Option<String>,
    /// How sources may be used.
    pub sources: SourcesConfig,
    /// How sources are read.
    pub ingest: IngestConfig,
    /// What is built, and where to.
    pub build: BuildConfig,
    /// How heavy pages may be.
    pub budget: BudgetConfig,
    /// The preview server.
    pub serve: ServeConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Untitled story".to_owned(),
            base_url: None,
            language: "en".to_owned(),
            description: None,
            theme: "default".to_owned(),
            edit_url: None,
            report_url: None,
            sources: SourcesConfig::default(),
            ingest: IngestConfig::default(),
            build: BuildConfig::default(),
            budget: BudgetConfig::default(),
            serve: ServeConfig::default(),
        }
    }
}

/// `[sources]`: how sources may be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SourcesConfig {
    /// Rights of a newly ingested source, unless the command says otherwise.
    pub rights: Rights,
    /// Longest quotation in words.
    pub quotation_words: usize,
    /// Most words quoted from one source over the whole site.
    pub source_words: usize,
    /// Most of a source quoted over the whole site, in percent of its words.
    pub source_percent: usize,
}

impl Default for SourcesConfig {
    fn default() -> Self {
        Self { rights: Rights::Summary, quotation_words: 30, source_words: 150, source_percent: 10 }
    }
}

/// `[ingest]`: how sources are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IngestConfig {
    /// A program and its arguments that finds further names; empty for none.
    pub annotator: Vec<String>,
}

/// `[build]`: what is built, and where to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BuildConfig {
    /// Folder the site is published to, relative to the site root.
    pub output_dir: String,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Entries on one page of a list.
    pub page_size: usize,
    /// Whether a file `CNAME` names the host of `base_url`.
    pub cname: bool,
    /// Pages with a social card of their own at most.
    pub social_cards: usize,
    /// Whether readers can search the site.
    pub search: bool,
    /// What is written for machines beside the pages.
    pub exports: Vec<Export>,
}

impl Default for BuildConfig {
    fn default() -> Self {
        Self {
            output_dir: "public".to_owned(),
            drafts: false,
            page_size: 100,
            cname: false,
            social_cards: 500,
            search: true,
            exports: Export::ALL.into_iter().filter(|export| *export != Export::Pages).collect(),
        }
    }
}

/// `[budget]`: how heavy a page may be. Weights are kilobytes of 1,024 bytes after gzip, images apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BudgetConfig {
    /// A page with its style sheets and scripts.
    pub page: usize,
    /// A page itself.
    pub html: usize,
    /// Its style sheets together.
    pub css: usize,
    /// Its scripts together.
    pub script: usize,
    /// The scripts of a page that searches, together.
    pub search_script: usize,
    /// One script that is loaded only on demand, such as a part of the search index.
    pub search_shard: usize,
    /// Files a browser asks for to show the page.
    pub requests: usize,
    /// How many of them from other sites.
    pub third_party: usize,
}

impl Default for BudgetConfig {
    fn default() -> Self {
        Self {
            page: 50,
            html: 30,
            css: 10,
            script: 5,
            search_script: 15,
            search_shard: 30,
            requests: 4,
            third_party: 0,
        }
    }
}

/// A form in which the story is written for machines.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Export {
    /// `data/story.json`: the whole story.
    Json,
    /// `data/events.csv` and `data/claims.csv`.
    Csv,
    /// `data/events.ics`, and a calendar of each person, organisation and place.
    Ics,
    /// `data/sources.bib`.
    Bibtex,
    /// `data/sources.csl.json`.
    Csl,
    /// `data/timeline.json`, for `TimelineJS` 3.
    Timelinejs,
    /// `data/annotations.jsonld`: every quotation, as W3C Web Annotations.
    Annotations,
    /// `data/story.jsonld`: the whole story in the words of schema.org.
    Jsonld,
    /// Atom feeds: of the site, of its changes, and of each person, organisation and place.
    Feeds,
    /// `index.md` beside each page.
    Markdown,
    /// `index.json` beside each page.
    Pages,
}

impl Export {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Json,
        Self::Csv,
        Self::Ics,
        Self::Bibtex,
        Self::Csl,
        Self::Timelinejs,
        Self::Annotations,
        Self::Jsonld,
        Self::Feeds,
        Self::Markdown,
        Self::Pages,
    ];
}

impl Config {
    /// Whether the site holds a form of the story for machines.
    pub fn exports(&self, export: Export) -> bool {
        self.build.exports.contains(&export)
    }
}

/// `[serve]`: the preview server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServeConfig {
    /// TCP port.
    pub port: u16,
    /// Address to listen on; anything but loopback shows the preview to the network.
    pub interface: String,
    /// Milliseconds of quiet after a change before the site is built again.
    pub debounce: u64,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self { port: 4000, interface: "127.0.0.1".to_owned(), debounce: 50 }
    }
}

/// One key of `site.toml` and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The key with its table, such as `sources.rights`.
    pub key: &'static str,
    /// Its default as written in the file; empty when the key has none.
    pub default: &'static str,
    /// What it does, in a sentence or two.
    pub text: &'static str,
}

/// Every key of `site.toml`, in the order of the file.
#[rustfmt::skip]
const SETTINGS: &[Setting] = &[
    Setting { key: "title", default: "\"Untitled story\"", text: "Name of the story, shown in the masthead of every page." },
    Setting { key: "base_url", default: "", text: "Where the site will be published, such as \"https://example.org/talks\". Only canonical links, feeds and the sitemap need it; links between pages are relative." },
    Setting { key: "language", default: "\"en\"", text: "Language of the site's own texts, as a BCP 47 tag such as \"en\" or \"en-GB\". The words of the pages are there in English and Ukrainian; templates/strings/<tag>.toml adds a language or changes one." },
    Setting { key: "description", default: "", text: "One sentence for search engines and link previews." },
    Setting { key: "theme", default: "\"default\"", text: "The look: a built-in theme, or a folder below themes/. `backstory theme list` names them." },
    Setting { key: "edit_url", default: "", text: "Where a page can be edited: a URL with {path} in it, for the \"Edit this page\" links." },
    Setting { key: "report_url", default: "", text: "Where a reader can report a problem of a page, for the \"Report a problem\" links: a URL with {page} (the address of the page), {title} or {path} (the content file, where there is one) in it, such as \"https://github.com/OWNER/REPOSITORY/issues/new?template=correction.yml&page={page}&title={title}\". What is put in is escaped for a query." },
    Setting { key: "sources.rights", default: "\"summary\"", text: "How much of a newly ingested source may be published: \"metadata\", \"summary\", \"excerpt\" or \"full\". Only own or licensed texts are \"full\"." },
    Setting { key: "sources.quotation_words", default: "30", text: "Longest quotation in words; longer ones are reported." },
    Setting { key: "sources.source_words", default: "150", text: "Most words quoted from one source over the whole site." },
    Setting { key: "sources.source_percent", default: "10", text: "Most of one source quoted over the whole site, in percent of its words." },
    Setting { key: "ingest.annotator", default: "[]", text: "A program that finds further names, with its arguments, such as [\"python3\", \"names.py\"]. `backstory ingest --annotator` runs it; no other command does." },
    Setting { key: "build.output_dir", default: "\"public\"", text: "Folder the site is published to, relative to the site. It must be the program's own: what else lies there is never overwritten." },
    Setting { key: "build.drafts", default: "false", text: "Whether articles marked `draft: true` are published." },
    Setting { key: "build.page_size", default: "100", text: "Entries on one page of a list." },
    Setting { key: "build.cname", default: "false", text: "Whether a file CNAME holds the host of base_url: GitHub Pages reads it where a branch is published under a domain of one's own." },
    Setting { key: "build.social_cards", default: "500", text: "How many pages get a social card of their own, the picture that other sites show beside a link: the story first, then questions of fact, events, people and places, sources. All others show the story's; 0 is for none at all. Cards need base_url." },
    Setting { key: "build.search", default: "true", text: "Whether readers can search the site. The index is a folder of small scripts; without it, the search page only lists everything from A to Z." },
    Setting { key: "build.exports", default: r#"["json","csv","ics","bibtex","csl","timelinejs","annotations","jsonld","feeds","markdown"]"#, text: "What is written for machines beside the pages: \"json\" (data/story.json), \"csv\", \"ics\", \"bibtex\", \"csl\", \"timelinejs\", \"annotations\", \"jsonld\" (files below data/; calendars of people and places too), \"feeds\" (Atom: site, changes, people and places), \"markdown\" (index.md beside each page) and \"pages\" (index.json beside each page, left out unless asked for: data/story.json says the same). `backstory export` prints any of them, written or not." },
    Setting { key: "budget.page", default: "50", text: "Heaviest page with its style sheets and scripts, in kilobytes (1,024 bytes) after gzip, images apart. What is over a limit of [budget] is reported as `over-budget`." },
    Setting { key: "budget.html", default: "30", text: "Heaviest page by itself, in kilobytes after gzip." },
    Setting { key: "budget.css", default: "10", text: "Style sheets of one page together, in kilobytes after gzip." },
    Setting { key: "budget.script", default: "5", text: "Scripts of one page together, in kilobytes after gzip." },
    Setting { key: "budget.search_script", default: "15", text: "The same for the search page and the page for addresses that lead nowhere, which searches too." },
    Setting { key: "budget.search_shard", default: "30", text: "Heaviest script that is loaded only on demand, such as a part of the search index, in kilobytes after gzip." },
    Setting { key: "budget.requests", default: "4", text: "Files a browser asks for to show one page, the page itself included, images apart." },
    Setting { key: "budget.third_party", default: "0", text: "How many files of one page may come from other sites." },
    Setting { key: "serve.port", default: "4000", text: "TCP port of the preview." },
    Setting { key: "serve.interface", default: "\"127.0.0.1\"", text: "Address the preview listens on. Anything but a loopback address shows it to the network." },
    Setting { key: "serve.debounce", default: "50", text: "Milliseconds of quiet after changes before the site is built again; a file that was saved in one go is shown at once." },
];

impl Config {
    /// Every key with its default and meaning.
    pub const fn explain() -> &'static [Setting] {
        SETTINGS
    }

    /// Reads settings from `text`, the content of `file`. A value that is wrong is reported and
    /// its default taken, so the result can always be used.
    pub fn parse(text: &str, file: &str) -> (Self, Diagnostics) {
        let (table, errors) = toml::de::DeTable::parse_recoverable(text);
        let mut reader = Reader { file, text, diagnostics: Vec::new(), good: toml::Table::new() };
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let problem = Diagnostic::error("settings-syntax", error.message().to_owned())
                .hint("a line is `key = value`, and texts stand in quotes: title = \"The talks\"");
            reader.report(problem, span);
        }
        reader.read_table("", table.get_ref());
        // Every value in it was accepted on its own, so together they are too.
        let config = Self::deserialize(toml::Value::Table(reader.good)).unwrap_or_default();
        (config, reader.diagnostics)
    }
}

/// A settings file being read: what is wrong with it, and what is good.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    diagnostics: Diagnostics,
    good: toml::Table,
}

impl Reader<'_> {
    fn report(&mut self, problem: Diagnostic, span: std::ops::Range<usize>) {
        let place = self.place(Span::new(span.start, span.end));
        self.diagnostics.push(problem.at(place));
    }

    /// Whether a problem was reported on these bytes already.
    fn is_reported(&self, span: &std::ops::Range<usize>) -> bool {
        let places = self.diagnostics.iter().filter_map(|problem| problem.place.as_ref()?.span);
        places.into_iter().any(|place| place.start <= span.end && span.start <= place.end)
    }

    /// Reads the keys of the top level, or of the table `section`.
    fn read_table(&mut self, section: &str, table: &toml::de::DeTable<'_>) {
        for (key, value) in table {
            let full = match section {
                "" => key.get_ref().to_string(),
                section => format!("{section}.{}", key.get_ref()),
            };
            let known = SETTINGS.iter().any(|setting| setting.key == full);
            let is_section = SETTINGS
                .iter()
                .any(|setting| setting.key.split_once('.').is_some_and(|(name, _)| name == full));
            match value.get_ref().as_table() {
                Some(inner) if is_section => self.read_table(&full, inner),
                _ if is_section => {
                    let problem =
                        Diagnostic::error("wrong-type", format!("`{full}` is a table of keys"))
                            .hint(format!("write a line `[{full}]` and its keys below"));
                    self.report(problem, value.span());
                }
                _ if known => self.read_value(&full, value),
                _ => {
                    let problem = self.mended(unknown_key(&full), section, table, key);
                    self.report(problem, key.span());
                }
            }
        }
    }

    /// The problem of a key that is nearly one of the same table, with that one in its place.
    fn mended(
        &self,
        problem: Diagnostic,
        section: &str,
        table: &toml::de::DeTable<'_>,
        key: &toml::Spanned<std::borrow::Cow<'_, str>>,
    ) -> Diagnostic {
        let own = SETTINGS.iter().filter_map(|setting| match section {
            "" => Some(setting.key).filter(|key| !key.contains('.')),
            section => setting.key.strip_prefix(section)?.strip_prefix('.'),
        });
        let near = closest(key.get_ref(), own).filter(|near| !table.contains_key(*near));
        let span = Span::new(key.span().start, key.span().end);
        match near.and_then(|near| Some((near, Edit::at(&self.place(span), near)?))) {
            Some((near, edit)) => problem.fix(Fix::safe(format!("write `{near}`"), edit)),
            None => problem,
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::span(self.file, self.text, span)
    }

    /// Takes one value, if the settings accept it.
    fn read_value(&mut self, key: &str, value: &toml::Spanned<toml::de::DeValue<'_>>) {
        let span = value.span();
        let written = self.text.get(span.clone()).unwrap_or("");
        let accepted = toml::de::ValueDeserializer::parse(written)
            .and_then(toml::Value::deserialize)
            .and_then(|value| {
                let mut alone = toml::Table::new();
                insert(&mut alone, key, value.clone());
                let config = Config::deserialize(toml::Value::Table(alone))?;
                Ok((config, value))
            });
        match accepted {
            Ok((config, value)) => match fault(&config, key) {
                None => insert(&mut self.good, key, value),
                Some((message, hint)) => {
                    let problem = Diagnostic::error("bad-setting", message).hint(hint);
                    self.report(problem, span);
                }
            },
            // The text itself is broken there, which is reported already.
            Err(_) if self.is_reported(&span) => {}
            Err(error) => {
                let message = error.message().lines().next().unwrap_or("the value is wrong");
                let message = format!("`{key}`: {message}");
                let setting = SETTINGS.iter().find(|setting| setting.key == key);
                let problem = Diagnostic::error("wrong-type", message);
                let problem = match setting {
                    Some(setting) => problem.hint(setting.text),
                    None => problem,
                };
                self.report(problem, span);
            }
        }
    }
}

/// Puts a value at a key such as `sources.rights`.
fn insert(table: &mut toml::Table, key: &str, value: toml::Value) {
    match key.split_once('.') {
        None => {
            table.insert(key.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner =
                table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let toml::Value::Table(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

fn unknown_key(key: &str) -> Diagnostic {
    let problem = Diagnostic::error("unknown-key", format!("there is no setting `{key}`"));
    let bare = |key: &'static str| key.rsplit('.').next().unwrap_or(key);
    let name = key.rsplit('.').next().unwrap_or(key);
    let sections = ["sources", "ingest", "build", "budget", "serve"];
    let moved = SETTINGS.iter().find(|setting| bare(setting.key) == name);
    let near = closest(key, SETTINGS.iter().map(|setting| setting.key).chain(sections));
    match (near, moved) {
        (Some(near), _) => problem.hint(format!("did you mean `{near}`?")),
        (None, Some(moved)) => problem.hint(format!("did you mean `{}`?", moved.key)),
        (None, None) => problem.hint("`backstory config --explain` lists every setting"),
    }
}

/// What is wrong with the value of `key`, and the remedy.
fn fault(config: &Config, key: &str) -> Option<(String, &'static str)> {
    let bad = |message: &str, hint| Some((format!("`{key}` {message}"), hint));
    match key {
        "title" if config.title.trim().is_empty() => bad("is empty", "name the story"),
        "base_url" if !config.base_url.as_deref().is_some_and(is_web_address) => {
            bad("is not a web address", "write it with its scheme: \"https://example.org/talks\"")
        }
        "edit_url" => {
            let url = config.edit_url.as_deref().unwrap_or("");
            if !is_web_address(&url.replace("{path}", "x")) {
                bad("is not a web address", "write it with its scheme: \"https://…/{path}\"")
            } else if !url.contains("{path}") {
                bad("does not say where the path goes", "put {path} into it")
            } else {
                None
            }
        }
        "report_url" => {
            let url = config.report_url.as_deref().unwrap_or("");
            let filled = url.replace("{page}", "x").replace("{title}", "x").replace("{path}", "x");
            let (address, query) = filled.split_once('?').unwrap_or((&filled, ""));
            let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}#".contains(c);
            if !is_web_address(address) || query.contains(odd) {
                bad("is not a web address", "write it with its scheme: \"https://…?page={page}\"")
            } else if filled == url {
                bad("does not say which page", "put {page}, {title} or {path} into it")
            } else {
                None
            }
        }
        "language" if !is_language_tag(&config.language) => {
            bad("is not a language tag", "write \"en\" or \"en-GB\"")
        }
        "theme" if Slug::parse(&config.theme).is_err() => bad(
            "is not the name of a theme",
            "use lower-case letters, digits and hyphens: the name of a folder below themes/",
        ),
        "sources.quotation_words" if config.sources.quotation_words == 0 => {
            bad("is 0", "allow at least one word")
        }
        "sources.source_percent" if config.sources.source_percent > 100 => {
            bad("is more than 100", "write percent, 0 to 100")
        }
        "ingest.annotator" if config.ingest.annotator.first().is_some_and(String::is_empty) => {
            bad("names no program", "write the program first: [\"python3\", \"names.py\"]")
        }
        "build.output_dir"
            if OutputPath::parse(config.build.output_dir.trim_end_matches('/')).is_err() =>
        {
            bad(
                "is not a folder below the site",
                "write a relative path without `..`, such as \"public\"; another place can be named on the command line",
            )
        }
        "build.page_size" if config.build.page_size == 0 => bad("is 0", "show at least one entry"),
        "serve.interface" => {
            let name = config.serve.interface.as_str();
            let known = name == "localhost" || name.parse::<IpAddr>().is_ok();
            (!known)
                .then(|| (format!("`{key}` is not an address"), "write \"127.0.0.1\" or \"::1\""))
        }
        _ => None,
    }
}

/// Whether a text is an absolute `http` or `https` address without query and fragment.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or("");
        let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}?#".contains(c);
        !host.is_empty() && !host.starts_with([':', '.', '@']) && !rest.contains(odd)
    })
}

/// Whether a text has the shape of a BCP 47 tag (RFC 5646 section 2.1).
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_explained_with_its_default() {
        let config = serde_json::to_value(Config::default()).expect("json");
        let mut keys = Vec::new();
        for (key, value) in config.as_object().expect("a table") {
            match value.as_object() {
                None => keys.push((key.clone(), value.clone())),
                Some(inner) => {
                    let full = inner.iter().map(|(name, v)| (format!("{key}.{name}"), v.clone()));
                    keys.extend(full);
                }
            }
        }
        let written = |value: &serde_json::Value| match value {
            serde_json::Value::Null => String::new(),
            value => value.to_string(),
        };
        let found: Vec<_> =
            keys.iter().map(|(key, value)| (key.as_str(), written(value))).collect();
        let explained: Vec<_> =
            Config::explain().iter().map(|s| (s.key, s.default.to_owned())).collect();
        assert_eq!(found, explained);
        assert!(Config::explain().iter().all(|setting| setting.text.len() > 20));
    }

    #[test]
    fn good_settings_are_read() {
        let text = "title = \"Talks\"\nbase_url = \"https://x.org/a\"\nserve.port = 80\n\
                    [sources]\nrights = \"full\"\n[build]\npage_size = 7\n";
        let (config, problems) = Config::parse(text, "site.toml");
        assert_eq!(problems, vec![]);
        assert_eq!((config.title.as_str(), config.sources.rights), ("Talks", Rights::Full));
        assert_eq!((config.build.page_size, config.serve.port), (7, 80));
        assert_eq!(Config::parse("", "site.toml"), (Config::default(), vec![]));
    }

    #[test]
    fn every_slip_is_named_where_it_stands_and_the_rest_is_kept() {
        let cases = [
            ("titel = \"x\"", "titel", "did you mean `title`?"),
            ("page_size = 4", "page_size", "did you mean `build.page_size`?"),
            ("[sources]\nright = \"full\"", "right", "did you mean `sources.rights`?"),
            ("[sources]\nrights = \"none\"", "\"none\"", "metadata"),
            ("[serve]\nport = 99999", "99999", "TCP port"),
            ("base_url = \"example.org\"", "\"example.org\"", "https://"),
            ("report_url = \"mailto:a@b.example\"", "\"mailto:a@b.example\"", "scheme"),
            ("report_url = \"https://x.org/new\"", "\"https://x.org/new\"", "{page}"),
            (
                "report_url = \"https://x.org/?a={page} b\"",
                "\"https://x.org/?a={page} b\"",
                "{page}",
            ),
            ("theme = \"../x\"", "\"../x\"", "themes/"),
            ("build = 3", "3", "[build]"),
            ("[build]\noutput_dir = \"../out\"", "\"../out\"", "relative"),
            ("[build]\npage_size = 0", "0", "at least"),
            ("theme = ", "", ""),
        ];
        for (text, culprit, hint) in cases {
            let text = format!("title = \"Kept\"\n{text}\n");
            let (config, problems) = Config::parse(&text, "site.toml");
            assert_eq!(config.title, "Kept", "{text}");
            assert_eq!(problems.len(), 1, "{text}: {problems:?}");
            let span = problems[0].place.as_ref().and_then(|place| place.span).unwrap_or_default();
            assert!(culprit.is_empty() || span.of(&text) == culprit, "{text}: {problems:?}");
            assert!(problems[0].hint.as_deref().unwrap_or("").contains(hint), "{problems:?}");
        }
    }
}
