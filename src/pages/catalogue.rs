//! The story as one page sees it: views and files to look up, every look noted. Knows no page and no
//! HTML.

use std::collections::{BTreeMap, BTreeSet};

use super::data::address::Addresses;
use super::facts::{Beside, Called, Facts, has_body};
use super::neighbourhood::Ties;
use super::reads::{Fact, Folder, ListOf, Lists, Reads, Records, Views, key};
use super::strings::Strings;
use super::view::{
    AnswerView, ChangeView, ClaimView, EntityView, EventView, LISTED, LinkView, PositionView,
    QuestionView, QuoteView, SilenceView, SourceView, VerdictView, href,
};
use super::words::{self, DateView};
use crate::config::Config;
use crate::content::library::{Entry, Library, PageMeta};
use crate::content::verdict::{Comparison, compare_values, independent_articles};
use crate::graph::{Backlink, Link, Target};
use crate::model::article::{ArticleMeta, Rights};
use crate::model::change::{ChangeKind, ChangeMeta};
use crate::model::claim::{ClaimMeta, Position, Verdict, Why};
use crate::model::date::Edtf;
use crate::model::entity::EntityMeta;
use crate::model::event::{EventMeta, Outcome};
use crate::model::question::QuestionMeta;
use crate::model::quotation::Citation;
use crate::path::{ContentPath, Slug};

/// With more sources than this, a claim lists only the silent ones its file names.
const LISTED_SILENT: usize = 12;

/// One content file as a page sees it: its body is a look of its own.
#[derive(Debug)]
pub struct Record<'a, M> {
    /// The file's stem.
    pub id: &'a Slug,
    /// The file.
    pub path: &'a ContentPath,
    /// The front matter.
    pub meta: &'a M,
    entry: &'a Entry<M>,
    reads: &'a Reads,
}

impl<M> Clone for Record<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Record<'_, M> {}

impl<'a, M> Record<'a, M> {
    pub(super) fn new(entry: &'a Entry<M>, reads: &'a Reads) -> Self {
        Self { id: &entry.id, path: &entry.path, meta: &entry.meta, entry, reads }
    }

    /// The Markdown body.
    pub fn body(&self) -> &'a str {
        self.reads.note(Fact::Body, key(self.path.as_str()));
        self.entry.body()
    }

    /// Whether its body says something.
    pub fn has_body(&self) -> bool {
        has_body(self.entry)
    }

    /// The file, when its body says something.
    pub fn body_file(&self) -> Option<String> {
        self.has_body().then(|| self.path.to_string())
    }
}

/// The content, file by file.
#[derive(Clone, Copy, Debug)]
pub struct Shelf<'a> {
    library: &'a Library,
    reads: &'a Reads,
    /// `content/pages/*.md`.
    pub pages: Records<'a, PageMeta>,
    /// `content/articles/*.md`.
    pub articles: Records<'a, ArticleMeta>,
    /// `content/entities/*.md`.
    pub entities: Records<'a, EntityMeta>,
    /// `content/events/*.md`.
    pub events: Records<'a, EventMeta>,
    /// `content/claims/*.md`.
    pub claims: Records<'a, ClaimMeta>,
    /// `content/faq/*.md`.
    pub questions: Records<'a, QuestionMeta>,
    /// `content/changes/*.md`.
    pub changes: Records<'a, ChangeMeta>,
}

impl<'a> Shelf<'a> {
    fn new(facts: &'a Facts<'a>, reads: &'a Reads) -> Self {
        Self {
            library: facts.library,
            reads,
            pages: Records { folder: Folder::Pages, files: &facts.page_files, reads },
            articles: Records { folder: Folder::Articles, files: &facts.article_files, reads },
            entities: Records { folder: Folder::Entities, files: &facts.entity_files, reads },
            events: Records { folder: Folder::Events, files: &facts.event_files, reads },
            claims: Records { folder: Folder::Claims, files: &facts.claim_files, reads },
            questions: Records { folder: Folder::Questions, files: &facts.question_files, reads },
            changes: Records { folder: Folder::Changes, files: &facts.change_files, reads },
        }
    }

