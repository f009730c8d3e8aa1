//! Style sheets as small as the pages that use them: comments and white space go, and so do the
//! rules that can match nothing on these pages. Knows CSS and markup; knows no site.
//!
//! A rule is dropped only when it is certain to match nothing: an element, class or attribute that
//! every selector of it needs is nowhere on the pages, nor a word of their scripts. What is not
//! understood is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::vocabulary::{Name, Uses, Vocabulary, name_end_in_selector};

/// A style sheet, read once and written for many kinds of page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    parts: Vec<Part>,
    /// Every name that it speaks of.
    pub vocabulary: Vocabulary,
}

/// One piece of a style sheet.
#[derive(Clone, Debug)]
enum Part {
    /// Kept as it is: a statement, a rule that is not about elements.
    Verbatim(String),
    /// Rules under a condition or in a layer.
    Group { head: String, parts: Vec<Part> },
    /// Selectors and what they set.
    Rule { selectors: Vec<Selector>, declarations: Vec<String> },
}

/// One selector, and what a page must have for it to match anything there.
#[derive(Clone, Debug)]
struct Selector {
    text: String,
    needs: Vec<Need>,
}

/// Something that must be on a page.
#[derive(Clone, Debug)]
enum Need {
    /// The name of this number.
    Name(usize),
    /// All needs of one of these.
    Any(Vec<Vec<Need>>),
}

impl Need {
    fn is_met(&self, uses: &Uses) -> bool {
        match self {
            Self::Name(number) => uses.has(*number),
            Self::Any(all) => all.iter().any(|needs| needs.iter().all(|need| need.is_met(uses))),
        }
    }
}

impl Sheet {
    /// Reads a style sheet; what cannot be read is kept word for word.
    pub(super) fn parse(css: &str) -> Self {
        let css = without_white(css);
        let mut vocabulary = Vocabulary::default();
        for (at, _) in css.match_indices("--") {
            let rest = css.get(at..).unwrap_or("");
            let name = rest.get(..name_end_in_selector(rest)).unwrap_or("");
            vocabulary.number(Name::Property(name));
            vocabulary.number(Name::Class(name));
        }
        Self { parts: parts(&css, 0, &mut vocabulary), vocabulary }
    }

    /// The sheet for pages that use `uses`, which were taken with its vocabulary.
    pub(super) fn for_pages(&self, uses: &Uses) -> String {
        let mut kept = shaken(&self.parts, uses);
        // A custom property that only a dropped one mentions goes in the next round.
        loop {
            let mut names = BTreeSet::new();
            mentioned(&kept, &mut names);
            let is_used = |name: &str| names.contains(name) || self.is_on_pages(name, uses);
            if !drop_properties(&mut kept, &is_used) {
                break;
            }
        }
        let mut out = String::new();
        write(&kept, &mut out);
        self.short_names(&out, uses)
    }

    /// Whether the pages mention a custom property themselves.
    fn is_on_pages(&self, property: &str, uses: &Uses) -> bool {
        self.vocabulary.property(property).is_some_and(|number| uses.has(number))
    }

    /// The sheet with short names for the custom properties that only it knows, the most used first.
    fn short_names(&self, css: &str, uses: &Uses) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, _) in css.match_indices("--") {
            let rest = css.get(at..).unwrap_or("");
            let name = rest.get(..name_end_in_selector(rest)).unwrap_or("");
            // `--` in the middle of a name begins none.
            let begins = !css.get(..at).is_some_and(|before| before.ends_with(is_name));
            let own = !self.is_on_pages(name, uses)
                && !self.vocabulary.class(name).is_some_and(|number| uses.has(number));
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
}

/// Groups deeper than this are kept word for word.
const DEEPEST: usize = 16;

/// How conditions and layers begin: what stands in them are rules again.
const GROUPS: [&str; 6] =
    ["@layer", "@media", "@supports", "@container", "@scope", "@starting-style"];

fn parts(css: &str, depth: usize, vocabulary: &mut Vocabulary) -> Vec<Part> {
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
        found.push(block(head, body, depth, vocabulary));
    }
    found
}

