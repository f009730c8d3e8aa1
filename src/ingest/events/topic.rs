//! Which documents are about one incident: the ground on which sentences may be compared loosely.
//!
//! Documents of one incident share many words that others lack.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::agglomerate::{Free, Group, agglomerate};
use super::vector::{Features, Vector, as_float};
use crate::ingest::annotate::Document;
use crate::language::stem::content_stems;

/// Least average similarity of documents of one incident, found on development articles.
const SIMILAR: f64 = 0.14;
/// Below this many documents little can be known to be rare, and more similarity is asked for.
const FEW: usize = 12;
/// Up to this many documents the words that one alone has count against it.
const VERY_FEW: usize = 4;
const SIMILAR_OF_VERY_FEW: f64 = 0.08;
/// Weight of a shared word that every document has, beside 1 for the rarest.
const LEAST: f64 = 0.05;

/// Words of a document with how often it has them.
type Bag = BTreeMap<String, usize>;

/// The number of each document's topic.
pub(super) fn topics(documents: &[Document]) -> Vec<usize> {
    if documents.len() < 2 {
        return vec![0; documents.len()];
    }
    let bags: Vec<Bag> = documents.par_iter().map(bag).collect();
    let everything: Vec<usize> = (0..bags.len()).collect();
    let mut topic_of = vec![0; bags.len()];
    for (topic, members) in group(&bags, &everything).iter().enumerate() {
        for member in members {
            topic_of[*member] = topic;
        }
    }
    topic_of
}

fn bag(document: &Document) -> Bag {
    let mut bag = Bag::new();
    for sentence in &document.sentences {
        for stem in content_stems(sentence.span.of(document.text())) {
            *bag.entry(stem).or_default() += 1;
        }
    }
    bag
}

/// Groups the documents `chosen` by the words that are rare among them.
fn group(bags: &[Bag], chosen: &[usize]) -> Vec<Vec<usize>> {
    let mut features = Features::default();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let numbers: Vec<Vec<usize>> = chosen
        .iter()
        .map(|at| {
            let words = bags[*at].keys().map(String::as_str);
            features.count(words, |word, next| *known.entry(word).or_insert(next))
        })
        .collect();
    let few = chosen.len() <= VERY_FEW;
    let threshold = if few {
        SIMILAR_OF_VERY_FEW
    } else {
        SIMILAR + 0.01 * as_float(FEW.saturating_sub(chosen.len()))
    };
    let groups = chosen
        .iter()
        .zip(&numbers)
        .map(|(at, numbers)| {
            let weights = numbers
                .iter()
                .zip(bags[*at].values())
                .filter(|(number, _)| few || features.bags_with(**number) > 1)
                .map(|(number, count)| {
                    (*number, (1.0 + as_float(*count).ln()) * (LEAST + features.rarity(*number)))
                });
            Group { members: vec![*at], sum: Vector::unit(weights), facts: Free }
        })
        .collect();
    agglomerate(groups, threshold).into_iter().map(|group| group.members).collect()
}
