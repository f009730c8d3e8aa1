//! The layout of the source: what each file says of itself, and that modules import downwards only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The library's modules from the ground up; a module imports from lower layers and its own folder.
const LAYERS: [&[&str]; 12] = [
    &["path", "fingerprint"],
    &["diagnostic", "unicode", "fs"],
    &["config", "model", "markdown", "tree", "language"],
    &["source", "revision"],
    &["content"],
    &["ingest"],
    &["graph", "compare"],
    &["pages"],
    &["render"],
    &["publish"],
    &["pipeline"],
    &["serve", "lsp"],
];

/// Path below `src/` (with forward slashes) and text of every source file, in path order.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = WalkDir::new(&root).sort_by_file_name();
    let mut found = Vec::new();
    for entry in files {
        let path = entry.expect("src/ can be listed").into_path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&root).expect("below src/").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a readable file");
            found.push((name.replace('\\', "/"), text));
        }
    }
    assert!(found.len() > 10, "the source was not found");
    found
}

/// The module a file belongs to: `ingest/merge.rs` and `ingest.rs` are `ingest`.
fn module(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// The code of a file without comments, strings' content being of no matter here.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules below `crate::` that a text names, also in `use crate::{a::B, c}`.
fn imports(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut item) = (0usize, String::new());
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.insert(first_name(&item));
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                item.push(c);
            }
            found.insert(first_name(&item));
        } else {
            found.insert(first_name(rest));
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn first_name(text: &str) -> String {
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    text.trim_start().chars().take_while(word).collect()
}

#[test]
fn imports_are_found_in_every_spelling() {
    let text = "use crate::a::B;\nuse crate::{\n c::{D, e},\n f, g::*,\n};\nlet x = crate::h::i();\n\
                // crate::not\nuse backstory_crate;";
    let expected = ["a", "c", "f", "g", "h"].map(str::to_owned);
    assert_eq!(imports(text), BTreeSet::from(expected));
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().next().is_none_or(|line| !line.starts_with("//! ")))
        .map(|(file, _)| file)
        .collect();
    assert!(silent.is_empty(), "these begin without a line of `//!`: {silent:?}");
}

#[test]
fn every_module_has_a_layer_and_imports_from_below() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let own = module(&file);
        if ["lib", "main", "cli"].contains(&own) {
            continue;
        }
        let Some(own_layer) = layer(own) else {
            faults.push(format!("{file}: the module `{own}` has no layer"));
            continue;
        };
        for import in imports(&text) {
            match layer(&import) {
                _ if import == own => {}
                Some(below) if below <= own_layer => {}
                Some(_) => faults.push(format!("{file} imports from the higher layer `{import}`")),
                None => faults.push(format!("{file} imports `{import}`, which has no layer")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn modules_form_no_circle() {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in sources() {
        let own = module(&file);
        if layer(own).is_some() {
            let mut others = imports(&text);
            others.remove(own);
            graph.entry(own.to_owned()).or_default().extend(others);
        }
    }
    // Take away, again and again, what imports nothing that is left.
    loop {
        let free: Vec<_> = graph
            .iter()
            .filter(|(_, imports)| imports.iter().all(|import| !graph.contains_key(import)))
            .map(|(own, _)| own.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        graph.retain(|own, _| !free.contains(own));
    }
    assert!(graph.is_empty(), "these import each other in a circle: {graph:?}");
}

#[test]
fn the_program_uses_the_library_and_the_library_not_the_program() {
    for (file, text) in sources() {
        if !["main", "cli"].contains(&module(&file)) {
            assert!(!imports(&text).contains("cli"), "{file} imports the command line");
        }
    }
}

/// Path from the repository and text of every template that is shipped.
fn templates() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["templates", "themes"] {
        for entry in WalkDir::new(root.join(folder)).sort_by_file_name() {
            let path = entry.expect("a folder that can be listed").into_path();
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy();
            if name.ends_with(".html") && !name.contains("content") {
                found.push((name.replace('\\', "/"), fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    assert!(found.len() > 20, "the templates were not found");
    found
}

#[test]
fn markup_that_is_not_escaped_is_made_in_one_place() {
    // A value of content that templates write as it is can only be had from `SafeHtml`; `say` joins
    // texts that it has escaped itself.
    let makers = ["render/sanitize.rs", "render/template/say.rs"];
    for (file, text) in sources() {
        let code = code(&text);
        let made = code.contains("safe_string") || code.contains("safe_str(");
        assert!(!made || makers.contains(&file.as_str()), "{file} makes markup of its own");
        for switch in ["autoescape", "set_escape_fn"] {
            assert!(!code.contains(switch), "{file} changes what templates escape");
        }
        let field = code.contains("SafeHtml(") && file != "render/sanitize.rs";
        assert!(!field, "{file} makes a `SafeHtml` from a text");
        assert!(!code.contains("pub struct SafeHtml(pub"), "{file} opens `SafeHtml`");
    }
    for (file, text) in templates() {
        let pipes = text.split('|').skip(1).map(first_name);
        let safe = pipes.filter(|filter| filter == "safe").count();
        assert_eq!(safe, 0, "{file} writes a value without escaping it");
        for trick in ["autoescape", "onclick=", "<style", " style=\"", "javascript:"] {
            assert!(!text.contains(trick), "{file} has `{trick}`");
        }
    }
}

#[test]
fn ids_of_templates_are_told_apart_from_those_of_content() {
    // Where a page shows ids of content, a fixed id begins with `_`, which none of content does.
    let own = ["contents", "undated"];
    for (file, text) in templates() {
        for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let fixed = id.split("{{").next().unwrap_or_default();
            let known = ["", "f-", "g-", "g-fine", "g-coarse", "y"].contains(&fixed);
            assert!(known || fixed.starts_with('_') || own.contains(&fixed), "{file}: {id}");
        }
    }
}
