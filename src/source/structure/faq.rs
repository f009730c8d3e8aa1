//! Questions with their answers in text without markup: marked ("Q1:", "A:"), below a heading that
//! announces them, or as the headings of an explainer.

use super::Shape;
use crate::diagnostic::Span;
use crate::source::lines::Unit;
use crate::source::{BlockKind, words};

/// A pair: unit of the question, units of its answer.
pub(super) struct Pair {
    /// Unit of the question.
    pub question: usize,
    /// First unit of the answer.
    pub first: usize,
    /// Last unit of the answer.
    pub last: usize,
}

/// The pairs among the units, whose kinds are set; `asked` when the title announces questions.
pub(super) fn faq(
    text: &str,
    units: &[Unit],
    shapes: &[Shape],
    kinds: &mut [BlockKind],
    asked: bool,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut inside = false;
    let mut at = 0;
    let unmarked = unmarked(text, units, shapes, kinds, asked);
    for at in &unmarked {
        // A short answer looks like a heading of its own.
        if let (Some(Shape::Label), Some(kind)) = (shapes.get(at + 1), kinds.get_mut(at + 1)) {
            *kind = BlockKind::Paragraph;
        }
    }
    while at < units.len() {
        let line = units.get(at).map_or("", |unit| unit.span.of(text));
        let asks = line.ends_with('?');
        match shapes.get(at) {
            Some(Shape::Label | Shape::Asks) if is_faq_heading(line) => inside = true,
            Some(Shape::Question(_)) if answers_itself(text, units, shapes, at) => {}
            Some(Shape::Question(_)) => pairs.extend(pair(text, units, shapes, kinds, at)),
            Some(Shape::Asks | Shape::Item(_)) if unmarked.binary_search(&at).is_ok() => {
                pairs.extend(pair(text, units, shapes, kinds, at));
            }
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

/// Fewest questions without a mark that make a FAQ when nothing announces it.
const UNANNOUNCED: usize = 3;

/// Questions that stand as headings over their answers ("What happened?", "2. Who pays?"): several,
/// announced or else the only headings there are, with no other heading among them.
fn unmarked(
    text: &str,
    units: &[Unit],
    shapes: &[Shape],
    kinds: &[BlockKind],
    asked: bool,
) -> Vec<usize> {
    let line = |at: usize| units.get(at).map_or("", |unit| unit.span.of(text));
    let is_ask = |at: usize| match shapes.get(at) {
        Some(Shape::Asks) => true,
        Some(Shape::Item(_)) => {
            line(at).ends_with('?') && line(at).starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    };
    let answered = |at: usize| matches!(shapes.get(at + 1), Some(Shape::Text | Shape::Label));
    let asks: Vec<usize> = (0..units.len()).filter(|at| is_ask(*at) && answered(*at)).collect();
    let (Some(first), Some(last)) = (asks.first().copied(), asks.last().copied()) else {
        return Vec::new();
    };
    let heads = |at: usize| matches!(kinds.get(at), Some(BlockKind::Heading(_)));
    let other = |at: usize| heads(at) && !is_ask(at) && !(at > 0 && is_ask(at - 1));
    let above = first.checked_sub(1).map_or("", line);
    let announced = asked || (words::count_to(above, 41) <= 40 && announces_questions(above));
    let alone = (first..=last).all(|at| !other(at));
    let all_heads = (0..units.len()).filter(|at| other(*at)).all(|at| at > last);
    let enough = if announced { 2 } else { UNANNOUNCED };
    if alone && (announced || all_heads) && asks.len() >= enough { asks } else { Vec::new() }
}

/// Whether a title or an introduction announces questions with their answers.
pub fn announces_questions(line: &str) -> bool {
    const PHRASES: [&str; 12] = [
        "questions",
        "q&a",
        "q & a",
        "explainer",
        "explained",
        "need to know",
        "what we know",
        "your guide to",
        "all you need",
        "here are the answers",
        "here are answers",
        "we answer",
    ];
    if line.len() > 1000 {
        return false;
    }
    let folded = words::folded(line);
    is_faq_heading(line) || PHRASES.iter().any(|phrase| folded.contains(phrase))
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
        || crate::source::foreign::is_faq_heading(&folded)
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

/// "Q: Who pays? A: The islands." on one line.
pub(super) fn both_on_one_line(
    text: &str,
    unit: Span,
    shape: Option<&Shape>,
) -> Option<(Span, Span)> {
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
