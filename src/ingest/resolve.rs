//! One entity per real thing, across all documents of a story.
//!
//! In order of strength: the site's own registry; the same words; a surname within the document;
//! a spelling key that transliterations share; known short forms; acronyms and short forms of an
//! organisation's name. Namesakes told apart by a number or Roman numeral never meet.

mod spelling;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::spelling::{
    common_name, consonants, family_key, initials, is_ordinal, plain, transliteration_key,
};
use super::annotate::Document;
use crate::language::names::Tier;
use crate::model::entity::EntityKind;
use crate::path::Slug;

/// An entity that the site already knows.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// Its aliases.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: EntityKind,
}

/// One real thing, as the documents name it.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Its id: the registry's, or made from its name.
    pub id: Slug,
    /// The fullest common form of its name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other forms of the name that occur, most frequent first.
    pub aliases: Vec<String>,
    /// How often each document names it, by document index.
    pub mentions: BTreeMap<usize, usize>,
    /// Whether the site's registry declares it.
    pub known: bool,
    /// Whether any mention is sure enough to publish.
    pub accepted: bool,
}

/// All entities of a story and which mention names which.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The entities, by first mention.
    pub entities: Vec<Resolved>,
    /// For each document and each of its names the index into `entities`.
    pub of_name: Vec<Vec<usize>>,
    /// The first entity of each name.
    by_name: HashMap<String, usize>,
}

impl Resolution {
    /// The first entity that is shown under `name`.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The entity that name `name` of document `document` stands for.
    pub fn entity(&self, document: usize, name: usize) -> &Resolved {
        &self.entities[self.of_name[document][name]]
    }
}

/// A form of a name as it occurs, with everything needed to compare it.
struct Form {
    text: String,
    plain: String,
    kind: EntityKind,
    /// Document index → number of mentions; empty for a form only the registry has.
    documents: BTreeMap<usize, usize>,
    /// The registry entity that declares it.
    known: Option<usize>,
    accepted: bool,
}

impl Form {
    fn count(&self) -> usize {
        self.documents.values().sum()
    }

    fn words(&self) -> Vec<&str> {
        self.text.split_whitespace().collect()
    }

    fn is_full_person(&self) -> bool {
        self.kind == EntityKind::Person && self.text.contains(' ')
    }

    fn is_acronym(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && self.text.chars().all(|c| c.is_uppercase() || c == '.')
    }

    /// Key of the family name: "Oro" of "Ana Oro" and "Karl Oro III"; "Leo XIV" has only the whole.
    fn surname_key(&self) -> String {
        let words = self.words();
        match words.as_slice() {
            [.., _, family, last] if is_ordinal(last) => family_key(family),
            [_, last] if is_ordinal(last) => plain(&self.text),
            [.., last] => family_key(last),
            [] => String::new(),
        }
    }

    fn given_key(&self) -> String {
        self.words().first().map_or(String::new(), |first| transliteration_key(first))
    }
}

/// Sets of forms that only ever grow together.
struct Sets {
    parent: Vec<usize>,
    /// At the root of each set: the registry entity that declares one of its forms.
    known: Vec<Option<usize>>,
}

impl Sets {
    /// Every form by itself.
    fn new(forms: &[Form]) -> Self {
        let known = forms.iter().map(|form| form.known).collect();
        Self { parent: (0..forms.len()).collect(), known }
    }

    fn find(&mut self, mut item: usize) -> usize {
        while self.parent[item] != item {
            self.parent[item] = self.parent[self.parent[item]];
            item = self.parent[item];
        }
        item
    }

    /// Joins two sets unless that would make two registry entities one.
    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.find(left), self.find(right));
        let known = match (self.known[left], self.known[right]) {
            (Some(a), Some(b)) if a != b => return,
            (a, b) => a.or(b),
        };
        let root = left.min(right);
        self.parent[left.max(right)] = root;
        self.known[root] = known;
    }
}

