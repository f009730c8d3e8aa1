//! Names that general knowledge or their surroundings give away: countries, titles, brackets; and
//! the headlines' guesses that nothing supports. Knows one mention at a time.

use std::collections::HashSet;

use super::clean::join_hyphens;
use super::document::{Cover, Document, Found, only};
use super::lists::{NATION_CODES, NEVER_NAMES, PARTICLES, holds, is_demonym, is_title, well_known};
use crate::language::names::feature::Case;
use crate::model::entity::EntityKind;

/// Longest person's name behind a title, in words.
const LONGEST: usize = 8;
/// Longest well-known name, in words.
const LONGEST_KNOWN: usize = 4;
/// Probability of a well-known name that stands alone.
pub(super) const WELL_KNOWN: f32 = 0.97;

/// Adds names that need no context: countries, capitals, well-known bodies.
pub(super) fn add_well_known(document: &Document, found: &mut Vec<Found>) {
    let mut cover = Cover::new(document, found);
    for (index, line) in document.lines.iter().enumerate() {
        let mut at = 0;
        while at < line.tokens.len() {
            let name = line
                .cases
                .get(at)
                .is_some_and(|case| case.may_name())
                .then(|| well_known_at(document, index, at, &cover))
                .flatten();
            let Some(name) = name else {
                at += 1;
                continue;
            };
            at = name.end;
            cover.add(&name);
            found.push(name);
        }
    }
}

fn well_known_at(document: &Document, line: usize, first: usize, cover: &Cover) -> Option<Found> {
    (1..=LONGEST_KNOWN).rev().find_map(|length| {
        let end = first + length;
        if !cover.is_free(line, first, end) {
            return None;
        }
        if document.word(line, end) == "$" {
            return None;
        }
        let kind = well_known(document.span(line, first, end).of(document.text))
            .filter(|_| stands_alone(document, line, first, end))?;
        let sure = WELL_KNOWN;
        Some(Found { line, first, end, kind, sure, shares: only(kind) })
    })
}

/// Whether no other capitalised word beside it could make it part of a longer name.
pub(super) fn stands_alone(document: &Document, line: usize, first: usize, end: usize) -> bool {
    let is_plain = |word: &str| {
        is_title(word)
            || is_demonym(word)
            || holds(&NEVER_NAMES, word)
            || well_known(word).is_some()
    };
    let after = document.word(line, end);
    let follows = document.case(line, end).may_name() && !is_plain(after);
    let before = document.word_before(line, first);
    let leads = first > 0
        && document.case(line, first - 1).may_name()
        && !is_plain(before)
        && !document.is_initial(line, first - 1);
    let is_headline = document.lines.get(line).is_some_and(|line| line.is_headline);
    is_headline || !follows && !leads
}

/// Adds persons that only their title gives away: "President Ana de Oro". Wins over names that lie
/// inside theirs.
pub(super) fn add_titled(document: &Document, found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for (index, line) in document.lines.iter().enumerate().filter(|(_, line)| !line.is_headline) {
        for at in 1..line.tokens.len() {
            if is_personal_title(document.word(index, at - 1)) {
                added.extend(titled_at(document, index, at));
            }
        }
    }
    replace(document, found, added, |old, new| new.first <= old.first && old.end <= new.end);
}

fn titled_at(document: &Document, line: usize, first: usize) -> Option<Found> {
    let mut end = first;
    let mut at = first;
    while at < first + LONGEST {
        if is_name_word(document, line, at) {
            end = at + 1;
        } else if at == first || !holds(&PARTICLES, document.word(line, at)) {
            break;
        }
        at += 1;
    }
    // "[President Ana] Oro": the name goes on outside the bracket.
    let is_inserted = document.word(line, end) == "]";
    let kind = EntityKind::Person;
    let mut found = Found { line, first, end, kind, sure: 0.8, shares: only(kind) };
    if found.len() == 0 || is_inserted {
        return None;
    }
    join_hyphens(document, &mut found);
    Some(found)
}

/// Puts `added` names in where each old name they touch gives way by `yields(old, new)`.
fn replace(
    document: &Document,
    found: &mut Vec<Found>,
    added: Vec<Found>,
    yields: impl Fn(&Found, &Found) -> bool,
) {
    found.sort_by_key(|name| (name.line, name.first));
    let mut gone = vec![false; found.len()];
    let mut taken = Cover::new(document, &[]);
    let mut stays = Vec::new();
    for new in added {
        let place = (new.line, new.first);
        let mut from = found.partition_point(|old| (old.line, old.first) < place);
        if from > 0 && found.get(from - 1).is_some_and(|old| old.overlaps(&new)) {
            from -= 1;
        }
        let touched = found.iter().skip(from).take_while(|old| old.overlaps(&new));
        let count = touched.clone().count();
        let is_free = taken.is_free(new.line, new.first, new.end);
        if is_free && touched.clone().all(|old| yields(old, &new)) {
            gone.iter_mut().skip(from).take(count).for_each(|gone| *gone = true);
            taken.add(&new);
            stays.push(new);
        }
    }
    let mut gone = gone.into_iter();
    found.retain(|_| !gone.next().unwrap_or(false));
    found.extend(stays);
}

