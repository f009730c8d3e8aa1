//! The timeline for `TimelineJS` 3: the JSON its documentation describes, dates as exact as they are
//! known. Its texts are HTML, so everything is escaped.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Story;
use super::prose::plain;
use crate::model::date::{Date, Edtf, Precision, Season};

/// Whether a date can stand on the timeline.
pub(super) fn has_bounds(date: Edtf) -> bool {
    bounds(date).is_some()
}

/// Dated events in order; absent when none has a date, as `TimelineJS` refuses an empty timeline.
pub fn timeline(story: &Story<'_>, from: &str) -> Option<Value> {
    let events: Vec<Value> = story
        .events_in_order()
        .into_iter()
        .filter_map(|(id, entry)| {
            let meta = entry.meta;
            let view = story.catalogue.events.get(id)?;
            let (start, end) = bounds(meta.date?)?;
            let mut event = json!({ "unique_id": id, "start_date": machine_date(start) });
            let map = event.as_object_mut()?;
            if let Some(end) = end {
                map.insert("end_date".to_owned(), machine_date(end));
            }
            if let Some(date) = &view.date {
                map.insert("display_date".to_owned(), json!(date.words));
            }
            let title = match &view.outcome_word {
                None => meta.title.clone(),
                Some(word) => format!("{} ({word})", meta.title),
            };
            let url = escaped(&story.addresses.link(&view.href, from));
            let mut text = String::new();
            for line in plain(story, entry.path, entry.body()).lines() {
                // Writing to a String cannot fail.
                let _ = write!(text, "<p>{}</p>", escaped(line));
            }
            let sources: Vec<String> =
                view.sources.iter().map(|source| escaped(&source.name)).collect();
            let _ = write!(text, "<p><a href=\"{url}\">{}</a></p>", sources.join(", "));
            map.insert("text".to_owned(), json!({ "headline": escaped(&title), "text": text }));
            if let Some(place) = &view.place {
                map.insert("group".to_owned(), json!(escaped(&place.text)));
            }
            map.insert("autolink".to_owned(), json!(false));
            Some(event)
        })
        .collect();
    (!events.is_empty()).then(|| {
        json!({
            "title": {
                "text": {
                    "headline": escaped(&story.config.title),
                    "text": escaped(story.config.description.as_deref().unwrap_or("")),
                },
            },
            "events": events,
            "scale": "human",
        })
    })
}

/// Beginning and end; an open end is left out.
fn bounds(date: Edtf) -> Option<(Date, Option<Date>)> {
    match date {
        Edtf::Date(date) => Some((date, None)),
        Edtf::Interval(Some(start), end) => Some((start, end)),
        Edtf::Interval(None, end) => Some((end?, None)),
    }
}

/// As much of a date as is known. `TimelineJS` has no seasons: the first month stands for one, and
/// `display_date` says what is meant.
fn machine_date(date: Date) -> Value {
    let mut map = Map::new();
    let first = date.earliest();
    let year = match date.season_of_year() {
        Some(Season::Winter) => first.year(),
        _ => date.year_number(),
    };
    map.insert("year".to_owned(), json!(year));
    if date.precision() >= Precision::Season {
        map.insert("month".to_owned(), json!(first.month()));
    }
    if let Some(day) = date.calendar_day() {
        map.insert("day".to_owned(), json!(day.day()));
    }
    if let Some(time) = date.time_of_day() {
        map.insert("hour".to_owned(), json!(time.hour()));
        map.insert("minute".to_owned(), json!(time.minute()));
    }
    Value::Object(map)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::tests::with_story;
    use super::*;

    #[test]
    fn dates_are_given_as_far_as_known() {
        let date = |text: &str| {
            let (start, end) = bounds(text.parse().expect("a date")).expect("bounds");
            (machine_date(start).to_string(), end.map(|end| machine_date(end).to_string()))
        };
        assert_eq!(date("2031").0, r#"{"year":2031}"#);
        assert_eq!(date("2031-24").0, r#"{"year":2030,"month":12}"#);
        assert_eq!(
            date("2031-02/2031-03-07").1.expect("an end"),
            r#"{"year":2031,"month":3,"day":7}"#
        );
        assert_eq!(
            date("2031-03-07T19:30Z").0,
            r#"{"year":2031,"month":3,"day":7,"hour":19,"minute":30}"#
        );
    }

    #[test]
    fn every_dated_event_is_on_the_line_and_texts_are_no_markup() {
        with_story(None, |story| {
            let line = timeline(story, "data/timeline.json").expect("a timeline");
            let events = line["events"].as_array().expect("events");
            assert_eq!(events.len(), 7);
            assert_eq!(events[0]["unique_id"], "bridge-opens");
        });
        assert_eq!(escaped("<b>&\""), "&lt;b&gt;&amp;&quot;");
    }
}
