//! Markdown that is harmless wherever it is shown: raw HTML in it becomes words, and links that could
//! run something become their text. Our own pages never let either through; other programs do.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::path::web;
use crate::path::web::is_safe_url;

/// The body with all raw HTML as words and without comments, links with a scheme that could run
/// something as their text. What is harmless stays byte for byte.
pub fn harmless(body: String) -> String {
    // Readers of Markdown know our extensions or none of them, and see other HTML in each case.
    let plain = Options::empty();
    [super::options() - Options::ENABLE_WIKILINKS, plain].into_iter().fold(body, |body, options| {
        match replacements(&body, options) {
            found if found.is_empty() => body,
            found => replaced(&body, found),
        }
    })
}

/// The bytes that must not stay, with what stands there instead, in order.
fn replacements(body: &str, options: Options) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    // Where the last replaced link ends, and its words.
    let mut link: Option<(Range<usize>, String)> = None;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        if let Some((inside, words)) = &mut link {
            if range.start < inside.end {
                match &event {
                    Event::Text(text) | Event::Code(text) => words.push_str(text),
                    Event::SoftBreak | Event::HardBreak => words.push(' '),
                    _ => {}
                }
                continue;
            }
            found.extend(link.take().map(|(range, words)| (range, escaped(&words))));
        }
        match &event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let words = if is_comment(html) { String::new() } else { escaped_lines(html) };
                found.push((range, words));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !is_safe_url(dest_url) =>
            {
                link = Some((range, String::new()));
            }
            _ => {}
        }
    }
    found.extend(link.map(|(range, words)| (range, escaped(&words))));
    found
}

fn replaced(body: &str, found: Vec<(Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(body.len() + 64);
    let mut written = 0;
    for (range, words) in found {
        if range.start < written {
            continue;
        }
        out.push_str(body.get(written..range.start).unwrap_or(""));
        out.push_str(&words);
        written = range.end;
    }
    out.push_str(body.get(written..).unwrap_or(""));
    out
}

/// Whether raw HTML is one comment and nothing else.
pub fn is_comment(html: &str) -> bool {
    let inside = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| !inside.contains("-->"))
}

/// Words that Markdown must take as words, on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '&' if is_reference(text.get(at + 1..).unwrap_or("")) => out.push_str("\\&"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Whether what stands behind `&` makes it a character of its own, as in `&lt;`.
pub fn is_reference(behind: &str) -> bool {
    let name = behind.trim_start_matches('#');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    end > 0 && name.get(end..).is_some_and(|rest| rest.starts_with(';'))
}

/// An address as a link of its own, `<https://x.example/>`: what would end it is written in percent.
pub fn autolink(url: &str) -> String {
    let stays = |c: char| !c.is_control() && !" <>\"`\\{}|^".contains(c);
    format!("<{}>", web::percent(url, stays))
}

fn escaped_lines(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        escaped(words) + end
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_words_and_the_rest_stays() {
        for (body, expected) in [
            ("a <b>b</b> c", "a \\<b\\>b\\</b\\> c"),
            (
                "<script>\nalert(7)\n</script>\n\n*c*",
                "\\<script\\>\nalert(7)\n\\</script\\>\n\n*c*",
            ),
            ("a <!-- note --> b", "a  b"),
            ("`<b>` \\<b> 1 < 2 <https://x.example/>", "`<b>` \\<b> 1 < 2 <https://x.example/>"),
            ("[a *b*](javascript:x) [c](d)", "a b [c](d)"),
            ("![a](data:x) <vbscript:x>", "a vbscript:x"),
            ("[a][r]\n\n[r]: javascript:x", "a\n\n[r]: javascript:x"),
            ("| ` | `<b>` |\n|---|---|", "| ` | `\\<b\\>` |\n|---|---|"),
        ] {
            assert_eq!(harmless(body.to_owned()), expected, "{body}");
        }
    }

    #[test]
    fn words_and_addresses_stay_what_they_are() {
        assert_eq!(escaped("AT&T &lt;b> &#60; &; a;"), "AT&T \\&lt;b\\> \\&\\#60; &; a;");
        assert_eq!(autolink("https://x.example/a b>c"), "<https://x.example/a%20b%3Ec>");
    }
}
