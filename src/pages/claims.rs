//! Pages on claims: one each, the list, and the matrix of who says what.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::home::{Tally, tally};
use super::route::{Pager, Routes, paginate};
use super::view::{ChangeView, ClaimView, SourceView};
use super::{Listed, Page, Subject, View, words};
use crate::graph::Target;
use crate::model::change::ChangeKind;
use crate::model::claim::Why;
use crate::path::{Slug, UrlPath};

/// With more sources than this, the matrix has columns only for those that answer something on it.
const ALL_COLUMNS: usize = 8;
/// Columns of the matrix at most; the page of each claim has all who answer it.
const MOST_COLUMNS: usize = 24;

/// A row with its wordings is as long as this many entries of other lists.
const ROW: usize = 4;

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ClaimPage {
    /// The claim.
    pub claim: ClaimView,
    /// Which property is asked for.
    pub attribute: String,
    /// Whether a person set the verdict.
    pub overruled: bool,
    /// Sources here that repeat another one: they do not count as a second witness.
    pub copies: Vec<SourceView>,
    /// How the verdict changed, the latest change first.
    pub history: Vec<ChangeView>,
    /// What was wrong about it here, the latest correction first.
    pub corrections: Vec<ChangeView>,
    /// Other claims about the same thing.
    pub related: Vec<ClaimView>,
}

/// The list of claims.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ClaimsView {
    /// The claims of this page, the most disputed first.
    pub claims: Vec<ClaimView>,
    /// All claims by verdict.
    pub tally: Vec<Tally>,
    /// Where this page stands.
    pub pager: Pager,
}

/// Who says what.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MatrixView {
    /// Columns.
    pub sources: Vec<SourceView>,
    /// Rows, the most disputed first.
    pub rows: Vec<MatrixRow>,
    /// All claims by verdict.
    pub tally: Vec<Tally>,
    /// Where this page stands.
    pub pager: Pager,
}

/// One claim as a row and as a card.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MatrixRow {
    /// The claim.
    pub claim: ClaimView,
    /// One cell a column.
    pub cells: Vec<MatrixCell>,
}

/// What one source says on one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixCell {
    /// Its answers; none when it is silent.
    pub values: Vec<String>,
    /// Which group of equal answers the first one belongs to: 1 is the most common answer, where
    /// there is one; 0 when silent.
    pub group: usize,
    /// Why it is silent.
    pub silent: Option<String>,
}

/// Plans all pages on claims.
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    let size = facts.config.build.page_size;
    let title = facts.strings.text("disagreements.title");
    let claims = || facts.by_dispute.clone();
    for part in paginate(&UrlPath::section("disagreements"), claims(), size.div_ceil(ROW)) {
        let (route, listed) = part.listed();
        routes.add_titled(route, Subject::Disagreements(listed), title);
    }
    let title = facts.strings.text("claims.title");
    for part in paginate(&UrlPath::section("claims"), claims(), size) {
        let (route, listed) = part.listed();
        routes.add_titled(route, Subject::Claims(listed), title);
    }
    for (id, entry) in &facts.library.claims {
        let route = Target::Claim(id.clone()).url().0;
        routes.add_from(route, Subject::Claim(id), &entry.path);
    }
}

/// One claim.
pub(super) fn claim_page(catalogue: &Catalogue<'_>, id: &Slug) -> Option<Page> {
    let entry = catalogue.library.claims.get(id)?;
    let claim = catalogue.claims.get(id)?;
    let meta = entry.meta;
    let articles: BTreeSet<_> = meta.positions.iter().map(|p| &p.article).collect();
    let copies = articles
        .iter()
        .filter_map(|article| catalogue.sources.get(article))
        .filter(|source| source.copy_of.is_some());
    let of_event = meta.event.as_ref().and_then(|event| catalogue.claims_of_event.get(event));
    let of_entity = meta.about.as_ref().and_then(|about| catalogue.claims_of_entity.get(about));
    let related = of_event.or(of_entity).into_iter().flatten().filter(|other| **other != id);
    let view = ClaimPage {
        claim: claim.clone(),
        attribute: meta.attribute.clone(),
        overruled: meta.verdict.is_some(),
        copies: copies.cloned().collect(),
        history: catalogue.changes_about(ChangeKind::Verdict, id),
        corrections: catalogue.changes_about(ChangeKind::Correction, id),
        related: related.filter_map(|id| catalogue.points.get(id).cloned()).take(12).collect(),
    };
    let route = Target::Claim(id.clone()).url().0;
    let description = format!("{}: {}", claim.verdict.sentence, claim.summary);
    Some(
        Page::new(route, "disagreements", meta.question.clone(), View::Claim(Box::new(view)))
            .described(description)
            .made_from(entry.path)
            .with_bodies(claim.body.iter(), 3),
    )
}

