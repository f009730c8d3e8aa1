//! The words of the pages, by language: built-in tables under those of a theme and a site. Knows no
//! page and no template.
//!
//! A text is asked for by its key (`nav.story`); how to add one is said at the head of
//! `templates/strings/en.toml`. What a language does not say stays English.

mod dates;
mod plurals;
mod table;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Level, Place, closest};
use plurals::Plurals;
pub use table::Piece;
use table::{Found, Text, problems_against, read};

/// The tables compiled into the program, by language.
const BUILT_IN: &[(&str, &str)] = &[
    ("en", include_str!("../../templates/strings/en.toml")),
    ("uk", include_str!("../../templates/strings/uk.toml")),
];

/// The tables compiled into the program: language and text.
pub const fn tables() -> &'static [(&'static str, &'static str)] {
    BUILT_IN
}

/// Section of texts that only a theme's or site's own templates use.
const OWN: &str = "own.";
/// Missing keys named in one message at most.
const NAMED: usize = 8;

/// A table as found: `templates/strings/uk.toml` of a theme or site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringTable {
    /// The file, for messages.
    pub file: String,
    /// The language it is named after.
    pub language: String,
    /// Its text.
    pub text: String,
}

/// Every text of the pages, in one language.
#[derive(Clone, Debug)]
pub struct Strings {
    /// BCP 47 tag of the site, whether there is a table for it or not.
    language: String,
    texts: BTreeMap<String, Text>,
    plurals: Plurals,
    /// Whether the language has date words of its own.
    dates: bool,
}

/// The rules of plurals follow from the language.
impl PartialEq for Strings {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.texts == other.texts && self.dates == other.dates
    }
}

/// A table with its texts, from the bottom up.
struct Layer {
    /// The file, for messages; absent for a built-in table.
    file: Option<String>,
    language: String,
    texts: BTreeMap<String, Found>,
}

impl Strings {
    /// The built-in English.
    pub fn english() -> Self {
        Self::load("en", &[]).0
    }

    /// The words of `language`, a BCP 47 tag: those of its exact tag over those of the bare language
    /// over English, and in each a site's over its theme's over the built-in ones. `tables` are the
    /// theme's and then the site's.
    pub fn load(language: &str, tables: &[StringTable]) -> (Self, Diagnostics) {
        let mut diagnostics = Vec::new();
        let layers = layers(language, tables, &mut diagnostics);
        let mut texts: BTreeMap<String, Text> = BTreeMap::new();
        let mut own: Vec<&str> = Vec::new();
        let bare = primary(language);
        for layer in &layers {
            let plurals = Plurals::new(&layer.language);
            for (key, found) in &layer.texts {
                let english = layer.language == "en";
                let is_new = !texts.contains_key(key);
                if is_new && !layer.adds(key) {
                    diagnostics.push(unknown(key, found, layer, texts.keys()));
                    continue;
                }
                if let (Some(model), Some(file)) = (texts.get(key), &layer.file) {
                    let problems = problems_against(key, &found.text, model, &plurals);
                    let failed = problems.iter().any(|problem| problem.level == Level::Error);
                    let at = |problem: Diagnostic| problem.at(found.place(file));
                    diagnostics.extend(problems.into_iter().map(at));
                    own.push(key);
                    if failed {
                        continue;
                    }
                }
                if !english || bare == "en" {
                    own.push(key);
                }
                texts.insert(key.clone(), found.text.clone());
            }
        }
        own.sort_unstable();
        let missing: Vec<&str> = texts
            .keys()
            .map(String::as_str)
            .filter(|key| own.binary_search(key).is_err())
            .collect();
        let dates = !missing.iter().any(|key| key.starts_with("date."));
        diagnostics.extend(lacking(language, &layers, &missing, texts.len()));
        let language = language.to_owned();
        (Self { plurals: Plurals::new(&language), language, texts, dates }, diagnostics)
    }

