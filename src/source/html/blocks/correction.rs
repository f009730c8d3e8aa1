//! Notes that say what was corrected: they are the article's, wherever the page puts them.

use super::super::super::{clutter, words};
use super::super::is_one_of;
use super::super::page::{NodeId, Page};

/// Most notes taken, and their longest in bytes.
const MOST: usize = 4;
const LONGEST: usize = 2000;

/// The words of the notes that the page marks as corrections, with the element of each, in page order.
pub(super) fn corrections(page: &Page) -> Vec<(NodeId, String)> {
    const NAMES: [&str; 6] =
        ["correction", "corrections", "clarification", "clarifications", "amendment", "erratum"];
    let mut notes = Vec::new();
    let mut id = page.inside(0, "body").next().unwrap_or(0);
    while id < page.nodes.len() && notes.len() < MOST {
        let length = page.letters(id);
        let is_note = (30..=LONGEST).contains(&length)
            && !matches!(page.name(id), "a" | "nav" | "form")
            && page.hint_words(id).any(|word| is_one_of(word, &NAMES));
        if is_note {
            let text = page.words(id, LONGEST * 2);
            if words::is_prose(&text) && clutter::classify(&text).is_none() {
                notes.push((id, text));
            }
            id = page.end(id);
        } else {
            id += 1;
        }
    }
    notes
}
