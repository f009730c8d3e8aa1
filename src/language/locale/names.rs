//! Names in other languages, without a model: those that are known from elsewhere, found in all
//! their forms and in either script; and, for a person's look, people who are named in full behind
//! an office or a verb of saying.

use std::collections::BTreeMap;

use super::places::{COLUMNS, PLACES};
use super::spelling::{is_cyrillic, is_form_of, keys, same_given, stems, trunk};
use super::{Inflection, Locale};
use crate::diagnostic::Span;
use crate::language::identify::is_small_word;
use crate::language::names::{Name, Passage, Tier};
use crate::model::entity::EntityKind;

/// Someone or something whose names are known: from the site's registry, or from documents of the
/// same story in English.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its name.
    pub name: String,
    /// Other names and spellings of it, in any script.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: EntityKind,
}

/// A name found.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignName {
    /// Where, what, and how sure.
    pub name: Name,
    /// The name under which it is known.
    pub known_as: Option<String>,
    /// Whether it stands in its basic form, in which the subject of a sentence stands.
    pub nominative: bool,
}

/// The names to look for in documents of one language.
pub struct Lexicon {
    locale: Option<&'static Locale>,
    patterns: Patterns,
}

impl Lexicon {
    /// The names of `known` and, with a `locale`, those of well-known places in its language.
    pub fn new(locale: Option<&'static Locale>, known: &[Known]) -> Self {
        let mut patterns = Patterns::default();
        for entity in known {
            patterns.add_known(entity, Tier::Accepted);
        }
        if let Some(locale) = locale {
            patterns.add_places(locale);
        }
        patterns.index();
        Self { locale, patterns }
    }

    /// The names in the passages of `text`, sorted and without overlap. Without a locale only names
    /// in their basic form are found.
    pub fn names(&self, text: &str, passages: &[Passage]) -> Vec<ForeignName> {
        let lines: Vec<Vec<Piece>> =
            passages.iter().map(|passage| pieces(text, passage.span)).collect();
        let mut found = self.patterns.find(self.locale, &lines);
        let Some(locale) = self.locale else { return found };
        let guessed = guesses(locale, text, &lines, &found);
        if !guessed.is_empty() {
            let mut patterns = Patterns::default();
            for entity in &guessed {
                patterns.add_known(entity, Tier::Review);
            }
            patterns.index();
            let mut more = patterns.find(Some(locale), &lines);
            more.retain(|name| !is_taken(&found, name.name.span));
            found.extend(more);
            found.sort_by_key(|name| name.name.span);
        }
        found
    }
}

/// Whether a name, of the sorted ones that were found, overlaps the span.
fn is_taken(found: &[ForeignName], span: Span) -> bool {
    let at = found.partition_point(|name| name.name.span.end <= span.start);
    found.get(at).is_some_and(|name| name.name.span.overlaps(span))
}

/// A run of letters.
#[allow(clippy::struct_excessive_bools)] // independent facts of one word
struct Piece {
    span: Span,
    low: String,
    capital: bool,
    /// Whether only a space, a hyphen or the dot of an initial parts it from the piece before.
    joined: bool,
    /// Whether a space parts them.
    spaced: bool,
    cyrillic: bool,
    keys: Vec<String>,
    /// The keys of all its possible stems without their last vowels.
    trunks: Vec<String>,
}

