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
    let Some(setting) = Config::explain().iter().find(|setting| setting.key == key) else {
        let known = Config::explain().iter().map(|setting| setting.key);
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
        format!("{key}\n\n{}\n\nDefault: {}\n", setting.text, written(&value(&Config::default())));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_has_the_default_and_the_value_here() {
        let config = Config { language: "pt".to_owned(), ..Config::default() };
        let text = explained("language", Some(&config)).expect("a setting");
        assert!(text.contains("Default: \"en\"") && text.contains("Here:    \"pt\""), "{text}");
        let error = explained("sources.right", None).expect_err("no setting").to_string();
        assert!(error.contains("did you mean `sources.rights`?"), "{error}");
    }
}
