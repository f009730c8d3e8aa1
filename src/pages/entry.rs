//! One page for each source, entity and event.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;

use super::backing::{Backing, backings};
use super::catalogue::Catalogue;
use super::facts::Facts;
use super::neighbourhood::{NeighbourhoodView, neighbourhood};
use super::route::Routes;
use super::strings::Strings;
use super::view::{
    ChangeView, ClaimLink, ClaimView, EntityView, EventView, LinkView, MentionView, QuoteView,
    SourceView,
};
use super::words::{self, DateView};
use super::{Page, Subject, View};
use crate::config::{Config, SourcesConfig};
use crate::content::verdict::{Comparison, compare_values};
use crate::graph::{Backlink, Target};
use crate::model::article::{ArticleMeta, IngestRecord, Rights};
use crate::model::change::ChangeKind;
use crate::model::claim::Verdict;
use crate::model::entity::EntityMeta;
use crate::path::Slug;

/// Sentences, names and other entries in one list at most; the rest is counted.
const LONGEST_LIST: usize = 100;
/// Sources of a story in which each one is held against every other.
const MOST_COMPARED: usize = 60;

/// One source.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SourcePage {
    /// The source.
    pub source: SourceView,
    /// Standfirst.
    pub dek: Option<String>,
    /// When it was last changed, as it says.
    pub updated: Option<DateView>,
    /// A copy in a public archive.
    pub archive: Option<String>,
    /// What may be published of it, in words.
    pub rights: String,
    /// Tags with their pages.
    pub tags: Vec<LinkView>,
    /// The file with the fact sheet.
    pub body: Option<String>,
    /// BCP 47 tag of the body where it is the source's own text and not in the site's language.
    pub body_lang: Option<String>,
    /// What was wrong about it here, the latest correction first.
    pub corrections: Vec<ChangeView>,
    /// Sources that repeat this one.
    pub copies: Vec<SourceView>,
    /// Quotations used anywhere on the site.
    pub quotations: Vec<QuotedWords>,
    /// How much is quoted.
    pub budget: Budget,
    /// Claims it answers, with its answer.
    pub positions: Vec<Stance>,
    /// Whom it disagrees with, and on what.
    pub disputes: Vec<Dispute>,
    /// Events it reports.
    pub events: Vec<EventView>,
    /// The tool's record.
    pub ingest: Option<IngestRecord>,
    /// The source published before it, by its title; of the oldest with a date the first without one.
    pub earlier: Option<LinkView>,
    /// The source published after it, by its title.
    pub later: Option<LinkView>,
}

/// Words of a source, and how the other sources stand to them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuotedWords {
    /// The words.
    pub quote: QuoteView,
    /// Who reports the same; absent where the words carry neither an event nor an answer.
    pub backing: Option<Backing>,
}

/// How much of a source is quoted over the whole site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Budget {
    /// Words quoted.
    pub words: usize,
    /// Words of the source, where known.
    pub of: Option<usize>,
    /// In percent of its words, rounded up.
    pub percent: Option<usize>,
    /// Which limit of `[sources]` is passed.
    pub over: Option<String>,
}

/// A claim with one source's answer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Stance {
    /// The claim.
    pub claim: ClaimLink,
    /// What the source says.
    pub values: Vec<String>,
}

/// Another source that answers differently.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Dispute {
    /// The other source.
    pub source: SourceView,
    /// What the two answer differently.
    pub claims: Vec<LinkView>,
}

