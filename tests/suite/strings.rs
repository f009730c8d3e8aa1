//! The words of the pages: none stands in a template or in code, none in the table is idle, and a
//! site in another language shows no English of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::program::{folder, is_page, read, succeed, tree, write};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of a shipped table by key, forms of number under the key of their text.
fn table(language: &str) -> BTreeMap<String, Vec<String>> {
    fn add(texts: &mut BTreeMap<String, Vec<String>>, key: &str, value: &toml::Value) {
        match value {
            toml::Value::String(text) => texts.entry(key.into()).or_default().push(text.clone()),
            toml::Value::Array(list) => list.iter().for_each(|entry| add(texts, key, entry)),
            toml::Value::Table(table) if table.contains_key("other") => {
                table.values().for_each(|form| add(texts, key, form));
            }
            toml::Value::Table(table) => {
                let inner = |name: &String| {
                    if key.is_empty() { name.clone() } else { format!("{key}.{name}") }
                };
                table.iter().for_each(|(name, value)| add(texts, &inner(name), value));
            }
            _ => panic!("{key} is no text"),
        }
    }
    let file = repository().join(format!("templates/strings/{language}.toml"));
    let table: toml::Table = read(&file).parse().unwrap();
    let mut texts = BTreeMap::new();
    add(&mut texts, "", &toml::Value::Table(table));
    texts
}

/// The keys of the words that themes' own templates use.
fn own_keys() -> BTreeSet<String> {
    let files = tree(&repository().join("themes"));
    let tables = files.into_iter().filter(|(file, _)| file.ends_with("/strings/en.toml"));
    let tables = tables.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    let tables = tables.map(|text| text.parse::<toml::Table>().unwrap());
    let own = tables.filter_map(|table| table.get("own").and_then(|own| own.as_table()).cloned());
    own.flat_map(|own| own.into_iter().map(|(name, _)| format!("own.{name}"))).collect()
}

/// The built-in templates, those of the shipped themes too: file and text.
fn templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["templates", "themes"] {
        for (file, bytes) in tree(&repository().join(folder)) {
            if is_page(&file) && !file.starts_with("init/") {
                found.push((format!("{folder}/{file}"), String::from_utf8(bytes).unwrap()));
            }
        }
    }
    assert!(found.len() > 15);
    found
}

/// The code of the modules that word pages, without their tests.
fn code() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for module in ["pages", "render"] {
        let mut files = tree(&repository().join("src").join(module));
        files.insert(
            "mod.rs".into(),
            fs::read(repository().join(format!("src/{module}.rs"))).unwrap(),
        );
        for (file, bytes) in files {
            let is_code = Path::new(&file).extension().is_some_and(|ending| ending == "rs");
            if is_code && !file.ends_with("tests.rs") {
                let text = String::from_utf8(bytes).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap();
                let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                let text = lines.collect::<Vec<_>>().join("\n");
                found.push((format!("src/{module}/{file}"), text));
            }
        }
    }
    found
}

/// The keys that a text names, `section.*` for a look-up in a section.
fn named(text: &str, sections: &BTreeSet<&str>) -> BTreeSet<String> {
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    let mut keys = BTreeSet::new();
    for (at, _) in text.match_indices("t.") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '/')) {
            continue;
        }
        let rest = &text[at + 2..];
        let key: String = rest.chars().take_while(|c| is_key(*c)).collect();
        let after = rest[key.len()..].chars().next();
        let key = key.trim_end_matches('.');
        match after {
            Some('[') => keys.insert(format!("{key}.*")),
            _ if key.contains('.') => keys.insert(key.to_owned()),
            _ => false,
        };
    }
    for part in text.split('"').skip(1) {
        let section = part.split('.').next().unwrap();
        if part.contains('.') && part.chars().all(is_key) && sections.contains(section) {
            keys.insert(part.to_owned());
        }
    }
    keys
}

#[test]
fn every_text_that_is_asked_for_exists_and_none_is_idle() {
    let english = table("en");
    let sections: BTreeSet<&str> =
        english.keys().map(|key| key.split('.').next().unwrap()).collect();
    // What the names of files that look like keys end in.
    let file_endings =
        ["html", "toml", "css", "js", "json", "jsonld", "txt", "xml", "ics", "csv", "bib", "md"];
    let own = own_keys();
    let mut idle: BTreeSet<&str> = english.keys().map(String::as_str).collect();
    for (file, text) in templates().into_iter().chain(code()) {
        for key in named(&text, &sections) {
            let name = key.rsplit('.').next().unwrap();
            let no_key = file_endings.contains(&name) || name.is_empty() || own.contains(&key);
            if no_key && !english.contains_key(&key) {
                continue;
            }
            if let Some(section) = key.strip_suffix('*') {
                idle.retain(|known| !known.starts_with(section));
            } else {
                assert!(english.contains_key(&key), "{file} asks for a text `{key}`");
                idle.remove(key.as_str());
            }
        }
    }
    idle.retain(|key| {
        let name = key.strip_prefix("date.").unwrap_or("");
        let stem = name.strip_suffix("_of").unwrap_or(name);
        !["months", "months_alone", "month", "year", "spring", "summer", "autumn", "winter"]
            .contains(&stem)
    });
    assert_eq!(idle, BTreeSet::new(), "texts that no page shows");
}

