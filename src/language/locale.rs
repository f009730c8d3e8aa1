//! What the rules need to know of each language other than English that is read: words of the
//! calendar, numbers, marks of speech, abbreviations. Data and look-ups; knows no document.
//!
//! Month and weekday names are those of the Unicode CLDR in all their cases. A phrase is written
//! with single spaces between words and around apostrophes, as [`phrase_end`] reads it.

mod de;
mod es;
mod fr;
mod places;
mod ru;
mod tr;
mod uk;

pub(super) mod names;
pub(super) mod sentences;
pub(super) mod spelling;

use super::times::Modifier;
use super::times::terms::Unit;
use super::times::words::Words;

pub use self::names::{ForeignName, Known, Lexicon};
pub use self::sentences::sentences;

/// Words of one meaning, in all their forms.
pub(super) type Forms = &'static [&'static str];

/// How one language writes dates, numbers, speech and names.
#[derive(Debug)]
pub struct Locale {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// English name of the language.
    pub name: &'static str,
    /// Months, January first.
    pub(super) months: [Forms; 12],
    /// Weekdays, Monday first.
    pub(super) weekdays: [Forms; 7],
    /// Spring, summer, autumn, winter.
    pub(super) seasons: [Forms; 4],
    /// Units of time.
    pub(super) units: &'static [(Unit, Forms)],
    /// Number words; those of ten or more that are written in one word as well.
    pub(super) numbers: &'static [(f64, Forms)],
    /// Hundred where it multiplies, thousand, million, billion, with their abbreviations.
    pub(super) scales: &'static [(f64, Forms)],
    /// What joins tens and ones: "y", "et".
    pub(super) and: Forms,
    /// "and a half", behind a number or behind its unit.
    pub(super) half: Forms,
    /// Whether a dot between digits parts thousands (else it is a decimal sign).
    pub(super) dot_groups: bool,
    /// Phrases for a day, counted from the article's.
    pub(super) days: &'static [(i64, Forms)],
    /// Words for a year or the like, counted from the article's: "торік".
    pub(super) periods: &'static [((Unit, i64), Forms)],
    /// Phrases for a part of the day, with the TIMEX3 code.
    pub(super) parts: &'static [(&'static str, Forms)],
    /// "last", "this", "next" beside a unit or a weekday, before or behind it.
    pub(super) last: Forms,
    /// See `last`.
    pub(super) this: Forms,
    /// See `last`.
    pub(super) next: Forms,
    /// Before a length that lies back: "vor", "il y a", "hace".
    pub(super) ago_before: Forms,
    /// Behind it: "тому", "önce".
    pub(super) ago_behind: Forms,
    /// Before a length that lies ahead: "через", "dans".
    pub(super) ahead_before: Forms,
    /// Behind it: "sonra".
    pub(super) ahead_behind: Forms,
    /// What stands between day, month and year: "de".
    pub(super) date_joins: Forms,
    /// Before the first of two dates: "с", "vom".
    pub(super) from: Forms,
    /// Between the two: "по", "bis", "au".
    pub(super) to: Forms,
    /// Behind a year: "року", "yılında".
    pub(super) year_behind: Forms,
    /// Before a bare year or month: "en", "seit".
    pub(super) in_before: Forms,
    /// Before a decade ("années"); behind it are the endings "-х", "er", "’lar".
    pub(super) decade_before: Forms,
    /// Endings of a decade in digits.
    pub(super) decade_endings: Forms,
    /// Before a time of day: "о", "um", "à".
    pub(super) at: Forms,
    /// The word for a time of day behind the hour: "Uhr", "h", "часов".
    pub(super) oclock: Forms,
    /// Lengths said without a number: "півгодини".
    pub(super) lengths: &'static [(&'static str, Forms)],
    /// "several", "a few".
    pub(super) several: Forms,
    /// Early, middle, late in a month or year.
    pub(super) stretches: &'static [(Modifier, Forms)],
    /// "about", "more than" and the like before a number.
    pub(super) modifiers: &'static [(Modifier, Forms)],
    /// Verbs and their beginnings or ends (`-`) that put a clause in the future.
    pub(super) future: Forms,
    /// Beginnings of nouns that are counted, with what they count in English.
    pub(super) counted: &'static [(&'static str, Forms)],
    /// Beginnings of words that say what befell the people counted.
    pub(super) befell: &'static [(&'static str, Forms)],
    /// Measures, per cent and money behind a number.
    pub(super) measures: &'static [(&'static str, Forms)],
    /// Verbs of saying, as they stand beside a quotation.
    pub(super) says: Forms,
    /// "according to", which stands before the speaker.
    pub(super) according: Forms,
    /// Pronouns for who spoke.
    pub(super) pronouns: Forms,
    /// Words for unnamed speakers: "spokesman", "police", "witness".
    pub(super) unnamed: Forms,
    /// Offices and titles that a person's name follows.
    pub(super) offices: Forms,
    /// Whether a paragraph that begins with a dash is speech.
    pub(super) dialogue: bool,
    /// Abbreviations that never end a sentence, lower case, without the last dot.
    pub(super) abbreviations: Forms,
    /// Whether a number with a dot is an ordinal ("16. Mai").
    pub(super) ordinal_dot: bool,
    /// Whether names are declined (Cyrillic), take a genitive -s (German) or suffixes behind an
    /// apostrophe (Turkish).
    pub(super) inflection: Inflection,
    /// Lines above an article: "published", "updated".
    pub published: Forms,
    /// See `published`.
    pub updated: Forms,
    /// Beginnings of a line with the author: "Von", "Par".
    pub byline: Forms,
}

