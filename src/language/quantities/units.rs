//! Units of measure and currencies in their normal forms.

use crate::language::times::words::{WordKind, Words};

/// A unit, a factor for the number before it, and the place behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) unit: String,
    pub(super) factor: f64,
    pub(super) end: usize,
}

/// Written form (lower case) and normal form of units of one word.
const UNITS: &[(&str, &str)] = &[
    ("acre", "acre"),
    ("barrel", "barrel"),
    ("celsius", "degree-celsius"),
    ("cent", "cent"),
    ("centimeter", "centimetre"),
    ("centimetre", "centimetre"),
    ("cm", "centimetre"),
    ("degree", "degree"),
    ("fahrenheit", "degree-fahrenheit"),
    ("foot", "foot"),
    ("ft", "foot"),
    ("gallon", "gallon"),
    ("gigabyte", "gigabyte"),
    ("gigawatt", "gigawatt"),
    ("gram", "gram"),
    ("gramme", "gram"),
    ("gw", "gigawatt"),
    ("hectare", "hectare"),
    ("inch", "inch"),
    ("kg", "kilogram"),
    ("kilo", "kilogram"),
    ("kilogram", "kilogram"),
    ("kilogramme", "kilogram"),
    ("kilometer", "kilometre"),
    ("kilometre", "kilometre"),
    ("kiloton", "kiloton"),
    ("kilowatt", "kilowatt"),
    ("km", "kilometre"),
    ("knot", "knot"),
    ("kph", "kilometre per hour"),
    ("kwh", "kilowatt-hour"),
    ("lb", "pound"),
    ("liter", "litre"),
    ("litre", "litre"),
    ("megawatt", "megawatt"),
    ("meter", "metre"),
    ("metre", "metre"),
    ("mile", "mile"),
    ("millimeter", "millimetre"),
    ("millimetre", "millimetre"),
    ("mm", "millimetre"),
    ("mph", "mile per hour"),
    ("mw", "megawatt"),
    ("ounce", "ounce"),
    ("pence", "penny"),
    ("pound", "pound"),
    ("terabyte", "terabyte"),
    ("ton", "ton"),
    ("tonne", "tonne"),
    ("volt", "volt"),
    ("watt", "watt"),
    ("yard", "yard"),
];

/// The normal form of a unit's name, singular or plural.
fn named(word: &str) -> Option<&'static str> {
    let singular = match word {
        "feet" => "foot",
        "inches" => "inch",
        "penny" | "pennies" => "pence",
        "celsius" => "celsius",
        _ => word.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(word),
    };
    UNITS
        .binary_search_by(|entry| entry.0.cmp(singular))
        .ok()
        .and_then(|at| UNITS.get(at))
        .map(|e| e.1)
}

/// A unit or currency right behind a number that ends before `i`; `scaled` when the number had a
/// scale word, which makes "pounds" money.
pub(super) fn behind(words: &Words<'_>, i: usize, scaled: bool) -> Option<Measure> {
    let measure =
        |unit: &str, end: usize| Some(Measure { unit: unit.to_owned(), factor: 1.0, end });
    match words.low(i) {
        "%" | "percent" | "pct" => return Some(percent(words, i + 1)),
        "per" if words.low(i + 1) == "cent" => return Some(percent(words, i + 2)),
        "percentage" if words.is(i + 1, &["point", "points"]) => {
            return measure("percentage point", i + 2);
        }
        "basis" if words.is(i + 1, &["point", "points"]) => return measure("basis point", i + 2),
        "°" => {
            let scale = match words.low(i + 1) {
                "c" => "degree-celsius",
                "f" => "degree-fahrenheit",
                _ => return measure("degree", i + 1),
            };
            return measure(scale, i + 2);
        }
        "degree" | "degrees" => {
            let hyphen = usize::from(words.hyphen(i + 1));
            return match words.low(i + 1 + hyphen) {
                "celsius" | "centigrade" | "c" => measure("degree-celsius", i + 2 + hyphen),
                "fahrenheit" | "f" => measure("degree-fahrenheit", i + 2 + hyphen),
                _ => measure("degree", i + 1),
            };
        }
        "square" | "cubic" | "sq" | "nautical" | "metric" => {
            let dot = usize::from(words.low(i + 1) == ".");
            let unit = named(words.low(i + 1 + dot))?;
            let kind = if words.low(i) == "sq" { "square" } else { words.low(i) };
            if kind == "metric" {
                return measure("tonne", i + 2);
            }
            return measure(&format!("{kind} {unit}"), i + 2 + dot);
        }
        // "a 10-percent cut"
        "-" if words.hyphen(i) && words.is(i + 1, &["percent", "pct"]) => {
            return Some(percent(words, i + 2));
        }
        "p" if words.glued(i) && !scaled && !words.capital(i) => return measure("penny", i + 1),
        "m" if words.glued(i) && !scaled => return measure("metre", i + 1),
        "k" if words.glued(i) && !scaled => {
            return Some(Measure { unit: String::new(), factor: 1e3, end: i + 1 });
        }
        _ => {}
    }
    if let Some(money) = currency_word(words, i, scaled) {
        return Some(money);
    }
    let hyphen = usize::from(words.hyphen(i));
    let unit = named(words.low(i + hyphen))?;
    let end = i + hyphen + 1;
    let speed = words.low(end) == "/" && words.is(end + 1, &["h", "hr"])
        || words.run(end, &["per", "hour"])
        || words.run(end, &["an", "hour"]);
    if speed {
        return measure(&format!("{unit} per hour"), end + 2);
    }
    measure(unit, end)
}

