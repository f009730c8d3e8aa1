//! Whether a text tells history: then a date without a year belongs to the year spoken of, not
//! to the year of publication (the distinction of `HeidelTime`'s "news" and "narrative" documents,
//! Strötgen and Gertz 2013, section 4).

use jiff::civil;

use super::TimeKind;
use super::terms::{Found, Meaning, Shift, Unit, YearOf};
use crate::model::date::{Date, Precision};

/// Years from the publication at which a date counts as history.
const FAR: i16 = 2;

/// Stated months and days a history has at least.
const ENOUGH: usize = 3;

/// The first stated date of a text that tells history, absent for news: news speaks from its own
/// day ("on Friday", "last month"), history states its dates, and they lie far back.
pub(super) fn narrative<'f>(
    all: impl Iterator<Item = &'f Found>,
    anchor: Option<civil::Date>,
) -> Option<Date> {
    let (mut first, mut far, mut fine, mut near) = (None, 0_usize, 0_usize, 0_usize);
    // Whether the first date of all is a stated one: news puts its background behind its news.
    let mut opens = None;
    for found in all {
        let said = stated(&found.meaning);
        if found.kind == TimeKind::Date {
            opens = opens.or(Some(said.is_some()));
        }
        match said {
            Some(date) if is_far(date, anchor) => {
                first = first.or(Some(date));
                far += 1;
                fine += usize::from(date.precision() >= Precision::Season);
            }
            Some(_) => near += 1,
            None => near += usize::from(speaks_from_today(&found.meaning)),
        }
    }
    let alone = near == 0 && fine >= 1 && far >= 2 && opens == Some(true);
    first.filter(|_| alone || fine >= ENOUGH && far > 2 * near)
}

fn is_far(date: Date, anchor: Option<civil::Date>) -> bool {
    anchor.is_none_or(|anchor| anchor.year() - date.year_number() >= FAR)
}

/// A date that says its year.
fn stated(meaning: &Meaning) -> Option<Date> {
    match meaning {
        Meaning::Stated(date) | Meaning::Between(date, _) => Some(*date),
        Meaning::Month { month, year: YearOf::Given(year) } => Date::month(*year, *month),
        Meaning::Season { season, year: YearOf::Given(year) } => Some(Date::season(*year, *season)),
        Meaning::Part { day, .. } | Meaning::Clock { day, .. } => stated(day),
        _ => None,
    }
}

fn speaks_from_today(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Weekday { shift, .. } => !shift.is_some_and(Shift::counts_from_reference),
        Meaning::Away { unit, count, reference } => {
            !(*reference || *unit == Unit::Year && *count == 0)
        }
        Meaning::Part { day, .. } | Meaning::Clock { day, .. } => speaks_from_today(day),
        Meaning::Day { year, .. } | Meaning::Month { year, .. } | Meaning::Season { year, .. } => {
            matches!(year, YearOf::From(_))
        }
        _ => false,
    }
}
