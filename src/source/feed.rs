//! News feeds (RSS, Atom, RDF, JSON Feed): a file of several articles. Each item with its full text
//! is a document of its own, known by its permanent id; items that only announce an article are told
//! apart. Knows one file at a time.

mod json;
mod xml;

use std::collections::BTreeMap;

use super::html::{self, read_html};
use super::{Metadata, SourceDocument, dates, metadata, words};
use crate::diagnostic::{Diagnostic, Place};
use crate::tree::sha256;

/// One article of a feed, with what the feed says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What the item is known by wherever it is met again: its permanent id, with the feed's address
    /// before it where the id alone could belong to another feed as well.
    pub name: String,
    /// Title, date, author, outlet, address.
    pub metadata: Metadata,
    /// The full text as HTML.
    pub html: String,
}

impl Item {
    /// Everything that is read of the item, so that two versions of it can be told apart.
    pub fn fingerprint(&self) -> String {
        let Metadata { title, dek, byline, outlet, published, updated, url, language } =
            &self.metadata;
        let dates = [published, updated].map(|date| date.map(|date| date.to_string()));
        let [published, updated] = &dates;
        let stated = [title, dek, byline, outlet, published, updated, url, language];
        let stated = stated.map(|value| value.as_deref().unwrap_or_default());
        format!("{}\0{}", stated.join("\0"), self.html)
    }
}

/// A feed as it is written, before it is decided which items are articles.
#[derive(Debug, Default)]
struct Feed {
    title: String,
    link: String,
    language: String,
    entries: Vec<Entry>,
}

/// One item as it is written; titles and names may hold markup.
#[derive(Debug, Default)]
struct Entry {
    id: String,
    title: String,
    link: String,
    authors: Vec<String>,
    published: String,
    updated: String,
    /// What is declared to be the text.
    content: String,
    /// What is declared to be a summary or description.
    summary: String,
}

/// Fewest words of what a feed declares to be the text of an item.
const SHORTEST_TEXT: usize = 30;

/// Fewest words of a description that is the whole article.
const SHORTEST_DESCRIPTION: usize = 120;

/// Items named one by one in a message.
const NAMED: usize = 5;

/// Longest name of an item in bytes; longer ids are shortened by hash.
const LONGEST_NAME: usize = 240;

/// Code of the diagnostic that some items make no articles.
pub const SUMMARIES: &str = "feed-summaries";

/// Whether a text is a feed, by how it begins.
pub fn is_feed(text: &str) -> bool {
    xml::is_feed(text) || json::is_feed(text)
}

/// The character set that an XML file states of itself in its first line.
pub fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?).into_owned();
    let declared = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let label = declared.split("encoding=").nth(1)?.trim_start_matches(['"', '\'']);
    label.split(['"', '\'']).next().map(str::to_owned)
}

/// The articles of a feed and what is to be said of the rest; nothing when `text` is no feed.
pub fn read_feed(text: &str, file_name: &str) -> Option<(Vec<Item>, Vec<Diagnostic>)> {
    let feed = if json::is_feed(text) {
        json::feed(text)?
    } else if xml::is_feed(text) {
        xml::feed(text)
    } else {
        return None;
    };
    let outlet = outlet(&feed.title);
    let mut names = BTreeMap::new();
    let (mut items, mut short) = (Vec::new(), Vec::new());
    for entry in &feed.entries {
        let Some(html) = full_text(entry) else {
            short.push(entry);
            continue;
        };
        let name = free_name(&feed, entry, &mut names);
        items.extend(name.map(|name| Item {
            name,
            metadata: facts(&feed, entry, outlet.as_deref()),
            html: html.to_owned(),
        }));
    }
    Some((items, problems(&feed, &short, file_name)))
}

/// Reads one item as the page it would be.
pub fn read_item(item: &Item) -> SourceDocument {
    let title = item.metadata.title.as_deref().unwrap_or_default();
    let marked = item.html.contains('<');
    let body = if marked { item.html.clone() } else { paragraphs(&item.html) };
    let heading = escaped(title);
    let page = format!(
        "<!DOCTYPE html><html><head><meta property=\"og:title\" content=\"{heading}\"><title>{heading}</title></head>\
         <body><article><h1>{heading}</h1>\n{body}\n</article></body></html>"
    );
    let mut document = read_html(&page);
    let found = std::mem::take(&mut document.metadata);
    let stated = item.metadata.clone();
    document.metadata = Metadata {
        title: stated.title.or(found.title),
        dek: found.dek,
        byline: stated.byline.or(found.byline),
        language: stated.language.or(found.language),
        ..stated
    };
    document
}

