//! The whole report as people read it.

use super::{Document, EMPTY, clean, difference, reliability, section, summary};
use crate::results::{Published, Report};

/// The report as people read it.
#[must_use]
pub fn document(report: &Published) -> Document {
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

/// What the marks mean, of those that occur.
fn footnotes(report: &Report) -> Vec<String> {
    let cells = || report.subjects().flat_map(|subject| &subject.cells);
    let hides = report.accounting.analysed.is_none() || cells().any(|cell| cell.suppressed);
    let suppressed = hides.then(|| summary::suppression(report.settings.minimum_base));
    let empty = cells().any(summary::is_empty).then(|| format!("{EMPTY} no valid answers"));
    suppressed
        .into_iter()
        .chain(empty)
        .chain(difference::footnotes(report))
        .chain(reliability::footnotes(report))
        .collect()
}
