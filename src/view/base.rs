//! How a base came about, in one line and step by step.

use super::SUPPRESSED;
use super::number::{count, decimal};
use crate::results::{Cell, Figure, Ledger};

/// The base in one line: `base 412 of 420 asked · 5 don't know · 3 no answer`.
pub fn line(cell: &Cell, weighted: bool) -> String {
    match &cell.ledger {
        _ if cell.suppressed => format!("base {SUPPRESSED}"),
        Some(ledger) => ledger_line(ledger, weighted),
        None => respondents(cell).map_or_else(String::new, |n| format!("base {}", count(n))),
    }
}

/// The base of a response rate: `412 of 1,240 people invited`.
pub fn invited(cell: &Cell) -> String {
    let invited = |figure: &Figure| Some((figure.count?, figure.base?.unweighted));
    match cell.figures.iter().find_map(invited) {
        _ if cell.suppressed => format!("base {SUPPRESSED}"),
        Some((responses, people)) => format!("{} of {} people invited", count(responses), count(people)),
        None => String::new(),
    }
}

fn ledger_line(ledger: &Ledger, weighted: bool) -> String {
    let mut parts = vec![format!("base {} of {} asked", count(ledger.valid), count(ledger.asked))];
    let lost = [
        (ledger.dont_know, "don't know"),
        (ledger.refused, "refused"),
        (ledger.unrecognised, "unrecognised"),
        (ledger.no_answer, "no answer"),
        (ledger.not_asked, "not asked"),
    ];
    parts.extend(lost.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{} {why}", count(*n))));
    if weighted {
        parts.push(format!("weighted {}", decimal(ledger.weighted, 1)));
        parts.push(format!("effective {}", decimal(ledger.effective, 1)));
    }
    parts.join(" · ")
}

/// Respondents the cell rests on; `None` when there is no telling.
pub fn respondents(cell: &Cell) -> Option<u64> {
    let first = || cell.figures.iter().find_map(|figure| figure.base).map(|base| base.unweighted);
    cell.ledger.map(|ledger| ledger.valid).or_else(first)
}

/// The effective base of the cell, for tables of weighted figures.
pub fn effective(cell: &Cell) -> Option<String> {
    cell.ledger.map(|ledger| decimal(ledger.effective, 1))
}
