//! Git repositories as the program reads them, beside what git itself says of them.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use backstory::revision::{How, Repository};

use crate::program::{folder, write};

/// A repository that git makes, always with the same ids.
pub(crate) struct Git {
    pub(crate) here: PathBuf,
    seconds: Cell<i64>,
}

impl Git {
    /// An empty repository on the branch `main`.
    pub(crate) fn init(here: &Path) -> Self {
        Self::init_with(here, &[])
    }

    fn init_with(here: &Path, words: &[&str]) -> Self {
        let git = Self::at(here);
        git.run(&[&["init", "--quiet", "--initial-branch=main"], words].concat());
        git
    }

    /// A repository that is there.
    pub(crate) fn at(here: &Path) -> Self {
        // 16 May 2025, noon UTC.
        Self { here: here.to_owned(), seconds: Cell::new(1_747_396_800) }
    }

    fn output(&self, words: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.current_dir(&self.here).args(["-c", "protocol.file.allow=always"]).args(words);
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
            command.env_remove(name);
        }
        let date = format!("{} +0300", self.seconds.get());
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "A. Writer")
            .env("GIT_AUTHOR_EMAIL", "writer@story.example")
            .env("GIT_COMMITTER_NAME", "C. Ommitter")
            .env("GIT_COMMITTER_EMAIL", "committer@story.example")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .output()
            .expect("git runs")
    }

    /// Runs git, which must end well, and gives what it printed.
    pub(crate) fn bytes(&self, words: &[&str]) -> Vec<u8> {
        let output = self.output(words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {words:?}: {said}");
        output.stdout
    }

    /// The same as a text without its last line end.
    pub(crate) fn run(&self, words: &[&str]) -> String {
        String::from_utf8(self.bytes(words)).expect("UTF-8").trim_end().to_owned()
    }

    /// Commits everything, a minute after the last time, and gives the commit's id.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.seconds.set(self.seconds.get() + 60);
        self.run(&["add", "--all"]);
        self.run(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.run(&["rev-parse", "HEAD"])
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        write(&self.here, name, content);
    }
}

const PARTS: &[&str] = &["content", "site.toml"];

