//! Claims: questions of fact that the sources answer, aligned across articles. Precision before
//! recall: a family of claims looks for few, sure patterns; people add the rest.

mod agents;
mod ages;
mod agreements;
mod align;
mod alternatives;
mod amounts;
mod answers;
mod attendance;
mod cast;
mod clause;
mod contacts;
mod counts;
mod deadlines;
mod denials;
mod durations;
mod existence;
mod figures;
mod firsts;
mod frames;
mod happened;
mod held;
mod leaders;
mod measures;
mod meetings;
mod moments;
mod opposed;
mod phrase;
mod places;
mod proposals;
mod roles;
mod same_count;
mod sources;
mod speeds;
mod splits;
mod standing;
mod strands;
mod verb;
mod visits;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use self::answers::Answered;
use self::cast::Cast;
use self::clause::Clause;
pub(in crate::ingest) use self::figures::plural;
use self::phrase::{Phrase, phrases};
pub(in crate::ingest) use self::standing::{Standing, settled_by};
use self::strands::Strands;
pub(in crate::ingest) use self::verb::verb_form;
use super::annotate::Document;
use super::events::{Lexicon, Story};
use super::resolve::Resolution;
use crate::content::verdict::{Comparison, compare_values};
use crate::diagnostic::Span;
use crate::model::claim::Why;
use crate::path::Slug;

/// What a claim asks: positions with equal keys answer one question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimKey {
    /// The property asked for, as written in front matter.
    pub attribute: &'static str,
    /// What it is asked of, in words that tell keys apart.
    pub subject: String,
}

/// One document's answer, as found in one sentence.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Document index.
    pub document: usize,
    /// Its words.
    pub quote: Span,
    /// What it answers.
    pub key: ClaimKey,
    /// The question in words of ours.
    pub question: String,
    /// The answer in few words of ours.
    pub value: String,
    /// Entity index of what is asked about, where it is an entity.
    pub about: Option<usize>,
    /// Event index the question is about.
    pub event: Option<usize>,
    /// The source the document does not name.
    pub unnamed: Option<String>,
}

/// A claim with one position a document.
#[derive(Clone, Debug)]
pub struct StoryClaim {
    /// Its id.
    pub id: Slug,
    /// The question.
    pub question: String,
    /// What it answers.
    pub key: ClaimKey,
    /// Event index.
    pub event: Option<usize>,
    /// Entity index.
    pub about: Option<usize>,
    /// One position a document, in document order; a document that contradicts itself has two.
    pub positions: Vec<Assertion>,
    /// Documents without a position, and why.
    pub silent: Vec<(usize, Why)>,
    /// Whether the positions differ.
    pub disputed: bool,
}

/// What the families read.
struct Reading<'a> {
    documents: &'a [Document],
    phrases: &'a [Phrase<'a>],
    /// The clauses of each phrase.
    clauses: &'a [Vec<Clause>],
    /// The questions that sources answer themselves.
    answers: &'a [Answered<'a>],
    resolution: &'a Resolution,
    cast: Cast<'a>,
    story: &'a Story,
    lexicon: &'a Lexicon,
    strands: &'a Strands,
}

impl Reading<'_> {
    /// The event a sentence reports, if any: of several the main one, else the first.
    fn event_of(&self, phrase: &Phrase<'_>) -> Option<usize> {
        let mentions = &self.story.mentions;
        let place = |at: usize| (mentions[at].document, mentions[at].sentence);
        let wanted = (phrase.document_index, phrase.index);
        let first = mentions.partition_point(|m| (m.document, m.sentence) < wanted);
        let mut events = (first..mentions.len())
            .take_while(|at| place(*at) == wanted)
            .map(|at| self.story.event_of_mention[at]);
        let first = events.next()?;
        let main = self.story.main;
        Some(if events.any(|event| Some(event) == main) { main.unwrap_or(first) } else { first })
    }

    /// An answer read in a sentence, about the event that it reports.
    fn told(
        &self,
        phrase: &Phrase<'_>,
        quote: Span,
        (attribute, subject): (&'static str, String),
        question: String,
        value: String,
    ) -> Assertion {
        Assertion {
            document: phrase.document_index,
            quote,
            key: ClaimKey { attribute, subject },
            question,
            value,
            about: None,
            event: self.event_of(phrase),
            unnamed: sources::unnamed_source(phrase),
        }
    }

    fn name(&self, entity: usize) -> &str {
        &self.resolution.entities[entity].name
    }
}

/// Most claims a story of few articles is given: more would bury the ones that matter.
const MOST: usize = 30;
/// Most claims any story is given.
const MOST_OF_ALL: usize = 120;
/// Articles for which a large story is given one claim more.
const PER_CLAIM: usize = 2;

