//! What sources say is not known: "it is not clear who will pay", "officials have not said whether …",
//! "the cause is unknown". Each becomes a question without an answer, with the words that leave it
//! open. Only sentences that turn into a plain question are taken. Knows no files.

use std::collections::BTreeMap;

use super::annotate::Document;
use super::claims::verb_form;
use crate::diagnostic::Span;
use crate::language::stem::{is_stop_word, stem, word_spans};
use crate::source::BlockKind;

/// A question that sources leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The question, in their words turned round.
    pub question: String,
    /// What would answer it, in one sentence.
    pub settles: &'static str,
    /// Documents that say so, with the words.
    pub reports: BTreeMap<usize, Span>,
}

/// Words of an open clause at most: longer ones make no plain question.
const LONGEST: usize = 14;

/// The questions that `documents` leave open, those that most of them do first.
pub fn unknowns(documents: &[Document]) -> Vec<Unknown> {
    let mut found: BTreeMap<Vec<String>, Unknown> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        if !document.tongue.is_english() {
            continue;
        }
        for sentence in &document.sentences {
            let prose = matches!(
                sentence.kind,
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Answer
            );
            let words = Words::new(document.text(), sentence.span);
            let Some(open) = words.open().filter(|_| prose && sentence.block.is_some()) else {
                continue;
            };
            let entry = found.entry(key(&open.question)).or_insert_with(|| Unknown {
                question: open.question.clone(),
                settles: open.settles,
                reports: BTreeMap::new(),
            });
            entry.reports.entry(index).or_insert(open.quote);
        }
    }
    let mut found: Vec<Unknown> = found.into_values().collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.reports.len()));
    found
}

