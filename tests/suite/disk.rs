//! A disk that refuses something, at any moment: what was published stays, the program ends with exit
//! code 2 and says which path and what to do, and the next build, unhindered, mends everything.
//!
//! The long form: `cargo test --release --test suite refused_at_every_system_call -- --ignored
//! --nocapture` (`EVERY=…` for each so many-th call only; needs `strace`). What needs the rights of root
//! (mounting a small or a read-only disk) is left out elsewhere, and says so on standard error.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use crate::program::{backstory, code, err, out, succeed, tree, write};
use crate::scene::{Scene, Way, assert_told, left_out, number, quick_folder};
use crate::strace::{Injection, injected, needs_strace};

/// System calls with a path or a file, and what each is refused with. (`close` gives none of these on
/// Linux, and the standard library takes that for granted.)
const CALLS: [&str; 18] = [
    "openat",
    "read",
    "write",
    "fsync",
    "syncfs",
    "mkdir",
    "unlink",
    "unlinkat",
    "rmdir",
    "rename",
    "renameat2",
    "linkat",
    "chmod",
    "flock",
    "statx",
    "newfstatat",
    "getdents64",
    "readlink",
];
const ERRORS: [&str; 4] = ["ENOSPC", "EIO", "EACCES", "EMFILE"];

/// How builds ended, by what was refused.
type Tally = BTreeMap<(String, Option<i32>), usize>;

/// Refuses the `at`-th of a call in each thread; `false` when there is none, and the build came to its end.
fn refuse(scene: &mut Scene, call: &str, error: &str, at: usize, tally: &mut Tally) -> bool {
    scene.prepare();
    let what = format!("error={error}");
    let Some(run) = injected(scene, &Injection { call, at, what: &what }) else {
        scene.assert_mended("nothing was refused");
        return false;
    };
    let name = format!("{:?}, {error} at {call} {at}: {}", scene.way, run.call);
    let ended = code(&run.output);
    // The system's loader, or the line that says what went wrong, was refused something.
    if ended != Some(127) && !is_of_a_stream(&run.call) {
        assert_told(&run.output, &name);
    }
    if ended == Some(1) {
        // One file that may not be read costs its page; nothing else changes what is published.
        assert!(error == "EACCES" && err(&run.output).contains("file-unreadable"), "{name}");
    } else {
        let found = scene.assert_whole(&name);
        assert!(ended != Some(0) || found == "new", "{name}");
    }
    if ended == Some(1) && scene.way == Way::First {
        // The source comes in with the next build, which tells readers that it is new.
        scene.assert_clean(&name);
    } else {
        scene.assert_mended(&name);
    }
    *tally.entry((format!("{:?} {error}", scene.way), ended)).or_default() += 1;
    true
}

/// Whether a call of the log is about a standard stream.
fn is_of_a_stream(call: &str) -> bool {
    ["write(1,", "write(2,", "read(0,"].iter().any(|stream| call.contains(stream))
}

/// Calls of which something is refused in the short form.
const SOME: [(&str, &str, usize); 18] = [
    ("openat", "EMFILE", 12),
    ("openat", "EMFILE", 60),
    ("openat", "EACCES", 25),
    ("openat", "ENOSPC", 40),
    ("read", "EIO", 12),
    ("read", "EACCES", 16),
    ("write", "ENOSPC", 3),
    ("write", "EIO", 30),
    ("mkdir", "ENOSPC", 4),
    ("fsync", "EIO", 1),
    ("syncfs", "EIO", 1),
    ("rename", "EACCES", 1),
    ("renameat2", "EIO", 1),
    ("linkat", "EIO", 2),
    ("unlinkat", "EACCES", 3),
    ("flock", "EIO", 1),
    ("statx", "EIO", 9),
    ("getdents64", "EIO", 7),
];

