//! Until when: deadlines, and what must be done by a day.

use std::collections::BTreeSet;

use super::align::{Fact, Matter, aligned};
use super::moments::moment;
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::diagnostic::Span;
use crate::language::stem::{is_stop_word, stem};
use crate::language::times::Time;
use crate::language::times::TimeValue;
use crate::model::date::words::in_words;
use crate::model::date::{Date, Edtf};

/// The deadlines of a story, each of one matter: what is to be done by then.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut facts: Vec<Fact> = Vec::new();
    for phrase in reading.phrases {
        for time in phrase.document.times_in(phrase.span) {
            facts.extend(deadline(reading, phrase, time));
        }
    }
    let matters: BTreeSet<Matter> = facts.iter().filter_map(|fact| fact.matter.clone()).collect();
    let only = match matters.len() {
        0 => Some(matter("deadline")),
        1 => matters.first().cloned(),
        _ => None,
    };
    // A deadline that does not say what for is the one spoken of before.
    let mut before: Option<(usize, Matter)> = None;
    for fact in &mut facts {
        let document = fact.assertion.document;
        let spoken_of = before.as_ref().filter(|(of, _)| *of == document);
        if fact.matter.is_none() {
            fact.matter = only.clone().or_else(|| spoken_of.map(|(_, matter)| matter.clone()));
        }
        before = fact.matter.clone().map(|matter| (document, matter));
    }
    aligned(reading, facts)
}

fn matter(key: &str) -> Matter {
    Matter { key: key.to_owned(), named: false }
}

/// What is to be done, by the first telling word of `words`.
fn matter_of(phrase: &Phrase<'_>, words: std::ops::Range<usize>) -> Option<Matter> {
    const FINISHED: [&str; 9] = [
        "final",
        "finish",
        "finished",
        "complete",
        "completed",
        "end",
        "ended",
        "concluded",
        "over",
    ];
    let mut telling = words.filter(|at| {
        let word = phrase.word(*at);
        word.len() > 2 && !is_stop_word(word) && !matches!(word, "must" | "have" | "has")
    });
    let word = phrase.word(telling.next()?);
    Some(if FINISHED.contains(&word) { matter("finish") } else { matter(&stem(word)) })
}

/// A deadline whose day or hour is `time`: where its words begin and what it is for.
fn opening(phrase: &Phrase<'_>, (from, to): (usize, usize)) -> Option<(usize, Option<Matter>)> {
    let before = phrase.word(from.checked_sub(1)?);
    let near = from.saturating_sub(7)..from;
    if let Some(noun) =
        near.clone().rev().find(|i| matches!(phrase.word(*i), "deadline" | "ultimatum"))
    {
        let what =
            if matches!(phrase.word(noun + 1), "for" | "to") { noun + 2..from } else { 0..0 };
        return Some((noun, matter_of(phrase, what)));
    }
    if matches!(before, "until" | "till") {
        let given = near
            .clone()
            .rev()
            .find(|i| matches!(phrase.word(*i), "given" | "gave" | "had" | "has"))?;
        let purpose = phrase.word(to + 1) == "to";
        let ends = to + 1 >= phrase.words.len();
        let what = if purpose { matter_of(phrase, to + 2..to + 3) } else { None };
        return (purpose || ends && given + 2 == from).then_some((given, what));
    }
    let must = near.clone().rev().find(|i| phrase.word(*i) == "must").filter(|_| before == "by")?;
    let skip = usize::from(phrase.word(must + 1) == "be");
    Some((must, matter_of(phrase, must + 1 + skip..from)))
}

fn deadline(reading: &Reading<'_>, phrase: &Phrase<'_>, time: &Time) -> Option<Fact> {
    let TimeValue::Calendar(edtf @ Edtf::Date(date)) = &time.value else { return None };
    let words = phrase.words_of(time.span);
    let (from, matter) =
        opening(phrase, words).filter(|(from, _)| !phrase.broken_between_any(*from, words.0))?;
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
    let key = ("deadline", String::new());
    let quote = phrase.range(from, words.1);
    let told = reading.told(phrase, quote, key, "What is the deadline?".to_owned(), value);
    let assertion = Assertion { event: None, ..told };
    Some(Fact { kind: "deadline".to_owned(), matter, single: true, assertion })
}
