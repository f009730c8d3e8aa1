//! Who does what to whom, as the words around a trigger tell it: subject, verb, object, read from
//! the order of words. Knows no story.

use super::speaker;
use super::trigger::Words;
use super::verbs::{Form, Verb, Verbs};
use crate::model::entity::EntityKind;

/// A subject or object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Phrase {
    /// Its own words, without article, at most four; empty where a name is meant.
    pub(super) words: String,
    /// The entity it names.
    pub(super) entity: Option<usize>,
    /// The entity behind "of".
    pub(super) of: Option<usize>,
    /// Whether it means more than one.
    pub(super) plural: bool,
}

/// What a clause says.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    /// The verb; absent where a noun alone tells it: "the talks in …".
    pub(super) verb: Option<&'a Verb>,
    /// Whether the subject is acted on.
    pub(super) passive: bool,
    /// Who acts, or is acted on.
    pub(super) subject: Option<Phrase>,
    /// What is acted on.
    pub(super) object: Option<Phrase>,
    /// Who acts, of a passive: "by the council".
    pub(super) agent: Option<Phrase>,
    /// "down", "out"; "alive"; "to leave".
    pub(super) rest: String,
    /// The noun that tells it, with the words right before it: "peace talks".
    pub(super) noun: Option<Phrase>,
}

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my",
    "your", "some", "any", "no", "every", "each", "both", "all", "another", "such", "about",
    "only", "nearly", "almost", "more", "than", "least", "up",
];
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "to",
    "into",
    "onto",
    "over",
    "under",
    "near",
    "outside",
    "inside",
    "behind",
    "beside",
    "against",
    "between",
    "among",
    "through",
    "across",
    "around",
    "along",
    "after",
    "before",
    "during",
    "following",
    "since",
    "until",
    "despite",
    "without",
    "within",
    "about",
    "above",
    "below",
    "as",
    "per",
    "off",
    "out",
    "down",
    "than",
    "amid",
    "because",
    "although",
    "though",
    "while",
    "when",
    "where",
    "if",
    "unless",
    "whether",
    "upon",
    "toward",
    "towards",
    "like",
    "including",
    "according",
];
/// Prepositions whose phrase leans on the noun before.
const LEANING: &[&str] = &[
    "of", "from", "with", "in", "on", "at", "for", "near", "behind", "between", "outside", "into",
    "over", "against", "about", "by",
];
const HELPERS: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "having",
    "will",
    "would",
    "shall",
    "should",
    "can",
    "could",
    "may",
    "might",
    "must",
    "do",
    "does",
    "did",
    "not",
    "never",
    "also",
    "already",
    "now",
    "then",
    "later",
    "first",
    "again",
    "still",
    "just",
    "even",
    "once",
    "twice",
    "last",
    "soon",
    "today",
    "since",
    "so",
    "far",
    "reportedly",
    "to",
    "then",
    "early",
];
const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "get", "got", "getting"];
const OTHERS: &[&str] = &[
    "and",
    "but",
    "or",
    "nor",
    "yet",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "him",
    "them",
    "us",
    "me",
    "who",
    "whom",
    "whose",
    "which",
    "what",
    "how",
    "why",
    "there",
    "here",
    "said",
    "says",
    "say",
    "himself",
    "herself",
    "itself",
    "themselves",
    "that",
    "ago",
    "too",
    "very",
];
const PARTICLES: &[&str] = &["down", "out", "off", "away", "aside", "apart", "back"];
/// Verbs whose plain and third forms are nouns as well.
const NOUNS: &[&str] = &[
    "appeal",
    "arrest",
    "attack",
    "ban",
    "break",
    "burn",
    "call",
    "charge",
    "clash",
    "close",
    "contact",
    "count",
    "crash",
    "cut",
    "damage",
    "defeat",
    "delay",
    "demand",
    "end",
    "escape",
    "exchange",
    "fall",
    "fight",
    "find",
    "fine",
    "fire",
    "flood",
    "halt",
    "hit",
    "jail",
    "launch",
    "leak",
    "lift",
    "march",
    "move",
    "murder",
    "name",
    "offer",
    "open",
    "order",
    "pass",
    "phone",
    "plan",
    "pledge",
    "promise",
    "protest",
    "question",
    "raid",
    "rain",
    "rally",
    "recall",
    "recount",
    "release",
    "report",
    "request",
    "rescue",
    "return",
    "rise",
    "rule",
    "sack",
    "sanction",
    "search",
    "sentence",
    "set",
    "sign",
    "spark",
    "spread",
    "stage",
    "start",
    "step",
    "stop",
    "storm",
    "strike",
    "surrender",
    "talk",
    "telephone",
    "test",
    "travel",
    "treat",
    "urge",
    "visit",
    "vote",
    "walk",
    "welcome",
    "win",
    "wound",
];
const LIGHT: &[&str] =
    &["give", "see", "tell", "hold", "come", "go", "set", "plan", "say", "bring", "hear"];
