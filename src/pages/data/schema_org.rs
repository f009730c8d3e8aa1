//! The story in the words of schema.org (JSON-LD): for the head of each page, and as one graph.
//!
//! An answer to a question of fact is a `Claim`, with the reports that state it as its `appearance`;
//! the question holds its answers together. Nothing is a `ClaimReview`: nobody here rates a claim as
//! true. `#this` behind a page's address names what the page is about, not the page.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Story;
use super::dates::utc;
use super::prose::plain;
use crate::model::change::ChangeKind;
use crate::model::date::{Date, Edtf, Precision};
use crate::model::event::Outcome;
use crate::pages::claims::ClaimPage;
use crate::pages::entry::{EntityPage, EventPage, SourcePage};
use crate::pages::home::HomeView;
use crate::pages::view::{AnswerView, ClaimView, EventView, LinkView, SourceView};
use crate::pages::{Page, View};
use crate::path::Slug;

/// Reports named for one answer on its page at most; the graph of the whole story names all.
const APPEARANCES: usize = 24;

/// What is said about the thing that `page` is about, the most important first, and where the page
/// stands. `titles` are the names of the pages that others stand below, by route.
pub fn of_page(story: &Story<'_>, page: &Page, titles: &BTreeMap<String, String>) -> Vec<Value> {
    let from = page.route.output();
    let writer = Writer { story, from: from.as_str(), most: APPEARANCES };
    let mut nodes = match &page.view {
        View::Home(home) => vec![writer.explainer(page, home)],
        View::Entity(entity) => vec![writer.entity_page(entity)],
        View::Event(event) => vec![writer.event_page(event)],
        View::Claim(claim) => writer.claim_page(claim),
        View::Source(source) => vec![writer.source_page(source)],
        View::Faq(faq) => vec![object([
            ("@type", Some(json!("FAQPage"))),
            ("name", Some(json!(page.title))),
            (
                "mainEntity",
                Some(
                    faq.answered
                        .iter()
                        .filter_map(|question| {
                            let id = Slug::parse(&question.id).ok()?;
                            writer.question(&id)
                        })
                        .collect(),
                ),
            ),
        ])],
        View::Changes(changes) if changes.corrections => {
            let comments = changes.days.iter().flat_map(|day| &day.changes);
            let ids = comments.filter_map(|change| Slug::parse(&change.id).ok());
            vec![list(
                &page.title,
                &ids.filter_map(|id| writer.correction(&id)).collect::<Vec<_>>(),
            )]
        }
        View::Timeline(timeline) => {
            let months = timeline.years.iter().flat_map(|year| &year.months);
            let events = months.flat_map(|month| &month.events).map(|moment| &moment.event);
            let links =
                events.chain(&timeline.undated).map(|e| (e.href.as_str(), e.title.as_str()));
            vec![writer.link_list(&page.title, links)]
        }
        View::Disagreements(matrix) => {
            let rows = matrix.rows.iter().map(|row| &row.claim);
            vec![
                writer.link_list(&page.title, rows.map(|c| (c.href.as_str(), c.question.as_str()))),
            ]
        }
        View::Sources(sources) => {
            let links = sources.sources.iter().map(|s| (s.href.as_str(), s.title.as_str()));
            vec![writer.link_list(&page.title, links)]
        }
        View::Tag(tag) => {
            let links = tag.sources.iter().map(|s| (s.href.as_str(), s.title.as_str()));
            vec![writer.link_list(&page.title, links)]
        }
        View::Tags(view) => {
            let links = view.tags.iter().map(|tag| (tag.href.as_str(), tag.text.as_str()));
            vec![writer.link_list(&page.title, links)]
        }
        View::Data(data) => vec![writer.dataset(page, data)],
        View::NotFound(_) | View::Moved(_) => return Vec::new(),
        _ => vec![object([
            ("@type", Some(json!("WebPage"))),
            ("name", Some(json!(page.title))),
            ("description", Some(json!(page.description))),
        ])],
    };
    let url = story.addresses.absolute(from.as_str());
    if let Some(map) = nodes.first_mut().and_then(Value::as_object_mut) {
        let is = |kinds: &[&str]| kinds.iter().any(|kind| map.get("@type") == Some(&json!(kind)));
        // Only works are in a language: neither people nor lists.
        if is(&["WebPage", "FAQPage", "Question", "Dataset"]) {
            map.insert("inLanguage".to_owned(), json!(story.config.language));
        }
        if let Some(url) = url {
            map.entry("url").or_insert(json!(url));
        }
    }
    nodes.extend(writer.breadcrumbs(page, titles));
    nodes
}

