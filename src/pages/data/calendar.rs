//! The timeline as a calendar (iCalendar, RFC 5545). Only what has a date can stand in one; a date
//! known to the month or year becomes an all-day entry over that time, and says so.

use jiff::civil;

use super::Story;
use super::dates::utc;
use super::prose::plain;
use crate::graph::Target;
use crate::model::date::{Edtf, Precision};
use crate::model::event::{EventMeta, Outcome};
use crate::pages::catalogue::Record;
use crate::pages::view::href;
use crate::pages::words::precision_name;
use crate::path::Slug;

/// Octets of a line at most, without its break (RFC 5545 section 3.1).
const LINE: usize = 75;

/// A calendar of some events, in the order given; absent when none of them has a date, since a
/// calendar must hold something. `from` is its file below the site's base.
pub fn calendar<'e>(
    story: &Story<'_>,
    name: &str,
    from: &str,
    events: impl IntoIterator<Item = &'e Slug>,
) -> Option<String> {
    let mut lines = Lines::default();
    for id in events {
        if let Some(entry) = story.catalogue.library.events.get(id) {
            add_event(story, id, &entry, &mut lines);
        }
    }
    if lines.text.is_empty() {
        return None;
    }
    let mut calendar = Lines::default();
    calendar.add("BEGIN", "VCALENDAR");
    calendar.add("VERSION", "2.0");
    calendar.add("PRODID", "-//Backstory//Backstory//EN");
    calendar.text("NAME", name);
    calendar.text("X-WR-CALNAME", name);
    if let Some(url) = story.addresses.absolute(from) {
        calendar.add("SOURCE;VALUE=URI", &url);
    }
    calendar.text.push_str(&lines.text);
    calendar.add("END", "VCALENDAR");
    Some(calendar.text)
}

/// Whether a date can stand in a calendar.
pub(super) fn has_span(date: Edtf) -> bool {
    span(date).is_some()
}

fn add_event(story: &Story<'_>, id: &Slug, entry: &Record<'_, EventMeta>, lines: &mut Lines) {
    let meta = entry.meta;
    let Some((start, end)) = meta.date.and_then(span) else { return };
    let page = |id: &Slug| href(&Target::Event(id.clone()).url().0);
    lines.add("BEGIN", "VEVENT");
    lines.add("UID", &story.addresses.uuid(&page(id)));
    let stamp =
        story.dates.as_of().and_then(Edtf::anchor).map_or(civil::date(1970, 1, 1).into(), utc);
    lines.add("DTSTAMP", &format!("{}Z", moment(stamp)));
    lines.add_named(&start.property("DTSTART"));
    if let Some(end) = end {
        lines.add_named(&end.property("DTEND"));
    }
    lines.text("SUMMARY", &meta.title);
    lines.add(
        "STATUS",
        match meta.outcome {
            Outcome::Held => "CONFIRMED",
            Outcome::Planned => "TENTATIVE",
            Outcome::Cancelled => "CANCELLED",
        },
    );
    // What happened in the world takes no time out of the reader's day.
    lines.add("TRANSP", "TRANSPARENT");
    if let Some(place) = meta.place.as_ref().and_then(|place| story.catalogue.entity_link(place)) {
        lines.text("LOCATION", &place.text);
    }
    let description = description(story, id, entry);
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description);
    }
    if let Some(whole) = &meta.part_of {
        lines.add("RELATED-TO", &story.addresses.uuid(&page(whole)));
    }
    if let Some(url) = story.addresses.absolute(&page(id)) {
        lines.add("URL", &url);
    }
    if let Some(date) = story.dates.of(&Target::Event(id.clone())).and_then(Edtf::anchor) {
        lines.add("LAST-MODIFIED", &format!("{}Z", moment(utc(date))));
    }
    lines.add("END", "VEVENT");
}

/// The date where a calendar cannot tell how exactly it is known, what happened, and who reports it,
/// a line each.
fn description(story: &Story<'_>, id: &Slug, entry: &Record<'_, EventMeta>) -> String {
    let strings = story.catalogue.strings;
    let inexact = entry.meta.date.filter(|date| !is_exact(*date));
    let known = inexact.map(|date| {
        let known = strings.text(match precision_name(date) {
            "year" => "known.year",
            "season" => "known.season",
            "month" => "known.month",
            "day" => "known.day",
            "time" => "known.time",
            _ => "known.range",
        });
        format!("{} ({known})", strings.date(date))
    });
    let mut parts: Vec<String> = known.into_iter().collect();
    parts.extend(entry.meta.date_note.clone());
    parts.extend(Some(plain(story, entry.path, entry.body())).filter(|text| !text.is_empty()));
    if let Some(view) = story.catalogue.events.get(id).filter(|view| !view.sources.is_empty()) {
        let mut names: Vec<String> =
            view.sources.iter().map(|source| source.name.clone()).collect();
        let more = view.source_count.saturating_sub(names.len());
        names.extend((more > 0).then(|| strings.count("llms.more", more)));
        parts.push(format!("{}: {}", strings.text("sources.title"), names.join("; ")));
    }
    parts.join("\n")
}

