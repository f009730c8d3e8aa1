//! Titles of events in our own words: verb or noun with its roles, place and figure. Never a
//! source's sentence.

use super::clause::{Clause, Phrase};
use super::lexicon::Act;
use super::lower_first;
use super::verbs::Verbs;
use crate::ingest::resolve::Resolved;
use crate::language::stem::is_stop_word;
use crate::model::entity::EntityKind;

/// Longest title in characters.
pub(super) const LONGEST: usize = 70;

/// What a title is made from.
pub(super) struct Parts<'a> {
    pub(super) act: Option<Act>,
    pub(super) amount: Option<String>,
    pub(super) place: Option<&'a Resolved>,
    pub(super) participants: Vec<&'a Resolved>,
    pub(super) speaker: Option<&'a Resolved>,
}

/// The words of a clause as a title, and how much they say: 0 to 6.
pub(super) fn of_clause(clause: &Clause<'_>, names: &[Resolved]) -> Option<(String, usize)> {
    let text = |phrase: &Phrase| wording(phrase, names);
    let weigh = |phrase: &Phrase| if phrase.entity.is_some() { 2 } else { 1 };
    let subject = clause.subject.as_ref();
    let object = clause.object.as_ref();
    let said = |phrase: Option<&Phrase>| phrase.is_none_or(|phrase| text(phrase).is_some());
    if !said(subject) || !said(object) {
        return None;
    }
    let rest = if clause.rest.is_empty() { String::new() } else { format!(" {}", clause.rest) };
    let Some(verb) = clause.verb else {
        let noun = text(clause.noun.as_ref()?)?;
        let lower = noun.to_lowercase();
        // A bare verb form or a count of votes tells no event.
        if noun.starts_with(|c: char| c.is_ascii_digit())
            || (!noun.contains(' ') && (lower.ends_with("ed") || lower.ends_with("ers")))
        {
            return None;
        }
        let of = object.and_then(text).map(|of| format!(" {of}")).unwrap_or_default();
        let quality = 1 + usize::from(noun.contains(' ')) + object.map_or(0, weigh);
        return Some((upper_first(&format!("{noun}{of}")), quality));
    };
    // What is only expected is no deed.
    if verb.base == "expect" {
        return None;
    }
    let (title, quality) = match (subject, object, clause.passive) {
        (Some(subject), _, true) => {
            let by = clause.agent.as_ref().and_then(text).filter(|by| by.len() < 30);
            let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
            let done = if verb.base == "finish" { "completed" } else { verb.participle.as_str() };
            (format!("{} {done}{rest}{by}", text(subject)?), 2 + weigh(subject))
        }
        (Some(subject), Some(object), false) => {
            let form = if subject.plural { &verb.base } else { &verb.third };
            let (who, what) = (text(subject)?, text(object)?);
            // "finds … alive": what follows stands behind the object.
            let first = PARTICLES.contains(&clause.rest.as_str()) || clause.rest.ends_with("ing");
            let title = if first {
                format!("{who} {form}{rest} {what}")
            } else {
                format!("{who} {form} {what}{rest}")
            };
            (title, 1 + weigh(subject) + weigh(object))
        }
        (Some(subject), None, false)
            if !verb.transitive || rest.starts_with(" to ") || rest == " missing" =>
        {
            if rest.is_empty() && LEANING.contains(&verb.base.as_str()) {
                return None;
            }
            // One word for one thing, so that two reports of it are seen to be one.
            let begins = verb.base == "start" || (verb.base == "break" && clause.rest == "out");
            let (base, third, rest) = if begins {
                ("begin", "begins", "")
            } else {
                (verb.base.as_str(), verb.third.as_str(), rest.as_str())
            };
            let form = if subject.plural { base } else { third };
            (format!("{} {form}{rest}", text(subject)?), 1 + weigh(subject))
        }
        (None, Some(object), false) if verb.transitive => {
            (format!("{} {}{rest}", text(object)?, verb.participle), 1 + weigh(object))
        }
        _ => return None,
    };
    Some((upper_first(&title), quality))
}

const PARTICLES: [&str; 7] = ["down", "out", "off", "away", "aside", "apart", "back"];

