//! Two states of an invented story about a ferry, and what readers see changed between them.

use super::markdown::markdown;
use super::*;
use crate::content::library::load_library;
use crate::path::ContentPath;

const POST: &str =
    "---\ntitle: Ferry stuck\noutlet: The Post\ncode: PO\npublished: 2031-05-03\n---\n";
const ECHO: &str = "---\ntitle: No ferry\noutlet: The Echo\ncode: EC\npublished: 2031-05-03\n---\n";

fn library(files: &[(&str, &str)]) -> Library {
    let path = |name: &str| ContentPath::parse(&format!("content/{name}.md")).expect("a path");
    let files: Vec<_> = files.iter().map(|(name, text)| (path(name), (*text).to_owned())).collect();
    load_library(&files).0
}

fn compared(before: &[(&str, &str)], after: &[(&str, &str)]) -> Comparison {
    compare(&library(before), &library(after))
}

/// A claim in which articles give these answers.
fn claim(answers: &[(&str, &str)]) -> String {
    let position = |(article, value): &(&str, &str)| {
        format!("\n  - {{value: \"{value}\", article: {article}, quote: \"it was {value}\"}}")
    };
    let positions: String = answers.iter().map(position).collect();
    format!("---\nquestion: How many days?\nattribute: duration\npositions:{positions}\n---\n")
}

fn at(date: &str) -> Edtf {
    date.parse().expect("a date")
}

/// `what id [former] key: was → now …` of each thing.
fn lines(things: &[Thing]) -> Vec<String> {
    let line = |thing: &Thing| {
        let former = thing.former_id.as_ref().map_or(String::new(), |id| format!(" ({id})"));
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
        let details = thing.details.iter();
        let details = details.map(|d| format!(" {}: {} → {}", d.key, side(&d.was), side(&d.now)));
        format!("{:?} {}{former}{}", thing.what, thing.id, details.collect::<String>())
    };
    things.iter().map(line).collect()
}

#[test]
fn equal_states_differ_in_nothing_and_what_readers_do_not_see_is_no_change() {
    let (toll, status) = (claim(&[("post", "3 days")]), POST.replace("---\n---", ""));
    let before = [("articles/post", POST), ("claims/days", &toll)];
    assert!(compared(&before, &before).is_empty());
    let reviewed = status.replace("code: PO", "code: PO\nstatus: reviewed");
    let spaced = toll.replace("---\n", "---\n\n\n");
    let after = [("articles/post", reviewed.as_str()), ("claims/days", &spaced)];
    assert_eq!(compared(&before, &after), Comparison::default());
    let nothing = markdown(&Comparison::default(), "main", "HEAD");
    assert!(nothing.contains("Nothing, from main to HEAD."), "{nothing}");
}

#[test]
fn a_verdict_is_told_with_the_answers_that_changed_it() {
    let was = claim(&[("post", "3 days"), ("echo", "3 days")]);
    let now = claim(&[("post", "3 days"), ("echo", "5 days")]);
    let before = [("articles/post", POST), ("articles/echo", ECHO), ("claims/days", &was)];
    let after = [("articles/post", POST), ("articles/echo", ECHO), ("claims/days", &now)];
    let comparison = compared(&before, &after);
    let [change] = comparison.claims.as_slice() else { panic!("{comparison:?}") };
    assert_eq!(change.verdict_was, Some(Verdict::Agree));
    assert_eq!(change.verdict_now, Some(Verdict::Contradict));
    let [answer] = change.answers.as_slice() else { panic!("{change:?}") };
    assert_eq!((answer.what, answer.source.as_str()), (What::Changed, "The Echo"));
    assert_eq!((answer.was.as_deref(), answer.now.as_deref()), (Some("3 days"), Some("5 days")));
    let quotes: Vec<_> = comparison.quotations.iter().map(|q| (q.what, q.quote.as_str())).collect();
    assert_eq!(quotes, [(What::Removed, "it was 3 days"), (What::Added, "it was 5 days")]);

    let text = markdown(&comparison, "main", "edit");
    assert!(text.contains("1 verdict, 2 quotations"), "{text}");
    assert!(text.contains("**How many days?** (`days`): agree → **contradict**"), "{text}");
    assert!(text.contains("  - The Echo: “3 days” → “5 days”"), "{text}");
}

#[test]
fn verdicts_are_those_of_each_state_even_where_no_claim_changed() {
    let toll = claim(&[("post", "3 days"), ("echo", "3 days")]);
    let copy = ECHO.replace("code", "copy_of: post\ncode");
    let before = [("articles/post", POST), ("articles/echo", ECHO), ("claims/days", &toll)];
    let after = [("articles/post", POST), ("articles/echo", &copy), ("claims/days", &toll)];
    let comparison = compared(&before, &after);
    let [change] = comparison.claims.as_slice() else { panic!("{comparison:?}") };
    assert_eq!(change.verdict_now, Some(Verdict::SingleSource));
    assert_eq!(change.answers, []);
    assert_eq!(lines(&comparison.sources), ["Changed echo copy of: – → post"]);
}

