//! The article's file: the whole text where it may be published, else a fact sheet in our words.

use std::collections::BTreeSet;

use super::Reading;
use super::words::{self, escaped, list};
use crate::ingest::events::StoryEvent;
use crate::model::article::{ArticleMeta, Rights, Status};
use crate::model::entity::EntityKind;
use crate::source::BlockKind;

/// Front matter and body of article `index`.
pub(super) fn article(
    reading: &Reading<'_>,
    index: usize,
    published: &BTreeSet<usize>,
) -> (ArticleMeta, String) {
    let document = &reading.documents[index];
    let source = &reading.sources[index];
    let metadata = &document.source.metadata;
    let whole = matches!(source.rights, Rights::Full | Rights::Excerpt);
    let meta = ArticleMeta {
        title: metadata.title.clone().unwrap_or_else(|| source.id.to_string()),
        // A standfirst is a whole sentence of the source: only where its text may stand.
        dek: metadata.dek.clone().filter(|_| whole),
        outlet: metadata.outlet.clone(),
        code: Some(source.code.clone()),
        author: metadata.byline.clone(),
        url: metadata.url.clone(),
        archive: None,
        published: metadata.published,
        updated: metadata.updated,
        description: None,
        rights: source.rights,
        language: metadata.language.clone(),
        tags: Vec::new(),
        copy_of: reading.copies.get(&index).map(|original| reading.sources[*original].id.clone()),
        former_ids: Vec::new(),
        status: Status::Auto,
        draft: false,
        ingest: Some(source.record.clone()),
    };
    let body = match source.rights {
        Rights::Full => full_text(reading, index),
        Rights::Excerpt => {
            format!("{}{}", lead(reading, index), fact_sheet(reading, index, published))
        }
        Rights::Summary => fact_sheet(reading, index, published),
        Rights::Metadata => String::new(),
    };
    (meta, body)
}

/// The whole article as clean Markdown.
fn full_text(reading: &Reading<'_>, index: usize) -> String {
    let document = &reading.documents[index];
    let mut body = String::new();
    let mut previous = None;
    for block in &document.source.blocks {
        let text = words::quoted(document.text(), block.span);
        let text = escaped(&text);
        if text.is_empty() {
            continue;
        }
        let line = match block.kind {
            BlockKind::Heading(level) => {
                format!("{} {text}", "#".repeat(usize::from(level.clamp(2, 6))))
            }
            BlockKind::Question => format!("### {text}"),
            BlockKind::ListItem => format!("- {text}"),
            BlockKind::TableHead => {
                let rule = " --- |".repeat(text.split('|').count());
                format!("{}\n|{rule}", row(&text))
            }
            BlockKind::TableRow => row(&text),
            BlockKind::Quotation => format!("> {text}"),
            BlockKind::Caption => format!("*{text}*"),
            BlockKind::Paragraph | BlockKind::Answer => text,
        };
        if !body.is_empty() {
            body.push_str(if continues(previous, block.kind) { "\n" } else { "\n\n" });
        }
        body.push_str(&line);
        previous = Some(block.kind);
    }
    body
}

/// Whether a block stands on the line below the one before it, as items of a list and rows of a table do.
fn continues(previous: Option<BlockKind>, kind: BlockKind) -> bool {
    match kind {
        BlockKind::ListItem => previous == Some(BlockKind::ListItem),
        BlockKind::TableRow => {
            matches!(previous, Some(BlockKind::TableHead | BlockKind::TableRow))
        }
        _ => false,
    }
}

/// A row of a table in Markdown; its cells stand apart by `|` already.
fn row(text: &str) -> String {
    let cells = text.split('|').map(str::trim).collect::<Vec<_>>().join(" | ");
    format!("| {cells} |")
}

/// The first paragraph as a block quotation.
fn lead(reading: &Reading<'_>, index: usize) -> String {
    let document = &reading.documents[index];
    let first = document.source.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
    first.map_or(String::new(), |block| {
        format!("> {}\n\n", escaped(&words::quoted(document.text(), block.span)))
    })
}

/// Who, when, where and how much, in sentences of ours; then the events it reports.
fn fact_sheet(reading: &Reading<'_>, index: usize, published: &BTreeSet<usize>) -> String {
    let mut parts = Vec::new();
    let mut sentences = Vec::new();
    let in_it: BTreeSet<usize> = reading.resolution.of_name[index].iter().copied().collect();
    let named = |kind: EntityKind, most: usize| -> Vec<String> {
        let mut ranked: Vec<(usize, &str)> = in_it
            .intersection(published)
            .map(|entity| &reading.resolution.entities[*entity])
            .filter(|entity| entity.kind == kind)
            .filter_map(|entity| Some((*entity.mentions.get(&index)?, entity.name.as_str())))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        ranked.into_iter().take(most).map(|(_, name)| name.to_owned()).collect()
    };
    let people = named(EntityKind::Person, 8);
    if !people.is_empty() {
        sentences.push(format!("The report names {}.", list(&people)));
    }
    let bodies = named(EntityKind::Organization, 6);
    if !bodies.is_empty() {
        sentences.push(format!("Bodies in it: {}.", list(&bodies)));
    }
    let places = named(EntityKind::Place, 8);
    if !places.is_empty() {
        sentences.push(format!("Places in it: {}.", list(&places)));
    }
    let speakers = speakers(reading, index);
    if !speakers.is_empty() {
        sentences.push(format!("It quotes {}.", list(&speakers)));
    }
    if !sentences.is_empty() {
        parts.push(sentences.join(" "));
    }
    let mut reported: Vec<&StoryEvent> = reading
        .story
        .events
        .iter()
        .filter(|event| event.published && event.reports.contains_key(&index))
        .collect();
    reported.sort_by_key(|event| (event.date.is_none(), event.date, &event.id));
    let events: Vec<String> = reported
        .into_iter()
        .map(|event| match event.date {
            Some(date) => format!("- {}: [[event:{}]]", words::date(date), event.id),
            None => format!("- [[event:{}]]", event.id),
        })
        .collect();
    if !events.is_empty() {
        parts.push(format!("## Events it reports\n\n{}", events.join("\n")));
    }
    parts.join("\n\n")
}

/// Who is quoted, by name; a source without a name is said to be one.
fn speakers(reading: &Reading<'_>, index: usize) -> Vec<String> {
    let mut speakers: Vec<String> = Vec::new();
    for quotation in &reading.documents[index].quotations {
        let guessed = |name: usize| {
            let document = &reading.documents[index];
            !document.tongue.is_english() && !reading.resolution.entity(index, name).accepted
        };
        let who = match quotation.speaker {
            Some(name) if guessed(name) => continue,
            Some(name) => reading.resolution.entity(index, name).name.clone(),
            None if quotation.unnamed => "a source it does not name".to_owned(),
            None => continue,
        };
        if !speakers.contains(&who) {
            speakers.push(who);
        }
    }
    speakers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_table_stand_line_below_line() {
        assert_eq!(row("Island | 2023 |"), "| Island | 2023 |  |");
        assert_eq!(row("| 5"), "|  | 5 |");
        assert!(continues(Some(BlockKind::TableHead), BlockKind::TableRow));
        assert!(!continues(Some(BlockKind::TableRow), BlockKind::TableHead));
        assert!(!continues(Some(BlockKind::TableRow), BlockKind::ListItem));
    }
}
