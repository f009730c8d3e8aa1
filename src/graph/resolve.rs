//! What a `[[…]]` means: ids, names and kinds to targets. Knows the library, not the pages.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::backlinks::collect_backlinks;
use super::link::{Mention, Names};
use super::{Link, LinkGraph, LinkKind, Target};
use crate::content::library::{Entry, Library};
use crate::content::wikilinks::{Scan, Wikilink, scan};
use crate::diagnostic::fix::{Applicability, Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span, closest};
use crate::path::{ContentPath, Slug};

/// Links searched for a "did you mean" at most this often a body: each search reads all names.
const MOST_SUGGESTIONS: usize = 20;

/// Faults of one body that are placed to the letter; of so many, the others name their file.
const MOST_PLACED: usize = 1000;

/// One body to link: whose it is, its file, and where the body begins in it.
pub(super) struct Body<'a> {
    pub(super) from: Target,
    pub(super) file: &'a str,
    pub(super) path: &'a ContentPath,
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl<'a> Body<'a> {
    fn new<M>(from: Target, entry: &'a Entry<M>) -> Self {
        let file = entry.path.as_str();
        Self { from, file, path: &entry.path, text: &entry.text, start: entry.body_start }
    }

    pub(super) fn body(&self) -> &'a str {
        self.text.get(self.start..).unwrap_or("")
    }

    fn place(&self, span: Span) -> Place {
        let span = Span::new(span.start + self.start, span.end + self.start);
        Place::span(self.file, self.text, span)
    }
}

/// All bodies of the library, in content order.
fn bodies(library: &Library) -> Vec<Body<'_>> {
    let mut all: Vec<Body<'_>> =
        library.index.iter().map(|entry| Body::new(Target::Index, entry)).collect();
    add_bodies(&mut all, &library.pages, Target::Page);
    add_bodies(&mut all, &library.articles, Target::Article);
    add_bodies(&mut all, &library.entities, Target::Entity);
    add_bodies(&mut all, &library.events, Target::Event);
    add_bodies(&mut all, &library.claims, Target::Claim);
    add_bodies(&mut all, &library.questions, Target::Question);
    add_bodies(&mut all, &library.changes, Target::Change);
    all
}

/// Adds the bodies of one kind.
fn add_bodies<'a, M>(
    all: &mut Vec<Body<'a>>,
    entries: &'a BTreeMap<Slug, Entry<M>>,
    target: fn(Slug) -> Target,
) {
    all.extend(entries.values().map(|entry| Body::new(target(entry.id.clone()), entry)));
}

/// Resolves every written link and finds every automatic one.
pub fn resolve_links(library: &Library) -> (LinkGraph, Diagnostics) {
    let names = Names::of(library);
    let registry = Registry::of(library);
    let bodies = bodies(library);
    let linked: Vec<Linked<'_>> =
        bodies.par_iter().map(|body| link_body(body, library, &registry, &names)).collect();
    // Looked up by hash, then sorted once: a target is mentioned many times.
    let mut places: HashMap<Target, usize> = HashMap::new();
    let mut backlinks: Vec<(Target, Vec<super::Backlink>)> = Vec::new();
    let mut links: Vec<(ContentPath, Vec<Link>)> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut reported: BTreeSet<String> = BTreeSet::new();
    for (body, linked) in bodies.iter().zip(linked) {
        diagnostics.extend(linked.diagnostics);
        for mention in linked.ambiguous {
            let name = mention.span.of(body.body()).replace('\n', " ");
            if reported.insert(name.clone()) {
                diagnostics.push(ambiguous_name(body, &mention, &name));
            }
        }
        for (target, backlink) in linked.backlinks {
            let next = backlinks.len();
            let at = *places.entry(target.clone()).or_insert(next);
            match backlinks.get_mut(at) {
                Some((_, all)) => all.push(backlink),
                None => backlinks.push((target, vec![backlink])),
            }
        }
        if !linked.links.is_empty() {
            links.push((body.path.clone(), linked.links));
        }
    }
    let graph = LinkGraph {
        links: links.into_iter().collect(),
        backlinks: backlinks.into_iter().collect(),
    };
    (graph, crate::diagnostic::sorted(diagnostics))
}

/// What was found in one body.
struct Linked<'n> {
    links: Vec<Link>,
    ambiguous: Vec<Mention<'n>>,
    backlinks: Vec<(Target, super::Backlink)>,
    diagnostics: Diagnostics,
}

fn link_body<'n>(
    body: &Body<'_>,
    library: &Library,
    registry: &Registry<'_>,
    names: &'n Names,
) -> Linked<'n> {
    let scan = scan(body.body());
    let (mut links, diagnostics) = written_links(body, &scan, library, registry);
    let (automatic, ambiguous) = automatic_links(body, &scan, names, &links);
    links.extend(automatic);
    links.sort_by_key(|link| link.span);
    let backlinks = collect_backlinks(body, &scan, &links);
    Linked { links, ambiguous, backlinks, diagnostics }
}

