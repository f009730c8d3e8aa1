//! Which of the reports of an event words its title.

use std::collections::{BTreeMap, BTreeSet};

use super::clause;
use super::lexicon::Act;
use super::mention::{EventMention, Modality, words_of};
use super::title::{self, Parts};
use super::trigger::Words;
use super::verbs::{Form, Verbs};
use super::{Describe, outcome};
use crate::language::stem::words;
use crate::model::event::Outcome;

/// Reports of an event that are read for its title.
const READ: usize = 24;
/// Longest run of a source's words in a title.
const COPIED: usize = 6;

/// A title and how much it says: 0 nothing, 6 who does what to whom.
pub(super) struct Told {
    pub(super) title: String,
    pub(super) quality: usize,
    /// The document whose words tell it best.
    pub(super) document: Option<usize>,
}

impl Describe<'_> {
    /// The title that the reports `members` give.
    pub(super) fn tell(&self, members: &[usize], parts: &Parts<'_>, main: bool) -> Told {
        let statement = parts.act == Some(Act::Statement);
        let held = outcome(members, self.mentions) == Outcome::Held;
        // Wordings by what they say: the documents that use each, and its quality.
        let mut wordings: BTreeMap<String, (BTreeSet<usize>, usize, usize)> = BTreeMap::new();
        let fitting = members.iter().filter(|at| {
            let mention = &self.mentions[**at];
            (mention.act == parts.act || parts.act.is_none())
                && (!held || mention.modality == Modality::Held)
        });
        for at in fitting.take(READ) {
            let mention = &self.mentions[*at];
            if let Some((title, quality)) = self.wording(mention, statement, parts) {
                let entry = wordings.entry(title).or_default();
                entry.0.insert(mention.document);
                let listed = usize::from(mention.listed) + usize::from(mention.date.is_some());
                entry.1 = entry.1.max(quality);
                entry.2 = entry.2.max(listed);
            }
        }
        let two_sided = matches!(parts.act, Some(Act::Meeting | Act::Agreement));
        let best = wordings.into_iter().max_by(|a, b| {
            let weigh = |(documents, quality, given): &(BTreeSet<usize>, usize, usize)| {
                (documents.len().min(3) + quality + given, documents.len())
            };
            weigh(&a.1).cmp(&weigh(&b.1)).then(b.0.cmp(&a.0))
        });
        let general = title::of_act(parts);
        if outcome(members, self.mentions) == Outcome::Cancelled {
            let noun = parts.act.map_or("Event", Act::noun).to_owned();
            return Told {
                title: title::with_place(noun, parts.place),
                quality: 2,
                document: None,
            };
        }
        // What everybody meets about is named by the sides, not by one report's verb.
        let shared = match parts.act {
            Some(Act::Contact) => true,
            Some(Act::Meeting) => main || members.len() > 2,
            Some(Act::Agreement | Act::Attack) => main,
            _ => false,
        };
        let sides = general.clone().filter(|_| shared);
        if let Some(title) = sides.filter(|_| !statement) {
            return Told {
                title: title::with_place(title, parts.place),
                quality: 5,
                document: None,
            };
        }
        let best = best.filter(|(_, (_, quality, _))| {
            statement || general.is_none() || !two_sided || *quality >= 3
        });
        if let Some((title, (documents, quality, _))) = best {
            let place = parts.place.filter(|_| quality == 1);
            let document = documents.first().copied();
            return Told { title: title::with_place(title, place), quality, document };
        }
        if let Some(title) = general {
            return Told {
                title: title::with_place(title, parts.place),
                quality: 3,
                document: None,
            };
        }
        let noun = parts.act.map_or("Event", Act::noun);
        let title = title::with_place(noun.to_owned(), parts.place);
        Told { quality: usize::from(title != noun), title, document: None }
    }

    fn wording(
        &self,
        mention: &EventMention,
        statement: bool,
        parts: &Parts<'_>,
    ) -> Option<(String, usize)> {
        let document = &self.documents[mention.document];
        let words = words_of(document, mention.sentence)?;
        let trigger = words.spans.iter().position(|word| *word == mention.trigger)?;
        let of_name = &self.resolution.of_name[mention.document];
        let clause = clause::read(&words, mention.sentence, trigger, of_name, self.verbs);
        let names = &self.resolution.entities;
        let (title, quality) = if statement {
            let quoted = mention.quoted.map(|quoted| quoted.of(document.text()));
            let decision = quoted.zip(parts.speaker).filter(|_| mention.decides);
            let decision =
                decision.and_then(|(quoted, who)| title::decision(who, quoted, self.verbs));
            let said = title::statement(&clause, parts, quoted, names);
            let reported = || {
                let verb = reported_verb(&words, trigger, self.verbs)?;
                let clause = clause::read(&words, mention.sentence, verb, of_name, self.verbs);
                title::reported(parts.speaker?, &clause, names)
            };
            match decision.or(said) {
                Some((title, quality)) if quality > 3 => (title, quality),
                weak => reported().or(weak)?,
            }
        } else {
            // A sentence without a known act needs a verb to tell anything.
            if mention.act.is_none() && clause.verb.is_none() && !mention.listed {
                return None;
            }
            let (title, quality) = title::of_clause(&clause, names)?;
            let place = parts.place.filter(|_| is_beside(&words, trigger, mention, self));
            (title::with_place(title, place), quality)
        };
        let sentence = document.sentences[mention.sentence].span.of(document.text());
        (title.chars().count() <= title::LONGEST && !is_copied(&title, sentence))
            .then_some((title, quality))
    }
}

/// The verb of what a verb of saying reports: "said on Monday that the council rejected the plan".
fn reported_verb(words: &Words<'_>, saying: usize, verbs: &Verbs) -> Option<usize> {
    let that = (saying + 1..saying + 4).find(|at| words.lower(*at) == "that")?;
    let plain = |at: &usize| !matches!(words.lower(*at), "not" | "never" | "no");
    (that + 2..that + 9).take_while(plain).find(|at| {
        let form = verbs.get(words.lower(*at)).map(|(_, form)| form);
        matches!(form, Some(Form::Past | Form::Third)) && !words.is_named(*at)
    })
}

/// Whether the place of a mention is named soon behind its trigger, in the same clause.
fn is_beside(
    words: &Words<'_>,
    trigger: usize,
    mention: &EventMention,
    describe: &Describe<'_>,
) -> bool {
    let Some(place) = mention.place else { return false };
    let document = &describe.documents[mention.document];
    document.names_in(words.span).any(|name| {
        let span = document.names[name].span;
        let from = words.spans[trigger].end;
        describe.resolution.of_name[mention.document][name] == place
            && span.start >= from
            && document.text()[from..span.start].split_whitespace().count() <= 9
            && !document.text()[from..span.start].contains([',', ';', '“', '"', '—'])
    })
}

/// Whether a title repeats more than six words of a sentence in a row.
fn is_copied(title: &str, sentence: &str) -> bool {
    let lower = |text: &str| words(text).map(str::to_lowercase).collect::<Vec<_>>();
    let (title, sentence) = (lower(title), lower(sentence));
    title.windows(COPIED + 1).any(|run| sentence.windows(COPIED + 1).any(|other| run == other))
}
