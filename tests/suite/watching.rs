//! What the preview's watcher makes of the ways in which editors and tools write files: in the end what
//! a build reads is what is on the disk, no build saw a file half saved, and nothing else causes one.
//!
//! The storm is 5,000 files here; `tests/bench/storm` raises a real one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use backstory::fs::{exchange, read_tree};
use backstory::serve::watch::{Bell, Notice, Watched, watch_loop};

use crate::program::{folder, write};

/// Longest wait for something that must happen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long something that must not happen is given.
const QUIET: Duration = Duration::from_millis(600);
/// Longer than the setting is by default: a program that is saving may be held up by other tests.
const DEBOUNCE: Duration = Duration::from_millis(250);

/// What a build would read: path and text.
type Files = BTreeMap<String, String>;

/// What a build reads now.
fn on_disk(root: &Path) -> Files {
    let read = read_tree(root, "content").into_iter().flatten();
    let markdown = read.filter(|(path, _)| {
        Path::new(path.as_str()).extension().is_some_and(|ending| ending == "md")
    });
    markdown
        .map(|(path, bytes)| (path.as_str().to_owned(), String::from_utf8(bytes).unwrap()))
        .collect()
}

/// A watched site, and what its builds have read.
struct Site {
    here: tempfile::TempDir,
    builds: Arc<Mutex<Vec<Files>>>,
    bell: Bell,
    watching: Option<JoinHandle<()>>,
}

impl Site {
    fn start(files: &[(&str, &str)]) -> Self {
        let here = folder();
        let root = here.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("content")).unwrap();
        for (name, text) in files {
            write(&root, name, text);
        }
        let watch = [root.join("content"), root.join("site.toml")];
        let ignore = [root.join("public"), root.join(".backstory")];
        let probe = root.join(".backstory/cache");
        let watched = Watched::start(&root, &watch, &ignore, &probe, DEBOUNCE);
        let builds = Arc::new(Mutex::new(vec![on_disk(&root)]));
        let bell = watched.bell();
        let all = Arc::clone(&builds);
        let watching = std::thread::spawn(move || {
            watch_loop(watched, |notice| match notice {
                Notice::Changed(_) => {
                    let read = on_disk(&root);
                    all.lock().unwrap().push(read);
                }
                Notice::Polling(reason) => panic!("this system reports changes: {reason}"),
            });
        });
        Self { here, builds, bell, watching: Some(watching) }
    }

    fn root(&self) -> PathBuf {
        self.here.path().canonicalize().unwrap()
    }

    fn count(&self) -> usize {
        self.builds.lock().unwrap().len()
    }

    fn shown(&self) -> Files {
        self.builds.lock().unwrap().last().unwrap().clone()
    }

    /// Waits until what was built last is what is on the disk, and stays it; gives how long that took.
    fn settles(&self, what: &str) -> Duration {
        let (begun, root) = (Instant::now(), self.root());
        while self.shown() != on_disk(&root) {
            assert!(begun.elapsed() < PATIENCE, "{what}: {:?}", self.shown().keys());
            std::thread::sleep(Duration::from_millis(2));
        }
        let took = begun.elapsed();
        std::thread::sleep(QUIET);
        assert_eq!(self.shown(), on_disk(&root), "{what}");
        took
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.bell.stop();
        let ended = self.watching.take().unwrap().join();
        assert!(ended.is_ok() || std::thread::panicking());
    }
}

const A: &str = "content/articles/a.md";
const OLD: &str = "---\ntitle: A\n---\n\nWhat was there before.\n";
const NEW: &str = "---\ntitle: A\n---\n\nWhat there is now, and it is longer.\n";

/// A way in which `content/articles/a.md` comes to hold `NEW`.
struct Way {
    name: &'static str,
    save: fn(&Path),
}

/// Pauses as programs do between two steps.
fn pause() {
    std::thread::sleep(Duration::from_millis(6));
}

fn put(root: &Path, name: &str, text: &str) {
    let mut file = File::create(root.join(name)).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
}

fn rename(root: &Path, from: &str, to: &str) {
    fs::rename(root.join(from), root.join(to)).unwrap();
}

fn remove(root: &Path, name: &str) {
    fs::remove_file(root.join(name)).unwrap();
}

