//! Remarks on what carries claims, events and answers: no source, one source, a copy, a source that is
//! not named, an hour that can mean several.

use std::collections::BTreeSet;

use super::{at, titled};
use crate::content::front_matter::place_at;
use crate::content::library::{Entry, Library};
use crate::content::verdict::independent_articles;
use crate::content::wikilinks::scan;
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::claim::{ClaimMeta, Verdict};
use crate::model::question::QuestionMeta;
use crate::path::Slug;

/// All remarks.
pub(super) fn review(library: &Library) -> Diagnostics {
    let mut diagnostics = Vec::new();
    for claim in library.claims.values() {
        diagnostics.extend(without_position(claim));
        diagnostics.extend(counted_copy(claim, library));
        diagnostics.extend(unnamed_sources(claim));
    }
    for event in library.events.values().filter(|event| event.meta.sources.is_empty()) {
        if linked(event.body(), library).is_none() {
            let problem =
                Diagnostic::warning("without-source", "no source is named for this event");
            let hint = "add the articles that report it under `sources`";
            diagnostics.push(at(event, &["title"], problem.hint(hint)));
        }
    }
    for question in library.questions.values().filter(|entry| !entry.body().trim().is_empty()) {
        diagnostics.extend(carried_by(question, library));
    }
    diagnostics
}

fn without_position(claim: &Entry<ClaimMeta>) -> Option<Diagnostic> {
    claim.meta.positions.is_empty().then(|| {
        let problem = Diagnostic::warning("without-source", "no source answers this question");
        let hint = "add a position with the article and its exact words, or delete the claim";
        at(claim, &["question"], problem.hint(hint))
    })
}

/// The articles that the links of a body lead to, by themselves, by an event or by a claim; absent when
/// none does.
fn linked<'a>(body: &str, library: &'a Library) -> Option<BTreeSet<&'a Slug>> {
    let mut articles = BTreeSet::new();
    let mut any = false;
    for link in scan(body).wikilinks {
        let (kind, id) = link.target.split_once(':').unwrap_or(("", &link.target));
        let Ok(id) = Slug::parse(id.trim()) else { continue };
        let is = |name: &str| kind.is_empty() || kind == name;
        if let Some((id, _)) = library.articles.get_key_value(&id)
            && (is("article") || kind == "source" || kind == "quote")
        {
            articles.insert(id);
            any = true;
        } else if let Some(event) = library.events.get(&id).filter(|_| is("event")) {
            articles.extend(event.meta.sources.iter().map(|cited| &cited.article));
            any = true;
        } else if let Some(claim) = library.claims.get(&id).filter(|_| is("claim")) {
            articles.extend(claim.meta.positions.iter().map(|position| &position.article));
            any = true;
        }
    }
    any.then_some(articles)
}

/// An answer that rests on nothing, or on one report alone.
fn carried_by(question: &Entry<QuestionMeta>, library: &Library) -> Option<Diagnostic> {
    let claims = question.meta.claims.iter().filter_map(|id| library.claims.get(id));
    let positions = claims.flat_map(|claim| claim.meta.positions.iter().map(|p| &p.article));
    let named = question.meta.sources.iter().map(|cited| &cited.article);
    let linked = linked(question.body(), library);
    let is_carried = !question.meta.claims.is_empty() || !question.meta.sources.is_empty();
    if !is_carried && linked.is_none() {
        let problem = Diagnostic::warning("without-source", "nothing carries this answer")
            .hint("name the claims or the sources it rests on");
        return Some(at(question, &["question"], problem));
    }
    let articles = positions.chain(named).chain(linked.into_iter().flatten());
    let independent = independent_articles(articles, library);
    let mut independent = independent.into_iter();
    let (Some(only), None) = (independent.next(), independent.next()) else { return None };
    let message = format!("the answer rests on {} alone", titled(library, only));
    let problem = Diagnostic::note("single-source", message)
        .hint("say so in the answer, or look for a second report that is no copy of it");
    Some(at(question, &["question"], problem))
}

