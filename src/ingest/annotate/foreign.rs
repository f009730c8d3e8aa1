//! Documents that are not in English: which language each is in, what is read of it, and the
//! diagnostic that says what is not.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Document, Sentence};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::ingest::resolve::{self, Known as Registered};
use crate::language::identify::identify;
use crate::language::locale::{self, ForeignName, Known, Lexicon, Locale};
use crate::language::names::{Name, Tier};
use crate::language::quotations::{NameRef, Subject, quotations_in};
use crate::language::{quantities, times};
use crate::model::entity::EntityKind;
use crate::source::SourceDocument;

/// How a document's language is read.
#[derive(Clone, Copy, Debug, Default)]
pub enum Tongue {
    /// In full.
    #[default]
    English,
    /// Dates, numbers, quotations and known names.
    Partly(&'static Locale),
    /// Blocks and sentences, and known names as they are written.
    Unread,
}

/// The language of a document: as its words tell, else as it states, else `fallback`. What the
/// document states wins wherever its words do not plainly say otherwise. The tag in its metadata is
/// set for all languages but English.
pub(super) fn tongue(
    source: &mut SourceDocument,
    fallback: Option<&str>,
) -> (Tongue, Option<Diagnostic>) {
    let blocks = source.blocks.iter().map(|block| block.span.of(&source.text));
    let title =
        source.title.filter(|_| source.blocks.is_empty()).map(|title| title.of(&source.text));
    let found = identify(&blocks.chain(title));
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let stated = source.metadata.language.as_deref().map(primary).filter(|tag| tag.len() >= 2);
    let known = |tag: &str| tag == "en" || locale::locale(tag).is_some();
    let plausible = stated.clone().filter(|stated| match found.tag {
        Some(tag) if tag != stated => {
            // A closer name for a language that is not read either way is the page's to give.
            !found.sure && found.fits(stated) || !known(tag) && !known(stated)
        }
        _ => true,
    });
    let differs = stated.is_some() && plausible.is_none();
    // A script alone says less than the site, if that can be written in it.
    let told = found.tag.filter(|tag| !tag.starts_with("und"));
    let expected = fallback.map(primary).filter(|tag| found.tag.is_none() || found.fits(tag));
    let tag = plausible
        .or_else(|| told.map(str::to_owned))
        .or(expected)
        .or_else(|| found.tag.map(str::to_owned))
        .unwrap_or_else(|| "en".to_owned());
    if tag == "en" {
        return (Tongue::English, None);
    }
    let read = locale::locale(&tag);
    let stated = source.metadata.language.as_deref().unwrap_or_default().to_owned();
    if primary(&stated) != primary(&tag) {
        source.metadata.language = Some(tag.clone());
    }
    let wrongly = if differs { format!(", although it says `{stated}`") } else { String::new() };
    let problem = match read {
        Some(locale) => Diagnostic::warning(
            "language-partly-read",
            format!(
                "the article is in {}{wrongly}: dates, figures and quotations are read, names only where the registry, a table of places or English articles know them; events and claims are not read",
                locale.name
            ),
        )
        .hint("add people and organisations to content/entities/ with their names in this language as aliases"),
        None => Diagnostic::warning(
            "language-unread",
            format!(
                "the article is in a language that is not read (`{tag}`){wrongly}: it is split into paragraphs and sentences, and names are found only where they are written as in the registry or in English articles"
            ),
        )
        .hint("the article's page is built all the same; add what it says by hand"),
    };
    (read.map_or(Tongue::Unread, Tongue::Partly), Some(problem))
}

/// The problem at its document.
pub(super) fn placed(problem: Diagnostic, document: &Document) -> Diagnostic {
    problem.at(Place::file(document.file.as_ref().unwrap_or(&document.id)))
}

impl Tongue {
    /// Whether the rules of English apply.
    pub const fn is_english(self) -> bool {
        matches!(self, Self::English)
    }

    /// The tables of the language, where it is one that is partly read.
    fn locale(self) -> Option<&'static Locale> {
        match self {
            Self::Partly(locale) => Some(locale),
            Self::English | Self::Unread => None,
        }
    }

    /// The sentences of a block.
    pub(super) fn sentences(self, text: &str, within: Span) -> Vec<Span> {
        match self {
            Self::Partly(locale) => locale::sentences(locale, text, within),
            _ => crate::language::sentence::sentences(text, within),
        }
    }
}

/// Reads times and quantities, and keeps the names that a program of the site's own found. All other
/// names and the quotations wait for [`name_documents`].
pub(super) fn read(document: &mut Document, outside: &[Name]) {
    document.names = outside.to_vec();
    document.anchor = document.published_day();
    let Tongue::Partly(locale) = document.tongue else { return };
    let spans = spans(&document.sentences);
    document.times = times::times_in(locale, document.text(), &spans, document.anchor);
    document.quantities =
        quantities::quantities_in(locale, document.text(), &spans, &document.times);
}

