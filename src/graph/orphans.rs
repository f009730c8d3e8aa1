//! What nothing leads to: entities nobody mentions, claims that belong to nothing.

use std::collections::BTreeSet;

use super::{LinkGraph, Target};
use crate::content::front_matter::place_at;
use crate::content::library::Library;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::path::Slug;

/// Entities and claims to which no text and no front matter refers.
pub fn find_orphans(library: &Library, graph: &LinkGraph) -> Diagnostics {
    let mut used: BTreeSet<&Slug> = BTreeSet::new();
    for event in library.events.values() {
        used.extend(event.meta.place.iter().chain(&event.meta.participants));
    }
    used.extend(library.claims.values().filter_map(|claim| claim.meta.about.as_ref()));
    let mut diagnostics = Vec::new();
    for entry in library.entities.values().filter(|entry| !used.contains(&entry.id)) {
        if !graph.backlinks.contains_key(&Target::Entity(entry.id.clone())) {
            let message = format!("nothing mentions `{}`", entry.id);
            let problem = Diagnostic::note("unused-entity", message)
                .hint("add the spelling that the texts use to its aliases, or delete the file");
            diagnostics.push(problem.at(place_at(entry.path.as_str(), &entry.text, &["name"])));
        }
    }
    let mut carried: BTreeSet<&Slug> = BTreeSet::new();
    carried.extend(library.questions.values().flat_map(|question| &question.meta.claims));
    let pages = library.index.iter().chain(library.pages.values());
    carried.extend(pages.flat_map(|page| &page.meta.key_claims));
    for entry in library.claims.values().filter(|entry| !carried.contains(&entry.id)) {
        let tied = entry.meta.event.is_some() || entry.meta.about.is_some();
        if !tied && !graph.backlinks.contains_key(&Target::Claim(entry.id.clone())) {
            let message = format!("nothing leads to the claim `{}`", entry.id);
            let problem = Diagnostic::note("orphan-claim", message)
                .hint("name its `event`, or show it in a text with [[claim:…]]");
            diagnostics.push(problem.at(place_at(entry.path.as_str(), &entry.text, &["question"])));
        }
    }
    diagnostics
}
