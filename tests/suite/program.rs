//! Running the program as people and scripts do, and looking at what it leaves on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use serde_json::Value;

/// The program, away from any site and from variables that change what it prints.
pub(crate) fn backstory(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backstory"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command
}

/// Runs it to its end, without input.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Output {
    backstory(folder).args(words).stdin(Stdio::null()).output().unwrap()
}

/// Runs it and gives what it printed; it must end well.
pub(crate) fn succeed(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    assert_eq!(code(&output), Some(0), "{words:?}: {}{}", out(&output), err(&output));
    out(&output)
}

/// Runs it with `input` on standard input.
pub(crate) fn fed(folder: &Path, words: &[&str], input: &[u8]) -> Output {
    let mut command = backstory(folder);
    let streams = command.args(words).stdin(Stdio::piped());
    let mut child = streams.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A new site with settings that leave nothing to complain about.
pub(crate) fn new_site() -> tempfile::TempDir {
    let here = folder();
    succeed(here.path(), &["init", "--title", "Ferry dispute"]);
    let settings = here.path().join("site.toml");
    let text = format!("base_url = \"https://story.example/\"\n{}", read(&settings));
    fs::write(settings, text).unwrap();
    here
}

/// Writes a file and the folders above it.
pub(crate) fn write(site: &Path, file: &str, content: impl AsRef<[u8]>) {
    let path = site.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Whether a file of a site is a page.
pub(crate) fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "html")
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Replaces `from`, which must be there, in a file.
pub(crate) fn edit(path: &Path, from: &str, to: &str) {
    let text = read(path);
    assert!(text.contains(from), "{} has no {from:?}:\n{text}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// Every file below a folder, hidden ones too: path with forward slashes, bytes, time of change. What
/// builds remember is left out: it holds times.
pub(crate) fn snapshot(root: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(root).unwrap();
            let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            if name.join("/").ends_with(".backstory/cache/build") {
                continue;
            }
            let changed = entry.metadata().unwrap().modified().unwrap();
            files.insert(name.join("/"), (fs::read(entry.path()).unwrap(), changed));
        }
    }
    files
}

/// The bytes of every file below a folder.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    snapshot(root).into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
}

/// Names of files that are in one tree only, or different.
pub(crate) fn differing<V: PartialEq>(
    left: &BTreeMap<String, V>,
    right: &BTreeMap<String, V>,
) -> Vec<String> {
    let names = left.keys().chain(right.keys().filter(|name| !left.contains_key(*name)));
    names.filter(|name| left.get(*name) != right.get(*name)).cloned().collect()
}

/// The exit code of `check` and its diagnostics.
pub(crate) fn problems(site: &Path) -> (Option<i32>, Vec<Value>) {
    let output = run(site, &["check", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", out(&output), err(&output)));
    (code(&output), found)
}