/// Attributes that are worth a question only where the answers are not all equal.
const ONLY_DISPUTED: [&str; 5] = ["age", "exists", "visited", "met", "office"];

/// Longest sentence that is read, in words: anything longer is no prose.
const LONGEST: usize = 300;

/// Finds the claims of a story.
pub fn find_claims(
    documents: &[Document],
    resolution: &Resolution,
    story: &Story,
    copies: &BTreeMap<usize, usize>,
    taken: &BTreeSet<Slug>,
) -> Vec<StoryClaim> {
    let phrases: Vec<Phrase<'_>> = documents
        .iter()
        .enumerate()
        .filter(|(_, document)| document.tongue.is_english())
        .flat_map(|(index, document)| phrases(index, document))
        .filter(|phrase| phrase.words.len() <= LONGEST && !corrects(phrase) && !doubts(phrase))
        .collect();
    let lexicon = Lexicon::new();
    let cast = Cast::new(documents, resolution);
    let clauses: Vec<Vec<Clause>> =
        phrases.iter().map(|phrase| clause::clauses(&cast, phrase)).collect();
    let answers = answers::answered(documents, &cast);
    let strands = Strands::new(documents, resolution, &story.topics);
    let reading = Reading {
        documents,
        phrases: &phrases,
        clauses: &clauses,
        answers: &answers,
        resolution,
        cast,
        story,
        lexicon: &lexicon,
        strands: &strands,
    };
    let mut assertions = Vec::new();
    for family in [
        counts::assertions,
        measures::assertions,
        speeds::assertions,
        durations::assertions,
        agreements::assertions,
        leaders::assertions,
        attendance::assertions,
        meetings::assertions,
        roles::assertions,
        proposals::assertions,
        contacts::assertions,
        wording::assertions,
        happened::assertions,
        denials::assertions,
        alternatives::assertions,
        agents::assertions,
        moments::assertions,
        firsts::assertions,
        deadlines::assertions,
        amounts::assertions,
        splits::assertions,
        ages::assertions,
        existence::assertions,
        visits::assertions,
        places::assertions,
    ] {
        assertions.extend(family(&reading));
    }
    let mut by_key: BTreeMap<(ClaimKey, usize), Vec<Assertion>> = BTreeMap::new();
    for assertion in assertions {
        let strand = strands.of(assertion.document);
        by_key.entry((assertion.key.clone(), strand)).or_default().push(assertion);
    }
    let mut taken = taken.clone();
    let mut claims: Vec<StoryClaim> =
        by_key.into_values().filter_map(|positions| claim(positions, &reading, copies)).collect();
    for claim in &mut claims {
        strands.name(claim);
    }
    claims.sort_by_cached_key(|claim| std::cmp::Reverse(importance(claim, documents, copies)));
    drop_repeated(&mut claims);
    claims.truncate(most_claims(documents.len()));
    for claim in &mut claims {
        claim.id = Slug::free(&claim.question, &mut taken);
    }
    claims
}

/// How many claims a story of so many articles is given.
fn most_claims(documents: usize) -> usize {
    let more = documents.saturating_sub(MOST) / PER_CLAIM;
    (MOST + more).min(MOST_OF_ALL).min(4 * documents.max(2))
}

/// What makes a claim matter: that its answers differ, how many independent sources answer, how much
/// it asks, how late the newest of them came out.
fn importance(
    claim: &StoryClaim,
    documents: &[Document],
    copies: &BTreeMap<usize, usize>,
) -> (bool, usize, bool, Option<jiff::civil::DateTime>) {
    let told = claim.positions.iter().map(|position| position.document);
    let independent: BTreeSet<usize> =
        told.clone().map(|document| copies.get(&document).copied().unwrap_or(document)).collect();
    let published = |document: usize| {
        documents[document].source.metadata.published.map(crate::model::date::Edtf::earliest)
    };
    // "Was the ransom paid?" asks more than "Was there a ransom?"
    let telling = claim.key.attribute != "exists";
    (claim.disputed, independent.len(), telling, told.filter_map(published).max())
}

/// Whether a sentence repeats what an article withdraws: "Correction: an earlier version said that …".
fn corrects(phrase: &Phrase<'_>) -> bool {
    let earlier = |at: usize| {
        phrase.word(at) == "earlier"
            && matches!(phrase.word(at + 1), "version" | "article" | "report" | "story")
    };
    let opening = phrase.word(0);
    matches!(opening, "correction" | "clarification") || (0..4).any(earlier)
}

/// Whether a sentence repeats what nobody believes: "Nobody here believes that …".
fn doubts(phrase: &Phrase<'_>) -> bool {
    let nobody = matches!(phrase.word(0), "nobody" | "none" | "few")
        || phrase.word(0) == "no" && phrase.word(1) == "one";
    let believes = |word: &str| {
        matches!(word, "believe" | "believes" | "believed" | "thinks" | "think" | "accepts")
    };
    nobody && (1..6).any(|at| believes(phrase.word(at)))
}

