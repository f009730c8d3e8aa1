//! Headings, lists, block quotations and embedded questions in text without markup.
//! Works on the units left after clutter is gone; knows nothing of titles and bylines.

mod faq;

use super::lines::Unit;
use super::{Block, BlockKind, metadata, words};
use crate::diagnostic::Span;
use faq::{Pair, both_on_one_line};

pub use faq::{announces_questions, is_faq_heading};

/// Blocks in reading order, and the pairs of questions and answers.
pub type Structure = (Vec<Block>, Vec<(Span, Span)>);

/// Most words of a heading.
const HEADING_WORDS: usize = 16;

/// What a unit looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Bytes to skip to the item's words.
    Item(usize),
    Quoted(usize),
    /// "Q1: …": bytes to skip.
    Question(usize),
    /// "A: …": bytes to skip.
    Answer(usize),
    /// Short, without a final stop: a heading if its place allows.
    Label,
    /// Short and ending in "?".
    Asks,
    Text,
}

/// Structure of `units` (without clutter) of `text`; `asked` when the title announces questions.
pub fn structure(text: &str, units: &[Unit], asked: bool) -> Structure {
    let shapes: Vec<Shape> = units.iter().map(|unit| shape(unit.span.of(text))).collect();
    let mut kinds: Vec<BlockKind> =
        (0..units.len()).map(|at| kind(text, units, &shapes, at)).collect();
    lists_by_shape(text, units, &shapes, &mut kinds);
    chronicles(text, units, &shapes, &mut kinds);
    let questions = faq::faq(text, units, &shapes, &mut kinds, asked);
    levels(text, units, &mut kinds);
    blocks(text, units, &shapes, &kinds, &questions)
}

/// Whether the line begins with a bullet or a number.
pub fn is_item(line: &str) -> bool {
    bullet(line).is_some()
}

fn shape(line: &str) -> Shape {
    if let Some(skip) = bullet(line) {
        return Shape::Item(skip);
    }
    if let Some(rest) = line.strip_prefix('>') {
        return Shape::Quoted(line.len() - rest.trim_start_matches(['>', ' ']).len());
    }
    if let Some(skip) = marker(line, QUESTIONS) {
        return Shape::Question(skip);
    }
    if let Some(skip) = marker(line, ANSWERS) {
        return Shape::Answer(skip);
    }
    let short = line.len() <= 240 && words::count_to(line, 30) <= 25;
    if short && line.ends_with('?') && words::starts_upper(line) {
        return Shape::Asks;
    }
    if is_label(line) { Shape::Label } else { Shape::Text }
}

/// Words that mark a question, in English as in the other languages that are read.
const QUESTIONS: &[&str] =
    &["question", "q", "Питання", "Запитання", "Вопрос", "Frage", "Pregunta", "Soru"];

/// Words that mark an answer.
#[rustfmt::skip]
const ANSWERS: &[&str] = &[
    "answer", "ans", "a", "Відповідь", "Ответ", "Antwort", "Réponse", "Respuesta", "Cevap", "Yanıt",
];

/// Bytes of the bullet or number and the white space behind it.
fn bullet(line: &str) -> Option<usize> {
    let after = line.strip_prefix([
        '•', '▪', '◦', '‣', '●', '■', '·', '–', '-', '*', '+', '→', '✓', '✔', '▸', '►', '➤',
    ]);
    if let Some(after) = after {
        let words = after.trim_start();
        let tight = line.starts_with(['•', '▪', '◦', '‣', '●', '■', '▸', '►', '➤', '✓', '✔']);
        return ((tight || words.len() < after.len()) && !words.is_empty())
            .then(|| line.len() - words.len());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let after = line.get(digits..)?.strip_prefix(['.', ')'])?;
    let words = after.trim_start();
    (words.len() < after.len() && !words.is_empty()).then(|| line.len() - words.len())
}

/// Bytes of "Q1: ", "Q. ", "Question 3 - ", "A: ".
fn marker(line: &str, names: &[&str]) -> Option<usize> {
    let name = names
        .iter()
        .find(|name| line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))?;
    let rest = line.get(name.len()..)?;
    let numbered = rest.trim_start();
    let digits = numbered.bytes().take_while(u8::is_ascii_digit).count().min(3);
    let after = if digits > 0 { numbered.get(digits..)? } else { rest };
    let marks: &[char] = if digits > 0 { &[':', '.', ')', '-', '–'] } else { &[':', '.', ')'] };
    let words = after.trim_start().strip_prefix(marks)?;
    // "A. Quill said" is a name; a letter with a full stop needs a number or a colon to be a marker.
    let dotted = after.trim_start().starts_with('.') && digits == 0 && !line.starts_with('Q');
    let body = words.trim_start();
    (!dotted && !body.is_empty() && body.len() < words.len()).then(|| line.len() - body.len())
}

