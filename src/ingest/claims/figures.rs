//! Amounts in a normal wording, so that equal answers are equal text.

use super::phrase::Phrase;
use super::words_of;
use crate::language::quantities::Quantity;
use crate::language::times::Modifier;

/// Units of time.
pub(super) const TIME_UNITS: [&str; 9] =
    ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"];

/// The amount in a normal wording: `less than 2 hours`, `1,000 from each side`.
pub(super) fn value(phrase: &Phrase<'_>, quantity: &Quantity) -> String {
    let modifier = match quantity.modifier {
        Some(Modifier::Approximate) => "about ",
        Some(Modifier::LessThan) => {
            let words = words_of(phrase.document, quantity.span).to_lowercase();
            if words.contains("nearly") || words.contains("almost") {
                "nearly "
            } else {
                "less than "
            }
        }
        Some(Modifier::MoreThan) => "more than ",
        Some(Modifier::AtLeast) => "at least ",
        Some(Modifier::AtMost) => "at most ",
        _ => "",
    };
    if let Some(code) = quantity.unit.as_deref().filter(|unit| is_currency(unit)) {
        let each = quantity.per.as_deref().filter(|per| *per == "each").map_or("", |_| " each");
        return format!("{modifier}{}{each}", money(quantity, code));
    }
    let number = match quantity.upper {
        Some(upper) => format!("{} to {}", number(quantity.value), number(upper)),
        None => number(quantity.value),
    };
    let many = (quantity.value - 1.0).abs() > f64::EPSILON || quantity.upper.is_some();
    let unit = match quantity.unit.as_deref() {
        Some("percent") => " percent".to_owned(),
        Some(unit) if many => format!(" {}", plural(unit)),
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    let per = quantity.per.as_ref().map(|per| format!(" {}", per_words(per))).unwrap_or_default();
    format!("{modifier}{number}{unit}{per}")
}

fn per_words(per: &str) -> String {
    match per.split(' ').next() {
        Some("each" | "every" | "either" | "both") => format!("from {per}"),
        _ => per.to_owned(),
    }
}

/// Whether a unit is money: an ISO 4217 code.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `$2.5 million`, `€250`, `12 million CHF`.
fn money(quantity: &Quantity, code: &str) -> String {
    let (sign, behind) = match code {
        "USD" => ("$", ""),
        "EUR" => ("€", ""),
        "GBP" => ("£", ""),
        code => ("", code),
    };
    let one = |value: f64| format!("{sign}{}", number(value));
    let amount = match quantity.upper {
        Some(upper) => format!("{} to {}", one(quantity.value), one(upper)),
        None => one(quantity.value),
    };
    format!("{amount} {behind}").trim_end().to_owned()
}

/// `1000` as `1,000`, `2100000` as `2.1 million`, `1.5` as it is.
fn number(value: f64) -> String {
    for (size, name) in [(1e9, "billion"), (1e6, "million")] {
        let share = value / size;
        // At most two decimals, so that nothing is rounded away.
        if share >= 1.0 && (share * 100.0).fract().abs() < 1e-6 {
            return format!("{share} {name}");
        }
    }
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return format!("{value}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digit.is_ascii_digit() {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Plural of a counted noun, for the question: the first word of "person killed" changes.
pub(in crate::ingest) fn plural(of: &str) -> String {
    let (noun, rest) = of.split_once(' ').map_or((of, ""), |(noun, rest)| (noun, rest));
    let plural = match noun {
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        "man" => "men".to_owned(),
        "woman" => "women".to_owned(),
        "policeman" => "policemen".to_owned(),
        "foot" => "feet".to_owned(),
        "wife" | "life" | "knife" => format!("{}ves", &noun[..noun.len() - 2]),
        "aircraft" | "police" | "troops" => noun.to_owned(),
        noun if noun.ends_with('y')
            && !["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end)) =>
        {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        noun if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        noun => format!("{noun}s"),
    };
    if rest.is_empty() { plural } else { format!("{plural} {rest}") }
}

#[cfg(test)]
mod tests {
    use super::super::phrase::tests::{document, with_phrase};
    use super::*;

    fn check(text: &str) -> String {
        let document = document(text);
        with_phrase(&document, |phrase| {
            value(phrase, phrase.document.quantities.first().expect("a quantity"))
        })
    }

    #[test]
    fn equal_amounts_are_equal_text() {
        for (text, expected) in [
            ("It lasted less than two hours.", "less than 2 hours"),
            ("It lasted one hour.", "1 hour"),
            ("It fell by 0.5 percent.", "0.5 percent"),
            ("They took 2.1 million letters.", "2.1 million"),
            ("They took 1,234,567 letters.", "1,234,567"),
            ("He paid $12m for it.", "$12 million"),
            ("He paid £180,000 for it.", "£180,000"),
            ("It burned 9,400 acres.", "9,400 acres"),
            ("Some 5,000 people fled.", "about 5,000"),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }

    #[test]
    fn counted_nouns_have_plurals() {
        for (one, many) in
            [("child", "children"), ("boy", "boys"), ("party", "parties"), ("church", "churches")]
        {
            assert_eq!(plural(one), many);
        }
    }
}
