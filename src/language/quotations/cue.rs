//! The cue of a quotation and the words that name its speaker, by the grammar of the sentence
//! around it. Knows one frame at a time and no names.

use std::ops::Range;

use super::frame::Item;
use super::verbs::{
    Form, cue_form, is_adverb, is_auxiliary, is_barrier, is_be, is_determiner, is_finite,
    is_naming, is_preposition, is_pronoun, is_saying,
};
use crate::diagnostic::Span;

/// How far a cue may stand from its quotation, in items.
const REACH: usize = 60;
/// The longest subject, in items.
const SUBJECT: usize = 16;

/// A cue and the subject of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Bytes of the cue word.
    pub(super) span: Option<Span>,
    /// Items of the frame that name the speaker.
    pub(super) subject: Range<usize>,
}

/// The cue of the quotation that is item `quote` of `frame`; `led` when the writer's words stand
/// before it there, `comma` when it ends in one, which promises a cue behind it.
pub(super) fn cue(frame: &[Item], quote: usize, led: bool, comma: bool) -> Option<Cue> {
    if !led {
        return cue_after(frame, quote);
    }
    let next = quote + 1 + usize::from(frame.get(quote + 1).is_some_and(|item| item.is(",")));
    let adjacent = |cue: &Cue| comma && cue.subject.start == next && closes(frame, cue);
    cue_after(frame, quote)
        .filter(adjacent)
        .or_else(|| cue_before(frame, quote))
        .or_else(|| labelled(frame, quote))
        .or_else(|| cue_after(frame, quote))
}

/// Whether the cue and its subject end the frame but for a few words: "… the union wrote."
fn closes(frame: &[Item], cue: &Cue) -> bool {
    frame.len() <= cue.subject.end + 6 && frame.iter().skip(cue.subject.end).all(|i| !i.is(","))
}

/// `Ana Reis: “…”`, `Ola Berg is hopeful: “…”`: a colon right before the quotation hands it to the
/// subject of its clause.
fn labelled(frame: &[Item], quote: usize) -> Option<Cue> {
    let colon =
        quote.checked_sub(1).filter(|at| frame.get(*at).is_some_and(|item| item.is(":")))?;
    let from = frame.get(..colon)?.iter().rposition(|item| !item.word && !is_inner(item));
    let from = from.map_or(0, |at| at + 1);
    let name = frame.get(from..colon).is_some_and(|items| {
        !items.is_empty() && items.len() <= 4 && items.iter().all(|item| item.capital)
    });
    let subject = if name && from == 0 {
        Some(from..colon)
    } else {
        let joins = frame
            .get(from)
            .is_some_and(|item| matches!(item.lower.as_str(), "but" | "and" | "yet" | "so"));
        let subject = if joins {
            forward_subject(frame, from + 1, colon)?
        } else {
            clause_subject(frame, colon)?
        };
        let first = frame.get(subject.start)?;
        let named = frame.get(subject.clone())?.iter().all(|item| item.capital || is_inner(item));
        (named || first.is("the") || is_pronoun(&first.lower)).then_some(subject)
    }?;
    Some(Cue { span: None, subject })
}

/// Marks that stand inside a name.
fn is_inner(item: &Item) -> bool {
    item.is(".") || item.is("-") || item.is("'") || item.is_possessive()
}

