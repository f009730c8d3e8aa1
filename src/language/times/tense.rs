//! Which way a time without a direction lies: from the verbs around it in its passage.

use super::words::{WordKind, Words};

/// Before or after the article's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// A past verb stands right before.
    Past,
    /// A past verb stands farther off; it may be of the telling ("said", "declared payable").
    Told,
    Future,
    Unknown,
}

/// How many words each way are looked at: a clause and its neighbour.
const REACH: usize = 24;

/// How near a verb must stand to be surely the expression's own.
const CLOSE: usize = 2;

/// Past forms that do not end in -ed.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "told", "met", "held", "made", "took", "came", "went",
    "saw", "gave", "got", "found", "left", "began", "became", "brought", "bought", "built",
    "broke", "cut", "chose", "drew", "drove", "fell", "felt", "fought", "flew", "grew", "heard",
    "hit", "kept", "knew", "led", "lost", "meant", "paid", "put", "ran", "rose", "sang", "sat",
    "sent", "shook", "shot", "sold", "spoke", "spent", "stood", "struck", "swept", "swore",
    "taught", "thought", "threw", "won", "wore", "wrote", "died", "been",
];

/// Words that put what follows in the future.
const FUTURE: &[&str] = &["will", "ll", "shall", "upcoming", "forthcoming"];

/// Words before "to" that make an infinitive a plan.
const PLANS: &[&str] = &[
    "expected",
    "expects",
    "expect",
    "scheduled",
    "due",
    "set",
    "plans",
    "plan",
    "planned",
    "planning",
    "planed",
    "going",
    "intends",
    "intend",
    "aims",
    "aim",
    "hopes",
    "hope",
    "likely",
    "slated",
    "ready",
    "poised",
    "about",
    "preparing",
    "prepares",
    "wants",
    "vowed",
    "promised",
    "agreed",
    "invited",
    "bound",
];

/// The direction of the expression from word `start` to word `end`.
pub(super) fn direction(words: &Words<'_>, start: usize, end: usize) -> Direction {
    // "the deadline is midnight on Friday"
    let beside = (1..=3)
        .map(|back| words.before(start, back))
        .find(|word| !matches!(*word, "on" | "at" | "for" | "noon" | "midnight" | "due"));
    if beside.is_some_and(|word| matches!(word, "is" | "are")) {
        return Direction::Future;
    }
    let stop = start.saturating_sub(REACH);
    // "extended to Nov. 16", "asked to answer by Friday": past verbs, future days.
    let deadline =
        words.is(start.wrapping_sub(1), &["to", "by", "until", "till", "through", "before"]);
    let mut at = start;
    while at > stop {
        at -= 1;
        if words.is(at, &[";"])
            || words.is(at, &["."])
                && !words.glued(at + 1)
                && words.capital(at + 1)
                && at + 2 < start
                && !words.glued(at)
        {
            break;
        }
        match cue(words, at) {
            Direction::Unknown => {}
            Direction::Past if start - at > CLOSE || deadline => return Direction::Told,
            found => return found,
        }
    }
    for at in end..words.len().min(end + REACH) {
        match cue(words, at) {
            Direction::Unknown => {}
            Direction::Past if deadline => return Direction::Told,
            found => return found,
        }
    }
    // "shut until Friday" in a clause of the present.
    let ahead = words.is(start.wrapping_sub(1), &["by", "until", "till"]);
    if ahead { Direction::Future } else { Direction::Unknown }
}

/// What one word says of the time of its clause.
fn cue(words: &Words<'_>, at: usize) -> Direction {
    if !words.kind(at, WordKind::Letters) {
        return Direction::Unknown;
    }
    let low = words.low(at);
    if FUTURE.contains(&low) && !words.capital(at) || low == "will" && !words.capital(at + 1) {
        return Direction::Future;
    }
    if low == "would" {
        return Direction::Future;
    }
    let over = words.is(at.wrapping_sub(2), &["was", "were", "been"]);
    if low == "to" && over && PLANS.contains(&words.before(at, 1)) {
        return Direction::Past;
    }
    if low == "to" && PLANS.contains(&words.before(at, 1)) {
        return Direction::Future;
    }
    let participle = PLANS.contains(&low) && words.is(at + 1, &["to", "for", "on", "by", "next"]);
    if participle && !matches!(low, "agreed" | "vowed" | "promised" | "invited") {
        return Direction::Future;
    }
    let regular =
        low.len() > 4 && low.ends_with("ed") && !words.hyphen(at + 1) && !low.ends_with("eed");
    // "is expected", "be delayed": the participle has the tense of its auxiliary.
    let passive = words.is(at.wrapping_sub(1), &["is", "are", "be", "being"]);
    if (PAST.contains(&low) || regular) && !passive && !words.capital(at) {
        return Direction::Past;
    }
    Direction::Unknown
}
