//! Sites with one fault each: it is named with its place and a remedy, and it costs one page.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{
    backstory, code, edit, err, folder, is_page, new_site, out, problems, run, snapshot, succeed,
    write,
};

/// The small site without a fault, copied.
fn ferry() -> tempfile::TempDir {
    let here = folder();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (name, (bytes, _)) in snapshot(&good) {
        write(here.path(), &name, bytes);
    }
    here
}

/// The pages that a build of a site publishes.
fn pages(site: &Path) -> Vec<String> {
    let public = snapshot(&site.join("public"));
    public.into_keys().filter(|name| is_page(name)).collect()
}

/// What one fault leads to.
struct Fault<'a> {
    /// Its name in a failing test.
    case: &'a str,
    /// `level code file:line:column`
    problem: &'a str,
    /// What the remedy says.
    hint: &'a str,
    /// The pages it costs.
    lost: &'a [&'a str],
}

/// A problem as `level code file:line:column`.
fn headline(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().unwrap_or("-").to_owned();
    format!(
        "{} {} {}:{}:{}",
        text("level"),
        text("code"),
        text("file"),
        problem["line"],
        problem["column"]
    )
}

/// Breaks the good site, checks and builds it: `check` and `build` say the same and end with the
/// exit code of the level, and every page but those of `lost` is published.
fn expect(fault: &Fault<'_>, damage: impl FnOnce(&Path)) {
    let here = ferry();
    succeed(here.path(), &["build", "-o", "before"]);
    let before = here.path().join("before");
    let before: Vec<String> = snapshot(&before)
        .into_keys()
        .filter(|name| is_page(name))
        .filter(|name| !fault.lost.contains(&name.trim_end_matches("/index.html")))
        .collect();
    damage(here.path());
    let (exit, found) = problems(here.path());
    let errors = fault.problem.starts_with("error");
    assert_eq!(exit, Some(i32::from(errors)), "{}: {found:?}", fault.case);
    let problem = found.iter().find(|problem| headline(problem) == fault.problem);
    let problem = problem.unwrap_or_else(|| panic!("{}: {found:#?}", fault.case));
    let hint = problem["hint"].as_str().unwrap_or_default();
    assert!(hint.contains(fault.hint), "{}: {problem:#}", fault.case);
    // An entity added for the fault may be one that nothing mentions.
    let same = |other: &Value| other["code"] == problem["code"] || other["level"] == "note";
    assert!(found.iter().all(same), "{}: one fault is reported as several: {found:#?}", fault.case);
    let built = run(here.path(), &["build"]);
    assert_eq!(code(&built), exit, "{}: {}", fault.case, err(&built));
    assert!(err(&built).contains(problem["message"].as_str().unwrap()), "{}", err(&built));
    let after = pages(here.path());
    let missing: Vec<_> = before.iter().filter(|page| !after.contains(page)).collect();
    assert!(missing.is_empty(), "{}: more is lost than the one page: {missing:?}", fault.case);
    for lost in fault.lost {
        let page = format!("{lost}/index.html");
        assert!(!after.contains(&page), "{}: {page} was published all the same", fault.case);
    }
}

const PERSON: &str = "content/entities/maren-tollefsby.md";
const ARTICLE: &str = "content/articles/ferry-breaks-down.md";
const CLAIM: &str = "content/claims/days-in-harbour.md";
const OTHER: &str = "content/entities/jon-brask.md";
const LOST_PERSON: &[&str] = &["entities/maren-tollefsby"];

#[test]
fn the_site_the_faults_are_added_to_has_none() {
    let here = ferry();
    assert_eq!(problems(here.path()), (Some(0), vec![]));
    succeed(here.path(), &["build", "--deny-warnings"]);
}

