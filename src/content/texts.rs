//! Which files of a site are content, and their bytes as texts. Knows no disk and no repository: the
//! bytes may come from either.

use crate::path::ContentPath;
use crate::unicode;

/// A content file as [`load_library`](super::library::load_library) takes it, from its path below the
/// site and its bytes; absent when the file is no content, as sources and lock files are.
pub fn content_text(path: &str, bytes: &[u8]) -> Option<(ContentPath, String)> {
    let path = ContentPath::parse(path).ok().filter(is_content)?;
    Some((path, unicode::decode(bytes, Some("utf-8")).text))
}

/// Whether a file is content: Markdown below `content/`, sources apart.
pub fn is_content(path: &ContentPath) -> bool {
    let below = path.as_str().strip_prefix("content/");
    below.is_some_and(|below| {
        let ending = below.rsplit_once('.').map_or("", |(_, ending)| ending);
        ending.eq_ignore_ascii_case("md") && !below.starts_with("sources/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_markdown_and_no_source() {
        let text = |path: &str| content_text(path, b"\xef\xbb\xbfx").map(|(_, text)| text);
        assert_eq!(text("content/events/strike.md").as_deref(), Some("x"));
        assert_eq!(text("content/index.MD").as_deref(), Some("x"));
        for other in
            ["content/quotes.lock", "content/sources/a.md", "themes/a.md", "content/../a.md"]
        {
            assert_eq!(text(other), None, "{other}");
        }
    }
}