#[test]
fn ukrainian_has_every_text_and_no_other() {
    let (english, ukrainian) = (table("en"), table("uk"));
    let keys = |table: &BTreeMap<String, Vec<String>>| table.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&english), keys(&ukrainian));
}

/// Markup and template code taken out: what is left would be shown as it is.
fn literal_text(template: &str) -> Vec<String> {
    let mut rest = template.to_owned();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}")] {
        while let Some(start) = rest.find(open) {
            let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + 2);
            rest.replace_range(start..end, "");
        }
    }
    let mut texts = Vec::new();
    for part in rest.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        texts.push(text.to_owned());
        for attribute in ["aria-label", "title", "alt", "placeholder", "data-themes"] {
            let value = tag.split(&format!(" {attribute}=\"")).nth(1);
            texts.extend(value.and_then(|value| value.split('"').next()).map(str::to_owned));
        }
    }
    let names = ["SHA-256", "404"];
    texts.retain(|text| {
        let text = without_formats(text);
        text.chars().any(char::is_alphabetic) && !names.contains(&text.trim())
    });
    texts
}

/// Formats are called the same in every language, and files too.
fn without_formats(text: &str) -> String {
    const FORMATS: [&str; 11] = [
        "JSON-LD (schema.org)",
        "JSON-LD",
        "CSL-JSON",
        "JSON",
        "CSV",
        "Web Annotation",
        "iCalendar",
        "TimelineJS",
        "BibTeX",
        "Atom",
        "Markdown",
    ];
    let is_file = text.starts_with("data/") || text.ends_with("feed.xml");
    if is_file && !text.contains(' ') {
        return String::new();
    }
    FORMATS.iter().fold(text.to_owned(), |text, format| text.replace(format, ""))
}

#[test]
fn no_template_holds_words_of_its_own() {
    assert_eq!(literal_text("<p>{{ a }} Word</p><a title=\"x\">").len(), 2);
    for (file, text) in templates() {
        assert_eq!(
            literal_text(&text),
            [""; 0],
            "{file}: put these into templates/strings/en.toml"
        );
    }
}

/// A text of a page, and whether it is a label and not in the flow.
struct Shown {
    text: String,
    label: bool,
}

/// Texts and labels of a page, white space folded, with characters instead of references.
fn shown(page: &str) -> Vec<Shown> {
    let mut texts = Vec::new();
    let mut add = |text: &str, label: bool| {
        let text = text.replace("&#x27;", "'").replace("&#39;", "'").replace("&quot;", "\"");
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            texts.push(Shown { text, label });
        }
    };
    let mut data = false;
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        data =
            tag.starts_with("script") && tag.contains("ld+json") || data && !tag.starts_with('/');
        if !data {
            add(text, false);
        }
        for name in ["aria-label", "title", "alt", "data-themes", "content"] {
            let value = tag.split(&format!(" {name}=\"")).nth(1).filter(|_| {
                name != "content" || tag.contains("description\"") || tag.contains(":title\"")
            });
            if let Some(value) = value {
                add(value.split('"').next().unwrap(), true);
            }
        }
    }
    texts
}

