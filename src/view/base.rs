//! How a base came about, in one line and step by step.

use super::number::{count, decimal};
use super::{SUPPRESSED, clean};
use crate::results::{Cell, Estimate, Ledger, Measure, QuestionResult, Sense};

/// What is said of those for whom what is timed has not ended.
pub const NEVER: &str = "never so far";

/// The base in one line: `base 412 of 420 asked · 5 don't know · 3 no answer`.
pub fn line(cell: &Cell, weighted: bool) -> String {
    match &cell.ledger {
        _ if cell.suppressed => format!("base {SUPPRESSED}"),
        Some(ledger) => ledger_line(ledger, weighted),
        None => respondents(cell).map_or_else(String::new, |n| format!("base {}", count(n))),
    }
}

/// The base of a question in one line, with that of its mean where it is smaller: `base 374 of 834 asked · 460 no
/// answer · mean of 265 who gave a score; 109 said Unfamiliar (N/A)`.
pub fn of_question(question: &QuestionResult, cell: &Cell, weighted: bool) -> String {
    [Some(line(cell, weighted)), scored(question, cell)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// On whom the mean rests, and what the others said.
fn scored(question: &QuestionResult, cell: &Cell) -> Option<String> {
    let ledger = cell.ledger.filter(|ledger| ledger.unscored > 0 && !cell.suppressed)?;
    let apart = question.measuring(Measure::Answers).filter(|at| question.columns[*at].sense == Sense::Apart);
    let said = apart.filter_map(|at| {
        let given = cell.estimate(at)?.count.filter(|n| *n > 0)?;
        Some(format!("{} said {}", count(given), clean(&question.columns[at].title)))
    });
    let mut said: Vec<String> = said.collect();
    if said.is_empty() {
        said.push(format!("{} gave an answer without one", count(ledger.unscored)));
    }
    Some(format!("mean of {} who gave a score; {}", count(with_score(&ledger)), said.join(", ")))
}

/// Respondents whose answer has a score.
pub const fn with_score(ledger: &Ledger) -> u64 {
    ledger.valid.saturating_sub(ledger.unscored)
}

/// The base of a response rate: `412 of 1,240 people invited`.
pub fn invited(cell: &Cell) -> String {
    let invited = |rate: &Estimate| Some((rate.count?, rate.base?.unweighted));
    match cell.estimates.iter().find_map(invited) {
        _ if cell.suppressed => format!("base {SUPPRESSED}"),
        Some((responses, people)) => format!("{} of {} people invited", count(responses), count(people)),
        None => String::new(),
    }
}

fn ledger_line(ledger: &Ledger, weighted: bool) -> String {
    let mut parts = vec![format!("base {} of {} asked", count(ledger.valid), count(ledger.asked))];
    let lost = [
        (ledger.never, NEVER),
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
    let first = || cell.estimates.iter().find_map(|estimate| estimate.base).map(|base| base.unweighted);
    cell.ledger.map(|ledger| ledger.valid).or_else(first)
}

/// The effective base of the cell, for tables of weighted figures.
pub fn effective(cell: &Cell) -> Option<String> {
    cell.ledger.map(|ledger| decimal(ledger.effective, 1))
}
