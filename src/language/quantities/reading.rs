//! Reads one quantity at a place: modifier, number or range, unit, what is counted, per what.

use super::Quantity;
use super::amount::{Amount, amount, is_label};
use super::nouns::{Counted, counted, head, singular_or_same};
use super::states::participle;
use super::units::behind;
use super::vague::told;
use super::votes::result;
use crate::language::times::Modifier;
use crate::language::times::length::modifier;
use crate::language::times::number::number;
use crate::language::times::terms::{Unit, unit};
use crate::language::times::words::{WordKind, Words};

/// The quantity at `i` and the place behind it.
pub(super) fn quantity(words: &Words<'_>, i: usize) -> Option<(Quantity, usize)> {
    if words.is(i, &["aged", "age"]) {
        return age_behind(words, i);
    }
    if let Some(found) = result(words, i).or_else(|| magnitude(words, i)) {
        return Some(found);
    }
    let (modifier, mut at) = match modifier(words, i) {
        Some((modifier, at)) => (Some(modifier), at),
        None => (None, i),
    };
    if let Some(found) = untold(words, i, at, modifier) {
        return Some(found);
    }
    if let Some(found) = below_zero(words, i, at, modifier) {
        return Some(found);
    }
    let between = words.is(at, &["between"]);
    let from = words.low(at) == "from";
    at += usize::from(between || from);
    let mut amount = amount(words, at, between)?;
    let modifier = modifier.or_else(|| open_end(words, &mut amount));
    if words.run(amount.end, &["or", "so"]) {
        amount.end += 2;
    }
    if (between || from) && amount.high.is_none() || is_label(words, at, &amount) {
        return None;
    }
    let swap = swap(words, &amount);
    let build = |parts: Parts| {
        let quantity = Quantity {
            span: words.span(i, parts.end),
            number: words.span(amount.start, amount.end),
            value: amount.low * parts.factor,
            upper: parts.upper.or(amount.high.map(|high| high * parts.factor)),
            unit: parts.unit,
            modifier,
            of: parts.of,
            per: parts.per,
        };
        Some((quantity, parts.end))
    };
    if let Some(parts) = swap {
        return build(parts);
    }
    if amount.money.is_none()
        && let Some(parts) = age(words, &amount).or_else(|| duration(words, &amount))
    {
        return build(parts);
    }
    if let Some(parts) = measured(words, &amount) {
        return build(parts);
    }
    if let Some(parts) = members(words, i, &amount).or_else(|| compound(words, &amount)) {
        return build(parts);
    }
    build(count(words, i, &amount, modifier)?)
}

/// `or more`, `-plus` behind a number, which then reaches over it.
fn open_end(words: &Words<'_>, amount: &mut Amount) -> Option<Modifier> {
    let (modifier, length) = match words.low(amount.end) {
        "or" if words.low(amount.end + 1) == "more" => (Modifier::AtLeast, 2),
        "or" if words.is(amount.end + 1, &["less", "fewer"]) => (Modifier::AtMost, 2),
        "-" if words.low(amount.end + 1) == "plus" => (Modifier::AtLeast, 2),
        "plus" if words.kind(amount.end + 1, WordKind::Letters) => (Modifier::AtLeast, 1),
        _ => return None,
    };
    amount.end += length;
    Some(modifier)
}

