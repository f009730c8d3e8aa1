//! The commands that work on a site: ingest, build, check, export, clean, watch, serve.

use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use backstory::config::Export;
use backstory::diagnostic::{Diagnostic, Level, has_errors, sorted};
use backstory::model::article::Rights;
use backstory::pages::data::Table;
use backstory::pipeline::live::Previewer;
use backstory::pipeline::{
    self, FileOutcome, IngestOptions, IngestReport, Options, PipelineError, PublishOptions,
    Resolve, RunProgram, Side, Site,
};
use backstory::publish;
use backstory::serve::watch::{Notice, Watched, watch_loop};
use backstory::serve::{Rebuilt, ServeEvent, ServeOptions, url_of};

use super::args::{self, ExportFormat, ExportTable, Serve, SideChoice};
use super::console::{Console, count, spoken, tally};
use super::environment::Environment;
use super::failure::Failure;
use super::timings::Timings;
use super::{Outcome, annotator, new, settle};

/// `ingest`: a table of what happened to which files.
pub(crate) fn ingest(
    asked: &args::Ingest,
    options: &Options,
    environment: &Environment,
    console: &Console,
) -> Result<Outcome, Failure> {
    let paths: Vec<_> = asked.paths.iter().map(|path| environment.absolute(path)).collect();
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        return Err(Failure::Usage(format!("{} does not exist", missing.display())));
    }
    let (site, mut diagnostics) = pipeline::open_site(options)?;
    let resolve = match asked.resolve {
        None => None,
        Some(SideChoice::Ours) => Some(Resolve::Side(Side::Ours)),
        Some(SideChoice::Theirs) => Some(Resolve::Side(Side::Theirs)),
        Some(SideChoice::Ask) if environment.terminal_in && environment.terminal_err => {
            Some(Resolve::Ask(settle::ask))
        }
        Some(SideChoice::Ask) => {
            let hint = "write --resolve ours or --resolve theirs, or edit the files";
            return Err(Failure::Usage(format!(
                "--resolve ask needs a terminal to ask on; {hint}"
            )));
        }
    };
    let wanted = IngestOptions {
        paths,
        dry_run: asked.dry_run,
        rights: asked.rights.map(Rights::from),
        resolve,
        run_annotator: asked.annotator.then_some(annotator::run as RunProgram),
    };
    if asked.annotator && site.config.ingest.annotator.is_empty() {
        let hint = "`backstory config --explain ingest.annotator` tells how";
        return Err(Failure::Usage(format!("site.toml names no annotator; {hint}")));
    }
    let (report, found) = {
        let progress = console.progress();
        pipeline::ingest(&site, &wanted, &|phase, done, all| progress.report(phase, done, all))?
    };
    diagnostics.extend(found);
    console.diagnostics(&diagnostics, &site.root);
    console.result(&ingest_table(&report, asked.dry_run, console.is_verbose()))?;
    let conflicts = report.files.iter().any(|(_, outcome)| *outcome == FileOutcome::Conflict);
    if conflicts {
        console.message(
            "To settle the conflicts, edit the files, or run again with --resolve ours, theirs or ask.",
        );
    }
    Ok(Outcome::problems_if(has_errors(&diagnostics)))
}

/// The outcomes in the order of the table, how they are named, and whether a person should look.
const OUTCOMES: [(FileOutcome, &str, bool); 5] = [
    (FileOutcome::Added, "added", false),
    (FileOutcome::Updated, "updated", false),
    (FileOutcome::Kept, "kept", true),
    (FileOutcome::Conflict, "conflict", true),
    (FileOutcome::Unchanged, "unchanged", false),
];

/// What happened, with the names of the files that need attention; with `verbose`, of all that
/// were touched.
fn ingest_table(report: &IngestReport, dry_run: bool, verbose: bool) -> String {
    let sources = count(report.sources, "source", "sources");
    let mut table = match (report.sources, dry_run) {
        (0, _) => "No source is new or changed\n".to_owned(),
        (_, true) => format!("Would take in {sources}\n"),
        (_, false) => format!("Took in {sources}\n"),
    };
    for (outcome, name, needs_attention) in OUTCOMES {
        let files: Vec<_> = report.files.iter().filter(|(_, what)| *what == outcome).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(table, "  {name:<10}{:>6}", files.len());
        if needs_attention || (verbose && outcome != FileOutcome::Unchanged) {
            for (file, _) in files {
                let _ = writeln!(table, "    {file}");
            }
        }
    }
    table
}

