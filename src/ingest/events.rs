//! Events of a story: mentions found, merged across documents, dated, titled in our own words.

mod acts;
mod agglomerate;
mod clause;
mod cluster;
mod days;
mod lexicon;
mod mention;
mod publish;
mod sense;
mod speaker;
mod tell;
#[cfg(test)]
mod tests;
mod title;
mod topic;
mod trigger;
mod vector;
mod verbs;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use self::cluster::{cluster, main_cluster};
pub use self::lexicon::{Act, Lexicon};
pub use self::mention::{EventMention, Modality};
use self::verbs::Verbs;
use super::annotate::Document;
use super::resolve::Resolution;
use crate::diagnostic::Span;
use crate::language::quantities::Quantity;
use crate::language::stem::{stem, word_spans};
use crate::language::times::TimeValue;
use crate::model::date::{Date, Edtf, Precision};
use crate::model::event::Outcome;
use crate::path::Slug;

/// One event of the story, as its reports give it.
#[derive(Clone, Debug)]
pub struct StoryEvent {
    /// Its id.
    pub id: Slug,
    /// What happened, worded from act, participants and place.
    pub title: String,
    /// When, as stated or as the story's day.
    pub date: Option<Edtf>,
    /// How the date was found, when no report states it.
    pub date_note: Option<String>,
    /// Kind of act most reports name.
    pub act: Option<Act>,
    /// Entity index of the place.
    pub place: Option<usize>,
    /// Entity indices, most often named first.
    pub participants: Vec<usize>,
    /// The event it is known to follow, where no report gives its day.
    pub after: Option<usize>,
    /// Whether it took place.
    pub outcome: Outcome,
    /// Indices into [`Story::mentions`].
    pub mentions: Vec<usize>,
    /// The document whose words name it best.
    pub best: Option<usize>,
    /// Document index and the words that report it, one a document.
    pub reports: BTreeMap<usize, Span>,
    /// Whether it is worth a page: dated, or told by several documents.
    pub published: bool,
}

/// All mentions and the events they report.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// Every mention, by document and place.
    pub mentions: Vec<EventMention>,
    /// The event of each mention.
    pub event_of_mention: Vec<usize>,
    /// The events.
    pub events: Vec<StoryEvent>,
    /// The event the story is about.
    pub main: Option<usize>,
    /// The topic of each document: documents of one topic tell of one incident.
    pub topics: Vec<usize>,
}

impl Story {
    /// The mentions of one document, which follow each other.
    pub fn mentions_of(&self, document: usize) -> Range<usize> {
        let start = self.mentions.partition_point(|mention| mention.document < document);
        let end = self.mentions.partition_point(|mention| mention.document <= document);
        start..end
    }
}

/// Finds the events that `documents` report.
pub fn find_events(
    documents: &[Document],
    resolution: &Resolution,
    lexicon: &Lexicon,
    taken: &BTreeSet<Slug>,
) -> Story {
    let names: BTreeMap<&str, usize> = resolution
        .entities
        .iter()
        .enumerate()
        .map(|(at, entity)| (entity.name.as_str(), at))
        .collect();
    let countries = |country: &str| names.get(country).copied();
    let english = |(_, document): &(usize, &Document)| document.tongue.is_english();
    let read = documents.par_iter().enumerate().filter(english);
    let mentions = read.flat_map_iter(|(index, document)| {
        mention::mentions(index, document, resolution, &countries, lexicon)
    });
    let mut mentions: Vec<EventMention> = mentions.collect();
    let verbs = &lexicon.verbs;
    days::settle(&mut mentions, documents, verbs);
    let topics = topic::topics(documents);
    let clusters = cluster(&mentions, &topics);
    let main = main_cluster(&mentions, &clusters);
    let mut event_of_mention = vec![0; mentions.len()];
    for (at, cluster) in clusters.iter().enumerate() {
        for member in &cluster.members {
            event_of_mention[*member] = at;
        }
    }
    let main_date = main.and_then(|main| stated_date(&clusters[main].members, &mentions));
    let describe =
        Describe { documents, resolution, mentions: &mentions, main_date, verbs, lexicon };
    let mut events: Vec<StoryEvent> = clusters
        .iter()
        .enumerate()
        .map(|(at, cluster)| describe.event(&cluster.members, Some(at) == main))
        .collect();
    publish::keep_the_best(&mut events, documents.len());
    publish::part_titles(&mut events, &resolution.entities);
    publish::order(&mut events, main, &mentions, documents, lexicon);
    let mut taken = taken.clone();
    for event in &mut events {
        event.id = Slug::free(&event_key(event), &mut taken);
    }
    Story { mentions, event_of_mention, events, main, topics }
}

/// What the id of an event is made from: its title and day.
fn event_key(event: &StoryEvent) -> String {
    match event.date {
        Some(date) => format!("{} {date}", event.title),
        None => event.title.clone(),
    }
}

