//! Quantities with unit, modifier and what is counted.

use super::times::Modifier;
use crate::diagnostic::Span;

/// A number with what it measures or counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Bytes from the modifier to the counted noun: "less than two hours", "1,000 prisoners".
    pub span: Span,
    /// Bytes of the number alone.
    pub number: Span,
    /// The number, or the lower bound of a range.
    pub value: f64,
    /// The upper bound of a range ("1 to 2 hours").
    pub upper: Option<f64>,
    /// Unit in a normal form: `hour`, `kilometre`, `percent`, ISO 4217 code for money.
    pub unit: Option<String>,
    /// "about", "less than" …
    pub modifier: Option<Modifier>,
    /// The counted noun in the words of the text, singular and lower case: `prisoner`.
    pub of: Option<String>,
    /// Per what: "each side", "per day".
    pub per: Option<String>,
}

use super::times::Time;

/// todo
pub fn quantities(_text: &str, _passages: &[Span], _times: &[Time]) -> Vec<Quantity> {
    Vec::new()
}
