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
mod locale;
mod marks;
mod resolve;
mod verbs;

pub use self::locale::{Subject, quotations_in};

use self::cue::{clause_subject, closing_subject, cue, is_naming_context, passed_on};
use self::frame::{Item, frames};
use self::marks::{Marked, marked};
use self::resolve::{Speaker, last_person, speaker};
use self::verbs::cue_form;
use crate::diagnostic::Span;

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
    /// Whether the speaker is a source without a name ("a senior port official").
    pub unnamed: bool,
    /// Bytes of the words for who passes an unnamed source on: "the agency" of "an official told
    /// the agency" and of "the agency quoted an official as saying".
    pub via: Option<Span>,
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
    let quotes: Vec<Vec<Marked>> = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| marked(text, *block, blocks.get(index + 1).copied()))
        .collect();
    // Behind the last quotation nobody asks who was spoken of.
    let last = quotes.iter().rposition(|quotes| !quotes.is_empty()).map_or(0, |last| last + 1);
    for (block, quotes) in blocks.iter().zip(&quotes).take(last) {
        reader.read_block(*block, quotes, sentences);
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
    /// Whether the writer's words stand before it in the frame.
    led: bool,
}

impl Reader<'_> {
    fn read_block(&mut self, block: Span, quotes: &[Marked], sentences: &[Span]) {
        let mut running = self.handed.take();
        let mut spoken = running.is_some();
        for frame in frames(self.text, block, quotes, sentences) {
            let first_word = frame.iter().position(|item| item.word);
            let alone = first_word.is_none();
            let subject = self.subject_of(&frame, frame.len(), block);
            let mut cued = None;
            for (at, item) in frame.iter().enumerate() {
                let Some(quote) = item.quote.and_then(|index| quotes.get(index)) else { continue };
                let place = Place {
                    quote: *quote,
                    frame: &frame,
                    at,
                    led: first_word.is_some_and(|first| first < at),
                };
                let fallback = cued.or(running.or(self.said).filter(|_| alone));
                cued = self.read_quotation(&place, block, fallback).or(cued);
                self.said = cued.or(self.said);
            }
            let named = |speaker: &Speaker| speaker.name.is_some() || speaker.unnamed;
            self.topic = cued.filter(named).or(subject.filter(named)).or(self.topic);
            let speaks = frame.iter().any(|item| cue_form(&item.lower).is_some());
            let closing = closing_subject(&frame).and_then(|range| {
                speaker(&frame, &range, self.names, self.salient(&frame, range.start, block))
            });
            spoken = speaks || (spoken && alone);
            running = cued.or(closing).or(subject.filter(|_| speaks)).or(running).or(subject);
        }
        let open = quotes.last().is_some_and(|quote| quote.goes_on);
        let colon = block.of(self.text).trim_end().ends_with(':');
        self.handed = running.filter(|_| open || (colon && spoken));
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
        let comma =
            words.ends_with(',') || place.frame.get(place.at + 1).is_some_and(|i| i.is(","));
        let cue = cue(place.frame, place.at, place.led, comma)
            .filter(|_| !is_naming_context(place.frame, place.at));
        let title = is_title(words) && !follows_cue(place.frame, place.at);
        let found = if title || is_transcript(words) {
            None
        } else if let Some(cue) = &cue {
            let salient = self.salient(place.frame, cue.subject.start, block);
            speaker(place.frame, &cue.subject, self.names, salient)
        } else {
            fallback
        };
        let via = cue
            .as_ref()
            .filter(|_| found.is_some_and(|speaker| speaker.unnamed))
            .and_then(|cue| passed_on(place.frame, cue));
        self.found.push(Quotation {
            via,
            span: place.quote.inner,
            kind: kind(words, found.is_some(), place.led),
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

/// A line of a transcript that names its own speaker: `REIS: Good evening.`
fn is_transcript(words: &str) -> bool {
    let label = words.split_once(": ").map_or("", |(label, _)| label);
    !label.is_empty()
        && label.len() <= 40
        && label.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
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

#[cfg(test)]
mod tests {
    use super::super::sentence::sentences;
    use super::*;

    /// People and groups the test sentences know.
    const PEOPLE: &[&str] = &["Ana Reis", "Ola Berg", "Reis", "Berg"];
    const GROUPS: &[&str] = &["Port Authority", "Sunne", "Varden"];

    /// Quoted words, words of the speaker, name of the speaker, unnamed.
    type Row<'a> = (&'a str, Option<&'a str>, Option<&'a str>, bool);

    fn read(text: &str) -> (Vec<Quotation>, Vec<NameRef>) {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            blocks.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        let all: Vec<_> = blocks.iter().flat_map(|block| sentences(text, *block)).collect();
        let mut names: Vec<NameRef> = Vec::new();
        for (list, is_person) in [(PEOPLE, true), (GROUPS, false)] {
            for (start, found) in list.iter().flat_map(|name| text.match_indices(name)) {
                let span = Span::new(start, start + found.len());
                if !names.iter().any(|name| name.span.overlaps(span)) {
                    names.push(NameRef { span, is_person, is_group: !is_person });
                }
            }
        }
        names.sort_by_key(|name| name.span);
        (quotations(text, &blocks, &all, &names), names)
    }

    fn check(text: &str, expected: &[Row<'_>]) {
        let (found, names) = read(text);
        let rows: Vec<Row<'_>> = found
            .iter()
            .map(|quotation| {
                let name = quotation.speaker.map(|index| names[index].span.of(text));
                let words = quotation.cue_speaker.map(|span| span.of(text));
                (quotation.span.of(text), words, name, quotation.unnamed)
            })
            .collect();
        assert_eq!(rows, expected, "{text}");
    }

    fn named<'a>(quote: &'a str, words: &'a str, name: &'a str) -> Row<'a> {
        (quote, Some(words), Some(name), false)
    }

    #[test]
    fn the_cue_stands_behind_before_or_between() {
        for (text, quote, words, name) in [
            ("“We wait,” said Ana Reis.", "We wait,", "Ana Reis", "Ana Reis"),
            ("“We wait,” Ana Reis told reporters on Friday.", "We wait,", "Ana Reis", "Ana Reis"),
            ("“We wait,” Ana Reis, the mayor of Sunne, said.", "We wait,", "Ana Reis", "Ana Reis"),
            ("“Do we wait?” asked aide Ana Reis.", "Do we wait?", "aide Ana Reis", "Ana Reis"),
            ("“Enough!” Ana Reis demanded.", "Enough!", "Ana Reis", "Ana Reis"),
            ("“We wait.” ― Ana Reis", "We wait.", "Ana Reis", "Ana Reis"),
            (
                "Opening it, Mayor Ana Reis warned, “We wait.”",
                "We wait.",
                "Mayor Ana Reis",
                "Ana Reis",
            ),
            ("According to Ana Reis, the pier is “a ruin.”", "a ruin.", "Ana Reis", "Ana Reis"),
            ("\"We wait,\" Berg shared in a post.", "We wait,", "Berg", "Berg"),
        ] {
            check(text, &[named(quote, words, name)]);
        }
        check(
            "“We wait,” Berg said, “and we hope.”",
            &[named("We wait,", "Berg", "Berg"), named("and we hope.", "Berg", "Berg")],
        );
    }

    #[test]
    fn fragments_belong_to_the_subject_that_judges() {
        for (text, quote, words, name) in [
            (
                "Mayor Ana Reis called it “plainly absurd.”",
                "plainly absurd.",
                "Mayor Ana Reis",
                "Ana Reis",
            ),
            ("Reis called Sunne’s plan “absurd.”", "absurd.", "Reis", "Reis"),
            ("It offers terms Varden has dismissed as “a joke.”", "a joke.", "Varden", "Varden"),
            (
                "They met for what the Port Authority described as “a check.”",
                "a check.",
                "the Port Authority",
                "Port Authority",
            ),
            (
                "It shut—a step condemned by Berg as proof that Sunne was “asleep” again.",
                "asleep",
                "Berg",
                "Berg",
            ),
            ("Reis, who is ill, said Berg was “lost”.", "lost", "Reis", "Reis"),
            ("Reis said she thinks Berg is “lost”.", "lost", "Reis", "Reis"),
        ] {
            check(text, &[named(quote, words, name)]);
        }
    }

    #[test]
    fn marks_without_a_speaker_stay_without() {
        for (text, quote) in [
            ("Owing to a “full diary,” he did not come.", "full diary,"),
            ("The song “Slow Boats Home” was written by Ana Reis.", "Slow Boats Home"),
            ("They run a group called “pier watch”.", "pier watch"),
        ] {
            check(text, &[(quote, None, None, false)]);
            assert_eq!(read(text).0[0].kind, QuotationKind::Scare, "{text}");
        }
    }

    #[test]
    fn newsrooms_cue_in_many_ways() {
        for (text, quote, words, name) in [
            (
                "“We wait,” Ana Reis, the mayor of Sunne, one of the towns, said.",
                "We wait,",
                "Ana Reis",
                "Ana Reis",
            ),
            ("“We wait,” said 9/11 widow Ana Reis.", "We wait,", "9/11 widow Ana Reis", "Ana Reis"),
            ("Said Ola Berg: “We wait.”", "We wait.", "Ola Berg", "Ola Berg"),
            ("Ana Reis: “We wait for nobody”", "We wait for nobody", "Ana Reis", "Ana Reis"),
            ("But Ana Reis is blunt: “We wait.”", "We wait.", "Ana Reis", "Ana Reis"),
            ("“We wait for nobody” - Ana Reis", "We wait for nobody", "Ana Reis", "Ana Reis"),
            ("“We wait” is how Ana Reis put it.", "We wait", "Ana Reis", "Ana Reis"),
            ("“We wait,” Ana Reis was quoted as saying.", "We wait,", "Ana Reis", "Ana Reis"),
            ("“We wait,” the wire quoted Ana Reis as saying.", "We wait,", "Ana Reis", "Ana Reis"),
            (
                "The wire quoted Ana Reis as saying that “we wait”.",
                "we wait",
                "Ana Reis",
                "Ana Reis",
            ),
            ("Her lawyer, Ola Berg, said she was “ill”.", "ill", "Her lawyer", "Ola Berg"),
            (
                "It has what Berg cited as “gaps in the rules,” Ana Reis wrote.",
                "gaps in the rules,",
                "Ana Reis",
                "Ana Reis",
            ),
        ] {
            check(text, &[named(quote, words, name)]);
        }
        // Nobody is named who judges.
        check(
            "It serves the towns that report to it, in what is being criticised as “a mess”.",
            &[("a mess", None, None, false)],
        );
    }

    #[test]
    fn sources_without_a_name_are_told_from_people_known() {
        for (words, unnamed) in [
            ("a Bordurian source close to the talks", true),
            ("two officials", true),
            ("one of the negotiators", true),
            ("one diplomat", true),
            ("a person familiar with the matter", true),
            ("a minister", true),
            ("neighbours", true),
            ("the ministers", false),
            ("the report", false),
        ] {
            let text = format!("“We wait,” {words} said.");
            check(&text, &[("We wait,", Some(words), None, unnamed)]);
        }
        for (text, via) in [
            ("“We wait,” an official told the agency.", Some("the agency")),
            ("“We wait,” an official told Varden on Friday.", Some("Varden")),
            ("“We wait,” an official told reporters.", None),
            ("“We wait,” the wire quoted an official as saying.", Some("the wire")),
            ("According to a diplomat quoted by Varden, it is “a mess”.", Some("Varden")),
            ("“We wait,” Ana Reis told the agency.", None),
        ] {
            let found = read(text).0;
            assert_eq!(found[0].via.map(|span| span.of(text)), via, "{text}");
        }
        check(
            "“We wait,” two officials speaking on condition of anonymity said.",
            &[("We wait,", Some("two officials"), None, true)],
        );
    }

    #[test]
    fn pronouns_and_continued_quotations_find_their_person() {
        check(
            "“We wait,” said Ana Reis. “Nobody has called.”",
            &[
                named("We wait,", "Ana Reis", "Ana Reis"),
                named("Nobody has called.", "Ana Reis", "Ana Reis"),
            ],
        );
        check(
            "Ola Berg left early. “Nothing will change” until spring, he said.",
            &[named("Nothing will change", "he", "Ola Berg")],
        );
        check(
            "Berg confirmed the date. “We wait,” Reis said. “We hope,” she added.",
            &[named("We wait,", "Reis", "Reis"), named("We hope,", "she", "Reis")],
        );
        check(
            "Ana Reis wrote on Monday:\n“We wait for news.”",
            &[named("We wait for news.", "Ana Reis", "Ana Reis")],
        );
        check(
            "“We wait,” Berg said. “It is late.\n“And it is cold.”",
            &[
                named("We wait,", "Berg", "Berg"),
                named("It is late.", "Berg", "Berg"),
                named("And it is cold.", "Berg", "Berg"),
            ],
        );
    }

    #[test]
    fn speakers_without_a_known_name_keep_their_words() {
        for (text, quote, words, unnamed) in [
            ("“We wait,” a port official said.", "We wait,", "a port official", true),
            (
                "The same source criticized it, saying: “Why now?”",
                "Why now?",
                "The same source",
                true,
            ),
            ("“We wait,” Kim Sorvino said.", "We wait,", "Kim Sorvino", false),
            ("“We wait,” Reis's lawyer said.", "We wait,", "Reis's lawyer", true),
        ] {
            check(text, &[(quote, Some(words), None, unnamed)]);
        }
    }

    #[test]
    fn kinds_follow_the_words() {
        let kind = |text: &str| read(text).0[0].kind;
        assert_eq!(kind("“We wait,” said Ana Reis."), QuotationKind::Direct);
        assert_eq!(kind("Berg called it “a sham”."), QuotationKind::Partial);
    }

    #[test]
    fn hostile_input_is_read_in_linear_time() {
        for unit in ["“", "”", "\"", "'", "“a” ", "said “x” ", ", said ", "“a,” he said. ", "( "]
        {
            let text = unit.repeat(20_000);
            let block = Span::new(0, text.len());
            let _ = quotations(&text, &[block], &sentences(&text, block), &[]);
        }
        assert!(quotations("", &[], &[], &[]).is_empty());
        assert!(quotations("é", &[Span::new(1, 9)], &[Span::new(0, 1)], &[]).is_empty());
    }
}
