//! Everything that pages show, from the library and the links: what belongs to what, gathered once; views
//! of each thing and dates, made when they are first asked for. Nothing in it changes while pages are made of it; who makes one looks through
//! [`Catalogue`], which notes what was looked at. Knows no page and no HTML.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::catalogue::Catalogue;
use super::data::address::Addresses;
use super::data::dates::Dates;
use super::listing::sources_in_order;
use super::neighbourhood::{Ties, ties};
use super::reads::{Reads, ViewOf, Views};
use super::strings::Strings;
use super::view::{ClaimView, EntityView, EventView, LinkView, SourceView, href};
use super::words::{self, DateView};
use crate::config::Config;
use crate::content::library::{Entries, Entry, Library, PageMeta};
use crate::content::verdict::{independent_articles, verdict};
use crate::fingerprint::QuickMap;
use crate::graph::{LinkGraph, LinkKind, Target};
use crate::model::article::{ArticleMeta, Rights};
use crate::model::change::ChangeMeta;
use crate::model::claim::{ClaimMeta, Verdict};
use crate::model::date::Edtf;
use crate::model::entity::{EntityKind, EntityMeta};
use crate::model::event::EventMeta;
use crate::model::question::QuestionMeta;
use crate::path::Slug;

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
        let entry = &mut **entry;
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

/// The sources beside one in the order of the list of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Beside<'a> {
    /// The one published before it; of the oldest with a date the first without one.
    pub earlier: Option<&'a Slug>,
    /// The one published after it.
    pub later: Option<&'a Slug>,
}

fn around_articles(library: &Library) -> BTreeMap<&Slug, Beside<'_>> {
    let order = sources_in_order(library);
    let earlier = order.iter().skip(1).copied().map(Some).chain([None]);
    let later = [None].into_iter().chain(order.iter().copied().map(Some));
    let around = order.iter().zip(earlier.zip(later));
    around.map(|(id, (earlier, later))| (*id, Beside { earlier, later })).collect()
}

/// The files of one folder in order, found by id in one step: a build looks up millions.
#[derive(Debug)]
pub(super) struct Files<'a, M> {
    entries: Vec<(&'a Slug, &'a Entry<M>)>,
    numbers: Arc<QuickMap<&'a Slug, usize>>,
}

impl<'a, M> Files<'a, M> {
    fn of(entries: &'a Entries<M>) -> Self {
        let numbers = entries.keys().enumerate().map(|(number, id)| (id, number)).collect();
        let entries = entries.iter().map(|(id, entry)| (id, &**entry)).collect();
        Self { entries, numbers: Arc::new(numbers) }
    }

    /// The file of an id.
    pub(super) fn get(&self, id: &Slug) -> Option<&'a Entry<M>> {
        self.entries.get(*self.numbers.get(id)?).map(|(_, entry)| *entry)
    }

    /// All of them, in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a Slug, &'a Entry<M>)> {
        self.entries.iter().copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A value for each file, none of which is made yet.
    fn cells<V>(&self) -> Cells<'a, V> {
        let values = self.entries.iter().map(|(id, _)| (*id, OnceLock::new())).collect();
        Cells { values, numbers: Arc::clone(&self.numbers) }
    }
}

/// Values of one kind, each made when it is first asked for.
#[derive(Debug)]
pub(super) struct Cells<'a, V> {
    values: Vec<(&'a Slug, OnceLock<Option<V>>)>,
    numbers: Arc<QuickMap<&'a Slug, usize>>,
}

impl<'a, V> Cells<'a, V> {
    /// The value of one thing; absent where there is no such thing, or `make` gives none.
    pub(super) fn get(&self, id: &Slug, make: impl FnOnce() -> Option<V>) -> Option<&V> {
        self.values.get(*self.numbers.get(id)?)?.1.get_or_init(make).as_ref()
    }

    /// Whether there is such a thing.
    pub(super) fn has(&self, id: &Slug) -> bool {
        self.numbers.contains_key(id)
    }

    /// The things, in order.
    pub(super) fn ids<'c>(&'c self) -> impl Iterator<Item = &'a Slug> + use<'a, 'c, V> {
        self.values.iter().map(|(id, _)| *id)
    }

    /// How many things there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}

