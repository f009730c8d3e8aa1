//! Events and claims as tables (CSV, RFC 4180): one row an event, one row a position.

use super::Story;
use crate::graph::Target;
use crate::model::date::Edtf;
use crate::pages::view::href;
use crate::pages::words::precision_name;

/// One row an event, in the order they happened; those without a date last.
pub fn events(story: &Story<'_>, from: &str) -> String {
    let mut table = Table::with_head(&[
        "id",
        "title",
        "date",
        "precision",
        "first_day",
        "last_day",
        "place",
        "participants",
        "part_of",
        "outcome",
        "sources",
        "verdict",
        "page",
    ]);
    for (id, entry) in story.events_in_order() {
        let Some(view) = story.catalogue.events.get(id) else { continue };
        let meta = &entry.meta;
        let participants: Vec<String> = meta
            .participants
            .iter()
            .filter_map(|entity| Some(story.catalogue.entity_link(entity)?.text))
            .collect();
        let reports: Vec<&str> = entry
            .meta
            .sources
            .iter()
            .filter_map(|citation| {
                Some(story.catalogue.sources.get(&citation.article)?.code.as_str())
            })
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        let first = meta.date.filter(|date| !matches!(date, Edtf::Interval(None, _)));
        table.row(&[
            id.as_str(),
            &meta.title,
            &meta.date.map(|date| date.to_string()).unwrap_or_default(),
            meta.date.map_or("", precision_name),
            &first.map(|date| date.earliest().date().to_string()).unwrap_or_default(),
            &meta.date.and_then(Edtf::latest_day).map(|day| day.to_string()).unwrap_or_default(),
            view.place.as_ref().map_or("", |place| place.text.as_str()),
            &participants.join("; "),
            meta.part_of.as_ref().map_or("", |whole| whole.as_str()),
            view.outcome,
            &reports.join(" "),
            view.verdict.as_ref().map_or("", |verdict| verdict.name),
            &story.addresses.link(&view.href, from),
        ]);
    }
    table.text
}

/// One row a position: who answers a question how, in which words. Silent sources have no row.
pub fn claims(story: &Story<'_>, from: &str) -> String {
    let mut table = Table::with_head(&[
        "id",
        "question",
        "verdict",
        "event",
        "about",
        "attribute",
        "answer",
        "quotation",
        "rests_on_unnamed",
        "source",
        "code",
        "outlet",
        "published",
        "repeats",
        "url",
        "page",
    ]);
    let library = story.catalogue.library;
    for (id, entry) in library.claims.iter() {
        let Some(verdict) = story.catalogue.verdicts.get(id) else { continue };
        let page = href(&Target::Claim(id.clone()).url().0);
        let page = story.addresses.link(&page, from);
        for position in &entry.meta.positions {
            let Some(source) = story.catalogue.sources.get(&position.article) else { continue };
            let article = library.articles.get(&position.article).map(|article| article.meta);
            table.row(&[
                id.as_str(),
                &entry.meta.question,
                verdict.as_str(),
                entry.meta.event.as_ref().map_or("", |event| event.as_str()),
                entry.meta.about.as_ref().map_or("", |about| about.as_str()),
                &entry.meta.attribute,
                &position.value,
                &position.quote,
                position.unnamed.as_deref().unwrap_or(""),
                position.article.as_str(),
                &source.code,
                source.outlet.as_deref().unwrap_or(""),
                source.published.as_ref().map_or("", |date| date.edtf.as_str()),
                article.and_then(|meta| meta.copy_of.as_ref()).map_or("", |other| other.as_str()),
                source.url.as_deref().unwrap_or(""),
                &page,
            ]);
        }
    }
    table.text
}

/// Rows of cells.
struct Table {
    text: String,
}

impl Table {
    fn with_head(names: &[&str]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(names);
        table
    }

    fn row(&mut self, cells: &[&str]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.cell(cell);
        }
        self.text.push_str("\r\n");
    }

    /// A cell, between quotation marks where RFC 4180 section 2 asks for them. Spreadsheet programs
    /// run a cell that begins like a formula: an apostrophe in front makes it text (OWASP, "CSV
    /// Injection").
    fn cell(&mut self, cell: &str) {
        let cell = cell.replace('\0', "");
        let begins = cell.trim_start_matches([' ', '\u{a0}']);
        let formula =
            begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let guard = if formula { "'" } else { "" };
        if cell.contains(['"', ',', '\r', '\n']) {
            self.text.push('"');
            self.text.push_str(guard);
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(guard);
            self.text.push_str(&cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@sum(a,b)", "\"'@sum(a,b)\""),
            (" =1", "' =1"),
            ("\tx", "'\tx"),
            ("a-b", "a-b"),
        ] {
            let mut table = Table { text: String::new() };
            table.cell(cell);
            assert_eq!(table.text, expected);
        }
    }
}