struct Describe<'a> {
    documents: &'a [Document],
    resolution: &'a Resolution,
    mentions: &'a [EventMention],
    main_date: Option<Edtf>,
    verbs: &'a Verbs,
    lexicon: &'a Lexicon,
}

impl Describe<'_> {
    fn event(&self, all: &[usize], main: bool) -> StoryEvent {
        // Sentences that are only alike add nothing to what the reports of the act say.
        let acts: Vec<usize> =
            all.iter().copied().filter(|at| !self.mentions[*at].further).collect();
        // … but of an act without a date, one that names it in another article is a report as well.
        let known = most_common(acts.iter().filter_map(|at| self.mentions[*at].act));
        let told: BTreeSet<usize> = acts.iter().map(|at| self.mentions[*at].document).collect();
        let undated = acts.iter().all(|at| self.mentions[*at].date.is_none());
        let named = all.iter().copied().filter(|at| {
            let mention = &self.mentions[*at];
            let word = mention.trigger.of(self.documents[mention.document].text()).to_lowercase();
            undated
                && mention.further
                && mention.date.is_none()
                && mention.modality == Modality::Held
                && known.is_some_and(|act| act != Act::Statement)
                && !told.contains(&mention.document)
                && self.lexicon.act(&word) == known
        });
        let acts: Vec<usize> = acts.iter().copied().chain(named).collect();
        let members = if acts.is_empty() { all } else { &acts };
        let mentions = || members.iter().map(|at| &self.mentions[*at]);
        let act = most_common(mentions().filter_map(|mention| mention.act));
        let whole = mentions().all(|mention| mention.further);
        let place = most_common(mentions().filter_map(|mention| mention.place));
        let participants = self.participants(members, place);
        let stated = stated_date(members, self.mentions);
        let speaker = mentions().find_map(|mention| mention.speaker);
        let mut of_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in members {
            of_document.entry(self.mentions[*at].document).or_default().push(*at);
        }
        let (date, date_note) = match stated {
            Some(date) => (Some(date), None),
            None => self.inferred_date(members, of_document.len()),
        };
        let outcome = outcome(members, self.mentions);
        let words: BTreeSet<String> = members
            .iter()
            .filter(|at| self.mentions[**at].date.is_some())
            .map(|at| self.trigger_stem(*at))
            .collect();
        let reports: BTreeMap<usize, Span> = of_document
            .into_iter()
            .filter_map(|(document, members)| {
                let told = members.into_iter().filter(|at| self.tells(*at, &words));
                let best = told.min_by_key(|at| {
                    let mention = &self.mentions[*at];
                    (!mention.listed, mention.date.is_none(), mention.modality, mention.sentence)
                })?;
                Some((document, self.fragment(&self.mentions[best])))
            })
            .collect();
        let parts = title::Parts {
            act,
            amount: self.amount(members),
            place: place.map(|entity| &self.resolution.entities[entity]),
            participants: participants
                .iter()
                .map(|entity| &self.resolution.entities[*entity])
                .collect(),
            speaker: speaker.map(|entity| &self.resolution.entities[entity]),
        };
        let told = self.tell(members, &parts, main);
        let facts = publish::Facts {
            act,
            outcome,
            main,
            dated: stated.is_some(),
            inferred: date.is_some(),
            documents: reports.len(),
            told: told.quality,
            listed: mentions().any(|mention| mention.listed),
            lead: mentions().any(|mention| mention.sentence <= publish::LEAD && !whole),
            beside: date_cue(members, self),
            declares: mentions().any(|mention| mention.declares),
            office: speaker.is_some_and(|who| self.is_office(members, who)),
            telling: mentions().any(|m| m.quoted.is_some_and(|q| self.is_telling(m, q))),
        };
        let earlier = mentions().all(|mention| mention.earlier);
        let title = match outcome {
            _ if earlier => format!("Earlier {}", lower_first(&told.title)),
            Outcome::Cancelled => format!("{} not held", told.title),
            Outcome::Planned | Outcome::Held => told.title,
        };
        StoryEvent {
            id: Slug::free("event", &mut BTreeSet::new()),
            title,
            date,
            date_note,
            act,
            place,
            participants,
            after: None,
            best: told.document,
            outcome,
            mentions: all.to_vec(),
            reports,
            published: facts.worth_a_page(),
        }
    }

    /// Whether a mention reports a dated event itself: with a date, or in the words of one with a
    /// date. Everything reports an event that no report dates.
    fn tells(&self, at: usize, dated: &BTreeSet<String>) -> bool {
        dated.is_empty()
            || self.mentions[at].act == Some(Act::Statement)
            || self.mentions[at].date.is_some()
            || dated.contains(&self.trigger_stem(at))
    }

    fn trigger_stem(&self, at: usize) -> String {
        let mention = &self.mentions[at];
        let word = mention.trigger.of(self.documents[mention.document].text());
        stem(&word.to_lowercase())
    }

    /// Whether the speaker is named with an office in one of the reports: "the fire commissioner".
    fn is_office(&self, members: &[usize], who: usize) -> bool {
        members.iter().any(|at| {
            let mention = &self.mentions[*at];
            let document = &self.documents[mention.document];
            let sentence = document.sentences[mention.sentence].span;
            document.names_in(sentence).any(|name| {
                document.names[name].role.is_some()
                    && self.resolution.of_name[mention.document][name] == who
            })
        })
    }

    /// Whether quoted words say something by themselves: two or more.
    fn is_telling(&self, mention: &EventMention, quoted: Span) -> bool {
        quoted.of(self.documents[mention.document].text()).split_whitespace().nth(1).is_some()
    }

    /// What is counted in most of the reports: `1,000 prisoners`.
    fn amount(&self, members: &[usize]) -> Option<String> {
        let counted = members.iter().flat_map(|at| {
            let mention = &self.mentions[*at];
            let document = &self.documents[mention.document];
            let sentence = document.sentences[mention.sentence].span;
            let inside = move |quantity: &&Quantity| sentence.contains(quantity.span);
            document.quantities.iter().filter(inside).filter_map(move |quantity| {
                let noun = quantity.of.as_ref().filter(|_| quantity.unit.is_none())?;
                let number = quantity.number.of(document.text());
                Some((number.to_owned(), noun.clone()))
            })
        });
        let (number, noun) = most_common(counted)?;
        Some(format!("{number} {}", crate::ingest::claims::plural(&noun)))
    }

    /// Entities that most reports name, without the place, most often named first.
    fn participants(&self, members: &[usize], place: Option<usize>) -> Vec<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in members {
            for entity in &self.mentions[*at].entities {
                *counts.entry(*entity).or_default() += 1;
            }
        }
        let needed = members.len().div_ceil(3);
        let mut ranked: Vec<(usize, usize)> = counts
            .into_iter()
            .filter(|(entity, count)| Some(*entity) != place && *count >= needed)
            .map(|(entity, count)| (count, entity))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(8).map(|(_, entity)| entity).collect()
    }

    /// A statement was made on the day the first article that reports it came out, as far as the
    /// reports let one know. Another undated event that several reports of the story tell, or that a
    /// report places right before or after the story's event, was on that event's day, unless no
    /// article that tells it came out near that day.
    fn inferred_date(&self, members: &[usize], documents: usize) -> (Option<Edtf>, Option<String>) {
        let held = members.iter().any(|at| self.mentions[*at].modality == Modality::Held);
        if !held {
            return (None, None);
        }
        let came_out = members
            .iter()
            .filter_map(|at| self.documents[self.mentions[*at].document].published_day())
            .min();
        let statement = members.iter().any(|at| {
            let mention = &self.mentions[*at];
            mention.act == Some(Act::Statement) && mention.speaker.is_some()
        });
        let about = |day: Date| Some(Edtf::Date(day.qualified(false, true)));
        if let (true, Some(day)) = (statement, came_out) {
            return (about(Date::day(day)), Some("day of the first report".to_owned()));
        }
        if (documents >= 2 || date_cue(members, self))
            && let Some(day) = self.day_of_telling(members)
        {
            return (about(day), Some("day inferred".to_owned()));
        }
        let Some(Edtf::Date(day)) = self.main_date else { return (None, None) };
        let near = came_out.zip(day.calendar_day()).is_none_or(|(out, day)| {
            day <= out && out.since(day).is_ok_and(|span| span.get_days() <= 1)
        });
        if day.precision() < Precision::Day
            || !near
            || (documents < 2 && !statement && !date_cue(members, self))
        {
            return (None, None);
        }
        (about(day), Some("day inferred".to_owned()))
    }

    /// The day that most articles that tell an event are about: the first one that the opening names.
    fn day_of_telling(&self, members: &[usize]) -> Option<Date> {
        let told: BTreeSet<usize> = members.iter().map(|at| self.mentions[*at].document).collect();
        most_common(told.into_iter().filter_map(|document| self.day_of_opening(document)))
            .map(Date::day)
    }

    fn day_of_opening(&self, document: usize) -> Option<jiff::civil::Date> {
        let document = &self.documents[document];
        let out = document.published_day()?;
        let opening = document.sentences.iter().filter(|sentence| sentence.block.is_some());
        let opening = opening.take(publish::LEAD).map(|sentence| sentence.span);
        let mut named =
            opening.flat_map(|span| document.times_in(span)).filter_map(|time| match &time.value {
                TimeValue::Calendar(date @ Edtf::Date(_)) => Some(*date),
                _ => None,
            });
        let day = named.find(|date| {
            let near = date.latest_day().is_some_and(|day| {
                day <= out && out.since(day).is_ok_and(|span| span.get_days() <= 2)
            });
            date.precision() >= Precision::Day && near
        })?;
        day.latest_day()
    }

    /// At most eight words around the trigger, within its clause.
    fn fragment(&self, mention: &EventMention) -> Span {
        let text = self.documents[mention.document].text();
        if let Some(quoted) = mention.quoted {
            return fragment(text, quoted, Span::new(quoted.start, quoted.start + 1), None);
        }
        if mention.act == Some(Act::Statement) && !mention.listed {
            return fragment_from(text, mention.clause, mention.trigger);
        }
        let also = mention.date_words.filter(|_| mention.earlier);
        fragment(text, mention.clause, mention.trigger, also)
    }
}

