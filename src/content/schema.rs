//! JSON Schemas (draft 7, which editors know best) of front matter and settings, made from the types
//! that read them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::library::PageMeta;
use crate::config::Config;
use crate::model::article::ArticleMeta;
use crate::model::change::ChangeMeta;
use crate::model::claim::ClaimMeta;
use crate::model::entity::EntityMeta;
use crate::model::event::EventMeta;
use crate::model::question::QuestionMeta;

/// The schemas by name, with the files they are of, as a glob below the site.
pub fn schemas() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("article", "content/articles/*.md", with_date(of::<ArticleMeta>())),
        ("entity", "content/entities/*.md", of::<EntityMeta>()),
        ("event", "content/events/*.md", of::<EventMeta>()),
        ("claim", "content/claims/*.md", of::<ClaimMeta>()),
        ("faq", "content/faq/*.md", of::<QuestionMeta>()),
        ("change", "content/changes/*.md", of::<ChangeMeta>()),
        ("page", "content/{index,pages/*}.md", of::<PageMeta>()),
        ("site", "site.toml", of::<Config>()),
    ]
}

fn of<M: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().for_deserialize().into_generator();
    let mut schema = generator.into_root_schema_for::<M>().to_value();
    loosen(&mut schema);
    schema
}

/// `date` is read as `published`: either may be written, and not both.
fn with_date(mut schema: Value) -> Value {
    let published = schema["properties"]["published"].clone();
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.insert("date".to_owned(), published);
        properties["date"]["description"] = json!("The same as `published`.");
    }
    schema["not"] = json!({ "required": ["published", "date"] });
    schema
}

/// A text may be written without quotation marks and look like a number: `title: 1984` is a title.
fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let limited = ["enum", "const", "pattern"].iter().any(|key| map.contains_key(*key));
            match map.get_mut("type") {
                Some(Value::String(kind)) if kind == "string" && !limited => {
                    map.insert("type".to_owned(), json!(["string", "number"]));
                }
                Some(Value::Array(kinds)) if kinds.contains(&json!("string")) && !limited => {
                    kinds.push(json!("number"));
                }
                _ => {}
            }
            map.values_mut().for_each(loosen);
        }
        Value::Array(items) => items.iter_mut().for_each(loosen),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::content::front_matter::keys_of;

    #[test]
    fn every_key_that_is_read_is_in_the_schema_and_no_other_is_allowed() {
        let known = |schema: &Value| -> BTreeSet<String> {
            let properties = schema["properties"].as_object().expect("properties");
            properties.keys().cloned().collect()
        };
        let check = |name: &str, keys: &[&str]| {
            let all = schemas();
            let (_, _, schema) = all.iter().find(|(other, ..)| *other == name).expect("a schema");
            let read: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            let known = known(schema);
            assert_eq!(known, read, "{name}");
            assert_eq!(schema["additionalProperties"], json!(false), "{name}");
        };
        check("article", keys_of::<ArticleMeta>());
        check("entity", keys_of::<EntityMeta>());
        check("event", keys_of::<EventMeta>());
        check("claim", keys_of::<ClaimMeta>());
        check("faq", keys_of::<QuestionMeta>());
        check("change", keys_of::<ChangeMeta>());
        check("page", keys_of::<PageMeta>());
        check("site", keys_of::<Config>());
    }
}
