//! On whom a sentence rests, where the source has no name: "a senior official said", "two people
//! who sat in the room", "according to an employee who asked not to be named".

use super::phrase::{Phrase, phrase_of};
use crate::model::entity::EntityKind;

/// Whom reports leave unnamed on purpose.
const UNNAMED: [&str; 34] = [
    "source",
    "sources",
    "insider",
    "insiders",
    "person",
    "people",
    "official",
    "officials",
    "diplomat",
    "diplomats",
    "employee",
    "employees",
    "aide",
    "aides",
    "adviser",
    "advisers",
    "advisor",
    "advisors",
    "executive",
    "executives",
    "director",
    "directors",
    "officer",
    "officers",
    "member",
    "members",
    "colleague",
    "colleagues",
    "lawmaker",
    "lawmakers",
    "negotiator",
    "negotiators",
    "delegate",
    "delegates",
];
/// Words of which one must open what is said of them: nobody in particular.
const INDEFINITE: [&str; 16] = [
    "a",
    "an",
    "another",
    "one",
    "two",
    "three",
    "four",
    "five",
    "several",
    "some",
    "unnamed",
    "unidentified",
    "anonymous",
    "senior",
    "both",
    "multiple",
];
const SAYING: [&str; 26] = [
    "said",
    "says",
    "say",
    "told",
    "tells",
    "saying",
    "added",
    "claimed",
    "claims",
    "alleged",
    "confirmed",
    "described",
    "spoke",
    "insisted",
    "suggested",
    "warned",
    "stated",
    "explained",
    "indicated",
    "revealed",
    "recalled",
    "criticized",
    "criticised",
    "disclosed",
    "acknowledged",
    "believes",
];
/// How a report says that a name is kept back.
const KEPT_BACK: [&str; 8] = [
    "not to be named",
    "not to be identified",
    "anonymity",
    "not authorised to speak",
    "not authorized to speak",
    "not allowed to speak",
    "declined to be named",
    "declined to be identified",
];
/// Most words of a description that is shown.
const LONGEST: usize = 9;
/// How many sentences back "the employee" may have been introduced.
const BACK: usize = 4;

/// The unnamed source that a sentence rests on, in its own words: `a senior port official`.
pub(super) fn unnamed_source(phrase: &Phrase<'_>) -> Option<String> {
    quoted(phrase).or_else(|| {
        let kept_back = is_kept_back(phrase);
        let heads = (0..phrase.words.len()).filter(|at| UNNAMED.contains(&phrase.word(*at)));
        heads.into_iter().find_map(|head| described(phrase, head, kept_back))
    })
}

/// The speaker of a quotation whom the reader of quotations found to have no name.
fn quoted(phrase: &Phrase<'_>) -> Option<String> {
    let document = phrase.document;
    let start = document.quotations.partition_point(|one| one.span.start < phrase.span.start);
    let inside =
        document.quotations[start..].iter().take_while(|one| phrase.span.overlaps(one.span));
    let words = inside.filter(|one| one.unnamed && one.speaker.is_none()).find_map(|one| {
        let words = one.cue_speaker?;
        phrase.span.contains(words).then(|| phrase.words_of(words))
    })?;
    let indefinite = INDEFINITE.contains(&phrase.word(words.0));
    let listed = (words.0..=words.1).any(|at| UNNAMED.contains(&phrase.word(at)));
    (indefinite && listed).then(|| shown(phrase, words.0, words.1))
}

fn is_kept_back(phrase: &Phrase<'_>) -> bool {
    let text = phrase.span.of(phrase.text());
    KEPT_BACK.iter().any(|words| text.contains(words))
}

/// The description whose noun is word `head`, where it stands for who says the rest.
fn described(phrase: &Phrase<'_>, head: usize, kept_back: bool) -> Option<String> {
    let word = phrase.word(head);
    let start = opening(phrase, head);
    let always = matches!(word, "source" | "sources" | "insider" | "insiders");
    let before = |back: usize| start.checked_sub(back).map_or("", |at| phrase.word(at));
    let leads =
        before(1) == "to" && before(2) == "according" || before(1) == "by" && before(2) == "told";
    let verb = saying_behind(phrase, head);
    if !leads && verb.is_none() && !kept_back {
        return None;
    }
    // "An official, Ada Vale, said": a name is given.
    let end = verb.unwrap_or((head + 4).min(phrase.words.len()));
    let named = phrase.names().any(|name| {
        let name = &phrase.document.names[name];
        let (from, to) = phrase.words_of(name.span);
        name.kind == EntityKind::Person && from + 3 >= start && to <= end && from <= head + 2
    });
    if named {
        return None;
    }
    let indefinite = INDEFINITE.contains(&phrase.word(start));
    // People who just say something are a crowd.
    let crowd =
        matches!(word, "people" | "person" | "members") && !kept_back && !is_close(phrase, head);
    let last = complement_end(phrase, head, end);
    if always || (indefinite && !crowd) {
        return Some(shown(phrase, start, last));
    }
    (phrase.word(start) == "the").then(|| introduced(phrase, word)).flatten()
}