/// Finds the real thing behind every name of `documents`.
pub fn resolve(documents: &[Document], registry: &[Known]) -> Resolution {
    let (forms, form_of_name) = collect_forms(documents, registry);
    let mut sets = Sets::new(&forms);
    join_registry(&forms, registry, &mut sets);
    join_same_words(&forms, &mut sets);
    join_defined(documents, &form_of_name, &forms, &mut sets);
    join_people(&forms, &mut sets);
    join_organisations(&forms, &mut sets);

    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for form in 0..forms.len() {
        members.entry(sets.find(form)).or_default().push(form);
    }
    let mut taken: BTreeSet<Slug> = registry.iter().map(|known| known.id.clone()).collect();
    let mut entities = Vec::new();
    let mut entity_of_form = vec![usize::MAX; forms.len()];
    for group in members.values() {
        if group.iter().all(|form| forms[*form].documents.is_empty()) {
            continue;
        }
        for form in group {
            entity_of_form[*form] = entities.len();
        }
        entities.push(describe(group, &forms, registry, &mut taken));
    }
    let of_name = form_of_name
        .into_iter()
        .map(|forms| forms.into_iter().map(|form| entity_of_form[form]).collect())
        .collect();
    let names = entities.iter().enumerate().rev();
    let by_name = names.map(|(at, entity): (usize, &Resolved)| (entity.name.clone(), at)).collect();
    Resolution { entities, of_name, by_name }
}

/// All distinct forms in order of first mention (registry forms last), and the form of every name.
/// A form has one kind in a story: the one most of its mentions have. A short form that may mean
/// somebody else in each document is a form of its own there, see [`part_short_forms`].
fn collect_forms(documents: &[Document], registry: &[Known]) -> (Vec<Form>, Vec<Vec<usize>>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut votes: Vec<BTreeMap<EntityKind, usize>> = Vec::new();
    let mut form_of_name = Vec::with_capacity(documents.len());
    for (document_index, document) in documents.iter().enumerate() {
        let mut of_names = Vec::with_capacity(document.names.len());
        for (name_index, name) in document.names.iter().enumerate() {
            let known_as = document.known_as.get(name_index).and_then(Option::as_deref);
            let text = collapse_spaces(known_as.unwrap_or(name.span.of(document.text())));
            let at = *index.entry(text.clone()).or_insert_with(|| {
                votes.push(BTreeMap::new());
                forms.push(Form {
                    plain: plain(&text),
                    text,
                    kind: name.kind,
                    documents: BTreeMap::new(),
                    known: None,
                    accepted: false,
                });
                forms.len() - 1
            });
            *forms[at].documents.entry(document_index).or_default() += 1;
            forms[at].accepted |= name.tier == Tier::Accepted;
            *votes[at].entry(name.kind).or_default() +=
                if name.tier == Tier::Accepted { 3 } else { 1 };
            of_names.push(at);
        }
        form_of_name.push(of_names);
    }
    for (form, votes) in forms.iter_mut().zip(&votes) {
        let most = votes.values().max().copied().unwrap_or(0);
        if let Some((kind, _)) = votes.iter().find(|(_, count)| **count == most) {
            form.kind = *kind;
        }
    }
    part_short_forms(&mut forms, &mut form_of_name, &index, registry);
    for (known_index, known) in registry.iter().enumerate() {
        for text in std::iter::once(&known.name).chain(&known.aliases) {
            let text = collapse_spaces(text);
            let at = *index.entry(text.clone()).or_insert_with(|| {
                forms.push(Form {
                    plain: plain(&text),
                    text,
                    kind: known.kind,
                    documents: BTreeMap::new(),
                    known: None,
                    accepted: true,
                });
                forms.len() - 1
            });
            forms[at].known.get_or_insert(known_index);
            forms[at].kind = known.kind;
        }
    }
    (forms, form_of_name)
}

