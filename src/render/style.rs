//! Style sheets as small as the pages that use them: comments and white space go, and so do the
//! rules that can match nothing on these pages. Knows CSS and markup; knows no site.
//!
//! A rule is dropped only when it is certain to match nothing: an element, class or attribute that
//! every selector of it needs is nowhere on the pages, nor a word of their scripts. What is not
//! understood is kept.

use std::collections::{BTreeMap, BTreeSet};

/// The names that style rules can speak of, as some pages use them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    elements: BTreeSet<String>,
    classes: BTreeSet<String>,
    attributes: BTreeSet<String>,
    /// What values begin with: the attribute, `=`, and the first bytes.
    values: BTreeSet<String>,
    /// Attributes that a script may set.
    scripted: BTreeSet<String>,
    /// Custom properties that markup mentions by itself (`fill="var(--link)"`).
    properties: BTreeSet<String>,
}

impl Names {
    /// Adds the names of a page.
    pub(super) fn add_page(&mut self, html: &str) {
        for piece in html.split('<').skip(1) {
            let end = name_end(piece);
            let Some(name) = piece.get(..end).filter(|name| !name.is_empty()) else { continue };
            if !self.elements.contains(name) {
                self.elements.insert(name.to_ascii_lowercase());
            }
            self.add_attributes(piece.get(end..).unwrap_or(""));
        }
        add_mentioned(html, &mut self.properties);
    }

    /// The attributes of one start tag; `rest` begins behind the element's name.
    fn add_attributes(&mut self, mut rest: &str) {
        loop {
            rest = rest.trim_start();
            let end = name_end(rest);
            let (name, behind) = rest.split_at_checked(end).unwrap_or(("", ""));
            if name.is_empty() {
                return;
            }
            if !self.attributes.contains(name) {
                self.attributes.insert(name.to_owned());
            }
            rest = behind;
            if let Some(value) = behind.strip_prefix("=\"") {
                let (value, behind) = value.split_once('"').unwrap_or((value, ""));
                let known = format!("{name}={}", beginning(value));
                if !self.values.contains(&known) {
                    self.values.insert(known);
                }
                if name == "class" {
                    for class in value.split_ascii_whitespace() {
                        if !self.classes.contains(class) {
                            self.classes.insert(class.to_owned());
                        }
                    }
                }
                rest = behind;
            }
        }
    }

    /// Adds what a script may put on a page: the words of its strings as names, all its words as
    /// attributes, which may also be set as properties.
    pub(super) fn add_script(&mut self, script: &str) {
        for word in words(script) {
            for attribute in [word.to_owned(), format!("data-{word}")] {
                self.attributes.insert(attribute.clone());
                self.scripted.insert(attribute);
            }
        }
        for part in strings(script) {
            for word in words(part) {
                self.elements.insert(word.to_ascii_lowercase());
                self.classes.insert(word.to_owned());
            }
        }
    }

    /// Adds the names of other pages.
    pub(super) fn extend(&mut self, other: Self) {
        self.elements.extend(other.elements);
        self.classes.extend(other.classes);
        self.attributes.extend(other.attributes);
        self.values.extend(other.values);
        self.scripted.extend(other.scripted);
        self.properties.extend(other.properties);
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .filter(|word| !word.is_empty())
}

/// What stands between quotation marks in a script; all of it where the marks are in no pairs.
fn strings(script: &str) -> Vec<&str> {
    let marks = ['"', '\'', '`'];
    if marks.iter().any(|mark| script.matches(*mark).count() % 2 == 1) {
        return vec![script];
    }
    marks.iter().flat_map(|mark| script.split(*mark).skip(1).step_by(2)).collect()
}

/// As much of an attribute's value as is remembered.
fn beginning(value: &str) -> &str {
    let end = value.char_indices().map(|(at, _)| at).find(|at| *at >= 6).unwrap_or(value.len());
    value.get(..end).unwrap_or("")
}

/// Bytes of the name that `text` begins with.
fn name_end(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .unwrap_or(text.len())
}

/// A style sheet, read once and written for many kinds of page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet(Vec<Part>);

/// One piece of a style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Kept as it is: a statement, a rule that is not about elements.
    Verbatim(String),
    /// Rules under a condition or in a layer.
    Group { head: String, parts: Vec<Part> },
    /// Selectors and what they set.
    Rule { selectors: Vec<String>, declarations: Vec<String> },
}

impl Sheet {
    /// Reads a style sheet; what cannot be read is kept word for word.
    pub(super) fn parse(css: &str) -> Self {
        let css = without_white(css);
        Self(parts(&css, 0))
    }

