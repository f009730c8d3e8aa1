//! What a number is about: the verb or phrase around a count that makes two counts of one noun
//! comparable. "88 homes were destroyed" and "some 300 houses" count the same noun and are not
//! answers to one question.

use super::phrase::Phrase;
use super::verb::verb_form;
use crate::language::stem::stem;

/// What is said of the counted things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Equal in sentences that say the same of them.
    pub(super) key: String,
    /// The question that the number answers.
    pub(super) question: String,
    /// First and last word that the quotation needs.
    pub(super) words: (usize, usize),
}

/// Nouns that mean the same when they are counted.
const SAME_NOUN: [(&str, &str); 9] = [
    ("house", "home"),
    ("residence", "home"),
    ("dwelling", "home"),
    ("resident", "person"),
    ("villager", "person"),
    ("civilian", "person"),
    ("inhabitant", "person"),
    ("client", "customer"),
    ("employee", "worker"),
];

/// Verbs that mean the same when they stand by one kind of noun: participle, nouns (none: any), forms.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);
const SAME_VERB: [Row; 5] = [
    (
        "destroyed",
        &["home", "building", "structure", "property", "shop", "school", "church", "barn"],
        &[
            "destroyed",
            "destroying",
            "destroy",
            "burned",
            "burnt",
            "burning",
            "lost",
            "gone",
            "razed",
            "levelled",
            "leveled",
            "gutted",
            "flattened",
        ],
    ),
    (
        "evacuated",
        &["person", "home", "family", "patient", "student", "guest", "household"],
        &[
            "evacuated",
            "evacuating",
            "evacuate",
            "evacuation",
            "flee",
            "fled",
            "fleeing",
            "leave",
            "displaced",
            "displacing",
        ],
    ),
    (
        "affected",
        &["customer", "user", "person", "account", "patient", "client", "household"],
        &["affected", "affecting", "affects", "hit", "exposed", "exposing", "compromised"],
    ),
    ("employed", &["person", "worker"], &["employs", "employed", "employing", "employ"]),
    (
        "exchanged",
        &["prisoner", "captive", "hostage", "detainee", "soldier", "body"],
        &["exchange", "exchanged", "exchanging", "swap", "swapped", "swapping"],
    ),
];

/// Participles that do not end in `ed`.
const IRREGULAR: [&str; 24] = [
    "lost",
    "gone",
    "burnt",
    "stolen",
    "taken",
    "sold",
    "shot",
    "hit",
    "built",
    "bought",
    "held",
    "caught",
    "sent",
    "cut",
    "put",
    "drawn",
    "driven",
    "hidden",
    "broken",
    "thrown",
    "withdrawn",
    "spent",
    "brought",
    "torn",
];

/// Words that may stand between a noun and its participle.
const HELPERS: [&str; 23] = [
    "was",
    "were",
    "had",
    "have",
    "has",
    "been",
    "being",
    "are",
    "is",
    "already",
    "also",
    "now",
    "since",
    "wrongly",
    "partly",
    "completely",
    "reportedly",
    "badly",
    "that",
    "who",
    "which",
    "either",
    "all",
];

/// Words behind which a participle only says what is expected.
const EXPECTED: [&str; 11] =
    ["will", "would", "could", "may", "might", "must", "should", "can", "cannot", "not", "never"];

/// Contests that are decided by a margin.
const MARGINS: [&str; 5] = ["vote", "point", "seat", "goal", "ballot"];

/// The common noun of a count: `home` for `house`.
pub(super) fn common_noun(of: &str) -> &str {
    SAME_NOUN.iter().find(|(noun, _)| *noun == of).map_or(of, |(_, common)| common)
}

/// What is said of the things counted by words `from..=to`; `noun` is the common noun and `many`
/// its plural.
pub(super) fn frame(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    margin(phrase, (from, to), noun, many)
        .or_else(|| genitive(phrase, (from, to), noun, many))
        .or_else(|| driven_out(phrase, (from, to), noun, many))
        .or_else(|| behind(phrase, (from, to), noun, many))
        .or_else(|| inside(phrase, (from, to), noun, many))
        .or_else(|| before(phrase, (from, to), noun, many))
}

/// Words that tell who is in front.
const LEADS: [&str; 12] = [
    "leads", "led", "lead", "won", "wins", "lost", "trails", "trailed", "margin", "majority",
    "ahead", "behind",
];

