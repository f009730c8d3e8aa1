//! Dates in English words, as precisely as they are known.

use std::fmt::Write as _;

use super::{Date, Edtf, Precision, Season};

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of month 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|at| MONTHS.get(at.checked_sub(1)?)).copied().unwrap_or("")
}

/// The month, 1 to 12, that an English word names: its name, its first three letters or `sept`,
/// whatever the case.
pub fn month_named(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let named = |month: &&str| {
        let month = month.to_lowercase();
        word == month
            || (word.len() == 3 && month.starts_with(&word))
            || (word == "sept" && month == "september")
    };
    let at = MONTHS.iter().position(named)?;
    i8::try_from(at + 1).ok()
}

/// A date in words: `2014`, `February 2022`, `16 May 2025, 18:22 +05:30`, `3–5 May 2025`.
pub fn in_words(date: Edtf) -> String {
    match date {
        Edtf::Date(one) => one_date_words(one),
        Edtf::Interval(Some(start), Some(end)) => interval_words(start, end),
        Edtf::Interval(Some(start), None) => format!("since {}", one_date_words(start)),
        Edtf::Interval(None, Some(end)) => format!("until {}", one_date_words(end)),
        Edtf::Interval(None, None) => String::new(),
    }
}

fn one_date_words(date: Date) -> String {
    let qualifier = match (date.is_uncertain(), date.is_approximate()) {
        (false, false) => "",
        (true, false) => "possibly ",
        (false, true) => "about ",
        (true, true) => "possibly about ",
    };
    format!("{qualifier}{}", exact_words(date))
}

fn exact_words(date: Date) -> String {
    let year = date.year_number();
    if let Some(day) = date.calendar_day() {
        let mut words = format!("{} {} {year}", day.day(), month_name(day.month()));
        if let Some(time) = date.time_of_day() {
            let _ = write!(words, ", {:02}:{:02}", time.hour(), time.minute());
            if let Some(zone) = date.zone_minutes() {
                words.push_str(&zone_words(zone));
            }
        }
        return words;
    }
    match (date.season_of_year(), date.month_number()) {
        (Some(Season::Spring), _) => format!("spring {year}"),
        (Some(Season::Summer), _) => format!("summer {year}"),
        (Some(Season::Autumn), _) => format!("autumn {year}"),
        (Some(Season::Winter), _) => {
            format!("winter {}–{:02}", year.saturating_sub(1), year.rem_euclid(100))
        }
        (None, Some(month)) => format!("{} {year}", month_name(month)),
        (None, None) => year.to_string(),
    }
}

fn zone_words(minutes: i16) -> String {
    if minutes == 0 {
        return " UTC".to_owned();
    }
    let sign = if minutes < 0 { '−' } else { '+' };
    format!(" {sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Two dates with what they share said once.
fn interval_words(start: Date, end: Date) -> String {
    let plain = |date: Date| {
        date.precision() == Precision::Day && !date.is_approximate() && !date.is_uncertain()
    };
    if let (Some(first), Some(last)) = (start.calendar_day(), end.calendar_day())
        && plain(start)
        && plain(end)
        && first.year() == last.year()
    {
        let tail = format!("{} {} {}", last.day(), month_name(last.month()), last.year());
        return if first.month() == last.month() {
            format!("{}–{tail}", first.day())
        } else {
            format!("{} {} – {tail}", first.day(), month_name(first.month()))
        };
    }
    format!("{} to {}", one_date_words(start), one_date_words(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_precisely_as_they_are_known() {
        for (edtf, words) in [
            ("2014", "2014"),
            ("2022-02", "February 2022"),
            ("2022-21", "spring 2022"),
            ("2022-24", "winter 2021–22"),
            ("2025-05-16", "16 May 2025"),
            ("2025-05-16T18:22+05:30", "16 May 2025, 18:22 +05:30"),
            ("2025-05-16T09:00Z", "16 May 2025, 09:00 UTC"),
            ("2025-05~", "about May 2025"),
            ("2025?", "possibly 2025"),
            ("2025-05-03/2025-05-05", "3–5 May 2025"),
            ("2025-04-30/2025-05-02", "30 April – 2 May 2025"),
            ("2022-06/2023", "June 2022 to 2023"),
            ("2022/..", "since 2022"),
            ("../2022-03", "until March 2022"),
        ] {
            assert_eq!(in_words(edtf.parse().expect("a date")), words, "{edtf}");
        }
    }
}
