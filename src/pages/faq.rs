//! Questions and answers, and what is not known yet.

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::route::Routes;
use super::view::{ClaimView, LinkView, QuestionView};
use super::{Page, View};
use crate::config::Config;
use crate::model::claim::Verdict;
use crate::path::UrlPath;

/// Questions and answers.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FaqView {
    /// Questions with an answer.
    pub answered: Vec<QuestionView>,
    /// Questions without one.
    pub open: Vec<QuestionView>,
}

/// What is not known.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct UnknownsView {
    /// Claims on which the sources contradict each other, or that something would settle.
    pub claims: Vec<ClaimView>,
    /// Questions without an answer.
    pub questions: Vec<QuestionView>,
}

/// Plans both pages.
pub fn plan(catalogue: &Catalogue<'_>, config: &Config, routes: &mut Routes) {
    let strings = catalogue.strings;
    let (answered, open): (Vec<_>, Vec<_>) =
        catalogue.questions().into_iter().partition(|question| question.body.is_some());
    let bodies: Vec<String> = answered.iter().filter_map(|q| q.body.clone()).collect();
    let unknowns = UnknownsView {
        claims: unknown_claims(catalogue).map(ClaimView::brief).collect(),
        questions: open.clone(),
    };
    let notes: Vec<String> = unknowns.claims.iter().filter_map(|c| c.body.clone()).collect();
    routes.add(
        Page::new(
            UrlPath::section("faq"),
            "faq",
            strings.text("faq.title"),
            View::Faq(FaqView { answered, open }),
        )
        .described(strings.say("faq.describe", &[("title", &config.title)]))
        .with_bodies(bodies.iter(), 3),
    );
    routes.add(
        Page::new(
            UrlPath::section("unknowns"),
            "unknowns",
            strings.text("unknowns.title"),
            View::Unknowns(unknowns),
        )
        .described(strings.text("unknowns.describe"))
        .with_bodies(notes.iter(), 3),
    );
}

/// Claims a reader should know to be open.
fn unknown_claims<'c>(catalogue: &'c Catalogue<'_>) -> impl Iterator<Item = &'c ClaimView> {
    let contradict = Verdict::Contradict.as_str();
    let open =
        move |claim: &&ClaimView| claim.settles.is_some() || claim.verdict.name == contradict;
    catalogue.claims_by_dispute().into_iter().filter(open)
}

/// Everything unknown as links: open claims, then unanswered questions.
pub fn unknown_links(catalogue: &Catalogue<'_>) -> Vec<LinkView> {
    let claims = unknown_claims(catalogue)
        .map(|claim| LinkView { href: claim.href.clone(), text: claim.question.clone() });
    let questions = catalogue
        .questions()
        .into_iter()
        .filter(|question| question.body.is_none())
        .map(|question| LinkView { href: question.href, text: question.question });
    claims.chain(questions).collect()
}
