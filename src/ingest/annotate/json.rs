//! `annotate`'s output: one JSON object a document, offsets in Unicode code points.

use std::borrow::Cow;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::Document;
use crate::diagnostic::Span;
use crate::ingest::events::Story;
use crate::ingest::resolve::Resolution;
use crate::language::names::Tier;
use crate::language::times::{Modifier, TimeKind, TimeValue};
use crate::model::date::Edtf;
use crate::source::BlockKind;

/// Turns byte offsets of one text into code point offsets.
pub(super) struct CodePoints {
    /// Code points before each 64th byte; empty for ASCII, where the two are one.
    before: Vec<u32>,
    text_len: usize,
}

const STEP: usize = 64;

impl CodePoints {
    pub(super) fn new(text: &str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0u32;
            for (at, byte) in text.bytes().enumerate() {
                if at % STEP == 0 {
                    before.push(count);
                }
                count += u32::from(byte & 0xC0 != 0x80);
            }
            before.push(count);
        }
        Self { before, text_len: text.len() }
    }

    fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(self.text_len);
        if self.before.is_empty() {
            return byte;
        }
        let start = byte / STEP * STEP;
        let more = text.as_bytes()[start..byte].iter().filter(|b| **b & 0xC0 != 0x80).count();
        self.before[byte / STEP] as usize + more
    }

    /// The byte at which the code point number `count` starts; none past the end.
    pub(super) fn byte_of(&self, text: &str, count: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (count <= self.text_len).then_some(count);
        }
        let step = self.before.partition_point(|before| *before as usize <= count);
        let step = step.saturating_sub(1);
        let mut start = (step * STEP).min(self.text_len);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let rest = text.get(start..)?;
        let skip = count - self.at(text, start).min(count);
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        ends.into_iter().nth(skip).map(|at| start + at)
    }

    fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.at(text, span.start), end: self.at(text, span.end) }
    }
}

/// A place in the text, in code points.
#[derive(JsonSchema, Serialize)]
struct Range {
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
}

/// The answer for one document. The order of the fields here and below is that of the documented
/// format.
#[derive(JsonSchema, Serialize)]
struct Answer<'a> {
    /// The document's name: its file's, or what the input line calls it; a feed's item's permanent id.
    id: &'a str,
    /// Its file, where it has one.
    file: Option<&'a str>,
    /// The text that all offsets count in.
    text: &'a str,
    /// BCP 47 tag of the language it is in, as recognised.
    language: Option<&'a str>,
    /// Headline, without the outlet's name.
    title: Option<&'a str>,
    /// Standfirst: the sentence or two below the headline.
    dek: Option<&'a str>,
    /// Who wrote it, without "By".
    byline: Option<&'a str>,
    /// Who published it.
    outlet: Option<&'a str>,
    /// Where it can be read, as it says itself.
    url: Option<&'a str>,
    /// When it was published, as EDTF.
    published: Option<String>,
    /// When it was last changed, as EDTF.
    updated: Option<String>,
    /// The article's own text, in reading order.
    blocks: Vec<Block>,
    /// What is not part of the article.
    dropped: Vec<Dropped>,
    /// Its sentences, in order.
    sentences: Vec<Range>,
    /// Where people, organisations and places are named.
    mentions: Vec<Mention<'a>>,
    /// Where a date, an hour or a length of time is said.
    times: Vec<Time<'a>>,
    /// Words of somebody in the article.
    quotations: Vec<Quotation<'a>>,
    /// Numbers that count or measure something.
    quantities: Vec<Quantity<'a>>,
    /// Where something is said to have happened.
    events: Vec<Event<'a>>,
    /// Questions and answers that the article brings.
    questions: Vec<Question>,
}

/// A piece of the article.
#[derive(JsonSchema, Serialize)]
struct Block {
    /// `heading`, `paragraph`, `list_item`, `table_row`, `quotation`, `caption`, `question` or `answer`.
    kind: &'static str,
    /// Of a heading, from 2 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
}

/// A piece that is not part of the article, and why.
#[derive(JsonSchema, Serialize)]
struct Dropped {
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
    /// `promo`, `navigation`, `repeat`, `metadata`, `reading-time` or `credit`.
    reason: &'static str,
}