/// `build`: the site on the disk, and one line about it.
pub(crate) fn build(
    asked: &args::Build,
    options: &Options,
    environment: &Environment,
    console: &Console,
) -> Result<Outcome, Failure> {
    let timings = Timings::start();
    let wanted = PublishOptions {
        explain: asked.explain.clone(),
        verify: asked.verify,
        ..PublishOptions::default()
    };
    let outcome = publish(options, wanted, console, &timings)?;
    for line in &outcome.explained {
        console.line(line)?;
    }
    if let Some(file) = &asked.trace {
        let path = environment.absolute(file);
        backstory::fs::write_atomic(&path, timings.trace().as_bytes())
            .map_err(PipelineError::Disk)?;
        console.message(&format!("Trace written to {}", path.display()));
    }
    if asked.timings {
        console.message(timings.table().trim_end());
    }
    if asked.verify {
        verified(&outcome.differing, console)?;
    }
    let bad = is_bad(&outcome.diagnostics, asked.deny_warnings) || !outcome.differing.is_empty();
    Ok(Outcome::problems_if(bad))
}

/// What a comparison with a clean build came to.
fn verified(differing: &[String], console: &Console) -> Result<(), Failure> {
    const NAMED: usize = 20;
    if differing.is_empty() {
        return console.line("A clean build gives the same files, byte for byte");
    }
    console.line(&format!(
        "A clean build gives {} other than these:",
        count(differing.len(), "file", "files")
    ))?;
    for file in differing.iter().take(NAMED) {
        console.line(&format!("  {file}"))?;
    }
    console.message(
        "Delete .backstory/cache and build again; and please report this: it must not happen",
    );
    Ok(())
}

/// Builds into the output folder and says so.
fn publish(
    options: &Options,
    mut wanted: PublishOptions,
    console: &Console,
    timings: &Timings,
) -> Result<pipeline::Outcome, Failure> {
    let (site, mut found) = pipeline::open_site(options)?;
    // Raw sources are below `.backstory`; no build may take their place.
    wanted.inputs = inputs(&site);
    wanted.inputs.push(site.root.join(".backstory"));
    let mut outcome = {
        let progress = console.progress();
        pipeline::publish(&site, &wanted, &|phase, done, all| {
            timings.report(phase, done, all);
            progress.report(phase, done, all);
        })?
    };
    timings.end();
    found.append(&mut outcome.diagnostics);
    outcome.diagnostics = sorted(found);
    console.diagnostics(&outcome.diagnostics, &site.root);
    let report = &outcome.report;
    let touched =
        |one: &&(String, FileOutcome)| matches!(one.1, FileOutcome::Added | FileOutcome::Updated);
    let touched = report.files.iter().filter(touched).count();
    if touched > 0 {
        let (sources, files) =
            (count(report.sources, "source", "sources"), count(touched, "file", "files"));
        console.message(&format!("Took in {sources}: {files} written below content/"));
    }
    let problems = tally(&outcome.diagnostics);
    let problems = if problems.is_empty() { String::new() } else { format!(", with {problems}") };
    let published = outcome.published;
    console.line(&format!(
        "Built {} into {}: {}, {} written, {} unchanged{problems}",
        count(outcome.pages, "page", "pages"),
        site.output_dir.display(),
        count(published.files, "file", "files"),
        published.written,
        published.unchanged,
    ))?;
    if console.is_verbose() {
        console.message(&format!("Rendered {}", count(outcome.rendered, "file", "files")));
    }
    Ok(outcome)
}

/// Whether diagnostics make a command end with exit code 1.
fn is_bad(diagnostics: &[Diagnostic], deny_warnings: bool) -> bool {
    let limit = if deny_warnings { Level::Warning } else { Level::Error };
    diagnostics.iter().any(|one| one.level <= limit)
}

