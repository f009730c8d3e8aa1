//! The commands of the documentation and of the README, run as a reader would: in order, in a scratch
//! folder, with the output compared.
//!
//! What is run, page by page:
//! - a block ```` ```console ````: lines `$ command` (continued by lines `> `), each followed by what it
//!   prints, standard error too. `[..]` stands for anything within a line, a line `...` for any lines;
//! - a block whose first line names a file behind the language, as ```` ```yaml content/faq/why.md ````:
//!   the file, written as it stands; with the language `diff`, its lines `-` are replaced by its lines `+`.
//!
//! A reader's home is `/home/ana`; a command that ends with another exit code than 0 says so in a last
//! line `[exit code 1]`. With `UPDATE_COMMANDS=1` the pages are rewritten with what is printed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::program::{folder, out, read, snapshot, write};

/// Where readers are at home.
const HOME: &str = "/home/ana";

/// A block of code: the words behind its fence, and its lines as numbers of the page's lines.
struct Block {
    language: String,
    file: Option<String>,
    lines: std::ops::Range<usize>,
}

/// The blocks of a page that are run.
fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    for (at, line) in text.lines().enumerate() {
        match &open {
            None if line.starts_with("```") => open = Some((line.to_owned(), at)),
            Some((fence, start)) => {
                let marks = fence.len() - fence.trim_start_matches('`').len();
                if line.len() == marks && line.bytes().all(|byte| byte == b'`') {
                    let mut info = fence.trim_start_matches('`').splitn(2, ' ');
                    let language = info.next().unwrap_or_default().to_owned();
                    let file = info.next().map(|file| file.trim().to_owned());
                    if language == "console" || file.is_some() {
                        found.push(Block { language, file, lines: start + 1..at });
                    }
                    open = None;
                }
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a fence is never closed");
    found
}

/// A reader at a terminal: where they are at home, and in which folder they are.
struct Reader {
    home: PathBuf,
    here: PathBuf,
}

impl Reader {
    /// What a command prints, as the pages have it.
    fn run(&mut self, command: &str) -> String {
        if let Some(folder) = command.strip_prefix("cd ") {
            let folder = folder.trim();
            self.here = match folder.strip_prefix('~') {
                Some(below) => self.home.join(below.trim_start_matches('/')),
                None => self.here.join(folder),
            };
            self.here = self.here.canonicalize().unwrap_or_else(|_| panic!("{command}"));
            return String::new();
        }
        let program = Path::new(env!("CARGO_BIN_EXE_backstory"));
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("exec 2>&1\n{command}")).current_dir(&self.here).env_clear();
        let path = format!("{}:{path}", program.parent().unwrap().display());
        shell.env("PATH", path).env("HOME", &self.home).stdin(Stdio::null());
        let output = shell.output().unwrap();
        let mut text = out(&output).replace(self.home.to_str().unwrap(), HOME);
        if let Some(code) = output.status.code().filter(|code| *code != 0) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            let _ = writeln!(text, "[exit code {code}]");
        }
        text
    }

    /// Writes a block's file, or changes it.
    fn change(&self, block: &Block, file: &str, lines: &[&str]) {
        let path = self.here.join(file);
        if block.language != "diff" {
            write(&self.here, file, format!("{}\n", lines.join("\n")));
            return;
        }
        let side = |mark: char| -> String {
            let kept = lines.iter().filter_map(|line| {
                line.strip_prefix(mark)
                    .or_else(|| line.strip_prefix(' '))
                    .or(line.is_empty().then_some(""))
            });
            kept.fold(String::new(), |text, line| text + line + "\n")
        };
        let (before, text) = (side('-'), read(&path));
        assert_eq!(
            text.matches(&before).count(),
            1,
            "{file} does not hold once:\n{before}\n{text}"
        );
        fs::write(path, text.replacen(&before, &side('+'), 1)).unwrap();
    }
}

/// Whether printed lines are the expected ones.
fn matches(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"...", rest)) => (0..=printed.len()).any(|from| matches(rest, &printed[from..])),
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, others)| line_matches(line, first) && matches(rest, others)),
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    // How many pages and files there are changes with every template, and tells readers nothing.
    if ["Built ", "Wrote "].iter().any(|word| expected.starts_with(word)) {
        let plain =
            |line: &str| line.split(|letter: char| letter.is_ascii_digit()).collect::<String>();
        return plain(expected.trim_end()) == plain(printed.trim_end());
    }
    let Some((before, after)) = expected.split_once("[..]") else {
        return expected.trim_end() == printed.trim_end();
    };
    let Some(rest) = printed.strip_prefix(before) else { return false };
    let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    starts.into_iter().any(|at| line_matches(after, &rest[at..]))
}