/// Who passes on what the speaker of `cue` said: the one told ("an official told the agency"), the
/// one who quotes ("the agency quoted an official as saying", "quoted by the agency"). Only with a
/// name, or as a kind of outlet: "told reporters" passes nothing on.
pub(super) fn passed_on(frame: &[Item], cue: &Cue) -> Option<Span> {
    /// Words between a speaker and the verb that belongs to it.
    const REACH_OF_TOLD: usize = 12;
    const OUTLETS: &[&str] = &[
        "agency",
        "broadcaster",
        "channel",
        "magazine",
        "network",
        "newspaper",
        "outlet",
        "paper",
        "programme",
        "station",
        "website",
        "wire",
    ];
    let subject = &cue.subject;
    let behind = subject.end..(subject.end + REACH_OF_TOLD).min(frame.len());
    let told = behind.clone().find(|at| frame.get(*at).is_some_and(|item| item.is("told")));
    let by = behind.into_iter().find(|at| {
        frame.get(*at).is_some_and(|item| item.is("quoted") || item.is("cited"))
            && frame.get(at + 1).is_some_and(|item| item.is("by"))
    });
    let range = if let Some(told) = told {
        subject_right(frame, told + 1)
    } else if let Some(by) = by {
        subject_right(frame, by + 2)
    } else {
        let verb = subject.start.checked_sub(1)?;
        let quotes = |item: &Item| {
            item.is("quoted") || item.is("cited") || item.is("quoting") || item.is("citing")
        };
        frame.get(verb).filter(|item| quotes(item))?;
        let end = verb - usize::from(frame.get(verb.checked_sub(1)?)?.is(","));
        noun_phrase(frame, end)
    }?;
    let items = frame.get(range)?;
    let (first, last) = (items.first()?, items.last()?);
    let known = last.capital || items.iter().any(|item| OUTLETS.contains(&item.lower.as_str()));
    known.then(|| Span::new(first.span.start, last.span.end))
}

/// Whether the words around say that item `quote` is a title or a nickname.
pub(super) fn is_naming_context(frame: &[Item], quote: usize) -> bool {
    let before = frame.get(quote.saturating_sub(2)..quote).unwrap_or(&[]);
    let so_called = before.last().is_some_and(|item| item.is("called"))
        && before.first().is_some_and(|item| !item.is_dash() && (item.is("-") || item.is("so")));
    so_called || before.iter().any(|item| is_naming(&item.lower))
}

/// `"…," said Ana Reis`, `"…," Ana Reis, the mayor, said`, `"…," according to Ana Reis`.
fn cue_after(frame: &[Item], quote: usize) -> Option<Cue> {
    let skips = |item: &&Item| item.is(",") || item.is_dash() || item.is("-");
    let start = quote + 1 + frame.iter().skip(quote + 1).take_while(skips).count();
    let first = frame.get(start)?;
    if (is_saying(&first.lower) || first.is("reads")) && !first.capital {
        return inverted(frame, start + 1).map(|subject| Cue { span: Some(first.span), subject });
    }
    if let Some(after) = according(frame, start) {
        let subject = subject_right(frame, after)?;
        return Some(Cue { span: Some(first.span), subject });
    }
    if let Some(cue) = is_how(frame, quote + 1) {
        return Some(cue);
    }
    for (index, item) in frame.iter().enumerate().skip(start).take(REACH) {
        if item.quote.is_some() || item.is(";") {
            return None;
        }
        if let Some(subject) = quoted(frame, index) {
            return Some(Cue { span: Some(item.span), subject });
        }
        if !item.capital && is_saying(&item.lower) {
            let subject = subject_left(frame, index)?;
            return Some(Cue { span: Some(item.span), subject });
        }
    }
    let dash = |item: &Item| item.is_dash() || item.is("--") || item.is("-");
    let dashed = frame.get(quote + 1).is_some_and(dash);
    if dashed && first.capital {
        return subject_right(frame, start).map(|subject| Cue { span: None, subject });
    }
    judged_after(frame, start)
}

/// `“…” is how Ana Reis put it`, `“…”: that is how Ana Reis described it`.
fn is_how(frame: &[Item], from: usize) -> Option<Cue> {
    let how = (from..from + 4).find(|at| frame.get(*at).is_some_and(|item| item.is("how")))?;
    let copula = frame.get(how.checked_sub(1)?).filter(|item| is_be(&item.lower))?;
    let subject = forward_subject(frame, how + 1, frame.len())?;
    Some(Cue { span: Some(copula.span), subject })
}

