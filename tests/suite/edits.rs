//! The life of a story in a repository: the tool reads, people edit, sources change, and nothing
//! that a person did is lost.

use std::fs;
use std::path::Path;

use crate::program::{
    code, differing, edit, err, folder, new_site, out, problems, read, run, snapshot, succeed,
    tree, write,
};

const POST: &str = "---
title: Ferry strikes pier in Osterholm
outlet: Osterholm Post
author: Tilde Ravnsborg
date: 2023-02-06
---

The ferry struck the pier of Osterholm on Monday morning. At least 12 people were injured, the harbour office said.

“The engine did not answer when we asked it to stop,” said Captain Maren Tollefsby, who has steered the ferry for nineteen years.

The Sund Line, which runs the ferry, promised an inquiry. Tollefsby said that the talks with the harbour office in Osterholm lasted two hours.
";

const TIDINGS: &str = "---
title: Captain blames engine after ferry hits pier
outlet: Sund Tidings
author: Aksel Brandvold
date: 2023-02-08
---

The number of people injured when the ferry struck the pier of Osterholm on Monday has risen. On Wednesday the hospital said that 17 people were injured.

“Nobody was at the wheel for a minute,” said Jon Brask, the head of the Sund Line. Captain Maren Tollefsby denied that.

Brask said that the talks with the harbour office in Osterholm lasted three hours.
";

const LETTER: &str = "---
title: Passengers want to know who steered
outlet: Harbour Letter
date: 2023-02-10
---

At least 14 people were injured when the ferry struck the pier of Osterholm on Monday, the passengers say.

“We want to know who steered,” said Ylva Stenmark, who speaks for the passengers. Captain Maren Tollefsby has not answered Stenmark.

The passengers have written to the mayor, to the harbour office and to the owners of the ferry, and they mean to write again every week until somebody tells them who was on the bridge, who was not, and why the gangway stayed closed for so long after the ship had come to rest.
";

const CAPTAIN: &str = "content/entities/maren-tollefsby.md";
const SECOND: &str = "content/articles/captain-blames-engine-after-ferry-hits-pier.md";
const RAW_SECOND: &str = ".backstory/raw/tidings.md";

/// A site that has taken two reports in.
fn story() -> tempfile::TempDir {
    let here = folder();
    succeed(here.path(), &["init", "--title", "Ferry dispute"]);
    // The reports are short: a tenth of their words would not be enough to quote two claims.
    edit(&here.path().join("site.toml"), "# source_percent = 10", "source_percent = 30");
    let clippings = folder();
    write(clippings.path(), "post.md", POST);
    write(clippings.path(), "tidings.md", TIDINGS);
    let table = succeed(here.path(), &["ingest", &clippings.path().to_string_lossy()]);
    assert!(table.contains("Took in 2 sources"), "{table}");
    assert_eq!(read(&here.path().join(RAW_SECOND)), TIDINGS);
    assert!(read(&here.path().join(claim(here.path()))).contains("value: \"17\""));
    here
}

/// The claim about the injured: the file that quotes their number.
fn claim(site: &Path) -> String {
    let quotes = |id: &String| read(&site.join(claim_file(id))).contains("12 people were injured");
    let found = ids(site, "claims").into_iter().find(quotes);
    claim_file(&found.expect("a claim about the injured"))
}

fn claim_file(id: &str) -> String {
    format!("content/claims/{id}.md")
}

/// Ids of the files in a folder of the content.
fn ids(site: &Path, kind: &str) -> Vec<String> {
    let files = snapshot(&site.join("content").join(kind)).into_keys();
    files.map(|name| name.trim_end_matches(".md").to_owned()).collect()
}

/// Names of files whose bytes a step changed, made or removed.
fn touched(site: &Path, step: impl FnOnce()) -> Vec<String> {
    let before = snapshot(&site.join("content"));
    step();
    differing(&before, &snapshot(&site.join("content")))
}

