//! The title or role beside a person's name. Knows the words around a name, not what they mean.

use super::document::{Cover, Document, Found, is_possessive};
use super::lists::{is_demonym, is_title, well_known};
use crate::diagnostic::Span;
use crate::language::names::feature::Case;
use crate::model::entity::EntityKind;

/// Longest role, in words.
const LONGEST: usize = 16;

/// The persons among the names.
pub(super) fn persons(found: &[Found]) -> Vec<Found> {
    found.iter().filter(|name| name.kind == EntityKind::Person).cloned().collect()
}

/// The role of a person: what stands right before the name, or behind it between commas.
pub(super) fn role(document: &Document, persons: &Cover, name: &Found) -> Option<Span> {
    if name.kind != EntityKind::Person {
        return None;
    }
    before(document, persons, name).or_else(|| behind(document, name))
}

/// "Danish Harbour Minister", "Former U.S. Senator", "Norway's chief inspector,".
fn before(document: &Document, persons: &Cover, name: &Found) -> Option<Span> {
    let line = name.line;
    let mut end = name.first;
    // An editor's bracket may hold the title: "[Lorian President Ana] Oro".
    let in_brackets = document.word_before(line, end) == "]";
    if in_brackets {
        end = end.checked_sub(1)?;
        while end > 0
            && !document.word(line, end - 1).is_empty()
            && !is_title(document.word(line, end - 1))
        {
            if document.word(line, end - 1) == "[" {
                return None;
            }
            end -= 1;
        }
    }
    if document.word_before(line, end) == "," {
        end -= 1;
    }
    let mut first = end;
    while first > 0 && end - first < LONGEST && persons.is_free(line, first - 1, first) {
        if !leads_to_title(document, line, first - 1, end) {
            break;
        }
        first -= 1;
    }
    while first < end && !may_open(document, line, first) {
        first += 1;
    }
    let has_title = (first..end).any(|at| is_title(document.word(line, at)));
    let ends_well = end > first
        && !is_joint(document.word(line, end - 1))
        && !is_possessive(document.word(line, end - 1));
    (has_title && ends_well).then(|| document.span(line, first, end))
}

/// Whether the word at `at` can belong to a role that goes on with the word after it.
fn leads_to_title(document: &Document, line: usize, at: usize, end: usize) -> bool {
    let word = document.word(line, at);
    let last = at + 1 == end;
    if is_title(word) {
        return !matches!(word, "then" | "second" | "first" | "third" | "home" | "private" | "don")
            || !last;
    }
    if last {
        // The word beside the name must itself be an office: "spokesperson", "president".
        return is_office(word);
    }
    if matches!(word, "and" | "-" | "of" | "for" | "&") || is_possessive(word) {
        return is_title(document.word_before(line, at)) || word != "and";
    }
    if word == "the" {
        return matches!(document.word_before(line, at), "of" | "for");
    }
    let preposition = matches!(
        document.word_before(line, at),
        "in" | "from" | "at" | "to" | "In" | "From" | "At"
    );
    let case = document.case(line, at);
    !preposition
        && (is_demonym(word)
            || well_known(word).is_some()
            || case.may_name() && !document.is_initial(line, at)
            || is_office(word))
}

/// Lower-case nouns of office and trade that titles do not list.
fn is_office(word: &str) -> bool {
    const ENDINGS: [&str; 7] =
        ["ist", "person", "woman", "master", "keeper", "ologist", "negotiator"];
    word.len() > 5
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "of" | "for" | "the" | "-" | "&" | ",")
}

fn may_open(document: &Document, line: usize, at: usize) -> bool {
    let word = document.word(line, at);
    !is_joint(word) && !is_possessive(word) && document.case(line, at) != Case::Mark
}

/// "…, a hawkish aide and former culture minister who …", "…, head of the delegation, …".
fn behind(document: &Document, name: &Found) -> Option<Span> {
    let line = name.line;
    if document.word(line, name.end) != "," {
        return None;
    }
    let first = name.end + 1;
    let opener = document.word(line, first);
    let opens = matches!(opener, "a" | "an" | "the" | "his" | "her" | "one" | "its" | "their")
        || is_title(opener)
        || is_office(opener)
        || is_demonym(opener)
        || well_known(opener).is_some() && is_possessive(document.word(line, first + 1));
    if !opens {
        return None;
    }
    let mut end = first;
    while end < first + LONGEST && !closes(document.word(line, end)) {
        end += 1;
    }
    let closed = closes(document.word(line, end));
    let has_office = (first..end).any(|at| {
        let word = document.word(line, at);
        is_title(word) || is_office(word)
    });
    (closed && has_office && end > first).then(|| document.span(line, first, end))
}

fn closes(word: &str) -> bool {
    matches!(
        word,
        "" | ","
            | "."
            | ";"
            | ":"
            | "!"
            | "?"
            | "("
            | ")"
            | "—"
            | "–"
            | "who"
            | "which"
            | "whose"
            | "that"
            | "said"
            | "says"
            | "told"
            | "has"
            | "had"
            | "is"
            | "was"
            | "will"
            | "\""
            | "“"
            | "”"
    )
}
