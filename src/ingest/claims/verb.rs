//! Forms of English verbs: from the past tense and participle back to the base, for questions.

/// Past tense, participle and base of verbs whose past does not end in `ed`.
const IRREGULAR: [(&str, &str, &str); 95] = [
    ("arose", "arisen", "arise"),
    ("ate", "eaten", "eat"),
    ("beat", "beaten", "beat"),
    ("became", "become", "become"),
    ("began", "begun", "begin"),
    ("bled", "bled", "bleed"),
    ("blew", "blown", "blow"),
    ("bore", "borne", "bear"),
    ("bought", "bought", "buy"),
    ("bound", "bound", "bind"),
    ("broke", "broken", "break"),
    ("brought", "brought", "bring"),
    ("built", "built", "build"),
    ("burnt", "burnt", "burn"),
    ("came", "come", "come"),
    ("caught", "caught", "catch"),
    ("chose", "chosen", "choose"),
    ("cost", "cost", "cost"),
    ("cut", "cut", "cut"),
    ("dealt", "dealt", "deal"),
    ("drew", "drawn", "draw"),
    ("drove", "driven", "drive"),
    ("fell", "fallen", "fall"),
    ("felt", "felt", "feel"),
    ("fled", "fled", "flee"),
    ("flew", "flown", "fly"),
    ("forbade", "forbidden", "forbid"),
    ("forgot", "forgotten", "forget"),
    ("fought", "fought", "fight"),
    ("found", "found", "find"),
    ("froze", "frozen", "freeze"),
    ("gave", "given", "give"),
    ("got", "got", "get"),
    ("grew", "grown", "grow"),
    ("heard", "heard", "hear"),
    ("held", "held", "hold"),
    ("hid", "hidden", "hide"),
    ("hit", "hit", "hit"),
    ("hung", "hung", "hang"),
    ("hurt", "hurt", "hurt"),
    ("kept", "kept", "keep"),
    ("knew", "known", "know"),
    ("laid", "laid", "lay"),
    ("led", "led", "lead"),
    ("left", "left", "leave"),
    ("lent", "lent", "lend"),
    ("lit", "lit", "light"),
    ("lost", "lost", "lose"),
    ("made", "made", "make"),
    ("meant", "meant", "mean"),
    ("met", "met", "meet"),
    ("overthrew", "overthrown", "overthrow"),
    ("paid", "paid", "pay"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("ran", "run", "run"),
    ("rang", "rung", "ring"),
    ("read", "read", "read"),
    ("rode", "ridden", "ride"),
    ("rose", "risen", "rise"),
    ("said", "said", "say"),
    ("sank", "sunk", "sink"),
    ("sat", "sat", "sit"),
    ("saw", "seen", "see"),
    ("sent", "sent", "send"),
    ("set", "set", "set"),
    ("shook", "shaken", "shake"),
    ("shot", "shot", "shoot"),
    ("shut", "shut", "shut"),
    ("slept", "slept", "sleep"),
    ("sold", "sold", "sell"),
    ("sought", "sought", "seek"),
    ("spent", "spent", "spend"),
    ("split", "split", "split"),
    ("spoke", "spoken", "speak"),
    ("spread", "spread", "spread"),
    ("stole", "stolen", "steal"),
    ("stood", "stood", "stand"),
    ("struck", "struck", "strike"),
    ("swam", "swum", "swim"),
    ("swept", "swept", "sweep"),
    ("swore", "sworn", "swear"),
    ("swung", "swung", "swing"),
    ("taught", "taught", "teach"),
    ("thought", "thought", "think"),
    ("told", "told", "tell"),
    ("wore", "worn", "wear"),
    ("threw", "thrown", "throw"),
    ("took", "taken", "take"),
    ("tore", "torn", "tear"),
    ("went", "gone", "go"),
    ("withdrew", "withdrawn", "withdraw"),
    ("woke", "woken", "wake"),
    ("won", "won", "win"),
    ("wrote", "written", "write"),
];

/// Words in `ed` that are no verbs.
const NO_VERBS: [&str; 16] = [
    "hundred",
    "indeed",
    "united",
    "need",
    "speed",
    "seed",
    "breed",
    "sacred",
    "shed",
    "exceed",
    "succeed",
    "proceed",
    "so-called",
    "agreed",
    "aged",
    "unnamed",
];

/// Words that may stand between an auxiliary and its verb.
pub(super) const ADVERBS: [&str; 18] = [
    "also",
    "already",
    "again",
    "once",
    "now",
    "not",
    "never",
    "ever",
    "first",
    "then",
    "later",
    "just",
    "still",
    "initially",
    "wrongly",
    "reportedly",
    "allegedly",
    "since",
];

/// A form of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct VerbForm {
    /// `search` of "searched".
    pub(in crate::ingest) base: String,
    /// Whether it can be the past tense: "wrote", not "written".
    pub(in crate::ingest) past: bool,
    /// Whether it can be the participle: "written", not "wrote".
    pub(in crate::ingest) participle: bool,
}

