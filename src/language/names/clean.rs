//! Puts one proposed name in order: its ends, its kind, and whether it is a name at all.

use super::document::{Document, Found, is_possessive, only};
use super::lists::{
    BODIES, COMMON_NOUNS, FACILITIES, NEVER_NAMES, OCCASIONS, OFFICES, TITLES, holds, is_demonym,
    is_title, well_known,
};
use crate::language::names::feature::Case;
use crate::model::entity::EntityKind;

/// The proposals that stand as names, trimmed.
pub(super) fn clean(document: &Document, proposed: Vec<Found>) -> Vec<Found> {
    let mut names = Vec::with_capacity(proposed.len());
    for found in proposed {
        for part in split_at_commas(document, found) {
            for part in split_at_hyphen(document, part) {
                for part in split_at_owner(document, part) {
                    names.extend(clean_one(document, part));
                }
            }
        }
    }
    names
}

/// A person is never two persons and a place seldom two places: a comma parts them, and so does
/// "and" between persons.
fn split_at_commas(document: &Document, found: Found) -> Vec<Found> {
    let is_cut = |at: usize| match document.word(found.line, at) {
        "," => !matches!(document.word(found.line, at + 1), "Jr." | "Sr." | "D.C."),
        "and" => found.kind == EntityKind::Person,
        _ => false,
    };
    if found.kind == EntityKind::Organization || !(found.first..found.end).any(is_cut) {
        return vec![found];
    }
    let mut parts = Vec::new();
    let mut first = found.first;
    for at in found.first..=found.end {
        if at == found.end || is_cut(at) {
            parts.push(Found { first, end: at, ..found.clone() });
            first = at + 1;
        }
    }
    parts.retain(|part| part.len() > 0);
    parts
}

/// "Loria-Oronia" is two places when both are known; one name elsewhere ("Guinea-Bissau").
fn split_at_hyphen(document: &Document, found: Found) -> Vec<Found> {
    let hyphen = (found.first..found.end)
        .find(|at| matches!(document.word(found.line, *at), "-" | "–" | "/"));
    let Some(hyphen) = hyphen else { return vec![found] };
    let sides =
        [Found { end: hyphen, ..found.clone() }, Found { first: hyphen + 1, ..found.clone() }];
    let both = sides.iter().all(|side| well_known(document.surface(side)).is_some());
    if both && well_known(document.surface(&found)).is_none() {
        sides.to_vec()
    } else {
        vec![found]
    }
}

/// "Loria's Fudan College" is a country and a body, "Fudan College Professor Ana Oro" a body and a
/// person.
fn split_at_owner(document: &Document, found: Found) -> Vec<Found> {
    let line = found.line;
    let before = |cut: usize| Found { end: cut, ..found.clone() };
    let owner = (found.first + 1..found.end.saturating_sub(1))
        .find(|at| is_possessive(document.word(line, *at)))
        .filter(|cut| well_known(document.surface(&before(*cut))).is_some());
    if let Some(cut) = owner {
        return vec![before(cut), Found { first: cut + 1, ..found }];
    }
    if found.kind != EntityKind::Person {
        return vec![found];
    }
    let office = (found.first + 1..found.end.saturating_sub(1))
        .find(|at| holds(&OFFICES, document.word(line, *at)))
        .filter(|cut| {
            (found.first..*cut).all(|at| {
                let word = document.word(line, at);
                !is_title(word) && !is_demonym(word) && !is_possessive(word)
            })
        });
    let Some(office) = office else { return vec![found] };
    let body = before(office);
    let kind = well_known(document.surface(&body)).unwrap_or(EntityKind::Organization);
    let body = Found { kind, shares: only(kind), sure: found.sure * 0.9, ..body };
    vec![body, Found { first: office + 1, ..found }]
}

fn clean_one(document: &Document, mut found: Found) -> Option<Found> {
    leave_brackets(document, &mut found);
    trim_end(document, &mut found);
    trim_start(document, &mut found);
    leave_abbreviation(document, &mut found);
    trim_end(document, &mut found);
    join_hyphens(document, &mut found);
    if found.len() == 0 || !is_name(document, &found) {
        return None;
    }
    let kind = kind(document, &found);
    if kind != found.kind {
        found.kind = kind;
        found.shares = only(kind);
    }
    Some(found)
}

