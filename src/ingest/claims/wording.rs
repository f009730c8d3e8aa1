//! One statement in two wordings: quotations of one speaker that say nearly the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assertion, ClaimKey, Reading, words_of};
use crate::language::quotations::QuotationKind;
use crate::language::stem::content_stems;

/// Share of the shorter quotation's topic words that the other must hold.
const ALIKE: f64 = 0.5;

struct Quoted {
    document: usize,
    index: usize,
    stems: BTreeSet<String>,
    text: String,
}

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut by_speaker: BTreeMap<usize, Vec<Quoted>> = BTreeMap::new();
    for (document_index, document) in reading.documents.iter().enumerate() {
        for (index, quotation) in document.quotations.iter().enumerate() {
            let Some(speaker) =
                quotation.speaker.filter(|_| quotation.kind != QuotationKind::Scare)
            else {
                continue;
            };
            let text = words_of(document, quotation.span);
            let stems: BTreeSet<String> = content_stems(&text).into_iter().collect();
            if text.split(' ').count() >= 4 && !stems.is_empty() {
                let entity = reading.resolution.of_name[document_index][speaker];
                by_speaker.entry(entity).or_default().push(Quoted {
                    document: document_index,
                    index,
                    stems,
                    text,
                });
            }
        }
    }
    let mut found = Vec::new();
    for (speaker, quoted) in &by_speaker {
        let mut used = vec![false; quoted.len()];
        for left in 0..quoted.len() {
            if used[left] {
                continue;
            }
            let same: Vec<usize> = (left..quoted.len())
                .filter(|right| {
                    *right == left || (!used[*right] && alike(&quoted[left], &quoted[*right]))
                })
                .collect();
            let texts: BTreeSet<String> = same.iter().map(|at| normal(&quoted[*at].text)).collect();
            if same.len() < 2 || texts.len() < 2 {
                continue;
            }
            for at in same {
                used[at] = true;
                found.push(assertion(reading, *speaker, &quoted[left], &quoted[at]));
            }
        }
    }
    found
}

fn alike(left: &Quoted, right: &Quoted) -> bool {
    let shared = left.stems.intersection(&right.stems).count() as f64;
    let shorter = left.stems.len().min(right.stems.len()) as f64;
    left.document != right.document
        && shared / shorter >= ALIKE
        && opening(&left.text) == opening(&right.text)
}

/// The first word, in lower case: two wordings of one statement nearly always open alike.
fn opening(text: &str) -> String {
    text.split(' ').next().unwrap_or("").to_lowercase()
}

fn normal(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn assertion(reading: &Reading<'_>, speaker: usize, first: &Quoted, quoted: &Quoted) -> Assertion {
    let document = &reading.documents[quoted.document];
    let span = document.quotations[quoted.index].span;
    let who = reading.name(speaker);
    let topic: Vec<&str> = first.text.split(' ').take(4).collect();
    Assertion {
        document: quoted.document,
        quote: crate::ingest::events::fragment(
            document.text(),
            span,
            crate::diagnostic::Span::new(span.start, span.start + 1),
            None,
        ),
        key: ClaimKey {
            attribute: "wording",
            subject: format!("{} {}", reading.resolution.entities[speaker].id, topic.join(" ")),
        },
        question: format!("What exactly did {who} say?"),
        value: quoted.text.split(' ').take(6).collect::<Vec<_>>().join(" "),
        about: Some(speaker),
        event: None,
        unnamed: None,
    }
}
