//! `fmt`: content files in their canonical form.

use std::path::PathBuf;

use backstory::content::format::format_file;
use backstory::path::ContentPath;
use backstory::pipeline::{self, Options};
use backstory::{fs, unicode};

use super::Outcome;
use super::args::Fmt;
use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;

/// Writes every file that is not canonical, or names it with `--check`.
pub(crate) fn fmt(
    asked: &Fmt,
    environment: &Environment,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let (site, _) = pipeline::open_site(options)?;
    let wanted: Vec<PathBuf> = asked.paths.iter().map(|path| environment.absolute(path)).collect();
    if let Some(missing) = wanted.iter().find(|path| !path.exists()) {
        return Err(Failure::Usage(format!("{} does not exist", missing.display())));
    }
    let is_wanted = |path: &ContentPath| {
        let path = site.root.join(path.as_str());
        wanted.is_empty() || wanted.iter().any(|wanted| path.starts_with(wanted))
    };
    let (mut changed, mut skipped) = (0, 0);
    for entry in fs::read_tree(&site.root, "content") {
        // What cannot be read, `check` reports.
        let Ok((path, bytes)) = entry else { continue };
        let markdown = path.as_str().to_ascii_lowercase();
        let is_source = path.as_str().starts_with("content/sources/");
        if !is_markdown(&markdown) || is_source || !is_wanted(&path) {
            continue;
        }
        if std::str::from_utf8(&bytes).is_err() {
            skipped += 1;
            continue;
        }
        let text = unicode::decode(&bytes, Some("utf-8")).text;
        match format_file(&path, &text) {
            None => skipped += 1,
            Some(formatted) if formatted.as_bytes() == bytes => {}
            Some(formatted) => {
                changed += 1;
                console.line(path.as_str())?;
                if !asked.check {
                    fs::write_atomic(&site.root.join(path.as_str()), formatted.as_bytes())?;
                }
            }
        }
    }
    if skipped > 0 {
        let files = count(skipped, "file", "files");
        console.message(&format!("Left {files} alone; `backstory check` says why"));
    }
    let files = count(changed, "file", "files");
    console.message(&match (changed, asked.check) {
        (0, _) => "All files are in order".to_owned(),
        (_, true) => format!("{files} would be written anew"),
        (_, false) => format!("Wrote {files}"),
    });
    Ok(Outcome::problems_if(asked.check && changed > 0))
}

/// Content files have this ending in lower case, as the library reads them.
fn is_markdown(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "md")
}
