//! The files that a repository needs on a code host: workflows, forms, advice. Knows where git keeps
//! the address of a repository, and runs no git.

use std::path::{Path, PathBuf};

use backstory::config::Config;
use backstory::content::schema::schemas;

use super::Files;

/// A code host whose files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    Github,
    Gitlab,
}

/// Stands in a file for the story's name in running text.
const STORY: &str = "@STORY@";
/// Stands in a file for what the host calls a proposed change.
const REQUEST: &str = "@REQUEST@";

/// What every host gets. Leading dots are left out in the repository, where the files would act.
pub(super) const SHARED: Files = &[
    ("CONTRIBUTING.md", include_bytes!("../../../templates/init/repository/CONTRIBUTING.md")),
    (".editorconfig", include_bytes!("../../../templates/init/repository/editorconfig")),
    (".gitattributes", include_bytes!("../../../templates/init/repository/gitattributes")),
    (
        ".vscode/extensions.json",
        include_bytes!("../../../templates/init/repository/vscode/extensions.json"),
    ),
    (
        ".vscode/settings.json",
        include_bytes!("../../../templates/init/repository/vscode/settings.json"),
    ),
    (".vscode/tasks.json", include_bytes!("../../../templates/init/repository/vscode/tasks.json")),
];

/// What GitHub gets.
pub(super) const GITHUB: Files = &[
    (
        ".github/actions/backstory/action.yml",
        include_bytes!("../../../templates/init/github/github/actions/backstory/action.yml"),
    ),
    (
        ".github/workflows/check.yml",
        include_bytes!("../../../templates/init/github/github/workflows/check.yml"),
    ),
    (
        ".github/workflows/publish.yml",
        include_bytes!("../../../templates/init/github/github/workflows/publish.yml"),
    ),
    (
        ".github/ISSUE_TEMPLATE/config.yml",
        include_bytes!("../../../templates/init/github/github/ISSUE_TEMPLATE/config.yml"),
    ),
    (
        ".github/ISSUE_TEMPLATE/correction.yml",
        include_bytes!("../../../templates/init/github/github/ISSUE_TEMPLATE/correction.yml"),
    ),
    (
        ".github/ISSUE_TEMPLATE/missing-context.yml",
        include_bytes!("../../../templates/init/github/github/ISSUE_TEMPLATE/missing-context.yml"),
    ),
    (
        ".github/ISSUE_TEMPLATE/new-source.yml",
        include_bytes!("../../../templates/init/github/github/ISSUE_TEMPLATE/new-source.yml"),
    ),
    (".github/CODEOWNERS", include_bytes!("../../../templates/init/github/github/CODEOWNERS")),
    (
        ".github/pull_request_template.md",
        include_bytes!("../../../templates/init/github/github/pull_request_template.md"),
    ),
];

/// What GitLab gets.
pub(super) const GITLAB: Files = &[
    (".gitlab-ci.yml", include_bytes!("../../../templates/init/gitlab/gitlab-ci.yml")),
    (
        ".gitlab/issue_templates/correction.md",
        include_bytes!("../../../templates/init/gitlab/gitlab/issue_templates/correction.md"),
    ),
    (
        ".gitlab/issue_templates/missing-context.md",
        include_bytes!("../../../templates/init/gitlab/gitlab/issue_templates/missing-context.md"),
    ),
    (
        ".gitlab/issue_templates/new-source.md",
        include_bytes!("../../../templates/init/gitlab/gitlab/issue_templates/new-source.md"),
    ),
    (
        ".gitlab/merge_request_templates/Default.md",
        include_bytes!("../../../templates/init/gitlab/gitlab/merge_request_templates/Default.md"),
    ),
    (".gitlab/CODEOWNERS", include_bytes!("../../../templates/init/gitlab/gitlab/CODEOWNERS")),
];

/// The line of `site.toml` by which editors find its schema.
pub(super) const SCHEMA_LINE: &str = "#:schema ./.vscode/schemas/site.schema.json\n";

/// The files for the hosts, the story's name and the host's words in them, and the schemas.
pub(super) fn files(hosts: &[Host], title: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let request = if hosts.contains(&Host::Github) { "pull request" } else { "merge request" };
    let mut add = |own: Files| {
        for (name, bytes) in own {
            let text = String::from_utf8_lossy(bytes);
            let text = text.replace(REQUEST, request).replace(STORY, &in_text(title));
            files.push(((*name).to_owned(), text.into_bytes()));
        }
    };
    for host in hosts {
        add(match host {
            Host::Github => GITHUB,
            Host::Gitlab => GITLAB,
        });
    }
    add(SHARED);
    for (name, _, schema) in schemas() {
        let path = format!(".vscode/schemas/{name}.schema.json");
        files.push((path, format!("{schema:#}\n").into_bytes()));
    }
    files
}

/// A title in a line of Markdown, also within a comment of it.
fn in_text(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for c in title.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The title that the settings of a site give, where there are any.
pub(super) fn title_of_site(root: &Path) -> Option<String> {
    let (config, _) = Config::parse(&settings(root), "site.toml");
    (config.title != Config::default().title).then_some(config.title)
}

/// The text of a site's settings; empty where there are none.
pub(super) fn settings(root: &Path) -> String {
    let bytes = backstory::fs::read(&root.join("site.toml")).unwrap_or_default();
    backstory::unicode::decode(&bytes, Some("utf-8")).text
}

/// The top of the git repository that holds a folder.
pub(super) fn top_of_repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// Where a repository is on its host: the page that people see, and the branch at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// Such as `https://github.com/OWNER/REPOSITORY`.
    page: String,
    /// Such as `main`.
    branch: String,
    /// Path of the site in the repository: empty, or with `/` behind it.
    below: String,
}

