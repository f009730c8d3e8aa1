//! Names from a program of the site's own: what it is asked and how its answer is read. The
//! program speaks `annotate`'s own JSON Lines; how it is run is not known here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::Document;
use super::json::CodePoints;
use crate::diagnostic::Span;
use crate::language::names::{Name, Tier};
use crate::model::entity::EntityKind;

/// Runs a program: given the command, the folder it runs in and its standard input, the standard
/// output of a run that succeeded, or why there is none.
pub type RunProgram =
    fn(command: &[String], folder: &Path, input: &[u8]) -> Result<Vec<u8>, String>;

/// What the program is asked: one line a document, `{"id","text","language","clean":false}`, which
/// is also what `annotate --jsonl` reads. Documents are numbered, so that ids are never doubled.
pub fn request(documents: &[Document]) -> String {
    let mut lines = String::new();
    for (number, document) in documents.iter().enumerate() {
        let line = json!({
            "id": number.to_string(),
            "text": document.text(),
            "language": document.source.metadata.language,
            "clean": false,
        });
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{line}");
    }
    lines
}

/// The names of each document in the program's answer: one line a document, in any order, with
/// `"id"` and `"mentions":[{"start","end","type","tier"?}]`, offsets in code points of the text sent.
/// Names in what the article's reader dropped, or across two sentences, are left out. A fault of
/// the answer is told with the number of its line.
pub fn read_answer(documents: &[Document], answer: &[u8]) -> Result<Vec<Vec<Name>>, String> {
    let mut by_document: BTreeMap<usize, Vec<Name>> = BTreeMap::new();
    for (number, line) in answer.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let fault = |what: String| format!("line {} of its answer: {what}", number + 1);
        let value: Value =
            serde_json::from_slice(line).map_err(|error| fault(format!("no JSON: {error}")))?;
        let id = value.get("id").and_then(Value::as_str).unwrap_or("");
        let known = id.parse().ok().filter(|at| *at < documents.len());
        let at = known.ok_or_else(|| fault(format!("no document \"{id}\" was sent")))?;
        let names = mentions(&documents[at], &value).map_err(fault)?;
        if by_document.insert(at, names).is_some() {
            return Err(fault(format!("document \"{id}\" was answered before")));
        }
    }
    if by_document.len() < documents.len() {
        let (answered, sent) = (by_document.len(), documents.len());
        return Err(format!("it answered {answered} of the {sent} documents it was sent"));
    }
    Ok(by_document.into_values().collect())
}

/// The mentions of one line, sorted, the longest of those that overlap.
fn mentions(document: &Document, line: &Value) -> Result<Vec<Name>, String> {
    let Some(mentions) = line.get("mentions").and_then(Value::as_array) else {
        return Err("\"mentions\" is missing or no list".to_owned());
    };
    let text = document.text();
    let points = CodePoints::new(text);
    let mut names = Vec::new();
    for mention in mentions {
        let offset = |key: &str| {
            let count = mention.get(key).and_then(Value::as_u64);
            let count = count.and_then(|count| usize::try_from(count).ok());
            count.and_then(|count| points.byte_of(text, count))
        };
        let span = match (offset("start"), offset("end")) {
            (Some(start), Some(end)) if start < end => Span::new(start, end),
            _ => return Err(format!("{mention} is no range of the text")),
        };
        let kind = match mention.get("type").and_then(Value::as_str) {
            Some("person") => EntityKind::Person,
            Some("organization") => EntityKind::Organization,
            Some("place") => EntityKind::Place,
            _ => return Err(format!("{mention} is neither person, organization nor place")),
        };
        let review = mention.get("tier").and_then(Value::as_str) == Some("review");
        let tier = if review { Tier::Review } else { Tier::Accepted };
        if let Some(span) = within_sentence(document, span) {
            names.push(Name { span, kind, tier, role: None });
        }
    }
    names.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    let mut end = 0;
    names.retain(|name| {
        let keep = name.span.start >= end;
        end = if keep { name.span.end } else { end };
        keep
    });
    Ok(names)
}

/// The span without white space at its ends, if it lies in one sentence of the article.
fn within_sentence(document: &Document, span: Span) -> Option<Span> {
    let named = span.of(document.text());
    let start = span.start + (named.len() - named.trim_start().len());
    let span = Span::new(start, start + named.trim().len());
    let sentence = document.sentences.get(document.sentence_at(span.start)?)?;
    (span.start < span.end && span.end <= sentence.span.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::super::{AnnotateInput, Content, open_document};
    use super::*;

    fn document(text: &str) -> Document {
        let content = Content::Text(text.to_owned());
        let input = AnnotateInput {
            id: "a".to_owned(),
            file: None,
            content,
            published: None,
            outlet: None,
            url: None,
            language: None,
            clean: false,
        };
        open_document(input).0
    }

    #[test]
    fn offsets_count_code_points_and_the_longest_name_wins() {
        let documents = [document("Zoë met Söl Bânu there."), document("Nobody.")];
        let asked = request(&documents);
        assert_eq!(asked.lines().count(), 2);
        assert!(asked.starts_with("{\"id\":\"0\",\"text\":\"Zoë met"), "{asked}");
        let answer = "{\"id\":\"1\",\"mentions\":[]}\n\n{\"id\":\"0\",\"mentions\":[\
            {\"start\":8,\"end\":11,\"type\":\"place\"},\
            {\"start\":8,\"end\":17,\"type\":\"person\",\"tier\":\"review\"}]}\n";
        let names = read_answer(&documents, answer.as_bytes()).expect("a good answer");
        let found: Vec<_> =
            names[0].iter().map(|name| (name.span.of(documents[0].text()), name.kind)).collect();
        assert_eq!(found, [("Söl Bânu", EntityKind::Person)]);
        assert_eq!((names[0][0].tier, names[1].len()), (Tier::Review, 0));
    }

    #[test]
    fn a_wrong_answer_is_told_with_its_line() {
        let documents = [document("Nothing here.")];
        for (answer, fault) in [
            ("", "0 of the 1"),
            ("oops", "line 1 of its answer: no JSON"),
            ("{\"id\":\"7\",\"mentions\":[]}", "no document \"7\""),
            ("{\"id\":\"0\"}", "\"mentions\" is missing"),
            (
                "\n{\"id\":\"0\",\"mentions\":[{\"start\":3,\"end\":99,\"type\":\"place\"}]}",
                "line 2",
            ),
            (
                "{\"id\":\"0\",\"mentions\":[{\"start\":0,\"end\":3,\"type\":\"norp\"}]}",
                "neither person",
            ),
            ("{\"id\":\"0\",\"mentions\":[]}\n{\"id\":\"0\",\"mentions\":[]}", "answered before"),
        ] {
            let error = read_answer(&documents, answer.as_bytes()).expect_err(answer);
            assert!(error.contains(fault), "{answer}: {error}");
        }
    }
}
