//! Plain text scrapes: what is title, byline, standfirst, clutter and repeat, by phrase, repeat and place.
//! The article's own lines are handed to [`super::structure`].

use std::collections::HashSet;

use super::lines::{self, Unit};
use super::metadata::{self, DateLine, Evidence, Label};
use super::outlets::{self, Country};
use super::structure::{self, structure};
use super::{Block, BlockKind, DropReason, Dropped, SourceDocument, clutter, dates, words};
use crate::diagnostic::Span;

/// Units looked at above the body.
const HEAD: usize = 30;

/// What was decided about a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Body,
    Title,
    Dek,
    Caption(Span),
    Drop(DropReason),
}

/// Read a plain text as scraped from a site.
pub fn read_text(text: &str) -> SourceDocument {
    let units = lines::units(text);
    let mut reader = Reader {
        text,
        verdicts: vec![Verdict::Body; units.len()],
        units,
        document: SourceDocument::default(),
    };
    reader.clutter();
    reader.outlet_stated();
    let body = reader.head();
    reader.dates(body);
    reader.labels();
    reader.foot(body);
    reader.captions();
    reader.repeats();
    reader.tail(body);
    reader.finish()
}

/// Read body text with nothing around it: structure only, nothing is dropped and no line is a title.
pub fn read_plain(text: &str) -> SourceDocument {
    let units = lines::units(text);
    let (blocks, questions) = structure(text, &units);
    SourceDocument { text: text.to_owned(), blocks, questions, ..SourceDocument::default() }
}

