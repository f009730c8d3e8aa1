//! What links to what: wikilinks, automatic links and backlinks with their sentence.

mod backlinks;
pub mod link;
mod linking;
mod name_table;
pub mod orphans;
mod registry;
mod remembered;
mod resolve;
mod sentences;

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;
use crate::path::{ContentPath, Slug, UrlPath};

pub use linking::{Linking, resolve_links};
pub use remembered::RememberedLinks;

/// Something a page exists for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// The explainer.
    Index,
    /// `content/pages/<id>.md`, at `/<id>/`.
    Page(Slug),
    /// `/sources/<id>/`.
    Article(Slug),
    /// `/entities/<id>/`.
    Entity(Slug),
    /// `/events/<id>/`.
    Event(Slug),
    /// `/claims/<id>/`.
    Claim(Slug),
    /// `/faq/#<id>`.
    Question(Slug),
    /// A change entry, `/changes/#<id>`.
    Change(Slug),
}

impl Target {
    /// The page on which it is found, and the fragment there.
    pub fn url(&self) -> (UrlPath, Option<String>) {
        match self {
            Self::Index => (UrlPath::home(), None),
            Self::Page(id) => (UrlPath::top(id), None),
            Self::Article(id) => (UrlPath::page("sources", id), None),
            Self::Entity(id) => (UrlPath::page("entities", id), None),
            Self::Event(id) => (UrlPath::page("events", id), None),
            Self::Claim(id) => (UrlPath::page("claims", id), None),
            Self::Question(id) => (UrlPath::section("faq"), Some(id.to_string())),
            Self::Change(id) => (UrlPath::section("changes"), Some(id.to_string())),
        }
    }
}

/// How a link came about and how it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// `[[id]]` or `[[id|text]]`: a link to an entity, event, question or page.
    Written,
    /// A name found in the text.
    Automatic,
    /// `[[article-id]]`: shown as the source's chip.
    Source,
    /// `[[claim:id]]`: the claim's values with verdict badge and chips.
    Claim,
    /// `[[quote:article-id|exact words]]`: a quotation with its chip.
    Quote,
    /// `[[!text]]`: plain text that must not be linked.
    Suppressed,
}

/// One link in a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// Bytes in the body that the link replaces.
    pub span: Span,
    /// What it leads to; absent for suppressed text.
    pub target: Option<Target>,
    /// The words shown.
    pub text: String,
    /// How it came about.
    pub kind: LinkKind,
}

/// A sentence that mentions something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence, as plain text.
    pub text: String,
    /// What it mentions, each once, sorted.
    pub targets: Vec<Target>,
}

/// A place that mentions a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// What mentions it.
    pub from: Target,
    /// The sentence that does.
    pub sentence: Arc<Sentence>,
}

impl Backlink {
    /// The sentence, as plain text.
    pub fn text(&self) -> &str {
        &self.sentence.text
    }
}

/// What else the sentence mentions is no part of it: who shows a backlink does not show that.
impl Hash for Backlink {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.from.hash(state);
        self.text().hash(state);
    }
}

