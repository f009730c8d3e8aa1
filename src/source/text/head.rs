//! Above the body: title, standfirst, byline, labels.

use super::super::{DropReason, LONGEST_TITLE, metadata, outlets, structure, words};
use super::{HEAD, Reader, Verdict};
use crate::diagnostic::Span;

/// Longest byline, name of a site or section, in bytes.
const LONGEST_LABEL: usize = 300;

impl Reader<'_> {
    /// Title, standfirst, byline and labels above the body; returns the first unit of the body.
    pub(super) fn head(&mut self) -> usize {
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
            if self.is_open(at) && !self.is_stated(at) {
                self.discard(at, DropReason::Navigation);
            }
        }
        self.below_title(title)
    }

    /// The first line that can be a headline, past site names, sections and dates.
    pub(super) fn find_title(&mut self) -> Option<usize> {
        if let Some(title) = self.title_below_menu() {
            return Some(title);
        }
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

    /// The headline below a menu: several short labels, or the site's name and a label, above the
    /// first line of some length.
    fn title_below_menu(&mut self) -> Option<usize> {
        let count = self.units.len().min(HEAD);
        let open: Vec<usize> = (0..count).filter(|at| self.is_open(*at)).collect();
        let is_label = |at: &&usize| {
            let line = self.line(**at);
            words::count_to(line, 5) <= 4 && !words::ends_sentence(line) && !line.ends_with(':')
                || self.is_masthead_name(line)
                || metadata::is_section_path(line)
        };
        let menu = open.iter().take_while(is_label).count();
        let title = *open.get(menu)?;
        let labels = open.get(..menu)?;
        let first = labels.first().map(|at| self.line(*at))?;
        let site = labels.iter().map(|at| self.line(*at)).find(|line| self.is_masthead_name(line));
        let named =
            site.is_some() || metadata::is_section(first) || metadata::is_section_path(first);
        let dropped = (0..title).filter(|at| !self.is_open(*at)).count();
        // Byline and date stand below a headline: a short one has them at once.
        let signed = labels.iter().any(|at| {
            let line = self.line(*at);
            metadata::byline(line).is_some()
                || metadata::date_line(line).is_some()
                || metadata::is_bare_date(line)
        });
        let line = self.line(title);
        let headline = is_headline(line)
            && words::count_to(line, 5) >= 5
            && metadata::byline(line).is_none()
            && metadata::date_line(line).is_none();
        let short = labels.iter().all(|at| words::count_to(self.line(*at), 4) <= 3);
        let sure = menu >= 3
            || (short && menu == 2 && dropped > 0)
            || (menu >= 1 && named)
            || (menu == 2 && short && words::count_to(first, 2) == 1);
        if signed || !sure || !headline || !self.is_above_text(title) {
            return None;
        }
        if self.document.metadata.outlet.is_none() {
            self.document.metadata.outlet = site.map(str::to_owned);
        }
        Some(title)
    }

    /// Whether a line is the name of a publication and nothing else.
    fn is_masthead_name(&self, line: &str) -> bool {
        let short = line.len() <= LONGEST_LABEL;
        short
            && (self.is_outlet(line)
                || ((2..=6).contains(&words::count_to(line, 7))
                    && metadata::is_outlet_shaped(line)
                    && metadata::is_capitalised(line)
                    && !line.split(' ').all(|word| metadata::is_section(word) || word == "Home")
                    && !metadata::is_section(line)
                    && metadata::byline(line).is_none()))
    }

    /// Whether running text, a byline or a date follows within the lines of a head.
    fn is_above_text(&self, at: usize) -> bool {
        let mut below = (at + 1..self.units.len()).filter(|at| self.is_open(*at)).take(4);
        below.any(|at| {
            let line = self.line(at);
            words::is_prose(line)
                || metadata::byline(line).is_some()
                || metadata::date_line(line).is_some()
                || metadata::is_bare_date(line)
        })
    }

    /// Whether, past the next line, running text follows: so the next line is a headline and this one stands above it.
    pub(super) fn is_followed_by_text(&self, at: usize) -> bool {
        let next = self.next_open(at + 1).and_then(|next| self.next_open(next + 1));
        next.is_some_and(|next| {
            words::is_prose(self.line(next))
                || metadata::byline(self.line(next)).is_some()
                || metadata::date_line(self.line(next)).is_some()
                || self.is_lone_name(next)
        })
    }

    /// Whether the unit below the title is the outlet's name: a few capitalised words over a byline, or words of a
    /// publication's name over a date. Reads and drops it.
    fn is_masthead(&mut self, at: usize) -> bool {
        let line = self.line(at);
        let count = words::count_to(line, 7);
        if self.document.metadata.outlet.is_some()
            || !(1..=6).contains(&count)
            || !metadata::is_capitalised(line)
            || words::ends_sentence(line)
            || line.ends_with(':')
            || metadata::byline(line).is_some()
            || metadata::is_section(line)
            || metadata::is_role(line)
            || line.bytes().any(|byte| byte.is_ascii_digit())
        {
            return false;
        }
        let mut dated = false;
        for below in at + 1..at + 4 {
            let other = self.line(below);
            let shaped = count >= 2 || metadata::is_outlet_shaped(line);
            if metadata::byline(other).is_some_and(|by| metadata::is_people(by.name)) {
                if shaped {
                    self.document.metadata.outlet = Some(line.to_owned());
                    self.discard(at, DropReason::Metadata);
                }
                return shaped;
            }
            if metadata::date_line(other).is_none() && !metadata::is_bare_date(other) {
                break;
            }
            dated = true;
        }
        let below_byline = at > 0 && metadata::byline(self.line(at - 1)).is_some();
        let titled = below_byline && line.starts_with("The ") && count >= 2;
        if dated && (titled || metadata::is_outlet_shaped(line)) {
            self.document.metadata.outlet = Some(line.to_owned());
            self.discard(at, DropReason::Metadata);
            return true;
        }
        false
    }

    /// Whether words are a line of their own above the title: the site's name in its menu.
    fn is_said_in_menu(&self, name: &str) -> bool {
        let title = self.document.title.map_or(0, |title| title.start);
        let squeezed = metadata::squeezed(name);
        let above = self.units.iter().take(HEAD).take_while(|unit| unit.span.end <= title);
        let above = above.filter(|unit| unit.span.len() <= LONGEST_LABEL);
        words::count_to(name, 2) == 2 && metadata::is_capitalised(name) && { above }
            .any(|unit| metadata::squeezed(unit.span.of(self.text)) == squeezed)
    }

    /// Whether the unit is one of several key points in a row that stand above the byline or date.
    fn is_key_point(&self, at: usize) -> bool {
        let below = (at + 1..at + 8).find(|at| !structure::is_item(self.line(*at)));
        let line = below.map_or("", |below| self.line(below));
        structure::is_item(self.line(at))
            && (metadata::byline(line).is_some()
                || metadata::date_line(line).is_some()
                || metadata::is_bare_date(line)
                || below.is_some_and(|below| self.is_lone_name(below)))
    }

    /// Whether the unit says again what stands above the title, as the site's name does. Drops it.
    fn is_said_above(&mut self, title: usize, at: usize) -> bool {
        let line = self.line(at);
        if line.len() > LONGEST_LABEL || words::count_to(line, 7) > 6 || words::ends_sentence(line)
        {
            return false;
        }
        let folded = words::folded(line);
        let above = (0..title.min(HEAD)).map(|above| self.line(above));
        let said = above
            .into_iter()
            .any(|line| line.len() <= LONGEST_LABEL && words::folded(line) == folded);
        if said {
            let named = metadata::is_capitalised(line) && !metadata::is_section(line);
            if named && self.document.metadata.outlet.is_none() && self.signed_above(title, at) {
                self.document.metadata.outlet = Some(line.to_owned());
            }
            self.discard(at, DropReason::Metadata);
        }
        said
    }

    /// Whether a byline stands between the title and a unit.
    fn signed_above(&self, title: usize, at: usize) -> bool {
        (title + 1..at).any(|above| metadata::byline(self.line(above)).is_some())
    }

    /// Whether byline or date follow directly, so that the unit stands among the lines of the head.
    fn is_over_metadata(&self, at: usize) -> bool {
        let below = self.next_open(at + 1).filter(|below| *below <= at + 3);
        let below = below.map_or("", |below| self.line(below));
        words::count_to(self.line(at), 13) <= 12
            && !words::is_prose(self.line(at))
            && (metadata::byline(below).is_some_and(|by| metadata::is_people(by.name))
                || metadata::date_line(below).is_some()
                || metadata::is_bare_date(below))
    }

    /// Lines between title and body.
    pub(super) fn below_title(&mut self, title: usize) -> usize {
        let folded_title = words::folded(self.document.metadata.title.as_deref().unwrap_or(""));
        let (mut dek, mut stray) = (None, false);
        let repeats =
            |line: &str| words::folded(metadata::split_title(line, &[]).0) == folded_title;
        // What stands between a headline and the same headline is a menu.
        let again = (title + 1..self.units.len().min(title + HEAD))
            .take_while(|at| !self.is_open(*at) || !words::is_prose(self.line(*at)))
            .filter(|at| repeats(self.line(*at)))
            .last();
        let mut at = title + 1;
        while at < self.units.len().min(title + HEAD) {
            if self.is_open(at) && repeats(self.line(at)) {
                self.discard(at, DropReason::Repeat);
            } else if !self.is_open(at)
                || metadata::bare_label(self.line(at)).is_some()
                || self.is_said_above(title, at)
                || self.is_masthead(at)
                || self.is_metadata(at)
                || self.is_picture(at)
            {
                // Already dropped, dropped just now, or left to the captions; more may follow.
            } else if self.is_key_point(at) {
                // Key points above the byline are the article's own and stay.
            } else if dek.is_none() && self.is_dek(at) {
                dek = Some(at);
            } else if again.is_some_and(|again| at < again)
                && words::count_to(self.line(at), 7) <= 6
            {
                self.discard(at, DropReason::Navigation);
            } else if !stray && self.is_over_metadata(at) {
                // A label nobody knows: it stays, and the byline below it is read.
                stray = true;
            } else {
                break;
            }
            at += 1;
        }
        if let Some(dek) = dek {
            self.set(dek, Verdict::Dek);
            let span = self.units.get(dek).map_or(Span::default(), |unit| unit.span);
            self.document.dek = Some(span);
            self.document.metadata.dek =
                Some(span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" "));
        }
        at
    }

    /// Whether the unit is the caption of a picture with its credit, or the label above such a one.
    pub(super) fn is_picture(&self, at: usize) -> bool {
        let (line, below) = (self.line(at), self.line(at + 1));
        let tight = self.units.get(at + 1).is_some_and(|unit| !unit.gap);
        let bare = tight && words::count_to(line, 7) <= 6 && !words::ends_sentence(line);
        let label = bare || (below.starts_with(line) && below.len() > line.len());
        metadata::credit_at(line).is_some() || (label && metadata::credit_at(below).is_some())
    }

    /// Whether the unit is a byline, a date or another label of the head; reads and drops it.
    pub(super) fn is_metadata(&mut self, at: usize) -> bool {
        if self.is_stated(at) {
            return true;
        }
        let line = self.line(at);
        if self.document.metadata.byline.is_none() && self.is_lone_name(at) {
            let several = metadata::is_people(line) && line.contains([',', '&']);
            let marks = [',', '|', '·', '•'];
            let name = if several { line } else { line.split(marks).next().unwrap_or(line) };
            let name = name.split(" in ").next().unwrap_or(name).trim();
            let name = if line.contains(" in ") && line.contains(" and ") {
                let part = |part: &str| part.split(" in ").next().unwrap_or(part).trim().to_owned();
                line.split(" and ").map(part).collect::<Vec<_>>().join(" and ")
            } else {
                name.to_owned()
            };
            let site = line.rsplit(marks).next().unwrap_or_default().trim();
            self.sign(&name, Some(site).filter(|site| self.is_said_in_menu(site)));
            self.discard(at, DropReason::Metadata);
            return true;
        }
        false
    }

    /// Whether the unit says what it is: "By …", a date, a role, a section. Reads and drops it.
    fn is_stated(&mut self, at: usize) -> bool {
        let line = self.line(at);
        let dated = metadata::date_line(line).is_some() || metadata::is_bare_date(line);
        if dated || metadata::is_dateline(line) {
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
        false
    }

    pub(super) fn is_outlet(&self, line: &str) -> bool {
        let known = self.document.metadata.outlet.as_deref();
        words::count_to(line, 8) <= 6
            && (known.is_some_and(|name| metadata::squeezed(name) == metadata::squeezed(line))
                || outlets::is_known(line))
    }

    pub(super) fn sign(&mut self, name: &str, outlet: Option<&str>) {
        let metadata = &mut self.document.metadata;
        metadata.byline.get_or_insert_with(|| name.to_owned());
        let named = outlet.or_else(|| metadata::is_outlet_shaped(name).then_some(name));
        if let (None, Some(named)) = (&metadata.outlet, named) {
            metadata.outlet = Some(named.to_owned());
        }
    }

    /// A personal name alone on a line, next to a date, a reading time or a role.
    pub(super) fn is_lone_name(&self, at: usize) -> bool {
        let line = self.line(at);
        if line.len() > LONGEST_LABEL || metadata::bare_label(line).is_some() {
            return false;
        }
        let name = line.split([',', '|', '·', '•']).next().unwrap_or(line).trim();
        let rest = line.get(name.len()..).unwrap_or("").trim_matches([',', '|', '·', '•', ' ']);
        let tail = rest.is_empty()
            || metadata::is_role(rest)
            || metadata::is_outlet_shaped(rest)
            || self.is_said_in_menu(rest)
            || metadata::is_bare_date(rest)
            || (line.contains(", ")
                && words::is_name_shaped(rest, 3)
                && words::count_to(name, 2) == 2
                && metadata::is_bare_date(self.line(at + 1)));
        let label = |index: Option<usize>| {
            index.is_some_and(|index| {
                let line = self.line(index);
                let reason = self.verdicts.get(index);
                matches!(
                    reason,
                    Some(Verdict::Drop(DropReason::ReadingTime | DropReason::Metadata))
                ) || metadata::is_role(line)
                    || metadata::bare_label(line).is_some()
                    || self.is_masthead_name(line)
                    || metadata::is_bare_date(line)
                    || metadata::date_line(line).is_some()
            })
        };
        if metadata::is_desk(line) {
            return label(Some(at + 1)) || label(at.checked_sub(1));
        }
        let several = line.contains(" and ") || line.contains(" & ");
        // "Marta Quill in Marsk and Ludo Aa in Vellin"
        let people = |part: &str| metadata::is_people(part.split(" in ").next().unwrap_or(part));
        let placed = line.contains(" in ") && line.split(" and ").all(people);
        if several && words::count_to(line, 11) <= 10 && (placed || metadata::is_people(line)) {
            return label(Some(at + 1)) || label(at.checked_sub(1));
        }
        // "Marta Quill in Marsk": the place a report was sent from.
        let (who, place) = name.split_once(" in ").unwrap_or((name, ""));
        let name = if words::is_name_shaped(place, 3) { who } else { name };
        tail && words::is_name_shaped(name, 4)
            && (!rest.is_empty()
                || label(Some(at + 1))
                || (label(at.checked_sub(1)) && words::count_to(name, 4) >= 2))
    }

    /// A standfirst: short text that the body says again, or that stands above byline, date or repeated title.
    pub(super) fn is_dek(&self, at: usize) -> bool {
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
    pub(super) fn is_said_again(&self, at: usize) -> bool {
        let line = self.line(at);
        if words::count_to(line, 9) < 8 {
            return false;
        }
        (at + 1..self.units.len().min(at + 40)).any(|later| {
            let other = self.line(later);
            other.len() >= line.len() && other.len() <= 20_000 && other.contains(line)
        })
    }
}

/// Whether a line could be a headline: not too long, no sentence with a stop, no item of a list.
fn is_headline(line: &str) -> bool {
    let count = words::count_to(line, 36);
    let stopped = line.ends_with('.') && count > 4 && !words::ends_abbreviated(line);
    (1..=35).contains(&count)
        && line.len() <= LONGEST_TITLE
        && !stopped
        && !line.ends_with([':', ',', ';'])
        && !line.starts_with(['•', '>'])
        && !line.starts_with("- ")
        && !line.contains('\n')
}
