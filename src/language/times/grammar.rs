//! Puts the rules together: dates with "early", "the end of" and the like, and the left-to-right
//! search of a passage for the longest expressions.

use super::clock::{clock, clock_from};
use super::length::duration;
use super::openers::may_open;
use super::recurring::set;
use super::relative::date;
use super::terms::{Found, Meaning, Unit, unit};
use super::vague::vague;
use super::words::Words;
use super::{Modifier, TimeKind};

/// The longest expression of any kind at `i`.
fn expression(words: &Words<'_>, i: usize) -> Option<Found> {
    let day = date(words, i);
    let clock = clock_from(words, i, day.as_ref());
    let timed = Found::longer(clock, Found::longer(framed(words, i), day));
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
                let next = found.end;
                all.push((i, found));
                i = next;
            }
            _ => i += 1,
        }
    }
    all
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
