//! Numbers for the stems of a story's mentions, so that they are compared as numbers.
//!
//! Numbers run in the order of the alphabet, as the stems of a mention do: sums over shared stems
//! are added up in one order whatever the numbers are.

use std::collections::HashMap;
use std::sync::Arc;

use super::mention::EventMention;

/// The stems of all mentions as numbers.
pub(super) struct Vocabulary {
    /// For each mention the numbers of its stems, ascending.
    of_mention: Vec<Arc<[u32]>>,
    /// How many different stems there are.
    pub(super) size: usize,
}

impl Vocabulary {
    pub(super) fn new(mentions: &[EventMention]) -> Self {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let mut stems: Vec<&str> = Vec::new();
        let mut of_mention: Vec<Arc<[u32]>> = Vec::with_capacity(mentions.len());
        for (at, mention) in mentions.iter().enumerate() {
            // The mentions of a sentence follow each other and share their stems.
            let before = at.checked_sub(1).map(|before| (&mentions[before], &of_mention[before]));
            let same = before.filter(|(other, _)| Arc::ptr_eq(&other.stems, &mention.stems));
            let numbers = if let Some((_, numbers)) = same {
                Arc::clone(numbers)
            } else {
                let number = |stem| {
                    *seen.entry(stem).or_insert_with(|| {
                        stems.push(stem);
                        stems.len() as u32 - 1
                    })
                };
                mention.stems.iter().map(String::as_str).map(number).collect()
            };
            of_mention.push(numbers);
        }
        let mut order: Vec<u32> = (0..stems.len() as u32).collect();
        order.sort_unstable_by_key(|number| stems[*number as usize]);
        let mut rank = vec![0; stems.len()];
        for (place, number) in order.into_iter().enumerate() {
            rank[number as usize] = place as u32;
        }
        let ranks = |numbers: &Arc<[u32]>| numbers.iter().map(|n| rank[*n as usize]).collect();
        let mut ranked: Vec<Arc<[u32]>> = Vec::with_capacity(of_mention.len());
        for (at, numbers) in of_mention.iter().enumerate() {
            let same = at.checked_sub(1).filter(|b| Arc::ptr_eq(&of_mention[*b], numbers));
            let shared = same.map(|before| Arc::clone(&ranked[before]));
            ranked.push(shared.unwrap_or_else(|| ranks(numbers)));
        }
        Self { of_mention: ranked, size: stems.len() }
    }

    /// The numbers of a mention's stems, ascending.
    pub(super) fn stems(&self, mention: usize) -> &[u32] {
        &self.of_mention[mention]
    }
}

#[cfg(test)]
mod tests {
    use super::super::mention::tests::whole;
    use super::*;

    #[test]
    fn numbers_follow_the_alphabet() {
        let mentions = [whole(0, "quay fire"), whole(1, "harbour fire quay")];
        let vocabulary = Vocabulary::new(&mentions);
        assert_eq!(vocabulary.stems(0), [0, 2]);
        assert_eq!(vocabulary.stems(1), [0, 1, 2]);
        assert_eq!(vocabulary.size, 3);
    }
}
