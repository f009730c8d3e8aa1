//! Places in a document that report an event: trigger word, date, place, participants, modality.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lexicon::{Act, Lexicon};
use super::speaker;
use super::trigger::{Trigger, Words};
use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::ingest::nations::country_of;
use crate::ingest::resolve::Resolution;
use crate::language::stem::{is_stop_word, word_spans};
use crate::language::times::{Time, TimeKind, TimeValue};
use crate::model::date::Edtf;
use crate::model::entity::EntityKind;
use crate::source::BlockKind;

/// How the text speaks of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// As having happened.
    Held,
    /// As expected, proposed or possible.
    Planned,
    /// As not having happened.
    Negated,
}

/// One report of an event in one sentence.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent marks of one sentence, none a state"
)]
pub struct EventMention {
    /// Document index.
    pub document: usize,
    /// Sentence index in that document.
    pub sentence: usize,
    /// Bytes of the word that reports it.
    pub trigger: Span,
    /// Bytes of the clause around the trigger.
    pub clause: Span,
    /// What kind of act the trigger names; absent where no word of the sentence is known.
    pub act: Option<Act>,
    /// The date given beside it.
    pub date: Option<Edtf>,
    /// Whether the date hangs on a day the document does not give itself.
    pub assumed: bool,
    /// Bytes of the words that give the date.
    pub date_words: Option<Span>,
    /// Entities in the clause, each once, in order; peoples count as their country.
    pub entities: Vec<usize>,
    /// The place behind "in" or "at".
    pub place: Option<usize>,
    /// Stems of the sentence's words that carry a topic, sorted, each once.
    pub stems: Arc<[String]>,
    /// As having happened, expected or not.
    pub modality: Modality,
    /// Whether the trigger is spoken of as known: "the talks", "Friday's meeting".
    pub definite: bool,
    /// Whether it stands in a list item that opens with its date.
    pub listed: bool,
    /// The entity that says it, of a statement; that calls, of a call.
    pub speaker: Option<usize>,
    /// Whether a statement is an act of its own: someone named announced, denied, condemned.
    pub declares: bool,
    /// Whether the words quoted tell a decision of the speaker: "we have agreed to …".
    pub decides: bool,
    /// Bytes of the words quoted, of a statement.
    pub quoted: Option<Span>,
    /// Whether it stands for the sentence as a whole, whatever acts it names.
    pub further: bool,
    /// "first … since DATE": the mention is of the earlier event.
    pub earlier: bool,
}

/// Most acts of a sentence beside the ones it is read for.
const FURTHER: usize = 3;

/// All event mentions of one document, in order.
pub(super) fn mentions(
    index: usize,
    document: &Document,
    resolution: &Resolution,
    countries: &impl Fn(&str) -> Option<usize>,
    lexicon: &Lexicon,
) -> Vec<EventMention> {
    let mut found = Vec::new();
    let labour = super::sense::speaks_of_labour(document.text());
    for (sentence_index, sentence) in document.sentences.iter().enumerate() {
        let wanted = matches!(
            sentence.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation | BlockKind::Answer
        );
        if !wanted || sentence.block.is_none() {
            continue;
        }
        let spans = word_spans(document.text(), sentence.span);
        if spans.len() < 3 {
            continue;
        }
        let mut words = Words::new(document, sentence.span, spans);
        words.labour = labour;
        let of_name = &resolution.of_name[index];
        let reader = Reader::new(index, document, of_name, countries, words, sentence_index);
        reader.read(lexicon, sentence.kind == BlockKind::ListItem, &mut found);
    }
    found
}

/// The words of one sentence of a document.
pub(super) fn words_of(document: &Document, sentence: usize) -> Option<Words<'_>> {
    let span = document.sentences.get(sentence)?.span;
    Some(Words::new(document, span, word_spans(document.text(), span)))
}

/// Everything needed to read one sentence.
struct Reader<'a> {
    index: usize,
    document: &'a Document,
    of_name: &'a [usize],
    words: Words<'a>,
    sentence: usize,
    /// What all mentions of the sentence share.
    entities: Vec<usize>,
    stems: Arc<[String]>,
}

impl<'a> Reader<'a> {
    fn new(
        index: usize,
        document: &'a Document,
        of_name: &'a [usize],
        countries: &impl Fn(&str) -> Option<usize>,
        words: Words<'a>,
        sentence: usize,
    ) -> Self {
        let entities = entities(&words, of_name, countries);
        let stems = stems(&words).into();
        Self { index, document, of_name, words, sentence, entities, stems }
    }