/// The nodes of a page as one JSON-LD document.
pub fn document(nodes: &[Value]) -> Value {
    json!({ "@context": "https://schema.org", "@graph": nodes })
}

/// The whole story as one JSON-LD document in the file `from`.
pub fn graph(story: &Story<'_>, from: &str) -> Value {
    let writer = Writer { story, from, most: usize::MAX };
    let catalogue = story.catalogue;
    let library = catalogue.library;
    let mut nodes = vec![writer.story_node()];
    nodes.extend(library.articles.keys().filter_map(|id| writer.article(id)));
    nodes.extend(library.entities.keys().filter_map(|id| writer.entity(id)));
    nodes.extend(library.events.keys().filter_map(|id| writer.event(id)));
    for claim in catalogue.claims.values() {
        nodes.extend(writer.claim(claim));
    }
    nodes.extend(library.questions.keys().filter_map(|id| writer.question(id)));
    let corrections = library.changes.iter();
    let corrections = corrections.filter(|(_, c)| c.meta.kind == ChangeKind::Correction);
    nodes.extend(corrections.filter_map(|(id, _)| writer.correction(id)));
    document(&nodes)
}

/// Writes nodes into one file.
struct Writer<'s, 'a> {
    story: &'s Story<'a>,
    /// The file, below the site's base.
    from: &'s str,
    most: usize,
}

impl Writer<'_, '_> {
    fn url(&self, href: &str) -> Value {
        json!(self.story.addresses.link(href, self.from))
    }

    /// The identity of what the page `href` is about.
    fn this(&self, href: &str) -> Value {
        let link = self.story.addresses.link(href, self.from);
        if link.contains('#') { json!(link) } else { json!(format!("{link}#this")) }
    }

    fn named(&self, kind: &str, link: &LinkView) -> Value {
        json!({ "@type": kind, "@id": self.this(&link.href), "name": link.text })
    }

    fn explainer(&self, page: &Page, home: &HomeView) -> Value {
        let sources = home.all_sources.iter();
        let cited = sources.map(|s| json!(s.url.clone().unwrap_or_else(|| s.title.clone())));
        let ids = home.corrections.iter().filter_map(|change| Slug::parse(&change.id).ok());
        let corrections: Vec<Value> = ids.filter_map(|id| self.correction(&id)).collect();
        let mut node = self.story_node();
        if let Some(map) = node.as_object_mut() {
            map.insert("description".to_owned(), json!(page.description));
            map.insert("citation".to_owned(), cited.collect());
            if !corrections.is_empty() {
                map.insert("correction".to_owned(), Value::Array(corrections));
            }
        }
        node
    }

    /// The explainer, as far as every file names it.
    fn story_node(&self) -> Value {
        let story = self.story;
        let index = story.catalogue.library.index().map(|entry| entry.meta);
        let headline = index.map_or(story.config.title.as_str(), |meta| meta.title.as_str());
        let author = index.and_then(|meta| meta.author.as_ref());
        object([
            ("@type", Some(json!("BackgroundNewsArticle"))),
            ("@id", Some(self.this("index.html"))),
            ("headline", Some(json!(headline))),
            ("description", index.and_then(|meta| meta.dek.as_ref()).map(|dek| json!(dek))),
            ("inLanguage", Some(json!(story.config.language))),
            ("datePublished", story.dates.begun().and_then(iso)),
            ("dateModified", story.dates.as_of().and_then(iso)),
            ("author", author.map(|name| json!({ "@type": "Person", "name": name }))),
        ])
    }

    fn source_page(&self, page: &SourcePage) -> Value {
        let Ok(id) = Slug::parse(&page.source.id) else { return Value::Null };
        let article = self.article(&id);
        object([
            ("@type", Some(json!("WebPage"))),
            ("name", Some(json!(page.source.title))),
            ("mainEntity", article),
        ])
    }

