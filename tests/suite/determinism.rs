//! Same input, same bytes, of every command: whatever the number of threads, the order in which a folder
//! lists its files, language, time zone, the place of the site and the mask of new files.
//!
//! The long form, on this repository's site, the demonstration and an invented story of 300 pages:
//! `cargo test --release --test suite three_sites_everywhere -- --ignored --nocapture`
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::program::{backstory, code, differing, err, out, tree, write};
use crate::scene::{Chance, quick_folder};

/// All files of a site, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Where and how commands run.
struct Surroundings {
    threads: &'static str,
    language: &'static str,
    zone: &'static str,
    mask: &'static str,
    /// In memory, or on the disk: two file systems list files in different orders.
    in_memory: bool,
    /// The order in which the files are made.
    seed: u64,
    /// Below the folder, where the site is.
    place: &'static str,
}

const EVERYWHERE: [Surroundings; 4] = [
    Surroundings {
        threads: "1",
        language: "C",
        zone: "UTC",
        mask: "022",
        in_memory: true,
        seed: 1,
        place: "site",
    },
    Surroundings {
        threads: "2",
        language: "tr_TR.UTF-8",
        zone: "Pacific/Auckland",
        mask: "077",
        in_memory: false,
        seed: 2,
        place: "a much longer/place with spaces and ünïcode/site.d",
    },
    Surroundings {
        threads: "8",
        language: "uk_UA.KOI8-U",
        zone: "America/St_Johns",
        mask: "0137",
        in_memory: true,
        seed: 3,
        place: "x",
    },
    Surroundings {
        threads: "8",
        language: "de_DE@euro",
        zone: ":/nowhere",
        mask: "000",
        in_memory: false,
        seed: 4,
        place: "content/content",
    },
];

/// What a site's commands leave and say, without a trace of where it stands.
#[derive(PartialEq)]
struct Left {
    files: Files,
    said: BTreeMap<String, String>,
}

/// Runs every command that reads or writes a site.
fn leave(inputs: &Files, here: &Surroundings) -> Left {
    let folder = if here.in_memory { quick_folder() } else { tempfile::tempdir().unwrap() };
    let root = folder.path().join(here.place);
    let mut names: Vec<&String> = inputs.keys().collect();
    let mut chance = Chance(here.seed);
    for at in (1..names.len()).rev() {
        names.swap(at, (chance.next() % (at as u64 + 1)) as usize);
    }
    // Other files that were there and went make gaps in the folders.
    for name in &names {
        if chance.next().is_multiple_of(3) {
            write(&root, &format!("{name}.gone"), "x");
        }
        write(&root, name, &inputs[*name]);
        let _ = fs::remove_file(root.join(format!("{name}.gone")));
    }
    let mut said = BTreeMap::new();
    for words in [
        "ingest",
        "check --format json --all",
        "check",
        "build -u https://story.example/below/",
        "build -u https://story.example/below/ --verify",
        "annotate content/articles content/events",
        "export json",
        "ingest --dry-run",
        "fmt --check",
    ] {
        let output = run(&root, words, here);
        assert!(matches!(code(&output), Some(0 | 1)), "{words}: {}", err(&output));
        let place = root.to_string_lossy();
        let text = format!("{}\n{}", out(&output), err(&output)).replace(&*place, "SITE");
        said.insert(words.to_owned(), text);
    }
    let mut files = tree(&root);
    files.retain(|path, _| !path.starts_with(".backstory/cache/"));
    assert_readable(&root.join("public"));
    Left { files, said }
}

fn run(root: &Path, words: &str, here: &Surroundings) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("umask {}; exec \"$0\" \"$@\"", here.mask)]);
    command.arg(backstory(root).get_program()).args(words.split(' '));
    command.current_dir(root).stdin(Stdio::null()).env("RAYON_NUM_THREADS", here.threads);
    command.env("LANG", here.language).env("LC_ALL", here.language).env("TZ", here.zone);
    command.env_remove("GITHUB_ACTIONS").env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

/// Whether a web server, which is somebody else, can read all pages.
fn assert_readable(public: &Path) {
    for entry in walkdir::WalkDir::new(public) {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        let least = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
        assert_eq!(mode & least, least, "{} cannot be read", entry.path().display());
    }
}

/// Everything must be as in the first surroundings. How many files there are.
fn hold(inputs: &Files, everywhere: &[Surroundings]) -> usize {
    let first = leave(inputs, &everywhere[0]);
    assert!(first.files.contains_key("public/index.html"));
    for here in &everywhere[1..] {
        let other = leave(inputs, here);
        let place = (here.threads, here.language, here.place);
        assert_eq!(differing(&first.files, &other.files), Vec::<String>::new(), "{place:?}");
        for (words, text) in &first.said {
            assert_eq!(text, &other.said[words], "{words} in {place:?}");
        }
    }
    first.files.len()
}

fn demonstration() -> Files {
    tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/init/demo"))
}

#[test]
fn threads_order_language_zone_place_and_mask_leave_no_trace() {
    assert!(hold(&demonstration(), &EVERYWHERE[..2]) > 100);
}

/// This repository's own site.
fn own() -> Files {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    for folder in ["content", "templates", "themes"] {
        for (path, bytes) in tree(&repository.join(folder)) {
            files.insert(format!("{folder}/{path}"), bytes);
        }
    }
    files.insert("site.toml".to_owned(), fs::read(repository.join("site.toml")).unwrap());
    files
}

/// An invented story of 300 things that name each other.
fn invented() -> Files {
    let mut files = Files::new();
    files.insert("site.toml".to_owned(), b"title = \"The three hundred wells\"\n".to_vec());
    for n in 0..100 {
        let (next, other) = ((n + 1) % 100, (n * 7 + 3) % 100);
        files.insert(
            format!("content/entities/well-{n}.md"),
            format!(
                "---\nname: Well {n} of Ardal\ntype: place\naliases: [Ardal {n}]\n---\n\nIt lies \
                 between [[well-{next}]] and [[well-{other}]].\n"
            )
            .into_bytes(),
        );
        files.insert(
            format!("content/articles/report-{n}.md"),
            format!(
                "---\ntitle: Report on well {n}\noutlet: Ardal Post {}\npublished: 2031-0{}-1{}\n\
                 rights: full\n---\n\nThe Well {n} of Ardal holds {other} litres, said the keeper. \
                 Ardal {next} was dry.\n",
                n % 9,
                1 + n % 9,
                n % 10
            )
            .into_bytes(),
        );
        files.insert(
            format!("content/events/measured-{n}.md"),
            format!(
                "---\ntitle: Well {n} is measured\ndate: 2031-0{}-0{}\nplace: well-{n}\nsources:\n  \
                 - article: report-{n}\n    quote: \"holds {other} litres\"\n---\n",
                1 + n % 9,
                1 + n % 9
            )
            .into_bytes(),
        );
    }
    files
}

#[test]
#[ignore = "minutes: the long run"]
fn three_sites_everywhere() {
    for (name, inputs) in [
        ("this repository's", own()),
        ("the demonstration's", demonstration()),
        ("300 pages", invented()),
    ] {
        let files = hold(&inputs, &EVERYWHERE);
        eprintln!(
            "{name}: {files} files and 9 commands alike in {} surroundings",
            EVERYWHERE.len()
        );
    }
}
