//! What in a page could run a script, load something or be taken for a part of ours. Knows what our pages
//! are made of and nothing of payloads.

use std::collections::BTreeMap;

use crate::properties::dom::{Element, Leads, Page, leads};

/// Elements that our pages are made of.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "img",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "q",
    "rect",
    "s",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tspan",
    "ul",
];

/// Attributes that our pages have, besides `data-…` and `aria-…`.
const ATTRIBUTES: &[&str] = &[
    "action",
    "alt",
    "autocomplete",
    "charset",
    "checked",
    "class",
    "colspan",
    "content",
    "cx",
    "cy",
    "d",
    "datetime",
    "defer",
    "dir",
    "enterkeyhint",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "integrity",
    "lang",
    "loading",
    "name",
    "open",
    "placeholder",
    "popover",
    "popovertarget",
    "property",
    "r",
    "rel",
    "role",
    "rx",
    "scope",
    "src",
    "start",
    "stroke-width",
    "tabindex",
    "text-anchor",
    "title",
    "transform",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Values of `name` that our pages have. A name can hide what a script looks for in a document.
const NAMES: &[&str] =
    &["q", "theme", "who", "grain", "viewport", "description", "robots", "twitter:card"];

/// The policy of every page: without it the second wall is missing.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// All that is wrong with a page of ours: it could run a script that is not ours, load something from
/// elsewhere, hide or imitate a part of the page.
pub(super) fn faults(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    // Without `noscript` the tree is the same with scripts and without.
    let ways: &[bool] = if html.contains("<noscript") { &[true, false] } else { &[true] };
    for scripts in ways.iter().copied() {
        let page = Page::parse(html, scripts);
        page.elements().for_each(|element| judge(element, &mut found));
        ids(&page, &mut found);
        let policy = |element: &Element<'_>| {
            element.attribute("http-equiv").is_some_and(|kind| kind == "Content-Security-Policy")
                && element.attribute("content") == Some(POLICY)
        };
        if page.elements().filter(policy).count() != 1 {
            found.push("not one policy for what may run".to_owned());
        }
    }
    found
}

/// What could run or load in HTML that is not a page of ours: a body in Markdown as another program
/// shows it, the text of a feed. Pictures and links of the web are as they should be there.
pub(super) fn live(html: &str) -> Vec<String> {
    const DEAD: &[&str] = &["a", "img", "input", "html", "head", "body"];
    let mut found = Vec::new();
    for element in Page::parse(html, true).elements() {
        let name = element.name();
        if !element.is_html() || !DEAD.contains(&name) && !ELEMENTS.contains(&name) && name != "sup"
        {
            found.push(format!("<{name}>"));
        }
        if matches!(name, "script" | "link" | "meta" | "form" | "title") {
            found.push(format!("<{name}>"));
        }
        for (key, value) in element.attributes() {
            match (key.as_str(), leads(value)) {
                ("href" | "src", Leads::Scheme(scheme))
                    if !matches!(scheme.as_str(), "http" | "https" | "mailto") =>
                {
                    found.push(format!("{key}={value:?}"));
                }
                (
                    "href" | "src" | "alt" | "title" | "class" | "id" | "type" | "disabled"
                    | "checked" | "start" | "align",
                    _,
                ) => {}
                _ => found.push(format!("{key}={value:?} of <{name}>")),
            }
        }
    }
    found
}

fn judge(element: Element<'_>, found: &mut Vec<String>) {
    let name = element.name();
    if !ELEMENTS.contains(&name) {
        found.push(format!("<{name}>"));
    }
    let drawing = ["svg", "g", "path", "circle", "line", "rect", "text", "tspan"].contains(&name);
    if !element.is_html() && !drawing && !["a", "title"].contains(&name) {
        found.push(format!("<{name}> of another language"));
    }
    for (key, value) in element.attributes() {
        let known = ATTRIBUTES.contains(&key.as_str())
            || key.starts_with("aria-")
            || key.starts_with("data-");
        if !known || key == "data-backstory" {
            found.push(format!("{key}={value:?} of <{name}>"));
        }
        if key == "name" && !NAMES.contains(&value.as_str()) {
            found.push(format!("the name {value:?} of <{name}>"));
        }
    }
    match name {
        "script" => judge_script(element, found),
        "meta" => judge_meta(element, found),
        "link" => judge_link(element, found),
        _ => {}
    }
    for key in ["href", "src", "action"] {
        let Some(url) = element.attribute(key) else { continue };
        let fits = match (name, key, leads(url)) {
            (_, _, Leads::Inside) | ("link", "href", _) => true,
            ("a", "href", Leads::Scheme(scheme)) => {
                matches!(scheme.as_str(), "http" | "https" | "mailto")
            }
            _ => false,
        };
        if !fits {
            found.push(format!("{key}={url:?} of <{name}>"));
        }
    }
    if name == "form"
        && !element.attribute("action").is_some_and(|to| to.ends_with("search/index.html"))
    {
        found.push("a form that is not the search".to_owned());
    }
}