    /// A report of somebody else's.
    fn article(&self, id: &Slug) -> Option<Value> {
        let view = self.story.catalogue.sources.get(id)?;
        let meta = &self.story.catalogue.library.articles.get(id)?.meta;
        let archive = meta.archive.as_deref().filter(|url| url.starts_with("http"));
        Some(object([
            ("@type", Some(json!("NewsArticle"))),
            ("@id", Some(self.this(&view.href))),
            ("headline", Some(json!(view.title))),
            ("url", Some(view.url.as_ref().map_or_else(|| self.url(&view.href), |url| json!(url)))),
            ("author", view.author.as_ref().map(|name| json!({ "@type": "Person", "name": name }))),
            (
                "publisher",
                view.outlet.as_ref().map(|name| json!({ "@type": "Organization", "name": name })),
            ),
            ("datePublished", meta.published.and_then(iso)),
            ("dateModified", meta.updated.and_then(iso)),
            ("inLanguage", view.language.as_ref().map(|language| json!(language))),
            ("archivedAt", archive.map(|url| json!(url))),
            (
                "isBasedOn",
                view.copy_of.as_ref().map(|original| json!({ "@id": self.this(&original.href) })),
            ),
        ]))
    }

    /// A report as other nodes name it.
    fn source(&self, source: &SourceView, quote: Option<&str>) -> Value {
        let words = quote.map(|words| {
            object([
                ("@type", Some(json!("Quotation"))),
                ("text", Some(json!(words))),
                ("inLanguage", source.language.as_ref().map(|language| json!(language))),
            ])
        });
        object([
            ("@type", Some(json!("NewsArticle"))),
            ("@id", Some(self.this(&source.href))),
            ("headline", Some(json!(source.title))),
            (
                "url",
                Some(source.url.as_ref().map_or_else(|| self.url(&source.href), |url| json!(url))),
            ),
            (
                "datePublished",
                source.published.as_ref().and_then(|date| iso(date.edtf.parse().ok()?)),
            ),
            ("hasPart", words),
        ])
    }

    fn entity_page(&self, page: &EntityPage) -> Value {
        Slug::parse(&page.entity.id).ok().and_then(|id| self.entity(&id)).unwrap_or_default()
    }

    fn entity(&self, id: &Slug) -> Option<Value> {
        let view = self.story.catalogue.entities.get(id)?;
        let meta = &self.story.catalogue.library.entities.get(id)?.meta;
        let others: Vec<&String> = meta.aliases.iter().filter(|a| **a != meta.name).collect();
        let same: Vec<&String> =
            meta.same_as.iter().filter(|url| url.starts_with("http")).collect();
        Some(object([
            ("@type", Some(json!(schema_kind(view.kind)))),
            ("@id", Some(self.this(&view.href))),
            ("name", Some(json!(view.name))),
            ("alternateName", (!others.is_empty()).then(|| json!(others))),
            ("description", view.role.as_ref().map(|role| json!(role))),
            ("sameAs", (!same.is_empty()).then(|| json!(same))),
        ]))
    }

    fn event_page(&self, page: &EventPage) -> Value {
        let Some(mut node) = Slug::parse(&page.event.id).ok().and_then(|id| self.event(&id)) else {
            return Value::Null;
        };
        let parts: Vec<Value> = page.parts.iter().map(|part| self.event_ref(part)).collect();
        if let (Some(map), false) = (node.as_object_mut(), parts.is_empty()) {
            map.insert("subEvent".to_owned(), Value::Array(parts));
        }
        node
    }

    fn event_ref(&self, view: &EventView) -> Value {
        json!({ "@type": "Event", "@id": self.this(&view.href), "name": view.title })
    }

