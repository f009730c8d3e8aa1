//! Names of places inside a site: none of them leaves it, and links between them lead where they say.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use backstory::path::{ContentPath, OutputPath, Slug, UrlPath};
use unicode_normalization::UnicodeNormalization as _;

use super::input::text;

/// Every line is a path, and any two of them may link to each other.
pub fn hold(input: &[u8]) {
    let text = text(input);
    let lines: Vec<&str> = text.split('\n').take(8).collect();
    let mut urls = Vec::new();
    for line in &lines {
        file(line);
        slug(line);
        if let Ok(url) = UrlPath::parse(line) {
            address(&url);
            urls.push(url);
        }
    }
    for from in &urls {
        for to in &urls {
            let link = to.relative_from(from);
            assert_eq!(
                followed(from.as_str(), &link),
                to.output().as_str(),
                "{from} → {to}: {link}"
            );
        }
    }
}

/// A path below a folder, on every system.
fn below(path: &str) {
    let there = Path::new(path);
    assert!(there.components().all(|part| matches!(part, Component::Normal(_))), "{path:?}");
    let parts: Vec<&str> = path.split('/').collect();
    assert_eq!(there.components().count(), parts.len(), "{path:?} has parts that are none");
    for part in parts {
        assert!(!part.contains(['\\', ':', '\0', '\n']), "{path:?}");
        assert!(!part.ends_with(['.', ' ']), "{path:?}");
        let stem = part.split('.').next().unwrap_or_default().trim_end().to_uppercase();
        let devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
        assert!(!devices.contains(&&*stem), "{path:?} is a device of Windows");
        let digit = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
        let is_port = digit.is_some_and(|digit| {
            ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].contains(&digit)
        });
        assert!(!is_port, "{path:?} is a device of Windows");
    }
}

fn file(line: &str) {
    let parsed = OutputPath::parse(line);
    assert_eq!(parsed.is_ok(), ContentPath::parse(line).is_ok(), "{line:?}");
    if let Ok(path) = parsed {
        assert_eq!(path.as_str(), line);
        below(line);
    }
}

fn address(url: &UrlPath) {
    let text = url.as_str();
    assert!(text.starts_with('/') && !text.starts_with("//"), "{text:?} names another host");
    below(url.output().as_str());
    assert!(OutputPath::parse(url.output().as_str()).is_ok(), "{text:?}");
}

fn slug(line: &str) {
    let made = Slug::from_text(line);
    let mut taken = BTreeSet::new();
    let first = Slug::free(line, &mut taken);
    assert_ne!(Slug::free(line, &mut taken), first, "one id for two things");
    for id in made.into_iter().chain(Slug::parse(line)).chain([first]) {
        let text = id.as_str();
        assert_eq!(Slug::parse(text).as_ref(), Ok(&id), "an id that is none");
        assert!(text.nfc().eq(text.chars()), "{text:?} has two spellings");
        assert_eq!(text.to_lowercase(), text, "{text:?} has capitals");
        let page = UrlPath::page("entities", &id);
        assert_eq!(UrlPath::parse(page.as_str()).as_ref(), Ok(&page));
        address(&page);
        below(&format!("content/entities/{text}.md"));
    }
}

/// The file that a link on a page leads to (RFC 3986, section 5.2), of paths without queries.
fn followed(page: &str, link: &str) -> String {
    let folder = page.rfind('/').map_or("/", |at| &page[..=at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop().expect("a link that leaves the site")),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
