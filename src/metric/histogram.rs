//! The histogram of a number.

use super::estimate::{share, share_steps, short, values};
use super::{Metric, Subject};

use crate::tally::Tally;

/// The share of answers in each bin. A bin holds its lower edge but not its upper one; the last holds both.
pub static HISTOGRAM: Metric = Metric {
    id: "histogram",
    title: "Distribution",
    formula: "answers from the lower edge up to, but not including, the upper edge ÷ valid answers × 100",
    source: "bins of 1, 2 or 5 times a power of ten, the same in every group",
    figures: |subject| {
        let share =
            |(label, tally): (String, Tally)| share(subject, "histogram", Some(&label), tally, subject.tally.valid);
        binned(subject).into_iter().map(share).collect()
    },
    steps: |subject| {
        let each = binned(subject).into_iter();
        each.flat_map(|(label, tally)| share_steps(subject, &label, tally, subject.tally.valid)).collect()
    },
};

/// Most bins of a histogram.
const MOST_BINS: f64 = 10.0;

/// Edges for the histogram of these values (ascending, with their tallies): at most eleven bins of equal
/// width 1, 2 or 5 times a power of ten, from a multiple of the width to the first one above the highest
/// value. Empty for no values.
#[must_use]
pub fn bins(values: &[(f64, Tally)]) -> Vec<f64> {
    let (Some((low, _)), Some((high, _))) = (values.first(), values.last()) else { return Vec::new() };
    let width = nice_width((high - low) / MOST_BINS);
    let first = (low / width).floor();
    let last = (high / width).floor().max(first) + 1.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "about ten bins")]
    let bins = (last - first).clamp(1.0, MOST_BINS + 1.0) as u32;
    (0..=bins).map(|bin| (first + f64::from(bin)) * width).collect()
}

/// The smallest of 1, 2 and 5 times a power of ten that is at least `width`; 1 where there is no width.
fn nice_width(width: f64) -> f64 {
    if !(width > 0.0 && width.is_finite()) {
        return 1.0;
    }
    let power = 10f64.powf(width.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= width).unwrap_or(10.0 * power)
}

fn binned(subject: &Subject) -> Vec<(String, Tally)> {
    let last = subject.bins.len().saturating_sub(2);
    let bin = |(at, edges): (usize, &[f64])| {
        let inside = |x: f64| (x >= edges[0] || at == 0) && (x < edges[1] || at == last);
        let tally = values(subject).iter().filter(|(x, _)| inside(*x)).map(|(_, tally)| *tally).sum();
        (format!("{}–{}", short(edges[0]), short(edges[1])), tally)
    };
    subject.bins.windows(2).enumerate().map(bin).collect()
}
