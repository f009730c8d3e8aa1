//! The settings of a site, `site.toml`: keys, defaults and their documentation. Reads no files.

use serde::{Deserialize, Serialize};

use crate::model::article::Rights;

/// All settings. Every key has a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Folder below `themes/`, or `default`, which is built in.
    pub theme: String,
    /// IANA name of the zone in which times without one of their own are meant; none is assumed.
    pub time_zone: Option<String>,
    /// Where pages can be edited: a URL with `{path}` in it, for "Edit this page" links.
    pub edit_url: Option<String>,
    /// How sources may be used.
    pub sources: SourcesConfig,
    /// What is built, and where to.
    pub build: BuildConfig,
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
            time_zone: None,
            edit_url: None,
            sources: SourcesConfig::default(),
            build: BuildConfig::default(),
            serve: ServeConfig::default(),
        }
    }
}

/// `[sources]`: how sources may be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// `[build]`: what is built, and where to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BuildConfig {
    /// Folder the site is published to, relative to the site root.
    pub output_dir: String,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Entries on one page of a list.
    pub page_size: usize,
}

impl Default for BuildConfig {
    fn default() -> Self {
        Self { output_dir: "public".to_owned(), drafts: false, page_size: 100 }
    }
}

/// `[serve]`: the preview server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