/// The verb that a lower-case word may be a past tense or participle of.
pub(in crate::ingest) fn verb_form(word: &str) -> Option<VerbForm> {
    if let Some((past, participle, base)) =
        IRREGULAR.iter().find(|(past, participle, _)| *past == word || *participle == word)
    {
        return Some(VerbForm {
            base: (*base).to_owned(),
            past: *past == word,
            participle: *participle == word,
        });
    }
    let regular = word.len() > 4
        && word.ends_with("ed")
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !word.ends_with("eed")
        && !NO_VERBS.contains(&word);
    regular.then(|| VerbForm { base: regular_base(word), past: true, participle: true })
}

/// The participle of a verb, from its past tense or participle.
pub(super) fn participle(word: &str) -> &str {
    IRREGULAR
        .iter()
        .find(|(past, participle, _)| *past == word || *participle == word)
        .map_or(word, |(_, participle, _)| participle)
}

/// Verbs that news uses for one act, with their particles; the first stands for all.
const SAME: [&[&str]; 22] = [
    &["search", "raid"],
    &["begin", "start", "open", "kick off", "get under way"],
    &["end", "finish", "conclude", "close"],
    &["dismiss", "sack", "oust"],
    &["resign", "quit", "step down", "stand down"],
    &["arrest", "detain"],
    &["discover", "notice", "find", "spot"],
    &["exclude", "expel", "throw out", "disqualify"],
    &["suspend", "ban"],
    &["adjourn", "halt", "stop", "break off"],
    &["injure", "hurt", "wound"],
    &["collapse", "break down", "fail"],
    &["kill", "die"],
    &["break out", "ignite"],
    &["sink", "founder", "go down"],
    &["crash", "collide"],
    &["walk out", "down tools", "stop work"],
    &["notify", "alert", "warn"],
    &["leave", "depart", "set off"],
    &["reach", "arrive"],
    &["sign", "seal", "conclude"],
    &["order", "instruct"],
];

/// The verb that stands for all that tell the same act.
pub(super) fn verb_class(base: &str) -> &str {
    SAME.iter().find(|row| row.contains(&base)).map_or(base, |row| row[0])
}