/// One entity.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntityPage {
    /// The entity.
    pub entity: EntityView,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// The same thing elsewhere.
    pub same_as: Vec<LinkView>,
    /// The file with the description.
    pub body: Option<String>,
    /// Sentences of sources that name it and quote someone's words.
    pub said: Vec<MentionView>,
    /// Events, in order of time.
    pub events: Vec<EventView>,
    /// Claims about it, and about its events where it is named in an answer.
    pub claims: Vec<ClaimView>,
    /// Sentences that mention it.
    pub mentions: Vec<MentionView>,
    /// Sentences beyond those listed.
    pub more_mentions: usize,
    /// Who it appears with; absent where that is nobody.
    pub neighbourhood: Option<NeighbourhoodView>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EventPage {
    /// The event.
    pub event: EventView,
    /// What was wrong about it here, the latest correction first.
    pub corrections: Vec<ChangeView>,
    /// Who took part.
    pub participants: Vec<EntityView>,
    /// The larger event it belongs to.
    pub part_of: Option<LinkView>,
    /// Events that belong to it.
    pub parts: Vec<EventView>,
    /// The event it follows.
    pub after: Option<LinkView>,
    /// Events known to follow it.
    pub before: Vec<LinkView>,
    /// What each source says.
    pub reports: Vec<QuoteView>,
    /// Claims about it.
    pub claims: Vec<ClaimView>,
    /// The file with more.
    pub body: Option<String>,
    /// Who else mentions it.
    pub mentions: Vec<MentionView>,
}

/// Plans the pages of all sources, entities and events.
pub(super) fn plan<'a>(facts: &Facts<'a>, routes: &mut Routes<'a>) {
    let library = facts.library;
    for (id, entry) in &library.articles {
        let route = Target::Article(id.clone()).url().0;
        routes.add_from(route, Subject::Source(id), &entry.path);
    }
    for (id, entry) in &library.entities {
        let route = Target::Entity(id.clone()).url().0;
        routes.add_from(route, Subject::Entity(id), &entry.path);
    }
    for (id, entry) in &library.events {
        let route = Target::Event(id.clone()).url().0;
        routes.add_from(route, Subject::Event(id), &entry.path);
    }
}

/// One source.
pub(super) fn source_page(catalogue: &Catalogue<'_>, config: &Config, id: &Slug) -> Option<Page> {
    let entry = catalogue.library.articles.get(id)?;
    let source = catalogue.sources.get(id)?.clone();
    let strings = catalogue.strings;
    let meta = entry.meta;
    let mut backings = backings(catalogue, entry.id);
    let quotes: BTreeSet<&str> = catalogue.quotes_of_article.get(id).cloned().unwrap_or_default();
    let body = entry.body_file();
    let copies = catalogue.copies_of.get(id).into_iter().flatten();
    let around = catalogue.around_article.get(id).copied().unwrap_or_default();
    let titled = |id: Option<&Slug>| {
        let beside = catalogue.sources.get(id?)?;
        Some(LinkView { href: beside.href.clone(), text: beside.title.clone() })
    };
    let tags = meta.tags.iter().filter_map(|tag| {
        let slug = Slug::from_text(tag)?;
        Some(LinkView { href: format!("tags/{slug}/index.html"), text: tag.clone() })
    });
    let view = SourcePage {
        dek: meta.dek.clone(),
        updated: meta.updated.map(|date| DateView::new(date, strings)),
        archive: meta.archive.as_deref().and_then(|url| words::read_link(url, "")),
        rights: words::rights_words(meta.rights, strings).to_owned(),
        tags: tags.collect(),
        body: body.clone(),
        body_lang: source.lang.clone().filter(|_| own_words(meta.rights)),
        corrections: catalogue.changes_about(ChangeKind::Correction, id),
        copies: copies.filter_map(|id| catalogue.sources.get(id).cloned()).collect(),
        quotations: quotes
            .iter()
            .filter_map(|words| {
                let quote = catalogue.quote_view(id, words)?;
                Some(QuotedWords { quote, backing: backings.remove(words) })
            })
            .collect(),
        budget: budget(&quotes, meta, &config.sources, strings),
        positions: stances(catalogue, id),
        disputes: disputes(catalogue, id),
        events: event_views(catalogue, catalogue.events_of_article.get(id)),
        ingest: meta.ingest.clone(),
        earlier: titled(around.earlier),
        later: titled(around.later),
        source,
    };
    let description = view
        .source
        .description
        .clone()
        .unwrap_or_else(|| strings.say("source.describe", &[("name", &view.source.name)]));
    let target = Target::Article(id.clone());
    Some(
        Page::new(target.url().0, "sources", meta.title.clone(), View::Source(Box::new(view)))
            .described(description)
            .made_from(entry.path)
            .with_bodies(body.iter(), 3)
            .dated(meta.updated.or(meta.published)),
    )
}

