//! Response rates: complete responses among the invited.

use super::cells::{Frame, cell};
use super::groups::Group;
use crate::definition::Survey;
use crate::results::{Base, Cell, Figure, Ledger, RESPONSE_RATE, Unit};
use crate::table::Design;

/// Its title.
pub(super) const TITLE: &str = "Response rate";
/// Its formula.
pub(super) const FORMULA: &str = "complete responses ÷ people invited × 100";
/// Where it is defined.
pub(super) const SOURCE: &str = "AAPOR Standard Definitions (2023), response rate 1 with every invited person eligible";

/// One cell per group whose number of invitations the definition gives.
pub(super) fn response_rates(frame: &Frame) -> Vec<Cell> {
    let known: Vec<(usize, u64)> = frame
        .groups
        .iter()
        .enumerate()
        .filter_map(|(at, group)| invited(frame.survey, group).map(|invited| (at, invited)))
        .collect();
    let hidden = frame.hidden.responses();
    known
        .into_iter()
        .map(|(at, invited)| {
            let group = &frame.groups[at];
            cell(group, hidden[at], ledger(group, frame.design), std::iter::once(rate(group.tally.complete.n, invited)))
        })
        .collect()
}

fn invited(survey: &Survey, group: &Group) -> Option<u64> {
    match group.names.as_slice() {
        [] => survey.invited.total,
        [key] => survey.invited.segments.get(&key.segment)?.get(&key.value).copied(),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn rate(complete: u64, invited: u64) -> Figure {
    let base = invited as f64;
    Figure {
        metric: RESPONSE_RATE.to_string(),
        item: None,
        value: (invited > 0).then(|| 100.0 * complete as f64 / base),
        unit: Unit::Percent,
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
