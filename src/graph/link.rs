//! Names in running text: which words of a body are linked without being asked to. Knows names and
//! text, not pages.

use std::collections::{BTreeMap, BTreeSet};

use super::name_table::{NameTable, plain};
use crate::content::library::Library;
use crate::content::wikilinks::{Run, Scan};
use crate::diagnostic::Span;
use crate::model::entity::EntityKind;
use crate::path::Slug;

/// Names shorter than this many characters are never linked.
const SHORTEST_NAME: usize = 2;

/// All names and aliases of the library's entities, ready to be found in text.
#[derive(Debug, PartialEq)]
pub struct Names {
    table: NameTable,
    /// Whose each name is, by its number in the table.
    owners: Vec<Owners>,
}

/// Whose a name is.
#[derive(Debug, Default, PartialEq)]
struct Owners {
    entities: Vec<Slug>,
    /// Whether it is a person's, of whom a double name is somebody else.
    person: bool,
}

/// A name found in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'n> {
    /// Bytes in the body.
    pub span: Span,
    /// Section of the body, counted by headings.
    pub section: usize,
    /// Who may be meant; more than one when the name is shared.
    pub entities: &'n [Slug],
}

impl Names {
    /// Gathers the names of all entities.
    pub fn of(library: &Library) -> Self {
        let entities = library.entities.values();
        Self::new(entities.map(|entry| {
            let names = std::iter::once(&entry.meta.name).chain(&entry.meta.aliases);
            let names = names.map(String::as_str);
            (&entry.id, entry.meta.kind == EntityKind::Person, names)
        }))
    }

    /// Gathers names: whose they are, whether that is a person, the spellings.
    pub fn new<'a, N: Iterator<Item = &'a str>>(
        entities: impl Iterator<Item = (&'a Slug, bool, N)>,
    ) -> Self {
        let mut owners: BTreeMap<String, (BTreeSet<&Slug>, bool)> = BTreeMap::new();
        for (id, person, names) in entities {
            for name in names.map(str::trim) {
                if name.chars().nth(SHORTEST_NAME - 1).is_some() {
                    let owner = owners.entry(plain(name).collect()).or_default();
                    owner.0.insert(id);
                    owner.1 |= person;
                }
            }
        }
        let table = NameTable::new(owners.keys().map(String::as_str));
        let owners = owners
            .into_values()
            .map(|(ids, person)| Owners { entities: ids.into_iter().cloned().collect(), person });
        Self { table, owners: owners.collect() }
    }

    /// Finds names in the linkable text of a body: the leftmost, of those the longest, on word
    /// boundaries, none overlapping another or a wikilink.
    pub fn find(&self, body: &str, scan: &Scan) -> Vec<Mention<'_>> {
        let mut mentions = Vec::new();
        let mut written = scan.wikilinks.iter().map(|link| link.span).peekable();
        for run in scan.runs.iter().filter(|run| run.linkable) {
            while written.next_if(|link| link.end <= run.span.start).is_some() {}
            let inside: Vec<Span> =
                written.clone().take_while(|link| link.start < run.span.end).collect();
            self.find_in_run(body, *run, &inside, &mut mentions);
        }
        mentions
    }

    fn find_in_run<'n>(
        &'n self,
        body: &str,
        run: Run,
        written: &[Span],
        mentions: &mut Vec<Mention<'n>>,
    ) {
        let text = run.span.of(body);
        let mut free = 0;
        let mut written = written.iter().peekable();
        for found in self.table.find(text) {
            let Some(owners) = self.owners.get(found.name) else { continue };
            let span = Span::new(found.start + run.span.start, found.end + run.span.start);
            while written.next_if(|link| link.end <= span.start).is_some() {}
            if found.start < free
                || written.peek().is_some_and(|link| link.overlaps(span))
                || (owners.person && is_double(text, found.start, found.end))
            {
                continue;
            }
            free = found.end;
            let (section, entities) = (run.section, owners.entities.as_slice());
            mentions.push(Mention { span, section, entities });
        }
    }
}

/// Whether `start..end` of `text` is half of a double name: "Ana Moor-Smith" is not Ana Moor.
fn is_double(text: &str, start: usize, end: usize) -> bool {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    after.strip_prefix(hyphen).is_some_and(|after| after.starts_with(char::is_uppercase))
        || before.strip_suffix(hyphen).is_some_and(|before| before.ends_with(char::is_alphabetic))
}