/// `hundreds of people`, `two-thirds of voters`, `millions of dollars`.
fn untold(
    words: &Words<'_>,
    i: usize,
    at: usize,
    modifier: Option<Modifier>,
) -> Option<(Quantity, usize)> {
    if words.low(at) == "half"
        && words.is(at + 1, &["a", "an"])
        && let Some(measure) = behind(words, at + 2, false).filter(|m| !m.unit.is_empty())
    {
        let quantity = Quantity {
            span: words.span(i, measure.end),
            number: words.span(at, at + 1),
            value: 0.5 * measure.factor,
            upper: None,
            unit: Some(measure.unit),
            modifier,
            of: None,
            per: None,
        };
        return Some((quantity, measure.end));
    }
    let told = told(words, at)?;
    let of = usize::from(words.low(told.end) == "of");
    let the =
        usize::from(of == 1 && words.is(told.end + 1, &["the", "these", "those", "its", "all"]));
    let noun_at = told.end + of + the;
    // "a third of the 1,200 hectares": the number has its own noun.
    let numbered = number(words, noun_at).is_some();
    let mut parts = Parts::bare(told.end);
    if told.share {
        parts.unit = Some("fraction".to_owned());
        if let Some(noun) = head(words, noun_at).filter(|_| !numbered) {
            (parts.of, parts.end) = (Some(noun.of), noun.end);
        } else if let Some((noun, end)) = collective(words, noun_at).filter(|_| !numbered) {
            (parts.of, parts.end) = (Some(noun), end);
        }
    } else if let Some(money) = behind(words, noun_at, true).filter(|m| !m.unit.is_empty()) {
        (parts.unit, parts.end) = (Some(money.unit), money.end);
    } else if unit(words.low(noun_at)).is_some() {
        return None;
    } else if let Some(found) = counted(words, i, noun_at) {
        (parts.of, parts.end) = (Some(found.of), found.end);
    } else if of == 1 || told.value < 1e5 {
        return None;
    }
    let per = per(words, parts.end);
    let end = per.as_ref().map_or(parts.end, |per| per.1);
    let quantity = Quantity {
        span: words.span(i, end),
        number: words.span(at, told.end),
        value: told.value,
        upper: None,
        unit: parts.unit,
        modifier: modifier.or(told.modifier),
        of: parts.of,
        per: per.map(|per| per.0),
    };
    Some((quantity, end))
}

/// A singular noun that has parts: "three quarters of the crop".
fn collective(words: &Words<'_>, i: usize) -> Option<(String, usize)> {
    let word = words.get(i).filter(|word| word.kind == WordKind::Letters && !word.capital)?;
    (word.low.len() > 2 && singular_or_same(words, i).is_some())
        .then(|| (word.low.to_string(), i + 1))
}

/// `6.2-magnitude earthquake`, `magnitude 5.4`.
fn magnitude(words: &Words<'_>, i: usize) -> Option<(Quantity, usize)> {
    let behind = words.low(i) == "magnitude";
    let at = i + usize::from(behind) + usize::from(behind && words.low(i + 1) == "-");
    let read = number(words, at).filter(|read| read.digits && read.value < 11.0)?;
    let after = read.end + usize::from(words.hyphen(read.end));
    let (of, end) = match (behind, words.low(after) == "magnitude") {
        (true, _) => (None, read.end),
        (false, true) => {
            attributed(words, after + 1).map_or((None, after + 1), |(noun, end)| (Some(noun), end))
        }
        (false, false) => return None,
    };
    let quantity = Quantity {
        span: words.span(i, end),
        number: words.span(at, read.end),
        value: read.value,
        upper: None,
        unit: Some("magnitude".to_owned()),
        modifier: None,
        of,
        per: None,
    };
    Some((quantity, end))
}

/// `500-for-500 prisoner swap`: so many from each side.
fn swap(words: &Words<'_>, amount: &Amount) -> Option<Parts> {
    let hyphen = usize::from(words.hyphen(amount.end));
    let other = amount.end + hyphen + 1;
    let other = other + usize::from(words.hyphen(other));
    let same = number(words, other).filter(|other| (other.value - amount.low).abs() < 1e-9)?;
    let fits = words.low(amount.end + hyphen) == "for" && amount.money.is_none();
    let of = singular_or_same(words, same.end)?;
    let per = Some("each side".to_owned());
    fits.then(|| Parts {
        unit: None,
        factor: 1.0,
        upper: None,
        of: Some(of),
        per,
        end: same.end + 1,
    })
}