/// The text of an entry when it is the article and not an announcement of it.
fn full_text(entry: &Entry) -> Option<&str> {
    let long = |html: &str, least: usize| {
        let text = html::plain_text(html);
        words::count_to(&text, least) >= least && !is_cut(&text)
    };
    [(&entry.content, SHORTEST_TEXT), (&entry.summary, SHORTEST_DESCRIPTION)]
        .into_iter()
        .find(|(html, least)| long(html, *least))
        .map(|(html, _)| html.as_str())
}

/// Whether a text breaks off with a way to the rest: "[…]", "Continue reading".
fn is_cut(text: &str) -> bool {
    const ENDS: [&str; 9] = [
        "read more",
        "continue reading",
        "read the full story",
        "read the full article",
        "read the rest of this article",
        "read full article",
        "read full story",
        "keep reading",
        "view original",
    ];
    // "The post X appeared first on Y." stands below the text.
    let body = text.rfind("The post ").filter(|at| text.len() - at < 400);
    let body = body.and_then(|at| text.get(..at)).unwrap_or(text).trim_end();
    let bare = body.trim_end_matches([']', ')', '→', '»', ' ', '\u{a0}', '>']);
    let broken = bare.ends_with(['…']) || bare.ends_with("...");
    let mut tail = bare.len().saturating_sub(120);
    while !bare.is_char_boundary(tail) {
        tail += 1;
    }
    let tail = words::folded(bare.get(tail..).unwrap_or_default());
    // "Continue reading Ferries return": the title may follow the call.
    broken
        || ENDS.iter().any(|end| tail.ends_with(end))
        || tail
            .rsplit(['.', '!', '?'])
            .next()
            .is_some_and(|last| ENDS.iter().any(|end| last.trim_start().starts_with(end)))
}

/// What the feed states of one item.
fn facts(feed: &Feed, entry: &Entry, outlet: Option<&str>) -> Metadata {
    let stated = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let date = |text: &str| dates::iso(text).or_else(|| dates::find(text, None));
    let title = plain_line(&entry.title);
    let (headline, site) = metadata::split_title(&title, outlet.as_slice());
    let authors: Vec<String> = entry.authors.iter().filter_map(|name| author(name)).collect();
    let byline = authors.join(", ");
    Metadata {
        title: stated(headline),
        dek: None,
        byline: stated(&byline).filter(|name| Some(name.as_str()) != outlet),
        outlet: outlet.or(site).map(str::to_owned),
        published: date(&entry.published).or_else(|| date(&entry.updated)),
        updated: date(&entry.updated).filter(|_| !entry.published.is_empty()),
        url: stated(&entry.link).filter(|link| link.starts_with("http")),
        language: stated(&feed.language.replace('_', "-")),
    }
}

/// A name as feeds write it: "desk@marsk.example (Marta Quill)", "By Marta Quill".
fn author(written: &str) -> Option<String> {
    let line = plain_line(written);
    let named = line.split_once('(').filter(|(address, _)| address.contains('@'));
    let name = named.map_or(line.as_str(), |(_, name)| name.trim_end_matches(')'));
    let name = metadata::byline(name).map_or(name, |by| by.name).trim();
    (!name.is_empty() && !name.contains('@') && !name.eq_ignore_ascii_case("admin"))
        .then(|| name.to_owned())
}

/// The publisher's name in a feed's title: "World | The Marsk Courier", "Marsk Courier RSS Feed".
fn outlet(title: &str) -> Option<String> {
    let title = plain_line(title);
    let parts: Vec<&str> = [" | ", " - ", " – ", " — ", " » ", " > ", ": ", " :: "]
        .iter()
        .fold(vec![title.as_str()], |parts, mark| {
            parts.into_iter().flat_map(|part| part.split(mark)).collect()
        })
        .into_iter()
        .map(without_feed_words)
        .filter(|part| !part.is_empty() && !metadata::is_section(part))
        .collect();
    let named = parts.iter().find(|part| metadata::is_outlet_shaped(part));
    named.or(parts.first()).map(|part| (*part).to_owned())
}

