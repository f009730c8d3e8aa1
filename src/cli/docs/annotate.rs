//! The reference of `annotate`'s lines, from the type that writes them, with an answer that the
//! program gives.

use backstory::ingest;
use backstory::ingest::annotate::{AnnotateInput, Content, line_schema};
use backstory::language::names::Recogniser;
use serde_json::Value;

use super::Page;
use super::fields::{self, Types};
use super::words::block;

/// What the example is made of: an invented report.
const EXAMPLE: &str = "Ferry crews end their strike\n\nPublished 5 March 2024\n\nThe ferry crews of the Tarn Line signed an agreement with the company on Monday and went back to work. The strike lasted 11 days.\n\n\u{201c}We have what we asked for,\u{201d} said Nora Velden, who speaks for the crews.\n";

/// The keys of a line and of what stands in it.
pub(super) fn page() -> Page {
    let mut body = "`backstory annotate FILES` prints one JSON object a line for each document, and needs no site. \
                    `backstory schema annotate` prints the same as a JSON Schema. The format is kept stable: keys are \
                    added, and none is taken away.\n\n\
                    Places are given as `start` and `end` in Unicode code points of `text`, the end excluded. For plain \
                    text and Markdown `text` is the file as it was decoded, and for HTML it is the text that was taken \
                    out. Dates are EDTF (ISO 8601-2), and lengths of time are ISO 8601 durations. With several documents, \
                    the ids of entities and events hold across all of them; `--per-document` turns that off.\n\n\
                    With `--jsonl`, each line of the input is an object with `id`, with `text` or `html`, and optionally \
                    with `published`, `outlet`, `url`, `language` (taken where the text does not tell) and `clean` (false \
                    means that all of it is body text, from which nothing is dropped).\n\n## A line\n\n"
        .to_owned();
    let schema = line_schema();
    let mut types = Types::new();
    fields::table(&schema, "always there", &mut body);
    fields::collect(&schema, &mut types);
    body.push_str("\n## What stands in it\n");
    fields::describe(&types, "always there", &mut body);
    body.push_str("\n## An example\n\nThe document, `strike.txt`:\n\n");
    body.push_str(&block("text", EXAMPLE));
    body.push_str("\nThe answer, with line breaks put in for readers; a line has none:\n\n");
    body.push_str(&block("json", &answer()));
    let dek = "The keys of the lines that other programs read.";
    Page::made("annotate-format", "The lines of annotate", dek, &body)
}

/// The example's answer: a line for each thing that was found.
fn answer() -> String {
    let input = AnnotateInput {
        id: "strike".to_owned(),
        file: Some("strike.txt".to_owned()),
        content: Content::File {
            name: "strike.txt".to_owned(),
            bytes: EXAMPLE.as_bytes().to_vec(),
        },
        published: None,
        outlet: None,
        url: None,
        language: None,
        clean: true,
    };
    let mut answers = Vec::new();
    let _ = ingest::annotate(&Recogniser::embedded(), vec![input], true, |lines| {
        answers.extend(lines);
    });
    let line = answers.pop().unwrap_or_default();
    let Ok(Value::Object(keys)) = serde_json::from_str(&line) else { return line };
    let keys = keys.iter().map(|(key, value)| match value {
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
            format!("  \"{key}\": [\n{}\n  ]", items.join(",\n"))
        }
        value => format!("  \"{key}\": {value}"),
    });
    format!("{{\n{}\n}}", keys.collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_a_line_has_its_meaning() {
        fn told(schema: &Value, text: &str) {
            for (key, value) in schema["properties"].as_object().expect("keys") {
                let row = |line: &&str| line.starts_with(&format!("| `{key}` | "));
                let meaning = value["description"].as_str().unwrap_or_default();
                assert!(meaning.len() > 5, "{key} has no doc comment");
                let meaning = super::super::words::cell(meaning);
                assert!(text.lines().filter(row).any(|line| line.contains(&meaning)), "{key}");
            }
        }
        let (schema, text) = (line_schema(), page().text);
        told(&schema, &text);
        for definition in schema["definitions"].as_object().expect("types").values() {
            told(definition, &text);
        }
    }

    #[test]
    fn the_example_shows_names_a_date_a_quotation_and_a_quantity() {
        let answer: Value = serde_json::from_str(&answer()).expect("JSON");
        for key in ["mentions", "times", "quotations", "quantities", "sentences"] {
            assert!(answer[key].as_array().is_some_and(|list| !list.is_empty()), "{key}: {answer}");
        }
    }
}
