//! Front matter: the YAML between `---` lines at the head of a content file. The only reader and
//! writer of it. Knows no kind of thing: what keys there are comes with the type.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_saphyr::Error;

use super::outline::{Node, OutlineError, Value, outline};
use super::plain_yaml;
use super::slip::slip;
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span, closest};
use crate::source::dates;
use crate::unicode::{is_unwanted, one_line};

/// Where the front matter and the body of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fences {
    /// The YAML text between the fences, with its last line end.
    pub yaml: Span,
    /// Byte at which the Markdown body begins; blank lines behind the fence are skipped.
    pub body_start: usize,
}

/// Finds the fences; absent when the file does not begin with `---` or never closes it.
pub fn fences(text: &str) -> Option<Fences> {
    let first = text.split_inclusive('\n').next()?;
    let bare = first.trim_start_matches('\u{feff}');
    if bare.trim_end() != "---" {
        return None;
    }
    let yaml_start = first.len();
    let mut at = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = Span::new(yaml_start, at);
            return Some(Fences { yaml, body_start: body_start(text, at + line.len()) });
        }
        at += line.len();
    }
    None
}

/// The first byte behind blank lines.
fn body_start(text: &str, mut at: usize) -> usize {
    for line in text[at..].split_inclusive('\n') {
        if !line.trim().is_empty() {
            return at;
        }
        at += line.len();
    }
    at
}

/// The bytes of one value of a file's front matter, by its keys and list positions, such as
/// `["positions", "2", "article"]`; absent when it is not written there.
pub fn span_at(text: &str, path: &[&str]) -> Option<Span> {
    let yaml = fences(text)?.yaml;
    let root = outline(yaml.of(text)).ok()?;
    let span = root.at(path)?.span;
    Some(Span::new(span.start + yaml.start, span.end + yaml.start))
}

/// The place of one value of a file's front matter; the whole file when it is not written there.
pub fn place_at(file: &str, text: &str, path: &[&str]) -> Place {
    match span_at(text, path) {
        Some(span) => Place::span(file, text, span),
        None => Place::file(file),
    }
}

/// All keys that `M` knows, in the order of its fields, synonyms included.
pub fn keys_of<M: DeserializeOwned>() -> &'static [&'static str] {
    let mut keys: &'static [&'static str] = &[];
    // The deserializer only takes note of the field names and then gives up.
    let _ = M::deserialize(FieldNames { keys: &mut keys });
    keys
}

/// A deserializer that notes which fields are asked for.
struct FieldNames<'a> {
    keys: &'a mut &'static [&'static str],
}

impl<'de> serde::Deserializer<'de> for FieldNames<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("only field names are asked for"))
    }

    fn deserialize_struct<V: serde::de::Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.keys = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Reads the front matter of `text`, the content of `file`: the data, the byte at which the body
/// begins, and what is wrong. `known_keys` are all keys of `M`, for "did you mean". The data are
/// absent when any error is reported.
pub fn parse<M: DeserializeOwned>(
    text: &str,
    file: &str,
    known_keys: &[&str],
) -> (Option<M>, usize, Diagnostics) {
    if let Some(Fences { yaml, body_start }) = fences(text)
        && let Some(meta) = plain_yaml::read(yaml.of(text), known_keys)
    {
        return (Some(meta), body_start, Vec::new());
    }
    parse_in_full(text, file, known_keys)
}