/// `-5°C`, `minus 5 degrees`, `-1.2%`: only temperatures and percentages are read as negative;
/// elsewhere a hyphen joins.
fn below_zero(
    words: &Words<'_>,
    i: usize,
    at: usize,
    modifier: Option<Modifier>,
) -> Option<(Quantity, usize)> {
    let sign = words.is(at, &["-", "−", "–"]) && words.glued(at + 1) && !words.glued(at);
    if !sign && words.low(at) != "minus" {
        return None;
    }
    let amount = amount(words, at + 1, false).filter(|amount| amount.high.is_none())?;
    // "-3C"
    let bare = words.glued(amount.end) && words.is(amount.end, &["c", "f"]);
    let parts = if bare && words.capital(amount.end) {
        let scale = if words.low(amount.end) == "c" { "celsius" } else { "fahrenheit" };
        let unit = Some(format!("degree-{scale}"));
        Parts { unit, factor: 1.0, upper: None, of: None, per: None, end: amount.end + 1 }
    } else {
        measured(words, &amount)?
    };
    let unit = parts.unit.filter(|unit| unit.starts_with("degree") || unit == "percent")?;
    let quantity = Quantity {
        span: words.span(i, parts.end),
        number: words.span(at, amount.end),
        value: -amount.low,
        upper: None,
        unit: Some(unit),
        modifier,
        of: None,
        per: None,
    };
    Some((quantity, parts.end))
}

/// What stands behind the number.
struct Parts {
    unit: Option<String>,
    factor: f64,
    /// The end of a range that only shows behind the unit.
    upper: Option<f64>,
    of: Option<String>,
    per: Option<String>,
    end: usize,
}

impl Parts {
    /// Nothing but a place.
    const fn bare(end: usize) -> Self {
        Self { unit: None, factor: 1.0, upper: None, of: None, per: None, end }
    }
}

/// `41-year-old`, `41 years old`, `41 years of age`.
fn age(words: &Words<'_>, amount: &Amount) -> Option<Parts> {
    let hyphen = usize::from(words.hyphen(amount.end));
    let (unit, _) = unit(words.low(amount.end + hyphen))?;
    let at = amount.end + hyphen + 1;
    let old = at + usize::from(words.hyphen(at));
    let end = if words.is(old, &["old", "olds"]) {
        old + 1
    } else if words.run(at, &["of", "age"]) {
        at + 2
    } else {
        return None;
    };
    let unit = Some(unit.name().to_owned());
    Some(Parts { unit, factor: 1.0, upper: None, of: Some("age".to_owned()), per: None, end })
}

/// `aged 41`, `age 41`.
fn age_behind(words: &Words<'_>, i: usize) -> Option<(Quantity, usize)> {
    let range = amount(
        words,
        i + 1 + usize::from(words.low(i + 1) == "between"),
        words.low(i + 1) == "between",
    )?;
    if range.low > 130.0 || range.money.is_some() || unit(words.low(range.end)).is_some() {
        return None;
    }
    let quantity = Quantity {
        span: words.span(i, range.end),
        number: words.span(range.start, range.end),
        value: range.low,
        upper: range.high,
        unit: Some("year".to_owned()),
        modifier: None,
        of: Some("age".to_owned()),
        per: None,
    };
    Some((quantity, range.end))
}