fn block(head: &str, body: &str, depth: usize, vocabulary: &mut Vocabulary) -> Part {
    let is_group = GROUPS.iter().any(|name| head.starts_with(name));
    if is_group && depth < DEEPEST {
        let parts = parts(body, depth + 1, vocabulary);
        return Part::Group { head: head.to_owned(), parts };
    }
    // Rules inside rules are left alone: their selectors mean nothing without the outer ones.
    if head.starts_with('@') || body.contains('{') {
        return Part::Verbatim(format!("{head}{{{body}}}"));
    }
    let selectors = split(head, ',').into_iter().map(|text| {
        let needs = needs(text, vocabulary, 0);
        Selector { text: text.to_owned(), needs }
    });
    Part::Rule {
        selectors: selectors.collect(),
        declarations: split(body, ';').into_iter().map(str::to_owned).collect(),
    }
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

fn shaken(all: &[Part], uses: &Uses) -> Vec<Part> {
    let kept = all.iter().filter_map(|part| match part {
        Part::Verbatim(_) => Some(part.clone()),
        Part::Group { head, parts } => {
            let parts = shaken(parts, uses);
            (!parts.is_empty()).then(|| Part::Group { head: head.clone(), parts })
        }
        Part::Rule { selectors, declarations } => {
            let can_match = |one: &&Selector| one.needs.iter().all(|need| need.is_met(uses));
            let selectors: Vec<Selector> = selectors.iter().filter(can_match).cloned().collect();
            (!selectors.is_empty())
                .then(|| Part::Rule { selectors, declarations: declarations.clone() })
        }
    });
    kept.collect()
}

/// What a page must have for `selector` to match something there.
fn needs(selector: &str, vocabulary: &mut Vocabulary, depth: usize) -> Vec<Need> {
    let mut needs_of = Vec::new();
    let mut rest = selector;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or("");
        let end = name_end_in_selector(behind);
        let name = behind.get(..end).unwrap_or("");
        rest = behind.get(end..).unwrap_or("");
        match c {
            // What stands behind an escape is not understood.
            '\\' => return needs_of,
            '.' if !rest.starts_with('\\') => {
                needs_of.push(Need::Name(vocabulary.number(Name::Class(name))));
            }
            '[' => {
                let close = rest.find(']').unwrap_or(rest.len());
                let condition = rest.get(..close).unwrap_or("");
                rest = rest.get(close + 1..).unwrap_or("");
                needs_of.push(Need::Name(vocabulary.number(Name::Attribute(name))));
                let value = value(name, condition).map(|value| vocabulary.number(value));
                needs_of.extend(value.map(Need::Name));
            }
            ':' => {
                let (arguments, behind) = in_brackets(rest);
                rest = behind;
                if matches!(name, "is" | "where" | "has" | "matches") && depth <= 4 {
                    let alternatives = split(arguments, ',').into_iter();
                    let alternatives = alternatives.map(|one| needs(one, vocabulary, depth + 1));
                    needs_of.push(Need::Any(alternatives.collect()));
                }
            }
            '.' | '#' => {}
            c if c.is_ascii_alphabetic() => {
                let element = format!("{c}{name}").to_ascii_lowercase();
                needs_of.push(Need::Name(vocabulary.number(Name::Element(&element))));
            }
            // A combinator or `*`: what was read behind it is the next name.
            _ => rest = behind,
        }
    }
    needs_of
}

/// The value that a condition like `=month` or `^="http"` asks for; of others, any will do.
fn value<'s>(attribute: &'s str, condition: &'s str) -> Option<Name<'s>> {
    let (exact, value) = match (condition.strip_prefix('='), condition.strip_prefix("^=")) {
        (Some(value), _) => (true, value),
        (_, Some(value)) => (false, value),
        _ => return None,
    };
    Some(Name::Value { attribute, value: value.trim_matches(['"', '\'']), exact })
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

/// Drops the custom properties that are not used, and what is empty then; tells whether there were
/// any.
fn drop_properties(all: &mut Vec<Part>, is_used: &impl Fn(&str) -> bool) -> bool {
    let mut dropped = false;
    all.retain_mut(|part| match part {
        Part::Verbatim(_) => true,
        Part::Group { parts, .. } => {
            dropped |= drop_properties(parts, is_used);
            !parts.is_empty()
        }
        Part::Rule { declarations, .. } => {
            let before = declarations.len();
            declarations.retain(|one| {
                let name = one.split(':').next().unwrap_or("").trim();
                !name.starts_with("--") || is_used(name)
            });
            dropped |= declarations.len() < before;
            !declarations.is_empty()
        }
    });
    dropped
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
                for (at, selector) in selectors.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.push_str(&selector.text);
                }
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

    /// The sheet for one page.
    fn cut(css: &str, html: &str) -> String {
        let sheet = Sheet::parse(css);
        sheet.for_pages(&sheet.vocabulary.of_page(html))
    }

    fn check(css: &str, html: &str, expected: &str) {
        assert_eq!(cut(css, html), expected, "{css}");
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
            let left = cut(&css, html);
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
        let css = ".late{top:0}[data-theme=dark]{top:0}.never{top:0}.dataset{top:0}";
        let sheet = Sheet::parse(css);
        let uses = sheet.vocabulary.of_script("e.className='late';r.dataset.theme=t");
        assert_eq!(sheet.for_pages(&uses), ".late{top:0}[data-theme=dark]{top:0}");
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
            let _ = cut(odd, "<p class=\"é\" =\"\"><é <p a");
        }
        let deep = "@media x{".repeat(2000) + "p{top:0}";
        let _ = cut(&deep, "<p>");
    }
}
