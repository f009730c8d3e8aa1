//! Which article repeats which: syndicated and near copies are not a second, independent source.
//!
//! Compared by shingles (Broder 1997): runs of five words. Two articles are candidates when they
//! share any; a copy shares at least half of the shorter one's.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::annotate::Document;
use crate::language::stem::words;

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Share of the shorter article's shingles that makes a copy.
const COPIED: f64 = 0.5;
/// Shingles of an article too short to judge.
const FEWEST: usize = 20;
/// A shingle that more articles hold is a stock phrase.
const STOCK: usize = 50;

/// For every article that copies another one, the index of the one it copies: the earliest
/// published, of undated ones the first.
pub fn find_copies(documents: &[Document]) -> BTreeMap<usize, usize> {
    let shingles: Vec<Vec<u64>> = documents.iter().map(shingles).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (document, hashes) in shingles.iter().enumerate() {
        for hash in hashes {
            holders.entry(*hash).or_default().push(document);
        }
    }
    let mut copies = BTreeMap::new();
    for (document, hashes) in shingles.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for hash in hashes {
            let Some(others) = holders.get(hash).filter(|others| others.len() <= STOCK) else {
                continue;
            };
            for other in others.iter().filter(|other| **other != document) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let original = shared
            .into_iter()
            .filter(|(other, count)| {
                let shorter = hashes.len().min(shingles[*other].len());
                shorter >= FEWEST && *count as f64 >= COPIED * shorter as f64
            })
            .map(|(other, _)| other)
            .filter(|other| precedes(documents, *other, document))
            .min_by(|a, b| {
                if precedes(documents, *a, *b) {
                    std::cmp::Ordering::Less
                } else {
                    std::cmp::Ordering::Greater
                }
            });
        if let Some(original) = original {
            copies.insert(document, original);
        }
    }
    // A copy of a copy repeats the first.
    let roots: BTreeMap<usize, usize> = copies
        .keys()
        .map(|copy| {
            let mut root = *copy;
            while let Some(next) = copies.get(&root) {
                root = *next;
            }
            (*copy, root)
        })
        .collect();
    roots
}

/// Whether `left` came out before `right`; dated articles come before undated ones, equals in order.
fn precedes(documents: &[Document], left: usize, right: usize) -> bool {
    let key = |at: usize| {
        let metadata = &documents[at].source.metadata;
        let moment =
            metadata.published.or(metadata.updated).map(super::super::model::date::Edtf::earliest);
        (moment.is_none(), moment, at)
    };
    key(left) < key(right)
}

/// The distinct shingle hashes of an article's blocks.
fn shingles(document: &Document) -> Vec<u64> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut all = Vec::new();
    for block in &document.source.blocks {
        let lower = block.span.of(document.text()).to_lowercase();
        let list: Vec<&str> = words(&lower).collect();
        all.extend(list.windows(SHINGLE).map(|shingle| hasher.hash_one(shingle)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::source::{Block, BlockKind, SourceDocument};

    fn document(text: &str, published: Option<&str>) -> Document {
        let mut source = SourceDocument { text: text.to_owned(), ..SourceDocument::default() };
        source.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) });
        source.metadata.published = published.and_then(|date| date.parse().ok());
        Document { source, ..Document::default() }
    }

    #[test]
    fn a_cut_reprint_is_a_copy_of_the_earlier_one() {
        let sentence = |n: usize| {
            format!(
                "The council of Marrow heard witness number {n} describe the flood at the old mill in detail. "
            )
        };
        let other_sentence = |n: usize| {
            format!(
                "Ferry crews on line {n} walked out at noon over pay and rosters that changed twice. "
            )
        };
        let long: String = (0..12).map(sentence).collect();
        let cut: String = (2..9).map(sentence).collect();
        let other: String = (0..12).map(other_sentence).collect();
        let documents = [
            document(&cut, Some("2031-03-05")),
            document(&long, Some("2031-03-04")),
            document(&other, None),
        ];
        assert_eq!(find_copies(&documents), BTreeMap::from([(0, 1)]));
    }
}