/// Gives a bare surname and an acronym one form for each document, unless the registry declares it:
/// "Oro" is Ana Oro in one report and Ben Oro in another.
fn part_short_forms(
    forms: &mut Vec<Form>,
    form_of_name: &mut [Vec<usize>],
    index: &BTreeMap<String, usize>,
    registry: &[Known],
) {
    let declared: BTreeSet<usize> = registry
        .iter()
        .flat_map(|known| std::iter::once(&known.name).chain(&known.aliases))
        .filter_map(|text| index.get(&collapse_spaces(text)).copied())
        .collect();
    let is_short = |form: &Form| match form.kind {
        EntityKind::Person => !form.is_full_person(),
        EntityKind::Organization => form.is_acronym(),
        EntityKind::Place => false,
    };
    for at in 0..forms.len() {
        if forms[at].documents.len() < 2 || !is_short(&forms[at]) || declared.contains(&at) {
            continue;
        }
        let documents = std::mem::take(&mut forms[at].documents);
        for (nth, (document, count)) in documents.into_iter().enumerate() {
            let here = BTreeMap::from([(document, count)]);
            if nth == 0 {
                forms[at].documents = here;
                continue;
            }
            let part = Form {
                text: forms[at].text.clone(),
                plain: forms[at].plain.clone(),
                kind: forms[at].kind,
                documents: here,
                known: None,
                accepted: forms[at].accepted,
            };
            let names = form_of_name.get_mut(document).into_iter().flatten();
            names.filter(|form| **form == at).for_each(|form| *form = forms.len());
            forms.push(part);
        }
    }
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn join_registry(forms: &[Form], registry: &[Known], sets: &mut Sets) {
    let mut first: Vec<Option<usize>> = vec![None; registry.len()];
    for (at, form) in forms.iter().enumerate() {
        if let Some(known) = form.known {
            match first[known] {
                Some(other) => sets.join(at, other),
                None => first[known] = Some(at),
            }
        }
    }
}

/// Places and organisations: the same plain letters, or a known short form of the same thing.
/// People: the same plain letters.
fn join_same_words(forms: &[Form], sets: &mut Sets) {
    let mut by_key: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (at, form) in forms.iter().enumerate() {
        let person = form.kind == EntityKind::Person;
        // Each document's own short forms are joined by what they are short for.
        let is_short = if person { !form.is_full_person() } else { form.is_acronym() };
        let has_common = !person && common_name(&form.plain).is_some();
        if is_short && !has_common && form.kind != EntityKind::Place && form.known.is_none() {
            continue;
        }
        let stripped = form.plain.strip_prefix("the ").unwrap_or(&form.plain);
        let key = match common_name(stripped).filter(|_| !person && is_short_form(&form.text)) {
            Some(common) => plain(common),
            None => stripped.to_owned(),
        };
        match by_key.get(&(person, key.clone())) {
            Some(other) => sets.join(at, *other),
            None => {
                by_key.insert((person, key), at);
            }
        }
    }
}

/// "US" is a short form, "us" is a pronoun; "La" is no city. Words of one case each pass.
fn is_short_form(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 3 || letters.iter().all(|c| c.is_uppercase())
}

/// "Halden Relief Agency (`HalRA`)" says what is short for what.
fn join_defined(
    documents: &[Document],
    form_of_name: &[Vec<usize>],
    forms: &[Form],
    sets: &mut Sets,
) {
    for (document, of_name) in documents.iter().zip(form_of_name) {
        for (names, pair) in document.names.windows(2).zip(of_name.windows(2)) {
            let ([long, short], [left, right]) = (names, pair) else { continue };
            let text = document.text();
            let opens =
                text.get(long.span.end..short.span.start).is_some_and(|gap| gap.trim() == "(");
            let closes = text.get(short.span.end..).is_some_and(|rest| rest.starts_with(')'));
            if opens && closes && may_abbreviate(&forms[*right], &forms[*left]) {
                sets.join(*left, *right);
            }
        }
    }
}

/// Whether the capitals of the one word stand in that order in the longer name of the same kind.
fn may_abbreviate(short: &Form, long: &Form) -> bool {
    let mut letters = long.text.chars().flat_map(char::to_uppercase);
    let mut capitals = short.text.chars().filter(|c| c.is_uppercase());
    short.kind == EntityKind::Organization
        && long.kind == short.kind
        && !short.text.contains(' ')
        && long.text.contains(' ')
        && short.text.chars().filter(|c| c.is_uppercase()).count() >= 2
        && capitals.all(|capital| letters.any(|letter| letter == capital))
}

fn join_people(forms: &[Form], sets: &mut Sets) {
    let mut by_surname: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, form) in forms.iter().enumerate() {
        if form.kind == EntityKind::Person {
            by_surname.entry(form.surname_key()).or_default().push(at);
        }
    }
    let is_full = |at: &&usize| forms[**at].is_full_person();
    for group in by_surname.values() {
        let full: Vec<usize> = group.iter().filter(is_full).copied().collect();
        for (nth, left) in full.iter().enumerate() {
            for right in &full[nth + 1..] {
                if same_person(&forms[*left], &forms[*right]) {
                    sets.join(*left, *right);
                }
            }
        }
    }
    let mut by_first: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| form.is_full_person()) {
        by_first.entry(form.given_key()).or_default().push(at);
    }
    for (key, group) in &by_surname {
        let (full, short): (Vec<usize>, Vec<usize>) = group.iter().partition(is_full);
        let openers = if full.is_empty() { by_first.get(key) } else { None };
        let mut open = Vec::new();
        for at in short {
            let form = &forms[at];
            // The registry has said whose surname it is.
            if form.known.is_some() && full.iter().any(|other| forms[*other].known == form.known) {
                continue;
            }
            let owner = owner_of_surname(form, &full, forms, sets)
                .or_else(|| owner_of_first_word(form, openers?, forms, sets));
            match owner {
                Some(owner) => sets.join(at, owner),
                None => open.push(at),
            }
        }
        // Of nobody known, or of one of several: one entity, whoever it is.
        for pair in open.windows(2) {
            sets.join(pair[0], pair[1]);
        }
    }
}

