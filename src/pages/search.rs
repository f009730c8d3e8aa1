//! The search page: without script, and below the search field, everything from A to Z.

mod alphabet;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::route::{Pager, Routes, numbered, paginate};
use super::view::LinkView;
use super::{Page, Subject, View};
use crate::config::Config;
use crate::path::UrlPath;
use alphabet::{Alphabet, SortKey};

/// Entries on one page of the index, in pages of the other lists.
const LISTS: usize = 5;

/// The search page, or one page of the index below it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SearchView {
    /// Headline.
    pub title: String,
    /// Every letter of the index, with the place where it begins.
    pub letters: Vec<LinkView>,
    /// The entries of this page by letter.
    pub groups: Vec<LetterGroup>,
    /// Where this page stands.
    pub pager: Pager,
}

/// Entries that begin with one letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LetterGroup {
    /// The letter.
    pub letter: String,
    /// Its anchor.
    pub id: String,
    /// The entries.
    pub entries: Vec<IndexEntry>,
}

/// Something in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IndexEntry {
    /// Where it stands.
    pub href: String,
    /// What it is listed by.
    pub text: String,
    /// The name it is better known by.
    pub see: Option<String>,
    /// What it is.
    pub kind: String,
    /// BCP 47 tag of the text, when that is a source's.
    pub language: Option<String>,
}

/// Plans the search page with the index of everything.
pub(super) fn plan<'a>(facts: &'a Facts<'a>, routes: &mut Routes<'a>) {
    let title = facts.strings.text(title(facts.config));
    let size = facts.config.build.page_size.max(1) * LISTS;
    let pages = count(facts).div_ceil(size).max(1);
    for number in 1..=pages {
        let route = numbered(&UrlPath::section("search"), number);
        routes.add_titled(route, Subject::Index(number), title);
    }
}

/// The string that is the page's title.
const fn title(config: &Config) -> &'static str {
    if config.build.search { "find.title" } else { "find.index" }
}

/// How many entries the index has.
fn count(facts: &Facts<'_>) -> usize {
    let library = facts.library;
    let alphabet = Alphabet::of(&facts.config.language);
    let names = library.entities.values().map(|entry| {
        let name = alphabet.key(&entry.meta.name);
        1 + entry.meta.aliases.iter().filter(|alias| leads_on(&alphabet, &name, alias)).count()
    });
    let outlets = library.articles.values().filter(|entry| entry.meta.outlet.is_some());
    names.sum::<usize>()
        + library.events.len()
        + library.claims.len()
        + library.questions.len()
        + library.articles.len()
        + outlets.count()
}

/// Whether an alias gets an entry: one that would stand beside the name leads nowhere new.
fn leads_on(alphabet: &Alphabet, name: &SortKey, alias: &str) -> bool {
    !name.begins_with(&alphabet.key(alias))
}

/// Notes what the whole index is made from.
pub(super) fn note(catalogue: &Catalogue<'_>) {
    let _ = catalogue.library.entities.iter();
    let _ = (catalogue.entities.iter(), catalogue.events.iter(), catalogue.sources.iter());
    let _ = (catalogue.claims.iter(), catalogue.library.questions.iter());
}

/// A page of the index.
pub(super) fn page(
    catalogue: &Catalogue<'_>,
    config: &Config,
    route: &UrlPath,
    view: &SearchView,
) -> Page {
    let strings = catalogue.strings;
    let title = strings.text(title(config));
    Page::new(route.clone(), "search", title, View::Search(view.clone()))
        .described(strings.text("find.describe"))
}

/// The index from A to Z, page by page.
pub(super) fn views(catalogue: &Catalogue<'_>, config: &Config) -> Vec<SearchView> {
    let alphabet = Alphabet::of(&config.language);
    let mut entries: Vec<(SortKey, IndexEntry)> = entries(catalogue, &alphabet);
    entries.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.href.cmp(&b.1.href)));
    let parts =
        paginate(&UrlPath::section("search"), entries, config.build.page_size.max(1) * LISTS);
    let grouped: Vec<_> =
        parts.into_iter().map(|part| (part.route, part.pager, groups(part.entries))).collect();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut letters = Vec::new();
    for (route, _, groups) in &grouped {
        for group in groups {
            if known.insert(&group.letter) {
                let href = format!("{}#{}", super::view::href(route), group.id);
                letters.push(LinkView { href, text: group.letter.clone() });
            }
        }
    }
    let title = catalogue.strings.text(title(config));
    grouped
        .into_iter()
        .map(|(_, pager, groups)| SearchView {
            title: title.to_owned(),
            letters: letters.clone(),
            groups,
            pager,
        })
        .collect()
}