/// Whether words behind the noun say why it speaks: "who sat in the room", "familiar with".
fn is_close(phrase: &Phrase<'_>, head: usize) -> bool {
    matches!(phrase.word(head + 1), "who" | "familiar" | "close" | "briefed" | "with" | "involved")
}

/// First word of the description that ends in `head`.
fn opening(phrase: &Phrase<'_>, head: usize) -> usize {
    let mut start = head;
    while start > 0 && head - start < 5 && !phrase.commas_between(start - 1, start) {
        let word = phrase.word(start - 1);
        if INDEFINITE.contains(&word) || word == "the" {
            start -= 1;
            if word != "senior" {
                break;
            }
        } else if crate::language::stem::is_stop_word(word) || SAYING.contains(&word) {
            break;
        } else {
            start -= 1;
        }
    }
    // Words that open nothing do not belong to it.
    let opens = |at: &usize| INDEFINITE.contains(&phrase.word(*at)) || phrase.word(*at) == "the";
    (start..head).find(opens).unwrap_or(head)
}

/// The verb of saying that follows on the noun, behind what describes it.
fn saying_behind(phrase: &Phrase<'_>, head: usize) -> Option<usize> {
    let end = (head + 16).min(phrase.words.len());
    let near = (head + 1..end).take_while(|at| !phrase.broken_between(at - 1, *at));
    let mut near = near.filter(|at| SAYING.contains(&phrase.word(*at)));
    let at = near.next()?;
    // Another subject speaks: "a source close to the board, Vale said".
    let close = at <= head + 3
        || is_close(phrase, head)
        || phrase.commas_between(head, head + 1)
        || matches!(phrase.word(head + 1), "of" | "in" | "at" | "from" | "for" | "on" | "inside");
    close.then_some(at)
}

/// Last word of "an employee of the dam company", before what else is said of it.
fn complement_end(phrase: &Phrase<'_>, head: usize, end: usize) -> usize {
    let leans = matches!(
        phrase.word(head + 1),
        "of" | "in" | "at" | "from" | "close" | "familiar" | "with" | "inside"
    );
    if !leans {
        return head;
    }
    let last = (head + 2..end.min(head + LONGEST).min(phrase.words.len()))
        .take_while(|at| !phrase.commas_between(at - 1, *at))
        .take_while(|at| !matches!(phrase.word(*at), "who" | "that" | "which" | "and"))
        .last();
    last.unwrap_or(head)
}

/// "the employee": as a sentence shortly before introduced it.
fn introduced(phrase: &Phrase<'_>, word: &str) -> Option<String> {
    (1..=BACK.min(phrase.index)).find_map(|back| {
        let before = phrase_of(phrase.document_index, phrase.document, phrase.index - back);
        let head = (0..before.words.len()).find(|at| before.word(*at) == word)?;
        described(&before, head, is_kept_back(&before))
    })
}

/// The words as they are shown: spaces folded, the first letter small.
fn shown(phrase: &Phrase<'_>, from: usize, to: usize) -> String {
    let said = phrase.range(from, to).of(phrase.text());
    let mut chars = said.chars();
    let lower: String =
        chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect());
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::phrase::tests::document;
    use super::*;

    /// The unnamed source of the last sentence of `text`, or "".
    fn check(text: &str) -> String {
        let document = document(text);
        let last = phrase_of(0, &document, document.sentences.len() - 1);
        unnamed_source(&last).unwrap_or_default()
    }

    #[test]
    fn a_source_without_a_name_is_shown_in_its_own_words() {
        for (text, expected) in [
            ("A senior port official said the crane had failed.", "a senior port official"),
            (
                "According to an employee of the mill who asked not to be named, it was late.",
                "an employee of the mill",
            ),
            ("It went on for hours, two people who sat in the room said.", "two people"),
            (
                "A person with knowledge of the matter, who asked not to be named, said that it was opened.",
                "a person with knowledge of the matter",
            ),
            (
                "A source close to the board said that an offer was made.",
                "a source close to the board",
            ),
            (
                "A police source, who was not allowed to speak publicly, told us that it sank.",
                "a police source",
            ),
            (
                "An employee of the mill said it was late. The employee said it was dark.",
                "an employee of the mill",
            ),
            ("Two directors said he was sacked.", "two directors"),
            ("The harbour master said the crane had failed.", ""),
            ("Many people said that they heard nothing.", ""),
            ("The official said the crane had failed.", ""),
            ("The water comes from a clean source.", ""),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }
}
