//! Which words of a sentence report an event, and how the sentence speaks of it.

use super::lexicon::{Act, Lexicon};
use super::mention::Modality;
use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::language::quotations::QuotationKind;
use crate::language::stem::{is_stop_word, stem};
use crate::language::times::Time;

/// A word of the sentence that reports an act.
#[derive(Clone, Copy)]
pub(super) struct Trigger {
    /// Its bytes.
    pub(super) span: Span,
    /// The act it names.
    pub(super) act: Act,
    /// Its place among the words.
    pub(super) word: usize,
    /// Whether it stands inside a quotation.
    pub(super) quoted: bool,
    /// Whether it only says when something else was.
    pub(super) background: bool,
}

const NEGATORS: [&str; 17] = [
    "not",
    "no",
    "never",
    "neither",
    "nor",
    "failed",
    "fail",
    "fails",
    "refused",
    "without",
    "unable",
    "didn't",
    "didn’t",
    "wasn't",
    "wasn’t",
    "cancelled",
    "canceled",
];
const PLANS: [&str; 25] = [
    "will",
    "would",
    "plan",
    "plans",
    "planned",
    "next",
    "future",
    "upcoming",
    "proposed",
    "potential",
    "possible",
    "scheduled",
    "should",
    "could",
    "may",
    "might",
    "hope",
    "hopes",
    "if",
    "unless",
    "until",
    "ready",
    "willing",
    "willingness",
    "expected",
];
const FAILED_AFTER: [&str; 8] = [
    "materialize",
    "materialise",
    "unfruitful",
    "postponed",
    "cancelled",
    "canceled",
    "scrapped",
    "delayed",
];

/// The words of one sentence.
pub(super) struct Words<'a> {
    /// The document it stands in.
    pub(super) document: &'a Document,
    /// Bytes of the sentence.
    pub(super) span: Span,
    /// Bytes of each word.
    pub(super) spans: Vec<Span>,
    /// Each word in lower case.
    lowers: Vec<String>,
    /// The stem of each word.
    pub(super) stems: Vec<String>,
    /// Whether each word is part of a name or of a date.
    taken: Vec<bool>,
}

impl<'a> Words<'a> {
    /// The words `spans` of the sentence `span`.
    pub(super) fn new(document: &'a Document, span: Span, spans: Vec<Span>) -> Self {
        let lowers: Vec<String> =
            spans.iter().map(|word| word.of(document.text()).to_lowercase()).collect();
        let stems = lowers.iter().map(|lower| stem(lower)).collect();
        let names = &document.names[document.names_in(span)];
        let times = document.times_in(span);
        let is_taken = |word: &Span| {
            names.iter().any(|name| name.span.contains(*word))
                || times.iter().any(|time| time.span.contains(*word))
        };
        let taken = spans.iter().map(is_taken).collect();
        Self { document, span, spans, lowers, stems, taken }
    }

    pub(super) fn text(&self) -> &str {
        self.document.text()
    }

    /// The word in lower case; empty beyond the ends.
    pub(super) fn lower(&self, word: usize) -> &str {
        self.lowers.get(word).map_or("", String::as_str)
    }

    /// Every word that the lexicon knows.
    pub(super) fn triggers(&self, lexicon: &Lexicon) -> Vec<Trigger> {
        let quotes = self.document.quotations.iter().filter(|q| q.span.overlaps(self.span));
        let quotes: Vec<Span> =
            quotes.filter(|q| q.kind == QuotationKind::Direct).map(|q| q.span).collect();
        self.spans
            .iter()
            .enumerate()
            .filter(|(word, _)| !self.taken[*word])
            .filter_map(|(word, span)| {
                let act = self.sense(word, lexicon.act_of_stem(&self.stems[word])?);
                let inside = quotes.iter().any(|quote| quote.contains(*span));
                let background = self.is_background(word);
                Some(Trigger { span: *span, act, word, quoted: inside, background })
            })
            .collect()
    }

