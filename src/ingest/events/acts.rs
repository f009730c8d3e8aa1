//! First stage of clustering: mentions of one act, by day, actors and words.
//!
//! Compared only with clusters that share an entity or a rare word, so that the time grows with the
//! number of mentions, not with its square.

use std::collections::BTreeMap;

use super::cluster::Cluster;
use super::lexicon::Act;
use super::mention::EventMention;
use super::vector::as_float;
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
pub(super) fn by_act(mentions: &[EventMention], topics: &[usize]) -> Vec<Cluster> {
    let weights = Weights::new(mentions);
    let near = |a: &EventMention, b: &EventMention| {
        topics.get(a.document) == topics.get(b.document)
            || (same_date(a, b) && !a.assumed && !b.assumed)
    };
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_key: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..mentions.len()).filter(|at| !mentions[*at].further).collect();
    // Dated mentions first: they found the events that undated ones may join.
    order.sort_by_key(|at| {
        (mentions[*at].date.is_none(), mentions[*at].document, mentions[*at].sentence)
    });
    for at in order {
        let mention = &mentions[at];
        let mut candidates: BTreeMap<usize, usize> = BTreeMap::new();
        for key in keys(mention, &weights) {
            let list = by_key.get(&key).map_or(&[][..], Vec::as_slice);
            for cluster in &list[list.len().saturating_sub(LATEST)..] {
                *candidates.entry(*cluster).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, usize)> = candidates.into_iter().map(|(c, n)| (n, c)).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let best = ranked
            .iter()
            .take(CANDIDATES)
            .filter_map(|(_, cluster)| {
                let score = clusters[*cluster]
                    .members
                    .iter()
                    .take(MEMBERS)
                    .map(|other| &mentions[*other])
                    .map(|other| near(mention, other).then_some(other))
                    .map(|other| agreement(mention, other?, &weights))
                    .try_fold(0.0f64, |best, score| score.map(|score| best.max(score)))?;
                (score >= 1.0).then_some((score, *cluster))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let cluster = if let Some((_, cluster)) = best {
            cluster
        } else {
            clusters.push(Cluster::default());
            clusters.len() - 1
        };
        clusters[cluster].members.push(at);
        for key in keys(mention, &weights) {
            let list = by_key.entry(key).or_default();
            if list.last() != Some(&cluster) {
                list.push(cluster);
            }
        }
    }
    clusters
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Entity(usize, Option<Act>),
    Stem(&'a str),
}

fn keys<'a>(mention: &'a EventMention, weights: &Weights<'a>) -> Vec<Key<'a>> {
    let entities = mention.entities.iter().map(|entity| Key::Entity(*entity, mention.act));
    let rare = mention.stems.iter().filter(|stem| weights.count(stem) <= COMMON);
    entities.chain(rare.map(|stem| Key::Stem(stem))).collect()
}

/// How much a shared word or entity says: inverse document frequency.
struct Weights<'a> {
    stems: BTreeMap<&'a str, usize>,
    entities: BTreeMap<usize, usize>,
    total: f64,
}

impl<'a> Weights<'a> {
    fn new(mentions: &'a [EventMention]) -> Self {
        let mut stems: BTreeMap<&str, usize> = BTreeMap::new();
        let mut entities: BTreeMap<usize, usize> = BTreeMap::new();
        for mention in mentions.iter().filter(|mention| !mention.further) {
            for stem in &mention.stems {
                *stems.entry(stem).or_default() += 1;
            }
            for entity in &mention.entities {
                *entities.entry(*entity).or_default() += 1;
            }
        }
        Self {
            stems,
            entities,
            total: as_float(mentions.iter().filter(|mention| !mention.further).count()) + 1.0,
        }
    }

    fn count(&self, stem: &str) -> usize {
        self.stems.get(stem).copied().unwrap_or(0)
    }

    fn stem(&self, stem: &str) -> f64 {
        (self.total / (1.0 + as_float(self.count(stem)))).ln().max(0.05)
    }

    fn entity(&self, entity: usize) -> f64 {
        let count = as_float(self.entities.get(&entity).copied().unwrap_or(0));
        (self.total / (1.0 + count)).ln().max(0.05)
    }
}

/// At least 1.0 when the two report one event; absent when they cannot.
fn agreement(left: &EventMention, right: &EventMention, weights: &Weights<'_>) -> Option<f64> {
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
    Some(similarity(left, right, weights) / needed)
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
        (Some(a), Some(b)) => a == b || (soft(a) && soft(b)),
        _ => true,
    }
}

fn modality_allows(left: &EventMention, right: &EventMention) -> bool {
    left.modality == right.modality
        || (same_date(left, right) && left.date.is_some_and(|d| d.precision() >= Precision::Day))
}

/// Cosine of the two weighted bags of stems and entities, 0 to 1.
fn similarity(left: &EventMention, right: &EventMention, weights: &Weights<'_>) -> f64 {
    let norm = |mention: &EventMention| {
        let stems: f64 = mention.stems.iter().map(|stem| weights.stem(stem).powi(2)).sum();
        let entities: f64 = mention.entities.iter().map(|e| weights.entity(*e).powi(2)).sum();
        (stems + entities).sqrt()
    };
    let stems: f64 = shared(&left.stems, &right.stems).map(|stem| weights.stem(stem).powi(2)).sum();
    let entities: f64 = left
        .entities
        .iter()
        .filter(|entity| right.entities.contains(entity))
        .map(|entity| weights.entity(*entity).powi(2))
        .sum();
    let place = if left.place.is_some() && left.place == right.place { 0.06 } else { 0.0 };
    (stems + entities) / (norm(left) * norm(right)).max(1e-9) + place
}

/// The words both sorted lists hold.
fn shared<'a>(left: &'a [String], right: &'a [String]) -> impl Iterator<Item = &'a String> {
    left.iter().filter(|stem| right.binary_search(stem).is_ok())
}
