//! Dates as sites print them above an article, to EDTF. Reads one short line at a time.
//! A zone is kept only when it is stated, or when its abbreviation has one meaning in the given country.

use jiff::{civil, tz::TimeZone};

use super::foreign;
use super::outlets::Country;
use crate::model::date::words;
use crate::model::date::{Date, Edtf};

/// Longest line looked at, in bytes.
const LONGEST: usize = 240;

/// The first date in `line`, with its time of day and zone where they follow it.
/// `country` decides between day-month and month-day order and between zones of one abbreviation.
pub fn find(line: &str, country: Option<Country>) -> Option<Edtf> {
    if line.len() > LONGEST {
        return None;
    }
    let tokens = tokens(line);
    for at in 0..tokens.len() {
        let Some((day, end)) = day_at(&tokens, at, country) else { continue };
        let Day::Full(day) = day else {
            let Day::Month(year, month) = day else { continue };
            return Date::month(year, month).map(Edtf::Date);
        };
        let time = time_near(&tokens, at, end);
        return Some(Edtf::Date(match time {
            Some((time, after)) => {
                let at = day.to_datetime(time);
                Date::minute(at, zone(&tokens, after, at, country))
            }
            None => Date::day(day),
        }));
    }
    None
}

/// A machine-readable date: `2025-05-16`, `2025-05-16T18:22:00.000+0530`, `2025-05-16 18:22:00 UTC`.
pub fn iso(text: &str) -> Option<Edtf> {
    let text = text.trim();
    let head = text.get(..10)?;
    let day: civil::Date = head.parse().ok()?;
    find(text, None).filter(|date| date.anchor().and_then(Date::calendar_day) == Some(day))
}

/// The month that an English word names, else a word of another language.
fn month_named(word: &str) -> Option<i8> {
    let letters = word.chars().next().is_some_and(char::is_alphabetic);
    letters.then(|| words::month_named(word).or_else(|| foreign::month_named(word)))?
}

enum Day {
    Full(civil::Date),
    Month(i16, i8),
}

/// Runs of digits, runs of letters, and single other characters, each with whether white space stands before it.
fn tokens(line: &str) -> Vec<(&str, bool)> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 0u8,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut space = true;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let kind_of = kind(first);
        let end = match kind_of {
            2 => first.len_utf8(),
            _ => rest.find(|c| kind(c) != kind_of).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        if first.is_whitespace() {
            space = true;
        } else {
            tokens.push((token, space));
            space = false;
        }
        rest = after;
    }
    tokens
}

fn word<'a>(tokens: &[(&'a str, bool)], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.0)
}

fn number(
    tokens: &[(&str, bool)],
    at: usize,
    digits: std::ops::RangeInclusive<usize>,
) -> Option<i16> {
    let token = word(tokens, at);
    (digits.contains(&token.len()) && token.bytes().all(|b| b.is_ascii_digit()))
        .then(|| token.parse().ok())
        .flatten()
}

fn year(tokens: &[(&str, bool)], at: usize) -> Option<i16> {
    number(tokens, at, 4..=4).filter(|year| (1700..=2200).contains(year))
}

fn full(year: i16, month: i16, day: i16) -> Option<Day> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Day::Full)
}

/// Past the marks that may stand between the parts of a date: `,` `.` `-` `/` "of" and "th".
fn skip(tokens: &[(&str, bool)], mut at: usize, marks: &[&str]) -> usize {
    while tokens.get(at).is_some_and(|token| marks.contains(&token.0.to_lowercase().as_str())) {
        at += 1;
    }
    at
}

const BETWEEN: &[&str] = &[",", ".", "-", "/", "of", "st", "nd", "rd", "th", "º", "de"];

