//! What is counted: the head noun in a form that compares across articles.
//!
//! The small synonym table (`states`) gives what befell people one name, so that "12 dead",
//! "12 people were killed", "12 deaths" and "a death toll of 12" all count `death`. A group of
//! people with its own name keeps it: "12 soldiers were killed" counts `soldier killed`.

use super::states::{ANYONE, STATES, state, state_before, state_behind};
use crate::language::times::number::small;
use crate::language::times::words::{WordKind, Words};

/// Words that end the phrase of a counted noun.
const STOP: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "against",
    "all",
    "along",
    "although",
    "amid",
    "among",
    "an",
    "and",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "down",
    "during",
    "each",
    "either",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "i",
    "if",
    "in",
    "inside",
    "into",
    "is",
    "it",
    "its",
    "just",
    "may",
    "might",
    "more",
    "most",
    "much",
    "must",
    "near",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "only",
    "onto",
    "or",
    "our",
    "out",
    "outside",
    "over",
    "per",
    "said",
    "says",
    "she",
    "should",
    "since",
    "so",
    "still",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "too",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "versus",
    "vs",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
    "ago",
    "later",
    "earlier",
    "percent",
    "came",
    "went",
    "took",
    "according",
];

/// Plurals without -s, and their singulars.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("persons", "person"),
    ("individuals", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("policemen", "policeman"),
    ("servicemen", "serviceman"),
    ("gunmen", "gunman"),
    ("fishermen", "fisherman"),
    ("firemen", "fireman"),
    ("businessmen", "businessman"),
    ("lawmakers", "lawmaker"),
    ("police", "police"),
    ("personnel", "personnel"),
    ("crew", "crew"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("leaves", "leaf"),
    ("shelves", "shelf"),
    ("calves", "calf"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("wolves", "wolf"),
    ("thieves", "thief"),
    ("halves", "half"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("sheep", "sheep"),
    ("cattle", "cattle"),
    ("aircraft", "aircraft"),
    ("spacecraft", "spacecraft"),
    ("series", "series"),
    ("species", "species"),
    ("crises", "crisis"),
    ("bases", "base"),
    ("cases", "case"),
    ("aliases", "alias"),
    ("houses", "house"),
    ("horses", "horse"),
    ("buses", "bus"),
    ("viruses", "virus"),
    ("gases", "gas"),
    ("movies", "movie"),
    ("pows", "prisoner"),
    ("fatalities", "death"),
    ("troops", "troop"),
];

/// The singular of a plural noun, absent for words that do not look like one.
fn singular(word: &str) -> Option<String> {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return Some((*one).to_owned());
    }
    if word.ends_with("ties") && small(&format!("{}y", word.trim_end_matches("ies"))).is_some() {
        return None;
    }
    let stem = word.strip_suffix('s').filter(|stem| stem.chars().count() > 2)?;
    if stem.ends_with(['s', 'u', 'i']) {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").map(str::to_owned);
        }
    }
    Some(stem.to_owned())
}

/// A counted noun: its singular and the place behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    pub(super) of: String,
    pub(super) end: usize,
}

/// The head of the phrase at `i`: the first plural after at most three adjectives. A plural right
/// behind ("arms dealers") is the head instead.
pub(super) fn head(words: &Words<'_>, i: usize) -> Option<Counted> {
    let mut at = i;
    let mut adjectives = 0;
    while adjectives <= 3 {
        if !words.kind(at, WordKind::Letters)
            || STOP.contains(&words.low(at))
            || small(words.low(at)).is_some()
        {
            return None;
        }
        let compound = words.hyphen(at + 1);
        if let Some(one) = singular(words.low(at)).filter(|_| !compound) {
            let next = words.low(at + 1);
            let plain = !STOP.contains(&next) && words.kind(at + 1, WordKind::Letters);
            let longer = singular(next).filter(|_| {
                plain
                    && state(next).is_none()
                    && words.is(
                        at,
                        &[
                            "arms", "news", "sports", "women", "people", "police", "crew",
                            "aircraft",
                        ],
                    )
            });
            return Some(match longer {
                Some(longer) => Counted { of: longer, end: at + 2 },
                // "prisoners of war"
                None if words.run(at + 1, &["of", "war"]) => Counted { of: one, end: at + 3 },
                None => Counted { of: one, end: at + 1 },
            });
        }
        if state(words.low(at)).is_some() && adjectives > 0 {
            return None;
        }
        at += if compound { 2 } else { 1 };
        adjectives += usize::from(!compound);
    }
    None
}

/// The singular of a plural, or the word itself: "prisoner" in "a 500-for-500 prisoner swap".
pub(super) fn singular_or_same(words: &Words<'_>, i: usize) -> Option<String> {
    let word = words.get(i).filter(|word| word.kind == WordKind::Letters)?;
    let plain = !STOP.contains(&words.low(i)) && word.low.chars().count() > 2;
    plain.then(|| singular(&word.low).unwrap_or_else(|| word.low.to_string()))
}

/// What a number counts, from the words behind it (`i`) and before it (`start`, the modifier's or
/// number's place).
pub(super) fn counted(words: &Words<'_>, start: usize, i: usize) -> Option<Counted> {
    let noun = head(words, i);
    let after = noun.as_ref().map_or(i, |noun| noun.end);
    let own = noun.as_ref().filter(|noun| STATES.iter().any(|(name, ..)| *name == noun.of));
    if own.is_some() {
        return noun;
    }
    if let Some((place, end)) = state_behind(words, after, noun.is_some()) {
        return Some(befallen(noun.as_ref(), place, end));
    }
    // "six missing people"
    if let Some(noun) = noun.as_ref().filter(|noun| noun.end > i + 1)
        && let Some(place) = state(words.low(i))
        && (words.low(i).ends_with("ed") || words.is(i, &["missing", "dead"]))
    {
        return Some(befallen(Some(noun), place, noun.end));
    }
    // "arrested 12 times" counts times.
    let times = noun.as_ref().is_some_and(|noun| noun.of == "time");
    if let Some(place) = state_before(words, start).filter(|_| !times) {
        return Some(befallen(noun.as_ref(), place, after));
    }
    noun.map(|noun| {
        let place = words.get(noun.end.wrapping_sub(1)).and_then(|word| state(&word.low));
        match place.and_then(|place| STATES.get(place)) {
            Some((name, ..)) => Counted { of: (*name).to_owned(), end: noun.end },
            None => noun,
        }
    })
}

/// The canonical name for people in general, the noun and its participle for others.
fn befallen(noun: Option<&Counted>, place: usize, end: usize) -> Counted {
    let (name, participle, _) = STATES.get(place).copied().unwrap_or(("", "", &[]));
    let of = match noun {
        Some(noun) if !ANYONE.contains(&noun.of.as_str()) => format!("{} {participle}", noun.of),
        _ => name.to_owned(),
    };
    Counted { of, end }
}
