//! Three-way merging of a Markdown body, block by block.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::{Conflict, Decide, Side};
use crate::content::lock::{block_hash, blocks, is_list_item};
use crate::content::subsequence::common;
use crate::diagnostic::Span;

/// The merged body.
pub(super) struct MergedBody {
    /// The new body without white space around it; absent when it stays as it is.
    pub(super) text: Option<String>,
    pub(super) conflicts: Vec<Conflict>,
}

/// A body cut into blocks.
struct Side3<'a> {
    body: &'a str,
    blocks: Vec<Span>,
    hashes: Vec<String>,
}

impl<'a> Side3<'a> {
    fn of(body: &'a str) -> Self {
        let blocks = blocks(body);
        let hashes = blocks.iter().map(|block| block_hash(block.of(body))).collect();
        Self { body, blocks, hashes }
    }

    fn text(&self, range: &std::ops::Range<usize>) -> String {
        match (self.blocks.get(range.start), self.blocks.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !range.is_empty() => {
                Span::new(first.start, last.end).of(self.body).to_owned()
            }
            _ => String::new(),
        }
    }
}

impl Side3<'_> {
    /// The tool's side without blocks that it only moved and that a person deleted, or put somewhere
    /// else: they are not news.
    fn without_settled(self, base: &[String], ours: &[String], to_ours: &[Option<usize>]) -> Self {
        let partners: BTreeSet<usize> = matches(base, &self.hashes).into_iter().flatten().collect();
        let in_place: BTreeSet<usize> = to_ours.iter().flatten().copied().collect();
        let [was, mine, new] = [base, ours, &self.hashes].map(|hashes| {
            let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
            for hash in hashes {
                *counts.entry(hash).or_default() += 1;
            }
            counts
        });
        let elsewhere: BTreeSet<&String> = ours
            .iter()
            .enumerate()
            .filter(|(at, _)| !in_place.contains(at))
            .map(|(_, hash)| hash)
            .collect();
        let is_settled = |at: usize, hash: &String| {
            let [was, mine, new] =
                [&was, &mine, &new].map(|counts| counts.get(hash).copied().unwrap_or(0));
            let moved = !partners.contains(&at) && was > 0 && new <= was;
            moved && (mine < was || elsewhere.contains(hash))
        };
        let kept: Vec<bool> =
            self.hashes.iter().enumerate().map(|(at, hash)| !is_settled(at, hash)).collect();
        let mut is_kept = kept.iter().copied();
        let mut is_kept_too = kept.iter().copied();
        let blocks = self.blocks.into_iter().filter(|_| is_kept.next().unwrap_or(true)).collect();
        let hashes =
            self.hashes.into_iter().filter(|_| is_kept_too.next().unwrap_or(true)).collect();
        Self { body: self.body, blocks, hashes }
    }

    /// The bytes of some blocks; of none, the place between their neighbours.
    fn place(&self, range: &std::ops::Range<usize>) -> Span {
        let start = self.blocks.get(range.start).map(|block| block.start);
        let before = range.start.checked_sub(1).and_then(|at| self.blocks.get(at));
        let start = match (range.is_empty(), start) {
            (false, Some(start)) => start,
            (_, start) => before.map_or(start.unwrap_or(0), |block| block.end),
        };
        let last = range.end.checked_sub(1).and_then(|at| self.blocks.get(at));
        Span::new(start, last.filter(|_| !range.is_empty()).map_or(start, |block| block.end))
    }
}

/// A block of the result: of our body or of theirs, by its position there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Ours(usize),
    Theirs(usize),
}

/// Merges `theirs` into `ours`; `base` are the hashes of the blocks last written.
pub(super) fn merge_body(
    ours: &str,
    base: &[String],
    theirs: &str,
    decide: Decide<'_>,
) -> MergedBody {
    let (ours, theirs) = (Side3::of(ours), Side3::of(theirs));
    let to_ours = matches(base, &ours.hashes);
    let theirs = theirs.without_settled(base, &ours.hashes, &to_ours);
    let to_theirs = matches(base, &theirs.hashes);
    let mut pieces = Vec::new();
    let mut conflicts = Vec::new();
    let (mut b, mut o, mut t) = (0, 0, 0);
    loop {
        // The next block that all three share.
        let shared = (b..base.len()).find_map(|at| {
            let (ours, theirs) = (to_ours.get(at)?.as_ref()?, to_theirs.get(at)?.as_ref()?);
            Some((at, *ours, *theirs))
        });
        let (next_b, next_o, next_t) =
            shared.unwrap_or((base.len(), ours.hashes.len(), theirs.hashes.len()));
        let chunk = Chunk { base: b..next_b, ours: o..next_o, theirs: t..next_t };
        merge_chunk(&chunk, base, &ours, &theirs, decide, &mut pieces, &mut conflicts);
        if shared.is_none() {
            break;
        }
        pieces.push(Piece::Ours(next_o));
        (b, o, t) = (next_b + 1, next_o + 1, next_t + 1);
    }
    let same = pieces.len() == ours.blocks.len()
        && pieces.iter().enumerate().all(|(at, piece)| *piece == Piece::Ours(at));
    let text = (!same).then(|| join(&pieces, &ours, &theirs));
    MergedBody { text, conflicts }
}