/// "Marsk Courier RSS Feed" without what only says that it is a feed.
fn without_feed_words(name: &str) -> &str {
    let mut name = name.trim();
    for word in ["feed", "rss", "atom", "all posts", "latest articles", "latest stories"] {
        let cut = name.len().checked_sub(word.len());
        let tail = cut.and_then(|cut| name.get(cut..).map(|tail| (cut, tail)));
        if let Some((cut, _)) = tail.filter(|(_, tail)| tail.eq_ignore_ascii_case(word)) {
            name = name.get(..cut).unwrap_or(name).trim_end();
        }
    }
    name
}

/// The name of an item, not taken by another item of the file: by id, else by address, else by title.
/// An item that stands there twice has one name; `taken` holds the titles by name.
fn free_name(feed: &Feed, entry: &Entry, taken: &mut BTreeMap<String, String>) -> Option<String> {
    let scope = || {
        let host = feed.link.split("://").nth(1).unwrap_or_default();
        let host = host.split('/').next().unwrap_or_default();
        if host.is_empty() { words::folded(&feed.title) } else { host.to_owned() }
    };
    let by_id = |id: &str| match id {
        "" => None,
        id if id.contains(':') => Some(bounded(id)),
        id => Some(bounded(&format!("{}#{id}", scope()))),
    };
    let title = words::folded(&plain_line(&entry.title));
    let by_title = (!title.is_empty()).then(|| bounded(&format!("{}#{title}", scope())));
    let names = [by_id(entry.id.trim()), by_id(entry.link.trim()), by_title];
    for name in names.into_iter().flatten() {
        match taken.get(&name) {
            Some(other) if *other == title => return None,
            Some(_) => {}
            None => {
                taken.insert(name.clone(), title);
                return Some(name);
            }
        }
    }
    None
}

/// A name with single spaces, the middle of an endless one replaced by its hash.
fn bounded(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.len() <= LONGEST_NAME {
        return name;
    }
    let start: String = name.chars().take(LONGEST_NAME / 4).collect();
    format!("{start}#{}", sha256(name.as_bytes()).get(..16).unwrap_or_default())
}

/// What the reader of the feed should know: items that are no articles, and a feed without any.
fn problems(feed: &Feed, short: &[&Entry], file_name: &str) -> Vec<Diagnostic> {
    if feed.entries.is_empty() {
        let problem = Diagnostic::warning("empty-source", "the feed holds no items");
        return vec![
            problem.at(Place::file(file_name)).hint("save the feed again, or delete the file"),
        ];
    }
    if short.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<String> = short
        .iter()
        .take(NAMED)
        .map(|entry| {
            let title = plain_line(&entry.title);
            let title = if title.is_empty() { "an item without a title".to_owned() } else { title };
            let link = entry.link.trim();
            if link.is_empty() { title } else { format!("{title} <{link}>") }
        })
        .collect();
    if short.len() > NAMED {
        named.push(format!("and {} more", short.len() - NAMED));
    }
    let message = format!(
        "{} of {} items are announced without their full text and make no articles: {}",
        short.len(),
        feed.entries.len(),
        named.join("; ")
    );
    let none = short.len() == feed.entries.len();
    let problem = Diagnostic::warning(if none { "no-article-text" } else { SUMMARIES }, message);
    let hint = "save the pages you need and take those in";
    vec![problem.at(Place::file(file_name)).hint(hint)]
}

