//! How many: counts of one noun that are said of the same thing.

use std::collections::{BTreeMap, BTreeSet};

use super::align::act_key;
use super::answers::Answered;
use super::clause::{Clause, PREPOSITIONS, clause_of, in_name};
use super::figures::{TIME_UNITS, plural, value};
use super::frames::{common_noun, frame, said_of};
use super::held::contained;
use super::phrase::Phrase;
use super::same_count::{
    Count, STATES, of_one_matter, of_one_people, of_one_size, of_this_event, unclear,
};
use super::{Assertion, ClaimKey, Reading};
use crate::language::quantities::Quantity;
use crate::language::stem::is_stop_word;
use crate::language::times::TimeValue;
use crate::model::date::words::in_words;
use crate::model::date::{Date, Edtf, Precision};

/// Nouns too general for a question of their own.
const GENERAL: [&str; 52] = [
    "person",
    "man",
    "woman",
    "child",
    "time",
    "thing",
    "way",
    "one",
    "part",
    "age",
    "step",
    "path",
    "side",
    "other",
    "third",
    "half",
    "quarter",
    "pair",
    "customer",
    "vote",
    "ballot",
    "home",
    "place",
    "point",
    "kind",
    "case",
    "country",
    "percent",
    "family",
    "population",
    "hundred",
    "night",
    "member",
    "name",
    "word",
    "question",
    // What is counted in sport is counted anew in every match.
    "game",
    "match",
    "catch",
    "pass",
    "carry",
    "goal",
    "run",
    "hit",
    "win",
    "loss",
    "inning",
    "touchdown",
    "tackle",
    "wicket",
    "start",
    "yard",
];

/// Counts whose noun and frame two documents share; else of a noun that no document counts twice.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut counts: Vec<Count> = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        counts.extend(
            phrase.quantities().filter_map(|quantity| count(reading, phrase, clauses, quantity)),
        );
    }
    counts.extend(reading.answers.iter().filter_map(|one| answered(reading, one)));
    let counts = of_this_event(reading.strands, counts, reading.documents);
    let strand = |count: &Count| reading.strands.of(count.assertion.document);
    let place = |count: &Count| (count.assertion.key.clone(), strand(count));
    let mut documents: BTreeMap<(ClaimKey, usize), BTreeSet<usize>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.framed) {
        documents.entry(place(count)).or_default().insert(count.assertion.document);
    }
    let shared = |count: &Count| {
        count.framed && documents.get(&place(count)).is_some_and(|documents| documents.len() > 1)
    };
    let mut found: Vec<Assertion> = Vec::new();
    let mut alone: BTreeMap<(String, usize), Vec<Count>> = BTreeMap::new();
    let unclear = unclear(reading.strands, &counts);
    for count in counts {
        if count.framed && unclear.contains(&place(&count)) {
            continue;
        }
        if shared(&count) {
            found.push(count.assertion);
        } else if !GENERAL.contains(&count.noun.as_str()) && !count.part {
            alone.entry((count.noun.clone(), strand(&count))).or_default().push(count);
        }
    }
    for ((noun, _), group) in alone {
        found.extend(unframed(&noun, group, reading.strands.is_one()));
    }
    found
}

/// Counts of one noun with nothing in common but the noun: comparable when every document has one
/// figure for it.
fn unframed(noun: &str, counts: Vec<Count>, one_story: bool) -> Vec<Assertion> {
    let counts = of_one_people(of_one_size(counts));
    let mut group = of_one_matter(counts);
    let mut values: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for assertion in &group {
        values.entry(assertion.document).or_default().insert(assertion.value.clone());
    }
    if values.values().any(|values| values.len() > 1) {
        return Vec::new();
    }
    // A bare figure on which all agree says little where few have it or the stories are many.
    let agreed = values.values().flatten().collect::<BTreeSet<_>>().len() < 2;
    if agreed && (values.len() < 3 || !one_story) {
        return Vec::new();
    }
    let questions: BTreeSet<String> = group
        .iter()
        .map(|assertion| assertion.question.clone())
        .filter(|q| q.contains("were "))
        .collect();
    let question = match questions.len() {
        1 => questions.into_iter().next().unwrap_or_default(),
        // "striker hurt"
        _ if noun.contains(' ') => {
            let (one, state) = noun.split_once(' ').unwrap_or((noun, ""));
            format!("How many {} were {state}?", plural(one))
        }
        _ => format!("How many {} were there?", plural(noun)),
    };
    for assertion in &mut group {
        noun.clone_into(&mut assertion.key.subject);
        assertion.question.clone_from(&question);
    }
    group
}

