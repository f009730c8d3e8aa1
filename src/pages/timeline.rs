//! The timeline: events by year and month, in the order they happened, as precisely as is known.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::{Pager, Routes, paginate};
use super::view::EventView;
use super::words;
use super::{Page, Subject, View};
use crate::content::library::Library;
use crate::graph::Target;
use crate::model::date::{Date, Edtf};
use crate::model::entity::EntityKind;
use crate::path::{Slug, UrlPath};

/// Names to filter by, at most, of each kind.
const FILTERS: usize = 10;

/// The timeline, or one page of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimelineView {
    /// Years in order.
    pub years: Vec<Year>,
    /// Events whose date nobody gives.
    pub undated: Vec<EventView>,
    /// People and organisations with two or more of these events.
    pub people: Vec<Filter>,
    /// Places with two or more of these events.
    pub places: Vec<Filter>,
    /// Whether events of different precision are on the page, so that a filter makes sense.
    pub mixed: bool,
    /// Where this page stands.
    pub pager: Pager,
}

/// A name to filter by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Filter {
    /// The entity's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Events it would leave.
    pub count: usize,
}

/// The events of a year.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Its months; the first may be nameless, for events of which only the year is known.
    pub months: Vec<Month>,
}

/// The events of a month.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Month {
    /// Its name; absent where only the year or season is known.
    pub name: Option<String>,
    /// The events.
    pub events: Vec<Moment>,
}

/// An event on the line.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// The event.
    #[serde(flatten)]
    pub event: EventView,
    /// `year`, `season`, `month`, `day`, `time`, `range` or `order`.
    pub precision: &'static str,
    /// What the precision means, in words; absent for plain days.
    pub precision_word: Option<String>,
    /// `coarse` (years and months) or `fine` (days and times), for the filter.
    pub grain: &'static str,
}

/// Plans the timeline.
pub(super) fn plan<'a>(facts: &Facts<'a>, routes: &mut Routes<'a>) {
    let (placed, undated) = in_order(facts.library);
    let title = facts.strings.text("timeline.title");
    let parts = paginate(&UrlPath::section("timeline"), placed, facts.config.build.page_size);
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        let closing = if at == last { undated.clone() } else { Vec::new() };
        let subject = Subject::Timeline(part.entries, closing, part.pager);
        routes.add_titled(part.route, subject, title);
    }
}

/// A page of the timeline: its events, then those without a date.
pub(super) fn page(
    catalogue: &Catalogue<'_>,
    route: &UrlPath,
    placed: &[Placed<'_>],
    undated: &[&Slug],
    pager: &Pager,
) -> Page {
    let ids: Vec<&Slug> =
        placed.iter().map(|placed| placed.id).chain(undated.iter().copied()).collect();
    let grains: BTreeSet<&str> = placed.iter().map(|placed| grain(placed.precision)).collect();
    let view = TimelineView {
        years: years(catalogue, placed),
        undated: undated.iter().filter_map(|id| catalogue.events.get(id).cloned()).collect(),
        people: filters(catalogue, &ids, |kind| kind != EntityKind::Place),
        places: filters(catalogue, &ids, |kind| kind == EntityKind::Place),
        mixed: grains.len() > 1,
        pager: pager.clone(),
    };
    let strings = catalogue.strings;
    let title = strings.text("timeline.title");
    let page = Page::new(route.clone(), "timeline", title, View::Timeline(view));
    page.described(strings.count("timeline.describe", catalogue.events.len()))
}

/// An event with its place on the line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Placed<'a> {
    id: &'a Slug,
    year: i16,
    month: Option<i8>,
    precision: &'static str,
}

