//! Views of everything in the library, made once and looked up by every page and body: who reports
//! what, who takes part where, what is disputed. Knows no page and no HTML.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::strings::Strings;
use super::view::{
    AnswerView, ChangeView, ClaimView, EntityView, EventView, LISTED, LinkView, PositionView,
    QuestionView, QuoteView, SilenceView, SourceView, VerdictView, href,
};
use super::words::{self, DateView};
use crate::config::Config;
use crate::content::library::{Entry, Library};
use crate::content::verdict::{Comparison, compare_values, independent_articles, verdict};
use crate::graph::{LinkGraph, LinkKind, Target};
use crate::model::article::{ArticleMeta, Rights};
use crate::model::change::{ChangeKind, ChangeMeta};
use crate::model::claim::{ClaimMeta, Position, Verdict, Why};
use crate::model::entity::EntityMeta;
use crate::model::event::{EventMeta, Outcome};
use crate::model::question::QuestionMeta;
use crate::model::quotation::Citation;
use crate::path::Slug;

/// With more sources than this, a claim lists only the silent ones its file names.
const LISTED_SILENT: usize = 12;

/// The library as published: without drafts and without what only drafts say, and of each article
/// only what its rights allow. Every page and every file for machines is made from it.
pub fn published<'a>(library: &'a Library, config: &Config) -> Cow<'a, Library> {
    let has_drafts = !config.build.drafts && library.articles.values().any(|e| e.meta.draft);
    let holds_back = library.articles.values().any(|entry| withheld(&entry.meta));
    if !has_drafts && !holds_back {
        return Cow::Borrowed(library);
    }
    let mut library = library.clone();
    if has_drafts {
        leave_out_drafts(&mut library);
    }
    hold_back(&mut library);
    Cow::Owned(library)
}

fn leave_out_drafts(library: &mut Library) {
    library.articles.retain(|_, entry| !entry.meta.draft);
    let articles = &library.articles;
    let kept = |id: &Slug| articles.contains_key(id);
    for entry in library.claims.values_mut() {
        entry.meta.positions.retain(|position| kept(&position.article));
        entry.meta.silent.retain(|silence| kept(&silence.article));
    }
    for entry in library.events.values_mut() {
        entry.meta.sources.retain(|citation| kept(&citation.article));
    }
    for entry in library.questions.values_mut() {
        entry.meta.sources.retain(|citation| kept(&citation.article));
    }
    library.claims.retain(|_, entry| !entry.meta.positions.is_empty());
}

/// Whether an article may hold something that its rights withhold.
fn withheld(meta: &ArticleMeta) -> bool {
    meta.rights == Rights::Metadata || (meta.rights == Rights::Summary && meta.dek.is_some())
}

/// Takes away what rights withhold, however it came into the files: a standfirst is a sentence of the
/// source, and of an article with `rights: metadata` nothing is shown but title, outlet, date and link.
fn hold_back(library: &mut Library) {
    let mut silenced = BTreeSet::new();
    for (id, entry) in library.articles.iter_mut().filter(|(_, entry)| withheld(&entry.meta)) {
        entry.meta.dek = None;
        if entry.meta.rights == Rights::Metadata {
            entry.meta.description = None;
            entry.text.truncate(entry.body_start);
            silenced.insert(id.clone());
        }
    }
    let positions = library.claims.values_mut().flat_map(|entry| &mut entry.meta.positions);
    let quotes = positions.map(|position| (&position.article, &mut position.quote));
    let events = library.events.values_mut().flat_map(|entry| &mut entry.meta.sources);
    let questions = library.questions.values_mut().flat_map(|entry| &mut entry.meta.sources);
    let cited = events.chain(questions).map(|citation| (&citation.article, &mut citation.quote));
    for (_, quote) in quotes.chain(cited).filter(|(article, _)| silenced.contains(*article)) {
        quote.clear();
    }
}