/// "by 37 votes", "29 votes ahead", "cut her lead to 11 votes".
fn margin(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    if !MARGINS.contains(&noun) || phrase.word(to + 1) == "to" {
        return None;
    }
    let joined = from.checked_sub(1).is_some_and(|i| matches!(phrase.word(i), "by" | "to" | "of"));
    let lead = (from.saturating_sub(9)..from)
        .rev()
        .take_while(|i| !phrase.commas_between(*i, i + 1))
        .find(|i| joined && LEADS.contains(&phrase.word(*i)))
        // "won the race for the seat by": a verb may stand farther off than a noun.
        .filter(|i| from - i <= 4 || matches!(phrase.word(*i), "won" | "wins" | "lost" | "led"))
        .map(|i| (if from - i <= 4 { i } else { from - 1 }, to));
    let more =
        (phrase.word(to + 1) == "more" && phrase.word(to + 2) == "than").then_some((from, to + 2));
    let behind = ["ahead", "behind", "short", "clear"]
        .contains(&phrase.word(to + 1))
        .then_some((from, to + 1));
    let words = lead.or(behind).or(more)?;
    Some(Frame {
        key: format!("{noun} lead"),
        question: format!("How large was the lead in {many}?"),
        words,
    })
}

/// "the data of 2.1 million customers", "card numbers of 41,500 customers".
fn genitive(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    let of = from.checked_sub(1).filter(|i| phrase.word(*i) == "of")?;
    let head = of.checked_sub(1)?;
    let word = phrase.word(head);
    if matches!(word, "data" | "information" | "details" | "records") {
        return Some(said(noun, many, "affected", (head, to)));
    }
    let counted = [
        "total",
        "number",
        "group",
        "team",
        "crowd",
        "one",
        "out",
        "some",
        "subdivision",
        "recount",
        "count",
    ];
    if counted.contains(&word) || !word.ends_with('s') || word.len() < 4 {
        return None;
    }
    // "card numbers": one more word of the noun makes it clear.
    let wide = head.checked_sub(1).filter(|i| {
        phrase.word(*i).len() > 3
            && !crate::language::stem::is_stop_word(phrase.word(*i))
            && !phrase.word(*i).ends_with("ed")
            && !phrase.broken_between(*i, head)
    });
    let what = wide.map_or(word.to_owned(), |i| format!("{} {word}", phrase.word(i)));
    Some(Frame {
        key: format!("{noun} of {}", stem(word)),
        question: format!("How many {many}’ {what} are concerned?"),
        words: (wide.unwrap_or(head), to),
    })
}

/// "forcing 1,200 people to leave", "drove 3,400 people from", "5,000 people are under evacuation
/// orders", "the evacuation order covering 5,200 people".
fn driven_out(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    if !matches!(noun, "person" | "family" | "household") {
        return None;
    }
    let near = |i: usize, words: &[&str]| words.contains(&phrase.word(i));
    let left = (to + 1..to + 3).find(|i| {
        near(*i, &["had", "have"]) && near(i + 1, &["to"]) && near(i + 2, &["leave", "flee"])
    });
    let drives = from.checked_sub(1).filter(|i| {
        near(
            *i,
            &[
                "forced", "forcing", "forces", "drove", "drives", "driving", "ordered", "sent",
                "told",
            ],
        )
    });
    let leaves = near(to + 1, &["from"])
        || (near(to + 1, &["to"]) && near(to + 2, &["leave", "flee", "evacuate", "abandon"]));
    let under = (to + 1..to + 5)
        .find(|i| near(*i, &["evacuation"]))
        .filter(|_| near(to + 1, &["are", "were", "remain", "remained", "under"]));
    let ordered = (to + 1..to + 5)
        .find(|i| {
            near(*i, &["ordered", "forced", "driven", "moved"])
                && near(i + 1, &["from", "out", "to"])
        })
        .filter(|i| (to + 1..*i).all(|at| HELPERS.contains(&phrase.word(at))));
    let covering = from
        .checked_sub(1)
        .filter(|i| near(*i, &["covering", "for", "affecting", "covers", "covered"]))
        .and_then(|i| (i.saturating_sub(3)..i).find(|at| near(*at, &["evacuation"])));
    let words = match (drives, left.map(|i| i + 1).or(under).or(ordered), covering) {
        (Some(verb), _, _) if leaves => (verb, if near(to + 1, &["to"]) { to + 2 } else { to }),
        (_, Some(last), _) if near(last + 2, &["their"]) => (from, last + 3),
        (_, Some(last), _) => (from, last + 1),
        (_, _, Some(first)) => (first, to),
        _ => return None,
    };
    Some(Frame {
        key: format!("{noun} evacuat"),
        question: format!("How many {many} were evacuated?"),
        words,
    })
}

/// "94 homes had burned", "23 ballots that had been counted twice".
fn behind(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    let at = (to + 1..to + 6).find(|i| !HELPERS.contains(&phrase.word(*i)))?;
    // A participle right behind the noun is as often an active verb: "9,000 customers joined".
    if at == to + 1 || phrase.commas_between(to, at) || EXPECTED.contains(&phrase.word(at)) {
        return None;
    }
    let word = phrase.word(at);
    let passive = (to + 1..at)
        .any(|i| matches!(phrase.word(i), "was" | "were" | "been" | "being" | "are" | "is"));
    let same = same_verb(noun, word);
    let participle = match same {
        Some(participle) => participle,
        None if passive && is_participle(word) => word,
        None => return None,
    };
    Some(said(noun, many, participle, (from, at)))
}

