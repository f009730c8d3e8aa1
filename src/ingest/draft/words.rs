//! Wording shared by the drafts: lists, dates, quoted words.

use crate::diagnostic::Span;
use crate::markdown::harmless::is_reference;
pub(in crate::ingest) use crate::model::date::words::in_words as date;

/// The words of a quotation with their spaces folded.
pub(in crate::ingest) fn quoted(text: &str, span: Span) -> String {
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `A`, `A and B`, `A, B and C`.
pub(in crate::ingest) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", init.join(", "), last.as_ref())
        }
    }
}

/// The text with the characters that Markdown would read as markup made harmless.
pub(in crate::ingest) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let markup = match c {
            '*' | '`' | '\\' => true,
            '_' => !(previous.is_alphanumeric() && next.is_alphanumeric()),
            '[' => next == '[',
            ']' => matches!(next, '(' | ':' | '['),
            '~' => next == '~',
            '&' => is_reference(text.get(at + 1..).unwrap_or("")),
            '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
            '#' | '>' => out.is_empty(),
            '-' | '+' => out.is_empty() && matches!(next, ' ' | '-'),
            '.' | ')' => {
                next == ' '
                    && !out.is_empty()
                    && out.len() < 10
                    && out.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_source_text_is_made_harmless() {
        assert_eq!(escaped("# no [[link]] *here* <b>"), "\\# no \\[[link]] \\*here\\* \\<b>");
        assert_eq!(escaped("~~~ a -- b &lt;b> A&B;"), "\\~\\~~ a -- b \\&lt;b> A\\&B;");
        assert_eq!(escaped("--- 2"), "\\--- 2");
        assert_eq!(escaped("1. first of 3.5 snake_case"), "1\\. first of 3.5 snake_case");
    }
}