/// The words of a title or name, which feeds write with or without markup and entities.
fn plain_line(written: &str) -> String {
    html::plain_text(written).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without markup as paragraphs, one a line.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |all, line| format!("{all}<p>{line}</p>\n"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The ferries to the northern islands returned on Monday after a week of storms in the strait, the harbour office said. Nobody was hurt, and two piers were damaged by the waves.";

    fn items(text: &str) -> Vec<Item> {
        read_feed(text, "feed.xml").expect("a feed").0
    }

    fn rss(items: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<rss version=\"2.0\"><channel><title>World &#8211; Marsk Courier RSS Feed</title>\
             <link>https://courier.example/</link><language>en_GB</language>{items}</channel></rss>"
        )
    }

    #[test]
    fn the_forms_of_feeds_are_read() {
        let rss = rss(&format!(
            "<item><title>Ferries &amp;amp; piers</title><guid isPermaLink=\"false\">17</guid><link>https://courier.example/17</link>\
             <dc:creator><![CDATA[Marta Quill]]></dc:creator><pubDate>Wed, 03 Apr 2024 18:22:00 -0400</pubDate>\
             <description>Ferries are back [&amp;#8230;]</description><content:encoded><![CDATA[<p>{BODY}</p><p>The post A appeared first on B.</p>]]></content:encoded></item>"
        ));
        let atom = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\"><title>Marsk Courier: World</title><link rel=\"self\" href=\"https://courier.example/atom\"/>\
             <entry><title type=\"html\">Ferries &amp;amp; piers</title><id>tag:courier.example,2024:17</id><link href=\"https://courier.example/17\"/>\
             <author><name>Marta Quill</name><uri>x</uri></author><published>2024-04-03T18:22:00-04:00</published>\
             <source><title>Another feed</title></source><content type=\"xhtml\"><div><p>{BODY}</p><br></div></content></entry></feed>"
        );
        let json = format!(
            "{{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\", \"title\": \"Marsk Courier\", \"language\": \"en-GB\", \"items\": [{{\"id\": \"17\", \"url\": \"https://courier.example/17\",\
             \"title\": \"Ferries & piers\", \"content_text\": \"{BODY}\", \"date_published\": \"2024-04-03T18:22:00-04:00\", \"author\": {{\"name\": \"Marta Quill\"}}}}]}}"
        );
        for (text, name) in [
            (rss, "courier.example#17"),
            (atom, "tag:courier.example,2024:17"),
            (json, "marsk courier#17"),
        ] {
            let items = items(&text);
            assert_eq!(items.len(), 1, "{text}");
            assert_eq!(items[0].name, name);
            let document = read_item(&items[0]);
            let metadata = &document.metadata;
            assert_eq!(metadata.title.as_deref(), Some("Ferries & piers"));
            assert_eq!(metadata.outlet.as_deref(), Some("Marsk Courier"));
            assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"));
            assert_eq!(metadata.url.as_deref(), Some("https://courier.example/17"));
            assert_eq!(metadata.language.as_deref(), Some("en-GB"));
            let published = metadata.published.map(|date| date.to_string());
            assert_eq!(published.as_deref(), Some("2024-04-03T18:22-04:00"));
            let blocks: Vec<&str> =
                document.blocks.iter().map(|block| block.span.of(&document.text)).collect();
            assert_eq!(blocks, [BODY]);
        }
    }

    #[test]
    fn announcements_are_no_articles_and_are_named() {
        let item = |title: &str, text: &str| {
            format!("<item><title>{title}</title><description>{text}</description></item>")
        };
        let cut = format!(
            "{BODY} {BODY} {BODY} {BODY} {BODY} &lt;a&gt;Continue reading Ferries&lt;/a&gt;"
        );
        let whole = format!("{BODY} {BODY} {BODY} {BODY} {BODY}");
        let text = rss(&[item("One", BODY), item("Two", &cut), item("Three", &whole)].concat());
        let (items, problems) = read_feed(&text, "feed.xml").expect("a feed");
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["courier.example#three"]);
        assert!(
            problems[0].message.starts_with("2 of 3 items")
                && problems[0].message.contains("One; Two")
        );
    }

    #[test]
    fn the_same_id_on_two_articles_is_no_id_and_the_same_item_twice_is_one() {
        let item = |title: &str, link: &str| {
            format!(
                "<item><guid>1</guid><title>{title}</title><link>{link}</link><content:encoded>{BODY}</content:encoded></item>"
            )
        };
        let text = rss(&[
            item("One", "https://courier.example/a"),
            item("Two", "https://courier.example/b"),
            item("One", "https://courier.example/a"),
        ]
        .concat());
        let names: Vec<String> = items(&text).into_iter().map(|item| item.name).collect();
        assert_eq!(names, ["courier.example#1", "https://courier.example/b"]);
    }

    #[test]
    fn broken_feeds_are_read_as_far_as_they_go() {
        let whole = rss(&format!(
            "<item><title>One</title><content:encoded>{BODY}<br></content:encoded></item><item><title>Two"
        ));
        assert_eq!(items(&whole).len(), 1);
        for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
            read_feed(&whole[..at], "feed.xml");
        }
        for text in [
            "",
            "<rss",
            "<rss></item></rss>",
            "<feed><entry/><entry></feed>",
            "{\"version\":\"https://jsonfeed.org/version/1\"}",
        ] {
            assert!(
                read_feed(text, "feed.xml").is_none_or(|(items, _)| items.is_empty()),
                "{text}"
            );
        }
        assert!(read_feed("<html><body>rss</body></html>", "x.xml").is_none());
    }
}