#[test]
fn what_was_renamed_or_merged_is_neither_added_nor_removed() {
    let toll = claim(&[("post", "3 days")]);
    let renamed_toll = claim(&[("ferry-stuck", "3 days")]);
    let person = |name: &str, former: &str| {
        format!("---\nname: {name}\ntype: person\nformer_ids: [{former}]\n---\n")
    };
    let (kim, kim_now) = (person("Kim Park", ""), person("Kim Park", "k-park"));
    let (k, lee, lee_now) = (person("K. Park", ""), person("Lee", ""), person("Lee", "leigh"));
    let unsaid = person("Ola Nes", "");
    let comparison = compared(
        &[
            ("articles/post", POST),
            ("claims/days", &toll),
            ("entities/kim-park", &kim),
            ("entities/k-park", &k),
            ("entities/leigh", &lee),
            ("entities/ola", &unsaid),
        ],
        &[
            ("articles/ferry-stuck", POST),
            ("claims/days", &renamed_toll),
            ("entities/kim-park", &kim_now),
            ("entities/lee", &lee_now),
            ("entities/ola-nes", &unsaid),
        ],
    );
    assert_eq!(lines(&comparison.sources), ["Renamed ferry-stuck (post)"]);
    let entities = ["Merged kim-park (k-park)", "Renamed lee (leigh)", "Renamed ola-nes (ola)"];
    assert_eq!(lines(&comparison.entities), entities);
    // An answer and a quotation of a renamed article are the same as before.
    assert_eq!((comparison.claims.len(), comparison.quotations.len()), (0, 0));
}

#[test]
fn things_of_one_name_are_not_taken_for_each_other() {
    let kim = "---\nname: Kim\ntype: person\n---\n";
    let comparison = compared(
        &[("entities/kim-a", kim), ("entities/kim-b", kim)],
        &[("entities/kim-c", kim), ("entities/kim-d", kim)],
    );
    let lines = lines(&comparison.entities);
    assert_eq!(lines, ["Removed kim-a", "Removed kim-b", "Added kim-c", "Added kim-d"]);
}

#[test]
fn a_file_that_cannot_be_read_is_not_said_to_be_removed() {
    let broken = ECHO.replace("title", "titel");
    let before = [("articles/post", POST), ("articles/echo", ECHO)];
    let after = [("articles/post", POST), ("articles/echo", broken.as_str())];
    assert_eq!(compared(&before, &after).sources, []);
    assert_eq!(compared(&after, &before).sources, []);
}

#[test]
fn events_questions_and_pages_tell_what_they_say_now() {
    let event = |date: &str, article: &str| {
        format!(
            "---\ntitle: Ferry stops\ndate: {date}\nsources:\n  - {{article: {article}, quote: q}}\n---\n"
        )
    };
    let (was, now) = (event("2031-05", "post"), event("2031-05-02", "echo"));
    let (open, answered) =
        ("---\nquestion: Why?\n---\n", "---\nquestion: Why?\n---\n\nA gear broke.\n");
    let home = |dek: &str, body: &str| format!("---\ntitle: The ferry\ndek: {dek}\n---\n\n{body}");
    let (home_was, home_now) = (
        home("Old", "One.\n\nTwo.\n\nThree.\n\nFour.\n"),
        home("New", "One.\n\nTwo, reworded.\n\nFour.\n"),
    );
    let comparison = compared(
        &[
            ("articles/post", POST),
            ("articles/echo", ECHO),
            ("events/stop", &was),
            ("faq/why", open),
            ("index", &home_was),
        ],
        &[
            ("articles/post", POST),
            ("articles/echo", ECHO),
            ("events/stop", &now),
            ("faq/why", answered),
            ("index", &home_now),
        ],
    );
    assert_eq!(
        lines(&comparison.events),
        ["Changed stop date: 2031-05 → 2031-05-02 reported by: The Post → The Echo"]
    );
    assert_eq!(lines(&comparison.questions), ["Changed why answer: open → answered"]);
    assert_eq!(lines(&comparison.pages), ["Changed index dek: Old → New"]);
    let told = |text: &Text| (text.changed, text.added, text.removed, text.moved);
    let texts: Vec<_> = comparison.texts.iter().map(|t| (t.file.as_str(), told(t))).collect();
    assert_eq!(
        texts,
        [("content/index.md", (1, 0, 1, false)), ("content/faq/why.md", (0, 1, 0, false))]
    );
    let text = markdown(&comparison, "a", "b");
    assert!(text.contains("1 paragraph reworded, 1 paragraph removed"), "{text}");
    assert!(text.contains("reported by with The Echo, without The Post"), "{text}");
}