/// Views and look-ups over one library.
#[derive(Debug)]
pub struct Catalogue<'a> {
    /// The library, without drafts.
    pub library: &'a Library,
    /// What links to what.
    pub graph: &'a LinkGraph,
    /// The words of the pages.
    pub strings: &'a Strings,
    /// Sources by id.
    pub sources: BTreeMap<&'a Slug, SourceView>,
    /// Entities by id.
    pub entities: BTreeMap<&'a Slug, EntityView>,
    /// Events by id.
    pub events: BTreeMap<&'a Slug, EventView>,
    /// Claims by id.
    pub claims: BTreeMap<&'a Slug, ClaimView>,
    /// The same as lists show them.
    pub points: BTreeMap<&'a Slug, ClaimView>,
    /// Verdicts by claim.
    pub verdicts: BTreeMap<&'a Slug, Verdict>,
    /// Claims by the event they are about.
    pub claims_of_event: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    /// Claims by the entity they are about.
    pub claims_of_entity: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    /// Claims by the article that takes a position.
    pub claims_of_article: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    /// Events by participant or place, in order of time.
    pub events_of_entity: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    /// Events by the article that reports them.
    pub events_of_article: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    /// Exact words by the article they come from, each once.
    pub quotes_of_article: BTreeMap<&'a Slug, BTreeSet<&'a str>>,
    /// Changes by what they are about.
    pub changes_of: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    /// Words that somebody quotes although the rights of their article withhold them.
    pub withheld: BTreeSet<&'a str>,
    /// Sources that stand on their own.
    pub independent: usize,
}

impl<'a> Catalogue<'a> {
    /// Looks through the whole library once.
    pub fn new(library: &'a Library, graph: &'a LinkGraph, strings: &'a Strings) -> Self {
        let mut catalogue = Self {
            library,
            graph,
            strings,
            sources: source_views(library, strings),
            entities: BTreeMap::new(),
            events: BTreeMap::new(),
            claims: BTreeMap::new(),
            points: BTreeMap::new(),
            verdicts: library
                .claims
                .iter()
                .map(|(id, c)| (id, verdict(&c.meta, library)))
                .collect(),
            claims_of_event: BTreeMap::new(),
            claims_of_entity: BTreeMap::new(),
            claims_of_article: BTreeMap::new(),
            events_of_entity: BTreeMap::new(),
            events_of_article: BTreeMap::new(),
            quotes_of_article: BTreeMap::new(),
            changes_of: BTreeMap::new(),
            withheld: BTreeSet::new(),
            independent: independent_articles(library.articles.keys(), library).len(),
        };
        catalogue.gather_claims();
        catalogue.gather_events();
        catalogue.gather_quotes();
        for (id, entry) in &library.changes {
            if let Some(about) = &entry.meta.about {
                catalogue.changes_of.entry(about).or_default().push(id);
            }
        }
        catalogue.entities =
            library.entities.iter().map(|(id, e)| (id, catalogue.entity_view(id, e))).collect();
        catalogue.events =
            library.events.iter().map(|(id, e)| (id, catalogue.event_view(id, e))).collect();
        catalogue.claims =
            library.claims.iter().map(|(id, e)| (id, catalogue.claim_view(id, e))).collect();
        catalogue.points =
            catalogue.claims.iter().map(|(id, claim)| (*id, claim.brief())).collect();
        catalogue
    }

    fn gather_claims(&mut self) {
        for (id, entry) in &self.library.claims {
            if let Some(event) = &entry.meta.event {
                self.claims_of_event.entry(event).or_default().push(id);
            }
            if let Some(entity) = &entry.meta.about {
                self.claims_of_entity.entry(entity).or_default().push(id);
            }
            let articles: BTreeSet<&Slug> =
                entry.meta.positions.iter().map(|position| &position.article).collect();
            for article in articles {
                self.claims_of_article.entry(article).or_default().push(id);
            }
        }
        for claims in self.claims_of_event.values_mut().chain(self.claims_of_article.values_mut()) {
            claims.sort_by_key(|id| (self.verdicts.get(id).map(|v| words::verdict_rank(*v)), *id));
        }
    }

    fn gather_events(&mut self) {
        let mut events: Vec<_> = self.library.events.iter().collect();
        events.sort_by_key(|(id, entry)| (entry.meta.date.is_none(), entry.meta.date, *id));
        for (id, entry) in events {
            let entities: BTreeSet<&Slug> =
                entry.meta.participants.iter().chain(&entry.meta.place).collect();
            for entity in entities {
                self.events_of_entity.entry(entity).or_default().push(id);
            }
            let articles: BTreeSet<&Slug> =
                entry.meta.sources.iter().map(|citation| &citation.article).collect();
            for article in articles {
                self.events_of_article.entry(article).or_default().push(id);
            }
        }
    }

