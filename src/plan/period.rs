//! Calendar periods: the waves of a trend.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{ToSpan, civil::date};

/// Length of a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// ISO week, Monday to Sunday.
    Week,
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
    /// Calendar year.
    Year,
}

impl Period {
    /// All periods, shortest first.
    pub const ALL: [Period; 4] = [Period::Week, Period::Month, Period::Quarter, Period::Year];

    /// The word the definition and the command line use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }

    /// First day of the period that a day falls in; days count from 1970-01-01.
    #[must_use]
    pub fn start(self, day: i32) -> i32 {
        let when = from_days(day);
        let first = match self {
            Period::Week => when.saturating_sub(i64::from(when.weekday().to_monday_zero_offset()).days()),
            Period::Month => when.first_of_month(),
            Period::Quarter => date(when.year(), (when.month() - 1) / 3 * 3 + 1, 1),
            Period::Year => date(when.year(), 1, 1),
        };
        to_days(first)
    }

    /// First day of the next period.
    #[must_use]
    pub fn next(self, start: i32) -> i32 {
        let step = match self {
            Period::Week => 1.week(),
            Period::Month => 1.month(),
            Period::Quarter => 3.months(),
            Period::Year => 1.year(),
        };
        to_days(from_days(start).saturating_add(step))
    }

    /// How people write the period that starts on this day: `2026-W07`, `2026-02`, `2026-Q1`, `2026`.
    #[must_use]
    pub fn label(self, start: i32) -> String {
        let first = from_days(start);
        match self {
            Period::Week => {
                let week = first.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Period::Month => format!("{}-{:02}", first.year(), first.month()),
            Period::Quarter => format!("{}-Q{}", first.year(), (first.month() + 2) / 3),
            Period::Year => first.year().to_string(),
        }
    }

    /// First day of the period that is written so ([`Period::label`]), or that a day (`2026-02-14`) falls in; `None` for
    /// anything else.
    #[must_use]
    pub fn named(self, text: &str) -> Option<i32> {
        if let Ok(day) = text.parse::<Date>() {
            return Some(self.start(to_days(day)));
        }
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
        let number = |prefix: &str| part?.strip_prefix(prefix)?.parse::<i8>().ok();
        let first = match self {
            Period::Week => ISOWeekDate::new(year, number("W")?, Weekday::Monday).ok()?.date(),
            Period::Month => Date::new(year, number("")?, 1).ok()?,
            Period::Quarter => {
                Date::new(year, number("Q").filter(|quarter| (1..=4).contains(quarter))? * 3 - 2, 1).ok()?
            }
            Period::Year => Date::new(year, 1, 1).ok().filter(|_| part.is_none())?,
        };
        Some(to_days(first))
    }
}

/// A calendar date as days since 1970-01-01.
#[must_use]
pub fn to_days(when: Date) -> i32 {
    (when - date(1970, 1, 1)).get_days()
}

/// Days since 1970-01-01 as a calendar date; days outside years −9999 to 9999 stop at its ends.
#[must_use]
pub fn from_days(days: i32) -> Date {
    date(1970, 1, 1).saturating_add(i64::from(days).clamp(-4_371_587, 2_932_896).days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for period in Period::ALL {
            for day in [-400, 0, 19_783, 20_454] {
                let start = period.start(day);
                assert_eq!(period.named(&period.label(start)), Some(start), "{}", period.label(start));
            }
        }
        assert_eq!(Period::Month.named("2026-02-14"), Some(Period::Month.start(20_498)));
        for (period, text) in
            [(Period::Month, "2026-13"), (Period::Week, "2026-W54"), (Period::Year, "26"), (Period::Quarter, "2026-Q5")]
        {
            assert_eq!(period.named(text), None, "{text}");
        }
    }
}