/// Leaves out claims that ask in other words what a better one asks: most of its positions are the
/// same answers from the same words.
fn drop_repeated(claims: &mut Vec<StoryClaim>) {
    let mut said: BTreeMap<(usize, String), Vec<Span>> = BTreeMap::new();
    claims.retain(|claim| {
        let key = |position: &Assertion| (position.document, position.value.clone());
        let repeated = claim.positions.iter().filter(|position| {
            let spans = said.get(&key(position));
            spans.is_some_and(|spans| spans.iter().any(|span| span.overlaps(position.quote)))
        });
        let fresh = 2 * repeated.count() < claim.positions.len();
        if fresh {
            for position in &claim.positions {
                said.entry(key(position)).or_default().push(position.quote);
            }
        }
        fresh
    });
}

/// One claim from the assertions of one key; absent unless two independent documents answer.
fn claim(
    mut assertions: Vec<Assertion>,
    reading: &Reading<'_>,
    copies: &BTreeMap<usize, usize>,
) -> Option<StoryClaim> {
    // In the order of publication, so that figures that move on read in their order.
    let published = |document: usize| {
        let metadata = &reading.documents[document].source.metadata;
        metadata.published.map(super::super::model::date::Edtf::earliest)
    };
    assertions.sort_by_key(|assertion| {
        let moment = published(assertion.document);
        (moment.is_none(), moment, assertion.document, assertion.quote)
    });
    let mut positions: Vec<Assertion> = Vec::new();
    for assertion in assertions {
        // Sorted as they are, the assertions of one document follow each other.
        let own = || positions.iter().rev().take_while(|p| p.document == assertion.document);
        let said_before = own()
            .any(|other| compare_values(&other.value, &assertion.value) != Comparison::Contrary);
        let count = own().count();
        if !said_before && count < 2 {
            positions.push(assertion);
        }
    }
    let independent: BTreeSet<usize> = positions
        .iter()
        .map(|position| copies.get(&position.document).copied().unwrap_or(position.document))
        .collect();
    if independent.len() < 2 {
        return None;
    }
    let first = positions.first()?;
    let event = positions.iter().find_map(|position| position.event);
    let values: BTreeSet<&str> = positions.iter().map(|p| p.value.as_str()).collect();
    let disputed =
        values.iter().any(|a| values.iter().any(|b| compare_values(a, b) != Comparison::Equal));
    if !disputed && ONLY_DISPUTED.contains(&first.key.attribute) {
        return None;
    }
    let told: BTreeSet<usize> = positions.iter().map(|position| position.document).collect();
    let silent = (0..reading.documents.len())
        .filter(|document| !told.contains(document))
        .map(|document| (document, silence(document, event, reading)))
        .collect();
    Some(StoryClaim {
        id: Slug::from_text(first.key.attribute)?,
        question: question(&positions),
        key: first.key.clone(),
        event,
        about: first.about,
        silent,
        disputed,
        positions,
    })
}

/// The question that most positions put; of equals the first.
fn question(positions: &[Assertion]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for position in positions {
        *counts.entry(&position.question).or_default() += 1;
    }
    let best = positions.iter().rev().max_by_key(|p| counts.get(p.question.as_str()));
    best.map(|position| position.question.clone()).unwrap_or_default()
}

/// Why a document says nothing: its language is not read for claims, it came out before the event, it is about something else than the
/// event and the story, or it left it out.
fn silence(document: usize, event: Option<usize>, reading: &Reading<'_>) -> Why {
    if !reading.documents[document].tongue.is_english() {
        return Why::NotRead;
    }
    let Some(event) = event.map(|event| &reading.story.events[event]) else {
        return Why::NotMentioned;
    };
    let published = reading.documents[document].published_day();
    let happened =
        event.date.filter(|_| event.date_note.is_none()).map(|date| date.earliest().date());
    match (published, happened) {
        (Some(published), Some(happened)) if published < happened => Why::PublishedBefore,
        _ if !event.reports.contains_key(&document) && !tells_the_story(document, reading) => {
            Why::OtherTopic
        }
        _ => Why::NotMentioned,
    }
}

/// Whether a document reports the story's main event.
fn tells_the_story(document: usize, reading: &Reading<'_>) -> bool {
    let main = reading.story.main.map(|main| &reading.story.events[main]);
    main.is_none_or(|main| main.reports.contains_key(&document))
}

/// The words of `span` in a document, spaces folded.
fn words_of(document: &Document, span: Span) -> String {
    span.of(document.text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