/// As [`parse`], by the full reader of YAML, which knows where everything stands.
pub(super) fn parse_in_full<M: DeserializeOwned>(
    text: &str,
    file: &str,
    known_keys: &[&str],
) -> (Option<M>, usize, Diagnostics) {
    let Some(Fences { yaml, body_start }) = fences(text) else {
        return (None, 0, vec![no_fences(text, file)]);
    };
    let reader = Reader { file, text, offset: yaml.start };
    let root = match outline(yaml.of(text)) {
        Ok(root) => root,
        Err(error) => return (None, body_start, vec![reader.yaml_error(&error)]),
    };
    if !matches!(root.value, Value::Map { .. }) {
        let problem = Diagnostic::error("front-matter-yaml", "the front matter is not a mapping")
            .hint("write one `key: value` a line");
        return (None, body_start, vec![reader.place(problem, root.span)]);
    }
    let mut diagnostics = reader.unknown_keys(&root, known_keys);
    let unknown = !diagnostics.is_empty();
    // No keys at all is an empty mapping, not nothing.
    let yaml = if root.entries().is_empty() { "{}" } else { yaml.of(text) };
    match serde_saphyr::from_str_with_options::<M>(yaml, options()) {
        Ok(meta) => return (Some(meta), body_start, diagnostics),
        Err(error) => match error.without_snippet() {
            // Reported above, all of them.
            Error::SerdeUnknownField { .. } if unknown => {}
            error => diagnostics.push(reader.typed_error(error, &root)),
        },
    }
    (None, body_start, diagnostics)
}

/// Strict reading: no repeated keys, merge keys or tags; `yes` and `no` are words.
fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
        merge_keys: serde_saphyr::MergeKeyPolicy::Error,
        reject_unsupported_tags: true,
    }
}

/// What is missing when there are no fences.
fn no_fences(text: &str, file: &str) -> Diagnostic {
    let opened = text.trim_start_matches('\u{feff}').starts_with("---");
    let end = text.lines().next().map_or(0, str::len);
    let (message, hint) = if opened {
        ("the front matter is never closed", "close it with a line `---` behind its last key")
    } else {
        (
            "the file has no front matter",
            "begin the file with a line `---`, then `key: value` lines, then `---`",
        )
    };
    let place = Place::span(file, text, Span::new(0, end));
    Diagnostic::error("front-matter-missing", message).at(place).hint(hint)
}

/// A file whose front matter is being read; `offset` is where its YAML begins.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    offset: usize,
}

