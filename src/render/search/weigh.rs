//! How much a term says about a document: a level from 0 to 7. Knows no files.

use std::collections::BTreeMap;

use super::document::Document;
use super::words::terms;

/// The greatest level: the term is the whole title.
const WHOLE_TITLE: u8 = 7;
/// The term stands in the title.
const TITLE: u8 = 6;
/// The term stands in another name.
const NAME: u8 = 5;
/// Parts of the weight of a term in the text from which the levels 1 to 4 begin.
const STEPS: [f32; 4] = [0.3, 0.45, 0.6, 0.75];

/// A document's terms: how often each stands in its text, and the level it has by its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    terms: BTreeMap<String, (u32, u8)>,
    /// Terms of title, note and text together, each as often as it stands there.
    pub(super) length: usize,
}

/// Counts the terms of a document.
pub(super) fn count(document: &Document) -> Counted {
    let mut counted = Counted { terms: BTreeMap::new(), length: 0 };
    let title = terms(&document.title);
    let level = if title.len() <= 2 { WHOLE_TITLE } else { TITLE };
    counted.add(title, level);
    for name in &document.names {
        counted.add(terms(name), NAME);
    }
    // The first line holds the names again.
    let text = document.sentences.iter().skip(usize::from(!document.names.is_empty()));
    for line in text.chain(&document.also).chain([&document.note]) {
        counted.add(terms(line), 0);
    }
    counted
}

impl Counted {
    fn add(&mut self, terms: Vec<String>, level: u8) {
        self.length += terms.len();
        for term in terms {
            let known = self.terms.entry(term).or_default();
            known.0 += 1;
            known.1 = known.1.max(level);
        }
    }

    /// Each term with its level, in a collection whose documents have `average` terms.
    pub(super) fn levels(&self, average: f32) -> impl Iterator<Item = (&str, u8)> {
        // BM25 without the part for rare terms, which the page adds: k1 = 1.2, b = 0.75.
        let room = 1.2 * (0.25 + 0.75 * self.length as f32 / average.max(1.0));
        self.terms.iter().map(move |(term, (count, title))| {
            let count = *count as f32;
            let share = count / (count + room);
            let level = STEPS.iter().take_while(|step| share >= **step).count() as u8;
            (term.as_str(), level.max(*title))
        })
    }
}