#[test]
fn refused_at_some_system_calls_the_site_stays_and_the_message_helps() {
    if needs_strace("refused_at_some_system_calls") {
        let mut tally = Tally::new();
        for way in [Way::First, Way::Exchange, Way::InPlace] {
            let mut scene = Scene::new(way);
            for (call, error, at) in SOME {
                refuse(&mut scene, call, error, at, &mut tally);
            }
        }
        let ends =
            |code| tally.iter().filter(|(key, _)| key.1 == Some(code)).map(|one| one.1).sum();
        let (fine, failed): (usize, usize) = (ends(0), ends(2));
        assert!(fine + failed > 30 && failed > 10, "{tally:?}");
    }
}

#[test]
#[ignore = "an hour: the long run"]
fn refused_at_every_system_call() {
    assert!(needs_strace("refused_at_every_system_call"), "strace is missing");
    let (start, every) = (Instant::now(), number("EVERY", 1));
    let mut tally = Tally::new();
    for way in [Way::First, Way::Exchange, Way::InPlace] {
        let mut scene = Scene::new(way);
        for (number, call) in CALLS.into_iter().enumerate() {
            for (kind, error) in ERRORS.into_iter().enumerate() {
                // Not the same ones of all calls when some are left out.
                let mut all = (1 + (number + kind) % every..).step_by(every);
                while all.next().is_some_and(|at| refuse(&mut scene, call, error, at, &mut tally)) {
                }
            }
        }
        let refused: usize = tally.values().sum();
        eprintln!("{way:?}: {refused} in all, {:.0} s so far", start.elapsed().as_secs_f64());
    }
    for ((what, code), times) in tally {
        eprintln!("  {what}: exit code {code:?} {times} times");
    }
}

/// Something mounted for a test; absent, loudly, where that is not allowed.
struct Mounted(PathBuf);

