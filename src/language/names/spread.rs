//! What one mention says of the others: a name found once is found everywhere in the document.

use std::collections::{HashMap, HashSet};

use super::document::{Cover, Document, Found, only};
use super::evidence::{WELL_KNOWN, stands_alone};
use super::lexicon::{phrase_hash, word_hash};
use super::lists::{NEVER_NAMES, PARTICLES, holds, is_demonym, is_title, well_known};
use crate::language::names::feature::Case;
use crate::model::entity::EntityKind;

/// Longest name that is looked for again, in words.
const LONGEST: usize = 8;
/// Passages from which on a text introduces its persons by full name; shorter ones are excerpts.
const WHOLE_REPORT: usize = 6;
/// No mention rules a kind out for all others.
const LEAST_SHARE: f32 = 0.05;
/// What each further mention leaves of the doubt about a name.
const REPEATED: f32 = 0.9;

/// What the document says of one name.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    /// Sum over the mentions of the logarithm of each kind's share.
    logs: [f32; 3],
    best: f32,
    count: u32,
}

impl Votes {
    fn add(&mut self, shares: [f32; 3], sure: f32) {
        for (log, share) in self.logs.iter_mut().zip(shares) {
            *log += share.max(LEAST_SHARE).ln();
        }
        self.best = self.best.max(sure);
        self.count += 1;
    }

    /// The kind with the greatest product of shares.
    fn kind(&self) -> EntityKind {
        let [person, organization, place] = self.logs;
        if person >= organization && person >= place {
            EntityKind::Person
        } else if organization >= place {
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

impl Register {
    fn new(document: &Document, found: &[Found]) -> Self {
        let mut register = Self {
            votes: HashMap::new(),
            surnames: HashSet::new(),
            given: HashSet::new(),
            starts: HashSet::new(),
        };
        for name in found {
            register.votes.entry(document.key(name)).or_default().add(name.shares, name.sure);
            register.starts.insert(word_hash(document.word(name.line, name.first)));
        }
        register.weigh_lone_words(document, found);
        for name in found {
            let votes = register.votes.get(&document.key(name));
            let is_person = votes.is_some_and(|votes| votes.kind() == EntityKind::Person);
            if is_person && name.len() > 1 && name.sure > 0.5 {
                register.add_parts(document, name);
            }
        }
        register
    }

    /// News gives a person's full name once; a single word that is part of none is less probably a
    /// person, and where it opens the name of a body ("Oro Group") it is that body.
    fn weigh_lone_words(&mut self, document: &Document, found: &[Found]) {
        let mut of_persons = HashSet::new();
        let mut of_bodies = HashSet::new();
        for name in found.iter().filter(|name| name.len() > 1) {
            match name.kind {
                EntityKind::Person => {
                    let words =
                        (name.first..name.end).map(|at| word_hash(document.word(name.line, at)));
                    of_persons.extend(words);
                }
                EntityKind::Organization => {
                    of_bodies.insert(word_hash(document.word(name.line, name.first)));
                }
                EntityKind::Place => {}
            }
        }
        for name in found.iter().filter(|name| name.len() == 1) {
            let word = document.word(name.line, name.first);
            let hash = word_hash(word);
            let Some(votes) = self.votes.get_mut(&document.key(name)) else { continue };
            if of_persons.contains(&hash) || well_known(word).is_some() {
                continue;
            }
            let titled = is_title(document.word_before(name.line, name.first));
            let [person, body, _] = &mut votes.logs;
            if !titled && document.lines.len() >= WHOLE_REPORT {
                *person -= 1.0;
            }
            if of_bodies.contains(&hash) {
                *body += 1.0;
            }
        }
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
                let votes = self.votes.entry(document.key(&part)).or_default();
                votes.add(only(EntityKind::Person), name.sure * 0.97);
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
            found.iter().filter(|name| !document.is_headline(name.line)).cloned().collect();
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
        let both = sides.iter().all(|side| register.votes.contains_key(&document.key(side)));
        if both {
            parts.extend(sides);
        }
        !both
    });
    found.extend(parts);
}

fn settle(document: &Document, register: &Register, name: &mut Found) {
    let Some(votes) = register.votes.get(&document.key(name)) else { return };
    let known = well_known(document.surface(name));
    let kind = known.unwrap_or_else(|| votes.kind());
    if kind == name.kind {
        name.sure = name.sure.max(votes.sure().min(name.sure + 0.5));
    } else if votes.count > 1 || known.is_some() || name.len() == 1 {
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
        let kind = votes.kind();
        let sure = votes.sure() * 0.93;
        let name = Found { line, first, end, kind, sure, shares: only(kind) };
        if may_spread(document, votes, &name) {
            longest = Some(with_particle(document, cover, name));
        }
    }
    longest
}

/// "Dos Santos", "Al Oro": a surname that opens a sentence takes its particle's capital along.
fn with_particle(document: &Document, cover: &Cover, name: Found) -> Found {
    let is_particle = matches!(
        document.word_before(name.line, name.first),
        "Al" | "Bin"
            | "Da"
            | "De"
            | "Del"
            | "Den"
            | "Der"
            | "Di"
            | "Dos"
            | "Du"
            | "El"
            | "La"
            | "Le"
            | "Ten"
            | "Ter"
            | "Van"
            | "Von"
    );
    let is_person = name.kind == EntityKind::Person && name.len() == 1;
    if is_person && is_particle && cover.is_free(name.line, name.first - 1, name.first) {
        return Found { first: name.first - 1, ..name };
    }
    name
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
