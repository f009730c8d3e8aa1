//! Names the site declares: found as they are written, whatever the model says.

use aho_corasick::AhoCorasick;

use super::{Name, Passage, Tier};
use crate::diagnostic::Span;
use crate::model::entity::EntityKind;

/// Mentions of `known` names inside the passages, at word boundaries; they may overlap, and the caller
/// keeps the longest from the left.
pub(super) fn known_names(
    text: &str,
    passages: &[Passage],
    known: &[(String, EntityKind)],
) -> Vec<Name> {
    let patterns: Vec<&(String, EntityKind)> =
        known.iter().filter(|(name, _)| !name.trim().is_empty()).collect();
    if patterns.is_empty() {
        return Vec::new();
    }
    let automaton = AhoCorasick::new(patterns.iter().map(|(name, _)| name.trim()));
    let Ok(automaton) = automaton else { return Vec::new() };
    let mut names = Vec::new();
    for passage in passages {
        let within = passage.span.of(text);
        for found in automaton.find_overlapping_iter(within) {
            let span =
                Span::new(passage.span.start + found.start(), passage.span.start + found.end());
            let Some((_, kind)) = patterns.get(found.pattern().as_usize()) else { continue };
            if is_bounded(text, span) {
                names.push(Name { span, kind: *kind, tier: Tier::Accepted, role: None });
            }
        }
    }
    names
}

/// Whether no letter or digit touches the span.
fn is_bounded(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Puts the declared names in the place of whatever overlaps them; a role is kept.
pub(super) fn overlay(found: Vec<Name>, declared: Vec<Name>) -> Vec<Name> {
    let mut names = Vec::with_capacity(found.len() + declared.len());
    let mut rest = declared.into_iter().peekable();
    for name in found {
        while let Some(next) = rest.next_if(|next| next.span.end <= name.span.start) {
            names.push(next);
        }
        match rest.peek_mut().filter(|next| next.span.overlaps(name.span)) {
            Some(next) => {
                let outside = name.role.filter(|role| !role.overlaps(next.span));
                next.role = next.role.or(outside);
            }
            None => names.push(name),
        }
    }
    names.extend(rest);
    names
}

#[cfg(test)]
mod tests {
    use super::super::PassageKind;
    use super::*;

    #[test]
    fn declared_names_match_whole_words_and_the_longest_wins() {
        let text = "Oro Group met Orolin of Oro Groups.";
        let passages = [Passage { span: Span::new(0, text.len()), kind: PassageKind::Prose }];
        let known = [
            ("Oro".to_owned(), EntityKind::Person),
            ("Oro Group".to_owned(), EntityKind::Organization),
        ];
        let names = super::super::sorted(known_names(text, &passages, &known));
        let found: Vec<_> = names.iter().map(|name| (name.span.of(text), name.kind)).collect();
        assert_eq!(found, [("Oro Group", EntityKind::Organization), ("Oro", EntityKind::Person)]);
    }
}