impl Reader<'_> {
    /// Places a problem on bytes of the YAML.
    fn place(&self, problem: Diagnostic, span: Span) -> Diagnostic {
        let span = Span::new(span.start + self.offset, span.end + self.offset);
        // A message may name a value that runs over several lines.
        let message = one_line(&problem.message).into_owned();
        Diagnostic { message, ..problem.at(Place::span(self.file, self.text, span)) }
    }

    fn yaml_error(&self, error: &OutlineError) -> Diagnostic {
        let found = slip(self.text, self.offset, error);
        let place = Place::span(self.file, self.text, found.span);
        let problem = Diagnostic::error("front-matter-yaml", found.message).at(place);
        let problem = Diagnostic { hint: found.hint, ..problem };
        match found.instead {
            Some((span, text)) => {
                let fix = format!("write {text}");
                let edit = Edit { file: self.file.to_owned(), span, text };
                problem.fix(Fix::suggested(fix, edit))
            }
            None => problem,
        }
    }

    /// Keys of the top level that `M` does not have.
    fn unknown_keys(&self, root: &Node, known: &[&str]) -> Diagnostics {
        let keys = root.entries().iter().filter_map(|(key, _)| Some((key, key.text()?)));
        keys.filter(|(_, name)| !known.contains(name))
            .map(|(key, name)| self.renamed(unknown_key(name, known), key, known, root))
            .collect()
    }

    /// The problem on a key, with the key that was meant, where that one is not there already.
    fn renamed(&self, problem: Diagnostic, key: &Node, known: &[&str], map: &Node) -> Diagnostic {
        let problem = self.place(problem, key.span);
        let near = key.text().and_then(|name| closest(name, known.iter().copied()));
        match near.filter(|near| map.get(near).is_none()) {
            Some(near) => mended(problem, near),
            None => problem,
        }
    }

    /// A value of the wrong kind, a missing key, a key unknown deeper down.
    fn typed_error(&self, error: &Error, root: &Node) -> Diagnostic {
        let at = error.location().and_then(|place| place.span().byte_offset());
        let at = at.and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let node = innermost(root, at);
        let given = node.span;
        match error {
            Error::SerdeMissingField { field, .. } => {
                self.place(missing_key(field), self.first_line_of(mapping_at(root, at)))
            }
            Error::SerdeUnknownField { field, expected, .. } => {
                self.renamed(unknown_key(field, expected), node, expected, mapping_at(root, at))
            }
            Error::SerdeUnknownVariant { variant, expected, .. } => {
                let message = format!("`{variant}` is not one of {}", listed(expected));
                let problem = Diagnostic::error("wrong-type", message);
                let problem = self.place(with_suggestion(problem, variant, expected), given);
                match closest(variant, expected.iter().copied()) {
                    Some(near) => mended(problem, near),
                    None => problem,
                }
            }
            Error::NullIntoString { .. } | Error::UnexpectedValueForUnit { .. } => {
                let problem = Diagnostic::error("wrong-type", "the value is missing")
                    .hint("give a value, or delete the key");
                self.place(problem, given)
            }
            Error::Message { msg, .. } if msg.contains("is not a date") => {
                self.bad_date(msg.clone(), node)
            }
            Error::Message { msg, .. } => {
                self.place(Diagnostic::error("wrong-type", msg.clone()), given)
            }
            other => {
                let problem = Diagnostic::error("wrong-type", plain_message(other, node));
                let Value::Scalar { text, .. } = &node.value else {
                    return self.place(problem, given);
                };
                if !matches!(other, Error::Unexpected { expected: "sequence start", .. }) {
                    return self.place(problem, given);
                }
                let list = format!("[{}]", shortened(text));
                let problem = self.place(problem.hint(format!("write `{list}`")), given);
                // A value with a comma may be meant as one or as several.
                let is_one = is_plain(text) && !text.contains([',', '[', ']', '{', '}']);
                if is_one && list.len() == text.len() + 2 {
                    mended(problem, &list)
                } else {
                    problem
                }
            }
        }
    }

    /// A date as people write it, with the EDTF it probably means.
    fn bad_date(&self, message: String, node: &Node) -> Diagnostic {
        let problem = Diagnostic::error("bad-date", message)
            .hint("dates are EDTF: leave out what is not known, never guess it");
        let problem = self.place(problem, node.span);
        let meant = node.text().and_then(|text| dates::find(text, None));
        let edit = meant.zip(problem.place.as_ref()).and_then(|(meant, place)| {
            let edit = Edit::at(place, meant.to_string())?;
            Some(Fix::suggested(format!("write `{meant}`, if that is meant"), edit))
        });
        match edit {
            Some(fix) => problem.fix(fix),
            None => problem,
        }
    }

    /// The first line of a mapping, or its place when it is empty.
    fn first_line_of(&self, node: &Node) -> Span {
        let start = node.span.start;
        let text = self.text.get(start + self.offset..node.span.end + self.offset).unwrap_or("");
        Span::new(start, start + text.lines().next().map_or(0, str::len))
    }
}

/// The problem with `right` in its place, as a fix that is safe: as it stands, nothing is read.
fn mended(problem: Diagnostic, right: &str) -> Diagnostic {
    match problem.place.as_ref().and_then(|place| Edit::at(place, right)) {
        Some(edit) => problem.fix(Fix::safe(format!("write `{right}`"), edit)),
        None => problem,
    }
}

/// The smallest value or key that covers byte `at`.
fn innermost(node: &Node, at: usize) -> &Node {
    let covers = |node: &Node| node.span.start <= at && at < node.span.end.max(node.span.start + 1);
    let inside = match &node.value {
        Value::Scalar { .. } => None,
        Value::List { items, .. } => items.iter().find(|item| covers(item)),
        Value::Map { entries, .. } => {
            entries.iter().flat_map(|(key, value)| [key, value]).find(|part| covers(part))
        }
    };
    inside.map_or(node, |inside| innermost(inside, at))
}