/// What one calls without calling it anything.
const GATHERINGS: &[&str] = &[
    "meeting",
    "election",
    "elections",
    "referendum",
    "strike",
    "summit",
    "session",
    "talks",
    "conference",
    "vote",
    "ballot",
    "protest",
    "rally",
];
const RELATIVE: &[&str] = &["who", "which", "that"];

/// Reads the clause around the word `trigger`; `of_name` gives the entity of each name.
pub(super) fn read<'a>(
    words: &Words<'_>,
    sentence: usize,
    trigger: usize,
    of_name: &[usize],
    verbs: &'a Verbs,
) -> Clause<'a> {
    let reader = Reader { words, sentence, of_name, verbs };
    if let Some(verb) = reader.verb_at(trigger) {
        // "was ordered to leave": the order is what is told.
        if verb.1 == Form::Base
            && let Some(at) = trigger.checked_sub(2).filter(|at| reader.is(at + 1, &["to"]))
            && let Some(head) = reader.verb_at(at)
        {
            return reader.clause(at, head, None);
        }
        let (at, verb) = reader.begun(trigger, verb);
        return reader.clause(at, verb, None);
    }
    if words.lower(trigger) == "missing" {
        let gone = trigger
            .checked_sub(1)
            .filter(|at| reader.is(*at, &["went", "gone", "go", "reported", "going"]));
        if let Some((at, verb)) = gone.and_then(|at| Some((at, verbs.get(words.lower(at))?))) {
            return reader.clause(at, verb, None);
        }
    }
    let noun = reader.noun(trigger);
    // The verb that the noun is subject or object of says more than the noun.
    let behind = reader.next_verb(trigger);
    let before = reader.verb_before(noun.0);
    let around = before.is_none().then(|| reader.verb_around(noun.0)).flatten();
    for at in [behind, before, around].into_iter().flatten() {
        if let Some(verb) = reader.verb_at(at)
            && !LIGHT.contains(&verb.0.base.as_str())
            && (Some(at) == behind || !matches!(verb.0.base.as_str(), "make" | "take"))
            && (verb.0.base != "call" || GATHERINGS.contains(&words.lower(trigger)))
        {
            let (at, verb) = reader.begun(at, verb);
            return reader.clause(at, verb, noun.1);
        }
    }
    Clause {
        verb: None,
        passive: false,
        subject: None,
        object: reader.complement(trigger),
        agent: None,
        rest: String::new(),
        noun: noun.1,
    }
}

struct Reader<'a, 'w> {
    words: &'w Words<'w>,
    sentence: usize,
    of_name: &'w [usize],
    verbs: &'a Verbs,
}