    fn gather_quotes(&mut self) {
        let library = self.library;
        let positions = library.claims.values().flat_map(|entry| &entry.meta.positions);
        let stated = positions.map(|position| (&position.article, position.quote.as_str()));
        let cited = library
            .events
            .values()
            .flat_map(|entry| &entry.meta.sources)
            .chain(library.questions.values().flat_map(|entry| &entry.meta.sources))
            .map(|citation| (&citation.article, citation.quote.as_str()));
        let written = self.graph.links.values().flatten().filter_map(|link| match &link.target {
            Some(Target::Article(id)) if link.kind == LinkKind::Quote => {
                Some((id, link.text.as_str()))
            }
            _ => None,
        });
        let quotable = |id: &Slug| {
            let entry = library.articles.get(id);
            entry.is_none_or(|entry| entry.meta.rights != Rights::Metadata)
        };
        for (article, quote) in stated.chain(cited).chain(written) {
            if quote.trim().is_empty() {
                continue;
            }
            if quotable(article) {
                self.quotes_of_article.entry(article).or_default().insert(quote);
            } else {
                self.withheld.insert(quote);
            }
        }
    }

    fn entity_view(&self, id: &Slug, entry: &Entry<EntityMeta>) -> EntityView {
        let target = Target::Entity(id.clone());
        let backlinks = self.graph.backlinks.get(&target).map_or(&[][..], Vec::as_slice);
        let sources: BTreeSet<&Slug> = backlinks
            .iter()
            .filter_map(|backlink| match &backlink.from {
                Target::Article(article) => Some(article),
                _ => None,
            })
            .filter(|article| self.sources.contains_key(article))
            .collect();
        EntityView {
            id: id.to_string(),
            href: href(&target.url().0),
            name: entry.meta.name.clone(),
            kind: entry.meta.kind.as_str(),
            kind_word: words::kind_word(entry.meta.kind, self.strings).to_owned(),
            role: entry.meta.role.clone(),
            sources: sources.len(),
            events: self.events_of_entity.get(id).map_or(0, Vec::len),
            mentions: backlinks.len(),
        }
    }

