//! The header that mail programs write above a forwarded message, in its text.

use crate::diagnostic::Span;
use crate::model::date::Edtf;
use crate::source::dates;

/// What the header of a forwarded message says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forwarded {
    /// Bytes of marker and header in the text.
    pub span: Span,
    /// Name of who sent it first.
    pub name: String,
    /// Address of who sent it first.
    pub address: String,
    /// When that was.
    pub date: Option<Edtf>,
    /// What it was called.
    pub subject: Option<String>,
}

const MARKERS: [&str; 4] =
    ["Forwarded message", "Begin forwarded message", "Original Message", "Forwarded Message"];

const LABELS: [&str; 8] = ["From:", "Date:", "Sent:", "Subject:", "To:", "Cc:", "Reply-To:", "CC:"];

/// How far below the marker the header reaches, in bytes.
const LONGEST: usize = 2000;

/// Whether a line is such a marker and nothing else.
pub(super) fn is_marker(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    MARKERS.iter().any(|marker| bare.eq_ignore_ascii_case(marker))
}

/// The header of the first forwarded message in `text`. Lines may be quoted, and may have been
/// joined into one.
pub(super) fn find(text: &str) -> Option<Forwarded> {
    let marker = MARKERS
        .iter()
        .filter_map(|marker| {
            text.match_indices(marker).find(|(at, _)| stands_alone(text, *at, marker))
        })
        .min()?;
    let begin = marker.0 + marker.1.len();
    let mut end = text.len().min(begin + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let region = text.get(begin..end)?;
    let mut found = Forwarded::default();
    let mut at = label_after(region, 0)?;
    // The marker stands directly above the header.
    if region.get(..at)?.chars().any(char::is_alphanumeric) {
        return None;
    }
    let mut last = 0;
    let mut known = 0;
    loop {
        let label = label_at(region, at)?;
        let start = at + label.len();
        let line_end = region.get(start..)?.find('\n').map_or(region.len(), |end| start + end);
        let next = label_after(region, start).filter(|next| {
            region.get(start..*next).is_some_and(|between| between.matches('\n').count() <= 2)
        });
        let value = region.get(start..next.unwrap_or(line_end).min(line_end))?.trim();
        known += 1;
        match label.to_ascii_lowercase().as_str() {
            "from:" => (found.name, found.address) = named(value),
            "date:" | "sent:" => found.date = dates::find(value, None),
            "subject:" => found.subject = Some(value.to_owned()).filter(|v| !v.is_empty()),
            _ => {}
        }
        last = last.max(value_end(region, start, value, line_end));
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    let start = text.get(..marker.0)?.rfind('\n').map_or(0, |at| at + 1);
    let start = start.max(marker.0.saturating_sub(40));
    let start = (start..=marker.0).find(|at| text.is_char_boundary(*at))?;
    found.span = Span::new(start, begin + last);
    (known >= 2).then_some(found)
}

/// Where the value of the last field ends: at the line end, or behind the address where the lines
/// of the header and the text were joined.
fn value_end(region: &str, start: usize, value: &str, line_end: usize) -> usize {
    let address = value.rfind('>').filter(|_| value.len() > 400);
    let whole = region.get(start..line_end).unwrap_or_default();
    let offset = start + whole.len() - whole.trim_start().len();
    address.map_or(offset + value.len(), |at| offset + at + 1)
}

/// Whether a marker is all that its line says, dashes and colon aside; of a joined text, whether the
/// header follows at once.
fn stands_alone(text: &str, at: usize, marker: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = text.get(at + marker.len()..).unwrap_or_default();
    let rest = after.trim_start_matches(['-', ' ', ':', '\u{a0}', '_', '>', '\n', '\r']);
    let dashed = before.trim_end().ends_with('-') || before.trim_matches(['>', ' ']).is_empty();
    dashed && label_at(rest, 0).is_some()
}

fn label_at(text: &str, at: usize) -> Option<&'static str> {
    let rest = text.get(at..)?;
    LABELS.iter().copied().find(|label| rest.starts_with(label))
}

/// The next place from `from` on where a field of the header begins.
fn label_after(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let free = |at: usize| {
        let before = rest.get(..at).and_then(|before| before.chars().last());
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '*' | '-'))
    };
    let places = LABELS
        .iter()
        .filter_map(|label| rest.match_indices(label).map(|(at, _)| at).find(|at| free(*at)));
    places.min().map(|at| from + at)
}

/// "Marta Quill <marta@courier.example>" as name and address.
fn named(value: &str) -> (String, String) {
    let (name, address) = value.split_once('<').unwrap_or((value, ""));
    let address = address.split('>').next().unwrap_or_default();
    let name = name.trim().trim_matches(['"', '\'', '*']).trim();
    let (name, address) =
        if address.is_empty() && name.contains('@') { ("", name) } else { (name, address) };
    (name.to_owned(), address.trim().to_owned())
}

/// A text whose forwarded part is quoted line by line ("> "), without those marks.
pub(super) fn unquoted(text: &str) -> String {
    let quoted = |line: &&str| line.starts_with('>');
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.iter().filter(|line| quoted(line)).count() * 10 < lines.len() * 7 {
        return text.to_owned();
    }
    let bare = |line: &str| {
        let rest = line.strip_prefix('>').unwrap_or(line);
        rest.strip_prefix(' ').unwrap_or(rest).to_owned()
    };
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}
