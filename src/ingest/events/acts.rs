//! First stage of clustering: mentions of one act, by day, actors and words.
//!
//! Compared only with clusters that share an entity or a rare word, so that the time grows with the
//! number of mentions, not with its square.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cluster::Cluster;
use super::lexicon::Act;
use super::mention::EventMention;
use super::vector::{as_float, keep_first};
use super::vocabulary::Vocabulary;
use crate::model::date::Precision;

/// Words and entities that more mentions than this share do not make two of them candidates.
const COMMON: usize = 60;
/// Most clusters a mention is compared with.
const CANDIDATES: usize = 40;
/// Most members of a cluster it is compared with.
const MEMBERS: usize = 24;
/// Of the clusters that share a key the latest are looked at.
const LATEST: usize = 120;

/// What decides whether a mention belongs to a cluster; found on development articles, where lower
/// values began to join events that only share their actors.
const SAME_ACT_AND_DAY: f64 = 0.08;
const SAME_DAY: f64 = 0.22;
const UNDATED: f64 = 0.34;

/// Groups the first mention of each sentence; `topics` gives the topic of each document.
pub(super) fn by_act(
    mentions: &[EventMention],
    topics: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<Cluster> {
    let weights = Weights::new(mentions, vocabulary);
    let near = |a: &EventMention, b: &EventMention| {
        topics.get(a.document) == topics.get(b.document)
            || (same_date(a, b) && !a.assumed && !b.assumed)
    };
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_entity: BTreeMap<(usize, Option<Act>), Vec<usize>> = BTreeMap::new();
    let mut by_stem: Vec<Vec<usize>> = vec![Vec::new(); vocabulary.size];
    let mut order: Vec<usize> = (0..mentions.len()).filter(|at| !mentions[*at].further).collect();
    // Dated mentions first: they found the events that undated ones may join.
    order.sort_by_key(|at| {
        (mentions[*at].date.is_none(), mentions[*at].document, mentions[*at].sentence)
    });
    // How many keys each cluster shares with the mention at hand; zeros between mentions.
    let mut shared: Vec<usize> = Vec::new();
    for at in order {
        let mention = &mentions[at];
        let rare = || {
            let stems = vocabulary.stems(at).iter().map(|stem| *stem as usize);
            stems.filter(|stem| weights.counts[*stem] <= COMMON)
        };
        let of_entities = mention.entities.iter().filter_map(|e| by_entity.get(&(*e, mention.act)));
        let mut candidates: Vec<usize> = Vec::new();
        for list in of_entities.chain(rare().map(|stem| &by_stem[stem])) {
            for cluster in &list[list.len().saturating_sub(LATEST)..] {
                if shared[*cluster] == 0 {
                    candidates.push(*cluster);
                }
                shared[*cluster] += 1;
            }
        }
        let mut ranked: Vec<(Reverse<usize>, usize)> =
            candidates.into_iter().map(|c| (Reverse(std::mem::take(&mut shared[c])), c)).collect();
        keep_first(&mut ranked, CANDIDATES, Ord::cmp);
        let best = ranked
            .iter()
            .filter_map(|(_, cluster)| {
                let score = clusters[*cluster]
                    .members
                    .iter()
                    .take(MEMBERS)
                    .map(|other| near(mention, &mentions[*other]).then_some(*other))
                    .map(|other| agreement(mentions, at, other?, &weights))
                    .try_fold(0.0f64, |best, score| score.map(|score| best.max(score)))?;
                (score >= 1.0).then_some((score, *cluster))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let cluster = if let Some((_, cluster)) = best {
            cluster
        } else {
            clusters.push(Cluster::default());
            shared.push(0);
            clusters.len() - 1
        };
        clusters[cluster].members.push(at);
        let enter = |list: &mut Vec<usize>| {
            if list.last() != Some(&cluster) {
                list.push(cluster);
            }
        };
        for entity in &mention.entities {
            enter(by_entity.entry((*entity, mention.act)).or_default());
        }
        rare().for_each(|stem| enter(&mut by_stem[stem]));
    }
    clusters
}

/// How much a shared word or entity says: inverse document frequency, squared as in a cosine.
struct Weights<'a> {
    vocabulary: &'a Vocabulary,
    /// How many mentions have a stem.
    counts: Vec<usize>,
    /// What a stem adds to a product of two vectors.
    stems: Vec<f64>,
    /// What an entity adds.
    entities: Vec<f64>,
    /// Length of each mention's vector.
    norms: Vec<f64>,
}

impl<'a> Weights<'a> {
    fn new(mentions: &[EventMention], vocabulary: &'a Vocabulary) -> Self {
        let mut counts = vec![0; vocabulary.size];
        let all = mentions.iter().flat_map(|mention| &mention.entities).max();
        let mut named = vec![0; all.map_or(0, |last| last + 1)];
        let mut total = 0;
        for (at, mention) in mentions.iter().enumerate().filter(|(_, mention)| !mention.further) {
            total += 1;
            for stem in vocabulary.stems(at) {
                counts[*stem as usize] += 1;
            }
            for entity in &mention.entities {
                named[*entity] += 1;
            }
        }
        let total = as_float(total) + 1.0;
        let square = |count: &usize| (total / (1.0 + as_float(*count))).ln().max(0.05).powi(2);
        let stems: Vec<f64> = counts.iter().map(square).collect();
        let entities: Vec<f64> = named.iter().map(square).collect();
        let norm = |(at, mention): (usize, &EventMention)| {
            let words: f64 = vocabulary.stems(at).iter().map(|stem| stems[*stem as usize]).sum();
            let named: f64 = mention.entities.iter().map(|entity| entities[*entity]).sum();
            (words + named).sqrt()
        };
        let norms = mentions.iter().enumerate().map(norm).collect();
        Self { vocabulary, counts, stems, entities, norms }
    }
}

/// At least 1.0 when the two report one event; absent when they cannot.
fn agreement(
    mentions: &[EventMention],
    at: usize,
    other: usize,
    weights: &Weights<'_>,
) -> Option<f64> {
    let (left, right) = (&mentions[at], &mentions[other]);
    if left.earlier != right.earlier && !same_date(left, right) {
        return None;
    }
    if !dates_allow(left, right) || !acts_allow(left, right) || !modality_allows(left, right) {
        return None;
    }
    // One sentence reports two events only when it says so with two dates or two acts.
    if left.document == right.document && left.sentence == right.sentence {
        return None;
    }
    if left.act == Some(Act::Statement) && left.speaker != right.speaker {
        return Some(0.0);
    }
    let same_day =
        same_date(left, right) && left.date.is_some_and(|date| date.precision() >= Precision::Day);
    let meets = left.act == right.act && left.act.is_some_and(|act| act != Act::Statement);
    let actor = left.entities.iter().any(|entity| right.entities.contains(entity));
    let needed = match (same_date(left, right), same_day && meets) {
        // "Friday's meeting" and another report's talks on that Friday are one.
        (_, true) if actor || left.definite || right.definite => SAME_ACT_AND_DAY,
        (true, _) => SAME_DAY,
        (false, _) => UNDATED,
    };
    Some(similarity(mentions, at, other, weights) / needed)
}

fn same_date(left: &EventMention, right: &EventMention) -> bool {
    match (left.date, right.date) {
        (Some(a), Some(b)) => {
            a == b
                || (a.covers(b) || b.covers(a))
                    && a.precision().min(b.precision()) >= Precision::Month
        }
        _ => false,
    }
}

fn dates_allow(left: &EventMention, right: &EventMention) -> bool {
    match (left.date, right.date) {
        (Some(a), Some(b)) => a == b || same_date(left, right),
        _ => true,
    }
}

fn acts_allow(left: &EventMention, right: &EventMention) -> bool {
    let soft = |act: Act| matches!(act, Act::Opening | Act::Ending | Act::Movement);
    match (left.act, right.act) {
        (Some(a), Some(b)) => {
            a == b || ((soft(a) || soft(b)) && a != Act::Statement && b != Act::Statement)
        }
        _ => true,
    }
}

fn modality_allows(left: &EventMention, right: &EventMention) -> bool {
    left.modality == right.modality
        || (same_date(left, right) && left.date.is_some_and(|d| d.precision() >= Precision::Day))
}

/// Cosine of the two weighted bags of stems and entities, 0 to 1.
fn similarity(mentions: &[EventMention], at: usize, other: usize, weights: &Weights<'_>) -> f64 {
    let (left, right) = (&mentions[at], &mentions[other]);
    let (words, others) = (weights.vocabulary.stems(at), weights.vocabulary.stems(other));
    let stems: f64 = shared(words, others).map(|stem| weights.stems[stem as usize]).sum();
    let entities: f64 = left
        .entities
        .iter()
        .filter(|entity| right.entities.contains(entity))
        .map(|entity| weights.entities[*entity])
        .sum();
    let place = if left.place.is_some() && left.place == right.place { 0.06 } else { 0.0 };
    (stems + entities) / (weights.norms[at] * weights.norms[other]).max(1e-9) + place
}

/// The numbers both ascending lists hold, in order.
fn shared<'a>(left: &'a [u32], right: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut right = right.iter().copied().peekable();
    left.iter().copied().filter(move |number| {
        while right.next_if(|other| other < number).is_some() {}
        right.next_if_eq(number).is_some()
    })
}
