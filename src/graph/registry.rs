//! What a `[[…]]` can name, and what is wrong with one that names nothing, or several things.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::Target;
use crate::content::library::Library;
use crate::content::wikilinks::Wikilink;
use crate::diagnostic::fix::{Applicability, Edit, Fix};
use crate::diagnostic::{Diagnostic, Place, closest};
use crate::path::Slug;

/// Everything a `[[…]]` can name. What it holds is gathered when the first link asks.
pub(super) struct Registry<'a> {
    library: &'a Library,
    ids: OnceLock<BTreeMap<&'a str, Vec<Target>>>,
    names: OnceLock<BTreeMap<&'a str, BTreeSet<&'a Slug>>>,
    /// Names and ids by their letters in lower case, names first: they are what people write.
    cases: OnceLock<BTreeMap<String, Vec<&'a str>>>,
}

impl<'a> Registry<'a> {
    pub(super) fn of(library: &'a Library) -> Self {
        let (ids, names, cases) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { library, ids, names, cases }
    }

    fn ids(&self) -> &BTreeMap<&'a str, Vec<Target>> {
        self.ids.get_or_init(|| {
            let library = self.library;
            let mut ids: BTreeMap<&str, Vec<Target>> = BTreeMap::new();
            let mut add = |id: &'a Slug, target: fn(Slug) -> Target| {
                ids.entry(id.as_str()).or_default().push(target(id.clone()));
            };
            library.entities.keys().for_each(|id| add(id, Target::Entity));
            library.events.keys().for_each(|id| add(id, Target::Event));
            library.articles.keys().for_each(|id| add(id, Target::Article));
            library.claims.keys().for_each(|id| add(id, Target::Claim));
            library.questions.keys().for_each(|id| add(id, Target::Question));
            library.pages.keys().for_each(|id| add(id, Target::Page));
            library.changes.keys().for_each(|id| add(id, Target::Change));
            if library.index.is_some() {
                ids.entry("index").or_default().push(Target::Index);
            }
            ids
        })
    }

    fn names(&self) -> &BTreeMap<&'a str, BTreeSet<&'a Slug>> {
        self.names.get_or_init(|| {
            let mut names: BTreeMap<&str, BTreeSet<&Slug>> = BTreeMap::new();
            for entry in self.library.entities.values() {
                for name in std::iter::once(&entry.meta.name).chain(&entry.meta.aliases) {
                    names.entry(name.trim()).or_default().insert(&entry.id);
                }
            }
            names
        })
    }

    fn cases(&self) -> &BTreeMap<String, Vec<&'a str>> {
        self.cases.get_or_init(|| {
            let mut cases: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for known in self.names().keys().chain(self.ids().keys()) {
                cases.entry(known.to_lowercase()).or_default().push(known);
            }
            cases
        })
    }

    /// The thing of one kind with this id.
    pub(super) fn by_kind(&self, kind: &str, id: &str) -> Option<Target> {
        let is_kind = |target: &&Target| {
            matches!(
                (kind, target),
                ("entity", Target::Entity(_))
                    | ("event", Target::Event(_))
                    | ("article" | "source", Target::Article(_))
                    | ("claim", Target::Claim(_))
                    | ("faq", Target::Question(_))
                    | ("page", Target::Page(_))
                    | ("change", Target::Change(_))
            )
        };
        self.ids().get(id)?.iter().find(is_kind).cloned()
    }

    /// What a target text means: `kind:id`, an id, or a name. An id comes before a name, and a
    /// change, which nobody names by chance, after everything else.
    pub(super) fn target(&self, text: &str) -> Result<Target, Fault> {
        if let Some((kind, id)) = text.split_once(':')
            && let Some(target) = self.by_kind(kind.trim(), id.trim())
        {
            return Ok(target);
        }
        if let Some(targets) = self.ids().get(text) {
            let mut all: Vec<&Target> =
                targets.iter().filter(|target| !matches!(target, Target::Change(_))).collect();
            if all.is_empty() {
                all = targets.iter().collect();
            }
            return match all.as_slice() {
                [one] => Ok((*one).clone()),
                several => Err(Fault::Ambiguous(several.iter().copied().cloned().collect())),
            };
        }
        let Some(owners) = self.names().get(text) else { return Err(Fault::Missing) };
        let mut targets: Vec<Target> =
            owners.iter().map(|id| Target::Entity((*id).clone())).collect();
        match (targets.len(), targets.pop()) {
            (1, Some(target)) => Ok(target),
            (_, last) => {
                targets.extend(last);
                Err(Fault::Ambiguous(targets))
            }
        }
    }

    /// The one id or name that differs from a text in capitals only; a kind before it is kept.
    pub(super) fn in_other_case(&self, text: &str) -> Option<String> {
        let (kind, id) = match text.split_once(':') {
            Some((kind, id)) if !kind.contains(' ') => (Some(kind.trim()), id.trim()),
            _ => (None, text),
        };
        let known = self.cases().get(&id.to_lowercase())?;
        let right = known.iter().find(|known| match kind {
            Some("quote") => self.by_kind("article", known).is_some(),
            Some(kind) => self.by_kind(kind, known).is_some(),
            None => true,
        })?;
        Some(kind.map_or_else(|| (*right).to_owned(), |kind| format!("{kind}:{right}")))
    }

    /// Whether a text is a name rather than an id.
    pub(super) fn is_name(&self, text: &str) -> bool {
        !self.ids().contains_key(text) && self.names().contains_key(text)
    }

    /// The id or name closest to a text that is neither; a kind before it is kept.
    pub(super) fn near(&self, text: &str) -> Option<String> {
        let (kind, id) = match text.split_once(':') {
            Some((kind, id)) if !kind.contains(' ') => (Some(kind), id),
            _ => (None, text),
        };
        let alike = |name: &&str| name.len().abs_diff(id.len()) <= (id.len() / 3).max(1);
        let known = self.ids().keys().chain(self.names().keys()).copied().filter(alike);
        let near = closest(id, known).or_else(|| self.in_other_words(id))?;
        Some(match kind {
            Some(kind) => format!("{kind}:{near}"),
            None => near.to_owned(),
        })
    }

    /// The id or name of mostly the same words, in whatever order: `crimea-annexed` for
    /// `annexation-of-crimea`.
    fn in_other_words(&self, text: &str) -> Option<&str> {
        let wanted = words_of(text);
        let known = self.ids().keys().chain(self.names().keys()).copied();
        let fits = known.filter_map(|known| {
            let words = words_of(known);
            let alike = |word: &&String| wanted.iter().any(|other| is_akin(word, other));
            let shared = words.iter().filter(alike).count();
            let most = words.len().max(wanted.len());
            (shared > 1 && shared * 2 >= most).then_some((shared, std::cmp::Reverse(most), known))
        });
        fits.max_by_key(|(shared, most, known)| (*shared, *most, std::cmp::Reverse(*known)))
            .map(|(.., known)| known)
    }
}

