//! What stands on a page's social card: the picture that other sites show beside a link to it.
//! Plain data; knows no fonts and no pixels.

use super::home::HomeView;
use super::view::{AnswerView, ClaimView, SourceView, VerdictView};
use super::{Page, Subject, View};
use crate::model::claim::Verdict;

/// Answers on a card at most.
const ANSWERS: usize = 3;
/// Chips in one row of a card at most.
const CHIPS: usize = 6;

/// What stands on a card, from above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// A few words over the headline.
    pub kicker: String,
    /// The headline.
    pub headline: String,
    /// A sentence below it.
    pub line: String,
    /// Who answers what.
    pub answers: Vec<CardAnswer>,
    /// Verdicts, each with its words.
    pub marks: Vec<(Verdict, String)>,
    /// Codes of sources.
    pub chips: Vec<String>,
    /// Sources beyond those.
    pub more: usize,
}

/// An answer with the sources that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAnswer {
    /// The answer.
    pub value: String,
    /// Codes of its sources.
    pub chips: Vec<String>,
    /// Sources beyond those.
    pub more: usize,
}

/// How much a page gains from a card of its own, the most first; absent for pages that show the
/// story's card.
pub const fn rank(subject: &Subject<'_>) -> Option<u8> {
    match subject {
        Subject::Home => Some(0),
        Subject::Claim(_) => Some(1),
        Subject::Event(_) => Some(2),
        Subject::Entity(_) => Some(3),
        Subject::Source(_) => Some(4),
        _ => None,
    }
}

/// The card of a page; absent for pages that show the story's card.
pub fn card(page: &Page) -> Option<Card> {
    Some(match &page.view {
        View::Home(home) => of_home(home),
        View::Claim(claim) => of_claim(&claim.claim),
        View::Event(event) => {
            let event = &event.event;
            let date = event.date.as_ref().map(|date| date.words.clone());
            let place = event.place.as_ref().map(|place| place.text.clone());
            let (chips, more) = chips(&event.sources, event.source_count);
            Card {
                kicker: joined(date.into_iter().chain(place)),
                headline: event.title.clone(),
                marks: event.verdict.iter().filter_map(mark).collect(),
                chips,
                more,
                ..Card::default()
            }
        }
        View::Entity(entity) => Card {
            kicker: entity.entity.kind_word.clone(),
            headline: entity.entity.name.clone(),
            line: entity.entity.role.clone().unwrap_or_default(),
            ..Card::default()
        },
        View::Source(source) => {
            let source = &source.source;
            let date = source.published.as_ref().map(|date| date.words.clone());
            Card {
                kicker: joined(source.outlet.clone().into_iter().chain(date)),
                headline: source.title.clone(),
                chips: vec![source.code.clone()],
                ..Card::default()
            }
        }
        _ => return None,
    })
}

fn of_home(home: &HomeView) -> Card {
    let marks = home.tally.iter().filter_map(|tally| {
        let (verdict, word) = mark(&tally.verdict)?;
        Some((verdict, format!("{} {word}", tally.count)))
    });
    Card {
        kicker: home.as_of.as_ref().map(|date| date.words.clone()).unwrap_or_default(),
        headline: home.headline.clone(),
        line: home.dek.clone().unwrap_or_default(),
        marks: marks.collect(),
        ..Card::default()
    }
}

fn of_claim(claim: &ClaimView) -> Card {
    let answer = |answer: &AnswerView| {
        let sources: Vec<SourceView> =
            answer.positions.iter().map(|position| position.evidence.source.clone()).collect();
        let (chips, more) = chips(&sources, answer.count);
        CardAnswer { value: answer.value.clone(), chips, more }
    };
    Card {
        kicker: claim.about.as_ref().map(|link| link.text.clone()).unwrap_or_default(),
        headline: claim.question.clone(),
        line: claim.summary.clone(),
        answers: claim.answers.iter().take(ANSWERS).map(answer).collect(),
        marks: mark(&claim.verdict).into_iter().collect(),
        ..Card::default()
    }
}

/// The codes of sources, each once, and how many sources have none of those.
fn chips(sources: &[SourceView], all: usize) -> (Vec<String>, usize) {
    let mut codes: Vec<String> = Vec::new();
    for source in sources {
        if codes.len() < CHIPS && !codes.contains(&source.code) {
            codes.push(source.code.clone());
        }
    }
    let more = all.saturating_sub(codes.len());
    (codes, more)
}

fn mark(verdict: &VerdictView) -> Option<(Verdict, String)> {
    let all = [Verdict::Agree, Verdict::Differ, Verdict::Contradict, Verdict::SingleSource];
    let one = all.into_iter().find(|one| one.as_str() == verdict.name)?;
    Some((one, verdict.word.clone()))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" · ")
}