/// All links of a site. Copies share what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkGraph {
    /// Links of each body, in order, not overlapping.
    pub links: BTreeMap<ContentPath, Arc<[Link]>>,
    /// Who mentions a target, one entry a body and sentence, in content order.
    pub backlinks: BTreeMap<Target, Arc<Vec<Backlink>>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::load_library;
    use crate::diagnostic::Diagnostics;

    const STORY: &[(&str, &str)] = &[
        (
            "articles/river-post-flood",
            "---\ntitle: Flood\noutlet: River Post\ncode: RP\n---\nAna Moor's *town*. Ana Moor swims.\n",
        ),
        (
            "entities/ana-moor",
            "---\nname: Ana Moor\ntype: person\naliases: [Moor, X]\n---\nAna Moor is the mayor of Tarn.\n",
        ),
        ("entities/bo-moor", "---\nname: Bo Moor\ntype: person\naliases: [Moor]\n---\n"),
        (
            "entities/tarn",
            "---\nname: Tarn\ntype: place\naliases: [Tarn Valley, \"Moor's End\"]\n---\n",
        ),
        ("events/flood", "---\ntitle: The flood\n---\n"),
        ("claims/flood", "---\nquestion: How deep?\nattribute: depth\n---\n"),
        ("faq/why", "---\nquestion: Why?\n---\n"),
    ];

    /// The links of an index page with this body, as `words>target`, and what is wrong.
    fn check(body: &str) -> (Vec<String>, LinkGraph, Diagnostics) {
        let index = ("index", format!("---\ntitle: Index\n---\n{body}"));
        let story = STORY.iter().map(|(path, text)| (*path, (*text).to_owned())).chain([index]);
        let files: Vec<(ContentPath, String)> = story
            .map(|(path, text)| {
                (ContentPath::parse(&format!("content/{path}.md")).expect("a path"), text)
            })
            .collect();
        let (library, _) = load_library(&files);
        assert_eq!(library.articles.len() + library.entities.len() + library.claims.len(), 5);
        let (graph, problems) = resolve_links(&library);
        let path = ContentPath::parse("content/index.md").expect("a path");
        let show = |link: &Link| {
            let target = link.target.as_ref().map(Target::url);
            let url = target.map(|(url, part)| format!("{url}{}", part.unwrap_or_default()));
            format!("{}>{}", link.text, url.unwrap_or_default())
        };
        let links =
            graph.links.get(&path).into_iter().flat_map(|links| links.iter()).map(show).collect();
        (links, graph, problems)
    }

    #[test]
    fn written_links_find_their_targets() {
        for (body, expected) in [
            ("[[ana-moor]]", "Ana Moor>/entities/ana-moor/"),
            ("[[Bo Moor]]", "Bo Moor>/entities/bo-moor/"),
            ("[[tarn|the town]]", "the town>/entities/tarn/"),
            ("[[!Tarn]]", "Tarn>"),
            ("[[river-post-flood]]", "River Post>/sources/river-post-flood/"),
            ("[[claim:flood]]", "How deep?>/claims/flood/"),
            ("[[event:flood]]", "The flood>/events/flood/"),
            ("[[why]]", "Why?>/faq/why"),
            ("[[quote:river-post-flood|Ana swims]]", "Ana swims>/sources/river-post-flood/"),
        ] {
            let (links, _, problems) = check(body);
            assert_eq!((links, problems), (vec![expected.to_owned()], vec![]), "{body}");
        }
    }

    #[test]
    fn links_to_nothing_and_to_several_things_are_reported_at_the_word() {
        for (body, code, words) in [
            ("[[ana-mor]]", "link-target-missing", "did you mean [[ana-moor]]?"),
            ("[[Ana More]]", "link-target-missing", "did you mean [[Ana Moor]]?"),
            ("[[quote:river-post|x]]", "link-target-missing", ""),
            ("[[quote:river-post-flood]]", "link-target-missing", "exact words"),
            ("[[claim:floods]]", "link-target-missing", "[[claim:flood]]"),
            ("[[flood]]", "link-target-ambiguous", "[[event:flood|flood]]"),
            ("[[Moor]]", "link-target-ambiguous", "[[entity:ana-moor|Moor]]"),
        ] {
            let (_, _, problems) = check(&format!("Words {body} here"));
            let [problem] = problems.as_slice() else { panic!("{body}: {problems:?}") };
            assert_eq!(problem.code, code, "{body}");
            assert!(problem.hint.as_deref().unwrap_or("").contains(words), "{problem:?}");
            let place = problem.place.as_ref().expect("a place");
            assert_eq!((place.line, place.column), (4, 9), "{body}");
        }
    }

    #[test]
    fn names_are_linked_once_a_section_and_only_in_running_text() {
        for (body, expected) in [
            ("Ana Moor's plan. Ana Moor left.", vec!["Ana Moor"]),
            ("Ana Moor.\n\n## Next Ana Moor\n\nAna Moor.", vec!["Ana Moor", "Ana Moor"]),
            ("`Ana Moor` [Ana Moor](/x) <a href=\"/\">Ana Moor</a> Ana Moorland", vec![]),
            ("Tarn Valley, then Tarn Valleys", vec!["Tarn Valley"]),
            ("ana moor, ANA MOOR, X", vec![]),
            ("*Ana\nMoor*", vec!["Ana Moor"]),
            ("Ana Moor-Smith of Tarn-based", vec!["Tarn"]),
            ("In Moor\u{2019}s End", vec!["Moor\u{2019}s End"]),
            ("[[ana-moor|she]] is Ana Moor", vec!["she"]),
            ("Ana Moor, later [[!Tarn]] and Tarn", vec!["Ana Moor", "Tarn", "Tarn"]),
            ("    Ana Moor\n\n<p>Ana Moor</p>\n", vec![]),
        ] {
            let (links, _, _) = check(body);
            let words: Vec<&str> = links.iter().filter_map(|link| link.split('>').next()).collect();
            assert_eq!(words, expected, "{body}");
        }
    }

    #[test]
    fn a_shared_name_is_reported_once_with_its_owners() {
        let (links, _, problems) = check("Moor said. Moor left.");
        assert!(links.is_empty(), "{links:?}");
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!(problem.code, "ambiguous-name");
        assert!(problem.message.contains("ana-moor, bo-moor"), "{problem:?}");
    }

    #[test]
    fn backlinks_carry_their_sentence_as_plain_text() {
        let body = "First words. In **Tarn**, [[ana-moor|she]] *said* no. Last words of\nTarn.";
        let (_, graph, _) = check(body);
        let slug = |id: &str| Slug::parse(id).expect("an id");
        let of = |id: &str| -> Vec<(Target, &str)> {
            let all = graph.backlinks.get(&Target::Entity(slug(id))).into_iter();
            let all = all.flat_map(|links| links.iter());
            all.map(|link| (link.from.clone(), link.text())).collect()
        };
        assert_eq!(
            of("ana-moor"),
            [
                (Target::Index, "In Tarn, she said no."),
                (Target::Article(slug("river-post-flood")), "Ana Moor's town."),
            ]
        );
        assert_eq!(
            of("tarn"),
            [
                (Target::Index, "In Tarn, she said no."),
                (Target::Entity(slug("ana-moor")), "Ana Moor is the mayor of Tarn."),
            ]
        );
    }

    #[test]
    fn of_an_endless_sentence_the_words_around_the_link_are_kept() {
        let words = "and then some more ".repeat(500);
        let (_, graph, _) = check(&format!("{words}Tarn {words}"));
        let tarn = Target::Entity(Slug::parse("tarn").expect("an id"));
        let sentence = graph.backlinks[&tarn][0].text();
        assert!(sentence.starts_with("… ") && sentence.ends_with(" …"), "{sentence}");
        assert!(sentence.contains(" Tarn ") && sentence.len() < 1000, "{sentence}");
    }

    #[test]
    fn large_bodies_are_linked_in_linear_time() {
        let (links, _, _) = check(&"Ana Moor and [[tarn]] met. ".repeat(40_000));
        assert_eq!(links.len(), 40_001);
    }
}