impl Home {
    /// As git's own files say; with words to replace where they do not.
    pub(super) fn of(root: &Path, host: Host) -> Self {
        let top = top_of_repository(root);
        let file = |name: &str| {
            let path = top.as_ref()?.join(".git").join(name);
            Some(String::from_utf8_lossy(&backstory::fs::read(&path).ok()?).into_owned())
        };
        let page = file("config").as_deref().and_then(origin).and_then(web_page);
        let branch = file("HEAD")
            .and_then(|head| Some(head.trim().strip_prefix("ref: refs/heads/")?.to_owned()));
        let unknown = match host {
            Host::Github => "https://github.com/OWNER/REPOSITORY",
            Host::Gitlab => "https://gitlab.com/GROUP/PROJECT",
        };
        let below = top.as_deref().and_then(|top| root.strip_prefix(top).ok());
        let parts = below.into_iter().flat_map(Path::components);
        let names = parts.map(|part| part.as_os_str().to_string_lossy().into_owned());
        // A `/` behind each, also the last.
        let below = names.chain([String::new()]).collect::<Vec<_>>().join("/");
        Self {
            page: page.unwrap_or_else(|| unknown.to_owned()),
            branch: branch.unwrap_or_else(|| "main".to_owned()),
            below,
        }
    }

    /// The two lines of `site.toml` that lead readers to the repository.
    pub(super) fn settings(&self, host: Host) -> [String; 2] {
        let Self { page, branch, below } = self;
        match host {
            Host::Github => [
                format!("edit_url = \"{page}/edit/{branch}/{below}{{path}}\""),
                format!(
                    "report_url = \"{page}/issues/new?template=correction.yml&title=Correction:%20{{title}}&page={{page}}\""
                ),
            ],
            Host::Gitlab => [
                format!("edit_url = \"{page}/-/edit/{branch}/{below}{{path}}\""),
                format!(
                    "report_url = \"{page}/-/issues/new?issuable_template=correction&issue[title]={{title}}:%20{{page}}\""
                ),
            ],
        }
    }
}

/// The address of the remote `origin` in git's settings of a repository.
fn origin(config: &str) -> Option<&str> {
    let mut lines = config.lines().map(str::trim);
    lines.find(|line| *line == "[remote \"origin\"]")?;
    let own = lines.take_while(|line| !line.starts_with('['));
    own.filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "url")
        .map(|(_, url)| url.trim())
}

/// The page of a repository from the address git fetches it from; only plain ones.
fn web_page(url: &str) -> Option<String> {
    let rest = match url.split_once("://") {
        Some(("https" | "http" | "ssh" | "git", rest)) => rest.to_owned(),
        Some(_) => return None,
        // As in git@host:owner/repository.
        None => url.replacen(':', "/", 1),
    };
    let rest = rest.trim_end_matches('/');
    let rest = rest.strip_suffix(".git").unwrap_or(rest);
    let (host, path) = rest.split_once('/')?;
    // A name or a password before the host is nobody's business.
    let host = host.rsplit('@').next()?.split(':').next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    let fits = host.contains('.') && path.contains('/') && !path.starts_with('.');
    (fits && path.chars().all(plain)).then(|| format!("https://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_repository_is_read_from_gits_settings() {
        for (url, page) in [
            ("git@code.example:harbour/strike.git", Some("https://code.example/harbour/strike")),
            ("https://code.example/a/b/c/", Some("https://code.example/a/b/c")),
            ("https://me:secret@code.example/a/b.git", Some("https://code.example/a/b")),
            ("ssh://git@code.example:2222/a/b.git", Some("https://code.example/a/b")),
            ("/srv/git/strike.git", None),
            ("../strike.git", None),
            ("file:///srv/a/b.git", None),
            ("https://code.example/a/b\"\n", None),
            ("", None),
        ] {
            assert_eq!(web_page(url).as_deref(), page, "{url}");
        }
        let config = "[core]\n\turl = x\n[remote \"fork\"]\n\turl = y\n[remote \"origin\"]\n\tfetch = +a\n\turl = z\n[branch \"main\"]\n\turl = w\n";
        assert_eq!(origin(config), Some("z"));
        assert_eq!(origin("[remote \"origin\"]\n[branch \"x\"]\nurl = w\n"), None);
    }

    #[test]
    fn the_settings_offered_are_settings() {
        for (host, template) in [(Host::Github, GITHUB), (Host::Gitlab, GITLAB)] {
            let home = Home {
                page: "https://code.example/a/b".to_owned(),
                branch: "main".to_owned(),
                below: "sites/ferry/".to_owned(),
            };
            let (config, problems) = Config::parse(&home.settings(host).join("\n"), "site.toml");
            assert_eq!(problems, []);
            assert!(config.edit_url.is_some_and(|url| url.ends_with("/main/sites/ferry/{path}")));
            // The form that the link opens is one that is written.
            let form = |name: &&(&str, &[u8])| name.0.contains("/correction.");
            assert!(config.report_url.is_some_and(|url| url.contains("correction")));
            assert_eq!(template.iter().filter(form).count(), 1);
        }
    }

    #[test]
    fn a_title_stays_a_title_in_every_file() {
        let title = "A --> \"quoted\" *x* [y]: <z>\nand more";
        for (name, bytes) in files(&[Host::Github, Host::Gitlab], title) {
            let text = String::from_utf8(bytes).expect("text");
            assert!(!text.contains("@STORY@") && !text.contains("@REQUEST@"), "{name}");
            assert!(!text.contains("--> \"quoted\""), "{name}");
        }
    }
}
