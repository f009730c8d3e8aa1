//! `init`: the files a new site begins with. They are compiled in; nothing is fetched.

mod repository;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{self, Global, Template};
use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;
use super::new::{quoted, shown};
use super::{Outcome, docs};
use repository::{Home, Host};

/// Files of a template: path in the site, and bytes.
type Files = &'static [(&'static str, &'static [u8])];

/// Stands in a template for the story's name as a quoted string of TOML and YAML.
const TITLE: &str = "\"@TITLE@\"";

/// An empty explainer.
const DEFAULT: Files = &[
    ("site.toml", include_bytes!("../../templates/init/default/site.toml")),
    ("content/index.md", include_bytes!("../../templates/init/default/content/index.md")),
    // The leading dot is left out in the repository, where the file would hide others.
    (".gitignore", include_bytes!("../../templates/init/default/gitignore")),
    ("README.md", include_bytes!("../../templates/init/default/README.md")),
];

/// What the demo has instead of, and beside, the files of the default.
const DEMO: Files = &[
    ("site.toml", include_bytes!("../../templates/init/demo/site.toml")),
    ("content/index.md", include_bytes!("../../templates/init/demo/content/index.md")),
    (
        "content/sources/001-tornavets-courier.html",
        include_bytes!("../../templates/init/demo/content/sources/001-tornavets-courier.html"),
    ),
    (
        "content/sources/002-continental-press-wire.html",
        include_bytes!("../../templates/init/demo/content/sources/002-continental-press-wire.html"),
    ),
    (
        "content/sources/003-northgate-gazette.html",
        include_bytes!("../../templates/init/demo/content/sources/003-northgate-gazette.html"),
    ),
    (
        "content/sources/004-meridian-ledger.txt",
        include_bytes!("../../templates/init/demo/content/sources/004-meridian-ledger.txt"),
    ),
    (
        "content/sources/005-explainer.txt",
        include_bytes!("../../templates/init/demo/content/sources/005-explainer.txt"),
    ),
    (
        "content/sources/006-almanac-daily.txt",
        include_bytes!("../../templates/init/demo/content/sources/006-almanac-daily.txt"),
    ),
    (
        "content/sources/007-lomvitsa-notebook.md",
        include_bytes!("../../templates/init/demo/content/sources/007-lomvitsa-notebook.md"),
    ),
];

/// Writes a new site's files, leaving those that exist as they are. Where there is a site already and
/// files for a code host are asked for, only those.
pub(crate) fn init(
    asked: &args::Init,
    environment: &Environment,
    global: &Global,
    console: &Console,
) -> Result<Outcome, Failure> {
    let root = match (&asked.path, &global.root) {
        (Some(path), _) | (None, Some(path)) => environment.absolute(path),
        (None, None) => environment.folder.clone(),
    };
    if root.exists() && !root.is_dir() {
        let path = root.display();
        return Err(Failure::Usage(format!("{path} is a file; name a folder for the site")));
    }
    let hosts = hosts(asked);
    let is_new = hosts.is_empty() || !root.join("site.toml").is_file();
    let named = || repository::title_of_site(&root).filter(|_| !is_new);
    let own = || match asked.template {
        Template::Docs => Some("Backstory".to_owned()),
        Template::Default | Template::Demo => title_of(&root),
    };
    let title = asked.title.clone().or_else(named).or_else(own);
    let title = title.unwrap_or_else(|| "Untitled story".to_owned());
    let mut wanted = Vec::new();
    if is_new {
        for (name, bytes) in files(asked.template) {
            wanted.push((name.into_owned(), with_title(&bytes, &title)));
        }
    }
    if !hosts.is_empty() {
        // The schema it names is written along.
        for (_, bytes) in wanted.iter_mut().filter(|(name, _)| name == "site.toml") {
            bytes.splice(0..0, repository::SCHEMA_LINE.bytes());
        }
        wanted.extend(repository::files(&hosts, &title));
    }
    let written = write(&root, &wanted, environment, console)?;
    let what = if is_new { "a new site" } else { "the repository" };
    let files = count(written, "file", "files");
    console.line(&format!("Wrote {files} of {what} to {}", root.display()))?;
    if is_new {
        console.message(&next(&shown(&root, &environment.folder), asked.template));
    }
    for host in hosts {
        console.message(&next_on(host, &root, is_new));
    }
    Ok(Outcome::Fine)
}

