//! Brings the training sets' habits to one: what counts as a name, where it ends and what it is.
//!
//! The sets disagree: some tag "Foreign Secretary Ana Oro" or "government of Loria" whole, some
//! call a country an organisation where it acts, some tag adjectives of nations. The recogniser's
//! habit is: a person without title, a body without its owner, a country always a place, no
//! adjective. The rules look only at the words inside a tagged name.

use backstory::language::names::feature::{Case, case_of};
use backstory::language::names::lists::{
    BODIES, NEVER_NAMES, OFFICES, PARTICLES, holds, is_demonym, is_title, well_known,
};
use backstory::model::entity::EntityKind;

/// A tagged name: words `first..end`, and 0 person, 1 organisation or 2 place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) kind: u8,
}

const PERSON: u8 = 0;
const ORGANIZATION: u8 = 1;
const PLACE: u8 = 2;

/// The names that remain of one tagged name; `surface` gives the text of a range of words.
/// `is_loose` for sets that tag whole noun phrases ("Irish airline Oro Air").
pub(crate) fn harmonise(
    words: &[&str],
    tagged: Tagged,
    is_loose: bool,
    surface: impl Fn(Tagged) -> String,
) -> Vec<Tagged> {
    parted(words, tagged, is_loose)
        .into_iter()
        .filter_map(|part| trimmed(words, part, is_loose))
        .filter_map(|part| Some(Tagged { kind: kind(words, part, &surface(part))?, ..part }))
        .collect()
}

fn has_capital(word: &str) -> bool {
    case_of(word).may_name()
}

fn is_mark(word: &str) -> bool {
    case_of(word) == Case::Mark
}

fn is_small(word: &str) -> bool {
    case_of(word) == Case::Lower
}

fn is_owner(word: &str) -> bool {
    matches!(word, "'s" | "’s")
}

/// Small words that may stand inside a name.
fn is_joint(word: &str) -> bool {
    is_owner(word)
        || holds(&PARTICLES, word)
        || matches!(word, "of" | "and" | "the" | "for" | "in" | "on" | "an" | "ad" | "to" | "a")
}

/// Cuts at what cannot lie inside one name.
fn parted(words: &[&str], tagged: Tagged, is_loose: bool) -> Vec<Tagged> {
    let Tagged { first, end, kind } = tagged;
    let inside = first + 1..end.saturating_sub(1);
    let until = |end: usize, kind: u8| Tagged { first, end, kind };
    let from = |first: usize, kind: u8| Tagged { first, end, kind };
    if kind == PERSON {
        // What stands before an office is a body, a nation or nothing.
        if let Some(office) = (first..end.saturating_sub(1)).rfind(|at| holds(&OFFICES, words[*at]))
        {
            let mut parts = runs(words, until(office, ORGANIZATION));
            parts.retain(|part| {
                !words[part.first..part.end]
                    .iter()
                    .all(|word| is_title(word) || is_demonym(word) || is_joint(word))
            });
            parts.push(from(office + 1, PERSON));
            return parts;
        }
        if let Some(owner) = inside.clone().find(|at| is_owner(words[*at])) {
            return vec![until(owner, ORGANIZATION), from(owner + 1, PERSON)];
        }
        let of = inside.clone().find(|at| words[*at] == "of" && words[*at + 1] == "the");
        if let Some(of) = of.filter(|of| *of > first + 1) {
            return vec![until(of, PERSON), from(of + 1, ORGANIZATION)];
        }
    }
    let next_is =
        |at: usize, test: fn(&str) -> bool| words.get(at + 1).is_some_and(|next| test(next));
    let cut = (first + 1..end).find(|at| match words[*at] {
        "(" => true,
        "and" => kind == PERSON && next_is(*at, has_capital) && has_capital(words[at - 1]),
        "," if kind == PERSON => !next_is(*at, |next| matches!(next, "Jr." | "Sr.")),
        "," => kind == PLACE,
        _ => false,
    });
    if let Some(cut) = cut {
        let mut parts = parted(words, until(cut, kind), is_loose);
        if cut + 1 < end {
            parts.extend(parted(words, from(cut + 1, kind), is_loose));
        }
        return parts;
    }
    let is_phrase = words[first..end].iter().any(|word| is_small(word) && !is_joint(word));
    if is_loose && is_phrase && kind != PERSON { runs(words, tagged) } else { vec![tagged] }
}

