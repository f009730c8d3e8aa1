//! Which pages share a style sheet. Pages of one kind, that is of one template, do, so that a reader
//! who goes on to the next has it already; and no page ever waits for more than the first few.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Rendered;
use super::sheets::{SheetFile, Sheets};
use super::vocabulary::Uses;
use crate::path::OutputPath;
use crate::tree::Tree;

/// The rule for one kind of page. The first [`KindSheets::FIRST`] pages, in order of their routes,
/// set its sheet: what they use together. A later page whose uses are all among those takes the same
/// sheet; all others are set aside and share a second one, with what they and the first pages use.
/// So a smaller kind has exactly one sheet, and a larger one two at most.
///
/// Two steps: [`KindSheets::of_first`] as soon as the first pages are there; then for every later
/// page `fits`, in any order, and `set_aside` for those that do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KindSheets {
    first: Uses,
    second: Option<Uses>,
}

impl KindSheets {
    /// Pages that set the sheet of their kind.
    pub(crate) const FIRST: usize = 256;

    /// The rule as the first pages set it.
    pub(crate) fn of_first<'u>(pages: impl IntoIterator<Item = &'u Uses>) -> Self {
        let mut first = Uses::default();
        pages.into_iter().for_each(|uses| first.unite(uses));
        Self { first, second: None }
    }

    /// Whether a later page takes the sheet of the first ones.
    pub(crate) fn fits(&self, uses: &Uses) -> bool {
        uses.is_within(&self.first)
    }

    /// Notes a later page that does not.
    pub(crate) fn set_aside(&mut self, uses: &Uses) {
        let first = &self.first;
        self.second.get_or_insert_with(|| first.clone()).unite(uses);
    }

    /// What the sheet of the first pages, and of those that fit, is cut for.
    pub(crate) fn first(&self) -> &Uses {
        &self.first
    }

    /// What the sheet of the pages set aside is cut for; final when no page is left.
    pub(crate) fn second(&self) -> Option<&Uses> {
        self.second.as_ref()
    }
}

/// Gives every page its sheet, where all pages are at hand, and adds the sheets to the tree.
pub(super) fn dress_all(sheets: &Sheets, tree: &mut Tree, pages: &mut [Rendered]) {
    let names: Vec<Option<Uses>> = pages
        .par_iter()
        .map(|page| page.template.and(page.file.as_ref()).map(|(_, html)| sheets.uses(html)))
        .collect();
    let mut kinds: BTreeMap<&str, Vec<(&str, usize, &Uses)>> = BTreeMap::new();
    for (at, (page, uses)) in pages.iter().zip(&names).enumerate() {
        let (Some(kind), Some(uses)) = (page.template, uses) else { continue };
        let route = page.file.as_ref().map_or("", |(path, _)| route(path));
        kinds.entry(kind).or_default().push((route, at, uses));
    }
    // Of each page its sheet, by number.
    let mut of_page: Vec<Option<usize>> = vec![None; pages.len()];
    let mut cut: Vec<Option<SheetFile>> = Vec::new();
    for mut members in kinds.into_values() {
        members.sort_unstable_by_key(|(route, ..)| *route);
        let first = members.iter().take(KindSheets::FIRST).map(|(_, _, uses)| *uses);
        let mut kind = KindSheets::of_first(first);
        for (_, at, uses) in &members {
            let fits = kind.fits(uses);
            if !fits {
                kind.set_aside(uses);
            }
            if let Some(slot) = of_page.get_mut(*at) {
                *slot = Some(cut.len() + usize::from(!fits));
            }
        }
        cut.push(sheets.cut(kind.first(), ""));
        cut.extend(kind.second().map(|uses| sheets.cut(uses, "")));
    }
    let own: Vec<Option<SheetFile>> = pages
        .par_iter_mut()
        .zip(&of_page)
        .map(|(page, number)| {
            let shared = number.and_then(|number| cut.get(number)?.as_ref());
            let own = shared.filter(|_| !page.style.is_empty());
            let own = own.and_then(|sheet| sheet.with(&page.style));
            if let Some((_, html)) = &mut page.file {
                *html = sheets.dress(std::mem::take(html), own.as_ref().or(shared));
            }
            own
        })
        .collect();
    let mut worn = vec![false; cut.len()];
    for (page, number) in pages.iter().zip(of_page) {
        if page.style.is_empty()
            && let Some(worn) = number.and_then(|number| worn.get_mut(number))
        {
            *worn = true;
        }
    }
    let shared = cut.into_iter().zip(worn).filter_map(|(sheet, worn)| sheet.filter(|_| worn));
    for sheet in shared.chain(own.into_iter().flatten()) {
        tree.insert(sheet.path, sheet.bytes);
    }
}

/// The address of a page, as far as order goes.
fn route(path: &OutputPath) -> &str {
    path.as_str().strip_suffix("index.html").unwrap_or(path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::strings::Strings;
    use crate::render::template::{TemplateSources, Templates};

    #[test]
    fn later_pages_take_the_first_sheet_or_share_a_second() {
        let sources = TemplateSources::default();
        let (templates, _) = Templates::load(&sources, &Strings::english());
        let sheets = Sheets::new(&templates, false);
        let page = |at: usize| {
            // One page past the first 256 has a table, one a quotation; the others only paragraphs.
            let body = match at {
                300 => "<table>",
                400 => "<blockquote>",
                _ => "<p>",
            };
            let path = OutputPath::parse(&format!("n{at:03}/index.html")).expect("a path");
            let style = crate::render::assets::hashed("style.css", &templates.assets["style.css"]);
            let style = style.expect("a path");
            let html = format!("<link href=\"../{}\">{body}", style.as_str());
            Rendered { file: Some((path, html)), template: Some("x"), ..Rendered::default() }
        };
        // The order in which pages come does not matter, only that of their routes.
        let mut pages: Vec<Rendered> = (0..500).rev().map(page).collect();
        let mut tree = Tree::new();
        dress_all(&sheets, &mut tree, &mut pages);
        let sheets: Vec<&str> =
            tree.iter().map(|(_, css)| std::str::from_utf8(css).expect("text")).collect();
        assert_eq!(sheets.len(), 2);
        let worn = |page: &Rendered| {
            let html = &page.file.as_ref().expect("a file").1;
            tree.iter().position(|(path, _)| html.contains(path.as_str())).expect("a sheet")
        };
        for page in &pages {
            let html = &page.file.as_ref().expect("a file").1;
            let css = sheets[worn(page)];
            let both = css.contains("blockquote{border") && css.contains("table{");
            assert_eq!(both, !html.ends_with("<p>"), "{html}");
        }
    }
}