    fn event(&self, id: &Slug) -> Option<Value> {
        let catalogue = self.story.catalogue;
        let view = catalogue.events.get(id)?;
        let entry = catalogue.library.events.get(id)?;
        let meta = &entry.meta;
        let attendees: Vec<Value> = meta
            .participants
            .iter()
            .filter_map(|id| catalogue.entities.get(id))
            // Countries and cities take part in events too; as attendees schema.org knows none.
            .filter(|entity| entity.kind != "place")
            .map(|entity| {
                let link = LinkView { href: entity.href.clone(), text: entity.name.clone() };
                self.named(schema_kind(entity.kind), &link)
            })
            .collect();
        let reports: Vec<Value> =
            view.sources.iter().map(|source| json!({ "@id": self.this(&source.href) })).collect();
        let (start, end) = match meta.date {
            Some(Edtf::Date(date)) => (machine(date), None),
            Some(Edtf::Interval(start, end)) => (start.and_then(machine), end.and_then(machine)),
            None => (None, None),
        };
        let status = match meta.outcome {
            Outcome::Held => None,
            Outcome::Planned => Some("https://schema.org/EventScheduled"),
            Outcome::Cancelled => Some("https://schema.org/EventCancelled"),
        };
        let text = plain(self.story, entry.path, entry.body());
        let whole = meta.part_of.as_ref().and_then(|whole| catalogue.event_link(whole));
        Some(object([
            ("@type", Some(json!("Event"))),
            ("@id", Some(self.this(&view.href))),
            ("name", Some(json!(meta.title))),
            ("description", (!text.is_empty()).then(|| json!(text))),
            ("startDate", start),
            ("endDate", end),
            ("eventStatus", status.map(|status| json!(status))),
            ("location", view.place.as_ref().map(|place| self.named("Place", place))),
            ("attendee", (!attendees.is_empty()).then_some(Value::Array(attendees))),
            ("superEvent", whole.map(|whole| self.named("Event", &whole))),
            ("subjectOf", (!reports.is_empty()).then_some(Value::Array(reports))),
        ]))
    }

    fn claim_page(&self, page: &ClaimPage) -> Vec<Value> {
        self.claim(&page.claim)
    }

    /// The question, and a claim for each answer to it.
    fn claim(&self, claim: &ClaimView) -> Vec<Value> {
        let question = self.this(&claim.href);
        let id = |at: usize| {
            let link = self.story.addresses.link(&claim.href, self.from);
            json!(format!("{link}#answer-{}", at + 1))
        };
        let about = claim.about.as_ref().map(|about| {
            let kind = if about.href.starts_with("events/") { "Event" } else { "Thing" };
            self.named(kind, about)
        });
        let answers: Vec<Value> = claim
            .answers
            .iter()
            .enumerate()
            .map(|(at, answer)| self.answer(claim, answer, id(at)))
            .collect();
        let parts: Vec<Value> = (0..answers.len()).map(|at| json!({ "@id": id(at) })).collect();
        let suggested: Vec<Value> = claim
            .answers
            .iter()
            .map(|answer| json!({ "@type": "Answer", "text": answer.value }))
            .collect();
        let mut nodes = vec![object([
            ("@type", Some(json!("Question"))),
            ("@id", Some(question)),
            ("name", Some(json!(claim.question))),
            ("text", Some(json!(claim.question))),
            ("abstract", Some(json!(claim.verdict.sentence))),
            ("about", about),
            ("answerCount", Some(json!(answers.len()))),
            ("suggestedAnswer", Some(Value::Array(suggested))),
            ("hasPart", Some(Value::Array(parts))),
        ])];
        nodes.extend(answers);
        nodes
    }

    fn answer(&self, claim: &ClaimView, answer: &AnswerView, id: Value) -> Value {
        let evidence = || answer.positions.iter().map(|position| &position.evidence);
        let appearances: Vec<Value> = evidence()
            .take(self.most)
            .map(|one| self.source(&one.source, one.quote.as_deref()))
            .collect();
        let first = first_of(evidence().map(|one| &one.source));
        object([
            ("@type", Some(json!("Claim"))),
            ("@id", Some(id)),
            ("name", Some(json!(format!("{} {}", claim.question, answer.value)))),
            ("text", Some(json!(answer.value))),
            ("appearance", Some(Value::Array(appearances))),
            ("firstAppearance", first.map(|source| json!({ "@id": self.this(&source.href) }))),
        ])
    }

