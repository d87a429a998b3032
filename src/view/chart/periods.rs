//! The periods of a trend without holes: a month in which nobody answered is a gap, not a shortcut.

use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};

/// Most periods of a trend; where more lie between two answers, only those with answers are shown.
const MOST: usize = 600;

/// All periods from the first to the last of these, in time, those in between filled in.
pub fn filled(names: &[&str]) -> Vec<String> {
    let mut known: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    known.sort();
    known.dedup();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return known };
    let all: Vec<String> = std::iter::successors(Some(first.clone()), |name| next(name))
        .take_while(|name| name <= last)
        .take(MOST)
        .collect();
    if known.iter().all(|name| all.contains(name)) { all } else { known }
}

/// The period after `2026`, `2026-Q4`, `2026-12` or `2026-W53`; `None` when the name is none of these.
fn next(name: &str) -> Option<String> {
    let Some((year, part)) = name.split_once('-') else {
        return Some((name.parse::<i16>().ok()?.checked_add(1)?).to_string());
    };
    let year: i16 = year.parse().ok()?;
    if let Some(quarter) = part.strip_prefix('Q') {
        let (year, quarter) = rolled(year, quarter.parse().ok()?, 4)?;
        return Some(format!("{year}-Q{quarter}"));
    }
    if let Some(week) = part.strip_prefix('W') {
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?.date();
        let week = monday.checked_add(1.week()).ok()?.iso_week_date();
        return Some(format!("{}-W{:02}", week.year(), week.week()));
    }
    let (year, month) = rolled(year, part.parse().ok()?, 12)?;
    Some(format!("{year}-{month:02}"))
}

/// One further, in the next year after the last.
fn rolled(year: i16, part: i8, last: i8) -> Option<(i16, i8)> {
    if part >= last { Some((year.checked_add(1)?, 1)) } else { Some((year, part + 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled() {
        assert_eq!(filled(&["2026-02", "2025-11"]), ["2025-11", "2025-12", "2026-01", "2026-02"]);
        assert_eq!(filled(&["2025-Q4", "2026-Q2"]), ["2025-Q4", "2026-Q1", "2026-Q2"]);
        assert_eq!(filled(&["2026-W52", "2027-W01"]), ["2026-W52", "2026-W53", "2027-W01"]);
        assert_eq!(filled(&["2024", "2026"]), ["2024", "2025", "2026"]);
    }

    #[test]
    fn names_that_are_no_periods_stay_as_they_are() {
        assert_eq!(filled(&["wave b", "wave a"]), ["wave a", "wave b"]);
        assert_eq!(filled(&["1026-01", "2026-01"]), ["1026-01", "2026-01"]);
        assert_eq!(filled(&[]), Vec::<String>::new());
    }
}