/// One place where an entity is named.
#[derive(JsonSchema, Serialize)]
struct Mention<'a> {
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
    /// `person`, `organization` or `place`.
    r#type: &'static str,
    /// Id of whom or what is meant, the same wherever it is named.
    entity: &'a str,
    /// The office said beside the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    /// `review` when the recogniser is unsure; absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<&'static str>,
}

/// A date, an hour or a length of time.
#[derive(JsonSchema, Serialize)]
struct Time<'a> {
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
    /// `date`, `time`, `duration` or `set`, as in TimeML.
    r#type: &'static str,
    /// The date as EDTF, or the length as an ISO 8601 duration; absent when it cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Cow<'a, str>>,
    /// The TIMEX3 value where EDTF has none, such as a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    timex: Option<&'a str>,
    /// `approx`, `less_than`, `more_than`, `at_least`, `at_most`, `start`, `mid` or `end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    /// True when the value rests on the article's own date, as that of "on Friday" does.
    #[serde(skip_serializing_if = "Option::is_none")]
    relative: Option<bool>,
}

/// Somebody's words.
#[derive(JsonSchema, Serialize)]
struct Quotation<'a> {
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
    /// Id of the entity that speaks, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
    /// The words for the speaker: a name, a pronoun, "the same source".
    #[serde(skip_serializing_if = "Option::is_none")]
    cue_speaker: Option<Range>,
    /// The words that attribute it: "said", "according to".
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Range>,
    /// True when the speaker is a source without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    unnamed: Option<bool>,
    /// The words for who passes an unnamed source on.
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<Range>,
}

/// A number that counts or measures something.
#[derive(JsonSchema, Serialize)]
struct Quantity<'a> {
    /// The first code point.
    start: usize,
    /// One past the last code point.
    end: usize,
    /// The number, or the lower bound of a range.
    value: f64,
    /// The upper bound of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<f64>,
    /// `hour`, `kilometre`, `percent`, an ISO 4217 code for money and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// As that of a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    /// What is counted, in the words of the text, singular and lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    /// Per what: "each side", "per day"; of a vote, how many were against.
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<&'a str>,
}

/// One place where an event is told.
#[derive(JsonSchema, Serialize)]
struct Event<'a> {
    /// Id of the event, the same wherever it is told.
    #[serde(rename = "event")]
    id: &'a str,
    /// Number of the sentence that tells it, from 0.
    sentence: usize,
    /// When it happened, as EDTF.
    date: Option<String>,
    /// The word that tells that it happened.
    trigger: Range,
    /// Ids of the people and organisations in it.
    participants: Vec<&'a str>,
    /// Id of where it happened.
    place: Option<&'a str>,
}

/// A question and its answer.
#[derive(JsonSchema, Serialize)]
struct Question {
    /// The question.
    question: Range,
    /// Its answer.
    answer: Range,
}

/// The JSON Schema (draft 7) of one line.
pub fn line_schema() -> serde_json::Value {
    let generator = SchemaSettings::draft07().for_serialize().into_generator();
    generator.into_root_schema_for::<Answer<'static>>().to_value()
}

