//! Questions that a source asks and answers itself: "How many were hurt? Four." What the question asks
//! is read like a clause, what answers it from the words behind.

use super::cast::Cast;
use super::clause::{Clause, Noun, noun_from};
use super::phrase::{Phrase, phrase_of};
use super::verb::{ADVERBS, regular_base, verb_form};
use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::language::stem::is_stop_word;
use crate::source::BlockKind;

/// A question with the sentence behind it.
pub(super) struct Answered<'a> {
    /// The question.
    pub(super) question: Phrase<'a>,
    /// First sentence of the answer.
    pub(super) answer: Phrase<'a>,
    /// What is asked of, where the question has a verb that is understood.
    pub(super) clause: Option<Clause>,
}

/// Words that open a question, before the auxiliary.
const OPENERS: [&str; 12] =
    ["when", "where", "why", "how", "who", "what", "which", "and", "so", "but", "time", "long"];

/// The questions of all documents that a sentence behind them answers.
pub(super) fn answered<'a>(documents: &'a [Document], cast: &Cast<'_>) -> Vec<Answered<'a>> {
    let mut found = Vec::new();
    let english = documents.iter().enumerate().filter(|(_, document)| document.tongue.is_english());
    for (index, document) in english {
        for (at, pair) in document.sentences.windows(2).enumerate() {
            let [question, answer] = pair else { continue };
            let asks = question.span.of(document.text()).trim_end().ends_with('?');
            let near = question.block == answer.block
                || matches!(question.kind, BlockKind::Question | BlockKind::Heading(_));
            let told = matches!(
                answer.kind,
                BlockKind::Paragraph | BlockKind::Answer | BlockKind::ListItem
            );
            let again = answer.span.of(document.text()).trim_end().ends_with('?');
            if !asks || !near || !told || again || answer.block.is_none() {
                continue;
            }
            let question = phrase_of(index, document, at);
            let answer = phrase_of(index, document, at + 1);
            if question.words.len() > 30 || answer.words.len() > 60 {
                continue;
            }
            let clause = clause(cast, &question);
            found.push(Answered { question, answer, clause });
        }
    }
    found
}

/// "did Vale leave the race", "was the gate opened", "who ordered the search".
fn clause(cast: &Cast<'_>, phrase: &Phrase<'_>) -> Option<Clause> {
    let auxiliary = (0..phrase.words.len().min(8)).find(|i| {
        matches!(
            phrase.word(*i),
            "did" | "was" | "were" | "has" | "have" | "had" | "is" | "are" | "does"
        )
    })?;
    // "How many riders were", "Who was": what is asked for stands before.
    let opened =
        (0..auxiliary).all(|i| OPENERS.contains(&phrase.word(i)) || phrase.word(i) == "at");
    if !opened || phrase.word(0) == "who" {
        return None;
    }
    let subject = noun_from(cast, phrase, auxiliary + 1)?;
    let mut verb = subject.words.1 + 1;
    let mut not = false;
    while ADVERBS.contains(&phrase.word(verb)) || phrase.word(verb) == "been" {
        not |= matches!(phrase.word(verb), "not" | "never");
        verb += 1;
    }
    let word = phrase.word(verb);
    let be = matches!(phrase.word(auxiliary), "was" | "were" | "is" | "are")
        || phrase.word(verb.saturating_sub(1)) == "been";
    let base = match phrase.word(auxiliary) {
        "did" | "does" if word.len() > 2 && !is_stop_word(word) => word.to_owned(),
        "did" | "does" => return None,
        _ => verb_form(word).filter(|form| form.participle)?.base,
    };
    let (agent, patient) =
        if be { (None, Some(subject)) } else { (Some(subject), noun_from(cast, phrase, verb + 1)) };
    Some(Clause {
        verb,
        first: auxiliary,
        last: verb,
        base,
        passive: be,
        denied: not,
        expected: false,
        agent,
        patient,
        opening: auxiliary,
    })
}

impl Answered<'_> {
    /// Whether the answer is yes or no, and the words that say so.
    pub(super) fn polarity(&self) -> Option<(bool, Span)> {
        let yes = match self.answer.word(0) {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        let to = (1..8).take_while(|i| !self.answer.commas_between(i - 1, *i)).last().unwrap_or(0);
        Some((yes, self.answer.range(0, to)))
    }

    /// The number that the answer opens with, in digits or as a word, and its words.
    pub(super) fn number(&self) -> Option<(String, Span)> {
        const WORDS: [&str; 13] = [
            "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ];
        let word = self.answer.word(0);
        let value = match WORDS.iter().position(|number| *number == word) {
            Some(value) => value.to_string(),
            None => self.answer.range(0, 0).of(self.answer.text()).to_owned(),
        };
        let figure = value.starts_with(|c: char| c.is_ascii_digit())
            && value.chars().all(|c| c.is_ascii_digit() || c == ',');
        figure.then(|| (value, self.answer.range(0, 0)))
    }

    /// What "who" asks for: the verb of "Who ordered the search?" and its object.
    pub(super) fn deed(&self, cast: &Cast<'_>) -> Option<(String, Noun)> {
        let verb = self.question.word(1);
        let asked = self.question.word(0) == "who" && verb.ends_with("ed");
        let object = noun_from(cast, &self.question, 2).filter(|_| asked)?;
        Some((regular_base(verb), object))
    }

    /// The name that the answer opens with, or the words up to its first mark.
    pub(super) fn name(&self, cast: &Cast<'_>) -> Option<(String, Span)> {
        let answer = &self.answer;
        let name = answer
            .names()
            .next()
            .filter(|name| answer.words_of(answer.document.names[*name].span).0 <= 8)?;
        let entity = cast.resolution.entities.get(answer.entity(name, cast.resolution))?;
        let span = answer.document.names[name].span;
        Some((entity.name.clone(), span))
    }

    /// What "how many" counts: the noun and the participle of "How many riders were suspended?"
    pub(super) fn counted(&self) -> Option<(String, String)> {
        let question = &self.question;
        if question.word(0) != "how" || question.word(1) != "many" {
            return None;
        }
        let auxiliary = (3..6).find(|i| {
            matches!(question.word(*i), "was" | "were" | "are" | "is" | "have" | "has" | "had")
        })?;
        let verb = (auxiliary + 1..auxiliary + 4)
            .find(|i| question.word(*i) != "been" && !ADVERBS.contains(&question.word(*i)))?;
        verb_form(question.word(verb)).filter(|form| form.participle)?;
        let noun = question.word(auxiliary - 1).trim_end_matches('s');
        Some((noun.to_owned(), question.word(verb).to_owned()))
    }
}