/// A part in which not all three sides are alike.
struct Chunk {
    base: std::ops::Range<usize>,
    ours: std::ops::Range<usize>,
    theirs: std::ops::Range<usize>,
}

fn merge_chunk(
    chunk: &Chunk,
    base: &[String],
    ours: &Side3<'_>,
    theirs: &Side3<'_>,
    decide: Decide<'_>,
    pieces: &mut Vec<Piece>,
    conflicts: &mut Vec<Conflict>,
) {
    let was = base.get(chunk.base.clone()).unwrap_or(&[]);
    let mine = ours.hashes.get(chunk.ours.clone()).unwrap_or(&[]);
    let new = theirs.hashes.get(chunk.theirs.clone()).unwrap_or(&[]);
    let take_ours = || chunk.ours.clone().map(Piece::Ours);
    let take_theirs = || chunk.theirs.clone().map(Piece::Theirs);
    if new == was || mine == new {
        pieces.extend(take_ours());
    } else if mine == was {
        pieces.extend(take_theirs());
    } else if was.is_empty() {
        // Both only added: nothing is lost when both stand, ours first, each text once.
        pieces.extend(take_ours());
        let added = chunk.theirs.clone().zip(new).filter(|(_, hash)| !mine.contains(hash));
        pieces.extend(added.map(|(at, _)| Piece::Theirs(at)));
    } else if was.len() > 1 && was.len() == mine.len() && was.len() == new.len() {
        // As many blocks on every side: each is an edit of its own.
        for at in 0..was.len() {
            let one = |range: &std::ops::Range<usize>| range.start + at..range.start + at + 1;
            let single = Chunk {
                base: one(&chunk.base),
                ours: one(&chunk.ours),
                theirs: one(&chunk.theirs),
            };
            merge_chunk(&single, base, ours, theirs, decide, pieces, conflicts);
        }
    } else {
        let mut conflict = Conflict {
            where_: "body".to_owned(),
            ours: ours.text(&chunk.ours),
            theirs: theirs.text(&chunk.theirs),
            span: ours.place(&chunk.ours),
            settled: None,
        };
        conflict.settled = decide(&conflict);
        match conflict.settled {
            Some(Side::Theirs) => pieces.extend(take_theirs()),
            _ => pieces.extend(take_ours()),
        }
        conflicts.push(conflict);
    }
}

/// Puts blocks together. Between neighbours the white space they had stays; where blocks meet that
/// were no neighbours, a blank line separates them, or a line end the items of a list.
fn join(pieces: &[Piece], ours: &Side3<'_>, theirs: &Side3<'_>) -> String {
    let mut text = String::new();
    let mut last: Option<Piece> = None;
    for piece in pieces {
        let (side, at) = match *piece {
            Piece::Ours(at) => (ours, at),
            Piece::Theirs(at) => (theirs, at),
        };
        let Some(block) = side.blocks.get(at) else { continue };
        if let Some(before) = last {
            let neighbours = match (before, *piece) {
                (Piece::Ours(a), Piece::Ours(b)) | (Piece::Theirs(a), Piece::Theirs(b)) => {
                    a + 1 == b
                }
                _ => false,
            };
            let gap = side.blocks.get(at.wrapping_sub(1)).filter(|_| neighbours);
            let gap = gap.and_then(|before| side.body.get(before.end..block.start));
            match gap.filter(|gap| gap.trim().is_empty()) {
                Some(gap) => text.push_str(gap),
                None => text.push_str(separator(before, *piece, ours, theirs)),
            }
        }
        text.push_str(block.of(side.body));
        last = Some(*piece);
    }
    text
}

/// What separates two blocks that were no neighbours: items of one tight list stay tight.
fn separator(left: Piece, right: Piece, ours: &Side3<'_>, theirs: &Side3<'_>) -> &'static str {
    let tight = |piece: Piece| {
        let (side, at) = match piece {
            Piece::Ours(at) => (ours, at),
            Piece::Theirs(at) => (theirs, at),
        };
        let item = |at: usize| side.blocks.get(at).is_some_and(|b| is_list_item(b.of(side.body)));
        let touches = |a: usize, b: usize| match (side.blocks.get(a), side.blocks.get(b)) {
            (Some(a), Some(b)) => !side.body.get(a.end..b.start).unwrap_or("").contains("\n\n"),
            _ => false,
        };
        item(at) && (touches(at, at + 1) || at.checked_sub(1).is_some_and(|a| touches(a, at)))
    };
    if tight(left) && tight(right) { "\n" } else { "\n\n" }
}

/// For each block of `base` its partner in `other`: a longest common subsequence.
fn matches(base: &[String], other: &[String]) -> Vec<Option<usize>> {
    let mut found = vec![None; base.len()];
    for (at, partner) in common(base, other) {
        found[at] = Some(partner);
    }
    found
}