    /// A text without placeholders. An unknown key is shown as it is: a test holds that none is used.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        match self.texts.get(key).map(|text| text.pieces(None, &self.plurals)) {
            Some([Piece::Literal(text)]) => text,
            Some([]) => "",
            _ => key,
        }
    }

    /// A text with its placeholders filled.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.fill(key, None, values)
    }

    /// A text that goes by number, `{n}` being the number: `5 sources`.
    pub fn count(&self, key: &str, number: usize) -> String {
        self.fill(key, Some(number), &[])
    }

    /// The same with further placeholders.
    pub fn count_with(&self, key: &str, number: usize, values: &[(&str, &str)]) -> String {
        self.fill(key, Some(number), values)
    }

    fn fill(&self, key: &str, number: Option<usize>, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        for piece in self.pieces(key, number).unwrap_or_default() {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Slot(name) if name == "n" => {
                    out.push_str(&number.unwrap_or_default().to_string());
                }
                Piece::Slot(name) => {
                    let value = values.iter().find(|(known, _)| known == name);
                    out.push_str(value.map_or("", |(_, value)| value));
                }
            }
        }
        out
    }

    /// A text in its parts, for whoever fills it with markup; absent for an unknown key.
    pub fn pieces(&self, key: &str, number: Option<usize>) -> Option<&[Piece]> {
        Some(self.texts.get(key)?.pieces(number, &self.plurals))
    }

    /// Whether a BCP 47 tag names the language of these words, whatever the region.
    pub fn is_of(&self, language: &str) -> bool {
        primary(language).eq_ignore_ascii_case(primary(&self.language))
    }

    /// The key nearest to a misspelt one.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        closest(key, self.texts.keys().map(String::as_str))
    }

    /// The texts without placeholders, by section and name, as templates see them.
    pub fn plain(&self) -> Value {
        let mut sections: Map<String, Value> = Map::new();
        for (key, text) in &self.texts {
            let (Some(text), Some((section, name))) = (text.plain(), key.split_once('.')) else {
                continue;
            };
            let section = sections.entry(section).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(names) = section {
                names.insert(name.to_owned(), Value::String(text.to_owned()));
            }
        }
        Value::Object(sections)
    }
}

impl Layer {
    /// Whether a key that no lower table has may stand here.
    fn adds(&self, key: &str) -> bool {
        (self.file.is_none() || key.starts_with(OWN)) && self.language == "en"
    }
}

/// The language without region and script: `en` of `en-GB`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The tables that make the words of `language`, from the bottom up.
fn layers(language: &str, tables: &[StringTable], diagnostics: &mut Diagnostics) -> Vec<Layer> {
    let mut chain = vec!["en", primary(language), language];
    chain.dedup();
    let mut layers = Vec::new();
    for wanted in chain {
        let mut add = |file: Option<&str>, text: &str| {
            let (texts, found) = read(text, file.unwrap_or("built-in"));
            diagnostics.extend(found);
            let file = file.map(str::to_owned);
            layers.push(Layer { file, language: wanted.to_owned(), texts });
        };
        for (_, text) in BUILT_IN.iter().filter(|(name, _)| *name == wanted) {
            add(None, text);
        }
        for table in tables.iter().filter(|table| table.language.eq_ignore_ascii_case(wanted)) {
            add(Some(&table.file), &table.text);
        }
    }
    layers
}

fn unknown<'k>(
    key: &str,
    found: &Found,
    layer: &Layer,
    keys: impl Iterator<Item = &'k String>,
) -> Diagnostic {
    let problem = Diagnostic::error("unknown-string", format!("no page uses a text `{key}`"));
    let problem = match &layer.file {
        Some(file) => problem.at(found.place(file)),
        None => problem,
    };
    match closest(key, keys.map(String::as_str)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if key.starts_with(OWN) => {
            problem.hint("give it in English too, in templates/strings/en.toml: all other tables are held against that")
        }
        None => problem.hint("texts of your own templates stand in the section [own]"),
    }
}

/// What is said of the texts that stay English.
fn lacking(language: &str, layers: &[Layer], missing: &[&str], all: usize) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let bare = primary(language);
    let table = layers.iter().rfind(|layer| primary(&layer.language) == bare && bare != "en");
    let Some(table) = table else {
        let message = format!(
            "there is no table of the pages' words in `{language}`: they stay English, and dates are shown as 2025-05-16"
        );
        return Some(
            Diagnostic::note("no-strings", message)
                .at(Place::file("site.toml"))
                .hint(format!("`backstory theme eject strings/en.toml` writes the English one: translate it as templates/strings/{bare}.toml")),
        );
    };
    let file = table.file.clone().unwrap_or_else(|| format!("templates/strings/{bare}.toml"));
    let mut named = missing.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if missing.len() > NAMED {
        named = format!("{named} and {} more", missing.len() - NAMED);
    }
    let message = format!("{} of {all} texts are missing and stay English: {named}", missing.len());
    Some(
        Diagnostic::warning("missing-string", message).at(Place::file(file)).hint(
            "`backstory theme eject strings/en.toml` writes the English table to compare with",
        ),
    )
}

#[cfg(test)]
mod tests;
