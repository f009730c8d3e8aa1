//! Questions and answers, and what is not known yet.

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::Routes;
use super::view::{ClaimView, LinkView, QuestionView};
use super::{Page, Subject, View};
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
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    let strings = facts.strings;
    routes.add_titled(UrlPath::section("faq"), Subject::Faq, strings.text("faq.title"));
    let title = strings.text("unknowns.title");
    routes.add_titled(UrlPath::section("unknowns"), Subject::Unknowns, title);
}

/// Questions and answers.
pub(super) fn faq_page(catalogue: &Catalogue<'_>, config: &Config) -> Page {
    let strings = catalogue.strings;
    let (answered, open): (Vec<_>, Vec<_>) =
        catalogue.questions().into_iter().partition(|question| question.body.is_some());
    let bodies: Vec<String> = answered.iter().filter_map(|q| q.body.clone()).collect();
    let view = View::Faq(FaqView { answered, open });
    Page::new(UrlPath::section("faq"), "faq", strings.text("faq.title"), view)
        .described(strings.say("faq.describe", &[("title", &config.title)]))
        .with_bodies(bodies.iter(), 3)
}

/// What is not known yet.
pub(super) fn unknowns_page(catalogue: &Catalogue<'_>) -> Page {
    let strings = catalogue.strings;
    let questions = catalogue.questions().into_iter();
    let view = UnknownsView {
        claims: unknown_claims(catalogue).map(ClaimView::brief).collect(),
        questions: questions.filter(|question| question.body.is_none()).collect(),
    };
    let notes: Vec<String> = view.claims.iter().filter_map(|c| c.body.clone()).collect();
    let title = strings.text("unknowns.title");
    Page::new(UrlPath::section("unknowns"), "unknowns", title, View::Unknowns(view))
        .described(strings.text("unknowns.describe"))
        .with_bodies(notes.iter(), 3)
}

/// Claims a reader should know to be open.
fn unknown_claims<'c>(catalogue: &Catalogue<'c>) -> impl Iterator<Item = &'c ClaimView> + use<'c> {
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
