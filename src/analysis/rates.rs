//! Response rates: complete responses among the invited.

use super::cells::{Frame, cell};
use super::groups::Group;
use super::people::invited;
use crate::metric::Rate;
use crate::results::{
    Cell, Column, Explanation, Ledger, Meaning, Measure, MetricInfo, QuestionResult, RESPONSE_RATE, Role, Sense, Unit,
};
use crate::table::Design;

/// Its title.
pub(super) const TITLE: &str = "Response rate";
/// Its formula.
const FORMULA: &str = "complete responses ÷ people invited × 100";
/// Where it is defined.
const SOURCE: &str = "AAPOR Standard Definitions (2023), response rate 1 with every invited person eligible; interval: Wilson (1927), \
                      none where a whole list was asked";

/// The response rate of the groups whose number of invitations the definition gives; `None` where it gives none.
pub(super) fn response_rate(frame: &Frame) -> Option<QuestionResult> {
    let of_group = |(position, at): (usize, &usize)| {
        let group = &frame.groups[*at];
        let invited = invited(frame.survey, group)?;
        let estimates = vec![rate(group, invited, frame).estimate()];
        Some(cell(position, frame.hidden.responses()[*at], ledger(group, frame.design), estimates))
    };
    let cells: Vec<Cell> = frame.shown.of.iter().enumerate().filter_map(of_group).collect();
    (!cells.is_empty()).then(|| QuestionResult {
        id: RESPONSE_RATE.to_string(),
        grid: None,
        kind: RESPONSE_RATE.to_string(),
        text: TITLE.to_string(),
        place: 0,
        meaning: Meaning::default(),
        columns: vec![column()],
        cells,
        differences: Vec::new(),
        among_groups: Vec::new(),
        reliability: Vec::new(),
        funnels: Vec::new(),
        breaks: Vec::new(),
        charts: Vec::new(),
        cautions: Vec::new(),
    })
}

fn column() -> Column {
    Column {
        metric: RESPONSE_RATE.to_string(),
        item: None,
        title: TITLE.to_string(),
        unit: Unit::Percent,
        role: Role::Lead,
        measure: Measure::Other,
        percentile: None,
        sense: Sense::Undeclared,
        good: false,
    }
}

/// What the report says of it.
pub(super) fn info() -> MetricInfo {
    MetricInfo {
        id: RESPONSE_RATE.to_string(),
        title: TITLE.to_string(),
        formula: FORMULA.to_string(),
        source: SOURCE.to_string(),
        general: false,
        titles_parts: false,
    }
}

/// The rate of a group of whom so many were invited.
fn rate(group: &Group, invited: u64, frame: &Frame) -> Rate {
    let whole_list = frame.survey.invited.whole_list;
    Rate { complete: group.tally.complete.n, invited, whole_list, confidence: frame.confidence }
}

/// How the rate of everybody came about, with its base; `None` where the definition does not say how many were invited.
pub(super) fn explained(frame: &Frame) -> Option<(Ledger, Explanation)> {
    let everybody = &frame.groups[0];
    let rate = rate(everybody, invited(frame.survey, everybody)?, frame);
    let explanation = Explanation {
        metric: RESPONSE_RATE.to_string(),
        title: TITLE.to_string(),
        formula: FORMULA.to_string(),
        source: SOURCE.to_string(),
        steps: rate.steps(),
    };
    Some((ledger(everybody, frame.design), explanation))
}

/// Everybody who completed counts as asked and valid: a response rate has no question.
fn ledger(group: &Group, design: Design) -> Ledger {
    let complete = group.tally.complete;
    Ledger {
        received: complete.n + group.tally.incomplete.n,
        complete: complete.n,
        asked: complete.n,
        answered: complete.n,
        valid: complete.n,
        weighted: complete.w.to_f64() * design.unit,
        effective: complete.effective(),
        ..Ledger::default()
    }
}
