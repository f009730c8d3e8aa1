//! Sentence boundaries inside one block of text. Knows abbreviations, initials and quotation
//! marks; knows nothing of blocks and documents.

use super::token::{ABBREVIATIONS, TITLES, char_at, char_before, listed};
use crate::diagnostic::Span;

/// Words that start a sentence far more often than a name does: an abbreviation before them
/// ended one.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "as",
    "at",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "for",
    "from",
    "he",
    "her",
    "his",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "no",
    "not",
    "on",
    "one",
    "our",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "while",
    "who",
    "with",
    "yet",
    "you",
];

/// Weekdays and zones, which go on behind "5 p.m." more often than they begin a sentence.
const BEHIND_CLOCK: &[&str] = &[
    "bst",
    "cdt",
    "cest",
    "cet",
    "cst",
    "ct",
    "edt",
    "eest",
    "eet",
    "est",
    "et",
    "friday",
    "gmt",
    "ist",
    "jst",
    "mdt",
    "monday",
    "msk",
    "mst",
    "pdt",
    "pst",
    "pt",
    "saturday",
    "sunday",
    "thursday",
    "tuesday",
    "utc",
    "wednesday",
];

/// The sentences of the block `within`, in order, trimmed of spaces. A sentence may hold line
/// breaks, but an empty line always ends it.
pub fn sentences(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = within.start;
    let mut at = within.start;
    while let Some(c) = char_at(text, at).filter(|_| at < within.end) {
        let next = at + c.len_utf8();
        let (end, resume) = if is_stop(c) {
            let run = stop_run_end(text, at, within.end);
            let end = closers_end(text, run, within.end);
            (ends_sentence(text, start, run, end, within.end).then_some(end), end)
        } else {
            ((c == '\n' && blank_line(text, at)).then_some(at), next)
        };
        if let Some(end) = end {
            push_trimmed(&mut found, text, Span::new(start, end));
            start = end;
        }
        at = resume;
    }
    push_trimmed(&mut found, text, Span::new(start, within.end));
    found
}

const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '։' | '‽')
}

/// Stops of scripts that put no space behind them.
const fn needs_no_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '\'' | '’' | '»' | ')' | ']' | '」' | '』' | '›' | '“')
}

fn blank_line(text: &str, at: usize) -> bool {
    let rest = text.get(at + 1..).unwrap_or("");
    let spaces = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    rest.as_bytes().get(spaces) == Some(&b'\n')
}

fn stop_run_end(text: &str, at: usize, limit: usize) -> usize {
    let mut end = at;
    while let Some(c) = char_at(text, end).filter(|c| is_stop(*c) && end < limit) {
        end += c.len_utf8();
    }
    end
}

fn closers_end(text: &str, at: usize, limit: usize) -> usize {
    let mut end = at;
    while let Some(c) = char_at(text, end).filter(|c| is_closer(*c) && end < limit) {
        end += c.len_utf8();
    }
    // A mark that a word follows opens the next sentence, it does not close this one.
    let opens = end > at && char_at(text, end).is_some_and(char::is_alphanumeric);
    if opens { at } else { end }
}

/// Whether the stop that ends at `run` (its closing marks at `end`) ends the sentence that
/// began at `start`.
fn ends_sentence(text: &str, start: usize, run: usize, end: usize, limit: usize) -> bool {
    let Some(stop) = char_before(text, run) else { return false };
    let rest = text.get(end..limit).unwrap_or("");
    let Some(follows) = rest.chars().next() else { return true };
    if needs_no_space(stop) {
        return true;
    }
    if !follows.is_whitespace() {
        return false;
    }
    let opening = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '„' | '`' | '—' | '–' | '-')
    };
    let trimmed = rest.trim_start_matches(opening);
    let Some(next) = trimmed.chars().next() else { return true };
    if next.is_lowercase() {
        return false;
    }
    match stop {
        '.' => dot_ends(text, start, run, end, trimmed, next),
        '…' => ellipsis_ends(text, run, 3),
        '!' | '?' if end > run => !cue_follows(trimmed),
        _ => true,
    }
}

/// An ellipsis between spaces stands for words left out; one that hangs on a word ends the sentence.
fn ellipsis_ends(text: &str, run: usize, length: usize) -> bool {
    char_before(text, run.saturating_sub(length)).is_some_and(|c| !c.is_whitespace())
}