/// One annotated document as a line of JSON, without the line's end.
pub fn to_json(
    index: usize,
    document: &Document,
    resolution: &Resolution,
    story: &Story,
) -> String {
    let text = document.text();
    let points = CodePoints::new(text);
    let range = |span: Span| points.range(text, span);
    let entity_id = |name: usize| resolution.entity(index, name).id.as_str();
    let metadata = &document.source.metadata;
    let date = |date: Option<Edtf>| date.map(|date| date.to_string());
    let blocks = document.source.blocks.iter().map(|block| {
        let Range { start, end } = range(block.span);
        let level = match block.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        Block { kind: kind_name(block.kind), level, start, end }
    });
    let dropped = document.source.dropped.iter().map(|dropped| {
        let Range { start, end } = range(dropped.span);
        Dropped { start, end, reason: dropped.reason.as_str() }
    });
    let mentions = document.names.iter().enumerate().map(|(at, name)| {
        let Range { start, end } = range(name.span);
        Mention {
            start,
            end,
            r#type: resolution.entity(index, at).kind.as_str(),
            entity: entity_id(at),
            role: name.role.map(|role| role.of(text)),
            tier: (name.tier == Tier::Review).then_some("review"),
        }
    });
    let times = document.times.iter().map(|time| {
        let Range { start, end } = range(time.span);
        Time {
            start,
            end,
            r#type: time_kind(time.kind),
            value: match &time.value {
                TimeValue::Calendar(date) => Some(Cow::Owned(date.to_string())),
                TimeValue::Duration(duration) => Some(Cow::Borrowed(duration.as_str())),
                TimeValue::Unresolved => None,
            },
            timex: time.timex.as_deref(),
            modifier: time.modifier.map(modifier_name),
            relative: time.relative.then_some(true),
        }
    });
    let quotations = document.quotations.iter().map(|quotation| {
        let Range { start, end } = range(quotation.span);
        Quotation {
            start,
            end,
            speaker: quotation.speaker.map(entity_id),
            cue_speaker: quotation.cue_speaker.map(range),
            cue: quotation.cue.map(range),
            unnamed: quotation.unnamed.then_some(true),
            via: quotation.via.map(range),
        }
    });
    let quantities = document.quantities.iter().map(|quantity| {
        let Range { start, end } = range(quantity.span);
        Quantity {
            start,
            end,
            value: quantity.value,
            upper: quantity.upper,
            unit: quantity.unit.as_deref(),
            modifier: quantity.modifier.map(modifier_name),
            of: quantity.of.as_deref(),
            per: quantity.per.as_deref(),
        }
    });
    let own = story.mentions_of(index);
    let events = story.mentions[own.clone()].iter().zip(&story.event_of_mention[own]);
    let events = events.map(|(mention, event)| {
        let event = &story.events[*event];
        let id = |entity: &usize| resolution.entities[*entity].id.as_str();
        let others = mention.entities.iter().filter(|entity| Some(**entity) != mention.place);
        Event {
            id: event.id.as_str(),
            sentence: mention.sentence,
            date: date(event.date),
            trigger: range(mention.trigger),
            participants: others.map(id).collect(),
            place: mention.place.as_ref().map(id),
        }
    });
    let questions = document.source.questions.iter();
    let answer = Answer {
        id: &document.id,
        file: document.file.as_deref(),
        text,
        language: metadata.language.as_deref(),
        title: metadata.title.as_deref(),
        dek: metadata.dek.as_deref(),
        byline: metadata.byline.as_deref(),
        outlet: metadata.outlet.as_deref(),
        url: metadata.url.as_deref(),
        published: date(metadata.published),
        updated: date(metadata.updated),
        blocks: blocks.collect(),
        dropped: dropped.collect(),
        sentences: document.sentences.iter().map(|sentence| range(sentence.span)).collect(),
        mentions: mentions.collect(),
        times: times.collect(),
        quotations: quotations.collect(),
        quantities: quantities.collect(),
        events: events.collect(),
        questions: questions
            .map(|(question, answer)| Question {
                question: range(*question),
                answer: range(*answer),
            })
            .collect(),
    };
    // Text, numbers and lists always have a form in JSON.
    serde_json::to_string(&answer).unwrap_or_default()
}

const fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list_item",
        BlockKind::TableHead | BlockKind::TableRow => "table_row",
        BlockKind::Quotation => "quotation",
        BlockKind::Caption => "caption",
        BlockKind::Question => "question",
        BlockKind::Answer => "answer",
    }
}

const fn time_kind(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "date",
        TimeKind::Time => "time",
        TimeKind::Duration => "duration",
        TimeKind::Set => "set",
    }
}

const fn modifier_name(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Approximate => "approx",
        Modifier::LessThan => "less_than",
        Modifier::MoreThan => "more_than",
        Modifier::AtLeast => "at_least",
        Modifier::AtMost => "at_most",
        Modifier::Start => "start",
        Modifier::Middle => "mid",
        Modifier::End => "end",
    }
}
