//! From the words that name a speaker to one of the known names. Knows names by span and flag.

use std::ops::Range;

use super::NameRef;
use super::frame::Item;
use super::verbs::{is_indefinite, is_preposition, is_pronoun, is_role, is_unnamed};
use crate::diagnostic::Span;

/// Whom a subject stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Speaker {
    /// Bytes of the words that name the speaker.
    pub(super) words: Span,
    /// Index into the names.
    pub(super) name: Option<usize>,
    /// A source, official or witness without a name.
    pub(super) unnamed: bool,
}

/// The speaker that the items `subject` of `frame` name; `salient` is the speaker or subject
/// that a pronoun would mean here. `names` is in order of the text.
pub(super) fn speaker(
    frame: &[Item],
    subject: &Range<usize>,
    names: &[NameRef],
    salient: Option<Speaker>,
) -> Option<Speaker> {
    let items = frame.get(subject.clone())?;
    let words = Span::new(items.first()?.span.start, items.last()?.span.end);
    let pronoun = items.first().filter(|item| items.len() == 1 && is_pronoun(&item.lower));
    if let Some(pronoun) = pronoun {
        let personal = !matches!(pronoun.lower.as_str(), "i" | "we" | "you");
        let meant = salient.filter(|_| personal);
        return Some(Speaker {
            words,
            name: meant.and_then(|speaker| speaker.name),
            unnamed: meant.is_some_and(|speaker| speaker.unnamed),
        });
    }
    // "a spokesman for Oslo": the head ends before the preposition.
    let head = items.iter().position(|item| is_preposition(&item.lower)).unwrap_or(items.len());
    let head_items = items.get(..head).unwrap_or(items);
    let head_end = head_items.last().map_or(words.end, |item| item.span.end);
    let name = name_in(names, Span::new(words.start, head_end), |name| owns(items, name));
    let name = name.or_else(|| apposed(frame, subject.end, names));
    // "one of the negotiators": the noun behind "of" is the head.
    let counted = head_items.len() == 1
        && items.get(head).is_some_and(|item| item.is("of"))
        && head_items.iter().all(|item| is_indefinite(&item.lower));
    let noun_items = if counted { items.get(head + 1..).unwrap_or(&[]) } else { head_items };
    let indefinite = items.first().is_some_and(|item| is_indefinite(&item.lower))
        || noun_items.len() == 1 && items.len() == 1;
    let unnamed = name.is_none()
        && noun_items
            .iter()
            .any(|item| is_unnamed(&item.lower) || indefinite && is_role(&item.lower))
        && noun_items.iter().rev().take(1).all(|item| !item.capital || noun_items.len() == 1);
    Some(Speaker { words, name, unnamed })
}

/// The person named between commas right behind a subject: "her lawyer, Ola Berg, said".
fn apposed(frame: &[Item], at: usize, names: &[NameRef]) -> Option<usize> {
    frame.get(at).filter(|item| item.is(","))?;
    let start = frame.get(at + 1)?.span.start;
    let index = names.partition_point(|name| name.span.start < start);
    let name = names.get(index).filter(|name| name.is_person && name.span.start == start)?;
    let behind = frame.iter().skip(at + 2).find(|item| item.span.start >= name.span.end)?;
    behind.is(",").then_some(index)
}

/// The last person in `span`, else the group whose name ends it. Owners ("Reis's lawyer") do not count.
fn name_in(names: &[NameRef], span: Span, owner: impl Fn(&NameRef) -> bool) -> Option<usize> {
    let first = names.partition_point(|name| name.span.end <= span.start);
    let inside =
        || names.iter().enumerate().skip(first).take_while(|(_, name)| name.span.start < span.end);
    let last_person = inside().filter(|(_, name)| name.is_person && !owner(name)).last();
    let group = inside().filter(|(_, name)| name.is_group && name.span.end >= span.end).last();
    last_person.or(group).map(|(index, _)| index)
}

fn owns(items: &[Item], name: &NameRef) -> bool {
    items.iter().any(|item| item.span.start == name.span.end && item.is_possessive())
}

/// The person that was named last before byte `at`.
pub(super) fn last_person(names: &[NameRef], at: usize) -> Option<Speaker> {
    /// How many names back a person is still in the reader's mind.
    const REACH: usize = 40;
    let end = names.partition_point(|name| name.span.start < at);
    let mut recent = names.get(..end)?.iter().enumerate().rev().take(REACH);
    recent.find(|(_, name)| name.is_person).map(|(index, name)| Speaker {
        words: name.span,
        name: Some(index),
        unnamed: false,
    })
}
