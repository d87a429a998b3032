//! Whether a figure differs between two groups in which some people are the same.

use super::estimate::interval;
use super::made::MadeTest;
use super::sample::Answers;
use super::{Figure, Metric, Subject};
use crate::results::Interval;
use crate::scale::Missing;
use crate::stats::{
    self, Limits, MeanOf, ShareCounts, Shared, SpreadMean, Test, correlated_mover, difference_interval,
};
use crate::table::{Answers as Tallied, PairTally, PairedAnswer, QuestionTally, Tally};

/// What those who are in both groups answered to one question.
#[derive(Debug, Clone, Copy)]
pub struct Overlap<'a> {
    /// Their answers; the group compared is the one after.
    pub pairs: &'a [PairTally],
}

/// What people who are in both groups add to one figure: values of the mean that it is.
pub(super) struct Twice(Vec<Scored>);

struct Scored {
    one: f64,
    other: f64,
    n: f64,
    weights: f64,
}

/// Sums over those who are in both groups.
struct Sums {
    n: f64,
    /// Those with a higher value in the one group, and those with a higher one in the other.
    more: f64,
    fewer: f64,
    change: SpreadMean,
    correlation: f64,
}

impl Twice {
    /// The values of everybody who has one in both groups; `None` for figures that are no mean, and without anybody.
    ///
    /// What value an answer has is asked of the metric, which is given one respondent with it.
    pub(super) fn of(metric: &Metric, item: Option<&str>, subject: &Subject, overlap: Overlap) -> Option<Twice> {
        let value = |answer: PairedAnswer| {
            let tally = alone(subject.tally, answer);
            let sample = (metric.sample)(&Subject { tally: &tally, drawn: None, ..*subject }, item)?;
            Some(sample.moments()?.mean)
        };
        let scored = |pair: &PairTally| {
            let (one, other) = (value(pair.after)?, value(pair.before)?);
            Some(Scored { one, other, n: count(pair.n), weights: pair.weights })
        };
        let all: Vec<Scored> = overlap.pairs.iter().filter_map(scored).collect();
        (!all.is_empty()).then_some(Twice(all))
    }

    /// People in both groups.
    pub(super) fn people(&self) -> f64 {
        self.0.iter().map(|pair| pair.n).sum()
    }

    fn sums(&self) -> Sums {
        let n = self.people();
        let sum = |of: &dyn Fn(&Scored) -> f64| self.0.iter().map(|pair| pair.n * of(pair)).sum::<f64>();
        let (one, other) = (sum(&|pair| pair.one) / n, sum(&|pair| pair.other) / n);
        let square = |x: f64| x * x;
        let spread = sum(&|pair| square(pair.one - one));
        let other_spread = sum(&|pair| square(pair.other - other));
        let together = sum(&|pair| (pair.one - one) * (pair.other - other));
        let has_spread = spread > 0.0 && other_spread > 0.0;
        let mean = one - other;
        let sd = (sum(&|pair| square(pair.one - pair.other - mean)) / (n - 1.0).max(1.0)).sqrt();
        Sums {
            n,
            more: sum(&|pair| f64::from(pair.one > pair.other)),
            fewer: sum(&|pair| f64::from(pair.one < pair.other)),
            change: SpreadMean { mean, sd, n },
            correlation: if has_spread { together / (spread * other_spread).sqrt() } else { 0.0 },
        }
    }

    /// Σ over them of w₁(x₁ − m₁)·w₂(x₂ − m₂), in units of the weights' product.
    fn weighted_covariance(&self, one: f64, other: f64) -> f64 {
        self.0.iter().map(|pair| pair.weights * (pair.one - one) * (pair.other - other)).sum()
    }
}

/// One respondent with this answer to a question like that of `like`.
fn alone(like: &QuestionTally, answer: PairedAnswer) -> QuestionTally {
    let one = Tally::unweighted(1);
    let answers = match (&like.answers, answer) {
        (Tallied::Coded(options), PairedAnswer::Option(at)) => {
            let of = |option: usize| if option == at { one } else { Tally::default() };
            Tallied::Coded((0..options.len()).map(of).collect())
        }
        (_, PairedAnswer::Number(number)) => Tallied::Values(vec![(number, one)].into()),
        (other, PairedAnswer::Option(_)) => return QuestionTally { answers: other.clone(), ..like.clone() },
    };
    QuestionTally { missing: [Tally::default(); Missing::ALL.len()], valid: one, answers }
}

/// The test of a difference that allows for people in both groups, with the correlation of both figures that they make.
pub(super) struct Allowed {
    pub(super) name: &'static str,
    pub(super) test: Test,
    pub(super) correlation: f64,
    /// Another test that allows for them.
    pub(super) other: Option<MadeTest>,
    /// Limits of the difference in the unit of means and of shares from 0 to 1; `None` where they follow from those of both
    /// figures.
    pub(super) limits: Option<Limits>,
}