/// `two hours`, `30-day`, `one-hour session`.
fn duration(words: &Words<'_>, amount: &Amount) -> Option<Parts> {
    let mut at = amount.end;
    let half = words.run(at, &["and", "a", "half"]);
    at += if half { 3 } else { 0 };
    at += usize::from(
        words.is(at, &["more", "additional", "full", "consecutive", "straight", "successive"]),
    );
    let hyphen = words.hyphen(at);
    if hyphen && amount.low < 0.5 {
        return None;
    }
    at += usize::from(hyphen);
    let (unit, plural) = unit(words.low(at))?;
    let single = amount.is_one();
    if !hyphen && !plural && !single || unit == Unit::Quarter || unit == Unit::Second && !plural {
        return None;
    }
    let noun = hyphen.then(|| attributed(words, at + 1)).flatten();
    let end = noun.as_ref().map_or(at + 1, |noun| noun.1);
    let per = per(words, end);
    let end = per.as_ref().map_or(end, |per| per.1);
    Some(Parts {
        unit: Some(unit.name().to_owned()),
        factor: if half { 1.0 + 0.5 / amount.low } else { 1.0 },
        upper: None,
        of: noun.map(|noun| noun.0),
        per: per.map(|per| per.0),
        end,
    })
}

/// The noun right behind "30-day": one word, lower case, not a preposition.
fn attributed(words: &Words<'_>, i: usize) -> Option<(String, usize)> {
    let word = words.get(i).filter(|word| word.kind == WordKind::Letters)?;
    let short = &[
        "the", "and", "for", "was", "has", "are", "but", "not", "its", "his", "her", "who", "had",
        "off", "out", "ago", "per", "all", "any", "now", "yet", "may", "can", "did", "one", "two",
    ];
    let plain = word.low.len() > 2
        && !words.is(i, short)
        && !words.is(
            i,
            &[
                "with", "from", "that", "this", "after", "before", "were", "have", "into", "over",
                "when", "where", "which", "while", "long", "than",
            ],
        );
    plain.then(|| (word.low.to_string(), i + 1))
}

/// Money, percent and measures, with what they are of: "30% of voters", "$5m in aid".
fn measured(words: &Words<'_>, amount: &Amount) -> Option<Parts> {
    let (unit, factor, mut end) = if let Some(code) = amount.money {
        (code.to_owned(), 1.0, amount.end)
    } else {
        let measure = behind(words, amount.end, amount.scaled)?;
        (measure.unit, measure.factor, measure.end)
    };
    if unit.is_empty() {
        return None;
    }
    // "3%-5%"
    if unit == "percent"
        && words.dash(end)
        && words.glued(end)
        && let Some(second) = number(words, end + 1).filter(|second| second.value > amount.low)
        && words.low(second.end) == "%"
    {
        let upper = Some(second.value);
        return Some(Parts { unit: Some(unit), upper, ..Parts::bare(second.end + 1) });
    }
    let joined = words.hyphen(end.wrapping_sub(2));
    let mut of = None;
    // "€40m-a-year contract", "£10-a-head dinner"
    if words.hyphen(end) && words.low(end + 1) == "a" && words.hyphen(end + 2) {
        let per = Some(format!("per {}", words.low(end + 3)));
        end += 4;
        if let Some((noun, behind)) = attributed(words, end) {
            (of, end) = (Some(noun), behind);
        }
        return Some(Parts { unit: Some(unit), factor, upper: None, of, per, end });
    }
    if words.is(end, &["of", "in"]) {
        let money = unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
        let the = usize::from(words.is(end + 1, &["the", "its", "their", "all"]));
        let wanted = words.low(end) == "of" || money;
        if let Some(noun) = head(words, end + 1 + the).filter(|_| wanted) {
            of = Some(noun.of);
            end = noun.end;
        } else if let Some((noun, behind)) = mass(words, end + 1 + the).filter(|_| wanted) {
            of = Some(noun);
            end = behind;
        }
    } else if (joined || words.before(amount.start, 1) == "a" && !words.glued(amount.start))
        && let Some((noun, behind)) = attributed(words, end)
    {
        of = Some(noun);
        end = behind;
    }
    let per = per(words, end);
    let end = per.as_ref().map_or(end, |per| per.1);
    Some(Parts { unit: Some(unit), factor, upper: None, of, per: per.map(|per| per.0), end })
}

