//! Agglomerative clustering by average link over sparse vectors, with pairs that may never join.
//!
//! Only pairs that share one of their strongest features are looked at, and of a feature that many
//! share only the nearest in order, so the time grows with the number of groups and not with its
//! square. The average similarity of two groups is the product of their summed vectors over the
//! product of their sizes; it never exceeds the larger of the averages of their parts, so a pair
//! once below the threshold can be forgotten.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

use rayon::prelude::*;

use super::vector::{Vector, as_float, keep_first};

/// Strongest features of a group that find its neighbours.
const FEATURES: usize = 48;
/// Neighbours of one feature taken on either side in order.
const WINDOW: usize = 40;
/// Most neighbours of a group.
const NEIGHBOURS: usize = 64;
/// How often a pair may fall back in the order as its groups grow before it is given up.
const FALLS: u8 = 24;

/// Items held together from the start.
#[derive(Clone, Debug)]
pub(super) struct Group<F> {
    /// Numbers of the items.
    pub(super) members: Vec<usize>,
    /// Sum of the items' unit vectors.
    pub(super) sum: Vector,
    /// What decides whether two groups may join at all.
    pub(super) facts: F,
}

/// Facts of groups that may forbid joining.
pub(super) trait Facts {
    /// Whether two groups can be one.
    fn allow(&self, other: &Self) -> bool;
    /// Takes the facts of a group that joined.
    fn absorb(&mut self, other: &Self);
}

/// Nothing forbids joining.
pub(super) struct Free;

impl Facts for Free {
    fn allow(&self, _: &Self) -> bool {
        true
    }

    fn absorb(&mut self, _: &Self) {}
}

