//! Three-way merges of content files.

#[path = "merge/oracle.rs"]
pub mod oracle;

use backstory::content::lock::Base;
use backstory::ingest::merge::{Outcome, Side, merge};

use super::input::{headed, text};
use oracle::{Case, Counts, Step, check};

/// Edits of one side at most.
const MOST_STEPS: usize = 6;

/// What stands between the texts of a merge.
const BETWEEN: &str = "\n=====\n";

/// The first line is `edits`, and the bytes behind it choose a file and edits of it; or anything else,
/// and three texts follow: what the tool wrote last, what people made of it, what the tool writes now.
pub fn hold(input: &[u8]) {
    let (first, rest) = headed(input);
    if first == "edits" {
        let case = case(rest);
        if let Err(problem) = check(&case, &mut Counts::default()) {
            panic!("{case:?}: {problem}");
        }
        return;
    }
    let all = text(rest);
    let mut texts = all.splitn(3, BETWEEN);
    if let (Some(last), Some(ours), Some(theirs)) = (texts.next(), texts.next(), texts.next()) {
        free(last, ours, theirs);
    }
}

/// Eight bytes are the file's sizes, three its style, one says how many steps are a person's; four are a step.
fn case(bytes: &[u8]) -> Case {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let step = |four: &[u8]| -> Step { (four[0], four[1], four[2], four[3]) };
    let steps: Vec<Step> = bytes.get(12..).unwrap_or_default().chunks_exact(4).map(step).collect();
    let cut = usize::from(byte(11)) % (MOST_STEPS + 1);
    let (ours, theirs) = steps.split_at(cut.min(steps.len()));
    Case {
        sizes: (0..8).map(byte).collect(),
        ours: ours.to_vec(),
        theirs: theirs.iter().take(MOST_STEPS).copied().collect(),
        style: (byte(8), byte(9), byte(10)),
    }
}

/// Lines as a person sees them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Texts that nobody has shaped.
fn free(last: &str, ours: &str, theirs: &str) {
    let Some(base) = Base::of(last) else { return };
    let merged = merge(Some(ours), Some(&base), theirs, None);
    let result = merged.text.as_deref().unwrap_or(ours);
    let again = merge(Some(result), Some(&merged.base), theirs, None);
    assert!(again.text.is_none(), "twice is not once: {again:?}");
    assert_eq!(merged.text.is_some(), merged.outcome == Outcome::Updated, "{merged:?}");
    if merged.outcome == Outcome::Conflict {
        assert!(!merged.conflicts.is_empty());
        for conflict in &merged.conflicts {
            super::places::inside(ours, conflict.span, "a conflict");
        }
        for side in [Side::Ours, Side::Theirs] {
            let settled = merge(Some(ours), Some(&base), theirs, Some(side));
            assert_ne!(settled.outcome, Outcome::Conflict, "{side:?} settles nothing");
        }
    }
    if last == theirs {
        assert_eq!(merged.text, None, "nothing new, and yet written");
    }
    kept(last, ours, theirs, result);
}

/// Whatever line of running text a person wrote is in the result.
fn kept(last: &str, ours: &str, theirs: &str, result: &str) {
    let body = |text: &str| {
        let fences = backstory::content::front_matter::fences(text)?;
        text.get(fences.body_start..).map(str::to_owned)
    };
    let (Some(last), Some(ours), Some(_)) = (body(last), body(ours), body(theirs)) else { return };
    let before: Vec<&str> = lines(&last).collect();
    let there: Vec<&str> = lines(result).collect();
    for line in lines(&ours).filter(|line| !before.contains(line)) {
        assert!(there.contains(&line), "the line {line:?} is lost");
    }
}
