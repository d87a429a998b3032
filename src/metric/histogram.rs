//! The histogram of a number.

use super::estimate::{share, share_steps, values};
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
/// value. Whole numbers have bins of whole numbers. Empty for no values.
#[must_use]
pub fn bins(values: &[(f64, Tally)]) -> Vec<f64> {
    let (Some((low, _)), Some((high, _))) = (values.first(), values.last()) else { return Vec::new() };
    let whole = values.iter().all(|(x, _)| x.fract() == 0.0);
    let least = (high - low) / MOST_BINS;
    let width = Width::at_least(if whole { least.max(1.0) } else { least });
    let first = width.multiples_below(*low);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "about ten bins")]
    let bins = (width.multiples_below(*high) + 1.0 - first).clamp(1.0, MOST_BINS + 1.0) as u32;
    (0..=bins).map(|bin| width.times(first + f64::from(bin))).collect()
}

/// Width of a bin, kept as digit and power of ten so that its multiples are the decimals people write: three
/// times a tenth must be the 0.3 of an answer.
#[derive(Debug, Clone, Copy)]
struct Width {
    /// 1, 2 or 5.
    digit: f64,
    /// The power of ten.
    power: i32,
}

impl Width {
    /// The smallest such width that is at least `least`; 1 where there is no width to speak of.
    fn at_least(least: f64) -> Width {
        if !(1e-290..=1e290).contains(&least) {
            return Width { digit: 1.0, power: 0 };
        }
        #[expect(clippy::cast_possible_truncation, reason = "from -290 to 290")]
        let power = least.log10().floor() as i32;
        let candidates = [(1.0, power), (2.0, power), (5.0, power), (1.0, power + 1)];
        let widths = candidates.map(|(digit, power)| Width { digit, power });
        widths.into_iter().find(|width| width.times(1.0) >= least).unwrap_or(Width { digit: 2.0, power: power + 1 })
    }

    /// The width times a whole number.
    fn times(self, count: f64) -> f64 {
        let digits = count * self.digit;
        if self.power < 0 { digits / 10f64.powi(-self.power) } else { digits * 10f64.powi(self.power) }
    }

    /// The largest whole number of widths that is not above `x`.
    fn multiples_below(self, x: f64) -> f64 {
        let near = (x / self.times(1.0)).round();
        if self.times(near) <= x { near } else { near - 1.0 }
    }
}

fn binned(subject: &Subject) -> Vec<(String, Tally)> {
    let last = subject.bins.len().saturating_sub(2);
    let bin = |(at, edges): (usize, &[f64])| {
        let inside = |x: f64| (x >= edges[0] || at == 0) && (x < edges[1] || at == last);
        let tally = values(subject).iter().filter(|(x, _)| inside(*x)).map(|(_, tally)| *tally).sum();
        (format!("{}–{}", edges[0], edges[1]), tally)
    };
    subject.bins.windows(2).enumerate().map(bin).collect()
}
