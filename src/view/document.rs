//! The whole report as people read it, and the gate it goes through before.

use super::{Document, EMPTY, clean, difference, section, summary};
use crate::results::{Cell, GroupKey, QuestionResult, Report};

/// The report as people read it. It must have been through [`withhold`].
#[must_use]
pub fn document(report: &Report) -> Document {
    Document {
        title: clean(&report.survey.title),
        facts: summary::facts(report),
        interval: summary::interval_heading(&report.settings),
        sections: section::all(report),
        accounting: summary::accounting(&report.accounting),
        cautions: report
            .cautions
            .iter()
            .map(|caution| clean(caution))
            .chain(difference::partial_periods(report))
            .collect(),
        footnotes: footnotes(report),
    }
}

/// The same report without any number in its suppressed cells.
///
/// The analysis has taken them out already; this is the second lock on the door that every output uses.
#[must_use]
pub fn withhold(report: &Report) -> Report {
    let mut safe = report.clone();
    for question in safe.questions.iter_mut().filter(|question| question.cells.first().is_some_and(|c| c.suppressed)) {
        // The edges of a histogram tell the lowest and the highest answer.
        question.meaning.bins.clear();
        question.meaning.bins_of_one = false;
    }
    safe.questions.iter_mut().for_each(withhold_differences);
    let cells = safe.questions.iter_mut().flat_map(|question| question.cells.iter_mut());
    for cell in cells.chain(safe.response_rates.iter_mut()).filter(|cell| cell.suppressed) {
        strip(cell);
    }
    safe
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

/// What the marks mean, of those that occur.
fn footnotes(report: &Report) -> Vec<String> {
    let cells = || report.questions.iter().flat_map(|question| &question.cells).chain(&report.response_rates);
    let hides = report.accounting.analysed.is_none() || cells().any(|cell| cell.suppressed);
    let suppressed = hides.then(|| summary::suppression(report.settings.minimum_base));
    let empty = cells().any(summary::is_empty).then(|| format!("{EMPTY} no valid answers"));
    suppressed.into_iter().chain(empty).chain(difference::footnotes(report)).collect()
}
