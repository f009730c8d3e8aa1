//! One statement in two wordings: quotations of one speaker that say nearly the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assertion, ClaimKey, Reading, words_of};
use crate::diagnostic::Span;
use crate::language::quotations::QuotationKind;
use crate::language::stem::{content_stems, is_stop_word};

/// Share of the shorter quotation's topic words that the other must hold.
const ALIKE: f64 = 0.5;

/// Most words shown of a statement.
const LONGEST: usize = 14;

struct Quoted {
    document: usize,
    index: usize,
    stems: BTreeSet<String>,
    text: String,
}

pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    // Only what opens alike is compared.
    let mut by_opening: BTreeMap<(usize, String), Vec<Quoted>> = BTreeMap::new();
    for (document_index, document) in reading.documents.iter().enumerate() {
        if !document.tongue.is_english() {
            continue;
        }
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
                let opening = opening(&text);
                let quoted = Quoted { document: document_index, index, stems, text };
                by_opening.entry((entity, opening)).or_default().push(quoted);
            }
        }
    }
    let mut found = Vec::new();
    for ((speaker, _), quoted) in &by_opening {
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
            let texts: Vec<&str> = same.iter().map(|at| quoted[*at].text.as_str()).collect();
            let length = telling_length(&texts);
            for at in same {
                used[at] = true;
                found.push(assertion(reading, *speaker, (&quoted[left], length), &quoted[at]));
            }
        }
    }
    found
}

fn alike(left: &Quoted, right: &Quoted) -> bool {
    let shared = left.stems.intersection(&right.stems).count() as f64;
    let shorter = left.stems.len().min(right.stems.len()) as f64;
    // The same words the other way round say something else.
    let order = |quoted: &Quoted| {
        let mut seen = content_stems(&quoted.text);
        seen.retain(|stem| left.stems.contains(stem) && right.stems.contains(stem));
        seen.into_iter().next()
    };
    if order(left) != order(right) {
        return false;
    }
    left.document != right.document && shared / shorter >= ALIKE
}

/// How many first words show where the wordings part: up to two words behind the first difference.
fn telling_length(texts: &[&str]) -> usize {
    let plain = |text: &str, at: usize| text.split(' ').nth(at).map(normal).unwrap_or_default();
    let apart =
        (0..LONGEST).find(|at| texts.iter().any(|text| plain(text, *at) != plain(texts[0], *at)));
    apart.map_or(LONGEST, |at| (at + 3).min(LONGEST))
}

/// `length`, or a little more where a clause ends soon: a statement is not cut for one word.
fn rounded(text: &str, length: usize) -> usize {
    let ends = |word: &str| word.ends_with([',', '.', ';', '!', '?', '”', '"', '’']);
    let words = text.split_whitespace().enumerate().skip(length.saturating_sub(1)).take(5);
    let all = text.split_whitespace().count();
    let end = words.filter(|(at, word)| ends(word) || at + 1 == all).map(|(at, _)| at + 1).next();
    // Nor does it end in a word that leans on the next one.
    let leans = |at: usize| {
        let word = text.split_whitespace().nth(at - 1).unwrap_or("").to_lowercase();
        at < all && is_stop_word(&word)
    };
    let length = length.max(1);
    end.unwrap_or_else(|| (length..length + 2).find(|at| !leans(*at)).unwrap_or(length).min(all))
}

/// The first `length` words of a statement as a value: no marks at its end.
fn shown(text: &str, length: usize) -> String {
    let words: Vec<&str> = text.split(' ').take(rounded(text, length)).collect();
    words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The bytes of the first `length` words of a quotation, inside its marks.
fn first_words(text: &str, span: Span, length: usize) -> Span {
    let inside = span.of(text);
    let opens = inside.len() - inside.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let start = span.start + opens;
    let length = rounded(&inside[opens..], length);
    let words = inside[opens..].split_inclusive(char::is_whitespace).take(length);
    let end = start + words.map(str::len).sum::<usize>();
    let end = start + text[start..end].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    Span::new(start, end)
}

/// The first word, in lower case: two wordings of one statement nearly always open alike.
fn opening(text: &str) -> String {
    text.split(' ').next().unwrap_or("").to_lowercase()
}

fn normal(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn assertion(
    reading: &Reading<'_>,
    speaker: usize,
    (first, length): (&Quoted, usize),
    quoted: &Quoted,
) -> Assertion {
    let document = &reading.documents[quoted.document];
    let span = document.quotations[quoted.index].span;
    let who = reading.name(speaker);
    let topic: Vec<&str> = first.text.split(' ').take(4).collect();
    let opening = topic.join(" ");
    let opening = opening.trim_end_matches(|c: char| !c.is_alphanumeric());
    Assertion {
        document: quoted.document,
        quote: first_words(document.text(), span, length),
        key: ClaimKey {
            attribute: "wording",
            subject: format!("{} {}", reading.resolution.entities[speaker].id, opening),
        },
        question: format!("What exactly did {who} say: “{opening} …”?"),
        value: shown(&quoted.text, length),
        about: Some(speaker),
        event: None,
        unnamed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_shown_up_to_where_it_parts_from_the_other() {
        let (left, right) = ("We will build the bridge twice,", "We shall build the bridge");
        let length = telling_length(&[left, right]);
        assert_eq!(shown(left, length), "We will build the bridge twice");
        assert_eq!(shown(right, length), "We shall build the bridge");
        let text = "He said: “Go, go now.” Then";
        let span = Span::new(text.find('“').expect("a mark"), text.find(" Then").expect("an end"));
        assert_eq!(first_words(text, span, 9).of(text), "Go, go now");
    }
}