/// The story of one library, ready to make pages of.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The library, as published.
    pub library: &'a Library,
    /// What links to what.
    pub graph: &'a LinkGraph,
    /// The words of the pages.
    pub strings: &'a Strings,
    /// The settings.
    pub config: &'a Config,
    /// How files for machines name pages.
    pub addresses: Addresses,
    pub(super) page_files: Files<'a, PageMeta>,
    pub(super) article_files: Files<'a, ArticleMeta>,
    pub(super) entity_files: Files<'a, EntityMeta>,
    pub(super) event_files: Files<'a, EventMeta>,
    pub(super) claim_files: Files<'a, ClaimMeta>,
    pub(super) question_files: Files<'a, QuestionMeta>,
    pub(super) change_files: Files<'a, ChangeMeta>,
    sources: Cells<'a, SourceView>,
    entities: Cells<'a, EntityView>,
    events: Cells<'a, EventView>,
    claims: Cells<'a, ClaimView>,
    points: Cells<'a, ClaimView>,
    verdicts: Cells<'a, Verdict>,
    /// Letters of the sources' chips.
    codes: OnceLock<HashMap<Slug, String>>,
    ties: Cells<'a, Ties>,
    entity_dates: Cells<'a, Edtf>,
    pub(super) claims_of_event: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) claims_of_entity: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) claims_of_article: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) events_of_entity: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) events_of_article: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) quotes_of_article: BTreeMap<&'a Slug, BTreeSet<&'a str>>,
    pub(super) changes_of: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) copies_of: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) parts_of: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) followers_of: BTreeMap<&'a Slug, Vec<&'a Slug>>,
    pub(super) around_article: BTreeMap<&'a Slug, Beside<'a>>,
    pub(super) withheld: BTreeSet<&'a str>,
    pub(super) independent: usize,
    pub(super) undated: usize,
    /// Claims, the most disputed first.
    pub(super) by_dispute: Vec<&'a Slug>,
    /// When everything but entities last had news.
    pub dates: Dates,
}

/// What links call a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Called<'a> {
    /// Its name, title or question.
    pub(super) name: &'a str,
    /// What an entity is.
    pub(super) kind: Option<EntityKind>,
}

impl<'a> Facts<'a> {
    /// Looks through the whole library once.
    pub fn new(
        library: &'a Library,
        graph: &'a LinkGraph,
        config: &'a Config,
        strings: &'a Strings,
    ) -> Self {
        let article_files = Files::of(&library.articles);
        let entity_files = Files::of(&library.entities);
        let event_files = Files::of(&library.events);
        let claim_files = Files::of(&library.claims);
        let mut facts = Self {
            library,
            graph,
            strings,
            config,
            addresses: Addresses::new(config),
            sources: article_files.cells(),
            entities: entity_files.cells(),
            events: event_files.cells(),
            claims: claim_files.cells(),
            points: claim_files.cells(),
            verdicts: claim_files.cells(),
            codes: OnceLock::new(),
            ties: entity_files.cells(),
            entity_dates: entity_files.cells(),
            page_files: Files::of(&library.pages),
            article_files,
            entity_files,
            event_files,
            claim_files,
            question_files: Files::of(&library.questions),
            change_files: Files::of(&library.changes),
            claims_of_event: BTreeMap::new(),
            claims_of_entity: BTreeMap::new(),
            claims_of_article: BTreeMap::new(),
            events_of_entity: BTreeMap::new(),
            events_of_article: BTreeMap::new(),
            quotes_of_article: BTreeMap::new(),
            changes_of: BTreeMap::new(),
            copies_of: BTreeMap::new(),
            parts_of: BTreeMap::new(),
            followers_of: BTreeMap::new(),
            around_article: around_articles(library),
            withheld: BTreeSet::new(),
            independent: independent_articles(library.articles.keys(), library).len(),
            undated: library.articles.values().filter(|e| e.meta.published.is_none()).count(),
            by_dispute: Vec::new(),
            dates: Dates::new(library),
        };
        facts.gather_claims();
        facts.gather_events();
        facts.gather_quotes();
        facts.gather_relations();
        facts.by_dispute = facts.order_of_dispute();
        facts
    }

    /// The story as somebody sees it whose looks are noted in `reads`.
    pub fn catalogue<'c>(&'c self, reads: &'c Reads) -> Catalogue<'c> {
        Catalogue::new(self, reads)
    }

