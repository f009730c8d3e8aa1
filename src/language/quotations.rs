//! Quoted words with their cue and speaker.
//!
//! 1. `marks` pairs the quotation marks of each block.
//! 2. `frame` lays out the writer's sentences with each quotation as one item.
//! 3. `cue` finds the verb of saying and the words of its subject.
//! 4. `resolve` tells which known name those words mean.
//!
//! A quotation without a cue of its own goes on with the speaker before it.

mod cue;
mod frame;
mod marks;
mod resolve;
mod verbs;

use self::cue::{clause_subject, cue, is_naming_context};
use self::frame::{Item, frames};
use self::marks::{Marked, marked};
use self::resolve::{Speaker, last_person, speaker};
use self::verbs::cue_form;
use crate::diagnostic::Span;

/// A quotation of at least this many words is taken for somebody's words even where no verb of
/// saying stands in its sentence; the sentence's subject then speaks.
const SPOKEN_WORDS: usize = 4;

/// A name found in the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameRef {
    /// Bytes of the name.
    pub span: Span,
    /// Whether it names a person.
    pub is_person: bool,
    /// Whether it names an organisation or a place, which can speak as well ("Oslo dismissed …").
    pub is_group: bool,
}

/// How the words are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationKind {
    /// A whole sentence or clause in quotation marks.
    Direct,
    /// A fragment inside the writer's own sentence.
    Partial,
    /// Words set apart without a speaker ("so-called").
    Scare,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes between the quotation marks.
    pub span: Span,
    /// How they are quoted.
    pub kind: QuotationKind,
    /// Bytes of the cue: "said", "according to".
    pub cue: Option<Span>,
    /// Bytes of the words that name the speaker: a name, a pronoun, "the same source".
    pub cue_speaker: Option<Span>,
    /// Index into the given names of the speaker, when it is a name or a pronoun for one.
    pub speaker: Option<usize>,
    /// Whether the speaker is a source without a name ("a Ukrainian diplomatic source").
    pub unnamed: bool,
}

/// The quotations of `text` in order. `blocks` are its paragraphs and list items in reading
/// order, `sentences` and `names` all of the text, each in order and without overlaps.
///
/// A quotation over several blocks gives one [`Quotation`] a block, all with the same speaker.
pub fn quotations(
    text: &str,
    blocks: &[Span],
    sentences: &[Span],
    names: &[NameRef],
) -> Vec<Quotation> {
    let mut reader =
        Reader { text, names, found: Vec::new(), said: None, topic: None, handed: None };
    for (index, block) in blocks.iter().enumerate() {
        let quotes = marked(text, *block, blocks.get(index + 1).copied());
        reader.read_block(*block, &quotes, sentences);
    }
    reader.found
}

/// What is known at one place of the text.
struct Reader<'a> {
    text: &'a str,
    names: &'a [NameRef],
    found: Vec<Quotation>,
    /// Who spoke last, in whatever block.
    said: Option<Speaker>,
    /// Whom a pronoun would mean.
    topic: Option<Speaker>,
    /// The speaker whom the block before hands on: by a colon, or by a quotation left open.
    handed: Option<Speaker>,
}

/// A quotation being read: its marks, its frame and its item there.
struct Place<'a> {
    quote: Marked,
    frame: &'a [Item],
    at: usize,
}

