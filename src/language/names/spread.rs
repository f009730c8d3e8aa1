//! What one mention says of the others: a name found once is found everywhere in the document.

use std::collections::{HashMap, HashSet};

use super::clean::is_title;
use super::document::{Cover, Document, Found};
use super::lexicon::{phrase_hash, word_hash};
use super::lists::{NEVER_NAMES, PARTICLES, holds, is_demonym, well_known};
use crate::language::names::feature::Case;
use crate::model::entity::EntityKind;

/// Longest name that is looked for again, in words.
const LONGEST: usize = 8;
/// Probability of a well-known name that stands alone.
const WELL_KNOWN: f32 = 0.97;
/// What each further mention leaves of the doubt about a name.
const REPEATED: f32 = 0.9;
/// Longest well-known name, in words.
const LONGEST_KNOWN: usize = 4;

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
        let kind = well_known(document.span(line, first, end).of(document.text))?;
        let sure = if stands_alone(document, line, first, end) { WELL_KNOWN } else { 0.55 };
        Some(Found { line, first, end, kind, sure })
    })
}

/// Whether no other capitalised word beside it could make it part of a longer name.
fn stands_alone(document: &Document, line: usize, first: usize, end: usize) -> bool {
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
    (end > first && !is_inserted).then_some(Found { line, first, end, kind, sure: 0.8 })
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
            name.kind =
                if name.kind == EntityKind::Person { EntityKind::Organization } else { name.kind };
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
                added.push(Found { line: index, first: at, end: at + 1, kind, sure: 0.8 });
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
        .filter(|name| !is_headline(document, name.line))
        .map(|name| key(document, name))
        .collect();
    found.retain(|name| {
        !is_headline(document, name.line)
            || !is_title_case(document, name.line)
            || in_prose.contains(&key(document, name))
            || name.kind == EntityKind::Person
                && in_prose.contains(&key(document, &Found { first: name.end - 1, ..name.clone() }))
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

/// What the document says of one name.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    person: f32,
    organization: f32,
    place: f32,
    best: f32,
    count: u32,
}

impl Votes {
    fn add(&mut self, found: &Found) {
        match found.kind {
            EntityKind::Person => self.person += found.sure,
            EntityKind::Organization => self.organization += found.sure,
            EntityKind::Place => self.place += found.sure,
        }
        self.best = self.best.max(found.sure);
        self.count += 1;
    }

    fn kind(&self) -> EntityKind {
        if self.person >= self.organization && self.person >= self.place {
            EntityKind::Person
        } else if self.organization >= self.place {
            EntityKind::Organization
        } else {
            EntityKind::Place
        }
    }

    /// Probability that the name is one, given all its mentions.
    fn sure(&self) -> f32 {
        1.0 - (1.0 - self.best) * REPEATED.powi((self.count.clamp(1, 6) - 1).cast_signed())
    }
}

/// All names of a document, by their words.
struct Register {
    votes: HashMap<(u32, usize), Votes>,
    /// Single words that are parts of persons' full names.
    surnames: HashSet<u32>,
    given: HashSet<u32>,
    /// First words of all names, to look up only where one may start.
    starts: HashSet<u32>,
}

fn key(document: &Document, found: &Found) -> (u32, usize) {
    let hash = (found.first..found.end)
        .fold(0, |so_far, at| phrase_hash(so_far, word_hash(document.word(found.line, at))));
    (hash, found.len())
}

impl Register {
    fn new(document: &Document, found: &[Found]) -> Self {
        let mut register = Self {
            votes: HashMap::new(),
            surnames: HashSet::new(),
            given: HashSet::new(),
            starts: HashSet::new(),
        };
        for name in found {
            register.votes.entry(key(document, name)).or_default().add(name);
            register.starts.insert(word_hash(document.word(name.line, name.first)));
        }
        for name in found {
            let votes = register.votes.get(&key(document, name));
            let is_person = votes.is_some_and(|votes| votes.kind() == EntityKind::Person);
            if is_person && name.len() > 1 && name.sure > 0.5 {
                register.add_parts(document, name);
            }
        }
        register
    }

    fn add_parts(&mut self, document: &Document, name: &Found) {
        let mut last = name.end - 1;
        while last > name.first
            && matches!(document.word(name.line, last), "Jr." | "Sr." | "II" | "III" | "IV")
        {
            last -= 1;
        }
        if last > name.first && document.case(name.line, last) != Case::Initial {
            let start = surname_start(document, name, last);
            let surname = word_hash(document.word(name.line, last));
            self.surnames.insert(surname);
            self.starts.insert(surname);
            for first in [start, last] {
                let part = Found { first, end: last + 1, ..name.clone() };
                let votes = self.votes.entry(key(document, &part)).or_default();
                votes.person += name.sure;
                votes.best = votes.best.max(name.sure * 0.97);
                votes.count += 1;
                self.starts.insert(word_hash(document.word(name.line, first)));
            }
        }
        if document.case(name.line, name.first) == Case::Capital {
            self.given.insert(word_hash(document.word(name.line, name.first)));
        }
    }
}

/// First token of the surname that ends at `last`: particles and hyphenated parts belong to it.
fn surname_start(document: &Document, name: &Found, last: usize) -> usize {
    let mut start = last;
    while start > name.first + 1 {
        let before = document.word(name.line, start - 1);
        let joined = before == "-" || document.word(name.line, start) == "-";
        if !joined && !holds(&PARTICLES, before) {
            break;
        }
        start -= 1;
    }
    if document.word(name.line, start) == "-" { start + 1 } else { start }
}

/// Makes the mentions of one name agree, and finds those that were missed.
pub(super) fn agree(document: &Document, found: &mut Vec<Found>) {
    let register = {
        let prose: Vec<Found> =
            found.iter().filter(|name| !is_headline(document, name.line)).cloned().collect();
        let of_all = prose.is_empty();
        Register::new(document, if of_all { found } else { &prose })
    };
    part_compounds(document, &register, found);
    for name in found.iter_mut() {
        settle(document, &register, name);
    }
    add_missed(document, &register, found);
}

/// Parts "Oro-Lor meeting" where both sides are names of their own in the document.
fn part_compounds(document: &Document, register: &Register, found: &mut Vec<Found>) {
    let mut parts = Vec::new();
    found.retain(|name| {
        let hyphen = (name.first + 1..name.end.saturating_sub(1))
            .find(|at| matches!(document.word(name.line, *at), "-" | "–"));
        let Some(hyphen) = hyphen else { return true };
        let sides =
            [Found { end: hyphen, ..name.clone() }, Found { first: hyphen + 1, ..name.clone() }];
        let both = sides.iter().all(|side| register.votes.contains_key(&key(document, side)));
        if both {
            parts.extend(sides);
        }
        !both
    });
    found.extend(parts);
}

fn is_headline(document: &Document, line: usize) -> bool {
    document.lines.get(line).is_some_and(|line| line.is_headline)
}

fn settle(document: &Document, register: &Register, name: &mut Found) {
    let Some(votes) = register.votes.get(&key(document, name)) else { return };
    let known = well_known(document.surface(name));
    let kind = known.unwrap_or_else(|| votes.kind());
    if kind == name.kind {
        name.sure = name.sure.max(votes.sure().min(name.sure + 0.5));
    } else if votes.count > 1 || known.is_some() {
        name.kind = kind;
    }
    if known == Some(name.kind) && stands_alone(document, name.line, name.first, name.end) {
        name.sure = name.sure.max(WELL_KNOWN);
    }
    let only = word_hash(document.word(name.line, name.first));
    if name.len() == 1
        && known.is_none()
        && name.kind != EntityKind::Person
        && register.given.contains(&only)
        && votes.count == 1
    {
        name.kind = EntityKind::Person;
    }
}

fn add_missed(document: &Document, register: &Register, found: &mut Vec<Found>) {
    let mut cover = Cover::new(document, found);
    for (index, line) in document.lines.iter().enumerate() {
        let hashes: Vec<u32> =
            line.tokens.iter().map(|token| word_hash(token.of(document.text))).collect();
        let mut at = 0;
        while at < hashes.len() {
            match missed_at(document, register, &hashes, index, at, &cover) {
                Some(name) => {
                    at = name.end;
                    cover.add(&name);
                    found.push(name);
                }
                None => at += 1,
            }
        }
    }
}

fn missed_at(
    document: &Document,
    register: &Register,
    hashes: &[u32],
    line: usize,
    first: usize,
    cover: &Cover,
) -> Option<Found> {
    let rest = hashes
        .get(first..)
        .filter(|rest| rest.first().is_some_and(|start| register.starts.contains(start)))?;
    let mut hash = 0;
    let mut longest = None;
    for (offset, word) in rest.iter().take(LONGEST).enumerate() {
        hash = phrase_hash(hash, *word);
        let end = first + offset + 1;
        if !cover.is_free(line, first, end) {
            break;
        }
        let Some(votes) = register.votes.get(&(hash, offset + 1)) else { continue };
        let name = Found { line, first, end, kind: votes.kind(), sure: votes.sure() * 0.93 };
        if may_spread(document, votes, &name) {
            longest = Some(name);
        }
    }
    longest
}

/// Whether the evidence is strong enough to call these words a name here too.
fn may_spread(document: &Document, votes: &Votes, name: &Found) -> bool {
    let word = document.word(name.line, name.first);
    if name.len() > 1 {
        return votes.best > 0.4;
    }
    let is_word = holds(&NEVER_NAMES, word) || is_demonym(word) || is_title(word);
    let has_capital = document.case(name.line, name.first).may_name();
    let part_of_more = document.case(name.line, name.end).may_name()
        && !document.is_initial(name.line, name.first)
        && votes.count < 2;
    has_capital && !is_word && !part_of_more && votes.best > 0.6
}
