//! The last door: a report leaves it without anything that is hidden.

use crate::results::{Cell, GroupKey, Published, QuestionResult, Report};

/// The report as it may be told: without any number in its suppressed cells, whoever put it together.
///
/// The analysis asks [`Hidden`](super::Hidden) before it computes a figure, so that nothing is left to take out here;
/// but only what has been here can be shown.
#[must_use]
pub fn publish(mut report: Report) -> Published {
    for question in &mut report.questions {
        if question.cells.first().is_some_and(|everybody| everybody.suppressed) {
            // The edges of a histogram tell the lowest and the highest answer.
            question.meaning.bins.clear();
            question.meaning.bins_of_one = false;
        }
        withhold_differences(question);
    }
    let cells = report.questions.iter_mut().flat_map(|question| &mut question.cells).chain(&mut report.response_rates);
    cells.filter(|cell| cell.suppressed).for_each(strip);
    Published::after_disclosure(report)
}

/// Takes out the differences of which either side is hidden; everybody stands for the rest of a group.
fn withhold_differences(question: &mut QuestionResult) {
    let cells = &question.cells;
    let is_shown = |group: &[GroupKey]| cells.iter().any(|cell| cell.group == group && !cell.suppressed);
    question.differences.retain(|difference| is_shown(&difference.group) && is_shown(&difference.against));
}

fn strip(cell: &mut Cell) {
    cell.ledger = None;
    for figure in &mut cell.figures {
        *figure = figure.suppressed();
    }
}