/// Whether the line could be a heading: few words, a capital first, no stop at the end, no whole quotation.
fn is_label(line: &str) -> bool {
    let count = words::count_to(line, HEADING_WORDS + 1);
    let quoted = line.starts_with(['"', '“']) && line.ends_with(['"', '”']);
    (1..=HEADING_WORDS).contains(&count)
        && line.len() <= 160
        && words::starts_upper(line)
        && !quoted
        && !line.contains('\n')
        && !(line.ends_with(':') && count > 5)
        && !line.ends_with([',', ';', '-', '–', '—', '"', '”'])
        && (!line.ends_with('.') || (words::ends_abbreviated(line) && !line.ends_with(".m.")))
        && !line.starts_with(['(', '[', '—', '–', '|'])
        && line.matches(['|', '\t']).count() < 2
}

/// The kind of one unit by its shape and its neighbours; lists by shape and questions come later.
fn kind(text: &str, units: &[Unit], shapes: &[Shape], at: usize) -> BlockKind {
    match shapes.get(at) {
        Some(Shape::Item(skip)) if is_numbered_heading(text, units, shapes, at, *skip) => {
            BlockKind::Heading(2)
        }
        Some(Shape::Item(_)) => BlockKind::ListItem,
        Some(Shape::Quoted(_)) => BlockKind::Quotation,
        Some(Shape::Label) if signs_quotation(text, units, shapes, at) => BlockKind::Paragraph,
        Some(Shape::Label | Shape::Asks) if heads(text, units, shapes, at) => BlockKind::Heading(2),
        _ => BlockKind::Paragraph,
    }
}

/// A name alone below a block quotation: who said it.
fn signs_quotation(text: &str, units: &[Unit], shapes: &[Shape], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| shapes.get(above));
    let line = units.get(at).map_or("", |unit| unit.span.of(text));
    matches!(above, Some(Shape::Quoted(_))) && words::is_name_shaped(line, 4)
}

/// "3. Lights on the pier" over a paragraph, with no other item beside it, is a heading.
fn is_numbered_heading(
    text: &str,
    units: &[Unit],
    shapes: &[Shape],
    at: usize,
    skip: usize,
) -> bool {
    let line = units.get(at).map_or("", |unit| unit.span.of(text));
    let label = line.get(skip..).unwrap_or("");
    let beside = |index: Option<usize>| {
        index.is_some_and(|index| matches!(shapes.get(index), Some(Shape::Item(_))))
    };
    let below = units.get(at + 1).map_or("", |unit| unit.span.of(text));
    line.starts_with(|c: char| c.is_ascii_digit())
        && (is_label(label) || label.ends_with('?'))
        && !beside(at.checked_sub(1))
        && !beside(Some(at + 1))
        && words::count_to(below, 15) >= 12
        && words::is_prose(below)
}

/// Whether what follows is something a heading can stand over.
fn heads(text: &str, units: &[Unit], shapes: &[Shape], at: usize) -> bool {
    let line = units.get(at).map_or("", |unit| unit.span.of(text));
    let Some((next, shape)) = units.get(at + 1).zip(shapes.get(at + 1)) else { return false };
    let below = next.span.of(text);
    let length = words::count_to(line, 40);
    match shape {
        Shape::Item(_) => !line.ends_with(':') || length <= 4,
        Shape::Label | Shape::Asks | Shape::Question(_) | Shape::Quoted(_) => {
            !line.ends_with(':') || length <= 4
        }
        Shape::Answer(_) => false,
        Shape::Text => {
            let under = words::count_to(below, 40);
            (words::ends_sentence(below) || below.ends_with(':') || below.ends_with(['"', '”']))
                && (under >= 10 || under > length)
                || under >= 20
        }
    }
}