/// The `[[…]]` of a body. One that leads nowhere is reported and shown as its text.
fn written_links(
    body: &Body<'_>,
    scan: &Scan,
    library: &Library,
    registry: &Registry<'_>,
) -> (Vec<Link>, Diagnostics) {
    let mut links = Vec::new();
    let mut diagnostics = Vec::new();
    for written in &scan.wikilinks {
        let link = match resolve(written, library, registry) {
            Ok(link) => link,
            Err(fault) => {
                let suggest = diagnostics.len() < MOST_SUGGESTIONS;
                let problem = fault.diagnostic(written, registry, suggest);
                let known = matches!(fault, Fault::Missing) && is_unreadable(written, library);
                let place = if diagnostics.len() < MOST_PLACED {
                    body.place(written.target_span)
                } else {
                    Place::file(body.file)
                };
                // A file that could not be read is reported itself.
                if !known {
                    let fixes = fault.fixes(written, registry, &place, suggest);
                    diagnostics.push(Diagnostic { fixes, ..problem.at(place) });
                }
                let text = written.text.clone().unwrap_or_else(|| written.target.clone());
                Link { span: written.span, target: None, text, kind: LinkKind::Suppressed }
            }
        };
        links.push(link);
    }
    (links, diagnostics)
}

/// Whether the file that a link names is there but could not be read.
fn is_unreadable(written: &Wikilink, library: &Library) -> bool {
    let target = written.target.as_str();
    let id = target.split_once(':').map_or(target, |(_, id)| id).trim();
    let folders = ["entities", "events", "articles", "claims", "faq", "pages", "changes"];
    !library.unreadable.is_empty() && folders.iter().any(|folder| library.is_unreadable(folder, id))
}

/// Why a `[[…]]` has no target.
enum Fault {
    /// Nothing has that id or name.
    Missing,
    /// Several things have.
    Ambiguous(Vec<Target>),
    /// `[[quote:…]]` without words.
    NoWords,
}