/// Verbs that say too little without what they act on or where they lead.
const LEANING: [&str; 16] = [
    "meet", "leave", "win", "fight", "join", "come", "go", "call", "count", "write", "plan",
    "break", "gather", "burst", "speak", "agree",
];

/// Words that name nobody and nothing by themselves.
const EMPTY: [&str; 26] = [
    "something",
    "anything",
    "nothing",
    "everything",
    "everybody",
    "nobody",
    "somebody",
    "anybody",
    "everyone",
    "someone",
    "anyone",
    "one",
    "others",
    "other",
    "way",
    "lot",
    "much",
    "many",
    "time",
    "times",
    "part",
    "things",
    "thing",
    "half",
    "most",
    "none",
];

/// The words of a phrase; absent when they would tell a reader nothing.
fn wording(phrase: &Phrase, names: &[Resolved]) -> Option<String> {
    let name = |entity: usize| names.get(entity).map(|entity| entity.name.as_str());
    match (phrase.entity, phrase.of) {
        (Some(one), Some(other)) if phrase.words.is_empty() => {
            Some(format!("{} and {}", name(one)?, name(other)?))
        }
        (Some(entity), _) if phrase.words.is_empty() => name(entity).map(str::to_owned),
        (Some(entity), _) => Some(format!("{} {}", phrase.words, name(entity)?)),
        (None, of) => {
            let words = phrase.words.as_str();
            let odd = words.contains(['“', '”', '"', '(', ')', '[', ']', '*', '_', ':', ';', '?']);
            let letters = words.chars().filter(|c| c.is_alphabetic()).count();
            let last = words.rsplit(' ').next().unwrap_or("").to_lowercase();
            let lean = last.ends_with("'s") || last.ends_with("’s");
            if odd || lean || letters < 3 || words.len() > 44 || EMPTY.contains(&last.as_str()) {
                return None;
            }
            match of.and_then(name) {
                Some(of) => Some(format!("{words} of {of}")),
                None => Some(words.to_owned()),
            }
        }
    }
}

/// What a statement is called: who, and what it is about; absent when that is not known.
pub(super) fn statement(
    clause: &Clause<'_>,
    parts: &Parts<'_>,
    quoted: Option<&str>,
    names: &[Resolved],
) -> Option<(String, usize)> {
    let who = parts.speaker?;
    if let Some(verb) = clause.verb.filter(|verb| verb.base == "call")
        && let Some(what) = clause.object.as_ref().and_then(|object| wording(object, names))
        && let Some(quoted) = quoted.filter(|words| words.split_whitespace().count() <= 4)
    {
        let quoted = quoted.trim_matches(|c: char| !c.is_alphanumeric());
        return Some((format!("{} {} {what} “{quoted}”", who.name, verb.third), 4));
    }
    if let Some(verb) = clause.verb.filter(|verb| DECLARING.contains(&verb.base.as_str()))
        && let Some(what) = clause.object.as_ref().and_then(|object| wording(object, names))
        && what != who.name
    {
        return Some((format!("{} {} {what}", who.name, verb.third), 4));
    }
    let about = parts.participants.iter().find(|entity| entity.name != who.name)?;
    Some((format!("{} on {}", who.name, about.name), 3))
}

/// What a decision told in the first person is called: "I have decided to send our boats" is
/// "Vale decides to send boats".
pub(super) fn decision(who: &Resolved, quoted: &str, verbs: &Verbs) -> Option<(String, usize)> {
    const MINE: [&str; 4] = ["our", "my", "the", "a"];
    const END: [&str; 10] =
        ["now", "because", "which", "that", "and", "but", "so", "if", "when", "as"];
    let clause = quoted.split([',', '.', ';', '—', '…', '(', '”', '"']).next()?;
    let mut words = clause.split_whitespace().skip(2);
    let (verb, _) = verbs.get(&words.next()?.to_lowercase())?;
    let behind = words.filter(|word| !MINE.contains(word)).take_while(|word| !END.contains(word));
    let mut behind: Vec<&str> = behind.take(6).collect();
    while behind.last().is_some_and(|word| is_stop_word(&word.to_lowercase())) {
        behind.pop();
    }
    // "I have decided": what, is not told.
    (behind.len() >= 2).then(|| (format!("{} {} {}", who.name, verb.third, behind.join(" ")), 5))
}