fn percent(words: &Words<'_>, i: usize) -> Measure {
    let points = words.is(i, &["point", "points"]);
    let unit = if points { "percentage point" } else { "percent" };
    Measure { unit: unit.to_owned(), factor: 1.0, end: i + usize::from(points) }
}

/// Currency names (singular) and their ISO 4217 codes. "won" needs a scale word: it is a verb.
const CURRENCIES: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rouble", "RUB"),
    ("ruble", "RUB"),
    ("rupee", "INR"),
    ("hryvnia", "UAH"),
    ("lira", "TRY"),
    ("shekel", "ILS"),
    ("naira", "NGN"),
    ("rand", "ZAR"),
    ("zloty", "PLN"),
    ("baht", "THB"),
    ("taka", "BDT"),
];

/// Currencies of several countries, which stay without a code where none is named.
const SHARED: &[&str] =
    &["dinar", "dirham", "franc", "krona", "krone", "kroner", "kronor", "peso", "riyal"];

/// Currencies named with their country.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("u.s.", "dollar", "USD"),
    ("australian", "dollar", "AUD"),
    ("canadian", "dollar", "CAD"),
    ("zealand", "dollar", "NZD"),
    ("singapore", "dollar", "SGD"),
    ("kong", "dollar", "HKD"),
    ("egyptian", "pound", "EGP"),
    ("british", "pound", "GBP"),
    ("lebanese", "pound", "LBP"),
    ("swiss", "franc", "CHF"),
    ("swedish", "krona", "SEK"),
    ("swedish", "kronor", "SEK"),
    ("norwegian", "krone", "NOK"),
    ("norwegian", "kroner", "NOK"),
    ("danish", "krone", "DKK"),
    ("danish", "kroner", "DKK"),
    ("mexican", "peso", "MXN"),
    ("argentine", "peso", "ARS"),
    ("philippine", "peso", "PHP"),
    ("pakistani", "rupee", "PKR"),
    ("indian", "rupee", "INR"),
    ("saudi", "riyal", "SAR"),
    ("brazilian", "real", "BRL"),
    ("brazilian", "reai", "BRL"),
    ("chinese", "yuan", "CNY"),
    ("russian", "ruble", "RUB"),
    ("russian", "rouble", "RUB"),
    ("japanese", "yen", "JPY"),
];

