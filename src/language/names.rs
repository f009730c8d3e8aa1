//! Names of people, organisations and places in running text. Knows one document at a time.
//!
//! A linear-chain model ([`chain`], [`weights`]) over hashed [`feature`]s proposes names passage by
//! passage; then general rules put them in order (`clean`), add what needs no model (`evidence`),
//! make the mentions of one document agree (`spread`) and read the roles beside persons (`role`).
//! Names the site declares win (`known`).
//!
//! The file `names/model.bin` is under CC BY-SA 4.0, see `names/NOTICE`; it is trained by
//! `tests/train_names`, and `names/manifest.json` holds the data's hashes, options and scores.

pub mod chain;
mod clean;
mod document;
mod evidence;
pub mod feature;
mod known;
pub mod lexicon;
pub mod lists;
mod recase;
mod role;
mod spread;
pub mod token;
pub mod weights;

use crate::diagnostic::Span;
use crate::model::entity::EntityKind;
use chain::{Factors, Lattice, OUTSIDE, Part, Scores, best, label, part};
use document::{Cover, Document, Found};
use weights::Model;

/// Longest piece of a passage that is read at once, in tokens.
const PIECE: usize = 400;
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
    /// Bytes of the title or role that stands right before the name ("Danish Harbour Minister"),
    /// or behind it in commas ("Jan Novak, a former mayor").
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
        self.names_with(text, passages, &[], &[])
    }

    /// The same, where `outside` are names that another program found, sorted and without overlap:
    /// they stand in the place of what the model found there. `known` holds names and aliases the
    /// site declares: word-bounded matches of them are accepted mentions of that kind, whatever
    /// model and program say.
    pub fn names_with(
        &self,
        text: &str,
        passages: &[Passage],
        outside: &[Name],
        known: &[(String, EntityKind)],
    ) -> Vec<Name> {
        let recased = recase::recase(text, passages, &self.model.lexicon);
        let document = Document::new(&recased, passages);
        let mut found = clean::clean(&document, self.propose(&document));
        evidence::add_titled(&document, &mut found);
        evidence::add_nations(&document, &mut found);
        evidence::add_bracketed(&document, &mut found);
        evidence::drop_headline_guesses(&document, &mut found);
        evidence::add_well_known(&document, &mut found);
        spread::agree(&document, &mut found);
        found.sort_by_key(|name| (name.line, name.first));
        let covered = Cover::new(&document, &role::persons(&found));
        let mut names: Vec<Name> = found
            .iter()
            .map(|name| Name {
                span: document.span(name.line, name.first, name.end),
                kind: name.kind,
                tier: tier(name),
                role: role::role(&document, &covered, name),
            })
            .collect();
        names = known::overlay(sorted(names), outside.to_vec());
        names = known::overlay(names, sorted(known::known_names(text, passages, known)));
        sorted(names)
    }

    /// What the model says, passage by passage; overlong ones are read in pieces to bound memory.
    fn propose(&self, document: &Document) -> Vec<Found> {
        let mut found = Vec::new();
        for (index, line) in document.lines.iter().enumerate() {
            let pieces = line.tokens.chunks(PIECE).zip(line.cases.chunks(PIECE));
            for (piece, (tokens, cases)) in pieces.enumerate() {
                if cases.iter().any(|case| case.may_name()) {
                    let names = self.propose_in(document.text, tokens);
                    found.extend(names.into_iter().map(|name| Found {
                        line: index,
                        first: name.first + piece * PIECE,
                        end: name.end + piece * PIECE,
                        ..name
                    }));
                }
            }
        }
        found
    }

    fn propose_in(&self, text: &str, tokens: &[Span]) -> Vec<Found> {
        let emissions = self.emissions(text, tokens);
        let labels = best(&emissions, &self.model.transitions);
        let names = spans_of_labels(&labels);
        if names.is_empty() {
            return Vec::new();
        }
        let marginals = Lattice::new(&emissions, &self.factors).marginals();
        let found = names.into_iter().map(|(first, end, kind)| Found {
            line: 0,
            first,
            end,
            kind: KINDS[usize::from(kind)],
            sure: probability(&labels, &marginals, first, end),
            shares: shares(&labels, &marginals, first, end),
        });
        found.collect()
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

/// The share of each kind, given that tokens `first..end` are a name.
fn shares(labels: &[u8], marginals: &[Scores], first: usize, end: usize) -> [f32; 3] {
    let mut shares = [1.0_f32; 3];
    for (at, marginal) in labels.iter().zip(marginals).take(end).skip(first) {
        for (kind, share) in (0..).zip(&mut shares) {
            let label = usize::from(label(part(*at).0, kind));
            *share = share.min(marginal.get(label).copied().unwrap_or(0.0));
        }
    }
    let sum: f32 = shares.iter().sum();
    shares.map(|share| share / sum.max(1e-6))
}

/// The least probabilities at which 92 names in a hundred are right over all kinds: measured on the
/// news of PUD and EWT by a model trained without them.
fn tier(name: &Found) -> Tier {
    let least = match name.kind {
        EntityKind::Person => 0.65,
        EntityKind::Organization => 0.93,
        EntityKind::Place => 0.95,
    };
    if name.sure >= least { Tier::Accepted } else { Tier::Review }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(text: &str) -> Vec<Passage> {
        let mut start = 0;
        let lines = text.split_inclusive('\n');
        lines
            .map(|line| {
                let is_headline = line.starts_with("# ");
                let skipped = if is_headline { 2 } else { 0 };
                let span = Span::new(start + skipped, start + line.len());
                start += line.len();
                let kind = if is_headline { PassageKind::Headline } else { PassageKind::Prose };
                Passage { span, kind }
            })
            .collect()
    }

    fn read(text: &str) -> Vec<(&str, &str, &str)> {
        let names = Recogniser::embedded().names(text, &passages(text));
        names
            .iter()
            .map(|name| {
                (name.span.of(text), name.kind.as_str(), name.role.map_or("", |role| role.of(text)))
            })
            .collect()
    }

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn the_embedded_model_can_be_read() {
        assert!(Model::parse(MODEL).is_some());
        assert!(MODEL.len() <= 5_000_000);
    }

    #[test]
    fn titles_are_roles_and_countries_inside_them_are_names() {
        check(
            "Former U.S. President Clara Whitfield met Norwegian Foreign Minister Lars Eikeland in Oslo.",
            &[
                ("U.S.", "place", ""),
                ("Clara Whitfield", "person", "Former U.S. President"),
                ("Lars Eikeland", "person", "Norwegian Foreign Minister"),
                ("Oslo", "place", ""),
            ],
        );
        check(
            "Kenya’s chief negotiator, Peter Kamau, said nothing.",
            &[("Kenya", "place", ""), ("Peter Kamau", "person", "Kenya’s chief negotiator")],
        );
        check(
            "The team was led by Peter Kamau, a veteran aide and former sports minister who lives in Nairobi.",
            &[
                ("Peter Kamau", "person", "a veteran aide and former sports minister"),
                ("Nairobi", "place", ""),
            ],
        );
    }

    #[test]
    fn surnames_and_compounds_follow_from_full_names() {
        check(
            "Maria Lindqvist spoke to Anton Varga in Vienna.\nThe Lindqvist-Varga meeting ended early.\nThe Austria-Hungary border stayed open.",
            &[
                ("Maria Lindqvist", "person", ""),
                ("Anton Varga", "person", ""),
                ("Vienna", "place", ""),
                ("Lindqvist", "person", ""),
                ("Varga", "person", ""),
                ("Austria", "place", ""),
                ("Hungary", "place", ""),
            ],
        );
    }

    #[test]
    fn bracketed_words_are_not_part_of_a_name() {
        check(
            "“I trust [Maria] Lindqvist and [Austrian President Anton] Varga,” she said.",
            &[("Lindqvist", "person", ""), ("Varga", "person", "Austrian President")],
        );
    }

    #[test]
    fn demonyms_months_and_wars_are_no_names() {
        check("Western and Danish officials met on Friday in May, as in World War II.", &[]);
    }

    #[test]
    fn a_headline_names_only_what_the_body_or_the_world_knows() {
        check(
            "# Lindqvist Warns of Sweeping Changes in Global Trade With Peru\nMinister Maria Lindqvist spoke on Monday.",
            &[
                ("Lindqvist", "person", ""),
                ("Peru", "place", ""),
                ("Maria Lindqvist", "person", "Minister"),
            ],
        );
    }

    #[test]
    fn bodies_before_an_office_and_nations_in_results_are_names_of_their_own() {
        check(
            "HEC Professor Jan Varga praised Norway’s Harbour Ministry.",
            &[
                ("HEC", "organization", ""),
                ("Jan Varga", "person", "Professor"),
                ("Norway", "place", ""),
                ("Harbour Ministry", "organization", ""),
            ],
        );
        check(
            "Anton Varga (NOR) won the race.",
            &[("Anton Varga", "person", ""), ("NOR", "place", "")],
        );
    }

    #[test]
    fn what_is_held_or_signed_names_no_place() {
        check("He will speak at the Vienna Film Festival and sign the Oslo Agreement.", &[]);
    }

    #[test]
    fn capitals_alone_are_read_like_the_body() {
        check(
            "LINDQVIST WARNS OF STRIKE\nNAIROBI, May 3 - Minister Maria Lindqvist warned of a strike in the U. S. on Friday.",
            &[
                ("LINDQVIST", "person", ""),
                ("NAIROBI", "place", ""),
                ("Maria Lindqvist", "person", "Minister"),
                ("U. S.", "place", ""),
            ],
        );
    }

    #[test]
    fn declared_names_win_over_the_model() {
        let text = "The quiet orchard met Oslo.";
        let known = [("quiet orchard".to_owned(), EntityKind::Organization)];
        let names = Recogniser::embedded().names_with(text, &passages(text), &[], &known);
        let first = names.first().expect("a name");
        assert_eq!((first.span.of(text), first.kind), ("quiet orchard", EntityKind::Organization));
        assert_eq!(first.tier, Tier::Accepted);
    }

    #[test]
    fn odd_text_gives_sorted_names_on_character_boundaries() {
        let deep = "[".repeat(500) + &"President Ana ".repeat(500) + &"]-".repeat(500);
        for text in ["", "\n\n", "İ’S Ǆ [ ] - ", "Ａ Ｂ (AB) [", "’", "A-", "-A", deep.as_str()]
        {
            let names = Recogniser::embedded().names(text, &passages(text));
            assert!(names.iter().all(|name| text.get(name.span.start..name.span.end).is_some()));
            assert!(names.is_sorted_by(|left, right| left.span.end <= right.span.start));
        }
        let outside = [Passage { span: Span::new(5, 900), kind: PassageKind::Prose }];
        assert!(Recogniser::embedded().names("Oslo", &outside).is_empty());
    }
}
