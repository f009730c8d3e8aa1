//! Whether what one content file says of another is so: ids that exist, codes that are unique,
//! names that mean one thing. Knows the library; changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::front_matter::place_at;
use super::library::{Entries, Entry, Library, PageMeta};
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span, closest};
use crate::model::article::ArticleMeta;
use crate::model::change::{ChangeKind, ChangeMeta};
use crate::model::entity::EntityMeta;
use crate::model::quotation::Citation;
use crate::path::Slug;

/// Ids offered as "did you mean" are searched for at most this often: each search reads all ids.
const MOST_SUGGESTIONS: usize = 50;

/// Checks everything that one file says of another.
pub fn check_references(library: &Library) -> Diagnostics {
    let mut checker = Checker { library, searches: 0, diagnostics: Vec::new() };
    for page in library.index.iter().chain(library.pages.values()) {
        checker.check_page(page);
    }
    checker.check_articles();
    checker.check_entities();
    checker.check_events();
    checker.check_claims();
    checker.check_questions();
    library.changes.values().for_each(|change| checker.check_change(change));
    checker.check_cycles();
    checker.check_former(&library.pages, |meta| &meta.former_ids);
    checker.check_former(&library.articles, |meta| &meta.former_ids);
    checker.check_former(&library.entities, |meta| &meta.former_ids);
    checker.check_former(&library.events, |meta| &meta.former_ids);
    checker.check_former(&library.claims, |meta| &meta.former_ids);
    checker.check_former(&library.questions, |meta| &meta.former_ids);
    checker.diagnostics.extend(code_clashes(library));
    checker.diagnostics.extend(alias_clashes(library));
    checker.diagnostics
}

/// The kinds of things another file can name by id.
#[derive(Clone, Copy)]
enum Kind {
    Article,
    Entity,
    Event,
    Claim,
}

impl Kind {
    const fn noun(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Entity => "entity",
            Self::Event => "event",
            Self::Claim => "claim",
        }
    }

    const fn folder(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Entity => "entities",
            Self::Event => "events",
            Self::Claim => "claims",
        }
    }

    fn holds(self, library: &Library, id: &Slug) -> bool {
        match self {
            Self::Article => library.articles.contains_key(id),
            Self::Entity => library.entities.contains_key(id),
            Self::Event => library.events.contains_key(id),
            Self::Claim => library.claims.contains_key(id),
        }
    }

    fn ids(self, library: &Library) -> Vec<&str> {
        match self {
            Self::Article => library.articles.keys().map(Slug::as_str).collect(),
            Self::Entity => library.entities.keys().map(Slug::as_str).collect(),
            Self::Event => library.events.keys().map(Slug::as_str).collect(),
            Self::Claim => library.claims.keys().map(Slug::as_str).collect(),
        }
    }
}

struct Checker<'a> {
    library: &'a Library,
    searches: usize,
    diagnostics: Diagnostics,
}

