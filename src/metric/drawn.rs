//! The precision of a figure under a sampling design, from what its respondents come to in every sampling unit.

use super::Subject;
use super::answers::{Cut, count, numbers, scored};
use super::subject::DrawnStratum;
use crate::stats::{Moments, Stratum, linearised_variance};
use crate::table::Tally;

/// How precise a figure is under the design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// Its variance: of a share from 0 to 1, of a net score from −1 to 1.
    pub variance: f64,
    /// Sampling units less strata, of those in which somebody of the group answered.
    pub df: f64,
}

/// The precision of the figure with this item of a metric. Every figure that is tested is a ratio of sums over
/// respondents, Σwx / Σw, so that a unit adds z = Σw(x − ratio) / Σw.
///
/// `None` where there is no design, no such figure, nobody answered, or a stratum with a single unit fails.
///
/// Source: Särndal, Swensson and Wretman (1992), §5.5; degrees of freedom as R's `degf(subset(design, …))`.
pub(super) fn precision(subject: &Subject, metric: &str, item: Option<&str>) -> Option<Precision> {
    let of = subject.drawn?.moments;
    let moments = |subject: &Subject| of(metric, item, subject);
    let whole = moments(subject)?;
    let sums = |of: Moments| Sums {
        n: of.n,
        first: of.around(whole.mean) / whole.w,
        second: of.squares_around(whole.mean) / (whole.w * whole.w),
    };
    precision_of(subject, |part| moments(part).map(sums))
}

/// The precision of the share of respondents below the p-quantile of these ascending values, for Woodruff's interval.
pub(super) fn quantile_precision(subject: &Subject, p: f64, values: &[(f64, Tally)]) -> Option<Precision> {
    let cut = Cut::new(values, p)?;
    let whole: f64 = values.iter().map(|(_, tally)| tally.w.to_f64()).sum();
    let sums = |part: &Subject| {
        let mut sums = Sums { n: 0.0, first: 0.0, second: 0.0 };
        for (x, tally) in answers(part) {
            let (first, second) = cut.sums(x, tally);
            sums.n += count(tally.sampled());
            sums.first += first / whole;
            sums.second += second / (whole * whole);
        }
        (sums.n > 0.0).then_some(sums)
    };
    precision_of(subject, sums)
}

/// The scores or numbers that were given, with their tallies.
fn answers(subject: &Subject) -> Vec<(f64, Tally)> {
    numbers(subject).map_or_else(|| scored(subject), |numbers| numbers.to_vec())
}

/// What the respondents of a part come to: their number, and Σ and Σ² of what each adds.
struct Sums {
    n: f64,
    first: f64,
    second: f64,
}

/// The variance of a sum over all respondents, from what those of each part add.
fn precision_of(subject: &Subject, sums: impl Fn(&Subject) -> Option<Sums>) -> Option<Precision> {
    let drawn = subject.drawn?;
    let mut strata: Vec<(Stratum, f64)> = drawn.strata.iter().map(|stratum| (stratum.empty(), 0.0)).collect();
    for part in drawn.parts {
        let Some(of) = sums(&Subject { tally: part.tally, drawn: None, ..*subject }) else { continue };
        let (stratum, units) = &mut strata[part.stratum];
        stratum.sum += of.first;
        stratum.sum_of_squares += if drawn.in_clusters { of.first * of.first } else { of.second };
        *units += if drawn.in_clusters { 1.0 } else { of.n };
    }
    let of_strata: Vec<Stratum> = strata.iter().map(|(stratum, _)| *stratum).collect();
    let df = strata.iter().map(|(_, units)| (units - 1.0).max(0.0)).sum();
    Some(Precision { variance: linearised_variance(&of_strata, drawn.lonely)?, df })
}

impl DrawnStratum {
    const fn empty(&self) -> Stratum {
        Stratum { units: self.units, sum: 0.0, sum_of_squares: 0.0, sampled: self.sampled }
    }
}