/// Longest fragment in words; a quotation stays a fragment below this.
const FRAGMENT: usize = 8;

/// At most eight words of `clause` from `start` on: what was said stands behind the verb.
fn fragment_from(text: &str, clause: Span, start: Span) -> Span {
    fragment(text, Span::new(start.start, clause.end.max(start.end)), start, None)
}

/// At most eight words of `clause` around `centre`, beginning at `also` when that lies near.
pub fn fragment(text: &str, clause: Span, centre: Span, also: Option<Span>) -> Span {
    let words = word_spans(text, clause);
    let Some(at) = words.iter().position(|word| word.overlaps(also.unwrap_or(centre))) else {
        return centre;
    };
    let from = at.saturating_sub(3);
    let to = (from + FRAGMENT).min(words.len());
    let from = to.saturating_sub(FRAGMENT).min(from);
    let (mut from, mut to) = (from, to);
    // Do not reach over a comma or stop when the clause is long enough without.
    // The comma of "1,000" and the stops of "U.S." break nothing.
    let broken = |left: usize, right: usize| {
        let gap = &text[words[left].end..words[right].start];
        gap.contains(['!', '?', '"', '“', '”', ';', '—'])
            || (gap.contains([',', '.', ':'])
                && gap.contains(char::is_whitespace)
                && !gap.starts_with(". S"))
    };
    for index in (from + 1..=at).rev() {
        if broken(index - 1, index) {
            from = index;
            break;
        }
    }
    for index in at + 1..to {
        if broken(index - 1, index) && index - from >= 3 {
            to = index;
            break;
        }
    }
    // A fragment does not end in a word that leans on the next one.
    while to > from + 3 {
        let last = words[to - 1].of(text).to_lowercase();
        if crate::language::stem::is_stop_word(&last) {
            to -= 1;
        } else {
            break;
        }
    }
    Span::new(words[from].start, words[to - 1].end)
}