/// The runs of capitalised words, joints between them included.
fn runs(words: &[&str], within: Tagged) -> Vec<Tagged> {
    let goes_on = |word: &str| {
        has_capital(word)
            || is_joint(word)
            || case_of(word) == Case::Number
            || is_mark(word) && !matches!(word, "," | "(" | ")" | "\"" | ";" | ":")
    };
    let mut parts = Vec::new();
    let mut at = within.first;
    while at < within.end {
        if !has_capital(words[at]) {
            at += 1;
            continue;
        }
        let first = at;
        let mut end = at + 1;
        while at < within.end && goes_on(words[at]) {
            if has_capital(words[at]) || case_of(words[at]) == Case::Number {
                end = at + 1;
            }
            at += 1;
        }
        parts.push(Tagged { first, end, kind: within.kind });
    }
    parts
}

/// Without articles, marks and endings at its ends, and a person without titles.
fn trimmed(words: &[&str], mut part: Tagged, is_loose: bool) -> Option<Tagged> {
    let opens = |word: &str| {
        is_mark(word) && word != "'"
            || is_owner(word)
            || matches!(word, "the" | "The" | "a" | "an" | "A" | "An")
    };
    let closes = |word: &str| is_mark(word) && !matches!(word, "!" | ")" | "]") || is_owner(word);
    while part.first < part.end && opens(words[part.first]) {
        part.first += 1;
    }
    while part.first < part.end && closes(words[part.end - 1]) {
        part.end -= 1;
    }
    while is_loose
        && part.first < part.end
        && is_small(words[part.first])
        && !holds(&PARTICLES, words[part.first])
    {
        part.first += 1;
    }
    while is_loose && part.first < part.end && part.kind != PERSON && is_small(words[part.end - 1])
    {
        part.end -= 1;
    }
    if part.kind == PERSON {
        trim_titles(words, &mut part);
    }
    (part.first < part.end).then_some(part)
}

fn trim_titles(words: &[&str], part: &mut Tagged) {
    let leads = |word: &str| {
        is_title(word)
            || is_demonym(word)
            || well_known(word).is_some()
            || holds(&BODIES, word)
            || is_owner(word)
            || matches!(word, "-" | "of" | "and" | "the" | "for")
    };
    let prefix = words[part.first..part.end].iter().take_while(|word| leads(word)).count();
    let title =
        (part.first..part.first + prefix).rfind(|at| at + 1 < part.end && is_title(words[*at]));
    if let Some(title) = title {
        part.first = title + 1;
    }
    while part.first < part.end && is_mark(words[part.first]) {
        part.first += 1;
    }
    if prefix > 0 && words[part.first..part.end].iter().all(|word| is_title(word)) {
        part.first = part.end;
    }
}

/// What the words name; nothing where they name nothing by the recogniser's habit.
fn kind(words: &[&str], part: Tagged, surface: &str) -> Option<u8> {
    let within = &words[part.first..part.end];
    let is_plain = |word: &&str| {
        is_demonym(word)
            || holds(&NEVER_NAMES, word)
            || !has_capital(word)
            || matches!(*word, "World" | "Downtown" | "Me" | "Us" | "Him")
            || matches!(*word, "Republican" | "Republicans" | "Democrat" | "Democrats")
            || matches!(*word, "Christianity" | "Catholicism" | "Islam" | "Judaism")
    };
    let known = well_known(surface);
    if within.iter().all(is_plain) && (within.len() == 1 || known.is_none()) {
        return None;
    }
    if part.kind == PERSON {
        let is_office = |word: &&str| is_title(word) || is_demonym(word) || is_joint(word);
        // Offices that are surnames as well.
        let may_be_surname = within.len() == 1
            && matches!(
                within[0],
                "King"
                    | "Dean"
                    | "Major"
                    | "Judge"
                    | "Queen"
                    | "Prince"
                    | "Marshal"
                    | "Bishop"
                    | "Pope"
                    | "Duke"
                    | "Baron"
                    | "Earl"
                    | "Don"
                    | "Star"
            );
        return (may_be_surname || !within.iter().all(is_office)).then_some(PERSON);
    }
    match known {
        Some(EntityKind::Place) => return Some(PLACE),
        Some(EntityKind::Organization) => return Some(ORGANIZATION),
        _ => {}
    }
    let ends_as_body = within.len() > 1
        && matches!(
            within[within.len() - 1],
            "University"
                | "Institute"
                | "Ministry"
                | "Department"
                | "Agency"
                | "Council"
                | "Committee"
                | "Commission"
                | "Corporation"
                | "Company"
                | "Inc."
                | "Corp."
                | "Association"
                | "Party"
                | "Government"
        );
    let opens_as_body = within.len() > 2
        && within[1] == "of"
        && matches!(within[0], "University" | "Ministry" | "Department" | "Government");
    Some(if ends_as_body || opens_as_body { ORGANIZATION } else { part.kind })
}