impl Checker<'_> {
    fn report<M>(&mut self, entry: &Entry<M>, path: &[&str], problem: Diagnostic) {
        let place = place_at(entry.path.as_str(), &entry.text, path);
        self.diagnostics.push(problem.at(place));
    }

    /// Reports an id that names nothing, with the one that may be meant.
    fn report_near<M>(&mut self, entry: &Entry<M>, path: &[&str], problem: Diagnostic, near: &str) {
        let place = place_at(entry.path.as_str(), &entry.text, path);
        let problem = problem.hint(format!("did you mean `{near}`?"));
        let fix =
            Edit::at(&place, near).map(|edit| Fix::suggested(format!("write `{near}`"), edit));
        let problem = Diagnostic { fixes: fix.into_iter().collect(), ..problem };
        self.diagnostics.push(problem.at(place));
    }

    /// Whether there is such a thing, readable or not.
    fn exists(&self, kind: Kind, id: &Slug) -> bool {
        kind.holds(self.library, id) || self.library.is_unreadable(kind.folder(), id.as_str())
    }

    /// Reports an id that names nothing, at its place in the front matter.
    fn expect<M>(&mut self, entry: &Entry<M>, path: &[&str], kind: Kind, id: &Slug) {
        if self.exists(kind, id) {
            return;
        }
        let noun = kind.noun();
        let problem = Diagnostic::error("reference-missing", format!("there is no {noun} `{id}`"));
        if let Some(near) = self.near(id, &[kind]) {
            self.report_near(entry, path, problem, &near);
        } else {
            let problem = problem.hint(format!("add the {noun}, or name one there is"));
            self.report(entry, path, problem);
        }
    }

    /// The closest id of these kinds, as long as few have been searched for.
    fn near(&mut self, id: &Slug, kinds: &[Kind]) -> Option<String> {
        self.searches += 1;
        if self.searches > MOST_SUGGESTIONS {
            return None;
        }
        let ids: Vec<&str> = kinds.iter().flat_map(|kind| kind.ids(self.library)).collect();
        let alike = ids.iter().copied().filter(|other| {
            other.len().abs_diff(id.as_str().len()) <= (id.as_str().len() / 3).max(1)
        });
        closest(id.as_str(), alike).map(str::to_owned)
    }

    /// Reports what stands in a list twice: the second is no second source, person or answer.
    fn expect_once<M, T: Ord>(
        &mut self,
        entry: &Entry<M>,
        (key, part): (&str, Option<&str>),
        items: impl Iterator<Item = (T, String)>,
    ) {
        let mut seen: BTreeMap<T, usize> = BTreeMap::new();
        let place = |at: usize| {
            let at = at.to_string();
            let path: Vec<&str> = [key, &at].into_iter().chain(part).collect();
            place_at(entry.path.as_str(), &entry.text, &path)
        };
        for (at, (item, written)) in items.enumerate() {
            let Some(first) = seen.get(&item) else {
                seen.insert(item, at);
                continue;
            };
            let problem =
                Diagnostic::warning("listed-twice", format!("`{written}` stands here twice"))
                    .hint("delete one of the two")
                    .related(place(*first), "here for the first time");
            let problem = match whole_line(&entry.text, &place(at)) {
                Some(edit) => problem.fix(Fix::safe("delete this line", edit)),
                None => problem,
            };
            self.diagnostics.push(problem.at(place(at)));
        }
    }

    fn expect_all<M>(&mut self, entry: &Entry<M>, key: &str, kind: Kind, ids: &[Slug]) {
        self.expect_once(entry, (key, None), ids.iter().map(|id| (id, id.to_string())));
        for (at, id) in ids.iter().enumerate() {
            self.expect(entry, &[key, &at.to_string()], kind, id);
        }
    }

    fn expect_citations<M>(&mut self, entry: &Entry<M>, citations: &[Citation]) {
        let cited =
            citations.iter().map(|one| ((&one.article, &one.quote), one.article.to_string()));
        self.expect_once(entry, ("sources", Some("article")), cited);
        for (at, citation) in citations.iter().enumerate() {
            let path = ["sources", &at.to_string(), "article"];
            self.expect(entry, &path, Kind::Article, &citation.article);
        }
    }

    fn check_page(&mut self, page: &Entry<PageMeta>) {
        self.expect_all(page, "key_claims", Kind::Claim, &page.meta.key_claims);
        self.expect_all(page, "key_events", Kind::Event, &page.meta.key_events);
    }

    fn check_articles(&mut self) {
        for entry in self.library.articles.values() {
            let tags = entry.meta.tags.iter().map(|tag| (tag, tag.clone()));
            self.expect_once(entry, ("tags", None), tags);
            match &entry.meta.copy_of {
                Some(original) if *original == entry.id => {
                    let problem = Diagnostic::error("reference-to-itself", "it copies itself")
                        .hint("name the article it repeats, or delete the key");
                    self.report(entry, &["copy_of"], problem);
                }
                Some(original) => self.expect(entry, &["copy_of"], Kind::Article, original),
                None => {}
            }
            if let Some(code) = entry.meta.code.as_deref().filter(|code| !is_code(code)) {
                let message = format!("the code `{code}` is not two capital letters");
                let problem = Diagnostic::warning("bad-code", message)
                    .hint("chips on pages have room for two letters");
                self.report(entry, &["code"], problem);
            }
        }
    }

    fn check_entities(&mut self) {
        for entry in self.library.entities.values() {
            let aliases = entry.meta.aliases.iter().map(|alias| (alias, alias.clone()));
            self.expect_once(entry, ("aliases", None), aliases);
        }
    }

    fn check_events(&mut self) {
        for entry in self.library.events.values() {
            let meta = &entry.meta;
            if let Some(place) = &meta.place {
                self.expect(entry, &["place"], Kind::Entity, place);
            }
            self.expect_all(entry, "participants", Kind::Entity, &meta.participants);
            if let Some(whole) = &meta.part_of {
                self.expect(entry, &["part_of"], Kind::Event, whole);
            }
            if let Some(before) = &meta.after {
                self.expect(entry, &["after"], Kind::Event, before);
            }
            self.expect_citations(entry, &meta.sources);
        }
    }

    fn check_claims(&mut self) {
        for entry in self.library.claims.values() {
            let meta = &entry.meta;
            if let Some(event) = &meta.event {
                self.expect(entry, &["event"], Kind::Event, event);
            }
            if let Some(about) = &meta.about {
                self.expect(entry, &["about"], Kind::Entity, about);
            }
            for (at, position) in meta.positions.iter().enumerate() {
                let path = ["positions", &at.to_string(), "article"];
                self.expect(entry, &path, Kind::Article, &position.article);
            }
            let answers = meta.positions.iter().map(|one| {
                let words = (&one.article, &one.value, &one.quote);
                (words, one.article.to_string())
            });
            self.expect_once(entry, ("positions", Some("article")), answers);
            let silent = meta.silent.iter().map(|one| (&one.article, one.article.to_string()));
            self.expect_once(entry, ("silent", Some("article")), silent);
            let speaking: BTreeMap<&Slug, usize> =
                meta.positions.iter().enumerate().map(|(at, p)| (&p.article, at)).collect();
            for (at, silence) in meta.silent.iter().enumerate() {
                let path = ["silent", &at.to_string(), "article"];
                self.expect(entry, &path, Kind::Article, &silence.article);
                if let Some(position) = speaking.get(&silence.article) {
                    let message = format!("`{}` has a position and is silent", silence.article);
                    let position = ["positions", &position.to_string(), "article"];
                    let place = place_at(entry.path.as_str(), &entry.text, &position);
                    let problem = Diagnostic::error("silent-with-position", message)
                        .hint("delete one of the two")
                        .related(place, "here it has a position");
                    self.report(entry, &path, problem);
                }
            }
        }
    }

    fn check_questions(&mut self) {
        for entry in self.library.questions.values() {
            self.expect_all(entry, "claims", Kind::Claim, &entry.meta.claims);
            self.expect_citations(entry, &entry.meta.sources);
        }
    }

    fn check_change(&mut self, entry: &Entry<ChangeMeta>) {
        if let Some(about) = &entry.meta.about {
            let kinds = [Kind::Article, Kind::Claim, Kind::Event];
            if !kinds.iter().any(|kind| self.exists(*kind, about)) {
                let message = format!("there is no article, claim or event `{about}`");
                let problem = Diagnostic::error("reference-missing", message);
                if let Some(near) = self.near(about, &kinds) {
                    self.report_near(entry, &["about"], problem, &near);
                } else {
                    let problem = problem.hint("name what changed by its id");
                    self.report(entry, &["about"], problem);
                }
            }
        }
        if entry.meta.kind != ChangeKind::Verdict {
            return;
        }
        for (key, value) in [("was", &entry.meta.was), ("now", &entry.meta.now)] {
            if let Some(value) = value
                && ChangeMeta::verdict(value).is_none()
            {
                let problem = Diagnostic::error("wrong-type", format!("`{value}` is no verdict"))
                    .hint("write agree, differ, contradict or single-source");
                self.report(entry, &[key], problem);
            }
        }
    }

    /// Former ids that are still in use, or that two files claim: an address leads to one page. As a
    /// former id never is a present one, addresses cannot lead in a circle.
    fn check_former<M>(&mut self, entries: &Entries<M>, former: fn(&M) -> &Vec<Slug>) {
        let mut owners: BTreeMap<&Slug, &Slug> = BTreeMap::new();
        for entry in entries.values() {
            for (at, old) in former(&entry.meta).iter().enumerate() {
                let taken = if *old == entry.id {
                    Some("is the id of the file itself".to_owned())
                } else if let Some(other) = entries.get(old) {
                    Some(format!("is the id of `{}`", other.path))
                } else {
                    let first = owners.insert(old, &entry.id).filter(|first| **first != entry.id);
                    first.map(|first| format!("is a former id of `{first}` already"))
                };
                if let Some(taken) = taken {
                    let message = format!("the former id `{old}` {taken}");
                    let problem = Diagnostic::error("former-id-taken", message)
                        .hint("delete it here: its address can lead to one page only");
                    self.report(entry, &["former_ids", &at.to_string()], problem);
                }
            }
        }
    }

    /// Events that are, over some steps, a part of themselves.
    fn check_cycles(&mut self) {
        let mut settled: BTreeSet<&Slug> = BTreeSet::new();
        for start in self.library.events.keys() {
            let mut on_way: BTreeSet<&Slug> = BTreeSet::new();
            let mut at = Some(start);
            while let Some(id) = at {
                if !settled.contains(id) && !on_way.insert(id) {
                    if let Some(entry) = self.library.events.get(id) {
                        let message = format!("the event `{id}` is a part of itself");
                        let problem = Diagnostic::error("reference-to-itself", message)
                            .hint("delete one `part_of` of the circle");
                        self.report(entry, &["part_of"], problem);
                    }
                    break;
                }
                if settled.contains(id) {
                    break;
                }
                at = self.library.events.get(id).and_then(|entry| entry.meta.part_of.as_ref());
            }
            settled.extend(on_way);
        }
    }
}