/// A verdict by hand that compares sources where there is but one: the others copy it.
fn counted_copy(claim: &Entry<ClaimMeta>, library: &Library) -> Option<Diagnostic> {
    let verdict = claim.meta.verdict.filter(|verdict| *verdict != Verdict::SingleSource)?;
    let articles: BTreeSet<&Slug> = claim.meta.positions.iter().map(|p| &p.article).collect();
    let independent = independent_articles(articles.iter().copied(), library);
    if articles.len() < 2 || independent.len() > 1 {
        return None;
    }
    let copies = || articles.iter().filter_map(|id| library.articles.get(*id));
    let copy = copies().find(|article| article.meta.copy_of.is_some())?;
    let message = format!(
        "the verdict `{}` counts `{}`, which is a copy, as a source of its own",
        verdict.as_str(),
        copy.id
    );
    let problem = Diagnostic::warning("copy-counted", message)
        .hint("delete `verdict`, so that it is computed, or name an independent source");
    let problem = at(claim, &["verdict"], problem);
    let edit = problem.place.as_ref().and_then(|place| Edit::at(place, "single-source"));
    let place = place_at(copy.path.as_str(), &copy.text, &["copy_of"]);
    let problem = problem.related(place, "here it is marked as a copy");
    Some(match edit {
        Some(edit) => problem.fix(Fix::suggested("write `single-source`", edit)),
        None => problem,
    })
}

/// Positions whose own words speak of a source without a name, which the position does not say.
fn unnamed_sources(claim: &Entry<ClaimMeta>) -> Diagnostics {
    let positions = claim.meta.positions.iter().enumerate();
    positions
        .filter(|(_, position)| position.unnamed.is_none())
        .filter_map(|(number, position)| {
            let words = unnamed_source(&position.quote)?;
            let message = format!("the words rest on a source without a name: “{words}”");
            let hint = "add `unnamed: …` with what the report says of the source";
            let problem = Diagnostic::note("unnamed-unmarked", message).hint(hint);
            Some(at(claim, &["positions", &number.to_string(), "quote"], problem))
        })
        .collect()
}

/// People and papers that can speak without a name.
const SPEAKERS: [&str; 15] = [
    "source",
    "sources",
    "official",
    "officials",
    "diplomat",
    "diplomats",
    "insider",
    "insiders",
    "aide",
    "aides",
    "adviser",
    "advisers",
    "person",
    "people",
    "executive",
];

/// Words that say that nobody in particular is meant.
const INDEFINITE: [&str; 15] = [
    "a",
    "an",
    "one",
    "two",
    "three",
    "several",
    "some",
    "many",
    "multiple",
    "unnamed",
    "anonymous",
    "senior",
    "other",
    "another",
    "various",
];

/// Verbs of speaking, as reports use them.
const SPEAKING: [&str; 12] = [
    "said",
    "says",
    "say",
    "told",
    "tells",
    "confirmed",
    "claimed",
    "stated",
    "added",
    "revealed",
    "disclosed",
    "suggested",
];

/// Words that ask for no name, wherever they stand.
const WITHOUT_NAME: [&str; 6] = [
    "condition of anonymity",
    "asked not to be named",
    "asked not to be identified",
    "not authorised to speak",
    "not authorized to speak",
    "familiar with the matter",
];

/// The words of a quotation in which a source without a name speaks.
fn unnamed_source(quote: &str) -> Option<String> {
    let lower = quote.to_lowercase();
    if let Some(found) = WITHOUT_NAME.iter().find(|words| lower.contains(**words)) {
        return Some((*found).to_owned());
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    let bare = |at: usize| {
        let word = words.get(at).copied().unwrap_or("");
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
    };
    (0..words.len()).find_map(|at| {
        let is_speaker = SPEAKERS.contains(&bare(at).as_str());
        // "official Ana Moor" has a name.
        let named = words.get(at + 1).is_some_and(|next| next.starts_with(char::is_uppercase));
        if !is_speaker || named {
            return None;
        }
        let first = (at.saturating_sub(3)..at).find(|at| INDEFINITE.contains(&bare(*at).as_str()));
        let cited = at >= 2
            && (at.saturating_sub(4)..at)
                .any(|from| bare(from) == "according" && bare(from + 1) == "to");
        let speaks = (at + 1..at + 4).find(|at| SPEAKING.contains(&bare(*at).as_str()));
        let many = bare(at).ends_with('s') && at == 0;
        let from = first.or_else(|| many.then_some(at));
        let (from, to) = match (from, speaks, cited) {
            (Some(from), Some(to), _) => (from, to),
            (from, None, true) => (from.unwrap_or(at), at),
            _ => return None,
        };
        Some(words.get(from..=to)?.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_without_a_name_are_told_from_those_with_one() {
        for (quote, words) in [
            ("two senior officials said on Monday", Some("two senior officials said")),
            ("officials told the paper", Some("officials told")),
            ("according to a diplomat in the room", Some("a diplomat")),
            ("on condition of anonymity", Some("condition of anonymity")),
            ("a ministry official Ana Moor said", None),
            ("the officials said", None),
            ("a source of pride", None),
            ("People went home", None),
        ] {
            assert_eq!(unnamed_source(quote).as_deref(), words, "{quote}");
        }
    }
}
