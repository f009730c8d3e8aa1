//! What two versions of a text differ in, line by line, for people (unified) and for editors (spans).

use std::fmt::Write as _;
use std::ops::Range;

use crate::content::subsequence::common;
use crate::diagnostic::Span;

/// Unchanged lines shown around a change.
const AROUND: usize = 2;

/// Whole lines of `before` and what stands in their place in `after`: sorted, apart from each other,
/// and as few as possible.
pub fn changed_lines<'a>(before: &str, after: &'a str) -> Vec<(Span, &'a str)> {
    let (old, new) = (lines(before), lines(after));
    let bytes = |lines: &[&str], range: &Range<usize>| {
        let start: usize = lines.iter().take(range.start).map(|line| line.len()).sum();
        let length: usize =
            lines.iter().skip(range.start).take(range.len()).map(|line| line.len()).sum();
        Span::new(start, start + length)
    };
    changes(&old, &new)
        .iter()
        .map(|(was, is)| (bytes(&old, was), bytes(&new, is).of(after)))
        .collect()
}

/// The differences as a unified diff without its head; empty when there is none.
pub fn unified(before: &str, after: &str) -> String {
    let (old, new) = (lines(before), lines(after));
    let changes = changes(&old, &new);
    let mut out = String::new();
    let mut at = 0;
    while let Some(first) = changes.get(at) {
        // Changes that are near each other are shown together.
        let mut end = at;
        while let (Some((this, _)), Some((next, _))) = (changes.get(end), changes.get(end + 1)) {
            if next.start - this.end > 2 * AROUND {
                break;
            }
            end += 1;
        }
        let group = changes.get(at..=end).unwrap_or(&[]);
        let last = group.last().unwrap_or(first);
        let lead = first.0.start.min(AROUND);
        let trail = (old.len() - last.0.end).min(AROUND);
        let was = first.0.start - lead..last.0.end + trail;
        let is = first.1.start - lead..last.1.end + trail;
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "@@ -{},{} +{},{} @@",
            was.start + usize::from(!was.is_empty()),
            was.len(),
            is.start + usize::from(!is.is_empty()),
            is.len()
        );
        let mut from = was.start;
        for (gone, come) in group {
            put(&mut out, ' ', &old, from..gone.start);
            put(&mut out, '-', &old, gone.clone());
            put(&mut out, '+', &new, come.clone());
            from = gone.end;
        }
        put(&mut out, ' ', &old, from..was.end);
        at = end + 1;
    }
    out
}

fn put(out: &mut String, sign: char, lines: &[&str], range: Range<usize>) {
    for line in lines.get(range).unwrap_or(&[]) {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The ranges of lines that differ, in order.
fn changes(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        if x > i || y > j {
            found.push((i..x, j..y));
        }
        (i, j) = (x + 1, y + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_unified_diff_is_the_one_people_know() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
        let after = "a\nB\nc\nd\ne\nf\ng\nh\nj";
        let expected = "@@ -1,4 +1,4 @@\n a\n-b\n+B\n c\n d\n@@ -7,3 +7,3 @@\n g\n h\n-i\n+j\n\\ No newline at end of file\n";
        assert_eq!(unified(before, after), expected);
        assert_eq!(unified("", "a\n"), "@@ -0,0 +1,1 @@\n+a\n");
        assert_eq!(unified("a\n", "a\n"), "");
    }

    proptest! {
        #[test]
        fn the_changes_make_the_one_of_the_other(
            before in "([ab\u{e9}]?\r?\n){0,12}[ab]?", after in "([ab\u{e9}]?\r?\n){0,12}[ab]?",
        ) {
            let edits: Vec<(Span, String)> = changed_lines(&before, &after)
                .into_iter().map(|(span, text)| (span, text.to_owned())).collect();
            prop_assert_eq!(super::super::references::spliced(&before, &edits), after);
        }
    }
}