/// Takes away the line of a list item, where there is nothing else on it.
fn whole_line(text: &str, place: &Place) -> Option<Edit> {
    let span = place.span?;
    let start = text.get(..span.start)?.rfind('\n')? + 1;
    let end = span.end + text.get(span.end..)?.find('\n')? + 1;
    let before = text.get(start..span.start)?.trim_start();
    let after = text.get(span.end..end)?.trim();
    // An item with keys of its own goes on below this line.
    let alone = before.strip_prefix('-').is_some_and(|rest| rest.trim().is_empty());
    let place = Place { span: Some(Span::new(start, end)), ..place.clone() };
    (alone && after.is_empty()).then(|| Edit::at(&place, ""))?
}

/// Two articles with one code.
fn code_clashes(library: &Library) -> Diagnostics {
    let mut owners: BTreeMap<&str, &Entry<ArticleMeta>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for entry in library.articles.values() {
        let Some(code) = entry.meta.code.as_deref() else { continue };
        if let Some(first) = owners.insert(code, entry) {
            let message = format!("`{}` and `{}` have the same code `{code}`", first.id, entry.id);
            let place = |entry: &Entry<_>| place_at(entry.path.as_str(), &entry.text, &["code"]);
            let problem = Diagnostic::error("code-clash", message)
                .at(place(entry))
                .related(place(first), "the other article with this code");
            diagnostics.push(problem.hint("give one of them another code"));
        }
    }
    diagnostics
}

