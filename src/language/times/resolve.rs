//! From meaning to value: fills in what an expression leaves to the article's day, to the tense
//! around it or to a date spoken of before.

use jiff::civil;
use jiff::{Span as Stretch, ToSpan};

use super::TimeValue;
use super::tense::Direction;
use super::terms::{Meaning, Shift, Unit, YearOf, season_code};
use super::values::{
    Value, calendar, clock, date_of, distance, feast_day, needed, placeholder, quarter_value,
    unresolved, week, years,
};
use crate::model::date::{Date, Edtf, Precision, Season};

/// Days beyond which writers name the year: past it the tense of the clause ("the dividend was
/// declared payable Dec. 15") is of something else, and the nearest date is meant.
const SAID_WITHOUT_YEAR: i64 = 250;

/// How many stated days are remembered.
const REMEMBERED: usize = 100;

/// A date spoken of, and whether it rests on the article's day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spoken {
    date: Date,
    relative: bool,
}

/// What the text has said so far.
#[derive(Clone, Debug)]
pub(super) struct Resolver {
    anchor: Option<civil::Date>,
    /// Last date of the whole text.
    reference: Option<Spoken>,
    /// Last day of this passage.
    day: Option<Spoken>,
    /// Last quarter of the text (year, number).
    quarter: Option<(i16, i8)>,
    /// Last year named as such in this passage.
    year: Option<Spoken>,
    /// Whether it tells of the past in order, so that a date without a year belongs to the year
    /// spoken of.
    narrative: bool,
    /// Days stated with their year, for "July 11" behind "July 11, 2019".
    stated: Vec<civil::Date>,
}

impl Resolver {
    /// A text of which only the publication day is known. `told` is the first date of a text that
    /// tells history, see [`super::narrative`].
    pub(super) fn new(anchor: Option<civil::Date>, told: Option<Date>) -> Self {
        Self {
            anchor,
            reference: told.map(|date| Spoken { date, relative: false }),
            day: None,
            quarter: None,
            year: None,
            narrative: told.is_some(),
            stated: Vec::new(),
        }
    }

    /// Forgets what only holds within one passage.
    pub(super) const fn begin_passage(&mut self) {
        self.day = None;
        self.year = None;
    }

    /// The value of `meaning`; `direction` is asked only when it matters.
    pub(super) fn resolve(
        &mut self,
        meaning: &Meaning,
        direction: &dyn Fn() -> Direction,
    ) -> Value {
        let value = self.value(meaning, direction);
        if let TimeValue::Calendar(edtf) = value.is
            && let Some(date) = edtf.anchor()
        {
            let spoken = Spoken { date, relative: value.relative };
            self.reference = Some(spoken);
            match date.precision() {
                Precision::Day | Precision::Time => self.day = Some(spoken),
                Precision::Year if matches!(value.is, TimeValue::Calendar(Edtf::Date(_))) => {
                    self.year = Some(spoken);
                }
                _ => {}
            }
            if let (Meaning::Stated(_), Some(day)) = (meaning, date.calendar_day())
                && self.stated.len() < REMEMBERED
            {
                self.stated.push(day);
            }
        }
        value
    }

