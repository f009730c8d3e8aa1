//! Which pages share a style sheet. Pages of one kind, that is of one template, do, so that a reader
//! who goes on to the next has it already; and no page ever waits for more than the first few.

use super::vocabulary::Uses;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::strings::Strings;
    use crate::render::sheets::Sheets;
    use crate::render::template::{TemplateSources, Templates};

    #[test]
    fn later_pages_take_the_first_sheet_or_share_a_second() {
        let (templates, _) = Templates::load(&TemplateSources::default(), &Strings::english());
        let sheets = Sheets::new(&templates, false);
        let [plain, table, quotation] =
            ["<p>", "<p><thead><th>", "<blockquote>"].map(|html| sheets.uses(html));
        let mut kind = KindSheets::of_first([&plain, &plain]);
        assert!(kind.fits(&plain) && !kind.fits(&table) && kind.second().is_none());
        kind.set_aside(&table);
        kind.set_aside(&quotation);
        let css = |uses: &Uses| {
            let sheet = sheets.cut(uses, "").expect("a sheet");
            String::from_utf8(sheet.bytes).expect("text")
        };
        let (first, second) = (css(kind.first()), css(kind.second().expect("a second one")));
        for rule in ["blockquote{border", "thead th{"] {
            assert!(!first.contains(rule) && second.contains(rule), "{rule}");
        }
    }
}
