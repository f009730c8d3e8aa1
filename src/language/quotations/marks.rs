//! Where quotation marks open and close inside the blocks. Knows no cues and no speakers.

use super::super::token::{char_at, char_before, is_apostrophe};
use crate::diagnostic::Span;

/// Words between a pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// What lies between the marks.
    pub(super) inner: Span,
    /// The same with the marks.
    pub(super) outer: Span,
    /// Whether the quotation goes on in the next block, which repeats the opening mark.
    pub(super) goes_on: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Curly,
    Straight,
    Low,
    Guillemet,
    Corner,
    Tex,
    Single,
    StraightSingle,
}

#[derive(Clone, Copy)]
struct Open {
    style: Style,
    outer: usize,
    inner: usize,
    /// Marks of another shape opened inside and not yet closed.
    nested: usize,
}

/// The quotations of one block, outermost marks only, in order. `next` is the block behind it:
/// a quotation left open counts when that one opens with the same mark.
pub(super) fn marked(text: &str, block: Span, next: Option<Span>) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut at = block.start;
    while let Some(c) = char_at(text, at).filter(|_| at < block.end) {
        let mut end = at + c.len_utf8();
        let here = Here { text, at, end, block, c };
        if let Some(state) = open.as_mut() {
            if let Some(close) = here.closes(state) {
                found.push(Marked {
                    inner: Span::new(state.inner, at),
                    outer: Span::new(state.outer, close),
                    goes_on: false,
                });
                open = None;
                end = close;
            } else if here.restarts(state) {
                *state = Open { style: state.style, outer: at, inner: end, nested: 0 };
            }
        } else if let Some((style, inner)) = here.opens() {
            open = Some(Open { style, outer: at, inner, nested: 0 });
            end = inner;
        }
        at = end;
    }
    if let Some(state) = open.filter(|state| repeats(text, state.style, next)) {
        let end = block.start + block.of(text).trim_end().len();
        if end > state.inner {
            let outer = Span::new(state.outer, end);
            found.push(Marked { inner: Span::new(state.inner, end), outer, goes_on: true });
        }
    }
    found.retain(|marked| !marked.inner.of(text).trim().is_empty());
    found
}

fn repeats(text: &str, style: Style, next: Option<Span>) -> bool {
    let first = next.and_then(|span| span.of(text).trim_start().chars().next());
    match style {
        Style::Curly => matches!(first, Some('“')),
        Style::Straight => first == Some('"'),
        Style::Guillemet => first == Some('«'),
        _ => false,
    }
}

struct Here<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    block: Span,
    c: char,
}

