//! Whether two values of a claim say the same: figures as intervals, dates by what they cover, yes
//! against no, and words by which of them the other has.

use super::quantity::{quantity, singular};
use super::quotations::normalised;
use crate::diagnostic::edit_distance;
use crate::model::date::words::month_named;
use crate::model::date::{Edtf, Precision};

/// How two values of one claim stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The same answer.
    Equal,
    /// Both can be true.
    Compatible,
    /// They cannot both be true.
    Contrary,
}

/// Compares two values as written in positions. The order of the two makes no difference.
///
/// Figures are intervals ("less than 2 hours" is up to 2 hours, "about" ±15 %): apart they are
/// contrary. Of two dates one may cover the other. Otherwise one value must have all the words of
/// the other, and agree with it in yes, no and not.
pub fn compare_values(left: &str, right: &str) -> Comparison {
    let (left, right) = (cleaned(left), cleaned(right));
    if left == right {
        return Comparison::Equal;
    }
    if left.is_empty() || right.is_empty() {
        return Comparison::Compatible;
    }
    match (polarity(&left), polarity(&right)) {
        (Some((yes, _)), Some((no, _))) if yes != no => return Comparison::Contrary,
        (Some((_, left)), Some((_, right))) => return compare_details(left, right),
        _ => {}
    }
    if let (Some(left), Some(right)) = (PlainDate::read(&left), PlainDate::read(&right)) {
        return left.compare(&right);
    }
    if let (Some(left), Some(right)) = (Moment::read(&left), Moment::read(&right)) {
        return left.compare(&right);
    }
    let (left_words, right_words) = (words(&left), words(&right));
    if let (Some(left), Some(right)) = (quantity(&left_words), quantity(&right_words))
        && left.is_comparable(&right)
    {
        return match (left.is_same(&right), left.overlaps(&right)) {
            (true, _) => match compare_words(&left.rest, &right.rest) {
                Comparison::Equal => Comparison::Equal,
                _ => Comparison::Compatible,
            },
            (false, true) => Comparison::Compatible,
            (false, false) => Comparison::Contrary,
        };
    }
    compare_words(&left_words, &right_words)
}

/// What stands behind two equal answers `yes` or `no`: only figures and dates can contradict.
fn compare_details(left: &str, right: &str) -> Comparison {
    if left == right {
        return Comparison::Equal;
    }
    let figures = |text: &str| PlainDate::read(text).is_some() || quantity(&words(text)).is_some();
    if figures(left) && figures(right) {
        return compare_values(left, right);
    }
    Comparison::Compatible
}

/// Lower case, one shape of every mark, no full stop at the end.
fn cleaned(text: &str) -> String {
    normalised(text).to_lowercase().trim_matches(['.', ' ', '"', '\'']).to_owned()
}

/// Whether a value is an answer `yes` or `no`, and what stands behind it.
fn polarity(text: &str) -> Option<(bool, &str)> {
    [("yes", true), ("no", false), ("true", true), ("false", false)].iter().find_map(
        |(word, yes)| {
            let rest = text.strip_prefix(word)?;
            let apart = rest.is_empty()
                || rest.starts_with([':', ',', ';', '.', '('])
                || rest.starts_with(" (")
                || rest.starts_with(" - ");
            apart.then(|| (*yes, rest.trim_start_matches([':', ',', ';', '.', ' ', '-'])))
        },
    )
}

