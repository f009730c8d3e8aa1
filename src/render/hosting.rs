//! Files that tell static hosts how to serve the site: `_headers` (Netlify, Cloudflare Pages) and
//! `CNAME` (GitHub Pages). Every other host serves them as two small files nobody asks for.
//!
//! Knows pages as rendered: the policy in the headers is the one that the pages carry themselves,
//! so that a theme which allows more is not shut in, and `frame-ancestors`, which a page cannot
//! say of itself. Both hosts join headers of several matching rules with commas, so no rule below
//! repeats another's; pages get the hosts' own caching, which asks again every time.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::path::OutputPath;

/// Longest line that Cloudflare Pages reads.
const LONGEST_LINE: usize = 2000;

/// Features no page uses.
const UNUSED: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The files for hosts; `policies` are those of all pages.
pub(super) fn host_files(
    policies: &BTreeSet<&str>,
    config: &Config,
) -> Vec<(OutputPath, Vec<u8>)> {
    let host = config.base_url.as_deref().filter(|_| config.build.cname).and_then(host);
    let files = [
        ("_headers", Some(headers(policies))),
        ("CNAME", host.map(|host| format!("{host}\n"))),
    ];
    let files = files.into_iter().filter_map(|(name, text)| {
        Some((OutputPath::parse(name).ok()?, text?.into_bytes()))
    });
    files.collect()
}

/// The rules of `_headers`.
fn headers(policies: &BTreeSet<&str>) -> String {
    let mut policy = "frame-ancestors 'none'".to_owned();
    // Where pages differ, each has its own and the header adds only what no page can say.
    let mut policies = policies.iter();
    if let (Some(only), None) = (policies.next(), policies.next()) {
        let only = only.trim_end_matches([';', ' ']);
        if only.len() + policy.len() < LONGEST_LINE - 40 && !only.contains("frame-ancestors") {
            policy = format!("{only}; {policy}");
        }
    }
    format!(
        "/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  Permissions-Policy: {UNUSED}\n\
         /assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    )
}

/// The policy in a page's `<meta>`; absent for policies that hold characters a header may not hold.
pub(super) fn policy(page: &str) -> Option<&str> {
    let head = page.split("</head>").next()?;
    let (_, rest) = head.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    let policy = rest.split('"').next()?;
    let plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    policy.bytes().all(plain).then_some(policy).filter(|policy| !policy.contains('&'))
}

/// The host of an address, without its port.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', ':']).next().filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers_of(pages: &[&str]) -> String {
        let page = |policy: &&str| {
            format!(
                "<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"></head>"
            )
        };
        let pages: Vec<String> = pages.iter().map(page).collect();
        headers(&pages.iter().filter_map(|page| policy(page)).collect())
    }

    #[test]
    fn the_header_says_what_all_pages_say_and_that_nobody_may_frame_them() {
        let text = headers_of(&["default-src 'none'", "default-src 'none'"]);
        let line = "  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n";
        assert!(text.starts_with("/*\n") && text.contains(line), "{text}");
        // Two rules match an asset, and hosts join the values: only one may speak of caching.
        assert_eq!(text.matches("Cache-Control").count(), 1);
    }

    #[test]
    fn pages_with_policies_of_their_own_keep_them() {
        for pages in [&["default-src 'none'", "img-src *"][..], &["a &quot;"], &[]] {
            let text = headers_of(pages);
            assert!(text.contains("  Content-Security-Policy: frame-ancestors 'none'\n"), "{text}");
        }
    }

    #[test]
    fn a_domain_is_named_where_that_is_asked_for() {
        let mut config =
            Config { base_url: Some("https://talks.example:443/a".into()), ..Config::default() };
        for (cname, expected) in [(false, None), (true, Some(&b"talks.example\n"[..]))] {
            config.build.cname = cname;
            let files = host_files(&BTreeSet::new(), &config);
            let named = files.iter().find(|(path, _)| path.as_str() == "CNAME");
            assert_eq!(named.map(|(_, bytes)| bytes.as_slice()), expected);
        }
    }
}
