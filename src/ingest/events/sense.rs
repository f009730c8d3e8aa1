//! Which act a word means where it stands: "called off" is no telephone call, "state of emergency"
//! no statement, "lost homes" no contest.

use super::lexicon::Act;
use super::trigger::Words;

/// Whether a text speaks of trade unions or of workers who walk out.
pub(super) fn speaks_of_labour(text: &str) -> bool {
    let strike = text.contains("strike") || text.contains("Strike");
    strike && ["union", "Union", "workers", "drivers", "walkout"].iter().any(|w| text.contains(w))
}

const DETERMINERS: [&str; 12] =
    ["the", "a", "an", "his", "her", "their", "its", "this", "that", "these", "those", "any"];
const PRONOUNS: [&str; 10] =
    ["it", "him", "her", "them", "himself", "herself", "itself", "themselves", "us", "me"];

/// The act that `word`, which the lexicon reads as `act`, means in its sentence; absent when it
/// reports none.
pub(super) fn sense(words: &Words<'_>, word: usize, act: Act) -> Option<Act> {
    let lower = words.lower(word);
    let next = words.lower(word + 1);
    let soon = |wanted: &[&str]| (word + 1..word + 6).any(|at| wanted.contains(&words.lower(at)));
    let before = |reach: usize, wanted: &[&str]| {
        (word.saturating_sub(reach)..word).any(|at| wanted.contains(&words.lower(at)))
    };
    match lower {
        // "according to" agrees on nothing, a winner is not a win; the stem alone would say so.
        "according" | "accordingly" | "completely" | "openly" | "reportedly" | "allegedly"
        | "building" | "buildings" | "builders" | "builder" | "officer" | "officers" | "winner"
        | "winners" | "loser" | "losers" | "killer" | "killers" | "voter" | "voters" | "caller"
        | "callers" | "striker" | "strikers" | "fighter" | "fighters" | "protester"
        | "protesters" | "rescuer" | "rescuers" => None,
        "called" | "call" | "calls" | "calling" => called(words, word),
        "spoke" => match next {
            "with" | "to" if soon(&["reporters", "journalists", "press", "media", "crowd"]) => {
                Some(Act::Statement)
            }
            "of" | "at" | "about" | "publicly" => Some(Act::Statement),
            _ => Some(act),
        },
        "reach" | "reached" if !soon(&["phone", "telephone"]) => {
            soon(&["agreement", "deal", "compromise", "settlement"]).then_some(Act::Agreement)
        }
        "found" | "find" | "finds" if matches!(next, "that" | "out" | "it" | "themselves") => None,
        "found" if matches!(next, "guilty" | "liable") => Some(Act::Court),
        "founded" => Some(Act::Opening),
        "lost" | "lose" | "loses" => {
            soon(&["election", "vote", "match", "game", "race", "case", "seat", "final", "appeal"])
                .then_some(Act::Contest)
        }
        "state" | "states" if !before(1, &["to", "will", "would"]) && next != "that" => None,
        "passed" | "pass" | "passes" => match next {
            "over" | "through" | "by" | "along" | "on" | "out" => None,
            "away" => Some(Act::Harm),
            _ => Some(act),
        },
        "declare" | "declared" | "declares"
            if soon(&["emergency", "war", "independence", "curfew", "bankruptcy", "strike"]) =>
        {
            Some(Act::Measure)
        }
        "order" | "ordered" | "orders" if soon(&["leave", "evacuate"]) => Some(Act::Rescue),
        "fall" | "falls" | "fell" | "fallen"
            if matches!(next, "by" | "to" | "from" | "short" | "on" | "asleep" | "in") =>
        {
            None
        }
        "fail" | "fails" | "failed" | "failing" if next == "to" => None,
        "cut" | "cuts" => soon(&["power", "electricity", "supply", "supplies", "gas", "ties"])
            .then_some(Act::Ending),
        "step" | "steps" | "stepped" | "stepping" => {
            matches!(next, "down" | "aside").then_some(Act::Office)
        }
        "walk" | "walks" | "walked" | "walking" => {
            (matches!(next, "out") || (next == "off" && soon(&["job"]))).then_some(Act::Protest)
        }
        "named" if before(3, &["dead", "victim", "victims"]) || soon(&["victim", "victims"]) => {
            Some(Act::Police)
        }
        "named" if next == "after" => None,
        "came" | "come" | "comes" | "coming" => {
            let named = word.checked_sub(1).is_some_and(|at| words.is_named(at));
            (named && matches!(next, "to" | "on" | "here")).then_some(act)
        }
        "strike" | "strikes" | "striking" | "struck" if words.labour => Some(Act::Protest),
        "fired" if !soon(&["shots", "missiles", "rockets", "gun", "at"]) => Some(Act::Office),
        "missing" if DETERMINERS.contains(&next) => None,
        "heard" | "hears" => {
            soon(&["arguments", "case", "appeal", "evidence", "witnesses"]).then_some(Act::Meeting)
        }
        "took" | "take" | "takes" | "taken" | "taking" => {
            soon(&["office", "oath", "power"]).then_some(Act::Office)
        }
        _ => Some(act),
    }
}

/// "called for", "called it absurd": to say something, not to telephone; "called off": to end.
fn called(words: &Words<'_>, word: usize) -> Option<Act> {
    let next = words.lower(word + 1);
    match next {
        "off" => Some(Act::Ending),
        "himself" | "herself" | "itself" | "themselves" => None,
        "on" | "for" | "upon" => Some(Act::Statement),
        next if PRONOUNS.contains(&next) || DETERMINERS.contains(&next) => Some(Act::Statement),
        next if next.ends_with("’s") || next.ends_with("'s") => Some(Act::Statement),
        _ => Some(Act::Contact),
    }
}
