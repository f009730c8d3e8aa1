//! Puts the rules together: dates with "early", "the end of" and the like, and the left-to-right
//! search of a passage for the longest expressions.

use super::calendar::another_day;
use super::clock::{clock, clock_from, today};
use super::length::duration;
use super::openers::may_open;
use super::recurring::set;
use super::relative::{date, is_day};
use super::terms::{Found, Meaning, Unit, YearOf, unit};
use super::vague::vague;
use super::words::Words;
use super::{Modifier, TimeKind};
use crate::model::date::Precision;

/// The longest expression of any kind at `i`.
fn expression(words: &Words<'_>, i: usize) -> Option<Found> {
    let day = date(words, i);
    let clock = clock_from(words, i, day.as_ref());
    let dated = Found::longer(part_of_date(words, i), Found::longer(framed(words, i), day));
    let timed = Found::longer(clock, dated);
    let long = Found::longer(set(words, i), duration(words, i));
    Found::longer(Found::longer(timed, long), vague(words, i))
}

/// Every expression of a passage as (first word, what was found).
pub(super) fn expressions(words: &Words<'_>) -> Vec<(usize, Found)> {
    let mut all = Vec::new();
    let mut i = 0;
    while let Some(word) = words.get(i) {
        if !may_open(word) {
            debug_assert!(expression(words, i).is_none(), "`{}` is an opener", word.low);
            i += 1;
            continue;
        }
        match expression(words, i) {
            Some(found) if found.end > i => {
                let mut end = found.end;
                all.push((i, found));
                while let Some((_, last)) = all.last()
                    && let Some((at, another)) = another_day(words, end, &last.meaning)
                {
                    end = another.end;
                    all.push((at, another));
                }
                i = end;
            }
            _ => i += 1,
        }
    }
    share(words, &mut all);
    all
}

/// Lets an expression take what the next one says for both: the year of "between May and July
/// 1943", the day of "10 a.m. to 3 p.m. on Friday" and of "10:35 a.m. (0735 GMT) Friday".
fn share(words: &Words<'_>, all: &mut [(usize, Found)]) {
    const JOINTS: &[&str] =
        &["and", "to", "or", "until", "till", "through", "from", ",", "(", ")", "-", "–", "—"];
    for at in (1..all.len()).rev() {
        let Some([(_, one), (start, other)]) = all.get_mut(at - 1..=at) else { return };
        let near = (one.end..*start).len() <= 2 && (one.end..*start).all(|i| words.is(i, JOINTS));
        if !near {
            continue;
        }
        match (&mut one.meaning, &other.meaning) {
            (Meaning::Clock { day, .. }, said)
                if **day == today() && !words.is(one.end, &[","]) =>
            {
                if let Meaning::Clock { day: said, .. } | Meaning::Part { day: said, .. } = said {
                    day.clone_from(said);
                } else if is_day(said) && words.is(one.end, &[")", "("]) {
                    **day = said.clone();
                }
            }
            (
                Meaning::Month { month, year: year @ YearOf::Unsaid }
                | Meaning::Day { month, year: year @ YearOf::Unsaid, .. },
                said,
            ) => {
                if let Some((given, later)) = year_and_month(said) {
                    *year = YearOf::Given(if *month > later { given - 1 } else { given });
                }
            }
            (
                Meaning::Season { year: year @ YearOf::Unsaid, .. },
                Meaning::Season { year: said, .. },
            ) => {
                *year = *said;
            }
            _ => {}
        }
    }
}

/// The stated year of a month or day, and its month.
fn year_and_month(meaning: &Meaning) -> Option<(i16, i8)> {
    match meaning {
        Meaning::Month { month, year: YearOf::Given(year) }
        | Meaning::Day { month, year: YearOf::Given(year), .. } => Some((*year, *month)),
        Meaning::Stated(date) | Meaning::Between(date, _) => {
            Some((date.year_number(), date.month_number()?))
        }
        _ => None,
    }
}

/// `the early months of 2022`, `the last days of May`, `the opening weeks of the year`: a date, of
/// which the beginning or end is meant.
fn part_of_date(words: &Words<'_>, i: usize) -> Option<Found> {
    let at = i + usize::from(words.low(i) == "the");
    let modifier = match words.low(at) {
        "early" | "opening" | "first" => Modifier::Start,
        "middle" => Modifier::Middle,
        "late" | "later" | "last" | "final" | "closing" | "dying" => Modifier::End,
        _ => return None,
    };
    let (_, plural) = unit(words.low(at + 1))?;
    let of = words.low(at + 2) == "of" || words.low(at + 2) == "in";
    let date = date(words, at + 3).filter(|_| plural && of)?;
    let long = match &date.meaning {
        Meaning::Stated(date) => date.precision() < Precision::Day,
        Meaning::Month { .. }
        | Meaning::Season { .. }
        | Meaning::Decade(_)
        | Meaning::Century(_) => true,
        Meaning::Away { unit, .. } => matches!(unit, Unit::Year | Unit::Month | Unit::Decade),
        _ => false,
    };
    long.then_some(Found { modifier: Some(modifier), ..date })
}

/// `early 1990`, `mid-November`, `the late 1970s`, `earlier this year`, `late last week`,
/// `the end of the month`, `the middle of October`, `around Nov. 1`, `earlier in the day`.
fn framed(words: &Words<'_>, i: usize) -> Option<Found> {
    let the = usize::from(words.low(i) == "the");
    let at = i + the;
    let (modifier, inner) = match words.low(at) {
        "early" | "earlier" => (Modifier::Start, at + 1),
        "late" | "later" => (Modifier::End, at + 1),
        "mid" | "middle" if words.low(at + 1) != "of" => (Modifier::Middle, at + 1),
        "around" | "about" | "circa" | "sometime" if the == 0 => (Modifier::Approximate, at + 1),
        "end" | "close" if words.low(at + 1) == "of" => (Modifier::End, at + 2),
        "beginning" | "start" if words.low(at + 1) == "of" => (Modifier::Start, at + 2),
        "middle" if words.low(at + 1) == "of" => (Modifier::Middle, at + 2),
        _ => return None,
    };
    let inner = inner + usize::from(words.hyphen(inner));
    if words.is(at, &["earlier", "later"]) {
        let of_day = words.run(inner, &["in", "the"]) || words.run(inner, &["in", "that"]);
        if of_day && let Some((unit, false)) = unit(words.low(inner + 2)) {
            let reference = unit == Unit::Day;
            let meaning = Meaning::Away { unit, count: 0, reference };
            return Some(Found { modifier: Some(modifier), ..Found::date(inner + 3, meaning) });
        }
        if the == 1 {
            return None;
        }
    }
    let found = match clock(words, inner) {
        Some(found) if modifier != Modifier::Approximate && found.kind == TimeKind::Time => {
            Some(found)
        }
        _ => None,
    };
    let mut found = Found::longer(date(words, inner), found)?;
    if words.is(at, &["end", "beginning", "start", "middle", "close"])
        && the == 0
        && i > 0
        && !words.is(i - 1, &["by", "at", "until", "since", "in", "before", "from"])
    {
        return None;
    }
    let whole_span = match found.meaning {
        // "the early months" and "late today's session" stay out; so does "the late Friday prayer".
        Meaning::Stated(_) | Meaning::Between(..) | Meaning::Decade(_) | Meaning::Century(_) => {
            true
        }
        _ => {
            the == 0
                || words.low(at + 1) == "of"
                || matches!(found.meaning, Meaning::Season { .. } | Meaning::Month { .. })
        }
    };
    found.modifier = Some(modifier);
    whole_span.then_some(found)
}