struct Reader<'a> {
    text: &'a str,
    units: Vec<Unit>,
    verdicts: Vec<Verdict>,
    document: SourceDocument,
}

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> &'a str {
        self.units.get(at).map_or("", |unit| unit.span.of(self.text))
    }

    fn is_open(&self, at: usize) -> bool {
        self.verdicts.get(at) == Some(&Verdict::Body)
    }

    fn set(&mut self, at: usize, verdict: Verdict) {
        if let Some(place) = self.verdicts.get_mut(at) {
            *place = verdict;
        }
    }

    fn discard(&mut self, at: usize, reason: DropReason) {
        self.set(at, Verdict::Drop(reason));
    }

    /// The next unit from `at` on that is not dropped.
    fn next_open(&self, at: usize) -> Option<usize> {
        (at..self.units.len()).find(|at| self.is_open(*at))
    }

    fn clutter(&mut self) {
        for at in 0..self.units.len() {
            let Some(reason) = clutter::classify(self.line(at)) else { continue };
            // "YouTube" alone over a paragraph is a heading; among other buttons it is clutter.
            let alone = at > 0 && self.is_open(at - 1) && words::is_prose(self.line(at + 1));
            if !(alone && clutter::is_ambiguous(self.line(at))) {
                self.discard(at, reason);
            }
        }
        // "Read also:" alone introduces the one short line below it.
        for at in 0..self.units.len() {
            let link = self.line(at + 1);
            let marked = clutter::introduces_link(self.line(at)) && self.line(at).ends_with(':');
            let short =
                (4..=20).contains(&words::count_to(link, 21)) && !words::ends_sentence(link);
            if marked && short && self.is_open(at + 1) {
                self.discard(at + 1, DropReason::Promo);
            }
        }
    }

    /// The outlet as standing phrases name it; the surest of all lines.
    fn outlet_stated(&mut self) {
        let mut best: Option<(Evidence, &str)> = None;
        for at in 0..self.units.len() {
            let line = self.line(at);
            let Some(found) = metadata::outlet(line) else { continue };
            if words::is_prose(line) && self.is_open(at) {
                continue;
            }
            if best.is_none_or(|best| found.0 < best.0) {
                best = Some(found);
            }
            if self.is_open(at) {
                self.discard(at, DropReason::Metadata);
            }
        }
        self.document.metadata.outlet =
            best.map(|found| found.1.to_owned()).or_else(|| self.origin());
    }

    /// "Origin:", "Source:" or "Publisher:" with the name on the same or one of the next lines.
    fn origin(&self) -> Option<String> {
        const LABELS: [&str; 3] = ["origin", "source", "publisher"];
        for at in 0..self.units.len() {
            let line = self.line(at);
            let (label, name) = line.split_once(':').unwrap_or((line, ""));
            if line.len() > 80
                || !LABELS.contains(&words::folded(label).as_str())
                || !line.contains(':')
            {
                continue;
            }
            let name = name.trim();
            if !name.is_empty() {
                if metadata::is_outlet_shaped(name) {
                    return Some(name.to_owned());
                }
                continue;
            }
            let below = (at + 1..at + 4)
                .map(|at| self.line(at))
                .find(|line| !line.is_empty() && clutter::classify(line).is_none());
            if let Some(name) =
                below.filter(|name| words::count_to(name, 6) <= 5 && !words::ends_sentence(name))
            {
                return Some(name.to_owned());
            }
        }
        None
    }

    /// Title, standfirst, byline and labels above the body; returns the first unit of the body.
    fn head(&mut self) -> usize {
        let Some(title) = self.find_title() else { return self.next_open(0).unwrap_or(0) };
        let line = self.line(title);
        let known = self.document.metadata.outlet.clone();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let (name, site) = metadata::split_title(line, &known);
        let start = self.units.get(title).map_or(0, |unit| unit.span.start);
        self.document.title = Some(Span::new(start, start + name.len()));
        self.document.metadata.title = Some(name.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(site) = site {
            self.document.metadata.outlet = Some(site.to_owned());
        }
        self.set(title, Verdict::Title);
        for at in 0..title {
            if self.is_open(at) && !self.is_metadata(at) {
                self.discard(at, DropReason::Navigation);
            }
        }
        self.below_title(title)
    }

    /// The first line that can be a headline, past site names, sections and dates.
    fn find_title(&mut self) -> Option<usize> {
        let mut kicker = None;
        for at in 0..self.units.len().min(HEAD) {
            if !self.is_open(at) {
                continue;
            }
            let line = self.line(at);
            if metadata::date_line(line).is_some()
                || metadata::is_bare_date(line)
                || metadata::byline(line).is_some()
            {
                continue;
            }
            if !is_headline(line) {
                return kicker;
            }
            let outlet = self.document.metadata.outlet.as_deref();
            let is_site = outlet
                .is_some_and(|name| metadata::squeezed(name) == metadata::squeezed(line))
                || outlets::is_known(line);
            let next = self.next_open(at + 1).map_or("", |next| self.line(next));
            let headline_follows = is_headline(next)
                && words::count_to(next, 40) >= 4
                && metadata::byline(next).is_none();
            if headline_follows
                && (metadata::is_section(line)
                    || is_site
                    || (words::count_to(line, 3) <= 2
                        && kicker.is_none()
                        && !line.ends_with(':')
                        && self.is_followed_by_text(at)))
            {
                if is_site && outlet.is_none() {
                    self.document.metadata.outlet = Some(line.to_owned());
                }
                kicker = kicker.or(Some(at));
                continue;
            }
            return Some(at);
        }
        kicker
    }

    /// Whether, past the next line, running text follows: so the next line is a headline and this one stands above it.
    fn is_followed_by_text(&self, at: usize) -> bool {
        let next = self.next_open(at + 1).and_then(|next| self.next_open(next + 1));
        next.is_some_and(|next| {
            words::is_prose(self.line(next))
                || metadata::byline(self.line(next)).is_some()
                || metadata::date_line(self.line(next)).is_some()
        })
    }

    /// Lines between title and body.
    fn below_title(&mut self, title: usize) -> usize {
        let folded_title = words::folded(self.document.metadata.title.as_deref().unwrap_or(""));
        let mut dek = None;
        let mut signed = false;
        let mut at = title + 1;
        while at < self.units.len().min(title + HEAD) {
            let line = self.line(at);
            let labelled = !self.is_open(at);
            if labelled {
                signed = true;
            } else if words::folded(metadata::split_title(line, &[]).0) == folded_title {
                self.discard(at, DropReason::Repeat);
                signed = true;
            } else if self.is_metadata(at) {
                signed = true;
            } else if dek.is_none() && self.is_dek(at) {
                dek = Some(at);
                signed = false;
            } else {
                break;
            }
            at += 1;
        }
        let _ = signed;
        if let Some(dek) = dek {
            self.set(dek, Verdict::Dek);
            let span = self.units.get(dek).map_or(Span::default(), |unit| unit.span);
            self.document.dek = Some(span);
            self.document.metadata.dek =
                Some(span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" "));
        }
        at
    }

    /// Whether the unit is a byline, a date or another label of the head; reads and drops it.
    fn is_metadata(&mut self, at: usize) -> bool {
        let line = self.line(at);
        if metadata::date_line(line).is_some() || metadata::is_bare_date(line) {
            self.discard(at, DropReason::Metadata);
            return true;
        }
        if let Some(by) = metadata::byline(line) {
            self.sign(by.name, by.outlet);
            self.discard(at, DropReason::Metadata);
            return true;
        }
        if metadata::is_role(line) || metadata::is_section(line) || self.is_outlet(line) {
            self.discard(at, DropReason::Metadata);
            return true;
        }
        if self.document.metadata.byline.is_none() && self.is_lone_name(at) {
            let name = line.split([',', '|']).next().unwrap_or(line).trim();
            self.sign(name, None);
            self.discard(at, DropReason::Metadata);
            return true;
        }
        false
    }

    fn is_outlet(&self, line: &str) -> bool {
        let known = self.document.metadata.outlet.as_deref();
        words::count_to(line, 8) <= 6
            && (known.is_some_and(|name| metadata::squeezed(name) == metadata::squeezed(line))
                || outlets::is_known(line))
    }

    fn sign(&mut self, name: &str, outlet: Option<&str>) {
        let metadata = &mut self.document.metadata;
        metadata.byline.get_or_insert_with(|| name.to_owned());
        let named = outlet.or_else(|| metadata::is_outlet_shaped(name).then_some(name));
        if let (None, Some(named)) = (&metadata.outlet, named) {
            metadata.outlet = Some(named.to_owned());
        }
    }

    /// A personal name alone on a line, next to a date, a reading time or a role.
    fn is_lone_name(&self, at: usize) -> bool {
        let line = self.line(at);
        let name = line.split([',', '|']).next().unwrap_or(line).trim();
        let rest = line.get(name.len()..).unwrap_or("").trim_matches([',', '|', ' ']);
        let tail = rest.is_empty()
            || metadata::is_role(rest)
            || metadata::is_outlet_shaped(rest)
            || metadata::is_bare_date(rest);
        let label = |index: Option<usize>| {
            index.is_some_and(|index| {
                let line = self.line(index);
                let reason = self.verdicts.get(index);
                matches!(
                    reason,
                    Some(Verdict::Drop(DropReason::ReadingTime | DropReason::Metadata))
                ) || metadata::is_role(line)
                    || metadata::is_bare_date(line)
                    || metadata::date_line(line).is_some()
            })
        };
        tail && words::is_name_shaped(name, 4)
            && (!rest.is_empty()
                || label(Some(at + 1))
                || (label(at.checked_sub(1)) && words::count_to(name, 4) >= 2))
    }

    /// A standfirst: short text that the body says again, or that stands above byline, date or repeated title.
    fn is_dek(&self, at: usize) -> bool {
        let line = self.line(at);
        let count = words::count_to(line, 61);
        if !(5..=60).contains(&count) || line.ends_with(':') {
            return false;
        }
        if self.is_said_again(at) {
            return true;
        }
        let title = words::folded(self.document.metadata.title.as_deref().unwrap_or(""));
        let next = (at + 1..at + 4).find(|next| {
            !matches!(
                self.verdicts.get(*next),
                Some(Verdict::Drop(DropReason::Promo | DropReason::Navigation))
            )
        });
        let Some(next) = next.filter(|next| *next < self.units.len()) else { return false };
        let below = self.line(next);
        matches!(
            self.verdicts.get(next),
            Some(Verdict::Drop(DropReason::Metadata | DropReason::ReadingTime))
        ) && !metadata::is_credit_line(below)
            || words::folded(below) == title
            || metadata::byline(below).is_some()
            || metadata::date_line(below).is_some()
            || metadata::is_bare_date(below)
            || self.is_lone_name(next)
    }

    /// Whether a later unit of the first part of the text holds the same words.
    fn is_said_again(&self, at: usize) -> bool {
        let line = self.line(at);
        if words::count_to(line, 9) < 8 {
            return false;
        }
        (at + 1..self.units.len().min(at + 40)).any(|later| {
            let other = self.line(later);
            other.len() >= line.len() && other.len() <= 20_000 && other.contains(line)
        })
    }

    /// Dates of publication and change: labelled lines anywhere, bare dates above the body only.
    fn dates(&mut self, body: usize) {
        let country = self.country(body);
        for at in 0..self.units.len() {
            let line = self.line(at);
            let near = at < body || at + 12 > self.units.len();
            let (kind, rest) = match metadata::date_line(line) {
                Some(found) => found,
                None if at < body
                    && self.verdicts.get(at) != Some(&Verdict::Title)
                    && self.verdicts.get(at) != Some(&Verdict::Dek) =>
                {
                    (DateLine::Published, line)
                }
                None => continue,
            };
            let Some(date) = dates::find(rest, country) else { continue };
            let metadata = &mut self.document.metadata;
            let place = match kind {
                DateLine::Published => &mut metadata.published,
                DateLine::Updated => &mut metadata.updated,
            };
            place.get_or_insert(date);
            // "Published 3 April, updated 4 April" on one line.
            let lower = rest.to_lowercase();
            let second = lower.find("updated").and_then(|second| rest.get(second..));
            if let Some(date) = second.and_then(|second| dates::find(second, country)) {
                metadata.updated.get_or_insert(date);
            }
            let placed = at != body && (near || !words::ends_sentence(line));
            if self.is_open(at) && (placed || !words::is_prose(line)) {
                self.discard(at, DropReason::Metadata);
            }
        }
    }

    /// The country of the outlet: by its name, else by a web address of its own, else by the dateline.
    fn country(&self, body: usize) -> Option<Country> {
        let metadata = &self.document.metadata;
        if let Some(country) = metadata.outlet.as_deref().and_then(outlets::country_of) {
            return Some(country);
        }
        if let Some(country) = metadata
            .byline
            .as_deref()
            .filter(|name| metadata::is_outlet_shaped(name))
            .and_then(outlets::country_of)
        {
            return Some(country);
        }
        let addresses = (0..self.units.len())
            .filter(|at| !self.is_open(*at))
            .flat_map(|at| self.line(at).split_whitespace());
        let mut addresses =
            addresses.filter(|word| word.starts_with("http") || word.starts_with("www."));
        if let Some(country) = addresses.find_map(outlets::of_url) {
            return Some(country);
        }
        let lead = self.next_open(body).map_or("", |at| self.line(at));
        let end = [" (", ": ", " — ", " – ", " - ", ", "]
            .iter()
            .filter_map(|mark| lead.find(mark))
            .min()?;
        let place = lead.get(..end).filter(|place| {
            place.len() <= 30 && place.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        })?;
        outlets::by_word(place)
    }

    /// Bylines and credits below the body: "Reported by: …" behind the last paragraph.
    fn foot(&mut self, body: usize) {
        let count = self.units.len();
        for at in count.saturating_sub(12).max(body)..count {
            let line = self.line(at);
            if !self.is_open(at) || words::is_prose(line) {
                continue;
            }
            if let Some(by) =
                metadata::byline(line).filter(|_| line.contains(':') || at + 4 > count)
            {
                self.sign(by.name, by.outlet);
                self.discard(at, DropReason::Metadata);
            } else if at > body && (self.is_outlet(line) || self.closes(at)) {
                self.discard(at, DropReason::Metadata);
            }
        }
    }

    /// Whether the very last line is the outlet's name; read where none is known yet.
    fn closes(&mut self, at: usize) -> bool {
        let line = self.line(at);
        let last = at + 1 == self.units.len() && self.document.metadata.outlet.is_none();
        let found = last && metadata::is_outlet_shaped(line) && metadata::is_capitalised(line);
        if found {
            self.document.metadata.outlet = Some(line.to_owned());
        }
        found
    }

    /// Labels with what they announce on the next line: "Published On:", then the date.
    fn labels(&mut self) {
        let count = self.units.len();
        for at in (0..count).filter(|at| *at < HEAD || at + HEAD > count) {
            let (label, value) = (self.line(at), self.line(at + 1));
            let Some(kind) = metadata::bare_label(label) else { continue };
            let usable =
                !value.is_empty() && words::count_to(value, 11) <= 10 && !words::is_prose(value);
            if !usable || self.verdicts.get(at + 1) == Some(&Verdict::Title) {
                continue;
            }
            let date = dates::find(value, self.country(0));
            let metadata = &mut self.document.metadata;
            match (kind, date) {
                (Label::Published, Some(date)) => _ = metadata.published.get_or_insert(date),
                (Label::Updated, Some(date)) => _ = metadata.updated.get_or_insert(date),
                (Label::Author, None)
                    if metadata::is_people(value) || metadata::is_outlet_shaped(value) =>
                {
                    self.sign(value, None)
                }
                (Label::Editor, None)
                    if metadata::is_people(value) || metadata::is_outlet_shaped(value) => {}
                _ => continue,
            }
            for at in [at, at + 1] {
                if self.is_open(at) {
                    self.discard(at, DropReason::Metadata);
                }
            }
        }
    }

    /// Lines below pictures: words and credit, bare labels said again beside the credit.
    fn captions(&mut self) {
        for at in 0..self.units.len() {
            if !self.is_open(at) {
                continue;
            }
            let line = self.line(at);
            let Some(words_end) = metadata::credit_at(line) else { continue };
            let label = line
                .get(..words_end)
                .unwrap_or("")
                .trim_end_matches([' ', '|', '(', '[', '-', '–', '—', '.', ',', '/', ';']);
            let start = self.units.get(at).map_or(0, |unit| unit.span.start);
            if words::count_to(label, 6) >= 5 {
                let end = line.get(..words_end).map_or(0, |words| {
                    words.trim_end_matches([' ', '|', '(', '[', '-', '–', '—', '/', ';']).len()
                });
                self.set(at, Verdict::Caption(Span::new(start, start + end)));
            } else {
                self.discard(at, DropReason::Credit);
            }
            let folded = words::folded(label);
            for beside in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
                if self.is_open(beside)
                    && !folded.is_empty()
                    && words::folded(self.line(beside)) == folded
                {
                    self.discard(beside, DropReason::Credit);
                }
            }
        }
    }

    /// The title again, whole paragraphs again, and a short line that stands twice in a row.
    fn repeats(&mut self) {
        let title = words::folded(self.document.metadata.title.as_deref().unwrap_or(""));
        let mut met: HashSet<&str> = HashSet::new();
        let mut above = "";
        for at in 0..self.units.len() {
            let line = self.line(at);
            if !self.is_open(at) || line.len() > 8 * 1024 {
                continue;
            }
            let is_title = !title.is_empty()
                && line.len() < 600
                && words::folded(metadata::split_title(line, &[]).0) == title;
            let again = words::is_prose(line) && !met.insert(line) && !structure::is_item(line);
            if is_title || again || line == above {
                self.discard(at, DropReason::Repeat);
            }
            above = line;
        }
    }

    /// What follows "You may also like" and its like, when no running text follows any more.
    fn tail(&mut self, body: usize) {
        let count = self.units.len();
        let last =
            (body..count).rev().find(|at| self.is_open(*at) && words::is_prose(self.line(*at)));
        let Some(last) = last else { return };
        let opened =
            (last + 1..count).find(|at| !self.is_open(*at) && clutter::opens_tail(self.line(*at)));
        let Some(opened) = opened else { return };
        for at in opened..count {
            if self.is_open(at) {
                self.discard(at, DropReason::Navigation);
            }
        }
    }

    fn finish(mut self) -> SourceDocument {
        self.text.clone_into(&mut self.document.text);
        let open: Vec<Unit> = self
            .units
            .iter()
            .zip(&self.verdicts)
            .filter(|(_, verdict)| **verdict == Verdict::Body)
            .map(|(unit, _)| *unit)
            .collect();
        let (mut blocks, questions) = structure(self.text, &open);
        self.document.questions = questions;
        for (unit, verdict) in self.units.iter().zip(&self.verdicts) {
            let dropped = match verdict {
                Verdict::Drop(reason) => Some((unit.span, *reason)),
                Verdict::Caption(span) => {
                    blocks.push(Block { kind: BlockKind::Caption, span: *span });
                    Some((Span::new(span.end, unit.span.end), DropReason::Credit))
                }
                Verdict::Title => {
                    let end = self.document.title.map_or(unit.span.end, |title| title.end);
                    Some((Span::new(end, unit.span.end), DropReason::Metadata))
                }
                Verdict::Body | Verdict::Dek => None,
            };
            if let Some((span, reason)) = dropped.filter(|dropped| !dropped.0.is_empty()) {
                self.document.dropped.push(Dropped { span, reason });
            }
        }
        blocks.sort_by_key(|block| (block.span.start, block.span.end));
        self.document.blocks = blocks;
        self.document
    }
}

