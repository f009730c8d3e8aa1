//! Which mentions report one event.
//!
//! Acts first, by day, actors and words; then sentences as wholes, by what is alike within the
//! documents of one topic. What is alike joins the act that most of its sentences report.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::by_act;
use super::agglomerate::{Free, Group, agglomerate};
use super::lexicon::Act;
use super::mention::{EventMention, Modality};
use super::vector::{Features, Vector};
use super::vocabulary::Vocabulary;
use crate::model::date::Precision;

/// Mentions of one event.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// Indices into the mentions, in order of joining.
    pub(super) members: Vec<usize>,
}

/// Least average similarity of the reports of one event, found on development articles.
const SIMILAR: f64 = 0.073;
/// What a word or name that every mention of the topic has weighs, beside [`RAREST`].
const LEAST: f64 = 2.0;
/// What a word or name that one mention alone has weighs beyond that.
const RAREST: f64 = 6.0;

/// Groups `mentions` into events; `topics` gives the topic of each document.
pub(super) fn cluster(mentions: &[EventMention], topics: &[usize]) -> Vec<Cluster> {
    let vocabulary = Vocabulary::new(mentions);
    let mut clusters = by_act(mentions, topics, &vocabulary);
    join_main(mentions, topics, &mut clusters);
    let mut by_topic: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.further) {
        let topic = topics.get(mention.document).copied().unwrap_or(0);
        by_topic.entry(topic).or_default().push(at);
    }
    let mut alike: Vec<Cluster> = Vec::new();
    for starts in by_topic.values() {
        let joined = agglomerate(groups(mentions, starts, &vocabulary), SIMILAR);
        alike.extend(joined.into_iter().map(|group| Cluster { members: group.members }));
    }
    attach(mentions, &mut clusters, alike);
    clusters
}

/// Adds to each event the sentences that are alike to most of its own; what belongs to none is an
/// event of its own. An event takes one such group, the one it shares most sentences with.
fn attach(mentions: &[EventMention], clusters: &mut Vec<Cluster>, alike: Vec<Cluster>) {
    let place = |at: &usize| (mentions[*at].document, mentions[*at].sentence);
    let mut events_at: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (event, cluster) in clusters.iter().enumerate() {
        for at in &cluster.members {
            events_at.entry(place(at)).or_default().push(event);
        }
    }
    let mut offers: Vec<(usize, usize, usize)> = Vec::new();
    for (group, cluster) in alike.iter().enumerate() {
        let sentences: BTreeSet<(usize, usize)> = cluster.members.iter().map(place).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for event in sentences.iter().filter_map(|sentence| events_at.get(sentence)).flatten() {
            *shared.entry(*event).or_default() += 1;
        }
        let half = |event: usize| clusters[event].members.len().min(sentences.len());
        offers.extend(
            shared
                .into_iter()
                .filter(|(event, count)| 2 * count >= half(*event))
                .map(|(event, count)| (count, event, group)),
        );
    }
    offers.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut given) = (BTreeSet::new(), BTreeSet::new());
    for (_, event, group) in offers {
        if !taken.contains(&event) && !given.contains(&group) {
            taken.insert(event);
            given.insert(group);
            clusters[event].members.extend(&alike[group].members);
        }
    }
    let left = alike.into_iter().enumerate().filter(|(group, _)| !given.contains(group));
    clusters.extend(left.map(|(_, cluster)| cluster));
}

