//! `annotate`'s output: one JSON object a document, offsets in Unicode code points.

use serde_json::{Map, Value, json};

use super::Document;
use crate::diagnostic::Span;
use crate::ingest::events::Story;
use crate::ingest::resolve::Resolution;
use crate::language::names::Tier;
use crate::language::times::{Modifier, TimeKind, TimeValue};
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

    fn range(&self, text: &str, span: Span) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("start".to_owned(), self.at(text, span.start).into());
        map.insert("end".to_owned(), self.at(text, span.end).into());
        map
    }
}

/// One annotated document as a JSON object, keys in the order of the documented format.
pub fn to_json(index: usize, document: &Document, resolution: &Resolution, story: &Story) -> Value {
    let text = document.text();
    let points = CodePoints::new(text);
    let range = |span: Span, more: Value| {
        let mut map = points.range(text, span);
        if let Value::Object(more) = more {
            map.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Value::Object(map)
    };
    let bare = |span: Span| Value::Object(points.range(text, span));
    let entity_id = |name: usize| resolution.entity(index, name).id.as_str();
    let metadata = &document.source.metadata;
    let date = |date: Option<crate::model::date::Edtf>| date.map(|date| date.to_string());
    let blocks: Vec<Value> = document
        .source
        .blocks
        .iter()
        .map(|block| {
            let mut map = Map::new();
            map.insert("kind".to_owned(), kind_name(block.kind).into());
            if let BlockKind::Heading(level) = block.kind {
                map.insert("level".to_owned(), level.into());
            }
            map.extend(points.range(text, block.span));
            Value::Object(map)
        })
        .collect();
    let dropped = document.source.dropped.iter();
    let dropped: Vec<Value> =
        dropped.map(|d| range(d.span, json!({"reason": d.reason.as_str()}))).collect();
    let sentences: Vec<Value> = document.sentences.iter().map(|s| bare(s.span)).collect();
    let mentions = document.names.iter().enumerate();
    let mentions: Vec<Value> = mentions
        .map(|(at, name)| {
            let tier = (name.tier == Tier::Review).then_some("review");
            let role = name.role.map(|role| role.of(text));
            let kind = resolution.entity(index, at).kind.as_str();
            range(
                name.span,
                json!({"type": kind, "entity": entity_id(at), "role": role, "tier": tier}),
            )
        })
        .collect();
    let times: Vec<Value> = document
        .times
        .iter()
        .map(|time| {
            let value = match &time.value {
                TimeValue::Calendar(date) => Some(date.to_string()),
                TimeValue::Duration(duration) => Some(duration.clone()),
                TimeValue::Unresolved => None,
            };
            range(
                time.span,
                json!({"type": time_kind(time.kind), "value": value, "timex": time.timex,
                       "modifier": time.modifier.map(modifier_name),
                       "relative": time.relative.then_some(true)}),
            )
        })
        .collect();
    let quotations: Vec<Value> = document
        .quotations
        .iter()
        .map(|quotation| {
            range(
                quotation.span,
                json!({"speaker": quotation.speaker.map(entity_id),
                       "cue_speaker": quotation.cue_speaker.map(bare),
                       "cue": quotation.cue.map(bare),
                       "unnamed": quotation.unnamed.then_some(true)}),
            )
        })
        .collect();
    let quantities: Vec<Value> = document
        .quantities
        .iter()
        .map(|q| {
            range(
                q.span,
                json!({"value": q.value, "upper": q.upper, "unit": q.unit,
                       "modifier": q.modifier.map(modifier_name), "of": q.of, "per": q.per}),
            )
        })
        .collect();
    let events = story.mentions.iter().zip(&story.event_of_mention);
    let events: Vec<Value> = events
        .filter(|(mention, _)| mention.document == index)
        .map(|(mention, event)| {
            let event = &story.events[*event];
            let participants = mention.entities.iter().filter(|entity| Some(**entity) != mention.place);
            let ids: Vec<&str> = participants.map(|e| resolution.entities[*e].id.as_str()).collect();
            json!({"event": event.id.as_str(), "sentence": mention.sentence, "date": date(event.date),
                   "trigger": bare(mention.trigger), "participants": ids,
                   "place": mention.place.map(|place| resolution.entities[place].id.as_str())})
        })
        .collect();
    let questions: Vec<Value> = document
        .source
        .questions
        .iter()
        .map(|(question, answer)| json!({"question": bare(*question), "answer": bare(*answer)}))
        .collect();
    json!({
        "id": document.id, "file": document.file, "text": text, "language": metadata.language,
        "title": metadata.title, "dek": metadata.dek, "byline": metadata.byline,
        "outlet": metadata.outlet, "url": metadata.url, "published": date(metadata.published),
        "updated": date(metadata.updated), "blocks": blocks, "dropped": dropped,
        "sentences": sentences, "mentions": mentions, "times": times, "quotations": quotations,
        "quantities": quantities, "events": events, "questions": questions,
    })
}

const fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list_item",
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
