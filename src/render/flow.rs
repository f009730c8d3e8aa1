//! Markdown as a flow of events with byte ranges, its footnotes taken out.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag, TagEnd};

use crate::markdown::events;

/// Markdown as the site reads it: no raw HTML, no metadata blocks.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// The events of one body: its flow, and each footnote's own events by name.
pub(super) fn parse(body: &str) -> (Events<'_>, BTreeMap<String, Events<'_>>) {
    take_notes(events(body, OPTIONS).collect())
}

/// Events with the bytes of the body they stand for.
pub(super) type Events<'e> = Vec<(Event<'e>, Range<usize>)>;

/// Takes footnotes out of the flow: the rest, and each note's own events by name.
fn take_notes(events: Events<'_>) -> (Events<'_>, BTreeMap<String, Events<'_>>) {
    let mut flow = Vec::with_capacity(events.len());
    let mut notes: BTreeMap<String, Events<'_>> = BTreeMap::new();
    // Notes around the current event; a name may be as long as the body, so it is looked up once.
    let mut open: Vec<(String, Events<'_>)> = Vec::new();
    for (event, range) in events {
        match (&event, open.last_mut()) {
            (Event::Start(Tag::FootnoteDefinition(name)), _) => {
                open.push((name.to_string(), Events::new()));
            }
            (Event::End(TagEnd::FootnoteDefinition), _) => {
                if let Some((name, inside)) = open.pop() {
                    notes.entry(name).or_default().extend(inside);
                }
            }
            (_, Some((_, inside))) => inside.push((event, range)),
            (_, None) => flow.push((event, range)),
        }
    }
    (flow, notes)
}

/// The note without the end of its last paragraph, which would leave a blank line.
pub(super) fn without_last_break<'e, 't>(
    events: &'e [(Event<'t>, Range<usize>)],
) -> &'e [(Event<'t>, Range<usize>)] {
    match events.split_last() {
        Some(((Event::End(TagEnd::Paragraph), _), rest)) => rest,
        _ => events,
    }
}

/// Whether an event can lie inside a link: blocks only hold links.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        }
        Event::Text(_) | Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

/// Where the element that begins at `at` ends.
pub(super) fn closing(events: &[(Event<'_>, Range<usize>)], at: usize) -> usize {
    let mut depth = 0usize;
    for (offset, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return offset;
                }
            }
            _ => {}
        }
    }
    events.len()
}

/// The words of some events.
pub(super) fn plain_text(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
