//! Publishing: whole sites, few changes in place, runs that are killed after any step, and folders
//! that are not what they seem.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::*;

fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::new();
    for (path, text) in files {
        tree.insert(OutputPath::parse(path).expect("a path"), text.as_bytes().to_vec());
    }
    tree
}

/// All files below a folder with their content, the marker and lock files left out.
fn content(folder: &Path) -> Vec<(String, String)> {
    let all = fs::survey(folder).expect("files").entries.into_iter();
    let mine = all.filter(|(path, kind, _)| {
        *kind == Kind::File
            && path != MARKER
            && !path.contains(".lock")
            && !path.ends_with("/.backstory")
    });
    mine.map(|(path, ..)| {
        let bytes = fs::read(&folder.join(&path)).expect("bytes");
        (path, String::from_utf8(bytes).expect("text"))
    })
    .collect()
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn a_site_is_replaced_whole_and_an_equal_one_not_touched() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let one = tree(&[("index.html", "1"), ("a/b.html", "same"), (".well-known/x", "y")]);
    let published = publish(&one, &target, &[]).expect("published");
    assert_eq!((published.files, published.written, published.unchanged), (3, 3, 0));
    let stamp = |path: &str| fs::modified(&target.join(path)).expect("a time");
    let before = (stamp("index.html"), stamp("."));
    let again = publish(&one, &target, &[]).expect("published");
    assert_eq!((again.written, again.unchanged), (0, 3));
    assert_eq!((stamp("index.html"), stamp(".")), before);

    let two = tree(&[("index.html", "2"), ("a/b.html", "same")]);
    let published = publish(&two, &target, &[]).expect("published");
    assert_eq!((published.written, published.unchanged), (1, 1));
    assert_eq!(content(&target), owned(&[("a/b.html", "same"), ("index.html", "2")]));
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
}

#[test]
fn leftovers_of_dead_runs_are_swept_and_a_lost_site_put_back() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let site = tree(&[("index.html", "1")]);
    publish(&site, &target, &[]).expect("published");
    fs::write_atomic(&root.path().join(".public.stage-99/half"), b"x").expect("written");
    publish(&site, &target, &[]).expect("published");
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
    // Killed between the two renames.
    fs::rename(&target, &root.path().join(".public.old-99")).expect("renamed");
    let published = publish(&site, &target, &[]).expect("published");
    assert_eq!((published.written, content(&target)), (0, owned(&[("index.html", "1")])));
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
}

#[test]
fn other_peoples_folders_are_refused_and_left_alone() {
    let root = tempfile::tempdir().expect("a folder");
    let at = |name: &str| root.path().join(name);
    let site = tree(&[("index.html", "1")]);
    fs::write_atomic(&at("home/letter"), b"dear").expect("written");
    fs::write_atomic(&at("site/content/index.md"), b"words").expect("written");
    fs::write_atomic(&at("file"), b"x").expect("written");
    let inputs = [at("site/content"), at("site/templates")];
    let before = content(root.path());
    let refused = |target: &str| publish(&site, &at(target), &inputs).expect_err(target);
    assert!(matches!(refused("home"), PublishError::NotOurs(_)));
    assert!(matches!(refused("file"), PublishError::NoFolder(_)));
    for target in ["site", "site/content", "site/content/public", "site/templates", "site/../site"]
    {
        assert!(matches!(refused(target), PublishError::IsInput(..)), "{target}");
    }
    assert!(publish(&site, Path::new("/"), &[]).is_err());
    assert!(matches!(clean(&at("home")), Err(PublishError::NotOurs(_))));
    assert_eq!(content(root.path()), before);
    fs::create_dir_all(&at("empty")).expect("a folder");
    publish(&site, &at("empty"), &inputs).expect("published");
    publish(&site, &at("site/public"), &inputs).expect("published");
    assert!(clean(&at("empty")).expect("cleaned") && !clean(&at("empty")).expect("cleaned"));
}

