//! Live blogs: the time of each entry is part of the text, for it says when what stands below was known.

use super::super::super::dates;
use super::super::page::{NodeId, Page};

/// Elements looked at around a `<time>`.
const LEVELS: usize = 12;
/// From so many entries on a page is a live blog.
const ENTRIES: usize = 3;

/// Whether the page is a live blog: its linked data or the names of its elements say so, and it shows several times.
pub(super) fn is_live(page: &Page, root: NodeId) -> bool {
    let times = || page.inside(root, "time");
    if times().take(ENTRIES).count() < ENTRIES {
        return false;
    }
    let stated = page.inside(0, "script").filter_map(|script| page.children(script).next());
    let mut stated = stated.filter_map(|script| page.text(script));
    stated.any(|text| text.contains("LiveBlogPosting"))
        || times().filter(|time| is_entry(page, *time, root)).take(ENTRIES).count() == ENTRIES
            && times().any(|time| around(page, time, root).any(|id| names_live(page, id)))
}

/// Whether a `<time>` is that of an entry and not that of the whole page.
pub(super) fn is_entry(page: &Page, time: NodeId, root: NodeId) -> bool {
    around(page, time, root)
        .any(|id| matches!(page.name(id), "article" | "li" | "section") || names_live(page, id))
}

/// The elements around one, from the inside out, inside the article.
fn around(page: &Page, id: NodeId, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::successors(page.parent(id), |id| page.parent(*id))
        .take_while(move |id| *id > root)
        .take(LEVELS)
}

fn names_live(page: &Page, id: NodeId) -> bool {
    page.hint_names(id).any(|name| {
        let name = name.to_ascii_lowercase();
        ["liveblog", "live-blog", "live_blog", "live-update", "live-entry", "live-post"]
            .iter()
            .any(|live| name.contains(live))
    })
}

/// The time as readers see it when that is a time of day, else as the page states it for machines.
pub(super) fn stamp(page: &Page, time: NodeId) -> String {
    let shown = page.words(time, 80);
    let is_clock =
        shown.split(':').skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let stated = || page.attribute(time, "datetime").and_then(dates::iso);
    match stated().filter(|_| !is_clock) {
        Some(date) => date.to_string(),
        None => shown,
    }
}
