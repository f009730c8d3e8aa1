//! Which events get a page, in what order they are known to stand, and titles that tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::StoryEvent;
use super::lexicon::{Act, Lexicon};
use super::mention::EventMention;
use super::title::LONGEST;
use crate::ingest::annotate::Document;
use crate::ingest::resolve::Resolved;
use crate::language::stem::word_spans;
use crate::model::date::Edtf;
use crate::model::event::Outcome;

/// Sentences of an article, title and standfirst included, that count as its opening.
pub(super) const LEAD: usize = 5;

/// What decides whether an event is worth a page.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, none a state")]
pub(super) struct Facts {
    pub(super) act: Option<Act>,
    pub(super) outcome: Outcome,
    pub(super) main: bool,
    /// A report states its date.
    pub(super) dated: bool,
    /// It has a date, stated or inferred.
    pub(super) inferred: bool,
    /// Documents that report it.
    pub(super) documents: usize,
    /// How much its title says.
    pub(super) told: usize,
    /// It stands in a list that goes by dates.
    pub(super) listed: bool,
    /// An article opens with it.
    pub(super) lead: bool,
    /// A report places it right before or after another.
    pub(super) beside: bool,
    /// Of a statement: it does something by being said.
    pub(super) declares: bool,
    /// Of a statement: someone with an office says it.
    pub(super) office: bool,
    /// Of a statement: two or more words of it are quoted.
    pub(super) telling: bool,
}

impl Facts {
    /// Several reports and a title that says something, or one report that is weighty: dated, and
    /// told at the head of an article, in a list of dates or with who did what.
    pub(super) fn worth_a_page(&self) -> bool {
        if self.main {
            return true;
        }
        let several = self.documents >= 2;
        match self.outcome {
            _ if self.told == 0 => false,
            _ if self.act == Some(Act::Statement) => {
                let weighty = self.telling && self.dated
                    || self.told >= 4 && (self.declares || self.office)
                    || self.office && self.dated;
                self.told >= 3 && self.inferred && (several || weighty)
            }
            Outcome::Planned => self.dated && self.told >= 2 && self.act.is_some(),
            Outcome::Cancelled => {
                let gathering = matches!(
                    self.act,
                    Some(Act::Meeting | Act::Vote | Act::Court | Act::Protest | Act::Agreement)
                );
                self.dated && gathering
            }
            Outcome::Held if self.listed => self.dated,
            Outcome::Held if several && self.dated => self.told >= 1,
            Outcome::Held if several => self.inferred && self.told >= 3,
            Outcome::Held if self.dated => self.told >= 3 || (self.lead && self.told >= 2),
            Outcome::Held => self.beside && self.inferred && self.told >= 4,
        }
    }
}

/// A story of few articles has few events: the best told stay published.
pub(super) fn keep_the_best(events: &mut [StoryEvent], documents: usize) {
    let limit = (4 * documents + 4).clamp(8, 300);
    let mut ranked: Vec<usize> = (0..events.len()).filter(|at| events[*at].published).collect();
    ranked.sort_by_key(|at| {
        let event = &events[*at];
        let stated = event.date.is_some() && event.date_note.is_none();
        let said = event.act == Some(Act::Statement);
        std::cmp::Reverse((
            event.reports.len() * 3
                + usize::from(stated) * 2
                + usize::from(!said) * 2
                + event.mentions.len().min(3),
            std::cmp::Reverse(*at),
        ))
    });
    // Events that a reader could not tell apart are shown as one, with the reports of all.
    let mut seen: BTreeMap<(String, Option<Edtf>), usize> = BTreeMap::new();
    for at in ranked {
        let key = (key_of(&events[at].title), events[at].date);
        if let Some(first) = seen.get(&key).copied() {
            events[at].published = false;
            let reports = std::mem::take(&mut events[at].reports);
            for (document, span) in reports {
                events[first].reports.entry(document).or_insert(span);
            }
        } else if seen.len() < limit {
            seen.insert(key, at);
        } else {
            events[at].published = false;
        }
    }
}

/// The words of a title without its place, in no order: "Talks between A and B in C" and "Talks
/// between B and A" are one.
fn key_of(title: &str) -> String {
    let bare = title.split(" in ").next().unwrap_or(title).to_lowercase();
    let mut words: Vec<&str> = bare.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// Gives events of one title what tells them apart: a participant, else the date.
pub(super) fn part_titles(events: &mut [StoryEvent], names: &[Resolved]) {
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate().filter(|(_, event)| event.published) {
        by_title.entry(event.title.clone()).or_default().push(at);
    }
    for (title, alike) in by_title.into_iter().filter(|(_, alike)| alike.len() > 1) {
        let shared: BTreeSet<usize> = alike
            .iter()
            .flat_map(|at| events[*at].participants.iter().copied())
            .filter(|who| alike.iter().all(|at| events[*at].participants.contains(who)))
            .collect();
        for at in alike {
            let event = &events[at];
            let own = event
                .participants
                .iter()
                .find(|who| !shared.contains(who) && !title.contains(&names[**who].name));
            let with = own.map(|who| format!("{title}, {}", names[*who].name));
            let dated = event
                .date
                .map(|date| format!("{title} ({})", date.to_string().trim_end_matches('~')));
            let longer = dated.or(with).filter(|longer| longer.chars().count() <= LONGEST + 12);
            if let Some(longer) = longer {
                events[at].title = longer;
            }
        }
    }
}

/// Places undated events behind the story's event where a report says so: "after the talks".
pub(super) fn order(
    events: &mut [StoryEvent],
    main: Option<usize>,
    mentions: &[EventMention],
    documents: &[Document],
    lexicon: &Lexicon,
) {
    let Some(main) = main else { return };
    let act = events[main].act;
    for (at, event) in events.iter_mut().enumerate() {
        if at == main || event.date.is_some() {
            continue;
        }
        let follows = event.mentions.iter().any(|mention| {
            let mention = &mentions[*mention];
            let document = &documents[mention.document];
            let span = document.sentences[mention.sentence].span;
            let words: Vec<String> = word_spans(document.text(), span)
                .iter()
                .map(|word| word.of(document.text()).to_lowercase())
                .collect();
            words.windows(3).any(|three| {
                matches!(three[0].as_str(), "after" | "following")
                    && matches!(three[1].as_str(), "the" | "these" | "those")
                    && lexicon.act(&three[2]) == act
            })
        });
        if follows {
            event.after = Some(main);
        }
    }
}
