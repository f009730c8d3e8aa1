//! When something was first there: "the first call came at 1.52 pm", "no fault before 2.40 pm", "a
//! fault at 1.46 pm".

use std::collections::BTreeSet;

use super::align::{Fact, Matter, aligned};
use super::moments::moment;
use super::phrase::Phrase;
use super::{Assertion, Reading};
use crate::language::stem::{is_stop_word, stem};
use crate::language::times::{Time, TimeKind};

/// Times of day of the first of a kind; that of a single one counts where another report has a
/// first.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut firsts: Vec<Fact> = Vec::new();
    let mut singles: Vec<Fact> = Vec::new();
    for phrase in reading.phrases {
        for time in phrase.document.times_in(phrase.span) {
            if time.kind == TimeKind::Time {
                firsts.extend(first(reading, phrase, time));
                singles.extend(single(reading, phrase, time));
            }
        }
    }
    let asked: BTreeSet<Matter> = firsts.iter().filter_map(|fact| fact.matter.clone()).collect();
    let known = |fact: &Fact| fact.matter.as_ref().is_some_and(|matter| asked.contains(matter));
    let told: BTreeSet<(usize, Option<Matter>)> =
        firsts.iter().map(|fact| (fact.assertion.document, fact.matter.clone())).collect();
    // A source that tells of one and quotes another who denies it before a later hour has two answers.
    let (both, singles): (Vec<Fact>, Vec<Fact>) = singles
        .into_iter()
        .filter(known)
        .partition(|fact| told.contains(&(fact.assertion.document, fact.matter.clone())));
    let mut found = aligned(reading, firsts.into_iter().chain(singles).collect());
    for fact in both {
        let same = found.iter().find(|one| one.document == fact.assertion.document);
        if let Some(key) = same.map(|one| one.key.clone()) {
            found.push(Assertion { key, ..fact.assertion });
        }
    }
    found
}

/// "the first call came at 1.52 pm", "no fault before 2.40 pm".
fn first(reading: &Reading<'_>, phrase: &Phrase<'_>, time: &Time) -> Option<Fact> {
    let (at, end) = phrase.words_of(time.span);
    let lead = at.checked_sub(1)?;
    let none = matches!(phrase.word(lead), "before" | "until")
        .then(|| (lead.saturating_sub(7)..lead).rev().find(|i| phrase.word(*i) == "no"));
    let opener = match none {
        Some(no) => no?,
        None => (lead.saturating_sub(12)..lead).rev().find(|i| phrase.word(*i) == "first")?,
    };
    let noun = noun_behind(phrase, opener, lead)?;
    if phrase.broken_between_any(opener, at) {
        return None;
    }
    let quote = (if at - opener <= 9 { opener } else { lead }, end);
    fact(reading, phrase, time, noun, quote)
}

/// "a fault on the line at 1.46 pm".
fn single(reading: &Reading<'_>, phrase: &Phrase<'_>, time: &Time) -> Option<Fact> {
    let (at, end) = phrase.words_of(time.span);
    let lead =
        at.checked_sub(1).filter(|i| matches!(phrase.word(*i), "at" | "about" | "around"))?;
    let article = (lead.saturating_sub(10)..lead)
        .rev()
        .find(|i| matches!(phrase.word(*i), "a" | "an") && !phrase.commas_between(*i, lead))?;
    let noun = noun_behind(phrase, article, lead)?;
    fact(reading, phrase, time, noun, (article.max(at.saturating_sub(10)), end))
}

/// The noun behind word `opener`, with at most one word before it: "the first emergency call".
fn noun_behind(phrase: &Phrase<'_>, opener: usize, end: usize) -> Option<usize> {
    let last = (opener + 1..(opener + 4).min(end))
        .take_while(|i| *i == opener + 1 || !phrase.commas_between(i - 1, *i))
        .take_while(|i| {
            let word = phrase.word(*i);
            word.len() > 2 && !is_stop_word(word) && super::verb::verb_form(word).is_none()
        })
        .last()?;
    let small = phrase.words[last].span.of(phrase.text()).starts_with(char::is_lowercase);
    small.then_some(last)
}

fn fact(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    time: &Time,
    noun: usize,
    (from, to): (usize, usize),
) -> Option<Fact> {
    let at = phrase.words_of(time.span).0;
    let value = moment(phrase, time, at)?;
    let value = value.trim_start_matches("before ").to_owned();
    let word = phrase.word(noun);
    let told = reading.told(
        phrase,
        phrase.range(from, to),
        ("time", String::new()),
        format!("At what time was the first {word}?"),
        value,
    );
    let matter = Some(Matter { key: stem(word), named: false });
    Some(Fact { kind: "time first".to_owned(), matter, single: true, assertion: told })
}
