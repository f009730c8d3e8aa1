//! Renaming, merging and splitting things of a site that was taken in: every reference follows, old
//! addresses and names live on, and the next `ingest` neither brings anything back nor forgets what
//! it wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use backstory::content::library::{Library, load_library};
use backstory::content::refactor::{
    FileEdit, Kind, Refusal, Targets, Thing, applied, merge_entities, references, rename,
};
use backstory::graph::{Target, resolve_links};
use backstory::path::{ContentPath, Slug};

use crate::program::{
    code, differing, edit, err, folder, out, problems, read, run, snapshot, succeed, tree, write,
};

const DAM: &str = "content/entities/karvel-dam.md";
const FAILURE: &str = "karvel-dam-fails-2024-03-13";
const SOURCE: &str = "content/sources/006-almanac-daily.txt";

/// The demonstration, taken in, with links of every kind on a page of its own, read twice so that
/// the tool knows all names from the start.
fn story() -> tempfile::TempDir {
    let here = folder();
    let site = here.path();
    succeed(site, &["init", "--template", "demo"]);
    succeed(site, &["ingest"]);
    write(
        site,
        "content/pages/notes.md",
        format!(
            "---\ntitle: Notes # mine\nkey_events: [{FAILURE}] # the one\nkey_claims:\n  # first\n  - \"how-many-people-were-injured\"\n---\n\n\
             The [[karvel-dam]] and [[entity:karvel-dam|the wall]], [[Karvel Dam]], [[event:{FAILURE}]].\r\n\n\
             | a | b |\n|---|---|\n| [[karvel-dam\\|it]] | [[claim:how-many-people-were-injured]] |\n\n\
             `[[karvel-dam]]` stays, [[!karvel-dam]] too. [[quote:three-nights-in-the-sports-hall|None of us heard a siren.]]\n"
        ),
    );
    touch(site);
    succeed(site, &["ingest"]);
    here
}

/// Changes a source so little that all are read again.
fn touch(site: &Path) {
    let text = format!("{}\n", read(&site.join(SOURCE)));
    fs::write(site.join(SOURCE), text).unwrap();
}

fn content(site: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(&site.join("content"))
}

fn errors(site: &Path) -> Vec<String> {
    let (_, found) = problems(site);
    let errors = found.into_iter().filter(|one| one["level"] == "error");
    errors.map(|one| format!("{}: {}", one["file"], one["message"])).collect()
}

/// What must hold after every command: no new errors, a second ingest touches nothing, and one that
/// reads all sources again adds, deletes and forgets nothing.
fn stays(site: &Path, before: &[String]) {
    let new: Vec<String> = errors(site).into_iter().filter(|one| !before.contains(one)).collect();
    assert_eq!(new, Vec::<String>::new());
    let taken = snapshot(&site.join("content"));
    succeed(site, &["ingest"]);
    succeed(site, &["ingest"]);
    assert_eq!(differing(&taken, &snapshot(&site.join("content"))), Vec::<String>::new());
    let taken = content(site);
    touch(site);
    let table = succeed(site, &["ingest"]);
    assert!(table.contains("conflict       0"), "{table}");
    let after = content(site);
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&taken), names(&after), "files came or went");
    let changed: Vec<String> = differing(&taken, &after)
        .into_iter()
        .filter(|name| !name.starts_with("sources/") && name != "ingest.lock")
        // The article's own record of the source that was touched.
        .filter(|name| {
            name != "articles/inquiry-into-karvel-dam-failure-put-off-as-log-book-goes.md"
        })
        .collect();
    let shown = |tree: &BTreeMap<String, Vec<u8>>, name: &String| {
        String::from_utf8_lossy(tree.get(name).map_or(&[][..], Vec::as_slice)).into_owned()
    };
    // What an event is called follows the names of who takes part in it.
    let untitled = |tree: &BTreeMap<String, Vec<u8>>, name: &String| {
        let text = shown(tree, name);
        text.lines().filter(|line| !line.starts_with("title: ")).collect::<String>()
    };
    let changed: Vec<&String> = changed
        .iter()
        .filter(|name| {
            !name.starts_with("events/") || untitled(&taken, name) != untitled(&after, name)
        })
        .collect();
    let shown: Vec<_> =
        changed.iter().map(|name| (name, shown(&taken, name), shown(&after, name))).collect();
    assert!(changed.is_empty(), "{shown:#?}");
    let taken = snapshot(&site.join("content"));
    succeed(site, &["ingest"]);
    assert_eq!(differing(&taken, &snapshot(&site.join("content"))), Vec::<String>::new());
}

