//! The last door: a report leaves it without anything that is hidden.

use crate::results::{Cell, Estimate, Published, QuestionResult, Report};

/// The report as it may be told: without any number in its suppressed cells, whoever put it together.
///
/// The analysis decides what to hide before it computes a figure, so that nothing is left to take out here;
/// but only what has been here can be shown.
#[must_use]
pub fn publish(mut report: Report) -> Published {
    for question in &mut report.questions {
        if question.everybody().is_some_and(|everybody| everybody.suppressed) {
            // The edges of a histogram tell the lowest and the highest answer.
            question.meaning.bins.clear();
            question.meaning.bins_of_one = false;
        }
        withhold_differences(question);
        withhold_rankings(question);
    }
    let subjects = report.questions.iter_mut().chain(&mut report.response_rate);
    let cells = subjects.flat_map(|subject| &mut subject.cells);
    cells.filter(|cell| cell.suppressed).for_each(strip);
    Published::after_disclosure(report)
}

/// Takes out the differences of which either side is hidden; everybody stands for the rest of a group.
fn withhold_differences(question: &mut QuestionResult) {
    let mut differences = std::mem::take(&mut question.differences);
    let is_shown = |group: usize| question.cell(group).is_some_and(|cell| !cell.suppressed);
    differences.retain(|difference| is_shown(difference.group) && is_shown(difference.against.unwrap_or(0)));
    question.differences = differences;
}

/// Takes out how groups rank and how they lie around everybody's figure, wherever one of them, or everybody, is hidden.
fn withhold_rankings(question: &mut QuestionResult) {
    let (mut reliability, mut funnels) =
        (std::mem::take(&mut question.reliability), std::mem::take(&mut question.funnels));
    let is_shown = |group: usize| question.cell(group).is_some_and(|cell| !cell.suppressed);
    reliability.retain(|one| one.groups.iter().all(|unit| is_shown(unit.group)));
    funnels.retain(|one| is_shown(0) && one.points.iter().all(|point| is_shown(point.group)));
    (question.reliability, question.funnels) = (reliability, funnels);
}

fn strip(cell: &mut Cell) {
    cell.ledger = None;
    cell.estimates.fill(Estimate::default());
}