#[test]
fn without_exchange_two_renames_do_it() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    publish(&tree(&[("index.html", "1")]), &target, &[]).expect("published");
    let stage = root.path().join(".public.stage-1");
    fs::write_atomic(&stage.join("index.html"), b"2").expect("written");
    let site = Target::of(&target).expect("a target");
    site.swap_in_two_steps(&stage, &Disk::default()).expect("swapped");
    assert_eq!(content(&target), owned(&[("index.html", "2")]));
    // Nothing staged: the old site comes back.
    site.swap_in_two_steps(&stage, &Disk::default()).expect_err("nothing to swap");
    assert_eq!(content(&target), owned(&[("index.html", "2")]));
}

#[test]
fn one_run_at_a_time() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let held = fs::lock(&root.path().join(".public.lock")).expect("a lock");
    let site = tree(&[("index.html", "1")]);
    assert!(matches!(publish(&site, &target, &[]), Err(PublishError::Busy(_))));
    drop(held);
    assert!(publish(&site, &target, &[]).is_ok());
}

#[test]
fn readers_always_find_a_whole_site() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let sites = ["1", "2"].map(|n| tree(&[("a", n), ("b", n), ("c/d", n)]));
    publish(&sites[0], &target, &[]).expect("published");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 1..40 {
                publish(&sites[round % 2], &target, &[]).expect("published");
            }
            done.store(true, Ordering::SeqCst);
        });
        while !done.load(Ordering::SeqCst) {
            assert!(fs::read(&target.join("c/d")).is_ok(), "a file is missing for a moment");
        }
    });
}

/// A path of a site.
fn at(path: &str) -> OutputPath {
    OutputPath::parse(path).expect("a path")
}

/// A folder where syncing costs nothing, if the system has one.
fn quick_folder() -> tempfile::TempDir {
    let shared = Path::new("/dev/shm");
    let folder = if fs::kind(shared) == Some(Kind::Folder) {
        tempfile::tempdir_in(shared)
    } else {
        tempfile::tempdir()
    };
    folder.expect("a folder")
}

/// A site big enough to be updated in place, with some files given another text, or none.
fn big(other: &[(&str, Option<&str>)]) -> Tree {
    let mut files: BTreeMap<String, String> =
        (0..72).map(|n| (format!("pages/{n}/index.html"), format!("page {n}"))).collect();
    files.insert("index.html".to_owned(), "home".to_owned());
    files.insert("assets/style.css".to_owned(), "red".to_owned());
    for (path, text) in other {
        files.remove(*path);
        files.extend(text.map(|text| ((*path).to_owned(), text.to_owned())));
    }
    let files: Vec<_> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    tree(&files)
}

/// What `content` gives for a published tree.
fn texts(tree: &Tree) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    tree.iter().map(|(path, bytes)| (path.as_str().to_owned(), text(bytes))).collect()
}

/// The number of the folder: the same when it was updated in place, another when it was exchanged.
fn number(folder: &Path) -> u64 {
    fs::stamp(folder).expect("a folder").inode
}

#[test]
fn files_stream_in_from_many_threads_and_nobody_sees_them_before_the_end() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    publish(&tree(&[("index.html", "1"), ("gone/x", "x")]), &target, &[]).expect("published");
    let publication = Publication::begin(&target, &[]).expect("begun");
    assert!(publication.has("gone/x") && !publication.has("gone") && !publication.has(MARKER));
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let publication = &publication;
            scope.spawn(move || {
                for n in (0..800).filter(|n| n % 8 == thread) {
                    let path = at(&format!("pages/{}/{n}/index.html", n % 10));
                    let text = format!("page {n}");
                    assert!(publication.write(&path, text.as_bytes()).expect("written"));
                }
            });
        }
    });
    assert!(publication.keep(&at("index.html")) && !publication.keep(&at("none")));
    assert_eq!(content(&target), owned(&[("gone/x", "x"), ("index.html", "1")]));
    let (published, stamps) = publication.finish().expect("published");
    assert_eq!(stamps, fs::stamps(&target, false).expect("stamps"));
    let expected = Published { files: 801, written: 800, unchanged: 1, removed: 1 };
    assert_eq!(published, expected);
    let found: BTreeMap<_, _> = content(&target).into_iter().collect();
    assert_eq!(found.len(), 801);
    assert!(
        (0..800).all(|n| found[&format!("pages/{}/{n}/index.html", n % 10)] == format!("page {n}"))
    );
}

