//! What lines anywhere state of the article: outlet, address, dates, signatures below the body.

use super::super::metadata::{self, DateLine, Evidence, Label};
use super::super::outlets::{self, Country};
use super::super::{DropReason, clutter, dates, words};
use super::{HEAD, Reader, Verdict};

impl Reader<'_> {
    /// The outlet as standing phrases name it; the surest of all lines.
    pub(super) fn outlet_stated(&mut self) {
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
            best.map(|found| self.masthead_of(found.1).to_owned()).or_else(|| self.origin());
    }

    /// The name as it stands at the top, where the copyright says more: "Marsk Standard" of "Marsk
    /// Standard Digital".
    fn masthead_of<'b>(&'b self, name: &'b str) -> &'b str {
        /// Shortest such name in letters.
        const SHORTEST: usize = 5;
        let whole = metadata::squeezed(name);
        let top = (0..5).map(|at| self.line(at)).filter(|line| line.len() < 60);
        let mut found = top.filter(|line| {
            let squeezed = metadata::squeezed(line);
            squeezed.len() >= SHORTEST
                && whole.starts_with(&squeezed)
                && !metadata::is_section(line)
        });
        found.next().unwrap_or(name)
    }

    /// "Origin:", "Source:" or "Publisher:" with the name on the same or one of the next lines.
    pub(super) fn origin(&self) -> Option<String> {
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

    /// A web address alone on a line above the body is the article's own.
    pub(super) fn address(&mut self, body: usize) {
        let lone = (0..body).map(|at| self.line(at)).find(|line| {
            line.starts_with("http") && line.contains("://") && !line.contains(char::is_whitespace)
        });
        self.document.metadata.url = lone.map(str::to_owned);
    }

    /// Dates of publication and change: labelled lines anywhere, bare dates above the body only.
    pub(super) fn dates(&mut self, body: usize) {
        let country = self.country(body);
        let labelled = Verdict::Drop(DropReason::Metadata);
        for at in 0..self.units.len() {
            let line = self.line(at);
            let near = at < body || at + 12 > self.units.len();
            let (kind, rest) = match metadata::date_line(line) {
                Some(found) => found,
                None if at < body && self.verdicts.get(at) == Some(&labelled) => {
                    (DateLine::Published, line)
                }
                None => continue,
            };
            let Some(date) = dates::find(rest, country) else { continue };
            let metadata = &mut self.document.metadata;
            // "3 April 2024 | Updated: 4 April 2024": the first date is that of publication.
            let before = line.get(..line.len() - rest.len()).unwrap_or_default();
            if let Some(first) = dates::find(before, country).filter(|_| kind == DateLine::Updated)
            {
                metadata.published.get_or_insert(first);
            }
            // "First published" below a date that is then that of the last change.
            let first =
                line.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("first published"));
            if let Some(later) = metadata.published.filter(|later| first && *later > date) {
                metadata.updated.get_or_insert(later);
                metadata.published = Some(date);
            }
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
    pub(super) fn country(&self, body: usize) -> Option<Country> {
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
        let lead = (body..self.units.len().min(body + HEAD))
            .map(|at| self.line(at))
            .find(|line| words::is_prose(line))
            .unwrap_or("");
        let end = [" (", ": ", " — ", " – ", " - ", ", "]
            .iter()
            .filter_map(|mark| lead.find(mark))
            .min()?;
        let place = lead.get(..end).filter(|place| {
            place.len() <= 30 && place.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        })?;
        outlets::by_word(place)
    }

    /// Labels with what they announce on the next line: "Published On:", then the date.
    pub(super) fn labels(&mut self) {
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
                    self.sign(value, None);
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

    /// Bylines and credits below the body: "Reported by: …" behind the last paragraph.
    pub(super) fn foot(&mut self, body: usize) {
        let count = self.units.len();
        for at in count.saturating_sub(12).max(body)..count {
            let line = self.line(at);
            let wire = line.trim_start_matches('(').strip_prefix("Reporting by ");
            if let Some(name) = wire.and_then(|names| names.split([';', ')', '.']).next())
                && self.document.metadata.byline.is_none()
                && metadata::is_people(name.split(" in ").next().unwrap_or(name))
            {
                self.sign(name.split(" in ").next().unwrap_or(name).trim(), None);
            }
            if !self.is_open(at) {
                continue;
            }
            if at > body && self.presents(at) {
                self.discard(at, DropReason::Metadata);
            }
            if words::is_prose(line) {
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

    /// Whether a unit below the article tells who its author is: "Marta Quill covers the islands", or
    /// only names that person again.
    fn presents(&self, at: usize) -> bool {
        const WORK: [&str; 10] = [
            "reported from ",
            "covers ",
            "is a ",
            "is an ",
            "is the ",
            "reports ",
            "writes ",
            "has covered ",
            "joined ",
            "works ",
        ];
        const ROLES: [&str; 8] = [
            "reporter",
            "writer",
            "correspondent",
            "editor",
            "journalist",
            "columnist",
            "author",
            "freelance",
        ];
        let line = self.line(at);
        if line.len() > 600 {
            return false;
        }
        let byline = self.document.metadata.byline.as_deref().unwrap_or_default();
        if words::count_to(byline, 2) == 2 && words::folded(line) == words::folded(byline) {
            return true;
        }
        // Below other notices, whoever is presented is one of the authors.
        let ended = (at.saturating_sub(4)..at).any(|above| !self.is_open(above));
        let above = words::folded(self.line(at.saturating_sub(1)));
        let presented = WORK.iter().any(|work| {
            let Some((name, rest)) = line.split_once(&format!(" {work}")) else { return false };
            let folded = words::folded(name);
            let author = !folded.is_empty() && words::folded(byline).contains(&folded);
            let named = words::count_to(name, 2) == 2 && words::is_name_shaped(name, 4);
            let about = words::folded(rest);
            let beat = !work.starts_with("is ") && *work != "works " && *work != "joined ";
            let told = ROLES.iter().any(|role| about.contains(role));
            named && (author || ended) && (told || (beat && (author || folded == above)))
        });
        presented && words::count_to(line, 46) <= 45
    }

    /// Whether the very last line is the outlet's name; read where none is known yet.
    pub(super) fn closes(&mut self, at: usize) -> bool {
        let line = self.line(at);
        let last = at + 1 == self.units.len() && self.document.metadata.outlet.is_none();
        let found = last && metadata::is_outlet_shaped(line) && metadata::is_capitalised(line);
        if found {
            self.document.metadata.outlet = Some(line.to_owned());
        }
        found
    }
}
