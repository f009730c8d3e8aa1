//! How fast names are found in running text, with a thousand to a hundred thousand spellings, beside
//! the general automaton of `aho-corasick` that only finds letters and checks no word boundary.
//!
//! `cargo bench linking`. Throughput is bytes of text a second on one core.
#![allow(missing_docs, clippy::expect_used, reason = "a program of measurements")]

use aho_corasick::AhoCorasick;
use backstory::content::wikilinks::{Scan, scan};
use backstory::graph::link::Names;
use backstory::path::Slug;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

/// Numbers of spellings.
const SPELLINGS: &[usize] = &[1_000, 10_000, 100_000];

/// A small generator of numbers, the same in every run (Steele and others, 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

const SYLLABLES: [&str; 24] = [
    "ba", "cor", "den", "el", "fin", "gar", "hol", "im", "jun", "kel", "lor", "mar", "ner", "or",
    "pel", "quin", "ras", "sel", "tor", "ul", "ver", "wen", "yor", "zan",
];

fn word(numbers: &mut Numbers, capital: bool) -> String {
    let length = 1 + numbers.below(3);
    let word: String = (0..length).map(|_| SYLLABLES[numbers.below(SYLLABLES.len())]).collect();
    match word.chars().next() {
        Some(first) if capital => first.to_uppercase().chain(word.chars().skip(1)).collect(),
        _ => word,
    }
}

/// Names of two or three words.
fn spellings(count: usize) -> Vec<String> {
    let mut numbers = Numbers(1);
    let mut name = || {
        let words = 2 + numbers.below(2);
        (0..words).map(|_| word(&mut numbers, true)).collect::<Vec<_>>().join(" ")
    };
    (0..count).map(|_| name()).collect()
}

/// A megabyte of prose: a name about every thirty words, a capital every eight.
fn prose(names: &[String]) -> String {
    let mut numbers = Numbers(2);
    let mut text = String::new();
    while text.len() < 1_000_000 {
        for _ in 0..12 {
            if numbers.below(30) == 0 {
                text.push_str(&names[numbers.below(names.len())]);
            } else {
                let capital = numbers.below(8) == 0;
                text.push_str(&word(&mut numbers, capital));
            }
            text.push(' ');
        }
        text.push_str(if numbers.below(5) == 0 { "end.\n\n" } else { "end. " });
    }
    text
}

fn names(spellings: &[String]) -> Names {
    let ids: Vec<Slug> =
        (0..spellings.len()).filter_map(|id| Slug::parse(&format!("n-{id}")).ok()).collect();
    let each = ids.iter().zip(spellings);
    Names::new(each.map(|(id, name)| (id, true, std::iter::once(name.as_str()))))
}

#[divan::bench(args = SPELLINGS)]
fn names_of_a_site(bencher: Bencher<'_, '_>, count: usize) {
    let spellings = spellings(count);
    let (names, text) = (names(&spellings), prose(&spellings));
    let scan: Scan = scan(&text);
    let bytes = BytesCount::of_str(&text);
    bencher.counter(bytes).bench_local(|| names.find(black_box(&text), &scan).len());
}

#[divan::bench(args = SPELLINGS)]
fn general_automaton(bencher: Bencher<'_, '_>, count: usize) {
    let spellings = spellings(count);
    let automaton = AhoCorasick::new(&spellings).expect("an automaton");
    let text = prose(&spellings);
    let bytes = BytesCount::of_str(&text);
    bencher
        .counter(bytes)
        .bench_local(|| automaton.find_overlapping_iter(black_box(&text)).count());
}

#[divan::bench(args = SPELLINGS)]
fn gathering_names(bencher: Bencher<'_, '_>, count: usize) {
    let spellings = spellings(count);
    bencher.bench_local(|| names(black_box(&spellings)));
}

fn main() {
    divan::main();
}
