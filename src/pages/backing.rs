//! Which other sources report what a sentence of an article reports: read off the events and claims
//! that quote it. A reprint confirms nothing. Knows no page.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::view::{AnswerView, ClaimLink, LISTED, PositionView, QuoteView};
use crate::content::quotations::normalised;
use crate::content::wikilinks::{Run, scan};
use crate::diagnostic::Span;
use crate::language::sentence;
use crate::model::event::EventMeta;
use crate::path::Slug;

/// How the other sources stand to some words of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Backing {
    /// Other sources that report the same, with their words, of many the first; reprints of the article
    /// are left out.
    pub same: Vec<QuoteView>,
    /// Claims on which another source answers differently.
    pub disputed: Vec<ClaimLink>,
    /// Whether the words carry an event or an answer that no other source gives, nor one that may be the
    /// same.
    pub alone: bool,
}

impl Backing {
    /// Adds what is known of other words of the same sentence.
    fn join(&mut self, other: Self) {
        for quote in other.same {
            let known = self.same.iter().any(|known| known.source.id == quote.source.id);
            if !known && self.same.len() < LISTED {
                self.same.push(quote);
            }
        }
        for claim in other.disputed {
            if !self.disputed.contains(&claim) {
                self.disputed.push(claim);
            }
        }
        self.alone =
            (self.alone || other.alone) && self.same.is_empty() && self.disputed.is_empty();
    }
}

/// The words of `article` that carry an event or an answer, each with its backing.
pub fn backings<'a>(catalogue: &Catalogue<'a>, article: &'a Slug) -> BTreeMap<&'a str, Backing> {
    let library = catalogue.library;
    let mut found: BTreeMap<&'a str, Backing> = BTreeMap::new();
    let mut add = |quote: &'a str, backing: Backing| {
        if !quote.trim().is_empty() {
            found.entry(quote).or_default();
        }
        if let Some(known) = found.get_mut(quote) {
            known.join(backing);
        }
    };
    for id in catalogue.events_of_article.get(article).into_iter().flatten() {
        let Some(event) = library.events.get(id) else { continue };
        let others = event.meta.sources.iter().map(|c| (&c.article, c.quote.as_str()));
        let same = others_of(catalogue, article, others);
        let alone = same.is_empty() && stands_apart(catalogue, article, event.meta);
        for own in event.meta.sources.iter().filter(|citation| citation.article == *article) {
            add(&own.quote, Backing { same: same.clone(), disputed: Vec::new(), alone });
        }
    }
    let own = origin(catalogue, article);
    for id in catalogue.claims_of_article.get(article).into_iter().flatten() {
        let Some(claim) = catalogue.claims.get(id) else { continue };
        let Some(entry) = catalogue.library.claims.get(id) else { continue };
        let is_other = |position: &&PositionView| {
            let other = Slug::parse(&position.evidence.source.id);
            other.is_ok_and(|other| *origin(catalogue, &other) != *own)
        };
        let gives = |answer: &AnswerView| {
            answer.positions.iter().any(|p| p.evidence.source.id == article.as_str())
        };
        for position in entry.meta.positions.iter().filter(|p| p.article == *article) {
            let same = claim.answers.iter().filter(|answer| gives(answer));
            let same = same.flat_map(|answer| answer.positions.iter().filter(is_other));
            let same: Vec<_> =
                same.take(LISTED).map(|position| position.evidence.clone()).collect();
            let mut others = claim.answers.iter().filter(|answer| !gives(answer));
            let disputed = others.any(|answer| answer.positions.iter().any(|p| is_other(&p)));
            let disputed = if disputed { vec![claim.link()] } else { Vec::new() };
            let alone = same.is_empty() && disputed.is_empty();
            add(&position.quote, Backing { same, disputed, alone });
        }
    }
    found
}

