//! How the answers of a claim stand to each other, for the words around them: which figure is the
//! newest, and what would settle a contradiction.

use std::collections::{BTreeMap, BTreeSet};

use super::StoryClaim;
use crate::content::verdict::{Comparison, can_be_shared, compare_values, moves_on};
use crate::ingest::annotate::Document;
use crate::model::date::Edtf;

/// How the answers of a claim stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Standing {
    /// All give one answer.
    Agreed,
    /// The answers are not equal, and all can be true.
    Compatible,
    /// A figure that grew or shrank from one day to the next; the position with the newest.
    Moved(usize),
    /// Not all of the answers can be true.
    Contrary,
}

impl StoryClaim {
    /// How its answers stand to each other.
    pub(in crate::ingest) fn standing(&self, documents: &[Document]) -> Standing {
        let published = |at: usize| documents[at].source.metadata.published;
        let answers: BTreeSet<&str> = self.positions.iter().map(|one| one.value.as_str()).collect();
        if answers.len() < 2 {
            return Standing::Agreed;
        }
        // Of many answers that contradict each other the first two are enough to know it.
        if can_be_shared(self.key.attribute) || !contradict(&answers) {
            return Standing::Compatible;
        }
        let mut of_one_time: BTreeMap<Option<Edtf>, BTreeSet<&str>> = BTreeMap::new();
        for position in self.positions.iter().filter(|_| moves_on(self.key.attribute)) {
            of_one_time.entry(published(position.document)).or_default().insert(&position.value);
        }
        let same_day = of_one_time.values().any(contradict);
        let days: BTreeSet<Edtf> =
            self.positions.iter().filter_map(|one| published(one.document)).collect();
        let newest = self.positions.iter().rposition(|one| {
            published(one.document).is_some() && published(one.document) == days.last().copied()
        });
        match newest {
            Some(newest) if moves_on(self.key.attribute) && !same_day && days.len() > 1 => {
                Standing::Moved(newest)
            }
            _ => Standing::Contrary,
        }
    }
}

/// Whether not all of the answers can be true.
fn contradict(answers: &BTreeSet<&str>) -> bool {
    let mut lefts = answers.iter().enumerate();
    lefts.any(|(at, left)| {
        let mut others = answers.iter().skip(at + 1);
        others.any(|right| compare_values(left, right) == Comparison::Contrary)
    })
}

/// What would settle a contradiction over an attribute, in one sentence; absent where nothing
/// general can be said.
pub(in crate::ingest) fn settled_by(attribute: &str) -> Option<&'static str> {
    Some(match attribute {
        "vote" => "The official record of the vote.",
        "time" => "A log, a call record or a recording made at the time.",
        "date" => "A dated record of the day.",
        "deadline" => "The text that set the deadline.",
        "duration" => "A record of when it began and when it ended.",
        "time-since-last" => "The date of the time before.",
        "cost" | "amount" => "The contract, the bill or the accounts.",
        "ordered-by" | "done-by" => "The order itself, or a record of who gave it.",
        "age" => "A document that gives the date of birth.",
        "speed" => "The record of the instruments.",
        "exists" => "A statement of the body that would have to know, or its records.",
        "place" => "A report of somebody who was there, or a map.",
        "happened" | "met" | "attended" | "held" | "visited" => {
            "A document or a recording, or a witness who belongs to neither side."
        }
        "agreed" | "accepted" => "The text of what was agreed.",
        "led-by" => "An official announcement of who leads it.",
        "office" => "An official record of who holds the office.",
        "cause" => "The findings of an investigation.",
        "left-office" => "The letter of resignation or of dismissal.",
        "custody" | "verdict" => "The record of the court or of the police.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Assertion, ClaimKey};
    use super::*;
    use crate::diagnostic::Span;
    use crate::path::Slug;

    fn check(attribute: &'static str, answers: &[(&str, &str)]) -> Standing {
        let documents: Vec<Document> = answers
            .iter()
            .map(|(day, _)| {
                let mut document = Document::default();
                document.source.metadata.published = day.parse().ok();
                document
            })
            .collect();
        let key = ClaimKey { attribute, subject: String::new() };
        let positions = answers.iter().enumerate().map(|(document, (_, value))| Assertion {
            document,
            quote: Span::new(0, 0),
            key: key.clone(),
            question: String::new(),
            value: (*value).to_owned(),
            about: None,
            event: None,
            unnamed: None,
        });
        let claim = StoryClaim {
            id: Slug::from_text("claim").expect("an id"),
            question: String::new(),
            key: key.clone(),
            event: None,
            about: None,
            positions: positions.collect(),
            silent: Vec::new(),
            disputed: true,
        };
        claim.standing(&documents)
    }

    #[test]
    fn a_figure_that_grows_moves_and_others_contradict() {
        let grown = [("2031-04-03", "12"), ("2031-04-05", "17")];
        assert_eq!(check("count", &grown), Standing::Moved(1));
        assert_eq!(check("amount", &grown), Standing::Contrary);
        let one_day = [("2031-04-03", "12"), ("2031-04-03", "17")];
        assert_eq!(check("count", &one_day), Standing::Contrary);
        let finer = [("2031-04-03", "about 12"), ("2031-04-05", "12")];
        assert_eq!(check("count", &finer), Standing::Compatible);
        assert_eq!(check("count", &[("2031-04-03", "12")]), Standing::Agreed);
        assert_eq!(check("wording", &grown), Standing::Compatible);
        let refined = [("2031-04-03", "12"), ("2031-04-03", "about 12"), ("2031-04-05", "17")];
        assert_eq!(check("count", &refined), Standing::Moved(2));
        let split = [("2031-04-03", "12"), ("2031-04-05", "17"), ("2031-04-05", "19")];
        assert_eq!(check("count", &split), Standing::Contrary);
    }
}
