//! Verbs that can introduce quoted words, and the small closed word classes around them.
//! General English word lists; knows no text.

/// The form in which a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "say".
    Base,
    /// "says".
    Third,
    /// "said".
    Past,
    /// "saying".
    Ing,
}

/// Verbs of saying and judging, in their base form, sorted.
const CUES: &[&str] = &[
    "accept",
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "admonish",
    "advise",
    "affirm",
    "agree",
    "allege",
    "announce",
    "answer",
    "argue",
    "ask",
    "assail",
    "assert",
    "assure",
    "attack",
    "attribute",
    "bemoan",
    "blame",
    "blast",
    "boast",
    "brand",
    "call",
    "caution",
    "challenge",
    "chant",
    "characterize",
    "charge",
    "cite",
    "claim",
    "clarify",
    "comment",
    "compare",
    "complain",
    "concede",
    "conclude",
    "condemn",
    "confess",
    "confirm",
    "contend",
    "continue",
    "counter",
    "credit",
    "criticise",
    "criticize",
    "cry",
    "decide",
    "declare",
    "decry",
    "defend",
    "demand",
    "denounce",
    "deny",
    "deride",
    "describe",
    "disclose",
    "dismiss",
    "dispute",
    "dub",
    "elaborate",
    "emphasise",
    "emphasize",
    "estimate",
    "exclaim",
    "explain",
    "express",
    "fear",
    "find",
    "forecast",
    "hail",
    "hint",
    "identify",
    "imply",
    "indicate",
    "inform",
    "insist",
    "interject",
    "joke",
    "label",
    "lament",
    "laugh",
    "learn",
    "liken",
    "maintain",
    "mention",
    "mock",
    "muse",
    "note",
    "observe",
    "opine",
    "outline",
    "paint",
    "plead",
    "pledge",
    "portray",
    "post",
    "praise",
    "predict",
    "proclaim",
    "promise",
    "propose",
    "protest",
    "publish",
    "quip",
    "rail",
    "read",
    "reaffirm",
    "recall",
    "recommend",
    "recount",
    "refer",
    "reflect",
    "refuse",
    "regard",
    "reiterate",
    "reject",
    "relate",
    "remark",
    "remember",
    "remind",
    "repeat",
    "reply",
    "report",
    "respond",
    "retort",
    "reveal",
    "roar",
    "say",
    "scoff",
    "scold",
    "scream",
    "share",
    "shout",
    "slam",
    "speak",
    "specify",
    "speculate",
    "state",
    "stress",
    "suggest",
    "tell",
    "testify",
    "think",
    "tout",
    "tweet",
    "underline",
    "underscore",
    "urge",
    "voice",
    "vow",
    "warn",
    "whisper",
    "wish",
    "wonder",
    "worry",
    "write",
    "yell",
];

/// Verbs that report speech whatever stands around them.
const SAYING: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "agree",
    "announce",
    "answer",
    "argue",
    "ask",
    "assert",
    "claim",
    "comment",
    "concede",
    "conclude",
    "confirm",
    "contend",
    "continue",
    "counter",
    "cry",
    "declare",
    "emphasise",
    "emphasize",
    "exclaim",
    "explain",
    "insist",
    "joke",
    "lament",
    "muse",
    "note",
    "observe",
    "opine",
    "post",
    "predict",
    "promise",
    "quip",
    "recall",
    "reiterate",
    "remark",
    "remember",
    "repeat",
    "reply",
    "report",
    "respond",
    "retort",
    "reveal",
    "say",
    "scoff",
    "share",
    "shout",
    "state",
    "stress",
    "suggest",
    "tell",
    "testify",
    "think",
    "tweet",
    "urge",
    "vow",
    "warn",
    "whisper",
    "wonder",
    "write",
    "yell",
];

