//! Dates of known precision, and what is made of dates as people write them.

use std::cmp::Ordering;

use backstory::model::date::Edtf;
use backstory::model::date::words::in_words;
use backstory::source::dates;

use super::input::text;

/// Every line is a date, or none.
pub fn hold(input: &[u8]) {
    let text = text(input);
    let mut read: Vec<Edtf> = Vec::new();
    for line in text.lines().take(16) {
        read.extend(
            [line.parse().ok(), dates::iso(line), dates::find(line, None)].into_iter().flatten(),
        );
    }
    for date in &read {
        alone(*date);
        for other in &read {
            beside(*date, *other);
        }
    }
    read.sort_unstable();
    assert!(read.windows(2).all(|pair| pair[0] <= pair[1]), "sorting sorts");
}

fn alone(date: Edtf) {
    let written = date.to_string();
    assert_eq!(written.parse().ok(), Some(date), "{written} is read otherwise");
    let json = serde_json::to_string(&date).unwrap();
    assert_eq!(serde_json::from_str::<Edtf>(&json).ok(), Some(date), "{json} is read otherwise");
    assert!(!in_words(date).trim().is_empty());
    if let (Some(_), Some(last)) = (date.anchor(), date.latest_day()) {
        assert!(date.earliest().date() <= last, "{written} ends before it begins");
    }
    // The calendar is somebody else's.
    if let (Ok(day), Edtf::Date(own)) = (written.parse::<jiff::civil::Date>(), date)
        && written.len() == "2031-03-09".len()
    {
        assert_eq!(own.calendar_day(), Some(day));
    }
    assert!(date.covers(date), "{written} does not cover itself");
}

fn beside(date: Edtf, other: Edtf) {
    let order = date.cmp(&other);
    assert_eq!(order, other.cmp(&date).reverse(), "{date} and {other}");
    assert_eq!(order == Ordering::Equal, date == other, "{date} and {other}");
    if date.covers(other) && other.covers(date) {
        assert_eq!(date.earliest(), other.earliest(), "{date} and {other}");
        assert_eq!(date.latest_day(), other.latest_day(), "{date} and {other}");
    }
}