/// The quoted one of `Ana Reis was quoted as saying` and `the agency quoted an official as saying`,
/// where `at` is "quoted".
fn quoted(frame: &[Item], at: usize) -> Option<Range<usize>> {
    /// Words between "quoted" and "as saying".
    const NAME: usize = 14;
    let verb = |item: &Item| item.is("quoted") || item.is("cited");
    frame.get(at).filter(|item| verb(item))?;
    let says = |as_: usize| {
        frame.get(as_).is_some_and(|item| item.is("as"))
            && frame.get(as_ + 1).is_some_and(|item| item.is("saying") || item.is("telling"))
    };
    (at + 1..at + NAME).find(|as_| says(*as_))?;
    let before = frame.get(at.checked_sub(1)?)?;
    if is_be(&before.lower) { subject_left(frame, at - 1) } else { subject_right(frame, at + 1) }
}

/// `"…?" the letter reads`, `"…!" Ana Reis demanded`: the subject right behind the quotation
/// and any finite verb that can introduce one.
fn judged_after(frame: &[Item], start: usize) -> Option<Cue> {
    let first = frame.get(start)?;
    if is_preposition(&first.lower) || is_barrier(&first.lower) {
        return None;
    }
    for (index, item) in frame.iter().enumerate().skip(start + 1).take(SUBJECT) {
        if item.quote.is_some() {
            return None;
        }
        let finite = matches!(cue_form(&item.lower), Some(Form::Past | Form::Third));
        if finite && !item.capital {
            let subject =
                subject_left(frame, index).filter(|subject| subject.start <= start + 1)?;
            return Some(Cue { span: Some(item.span), subject });
        }
    }
    None
}

/// The subject behind "said", after adverbs.
fn inverted(frame: &[Item], from: usize) -> Option<Range<usize>> {
    let skipped = frame.iter().skip(from).take(2).take_while(|item| is_adverb(&item.lower)).count();
    subject_right(frame, from + skipped)
}

fn according(frame: &[Item], at: usize) -> Option<usize> {
    let first = frame.get(at)?;
    if first.is("according") && frame.get(at + 1)?.is("to") {
        return Some(at + 2);
    }
    first.is("per").then_some(at + 1)
}

/// The nearest verb of saying or judging to the left of the quotation, with its subject.
fn cue_before(frame: &[Item], quote: usize) -> Option<Cue> {
    let mut repeated = None;
    let mut agentless = false;
    for index in (quote.saturating_sub(REACH)..quote).rev() {
        let item = frame.get(index)?;
        let named = according(frame, index).and_then(|after| subject_right(frame, after));
        if let Some(subject) = named {
            return Some(Cue { span: Some(item.span), subject });
        }
        if !item.word || (item.capital && index > 0) {
            continue;
        }
        let Some(form) = cue_form(&item.lower) else { continue };
        // "in what is being criticised as a “…”": nobody is named who judges; only one who says
        // the whole sentence may speak.
        if agentless && !is_saying(&item.lower) {
            continue;
        }
        agentless |= is_agentless(frame, index, form, quote);
        if let Some(subject) = verb_subject(frame, index, form, quote) {
            if is_reported(frame, &subject) || is_restricted(frame, &subject, index) {
                repeated = repeated.or(Some(Cue { span: Some(item.span), subject }));
                continue;
            }
            return Some(Cue { span: Some(item.span), subject });
        }
    }
    repeated
}

/// Whether the verb is a passive without "by".
fn is_agentless(frame: &[Item], verb: usize, form: Form, quote: usize) -> bool {
    form == Form::Past
        && previous(frame, verb).is_some_and(|item| is_be(&item.lower))
        && !(verb..quote).any(|at| frame.get(at).is_some_and(|item| item.is("by")))
}

/// "Ana Reis said she thinks …": the pronoun repeats the subject of the outer verb, which speaks.
fn is_reported(frame: &[Item], subject: &Range<usize>) -> bool {
    let at = |back: usize| subject.start.checked_sub(back).and_then(|at| frame.get(at));
    let says = |item: &Item| !item.capital && is_saying(&item.lower);
    let pronoun = frame.get(subject.start).is_some_and(|item| is_pronoun(&item.lower));
    pronoun
        && (at(1).is_some_and(|item| says(item) || item.is("what"))
            || (at(1).is_some_and(|item| item.is("that")) && at(2).is_some_and(says)))
}

