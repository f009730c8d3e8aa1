//! Remarks on running text: dates that mean nothing tomorrow, hours of several zones, clutter of web
//! pages, paragraphs twice, pictures without a description.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Prose, at};
use crate::content::library::Library;
use crate::content::quotations::normalised;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::source::clutter;

/// All remarks.
pub(super) fn review(library: &Library, texts: &[Prose<'_>]) -> Diagnostics {
    let mut diagnostics = Vec::new();
    for text in texts {
        if text.own {
            diagnostics.extend(relative_dates(text));
            diagnostics.extend(ambiguous_zones(text));
        }
        diagnostics.extend(paragraphs(text));
        diagnostics.extend(pictures(text));
    }
    for claim in library.claims.values() {
        for (number, position) in claim.meta.positions.iter().enumerate() {
            if let Some((_, name, zones)) = zones(&position.value).first() {
                let path = ["positions", &number.to_string(), "value"];
                diagnostics.push(at(claim, &path, ambiguous_zone(name, zones)));
            }
        }
    }
    diagnostics
}

/// Days counted from the reader's own.
const DAYS: [&str; 4] = ["today", "yesterday", "tomorrow", "tonight"];
/// Words that count on from today.
const COUNTING: [&str; 3] = ["last", "next", "this"];
/// What they count.
const COUNTED: [&str; 28] = [
    "week",
    "month",
    "year",
    "night",
    "weekend",
    "morning",
    "afternoon",
    "evening",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "september",
    "october",
    "november",
    "december",
    "spring",
    "summer",
    "autumn",
    "winter",
];
/// Units of time before "ago".
const UNITS: [&str; 12] = [
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years",
];

fn relative_dates(text: &Prose<'_>) -> Diagnostics {
    let body = text.body();
    let mut diagnostics = Vec::new();
    for part in text.own_words() {
        for span in relative(part.of(body)) {
            let span = Span::new(span.start + part.start, span.end + part.start);
            let message = format!("“{}” means another day to every reader", span.of(body));
            let problem = Diagnostic::note("relative-date", message).at(text.place(span));
            diagnostics.push(problem.hint("write the date, such as “on 16 May”"));
        }
    }
    diagnostics
}

/// The expressions of a text that count from the day on which it is read.
fn relative(text: &str) -> Vec<Span> {
    let bare = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
    let words: Vec<(usize, String)> =
        text.unicode_word_indices().map(|(at, word)| (at, bare(word))).collect();
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
    let end = |at: usize| words.get(at).map_or(0, |(start, _)| *start);
    let length = |at: usize| {
        let rest = text.get(end(at)..).unwrap_or("");
        rest.unicode_words().next().map_or(0, str::len)
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        let span = if DAYS.contains(&word(at)) {
            Some((at, at))
        } else if COUNTING.contains(&word(at)) && COUNTED.contains(&word(at + 1)) {
            // "Last Friday" does; "the last week of May" says which.
            let anchored = at > 0 && ["the", "that", "its"].contains(&word(at - 1));
            (!anchored && word(at + 2) != "of").then_some((at, at + 1))
        } else if word(at) == "ago" && at > 1 && UNITS.contains(&word(at - 1)) {
            Some((at - 2, at))
        } else {
            None
        };
        if let Some((first, last)) = span {
            found.push(Span::new(end(first), end(last) + length(last)));
        }
    }
    found
}

/// Names of time zones that are used for several, far apart.
const ZONES: [(&str, &str); 6] = [
    ("IST", "India (+05:30), Israel (+02:00) or Ireland (+01:00)"),
    ("CST", "North America (-06:00), China (+08:00) or Cuba (-05:00)"),
    ("BST", "Britain (+01:00) or Bangladesh (+06:00)"),
    ("AST", "the Atlantic (-04:00) or Arabia (+03:00)"),
    ("GST", "the Gulf (+04:00) or South Georgia (-02:00)"),
    ("AMT", "Armenia (+04:00) or the Amazon (-04:00)"),
];

fn ambiguous_zones(text: &Prose<'_>) -> Diagnostics {
    let body = text.body();
    let mut diagnostics = Vec::new();
    for part in text.own_words() {
        for (span, name, meanings) in zones(part.of(body)) {
            let span = Span::new(span.start + part.start, span.end + part.start);
            diagnostics.push(ambiguous_zone(name, meanings).at(text.place(span)));
        }
    }
    diagnostics
}

fn ambiguous_zone(name: &str, meanings: &str) -> Diagnostic {
    Diagnostic::note("ambiguous-zone", format!("{name} can be the time of {meanings}"))
        .hint("write the place, as in “6.22 pm in Delhi”, or the offset")
}

/// The zone names behind a time of day, with what each can mean.
fn zones(text: &str) -> Vec<(Span, &'static str, &'static str)> {
    let mut found = Vec::new();
    for (name, meanings) in ZONES {
        for (at, _) in text.match_indices(name) {
            let before = text.get(..at).unwrap_or("");
            let after = text.get(at + name.len()..).unwrap_or("").chars().next();
            let last = before.trim_end().rsplit([' ', '\u{a0}']).next().unwrap_or("");
            let last = last.to_lowercase().replace('.', "");
            let is_hour = last.ends_with(|c: char| c.is_ascii_digit())
                || ["am", "pm", "hrs", "noon", "midnight"].iter().any(|mark| last.ends_with(mark));
            let alone = !after.is_some_and(char::is_alphanumeric)
                && before.chars().next_back().is_none_or(|c| !c.is_alphabetic());
            if is_hour && alone {
                found.push((Span::new(at, at + name.len()), name, meanings));
            }
        }
    }
    found.sort_by_key(|(span, ..)| *span);
    found
}

/// Paragraphs of fewer words may be said twice.
const SHORTEST_REPEAT: usize = 8;

/// Paragraphs that are a web page's own words, or that stand there twice.
fn paragraphs(text: &Prose<'_>) -> Diagnostics {
    let body = text.body();
    let mut diagnostics = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut linkable = vec![false; text.scan.blocks.len()];
    for run in text.scan.runs.iter().filter(|run| run.linkable) {
        if let Some(block) = linkable.get_mut(run.block) {
            *block = true;
        }
    }
    let blocks = text.scan.blocks.iter().zip(linkable);
    for block in blocks.filter_map(|(block, linkable)| linkable.then_some(*block)) {
        let words = block.of(body).trim();
        let span = Span::new(block.start, block.start + words.len());
        if clutter::classify(words).is_some() && !clutter::is_ambiguous(words) {
            let message = "this line belongs to a web page and not to an article";
            let problem = Diagnostic::warning("clutter-left", message).at(text.place(span));
            diagnostics.push(problem.hint("delete it"));
            continue;
        }
        if words.split_whitespace().count() < SHORTEST_REPEAT || is_part(body, block) {
            continue;
        }
        match seen.get(&normalised(words)) {
            Some(first) => {
                let message = "this paragraph stands here twice";
                let problem =
                    Diagnostic::warning("doubled-paragraph", message).at(text.place(span));
                let problem = problem.related(text.place(*first), "here for the first time");
                diagnostics.push(problem.hint("delete one of the two"));
            }
            None => {
                seen.insert(normalised(words), span);
            }
        }
    }
    diagnostics
}

/// Whether a block is an item of a list or a cell of a table: their marks stand before it on its line.
/// Items and cells may well be equal.
fn is_part(body: &str, block: Span) -> bool {
    let line = body.get(..block.start).and_then(|before| before.rsplit('\n').next());
    line.is_some_and(|line| line.contains(|letter: char| !letter.is_whitespace() && letter != '>'))
}

/// Pictures without a text for those who do not see them.
fn pictures(text: &Prose<'_>) -> Diagnostics {
    let body = text.body();
    if !body.contains("![") {
        return Vec::new();
    }
    let mut diagnostics = Vec::new();
    let mut open: Option<(Span, bool)> = None;
    for (event, range) in Parser::new(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { .. }) => {
                open = Some((Span::new(range.start, range.end), false));
            }
            Event::End(TagEnd::Image) => {
                if let Some((span, false)) = open.take() {
                    let message = "this picture has no description";
                    let problem = Diagnostic::warning("missing-alt", message);
                    let hint = "say what it shows between the brackets: ![The ferry in harbour](…)";
                    diagnostics.push(problem.at(text.place(span)).hint(hint));
                }
            }
            Event::Text(words) | Event::Code(words) if !words.trim().is_empty() => {
                open = open.map(|(span, _)| (span, true));
            }
            _ => {}
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_count_from_the_reading_day_are_found() {
        for (text, found) in [
            ("They met yesterday. They left last Friday.", vec!["yesterday", "last Friday"]),
            ("It was two days ago, in the last week of May.", vec!["two days ago"]),
            ("On Friday, this may change; at last they met.", vec![]),
            ("Today’s ferry, and the last night", vec!["Today’s"]),
            ("Next month the ferry sails", vec!["Next month"]),
        ] {
            let words: Vec<&str> = relative(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(words, found, "{text}");
        }
    }

    #[test]
    fn items_and_cells_may_be_equal_and_paragraphs_may_not() {
        let part = |body: &str| is_part(body, Span::new(body.len() - 1, body.len()));
        assert!(part("- x") && part("> 1. x") && part("| a | x") && part("a\n\n  * x"));
        assert!(!part("x") && !part("> x") && !part("- a\n\n  x"));
    }

    #[test]
    fn zones_are_doubted_behind_an_hour_only() {
        let names = |text| zones(text).iter().map(|(_, name, _)| *name).collect::<Vec<_>>();
        assert_eq!(names("at 6:22 PM IST and 18.22 CST"), ["IST", "CST"]);
        assert_eq!(names("at 6 p.m. BST"), ["BST"]);
        assert!(names("the IST institute, 6 pm in ISTANBUL, 18:00 CET").is_empty());
    }
}