const WAYS: [Way; 14] = [
    Way {
        name: "vim, which moves the old file away",
        save: |root| {
            put(root, "content/articles/.a.md.swp", "swap");
            put(root, "content/articles/4913", "");
            remove(root, "content/articles/4913");
            rename(root, A, "content/articles/a.md~");
            pause();
            put(root, A, NEW);
            remove(root, "content/articles/a.md~");
            remove(root, "content/articles/.a.md.swp");
        },
    },
    Way {
        name: "vim, which copies the old file first",
        save: |root| {
            fs::copy(root.join(A), root.join("content/articles/a.md~")).unwrap();
            pause();
            put(root, A, NEW);
            pause();
            remove(root, "content/articles/a.md~");
        },
    },
    Way {
        name: "emacs, with its lock, its copy and the backup that stays",
        save: |root| {
            #[cfg(unix)]
            std::os::unix::fs::symlink("ana@desk.1", root.join("content/articles/.#a.md")).unwrap();
            put(root, "content/articles/#a.md#", NEW);
            rename(root, A, "content/articles/a.md~");
            pause();
            put(root, A, NEW);
            remove(root, "content/articles/#a.md#");
            #[cfg(unix)]
            remove(root, "content/articles/.#a.md");
        },
    },
    Way { name: "in place, at once (VS Code, nano)", save: |root| put(root, A, NEW) },
    Way {
        name: "in place, in pieces",
        save: |root| {
            let mut file = File::create(root.join(A)).unwrap();
            for piece in NEW.as_bytes().chunks(9) {
                pause();
                file.write_all(piece).unwrap();
            }
        },
    },
    Way {
        name: "a new file that takes the old one's place",
        save: |root| {
            put(root, "content/articles/a.md.tmp", NEW);
            pause();
            rename(root, "content/articles/a.md.tmp", A);
        },
    },
    Way {
        name: "JetBrains, which moves twice",
        save: |root| {
            put(root, "content/articles/a.md___jb_tmp___", NEW);
            pause();
            rename(root, A, "content/articles/a.md___jb_old___");
            rename(root, "content/articles/a.md___jb_tmp___", A);
            pause();
            remove(root, "content/articles/a.md___jb_old___");
        },
    },
    Way {
        name: "rsync",
        save: |root| {
            put(root, "content/articles/.a.md.Qk2v9Z", NEW);
            let file = File::options().write(true).open(root.join("content/articles/.a.md.Qk2v9Z"));
            let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
            file.unwrap().set_modified(long_ago).unwrap();
            pause();
            rename(root, "content/articles/.a.md.Qk2v9Z", A);
        },
    },
    Way {
        name: "sed -i",
        save: |root| {
            let words = "s/What was there before/What there is now, and it is longer/";
            let done = Command::new("sed").args(["-i", words]).arg(root.join(A)).status().unwrap();
            assert!(done.success());
        },
    },
    Way {
        name: "a copy over it",
        save: |root| {
            put(root, "elsewhere.md", NEW);
            fs::copy(root.join("elsewhere.md"), root.join(A)).unwrap();
        },
    },
    Way {
        name: "a folder that takes the other's place in two steps",
        save: |root| {
            write(root, "next/articles/a.md", NEW);
            rename(root, "content", "last");
            pause();
            rename(root, "next", "content");
        },
    },
    Way {
        name: "two folders that are exchanged",
        save: |root| {
            write(root, "next/articles/a.md", NEW);
            match exchange(&root.join("next"), &root.join("content")) {
                Err(error) if error.is_unsupported() => put(root, A, NEW),
                exchanged => exchanged.unwrap(),
            }
        },
    },
    Way {
        name: "deleted and written anew, with its folder",
        save: |root| {
            fs::remove_dir_all(root.join("content")).unwrap();
            pause();
            write(root, A, NEW);
        },
    },
    Way {
        name: "saved again and again",
        save: |root| {
            for part in 1..30 {
                put(root, A, &NEW[..NEW.len() * part / 30]);
                std::thread::sleep(Duration::from_millis(part as u64));
            }
            put(root, A, NEW);
        },
    },
];