/// Short parallel lines without bullets: after a line that ends in ":", or three and more labels in a row.
fn lists_by_shape(text: &str, units: &[Unit], shapes: &[Shape], kinds: &mut [BlockKind]) {
    let mut at = 0;
    while at < units.len() {
        let from = at;
        while shapes.get(at).is_some_and(|shape| matches!(shape, Shape::Label)) {
            at += 1;
        }
        let run = at - from;
        let colon = from > 0
            && units.get(from - 1).is_some_and(|unit| unit.span.of(text).ends_with(':'))
            && !matches!(shapes.get(from - 1), Some(Shape::Label) if kinds.get(from - 1) == Some(&BlockKind::Heading(2)) && run < 2);
        let last_heads = matches!(kinds.get(at.wrapping_sub(1)), Some(BlockKind::Heading(_)))
            && at < units.len();
        let first = if colon && run >= 2 { from } else { from + 1 };
        if colon && run == 0 {
            let fragments = fragments(text, units, shapes, from);
            if fragments >= 2 {
                kinds[from..from + fragments].fill(BlockKind::ListItem);
            }
        }
        if (colon && run >= 2) || run >= 4 {
            let gap = units.get(at - 1).is_some_and(|unit| unit.gap)
                && units.get(first + 1).is_some_and(|unit| !unit.gap);
            let apart = gap || (run > 2 && differs(text, units, first, at - 1));
            let end = if last_heads && apart { at - 1 } else { at };
            kinds[first..end].fill(BlockKind::ListItem);
        }
        at = at.max(from + 1);
    }
}

/// How many lines from `from` on are short and begin in lower case: parts of the sentence above that
/// ends in a colon. One that ends with a full stop is the last.
fn fragments(text: &str, units: &[Unit], shapes: &[Shape], from: usize) -> usize {
    let mut count = 0;
    for at in from..units.len() {
        let line = units.get(at).map_or("", |unit| unit.span.of(text));
        let lower = line.chars().next().is_some_and(char::is_lowercase);
        let short = line.len() <= 160 && words::count_to(line, 16) <= 15;
        if !lower || !short || !matches!(shapes.get(at), Some(Shape::Text)) {
            break;
        }
        count += 1;
        if words::ends_sentence(line) {
            break;
        }
    }
    count
}

/// Fewest entries in a row that make a chronicle.
const CHRONICLE: usize = 3;

/// "4 June 2021: …", "14:32 BST – …": several lines in a row that begin with a date are a list.
fn chronicles(text: &str, units: &[Unit], shapes: &[Shape], kinds: &mut [BlockKind]) {
    let dated = |at: usize| {
        matches!(shapes.get(at), Some(Shape::Text | Shape::Label))
            && units.get(at).is_some_and(|unit| begins_with_date(unit.span.of(text)))
    };
    let mut at = 0;
    while at < units.len() {
        let from = at;
        while dated(at) {
            at += 1;
        }
        if at - from >= CHRONICLE {
            kinds[from..at].fill(BlockKind::ListItem);
        }
        at = at.max(from + 1);
    }
}

/// Whether a date, a weekday or a time of day stands before a colon or dash, with text behind it.
fn begins_with_date(line: &str) -> bool {
    /// Longest date in bytes: "Wednesday, 30 September 2021, 10:15 p.m. CEST".
    const LONGEST: usize = 48;
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let mut end = line.len().min(LONGEST);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = line.get(..end).unwrap_or(line);
    let mark = [": ", " – ", " — ", " - "].iter().filter_map(|mark| head.find(mark)).min();
    let date = mark.and_then(|at| head.get(..at));
    date.is_some_and(|date| {
        let bare = date.trim_matches(['(', ')', '[', ']', ' ']);
        let number = bare.len() < 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
        !number && (metadata::is_bare_date(bare) || DAYS.contains(&words::folded(bare).as_str()))
    })
}