/// `export`: the text in one format is the result.
pub(crate) fn export(
    asked: &args::Export,
    options: &Options,
    console: &Console,
) -> Result<Outcome, Failure> {
    let table = match asked.table {
        ExportTable::Claims => Table::Claims,
        ExportTable::Events => Table::Events,
    };
    if table != Table::Claims && asked.format != ExportFormat::Csv {
        let hint = "write `backstory export csv --table events`";
        return Err(Failure::Usage(format!("only csv has tables to choose from; {hint}")));
    }
    let format = match asked.format {
        ExportFormat::Json => Export::Json,
        ExportFormat::Csv => Export::Csv,
        ExportFormat::Ics => Export::Ics,
        ExportFormat::Bibtex => Export::Bibtex,
        ExportFormat::Csl => Export::Csl,
        ExportFormat::Timelinejs => Export::Timelinejs,
        ExportFormat::Annotations => Export::Annotations,
        ExportFormat::Jsonld => Export::Jsonld,
    };
    let (site, mut diagnostics) = pipeline::open_site(options)?;
    let (text, found) = pipeline::export(&site, format, table)?;
    diagnostics.extend(found);
    console.diagnostics(&diagnostics, &site.root);
    if text.is_empty() {
        console.message("Nothing to print: no event has a date");
    }
    console.result(&text)?;
    Ok(Outcome::problems_if(has_errors(&diagnostics)))
}

/// `clean`.
pub(crate) fn clean(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let (site, _) = pipeline::open_site(options)?;
    let removed = publish::clean(&site.output_dir)?;
    let what = if removed { "Removed" } else { "Nothing to remove at" };
    console.line(&format!("{what} {}", site.output_dir.display()))?;
    Ok(Outcome::Fine)
}

/// What a preview of `site` looks after.
fn observed(site: &Site, interface: IpAddr, port: u16) -> ServeOptions {
    ServeOptions {
        interface,
        port,
        debounce: Duration::from_millis(site.config.serve.debounce),
        root: site.root.clone(),
        watch: inputs(site),
        ignore: vec![site.output_dir.clone(), site.root.join(".backstory")],
        probe: site.root.join(".backstory/cache"),
    }
}

/// What people write of a site: its settings and the folders that a build reads.
fn inputs(site: &Site) -> Vec<PathBuf> {
    let folders = ["content", "static", "templates", "themes"].map(|name| site.root.join(name));
    [site.config_path.clone()].into_iter().chain(folders).collect()
}

/// `watch`: builds into the folder again and again. Content problems and a full disk are reported
/// and waited out; only what is wrong at the start ends the command.
pub(crate) fn watch(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let (site, _) = pipeline::open_site(options)?;
    let ServeOptions { root, watch, ignore, probe, debounce, .. } =
        observed(&site, IpAddr::from([127, 0, 0, 1]), 0);
    let watched = Watched::start(&root, &watch, &ignore, &probe, debounce);
    publish(options, PublishOptions::default(), console, &Timings::start())?;
    console.message("Watching for changes; Ctrl-C ends it");
    watch_loop(watched, |notice| match notice {
        Notice::Polling(reason) => console.message(&polling(&reason)),
        Notice::Changed(changed) => {
            console.message(&changes(&changed, &site.root));
            let again = publish(options, PublishOptions::default(), console, &Timings::start());
            if let Err(failure) = again {
                console.error(&failure.to_string());
            }
        }
    });
    Ok(Outcome::Fine)
}

