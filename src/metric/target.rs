//! Share of numbers within a target.

use super::estimate::{share, share_steps, short, values};
use super::{Metric, Subject};

use crate::tally::Tally;

/// The share of answers at or below the definition's `target:`.
pub static TARGET: Metric = Metric {
    id: "target",
    title: "Within target",
    formula: "answers at or below the target ÷ valid answers × 100",
    source: "the definition's `target:`; interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    figures: |subject| vec![share(subject, "target", None, within(subject), subject.tally.valid)],
    steps: |subject| {
        let target = short(subject.target.unwrap_or(f64::INFINITY));
        let label = format!("at most {target} {}", subject.unit);
        share_steps(subject, label.trim(), within(subject), subject.tally.valid)
    },
};

fn within(subject: &Subject) -> Tally {
    let target = subject.target.unwrap_or(f64::INFINITY);
    values(subject).iter().filter(|(x, _)| *x <= target).map(|(_, tally)| *tally).sum()
}
