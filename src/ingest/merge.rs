//! Three-way merging of one content file: what people wrote, what the tool wrote last, what it reads
//! now. A part only one side changed follows that side; a part both changed is a conflict and the
//! file stays as it is. Works on texts, so that a person's comments and formatting stay.

use super::merge_body::merge_body;
use super::merge_keys::merge_keys;
use crate::content::front_matter::fences;
use crate::content::outline::outline;
use crate::diagnostic::Span;

pub use crate::content::lock::Base;

/// Whose text stands after a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What people wrote.
    Ours,
    /// What the tool reads in the source now.
    Theirs,
}

/// What happened to one content file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Written for the first time.
    Added,
    /// Written anew; a person's edits, if any, are in it.
    Updated,
    /// Left as it was: a person's edit, a lock or a deletion stands.
    Kept,
    /// Both sides changed the same place: left as it was.
    Conflict,
    /// Nothing to do.
    Unchanged,
}

/// One place that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which part: `title`, `positions`, `body`.
    pub where_: String,
    /// What people wrote; empty when they deleted it.
    pub ours: String,
    /// What the tool reads now; empty when it is gone from the source.
    pub theirs: String,
    /// Where it stands in the file as people left it, in bytes; an empty range where they deleted it.
    pub span: Span,
    /// Whose text stands, if somebody decided.
    pub settled: Option<Side>,
}

/// Who says whose text stands at a conflict; nothing leaves it open, and with it the file.
pub type Decide<'a> = &'a mut dyn FnMut(&Conflict) -> Option<Side>;

/// The result of merging one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The file's new text; absent when the file is to be left as it is (or absent).
    pub text: Option<String>,
    /// What happened.
    pub outcome: Outcome,
    /// Places both sides changed; with a side to resolve them, those that were resolved.
    pub conflicts: Vec<Conflict>,
    /// Whether a person edited the tool's own record, the `ingest` key. It is written anew.
    pub record_edited: bool,
    /// What to remember as last written.
    pub base: Base,
}

/// Merges `fresh`, what the tool would write now, into `current`, the file as it is. `base` is what
/// the tool wrote last; `resolve` says whose text stands where both changed the same part.
/// Merging a second time changes nothing.
pub fn merge(
    current: Option<&str>,
    base: Option<&Base>,
    fresh: &str,
    resolve: Option<Side>,
) -> Merged {
    merge_asking(current, base, fresh, &mut |_| resolve)
}

/// As [`merge`], with `decide` asked at every conflict.
pub fn merge_asking(
    current: Option<&str>,
    base: Option<&Base>,
    fresh: &str,
    decide: Decide<'_>,
) -> Merged {
    let fresh_base = Base::of(fresh).unwrap_or_default();
    let leave = |outcome, base: Base| Merged {
        text: None,
        outcome,
        conflicts: Vec::new(),
        record_edited: false,
        base,
    };
    let Some(current) = current else {
        // With a base, the file was here and a person deleted it.
        return match base {
            Some(_) => leave(Outcome::Kept, fresh_base),
            None => Merged { text: Some(fresh.to_owned()), ..leave(Outcome::Added, fresh_base) },
        };
    };
    if current == fresh {
        return leave(Outcome::Unchanged, fresh_base);
    }
    if is_locked(current) {
        return leave(Outcome::Kept, base.cloned().unwrap_or(fresh_base));
    }
    let Some(base) = base else {
        // A person wrote the file before the tool had one of that name: it is no conflict, and no
        // answer to one may overwrite it.
        return leave(Outcome::Kept, fresh_base);
    };
    if is_windows(current) {
        let unix = current.replace("\r\n", "\n");
        let mut merged = merge_texts(&unix, base, fresh, fresh_base, decide);
        merged.text = merged.text.map(|text| text.replace('\n', "\r\n"));
        for conflict in &mut merged.conflicts {
            let before = |at: usize| at + unix.get(..at).unwrap_or("").matches('\n').count();
            conflict.span = Span::new(before(conflict.span.start), before(conflict.span.end));
        }
        return merged;
    }
    merge_texts(current, base, fresh, fresh_base, decide)
}

