//! Exact edits that mend a problem, and how several of them are put into a text. Knows no disk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Place, Span};

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// There is one way to mend it and nothing is lost: `check --fix` applies it.
    Safe,
    /// Likely, but a person must look: it changes what is said.
    NeedsPerson,
}

/// New text for some bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Edit {
    /// Path below the site root.
    pub file: String,
    /// Bytes of the file's text that are replaced; nothing for an insertion.
    pub span: Span,
    /// What takes their place.
    pub text: String,
}

/// Edits that together mend a problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// What the fix does, as an order: ``write `title` ``.
    pub message: String,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The edits, all or none.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// One edit that may be applied unseen.
    pub fn safe(message: impl Into<String>, edit: Edit) -> Self {
        let applicability = Applicability::Safe;
        Self { message: message.into(), applicability, edits: vec![edit] }
    }

    /// One edit that a person must look at.
    pub fn suggested(message: impl Into<String>, edit: Edit) -> Self {
        Self { applicability: Applicability::NeedsPerson, ..Self::safe(message, edit) }
    }
}

impl Edit {
    /// Replaces the bytes of a place; absent when the place is a whole file.
    pub fn at(place: &Place, text: impl Into<String>) -> Option<Self> {
        Some(Self { file: place.file.clone(), span: place.span?, text: text.into() })
    }
}

/// The edits of all safe fixes, one fix a problem, by file and place. A fix whose edits overlap those
/// of an earlier one waits for the next round.
pub fn safe_edits(diagnostics: &[Diagnostic]) -> BTreeMap<String, Vec<Edit>> {
    let mut chosen: BTreeMap<String, BTreeMap<Span, Edit>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let mut fixes = diagnostic.fixes.iter();
        let Some(fix) = fixes.find(|fix| fix.applicability == Applicability::Safe) else {
            continue;
        };
        let is_free =
            |edit: &Edit| chosen.get(&edit.file).is_none_or(|others| is_apart(edit.span, others));
        if fix.edits.iter().all(is_free) {
            for edit in &fix.edits {
                let edits = chosen.entry(edit.file.clone()).or_default();
                edits.insert(edit.span, edit.clone());
            }
        }
    }
    let sorted = |(file, edits): (String, BTreeMap<_, Edit>)| (file, edits.into_values().collect());
    chosen.into_iter().map(sorted).collect()
}

/// Whether an edit shares no byte and no place with others, which are apart from each other.
fn is_apart(span: Span, others: &BTreeMap<Span, Edit>) -> bool {
    let before = others.range(..=span).next_back();
    let after = others.range(span..).next();
    before.is_none_or(|(other, _)| other.end <= span.start && other.start < span.start)
        && after.is_none_or(|(other, _)| span.end <= other.start && span.start < other.start)
}

/// A text with edits put in, which are sorted and do not overlap. Absent when one of them does not lie
/// on character boundaries of the text: then the text is not the one they were made for.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        text.get(edit.span.start..edit.span.end)?;
        out.push_str(text.get(at..edit.span.start)?);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(start: usize, end: usize, text: &str) -> Diagnostic {
        let place = Place { span: Some(Span::new(start, end)), ..Place::file("a.md") };
        let edit = Edit::at(&place, text).expect("an edit");
        Diagnostic::error("unknown-key", "x").at(place).fix(Fix::safe("mend", edit))
    }

    #[test]
    fn edits_are_put_in_from_left_to_right_and_overlaps_wait() {
        let problems = [problem(7, 8, "ö"), problem(0, 5, "title"), problem(4, 6, "never")];
        let edits = safe_edits(&problems);
        assert_eq!(edits["a.md"].len(), 2);
        assert_eq!(apply("titel: o\r\n", &edits["a.md"]).as_deref(), Some("title: ö\r\n"));
        assert_eq!(apply("é", &edits["a.md"]), None);
    }

    #[test]
    fn what_needs_a_person_is_left_alone() {
        let place = Place { span: Some(Span::new(0, 1)), ..Place::file("a.md") };
        let fix = Fix::suggested("guess", Edit::at(&place, "b").expect("an edit"));
        assert!(safe_edits(&[Diagnostic::error("unknown-key", "x").fix(fix)]).is_empty());
    }
}