/// What names do in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// Endings of the cases.
    Cases,
    /// -s in the genitive.
    Genitive,
    /// Suffixes behind an apostrophe.
    Suffixes,
    /// Nothing.
    None,
}

impl Locale {
    /// The month, 1 to 12, that a word in lower case names: its name in any case, or its usual
    /// abbreviation without the dot.
    pub fn month_named(&self, low: &str) -> Option<i8> {
        let named = |forms: &Forms| forms.iter().any(|form| form.trim_end_matches(" .") == low);
        let at = self.months.iter().position(named)?;
        i8::try_from(at + 1).ok()
    }

    /// Whether names take other endings in other cases.
    pub fn declines_names(&self) -> bool {
        self.inflection == Inflection::Cases
    }

    /// Whether a word in lower case names a month or a weekday.
    pub fn is_day_word(&self, low: &str) -> bool {
        let weekday = |forms: &Forms| forms.iter().any(|form| form.replace(' ', "") == low);
        self.month_named(low).is_some() || self.weekdays.iter().any(weekday)
    }
}

/// All that are read.
const LOCALES: [&Locale; 6] =
    [&uk::LOCALE, &ru::LOCALE, &de::LOCALE, &fr::LOCALE, &es::LOCALE, &tr::LOCALE];

/// The locale of a BCP 47 tag, by its language alone.
pub fn locale(tag: &str) -> Option<&'static Locale> {
    let language = tag.split(['-', '_']).next().unwrap_or("");
    LOCALES.into_iter().find(|locale| locale.tag.eq_ignore_ascii_case(language))
}

/// All languages other than English that are read.
pub fn locales() -> impl Iterator<Item = &'static Locale> {
    LOCALES.into_iter()
}

/// Whether a written word, given in lower case, is `form`. The dot that Rust's lower case leaves of a
/// Turkish İ is no matter, and all apostrophes are one.
fn is_form(low: &str, form: &str) -> bool {
    match low {
        "’" | "ʼ" => form == "'",
        _ if low == form => true,
        _ => low.contains('\u{307}') && low.replace('\u{307}', "") == form,
    }
}

/// The place behind `phrase` when it stands at `i`.
pub(super) fn phrase_end(words: &Words<'_>, i: usize, phrase: &str) -> Option<usize> {
    // Most phrases differ in their first letter; the rest is compared only where they do not.
    let (first, low) = (phrase.as_bytes(), words.low(i).as_bytes());
    let length = if first.first().is_some_and(u8::is_ascii) { 1 } else { 2 };
    if first.get(..length) != low.get(..length) {
        return None;
    }
    let mut at = i;
    for form in phrase.split(' ') {
        let low = words.low(at);
        if low.is_empty() || !is_form(low, form) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The place behind the longest of `phrases` at `i`.
pub(super) fn any_end(words: &Words<'_>, i: usize, phrases: Forms) -> Option<usize> {
    phrases.iter().filter_map(|phrase| phrase_end(words, i, phrase)).max()
}

/// The meaning and end of the longest phrase of a table at `i`.
pub(super) fn looked_up<T: Copy>(
    words: &Words<'_>,
    i: usize,
    table: &[(T, Forms)],
) -> Option<(T, usize)> {
    let found = table
        .iter()
        .filter_map(|(meaning, forms)| any_end(words, i, forms).map(|end| (*meaning, end)));
    found.fold(None, |best: Option<(T, usize)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    })
}

/// The place (from 0) of the row that has a phrase at `i`, and the end of the phrase.
pub(super) fn row(words: &Words<'_>, i: usize, rows: &[Forms]) -> Option<(usize, usize)> {
    rows.iter().enumerate().find_map(|(at, forms)| any_end(words, i, forms).map(|end| (at, end)))
}
