//! Places in a document that report an event: trigger word, date, place, participants, modality.

use super::lexicon::{Act, Lexicon};
use crate::diagnostic::Span;
use crate::ingest::annotate::Document;
use crate::ingest::nations::country_of;
use crate::ingest::resolve::Resolution;
use crate::language::quotations::QuotationKind;
use crate::language::stem::{is_stop_word, stem, word_spans};
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
pub struct EventMention {
    /// Document index.
    pub document: usize,
    /// Sentence index in that document.
    pub sentence: usize,
    /// Bytes of the word that reports it.
    pub trigger: Span,
    /// Bytes of the clause around the trigger.
    pub clause: Span,
    /// What kind of act the trigger names; absent in a dated list item without a known word.
    pub act: Option<Act>,
    /// The date given beside it.
    pub date: Option<Edtf>,
    /// Bytes of the words that give the date.
    pub date_words: Option<Span>,
    /// Entities in the clause, each once, in order; peoples count as their country.
    pub entities: Vec<usize>,
    /// The place behind "in" or "at".
    pub place: Option<usize>,
    /// Stems of the sentence's words that carry a topic, sorted, each once.
    pub stems: Vec<String>,
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
    /// Bytes of the words quoted, of a statement.
    pub quoted: Option<Span>,
    /// "first … since DATE": the mention is of the earlier event.
    pub earlier: bool,
}

/// All event mentions of one document, in order.
pub fn mentions(
    index: usize,
    document: &Document,
    resolution: &Resolution,
    countries: &dyn Fn(&str) -> Option<usize>,
    lexicon: &Lexicon,
) -> Vec<EventMention> {
    let mut found = Vec::new();
    for (sentence_index, sentence) in document.sentences.iter().enumerate() {
        let wanted = matches!(
            sentence.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation
        );
        if !wanted || sentence.block.is_none() {
            continue;
        }
        let reader = Reader {
            index,
            document,
            resolution,
            countries,
            lexicon,
            sentence_index,
            span: sentence.span,
        };
        reader.read(sentence.kind == BlockKind::ListItem, &mut found);
    }
    found
}

/// Everything needed to read one sentence.
struct Reader<'a> {
    index: usize,
    document: &'a Document,
    resolution: &'a Resolution,
    countries: &'a dyn Fn(&str) -> Option<usize>,
    lexicon: &'a Lexicon,
    sentence_index: usize,
    span: Span,
}

/// A word of the sentence that reports an act.
#[derive(Clone, Copy)]
struct Trigger {
    span: Span,
    act: Act,
    word: usize,
    quoted: bool,
    background: bool,
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

impl Reader<'_> {
    fn text(&self) -> &str {
        self.document.text()
    }

    fn read(&self, in_list: bool, found: &mut Vec<EventMention>) {
        let words = word_spans(self.text(), self.span);
        if words.len() < 3 {
            return;
        }
        let triggers = self.triggers(&words);
        let dates: Vec<&Time> = self
            .document
            .times_in(self.span)
            .iter()
            .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
            .filter(|time| matches!(time.value, TimeValue::Calendar(_)))
            .collect();
        let mut used = Vec::new();
        for time in &dates {
            let opens = in_list && time.span.start <= self.span.start + 2;
            let before = self.word_before(&words, time.span.start);
            let since = before.as_deref() == Some("since");
            let earlier = since && self.says_first(&words, time.span.start);
            if since && !earlier {
                continue;
            }
            let nearest = triggers
                .iter()
                .filter(|trigger| !used.contains(&trigger.span))
                .min_by_key(|trigger| self.distance(&words, trigger, time));
            let trigger = match nearest {
                Some(trigger) => *trigger,
                None if opens && words.len() > 3 => {
                    let after = words.iter().position(|w| w.start >= time.span.end);
                    let Some(word) = after else { continue };
                    Trigger {
                        span: words[word],
                        act: Act::Statement,
                        word,
                        quoted: false,
                        background: false,
                    }
                }
                None => continue,
            };
            if !earlier {
                used.push(trigger.span);
            }
            let act = (nearest.is_some()).then_some(trigger.act);
            let mut mention = self.mention(&words, trigger, act, Some(time));
            mention.listed = opens;
            mention.earlier = earlier;
            if earlier {
                mention.modality = Modality::Held;
            }
            found.push(mention);
        }
        if used.is_empty() {
            let best = triggers.iter().filter(|trigger| !trigger.quoted).min_by_key(|trigger| {
                (trigger.act == Act::Statement, trigger.background, trigger.word)
            });
            if let Some(trigger) = best {
                found.push(self.mention(&words, *trigger, Some(trigger.act), None));
            }
            // What someone says is an event beside what it is about.
            let statement = triggers.iter().find(|t| t.act == Act::Statement && !t.quoted);
            if let (Some(best), Some(statement)) = (best, statement)
                && best.act != Act::Statement
                && self.speaker(&words, statement).is_some()
            {
                found.push(self.mention(&words, *statement, Some(Act::Statement), None));
            }
        }
    }

