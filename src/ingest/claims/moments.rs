//! When: times of day and days told of one act, and deadlines.

use super::align::{Fact, Matter, act_key, aligned};
use super::clause::{Clause, clause_of};
use super::phrase::Phrase;
use super::{Assertion, ClaimKey, Reading};
use crate::diagnostic::Span;
use crate::language::times::{Modifier, Time, TimeKind, TimeValue};
use crate::model::date::words::in_words;
use crate::model::date::{Date, Edtf, Precision};

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut hours = Vec::new();
    let mut days = Vec::new();
    for (phrase, clauses) in reading.phrases.iter().zip(reading.clauses) {
        for time in phrase.document.times_in(phrase.span) {
            match time.kind {
                TimeKind::Time => hours.extend(hour(reading, phrase, clauses, time)),
                TimeKind::Date => days.extend(day(reading, phrase, clauses, time)),
                _ => {}
            }
        }
    }
    for answered in reading.answers {
        let Some(clause) = &answered.clause else { continue };
        let answer = &answered.answer;
        let Some(time) = answer.document.times_in(answer.span).first() else { continue };
        let asked = matches!(answered.question.word(0), "when" | "at");
        let matter = clause.patient.as_ref().or(clause.agent.as_ref()).filter(|_| asked);
        let (Some(matter), Some(rest)) = (matter, clause.asked(&answered.question)) else {
            continue;
        };
        let words = answer.words_of(time.span);
        let (attribute, word, value) = match (time.kind, &time.value) {
            (TimeKind::Time, _) => ("time", "At what time", moment(answer, time, words.0)),
            (TimeKind::Date, TimeValue::Calendar(edtf)) => ("date", "When", Some(in_words(*edtf))),
            _ => continue,
        };
        let Some(value) = value else { continue };
        let fact = Fact {
            kind: format!("{attribute} {}", act_key(&answered.question, clause)),
            matter: Some(Matter::of(matter)),
            single: true,
            assertion: Assertion {
                document: answer.document_index,
                quote: answer.range(words.0, words.1),
                key: ClaimKey { attribute, subject: String::new() },
                question: format!("{word} {rest}?"),
                value,
                about: None,
                event: None,
                unnamed: answer.unnamed_source(),
            },
        };
        if attribute == "time" { hours.push(fact) } else { days.push(fact) }
    }
    let mut found = aligned(hours);
    found.extend(deadlines(reading));
    found.extend(aligned(days));
    found.retain(|assertion| !assertion.question.is_empty());
    found
}

/// "Police searched the hotel at 5 a.m."
fn hour(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clauses: &[Clause],
    time: &Time,
) -> Option<Fact> {
    let words = phrase.words_of(time.span);
    let value = moment(phrase, time, words.0)?;
    fact(reading, phrase, clauses, words, ("time", "At what time", value))
}

/// "Vale left the race on Saturday".
fn day(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clauses: &[Clause],
    time: &Time,
) -> Option<Fact> {
    let TimeValue::Calendar(edtf @ Edtf::Date(date)) = &time.value else { return None };
    let known = matches!(date.precision(), Precision::Day | Precision::Month);
    // A duration since then, or a span from then on, is another question.
    let words = phrase.words_of(time.span);
    let before = words.0.checked_sub(1).map_or("", |i| phrase.word(i));
    let apart = matches!(
        before,
        "since"
            | "until"
            | "till"
            | "from"
            | "before"
            | "after"
            | "between"
            | "to"
            | "of"
            | "by"
            | "and"
    ) || phrase.text()[time.span.end..].starts_with(['’', '\'']);
    if !known || apart || time.modifier.is_some() {
        return None;
    }
    let fact = fact(reading, phrase, clauses, words, ("date", "When", in_words(*edtf)))?;
    // People meet, speak and call on many days; what happens to one thing happens once.
    let again = ["meet", "speak", "call", "visit", "talk", "hold", "play", "return", "vote"];
    let verb = fact.kind.rsplit(' ').next().unwrap_or_default();
    (fact.single && !again.contains(&verb)).then_some(fact)
}