    fn value(&mut self, meaning: &Meaning, direction: &dyn Fn() -> Direction) -> Value {
        match meaning {
            Meaning::Stated(date) => calendar(Edtf::Date(*date), None, false),
            Meaning::Between(from, to) => {
                calendar(Edtf::Interval(Some(*from), Some(*to)), None, false)
            }
            Meaning::Day { month, day, to, year } => self.day(*month, *day, *to, *year, direction),
            Meaning::Either { year, first, second } => self.either(*year, *first, *second),
            Meaning::Month { month, year } => self.month(*month, *year, direction),
            Meaning::Weekday { weekday, shift } => self.weekday(*weekday, *shift, direction),
            Meaning::Season { season, year } => self.season(*season, *year, direction),
            Meaning::Winter(from) => {
                let date = Date::season(from + 1, Season::Winter);
                calendar(Edtf::Date(date), Some(format!("{from:04}-WI")), false)
            }
            Meaning::Feast { feast, year } => {
                match self.choose(*year, direction, &|year| feast_day(*feast, year)) {
                    Some((date, relative)) => calendar(Edtf::Date(date), None, relative),
                    None => unresolved(None),
                }
            }
            Meaning::QuarterTo(end) => self.quarter_to(end),
            Meaning::WeekOf(day) => {
                let day = self.value(day, direction);
                match date_of(&day.is).and_then(Date::calendar_day) {
                    Some(on) => Value { relative: day.relative, ..week(on, false) },
                    None => unresolved(placeholder(Unit::Week)),
                }
            }
            Meaning::Quarter { number, half, year } => {
                self.quarter(*number, *half, *year, direction)
            }
            Meaning::ThatQuarter { years } => self.that_quarter(*years),
            Meaning::Decade(start) => years(*start, start + 9, (start / 10).to_string()),
            Meaning::Century(number) => {
                let start = (number - 1) * 100;
                years(start, start + 99, format!("{:02}", number - 1))
            }
            Meaning::YearAgo { earlier } => self.year_ago(*earlier),
            // "By the end of the year", told of 1821.
            Meaning::Away { unit: unit @ (Unit::Year | Unit::Month), count: 0, .. }
                if self.narrative =>
            {
                self.away(*unit, 0, true, direction)
            }
            Meaning::Away { unit, count, reference } => {
                self.away(*unit, *count, *reference, direction)
            }
            Meaning::Part { day, part } => {
                let day = self.within_day(day, direction);
                match date_of(&day.is).and_then(Date::calendar_day) {
                    Some(on) => Value { timex: Some(format!("{on}{part}")), ..day },
                    None => unresolved(day.timex.map(|timex| timex + part)),
                }
            }
            Meaning::Clock { day, hour, minute, zone } => {
                let day = self.within_day(day, direction);
                clock(&day, *hour, *minute, *zone)
            }
            Meaning::Length(length) => {
                Value { is: TimeValue::Duration(length.clone()), timex: None, relative: false }
            }
            Meaning::Recurring(period) if period.starts_with('P') => {
                Value { is: TimeValue::Duration(period.clone()), timex: None, relative: false }
            }
            Meaning::Recurring(text) | Meaning::Vague(text) => unresolved(Some(text.clone())),
        }
    }

    /// The day a time of day belongs to: named, spoken of in this passage, or the article's.
    fn within_day(&mut self, day: &Meaning, direction: &dyn Fn() -> Direction) -> Value {
        match (day, self.day) {
            (Meaning::Away { unit: Unit::Day, count: 0, reference: true }, Some(spoken)) => {
                let on = spoken.date.calendar_day().map_or(spoken.date, Date::day);
                calendar(Edtf::Date(on), None, spoken.relative)
            }
            (Meaning::Away { unit: Unit::Day, count: 0, reference: true }, None) => {
                self.away(Unit::Day, 0, self.narrative, direction)
            }
            _ => self.value(day, direction),
        }
    }

    /// The year `fits` picks: given, counted, or found towards the direction. `at` makes the date
    /// of a year; absent where that year lacks it.
    fn choose(
        &self,
        year: YearOf,
        direction: &dyn Fn() -> Direction,
        at: &dyn Fn(i16) -> Option<Date>,
    ) -> Option<(Date, bool)> {
        if let YearOf::Given(year) = year {
            return at(year).map(|date| (date, false));
        }
        if let Some(spoken) = self.spoken_of(year) {
            return told(year, spoken, at).map(|date| (date, spoken.relative));
        }
        let anchor = self.anchor?;
        let near = |years: i64| at(anchor.year().saturating_add(i16::try_from(years).ok()?));
        let began = |date: &Date| date.earliest().date() <= anchor;
        let over = |date: &Date| date.latest_day() < anchor;
        let mut candidates = (-8..=8).filter_map(near);
        let toward = match year {
            YearOf::Unsaid => direction(),
            _ => Direction::Unknown,
        };
        let found = match year {
            YearOf::From(years) | YearOf::Spoken(years) => near(years),
            YearOf::Toward(Shift::This | Shift::Same) => near(0),
            YearOf::Toward(Shift::Last | Shift::Previous) => candidates.filter(over).last(),
            YearOf::Toward(Shift::Next | Shift::Following) => candidates.find(|date| !began(date)),
            YearOf::Given(_) | YearOf::Unsaid => match toward {
                Direction::Past | Direction::Told => (-8..=8).filter_map(near).filter(began).last(),
                Direction::Future => (-8..=8).filter_map(near).find(|date| !over(date)),
                Direction::Unknown => None,
            }
            .filter(|date| {
                toward == Direction::Past || distance(*date, anchor) <= SAID_WITHOUT_YEAR
            })
            .or_else(|| candidates.min_by_key(|date| distance(*date, anchor))),
        };
        found.map(|date| (date, true))
    }

