//! Which words of a sentence report an event, and how the sentence speaks of it.

use super::lexicon::{Act, Lexicon};
use super::mention::Modality;
use super::sense::sense;
use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::language::quotations::QuotationKind;
use crate::language::stem::{is_stop_word, stem};
use crate::language::times::{Time, TimeValue};
use crate::model::date::{Edtf, Precision};

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

/// "the summer": a season without a year.
fn is_season(time: &Time) -> bool {
    matches!(&time.value, TimeValue::Calendar(date) if date.precision() == Precision::Season)
}

/// Several days: a week, a month, from one day to another.
fn is_span(time: &Time) -> bool {
    matches!(&time.value, TimeValue::Calendar(Edtf::Interval(..)))
}

/// The words of one sentence.
pub(super) struct Words<'a> {
    /// The document it stands in.
    pub(super) document: &'a Document,
    /// Bytes of the sentence.
    pub(super) span: Span,
    /// Bytes of each word.
    pub(super) spans: Vec<Span>,
    /// Whether the document speaks of trade unions, so that a strike is a walkout.
    pub(super) labour: bool,
    /// Each word in lower case.
    lowers: Vec<String>,
    /// The stem of each word.
    pub(super) stems: Vec<String>,
    /// Whether each word is part of a name or of a date.
    taken: Vec<bool>,
    /// Bytes of the marks that end a clause.
    marks: Vec<usize>,
    /// The words that open a relative clause.
    relatives: Vec<Span>,
    /// The words that join two clauses.
    joints: Vec<Span>,
}

impl<'a> Words<'a> {
    /// The words `spans` of the sentence `span`.
    pub(super) fn new(document: &'a Document, span: Span, spans: Vec<Span>) -> Self {
        let lowers: Vec<String> =
            spans.iter().map(|word| word.of(document.text()).to_lowercase()).collect();
        let stems = lowers.iter().map(|lower| stem(lower)).collect();
        let names = &document.names[document.names_in(span)];
        let times = document.times_in(span);
        // Names and times stand in order and do not overlap: one search each tells.
        let is_taken = |word: &Span| {
            let name = names.partition_point(|name| name.span.end < word.end);
            let time = times.partition_point(|time| time.span.end < word.end);
            names.get(name).is_some_and(|name| name.span.contains(*word))
                || times.get(time).is_some_and(|time| time.span.contains(*word))
        };
        let taken = spans.iter().map(is_taken).collect();
        let text = document.text();
        let marks = span.of(text).match_indices([',', ';', '—']);
        let marks = marks.map(|(at, _)| span.start + at).collect();
        let those = |words: &[&str]| {
            spans.iter().copied().filter(|word| words.contains(&word.of(text))).collect()
        };
        let relatives = those(&["who", "which", "whose"]);
        let joints = those(&["and", "but"]);
        let labour = false;
        Self { document, span, spans, labour, lowers, stems, taken, marks, relatives, joints }
    }

    pub(super) fn text(&self) -> &str {
        self.document.text()
    }

    /// Whether a word is part of a name.
    pub(super) fn is_named(&self, word: usize) -> bool {
        let Some(span) = self.spans.get(word) else { return false };
        let names = &self.document.names[self.document.names_in(self.span)];
        let at = names.partition_point(|name| name.span.end < span.end);
        names.get(at).is_some_and(|name| name.span.contains(*span))
    }

    /// The word in lower case; empty beyond the ends.
    pub(super) fn lower(&self, word: usize) -> &str {
        self.lowers.get(word).map_or("", String::as_str)
    }

    /// Every word that the lexicon knows.
    pub(super) fn triggers(&self, lexicon: &Lexicon) -> Vec<Trigger> {
        let quotes = self.document.quotations_in(self.span).iter();
        let quotes: Vec<Span> =
            quotes.filter(|q| q.kind == QuotationKind::Direct).map(|q| q.span).collect();
        self.spans
            .iter()
            .enumerate()
            .filter(|(word, _)| !self.taken[*word])
            .filter_map(|(word, span)| {
                let act = sense(self, word, lexicon.act_of_stem(&self.stems[word])?)?;
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
        // A sentence may hold any number of triggers and dates: what lies between is looked up.
        let marks = self.marks.partition_point(|mark| *mark < between.end)
            - self.marks.partition_point(|mark| *mark < between.start);
        let first = self.spans.partition_point(|word| word.start < between.start);
        let last = self.spans.partition_point(|word| word.end <= between.end);
        let holds = |words: &[Span]| {
            let first = words.partition_point(|word| word.start < between.start);
            words.get(first).is_some_and(|word| between.contains(*word))
        };
        // "the judge who retired in 2019": the time belongs to the verb of its own clause.
        let apart = trigger.span.end <= time.span.start && holds(&self.relatives);
        // "visited the village on Monday and promised help": the time belongs to what precedes it.
        let later = time.span.end <= trigger.span.start && holds(&self.joints);
        last.saturating_sub(first)
            + 5 * marks
            + if trigger.quoted { 20 } else { 0 }
            + if apart { 12 } else { 0 }
            + if later { 6 } else { 0 }
    }

    /// Whether a time only bounds what the sentence tells: "until Wednesday", "must … by Friday".
    pub(super) fn is_limit(&self, time: &Time) -> bool {
        let Some(at) =
            self.spans.partition_point(|word| word.end <= time.span.start).checked_sub(1)
        else {
            return false;
        };
        let past = |word: usize| matches!(self.lower(word), "had" | "was" | "were");
        match self.lower(at) {
            "until" | "till" => true,
            "before" => self.spans.len() > at + 1,
            // "by the end of the week" is some day of it.
            "by" => at > 0 && (!(at.saturating_sub(8)..at).any(past) || is_span(time)),
            "of" => at > 0 && self.lower(at - 1) == "as" || is_season(time),
            "the" => {
                let digits = time.span.of(self.text()).contains(|c: char| c.is_ascii_digit());
                at > 0 && self.lower(at - 1) == "of" && !digits
            }
            _ => false,
        }
    }

    pub(super) fn word_before(&self, at: usize) -> Option<&str> {
        let after = self.spans.partition_point(|word| word.end <= at);
        after.checked_sub(1).map(|word| self.lower(word))
    }

    pub(super) fn word_behind(&self, at: usize) -> Option<&str> {
        let next = self.spans.partition_point(|word| word.start < at);
        (next < self.spans.len()).then(|| self.lower(next))
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
        } else if before.iter().any(|word| PLANS.contains(&word.as_str()))
            || after.first().is_some_and(|word| matches!(word.as_str(), "will" | "would"))
        {
            // "the hearing would be held" is as much to come as "would hold a hearing".
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
