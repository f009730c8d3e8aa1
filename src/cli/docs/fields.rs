//! Tables of keys, from the schemas that are made of the types that read or write them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use backstory::path::Slug;
use serde_json::{Map, Value};

use super::words::{cell, escaped};

/// Types that keys refer to, by name.
pub(super) type Types = BTreeMap<String, Value>;

/// Adds a table of the keys of an object; `required` is the word for keys that must be there.
pub(super) fn table(schema: &Value, required: &str, body: &mut String) {
    let empty = Map::new();
    let keys = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    body.push_str("| key | value | meaning |\n|---|---|---|\n");
    for (key, schema_of) in keys {
        let must = schema.get("required").and_then(Value::as_array);
        let must = must.is_some_and(|list| list.iter().any(|name| name == key));
        let note =
            if must && !required.is_empty() { format!(", {required}") } else { String::new() };
        let meaning = cell(text(schema_of));
        // Writing to a String cannot fail.
        let _ = writeln!(body, "| `{key}` | {}{note} | {meaning} |", held(schema_of));
    }
}

/// Takes a schema's types into those of all schemas.
pub(super) fn collect(schema: &Value, types: &mut Types) {
    let definitions = schema.get("definitions").and_then(Value::as_object);
    for (name, definition) in definitions.into_iter().flatten() {
        types.insert(name.clone(), definition.clone());
    }
}

/// Adds a heading for each type: its meaning, and its keys or the words it takes.
pub(super) fn describe(types: &Types, required: &str, body: &mut String) {
    for (name, schema) in types {
        let _ = write!(body, "\n### {}\n\n{}\n", title(name), escaped(text(schema)));
        if schema.get("properties").is_some() {
            body.push('\n');
            table(schema, required, body);
        }
        let words = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
        for word in words.into_iter().flatten() {
            if let Some(name) = word.get("const").and_then(Value::as_str) {
                let _ = write!(body, "\n- `{name}`: {}", escaped(text(word)));
            }
        }
        if words.is_some() {
            body.push('\n');
        }
    }
}

/// The doc comment.
fn text(schema: &Value) -> &str {
    schema.get("description").and_then(Value::as_str).unwrap_or_default()
}

/// `IngestRecord` as people write it.
fn title(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
            out.extend(letter.to_lowercase());
        } else {
            out.push(letter);
        }
    }
    out
}

/// What a value is, in words, with a link to its type.
fn held(schema: &Value) -> String {
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        let title = title(path.rsplit('/').next().unwrap_or(path));
        let anchor = Slug::from_text(&title).map(|slug| slug.to_string()).unwrap_or_default();
        return format!("[{}](#{anchor})", title.to_lowercase());
    }
    for choice in ["anyOf", "allOf"] {
        // The second of two is nothing at all: the key may be left out.
        if let Some(first) =
            schema.get(choice).and_then(Value::as_array).and_then(|all| all.first())
        {
            return held(first);
        }
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
        kind => kind.and_then(Value::as_str),
    };
    match kind {
        Some("string") => "text".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some("number") => "number".to_owned(),
        Some("boolean") => "true or false".to_owned(),
        Some("array") => {
            format!("list of {}", schema.get("items").map_or_else(|| "anything".to_owned(), held))
        }
        _ => "anything".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_told_in_words() {
        assert_eq!(held(&json!({"type": ["string", "null", "number"]})), "text");
        let date = json!({"anyOf": [{"$ref": "#/definitions/IngestRecord"}, {"type": "null"}]});
        assert_eq!(held(&date), "[ingest record](#ingest-record)");
        assert_eq!(
            held(&json!({"type": "array", "items": {"type": "boolean"}})),
            "list of true or false"
        );
    }
}
