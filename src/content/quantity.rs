//! Figures in the value of a position: a number, how exact it is, and of what. Knows English
//! number words, units of time and magnitudes.

/// An amount between two bounds, in the base unit of its kind (seconds for durations).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    low: Bound,
    high: Bound,
    /// What is counted: `second`, `percent`, a currency, a noun; empty when it is not said.
    unit: String,
    /// The words that follow.
    pub(super) rest: Vec<String>,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bound {
    value: f64,
    /// Whether the value itself belongs to the interval.
    closed: bool,
}

/// How far "about" reaches, as a share of the figure.
const ABOUT: f64 = 0.15;

impl Quantity {
    /// Whether both count the same kind of thing, as far as they say.
    pub(super) fn is_comparable(&self, other: &Self) -> bool {
        self.unit == other.unit || self.unit.is_empty() || other.unit.is_empty()
    }

    /// Whether both are the same interval.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.low == other.low && self.high == other.high && self.unit == other.unit
    }

    /// Whether some amount fits both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let reaches = |high: Bound, low: Bound| {
            high.value > low.value || (high.closed && low.closed && is_equal(high.value, low.value))
        };
        reaches(self.high, other.low) && reaches(other.high, self.low)
    }
}

fn is_equal(left: f64, right: f64) -> bool {
    (left - right).abs() <= f64::EPSILON * left.abs().max(right.abs())
}

/// How exact a figure is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modifier {
    Exact,
    About,
    LessThan,
    AtMost,
    Almost,
    MoreThan,
    AtLeast,
}

/// Words before a figure and what they make of it; longer ones first.
const MODIFIERS: &[(&[&str], Modifier)] = &[
    (&["a", "little", "less", "than"], Modifier::LessThan),
    (&["a", "little", "more", "than"], Modifier::MoreThan),
    (&["a", "little", "over"], Modifier::MoreThan),
    (&["a", "little", "under"], Modifier::LessThan),
    (&["not", "more", "than"], Modifier::AtMost),
    (&["no", "more", "than"], Modifier::AtMost),
    (&["no", "fewer", "than"], Modifier::AtLeast),
    (&["no", "less", "than"], Modifier::AtLeast),
    (&["not", "less", "than"], Modifier::AtLeast),
    (&["a", "total", "of"], Modifier::Exact),
    (&["less", "than"], Modifier::LessThan),
    (&["fewer", "than"], Modifier::LessThan),
    (&["more", "than"], Modifier::MoreThan),
    (&["just", "over"], Modifier::MoreThan),
    (&["just", "under"], Modifier::LessThan),
    (&["at", "least"], Modifier::AtLeast),
    (&["at", "most"], Modifier::AtMost),
    (&["up", "to"], Modifier::AtMost),
    (&["close", "to"], Modifier::About),
    (&["under"], Modifier::LessThan),
    (&["below"], Modifier::LessThan),
    (&["over"], Modifier::MoreThan),
    (&["above"], Modifier::MoreThan),
    (&["exceeding"], Modifier::MoreThan),
    (&["nearly"], Modifier::Almost),
    (&["almost"], Modifier::Almost),
    (&["about"], Modifier::About),
    (&["around"], Modifier::About),
    (&["approximately"], Modifier::About),
    (&["roughly"], Modifier::About),
    (&["circa"], Modifier::About),
    (&["ca"], Modifier::About),
    (&["some"], Modifier::About),
    (&["~"], Modifier::About),
    (&["≈"], Modifier::About),
    (&["<"], Modifier::LessThan),
    (&[">"], Modifier::MoreThan),
    (&["≤"], Modifier::AtMost),
    (&["≥"], Modifier::AtLeast),
    (&["exactly"], Modifier::Exact),
    (&["only"], Modifier::Exact),
    (&["just"], Modifier::Exact),
    (&["for"], Modifier::Exact),
];

/// Units of time in seconds; months and years by their Gregorian mean.
const DURATIONS: &[(&str, f64)] = &[
    ("second", 1.0),
    ("sec", 1.0),
    ("minute", 60.0),
    ("min", 60.0),
    ("hour", 3600.0),
    ("hr", 3600.0),
    ("hrs", 3600.0),
    ("h", 3600.0),
    ("day", 86_400.0),
    ("week", 604_800.0),
    ("month", 2_629_746.0),
    ("year", 31_556_952.0),
];

/// Magnitudes behind a figure.
const MAGNITUDES: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("hundred", 100.0),
    ("thousand", 1_000.0),
    ("million", 1_000_000.0),
    ("mn", 1_000_000.0),
    ("billion", 1_000_000_000.0),
    ("bn", 1_000_000_000.0),
    ("trillion", 1_000_000_000_000.0),
];

