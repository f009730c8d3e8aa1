//! The reference of front matter, from the types that read it.

use std::fmt::Write as _;

use backstory::content::schema::schemas;
use serde_json::Value;

use super::Page;
use super::fields::{self, Types};
use super::words::escaped;

/// Every key of every kind of content file.
pub(super) fn page() -> Page {
    let mut body = "A content file begins with its data in YAML between two lines `---`; its text in Markdown follows. \
                    The file's name without `.md` is its id. A key that does not exist is an error, and \
                    `backstory fmt` puts the keys in the order of this page. `backstory new KIND ID` writes a file \
                    with its keys explained, and [[set-up-an-editor|an editor]] can complete them.\n"
        .to_owned();
    let mut types = Types::new();
    for (name, files, schema) in content() {
        // Writing to a String cannot fail.
        let _ = write!(body, "\n## {name}\n\n`{files}`\n\n");
        if let Some(about) = schema.get("description").and_then(Value::as_str) {
            let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = write!(body, "{}\n\n", escaped(&about));
        }
        fields::table(&schema, "required", &mut body);
        fields::collect(&schema, &mut types);
    }
    body.push_str("\n## Types\n");
    fields::describe(&types, "required", &mut body);
    let dek = "Every key of every kind of content file, with its meaning.";
    Page::made("front-matter", "Front matter", dek, &body)
}

/// The kinds of content files, with the files they are of and their schemas.
fn content() -> impl Iterator<Item = (&'static str, &'static str, Value)> {
    schemas().into_iter().filter(|(name, ..)| *name != "site")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_every_kind_is_there_with_its_meaning() {
        let text = page().text;
        for (name, _, schema) in content() {
            let rest = text.split(&format!("\n## {name}\n")).nth(1).expect(name);
            let own = rest.split("\n## ").next().expect("a text");
            let keys = schema["properties"].as_object().expect("keys");
            assert!(!keys.is_empty(), "{name}");
            for key in keys.keys() {
                let row = own.lines().find(|line| line.starts_with(&format!("| `{key}` | ")));
                let meaning = row.and_then(|row| row.split(" | ").nth(2));
                assert!(meaning.is_some_and(|words| words.len() > 5), "{name} {key}: {row:?}");
            }
            let types = schema["definitions"].as_object();
            for definition in types.into_iter().flatten().map(|(_, definition)| definition) {
                let about = definition["description"].as_str().expect("a meaning");
                assert!(text.contains(&escaped(about)), "{name}: {about}");
            }
        }
    }
}
