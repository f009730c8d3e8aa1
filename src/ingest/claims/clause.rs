//! Who does what to whom: the clause around a past verb, read without a parser. Reads few patterns
//! and gives up early; a clause that is not understood answers nothing.

use super::cast::{Cast, is_office};
use super::frames::common_noun;
use super::phrase::Phrase;
use super::verb::{ADVERBS, participle, regular_base, verb_form};
use crate::diagnostic::Span;
use crate::language::stem::{is_stop_word, stem};
use crate::model::entity::EntityKind;

/// A noun phrase: an entity, or a plain noun with at most two words before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// Equal where the same is meant: an entity's id, or the stem of the last word.
    pub(super) key: String,
    /// How a question names it: `Ada Vale`, `the lower gates`.
    pub(super) text: String,
    /// The entity, where it is one.
    pub(super) entity: Option<usize>,
    /// Whether it is one thing: "the mayor", not "officials".
    pub(super) plural: bool,
    /// Whether "no" stands before it.
    pub(super) none: bool,
    /// First and last word.
    pub(super) words: (usize, usize),
}

/// What a clause says.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The verb, and the first word of its auxiliaries.
    pub(super) verb: usize,
    pub(super) first: usize,
    /// The last word of the verb: "walked out".
    pub(super) last: usize,
    /// `search` of "searched".
    pub(super) base: String,
    /// Whether the subject is what it is done to.
    pub(super) passive: bool,
    /// Whether it is denied: "did not", "denied that".
    pub(super) denied: bool,
    /// Whether it is only expected, asked or possible.
    pub(super) expected: bool,
    /// Who does it, as far as it is said.
    pub(super) agent: Option<Noun>,
    /// What it is done to, as far as it is said.
    pub(super) patient: Option<Noun>,
    /// First word that the quotation needs to show a denial.
    pub(super) opening: usize,
}

const BE: [&str; 8] = ["was", "were", "been", "being", "is", "are", "be", "wasn't"];
const HAVE: [&str; 4] = ["had", "has", "have", "having"];
const DENIALS: [&str; 8] =
    ["denied", "denies", "deny", "denying", "disputed", "disputes", "refuted", "refutes"];
const MODALS: [&str; 13] = [
    "will", "would", "could", "can", "may", "might", "should", "must", "if", "whether", "unless",
    "to", "cannot",
];
pub(super) const PREPOSITIONS: [&str; 22] = [
    "in", "at", "of", "from", "for", "on", "near", "to", "with", "by", "over", "into", "after",
    "before", "during", "behind", "under", "since", "until", "against", "about", "outside",
];
const PARTICLES: [&str; 12] = [
    "out",
    "off",
    "down",
    "up",
    "back",
    "away",
    "over",
    "in",
    "through",
    "aground",
    "ashore",
    "overboard",
];
const DETERMINERS: [&str; 16] = [
    "the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "no", "all",
    "both", "any", "another",
];
/// Verbs that only report what somebody says.
const SAYING: [&str; 22] = [
    "say", "tell", "announce", "declare", "report", "add", "claim", "state", "write", "insist",
    "argue", "deny", "confirm", "explain", "note", "think", "believe", "know", "ask", "warn",
    "expect", "describe",
];

impl Clause {
    /// Whether the verb only reports what somebody says.
    pub(super) fn is_saying(&self) -> bool {
        // "The trustees were warned" and "she warned the trustees" are acts.
        let warned = self.base == "warn" && self.patient.is_some();
        !self.passive && !warned && SAYING.contains(&self.base.as_str())
    }

    /// The noun the clause is about: who acts, else to whom it is done.
    pub(super) fn subject(&self) -> Option<&Noun> {
        if self.passive { self.patient.as_ref() } else { self.agent.as_ref() }
    }