const NUMBER_WORDS: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

fn look_up(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// A word without the `s` of its plural.
pub(super) fn singular(word: &str) -> &str {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if plural { &word[..word.len() - 1] } else { word }
}

/// Reads a value that begins with a figure, from its words as `words` cuts them: lower case, signs
/// apart. Absent when it does not, or when further figures follow that are not part of it.
pub(super) fn quantity(words: &[String]) -> Option<Quantity> {
    let mut reader = Reader { words, at: 0, money: false };
    let modifier = reader.modifier();
    let between = modifier == Modifier::Exact && reader.take_any(&["between", "from"]);
    let currency = reader.currency();
    let (first, mut unit) = reader.amount()?;
    let joint: &[&str] = if between { &["and", "to", "-"] } else { &["to", "-"] };
    let mut high = first;
    let mark = reader.at;
    if reader.take_any(joint) {
        reader.currency();
        match reader.amount() {
            Some((second, second_unit)) => {
                high = second;
                // "two to three hours": the unit stands once.
                if unit.is_none() {
                    unit = second_unit;
                }
            }
            None => reader.at = mark,
        }
    }
    let factor = unit.as_deref().and_then(|unit| look_up(DURATIONS, unit));
    let is_range = !is_equal(first, high);
    let (mut low, mut high) = (first, high);
    if let Some(factor) = factor {
        low *= factor;
        high *= factor;
        if !is_range {
            high += reader.smaller_units(factor);
            low = high;
        }
    }
    let modifier = reader.modifier_behind().unwrap_or(modifier);
    let mut rest = reader.rest();
    if rest.iter().any(|word| number(word).is_some() || word == "half") {
        return None;
    }
    let unit = match (factor, currency, unit) {
        (Some(_), _, _) => "second".to_owned(),
        (None, Some(currency), unit) => {
            rest.splice(0..0, unit);
            currency
        }
        (None, None, Some(unit)) => unit,
        (None, None, None) => String::new(),
    };
    let (low, high) = bounds(modifier, low.min(high), low.max(high));
    Some(Quantity { low, high, unit, rest })
}

fn bounds(modifier: Modifier, low: f64, high: f64) -> (Bound, Bound) {
    let closed = |value| Bound { value, closed: true };
    let open = |value| Bound { value, closed: false };
    match modifier {
        Modifier::Exact => (closed(low), closed(high)),
        Modifier::About => (closed(low * (1.0 - ABOUT)), closed(high * (1.0 + ABOUT))),
        Modifier::LessThan => (closed(0.0), open(low)),
        Modifier::AtMost => (closed(0.0), closed(high)),
        Modifier::Almost => (closed(low * (1.0 - ABOUT)), open(low)),
        Modifier::MoreThan => (open(high), open(f64::INFINITY)),
        Modifier::AtLeast => (closed(low), open(f64::INFINITY)),
    }
}

/// A figure in digits or as one word.
fn number(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let plain = word.replace(',', "");
        return plain.parse().ok().filter(|value: &f64| value.is_finite());
    }
    look_up(NUMBER_WORDS, word)
}

/// Words being read from left to right.
struct Reader<'a> {
    words: &'a [String],
    at: usize,
    /// Whether a currency sign stands before the figure: only then are `k` and `m` magnitudes.
    money: bool,
}

