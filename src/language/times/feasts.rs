//! Days of the year with a name: feasts with a fixed day and those that move.

use jiff::civil::Weekday;

use super::periods::shift_word;
use super::terms::{Feast, Found, Meaning, YearOf};
use super::words::Words;
use super::years::year;

/// When a named day is.
enum Day {
    Fixed(i8, i8),
    Moving(Feast),
}

/// Names of two words (the second behind a possessive) and their days.
const PAIRS: &[(&str, &str, i8, i8)] = &[
    ("all", "saints", 11, 1),
    ("boxing", "day", 12, 26),
    ("christmas", "day", 12, 25),
    ("christmas", "eve", 12, 24),
    ("may", "day", 5, 1),
    ("valentine", "day", 2, 14),
    ("valentines", "day", 2, 14),
    ("veterans", "day", 11, 11),
];

/// Days counted from Easter Sunday.
const EASTER: &[(&str, &str, i8)] = &[
    ("ascension", "day", 39),
    ("ash", "wednesday", -46),
    ("easter", "eve", -1),
    ("easter", "monday", 1),
    ("easter", "sunday", 0),
    ("good", "friday", -2),
    ("maundy", "thursday", -3),
    ("palm", "sunday", -7),
    ("whit", "monday", 50),
];

/// Words behind "Christmas" and "Easter" that make them part of another thing's name.
const THINGS: &[&str] = &[
    "-", "card", "carol", "egg", "eggs", "holiday", "holidays", "island", "islands", "lights",
    "market", "markets", "message", "party", "present", "presents", "rising", "season", "shopping",
    "tree", "trees", "truce",
];

/// A named day at `i`, with the year or "last" and the like beside it. The civil ones that move
/// are American.
pub(super) fn holiday(words: &Words<'_>, i: usize) -> Option<Found> {
    let shift = shift_word(words, i);
    let at = shift.map_or(i, |(_, at)| at);
    if !words.capital(at) {
        return None;
    }
    let (day, end) = named(words, at)?;
    let comma = usize::from(words.low(end) == ",");
    let (year, end) = match year(words, end + comma) {
        Some((value, end)) => (YearOf::Given(value), end),
        None => (shift.map_or(YearOf::Unsaid, |(shift, _)| YearOf::Toward(shift)), end),
    };
    let meaning = match day {
        Day::Fixed(month, day) => Meaning::Day { month, day, to: None, year },
        Day::Moving(feast) => Meaning::Feast { feast, year },
    };
    Some(Found::date(end, meaning))
}

/// The named day at `i` and the place behind its name.
fn named(words: &Words<'_>, i: usize) -> Option<(Day, usize)> {
    let behind = words.skip_possessive(i + 1);
    let second = words.low(behind);
    let pair = (words.low(i), second);
    if let Some((.., month, day)) = PAIRS.iter().find(|row| (row.0, row.1) == pair) {
        return words.capital(behind).then_some((Day::Fixed(*month, *day), behind + 1));
    }
    if let Some((.., after)) = EASTER.iter().find(|row| (row.0, row.1) == pair) {
        return words.capital(behind).then_some((Day::Moving(Feast::Easter(*after)), behind + 1));
    }
    let name = words.capital(i + 1) && !words.glued(i + 1);
    let alone = !words.is(i + 1, THINGS) && !name;
    let nth = |month, weekday, nth| Day::Moving(Feast::Nth { month, weekday, nth });
    Some(match words.low(i) {
        "christmas" if alone => (Day::Fixed(12, 25), i + 1),
        "easter" if alone => (Day::Moving(Feast::Easter(0)), i + 1),
        "pentecost" if alone => (Day::Moving(Feast::Easter(49)), i + 1),
        "halloween" => (Day::Fixed(10, 31), i + 1),
        "new" if second == "year" => {
            let end = words.skip_possessive(behind + 1);
            match words.low(end) {
                "day" => (Day::Fixed(1, 1), end + 1),
                "eve" => (Day::Fixed(12, 31), end + 1),
                _ => return None,
            }
        }
        "thanksgiving" => {
            (nth(11, Weekday::Thursday, 4), i + 1 + usize::from(words.low(i + 1) == "day"))
        }
        "labor" if second == "day" => (nth(9, Weekday::Monday, 1), behind + 1),
        "memorial" if second == "day" => (nth(5, Weekday::Monday, -1), behind + 1),
        _ => return None,
    })
}