impl Mounted {
    fn new(test: &str, at: &Path, words: &[&str]) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mount = Command::new("mount").args(words).arg(at).output();
        match mount {
            Ok(output) if output.status.success() => Some(Self(at.to_owned())),
            other => {
                let why = other.map_or_else(|error| error.to_string(), |output| err(&output));
                left_out(&format!("{test}: it needs the right to mount: {why}"));
                None
            }
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Builds under limits that a shell sets.
fn limited(root: &Path, limit: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")]);
    command.arg(backstory(root).get_program()).arg("build").current_dir(root);
    command.stdin(Stdio::null()).output().unwrap()
}

/// The message of a build that must fail, with words that it must hold.
#[track_caller]
fn refusal(output: &Output, words: &[&str]) {
    let told = err(output);
    assert_eq!(code(output), Some(2), "{}{told}", out(output));
    assert_told(output, "a refusal");
    for word in words {
        assert!(told.contains(word), "no {word:?} in: {told}");
    }
}

#[test]
fn on_a_disk_of_two_mebibytes_a_full_disk_costs_nothing() {
    let folder = quick_folder();
    let disk = folder.path().join("disk");
    let words = ["-t", "tmpfs", "-o", "size=2m", "none"];
    let Some(_mounted) = Mounted::new("a disk of two mebibytes", &disk, &words) else { return };
    let mut refused = 0;
    for way in [Way::First, Way::Exchange, Way::InPlace] {
        let root = disk.join(format!("{way:?}"));
        let mut scene = Scene::at(way, &root);
        // From nearly nothing left to nearly enough: the content, locks, pages, journal and cache each
        // find the disk full.
        for free in (0..600).step_by(75) {
            scene.prepare();
            let ballast = disk.join("ballast");
            let left = free_bytes(&disk).saturating_sub(free * 1024);
            fs::write(&ballast, vec![1; left as usize]).unwrap();
            let output = backstory(&root).arg("build").output().unwrap();
            let name = format!("{way:?} with {free} KiB free");
            assert_told(&output, &name);
            if code(&output) == Some(2) {
                refusal(&output, &["make room on the disk", "/disk/"]);
                refused += 1;
            } else {
                assert_eq!((code(&output), scene.assert_whole(&name)), (Some(0), "new"), "{name}");
            }
            scene.assert_whole(&name);
            fs::remove_file(&ballast).unwrap();
            scene.assert_mended(&name);
        }
        fs::remove_dir_all(&root).unwrap();
    }
    assert!(refused > 5, "{refused}");
}

/// Bytes that can still be written to a disk.
fn free_bytes(disk: &Path) -> u64 {
    let output = Command::new("stat").args(["-f", "-c", "%a %S"]).arg(disk).output().unwrap();
    let text = out(&output);
    let (blocks, size) = text.trim().split_once(' ').unwrap();
    blocks.parse::<u64>().unwrap() * size.parse::<u64>().unwrap()
}

#[test]
fn limits_of_the_process_are_reported_and_kill_nothing() {
    let mut refused = (0, 0);
    for way in [Way::First, Way::Exchange, Way::InPlace] {
        let mut scene = Scene::new(way);
        // Of the size of a file, in blocks of 512 bytes.
        for blocks in [0, 1, 8, 32, 128] {
            scene.prepare();
            let output = limited(&scene.root, &format!("ulimit -f {blocks}"));
            let name = format!("{way:?} with files of {blocks} blocks");
            assert_eq!(output.status.signal(), None, "{name}");
            assert_told(&output, &name);
            if code(&output) == Some(2) {
                refusal(&output, &["ulimit -f"]);
                refused.0 += 1;
            }
            scene.assert_whole(&name);
            scene.assert_mended(&name);
        }
        // Of open files.
        for files in [3, 4, 5, 6, 9] {
            scene.prepare();
            let output = limited(&scene.root, &format!("ulimit -n {files}"));
            let name = format!("{way:?} with {files} open files");
            // Below that the system's loader cannot load the program.
            if code(&output) != Some(127) {
                assert_told(&output, &name);
                assert_ne!(code(&output), Some(1), "{name}: {}", err(&output));
            }
            if code(&output) == Some(2) {
                refusal(&output, &["ulimit -n"]);
                refused.1 += 1;
            }
            scene.assert_whole(&name);
            scene.assert_mended(&name);
        }
    }
    assert!(refused.0 > 5 && refused.1 > 2, "{refused:?}");
}

#[test]
fn a_read_only_disk_is_named_with_what_to_do() {
    let folder = quick_folder();
    let root = folder.path().join("site");
    let mut scene = Scene::at(Way::Exchange, &root);
    scene.prepare();
    let at = root.to_string_lossy().into_owned();
    let Some(mounted) = Mounted::new("a read-only disk", &root, &["--bind", &at]) else { return };
    let remount = ["-o", "remount,ro,bind"];
    assert!(Command::new("mount").args(remount).arg(&root).status().unwrap().success());
    let output = backstory(&root).arg("build").output().unwrap();
    refusal(&output, &[".public.lock", "Read-only file system", "make the file system writable"]);
    assert_eq!(scene.assert_whole("read-only"), "old");
    // What is up to date needs no disk that can be written; a folder elsewhere can be published to.
    let elsewhere = folder.path().join("elsewhere");
    let built = backstory(&root).arg("build").arg("-o").arg(&elsewhere).output().unwrap();
    assert_eq!(code(&built), Some(0), "{}", err(&built));
    assert_eq!(code(&backstory(&root).arg("check").output().unwrap()), Some(0));
    drop(mounted);
    scene.assert_mended("writable again");
}

#[test]
fn a_mounted_output_folder_is_refused_before_anything_is_written() {
    let scene = Scene::new(Way::Exchange);
    let volume = scene.root.join("volume");
    let words = ["-t", "tmpfs", "none"];
    let Some(_mounted) = Mounted::new("a mounted output folder", &volume, &words) else { return };
    let build = |to: &str| backstory(&scene.root).args(["build", "-o", to]).output().unwrap();
    refusal(&build("volume"), &["/volume is a mounted disk", "/volume/site"]);
    assert_eq!(fs::read_dir(&volume).unwrap().count(), 0);
    assert_eq!(code(&build("volume/site")), Some(0));
}

/// Somebody without special rights, whom modes of files hold back.
const NOBODY: u32 = 65_534;

/// A site that belongs to that person, or to whoever runs the tests.
struct Owned {
    folder: tempfile::TempDir,
    is_root: bool,
}

impl Owned {
    fn new() -> Self {
        let folder = quick_folder();
        let ferry = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
        for (path, bytes) in tree(&ferry) {
            write(folder.path(), &path, bytes);
        }
        succeed(folder.path(), &["build"]);
        let is_root = fs::metadata("/proc/self")
            .map(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0);
        let owned = Self { folder, is_root: is_root.unwrap() };
        owned.give();
        owned
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Gives all files to the person who builds.
    fn give(&self) {
        for entry in walkdir::WalkDir::new(self.root()).into_iter().flatten() {
            if self.is_root {
                std::os::unix::fs::lchown(entry.path(), Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
    }

    fn build(&self) -> Output {
        let mut command = backstory(self.root());
        if self.is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.arg("build").stdin(Stdio::null()).output().unwrap()
    }

    fn mode(&self, path: &str, mode: u32) {
        fs::set_permissions(self.root().join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn what_may_not_be_read_or_written_is_named_with_what_to_do() {
    let site = Owned::new();
    if code(&site.build()) != Some(0) {
        left_out("what_may_not_be_read: the program cannot be run by others here");
        return;
    }
    let published = || tree(&site.root().join("public"));
    let before = published();
    // Of the settings, of what was verified, of folders that are written to, and of the published folder.
    for (path, mode, back, words) in [
        ("site.toml", 0o000, 0o644, ["site.toml", "chmod u+rX"]),
        ("content/quotes.lock", 0o000, 0o644, ["content/quotes.lock", "chmod u+rX"]),
        (".", 0o555, 0o755, [".public.lock", "chmod u+rwX"]),
        ("public", 0o000, 0o755, ["public", "chmod u+rX"]),
    ] {
        site.mode(path, mode);
        fs::write(site.root().join("content/faq/extra.md"), EXTRA).unwrap();
        site.give();
        if path == "." {
            let _ = fs::remove_file(site.root().join(".public.lock"));
        }
        let output = site.build();
        refusal(&output, &words);
        site.mode(path, back);
        assert_eq!(published(), before, "{path}");
        fs::remove_file(site.root().join("content/faq/extra.md")).unwrap();
    }
    // One file or folder that may not be read costs its pages, and is named.
    for (path, back, page) in [
        ("content/claims/days-in-harbour.md", 0o644, "claims/days-in-harbour/index.html"),
        ("content/entities", 0o755, "entities/osterholm/index.html"),
    ] {
        site.mode(path, 0o000);
        // Of what has not changed nothing is read.
        fs::write(site.root().join("content/faq/extra.md"), EXTRA).unwrap();
        site.give();
        let output = site.build();
        assert_eq!(code(&output), Some(1), "{}", err(&output));
        assert!(err(&output).contains("file-unreadable") && err(&output).contains(path));
        assert!(err(&output).contains("make the file readable"));
        assert!(!published().contains_key(page) && published().len() * 2 > before.len());
        site.mode(path, back);
        fs::remove_file(site.root().join("content/faq/extra.md")).unwrap();
        assert_eq!(code(&site.build()), Some(0));
        assert_eq!(published(), before, "{path}");
    }
    // What builds remember may be lost: it must not cost the build.
    for (path, mode) in [(".backstory/cache", 0o555), (".backstory/cache", 0o000)] {
        site.mode(path, mode);
        fs::write(site.root().join("content/faq/extra.md"), EXTRA).unwrap();
        site.give();
        assert_eq!(code(&site.build()), Some(0));
        fs::remove_file(site.root().join("content/faq/extra.md")).unwrap();
        assert_eq!(code(&site.build()), Some(0));
        site.mode(path, 0o755);
        assert_eq!(published(), before, "{path}");
    }
    let _ = chown(site.root(), None, None);
}

/// A question more.
const EXTRA: &str = "---\nquestion: When does the ferry sail again?\n---\n\nNobody knows.\n";

#[test]
fn a_folder_in_place_of_a_file_and_the_other_way_round_are_named_with_what_to_do() {
    for (path, is_folder, expected, words) in [
        ("site.toml", true, 2, ["site.toml", "a folder is where a file belongs"]),
        (
            "content/quotes.lock",
            true,
            2,
            ["content/quotes.lock", "a folder is where a file belongs"],
        ),
        (
            "content/ingest.lock",
            true,
            2,
            ["content/ingest.lock", "a folder is where a file belongs"],
        ),
        (".public.lock", true, 2, [".public.lock", "a folder is where a file belongs"]),
        ("public", false, 2, ["public", "choose another output folder"]),
        ("content", false, 2, ["content", "a file is where a folder belongs"]),
        ("templates", false, 1, ["templates", "file-unreadable"]),
        (".backstory", false, 1, [".backstory", "file-unreadable"]),
        (".backstory/cache/build", true, 0, ["", ""]),
        ("public/index.html", true, 0, ["", ""]),
        ("public/faq", false, 0, ["", ""]),
    ] {
        let mut scene = Scene::new(Way::Exchange);
        scene.prepare();
        let (at, aside) = (scene.root.join(path), scene.root.join("aside"));
        let was_there = at.exists();
        if was_there {
            fs::rename(&at, &aside).unwrap();
        }
        if is_folder {
            fs::create_dir_all(at.join("in it")).unwrap();
        } else {
            fs::write(&at, "a file").unwrap();
        }
        let output = backstory(&scene.root).arg("build").output().unwrap();
        assert_eq!(code(&output), Some(expected), "{path}: {}", err(&output));
        assert_told(&output, path);
        assert!(words.iter().all(|word| err(&output).contains(word)), "{path}: {}", err(&output));
        if path.starts_with("public/") {
            fs::remove_dir_all(&aside).or_else(|_| fs::remove_file(&aside)).unwrap();
        } else {
            if is_folder {
                fs::remove_dir_all(&at).unwrap();
            } else {
                fs::remove_file(&at).unwrap();
            }
            if was_there {
                fs::rename(&aside, &at).unwrap();
            }
        }
        scene.assert_mended(path);
    }
}

#[test]
fn links_lead_nowhere_whether_to_files_or_folders() {
    use std::os::unix::fs::symlink;
    let secret = quick_folder();
    write(
        secret.path(),
        "secret.md",
        "---\nname: Secret Person\ntype: person\n---\n\nsecret words\n",
    );
    write(secret.path(), "secret.txt", "Secret title\n\nsecret words\n");
    write(secret.path(), "page.html", "secret words");
    for (link, to) in [
        ("content/entities/linked.md", "secret.md"),
        ("content/entities/linked", ""),
        ("content/sources", ""),
        ("content/sources/linked.txt", "secret.txt"),
        (".backstory/raw", ""),
        ("templates", ""),
        ("templates/page.html", "page.html"),
        ("themes", ""),
        ("themes/default", ""),
        ("content/quotes.lock", "secret.md"),
    ] {
        let scene = Scene::new(Way::Exchange);
        let at = scene.root.join(link);
        let _ = fs::remove_file(&at);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        symlink(secret.path().join(to), &at).unwrap();
        let before = tree(secret.path());
        let output = backstory(&scene.root).arg("build").output().unwrap();
        let told = err(&output);
        assert!(matches!(code(&output), Some(1 | 2)), "{link} is followed or passed over: {told}");
        assert!(told.contains(link) && told.contains("it is a link"), "{link}: {told}");
        let published = tree(&scene.root.join("public"));
        let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("secret words");
        assert!(!published.values().any(holds), "{link} is published");
        assert_eq!(tree(secret.path()), before, "{link}");
        fs::remove_file(&at).unwrap();
    }
}

#[test]
fn a_folder_of_somebody_elses_and_one_that_holds_or_is_input_is_refused() {
    let scene = Scene::new(Way::Exchange);
    let build = |to: &str| backstory(&scene.root).args(["build", "-o", to]).output().unwrap();
    write(&scene.root, "mine/letter.txt", "dear");
    let before = tree(&scene.root);
    for to in
        [".", "content", "content/public", "themes/x", "templates", ".backstory", "..", "mine"]
    {
        let output = build(to);
        refusal(&output, &["choose another output folder"]);
        assert_eq!(tree(&scene.root), before, "{to}");
    }
}