fn budget(
    quotes: &BTreeSet<&str>,
    meta: &ArticleMeta,
    limits: &SourcesConfig,
    strings: &Strings,
) -> Budget {
    let words: usize = quotes.iter().map(|quote| words::word_count(quote)).sum();
    let longest = quotes.iter().map(|quote| words::word_count(quote)).max().unwrap_or(0);
    let of = meta.ingest.as_ref().map(|record| record.words).filter(|words| *words > 0);
    let percent = of.map(|of| (words * 100).div_ceil(of));
    let free = meta.rights >= Rights::Excerpt;
    let over = if free {
        None
    } else if longest > limits.quotation_words {
        Some(strings.count("source.over_quotation", limits.quotation_words))
    } else if words > limits.source_words {
        Some(strings.count("source.over_words", limits.source_words))
    } else if percent.is_some_and(|percent| percent > limits.source_percent) {
        let percent = limits.source_percent.to_string();
        Some(strings.say("source.over_percent", &[("percent", &percent)]))
    } else {
        None
    };
    Budget { words, of, percent, over }
}

fn stances(catalogue: &Catalogue<'_>, article: &Slug) -> Vec<Stance> {
    let claims = catalogue.claims_of_article.get(article).into_iter().flatten();
    let stance = |id: &&Slug| {
        let meta = catalogue.library.claims.get(id)?.meta;
        let own = meta.positions.iter().filter(|position| position.article == *article);
        Some(Stance {
            claim: catalogue.claims.get(id)?.link(),
            values: own.map(|position| position.value.clone()).collect(),
        })
    };
    claims.filter_map(stance).collect()
}

/// Whom a source disagrees with, the most often first. In a story of many sources that is nearly
/// everybody, and says nothing.
fn disputes(catalogue: &Catalogue<'_>, article: &Slug) -> Vec<Dispute> {
    if catalogue.sources.len() > MOST_COMPARED {
        return Vec::new();
    }
    let mut by_other: BTreeMap<&Slug, Vec<LinkView>> = BTreeMap::new();
    for id in catalogue.claims_of_article.get(article).into_iter().flatten() {
        let disputed = catalogue.verdicts.get(id).copied();
        if !matches!(disputed, Some(Verdict::Differ | Verdict::Contradict)) {
            continue;
        }
        let (Some(entry), Some(link)) =
            (catalogue.library.claims.get(id), catalogue.link(&Target::Claim((*id).clone())))
        else {
            continue;
        };
        let (own, others): (Vec<_>, Vec<_>) =
            entry.meta.positions.iter().partition(|position| position.article == *article);
        // Many sources give few answers: each is compared once.
        let mut agrees: BTreeMap<&str, bool> = BTreeMap::new();
        let differing: BTreeSet<&Slug> = others
            .iter()
            .filter(|other| {
                let same = |own: &&crate::model::claim::Position| {
                    compare_values(&own.value, &other.value) == Comparison::Equal
                };
                !*agrees.entry(&other.value).or_insert_with(|| own.iter().any(same))
            })
            .map(|other| &other.article)
            .collect();
        for other in differing {
            by_other.entry(other).or_default().push(link.clone());
        }
    }
    let mut disputes: Vec<Dispute> = by_other
        .into_iter()
        .filter_map(|(id, claims)| {
            Some(Dispute { source: catalogue.sources.get(id)?.clone(), claims })
        })
        .collect();
    disputes.sort_by_key(|dispute| std::cmp::Reverse(dispute.claims.len()));
    disputes
}