/// The stems of the words near a count, and of its verb; names and the count itself left out.
fn about(phrase: &Phrase<'_>, clauses: &[Clause], (from, to): (usize, usize)) -> BTreeSet<String> {
    let near = from.saturating_sub(12)..(to + 13).min(phrase.words.len());
    let apart = |i: &usize| *i < from || *i >= to;
    let plain = |i: &usize| {
        let word = phrase.word(*i);
        word.len() > 3 && !is_stop_word(word) && in_name(phrase, *i).is_none()
    };
    let stems = near.filter(|i| *i != to && apart(i) && plain(i));
    let mut stems: BTreeSet<String> = stems.map(|i| phrase.words[i].stem.clone()).collect();
    // "23 bronze figures": what kind of figures.
    stems.extend((from + 1..to).filter(plain).map(|i| phrase.words[i].stem.clone()));
    stems.extend(clause_of(clauses, phrase, (from, to)).map(|clause| act_key(phrase, &clause)));
    stems
}

fn count(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clauses: &[Clause],
    quantity: &Quantity,
) -> Option<Count> {
    let of = quantity.of.as_deref()?;
    // Money, percentages and lengths are measures; a measure of time counts nothing.
    if quantity.unit.is_some() || of.len() < 3 || TIME_UNITS.contains(&of) {
        return None;
    }
    let (from, to) = phrase.words_of(quantity.span);
    let excepted =
        (from.saturating_sub(2)..from).any(|i| matches!(phrase.word(i), "but" | "except"));
    let state = STATES.iter().find(|(noun, _)| *noun == of);
    let small = quantity.value < 3.0 && quantity.upper.is_none() && quantity.modifier.is_none();
    let voted = quantity.per.as_deref().is_some_and(|per| per.starts_with("against"));
    // "500 Windows computers".
    let name = phrase.words.get(to).is_some_and(|word| {
        word.span.of(phrase.text()).starts_with(char::is_uppercase) && from > 0
    });
    let sport = ["game", "match", "catch", "pass", "carry", "touchdown", "inning", "tackle"];
    if sport.contains(&of) || name {
        return None;
    }
    if excepted || voted || (small && state.is_none()) || is_split(phrase, to) {
        return None;
    }
    let noun = common_noun(of);
    let many = plural(noun);
    let read = contained(phrase, (from, to), noun, &many)
        .or_else(|| frame(phrase, (from, to), noun, &many));
    let (subject, question, words) = match (state, &read) {
        (Some((noun, question)), _) => {
            ((*noun).to_owned(), (*question).to_owned(), state_words(phrase, from, to))
        }
        (None, Some(frame)) => (frame.key.clone(), frame.question.clone(), frame.words),
        (None, None) => (noun.to_owned(), format!("How many {many}?"), (from, to)),
    };
    let (subject, question) = match earlier(reading, phrase) {
        Some(then) => {
            (format!("{subject} {then}"), format!("{} in {then}?", question.trim_end_matches('?')))
        }
        None => (subject, question),
    };
    // "5,000 people are under evacuation orders" and "5,000 people were evacuated".
    let subject = if subject == "person evacuat" { "evacuation".to_owned() } else { subject };
    let end = per_end(phrase, quantity, words.1).min(words.0 + 11);
    Some(Count {
        noun: noun.to_owned(),
        framed: state.is_some() || read.is_some(),
        part: (phrase.words_of(quantity.number).1 + 1..=to).any(|i| {
            matches!(
                phrase.word(i),
                "of" | "other"
                    | "others"
                    | "more"
                    | "another"
                    | "additional"
                    | "further"
                    | "extra"
                    | "new"
                    | "remaining"
                    | "separate"
            )
        }),
        size: quantity.value,
        people: (phrase.words_of(quantity.number).1 + 1..to)
            .find(|i| phrase.words[*i].span.of(phrase.text()).starts_with(char::is_uppercase))
            .map(|i| phrase.word(i).to_owned()),
        aside: from.checked_sub(1).is_some_and(|i| PREPOSITIONS.contains(&phrase.word(i))),
        about: about(phrase, clauses, (from, to)),
        assertion: reading.told(
            phrase,
            phrase.range(words.0, end),
            ("count", subject),
            question,
            value(phrase, quantity),
        ),
    })
}