    /// Whether verb and object are all there is to say: not "placed on", not a verb whose object was
    /// not understood.
    pub(super) fn is_whole(&self, phrase: &Phrase<'_>) -> bool {
        const LIGHT: [&str; 11] =
            ["place", "put", "set", "give", "make", "take", "get", "have", "do", "go", "bring"];
        let next = phrase.word(self.last + 1);
        let leans = matches!(
            next,
            "into" | "to" | "for" | "with" | "from" | "against" | "of" | "over" | "that" | "as"
        );
        let ends = next.is_empty()
            || PREPOSITIONS.contains(&next)
            || is_stop_word(next)
            || next.ends_with("ly")
            || phrase.commas_between(self.last, self.last + 1)
            || phrase.document.times_in(phrase.span).iter().any(|time| {
                phrase.words.get(self.last + 1).is_some_and(|word| time.span.overlaps(word.span))
            });
        // "opened fire" is one act, done again and again.
        let light = LIGHT.contains(&self.base.as_str())
            || self.patient.as_ref().is_some_and(|noun| noun.words.1 == self.last + 1)
                && self.base == "open"
                && next == "fire";
        let object = self.patient.is_some() && !self.passive;
        !light && (object || self.passive || (ends && !leans && !is_determiner(next)))
    }

    /// First and last word of what is understood of the clause.
    pub(super) fn words(&self) -> (usize, usize) {
        let subject = self.subject().map_or(self.first, |noun| noun.words.0);
        let object = self.patient.as_ref().filter(|_| !self.passive);
        (subject.min(self.first), object.map_or(self.last, |noun| noun.words.1.max(self.last)))
    }

    /// `did the team dismiss Ada Vale`, `was the gate opened`: what follows a question word. Absent
    /// where subject or verb cannot be named.
    pub(super) fn asked(&self, phrase: &Phrase<'_>) -> Option<String> {
        let subject = self.subject()?;
        let rest = (self.verb + 1..=self.last).map(|i| format!(" {}", phrase.word(i)));
        let rest: String = rest.collect();
        if self.passive {
            let be = if subject.plural { "were" } else { "was" };
            let done = participle(phrase.word(self.verb));
            return Some(format!("{be} {} {done}{rest}", subject.text));
        }
        let object = self.patient.as_ref().map(|noun| format!(" {}", noun.text));
        Some(format!("did {} {}{rest}{}", subject.text, self.base, object.unwrap_or_default()))
    }

    /// The same clause in the passive where that is possible, which needs no subject.
    pub(super) fn asked_of_patient(&self, phrase: &Phrase<'_>) -> Option<String> {
        let patient = self.patient.as_ref()?;
        let be = if patient.plural { "were" } else { "was" };
        let rest = (self.verb + 1..=self.last).map(|i| format!(" {}", phrase.word(i)));
        let rest: String = rest.collect();
        Some(format!("{be} {} {}{rest}", patient.text, participle(phrase.word(self.verb))))
    }
}

/// The clauses of a sentence, in order of their verbs.
pub(super) fn clauses(cast: &Cast<'_>, phrase: &Phrase<'_>) -> Vec<Clause> {
    (0..phrase.words.len()).filter_map(|at| clause(cast, phrase, at)).collect()
}