fn pieces(text: &str, within: Span) -> Vec<Piece> {
    let body = within.of(text);
    let mut all: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(first) = body.get(at..).and_then(|rest| rest.chars().next()) {
        if !first.is_alphabetic() {
            at += first.len_utf8();
            continue;
        }
        let mut end = at;
        while let Some(c) = body.get(end..).and_then(|rest| rest.chars().next()) {
            let after = body.get(end + c.len_utf8()..).and_then(|rest| rest.chars().next());
            let inner = matches!(c, '\'' | '’' | 'ʼ')
                && is_cyrillic(body.get(at..end).unwrap_or(""))
                && after.is_some_and(char::is_alphabetic);
            if !(c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}') || inner) {
                break;
            }
            end += c.len_utf8();
        }
        let written = body.get(at..end).unwrap_or("");
        let gap = all
            .last()
            .map_or("", |before| body.get(before.span.end - within.start..at).unwrap_or(""));
        let initial = all.last().is_some_and(|before| before.low.chars().count() == 1);
        let joined = !all.is_empty()
            && (matches!(gap, " " | "-" | "\u{a0}" | "\u{202f}" | "‑")
                || initial && matches!(gap, ". " | "." | ".\u{a0}"));
        // Scripts without capitals write every word as if it had one.
        let capital = !first.is_lowercase();
        let low: String = written.to_lowercase().replace(['’', 'ʼ'], "'").replace('\u{307}', "");
        let cyrillic = is_cyrillic(written);
        let (mut own, mut trunks) = (Vec::new(), Vec::new());
        if capital && low.chars().count() >= 2 && low.chars().count() <= 30 {
            own = keys(&low);
            let declined = if cyrillic { stems(&low) } else { vec![low.as_str()] };
            trunks =
                declined.into_iter().flat_map(keys).map(|key| trunk(&key).to_owned()).collect();
            trunks.sort();
            trunks.dedup();
        }
        let span = Span::new(within.start + at, within.start + end);
        let spaced = gap.chars().any(char::is_whitespace);
        all.push(Piece { span, low, capital, joined, spaced, cyrillic, keys: own, trunks });
        at = end;
    }
    all
}

/// Longest word of a name, in bytes.
const LONGEST: usize = 120;

/// One word of a known name.
struct PatternWord {
    low: String,
    capital: bool,
    cyrillic: bool,
    keys: Vec<String>,
}

/// One form of a known name.
struct Pattern {
    words: Vec<PatternWord>,
    known_as: String,
    kind: EntityKind,
    tier: Tier,
    /// Whether it may be spelt otherwise (people, places) or only declined.
    spelt: bool,
    /// The keys of the given name that was left out, when only the surname is meant.
    given: Option<Vec<String>>,
}

#[derive(Default)]
struct Patterns {
    all: Vec<Pattern>,
    by_first: BTreeMap<String, Vec<usize>>,
}

fn pattern_words(name: &str) -> Vec<PatternWord> {
    let words = pieces(name, Span::new(0, name.len()));
    words
        .into_iter()
        .map(|piece| PatternWord {
            keys: if piece.keys.is_empty() { keys(&piece.low) } else { piece.keys },
            low: piece.low,
            capital: piece.capital,
            cyrillic: piece.cyrillic,
        })
        .collect()
}

impl Patterns {
    fn add(
        &mut self,
        words: Vec<PatternWord>,
        entity: &Known,
        tier: Tier,
        given: Option<Vec<String>>,
    ) {
        let letters: usize = words.iter().map(|word| word.low.chars().count()).sum();
        let spelt = match entity.kind {
            EntityKind::Person => true,
            EntityKind::Place => letters >= 4,
            EntityKind::Organization => words.len() == 1 && letters >= 5,
        };
        if letters >= 2 {
            let known_as = entity.name.clone();
            self.all.push(Pattern { words, known_as, kind: entity.kind, tier, spelt, given });
        }
    }

    fn add_known(&mut self, entity: &Known, tier: Tier) {
        for form in std::iter::once(&entity.name).chain(&entity.aliases) {
            let words = pattern_words(form);
            if entity.kind == EntityKind::Person && words.len() >= 2 {
                let given = words.first().map(|word| word.keys.clone());
                let surname = words.len() - 1;
                let long = words[surname].low.chars().count() >= 4;
                if long {
                    let mut alone = pattern_words(form);
                    self.add(alone.split_off(surname), entity, tier, given);
                }
            }
            let short = words.len() == 1 && words[0].low.chars().count() < 4;
            let acronym = form.chars().all(|c| c.is_uppercase() || c == '.');
            if !short || acronym {
                self.add(words, entity, tier, None);
            }
        }
    }