/// A mass noun that ends its phrase: "in aid", "of food to".
fn mass(words: &Words<'_>, i: usize) -> Option<(String, usize)> {
    let word = words.get(i).filter(|word| word.kind == WordKind::Letters && !word.capital)?;
    let ends = !words.kind(i + 1, WordKind::Letters)
        || words.is(
            i + 1,
            &[
                "to", "for", "from", "in", "and", "by", "was", "is", "were", "at", "on", "over",
                "after", "this", "last", "that", "a", "per", "each", "burned", "is", "are",
            ],
        );
    let long = word.low.chars().count() > 2
        && !words.is(i, &["the", "this", "that", "which", "all", "its"]);
    (ends && long).then(|| (word.low.to_string(), i + 1))
}

/// `a crew of 15`, `the baker, 41, denied it`: what the number is of stands before it.
fn members(words: &Words<'_>, i: usize, amount: &Amount) -> Option<Parts> {
    const BODIES: &[&str] =
        &["crew", "staff", "team", "crowd", "family", "group", "party", "population", "audience"];
    let parts = |unit: Option<&str>, of: &str| {
        let unit = unit.map(str::to_owned);
        Some(Parts {
            unit,
            factor: 1.0,
            upper: None,
            of: Some(of.to_owned()),
            per: None,
            end: amount.end,
        })
    };
    let plain = amount.money.is_none() && !words.hyphen(amount.end);
    let noun = words.kind(amount.end, WordKind::Letters)
        && counted(words, i, amount.end).is_some_and(|found| found.end > amount.end);
    if plain && words.before(i, 1) == "of" && BODIES.contains(&words.before(i, 2)) && !noun {
        return parts(None, words.before(i, 2));
    }
    let named = i > 1 && words.kind(i - 2, WordKind::Letters) && words.low(i - 2).len() > 2;
    let apart = words.before(i, 1) == "," && words.low(amount.end) == ",";
    let years = amount.digits && amount.high.is_none() && (1.0..=110.0).contains(&amount.low);
    let whole = amount.low.fract().abs() < 1e-9;
    (plain && named && apart && years && whole).then(|| parts(Some("year"), "age")).flatten()
}

/// `5,000-strong crowd`, `300-page report`: so many in, or units of, the noun behind.
fn compound(words: &Words<'_>, amount: &Amount) -> Option<Parts> {
    const PARTS: &[&str] =
        &["strong", "member", "page", "seat", "bed", "room", "storey", "story", "point", "run"];
    let at = amount.end + 1;
    let fits = words.hyphen(amount.end) && words.is(at, PARTS) && amount.money.is_none();
    let (noun, end) = attributed(words, at + 1).filter(|_| fits)?;
    let unit = (words.low(at) != "strong").then(|| words.low(at).to_owned());
    Some(Parts { unit, factor: 1.0, upper: None, of: Some(noun), per: None, end })
}

/// Counts of people and things; a bare number counts only where words around say what.
fn count(
    words: &Words<'_>,
    start: usize,
    amount: &Amount,
    modifier: Option<Modifier>,
) -> Option<Parts> {
    let mut end = amount.end;
    end += usize::from(words.low(end) == "of" && words.is(end + 1, &["the", "these", "those"])) * 2;
    // "six of the nine judges"
    if end > amount.end
        && let Some(whole) = number(words, end)
    {
        end = whole.end;
    }
    if end > amount.end && amount.is_one() {
        return None;
    }
    let one = amount.is_one();
    let plural = counted(words, start, end);
    let found = if one {
        let befallen = plural.filter(|found| matches!(found.of.as_str(), "death" | "injury"));
        single(words, amount.end).or(befallen)?
    } else {
        plural?
    };
    // "twenty-something parties" are no count.
    let hyphened = words.hyphen(amount.end);
    // A year before a plural: "the 2022 protests".
    let year = amount.digits
        && amount.high.is_none()
        && modifier.is_none()
        && (1900.0..2100.0).contains(&amount.low)
        && words.low(amount.start).len() == 4;
    if hyphened || year {
        return None;
    }
    let per = per(words, found.end);
    let end = per.as_ref().map_or(found.end, |per| per.1);
    Some(Parts {
        unit: None,
        factor: 1.0,
        upper: None,
        of: Some(found.of),
        per: per.map(|per| per.0),
        end,
    })
}

