//! A comparison as Markdown, for the comment of a pull request: what matters to readers first, long lists
//! cut, nobody notified by what the content says.

use std::fmt::Write as _;

use super::drafts::kind;
use super::{Answer, ClaimChange, Comparison, Detail, Quoted, Text, Thing, Told, What};

/// How much is shown, tried in turn until the text is short enough: items of each list, of each item.
const LIMITS: [(usize, usize); 4] = [(25, 8), (10, 4), (3, 2), (0, 0)];
/// Characters of the longest comment; GitHub takes 65,536.
const LONGEST: usize = 60_000;
/// Characters of one value.
const LONGEST_VALUE: usize = 160;

/// The comparison of `from` with `to`, both as people write them.
pub fn markdown(comparison: &Comparison, from: &str, to: &str) -> String {
    let mut text = String::new();
    for (items, parts) in LIMITS {
        text = limited(comparison, from, to, items, parts);
        if text.chars().count() <= LONGEST {
            break;
        }
    }
    text
}

fn limited(comparison: &Comparison, from: &str, to: &str, items: usize, parts: usize) -> String {
    let mut text = String::from("## What readers would see changed\n\n");
    let (from, to) = (plain(from), plain(to));
    if comparison.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "Nothing, from {from} to {to}.");
        return text;
    }
    let _ = writeln!(text, "From {from} to {to}: {}.", summary(comparison));
    let (verdicts, claims): (Vec<_>, Vec<_>) =
        comparison.claims.iter().partition(|claim| claim.verdict_changed());
    let mut section = |title: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        let _ = write!(text, "\n### {title}\n\n");
        for line in lines.iter().take(items) {
            text.push_str(line);
        }
        match lines.len().saturating_sub(items) {
            0 => {}
            more if items == 0 => drop(writeln!(text, "- {more}")),
            more => drop(writeln!(text, "- … and {more} more")),
        }
    };
    section("Verdicts", verdicts.iter().map(|claim| of_claim(claim, parts)).collect());
    section("Corrections and notices", comparison.told.iter().map(of_told).collect());
    section("Sources", comparison.sources.iter().map(|one| of_thing(one, parts)).collect());
    section("Claims", claims.iter().map(|claim| of_claim(claim, parts)).collect());
    section("Events", comparison.events.iter().map(|one| of_thing(one, parts)).collect());
    section("Names", comparison.entities.iter().map(|one| of_thing(one, parts)).collect());
    section("Questions", comparison.questions.iter().map(|one| of_thing(one, parts)).collect());
    section("Pages", comparison.pages.iter().map(|one| of_thing(one, parts)).collect());
    section("Texts", comparison.texts.iter().map(of_text).collect());
    section("Quotations", comparison.quotations.iter().map(of_quoted).collect());
    text
}

/// The numbers, in the order of the sections.
fn summary(comparison: &Comparison) -> String {
    let counts = [
        (comparison.claims.iter().filter(|c| c.verdict_changed()).count(), "verdict", "verdicts"),
        (comparison.told.len(), "notice", "notices"),
        (comparison.sources.len(), "source", "sources"),
        (
            comparison.claims.iter().filter(|c| !c.verdict_changed()).count(),
            "other claim",
            "other claims",
        ),
        (comparison.events.len(), "event", "events"),
        (comparison.entities.len(), "name", "names"),
        (comparison.questions.len(), "question", "questions"),
        (comparison.pages.len(), "page", "pages"),
        (comparison.texts.len(), "text", "texts"),
        (comparison.quotations.len(), "quotation", "quotations"),
    ];
    let counts = counts.into_iter().filter(|(number, _, _)| *number > 0);
    let counts = counts.map(|(number, one, many)| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    });
    counts.collect::<Vec<_>>().join(", ")
}

const fn word(what: What) -> &'static str {
    match what {
        What::Added => "added",
        What::Removed => "removed",
        What::Renamed => "renamed",
        What::Merged => "merged",
        What::Changed => "changed",
    }
}

/// `- added: **Title** (`id`)`, without a line end.
fn head(thing: &Thing) -> String {
    let ids = match (&thing.former_id, thing.what) {
        (Some(former), What::Merged) => format!("`{former}` into `{}`", thing.id),
        (Some(former), _) => format!("`{former}` → `{}`", thing.id),
        (None, _) => format!("`{}`", thing.id),
    };
    format!("- {}: **{}** ({ids})", word(thing.what), plain(&thing.name))
}

fn of_thing(thing: &Thing, parts: usize) -> String {
    format!("{}{}\n", head(thing), of_details(&thing.details, parts))
}