/// The code hosts that files are asked for.
fn hosts(asked: &args::Init) -> Vec<Host> {
    let all = [(asked.github, Host::Github), (asked.gitlab, Host::Gitlab)];
    all.into_iter().filter_map(|(wanted, host)| wanted.then_some(host)).collect()
}

/// Writes the files that are not there yet; gives how many those are.
fn write(
    root: &Path,
    files: &[(String, Vec<u8>)],
    environment: &Environment,
    console: &Console,
) -> Result<usize, Failure> {
    let mut written = 0;
    for (name, bytes) in files {
        let path: PathBuf = root.join(name);
        if backstory::fs::write_if_absent(&path, bytes)? {
            written += 1;
        } else {
            let path = shown(&path, &environment.folder);
            console.message(&format!("{path} is there already and stays as it is"));
        }
    }
    Ok(written)
}

/// What is left to a person before the files of a code host do their work.
fn next_on(host: Host, root: &Path, is_new: bool) -> String {
    let mut lines = match host {
        Host::Github => "On GitHub:".to_owned(),
        Host::Gitlab => "On GitLab:".to_owned(),
    };
    // Writing to a String cannot fail.
    let mut add = |line: &str| {
        let _ = write!(lines, "\n  {line}");
    };
    if repository::top_of_repository(root).is_some_and(|top| top != root) {
        add(
            "these files work at the top of a repository only; this folder lies below it: move them up, and name the site with `-r` in the workflows",
        );
    }
    add(match host {
        Host::Github => {
            "fill in where the program comes from: .github/actions/backstory/action.yml, git and commit"
        }
        Host::Gitlab => {
            "fill in where the program comes from: .gitlab-ci.yml, BACKSTORY_GIT and BACKSTORY_COMMIT"
        }
    });
    let settings = repository::settings(root);
    let missing = Home::of(root, host).settings(host);
    let missing: Vec<&String> = missing.iter().filter(|line| !is_set(&settings, line)).collect();
    if !missing.is_empty() {
        add("put into site.toml, above the first [table], for the links at the foot of each page:");
        for line in missing {
            add(&format!("  {line}"));
        }
    }
    if !is_new && !settings.starts_with("#:schema") {
        add("write as the first line of site.toml, for editors that read TOML schemas:");
        add(&format!("  {}", repository::SCHEMA_LINE.trim_end()));
    }
    if host == Host::Github {
        add("publish: in the repository's settings, Pages, choose the source \"GitHub Actions\"");
    }
    lines
}

/// Whether settings have the key of a line already.
fn is_set(settings: &str, line: &str) -> bool {
    let key = line.split(' ').next().unwrap_or(line);
    settings.lines().any(|other| {
        other.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
    })
}

/// The commands to go on with; `root` is seen from where they will be typed.
fn next(root: &str, template: Template) -> String {
    let site = match root {
        "" => String::new(),
        root if root.contains(char::is_whitespace) => format!("-r '{root}' "),
        root => format!("-r {root} "),
    };
    let mut lines = "Next:".to_owned();
    let ingest = ("ingest FILE...", "take in the articles you have");
    let steps = [ingest, ("serve", "look at it in a browser"), ("build", "write it to public/")];
    // The demo has its sources already, and the documentation needs none.
    for (command, what) in steps.iter().skip(usize::from(template != Template::Default)) {
        // Writing to a String cannot fail.
        let _ = write!(lines, "\n  backstory {site}{command:<16}{what}");
    }
    lines
}

