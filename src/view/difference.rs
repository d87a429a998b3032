//! Differences in words: what stands out, what has changed, and how sure that is.
//!
//! Nothing is called higher, lower, better or worse here that the analysis has not tested.

use super::number::{about, counted, decimal, places, signed, trimmed};
use super::{clean, label, summary};
use crate::results::{
    Breakdown, Cell, Difference, DifferenceKind, PartialPeriod, PeriodSide, QuestionResult, Report, TestFamily, Verdict,
};
use jiff::civil::Date;

/// The mark of a verdict; empty for none.
pub const fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Up => "▲",
        Verdict::Down => "▼",
        Verdict::None => "",
    }
}

/// The group's difference from the rest, where one is shown.
pub fn shown(question: &QuestionResult, group: usize) -> Option<&Difference> {
    question.against_rest(group).filter(|difference| difference.verdict != Verdict::None)
}

/// The mark of a group's difference from the rest in this column of a question; empty where there is none.
#[must_use]
pub fn rest_mark(question: &QuestionResult, group: usize, column: usize) -> &'static str {
    shown(question, group).filter(|difference| difference.column == column).map_or("", |found| mark(found.verdict))
}

/// A name with the mark of the group's difference from the rest behind it.
pub fn marked(name: String, question: &QuestionResult, group: usize) -> String {
    match shown(question, group) {
        Some(difference) => format!("{name} {}", mark(difference.verdict)),
        None => name,
    }
}

/// The tests of a breakdown.
pub fn family<'a>(report: &'a Report, breakdown: &Breakdown) -> Option<&'a TestFamily> {
    let mut rest = report.tests.iter().filter(|family| family.kind == DifferenceKind::Rest);
    rest.find(|family| family.axes == breakdown.axes)
}

/// What the marks of a breakdown mean, and how many tests they come from.
pub fn of_rest(family: &TestFamily) -> String {
    let tests = u64::try_from(family.tests).unwrap_or(u64::MAX);
    let compared = counted(tests, "comparison", "comparisons");
    if family.found == 0 {
        return format!(
            "No group differs from the rest by more than chance explains ({compared}, corrected for their number)"
        );
    }
    format!(
        "▲ ▼ differs from the rest by more than chance explains: {} of {compared}, corrected for their number, so that \
         about {} of the marked ones may still be chance",
        family.found,
        odds(family.level)
    )
}

/// The same where any of these cells has a mark.
pub fn of_marks(report: &Report, by: &Breakdown, question: &QuestionResult, cells: &[&Cell]) -> Option<String> {
    let is_any = cells.iter().any(|cell| shown(question, cell.group).is_some());
    family(report, by).filter(|_| is_any).map(of_rest)
}

/// `1 in 20` for 5 percent.
fn odds(level: f64) -> String {
    format!("1 in {}", trimmed(100.0 / level, 0))
}

/// What the marks of changes mean; `None` where there are none.
pub fn of_changes(report: &Report) -> Option<String> {
    let family = report.tests.iter().find(|family| family.kind == DifferenceKind::Period)?;
    let period = report.settings.every.as_deref().map_or_else(|| "period".to_owned(), clean);
    let tested = counted(u64::try_from(family.tests).unwrap_or(u64::MAX), "change", "changes");
    let alone = if family.found_alone > family.found {
        "; a fall or a rise that is beyond chance only by itself says how many were tested"
    } else {
        ""
    };
    Some(format!(
        "▲ ▼ the last whole {period} against the one before it: {tested} tested, {} beyond chance after correction for \
         their number{alone}",
        family.found
    ))
}

/// How sure a change is, behind `since May`.
pub fn certainty(report: &Report, difference: &Difference) -> String {
    let tests = report.tests.iter().find(|family| family.kind == difference.kind).map_or(1, |family| family.tests);
    match (difference.verdict, difference.verdict_alone) {
        (Verdict::None, Verdict::None) => ", can be chance".to_owned(),
        (Verdict::None, Verdict::Up) => format!(", a rise; {tests} were tested"),
        (Verdict::None, Verdict::Down) => format!(", a fall; {tests} were tested"),
        _ => ", beyond chance".to_owned(),
    }
}

/// Answers that are missing, as a multiple of those there are, beyond which asking for them is no help.
const OUT_OF_REACH: f64 = 20.0;

/// `needs about 480 more answers`: on both sides together, to what each needs for a difference of this size to be found.
/// `None` where there are enough, where nothing tells, and where it is more than anybody will collect.
#[must_use]
pub fn more_answers(needed: Option<f64>, bases: [u64; 2]) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
    let [one, other] = bases.map(|base| base as f64);
    let more = (needed? - one).max(0.0) + (needed? - other).max(0.0);
    let is_in_reach = more >= 1.0 && more <= OUT_OF_REACH * (one + other);
    is_in_reach.then(|| format!("needs about {} more answers", about(more)))
}