#[test]
fn paragraphs_in_another_order_are_told_and_white_space_is_not() {
    let home = |body: &str| format!("---\ntitle: T\n---\n\n{body}");
    let was = home("One\nline.\n\nTwo.\n");
    for (now, moved) in [("Two.\n\nOne line.\n", Some(true)), ("One line.\n\n\nTwo.", None)] {
        let now = home(now);
        let comparison = compared(&[("index", &was)], &[("index", &now)]);
        assert_eq!(comparison.texts.first().map(|text| text.moved), moved, "{now}");
    }
}

#[test]
fn drafts_tell_what_no_entry_tells_yet() {
    let was = claim(&[("post", "3 days"), ("echo", "3 days")]);
    let now = claim(&[("post", "3 days"), ("echo", "5 days")]);
    let mail = "---\ntitle: Ferry sails\noutlet: The Mail\ncode: MA\n---\n";
    let stop = "---\ntitle: Ferry stops\ndate: 2031-05-01\n---\n";
    let moved = "---\ntitle: Ferry stops\ndate: 2031-05-02\n---\n";
    let sails = "---\ntitle: Ferry sails\ndate: 2031-05-09\n---\n";
    let told = "---\nkind: event\nat: 2031-05-09\nabout: sails\n---\n";
    let before = library(&[
        ("articles/post", POST),
        ("articles/echo", ECHO),
        ("claims/days", &was),
        ("events/stop", stop),
    ]);
    let after = library(&[
        ("articles/post", POST),
        ("articles/echo", ECHO),
        ("articles/mail", mail),
        ("claims/days", &now),
        ("events/stop", moved),
        ("events/sails", sails),
        ("changes/a", told),
    ]);
    let comparison = compare(&before, &after);
    let files = drafts(&comparison, &before, &after, at("2031-05-10"));
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(
        files,
        [
            (
                "content/changes/2031-05-10-source-mail.md",
                "---\nkind: source\nat: 2031-05-10\nabout: mail\n---\n"
            ),
            (
                "content/changes/2031-05-10-verdict-days.md",
                "---\nkind: verdict\nat: 2031-05-10\nabout: days\nwas: agree\nnow: contradict\nwhy: The Echo answers “5 days”.\n---\n"
            ),
            (
                "content/changes/2031-05-10-correction-stop.md",
                "---\nkind: correction\nat: 2031-05-10\nabout: stop\nwas: 2031-05-01\nnow: 2031-05-02\n---\n"
            ),
        ]
    );
    // Once they are in, nothing is left to tell.
    let mut next = after.clone();
    let entries: Vec<_> = drafts(&comparison, &before, &after, at("2031-05-10"));
    next.changes.extend(load_library(&entries).0.changes);
    let comparison = compare(&before, &next);
    assert_eq!(comparison.told.len(), 4);
    assert_eq!(drafts(&comparison, &before, &next, at("2031-06-01")), []);
    // The first sources of a story are no change.
    let empty = Library::default();
    let first = compare(&empty, &before);
    assert_eq!(drafts(&first, &empty, &before, at("2031-05-10")), []);
}

#[test]
fn what_the_content_says_is_no_markup_and_notifies_nobody() {
    let odd = "---\ntitle: \"[@someone](x) #12 <b>*a*</b> `c` | d\\nx\"\n---\n";
    let text = markdown(&compared(&[], &[("articles/odd", odd)]), "main", "HEAD");
    let line = text.lines().find(|line| line.contains("added")).expect("a line");
    assert_eq!(
        line,
        "- added: **\\[@\u{2060}someone\\](x) \\#\u{2060}12 \\<b\\>\\*a\\*\\</b\\> \\`c\\` \\| d x** (`odd`)"
    );
}

#[test]
fn a_huge_difference_is_a_summary_with_counts() {
    let long = "word ".repeat(400);
    let event = |id: usize| {
        let text = format!("---\ntitle: \"{id} {long}\"\ndate: 2031-05-01\n---\n");
        (format!("events/e{id}"), text)
    };
    let all: Vec<_> = (0..3000).map(event).collect();
    let all: Vec<_> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let comparison = compared(&[], &all);
    let text = markdown(&comparison, "a", "b");
    assert!(text.contains("3000 events") && text.contains("… and 2975 more"), "{text}");
    assert!(text.chars().count() < 60_000);
    // With many answers in each of many claims too, all of them twice as long once they are no markup.
    let odd = "&".repeat(170);
    let answers: Vec<_> = (0..100).map(|n| (format!("source-{n}"), format!("{n} {odd}"))).collect();
    let answers: Vec<_> = answers.iter().map(|(a, v)| (a.as_str(), v.as_str())).collect();
    let toll = claim(&answers);
    let names: Vec<String> = (0..40).map(|n| format!("claims/c{n}")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), toll.as_str())).collect();
    let text = markdown(&compared(&[], &files), "a", "b");
    assert!(text.contains("40 other claims") && text.contains("… and 30 more"), "{text}");
    assert!(text.chars().count() < 60_000);
}