    /// The explainer, `content/index.md`.
    pub fn index(&self) -> Option<Record<'a, PageMeta>> {
        self.reads.note(Fact::Meta(Folder::Index), 0);
        self.library.index.as_ref().map(|entry| Record::new(entry, self.reads))
    }

    /// The Markdown body of a content file.
    pub fn body(&self, path: &ContentPath) -> Option<&'a str> {
        self.reads.note(Fact::Body, key(path.as_str()));
        self.library.body(path)
    }

    /// All of it, for files that hold all of it.
    pub fn everything(&self) -> &'a Library {
        self.reads.note(Fact::Everything, 0);
        self.library
    }
}

/// When things last had news; every look is noted.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    facts: &'a Facts<'a>,
    reads: &'a Reads,
}

impl Calendar<'_> {
    /// When something last had news; absent when nothing about it is dated.
    pub fn of(&self, target: &Target) -> Option<Edtf> {
        let (folder, id) = folder_and_key(target);
        self.reads.note(Fact::Date(folder), id);
        self.facts.date_of(target)
    }

    /// When readers could first see a source or event, where a change entry says so.
    pub fn added(&self, id: &Slug) -> Option<Edtf> {
        self.reads.note(Fact::Added, key(id.as_str()));
        self.facts.dates.added(id)
    }

    /// The moment the site describes.
    pub fn as_of(&self) -> Option<Edtf> {
        self.reads.note(Fact::Span, 0);
        self.facts.dates.as_of
    }

    /// When readers could first see the first of it.
    pub fn begun(&self) -> Option<Edtf> {
        self.reads.note(Fact::Span, 0);
        self.facts.dates.begun
    }
}

/// The address of a thing below the site's base.
fn address(target: &Target) -> String {
    let (route, fragment) = target.url();
    let mut address = href(&route);
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(&fragment);
    }
    address
}

/// The folder of a target, and the fingerprint of its id.
pub(super) fn folder_and_key(target: &Target) -> (Folder, u64) {
    match target {
        Target::Index => (Folder::Index, 0),
        Target::Page(id) => (Folder::Pages, key(id.as_str())),
        Target::Article(id) => (Folder::Articles, key(id.as_str())),
        Target::Entity(id) => (Folder::Entities, key(id.as_str())),
        Target::Event(id) => (Folder::Events, key(id.as_str())),
        Target::Claim(id) => (Folder::Claims, key(id.as_str())),
        Target::Question(id) => (Folder::Questions, key(id.as_str())),
        Target::Change(id) => (Folder::Changes, key(id.as_str())),
    }
}

/// Views and look-ups over one library.
#[derive(Debug)]
pub struct Catalogue<'a> {
    facts: &'a Facts<'a>,
    reads: &'a Reads,
    /// The content, without drafts.
    pub library: Shelf<'a>,
    /// The words of the pages.
    pub strings: &'a Strings,
    /// When things last had news.
    pub dates: Calendar<'a>,
    /// Sources by id.
    pub sources: Views<'a, SourceView>,
    /// Entities by id.
    pub entities: Views<'a, EntityView>,
    /// Events by id.
    pub events: Views<'a, EventView>,
    /// Claims by id.
    pub claims: Views<'a, ClaimView>,
    /// The same as lists show them.
    pub points: Views<'a, ClaimView>,
    /// Verdicts by claim.
    pub verdicts: Views<'a, Verdict>,
    /// Claims by the event they are about.
    pub claims_of_event: Lists<'a, Vec<&'a Slug>>,
    /// Claims by the entity they are about.
    pub claims_of_entity: Lists<'a, Vec<&'a Slug>>,
    /// Claims by the article that takes a position.
    pub claims_of_article: Lists<'a, Vec<&'a Slug>>,
    /// Events by participant or place, in order of time.
    pub events_of_entity: Lists<'a, Vec<&'a Slug>>,
    /// Events by the article that reports them.
    pub events_of_article: Lists<'a, Vec<&'a Slug>>,
    /// Exact words by the article they come from, each once.
    pub quotes_of_article: Lists<'a, BTreeSet<&'a str>>,
    /// Changes by what they are about.
    pub changes_of: Lists<'a, Vec<&'a Slug>>,
    /// Articles by the one they repeat.
    pub copies_of: Lists<'a, Vec<&'a Slug>>,
    /// Events by the one they are part of.
    pub parts_of: Lists<'a, Vec<&'a Slug>>,
    /// Events by the one they follow.
    pub followers_of: Lists<'a, Vec<&'a Slug>>,
    /// The articles before and after one.
    pub around_article: Lists<'a, Beside<'a>>,
}

