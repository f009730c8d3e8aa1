//! Which mentions report one event. Compared only with clusters that share an entity or a rare word,
//! so that the time grows with the number of mentions, not with its square.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Act;
use super::mention::{EventMention, Modality};
use crate::model::date::Precision;

/// Mentions of one event.
#[derive(Clone, Debug, Default)]
pub struct Cluster {
    /// Indices into the mentions, in order of joining.
    pub members: Vec<usize>,
}

/// Words and entities that more mentions than this share do not make two of them candidates.
const COMMON: usize = 60;
/// Most clusters a mention is compared with.
const CANDIDATES: usize = 40;

/// What decides whether a mention belongs to a cluster; found on development articles, where lower
/// values began to join events that only share their actors.
const SAME_ACT_AND_DAY: f64 = 0.08;
const SAME_DAY: f64 = 0.22;
const UNDATED: f64 = 0.34;

/// Groups `mentions` into events.
pub fn cluster(mentions: &[EventMention]) -> Vec<Cluster> {
    let weights = Weights::new(mentions);
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_key: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    // Dated mentions first: they found the events that undated ones may join.
    order.sort_by_key(|at| {
        (mentions[*at].date.is_none(), mentions[*at].document, mentions[*at].sentence)
    });
    for at in order {
        let mention = &mentions[at];
        let mut candidates: BTreeMap<usize, usize> = BTreeMap::new();
        for key in keys(mention, &weights) {
            for cluster in by_key.get(&key).into_iter().flatten() {
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
                    .map(|other| agreement(mention, &mentions[*other], &weights))
                    .try_fold(0.0f64, |best, score| score.map(|score| best.max(score)))?;
                (score >= 1.0).then_some((score, *cluster))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let cluster = match best {
            Some((_, cluster)) => cluster,
            None => {
                clusters.push(Cluster::default());
                clusters.len() - 1
            }
        };
        clusters[cluster].members.push(at);
        for key in keys(mention, &weights) {
            let list = by_key.entry(key).or_default();
            if list.last() != Some(&cluster) {
                list.push(cluster);
            }
        }
    }
    join_main(mentions, &mut clusters);
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
        for mention in mentions {
            for stem in &mention.stems {
                *stems.entry(stem).or_default() += 1;
            }
            for entity in &mention.entities {
                *entities.entry(*entity).or_default() += 1;
            }
        }
        Self { stems, entities, total: mentions.len() as f64 + 1.0 }
    }

    fn count(&self, stem: &str) -> usize {
        self.stems.get(stem).copied().unwrap_or(0)
    }

    fn stem(&self, stem: &str) -> f64 {
        (self.total / (1.0 + self.count(stem) as f64)).ln().max(0.05)
    }

    fn entity(&self, entity: usize) -> f64 {
        let count = self.entities.get(&entity).copied().unwrap_or(0) as f64;
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

/// Index of the cluster that most documents report, which the story is about: of the clusters of
/// held, dated events that are not statements, the one with most documents, then most mentions.
pub fn main_cluster(mentions: &[EventMention], clusters: &[Cluster]) -> Option<usize> {
    let weigh = |cluster: &Cluster| {
        let held = cluster.members.iter().map(|at| &mentions[*at]).filter(|mention| {
            mention.modality == Modality::Held
                && mention.act.is_some_and(|act| act != Act::Statement)
        });
        let documents: BTreeSet<usize> = held.clone().map(|mention| mention.document).collect();
        let day = cluster
            .members
            .iter()
            .any(|at| mentions[*at].date.is_some_and(|date| date.precision() >= Precision::Day));
        (usize::from(day), documents.len(), held.count())
    };
    (0..clusters.len())
        .filter(|at| weigh(&clusters[*at]).1 > 0 && weigh(&clusters[*at]).0 > 0)
        .max_by_key(|at| (weigh(&clusters[*at]), std::cmp::Reverse(*at)))
}

/// "The talks", said without a date, are the talks the story is about; so are the undated ones that
/// an article opens with.
fn join_main(mentions: &[EventMention], clusters: &mut Vec<Cluster>) {
    let Some(main) = main_cluster(mentions, clusters) else { return };
    let mut acts: BTreeMap<Act, usize> = BTreeMap::new();
    for at in &clusters[main].members {
        if let Some(act) = mentions[*at].act {
            *acts.entry(act).or_default() += 1;
        }
    }
    let most = acts.values().max().copied().unwrap_or(0);
    let Some(act) = acts.into_iter().find(|(_, count)| *count == most).map(|(act, _)| act) else {
        return;
    };
    let places: BTreeSet<usize> =
        clusters[main].members.iter().filter_map(|at| mentions[*at].place).collect();
    let actors: BTreeSet<usize> = clusters[main]
        .members
        .iter()
        .flat_map(|at| mentions[*at].entities.iter().copied())
        .collect();
    let belongs = |mention: &EventMention| {
        let lead = mention.sentence <= 3;
        mention.act == Some(act)
            && mention.date.is_none()
            && mention.modality == Modality::Held
            && (mention.definite || lead)
            && mention.place.is_none_or(|place| places.contains(&place) || lead)
            && (mention.entities.is_empty() || mention.entities.iter().any(|e| actors.contains(e)))
    };
    let mut moved = Vec::new();
    for (at, cluster) in clusters.iter_mut().enumerate() {
        let undated = cluster.members.iter().all(|member| mentions[*member].date.is_none());
        if at != main && undated {
            moved.extend(
                cluster.members.iter().copied().filter(|member| belongs(&mentions[*member])),
            );
            cluster.members.retain(|member| !belongs(&mentions[*member]));
        }
    }
    clusters[main].members.extend(moved);
    clusters.retain(|cluster| !cluster.members.is_empty());
}
