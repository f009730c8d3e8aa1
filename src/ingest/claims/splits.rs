//! How a vote went: "by 11 votes to 4", "voted 12–3", "412 votes to 138".

use super::phrase::Phrase;
use super::{Assertion, Reading};

/// Who votes.
const BODIES: [&str; 22] = [
    "council",
    "committee",
    "board",
    "jury",
    "court",
    "panel",
    "parliament",
    "senate",
    "house",
    "assembly",
    "commission",
    "chamber",
    "congress",
    "cabinet",
    "judges",
    "justices",
    "members",
    "shareholders",
    "delegates",
    "councillors",
    "lawmakers",
    "senators",
];
/// Words without which two figures are a score or a ratio.
const VOTES: [&str; 15] = [
    "vote", "votes", "voted", "voting", "ballot", "majority", "verdict", "ruling", "ruled",
    "approved", "rejected", "passed", "backed", "carried", "margin",
];

/// One result with where it stands.
struct Split {
    votes: (u32, u32),
    body: Option<String>,
    assertion: Assertion,
}

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut splits: Vec<Split> = reading
        .phrases
        .iter()
        .flat_map(|phrase| {
            (0..phrase.words.len()).filter_map(|at| split(reading, phrase, at)).collect::<Vec<_>>()
        })
        .collect();
    splits.sort_by_key(|split| split.votes.0 + split.votes.1);
    let mut found = Vec::new();
    let mut group: Vec<Split> = Vec::new();
    for split in splits {
        let total = |split: &Split| f64::from(split.votes.0 + split.votes.1);
        // A body is not much larger in one report than in the other.
        if group.first().is_some_and(|first| total(&split) > 1.25 * total(first)) {
            found.extend(of_one_vote(std::mem::take(&mut group)));
        }
        group.push(split);
    }
    found.extend(of_one_vote(group));
    found
}

/// The results of one vote: of bodies that are not told apart, and one of each document.
fn of_one_vote(group: Vec<Split>) -> Vec<Assertion> {
    let named: std::collections::BTreeSet<&str> =
        group.iter().filter_map(|split| split.body.as_deref()).collect();
    let body = named.first().map(|body| (*body).to_owned());
    let several = named.len() > 1;
    let alone = |split: &Split| {
        let mut of_document =
            group.iter().filter(|other| other.assertion.document == split.assertion.document);
        of_document.all(|other| other.votes == split.votes)
    };
    let kept: Vec<bool> =
        group.iter().map(|split| alone(split) && (!several || split.body == body)).collect();
    let question = match &body {
        Some(body) => format!("How did the {body} vote?"),
        None => "How did the vote go?".to_owned(),
    };
    let scale = group.first().map_or(0, |first| first.votes.0 + first.votes.1);
    let kept = group.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(split, _)| split);
    let subject = format!("{} {scale}", body.unwrap_or_default());
    kept.map(|split| {
        let mut assertion = split.assertion;
        assertion.question.clone_from(&question);
        assertion.key.subject.clone_from(&subject);
        assertion
    })
    .collect()
}

/// The result whose first figure is word `at`.
fn split(reading: &Reading<'_>, phrase: &Phrase<'_>, at: usize) -> Option<Split> {
    let first = whole(phrase, at)?;
    // "11 votes to 4", "11 to 4", "11–4", "11-4".
    let unit = usize::from(matches!(phrase.word(at + 1), "vote" | "votes"));
    let dash = phrase.words.get(at).zip(phrase.words.get(at + 1)).is_some_and(|(left, right)| {
        matches!(&phrase.text()[left.span.end..right.span.start], "-" | "–" | "—")
    });
    let next = if dash {
        at + 1
    } else {
        let joint = at + 1 + unit;
        let joined =
            matches!(phrase.word(joint), "to" | "against") && !phrase.commas_between(at, joint);
        joined.then_some(joint + 1)?
    };
    let second = whole(phrase, next)?;
    // A second dash makes it a date or a code, a unit behind it a range.
    let ranged = crate::language::stem::is_stop_word(phrase.word(next + 1))
        || next + 1 >= phrase.words.len()
        || phrase.commas_between(next, next + 1)
        || matches!(
            phrase.word(next + 1),
            "vote"
                | "votes"
                | "against"
                | "majority"
                | "decision"
                | "ruling"
                | "verdict"
                | "margin"
        );
    let near = |words: &[&str]| {
        (at.saturating_sub(12)..next + 6)
            .filter(|i| *i != at && *i != next)
            .find(|i| words.contains(&phrase.word(*i)))
    };
    let by_votes = unit == 1 || near(&VOTES).is_some();
    if !ranged || !by_votes || first == second && first > 100 {
        return None;
    }
    let body = near(&BODIES).map(|i| phrase.word(i).to_owned());
    let lead = (at.saturating_sub(3)..at)
        .find(|i| VOTES.contains(&phrase.word(*i)) && !phrase.broken_between_any(*i, at));
    let end = if VOTES.contains(&phrase.word(next + 1)) { next + 1 } else { next };
    Some(Split {
        votes: (first, second),
        body,
        assertion: reading.told(
            phrase,
            phrase.range(lead.unwrap_or(at), end),
            ("vote", String::new()),
            String::new(),
            format!("{first} votes to {second}"),
        ),
    })
}

/// The whole number that is word `at` alone, in figures or as a word.
fn whole(phrase: &Phrase<'_>, at: usize) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = phrase.word(at);
    if let Some(value) = WORDS.iter().position(|number| *number == word) {
        return u32::try_from(value).ok();
    }
    let part = phrase.one_figure(at) || at.checked_sub(1).is_some_and(|i| phrase.one_figure(i));
    word.parse().ok().filter(|value| !part && *value < 100_000)
}