/// Keeps only what follows a bracketed insertion: "[Ana] Oro" is a mention by surname.
fn leave_brackets(document: &Document, found: &mut Found) {
    let close = (found.first..found.end).rev().find(|at| document.word(found.line, *at) == "]");
    if let Some(close) = close {
        if close + 1 < found.end {
            found.first = close + 1;
        } else {
            found.end = close;
        }
    }
    let open = (found.first..found.end).find(|at| document.word(found.line, *at) == "[");
    if let Some(open) = open {
        if open == found.first { found.first += 1 } else { found.end = open }
    }
    // "[President Ana] Oro": the words inside are the editor's, the name goes on outside.
    let inserted = well_known(document.surface(found)).is_none()
        && document.word(found.line, found.end) == "]"
        && document.case(found.line, found.end + 1).may_name();
    if inserted {
        found.end = found.first;
    }
}

/// "Lorian Oil Union (LOU)": the abbreviation is a mention of its own.
fn leave_abbreviation(document: &Document, found: &mut Found) {
    let open = (found.first + 1..found.end).find(|at| document.word(found.line, *at) == "(");
    let short = open.filter(|open| {
        let closes = matches!(document.word(found.line, open + 2), ")" | "");
        closes && document.word(found.line, open + 1).chars().all(char::is_uppercase)
    });
    if let Some(open) = short {
        found.end = open;
    }
}

fn trim_end(document: &Document, found: &mut Found) {
    while found.len() > 0 {
        let word = document.word(found.line, found.end - 1);
        let is_mark = document.case(found.line, found.end - 1) == Case::Mark
            && !(word == ")" && has_open_bracket(document, found))
            && !matches!(word, "!" | "+");
        if !is_mark {
            break;
        }
        found.end -= 1;
    }
}

fn has_open_bracket(document: &Document, found: &Found) -> bool {
    (found.first..found.end).any(|at| document.word(found.line, at) == "(")
}

fn trim_start(document: &Document, found: &mut Found) {
    while found.len() > 0 {
        let word = document.word(found.line, found.first);
        let is_outside = matches!(word, "the" | "The" | "THE" | "a" | "an" | "A" | "An")
            && !(found.len() == 2 && word == "A")
            || document.case(found.line, found.first) == Case::Mark && !matches!(word, "@" | "#");
        if !is_outside {
            break;
        }
        found.first += 1;
    }
    if found.kind == EntityKind::Person {
        trim_titles(document, found);
    }
}

/// Drops titles, and what stands before them, from the start of a person's name.
fn trim_titles(document: &Document, found: &mut Found) {
    let belongs = |at: usize| {
        let word = document.word(found.line, at);
        is_title(word)
            || is_demonym(word)
            || well_known(word).is_some()
            || holds(&BODIES, word)
            || is_possessive(word)
            || matches!(word, "-" | "of" | "and" | "the" | "for")
    };
    let prefix = (found.first..found.end).take_while(|at| belongs(*at)).count();
    let last_title = (found.first..found.first + prefix)
        .rfind(|at| at + 1 < found.end && is_title(document.word(found.line, *at)));
    if let Some(title) = last_title {
        found.first = title + 1;
        while found.len() > 1 && document.case(found.line, found.first) == Case::Mark {
            found.first += 1;
        }
    }
}

/// Takes in the parts of a name that hyphens cut off: "Al-" before, "-jung" behind.
pub(super) fn join_hyphens(document: &Document, found: &mut Found) {
    let line = found.line;
    if found.len() == 0 {
        return;
    }
    if found.first >= 2 && document.word(line, found.first - 1) == "-" {
        let before = document.word(line, found.first - 2);
        if matches!(before, "Al" | "al" | "El" | "el" | "Ben" | "Abu" | "Bar") {
            found.first -= 2;
        }
    }
    // "Kim Dae-jung": a short second syllable in small letters; "Oro-led" is none.
    let last = document.word(line, found.end - 1);
    let next = document.word(line, found.end + 1);
    let is_syllable = next.len() <= 5
        && next.len() >= 2
        && next.chars().all(|letter| letter.is_ascii_lowercase())
        && !next.ends_with("ed")
        && !matches!(
            next,
            "era"
                | "led"
                | "run"
                | "like"
                | "born"
                | "held"
                | "style"
                | "free"
                | "aged"
                | "made"
                | "type"
                | "wide"
        );
    if found.kind == EntityKind::Person
        && found.len() >= 2
        && last.chars().count() <= 6
        && document.word(line, found.end) == "-"
        && is_syllable
    {
        found.end += 2;
    }
}