    /// The sheet for pages that use `names`.
    pub(super) fn for_pages(&self, names: &Names) -> String {
        let mut kept = shaken(&self.0, names);
        // A custom property that only a dropped one mentions goes in the next round.
        loop {
            let mut used = names.properties.clone();
            mentioned(&kept, &mut used);
            let before = kept.clone();
            drop_properties(&mut kept, &used);
            if kept == before {
                break;
            }
        }
        let mut out = String::new();
        write(&kept, &mut out);
        short_names(&out, names)
    }
}

/// Groups deeper than this are kept word for word.
const DEEPEST: usize = 16;

/// How conditions and layers begin: what stands in them are rules again.
const GROUPS: [&str; 6] =
    ["@layer", "@media", "@supports", "@container", "@scope", "@starting-style"];

fn parts(css: &str, depth: usize) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = css;
    while !rest.is_empty() {
        let at = outer(rest, |c| matches!(c, '{' | ';')).unwrap_or(rest.len());
        let (head, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !behind.starts_with('{') {
            if !head.is_empty() {
                found.push(Part::Verbatim(format!("{head};")));
            }
            rest = behind.get(1..).unwrap_or("");
            continue;
        }
        let end = block_end(behind);
        let body = behind.get(1..end).unwrap_or("");
        rest = behind.get(end + 1..).unwrap_or("");
        found.push(block(head, body, depth));
    }
    found
}

fn block(head: &str, body: &str, depth: usize) -> Part {
    let is_group = GROUPS.iter().any(|name| head.starts_with(name));
    if is_group && depth < DEEPEST {
        return Part::Group { head: head.to_owned(), parts: parts(body, depth + 1) };
    }
    // Rules inside rules are left alone: their selectors mean nothing without the outer ones.
    if head.starts_with('@') || body.contains('{') {
        return Part::Verbatim(format!("{head}{{{body}}}"));
    }
    let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
    Part::Rule { selectors: owned(split(head, ',')), declarations: owned(split(body, ';')) }
}

/// Comments out, white space only where it means something.
fn without_white(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
            space = true;
        } else if c.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            space = true;
        } else {
            let length = match c {
                '"' | '\'' => string_end(rest),
                // The escaped character may be a blank, which ends the escape.
                '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                _ => c.len_utf8(),
            };
            let binds = matches!(c, '{' | '}' | ';' | ',' | '!' | '>' | ')');
            let bound = out.ends_with(['{', '}', ';', ',', ':', '>', '(']) || out.is_empty();
            if space && !binds && !bound {
                out.push(' ');
            }
            space = false;
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            let (taken, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            out.push_str(taken);
            rest = behind;
        }
    }
    out
}