/// Whether no event that another source reports may be the same one: on a day that overlaps and with
/// a participant or place in common. Without a day, or without anybody, that cannot be told.
fn stands_apart<'a>(catalogue: &Catalogue<'a>, article: &'a Slug, event: &'a EventMeta) -> bool {
    let own = origin(catalogue, article);
    let days = |event: &EventMeta| {
        let date = event.date?;
        Some((date.earliest().date(), date.latest_day()?))
    };
    let Some((first, last)) = days(event) else { return false };
    let mut entities = event.participants.iter().chain(&event.place).peekable();
    let beside = |other: &&Slug| {
        let Some(other) = catalogue.library.events.get(other) else { return false };
        let overlaps = days(other.meta).is_none_or(|(from, to)| from <= last && first <= to);
        overlaps && other.meta.sources.iter().any(|c| origin(catalogue, &c.article) != own)
    };
    entities.peek().is_some()
        && !entities
            .filter_map(|entity| catalogue.events_of_entity.get(entity))
            .any(|events| events.iter().any(beside))
}

/// The article itself, or the one it repeats.
fn origin<'s, 'a: 's>(catalogue: &Catalogue<'a>, article: &'s Slug) -> &'s Slug {
    let copied = catalogue.library.articles.get(article).and_then(|a| a.meta.copy_of.as_ref());
    copied.unwrap_or(article)
}

/// One quotation of each source that is not `article`, nor a reprint of the same text.
fn others_of<'a>(
    catalogue: &Catalogue<'a>,
    article: &'a Slug,
    citations: impl Iterator<Item = (&'a Slug, &'a str)>,
) -> Vec<QuoteView> {
    let own = origin(catalogue, article);
    let mut seen: BTreeSet<&Slug> = BTreeSet::new();
    let others = citations.filter(|(id, _)| origin(catalogue, id) != own && seen.insert(id));
    others.filter_map(|(id, quote)| catalogue.quote_view(id, quote)).take(LISTED).collect()
}

/// The backings of a body's sentences: each with the byte of the body behind its sentence, in order.
/// Words that do not stand in the body are left out.
pub fn placed(body: &str, backings: BTreeMap<&str, Backing>) -> Vec<(usize, Backing)> {
    if backings.is_empty() {
        return Vec::new();
    }
    let mut left: Vec<(String, Backing)> =
        backings.into_iter().map(|(quote, backing)| (normalised(quote), backing)).collect();
    let scan = scan(body);
    let mut found: BTreeMap<usize, Backing> = BTreeMap::new();
    for (number, block) in scan.blocks.iter().enumerate() {
        let first = scan.runs.partition_point(|run| run.block < number);
        let past = scan.runs.partition_point(|run| run.block <= number);
        let runs = scan.runs.get(first..past).unwrap_or_default();
        let (words, ends) = block_words(body, *block, runs);
        left.retain_mut(|(quote, backing)| {
            let Some(start) = words.find(quote.as_str()) else { return true };
            let sentence = ends.partition_point(|(end, _)| *end < start + quote.len());
            if let Some((_, end)) = ends.get(sentence) {
                found.entry(*end).or_default().join(std::mem::take(backing));
            }
            false
        });
    }
    found.into_iter().filter(|(_, backing)| *backing != Backing::default()).collect()
}