impl Fault {
    fn diagnostic(&self, written: &Wikilink, registry: &Registry<'_>, suggest: bool) -> Diagnostic {
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
    fn fixes(
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

fn resolve(written: &Wikilink, library: &Library, registry: &Registry<'_>) -> Result<Link, Fault> {
    let span = written.span;
    if let Some(plain) = written.target.strip_prefix('!') {
        // A bar inside is part of the plain text.
        let text = match &written.text {
            Some(rest) => format!("{}|{rest}", plain.trim_start()),
            None => plain.trim_start().to_owned(),
        };
        return Ok(Link { span, target: None, text, kind: LinkKind::Suppressed });
    }
    if let Some(id) = written.target.strip_prefix("quote:") {
        let target = registry.by_kind("article", id.trim()).ok_or(Fault::Missing)?;
        let words = written.text.clone().filter(|words| !words.is_empty()).ok_or(Fault::NoWords)?;
        return Ok(Link { span, target: Some(target), text: words, kind: LinkKind::Quote });
    }
    let target = registry.target(&written.target)?;
    let kind = match target {
        Target::Article(_) => LinkKind::Source,
        Target::Claim(_) => LinkKind::Claim,
        _ => LinkKind::Written,
    };
    let text = match (&written.text, registry.is_name(&written.target)) {
        (Some(text), _) => text.clone(),
        (None, true) => written.target.clone(),
        (None, false) => title(&target, library),
    };
    Ok(Link { span, target: Some(target), text, kind })
}

/// The words that stand for a target where none are written.
fn title(target: &Target, library: &Library) -> String {
    let found = match target {
        Target::Index => library.index.as_ref().map(|entry| entry.meta.title.clone()),
        Target::Page(id) => library.pages.get(id).map(|entry| entry.meta.title.clone()),
        Target::Article(id) => library.articles.get(id).map(|entry| {
            let meta = &entry.meta;
            meta.outlet.clone().unwrap_or_else(|| meta.title.clone())
        }),
        Target::Entity(id) => library.entities.get(id).map(|entry| entry.meta.name.clone()),
        Target::Event(id) => library.events.get(id).map(|entry| entry.meta.title.clone()),
        Target::Claim(id) => library.claims.get(id).map(|entry| entry.meta.question.clone()),
        Target::Question(id) => library.questions.get(id).map(|entry| entry.meta.question.clone()),
        Target::Change(id) => Some(id.to_string()),
    };
    found.unwrap_or_default()
}

/// Everything a `[[…]]` can name.
struct Registry<'a> {
    ids: BTreeMap<&'a str, Vec<Target>>,
    names: BTreeMap<&'a str, BTreeSet<&'a Slug>>,
    /// Names and ids by their letters in lower case, names first: they are what people write.
    /// Made where the first is asked for, as most sites have no such slip.
    cases: OnceLock<BTreeMap<String, Vec<&'a str>>>,
}

impl<'a> Registry<'a> {
    fn of(library: &'a Library) -> Self {
        let mut registry =
            Self { ids: BTreeMap::new(), names: BTreeMap::new(), cases: OnceLock::new() };
        registry.add(&library.entities, Target::Entity);
        registry.add(&library.events, Target::Event);
        registry.add(&library.articles, Target::Article);
        registry.add(&library.claims, Target::Claim);
        registry.add(&library.questions, Target::Question);
        registry.add(&library.pages, Target::Page);
        registry.add(&library.changes, Target::Change);
        if library.index.is_some() {
            registry.ids.entry("index").or_default().push(Target::Index);
        }
        for entry in library.entities.values() {
            for name in std::iter::once(&entry.meta.name).chain(&entry.meta.aliases) {
                registry.names.entry(name.trim()).or_default().insert(&entry.id);
            }
        }
        registry
    }

    fn cases(&self) -> &BTreeMap<String, Vec<&'a str>> {
        self.cases.get_or_init(|| {
            let mut cases: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for known in self.names.keys().chain(self.ids.keys()) {
                cases.entry(known.to_lowercase()).or_default().push(known);
            }
            cases
        })
    }

    fn add<M>(&mut self, entries: &'a BTreeMap<Slug, Entry<M>>, target: fn(Slug) -> Target) {
        for id in entries.keys() {
            self.ids.entry(id.as_str()).or_default().push(target(id.clone()));
        }
    }

    /// The thing of one kind with this id.
    fn by_kind(&self, kind: &str, id: &str) -> Option<Target> {
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
        self.ids.get(id)?.iter().find(is_kind).cloned()
    }

    /// What a target text means: `kind:id`, an id, or a name. An id comes before a name, and a
    /// change, which nobody names by chance, after everything else.
    fn target(&self, text: &str) -> Result<Target, Fault> {
        if let Some((kind, id)) = text.split_once(':')
            && let Some(target) = self.by_kind(kind.trim(), id.trim())
        {
            return Ok(target);
        }
        if let Some(targets) = self.ids.get(text) {
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
        let Some(owners) = self.names.get(text) else { return Err(Fault::Missing) };
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
    fn in_other_case(&self, text: &str) -> Option<String> {
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
    fn is_name(&self, text: &str) -> bool {
        !self.ids.contains_key(text) && self.names.contains_key(text)
    }

    /// The id or name closest to a text that is neither; a kind before it is kept.
    fn near(&self, text: &str) -> Option<String> {
        let (kind, id) = match text.split_once(':') {
            Some((kind, id)) if !kind.contains(' ') => (Some(kind), id),
            _ => (None, text),
        };
        let alike = |name: &&str| name.len().abs_diff(id.len()) <= (id.len() / 3).max(1);
        let known = self.ids.keys().chain(self.names.keys()).copied().filter(alike);
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
        let known = self.ids.keys().chain(self.names.keys()).copied();
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

/// Names that become links: the first mention of an entity in a section, unless it is written as a
/// link there before, and never the entity the body is about. Shared names come back apart.
fn automatic_links<'n>(
    body: &Body<'_>,
    scan: &Scan,
    names: &'n Names,
    written: &[Link],
) -> (Vec<Link>, Vec<Mention<'n>>) {
    let mut seen: BTreeSet<(usize, &Slug)> = BTreeSet::new();
    let mut written = written.iter().peekable();
    let mut sections = scan.runs.iter().peekable();
    let mut section = 0;
    let (mut links, mut ambiguous) = (Vec::new(), Vec::new());
    let own = match &body.from {
        Target::Entity(id) => Some(id),
        _ => None,
    };
    for mention in names.find(body.body(), scan) {
        while let Some(link) = written.next_if(|link| link.span.start < mention.span.start) {
            while let Some(run) = sections.next_if(|run| run.span.start <= link.span.start) {
                section = run.section;
            }
            if let Some(Target::Entity(id)) = &link.target {
                seen.insert((section, id));
            }
        }
        let [id] = mention.entities else {
            ambiguous.push(mention);
            continue;
        };
        if own != Some(id) && seen.insert((mention.section, id)) {
            let text = mention.span.of(body.body()).replace('\n', " ");
            let (kind, target) = (LinkKind::Automatic, Some(Target::Entity(id.clone())));
            links.push(Link { span: mention.span, target, text, kind });
        }
    }
    (links, ambiguous)
}

fn ambiguous_name(body: &Body<'_>, mention: &Mention<'_>, name: &str) -> Diagnostic {
    let listed: Vec<String> = mention.entities.iter().map(Slug::to_string).collect();
    let message = format!("`{name}` is not linked: it can mean {}", listed.join(", "));
    let first = listed.first().cloned().unwrap_or_default();
    let place = body.place(mention.span);
    let fix = |id: &String| {
        let link = format!("[[{id}|{name}]]");
        Some(Fix::suggested(format!("write {link}"), Edit::at(&place, link)?))
    };
    let fixes = listed.iter().filter_map(fix).collect();
    let problem = Diagnostic::warning("ambiguous-name", message)
        .hint(format!("write [[{first}|{name}]], or [[!{name}]] for plain text"));
    Diagnostic { fixes, ..problem.at(place) }
}