#[test]
fn an_equal_site_leaves_the_disk_alone() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let site = big(&[]);
    publish(&site, &target, &[]).expect("published");
    let state = || {
        (
            fs::stamps(root.path(), false).expect("stamps"),
            fs::stamp(root.path()),
            fs::stamp(&target),
        )
    };
    let before = state();
    assert_eq!(publish(&site, &target, &[]).expect("published").unchanged, 74);
    let kept = Publication::begin(&target, &[]).expect("begun");
    assert!(site.iter().all(|(path, _)| kept.keep(path)));
    let (published, stamps) = kept.finish().expect("published");
    assert_eq!((published.unchanged, stamps), (74, fs::stamps(&target, false).expect("stamps")));
    assert_eq!(state(), before);
}

#[test]
fn a_few_changes_are_made_in_place_and_many_by_exchange() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let old = big(&[]);
    publish(&old, &target, &[]).expect("published");
    let folder = number(&target);
    let before = fs::stamps(&target, false).expect("stamps");
    let few = big(&[
        ("index.html", Some("new home")),
        ("pages/7/index.html", None),
        ("pages/new/deep/index.html", Some("new")),
    ]);
    let published = publish(&few, &target, &[]).expect("published");
    assert_eq!(published, Published { files: 74, written: 2, unchanged: 72, removed: 1 });
    assert_eq!((number(&target), content(&target)), (folder, texts(&few)));
    assert_eq!(fs::kind(&target.join("pages/7")), None, "an empty folder stays");
    let after = fs::stamps(&target, false).expect("stamps");
    let same = before.iter().filter(|(path, stamp)| after.get(*path) == Some(stamp)).count();
    assert_eq!(same, 73, "files that stay, and the marker");
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
    // Only removals.
    let fewer = big(&[
        ("pages/7/index.html", None),
        ("pages/8/index.html", None),
        ("index.html", Some("new home")),
    ]);
    assert_eq!(publish(&fewer, &target, &[]).expect("published").removed, 2);
    assert_eq!((number(&target), content(&target)), (folder, texts(&fewer)));
    let many: Vec<_> = (0..40).map(|n| format!("pages/{n}/index.html")).collect();
    let many: Vec<_> = many.iter().map(|path| (path.as_str(), Some("other"))).collect();
    publish(&big(&many), &target, &[]).expect("published");
    assert_eq!(content(&target), texts(&big(&many)));
    assert_ne!(number(&target), folder);
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
}

#[test]
fn folders_become_files_and_files_folders() {
    let root = quick_folder();
    let small = [
        tree(&[("a", "file"), ("b/c", "in a folder"), ("x", "1")]),
        tree(&[("a/b", "in a folder"), ("b", "file"), ("x", "1")]),
    ];
    let large = [
        big(&[("a", Some("file")), ("b/c", Some("in a folder"))]),
        big(&[("a/b", Some("in a folder")), ("b", Some("file"))]),
    ];
    for (sites, name) in [(small, "small"), (large, "large")] {
        let target = root.path().join(name);
        for round in 0..4 {
            publish(&sites[round % 2], &target, &[]).expect("published");
            assert_eq!(content(&target), texts(&sites[round % 2]), "{name} {round}");
        }
        // An empty folder in the way.
        fs::remove_file(&target.join("a/b")).expect("deleted");
        publish(&sites[0], &target, &[]).expect("published");
        assert_eq!(content(&target), texts(&sites[0]), "{name}");
    }
    // A name that is both is refused, and the site stays.
    let target = root.path().join("small");
    let before = content(&target);
    let both = Publication::begin(&target, &[]).expect("begun");
    assert!(both.keep(&at("a")) && both.write(&at("a/b"), b"x").expect("written"));
    both.finish().expect_err("a file and a folder");
    assert_eq!(content(&target), before);
}

