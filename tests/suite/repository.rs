//! What `init --github` and `--gitlab` write, put to work: the shell steps of the workflows run in a
//! clone, the forms take what the links of pages fill in, and the recipes lead where they say.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::program::{
    code, edit, err, folder, is_page, out, problems, read, run, snapshot, succeed, tree, write,
};

/// Runs git as somebody, whatever the machine's own settings are.
fn git(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).args(words);
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("GIT_AUTHOR_NAME", "A"),
        ("GIT_AUTHOR_EMAIL", "a@b.example"),
        ("GIT_COMMITTER_NAME", "A"),
        ("GIT_COMMITTER_EMAIL", "a@b.example"),
    ] {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    assert_eq!(code(&output), Some(0), "{words:?}: {}", err(&output));
    out(&output)
}

/// The demo with everything for both hosts, taken in and committed, as a clone of a bare repository.
fn cloned(here: &Path) -> PathBuf {
    let first = here.join("first");
    succeed(here, &["init", "first", "--template", "demo", "--github", "--gitlab"]);
    succeed(&first, &["ingest"]);
    git(&first, &["init", "-q", "-b", "main"]);
    git(&first, &["add", "-A"]);
    git(&first, &["commit", "-qm", "Begin"]);
    git(here, &["clone", "-q", "--bare", "first", "bare.git"]);
    git(here, &["clone", "-q", "bare.git", "work"]);
    here.join("work")
}