    fn event_view(&self, id: &Slug, entry: &Entry<EventMeta>) -> EventView {
        let meta = &entry.meta;
        let mut seen = BTreeSet::new();
        let verdict = self
            .claims_of_event
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|claim| self.verdicts.get(claim).copied())
            .filter(|verdict| matches!(verdict, Verdict::Differ | Verdict::Contradict))
            .max();
        EventView {
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
        }
    }

    /// How many published sources report an event.
    fn source_count(&self, meta: &EventMeta) -> usize {
        let articles = meta.sources.iter().map(|citation| &citation.article);
        let known: BTreeSet<&Slug> =
            articles.filter(|article| self.sources.contains_key(article)).collect();
        known.len()
    }

    fn claim_view(&self, id: &Slug, entry: &Entry<ClaimMeta>) -> ClaimView {
        let meta = &entry.meta;
        let verdict = self.verdicts.get(id).copied().unwrap_or(Verdict::SingleSource);
        let about = meta.event.as_ref().and_then(|event| self.event_link(event));
        let (silent, others) = self.silences(meta);
        ClaimView {
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
            body: body_file(entry),
        }
    }

    fn claim_summary(&self, meta: &ClaimMeta) -> String {
        let articles: BTreeSet<&Slug> = meta.positions.iter().map(|p| &p.article).collect();
        let independent = independent_articles(articles.iter().copied(), self.library).len();
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
            silent.map(|id| (*id, named.get(id).copied().unwrap_or(Why::NotMentioned))).collect()
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
        let known = answered.iter().filter(|id| self.sources.contains_key(*id)).count();
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
        let entry = self.library.entities.get(id)?;
        Some(LinkView {
            href: href(&Target::Entity(id.clone()).url().0),
            text: entry.meta.name.clone(),
        })
    }

    /// A link to an event's page.
    pub fn event_link(&self, id: &Slug) -> Option<LinkView> {
        let entry = self.library.events.get(id)?;
        Some(LinkView {
            href: href(&Target::Event(id.clone()).url().0),
            text: entry.meta.title.clone(),
        })
    }

    /// A link to whatever `target` is, when it is published.
    pub fn link(&self, target: &Target) -> Option<LinkView> {
        let library = self.library;
        let text = match target {
            Target::Index => library.index.as_ref()?.meta.title.clone(),
            Target::Page(id) => library.pages.get(id)?.meta.title.clone(),
            Target::Article(id) => self.sources.get(id)?.name.clone(),
            Target::Entity(id) => return self.entity_link(id),
            Target::Event(id) => return self.event_link(id),
            Target::Claim(id) => library.claims.get(id)?.meta.question.clone(),
            Target::Question(id) => library.questions.get(id)?.meta.question.clone(),
            Target::Change(id) => {
                library.changes.get(id)?;
                self.strings.text("changes.title").to_owned()
            }
        };
        let (route, fragment) = target.url();
        let mut link = href(&route);
        if let Some(fragment) = fragment {
            link.push('#');
            link.push_str(&fragment);
        }
        Some(LinkView { href: link, text })
    }

    /// A question with what carries its answer.
    pub fn question_view(&self, entry: &Entry<QuestionMeta>) -> QuestionView {
        let id = entry.id.to_string();
        QuestionView {
            href: format!("faq/index.html#{id}"),
            question: entry.meta.question.clone(),
            body: body_file(entry),
            claims: entry.meta.claims.iter().filter_map(|c| self.points.get(c).cloned()).collect(),
            sources: self.quote_views(&entry.meta.sources),
            settles: entry.meta.settles.clone(),
            id,
        }
    }

    /// Questions in the order of the page.
    pub fn questions(&self) -> Vec<QuestionView> {
        let mut entries: Vec<_> = self.library.questions.values().collect();
        entries.sort_by_key(|entry| (entry.meta.order.unwrap_or(u32::MAX), &entry.id));
        entries.into_iter().map(|entry| self.question_view(entry)).collect()
    }

    /// A change as readers see it.
    pub fn change_view(&self, entry: &Entry<ChangeMeta>) -> ChangeView {
        let meta = &entry.meta;
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
            body: body_file(entry),
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
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.meta.at), &entry.id));
        entries.into_iter().map(|entry| self.change_view(entry)).collect()
    }

    /// The changes of one kind that are about a thing, the latest first.
    pub fn changes_about(&self, kind: ChangeKind, id: &Slug) -> Vec<ChangeView> {
        let mut entries: Vec<_> = self
            .changes_of
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|change| self.library.changes.get(*change))
            .filter(|entry| entry.meta.kind == kind)
            .collect();
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.meta.at), &entry.id));
        entries.into_iter().map(|entry| self.change_view(entry)).collect()
    }

    /// Claims, the most disputed first; among equals those that more independent sources answer,
    /// then those with the newest answer.
    pub fn claims_by_dispute(&self) -> Vec<&ClaimView> {
        let mut claims: Vec<_> = self.claims.iter().collect();
        claims.sort_by_cached_key(|(id, _)| {
            let rank = self.verdicts.get(*id).map(|verdict| words::verdict_rank(*verdict));
            let positions = self.library.claims.get(*id).map(|entry| &entry.meta.positions);
            let told = positions.into_iter().flatten().map(|position| &position.article);
            let newest = told.clone().filter_map(|article| self.published(article)).max();
            let independent = independent_articles(told, self.library).len();
            (rank, std::cmp::Reverse((independent, newest)), (**id).clone())
        });
        claims.into_iter().map(|(_, view)| view).collect()
    }

    /// When an article came out, as far as it says.
    fn published(&self, article: &Slug) -> Option<jiff::civil::DateTime> {
        Some(self.library.articles.get(article)?.meta.published?.earliest())
    }

    /// Entities, the most mentioned first.
    pub fn entities_by_mentions(&self) -> Vec<&EntityView> {
        let mut entities: Vec<_> = self.entities.values().collect();
        entities.sort_by_key(|entity| {
            (std::cmp::Reverse((entity.sources, entity.mentions, entity.events)), &entity.id)
        });
        entities
    }
}

