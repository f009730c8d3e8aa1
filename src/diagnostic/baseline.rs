//! Problems a site is known to have: they are counted off, so that only new ones are reported. Knows
//! texts, no files.

use std::collections::BTreeMap;

use super::{Diagnostic, Diagnostics};

/// Known problems: how many there are of each code, file and message. Places are not part of it, so
/// that a line put in above changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

/// What the first line of a baseline says.
const HEADER: &str = "# Problems known to `backstory check --baseline`; written by --write-baseline: code, file, message";

impl Baseline {
    /// The problems at hand.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut known = BTreeMap::new();
        for diagnostic in diagnostics {
            *known.entry(key(diagnostic)).or_default() += 1;
        }
        Self { known }
    }

    /// Reads a baseline: a line a problem, its parts apart by tabs. Other lines say nothing.
    pub fn parse(text: &str) -> Self {
        let mut known = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.splitn(3, '\t').map(str::to_owned);
            if let (Some(code), Some(file), Some(message)) =
                (parts.next(), parts.next(), parts.next())
            {
                *known.entry((code, file, message)).or_default() += 1;
            }
        }
        Self { known }
    }

    /// The baseline's text, sorted, so that git merges it.
    pub fn write(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for ((code, file, message), count) in &self.known {
            for _ in 0..*count {
                text.push_str(&[code, file, message].map(String::as_str).join("\t"));
                text.push('\n');
            }
        }
        text
    }

    /// The problems that are not known, and how many known ones there are no more.
    pub fn split(&self, diagnostics: Diagnostics) -> (Diagnostics, usize) {
        let mut left = self.known.clone();
        let mut new = Vec::new();
        for diagnostic in diagnostics {
            match left.get_mut(&key(&diagnostic)).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => new.push(diagnostic),
            }
        }
        (new, left.into_values().sum())
    }
}

fn key(diagnostic: &Diagnostic) -> (String, String, String) {
    let file = diagnostic.place.as_ref().map_or("", |place| place.file.as_str());
    let line = |text: &str| text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ");
    (diagnostic.code.to_owned(), line(file), line(&diagnostic.message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Span};

    #[test]
    fn known_problems_are_counted_off_wherever_they_have_moved() {
        let problem = |line: usize, message: &str| {
            let text = "\n".repeat(line);
            let place = Place::span("a.md", &text, Span::new(line, line));
            Diagnostic::warning("alias-clash", message).at(place)
        };
        let before = [problem(1, "x\ty"), problem(2, "x\ty"), problem(3, "gone")];
        let baseline = Baseline::parse(&Baseline::of(&before).write());
        assert_eq!(baseline, Baseline::of(&before));
        let now = vec![problem(4, "x\ty"), problem(5, "x\ty"), problem(6, "x\ty"), problem(7, "n")];
        let (new, gone) = baseline.split(now);
        assert_eq!(new, [problem(6, "x\ty"), problem(7, "n")]);
        assert_eq!(gone, 1);
    }
}