/// Dated events in order of time, each followed by those of which only "after it" is known; and
/// the rest.
fn in_order(library: &Library) -> (Vec<Placed<'_>>, Vec<&Slug>) {
    let events = &library.events;
    let mut followers: BTreeMap<&Slug, Vec<&Slug>> = BTreeMap::new();
    for (id, entry) in events.iter().filter(|(_, entry)| entry.meta.date.is_none()) {
        if let Some(before) = &entry.meta.after {
            followers.entry(before).or_default().push(id);
        }
    }
    let mut placed = Vec::new();
    let mut seen = BTreeSet::new();
    for (date, id) in dated(library) {
        let anchor = date.anchor();
        let year = anchor.map_or(0, Date::year_number);
        let month = anchor.and_then(Date::month_number);
        seen.insert(id);
        let vague = anchor.is_some_and(|date| date.is_approximate() || date.is_uncertain());
        let precision = match words::precision_name(date) {
            // A day that no report gives is marked as such, not as a known day.
            "day" | "time" if vague => "vague",
            name => name,
        };
        placed.push(Placed { id, year, month, precision });
        // A chain of followers stands behind the event it hangs on; a circle hangs on none.
        let mut waiting: Vec<&Slug> = followers.remove(id).unwrap_or_default();
        while let Some(next) = waiting.pop() {
            if seen.insert(next) {
                placed.push(Placed { id: next, year, month, precision: "order" });
                waiting.extend(followers.remove(next).unwrap_or_default());
            }
        }
    }
    let undated = events.keys().filter(|id| !seen.contains(id)).collect();
    (placed, undated)
}

/// Dated events by date; of those that begin at the same moment, what is known to come before
/// stands before.
fn dated(library: &Library) -> Vec<(Edtf, &Slug)> {
    let events = &library.events;
    let mut sorted: Vec<_> =
        events.iter().filter_map(|(id, entry)| Some((entry.meta.date?, id))).collect();
    sorted.sort();
    let mut ordered = Vec::with_capacity(sorted.len());
    let mut seen = BTreeSet::new();
    for (date, id) in sorted {
        // From the event back along "after" as long as that begins at the same moment.
        let mut chain = Vec::new();
        let mut next = Some((date, id));
        while let Some((date, id)) = next.filter(|(_, id)| seen.insert(*id)) {
            chain.push((date, id));
            next = events
                .get(id)
                .and_then(|entry| entry.meta.after.as_ref())
                .and_then(|before| events.get_key_value(before))
                .and_then(|(before, entry)| Some((entry.meta.date?, before)))
                .filter(|(before, _)| before.earliest() == date.earliest());
        }
        ordered.extend(chain.into_iter().rev());
    }
    ordered
}

fn years(catalogue: &Catalogue<'_>, placed: &[Placed<'_>]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for event in placed {
        let Some(moment) = moment(catalogue, event) else { continue };
        if years.last().is_none_or(|year| year.year != event.year) {
            years.push(Year { year: event.year, months: Vec::new() });
        }
        let Some(year) = years.last_mut() else { continue };
        let name = event.month.map(|month| catalogue.strings.month_heading(event.year, month));
        if year.months.last().is_none_or(|month| month.name != name) {
            year.months.push(Month { name, events: Vec::new() });
        }
        if let Some(month) = year.months.last_mut() {
            month.events.push(moment);
        }
    }
    years
}

fn moment(catalogue: &Catalogue<'_>, placed: &Placed<'_>) -> Option<Moment> {
    Some(Moment {
        event: catalogue.events.get(placed.id)?.clone(),
        precision: placed.precision,
        precision_word: match placed.precision {
            "year" => Some("timeline.no_date"),
            "season" | "month" => Some("timeline.no_day"),
            "order" => Some("timeline.order_only"),
            _ => None,
        }
        .map(|key| catalogue.strings.text(key).to_owned()),
        grain: grain(placed.precision),
    })
}

const fn grain(precision: &str) -> &'static str {
    match precision.as_bytes() {
        b"year" | b"season" | b"month" => "coarse",
        _ => "fine",
    }
}

/// The names that two or more of the events share, the most frequent first.
fn filters(
    catalogue: &Catalogue<'_>,
    events: &[&Slug],
    wanted: impl Fn(EntityKind) -> bool,
) -> Vec<Filter> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events.iter().filter_map(|id| catalogue.events.get(id)) {
        for entity in &event.entities {
            *counts.entry(entity).or_default() += 1;
        }
    }
    let mut filters: Vec<Filter> = counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .filter_map(|(id, count)| {
            let id = Slug::parse(id).ok()?;
            let called = catalogue.called(&Target::Entity(id.clone()))?;
            let filter = Filter { id: id.to_string(), name: called.name.to_owned(), count };
            called.kind.is_some_and(&wanted).then_some(filter)
        })
        .collect();
    filters.sort_by(|a, b| (b.count, &a.name).cmp(&(a.count, &b.name)));
    filters.truncate(FILTERS);
    filters
}