/// The forms among `candidates` that a document of `form` has too.
fn near(form: &Form, candidates: &[usize], forms: &[Form]) -> Vec<usize> {
    let is_near = |other: &&usize| {
        let mut documents = forms[**other].documents.keys();
        documents.any(|document| form.documents.contains_key(document))
    };
    candidates.iter().filter(is_near).copied().collect()
}

/// A single word that is nobody's surname is the person of the same document whose full name it
/// opens: a given name, or the family name where that stands first ("Kim Dae-jung").
fn owner_of_first_word(
    form: &Form,
    openers: &[usize],
    forms: &[Form],
    sets: &mut Sets,
) -> Option<usize> {
    let near = near(form, openers, forms);
    let roots: BTreeSet<usize> = near.iter().map(|other| sets.find(*other)).collect();
    if roots.len() == 1 { near.first().copied() } else { None }
}

/// Whether two full names with the same surname key can be one person's.
fn same_person(left: &Form, right: &Form) -> bool {
    let (left_words, right_words) = (left.words(), right.words());
    let ordinals = |words: &[&str]| {
        words.iter().filter(|w| is_ordinal(w)).map(|w| (*w).to_owned()).collect::<Vec<_>>()
    };
    if ordinals(&left_words) != ordinals(&right_words) {
        return false;
    }
    let (Some(a), Some(b)) = (left_words.first(), right_words.first()) else { return false };
    let (key_a, key_b) = (transliteration_key(a), transliteration_key(b));
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if key_a == key_b || initial(&key_a, &key_b) || initial(&key_b, &key_a) {
        return true;
    }
    // "Keir" and "Kir": a vowel apart, but only when no document uses both side by side.
    let together = left.documents.keys().any(|document| right.documents.contains_key(document));
    !together && key_a.len().min(key_b.len()) >= 3 && consonants(a) == consonants(b)
}

/// The full name a bare surname stands for: one of the same document before one of the story, and
/// none when several people could be meant.
fn owner_of_surname(form: &Form, full: &[usize], forms: &[Form], sets: &mut Sets) -> Option<usize> {
    let near = near(form, full, forms);
    for candidates in [near.as_slice(), full] {
        let roots: BTreeSet<usize> = candidates.iter().map(|at| sets.find(*at)).collect();
        if roots.len() == 1 {
            return candidates.first().copied();
        }
        if roots.len() > 1 {
            // Several namesakes: the one most often named, when it leads clearly.
            let mut weight: Vec<(usize, usize)> = roots
                .iter()
                .map(|root| {
                    let named = candidates.iter().filter(|at| sets.find(**at) == *root);
                    (named.map(|at| forms[*at].count()).sum(), *root)
                })
                .collect();
            weight.sort_unstable();
            if let [.., (second, _), (first, root)] = weight[..] {
                return (first >= 3 * second.max(1)).then_some(root);
            }
        }
    }
    None
}