/// The base of a regular past tense, by the rules of English spelling.
pub(super) fn regular_base(word: &str) -> String {
    let stem = &word[..word.len() - 2];
    if let Some(stem) = stem.strip_suffix('i') {
        return format!("{stem}y");
    }
    let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = stem.as_bytes();
    let at = |back: usize| bytes.len().checked_sub(back).and_then(|i| bytes.get(i)).copied();
    let (last, before, third) =
        (at(1).unwrap_or(b' '), at(2).unwrap_or(b' '), at(3).unwrap_or(b' '));
    // "stopped", but "called", "passed", "staffed".
    if last == before && !vowel(last) {
        let kept =
            matches!(last, b'l' | b's' | b'f' | b'z') && bytes.len() <= 5 || stem.ends_with("ss");
        return if kept { stem.to_owned() } else { stem[..stem.len() - 1].to_owned() };
    }
    let silent = match last {
        // "chased", "priced", "proved", "argued", "seized".
        b'c' | b's' | b'v' | b'u' | b'z' => true,
        // "charged", "damaged", but "hanged", "banged".
        b'g' => before != b'n' || matches!(third, b'e' | b'a') && bytes.len() > 5,
        // "evacuated", "relocated", but "treated", "floated", "visited", "rejected".
        b't' => {
            before == b'a' && third != b'e' && third != b'o'
                || matches!(
                    stem,
                    "quot"
                        | "vot"
                        | "not"
                        | "invit"
                        | "unit"
                        | "promot"
                        | "devot"
                        | "cit"
                        | "writ"
                        | "delet"
                        | "execut"
                        | "disput"
                        | "contribut"
                        | "attribut"
                        | "distribut"
                        | "institut"
                        | "prosecut"
                        | "comput"
                        | "ignit"
                )
        }
        // "decided", "invaded", but "loaded", "avoided", "ended".
        b'd' => vowel(before) && !vowel(third),
        // "named", "assumed", but "claimed", "blamed" keeps it.
        b'm' => {
            matches!(before, b'a' | b'u' | b'o' | b'i') && !vowel(third) && !stem.ends_with("om")
        }
        // "declined", "postponed", but "joined", "opened", "abandoned", "threatened".
        b'n' => {
            (before == b'i' && !vowel(third) && !stem.ends_with("ghtin"))
                || matches!(before, b'u' | b'a') && !vowel(third)
                || stem.ends_with("pon")
                || stem.ends_with("hon")
        }
        // "fired", "hired", "ignored", "declared", but "ordered", "repaired", "entered".
        b'r' => {
            matches!(before, b'i' | b'a' | b'u') && !vowel(third)
                || before == b'o'
                    && matches!(third, b'n' | b'l' | b'c' | b't')
                    && !stem.ends_with("nitor")
                    && !stem.ends_with("tutor")
                || stem.ends_with("uir")
                || stem.ends_with("squar")
        }
        // "handled", "settled", "struggled", "ruled", "filed", but "failed", "revealed", "cancelled".
        b'l' => {
            matches!(before, b't' | b'd' | b'b' | b'g' | b'p' | b'k' | b'z')
                || matches!(before, b'i' | b'u') && !vowel(third)
        }
        // "hoped", "escaped", "described", but "developed", "leaped".
        b'p' | b'b' => {
            matches!(before, b'a' | b'i' | b'o')
                && !vowel(third)
                && !stem.ends_with("lop")
                && !stem.ends_with("ship")
        }
        b'k' => matches!(before, b'a' | b'i' | b'o') && !vowel(third),
        _ => false,
    };
    if silent { format!("{stem}e") } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_of_a_verb_is_spelled_as_english_spells_it() {
        for (past, base) in [
            ("searched", "search"),
            ("ordered", "order"),
            ("stopped", "stop"),
            ("called", "call"),
            ("cancelled", "cancel"),
            ("dismissed", "dismiss"),
            ("closed", "close"),
            ("opened", "open"),
            ("evacuated", "evacuate"),
            ("treated", "treat"),
            ("carried", "carry"),
            ("decided", "decide"),
            ("named", "name"),
            ("claimed", "claim"),
            ("blamed", "blame"),
            ("resigned", "resign"),
            ("arrived", "arrive"),
            ("fired", "fire"),
            ("declared", "declare"),
            ("entered", "enter"),
            ("failed", "fail"),
            ("filed", "file"),
            ("settled", "settle"),
            ("charged", "charge"),
            ("banged", "bang"),
            ("arranged", "arrange"),
            ("released", "release"),
            ("voted", "vote"),
            ("rejected", "reject"),
            ("visited", "visit"),
            ("joined", "join"),
            ("declined", "decline"),
            ("abandoned", "abandon"),
            ("postponed", "postpone"),
            ("escaped", "escape"),
            ("developed", "develop"),
            ("warned", "warn"),
            ("ended", "end"),
            ("loaded", "load"),
            ("signed", "sign"),
            ("seized", "seize"),
            ("attacked", "attack"),
            ("provoked", "provoke"),
            ("admitted", "admit"),
            ("wrote", "write"),
            ("gone", "go"),
        ] {
            assert_eq!(verb_form(past).map(|form| form.base).as_deref(), Some(base), "{past}");
        }
        assert_eq!(verb_form("hundred"), None);
        assert_eq!(participle("wrote"), "written");
        assert_eq!(participle("closed"), "closed");
    }
}