    /// What links call a thing.
    pub(super) fn called(&self, target: &Target) -> Option<Called<'a>> {
        let name = match target {
            Target::Index => &self.library.index.as_ref()?.meta.title,
            Target::Page(id) => &self.page_files.get(id)?.meta.title,
            Target::Article(id) => &self.article_files.get(id)?.meta.title,
            Target::Entity(id) => {
                let meta = &self.entity_files.get(id)?.meta;
                return Some(Called { name: &meta.name, kind: Some(meta.kind) });
            }
            Target::Event(id) => &self.event_files.get(id)?.meta.title,
            Target::Claim(id) => &self.claim_files.get(id)?.meta.question,
            Target::Question(id) => &self.question_files.get(id)?.meta.question,
            Target::Change(_) => return None,
        };
        Some(Called { name, kind: None })
    }

    /// Views of sources.
    pub(super) fn sources<'c>(&'c self, reads: &'c Reads) -> Views<'c, SourceView> {
        let make = |facts: &Facts<'_>, id: &Slug| facts.source_view(id);
        Views { of: ViewOf::Source, cells: &self.sources, facts: self, make, reads }
    }

    /// Views of entities.
    pub(super) fn entities<'c>(&'c self, reads: &'c Reads) -> Views<'c, EntityView> {
        let make = |facts: &Facts<'_>, id: &Slug| facts.with(|c| c.entity_view(id));
        Views { of: ViewOf::Entity, cells: &self.entities, facts: self, make, reads }
    }

    /// Views of events.
    pub(super) fn events<'c>(&'c self, reads: &'c Reads) -> Views<'c, EventView> {
        let make = |facts: &Facts<'_>, id: &Slug| facts.with(|c| c.event_view(id));
        Views { of: ViewOf::Event, cells: &self.events, facts: self, make, reads }
    }

    /// Views of claims.
    pub(super) fn claims<'c>(&'c self, reads: &'c Reads) -> Views<'c, ClaimView> {
        let make = |facts: &Facts<'_>, id: &Slug| facts.with(|c| c.claim_view(id));
        Views { of: ViewOf::Claim, cells: &self.claims, facts: self, make, reads }
    }

    /// Views of claims as lists show them.
    pub(super) fn points<'c>(&'c self, reads: &'c Reads) -> Views<'c, ClaimView> {
        let make =
            |facts: &Facts<'_>, id: &Slug| facts.with(|c| c.claims.get(id).map(ClaimView::brief));
        Views { of: ViewOf::Point, cells: &self.points, facts: self, make, reads }
    }

    /// Verdicts of claims.
    pub(super) fn verdicts<'c>(&'c self, reads: &'c Reads) -> Views<'c, Verdict> {
        let make = |facts: &Facts<'_>, id: &Slug| {
            facts.library.claims.get(id).map(|entry| verdict(&entry.meta, facts.library))
        };
        Views { of: ViewOf::Verdict, cells: &self.verdicts, facts: self, make, reads }
    }

    fn verdict(&self, id: &Slug) -> Option<Verdict> {
        self.verdicts(&Reads::default()).get(id).copied()
    }

    /// With whom an entity appears; absent when that is nobody.
    pub(super) fn ties(&self, id: &Slug) -> Option<&Ties> {
        self.ties.get(id, || {
            let mut events = self.events_of_entity.get(id).cloned().unwrap_or_default();
            events.sort_unstable();
            let ties = ties(self.library, self.graph, id, &events);
            (!ties.is_empty()).then_some(ties)
        })
    }

    /// When something last had news; absent when nothing about it is dated.
    pub fn date_of(&self, target: &Target) -> Option<Edtf> {
        let Target::Entity(id) = target else { return self.dates.of(target) };
        let date = self.entity_dates.get(id, || {
            let events = self.events_of_entity.get(id).map_or(&[][..], Vec::as_slice);
            self.dates.of_entity(self.library, self.graph, id, events)
        });
        date.copied()
    }

    /// Calls `look` with the story, without notes.
    fn with<T>(&self, look: impl FnOnce(&Catalogue<'_>) -> T) -> T {
        look(&self.catalogue(&Reads::default()))
    }

    fn source_view(&self, id: &Slug) -> Option<SourceView> {
        let (library, strings) = (self.library, self.strings);
        let meta = &self.article_files.get(id)?.meta;
        let codes = self.codes.get_or_init(|| source_codes(library));
        let name = meta.outlet.clone().unwrap_or_else(|| words::shortened(&meta.title, 36));
        let lang = meta.language.clone().filter(|language| !strings.is_of(language));
        Some(SourceView {
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
        })
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
        let ranks: HashMap<&Slug, _> = self
            .library
            .claims
            .keys()
            .map(|id| (id, self.verdict(id).map(words::verdict_rank)))
            .collect();
        for claims in self.claims_of_event.values_mut().chain(self.claims_of_article.values_mut()) {
            claims.sort_by_key(|id| (ranks.get(id), *id));
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
        let written =
            self.graph.links.values().flat_map(|links| links.iter()).filter_map(|link| match &link
                .target
            {
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

    fn gather_relations(&mut self) {
        let library = self.library;
        for (id, entry) in &library.changes {
            if let Some(about) = &entry.meta.about {
                self.changes_of.entry(about).or_default().push(id);
            }
        }
        for (id, entry) in &library.articles {
            if let Some(original) = &entry.meta.copy_of {
                self.copies_of.entry(original).or_default().push(id);
            }
        }
        for (id, entry) in &library.events {
            if let Some(whole) = &entry.meta.part_of {
                self.parts_of.entry(whole).or_default().push(id);
            }
            if let Some(before) = &entry.meta.after {
                self.followers_of.entry(before).or_default().push(id);
            }
        }
    }

    /// Claims, the most disputed first; among equals those that more independent sources answer,
    /// then those with the newest answer.
    fn order_of_dispute(&self) -> Vec<&'a Slug> {
        let mut claims: Vec<_> = self.library.claims.iter().collect();
        claims.sort_by_cached_key(|(id, entry)| {
            let rank = self.verdict(id).map(words::verdict_rank);
            let told = entry.meta.positions.iter().map(|position| &position.article);
            let published =
                |article| Some(self.library.articles.get(article)?.meta.published?.earliest());
            let newest = told.clone().filter_map(published).max();
            let independent = independent_articles(told, self.library).len();
            (rank, std::cmp::Reverse((independent, newest)), (*id).clone())
        });
        claims.into_iter().map(|(id, _)| id).collect()
    }
}

/// Whether a body says something.
pub(super) fn has_body<M>(entry: &Entry<M>) -> bool {
    !entry.body().trim().is_empty()
}

/// The letters of each source's chip: those its file sets, else initials that nobody else has.
fn source_codes(library: &Library) -> HashMap<Slug, String> {
    let mut codes = Codes::default();
    for code in library.articles.values().filter_map(|entry| entry.meta.code.as_deref()) {
        codes.take(code);
    }
    let entries = library.articles.iter();
    let lettered = entries.map(|(id, entry)| {
        let name = entry.meta.outlet.as_deref().unwrap_or(&entry.meta.title);
        (id.clone(), entry.meta.code.clone().unwrap_or_else(|| codes.free(name)))
    });
    lettered.collect()
}

/// Codes given so far.
#[derive(Default)]
struct Codes {
    /// Those of two letters: by the first, all the second ones.
    pairs: BTreeMap<char, Letters>,
    /// All others.
    others: HashSet<String>,
    /// The last number given to each letter.
    numbers: BTreeMap<char, usize>,
}

/// A set of letters, of which most are in ASCII.
#[derive(Default)]
struct Letters {
    ascii: u128,
    others: BTreeSet<char>,
}

impl Letters {
    /// Whether the letter was not among them before.
    fn insert(&mut self, letter: char) -> bool {
        if letter.is_ascii() {
            let bit = 1 << u32::from(letter);
            let is_new = self.ascii & bit == 0;
            self.ascii |= bit;
            is_new
        } else {
            self.others.insert(letter)
        }
    }
}

impl Codes {
    /// Takes a code; says whether it was free.
    fn take(&mut self, code: &str) -> bool {
        let mut letters = code.chars();
        match (letters.next(), letters.next(), letters.next()) {
            (Some(first), Some(second), None) => {
                self.pairs.entry(first).or_default().insert(second)
            }
            _ => self.others.insert(code.to_owned()),
        }
    }

    /// Two initials, else the first with another letter of the name, else the first with a number.
    fn free(&mut self, name: &str) -> String {
        let initials = name
            .split_whitespace()
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
            .flat_map(char::to_uppercase);
        let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase);
        let first = initials.clone().next().unwrap_or('S');
        let taken = self.pairs.entry(first).or_default();
        if let Some(other) = initials.skip(1).chain(letters.skip(1)).find(|c| taken.insert(*c)) {
            return String::from_iter([first, other]);
        }
        loop {
            let number = self.numbers.entry(first).or_insert(1);
            *number += 1;
            let code = format!("{first}{number}");
            if self.take(&code) {
                return code;
            }
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
        let codes: BTreeMap<Slug, String> = source_codes(&library).into_iter().collect();
        let codes: Vec<String> = codes.into_values().collect();
        assert_eq!(codes, ["AB", "A2", "A3", "A4", "A5"]);
    }
}