/// `serve`: a preview in the browser.
pub(crate) fn serve(
    asked: &Serve,
    mut options: Options,
    console: Console,
) -> Result<Outcome, Failure> {
    let (site, _) = pipeline::open_site(&options)?;
    let interface = match asked.interface {
        Some(interface) => interface,
        None => args::interface(&site.config.serve.interface).map_err(|hint| {
            let given = &site.config.serve.interface;
            Failure::Usage(format!("serve.interface of the settings is `{given}`: {hint}"))
        })?,
    };
    let port = asked.port.unwrap_or(site.config.serve.port);
    options.preview = true;
    // The pages lead to the preview, not to where they will be published.
    if port != 0 {
        options.base_url = Some(url_of(SocketAddr::new(interface, port)));
    }
    if !interface.is_loopback() {
        console.message("The preview can be read by everyone in the network");
    }
    let preview = observed(&site, interface, port);
    let speaker = console.clone();
    let previewer = Mutex::new(Previewer::default());
    let rebuild = move |changed: Option<&[PathBuf]>| {
        let progress = console.progress();
        let started = Instant::now();
        let report =
            |phase: &'static str, done: usize, all: usize| progress.report(phase, done, all);
        let mut previewer = previewer.lock().unwrap_or_else(PoisonError::into_inner);
        let rebuilt = match previewer.renew(&options, changed, &report) {
            Ok((live, diagnostics)) => Rebuilt { pages: Some(live), diagnostics },
            Err(error) => Rebuilt {
                pages: None,
                diagnostics: vec![Diagnostic::error("environment", error.to_string())],
            },
        };
        drop(progress);
        if console.is_verbose() {
            console.message(&format!("Built in {}", spoken(started.elapsed())));
        }
        rebuilt
    };
    let root = site.root;
    backstory::serve::serve(&preview, rebuild, move |event| announce(&event, &root, &speaker))?;
    Ok(Outcome::Fine)
}

/// Tells the terminal what the preview does.
fn announce(event: &ServeEvent, root: &Path, console: &Console) {
    match event {
        ServeEvent::Listening { url } => {
            // The address is what the command is for; scripts wait for it on standard output.
            let _ = console.line(&format!("Serving {url}"));
            console.message("Ctrl-C ends it");
        }
        ServeEvent::Built { changed, files, diagnostics, kept_last_good } => {
            console.diagnostics(diagnostics, root);
            if !changed.is_empty() {
                console.message(&changes(changed, root));
            }
            let problems = tally(diagnostics);
            let problems =
                if problems.is_empty() { String::new() } else { format!(", with {problems}") };
            let kept = kept(*kept_last_good);
            console.message(&format!("Built {}{problems}{kept}", count(*files, "file", "files")));
        }
        ServeEvent::Failed { diagnostics, kept_last_good } => {
            console.diagnostics(diagnostics, root);
            let (problems, kept) = (tally(diagnostics), kept(*kept_last_good));
            console.message(&format!("Some pages cannot be made: {problems}{kept}"));
        }
        ServeEvent::Polling { reason } => console.message(&polling(reason)),
        ServeEvent::Stopping => console.message("Ending the preview"),
    }
}

fn kept(last_good: bool) -> &'static str {
    if last_good { "; the last good pages stay" } else { "" }
}

fn polling(reason: &str) -> String {
    format!("The system cannot report changes ({reason}), so files are compared every second")
}

/// The files that changed, the first few by name.
fn changes(changed: &[PathBuf], root: &Path) -> String {
    const NAMED: usize = 3;
    let names: Vec<_> = changed.iter().take(NAMED).map(|path| new::shown(path, root)).collect();
    let more = changed.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Changed: {}{more}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_counts_everything_and_names_what_needs_attention() {
        let file = |name: &str, outcome| (format!("content/{name}.md"), outcome);
        let report = IngestReport {
            files: vec![
                file("a", FileOutcome::Added),
                file("b", FileOutcome::Conflict),
                file("c", FileOutcome::Unchanged),
            ],
            sources: 1,
        };
        let table = ingest_table(&report, false, false);
        assert!(table.starts_with("Took in 1 source\n"), "{table}");
        assert!(table.contains("content/b.md"), "{table}");
        assert!(!table.contains("content/a.md") && !table.contains("content/c.md"), "{table}");
        assert!(ingest_table(&report, true, true).contains("content/a.md"));
    }

    #[test]
    fn warnings_fail_only_when_they_are_denied() {
        let warning = [Diagnostic::warning("stale", "old")];
        assert!(!is_bad(&warning, false) && is_bad(&warning, true));
        assert!(!is_bad(&[Diagnostic::note("x", "y")], true));
    }
}
