//! The 652 examples of the `CommonMark` specification, each as a page of a site that is built: the body of
//! the page is compared with the example's HTML as trees. What our pages do otherwise on purpose is done
//! to the example's tree first; what then still differs stands in [`OTHERWISE`] with the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use backstory::path::UrlPath;
use backstory::path::web::{encoded, is_external, is_own, is_safe_url};

use super::package;
use crate::program::{code, err, folder, read, run, write};
use crate::properties::dom::{Child, Element, Page};

/// Examples that our dialect reads in another way.
const OTHERWISE: &[(usize, &str)] = &[
    (548, "`[[foo]]` is a link to a thing of the site, written by its id"),
    (590, "`[[foo]]` is a link to a thing of the site, written by its id"),
];

/// An example: Markdown, and what it is in HTML.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// The examples of the specification's text (`spec.txt`, tabs written as arrows).
fn examples() -> Vec<Example> {
    let text = read(&package("commonmark-spec").join("spec.txt"));
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, behind)) = rest.split_once(&format!("\n{fence} example\n")) {
        let (example, after) = behind.split_once(&format!("\n{fence}\n")).expect("an end");
        // An example without output ends right behind its dot.
        let example = format!("\n{example}\n");
        let (markdown, html) = example.split_once("\n.\n").expect("a dot");
        let tabs = |text: &str| text.replace('→', "\t");
        let markdown = tabs(markdown.strip_prefix('\n').unwrap_or(markdown)) + "\n";
        found.push(Example { number: found.len() + 1, markdown, html: tabs(html) });
        rest = after;
    }
    found
}

/// How strictly two trees are compared.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// As the page should have it.
    Exact,
    /// Where raw HTML of the example is text on our page: the text read as HTML again.
    Raw,
}

const BLOCKS: &[&str] = &[
    "p",
    "li",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "h",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
];

/// A tree as one text. Of an example, what our pages do otherwise is done to it here.
struct Form {
    mode: Mode,
    /// Whether the tree is an example's.
    example: bool,
    /// Levels of the headings that are open, as the renderer counts them.
    levels: Vec<u8>,
    /// Rules of ours that were used.
    rules: Vec<&'static str>,
    out: String,
}

impl Form {
    fn of(element: Element<'_>, mode: Mode, example: bool) -> (String, Vec<&'static str>) {
        let mut form =
            Self { mode, example, levels: Vec::new(), rules: Vec::new(), out: String::new() };
        form.inside(element, false);
        (form.out.trim().to_owned(), form.rules)
    }

    fn inside(&mut self, element: Element<'_>, verbatim: bool) {
        for child in element.children() {
            match child {
                Child::Text(text) if verbatim => self.out.push_str(text),
                Child::Text(text) => self.words(text),
                Child::Element(element) => self.element(element, verbatim),
            }
        }
    }