impl<'a> Reader<'a, '_> {
    fn len(&self) -> usize {
        self.words.spans.len()
    }

    fn is(&self, at: usize, list: &[&str]) -> bool {
        list.contains(&self.words.lower(at))
    }

    /// The text between two neighbouring words.
    fn gap(&self, left: usize) -> &str {
        let (Some(a), Some(b)) = (self.words.spans.get(left), self.words.spans.get(left + 1))
        else {
            return ".";
        };
        self.words.text().get(a.end..b.start).unwrap_or(".")
    }

    /// Whether a mark parts the word `left` from the next one; "1,200" and "Corbin's" are whole.
    fn parted(&self, left: usize) -> bool {
        let gap = self.gap(left);
        gap.contains(|c: char| {
            !matches!(c, ' ' | '\n' | '-' | '‑' | '.' | '’' | '\'' | ',' | '$' | '£' | '€')
        }) || (gap.contains([',', '.', '’', '\'']) && gap.contains(char::is_whitespace))
    }

    fn is_time(&self, at: usize) -> bool {
        let Some(span) = self.words.spans.get(at) else { return false };
        self.words.document.times_in(self.words.span).iter().any(|time| time.span.overlaps(*span))
    }

    fn name_at(&self, at: usize) -> Option<usize> {
        let span = self.words.spans.get(at)?;
        self.words.document.names_in(self.words.span).find(|name| {
            let name = self.words.document.names[*name].span;
            name.start <= span.start && span.start < name.end
        })
    }

    fn kind(&self, name: usize) -> EntityKind {
        self.words.document.names[name].kind
    }

    /// The words of a name.
    fn name_words(&self, name: usize) -> (usize, usize) {
        let span = self.words.document.names[name].span;
        let first = self.words.spans.partition_point(|word| word.end <= span.start);
        let behind = self.words.spans.partition_point(|word| word.start < span.end);
        (first, behind.max(first + 1))
    }

    /// The verb that the word is, unless it stands where a noun stands.
    fn verb_at(&self, at: usize) -> Option<(&'a Verb, Form)> {
        if self.name_at(at).is_some() || self.is_time(at) {
            return None;
        }
        let (verb, form) = self.verbs.get(self.words.lower(at))?;
        let before = at.checked_sub(1);
        let ambiguous = matches!(form, Form::Base | Form::Third | Form::Progressive)
            && (form == Form::Progressive || NOUNS.contains(&verb.base.as_str()));
        // "orders the village to leave": what has an object is a verb.
        let next = at + 1;
        let acts = form == Form::Third
            && next < self.len()
            && !self.parted(at)
            && (self.is(next, DETERMINERS) || self.name_at(next).is_some());
        let noun_place = before.is_some_and(|before| {
            let near = !self.parted(before);
            let word = self.words.lower(before);
            let possessive = self.words.spans[before].of(self.words.text()).ends_with('s')
                && (word.ends_with("'s") || word.ends_with("’s"));
            let counted = form == Form::Past && word.chars().all(|c| c.is_ascii_digit());
            near && (possessive
                || counted
                || (self.is(before, DETERMINERS) && word != "that")
                || (self.is(before, PREPOSITIONS) && word != "to")
                || (ambiguous && !acts && self.is_noun_before(before)))
        });
        let bare =
            form == Form::Base && before.is_none_or(|b| self.parted(b) && !self.is(b, HELPERS));
        (!(noun_place || bare)).then_some((verb, form))
    }

    /// Whether the word before an ambiguous one makes it a noun: an adjective or a number, but no
    /// name, plural or helper, which make it a verb.
    fn is_noun_before(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        if self.name_at(at).is_some() || self.is(at, HELPERS) || self.is(at, OTHERS) {
            return false;
        }
        let past = self.verbs.get(word).is_some_and(|(_, form)| form == Form::Past);
        if self.is_time(at) || past {
            return false;
        }
        !(is_plural(word) || word.ends_with("ly")) || word.chars().all(|c| c.is_ascii_digit())
    }

    /// "began recounting": the verb that says so, instead of what was begun.
    fn begun(&self, at: usize, verb: (&'a Verb, Form)) -> (usize, (&'a Verb, Form)) {
        let before = at.checked_sub(1).and_then(|at| Some((at, self.verb_at(at)?)));
        let starts =
            |head: &Verb| matches!(head.base.as_str(), "begin" | "start" | "stop" | "resume");
        before
            .filter(|(_, head)| verb.1 == Form::Progressive && starts(head.0))
            .unwrap_or((at, verb))
    }

    /// Whether a word can stand inside a noun phrase.
    fn nominal(&self, at: usize) -> bool {
        if self.name_at(at).is_some() {
            return true;
        }
        let lower = self.words.lower(at);
        // "face-to-face": what a hyphen joins is one word.
        let joined =
            self.gap(at) == "-" || at.checked_sub(1).is_some_and(|left| self.gap(left) == "-");
        if joined && !self.is_time(at) {
            return true;
        }
        let finite = self.verbs.get(lower).is_some_and(|(_, form)| {
            form == Form::Past && !lower.ends_with("ed")
                || form == Form::Third && at + 1 < self.len() && self.is(at + 1, DETERMINERS)
        });
        !(self.is_time(at)
            || finite
            || self.is(at, DETERMINERS)
            || self.is(at, PREPOSITIONS)
            || self.is(at, HELPERS)
            || self.is(at, OTHERS)
            || lower.ends_with("ly"))
    }

    /// First word of the noun phrase that ends in the word `last`; a name stands for itself.
    fn phrase_start(&self, last: usize) -> usize {
        if let Some(name) = self.name_at(last) {
            return self.name_words(name).0;
        }
        let mut start = last;
        while start > 0 && !self.parted(start - 1) && self.nominal(start - 1) {
            // "the fire commissioner Adela Rourke": only a possessive name leans on what follows.
            if self.name_at(start - 1).is_some() && !self.gap(start - 1).contains(['\'', '’']) {
                let lower = self.words.lower(start - 1);
                let name = self.name_at(start - 1);
                let place = name.is_some_and(|name| self.kind(name) == EntityKind::Place);
                if !place && !lower.ends_with("'s") && !lower.ends_with("’s") {
                    break;
                }
            }
            start -= 1;
        }
        start
    }

    fn phrase(&self, start: usize, behind: usize) -> Option<Phrase> {
        if start >= behind {
            return None;
        }
        if let Some(name) = self.name_at(behind - 1) {
            let entity = self.of_name[name];
            let (first, _) = self.name_words(name);
            let other = first
                .checked_sub(2)
                .filter(|at| {
                    self.is(first - 1, &["and"]) && !self.parted(first - 1) && !self.parted(*at)
                })
                .and_then(|at| self.name_at(at))
                .filter(|other| self.kind(*other) == self.kind(name))
                .map(|name| self.of_name[name])
                .filter(|other| *other != entity);
            return Some(Phrase {
                words: String::new(),
                entity: Some(other.unwrap_or(entity)),
                of: other.map(|_| entity),
                plural: other.is_some(),
            });
        }
        let start = start.max(behind.saturating_sub(4));
        // A cut must not begin inside a name or behind a number it splits.
        let start = (start..behind)
            .find(|at| self.name_at(*at).is_none_or(|name| self.name_words(name).0 == *at))?;
        let start = if start > 0 && self.gap(start - 1) == "," { start - 1 } else { start };
        let text = self
            .words
            .text()
            .get(self.words.spans[start].start..self.words.spans[behind - 1].end)?;
        let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if start == 0 && self.name_at(0).is_none() {
            let acronym = self.words.spans[0].of(self.words.text());
            if acronym.chars().skip(1).all(|c| !c.is_uppercase()) {
                text = text
                    .chars()
                    .take(1)
                    .flat_map(char::to_lowercase)
                    .chain(text.chars().skip(1))
                    .collect();
            }
        }
        let last = self.words.lower(behind - 1);
        let first = self.words.lower(start);
        let many = first.starts_with(|c: char| c.is_ascii_digit()) && first != "1"
            || [
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "many",
                "several",
                "hundreds",
                "thousands",
                "dozens",
            ]
            .contains(&first);
        let usable = text.chars().any(char::is_alphabetic) && !last.is_empty();
        usable.then_some(Phrase {
            plural: is_plural(last) || many,
            words: text,
            entity: None,
            of: None,
        })
    }

    /// The subject of the verb at `at`.
    fn subject(&self, at: usize, depth: usize) -> Option<Phrase> {
        let mut last = at.checked_sub(1)?;
        let mut parted = self.parted(last);
        while !parted
            && (self.is(last, HELPERS)
                || self.is_time(last)
                || self.words.lower(last).ends_with("ly")
                || (self.is_time(last + 1) && self.is(last, PREPOSITIONS)))
        {
            last = last.checked_sub(1)?;
            parted = self.parted(last);
        }
        if parted && !self.is(last, RELATIVE) {
            // An insertion between commas: "Ana Reyes, the clerk, met …".
            if !self.gap(last).contains(',') {
                return None;
            }
            let comma = (0..last).rev().find(|left| self.parted(*left))?;
            if !self.gap(comma).contains(',') {
                return None;
            }
            // "A judge, Marek Oduya, was appointed": the name says more than the office.
            let named = self.name_at(last).filter(|name| {
                self.kind(*name) == EntityKind::Person && self.name_words(*name).0 == comma + 1
            });
            if named.is_none() {
                last = comma;
            }
        }
        if self.is(last, RELATIVE) {
            last = last.checked_sub(1)?;
            // "which in turn", "the man, 74, who": a number between commas is an age.
            if self.words.lower(last).chars().all(|c| c.is_ascii_digit()) && last > 0 {
                last -= 1;
            }
        }
        if self.is(last, &["and", "but", "or"]) && depth < 3 {
            let verb = (0..last).rev().find(|at| self.verb_at(*at).is_some())?;
            return self.subject(verb, depth + 1);
        }
        if self.is(last, &["he", "she"]) {
            return self.antecedent();
        }
        self.noun_phrase(last)
    }

    fn antecedent(&self) -> Option<Phrase> {
        let name = speaker::antecedent(self.words, self.sentence)?;
        let entity = Some(self.of_name[name]);
        Some(Phrase { words: String::new(), entity, of: None, plural: false })
    }

    /// The noun phrase that ends in `last`, with what it leans on: "body of NAME", "box".
    fn noun_phrase(&self, last: usize) -> Option<Phrase> {
        let (mut start, mut behind) = (self.phrase_start(last), last + 1);
        let mut of = None;
        for _ in 0..3 {
            let mut before = start;
            // "a fire in southeastern Australia": what stands before a name leans on it.
            while before > 0 && !self.parted(before - 1) && self.nominal(before - 1) {
                before -= 1;
            }
            while before > 0 && !self.parted(before - 1) && self.is(before - 1, DETERMINERS) {
                before -= 1;
            }
            // "talks between A and B": the noun is what "between" leans on.
            if before >= 2
                && !self.parted(before - 1)
                && !self.parted(before - 2)
                && self.is(before - 1, &["and"])
                && self.nominal(before - 2)
            {
                before = self.phrase_start(before - 2);
                while before > 0
                    && !self.parted(before - 1)
                    && (self.nominal(before - 1) || self.is(before - 1, DETERMINERS))
                {
                    before -= 1;
                }
            }
            // "In Leeds Ana Reyes resigned": what opens the sentence leans on nothing.
            let Some(preposition) = before.checked_sub(1).filter(|at| *at > 0) else { break };
            if self.parted(preposition) || !self.is(preposition, LEANING) {
                break;
            }
            let head = preposition.checked_sub(1)?;
            if self.parted(head) || !self.nominal(head) {
                return None;
            }
            of = (self.words.lower(preposition) == "of")
                .then(|| self.name_at(behind - 1).map(|name| self.of_name[name]))
                .flatten();
            behind = head + 1;
            start = self.phrase_start(head);
        }
        let verb = self.verbs.get(self.words.lower(behind - 1));
        let bare = start + 1 == behind && verb.is_some_and(|(_, form)| form == Form::Past);
        if !self.nominal(last) || (bare && !(start > 0 && self.is(start - 1, DETERMINERS))) {
            return None;
        }
        let mut phrase = self.phrase(start, behind)?;
        if phrase.entity.is_none() {
            // "her body": the body of whoever was named before.
            let own = start > 0 && !self.parted(start - 1) && self.is(start - 1, &["his", "her"]);
            phrase.of = of.or_else(|| self.antecedent().filter(|_| own)?.entity);
        }
        Some(phrase)
    }

    /// The noun phrase that begins at `at`, and the word behind it.
    fn phrase_from(&self, mut at: usize) -> Option<(Phrase, usize)> {
        while at + 1 < self.len()
            && !self.parted(at)
            && (self.is(at, DETERMINERS) || self.words.lower(at).ends_with("ly"))
            && !self.is(at, &["that", "up"])
        {
            at += 1;
        }
        let start = at;
        let mut behind = at;
        while behind < self.len() && self.nominal(behind) && behind < start + 8 {
            if let Some(name) = self.name_at(behind) {
                behind = self.name_words(name).1;
                let lean = self.words.lower(behind - 1);
                if !(lean.ends_with("'s")
                    || lean.ends_with("’s")
                    || self.gap(behind - 1).contains(['\'', '’']))
                {
                    break;
                }
            } else {
                // A past form behind a noun is a verb.
                let verb = self.verbs.get(self.words.lower(behind));
                if behind > start && verb.is_some_and(|(_, form)| form == Form::Past) {
                    break;
                }
                behind += 1;
            }
            if behind >= self.len() || self.parted(behind - 1) {
                break;
            }
        }
        let mut phrase = self.phrase(start, behind)?;
        if phrase.entity.is_none()
            && self.words.lower(behind) == "of"
            && !self.parted(behind - 1)
            && behind + 1 < self.len()
        {
            let mut next = behind + 1;
            while self.is(next, DETERMINERS) && next + 1 < self.len() {
                next += 1;
            }
            if let Some(name) = self.name_at(next) {
                phrase.of = Some(self.of_name[name]);
                behind = self.name_words(name).1;
            } else if self.nominal(next) && next == behind + 1 {
                let end = if next + 1 < self.len()
                    && !self.parted(next)
                    && self.nominal(next + 1)
                    && self.name_at(next + 1).is_none()
                {
                    next + 2
                } else {
                    next + 1
                };
                let tail = self.phrase(next, end)?;
                phrase.words = format!("{} of {}", phrase.words, tail.words);
                behind = end;
            }
        }
        Some((phrase, behind))
    }

    fn clause(
        &self,
        at: usize,
        (verb, form): (&'a Verb, Form),
        noun: Option<Phrase>,
    ) -> Clause<'a> {
        let mut next = at + 1;
        let mut rest = String::new();
        if next < self.len() && !self.parted(at) && self.is(next, PARTICLES) {
            self.words.lower(next).clone_into(&mut rest);
            next += 1;
        }
        // "began recounting the ballots"
        if matches!(verb.base.as_str(), "begin" | "start" | "stop" | "resume")
            && !self.parted(next - 1)
            && self.words.lower(next).ends_with("ing")
        {
            self.words.lower(next).clone_into(&mut rest);
            next += 1;
        }
        // "confirmed that new sanctions are prepared"
        let that = matches!(verb.base.as_str(), "confirm" | "announce")
            && self.words.lower(next) == "that";
        next += usize::from(that);
        let open = next < self.len() && !self.parted(next - 1) && !self.is_time(next);
        let object = if open { self.phrase_from(next) } else { None };
        let object = object.filter(|found| !that || found.0.entity.is_none());
        let passive = matches!(form, Form::Past | Form::Participle)
            && self.is_passive(at, object.is_some(), verb);
        let mut clause = Clause {
            verb: Some(verb),
            passive,
            subject: None,
            object: None,
            agent: None,
            rest,
            noun,
        };
        let lone = form == Form::Progressive
            && !at.checked_sub(1).is_some_and(|before| {
                !self.parted(before) && (self.is(before, BE) || self.is(before, HELPERS))
            });
        clause.subject = if lone { None } else { self.subject(at, 0) };
        if passive {
            clause.agent = (next..self.len().min(next + 8))
                .take_while(|word| *word == next || !self.parted(word - 1))
                .find(|word| self.words.lower(*word) == "by")
                .and_then(|by| self.phrase_from(by + 1))
                .map(|found| found.0)
                .filter(|phrase| phrase.entity.is_some());
        } else {
            clause.object = object.as_ref().map(|found| found.0.clone());
        }
        let tail = if passive { next } else { object.map_or(next, |found| found.1) };
        if clause.object.is_none() && !passive && !verb.transitive {
            clause.object = self.complement(next - 1);
        }
        if passive && verb.base == "swear" {
            "in".clone_into(&mut clause.rest);
        }
        let known = self.words.lower(tail);
        if matches!(known, "alive" | "dead" | "guilty" | "safe" | "missing" | "ahead") {
            known.clone_into(&mut clause.rest);
        } else if known == "to"
            && matches!(verb.base.as_str(), "order" | "refuse" | "agree" | "decide")
            && tail + 1 < self.len()
        {
            clause.rest = format!("to {}", self.words.lower(tail + 1));
        }
        clause
    }

    /// Whether a past form is passive: with a form of "be" before it, or bare behind a noun and
    /// without an object of its own.
    fn is_passive(&self, at: usize, object: bool, verb: &Verb) -> bool {
        for before in (at.saturating_sub(4)..at).rev() {
            if self.is(before, BE) {
                return true;
            }
            if !(self.is(before, HELPERS) || self.words.lower(before).ends_with("ly")) {
                break;
            }
            if self.is(before, &["has", "have", "had"]) {
                return false;
            }
        }
        let next = at + 1;
        verb.transitive
            && !object
            && (next >= self.len()
                || self.parted(at)
                || self.is_time(next)
                || self.is(
                    next,
                    &[
                        "by", "in", "at", "on", "near", "after", "during", "with", "for", "to",
                        "alive", "dead",
                    ],
                ))
    }

    /// The noun at the trigger with the words before it, and where it starts.
    fn noun(&self, trigger: usize) -> (usize, Option<Phrase>) {
        let start = self.phrase_start(trigger).max(trigger.saturating_sub(2));
        let mut start = start;
        while start < trigger
            && self.verbs.get(self.words.lower(start)).is_some_and(|(_, form)| form == Form::Past)
        {
            start += 1;
        }
        while start > 0 && self.gap(start - 1) == "-" {
            start -= 1;
        }
        (start, self.phrase(start, trigger + 1))
    }

    /// The verb that the noun phrase ending at or soon behind `trigger` is the subject of.
    fn next_verb(&self, trigger: usize) -> Option<usize> {
        let mut at = trigger;
        while at + 1 < self.len() && !self.parted(at) {
            at += 1;
            if self.is_time(at) {
                continue;
            }
            if self.is(at, HELPERS) && !self.is(at, &["to"]) {
                continue;
            }
            match self.verb_at(at) {
                Some((_, form)) => return (form != Form::Base).then_some(at),
                // "talks between A and B broke down"
                None if at < trigger + 9
                    && (self.is(at, LEANING)
                        || self.is(at, DETERMINERS)
                        || self.is(at, &["and", "into"])
                        || self.nominal(at)) => {}
                None => return None,
            }
        }
        None
    }

    /// The verb that the noun phrase starting at `start` is the object of.
    fn verb_before(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while at > 0 && !self.parted(at - 1) && self.is(at - 1, DETERMINERS) {
            at -= 1;
        }
        let verb = at.checked_sub(1)?;
        (!self.parted(verb) && self.verb_at(verb).is_some()).then_some(verb)
    }

    /// The verb of the clause that the noun only says where or in what: "lost homes in a fire".
    fn verb_around(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while at > 0 && !self.parted(at - 1) && self.is(at - 1, DETERMINERS) {
            at -= 1;
        }
        let preposition = at.checked_sub(1).filter(|at| self.is(*at, &["in", "during", "at"]))?;
        (preposition.saturating_sub(7)..preposition)
            .rev()
            .take_while(|at| !self.parted(*at))
            .find(|at| self.verb_at(*at).is_some_and(|(_, form)| form == Form::Past))
    }

    /// What a noun is of: "inquiry into the flood", "election for mayor".
    fn complement(&self, trigger: usize) -> Option<Phrase> {
        let preposition = trigger + 1;
        if self.parted(trigger)
            || !self.is(preposition, &["of", "into", "against", "over", "for", "to", "through"])
        {
            return None;
        }
        if self.is_time(preposition + 1) {
            return None;
        }
        let found = self.phrase_from(preposition + 1)?.0;
        let lead = self.words.lower(preposition);
        Some(Phrase { words: format!("{lead} {}", found.words).trim_end().to_owned(), ..found })
    }
}

fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "police" | "men" | "women" | "children" | "crew")
        || (word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && !word.ends_with("'s")
            && !word.ends_with("’s"))
}