/// Names and aliases that two entities share.
fn alias_clashes(library: &Library) -> Diagnostics {
    let mut owners: BTreeMap<&str, (&Entry<EntityMeta>, Vec<String>)> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let place = |entry: &Entry<EntityMeta>, path: &[String]| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        place_at(entry.path.as_str(), &entry.text, &path)
    };
    for entry in library.entities.values() {
        let name = std::iter::once((entry.meta.name.as_str(), vec!["name".to_owned()]));
        let aliases = entry.meta.aliases.iter().enumerate();
        let aliases =
            aliases.map(|(at, alias)| (alias.as_str(), vec!["aliases".to_owned(), at.to_string()]));
        for (word, path) in name.chain(aliases) {
            match owners.get(word) {
                Some((first, written)) if first.id != entry.id => {
                    let first_id = &first.id;
                    let message = format!("`{word}` names both `{first_id}` and `{}`", entry.id);
                    let problem = Diagnostic::warning("alias-clash", message)
                        .at(place(entry, &path))
                        .related(place(first, written), "here the other one has it");
                    diagnostics.push(problem.hint(format!(
                        "it is linked to neither: delete it from one of the two, or write \
                         [[{first_id}|{word}]] where that one is meant"
                    )));
                }
                Some(_) => {}
                None => {
                    owners.insert(word, (entry, path));
                }
            }
        }
    }
    diagnostics
}

/// Whether a code is two capital letters or digits, or a capital letter and a number, as sources are
/// given when a story has more of them than there are pairs of letters.
fn is_code(code: &str) -> bool {
    let mut chars = code.chars();
    let pair =
        code.chars().count() == 2 && code.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let numbered = chars.next().is_some_and(char::is_uppercase)
        && (2..=6).contains(&chars.as_str().len())
        && chars.all(|c| c.is_ascii_digit());
    pair || numbered
}

#[cfg(test)]
mod tests {
    use super::super::library::load_library;
    use crate::diagnostic::Diagnostics;
    use crate::path::ContentPath;