/// Two groups that may become one, ordered by similarity, then by place.
struct Pair {
    similarity: f64,
    left: u32,
    right: u32,
    falls: u8,
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity
            .total_cmp(&other.similarity)
            .then(other.left.cmp(&self.left))
            .then(other.right.cmp(&self.right))
            .then(self.falls.cmp(&other.falls))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Pair {}

/// Joins the most similar groups until none are as similar as `threshold`. Returned in the order of
/// the first group of each.
pub(super) fn agglomerate<F: Facts + Sync>(
    mut groups: Vec<Group<F>>,
    threshold: f64,
) -> Vec<Group<F>> {
    let mut first = pairs(&groups, threshold);
    first.sort_unstable_by(|a, b| b.cmp(a));
    let mut first = first.into_iter().peekable();
    // Pairs that fell back; far fewer than there were at first, which are cheaper in a sorted list.
    let mut queue: BinaryHeap<Pair> = BinaryHeap::new();
    let mut waiting: HashSet<(u32, u32, u64)> = HashSet::new();
    let mut root: Vec<u32> = (0..groups.len() as u32).collect();
    loop {
        let fallen = queue.peek();
        let next = match first.next_if(|pair| fallen.is_none_or(|other| pair >= other)) {
            None => queue.pop().inspect(|pair| {
                waiting.remove(&(pair.left, pair.right, pair.similarity.to_bits()));
            }),
            pair => pair,
        };
        let Some(pair) = next else { break };
        let (a, b) = (find(&mut root, pair.left), find(&mut root, pair.right));
        let (low, high) = (a.min(b), a.max(b));
        let (left, right) = (low as usize, high as usize);
        if left == right || !groups[left].facts.allow(&groups[right].facts) {
            continue;
        }
        let similarity = average(&groups[left], &groups[right]);
        if similarity < threshold {
            continue;
        }
        if similarity + 1e-9 < pair.similarity && pair.falls < FALLS {
            // Many pairs of members stand for one pair of groups; it waits once.
            if waiting.insert((low, high, similarity.to_bits())) {
                queue.push(Pair { similarity, left: low, right: high, falls: pair.falls + 1 });
            }
            continue;
        }
        let (head, tail) = groups.split_at_mut(right);
        let (kept, gone) = (&mut head[left], &mut tail[0]);
        kept.members.append(&mut gone.members);
        kept.sum.add(&std::mem::take(&mut gone.sum));
        kept.facts.absorb(&gone.facts);
        root[right] = low;
    }
    groups.retain(|group| !group.members.is_empty());
    groups
}

fn find(root: &mut [u32], mut at: u32) -> u32 {
    while root[at as usize] != at {
        let above = root[at as usize];
        root[at as usize] = root[above as usize];
        at = root[at as usize];
    }
    at
}

fn average<F>(left: &Group<F>, right: &Group<F>) -> f64 {
    left.sum.dot(&right.sum) / (as_float(left.members.len()) * as_float(right.members.len()))
}

/// Every pair of neighbours as similar as `threshold`.
fn pairs<F: Facts + Sync>(groups: &[Group<F>], threshold: f64) -> Vec<Pair> {
    let strongest: Vec<Vec<(usize, f64)>> =
        groups.iter().map(|group| group.sum.strongest(FEATURES)).collect();
    let most = strongest.iter().flatten().map(|(feature, _)| feature + 1).max().unwrap_or(0);
    let mut postings: Vec<Vec<(usize, f64)>> = vec![Vec::new(); most];
    for (at, features) in strongest.iter().enumerate() {
        for (feature, weight) in features {
            postings[*feature].push((at, *weight));
        }
    }
    let found = (0..groups.len())
        .into_par_iter()
        .map_init(
            || vec![0.0; groups.len()],
            |scores, at| neighbours(at, &strongest[at], groups, &postings, scores, threshold),
        )
        .flatten_iter();
    let mut found: Vec<Pair> = found.collect();
    found.sort_unstable_by_key(|pair| (pair.left, pair.right));
    found.dedup_by_key(|pair| (pair.left, pair.right));
    found
}

/// The pairs of group `at`; `scores` are zeros before and after.
fn neighbours<F: Facts>(
    at: usize,
    features: &[(usize, f64)],
    groups: &[Group<F>],
    postings: &[Vec<(usize, f64)>],
    scores: &mut [f64],
    threshold: f64,
) -> Vec<Pair> {
    let mut touched: Vec<usize> = Vec::new();
    for (feature, weight) in features {
        let list = &postings[*feature];
        let own = list.partition_point(|item| item.0 < at);
        for (other, other_weight) in
            &list[own.saturating_sub(WINDOW)..list.len().min(own + WINDOW + 1)]
        {
            if scores[*other] == 0.0 {
                touched.push(*other);
            }
            scores[*other] += weight * other_weight;
        }
    }
    let mut near: Vec<(f64, usize)> = touched
        .into_iter()
        .map(|other| (std::mem::take(&mut scores[other]), other))
        .filter(|(_, other)| *other != at)
        .collect();
    keep_first(&mut near, NEIGHBOURS, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let pair =
        |(_, other): (f64, usize)| {
            let similarity = average(&groups[at], &groups[other]);
            let (left, right) = (at.min(other) as u32, at.max(other) as u32);
            (similarity >= threshold && groups[at].facts.allow(&groups[other].facts))
                .then_some(Pair { similarity, left, right, falls: 0 })
        };
    near.into_iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of different sides never join.
    struct Side(Option<u8>);

    impl Facts for Side {
        fn allow(&self, other: &Self) -> bool {
            self.0.is_none() || other.0.is_none() || self.0 == other.0
        }

        fn absorb(&mut self, other: &Self) {
            self.0 = self.0.or(other.0);
        }
    }

    fn group(item: usize, features: &[usize], side: Option<u8>) -> Group<Side> {
        let sum = Vector::unit(features.iter().map(|feature| (*feature, 1.0)));
        Group { members: vec![item], sum, facts: Side(side) }
    }

    fn members(groups: Vec<Group<Side>>) -> Vec<Vec<usize>> {
        agglomerate(groups, 0.4).into_iter().map(|group| group.members).collect()
    }

    #[test]
    fn the_similar_join_and_strangers_stay_alone() {
        let groups =
            vec![group(0, &[1, 2, 3], None), group(1, &[7, 8], None), group(2, &[1, 2, 4], None)];
        assert_eq!(members(groups), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn what_may_not_join_stays_apart_even_through_a_third() {
        let groups = vec![
            group(0, &[1, 2, 3], Some(1)),
            group(1, &[1, 2, 3], Some(2)),
            group(2, &[1, 2, 3], None),
        ];
        assert_eq!(members(groups), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_chain_does_not_join_by_its_links() {
        let groups =
            vec![group(0, &[1, 2], None), group(1, &[2, 3], None), group(2, &[3, 4], None)];
        assert_eq!(members(groups).len(), 2);
    }
}
