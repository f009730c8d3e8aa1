//! When: times of day and days told of one act, and deadlines.

use super::align::{Fact, Matter, act_key, aligned};
use super::clause::{Clause, clause_of};
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::ingest::annotate::Document;
use crate::language::times::{Modifier, Time, TimeKind, TimeValue};
use crate::model::date::words::in_words;
use crate::model::date::{Edtf, Precision};

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
                event: None,
                ..reading.told(
                    answer,
                    answer.range(words.0, words.1),
                    (attribute, String::new()),
                    format!("{word} {rest}?"),
                    value,
                )
            },
        };
        if attribute == "time" { hours.push(fact) } else { days.push(fact) }
    }
    let mut found = aligned(reading, hours);
    found.extend(aligned(reading, days));
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
    let known = matches!(date.precision(), Precision::Day | Precision::Month)
        || date.precision() == Precision::Year && is_past_year(phrase, date.year_number());
    // In a report without a date of its own "on Friday" may be any Friday.
    if time.relative && !knows_its_day(phrase.document) {
        return None;
    }
    let year = date.precision() == Precision::Year;
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
    // Of a year only what begins or ends for good is told.
    let once = ["open", "begin", "build", "found", "complete", "establish", "launch", "bear"];
    (fact.single && !again.contains(&verb) && (!year || once.contains(&verb))).then_some(fact)
}

/// Whether a document says when it came out, or names a full date of the days around.
fn knows_its_day(document: &Document) -> bool {
    const AROUND: i32 = 10;
    let near = |time: &Time| {
        let TimeValue::Calendar(Edtf::Date(date)) = &time.value else { return false };
        let days = date.calendar_day().zip(document.anchor);
        !time.relative
            && days.is_some_and(|(day, anchor)| (anchor - day).get_days().abs() <= AROUND)
    };
    document.published_day().is_some() || document.times.iter().any(near)
}

/// Whether a year is over for good when the report comes out.
fn is_past_year(phrase: &Phrase<'_>, year: i16) -> bool {
    phrase.document.anchor.is_some_and(|anchor| year + 1 < anchor.year())
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
    let mut clause = clause_of(clauses, phrase, words)?;
    // "were ordered to leave": what they were ordered belongs to the verb.
    let ordered =
        clause.passive && matches!(clause.base.as_str(), "order" | "tell" | "force" | "allow");
    if ordered && phrase.word(clause.last + 1) == "to" && clause.last + 2 < words.0 {
        clause.last += 2;
    }
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
        assertion: reading.told(
            phrase,
            phrase.range(from, to),
            (attribute, String::new()),
            question.unwrap_or_default(),
            value,
        ),
    })
}

/// A time of day as an answer: `about 6:00`. Its day is left out: most often it is the source's own.
pub(super) fn moment(phrase: &Phrase<'_>, time: &Time, at: usize) -> Option<String> {
    let TimeValue::Calendar(Edtf::Date(date)) = &time.value else { return None };
    let clock = date.time_of_day().filter(|_| date.zone_minutes().is_none())?;
    let lead = lead(phrase, at, time);
    Some(format!("{lead}{}:{:02}", clock.hour(), clock.minute()))
}