    /// The word that carries a sentence without a known act: its first past or progressive form
    /// behind another word, else its first word that has a topic.
    pub(super) fn content_word(&self) -> Option<usize> {
        let topical = |word: &usize| {
            let lower = self.lower(*word);
            lower.len() > 3
                && !self.taken[*word]
                && !is_stop_word(lower)
                && lower.chars().all(char::is_alphabetic)
        };
        let verb = |word: &usize| {
            let lower = self.lower(*word);
            topical(word) && (lower.ends_with("ed") || lower.ends_with("ing"))
        };
        (1..self.spans.len()).find(verb).or_else(|| (0..self.spans.len()).find(topical))
    }

    /// "called for", "called it absurd": to say something, not to telephone; "called off": to end.
    fn sense(&self, word: usize, act: Act) -> Act {
        if act != Act::Contact || !self.lower(word).starts_with("call") {
            return act;
        }
        match self.lower(word + 1) {
            "off" => Act::Ending,
            "on" | "for" | "it" | "the" | "a" | "an" | "that" | "this" | "upon" => Act::Statement,
            word if word.ends_with("’s") || word.ends_with("'s") => Act::Statement,
            _ => act,
        }
    }

    /// "following the talks": spoken of only to say when something else was.
    fn is_background(&self, word: usize) -> bool {
        const CUES: [&str; 9] = [
            "after",
            "following",
            "before",
            "amid",
            "despite",
            "during",
            "since",
            "ahead",
            "until",
        ];
        (word.saturating_sub(5)..word).rev().any(|at| {
            let gap = Span::new(self.spans[at].end, self.spans[word].start);
            CUES.contains(&self.lower(at))
                && !gap.of(self.text()).contains([',', ';', '—', '“', '”', '"'])
        })
    }

    /// Words between a trigger and a date; a mark that ends a clause counts as five words, a quoted
    /// trigger as twenty more.
    pub(super) fn distance(&self, trigger: &Trigger, time: &Time) -> usize {
        let (from, to) = if trigger.span.end <= time.span.start {
            (trigger.span.end, time.span.start)
        } else {
            (time.span.end, trigger.span.start)
        };
        let between = Span::new(from, to.max(from));
        let marks = between.of(self.text()).matches([',', ';', '—']).count();
        let count = self.spans.iter().filter(|word| between.contains(**word)).count();
        count + 5 * marks + if trigger.quoted { 20 } else { 0 }
    }

    pub(super) fn word_before(&self, at: usize) -> Option<&str> {
        let after = self.spans.partition_point(|word| word.end <= at);
        after.checked_sub(1).map(|word| self.lower(word))
    }

    pub(super) fn says_first(&self, before: usize) -> bool {
        self.spans
            .iter()
            .take_while(|word| word.start < before)
            .any(|word| matches!(word.of(self.text()), "first" | "last" | "First"))
    }

    /// Whether the words around a trigger deny or plan what it names.
    pub(super) fn modality(&self, trigger: usize, act: Option<Act>) -> Modality {
        // What is said is said, however unsure it is: only the helping verb counts.
        let reach = if act == Some(Act::Statement) { 2 } else { 5 };
        let before = &self.lowers[trigger.saturating_sub(reach)..trigger];
        let after = self.lowers.get(trigger + 1..self.spans.len().min(trigger + 6));
        let after = after.unwrap_or_default();
        let denied = before.iter().any(|word| NEGATORS.contains(&word.as_str()))
            || after.iter().any(|word| FAILED_AFTER.contains(&word.as_str()))
            || after.windows(2).any(|pair| {
                pair[0] == "not" && matches!(pair[1].as_str(), "take" | "happen" | "held")
            });
        if denied {
            Modality::Negated
        } else if before.iter().any(|word| PLANS.contains(&word.as_str())) {
            Modality::Planned
        } else {
            Modality::Held
        }
    }

    /// "the talks", "Friday's meeting": spoken of as known.
    pub(super) fn definite(&self, trigger: usize) -> bool {
        self.spans[trigger.saturating_sub(5)..trigger].iter().any(|word| {
            let word = word.of(self.text());
            matches!(word, "the" | "The" | "this" | "This" | "these" | "These")
                || word.ends_with("’s")
                || word.ends_with("'s")
        })
    }
}
