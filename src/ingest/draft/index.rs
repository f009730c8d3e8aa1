//! The first draft of the explainer, `content/index.md`: what happened, what is agreed, what is
//! disputed. A person rewrites it; from then on it is theirs.

use super::Reading;
use super::words::{self, list};
use crate::content::library::PageMeta;
use crate::ingest::claims::StoryClaim;
use crate::ingest::events::StoryEvent;
use crate::model::date::Edtf;

/// Claims shown as key points.
const KEY_CLAIMS: usize = 4;

/// Reports named as those of the main event.
const NAMED_REPORTS: usize = 12;

/// Claims listed in one section; the page of disagreements has them all.
const LISTED_CLAIMS: usize = 16;

/// Events in the order of time; the timeline has them all.
const LISTED_EVENTS: usize = 30;

/// Front matter and body.
pub(super) fn index(reading: &Reading<'_>, claims: &[&StoryClaim]) -> (PageMeta, String) {
    let main = reading.story.main.map(|main| &reading.story.events[main]);
    let mut parts = Vec::new();
    parts.extend(main.map(|main| opening(reading, main)));
    parts.extend(section("Where the sources differ", claims.iter().filter(|claim| claim.disputed)));
    parts.extend(section("What they agree on", claims.iter().filter(|claim| !claim.disputed)));
    parts.extend(chronology(reading));
    let mut key: Vec<&&StoryClaim> = claims.iter().collect();
    key.sort_by_key(|claim| std::cmp::Reverse(claim.positions.len()));
    let meta = PageMeta {
        title: reading.title.to_owned(),
        dek: None,
        as_of: latest(reading),
        author: None,
        key_claims: key.iter().take(KEY_CLAIMS).map(|claim| claim.id.clone()).collect(),
        key_events: Vec::new(),
        former_ids: Vec::new(),
    };
    (meta, parts.join("\n\n"))
}

/// The latest day any source states for itself.
fn latest(reading: &Reading<'_>) -> Option<Edtf> {
    let stated = reading.documents.iter().filter_map(super::Document::published_day).max()?;
    Some(Edtf::Date(crate::model::date::Date::day(stated)))
}

fn opening(reading: &Reading<'_>, main: &StoryEvent) -> String {
    let sources = reading.documents.len();
    let independent = sources - reading.copies.len();
    let mut chips: Vec<String> = main
        .reports
        .keys()
        .take(NAMED_REPORTS)
        .map(|document| format!("[[{}]]", reading.sources[*document].id))
        .collect();
    if main.reports.len() > NAMED_REPORTS {
        chips.push(format!("and {} more", main.reports.len() - NAMED_REPORTS));
    }
    let when = main.date.map(|date| format!(", {}", words::date(date))).unwrap_or_default();
    let copies = match sources - independent {
        0 => String::new(),
        1 => ", one of them a copy of another".to_owned(),
        n => format!(", {n} of them copies of others"),
    };
    let people: Vec<String> = main
        .participants
        .iter()
        .map(|entity| words::escaped(&reading.resolution.entities[*entity].name))
        .take(5)
        .collect();
    let who =
        if people.is_empty() { String::new() } else { format!(" It involves {}.", list(&people)) };
    format!(
        "This story is about [[event:{}]]{when}. It rests on {sources} reports{copies}. {} {}{who}",
        main.id,
        if main.reports.len() == 1 { "One reports it:" } else { "Those that report it:" },
        format_args!("{}.", chips.join(" ")),
    )
}

fn section<'a>(title: &str, claims: impl Iterator<Item = &'a &'a StoryClaim>) -> Option<String> {
    let line = |claim: &StoryClaim| {
        format!("- {} [[claim:{}]]", words::escaped(&claim.question), claim.id)
    };
    let mut lines: Vec<String> = claims.map(|claim| line(claim)).collect();
    let more = lines.len().saturating_sub(LISTED_CLAIMS);
    lines.truncate(LISTED_CLAIMS);
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    (!lines.is_empty()).then(|| format!("## {title}\n\n{}", lines.join("\n")))
}

fn chronology(reading: &Reading<'_>) -> Option<String> {
    let mut events: Vec<&StoryEvent> = reading
        .story
        .events
        .iter()
        .filter(|event| event.published && event.date.is_some())
        .collect();
    events.sort_by_key(|event| (std::cmp::Reverse(event.reports.len()), event.date, &event.id));
    events.truncate(LISTED_EVENTS);
    events.sort_by_key(|event| (event.date, &event.id));
    let lines: Vec<String> = events
        .iter()
        .filter_map(|event| Some(format!("- {}: [[event:{}]]", words::date(event.date?), event.id)))
        .collect();
    (lines.len() > 1).then(|| format!("## In order of time\n\n{}", lines.join("\n")))
}
