//! Calendar periods: the waves of a trend.

use jiff::civil::Date;
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
