//! The Content-Security-Policy of a page, widened for the preview's own script, style and events.
//! Knows the `<meta>` element and the policy's grammar (W3C CSP Level 3, section 2.2) only.

use super::overlay::escaped;

/// What the preview's additions need from the page's own server.
const NEEDED: [&str; 3] = ["script-src", "style-src", "connect-src"];

/// The page with `'self'` allowed for scripts, styles and connections in each of its policies.
pub fn allow_own_resources(page: &str) -> String {
    let mut html = String::with_capacity(page.len() + 64);
    let mut rest = page;
    while let Some(at) = find_tag(rest, "<meta") {
        let (before, tag_on) = rest.split_at(at);
        let tag_end = end_of_tag(tag_on);
        let (tag, behind) = tag_on.split_at(tag_end);
        html.push_str(before);
        match widened_tag(tag) {
            Some(widened) => html.push_str(&widened),
            None => html.push_str(tag),
        }
        rest = behind;
    }
    html.push_str(rest);
    html
}

/// The `<meta>` tag with its policy widened; absent when it holds no policy.
fn widened_tag(tag: &str) -> Option<String> {
    let (start, end) = attribute(tag, "http-equiv")?;
    if !tag.get(start..end)?.trim().eq_ignore_ascii_case("content-security-policy") {
        return None;
    }
    let (start, end) = attribute(tag, "content")?;
    let policy = widened_policy(&unescaped(tag.get(start..end)?));
    let quoted = tag[..start].ends_with(['"', '\'']);
    let quote = if quoted { "" } else { "\"" };
    Some(format!("{}{quote}{}{quote}{}", &tag[..start], escaped(&policy), &tag[end..]))
}

/// The policy with `'self'` among the sources that the preview needs.
fn widened_policy(policy: &str) -> String {
    let mut directives: Vec<Vec<&str>> = policy
        .split(';')
        .map(|directive| directive.split_ascii_whitespace().collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .collect();
    let named = |directives: &[Vec<&str>], name: &str| {
        directives
            .iter()
            .position(|words| words.first().is_some_and(|word| word.eq_ignore_ascii_case(name)))
    };
    for needed in NEEDED {
        let at = named(&directives, needed).or_else(|| {
            // A directive that is not named follows the default; without one all is allowed.
            let default = named(&directives, "default-src")?;
            let mut words = vec![needed];
            words.extend(directives.get(default)?.iter().skip(1));
            directives.push(words);
            Some(directives.len() - 1)
        });
        if let Some(words) = at.and_then(|at| directives.get_mut(at))
            && !words.contains(&"'self'")
        {
            words.retain(|word| !word.eq_ignore_ascii_case("'none'"));
            words.push("'self'");
        }
    }
    directives.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("; ")
}

/// Bytes of an attribute's value inside a tag, without the quotation marks.
fn attribute(tag: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = "<meta".len();
    loop {
        let bytes = tag.as_bytes();
        let skip = |at: usize, wanted: fn(u8) -> bool| {
            bytes[at..].iter().position(|byte| !wanted(*byte)).map_or(bytes.len(), |n| at + n)
        };
        at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        let name_end = skip(at, |byte| !byte.is_ascii_whitespace() && !b"=>/".contains(&byte));
        if name_end == at {
            return None;
        }
        let found = tag.get(at..name_end)?.eq_ignore_ascii_case(name);
        let equals = skip(name_end, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = name_end;
            continue;
        }
        let start = skip(equals + 1, |byte| byte.is_ascii_whitespace());
        let quote = bytes.get(start).filter(|byte| matches!(byte, b'"' | b'\''));
        let (start, end, next) = if let Some(quote) = quote {
            let length = bytes[start + 1..].iter().position(|byte| byte == quote)?;
            (start + 1, start + 1 + length, start + 2 + length)
        } else {
            let end = skip(start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            (start, end, end)
        };
        if found {
            return Some((start, end));
        }
        at = next;
    }
}

/// Length of the tag that `html` begins with, up to and with its `>`, minding quoted values.
fn end_of_tag(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Byte at which `tag` (ASCII, beginning with `<`) begins in `html`, in any case.
pub(super) fn find_tag(html: &str, tag: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', html.as_bytes()).find(|at| is_tag_at(html, *at, tag))
}

/// As [`find_tag`], from behind.
pub(super) fn find_last_tag(html: &str, tag: &str) -> Option<usize> {
    memchr::memrchr_iter(b'<', html.as_bytes()).find(|at| is_tag_at(html, *at, tag))
}

fn is_tag_at(html: &str, at: usize, tag: &str) -> bool {
    let there = html.as_bytes().get(at..at + tag.len());
    there.is_some_and(|there| there.eq_ignore_ascii_case(tag.as_bytes()))
}

/// The quotation marks and ampersands that template engines write out, as themselves again.
fn unescaped(value: &str) -> String {
    ["&#x27;", "&#X27;", "&#39;", "&apos;"]
        .iter()
        .fold(value.to_owned(), |text, entity| text.replace(entity, "'"))
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_resources_are_added_and_nothing_else_is_loosened() {
        for (policy, widened) in [
            (
                "default-src 'none'; script-src 'self'; img-src 'self' data:",
                "default-src 'none'; script-src 'self'; img-src 'self' data:; style-src 'self'; connect-src 'self'",
            ),
            (
                "script-src 'none';style-src https://a.example 'self';connect-src 'none'",
                "script-src 'self'; style-src https://a.example 'self'; connect-src 'self'",
            ),
            ("img-src 'none'", "img-src 'none'"),
            ("", ""),
        ] {
            assert_eq!(widened_policy(policy), widened, "{policy}");
        }
    }

    #[test]
    fn the_policy_is_found_however_it_is_written() {
        for page in [
            "<head><meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">",
            "<META content=\"connect-src &#x27;none&#x27;\" HTTP-EQUIV=content-security-policy />",
            "<meta http-equiv='Content-Security-Policy' content='connect-src &#39;none&#39;'>",
        ] {
            let html = allow_own_resources(page);
            assert!(html.contains("connect-src &#39;self&#39;"), "{html}");
            assert!(!html.contains("none"), "{html}");
        }
    }

    #[test]
    fn other_pages_come_back_as_they_are() {
        for page in [
            "",
            "<meta",
            "<meta content=\"a>b\" name=x>é<meta charset>",
            "<meta http-equiv=refresh content=\"connect-src 'none'\">",
            "<meta http-equiv=\"Content-Security-Policy\">",
            "<meta x='",
        ] {
            assert_eq!(allow_own_resources(page), page);
        }
    }
}
