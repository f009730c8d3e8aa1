//! A site with hostile text in every field of every kind of file, and hostile sources for one.

use std::fmt::Write as _;
use std::path::Path;

use crate::program::{folder, write};

/// A text as YAML and TOML write it: all that could end it, and all beyond ASCII, is written as an escape.
fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    // Front matter with control characters is refused; what else is in the text is tried without.
    for c in text.chars().filter(|c| matches!(c, '\n' | '\t') || !unfit(*c)) {
        match c {
            ' '..='~' if !matches!(c, '"' | '\\') => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// A text as escapes of YAML, whatever is in it.
pub(super) fn escapes(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        let _ = write!(out, "\\U{:08x}", u32::from(c));
        out
    })
}

/// Whether a character has no place in a text.
pub(super) fn unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text on one line, where a line end would only end what is tried.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Writes a site of its own for `payloads`; each gets one thing of every kind. Bodies differ in where
/// they hold it, since what opens in one place could hide the next.
pub(super) fn content(payloads: &[String]) -> tempfile::TempDir {
    let here = folder();
    settings(here.path(), &payloads[0]);
    for (n, payload) in payloads.iter().enumerate() {
        things(here.path(), n, payload);
    }
    let mut index = format!("---\ntitle: {0}\ndek: {0}\nauthor: {0}\n---\n\n", yaml(&payloads[0]));
    for n in 0..payloads.len() {
        let _ = writeln!(index, "[[h{n}-a]] says [[claim:h{n}-c]] of [[h{n}-p]] at [[h{n}-e]].\n");
    }
    write(here.path(), "content/index.md", index);
    here
}

/// Writes a small site that has all of `payloads` in its name.
pub(super) fn named(payloads: &[String]) -> tempfile::TempDir {
    let here = folder();
    settings(here.path(), &payloads.join(" "));
    things(here.path(), 0, &payloads[0]);
    here
}

/// Settings that hold `text` wherever they show text to readers, and write every kind of file.
fn settings(site: &Path, text: &str) {
    let edit = yaml(&format!("https://x.example/{{path}}?{text}"));
    let report = yaml(&format!("https://x.example/?{{title}}&{{page}}&{text}"));
    let text = yaml(text);
    let exports = "\"json\", \"csv\", \"ics\", \"bibtex\", \"csl\", \"timelinejs\", \"annotations\", \
                   \"jsonld\", \"feeds\", \"markdown\", \"pages\"";
    write(
        site,
        "site.toml",
        format!(
            "title = {text}\nbase_url = \"https://story.example/\"\ndescription = {text}\n\
             edit_url = {edit}\nreport_url = {report}\n\n[build]\nsocial_cards = 3\nexports = [{exports}]\n"
        ),
    );
}

fn things(site: &Path, n: usize, payload: &str) {
    let (p, one) = (yaml(payload), line(payload));
    let url = yaml(&format!("https://x.example/{payload}"));
    let day = 1 + n % 28;
    let own = yaml(&format!("{payload} {n}"));
    let put = |file: &str, meta: String, body: String| {
        write(site, &format!("content/{file}.md"), format!("---\n{meta}---\n\n{body}\n"));
    };
    put(
        &format!("articles/h{n}-a"),
        format!(
            "title: {p}\ndek: {p}\noutlet: {p}\nauthor: {p}\nurl: {p}\narchive: {url}\n\
             published: 2031-03-{day:02}\ndescription: {p}\nrights: full\ntags:\n  - {p}\n  - {own}\n\
             ingest:\n  source: {p}\n  sha256: {p}\n  extractor: 1\n  words: 400\n"
        ),
        format!("He said {payload} and went.\n\n{payload}\n\nAfter it {one}."),
    );
    put(
        &format!("articles/h{n}-b"),
        format!(
            "title: {own}\nurl: {url}\narchive: {p}\npublished: 2031-04-{day:02}\nrights: full\n\
             copy_of: h{n}-a\n"
        ),
        format!("{one} is what the copy says."),
    );
    put(
        &format!("entities/h{n}-p"),
        format!(
            "name: {own}\ntype: person\naliases:\n  - {p}\nrole: {p}\nsame_as:\n  - {p}\n  - {url}\n"
        ),
        format!(
            "[press]({one}) [press](<{one}>) [press](x \"{one}\") [{one}](x) ![{one}]({one}) <{one}> \
             [a][r]\n\n[r]: <{one}> \"{one}\""
        ),
    );
    put(
        &format!("entities/h{n}-l"),
        format!("name: {}\ntype: place\n", yaml(&format!("Port {payload}"))),
        format!("| {one} | a |\n|---|---|\n| b | {one} |\n\n- {one}\n- > {one}\n"),
    );
    put(
        &format!("events/h{n}-e"),
        format!(
            "title: {p}\ndate: 2031-03-{day:02}\ndate_note: {p}\nplace: h{n}-l\nparticipants: [h{n}-p]\n\
             sources:\n  - article: h{n}-a\n    quote: {p}\n"
        ),
        format!(
            "## {one} {{#main}}\n\n### {one} {{#{one}}}\n\ntext `{one}`\n\n~~~{one}\n{one}\n~~~"
        ),
    );
    put(
        &format!("claims/h{n}-c"),
        format!(
            "question: {p}\nevent: h{n}-e\nattribute: {p}\npositions:\n  - value: {p}\n    \
             article: h{n}-a\n    quote: {p}\n    unnamed: {p}\n  - value: {own}\n    article: h{n}-b\n    \
             quote: {p}\nverdict: contradict\nsettles: {p}\n"
        ),
        format!("One.[^a] [[h{n}-p|{one}]] [[quote:h{n}-a|{one}]] [[!{one}]]\n\n[^a]: {one}"),
    );
    put(
        &format!("faq/h{n}-q"),
        format!(
            "question: {p}\nclaims: [h{n}-c]\nsources:\n  - article: h{n}-a\n    quote: {p}\n\
             settles: {p}\n"
        ),
        payload.to_owned(),
    );
    put(
        &format!("changes/h{n}-x"),
        format!(
            "kind: correction\nat: 2031-05-{day:02}\nabout: h{n}-e\nwas: {p}\nnow: {own}\nwhy: {p}\n"
        ),
        format!("*{payload}*"),
    );
    put(
        &format!("pages/h{n}-m"),
        format!("title: {p}\ndek: {p}\nauthor: {p}\n"),
        format!("<div>\n{payload}\n</div>\n\n{payload}\n\n<!-- {payload} -->\n\nEnd."),
    );
}