/// A number that looks random and is always the same.
fn noise(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A long text of which each version differs from the last one in a line.
fn report(version: usize) -> String {
    let line = |at: usize| {
        let words = noise(if at % 30 == version % 30 { version + 1000 } else { at } as u64);
        format!("In paragraph {at} the harbour office counts {words} crates.\n")
    };
    (0..120).map(line).collect()
}

/// A story of thirty commits with files of every kind.
fn story(git: &Git) {
    for version in 0..30 {
        git.write("content/articles/crates.md", report(version));
        git.write(&format!("content/events/day-{version}.md"), format!("Day {version}\n"));
        git.write("site.toml", format!("title = \"{version}\"\n"));
        git.write("elsewhere/notes.txt", format!("{version}"));
        if version == 5 {
            git.write("content/empty.md", "");
            git.write("content/é — ü.md", "odd name\n");
            git.write("content/.hidden.md", "hidden\n");
            git.write("content/pictures/noise.bin", noise_bytes(50_000));
            #[cfg(unix)]
            std::os::unix::fs::symlink("../site.toml", git.here.join("content/link.md")).unwrap();
        }
        if version == 20 {
            fs::remove_file(git.here.join("content/events/day-3.md")).unwrap();
        }
        git.commit(&format!("Version {version}"));
    }
}

fn noise_bytes(count: usize) -> Vec<u8> {
    (0..count as u64).map(|at| noise(at).to_le_bytes()[0]).collect()
}

/// What git says the files of a commit are: path to id and bytes, without hidden files and links.
fn told_by_git(git: &Git, commit: &str) -> BTreeMap<String, (String, Vec<u8>)> {
    let listed = git.bytes(&["ls-tree", "-r", "-z", commit, "--", "content", "site.toml"]);
    let mut files = BTreeMap::new();
    for line in String::from_utf8(listed).unwrap().split_terminator('\0') {
        let (head, path) = line.split_once('\t').unwrap();
        let [mode, _, id] = head.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let is_file = mode.starts_with("100") && !path.split('/').any(|part| part.starts_with('.'));
        if is_file {
            let bytes = git.bytes(&["cat-file", "blob", id]);
            files.insert(path.to_owned(), (id.to_owned(), bytes));
        }
    }
    files
}

fn told_by_us(repository: &Repository, commit: &str) -> BTreeMap<String, (String, Vec<u8>)> {
    let commit = repository.commit_named(commit).unwrap();
    let files = repository.files(&commit, PARTS).unwrap();
    let file = |(path, id)| {
        let bytes = repository.bytes(&id).unwrap();
        (path, (id.to_string(), bytes))
    };
    files.into_iter().map(file).collect()
}

/// Every file of these commits, as git tells it.
fn agrees_with_git(git: &Git, commits: &[&str]) {
    let repository = Repository::open(&git.here).unwrap();
    for commit in commits {
        let expected = told_by_git(git, commit);
        assert!(expected.len() >= 3, "{commit}");
        assert_eq!(told_by_us(&repository, commit), expected, "{commit}");
    }
}

#[test]
fn files_are_read_byte_for_byte_however_they_are_stored() {
    let here = folder();
    let git = Git::init(here.path());
    story(&git);
    let commits = ["HEAD", "HEAD~1", "HEAD~9", "HEAD~29"];
    agrees_with_git(&git, &commits);
    for words in [
        &["gc", "--quiet"][..],
        &["repack", "-a", "-d", "-f", "--quiet", "--depth=50", "--window=60"],
        // Differences that name their base by its id.
        &["-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "--quiet"],
        &["-c", "pack.indexVersion=2", "-c", "pack.compression=0", "repack", "-adfq"],
        &["multi-pack-index", "write"],
    ] {
        git.run(words);
        let packs: Vec<_> = packs(&git.here);
        assert_eq!(packs.len(), 1, "{words:?}");
        let told = git.run(&["verify-pack", "--verbose", packs[0].to_str().unwrap()]);
        assert!(told.contains("chain length = 2: "), "no differences to read: {told}");
        agrees_with_git(&git, &commits);
    }
    // Some loose, some packed, and refs of both kinds.
    git.write("content/new.md", "new\n");
    git.commit("After the pack");
    agrees_with_git(&git, &["HEAD", "main", "HEAD~30"]);
}

fn packs(here: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(here.join(".git/objects/pack")).unwrap();
    let paths = names.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "pack")).collect()
}

#[test]
fn offsets_of_64_bits_are_read() {
    let here = folder();
    let git = Git::init(here.path());
    story(&git);
    git.run(&["gc", "--quiet"]);
    let pack = packs(&git.here).remove(0);
    // Everything behind byte 100 by its long offset.
    git.run(&["index-pack", "--index-version=2,100", pack.to_str().unwrap(), "-o", "long.idx"]);
    let index = pack.with_extension("idx");
    let before = fs::read(&index).unwrap();
    fs::remove_file(&index).unwrap();
    fs::rename(git.here.join("long.idx"), &index).unwrap();
    assert!(fs::read(&index).unwrap().len() > before.len() + 8 * 30);
    agrees_with_git(&git, &["HEAD", "HEAD~15"]);
}

#[test]
fn repositories_named_by_sha_256_are_read() {
    let here = folder();
    let git = Git::init_with(here.path(), &["--object-format=sha256"]);
    story(&git);
    let commits = ["HEAD", "HEAD~15", &git.run(&["rev-parse", "HEAD~3"])[..11]];
    agrees_with_git(&git, &commits);
    git.run(&["gc", "--quiet"]);
    agrees_with_git(&git, &commits);
    git.write("site.toml", "title = \"now\"\n");
    assert_eq!(changes(&git.here, "HEAD"), [("site.toml".to_owned(), How::Modified)]);
}

