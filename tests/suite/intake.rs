//! Raw files that hold several articles, or one inside an e-mail: what becomes of their parts when
//! they come in again and again.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{
    differing, edit, err, folder, new_site, out, read, run, snapshot, succeed, write,
};

const STRIKE: &str = "The ferry struck the pier of Osterholm on Monday morning. At least 12 people were injured, the harbour office said, and the pier was closed for the rest of the week while engineers looked at its piles.";
const CAPTAIN: &str = "“The engine did not answer when we asked it to stop,” said Captain Maren Tollefsby, who has steered the ferry for nineteen years. The Sund Line, which runs the ferry, promised an inquiry.";
const LETTER: &str = "The passengers of the ferry have written to the mayor of Osterholm, and they mean to write again every week until somebody tells them who was on the bridge when the ship struck the pier.";

fn item(id: u8, title: &str, text: &str) -> String {
    format!(
        "<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><link>https://post.example/{id}</link>\
         <pubDate>Mon, 0{id} Feb 2023 12:00:00 +0000</pubDate><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
    )
}

fn feed(items: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Osterholm Post</title>\
         <link>https://post.example/</link><lastBuildDate>now</lastBuildDate>{}</channel></rss>",
        items.concat()
    )
}

/// Names of the articles of a site.
fn articles(site: &Path) -> Vec<String> {
    snapshot(&site.join("content/articles")).into_keys().collect()
}

#[test]
fn the_articles_of_a_feed_live_on_when_the_feed_moves_on() {
    let here = new_site();
    let site = here.path();
    let inbox = folder();
    let (strike, captain) =
        (item(6, "Ferry strikes pier", STRIKE), item(7, "Captain blames engine", CAPTAIN));
    let summary = "<item><title>Mayor speaks</title><description>More soon.</description></item>";
    write(inbox.path(), "post.xml", feed(&[captain.clone(), strike.clone(), summary.to_owned()]));
    let file = inbox.path().join("post.xml");
    let path = file.to_string_lossy();

    let report = run(site, &["ingest", &path, "--dry-run"]);
    assert!(out(&report).contains("Would take in 2 sources"), "{}", out(&report));
    assert!(!site.join("content/articles").exists() && !site.join(".backstory/raw").exists());

    let report = run(site, &["ingest", &path]);
    assert!(out(&report).contains("Took in 2 sources"), "{}", out(&report));
    assert!(err(&report).contains("1 of 3 items") && err(&report).contains("Mayor speaks"));
    assert_eq!(articles(site), ["captain-blames-engine.md", "ferry-strikes-pier.md"]);
    let first = "content/articles/ferry-strikes-pier.md";
    assert!(read(&site.join(first)).contains("source: post.example#6"));
    let before = snapshot(&site.join("content"));
    assert!(succeed(site, &["ingest"]).contains("No source is new or changed"));
    assert_eq!(differing(&before, &snapshot(&site.join("content"))), [""; 0]);

    // The feed moves on: one article is corrected, one is new, one has fallen out, and a person has
    // edited what the tool wrote.
    edit(&site.join(first), "title: Ferry strikes pier", "title: The ferry and the pier");
    let corrected = item(6, "Ferry strikes pier", &STRIKE.replace("12", "14"));
    write(inbox.path(), "post.xml", feed(&[item(8, "Passengers write", LETTER), corrected]));
    assert!(succeed(site, &["ingest", &path]).contains("Took in 2 sources"));
    let all = ["captain-blames-engine.md", "ferry-strikes-pier.md", "passengers-write.md"];
    assert_eq!(articles(site), all);
    assert!(read(&site.join(first)).contains("title: The ferry and the pier"));
    // The earlier feed stays, so that the article that fell out can still be compared and quoted.
    assert_eq!(fs::read_dir(site.join(".backstory/raw")).unwrap().count(), 2);
    succeed(site, &["build"]);
    let before = snapshot(&site.join("content"));
    assert!(succeed(site, &["ingest"]).contains("No source is new or changed"));
    succeed(site, &["build"]);
    assert_eq!(differing(&before, &snapshot(&site.join("content"))), [""; 0]);
}

#[test]
fn a_feed_gives_one_annotated_object_an_article_and_an_e_mail_gives_one() {
    let here = folder();
    let mail = format!(
        "From: The Osterholm Post <news@post.example>\nSubject: Fwd: Ferry strikes pier\nDate: Mon, 6 Feb 2023 18:00:00 +0100\nMIME-Version: 1.0\n\n{STRIKE}\n\n{CAPTAIN}\n\nUnsubscribe\n"
    );
    write(here.path(), "post.eml", mail);
    write(
        here.path(),
        "post.rss",
        feed(&[item(6, "Ferry strikes pier", STRIKE), item(7, "Captain", CAPTAIN)]),
    );
    let lines = succeed(here.path(), &["annotate", "."]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["post", "post.example#6", "post.example#7"]);
    assert_eq!(lines[0]["outlet"], "The Osterholm Post");
    assert_eq!(lines[0]["published"], "2023-02-06T18:00+01:00");
    assert_eq!(lines[0]["dropped"].as_array().unwrap().len(), 1);
    assert!(lines.iter().all(|line| line["file"].as_str().unwrap().contains("post.")));
}