/// A built site of an invented story: its pages, and all that its content files say.
fn wildfire(language: &str, own: &str) -> (BTreeMap<String, String>, String) {
    let root = repository().join("tests/sites/wildfire");
    let site = folder();
    let settings = read(&root.join("site.toml")).replace("language = \"en\"\n", "");
    write(site.path(), "site.toml", format!("language = \"{language}\"\n{settings}"));
    for (file, bytes) in tree(&root.join("sources")) {
        write(site.path(), &format!("content/sources/{file}"), bytes);
    }
    write(site.path(), &format!("templates/strings/{language}.toml"), own);
    succeed(site.path(), &["build"]);
    let public = tree(&site.path().join("public"));
    let pages = public.into_iter().filter(|(file, _)| is_page(file) || file == "llms.txt");
    let pages = pages.map(|(file, bytes)| (file, String::from_utf8(bytes).unwrap())).collect();
    let content = tree(&site.path().join("content"));
    let words = content.values().map(|bytes| String::from_utf8_lossy(bytes)).collect::<String>();
    let words = words.replace(['\\', '*', '>', '#'], " ").replace("''", "'") + &settings;
    let words: String = words
        .split("[[")
        .map(|part| {
            part.split_once("]]").map_or(part.to_owned(), |(link, rest)| {
                format!("{}{rest}", link.split('|').next_back().unwrap())
            })
        })
        .collect();
    (pages, words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_ukrainian_site_shows_no_english_of_ours() {
    let (pages, content) = wildfire("uk", "");
    assert!(pages.len() > 30);
    let english = table("en");
    let words: BTreeSet<&str> = english
        .values()
        .flatten()
        .flat_map(|text| text.split(['{', '}']).step_by(2))
        .map(|part| part.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|part| part.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .filter(|part| !content.contains(part))
        .collect();
    assert!(words.len() > 150, "{}", words.len());
    for (file, page) in &pages {
        for Shown { text, .. } in shown(page) {
            let text = without_formats(&text);
            for word in &words {
                assert!(!text.contains(word), "{file} says `{word}` in `{text}`");
            }
        }
    }
    let home = &pages["index.html"];
    for part in ["<html lang=\"uk\"", "Перейти до змісту", "Хронологія", "джерел"]
    {
        assert!(home.contains(part), "{part}");
    }
}

/// A value of a table on one line, every text in brackets.
fn bracketed(value: &toml::Value) -> String {
    match value {
        toml::Value::Array(list) => {
            format!("[{}]", list.iter().map(bracketed).collect::<Vec<_>>().join(", "))
        }
        toml::Value::Table(table) => {
            let pairs = table.iter().map(|(name, value)| format!("{name} = {}", bracketed(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        text => serde_json::to_string(&format!("⟦{}⟧", text.as_str().unwrap())).unwrap(),
    }
}

/// The same the other way round: with every text of the table in brackets, what stands outside of
/// them is content.
#[test]
fn all_words_outside_the_content_come_from_the_table() {
    let file = repository().join("templates/strings/en.toml");
    let table: toml::Table = read(&file).parse().unwrap();
    let sections = table.iter().map(|(name, texts)| format!("{name} = {}\n", bracketed(texts)));
    let (pages, content) = wildfire("en", &sections.collect::<String>());
    // What a sentence that mentions something looks like, with its links written out.
    let known = |part: &str| {
        let parts = part.split([':', '·', ',', '.', '?', '“', '”']).map(str::trim);
        let sources = |part: &str| {
            let mut names = part.split(' ').map(|word| word.starts_with(char::is_uppercase));
            names.clone().count() > 3 && names.all(|name| name)
        };
        // The first sentence of the drafted explainer names an event by its title instead of a link.
        let draft = |part: &str| part.starts_with("This story is about ");
        // Two pieces of content side by side, such as an outlet and a title.
        let side_by_side = |part: &str| {
            let halves = part.match_indices(' ').map(|(at, _)| part.split_at(at));
            let both = |(one, other): (&str, &str)| {
                one.len() > 8 && other.len() > 8 && content.contains(one) && content.contains(other)
            };
            halves.into_iter().any(both)
        };
        parts.into_iter().all(|part| {
            content.contains(part) || sources(part) || draft(part) || side_by_side(part)
        })
    };
    let mut outside = BTreeSet::new();
    let mut inside = 0;
    for (file, page) in pages.iter().filter(|(file, _)| is_page(file)) {
        let mut flow = 0usize;
        for Shown { text, label } in shown(page) {
            let text = without_formats(&text);
            // A text with markup in it goes over several texts of the page.
            let mut own = 0;
            let depth = if label { &mut own } else { &mut flow };
            let mut parts = vec![String::new()];
            for c in text.chars() {
                match c {
                    '⟦' => *depth += 1,
                    '⟧' => {
                        *depth -= 1;
                        inside += 1;
                        parts.push(String::new());
                    }
                    c if *depth == 0 => parts.last_mut().unwrap().push(c),
                    _ => {}
                }
            }
            for part in parts {
                let part = part.trim_matches(|c: char| !c.is_alphanumeric());
                let long = part.chars().filter(|c| c.is_alphabetic()).count() > 3;
                if long && !known(part) {
                    outside.insert(format!("{file}: {part}"));
                }
            }
        }
        assert_eq!(flow, 0, "{file}");
    }
    assert!(inside > 500);
    assert_eq!(outside, BTreeSet::new());
}