/// Whether the last line of a run has more Title Case than the others: a heading after a list.
fn differs(text: &str, units: &[Unit], from: usize, last: usize) -> bool {
    let capitals = |at: usize| {
        let line = units.get(at).map_or("", |unit| unit.span.of(text));
        let (mut upper, mut all) = (0usize, 0usize);
        for word in line.split_whitespace().filter(|word| word.len() > 3) {
            all += 1;
            upper += usize::from(words::starts_upper(word));
        }
        (upper, all)
    };
    let (upper, all) = capitals(last);
    let (mut others_upper, mut others_all) = (0, 0);
    for at in from..last {
        let (upper, all) = capitals(at);
        others_upper += upper;
        others_all += all;
    }
    upper * 3 >= all * 2 && others_upper * 3 < others_all * 2
}

/// Level 2, and 3 below a heading that stands directly over another; back to 2 at the next such pair.
fn levels(text: &str, units: &[Unit], kinds: &mut [BlockKind]) {
    let is_heading = |kind: Option<&BlockKind>| matches!(kind, Some(BlockKind::Heading(_)));
    let mut below = false;
    for at in 0..kinds.len() {
        if !is_heading(kinds.get(at)) {
            continue;
        }
        let after_heading = at > 0 && is_heading(kinds.get(at - 1));
        let line = units.get(at).map_or("", |unit| unit.span.of(text));
        if after_heading {
            below = true;
        } else if is_heading(kinds.get(at + 1)) || is_faq_heading(line) || is_closing(line) {
            below = false;
        }
        if let Some(kind) = kinds.get_mut(at) {
            *kind = BlockKind::Heading(if below { 3 } else { 2 });
        }
    }
}

fn is_closing(line: &str) -> bool {
    let folded = words::folded(line);
    [
        "conclusion",
        "summary",
        "final thoughts",
        "looking ahead",
        "the bottom line",
        "what happens next",
        "what's next",
    ]
    .iter()
    .any(|start| folded.starts_with(start))
}