fn dot_ends(text: &str, start: usize, run: usize, end: usize, rest: &str, next: char) -> bool {
    let body = text.get(start..run).unwrap_or("");
    if body.ends_with("...") {
        return body.ends_with("....") || ellipsis_ends(text, run, 3);
    }
    if end > run {
        return true;
    }
    let body = body.strip_suffix('.').unwrap_or(body);
    let tail =
        body.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '-' | '—'));
    let Some(word) = tail.into_iter().next() else { return true };
    let following = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let letters = word.chars().count();
    if listed(TITLES, word) && word.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let initial = letters == 1 && word.chars().all(|c| c.is_uppercase() && c != 'I');
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    match word {
        "No" | "Nos" | "Art" | "Sec" | "vs" | "v" | "approx" | "cf" | "e.g" | "i.e" => {
            !next.is_numeric() && !matches!(word, "vs" | "v" | "cf" | "e.g" | "i.e" | "approx")
        }
        "a.m" | "p.m" => !next.is_numeric() && !listed(BEHIND_CLOCK, following),
        "etc" => !next.is_numeric(),
        _ if initial || dotted => listed(STARTERS, following),
        _ if listed(ABBREVIATIONS, word) && starts_upper(word) => listed(STARTERS, following),
        // A list number: "1. First".
        _ if start + word.len() + 1 == run && word.chars().all(char::is_numeric) => false,
        _ => true,
    }
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether `rest` goes on with a short subject and a verb of saying, as in `“Why?” Ana Reis asked`.
fn cue_follows(rest: &str) -> bool {
    const CUES: &[&str] = &[
        "added",
        "answered",
        "asked",
        "asks",
        "continued",
        "cried",
        "exclaimed",
        "replied",
        "responded",
        "said",
        "says",
        "shouted",
        "told",
        "tweeted",
        "wrote",
    ];
    for (index, word) in rest.split_whitespace().take(6).enumerate() {
        if index > 0 && listed(CUES, word.trim_end_matches(['.', ',', ':'])) {
            return true;
        }
        if word.len() > 3 && word.ends_with(['.', ',', '”', '"']) {
            return false;
        }
    }
    false
}

fn push_trimmed(found: &mut Vec<Span>, text: &str, span: Span) {
    let body = span.of(text);
    let start = span.start + (body.len() - body.trim_start().len());
    let end = start + body.trim().len();
    if end > start {
        found.push(Span::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        for parts in [
            vec!["The ferry left.", "It was full."],
            vec!["Mr. Okoro met Dr. Lind.", "They left."],
            vec!["The U.S. Senate voted.", "It passed."],
            vec!["He lives in the U.S.", "The move surprised no one."],
            vec!["It opened at 9 a.m.", "Crowds came."],
            vec!["It opened at 9 a.m. on Friday."],
            vec!["J. R. Oduya spoke.", "So did T. Lund."],
            vec!["Bay No. 4 is shut.", "Bay 5 is open."],
            vec!["It cost 3.5 million.", "Nobody paid."],
            vec!["Gen. Brandt and Sen. Vale agreed."],
            vec!["Acme Corp. shares fell.", "Rivals rose."],
            vec!["“We waited.”", "The train never came."],
            vec!["(It rained.)", "We left."],
            vec!["“Is it over?” he asked.", "Nobody knew."],
            vec!["“Is it over?” Ana Reis asked.", "Nobody knew."],
            vec!["“We are … Out of respect, we go.”"],
            vec!["They waited...", "Then it came."],
            vec!["Stop!", "Who goes there?", "A friend."],
            vec!["会议结束了。", "大家离开了。"],
            vec!["هل انتهى؟", "نعم."],
            vec!["World War I ended.", "Peace came."],
        ] {
            assert_eq!(
                split(&parts.join(if parts[..].concat().contains('。') { "" } else { " " })),
                parts
            );
        }
    }

    #[test]
    fn an_empty_line_ends_a_sentence_and_a_single_break_does_not() {
        assert_eq!(split("A title\n\nThe text\ngoes on."), ["A title", "The text\ngoes on."]);
    }

    #[test]
    fn only_the_block_is_read() {
        let text = "Out. In one. In two. Out.";
        let found: Vec<_> = sentences(text, Span::new(5, 20)).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["In one.", "In two."]);
    }

    #[test]
    fn tables_are_sorted_and_odd_input_is_no_trouble() {
        assert!(STARTERS.is_sorted());
        for unit in [".", "…", "\n", "\n\n", "a. ", "\"", "?” ", "। "] {
            let text = unit.repeat(100_000);
            let _ = sentences(&text, Span::new(0, text.len()));
        }
        assert!(sentences("", Span::new(0, 0)).is_empty());
    }
}
