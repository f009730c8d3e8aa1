//! `fmt` on whole sites: it changes how content is written and nothing it says.

use std::path::Path;

use crate::program::{
    code, differing, err, folder, out, read, run, snapshot, succeed, tree, write,
};

/// The content and settings of a site of this repository, copied; `None` is the repository itself.
fn copy(site: Option<&str>) -> tempfile::TempDir {
    let here = folder();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = site.map_or_else(|| root.to_owned(), |site| root.join("tests/sites").join(site));
    write(here.path(), "site.toml", read(&root.join("site.toml")));
    for (name, bytes) in tree(&root.join("content")) {
        write(here.path(), &format!("content/{name}"), bytes);
    }
    here
}

#[test]
fn a_site_in_order_says_what_it_said_before() {
    for site in [None, Some("good/ferry")] {
        let here = copy(site);
        let story = succeed(here.path(), &["export", "json"]);
        let check = out(&run(here.path(), &["fmt", "--check"]));
        let before = tree(here.path());
        let written = succeed(here.path(), &["fmt"]);
        assert_eq!(check, written);
        let after = tree(here.path());
        let changed = differing(&before, &after).join("\n");
        assert_eq!(changed, written.trim_end());
        assert_eq!(succeed(here.path(), &["fmt", "--check"]), "");
        // Places in files move; what is said does not.
        assert_eq!(succeed(here.path(), &["export", "json"]), story);
    }
}

#[test]
fn only_what_is_named_and_understood_is_touched() {
    let here = copy(Some("good/ferry"));
    let person = "content/entities/maren-tollefsby.md";
    write(
        here.path(),
        person,
        "---\ntype:   person # since ever\nname: 'Maren Tollefsby'\n---\nShe.\n",
    );
    write(here.path(), "content/pages/broken.md", "---\ntitel: x\n---\n\n\n");
    let output = run(here.path(), &["fmt", "--check", "content/pages", "content/events"]);
    assert_eq!((code(&output), out(&output).as_str()), (Some(0), ""));
    assert!(err(&output).contains("Left 1 file alone"), "{}", err(&output));
    let broken = snapshot(&here.path().join("content/pages"));
    let output = run(here.path(), &["fmt", "--check"]);
    assert_eq!((code(&output), out(&output)), (Some(1), format!("{person}\n")));
    succeed(here.path(), &["fmt", "content/entities"]);
    let expected = "---\nname: Maren Tollefsby\ntype: person # since ever\n---\n\nShe.\n";
    assert_eq!(read(&here.path().join(person)), expected);
    assert!(snapshot(&here.path().join("content/pages")) == broken);
    assert_eq!(code(&run(here.path(), &["fmt", "nowhere"])), Some(2));
}