impl Reader<'_> {
    fn peek(&self) -> &str {
        self.words.get(self.at).map_or("", String::as_str)
    }

    fn take_any(&mut self, words: &[&str]) -> bool {
        let found = words.contains(&self.peek());
        self.at += usize::from(found);
        found
    }

    /// The words before the figure that say how exact it is; of several the last counts.
    fn modifier(&mut self) -> Modifier {
        let mut modifier = Modifier::Exact;
        loop {
            let rest = self.words.get(self.at..).unwrap_or(&[]);
            let starts = |words: &[&str]| {
                rest.len() >= words.len() && rest.iter().zip(words).all(|(a, b)| a == b)
            };
            let Some((words, found)) = MODIFIERS.iter().find(|(words, _)| starts(words)) else {
                return modifier;
            };
            self.at += words.len();
            modifier = *found;
        }
    }

    /// `or more`, `or less`, `+` behind the figure.
    fn modifier_behind(&mut self) -> Option<Modifier> {
        if self.take_any(&["+"]) {
            return Some(Modifier::AtLeast);
        }
        let mark = self.at;
        if self.take_any(&["or"]) {
            if self.take_any(&["more", "longer", "over"]) {
                return Some(Modifier::AtLeast);
            }
            if self.take_any(&["less", "fewer", "under"]) {
                return Some(Modifier::AtMost);
            }
            self.at = mark;
        }
        None
    }

    fn currency(&mut self) -> Option<String> {
        let sign = self.peek().to_owned();
        let found = self.take_any(&["$", "€", "£", "¥", "₺", "₽", "₴"]);
        self.money |= found;
        found.then_some(sign)
    }

    /// A figure with its magnitude and unit.
    fn amount(&mut self) -> Option<(f64, Option<String>)> {
        let mut value = self.figure()?;
        self.half(&mut value);
        // "90-minute", "1,000-prisoner": the hyphen binds the unit, unless a figure follows.
        let next = self.words.get(self.at + 1).map_or("", String::as_str);
        if self.peek() == "-" && number(next).is_none() && !next.is_empty() {
            self.at += 1;
        }
        Some((value, self.unit()))
    }

    /// `an hour`, `half an hour`, `twenty five`, `2.5 million`.
    fn figure(&mut self) -> Option<f64> {
        if self.take_any(&["half"]) {
            self.take_any(&["a", "an"]);
            return is_unit(self.peek()).then_some(0.5);
        }
        let mark = self.at;
        let mut value = if self.take_any(&["a", "an"]) {
            let counted = is_unit(self.peek()) || look_up(MAGNITUDES, self.peek()).is_some();
            if !counted {
                self.at = mark;
                return None;
            }
            1.0
        } else {
            let value = number(self.peek())?;
            self.at += 1;
            value
        };
        // "twenty-five"
        if (20.0..100.0).contains(&value) && self.words.get(mark).is_some_and(|w| is_word(w)) {
            let hyphen = usize::from(self.peek() == "-");
            let next = self.words.get(self.at + hyphen).map_or("", String::as_str);
            if let Some(ones) =
                look_up(NUMBER_WORDS, next).filter(|ones| (1.0..10.0).contains(ones))
            {
                value += ones;
                self.at += hyphen + 1;
            }
        }
        while let Some(factor) = self.magnitude() {
            value *= factor;
            self.at += 1;
        }
        Some(value)
    }

    fn magnitude(&self) -> Option<f64> {
        match self.peek() {
            "k" if self.money => Some(1_000.0),
            "m" if self.money => Some(1_000_000.0),
            word => look_up(MAGNITUDES, singular(word)),
        }
    }

    /// `and a half` behind a figure or unit.
    fn half(&mut self, value: &mut f64) {
        let words = ["and", "a", "half"];
        let rest = self.words.get(self.at..).unwrap_or(&[]);
        if rest.len() >= 3 && rest.iter().zip(words).all(|(a, b)| a == b) {
            *value += 0.5;
            self.at += 3;
        }
    }

    /// The word behind the figure when it is a unit of time, a percent sign or a plain noun.
    fn unit(&mut self) -> Option<String> {
        let word = self.peek().to_owned();
        if matches!(word.as_str(), "%" | "percent" | "pct") {
            self.at += 1;
            return Some("percent".to_owned());
        }
        if word == "per" && self.words.get(self.at + 1).is_some_and(|next| next == "cent") {
            self.at += 2;
            return Some("percent".to_owned());
        }
        is_unit(&word).then(|| {
            self.at += 1;
            singular(&word).to_owned()
        })
    }

    /// `and 40 minutes`, `and a half` behind hours; in seconds.
    fn smaller_units(&mut self, factor: f64) -> f64 {
        let (mut total, mut last) = (0.0, factor);
        loop {
            let mark = self.at;
            let mut half = 0.0;
            self.half(&mut half);
            if half > 0.0 {
                total += half * last;
                continue;
            }
            self.take_any(&["and", ","]);
            let amount = self.amount();
            let unit = amount.as_ref().and_then(|(_, unit)| look_up(DURATIONS, unit.as_deref()?));
            match (amount, unit) {
                (Some((value, _)), Some(smaller)) if smaller < last => {
                    total += value * smaller;
                    last = smaller;
                }
                _ => {
                    self.at = mark;
                    return total;
                }
            }
        }
    }

    fn rest(&self) -> Vec<String> {
        self.words.get(self.at..).unwrap_or(&[]).to_vec()
    }
}

/// Whether a word is a unit of time.
fn is_unit(word: &str) -> bool {
    look_up(DURATIONS, word).is_some() || look_up(DURATIONS, singular(word)).is_some()
}

fn is_word(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}
