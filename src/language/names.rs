//! Names of people, organisations and places in running text. Knows one document at a time.
//!
//! A linear-chain model ([`chain`], [`weights`]) over hashed [`feature`]s proposes names passage by
//! passage; then general rules put them in order ([`clean`]), make the mentions of one document
//! agree ([`spread`]) and read the roles beside persons ([`role`]). Names the site declares win.

pub mod chain;
mod clean;
mod document;
pub mod feature;
mod known;
pub mod lexicon;
pub mod lists;
mod role;
mod spread;
pub mod token;
pub mod weights;

use crate::diagnostic::Span;
use crate::model::entity::EntityKind;
use chain::{Factors, Lattice, OUTSIDE, Part, Scores, best, part};
use document::{Cover, Document, Found};
use weights::Model;

/// The kinds in the order of the labels.
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// Whether a name may be published without a person's look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Sure enough to publish.
    Accepted,
    /// To be looked at first.
    Review,
}

/// One place in a text where something is named.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Bytes of the name, without leading "the", titles or a possessive ending.
    pub span: Span,
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// How sure the recogniser is.
    pub tier: Tier,
    /// Bytes of the title or role that stands right before the name ("Turkish Foreign Minister"),
    /// or behind it in commas ("Vladimir Medinsky, a hawkish aide").
    pub role: Option<Span>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A sentence.
    Prose,
    /// A heading or title, in which capitals say little.
    Headline,
}

/// A sentence or heading of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its bytes.
    pub span: Span,
    /// Sentence or heading.
    pub kind: PassageKind,
}

/// The trained file; licence and sources in the NOTICE beside it.
const MODEL: &[u8] = include_bytes!("names/model.bin");
/// Taken from a capitalised word's score of being outside a name: the training texts have fewer
/// names unknown to the lexicon than news has.
const BIAS: f32 = 1.0;
/// Names at least this probable may be published unseen: measured for nine right in ten.
const ACCEPTED: f32 = 0.85;

/// The trained recogniser.
#[derive(Clone, Debug)]
pub struct Recogniser {
    model: Model,
    factors: Factors,
}

impl Recogniser {
    /// Around a model.
    pub fn new(model: Model) -> Self {
        let factors = Factors::new(&model.transitions);
        Self { model, factors }
    }

    /// The recogniser compiled into the program. Cheap: the bytes are read in place.
    pub fn embedded() -> Self {
        Self::new(Model::parse(MODEL).unwrap_or_else(Model::empty))
    }

    /// The names in the passages of `text`, sorted and without overlap.
    pub fn names(&self, text: &str, passages: &[Passage]) -> Vec<Name> {
        self.names_with(text, passages, &[])
    }

    /// The same, where `known` holds names and aliases the site declares: word-bounded matches of
    /// them are accepted mentions of that kind, whatever the model says.
    pub fn names_with(
        &self,
        text: &str,
        passages: &[Passage],
        known: &[(String, EntityKind)],
    ) -> Vec<Name> {
        let document = Document::new(text, passages);
        let mut found = clean::clean(&document, self.propose(&document));
        spread::add_titled(&document, &mut found);
        spread::add_bracketed(&document, &mut found);
        spread::drop_headline_guesses(&document, &mut found);
        spread::add_well_known(&document, &mut found);
        spread::agree(&document, &mut found);
        found.sort_by_key(|name| (name.line, name.first));
        let covered = Cover::new(&document, &role::persons(&found));
        let mut names: Vec<Name> = found
            .iter()
            .map(|name| Name {
                span: document.span(name.line, name.first, name.end),
                kind: name.kind,
                tier: if name.sure >= ACCEPTED { Tier::Accepted } else { Tier::Review },
                role: role::role(&document, &covered, name),
            })
            .collect();
        names = known::overlay(sorted(names), sorted(known::known_names(text, passages, known)));
        sorted(names)
    }

    /// What the model says, passage by passage.
    fn propose(&self, document: &Document) -> Vec<Found> {
        let mut found = Vec::new();
        for (index, line) in document.lines.iter().enumerate() {
            if !line.cases.iter().any(|case| case.may_name()) {
                continue;
            }
            let emissions = self.emissions(document.text, &line.tokens);
            let labels = best(&emissions, &self.model.transitions);
            let names = spans_of_labels(&labels);
            if names.is_empty() {
                continue;
            }
            let marginals = Lattice::new(&emissions, &self.factors).marginals();
            found.extend(names.into_iter().map(|(first, end, kind)| Found {
                line: index,
                first,
                end,
                kind: KINDS[usize::from(kind)],
                sure: probability(&labels, &marginals, first, end),
            }));
        }
        found
    }

    fn emissions(&self, text: &str, tokens: &[Span]) -> Vec<Scores> {
        let words = feature::words(text, tokens, &self.model.lexicon);
        let mut emissions = Vec::with_capacity(words.len());
        feature::each_row_set(&words, self.model.rows, |at, rows| {
            let mut scores = self.model.emission(rows);
            if words.get(at).is_some_and(|word| word.case.may_name()) {
                scores[usize::from(OUTSIDE)] -= BIAS;
            }
            emissions.push(scores);
        });
        emissions
    }

    /// The model's label of each token of a passage.
    pub fn labels(&self, text: &str, tokens: &[Span]) -> Vec<u8> {
        best(&self.emissions(text, tokens), &self.model.transitions)
    }
}

/// First token, one past the last, and kind (0 person, 1 organisation, 2 place) of each name.
pub fn spans_of_labels(labels: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (position, label) in labels.iter().enumerate() {
        match part(*label) {
            (Part::First, _) => start = position,
            (Part::Only, kind) => spans.push((position, position + 1, kind)),
            (Part::Last, kind) => spans.push((start, position + 1, kind)),
            (Part::Outside | Part::Inner, _) => {}
        }
    }
    spans
}

/// The least probable of the labels of tokens `first..end`.
fn probability(labels: &[u8], marginals: &[Scores], first: usize, end: usize) -> f32 {
    let within = labels.iter().zip(marginals).take(end).skip(first);
    within
        .map(|(label, marginal)| marginal.get(usize::from(*label)).copied().unwrap_or(0.0))
        .fold(1.0, f32::min)
}

/// In order of the text, the earlier of two that overlap.
fn sorted(mut names: Vec<Name>) -> Vec<Name> {
    names.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    let mut end = 0;
    names.retain(|name| {
        let stays = name.span.start >= end && !name.span.is_empty();
        end = if stays { name.span.end } else { end };
        stays
    });
    names
}