/// Runs a page; gives it with what was printed where that differs, and says where.
fn run_page(reader: &mut Reader, text: &str) -> (String, Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut now: Vec<String> = Vec::new();
    let (mut differences, mut done) = (Vec::new(), 0);
    for block in blocks(text) {
        now.extend(lines[done..block.lines.start].iter().map(ToString::to_string));
        done = block.lines.end;
        let own = &lines[block.lines.clone()];
        if let Some(file) = &block.file {
            reader.change(&block, file, own);
            now.extend(own.iter().map(ToString::to_string));
            continue;
        }
        let mut at = 0;
        while at < own.len() {
            let first = own[at].strip_prefix("$ ");
            let mut command = first.unwrap_or_else(|| panic!("no command: {}", own[at])).to_owned();
            now.push(own[at].to_owned());
            at += 1;
            while let Some(more) = own.get(at).and_then(|line| line.strip_prefix("> ")) {
                command = format!("{command}\n{more}");
                now.push(own[at].to_owned());
                at += 1;
            }
            let end = own[at..].iter().position(|line| line.starts_with("$ "));
            let expected = &own[at..end.map_or(own.len(), |end| at + end)];
            let printed = reader.run(&command);
            let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
            let blank = |line: &&&str| line.is_empty();
            let tail = expected.iter().rev().take_while(blank).count();
            if matches(&expected[..expected.len() - tail], &printed) {
                now.extend(expected.iter().map(ToString::to_string));
            } else {
                let printed = printed.join("\n");
                let expected = expected.join("\n");
                differences.push(format!(
                    "$ {command}\n--- the page\n{expected}\n--- the program\n{printed}"
                ));
                now.extend(printed.lines().map(ToString::to_string));
                now.extend(std::iter::repeat_n(String::new(), tail));
            }
            at += end.unwrap_or(own.len() - at);
        }
    }
    now.extend(lines[done..].iter().map(ToString::to_string));
    (now.join("\n") + "\n", differences)
}

/// Runs a page in a home of its own, which `prepare` fills and in which it says where the reader is.
fn hold(page: &Path, prepare: impl Fn(&mut Reader)) {
    let scratch = folder();
    let home = scratch.path().canonicalize().unwrap();
    let mut reader = Reader { home: home.clone(), here: home };
    prepare(&mut reader);
    let text = read(page);
    let (now, differences) = run_page(&mut reader, &text);
    if std::env::var_os("UPDATE_COMMANDS").is_some() {
        fs::write(page, now).unwrap();
        return;
    }
    let name = page.file_name().unwrap().to_string_lossy();
    let (count, all) = (differences.len(), differences.join("\n\n"));
    assert!(differences.is_empty(), "{name}, {count} of its commands:\n\n{all}");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A reader's home at the end of the tutorial, and the folder below it where the reader is.
static AFTER_TUTORIAL: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let scratch = folder();
    let home = scratch.path().canonicalize().unwrap();
    let mut reader = Reader { home: home.clone(), here: home.clone() };
    let text = read(&root().join("templates/init/docs/content/pages/tutorial.md"));
    run_page(&mut reader, &text);
    (scratch, reader.here.strip_prefix(&home).unwrap().to_owned())
});

/// A page of the documentation; all but the tutorial go on where that ends.
fn page(name: &str) {
    let path = |name: &str| {
        root().join("templates/init/docs/content/pages").join(name).with_extension("md")
    };
    hold(&path(name), |reader| {
        if name != "tutorial" {
            let (home, below) = &*AFTER_TUTORIAL;
            for (file, (bytes, _)) in snapshot(home.path()) {
                write(&reader.home, &file, bytes);
            }
            reader.here = reader.home.join(below);
        }
    });
}

macro_rules! pages {
    ($($name:ident: $page:literal),* $(,)?) => {
        const PAGES: &[&str] = &[$($page),*];
        $(#[test] fn $name() { page($page) })*
    };
}

pages! {
    tutorial: "tutorial",
    contribute: "contribute",
    add_a_source: "add-a-source",
    fix_a_name: "fix-a-name",
    merge_two_people: "merge-two-people",
    dispute_a_claim: "dispute-a-claim",
    settle_a_conflict: "settle-a-conflict",
    read_a_feed: "read-a-feed",
    change_the_look: "change-the-look",
    another_language: "another-language",
    publish: "publish",
    work_in_a_repository: "work-in-a-repository",
    set_up_an_editor: "set-up-an-editor",
    determinism: "determinism",
}

#[test]
fn the_walkthrough_of_the_readme() {
    hold(&root().join("README.md"), |reader| {
        let articles = root().join("templates/init/docs/tutorial");
        for (name, (bytes, _)) in snapshot(&articles) {
            write(&reader.home, &format!("saved-articles/{name}"), bytes);
        }
    });
}

#[test]
fn every_page_with_commands_is_run() {
    let folder = root().join("templates/init/docs/content/pages");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !blocks(&read(&path)).is_empty() {
            assert!(PAGES.contains(&name.as_str()), "{name} has commands: add it to the list here");
        }
    }
}

#[test]
fn a_changed_output_is_noticed_and_wildcards_stand_for_what_they_should() {
    let scratch = folder();
    let home = scratch.path().canonicalize().unwrap();
    let text = "Words.\n\n```yaml a/b.yml\nk: 1\n```\n\n```diff a/b.yml\n-k: 1\n+k: 2\n```\n\n```console\n$ cat a/b.yml\nk: 1\n\n$ cd a\n$ pwd\n/home/ana/a\n$ printf 'a\\nb\\nc\\n'\n...\n[..]c\n$ false\n[exit code 1]\n```\n";
    let mut reader = Reader { home: home.clone(), here: home };
    let (now, differences) = run_page(&mut reader, text);
    assert_eq!(differences, ["$ cat a/b.yml\n--- the page\nk: 1\n\n--- the program\nk: 2"]);
    assert_eq!(now, text.replace("b.yml\nk: 1\n\n$", "b.yml\nk: 2\n\n$"));
    assert!(line_matches("a[..]c[..]", "abcd") && !line_matches("a[..]x", "abc"));
    assert!(matches(&["...", "b"], &["a", "b"]) && !matches(&["..."; 0], &["a"]));
}
