//! Whether a figure differs among several groups at all, and whether two groups differ in the ranks of their answers.

use super::answers::{ascending, moments, numbers, scored};
use super::drawn::{contrast, precision};
use super::estimate::variance_around;
use super::{Metric, Subject};
use crate::stats::{self, MeanOf, Moments, Test, Wald, wald_f};
use crate::table::Tally;

/// Whether the figure with this item of a metric differs among groups without a common respondent: Wald's F, with groups less
/// one degrees of freedom, and those of everybody less that.
///
/// Under a sampling design groups may share units, and the covariance of two differences from the first group is half of what
/// their variances are more than that of the difference of the two. `everybody` has the degrees of freedom.
///
/// `None` for figures that are no mean, with fewer than two groups, and without degrees of freedom.
///
/// Source: R `survey::regTermTest(svyglm(y ~ group))`.
#[must_use]
pub fn among(metric: &Metric, item: Option<&str>, everybody: &Subject, groups: &[Subject]) -> Option<Wald> {
    let moments = |subject: &Subject| (metric.sample)(subject, item)?.moments();
    let (first, others) = groups.split_first()?;
    let means = groups.iter().map(|group| Some(moments(group)?.mean)).collect::<Option<Vec<f64>>>()?;
    let variance = |one: &Subject, other: &Subject| variance(one, other, moments);
    let from_first = others.iter().map(|other| variance(other, first)).collect::<Option<Vec<f64>>>()?;
    let mut covariance = vec![vec![0.0; others.len()]; others.len()];
    for row in 0..others.len() {
        for column in 0..=row {
            let apart = if row == column { 0.0 } else { variance(&others[row], &others[column])? };
            let both = (from_first[row] + from_first[column] - apart) / 2.0;
            (covariance[row][column], covariance[column][row]) = (both, both);
        }
    }
    let differences: Vec<f64> = means[1..].iter().map(|mean| mean - means[0]).collect();
    let df = match everybody.drawn {
        Some(_) => precision(everybody, metric.id, item)?.df,
        None => groups.iter().filter_map(|group| Some(moments(group)?.n)).sum::<f64>() - 1.0,
    };
    wald_f(&differences, &covariance, df - count(others.len()))
}

/// The variance of the difference of two groups' means.
fn variance(one: &Subject, other: &Subject, moments: impl Fn(&Subject) -> Option<Moments> + Copy) -> Option<f64> {
    if one.drawn.is_some() {
        return Some(contrast(one, other, moments)?.variance);
    }
    Some(variance_around(one, &moments(one)?)? + variance_around(other, &moments(other)?)?)
}

/// Whether two groups differ in the ranks of their scores or numbers: the difference of mean ranks in its standard error, a
/// rank being the share of both groups' weight that lies below an answer, and half of what lies at it.
///
/// `None` for other shapes, where numbers are too many to be kept, and without spread.
///
/// Source: Lumley and Scott (2013), *Biometrika* 100:831–842; R `survey::svyranktest`.
#[must_use]
pub(super) fn rank_test(one: &Subject, other: &Subject) -> Option<Test> {
    if [one, other].into_iter().any(|subject| numbers(subject).is_some_and(|numbers| numbers.precise.is_some())) {
        return None;
    }
    let together = ascending([answers(one), answers(other)].concat());
    let ranks = ranks(&together);
    let ranked = |subject: &Subject| {
        let rank = |(x, tally): (f64, Tally)| {
            let at = ranks.partition_point(|(known, _)| known.total_cmp(&x).is_lt());
            (ranks.get(at).map_or(1.0, |(_, rank)| *rank), tally)
        };
        moments(&answers(subject).into_iter().map(rank).collect::<Vec<_>>())
    };
    let (mean, other_mean) = (ranked(one)?, ranked(other)?);
    if one.drawn.is_some() {
        let precision = contrast(one, other, ranked)?;
        return stats::known_variance_test(mean.mean - other_mean.mean, precision.variance, precision.df - 1.0);
    }
    let of = |subject: &Subject, of: &Moments| {
        Some(MeanOf { mean: of.mean, variance: variance_around(subject, of)?, n: of.n })
    };
    stats::domains_test(of(one, &mean)?, of(other, &other_mean)?)
}

/// The rank of every value, ascending.
fn ranks(values: &[(f64, Tally)]) -> Vec<(f64, f64)> {
    let whole: f64 = values.iter().map(|(_, tally)| tally.w.to_f64()).sum();
    let mut below = 0.0;
    let alike = values.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq());
    alike
        .map(|run| {
            let w: f64 = run.iter().map(|(_, tally)| tally.w.to_f64()).sum();
            let rank = (below + w / 2.0) / whole;
            below += w;
            (run[0].0, rank)
        })
        .collect()
}

/// The scores or numbers that were given.
fn answers(subject: &Subject) -> Vec<(f64, Tally)> {
    numbers(subject).map_or_else(|| scored(subject), |numbers| numbers.to_vec())
}

#[expect(clippy::cast_precision_loss, reason = "numbers of groups")]
const fn count(n: usize) -> f64 {
    n as f64
}