/// `euros`, `Australian dollars`, `million pounds`, `EUR`, `bn euros`.
fn currency_word(words: &Words<'_>, i: usize, scaled: bool) -> Option<Measure> {
    let (factor, at) = short_scale(words, i);
    let stem = |at: usize| {
        let low = words.low(at);
        low.strip_suffix('s').unwrap_or(low).to_owned()
    };
    let hyphen = usize::from(words.hyphen(at));
    let at = at + hyphen;
    let money = |unit: &str, end: usize| Some(Measure { unit: unit.to_owned(), factor, end });
    let one = stem(at);
    if let Some((_, code)) = CURRENCIES.iter().find(|(name, _)| *name == one) {
        return money(code, at + 1);
    }
    if let Some(name) = SHARED.iter().find(|name| **name == one) {
        return money(if name.starts_with("kron") { "krone" } else { name }, at + 1);
    }
    if one == "won" && scaled {
        return money("KRW", at + 1);
    }
    if one == "pound" && (scaled || factor > 1.0 || words.low(at + 1) == "sterling") {
        return money("GBP", at + 1 + usize::from(words.low(at + 1) == "sterling"));
    }
    if words.capital(at)
        && let Some(code) = code(words, at)
    {
        return money(code, at + 1);
    }
    let hop = usize::from(words.is(at, &["new", "hong"]));
    let two = stem(at + hop + 1);
    let national = NATIONAL.iter().find(|n| n.0 == words.low(at + hop) && n.1 == two);
    national.and_then(|national| money(national.2, at + hop + 2))
}

/// `m`, `bn`, `k`, `tn` glued to a number: factor and place behind.
fn short_scale(words: &Words<'_>, i: usize) -> (f64, usize) {
    let factor = match words.low(i) {
        "k" | "thousand" => 1e3,
        "m" | "mn" | "mln" | "million" => 1e6,
        "b" | "bn" | "bln" | "billion" => 1e9,
        "t" | "tn" | "trn" | "trillion" => 1e12,
        _ => return (1.0, i),
    };
    let known = words.low(i).len() > 1 || words.glued(i);
    if known { (factor, i + 1) } else { (1.0, i) }
}

/// ISO 4217 codes that stand in texts as such.
fn code(words: &Words<'_>, i: usize) -> Option<&'static str> {
    const CODES: &[&str] = &[
        "USD", "EUR", "GBP", "JPY", "CNY", "INR", "CHF", "AUD", "CAD", "RUB", "UAH", "NGN", "ZAR",
        "BRL",
    ];
    CODES.iter().find(|code| code.eq_ignore_ascii_case(words.low(i))).copied()
}

/// A currency sign or code before a number at `i`: the code and the place of the number.
pub(super) fn before(words: &Words<'_>, i: usize) -> Option<(&'static str, usize)> {
    let sign = |at: usize| {
        Some(match words.low(at) {
            "€" => "EUR",
            "£" => "GBP",
            "¥" => "JPY",
            "₹" => "INR",
            "₽" => "RUB",
            "₩" => "KRW",
            "₴" => "UAH",
            "₺" => "TRY",
            "₪" => "ILS",
            "₦" => "NGN",
            _ => return None,
        })
    };
    let digits = |at: usize| words.kind(at, WordKind::Digits).then_some(at);
    if let Some(code) = sign(i) {
        return digits(i + 1).map(|at| (code, at));
    }
    if words.low(i) == "$" {
        return digits(i + 1).map(|at| ("USD", at));
    }
    if words.low(i + 1) == "$" && words.glued(i + 1) && words.capital(i) {
        let code = match words.low(i) {
            "us" => "USD",
            "a" | "au" => "AUD",
            "c" | "ca" => "CAD",
            "nz" => "NZD",
            "hk" => "HKD",
            "s" => "SGD",
            "r" => "BRL",
            "nt" => "TWD",
            _ => return None,
        };
        return digits(i + 2).map(|at| (code, at));
    }
    if words.low(i) == "rs" && words.capital(i) {
        let at = i + 1 + usize::from(words.low(i + 1) == ".");
        return digits(at).map(|at| ("INR", at));
    }
    let code = code(words, i).filter(|_| words.capital(i))?;
    digits(i + 1).map(|at| (code, at))
}

/// Factor of a short scale behind an amount of money, and the place behind: `$30m`, `€1.2bn`.
pub(super) fn money_scale(words: &Words<'_>, i: usize) -> (f64, usize) {
    if words.glued(i) || words.is(i, &["bn", "mn", "mln", "tn"]) {
        short_scale(words, i)
    } else {
        (1.0, i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_table_is_sorted_for_binary_search() {
        assert!(UNITS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
