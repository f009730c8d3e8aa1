//! What the bodies of one page share: ids that are used once, what source chips and notes open, and
//! the cards that names lead to.
//!
//! All of it works without script. A chip is a button that opens an element with `popover`; a name is
//! a link to its card in the list at the end of the page, which the style sheet shows as a card when it
//! is the address's target.

use std::collections::{BTreeMap, BTreeSet};

use super::sanitize::SafeHtml;
use crate::pages::catalogue::Catalogue;
use crate::pages::view::{ClaimView, EntityView, QuoteView, SourceView};

/// Renders the bodies of one page: what they share is numbered across them.
pub struct PageBodies<'a> {
    /// Views of what bodies link to.
    pub(super) catalogue: &'a Catalogue<'a>,
    /// What leads from the page to the site's base: `../../`, or an absolute path.
    root: String,
    ids: BTreeSet<String>,
    /// What buttons of the bodies open.
    pub(super) popovers: SafeHtml,
    chips: BTreeMap<(String, String), String>,
    claims: BTreeMap<String, String>,
    /// Whom the bodies name, in that order; their cards stand at the end of the page.
    cards: Vec<EntityView>,
    carded: BTreeSet<String>,
    /// Notes so far.
    pub(super) notes: usize,
    /// Numbered paragraphs so far.
    pub(super) paragraphs: usize,
}

impl<'a> PageBodies<'a> {
    /// For a page from which `root` leads to the site's base.
    pub fn new(catalogue: &'a Catalogue<'a>, root: &str) -> Self {
        Self {
            catalogue,
            root: root.to_owned(),
            ids: BTreeSet::new(),
            popovers: SafeHtml::new(),
            chips: BTreeMap::new(),
            claims: BTreeMap::new(),
            cards: Vec::new(),
            carded: BTreeSet::new(),
            notes: 0,
            paragraphs: 0,
        }
    }

    /// What the buttons of all bodies open, and whose cards their links lead to.
    pub fn finish(self) -> (SafeHtml, Vec<EntityView>) {
        (self.popovers, self.cards)
    }

    /// `wanted`, or that with a number behind it when the page has it already.
    pub(super) fn free_id(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        id
    }

    /// The address of a path below the site's base, from the page.
    pub(super) fn url(&self, href: &str) -> String {
        format!("{}{href}", self.root)
    }

    /// A chip that opens where its words come from.
    pub(super) fn chip(&mut self, out: &mut SafeHtml, quote: &QuoteView) {
        let key = (quote.source.id.clone(), quote.quote.clone().unwrap_or_default());
        let id = if let Some(id) = self.chips.get(&key) {
            id.clone()
        } else {
            let id = format!("s{}", self.chips.len() + 1);
            self.chips.insert(key, id.clone());
            let mut opened = SafeHtml::new();
            opened.open("div", &[("popover", ""), ("class", "pop"), ("id", &id)]);
            self.evidence(&mut opened, quote, true);
            opened.close("div");
            self.popovers.append(&opened);
            id
        };
        chip_button(out, &quote.source, &id);
    }

    /// What opens at the answers of a claim: the words of all who answer it. Gives back its id, and
    /// the markup where the page has none of this claim yet.
    pub(super) fn claim(&mut self, claim: &ClaimView, class: &str) -> (String, Option<SafeHtml>) {
        if let Some(id) = self.claims.get(&claim.id) {
            return (id.clone(), None);
        }
        let id = format!("c{}", self.claims.len() + 1);
        self.claims.insert(claim.id.clone(), id.clone());
        let class = format!("{class} {}", claim.verdict.name);
        let mut out = SafeHtml::new();
        out.open("div", &[("popover", ""), ("class", &class), ("id", &id)]);
        out.open("p", &[]);
        out.open("b", &[]);
        out.element("a", &[("href", &self.url(&claim.href))], &claim.question);
        out.close("b");
        out.close("p");
        for position in claim.answers.iter().flat_map(|answer| &answer.positions) {
            self.evidence(&mut out, &position.evidence, false);
        }
        out.close("div");
        (id, Some(out))
    }

    /// One paragraph: who says it, the exact words, and where to read them.
    fn evidence(&self, out: &mut SafeHtml, quote: &QuoteView, alone: bool) {
        let source = &quote.source;
        out.open("p", &[]);
        out.element("a", &[("href", &self.url(&source.href))], &source.name);
        if let Some(date) = source.published.as_ref().filter(|_| alone) {
            out.text(", ");
            match &date.datetime {
                Some(machine) => out.element("time", &[("datetime", machine)], &date.words),
                None => out.text(&date.words),
            }
        }
        out.text(" ");
        let language = source.language.as_deref().unwrap_or("");
        let attributes = [("lang", language)];
        let shown = if language.is_empty() { &attributes[..0] } else { &attributes[..] };
        match &quote.quote {
            Some(words) => out.element("q", shown, words.trim_matches(['“', '”', '"'])),
            None => out.element("span", shown, &source.title),
        }
        for (address, words) in
            [(&quote.read, "Read at the source"), (&source.archive, "Archived copy")]
        {
            if let Some(address) = address {
                out.text(" ");
                out.element("a", &[("href", address), ("rel", "external noopener")], words);
            }
        }
        out.close("p");
    }

    /// The address of an entity's card on this page, which stands at its end.
    pub fn card(&mut self, entity: &EntityView) -> String {
        if self.carded.insert(entity.id.clone()) {
            self.cards.push(entity.clone());
        }
        format!("#e-{}", entity.id)
    }
}

/// A source's letters, as a button that opens the part of the page with this id.
pub(super) fn chip_button(out: &mut SafeHtml, source: &SourceView, id: &str) {
    out.open("button", &[("class", "chip"), ("popovertarget", id), ("title", &source.name)]);
    out.element("bdi", &[], &source.code);
    out.close("button");
}