    /// A question that readers ask, with its answer.
    fn question(&self, id: &Slug) -> Option<Value> {
        let entry = self.story.catalogue.library.questions.get(id)?;
        let answer = plain(self.story, entry.path, entry.body());
        if answer.is_empty() {
            return None;
        }
        let sources = entry.meta.sources.iter();
        let cited: Vec<Value> = sources
            .filter_map(|citation| self.story.catalogue.sources.get(&citation.article))
            .map(|source| json!({ "@id": self.this(&source.href) }))
            .collect();
        Some(object([
            ("@type", Some(json!("Question"))),
            ("@id", Some(self.this(&format!("faq/index.html#{id}")))),
            ("name", Some(json!(entry.meta.question))),
            (
                "acceptedAnswer",
                Some(object([
                    ("@type", Some(json!("Answer"))),
                    ("text", Some(json!(answer))),
                    ("citation", (!cited.is_empty()).then_some(Value::Array(cited))),
                ])),
            ),
        ]))
    }

    fn correction(&self, id: &Slug) -> Option<Value> {
        let entry = self.story.catalogue.library.changes.get(id)?;
        let view = self.story.catalogue.change_view(&entry);
        let mut texts: Vec<String> = view.why.clone().into_iter().collect();
        if let (Some(was), Some(now)) = (&view.was, &view.now) {
            texts.push(format!("“{was}” → “{now}”"));
        }
        let body = plain(self.story, entry.path, entry.body());
        texts.extend((!body.is_empty()).then_some(body));
        Some(object([
            ("@type", Some(json!("CorrectionComment"))),
            ("@id", Some(self.this(&view.href))),
            ("datePublished", iso(entry.meta.at)),
            ("text", Some(json!(texts.join(" ")))),
            ("about", view.about.as_ref().map(|about| self.named("Thing", about))),
        ]))
    }

    fn dataset(&self, page: &Page, data: &super::DataView) -> Value {
        let days = || self.story.catalogue.library.events.values().filter_map(|e| e.meta.date);
        let first = days().min().and_then(Edtf::anchor).and_then(machine);
        let last = days().max().and_then(Edtf::anchor).and_then(machine);
        let span = first.zip(last).and_then(|(first, last)| {
            Some(json!(format!("{}/{}", first.as_str()?, last.as_str()?)))
        });
        let files = data.groups.iter().flat_map(|group| &group.files);
        let downloads: Vec<Value> = files
            .map(|file| {
                object([
                    ("@type", Some(json!("DataDownload"))),
                    ("name", Some(json!(file.name))),
                    ("contentUrl", Some(self.url(&file.href))),
                    ("encodingFormat", Some(json!(file.media_type))),
                    ("contentSize", Some(json!(format!("{} B", file.bytes)))),
                ])
            })
            .collect();
        object([
            ("@type", Some(json!("Dataset"))),
            ("name", Some(json!(format!("{}: {}", self.story.config.title, page.title)))),
            ("description", Some(json!(page.description))),
            ("dateModified", self.story.dates.as_of().and_then(iso)),
            ("temporalCoverage", span),
            ("isPartOf", Some(json!({ "@id": self.this("index.html") }))),
            ("distribution", Some(Value::Array(downloads))),
        ])
    }

    fn link_list<'l>(&self, name: &str, links: impl Iterator<Item = (&'l str, &'l str)>) -> Value {
        let entry = |(at, (href, text)): (usize, (&str, &str))| json!({ "@type": "ListItem", "position": at + 1, "name": text, "url": self.url(href) });
        list(name, &links.enumerate().map(entry).collect::<Vec<_>>())
    }

    /// The way from the start page, for pages below another one.
    fn breadcrumbs(&self, page: &Page, titles: &BTreeMap<String, String>) -> Option<Value> {
        let route = page.route.as_str();
        if route == "/" {
            return None;
        }
        let mut way = vec![("index.html".to_owned(), self.story.config.title.clone())];
        let section = route.trim_matches('/').split('/').next().unwrap_or("");
        let above = format!("/{section}/");
        if let Some(title) = titles.get(&above).filter(|_| above != route) {
            way.push((format!("{section}/index.html"), title.clone()));
        }
        way.push((page.route.output().as_str().to_owned(), page.title.clone()));
        let entries: Vec<Value> = way
            .iter()
            .enumerate()
            .map(|(at, (href, title))| {
                json!({ "@type": "ListItem", "position": at + 1, "name": title, "item": self.url(href) })
            })
            .collect();
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": entries }))
    }
}

fn list(name: &str, entries: &[Value]) -> Value {
    json!({
        "@type": "ItemList",
        "name": name,
        "numberOfItems": entries.len(),
        "itemListElement": entries,
    })
}

