//! Problems as an editor shows them.

use std::collections::BTreeMap;

use gen_lsp_types::{
    Code, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Message,
};

use super::position::Lines;
use super::state::State;
use crate::diagnostic::{Diagnostic, Level};

/// Codes of what could be deleted, which editors show paler.
const UNNECESSARY: [&str; 2] = ["unused-entity", "allow-unused"];

/// All problems by file, as the editor shows them.
pub fn shown(state: &State) -> BTreeMap<String, Vec<Shown>> {
    let of_file = |(file, problems): (&String, &Vec<Diagnostic>)| {
        let text = state.text(file).unwrap_or_default();
        let lines = state.lines(&text);
        let problems = problems.iter().map(|problem| one(state, problem, &lines)).collect();
        (file.clone(), problems)
    };
    state.checked.diagnostics.iter().map(of_file).collect()
}

/// One problem of a file with these lines.
pub fn one(state: &State, problem: &Diagnostic, lines: &Lines<'_>) -> Shown {
    let span = problem.place.as_ref().and_then(|place| place.span);
    let related = problem.related.iter().map(|related| DiagnosticRelatedInformation {
        location: state.location(&related.place.file, related.place.span),
        message: related.message.clone(),
    });
    let related: Vec<_> = related.collect();
    let message = match &problem.hint {
        Some(hint) => format!("{}\n{hint}", problem.message),
        None => problem.message.clone(),
    };
    Shown {
        range: span.map(|span| lines.range(span)).unwrap_or_default(),
        severity: Some(match problem.level {
            Level::Error => DiagnosticSeverity::Error,
            Level::Warning => DiagnosticSeverity::Warning,
            Level::Note => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(problem.code.to_owned())),
        source: Some("backstory".to_owned()),
        message: Message::String(message),
        tags: UNNECESSARY.contains(&problem.code).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        ..Default::default()
    }
}
