//! Response rates: complete responses among the invited.

use super::cells::{Frame, cell};
use super::groups::Group;
use super::people::invited;
use crate::results::{
    Base, Cell, Column, Estimate, Interval, Ledger, Meaning, Measure, MetricInfo, QuestionResult, RESPONSE_RATE, Role,
    Sense, Unit,
};
use crate::stats;
use crate::table::Design;

/// Its title.
const TITLE: &str = "Response rate";
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
        let estimates = vec![rate(group.tally.complete.n, invited, frame)];
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

/// Of people who stand for others the rate has Wilson's interval. Where everybody was invited who matters it is a fact,
/// and where more answered than were invited the number of these is wrong.
#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn rate(complete: u64, invited: u64, frame: &Frame) -> Estimate {
    let base = invited as f64;
    let share = complete as f64 / base;
    let is_sample = !frame.survey.invited.whole_list && invited > 0 && complete <= invited;
    let limits = || stats::wilson(complete as f64, base, frame.confidence);
    let interval = |(low, high)| Interval { low: 100.0 * low, high: 100.0 * high, method: "wilson".to_string() };
    Estimate {
        value: (invited > 0).then_some(100.0 * share),
        se: is_sample.then(|| 100.0 * (share * (1.0 - share) / base).sqrt()),
        interval: is_sample.then(limits).flatten().map(interval),
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