impl<'a> Catalogue<'a> {
    /// The story as somebody sees it whose looks are noted in `reads`.
    pub(super) fn new(facts: &'a Facts<'a>, reads: &'a Reads) -> Self {
        let ids = |of, map| Lists { of, map, reads };
        Self {
            facts,
            reads,
            library: Shelf::new(facts, reads),
            strings: facts.strings,
            dates: Calendar { facts, reads },
            sources: facts.sources(reads),
            entities: facts.entities(reads),
            events: facts.events(reads),
            claims: facts.claims(reads),
            points: facts.points(reads),
            verdicts: facts.verdicts(reads),
            claims_of_event: ids(ListOf::ClaimsOfEvent, &facts.claims_of_event),
            claims_of_entity: ids(ListOf::ClaimsOfEntity, &facts.claims_of_entity),
            claims_of_article: ids(ListOf::ClaimsOfArticle, &facts.claims_of_article),
            events_of_entity: ids(ListOf::EventsOfEntity, &facts.events_of_entity),
            events_of_article: ids(ListOf::EventsOfArticle, &facts.events_of_article),
            quotes_of_article: Lists {
                of: ListOf::QuotesOfArticle,
                map: &facts.quotes_of_article,
                reads,
            },
            changes_of: ids(ListOf::ChangesOf, &facts.changes_of),
            copies_of: ids(ListOf::CopiesOf, &facts.copies_of),
            parts_of: ids(ListOf::PartsOf, &facts.parts_of),
            followers_of: ids(ListOf::FollowersOf, &facts.followers_of),
            around_article: Lists { of: ListOf::AroundArticle, map: &facts.around_article, reads },
        }
    }

    /// The settings, and how files for machines name pages.
    pub(super) fn settings(&self) -> (&'a Config, &'a Addresses) {
        (self.facts.config, &self.facts.addresses)
    }

