//! Rounding, and how numbers are written.
//!
//! Halves go away from zero. A value within a billionth of a half counts as the half: 999 of 2,000 is
//! 49.95 % to everybody, though binary arithmetic may put it a hair lower.

use super::{EMPTY, Range};
use crate::results::{Interval, Unit};
use jiff::civil::date;
use jiff::{Span, civil::Date};

const NOISE: f64 = 1e-9;

/// Digits after the point for figures in this unit, given one typical value.
///
/// Percent and points have 1, scores and ranks 2, dates and counts none; other numbers get about three
/// significant digits.
pub fn places(unit: &Unit, typical: f64) -> usize {
    match unit {
        Unit::Percent | Unit::Points => 1,
        Unit::Score | Unit::Rank => 2,
        Unit::Date | Unit::Count => 0,
        Unit::Of(_) => match typical.abs() {
            size if size >= 99.95 => 0,
            size if size >= 9.995 => 1,
            size if size >= 0.9995 => 2,
            size if size >= 0.0995 => 3,
            size if size > 0.0 => 5,
            _ => 2,
        },
    }
}

/// A figure as people read it: `46.5%`, `+45.0`, `4.21`, `2026-03-01`.
pub fn figure(value: Option<f64>, unit: &Unit, places: usize) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else { return EMPTY.to_owned() };
    match unit {
        Unit::Percent => format!("{}%", decimal(value, places)),
        Unit::Points if rounded(value, places) > 0.0 => format!("+{}", decimal(value, places)),
        Unit::Date => day(value),
        _ => decimal(value, places),
    }
}

/// The ends of an interval, without sign or percent mark.
pub fn range(interval: &Interval, unit: &Unit, places: usize) -> Range {
    let end = |value: f64| match unit {
        Unit::Date => day(value),
        _ => decimal(value, places),
    };
    Range { low: end(interval.low), high: end(interval.high) }
}

/// A count with thousands separated: `1,240`.
#[must_use]
pub fn count(n: u64) -> String {
    thousands(&n.to_string())
}

/// A count and its noun: `1 response`, `1,240 responses`.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A number with this many digits after the point, thousands separated and a true minus sign; never `−0`.
pub fn decimal(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return EMPTY.to_owned();
    }
    let rounded = rounded(value, places);
    let digits = format!("{:.places$}", rounded.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let sign = if rounded < 0.0 { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", thousands(whole))
}

/// A number with up to this many digits after the point, without trailing zeros: `95`, `99.5`.
#[must_use]
pub fn trimmed(value: f64, places: usize) -> String {
    let digits = decimal(value, places);
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

/// A number with its sign, which a difference always has.
#[must_use]
pub fn signed(value: f64, places: usize) -> String {
    let text = decimal(value, places);
    if rounded(value, places) > 0.0 { format!("+{text}") } else { text }
}

/// A number of answers with its two leading digits, rounded up: nobody plans for 483.
#[must_use]
pub fn about(answers: f64) -> String {
    let step = 10f64.powf((answers.max(10.0).log10().floor() - 1.0).max(0.0));
    decimal((answers / step).ceil() * step, 0)
}

fn rounded(value: f64, places: usize) -> f64 {
    let shift = (0..places).fold(1.0, |shift, _| shift * 10.0);
    let size = (value.abs() * shift + NOISE).round() / shift;
    // Beyond 2^53 a number has no digits after the point left to round, and shifting may overflow.
    let size = if size.is_finite() { size } else { value.abs() };
    if value < 0.0 { -size } else { size }
}

fn thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The calendar day that is this many days after 1970-01-01, in ISO 8601.
#[must_use]
pub fn day(days: f64) -> String {
    nearest_day(days).map_or_else(|| EMPTY.to_owned(), |day| day.to_string())
}

fn nearest_day(days: f64) -> Option<Date> {
    if !days.is_finite() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and the calendar refuses what is too far")]
    let span = Span::new().try_days(rounded(days, 0) as i64).ok()?;
    date(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(decimal(49.95, 1), "50.0");
        assert_eq!(decimal(100.0 * 999.0 / 2000.0, 1), "50.0");
        assert_eq!(decimal(0.15, 1), "0.2");
        assert_eq!(decimal(-0.25, 1), "−0.3");
        assert_eq!(decimal(0.249_999, 1), "0.2");
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(figure(Some(-0.0), &Unit::Points, 1), "0.0");
        assert_eq!(figure(Some(0.04), &Unit::Points, 1), "0.0");
    }

    #[test]
    fn units_show() {
        assert_eq!(figure(Some(46.54), &Unit::Percent, 1), "46.5%");
        assert_eq!(figure(Some(45.0), &Unit::Points, 1), "+45.0");
        assert_eq!(figure(Some(-12.34), &Unit::Points, 1), "−12.3");
        assert_eq!(figure(Some(19_783.0), &Unit::Date, 0), "2024-03-01");
        assert_eq!(figure(None, &Unit::Score, 2), EMPTY);
        assert_eq!(figure(Some(f64::NAN), &Unit::Score, 2), EMPTY);
    }

    #[test]
    fn large_numbers_are_separated_and_small_ones_keep_three_digits() {
        let minutes = Unit::Of("minutes".to_owned());
        for (value, shown) in
            [(12_345.6, "12,346"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (0.1234, "0.123")]
        {
            assert_eq!(figure(Some(value), &minutes, places(&minutes, value)), shown);
        }
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn days_outside_the_calendar_are_empty() {
        assert_eq!(day(1e300), EMPTY);
        assert_eq!(day(f64::INFINITY), EMPTY);
        assert_eq!(day(-1.0), "1969-12-31");
    }

    #[test]
    fn answers_are_rounded_up_to_two_digits() {
        for (answers, said) in [(3.0, "3"), (41.2, "42"), (404.0, "410"), (480.0, "480"), (1_234.0, "1,300")] {
            assert_eq!(about(answers), said);
        }
    }

    #[test]
    fn differences_have_a_sign() {
        assert_eq!([1.25, -1.25, 0.01].map(|value| signed(value, 1)), ["+1.3", "−1.3", "0.0"]);
    }

    #[test]
    fn trailing_zeros_go() {
        assert_eq!(trimmed(95.0, 2), "95");
        assert_eq!(trimmed(99.5, 2), "99.5");
        assert_eq!(trimmed(100.0, 0), "100");
    }
}