/// What someone says happened: "Vale says council rejects plan".
pub(super) fn reported(
    who: &Resolved,
    clause: &Clause<'_>,
    names: &[Resolved],
) -> Option<(String, usize)> {
    let subject = clause.subject.as_ref()?;
    let (told, quality) = of_clause(clause, names).filter(|(_, quality)| *quality >= 3)?;
    if told.contains(&who.name) {
        return None;
    }
    let opens_with_name = subject.entity.is_some() && subject.words.is_empty();
    let told = if opens_with_name { told } else { lower_first(&told) };
    Some((format!("{} says {told}", who.name), quality.min(4)))
}

/// Verbs of saying that have an object of their own.
const DECLARING: [&str; 14] = [
    "announce",
    "declare",
    "deny",
    "reject",
    "condemn",
    "confirm",
    "demand",
    "pledge",
    "promise",
    "welcome",
    "criticise",
    "criticize",
    "refuse",
    "urge",
];

/// A title over the kind of act alone, for reports whose words give none.
pub(super) fn of_act(parts: &Parts<'_>) -> Option<String> {
    let act = parts.act?;
    let people = || parts.participants.iter().filter(|entity| entity.kind == EntityKind::Person);
    let rest = || parts.participants.iter().filter(|entity| entity.kind != EntityKind::Person);
    let bodies: Vec<&str> = parts
        .participants
        .iter()
        .filter(|entity| entity.kind != EntityKind::Person)
        .map(|entity| entity.name.as_str())
        .collect();
    match act {
        Act::Contact => {
            let caller = parts.speaker?;
            let others = people().chain(rest()).filter(|other| other.name != caller.name);
            let others: Vec<&str> = others.take(3).map(|other| other.name.as_str()).collect();
            match others.as_slice() {
                [] => None,
                [one] => Some(format!("{} speaks with {one}", caller.name)),
                [init @ .., last] => {
                    Some(format!("{} speaks with {} and {last}", caller.name, init.join(", ")))
                }
            }
        }
        Act::Agreement if parts.amount.is_some() => {
            let amount = parts.amount.as_ref()?;
            Some(format!("{} on {amount}", act.noun()))
        }
        Act::Harm | Act::Rescue => {
            let amount = parts.amount.as_ref()?;
            Some(format!("{}: {amount}", act.noun()))
        }
        Act::Meeting | Act::Agreement | Act::Attack => match bodies.as_slice() {
            [one, other, ..] => Some(format!("{} between {one} and {other}", act.noun())),
            _ if act == Act::Meeting && people().count() >= 2 => {
                let who: Vec<&str> = people().take(2).map(|person| person.name.as_str()).collect();
                Some(format!("Meeting between {}", who.join(" and ")))
            }
            _ => None,
        },
        Act::Seizure => bodies.first().map(|body| format!("Seizure of {body}")),
        _ => None,
    }
}

/// Adds the place, as far as the length allows: "in", or "at" a building.
pub(super) fn with_place(title: String, place: Option<&Resolved>) -> String {
    const SITES: [&str; 24] = [
        "Hospital",
        "School",
        "Station",
        "Hotel",
        "Showground",
        "Fairgrounds",
        "Airport",
        "Stadium",
        "Church",
        "House",
        "Hall",
        "Centre",
        "Center",
        "Museum",
        "University",
        "College",
        "Palace",
        "Prison",
        "Depot",
        "Bridge",
        "Dam",
        "Theatre",
        "Court",
        "Park",
    ];
    const WAYS: [&str; 6] = ["Road", "Street", "Avenue", "Lane", "Highway", "Drive"];
    let Some(place) = place.filter(|place| !title.contains(&place.name)) else { return title };
    let last = place.name.rsplit(' ').next().unwrap_or("");
    let preposition = if SITES.contains(&last) {
        "at"
    } else if WAYS.contains(&last) {
        "on"
    } else {
        "in"
    };
    let longer = format!("{title} {preposition} {}", place.name);
    if longer.chars().count() <= LONGEST { longer } else { title }
}

/// `text` with a capital first letter.
pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