    /// Text with white space folded; spaces beside blocks do not count.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if !matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                self.out.push(c);
            } else if self.mode == Mode::Exact && !self.out.ends_with([' ', '\u{1}']) {
                self.out.push(' ');
            }
        }
    }

    /// Begins or ends a block: no space beside it counts.
    fn edge(&mut self) {
        while self.out.ends_with(' ') {
            self.out.pop();
        }
    }

    fn rule(&mut self, rule: &'static str) {
        if self.example {
            self.rules.push(rule);
        }
    }

    fn element(&mut self, element: Element<'_>, verbatim: bool) {
        let name = self.name(element);
        let address = |name: &str| {
            let written = element.attribute(name)?;
            Some(if self.example { own(written) } else { written.to_owned() })
        };
        let mut attributes: BTreeMap<&str, String> = BTreeMap::new();
        match name.as_str() {
            "a" => {
                let url = element.attribute("href").unwrap_or_default();
                if self.example && !is_safe_url(url) {
                    self.rule("an address that could run something is left out");
                    return self.inside(element, verbatim);
                }
                attributes.extend(address("href").map(|url| ("href", url)));
                attributes
                    .extend(element.attribute("title").map(|title| ("title", title.to_owned())));
            }
            "img" => return self.picture(element),
            "ol" => attributes.extend(
                element
                    .attribute("start")
                    .filter(|first| *first != "1")
                    .map(|n| ("start", n.to_owned())),
            ),
            "code" => {
                let class =
                    element.attribute("class").and_then(|class| class.strip_prefix("language-"));
                let language = class.or(element.attribute("data-language"));
                attributes.extend(language.map(|language| ("language", language.to_owned())));
            }
            "p" | "pre" | "li" | "ul" | "blockquote" | "hr" | "br" | "em" | "strong" | "h" => {}
            _ if self.mode == Mode::Raw => attributes.extend(
                element.attributes().iter().map(|(key, value)| (key.as_str(), value.clone())),
            ),
            _ => {}
        }
        let block = BLOCKS.contains(&name.as_str());
        if block {
            self.edge();
        }
        let _ = write!(self.out, "<{name}{attributes:?}>");
        if block {
            self.out.push('\u{1}');
        }
        self.inside(element, verbatim || name == "pre");
        if block && !verbatim && name != "pre" {
            self.edge();
        }
        let _ = write!(self.out, "</{name}>");
        if block {
            self.out.push('\u{1}');
        }
    }

    /// Headings begin at the level that the page leaves to them, and never jump.
    fn name(&mut self, element: Element<'_>) -> String {
        let name = element.name();
        let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        let Some(level) = level.filter(|level| (1..=6).contains(level)) else {
            return name.to_owned();
        };
        if self.mode == Mode::Raw {
            return "h".to_owned();
        }
        if !self.example {
            return name.to_owned();
        }
        self.rule("headings begin at level 2 and never jump");
        while self.levels.last().is_some_and(|open| *open >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        format!("h{}", (self.levels.len() + 1).min(6))
    }

    /// Pictures of other sites are links; titles of pictures are not kept.
    fn picture(&mut self, element: Element<'_>) {
        let url = element.attribute("src").unwrap_or_default();
        let alt = element.attribute("alt").unwrap_or_default();
        if self.example && is_external(url) {
            self.rule("a picture of another site is a link");
            let href = BTreeMap::from([("href", own(url))]);
            let _ = write!(self.out, "<a{href:?}>{alt}</a>");
        } else if self.example && !is_own(url) {
            self.rule("an address that could run something is left out");
            self.words(alt);
        } else {
            let url = if self.example { own(url) } else { url.to_owned() };
            let _ = write!(self.out, "<img {url:?} {alt:?}>");
        }
    }
}

/// An address of an example as a page in a folder of its own writes it: what lies below the site's base
/// is relative.
fn own(url: &str) -> String {
    let plain = decoded(url);
    let below = below_base(&plain);
    if below == plain { url.to_owned() } else { encoded(&below).into_owned() }
}

/// An address without percent signs.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = std::str::from_utf8(behind.get(..2).unwrap_or_default()).ok();
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let (byte, behind) = match byte.filter(|_| *first == b'%' && behind.len() > 1) {
            Some(byte) => (byte, &behind[2..]),
            None => (*first, behind),
        };
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn below_base(url: &str) -> String {
    let (path, fragment) = url.split_once('#').map_or((url, None), |(path, id)| (path, Some(id)));
    match UrlPath::parse(path) {
        Ok(route) if url.starts_with('/') => {
            let fragment = fragment.map_or(String::new(), |id| format!("#{id}"));
            format!("../{}{fragment}", route.output())
        }
        _ => url.to_owned(),
    }
}

