//! `config`: the settings in force, and what each of them means.

use std::fmt::Write as _;

use backstory::config::Config;
use backstory::diagnostic::closest;
use backstory::pipeline::{self, Options, PipelineError};
use serde_json::Value;

use super::Outcome;
use super::args;
use super::console::Console;
use super::failure::Failure;

/// Shows all settings, or explains one; the latter also outside a site.
pub(crate) fn config(
    asked: &args::Config,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let opened = pipeline::open_site(options);
    let Some(key) = &asked.explain else {
        let (site, diagnostics) = opened?;
        console.diagnostics(&diagnostics, &site.root);
        let mut text = format!("# {}\n", site.config_path.display());
        for (key, value) in flat(&site.config) {
            let _ = writeln!(text, "{}", setting(&key, &value));
        }
        console.result(&text)?;
        return Ok(Outcome::problems_if(backstory::diagnostic::has_errors(&diagnostics)));
    };
    let current = match opened {
        Ok((site, _)) => Some(site.config),
        Err(PipelineError::NoSite(_)) => None,
        Err(error) => return Err(error.into()),
    };
    console.result(&explained(key, current.as_ref())?)?;
    Ok(Outcome::Fine)
}

/// What a key means, its default and, within a site, its value.
fn explained(key: &str, current: Option<&Config>) -> Result<String, Failure> {
    let Some((_, meaning)) = MEANINGS.iter().find(|(known, _)| *known == key) else {
        let known = MEANINGS.iter().map(|(known, _)| *known);
        let hint = match closest(key, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::Usage(format!("`{key}` is not a setting; {hint}")));
    };
    let value = |config: &Config| {
        flat(config)
            .into_iter()
            .find(|(name, _)| name == key)
            .map_or(Value::Null, |(_, value)| value)
    };
    let mut text =
        format!("{key}\n\n{meaning}\n\nDefault: {}\n", written(&value(&Config::default())));
    if let Some(config) = current {
        let _ = writeln!(text, "Here:    {}", written(&value(config)));
    }
    Ok(text)
}

/// A line of settings as TOML has it; what is not set is commented out.
fn setting(key: &str, value: &Value) -> String {
    if value.is_null() { format!("# {key} is not set") } else { format!("{key} = {value}") }
}

fn written(value: &Value) -> String {
    if value.is_null() { "not set".to_owned() } else { value.to_string() }
}

/// All settings with dotted keys, in the order of the settings' own documentation.
fn flat(config: &Config) -> Vec<(String, Value)> {
    fn add(prefix: &str, value: Value, settings: &mut Vec<(String, Value)>) {
        match value {
            Value::Object(table) => {
                for (key, value) in table {
                    let dot = if prefix.is_empty() { "" } else { "." };
                    add(&format!("{prefix}{dot}{key}"), value, settings);
                }
            }
            value => settings.push((prefix.to_owned(), value)),
        }
    }
    let mut settings = Vec::new();
    // Plain data always has a JSON form.
    add("", serde_json::to_value(config).unwrap_or_default(), &mut settings);
    settings
}

/// What each key means, for `--explain`.
const MEANINGS: [(&str, &str); 17] = [
    ("title", "Name of the story, shown at the head of every page."),
    (
        "base_url",
        "Where the site will be published, such as https://example.org/story/.\n\
         Links between pages need no address; only canonical links, feeds, the sitemap and the\n\
         404 page do.",
    ),
    ("language", "BCP 47 tag of the site's own texts, such as en or pt-BR."),
    ("description", "One sentence for search engines and link previews."),
    ("theme", "Name of a folder below themes/; `default` is built in."),
    (
        "time_zone",
        "IANA name of the zone, such as Europe/Lisbon, in which times without a zone are meant.\n\
         Without it none is assumed.",
    ),
    (
        "edit_url",
        "Where pages can be edited, for \"Edit this page\" links: a web address with {path} in\n\
         place of the file, such as https://example.org/repository/edit/main/{path}.",
    ),
    (
        "sources.rights",
        "How much of a newly ingested text may be published, unless the command says otherwise:\n\
         metadata (title, outlet, date, link), summary (a fact sheet with short quotations),\n\
         excerpt (longer extracts) or full (the whole text: own or licensed). Each article can\n\
         set its own.",
    ),
    ("sources.quotation_words", "Longest quotation, in words, from a text that is not full."),
    ("sources.source_words", "Most words quoted from one source, over the whole site."),
    (
        "sources.source_percent",
        "Most of a source that is quoted over the whole site, in percent of its words.",
    ),
    (
        "build.output_dir",
        "Folder the site is published to, relative to the site's folder. `--output-dir` overrules it.",
    ),
    (
        "build.drafts",
        "Whether articles marked `draft: true` are published. `--drafts` overrules it.",
    ),
    ("build.page_size", "Entries on one page of a list."),
    ("serve.port", "TCP port of the preview. `--port` overrules it."),
    (
        "serve.interface",
        "Address the preview listens on. Anything but a loopback address shows it to the network.\n\
         `--interface` overrules it.",
    ),
    ("serve.debounce", "Milliseconds of quiet after a change before the site is built again."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_explained_and_nothing_else() {
        let settings: Vec<_> = flat(&Config::default()).into_iter().map(|(key, _)| key).collect();
        let explained: Vec<_> = MEANINGS.iter().map(|(key, _)| (*key).to_owned()).collect();
        assert_eq!(settings, explained);
    }

    #[test]
    fn an_explanation_has_the_default_and_the_value_here() {
        let config = Config { language: "pt".to_owned(), ..Config::default() };
        let text = explained("language", Some(&config)).expect("a setting");
        assert!(text.contains("Default: \"en\"") && text.contains("Here:    \"pt\""), "{text}");
        let error = explained("sources.right", None).expect_err("no setting").to_string();
        assert!(error.contains("did you mean `sources.rights`?"), "{error}");
    }
}
