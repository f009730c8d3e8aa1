//! The YAML at the head of content files.

use std::fmt::Debug;

use backstory::content::format::format_file;
use backstory::content::front_matter::{fences, keys_of, parse, scalar_text, write};
use backstory::content::library::PageMeta;
use backstory::content::outline::{Node, outline};
use backstory::model::article::ArticleMeta;
use backstory::model::change::ChangeMeta;
use backstory::model::claim::ClaimMeta;
use backstory::model::entity::EntityMeta;
use backstory::model::event::EventMeta;
use backstory::model::question::QuestionMeta;
use backstory::path::ContentPath;
use backstory::unicode::is_unwanted;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::input::{headed, text};
use super::places::{in_order, inside, told};

/// The first line names a folder of `content/`, the rest is the file.
pub fn hold(input: &[u8]) {
    let (folder, rest) = headed(input);
    let text = text(rest);
    match &*folder {
        "articles" => read::<ArticleMeta>("articles", &text),
        "entities" => read::<EntityMeta>("entities", &text),
        "events" => read::<EventMeta>("events", &text),
        "claims" => read::<ClaimMeta>("claims", &text),
        "faq" => read::<QuestionMeta>("faq", &text),
        "changes" => read::<ChangeMeta>("changes", &text),
        _ => read::<PageMeta>("pages", &text),
    }
    if let Some(fences) = fences(&text) {
        in_order(&text, [fences.yaml], "the front matter");
        assert!(text.is_char_boundary(fences.body_start) && fences.body_start > fences.yaml.end);
        let yaml = fences.yaml.of(&text);
        if let Ok(root) = outline(yaml) {
            assert!(placed(yaml, &root) <= MOST_NODES, "more values than are read");
        }
    }
    scalar(&folder);
    text.lines().take(4).for_each(scalar);
}

/// Values that are read, by the limits that the documentation states, and some for keys.
const MOST_NODES: usize = 1_000;
/// Lists and mappings inside each other.
const DEEPEST: usize = 16;

/// Every value lies in the text, inside the one around it; gives their number.
fn placed(yaml: &str, root: &Node) -> usize {
    let mut open = vec![(root, 0)];
    let mut count = 0;
    while let Some((node, depth)) = open.pop() {
        inside(yaml, node.span, "a value");
        assert!(depth <= DEEPEST, "deeper than {DEEPEST}");
        count += 1;
        let keyed = node.entries().iter().flat_map(|(key, value)| [key, value]);
        open.extend(node.items().iter().chain(keyed).map(|inner| (inner, depth + 1)));
    }
    count
}

/// A text written as a value reads as itself, by somebody else's reader; but for control characters,
/// which are left out since they would be refused when it is read.
fn scalar(text: &str) {
    let text = &text.chars().filter(|c| !is_unwanted(*c)).collect::<String>();
    let written = format!("key: {}\n", scalar_text(text));
    let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(&written);
    let read = read.unwrap_or_else(|error| panic!("{written:?}: {error}"));
    assert_eq!(read["key"].as_str(), Some(text.as_str()), "{written:?}");
}

fn read<M: DeserializeOwned + Serialize + PartialEq + Debug>(folder: &str, text: &str) {
    let file = format!("content/{folder}/x.md");
    let keys = keys_of::<M>();
    let (meta, body_start, problems) = parse::<M>(text, &file, keys);
    for problem in &problems {
        told(problem, &file, text);
    }
    assert_eq!(meta.is_none(), !problems.is_empty(), "data and errors: {meta:?} {problems:?}");
    let path = ContentPath::parse(&file).unwrap();
    let formatted = format_file(&path, text);
    let Some(meta) = meta else {
        assert_eq!(formatted, None, "what is not understood is touched");
        return;
    };
    // With a comment in it, the reader for plain files leaves it to the full one.
    let yaml = fences(text).unwrap().yaml;
    if !text.contains('\r') {
        let commented = format!("{}# a comment\n{}", &text[..yaml.start], &text[yaml.start..]);
        let (full, _, problems) = parse::<M>(&commented, &file, keys);
        assert_eq!(full.as_ref(), Some(&meta), "the two readers differ: {problems:?}");
    }
    // Writing is canonical, and what is written reads as it was meant.
    let body = text.get(body_start..).unwrap();
    let written = write(&meta, body);
    let (again, body_start, problems) = parse::<M>(&written, &file, keys);
    assert_eq!(again.as_ref(), Some(&meta), "{problems:?}\n{written}");
    let body_again = written.get(body_start..).unwrap();
    assert_eq!(body_again.trim_end(), body.trim_end(), "another body");
    assert_eq!(write(&meta, body_again), written, "writing twice is not once");
    let formatted = formatted.expect("what is understood can be formatted");
    let twice = format_file(&path, &formatted);
    assert_eq!(twice.as_deref(), Some(&*formatted), "formatting twice is not once");
    let (again, _, _) = parse::<M>(&formatted, &file, keys);
    assert_eq!(again.as_ref(), Some(&meta), "formatting says something else\n{formatted}");
}
