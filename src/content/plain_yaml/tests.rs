//! Whatever is read as plain YAML is read the same by the full reader.

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::content::front_matter::{keys_of, parse, parse_in_full};
use crate::content::library::PageMeta;
use crate::model::article::ArticleMeta;
use crate::model::claim::ClaimMeta;
use crate::model::entity::EntityMeta;
use crate::model::event::EventMeta;
use crate::model::question::QuestionMeta;

/// Reads a text both ways; whether it was plain.
fn check<M: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(yaml: &str) -> bool {
    let text = format!("---\n{yaml}---\n");
    let keys = keys_of::<M>();
    let plain: Option<M> = super::read(yaml, keys);
    let (full, _, problems) = parse_in_full::<M>(&text, "x.md", keys);
    assert_eq!(parse::<M>(&text, "x.md", keys).0, full, "{yaml:?}");
    let Some(plain) = plain else { return false };
    assert_eq!((Some(plain), Vec::new()), (full, problems), "{yaml:?}");
    true
}

#[test]
fn what_people_write_is_plain() {
    for yaml in [
        "title: A flood: in Tarn\n",
        "title: x #y\n",
        "title: 'x'\ntags: [a, b\n",
        "title: null\n",
        "title: ~\n",
        "title: x\ndraft: true\n",
        "title: x\ntitle: y\n",
        "title: x\n  more\n",
        "title: \"x\n  more\"\n",
        "# note\ntitle: x\n",
        "title: &a x\n",
        "title: |\n  x\n",
        "title: x\ntags:\n- - a\n",
        "title: x\npublished: May 2031\n",
        "title: x\ningest: {source: a, sha256: b, extractor: 1, words: 2}\n",
        "title: x\nunknown: y\n",
        "title:\n",
        "- title\n",
        "",
    ] {
        assert!(!check::<ArticleMeta>(yaml), "{yaml:?}");
    }
    for yaml in [
        "title: A flood in Tarn\n",
        "title: \"It's \\\"over\\\": a # sign\"\noutlet: 'Ana''s \"Post\"'\n",
        "title: 2031\npublished: 2031-03-04T10:00+01:00\ntags: [a b, \"c, d\", 'e']\n",
        "title: x  \ntags: []  \ncode: RP\nrights: full\nstatus: reviewed\n",
        "title: Élan – ab\ntags:\n- a\n-  b\n".replace("-  b", "- b").as_str(),
        "title: x\ningest:\n  source: a.html\n  sha256: 00ff\n  extractor: 1\n  words: 250\n",
    ] {
        assert!(check::<ArticleMeta>(yaml), "{yaml:?}");
    }
    assert!(check::<EntityMeta>(
        "name: Ana Moor\ntype: person\naliases:\n  - Moor\n  - \"A. M.\"\n"
    ));
    assert!(check::<ClaimMeta>(
        "question: How deep?\nattribute: depth\npositions:\n  - value: 2 m\n    article: one\n    \
         quote: \"two: metres\"\n  - value: 3 m\n    article: two\n    quote: three\nstatus: auto\n"
    ));
    assert!(check::<QuestionMeta>("question: Why?\norder: 3\nclaims: [a, b-c]\n"));
    assert!(!check::<QuestionMeta>("question: Why?\norder: 03\n"));
}

#[test]
fn every_content_file_of_this_repository_is_read_the_same_both_ways() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut files, mut plain) = (0, 0);
    for folder in ["content", "tests/sites", "templates", "src"] {
        for (path, bytes) in crate::fs::read_tree(root, folder).into_iter().flatten() {
            let text = String::from_utf8_lossy(&bytes);
            let Some(fences) = crate::content::front_matter::fences(&text) else { continue };
            let yaml = fences.yaml.of(&text);
            let kind = path.as_str().rsplit('/').nth(1).unwrap_or_default();
            let is_plain = match kind {
                "articles" => check::<ArticleMeta>(yaml),
                "entities" => check::<EntityMeta>(yaml),
                "events" => check::<EventMeta>(yaml),
                "claims" => check::<ClaimMeta>(yaml),
                "faq" => check::<QuestionMeta>(yaml),
                _ => check::<PageMeta>(yaml),
            };
            files += 1;
            plain += usize::from(is_plain);
        }
    }
    assert!(plain * 2 > files, "{plain} of {files} are plain");
}

/// What a line begins with.
const KEY: &str = concat!(
    "(( {0,4}|- |  - )(title|outlet|tags|published|status|ingest|words|name|type|order|[a-z]):",
    " {0,2}|[ ]{0,4}-[ ]{0,2}|[ ]{0,4})",
);

/// What may stand behind it.
const VALUE: &str = concat!(
    r#"("[a é'\#:,\[-]{0,6}"|'[a "\#:,'-]{0,6}'|\[[a, "'b:é1]{0,8}\]|"#,
    r#"[-aA0-9 é:\#'"\[\]{}\&*!|>%@`,.?_\~=+]{0,8}|null|true|no|1|0x1f|1e3|0o7|1_000|[.]5|\~|"#,
    "2031-03-04|reviewed|full|[1-9][0-9]{0,11})",
);

proptest! {
    #[test]
    fn what_is_plain_is_read_the_same_in_full(
        lines in proptest::collection::vec(
            (
                KEY,
                VALUE,
                "( {0,2}| #a)\n|\n\n",
            ),
            0..6,
        ),
        first in VALUE,
    ) {
        let lines: String = lines.into_iter().map(|(key, value, end)| key + &value + &end).collect();
        check::<ArticleMeta>(&format!("title: {first}\n{lines}"));
        check::<ArticleMeta>(&format!("title: a\n{lines}"));
        check::<QuestionMeta>(&format!("question: {first}\norder: {first}\n"));
        check::<ClaimMeta>(&format!(
            "question: a\nattribute: b\npositions:\n  - value: {first}\n    article: a\n    quote: {first}\n{lines}"
        ));
        check::<EntityMeta>(&format!("name: a\ntype: person\naliases:\n  - {first}\n{lines}"));
    }
}
