//! Sparse vectors of weighted features: words, entities, numbers, dates. Knows no documents.

use std::cmp::Ordering;

/// Longest sum of vectors kept, in features; beyond twice this the weakest are forgotten.
const LONGEST: usize = 256;

/// Weights by feature number, sorted by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vector(Vec<(usize, f64)>);

impl Vector {
    /// The vector of length 1 in the direction of `weights`; empty when all weigh nothing.
    pub(super) fn unit(weights: impl IntoIterator<Item = (usize, f64)>) -> Self {
        let mut sums: Vec<(usize, f64)> = weights.into_iter().collect();
        sums.sort_by_key(|item| item.0);
        sums.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0.0 };
            same
        });
        let norm = sums.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if norm <= 0.0 {
            return Self::default();
        }
        for (_, weight) in &mut sums {
            *weight /= norm;
        }
        Self(sums)
    }

    /// The sum of the products of the weights of shared features.
    pub(super) fn dot(&self, other: &Self) -> f64 {
        let (short, long) =
            if self.0.len() <= other.0.len() { (self, other) } else { (other, self) };
        if long.0.len() > 8 * short.0.len() {
            let weight = |feature: usize| {
                long.0.binary_search_by_key(&feature, |item| item.0).map_or(0.0, |at| long.0[at].1)
            };
            return short.0.iter().map(|(feature, own)| own * weight(*feature)).sum();
        }
        let mut other = long.0.iter().peekable();
        let mut sum = 0.0;
        for (feature, weight) in &short.0 {
            while other.next_if(|item| item.0 < *feature).is_some() {}
            if let Some(item) = other.next_if(|item| item.0 == *feature) {
                sum += weight * item.1;
            }
        }
        sum
    }

    /// Adds `other`, feature by feature.
    pub(super) fn add(&mut self, other: &Self) {
        let mut sums = Vec::with_capacity(self.0.len() + other.0.len());
        let mut own = self.0.iter().copied().peekable();
        for (feature, weight) in &other.0 {
            while let Some(item) = own.next_if(|item| item.0 < *feature) {
                sums.push(item);
            }
            let kept = own.next_if(|item| item.0 == *feature).map_or(0.0, |item| item.1);
            sums.push((*feature, kept + weight));
        }
        sums.extend(own);
        self.0 = sums;
        if self.0.len() > 2 * LONGEST {
            self.0 = self.strongest(LONGEST);
            self.0.sort_unstable_by_key(|item| item.0);
        }
    }

    /// The `count` features of most weight, strongest first.
    pub(super) fn strongest(&self, count: usize) -> Vec<(usize, f64)> {
        let mut ranked = self.0.clone();
        keep_first(&mut ranked, count, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }
}

/// Keeps the first `count` items in the order of `compare`, which holds no two for equal.
pub(super) fn keep_first<T>(
    items: &mut Vec<T>,
    count: usize,
    compare: impl Fn(&T, &T) -> Ordering,
) {
    if items.len() > count {
        items.select_nth_unstable_by(count, &compare);
        items.truncate(count);
    }
    items.sort_unstable_by(compare);
}

/// How many bags hold each feature. Features are numbered in order of first use.
#[derive(Default)]
pub(super) struct Features {
    counts: Vec<usize>,
    bags: usize,
}

impl Features {
    /// Counts one bag of distinct features; `number` gives the number of each, or takes the one
    /// offered for a feature that is new.
    pub(super) fn count<K>(
        &mut self,
        bag: impl IntoIterator<Item = K>,
        mut number: impl FnMut(K, usize) -> usize,
    ) -> Vec<usize> {
        self.bags += 1;
        bag.into_iter()
            .map(|key| {
                let number = number(key, self.counts.len());
                if number == self.counts.len() {
                    self.counts.push(0);
                }
                self.counts[number] += 1;
                number
            })
            .collect()
    }

    /// How much a shared feature says, from 0 for one that every bag holds to 1 for one that a
    /// single bag holds: inverse document frequency, scaled so that it does not depend on the number
    /// of bags.
    pub(super) fn rarity(&self, number: usize) -> f64 {
        let count = self.counts.get(number).copied().unwrap_or(0);
        let (bags, count) = (as_float(self.bags), as_float(count));
        (((bags + 1.0) / (count + 0.5)).ln() / (bags + 1.0).ln().max(1.0)).clamp(0.0, 1.0)
    }

    /// How many bags hold a feature.
    pub(super) fn bags_with(&self, number: usize) -> usize {
        self.counts.get(number).copied().unwrap_or(0)
    }
}

/// A count as a number to reckon with.
pub(super) fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_vector_times_itself_is_one_and_strangers_share_nothing() {
        let one = Vector::unit([(3, 2.0), (1, 1.0)]);
        let far = Vector::unit([(2, 2.0), (9, 1.0)]);
        assert!((one.dot(&one) - 1.0).abs() < 1e-9);
        assert!(one.dot(&far).abs() < 1e-9);
        assert_eq!(Vector::unit([]), Vector::default());
    }

    #[test]
    fn short_and_long_vectors_meet_whichever_comes_first() {
        let long = Vector::unit((0..100).map(|at| (at, 1.0)));
        let short = Vector::unit([(50, 1.0), (200, 1.0)]);
        assert!((long.dot(&short) - short.dot(&long)).abs() < 1e-12);
        assert!(long.dot(&short) > 0.0);
    }

    #[test]
    fn rare_features_say_more_than_common_ones() {
        let mut features = Features::default();
        let first = features.count([0, 1], |number, _| number);
        features.count([1, 2], |number, _| number);
        features.count([1, 3], |number, _| number);
        assert!(features.rarity(first[0]) > features.rarity(first[1]));
        assert_eq!(features.bags_with(first[1]), 3);
    }
}
