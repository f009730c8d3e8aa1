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
    let quantity = Quantity {
        span: words.span(i, end),
        number: words.span(i, i + 3),
        value: for_it as f64,
        upper: None,
        unit: None,
        modifier: None,
        of: Some("vote".to_owned()),
        per: Some(format!("against {against}")),
    };
    (noun || verb).then_some((quantity, end))
}
