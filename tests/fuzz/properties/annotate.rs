//! The whole reading of a document, as `annotate` gives it.

use std::sync::LazyLock;

use backstory::ingest;
use backstory::ingest::annotate::{AnnotateInput, Content};
use backstory::language::names::Recogniser;
use backstory::model::date::Edtf;
use serde_json::Value;

use super::input::{headed, text};

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(Recogniser::embedded);

/// The first line says how the rest is read: `text`, `body`, `html` or the name of a file, and behind a
/// space a date of publication.
pub fn hold(input: &[u8]) {
    let (first, rest) = headed(input);
    let (kind, published) = first.split_once(' ').unwrap_or((&first, ""));
    let line = annotated(kind, published.parse().ok(), &text(rest));
    assert_eq!(
        annotated(kind, published.parse().ok(), &text(rest)),
        line,
        "read otherwise the second time"
    );
    check(&line);
}

/// The answer to one document.
pub fn annotated(kind: &str, published: Option<Edtf>, text: &str) -> String {
    let content = match kind {
        "text" | "body" => Content::Text(text.to_owned()),
        "html" => Content::Html(text.to_owned()),
        name => Content::File { name: name.to_owned(), bytes: text.as_bytes().to_vec() },
    };
    let input = AnnotateInput {
        id: "x".to_owned(),
        file: None,
        content,
        published,
        outlet: None,
        url: None,
        language: None,
        clean: kind != "body",
    };
    let mut lines = Vec::new();
    let problems = ingest::annotate(&RECOGNISER, vec![input], true, |more| lines.extend(more));
    for problem in problems {
        let place = problem.place.as_ref().unwrap_or_else(|| panic!("no place: {problem:?}"));
        assert_eq!(place.file, "x", "{problem:?}");
    }
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

fn list<'v>(answer: &'v Value, key: &str) -> &'v [Value] {
    answer[key].as_array().unwrap_or_else(|| panic!("no {key}"))
}

/// Start and end of a piece, which lies in a text of so many characters.
fn place(piece: &Value, length: usize) -> (usize, usize) {
    let number = |key: &str| usize::try_from(piece[key].as_u64().expect("a number")).unwrap();
    let (start, end) = (number("start"), number("end"));
    assert!(start < end && end <= length, "{piece} in a text of {length}");
    (start, end)
}

fn check(line: &str) {
    assert!(!line.contains('\n'), "more than one line");
    let answer: Value = serde_json::from_str(line).expect("JSON");
    let text = answer["text"].as_str().expect("a text");
    let characters: Vec<char> = text.chars().collect();
    let words = |(start, end): (usize, usize)| characters[start..end].iter().collect::<String>();
    let within = |piece: &Value| place(piece, characters.len());
    for key in ["blocks", "dropped", "sentences", "mentions", "times", "quantities"] {
        let mut before = 0;
        for piece in list(&answer, key) {
            let (start, end) = within(piece);
            assert!(start >= before, "{key} overlap or are out of order: {piece}");
            before = end;
            assert!(!words((start, end)).trim().is_empty(), "nothing but space in {key}: {piece}");
        }
    }
    for mention in list(&answer, "mentions") {
        let words = words(within(mention));
        assert_eq!(words.trim(), words, "space around a name: {mention}");
        assert!(!mention["entity"].as_str().expect("an id").is_empty());
    }
    for time in list(&answer, "times") {
        let Some(value) = time["value"].as_str() else { continue };
        let is_date = value.parse::<Edtf>().is_ok_and(|date| date.to_string() == value);
        assert!(is_date || value.starts_with('P'), "{time} is no EDTF");
    }
    for quantity in list(&answer, "quantities") {
        assert!(quantity["value"].is_number(), "{quantity}");
    }
    let mut before = 0;
    for quotation in list(&answer, "quotations") {
        let (start, end) = within(quotation);
        assert!(start >= before, "quotations overlap or are out of order: {quotation}");
        before = end;
        for key in ["cue_speaker", "cue", "via"] {
            if !quotation[key].is_null() {
                within(&quotation[key]);
            }
        }
    }
    let sentences = list(&answer, "sentences");
    for event in list(&answer, "events") {
        let sentence = usize::try_from(event["sentence"].as_u64().expect("a number")).unwrap();
        let (start, end) = within(&sentences[sentence]);
        let trigger = within(&event["trigger"]);
        assert!(start <= trigger.0 && trigger.1 <= end, "told elsewhere: {event}");
    }
    for pair in list(&answer, "questions") {
        assert!(within(&pair["question"]).1 <= within(&pair["answer"]).0, "{pair}");
    }
}