/// "one" counts only people and what befell them; elsewhere it is a pronoun or an article.
fn single(words: &Words<'_>, i: usize) -> Option<Counted> {
    const PEOPLE: &[&str] = &[
        "person",
        "man",
        "woman",
        "child",
        "boy",
        "girl",
        "soldier",
        "civilian",
        "officer",
        "policeman",
        "worker",
        "firefighter",
        "passenger",
        "student",
        "journalist",
        "protester",
        "prisoner",
        "hostage",
        "victim",
        "death",
        "fatality",
        "injury",
        "arrest",
    ];
    let word = words.low(i);
    if !PEOPLE.contains(&word) {
        return None;
    }
    let after = counted(words, i, i + 1)
        .filter(|found| ["death", "injury", "arrest", "missing"].contains(&found.of.as_str()));
    let of = match (word, &after) {
        ("person" | "victim", Some(state)) => state.of.clone(),
        ("fatality", _) => "death".to_owned(),
        (word, Some(state)) => match participle(&state.of) {
            Some(participle) => format!("{word} {participle}"),
            None => word.to_owned(),
        },
        _ => word.to_owned(),
    };
    Some(Counted { of, end: after.map_or(i + 1, |state| state.end) })
}

/// What prices and rates are for.
const RATED: &[&str] = &[
    "barrel",
    "bottle",
    "bushel",
    "gallon",
    "head",
    "kilo",
    "kilogram",
    "kilometre",
    "litre",
    "liter",
    "mile",
    "night",
    "ounce",
    "person",
    "piece",
    "pint",
    "pound",
    "share",
    "ticket",
    "tonne",
    "ton",
    "unit",
    "word",
];

/// `per day`, `a day`, `each`, `from each side`, `every week` at `i`, and the place behind.
fn per(words: &Words<'_>, i: usize) -> Option<(String, usize)> {
    let noun = |at: usize| words.kind(at, WordKind::Letters) && !words.capital(at);
    match words.low(i) {
        "per" if words.kind(i + 1, WordKind::Digits) && noun(i + 2) => {
            let digits = words.get(i + 1).map_or(String::new(), |word| word.low.to_string());
            Some((format!("per {digits} {}", words.low(i + 2)), i + 3))
        }
        "per" if noun(i + 1) => Some((format!("per {}", words.low(i + 1)), i + 2)),
        "a" if words.is(i + 1, RATED) => Some((format!("per {}", words.low(i + 1)), i + 2)),
        "a" | "an" | "every" => {
            let (unit, plural) = unit(words.low(i + 1))?;
            let after = words.is(i + 2, &["ago", "earlier", "later", "before", "after"]);
            (!plural && !after).then(|| (format!("per {}", unit.name()), i + 2))
        }
        "daily" => Some(("per day".to_owned(), i + 1)),
        "annually" => Some(("per year".to_owned(), i + 1)),
        "each" => {
            let year = unit(words.low(i + 1)).map(|(unit, _)| format!("per {}", unit.name()));
            Some(year.map_or(("each".to_owned(), i + 1), |per| (per, i + 2)))
        }
        "from" | "for" | "on" | "by" | "in" if words.low(i + 1) == "each" && noun(i + 2) => {
            let of_the = words.run(i + 2, &["of", "the"]);
            let noun = if of_the { words.low(i + 4) } else { words.low(i + 2) };
            Some((format!("each {noun}"), if of_the { i + 5 } else { i + 3 }))
        }
        _ => None,
    }
}
