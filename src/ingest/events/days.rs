//! Which day a time of day belongs to: "at 4.15 pm" is the day of the event, which another report
//! may give, not always the day the article came out.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Act;
use super::mention::{EventMention, Modality};
use super::verbs::{Form, Verbs};
use crate::ingest::annotate::Document;
use crate::language::times::{Time, TimeKind, TimeValue};
use crate::model::date::{Date, Edtf, Precision};

const DAYS: [&str; 12] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "last",
];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a time expression is a time of day alone: "4.15 pm", without any word of a day.
pub(super) fn is_clock(text: &str, time: &Time) -> bool {
    let words = time.span.of(text).to_lowercase();
    let mut parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    time.kind == TimeKind::Time
        && parts.all(|part| {
            let month = MONTHS.iter().any(|month| part.starts_with(month));
            let year = part.len() == 4 && part.chars().all(|c| c.is_ascii_digit());
            !DAYS.contains(&part) && !month && !year
        })
}

/// Days with the mentions that give them.
type Days = BTreeMap<Edtf, Vec<usize>>;

/// Gives every time of day its day: that of the one dated report in the story with the same time,
/// else the last day named before it in its passage; else it stays as it was read.
pub(super) fn settle(mentions: &mut [EventMention], documents: &[Document], verbs: &Verbs) {
    look_back(mentions, documents, verbs);
    look_ahead(mentions, documents);
    let mut known: BTreeMap<(i8, i8), BTreeSet<Edtf>> = BTreeMap::new();
    for document in documents {
        let mut last: Option<&Time> = None;
        for time in &document.times {
            // "13 January, 4.15 pm" may be read as a date and a time of day.
            let beside = last.filter(|last| last.span.end + 4 >= time.span.start);
            let stated = if is_clock(document.text(), time) { beside } else { Some(time) };
            if let (Some(clock), Some(day)) = (clock_of(time), stated.and_then(day_of)) {
                known.entry(clock).or_default().insert(day);
            }
            last = Some(time);
        }
    }
    let mut settled: BTreeMap<(Option<Act>, (i8, i8)), Days> = BTreeMap::new();
    for (at, mention) in mentions.iter_mut().enumerate() {
        let Some(document) = documents.get(mention.document) else { continue };
        let Some(span) = mention.date_words else { continue };
        let Some(time) = document.times_in(span).first() else { continue };
        if !is_clock(document.text(), time) {
            continue;
        }
        let elsewhere = clock_of(time).and_then(|clock| known.get(&clock));
        let only = elsewhere.filter(|days| days.len() == 1).and_then(BTreeSet::first).copied();
        if let Some(day) = only.or_else(|| day_before(document, mention.sentence, time)) {
            mention.date = Some(day);
        }
        if let Some((clock, date)) = clock_of(time).zip(mention.date) {
            let day = super::day_of(date);
            settled.entry((mention.act, clock)).or_default().entry(day).or_default().push(at);
        }
    }
    // Reports of one act at one time of day mean one day: the one most of them give.
    for days in settled.into_values().filter(|days| days.len() > 1) {
        let Some(most) = days.iter().max_by_key(|(_, at)| at.len()).map(|(day, _)| *day) else {
            continue;
        };
        for at in days.into_values().flatten() {
            mentions[at].date = Some(most);
        }
    }
}

/// "Since she resigned in March": of a month without a year, what is told in the past tense cannot
/// mean one that is still to come.
fn look_back(mentions: &mut [EventMention], documents: &[Document], verbs: &Verbs) {
    for mention in mentions.iter_mut().filter(|mention| mention.modality == Modality::Held) {
        let Some(document) = documents.get(mention.document) else { continue };
        let Some((out, words)) =
            document.published_day().or(document.anchor).zip(mention.date_words)
        else {
            continue;
        };
        let Some(Edtf::Date(date)) = mention.date else { continue };
        let trigger = mention.trigger.of(document.text()).to_lowercase();
        let past = verbs.get(&trigger).is_some_and(|(_, form)| form == Form::Past);
        let yearless = !words.of(document.text()).contains(|c: char| c.is_ascii_digit());
        if past && yearless && date.precision() == Precision::Month && date.earliest().date() > out
        {
            let earlier = date.month_number().and_then(|m| Date::month(date.year_number() - 1, m));
            mention.date = earlier.map(Edtf::Date).or(mention.date);
        }
    }
}

/// "Would be held on Thursday": the weekday of what is to come is the next one, not the last.
fn look_ahead(mentions: &mut [EventMention], documents: &[Document]) {
    for mention in mentions.iter_mut().filter(|mention| mention.modality == Modality::Planned) {
        let Some(document) = documents.get(mention.document) else { continue };
        let Some((out, words)) = document.published_day().zip(mention.date_words) else { continue };
        let words = words.of(document.text()).to_lowercase();
        let weekday = DAYS[..7].iter().any(|day| words == *day || words == format!("on {day}"));
        let Some(Edtf::Date(date)) = mention.date.filter(|_| weekday) else { continue };
        let Some(day) = date.calendar_day().filter(|_| date.precision() == Precision::Day) else {
            continue;
        };
        let ahead = out.since(day).is_ok_and(|past| (0..7).contains(&past.get_days()));
        if let Some(next) = day.checked_add(jiff::Span::new().days(7)).ok().filter(|_| ahead) {
            mention.date = Some(Edtf::Date(Date::day(next)));
        }
    }
}

/// The last day named before `time` in its sentence or in the ones before it in its block.
fn day_before(document: &Document, sentence: usize, time: &Time) -> Option<Edtf> {
    let block = document.sentences.get(sentence)?.block;
    let first = (sentence.saturating_sub(3)..=sentence)
        .find(|at| document.sentences[*at].block == block)?;
    let from = document.sentences[first].span.start;
    let span = crate::diagnostic::Span::new(from, time.span.start.max(from));
    document
        .times_in(span)
        .iter()
        .rev()
        .filter(|other| !is_clock(document.text(), other))
        .find_map(day_of)
}

fn clock_of(time: &Time) -> Option<(i8, i8)> {
    let TimeValue::Calendar(date) = &time.value else { return None };
    let moment = date.earliest();
    (time.kind == TimeKind::Time && date.precision() == Precision::Time)
        .then(|| (moment.hour(), moment.minute()))
}

fn day_of(time: &Time) -> Option<Edtf> {
    let TimeValue::Calendar(date) = &time.value else { return None };
    if date.precision() < Precision::Day || !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    match date {
        Edtf::Date(inner) => inner.calendar_day().map(|day| Edtf::Date(Date::day(day))),
        Edtf::Interval(..) => None,
    }
}
