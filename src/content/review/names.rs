//! Remarks on names: spellings that are nearly another one, offices that two people hold.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Prose, at};
use crate::content::front_matter::{place_at, scalar_text};
use crate::content::library::{Entry, Library};
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, edit_distance};
use crate::model::entity::{EntityKind, EntityMeta};

/// Shorter names differ by a letter and mean different things: Mali and Malta, Iran and Iraq.
const SHORTEST: usize = 7;
/// Longer ones would cost more than they tell.
const LONGEST: usize = 60;
/// Names that are compared with one spelling at most.
const MOST_ALIKE: usize = 8;

/// All remarks.
pub(super) fn review(library: &Library, texts: &[Prose<'_>]) -> Diagnostics {
    let index = Index::of(library);
    let mut diagnostics = index.clashes();
    diagnostics.extend(library.entities.values().flat_map(|entry| quoted_names(entry)));
    for text in texts.iter().filter(|text| text.own) {
        diagnostics.extend(index.misspelt(text));
    }
    diagnostics.extend(conflicting_roles(library));
    diagnostics
}

/// A name of an entity, and where it is written.
struct Name<'a> {
    entry: &'a Entry<EntityMeta>,
    written: &'a str,
    folded: String,
    /// `name`, or the position among the aliases.
    alias: Option<usize>,
}

impl Name<'_> {
    fn place(&self) -> crate::diagnostic::Place {
        let number = self.alias.map(|at| at.to_string());
        let path: Vec<&str> = match &number {
            Some(number) => vec!["aliases", number],
            None => vec!["name"],
        };
        place_at(self.entry.path.as_str(), &self.entry.text, &path)
    }
}

/// Names by what is left of them when one letter is left out: two spellings that differ in one letter,
/// or in two that changed places, have such a rest in common (symmetric deletion).
struct Index<'a> {
    names: Vec<Name<'a>>,
    rests: BTreeMap<String, Vec<usize>>,
    known: BTreeSet<&'a str>,
}

impl<'a> Index<'a> {
    fn of(library: &'a Library) -> Self {
        let mut names = Vec::new();
        let mut known = BTreeSet::new();
        for entry in library.entities.values() {
            let aliases = entry.meta.aliases.iter().enumerate();
            let aliases = aliases.map(|(at, alias)| (alias.as_str(), Some(at)));
            for (written, alias) in std::iter::once((entry.meta.name.as_str(), None)).chain(aliases)
            {
                known.insert(written);
                known.extend(written.split_whitespace());
                let folded = folded(written);
                if (SHORTEST..=LONGEST).contains(&folded.len()) {
                    names.push(Name { entry, written, folded, alias });
                }
            }
        }
        let mut rests: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            for rest in rests_of(&name.folded) {
                let alike = rests.entry(rest).or_default();
                if alike.len() < MOST_ALIKE {
                    alike.push(at);
                }
            }
        }
        Self { names, rests, known }
    }

    /// The names that differ from a folded spelling by one letter, or by nothing.
    fn near(&self, folded: &str) -> Vec<&Name<'a>> {
        let mut found = BTreeSet::new();
        for rest in rests_of(folded) {
            found.extend(self.rests.get(&rest).into_iter().flatten().copied());
        }
        let names = found.into_iter().filter_map(|at| self.names.get(at));
        names.filter(|name| is_slip(folded, &name.folded)).collect()
    }

    /// Two entities of one kind that are spelt nearly alike.
    fn clashes(&self) -> Diagnostics {
        let mut diagnostics = Vec::new();
        let mut told = BTreeSet::new();
        for name in &self.names {
            for other in self.near(&name.folded) {
                let (id, first) = (&name.entry.id, &other.entry.id);
                let same_kind = name.entry.meta.kind == other.entry.meta.kind;
                if first >= id || !same_kind || name.written == other.written {
                    continue;
                }
                if !told.insert((first, id)) {
                    continue;
                }
                let message =
                    format!("`{}` is nearly `{}` of `{first}`", name.written, other.written);
                let problem = Diagnostic::note("similar-name", message).at(name.place());
                let hint =
                    "if both are one, add the spelling to the aliases of one and delete the other";
                diagnostics.push(problem.hint(hint).related(other.place(), "the other spelling"));
            }
        }
        diagnostics
    }

    /// Words of a text that begin like names and are nearly one.
    fn misspelt(&self, text: &Prose<'_>) -> Diagnostics {
        let body = text.body();
        let mut diagnostics = Vec::new();
        for part in text.own_words() {
            let words: Vec<(usize, &str)> = part
                .of(body)
                .unicode_word_indices()
                .map(|(at, word)| {
                    (at + part.start, word.trim_end_matches("'s").trim_end_matches("’s"))
                })
                .collect();
            let mut next = 0;
            for (number, (start, word)) in words.iter().enumerate() {
                if number < next || !word.starts_with(char::is_uppercase) {
                    continue;
                }
                for length in [3, 2, 1] {
                    let Some((last, tail)) = words.get(number + length - 1) else { continue };
                    let span = Span::new(*start, last + tail.len());
                    let written = span.of(body);
                    if written.contains('\n') || length > 1 && !tail.starts_with(char::is_uppercase)
                    {
                        continue;
                    }
                    if let Some(name) = self.meant(written) {
                        diagnostics.push(misspelling(text, span, written, name));
                        next = number + length;
                        break;
                    }
                }
            }
        }
        diagnostics
    }

    /// The name that a spelling nearly is, when it is none itself.
    fn meant(&self, written: &str) -> Option<&Name<'a>> {
        if written.len() < SHORTEST || written.len() > 2 * LONGEST || self.known.contains(written) {
            return None;
        }
        let folded = folded(written);
        let words = written.split_whitespace().count();
        let near = self.near(&folded);
        // Without accents, or with other ones, it is the same name.
        if near.iter().any(|name| name.folded == folded) {
            return None;
        }
        near.into_iter().find(|name| name.written.split_whitespace().count() == words)
    }
}