#[test]
fn however_a_file_is_saved_the_new_one_is_shown_and_none_half_saved() {
    std::thread::scope(|scope| {
        for Way { name, save } in &WAYS {
            scope.spawn(move || {
                let site = Site::start(&[(A, OLD), ("content/articles/b.md", OLD)]);
                save(&site.root());
                let took = site.settles(name);
                assert_eq!(site.shown().get(A).map(String::as_str), Some(NEW), "{name}");
                assert!(took < Duration::from_secs(2), "{name}: {took:?}");
                let half = site
                    .builds
                    .lock()
                    .unwrap()
                    .iter()
                    .any(|files| !matches!(files.get(A).map(String::as_str), Some(OLD | NEW)));
                let may_be_half = name.contains("folder") || name.contains("again and again");
                assert!(!half || may_be_half, "{name}: a file was read while it was saved");
                assert!(
                    site.count() <= if may_be_half { 30 } else { 2 },
                    "{name}: {}",
                    site.count()
                );
                // It is still listened to.
                put(&site.root(), A, OLD);
                site.settles(name);
                assert_eq!(site.shown().get(A).map(String::as_str), Some(OLD), "{name}");
            });
        }
    });
}

#[test]
fn a_single_save_is_seen_within_milliseconds() {
    let site = Site::start(&[(A, OLD)]);
    let root = site.root();
    let mut took: Vec<Duration> = Vec::new();
    for number in 0..40 {
        std::thread::sleep(Duration::from_millis(30));
        let (builds, text) = (site.count(), format!("{OLD}{number}\n"));
        let begun = Instant::now();
        fs::write(root.join(A), text).unwrap();
        while site.count() == builds {
            assert!(begun.elapsed() < PATIENCE);
            std::thread::sleep(Duration::from_micros(200));
        }
        took.push(begun.elapsed());
    }
    took.sort();
    eprintln!("a single save: fastest {:.1?}, median {:.1?}", took[0], took[20]);
    // Two milliseconds of quiet are waited, and not the whole debounce time.
    assert!(took[0] < Duration::from_millis(15), "{took:?}");
}

#[test]
fn what_is_deleted_moved_or_swapped_is_seen() {
    let site = Site::start(&[(A, OLD), ("content/articles/b.md", OLD), ("content/faq/c.md", OLD)]);
    let root = site.root();
    let is_right = |step: &str, names: &[&str]| {
        site.settles(step);
        let shown: Vec<_> = site.shown().into_keys().collect();
        assert_eq!(shown, names, "{step}");
    };
    remove(&root, A);
    is_right("a file deleted", &["content/articles/b.md", "content/faq/c.md"]);
    rename(&root, "content/articles/b.md", "content/faq/d.md");
    is_right("a file moved", &["content/faq/c.md", "content/faq/d.md"]);
    rename(&root, "content/faq", "content/entities");
    is_right("a folder renamed", &["content/entities/c.md", "content/entities/d.md"]);
    put(&root, "content/entities/c.md", NEW);
    is_right("a file in it", &["content/entities/c.md", "content/entities/d.md"]);
    rename(&root, "content/entities", "away");
    is_right("a folder moved out", &[]);
    put(&root, "away/c.md", OLD);
    rename(&root, "away", "content/events");
    is_right("a folder moved in", &["content/events/c.md", "content/events/d.md"]);
    write(&root, "content/a/b/c/d/e.md", NEW);
    is_right(
        "folders in folders",
        &["content/a/b/c/d/e.md", "content/events/c.md", "content/events/d.md"],
    );
    fs::remove_dir_all(root.join("content")).unwrap();
    is_right("everything deleted", &[]);
    // Links are not followed, whatever they lead to.
    #[cfg(unix)]
    {
        write(&root, "content/events/d.md", OLD);
        write(&root, "first/x.md", OLD);
        write(&root, "second/y.md", OLD);
        std::os::unix::fs::symlink("../first", root.join("content/articles")).unwrap();
        is_right("a link to a folder", &["content/events/d.md"]);
        std::os::unix::fs::symlink("../second", root.join("content/.new")).unwrap();
        rename(&root, "content/.new", "content/articles");
        is_right("another link in its place", &["content/events/d.md"]);
    }
}