    fn add_places(&mut self, locale: &Locale) {
        let Some(column) = COLUMNS.iter().position(|tag| *tag == locale.tag) else { return };
        for (english, kind, names) in PLACES {
            for form in names[column].split('|') {
                let entity =
                    Known { name: (*english).to_owned(), aliases: Vec::new(), kind: *kind };
                self.add(pattern_words(form), &entity, Tier::Accepted, None);
                if let Some(last) = self.all.last_mut() {
                    last.spelt = false;
                }
            }
        }
    }

    /// Surnames of several people are no names by themselves; then all is made findable.
    fn index(&mut self) {
        let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pattern in self.all.iter().filter(|pattern| pattern.given.is_some()) {
            for key in pattern.words.iter().flat_map(|word| &word.keys) {
                let people = owners.entry(trunk(key).to_owned()).or_default();
                if !people.contains(&pattern.known_as) {
                    people.push(pattern.known_as.clone());
                }
            }
        }
        self.all.retain(|pattern| {
            pattern.given.is_none()
                || pattern
                    .words
                    .iter()
                    .flat_map(|word| &word.keys)
                    .all(|key| owners.get(trunk(key)).is_none_or(|people| people.len() == 1))
        });
        for (at, pattern) in self.all.iter().enumerate() {
            let Some(first) = pattern.words.first() else { continue };
            let mut entries: Vec<String> =
                first.keys.iter().map(|key| trunk(key).to_owned()).collect();
            entries.push(first.low.clone());
            entries.sort();
            entries.dedup();
            for entry in entries {
                self.by_first.entry(entry).or_default().push(at);
            }
        }
    }

    fn find(&self, locale: Option<&Locale>, lines: &[Vec<Piece>]) -> Vec<ForeignName> {
        let mut found = Vec::new();
        for line in lines {
            let mut at = 0;
            while at < line.len() {
                let Some((name, end)) = self.longest(locale, line, at) else {
                    at += 1;
                    continue;
                };
                found.push(name);
                at = end;
            }
        }
        found.sort_by_key(|name: &ForeignName| name.name.span);
        let mut end = 0;
        found.retain(|name| {
            let free = name.name.span.start >= end;
            end = if free { name.name.span.end } else { end };
            free
        });
        found
    }