fn of_details(details: &[Detail], parts: usize) -> String {
    let mut text = String::new();
    for (at, detail) in details.iter().take(parts).enumerate() {
        let sign = if at == 0 { ": " } else { "; " };
        let change = match (&detail.was, &detail.now) {
            // Of lists without an order, what is gone and what is new.
            (was, now) if ["aliases", "reported by"].contains(&detail.key) => {
                let gone = was.iter().map(|was| format!("without {}", plain(was)));
                let new = now.iter().map(|now| format!("with {}", plain(now)));
                new.chain(gone).collect::<Vec<_>>().join(", ")
            }
            (Some(was), Some(now)) => format!("{} → {}", plain(was), plain(now)),
            (None, Some(now)) => format!("– → {}", plain(now)),
            (Some(was), None) => format!("{} → –", plain(was)),
            (None, None) => "–".to_owned(),
        };
        let _ = write!(text, "{sign}{} {change}", detail.key);
    }
    match details.len().saturating_sub(parts) {
        0 => {}
        more => drop(write!(text, "; … {more} more")),
    }
    text
}

fn of_claim(claim: &ClaimChange, parts: usize) -> String {
    let verdict = match (claim.verdict_was, claim.verdict_now) {
        (Some(was), Some(now)) if was != now => {
            format!(": {} → **{}**", was.as_str(), now.as_str())
        }
        (None, Some(now)) => format!(": {}", now.as_str()),
        _ => String::new(),
    };
    let head = if claim.thing.what == What::Changed && claim.verdict_changed() {
        format!("- **{}** (`{}`)", plain(&claim.thing.name), claim.thing.id)
    } else {
        head(&claim.thing)
    };
    let mut text = format!("{head}{verdict}{}\n", of_details(&claim.thing.details, parts));
    for answer in claim.answers.iter().take(parts) {
        text.push_str(&of_answer(answer));
    }
    match claim.answers.len().saturating_sub(parts) {
        0 => {}
        more => drop(writeln!(text, "  - … and {more} more")),
    }
    text
}

fn of_answer(answer: &Answer) -> String {
    let quoted = |value: &Option<String>| format!("“{}”", plain(value.as_deref().unwrap_or("")));
    let change = match answer.what {
        What::Added => format!("{} (new)", quoted(&answer.now)),
        What::Removed => format!("no longer answers {}", quoted(&answer.was)),
        _ => format!("{} → {}", quoted(&answer.was), quoted(&answer.now)),
    };
    format!("  - {}: {change}\n", plain(&answer.source))
}

fn of_told(told: &Told) -> String {
    let mut text = format!("- {}", kind(told.kind));
    if told.what != What::Added {
        let _ = write!(text, " ({})", word(told.what));
    }
    let _ = write!(text, ", {}", told.at);
    if let Some(about) = &told.about {
        let _ = write!(text, ", on `{about}`");
    }
    let change = match (&told.was, &told.now) {
        (None, None) => None,
        (was, now) => {
            let side = |side: &Option<String>| side.as_deref().map_or("–".to_owned(), plain);
            Some(format!("{} → {}", side(was), side(now)))
        }
    };
    for part in change.into_iter().chain(told.why.as_deref().map(plain)) {
        let _ = write!(text, ": {part}");
    }
    text.push('\n');
    text
}

fn of_quoted(quoted: &Quoted) -> String {
    let (source, quote) = (plain(&quoted.source), plain(&quoted.quote));
    format!("- {}: “{quote}” ({source}, `{}`)\n", word(quoted.what), quoted.article)
}

fn of_text(text: &Text) -> String {
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 paragraph {what}")),
        number => Some(format!("{number} paragraphs {what}")),
    };
    let moved = text.moved.then(|| "paragraphs in another order".to_owned());
    let parts = [
        count(text.changed, "reworded"),
        count(text.added, "added"),
        count(text.removed, "removed"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().chain(moved).collect();
    format!(
        "- **{}** (`{}`): {}\n",
        plain(&text.name),
        text.file.replace('`', ""),
        parts.join(", ")
    )
}

/// A text as it is, on one line, cut where it is long, with nothing in it that Markdown or the host of a
/// pull request would make something of: no markup, no mention of a person, no number of an issue.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = one_line.char_indices().nth(LONGEST_VALUE).map(|(at, _)| at);
    for c in one_line.get(..cut.unwrap_or(one_line.len())).unwrap_or("").chars() {
        if "\\`*_{}[]<>#|~&!".contains(c) {
            out.push('\\');
        }
        out.push(c);
        if matches!(c, '@' | '#') {
            // A joiner that nobody sees: hosts read no name and no number behind it.
            out.push('\u{2060}');
        }
    }
    if cut.is_some() {
        out.push('…');
    }
    out
}