/// Verb forms that no ending explains.
const IRREGULAR: &[(&str, &str)] = &[
    ("found", "find"),
    ("recounted", "recount"),
    ("said", "say"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("thought", "think"),
    ("told", "tell"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Words that open a clause or a phrase: a subject does not reach over them to the left.
const BARRIERS: &[&str] = &[
    "after", "although", "as", "because", "before", "but", "despite", "how", "if", "like", "nor",
    "or", "since", "so", "than", "that", "then", "though", "unless", "until", "what", "when",
    "where", "whereas", "whether", "which", "while", "whom", "whose", "why", "yet",
];

const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "amid",
    "among",
    "around",
    "at",
    "before",
    "behind",
    "between",
    "beyond",
    "by",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "of",
    "off",
    "on",
    "onto",
    "outside",
    "over",
    "since",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "been", "being", "can", "can't", "cannot", "could", "did", "didn't", "do",
    "does", "doesn't", "don't", "had", "has", "have", "is", "isn't", "may", "might", "must",
    "should", "was", "wasn't", "were", "will", "won't", "would", "wouldn't",
];

const BE: &[&str] = &["are", "be", "been", "being", "is", "was", "were"];

const ADVERBS: &[&str] = &[
    "again",
    "ago",
    "all",
    "almost",
    "also",
    "already",
    "always",
    "earlier",
    "even",
    "ever",
    "first",
    "further",
    "just",
    "later",
    "long",
    "meanwhile",
    "never",
    "next",
    "not",
    "now",
    "often",
    "once",
    "only",
    "soon",
    "still",
    "then",
    "today",
    "too",
    "tomorrow",
    "tonight",
    "twice",
    "yesterday",
    "yet",
    "friday",
    "monday",
    "saturday",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

const PRONOUNS: &[&str] = &["he", "i", "it", "she", "they", "we", "you"];

const DETERMINERS: &[&str] = &[
    "a", "an", "another", "any", "every", "her", "his", "its", "many", "my", "no", "one", "our",
    "several", "some", "that", "the", "their", "these", "this", "those", "your",
];

/// Past forms of common verbs that end a subject and that no ending gives away.
const IRREGULAR_PAST: &[&str] = &[
    "became", "began", "broke", "brought", "came", "cast", "cut", "drew", "fell", "felt", "gave",
    "got", "held", "kept", "knew", "laid", "led", "left", "lost", "made", "meant", "met", "put",
    "ran", "rose", "sat", "saw", "sent", "set", "stood", "struck", "took", "went", "won",
];

const UNNAMED: &[&str] = &[
    "activist",
    "activists",
    "aide",
    "aides",
    "adviser",
    "advisers",
    "ally",
    "allies",
    "analyst",
    "analysts",
    "attorney",
    "attorneys",
    "authorities",
    "critics",
    "diplomat",
    "diplomats",
    "employee",
    "employees",
    "envoy",
    "envoys",
    "eyewitness",
    "expert",
    "experts",
    "investigators",
    "lawyer",
    "lawyers",
    "man",
    "negotiator",
    "observers",
    "officer",
    "officers",
    "official",
    "officials",
    "organizers",
    "people",
    "person",
    "protester",
    "protesters",
    "police",
    "resident",
    "residents",
    "source",
    "sources",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "staffer",
    "staffers",
    "supporters",
    "witness",
    "witnesses",
    "woman",
];

/// What people are, who stay unnamed behind "a", "two" or nothing; "the ministers" are known.
const ROLES: &[&str] = &[
    "banker",
    "bankers",
    "bystander",
    "bystanders",
    "campaigner",
    "campaigners",
    "colleague",
    "commander",
    "commanders",
    "delegate",
    "delegates",
    "doctor",
    "doctors",
    "driver",
    "drivers",
    "executive",
    "executives",
    "farmer",
    "farmers",
    "figure",
    "figures",
    "fighter",
    "fighters",
    "friend",
    "friends",
    "insider",
    "insiders",
    "investigator",
    "lawmaker",
    "lawmakers",
    "member",
    "members",
    "minister",
    "ministers",
    "negotiators",
    "neighbor",
    "neighbors",
    "neighbour",
    "neighbours",
    "nurse",
    "nurses",
    "participant",
    "participants",
    "passenger",
    "passengers",
    "prosecutor",
    "prosecutors",
    "relative",
    "relatives",
    "soldier",
    "soldiers",
    "survivor",
    "survivors",
    "teacher",
    "teachers",
    "trader",
    "traders",
    "worker",
    "workers",
];

/// Words before somebody who is not known.
const INDEFINITE: &[&str] = &[
    "a",
    "an",
    "another",
    "few",
    "five",
    "four",
    "many",
    "most",
    "one",
    "other",
    "several",
    "some",
    "three",
    "two",
    "unnamed",
    "unidentified",
    "anonymous",
    "senior",
];

/// Words that say the marks do not quote anybody: "so-called", "known as".
const NAMING: &[&str] = &[
    "album",
    "book",
    "dubbed",
    "entitled",
    "film",
    "headline",
    "headlined",
    "known",
    "movie",
    "named",
    "nicknamed",
    "novel",
    "poem",
    "series",
    "show",
    "song",
    "termed",
    "titled",
];

pub(super) fn is_barrier(word: &str) -> bool {
    BARRIERS.contains(&word)
}
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}
pub(super) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word)
}
pub(super) fn is_be(word: &str) -> bool {
    BE.contains(&word)
}
pub(super) fn is_adverb(word: &str) -> bool {
    ADVERBS.contains(&word)
        || (word.len() > 4
            && word.ends_with("ly")
            && !matches!(word, "family" | "ally" | "assembly" | "italy" | "daily" | "weekly"))
}
pub(super) fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word)
}
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}
pub(super) fn is_unnamed(word: &str) -> bool {
    UNNAMED.contains(&word)
}
pub(super) fn is_role(word: &str) -> bool {
    ROLES.contains(&word)
}
pub(super) fn is_indefinite(word: &str) -> bool {
    INDEFINITE.contains(&word)
}
pub(super) fn is_naming(word: &str) -> bool {
    NAMING.contains(&word)
}