/// The words of a block without markup, made comparable, and where each of its sentences ends in
/// them and in the body.
fn block_words(body: &str, block: Span, runs: &[Run]) -> (String, Vec<(usize, usize)>) {
    let mut words = String::new();
    let mut ends = Vec::new();
    for sentence in sentence::sentences(body, block) {
        let first = runs.partition_point(|run| run.span.end <= sentence.start);
        let inside = runs.iter().skip(first).take_while(|run| run.span.start < sentence.end);
        let text: String = inside
            .map(|run| {
                let (start, end) = (run.span.start, run.span.end);
                Span::new(start.max(sentence.start), end.min(sentence.end)).of(body)
            })
            .collect();
        let before = body.get(..sentence.start).unwrap_or("");
        if !words.is_empty() && before.ends_with(char::is_whitespace) {
            words.push(' ');
        }
        words.push_str(&normalised(&text));
        ends.push((words.len(), sentence.end));
    }
    (words, ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::load_library;
    use crate::graph::resolve_links;
    use crate::pages::facts::Facts;
    use crate::pages::reads::Reads;
    use crate::pages::strings::Strings;
    use crate::path::ContentPath;

    const BODY: &str = "The *pier* broke at noon, Mr. Oro said. Nobody was hurt.\n\n\
        - Two boats sank in the harbour.\n- “We saw it coming,” a diver said.\n";

    /// A story of four sources, one of them a reprint; the marks of the first one's body as
    /// `last words: codes of the same, disputed questions, alone`.
    fn marks() -> Vec<(String, String, String, bool)> {
        let article = |title: &str, more: &str| {
            format!(
                "---\ntitle: {title}\noutlet: {title}\ncode: {title}\nrights: full\n{more}---\n{BODY}"
            )
        };
        let files = [
            ("articles/one", article("AA", "")),
            ("articles/two", article("BB", "")),
            ("articles/three", article("CC", "")),
            ("entities/diver", "---\nname: Ola Diver\ntype: person\n---\n".to_owned()),
            ("articles/reprint", article("DD", "copy_of: one\n")),
            (
                "events/pier-breaks",
                "---\ntitle: The pier breaks\nsources:\n\
                  - {article: one, quote: \"pier broke at noon, Mr. Oro\"}\n\
                  - {article: two, quote: \"Two boats sank\"}\n\
                  - {article: reprint, quote: \"pier broke\"}\n---\n"
                    .to_owned(),
            ),
            (
                "events/diver-speaks",
                "---\ntitle: A diver speaks\ndate: 2031-03-05\nparticipants: [diver]\nsources:\n\
                  - {article: one, quote: '\"We saw it coming,\"'}\n\
                  - {article: reprint, quote: a diver said}\n---\n"
                    .to_owned(),
            ),
            // Nobody knows when: it may be what another source tells.
            (
                "events/hurt",
                "---\ntitle: Nobody is hurt\nsources:\n\
                  - {article: one, quote: Nobody was hurt}\n---\n"
                    .to_owned(),
            ),
            (
                "claims/boats",
                "---\nquestion: How many boats sank?\nattribute: boats\npositions:\n\
                  - {value: \"2\", article: one, quote: Two boats sank}\n\
                  - {value: \"2\", article: two, quote: Two boats sank}\n\
                  - {value: \"5\", article: three, quote: Two boats}\n---\n"
                    .to_owned(),
            ),
        ];
        let file = |(path, text): (&str, String)| {
            (ContentPath::parse(&format!("content/{path}.md")).expect("a path"), text)
        };
        let (library, problems) = load_library(&files.map(file));
        assert_eq!(problems, vec![]);
        let (graph, _) = resolve_links(&library);
        let strings = Strings::english();
        let config = crate::pages::fixture::config();
        let facts = Facts::new(&library, &graph, &config, &strings);
        let reads = Reads::default();
        let catalogue = facts.catalogue(&reads);
        let one = Slug::parse("one").expect("an id");
        let marks = placed(BODY, backings(&catalogue, &one));
        let show = |(at, backing): (usize, Backing)| {
            let before = &BODY[..at];
            let last = before.rsplit([' ', '\n']).next().unwrap_or("").to_owned();
            let same: Vec<_> = backing.same.iter().map(|q| q.source.code.as_str()).collect();
            let disputed: Vec<_> = backing.disputed.iter().map(|c| c.question.as_str()).collect();
            (last, same.join(" "), disputed.join(" "), backing.alone)
        };
        marks.into_iter().map(show).collect()
    }

    #[test]
    fn a_sentence_knows_who_reports_the_same_and_who_does_not() {
        let text = |text: &str| text.to_owned();
        assert_eq!(
            marks(),
            [
                (text("said."), text("BB"), text(""), false),
                (text("harbour."), text("BB"), text("How many boats sank?"), false),
                // Only the reprint has it too.
                (text("said."), text(""), text(""), true),
            ]
        );
    }

    #[test]
    fn words_that_are_not_in_the_body_mark_nothing() {
        let one = BTreeMap::from([("no such words", Backing::default())]);
        assert_eq!(placed(BODY, one), vec![]);
        assert_eq!(placed("", BTreeMap::from([("x", Backing::default())])), vec![]);
    }
}
