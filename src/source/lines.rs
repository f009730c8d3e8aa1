//! Plain text to units: one line each, or one paragraph each where the lines are wrapped by width.
//! Knows nothing of what the words mean.

use crate::diagnostic::Span;

/// A line, or a paragraph wrapped over several lines, without outer white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Bytes in the text.
    pub span: Span,
    /// Whether an empty line (or the start of the text) stands before it.
    pub gap: bool,
}

/// Longest line, in characters, of a text wrapped by width.
const WRAP_WIDTH: usize = 120;

/// The units of `text` in order; empty lines are none.
pub fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    if is_wrapped(text, &lines) { joined(text, &lines) } else { lines }
}

fn lines(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut gap = true;
    let mut start = 0;
    for line in text.split(['\n', '\r']) {
        let trimmed = line.trim_start_matches(is_blank);
        let from = start + line.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(is_blank);
        if trimmed.is_empty() {
            // The empty piece between CR and LF is no empty line.
            let inside_crlf = line.is_empty()
                && start > 0
                && text.as_bytes().get(start - 1) == Some(&b'\r')
                && text.as_bytes().get(start) == Some(&b'\n');
            gap |= !inside_crlf;
        } else {
            let marks = emphasis(trimmed);
            let span = Span::new(from + marks, from + trimmed.len() - marks);
            units.push(Unit { span, gap });
            gap = false;
        }
        start += line.len() + 1;
    }
    units
}

/// Length of the emphasis marks around a whole line, as scrapes leave them: "**Who pays?**".
fn emphasis(line: &str) -> usize {
    let marked = ["**", "__"].iter().any(|mark| {
        let inside = line.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inside.is_some_and(|inside| {
            inside.starts_with(char::is_alphanumeric) && !inside.contains(mark)
        })
    });
    if marked { 2 } else { 0 }
}

/// White space, and the marks without width that scrapes leave at line ends.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{ad}'
        )
}

/// Whether lines break by width: most lines with a neighbour below are of middling length and end inside a sentence.
fn is_wrapped(text: &str, lines: &[Unit]) -> bool {
    let (mut pairs, mut broken) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let [upper, lower] = pair else { continue };
        if upper.span.len() > WRAP_WIDTH * 4 {
            return false;
        }
        if lower.gap {
            continue;
        }
        let words = upper.span.of(text);
        let length = words.chars().count();
        if length > WRAP_WIDTH {
            return false;
        }
        pairs += 1;
        let open = !words.ends_with(['.', '!', '?', ':', '"', '”']);
        broken += usize::from((40..=WRAP_WIDTH).contains(&length) && open);
    }
    pairs >= 5 && broken * 10 >= pairs * 6
}

fn joined(text: &str, lines: &[Unit]) -> Vec<Unit> {
    let width = lines.iter().map(|line| line.span.of(text).chars().count()).max().unwrap_or(0);
    let mut units: Vec<Unit> = Vec::new();
    let mut full = false;
    for line in lines {
        let words = line.span.of(text);
        match units.last_mut() {
            Some(last) if full && !line.gap && !starts_item(words) => last.span.end = line.span.end,
            _ => units.push(*line),
        }
        full = words.chars().count() * 10 >= width * 7;
    }
    units
}

fn starts_item(words: &str) -> bool {
    words.starts_with(['•', '*', '>', '▪', '◦', '‣']) || words.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        units(text).iter().map(|unit| unit.span.of(text)).collect()
    }

    #[test]
    fn every_kind_of_line_end_separates_and_empty_lines_are_gaps() {
        assert_eq!(read("one\r\ntwo\rthree\n\n four \u{a0}"), ["one", "two", "three", "four"]);
        let gaps: Vec<bool> = units("one\r\ntwo\n\nthree").iter().map(|unit| unit.gap).collect();
        assert_eq!(gaps, [true, false, true]);
        assert_eq!(read("**Who pays?**\n**Some** text**"), ["Who pays?", "**Some** text**"]);
        assert!(units("").is_empty() && units(" \n\n").is_empty());
    }

    #[test]
    fn text_wrapped_by_width_becomes_paragraphs() {
        let line = "The ferry to the northern islands was late again on";
        let text = format!("{line}\n{line}\n{line}\n{line}\n{line}\n{line}\nMonday.\n\nShort one.");
        assert_eq!(units(&text).len(), 2);
    }
}
