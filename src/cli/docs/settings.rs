//! The reference of `site.toml`, from the settings' own documentation.

use std::fmt::Write as _;

use backstory::config::Config;

use super::Page;
use super::words::escaped;

/// Every setting with its default and meaning, under the heading of its table.
pub(super) fn page() -> Page {
    let mut body = "A site's settings stand in `site.toml`. Every key has a default, so the file may be empty. \
                    A key that does not exist is an error. `backstory config` shows the settings in force, and \
                    `backstory config --explain KEY` tells what is written here.\n"
        .to_owned();
    let mut table = None;
    for setting in Config::explain() {
        let (section, _) = setting.key.split_once('.').unwrap_or(("", setting.key));
        if table != Some(section) {
            // Writing to a String cannot fail.
            let _ = match section {
                "" => write!(body, "\n## At the head of the file\n"),
                section => write!(body, "\n## In `[{section}]`\n"),
            };
            table = Some(section);
        }
        let default = match setting.default {
            "" => "It is not set by default.".to_owned(),
            // Long lists break between their items.
            default => format!("Default: `{}`", default.replace("\",\"", "\", \"")),
        };
        let _ = write!(body, "\n### `{}`\n\n{}\n\n{default}\n", setting.key, escaped(setting.text));
    }
    let dek = "Every key of site.toml, its default and its meaning.";
    Page::made("settings", "Settings", dek, &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_place() {
        let text = page().text;
        for setting in Config::explain() {
            let heading = format!("\n### `{}`\n\n{}", setting.key, escaped(setting.text));
            assert!(text.contains(&heading), "{}", setting.key);
        }
    }
}
