//! An incremental build gives what a clean build gives, whatever was edited: bytes and diagnostics. A
//! small story is edited at random, step by step; after every step the site is built where it was built
//! before, and as a fresh copy without a memory; and the preview that keeps what holds is held against
//! one that keeps nothing. Then: how little is made again for one edit.
//!
//! A sequence that fails is shortened by leaving out steps, and printed with its seed. The long run:
//! `cargo test --release --test suite thousand_edits -- --ignored --nocapture`, with `SEED=…` and
//! `SEQUENCES=…` for others than the first 1,000 sequences of 20 steps, and `SECONDS=…` to stop in time.

#[path = "incremental/cases.rs"]
mod cases;
#[path = "incremental/edits.rs"]
mod edits;
#[path = "incremental/little.rs"]
mod little;
#[path = "incremental/story.rs"]
mod story;
#[path = "incremental/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use backstory::diagnostic::{Diagnostics, sorted};
use backstory::path::OutputPath;
use backstory::pipeline::live::Previewer;
use backstory::pipeline::{Options, Outcome, PublishOptions, Site, open_site, publish};

use self::edits::{Chance, Desk};
use self::story::write_story;
use crate::program::{differing, tree};

/// A folder for sites: in memory where there is such a place, since every build waits for the disk.
fn place() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// A site that is edited and built again and again.
struct Trial {
    _folder: tempfile::TempDir,
    clean: PathBuf,
    desk: Desk,
    previewer: Previewer,
    /// What the previewer was shown last.
    seen: BTreeMap<String, Vec<u8>>,
}

impl Trial {
    fn new() -> Self {
        let folder = place();
        let root = folder.path().join("site");
        write_story(&root);
        let mut desk = Desk { root, written: 0 };
        for file in desk.files("") {
            desk.touch(&file);
        }
        let clean = folder.path().join("clean");
        let (previewer, seen) = (Previewer::default(), BTreeMap::new());
        Self { clean, _folder: folder, desk, previewer, seen }
    }

    fn site(root: &Path, program: Option<&str>) -> (Site, Diagnostics) {
        let program = program.map(str::to_owned);
        let options = Options { root: root.to_owned(), program, ..Options::default() };
        open_site(&options).unwrap()
    }

    /// What a build says, or why there is none.
    fn published(root: &Path, program: Option<&str>) -> (Result<Outcome, String>, Vec<String>) {
        let (site, mut found) = Self::site(root, program);
        match publish(&site, &PublishOptions::default(), &|_, _, _| ()) {
            Ok(outcome) => {
                found.extend(outcome.diagnostics.clone());
                (Ok(outcome), said(&found))
            }
            Err(error) => {
                (Err(error.to_string().replace(&*root.to_string_lossy(), "")), said(&found))
            }
        }
    }

    /// Builds the site where it was built before and as a fresh copy; tells what differs.
    fn build(&mut self) -> Result<Outcome, String> {
        let root = &self.desk.root;
        let _ = fs::remove_dir_all(&self.clean);
        copy(root, &self.clean);
        let (incremental, said) = Self::published(root, Some("test"));
        let (clean, said_clean) = Self::published(&self.clean, None);
        let trees = |folder: &str| (tree(&root.join(folder)), tree(&self.clean.join(folder)));
        let mut told = String::new();
        for folder in ["public", "content"] {
            let (ours, theirs) = trees(folder);
            told += &differences(&ours, &theirs);
        }
        if said != said_clean {
            let _ =
                writeln!(told, "said: {}", difference(&said.join("\n"), &said_clean.join("\n")));
        }
        match (incremental, clean) {
            (Ok(outcome), Ok(_)) if told.is_empty() => Ok(outcome),
            (Err(one), Err(other)) if one == other => Ok(Outcome::default()),
            (incremental, clean) => {
                let results = (incremental.err(), clean.err());
                Err(format!(
                    "{told}{}",
                    if results == (None, None) { String::new() } else { format!("{results:?}") }
                ))
            }
        }
    }

