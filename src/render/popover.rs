//! What the bodies of one page share: ids that are used once, and the pop-overs that source chips,
//! entity links and notes open.

use std::collections::{BTreeMap, BTreeSet};

use super::sanitize::SafeHtml;
use crate::pages::catalogue::Catalogue;
use crate::pages::strings::Strings;
use crate::pages::view::{EntityView, QuoteView};

/// Renders the bodies of one page: what they share is numbered across them.
pub struct PageBodies<'a> {
    /// Views of what bodies link to.
    pub(super) catalogue: &'a Catalogue<'a>,
    /// What leads from the page to the site's base: `../../`, or an absolute path.
    root: String,
    ids: BTreeSet<String>,
    /// What buttons and links of the bodies open.
    pub(super) popovers: SafeHtml,
    chips: BTreeMap<(String, String), String>,
    cards: BTreeSet<String>,
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
            cards: BTreeSet::new(),
            notes: 0,
            paragraphs: 0,
        }
    }

    /// What chips, entity links and notes of all bodies open.
    pub fn popovers(self) -> SafeHtml {
        self.popovers
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
            let id = format!("src-{}", self.chips.len() + 1);
            self.chips.insert(key, id.clone());
            let popover = self.chip_popover(&id, quote);
            self.popovers.append(&popover);
            id
        };
        let label = format!("{}: {}", quote.source.code, quote.source.name);
        out.open(
            "button",
            &[
                ("type", "button"),
                ("class", "chip"),
                ("popovertarget", &id),
                ("aria-label", &label),
            ],
        );
        out.element("bdi", &[], &quote.source.code);
        out.close("button");
    }

    fn chip_popover(&self, id: &str, quote: &QuoteView) -> SafeHtml {
        let source = &quote.source;
        let strings = self.catalogue.strings;
        let mut out = SafeHtml::new();
        out.open("div", &[("popover", ""), ("class", "pop"), ("id", id)]);
        out.open("p", &[("class", "pop-head")]);
        out.element("b", &[], &source.name);
        if let Some(date) = &source.published {
            out.text(" · ");
            match &date.datetime {
                Some(machine) => out.element("time", &[("datetime", machine)], &date.words),
                None => out.text(&date.words),
            }
        }
        out.close("p");
        if let Some(words) = &quote.quote {
            let language = source.lang.as_deref().unwrap_or("");
            let attributes = [("lang", language)];
            let shown = if language.is_empty() { &attributes[..0] } else { &attributes[..] };
            out.open("blockquote", shown);
            let (open, close) = (strings.text("marks.open"), strings.text("marks.close"));
            let words = words.trim_matches(['“', '”', '"']);
            out.element("p", &[], &format!("{open}{words}{close}"));
            out.close("blockquote");
        }
        out.open("p", &[]);
        let url = self.url(&source.href);
        let language = source.lang.as_deref().unwrap_or("");
        let attributes = [("href", url.as_str()), ("lang", language)];
        let shown = if language.is_empty() { &attributes[..1] } else { &attributes[..] };
        out.element("a", shown, &source.title);
        out.close("p");
        if let Some(read) = &quote.read {
            out.open("p", &[]);
            let attributes = [("href", read.as_str()), ("rel", "external noopener")];
            out.element("a", &attributes, strings.text("part.read"));
            out.close("p");
        }
        out.close("div");
        out
    }

    /// The card an entity link opens on hover; gives back its id.
    pub(super) fn card(&mut self, entity: &EntityView) -> String {
        let id = format!("card-{}", entity.id);
        if self.cards.insert(entity.id.clone()) {
            let mut out = SafeHtml::new();
            out.open("div", &[("popover", "manual"), ("class", "pop card"), ("id", &id)]);
            out.open("p", &[("class", "pop-head")]);
            out.element("b", &[], &entity.name);
            out.close("p");
            let role = entity.role.as_deref().unwrap_or(&entity.kind_word);
            out.element("p", &[], role);
            out.element("p", &[("class", "meta")], &card_counts(entity, self.catalogue.strings));
            out.close("div");
            self.popovers.append(&out);
        }
        id
    }
}

fn card_counts(entity: &EntityView, strings: &Strings) -> String {
    let mut parts = Vec::new();
    if entity.sources > 0 {
        parts.push(strings.count("part.in_sources", entity.sources));
    }
    if entity.events > 0 {
        parts.push(strings.count("count.events", entity.events));
    }
    parts.join(" · ")
}