#[test]
fn front_matter_that_cannot_be_read_costs_its_own_page() {
    let brask = "---\nname: Jon Brask\ntype: person\n---\n";
    for (case, text, problem, hint) in [
        ("a colon", brask.replace("Jon", "Jon:"), "front-matter-yaml 2:10", "in quotes"),
        ("no mapping", "---\nonly words\n---\n".to_owned(), "front-matter-yaml 2:1", "key: value"),
        ("two names", brask.replace("type", "name"), "front-matter-yaml 3:1", "delete one"),
        ("not closed", brask.replace("n\n---", "n"), "front-matter-missing 1:1", "close it"),
        ("none", "Jon Brask\n".to_owned(), "front-matter-missing 1:1", "begin the file"),
        ("empty", String::new(), "front-matter-missing 1:1", "begin the file"),
        ("NUL", brask.replace("Brask", "Br\0sk"), "front-matter-yaml 2:13", ""),
    ] {
        let (code, place) = problem.split_once(' ').unwrap();
        let problem = format!("error {code} {OTHER}:{place}");
        let lost = &["entities/jon-brask"];
        expect(&Fault { case, problem: &problem, hint, lost }, |site| write(site, OTHER, text));
    }
}

#[test]
fn a_value_that_is_none_costs_its_own_page() {
    for (case, from, to, problem, hint) in [
        ("unknown key", "role:", "rloe:", "unknown-key 6:1", "did you mean `role`?"),
        ("wrong word", ": person", ": persn", "wrong-type 3:7", "did you mean `person`?"),
        ("wrong type", "aliases:\n  - Tollefsby", "aliases: 3", "wrong-type 4:10", ""),
        ("missing key", "name: Maren Tollefsby\n", "", "missing-key 2:1", "add a line `name"),
    ] {
        let (code, place) = problem.split_once(' ').unwrap();
        let problem = format!("error {code} {PERSON}:{place}");
        let fault = Fault { case, problem: &problem, hint, lost: LOST_PERSON };
        expect(&fault, |site| edit(&site.join(PERSON), from, to));
    }
    for date in ["6 February 2023", "2023-02-30", "2023-13", "yesterday"] {
        let problem = format!("error bad-date {ARTICLE}:5:12");
        let lost = &["sources/ferry-breaks-down"];
        expect(&Fault { case: date, problem: &problem, hint: "EDTF", lost }, |site| {
            edit(&site.join(ARTICLE), "2023-02-06", date);
        });
    }
}

#[test]
fn what_files_say_of_each_other_is_checked_and_costs_no_page() {
    let index = "content/index.md";
    let second = "content/articles/ferry-out-for-weeks.md";
    for (file, from, to, problem, hint) in [
        (second, "code: ST", "code: OP", "code-clash 4:7", "another code"),
        (
            CLAIM,
            "will stay in",
            "stays in",
            "quote-not-in-source 8:12",
            "ferry will stay in harbour",
        ),
        (
            CLAIM,
            ": ferry-out-for-weeks",
            ": ferry-out",
            "reference-missing 10:14",
            "add the article",
        ),
        (CLAIM, "for-weeks", "for-week", "reference-missing 10:14", "`ferry-out-for-weeks`?"),
        (CLAIM, "event: breakdown", "event: brakdown", "reference-missing 3:8", "`breakdown`?"),
        (index, "[[breakdown]]", "[[brakdown]]", "link-target-missing 9:34", "[[breakdown]]?"),
        (index, "[[breakdown]]", "[[no such]]", "link-target-missing 9:34", "[[!no such]]"),
        (
            index,
            "[[claim:",
            "[[quote:ferry-breaks-down|the tea stayed hot]]\n\n[[claim:",
            "quote-not-in-source 11:1",
            "the coffee stayed",
        ),
    ] {
        let (code, place) = problem.split_once(' ').unwrap();
        let problem = format!("error {code} {file}:{place}");
        expect(&Fault { case: to, problem: &problem, hint, lost: &[] }, |site| {
            edit(&site.join(file), from, to);
        });
    }
    // An id that two kinds of things have is no fault until somebody names it.
    let problem = "error link-target-ambiguous content/index.md:9:34";
    let hint = "[[entity:breakdown|breakdown]]";
    expect(&Fault { case: "one id twice", problem, hint, lost: &[] }, |site| {
        write(site, "content/entities/breakdown.md", "---\nname: B\ntype: place\n---\n");
    });
}