/// The smallest mapping that covers byte `at`.
fn mapping_at(root: &Node, at: usize) -> &Node {
    let mut found = root;
    let mut node = root;
    loop {
        let covers = |node: &&Node| node.span.start <= at && at < node.span.end.max(at + 1);
        let next = match &node.value {
            Value::Scalar { .. } => None,
            Value::List { items, .. } => {
                items.iter().find(|item| covers(item) && at < item.span.end)
            }
            Value::Map { entries, .. } => {
                found = node;
                let mut values = entries.iter().map(|(_, value)| value);
                values.find(|value| covers(value) && at < value.span.end)
            }
        };
        match next {
            Some(next) => node = next,
            None => return found,
        }
    }
}

fn unknown_key(name: &str, known: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error("unknown-key", format!("there is no key `{name}` here"));
    with_suggestion(problem, name, known)
}

fn missing_key(name: &str) -> Diagnostic {
    Diagnostic::error("missing-key", format!("the key `{name}` is missing"))
        .hint(format!("add a line `{name}: …`"))
}

/// Offers the closest name, or lists all.
fn with_suggestion(problem: Diagnostic, given: &str, known: &[&str]) -> Diagnostic {
    match closest(given, known.iter().copied()) {
        Some(name) => problem.hint(format!("did you mean `{name}`?")),
        None if known.is_empty() => problem,
        None => problem.hint(format!("known here: {}", known.join(", "))),
    }
}

/// `a`, `b` or `c`.
fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The reader's complaint without its own notion of the place.
fn plain_message(error: &Error, node: &Node) -> String {
    let found = match &node.value {
        Value::Scalar { text, .. } if text.is_empty() => "nothing".to_owned(),
        Value::Scalar { text, .. } => format!("`{}`", shortened(text)),
        Value::List { .. } => "a list".to_owned(),
        Value::Map { .. } => "a mapping".to_owned(),
    };
    match error {
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            format!("{found} stands where {} is expected", in_words(expected))
        }
        Error::InvalidScalar { ty, .. } => format!("{found} is not a valid {ty}"),
        Error::InvalidBooleanStrict { .. } => format!("{found} is neither `true` nor `false`"),
        Error::Unexpected { expected, .. } => {
            format!("{found} stands where {} is expected", in_words(expected))
        }
        Error::ExternallyTaggedEnumExpectedScalarOrMapping { .. } => {
            format!("{found} stands where one word is expected")
        }
        other => {
            let text = other.render();
            let first = text.lines().next().unwrap_or("").trim_start_matches("error: ");
            format!("{first} ({found})")
        }
    }
}

/// What the reader calls what it expects, for people who do not know YAML's words.
fn in_words(expected: &str) -> &str {
    match expected {
        "sequence start" | "a sequence" => "a list",
        "mapping start" | "a map" => "a mapping of `key: value`",
        "string scalar" | "scalar" | "a string" | "value" => "a text",
        other => other,
    }
}

/// At most 60 characters of a text.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(59).chain(['…']).collect()
}

/// Writes a content file canonically: keys in the order of `M`'s fields, one blank line before the
/// body, exactly one line end at the end. Values are quoted only where YAML needs it.
pub fn write<M: Serialize>(meta: &M, body: &str) -> String {
    let mut text = format!("---\n{}---\n", yaml_of(meta));
    let body = body.get(body_start(body, 0)..).unwrap_or("").trim_end();
    if !body.is_empty() {
        text.push('\n');
        text.push_str(body);
        text.push('\n');
    }
    text
}

/// The YAML of plain data, canonically, a key a line.
pub fn yaml_of<M: Serialize>(meta: &M) -> String {
    // Plain data (texts, lists, structs) always has a YAML form.
    let value = serde_yaml::to_value(meta).unwrap_or(serde_yaml::Value::Null);
    let mut yaml = String::new();
    if let serde_yaml::Value::Mapping(map) = &value {
        write_map(&mut yaml, map, 0);
    }
    yaml
}

