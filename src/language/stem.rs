//! Word stems for comparing wordings: crude, fast, English. Not for showing to anyone.

use crate::diagnostic::Span;

/// Words that say nothing about what a sentence is about.
const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "after",
    "again",
    "against",
    "all",
    "also",
    "although",
    "am",
    "amid",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
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
    "doing",
    "down",
    "during",
    "each",
    "either",
    "few",
    "first",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "just",
    "last",
    "me",
    "meanwhile",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "my",
    "neither",
    "new",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "said",
    "same",
    "say",
    "says",
    "she",
    "should",
    "since",
    "so",
    "some",
    "still",
    "such",
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
    "told",
    "too",
    "under",
    "until",
    "up",
    "very",
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
    "whom",
    "why",
    "will",
    "with",
    "without",
    "would",
    "yet",
    "you",
    "your",
];

/// Where the stop words with each letter of the alphabet begin; the last is the end of the list.
const STOP_WORDS_FROM: [usize; 27] = {
    let mut from = [0; 27];
    let mut at = 0;
    while at < STOP_WORDS.len() {
        let letter = (STOP_WORDS[at].as_bytes()[0] - b'a') as usize;
        from[letter + 1] = at + 1;
        at += 1;
    }
    let mut letter = 1;
    while letter < 27 {
        if from[letter] == 0 {
            from[letter] = from[letter - 1];
        }
        letter += 1;
    }
    from
};

/// Whether a lower-case word carries no topic of its own.
pub fn is_stop_word(word: &str) -> bool {
    let Some(first) = word.as_bytes().first().filter(|first| first.is_ascii_lowercase()) else {
        return false;
    };
    let letter = usize::from(first - b'a');
    STOP_WORDS[STOP_WORDS_FROM[letter]..STOP_WORDS_FROM[letter + 1]].contains(&word)
}

/// The stem of a lower-case word: plural, past, progressive and a few noun endings taken off.
/// `negotiations`, `negotiated` and `negotiating` share `negotiat`.
pub fn stem(word: &str) -> String {
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let last = word.as_bytes().last();
    let cut = |endings: &[(&str, &str, usize)]| {
        endings.iter().filter(|(ending, ..)| ending.as_bytes().last() == last).find_map(
            |(ending, put, least)| {
                let base = word.strip_suffix(ending)?;
                (base.len() >= *least).then(|| [base, put].concat())
            },
        )
    };
    let mut base = cut(&[
        ("ations", "at", 3),
        ("ation", "at", 3),
        ("ators", "at", 3),
        ("ator", "at", 3),
        ("ements", "", 3),
        ("ement", "", 3),
        ("ments", "", 4),
        ("ment", "", 4),
        ("ssions", "ss", 3),
        ("ssion", "ss", 3),
        ("tions", "t", 3),
        ("tion", "t", 3),
        ("sions", "s", 4),
        ("sion", "s", 4),
        ("ness", "", 4),
        ("ingly", "", 4),
        ("edly", "", 4),
        ("ies", "i", 2),
        ("ied", "i", 2),
        ("sses", "ss", 2),
        ("ings", "", 3),
        ("ing", "", 3),
        ("ers", "", 4),
        ("er", "", 4),
        ("ors", "", 4),
        ("ed", "", 3),
        ("es", "", 4),
        ("ly", "", 4),
    ])
    .unwrap_or_else(|| match word.strip_suffix('s') {
        Some(base) if !base.ends_with(['s', 'u', 'i']) => base.to_owned(),
        _ => word.to_owned(),
    });
    let bytes = base.as_bytes();
    let doubled = bytes.len() > 3
        && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        && !matches!(bytes[bytes.len() - 1], b'l' | b's' | b'z' | b'a' | b'e' | b'o');
    if doubled {
        base.pop();
    }
    while base.len() > 3 && base.ends_with('e') {
        base.pop();
    }
    if base.ends_with('y') && base.len() > 2 {
        base.pop();
        base.push('i');
    }
    base
}

/// The stems of the words of `text` that carry a topic, in order, lower case.
pub fn content_stems(text: &str) -> Vec<String> {
    words(text)
        .map(str::to_lowercase)
        .filter(|word| !is_stop_word(word) && word.chars().any(char::is_alphanumeric))
        .map(|word| stem(&word))
        .collect()
}

/// The words of `text` inside `within`, as bytes of `text`.
pub fn word_spans(text: &str, within: Span) -> Vec<Span> {
    let base = text.as_ptr() as usize;
    words(within.of(text))
        .map(|word| {
            let start = word.as_ptr() as usize - base;
            Span::new(start, start + word.len())
        })
        .collect()
}

/// The words of `text`: runs of letters, digits and inner apostrophes.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stop_word_is_found_and_no_other_word() {
        assert!(STOP_WORDS.is_sorted());
        assert!(STOP_WORDS.iter().all(|word| is_stop_word(word)));
        assert!(["", "ferry", "quay", "z", "ärger", "Über"].iter().all(|word| !is_stop_word(word)));
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for group in [
            &["negotiate", "negotiated", "negotiating", "negotiations", "negotiator"][..],
            &["agree", "agreed", "agreement", "agreements"],
            &["evacuate", "evacuated", "evacuation"],
            &["stop", "stopped", "stopping"],
            &["city", "cities"],
            &["talk", "talks", "talked"],
        ] {
            let stems: std::collections::BTreeSet<String> = group.iter().map(|w| stem(w)).collect();
            assert_eq!(stems.len(), 1, "{group:?} → {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        assert_ne!(stem("flooded"), stem("flow"));
        assert_ne!(stem("police"), stem("policy"));
    }
}