#[test]
fn revisions_are_named_as_in_git() {
    let here = folder();
    let git = Git::init(here.path());
    story(&git);
    git.run(&["tag", "v1", "HEAD~4"]);
    git.run(&["tag", "--annotate", "--message", "Second", "v2", "HEAD~2"]);
    git.run(&["tag", "--annotate", "--message", "Of a tag", "v3", "v2"]);
    git.run(&["switch", "--quiet", "--create", "feature/pier", "HEAD~5"]);
    git.write("content/pier.md", "pier\n");
    git.commit("Pier");
    git.run(&["switch", "--quiet", "main"]);
    git.run(&["merge", "--quiet", "--no-ff", "--message", "Merge", "feature/pier"]);
    git.run(&["update-ref", "refs/remotes/origin/main", "HEAD~3"]);
    git.run(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
    let whole = git.run(&["rev-parse", "HEAD~7"]);
    let mut names: Vec<&str> = vec![
        "HEAD",
        "@",
        "main",
        "heads/main",
        "refs/heads/main",
        "origin/main",
        "origin",
        "v1",
        "tags/v1",
        "v2",
        "v3",
        "v3^{}",
        "v2^{commit}",
        "v2~1",
        "feature/pier",
        "main^2",
        "main^1",
        "main^2~1",
        "HEAD~3",
        "HEAD^^^",
        "@~2^1",
        "HEAD^0",
    ];
    names.extend([&whole[..], &whole[..7], &whole[..12]]);
    let upper = whole.to_uppercase();
    names.push(&upper[..10]);
    let check = || {
        let repository = Repository::open(here.path()).unwrap();
        for name in &names {
            let expected = git.run(&["rev-parse", "--verify", &format!("{name}^{{commit}}")]);
            let found = repository.commit_named(name).map(|id| id.to_string());
            assert_eq!(found.unwrap_or_else(|error| error.to_string()), expected, "{name}");
        }
    };
    check();
    git.run(&["pack-refs", "--all"]);
    assert!(!git.here.join(".git/refs/heads/main").exists());
    check();
    git.run(&["gc", "--quiet"]);
    check();
    let repository = Repository::open(here.path()).unwrap();
    for (name, says) in [
        ("mian", "did you mean `main`?"),
        ("feature/peer", "did you mean `feature/pier`?"),
        ("origin/none-like-it", "fetch-depth: 0"),
        ("HEAD~99", "has no such parent"),
        ("HEAD^3", "has no such parent"),
        ("HEAD:site.toml", "name a commit, not a file"),
        ("main..v1", "not a range"),
        ("/etc/passwd", "`git branch --all`"),
        ("HEAD^{tree}", "write a branch"),
        ("", "`git branch --all`"),
        ("0000000000000000000000000000000000000000", "lacks the object"),
    ] {
        let Err(error) = repository.commit_named(name) else { panic!("{name} is found") };
        assert!(error.to_string().contains(says), "{name}: {error}");
    }
    let tree = git.run(&["rev-parse", "HEAD^{tree}"]);
    assert!(repository.commit_named(&tree).unwrap_err().to_string().contains("no commit"));
}

#[test]
fn an_abbreviation_of_several_objects_is_the_commit_or_refused() {
    let here = folder();
    let git = Git::init(here.path());
    story(&git);
    // With enough files some share their first four digits with a commit, or with each other.
    for number in 0..1500 {
        git.write(&format!("content/many/{number}.md"), format!("{number}\n"));
    }
    git.commit("Many");
    let all = git.run(&["cat-file", "--batch-all-objects", "--batch-check"]);
    let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in all.lines() {
        let mut words = line.split(' ');
        let (id, kind) = (words.next().unwrap(), words.next().unwrap());
        kinds.entry(id[..4].to_owned()).or_default().push(kind);
    }
    let repository = Repository::open(here.path()).unwrap();
    let mut seen = (0, 0);
    for (prefix, kinds) in kinds.iter().filter(|(_, kinds)| kinds.len() > 1) {
        let commits = kinds.iter().filter(|kind| **kind == "commit").count();
        let found = repository.commit_named(prefix);
        if commits == 1 {
            let expected = git.run(&["rev-parse", &format!("{prefix}^{{commit}}")]);
            assert_eq!(found.unwrap().to_string(), expected);
            seen.0 += 1;
        } else {
            let error = found.unwrap_err().to_string();
            assert!(error.contains("write more digits"), "{error}");
            seen.1 += 1;
        }
    }
    assert!(seen.1 > 3, "{seen:?}");
}

#[test]
fn worktrees_submodules_and_borrowed_objects_are_found() {
    let here = folder();
    let main = here.path().join("main");
    fs::create_dir(&main).unwrap();
    let git = Git::init(&main);
    story(&git);
    git.run(&["branch", "side", "HEAD~10"]);
    git.run(&["worktree", "add", "--quiet", "../linked", "side"]);
    agrees_with_git(&Git::at(&here.path().join("linked")), &["HEAD", "main", "HEAD~3"]);
    let linked = Git::at(&here.path().join("linked"));
    assert_eq!(linked.run(&["rev-parse", "HEAD"]), git.run(&["rev-parse", "main~10"]));
    assert_eq!(changes(&linked.here, "HEAD"), []);

    Git::at(here.path()).run(&["clone", "--quiet", "--shared", "main", "borrows"]);
    Git::at(here.path()).run(&["clone", "--quiet", "--shared", "borrows", "borrows-more"]);
    for name in ["borrows", "borrows-more"] {
        assert!(packs(&here.path().join(name)).is_empty());
        agrees_with_git(&Git::at(&here.path().join(name)), &["HEAD", "origin/main~20"]);
    }

    fs::create_dir(here.path().join("outer")).unwrap();
    let outer = Git::init(&here.path().join("outer"));
    outer.run(&["submodule", "--quiet", "add", "../main", "stories/inner"]);
    outer.commit("A story of others");
    let inner = Git::at(&outer.here.join("stories/inner"));
    assert!(fs::metadata(inner.here.join(".git")).unwrap().is_file());
    agrees_with_git(&inner, &["HEAD", "HEAD~2"]);
}

#[test]
fn a_site_may_lie_in_a_folder_of_its_repository() {
    let here = folder();
    let git = Git::init(here.path());
    git.write("README.md", "two stories\n");
    git.commit("Start");
    git.write("stories/ferry/site.toml", "title = \"Ferry\"\n");
    git.write("stories/ferry/content/index.md", "one\n");
    git.write("content/index.md", "not of the site\n");
    git.commit("Ferry");
    let site = here.path().join("stories/ferry");
    let repository = Repository::open(&site).unwrap();
    let files = |name: &str| {
        let commit = repository.commit_named(name).unwrap();
        repository.files(&commit, PARTS).unwrap().into_keys().collect::<Vec<_>>()
    };
    assert_eq!(files("HEAD"), ["content/index.md", "site.toml"]);
    assert_eq!(files("HEAD~1"), Vec::<String>::new());
    git.write("stories/ferry/content/index.md", "two\n");
    git.write("content/index.md", "not of the site, but changed\n");
    assert_eq!(changes(&site, "HEAD"), [("content/index.md".to_owned(), How::Modified)]);
}

fn changes(site: &Path, revision: &str) -> Vec<(String, How)> {
    let repository = Repository::open(site).unwrap();
    let commit = repository.commit_named(revision).unwrap();
    let changed = repository.changed_since(&commit, PARTS).unwrap();
    changed.into_iter().map(|(path, change)| (path, change.how)).collect()
}

#[test]
fn what_is_not_here_is_told_with_its_remedy() {
    let here = folder();
    let main = here.path().join("main");
    fs::create_dir(&main).unwrap();
    let git = Git::init(&main);
    story(&git);
    git.run(&["config", "uploadpack.allowFilter", "true"]);
    let outside = Git::at(here.path());
    let url = format!("file://{}", main.display());
    outside.run(&["clone", "--quiet", "--depth", "3", &url, "shallow"]);
    outside.run(&["clone", "--quiet", "--no-checkout", "--filter=blob:none", &url, "partial"]);

    let shallow = Repository::open(&here.path().join("shallow")).unwrap();
    let last = shallow.commit_named("HEAD~2").unwrap();
    let error = shallow.commit_named("HEAD~3").unwrap_err().to_string();
    assert!(error.contains("fetch-depth: 0") && error.contains("--unshallow"), "{error}");
    let head = shallow.commit_named("HEAD").unwrap();
    assert_eq!(shallow.merge_base((&last, "a"), (&head, "b")).unwrap(), last);
    // A branch that began before the cut has no common past here.
    git.run(&["switch", "--quiet", "--create", "old", "HEAD~20"]);
    git.write("content/old.md", "old\n");
    git.commit("From an old state");
    Git::at(&here.path().join("shallow")).run(&[
        "fetch",
        "--quiet",
        "--depth",
        "1",
        "origin",
        "old:refs/remotes/origin/old",
    ]);
    let shallow = Repository::open(&here.path().join("shallow")).unwrap();
    let old = shallow.commit_named("origin/old").unwrap();
    let error = shallow.merge_base((&old, "origin/old"), (&head, "HEAD")).unwrap_err().to_string();
    assert!(
        error.contains("`origin/old` and `HEAD`") && error.contains("fetch-depth: 0"),
        "{error}"
    );

    let partial = Repository::open(&here.path().join("partial")).unwrap();
    let head = partial.commit_named("HEAD").unwrap();
    let files = partial.files(&head, PARTS).unwrap();
    let error = partial.bytes(&files["site.toml"]).unwrap_err().to_string();
    assert!(error.contains("partial") && error.contains("--filter"), "{error}");

    let bare = folder();
    let error = Repository::open(bare.path()).unwrap_err().to_string();
    assert!(error.contains("in no git repository"), "{error}");
    let tables = here.path().join("tables");
    fs::create_dir(&tables).unwrap();
    Git::init_with(&tables, &["--ref-format=reftable"]);
    let error = Repository::open(&tables).unwrap_err().to_string();
    assert!(error.contains("git refs migrate"), "{error}");
}

#[test]
fn histories_meet_where_git_says() {
    let here = folder();
    let git = Git::init(here.path());
    git.write("content/index.md", "x\n");
    git.commit("Start");
    let tree = git.run(&["rev-parse", "HEAD^{tree}"]);
    let mut commits: Vec<String> = Vec::new();
    for number in 0..60u64 {
        // Clocks go back at times, and some commits begin a history of their own.
        git.seconds.set(1_747_396_800 + (noise(number) % 2000).cast_signed());
        let count = if commits.is_empty() {
            0
        } else {
            [0, 1, 1, 1, 2, 2, 3][(noise(number + 500) % 7) as usize]
        };
        let parents: BTreeSet<usize> = (0..count)
            .map(|at| {
                let back = noise(number * 10 + at) as usize % commits.len().min(9);
                commits.len() - 1 - back
            })
            .collect();
        let message = format!("{number}");
        let mut words = vec!["commit-tree", &tree, "-m", &message];
        for parent in &parents {
            words.extend(["-p", &commits[*parent]]);
        }
        commits.push(git.run(&words));
    }
    let repository = Repository::open(here.path()).unwrap();
    let mut met = 0;
    for at in 0..300u64 {
        let left = &commits[noise(at) as usize % 60];
        let right = &commits[noise(at + 7000) as usize % 60];
        let all = git.output(&["merge-base", "--all", left, right]);
        let all = String::from_utf8(all.stdout).unwrap();
        let ids = [left, right].map(|name| repository.commit_named(name).unwrap());
        match repository.merge_base((&ids[0], "l"), (&ids[1], "r")) {
            Ok(base) => {
                met += 1;
                assert!(all.lines().any(|line| line == base.to_string()), "{left} {right}: {base}");
            }
            Err(error) => assert!(all.is_empty(), "{left} {right}: {error}, not {all}"),
        }
    }
    assert!((100..300).contains(&met), "{met}");
}

#[test]
fn what_changed_is_told_to_the_byte() {
    for version in ["2", "4"] {
        let here = folder();
        let git = Git::init(here.path());
        git.run(&["config", "index.version", version]);
        story(&git);
        assert_eq!(changes(&git.here, "HEAD"), [], "version {version}");
        // At once after the commit, and of the same size: only the bytes tell.
        git.write("content/events/day-7.md", "Day 8\n");
        git.write("content/events/day-8.md", "Day 8\r\n");
        git.write("content/events/day-9.md", "Day 9\n");
        git.write("content/new/page.md", "new\n");
        git.write("content/.new.md", "hidden\n");
        fs::rename(git.here.join("content/empty.md"), git.here.join("content/moved.md")).unwrap();
        let expected = [
            ("content/empty.md", How::Removed),
            ("content/events/day-7.md", How::Modified),
            ("content/moved.md", How::Added),
            ("content/new/page.md", How::Added),
        ];
        let told: Vec<_> = changes(&git.here, "HEAD");
        let told: BTreeSet<_> = told.iter().map(|(path, how)| (path.as_str(), *how)).collect();
        assert_eq!(told, expected.iter().copied().collect(), "version {version}");
        // Against an older state: what git calls changed, and what it does not know yet.
        git.run(&["add", "--all"]);
        let listed = git.bytes(&[
            "diff",
            "--name-only",
            "--no-renames",
            "-z",
            "--cached",
            "HEAD~12",
            "--",
            "content",
            "site.toml",
        ]);
        let listed = String::from_utf8(listed).unwrap();
        let expected: BTreeSet<&str> = listed
            .split_terminator('\0')
            .filter(|path| {
                !path.contains("/.") && *path != "content/link.md" && !path.ends_with("day-8.md")
            })
            .collect();
        let told = changes(&git.here, "HEAD~12");
        let told: BTreeSet<&str> = told.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(told, expected, "version {version}");
    }
}

#[test]
fn a_file_left_out_by_a_sparse_checkout_is_not_removed() {
    let here = folder();
    let git = Git::init(here.path());
    story(&git);
    git.run(&["sparse-checkout", "set", "--no-cone", "/*", "!/content/events/"]);
    assert!(!git.here.join("content/events").exists());
    let told: Vec<_> = changes(&git.here, "HEAD");
    assert_eq!(told, []);
}

/// Every file of a repository's own folder that is read, with its bytes.
fn stored(git: &Git) -> Vec<(PathBuf, Vec<u8>)> {
    let all = walkdir::WalkDir::new(git.here.join(".git")).sort_by_file_name();
    let files = all.into_iter().map(|entry| entry.unwrap()).filter(|entry| {
        let path = entry.path().to_string_lossy().into_owned();
        let is_read = ["/objects/", "/refs/", "/HEAD", "/config", "/index", "/packed-refs"];
        entry.file_type().is_file()
            && is_read.iter().any(|part| path.contains(part))
            && !path.contains("/logs/")
    });
    files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

/// Damages every file in many ways; what is read all the same must be what was stored.
fn survives_damage(git: &Git, rounds: u64) {
    let revisions = ["HEAD", "main~7", "v2", "HEAD~29"];
    let sound = Repository::open(&git.here).unwrap();
    let commit = |name: &str| git.run(&["rev-parse", &format!("{name}^{{commit}}")]);
    let expected: Vec<_> = revisions.map(|name| told_by_us(&sound, &commit(name))).into();
    let ids: Vec<_> = revisions.map(commit).into();
    drop(sound);
    let files = stored(git);
    let (mut wrong, mut right) = (0, 0);
    for round in 0..rounds {
        let pick = noise(round);
        let (path, bytes) = &files[pick as usize % files.len()];
        if bytes.is_empty() {
            continue;
        }
        let at = noise(round + 1) as usize % bytes.len();
        let mut broken = bytes.clone();
        match noise(round + 2) % 5 {
            0 => broken.truncate(at),
            1 => broken[at] = 0xff,
            2 => broken[at] ^= 1 << (noise(round + 3) % 8),
            // Heads are where lengths and offsets stand.
            3 => broken[at.min(1100) % bytes.len()] ^= 0x80,
            _ => {
                broken.truncate(at);
                broken.extend(noise_bytes(at.min(500)));
            }
        }
        // Loose objects are written for reading only.
        let _ = fs::remove_file(path);
        fs::write(path, broken).unwrap();
        if let Ok(repository) = Repository::open(&git.here) {
            for (at, name) in revisions.iter().enumerate() {
                let _ = repository.commit_named(name);
                let Ok(id) = repository.commit_named(&ids[at]) else {
                    wrong += 1;
                    continue;
                };
                let _ = repository.changed_since(&id, PARTS);
                let Ok(read) = repository.files(&id, PARTS) else {
                    wrong += 1;
                    continue;
                };
                let names: Vec<_> = expected[at].keys().collect();
                assert_eq!(read.keys().collect::<Vec<_>>(), names, "{}", path.display());
                for (name, blob) in &read {
                    match repository.bytes(blob) {
                        Ok(bytes) => {
                            right += 1;
                            assert!(bytes == expected[at][name].1, "{name} of {}", path.display());
                        }
                        Err(_) => wrong += 1,
                    }
                }
                let head = repository.commit_named(&ids[0]);
                let _ = head.and_then(|head| repository.merge_base((&head, "a"), (&id, "b")));
            }
        }
        let _ = fs::remove_file(path);
        fs::write(path, bytes).unwrap();
    }
    assert!(wrong > 20 && right > 1000, "{wrong} faults, {right} files");
}

#[test]
fn a_damaged_repository_is_told_and_never_believed() {
    let here = folder();
    let git = Git::init(here.path());
    story(&git);
    git.run(&["tag", "--annotate", "--message", "Second", "v2", "HEAD~2"]);
    git.run(&["repack", "-a", "-d", "-f", "--quiet", "--depth=50"]);
    git.run(&["prune-packed"]);
    git.run(&["pack-refs", "--all"]);
    survives_damage(&git, 250);
    git.run(&["-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "--quiet"]);
    survives_damage(&git, 100);
}

#[test]
fn damaged_loose_objects_are_told_and_never_believed() {
    let here = folder();
    let git = Git::init(here.path());
    git.run(&["config", "gc.auto", "0"]);
    story(&git);
    git.run(&["tag", "--annotate", "--message", "Second", "v2", "HEAD~2"]);
    survives_damage(&git, 150);
}

#[cfg(unix)]
#[test]
fn nothing_outside_is_read_through_links() {
    let here = folder();
    let git = Git::init(&{
        let inner = here.path().join("inner");
        fs::create_dir(&inner).unwrap();
        inner
    });
    git.write("content/index.md", "x\n");
    git.commit("Start");
    write(here.path(), "outside/secret.md", "secret\n");
    write(here.path(), "id", git.run(&["rev-parse", "HEAD"]));
    std::os::unix::fs::symlink("../../outside", git.here.join("content/out")).unwrap();
    std::os::unix::fs::symlink("../../../../id", git.here.join(".git/refs/heads/linked")).unwrap();
    let told: Vec<String> = changes(&git.here, "HEAD").into_iter().map(|(path, _)| path).collect();
    assert_eq!(told, ["content/out"]);
    let repository = Repository::open(&git.here).unwrap();
    assert!(repository.commit_named("linked").is_err());
}
