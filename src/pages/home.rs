//! The start page and pages of prose.

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::Routes;
use super::view::{ChangeView, ClaimView, EntityView, EventView, LinkView, QuestionView};
use super::words::{self, DateView};
use super::{Page, Planned, Subject, View};
use crate::config::Config;
use crate::content::library::PageMeta;
use crate::model::claim::Verdict;
use crate::path::{Slug, UrlPath};

/// Key points, key events, people, questions and corrections on the start page at most.
const KEY_CLAIMS: usize = 5;
const KEY_EVENTS: usize = 5;
const WHO: usize = 14;
const QUESTIONS: usize = 4;
const CHANGES: usize = 2;
const CORRECTIONS: usize = 3;
const UNKNOWNS: usize = 3;

/// The explainer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HomeView {
    /// Headline.
    pub headline: String,
    /// Standfirst.
    pub dek: Option<String>,
    /// The state of the story it describes.
    pub as_of: Option<DateView>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Published sources.
    pub sources: usize,
    /// Sources that stand on their own.
    pub independent: usize,
    /// Claims by verdict, the most serious first; those without any are left out.
    pub tally: Vec<Tally>,
    /// Minutes it takes to read the prose, at 230 words a minute.
    pub minutes: usize,
    /// The most important claims.
    pub key_points: Vec<ClaimView>,
    /// The file with the prose; absent when nobody has written any.
    pub body: Option<String>,
    /// The most important events, in order of time.
    pub key_events: Vec<EventView>,
    /// All events.
    pub events: usize,
    /// Who and what it is about, the most mentioned first.
    pub who: Vec<EntityView>,
    /// What is not known.
    pub unknowns: Vec<LinkView>,
    /// Questions with an answer.
    pub questions: Vec<QuestionView>,
    /// All questions with an answer.
    pub answered: usize,
    /// What was wrong in the explainer, the latest correction first.
    pub corrections: Vec<ChangeView>,
    /// What changed last.
    pub changes: Vec<ChangeView>,
    /// Every source, for the list at the end.
    pub all_sources: Vec<super::view::SourceView>,
}

/// How many claims have one verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// The verdict.
    pub verdict: super::view::VerdictView,
    /// Claims that have it.
    pub count: usize,
}

/// Claims by verdict, the most serious first.
pub fn tally(catalogue: &Catalogue<'_>) -> Vec<Tally> {
    let verdicts = &catalogue.verdicts;
    [Verdict::Contradict, Verdict::Differ, Verdict::SingleSource, Verdict::Agree]
        .into_iter()
        .map(|verdict| Tally {
            verdict: super::view::VerdictView::new(verdict, catalogue.strings),
            count: verdicts.values().filter(|other| **other == verdict).count(),
        })
        .filter(|tally| tally.count > 0)
        .collect()
}

/// A page of prose.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProseView {
    /// Headline.
    pub headline: String,
    /// Standfirst.
    pub dek: Option<String>,
    /// The state it describes.
    pub as_of: Option<DateView>,
    /// The file with the prose; absent for the built-in page on how the site is made.
    pub body: Option<String>,
}

/// Plans the start page.
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    let index = facts.library.index.as_ref();
    routes.add_page(Planned {
        route: UrlPath::home(),
        subject: Subject::Home,
        title: index.map_or(&facts.config.title, |index| &index.meta.title).clone(),
        source: index.map(|index| &index.path),
    });
}

/// The start page.
pub(super) fn home_page(catalogue: &Catalogue<'_>, config: &Config) -> Page {
    let view = home_view(catalogue, config);
    let description =
        view.dek.clone().or_else(|| config.description.clone()).unwrap_or_else(|| {
            let sources = catalogue.strings.count("count.sources", view.sources);
            let values = [("title", config.title.as_str()), ("sources", &sources)];
            catalogue.strings.say("home.describe", &values)
        });
    let body = view.body.clone();
    let as_of = catalogue.dates.as_of();
    let headline = view.headline.clone();
    let mut page = Page::new(UrlPath::home(), "", headline, View::Home(Box::new(view)))
        .described(description)
        .with_bodies(body.iter(), 2)
        .dated(as_of);
    page.source = catalogue.library.index().map(|entry| entry.path.clone());
    page
}

