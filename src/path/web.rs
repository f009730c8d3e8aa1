//! Which written addresses are harmless, and which lead to another site. Knows what browsers make of
//! an address (WHATWG URL, section 4.4), and no page.

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
        assert!(!is_own("mailto:a@x.example") && !is_own("//x.example"));
    }
}
