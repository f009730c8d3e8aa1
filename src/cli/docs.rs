//! The documentation, as a site: pages of prose that are compiled in, and reference pages made from
//! the program's own tables when the site is written, so that the two cannot differ.

mod annotate;
mod codes;
mod commands;
mod fields;
mod front_matter;
mod prose;
mod settings;
mod templates;
mod words;

use std::fmt::Write as _;

use backstory::content::format::format_file;
use backstory::content::library::PageMeta;
use backstory::path::ContentPath;

pub(super) use prose::WRITTEN;

use words::escaped;

/// The pages under their headings, in the order in which readers are led through them.
const SECTIONS: &[(&str, &[&str])] = &[
    ("Learn", &["tutorial", "contribute"]),
    (
        "Do",
        &[
            "add-a-source",
            "fix-a-name",
            "merge-two-people",
            "dispute-a-claim",
            "settle-a-conflict",
            "read-a-feed",
            "change-the-look",
            "another-language",
            "publish",
            "work-in-a-repository",
            "set-up-an-editor",
        ],
    ),
    (
        "Look up",
        &[
            "files",
            "writing",
            "front-matter",
            "settings",
            "commands",
            "codes",
            "templates",
            "annotate-format",
        ],
    ),
    (
        "Understand",
        &["claims-and-verdicts", "whose-words", "merging", "determinism", "publishing", "method"],
    ),
];

/// A page below `content/pages/`.
struct Page {
    /// Its id, and so its address.
    id: String,
    /// Its headline.
    title: String,
    /// The sentence below it.
    dek: String,
    /// The whole file.
    text: String,
}

impl Page {
    /// A page made by the program: its head, and a body that is Markdown.
    fn made(id: &str, title: &str, dek: &str, body: &str) -> Self {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let (id, head, lead) = (id.to_owned(), quoted(title), quoted(dek));
        let text = format!("---\ntitle: {head}\ndek: {lead}\n---\n\n{}\n", body.trim());
        let path = ContentPath::parse(&format!("content/pages/{id}.md")).ok();
        let text = path.and_then(|path| format_file(&path, &text)).unwrap_or(text);
        Self { id, title: title.to_owned(), dek: dek.to_owned(), text }
    }

    /// A page that is compiled in; absent when the file has no head.
    fn written(id: &str, text: &str) -> Option<Self> {
        let head = text.strip_prefix("---\n")?.split_once("\n---\n")?.0;
        let meta: PageMeta = serde_yaml::from_str(head).ok()?;
        let dek = meta.dek.unwrap_or_default();
        Some(Self { id: id.to_owned(), title: meta.title, dek, text: text.to_owned() })
    }
}

/// Every file of the documentation: path in the site, and bytes. The same each time.
pub(super) fn files() -> Vec<(String, Vec<u8>)> {
    let pages = pages();
    let mut files = Vec::new();
    for (name, bytes) in WRITTEN {
        if page_id(name).is_some() {
            continue;
        }
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) => filled(text, &pages).into_bytes(),
            Err(_) => bytes.to_vec(),
        };
        files.push(((*name).to_owned(), bytes));
    }
    for page in pages {
        files.push((format!("content/pages/{}.md", page.id), page.text.into_bytes()));
    }
    files
}

/// The id of the page that a file of the template is.
fn page_id(name: &str) -> Option<&str> {
    name.strip_prefix("content/pages/")?.strip_suffix(".md")
}

/// All pages, by id.
fn pages() -> Vec<Page> {
    let written = WRITTEN.iter().filter_map(|(name, bytes)| {
        Page::written(page_id(name)?, std::str::from_utf8(bytes).ok()?)
    });
    let mut pages: Vec<Page> = written.collect();
    pages.push(front_matter::page());
    pages.push(settings::page());
    pages.push(commands::page());
    pages.extend(codes::pages());
    pages.push(templates::page());
    pages.push(annotate::page());
    pages.sort_by(|one, other| one.id.cmp(&other.id));
    pages
}

/// A file of the template with what depends on the pages and on the program put in.
fn filled(text: &str, pages: &[Page]) -> String {
    text.replace("@CONTENTS@", &contents(pages))
        .replace("@NAVIGATION@", &navigation(pages))
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}

/// The list of pages, for the start page.
fn contents(pages: &[Page]) -> String {
    let mut out = String::new();
    for (heading, ids) in SECTIONS {
        let gap = if out.is_empty() { "" } else { "\n" };
        // Writing to a String cannot fail.
        let _ = write!(out, "{gap}## {heading}\n\n");
        for page in listed(ids, pages) {
            let _ = writeln!(out, "- **[[{}]]**. {}", page.id, escaped(&page.dek));
        }
    }
    out.trim_end().to_owned()
}

/// The list of pages, for the column beside every page: HTML in a template.
fn navigation(pages: &[Page]) -> String {
    let mut out = String::new();
    for (heading, ids) in SECTIONS {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "<p class=\"kicker\">{heading}</p>\n<ul role=\"list\">");
        for page in listed(ids, pages) {
            let (id, title) = (&page.id, &page.title);
            let title = title.replace('&', "&amp;").replace('<', "&lt;");
            // The list of codes stays marked on the pages of their families.
            let below = match id.as_str() {
                "codes" => {
                    "{% elif page.route is starting_with(pat=\"/codes-\") %} aria-current=\"true\""
                }
                _ => "",
            };
            let _ = writeln!(
                out,
                "<li><a href=\"{{{{ root }}}}{id}/index.html\"{{% if page.route == \"/{id}/\" %}} \
                 aria-current=\"page\"{below}{{% endif %}}>{title}</a></li>"
            );
        }
        out.push_str("</ul>\n");
    }
    out.trim_end().to_owned()
}

/// The pages of these ids, in this order.
fn listed<'p>(ids: &'p [&'p str], pages: &'p [Page]) -> impl Iterator<Item = &'p Page> {
    ids.iter().filter_map(|id| pages.iter().find(|page| page.id == **id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_is_listed_once_and_every_listed_page_is_there() {
        let pages = pages();
        let there: BTreeSet<&str> = pages.iter().map(|page| page.id.as_str()).collect();
        assert_eq!(there.len(), pages.len(), "an id twice");
        let listed: Vec<&str> = SECTIONS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        let once: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(once.len(), listed.len(), "listed twice");
        // The pages of one family of codes each are reached from that of all codes.
        let below = |id: &&str| id.starts_with("codes-");
        let open: BTreeSet<&str> = there.iter().copied().filter(|id| !below(id)).collect();
        assert_eq!(open, once);
        let all = pages.iter().find(|page| page.id == "codes").expect("the page of codes");
        for id in there.iter().filter(|id| below(id)) {
            assert!(all.text.contains(&format!("[[{id}|")), "{id} is not reached");
        }
        for page in &pages {
            assert!(!page.title.is_empty() && page.dek.ends_with('.'), "{}", page.id);
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in_and_twice_gives_the_same() {
        let first = files();
        assert_eq!(first, files());
        for (name, bytes) in &first {
            let text = String::from_utf8_lossy(bytes);
            for mark in ["@CONTENTS@", "@NAVIGATION@", "@VERSION@"] {
                assert!(!text.contains(mark), "{name}: {mark}");
            }
        }
    }
}