/// The clause whose verb is word `at`.
fn clause(cast: &Cast<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Clause> {
    if in_name(phrase, at).is_some() {
        return None;
    }
    let word = phrase.word(at);
    // Back over adverbs and auxiliaries.
    let mut first = at;
    let (mut be, mut have, mut did, mut not, mut modal) = (false, false, false, false, false);
    while let Some(before) = first.checked_sub(1) {
        let helper = phrase.word(before);
        if phrase.commas_between(before, first) {
            break;
        }
        let bare = helper.strip_suffix("n't").or_else(|| helper.strip_suffix("n’t"));
        let helper_is = bare.unwrap_or(helper);
        if BE.contains(&helper_is) {
            be = true;
        } else if HAVE.contains(&helper_is) {
            have = true;
        } else if matches!(helper_is, "did" | "does") {
            did = true;
        } else if MODALS[..8].contains(&helper_is) {
            modal = true;
        } else if ADVERBS.contains(&helper) || (helper.ends_with("ly") && helper.len() > 4) {
            // "not" and "never" are adverbs as well.
        } else {
            break;
        }
        not |= bare.is_some() || matches!(helper, "not" | "never");
        first = before;
    }
    let form = verb_form(word);
    let gerund = at > 0 && word.len() > 5 && DENIALS.contains(&phrase.word(at - 1));
    let (base, passive) = if did && form.is_none() && word.len() > 2 && !is_stop_word(word) {
        (word.to_owned(), false)
    } else if gerund && word.ends_with("ing") {
        (regular_base(&format!("{}ed", word.strip_suffix("ing")?)), false)
    } else {
        let form = form?;
        let known = (be || have) && form.participle;
        let reduced = !be && !have && form.participle && phrase.word(at + 1) == "by";
        if !known && !reduced && !form.past {
            return None;
        }
        if !known && !reduced && !can_end_a_subject(phrase, first) {
            return None;
        }
        (form.base, be || reduced)
    };
    let having = (first..at).any(|i| phrase.word(i) == "having") || gerund;
    let mut last = at;
    if PARTICLES.contains(&phrase.word(at + 1))
        && !phrase.commas_between(at, at + 1)
        && particle_ends(phrase, at + 1)
    {
        last = at + 1;
    }
    let denied = denier(phrase, first, having);
    let subject = if having {
        denied.and_then(|denier| noun_ending_at(cast, phrase, denier.checked_sub(1)?))
    } else {
        subject_before(cast, phrase, first)
    };
    let from = subject.as_ref().map_or(first, |noun| noun.words.0);
    let asked = (from.saturating_sub(4)..first)
        .any(|i| matches!(phrase.word(i), "if" | "whether" | "unless" | "why" | "how" | "had"))
        || matches!(phrase.word(from.wrapping_sub(1)), "to");
    let (agent, patient) = if passive {
        let by = (last + 1..last + 5)
            .take_while(|i| !phrase.commas_between(i - 1, *i))
            .find(|i| phrase.word(*i) == "by");
        (by.and_then(|by| noun_from(cast, phrase, by + 1)), subject)
    } else {
        (subject, noun_from(cast, phrase, last + 1))
    };
    let none = [&agent, &patient].into_iter().flatten().any(|noun| noun.none);
    Some(Clause {
        verb: at,
        first,
        last,
        base,
        passive,
        denied: not || denied.is_some() || none,
        expected: modal || asked,
        agent,
        patient,
        opening: denied.map_or(first, |denier| denier.min(first)),
    })
}

/// Whether a subject may end right before word `at`, so that a past tense can follow.
fn can_end_a_subject(phrase: &Phrase<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = phrase.word(before);
    if phrase.commas_between(before, at) || in_name(phrase, before).is_some() {
        return true;
    }
    let pronoun = matches!(word, "he" | "she" | "it" | "they" | "we" | "i" | "who" | "which");
    pronoun
        || (!is_stop_word(word)
            && !DETERMINERS.contains(&word)
            && !PREPOSITIONS.contains(&word)
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && word.len() > 2)
}

/// Whether the particle at `at` belongs to the verb: "walked out at six", not "ran over the bridge".
fn particle_ends(phrase: &Phrase<'_>, at: usize) -> bool {
    let next = phrase.word(at + 1);
    let strong = !matches!(phrase.word(at), "over" | "in" | "through" | "up" | "down");
    at + 1 >= phrase.words.len()
        || phrase.commas_between(at, at + 1)
        || PREPOSITIONS.contains(&next)
        || (strong && (DETERMINERS.contains(&next) || is_stop_word(next)))
}

/// The word of denial that governs the clause whose auxiliaries begin at `first`: "denied that the
/// company had", "denied having".
fn denier(phrase: &Phrase<'_>, first: usize, having: bool) -> Option<usize> {
    if having {
        let from = first.saturating_sub(1);
        return (from..=first).find(|i| DENIALS.contains(&phrase.word(*i)));
    }
    let at = (first.saturating_sub(8)..first).rev().find(|i| DENIALS.contains(&phrase.word(*i)))?;
    // Only "that" and the subject stand between, no clause of another verb.
    let between = at + 1..first;
    let that = phrase.word(at + 1) == "that"
        || matches!(phrase.word(at + 1), "claims" | "reports" | "allegations")
        || in_name(phrase, at + 1).is_some()
        || matches!(phrase.word(at + 1), "he" | "she" | "they" | "it" | "the");
    let clear = between.clone().all(|i| {
        !matches!(phrase.word(i), "and" | "but" | "because" | "said" | "saying" | "while" | "after")
    });
    (that && clear && !phrase.broken_between(at, first)).then_some(at)
}

fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

/// The name that holds word `at`.
pub(super) fn in_name(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let span = phrase.words.get(at)?.span;
    let names = &phrase.document.names;
    let behind = names.partition_point(|name| name.span.start < span.end);
    behind.checked_sub(1).filter(|name| names[*name].span.overlaps(span))
}

/// The subject that ends before word `first`.
fn subject_before(cast: &Cast<'_>, phrase: &Phrase<'_>, first: usize) -> Option<Noun> {
    let mut end = first.checked_sub(1)?;
    if phrase.commas_between(end, first) {
        // "The order, Vale said, was": what stands in commas is left out.
        if phrase.broken_between(end, first) {
            return None;
        }
        let comma =
            (end.saturating_sub(10)..end).rev().find(|i| phrase.commas_between(*i, i + 1))?;
        if phrase.broken_between(comma, comma + 1) {
            return None;
        }
        end = comma;
    }
    if matches!(phrase.word(end), "who" | "which" | "that") {
        end = end.checked_sub(1)?;
    }
    noun_ending_at(cast, phrase, end)
}

/// The noun phrase whose last word is `end`; behind a preposition the noun before it counts.
pub(super) fn noun_ending_at(cast: &Cast<'_>, phrase: &Phrase<'_>, end: usize) -> Option<Noun> {
    let mut end = end;
    for _ in 0..3 {
        let word = phrase.word(end);
        if matches!(word, "he" | "she") {
            return pronoun(cast, phrase, end);
        }
        if word == "i" {
            return speaker(cast, phrase, end);
        }
        let (noun, start) = if let Some(name) = in_name(phrase, end) {
            let start = phrase.index_at(phrase.document.names[name].span.start);
            (named(cast, phrase, name)?, start)
        } else {
            let start = plain_start(phrase, end)?;
            (common(cast, phrase, start, end)?, start)
        };
        // Determiners, figures and adjectives before it.
        let mut before = start;
        while before > 0
            && !phrase.commas_between(before - 1, before)
            && (DETERMINERS.contains(&phrase.word(before - 1))
                || is_figure(phrase.word(before - 1)))
        {
            before -= 1;
        }
        let behind = before.checked_sub(1).filter(|i| {
            PREPOSITIONS.contains(&phrase.word(*i)) && !phrase.commas_between(*i, before)
        });
        match behind {
            Some(preposition) => {
                end = preposition.checked_sub(1)?;
                // "residents of Oakmere" stand for Oakmere.
                let inhabit = matches!(
                    phrase.word(end),
                    "residents"
                        | "people"
                        | "villagers"
                        | "inhabitants"
                        | "town"
                        | "village"
                        | "city"
                );
                if inhabit && phrase.word(preposition) == "of" && noun.entity.is_some() {
                    return Some(Noun { words: (end, noun.words.1), ..noun });
                }
            }
            None => return Some(noun),
        }
    }
    None
}

/// "he" and "she": the one person named before in the sentence, else in the sentence before.
pub(super) fn pronoun(cast: &Cast<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Noun> {
    let end = phrase.words.get(at)?.span.start;
    let before = phrase.index.checked_sub(1).and_then(|i| phrase.document.sentences.get(i));
    let starts = [Some(phrase.span.start), before.map(|sentence| sentence.span.start)];
    for start in starts.into_iter().flatten().filter(|start| *start <= end) {
        let mut people = phrase.document.names_in(Span::new(start, end)).filter(|name| {
            let entity = phrase.entity(*name, cast.resolution);
            cast.resolution.entities[entity].kind == EntityKind::Person
        });
        let Some(name) = people.next() else { continue };
        let entity = phrase.entity(name, cast.resolution);
        // Of two people the pronoun may mean either.
        if people.any(|other| phrase.entity(other, cast.resolution) != entity) {
            return None;
        }
        return Some(Noun { words: (at, at), ..named(cast, phrase, name)? });
    }
    None
}

/// "I" inside a quotation: the one who speaks.
fn speaker(cast: &Cast<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Noun> {
    let word = phrase.words.get(at)?.span;
    let quotations = &phrase.document.quotations;
    let behind = quotations.partition_point(|one| one.span.start <= word.start);
    let quotation = quotations.get(behind.checked_sub(1)?)?;
    let name = quotation.speaker.filter(|_| quotation.span.contains(word))?;
    Some(Noun { words: (at, at), ..named(cast, phrase, name)? })
}

fn named(cast: &Cast<'_>, phrase: &Phrase<'_>, name: usize) -> Option<Noun> {
    let entity = phrase.entity(name, cast.resolution);
    let resolved = cast.resolution.entities.get(entity)?;
    let words = phrase.words_of(phrase.document.names[name].span);
    let article = match resolved.kind {
        // "the Union of Port Workers": as the source has it.
        EntityKind::Person => "",
        _ if words.0 > 0
            && (phrase.word(words.0 - 1) == "the"
                || phrase.word(words.0 - 1).ends_with("'s")
                || phrase.word(words.0 - 1).ends_with("’s")) =>
        {
            "the "
        }
        _ => "",
    };
    Some(Noun {
        key: resolved.id.to_string(),
        text: format!("{article}{}", resolved.name),
        entity: Some(entity),
        plural: false,
        none: false,
        words,
    })
}

/// First word of the plain noun phrase that ends at `end`: at most two words before the head.
fn plain_start(phrase: &Phrase<'_>, end: usize) -> Option<usize> {
    if !is_noun_like(phrase, end) {
        return None;
    }
    let mut start = end;
    while start > 0
        && end - start < 2
        && is_noun_like(phrase, start - 1)
        && in_name(phrase, start - 1).is_none()
        && phrase.text()[phrase.words[start - 1].span.end..phrase.words[start].span.start]
            .chars()
            .all(char::is_whitespace)
        && !phrase.word(start - 1).ends_with("ing")
    {
        start -= 1;
    }
    Some(start)
}

fn is_noun_like(phrase: &Phrase<'_>, at: usize) -> bool {
    let word = phrase.word(at);
    let state = ["aground", "ashore", "overboard", "adrift", "alive", "ablaze", "aside", "asleep"];
    if state.contains(&word) {
        return false;
    }
    let said = phrase.words.get(at).map_or("", |word| word.span.of(phrase.text()));
    word.len() > 2
        && word.chars().all(char::is_alphabetic)
        && !is_stop_word(word)
        && !PREPOSITIONS.contains(&word)
        && !DETERMINERS.contains(&word)
        && !is_figure(word)
        && !word.ends_with("ly")
        && (at == 0 || !said.starts_with(char::is_uppercase))
        && verb_form(word).is_none_or(|_| {
            word.ends_with("ed") && at > 0 && DETERMINERS.contains(&phrase.word(at - 1))
        })
}

/// A plain noun phrase; "the premier" is the one person who is called so.
fn common(cast: &Cast<'_>, phrase: &Phrase<'_>, start: usize, end: usize) -> Option<Noun> {
    let noun = plain(phrase, start, end)?;
    match office_holder(cast, phrase, start, end) {
        Some(entity) => {
            let holder = cast.resolution.entities.get(entity)?;
            Some(Noun {
                key: holder.id.to_string(),
                text: holder.name.clone(),
                entity: Some(entity),
                ..noun
            })
        }
        None => Some(noun),
    }
}

/// Who is meant by "the premier", "the mayor, Ada Vale".
pub(super) fn office_holder(
    cast: &Cast<'_>,
    phrase: &Phrase<'_>,
    start: usize,
    end: usize,
) -> Option<usize> {
    let before = start.checked_sub(1).map_or("", |at| phrase.word(at));
    let owned = matches!(before, "his" | "her" | "its" | "their")
        || before.ends_with("'s")
        || before.ends_with("’s");
    let definite = before == "the" || owned;
    let other = |at: usize| {
        matches!(
            phrase.word(at),
            "former"
                | "deputy"
                | "vice"
                | "new"
                | "next"
                | "previous"
                | "late"
                | "future"
                | "first"
        )
    };
    if !definite || !is_office(phrase.word(end)) || (start..end).any(other) {
        return None;
    }
    let named = in_name(phrase, end + 1).map(|name| phrase.entity(name, cast.resolution));
    let person = |entity: &usize| cast.resolution.entities[*entity].kind == EntityKind::Person;
    if let Some(named) = named {
        return Some(named).filter(person);
    }
    // Another place may have a mayor, too.
    let of_another = matches!(phrase.word(end + 1), "of" | "for" | "at");
    let holder = cast.holder(phrase.document_index, phrase.word(end), !owned);
    holder.filter(|_| !of_another)
}

fn plain(phrase: &Phrase<'_>, start: usize, end: usize) -> Option<Noun> {
    let head = phrase.word(end);
    let words: Vec<&str> = (start..=end).map(|i| phrase.word(i)).collect();
    let none = (start.saturating_sub(2)..start).any(|i| phrase.word(i) == "no");
    let plural = head == "people"
        || head == "police"
        || (head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("us"));
    let time = matches!(
        head,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "day"
            | "days"
            | "hour"
            | "hours"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "night"
            | "morning"
            | "evening"
            | "afternoon"
            | "today"
            | "yesterday"
            | "tomorrow"
            | "noon"
            | "midnight"
            | "time"
            | "minutes"
            | "percent"
            | "cent"
    );
    (!time).then(|| Noun {
        key: stem(common_noun(&singular(head))),
        text: format!("the {}", words.join(" ")),
        entity: None,
        plural,
        none,
        words: (start, end),
    })
}

/// The noun phrase that begins at word `at`, behind determiners and figures.
pub(super) fn noun_from(cast: &Cast<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Noun> {
    let mut start = at;
    while start < at + 4
        && (DETERMINERS.contains(&phrase.word(start)) || is_figure(phrase.word(start)))
    {
        start += 1;
    }
    if phrase.commas_between(at.checked_sub(1)?, start) {
        return None;
    }
    let mut end = start;
    loop {
        // A name ends the phrase: "its manager Ada Vale" is about her.
        if let Some(name) = in_name(phrase, end) {
            let span = phrase.document.names[name].span;
            let possessive = phrase.text()[span.end..].starts_with(['’', '\''])
                && phrase.text()[span.end..].chars().nth(1) == Some('s');
            if !possessive {
                return named(cast, phrase, name);
            }
            // "the museum’s trustees": the trustees.
            start = phrase.words_of(span).1 + 1;
            end = start;
            if end > at + 8 {
                return None;
            }
            continue;
        }
        if !is_noun_like(phrase, end) {
            // "the museum's trustees" without a name.
            let owner = phrase.word(end).strip_suffix("'s").or(phrase.word(end).strip_suffix("’s"));
            if owner.is_some() && end < at + 5 {
                start = end + 1;
                end = start;
                continue;
            }
            break;
        }
        if end > start && phrase.commas_between(end - 1, end) {
            break;
        }
        end += 1;
        if end - start >= 4 {
            break;
        }
    }
    let end = end.checked_sub(1).filter(|end| *end >= start)?;
    common(cast, phrase, start.max(end.saturating_sub(2)), end)
}

/// A plain plural as a singular, as far as the table of common nouns needs it.
fn singular(word: &str) -> String {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

fn is_figure(word: &str) -> bool {
    const FIGURES: [&str; 16] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "hundred", "thousand", "million", "some",
    ];
    word.starts_with(|c: char| c.is_ascii_digit()) || FIGURES.contains(&word)
}

/// The clause that words `from..=to` belong to: the nearest verb before it in the same stretch, else
/// the nearest behind.
pub(super) fn clause_of(
    clauses: &[Clause],
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
) -> Option<Clause> {
    const TURNS: [&str; 12] = [
        "that", "which", "who", "when", "after", "before", "while", "because", "but", "where",
        "although", "until",
    ];
    let apart = |left: usize, right: usize| {
        phrase.broken_between_any(left, right)
            || (left + 1..right.saturating_sub(1)).any(|i| TURNS.contains(&phrase.word(i)))
    };
    let before = clauses
        .iter()
        .rev()
        .find(|clause| clause.last < from && from - clause.last <= 12)
        .filter(|clause| !apart(clause.last, from));
    let behind = || {
        clauses
            .iter()
            .find(|clause| clause.verb > to && clause.verb - to <= 10)
            .filter(|clause| !apart(to, clause.verb))
    };
    before.or_else(behind).cloned()
}
