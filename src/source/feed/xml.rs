//! RSS 0.9 to 2.0, RDF site summary 1.0 and Atom 1.0 (RFC 4287), read as leniently as feeds are
//! written: what is broken ends the feed there.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::{Entry, Feed};

/// Whether a text is such a feed: its first element is `rss`, `feed` or `rdf:RDF`.
pub(super) fn is_feed(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // The declaration, comments, style sheets and a document type may stand before it.
    for _ in 0..16 {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next();
    matches!(name, Some("rss" | "feed" | "atom:feed" | "rdf:RDF" | "RDF"))
}

/// An element being read: its name, where its content begins, and the attributes that matter.
struct Open {
    name: String,
    start: usize,
    link: Option<String>,
    kind: String,
}

/// Reads a feed. The content of every element is taken as it stands in the file, so that unknown
/// markup inside it does no harm.
pub(super) fn feed(text: &str) -> Feed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut entry: Option<(usize, Entry)> = None;
    loop {
        let before = position(&reader);
        let Ok(event) = reader.read_event() else { break };
        match event {
            Event::Start(start) => {
                let open = open(&start, position(&reader));
                if stack.is_empty() {
                    feed.language = attribute(&start, "xml:lang").unwrap_or_default();
                }
                if entry.is_none() && matches!(open.name.as_str(), "item" | "entry") {
                    let id = attribute(&start, "rdf:about").unwrap_or_default();
                    entry = Some((stack.len(), Entry { id, ..Entry::default() }));
                }
                stack.push(open);
            }
            Event::Empty(start) => {
                let open = open(&start, position(&reader));
                match &mut entry {
                    Some((depth, entry)) if stack.len() == *depth + 1 => take(entry, &open, ""),
                    None => of_feed(&mut feed, &open, "", stack.len()),
                    Some(_) => {}
                }
            }
            Event::End(end) => {
                // Markup that was left open inside ends with what is around it.
                let name = local_name(&end.name());
                let Some(at) = stack.iter().rposition(|open| open.name == name) else { continue };
                let Some(open) = stack.drain(at..).next() else { continue };
                let content = text.get(open.start..before).unwrap_or_default();
                match &mut entry {
                    Some((depth, _)) if at <= *depth => {
                        feed.entries.extend(entry.take().map(|(_, entry)| entry));
                    }
                    Some((depth, entry)) if at == *depth + 1 => take(entry, &open, content),
                    None => of_feed(&mut feed, &open, content, at),
                    Some(_) => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    feed
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The name without the prefix some feeds give to all elements of Atom. A `link` of Atom inside RSS
/// keeps it: it is the feed's own.
fn local_name(name: &QName<'_>) -> String {
    let name = String::from_utf8_lossy(name.as_ref()).into_owned();
    match name.strip_prefix("atom:") {
        Some(bare) if bare != "link" => bare.to_owned(),
        _ => name,
    }
}

fn open(start: &BytesStart<'_>, at: usize) -> Open {
    let usable = matches!(attribute(start, "rel").as_deref(), None | Some("alternate"));
    let link = attribute(start, "href").filter(|_| usable);
    let kind = attribute(start, "type").unwrap_or_default();
    Open { name: local_name(&start.name()), start: at, link, kind }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = start.attributes();
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|attribute| attribute.key.as_ref() == name.as_bytes())?;
    Some(unescaped(&String::from_utf8_lossy(&found.value)))
}

/// Notes what an element directly below the item says.
fn take(entry: &mut Entry, open: &Open, content: &str) {
    let value = || {
        if open.kind == "xhtml" { content.to_owned() } else { unescaped(content) }
    };
    let place = match open.name.as_str() {
        "guid" | "id" => return value().trim().clone_into(&mut entry.id),
        "title" => &mut entry.title,
        "link" if content.is_empty() => {
            if entry.link.is_empty() {
                entry.link = open.link.clone().unwrap_or_default();
            }
            return;
        }
        "link" => &mut entry.link,
        "pubDate" | "published" | "dc:date" | "issued" => &mut entry.published,
        "updated" | "modified" | "dcterms:modified" => &mut entry.updated,
        "content:encoded" | "content" => &mut entry.content,
        "description" | "summary" => &mut entry.summary,
        "author" | "dc:creator" => {
            let inner = element(content, "name").unwrap_or(content);
            let name = unescaped(inner).trim().to_owned();
            if !name.is_empty() && !entry.authors.contains(&name) {
                entry.authors.push(name);
            }
            return;
        }
        _ => return,
    };
    // Of several, the longest: some feeds repeat an element empty.
    let value = value();
    if value.trim().len() > place.len() {
        value.trim().clone_into(place);
    }
}

/// Notes what an element of the feed itself says; `depth` is the number of elements around it.
fn of_feed(feed: &mut Feed, open: &Open, content: &str, depth: usize) {
    let place = match open.name.as_str() {
        "title" => &mut feed.title,
        "link" => &mut feed.link,
        "language" | "dc:language" => &mut feed.language,
        _ => return,
    };
    // Deeper ones belong to the feed's picture or search box.
    if depth <= 2 && place.is_empty() {
        let value = if content.is_empty() { open.link.clone() } else { Some(unescaped(content)) };
        value.unwrap_or_default().trim().clone_into(place);
    }
}

/// The content of the first element of this name inside some markup.
fn element<'a>(markup: &'a str, name: &str) -> Option<&'a str> {
    let start = markup.find(&format!("<{name}>"))? + name.len() + 2;
    let rest = markup.get(start..)?;
    rest.get(..rest.find(&format!("</{name}>"))?)
}

/// The text that markup stands for: CDATA as it is, the entities of XML resolved. Entities of HTML
/// stay, for the HTML they belong to.
fn unescaped(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find("<![CDATA[") {
        resolve(rest.get(..at).unwrap_or_default(), &mut text);
        let inside = rest.get(at + 9..).unwrap_or_default();
        let end = inside.find("]]>").unwrap_or(inside.len());
        text.push_str(inside.get(..end).unwrap_or_default());
        rest = inside.get(end + 3..).unwrap_or_default();
    }
    resolve(rest, &mut text);
    text
}

fn resolve(markup: &str, text: &mut String) {
    /// Longest name of an entity, `#x10FFFF`, and its `;`.
    const LONGEST: usize = 10;
    let mut rest = markup;
    while let Some(at) = rest.find('&') {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let name = end.and_then(|end| rest.get(1..end)).unwrap_or_default();
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(numbered),
        };
        let used = if let (Some(character), Some(end)) = (known, end) {
            text.push(character);
            end + 1
        } else {
            text.push('&');
            1
        };
        rest = rest.get(used..).unwrap_or_default();
    }
    text.push_str(rest);
}

fn numbered(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    char::from_u32(number.ok()?)
}