    fn triggers(&self, words: &[Span]) -> Vec<Trigger> {
        let name_spans = &self.document.names[self.document.names_in(self.span)];
        let times = self.document.times_in(self.span);
        let quotes = self.document.quotations.iter().filter(|q| q.span.overlaps(self.span));
        let quotes: Vec<Span> =
            quotes.filter(|q| q.kind == QuotationKind::Direct).map(|q| q.span).collect();
        words
            .iter()
            .enumerate()
            .filter(|(_, span)| !name_spans.iter().any(|name| name.span.contains(**span)))
            .filter(|(_, span)| !times.iter().any(|time| time.span.contains(**span)))
            .filter_map(|(word, span)| {
                let lower = span.of(self.text()).to_lowercase();
                let act = self.sense(words, word, self.lexicon.act(&lower)?);
                let quoted = quotes.iter().any(|quote| quote.contains(*span));
                let background = self.is_background(words, word);
                Some(Trigger { span: *span, act, word, quoted, background })
            })
            .collect()
    }

    /// "called for", "called it absurd": to say something, not to telephone; "called off": to end.
    fn sense(&self, words: &[Span], word: usize, act: Act) -> Act {
        let text = self.text();
        if act != Act::Contact || !words[word].of(text).to_lowercase().starts_with("call") {
            return act;
        }
        let Some(next) = words.get(word + 1) else { return act };
        match next.of(text).to_lowercase().as_str() {
            "off" => Act::Ending,
            "on" | "for" | "it" | "the" | "a" | "an" | "that" | "this" | "upon" => Act::Statement,
            word if word.ends_with("’s") || word.ends_with("'s") => Act::Statement,
            _ => act,
        }
    }

