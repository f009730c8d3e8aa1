//! The links of one body: what each `[[…]]` means, and which names become links. Knows the library, not
//! the pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::backlinks::collect_sentences;
use super::link::{Mention, Names};
use super::registry::{Fault, Registry};
use super::{Link, LinkKind, Sentence, Target};
use crate::content::library::{Entries, Entry, Library};
use crate::content::wikilinks::{Scan, Wikilink, scan};
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span};
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
pub(super) fn bodies(library: &Library) -> Vec<Body<'_>> {
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
fn add_bodies<'a, M>(all: &mut Vec<Body<'a>>, entries: &'a Entries<M>, target: fn(Slug) -> Target) {
    all.extend(entries.values().map(|entry| Body::new(target(entry.id.clone()), entry)));
}

/// What was found in one body. It depends on the body, on the names of entities and, where anything is
/// written as a link, on the ids, names and titles of all things.
#[derive(Debug)]
pub(super) struct Linked {
    /// The file.
    pub(super) path: ContentPath,
    /// Its links, in order.
    pub(super) links: Arc<[Link]>,
    /// The sentences that mention something else, in order.
    pub(super) sentences: Vec<Arc<Sentence>>,
    /// Names that several share, each once, with the first place.
    pub(super) shared: Vec<SharedName>,
    /// What is wrong with what is written.
    pub(super) diagnostics: Diagnostics,
    /// Whether anything is written as a link.
    pub(super) has_written: bool,
}

/// A name that several entities share.
#[derive(Debug)]
pub(super) struct SharedName {
    /// As the body has it, on one line.
    pub(super) name: String,
    /// Bytes in the body.
    span: Span,
    /// Whose it is.
    owners: Vec<Slug>,
}

pub(super) fn link_body(
    body: &Body<'_>,
    library: &Library,
    registry: &Registry<'_>,
    names: &Names,
) -> Linked {
    let scan = scan(body.body());
    let (mut links, diagnostics) = written_links(body, &scan, library, registry);
    let (automatic, ambiguous) = automatic_links(body, &scan, names, &links);
    links.extend(automatic);
    links.sort_by_key(|link| link.span);
    let sentences = collect_sentences(body, &scan, &links);
    Linked {
        path: body.path.clone(),
        links: links.into(),
        sentences: sentences.into_iter().map(Arc::new).collect(),
        shared: shared_names(body, &ambiguous),
        diagnostics,
        has_written: !scan.wikilinks.is_empty(),
    }
}

fn shared_names(body: &Body<'_>, ambiguous: &[Mention<'_>]) -> Vec<SharedName> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut shared = Vec::new();
    for mention in ambiguous {
        let name = mention.span.of(body.body()).replace('\n', " ");
        if known.insert(name.clone()) {
            shared.push(SharedName { name, span: mention.span, owners: mention.entities.to_vec() });
        }
    }
    shared
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
pub(super) fn title(target: &Target, library: &Library) -> String {
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

/// Says that a name is not linked, and why.
pub(super) fn ambiguous_name(body: &Body<'_>, shared: &SharedName) -> Diagnostic {
    let name = &shared.name;
    let listed: Vec<String> = shared.owners.iter().map(Slug::to_string).collect();
    let message = format!("`{name}` is not linked: it can mean {}", listed.join(", "));
    let first = listed.first().cloned().unwrap_or_default();
    let place = body.place(shared.span);
    let fix = |id: &String| {
        let link = format!("[[{id}|{name}]]");
        Some(Fix::suggested(format!("write {link}"), Edit::at(&place, link)?))
    };
    let fixes = listed.iter().filter_map(fix).collect();
    let problem = Diagnostic::warning("ambiguous-name", message)
        .hint(format!("write [[{first}|{name}]], or [[!{name}]] for plain text"));
    Diagnostic { fixes, ..problem.at(place) }
}
