//! More sentences from those there are: each once more with its names exchanged for others of their
//! kind, so that the model learns from the words around a name and not only the names of the sets.

use std::collections::BTreeSet;

use backstory::diagnostic::Span;
use backstory::language::names::spans_of_labels;

use super::corpus::{Sentence, lay_out};
use super::crf::Chance;

/// Share of persons and places that take a name from the gazetteer, in a hundred; the others take
/// one of another document.
const FROM_GAZETTEER: u32 = 50;
/// What an exchanged sentence counts beside its original.
pub(crate) const WEIGHT: f32 = 0.5;

/// Names to take: of the documents by kind, and of the gazetteer.
struct Pool {
    by_kind: [Vec<String>; 3],
    given: Vec<String>,
    family: Vec<String>,
    cities: Vec<String>,
}

impl Pool {
    fn new(sentences: &[&Sentence], gazetteer: &str) -> Self {
        let mut by_kind: [BTreeSet<String>; 3] = Default::default();
        for sentence in sentences.iter().filter(|sentence| sentence.is_prose) {
            for (first, end, kind) in spans_of_labels(&sentence.labels) {
                by_kind[usize::from(kind)].insert(surface(sentence, first, end).to_owned());
            }
        }
        let listed = |wanted: &str| {
            let lines = gazetteer.lines().filter_map(|line| line.split_once('\t'));
            lines.filter(|(kind, _)| *kind == wanted).map(|(_, name)| name.to_owned()).collect()
        };
        Self {
            by_kind: by_kind.map(|names| names.into_iter().collect()),
            given: listed("given"),
            family: listed("sur"),
            cities: listed("city"),
        }
    }

    /// Another name of the kind, of as many words where one is found soon.
    fn pick(&self, kind: u8, words: usize, chance: &mut Chance) -> String {
        if kind != 1 && chance.next() % 100 < FROM_GAZETTEER {
            return match (kind, words) {
                (0, 1) => one(&self.family, chance).to_owned(),
                (0, _) => format!("{} {}", one(&self.given, chance), one(&self.family, chance)),
                _ => one(&self.cities, chance).to_owned(),
            };
        }
        let names = &self.by_kind[usize::from(kind)];
        let mut name = one(names, chance);
        for _ in 0..6 {
            if name.split(' ').count() == words {
                break;
            }
            name = one(names, chance);
        }
        name.to_owned()
    }
}

fn one<'pool>(names: &'pool [String], chance: &mut Chance) -> &'pool str {
    names.get(chance.next() as usize % names.len().max(1)).map_or("", String::as_str)
}

fn surface(sentence: &Sentence, first: usize, end: usize) -> &str {
    let (start, end) = (sentence.tokens[first].start, sentence.tokens[end - 1].end);
    Span::new(start, end).of(&sentence.text)
}

/// Each sentence of running text that has a name, with other names.
pub(crate) fn exchanged(sentences: &[&Sentence], gazetteer: &str) -> Vec<Sentence> {
    let pool = Pool::new(sentences, gazetteer);
    let mut chance = Chance(0x1234_5678_9ABC_DEF1);
    let mut more = Vec::new();
    for sentence in sentences.iter().filter(|sentence| sentence.is_prose) {
        let names = spans_of_labels(&sentence.labels);
        if names.is_empty() {
            continue;
        }
        let mut parts: Vec<(String, Option<u8>)> = Vec::new();
        let mut at = 0;
        for (first, end, kind) in names {
            parts.extend((at..first).map(|at| (surface(sentence, at, at + 1).to_owned(), None)));
            parts.push((pool.pick(kind, end - first, &mut chance), Some(kind)));
            at = end;
        }
        let rest = at..sentence.tokens.len();
        parts.extend(rest.map(|at| (surface(sentence, at, at + 1).to_owned(), None)));
        let (text, tokens, labels) = lay_out(&parts);
        more.push(Sentence {
            text,
            tokens,
            labels,
            weight: sentence.weight * WEIGHT,
            ..**sentence
        });
    }
    more
}