/// Names in typographic quotation marks, which are none of YAML's and so belong to the name.
fn quoted_names(entry: &Entry<EntityMeta>) -> Diagnostics {
    let aliases = entry.meta.aliases.iter().enumerate();
    let aliases = aliases.map(|(at, alias)| (alias, Some(at)));
    let names = std::iter::once((&entry.meta.name, None)).chain(aliases);
    names
        .filter_map(|(written, alias)| {
            let bare = written.strip_prefix(['“', '„', '”', '«', '‘'])?;
            let bare = bare.strip_suffix(['”', '“', '»', '’'])?;
            let name = Name { entry, written, folded: String::new(), alias };
            let problem = Diagnostic::warning(
                "quoted-name",
                format!("the name is {written}, with its marks"),
            )
            .hint("delete the marks, or write the straight ones of YAML: \"…\"")
            .at(name.place());
            let edit = Edit::at(problem.place.as_ref()?, scalar_text(bare))?;
            Some(problem.fix(Fix::suggested("delete the marks", edit)))
        })
        .collect()
}

fn misspelling(text: &Prose<'_>, span: Span, written: &str, name: &Name<'_>) -> Diagnostic {
    let place = text.place(span);
    let edit = Edit::at(&place, name.written);
    let problem = Diagnostic::note(
        "similar-name",
        format!("`{written}` is nearly `{}`, and is linked to nothing", name.written),
    )
    .at(place)
    .hint(format!(
        "write `{}`, or add the spelling to the aliases of `{}`",
        name.written, name.entry.id
    ))
    .related(name.place(), "the name that is known");
    match edit {
        Some(edit) => problem.fix(Fix::suggested(format!("write `{}`", name.written), edit)),
        None => problem,
    }
}

/// A name without accents, in lower case, with single spaces.
fn folded(name: &str) -> String {
    let plain = deunicode(name).to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name itself, and what is left of it without each of its letters.
fn rests_of(folded: &str) -> Vec<String> {
    let mut rests = vec![folded.to_owned()];
    for (at, c) in folded.char_indices() {
        rests.push([&folded[..at], &folded[at + c.len_utf8()..]].concat());
    }
    rests
}

/// Whether two spellings differ as by a slip: in one letter inside, not by an ending (Georgia and
/// Georgian), a number, or a space.
fn is_slip(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let ending = left.starts_with(right) || right.starts_with(left);
    let letters = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let digits = letters(left) + letters(right) > 0;
    // The first letter is what slips least: Haiti is not Taiti, and "The Hill" not "she Hill".
    let begins = left.chars().next() == right.chars().next();
    !ending && !digits && begins && edit_distance(left, right) == 1
}

/// Offices that one person holds at a time.
const SINGLE_OFFICES: [&str; 16] = [
    "president",
    "prime minister",
    "chancellor",
    "premier",
    "king",
    "queen",
    "emperor",
    "pope",
    "foreign minister",
    "defence minister",
    "defense minister",
    "finance minister",
    "interior minister",
    "secretary of state",
    "mayor",
    "governor",
];

/// Words before an office that make it another one.
const NOT_IN_OFFICE: [&str; 10] = [
    "former",
    "ex-",
    "deputy",
    "vice",
    "acting",
    "candidate",
    "designate",
    "elect",
    "spokes",
    "adviser",
];

/// People who are said to hold the same office, which only one can.
fn conflicting_roles(library: &Library) -> Diagnostics {
    let mut holders: BTreeMap<String, &Entry<EntityMeta>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for entry in library.entities.values().filter(|entry| entry.meta.kind == EntityKind::Person) {
        let Some(role) = entry.meta.role.as_deref().map(folded) else { continue };
        let held = SINGLE_OFFICES.iter().any(|office| role.contains(office));
        // An office of nothing ("president") can be held by one in each country.
        if !held || !role.contains(' ') || NOT_IN_OFFICE.iter().any(|word| role.contains(word)) {
            continue;
        }
        if SINGLE_OFFICES.contains(&role.as_str()) {
            continue;
        }
        let key = role.trim_start_matches("the ").to_owned();
        match holders.get(&key) {
            Some(first) => {
                let role = entry.meta.role.as_deref().unwrap_or("");
                let message = format!("`{}` and `{}` are both “{role}”", first.id, entry.id);
                let problem = Diagnostic::note("conflicting-roles", message)
                    .hint("say who held it when, as in “former …”, or merge the two entities");
                let place = place_at(first.path.as_str(), &first.text, &["role"]);
                let problem = at(entry, &["role"], problem);
                diagnostics.push(problem.related(place, "the other holder"));
            }
            None => {
                holders.insert(key, entry);
            }
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_names() {
        for (left, right, slip) in [
            ("osterholm", "osterhulm", true),
            ("osterholm", "ostreholm", true),
            ("rustem umerov", "rustam umerov", true),
            ("georgia", "georgian", false),
            ("area 51a", "area 52a", false),
            ("north kivu", "south kivu", false),
        ] {
            let rests = rests_of(left);
            let shared = rests_of(right).iter().any(|rest| rests.contains(rest));
            assert_eq!(shared && is_slip(left, right), slip, "{left} {right}");
        }
    }
}
