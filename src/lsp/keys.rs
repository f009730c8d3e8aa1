//! What can be written in front matter: keys, their meaning and the words they take, read off the
//! schemas. Knows no library.

use serde_json::Value;

use crate::content::refactor::Kind;
use crate::content::schema::schemas;

/// The schemas of all kinds of files.
#[derive(Clone, Debug)]
pub struct Keys {
    schemas: Vec<(&'static str, Value)>,
}

/// A word that a key takes, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub name: String,
    /// What it means.
    pub meaning: String,
}

/// A key that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its value is a list.
    pub list: bool,
}

impl Keys {
    /// Reads the schemas.
    pub fn new() -> Self {
        Self { schemas: schemas().into_iter().map(|(name, _, schema)| (name, schema)).collect() }
    }

    /// The schema of a value at a path of keys and list positions, and what is said of the last key.
    fn at(&self, kind: Kind, path: &[&str]) -> Option<(&Value, &Value)> {
        let (_, root) = self.schemas.iter().find(|(name, _)| *name == kind.prefix())?;
        let (mut schema, mut said) = (root, root);
        for part in path {
            let own = resolved(root, schema);
            said = match own.get("properties").and_then(|keys| keys.get(*part)) {
                Some(key) => key,
                None if part.parse::<usize>().is_ok() => own.get("items")?,
                None => return None,
            };
            schema = said;
        }
        Some((resolved(root, schema), said))
    }

    /// The keys of the mapping at a path, in canonical order.
    pub fn keys(&self, kind: Kind, path: &[&str]) -> Vec<Key> {
        let Some((schema, _)) = self.at(kind, path) else { return Vec::new() };
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| {
            required.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(name)))
        };
        let Some(keys) = schema.get("properties").and_then(Value::as_object) else {
            return Vec::new();
        };
        let key = |(name, _): (&String, &Value)| {
            let mut below = path.to_vec();
            below.push(name);
            let list = self.at(kind, &below).is_some_and(|(schema, _)| has_type(schema, "array"));
            let meaning = self.meaning(kind, &below).unwrap_or_default();
            Key { name: name.clone(), meaning, required: is_required(name), list }
        };
        keys.iter().map(key).collect()
    }

    /// What is said of the key at a path.
    pub fn meaning(&self, kind: Kind, path: &[&str]) -> Option<String> {
        let (schema, said) = self.at(kind, path)?;
        let text = |value: &Value| value.get("description").and_then(Value::as_str).map(one_line);
        match (text(said), text(schema)) {
            (Some(said), Some(kind)) if said != kind => Some(format!("{said}\n\n{kind}")),
            (said, kind) => said.or(kind),
        }
    }

    /// The words that the value at a path can be.
    pub fn words(&self, kind: Kind, path: &[&str]) -> Vec<Word> {
        let Some((schema, _)) = self.at(kind, path) else { return Vec::new() };
        let word =
            |name: &str, meaning: &str| Word { name: name.to_owned(), meaning: one_line(meaning) };
        let mut words = Vec::new();
        let variants = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(*key)?.as_array());
        for variant in variants.into_iter().flatten().chain([schema]) {
            let meaning = variant.get("description").and_then(Value::as_str).unwrap_or("");
            words.extend(variant.get("const").and_then(Value::as_str).map(|it| word(it, meaning)));
            for name in variant.get("enum").and_then(Value::as_array).into_iter().flatten() {
                let own = if std::ptr::eq(variant, schema) { "" } else { meaning };
                words.extend(name.as_str().map(|name| word(name, own)));
            }
        }
        if has_type(schema, "boolean") {
            words.extend([word("true", ""), word("false", "")]);
        }
        words
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::new()
    }
}

/// A schema without the detours of references and of values that may be missing.
fn resolved<'a>(root: &'a Value, mut schema: &'a Value) -> &'a Value {
    // No schema of ours is deeper; the limit is against one that refers to itself.
    for _ in 0..8 {
        let refers = |value: &Value| value.get("$ref").and_then(Value::as_str).map(str::to_owned);
        let inner = ["allOf", "anyOf"].iter().find_map(|key| {
            schema.get(*key)?.as_array()?.iter().find(|one| one.get("$ref").is_some())
        });
        let Some(name) = refers(schema).or_else(|| refers(inner?)) else { break };
        let name = name.rsplit('/').next().unwrap_or_default();
        let Some(next) = root.get("definitions").and_then(|all| all.get(name)) else { break };
        schema = next;
    }
    schema
}

fn has_type(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(kind)) => kind == name,
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind.as_str() == Some(name)),
        _ => false,
    }
}

/// A description whose lines were wrapped in the source.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_every_kind_is_explained() {
        let keys = Keys::new();
        for kind in Kind::ALL {
            let known = keys.keys(kind, &[]);
            assert!(known.len() > 4, "{kind:?}");
            for key in known {
                assert!(!key.meaning.is_empty(), "{kind:?} {}", key.name);
            }
        }
        let nested = keys.keys(Kind::Claim, &["positions", "0"]);
        let names: Vec<&str> = nested.iter().map(|key| key.name.as_str()).collect();
        assert_eq!(names, ["value", "article", "quote", "unnamed"]);
        assert!(nested.iter().all(|key| !key.meaning.is_empty() && !key.list));
        assert!(keys.keys(Kind::Event, &[]).iter().any(|key| key.name == "sources" && key.list));
    }

    #[test]
    fn words_are_offered_where_only_some_are_allowed() {
        let keys = Keys::new();
        let words = |kind, path: &[&str]| -> Vec<String> {
            keys.words(kind, path).into_iter().map(|word| word.name).collect()
        };
        assert_eq!(words(Kind::Entity, &["type"]), ["person", "organization", "place"]);
        assert_eq!(words(Kind::Article, &["rights"]), ["metadata", "summary", "excerpt", "full"]);
        assert_eq!(words(Kind::Claim, &["silent", "0", "why"]).len(), 4);
        assert_eq!(words(Kind::Claim, &["verdict"]).len(), 4);
        assert_eq!(words(Kind::Article, &["draft"]), ["true", "false"]);
        assert_eq!(words(Kind::Change, &["kind"]).len(), 4);
        assert!(words(Kind::Article, &["title"]).is_empty());
        assert!(keys.words(Kind::Entity, &["type"]).iter().all(|word| !word.meaning.is_empty()));
    }
}