fn blocks(
    text: &str,
    units: &[Unit],
    shapes: &[Shape],
    kinds: &[BlockKind],
    pairs: &[Pair],
) -> Structure {
    let mut blocks = Vec::with_capacity(units.len());
    let mut questions = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let kind = kinds.get(at).copied().unwrap_or(BlockKind::Paragraph);
        let mut span = unit.span;
        span.start += match (shapes.get(at), kind) {
            (
                Some(Shape::Item(skip)),
                BlockKind::ListItem | BlockKind::Question | BlockKind::Answer,
            )
            | (Some(Shape::Quoted(skip)), _)
            | (Some(Shape::Question(skip)), BlockKind::Question)
            | (Some(Shape::Answer(skip)), BlockKind::Answer) => *skip,
            _ => 0,
        };
        if span.is_empty() {
            continue;
        }
        if let Some((question, answer)) = both_on_one_line(text, unit.span, shapes.get(at)) {
            blocks.push(Block { kind: BlockKind::Question, span: question });
            blocks.push(Block { kind: BlockKind::Answer, span: answer });
            questions.push((question, answer));
            continue;
        }
        blocks.push(Block { kind, span });
        let found = pairs.binary_search_by_key(&at, |pair| pair.question).ok();
        if let Some(pair) = found.and_then(|found| pairs.get(found)) {
            let start = units.get(pair.first).map_or(span.end, |unit| {
                unit.span.start
                    + match shapes.get(pair.first) {
                        Some(Shape::Answer(skip) | Shape::Item(skip)) => *skip,
                        _ => 0,
                    }
            });
            let end = units.get(pair.last).map_or(start, |unit| unit.span.end);
            questions.push((span, Span::new(start, end)));
        }
    }
    (blocks, questions)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn read(text: &str) -> Vec<(BlockKind, &str)> {
        let (blocks, _) = structure(text, &lines::units(text), false);
        blocks.iter().map(|block| (block.kind, block.span.of(text))).collect()
    }

    const LONG: &str = "The ferries to the northern islands returned on Monday after a week of storms in the strait.";

    #[test]
    fn a_heading_over_a_heading_is_its_parent() {
        let text = format!(
            "Why the Ferries Stopped\nStorm After Storm\n{LONG}\nA Broken Pier\n{LONG}\nConclusion: Calm Ahead\n{LONG}"
        );
        let levels: Vec<BlockKind> = read(&text)
            .iter()
            .map(|block| block.0)
            .filter(|kind| *kind != BlockKind::Paragraph)
            .collect();
        assert_eq!(
            levels,
            [
                BlockKind::Heading(2),
                BlockKind::Heading(3),
                BlockKind::Heading(3),
                BlockKind::Heading(2)
            ]
        );
    }

    #[test]
    fn items_lose_their_bullets_and_short_lines_after_a_colon_are_items() {
        let text = format!(
            "{LONG}\n- first ship\n• second ship\n3. third ship\nThe harbour master asked the company for these things:\nMore tugs\nNew lights\nA longer pier\n{LONG}"
        );
        let items: Vec<&str> = read(&text)
            .iter()
            .filter(|block| block.0 == BlockKind::ListItem)
            .map(|block| block.1)
            .collect();
        assert_eq!(
            items,
            ["first ship", "second ship", "third ship", "More tugs", "New lights", "A longer pier"]
        );
    }

    #[test]
    fn the_forms_of_questions_are_read() {
        for text in [
            format!(
                "FAQs\nQ1: Who pays?\n{LONG}\nQ2: Who sails?\nThe crew does.\nConclusion\n{LONG}"
            ),
            format!("Q: Who pays?\n\nA: {LONG}\n\nQ: Who sails?\n\nA: The crew does."),
            format!(
                "Frequently Asked Questions\n\nWho pays?\n\n{LONG}\n\nWho sails?\n\nThe crew does."
            ),
            format!("Q: Who pays? A: {LONG}\nQ: Who sails? A: The crew does."),
        ] {
            let (_, pairs) = structure(&text, &lines::units(&text), false);
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(q, a)| (q.of(&text), a.of(&text))).collect();
            assert_eq!(pairs, [("Who pays?", LONG), ("Who sails?", "The crew does.")], "{text}");
        }
    }

    #[test]
    fn questions_as_headings_are_a_faq_when_nothing_else_is() {
        let plain = |asks: [&str; 3], between: &str| {
            format!(
                "{LONG}\n{}\nSome 300 crews stopped work.\nMore than 40 boats lie idle.\n{}\nThe union wants 7%, from 4.5%.\n{between}{}\nUntil Sunday, the office says.\n{LONG}",
                asks[0], asks[1], asks[2]
            )
        };
        let bare = ["What happened?", "Why now?", "How long will it last?"];
        let numbered = ["1. What happened?", "2. Why now?", "3) How long will it last?"];
        for asks in [bare, numbered] {
            let text = plain(asks, "");
            let (_, pairs) = structure(&text, &lines::units(&text), false);
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(q, a)| (q.of(&text), a.of(&text))).collect();
            let expected = [
                (bare[0], "Some 300 crews stopped work.\nMore than 40 boats lie idle."),
                (bare[1], "The union wants 7%, from 4.5%."),
                (bare[2], "Until Sunday, the office says."),
            ];
            assert_eq!(pairs, expected, "{text}");
        }
        let heading = format!("A Broken Pier\n{LONG}\n");
        let text = plain(bare, &heading);
        assert!(structure(&text, &lines::units(&text), false).1.is_empty());
    }

    #[test]
    fn lines_that_begin_with_dates_are_a_list() {
        for dates in [
            ["4 June 2021: ", "Sept. 30, 2021: ", "April 2022: "],
            ["14:32 BST – ", "14:10 BST – ", "13.55 BST – "],
            ["Monday: ", "Tuesday: ", "Friday: "],
        ] {
            let entries = dates.map(|date| format!("{date}the ferries waited for calm."));
            let text = format!("{LONG}\n{}\n{LONG}", entries.join("\n"));
            let items: Vec<&str> = read(&text)
                .iter()
                .filter(|block| block.0 == BlockKind::ListItem)
                .map(|block| block.1.split(" the").next().unwrap_or_default())
                .collect();
            assert_eq!(items, dates.map(str::trim_end), "{text}");
        }
    }

    #[test]
    fn sentences_and_names_are_no_headings() {
        let text = format!("{LONG}\n\nA. Quill agreed.\n\n“We wait for calm”\n\n{LONG}");
        assert!(read(&text).iter().all(|block| block.0 == BlockKind::Paragraph));
    }
}
