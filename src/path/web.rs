//! Which written addresses are harmless, and which lead to another site. Knows what browsers make of
//! an address (WHATWG URL, section 4.4), and no page.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether an address may stand in a link: http, https, mailto, or inside the site. Browsers drop
/// control characters anywhere and spaces in front, and take `\` for `/`; such addresses are refused.
pub fn is_safe_url(url: &str) -> bool {
    if url.chars().any(char::is_control)
        || url.starts_with("//")
        || url.starts_with(' ')
        || url.split(['?', '#']).next().is_some_and(|path| path.contains('\\'))
    {
        return false;
    }
    match scheme(url) {
        None => true,
        Some(scheme) => {
            ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
    }
}

/// Whether an address leads to another site. The slashes behind the scheme may be missing: `https:x`
/// leads to the host `x` from a page that has another scheme.
pub fn is_external(url: &str) -> bool {
    scheme(url).is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// Whether an address is one of the site's own: without a scheme and without a host.
pub fn is_own(url: &str) -> bool {
    is_safe_url(url) && scheme(url).is_none()
}

/// What stands before the first colon, where that is not part of a path.
fn scheme(url: &str) -> Option<&str> {
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    url.get(..end)?.split_once(':').map(|(scheme, _)| scheme)
}

/// An address as it stands in HTML: what has no place in one is written in percent (the characters that
/// stay are those of RFC 3986 and `%` itself). A `\` is no `/` any more then, nor a control character nothing.
pub fn encoded(url: &str) -> Cow<'_, str> {
    let stays = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    if url.chars().all(stays) {
        return Cow::Borrowed(url);
    }
    Cow::Owned(percent(url, stays))
}

/// A text in which only some characters stay as they are; of the others each byte of UTF-8 is written in
/// percent (RFC 3986, section 2.1).
pub fn percent(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if stays(c) {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// A path in an address: all but its slashes and what RFC 3986 calls unreserved is written in percent.
pub fn path(path: &str) -> String {
    percent(path, |c| c.is_ascii_alphanumeric() || "-._~/".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_pass() {
        for good in ["https://x.example/a:b", "mailto:a@b.example", "../a/", "#p:1", "?q=a:b", "a"]
        {
            assert!(is_safe_url(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "a\\..\\b",
            "vbscript:x",
        ] {
            assert!(!is_safe_url(bad), "{bad}");
        }
    }

    #[test]
    fn other_sites_are_known_in_every_spelling() {
        for other in
            ["https://x.example/", "HTTP://x.example", "https:x.example", "http:/x.example"]
        {
            assert!(is_external(other) && !is_own(other), "{other}");
        }
        for own in ["a.png", "/a/b:c", "?https://x.example", "#https:x", ""] {
            assert!(!is_external(own) && is_own(own), "{own}");
        }
        assert_eq!(path("a-b/é x~.md?#%&"), "a-b/%C3%A9%20x~.md%3F%23%25%26");
        assert_eq!(encoded("/a b\\c\"é%20[x]#y"), "/a%20b%5Cc%22%C3%A9%20%5Bx%5D#y");
        assert!(!is_own("mailto:a@x.example") && !is_own("//x.example"));
    }
}
