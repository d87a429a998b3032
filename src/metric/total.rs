//! The total of a number: what all whom a survey is about come to.

use super::answers::{count, moments_of_numbers};
use super::arithmetic::total_steps;
use super::drawn::TOTAL as ID;
use super::estimate::{has_weights, terms, told};
use super::interval::{Estimand, Terms};
use super::number::in_unit;
use super::{Metric, Of, Sample, Subject, Told};
use crate::results::Measure;
use crate::stats::{self, LonelyUnits, Stratum};

/// Σwx of the answers x, in the weights w of the export, with its standard error; where the definition asks for it, because of
/// most numbers a sum means nothing.
///
/// | survey | total | variance |
/// |---|---|---|
/// | weights | Σwx | N/(N − 1) · (Σ(wx)² − (Σwx)²/N) over all N responses of the survey, 0 of those who did not answer |
/// | a sampling design, or weighting to targets | Σwx | that of the design |
/// | no weights, a whole list of N people asked | N · mean | N²(1 − n/N)s²/n |
/// | no weights | Σx | none: the sum of these answers says nothing of others |
///
/// The interval is Student's t with the degrees of freedom of the mean. It has none where nobody answered, or the variance
/// is 0 or not known.
///
/// Source: R `survey::svytotal`; of lists Cochran, *Sampling Techniques* (1977), §2.5.
pub static TOTAL: Metric = Metric {
    id: ID,
    title: "Total",
    formula: "Σ weight × value of those who answered",
    source: "R survey::svytotal; interval: Student's t; without weights the sum of the answers, of a whole list that was asked \
             people × mean, Cochran (1977)",
    of: Of { kinds: &["number", "duration"], when: |question| question.wants_total },
    figures: |subject| vec![told(subject, in_unit(subject, ID, None), total(subject).as_ref(), 1.0)],
    steps: |subject| {
        let figure = told(subject, in_unit(subject, ID, None), total(subject).as_ref(), 1.0);
        total_steps(subject, total(subject).as_ref(), &figure)
    },
    sample: |subject, _| Sample::total(subject),
    told: Told { measure: Measure::Numbers, general: true, ..Told::PLAIN },
};

/// What the total rests on; `None` where nobody weighs anything.
fn total(subject: &Subject) -> Option<Terms<'static>> {
    let moments = moments_of_numbers(subject)?;
    let (unit, units) = (subject.design.unit, count(subject.design.units));
    let sum = moments.w * moments.mean;
    let terms = terms(subject, Estimand::Total, &moments);
    let (value, variance) = match terms.people {
        Some(people) if !has_weights(subject) => {
            (people * moments.mean, terms.variance.map(|of_mean| people * people * of_mean))
        }
        _ if !has_weights(subject) => (sum, None),
        _ => {
            let squares = moments.squares_around(0.0);
            let stratum = Stratum { units, sum, sum_of_squares: squares, sampled: 0.0 };
            let variance = stats::linearised_variance(&[stratum], LonelyUnits::Fail);
            (unit * sum, variance.map(|variance| terms.left() * unit * unit * variance))
        }
    };
    Some(Terms { value, variance, same: false, ..terms })
}