/// "anybody who complains …": a verb of a relative clause without comma; the outer verb speaks.
fn is_restricted(frame: &[Item], subject: &Range<usize>, verb: usize) -> bool {
    frame.get(subject.end).is_some_and(|item| item.is("who"))
        && subject.end < verb
        && frame
            .iter()
            .take(subject.start)
            .skip(subject.start.saturating_sub(REACH))
            .any(|item| !item.capital && cue_form(&item.lower).is_some())
}

fn verb_subject(frame: &[Item], verb: usize, form: Form, quote: usize) -> Option<Range<usize>> {
    if form == Form::Ing
        && let Some(subject) =
            (verb.saturating_sub(SUBJECT)..verb).rev().find_map(|at| quoted(frame, at))
    {
        return Some(subject);
    }
    // "Said Berg: “…”"
    if verb == 0 && frame.first().is_some_and(|item| item.capital && is_saying(&item.lower)) {
        return subject_right(frame, 1);
    }
    let before = previous(frame, verb);
    let is = |test: fn(&str) -> bool| before.is_some_and(|item| test(&item.lower));
    if form == Form::Past {
        let by = (verb + 1..(verb + 4).min(quote))
            .find(|at| frame.get(*at).is_some_and(|item| item.is("by")));
        if by.is_some_and(|at| at == verb + 1) || (by.is_some() && is(is_be)) {
            return subject_right(frame, by.unwrap_or(verb) + 1);
        }
        if is(is_be) {
            return None;
        }
        if is_bare_participle(frame, verb) {
            return None;
        }
    }
    if is_noun(frame, verb, form) {
        return None;
    }
    match form {
        Form::Ing
            if before.is_some_and(|item| {
                item.word
                    && !is_preposition(&item.lower)
                    && !item.is("and")
                    && !is_barrier(&item.lower)
            }) =>
        {
            subject_left(frame, verb).or_else(|| clause_subject(frame, verb))
        }
        Form::Ing => clause_subject(frame, verb),
        Form::Base if before.is_some_and(|item| item.is("to") || item.is("and")) => {
            clause_subject(frame, verb)
        }
        _ => subject_left(frame, verb).or_else(|| clause_subject(frame, verb)),
    }
}

/// "a group called “…”": a participle behind an indefinite noun quotes nobody.
fn is_bare_participle(frame: &[Item], verb: usize) -> bool {
    let naming = frame.get(verb).is_some_and(|item| item.is("called") || item.is("dubbed"));
    naming
        && frame.get(verb + 1).is_some_and(|item| item.quote.is_some())
        && frame
            .get(verb.saturating_sub(4)..verb)
            .is_some_and(|items| items.iter().any(|item| item.is("a") || item.is("an")))
}

/// Whether the word is a noun here: "his claim", "Oslo's demands", "the report".
fn is_noun(frame: &[Item], verb: usize, form: Form) -> bool {
    if !matches!(form, Form::Base | Form::Third) {
        return false;
    }
    let Some(before) = verb.checked_sub(1).and_then(|at| frame.get(at)) else {
        return form == Form::Base;
    };
    if form == Form::Base {
        let plural = before.lower.ends_with('s') && !before.is_possessive();
        let modal = is_auxiliary(&before.lower) || is_pronoun(&before.lower) || before.is("to");
        return !(plural
            || modal
            || before.is("people")
            || before.is("police")
            || before.is("and")
            || is_adverb(&before.lower));
    }
    // "a flurry of late tweets".
    let of = frame.get(verb.saturating_sub(4)..verb).is_some_and(|items| {
        let common = |item: &Item| !item.capital && !is_determiner(&item.lower);
        items
            .iter()
            .rposition(|item| item.is("of"))
            .is_some_and(|at| items.iter().skip(at + 1).all(common))
    });
    of || before.is_possessive() || is_determiner(&before.lower) || is_preposition(&before.lower)
}

/// The item before `at`, over adverbs and auxiliaries other than forms of "be".
fn previous(frame: &[Item], at: usize) -> Option<&Item> {
    let before = frame.get(..at)?;
    before.iter().rev().take(8).find(|item| !(is_adverb(&item.lower) || item.is("not")))
}

