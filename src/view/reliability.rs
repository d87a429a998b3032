//! How far the order of groups can be trusted, in words.
//!
//! Whether groups can be ranked was decided by the analysis; here it is only said, wherever they are.

use super::number::{count, counted, decimal};
use super::{grid, label, summary};
use crate::results::{Axis, Breakdown, QuestionResult, Reliability, Report};

/// Fewest groups of which a table says that they cannot be ranked. Tables are in no order of figures, but from about five
/// rows on people look for the first and the last.
const FEWEST: usize = 5;
/// Most questions that one line names.
const NAMED: usize = 4;

/// Whether groups may be shown by their figures, because they have no order of their own.
pub fn is_ranked(report: &Report, axes: &[usize]) -> bool {
    axes.len() < 2 && !axes.iter().filter_map(|axis| report.axes.get(*axis)).any(Axis::is_ordered)
}

/// That the order of these groups by the question's leading figure is chance, or in good part; `None` where they have an order
/// of their own, or can be ranked.
pub fn of_order(report: &Report, question: &QuestionResult, by: &Breakdown) -> Option<String> {
    let found = question.reliability_by(&by.axes).filter(|_| is_ranked(report, &by.axes))?;
    (!found.rankable).then(|| sentence(found))
}

/// How much of the order is chance, in two words.
pub fn in_short(report: &Report, question: &QuestionResult, by: &Breakdown) -> Option<String> {
    let found = question.reliability_by(&by.axes).filter(|_| is_ranked(report, &by.axes))?;
    (!found.rankable).then(|| format!("order {}", chance(found)))
}

fn sentence(found: &Reliability) -> String {
    let answers = counted(rounded_up(found.answers), "answer", "answers");
    let needed = found.answers_needed.map(rounded_up).filter(|needed| *needed < 100_000);
    let needed = needed.map_or_else(String::new, |needed| format!("; about {} each would tell", count(needed)));
    format!(
        "with about {answers} each the order of the groups is {}: reliability {}{needed}",
        chance(found),
        said(found)
    )
}

/// Below a half the order is more chance than not.
fn chance(found: &Reliability) -> &'static str {
    match found.reliability {
        none if none <= 0.0 => "chance",
        little if little < 0.5 => "mostly chance",
        _ => "in good part chance",
    }
}

/// Cut off, not rounded, so that 0.699 is not said to be the 0.70 that would do.
fn said(found: &Reliability) -> String {
    decimal((found.reliability * 100.0).floor() / 100.0, 2)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "answers of a group, far below 2⁵³")]
fn rounded_up(answers: f64) -> u64 {
    answers.ceil().max(0.0) as u64
}

/// One line for each breakdown whose groups cannot be ranked by one of its figures, or by more.
pub fn footnotes(report: &Report) -> Vec<String> {
    let breakdowns = report.breakdowns();
    let by = breakdowns.iter().filter(|by| is_ranked(report, &by.axes));
    by.filter_map(|by| footnote(report, by)).collect()
}

fn footnote(report: &Report, by: &Breakdown) -> Option<String> {
    let asked = report.questions.iter().filter_map(|question| Some((question, question.reliability_by(&by.axes)?)));
    let asked: Vec<(&QuestionResult, &Reliability)> = asked.filter(|(_, found)| found.groups.len() >= FEWEST).collect();
    let poor: Vec<String> = asked
        .iter()
        .filter(|(_, found)| !found.rankable)
        .map(|(question, found)| format!("{} {}", grid::short_name(&report.questions, question), said(found)))
        .collect();
    let more = poor.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let name = label::in_sentence(&summary::breakdown(report, &by.axes));
    let which = if poor.len() == asked.len() {
        String::new()
    } else {
        format!(" by {} of {} figures", poor.len(), asked.len())
    };
    (!poor.is_empty()).then(|| {
        format!(
            "By {name}: the groups cannot be ranked{which}; their order is chance, or in good part (reliability under 0.70: \
             {}{more})",
            poor.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ")
        )
    })
}