#[test]
fn peoples_edits_stay_when_a_source_changes_and_the_rest_follows() {
    let here = story();
    let site = here.path();
    edit(&site.join(CAPTAIN), "role: Captain", "role: steers the ferry");
    edit(&site.join(CAPTAIN), "  - Tollefsby\n", "  - Tollefsby\n  - the Iron Captain\n");
    let text = format!("{}\nBorn at sea. # not a comment\n", read(&site.join(CAPTAIN)));
    fs::write(site.join(CAPTAIN), text).unwrap();
    edit(
        &site.join(SECOND),
        "published: 2023-02-08",
        "published: 2023-02-08T07:00+01:00 # checked",
    );
    let gone = "content/entities/jon-brask.md";
    fs::remove_file(site.join(gone)).unwrap();
    let edited = read(&site.join(CAPTAIN));
    edit(
        &site.join(RAW_SECOND),
        "denied that.",
        "denied that. The mayor of Osterholm was on board.",
    );

    let table = succeed(site, &["ingest", "-v"]);
    let rows = |from: &str, to: &str| table.split(from).nth(1).unwrap().split(to).next().unwrap();
    assert!(rows("updated", "kept").contains(SECOND), "{table}");
    assert!(rows("kept", "conflict").contains(CAPTAIN), "{table}");
    assert_eq!(read(&site.join(CAPTAIN)), edited);
    assert!(!site.join(gone).exists(), "what was deleted came back");
    let second = read(&site.join(SECOND));
    assert!(second.contains("published: 2023-02-08T07:00+01:00 # checked\n"), "{second}");
    let words =
        |text: &str| text.split("  words: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    assert_eq!(words(&second), "70", "the tool's own record did not follow:\n{second}");
    let unchanged = touched(site, || drop(succeed(site, &["ingest"])));
    assert_eq!(unchanged, Vec::<String>::new());
}

#[test]
fn an_alias_that_a_person_adds_is_known_from_then_on() {
    let here = story();
    edit(&here.path().join(CAPTAIN), "  - Tollefsby\n", "  - Tollefsby\n  - Iron Maren\n");
    let letter = LETTER.replace("Captain Maren Tollefsby has", "But Iron Maren has");
    write(here.path(), ".backstory/raw/letter.md", letter);
    succeed(here.path(), &["ingest"]);
    let article =
        read(&here.path().join("content/articles/passengers-want-to-know-who-steered.md"));
    assert!(article.contains("Maren Tollefsby"), "{article}");
    assert!(!ids(here.path(), "entities").contains(&"iron-maren".to_owned()));
}

/// A claim that a person and a source change at once: both texts are told, and told again until
/// somebody settles it.
#[test]
fn a_conflict_leaves_the_file_and_is_settled_by_choice() {
    for side in ["ours", "theirs", "by hand"] {
        let here = story();
        let site = here.path();
        let file = claim(site);
        edit(&site.join(&file), "value: \"17\"", "value: 17 or so");
        edit(&site.join(RAW_SECOND), "17 people", "18 people");
        let claim = read(&site.join(&file));
        let output = run(site, &["ingest", "--color", "never"]);
        let said = err(&output);
        assert!(
            out(&output).contains(&format!("conflict       1\n    {file}\n")),
            "{}",
            out(&output)
        );
        assert!(said.contains("warning[ingest-conflict]: `positions` was changed"), "{said}");
        assert!(said.contains("17 or so") && said.contains("18 people were injured"), "{said}");
        assert!(said.contains("--resolve theirs"), "{said}");
        // At its line; and nobody is asked where nobody can answer.
        assert!(said.contains(&format!("{file}:")), "{said}");
        let asked = run(site, &["ingest", "--resolve", "ask"]);
        assert_eq!(code(&asked), Some(2), "{}", err(&asked));
        assert!(err(&asked).contains("needs a terminal"), "{}", err(&asked));
        assert_eq!(read(&site.join(&file)), claim);
        // It does not go away by being looked at, and looking at it changes nothing.
        let again = touched(site, || {
            let built = run(site, &["build"]);
            assert!(err(&built).contains("ingest-conflict"), "{}", err(&built));
        });
        assert_eq!(again, Vec::<String>::new());

        let settled = if side == "by hand" {
            edit(&site.join(&file), "value: 17 or so", "value: \"18\"");
            edit(&site.join(&file), "quote: 17", "quote: 18");
            succeed(site, &["ingest"])
        } else {
            succeed(site, &["ingest", "--resolve", side])
        };
        assert!(settled.contains("conflict       0"), "{settled}");
        let text = read(&site.join(&file));
        match side {
            "ours" => assert_eq!(text, claim),
            _ => assert!(text.contains("\"18\"") && !text.contains("17"), "{text}"),
        }
        let table = succeed(site, &["ingest"]);
        assert!(table.contains("No source is new or changed"), "{side}: {table}");
    }
}

#[test]
fn a_locked_file_is_never_touched() {
    let here = story();
    let site = here.path();
    let file = claim(site);
    edit(&site.join(SECOND), "status: auto", "status: locked");
    edit(&site.join(&file), "status: auto", "status: locked");
    let before = (read(&site.join(SECOND)), read(&site.join(&file)));
    edit(&site.join(RAW_SECOND), "17 people", "18 people");
    let table = succeed(site, &["ingest"]);
    assert!(table.contains("conflict       0"), "{table}");
    assert_eq!((read(&site.join(SECOND)), read(&site.join(&file))), before);
    // What the locked claim quotes is not in the source any more, and that is said.
    let (exit, found) = problems(site);
    assert!(found.iter().any(|one| one["code"] == "quote-not-in-source" && one["file"] == *file));
    assert_eq!(exit, Some(1));
}

#[test]
fn a_later_source_is_merged_into_what_is_there() {
    let here = story();
    let site = here.path();
    let file = claim(site);
    edit(&site.join(&file), "How many people were injured?", "How many were hurt?");
    let articles = ids(site, "articles");
    let clippings = folder();
    write(clippings.path(), "letter.md", LETTER);
    let letter = clippings.path().join("letter.md");
    let changed = touched(site, || drop(succeed(site, &["ingest", &letter.to_string_lossy()])));
    let claim = read(&site.join(&file));
    assert!(claim.contains("question: How many were hurt?\n"), "{claim}");
    assert_eq!(claim.matches("  - value: ").count(), 3, "{claim}");
    assert!(claim.contains("quote: At least 14 people were injured"), "{claim}");
    assert!(ids(site, "entities").contains(&"ylva-stenmark".to_owned()));
    for id in &articles {
        assert!(ids(site, "articles").contains(id), "{id} was renamed");
    }
    assert!(!changed.contains(&"entities/jon-brask.md".to_owned()), "{changed:?}");
    let built = succeed(site, &["build"]);
    assert!(!built.contains("error"), "{built}");
}

#[test]
fn a_fresh_clone_without_the_raw_texts_builds_the_same_site() {
    let here = story();
    let site = here.path();
    let file = claim(site);
    succeed(site, &["build"]);
    let public = snapshot(&site.join("public"));
    let bytes = |tree: std::collections::BTreeMap<String, (Vec<u8>, _)>| {
        tree.into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
    };
    fs::remove_dir_all(site.join(".backstory")).unwrap();
    fs::remove_dir_all(site.join("public")).unwrap();
    let changed = touched(site, || {
        succeed(site, &["ingest"]);
        succeed(site, &["check"]);
        succeed(site, &["build"]);
    });
    assert_eq!(changed, Vec::<String>::new());
    assert_eq!(
        differing(&bytes(public), &bytes(snapshot(&site.join("public")))),
        Vec::<String>::new()
    );

    // Quotations are still verified, by their hashes: an exact one passes, another does not.
    edit(&site.join(&file), "quote: 17 people were", "quote: 19 people were");
    let (exit, found) = problems(site);
    assert_eq!(exit, Some(1));
    let problem = found.iter().find(|one| one["code"] == "quote-not-in-source").unwrap();
    assert!(problem["hint"].as_str().unwrap().contains("content/quotes.lock"), "{problem:#}");
    edit(&site.join(&file), "quote: 19 people were", "quote: 17 people were");

    // A contributor who has only one new text does not undo what the others' texts gave.
    write(site, ".backstory/raw/letter.md", LETTER);
    let before = read(&site.join(&file));
    let output = run(site, &["ingest", "-v"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(err(&output).contains("sources-missing"), "{}", err(&output));
    assert_eq!(read(&site.join(&file)), before);
    assert_eq!(ids(site, "articles").len(), 3);
    let errors: Vec<_> =
        problems(site).1.into_iter().filter(|one| one["level"] == "error").collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_tools_own_record_is_not_for_editing() {
    let here = story();
    let site = here.path();
    edit(&site.join(SECOND), "  words: 63", "  words: 7");
    edit(&site.join(RAW_SECOND), "denied that.", "denied that again.");
    let output = run(site, &["ingest"]);
    assert!(err(&output).contains("warning[record-edited]"), "{}", err(&output));
    assert!(read(&site.join(SECOND)).contains("  words: 64"));
}

#[test]
fn the_first_draft_takes_the_place_of_the_placeholder_and_of_nothing_else() {
    let here = story();
    let index = here.path().join("content/index.md");
    assert!(!read(&index).contains("No article has been taken in"), "{}", read(&index));
    // Whoever wrote the explainer beforehand keeps it, also when more comes in.
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--title", "Ferry dispute"]);
    let own = "---\ntitle: Mine\n---\n\nThis is the story as I know it.\n";
    write(site, "content/index.md", own);
    for (name, text) in [("post.md", POST), ("tidings.md", TIDINGS), ("letter.md", LETTER)] {
        write(site, &format!(".backstory/raw/{name}"), text);
        let table = succeed(site, &["ingest"]);
        assert!(table.contains("conflict       0"), "{table}");
        assert_eq!(read(&site.join("content/index.md")), own);
    }
}

#[test]
fn what_a_person_deletes_is_not_referred_to_by_what_is_written_next() {
    let here = story();
    let site = here.path();
    let deleted: Vec<String> = ["events", "claims", "entities"]
        .iter()
        .flat_map(|kind| {
            ids(site, kind).into_iter().map(move |id| format!("content/{kind}/{id}.md"))
        })
        .collect();
    assert!(deleted.len() > 4, "{deleted:?}");
    for file in &deleted {
        fs::remove_file(site.join(file)).unwrap();
    }
    edit(&site.join(RAW_SECOND), "denied that.", "denied that again.");
    succeed(site, &["ingest"]);
    for file in &deleted {
        assert!(!site.join(file).exists(), "{file} came back");
    }
    let (_, found) = problems(site);
    let errors: Vec<_> = found.iter().filter(|one| one["level"] == "error").collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_new_source_that_changes_a_verdict_is_told_and_an_untold_change_is_reported() {
    let site = folder();
    let site = site.path();
    succeed(site, &["init", "--template", "demo"]);
    let late = site.join("content/sources/001-tornavets-courier.html");
    let page = fs::read(&late).unwrap();
    fs::remove_file(&late).unwrap();
    succeed(site, &["ingest"]);
    let changes = || -> Vec<String> {
        let content = tree(&site.join("content")).into_keys();
        content.filter(|name| name.starts_with("changes/")).collect()
    };
    assert_eq!(changes(), Vec::<String>::new());
    let locked = read(&site.join("content/verdicts.lock"));
    assert!(locked.contains("how-many-people-were-injured agree\n"), "{locked}");

    fs::write(&late, page).unwrap();
    succeed(site, &["ingest"]);
    let told = changes();
    let [source, verdict] = told.as_slice() else { panic!("{told:?}") };
    assert!(source.contains("-source-"), "{told:?}");
    let entry = read(&site.join("content").join(verdict));
    for line in ["was: agree", "now: differ", "why: Tornavets Courier answers “at least 12”."] {
        assert!(entry.contains(line), "{entry}");
    }
    let untold = || {
        let (_, found) = problems(site);
        found.into_iter().find(|problem| problem["code"] == "verdict-untold")
    };
    assert_eq!(untold(), None);
    let locked = read(&site.join("content/verdicts.lock"));
    assert!(locked.contains("how-many-people-were-injured differ\n"), "{locked}");
    succeed(site, &["build"]);
    let page = read(&site.join("public/claims/how-many-people-were-injured/index.html"));
    assert!(page.contains("How the verdict changed"));

    // A person sets another verdict and tells nobody.
    let claim = site.join("content/claims/how-many-people-were-injured.md");
    edit(&claim, "status: auto", "verdict: contradict\nstatus: auto");
    let problem = untold().expect("a warning");
    let message = problem["message"].as_str().unwrap();
    assert!(message.contains("`differ` and is now `contradict`"), "{message}");
    let entry = "---\nkind: verdict\nat: 2024-03-20\nabout: how-many-people-were-injured\nwas: differ\nnow: contradict\n---\n";
    write(site, "content/changes/2024-03-20-verdict-injured.md", entry);
    assert_eq!(untold(), None);
}

#[test]
fn a_correction_stands_under_the_headline() {
    let site = new_site();
    let site = site.path();
    write(site, "content/claims/toll.md", "---\nquestion: How many?\nattribute: count\n---\n");
    let entry = "---\nkind: correction\nat: 2031-05-02\nabout: toll\nwas: five boats\nnow: four boats\n---\n";
    write(site, "content/changes/boats.md", entry);
    succeed(site, &["build"]);
    for page in ["index.html", "claims/toll/index.html"] {
        let page = read(&site.join("public").join(page));
        let (headline, rest) =
            page.split_once("</header>\n<p class=\"callout correction\">").unwrap();
        assert!(headline.contains("<h1>") && rest.contains("<ins>four boats</ins>"));
    }
}
