//! `theme`: the looks there are, what templates may use, and copies to change.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use backstory::diagnostic::closest;
use backstory::pages::strings;
use backstory::pipeline::{self, Options, PipelineError};
use backstory::render::template::built_in::{self, TEMPLATES, THEMES, Theme};
use backstory::render::template::contract::contract;

use super::Outcome;
use super::args::{self, Eject};
use super::console::{Console, count};
use super::failure::Failure;

/// Files to write: path below the site, and text.
type Files = BTreeMap<String, &'static str>;

/// Lists, documents or copies.
pub(crate) fn theme(
    asked: &args::Theme,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    match asked {
        args::Theme::List => list(options, console),
        args::Theme::Doc(doc) => document(doc.template.as_deref(), console),
        args::Theme::Eject(eject) => {
            let (site, _) = pipeline::open_site(options)?;
            let files = chosen(&eject.names, &site.config.theme)?;
            write(&files, &site.root, eject, console)
        }
    }
}

/// The built-in themes, and those of the site where there is one.
fn list(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let site = match pipeline::open_site(options) {
        Ok((site, _)) => Some(site),
        Err(PipelineError::NoSite(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let mut themes: BTreeMap<String, (String, String)> = BTreeMap::new();
    for theme in THEMES {
        let about = theme.file("theme.toml").and_then(built_in::description);
        themes.insert(theme.name.to_owned(), ("built in".to_owned(), about.unwrap_or_default()));
    }
    if let Some(site) = &site {
        let folder = site.root.join("themes");
        // A site without the folder has none of its own.
        for name in backstory::fs::entries(&folder).unwrap_or_default() {
            if !folder.join(&name).is_dir() {
                continue;
            }
            let about = backstory::fs::read(&folder.join(&name).join("theme.toml"));
            let about = about.ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let about = about.as_deref().and_then(built_in::description);
            let (place, known) = themes.remove(&name).unwrap_or_default();
            let over = if place.is_empty() { "" } else { ", over the built-in one" };
            let about = about.unwrap_or(known);
            themes.insert(name.clone(), (format!("themes/{name}/{over}"), about));
        }
    }
    let current = site.as_ref().map_or("", |site| site.config.theme.as_str());
    let mut text = String::new();
    for (name, (place, about)) in &themes {
        let star = if name == current { '*' } else { ' ' };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{star} {name} ({place}): {about}");
    }
    console.result(&text)?;
    Ok(Outcome::Fine)
}

fn document(template: Option<&str>, console: &Console) -> Result<Outcome, Failure> {
    let Some(text) = contract().document(template) else {
        let wanted = template.unwrap_or_default();
        let names = TEMPLATES.iter().map(|(name, _)| *name);
        return Err(Failure::Usage(unknown(wanted, "template", names)));
    };
    console.result(&text)?;
    Ok(Outcome::Fine)
}

/// The files that the names mean; without any, those of the theme in use.
fn chosen(names: &[String], current: &str) -> Result<Files, Failure> {
    let mut files = Files::new();
    let own = [current.to_owned()];
    for name in if names.is_empty() { &own[..] } else { names } {
        let found = match built_in::theme(name) {
            Some(theme) => whole(theme),
            None => one(name, current),
        };
        if found.is_empty() {
            if names.is_empty() {
                let message = format!("the theme `{name}` is your own, in themes/{name}/ already");
                return Err(Failure::Usage(message));
            }
            let templates = TEMPLATES.iter().map(|(name, _)| *name);
            let themes = THEMES.iter().map(|theme| theme.name);
            let known = templates.chain(themes).chain(["style.css", "script.js"]);
            return Err(Failure::Usage(unknown(name, "theme or template", known)));
        }
        files.extend(found);
    }
    Ok(files)
}

/// A whole theme.
fn whole(theme: &Theme) -> Files {
    let files = theme.files.iter();
    files.map(|(path, text)| (format!("themes/{}/{path}", theme.name), *text)).collect()
}

/// One file: of the theme in use where that has it, else the one below.
fn one(name: &str, current: &str) -> Files {
    let name = name.strip_prefix("templates/").unwrap_or(name);
    let theme = built_in::theme(current);
    let mut files = Files::new();
    let themed = theme.and_then(|theme| theme.file(&format!("templates/{name}")));
    let plain = TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    let language = name.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml"));
    let table = language.and_then(|language| {
        strings::tables().iter().find(|(known, _)| *known == language).map(|(_, text)| *text)
    });
    // A theme's table holds its own words only: all others are what one wants to translate.
    if let Some(text) = table.or(themed).or(plain) {
        files.insert(format!("templates/{name}"), text);
    }
    let default = THEMES.first();
    let file = theme.and_then(|theme| theme.file(name));
    if let Some(text) = file.or_else(|| default.and_then(|theme| theme.file(name))) {
        files.insert(format!("themes/{current}/{name}"), text);
    }
    files
}

fn unknown<'n>(wanted: &str, kind: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    let hint = match closest(wanted, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
    };
    format!("there is no built-in {kind} `{wanted}`; {hint}")
}

/// Writes all files, or none when one that differs would be overwritten unasked.
fn write(files: &Files, root: &Path, asked: &Eject, console: &Console) -> Result<Outcome, Failure> {
    let differs = |(name, text): &(&String, &&'static str)| match backstory::fs::read(
        &root.join(name.as_str()),
    ) {
        Ok(bytes) => bytes != text.as_bytes(),
        Err(error) => !error.is_missing(),
    };
    let taken: Vec<&str> = files.iter().filter(differs).map(|(name, _)| name.as_str()).collect();
    if !asked.force && !taken.is_empty() {
        let taken = taken.join(", ");
        let message =
            format!("there already, and changed: {taken}; --force overwrites, nothing was written");
        return Err(Failure::Usage(message));
    }
    let mut written = 0;
    for (name, text) in files {
        if backstory::fs::write_atomic(&root.join(name), text.as_bytes())? {
            written += 1;
            console.line(name)?;
        }
    }
    let same = files.len() - written;
    if same > 0 {
        console
            .message(&format!("{} as they should be already", count(same, "file is", "files are")));
    }
    Ok(Outcome::Fine)
}
