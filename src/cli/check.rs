//! `check`: the diagnostics are the result. Mends what can be mended unseen, where asked to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use backstory::diagnostic::baseline::Baseline;
use backstory::diagnostic::fix::{apply, safe_edits};
use backstory::diagnostic::render::{Format, capped, summary};
use backstory::diagnostic::{Diagnostic, Diagnostics, Level, sorted};
use backstory::pipeline::{self, Options, Site};
use backstory::{fs, unicode};

use super::Outcome;
use super::args::{Check, Deny};
use super::console::{Console, count, rendered, say_left_out, tally};
use super::environment::Environment;
use super::failure::Failure;
use super::since::Since;

/// One mended problem can lay another one bare; so many times it is looked again.
const MOST_ROUNDS: usize = 5;

/// Runs the command.
pub(crate) fn check(
    asked: &Check,
    environment: &Environment,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    // Before the check, which takes longer: a revision that is not there is told at once.
    let since = asked.since.as_deref().map(|revision| Since::new(revision, options)).transpose()?;
    let (site, mut diagnostics) = checked(options, console)?;
    if asked.fix {
        diagnostics = mend(&site, options, diagnostics, since.as_ref(), console)?;
    }
    if let Some(path) = &asked.write_baseline {
        let path = environment.absolute(path);
        fs::write_atomic(&path, Baseline::of(&diagnostics).write().as_bytes())?;
        let known = count(diagnostics.len(), "problem", "problems");
        console.message(&format!("{known} written to {}", path.display()));
        return Ok(Outcome::Fine);
    }
    if let Some(path) = &asked.baseline {
        let path = environment.absolute(path);
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        let all = diagnostics.len();
        let (new, gone) = Baseline::parse(&text).split(diagnostics);
        let known = count(all - new.len(), "known problem is", "known problems are");
        console.message(&format!("{known} not shown"));
        if gone > 0 {
            let gone = count(gone, "known problem is", "known problems are");
            console.message(&format!("{gone} there no more; write the baseline again"));
        }
        diagnostics = new;
    }
    if let Some(since) = &since {
        diagnostics = since.only(diagnostics, console);
    }
    report(asked, environment, &site, &diagnostics, console)?;
    let denied = |one: &Diagnostic| {
        one.level == Level::Error
            || asked.deny_warnings && one.level == Level::Warning
            || asked.deny.iter().any(|deny| match deny {
                Deny::Level(level) => one.level <= *level,
                Deny::Code(code) => one.code == *code,
            })
    };
    Ok(Outcome::problems_if(diagnostics.iter().any(denied)))
}

/// The site, and all that is wrong with it.
fn checked(options: &Options, console: &Console) -> Result<(Site, Diagnostics), Failure> {
    let (site, mut diagnostics) = pipeline::open_site(options)?;
    let progress = console.progress();
    diagnostics
        .extend(pipeline::check(&site, &|phase, done, all| progress.report(phase, done, all))?);
    Ok((site, sorted(diagnostics)))
}

/// Prints the problems, and writes the summary of a workflow's step.
fn report(
    asked: &Check,
    environment: &Environment,
    site: &Site,
    diagnostics: &[Diagnostic],
    console: &Console,
) -> Result<(), Failure> {
    let format = asked.format(environment.github_actions).unwrap_or_else(|| console.human());
    let human = matches!(format, Format::Human { .. });
    let (shown, left_out) = if format.is_capped() && !asked.all && !console.is_verbose() {
        capped(diagnostics)
    } else {
        (diagnostics.to_vec(), Vec::new())
    };
    console.result(&rendered(&shown, format, &site.root))?;
    say_left_out(&left_out, "`backstory check --all` shows them");
    if let Some(path) = environment.step_summary.as_ref().filter(|_| format == Format::Github) {
        fs::append(path, summary(diagnostics).as_bytes())?;
    }
    let problems = tally(diagnostics);
    let notes = diagnostics.iter().filter(|one| one.level == Level::Note).count();
    console.message(&match (problems.is_empty(), notes) {
        (true, 0) => "No problems found".to_owned(),
        (true, notes) => format!("No problems found, {}", count(notes, "note", "notes")),
        (false, 0) => problems,
        (false, notes) => format!("{problems}, {}", count(notes, "note", "notes")),
    });
    if human && let Some(first) = diagnostics.first() {
        console.message(&format!("`backstory explain {}` tells more", first.code));
    }
    Ok(())
}

/// Applies all safe fixes, looks again and says what was done; gives what is left. Fixes that make
/// more errors than they mend are taken back. With `since`, only what a branch changed is mended.
fn mend(
    site: &Site,
    options: &Options,
    mut diagnostics: Diagnostics,
    since: Option<&Since>,
    console: &Console,
) -> Result<Diagnostics, Failure> {
    let mut files: BTreeSet<String> = BTreeSet::new();
    let mut mended = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let changed = match since {
            Some(since) => write_fixes(site, &since.fixable(&diagnostics))?,
            None => write_fixes(site, &diagnostics)?,
        };
        if changed.is_empty() {
            break;
        }
        let (_, after) = checked(options, console)?;
        if errors(&after) > errors(&diagnostics) {
            for (path, before) in changed.values() {
                fs::write_atomic(path, before)?;
            }
            console.message("The fixes would have led to more errors and were taken back");
            break;
        }
        let before = std::mem::replace(&mut diagnostics, after);
        mended.extend(gone(before, &diagnostics, changed.keys()));
        files.extend(changed.into_keys());
    }
    for line in &mended {
        console.message(&format!("  fixed {line}"));
    }
    let problems = count(mended.len(), "problem", "problems");
    console.message(&match files.len() {
        0 => "Nothing to fix unseen".to_owned(),
        files => format!("Fixed {problems} in {}", count(files, "file", "files")),
    });
    Ok(diagnostics)
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|one| one.level == Level::Error).count()
}

/// The problems with a safe fix in files that were written, and that are there no more.
fn gone<'a>(
    before: Diagnostics,
    after: &[Diagnostic],
    written: impl Iterator<Item = &'a String>,
) -> Vec<String> {
    let written: Vec<&String> = written.collect();
    let (left, _) = Baseline::of(after).split(before);
    let fixed = left.into_iter().filter(|one| !safe_edits(std::slice::from_ref(one)).is_empty());
    fixed
        .filter_map(|one| {
            let place = one.place?;
            let known = written.contains(&&place.file);
            known.then(|| format!("{}:{}: {} [{}]", place.file, place.line, one.message, one.code))
        })
        .collect()
}

/// Writes the safe fixes, each file in one step; gives the files that were changed, with their bytes
/// before. A file that is no UTF-8 is left alone.
fn write_fixes(
    site: &Site,
    diagnostics: &[Diagnostic],
) -> Result<BTreeMap<String, (PathBuf, Vec<u8>)>, Failure> {
    let mut changed = BTreeMap::new();
    for (file, edits) in safe_edits(diagnostics) {
        let path = site.root.join(Path::new(&file));
        let before = fs::read(&path)?;
        if std::str::from_utf8(&before).is_err() {
            continue;
        }
        let text = unicode::decode(&before, Some("utf-8")).text;
        // Places count from behind a byte-order mark, which stays.
        let mark = before.get(..before.len() - text.len()).unwrap_or_default();
        let Some(text) = apply(&text, &edits) else { continue };
        if fs::write_atomic(&path, &[mark, text.as_bytes()].concat())? {
            changed.insert(file, (path, before));
        }
    }
    Ok(changed)
}
