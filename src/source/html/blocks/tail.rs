//! What stands below an article and is about its author. Looks at whole blocks, and at the end of the article only.

use super::super::super::{BlockKind, words};
use super::Piece;

/// Part of the article's words, in per cent, that may stand below the name of the author and go with it.
const MOST_BELOW: usize = 25;
/// Blocks at the end among which a paragraph about the author is looked for.
const LAST: usize = 4;

/// Without the box about the author at the end: from the author's name or a heading over it on, and paragraphs that
/// begin "Marta Quill is …".
pub(super) fn without_author(pieces: &mut Vec<Piece>, byline: &str) {
    let names: Vec<String> = byline
        .split([',', '&', ';'])
        .flat_map(|part| part.split(" and "))
        .map(words::folded)
        .filter(|name| words::count_to(name, 2) >= 2)
        .collect();
    let all: usize = pieces.iter().map(|piece| piece.words.len()).sum();
    let mut below = 0;
    let mut cut = None;
    for (at, piece) in pieces.iter().enumerate().rev() {
        below += piece.words.len();
        if below * 100 > all * MOST_BELOW {
            break;
        }
        if opens_author(&piece.words, &names) {
            cut = Some(at);
        }
    }
    if let Some(cut) = cut {
        pieces.truncate(cut);
    }
    pieces.retain(|piece| !announces_author(&piece.words));
    let from = pieces.len().saturating_sub(LAST);
    let mut at = 0;
    pieces.retain(|piece| {
        at += 1;
        at <= from || piece.kind != BlockKind::Paragraph || !tells_of_author(&piece.words, &names)
    });
}

/// Without the list of sources at the very end.
pub(super) fn without_references(pieces: &mut Vec<Piece>) {
    const HEADINGS: [&str; 8] = [
        "references",
        "sources",
        "article sources",
        "citations",
        "bibliography",
        "works cited",
        "sources and references",
        "references and sources",
    ];
    let all: usize = pieces.iter().map(|piece| piece.words.len()).sum();
    let mut below = 0;
    for (at, piece) in pieces.iter().enumerate().rev() {
        below += piece.words.len();
        if below * 100 > all * MOST_BELOW {
            return;
        }
        if piece.words.len() < 40 && HEADINGS.contains(&words::folded(&piece.words).as_str()) {
            return pieces.truncate(at);
        }
    }
}

/// Whether a line is a heading over what is said of the author.
pub(super) fn announces_author(line: &str) -> bool {
    const HEADINGS: [&str; 7] = [
        "about the author",
        "about the authors",
        "about the writer",
        "about author",
        "meet the author",
        "author bio",
        "author",
    ];
    line.len() <= 40 && HEADINGS.contains(&words::folded(line).as_str())
}

/// The author's name alone, or a heading over what is said of the author.
fn opens_author(line: &str, names: &[String]) -> bool {
    if line.len() > 80 {
        return false;
    }
    let folded = words::folded(line);
    let bare = ["about ", "by ", "written by "].iter().find_map(|start| folded.strip_prefix(start));
    announces_author(line)
        || names.iter().any(|name| *name == folded || bare == Some(name.as_str()))
}

/// "Marta Quill is a reporter in the islands": what a signature says of its author.
fn tells_of_author(line: &str, names: &[String]) -> bool {
    let folded = words::folded(line);
    names.iter().any(|name| {
        let rest = folded.strip_prefix(name.as_str()).unwrap_or("");
        let rest = rest
            .strip_prefix(", ")
            .map_or(rest, |rest| rest.split_once(',').map_or("", |rest| rest.1));
        [" is ", " was ", " has ", " writes ", " covers ", " reports ", " joined "]
            .iter()
            .any(|verb| rest.starts_with(verb))
    })
}
