//! The JSON Schemas, held against real files by a validator that is not ours: ajv, which the browser
//! checks bring (`npm ci` in tests/browser). Without it only the names are checked.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{code, edit, err, folder, out, read, run, succeed, tree, write};

/// Reads cases `{schema, name, data, valid}` and prints the names of those that are not as they should be.
const VALIDATE: &str = "
const { default: Ajv } = require(process.argv[1]);
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
const { schemas, cases } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
for (const { schema, name, data, valid } of cases) {
  const check = ajv.getSchema(schema) || (ajv.addSchema(schemas[schema], schema), ajv.getSchema(schema));
  if (check(data) !== valid) console.log(name + ': ' + JSON.stringify(check.errors));
}";

/// What the validator objects to; absent when there is none.
fn objections(schemas: &Value, cases: &[Value]) -> Option<String> {
    let ajv = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/ajv");
    if !ajv.is_dir() {
        eprintln!("not validated: {} is not here", ajv.display());
        return None;
    }
    let mut command = Command::new("node");
    command.args(["-e", VALIDATE]).arg(&ajv).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
    let input = json!({ "schemas": schemas, "cases": cases }).to_string();
    let mut stdin = child.stdin.take().unwrap();
    let feeding = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    Some(out(&output))
}

/// The front matter of a content file as data.
fn front_matter(text: &str) -> Value {
    let yaml = text.split("---\n").nth(1).expect("front matter");
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).expect("YAML");
    serde_json::to_value(value).expect("plain data")
}

fn kind(path: &str) -> &'static str {
    match path.split('/').next().unwrap() {
        "articles" => "article",
        "entities" => "entity",
        "events" => "event",
        "claims" => "claim",
        "faq" => "faq",
        "changes" => "change",
        _ => "page",
    }
}

/// All content files and the settings of a site, as cases that hold.
fn cases_of(site: &Path) -> Vec<Value> {
    let mut cases = Vec::new();
    for (path, bytes) in tree(&site.join("content")) {
        if path.starts_with("sources/") || Path::new(&path).extension().is_none_or(|e| e != "md") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let data = front_matter(&text);
        cases.push(json!({"schema": kind(&path), "name": path, "data": data, "valid": true}));
    }
    let settings: toml::Table = read(&site.join("site.toml")).parse().unwrap();
    cases.push(json!({"schema": "site", "name": "site.toml", "data": settings, "valid": true}));
    cases
}

#[test]
fn real_files_hold_to_the_schemas_and_broken_ones_do_not() {
    let here = folder();
    succeed(here.path(), &["init", "demo", "--template", "demo"]);
    let demo = here.path().join("demo");
    succeed(&demo, &["ingest"]);
    succeed(here.path(), &["schema", "-o", "schemas"]);
    let mut schemas = json!({});
    for (name, bytes) in tree(&here.path().join("schemas")) {
        let name = name.strip_suffix(".schema.json").expect("the name of a schema");
        schemas[name] = serde_json::from_slice(&bytes).unwrap();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases = cases_of(root);
    cases.extend(cases_of(&root.join("tests/sites/good/ferry")));
    cases.extend(cases_of(&demo));
    assert!(cases.len() > 100, "{}", cases.len());
    for line in succeed(&demo, &["annotate", "content/sources"]).lines() {
        let data: Value = serde_json::from_str(line).unwrap();
        cases
            .push(json!({"schema": "annotate", "name": data["file"], "data": data, "valid": true}));
    }
    for (schema, data) in [
        ("entity", json!({"name": "A", "type": "persn"})),
        ("entity", json!({"name": "A", "type": "person", "rloe": "x"})),
        ("entity", json!({"type": "person"})),
        ("event", json!({"title": "T", "date": "6 February 2023"})),
        ("event", json!({"title": "T", "place": "Not An Id"})),
        ("claim", json!({"question": "Q", "attribute": "a", "positions": [{"value": "x"}]})),
        ("article", json!({"title": "T", "tags": "one"})),
        ("article", json!({"title": "T", "published": "2023", "date": "2023"})),
        ("article", json!({"title": "T", "date": "6 February 2023"})),
        ("site", json!({"build": {"page_size": "many"}})),
        ("annotate", json!({"id": "x"})),
    ] {
        cases.push(
            json!({"schema": schema, "name": data.to_string(), "data": data, "valid": false}),
        );
    }
    for (schema, data) in [
        ("event", json!({"title": 1984, "date": 2023})),
        ("article", json!({"title": "T", "date": "2023-02-06"})),
        ("event", json!({"title": "T", "date": "2023-02-06T18:20+01:00/.."})),
    ] {
        cases
            .push(json!({"schema": schema, "name": data.to_string(), "data": data, "valid": true}));
    }
    if let Some(found) = objections(&schemas, &cases) {
        assert_eq!(found, "");
    }
}

#[test]
fn schemas_are_named_and_misspelt_names_mended() {
    let here = folder();
    let names = succeed(here.path(), &["schema"]);
    for name in names.lines() {
        let schema: Value = serde_json::from_str(&succeed(here.path(), &["schema", name])).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{name}");
    }
    assert_eq!(names.lines().count(), 9);
    let misspelt = run(here.path(), &["schema", "entiti"]);
    assert_eq!(code(&misspelt), Some(2));
    assert!(err(&misspelt).contains("did you mean `entity`?"), "{}", err(&misspelt));
    assert!(fs::read_dir(here.path()).unwrap().next().is_none());
}

#[test]
fn sarif_holds_to_the_schema_of_oasis() {
    let here = folder();
    let ferry = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (name, bytes) in tree(&ferry) {
        write(here.path(), &name, bytes);
    }
    let person = here.path().join("content/entities/maren-tollefsby.md");
    edit(&person, "role:", "rloe:");
    edit(&here.path().join("content/faq/why-no-ferry.md"), "[[osterholm]]", "[[OSTERHOLM]]");
    write(here.path(), "content/entities/a b.md", "");
    let copy = "---\nname: Osterhulm\ntype: place\n---\n";
    write(here.path(), "content/entities/osterhulm.md", copy);
    let log: Value =
        serde_json::from_str(&out(&run(here.path(), &["check", "--format", "sarif"]))).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    for part in ["fixes", "relatedLocations", "locations"] {
        assert!(results.iter().any(|result| !result[part].is_null()), "{part}: {log:#}");
    }
    for result in results {
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
    // The schema is OASIS's and large: sarif-schema-2.1.0.json of github.com/oasis-tcs/sarif-spec.
    let Some(schema) = std::env::var_os("SARIF_SCHEMA") else { return };
    let mut schema: Value = serde_json::from_str(&read(Path::new(&schema))).unwrap();
    // It is of draft 4, and uses nothing that later drafts read otherwise but these two keys.
    for key in ["$schema", "id"] {
        schema.as_object_mut().unwrap().remove(key);
    }
    let holds = json!({"schema": "sarif", "name": "log", "data": log, "valid": true});
    let breaks = json!({"schema": "sarif", "name": "none", "data": {"runs": 1}, "valid": false});
    assert_eq!(objections(&json!({ "sarif": schema }), &[holds, breaks]).as_deref(), Some(""));
}