/// Writes keys and values, each key on a line of its own; the first one continues a started line
/// when the mapping is an item of a list.
fn write_map(yaml: &mut String, map: &serde_yaml::Mapping, depth: usize) {
    for (key, value) in map {
        if yaml.is_empty() || yaml.ends_with('\n') {
            yaml.push_str(&"  ".repeat(depth));
        }
        yaml.push_str(&scalar(key));
        yaml.push(':');
        match value {
            serde_yaml::Value::Mapping(inner) if !inner.is_empty() => {
                yaml.push('\n');
                write_map(yaml, inner, depth + 1);
            }
            serde_yaml::Value::Sequence(items) if !items.is_empty() => {
                yaml.push('\n');
                write_list(yaml, items, depth + 1);
            }
            other => {
                yaml.push(' ');
                yaml.push_str(&scalar(other));
                yaml.push('\n');
            }
        }
    }
}

/// Writes a list with a dash a line.
fn write_list(yaml: &mut String, items: &[serde_yaml::Value], depth: usize) {
    for item in items {
        yaml.push_str(&"  ".repeat(depth));
        yaml.push_str("- ");
        match item {
            serde_yaml::Value::Mapping(inner) if !inner.is_empty() => {
                write_map(yaml, inner, depth + 1);
            }
            other => {
                yaml.push_str(&scalar(other));
                yaml.push('\n');
            }
        }
    }
}

/// A value on one line. A list in a list or an empty one is written with brackets.
fn scalar(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::Null => "null".to_owned(),
        serde_yaml::Value::Bool(yes) => yes.to_string(),
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::String(text) if is_plain(text) => text.clone(),
        serde_yaml::Value::String(text) => quoted(text),
        // JSON is YAML; what is nested this oddly is in no content file.
        nested => serde_json::to_string(nested).unwrap_or_default(),
    }
}

/// Words that some YAML reader takes for something else than a text.
const NOT_TEXTS: [&str; 12] =
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];

/// Whether a text can stand in YAML without quotation marks, for every YAML reader.
pub(super) fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let plain = text.trim() == text
        && (first.is_alphanumeric() || !first.is_ascii())
        && !text.ends_with(':')
        && !text.chars().any(needs_escape)
        && !text.contains(": ")
        && !text.contains(" #")
        && !NOT_TEXTS.contains(&text.to_ascii_lowercase().as_str());
    plain && !(first.is_ascii_digit() && may_be_number(text))
}

/// Whether a text that begins with a digit could be read as a number or a time of day. Dates with
/// hyphens and hyphenated words cannot.
fn may_be_number(text: &str) -> bool {
    let words = text.chars().filter(char::is_ascii_alphabetic).count() > 2;
    let date = || text.parse::<crate::model::date::Edtf>().is_ok();
    !text.contains(' ') && !(text.contains('-') && (words || date()))
}