/// The subject that ends right before `verb`, over auxiliaries, adverbs and appositions.
fn subject_left(frame: &[Item], verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    let mut appositions = 0;
    loop {
        let before = frame.get(end.checked_sub(1)?)?;
        if is_auxiliary(&before.lower) || is_adverb(&before.lower) || before.is("reportedly") {
            end -= 1;
        } else if before.is(")") || before.is("]") {
            end = (end.saturating_sub(12)..end)
                .rev()
                .find(|at| frame.get(*at).is_some_and(|item| item.is("(") || item.is("[")))?;
        } else if before.is("who") {
            end -= 1;
            if frame.get(end.checked_sub(1)?)?.is(",") {
                end -= 1;
            }
        } else if before.is(",") || before.is_dash() {
            appositions += 1;
            if appositions > 2 {
                return None;
            }
            end = apposition_start(frame, end - 1)?;
        } else if let Some(at) = speaking(frame, end) {
            end = at;
        } else {
            let phrase = noun_phrase(frame, end)?;
            return Some(
                named_before(frame, &phrase).filter(|_| appositions > 0).unwrap_or(phrase),
            );
        }
    }
}

/// The place of "speaking" in `two officials speaking on condition of anonymity`, which ends
/// before item `end`.
fn speaking(frame: &[Item], end: usize) -> Option<usize> {
    let from = end.saturating_sub(12);
    let items = frame.get(from..end)?;
    let at = from + items.iter().rposition(|item| item.is("speaking") || item.is("talking"))?;
    let plain = frame.get(at..end)?.iter().all(|item| item.word);
    let noun = frame.get(at.checked_sub(1)?)?;
    (plain && noun.word && !is_barrier(&noun.lower) && !is_preposition(&noun.lower)).then_some(at)
}

/// The name before `phrase` and a comma, when that phrase is an apposition itself: "Ana Reis, the
/// mayor of Sunne, one of the towns, said".
fn named_before(frame: &[Item], phrase: &Range<usize>) -> Option<Range<usize>> {
    let comma = phrase.start.checked_sub(1)?;
    frame.get(comma).filter(|item| item.is(","))?;
    frame.get(phrase.start).filter(|item| is_determiner(&item.lower))?;
    let name = noun_phrase(frame, comma)?;
    let items = frame.get(name.clone())?;
    (items.last()?.capital && items.first()?.capital).then_some(name)
}

/// Where the words between commas (or dashes) begin that end at `close`.
fn apposition_start(frame: &[Item], close: usize) -> Option<usize> {
    let mark = frame.get(close)?;
    for at in (close.saturating_sub(REACH)..close).rev() {
        let item = frame.get(at)?;
        if item.quote.is_some() || item.is(";") {
            return None;
        }
        let same = if mark.is(",") { item.is(",") } else { item.is_dash() };
        if same && at > 0 {
            let ends = frame.get(at - 1)?;
            let inside = frame.get(at + 1)?;
            // "Sunne, Värmland, …": the list goes on to the left.
            let names =
                ends.is(")") || (ends.word && (ends.capital || is_determiner_led(frame, at)));
            let opens = !inside.is("and")
                && !inside.is("but")
                && !cue_form(&inside.lower).is_some_and(|f| f == Form::Ing);
            if names && opens {
                return Some(at);
            }
        }
    }
    None
}

fn is_determiner_led(frame: &[Item], end: usize) -> bool {
    frame
        .get(end.saturating_sub(4)..end)
        .is_some_and(|items| items.iter().any(|item| is_determiner(&item.lower)))
}