/// Acronyms (`HPA` for `Halden Port Authority`) and endings of a longer name (`Port Authority`),
/// where exactly one longer name fits.
fn join_organisations(forms: &[Form], sets: &mut Sets) {
    let organisations: Vec<usize> =
        (0..forms.len()).filter(|at| forms[*at].kind == EntityKind::Organization).collect();
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_ending: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in &organisations {
        let words: Vec<&str> = forms[*at].plain.split(' ').collect();
        if words.len() >= 2 {
            by_initials.entry(initials(&forms[*at].text)).or_default().push(*at);
        }
        for start in 1..words.len().saturating_sub(1) {
            by_ending.entry(words[start..].join(" ")).or_default().push(*at);
        }
    }
    for at in &organisations {
        let form = &forms[*at];
        let longer = if form.is_acronym() {
            by_initials.get(&form.plain)
        } else {
            by_ending.get(&form.plain)
        };
        let Some(longer) = longer else { continue };
        if form.words().iter().any(|word| is_ordinal(word)) {
            continue;
        }
        // One of the same document before one of the story.
        let near = near(form, longer, forms);
        for candidates in [near.as_slice(), longer] {
            let roots: BTreeSet<usize> = candidates.iter().map(|other| sets.find(*other)).collect();
            if roots.len() == 1 {
                sets.join(*at, candidates[0]);
            }
            if !roots.is_empty() {
                break;
            }
        }
    }
    join_open_acronyms(forms, &organisations, sets);
}

/// An acronym that no document spells out, or that several bodies share, is one thing by itself
/// wherever it stands.
fn join_open_acronyms(forms: &[Form], organisations: &[usize], sets: &mut Sets) {
    let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..forms.len() {
        *sizes.entry(sets.find(at)).or_default() += 1;
    }
    let acronyms = organisations.iter().copied().filter(|at| forms[*at].is_acronym());
    let open: Vec<usize> = acronyms.filter(|at| sizes.get(&sets.find(*at)) == Some(&1)).collect();
    for at in open {
        match alone.get(forms[at].plain.as_str()) {
            Some(first) => sets.join(at, *first),
            None => {
                alone.insert(&forms[at].plain, at);
            }
        }
    }
}

fn describe(
    group: &[usize],
    forms: &[Form],
    registry: &[Known],
    taken: &mut BTreeSet<Slug>,
) -> Resolved {
    let mut mentions: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for form in group.iter().map(|at| &forms[*at]) {
        for (document, count) in &form.documents {
            *mentions.entry(*document).or_default() += count;
        }
        *kinds.entry(form.kind).or_default() += form.count();
    }
    let mut ordered: Vec<&Form> =
        group.iter().map(|at| &forms[*at]).filter(|form| !form.documents.is_empty()).collect();
    ordered.sort_by(|a, b| b.count().cmp(&a.count()).then_with(|| a.text.cmp(&b.text)));
    let accepted = ordered.iter().any(|form| form.accepted);
    if let Some(known) = group.iter().find_map(|at| forms[*at].known).map(|at| &registry[at]) {
        return Resolved {
            id: known.id.clone(),
            name: known.name.clone(),
            kind: known.kind,
            aliases: aliases(&ordered, &known.name),
            mentions,
            known: true,
            accepted: true,
        };
    }
    let most = kinds.values().max().copied().unwrap_or(0);
    let kind = kinds
        .iter()
        .find(|(_, count)| **count == most)
        .map_or(EntityKind::Person, |(kind, _)| *kind);
    let name = best_name(&ordered, kind);
    let aliases = aliases(&ordered, &name);
    Resolved { id: Slug::free(&name, taken), name, kind, aliases, mentions, known: false, accepted }
}

/// The forms beside `name`, most frequent first; a short form may stand there once a document.
fn aliases(forms: &[&Form], name: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for form in forms.iter().filter(|form| form.text != name) {
        *counts.entry(&form.text).or_default() += form.count();
    }
    let mut ordered: Vec<(&str, usize)> = counts.into_iter().collect();
    ordered.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    ordered.into_iter().map(|(text, _)| text.to_owned()).collect()
}

/// The form readers should see: of a person the most frequent full name, of an organisation the
/// fullest, of a place its common name.
fn best_name(ordered: &[&Form], kind: EntityKind) -> String {
    let first = ordered.first().map_or(String::new(), |form| form.text.clone());
    let common = ordered.iter().find_map(|form| {
        let stripped = form.plain.strip_prefix("the ").unwrap_or(&form.plain);
        common_name(stripped).filter(|_| kind != EntityKind::Person && is_short_form(&form.text))
    });
    match (kind, common) {
        (_, Some(common)) => common.to_owned(),
        (EntityKind::Person, None) => ordered
            .iter()
            .find(|form| form.is_full_person())
            .map_or(first, |form| form.text.clone()),
        (EntityKind::Organization, None) => {
            let most_words = ordered.iter().max_by_key(|form| (form.words().len(), form.count()));
            most_words.map_or(first, |form| form.text.clone())
        }
        (EntityKind::Place, None) => first,
    }
}