#[test]
fn templates_that_fail_cost_their_pages_or_give_way_to_the_built_in_ones() {
    let file = "templates/entity.html";
    let lost = &["entities/maren-tollefsby", "entities/osterholm"];
    for (case, text, place, hint, lost) in [
        ("no such variable", "<p>\n{{ entty.name }}\n", "2:4", "variables here: ", &lost[..]),
        ("no such field", "<p>{{ view.entity.nmae }}\n", "1:19", "did you mean `name`? ", lost),
        ("syntax", "<p>\n  {{ view.name }\n</p>\n", "2:16", "", &[]),
    ] {
        let problem = format!("error template {file}:{place}");
        expect(&Fault { case, problem: &problem, hint, lost }, |site| write(site, file, text));
    }
    // The place is shown to people too.
    let here = ferry();
    write(here.path(), file, "<p>\n  {{ view.name }\n</p>\n");
    let said = out(&run(here.path(), &["check", "--color", "never"]));
    assert!(said.contains("templates/entity.html:2:16"), "{said}");
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let person = "---\nname: Jon Brask\ntype: person\n---\n";
    for (file, problem, hint) in [
        ("content/entities/Jon Brask.md", "error bad-id", "rename the file to jon-brask.md"),
        ("content/entities/crew/jon.md", "error bad-id", "rename the file to crew-jon.md"),
        ("content/entities/con.md", "error bad-file-name", "rename"),
        ("content/jon-brask.md", "warning stray-file", "move it to"),
        ("content/crew/jon-brask.md", "warning stray-file", "move it to"),
    ] {
        let problem = format!("{problem} {file}:1:1");
        expect(&Fault { case: file, problem: &problem, hint, lost: &[] }, |site| {
            write(site, file, person);
        });
    }
    // Letters of any script are fine, hidden files are none of ours.
    let here = ferry();
    write(here.path(), "content/entities/jón-brask.md", person);
    write(here.path(), "content/pages/crew.md", "---\ntitle: Crew\n---\n\nJon Brask cooks.\n");
    write(here.path(), "content/entities/.draft.md", "nothing");
    assert_eq!(problems(here.path()), (Some(0), vec![]));

    let problem = format!("error not-utf-8 {OTHER}:2:13");
    let fault = Fault { case: "Latin-1", problem: &problem, hint: "as UTF-8", lost: &[] };
    let latin = [b"---\nname: Jon Br".as_slice(), b"\xe5", b"sk\ntype: person\n---\n"].concat();
    expect(&fault, |site| write(site, OTHER, latin));
}

#[cfg(unix)]
#[test]
fn links_are_never_followed_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let secret = folder();
    write(secret.path(), "secret.md", "---\nname: Top Secret\ntype: person\n---\n");
    for (case, target) in [
        ("a link to a file", secret.path().join("secret.md")),
        ("a link to a folder", secret.path().to_owned()),
        ("a link to nothing", secret.path().join("nothing.md")),
    ] {
        let problem = format!("error file-unreadable {OTHER}:1:1");
        let fault = Fault { case, problem: &problem, hint: "out of the folder", lost: &[] };
        expect(&fault, |site| symlink(&target, site.join(OTHER)).unwrap());
    }
    let here = ferry();
    symlink(secret.path(), here.path().join("content/sources")).unwrap();
    run(here.path(), &["build"]);
    let leak = |(_, (bytes, _)): (String, (Vec<u8>, _))| {
        String::from_utf8_lossy(&bytes).contains("Top Secret")
    };
    assert!(!snapshot(&here.path().join("public")).into_iter().any(leak));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_costs_its_own_page() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;
    let here = ferry();
    let file = here.path().join(PERSON);
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&file, 0o000);
    allow(here.path(), 0o777);
    let mut command = backstory(here.path());
    command.args(["build", "--color", "never"]);
    if fs::read(&file).is_ok() {
        // The administrator may read everything, so somebody else is sent.
        allow(&here.path().join("content"), 0o777);
        command.uid(NOBODY);
    }
    let Ok(built) = command.output() else { return };
    assert_eq!(code(&built), Some(1), "{}", err(&built));
    assert!(err(&built).contains(&format!("--> {PERSON}")), "{}", err(&built));
    assert!(err(&built).contains("make the file readable"), "{}", err(&built));
    let pages = pages(here.path());
    assert!(pages.contains(&"entities/osterholm/index.html".to_owned()));
    assert!(!pages.contains(&"entities/maren-tollefsby/index.html".to_owned()));
}