/// Cuts a text into words and signs. Hyphens and signs stand apart; points and commas inside
/// figures stay.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let in_figure = matches!(c, ',' | '.')
            && word.ends_with(|c: char| c.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit);
        // "2hrs" is two words, "b2" is one.
        if c.is_alphabetic()
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.ends_with(|c: char| c.is_ascii_digit())
        {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() || in_figure {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if "-%$€£¥₺₽₴~≈<>≤≥+,".contains(c) {
            words.push(c.to_string());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Words that carry no answer of their own.
const EMPTY_WORDS: &[&str] = &[
    "a", "an", "the", "of", "and", "in", "for", "by", "from", "to", "at", "on", "with", "as",
    "his", "her", "its", "their", "was", "were", "is", "are", "be", "s", "-", ",", "+",
];

/// Words that turn an answer round.
const NEGATIONS: &[&str] =
    &["no", "not", "never", "none", "nobody", "nothing", "without", "neither"];

/// Compares by words: equal in the same order or as the same list, compatible when one side has all
/// the words of the other.
fn compare_words(left: &[String], right: &[String]) -> Comparison {
    let (left_all, right_all) = (content(left), content(right));
    if left_all == right_all && left_all.is_empty() == right_all.is_empty() {
        return Comparison::Equal;
    }
    let negated = |words: &[&str]| words.iter().any(|word| NEGATIONS.contains(word));
    if negated(&left_all) != negated(&right_all) {
        return Comparison::Contrary;
    }
    if listed(left) == listed(right) {
        return Comparison::Equal;
    }
    let has = |words: &[&str], word: &str| words.iter().any(|other| same_word(other, word));
    let within = |part: &[&str], whole: &[&str]| part.iter().all(|word| has(whole, word));
    if within(&left_all, &right_all) || within(&right_all, &left_all) {
        Comparison::Compatible
    } else {
        Comparison::Contrary
    }
}

/// The words that carry the answer, plurals as singulars.
fn content(words: &[String]) -> Vec<&str> {
    let kept = words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str()));
    kept.map(|word| singular(word)).collect()
}

/// The parts of a list written with commas and `and`, in alphabetical order.
fn listed(words: &[String]) -> Vec<Vec<&str>> {
    let parts = words.split(|word| word == "and" || word == ",");
    let mut parts: Vec<Vec<&str>> = parts.map(content).filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts
}

/// The same word, or two spellings of a longer one (names in transliteration) that begin alike and
/// differ in a letter, or from nine letters on in two.
fn same_word(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let shorter = left.chars().count().min(right.chars().count());
    let letters = |word: &str| word.len() < 80 && word.chars().all(char::is_alphabetic);
    let most = match shorter {
        0..6 => return false,
        6..9 => 1,
        _ => 2,
    };
    left.chars().next() == right.chars().next()
        && letters(left)
        && letters(right)
        && edit_distance(left, right) <= most
}

/// A date as values give it: EDTF, or in words with or without a year.
#[derive(Clone, Copy, Debug, PartialEq)]
enum PlainDate {
    Edtf(Edtf),
    /// A day of a month in a year that is not said.
    Yearless {
        month: i8,
        day: Option<i8>,
    },
}

/// Words that may stand around a date.
const AROUND_DATES: &[&str] = &[
    "on",
    "in",
    "the",
    "of",
    ",",
    "st",
    "nd",
    "rd",
    "th",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl PlainDate {
    /// Reads a text that is a date and nothing else.
    fn read(text: &str) -> Option<Self> {
        // EDTF writes T and Z in capitals. A figure of four digits alone is no date.
        let edtf = text.to_uppercase();
        if edtf.contains(['-', '/']) && !edtf.contains(' ') {
            return edtf.parse().ok().map(Self::Edtf);
        }
        let (mut month, mut day, mut year) = (None, None, None);
        for word in words(text).iter().filter(|word| !AROUND_DATES.contains(&word.as_str())) {
            let digits = word.bytes().all(|byte| byte.is_ascii_digit());
            if let Some(found) = month_named(word).filter(|_| month.is_none()) {
                month = Some(found);
            } else if digits && word.len() == 4 && year.is_none() {
                year = Some(word.parse::<i16>().ok()?);
            } else if digits && word.len() <= 2 && day.is_none() {
                day = Some(word.parse::<i8>().ok().filter(|day| (1..=31).contains(day))?);
            } else {
                return None;
            }
        }
        let month = month?;
        let Some(year) = year else { return Some(Self::Yearless { month, day }) };
        let written = match day {
            Some(day) => format!("{year:04}-{month:02}-{day:02}"),
            None => format!("{year:04}-{month:02}"),
        };
        written.parse().ok().map(Self::Edtf)
    }

    /// The month and day, where the date is one.
    fn month_and_day(self) -> Option<(i8, Option<i8>)> {
        match self {
            Self::Yearless { month, day } => Some((month, day)),
            Self::Edtf(Edtf::Date(date)) => {
                Some((date.month_number()?, date.calendar_day().map(jiff::civil::Date::day)))
            }
            Self::Edtf(Edtf::Interval(..)) => None,
        }
    }

    fn compare(&self, other: &Self) -> Comparison {
        if self == other {
            return Comparison::Equal;
        }
        if let (Self::Edtf(left), Self::Edtf(right)) = (self, other) {
            return compare_edtf(*left, *right);
        }
        let (Some((left, left_day)), Some((right, right_day))) =
            (self.month_and_day(), other.month_and_day())
        else {
            return Comparison::Compatible;
        };
        let days = matches!((left_day, right_day), (Some(a), Some(b)) if a != b);
        if left != right || days { Comparison::Contrary } else { Comparison::Compatible }
    }
}

/// Two dates of which no moment fits both are contrary.
fn compare_edtf(left: Edtf, right: Edtf) -> Comparison {
    let is_time = |date: Edtf| matches!(date, Edtf::Date(_)) && date.precision() == Precision::Time;
    if is_time(left) && is_time(right) {
        return Comparison::Contrary;
    }
    let reaches =
        |from: Edtf, to: Edtf| from.latest_day().is_none_or(|last| to.earliest().date() <= last);
    if reaches(left, right) && reaches(right, left) {
        Comparison::Compatible
    } else {
        Comparison::Contrary
    }
}

/// How far "about" and "shortly before" reach around a time of day, in minutes.
const ABOUT_MINUTES: i32 = 30;

/// A time of day as values give it, with or without its day: `about 6:00`, `3 April 2031, 16:15`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    day: Option<PlainDate>,
    /// First and last minute of the day; absent where only the day is said.
    minutes: Option<(i32, i32)>,
}

impl Moment {
    /// Reads a text that is a time of day, or a day beside one.
    fn read(text: &str) -> Option<Self> {
        let (day, clock) = match text.rsplit_once(", ") {
            Some((day, clock)) if clock.contains(':') => (Some(PlainDate::read(day)?), clock),
            _ if text.contains(':') => (None, text),
            _ => return Some(Self { day: Some(PlainDate::read(text)?), minutes: None }),
        };
        let (lead, clock) = clock.rsplit_once(' ').unwrap_or(("", clock));
        let (hours, minutes) = clock.split_once(':')?;
        let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hours) || !digits(minutes) {
            return None;
        }
        let at = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
        let minutes = match lead {
            "" | "at" => (at, at),
            "about" | "around" => (at - ABOUT_MINUTES, at + ABOUT_MINUTES),
            "shortly before" | "just before" => (at - ABOUT_MINUTES, at - 1),
            "shortly after" | "just after" => (at + 1, at + ABOUT_MINUTES),
            "before" => (0, at),
            "after" => (at, 24 * 60),
            _ => return None,
        };
        Some(Self { day, minutes: Some(minutes) })
    }

    fn compare(&self, other: &Self) -> Comparison {
        if self == other {
            return Comparison::Equal;
        }
        if let (Some(left), Some(right)) = (self.day, other.day)
            && left.compare(&right) == Comparison::Contrary
        {
            return Comparison::Contrary;
        }
        match (self.minutes, other.minutes) {
            (Some(left), Some(right)) if left.1 < right.0 || right.1 < left.0 => {
                Comparison::Contrary
            }
            _ => Comparison::Compatible,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Comparison::{Compatible, Contrary, Equal};
    use super::*;

    #[test]
    fn values_stand_to_each_other_as_a_reader_would_say() {
        for (left, right, expected) in [
            // Figures.
            ("2 hours", "two hours", Equal),
            ("2 hours", "120 minutes", Equal),
            ("90 minutes", "an hour and a half", Equal),
            ("1 hour and 40 minutes", "100 minutes", Equal),
            ("half an hour", "30 min", Equal),
            ("less than 2 hours", "under two hours", Equal),
            ("less than 2 hours", "about 2 hours", Compatible),
            ("less than 2 hours", "1 hour", Compatible),
            ("less than 2 hours", "2 hours", Contrary),
            ("about 2 hours", "2 hours", Compatible),
            ("about 2 hours", "3 hours", Contrary),
            ("more than 2 hours", "less than 2 hours", Contrary),
            ("at least 9", "9", Compatible),
            ("9 or more", "at least 9", Equal),
            ("up to 10", "12", Contrary),
            ("nearly 100", "100", Contrary),
            ("2-3 hours", "two to three hours", Equal),
            ("between 2 and 3 hours", "150 minutes", Compatible),
            ("1,000", "1000", Equal),
            ("1,000", "1,000 from each side", Compatible),
            ("1,000 prisoners", "1,000 soldiers", Compatible),
            ("1,000 prisoners", "900 prisoners", Contrary),
            ("1,000", "about a thousand", Compatible),
            ("2.5 million", "2,500,000", Equal),
            ("$5 million", "$5m", Equal),
            ("$5 million", "€5 million", Contrary),
            ("2hrs", "2 hours", Equal),
            ("May 16th, 2025", "16 May 2025", Equal),
            ("5%", "5 per cent", Equal),
            ("twenty-five", "25", Equal),
            ("3 days", "3 weeks", Contrary),
            ("30-day ceasefire", "a ceasefire of 30 days", Compatible),
            // Yes and no.
            ("yes", "no", Contrary),
            ("yes: a ferry was sent", "no: nothing was sent", Contrary),
            ("yes", "yes: a ferry was sent", Compatible),
            ("yes: 3 ferries", "yes: 4 ferries", Contrary),
            ("Yes.", "yes", Equal),
            ("held", "not held", Contrary),
            ("no agreement", "agreement", Contrary),
            // Dates.
            ("2025-05-16", "16 May 2025", Equal),
            ("May 16, 2025", "Friday, 16 May 2025", Equal),
            ("May 2025", "16 May 2025", Compatible),
            ("16 May", "2025-05-16", Compatible),
            ("16 May", "17 May", Contrary),
            ("16 May 2025", "17 May 2025", Contrary),
            ("2025-05/2025-07", "2025-06-03", Compatible),
            ("2025-05-16T10:00", "2025-05-16", Compatible),
            ("2025-05-16T10:00", "2025-05-16T11:00", Contrary),
            ("2022", "2023", Contrary),
            // Times of day.
            ("16:15", "16:15", Equal),
            ("16:15", "17:30", Contrary),
            ("about 6:00", "5:45", Compatible),
            ("shortly before 4:00", "3:40", Compatible),
            ("shortly before 4:00", "5:00", Contrary),
            ("about 6:00", "6:00", Compatible),
            ("3 April 2031, 16:15", "3 April 2031", Compatible),
            ("3 April 2031, 16:15", "4 April 2031, 16:15", Contrary),
            ("11 votes to 4", "12 votes to 3", Contrary),
            ("11 votes to 4", "11 votes to 4", Equal),
            // Words and names.
            ("Ana Moor", "ana moor", Equal),
            ("Ana Moor", "Ana Moor, mayor of Tarn", Compatible),
            ("Ana Moor", "Bo Moor", Contrary),
            ("Oleksandra Petrenko", "Olexandra Petrenko", Compatible),
            ("Volodymyra Hilly", "Volodymyra Hillyy", Contrary),
            ("Katarina Holst", "Katarinna Holst", Compatible),
            ("prisoner exchange", "1,000-prisoner exchange", Compatible),
            ("Tarn and Moor", "Moor, Tarn", Equal),
            ("Moor to Tarn", "Tarn to Moor", Compatible),
            ("the bridge", "bridge", Equal),
            ("bridges", "bridge", Equal),
            ("a bridge", "a ferry", Contrary),
            ("9 killed, 4 wounded", "9 killed", Compatible),
            ("9 killed, 4 wounded", "10 killed", Contrary),
            ("", "anything", Compatible),
            ("“quoted”", "\"quoted\"", Equal),
        ] {
            assert_eq!(compare_values(left, right), expected, "{left} / {right}");
            assert_eq!(compare_values(right, left), expected, "{right} / {left}");
        }
    }

    proptest! {
        #[test]
        fn the_order_of_the_two_makes_no_difference(
            left in "((about|less than|more than|yes|no|not|between|a|an|half|[0-9]{1,4}|[0-9],[0-9]{3}|two|to|and|-|,|hours|minutes|may|2025|prisoners|%|\\$) ?){0,6}",
            right in "((about|less than|more than|yes|no|not|between|a|an|half|[0-9]{1,4}|[0-9],[0-9]{3}|two|to|and|-|,|hours|minutes|may|2025|prisoners|%|\\$) ?){0,6}",
        ) {
            prop_assert_eq!(compare_values(&left, &right), compare_values(&right, &left));
            prop_assert_eq!(compare_values(&left, &left), Equal);
        }

        #[test]
        fn any_text_is_survived(left in "\\PC{0,40}", right in "\\PC{0,40}") {
            prop_assert_eq!(compare_values(&left, &right), compare_values(&right, &left));
        }
    }
}