    /// The date spoken of, where `year` counts from it: behind "that year" and "the following
    /// spring", and in a narrative wherever no year is said.
    fn spoken_of(&self, year: YearOf) -> Option<Spoken> {
        let counts = match year {
            YearOf::Spoken(_) => true,
            YearOf::Toward(shift) => shift.counts_from_reference(),
            YearOf::Unsaid => self.narrative,
            YearOf::Given(_) | YearOf::From(_) => false,
        };
        self.reference.filter(|_| counts)
    }

    fn day(
        &self,
        month: i8,
        day: i8,
        to: Option<(i8, i8)>,
        year: YearOf,
        direction: &dyn Fn() -> Direction,
    ) -> Value {
        let at = |year: i16| civil::Date::new(year, month, day).ok().map(Date::day);
        let same = |on: &&civil::Date| on.month() == month && on.day() == day;
        let again = self.stated.iter().rev().find(same).filter(|_| year == YearOf::Unsaid);
        let chosen = match again {
            Some(on) if to.is_none() => Some((Date::day(*on), false)),
            _ => self.choose(year, direction, &at),
        };
        let Some((first, relative)) = chosen else {
            return unresolved(Some(format!("XXXX-{month:02}-{day:02}")));
        };
        let last = to.and_then(|(month, day)| {
            let number = first.year_number();
            let next = civil::Date::new(number, month, day)
                .ok()
                .filter(|last| first.calendar_day().is_some_and(|first| first < *last));
            next.or_else(|| civil::Date::new(number + 1, month, day).ok()).map(Date::day)
        });
        let edtf = match last {
            Some(last) => Edtf::Interval(Some(first), Some(last)),
            None => Edtf::Date(first),
        };
        calendar(edtf, None, relative)
    }

    /// A date in digits whose order is not clear: the reading near the article's day when only one
    /// is, else no more than the year.
    fn either(&self, year: i16, first: i8, second: i8) -> Value {
        let readings = [(first, second), (second, first)];
        let near: Vec<civil::Date> = readings
            .into_iter()
            .filter_map(|(month, day)| civil::Date::new(year, month, day).ok())
            .filter(|date| {
                self.anchor.is_some_and(|anchor| distance(Date::day(*date), anchor) <= 20)
            })
            .collect();
        match near.as_slice() {
            [only] => calendar(Edtf::Date(Date::day(*only)), None, false),
            _ => calendar(Edtf::Date(Date::year(year)), None, false),
        }
    }

    fn month(&self, month: i8, year: YearOf, direction: &dyn Fn() -> Direction) -> Value {
        match self.choose(year, direction, &|year| Date::month(year, month)) {
            Some((date, relative)) => calendar(Edtf::Date(date), None, relative),
            None => unresolved(Some(format!("XXXX-{month:02}"))),
        }
    }

    fn season(&self, season: Season, year: YearOf, direction: &dyn Fn() -> Direction) -> Value {
        let code = season_code(season);
        match self.choose(year, direction, &|year| Some(Date::season(year, season))) {
            Some((date, relative)) => {
                let timex = format!("{:04}-{code}", date.year_number());
                calendar(Edtf::Date(date), Some(timex), relative)
            }
            None => unresolved(Some(format!("XXXX-{code}"))),
        }
    }