#[test]
fn settings_with_a_fault_are_placed_and_the_rest_of_them_holds() {
    for (from, to, problem, hint) in [
        ("base_url", "bas_url", "unknown-key 3:1", "did you mean `base_url`?"),
        ("\"The O", "The O", "settings-syntax 2:9", ""),
        ("\"The Osterholm ferry\"", "7", "wrong-type 2:9", ""),
    ] {
        let here = ferry();
        edit(&here.path().join("site.toml"), from, to);
        let (exit, found) = problems(here.path());
        let (code, place) = problem.split_once(' ').unwrap();
        let expected = format!("error {code} site.toml:{place}");
        let found = found.iter().find(|one| headline(one) == expected);
        let found = found.unwrap_or_else(|| panic!("{to}: {:#?}", problems(here.path())));
        assert!(found["hint"].as_str().unwrap_or_default().contains(hint), "{found:#}");
        assert_eq!(exit, Some(1));
        run(here.path(), &["build"]);
        assert!(here.path().join("public/entities/osterholm/index.html").is_file(), "{to}");
    }
}

/// Takes one odd source in beside the good content; the rest must be as before.
fn take_in(name: &str, bytes: &[u8]) -> (String, Vec<String>) {
    let here = ferry();
    let source = here.path().join("content/sources").join(name);
    write(here.path(), &format!("content/sources/{name}"), bytes);
    let built = run(here.path(), &["build"]);
    assert_eq!(code(&built), Some(0), "{name}: {}", err(&built));
    assert_eq!(fs::read(source).unwrap(), bytes, "a source is never edited");
    let again = succeed(here.path(), &["build"]);
    assert!(again.contains(" 0 written"), "{name}: {again}");
    let (exit, found) = problems(here.path());
    assert_eq!(exit, Some(0), "{name}: what was written is refused: {found:?}");
    (err(&built), pages(here.path()))
}

#[test]
fn odd_sources_are_reported_and_disturb_nothing() {
    let ferry = "entities/osterholm/index.html".to_owned();
    for (name, bytes, said) in [
        ("empty.txt", &b""[..], "warning[empty-source]"),
        ("blank.txt", b" \n\t\n", "warning[empty-source]"),
        ("frame.html", b"<html><body><nav>Menu</nav></body></html>", "warning[no-article-text]"),
        ("odd.md", b"---\ntitle: [\n---\n\nThe ferry sails at noon again.\n", ""),
        ("zero.txt", b"Ferry\0 sails\n\nThe \0ferry sails at noon, said Jon Brask.\n", ""),
        ("latin.txt", b"Ferry sails\n\nThe caf\xe9 of the ferry opens at noon.\n", ""),
        (
            "damaged.txt",
            b"Ferr\xc3\xa9 sails\n\nThe caf\xc3\xa9 \xff opens.\n",
            "encoding-replaced",
        ),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", ""),
    ] {
        let (stderr, pages) = take_in(name, bytes);
        assert!(stderr.contains(said), "{name}: {stderr}");
        if said.starts_with("warning") {
            assert!(stderr.contains(&format!("--> content/sources/{name}")), "{stderr}");
            assert!(stderr.contains("help: "), "{stderr}");
        }
        assert!(pages.contains(&ferry), "{name}: {pages:?}");
    }
}