impl Here<'_> {
    fn before(&self) -> Option<char> {
        (self.at > self.block.start).then(|| char_before(self.text, self.at)).flatten()
    }

    fn after(&self) -> Option<char> {
        (self.end < self.block.end).then(|| char_at(self.text, self.end)).flatten()
    }

    /// Where a mark may open: a space, bracket or dash before it, words behind it.
    fn can_open(&self) -> bool {
        let free = self.before().is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '['
                        | '{'
                        | '—'
                        | '–'
                        | '―'
                        | '-'
                        | '/'
                        | '“'
                        | '‘'
                        | ':'
                        | ','
                        | '>'
                        | '…'
                )
        });
        free && self.after().is_some_and(|c| !c.is_whitespace())
    }

    fn can_close(&self) -> bool {
        self.before().is_some_and(|c| !c.is_whitespace())
            && self.after().is_none_or(|c| !c.is_alphanumeric())
    }

    fn opens(&self) -> Option<(Style, usize)> {
        let opened = |style| Some((style, self.end));
        match self.c {
            '“' if self.after().is_some_and(|c| !c.is_whitespace())
                || self.before().is_none_or(char::is_whitespace) =>
            {
                opened(Style::Curly)
            }
            '”' if self.can_open() && self.before().is_none_or(char::is_whitespace) => {
                opened(Style::Curly)
            }
            '"' if self.can_open() => opened(Style::Straight),
            '„' => opened(Style::Low),
            '«' => opened(Style::Guillemet),
            '「' => opened(Style::Corner),
            '`' if self.after() == Some('`') => Some((Style::Tex, self.end + 1)),
            '‘' if self.can_open() && !self.elision() => opened(Style::Single),
            '\'' if self.can_open()
                && self.after().is_some_and(char::is_alphabetic)
                && !self.elision() =>
            {
                opened(Style::StraightSingle)
            }
            _ => None,
        }
    }

    /// Whether an apostrophe for left-out letters starts here: ’em, ’90s.
    fn elision(&self) -> bool {
        let rest = self.text.get(self.end..).unwrap_or("");
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        word.chars().next().is_some_and(char::is_numeric)
            || matches!(
                word,
                "em" | "tis"
                    | "til"
                    | "till"
                    | "twas"
                    | "cause"
                    | "n"
                    | "bout"
                    | "s"
                    | "t"
                    | "re"
                    | "ll"
                    | "ve"
            )
    }

    /// The end of the closing mark that stands here.
    fn closes(&self, open: &mut Open) -> Option<usize> {
        let closed = match (open.style, self.c) {
            (Style::Curly, '“') => {
                self.can_close() && self.after().is_none_or(|c| !c.is_alphanumeric())
            }
            (Style::Curly, '"') => toggle(open, self),
            (Style::Straight, '"') => !self.can_open() || self.can_close(),
            (Style::Straight, '“') => {
                open.nested += 1;
                false
            }
            (Style::Straight, '”') => {
                let own = open.nested == 0 && self.can_close();
                open.nested = open.nested.saturating_sub(1);
                own
            }
            (Style::Curly, '”')
            | (Style::Low, '“' | '”')
            | (Style::Guillemet, '»')
            | (Style::Corner, '」') => true,
            (Style::Tex, '\'') => self.after() == Some('\''),
            (Style::Single, '’' | '\'') | (Style::StraightSingle, '\'') => self.closes_single(),
            _ => false,
        };
        closed.then(|| self.end + usize::from(open.style == Style::Tex))
    }

    /// A closing single mark, not an apostrophe. Behind an s ("the miners’ union") it is one
    /// only before punctuation.
    fn closes_single(&self) -> bool {
        self.can_close()
            && (!matches!(self.before(), Some('s'))
                || self.after().is_none_or(|c| !c.is_whitespace()))
            && !self.after().is_some_and(is_apostrophe)
    }

    fn restarts(&self, open: &Open) -> bool {
        match open.style {
            Style::Curly => self.c == '“',
            Style::Straight => self.c == '"',
            Style::Single => self.c == '‘' && self.can_open(),
            _ => false,
        }
    }
}

/// A straight mark inside curly ones opens a nested quotation, closes it, or (mixed marks)
/// closes the outer one.
fn toggle(open: &mut Open, here: &Here<'_>) -> bool {
    if open.nested > 0 {
        open.nested -= 1;
        return false;
    }
    if here.can_open() && !here.can_close() {
        open.nested += 1;
        return false;
    }
    here.can_close()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        let block = Span::new(0, text.len());
        marked(text, block, None).iter().map(|marked| marked.inner.of(text)).collect()
    }

    #[test]
    fn marks_of_many_shapes_are_paired() {
        for (text, expected) in [
            ("no marks", vec![]),
            ("“We wait,” she said. “Still.”", vec!["We wait,", "Still."]),
            ("\"We wait,\" she said. \"Still.\"", vec!["We wait,", "Still."]),
            ("«Wir warten», sagte sie", vec!["Wir warten"]),
            ("„Wir warten“, sagte sie", vec!["Wir warten"]),
            ("``We wait,'' she said", vec!["We wait,"]),
            ("‘We can’t wait,’ she said", vec!["We can’t wait,"]),
            ("the miners’ union and Ana's ‘odd’ plan", vec!["odd"]),
            ("“He said ‘no’ to me,” she said", vec!["He said ‘no’ to me,"]),
            ("\"It's the '90s,\" rock 'n' roll", vec!["It's the '90s,"]),
            ("“[Mayor Ola] Berg left,” he said", vec!["[Mayor Ola] Berg left,"]),
            ("a 6\" pipe", vec![]),
            ("“never closed", vec![]),
            ("“lost. “We wait,” she said", vec!["We wait,"]),
            ("(\"odd\")", vec!["odd"]),
            ("“”", vec![]),
        ] {
            assert_eq!(inner(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quotation_goes_on_when_the_next_block_repeats_the_mark() {
        let text = "“We wait.\n“And wait,” she said";
        let found = marked(text, Span::new(0, 11), Some(Span::new(12, text.len())));
        assert_eq!(found.len(), 1);
        assert!(found[0].goes_on && found[0].inner.of(text) == "We wait.");
    }
}