fn schema_kind(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "organization" => "Organization",
        _ => "Place",
    }
}

/// An object of the values that are there.
fn object<const N: usize>(pairs: [(&str, Option<Value>); N]) -> Value {
    let known = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(known.collect::<Map<String, Value>>())
}

/// A date as ISO 8601 has it; seasons and intervals have no such form.
fn iso(date: Edtf) -> Option<Value> {
    match date {
        Edtf::Date(date) => machine(date),
        Edtf::Interval(..) => None,
    }
}

fn machine(date: Date) -> Option<Value> {
    let known = date.precision() != Precision::Season;
    known.then(|| json!(date.qualified(false, false).to_string()))
}

/// The source that was certainly published before all others; nobody where one is undated, or where
/// two dates are too coarse to tell.
fn first_of<'s>(sources: impl Iterator<Item = &'s SourceView>) -> Option<&'s SourceView> {
    let mut spans = Vec::new();
    for source in sources {
        let date: Edtf = source.published.as_ref()?.edtf.parse().ok()?;
        let (first, last) = match date {
            Edtf::Date(date) if date.precision() == Precision::Time => (utc(date), utc(date)),
            Edtf::Date(date) => (date.earliest(), date.latest_day().at(23, 59, 59, 0)),
            Edtf::Interval(..) => return None,
        };
        spans.push((first, last, source));
    }
    spans.sort_by_key(|(first, last, source)| (*first, *last, &source.id));
    let (_, last, source) = spans.first()?;
    spans
        .iter()
        .skip(1)
        .all(|(first, _, other)| first > last || other.id == source.id)
        .then_some(*source)
}

#[cfg(test)]
mod tests {
    use super::super::tests::with_story;
    use super::*;

    fn nodes<'g>(graph: &'g Value, kind: &str) -> Vec<&'g Value> {
        let all = graph["@graph"].as_array().expect("a graph").iter();
        all.filter(|node| node["@type"] == kind).collect()
    }

    #[test]
    fn answers_are_claims_with_the_reports_that_state_them() {
        with_story(Some("https://x.example/s"), |story| {
            let graph = graph(story, "data/story.jsonld");
            let claims = nodes(&graph, "Claim");
            let long = claims.iter().find(|claim| claim["text"] == "nearly three metres");
            let long = long.expect("the claim");
            assert_eq!(long["appearance"][0]["url"], "https://northcourier.example/pier");
            assert_eq!(
                long["appearance"][0]["hasPart"]["text"],
                "nearly three metres of open joint"
            );
            let first = "https://x.example/s/sources/north-courier/#this";
            assert_eq!(long["firstAppearance"]["@id"], first);
            // The evening of the 7th is before the 8th.
            let short = claims.iter().find(|claim| claim["text"] == "1.2 metres").expect("it");
            let first = "https://x.example/s/sources/harbour-post/#this";
            assert_eq!(short["firstAppearance"]["@id"], first);
            assert_eq!(nodes(&graph, "CorrectionComment").len(), 1);
            assert!(nodes(&graph, "ClaimReview").is_empty());
        });
    }

    #[test]
    fn the_first_appearance_is_told_only_where_it_is_certain() {
        with_story(None, |story| {
            let dated = |id: &str, date: &str| {
                let strings = story.catalogue.strings;
                let mut view = story.catalogue.sources.values().next().expect("one").clone();
                view.id = id.to_owned();
                view.published =
                    date.parse().ok().map(|date| crate::pages::words::DateView::new(date, strings));
                view
            };
            let first = |sources: &[SourceView]| first_of(sources.iter()).map(|s| s.id.clone());
            let a = dated("a", "2031-03-07T10:00+02:00");
            let b = dated("b", "2031-03-07T09:00Z");
            assert_eq!(first(&[b.clone(), a.clone()]).as_deref(), Some("a"));
            assert_eq!(first(&[a.clone(), dated("c", "2031-03-07")]), None);
            assert_eq!(first(&[a.clone(), dated("c", "")]), None);
            assert_eq!(first(&[dated("c", "2031"), dated("d", "2032")]).as_deref(), Some("c"));
            assert_eq!(first(&[a.clone(), a]).as_deref(), Some("a"));
        });
    }
}