/// Everything with its place in the order.
fn entries(catalogue: &Catalogue<'_>, alphabet: &Alphabet) -> Vec<(SortKey, IndexEntry)> {
    let mut entries = Vec::new();
    let strings = catalogue.strings;
    let mut add =
        |href: &str, text: &str, see: Option<&str>, kind: &str, language: Option<&String>| {
            let entry = IndexEntry {
                href: href.to_owned(),
                text: text.to_owned(),
                see: see.map(str::to_owned),
                kind: kind.to_owned(),
                language: language.cloned(),
            };
            entries.push((alphabet.key(text), entry));
        };
    for (id, entity) in catalogue.entities.iter() {
        add(&entity.href, &entity.name, None, &entity.kind_word, None);
        let name = alphabet.key(&entity.name);
        let aliases = catalogue.library.entities.get(id).map(|entry| &entry.meta.aliases);
        for alias in aliases.into_iter().flatten() {
            if leads_on(alphabet, &name, alias) {
                add(&entity.href, alias, Some(&entity.name), &entity.kind_word, None);
            }
        }
    }
    for event in catalogue.events.values() {
        add(&event.href, &event.title, None, strings.text("find.event"), None);
    }
    for claim in catalogue.claims.values() {
        add(&claim.href, &claim.question, None, strings.text("find.claim"), None);
    }
    for question in catalogue.questions() {
        add(&question.href, &question.question, None, strings.text("find.question"), None);
    }
    for source in catalogue.sources.values() {
        add(
            &source.href,
            &source.title,
            None,
            strings.text("find.source"),
            source.language.as_ref(),
        );
        if let Some(outlet) = &source.outlet {
            add(&source.href, outlet, Some(&source.title), strings.text("find.source"), None);
        }
    }
    entries
}

fn groups(entries: Vec<(SortKey, IndexEntry)>) -> Vec<LetterGroup> {
    let mut groups: Vec<LetterGroup> = Vec::new();
    for (key, entry) in entries {
        let letter = key.letter();
        if groups.last().is_none_or(|group| group.letter != letter) {
            let id = match letter {
                alphabet::OTHERS => "az-0".to_owned(),
                letter => format!("az-{}", letter.to_lowercase()),
            };
            groups.push(LetterGroup { letter: letter.to_owned(), id, entries: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(entry);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fixture::{config, graph, library};

    fn planned(config: &Config) -> Vec<SearchView> {
        let library = library();
        let graph = graph(&library);
        let strings = crate::pages::strings::Strings::english();
        let (pages, _) = crate::pages::plan_pages(&library, &graph, config, &strings);
        let views = pages.into_iter().filter_map(|page| match page.view {
            View::Search(view) => Some(view),
            _ => None,
        });
        views.collect()
    }

    #[test]
    fn everything_stands_in_the_index_once_a_name() {
        let library = library();
        let views = planned(&config());
        let [view] = views.as_slice() else { panic!("{} pages", views.len()) };
        let all: Vec<&IndexEntry> = view.groups.iter().flat_map(|group| &group.entries).collect();
        let plain = all.iter().filter(|entry| entry.see.is_none()).count();
        let things = library.entities.len()
            + library.events.len()
            + library.claims.len()
            + library.questions.len()
            + library.articles.len();
        assert_eq!(plain, things);
        assert_eq!(view.letters.len(), view.groups.len());
    }

    #[test]
    fn a_long_index_is_split_and_every_letter_leads_to_its_page() {
        let mut config = config();
        config.build.page_size = 1;
        let views = planned(&config);
        assert!(views.len() > 2);
        for letter in &views[0].letters {
            let (path, id) = letter.href.split_once('#').expect("an anchor");
            let at = views.iter().position(|view| {
                view.groups.iter().any(|group| group.id == id && group.letter == letter.text)
            });
            let number = at.expect("a page") + 1;
            let expected = match number {
                1 => "search/index.html".to_owned(),
                n => format!("search/page/{n}/index.html"),
            };
            assert_eq!(path, expected);
        }
    }
}
