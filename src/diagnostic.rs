//! Problems in content, with their place and remedy. Knows no file system and no site.
//!
//! A phase of the build returns its value *and* the diagnostics it met; it never stops at the
//! first. Environment failures (a disk that is full) are typed errors instead.

pub mod baseline;
pub mod catalogue;
pub mod fix;
pub mod render;

use serde::{Deserialize, Serialize};

use self::fix::Fix;

/// A range of bytes in a text, `start..end`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after the range.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text the range covers; empty when the range does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies wholly inside this range.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range covers nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The page cannot be trusted or cannot be built; the exit code is 1.
    Error,
    /// Something a person should look at; the site is still built.
    Warning,
    /// Information.
    Note,
}

/// Where a problem is: a file below the site root (forward slashes) and, where known, bytes in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path below the site root.
    pub file: String,
    /// Bytes in that file's text.
    pub span: Option<Span>,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), span: None, line: 1, column: 1 }
    }

    /// Bytes `span` of `text`, the content of `file`.
    pub fn span(file: impl Into<String>, text: &str, span: Span) -> Self {
        let (line, column) = line_and_column(text, span.start);
        Self { file: file.into(), span: Some(span), line, column }
    }
}

/// Line and column (in characters), both from 1, of byte `offset` in `text`.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
    let column = before.get(start..).unwrap_or("").chars().count() + 1;
    (line, column)
}

/// One problem in the content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where it is; absent when it concerns no file.
    pub place: Option<Place>,
    /// How bad it is.
    pub level: Level,
    /// Stable name of the kind of problem, such as `unknown-key`.
    #[serde(deserialize_with = "known_code")]
    pub code: CodeName,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// Other places that have to do with it, in this file or others.
    pub related: Vec<Related>,
    /// Exact edits that mend it; several are alternatives.
    pub fixes: Vec<Fix>,
}

/// The name of a code of the catalogue.
pub type CodeName = &'static str;

/// A code as it is written down; only those of the catalogue are codes.
fn known_code<'de, D: serde::Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let code = String::deserialize(from)?;
    let known = catalogue::find(&code).map(|entry| entry.name);
    known.ok_or_else(|| serde::de::Error::custom(format!("`{code}` is no code")))
}

/// A place that has to do with a problem elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there, in a few words without a full stop.
    pub message: String,
}

impl Diagnostic {
    /// An error with its kind and message, without a place yet. The kind is one of
    /// [`catalogue::all`].
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            place: None,
            level: Level::Error,
            code,
            message: message.into(),
            hint: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// A warning with its kind and message, without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, message) }
    }

    /// A note with its kind and message, without a place yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Note, ..Self::error(code, message) }
    }

    /// The same problem, placed.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same problem, with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem, with another place that has to do with it.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Related { place, message: message.into() });
        self
    }

    /// The same problem, with exact edits that mend it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// All problems a phase met.
pub type Diagnostics = Vec<Diagnostic>;

/// Sorted by place, then level, without repeats.
pub fn sorted(mut diagnostics: Diagnostics) -> Diagnostics {
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics
}

/// Whether any is at error level.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
}

/// The known name closest to `given`, for "did you mean": at most a third of its letters differ.
pub fn closest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (given.chars().count() / 3).max(1);
    let length = given.chars().count();
    known
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (edit_distance(given, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Optimal string alignment distance in characters (Levenshtein plus swapped neighbours).
pub fn edit_distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    // The rows of the table for the letter at hand, the one before and the one before that.
    let mut here: Vec<usize> = (0..=right.len()).collect();
    let (mut before, mut two_before) = (here.clone(), here.clone());
    for i in 1..=left.len() {
        std::mem::swap(&mut before, &mut two_before);
        std::mem::swap(&mut here, &mut before);
        here[0] = i;
        for j in 1..=right.len() {
            let cost = usize::from(left[i - 1] != right[j - 1]);
            let mut best = (before[j] + 1).min(here[j - 1] + 1).min(before[j - 1] + cost);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(two_before[j - 2] + 1);
            }
            here[j] = best;
        }
    }
    here[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_counts_characters_not_bytes() {
        assert_eq!(line_and_column("añb\ncé!", 8), (2, 3));
        assert_eq!(line_and_column("", 5), (1, 1));
    }

    #[test]
    fn distance_counts_letters_put_in_left_out_changed_and_swapped() {
        for (left, right, distance) in [
            ("", "abc", 3),
            ("abc", "", 3),
            ("title", "titel", 1),
            ("ca", "abc", 3),
            ("abcd", "bacd", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(edit_distance(left, right), distance, "{left} {right}");
        }
    }

    #[test]
    fn closest_name_is_offered_only_when_close() {
        assert_eq!(closest("titel", ["title", "outlet"]), Some("title"));
        assert_eq!(closest("zebra", ["title", "outlet"]), None);
    }
}
