//! Days and whole periods of a comparison.

use crate::analysis::coverage::Coverage;
use crate::definition::Survey;
use crate::diagnostic::{Fault, named};
use crate::plan::{Period, Span, from_days, to_days};
use crate::results::PeriodSide;
use crate::rows::Days;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The days that `2026-01-01..2026-03-31` names, either end open; of a single day, those that `alone` gives.
///
/// # Errors
///
/// When it names none.
pub(super) fn range(option: &str, text: &str, alone: impl Fn(i32) -> Span) -> Result<Span, Fault> {
    let wrong = || {
        Fault::new(format!("`{option} {text}` names no days"))
            .help("expected a day such as `2026-03-31`, or a range such as `2026-01-01..2026-03-31`, `..2026-03-31`")
    };
    let day = |text: &str| text.trim().parse::<Date>().map(to_days).map_err(|_| wrong());
    let Some((first, last)) = text.split_once("..") else { return Ok(alone(day(text)?)) };
    let end = |text: &str, open: i32| if text.trim().is_empty() { Ok(open) } else { day(text) };
    let span = Span { first: end(first, i32::MIN)?, last: end(last, i32::MAX)? };
    if span.first > span.last {
        return Err(Fault::new(format!("`{option} {text}` ends before it begins")).help("swap its ends"));
    }
    Ok(span)
}

/// A period as people write it.
pub(super) struct PeriodNamed {
    pub(super) period: Period,
    pub(super) start: i32,
}

impl PeriodNamed {
    /// `2026`, `2026-Q1`, `2026-03` or `2026-W07`.
    ///
    /// # Errors
    ///
    /// When it is none of these.
    pub(super) fn parse(name: &str) -> Result<PeriodNamed, Fault> {
        let found = name.split_once('-').map_or_else(|| year(name), |(of, part)| in_year(of, part));
        found.ok_or_else(|| {
            Fault::new(format!("{} is not a period", named(name)))
                .help("expected for example `2026`, `2026-Q1`, `2026-03` or `2026-W07`")
        })
    }
}

fn year(text: &str) -> Option<PeriodNamed> {
    let first = Date::new(text.parse().ok().filter(|_| text.len() == 4)?, 1, 1).ok()?;
    Some(PeriodNamed { period: Period::Year, start: to_days(first) })
}

fn in_year(of: &str, part: &str) -> Option<PeriodNamed> {
    let year: i16 = of.parse().ok().filter(|_| of.len() == 4)?;
    if let Some(week) = part.strip_prefix('W') {
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
        return Some(PeriodNamed { period: Period::Week, start: to_days(monday.date()) });
    }
    let (period, month) = match part.strip_prefix('Q') {
        Some(quarter) => {
            (Period::Quarter, quarter.parse::<i8>().ok().filter(|quarter| (1..=4).contains(quarter))? * 3 - 2)
        }
        None => (Period::Month, part.parse().ok()?),
    };
    Some(PeriodNamed { period, start: to_days(Date::new(year, month, 1).ok()?) })
}

/// The periods that the responses cover whole.
pub(super) struct Whole {
    period: Period,
    /// First days of those with responses that are whole.
    starts: Vec<i32>,
    /// What keeps others from being whole.
    cut: Vec<(i32, String)>,
}

impl Whole {
    /// Those of this length.
    ///
    /// # Errors
    ///
    /// When no response has a date.
    pub(super) fn new(survey: &Survey, period: Period, days: Option<&Days>) -> Result<Whole, Fault> {
        let empty = Days::default();
        let days = days.unwrap_or(&empty);
        let mut starts: Vec<i32> = days.iter().map(|day| period.start(day)).collect();
        starts.dedup();
        let groups: Vec<usize> = (0..starts.len()).collect();
        let coverage = Coverage { period, starts: &starts, groups: &groups, days, since: None, until: None };
        let Some(periods) = coverage.periods() else {
            let fault = Fault::new(format!("no response of `{}` has a date", survey.id));
            return Err(fault.help("`survey check` says what stands in the column of dates"));
        };
        let why = |start: &i32| {
            let label = period.label(*start);
            let partial = periods.partial.iter().find(|partial| partial.period == label)?;
            Some((
                *start,
                match partial.side {
                    PeriodSide::Beginning => {
                        format!("{label} is not covered from its beginning (first response {})", partial.day)
                    }
                    PeriodSide::End => format!("{label} is not over (last response {})", partial.day),
                },
            ))
        };
        let cut: Vec<(i32, String)> = starts.iter().filter_map(why).collect();
        starts.retain(|start| cut.iter().all(|(other, _)| other != start));
        Ok(Whole { period, starts, cut })
    }