/// A page of the matrix of who says what.
pub(super) fn matrix_page(catalogue: &Catalogue<'_>, route: &UrlPath, listed: &Listed<'_>) -> Page {
    let silent = words::silence_short(Why::NotMentioned, catalogue.strings);
    let claims: Vec<&ClaimView> =
        listed.ids.iter().filter_map(|id| catalogue.claims.get(id)).collect();
    let sources = columns(catalogue, &claims);
    let rows = claims
        .into_iter()
        .map(|claim| MatrixRow { cells: cells(claim, &sources, silent), claim: claim.brief() })
        .collect();
    let view = MatrixView { sources, rows, tally: tally(catalogue), pager: listed.pager.clone() };
    let title = catalogue.strings.text("disagreements.title");
    Page::new(route.clone(), "disagreements", title, View::Disagreements(view))
        .described(catalogue.strings.text("disagreements.describe"))
}

/// A page of the list of claims.
pub(super) fn list_page(catalogue: &Catalogue<'_>, route: &UrlPath, listed: &Listed<'_>) -> Page {
    let view = ClaimsView {
        claims: listed.ids.iter().filter_map(|id| catalogue.points.get(id).cloned()).collect(),
        tally: tally(catalogue),
        pager: listed.pager.clone(),
    };
    let title = catalogue.strings.text("claims.title");
    Page::new(route.clone(), "disagreements", title, View::Claims(view))
        .described(catalogue.strings.text("claims.describe"))
}

/// The sources that get a column, the earliest first: all when they are few, else those that answer
/// most here.
fn columns(catalogue: &Catalogue<'_>, claims: &[&ClaimView]) -> Vec<SourceView> {
    let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
    let answers = claims.iter().flat_map(|claim| &claim.answers);
    for position in answers.flat_map(|answer| &answer.positions) {
        *answered.entry(position.evidence.source.id.as_str()).or_default() += 1;
    }
    let mut answering: Vec<(&str, usize)> = answered.into_iter().collect();
    answering.sort_by_key(|(_, answers)| std::cmp::Reverse(*answers));
    let answering: BTreeSet<&str> =
        answering.into_iter().take(MOST_COLUMNS).map(|(id, _)| id).collect();
    let few = catalogue.sources.len() <= ALL_COLUMNS;
    let mut articles: Vec<_> = catalogue.library.articles.iter().collect();
    articles.sort_by_key(|(id, entry)| (entry.meta.published.is_none(), entry.meta.published, *id));
    articles
        .into_iter()
        .filter_map(|(id, _)| catalogue.sources.get(id))
        .filter(|source| few || answering.contains(source.id.as_str()))
        .cloned()
        .collect()
}

fn cells(claim: &ClaimView, sources: &[SourceView], silent: &str) -> Vec<MatrixCell> {
    // Without a most common answer all of them stand against each other: the groups begin at 2.
    let mut sizes = claim.answers.iter().map(|answer| answer.positions.len());
    let first = if sizes.next().is_some_and(|most| sizes.next() == Some(most)) { 2 } else { 1 };
    let cell = |source: &SourceView| {
        let mut values = Vec::new();
        let mut group = 0;
        for (at, answer) in claim.answers.iter().enumerate() {
            for position in &answer.positions {
                if position.evidence.source.id == source.id {
                    group = if group == 0 { at + first } else { group };
                    values.push(position.value.clone());
                }
            }
        }
        let silence = claim.silent.iter().find(|silence| silence.source.id == source.id);
        let silent = silence.map_or(silent, |silence| &silence.short);
        let silent = values.is_empty().then(|| silent.to_owned());
        MatrixCell { values, group, silent }
    };
    sources.iter().map(cell).collect()
}