    /// Who mentions a thing, in content order.
    pub fn backlinks(&self, target: &Target) -> &'a [Backlink] {
        let (folder, id) = folder_and_key(target);
        self.reads.note(Fact::Backlinks(folder), id);
        self.facts.graph.backlinks.get(target).map_or(&[][..], |all| all.as_slice())
    }

    /// The links of a body, in order.
    pub fn links(&self, path: &ContentPath) -> &'a [Link] {
        self.reads.note(Fact::Links, key(path.as_str()));
        self.facts.graph.links.get(path).map_or(&[][..], |links| links)
    }

    /// Sources that stand on their own.
    pub fn independent(&self) -> usize {
        self.reads.note(Fact::Independent, 0);
        self.facts.independent
    }

    /// Words that somebody quotes although the rights of their article withhold them.
    pub fn withheld(&self) -> &'a BTreeSet<&'a str> {
        self.reads.note(Fact::Withheld, 0);
        &self.facts.withheld
    }

    /// Sources without a date.
    pub fn undated(&self) -> usize {
        self.reads.note(Fact::Independent, 0);
        self.facts.undated
    }

    /// The file of a thing.
    pub fn file_of(&self, target: &Target) -> Option<&'a ContentPath> {
        let library = &self.library;
        Some(match target {
            Target::Index => library.index()?.path,
            Target::Page(id) => library.pages.get(id)?.path,
            Target::Article(id) => library.articles.get(id)?.path,
            Target::Entity(id) => library.entities.get(id)?.path,
            Target::Event(id) => library.events.get(id)?.path,
            Target::Claim(id) => library.claims.get(id)?.path,
            Target::Question(id) => library.questions.get(id)?.path,
            Target::Change(id) => library.changes.get(id)?.path,
        })
    }

    /// With whom an entity appears, and how.
    pub(super) fn ties(&self, id: &Slug) -> Option<&'a Ties> {
        self.reads.note(Fact::Neighbours, key(id.as_str()));
        self.facts.ties(id)
    }

    pub(super) fn entity_view(&self, id: &Slug) -> Option<EntityView> {
        let entry = self.library.entities.get(id)?;
        let target = Target::Entity(id.clone());
        let backlinks = self.backlinks(&target);
        let sources: BTreeSet<&Slug> = backlinks
            .iter()
            .filter_map(|backlink| match &backlink.from {
                Target::Article(article) => Some(article),
                _ => None,
            })
            .filter(|article| self.sources.contains_key(article))
            .collect();
        Some(EntityView {
            id: id.to_string(),
            href: href(&target.url().0),
            name: entry.meta.name.clone(),
            kind: entry.meta.kind.as_str(),
            kind_word: words::kind_word(entry.meta.kind, self.strings).to_owned(),
            role: entry.meta.role.clone(),
            sources: sources.len(),
            events: self.events_of_entity.get(id).map_or(0, Vec::len),
            mentions: backlinks.len(),
        })
    }

    pub(super) fn event_view(&self, id: &Slug) -> Option<EventView> {
        let meta = self.library.events.get(id)?.meta;
        let mut seen = BTreeSet::new();
        let verdict = self
            .claims_of_event
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|claim| self.verdicts.get(claim).copied())
            .filter(|verdict| matches!(verdict, Verdict::Differ | Verdict::Contradict))
            .max();
        Some(EventView {
            id: id.to_string(),
            href: href(&Target::Event(id.clone()).url().0),
            title: meta.title.clone(),
            date: meta.date.map(|date| DateView::new(date, self.strings)),
            date_note: meta.date_note.clone(),
            place: meta.place.as_ref().and_then(|place| self.entity_link(place)),
            outcome: match meta.outcome {
                Outcome::Held => "held",
                Outcome::Planned => "planned",
                Outcome::Cancelled => "cancelled",
            },
            outcome_word: words::outcome_word(meta.outcome, self.strings).map(str::to_owned),
            sources: meta
                .sources
                .iter()
                .filter(|citation| seen.insert(&citation.article))
                .filter_map(|citation| self.sources.get(&citation.article))
                .take(LISTED)
                .cloned()
                .collect(),
            source_count: self.source_count(meta),
            entities: meta
                .participants
                .iter()
                .chain(&meta.place)
                .map(ToString::to_string)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            verdict: verdict.map(|verdict| VerdictView::new(verdict, self.strings)),
        })
    }

    /// How many published sources report an event.
    fn source_count(&self, meta: &EventMeta) -> usize {
        let articles = meta.sources.iter().map(|citation| &citation.article);
        let known: BTreeSet<&Slug> =
            articles.filter(|article| self.sources.contains_key(article)).collect();
        known.len()
    }

    pub(super) fn claim_view(&self, id: &Slug) -> Option<ClaimView> {
        let entry = self.library.claims.get(id)?;
        let meta = entry.meta;
        let verdict = self.verdicts.get(id).copied().unwrap_or(Verdict::SingleSource);
        let about = meta.event.as_ref().and_then(|event| self.event_link(event));
        let (silent, others) = self.silences(meta);
        Some(ClaimView {
            id: id.to_string(),
            href: href(&Target::Claim(id.clone()).url().0),
            question: meta.question.clone(),
            verdict: VerdictView::new(verdict, self.strings),
            summary: self.claim_summary(meta),
            answers: self.answers(meta),
            silent,
            others,
            about: about.or_else(|| meta.about.as_ref().and_then(|id| self.entity_link(id))),
            settles: meta.settles.clone(),
            body: entry.body_file(),
        })
    }

    fn claim_summary(&self, meta: &ClaimMeta) -> String {
        let articles: BTreeSet<&Slug> = meta.positions.iter().map(|p| &p.article).collect();
        let independent = independent_articles(articles.iter().copied(), self.facts.library).len();
        let all = self.strings.count("count.of_sources", self.sources.len());
        let answer = self.strings.count_with("part.answer", articles.len(), &[("sources", &all)]);
        if independent == articles.len() {
            return answer;
        }
        let values = [("answer", answer.as_str())];
        self.strings.count_with("part.answer_independent", independent, &values)
    }

    fn answers(&self, meta: &ClaimMeta) -> Vec<AnswerView> {
        let mut answers: Vec<AnswerView> = Vec::new();
        for position in &meta.positions {
            let Some(view) = self.position_view(position) else { continue };
            let same = |answer: &&mut AnswerView| {
                compare_values(&answer.value, &position.value) == Comparison::Equal
            };
            match answers.iter_mut().find(same) {
                Some(answer) => answer.positions.push(view),
                None => answers.push(AnswerView {
                    value: position.value.clone(),
                    positions: vec![view],
                    count: 0,
                }),
            }
        }
        for answer in &mut answers {
            answer.count = answer.positions.len();
        }
        // Of answers that as many give, the newest stands first.
        let newest: BTreeMap<&str, _> = meta
            .positions
            .iter()
            .map(|position| (position.value.as_str(), self.published(&position.article)))
            .fold(BTreeMap::new(), |mut newest, (value, published)| {
                let before = newest.entry(value).or_insert(published);
                *before = (*before).max(published);
                newest
            });
        answers.sort_by_key(|answer| {
            let newest = newest.get(answer.value.as_str()).copied().flatten();
            std::cmp::Reverse((answer.positions.len(), newest))
        });
        answers
    }

    fn position_view(&self, position: &Position) -> Option<PositionView> {
        Some(PositionView {
            value: position.value.clone(),
            unnamed: position.unnamed.clone(),
            evidence: self.quote_view(&position.article, &position.quote)?,
        })
    }

    /// Silent sources to list, and how many more there are.
    fn silences(&self, meta: &ClaimMeta) -> (Vec<SilenceView>, usize) {
        let answered: BTreeSet<&Slug> = meta.positions.iter().map(|p| &p.article).collect();
        let named: BTreeMap<&Slug, Why> = meta
            .silent
            .iter()
            .filter(|silence| !answered.contains(&silence.article))
            .map(|silence| (&silence.article, silence.why))
            .collect();
        let listed: Vec<(&Slug, Why)> = if self.sources.len() > LISTED_SILENT {
            named.into_iter().collect()
        } else {
            let silent = self.sources.keys().filter(|id| !answered.contains(*id));
            silent.map(|id| (id, named.get(id).copied().unwrap_or(Why::NotMentioned))).collect()
        };
        let silent: Vec<SilenceView> = listed
            .into_iter()
            .filter_map(|(id, why)| {
                Some(SilenceView {
                    source: self.sources.get(id)?.clone(),
                    why: words::silence_words(why, self.strings).to_owned(),
                    short: words::silence_short(why, self.strings).to_owned(),
                })
            })
            .collect();
        let known = answered.iter().filter(|id| self.sources.contains_key(id)).count();
        let others = self.sources.len().saturating_sub(known + silent.len());
        (silent, others)
    }

    /// Exact words of an article, with its chip.
    pub fn quote_view(&self, article: &Slug, quote: &str) -> Option<QuoteView> {
        let source = self.sources.get(article)?;
        let read = source.url.as_deref().and_then(|url| words::read_link(url, quote));
        let quote = Some(quote.trim().to_owned()).filter(|quote| !quote.is_empty());
        Some(QuoteView { source: source.clone(), quote, read })
    }

    /// The citations whose article is published.
    pub fn quote_views(&self, citations: &[Citation]) -> Vec<QuoteView> {
        citations.iter().filter_map(|c| self.quote_view(&c.article, &c.quote)).collect()
    }

    /// Whether the rights of an article allow to quote it at all.
    pub fn may_quote(&self, article: &Slug) -> bool {
        let entry = self.library.articles.get(article);
        entry.is_some_and(|entry| entry.meta.rights != Rights::Metadata)
    }

    /// A link to an entity's page.
    pub fn entity_link(&self, id: &Slug) -> Option<LinkView> {
        self.link_by_name(&Target::Entity(id.clone()))
    }

    /// What links call a thing. A look of its own: most of what a file says changes no link to it.
    pub(super) fn called(&self, target: &Target) -> Option<Called<'a>> {
        let (folder, id) = folder_and_key(target);
        self.reads.note(Fact::Name(folder), id);
        self.facts.called(target)
    }

    fn link_by_name(&self, target: &Target) -> Option<LinkView> {
        let text = self.called(target)?.name.to_owned();
        Some(LinkView { href: address(target), text })
    }

    /// A link to an event's page.
    pub fn event_link(&self, id: &Slug) -> Option<LinkView> {
        self.link_by_name(&Target::Event(id.clone()))
    }

    /// A link to whatever `target` is, when it is published.
    pub fn link(&self, target: &Target) -> Option<LinkView> {
        let text = match target {
            Target::Article(id) => self.sources.get(id)?.name.clone(),
            Target::Change(id) => {
                self.library.changes.get(id)?;
                self.strings.text("changes.title").to_owned()
            }
            _ => return self.link_by_name(target),
        };
        Some(LinkView { href: address(target), text })
    }

    /// A question with what carries its answer.
    pub fn question_view(&self, entry: &Record<'_, QuestionMeta>) -> QuestionView {
        let id = entry.id.to_string();
        QuestionView {
            href: format!("faq/index.html#{id}"),
            question: entry.meta.question.clone(),
            body: entry.body_file(),
            claims: entry.meta.claims.iter().filter_map(|c| self.points.get(c).cloned()).collect(),
            sources: self.quote_views(&entry.meta.sources),
            settles: entry.meta.settles.clone(),
            id,
        }
    }

    /// Questions in the order of the page.
    pub fn questions(&self) -> Vec<QuestionView> {
        let mut entries: Vec<_> = self.library.questions.values().collect();
        entries.sort_by_key(|entry| (entry.meta.order.unwrap_or(u32::MAX), entry.id));
        entries.iter().map(|entry| self.question_view(entry)).collect()
    }

    /// A change as readers see it.
    pub fn change_view(&self, entry: &Record<'_, ChangeMeta>) -> ChangeView {
        let meta = entry.meta;
        let (kind, kind_word) = match meta.kind {
            ChangeKind::Source => ("source", "change.source"),
            ChangeKind::Verdict => ("verdict", "change.verdict"),
            ChangeKind::Correction => ("correction", "change.correction"),
            ChangeKind::Event => ("event", "change.event"),
        };
        let verdict_of = |text: &Option<String>| {
            let named = text.as_deref().and_then(ChangeMeta::verdict);
            let named = named.filter(|_| meta.kind == ChangeKind::Verdict);
            named.map(|verdict| VerdictView::new(verdict, self.strings))
        };
        ChangeView {
            href: format!("changes/index.html#{}", entry.id),
            id: entry.id.to_string(),
            kind,
            kind_word: self.strings.text(kind_word).to_owned(),
            at: DateView::new(meta.at, self.strings),
            about: meta.about.as_ref().and_then(|id| self.about(id)),
            was: meta.was.clone(),
            now: meta.now.clone(),
            was_verdict: verdict_of(&meta.was),
            now_verdict: verdict_of(&meta.now),
            why: meta.why.clone(),
            body: entry.body_file(),
        }
    }

    /// The thing an id without its kind means: an article, claim, event or entity.
    fn about(&self, id: &Slug) -> Option<LinkView> {
        [Target::Article(id.clone()), Target::Claim(id.clone()), Target::Event(id.clone())]
            .into_iter()
            .chain([Target::Entity(id.clone())])
            .find_map(|target| self.link(&target))
    }

    /// Changes, the latest first.
    pub fn changes(&self) -> Vec<ChangeView> {
        let mut entries: Vec<_> = self.library.changes.values().collect();
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.meta.at), entry.id));
        entries.iter().map(|entry| self.change_view(entry)).collect()
    }

    /// The changes of one kind that are about a thing, the latest first.
    pub fn changes_about(&self, kind: ChangeKind, id: &Slug) -> Vec<ChangeView> {
        let mut entries: Vec<_> = self
            .changes_of
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|change| self.library.changes.get(change))
            .filter(|entry| entry.meta.kind == kind)
            .collect();
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.meta.at), entry.id));
        entries.iter().map(|entry| self.change_view(entry)).collect()
    }

    /// Claims, the most disputed first; among equals those that more independent sources answer,
    /// then those with the newest answer.
    pub fn claims_by_dispute(&self) -> Vec<&'a ClaimView> {
        self.reads.note(Fact::Dispute, 0);
        self.facts.by_dispute.iter().filter_map(|id| self.claims.get(id)).collect()
    }

    /// When an article came out, as far as it says.
    fn published(&self, article: &Slug) -> Option<jiff::civil::DateTime> {
        Some(self.library.articles.get(article)?.meta.published?.earliest())
    }

    /// Entities, the most mentioned first.
    pub fn entities_by_mentions(&self) -> Vec<&'a EntityView> {
        let mut entities: Vec<_> = self.entities.values().collect();
        entities.sort_by_key(|entity| {
            (std::cmp::Reverse((entity.sources, entity.mentions, entity.events)), &entity.id)
        });
        entities
    }
}