fn event_views(catalogue: &Catalogue<'_>, ids: Option<&Vec<&Slug>>) -> Vec<EventView> {
    let ids = ids.into_iter().flatten();
    ids.filter_map(|id| catalogue.events.get(id).cloned()).take(LONGEST_LIST).collect()
}

/// One entity.
pub(super) fn entity_page(catalogue: &Catalogue<'_>, id: &Slug) -> Option<Page> {
    let entry = catalogue.library.entities.get(id)?;
    let entity = catalogue.entities.get(id)?.clone();
    let target = Target::Entity(id.clone());
    let backlinks = catalogue.backlinks(&target);
    let (said, mentions): (Vec<Mention<'_>>, Vec<Mention<'_>>) =
        mentions(catalogue, backlinks).partition(Mention::quotes);
    let body = entry.body_file();
    let same_as = entry.meta.same_as.iter().filter_map(|url| {
        let href = words::read_link(url, "")?;
        let host = href.split('/').nth(2).unwrap_or("").trim_start_matches("www.");
        Some(LinkView { text: host.to_owned(), href })
    });
    let view = EntityPage {
        aliases: entry.meta.aliases.iter().filter(|a| **a != entity.name).cloned().collect(),
        same_as: same_as.collect(),
        body: body.clone(),
        said: said.iter().take(LONGEST_LIST).map(Mention::view).collect(),
        events: event_views(catalogue, catalogue.events_of_entity.get(id)),
        claims: entity_claims(catalogue, id, entry.meta),
        more_mentions: mentions.len().saturating_sub(LONGEST_LIST),
        mentions: mentions.iter().take(LONGEST_LIST).map(Mention::view).collect(),
        neighbourhood: neighbourhood(catalogue, id),
        entity,
    };
    let description = match &view.entity.role {
        Some(role) => format!("{}: {role}.", view.entity.name),
        None => catalogue.strings.say("entity.describe", &[("name", &view.entity.name)]),
    };
    Some(
        Page::new(
            target.url().0,
            "entities",
            view.entity.name.clone(),
            View::Entity(Box::new(view)),
        )
        .described(description)
        .made_from(entry.path)
        .with_bodies(body.iter(), 3),
    )
}

/// Whether the body of an article is in the words of its source, and not in the site's.
const fn own_words(rights: Rights) -> bool {
    matches!(rights, Rights::Excerpt | Rights::Full)
}

/// A sentence that mentions something.
struct Mention<'c> {
    /// The file it stands in, with no sentence yet.
    file: Rc<MentionView>,
    sentence: &'c str,
}

impl Mention<'_> {
    /// Whether it is a source's own and quotes somebody.
    fn quotes(&self) -> bool {
        self.file.code.is_some() && quotes_words(self.sentence)
    }

    fn view(&self) -> MentionView {
        MentionView { sentence: self.sentence.to_owned(), ..MentionView::clone(&self.file) }
    }
}

/// The sentences that mention a thing, as far as they may be shown.
fn mentions<'c>(
    catalogue: &'c Catalogue<'_>,
    backlinks: &'c [Backlink],
) -> impl Iterator<Item = Mention<'c>> {
    let withheld = if backlinks.is_empty() { None } else { Some(catalogue.withheld()) };
    // Sentences of one file stand together: what is known of the file is asked for once.
    let files = backlinks.chunk_by(|one, next| one.from == next.from);
    let files = files.filter_map(|of_file| {
        let file = Rc::new(mentioning(catalogue, &of_file.first()?.from)?);
        Some(of_file.iter().map(move |one| (Rc::clone(&file), one.text())))
    });
    let mentions = files.flatten().map(|(file, sentence)| Mention { file, sentence });
    mentions.filter(move |one| {
        !withheld.into_iter().flatten().any(|words| one.sentence.contains(words))
    })
}