/// The tree's text again, with what was escaped on the page as it was written.
fn unescaped(element: Element<'_>) -> String {
    let mut out = String::new();
    for child in element.children() {
        match child {
            Child::Text(text) if element.name() == "code" => {
                out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
            }
            Child::Text(text) => out.push_str(&with_tags(text)),
            Child::Element(element) => {
                let _ = write!(out, "<{}", element.name());
                for (key, value) in element.attributes() {
                    let _ = write!(
                        out,
                        " {key}=\"{}\"",
                        value.replace('&', "&amp;").replace('"', "&quot;")
                    );
                }
                out.push('>');
                out.push_str(&unescaped(element));
                if !["br", "hr", "img"].contains(&element.name()) {
                    let _ = write!(out, "</{}>", element.name());
                }
            }
        }
    }
    out
}

/// Words with the tags among them as tags (`CommonMark`, section 6.6): every other `<` is a word.
fn with_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        let name = behind.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
        let closes = |c: char| matches!(c, '>' | '/' | ' ' | '\n' | '\t');
        let tag =
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && name[end..].starts_with(closes);
        out.push_str(before);
        out.push_str(if tag || behind.starts_with(['!', '?']) { "<" } else { "&lt;" });
        rest = behind;
    }
    out + rest
}

fn body(page: &Page) -> Element<'_> {
    page.first("body").expect("a body")
}

#[test]
#[ignore = "needs the specification: tests/standards/run"]
fn every_example_of_the_specification_is_read_as_it_says() {
    let examples = examples();
    assert!(examples.len() >= 652, "{} examples", examples.len());
    let here = folder();
    write(
        here.path(),
        "site.toml",
        "title = \"Examples\"\n[build]\nsearch = false\nexports = []\nsocial_cards = 0\n",
    );
    write(here.path(), "content/index.md", "---\ntitle: Examples\n---\n\nNone.\n");
    for example in &examples {
        let file = format!("content/pages/example-{}.md", example.number);
        write(here.path(), &file, format!("---\ntitle: E\n---\n{}", example.markdown));
    }
    let built = run(here.path(), &["build", "-q"]);
    assert!(matches!(code(&built), Some(0 | 1)), "{}", err(&built));
    let (mut exact, mut raw, mut by_rule, mut wrong) = (0, 0, BTreeMap::new(), Vec::new());
    for example in &examples {
        let built = here.path().join(format!("public/example-{}/index.html", example.number));
        let page = Page::parse(&read(&built), true);
        let shown =
            page.elements().find(|one| one.attribute("class") == Some("prose")).expect("a body");
        let expected = Page::parse(&example.html, true);
        let (ours, _) = Form::of(shown, Mode::Exact, false);
        let (theirs, rules) = Form::of(body(&expected), Mode::Exact, true);
        let again = Page::parse(&unescaped(shown), true);
        let is_raw = || {
            Form::of(body(&again), Mode::Raw, true).0
                == Form::of(body(&expected), Mode::Raw, true).0
        };
        if ours == theirs {
            exact += 1;
            for rule in rules {
                *by_rule.entry(rule).or_insert(0) += 1;
            }
        } else if example.html.contains('<') && is_raw() {
            raw += 1;
        } else {
            wrong.push((
                example.number,
                format!(
                    "{}: {:?}\n  ours   {ours}\n  theirs {theirs}",
                    example.number, example.markdown
                ),
            ));
        }
    }
    let found: Vec<usize> = wrong.iter().map(|(number, _)| *number).collect();
    let known: Vec<usize> = OTHERWISE.iter().map(|(number, _)| *number).collect();
    let told: Vec<&String> =
        wrong.iter().filter(|(n, _)| !known.contains(n)).map(|(_, told)| told).collect();
    eprintln!(
        "CommonMark: {} examples, {exact} as they are, {raw} with raw HTML as text, {} read otherwise",
        examples.len(),
        wrong.len()
    );
    for (rule, count) in &by_rule {
        eprintln!("  {count} times: {rule}");
    }
    for (number, reason) in OTHERWISE {
        eprintln!("  example {number}: {reason}");
    }
    assert!(
        told.is_empty(),
        "{} differ:\n{}",
        told.len(),
        told.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("\n")
    );
    assert_eq!(found, known, "what is read otherwise");
}
