//! SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde_json::{Value, json};

use super::{Source, level_word, with_hint};
use crate::diagnostic::catalogue;
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Place, Span, line_and_column};
use crate::path::web;

/// The whole log: one run of this program.
pub(super) fn log(diagnostics: &[Diagnostic], source: Source<'_>) -> Value {
    let mut codes: Vec<&str> = diagnostics.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|one| result(one, codes.binary_search(&one.code).unwrap_or(0), source))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "backstory",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// What a code means, from the catalogue.
fn rule(code: &str) -> Value {
    match catalogue::find(code) {
        None => json!({ "id": code }),
        Some(known) => json!({
            "id": code,
            "shortDescription": { "text": known.summary },
            "fullDescription": { "text": known.explanation },
            "help": { "text": known.remedy },
            "defaultConfiguration": { "level": level_word(known.level) },
            "properties": { "tags": [known.family.title()] },
        }),
    }
}

fn result(diagnostic: &Diagnostic, rule: usize, source: Source<'_>) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": level_word(diagnostic.level),
        "message": { "text": with_hint(diagnostic, "\n") },
    });
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{ "physicalLocation": location(place, source) }]);
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(|(id, related)| {
            json!({
                "id": id,
                "message": { "text": related.message },
                "physicalLocation": location(&related.place, source),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    let fixes: Vec<Value> = diagnostic.fixes.iter().filter_map(|one| fix(one, source)).collect();
    if !fixes.is_empty() {
        result["fixes"] = Value::Array(fixes);
    }
    result
}

fn location(place: &Place, source: Source<'_>) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": web::path(&place.file) } });
    if let Some(span) = place.span {
        location["region"] = match source(&place.file) {
            Some(text) => region(&text, span),
            None => json!({ "startLine": place.line, "startColumn": place.column }),
        };
    }
    location
}

fn region(text: &str, span: Span) -> Value {
    let (line, column) = line_and_column(text, span.start);
    let (end_line, end_column) = line_and_column(text, span.end);
    json!({
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

/// A fix with its edits, a file each; absent when the text of one is not known.
fn fix(fix: &Fix, source: Source<'_>) -> Option<Value> {
    let change = |edit: &Edit| {
        Some(json!({
            "artifactLocation": { "uri": web::path(&edit.file) },
            "replacements": [{
                "deletedRegion": region(&source(&edit.file)?, edit.span),
                "insertedContent": { "text": edit.text },
            }],
        }))
    };
    let changes: Option<Vec<Value>> = fix.edits.iter().map(change).collect();
    Some(json!({ "description": { "text": fix.message }, "artifactChanges": changes? }))
}