fn home_view(catalogue: &Catalogue<'_>, config: &Config) -> HomeView {
    let library = catalogue.library;
    let index = library.index();
    let meta = index.map(|entry| entry.meta);
    let body = index.and_then(|entry| entry.body_file());
    let questions: Vec<QuestionView> =
        catalogue.questions().into_iter().filter(|question| question.body.is_some()).collect();
    let answered = questions.len();
    let count = index.map_or(0, |entry| words::word_count(entry.body()));
    let key_points = key_claims(catalogue, meta);
    let unknowns = unknowns(catalogue, &key_points);
    HomeView {
        headline: meta.map_or_else(|| config.title.clone(), |meta| meta.title.clone()),
        dek: meta.and_then(|meta| meta.dek.clone()).or_else(|| config.description.clone()),
        as_of: catalogue.dates.as_of().map(|date| DateView::new(date, catalogue.strings)),
        author: meta.and_then(|meta| meta.author.clone()),
        sources: catalogue.sources.len(),
        independent: catalogue.independent(),
        tally: tally(catalogue),
        minutes: count.div_ceil(230),
        key_points,
        body,
        key_events: key_events(catalogue, meta),
        events: catalogue.events.len(),
        who: catalogue.entities_by_mentions().into_iter().take(WHO).cloned().collect(),
        unknowns,
        questions: questions.into_iter().take(QUESTIONS).collect(),
        answered,
        corrections: catalogue
            .changes()
            .into_iter()
            .filter(|change| change.kind == "correction")
            .take(CORRECTIONS)
            .collect(),
        changes: catalogue.changes().into_iter().take(CHANGES).collect(),
        all_sources: super::listing::latest_sources(catalogue)
            .into_iter()
            .take(config.build.page_size)
            .filter_map(|id| catalogue.sources.get(id).cloned())
            .collect(),
    }
}

/// What is not known beyond the key points, which show their contradictions already.
fn unknowns(catalogue: &Catalogue<'_>, key_points: &[ClaimView]) -> Vec<LinkView> {
    let shown = |link: &LinkView| key_points.iter().any(|claim| claim.href == link.href);
    super::faq::unknown_links(catalogue)
        .into_iter()
        .filter(|link| !shown(link))
        .take(UNKNOWNS)
        .collect()
}

fn key_claims(catalogue: &Catalogue<'_>, meta: Option<&PageMeta>) -> Vec<ClaimView> {
    match meta {
        Some(meta) if !meta.key_claims.is_empty() => {
            meta.key_claims.iter().filter_map(|id| catalogue.points.get(id).cloned()).collect()
        }
        _ => catalogue
            .claims_by_dispute()
            .into_iter()
            .take(KEY_CLAIMS)
            .map(ClaimView::brief)
            .collect(),
    }
}

fn key_events(catalogue: &Catalogue<'_>, meta: Option<&PageMeta>) -> Vec<EventView> {
    match meta {
        Some(meta) if !meta.key_events.is_empty() => {
            meta.key_events.iter().filter_map(|id| catalogue.events.get(id).cloned()).collect()
        }
        _ => {
            let mut dated: Vec<_> =
                catalogue.library.events.iter().filter(|(_, e)| e.meta.date.is_some()).collect();
            dated.sort_by_key(|(id, entry)| (entry.meta.date, *id));
            let from = dated.len().saturating_sub(KEY_EVENTS);
            let latest = dated.into_iter().skip(from);
            latest.filter_map(|(id, _)| catalogue.events.get(id).cloned()).collect()
        }
    }
}

/// Plans `content/pages/*.md`, and the built-in method page where there is none.
pub(super) fn plan_prose<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    for (id, entry) in &facts.library.pages {
        routes.add_page(Planned {
            route: UrlPath::top(id),
            subject: Subject::Prose(id),
            title: entry.meta.title.clone(),
            source: Some(&entry.path),
        });
    }
    let method = Slug::parse("method").ok();
    if let Some(id) = method.filter(|id| !facts.library.pages.contains_key(id)) {
        let title = facts.strings.text("method.title");
        routes.add_titled(UrlPath::top(&id), Subject::Method, title);
    }
}

/// The method page of a site that has written none.
pub(super) fn method_page(catalogue: &Catalogue<'_>) -> Option<Page> {
    let title = catalogue.strings.text("method.title");
    let view = ProseView { headline: title.to_owned(), dek: None, as_of: None, body: None };
    let page = Page::new(UrlPath::top(&Slug::parse("method").ok()?), "", title, View::Prose(view));
    Some(page.described(catalogue.strings.text("method.describe")))
}

/// A page of prose.
pub(super) fn prose_page(catalogue: &Catalogue<'_>, id: &Slug) -> Option<Page> {
    let entry = catalogue.library.pages.get(id)?;
    let view = ProseView {
        headline: entry.meta.title.clone(),
        dek: entry.meta.dek.clone(),
        as_of: entry.meta.as_of.map(|date| DateView::new(date, catalogue.strings)),
        body: Some(entry.path.to_string()),
    };
    let body = entry.path.to_string();
    let description = entry.meta.dek.clone().unwrap_or_else(|| entry.meta.title.clone());
    let page = Page::new(UrlPath::top(id), "", entry.meta.title.clone(), View::Prose(view));
    let page = page.described(description).made_from(entry.path);
    Some(page.with_bodies(std::iter::once(&body), 2).dated(entry.meta.as_of))
}