/// Whether any content file but lock files and former ids still names a thing.
fn names(site: &Path, id: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '-';
    let naming = |text: &str| {
        text.match_indices(id).any(|(at, _)| {
            let alone =
                !text[..at].ends_with(is_word) && !text[at + id.len()..].starts_with(is_word);
            alone && !text[..at].ends_with("former_ids:\n  - ")
        })
    };
    let files = content(site).into_iter();
    let text = files.filter(|(name, _)| !name.starts_with("sources/"));
    text.filter(|(_, bytes)| naming(&String::from_utf8_lossy(bytes)))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_kind_of_file_can_be_renamed() {
    for (kind, old, new) in [
        ("article", "three-nights-in-the-sports-hall", "sports-hall"),
        ("event", FAILURE, "dam-failure"),
        ("claim", "how-many-people-were-injured", "injured"),
        ("faq", "how-many-people-were-injured", "injured-question"),
        ("entity", "karvel-dam", "the-dam-of-karvel"),
        ("page", "notes", "remarks"),
    ] {
        let here = story();
        let site = here.path();
        let before = errors(site);
        let shown = succeed(site, &["move", &format!("{kind}:{old}"), new, "--dry-run"]);
        assert!(shown.contains("rename to content/") && shown.contains("\n+"), "{shown}");
        let table = succeed(site, &["move", &format!("{kind}:{old}"), new]);
        assert!(table.contains(" → content/"), "{table}");
        let left = names(site, old);
        let other: &[&str] = match kind {
            "claim" => &["faq/", "ingest.lock"],
            "faq" => &["claims/", "pages/", "index", "faq/", "verdicts", "ingest.lock"],
            "entity" => &["pages/notes.md"],
            _ => &[],
        };
        let left: Vec<_> =
            left.iter().filter(|file| !other.iter().any(|o| file.starts_with(o))).collect();
        assert!(left.is_empty(), "{kind}: {left:?}");
        stays(site, &before);
        // Again is nothing, and there is nothing else of that name.
        let again = run(site, &["move", &format!("{kind}:{old}"), new]);
        assert_eq!(code(&again), Some(0), "{}", err(&again));
        assert!(err(&again).contains("already"), "{}", err(&again));
        if kind == "faq" {
            continue;
        }
        succeed(site, &["build"]);
        let redirects = read(&site.join("public/_redirects"));
        assert!(redirects.contains(&format!("/{old}/ ")), "{kind}: {redirects}");
    }
}

#[test]
fn references_change_to_the_letter_and_all_else_stays() {
    let here = story();
    let site = here.path();
    let before = read(&site.join("content/pages/notes.md"));
    succeed(site, &["move", DAM, "wall"]);
    succeed(site, &["move", FAILURE, "breach"]);
    let expected = before
        .replace("[[karvel-dam]] and", "[[wall]] and")
        .replace("[[entity:karvel-dam|", "[[entity:wall|")
        .replace("[[karvel-dam\\|it", "[[wall\\|it")
        .replace(FAILURE, "breach");
    assert_eq!(read(&site.join("content/pages/notes.md")), expected);
    // And back: the address that is in use again is no former one.
    succeed(site, &["move", "wall", "karvel-dam"]);
    let dam = read(&site.join(DAM));
    assert!(dam.contains("former_ids:\n  - wall\n") && !dam.contains("- karvel-dam\n"), "{dam}");
}

#[test]
fn a_new_name_keeps_the_old_one_as_an_alias() {
    let here = story();
    let site = here.path();
    let before = errors(site);
    let file = "content/entities/karvel-dam.md";
    edit(&site.join(file), "name: Karvel Dam", "name: Karvel Dam # as signposted");
    succeed(site, &["rename-entity", "karvel-dam", "The Karvel: a wall"]);
    let text = read(&site.join(file));
    assert!(text.contains("name: \"The Karvel: a wall\" # as signposted\n"), "{text}");
    assert!(text.contains("- Karvel Dam\n"), "{text}");
    let new: Vec<String> = errors(site).into_iter().filter(|one| !before.contains(one)).collect();
    assert_eq!(new, Vec::<String>::new());
    let entities = |site: &Path| -> Vec<String> {
        content(site).into_keys().filter(|name| name.starts_with("entities/")).collect()
    };
    let known = entities(site);
    let files: Vec<String> = content(site).into_keys().collect();
    touch(site);
    succeed(site, &["ingest"]);
    assert_eq!(entities(site), known);
    // Events and claims that were worded with the old name are the same ones, worded anew.
    assert_eq!(content(site).into_keys().collect::<Vec<_>>(), files);
    assert!(read(&site.join(file)).contains("name: \"The Karvel: a wall\" # as signposted\n"));
}

#[test]
fn merged_entities_are_one_for_good() {
    let here = story();
    let site = here.path();
    let before = errors(site);
    let gone = "content/entities/greece.md";
    edit(
        &site.join(gone),
        "status: auto\n---\n",
        "role: neighbour\nsame_as: [https://example.org/q]\nstatus: auto\n---\n\nTo the *south* of [[greece]].\n",
    );
    edit(&site.join("content/entities/romania.md"), "status: auto", "role: sender\nstatus: locked");
    let output = run(site, &["merge-entities", "greece", "romania"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(err(&output).contains("keeps “sender”"), "{}", err(&output));
    assert!(!site.join(gone).exists());
    let text = read(&site.join("content/entities/romania.md"));
    for line in [
        "aliases:\n  - Greece\n",
        "role: sender\n",
        "same_as:\n  - https://example.org/q\n",
        "former_ids:\n  - greece\n",
        "\n\nTo the *south* of [[romania]].\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let event =
        content(site).into_iter().find(|(name, _)| name.starts_with("events/romania-sends"));
    let event = String::from_utf8(event.unwrap().1).unwrap();
    assert_eq!(event.matches("- romania\n").count(), 1, "{event}");
    assert_eq!(names(site, "greece"), ["entities/romania.md"; 0]);
    stays(site, &before);
    let again = run(site, &["merge-entities", "greece", "romania"]);
    assert!(err(&again).contains("Nothing to do"), "{}", err(&again));
    // The same thing twice, or nothing at all.
    for words in [["romania", "romania"], ["nobody", "romania"], ["romania", "nobody"]] {
        let output = run(site, &["merge-entities", words[0], words[1]]);
        assert_eq!(code(&output), Some(2), "{words:?}");
    }
}

#[test]
fn a_split_moves_what_is_listed_and_keeps_the_rest_clear() {
    let here = story();
    let site = here.path();
    write(
        site,
        "content/pages/more.md",
        "---\ntitle: More\n---\n\nThe Karvel Dam held. The Karvel Dam broke.\n",
    );
    edit(
        &site.join(format!("content/events/{FAILURE}.md")),
        "status: auto\n---\n",
        "status: auto\n---\n\nKarvel Dam, that is [[karvel-dam|the wall]], fell.\n",
    );
    let before = errors(site);
    // The new one has the old one's very name: nothing would be linked to either.
    let words =
        ["split-entity", "karvel-dam", "upper-dam", "--name", "Karvel Dam", "--events", FAILURE];
    let shown = succeed(site, &[&words[..], &["--dry-run"]].concat());
    assert!(shown.contains("+++ content/entities/upper-dam.md"), "{shown}");
    succeed(site, &words);
    let more = read(&site.join("content/pages/more.md"));
    assert!(
        more.ends_with(
            "The [[karvel-dam|Karvel Dam]] held. The [[karvel-dam|Karvel Dam]] broke.\n"
        ),
        "{more}"
    );
    let event = read(&site.join(format!("content/events/{FAILURE}.md")));
    assert!(
        event.contains("[[upper-dam|Karvel Dam]], that is [[upper-dam|the wall]], fell."),
        "{event}"
    );
    assert!(event.contains("- upper-dam\n") && !event.contains("- karvel-dam\n"), "{event}");
    let notes = read(&site.join("content/pages/notes.md"));
    assert!(notes.contains("[[karvel-dam|Karvel Dam]]"), "{notes}");
    let (_, found) = problems(site);
    assert!(
        !found.iter().any(|one| one["code"] == "ambiguous-name"
            && one["file"].as_str().unwrap().contains("pages/")),
        "{found:#?}"
    );
    stays(site, &before);
    let again = run(site, &words);
    assert!(err(&again).contains("Nothing to do"), "{}{}", out(&again), err(&again));
}

/// A run that was killed between two files is finished by repeating it.
#[test]
fn an_interrupted_run_is_repeated() {
    let commands: [&[&str]; 4] = [
        &["move", "entity:karvel-dam", "wall"],
        &["move", "article:three-nights-in-the-sports-hall", "hall"],
        &["merge-entities", "greece", "romania"],
        &["split-entity", "karvel-dam", "upper-dam", "--name", "Karvel Dam", "--events", FAILURE],
    ];
    for words in commands {
        let here = story();
        let site = here.path();
        let start = content(site);
        succeed(site, words);
        let end = content(site);
        // In the order of writing: files that change, new ones, locks, and last of all deletions.
        let rank = |name: &String| match (start.contains_key(name), end.contains_key(name)) {
            (true, true) => (usize::from(name.contains(".lock")) * 2, name.clone()),
            (false, _) => (1, name.clone()),
            (true, false) => (3, name.clone()),
        };
        let mut steps = differing(&start, &end);
        steps.sort_by_key(rank);
        assert!(steps.len() > 1, "{words:?}");
        for done in 0..=steps.len() {
            for (name, bytes) in &start {
                write(&site.join("content"), name, bytes);
            }
            for name in end.keys().filter(|name| !start.contains_key(*name)) {
                fs::remove_file(site.join("content").join(name)).unwrap();
            }
            for name in steps.iter().take(done) {
                match end.get(name) {
                    Some(bytes) => write(&site.join("content"), name, bytes),
                    None => fs::remove_file(site.join("content").join(name)).unwrap(),
                }
            }
            let output = run(site, words);
            assert_eq!(code(&output), Some(0), "{words:?} after {done}: {}", err(&output));
            assert_eq!(differing(&end, &content(site)), [""; 0], "{words:?} after {done}");
        }
    }
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let here = story();
    let site = here.path();
    edit(&site.join(DAM), "status: auto", "former_ids: [old-wall]\nstatus: auto");
    let before = snapshot(site);
    for (words, said) in [
        (&["move", "entity:karvel-dam", "romania"][..], "already"),
        (&["move", "entity:romania", "old-wall"], "former id of the entity `karvel-dam`"),
        (&["move", "entity:nobody", "x"], "there is no entity `nobody`"),
        (&["move", "how-many-people-were-injured", "x"], "claim:how-many-people-were-injured"),
        (&["move", "content/index.md", "x"], "cannot be renamed"),
        (&["move", "entity:karvel-dam", "The Dam"], "`the-dam` would do"),
        (&["rename-entity", "karvel-dam", " "], "the name is empty"),
        (
            &["split-entity", "karvel-dam", "x", "--name", "X", "--events", "none"],
            "no event `none`",
        ),
    ] {
        let output = run(site, words);
        assert_eq!(code(&output), Some(2), "{words:?}: {}", err(&output));
        assert!(err(&output).contains(said), "{words:?}: {}", err(&output));
    }
    assert_eq!(differing(&before, &snapshot(site)), Vec::<String>::new());
    // A file with errors may name things unseen.
    edit(&site.join("content/pages/notes.md"), "title: Notes", "titel: Notes");
    let output = run(site, &["move", "entity:karvel-dam", "wall"]);
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).contains("content/pages/notes.md cannot be read"), "{}", err(&output));
}

fn load(files: &[(&str, &str)]) -> Library {
    let file = |(path, text): &(&str, &str)| {
        (ContentPath::parse(&format!("content/{path}.md")).unwrap(), (*text).to_owned())
    };
    load_library(&files.iter().map(file).collect::<Vec<_>>()).0
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// Every link of every body: the file by its new name, and what it leads to.
fn meanings(library: &Library, now: &dyn Fn(&Target) -> Target) -> Vec<(String, Target)> {
    let (graph, _) = resolve_links(library);
    let links = graph.links.iter().flat_map(|(path, links)| {
        links.iter().filter_map(|link| Some((path.to_string(), now(link.target.as_ref()?))))
    });
    links.collect()
}

/// An id or name that becomes free, or is taken, changes the meaning of no link: not of those that
/// name the thing, and not of those that only look like it.
#[test]
fn links_mean_what_they_meant() {
    let entity = |name: &str, more: &str| format!("---\nname: {name}\ntype: person\n{more}---\n");
    let (ana, bo) = (entity("Ana Moor", "aliases: [storm]\n"), entity("Bo Moor", ""));
    let body = "---\ntitle: T\n---\n[[ana]] [[entity:ana]] [[storm]] [[flood]] [[event:flood|x]] [[Ana Moor|she]] [[bo]] Bo Moor\n\n| [[storm]] | [[ana]] |\n|--|--|\n| [[article:ana]] | [[quote:ana|w]] |\n";
    let library = load(&[
        ("entities/ana-moor", &ana),
        ("entities/bo", &bo),
        ("entities/ana", &entity("Ana", "")),
        ("events/flood", "---\ntitle: Flood\nparticipants: ['ana', bo]\n---\n"),
        ("articles/ana", "---\ntitle: A\n---\nBo Moor and [[ana]]\n"),
        ("pages/p", body),
        ("changes/one", "---\nkind: correction\nat: 2031\nabout: flood\n---\n[[entity:ana]]\n"),
    ]);
    let things = [
        (Kind::Event, "flood", "storm"),
        (Kind::Entity, "ana", "flood-2"),
        (Kind::Entity, "bo", "p"),
        (Kind::Article, "ana", "storm"),
        (Kind::Page, "p", "storm"),
    ];
    for (kind, old, new) in things {
        let thing = Thing { kind, id: slug(old) };
        let edits = rename(&library, &thing, &slug(new)).unwrap();
        let after = load_library(&applied(&library, &edits)).0;
        let target = |id: &str| match kind {
            Kind::Event => Target::Event(slug(id)),
            Kind::Entity => Target::Entity(slug(id)),
            Kind::Article => Target::Article(slug(id)),
            _ => Target::Page(slug(id)),
        };
        let now = |one: &Target| if *one == target(old) { target(new) } else { one.clone() };
        let file = |path: &str| path.replace(&format!("/{old}.md"), &format!("/{new}.md"));
        let mut before: Vec<_> = meanings(&library, &now);
        if kind != Kind::Article || old == "ana" {
            for (path, _) in &mut before {
                let own = format!("content/{}/{old}.md", kind.folder());
                if *path == own {
                    *path = file(path);
                }
            }
        }
        let mut after: Vec<_> = meanings(&after, &Target::clone);
        // `[[ana]]` could mean two things; where one of them goes, it means the other.
        for one in before {
            let at = after.iter().position(|other| *other == one);
            assert!(at.is_some(), "{kind:?} {old} {new}: {one:?} is lost in {after:?}: {edits:#?}");
            at.map(|at| after.swap_remove(at));
        }
        let two = |(_, target): &(String, Target)| {
            [Target::Entity(slug("ana")), Target::Article(slug("ana"))].contains(target)
        };
        assert!(after.iter().all(two), "{kind:?} {old} {new}: {after:?}");
    }
}

#[test]
fn the_edits_of_a_file_are_exact_and_references_are_found() {
    let library = load(&[
        ("entities/ana", "---\r\nname: Ana\r\ntype: person\r\n---\r\n"),
        (
            "events/e",
            "---\r\ntitle: E\r\nplace: \"ana\" # where\r\nparticipants: [ana]\r\n---\r\n\r\nשלום [[ana|é\u{301}]]\r\n",
        ),
    ]);
    let edits =
        rename(&library, &Thing { kind: Kind::Entity, id: slug("ana") }, &slug("true")).unwrap();
    let texts: Vec<&str> = edits.iter().filter_map(|edit| edit.after.as_deref()).collect();
    assert_eq!(
        texts,
        [
            "---\r\ntitle: E\r\nplace: \"true\" # where\r\nparticipants: [\"true\"]\r\n---\r\n\r\nשלום [[true|é\u{301}]]\r\n",
            "---\r\nname: Ana\r\ntype: person\r\nformer_ids:\r\n  - ana\r\n---\r\n",
        ]
    );
    for FileEdit { before, after, .. } in &edits {
        let edit = edits.iter().find(|edit| edit.after == *after).unwrap();
        let applied = backstory::diagnostic::fix::apply(before.as_deref().unwrap(), &edit.edits());
        assert_eq!(applied, *after);
    }
    let event = &library.events[&slug("e")];
    let found = references(&event.path, &event.text, &Targets::of(&library));
    let words: Vec<&str> = found.iter().map(|one| one.span.of(&event.text)).collect();
    assert_eq!(words, ["\"ana\"", "ana", "ana"]);
    let braces = load(&[
        ("entities/ana", "---\n{name: Ana, type: person}\n---\n"),
        ("entities/bo", "---\nname: Bo\ntype: person\n---\n"),
    ]);
    let refused = merge_entities(&braces, &[slug("bo")], &slug("ana"));
    assert!(matches!(refused, Err(Refusal::Uneditable(_))), "{refused:?}");
}