/// The date that begins at token `at`, and the token after it.
fn day_at(tokens: &[(&str, bool)], at: usize, country: Option<Country>) -> Option<(Day, usize)> {
    if at > 0 && matches!(word(tokens, at - 1), "/" | "-") && !tokens.get(at).is_some_and(|t| t.1) {
        return None;
    }
    if let Some(month) = month_named(word(tokens, at)).map(i16::from) {
        let next = skip(tokens, at + 1, BETWEEN);
        if let Some(year) = year(tokens, next) {
            if at > 0 && number(tokens, at - 1, 1..=2).is_some() {
                return None;
            }
            return Some((Day::Month(year, i8::try_from(month).ok()?), next + 1));
        }
        let day = number(tokens, next, 1..=2)?;
        let next = skip(tokens, next + 1, BETWEEN);
        return Some((full(year(tokens, next)?, month, day)?, next + 1));
    }
    if let Some(year) = year(tokens, at) {
        let mark = word(tokens, at + 1);
        if matches!(mark, "-" | "/" | ".") && word(tokens, at + 3) == mark {
            let (month, day) = (number(tokens, at + 2, 1..=2)?, number(tokens, at + 4, 1..=2)?);
            return Some((full(year, month, day)?, at + 5));
        }
        return None;
    }
    let first = number(tokens, at, 1..=2)?;
    let next = skip(tokens, at + 1, BETWEEN);
    if let Some(month) = month_named(word(tokens, next)).map(i16::from) {
        let next = skip(tokens, next + 1, &[",", ".", "-", "/", "de", "'"]);
        return Some((full(year(tokens, next)?, month, first)?, next + 1));
    }
    let mark = word(tokens, at + 1);
    if !matches!(mark, "-" | "/" | ".") || word(tokens, at + 3) != mark {
        return None;
    }
    let (second, year) = (number(tokens, at + 2, 1..=2)?, year(tokens, at + 4)?);
    let (month, day) = order(first, second, mark, country)?;
    Some((full(year, month, day)?, at + 5))
}

/// Month and day of two numbers; absent when both orders are possible and nothing decides.
fn order(first: i16, second: i16, mark: &str, country: Option<Country>) -> Option<(i16, i16)> {
    match (first > 12, second > 12) {
        (true, _) => Some((second, first)),
        (_, true) => Some((first, second)),
        _ if first == second || mark == "." => Some((second, first)),
        _ => match country? {
            Country::UnitedStates => Some((first, second)),
            Country::Canada | Country::Philippines | Country::China => None,
            _ => Some((second, first)),
        },
    }
}

/// The time of day just after the date, or just before it; with the token after the time.
fn time_near(tokens: &[(&str, bool)], start: usize, end: usize) -> Option<(civil::Time, usize)> {
    const BEFORE_TIME: &[&str] = &[
        ",", "-", "–", "—", "|", "at", "t", "·", "•", "/", "(", "@", ".", ":", ";", "року", "р",
        "года", "г", "о", "об", "в", "um", "à", "a", "las", "saat",
    ];
    let after = skip(tokens, end, BEFORE_TIME);
    if let Some(found) = time_at(tokens, after) {
        return Some(found);
    }
    // "18:22 IST, 16 May 2025"
    (0..start).find_map(|at| {
        let spaced = tokens.get(at).is_some_and(|token| token.1);
        let joined = at > 0 && !spaced && matches!(word(tokens, at - 1), ":" | "." | "/");
        (!joined).then(|| time_at(tokens, at)).flatten()
    })
}

