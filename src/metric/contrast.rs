//! Whether a figure differs between two groups under a sampling design, in which they may share sampling units.

use super::answers::{count, values};
use super::drawn::contrast;
use super::middle::Middle;
use super::sample::Answers;
use super::{Metric, Subject};
use crate::stats::{self, Limits, Moments, ShareCounts, Test};
use crate::table::Tally;

/// Below this expected count of any answer a share is tested exactly, and a weighted share or net score with
/// imagined answers; under a sampling design it is not tested.
pub(super) const FEW_EXPECTED: f64 = 5.0;

/// A test's name, its outcome, and the limits of the difference where they are the test's own: from 0 to 1 for shares.
pub(super) type Outcome = Option<(&'static str, Test, Option<Limits>)>;

/// The test of a difference under the design: t, the difference in its standard error, with one degree of freedom less
/// than the design has in both groups together. Of a median it is that of the shares above the median of both.
///
/// Source: R `survey::svyttest`, `survey::svyglm`; Binder (1983), *International Statistical Review* 51:279–292.
pub(super) fn under_design(
    (metric, item): (&Metric, Option<&str>),
    (one, other): (&Subject, &Subject),
    answers: (&Answers, &Answers),
) -> Outcome {
    if is_few(answers) || matches!(answers.0, Answers::Total { .. }) {
        return None;
    }
    if let (Answers::Median { values: of_one }, Answers::Median { values: of_other }) = answers {
        let middle = Middle::of(one, of_one, of_other)?;
        let (test, _) = tested(one, other, |subject| middle.moments(values(subject)))?;
        return Some(("median_test", test, None));
    }
    let (test, limits) = tested(one, other, |subject| (metric.sample)(subject, item)?.moments())?;
    Some(("linearised_t", test, Some(limits)))
}

/// The test of the difference between means with these moments, and its limits.
fn tested(one: &Subject, other: &Subject, moments: impl Fn(&Subject) -> Option<Moments>) -> Option<(Test, Limits)> {
    let difference = moments(one)?.mean - moments(other)?.mean;
    let precision = contrast(one, other, moments)?;
    let (variance, df) = (precision.variance, precision.df - 1.0);
    let test = stats::known_variance_test(difference, variance, df)?;
    Some((test, stats::mean_interval(difference, variance.sqrt(), df, one.confidence)?))
}

/// Whether so few gave an answer that a normal distribution says little of it.
fn is_few(answers: (&Answers, &Answers)) -> bool {
    let shares = |part: Tally, of: Tally| ShareCounts { x: count(part.sampled()), n: count(of.sampled()) };
    let least = |one, other| stats::least_expected(one, other) < FEW_EXPECTED;
    match answers {
        (Answers::Share { part, of }, Answers::Share { part: other, of: of_other }) => {
            least(shares(*part, *of), shares(*other, *of_other))
        }
        (
            Answers::Net { promoters, detractors, all },
            Answers::Net { promoters: other_promoters, detractors: other_detractors, all: of_other },
        ) => {
            let both = [(promoters, other_promoters), (detractors, other_detractors)];
            both.into_iter().any(|(one, other)| least(shares(*one, *all), shares(*other, *of_other)))
        }
        _ => false,
    }
}