    fn weekday(
        &self,
        weekday: civil::Weekday,
        shift: Option<Shift>,
        direction: &dyn Fn() -> Direction,
    ) -> Value {
        let counts = shift.map_or(self.narrative, Shift::counts_from_reference);
        let spoken = self
            .reference
            .filter(|_| counts)
            .filter(|spoken| shift.is_some() || spoken.date.calendar_day().is_some());
        let base = spoken.and_then(|spoken| spoken.date.calendar_day()).or(self.anchor);
        let unknown = || unresolved(Some(format!("XXXX-WXX-{}", weekday.to_monday_one_offset())));
        let Some(base) = base else { return unknown() };
        let before = i64::from(base.weekday().since(weekday));
        let after = i64::from(base.weekday().until(weekday));
        let strictly = |days: i64| if days == 0 { 7 } else { days };
        let days = match shift {
            Some(Shift::Last | Shift::Previous) => -strictly(before),
            Some(Shift::Next | Shift::Following) => strictly(after),
            Some(Shift::Same) => -before,
            Some(Shift::This) => match direction() {
                Direction::Past | Direction::Told => -before,
                _ => after,
            },
            // A story goes forward: "on Friday" is the one behind the day spoken of.
            None if spoken.is_some() => after,
            None => match direction() {
                Direction::Future => after,
                _ => -before,
            },
        };
        match base.checked_add(days.days()) {
            Ok(day) => {
                let relative = spoken.is_none_or(|spoken| spoken.relative);
                calendar(Edtf::Date(Date::day(day)), None, relative)
            }
            Err(_) => unknown(),
        }
    }

    fn quarter(
        &mut self,
        number: i8,
        half: bool,
        year: YearOf,
        direction: &dyn Fn() -> Direction,
    ) -> Value {
        let months = if half { 6 } else { 3 };
        let first = (number - 1) * months + 1;
        let at = |year: i16| Date::month(year, first);
        let code = format!("{}{number}", if half { 'H' } else { 'Q' });
        // Company results speak of quarters past, also where a plan stands near.
        let nearest = || match direction() {
            Direction::Future => Direction::Unknown,
            other => other,
        };
        let Some((date, relative)) = self.choose(year, &nearest, &at) else {
            return unresolved(Some(format!("XXXX-{code}")));
        };
        let over = |anchor: civil::Date| {
            Date::month(date.year_number(), first + months - 1)
                .is_some_and(|month| month.latest_day() <= anchor)
        };
        // "The latest quarter" is never one still running.
        if !half && self.anchor.is_none_or(over) {
            self.quarter = Some((date.year_number(), number));
        }
        let last = Date::month(date.year_number(), first + months - 1);
        let timex = format!("{:04}-{code}", date.year_number());
        calendar(Edtf::Interval(Some(date), last), Some(timex), relative)
    }

    /// "the quarter ended Sept. 30".
    fn quarter_to(&mut self, end: &Meaning) -> Value {
        let ended = date_of(&self.value(end, &|| Direction::Past).is);
        match ended.and_then(|date| date.month_number().map(|month| (date.year_number(), month))) {
            Some((year, month)) => {
                let number = (month - 1) / 3 + 1;
                self.quarter = Some((year, number));
                quarter_value(year, number)
            }
            None => self.that_quarter(0),
        }
    }

    fn that_quarter(&mut self, years: i64) -> Value {
        let spoken = self.quarter.or_else(|| {
            let before = self.anchor?.checked_sub(3.months()).ok()?;
            Some((before.year(), (before.month() - 1) / 3 + 1))
        });
        let Some((year, number)) = spoken else { return unresolved(Some("XXXX-QX".to_owned())) };
        let year = year.saturating_add(i16::try_from(years).unwrap_or(0));
        quarter_value(year, number)
    }

