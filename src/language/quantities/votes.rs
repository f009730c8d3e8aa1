//! Results of votes: "a 5-4 vote", "voted 52 to 48". Scores of games are no quantities.

use super::Quantity;
use crate::language::times::words::{WordKind, Words};

/// Nouns of a decision by heads.
const VOTES: &[&str] = &["vote", "votes", "ruling", "decision", "majority", "verdict"];

/// Verbs of deciding by heads.
const VOTED: &[&str] = &["voted", "vote", "votes", "ruled", "passed", "approved", "rejected"];

/// The result at `i` and the place behind it.
pub(super) fn result(words: &Words<'_>, i: usize) -> Option<(Quantity, usize)> {
    let digits = |at: usize| words.whole(at).filter(|_| words.kind(at, WordKind::Digits));
    let free = i == 0 || !words.glued(i);
    // "by 310 votes to 205"
    if free
        && words.is(i.wrapping_sub(1), &["to", "against"])
        && words.before(i, 2) == "votes"
        && !words.kind(i + 1, WordKind::Letters)
        && let Some(votes) = digits(i)
    {
        return Some((of_votes(words, i, i + 1, votes, None), i + 1));
    }
    let (for_it, against) = (digits(i).filter(|_| free)?, digits(i + 2)?);
    let joined = words.dash(i + 1) && words.glued(i + 1) && words.glued(i + 2);
    let spelled = words.low(i + 1) == "to";
    if for_it < against || for_it > 2_000 || !(joined || spelled) {
        return None;
    }
    let noun = VOTES.contains(&words.low(i + 3));
    let verb = VOTED.contains(&words.before(i, 1))
        || words.before(i, 1) == "by" && VOTED.contains(&words.before(i, 2))
        || words.before(i, 1) == "of" && VOTES.contains(&words.before(i, 2));
    let end = if noun { i + 4 } else { i + 3 };
    let mut quantity = of_votes(words, i, end, for_it, Some(format!("against {against}")));
    quantity.number = words.span(i, i + 3);
    (noun || verb).then_some((quantity, end))
}

fn of_votes(words: &Words<'_>, i: usize, end: usize, votes: i64, per: Option<String>) -> Quantity {
    Quantity {
        span: words.span(i, end),
        number: words.span(i, i + 1),
        value: votes as f64,
        upper: None,
        unit: None,
        modifier: None,
        of: Some("vote".to_owned()),
        per,
    }
}