    /// All days of the whole periods that end before this day.
    pub(super) fn before(&self, day: i32) -> Result<Span, Fault> {
        let ended = |start: &&i32| self.period.next(**start) <= day;
        let (first, last) = (self.starts.iter().find(ended), self.starts.iter().rfind(ended));
        first.zip(last).map(|ends| self.span(ends)).ok_or_else(|| self.none("before", day))
    }

    /// All days of the whole periods that begin on this day or later.
    pub(super) fn from(&self, day: i32) -> Result<Span, Fault> {
        let begins = |start: &&i32| **start >= day;
        let (first, last) = (self.starts.iter().find(begins), self.starts.iter().rfind(begins));
        first.zip(last).map(|ends| self.span(ends)).ok_or_else(|| self.none("from", day))
    }

    /// The last of them.
    pub(super) fn last(&self) -> Result<i32, Fault> {
        let none = || {
            let why = self.cut.iter().map(|(_, why)| why.clone()).next().unwrap_or_default();
            Fault::new(format!("there is no whole {} to compare", self.period.name())).help(why)
        };
        self.starts.last().copied().ok_or_else(none)
    }

    /// Refuses a period that responses do not cover whole.
    pub(super) fn must_be_whole(&self, start: i32) -> Result<(), Fault> {
        if self.starts.contains(&start) {
            return Ok(());
        }
        let label = self.period.label(start);
        let why = self.cut.iter().find(|(cut, _)| *cut == start).map(|(_, why)| why.clone());
        let whole: Vec<String> = self.starts.iter().map(|start| self.period.label(*start)).collect();
        let help = match (whole.first(), whole.last()) {
            (Some(first), Some(last)) if first != last => format!("whole ones are there from {first} to {last}"),
            (Some(only), _) => format!("the only whole one is {only}"),
            _ => format!("no {} is covered whole", self.period.name()),
        };
        Err(Fault::new(why.unwrap_or_else(|| format!("there is no response in {label}"))).help(help))
    }

    /// What to know of periods at and after this day's that are left out.
    pub(super) fn remarks(&self, day: i32) -> Vec<String> {
        let split = self.period.start(day);
        let is_split = split != day && self.starts.contains(&split);
        let of_split =
            is_split.then(|| format!("{} is on neither side: the event lies within it", self.period.label(split)));
        self.left_out().into_iter().chain(of_split).collect()
    }

    /// The periods that are not covered whole.
    pub(super) fn left_out(&self) -> Vec<String> {
        self.cut.iter().map(|(_, why)| format!("{why}, and is not compared")).collect()
    }

    fn span(&self, (first, last): (&i32, &i32)) -> Span {
        Span { first: *first, last: self.period.next(*last) - 1 }
    }

    fn none(&self, side: &str, day: i32) -> Fault {
        let why: Vec<&str> = self.cut.iter().map(|(_, why)| why.as_str()).collect();
        let fault = Fault::new(format!("there is no whole {} {side} {}", self.period.name(), from_days(day)));
        let whatever = "leave `--every` out to compare whatever days there are";
        fault.help(if why.is_empty() { whatever.to_owned() } else { format!("{}; {whatever}", why.join("; ")) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_found_by_their_names() {
        for name in ["2026", "2026-Q1", "2026-Q4", "2026-03", "2026-W07", "2020-W53"] {
            let found = PeriodNamed::parse(name).expect("a period");
            assert_eq!(found.period.label(found.start), name);
        }
        for wrong in ["", "26", "2026-Q5", "2026-13", "2026-W54", "March", "2026-3x"] {
            assert!(PeriodNamed::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn ranges_may_be_open() {
        let alone = |day| Span { first: day, last: day };
        let of = |text: &str| range("--before", text, alone).map(|span| (span.first, span.last)).ok();
        assert_eq!(of("1970-01-02..1970-01-05"), Some((1, 4)));
        assert_eq!((of("..1970-01-05"), of("1970-01-02..")), (Some((i32::MIN, 4)), Some((1, i32::MAX))));
        assert_eq!((of("1970-01-03"), of("1970-01-05..1970-01-02"), of("soon")), (Some((2, 2)), None, None));
    }
}