/// Titles behind which a capital can only be a person's name.
fn is_personal_title(word: &str) -> bool {
    matches!(
        word,
        "President"
            | "Minister"
            | "Chancellor"
            | "Senator"
            | "Sen."
            | "Governor"
            | "Gov."
            | "Mayor"
            | "Ambassador"
            | "Mr"
            | "Mr."
            | "Mrs"
            | "Mrs."
            | "Ms"
            | "Ms."
            | "Dr"
            | "Dr."
            | "Prof."
            | "Sheikh"
            | "Gen."
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "Spokesperson"
            | "Spokesman"
            | "Spokeswoman"
            | "Premier"
            | "Pope"
            | "Cardinal"
            | "Archbishop"
            | "Bishop"
            | "Congressman"
            | "Congresswoman"
    )
}

fn is_name_word(document: &Document, line: usize, at: usize) -> bool {
    let word = document.word(line, at);
    document.case(line, at).may_name()
        && !is_title(word)
        && !is_demonym(word)
        && !holds(&NEVER_NAMES, word)
        && well_known(word).is_none()
}

/// Adds the nations behind the names in results of sport: "Ana Oro (NOR)".
pub(super) fn add_nations(document: &Document, found: &mut Vec<Found>) {
    let kind = EntityKind::Place;
    let persons = found.iter().filter(|name| name.kind == EntityKind::Person);
    let added = persons
        .filter(|name| {
            document.word(name.line, name.end) == "("
                && document.word(name.line, name.end + 2) == ")"
                && holds(&NATION_CODES, document.word(name.line, name.end + 1))
        })
        .map(|name| Found {
            first: name.end + 1,
            end: name.end + 2,
            kind,
            sure: 0.8,
            shares: only(kind),
            ..name.clone()
        })
        .collect();
    replace(document, found, added, |_, _| true);
}

/// Adds what brackets tell: "Lorian Oil Company (LOC)" names the company once more, and in
/// "[Ana] Oro" the word behind the bracket is the person's surname.
pub(super) fn add_bracketed(document: &Document, found: &mut Vec<Found>) {
    let cover = Cover::new(document, found);
    let mut added = Vec::new();
    for name in found.iter_mut() {
        let (line, at) = (name.line, name.end + 1);
        let short = document.word(line, at);
        if document.word(line, name.end) == "("
            && matches!(document.word(line, at + 1), ")" | "," | ";")
            && is_acronym(short, document, name)
        {
            if name.kind == EntityKind::Person {
                name.kind = EntityKind::Organization;
                name.shares = only(name.kind);
            }
            name.sure = name.sure.max((name.sure * 1.3).min(0.93));
            added.push(Found { first: at, end: at + 1, ..name.clone() });
        }
    }
    for (index, line) in document.lines.iter().enumerate() {
        for at in 3..line.tokens.len() {
            let follows = document.word(index, at - 1) == "]"
                && document.case(index, at).may_name()
                && document.case(index, at - 2).may_name()
                && !document.is_initial(index, at);
            if follows && cover.is_free(index, at, at + 1) && !is_title(document.word(index, at)) {
                let kind = EntityKind::Person;
                let shares = only(kind);
                added.push(Found { line: index, first: at, end: at + 1, kind, sure: 0.8, shares });
            }
        }
    }
    replace(document, found, added, |_, _| true);
}

/// Whether `short` is made of the first letters of the name's words, in order.
fn is_acronym(short: &str, document: &Document, name: &Found) -> bool {
    let letters = short.chars().filter(|letter| letter.is_alphabetic());
    let mut initials =
        (name.first..name.end).filter_map(|at| document.word(name.line, at).chars().next());
    let count = short.chars().filter(|letter| letter.is_uppercase()).count();
    count >= 2
        && name.len() >= 2
        && letters
            .filter(|letter| letter.is_uppercase())
            .all(|letter| initials.any(|initial| initial.to_uppercase().next() == Some(letter)))
}

/// Drops what a headline alone suggests: in title case a capital says nothing, so its names must
/// stand in the body or be well known.
pub(super) fn drop_headline_guesses(document: &Document, found: &mut Vec<Found>) {
    let in_prose: HashSet<(u32, usize)> = found
        .iter()
        .filter(|name| !document.is_headline(name.line))
        .map(|name| document.key(name))
        .collect();
    found.retain(|name| {
        !document.is_headline(name.line)
            || !is_title_case(document, name.line)
            || in_prose.contains(&document.key(name))
            || name.kind == EntityKind::Person
                && in_prose.contains(&document.key(&Found { first: name.end - 1, ..name.clone() }))
            || well_known(document.surface(name)).is_some()
    });
}

/// Whether most longer words of the line have a capital.
fn is_title_case(document: &Document, line: usize) -> bool {
    let Some(tokens) = document.lines.get(line).map(|line| &line.cases) else { return false };
    let capitals = tokens.iter().filter(|case| case.may_name()).count();
    let small = (0..tokens.len())
        .filter(|at| document.case(line, *at) == Case::Lower && document.word(line, *at).len() > 3)
        .count();
    capitals > small
}