    fn read(&self, lexicon: &Lexicon, in_list: bool, found: &mut Vec<EventMention>) {
        let triggers = self.words.triggers(lexicon);
        let first = found.len();
        self.read_dated(&triggers, in_list, found);
        if found[first..].iter().all(|mention| mention.earlier) {
            self.read_undated(&triggers, found);
        }
        // Beside the acts: what the sentence as a whole is about, wherever its words stand.
        let date = found[first..].iter().find_map(|m| Some((m.date?, m.assumed)));
        let other = |trigger: &&Trigger| trigger.act != Act::Statement;
        let words = triggers.iter().filter(other).take(FURTHER).map(|trigger| trigger.word);
        let words: BTreeSet<usize> = words.chain(self.words.content_word()).collect();
        for word in words {
            let mention = self.mention(self.trigger(word), None, None);
            found.push(EventMention {
                further: true,
                date: date.map(|date| date.0),
                assumed: date.is_some_and(|date| date.1),
                ..mention
            });
        }
    }

    /// One mention for every date and the act nearest to it.
    fn read_dated(&self, triggers: &[Trigger], in_list: bool, found: &mut Vec<EventMention>) {
        let times = self.document.times_in(self.words.span).iter().filter(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && matches!(time.value, TimeValue::Calendar(_))
        });
        let mut used = BTreeSet::new();
        for time in times {
            let opens = in_list && time.span.start <= self.words.span.start + 2;
            let since = self.words.word_before(time.span.start) == Some("since");
            let earlier = since && self.words.says_first(time.span.start);
            // "since March, when she resigned": the month of the resignation.
            let when = self.words.word_behind(time.span.end) == Some("when");
            if (since && !earlier && !when) || (self.words.is_limit(time) && !when) {
                continue;
            }
            let nearest = triggers
                .iter()
                .filter(|trigger| !used.contains(&trigger.span))
                .min_by_key(|trigger| self.words.distance(trigger, time));
            let behind = || self.words.spans.iter().position(|w| w.start >= time.span.end);
            let (trigger, act) = match nearest {
                Some(trigger) => (*trigger, Some(trigger.act)),
                None if opens && self.words.spans.len() > 3 => {
                    let Some(word) = behind() else { continue };
                    (self.trigger(word), None)
                }
                None => continue,
            };
            if !earlier {
                used.insert(trigger.span);
            }
            // "X won the election, the clerk announced on Monday": both on that day.
            let announced = matches!(self.words.lower(trigger.word), "announced" | "declared");
            let what = triggers.iter().find(|other| {
                let since = other.word.checked_sub(1).map(|before| self.words.lower(before));
                let perfect = matches!(since, Some("has" | "have"));
                other.act != Act::Statement
                    && other.word < trigger.word
                    && !(other.quoted || other.background || perfect)
            });
            if let Some(what) = what.filter(|_| announced && act == Some(Act::Statement)) {
                found.push(self.mention(*what, Some(what.act), Some(time)));
            }
            let mut mention = self.mention(trigger, act, Some(time));
            mention.listed = opens;
            mention.earlier = earlier;
            if earlier {
                mention.modality = Modality::Held;
            }
            found.push(mention);
        }
    }

    /// The act that a sentence without a date reports first, and what someone says beside it.
    fn read_undated(&self, triggers: &[Trigger], found: &mut Vec<EventMention>) {
        let plain = || triggers.iter().filter(|trigger| !trigger.quoted);
        let best = plain().min_by_key(|trigger| {
            (trigger.act == Act::Statement, trigger.background, trigger.word)
        });
        let Some(best) = best else { return };
        found.push(self.mention(*best, Some(best.act), None));
        let statement = plain().find(|trigger| trigger.act == Act::Statement);
        if let Some(statement) = statement
            && best.act != Act::Statement
            && speaker::speaker(&self.words, self.sentence, statement, self.of_name).is_some()
        {
            found.push(self.mention(*statement, Some(Act::Statement), None));
        }
    }

    /// A trigger that no act is known for.
    fn trigger(&self, word: usize) -> Trigger {
        Trigger {
            span: self.words.spans[word],
            act: Act::Statement,
            word,
            quoted: false,
            background: false,
        }
    }

    fn mention(&self, trigger: Trigger, act: Option<Act>, time: Option<&Time>) -> EventMention {
        let clause = self.clause(trigger.span, time.map(|time| time.span));
        let statement = act == Some(Act::Statement);
        let decision = speaker::decision(&self.words).filter(|_| statement);
        let published = self.document.source.metadata.published;
        EventMention {
            document: self.index,
            sentence: self.sentence,
            trigger: trigger.span,
            clause,
            act,
            date: time.and_then(|time| match &time.value {
                TimeValue::Calendar(date) => Some(*date),
                _ => None,
            }),
            assumed: published.is_none()
                && time.is_some_and(|time| {
                    !time.span.of(self.document.text()).contains(|c: char| c.is_ascii_digit())
                }),
            date_words: time.map(|time| time.span),
            place: self.place(clause).or_else(|| self.place(self.words.span)),
            entities: self.entities.clone(),
            stems: Arc::clone(&self.stems),
            modality: self.words.modality(trigger.word, act),
            definite: self.words.definite(trigger.word),
            listed: false,
            speaker: match act {
                Some(Act::Statement) => {
                    speaker::speaker(&self.words, self.sentence, &trigger, self.of_name)
                }
                Some(Act::Contact) => speaker::subject(&self.words, &trigger, self.of_name),
                _ => None,
            },
            quoted: decision.or_else(|| speaker::quoted_words(&self.words)).filter(|_| statement),
            declares: decision.is_some() || (statement && speaker::declares(&self.words, &trigger)),
            decides: decision.is_some(),
            further: false,
            earlier: false,
        }
    }

    /// The part of the sentence between marks that end a clause, wide enough for trigger and date.
    fn clause(&self, trigger: Span, date: Option<Span>) -> Span {
        let text = self.document.text();
        let start = date.map_or(trigger.start, |date| date.start.min(trigger.start));
        let end = date.map_or(trigger.end, |date| date.end.max(trigger.end));
        let cut = |c: char| matches!(c, ';' | '—' | '(' | ')' | '“' | '”' | '"');
        let before = &text[self.words.span.start..start];
        let from = before.rfind(cut).map_or(self.words.span.start, |at| {
            self.words.span.start + at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let to =
            text[end..self.words.span.end].find(cut).map_or(self.words.span.end, |at| end + at);
        Span::new(from, to)
    }

    fn place(&self, within: Span) -> Option<usize> {
        let text = self.document.text();
        let places = self.document.names_in(within).filter(|name| {
            let name = &self.document.names[*name];
            let before =
                text[self.words.span.start.min(name.span.start)..name.span.start].trim_end();
            let before = before.strip_suffix("the").unwrap_or(before).trim_end();
            let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            name.kind == EntityKind::Place
                && matches!(last, "in" | "at" | "near" | "outside" | "In" | "At")
        });
        places.map(|name| self.of_name[name]).next()
    }
}

/// The entities that a sentence names, each once, in order; peoples count as their country.
fn entities(
    words: &Words<'_>,
    of_name: &[usize],
    countries: &impl Fn(&str) -> Option<usize>,
) -> Vec<usize> {
    let document = words.document;
    let in_sentence = document.names_in(words.span);
    let names = &document.names[in_sentence.clone()];
    let mut all: Vec<(usize, usize)> =
        in_sentence.zip(names).map(|(at, name)| (name.span.start, of_name[at])).collect();
    let titles: Vec<Span> = names.iter().filter_map(|name| name.role).collect();
    // "Danish" in "Danish Harbour Minister" says who speaks, not who takes part.
    for word in words.spans.iter().filter(|word| !titles.iter().any(|title| title.contains(**word)))
    {
        let country = country_of(word.of(document.text())).and_then(countries);
        all.extend(country.map(|entity| (word.start, entity)));
    }
    all.sort_unstable();
    let mut entities = Vec::new();
    for (_, entity) in all {
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    }
    entities
}

/// The stems and figures of a sentence that carry a topic, sorted, each once.
fn stems(words: &Words<'_>) -> Vec<String> {
    let quantities = &words.document.quantities;
    let first = quantities.partition_point(|quantity| quantity.span.start < words.span.start);
    let numbers = quantities[first..]
        .iter()
        .take_while(|quantity| quantity.span.start <= words.span.end)
        .filter(|quantity| words.span.contains(quantity.span))
        .filter(|quantity| quantity.value >= 10.0 || quantity.of.is_some())
        .map(|quantity| format!("#{}", quantity.value));
    let topical = words.stems.iter().enumerate().filter(|(at, _)| !is_stop_word(words.lower(*at)));
    let mut stems: Vec<String> = topical.map(|(_, stem)| stem.clone()).chain(numbers).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::language::stem::stem;

    /// A sentence as a whole: the words `words` in document `document`.
    pub(in super::super) fn whole(document: usize, words: &str) -> EventMention {
        let mut stems: Vec<String> = words.split(' ').map(stem).collect();
        stems.sort_unstable();
        EventMention {
            document,
            sentence: 5,
            trigger: Span::new(0, 1),
            clause: Span::new(0, 1),
            act: None,
            date: None,
            assumed: false,
            date_words: None,
            entities: Vec::new(),
            place: None,
            stems: stems.into(),
            modality: Modality::Held,
            definite: false,
            listed: false,
            speaker: None,
            declares: false,
            decides: false,
            quoted: None,
            further: true,
            earlier: false,
        }
    }

    /// A report of `act` on `date`.
    pub(in super::super) fn told(
        document: usize,
        act: Act,
        date: &str,
        words: &str,
    ) -> EventMention {
        let date = date.parse().ok();
        EventMention { act: Some(act), date, further: false, ..whole(document, words) }
    }

    /// A report that `act` is to come.
    pub(in super::super) fn planned(document: usize, act: Act, words: &str) -> EventMention {
        let modality = Modality::Planned;
        EventMention { act: Some(act), modality, further: false, ..whole(document, words) }
    }
}