/// The file that mentions something, as each of its sentences shows it; absent where none may be shown.
fn mentioning(catalogue: &Catalogue<'_>, from: &Target) -> Option<MentionView> {
    let (code, lang) = match from {
        Target::Article(id) => {
            let source = catalogue.sources.get(id)?;
            let entry = catalogue.library.articles.get(id)?;
            // Where the rights withhold the body, they withhold its sentences.
            if !entry.has_body() {
                return None;
            }
            let lang = source.lang.clone().filter(|_| own_words(entry.meta.rights));
            (Some(source.code.clone()), lang)
        }
        _ => (None, None),
    };
    Some(MentionView { from: catalogue.link(from)?, code, sentence: String::new(), lang })
}

/// Whether a sentence holds somebody's words: three or more between quotation marks.
fn quotes_words(sentence: &str) -> bool {
    // Most have no mark at all; the bytes are those that the marks begin with.
    if !sentence.bytes().any(|byte| matches!(byte, b'"' | 0xc2 | 0xe2)) {
        return false;
    }
    let inside = sentence.split(['“', '”', '"', '«', '»']).skip(1).step_by(2);
    inside.into_iter().any(|part| words::word_count(part) >= 3)
}

/// Claims about the entity, and those of its events in which an answer or question names it.
fn entity_claims(catalogue: &Catalogue<'_>, id: &Slug, meta: &EntityMeta) -> Vec<ClaimView> {
    let names: Vec<String> = std::iter::once(&meta.name)
        .chain(&meta.aliases)
        .filter(|name| name.chars().count() >= 4)
        .map(|name| name.to_lowercase())
        .collect();
    let is_named = |claim: &&Slug| {
        let meta = catalogue.library.claims.get(claim).map(|entry| entry.meta);
        meta.is_some_and(|meta| {
            let values = meta.positions.iter().map(|position| &position.value);
            let mut texts = std::iter::once(&meta.question).chain(values);
            texts.any(|text| {
                let text = text.to_lowercase();
                names.iter().any(|name| text.contains(name.as_str()))
            })
        })
    };
    let own = catalogue.claims_of_entity.get(id).into_iter().flatten().copied();
    let events = catalogue.events_of_entity.get(id).into_iter().flatten();
    let of_events = events
        .flat_map(|event| catalogue.claims_of_event.get(event).into_iter().flatten().copied());
    let mut seen = BTreeSet::new();
    own.chain(of_events.filter(is_named))
        .filter(|claim| seen.insert(*claim))
        .filter_map(|claim| catalogue.points.get(claim).cloned())
        .take(LONGEST_LIST)
        .collect()
}