    /// The longest known name that begins with piece `at`, and the piece behind it.
    fn longest(
        &self,
        locale: Option<&Locale>,
        line: &[Piece],
        at: usize,
    ) -> Option<(ForeignName, usize)> {
        let first = line.get(at).filter(|first| first.capital && first.low.len() <= LONGEST)?;
        let mut candidates: Vec<usize> = Vec::new();
        let entries = first.trunks.iter().map(String::as_str).chain([first.low.as_str()]);
        let genitive = first.low.strip_suffix('s').filter(|_| first.capital);
        let bare: Vec<String> = genitive.map(keys).unwrap_or_default();
        let bare = bare.iter().map(|key| trunk(key)).chain(genitive);
        for entry in entries.chain(bare) {
            candidates.extend(self.by_first.get(entry).into_iter().flatten());
        }
        if locale.is_some_and(|locale| locale.inflection == Inflection::Cases) {
            for stem in stems(&first.low) {
                let same = self.by_first.range(stem.to_owned()..);
                let same = same.take_while(|(entry, _)| entry.starts_with(stem));
                candidates.extend(same.take(8).flat_map(|(_, at)| at));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let matched = candidates.into_iter().filter_map(|candidate| {
            let pattern = self.all.get(candidate)?;
            let nominative = pattern.stands(locale, line, at)?;
            Some((pattern, nominative))
        });
        // Of equally long ones the one in its basic form.
        let (pattern, nominative) =
            matched.max_by_key(|(pattern, nominative)| (pattern.words.len(), *nominative))?;
        let end = at + pattern.words.len();
        let mut start = at;
        if let Some(given) = &pattern.given {
            start = Pattern::with_given(locale, line, at, given)?;
        }
        let span = Span::new(line.get(start)?.span.start, line.get(end - 1)?.span.end);
        let name = Name { span, kind: pattern.kind, tier: pattern.tier, role: None };
        let known_as = Some(pattern.known_as.clone());
        Some((ForeignName { name, known_as, nominative }, end))
    }
}

impl Pattern {
    /// Whether the pattern stands at piece `at`, and if so whether in its basic form.
    fn stands(&self, locale: Option<&Locale>, line: &[Piece], at: usize) -> Option<bool> {
        let mut nominative = true;
        for (offset, word) in self.words.iter().enumerate() {
            let piece = line.get(at + offset)?;
            if offset > 0 && !piece.joined || word.capital && !piece.capital {
                return None;
            }
            let mut same = fits(locale, piece, word, self.spelt);
            let given = self.kind == EntityKind::Person && offset == 0 && self.words.len() > 1;
            if given && same != Some(true) && !piece.keys.is_empty() {
                // A given name of another language: "Michael" for "Михайло".
                if same_given(&piece.keys, &word.keys) {
                    same = Some(true);
                } else if same.is_none() && same_given(&given_keys(piece), &word.keys) {
                    same = Some(false);
                }
            }
            nominative &= same?;
        }
        Some(nominative)
    }

    /// Where the name begins whose surname stands at `at`: at its given name, when that is the
    /// person's; nowhere when it is somebody else's.
    fn with_given(
        locale: Option<&Locale>,
        line: &[Piece],
        at: usize,
        given: &[String],
    ) -> Option<usize> {
        let piece = line.get(at)?;
        let Some(before) = at.checked_sub(1).and_then(|before| line.get(before)) else {
            return Some(at);
        };
        if !piece.joined || !before.capital {
            return Some(at);
        }
        let initial = before.low.chars().count() == 1;
        let own = given_keys(before);
        let starts = |key: &String| given.iter().any(|given| given.starts_with(key.as_str()));
        if same_given(&own, given) || initial && keys(&before.low).iter().any(starts) {
            return Some(at - 1);
        }
        let office = |low: &str| {
            locale.is_some_and(|locale| {
                let ends = |office: &&str| {
                    low == office.trim_end_matches(" .")
                        || locale.tag == "de" && office.len() > 3 && low.ends_with(*office)
                };
                let begins = |phrase: &&str| phrase.split(' ').next() == Some(low);
                locale.offices.iter().any(ends)
                    || locale.says.contains(&low)
                    || locale.according.iter().any(begins)
                    || is_small_word(locale.tag, low)
            })
        };
        (piece.spaced && office(&before.low)).then_some(at)
    }
}

/// The keys of a given name in any of its cases.
fn given_keys(piece: &Piece) -> Vec<String> {
    if !piece.cyrillic {
        return piece.keys.clone();
    }
    stems(&piece.low).into_iter().flat_map(keys).collect()
}

/// Whether a piece is the word, and if so whether in its basic form.
fn fits(locale: Option<&Locale>, piece: &Piece, word: &PatternWord, spelt: bool) -> Option<bool> {
    if piece.low == word.low {
        return Some(true);
    }
    let inflection = locale.map_or(Inflection::None, |locale| locale.inflection);
    if piece.cyrillic == word.cyrillic {
        let cases = inflection == Inflection::Cases && piece.cyrillic;
        if cases && is_form_of(&piece.low, &word.low) && !of_other_gender(&piece.low, word) {
            return Some(false);
        }
        let bare = piece.low.strip_suffix('s').filter(|_| inflection == Inflection::Genitive);
        if bare.is_some_and(|bare| bare == word.low) && word.low.chars().count() >= 3 {
            return Some(false);
        }
        if let Some(bare) = bare.filter(|bare| spelt && bare.chars().count() >= 4)
            && keys(bare).iter().any(|key| word.keys.contains(key))
            && !piece.keys.iter().any(|key| word.keys.contains(key))
        {
            return Some(false);
        }
    }
    if !spelt {
        return None;
    }
    let long = |key: &str| key.len() >= 3;
    if piece.keys.iter().any(|key| long(key) && word.keys.contains(key)) {
        return (!of_other_gender(&piece.low, word)).then_some(true);
    }
    let cases = inflection == Inflection::Cases && piece.cyrillic;
    let met =
        piece.trunks.iter().any(|own| long(own) && word.keys.iter().any(|key| trunk(key) == own));
    (cases && met && !of_other_gender(&piece.low, word)).then_some(false)
}

/// Whether a surname in -skyj is a man's here and a woman's there.
fn of_other_gender(low: &str, word: &PatternWord) -> bool {
    const WOMEN: &[&str] = &[
        "ська",
        "ської",
        "ську",
        "ською",
        "ська",
        "ская",
        "ской",
        "скую",
        "скою",
        "цька",
        "цька",
        "цкая",
    ];
    const MEN: &[&str] = &[
        "ський",
        "ського",
        "ському",
        "ським",
        "ський",
        "ский",
        "ского",
        "скому",
        "ским",
        "цький",
        "цкий",
        "цького",
        "цкого",
    ];
    let ends = |list: &[&str]| list.iter().any(|ending| low.ends_with(ending));
    let woman = word.low.ends_with("ska")
        || word.low.ends_with("skaya")
        || word.low.ends_with("skaia")
        || word.low.ends_with("ська")
        || word.low.ends_with("ская");
    let man = ["skyi", "skyy", "ski", "sky", "skiy", "skyj", "skii", "ський", "ский"]
        .iter()
        .any(|ending| word.low.ends_with(ending));
    (man && ends(WOMEN)) || (woman && ends(MEN))
}

/// People named in full behind an office or a verb of saying, one each.
fn guesses(locale: &Locale, text: &str, lines: &[Vec<Piece>], found: &[ForeignName]) -> Vec<Known> {
    let mut people: Vec<Known> = Vec::new();
    for line in lines {
        for at in 1..line.len() {
            let Some(before) = line.get(at - 1) else { continue };
            let led = locale.offices.contains(&before.low.as_str())
                || locale.says.contains(&before.low.as_str())
                || locale.tag == "de"
                    && locale.offices.iter().any(|o| o.len() > 5 && before.low.ends_with(o));
            if !led {
                continue;
            }
            let longest = if locale.tag == "de" { 2 } else { 3 };
            let mut end = at;
            while end < line.len() && end - at < longest {
                let piece = &line[end];
                let plain = piece.capital
                    && piece.low.chars().count() >= 2
                    && text
                        .get(piece.span.start..piece.span.end)
                        .is_some_and(|written| written.chars().skip(1).any(char::is_lowercase));
                let taken = is_taken(found, piece.span);
                let listed = locale.offices.contains(&piece.low.as_str());
                if !plain || taken || listed || !piece.joined {
                    break;
                }
                end += 1;
            }
            if end - at < 2 {
                continue;
            }
            let span = Span::new(line[at].span.start, line[end - 1].span.end);
            let name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            add_person(&mut people, name);
        }
    }
    people
}

/// Adds a name; of several forms of one name the shortest, which is the least declined, stays.
fn add_person(people: &mut Vec<Known>, name: String) {
    let stem = |name: &str| -> Vec<Vec<String>> {
        let trunks = |word: &str| -> Vec<String> {
            let declined = if is_cyrillic(word) { stems(word) } else { vec![word] };
            declined.into_iter().flat_map(keys).map(|key| trunk(&key).to_owned()).collect()
        };
        name.to_lowercase().split(' ').map(trunks).collect()
    };
    let own = stem(&name);
    let same = people.iter_mut().find(|person| {
        let other = stem(&person.name);
        other.len() == own.len()
            && own
                .iter()
                .zip(&other)
                .all(|(a, b)| a.iter().any(|key| key.len() > 1 && b.contains(key)))
    });
    match same {
        Some(person) if name.len() < person.name.len() => person.name = name,
        Some(_) => {}
        None => people.push(Known { name, aliases: Vec::new(), kind: EntityKind::Person }),
    }
}
