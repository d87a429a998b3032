//! Response rates: complete responses among the invited.

use super::cells::{Frame, cell};
use super::groups::Group;
use crate::definition::Survey;
use crate::plan::Key;
use crate::results::{
    Base, Cell, Column, Estimate, Ledger, Meaning, Measure, MetricInfo, QuestionResult, RESPONSE_RATE, Role, Sense,
    Unit, Value,
};
use crate::table::Design;

/// Its title.
const TITLE: &str = "Response rate";
/// Its formula.
const FORMULA: &str = "complete responses ÷ people invited × 100";
/// Where it is defined.
const SOURCE: &str = "AAPOR Standard Definitions (2023), response rate 1 with every invited person eligible";

/// The response rate of the groups whose number of invitations the definition gives; `None` where it gives none.
pub(super) fn response_rate(frame: &Frame) -> Option<QuestionResult> {
    let of_group = |(position, at): (usize, &usize)| {
        let group = &frame.groups[*at];
        let invited = invited(frame.survey, group)?;
        let estimates = vec![rate(group.tally.complete.n, invited)];
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

/// How many people of a group were invited, where the definition says so.
pub(super) fn invited(survey: &Survey, group: &Group) -> Option<u64> {
    match (group.keys.as_slice(), group.shown.keys.as_slice()) {
        ([], _) => survey.invited.total,
        ([(Key::Segment { at, .. }, _)], [key]) => match &key.value {
            Value::Named(value) => survey.invited.segments.get(&survey.segments[*at].id)?.get(value).copied(),
            _ => None,
        },
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn rate(complete: u64, invited: u64) -> Estimate {
    let base = invited as f64;
    Estimate {
        value: (invited > 0).then(|| 100.0 * complete as f64 / base),
        se: None,
        interval: None,
        count: Some(complete),
        base: Some(Base { unweighted: invited, weighted: base, effective: base }),
    }
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