/// "212 rejected postal ballots".
fn inside(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    let at = (from + 1..to)
        .find(|i| phrase.word(*i).ends_with("ed") && is_participle(phrase.word(*i)))?;
    Some(said(noun, many, same_verb(noun, phrase.word(at)).unwrap_or(phrase.word(at)), (from, to)))
}

/// "destroyed 88 homes", "employs 3,200 people", "agreed to exchange 1,000 prisoners".
fn before(
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
    noun: &str,
    many: &str,
) -> Option<Frame> {
    let at = from.checked_sub(1)?;
    if phrase.commas_between(at, from) {
        return None;
    }
    let word = phrase.word(at);
    let planned = (at.saturating_sub(2)..at).any(|i| EXPECTED.contains(&phrase.word(i)));
    if planned {
        return None;
    }
    let gerund = gerund(phrase, at);
    let participle = match same_verb(noun, word).or(gerund.as_deref()) {
        Some(participle) => participle,
        None if word.len() > 5
            && word.ends_with("ed")
            && !matches!(word, "hundred" | "counted" | "showed" | "included" | "numbered") =>
        {
            word
        }
        None => return None,
    };
    Some(said(noun, many, participle, (at, to)))
}

/// The participle of "began recounting 40 ballots"; a gerund alone may be anything.
fn gerund(phrase: &Phrase<'_>, at: usize) -> Option<String> {
    let stem = phrase.word(at).strip_suffix("ing").filter(|stem| stem.len() > 3)?;
    let lead = phrase.word(at.checked_sub(1)?);
    let begins = matches!(
        lead,
        "began" | "started" | "finished" | "were" | "was" | "are" | "is" | "been" | "of" | "by"
    );
    let done = format!("{stem}ed");
    (begins && verb_form(&done).is_some()).then_some(done)
}

/// The frame of a noun and the verb that a question names: "How many homes were lost?"
pub(super) fn said_of(noun: &str, many: &str, verb: &str) -> Frame {
    said(noun, many, same_verb(noun, verb).unwrap_or(verb), (0, 0))
}

fn said(noun: &str, many: &str, participle: &str, words: (usize, usize)) -> Frame {
    Frame {
        key: format!("{noun} {}", stem(participle)),
        question: format!("How many {many} were {participle}?"),
        words,
    }
}

fn same_verb(noun: &str, word: &str) -> Option<&'static str> {
    SAME_VERB
        .iter()
        .find(|(_, nouns, forms)| nouns.contains(&noun) && forms.contains(&word))
        .map(|(participle, _, _)| *participle)
}

fn is_participle(word: &str) -> bool {
    IRREGULAR.contains(&word)
        || (word.len() > 4
            && word.ends_with("ed")
            && !matches!(word, "hundred" | "united" | "need"))
}

#[cfg(test)]
mod tests {
    use super::super::phrase::tests::{document, with_phrase};
    use super::*;

    /// The question behind the first counted noun of `text`, or "".
    fn check(text: &str) -> String {
        let document = document(text);
        with_phrase(&document, |phrase| {
            let quantity = phrase.document.quantities.first().expect("a quantity");
            let of = quantity.of.clone().unwrap_or_default();
            let (from, to) = phrase.words_of(quantity.span);
            let noun = common_noun(&of);
            let many = super::super::plural(noun);
            frame(phrase, (from, to), noun, &many).map(|frame| frame.question).unwrap_or_default()
        })
    }

    #[test]
    fn what_a_number_is_about_is_read_from_the_words_around_it() {
        for (text, question) in [
            (
                "The blaze destroyed at least 40 homes on the ridge.",
                "How many homes were destroyed?",
            ),
            ("Ninety houses have been lost, the mayor said.", "How many homes were destroyed?"),
            ("Oakmere is a village of some 300 houses.", ""),
            ("Crews forced about 900 people to leave.", "How many people were evacuated?"),
            ("Some 900 people are under evacuation orders.", "How many people were evacuated?"),
            ("Thieves took the data of 3,000 customers.", "How many customers were affected?"),
            ("The breach hit 3,000 customers.", "How many customers were affected?"),
            (
                "It copied card numbers of 500 customers.",
                "How many customers’ card numbers are concerned?",
            ),
            ("Vale won the race by 12 votes.", "How large was the lead in votes?"),
            ("Vale was 12 votes ahead at noon.", "How large was the lead in votes?"),
            ("The board backed it by three votes to two.", ""),
            ("Some 3,000 people had to leave their homes.", "How many people were evacuated?"),
            ("Inspectors found 40 rejected ballots in a crate.", "How many ballots were rejected?"),
            ("Judges say 40 ballots must be counted.", ""),
            ("The mill employs 300 people.", "How many people were employed?"),
            ("Both sides will exchange 300 prisoners.", ""),
        ] {
            assert_eq!(check(text), question, "{text}");
        }
    }
}