    /// "following the talks": spoken of only to say when something else was.
    fn is_background(&self, words: &[Span], word: usize) -> bool {
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
            let gap = Span::new(words[at].end, words[word].start);
            CUES.contains(&words[at].of(self.text()).to_lowercase().as_str())
                && !gap.of(self.text()).contains([',', ';', '—', '“', '”', '"'])
        })
    }

    /// Words between a trigger and a date; a mark that ends a clause counts as five words, a quoted
    /// trigger as twenty more.
    fn distance(&self, words: &[Span], trigger: &Trigger, time: &Time) -> usize {
        let (from, to) = if trigger.span.end <= time.span.start {
            (trigger.span.end, time.span.start)
        } else {
            (time.span.end, trigger.span.start)
        };
        let between = Span::new(from, to.max(from));
        let marks = between.of(self.text()).matches([',', ';', '—']).count();
        let count = words.iter().filter(|word| between.contains(**word)).count();
        count + 5 * marks + if trigger.quoted { 20 } else { 0 }
    }

    fn word_before(&self, words: &[Span], at: usize) -> Option<String> {
        let after = words.partition_point(|word| word.end <= at);
        after.checked_sub(1).map(|word| words[word].of(self.text()).to_lowercase())
    }

    fn says_first(&self, words: &[Span], before: usize) -> bool {
        words
            .iter()
            .take_while(|word| word.start < before)
            .any(|word| matches!(word.of(self.text()), "first" | "last" | "First"))
    }

    /// The entity whose words the sentence gives: of a quotation its speaker, else the subject of
    /// the verb of saying, a pronoun standing for the last person named before it.
    fn speaker(&self, words: &[Span], statement: &Trigger) -> Option<usize> {
        let quoted = self.document.quotations.iter().find(|q| {
            q.span.overlaps(self.span) && q.kind != QuotationKind::Scare && q.speaker.is_some()
        });
        if let Some(name) = quoted.and_then(|quotation| quotation.speaker) {
            return Some(self.resolution.of_name[self.index][name]);
        }
        let text = self.text();
        let pronoun = (statement.word.saturating_sub(3)..statement.word)
            .any(|at| matches!(words[at].of(text), "he" | "she" | "He" | "She"));
        let named = self.document.names_in(self.span).rev().find(|name| {
            let span = self.document.names[*name].span;
            let between = words
                .iter()
                .filter(|w| w.start >= span.end && w.end <= statement.span.start)
                .count();
            span.end <= statement.span.start && between <= 1
        });
        let name = if pronoun { self.antecedent() } else { named };
        name.map(|name| self.resolution.of_name[self.index][name])
    }

    /// Whom "he" or "she" at the head of this sentence means: the first person named in the sentence
    /// before, which is most often its subject, else the last person named at all.
    fn antecedent(&self) -> Option<usize> {
        let person = |name: &usize| self.document.names[*name].kind == EntityKind::Person;
        let before = self.sentence_index.checked_sub(1)?;
        let previous = self.document.sentences[before].span;
        self.document.names_in(previous).find(person).or_else(|| {
            let end = self.document.names.partition_point(|name| name.span.end <= self.span.start);
            (0..end).rev().find(person)
        })
    }

    /// Whether a named subject stands right before a verb that does something by being said.
    fn declares(&self, words: &[Span], trigger: &Trigger) -> bool {
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
        let said = trigger.span.of(self.text()).to_lowercase();
        ACTS.contains(&said.as_str())
            && self.document.names_in(self.span).any(|name| {
                let end = self.document.names[name].span.end;
                let between =
                    words.iter().filter(|w| w.start >= end && w.end <= trigger.span.start).count();
                end <= trigger.span.start && between == 0
            })
    }

    /// The last person named in the sentence before the trigger.
    fn subject(&self, trigger: &Trigger) -> Option<usize> {
        let name = self.document.names_in(self.span).rev().find(|name| {
            let name = &self.document.names[*name];
            name.span.end <= trigger.span.start && name.kind == EntityKind::Person
        });
        name.map(|name| self.resolution.of_name[self.index][name])
    }

    /// Bytes of the quotation in this sentence, when someone is quoted.
    fn quoted_words(&self) -> Option<Span> {
        let quotation = self.document.quotations.iter().find(|q| {
            self.span.contains(q.span) && q.kind != QuotationKind::Scare && q.speaker.is_some()
        })?;
        Some(quotation.span)
    }

    fn mention(
        &self,
        words: &[Span],
        trigger: Trigger,
        act: Option<Act>,
        time: Option<&&Time>,
    ) -> EventMention {
        let clause = self.clause(trigger.span, time.map(|time| time.span));
        let entities = self.entities(words);
        let stems = self.stems(words);
        EventMention {
            document: self.index,
            sentence: self.sentence_index,
            trigger: trigger.span,
            clause,
            act,
            date: time.and_then(|time| match &time.value {
                TimeValue::Calendar(date) => Some(*date),
                _ => None,
            }),
            date_words: time.map(|time| time.span),
            place: self.place(clause).or_else(|| self.place(self.span)),
            entities,
            stems,
            modality: self.modality(words, trigger.word, act),
            definite: self.definite(words, trigger.word),
            listed: false,
            speaker: match act {
                Some(Act::Statement) => self.speaker(words, &trigger),
                Some(Act::Contact) => self.subject(&trigger),
                _ => None,
            },
            quoted: if act == Some(Act::Statement) { self.quoted_words() } else { None },
            declares: act == Some(Act::Statement) && self.declares(words, &trigger),
            earlier: false,
        }
    }

    /// The part of the sentence between marks that end a clause, wide enough for trigger and date.
    fn clause(&self, trigger: Span, date: Option<Span>) -> Span {
        let text = self.text();
        let start = date.map_or(trigger.start, |date| date.start.min(trigger.start));
        let end = date.map_or(trigger.end, |date| date.end.max(trigger.end));
        let cut = |c: char| matches!(c, ';' | '—' | '(' | ')' | '“' | '”' | '"');
        let before = &text[self.span.start..start];
        let from = before.rfind(cut).map_or(self.span.start, |at| {
            self.span.start + at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let to = text[end..self.span.end].find(cut).map_or(self.span.end, |at| end + at);
        Span::new(from, to)
    }

    fn entities(&self, words: &[Span]) -> Vec<usize> {
        let mut all: Vec<(usize, usize)> = self
            .document
            .names_in(self.span)
            .map(|name| {
                (self.document.names[name].span.start, self.resolution.of_name[self.index][name])
            })
            .collect();
        let titles: Vec<Span> = self.document.names[self.document.names_in(self.span)]
            .iter()
            .filter_map(|name| name.role)
            .collect();
        // "Turkish" in "Turkish Foreign Minister" says who speaks, not who takes part.
        for word in words.iter().filter(|word| !titles.iter().any(|title| title.contains(**word))) {
            let country =
                country_of(word.of(self.text())).and_then(|country| (self.countries)(country));
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

    fn stems(&self, words: &[Span]) -> Vec<String> {
        let numbers = self.document.quantities.iter().filter(|quantity| {
            self.span.contains(quantity.span) && (quantity.value >= 10.0 || quantity.of.is_some())
        });
        let numbers = numbers.map(|quantity| format!("#{}", quantity.value));
        let mut stems: Vec<String> = words
            .iter()
            .map(|word| word.of(self.text()).to_lowercase())
            .filter(|word| !is_stop_word(word))
            .map(|word| stem(&word))
            .chain(numbers)
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    fn place(&self, within: Span) -> Option<usize> {
        let text = self.text();
        let places = self.document.names_in(within).filter(|name| {
            let name = &self.document.names[*name];
            let before = text[self.span.start.min(name.span.start)..name.span.start].trim_end();
            let before = before.strip_suffix("the").unwrap_or(before).trim_end();
            let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            name.kind == EntityKind::Place
                && matches!(last, "in" | "at" | "near" | "outside" | "In" | "At")
        });
        places.map(|name| self.resolution.of_name[self.index][name]).next()
    }

    fn modality(&self, words: &[Span], trigger: usize, act: Option<Act>) -> Modality {
        // What is said is said, however unsure it is: only the helping verb counts.
        let reach = if act == Some(Act::Statement) { 2 } else { 5 };
        let text = self.text();
        let lower = |word: &Span| word.of(text).to_lowercase();
        let before: Vec<String> =
            words[trigger.saturating_sub(reach)..trigger].iter().map(lower).collect();
        let after: Vec<String> =
            words[trigger + 1..words.len().min(trigger + 6)].iter().map(lower).collect();
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

    fn definite(&self, words: &[Span], trigger: usize) -> bool {
        let text = self.text();
        words[trigger.saturating_sub(5)..trigger].iter().any(|word| {
            let word = word.of(text);
            matches!(word, "the" | "The" | "this" | "This" | "these" | "These")
                || word.ends_with("’s")
                || word.ends_with("'s")
        })
    }
}