/// Whether `word` looks like a finite verb, so that the subject before it is complete.
pub(super) fn is_finite(word: &str) -> bool {
    is_auxiliary(word)
        || IRREGULAR_PAST.contains(&word)
        || (word.len() > 4 && word.ends_with("ed"))
        || matches!(cue_form(word), Some(Form::Past | Form::Third))
}

/// The form of `word` (lower case) when it is a verb that can introduce a quotation.
pub(super) fn cue_form(word: &str) -> Option<Form> {
    form_in(CUES, word)
}

/// Whether `word` (lower case) is a finite verb of saying.
pub(super) fn is_saying(word: &str) -> bool {
    matches!(form_in(SAYING, word), Some(Form::Past | Form::Third))
}

fn form_in(table: &[&str], word: &str) -> Option<Form> {
    if word.len() < 3 || word.len() > 16 || !word.is_ascii() {
        return None;
    }
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return table.contains(base).then_some(Form::Past);
    }
    let has = |base: &str| table.binary_search(&base).is_ok();
    if has(word) {
        return Some(if word == "read" { Form::Past } else { Form::Base });
    }
    let stem_of = |ending: &str| word.strip_suffix(ending);
    if stem_of("ies").is_some_and(|stem| has(&format!("{stem}y")))
        || stem_of("es").is_some_and(has)
        || stem_of("s").is_some_and(has)
    {
        return Some(Form::Third);
    }
    let stemmed =
        |stem: &str| has(stem) || has(&format!("{stem}e")) || doubled(stem).is_some_and(has);
    if stem_of("ied").is_some_and(|stem| has(&format!("{stem}y")))
        || stem_of("ed").is_some_and(stemmed)
    {
        return Some(Form::Past);
    }
    stem_of("ing").is_some_and(stemmed).then_some(Form::Ing)
}

/// `quipp` → `quip`.
fn doubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let last = bytes.last()?;
    (bytes.len() > 2 && bytes.get(bytes.len() - 2) == Some(last))
        .then(|| stem.get(..stem.len() - 1))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_recognised() {
        for (word, form) in [
            ("said", Some(Form::Past)),
            ("says", Some(Form::Third)),
            ("saying", Some(Form::Ing)),
            ("say", Some(Form::Base)),
            ("denied", Some(Form::Past)),
            ("replies", Some(Form::Third)),
            ("quipped", Some(Form::Past)),
            ("describing", Some(Form::Ing)),
            ("told", Some(Form::Past)),
            ("dismisses", Some(Form::Third)),
            ("walked", None),
            ("", None),
            ("élan", None),
        ] {
            assert_eq!(cue_form(word), form, "{word}");
        }
        assert!(is_saying("warned") && !is_saying("blasted"));
    }

    #[test]
    fn searched_tables_are_sorted() {
        assert!(CUES.is_sorted() && SAYING.is_sorted());
    }
}