    /// "a year ago", "a year earlier": the quarter spoken of, a year before, in a report on one;
    /// "earlier" counts from a year named in the same passage.
    fn year_ago(&mut self, earlier: bool) -> Value {
        if let Some(named) = self.year.filter(|_| earlier) {
            let before = Date::year(named.date.year_number() - 1);
            return calendar(Edtf::Date(before), None, named.relative);
        }
        match self.quarter {
            Some((year, number)) => quarter_value(year - 1, number),
            None => self.away(Unit::Year, -1, false, &|| Direction::Past),
        }
    }

    fn away(
        &self,
        unit: Unit,
        count: i64,
        reference: bool,
        direction: &dyn Fn() -> Direction,
    ) -> Value {
        let spoken = self.reference.filter(|_| reference);
        let base = match (spoken, self.anchor) {
            // "that day" behind a bare year is a day nobody names.
            (Some(spoken), _) if spoken.date.precision() < needed(unit) => {
                return unresolved(placeholder(unit));
            }
            (Some(spoken), _) => (spoken.date.earliest().date(), spoken.relative),
            (None, Some(anchor)) => (anchor, true),
            (None, None) => return unresolved(placeholder(unit)),
        };
        let (base, relative) = base;
        let stretch = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Some(0.days()),
            Unit::Day => Stretch::new().try_days(count).ok(),
            Unit::Week | Unit::Weekend => Stretch::new().try_weeks(count).ok(),
            Unit::Fortnight => Stretch::new().try_weeks(count * 2).ok(),
            Unit::Month => Stretch::new().try_months(count).ok(),
            Unit::Quarter => Stretch::new().try_months(count * 3).ok(),
            Unit::Year => Stretch::new().try_years(count).ok(),
            Unit::Decade => Stretch::new().try_years(count * 10).ok(),
            Unit::Century => Stretch::new().try_years(count * 100).ok(),
        };
        let Some(day) = stretch.and_then(|stretch| base.checked_add(stretch).ok()) else {
            return unresolved(placeholder(unit));
        };
        let value = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
                calendar(Edtf::Date(Date::day(day)), None, true)
            }
            Unit::Week | Unit::Fortnight => week(day, false),
            Unit::Weekend => {
                let early = day.weekday().to_monday_one_offset() < 6;
                let back =
                    count == 0 && early && matches!(direction(), Direction::Past | Direction::Told);
                week(if back { day.saturating_sub(1.week()) } else { day }, true)
            }
            Unit::Month => match Date::month(day.year(), day.month()) {
                Some(month) => calendar(Edtf::Date(month), None, true),
                None => unresolved(None),
            },
            Unit::Quarter => quarter_value(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Year => calendar(Edtf::Date(Date::year(day.year())), None, true),
            Unit::Decade => {
                let start = day.year() - day.year() % 10;
                years(start, start + 9, (start / 10).to_string())
            }
            Unit::Century => {
                let start = day.year() - day.year() % 100;
                years(start, start + 99, format!("{:02}", start / 100))
            }
        };
        Value { relative, ..value }
    }
}

/// The date of a year that a text means by the date spoken of: in the year counted, strictly
/// before or behind it, or the one nearest.
fn told(year: YearOf, spoken: Spoken, at: &dyn Fn(i16) -> Option<Date>) -> Option<Date> {
    let (first, last) = (spoken.date.earliest().date(), spoken.date.latest_day());
    let near =
        |years: i64| at(spoken.date.year_number().checked_add(i16::try_from(years).ok()?)?);
    match year {
        YearOf::Spoken(years) | YearOf::From(years) => near(years),
        YearOf::Toward(Shift::Previous | Shift::Last) => {
            (-8..=0).rev().filter_map(near).find(|date| date.latest_day() < first)
        }
        YearOf::Toward(Shift::Following | Shift::Next) => {
            (0..=8).filter_map(near).find(|date| date.earliest().date() > last)
        }
        YearOf::Toward(Shift::This | Shift::Same) => near(0),
        YearOf::Given(given) => at(given),
        // A bare year, or the months of a season, hold what is told next.
        YearOf::Unsaid if spoken.date.precision() == Precision::Year => near(0),
        YearOf::Unsaid => (-1..=1).rev().filter_map(near).min_by_key(|date| distance(*date, first)),
    }
}