/// What two wordings of one question share.
pub(super) fn key(question: &str) -> Vec<String> {
    let lower = question.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut stems: Vec<String> = words.filter(|word| !is_stop_word(word)).map(stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// A question as one sentence leaves it open.
struct Open {
    question: String,
    settles: &'static str,
    quote: Span,
}

/// The words of a sentence.
struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    lowers: Vec<String>,
}

const ASKING: [&str; 9] =
    ["who", "what", "when", "where", "why", "how", "whether", "which", "whose"];
const BE: [&str; 6] = ["is", "was", "are", "were", "remains", "remained"];
/// Words between a form of "be" and what it says is not known.
const STILL: [&str; 7] = ["still", "also", "yet", "as", "so", "far", "immediately"];
/// Verbs of telling that a source may leave undone.
const TOLD: [&str; 14] = [
    "said",
    "say",
    "disclosed",
    "disclose",
    "explained",
    "explain",
    "revealed",
    "reveal",
    "confirmed",
    "confirm",
    "decided",
    "specified",
    "specify",
    "know",
];
const HELPERS: [&str; 16] = [
    "is", "was", "are", "were", "will", "would", "had", "has", "have", "can", "could", "should",
    "must", "may", "might", "did",
];
/// Words that mean something only where they stand.
const POINTING: [&str; 17] = [
    "he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its",
    "we", "you", "him", "them", "i",
];

impl<'a> Words<'a> {
    fn new(text: &'a str, sentence: Span) -> Self {
        let spans = word_spans(text, sentence);
        let lowers = spans.iter().map(|word| word.of(text).to_lowercase()).collect();
        Self { text, spans, lowers }
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.lowers.get(at).is_some_and(|word| words.contains(&word.as_str()))
    }

    /// What the sentence leaves open; absent where it leaves nothing, or nothing that can be asked.
    fn open(&self) -> Option<Open> {
        (0..self.spans.len()).find_map(|at| self.unclear(at).or_else(|| self.untold(at)))
    }

    /// The place behind "not (yet) known", "unclear" from `at` on.
    fn unknown(&self, at: usize) -> Option<usize> {
        let mut at = at;
        let mut denied = false;
        while self.is(at, &STILL) || self.is(at, &["not"]) {
            denied |= self.is(at, &["not"]);
            at += 1;
        }
        let open = if denied {
            self.is(at, &["known", "clear", "certain"])
        } else {
            self.is(at, &["unknown", "unclear", "uncertain"])
        };
        let behind = if self.is(at + 1, &["either", "yet"]) { at + 2 } else { at + 1 };
        open.then_some(behind)
    }

    /// "It is not yet clear who …", "the cause of the fire is unknown".
    fn unclear(&self, be: usize) -> Option<Open> {
        let open = self.is(be, &BE).then(|| self.unknown(be + 1)).flatten()?;
        if self.is(open, &ASKING) && self.joined(open - 1, open) {
            return self.asked(be.saturating_sub(1), open);
        }
        // The subject: "the cause of the fire", at the head of the sentence.
        let first = self.is(0, &["the"]).then_some(0)?;
        let ends = open >= self.spans.len() || !self.joined(open - 1, open);
        let plain = be <= 7 && (0..be - 1).all(|at| self.joined(at, at + 1));
        let noun = self.span(first, be.checked_sub(1)?).of(self.text).to_lowercase();
        let pointing = (first..be).any(|at| self.is(at, &POINTING));
        let named = (1..be).any(|at| self.spans[at].of(self.text).starts_with(char::is_uppercase));
        let noun = if named { self.lowered(first, be - 1) } else { noun };
        (ends && plain && !pointing && be > 1).then(|| Open {
            question: format!(
                "What {} {noun}?",
                if self.is(be, &["are", "were"]) { "are" } else { "is" }
            ),
            settles: settles(if noun.starts_with("the cause") { "why" } else { "what" }),
            quote: self.span(first, open - 1),
        })
    }

    /// "Officials have not said whether …", "nobody knows who …", "declined to say how …".
    fn untold(&self, at: usize) -> Option<Open> {
        let told = if self.is(at, &["have", "has", "had", "did", "does", "do", "would", "could"]) {
            let not = (at + 1..at + 3).find(|at| self.is(*at, &["not"]))?;
            if self.is(not + 1, &["yet"]) { not + 2 } else { not + 1 }
        } else if self.is(at, &["nobody", "no-one"]) {
            if self.is(at + 1, &["has"]) { at + 2 } else { at + 1 }
        } else if self.is(at, &["declined", "refused"]) && self.is(at + 1, &["to"]) {
            at + 2
        } else {
            return None;
        };
        let known = self.is(told, &TOLD) || self.is(told, &["knows"]);
        let asking = (told + 1..told + 3).find(|at| self.is(*at, &ASKING)).filter(|_| known)?;
        self.asked(at, asking)
    }

    /// The question in the clause from `asking` on, with the words from `first` on.
    fn asked(&self, first: usize, asking: usize) -> Option<Open> {
        let mut last = asking;
        while last + 1 < self.spans.len() && self.joined(last, last + 1) {
            last += 1;
        }
        let length = last + 1 - asking;
        let pointing = (asking..=last).any(|at| self.is(at, &POINTING));
        let vague = self.is(last, &["there", "then", "so", "how", "why", "who", "said"]);
        if !(3..=LONGEST).contains(&length) || pointing || vague {
            return None;
        }
        let question = self.turned(asking, last)?;
        let quote = self.span(first.min(asking), last);
        Some(Open { question, settles: settles(&self.lowers[asking]), quote })
    }

    /// The clause as a question: helping verb before its subject, "did" where it has none.
    fn turned(&self, asking: usize, last: usize) -> Option<String> {
        let rest =
            |from: usize| if from <= last { self.span(from, last).of(self.text) } else { "" };
        let ask = upper_first(&self.lowers[asking]);
        // "who will pay": asked as it stands.
        let verb = |at: usize| {
            self.is(at, &HELPERS) || verb_form(&self.lowers[at]).is_some_and(|v| v.past)
        };
        if self.is(asking, &["who", "what"]) && verb(asking + 1) {
            return Some(format!("{ask} {}?", rest(asking + 1)));
        }
        // "how many people died", "which doors opened": the noun belongs to the question.
        let of = if self.is(asking, &["which", "whose"]) {
            asking + 1
        } else if self.is(asking, &["how"])
            && self.is(asking + 1, &["many", "much", "long", "far", "often"])
        {
            let noun = self.is(asking + 1, &["many", "much"]);
            asking + 1 + usize::from(noun && !self.is(asking + 2, &["the", "a"]))
        } else {
            asking
        };
        if of > asking && verb(of + 1) && self.is(asking + 1, &["many", "much"]) {
            return Some(format!("{ask} {}?", rest(asking + 1)));
        }
        let head = if of > asking {
            format!("{ask} {}", self.span(asking + 1, of).of(self.text))
        } else {
            ask
        };
        let helper = (of + 2..=last.min(of + 9)).find(|at| self.is(*at, &HELPERS));
        let (helper, subject, behind) = if let Some(helper) = helper {
            (
                self.lowers[helper].clone(),
                self.lowered(of + 1, helper - 1),
                rest(helper + 1).to_owned(),
            )
        } else {
            // Past tense: "how the fire began".
            let past = (of + 2..=last.min(of + 6)).find(|at| {
                !is_stop_word(&self.lowers[*at])
                    && verb_form(&self.lowers[*at]).is_some_and(|form| form.past)
            })?;
            let base = verb_form(&self.lowers[past])?.base;
            let behind = format!("{base} {}", rest(past + 1));
            ("did".to_owned(), self.lowered(of + 1, past - 1), behind.trim_end().to_owned())
        };
        if self.is(asking, &["whether"]) {
            return Some(
                format!("{} {subject} {behind}?", upper_first(&helper)).replace(" ?", "?"),
            );
        }
        Some(format!("{head} {helper} {subject} {behind}?").replace(" ?", "?"))
    }

    /// The words from one to another, both included.
    fn span(&self, from: usize, to: usize) -> Span {
        let end = self.spans[to.max(from)].end;
        Span::new(self.spans[from].start, end)
    }

    /// The words with a small first letter where the sentence alone made it large.
    fn lowered(&self, from: usize, to: usize) -> String {
        let text = self.span(from, to).of(self.text);
        let article = self.is(from, &["the", "a", "an"]);
        if article {
            format!("{}{}", self.lowers[from], &text[self.lowers[from].len()..])
        } else {
            text.to_owned()
        }
    }

    /// Whether nothing but a space stands between two words.
    fn joined(&self, left: usize, right: usize) -> bool {
        match (self.spans.get(left), self.spans.get(right)) {
            (Some(left), Some(right)) => self.text[left.end..right.start]
                .chars()
                .all(|c| c == ' ' || c == '-' || c == '’' || c == '\''),
            _ => false,
        }
    }
}

/// What would answer a question of a kind.
fn settles(asking: &str) -> &'static str {
    match asking {
        "who" | "whose" => "A record or a statement that names them.",
        "why" | "how" => "The findings of an investigation.",
        "when" => "A dated record.",
        "where" => "A record or a picture that shows the place.",
        _ => "A statement by those who know, or a document.",
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The question that a sentence leaves open, or "", and the words that do.
    fn check(text: &str) -> (String, String) {
        let words = Words::new(text, Span::new(0, text.len()));
        words
            .open()
            .map_or_else(Default::default, |open| (open.question, open.quote.of(text).to_owned()))
    }

    #[test]
    fn a_sentence_that_leaves_something_open_is_a_question() {
        for (text, question) in [
            ("It is not yet clear who will pay for the mill.", "Who will pay for the mill?"),
            ("It was not known how the fire began.", "How did the fire begin?"),
            ("It remains unclear why the gate had been closed.", "Why had the gate been closed?"),
            ("It is unknown when the bridge will open, he said.", "When will the bridge open?"),
            ("Officials have not said whether the mayor was aboard.", "Was the mayor aboard?"),
            ("Nobody has said officially how the barn burned.", "How did the barn burn?"),
            (
                "The company declined to say how many workers were dismissed.",
                "How many workers were dismissed?",
            ),
            ("Police did not say who had called them.", ""),
            ("The cause of the fire is not known.", "What is the cause of the fire?"),
            ("The cause was unknown.", "What is the cause?"),
            ("Its cause remains unknown.", ""),
            ("It is not clear that he knew.", ""),
            ("It is clear who won.", ""),
            ("A man who is not known to the police was arrested.", ""),
            ("The singer is not known for her restraint.", ""),
        ] {
            assert_eq!(check(text).0, question, "{text}");
        }
        let quoted = check("On Monday it was not clear who will pay, the clerk said.").1;
        assert_eq!(quoted, "it was not clear who will pay");
    }
}