/// Ours are files of the site, and data that is JSON and cannot be left.
fn judge_script(element: Element<'_>, found: &mut Vec<String>) {
    let text = element.text();
    match (element.attribute("src"), element.attribute("type")) {
        (Some(src), None) if src.contains("assets/") && text.is_empty() => {}
        (None, Some("application/ld+json")) => {
            if let Err(error) = serde_json::from_str::<serde_json::Value>(&text) {
                found.push(format!("data that is not JSON: {error}"));
            }
            if text.contains('<') {
                found.push("data with a `<`".to_owned());
            }
        }
        _ => found.push(format!("a script: {:?} {text:?}", element.attributes())),
    }
}

fn judge_meta(element: Element<'_>, found: &mut Vec<String>) {
    let content = element.attribute("content").unwrap_or_default();
    match element.attribute("http-equiv") {
        None | Some("Content-Security-Policy") => {}
        Some("refresh") => {
            let to = content.split_once("url=").map(|(_, to)| to.trim_matches('\''));
            if to.is_none_or(|to| leads(to) != Leads::Inside) {
                found.push(format!("a page that leads to {content:?}"));
            }
        }
        Some(other) => found.push(format!("<meta http-equiv={other:?}>")),
    }
}

fn judge_link(element: Element<'_>, found: &mut Vec<String>) {
    let href = element.attribute("href").unwrap_or_default();
    let fits = match element.attribute("rel") {
        Some("icon") => href == "data:,",
        Some("stylesheet") => leads(href) == Leads::Inside && href.contains("assets/"),
        Some("alternate" | "prev" | "next") => leads(href) == Leads::Inside,
        Some("canonical") => href.starts_with("https://story.example/"),
        _ => false,
    };
    if !fits {
        found.push(format!("<link {:?}>", element.attributes()));
    }
}

/// Ids stand once: a second one could stand for a part of the page.
fn ids(page: &Page, found: &mut Vec<String>) {
    let mut seen: BTreeMap<&str, Element<'_>> = BTreeMap::new();
    for element in page.elements() {
        let Some(id) = element.attribute("id") else { continue };
        if let Some(first) = seen.insert(id, element) {
            found.push(format!("id {id:?} of <{}> and of <{}>", first.name(), element.name()));
        }
        if id.is_empty() || id.contains(char::is_whitespace) {
            found.push(format!("id {id:?} of <{}>", element.name()));
        }
    }
}

#[test]
fn what_could_run_is_found() {
    for html in [
        "<script>alert(7)</script>",
        "<img src=x onerror=alert(7)>",
        "<a href=' java\nscript:alert(7)'>a</a>",
        "<a href=&#106;avascript:alert(7)>a</a>",
        "<noscript><p title='</noscript><img src=x onerror=alert(7)>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(7)&gt;\">",
        "<template><script>alert(7)</script></template>",
        "<svg><a xlink:href=javascript:alert(7)>a</a></svg>",
        "<base href=x>",
        "<iframe srcdoc=x></iframe>",
        "<img src=/\\evil.example/x>",
        "<form action=x></form>",
        "<p id=a></p><p id=a></p>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<p style=x>",
        "<img name=body>",
    ] {
        let about_policy = |fault: &String| fault.contains("policy");
        assert!(faults(html).iter().any(|fault| !about_policy(fault)), "{html}");
    }
    let page = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><p class=a>&lt;script> \
         <a href=../x>b</a>"
    );
    assert_eq!(faults(&page), Vec::<String>::new());
    assert_eq!(leads("\u{1} JAVA\tSCRIPT:x"), Leads::Scheme("javascript".to_owned()));
    assert_eq!((leads("/\\x"), leads("a/b:c")), (Leads::Elsewhere, Leads::Inside));
}
