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

fn blocks(html: &str) -> Vec<(BlockKind, String)> {
    let document = read_html(html);
    let text = &document.text;
    document.blocks.iter().map(|block| (block.kind, block.span.of(text).to_owned())).collect()
}

fn lines(html: &str) -> Vec<String> {
    blocks(html).into_iter().map(|block| block.1).collect()
}

/// A paragraph of running text with a number of its own.
fn paragraph(number: usize) -> String {
    format!(
        "<p>The harbour office said in statement {number} that the ferries would return to the northern islands once the storms had passed.</p>"
    )
}

#[test]
fn tables_of_data_are_rows_and_tables_for_layout_are_not_seen() {
    let table =
        "<table><caption>Ferries a day</caption><tr><th>Island</th><th>2023</th><th>2024</th></tr>
        <tr><td rowspan=2>Marsk</td><td>4</td><td>6 | 7</td></tr><tr><td>5</td></tr></table>";
    let html = format!("<article>{}{table}{}</article>", paragraph(1), paragraph(2));
    let found = blocks(&html);
    let middle: Vec<(BlockKind, &str)> =
        found[1..5].iter().map(|(kind, words)| (*kind, words.as_str())).collect();
    assert_eq!(
        middle,
        [
            (BlockKind::Caption, "Ferries a day"),
            (BlockKind::TableHead, "Island | 2023 | 2024"),
            (BlockKind::TableRow, "Marsk | 4 | 6 / 7"),
            (BlockKind::TableRow, "| 5 |"),
        ]
    );
    let layout = format!(
        "<table><tr><td>Menu</td><td>{}{}</td></tr><tr><td>x</td><td>{}</td></tr></table>",
        paragraph(1),
        paragraph(2),
        paragraph(3)
    );
    let found = blocks(&format!("<body>{layout}</body>"));
    assert!(found.iter().all(|(kind, _)| *kind == BlockKind::Paragraph), "{found:?}");
    assert_eq!(found.iter().filter(|(_, words)| words.contains("statement")).count(), 3);
}

#[test]
fn the_credit_of_a_picture_stays_in_the_text_beside_its_caption() {
    let html = format!(
        "<article>{}<figure><figcaption>Islanders wait (Photo: Ines Rua)</figcaption></figure>{}</article>",
        paragraph(1),
        paragraph(2)
    );
    let document = read_html(&html);
    assert_eq!(blocks(&html)[1], (BlockKind::Caption, "Islanders wait".to_owned()));
    let dropped: Vec<_> = document.dropped.iter().map(|d| d.span.of(&document.text)).collect();
    assert_eq!(dropped, ["(Photo: Ines Rua)"]);
    assert_eq!(document.dropped[0].reason, DropReason::Credit);
}

#[test]
fn entries_of_a_live_blog_keep_their_times() {
    let entry = |number: usize, time: &str| {
        format!("<article class=live-entry>{time}{}</article>", paragraph(number))
    };
    let entries = [
        entry(1, "<time datetime=2024-04-03T09:30Z>20 minutes ago</time>"),
        entry(2, "<time datetime=2024-04-03T09:10Z>11:10 CEST</time>"),
        entry(3, "<time datetime=2024-04-03T08:00Z>8:00</time>"),
    ];
    let html = format!(
        "<main><h1>Ferries: live</h1><div><time datetime=2024-04-03>3 April 2024</time></div>{}</main>",
        entries.concat()
    );
    let stamps: Vec<String> = lines(&html).into_iter().filter(|line| line.len() < 40).collect();
    assert_eq!(stamps, ["2024-04-03T09:30+00:00", "11:10 CEST", "8:00"]);
    let plain = html.replace("live-entry", "entry");
    assert!(!lines(&plain).contains(&"2024-04-03T09:30+00:00".to_owned()));
}

#[test]
fn corrections_are_the_articles_wherever_they_stand() {
    let note = "Correction: An earlier version of this article misstated the number of piers.";
    for html in [
        format!("<main><article>{}{}<p>{note}</p></article></main>", paragraph(1), paragraph(2)),
        format!(
            "<main><article>{}{}</article><aside class=correction><p>{note}</p></aside></main>",
            paragraph(1),
            paragraph(2)
        ),
        format!(
            "<main><article>{}{}<h2>Related articles</h2><div class='article-corrections'>{note}</div></article></main>",
            paragraph(1),
            paragraph(2)
        ),
    ] {
        let found = lines(&html);
        assert_eq!(found.iter().filter(|line| line.as_str() == note).count(), 1, "{found:?}");
    }
}

