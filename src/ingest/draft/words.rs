//! Wording shared by the drafts: lists, dates, quoted words.

use crate::diagnostic::Span;
use crate::model::date::{Date, Edtf, Precision, Season};

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

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words: `16 May 2025`, `February 2022`, `summer 2022 to 2023`.
pub(in crate::ingest) fn date(date: Edtf) -> String {
    match date {
        Edtf::Date(date) => one(date),
        Edtf::Interval(Some(start), Some(end)) => {
            let (from, to) = (one(start), one(end));
            // "4 to 10 November 2030": what both ends share is said once.
            let short =
                from.split_once(' ').zip(to.split_once(' ')).filter(|((_, a), (_, b))| a == b);
            match short {
                Some(((day, _), _)) if day.bytes().all(|b| b.is_ascii_digit()) => {
                    format!("{day} to {to}")
                }
                _ => format!("{from} to {to}"),
            }
        }
        Edtf::Interval(Some(start), None) => format!("since {}", one(start)),
        Edtf::Interval(None, Some(end)) => format!("until {}", one(end)),
        Edtf::Interval(None, None) => String::new(),
    }
}

fn one(date: Date) -> String {
    let month = date.month_number().and_then(|month| MONTHS.get(usize::try_from(month - 1).ok()?));
    let about = if date.is_approximate() { "about " } else { "" };
    let year = date.year_number();
    let text = match (date.precision(), month) {
        (Precision::Season, _) => {
            let season = match date.season_of_year() {
                Some(Season::Spring) => "spring",
                Some(Season::Summer) => "summer",
                Some(Season::Autumn) => "autumn",
                Some(Season::Winter) | None => "winter",
            };
            format!("{season} {year}")
        }
        (Precision::Month, Some(month)) => format!("{month} {year}"),
        (Precision::Day | Precision::Time, Some(month)) => {
            let day = date.calendar_day().map_or(1, jiff::civil::Date::day);
            format!("{day} {month} {year}")
        }
        _ => year.to_string(),
    };
    format!("{about}{text}")
}

/// The text with the characters that Markdown would read as markup made harmless.
pub(in crate::ingest) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let markup = match c {
            '*' | '`' | '\\' => true,
            '_' => !(previous.is_alphanumeric() && next.is_alphanumeric()),
            '[' => next == '[',
            ']' => matches!(next, '(' | ':' | '['),
            '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
            '#' | '>' => out.is_empty(),
            '-' | '+' => out.is_empty() && next == ' ',
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
    fn dates_are_said_as_precisely_as_they_are_known() {
        let said = |text: &str| date(text.parse().expect("a date"));
        assert_eq!(said("2025-05-16T18:22+05:30"), "16 May 2025");
        assert_eq!(said("2022-22/2023"), "summer 2022 to 2023");
        assert_eq!(said("2030-11-04/2030-11-10"), "4 to 10 November 2030");
        assert_eq!(said("2030-10-28/2030-11-10"), "28 October 2030 to 10 November 2030");
        assert_eq!(said("2025-05-16~"), "about 16 May 2025");
    }

    #[test]
    fn markup_in_source_text_is_made_harmless() {
        assert_eq!(escaped("# no [[link]] *here* <b>"), "\\# no \\[[link]] \\*here\\* \\<b>");
        assert_eq!(escaped("1. first of 3.5 snake_case"), "1\\. first of 3.5 snake_case");
    }
}
