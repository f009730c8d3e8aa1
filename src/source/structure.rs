//! Headings, lists, block quotations and embedded questions in text without markup.
//! Works on the units left after clutter is gone; knows nothing of titles and bylines.

use super::lines::Unit;
use super::{Block, BlockKind, words};
use crate::diagnostic::Span;

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

/// Structure of `units` (without clutter) of `text`.
pub fn structure(text: &str, units: &[Unit]) -> Structure {
    let shapes: Vec<Shape> = units.iter().map(|unit| shape(unit.span.of(text))).collect();
    let mut kinds: Vec<BlockKind> =
        (0..units.len()).map(|at| kind(text, units, &shapes, at)).collect();
    lists_by_shape(text, units, &shapes, &mut kinds);
    let questions = faq(text, units, &shapes, &mut kinds);
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
        && (!line.ends_with('.') || words::ends_abbreviated(line))
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

/// A pair: unit of the question, units of its answer.
struct Pair {
    question: usize,
    first: usize,
    last: usize,
}

fn faq(text: &str, units: &[Unit], shapes: &[Shape], kinds: &mut [BlockKind]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut inside = false;
    let mut at = 0;
    while at < units.len() {
        let line = units.get(at).map_or("", |unit| unit.span.of(text));
        let asks = line.ends_with('?');
        match shapes.get(at) {
            Some(Shape::Label | Shape::Asks) if is_faq_heading(line) => inside = true,
            Some(Shape::Question(_)) if answers_itself(text, units, shapes, at) => {}
            Some(Shape::Question(_)) => pairs.extend(pair(text, units, shapes, kinds, at)),
            Some(Shape::Asks | Shape::Item(_)) if inside && asks => {
                pairs.extend(pair(text, units, shapes, kinds, at));
            }
            Some(Shape::Label) if matches!(kinds.get(at), Some(BlockKind::Heading(_))) => {
                inside = false;
            }
            _ => {}
        }
        at = pairs.last().map_or(at, |pair: &Pair| pair.last.max(at)) + 1;
    }
    for pair in &pairs {
        kinds[pair.question] = BlockKind::Question;
        kinds[pair.first..=pair.last].fill(BlockKind::Answer);
    }
    pairs
}

/// Whether question and answer stand on one line.
fn answers_itself(text: &str, units: &[Unit], shapes: &[Shape], at: usize) -> bool {
    let span = units.get(at).map(|unit| unit.span);
    span.and_then(|span| both_on_one_line(text, span, shapes.get(at))).is_some()
}

/// Whether a heading announces questions and answers.
pub fn is_faq_heading(line: &str) -> bool {
    let folded = words::folded(line);
    let has = |phrase: &str| folded.contains(phrase);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "faq" || word == "faqs")
        || has("frequently asked")
        || has("q&a")
        || has("q & a")
        || has("questions and answers")
        || has("questions & answers")
        || has("your questions")
        || has("common questions")
        || has("key questions")
        || folded == "questions"
        || super::foreign::is_faq_heading(&folded)
}

/// The answer to the question at `at`: up to the next question; the last one has a single paragraph, unless it is marked.
fn pair(
    text: &str,
    units: &[Unit],
    shapes: &[Shape],
    kinds: &[BlockKind],
    at: usize,
) -> Option<Pair> {
    let is_question = |index: usize| {
        let line = units.get(index).map_or("", |unit| unit.span.of(text));
        match shapes.get(index) {
            Some(Shape::Question(_) | Shape::Asks) => true,
            Some(Shape::Item(_)) => line.ends_with('?'),
            _ => false,
        }
    };
    let mut last = at;
    let mut another = false;
    for index in at + 1..units.len().min(at + 9) {
        if is_question(index) {
            another = true;
            break;
        }
        if matches!(kinds.get(index), Some(BlockKind::Heading(_))) {
            break;
        }
        last = index;
    }
    let first = at + 1;
    if last < first {
        return None;
    }
    let last = if another { last } else { first };
    Some(Pair { question: at, first, last })
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

/// "Q: Who pays? A: The islands." on one line.
fn both_on_one_line(text: &str, unit: Span, shape: Option<&Shape>) -> Option<(Span, Span)> {
    let skip = match shape {
        Some(Shape::Question(skip)) => *skip,
        _ => return None,
    };
    let line = unit.of(text);
    let (at, mark) = ["? A: ", "? Answer: ", "? A. "]
        .iter()
        .find_map(|mark| line.find(mark).map(|at| (at, *mark)))?;
    let question = Span::new(unit.start + skip, unit.start + at + 1);
    Some((question, Span::new(unit.start + at + mark.len(), unit.end)))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn read(text: &str) -> Vec<(BlockKind, &str)> {
        let (blocks, _) = structure(text, &lines::units(text));
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
            let (_, pairs) = structure(&text, &lines::units(&text));
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(q, a)| (q.of(&text), a.of(&text))).collect();
            assert_eq!(pairs, [("Who pays?", LONG), ("Who sails?", "The crew does.")], "{text}");
        }
    }

    #[test]
    fn sentences_and_names_are_no_headings() {
        let text = format!("{LONG}\n\nA. Quill agreed.\n\n“We wait for calm”\n\n{LONG}");
        assert!(read(&text).iter().all(|block| block.0 == BlockKind::Paragraph));
    }
}
