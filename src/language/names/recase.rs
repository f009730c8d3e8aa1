//! Lines written in capitals alone, read as if they were not: headlines, bylines and datelines of
//! newswire. Only ASCII letters change, so every byte keeps its place.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Passage;
use super::lexicon::{Lexicon, flag, lower_hash, word_hash};
use super::lists::{DATELINE_ENDS, well_known};
use crate::diagnostic::Span;

/// Share of a line's words, of two letters and more, that are capitals when the line shouts.
const SHOUTED: (usize, usize) = (4, 5);

/// How often a word stands in running text with a capital, without one, and in capitals alone.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    capital: u32,
    small: u32,
    upper: u32,
}

/// The text with its shouted lines and datelines in the case their words have elsewhere.
pub(super) fn recase<'text>(
    text: &'text str,
    passages: &[Passage],
    lexicon: &Lexicon,
) -> Cow<'text, str> {
    let shouted: Vec<(Span, bool)> = passages
        .iter()
        .filter_map(|passage| {
            if is_shouted(passage.span.of(text)) {
                return Some((passage.span, false));
            }
            dateline(text, passage.span).map(|span| (span, true))
        })
        .collect();
    if shouted.is_empty() {
        return Cow::Borrowed(text);
    }
    let uses = uses(text, passages);
    let mut bytes = text.as_bytes().to_vec();
    for (span, is_dateline) in shouted {
        for word in words(text, span) {
            let written = word.of(text);
            if !is_upper(written) {
                continue;
            }
            let keeps = case_of_word(written, &uses, lexicon);
            if is_dateline && keeps != Case::Capital {
                continue;
            }
            let Some(bytes) = bytes.get_mut(word.start..word.end) else { continue };
            match keeps {
                Case::Upper => {}
                Case::Capital => {
                    bytes.iter_mut().skip(1).for_each(u8::make_ascii_lowercase);
                }
                Case::Small => bytes.make_ascii_lowercase(),
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Capital,
    Small,
}

/// Words of ASCII letters, apostrophes left outside.
fn words(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let passage = within.of(text);
    let start = within.start;
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = passage.as_bytes();
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_alphabetic()) {
            at += 1;
        }
        let from = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
        }
        (at > from).then(|| Span::new(start + from, start + at))
    })
}

fn is_upper(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether nearly all words are in capitals, and one of them is longer than an abbreviation.
fn is_shouted(line: &str) -> bool {
    let (mut upper, mut all, mut long) = (0, 0, false);
    for word in words(line, Span::new(0, line.len())).map(|span| span.of(line)) {
        if word.len() < 2 {
            continue;
        }
        all += 1;
        upper += usize::from(is_upper(word));
        long |= word.len() > 4 && is_upper(word);
        // A line of prose is given up early.
        if all == 8 && upper < 4 {
            return false;
        }
    }
    long && upper * SHOUTED.1 >= all * SHOUTED.0
}

/// The place in capitals that opens a report: "ORONTO, Lor., 3 May (LPA) –".
fn dateline(text: &str, passage: Span) -> Option<Span> {
    let line = passage.of(text);
    let mut end = 0;
    let mut count = 0;
    for word in words(line, Span::new(0, line.len())).take(4) {
        let gap = line.get(end..word.start)?;
        if !is_upper(word.of(line)) || !(gap.is_empty() || count > 0 && gap == " ") {
            break;
        }
        end = word.end;
        count += 1;
    }
    let rest = line.get(end..)?.trim_start();
    let closes = DATELINE_ENDS.iter().any(|mark| rest.starts_with(mark));
    (count > 0 && end > 3 && closes).then(|| Span::new(passage.start, passage.start + end))
}

/// How the words of running text are written; a word that opens a sentence says nothing.
fn uses(text: &str, passages: &[Passage]) -> HashMap<u32, Uses> {
    let mut uses: HashMap<u32, Uses> = HashMap::new();
    for passage in passages.iter().filter(|passage| !is_shouted(passage.span.of(text))) {
        for word in words(text, passage.span).skip(1).map(|span| span.of(text)) {
            let entry = uses.entry(lower_hash(word)).or_default();
            if is_upper(word) {
                entry.upper += 1;
            } else if word.starts_with(|first: char| first.is_ascii_uppercase()) {
                entry.capital += 1;
            } else {
                entry.small += 1;
            }
        }
    }
    uses
}

fn case_of_word(word: &str, uses: &HashMap<u32, Uses>, lexicon: &Lexicon) -> Case {
    let found = uses.get(&lower_hash(word)).copied().unwrap_or_default();
    if found.capital + found.small + found.upper > 0 {
        return match found {
            _ if found.small >= found.capital.max(found.upper) => Case::Small,
            _ if found.capital >= found.upper => Case::Capital,
            _ => Case::Upper,
        };
    }
    let small = word.to_ascii_lowercase();
    let mut capital = small.clone();
    capital.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    let flags = lexicon.get(word_hash(&capital)).map_or(0, |entry| entry.flags);
    let is_word = lexicon.get(word_hash(&small)).is_some();
    if well_known(word).is_some() {
        Case::Upper
    } else if well_known(&capital).is_some() || flags & (flag::COUNTRY | flag::STATE) != 0 {
        Case::Capital
    } else if is_word && (flags & (flag::PLACE | flag::GIVEN | flag::FAMILY) == 0 || word.len() < 5)
    {
        Case::Small
    } else if word.len() < 5 {
        Case::Upper
    } else {
        Case::Capital
    }
}

#[cfg(test)]
mod tests {
    use super::super::PassageKind;
    use super::*;

    fn read(lines: &[&str]) -> String {
        let text = lines.join("\n");
        let mut start = 0;
        let passages: Vec<Passage> = lines
            .iter()
            .map(|line| {
                let span = Span::new(start, start + line.len());
                start += line.len() + 1;
                Passage { span, kind: PassageKind::Prose }
            })
            .collect();
        let recased = recase(&text, &passages, &Lexicon::default());
        assert_eq!(recased.len(), text.len());
        recased.lines().next().unwrap_or("").to_owned()
    }

    #[test]
    fn shouted_lines_take_the_case_of_the_body() {
        assert_eq!(
            read(&[
                "LINDQVIST WARNS OF LPA STRIKE",
                "When Ana Lindqvist warns of a strike, the LPA listens."
            ]),
            "Lindqvist warns of LPA strike"
        );
    }

    #[test]
    fn a_dateline_is_a_name_and_prose_stays_as_it_is() {
        assert_eq!(
            read(&["NAIROBI, May 3 – The UN met.", "It met in Nairobi."]),
            "Nairobi, May 3 – The UN met."
        );
        let prose = "The UN and NATO met the LPA in Nairobi.";
        assert_eq!(read(&[prose]), prose);
    }

    #[test]
    fn odd_lines_keep_their_length() {
        for line in ["", "ÉÉÉÉÉÉ ŁÓDŹ", "ABCDE", "A B C D E", "’S ’S", "İİİİİ ABCDEF"]
        {
            read(&[line]);
        }
    }
}