/// Whether every line of a text ends as on Windows.
fn is_windows(text: &str) -> bool {
    let lines = text.matches('\n').count();
    lines > 0 && text.matches("\r\n").count() == lines
}

fn merge_texts(
    current: &str,
    base: &Base,
    fresh: &str,
    fresh_base: Base,
    decide: Decide<'_>,
) -> Merged {
    let (Some(ours), Some(theirs)) = (fences(current), fences(fresh)) else {
        return unreadable(current, base, fresh, fresh_base, decide);
    };
    let yaml = theirs.yaml.of(fresh);
    let Some(keys) = merge_keys(ours.yaml.of(current), &base.keys, yaml, decide) else {
        return unreadable(current, base, fresh, fresh_base, decide);
    };
    let ours_body = current.get(ours.body_start..).unwrap_or("");
    let theirs_body = fresh.get(theirs.body_start..).unwrap_or("");
    let body = merge_body(ours_body, &base.body, theirs_body, decide);
    let moved = |by: usize, conflict: Conflict| Conflict {
        span: Span::new(conflict.span.start + by, conflict.span.end + by),
        ..conflict
    };
    let in_yaml = keys.conflicts.into_iter().map(|one| moved(ours.yaml.start, one));
    let in_body = body.conflicts.into_iter().map(|one| moved(ours.body_start, one));
    let conflicts: Vec<Conflict> = in_yaml.chain(in_body).collect();
    if conflicts.iter().any(|conflict| conflict.settled.is_none()) {
        return Merged {
            text: None,
            outcome: Outcome::Conflict,
            conflicts,
            record_edited: keys.record_edited,
            base: base.clone(),
        };
    }
    let text = assemble(current, ours, &keys.yaml, body.text.as_deref());
    let changed = text != current;
    let same = Base::of(current).is_some_and(|current| current == fresh_base);
    Merged {
        outcome: match (changed, same) {
            (true, _) => Outcome::Updated,
            (false, true) => Outcome::Unchanged,
            (false, false) => Outcome::Kept,
        },
        text: changed.then_some(text),
        conflicts,
        record_edited: keys.record_edited,
        base: fresh_base,
    }
}

/// A file whose front matter cannot be read or edited is one conflict as a whole.
fn unreadable(
    current: &str,
    base: &Base,
    fresh: &str,
    fresh_base: Base,
    decide: Decide<'_>,
) -> Merged {
    let span = fences(current).map_or(Span::new(0, 0), |fences| fences.yaml);
    let mut conflict = Conflict {
        where_: "front matter".to_owned(),
        ours: "front matter that cannot be read".to_owned(),
        theirs: fences(fresh).map_or("", |fences| fences.yaml.of(fresh)).trim_end().to_owned(),
        span: Span::new(span.start, span.start),
        settled: None,
    };
    conflict.settled = decide(&conflict);
    Merged {
        text: (conflict.settled == Some(Side::Theirs)).then(|| fresh.to_owned()),
        outcome: match conflict.settled {
            Some(Side::Theirs) => Outcome::Updated,
            Some(Side::Ours) => Outcome::Kept,
            None => Outcome::Conflict,
        },
        base: if conflict.settled.is_some() { fresh_base } else { base.clone() },
        conflicts: vec![conflict],
        record_edited: false,
    }
}

/// The file with its YAML and, where it changed, its body replaced.
fn assemble(
    current: &str,
    ours: crate::content::front_matter::Fences,
    yaml: &str,
    body: Option<&str>,
) -> String {
    let head = current.get(..ours.yaml.start).unwrap_or("");
    let fence = current.get(ours.yaml.end..ours.body_start).unwrap_or("");
    let old_body = current.get(ours.body_start..).unwrap_or("");
    let mut text = format!("{head}{yaml}{fence}");
    match body {
        None => text.push_str(old_body),
        Some(body) => {
            text.truncate(text.trim_end().len());
            text.push('\n');
            if !body.is_empty() {
                text.push('\n');
                text.push_str(body);
                text.push('\n');
            }
        }
    }
    text
}

