//! What is read from saved pages, case by case.

use super::*;

const PAGE: &str = r##"<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferries Return After Storms | Marsk Courier</title>
<meta property="og:site_name" content="Marsk Courier"><link rel="canonical" href="https://marsk.example/ferries">
<script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#q","name":"Marta Quill"},{"@type":"NewsArticle","headline":"Ferries Return After Storms","author":{"@id":"#q"},"datePublished":"2024-04-03T07:05:00+02:00","dateModified":"2024-04-04"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><main><article><h1>Ferries Return After Storms</h1><p>By Marta Quill</p>
<p>The ferries to the northern islands <b>returned</b> on Monday after a week of storms, the harbour office said.</p><p>Advertisement</p>
<h2>What was damaged</h2><ul><li>Two piers</li><li>One lighthouse, whose lamp will be replaced</li></ul><blockquote><p>We waited a week.</p></blockquote>
<figure><img src="a.jpg"><figcaption>Islanders wait at the pier on Monday (Photo: Ines Rua)</figcaption></figure>
<p>Nobody was hurt, and the repairs will last until the end of the month, the office added.</p></article>
<aside class="related"><h3>Related</h3><ul><li><a href="/a">Ten islands to see before the summer ends</a></li></ul></aside></main><footer><p>© 2024 Marsk Courier</p></footer></body></html>"##;

#[test]
fn a_page_becomes_blocks_and_metadata() {
    let document = read_html(PAGE);
    let blocks: Vec<(BlockKind, &str)> =
        document.blocks.iter().map(|block| (block.kind, block.span.of(&document.text))).collect();
    assert_eq!(
        blocks,
        [
            (
                BlockKind::Paragraph,
                "The ferries to the northern islands returned on Monday after a week of storms, the harbour office said."
            ),
            (BlockKind::Heading(2), "What was damaged"),
            (BlockKind::ListItem, "Two piers"),
            (BlockKind::ListItem, "One lighthouse, whose lamp will be replaced"),
            (BlockKind::Quotation, "We waited a week."),
            (BlockKind::Caption, "Islanders wait at the pier on Monday"),
            (
                BlockKind::Paragraph,
                "Nobody was hurt, and the repairs will last until the end of the month, the office added."
            ),
        ]
    );
    let metadata = &document.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Ferries Return After Storms"));
    assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"));
    assert_eq!(metadata.outlet.as_deref(), Some("Marsk Courier"));
    assert_eq!(
        metadata.published.map(|date| date.to_string()).as_deref(),
        Some("2024-04-03T07:05+02:00")
    );
    assert_eq!(metadata.updated.map(|date| date.to_string()).as_deref(), Some("2024-04-04"));
    assert_eq!(
        (metadata.language.as_deref(), metadata.url.as_deref()),
        (Some("en-GB"), Some("https://marsk.example/ferries"))
    );
}

#[test]
fn byline_and_date_below_a_long_standfirst_are_no_body() {
    let lead = "The ferries to the northern islands returned on Monday after a week of storms.";
    for label in [
        "By Marta Quill",
        "Published 3 April 2024, 07:40 EET (UTC+2) · Updated 08:15 EET",
        "Wednesday 3 April 2024, 06:30 GMT | Marsk Press Wire",
    ] {
        let html = format!(
            "<body><article><h1>Ferries return</h1><p>A week without boats ends for the three thousand people of the islands.</p><p>{label}</p><p>{lead}</p><p>{lead} {lead}</p></article></body>"
        );
        let document = read_html(&html);
        let found = document.blocks.iter().any(|block| block.span.of(&document.text) == label);
        assert!(!found, "{label}");
        assert!(document.text.contains(lead));
    }
}

#[test]
fn odd_pages_are_read_without_failing() {
    for html in [
        "",
        "<",
        "no tags at all",
        "<p>",
        "<script type='application/ld+json'>{broken</script>",
        "</article></div><b>",
    ] {
        let _ = read_html(html);
    }
    let deep = format!("{}deep", "<div>".repeat(2_000));
    assert_eq!(read_html(&deep).text, "deep");
}

#[test]
fn the_charset_is_found_in_the_head() {
    assert_eq!(
        charset(b"<html><META http-equiv=x content='text/html; charset=ISO-8859-1'>").as_deref(),
        Some("iso-8859-1")
    );
    assert_eq!(charset(b"<p>charset=utf-8"), None);
}

#[test]
fn the_date_readers_see_wins_over_hidden_ones_unless_those_agree() {
    let linked = |kind: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"{kind}","headline":"Ferries","datePublished":"2023-02-01","dateModified":"2024-05-09"}}</script>"#
        )
    };
    let open = r#"<meta property="article:published_time" content="2023-02-01T10:00:00Z">"#;
    let page = |head: &str, line: &str| {
        let html = format!(
            "<html><head>{head}</head><body><h1>Ferries return</h1><p>{line}</p><p>Text.</p></body></html>"
        );
        read_html(&html).metadata.published.map(|date| date.to_string())
    };
    let article = linked("NewsArticle");
    let both = format!("{article}{open}");
    for (head, line, published) in [
        (article.as_str(), "1 February 2023", Some("2023-02-01")),
        (article.as_str(), "3 April 2024", Some("2024-04-03")),
        (article.as_str(), "Updated: 9 May 2024", Some("2024-05-09")),
        (article.as_str(), "No date here", Some("2023-02-01")),
        (both.as_str(), "3 April 2024", Some("2023-02-01")),
        (both.as_str(), "Updated: 9 May 2024", Some("2023-02-01")),
        (linked("WebPage").as_str(), "No date here", None),
        (linked("WebPage").as_str(), "1 February 2023", Some("2023-02-01")),
    ] {
        assert_eq!(page(head, line).as_deref(), published, "{line} {head}");
    }
}