/// The file of an entry whose body says something.
pub fn body_file<M>(entry: &Entry<M>) -> Option<String> {
    (!entry.body().trim().is_empty()).then(|| entry.path.to_string())
}

fn source_views<'a>(library: &'a Library, strings: &Strings) -> BTreeMap<&'a Slug, SourceView> {
    let codes = source_codes(library);
    let view = |id: &Slug, entry: &Entry<ArticleMeta>| {
        let meta = &entry.meta;
        let name = meta.outlet.clone().unwrap_or_else(|| words::shortened(&meta.title, 36));
        let lang = meta.language.clone().filter(|language| !strings.is_of(language));
        SourceView {
            id: id.to_string(),
            href: href(&Target::Article(id.clone()).url().0),
            code: codes.get(id).cloned().unwrap_or_default(),
            name,
            outlet: meta.outlet.clone(),
            title: meta.title.clone(),
            author: meta.author.clone(),
            published: meta.published.map(|date| DateView::new(date, strings)),
            language: meta.language.clone(),
            description_lang: lang.clone().filter(|_| meta.description.is_none()),
            lang,
            url: meta.url.as_deref().and_then(|url| words::read_link(url, "")),
            archive: meta.archive.as_deref().and_then(|url| words::read_link(url, "")),
            description: meta.description.clone().or_else(|| meta.dek.clone()),
            copy_of: meta.copy_of.as_ref().and_then(|copied| {
                let original = library.articles.get(copied)?;
                Some(LinkView {
                    href: href(&Target::Article(copied.clone()).url().0),
                    text: (original.meta.outlet.clone())
                        .unwrap_or_else(|| words::shortened(&original.meta.title, 36)),
                })
            }),
        }
    };
    library.articles.iter().map(|(id, entry)| (id, view(id, entry))).collect()
}

/// The letters of each source's chip: those its file sets, else initials that nobody else has.
fn source_codes(library: &Library) -> BTreeMap<&Slug, String> {
    let mut taken: BTreeSet<String> =
        library.articles.values().filter_map(|entry| entry.meta.code.clone()).collect();
    let mut numbers = BTreeMap::new();
    let mut codes = BTreeMap::new();
    for (id, entry) in &library.articles {
        let code = entry.meta.code.clone().unwrap_or_else(|| {
            let name = entry.meta.outlet.as_deref().unwrap_or(&entry.meta.title);
            let code = free_code(name, &taken, &mut numbers);
            taken.insert(code.clone());
            code
        });
        codes.insert(id, code);
    }
    codes
}

/// Two initials, else the first with another letter of the name, else the first with a number.
/// `numbers` remembers the last number given to each letter.
fn free_code(name: &str, taken: &BTreeSet<String>, numbers: &mut BTreeMap<char, usize>) -> String {
    let letters = |text: &str| -> Vec<char> {
        let plain = text.chars().filter(|c| c.is_alphanumeric());
        plain.flat_map(char::to_uppercase).collect()
    };
    let initials: Vec<char> =
        name.split_whitespace().filter_map(|word| letters(word).first().copied()).collect();
    let all = letters(name);
    let first = initials.first().copied().unwrap_or('S');
    let mut pairs =
        initials.iter().skip(1).chain(all.iter().skip(1)).map(|c| format!("{first}{c}"));
    if let Some(code) = pairs.find(|code| !taken.contains(code)) {
        return code;
    }
    let number = numbers.entry(first).or_insert(1);
    loop {
        *number += 1;
        let code = format!("{first}{number}");
        if !taken.contains(&code) {
            return code;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_without_letters_of_their_own_get_some_that_nobody_has() {
        let mut library = crate::pages::fixture::library();
        for entry in library.articles.values_mut() {
            entry.meta.code = None;
            entry.meta.outlet = Some("A B".to_owned());
        }
        let codes: Vec<String> = source_codes(&library).into_values().collect();
        assert_eq!(codes, ["AB", "A2", "A3", "A4", "A5"]);
    }
}
