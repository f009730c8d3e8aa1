//! How many were in it: ballots in a box, passengers on board.

use super::frames::Frame;
use super::phrase::{Phrase, phrase_of};

/// What holds people or things.
const CONTAINERS: [&str; 16] = [
    "box",
    "crate",
    "bag",
    "van",
    "truck",
    "lorry",
    "bus",
    "container",
    "safe",
    "folder",
    "envelope",
    "warehouse",
    "tank",
    "carriage",
    "case",
    "suitcase",
];
/// What people travel in: of these a story of an accident has one.
const VESSELS: [&str; 14] = [
    "ferry",
    "ship",
    "boat",
    "vessel",
    "plane",
    "aircraft",
    "jet",
    "airliner",
    "train",
    "coach",
    "helicopter",
    "bus",
    "liner",
    "raft",
];

/// "a box with 74 ballots", "It held 47 ballots", "carrying 152 passengers", "140 passengers on
/// board".
pub(super) fn contained(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    let people = matches!(noun, "person" | "passenger" | "migrant" | "child" | "crew" | "pupil");
    let before = from.checked_sub(1)?;
    let board = (to + 1..to + 8).find(|i| {
        phrase.word(*i) == "aboard" || phrase.word(*i) == "board" && phrase.word(i - 1) == "on"
    });
    let carried = matches!(phrase.word(before), "carrying" | "carried" | "carries");
    if people && (board.is_some() || carried) {
        let words = board.filter(|i| i - to <= 4).map_or((before, to), |i| (from, i));
        return Some(Frame {
            key: format!("{noun} aboard"),
            question: format!("How many {many} were on board?"),
            words: if carried { (before, to) } else { words },
        });
    }
    let held = ["held", "contained", "holding", "containing"].contains(&phrase.word(before));
    let with = ["with", "of", "containing", "holding"].contains(&phrase.word(before));
    let beside = before.checked_sub(1).filter(|i| with && CONTAINERS.contains(&phrase.word(*i)));
    let (container, words) = if let Some(at) = beside {
        (phrase.word(at).to_owned(), (at, to))
    } else {
        let subject = before.checked_sub(1).filter(|_| held)?;
        let named = CONTAINERS.contains(&phrase.word(subject));
        let it = matches!(phrase.word(subject), "it" | "which" | "that");
        let found = if named { Some(phrase.word(subject).to_owned()) } else { None };
        (found.or_else(|| it.then(|| container_before(phrase)).flatten())?, (before, to))
    };
    (!VESSELS.contains(&container.as_str())).then(|| Frame {
        key: format!("{noun} in {container}"),
        question: format!("How many {many} were in the {container}?"),
        words,
    })
}

/// The container that the sentence before speaks of.
fn container_before(phrase: &Phrase<'_>) -> Option<String> {
    let before = phrase_of(phrase.document_index, phrase.document, phrase.index.checked_sub(1)?);
    let words = before.words.iter().map(|word| word.lower.as_str());
    words.rev().find(|word| CONTAINERS.contains(word)).map(str::to_owned)
}