/// The noun phrase that ends before item `end`.
fn noun_phrase(frame: &[Item], end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while let Some(item) = start.checked_sub(1).and_then(|at| frame.get(at)) {
        let joined =
            item.is_possessive() || item.is("&") || item.is("/") || is_hyphen(frame, start - 1);
        if (!item.word && !joined) || end - start >= SUBJECT {
            break;
        }
        let word = item.lower.as_str();
        let named_pair = item.is("and")
            && start < end
            && frame.get(start).is_some_and(|next| next.capital)
            && start.checked_sub(2).and_then(|at| frame.get(at)).is_some_and(|last| last.capital);
        if is_barrier(word) && !(item.capital && start < end && word == "like")
            || (word == "and" && !named_pair)
            || is_auxiliary(word)
            || (word == "to" && start == end)
            || (!item.capital && (is_saying(word) || cue_form(word) == Some(Form::Ing)))
        {
            break;
        }
        start -= 1;
        if is_pronoun(word) {
            break;
        }
    }
    let range = strip_leading(frame, start.max(name_start(frame, start, end))..end)?;
    names_somebody(frame, &range).then_some(range)
}

/// Where the name at the end of a phrase starts when a plural stands before it, which no title
/// is: "terms Oslo has dismissed".
fn name_start(frame: &[Item], start: usize, end: usize) -> usize {
    let lower = |at: &usize| frame.get(*at).is_some_and(|item| !item.capital);
    let Some(before) = (start..end).rev().find(lower).filter(|at| at + 1 < end) else {
        return start;
    };
    let plural = frame
        .get(before)
        .is_some_and(|item| item.word && item.lower.ends_with('s') && !item.is_possessive());
    if plural && frame.get(before).is_some_and(|item| !is_determiner(&item.lower)) {
        before + 1
    } else {
        start
    }
}

fn is_hyphen(frame: &[Item], at: usize) -> bool {
    let glued = |a: Option<&Item>, b: Option<&Item>| matches!((a, b), (Some(a), Some(b)) if a.span.end == b.span.start);
    let ends = |at: usize| !glued(frame.get(at), frame.get(at + 1));
    if frame.get(at).is_some_and(|item| item.is(".")) && ends(at) {
        return false;
    }
    frame.get(at).is_some_and(|item| {
        item.is("-") || item.is("‑") || item.is("'") || item.is(".") || item.is("/")
    }) && at > 0
        && glued(frame.get(at - 1), frame.get(at))
}

/// Drops a phrase of place or time that stands before the subject: "In Oslo on Friday Ana Reis".
fn strip_leading(frame: &[Item], range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    while start < range.end
        && frame
            .get(start)
            .is_some_and(|item| is_adverb(&item.lower) || item.is_possessive() || !item.word)
    {
        start += 1;
    }
    let first = frame.get(start).filter(|_| start < range.end)?;
    if !is_preposition(&first.lower) {
        return Some(start..range.end);
    }
    let last = range.end - 1;
    let begins = |at: usize| {
        frame.get(at).is_some_and(|item| is_determiner(&item.lower) || is_pronoun(&item.lower))
    };
    if let Some(at) = (start + 1..range.end).rev().find(|at| begins(*at) && *at > start + 1) {
        return Some(at..range.end);
    }
    let mut at = last;
    if frame.get(last)?.capital {
        while at > start + 1
            && frame.get(at - 1).is_some_and(|item| item.capital && !is_adverb(&item.lower))
        {
            at -= 1;
        }
        return (at > start + 1).then_some(at..range.end);
    }
    None
}

fn names_somebody(frame: &[Item], range: &Range<usize>) -> bool {
    let Some(items) = frame.get(range.clone()) else { return false };
    let weak = |item: &Item| {
        is_adverb(&item.lower)
            || is_determiner(&item.lower)
            || is_preposition(&item.lower)
            || !item.word
            || item.lower.chars().all(char::is_numeric)
    };
    let pronoun = items.len() == 1 && items.iter().any(|item| item.is("this") || item.is("that"));
    !pronoun
        && items.iter().any(|item| !weak(item))
        && items.last().is_some_and(|item| !is_preposition(&item.lower))
}

