//! Themes: what there is, what templates may use, copies to change, and the second look.

use std::fs;
use std::path::Path;

use crate::program::{code, err, new_site, out, read, run, snapshot, succeed, write};

fn choose(site: &Path, theme: &str) {
    let settings = read(&site.join("site.toml"));
    let settings = settings.lines().filter(|line| !line.starts_with("theme = "));
    let settings = settings.collect::<Vec<_>>().join("\n");
    write(site, "site.toml", format!("theme = \"{theme}\"\n{settings}\n"));
}

#[test]
fn the_list_marks_the_theme_in_use_and_names_those_of_the_site() {
    let site = new_site();
    let list = succeed(site.path(), &["theme", "list"]);
    assert!(
        list.starts_with("* default (built in): ") && list.contains("\n  wire (built in): "),
        "{list}"
    );
    write(site.path(), "themes/mine/theme.toml", "description = \"Ours.\"\n");
    choose(site.path(), "mine");
    let list = succeed(site.path(), &["theme", "list"]);
    assert!(list.contains("* mine (themes/mine/): Ours.\n"), "{list}");
}

#[test]
fn the_contract_is_printed_for_all_templates_or_for_one() {
    let nowhere = crate::program::folder();
    let all = succeed(nowhere.path(), &["theme", "doc"]);
    let one = succeed(nowhere.path(), &["theme", "doc", "tag.html"]);
    assert!(all.contains("# claim.html") && one.len() < all.len() / 2);
    let wrong = run(nowhere.path(), &["theme", "doc", "claims.htm"]);
    assert_eq!(code(&wrong), Some(2));
    assert!(err(&wrong).contains("did you mean `claims.html`?"), "{}", err(&wrong));
}

#[test]
fn ejected_files_are_as_built_in_and_are_never_overwritten_unasked() {
    let site = new_site();
    let page = |site: &Path| read(&site.join("public/index.html"));
    succeed(site.path(), &["build"]);
    let before = page(site.path());
    succeed(site.path(), &["theme", "eject"]);
    succeed(site.path(), &["theme", "eject", "base.html", "parts.html", "strings/en.toml"]);
    for file in ["themes/default/style.css", "templates/base.html", "templates/strings/en.toml"] {
        assert!(site.path().join(file).is_file(), "{file}");
    }
    succeed(site.path(), &["build", "--deny-warnings"]);
    assert_eq!(page(site.path()), before);
    // What is the same is left alone; what was changed is kept, and nothing else is written.
    write(site.path(), "templates/base.html", "Mine");
    let old = snapshot(&site.path().join("templates"));
    let refused = run(site.path(), &["theme", "eject", "base.html", "claim.html"]);
    assert_eq!(code(&refused), Some(2), "{}", out(&refused));
    assert!(err(&refused).contains("templates/base.html"), "{}", err(&refused));
    assert_eq!(snapshot(&site.path().join("templates")), old);
    succeed(site.path(), &["theme", "eject", "--force", "base.html"]);
    assert!(read(&site.path().join("templates/base.html")).contains("<!doctype html>"));
    let wrong = run(site.path(), &["theme", "eject", "wirre"]);
    assert!(err(&wrong).contains("did you mean `wire`?"), "{}", err(&wrong));
}

#[test]
fn a_theme_that_is_not_there_is_told_and_the_default_stands_in() {
    let site = new_site();
    choose(site.path(), "wyre");
    let built = run(site.path(), &["build"]);
    assert_eq!(code(&built), Some(1));
    assert!(err(&built).contains("did you mean `wire`?"), "{}", err(&built));
    assert!(site.path().join("public/index.html").is_file());
}

#[test]
fn the_second_theme_lays_the_same_story_out_otherwise() {
    let site = crate::program::folder();
    succeed(site.path(), &["init", "--template", "demo", "."]);
    succeed(site.path(), &["build", "-o", "plain"]);
    choose(site.path(), "wire");
    succeed(site.path(), &["build", "--deny-warnings", "-o", "wire"]);
    let timeline = |name: &str| read(&site.path().join(name).join("timeline/index.html"));
    assert!(!timeline("plain").contains("<table class=\"log\">"));
    assert!(timeline("wire").contains("<table class=\"log\">"));
    assert!(timeline("wire").contains(">Reported by<"));
    // The same events on both.
    let events = |page: &str| page.matches("data-e=\"").count();
    assert_eq!(events(&timeline("plain")), events(&timeline("wire")));
    // Its additions stand behind the default's rules in one file.
    let sheets: Vec<String> = fs::read_dir(site.path().join("wire/assets"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "css"))
        .map(|path| read(&path))
        .collect();
    assert!(sheets.iter().any(|css| css.contains("@layer tokens") && css.contains(".log")));
    // A site's own folder of that name stands above the built-in theme.
    succeed(site.path(), &["theme", "eject", "wire"]);
    write(
        site.path(),
        "themes/wire/templates/timeline.html",
        "{% extends \"default/timeline.html\" %}",
    );
    succeed(site.path(), &["build", "-o", "wire"]);
    assert!(!timeline("wire").contains("<table class=\"log\">"));
}