#[test]
fn the_body_is_found_by_its_name_and_what_stands_below_it_goes() {
    let html = format!(
        "<article><div class='post__content-wrapper'>{}{}{}<p><a href=/quote>Get a quote</a></p></div><section><h3>Our services</h3><p>We also repair lighthouses for the whole coast at low cost.</p></section></article>",
        paragraph(1),
        paragraph(2),
        paragraph(3)
    );
    assert_eq!(lines(&html).len(), 3);
    let (body, author) =
        ((1..6).map(paragraph).collect::<String>(), "<meta name=author content='Marta Quill'>");
    for tail in [
        "<h3>About the author</h3><p>She has reported from the islands for ten years and lives on Marsk.</p>",
        "<p>Marta Quill</p><p>She has reported from the islands for ten years.</p>",
        "<p>Marta Quill, 41, is a reporter who lives on Marsk with two cats and a boat.</p>",
        "<h2>Sources</h2><ol><li>Harbour office, yearly report, 2023, page 12.</li></ol>",
    ] {
        let html = format!(
            "<html><head>{author}</head><body><article>{body}{tail}</article></body></html>"
        );
        assert_eq!(lines(&html).len(), 5, "{tail}");
    }
}

#[test]
fn lists_of_links_stay_where_the_text_recommends_them() {
    let list = "<ul><li><a href=/a>The blue lamp</a></li><li><a href=/b>The red lamp</a></li></ul>";
    let page = |before: &str| {
        format!(
            "<article>{}{}<p>{before}</p>{list}{}</article>",
            paragraph(1),
            paragraph(2),
            paragraph(3)
        )
    };
    assert!(
        lines(&page("These lamps are the best for a pier:")).contains(&"The red lamp".to_owned())
    );
    assert!(!lines(&page("Read more:")).contains(&"The red lamp".to_owned()));
}

#[test]
fn bylines_are_joined_and_accounts_and_menus_sign_nothing() {
    let byline = |head: &str, body: &str| {
        let html = format!("<html><head>{head}</head><body>{body}{}</body></html>", paragraph(1));
        read_html(&html).metadata.byline
    };
    let author = |name: &str| format!("<meta name=author content=\"{name}\">");
    let two = author("Marta Quill") + &author("Ludo Aa");
    assert_eq!(byline(&two, "").as_deref(), Some("Marta Quill and Ludo Aa"));
    let three = two + &author("More About Ludo Aa »") + &author("Ines Rua");
    assert_eq!(byline(&three, "").as_deref(), Some("Marta Quill, Ludo Aa and Ines Rua"));
    let shown = "<div class=author-box>Marta Quill</div>";
    assert_eq!(byline(&author("marta.quill"), shown).as_deref(), Some("Marta Quill"));
    assert_eq!(byline(&author("Ludo Aa, The Marsk Bell"), "").as_deref(), Some("Ludo Aa"));
    assert_eq!(
        byline("", "<nav><a>By Event Type</a></nav><div role=menu><p>By Ship Size</p></div>"),
        None
    );
}

#[test]
fn dates_are_read_under_the_names_sites_give_them() {
    let published = |head: &str, body: &str| {
        let html = format!("<html><head>{head}</head><body>{body}{}</body></html>", paragraph(1));
        read_html(&html).metadata.published.map(|date| date.to_string())
    };
    let meta = "<meta name=w-published-date content=2024-04-03T06:03:43Z>";
    assert_eq!(published(meta, "").as_deref(), Some("2024-04-03T06:03+00:00"));
    let other = "<p>12 May 2021</p>";
    let signed = format!("<div>By Marta Quill - Apr 3, 2024</div>{other}");
    assert_eq!(published("", &signed).as_deref(), Some("2024-04-03"));
}

#[test]
fn a_heading_that_has_nothing_of_the_stated_title_is_none() {
    let title = |heading: &str| {
        let html = format!(
            "<html><head><title>Ferries return after a week of storms</title></head><body><h1>{heading}</h1>{}</body></html>",
            paragraph(1)
        );
        read_html(&html).metadata.title
    };
    assert_eq!(
        title("Helping your island grow").as_deref(),
        Some("Ferries return after a week of storms")
    );
    assert_eq!(
        title("The ferries return, says the office").as_deref(),
        Some("The ferries return, says the office")
    );
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