/// The noun phrase that starts at item `from`: behind "said", "according to", "by".
fn subject_right(frame: &[Item], from: usize) -> Option<Range<usize>> {
    let mut end = from;
    while let Some(item) = frame.get(end).filter(|_| end - from < SUBJECT) {
        let word = item.lower.as_str();
        if is_pronoun(word) && end == from {
            end += 1;
            break;
        }
        let joined = item.is_possessive() || item.is("&") || is_hyphen(frame, end);
        let stops = (!item.word && !joined)
            || (is_preposition(word) && !matches!(word, "of" | "for" | "at" | "with" | "from"))
            || is_barrier(word)
            || (word == "quoted" && end > from)
            || word == "who"
            || is_auxiliary(word)
            || (is_adverb(word) && end > from)
            || (!item.capital
                && end > from
                && cue_form(word).is_some_and(|form| form != Form::Base))
            || (word == "and" && !frame.get(end + 1).is_some_and(|next| next.capital));
        if stops || is_pronoun(word) {
            break;
        }
        end += 1;
    }
    let range = from..end;
    names_somebody(frame, &range).then_some(range)
}

/// The subject of a verb of saying that closes the frame: "It may rain, Ana Reis said."
pub(super) fn closing_subject(frame: &[Item]) -> Option<Range<usize>> {
    /// A closing cue stands among the last items: "said in an interview on Friday."
    const CLOSING: usize = 9;
    let from = frame.len().saturating_sub(CLOSING);
    let says = |item: &Item| !item.capital && is_saying(&item.lower);
    let verb = from + frame.get(from..)?.iter().rposition(says)?;
    let subject = subject_left(frame, verb)?;
    let cut = subject.start.checked_sub(1).and_then(|at| frame.get(at))?;
    (cut.is(",") || cut.is_dash()).then_some(subject)
}

/// The subject of the clause that holds item `before`: the first noun phrase of the frame that
/// is followed by a verb or a comma, after leading phrases of time and place.
pub(super) fn clause_subject(frame: &[Item], before: usize) -> Option<Range<usize>> {
    // A frame of hundreds of items is no sentence; only the nearest part is read.
    let reach = before.saturating_sub(4 * REACH);
    let from = frame
        .get(reach..before)?
        .iter()
        .rposition(|item| item.is(";"))
        .map_or(reach, |at| reach + at + 1);
    if let Some(at) = frame.get(from..before)?.iter().position(|item| item.quote.is_some()) {
        // "“…,” Ana Reis said, adding that “…”": the subject is that of the first cue.
        if let Some(cue) = cue_after(frame, from + at).filter(|cue| cue.subject.end <= before) {
            return Some(cue.subject);
        }
    }
    let mut at = from;
    for _ in 0..4 {
        let first = frame.get(at)?;
        let participle =
            first.lower.len() > 4 && (first.lower.ends_with("ing") || first.lower.ends_with("ed"));
        let leading = is_preposition(&first.lower)
            || is_barrier(&first.lower)
            || is_adverb(&first.lower)
            || participle
            || matches!(
                first.lower.as_str(),
                "however"
                    | "still"
                    | "instead"
                    | "and"
                    | "but"
                    | "likewise"
                    | "moreover"
                    | "according"
                    | "last"
                    | "in"
                    | "once"
            );
        if !leading {
            break;
        }
        let comma =
            frame.get(at..before)?.iter().position(|item| item.is(",") || item.quote.is_some());
        let Some(comma) = comma else {
            if participle || is_barrier(&first.lower) {
                return None;
            }
            at += 1;
            break;
        };
        at += comma + 1;
    }
    forward_subject(frame, at, before)
}

fn forward_subject(frame: &[Item], from: usize, before: usize) -> Option<Range<usize>> {
    let mut end = from;
    while let Some(item) = frame.get(end).filter(|_| end < before && end - from < SUBJECT) {
        let joined = item.is_possessive() || item.is("&") || is_hyphen(frame, end);
        let word = item.lower.as_str();
        if (!item.word && !joined)
            || (!item.capital && is_finite(word))
            || is_barrier(word)
            || word == "who"
        {
            break;
        }
        end += 1;
        if is_pronoun(word) {
            break;
        }
    }
    let mut range = from..end;
    while range.end > range.start
        && frame.get(range.end - 1).is_some_and(|item| is_adverb(&item.lower))
    {
        range.end -= 1;
    }
    names_somebody(frame, &range).then_some(range)
}