    fn load(files: &[(&str, &str)]) -> Diagnostics {
        let file = |(path, yaml): &(&str, &str)| {
            let path = ContentPath::parse(&format!("content/{path}.md")).expect("a path");
            (path, format!("---\n{yaml}\n---\n"))
        };
        load_library(&files.iter().map(file).collect::<Vec<_>>()).1
    }

    #[test]
    fn a_code_is_a_pair_or_a_letter_with_a_number() {
        for (code, fits) in [
            ("RP", true),
            ("R2", true),
            ("R706", true),
            ("R", false),
            ("RPX", false),
            ("R7P", false),
            ("706", false),
            ("rp", false),
            ("R7061234", false),
        ] {
            let file = format!("title: River\ncode: {code:?}");
            let found = load(&[("articles/river-post", &file)]);
            assert_eq!(!found.iter().any(|problem| problem.code == "bad-code"), fits, "{code}");
        }
    }

    #[test]
    fn a_former_id_leads_to_one_file_only() {
        let files = [
            ("events/flood", "title: Flood\nformer_ids: [storm, deluge]"),
            ("events/storm", "title: Storm\nformer_ids: [storm, rain]"),
            ("events/thaw", "title: Thaw\nformer_ids: [melt, deluge]"),
            ("claims/storm", "question: Storm?\nattribute: other\nformer_ids: [deluge]"),
        ];
        let found: Vec<(String, usize, usize)> = load(&files)
            .iter()
            .filter(|problem| problem.code == "former-id-taken")
            .filter_map(|problem| {
                let place = problem.place.as_ref()?;
                Some((place.file.clone(), place.line, place.column))
            })
            .collect();
        let event = |id: &str, line, column| (format!("content/events/{id}.md"), line, column);
        assert_eq!(found, [event("flood", 3, 14), event("storm", 3, 14), event("thaw", 3, 20)]);
    }

    #[test]
    fn what_names_nothing_is_reported_at_the_word() {
        let files = [
            ("articles/river-post", "title: River\ncode: RP"),
            ("articles/hill-echo", "title: Hill\ncode: RP\ncopy_of: river-pots"),
            ("entities/ana-moor", "name: Ana Moor\ntype: person\naliases: [Moor]"),
            ("entities/bo-moor", "name: Bo Moor\ntype: person\naliases: [Moor]"),
            ("events/flood", "title: Flood\nparticipants: [ana-moor, ana-mor]\npart_of: flood"),
            (
                "claims/depth",
                "question: How deep?\nattribute: depth\npositions:\n  - {value: a, article: river-post, quote: q}\n  - {value: b, article: rivr-post, quote: q}\nsilent:\n  - {article: river-post, why: other-topic}",
            ),
            ("faq/why", "question: Why?\nclaims: [dept]"),
            ("changes/one", "kind: verdict\nat: 2025\nwas: agre\nabout: nothing-like-it"),
            ("notes/x", "a: b"),
        ];
        let problems = load(&files);
        let found: Vec<(&str, &str, usize, usize)> = problems
            .iter()
            .filter_map(|p| {
                let place = p.place.as_ref()?;
                Some((p.code, place.file.as_str(), place.line, place.column))
            })
            .collect();
        for expected in [
            ("reference-missing", "content/articles/hill-echo.md", 4, 10),
            ("code-clash", "content/articles/river-post.md", 3, 7),
            ("alias-clash", "content/entities/bo-moor.md", 4, 11),
            ("reference-missing", "content/events/flood.md", 3, 26),
            ("reference-to-itself", "content/events/flood.md", 4, 10),
            ("reference-missing", "content/claims/depth.md", 6, 25),
            ("silent-with-position", "content/claims/depth.md", 8, 15),
            ("reference-missing", "content/faq/why.md", 3, 10),
            ("wrong-type", "content/changes/one.md", 4, 6),
            ("reference-missing", "content/changes/one.md", 5, 8),
            ("stray-file", "content/notes/x.md", 1, 1),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:#?}");
        }
        assert_eq!(found.len(), 11, "{found:#?}");
        let hints: Vec<_> = problems.iter().filter_map(|p| p.hint.as_deref()).collect();
        assert!(hints.contains(&"did you mean `river-post`?"), "{hints:?}");
        assert!(hints.contains(&"did you mean `ana-moor`?"), "{hints:?}");
    }
}
