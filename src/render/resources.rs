//! What a page makes a browser load, read from its tags. Any text is survived: what is no tag is
//! passed over.

use std::collections::BTreeSet;

use memchr::{memchr, memmem};

/// Files a page loads, images apart, as linked; each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resources<'h> {
    /// Style sheets of the site.
    pub styles: BTreeSet<&'h str>,
    /// Scripts of the site.
    pub scripts: BTreeSet<&'h str>,
    /// Other files of the site, such as fonts and frames.
    pub others: BTreeSet<&'h str>,
    /// Whatever is at other sites, images too.
    pub foreign: BTreeSet<&'h str>,
}

/// What the page `html` loads; addresses below `own` are the site's, and given as their path on its
/// host.
pub(super) fn resources<'h>(html: &'h str, own: Option<&str>) -> Resources<'h> {
    let mut found = Resources::default();
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = rest.get(at + 1..).unwrap_or("");
        let Some(name) = loading(rest.as_bytes()) else {
            if rest.starts_with("!--") {
                let end = memmem::find(rest.as_bytes(), b"-->");
                rest = end.and_then(|end| rest.get(end + 3..)).unwrap_or("");
            }
            continue;
        };
        let tag = Tag::read(rest.get(name.len()..).unwrap_or(""));
        rest = tag.behind;
        found.add(name, &tag, own);
        if name == "script" {
            let end = memmem::find(rest.as_bytes(), b"</script");
            rest = end.and_then(|end| rest.get(end..)).unwrap_or("");
        }
    }
    found
}

/// The element, among those that can load something, whose tag has `text` behind its `<`. Most tags
/// are passed over at their first letter.
fn loading(text: &[u8]) -> Option<&'static str> {
    let names: &[&str] = match text.first()? | 0x20 {
        b'l' => &["link"],
        b's' => &["script", "source"],
        b'i' => &["img", "iframe", "input"],
        b'v' => &["video"],
        b'a' => &["audio"],
        b'e' => &["embed"],
        b't' => &["track"],
        b'o' => &["object"],
        _ => return None,
    };
    names.iter().copied().find(|name| {
        let is =
            text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
        is && !text.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

impl<'h> Resources<'h> {
    fn add(&mut self, name: &str, tag: &Tag<'h>, own: Option<&str>) {
        let is = |known: &str| name == known;
        let rel: Vec<String> =
            tag.rel.unwrap_or("").split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
        let has = |words: &[&str]| rel.iter().any(|word| words.contains(&word.as_str()));
        let image = is("img") || is("source") || is("input") || has(&["icon", "apple-touch-icon"]);
        let loads = ["stylesheet", "preload", "modulepreload", "icon", "manifest", "prefetch"];
        let connects = ["preconnect", "dns-prefetch", "prerender", "apple-touch-icon"];
        let links: Vec<&'h str> = if is("link") {
            let counts = has(&loads) || has(&connects);
            tag.href.into_iter().filter(|_| counts).collect()
        } else {
            let set = tag.srcset.into_iter().flat_map(|set| set.split(','));
            let set = set.filter_map(|part| part.split_ascii_whitespace().next());
            tag.src.into_iter().chain(set).collect()
        };
        for link in links {
            let link = link.trim();
            let link = own.and_then(|own| path_of_own(link, own)).unwrap_or(link);
            let address = link.split(['#', '?']).next().unwrap_or("");
            if is_foreign(link) {
                self.foreign.insert(link);
            } else if address.is_empty() || image || address.starts_with("data:") {
                // No request, or an image.
            } else if has(&["stylesheet"]) {
                self.styles.insert(address);
            } else if is("script") {
                self.scripts.insert(address);
            } else {
                self.others.insert(address);
            }
        }
    }
}

/// The path of an absolute address below the site's base `own`, with a leading `/`.
fn path_of_own<'h>(link: &'h str, own: &str) -> Option<&'h str> {
    let below = link.strip_prefix(own.trim_end_matches('/'))?;
    let host_end = link.find("://")? + 3;
    let path = link.get(host_end + link.get(host_end..)?.find('/')?..)?;
    below.starts_with('/').then_some(path)
}

/// Whether an address has a host of its own.
fn is_foreign(link: &str) -> bool {
    link.starts_with("//") || crate::path::web::is_external(link)
}

/// Addresses at other sites that a style sheet loads from.
pub(super) fn foreign_in_css(css: &str) -> Vec<&str> {
    let after = |word: &'static str| css.split(word).skip(1);
    after("url(")
        .chain(after("@import"))
        .filter_map(|rest| {
            let rest = rest.trim_start_matches(['"', '\'', ' ']);
            rest.split(['"', '\'', ')', ' ', ';']).next()
        })
        .filter(|link| is_foreign(link))
        .collect()
}

/// The attributes of a tag that can name something to load.
#[derive(Debug, Default)]
struct Tag<'h> {
    href: Option<&'h str>,
    src: Option<&'h str>,
    srcset: Option<&'h str>,
    rel: Option<&'h str>,
    /// What follows the tag.
    behind: &'h str,
}

impl<'h> Tag<'h> {
    /// Reads attributes up to the tag's end.
    fn read(text: &'h str) -> Self {
        let mut tag = Self { behind: "", ..Self::default() };
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches([' ', '\n', '\t', '\r', '/', '\x0c']);
            if let Some(behind) = rest.strip_prefix('>') {
                tag.behind = behind;
                return tag;
            }
            let end = rest
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let Some(valued) = after.trim_start().strip_prefix('=') else {
                if after.is_empty() {
                    return tag;
                }
                // An attribute without a value, or a stray sign that is no name.
                rest = if name.is_empty() { after.get(1..).unwrap_or("") } else { after };
                continue;
            };
            let (value, behind) = value(valued.trim_start());
            match name.to_ascii_lowercase().as_str() {
                "href" => tag.href = tag.href.or(Some(value)),
                "src" | "data" => tag.src = tag.src.or(Some(value)),
                "srcset" => tag.srcset = tag.srcset.or(Some(value)),
                "rel" => tag.rel = tag.rel.or(Some(value)),
                _ => {}
            }
            rest = behind;
        }
    }
}

/// An attribute's value at the start of `text`, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_tag_loads_nothing() {
        for html in [
            "<!-- <script src=a.js></script> -->",
            "<script>\"<link rel=stylesheet href=a.css>\"</script>",
            "a < link rel=stylesheet href=x",
            "<link rel=alternate href=https://x.example/f.xml>",
            "<link rel=icon href=\"data:,\">",
            "<script",
            "<script src",
            "<script src=",
            "<link = = '",
            "<",
        ] {
            assert_eq!(resources(html, None), Resources::default(), "{html}");
        }
    }

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let html = "<LINK\nHREF='a.css?v=1' REL=\"preload StyleSheet\" /><script async src=b.js>\
            </script><img src=https://x.example/i.png srcset=\"a.png 1x, //y.example/b.png 2x\">";
        let found = resources(html, None);
        assert!(found.styles.contains("a.css") && found.scripts.contains("b.js"));
        let foreign: Vec<&str> = found.foreign.into_iter().collect();
        assert_eq!(foreign, ["//y.example/b.png", "https://x.example/i.png"]);
    }
}