impl Reader<'_> {
    fn read_block(&mut self, block: Span, quotes: &[Marked], sentences: &[Span]) {
        let mut running = self.handed.take();
        for frame in frames(self.text, block, quotes, sentences) {
            let alone = !frame.iter().any(|item| item.word);
            let subject = self.subject_of(&frame, frame.len(), block);
            let mut cued = None;
            for (at, item) in frame.iter().enumerate() {
                let Some(quote) = item.quote.and_then(|index| quotes.get(index)) else { continue };
                let place = Place { quote: *quote, frame: &frame, at };
                let fallback = cued.or(running.or(self.said).filter(|_| alone));
                cued = self.read_quotation(&place, block, fallback).or(cued);
                self.said = cued.or(self.said);
            }
            let named = |speaker: &Speaker| speaker.name.is_some() || speaker.unnamed;
            self.topic = cued.filter(named).or(subject.filter(named)).or(self.topic);
            let speaks = frame.iter().any(|item| cue_form(&item.lower).is_some());
            running = cued.or(subject.filter(|_| speaks)).or(running).or(subject);
        }
        let open = quotes.last().is_some_and(|quote| quote.goes_on);
        let colon = block.of(self.text).trim_end().ends_with(':');
        self.handed = running.filter(|_| open || colon);
    }

    /// Whom the subject of the clause before item `before` names.
    fn subject_of(&self, frame: &[Item], before: usize, block: Span) -> Option<Speaker> {
        let range = clause_subject(frame, before)?;
        speaker(frame, &range, self.names, self.salient(frame, range.start, block))
    }

    /// Whom a pronoun at item `at` of `frame` means: a person who is the subject of the frame
    /// before it, the topic, else the person named last.
    fn salient(&self, frame: &[Item], at: usize, block: Span) -> Option<Speaker> {
        let own = clause_subject(frame, at)
            .filter(|range| range.end < at)
            .and_then(|range| speaker(frame, &range, self.names, None))
            .filter(|speaker| speaker.name.is_some_and(|index| self.is_person(index)));
        let start = frame.get(at).map_or(block.start, |item| item.span.start);
        own.or(self.topic).or_else(|| last_person(self.names, start))
    }

    fn is_person(&self, index: usize) -> bool {
        self.names.get(index).is_some_and(|name| name.is_person)
    }

    /// Records the quotation and returns its speaker; `fallback` speaks when it has no cue.
    fn read_quotation(
        &mut self,
        place: &Place<'_>,
        block: Span,
        fallback: Option<Speaker>,
    ) -> Option<Speaker> {
        let words = place.quote.inner.of(self.text);
        let cue = cue(place.frame, place.at).filter(|_| !is_naming_context(place.frame, place.at));
        let title = is_title(words) && !follows_cue(place.frame, place.at);
        let found = if title {
            None
        } else if let Some(cue) = &cue {
            let salient = self.salient(place.frame, cue.subject.start, block);
            speaker(place.frame, &cue.subject, self.names, salient)
        } else if words.split_whitespace().count() >= SPOKEN_WORDS {
            let subject = self.subject_of(place.frame, place.at, block);
            subject.or(fallback).or(self.said)
        } else {
            fallback
        };
        let led = place.frame.iter().take(place.at).any(|item| item.word);
        self.found.push(Quotation {
            span: place.quote.inner,
            kind: kind(words, found.is_some(), led),
            cue: cue.filter(|_| found.is_some()).and_then(|cue| cue.span),
            cue_speaker: found.map(|speaker| speaker.words),
            speaker: found.and_then(|speaker| speaker.name),
            unnamed: found.is_some_and(|speaker| speaker.unnamed),
        });
        found
    }
}

/// A clause that starts like a sentence, or stands at the start of the writer's one, is direct.
fn kind(words: &str, spoken: bool, led: bool) -> QuotationKind {
    let capital = words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let stopped = words.ends_with(['.', ',', '!', '?', '…', '—']);
    match (spoken, capital && (stopped || words.split_whitespace().count() > 2)) {
        (false, _) => QuotationKind::Scare,
        (true, true) => QuotationKind::Direct,
        (true, false) if !led && stopped => QuotationKind::Direct,
        (true, false) => QuotationKind::Partial,
    }
}

/// A few words that all start with a capital letter: the title of a work, a nickname.
fn is_title(words: &str) -> bool {
    let trimmed = words.trim_end_matches([',', '.', '!', '?', '’', '\'']);
    let count = trimmed.split_whitespace().count();
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let capital =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    (2..=8).contains(&count)
        && capital(trimmed)
        && trimmed.split_whitespace().filter(long).all(capital)
        && trimmed.split_whitespace().filter(|word| capital(word)).count() >= 2
        && trimmed.split_whitespace().next_back().is_some_and(capital)
}

/// Whether a verb of saying leads straight to the quotation, so that even capitals are speech.
fn follows_cue(frame: &[Item], at: usize) -> bool {
    let before = frame.get(at.saturating_sub(2)..at).unwrap_or(&[]);
    let behind = frame.get(at + 1..(at + 4).min(frame.len())).unwrap_or(&[]);
    let says = |item: &Item| !item.capital && verbs::is_saying(&item.lower);
    before.iter().any(says)
        || before.last().is_some_and(|item| item.is(":"))
        || behind.iter().any(says)
}