/// Characters that a YAML text cannot hold, or that some reader takes for a line end.
pub(super) fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// A text as a value of one line, also between brackets: with quotation marks only where YAML needs
/// them.
pub fn scalar_text(text: &str) -> String {
    if is_plain(text) && !in_flow(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a text holds signs that have a meaning between brackets.
pub(super) fn in_flow(text: &str) -> bool {
    text.contains([',', '[', ']', '{', '}'])
}

/// A text in double quotation marks, with YAML's escapes.
pub(super) fn quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Would be refused when it is read.
            c if is_unwanted(c) => {}
            c if needs_escape(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::library::PageMeta;
    use crate::model::article::ArticleMeta;
    use crate::model::claim::{ClaimMeta, Position};
    use crate::path::Slug;

    const KEYS: &[&str] = &["title", "outlet", "published", "rights", "tags", "draft", "ingest"];

    fn problems(text: &str) -> Vec<(&'static str, String, String)> {
        let (_, _, diagnostics) = parse::<ArticleMeta>(text, "content/articles/x.md", KEYS);
        let of = |place: &Place| place.span.map_or("", |span| span.of(text)).to_owned();
        diagnostics
            .iter()
            .map(|problem| {
                let place = problem.place.as_ref().map(of).unwrap_or_default();
                (problem.code, place, problem.hint.clone().unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn every_slip_is_named_where_it_stands() {
        let cases: [(&str, &str, &str, &str); 14] = [
            ("no fence\n", "front-matter-missing", "no fence", "begin the file"),
            ("---\ntitle: x\n", "front-matter-missing", "---", "close it"),
            ("---\ntitel: x\n---\n", "unknown-key", "titel", "did you mean `title`?"),
            ("---\noutlet: x\n---\n", "missing-key", "outlet: x", "add a line `title"),
            ("---\n---\n", "missing-key", "", "add a line `title"),
            ("---\ntitle: Budget: the fight\n---\n", "front-matter-yaml", "", "in quotes"),
            ("---\ntitle: x\ntitle: y\n---\n", "front-matter-yaml", "title", "delete one"),
            ("---\ntitle: x\npublished: May 2025\n---\n", "bad-date", "May 2025", "EDTF"),
            ("---\ntitle: x\nrights: ful\n---\n", "wrong-type", "ful", "did you mean `full`?"),
            ("---\ntitle: x\ntags: 3\n---\n", "wrong-type", "3", ""),
            ("---\ntitle: [a]\n---\n", "wrong-type", "[a]", ""),
            ("---\ntitle: x\ndraft: yes\n---\n", "wrong-type", "yes", ""),
            ("---\ntitle:\n---\n", "wrong-type", "", "give a value"),
            ("---\ntitle: x\ningest: {sourc: y}\n---\n", "unknown-key", "sourc", "`source`"),
        ];
        for (text, code, culprit, hint) in cases {
            let found = problems(text);
            let matches = found.iter().any(|(found, place, remedy)| {
                *found == code
                    && (culprit.is_empty() || place.as_str() == culprit)
                    && remedy.contains(hint)
            });
            assert!(matches, "{text:?}: {found:?}");
        }
    }

    #[test]
    fn slips_are_told_in_words_for_people() {
        for (text, message, place, hint) in [
            ("---\ntitle: x\ntags: 3\n---\n", "`3` stands where a list is expected", "3", "`[3]`"),
            ("---\ntitle: [a]\n---\n", "a list stands where a text is expected", "[a]", ""),
            ("---\ntitle: x\nrights: [full]\n---\n", "a list stands where one word", "[full]", ""),
            ("---\ntitle: x\0y\n---\n", "a NUL byte", "\0", "delete it"),
            ("---\ntitle: x\n\0\ntags: [a]\n---\n", "a NUL byte", "\0", "UTF-8"),
            ("---\ntitle: \"x\noutlet: y\n---\n", "is not closed", "\"x", "close it"),
            ("---\ntitle: 'x\noutlet: y\n---\n", "is not closed", "'x", "close it"),
            ("---\ntags:\n  - \"x\n  - y\n---\n", "is not closed", "\"x", "close it"),
        ] {
            let (_, _, found) = parse::<ArticleMeta>(text, "x.md", KEYS);
            let problem = found.first().expect(text);
            assert!(problem.message.contains(message), "{text:?}: {problem:?}");
            let span = problem.place.as_ref().and_then(|place| place.span).expect("a place");
            assert_eq!(span.of(text), place, "{problem:?}");
            assert!(problem.hint.as_deref().unwrap_or("").contains(hint), "{problem:?}");
        }
    }

    #[test]
    fn dates_numbers_and_words_read_as_texts() {
        let text = "---\ntitle: 2024\npublished: 2025-05-16\noutlet: no\n---\nBody\n";
        let (meta, at, problems) = parse::<ArticleMeta>(text, "x.md", KEYS);
        let meta = meta.expect("front matter");
        assert_eq!((meta.title.as_str(), meta.outlet.as_deref()), ("2024", Some("no")));
        assert_eq!(meta.published.map(|date| date.to_string()).as_deref(), Some("2025-05-16"));
        assert_eq!((&text[at..], problems.len()), ("Body\n", 0));
    }

    #[test]
    fn front_matter_at_the_limits_is_read_as_data_and_beyond_is_refused() {
        let tags =
            |count: usize| format!("---\ntitle: x\ntags:\n{}---\n", "  - 'a b'\n".repeat(count));
        let length = |length: usize| {
            // The line end counts too.
            format!("---\ntitle: \"{}\"\n---\n", "x".repeat(length - "title: \"\"\n".len()))
        };
        let read = |text: &str| parse::<ArticleMeta>(text, "x.md", KEYS);
        // A mapping, two keys, a title, a list: five values besides the tags.
        for (text, count) in [(tags(995), 995), (tags(10), 10), (length(64 * 1024), 0)] {
            let (meta, _, problems) = read(&text);
            assert_eq!(meta.map(|meta| meta.tags.len()), Some(count), "{problems:?}");
        }
        for text in [tags(996), length(64 * 1024 + 1)] {
            let (meta, _, problems) = read(&text);
            assert!(meta.is_none() && problems.len() == 1, "{problems:?}");
            assert!(problems[0].place.as_ref().is_some_and(|place| place.line > 1), "{problems:?}");
        }
    }

    #[test]
    fn windows_line_ends_and_byte_order_marks_are_read() {
        let text = "\u{feff}---\r\ntitle: x\r\n---\r\n\r\nBody\r\n";
        let (meta, at, problems) = parse::<ArticleMeta>(text, "x.md", KEYS);
        assert_eq!((meta.map(|m| m.title), &text[at..]), (Some("x".to_owned()), "Body\r\n"));
        assert!(problems.is_empty(), "{problems:?}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            texts in proptest::collection::vec("[\\PC\\n\\t]{0,40}", 4),
            words in proptest::collection::vec("[-:#'\"@%&*!|>{}\\[\\], a0yn~.=_]{0,12}", 0..5),
            body in "[\\PC\\n]{0,200}",
        ) {
            let page = PageMeta {
                title: texts[0].clone(),
                dek: Some(texts[1].clone()),
                author: words.first().cloned(),
                ..PageMeta::default()
            };
            let keys = ["title", "dek", "as_of", "author", "key_claims", "key_events"];
            let written = write(&page, &body);
            let (read, at, problems) = parse::<PageMeta>(&written, "x.md", &keys);
            prop_assert_eq!(problems, vec![]);
            prop_assert_eq!(read.as_ref(), Some(&page));
            let again = write(&page, &written[at..]);
            prop_assert_eq!(&again, &written);
            prop_assert!(written.ends_with('\n'));

            let article = Slug::parse("one").expect("an id");
            let position = |value: &String| Position {
                value: value.clone(), article: article.clone(),
                quote: texts[2].clone(), unnamed: Some(texts[3].clone()),
            };
            let claim = ClaimMeta {
                question: texts[3].clone(),
                positions: words.iter().map(position).collect(),
                ..ClaimMeta::default()
            };
            let keys = ["question", "attribute", "positions", "status"];
            let (read, _, problems) = parse::<ClaimMeta>(&write(&claim, ""), "x.md", &keys);
            prop_assert_eq!(problems, vec![]);
            prop_assert_eq!(read, Some(claim));
        }

        #[test]
        fn any_text_is_survived(text in "(---\\n)?[\\PC\\n\\t:\"'\\[\\]{}#-]{0,200}(\\n---\\n)?") {
            let _ = parse::<ArticleMeta>(&text, "x.md", KEYS);
        }
    }
}