#[test]
fn an_unfinished_publication_leaves_no_trace_and_holds_the_lock() {
    let root = tempfile::tempdir().expect("a folder");
    let target = root.path().join("public");
    let site = tree(&[("index.html", "1")]);
    publish(&site, &target, &[]).expect("published");
    let begun = Publication::begin(&target, &[]).expect("begun");
    begun.write(&at("index.html"), b"2").expect("written");
    assert!(matches!(Publication::begin(&target, &[]), Err(PublishError::Busy(_))));
    assert!(matches!(clean(&target), Err(PublishError::Busy(_))));
    assert_eq!(fs::entries(root.path()).expect("names").len(), 3);
    drop(begun);
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
    assert_eq!(content(&target), texts(&site));
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_are_replaced_and_never_followed() {
    use std::os::unix::fs::symlink;
    let root = quick_folder();
    let (target, outside) = (root.path().join("public"), root.path().join("outside"));
    for site in [tree(&[("index.html", "1"), ("a/b", "2")]), big(&[("a/b", Some("2"))])] {
        fs::write_atomic(&outside.join("b"), b"2").expect("written");
        publish(&site, &target, &[]).expect("published");
        fs::remove_dir_all(&target.join("a")).expect("deleted");
        fs::remove_file(&target.join("index.html")).expect("deleted");
        symlink(&outside, target.join("a")).expect("linked");
        symlink(outside.join("b"), target.join("index.html")).expect("linked");
        symlink(outside.join("b"), target.join("stray")).expect("linked");
        let begun = Publication::begin(&target, &[]).expect("begun");
        assert!(!begun.has("a/b") && !begun.has("index.html") && !begun.keep(&at("stray")));
        drop(begun);
        publish(&site, &target, &[]).expect("published");
        assert_eq!(content(&target), texts(&site));
        assert_eq!(fs::kind(&target.join("stray")), None);
        assert_eq!(content(&outside), owned(&[("b", "2")]));
    }
}

#[cfg(unix)]
#[test]
fn a_journal_from_somewhere_else_does_no_harm() {
    let root = quick_folder();
    let (target, outside) = (root.path().join("public"), root.path().join("outside"));
    let site = tree(&[("index.html", "1")]);
    let steps: [(&[&str], &[&str]); 4] = [
        (&[], &["../outside/x"]),
        (&["../outside/y"], &[]),
        (&["link/y"], &["link/x"]),
        (&["index.html"], &[MARKER]),
    ];
    for (moves, removals) in steps {
        publish(&site, &target, &[]).expect("published");
        std::os::unix::fs::symlink(&outside, target.join("link")).expect("linked");
        fs::write_atomic(&outside.join("x"), b"x").expect("written");
        let stage = root.path().join(".public.stage-1");
        fs::write_atomic(&stage.join("link/y"), b"evil").expect("written");
        fs::write_atomic(&stage.join("index.html"), b"evil").expect("written");
        let texts = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
        let name = ".public.stage-1".to_owned();
        let journal = journal::Journal::new(name, texts(moves), |_| true, texts(removals));
        fs::write_atomic(&root.path().join(".public.journal"), &journal.to_bytes())
            .expect("written");
        publish(&site, &target, &[]).expect("published");
        assert_eq!(content(&outside), owned(&[("x", "x")]), "{removals:?}");
        assert_eq!(content(&target), owned(&[("index.html", "1")]));
        let names = fs::entries(root.path()).expect("names");
        assert_eq!(names, [".public.lock", "outside", "public"]);
    }
}

#[test]
fn a_marker_that_somebody_changed_is_written_anew() {
    let root = quick_folder();
    let target = root.path().join("public");
    for site in [tree(&[("index.html", "1")]), big(&[])] {
        publish(&site, &target, &[]).expect("published");
        let marker = fs::read(&target.join(MARKER)).expect("a marker");
        assert!(marker.starts_with(b"This folder is written by backstory"));
        fs::write_atomic(&target.join(MARKER), b"mine").expect("written");
        publish(&site, &target, &[]).expect("published");
        assert_eq!(fs::read(&target.join(MARKER)).expect("a marker"), marker);
        assert_eq!(content(&target), texts(&site));
        // With few changes too.
        fs::write_atomic(&target.join(MARKER), b"").expect("written");
        let other = big(&[("index.html", Some("other"))]);
        publish(&other, &target, &[]).expect("published");
        assert_eq!(fs::read(&target.join(MARKER)).expect("a marker"), marker);
        assert_eq!(content(&target), texts(&other));
    }
}

#[test]
fn only_what_runs_left_is_swept_and_not_what_has_a_name_like_it() {
    let root = quick_folder();
    let target = root.path().join("public");
    let site = tree(&[("index.html", "1")]);
    let write = |path: &str| fs::write_atomic(&root.path().join(path), b"x").expect("written");
    for path in [
        // Somebody's copy that no run has published, and names that no run gives.
        ".public.old-2031/x",
        ".public.old-copy/.backstory",
        ".public.stage-copy/x",
        ".public.stage-/x",
        ".publicx.stage-1/x",
        "public.stage-1/x",
        ".other.stage-1/x",
    ] {
        write(path);
    }
    let before = content(root.path());
    for path in [".public.stage-1/x", ".public.stage-22", ".public.old-1/.backstory"] {
        write(path);
    }
    fs::create_dir_all(&root.path().join(".public.old-3")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        root.path().join(".other.stage-1"),
        root.path().join(".public.stage-4"),
    )
    .expect("linked");
    assert!(is_unfinished(&target).expect("looked"));
    publish(&site, &target, &[]).expect("published");
    assert!(!is_unfinished(&target).expect("looked"));
    fs::remove_dir_all(&target).expect("deleted");
    assert_eq!(content(root.path()), before);
    assert!(!is_unfinished(&target).expect("looked"));
    write(".public.journal");
    assert!(is_unfinished(&target).expect("looked"));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_is_published_through_and_a_link_to_nowhere_refused() {
    use std::os::unix::fs::symlink;
    let root = quick_folder();
    let at = |name: &str| root.path().join(name);
    let site = tree(&[("index.html", "1")]);
    fs::create_dir_all(&at("real/www")).expect("a folder");
    symlink(at("real/www"), at("link")).expect("linked");
    symlink(at("real"), at("above")).expect("linked");
    for round in ["1", "2"] {
        publish(&tree(&[("index.html", round)]), &at("link"), &[]).expect("published");
        assert_eq!(content(&at("real/www")), owned(&[("index.html", round)]));
    }
    publish(&site, &at("above/new/www"), &[]).expect("published");
    assert_eq!(content(&at("real/new/www")), owned(&[("index.html", "1")]));
    // Through links, too, an input is one.
    let error = publish(&site, &at("above/www/x"), &[at("link")]).expect_err("an input");
    assert!(matches!(error, PublishError::IsInput(..)), "{error}");
    symlink(at("nowhere"), at("dangling")).expect("linked");
    for target in ["dangling", "dangling/below"] {
        let error = publish(&site, &at(target), &[]).expect_err("a link to nowhere");
        assert!(matches!(error, PublishError::NoFolder(_)), "{error}");
    }
    symlink(at("circle"), at("circle")).expect("linked");
    let error = publish(&site, &at("circle"), &[]).expect_err("a link to itself");
    assert!(matches!(error, PublishError::Disk(_)), "{error}");
}

#[test]
fn a_name_alone_is_one_in_the_folder_where_the_program_runs() {
    for name in ["not-there", "not-there/public"] {
        let target = Target::of(Path::new(name)).expect("a target");
        assert!(target.path.is_absolute() && target.path.ends_with(name), "{:?}", target.path);
    }
}

#[test]
fn what_was_handed_over_can_be_read_and_only_what_is_there_kept() {
    use crate::tree::Sink;
    let root = quick_folder();
    let target = root.path().join("public");
    publish(&tree(&[("a", "old"), ("b", "old"), ("c/d", "old")]), &target, &[]).expect("published");
    let begun = Publication::begin(&target, &[]).expect("begun");
    let sink: &dyn Sink = &begun;
    sink.write(&at("a"), b"new".to_vec()).expect("written");
    sink.write(&at("e/f"), b"added".to_vec()).expect("written");
    assert!(sink.keep(&at("b")) && !sink.keep(&at("c")) && !sink.keep(&at("none")));
    let read =
        |path: &str| sink.read(&at(path)).map(|bytes| String::from_utf8(bytes).expect("text"));
    let found = ["a", "b", "e/f", "none"].map(read);
    let found = found.each_ref().map(Option::as_deref);
    assert_eq!(found, [Some("new"), Some("old"), Some("added"), None]);
    begun.finish().expect("published");
    assert_eq!(content(&target), owned(&[("a", "new"), ("b", "old"), ("e/f", "added")]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_mounted_disk_is_refused_before_anything_is_made() {
    // Mounted wherever Linux runs tests.
    let error = publish(&tree(&[("index.html", "1")]), Path::new("/proc"), &[]);
    let error = error.expect_err("a mounted disk");
    assert!(matches!(error, PublishError::MountPoint(_)), "{error}");
    assert!(error.to_string().contains("/proc/site"), "{error}");
}

#[test]
fn a_site_of_64_files_is_exchanged_and_one_more_updated_in_place_up_to_an_eighth() {
    let root = quick_folder();
    let site = |files: usize, changed: usize, text: &str| {
        let names: Vec<_> = (0..files).map(|n| format!("{n}.html")).collect();
        let text = |n: usize| if n < changed { text } else { "same" };
        let files = names.iter().enumerate().map(|(n, name)| (name.as_str(), text(n)));
        tree(&files.collect::<Vec<_>>())
    };
    for (files, changed, is_in_place) in
        [(64, 1, false), (65, 1, true), (80, 10, true), (80, 11, false)]
    {
        let target = root.path().join(format!("{files}-{changed}"));
        publish(&site(files, changed, "old"), &target, &[]).expect("published");
        let before = number(&target);
        publish(&site(files, changed, "new"), &target, &[]).expect("published");
        assert_eq!(number(&target) == before, is_in_place, "{changed} of {files}");
    }
}

/// A disk on which the step after `steps` fails, and all later ones too when the run is `killed`
/// there; `missing` is an operation it does not know. With it, the number of steps asked for.
fn failing(steps: usize, killed: bool, missing: &'static str) -> (Disk, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    let check = move |operation: &'static str, path: &Path| {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        if killed && number == steps && operation == "delete the folder" {
            // Folders go in no order: what says whose it was may be gone first.
            let _ = fs::remove_file(&path.join(MARKER));
        }
        if number == steps || (killed && number > steps) {
            return Err(io::Error::other("the step was refused"));
        }
        if operation == missing { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
    };
    (Disk { check: Some(Box::new(check)) }, taken)
}

/// One run on `disk`. Whether it came to its end.
fn run(disk: Disk, site: &Tree, target: &Path) -> bool {
    let attempt = || -> Result<Published, PublishError> {
        let publication = Publication::begin_on(disk, target, &[])?;
        for (path, bytes) in site.iter() {
            publication.write(path, bytes)?;
        }
        let (published, stamps) = publication.finish()?;
        assert_eq!(stamps, fs::stamps(target, false).expect("stamps"), "what is remembered");
        Ok(published)
    };
    attempt().is_ok()
}

/// How a folder may look while a site is on its way into it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// The old site or the new one.
    Exchanged,
    /// That, or for a moment nothing, when the old one lies beside it.
    TwoRenames,
    /// Each file old or new, and none missing that both have.
    InPlace,
}

fn assert_whole(target: &Path, old: &Tree, new: &Tree, way: Way, round: &str) {
    if way == Way::TwoRenames && fs::kind(target).is_none() {
        let names = fs::entries(target.parent().expect("a folder")).expect("names");
        assert!(names.iter().any(|name| name.starts_with(".public.old-")), "{round}: {names:?}");
        return;
    }
    let found = content(target);
    if way != Way::InPlace {
        assert!(found == texts(old) || found == texts(new), "{round}: {found:?}");
        return;
    }
    let (old, new, found): (BTreeMap<_, _>, BTreeMap<_, _>, BTreeMap<_, _>) = (
        texts(old).into_iter().collect(),
        texts(new).into_iter().collect(),
        found.into_iter().collect(),
    );
    for (path, text) in &found {
        assert!(old.get(path) == Some(text) || new.get(path) == Some(text), "{round}: {path}");
    }
    let both = old.keys().filter(|path| new.contains_key(*path));
    assert!(both.into_iter().all(|path| found.contains_key(path)), "{round}: a file is missing");
}

/// Kills a run after each of its steps, the next one after each of its, and looks at the folder;
/// then lets a run come to its end. The number of steps of the first run.
fn kill_everywhere(old: &Tree, new: &Tree, way: Way, missing: &'static str) -> usize {
    let root = quick_folder();
    let target = root.path().join("public");
    let mut longest = 0;
    for first in 0.. {
        let mut is_done = false;
        for second in 0.. {
            let round = format!("killed after {first}, then after {second} steps");
            publish(old, &target, &[]).expect("published");
            let (disk, taken) = failing(first, true, missing);
            is_done = run(disk, new, &target);
            longest = longest.max(taken.load(Ordering::SeqCst));
            assert_whole(&target, old, new, way, &round);
            let (disk, _) = failing(second, true, missing);
            let is_second_done = run(disk, new, &target);
            assert_whole(&target, old, new, way, &round);
            assert!(run(Disk::default(), new, &target), "{round}");
            assert_eq!(content(&target), texts(new), "{round}");
            let names = fs::entries(root.path()).expect("names");
            assert_eq!(names, [".public.lock", "public"], "{round}");
            if is_done || is_second_done {
                break;
            }
        }
        if is_done {
            break;
        }
    }
    longest
}

/// Two small sites that share a file, and differ in all ways.
fn small_sites() -> (Tree, Tree) {
    (
        tree(&[("index.html", "1"), ("same", "s"), ("a/x", "x"), ("b", "file"), ("gone/y", "y")]),
        tree(&[("index.html", "2"), ("same", "s"), ("a", "file"), ("b/x", "x"), ("new/y", "y")]),
    )
}

/// Two big sites with few differences.
fn big_sites() -> (Tree, Tree) {
    let new = big(&[
        ("index.html", Some("new home")),
        ("assets/style.css", Some("blue")),
        ("pages/3/index.html", None),
        ("pages/4/index.html", None),
        ("pages/new/index.html", Some("new")),
    ]);
    (big(&[]), new)
}

#[test]
fn a_run_killed_after_any_step_leaves_a_whole_site_and_the_next_one_finishes() {
    let (old, new) = small_sites();
    let steps = kill_everywhere(&old, &new, Way::Exchanged, "");
    assert!(steps >= 10, "{steps}");
    assert!(kill_everywhere(&old, &new, Way::Exchanged, "link") > steps, "links are copies");
    assert!(kill_everywhere(&old, &new, Way::TwoRenames, "exchange") > steps, "two renames");
}

#[test]
fn an_update_in_place_killed_after_any_step_is_finished_by_the_next_run() {
    let (old, new) = big_sites();
    let steps = kill_everywhere(&old, &new, Way::InPlace, "exchange");
    assert!(steps >= 15, "{steps}");
}

#[test]
fn a_complete_journal_is_finished_by_whatever_run_comes_next() {
    let (old, new) = big_sites();
    let root = quick_folder();
    let target = root.path().join("public");
    let journal = root.path().join(".public.journal");
    let mut finished = 0;
    for steps in 0.. {
        publish(&old, &target, &[]).expect("published");
        let is_done = run(failing(steps, true, "").0, &new, &target);
        let is_journaled = fs::kind(&journal).is_some();
        let expected = if is_journaled { texts(&new) } else { content(&target) };
        // A run that writes nothing at all.
        drop(Publication::begin(&target, &[]).expect("begun"));
        assert_eq!(content(&target), expected, "{steps}");
        assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
        finished += usize::from(is_journaled);
        if is_done {
            break;
        }
    }
    assert!(finished >= 8, "{finished}");
    // A clean in between sweeps everything.
    publish(&old, &target, &[]).expect("published");
    run(failing(8, true, "").0, &new, &target);
    assert!(fs::kind(&journal).is_some() && clean(&target).expect("cleaned"));
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock"]);
}

/// The operations of one run, of those that are asked for one behind the other only the first.
fn operations(old: &Tree, new: &Tree) -> Vec<&'static str> {
    let root = quick_folder();
    let target = root.path().join("public");
    publish(old, &target, &[]).expect("published");
    let taken = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&taken);
    let check = move |operation: &'static str, _: &Path| {
        log.lock().expect("a log").push(operation);
        Ok(())
    };
    assert!(run(Disk { check: Some(Box::new(check)) }, new, &target));
    let mut taken = taken.lock().expect("a log").clone();
    taken.dedup();
    taken
}

/// After a power failure the disk has what it was told to wait for, and of the rest anything.
#[test]
fn what_readers_are_to_see_has_reached_the_disk_before() {
    let (old, new) = small_sites();
    let taken = operations(&old, &new);
    let shown = ["write", "sync", "exchange", "sync", "delete the folder"];
    assert!(taken.ends_with(&shown), "{taken:?}");
    let (old, new) = big_sites();
    let taken = operations(&old, &new);
    let staged =
        ["write", "sync", "create", "sync", "rename", "delete", "delete the folder", "sync"];
    assert!(taken.starts_with(&staged), "{taken:?}");
}

#[test]
fn an_exchange_that_fails_is_not_tried_another_way() {
    let root = quick_folder();
    let target = root.path().join("public");
    let (old, new) = small_sites();
    publish(&old, &target, &[]).expect("published");
    let check = |operation: &'static str, _: &Path| match operation {
        "exchange" => Err(io::Error::other("the disk is broken")),
        _ => Ok(()),
    };
    let before = number(&target);
    assert!(!run(Disk { check: Some(Box::new(check)) }, &new, &target));
    assert_eq!((number(&target), content(&target)), (before, texts(&old)));
    assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
}

#[test]
fn a_disk_that_refuses_one_step_costs_nothing_but_time() {
    for ((old, new), way, missing) in [
        (small_sites(), Way::Exchanged, ""),
        (small_sites(), Way::TwoRenames, "exchange"),
        (big_sites(), Way::InPlace, ""),
    ] {
        let root = quick_folder();
        let target = root.path().join("public");
        for steps in 0.. {
            publish(&old, &target, &[]).expect("published");
            let (disk, taken) = failing(steps, false, missing);
            let is_done = run(disk, &new, &target);
            assert_whole(&target, &old, &new, way, &format!("{way:?} {steps}"));
            assert!(!is_done || content(&target) == texts(&new), "{way:?} {steps}");
            assert!(run(Disk::default(), &new, &target), "{way:?} {steps}");
            assert_eq!(content(&target), texts(&new), "{way:?} {steps}");
            assert_eq!(fs::entries(root.path()).expect("names"), [".public.lock", "public"]);
            if taken.load(Ordering::SeqCst) <= steps {
                break;
            }
        }
    }
}