/// Whether a calendar shows a date as it is known: a certain day or time.
fn is_exact(date: Edtf) -> bool {
    match date {
        Edtf::Date(one) => {
            one.precision() >= Precision::Day && !one.is_approximate() && !one.is_uncertain()
        }
        Edtf::Interval(..) => false,
    }
}

/// A point in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    /// A whole day.
    Day(civil::Date),
    /// A moment; `Some` of a moment in UTC, else wall-clock time of an unknown zone.
    Moment(civil::DateTime, bool),
}

impl Point {
    fn property(self, name: &str) -> String {
        match self {
            Self::Day(day) => {
                format!("{name};VALUE=DATE:{:04}{:02}{:02}", day.year(), day.month(), day.day())
            }
            Self::Moment(at, true) => format!("{name}:{}Z", moment(at)),
            Self::Moment(at, false) => format!("{name}:{}", moment(at)),
        }
    }
}

fn moment(at: civil::DateTime) -> String {
    let (day, time) = (at.date(), at.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        day.year(),
        day.month(),
        day.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// Where a date begins and ends in a calendar; the end is the first day behind it. Of an interval
/// that is open on one side, the known day.
fn span(date: Edtf) -> Option<(Point, Option<Point>)> {
    let days = |first: civil::Date, last: civil::Date| (Point::Day(first), behind(last));
    Some(match date {
        Edtf::Date(date) if date.precision() == Precision::Time => match date.zone_minutes() {
            Some(_) => (Point::Moment(utc(date), true), None),
            None => (Point::Moment(date.earliest(), false), None),
        },
        Edtf::Date(date) => days(date.earliest().date(), date.latest_day()),
        Edtf::Interval(Some(start), Some(end)) => days(start.earliest().date(), end.latest_day()),
        Edtf::Interval(Some(start), None) => days(start.earliest().date(), start.earliest().date()),
        Edtf::Interval(None, Some(end)) => days(end.latest_day(), end.latest_day()),
        Edtf::Interval(None, None) => return None,
    })
}

/// The day behind a day; the last day of all calendars has none.
fn behind(day: civil::Date) -> Option<Point> {
    day.tomorrow().ok().map(Point::Day)
}

/// Content lines, folded and ended as RFC 5545 section 3.1 asks.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A property with a value that is written as it is.
    fn add(&mut self, name: &str, value: &str) {
        self.add_named(&format!("{name}:{value}"));
    }

    /// A property with a text (section 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.add(name, &escaped);
    }

    /// A whole line: after 75 octets it goes on behind a break and a space, never inside a letter.
    fn add_named(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_spans_that_hold_all_they_can_mean() {
        for (date, expected, exact) in [
            ("2031-03-07T19:30+01:00", "S:20310307T183000Z ", true),
            ("2031-03-07T19:30", "S:20310307T193000 ", true),
            ("2031-12-31", "S;VALUE=DATE:20311231 E;VALUE=DATE:20320101", true),
            ("2031-02", "S;VALUE=DATE:20310201 E;VALUE=DATE:20310301", false),
            ("2031", "S;VALUE=DATE:20310101 E;VALUE=DATE:20320101", false),
            ("2031-24", "S;VALUE=DATE:20301201 E;VALUE=DATE:20310301", false),
            ("2031-03-07~", "S;VALUE=DATE:20310307 E;VALUE=DATE:20310308", false),
            ("2024-06/2024-10", "S;VALUE=DATE:20240601 E;VALUE=DATE:20241101", false),
            ("2024-06/..", "S;VALUE=DATE:20240601 E;VALUE=DATE:20240602", false),
            ("../2024-06", "S;VALUE=DATE:20240630 E;VALUE=DATE:20240701", false),
            ("9999-12-31", "S;VALUE=DATE:99991231 ", true),
        ] {
            let edtf: Edtf = date.parse().expect("a date");
            let (start, end) = span(edtf).expect("a span");
            let end = end.map(|end| end.property("E")).unwrap_or_default();
            let found = (format!("{} {end}", start.property("S")), is_exact(edtf));
            assert_eq!(found, (expected.to_owned(), exact), "{date}");
        }
    }

    #[test]
    fn lines_are_folded_between_letters_and_texts_escaped() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &format!("a,b;c\\d\ne\r{}", "ж".repeat(60)));
        assert!(lines.text.starts_with("SUMMARY:a\\,b\\;c\\\\d\\neж"), "{}", lines.text);
        assert!(lines.text.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.text);
        assert_eq!(lines.text.replace("\r\n ", "").matches('ж').count(), 60);
    }
}