/// One event.
pub(super) fn event_page(catalogue: &Catalogue<'_>, id: &Slug) -> Option<Page> {
    let entry = catalogue.library.events.get(id)?;
    let meta = entry.meta;
    let target = Target::Event(id.clone());
    let backlinks = catalogue.backlinks(&target);
    let claims = catalogue.claims_of_event.get(id).into_iter().flatten();
    let followers = catalogue.followers_of.get(id).into_iter().flatten();
    let body = entry.body_file();
    let view = EventPage {
        event: catalogue.events.get(id)?.clone(),
        corrections: catalogue.changes_about(ChangeKind::Correction, id),
        participants: meta
            .participants
            .iter()
            .filter_map(|entity| catalogue.entities.get(entity).cloned())
            .collect(),
        part_of: meta.part_of.as_ref().and_then(|whole| catalogue.event_link(whole)),
        parts: event_views(catalogue, catalogue.parts_of.get(id)),
        after: meta.after.as_ref().and_then(|before| catalogue.event_link(before)),
        before: followers.filter_map(|follower| catalogue.event_link(follower)).collect(),
        reports: catalogue.quote_views(&meta.sources),
        claims: claims.filter_map(|claim| catalogue.points.get(claim).cloned()).collect(),
        body: body.clone(),
        mentions: mentions(catalogue, backlinks)
            .take(LONGEST_LIST)
            .map(|mention| mention.view())
            .collect(),
    };
    let strings = catalogue.strings;
    let sources = strings.count("count.sources", view.event.source_count);
    let title = ("title", meta.title.as_str());
    let description = match &view.event.date {
        Some(date) => {
            let values = [title, ("date", &date.words), ("sources", &sources)];
            strings.say("event.describe_dated", &values)
        }
        None => strings.say("event.describe", &[title, ("sources", &sources)]),
    };
    Some(
        Page::new(target.url().0, "timeline", meta.title.clone(), View::Event(Box::new(view)))
            .described(description)
            .made_from(entry.path)
            .with_bodies(body.iter(), 3)
            .dated(meta.date),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::Library;
    use crate::pages::facts::Facts;
    use crate::pages::fixture::{config, graph, id, library};
    use crate::pages::listing::sources_in_order;
    use crate::pages::plan_site;
    use crate::pages::reads::Reads;

    /// Ids of the sources before and after one, as its page names them.
    fn beside(library: &Library, id: &Slug) -> [Option<String>; 2] {
        let (graph, config, strings) = (graph(library), config(), Strings::english());
        let facts = Facts::new(library, &graph, &config, &strings);
        let page = source_page(&facts.catalogue(&Reads::default()), &config, id).expect("a page");
        let View::Source(view) = page.view else { panic!("{id}") };
        let id = |link: LinkView| link.href.split('/').nth(1).map(str::to_owned);
        [view.earlier.and_then(id), view.later.and_then(id)]
    }

    #[test]
    fn a_source_leads_to_those_before_and_after_it_in_the_list() {
        let mut library = library();
        let undated = id("harbour-post");
        library.articles.get_mut(&undated).expect("an article").meta.published = None;
        let order: Vec<String> =
            sources_in_order(&library).into_iter().map(ToString::to_string).collect();
        assert_eq!((order.len(), &order[0]), (5, &"bay-radio".to_owned()));
        assert_eq!(order[4], "harbour-post", "without a date, last");
        for (at, source) in order.iter().enumerate() {
            let later = at.checked_sub(1).map(|at| order[at].clone());
            assert_eq!(beside(&library, &id(source)), [order.get(at + 1).cloned(), later]);
        }
    }

    #[test]
    fn a_page_notes_what_its_neighbours_depend_on() {
        // Nothing but the order ties the sources to each other.
        let mut before = library();
        (before.claims, before.events) = Default::default();
        (before.questions, before.changes) = Default::default();
        let mut after = before.clone();
        let moved = id("bay-radio");
        after.articles.get_mut(&moved).expect("an article").meta.published =
            "2031-03-01".parse().ok();
        let (graph, config, strings) = (graph(&before), config(), Strings::english());
        let facts = |library| Facts::new(library, &graph, &config, &strings);
        let (before, after) = (plan_site(facts(&before)).0, plan_site(facts(&after)).0);
        let mut changed = Vec::new();
        for planned in &before.pages {
            let Subject::Source(id) = planned.subject else { continue };
            if *id == moved {
                continue;
            }
            let reads = Reads::default();
            let page = before.make(planned, &reads);
            let differs = page != after.make(planned, &Reads::default());
            let noted = reads.take().iter().any(|read| before.value(*read) != after.value(*read));
            assert_eq!(differs, noted, "{id}");
            changed.extend(differs.then(|| id.to_string()));
        }
        // It was the newest: the next one has nothing after it now; and it stands elsewhere.
        assert!(changed.len() >= 2 && changed.len() < 4, "{changed:?}");
    }

    #[test]
    fn only_words_between_quotation_marks_are_somebodys() {
        assert!(quotes_words("“We will come back,” she said."));
        assert!(!quotes_words("The so-called “deal” was signed."));
        assert!(!quotes_words("Nobody said anything."));
    }
}
