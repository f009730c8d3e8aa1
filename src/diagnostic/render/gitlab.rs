//! Code Quality reports of GitLab, which shows them beside a merge request.
//! <https://docs.gitlab.com/ci/testing/code_quality/>

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::with_hint;
use crate::diagnostic::{Diagnostic, Level};

/// The report: what GitLab reads of an entry, and nothing else.
pub(super) fn report(diagnostics: &[Diagnostic]) -> Value {
    let mut seen: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    let entry = |one: &Diagnostic, number: usize| {
        let place = one.place.as_ref();
        json!({
            "description": with_hint(one, "; "),
            "check_name": one.code,
            "fingerprint": fingerprint(one, number),
            "severity": severity(one.level),
            "location": {
                // An entry must have a file: what is about the site is about its settings.
                "path": place.map_or("site.toml", |place| place.file.as_str()),
                "lines": { "begin": place.map_or(1, |place| place.line) },
            },
        })
    };
    diagnostics
        .iter()
        .map(|one| {
            let number = seen.entry((one.code, file(one), &one.message)).or_default();
            *number += 1;
            entry(one, *number)
        })
        .collect()
}

fn file(diagnostic: &Diagnostic) -> &str {
    diagnostic.place.as_ref().map_or("", |place| place.file.as_str())
}

/// What tells a problem from all others, and stays when lines are put in above: GitLab compares two
/// branches by it.
fn fingerprint(diagnostic: &Diagnostic, number: usize) -> String {
    let parts = [diagnostic.code, file(diagnostic), &diagnostic.message, &number.to_string()];
    let mut text = String::with_capacity(32);
    for byte in Sha256::digest(parts.join("\n")).iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// GitLab's words, of which it also has `blocker` and `critical`.
const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}
