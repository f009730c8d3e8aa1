//! Who says it: the speaker of a statement, the caller of a call.

use super::trigger::{Trigger, Words};
use crate::diagnostic::Span;
use crate::language::quotations::QuotationKind;
use crate::model::entity::EntityKind;

/// Verbs that do something by being said.
const ACTS: [&str; 12] = [
    "announced",
    "confirmed",
    "declared",
    "rejected",
    "condemned",
    "accused",
    "denied",
    "pledged",
    "vowed",
    "apologised",
    "apologized",
    "admitted",
];

/// The entity whose words the sentence gives: of a quotation its speaker, else the subject of the
/// verb of saying, a pronoun standing for the last person named before it. `of_name` gives the
/// entity of each of the document's names.
pub(super) fn speaker(
    words: &Words<'_>,
    sentence: usize,
    statement: &Trigger,
    of_name: &[usize],
) -> Option<usize> {
    let document = words.document;
    let quoted = document
        .quotations_in(words.span)
        .iter()
        .find(|q| q.kind != QuotationKind::Scare && q.speaker.is_some());
    if let Some(name) = quoted.and_then(|quotation| quotation.speaker) {
        return Some(of_name[name]);
    }
    let pronoun = (statement.word.saturating_sub(3)..statement.word)
        .any(|at| matches!(words.lower(at), "he" | "she"));
    let named = document.names_in(words.span).rev().find(|name| {
        let span = document.names[*name].span;
        span.end <= statement.span.start
            && words_between(words, span.end, statement.span.start) <= 1
    });
    let name = if pronoun { antecedent(words, sentence) } else { named };
    name.map(|name| of_name[name])
}

fn words_between(words: &Words<'_>, from: usize, to: usize) -> usize {
    words.spans.iter().filter(|word| word.start >= from && word.end <= to).count()
}

/// Whom "he" or "she" at the head of this sentence means: the first person named in the sentence
/// before, which is most often its subject, else the last person named at all.
pub(super) fn antecedent(words: &Words<'_>, sentence: usize) -> Option<usize> {
    let document = words.document;
    let person = |name: &usize| document.names[*name].kind == EntityKind::Person;
    let before = document.sentences[sentence.checked_sub(1)?].span;
    document.names_in(before).find(person).or_else(|| {
        let end = document.names.partition_point(|name| name.span.end <= words.span.start);
        (0..end).rev().find(person)
    })
}

/// Whether a named subject stands right before a verb that does something by being said.
pub(super) fn declares(words: &Words<'_>, trigger: &Trigger) -> bool {
    ACTS.contains(&words.lower(trigger.word))
        && words.document.names_in(words.span).any(|name| {
            let end = words.document.names[name].span.end;
            end <= trigger.span.start && words_between(words, end, trigger.span.start) == 0
        })
}

/// What is settled by being said in the first person.
const DECIDED: [&str; 10] = [
    "decided",
    "agreed",
    "ordered",
    "signed",
    "resolved",
    "accepted",
    "approved",
    "resigned",
    "appointed",
    "instructed",
];

/// Bytes of quoted words from "I have decided" or "we have agreed" to the end of the quotation.
pub(super) fn decision(words: &Words<'_>) -> Option<Span> {
    let quoted = quoted_words(words)?;
    let at = (0..words.spans.len()).find(|at| {
        let first = matches!(words.lower(*at), "i" | "we") && words.lower(at + 1) == "have";
        let decided = first && DECIDED.contains(&words.lower(at + 2));
        decided && quoted.contains(words.spans[*at])
    })?;
    Some(Span::new(words.spans[at].start, quoted.end))
}

/// The last person named in the sentence before the trigger.
pub(super) fn subject(words: &Words<'_>, trigger: &Trigger, of_name: &[usize]) -> Option<usize> {
    let name = words.document.names_in(words.span).rev().find(|name| {
        let name = &words.document.names[*name];
        name.span.end <= trigger.span.start && name.kind == EntityKind::Person
    });
    name.map(|name| of_name[name])
}

/// Bytes of the quotation in this sentence, when someone is quoted.
pub(super) fn quoted_words(words: &Words<'_>) -> Option<Span> {
    let quotation = words.document.quotations_in(words.span).iter().find(|q| {
        words.span.contains(q.span) && q.kind != QuotationKind::Scare && q.speaker.is_some()
    })?;
    Some(quotation.span)
}
