//! A table of texts as a file: keys, placeholders, plural forms, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::plurals::{Category, Plurals};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Literal(String),
    /// A placeholder, by its name.
    Slot(String),
}

/// A text, in one form or one for each plural category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Plain(Vec<Piece>),
    ByNumber(BTreeMap<Category, Vec<Piece>>),
}

/// A text with its place in the file.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) text: Text,
    line: usize,
    column: usize,
    span: Span,
}

impl Found {
    /// Where it stands.
    pub(super) fn place(&self, file: &str) -> Place {
        let (line, column) = (self.line, self.column);
        Place { file: file.to_owned(), span: Some(self.span), line, column }
    }
}

impl Text {
    /// The parts of the form that `number` takes.
    pub(super) fn pieces(&self, number: Option<usize>, plurals: &Plurals) -> &[Piece] {
        match self {
            Self::Plain(pieces) => pieces,
            Self::ByNumber(forms) => {
                let category = number.map_or(Category::Other, |number| plurals.category(number));
                let form = forms.get(&category).or_else(|| forms.get(&Category::Other));
                form.map_or(&[], Vec::as_slice)
            }
        }
    }

    /// The words, when there is nothing to fill in.
    pub(super) fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(pieces) => match pieces.as_slice() {
                [] => Some(""),
                [Piece::Literal(text)] => Some(text),
                _ => None,
            },
            Self::ByNumber(_) => None,
        }
    }

    fn forms(&self) -> Vec<(Option<Category>, &[Piece])> {
        match self {
            Self::Plain(pieces) => vec![(None, pieces)],
            Self::ByNumber(forms) => {
                forms.iter().map(|(category, form)| (Some(*category), form.as_slice())).collect()
            }
        }
    }

    /// The placeholders of all forms.
    fn slots(&self) -> BTreeSet<&str> {
        self.forms().into_iter().flat_map(|(_, pieces)| slots(pieces)).collect()
    }
}

fn slots(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Slot(name) => Some(name.as_str()),
        Piece::Literal(_) => None,
    })
}

/// The texts of a file by key (`nav.story`; entries of a list by number from 1), and what could not
/// be read.
pub(super) fn read(text: &str, file: &str) -> (BTreeMap<String, Found>, Diagnostics) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut reader = Reader { text, starts, file, texts: BTreeMap::new(), diagnostics: Vec::new() };
    for error in errors {
        let problem = Diagnostic::error("strings-syntax", error.message().to_owned())
            .hint("a line is `name = \"text\"` below its `[section]`");
        reader.report(problem, error.span().unwrap_or(0..0));
    }
    reader.table("", table.get_ref());
    (reader.texts, reader.diagnostics)
}

struct Reader<'a> {
    text: &'a str,
    /// Bytes at which lines begin.
    starts: Vec<usize>,
    file: &'a str,
    texts: BTreeMap<String, Found>,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place::span(self.file, self.text, Span::new(span.start, span.end))
    }

    fn report(&mut self, problem: Diagnostic, span: Range<usize>) {
        let place = self.place(span);
        self.diagnostics.push(problem.at(place));
    }

    fn table(&mut self, section: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref();
            let full =
                if section.is_empty() { name.to_string() } else { format!("{section}.{name}") };
            self.value(full, value);
        }
    }

    fn value(&mut self, key: String, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(text) => self.add(key, Text::Plain(parse(text)), value.span()),
            DeValue::Array(entries) => {
                for (at, entry) in entries.iter().enumerate() {
                    self.value(format!("{key}.{}", at + 1), entry);
                }
            }
            DeValue::Table(table) => match by_number(table) {
                Some(text) => self.add(key, text, value.span()),
                None => self.table(&key, table),
            },
            _ => {
                let problem = Diagnostic::error("wrong-type", format!("`{key}` is not a text"))
                    .hint("put it in quotes");
                self.report(problem, value.span());
            }
        }
    }

    fn add(&mut self, key: String, text: Text, span: Range<usize>) {
        // Of each text, and so not counted from the beginning of the file.
        let line = self.starts.partition_point(|start| *start <= span.start);
        let start = line.checked_sub(1).and_then(|before| self.starts.get(before));
        let before = start.and_then(|start| self.text.get(*start..span.start)).unwrap_or_default();
        let column = before.chars().count() + 1;
        let span = Span::new(span.start, span.end);
        self.texts.insert(key, Found { text, line, column, span });
    }
}

/// The forms of a table whose names are plural categories; absent for a section.
fn by_number(table: &DeTable<'_>) -> Option<Text> {
    let mut forms = BTreeMap::new();
    for (name, value) in table {
        let category = Category::named(name.get_ref())?;
        forms.insert(category, parse(value.get_ref().as_str()?));
    }
    (!forms.is_empty()).then_some(Text::ByNumber(forms))
}

/// Words and `{placeholders}`. A brace that encloses no name is a brace.
fn parse(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        let inside = from.get(1..).unwrap_or_default();
        let name = inside.split('}').next().unwrap_or_default();
        words.push_str(before);
        let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
        if name.len() < inside.len() && !name.is_empty() && name.chars().all(is_name) {
            if !words.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut words)));
            }
            pieces.push(Piece::Slot(name.to_owned()));
            rest = inside.get(name.len() + 1..).unwrap_or_default();
        } else {
            words.push('{');
            rest = inside;
        }
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::Literal(words));
    }
    pieces
}

/// What is wrong with a text that stands for `model`: its shape, its placeholders, its plural forms.
pub(super) fn problems_against(
    key: &str,
    text: &Text,
    model: &Text,
    plurals: &Plurals,
) -> Diagnostics {
    let mut problems = Vec::new();
    let allowed = model.slots();
    let listed = |names: &BTreeSet<&str>| {
        let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    if matches!(text, Text::ByNumber(_)) && matches!(model, Text::Plain(_)) {
        let problem = Diagnostic::error("string-form", format!("`{key}` does not go by number"));
        return vec![problem.hint("write it as one text")];
    }
    for (category, pieces) in text.forms() {
        let here: BTreeSet<&str> = slots(pieces).collect();
        let shown = category.map_or_else(|| key.to_owned(), |c| format!("{key}.{}", c.name()));
        for unknown in here.difference(&allowed) {
            let message = format!("`{shown}` has a placeholder {{{unknown}}} that nothing fills");
            let hint = format!("the text has {}", listed(&allowed));
            problems.push(Diagnostic::error("string-placeholder", message).hint(hint));
        }
        // "One source" may leave the number out; the general form may not.
        let exact = category.is_some_and(|c| !matches!(c, Category::Other | Category::Many));
        for missing in allowed.difference(&here).filter(|name| !(exact && **name == "n")) {
            let message = format!("`{shown}` leaves out {{{missing}}}");
            let hint = "say where it stands: without it a part of the sentence is lost";
            problems.push(Diagnostic::warning("string-placeholder", message).hint(hint));
        }
    }
    if let Text::ByNumber(forms) = text {
        let used = plurals.used();
        let lacking: Vec<&str> = used
            .iter()
            .chain(&[Category::Other])
            .filter(|category| !forms.contains_key(*category))
            .map(|category| category.name())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if !lacking.is_empty() {
            let message = format!("`{key}` has no form {}", lacking.join(", "));
            let names: Vec<&str> = used.iter().map(|category| category.name()).collect();
            let hint = format!("whole numbers of this language take: {}", names.join(", "));
            let problem = if forms.contains_key(&Category::Other) {
                Diagnostic::warning("string-form", message)
            } else {
                Diagnostic::error("string-form", message)
            };
            problems.push(problem.hint(hint));
        }
    }
    problems
}