/// The files of a template: its own, then those of the default that it does not bring.
fn files(template: Template) -> Vec<(Cow<'static, str>, Cow<'static, [u8]>)> {
    let borrowed =
        |(name, bytes): &(&'static str, &'static [u8])| (Cow::from(*name), Cow::from(*bytes));
    let mut files: Vec<(Cow<'static, str>, Cow<'static, [u8]>)> = match template {
        Template::Default => Vec::new(),
        Template::Demo => DEMO.iter().map(borrowed).collect(),
        Template::Docs => {
            let made = docs::files().into_iter();
            made.map(|(name, bytes)| (name.into(), bytes.into())).collect()
        }
    };
    for (name, bytes) in DEFAULT {
        if !files.iter().any(|(own, _)| own == name) {
            files.push(borrowed(&(*name, *bytes)));
        }
    }
    files
}

/// A name made from the folder's: `harbour-strike` becomes `Harbour strike`.
fn title_of(root: &Path) -> Option<String> {
    super::new::title_from(&root.file_name()?.to_string_lossy())
}

/// The file with the story's name in it; a file that is no text is left alone.
fn with_title(bytes: &[u8], title: &str) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.replace(TITLE, &quoted(title)).into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    use backstory::config::Config;
    use backstory::content::library::PageMeta;
    use walkdir::WalkDir;

    use super::*;

    /// The files below `templates/init/<name>/`, as they are called in a site.
    fn in_repository(name: &str) -> BTreeSet<String> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates/init").join(name);
        let files = WalkDir::new(&folder).into_iter().flatten();
        files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&folder).expect("below the folder");
                let path = path.to_string_lossy().replace('\\', "/");
                // Leading dots are left out in the repository.
                let dotted = ["git", "vscode", "editorconfig"];
                let is_dotted = dotted.iter().any(|start| path.starts_with(start));
                if is_dotted { format!(".{path}") } else { path }
            })
            .collect()
    }

    #[test]
    fn every_file_of_a_template_is_compiled_in() {
        for (name, files) in [
            ("default", DEFAULT),
            ("demo", DEMO),
            ("docs", docs::WRITTEN),
            ("repository", repository::SHARED),
            ("github", repository::GITHUB),
            ("gitlab", repository::GITLAB),
        ] {
            let listed: BTreeSet<_> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(listed, in_repository(name), "{name}");
        }
    }

    #[test]
    fn the_settings_and_the_explainer_can_be_read_whatever_the_title() {
        let title = "A \"quoted\" \\ title: yes # 'and' ünïcode";
        let files = files(Template::Default);
        let text = |wanted: &str| {
            let (_, bytes) = files.iter().find(|(name, _)| *name == wanted).expect("a file");
            String::from_utf8(with_title(bytes, title)).expect("text")
        };
        let config: Config = toml::from_str(&text("site.toml")).expect("settings");
        assert_eq!(config.title, title);
        let page = text("content/index.md");
        let front_matter = page.split("---\n").nth(1).expect("front matter");
        let meta: PageMeta = serde_yaml::from_str(front_matter).expect("a page");
        assert_eq!(meta.title, title);
    }

    #[test]
    fn every_setting_shown_in_the_template_is_one() {
        let bytes = DEFAULT.iter().find(|(name, _)| *name == "site.toml").expect("settings").1;
        let text = String::from_utf8(with_title(bytes, "x")).expect("text");
        // `# key = value` is a setting to switch on; `# Words` is an explanation.
        let on: Vec<_> = text
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => {
                    rest
                }
                _ => line,
            })
            .collect();
        let config: Config = toml::from_str(&on.join("\n")).expect("settings");
        assert_eq!(config.sources, Config::default().sources);
        assert_eq!(config.build, Config::default().build);
        assert_eq!(config.serve, Config::default().serve);
        assert!(on.len() > 20 && config.base_url.is_some() && config.edit_url.is_some());
    }
}