/// Writes a site in which every file has a fault whose message tells the payload.
pub(super) fn broken(payloads: &[String]) -> tempfile::TempDir {
    let here = folder();
    write(here.path(), "site.toml", "title = \"Faults\"\n");
    write(here.path(), "content/index.md", "---\ntitle: Faults\n---\n\nA site of faults.\n");
    for (n, payload) in payloads.iter().enumerate() {
        let (p, one) = (yaml(payload), line(payload));
        let meta = match n % 3 {
            0 => format!("name: Faulty {n}\ntype: {p}\n"),
            1 => format!("name: Faulty {n}\ntype: person\n{p}: x\n"),
            _ => format!("name: {one}\n\ttype: person\n"),
        };
        write(here.path(), &format!("content/entities/h{n}.md"), format!("---\n{meta}---\n"));
    }
    here
}

/// Puts raw sources for `payload` into a site: a page, a text, Markdown and a feed, each with it in
/// what is read of them: as it is, and written with the escapes of its format.
pub(super) fn sources(site: &Path, n: usize, payload: &str) {
    let (escaped, one) = (html_escaped(payload), line(payload));
    let json = serde_json::json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": payload,
        "author": { "@type": "Person", "name": payload }, "url": payload,
        "publisher": { "@type": "Organization", "name": payload }, "description": payload,
    });
    let json = json.to_string().replace('<', "\\u003c");
    let page = |inside: &str| {
        format!(
            "<!doctype html><html lang=en><head><title>{inside}</title>\
             <meta property=og:title content=\"{inside}\"><meta name=author content=\"{inside}\">\
             <meta property=og:site_name content=\"{inside}\"><link rel=canonical href=\"{inside}\">\
             <meta name=description content=\"{inside}\">\
             <script type=application/ld+json>{json}</script></head><body><article>\
             <h1>{inside}</h1><p class=byline>By {inside}</p>\
             <p>The harbour of Tarn was shut on 3 March 2031, said Ana Moor, the mayor. {inside}</p>\
             <p>“{inside} is all we know,” Moor said on Tuesday. About 1,{n:03} people went home.</p>\
             <h2>{inside}</h2><ul><li>{inside}<li>Jon Brask of the port has seen it.</ul>\
             <blockquote>{inside}</blockquote><figure><img src=\"{inside}\" alt=\"{inside}\">\
             <figcaption>{inside}</figcaption></figure><p><a href=\"{inside}\">{inside}</a>\
             </article></body></html>"
        )
    };
    let put = |name: String, text: String| write(site, &format!("content/sources/{name}"), text);
    put(format!("{n}-raw.html"), page(payload));
    put(format!("{n}-escaped.html"), page(&escaped));
    put(
        format!("{n}-text.txt"),
        format!(
            "{one}\n\nBy {one}\n\n{payload}\n\nThe ferry to Tarn sails again, said Jon Brask. {one}\n\n\
             “{one},” said Ana Moor, the mayor of Tarn, on 4 March 2031.\n\nWhy? {one}\n"
        ),
    );
    put(
        format!("{n}-notes.md"),
        format!(
            "---\ntitle: {}\nauthor: {}\n---\n\n# {one}\n\n{payload}\n\nThe mayor, Ana Moor, said \
             “{one}” in Tarn.\n\n[{one}]({one})\n",
            yaml(payload),
            yaml(payload)
        ),
    );
    put(
        format!("{n}-feed.xml"),
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{escaped}</title>\
             <link>https://x.example/</link><item><guid>{n}-{escaped}</guid><title>{escaped}</title>\
             <link>{escaped}</link><author>{escaped}</author><pubDate>Tue, 04 Mar 2031 10:00:00 GMT\
             </pubDate><description>{}</description></item></channel></rss>",
            html_escaped(&format!("<p>The pier of Tarn is open, said Ana Moor. {payload}</p>"))
        ),
    );
    let named: String =
        one.chars().filter(|c| !"<>:\"|?*/\\".contains(*c) && !c.is_control()).collect();
    let named: String = named.trim().trim_end_matches('.').chars().take(60).collect();
    put(
        format!("{n} {named}.txt"),
        format!("Named {n}\n\nAna Moor of Tarn said it was hour {n}.\n"),
    );
}

fn html_escaped(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