/// A YAML file as data.
fn yaml(path: &Path) -> Value {
    serde_yaml::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The machine of a workflow: a clone, and around it what the host gives to each step.
struct Machine {
    clone: PathBuf,
    temp: PathBuf,
    /// Values of `${{ … }}`.
    expressions: BTreeMap<&'static str, String>,
}

impl Machine {
    fn new(here: &Path, clone: &Path) -> Self {
        let temp = here.join("temp");
        let tools = temp.join("tools");
        fs::create_dir_all(&tools).unwrap();
        // Instead of compiling for minutes: what was compiled for this test.
        let cargo = format!(
            "#!/bin/sh\necho \"$@\" >> '{log}'\nwhile [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\"\ncp '{program}' \"$2/bin/backstory\"\n",
            log = temp.join("cargo.log").display(),
            program = env!("CARGO_BIN_EXE_backstory"),
        );
        for (name, text) in [("cargo", cargo.as_str()), ("rustup", "#!/bin/sh\n")] {
            fs::write(tools.join(name), text).unwrap();
            fs::set_permissions(tools.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        for name in ["summary", "output", "path"] {
            fs::write(temp.join(name), "").unwrap();
        }
        Self { clone: clone.to_owned(), temp, expressions: BTreeMap::new() }
    }

    /// Runs shell text as the host does, in the clone.
    fn shell(&self, text: &str, variables: &[(String, String)]) -> Output {
        assert!(!text.contains("${{"), "what strangers write must come as variables: {text}");
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", text]);
        command.current_dir(&self.clone).env_clear();
        let mut path: Vec<String> =
            read(&self.temp.join("path")).lines().map(str::to_owned).collect();
        path.push(self.temp.join("tools").display().to_string());
        path.push(std::env::var("PATH").unwrap());
        command.env("PATH", path.join(":")).env("HOME", &self.temp).env("CI", "true");
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        command.output().unwrap()
    }

    /// Runs a `run:` step of GitHub.
    fn step(&self, step: &Value) -> Output {
        let mut variables: Vec<(String, String)> = vec![
            ("GITHUB_ACTIONS".to_owned(), "true".to_owned()),
            ("RUNNER_TEMP".to_owned(), self.temp.display().to_string()),
        ];
        for (name, file) in [("STEP_SUMMARY", "summary"), ("OUTPUT", "output"), ("PATH", "path")] {
            variables.push((format!("GITHUB_{name}"), self.temp.join(file).display().to_string()));
        }
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            let inner = value.as_str().unwrap().trim_start_matches("${{").trim_end_matches("}}");
            let value = self.expressions.get(inner.trim());
            variables.push((name.clone(), value.unwrap_or_else(|| panic!("{inner}")).clone()));
        }
        self.shell(step["run"].as_str().unwrap(), &variables)
    }

    /// Runs all `run:` steps of a job until one fails, the steps of our own action among them.
    fn job(&self, steps: &Value) -> Output {
        let mut last = None;
        for step in steps.as_array().unwrap() {
            let output = match step["uses"].as_str() {
                Some(own) if own.starts_with("./") => {
                    self.job(&yaml(&self.clone.join(own).join("action.yml"))["runs"]["steps"])
                }
                Some(_) => continue,
                None => self.step(step),
            };
            let failed = code(&output) != Some(0);
            last = Some(output);
            if failed {
                break;
            }
        }
        last.unwrap()
    }
}

/// Runs the job `check` of a clone on GitHub.
fn check_on_github(machine: &Machine) -> Output {
    let workflow = yaml(&machine.clone.join(".github/workflows/check.yml"));
    machine.job(&workflow["jobs"]["check"]["steps"])
}

#[test]
fn the_check_of_a_pull_request_runs_and_remarks_on_what_is_wrong() {
    let here = folder();
    let clone = cloned(here.path());
    let mut machine = Machine::new(here.path(), &clone);
    machine.expressions.extend([
        ("inputs.git", String::new()),
        ("inputs.commit", String::new()),
        ("steps.preview.outputs.artifact-url", "https://host.example/artifact".to_owned()),
    ]);
    // Nobody said where the program comes from.
    let unsaid = check_on_github(&machine);
    assert_eq!(code(&unsaid), Some(1));
    assert!(out(&unsaid).contains("::error file=.github/actions/backstory/action.yml"));

    machine.expressions.insert("inputs.git", "https://host.example/program".to_owned());
    machine
        .expressions
        .insert("inputs.commit", "0123456789abcdef0123456789abcdef01234567".to_owned());
    edit(&clone.join("site.toml"), "title", "base_url = \"https://story.example/\"\ntitle");
    git(&clone, &["commit", "-qam", "Say where it is"]);
    let well = check_on_github(&machine);
    assert_eq!(code(&well), Some(0), "{}{}", out(&well), err(&well));
    let asked = read(&machine.temp.join("cargo.log"));
    assert!(asked.contains("--locked") && asked.contains("--rev 0123456789"), "{asked}");
    let summary = read(&machine.temp.join("summary"));
    assert!(summary.contains("## backstory check"), "{summary}");
    assert!(summary.contains("(https://host.example/artifact)"), "{summary}");
    let page = read(&clone.join("preview/index.html"));
    assert!(!page.contains("story.example"), "a preview is opened from a disk");
    let left = git(&clone, &["status", "--porcelain"]);
    assert!(left.lines().all(|line| line.contains("preview")), "content is as it was: {left}");

    let entity = "content/entities/elena-mirchova.md";
    edit(&clone.join(entity), "type:", "tpye:");
    let ill = check_on_github(&machine);
    assert_eq!(code(&ill), Some(1));
    let remark = format!("::error file={entity},line=");
    assert!(out(&ill).contains(&remark), "{}", out(&ill));
    let summary = read(&machine.temp.join("summary"));
    assert!(summary.contains("| error `unknown-key` | content/entities/elena-mirchova.md:"));
}

#[test]
fn publication_takes_the_address_of_the_settings_or_else_of_the_host() {
    let here = folder();
    let clone = cloned(here.path());
    let mut machine = Machine::new(here.path(), &clone);
    fs::write(
        machine.temp.join("path"),
        Path::new(env!("CARGO_BIN_EXE_backstory")).parent().unwrap().display().to_string(),
    )
    .unwrap();
    let workflow = yaml(&clone.join(".github/workflows/publish.yml"));
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    let build = steps.iter().find(|step| !step["run"].is_null()).unwrap();
    machine
        .expressions
        .insert("steps.pages.outputs.base_url", "https://host.example/demo".to_owned());
    assert_eq!(code(&machine.step(build)), Some(0));
    let canonical = |site: &str| format!("<link rel=\"canonical\" href=\"https://{site}/\">");
    assert!(read(&clone.join("published/index.html")).contains(&canonical("host.example/demo")));
    edit(&clone.join("site.toml"), "title", "base_url = \"https://story.example\"\ntitle");
    assert_eq!(code(&machine.step(build)), Some(0));
    assert!(read(&clone.join("published/index.html")).contains(&canonical("story.example")));
}

#[test]
fn the_jobs_of_gitlab_run_and_report() {
    let here = folder();
    let clone = cloned(here.path());
    let machine = Machine::new(here.path(), &clone);
    let jobs = yaml(&clone.join(".gitlab-ci.yml"));
    // As GitLab does it: the lines of one job are one script.
    let lines = |script: &Value| -> Vec<String> {
        script.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    };
    let script = |job: &str| {
        [lines(&jobs[".backstory"]["before_script"]), lines(&jobs[job]["script"])]
            .concat()
            .join("\n")
    };
    let given = |commit: &str| {
        [
            ("BACKSTORY_GIT", "https://host.example/x"),
            ("BACKSTORY_COMMIT", commit),
            ("CI_PAGES_URL", "https://pages.example/demo"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let unsaid = machine.shell(&script("check"), &given(""));
    assert_eq!(code(&unsaid), Some(1));
    assert!(out(&unsaid).contains("Fill in BACKSTORY_GIT and BACKSTORY_COMMIT"));
    let well = machine.shell(&script("check"), &given("0123"));
    assert_eq!(code(&well), Some(0), "{}{}", out(&well), err(&well));
    assert!(clone.join("preview/index.html").is_file());
    let published = machine.shell(&script("pages"), &given("0123"));
    assert_eq!(code(&published), Some(0), "{}{}", out(&published), err(&published));
    assert!(read(&clone.join("public/index.html")).contains("https://pages.example/demo/"));
    edit(&clone.join("content/entities/elena-mirchova.md"), "type:", "tpye:");
    assert_eq!(code(&machine.shell(&script("check"), &given("0123"))), Some(1));
    let report: Vec<Value> =
        serde_json::from_str(&read(&clone.join("gl-code-quality-report.json"))).unwrap();
    let error = report.iter().find(|entry| entry["severity"] == "major").unwrap();
    assert_eq!(error["location"]["path"], "content/entities/elena-mirchova.md");
}

/// All `uses:` of a file, with the comment behind them.
fn uses(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        .collect()
}

#[test]
fn workflows_may_little_and_take_actions_by_their_commits() {
    let here = folder();
    succeed(here.path(), &["init", "--github"]);
    let file = |name: &str| here.path().join(".github").join(name);
    let names = ["workflows/check.yml", "workflows/publish.yml", "actions/backstory/action.yml"];
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for name in names {
        let text = read(&file(name));
        assert!(!text.contains("pull_request_target") && !text.contains("secrets."), "{name}");
        for action in uses(&text).into_iter().filter(|action| !action.starts_with("./")) {
            let (action, version) = action.split_once(" # v").expect("the version in a comment");
            let (action, commit) = action.split_once('@').unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
                "{action}"
            );
            assert_eq!(version.split('.').count(), 3, "{action}");
            let before = known.insert(action.to_owned(), commit.to_owned());
            assert!(before.is_none_or(|before| before == commit), "{action} in two versions");
        }
        let workflow = yaml(&file(name));
        if !workflow["jobs"].is_null() {
            assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}), "{name}");
        }
    }
    assert!(known.len() >= 6, "{known:?}");
    let check = yaml(&file("workflows/check.yml"));
    assert_eq!(check["on"].as_object().unwrap().keys().collect::<Vec<_>>(), ["pull_request"]);
    let publish = yaml(&file("workflows/publish.yml"));
    let may = serde_json::json!({"pages": "write", "id-token": "write"});
    assert_eq!(publish["jobs"]["publish"]["permissions"], may);
}

#[test]
fn a_site_that_is_there_gets_what_is_missing_and_nothing_is_overwritten() {
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--title", "Ferry *dispute*"]);
    git(site, &["init", "-q", "-b", "trunk"]);
    git(site, &["remote", "add", "origin", "git@code.example:harbour/ferry.git"]);
    write(site, "CONTRIBUTING.md", "Ours.\n");
    fs::remove_file(site.join("README.md")).unwrap();
    let without_git = |site: &Path| {
        let mut all = snapshot(site);
        all.retain(|name, _| !name.starts_with(".git/"));
        all
    };
    let before = without_git(site);
    let output = run(site, &["init", "--github"]);
    assert_eq!(code(&output), Some(0));
    let said = err(&output);
    for part in [
        "CONTRIBUTING.md is there already and stays as it is",
        "edit_url = \"https://code.example/harbour/ferry/edit/trunk/{path}\"",
        "report_url = \"https://code.example/harbour/ferry/issues/new?template=correction.yml&",
        "action.yml, git and commit",
        "#:schema ./.vscode/schemas/site.schema.json",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    let after = without_git(site);
    for (name, file) in &before {
        assert_eq!(after.get(name), Some(file), "{name}");
    }
    let new: Vec<&String> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    assert!(
        new.iter().all(|name| name.starts_with(".github/")
            || name.starts_with(".vscode/")
            || name.starts_with(".editorconfig")
            || *name == ".gitattributes"),
        "{new:?}"
    );
    assert!(!site.join("README.md").exists(), "only files of the repository");
    let template = read(&site.join(".github/pull_request_template.md"));
    assert!(template.contains("“Ferry \\*dispute\\*”"), "{template}");
    // What is said is what works: with it, nothing more is asked for.
    let lines: Vec<&str> =
        said.lines().map(str::trim).filter(|line| line.contains("_url = ")).collect();
    let settings = read(&site.join("site.toml"));
    write(site, "site.toml", format!("#:schema x\n{}\n{settings}", lines.join("\n")));
    assert_eq!(problems(site).0, Some(0));
    let again = err(&run(site, &["init", "--github"]));
    assert!(!again.contains("_url") && !again.contains("#:schema"), "{again}");
}

#[test]
fn the_link_of_a_page_fills_in_the_form_of_a_correction() {
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--template", "demo", "--github"]);
    let form = yaml(&site.join(".github/ISSUE_TEMPLATE/correction.yml"));
    let fields: Vec<&str> =
        form["body"].as_array().unwrap().iter().filter_map(|field| field["id"].as_str()).collect();
    let pattern = "https://code.example/a/b/issues/new?template=correction.yml&title=Correction:%20{title}&page={page}";
    for (pair, known) in pattern.split_once('?').unwrap().1.split('&').map(|pair| {
        let key = pair.split_once('=').unwrap().0;
        (pair, fields.contains(&key) || ["template", "title"].contains(&key))
    }) {
        assert!(known, "{pair}: {fields:?}");
    }
    // Without the setting there is no trace of it.
    succeed(site, &["build"]);
    let plain = tree(&site.join("public"));
    let settings = read(&site.join("site.toml"));
    for (theme, language, words) in [
        ("default", "en", "Report a problem"),
        ("wire", "en", "Report a problem"),
        ("default", "uk", "Повідомити про помилку"),
        ("wire", "uk", "Повідомити про помилку"),
    ] {
        write(
            site,
            "site.toml",
            format!(
                "base_url = \"https://dam.example/s\"\nreport_url = \"{pattern}\"\ntheme = \"{theme}\"\nlanguage = \"{language}\"\n{settings}"
            ),
        );
        edit(&site.join("content/index.md"), "title:", "title: \"{page} & “Dam” <b> #1?\" # ");
        succeed(site, &["build"]);
        let home = read(&site.join("public/index.html"));
        let link = "href=\"https://code.example/a/b/issues/new?template=correction.yml&amp;title=Correction:%20%7Bpage%7D%20%26%20%E2%80%9CDam%E2%80%9D%20%3Cb%3E%20%231%3F&amp;page=https://dam.example/s/\"";
        assert!(home.contains(link) && home.contains(words), "{theme} {language}: {home}");
        let entity = read(&site.join("public/entities/elena-mirchova/index.html"));
        assert!(entity.contains("page=https://dam.example/s/entities/elena-mirchova/\""));
        assert!(!read(&site.join("public/404.html")).contains("issues/new"));
        edit(&site.join("content/index.md"), "title: \"{page} & “Dam” <b> #1?\" # ", "title:");
    }
    write(site, "site.toml", &settings);
    succeed(site, &["build"]);
    assert!(
        plain
            .iter()
            .filter(|(name, _)| is_page(name))
            .all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("Report a problem"))
    );
    assert_eq!(tree(&site.join("public")), plain);
}

#[test]
fn the_recipe_for_an_alias_and_for_two_people_who_are_one_lead_to_a_site_without_problems() {
    let here = folder();
    let site = here.path();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (name, bytes) in tree(&good) {
        write(site, &name, bytes);
    }
    // Two files for one person, and a text and an event that speak of the one that goes.
    let other = "---\nname: Captain Tollefsby\ntype: person\naliases: [Tollefsby]\n---\n";
    write(site, "content/entities/captain-tollefsby.md", other);
    let answer = site.join("content/faq/why-no-ferry.md");
    let event = site.join("content/events/breakdown.md");
    edit(&answer, "Its", "[[captain-tollefsby]] says that Tollefsby saw it. Its");
    edit(&event, "maren-tollefsby", "captain-tollefsby");
    // The recipe for an alias: two files claim a spelling, and it is left to neither.
    let codes = |found: &[Value]| -> Vec<String> {
        found.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    let stays = site.join("content/entities/maren-tollefsby.md");
    let (exit, found) = problems(site);
    assert_eq!(
        (exit, codes(&found)),
        (Some(0), vec!["ambiguous-name".to_owned(), "alias-clash".to_owned()])
    );
    edit(&stays, "  - Tollefsby\n", "  - M. Tollefsby\n");
    edit(&site.join("content/entities/captain-tollefsby.md"), "aliases: [Tollefsby]\n", "");
    edit(&answer, "that Tollefsby", "that [[maren-tollefsby|Tollefsby]]");
    let (exit, found) = problems(site);
    assert_eq!((exit, found.len()), (Some(0), 0), "{found:#?}");
    // 1 to 3: what the other file says goes to the one that stays; 4: delete, and look.
    let more = "former_ids: [captain-tollefsby]\naliases:\n  - Captain Tollefsby\n";
    edit(&stays, "aliases:\n", more);
    fs::remove_file(site.join("content/entities/captain-tollefsby.md")).unwrap();
    let (exit, found) = problems(site);
    let mut places: Vec<&str> = found.iter().map(|one| one["file"].as_str().unwrap()).collect();
    places.sort_unstable();
    assert_eq!(exit, Some(1));
    assert_eq!(
        places,
        ["content/events/breakdown.md", "content/faq/why-no-ferry.md"],
        "{found:#?}"
    );
    for file in [&event, &answer] {
        edit(file, "captain-tollefsby", "maren-tollefsby");
    }
    assert_eq!(problems(site).0, Some(0));
    succeed(site, &["build"]);
    let moved = read(&site.join("public/entities/captain-tollefsby/index.html"));
    assert!(moved.contains("entities/maren-tollefsby/index.html"), "{moved}");
}

#[test]
fn the_recipe_for_a_new_source_leads_from_a_saved_article_to_a_told_verdict() {
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--template", "demo"]);
    succeed(site, &["ingest"]);
    let text = "The Lomvitsa Herald\n\nA second look at the Karvel Dam\n\nBy Rada Iveleva\n14 March 2024\n\nThe hall in Tornavets was quiet on Thursday. Nobody in the valley knew the number for certain, and the mayor did not give one.\n\nA clerk of the council, reading from her list, counted 950 people who had slept there. Others had gone to relatives in the hills.\n";
    write(site, "../saved-article.txt", text);
    let saved = site.join("../saved-article.txt");
    succeed(site, &["ingest", saved.to_str().unwrap(), "--rights", "summary"]);
    fs::remove_file(saved).unwrap();
    let articles = tree(&site.join("content/articles"));
    let article = articles.keys().find(|name| name.contains("second-look")).expect("an article");
    let article = article.trim_end_matches(".md");
    let claim = site.join("content/claims/who-leads-the-inquiry.md");
    assert!(read(&claim).contains(article), "the new source is silent there");
    // 3: a position, and no longer silent.
    let answer = format!(
        "positions:\n  - value: A clerk of the council\n    article: {article}\n    quote: A clerk of the council, reading from her list\n"
    );
    let text = read(&claim).replacen("positions:\n", &answer, 1);
    let silent = format!("  - article: {article}\n    why: ");
    let (before, after) = text.split_once(&silent).expect("silence");
    let (_, after) = after.split_once('\n').unwrap();
    fs::write(&claim, format!("{before}{after}")).unwrap();
    let (exit, found) = problems(site);
    let codes: Vec<&str> = found.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(exit, Some(0), "{found:#?}");
    assert!(codes.contains(&"verdict-untold"), "{codes:?}: {}", read(&claim));
}

#[test]
fn git_keeps_sources_to_the_byte_and_unites_what_was_verified() {
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--gitlab"]);
    let source = b"\xef\xbb\xbfA title\r\n\r\nA text.\r\n";
    write(site, "content/sources/a.txt", source);
    write(site, "content/claims/b.md", "---\r\nquestion: Q\r\n---\r\n");
    write(site, "content/quotes.lock", "a 1\n");
    git(site, &["init", "-q", "-b", "main"]);
    git(site, &["add", "-A"]);
    git(site, &["commit", "-qm", "Begin"]);
    for (branch, line) in [("left", "b 2\n"), ("right", "c 3\n")] {
        git(site, &["checkout", "-q", "-b", branch, "main"]);
        write(site, "content/quotes.lock", format!("a 1\n{line}"));
        git(site, &["commit", "-qam", branch]);
    }
    git(site, &["merge", "-q", "-m", "Both", "left"]);
    let lock = read(&site.join("content/quotes.lock"));
    assert_eq!(lock.lines().count(), 3, "{lock}");
    git(site, &["clone", "-q", ".", "clone"]);
    assert_eq!(fs::read(site.join("clone/content/sources/a.txt")).unwrap(), source);
    assert!(!read(&site.join("clone/content/claims/b.md")).contains('\r'));
}

#[test]
fn editors_are_given_schemas_that_hold_and_lines_they_can_read() {
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--github"]);
    succeed(site, &["schema", "-o", "schemas"]);
    let written = tree(&site.join("schemas"));
    for (name, bytes) in tree(&site.join(".vscode/schemas")) {
        assert_eq!(written.get(&name), Some(&bytes), "{name}");
    }
    let first = read(&site.join("site.toml"));
    let schema = first.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
    assert!(site.join(schema).is_file());
    for name in ["settings", "tasks", "extensions"] {
        let text = read(&site.join(format!(".vscode/{name}.json")));
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().starts_with("//")).collect();
        serde_json::from_str::<Value>(&lines.join("\n"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
