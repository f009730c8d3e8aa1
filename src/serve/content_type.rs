//! Which media type a file of the site is served as. Knows extensions only.

/// The `Content-Type` for a path, with the character set where the type has one. Unknown
/// extensions are bytes to download, which no browser runs.
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(extension))
        .map_or("application/octet-stream", |(_, media)| media)
}

/// Whether the reload script can be put into a file of this type.
pub fn is_page(media: &str) -> bool {
    media.starts_with("text/html")
}

/// Extension and media type (IANA registry; scripts as RFC 9239 has them).
const TYPES: [(&str, &str); 34] = [
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("jsonl", "application/jsonl; charset=utf-8"),
    ("jsonld", "application/ld+json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("geojson", "application/geo+json; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("xsl", "text/xsl; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("bib", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/vnd.microsoft.icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("pdf", "application/pdf"),
    ("wasm", "application/wasm"),
];

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn texts_carry_their_character_set_and_the_unknown_is_never_run() {
        assert_eq!(content_type("entities/x/index.html"), "text/html; charset=utf-8");
        assert_eq!(content_type("feed.XML"), "application/xml; charset=utf-8");
        assert_eq!(content_type("photo.webp"), "image/webp");
        for unknown in ["x.exe", "LICENSE", "a.html/b", ""] {
            assert_eq!(content_type(unknown), "application/octet-stream", "{unknown}");
        }
    }
}
