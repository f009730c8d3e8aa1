//! What befell people: the small synonym table that gives it one name across articles.

use crate::language::times::words::{WordKind, Words};

/// Canonical noun, canonical participle, and the words that say it.
pub(super) const STATES: &[(&str, &str, &[&str])] = &[
    (
        "death",
        "killed",
        &[
            "dead",
            "killed",
            "killing",
            "kills",
            "kill",
            "died",
            "slain",
            "perished",
            "fatally",
            "deaths",
            "death",
            "fatalities",
            "fatality",
            "massacred",
            "murdered",
            "drowned",
        ],
    ),
    (
        "injury",
        "injured",
        &[
            "injured", "injuring", "injures", "wounded", "wounding", "wounds", "hurt", "injuries",
            "injury",
        ],
    ),
    ("missing", "missing", &["missing", "unaccounted"]),
    (
        "arrest",
        "arrested",
        &[
            "arrested",
            "arresting",
            "arrests",
            "arrest",
            "detained",
            "detaining",
            "detains",
            "detentions",
        ],
    ),
    (
        "evacuation",
        "evacuated",
        &["evacuated", "evacuating", "evacuates", "evacuations", "evacuees"],
    ),
    ("displacement", "displaced", &["displaced", "displacing", "displaces", "uprooted"]),
    (
        "hospitalisation",
        "hospitalised",
        &["hospitalised", "hospitalized", "hospitalisations", "hospitalizations"],
    ),
    ("rescue", "rescued", &["rescued", "rescuing", "rescues"]),
    (
        "abduction",
        "abducted",
        &["abducted", "abducting", "kidnapped", "kidnapping", "abductions", "kidnappings"],
    ),
    ("release", "released", &["released", "releasing", "freed", "freeing"]),
];

/// Nouns for people in general.
pub(super) const ANYONE: &[&str] =
    &["person", "individual", "other", "victim", "life", "civilian casualty"];

/// The canonical participle of a canonical noun: "killed" of "death".
pub(super) fn participle(name: &str) -> Option<&'static str> {
    STATES.iter().find(|(noun, ..)| *noun == name).map(|(_, participle, _)| *participle)
}

/// The place in [`STATES`] of a word, when it says what befell people.
pub(super) fn state(word: &str) -> Option<usize> {
    STATES.iter().position(|(_, _, words)| words.contains(&word))
}

/// `were killed`, `dead`, `have died`, `lost their lives` at `i`: the state and the place behind.
pub(super) fn state_behind(words: &Words<'_>, i: usize, noun: bool) -> Option<(usize, usize)> {
    let mut at = i;
    let mut auxiliary = false;
    while at < i + 4
        && words.is(
            at,
            &[
                "were",
                "was",
                "are",
                "is",
                "have",
                "has",
                "had",
                "been",
                "being",
                "also",
                "reportedly",
                "confirmed",
                "feared",
                "left",
                "reported",
                "others",
                "more",
                "who",
                "to",
                "be",
                "still",
                "now",
                "remain",
                "remained",
            ],
        )
    {
        auxiliary |= words.is(
            at,
            &[
                "were",
                "was",
                "are",
                "been",
                "being",
                "confirmed",
                "left",
                "feared",
                "remain",
                "remained",
            ],
        );
        at += 1;
    }
    if words.is(at, &["lost", "losing"])
        && words.is(at + 1, &["their", "his", "her"])
        && words.is(at + 2, &["lives", "life"])
    {
        return Some((0, at + 3));
    }
    let word = words.low(at);
    let place = state(word)?;
    // "12 people killing time", "three people arrest": only participles and adjectives follow.
    let follows = word.ends_with("ed")
        || matches!(word, "dead" | "missing" | "hurt" | "slain" | "unaccounted");
    // "the police arrested", "residents evacuated the town": an object shows the verb is active.
    let object = words.is(at + 1, &["the", "a", "an", "their", "his", "its", "him", "them"])
        || words.kind(at + 1, WordKind::Digits);
    // "one person has died": these verbs have no object, so any helping word will do.
    let auxiliary = auxiliary || (at > i && matches!(word, "died" | "perished" | "drowned"));
    (follows && (auxiliary || noun || at == i) && (auxiliary || !object)).then_some((place, at + 1))
}

/// `killed`, `injuring`, `evacuated` right before the number at `start`, or a toll of deaths.
pub(super) fn state_before(words: &Words<'_>, start: usize) -> Option<usize> {
    let before = words.before(start, 1);
    if let Some(place) = state(before) {
        let active = before.ends_with("ed")
            || before.ends_with("ing")
            || before.ends_with('s')
            || before == "kill";
        return (active && !matches!(before, "missing" | "deaths" | "injuries" | "fatalities"))
            .then_some(place);
    }
    (1..=7).any(|back| words.before(start, back) == "toll").then_some(0).filter(|_| {
        words.is(
            start.wrapping_sub(1),
            &[
                "to", "of", "at", "is", "was", "reached", "reaches", "passed", "hit", "hits",
                "past", "above",
            ],
        )
    })
}
