//! How many: counts of one noun that are said of the same thing.

use std::collections::{BTreeMap, BTreeSet};

use super::align::act_key;
use super::answers::Answered;
use super::clause::{Clause, PREPOSITIONS, clause_of, in_name};
use super::figures::{TIME_UNITS, plural, value};
use super::frames::{common_noun, frame, said_of};
use super::phrase::Phrase;
use super::{Assertion, ClaimKey, Reading};
use crate::content::verdict::{Comparison, compare_values};
use crate::ingest::annotate::Document;
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

/// What befell people, as `language::quantities` names it, and its question.
const STATES: [(&str, &str); 10] = [
    ("death", "How many people died?"),
    ("injury", "How many people were injured?"),
    ("missing", "How many people are missing?"),
    ("arrest", "How many people were arrested?"),
    ("evacuation", "How many people were evacuated?"),
    ("displacement", "How many people were displaced?"),
    ("hospitalisation", "How many people were taken to hospital?"),
    ("rescue", "How many people were rescued?"),
    ("abduction", "How many people were abducted?"),
    ("release", "How many people were released?"),
];

/// A count as found, before it is known what it can be compared with.
struct Count {
    noun: String,
    framed: bool,
    /// Whether it is a part of a larger number: "twelve of the figures".
    part: bool,
    /// The figure alone.
    size: f64,
    /// A people or name before the noun: "Norwegian" of "23 Norwegian sailors".
    people: Option<String>,
    /// Whether it stands behind a preposition: "paid for eleven figures" is not about them all.
    aside: bool,
    /// What else the sentence speaks of.
    about: BTreeSet<String>,
    assertion: Assertion,
}

/// Counts whose noun and frame two documents share; else of a noun that no document counts twice.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut counts: Vec<Count> = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        counts.extend(
            phrase.quantities().filter_map(|quantity| count(reading, phrase, clauses, quantity)),
        );
    }
    counts.extend(reading.answers.iter().filter_map(|one| answered(reading, one)));
    let counts = of_this_event(counts, reading.documents);
    let mut documents: BTreeMap<ClaimKey, BTreeSet<usize>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.framed) {
        documents.entry(count.assertion.key.clone()).or_default().insert(count.assertion.document);
    }
    let shared = |count: &Count| {
        count.framed
            && documents.get(&count.assertion.key).is_some_and(|documents| documents.len() > 1)
    };
    let mut found: Vec<Assertion> = Vec::new();
    let mut alone: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    let unclear = unclear(&counts);
    for count in counts {
        if count.framed && unclear.contains(&count.assertion.key) {
            continue;
        }
        if shared(&count) {
            found.push(count.assertion);
        } else if !GENERAL.contains(&count.noun.as_str()) && !count.part {
            alone.entry(count.noun.clone()).or_default().push(count);
        }
    }
    for (noun, group) in alone {
        found.extend(unframed(&noun, group, reading.one_story));
    }
    found
}

/// The keys to which many documents have several answers: figures of several things. What befell
/// people is told with its parts and grows, and a lead changes.
fn unclear(counts: &[Count]) -> BTreeSet<ClaimKey> {
    let mut by_key: BTreeMap<&ClaimKey, BTreeMap<usize, Vec<&str>>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.framed) {
        let told = &count.assertion;
        by_key.entry(&told.key).or_default().entry(told.document).or_default().push(&told.value);
    }
    let several = |values: &Vec<&str>| {
        values.iter().any(|value| compare_values(value, values[0]) == Comparison::Contrary)
    };
    let moves = |key: &ClaimKey| {
        let first = key.subject.split(' ').next().unwrap_or_default();
        STATES.iter().any(|(state, _)| *state == first) || key.subject.ends_with(" lead")
    };
    by_key
        .into_iter()
        .filter(|(key, documents)| {
            let mixed = documents.values().filter(|values| several(values)).count();
            !moves(key) && 3 * mixed > documents.len()
        })
        .map(|(key, _)| key.clone())
        .collect()
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

/// The counts of about one size: three rifles and 1,500 are not the same rifles.
fn of_one_size(counts: Vec<Count>) -> Vec<Count> {
    const APART: f64 = 4.0;
    let mut sizes: Vec<f64> = counts.iter().map(|count| count.size).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(middle) = sizes.get(sizes.len() / 2).copied() else { return counts };
    let near = |count: &Count| count.size <= APART * middle && middle <= APART * count.size;
    counts.into_iter().filter(near).collect()
}

/// The counts that are not of several peoples: eleven Danish sailors are not the 23 Norwegian ones.
fn of_one_people(counts: Vec<Count>) -> Vec<Count> {
    let peoples: BTreeSet<&String> = counts.iter().filter_map(|one| one.people.as_ref()).collect();
    if peoples.len() < 2 {
        return counts;
    }
    counts.into_iter().filter(|count| count.people.is_none()).collect()
}

/// Leaves out figures of what befell people that are of quite another size than most, where the
/// document has one like the others or no date: they are those of another event.
fn of_this_event(counts: Vec<Count>, documents: &[Document]) -> Vec<Count> {
    const APART: f64 = 8.0;
    let mut sizes: BTreeMap<ClaimKey, Vec<f64>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.framed) {
        sizes.entry(count.assertion.key.clone()).or_default().push(count.size);
    }
    let middles: BTreeMap<ClaimKey, f64> = sizes
        .into_iter()
        .filter(|(_, sizes)| sizes.len() > 3)
        .map(|(key, mut sizes)| {
            sizes.sort_by(f64::total_cmp);
            (key, sizes[sizes.len() / 2])
        })
        .collect();
    let near = |count: &Count| {
        let middle = middles.get(&count.assertion.key);
        middle.is_none_or(|middle| {
            count.size <= APART * middle && *middle <= APART * count.size.max(1.0)
        })
    };
    let others: BTreeSet<(usize, ClaimKey)> = counts
        .iter()
        .filter(|count| near(count))
        .map(|count| (count.assertion.document, count.assertion.key.clone()))
        .collect();
    let kept = |count: &Count| {
        let told = &count.assertion;
        let dated = documents[told.document].published_day().is_some();
        near(count) || (dated && !others.contains(&(told.document, told.key.clone())))
    };
    counts.into_iter().filter(kept).collect()
}

/// The counts whose sentence shares a word with one of another document: equal counts belong
/// together as they are, different ones only where they speak of one matter.
fn of_one_matter(counts: Vec<Count>) -> Vec<Assertion> {
    let values: BTreeSet<&str> = counts.iter().map(|one| one.assertion.value.as_str()).collect();
    if values.len() > 1 {
        let mut documents: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for count in &counts {
            for stem in &count.about {
                documents.entry(stem).or_default().insert(count.assertion.document);
            }
        }
        let shares = |count: &Count| {
            let known = |stem: &String| documents.get(stem.as_str()).is_some_and(|d| d.len() > 1);
            !count.aside || count.about.iter().any(known)
        };
        let kept: Vec<bool> = counts.iter().map(shares).collect();
        let kept = counts.into_iter().zip(kept).filter(|(_, kept)| *kept);
        return kept.map(|(count, _)| count.assertion).collect();
    }
    counts.into_iter().map(|count| count.assertion).collect()
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
    let read = frame(phrase, (from, to), noun, &many);
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