/// `18:22`, `18:22:05`, `6:22 p.m.`, `6pm`, `18h22`, `1822 GMT`.
fn time_at(tokens: &[(&str, bool)], at: usize) -> Option<(civil::Time, usize)> {
    if let Some(packed) = number(tokens, at, 4..=4).filter(|_| is_zone(word(tokens, at + 1))) {
        return Some((clock(packed / 100, packed % 100)?, at + 1));
    }
    let mut hour = number(tokens, at, 1..=2)?;
    let mut next = at + 1;
    let mut minute = None;
    if matches!(word(tokens, next), ":" | "." | "h" | "H") {
        minute = number(tokens, next + 1, 2..=2);
        if minute.is_some() {
            next += 2;
            if word(tokens, next) == ":" && number(tokens, next + 1, 2..=2).is_some() {
                next += 2;
                let fraction = word(tokens, next + 1);
                let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
                if word(tokens, next) == "." && digits {
                    next += 2;
                }
            }
        }
    }
    let half = half_of_day(tokens, next);
    if let Some((afternoon, after)) = half {
        if !(1..=12).contains(&hour) {
            return (hour < 24).then(|| clock(hour, minute?)).flatten().map(|time| (time, after));
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        return Some((clock(hour, minute.unwrap_or(0))?, after));
    }
    let mut after = next;
    if matches!(word(tokens, after), "hrs" | "hours" | "h" | "Hrs" | "Uhr") {
        after += 1;
    }
    Some((clock(hour, minute?)?, after))
}

fn clock(hour: i16, minute: i16) -> Option<civil::Time> {
    civil::Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// "am", "PM", "a.m.", "p.m": whether it is the afternoon, and the token after it.
fn half_of_day(tokens: &[(&str, bool)], at: usize) -> Option<(bool, usize)> {
    let lower = word(tokens, at).to_lowercase();
    match lower.as_str() {
        "am" | "pm" => Some((lower == "pm", skip(tokens, at + 1, &["."]))),
        "a" | "p" => {
            let dotted =
                word(tokens, at + 1) == "." && word(tokens, at + 2).eq_ignore_ascii_case("m");
            dotted.then(|| (lower == "p", skip(tokens, at + 3, &["."])))
        }
        _ => None,
    }
}

/// Zone abbreviations with one meaning: minutes east of UTC.
const ZONES: &[(&str, i16)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("EAT", 180),
    ("CAT", 120),
    ("WAT", 60),
    ("SAST", 120),
    ("IRST", 210),
    ("PKT", 300),
    ("NPT", 345),
    ("ICT", 420),
    ("WIB", 420),
    ("HKT", 480),
    ("SGT", 480),
    ("PHT", 480),
    ("MYT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EDT", -240),
    ("CDT", -300),
    ("MDT", -360),
    ("PDT", -420),
    ("AKDT", -480),
    ("AKST", -540),
    ("HST", -600),
    ("NST", -210),
    ("NDT", -150),
    ("BRT", -180),
    ("ART", -180),
];

/// Abbreviations with several meanings: the countries where each is the usual one.
const SHARED_ZONES: &[(&str, Country, i16)] = &[
    ("IST", Country::India, 330),
    ("IST", Country::Ireland, 60),
    ("IST", Country::Israel, 120),
    ("BST", Country::UnitedKingdom, 60),
    ("BST", Country::Bangladesh, 360),
    ("CST", Country::UnitedStates, -360),
    ("CST", Country::Canada, -360),
    ("CST", Country::China, 480),
    ("EST", Country::UnitedStates, -300),
    ("EST", Country::Canada, -300),
    ("EST", Country::Australia, 600),
    ("PST", Country::UnitedStates, -480),
    ("PST", Country::Canada, -480),
    ("PST", Country::Philippines, 480),
    ("PST", Country::Pakistan, 300),
    ("MST", Country::UnitedStates, -420),
    ("MST", Country::Canada, -420),
    ("AST", Country::Canada, -240),
    ("AST", Country::Gulf, 180),
    ("GST", Country::Gulf, 240),
    ("SST", Country::Singapore, 480),
];

/// North American clock names without a season.
const CLOCKS: [(&str, &str); 5] = [
    ("ET", "America/New_York"),
    ("CT", "America/Chicago"),
    ("MT", "America/Denver"),
    ("PT", "America/Los_Angeles"),
    ("Eastern", "America/New_York"),
];

fn is_zone(word: &str) -> bool {
    ZONES.iter().any(|zone| zone.0 == word)
        || SHARED_ZONES.iter().any(|zone| zone.0 == word)
        || CLOCKS.iter().any(|zone| zone.0 == word)
}

/// Minutes east of UTC stated at token `at`.
fn zone(
    tokens: &[(&str, bool)],
    at: usize,
    when: civil::DateTime,
    country: Option<Country>,
) -> Option<i16> {
    let at = skip(tokens, at, &["(", ",", "|"]);
    let name = word(tokens, at);
    if matches!(name, "GMT" | "UTC" | "Z") {
        return offset(tokens, at + 1, true).or(Some(0));
    }
    if let Some(minutes) = offset(tokens, at, false) {
        return Some(minutes);
    }
    if let Some(zone) = ZONES.iter().find(|zone| zone.0 == name) {
        return Some(zone.1);
    }
    if let Some(zone) = SHARED_ZONES.iter().find(|zone| zone.0 == name && Some(zone.1) == country) {
        return Some(zone.2);
    }
    let place = CLOCKS.iter().find(|zone| zone.0 == name)?.1;
    let seconds = TimeZone::get(place).ok()?.to_timestamp(when).ok()?;
    let offset = TimeZone::get(place).ok()?.to_offset(seconds);
    i16::try_from(offset.seconds() / 60).ok()
}

/// `+05:30`, `-0400`, `+2` (the short form only behind GMT or UTC).
fn offset(tokens: &[(&str, bool)], at: usize, short: bool) -> Option<i16> {
    let sign = match word(tokens, at) {
        "+" => 1,
        "-" | "−" => -1,
        _ => return None,
    };
    let digits = tokens.get(at + 1).filter(|token| !token.1).map(|token| token.0)?;
    let value: i16 = digits.parse().ok()?;
    let minutes = match digits.len() {
        4 => value / 100 * 60 + value % 100,
        1 | 2 if word(tokens, at + 2) == ":" => value * 60 + number(tokens, at + 3, 2..=2)?,
        2 => value * 60,
        1 if short => value * 60,
        _ => return None,
    };
    (minutes <= 14 * 60).then_some(sign * minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, country: Option<Country>) -> String {
        find(line, country).map_or_else(String::new, |date| date.to_string())
    }

    #[test]
    fn the_forms_of_bylines_are_read() {
        for (line, date) in [
            ("Published 3 April 2024 at 07:05 GMT", "2024-04-03T07:05+00:00"),
            ("Updated: April 3, 2024, 6:22 p.m. EDT", "2024-04-03T18:22-04:00"),
            ("Wed, Apr. 3rd 2024 | 6pm", "2024-04-03T18:00"),
            ("2024-04-03T07:05:09.123+0200", "2024-04-03T07:05+02:00"),
            ("2024-04-03 07:05", "2024-04-03T07:05"),
            ("23/04/2024", "2024-04-23"),
            ("04/23/2024", "2024-04-23"),
            ("3.4.2024", "2024-04-03"),
            ("18:40 (UTC+3), 3 April 2024", "2024-04-03T18:40+03:00"),
            ("January 5, 2024 9:00 a.m. ET", "2024-01-05T09:00-05:00"),
            ("July 5, 2024 9:00 a.m. ET", "2024-07-05T09:00-04:00"),
            ("April 2024", "2024-04"),
            ("30 February 2024", ""),
            ("2 days ago", ""),
            ("3/4/2024", ""),
        ] {
            assert_eq!(read(line, None), date, "{line}");
        }
    }

    #[test]
    fn the_country_decides_what_an_abbreviation_means() {
        let line = "3 April 2024, 18:22 IST";
        assert_eq!(read(line, None), "2024-04-03T18:22");
        assert_eq!(read(line, Some(Country::India)), "2024-04-03T18:22+05:30");
        assert_eq!(read(line, Some(Country::Ireland)), "2024-04-03T18:22+01:00");
        assert_eq!(read("3/4/2024", Some(Country::UnitedStates)), "2024-03-04");
        assert_eq!(read("3/4/2024", Some(Country::India)), "2024-04-03");
    }
}