fn spans(sentences: &[Sentence]) -> Vec<Span> {
    sentences.iter().map(|sentence| sentence.span).collect()
}

/// Finds names and quotations in the documents that are not in English, once it is known whom the
/// registry and the English documents of the story name.
pub fn name_documents(documents: &mut [Document], registry: &[Registered]) {
    if documents.iter().all(|document| document.tongue.is_english()) {
        return;
    }
    let known = known(documents, registry);
    let mut lexicons: BTreeMap<&str, Lexicon> = BTreeMap::new();
    for document in documents.iter().filter(|document| !document.tongue.is_english()) {
        let locale = document.tongue.locale();
        let tag = locale.map_or("", |locale| locale.tag);
        lexicons.entry(tag).or_insert_with(|| Lexicon::new(locale, &known));
    }
    documents.par_iter_mut().filter(|document| !document.tongue.is_english()).for_each(
        |document| {
            let tag = document.tongue.locale().map_or("", |locale| locale.tag);
            if let Some(lexicon) = lexicons.get(tag) {
                name_document(document, lexicon);
            }
        },
    );
}

fn known(documents: &[Document], registry: &[Registered]) -> Vec<Known> {
    let mut known: Vec<Known> = registry
        .iter()
        .map(|entity| Known {
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            kind: entity.kind,
        })
        .collect();
    let resolved = resolve::resolve(documents, registry).entities;
    for entity in resolved.into_iter().filter(|entity| entity.accepted) {
        let own = known.iter_mut().find(|other| entity.known && other.name == entity.name);
        if let Some(own) = own {
            own.aliases.extend(entity.aliases);
        } else {
            let (name, aliases) = (entity.name, entity.aliases);
            known.push(Known { name, aliases, kind: entity.kind });
        }
    }
    known
}

fn name_document(document: &mut Document, lexicon: &Lexicon) {
    let passages = document.passages();
    let mut found = lexicon.names(document.text(), &passages);
    add_outside(&mut found, std::mem::take(&mut document.names), document.tongue);
    if let Some(locale) = document.tongue.locale() {
        let speakers: Vec<NameRef> = found.iter().map(speaker).collect();
        let subjects = subjects(document.text(), &found);
        let blocks: Vec<Span> = document.source.blocks.iter().map(|block| block.span).collect();
        let sentences = spans(&document.sentences);
        document.quotations =
            quotations_in(locale, document.text(), &blocks, &sentences, &speakers, &subjects);
    }
    document.known_as = found.iter().map(|found| found.known_as.clone()).collect();
    document.names = found.into_iter().map(|found| found.name).collect();
}

/// Adds names that a program of the site's own found: they win over guesses, and what is known wins
/// over them. Of a declined name nobody says whether it is a subject.
fn add_outside(found: &mut Vec<ForeignName>, outside: Vec<Name>, tongue: Tongue) {
    if outside.is_empty() {
        return;
    }
    let declined = tongue.locale().is_some_and(Locale::declines_names);
    let sure = |name: &ForeignName| name.name.tier == Tier::Accepted;
    let (known, guessed): (Vec<ForeignName>, Vec<ForeignName>) =
        std::mem::take(found).into_iter().partition(sure);
    *found = known;
    let outside =
        outside.into_iter().map(|name| ForeignName { name, known_as: None, nominative: !declined });
    for names in [outside.collect(), guessed] {
        let free = |name: &ForeignName| {
            let at = found.partition_point(|other| other.name.span.end <= name.name.span.start);
            found.get(at).is_none_or(|other| !other.name.span.overlaps(name.name.span))
        };
        let names: Vec<ForeignName> = names.into_iter().filter(free).collect();
        found.extend(names);
        found.sort_by_key(|name| name.name.span);
    }
}

/// Which names can be subjects, and which name the same person.
fn subjects(text: &str, found: &[ForeignName]) -> Vec<Subject> {
    let mut people: Vec<&str> = Vec::new();
    let mut subjects = Vec::with_capacity(found.len());
    for name in found {
        let written = name.name.span;
        let known_as = name.known_as.as_deref().unwrap_or_else(|| written.of(text));
        let identity = people.iter().position(|other| *other == known_as).unwrap_or_else(|| {
            people.push(known_as);
            people.len() - 1
        });
        subjects.push(Subject { nominative: name.nominative, identity });
    }
    subjects
}

fn speaker(found: &ForeignName) -> NameRef {
    let is_person = found.name.kind == EntityKind::Person;
    NameRef { span: found.name.span, is_person, is_group: !is_person }
}
