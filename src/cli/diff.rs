//! `diff`: two revisions become two libraries, and what readers would see changed becomes text.

use std::path::Path;

use backstory::compare::markdown::markdown;
use backstory::compare::{Comparison, compare, drafts};
use backstory::content::library::{Library, load_library};
use backstory::content::texts::content_text;
use backstory::fs;
use backstory::model::date::Edtf;
use backstory::pages::facts::published;
use backstory::path::ContentPath;
use backstory::pipeline::{self, Options};
use backstory::revision::{Id, Repository, RevisionError};
use serde::Serialize;

use super::Outcome;
use super::args::{Diff, DiffFormat};
use super::console::{Console, count};
use super::failure::Failure;

/// What a comparison is printed as for programs.
#[derive(Serialize)]
struct Report<'a> {
    /// The commit that readers know.
    from: String,
    /// The commit they would see; absent for the files as they are.
    to: Option<String>,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

/// Runs the command.
pub(crate) fn diff(asked: &Diff, options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let format = match (asked.format, asked.write) {
        (None | Some(DiffFormat::Changes), true) => DiffFormat::Changes,
        (Some(_), true) => {
            let hint = "leave out --format";
            return Err(Failure::Usage(format!("only draft entries can be written; {hint}")));
        }
        (format, false) => format.unwrap_or(DiffFormat::Markdown),
    };
    let (site, _) = pipeline::open_site(options)?;
    let repository = Repository::open(&site.root)?;
    let to = asked.after.as_deref().map(|name| repository.commit_named(name)).transpose()?;
    let head = || repository.commit_named("HEAD");
    let mut from = repository.commit_named(&asked.before)?;
    if asked.merge_base {
        let (here, name) = match (&to, asked.after.as_deref()) {
            (Some(to), Some(name)) => (*to, name),
            _ => (head()?, "HEAD"),
        };
        from = repository.merge_base((&from, &asked.before), (&here, name))?;
    }
    let before = committed(&repository, &from, console)?;
    let after = match &to {
        Some(to) => committed(&repository, to, console)?,
        None => present(&site.root, console),
    };
    let (before, after) = (published(&before, &site.config), published(&after, &site.config));
    let comparison = compare(&before, &after);
    let names = (shown(&asked.before, &from), asked.after.as_deref().zip(to.as_ref()));
    match format {
        DiffFormat::Markdown => {
            let to =
                names.1.map_or("the files as they are".to_owned(), |(name, id)| shown(name, id));
            console.result(&markdown(&comparison, &names.0, &to))?;
        }
        DiffFormat::Json => {
            let to = to.map(|id| id.to_string());
            let report = Report { from: from.to_string(), to, comparison: &comparison };
            // Plain data always has a JSON form.
            let text = serde_json::to_string_pretty(&report).unwrap_or_default();
            console.line(&text)?;
        }
        DiffFormat::Changes => {
            let at = match (asked.at, to) {
                (Some(at), _) => at,
                (None, Some(to)) => day(&repository, &to)?,
                (None, None) => day(&repository, &head()?)?,
            };
            let files = drafts(&comparison, &before, &after, at);
            entries(&files, asked.write, &site.root, console)?;
        }
    }
    Ok(Outcome::Fine)
}

/// A revision as it was typed, with its id where that says more.
fn shown(name: &str, id: &Id) -> String {
    let short = id.short();
    let is_id = id.to_string().starts_with(&name.to_ascii_lowercase());
    if is_id { short } else { format!("{name} ({short})") }
}

fn day(repository: &Repository, commit: &Id) -> Result<Edtf, RevisionError> {
    let day = repository.day_of(commit)?.to_string();
    day.parse()
        .map_err(|_| RevisionError::Damaged(format!("the date of {} is none", commit.short())))
}

/// Prints draft entries, or writes them and prints their paths.
fn entries(
    files: &[(ContentPath, String)],
    write: bool,
    root: &Path,
    console: &Console,
) -> Result<(), Failure> {
    if files.is_empty() {
        console.message("No entry is missing");
    }
    for (number, (path, text)) in files.iter().enumerate() {
        if !write {
            let gap = if number == 0 { "" } else { "\n" };
            console.result(&format!("{gap}# {path}\n{text}"))?;
        } else if fs::write_if_absent(&root.join(path.as_str()), text.as_bytes())? {
            console.line(path.as_str())?;
        } else {
            console.message(&format!("{path} is there already and stays as it is"));
        }
    }
    if write && !files.is_empty() {
        console.message("Next: say in each what readers should know, and why it changed");
    }
    Ok(())
}

/// The library of a commit.
fn committed(
    repository: &Repository,
    commit: &Id,
    console: &Console,
) -> Result<Library, RevisionError> {
    let mut texts = Vec::new();
    for (path, file) in repository.files(commit, &["content"])? {
        // Whether a file is content is told by its path: pictures are not read.
        if content_text(&path, b"").is_some() {
            texts.extend(content_text(&path, &repository.bytes(&file)?));
        }
    }
    Ok(library(&texts, &commit.short(), console))
}

/// The library of the files as they are.
fn present(root: &Path, console: &Console) -> Library {
    let files = fs::read_tree(root, "content").into_iter().filter_map(Result::ok);
    let texts: Vec<_> =
        files.filter_map(|(path, bytes)| content_text(path.as_str(), &bytes)).collect();
    library(&texts, "the files as they are", console)
}

fn library(texts: &[(ContentPath, String)], name: &str, console: &Console) -> Library {
    let (library, _) = load_library(texts);
    if !library.unreadable.is_empty() {
        let files = count(library.unreadable.len(), "content file", "content files");
        let hint = "`backstory check` names them";
        console.message(&format!("Not compared: {files} of {name} with errors; {hint}"));
    }
    library
}
