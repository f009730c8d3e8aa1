//! Dates in the words of a language, as precisely as they are known.

use super::Strings;
use crate::model::date::{Date, Edtf, Precision, Season};

impl Strings {
    /// A date in words: `2014`, `February 2022`, `16 May 2025, 18:22 +05:30`, `3–5 May 2025`. In a
    /// language without date words `2025-05-16 18:22 +05:30`, which every reader understands.
    pub fn date(&self, date: Edtf) -> String {
        match date {
            _ if !self.dates => in_digits(date),
            Edtf::Date(one) => self.one_date(one, ""),
            Edtf::Interval(Some(start), Some(end)) => self.interval(start, end),
            Edtf::Interval(Some(start), None) => {
                self.say("date.since", &[("date", &self.one_date(start, "_of"))])
            }
            Edtf::Interval(None, Some(end)) => {
                self.say("date.until", &[("date", &self.one_date(end, "_of"))])
            }
            Edtf::Interval(None, None) => String::new(),
        }
    }

    /// The heading of a month, 1 to 12, below that of its year.
    pub fn month_heading(&self, year: i16, month: i8) -> String {
        if self.dates { self.month_alone(month).to_owned() } else { format!("{year}-{month:02}") }
    }

    fn month_alone(&self, month: i8) -> &str {
        self.literal(&format!("date.months_alone.{month}"))
    }

    fn month(&self, month: i8) -> &str {
        self.literal(&format!("date.months.{month}"))
    }

    fn literal(&self, key: &str) -> &str {
        self.texts.get(key).and_then(super::Text::plain).unwrap_or_default()
    }

    fn one_date(&self, date: Date, case: &str) -> String {
        let words = self.exact(date, case);
        let key = match (date.is_uncertain(), date.is_approximate()) {
            (false, false) => return words,
            (true, false) => "date.possibly",
            (false, true) => "date.about",
            (true, true) => "date.possibly_about",
        };
        self.say(key, &[("date", &words)])
    }

    fn exact(&self, date: Date, case: &str) -> String {
        let year = date.year_number();
        let number = year.to_string();
        if let Some(day) = date.calendar_day() {
            let words = self.say(
                "date.day",
                &[
                    ("day", &day.day().to_string()),
                    ("month", self.month(day.month())),
                    ("year", &number),
                ],
            );
            return match clock(date) {
                Some((time, None)) => self.say("date.time", &[("date", &words), ("time", &time)]),
                Some((time, Some(zone))) => {
                    let time = if zone.is_empty() {
                        self.say("date.utc", &[("time", &time)])
                    } else {
                        self.say("date.zone", &[("time", &time), ("zone", &zone)])
                    };
                    self.say("date.time", &[("date", &words), ("time", &time)])
                }
                None => words,
            };
        }
        let season = match date.season_of_year() {
            Some(Season::Spring) => "spring",
            Some(Season::Summer) => "summer",
            Some(Season::Autumn) => "autumn",
            Some(Season::Winter) => {
                let years = format!("{}–{:02}", year.saturating_sub(1), year.rem_euclid(100));
                return self.say(&format!("date.winter{case}"), &[("years", &years)]);
            }
            None => {
                return match date.month_number() {
                    Some(month) => self.say(
                        &format!("date.month{case}"),
                        &[
                            ("month", self.month(month)),
                            ("month_alone", self.month_alone(month)),
                            ("year", &number),
                        ],
                    ),
                    None => self.say(&format!("date.year{case}"), &[("year", &number)]),
                };
            }
        };
        self.say(&format!("date.{season}{case}"), &[("year", &number)])
    }

    /// Two dates with what they share said once.
    fn interval(&self, start: Date, end: Date) -> String {
        let plain = |date: Date| {
            date.precision() == Precision::Day && !date.is_approximate() && !date.is_uncertain()
        };
        if let (Some(first), Some(last)) = (start.calendar_day(), end.calendar_day())
            && plain(start)
            && plain(end)
            && first.year() == last.year()
        {
            let key =
                if first.month() == last.month() { "date.days" } else { "date.days_of_months" };
            return self.say(
                key,
                &[
                    ("first", &first.day().to_string()),
                    ("first_month", self.month(first.month())),
                    ("last", &last.day().to_string()),
                    ("month", self.month(last.month())),
                    ("year", &last.year().to_string()),
                ],
            );
        }
        let (from, to) = (self.one_date(start, "_of"), self.one_date(end, "_of"));
        self.say("date.range", &[("from", &from), ("to", &to)])
    }
}

/// The time of day and, where known, the zone: empty for UTC.
fn clock(date: Date) -> Option<(String, Option<String>)> {
    let time = date.time_of_day()?;
    let zone = date.zone_minutes().map(|minutes| {
        if minutes == 0 {
            return String::new();
        }
        let sign = if minutes < 0 { '−' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    });
    Some((format!("{:02}:{:02}", time.hour(), time.minute()), zone))
}

/// A date in digits, ISO 8601 with a space before the time; a season shows its year.
fn in_digits(date: Edtf) -> String {
    let one = |date: Date| {
        let Some(day) = date.calendar_day() else {
            return match (date.season_of_year(), date.month_number()) {
                (None, Some(month)) => format!("{}-{month:02}", date.year_number()),
                _ => date.year_number().to_string(),
            };
        };
        match clock(date) {
            Some((time, None)) => format!("{day} {time}"),
            Some((time, Some(zone))) if zone.is_empty() => format!("{day} {time} UTC"),
            Some((time, Some(zone))) => format!("{day} {time} {zone}"),
            None => day.to_string(),
        }
    };
    let shown = |date: Date| {
        let about = if date.is_approximate() { "≈ " } else { "" };
        let mark = if date.is_uncertain() { "?" } else { "" };
        format!("{about}{}{mark}", one(date))
    };
    match date {
        Edtf::Date(date) => shown(date),
        Edtf::Interval(start, end) => {
            let [start, end] = [start, end].map(|date| date.map(shown).unwrap_or_default());
            format!("{start} – {end}").trim().to_owned()
        }
    }
}
