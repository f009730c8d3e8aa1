//! How old somebody is: "Ada Vale, 74,", "the 21-year-old", "he is 36".

use super::clause::{noun_ending_at, pronoun};
use super::phrase::{Phrase, phrase_of};
use super::{Assertion, Reading};
use crate::language::quantities::Quantity;
use crate::model::entity::EntityKind;

/// The ages that reports give, those in titles and standfirsts included.
pub(super) fn assertions(reading: &Reading<'_>) -> Vec<Assertion> {
    let mut found = Vec::new();
    for phrase in reading.phrases {
        found.extend(phrase.quantities().filter_map(|quantity| age(reading, phrase, quantity)));
    }
    let english = reading.documents.iter().enumerate().filter(|(_, one)| one.tongue.is_english());
    for (index, document) in english {
        let above =
            document.sentences.iter().enumerate().take_while(|(_, one)| one.block.is_none());
        for (at, _) in above {
            let phrase = phrase_of(index, document, at);
            found
                .extend(phrase.quantities().filter_map(|quantity| age(reading, &phrase, quantity)));
        }
    }
    found
}

fn age(reading: &Reading<'_>, phrase: &Phrase<'_>, quantity: &Quantity) -> Option<Assertion> {
    let (from, to) = phrase.words_of(quantity.span);
    let stated = quantity.of.as_deref() == Some("age")
        && quantity.unit.as_deref().is_none_or(|unit| unit == "year");
    let plain = quantity.of.is_none() && quantity.unit.is_none() && is_alone(phrase, to);
    let whole = quantity.upper.is_none() && quantity.modifier.is_none();
    if !whole || !(1.0..115.0).contains(&quantity.value) || quantity.value.fract() != 0.0 {
        return None;
    }
    let (entity, first, last) = if stated { bearer(reading, phrase, (from, to)) } else { None }
        .or_else(|| if stated || plain { of_verb(reading, phrase, (from, to)) } else { None })?;
    let person = &reading.resolution.entities[entity];
    if person.kind != EntityKind::Person {
        return None;
    }
    let told = reading.told(
        phrase,
        phrase.range(first, last),
        ("age", person.id.to_string()),
        format!("How old is {}?", person.name),
        format!("{:.0} years", quantity.value),
    );
    Some(Assertion { about: Some(entity), event: None, unnamed: None, ..told })
}

/// Whether nothing counted follows on the number that ends in word `to`.
fn is_alone(phrase: &Phrase<'_>, to: usize) -> bool {
    to + 1 >= phrase.words.len()
        || phrase.commas_between(to, to + 1)
        || matches!(phrase.word(to + 1), "and" | "when" | "but")
}

/// Whose age stands beside a name: "Ada Vale, 74,", "the 74-year-old Ada Vale", and "the
/// 74-year-old" of the one person spoken of.
fn bearer(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
) -> Option<(usize, usize, usize)> {
    let words = |name: usize| phrase.words_of(phrase.document.names[name].span);
    let before = phrase.names().find(|name| words(*name).1 + 1 == from);
    if let Some(name) = before.filter(|_| phrase.commas_between(from - 1, from)) {
        return Some((phrase.entity(name, reading.resolution), words(name).0, to));
    }
    let hyphened = phrase.range(from, to).of(phrase.text()).contains('-');
    let behind = phrase.names().find(|name| (to + 1..to + 3).contains(&words(*name).0));
    if let Some(name) = behind.filter(|name| hyphened && !phrase.commas_between(to, words(*name).0))
    {
        return Some((phrase.entity(name, reading.resolution), from, words(name).1));
    }
    let the = from.checked_sub(1).filter(|at| phrase.word(*at) == "the" && hyphened)?;
    let ends = to + 1 >= phrase.words.len()
        || phrase.commas_between(to, to + 1)
        || crate::language::stem::is_stop_word(phrase.word(to + 1));
    let meant = pronoun(&reading.cast, phrase, the).filter(|_| ends)?;
    Some((meant.entity?, the, to))
}

/// "Ada Vale is 74", "he was 36".
fn of_verb(
    reading: &Reading<'_>,
    phrase: &Phrase<'_>,
    (from, to): (usize, usize),
) -> Option<(usize, usize, usize)> {
    let verb =
        from.checked_sub(1).filter(|at| matches!(phrase.word(*at), "is" | "was" | "turned"))?;
    let noun = noun_ending_at(&reading.cast, phrase, verb.checked_sub(1)?)?;
    Some((noun.entity?, noun.words.0, to))
}