/// The date the members state: the finest, of equally fine ones the most frequent.
fn stated_date(members: &[usize], mentions: &[EventMention]) -> Option<Edtf> {
    let mut counts: BTreeMap<Edtf, usize> = BTreeMap::new();
    for date in members.iter().filter_map(|at| mentions[*at].date) {
        *counts.entry(day_of(date)).or_default() += 1;
    }
    let finest = counts.iter().max_by_key(|(date, count)| (date.precision(), **count))?;
    Some(*finest.0)
}

/// The day of a time; other dates as they are.
fn day_of(date: Edtf) -> Edtf {
    match date {
        Edtf::Date(inner) if inner.precision() == Precision::Time => {
            inner.calendar_day().map_or(date, |day| Edtf::Date(Date::day(day)))
        }
        _ => date,
    }
}

/// Whether a report places the event beside another: "after the talks", "before the session".
fn date_cue(members: &[usize], describe: &Describe<'_>) -> bool {
    const CUES: [&str; 7] = ["after", "following", "before", "ahead", "during", "shortly", "later"];
    members.iter().any(|at| {
        let mention = &describe.mentions[*at];
        let document = &describe.documents[mention.document];
        let sentence = document.sentences[mention.sentence].span;
        word_spans(document.text(), sentence).windows(2).any(|pair| {
            let (cue, next) =
                (pair[0].of(document.text()).to_lowercase(), pair[1].of(document.text()));
            CUES.contains(&cue.as_str()) && matches!(next, "the" | "that" | "this" | "these")
        })
    })
}

fn outcome(members: &[usize], mentions: &[EventMention]) -> Outcome {
    let count = |modality| members.iter().filter(|at| mentions[**at].modality == modality).count();
    let (held, negated) = (count(Modality::Held), count(Modality::Negated));
    if held == 0 && negated > 0 {
        Outcome::Cancelled
    } else if held == 0 {
        Outcome::Planned
    } else {
        Outcome::Held
    }
}

/// The value that occurs most often; of equals the smallest.
fn most_common<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
