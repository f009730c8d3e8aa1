//! Tables of data to rows of cells. Tables that only lay out the page are told from them, and read as running text.

use super::super::collapsed;
use super::super::content::Outline;
use super::super::page::{NodeId, Page};

/// Most bytes of a cell of data, half of that when it holds paragraphs; what holds more is a part of the page.
const LONGEST_CELL: usize = 360;
/// Most columns a cell may take up, and most columns of a table.
const MOST_COLUMNS: usize = 40;

/// The rows of a table of data, each as the words of its cells with ` | ` between them, all of one length. Nothing for
/// a table that lays out the page: one with tables inside, with long cells, or of one column or row.
pub(super) fn rows(page: &Page, outline: &Outline, table: NodeId) -> Option<Vec<String>> {
    if page.inside(table, "table").next().is_some() {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    // How many rows down each column is still taken by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    for row in page.inside(table, "tr").filter(|row| !outline.is_outside(*row)) {
        let mut cells: Vec<String> = Vec::new();
        let is_cell = |cell: &NodeId| matches!(page.name(*cell), "td" | "th");
        for cell in page.children(row).filter(is_cell) {
            let paragraphs = page.inside(cell, "p").take(2).count();
            if page.letters(cell) > LONGEST_CELL / paragraphs.max(1) {
                return None;
            }
            skip_taken(&mut cells, &mut taken);
            let (wide, high) = (span(page, cell, "colspan"), span(page, cell, "rowspan"));
            let words = page.words(cell, usize::MAX).replace('|', "/");
            for column in 0..wide.min(MOST_COLUMNS.saturating_sub(cells.len())) {
                let at = cells.len();
                cells.push(if column == 0 { words.clone() } else { String::new() });
                if taken.len() <= at {
                    taken.resize(at + 1, 0);
                }
                taken.get_mut(at).into_iter().for_each(|rows| *rows = high - 1);
            }
        }
        skip_taken(&mut cells, &mut taken);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(cells);
        }
    }
    let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() >= 2;
    if rows.iter().filter(filled).count() < 2 {
        return None;
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    Some(rows.into_iter().map(|row| line(row, columns)).collect())
}

/// Empty cells where a cell of a row above reaches down.
fn skip_taken(cells: &mut Vec<String>, taken: &mut [usize]) {
    while let Some(rows) = taken.get_mut(cells.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        cells.push(String::new());
    }
}

fn span(page: &Page, cell: NodeId, name: &str) -> usize {
    let stated = page.attribute(cell, name).and_then(|span| span.trim().parse().ok());
    stated.unwrap_or(1usize).clamp(1, MOST_COLUMNS)
}

fn line(mut cells: Vec<String>, columns: usize) -> String {
    cells.resize(columns, String::new());
    let line = cells.join(" | ");
    collapsed(&line)
}
