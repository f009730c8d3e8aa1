//! Names in running text: which words of a body are linked without being asked to. Knows names and
//! text, not pages.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::content::library::Library;
use crate::content::wikilinks::{Run, Scan};
use crate::diagnostic::Span;
use crate::model::entity::EntityKind;
use crate::path::Slug;

/// Names shorter than this many characters are never linked.
const SHORTEST_NAME: usize = 2;

/// All names and aliases of the library's entities, ready to be found in text.
pub struct Names {
    automaton: Option<AhoCorasick>,
    /// Who is meant, by pattern of the automaton.
    owners: Vec<Vec<Slug>>,
    /// Whether a pattern is a person's, of whom a double name is somebody else.
    persons: Vec<bool>,
}

/// A name found in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes in the body.
    pub span: Span,
    /// Section of the body, counted by headings.
    pub section: usize,
    /// Who may be meant; more than one when the name is shared.
    pub entities: Vec<Slug>,
}

impl Names {
    /// Gathers the names of all entities.
    pub fn of(library: &Library) -> Self {
        let mut owners: BTreeMap<String, (BTreeSet<&Slug>, bool)> = BTreeMap::new();
        for entry in library.entities.values() {
            let person = entry.meta.kind == EntityKind::Person;
            for name in std::iter::once(&entry.meta.name).chain(&entry.meta.aliases) {
                let name = name.trim();
                if name.chars().count() < SHORTEST_NAME {
                    continue;
                }
                // Both shapes of the apostrophe are the same letter.
                for spelling in [name.replace('\u{2019}', "'"), name.replace('\'', "\u{2019}")] {
                    let owner = owners.entry(spelling).or_default();
                    owner.0.insert(&entry.id);
                    owner.1 |= person;
                }
            }
        }
        // Too many names for an automaton is no reason to build no site.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(owners.keys())
            .ok()
            .filter(|_| !owners.is_empty());
        let persons = owners.values().map(|(_, person)| *person).collect();
        let owners = owners.into_values().map(|(ids, _)| ids.into_iter().cloned().collect());
        Self { automaton, owners: owners.collect(), persons }
    }

    /// Finds names in the linkable text of a body: the leftmost, of those the longest, on word
    /// boundaries, none overlapping another or a wikilink.
    pub fn find(&self, body: &str, scan: &Scan) -> Vec<Mention> {
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

    fn find_in_run(&self, body: &str, run: Run, written: &[Span], mentions: &mut Vec<Mention>) {
        let Some(automaton) = &self.automaton else { return };
        // A name may continue on the next line; a space for a line end keeps all offsets.
        let text = run.span.of(body).replace('\n', " ");
        let mut found: Vec<(usize, std::cmp::Reverse<usize>, usize)> = automaton
            .find_overlapping_iter(&text)
            .filter(|hit| {
                let person = self.persons.get(hit.pattern().as_usize()).copied().unwrap_or(false);
                on_boundaries(&text, hit.start(), hit.end(), person)
            })
            .map(|hit| (hit.start(), std::cmp::Reverse(hit.end()), hit.pattern().as_usize()))
            .collect();
        found.sort_unstable();
        let mut free = 0;
        let mut written = written.iter().peekable();
        for (start, std::cmp::Reverse(end), pattern) in found {
            let span = Span::new(start + run.span.start, end + run.span.start);
            while written.next_if(|link| link.end <= span.start).is_some() {}
            if start < free || written.peek().is_some_and(|link| link.overlaps(span)) {
                continue;
            }
            free = end;
            let entities = self.owners.get(pattern).cloned().unwrap_or_default();
            mentions.push(Mention { span, section: run.section, entities });
        }
    }
}

/// Whether `start..end` of `text` is not a part of a longer word; for persons, not of a double
/// name either ("Ana Moor-Smith" is not Ana Moor).
fn on_boundaries(text: &str, start: usize, end: usize, person: bool) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_' || is_combining(c);
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    if before.chars().next_back().is_some_and(in_word) || after.chars().next().is_some_and(in_word)
    {
        return false;
    }
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let double_after = after.strip_prefix(hyphen).is_some_and(starts_upper);
    let double_before =
        before.strip_suffix(hyphen).is_some_and(|before| before.ends_with(char::is_alphabetic));
    !(person && (double_after || double_before))
}

fn starts_upper(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// Marks that belong to the letter before them.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
