//! The same input gives the same bytes: a second time, in another place, zone, language and order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::program::{backstory, code, differing, err, folder, snapshot, succeed, tree};

/// A site of the demonstration's sources, made in an order and environment of its own.
fn build_in(
    order: impl Iterator<Item = usize>,
    variables: &[(&str, &str)],
) -> BTreeMap<String, Vec<u8>> {
    let here = folder();
    let site = here.path().join("story");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/init/demo");
    let all: Vec<_> = tree(&sources).into_iter().collect();
    for at in order {
        let (name, bytes) = &all[at % all.len()];
        let target = site.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
    assert_eq!(tree(&site).len(), all.len(), "the order must name every file");
    let mut command = backstory(&site);
    command.args(["build", "-u", "https://story.example/dam/"]).envs(variables.iter().copied());
    let built = command.output().unwrap();
    assert_eq!(code(&built), Some(0), "{}", err(&built));
    tree(&site)
}

#[test]
fn place_zone_language_threads_and_order_leave_no_trace() {
    let files = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/init/demo")).len();
    let utc = [("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")];
    let far = [
        ("TZ", "Pacific/Auckland"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("RAYON_NUM_THREADS", "8"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("HOME", "/nowhere"),
    ];
    let left = build_in(0..files, &utc);
    let right = build_in((0..files).rev(), &far);
    assert!(left.contains_key("public/index.html") && left.contains_key("public/feed.xml"));
    assert!(left.contains_key("content/ingest.lock") && left.contains_key("content/quotes.lock"));
    assert_eq!(differing(&left, &right), Vec::<String>::new());
}

#[test]
fn a_second_run_touches_nothing() {
    let here = folder();
    succeed(here.path(), &["init", "--template", "demo"]);
    succeed(here.path(), &["build"]);
    let before = snapshot(here.path());
    for words in
        [&["build"][..], &["ingest"], &["ingest", "content/sources"], &["check"], &["build"]]
    {
        succeed(here.path(), words);
        let after = snapshot(here.path());
        assert_eq!(differing(&before, &after), Vec::<String>::new(), "{words:?}");
    }
    // An output folder that was lost is made again, byte for byte.
    fs::remove_dir_all(here.path().join("public")).unwrap();
    succeed(here.path(), &["build"]);
    let bytes = before.into_iter().map(|(name, (bytes, _))| (name, bytes)).collect();
    assert_eq!(differing(&bytes, &tree(here.path())), Vec::<String>::new());
}

#[test]
fn a_dry_run_and_a_check_write_nothing_at_all() {
    let here = folder();
    succeed(here.path(), &["init", "--template", "demo"]);
    let before = snapshot(here.path());
    let table = succeed(here.path(), &["ingest", "--dry-run"]);
    assert!(table.contains("Would take in 7 sources"), "{table}");
    succeed(here.path(), &["check"]);
    succeed(here.path(), &["export", "json"]);
    assert_eq!(differing(&before, &snapshot(here.path())), Vec::<String>::new());
}

#[test]
fn sources_taken_in_at_once_or_from_elsewhere_are_read_alike() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/init/demo");
    let elsewhere = folder();
    let sources = demo.join("content/sources");
    for (name, bytes) in tree(&sources).into_iter().rev() {
        fs::write(elsewhere.path().join(name), bytes).unwrap();
    }
    let ingested = |prepare: &dyn Fn(&Path)| {
        let here = folder();
        succeed(here.path(), &["init", "--title", "The dam"]);
        prepare(here.path());
        tree(&here.path().join("content"))
    };
    let from_elsewhere = ingested(&|site| {
        let path = elsewhere.path().to_string_lossy().into_owned();
        succeed(site, &["ingest", "--rights", "full", &path]);
    });
    let dropped_in = ingested(&|site| {
        for (name, bytes) in tree(&sources) {
            crate::program::write(site, &format!("content/sources/{name}"), bytes);
        }
        succeed(site, &["ingest"]);
    });
    assert_eq!(differing(&from_elsewhere, &dropped_in), Vec::<String>::new());
}