/// What the words before a time make of it: "shortly before", "at about".
fn lead(phrase: &Phrase<'_>, at: usize, time: &Time) -> &'static str {
    let back = |n: usize| at.checked_sub(n).map_or("", |i| phrase.word(i));
    match (back(2), back(1)) {
        ("shortly" | "just", "before") => "shortly before ",
        ("shortly" | "just", "after") => "shortly after ",
        (_, "before" | "by") => "before ",
        (_, "after") => "after ",
        (_, "about" | "around" | "approximately") => "about ",
        _ if time.modifier == Some(Modifier::Approximate) => "about ",
        _ => "",
    }
}

fn fact(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    clauses: &[Clause],
    words: (usize, usize),
    (attribute, word, value): (&'static str, &str, String),
) -> Option<Fact> {
    let clause = clause_of(clauses, phrase, words)?;
    if clause.is_saying() || clause.denied || clause.expected || !clause.is_whole(phrase) {
        return None;
    }
    let matter = clause.patient.as_ref().or(clause.agent.as_ref());
    let matter = matter.filter(|noun| {
        let before = noun.words.0.checked_sub(1).map_or("", |i| phrase.word(i));
        // "a man was arrested" may be anybody.
        noun.entity.is_some() || !matches!(before, "a" | "an" | "another" | "some")
    })?;
    let question = clause.asked(phrase).or_else(|| clause.asked_of_patient(phrase));
    let question = question.map(|rest| format!("{word} {rest}?"));
    let (first, last) = clause.words();
    let (from, to) = (first.min(words.0), last.max(words.1));
    // Short: the verb and the time, where the whole clause is long.
    let (from, to) = if to - from <= 9 {
        (from, to)
    } else if clause.verb < words.0 {
        (clause.first.max(words.1.saturating_sub(9)), words.1)
    } else {
        (words.0, clause.last.min(words.0 + 9))
    };
    Some(Fact {
        kind: format!("{attribute} {}", act_key(phrase, &clause)),
        matter: Some(Matter::of(matter)),
        single: !matter.plural,
        assertion: Assertion {
            document: phrase.document_index,
            quote: phrase.range(from, to),
            key: ClaimKey { attribute, subject: String::new() },
            question: question.unwrap_or_default(),
            value,
            about: None,
            event: reading.event_of(phrase),
            unnamed: phrase.unnamed_source(),
        },
    })
}

/// A time of day as an answer: `about 6:00`. Its day is left out: most often it is the source's own.
fn moment(phrase: &Phrase<'_>, time: &Time, at: usize) -> Option<String> {
    let TimeValue::Calendar(Edtf::Date(date)) = &time.value else { return None };
    let clock = date.time_of_day().filter(|_| date.zone_minutes().is_none())?;
    let lead = lead(phrase, at, time);
    Some(format!("{lead}{}:{:02}", clock.hour(), clock.minute()))
}

/// "set a deadline of Saturday at midnight", "gave the union until Sunday to return".
fn deadlines(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut facts = Vec::new();
    for phrase in reading.phrases {
        for time in phrase.document.times_in(phrase.span) {
            facts.extend(deadline(phrase, time));
        }
    }
    aligned(facts)
}

fn deadline(phrase: &Phrase<'_>, time: &Time) -> Option<Fact> {
    let TimeValue::Calendar(edtf @ Edtf::Date(date)) = &time.value else { return None };
    let words = phrase.words_of(time.span);
    let before = words.0.checked_sub(1).map_or("", |i| phrase.word(i));
    let near = words.0.saturating_sub(5)..words.0;
    let noun = near.clone().rev().find(|i| matches!(phrase.word(*i), "deadline" | "ultimatum"));
    let given = (before == "until" || before == "till")
        .then(|| near.clone().find(|i| matches!(phrase.word(*i), "given" | "gave" | "had" | "has")))
        .flatten()
        .filter(|_| phrase.word(words.1 + 1) == "to");
    let from = noun.or(given).filter(|from| !phrase.broken_between_any(*from, words.0))?;
    // A weekday that was read as the one before the report is not what the deadline names.
    let day = date.calendar_day()?;
    if time.relative && phrase.document.anchor.is_none_or(|report| day < report) {
        return None;
    }
    // "Saturday at midnight" is read as a day and a time: the first counts.
    let nearest =
        phrase.document.times_in(Span::new(phrase.words[from].span.start, time.span.start));
    if !nearest.is_empty() {
        return None;
    }
    let value = match moment(phrase, time, words.0) {
        Some(clock) => format!("{}, {clock}", in_words(Edtf::Date(Date::day(day)))),
        None => in_words(*edtf),
    };
    let assertion = Assertion {
        document: phrase.document_index,
        quote: phrase.range(from, words.1),
        key: ClaimKey { attribute: "deadline", subject: String::new() },
        question: "What is the deadline?".to_owned(),
        value,
        about: None,
        event: None,
        unnamed: phrase.unnamed_source(),
    };
    let matter = Some(Matter { key: "deadline".to_owned(), named: false });
    Some(Fact { kind: "deadline".to_owned(), matter, single: true, assertion })
}
