//! Dates, times of day and lengths in the languages of [`super::super::locale`]: one grammar for
//! all, told apart by their tables. What none of the rules fits is left out.

mod days;
mod lengths;

use jiff::civil;

use self::days::{clock, dated, near_day, near_unit, numeric, weekday, years};
use self::lengths::{away, length};
use super::Time;
use super::TimeKind;
use super::resolve::Resolver;
use super::tense::Direction;
use super::terms::Found;
use super::words::Words;
use crate::diagnostic::Span;
use crate::language::locale::Locale;

/// As [`super::times`], for a text in the language of `locale`.
pub fn times_in(
    locale: &Locale,
    text: &str,
    passages: &[Span],
    anchor: Option<civil::Date>,
) -> Vec<Time> {
    let mut resolver = Resolver::new(anchor, None);
    let mut all: Vec<Time> = Vec::new();
    for passage in passages {
        let words = Words::read(text, *passage);
        resolver.begin_passage();
        let mut i = 0;
        while i < words.len() {
            let Some(found) = expression(locale, &words, i).filter(|found| found.end > i) else {
                i += 1;
                continue;
            };
            let direction = || direction(locale, &words, i, found.end);
            let value = resolver.resolve(&found.meaning, &direction);
            all.push(Time {
                span: words.span(i, found.end),
                kind: found.kind,
                value: value.is,
                timex: value.timex,
                modifier: found.modifier,
                relative: value.relative,
            });
            i = found.end;
        }
    }
    all.sort_by_key(|time| (time.span.start, time.span.end));
    all.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    all
}

/// The longest expression at `i`.
fn expression(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    let rules = [numeric, dated, weekday, near_day, near_unit, years, clock, away, length];
    let found = rules.into_iter().filter_map(|rule| rule(locale, words, i));
    let found = found.fold(None, |best, next| Found::longer(best, Some(next)));
    found.or_else(|| stretched(locale, words, i))
}

/// "at the end of March", "Ende 2031": a part of a month or year.
fn stretched(locale: &Locale, words: &Words<'_>, i: usize) -> Option<Found> {
    use crate::language::locale::looked_up;
    let (modifier, at) = looked_up(words, i, locale.stretches)?;
    let found = [dated, near_unit, years].into_iter().find_map(|rule| rule(locale, words, at))?;
    (found.kind == TimeKind::Date).then_some(Found { modifier: Some(modifier), ..found })
}

/// Which way a day without a year or a week lies: ahead when the clause has a word of the future.
fn direction(locale: &Locale, words: &Words<'_>, start: usize, end: usize) -> Direction {
    let stops = |at: &usize| !words.is(*at, &[".", ";", "!", "?", ":"]);
    let before = (start.saturating_sub(16)..start).rev().take_while(stops);
    let behind = (end..(end + 16).min(words.len())).take_while(stops);
    // "The next meeting is on Monday."
    let next = |at: usize| crate::language::locale::any_end(words, at, locale.next).is_some();
    let ahead = before.chain(behind).any(|at| is_future(locale, words, at) || next(at));
    if ahead { Direction::Future } else { Direction::Told }
}

fn is_future(locale: &Locale, words: &Words<'_>, at: usize) -> bool {
    let low = words.low(at);
    locale.future.iter().any(|form| match form.strip_prefix('-') {
        Some(ending) => low.len() > ending.len() + 2 && low.ends_with(ending),
        None => crate::language::locale::phrase_end(words, at, form).is_some(),
    })
}