/// Whether a line could be a headline: not too long, no sentence with a stop, no item of a list.
fn is_headline(line: &str) -> bool {
    let count = words::count_to(line, 36);
    let stopped = line.ends_with('.') && count > 4 && !words::ends_abbreviated(line);
    (1..=35).contains(&count)
        && !stopped
        && !line.ends_with([':', ',', ';'])
        && !line.starts_with(['•', '>'])
        && !line.starts_with("- ")
        && !line.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The ferries to the northern islands returned on Monday after a week of storms in the strait, the harbour office said.";
    const MORE: &str = "Nobody was hurt. Two piers were damaged and the repairs will last until the end of the month, the office added.";

    fn read(head: &str, foot: &str) -> SourceDocument {
        read_text(&format!("{head}\n\n{BODY}\n\n{MORE}\n\n{foot}"))
    }

    fn dropped(document: &SourceDocument) -> Vec<&str> {
        document.dropped.iter().map(|dropped| dropped.span.of(&document.text)).collect()
    }

    #[test]
    fn the_head_of_an_article_becomes_metadata() {
        let document = read(
            "World\n\nFerries Return After Storms | Marsk Courier\n\nA week without boats ends for three thousand people.\n\nBy Marta Quill\n\nUpdated: April 3, 2024, 6:22 p.m. EDT\n\nShare This Article",
            "© 2024 Marsk Courier",
        );
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Ferries Return After Storms"));
        assert_eq!(metadata.outlet.as_deref(), Some("Marsk Courier"));
        assert_eq!(
            metadata.dek.as_deref(),
            Some("A week without boats ends for three thousand people.")
        );
        assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"));
        assert_eq!(
            metadata.updated.map(|date| date.to_string()).as_deref(),
            Some("2024-04-03T18:22-04:00")
        );
        assert_eq!(metadata.published, None);
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn a_name_alone_signs_only_beside_a_label() {
        let signed = read("Ferries Return After Storms\n\nBilkis\n4 Min Read", "Leave a comment");
        assert_eq!(signed.metadata.byline.as_deref(), Some("Bilkis"));
        assert_eq!(dropped(&signed), ["Bilkis", "4 Min Read", "Leave a comment"]);
        let heading = read("Ferries Return After Storms\n\nStormy Week", "");
        assert_eq!(heading.metadata.byline, None);
    }

    #[test]
    fn the_title_said_again_and_the_list_behind_the_text_go() {
        let document = read(
            "Ferries Return After Storms\n\nFerries Return After Storms",
            "You may also like...\n\nTen Islands To See\n\nA Pier Reopens",
        );
        assert_eq!(
            dropped(&document),
            [
                "Ferries Return After Storms",
                "You may also like...",
                "Ten Islands To See",
                "A Pier Reopens"
            ]
        );
    }

    #[test]
    fn a_lead_without_evidence_is_no_standfirst() {
        let document = read("Ferries Return After Storms", "");
        assert_eq!(document.metadata.dek, None);
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn credits_leave_the_caption() {
        let document = read(
            "Ferries Return After Storms",
            "Islanders wait at the pier on Monday | Image: AP\n\nMarsk\nMarsk | Photo: Ines Rua",
        );
        let captions: Vec<&str> = document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Caption)
            .map(|block| block.span.of(&document.text))
            .collect();
        assert_eq!(captions, ["Islanders wait at the pier on Monday"]);
        assert_eq!(dropped(&document), [" | Image: AP", "Marsk", "Marsk | Photo: Ines Rua"]);
    }

    #[test]
    fn odd_input_is_read_without_failing() {
        for text in ["", "\n\n", "\u{feff}", "One line", "By", ":", "Q:", "…", "A\u{301}\0\r\r\n"]
        {
            let document = read_text(text);
            assert_eq!(document.text, text);
        }
        let long = "word ".repeat(200_000);
        assert_eq!(read_text(&long).blocks.len(), 1);
    }
}
