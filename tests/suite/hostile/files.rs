//! Every kind of file that a build publishes, read as its readers read it: whether what came from
//! content is data in it and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use pulldown_cmark::{Options, Parser, html};
use quick_xml::events::Event;

use super::dom;
use crate::properties::dom::{Leads, leads};

/// What is wrong with the files of a site, each with its name; none should be.
pub(super) fn faults(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in files {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or("");
        let text = || std::str::from_utf8(bytes).expect("UTF-8");
        let of_file = match ending {
            "html" => dom::faults(text()),
            "md" => dom::live(&shown(text())),
            "txt" if name.ends_with("llms.txt") => dom::live(&shown(text())),
            "xml" => xml(text()),
            "json" | "jsonld" => json(text()),
            "ics" => calendar(text()),
            "csv" => table(text()),
            "bib" => bibliography(text()),
            "js" => script(name, text()),
            "css" => style(text()),
            _ => Vec::new(),
        };
        found.extend(of_file.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    found
}

/// Markdown as another program shows it, one that lets HTML through.
pub(super) fn shown(markdown: &str) -> String {
    let mut page = String::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    html::push_html(&mut page, Parser::new_ext(markdown, options));
    page
}

fn json(text: &str) -> Vec<String> {
    serde_json::from_str::<serde_json::Value>(text)
        .err()
        .map(|e| e.to_string())
        .into_iter()
        .collect()
}

/// Feeds and the sitemap: well-formed, of known elements, with harmless links.
fn xml(text: &str) -> Vec<String> {
    const KNOWN: &[&str] = &[
        "feed",
        "id",
        "title",
        "updated",
        "generator",
        "author",
        "name",
        "link",
        "entry",
        "summary",
        "content",
        "published",
        "urlset",
        "url",
        "loc",
        "lastmod",
    ];
    let mut found = Vec::new();
    let odd = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    found.extend(text.chars().find(odd).map(|c| format!("{c:?} is not allowed in XML")));
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                if !KNOWN.contains(&name.as_str()) {
                    found.push(format!("<{name}>"));
                }
                for one in tag.attributes() {
                    let Ok(one) = one else {
                        found.push(format!("an attribute of <{name}> that cannot be read"));
                        continue;
                    };
                    let value = String::from_utf8_lossy(&one.value).into_owned();
                    let harmful = match leads(&value) {
                        Leads::Scheme(scheme) => !["http", "https"].contains(&scheme.as_str()),
                        Leads::Elsewhere => true,
                        Leads::Inside => false,
                    };
                    let key = String::from_utf8_lossy(one.key.as_ref()).into_owned();
                    if key == "href" && harmful || key == "type" && value == "html" {
                        found.push(format!("{key}={value:?} of <{name}>"));
                    }
                }
            }
            Ok(Event::DocType(_) | Event::PI(_) | Event::CData(_) | Event::Comment(_)) => {
                found.push("something that is neither element nor text".to_owned());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                found.push(error.to_string());
                break;
            }
        }
    }
    found
}

/// A calendar: unfolded, each line is one of the properties we write.
fn calendar(text: &str) -> Vec<String> {
    const KNOWN: &[&str] = &[
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "NAME",
        "X-WR-CALNAME",
        "SOURCE",
        "URL",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "STATUS",
        "TRANSP",
        "DESCRIPTION",
        "LAST-MODIFIED",
        "LOCATION",
        "CATEGORIES",
        "RELATED-TO",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "LANGUAGE",
    ];
    let mut found = Vec::new();
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let name = line.split([':', ';']).next().unwrap_or_default();
        let block = name != "BEGIN" && name != "END"
            || line.ends_with("VCALENDAR")
            || line.ends_with("VEVENT");
        if !KNOWN.contains(&name) || !block || line.contains(['\n', '\r']) {
            found.push(format!("{line:?}"));
        }
    }
    found
}

/// A table (RFC 4180): rows of one width, and no cell that a spreadsheet would calculate.
fn table(text: &str) -> Vec<String> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut inside, mut letters) = (false, text.chars().peekable());
    while let Some(c) = letters.next() {
        match c {
            '"' if inside && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => inside = !inside,
            ',' if !inside => row.push(std::mem::take(&mut cell)),
            '\n' if !inside => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !inside => {}
            c => cell.push(c),
        }
    }
    let width = rows.first().map_or(0, Vec::len);
    let mut found = Vec::new();
    for row in &rows {
        if row.len() != width {
            found.push(format!("{} cells instead of {width}", row.len()));
        }
        let formula = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        found.extend(row.iter().filter(formula).map(|cell| format!("a formula: {cell:?}")));
    }
    found
}

/// A bibliography: what is open is closed, and an entry begins only where a line does.
fn bibliography(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut escaped) = (0i64, false);
    for line in text.lines() {
        if depth == 0 && !line.is_empty() && !line.starts_with('@') {
            found.push(format!("between entries: {line:?}"));
        }
        for c in line.chars() {
            match c {
                '\\' if !escaped => {
                    escaped = true;
                    continue;
                }
                '{' if !escaped => depth += 1,
                '}' if !escaped => depth -= 1,
                _ => {}
            }
            escaped = false;
        }
        escaped = false;
        if depth < 0 {
            found.push(format!("closed twice: {line:?}"));
            depth = 0;
        }
    }
    if depth != 0 {
        found.push("an entry is not closed".to_owned());
    }
    found
}

/// The theme's scripts as they are; of the index one call with data.
fn script(name: &str, text: &str) -> Vec<String> {
    if !name.contains("assets/search.") || name.matches('/').count() < 2 {
        return Vec::new();
    }
    let data = text.trim_end().strip_prefix("backstorySearch(").and_then(|t| t.strip_suffix(')'));
    let data = data.or_else(|| {
        text.trim_end().strip_prefix("backstorySearch(").and_then(|t| t.strip_suffix(");"))
    });
    match data {
        Some(data) => json(&format!("[{data}]")),
        None => vec!["more than one call with data".to_owned()],
    }
}

/// Style sheets load nothing and leave no rule open.
fn style(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.contains("@import")
        || text.replace("url(\"data:", "").contains("url(") && text.contains("//evil")
    {
        found.push("it loads something".to_owned());
    }
    if text.matches('{').count() != text.matches('}').count() {
        found.push("a rule is not closed".to_owned());
    }
    if text.contains("evil.example") || text.contains("alert(7)") {
        found.push("it holds content".to_owned());
    }
    found
}
