//! The histogram of a number.

use super::answers::values;
use super::arithmetic::share_steps;
use super::estimate::share;
use super::{Metric, Of, Subject, Told};
use crate::results::Measure;
use crate::table::Tally;

/// The share of answers in each bin. A bin holds its upper edge but not its lower one; the first holds both. So
/// the bins up to the target add up to the share within target, which is *at or below* it.
pub static HISTOGRAM: Metric = Metric {
    id: "histogram",
    title: "Distribution",
    formula: "answers above the lower edge, up to and including the upper edge ÷ valid answers × 100",
    source: "bins of 1, 2 or 5 times a power of ten with the target as an edge, the same in every group; closed on the \
             right, as R's hist",
    of: Of::all(&["number", "duration"]),
    figures: |subject| {
        let share =
            |(label, tally): (String, Tally)| share(subject, "histogram", Some(&label), tally, subject.tally.valid);
        binned(subject).into_iter().map(share).collect()
    },
    steps: |subject| {
        let each = binned(subject).into_iter();
        each.flat_map(|(label, tally)| share_steps(subject, &label, tally, subject.tally.valid)).collect()
    },
    sample: |_, _| None,
    told: Told { measure: Measure::Bins, ..Told::PLAIN },
};

fn binned(subject: &Subject) -> Vec<(String, Tally)> {
    let bin = |(at, edges): (usize, &[f64])| {
        let inside = |x: f64| (x > edges[0] || at == 0) && x <= edges[1];
        values(subject).iter().filter(|(x, _)| inside(*x)).map(|(_, tally)| *tally).sum()
    };
    subject.bins.labels().into_iter().zip(subject.bins.edges.windows(2).enumerate().map(bin)).collect()
}