/// One group a mention of `chosen`, weighted by what is rare among them.
fn groups(
    mentions: &[EventMention],
    chosen: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<Group<Free>> {
    // Stems, entities and places count as features of three kinds, one behind the other.
    let most =
        |mention: &EventMention| mention.entities.iter().chain(&mention.place).max().copied();
    let entities = mentions.iter().filter_map(most).max().map_or(0, |last| last + 1);
    let mut known: Vec<Option<usize>> = vec![None; vocabulary.size + 2 * entities];
    let mut features = Features::default();
    let numbers: Vec<Vec<usize>> = chosen
        .iter()
        .map(|at| {
            let mention = &mentions[*at];
            let stems = vocabulary.stems(*at).iter().map(|stem| *stem as usize);
            let named = mention.entities.iter().map(|entity| vocabulary.size + entity);
            let place = mention.place.map(|place| vocabulary.size + entities + place);
            features.count(stems.chain(named).chain(place), |feature, next| {
                *known[feature].get_or_insert(next)
            })
        })
        .collect();
    let weigh = |number: usize| (number, LEAST + RAREST * features.rarity(number));
    let group = |(at, numbers): (&usize, Vec<usize>)| Group {
        members: vec![*at],
        sum: Vector::unit(numbers.into_iter().map(weigh)),
        facts: Free,
    };
    chosen.iter().zip(numbers).map(group).collect()
}

/// Index of the cluster that most documents report, which the story is about: of the clusters of
/// held, dated events that are not statements, the one with most documents, then most mentions.
pub(super) fn main_cluster(mentions: &[EventMention], clusters: &[Cluster]) -> Option<usize> {
    let weigh = |cluster: &Cluster| {
        let held = cluster.members.iter().map(|at| &mentions[*at]).filter(|mention| {
            mention.modality == Modality::Held
                && mention.act.is_some_and(|act| act != Act::Statement)
        });
        let documents: BTreeSet<usize> = held.clone().map(|mention| mention.document).collect();
        // Sentences that are only alike may speak of another day.
        let day = held
            .clone()
            .filter(|mention| !mention.further)
            .any(|mention| mention.date.is_some_and(|date| date.precision() >= Precision::Day));
        (usize::from(day), documents.len(), held.count())
    };
    let weighed = clusters.iter().map(weigh).enumerate();
    weighed
        .filter(|(_, (day, documents, _))| *day > 0 && *documents > 0)
        .max_by_key(|(at, weight)| (*weight, std::cmp::Reverse(*at)))
        .map(|(at, _)| at)
}

/// "The talks", said without a date, are the talks the story is about; so are the undated ones that
/// an article opens with.
fn join_main(mentions: &[EventMention], topics: &[usize], clusters: &mut Vec<Cluster>) {
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
    let about: BTreeSet<Option<&usize>> =
        clusters[main].members.iter().map(|at| topics.get(mentions[*at].document)).collect();
    let belongs = |mention: &EventMention| {
        let lead = mention.sentence <= 3;
        mention.act == Some(act)
            && about.contains(&topics.get(mention.document))
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

#[cfg(test)]
mod tests {
    use super::super::mention::tests::{planned, told, whole};
    use super::*;

    fn events(mentions: &[EventMention]) -> Vec<Vec<usize>> {
        cluster(mentions, &[0; 8]).into_iter().map(|cluster| cluster.members).collect()
    }

    fn together(mentions: &[EventMention], left: usize, right: usize) -> bool {
        events(mentions).iter().any(|event| event.contains(&left) && event.contains(&right))
    }

    #[test]
    fn two_reports_of_one_act_on_one_day_are_one_event() {
        let reports = [
            told(0, Act::Disaster, "2031-03-04", "warehouse fire quay ferndale"),
            told(1, Act::Disaster, "2031-03-04", "warehouse fire harbour ferndale"),
            told(2, Act::Court, "2031-06-11", "banker fraud judge"),
        ];
        assert!(together(&reports, 0, 1));
        assert!(!together(&reports, 0, 2));
    }

    #[test]
    fn the_same_meeting_on_another_day_is_another_event() {
        let reports = [
            told(0, Act::Meeting, "2031-03-04", "council budget meeting ferndale"),
            told(1, Act::Meeting, "2031-04-01", "council budget meeting ferndale"),
        ];
        assert!(!together(&reports, 0, 1));
    }

    #[test]
    fn what_is_planned_is_not_what_was_held() {
        let words = "council budget meeting ferndale";
        let mut held = told(1, Act::Meeting, "2031-04-01", words);
        held.date = None;
        let reports = [planned(0, Act::Meeting, words), held];
        assert!(!together(&reports, 0, 1));
    }

    #[test]
    fn alike_sentences_without_a_known_act_are_one_and_topics_stay_apart() {
        let words = "statue bronze founder unveiling square";
        let sentences = [whole(0, words), whole(1, words), whole(2, "ferry timetable strike")];
        assert!(together(&sentences, 0, 1));
        assert!(!together(&sentences, 0, 2));
        assert_eq!(cluster(&sentences, &[0, 1, 2]).len(), 3);
    }
}