/// "How many riders were suspended? Four."
fn answered(reading: &Reading<'_>, answered: &Answered<'_>) -> Option<Count> {
    let (noun, verb) = answered.counted()?;
    let (value, quote) = answered.number()?;
    let person = matches!(noun.as_str(), "people" | "person" | "resident" | "civilian");
    let state = match verb.as_str() {
        "killed" | "died" => Some("death"),
        "injured" | "hurt" | "wounded" => Some("injury"),
        "arrested" | "detained" => Some("arrest"),
        "evacuated" => Some("evacuation"),
        "rescued" => Some("rescue"),
        _ => None,
    };
    let state = STATES.iter().find(|(name, _)| person && state == Some(*name));
    let noun = common_noun(&noun).to_owned();
    let frame = said_of(&noun, &plural(&noun), &verb);
    let (subject, question) = match state {
        Some((name, question)) => ((*name).to_owned(), (*question).to_owned()),
        None => (frame.key, frame.question),
    };
    Some(Count {
        noun,
        framed: true,
        part: false,
        people: None,
        size: value.replace(',', "").parse().unwrap_or_default(),
        aside: false,
        about: BTreeSet::new(),
        assertion: Assertion {
            event: None,
            ..reading.told(&answered.answer, quote, ("count", subject), question, value)
        },
    })
}

/// The year, or the month, long before the report that a sentence speaks of: its figures are another
/// event's.
fn earlier(reading: &Reading<'_>, phrase: &Phrase<'_>) -> Option<String> {
    const LONG_AGO: i32 = 60;
    let anchor = phrase.document.anchor?;
    let main = reading.story.main.and_then(|main| reading.story.events[main].date);
    let main = main.and_then(|date| date.anchor()?.calendar_day());
    phrase.document.times_in(phrase.span).iter().find_map(|time| {
        let TimeValue::Calendar(Edtf::Date(date)) = &time.value else { return None };
        let year = date.year_number();
        if year + 1 < anchor.year() {
            return Some(year.to_string());
        }
        let day = date.calendar_day().filter(|_| date.precision() >= Precision::Month)?;
        let before = |other: jiff::civil::Date| (other - day).get_days() >= LONG_AGO && other > day;
        let own = main.is_some_and(|main| !before(main));
        let month = date.month_number().and_then(|month| Date::month(year, month))?;
        (before(anchor) && !own).then(|| in_words(Edtf::Date(month)))
    })
}

/// The words of a count of what befell people: "killed" before "two people" belongs to it.
fn state_words(phrase: &Phrase<'_>, from: usize, to: usize) -> (usize, usize) {
    let verb = from.checked_sub(1).filter(|i| {
        let word = phrase.word(*i);
        word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("es"))
    });
    (verb.unwrap_or(from), to)
}

/// "three votes to two": a result, not a count.
fn is_split(phrase: &Phrase<'_>, to: usize) -> bool {
    const NUMBERS: [&str; 11] =
        ["nil", "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let next = phrase.word(to + 2);
    phrase.word(to + 1) == "to"
        && (NUMBERS.contains(&next) || next.starts_with(|c: char| c.is_ascii_digit()))
}

/// The last word of "from each side", when it follows within four words; else `to`.
fn per_end(phrase: &Phrase<'_>, quantity: &Quantity, to: usize) -> usize {
    let last = quantity.per.as_deref().and_then(|per| per.rsplit(' ').next());
    last.and_then(|last| (to + 1..=to + 4).find(|i| phrase.word(*i) == last)).unwrap_or(to)
}