/// The change of a question from one whole period to the next in a sentence: `May to June 2026: −16.1 (−28.1 to −3.6), a fall;
/// 22 were tested`.
#[must_use]
pub fn latest_change(report: &Report, question: &QuestionResult) -> Option<String> {
    let found = question.over_time()?;
    let (before, now) = (report.period_of(found.against?)?, report.period_of(found.group)?);
    let unit = &question.columns.get(found.column)?.unit;
    let digits = places(unit, found.value.abs().max(found.reference.abs()));
    let interval = found.interval.as_ref().map_or_else(String::new, |interval| {
        format!(" ({} to {})", decimal(interval.low, digits), decimal(interval.high, digits))
    });
    let bases = [found.base.unweighted, found.reference_base.unweighted];
    let more = more_answers(found.answers_needed, bases).filter(|_| found.verdict_alone == Verdict::None);
    let more = more.map_or_else(String::new, |more| format!(" ({more})"));
    let mark = mark(found.verdict);
    let mark = if mark.is_empty() { String::new() } else { format!("{mark} ") };
    Some(format!(
        "{mark}{} {}: {}{interval}{}{more}",
        period(now),
        since(before, now),
        signed(found.difference, digits),
        certainty(report, found)
    ))
}

/// What to know of the periods that the responses do not cover whole.
pub fn partial_periods(report: &Report) -> Vec<String> {
    let Some(periods) = &report.periods else { return Vec::new() };
    let compared = periods.compared;
    let named = |group| period(report.period_of(group).unwrap_or_default());
    let matters = |partial: &&PartialPeriod| partial.side == PeriodSide::End || compared.is_none();
    let and_so = compared.map_or_else(
        || "there are no two whole ones to compare".to_owned(),
        |pair| format!("compared are {} and {}", named(pair.before), named(pair.now)),
    );
    let sentence = |partial: &PartialPeriod| format!("{}; {and_so}", cut(partial));
    periods.partial.iter().filter(matters).map(sentence).collect()
}

fn cut(partial: &PartialPeriod) -> String {
    let (name, day) = (period(&partial.period), day(&partial.day));
    match (partial.side, partial.asked) {
        (PeriodSide::End, false) => format!("{name} is not over (last response {day})"),
        (PeriodSide::End, true) => format!("{name} is counted until {day} only"),
        (PeriodSide::Beginning, false) => format!("{name} is not covered from its beginning (first response {day})"),
        (PeriodSide::Beginning, true) => format!("{name} is counted from {day} only"),
    }
}

/// `2026-06-12` as `12 June 2026`.
pub fn day(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| clean(text), |date| date.strftime("%-d %B %Y").to_string())
}

/// A period as people say it: `June 2026`, `Q2 2026`, `week 13 of 2026`, `2026`.
pub fn period(name: &str) -> String {
    match parts(name) {
        Some((year, part)) if part.starts_with("week") => format!("{part} of {year}"),
        Some((year, part)) => format!("{part} {year}"),
        None => clean(name),
    }
}

/// `since May`, with the year where it is another one than the later period's.
pub fn since(before: &str, now: &str) -> String {
    match (parts(before), parts(now)) {
        (Some((year, part)), Some((same, _))) if year == same => format!("since {part}"),
        _ => format!("since {}", period(before)),
    }
}

/// The year of a period and what it is within the year.
fn parts(name: &str) -> Option<(&str, String)> {
    let (year, part) = name.split_once('-')?;
    let part = match (part.strip_prefix('W'), part.starts_with('Q')) {
        (Some(week), _) => format!("week {}", week.parse::<u8>().ok()?),
        (None, true) => part.to_owned(),
        (None, false) => Date::new(2000, part.parse().ok()?, 1).ok()?.strftime("%B").to_string(),
    };
    Some((year, part))
}

/// What the marks in tables mean, one line for each breakdown that has any.
pub fn footnotes(report: &Report) -> Vec<String> {
    let marked = report.tests.iter().filter(|family| family.kind == DifferenceKind::Rest && family.found > 0);
    let named = marked.map(|family| {
        let by = summary::breakdown(report, &family.axes);
        format!("By {}: {}", label::in_sentence(&by), of_rest(family))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_as_people_say_them() {
        for (name, said) in
            [("2026-06", "June 2026"), ("2026-Q2", "Q2 2026"), ("2026-W07", "week 7 of 2026"), ("2026", "2026")]
        {
            assert_eq!(period(name), said);
        }
        assert_eq!(period("wave b"), "wave b");
        assert_eq!(period("2026-13"), "2026-13");
    }

    #[test]
    fn the_year_is_said_where_it_changes() {
        assert_eq!(since("2026-05", "2026-06"), "since May");
        assert_eq!(since("2025-12", "2026-01"), "since December 2025");
        assert_eq!(since("2026-W12", "2026-W13"), "since week 12");
        assert_eq!(since("2025", "2026"), "since 2025");
    }

    #[test]
    fn one_in_twenty_is_five_percent() {
        assert_eq!(odds(5.0), "1 in 20");
        assert_eq!(odds(1.0), "1 in 100");
    }
}