/// Tests a difference as [`compare`](super::compare) does, allowing for people in both groups:
///
/// | figure | everybody in both | some in both |
/// |---|---|---|
/// | share | `mcnemar` | `partly_paired_z` |
/// | net score, mean | `paired_t` | `partly_paired_t` |
/// | weighted | `linearised_t` | `linearised_t` |
///
/// Weighted, the variance is Σ(z₁ − z₂)² over people, z being what a response adds to its figure, and 0 in a group that a
/// person is not in; degrees of freedom are people less two. `None` where the figure has no such test.
pub(super) fn allowing(
    subject: &Subject,
    answers: (&Answers, &Answers),
    means: Option<(MeanOf, MeanOf)>,
    weights: (f64, f64),
    twice: &Twice,
) -> Option<Allowed> {
    if let Some((one, other)) = means.filter(|_| subject.design.weighted) {
        return weighted(subject, (one, other), weights, twice);
    }
    let sums = twice.sums();
    let shared = Shared { n: sums.n, correlation: sums.correlation };
    if let (Answers::Share { part, of }, Answers::Share { part: other_part, of: of_other }) = answers {
        let counts = |part: &Tally, of: &Tally| ShareCounts { x: count(part.n), n: count(of.n) };
        let (one, other) = (counts(part, of), counts(other_part, of_other));
        let (name, test) = if is_all(&sums, one.n, other.n) {
            ("mcnemar", stats::mcnemar(sums.more, sums.fewer)?)
        } else {
            ("partly_paired_z", stats::partly_paired_shares_test(one, other, shared)?)
        };
        return Some(Allowed {
            name,
            test,
            correlation: correlation(shared, one.n, other.n),
            other: None,
            limits: None,
        });
    }
    let is_net = matches!(answers.0, Answers::Net { .. });
    let (one, other) = means.filter(|_| is_net || matches!(answers.0, Answers::Values { .. }))?;
    let spread = |of: MeanOf| SpreadMean { mean: of.mean, sd: (of.variance * of.n).sqrt(), n: of.n };
    let (one, other) = (spread(one), spread(other));
    let (name, test) = if is_all(&sums, one.n, other.n) {
        ("paired_t", stats::paired_test(sums.change)?)
    } else {
        ("partly_paired_t", stats::partly_paired_means_test(one, other, shared)?)
    };
    let variance = match name {
        "paired_t" => sums.change.sd * sums.change.sd / sums.n,
        _ => stats::overlapping_variance(one, other, shared),
    };
    let limits = difference_interval(one.mean - other.mean, variance, test.df, subject.confidence);
    let limits = limits.filter(|_| !is_net);
    let equal = stats::partly_paired_equal_means_test(one, other, shared).filter(|_| name == "partly_paired_t");
    let equal = equal.map(|outcome| MadeTest { name: "partly_paired_t_equal", outcome });
    Some(Allowed { name, test, correlation: correlation(shared, one.n, other.n), other: equal, limits })
}

/// Whether everybody is in both groups.
fn is_all(sums: &Sums, one: f64, other: f64) -> bool {
    (sums.n - one).abs() < 0.5 && (sums.n - other).abs() < 0.5
}

/// The correlation of two figures that these people make.
fn correlation(shared: Shared, one: f64, other: f64) -> f64 {
    shared.correlation * shared.n / (one * other).sqrt()
}

fn weighted(
    subject: &Subject,
    (one, other): (MeanOf, MeanOf),
    (weight, other_weight): (f64, f64),
    twice: &Twice,
) -> Option<Allowed> {
    let people = one.n + other.n - twice.people();
    let covariance = twice.weighted_covariance(one.mean, other.mean) / (weight * other_weight);
    let covariance = covariance * people / (people - 1.0);
    let variance = one.variance + other.variance - 2.0 * covariance;
    let test = stats::known_variance_test(one.mean - other.mean, variance, people - 2.0)?;
    let limits = difference_interval(one.mean - other.mean, variance, test.df, subject.confidence);
    let both = (one.variance * other.variance).sqrt();
    let correlation = if both > 0.0 { covariance / both } else { 0.0 };
    Some(Allowed { name: "linearised_t", test, correlation, other: None, limits })
}

/// The interval of a difference from those of both figures, which are correlated so.
pub(super) fn recovered(one: &Figure, other: &Figure, correlation: f64) -> Option<Interval> {
    let ends = |figure: &Figure| {
        let limits = figure.interval.as_ref()?;
        Some((figure.value?, (limits.low, limits.high)))
    };
    let limits = correlated_mover(ends(one)?, ends(other)?, correlation);
    Some(interval(limits, 1.0, if correlation.abs() > 0.0 { "correlated_mover" } else { "mover" }))
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
const fn count(n: u64) -> f64 {
    n as f64
}