#[test]
fn a_copy_with_the_old_time_and_length_is_another_file() {
    let site = Site::start(&[(A, OLD)]);
    let root = site.root();
    site.settles("the start");
    let time = fs::metadata(root.join(A)).unwrap().modified().unwrap();
    let other = OLD.replace("before", "behind");
    put(&root, "copy.md", &other);
    for replace in [false, true] {
        let text = if replace { OLD } else { &other };
        put(&root, "copy.md", text);
        File::options().write(true).open(root.join("copy.md")).unwrap().set_modified(time).unwrap();
        if replace {
            rename(&root, "copy.md", A);
        } else {
            let done =
                Command::new("cp").arg("-p").args([root.join("copy.md"), root.join(A)]).status();
            assert!(done.unwrap().success());
        }
        let now = fs::metadata(root.join(A)).unwrap();
        assert_eq!((now.modified().unwrap(), now.len()), (time, OLD.len() as u64));
        site.settles("a copy");
        assert_eq!(site.shown()[A], text);
    }
}

#[test]
fn reading_touching_and_what_is_no_content_build_nothing() {
    let site = Site::start(&[(A, OLD)]);
    let root = site.root();
    std::thread::sleep(QUIET);
    for round in 0..20 {
        fs::read(root.join(A)).unwrap();
        put(&root, A, OLD);
        File::options().write(true).open(root.join(A)).unwrap().set_len(OLD.len() as u64).unwrap();
        write(&root, &format!("public/{round}/index.html"), "output");
        write(&root, ".backstory/cache/build", format!("{round}"));
        write(&root, "content/articles/.a.md.swp", format!("{round}"));
        write(&root, "notes.txt", format!("{round}"));
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(QUIET);
    assert_eq!(site.count(), 1);
}

#[test]
fn another_branch_is_shown_whole() {
    let site = Site::start(&[]);
    let root = site.root();
    let git = |words: &[&str]| {
        let mut command = Command::new("git");
        let identity = ["-c", "user.name=Ana", "-c", "user.email=ana@host.example"];
        command.current_dir(&root).args(identity).args(words);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
    };
    git(&["init", "-q", "-b", "main"]);
    for number in 0..400 {
        write(&root, &format!("content/articles/a{number}.md"), format!("{OLD}{number}"));
    }
    git(&["add", "content"]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["checkout", "-q", "-b", "other"]);
    for number in (0..400).step_by(3) {
        remove(&root, &format!("content/articles/a{number}.md"));
        write(&root, &format!("content/events/{}/b{number}.md", number % 7), format!("{number}"));
        write(&root, &format!("content/articles/a{}.md", number + 1), format!("{NEW}{number}"));
    }
    git(&["add", "content"]);
    git(&["commit", "-q", "-m", "two"]);
    site.settles("the second branch");
    for branch in ["main", "other", "main", "other"] {
        let before = site.count();
        git(&["checkout", "-q", branch]);
        let took = site.settles(branch);
        assert!(took < Duration::from_secs(2), "{branch}: {took:?}");
        let builds = site.count() - before;
        assert!((1..=6).contains(&builds), "{branch}: {builds} builds");
        assert_eq!(site.shown().contains_key("content/articles/a0.md"), branch == "main");
    }
}

#[test]
fn after_a_storm_what_is_shown_is_what_is_there() {
    let site = Site::start(&[]);
    let root = site.root();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let root = &root;
            scope.spawn(move || {
                for number in 0..1250 {
                    let name = format!("content/s{}/f{writer}-{number}.md", number % 40);
                    write(root, &name, format!("{writer} {number}"));
                    if number % 5 == 0 {
                        write(root, &name, format!("{writer} {number} again"));
                    }
                    if number % 11 == 0 {
                        remove(root, &name);
                    }
                }
                if writer == 0 {
                    fs::remove_dir_all(root.join("content/s7")).ok();
                }
            });
        }
    });
    let stormed = begun.elapsed();
    let took = site.settles("the storm");
    let builds = site.count() - 1;
    eprintln!("a storm of {stormed:.1?}: {builds} builds, right {took:.1?} after it");
    assert!(took < Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 }), "{took:?}");
    // Many writes, few builds: while it goes on, each waits for the next.
    assert!(builds <= 10 + 4 * stormed.as_secs_f64().ceil() as usize, "{builds} in {stormed:?}");
    let before = site.count();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(site.count(), before, "nothing happens and nothing is built");
}