#[test]
fn endless_lines_are_read_in_good_time() {
    let started = std::time::Instant::now();
    let here = ferry();
    write(here.path(), "content/sources/letters.txt", "w".repeat(10_000_000));
    succeed(here.path(), &["build", "-q"]);
    assert!(here.path().join("public/sources/letters/index.html").is_file());
    take_in("line.txt", format!("Title\n\n{}", "word, ".repeat(20_000)).as_bytes());
    take_in("page.html", format!("<h1>Title</h1><p>{}", "word, ".repeat(20_000)).as_bytes());
    // Generous: it is the square that must not come back.
    assert!(started.elapsed().as_secs() < 90, "{:?}", started.elapsed());
}

#[test]
fn forty_broken_files_cost_their_own_pages_and_nothing_else() {
    let good = ferry();
    succeed(good.path(), &["build"]);
    let before = crate::program::tree(&good.path().join("public"));
    let long = format!("---\ntitle: x\ndek: {}\n---\n", "x".repeat(70_000));
    let deep = format!("---\ntitle: {}\n---\n", "[".repeat(5_000));
    let many = format!("---\ntitle: x\ntags:\n{}---\n", "- a\n".repeat(2_000));
    let faults: [(&str, &[u8]); 20] = [
        ("empty", b""),
        ("blank", b"\n \n\t\n"),
        ("no-fence", b"Words without front matter.\n"),
        ("one-fence", b"---\n"),
        ("open", b"---\ntitle: x\nname: y\n"),
        ("no-mapping", b"---\n- a\n- b\n---\n"),
        ("flow", b"---\ntitle: [\n---\n"),
        ("quote", b"---\ntitle: \"x\n---\n"),
        ("tab", b"---\ntitle: x\n\tname: y\n---\n"),
        ("twice", b"---\ntitle: x\ntitle: y\nname: a\nname: b\n---\n"),
        ("alias", b"---\ntitle: &a x\nname: *a\n---\n"),
        ("tag", b"---\ntitle: !!binary eA==\n---\n"),
        ("merge", b"---\n<<: {title: x}\n---\n"),
        ("unknown", b"---\nnonsense: x\n---\n"),
        ("nul", b"---\ntitle: x\0y\n---\n"),
        ("control", b"---\ntitle: \"\\e[2J\"\n---\n"),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\xfd"),
        ("long", long.as_bytes()),
        ("deep", deep.as_bytes()),
        ("many", many.as_bytes()),
    ];
    let folders = ["articles", "entities", "events", "claims", "faq", "changes", "pages"];
    let here = ferry();
    let mut files = Vec::new();
    // Each fault in two kinds of files, and each kind with many faults.
    for (at, (name, bytes)) in faults.iter().enumerate() {
        for turn in [0, 3] {
            let file = format!("content/{}/broken-{name}.md", folders[(at + turn) % folders.len()]);
            write(here.path(), &file, bytes);
            files.push(file);
        }
    }
    assert_eq!(files.len(), 40);
    let built = run(here.path(), &["build", "--verbose", "--color", "never"]);
    assert_eq!(code(&built), Some(1), "{}", err(&built));
    assert!(!err(&built).contains("panicked"), "{}", err(&built));
    let after = crate::program::tree(&here.path().join("public"));
    let other = crate::program::differing(&before, &after);
    assert!(other.is_empty(), "broken files changed {other:?}");
    let (_, found) = problems(here.path());
    for file in &files {
        let told = found.iter().find(|problem| problem["file"] == file.as_str());
        let told = told.unwrap_or_else(|| panic!("{file} is not named: {found:#?}"));
        assert_eq!(told["level"], "error", "{told:#}");
        assert!(err(&built).contains(&format!("--> {file}:")), "{file}: {}", err(&built));
    }
}

#[test]
fn a_site_of_faults_only_is_still_built() {
    let here = new_site();
    for (folder, text) in [("articles", ""), ("events", "---\n"), ("claims", "---\nx: [\n---\n")] {
        write(here.path(), &format!("content/{folder}/one.md"), text);
    }
    write(here.path(), "content/index.md", "no front matter");
    let built = run(here.path(), &["build"]);
    assert_eq!(code(&built), Some(1));
    assert!(here.path().join("public/index.html").is_file(), "{}", err(&built));
}