fn is_name(document: &Document, found: &Found) -> bool {
    let words = || (found.first..found.end).map(|at| document.word(found.line, at));
    let currency = found.len() == 1 && document.word(found.line, found.end) == "$";
    // "Lorian government": nothing but the nation has a capital.
    let nation_only = found.len() > 1
        && (found.first..found.end).all(|at| {
            !document.case(found.line, at).may_name() || is_demonym(document.word(found.line, at))
        });
    let has_capital = (found.first..found.end).any(|at| document.case(found.line, at).may_name());
    let is_common = |word: &str| {
        is_demonym(word)
            || holds(&NEVER_NAMES, word)
            || holds(&TITLES, word)
            || word.chars().all(|letter| !letter.is_alphabetic())
            || is_possessive(word)
            || matches!(word, "and" | "of")
    };
    let is_single = found.len() == 1;
    let common =
        words().all(is_common) || is_single && words().all(|word| holds(&COMMON_NOUNS, word));
    // A title alone may be a surname ("King"), but only where the model is sure of a person.
    let surname = is_single
        && found.kind == EntityKind::Person
        && found.sure > 0.8
        && words().all(|word| !is_demonym(word) && !holds(&NEVER_NAMES, word));
    let war = matches!(document.surface(found), surface if surface.starts_with("World War")
        || surface.starts_with("Cold War")
        || surface.starts_with("Air Force One")
        || surface.starts_with("Covid")
        || surface.starts_with("COVID"));
    let occasion = found.kind != EntityKind::Person && is_occasion(document, found);
    has_capital && !war && !currency && !nation_only && !occasion && (!common || surname)
}

/// "Loria Film Festival", "Oro Cup": the capitals go on to a word for something held, won or signed.
fn is_occasion(document: &Document, found: &Found) -> bool {
    let mut end = found.end;
    while end < found.end + 5 && document.case(found.line, end) == Case::Capital {
        end += 1;
    }
    let last = document.word(found.line, end - 1);
    (end > found.end || found.len() > 1) && holds(&OCCASIONS, last)
}

fn kind(document: &Document, found: &Found) -> EntityKind {
    let surface = document.surface(found);
    if let Some(kind) = well_known(surface) {
        return kind;
    }
    let is_country = ["Republic of ", "Democratic Republic of ", "Kingdom of ", "Sultanate of "]
        .iter()
        .any(|start| surface.starts_with(start));
    if is_country || is_followed_by_site(document, found) {
        return EntityKind::Place;
    }
    if found.len() > 1 {
        let last = document.word(found.line, found.end - 1);
        let is_body = match found.kind {
            EntityKind::Organization => false,
            EntityKind::Person => {
                matches!(last, "Ministry" | "Department" | "Committee" | "Commission")
            }
            EntityKind::Place => {
                !matches!(last, "Capital" | "Post" | "Gas" | "Oil" | "Front" | "Energy" | "Railway")
            }
        };
        if is_body && holds(&BODIES, last) {
            return EntityKind::Organization;
        }
        let is_site = holds(&FACILITIES, last)
            && !matches!(last, "Church" | "Center" | "Centre" | "County" | "Gate")
            && found.kind != EntityKind::Person;
        if is_site {
            return EntityKind::Place;
        }
    }
    found.kind
}

/// "Oro district", "the Lor river": what follows in small letters tells a place.
fn is_followed_by_site(document: &Document, found: &Found) -> bool {
    matches!(
        document.word(found.line, found.end),
        "district"
            | "province"
            | "county"
            | "region"
            | "oblast"
            | "governorate"
            | "prefecture"
            | "village"
            | "peninsula"
            | "river"
            | "airport"
            | "neighborhood"
            | "neighbourhood"
            | "suburb"
    )
}