/// Bytes of the string that `text` begins with, quotes included.
fn string_end(text: &str) -> usize {
    let quote = text.chars().next();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if Some(c) == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// The characters of `text` outside strings and escapes, with their places.
fn bare(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut skip_to = 0;
    text.char_indices().filter(move |(at, c)| {
        if *at < skip_to {
            return false;
        }
        match c {
            '"' | '\'' => skip_to = at + string_end(text.get(*at..).unwrap_or("")),
            '\\' => skip_to = at + 2,
            _ => return true,
        }
        false
    })
}

/// The first character outside strings and brackets that `wanted` accepts.
fn outer(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in bare(text) {
        match c {
            c if depth == 0 && wanted(c) => return Some(at),
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Where the block that `text` begins with ends: its closing brace, or the end of the text.
fn block_end(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in bare(text) {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The pieces between `mark`s outside strings and brackets, without empty ones.
fn split(text: &str, mark: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = outer(rest, |c| c == mark) {
        pieces.push(rest.get(..at).unwrap_or(""));
        rest = rest.get(at + mark.len_utf8()..).unwrap_or("");
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn shaken(all: &[Part], names: &Names) -> Vec<Part> {
    let kept = all.iter().filter_map(|part| match part {
        Part::Verbatim(_) => Some(part.clone()),
        Part::Group { head, parts } => {
            let parts = shaken(parts, names);
            (!parts.is_empty()).then(|| Part::Group { head: head.clone(), parts })
        }
        Part::Rule { selectors, declarations } => {
            let selectors: Vec<String> =
                selectors.iter().filter(|one| can_match(one, names, 0)).cloned().collect();
            (!selectors.is_empty())
                .then(|| Part::Rule { selectors, declarations: declarations.clone() })
        }
    });
    kept.collect()
}

/// Whether `selector` can match something on pages that use `names`.
fn can_match(selector: &str, names: &Names, depth: usize) -> bool {
    let mut rest = selector;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or("");
        let end = name_end_in_selector(behind);
        let name = behind.get(..end).unwrap_or("");
        rest = behind.get(end..).unwrap_or("");
        let possible = match c {
            '\\' => return true,
            '.' => rest.starts_with('\\') || names.classes.contains(name),
            '[' => {
                let close = rest.find(']').unwrap_or(rest.len());
                let condition = rest.get(..close).unwrap_or("");
                rest = rest.get(close + 1..).unwrap_or("");
                names.attributes.contains(name) && has_value(name, condition, names)
            }
            ':' => {
                let (arguments, behind) = in_brackets(rest);
                rest = behind;
                let alternatives = matches!(name, "is" | "where" | "has" | "matches");
                !alternatives
                    || depth > 4
                    || split(arguments, ',').iter().any(|one| can_match(one, names, depth + 1))
            }
            '#' => true,
            c if c.is_ascii_alphabetic() => {
                let length = selector.len() - behind.len() - c.len_utf8();
                let name = selector.get(length..length + c.len_utf8() + end).unwrap_or("");
                names.elements.contains(&name.to_ascii_lowercase())
            }
            _ => {
                // A combinator or `*`: what was read behind it is the next name.
                rest = behind;
                true
            }
        };
        if !possible {
            return false;
        }
    }
    true
}

/// Whether some value of the attribute can fulfil a condition like `=month` or `^="http"`.
fn has_value(name: &str, condition: &str, names: &Names) -> bool {
    let (exact, value) = match (condition.strip_prefix('='), condition.strip_prefix("^=")) {
        (Some(value), _) => (true, value),
        (_, Some(value)) => (false, value),
        _ => return true,
    };
    let value = value.trim_matches(['"', '\'']);
    let wanted = format!("{name}={}", beginning(value));
    // A script may set any value.
    names.scripted.contains(name)
        || names.values.contains(&wanted)
        || (!exact
            && names.values.range(wanted.clone()..).next().is_some_and(|v| v.starts_with(&wanted)))
}

fn name_end_in_selector(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len())
}

/// `(a,b)c` → `a,b` and `c`; without a bracket nothing and all.
fn in_brackets(text: &str) -> (&str, &str) {
    if !text.starts_with('(') {
        return ("", text);
    }
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text.get(1..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        }
    }
    (text.get(1..).unwrap_or(""), "")
}

/// Adds the custom properties that the values of `all` mention.
fn mentioned(all: &[Part], used: &mut BTreeSet<String>) {
    for part in all {
        match part {
            Part::Verbatim(text) => add_mentioned(text, used),
            Part::Rule { declarations, .. } => {
                for one in declarations {
                    add_mentioned(one, used);
                }
            }
            Part::Group { parts, .. } => mentioned(parts, used),
        }
    }
}

fn add_mentioned(text: &str, used: &mut BTreeSet<String>) {
    for piece in text.split("var(").skip(1) {
        used.extend(piece.get(..name_end_in_selector(piece)).map(str::to_owned));
    }
}

/// Drops the custom properties that are not `used`, and what is empty then.
fn drop_properties(all: &mut Vec<Part>, used: &BTreeSet<String>) {
    all.retain_mut(|part| match part {
        Part::Verbatim(_) => true,
        Part::Group { parts, .. } => {
            drop_properties(parts, used);
            !parts.is_empty()
        }
        Part::Rule { declarations, .. } => {
            declarations.retain(|one| {
                let name = one.split(':').next().unwrap_or("").trim();
                !name.starts_with("--") || used.contains(name)
            });
            !declarations.is_empty()
        }
    });
}

/// The sheet with short names for the custom properties that only it knows, the most used first.
fn short_names(css: &str, names: &Names) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, _) in css.match_indices("--") {
        let rest = css.get(at..).unwrap_or("");
        let name = rest.get(..name_end_in_selector(rest)).unwrap_or("");
        // `--` in the middle of a name begins none.
        let begins = !css.get(..at).is_some_and(|before| before.ends_with(is_name));
        let own = !names.properties.contains(name) && !names.classes.contains(name);
        if begins && own && name.len() > 2 {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut order: Vec<(&str, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let new: BTreeMap<&str, String> =
        order.iter().enumerate().map(|(at, (name, _))| (*name, short_name(at))).collect();
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("--") {
        let begins = !rest.get(..at).is_some_and(|before| before.ends_with(is_name));
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let end = name_end_in_selector(behind).max(2);
        let (name, behind) = behind.split_at_checked(end).unwrap_or((behind, ""));
        out.push_str(before);
        out.push_str(new.get(name).filter(|_| begins).map_or(name, String::as_str));
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '\\')
}

/// `--a`, `--b` … `--z`, `--za`, `--zb` …
fn short_name(at: usize) -> String {
    let letter = u8::try_from(at % 25).map_or('a', |at| char::from(b'a' + at));
    format!("--{}{letter}", "z".repeat(at / 25))
}

fn write(all: &[Part], out: &mut String) {
    for part in all {
        match part {
            Part::Verbatim(text) => out.push_str(text),
            Part::Group { head, parts } => {
                out.push_str(head);
                out.push('{');
                write(parts, out);
                out.push('}');
            }
            Part::Rule { selectors, declarations } => {
                out.push_str(&selectors.join(","));
                out.push('{');
                out.push_str(&declarations.join(";"));
                out.push('}');
            }
        }
    }
}

/// A script without its indentation and without lines that are comments. One with a string over
/// several lines is left alone, since white space may mean something there.
pub(super) fn lean_script(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with("//")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Names {
        let mut names = Names::default();
        names.add_page(html);
        names
    }

    fn check(css: &str, html: &str, expected: &str) {
        assert_eq!(Sheet::parse(css).for_pages(&names(html)), expected, "{css}");
    }

    #[test]
    fn comments_and_white_space_go_and_meaning_stays() {
        check("/* a */ p , a > b { color : red ; }\n", "<p><a><b>", "p,a>b{color :red}");
        check(
            "p{margin:calc(1px + 2px) -1px!important}",
            "<p>",
            "p{margin:calc(1px + 2px) -1px!important}",
        );
        check("p::after{content:\" ; } /* \"}", "<p>", "p::after{content:\" ; } /* \"}");
        check("a b :is(p, i){top:0}", "<a><b><p>", "a b :is(p,i){top:0}");
        check(
            "@media (min-width: 4rem) and (x) { p { top: 0 } }",
            "<p>",
            "@media (min-width:4rem) and (x){p{top:0}}",
        );
    }

    #[test]
    fn a_rule_stays_when_one_of_its_selectors_can_match() {
        let html = "<ul class=\"a b\" data-p=\"x\"><li>";
        for (selector, stays) in [
            (".a", true),
            (".c", false),
            ("ul.a>li:not(.c)", true),
            ("ol", false),
            ("[data-p=month]", false),
            ("[data-p=\"x\"]", true),
            ("[class^=a]", true),
            ("[class^='b']", false),
            ("[class*=q]", true),
            ("[data-q]", false),
            (":is(.c,.b) li", true),
            (":is(.c,.d) li", false),
            (":root:has(.c)", false),
            ("*::before", true),
            ("li:nth-child(2n + 1)", true),
            ("#any", true),
            (".c\\:b", true),
            (".\\31 0", true),
        ] {
            let css = format!("{selector}{{top:0}}");
            let left = Sheet::parse(&css).for_pages(&names(html));
            assert_eq!(!left.is_empty(), stays, "{selector} → {left}");
        }
        check("ol,.a,.c{top:0}@media print{.c{top:1px}}", html, ".a{top:0}");
    }

    #[test]
    fn custom_properties_go_when_nothing_uses_them() {
        check(
            "a{--x:var(--y);--y:1px;--z:2px}p{top:var(--z)}",
            "<p><a>",
            "a{--a:2px}p{top:var(--a)}",
        );
        check("a{--x:1px}", "<a fill=\"var(--x)\">", "a{--x:1px}");
        check(
            "a{--xx:1px;top:var(--xx)}.b--xx{top:0}",
            "<a class=\"b--xx\">",
            "a{--a:1px;top:var(--a)}.b--xx{top:0}",
        );
    }

    #[test]
    fn what_is_not_about_elements_is_kept() {
        let css = "@layer a,b;@page{margin:1cm}@font-face{font-family:x}@keyframes k{to{top:0}}";
        check(css, "", css);
        check("p{top:0;&:hover{top:1px}}", "", "p{top:0;&:hover{top:1px}}");
    }

    #[test]
    fn words_of_a_script_count_as_names() {
        let mut names = Names::default();
        names.add_script("e.className='late';r.dataset.theme=t");
        let css = ".late{top:0}[data-theme=dark]{top:0}.never{top:0}.dataset{top:0}";
        assert_eq!(Sheet::parse(css).for_pages(&names), ".late{top:0}[data-theme=dark]{top:0}");
    }

    #[test]
    fn a_script_loses_comments_and_indentation_only() {
        assert_eq!(lean_script("// a\n  b(\"//\");\n\n  c // d\n"), "b(\"//\");\nc // d");
        let text = "x(`\n  // kept\n`)";
        assert_eq!(lean_script(text), text);
    }

    #[test]
    fn odd_sheets_neither_panic_nor_lose_what_follows() {
        for odd in [
            "}", "{", "p{", "p{a:\"", "/*", "\\", "p{}}", "@media{", "a[", ":is(", "é{ü:\\",
            "p{top:0",
        ] {
            let _ = Sheet::parse(odd).for_pages(&names("<p class=\"é\" =\"\"><é <p a"));
        }
        let deep = "@media x{".repeat(2000) + "p{top:0}";
        let _ = Sheet::parse(&deep).for_pages(&names("<p>"));
    }
}
