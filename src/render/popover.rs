//! What the bodies of one page share: ids that are used once, what source chips and notes open, and
//! the cards that names lead to.
//!
//! All of it works without script. A chip is a button that opens an element with `popover`; a name is
//! a link to its card in the list at the end of the page, which the style sheet shows as a card when it
//! is the address's target.
//!
//! Ids of our own parts begin with `_`, which no id of content does: nothing in content can stand for a
//! part of the page.

use std::collections::{BTreeMap, BTreeSet};

use super::sanitize::SafeHtml;
use crate::pages::catalogue::Catalogue;
use crate::pages::view::{ClaimView, EntityView, QuoteView, SourceView};
use crate::path::Slug;

/// Renders the bodies of one page: what they share is numbered across them.
pub struct PageBodies<'a> {
    /// Views of what bodies link to.
    pub(super) catalogue: &'a Catalogue<'a>,
    /// What leads from the page to the site's base: `../../`, or an absolute path.
    root: String,
    /// Whether the page lists the sources, each under its letters as id.
    lists_sources: bool,
    ids: BTreeSet<String>,
    /// The number to try next behind an id that the page has already.
    numbered: BTreeMap<String, usize>,
    /// What buttons of the bodies open.
    pub(super) popovers: SafeHtml,
    chips: BTreeMap<(String, String), String>,
    claims: BTreeMap<String, String>,
    /// Whom the bodies name, in that order; their cards stand at the end of the page.
    cards: Vec<&'a EntityView>,
    /// Number of each one's card, from 1.
    carded: BTreeMap<&'a str, usize>,
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
            lists_sources: false,
            ids: BTreeSet::new(),
            numbered: BTreeMap::new(),
            popovers: SafeHtml::new(),
            chips: BTreeMap::new(),
            claims: BTreeMap::new(),
            cards: Vec::new(),
            carded: BTreeMap::new(),
            notes: 0,
            paragraphs: 0,
        }
    }

    /// For a page that lists all sources, each with its letters as id.
    #[must_use]
    pub fn with_sources(mut self, listed: bool) -> Self {
        self.lists_sources = listed;
        if listed {
            self.ids.extend(self.catalogue.sources.values().map(|source| source.code.clone()));
        }
        self
    }

    /// What the buttons of all bodies open, and whose cards their links lead to.
    pub fn finish(self) -> (SafeHtml, Vec<&'a EntityView>) {
        (self.popovers, self.cards)
    }

    /// The id of a heading: what its author wants, where that is made of letters, digits and signs
    /// between them, else a word of its own.
    pub(super) fn heading_id(&mut self, wanted: Option<&str>, words: &str, prefix: &str) -> String {
        let is_id = |id: &&str| {
            id.starts_with(char::is_alphanumeric)
                && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
        };
        let id = match wanted.filter(is_id) {
            Some(id) => id.to_owned(),
            None => {
                Slug::from_text(words).map_or_else(|| "section".to_owned(), |slug| slug.to_string())
            }
        };
        self.free_id(&format!("{prefix}{id}"))
    }

    /// `wanted`, or that with a number behind it when the page has it already.
    pub(super) fn free_id(&mut self, wanted: &str) -> String {
        if self.ids.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        // Of a page with a thousand headings of one name, the next number is known.
        let number = self.numbered.entry(wanted.to_owned()).or_insert(2);
        loop {
            let id = format!("{wanted}-{number}");
            *number += 1;
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The address of a path below the site's base, from the page.
    pub(super) fn url(&self, href: &str) -> String {
        format!("{}{href}", self.root)
    }

    /// A chip that opens the words of a source; without words, it leads to the source.
    pub(super) fn chip(&mut self, out: &mut SafeHtml, quote: &QuoteView) {
        if quote.quote.is_none() {
            let source = &quote.source;
            let (here, there) = (format!("#{}", source.code), self.url(&source.href));
            let url = if self.lists_sources { &here } else { &there };
            let attributes = [("class", "chip"), ("href", url.as_str()), ("title", &source.name)];
            let shown = if self.lists_sources { &attributes[..2] } else { &attributes[..] };
            return out.element("a", shown, &source.code);
        }
        let key = (quote.source.id.clone(), quote.quote.clone().unwrap_or_default());
        let id = if let Some(id) = self.chips.get(&key) {
            id.clone()
        } else {
            let id = format!("_s{}", self.chips.len() + 1);
            self.chips.insert(key, id.clone());
            let mut opened = SafeHtml::new();
            opened.open("div", &[("popover", ""), ("class", "pop"), ("id", &id)]);
            self.evidence(&mut opened, quote);
            opened.close("div");
            self.popovers.append(&opened);
            id
        };
        self.chip_button(out, &[&quote.source], &id);
    }

    /// What opens at the answers of a claim, or stands beside them: the words of all who answer it.
    /// Gives back its id, and the markup where the page has none of this claim yet.
    pub(super) fn claim(&mut self, claim: &ClaimView, beside: bool) -> (String, Option<SafeHtml>) {
        if let Some(id) = self.claims.get(&claim.id) {
            return (id.clone(), None);
        }
        let id = format!("_c{}", self.claims.len() + 1);
        self.claims.insert(claim.id.clone(), id.clone());
        let class = format!("pop {}{}", if beside { "note " } else { "" }, claim.verdict.name);
        let mut out = SafeHtml::new();
        out.open("div", &[("popover", ""), ("class", &class), ("id", &id)]);
        // The question is told where the words stand by themselves; elsewhere the sentence tells it.
        if beside {
            out.element("a", &[("href", &self.url(&claim.href))], &claim.question);
        }
        for position in claim.answers.iter().flat_map(|answer| &answer.positions) {
            self.evidence(&mut out, &position.evidence);
        }
        out.close("div");
        (id, Some(out))
    }

    /// One paragraph: who says it, the exact words, and where to read them.
    fn evidence(&self, out: &mut SafeHtml, quote: &QuoteView) {
        let source = &quote.source;
        out.open("p", &[]);
        out.element("a", &[("href", &self.url(&source.href))], &source.name);
        out.text(" ");
        let language = source.lang.as_deref().unwrap_or("");
        let attributes = [("lang", language)];
        let shown = if language.is_empty() { &attributes[..0] } else { &attributes[..] };
        let words = quote.quote.as_deref().unwrap_or("");
        out.element("q", shown, words.trim_matches(['“', '”', '"']));
        for (address, words) in [(&quote.read, "part.read"), (&source.archive, "source.archive")] {
            if let Some(address) = address {
                let attributes = [("href", address.as_str()), ("rel", "external noopener")];
                out.text(" ");
                out.element("a", &attributes, self.catalogue.strings.text(words));
            }
        }
        out.close("p");
    }

    /// Whether the bodies so far name anybody.
    pub fn has_cards(&self) -> bool {
        !self.cards.is_empty()
    }

    /// The address of an entity's card on this page, which stands at its end.
    pub fn card(&mut self, entity: &'a EntityView) -> String {
        let next = self.cards.len() + 1;
        let number = *self.carded.entry(&entity.id).or_insert(next);
        if number == next {
            self.cards.push(entity);
        }
        format!("#_e{number}")
    }

    /// The letters of sources, as one button that opens the part of the page with this id. Letters in
    /// a frame of their own are not mixed with text of the other direction.
    pub(super) fn chip_button(&self, out: &mut SafeHtml, sources: &[&SourceView], id: &str) {
        let codes: Vec<&str> = sources.iter().map(|source| source.code.as_str()).collect();
        let title = self.catalogue.strings.text("part.their_words");
        let attributes = [("class", "chip"), ("popovertarget", id), ("title", title)];
        out.element("button", &attributes, &codes.join("·"));
    }
}