    /// Holds a preview that keeps what holds against one that keeps nothing; tells what differs.
    fn look(&mut self) -> Result<(), String> {
        let root = self.desk.root.clone();
        let options = Options { root: root.clone(), preview: true, ..Options::default() };
        let live = |previewer: &mut Previewer, changed: Option<&[PathBuf]>| {
            let renewed = previewer.renew(&options, changed, &|_, _, _| ());
            let (live, said) = renewed.map_err(|error| error.to_string())?;
            let failed = live.fill(&AtomicBool::new(false));
            Ok::<_, String>((live, said, failed))
        };
        let now = inputs(&root);
        let names = now.keys().chain(self.seen.keys());
        let changed = names.filter(|name| now.get(*name) != self.seen.get(*name));
        let changed: Vec<PathBuf> = changed.map(|name| root.join(name)).collect();
        self.seen = now;
        let (kept, said_kept, failed_kept) = live(&mut self.previewer, Some(&changed))?;
        let (fresh, said_fresh, failed_fresh) = live(&mut Previewer::default(), None)?;
        let mut told = String::new();
        let mut pages = 0;
        for name in tree(&self.clean.join("public")).keys() {
            let Ok(path) = OutputPath::parse(name) else { continue };
            let (ours, theirs) = (kept.get(&path), fresh.get(&path));
            pages += usize::from(theirs.is_some());
            if ours != theirs {
                let text = |bytes: Option<&[u8]>| {
                    bytes.map_or("no file".to_owned(), |b| String::from_utf8_lossy(b).into_owned())
                };
                let (ours, theirs) = (text(ours.as_deref()), text(theirs.as_deref()));
                let _ = writeln!(told, "preview of {name}: {}", difference(&ours, &theirs));
            }
        }
        if said(&said_kept) != said(&said_fresh)
            || said(&sorted(failed_kept)) != said(&sorted(failed_fresh))
        {
            told += "the preview's diagnostics differ\n";
        }
        if pages * 10 < fresh.len() * 8 {
            let _ = writeln!(told, "of {} planned files only {pages} were seen", fresh.len());
        }
        if told.is_empty() { Ok(()) } else { Err(told) }
    }

    /// Both; everything must be as a clean build makes it.
    #[track_caller]
    fn hold(&mut self) -> Outcome {
        let outcome = self.build().unwrap_or_else(|told| panic!("{told}"));
        if let Err(told) = self.look() {
            panic!("{told}");
        }
        outcome
    }
}

/// What a site is made from.
fn inputs(root: &Path) -> BTreeMap<String, Vec<u8>> {
    ["content", ".backstory/raw", "templates", "themes"]
        .into_iter()
        .filter(|folder| root.join(folder).exists())
        .flat_map(|folder| {
            tree(&root.join(folder))
                .into_iter()
                .map(move |(name, bytes)| (format!("{folder}/{name}"), bytes))
        })
        .chain([("site.toml".to_owned(), fs::read(root.join("site.toml")).unwrap())])
        .collect()
}

/// Copies what a site is made from.
fn copy(from: &Path, to: &Path) {
    for (name, bytes) in inputs(from) {
        crate::program::write(to, &name, bytes);
    }
}

/// Diagnostics as text, one a line.
fn said(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|one| format!("{one:?}")).collect()
}

/// Files that differ between what was built on and what was built clean.
fn differences(ours: &BTreeMap<String, Vec<u8>>, theirs: &BTreeMap<String, Vec<u8>>) -> String {
    let mut told = String::new();
    for name in differing(ours, theirs) {
        let what = match (ours.get(&name), theirs.get(&name)) {
            (Some(_), None) => "is left over".to_owned(),
            (None, _) => "is missing".to_owned(),
            (Some(ours), Some(theirs)) => {
                difference(&String::from_utf8_lossy(ours), &String::from_utf8_lossy(theirs))
            }
        };
        let _ = writeln!(told, "{name} {what}");
    }
    told
}