/// Whether a person closed the file to the tool. Where the front matter cannot be read, a line that
/// says so is enough.
fn is_locked(text: &str) -> bool {
    let Some(yaml) = fences(text).map(|fences| fences.yaml.of(text)) else { return false };
    match outline(yaml) {
        Ok(root) => root.get("status").and_then(|status| status.text()) == Some("locked"),
        Err(_) => yaml.lines().any(|line| {
            let value = line.strip_prefix("status:").map(|value| value.split('#').next());
            value.flatten().map(|value| value.trim().trim_matches(['"', '\''])) == Some("locked")
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LAST: &str = "---\ntitle: Old\ntags:\n  - a\n  - b\nstatus: auto\n---\n\nOne.\n\nTwo.\n";

    fn base(text: &str) -> Base {
        Base::of(text).expect("a base")
    }

    /// Merges and checks that merging again changes nothing.
    fn run(current: &str, last: &str, fresh: &str) -> Merged {
        let merged = merge(Some(current), Some(&base(last)), fresh, None);
        let text = merged.text.as_deref().unwrap_or(current);
        let again = merge(Some(text), Some(&merged.base), fresh, None);
        assert_eq!(again.text, None, "merging twice: {text}");
        assert_eq!(again.base, merged.base);
        merged
    }

    #[test]
    fn each_part_follows_the_side_that_changed_it() {
        let current = LAST.replace("One.", "One, by hand.").replace("auto", "reviewed # me");
        let fresh = LAST.replace("Old", "New: better").replace("Two.", "Two, anew.");
        let fresh = fresh.replace("New: better", "\"New: better\"");
        let merged = run(&current, LAST, &fresh);
        let expected = "---\ntitle: \"New: better\"\ntags:\n  - a\n  - b\nstatus: reviewed # me\n---\n\nOne, by hand.\n\nTwo, anew.\n";
        assert_eq!((merged.outcome, merged.text.as_deref()), (Outcome::Updated, Some(expected)));
    }

    #[test]
    fn lists_are_merged_by_item_and_comments_stay() {
        let current = "---\ntitle: Old\ntags:\n    # mine\n    - b # both\n    - mine\nstatus: auto\n---\n\nOne.\n\nTwo.\n";
        let fresh = LAST.replace("  - a\n  - b\n", "  - a\n  - b\n  - new\n");
        let merged = run(current, LAST, &fresh);
        let text = merged.text.expect("a text");
        assert!(text.contains("    # mine\n    - b # both\n"), "{text}");
        assert!(text.contains("- mine\n") && text.contains("    - new\n"), "{text}");
        assert!(!text.contains("- a\n"), "{text}");
        let merged = run(
            &current.replace("\n    # mine\n    - b # both\n    - mine", " [b, mine]"),
            LAST,
            &fresh,
        );
        let text = merged.text.expect("a text");
        let root = outline(fences(&text).expect("fences").yaml.of(&text)).expect("yaml");
        let tags: Vec<_> =
            root.get("tags").expect("tags").items().iter().filter_map(|i| i.text()).collect();
        assert_eq!(tags.len(), 3, "{text}");
    }

    #[test]
    fn positions_of_a_claim_are_merged_one_by_one() {
        let claim = |positions: &str| {
            format!("---\nquestion: Q\npositions:{positions}\nstatus: auto\n---\n")
        };
        let one = "\n  - value: about 2 hours\n    article: one\n    quote: \"two: hours\"";
        let two = "\n  - value: 3 hours\n    article: two\n    quote: three";
        let three = "\n  - value: 4 hours\n    article: three\n    quote: four";
        let mine = "\n- value: 2 hours # checked\n  article: one\n  quote: 'two: hours'";
        // A person corrects the first, the tool drops the second and finds a third.
        let current = claim(&format!("{mine}{}", two.replace("\n  ", "\n")));
        let merged =
            run(&current, &claim(&format!("{one}{two}")), &claim(&format!("{one}{three}")));
        let expected = claim(&format!("{mine}{}", three.replace("\n  ", "\n")));
        assert_eq!(merged.text, Some(expected));
        // Both change the same one.
        let theirs = claim(&one.replace("about 2", "1"));
        let merged = run(&claim(mine), &claim(one), &theirs);
        assert_eq!(merged.outcome, Outcome::Conflict);
        assert_eq!(merged.conflicts[0].where_, "positions");
    }

    #[test]
    fn both_sides_changing_one_part_is_a_conflict() {
        let current = LAST.replace("Old", "Ours").replace("One.", "One, ours.");
        let fresh = LAST.replace("Old", "Theirs").replace("One.", "One, theirs.");
        let merged = run(&current, LAST, &fresh);
        assert_eq!((merged.outcome, &merged.text), (Outcome::Conflict, &None));
        let of: Vec<_> = merged
            .conflicts
            .iter()
            .map(|c| (c.where_.as_str(), c.ours.as_str(), c.theirs.as_str()))
            .collect();
        assert_eq!(of, [("title", "Ours", "Theirs"), ("body", "One, ours.", "One, theirs.")]);
        for (side, text) in [(Side::Ours, &current), (Side::Theirs, &fresh)] {
            let merged = merge(Some(&current), Some(&base(LAST)), &fresh, Some(side));
            assert_eq!(merged.text.as_ref().unwrap_or(&current), text);
            assert_eq!(merged.base, base(&fresh));
        }
    }

    /// Found by random tests: what a person took away came back with the tool's changes around it.
    #[test]
    fn what_a_person_took_away_stays_away() {
        // The tool only moved the block.
        let file = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
        let merged = run(&file("b\n\nc"), &file("a\n\nb\n\nc"), &file("b\n\na\n\nc\n\nd"));
        assert_eq!(merged.text, Some(file("b\n\nc\n\nd")));
        // A person put it elsewhere: it stands there once.
        let merged = run(&file("b\n\nc\n\na"), &file("a\n\nb\n\nc"), &file("b\n\na\n\nc\n\nd"));
        assert_eq!(merged.text.unwrap_or_default().matches('a').count(), 1);
        // The tool worded an item anew that a person had taken out.
        let current = LAST.replace("  - b\n", "");
        let merged = run(&current, LAST, &LAST.replace("- b\n", "- b, again\n"));
        assert_eq!(merged.outcome, Outcome::Conflict);
        assert_eq!(merged.conflicts[0].ours, "  - a");
        assert_eq!(merged.conflicts[0].span.of(&current), "tags:\n  - a");
    }

    #[test]
    fn a_comment_outlives_what_it_stands_beside() {
        let current = LAST.replace("- a\n", "- a # mine\n").replace("Old", "Old # too");
        let fresh = LAST.replace("  - a\n", "").replace("title: Old\n", "");
        let merged = run(&current, LAST, &fresh);
        let expected = "---\n# too\ntags:\n  # mine\n  - b\nstatus: auto\n---\n\nOne.\n\nTwo.\n";
        assert_eq!(merged.text.as_deref(), Some(expected));
    }

    #[test]
    fn a_list_from_which_both_took_something_can_be_empty() {
        let current = LAST.replace("  - a\n", "");
        let merged = run(&current, LAST, &LAST.replace("  - b\n", ""));
        let expected = LAST.replace("\n  - a\n  - b", " []");
        assert_eq!(merged.text, Some(expected));
    }

    #[test]
    fn windows_line_ends_are_no_edit_and_stay() {
        let windows = |text: &str| text.replace('\n', "\r\n");
        let last = LAST.replace("One.", "One,\nand more.");
        let fresh = last.replace("and more", "or less");
        let merged = run(&windows(&last), &last, &fresh);
        assert_eq!((merged.outcome, merged.text), (Outcome::Updated, Some(windows(&fresh))));
        let current = windows(&last.replace("One", "Mine"));
        let merged = run(&current, &last, &fresh);
        let placed = merged.conflicts[0].span.of(&current);
        assert_eq!(placed, "Mine,\r\nand more.");
    }

    #[test]
    fn a_file_is_unchanged_only_where_it_says_what_the_tool_says() {
        assert_eq!(run(LAST, LAST, LAST).outcome, Outcome::Unchanged);
        assert_eq!(run(&LAST.replace("One", "Mine"), LAST, LAST).outcome, Outcome::Kept);
        let fresh = LAST.replace("One", "New");
        assert_eq!(run(&fresh, LAST, &fresh).outcome, Outcome::Unchanged);
        assert!(!is_windows("") && !is_windows("a") && !is_windows("a\r\nb\n"));
    }

    #[test]
    fn white_space_stays_between_blocks_that_were_neighbours() {
        let of = |body: &str| format!("---\ntitle: T\n---\n\n{body}\n");
        let text =
            |current: &str, last: &str, fresh: &str| run(&of(current), &of(last), &of(fresh)).text;
        // A person's own gaps, and the tool's around what it adds.
        let merged =
            text("One.\n\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nNew.");
        assert_eq!(merged, Some(of("One.\n\n\nTwo.\n\nNew.")));
        let merged = text("One.", "One.", "One.\n\nTwo.\n\n\nThree.");
        assert_eq!(merged, Some(of("One.\n\nTwo.\n\n\nThree.")));
        // A block that went leaves no gap of two others.
        let merged = text("One.\n\n\nTwo.\n\n\nThree.", "One.\n\nTwo.\n\nThree.", "One.\n\nThree.");
        assert_eq!(merged, Some(of("One.\n\nThree.")));
        // Items of a tight list stay tight; an item and a paragraph are apart.
        let merged = text("- a\n- b\n- mine", "- a\n- b", "- a\n- b\n- new");
        assert_eq!(merged, Some(of("- a\n- b\n- mine\n- new")));
        let merged = text("- a\n- b\n\nMine.", "- a\n- b", "- a\n- b\n- new");
        assert_eq!(merged, Some(of("- a\n- b\n\nMine.\n\n- new")));
        let merged = text("- a\n\n- b\n\n- mine", "- a\n\n- b", "- a\n\n- b\n\n- new");
        assert_eq!(merged, Some(of("- a\n\n- b\n\n- mine\n\n- new")));
    }

    #[test]
    fn no_answer_overwrites_what_was_no_conflict() {
        let own = "---\ntitle: Mine\n---\n";
        let merged = merge(Some(own), None, LAST, Some(Side::Theirs));
        assert_eq!((merged.outcome, merged.text), (Outcome::Kept, None));
        let locked = "---\ntitle: a: b\nstatus: \"locked\" # closed\n---\n";
        let merged = merge(Some(locked), Some(&base(LAST)), LAST, Some(Side::Theirs));
        assert_eq!((merged.outcome, merged.text), (Outcome::Kept, None));
    }

    #[test]
    fn deleted_and_locked_files_stay_and_new_ones_are_added() {
        let of = |current: Option<&str>, last: Option<&Base>, fresh: &str| {
            let merged = merge(current, last, fresh, None);
            (merged.outcome, merged.text)
        };
        let last = base(LAST);
        assert_eq!(of(None, None, LAST), (Outcome::Added, Some(LAST.to_owned())));
        assert_eq!(of(None, Some(&last), LAST), (Outcome::Kept, None));
        assert_eq!(of(Some(LAST), Some(&last), LAST), (Outcome::Unchanged, None));
        let locked = LAST.replace("auto", "locked");
        let fresh = LAST.replace("Old", "New");
        assert_eq!(of(Some(&locked), Some(&last), &fresh), (Outcome::Kept, None));
        assert_eq!(of(Some("---\ntitle: Mine\n---\n"), None, LAST), (Outcome::Kept, None));
        let broken = "---\ntitle: a: b\n---\n";
        assert_eq!(of(Some(broken), Some(&last), &fresh), (Outcome::Conflict, None));
    }

    #[test]
    fn the_tools_own_record_is_always_the_tools() {
        let with = |hash: &str| {
            LAST.replace("status: auto", &format!("status: auto\ningest:\n  sha256: {hash}"))
        };
        let merged = run(&with("edited"), &with("one"), &with("two"));
        assert!(merged.record_edited);
        assert_eq!(merged.text, Some(with("two")));
        assert!(!run(&with("one"), &with("one"), &with("two")).record_edited);
    }

    #[test]
    fn list_items_of_a_body_are_parts_of_their_own() {
        let file = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
        let merged = run(
            &file("Intro.\n\n- one, mine\n- two"),
            &file("Intro.\n\n- one\n- two"),
            &file("Intro.\n\n- one\n- two\n- three"),
        );
        assert_eq!(merged.text, Some(file("Intro.\n\n- one, mine\n- two\n- three")));
        let merged = run(&file("One.\n\nMine."), &file("One."), &file("One.\n\nTheirs."));
        assert_eq!(merged.text, Some(file("One.\n\nMine.\n\nTheirs.")));
    }

    /// A file with these values under `k0`, `k1` … and these blocks; 0 is left out.
    fn file(keys: &[u8], list: &[u8], blocks: &[u8]) -> String {
        let mut lines = vec!["---".to_owned()];
        let keys = keys.iter().enumerate().filter(|(_, value)| **value > 0);
        lines.extend(keys.map(|(at, value)| format!("k{at}: value {value}")));
        if !list.is_empty() {
            lines.push("list:".to_owned());
        }
        lines.extend(list.iter().map(|item| format!("  - item {item}")));
        lines.push("---".to_owned());
        let blocks = blocks.iter().filter(|block| **block > 0);
        lines.extend(blocks.map(|block| format!("\nBlock {block}.")));
        lines.push(String::new());
        lines.join("\n")
    }

    type Parts = (Vec<u8>, Vec<u8>, Vec<u8>);

    fn parts() -> impl Strategy<Value = Parts> {
        let list = proptest::collection::btree_set(1_u8..7, 0..5);
        (
            proptest::collection::vec(0_u8..4, 4),
            list.prop_map(|set| set.into_iter().collect()),
            proptest::collection::vec(1_u8..30, 0..7),
        )
    }

    /// Edits: which part, where, and the new value; 0 deletes.
    fn edits(new: std::ops::Range<u8>) -> impl Strategy<Value = Vec<(u8, usize, u8)>> {
        proptest::collection::vec((0_u8..4, 0_usize..8, prop_oneof![Just(0_u8), new]), 0..4)
    }

    fn without(values: &[u8], at: usize) -> Vec<u8> {
        let gone = at % values.len().max(1);
        values.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, value)| *value).collect()
    }

    fn edited(parts: &Parts, edits: &[(u8, usize, u8)]) -> Parts {
        let (mut keys, mut list, mut blocks) = parts.clone();
        for (part, at, value) in edits {
            match part {
                0 => {
                    let at = at % keys.len();
                    keys[at] = *value;
                }
                1 if *value == 0 => list = without(&list, *at),
                1 if !list.contains(value) => list.insert(at % (list.len() + 1), *value),
                2 if *value == 0 => blocks = without(&blocks, *at),
                2 => blocks.insert(at % (blocks.len() + 1), *value),
                _ => {
                    let at = at % (blocks.len() + 1);
                    if let Some(block) = blocks.get_mut(at).filter(|_| *value > 0) {
                        *block = *value;
                    }
                }
            }
        }
        (keys, list, blocks)
    }

    /// How many of the cases end without a conflict: the properties below must not hold only
    /// because every case is a conflict.
    #[test]
    fn most_random_merges_are_no_conflicts() {
        use proptest::strategy::ValueTree as _;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let (mut merged, mut all) = (0, 0);
        for _ in 0..300 {
            let all_parts = (parts(), edits(50..70), edits(80..99));
            let (last, ours, theirs) = all_parts.new_tree(&mut runner).expect("a case").current();
            let of = |parts: &Parts| file(&parts.0, &parts.1, &parts.2);
            let (ours, theirs) = (of(&edited(&last, &ours)), of(&edited(&last, &theirs)));
            let outcome = merge(Some(&ours), Some(&base(&of(&last))), &theirs, None).outcome;
            all += 1;
            merged += usize::from(outcome == Outcome::Updated);
        }
        assert!(merged * 3 > all, "{merged} of {all}");
    }

    proptest! {
        #[test]
        fn no_edit_is_lost_and_merging_twice_is_merging_once(
            last in parts(), our_edits in edits(50..70), their_edits in edits(80..99),
        ) {
            let (ours, theirs) = (edited(&last, &our_edits), edited(&last, &their_edits));
            let [last_text, ours_text, theirs_text] =
                [&last, &ours, &theirs].map(|(keys, list, blocks)| file(keys, list, blocks));
            let merged = merge(Some(&ours_text), Some(&base(&last_text)), &theirs_text, None);
            let result = merged.text.as_deref().unwrap_or(&ours_text);
            let read = base(result);
            let (was, mine, new) = (base(&last_text), base(&ours_text), base(&theirs_text));
            for key in ["k0", "k1", "k2", "k3"] {
                let (was, mine, new) = (was.keys.get(key), mine.keys.get(key), new.keys.get(key));
                if was != mine {
                    prop_assert_eq!(read.keys.get(key), mine, "an edit of {} is lost", key);
                } else if merged.outcome != Outcome::Conflict {
                    prop_assert_eq!(read.keys.get(key), new, "{} does not follow", key);
                }
            }
            for item in ours.1.iter().filter(|item| !last.1.contains(item)) {
                let item = format!("item {item}\n");
                prop_assert!(result.contains(&item), "{} is lost in {}", item, result);
            }
            for block in mine.body.iter().filter(|block| !was.body.contains(block)) {
                prop_assert!(read.body.contains(block), "a block is lost: {}", result);
            }
            let unique = |block: &String| was.body.iter().filter(|other| *other == block).count() == 1;
            if merged.outcome != Outcome::Conflict {
                for block in was.body.iter().filter(|block| unique(block)) {
                    let kept = mine.body.contains(block) && new.body.contains(block);
                    prop_assert_eq!(read.body.contains(block), kept, "a deletion is lost: {}", result);
                }
                for block in new.body.iter().filter(|block| !was.body.contains(block)) {
                    prop_assert!(read.body.contains(block), "news is lost: {}", result);
                }
                for item in last.1.iter().filter(|item| !ours.1.contains(item)) {
                    let item = format!("item {item}\n");
                    prop_assert!(!result.contains(&item), "a deletion is lost: {}", result);
                }
            }
            let again = merge(Some(result), Some(&merged.base), &theirs_text, None);
            prop_assert_eq!(again.text, None);
            prop_assert_eq!(again.base, merged.base);
        }

        #[test]
        fn an_untouched_file_follows_the_tool(last in parts(), theirs in parts()) {
            let (last, theirs) = (file(&last.0, &last.1, &last.2), file(&theirs.0, &theirs.1, &theirs.2));
            let merged = merge(Some(&last), Some(&base(&last)), &theirs, None);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(base(merged.text.as_deref().unwrap_or(&last)), base(&theirs));
        }

        #[test]
        fn any_text_is_survived(current in "(---\\n)?[\\PC\\n\\-: ]{0,120}(\\n---\\n)?[\\PC\\n]{0,60}") {
            let fresh = LAST.replace("Old", "New");
            let _ = merge(Some(&current), Some(&base(LAST)), &fresh, None);
            let _ = merge(Some(&current), Some(&base(LAST)), &fresh, Some(Side::Theirs));
        }
    }
}