/// Letters that two words of one stem have in common at least.
const STEM: usize = 5;
/// Words of an id that are compared at most.
const MOST_WORDS: usize = 12;

/// The words of an id or a name that say something.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.take(MOST_WORDS).map(str::to_lowercase).collect()
}

/// Whether two words are one, or begin alike.
fn is_akin(left: &str, right: &str) -> bool {
    left == right || left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count() >= STEM
}

/// Why a `[[…]]` has no target.
pub(super) enum Fault {
    /// Nothing has that id or name.
    Missing,
    /// Several things have.
    Ambiguous(Vec<Target>),
    /// `[[quote:…]]` without words.
    NoWords,
}

impl Fault {
    pub(super) fn diagnostic(
        &self,
        written: &Wikilink,
        registry: &Registry<'_>,
        suggest: bool,
    ) -> Diagnostic {
        let target = &written.target;
        match self {
            Self::Missing => {
                if let Some(right) = registry.in_other_case(target) {
                    let message = format!("`{target}` is written `{right}`");
                    return Diagnostic::error("link-case", message)
                        .hint(format!("write [[{right}]]"));
                }
                let message = format!("`{target}` is no id and no name on this site");
                let problem = Diagnostic::error("link-target-missing", message);
                match registry.near(target).filter(|_| suggest) {
                    Some(near) => problem.hint(format!("did you mean [[{near}]]?")),
                    None => problem.hint(match &written.text {
                        Some(words) => {
                            format!("name what there is, or write the words alone: {words}")
                        }
                        None => {
                            format!("name what there is, or write [[!{target}]] for plain text")
                        }
                    }),
                }
            }
            Self::Ambiguous(targets) => {
                let listed: Vec<String> = targets.iter().map(explicit).collect();
                let message = format!("`{target}` can mean {}", listed.join(", "));
                let first = listed.first().cloned().unwrap_or_default();
                Diagnostic::error("link-target-ambiguous", message)
                    .hint(format!("say which one, such as [[{first}|{target}]]"))
            }
            Self::NoWords => Diagnostic::error("link-target-missing", "the quotation has no words")
                .hint("write [[quote:article-id|exact words]]"),
        }
    }
}

impl Fault {
    /// The targets that can be meant, each written in the place of the wrong one.
    pub(super) fn fixes(
        &self,
        written: &Wikilink,
        registry: &Registry<'_>,
        place: &Place,
        suggest: bool,
    ) -> Vec<Fix> {
        let fix = |target: String| {
            // Words that are shown stay as they are.
            let shown = if written.text.is_none() && matches!(self, Self::Ambiguous(_)) {
                format!("{target}|{}", written.target)
            } else {
                target
            };
            Some(Fix::suggested(format!("write [[{shown}]]"), Edit::at(place, shown)?))
        };
        match self {
            Self::Missing => match registry.in_other_case(&written.target) {
                Some(right) => {
                    let fix = fix(right).into_iter();
                    fix.map(|fix| Fix { applicability: Applicability::Safe, ..fix }).collect()
                }
                None if suggest => {
                    registry.near(&written.target).and_then(fix).into_iter().collect()
                }
                None => Vec::new(),
            },
            Self::Ambiguous(targets) => {
                targets.iter().filter_map(|target| fix(explicit(target))).collect()
            }
            Self::NoWords => Vec::new(),
        }
    }
}

/// A target in its unmistakable form, such as `event:flood`.
fn explicit(target: &Target) -> String {
    match target {
        Target::Index => "index".to_owned(),
        Target::Page(id) => format!("page:{id}"),
        Target::Article(id) => format!("article:{id}"),
        Target::Entity(id) => format!("entity:{id}"),
        Target::Event(id) => format!("event:{id}"),
        Target::Claim(id) => format!("claim:{id}"),
        Target::Question(id) => format!("faq:{id}"),
        Target::Change(id) => format!("change:{id}"),
    }
}