/// The first place where two texts differ.
fn difference(ours: &str, theirs: &str) -> String {
    let at = ours.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
    let around =
        |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
    format!("has {:?}\n    instead of {:?}", around(ours), around(theirs))
}

/// What a run of sequences did.
#[derive(Default)]
struct Tally {
    sequences: usize,
    steps: usize,
    files: usize,
    rendered: usize,
    looks: usize,
}

/// Runs one sequence; of a failure, the position and what was told, with all edits until then.
fn run(steps: &[u64], look_each: bool, tally: &mut Tally) -> Result<(), (usize, String)> {
    let mut trial = Trial::new();
    let mut done = String::new();
    trial.build().map_err(|told| (0, told))?;
    trial.look().map_err(|told| (0, told))?;
    for (at, step) in steps.iter().enumerate() {
        let edit = trial.desk.step(*step);
        let _ = writeln!(done, "  {at}: {edit}");
        let failed = |told: String| (at, format!("{done}{told}"));
        let outcome = trial.build().map_err(failed)?;
        tally.steps += 1;
        tally.files += outcome.published.files;
        tally.rendered += outcome.rendered;
        if look_each || Chance(*step).one_in(4) {
            trial.look().map_err(failed)?;
            tally.looks += 1;
        }
    }
    tally.sequences += 1;
    Ok(())
}

/// Leaves out steps as long as it still fails.
fn shorten(mut steps: Vec<u64>, mut told: String) -> (Vec<u64>, String) {
    loop {
        let before = steps.len();
        for at in (0..steps.len()).rev() {
            let mut fewer = steps.clone();
            fewer.remove(at);
            if let Err((last, message)) = run(&fewer, true, &mut Tally::default()) {
                fewer.truncate(last + 1);
                (steps, told) = (fewer, message);
                break;
            }
        }
        if steps.len() == before {
            return (steps, told);
        }
    }
}

/// Runs sequences until one fails, which is shortened, or time is up.
fn sequences(
    seeds: impl Iterator<Item = u64>,
    length: usize,
    look_each: bool,
    limit: Duration,
) -> Tally {
    /// Names the sequence in which the program itself failed.
    struct Seed(u64);
    impl Drop for Seed {
        fn drop(&mut self) {
            if std::thread::panicking() {
                eprintln!("the sequence was that of SEED={}", self.0);
            }
        }
    }
    let start = Instant::now();
    let mut tally = Tally::default();
    for seed in seeds.take_while(|_| start.elapsed() < limit) {
        let named = Seed(seed);
        let mut chance = Chance(seed);
        let mut steps: Vec<u64> = (0..length).map(|_| chance.next()).collect();
        if let Err((last, told)) = run(&steps, look_each, &mut tally) {
            steps.truncate(last + 1);
            let (steps, told) = shorten(steps, told);
            panic!("SEED={seed}, shortened to {steps:?}:\n{told}");
        }
        drop(named);
    }
    tally
}

#[test]
fn random_edits_give_what_a_clean_build_gives() {
    let tally = sequences(0..16, 12, false, Duration::MAX);
    assert_eq!(tally.sequences, 16);
    // A test that never finds a page to keep tests nothing.
    assert!(tally.rendered * 2 < tally.files, "{} of {}", tally.rendered, tally.files);
}

#[test]
#[ignore = "minutes: the long run"]
fn thousand_edits() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (first, count) = (number("SEED", 1_000), number("SEQUENCES", 1_000));
    let limit = Duration::from_secs(number("SECONDS", u64::MAX));
    let start = Instant::now();
    let tally = sequences(first..first + count, 20, true, limit);
    eprintln!(
        "{} sequences, {} steps, {} previews compared in {:.0} s; {} of {} files made again",
        tally.sequences,
        tally.steps,
        tally.looks,
        start.elapsed().as_secs_f64(),
        tally.rendered,
        tally.files,
    );
}
