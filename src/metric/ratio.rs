//! The ratio of two totals.

use super::answers::{count, numbers};
use super::arithmetic::{interval_step, list_step, number_in_words, people, unless_drawn};
use super::digits::{exact, short};
use super::estimate::{figure, told};
use super::interval::{Estimand, Terms};
use super::{Figure, Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Unit};
use crate::stats::Moments;
use crate::table::unpaired;

/// Σwy ÷ Σwx over all who gave both numbers: the total of one as a share of that of the other, which is no mean of shares.
///
/// Its standard error is linearised, √(N/(N − 1) · Σw²(y − Rx)²) ÷ Σwx over all N responses with weights, over those who
/// answered without; under a sampling design and by replicate weights as of any other ratio. The interval is Student's t.
/// `None` where Σwx is 0, and of more than 10,000 different pairs.
///
/// Source: R `survey::svyratio`; Cochran, *Sampling Techniques* (1977), §6.4.
pub static RATIO: Metric = Metric {
    id: "ratio",
    title: "Ratio",
    formula: "Σ weight × number ÷ Σ weight × the number below the line, of those who gave both",
    source: "R survey::svyratio; Cochran (1977), Sampling Techniques, §6.4; interval: Student's t",
    of: Of::all(&["ratio"]),
    figures: |subject| vec![ratio(subject)],
    steps,
    sample: |subject, _| moments(subject).map(Sample::ratio),
    told: Told { measure: Measure::Numbers, general: true, ..Told::PLAIN },
};

fn ratio(subject: &Subject) -> Figure {
    let unit = Unit::Of(subject.unit.to_owned());
    let figure = told(subject, figure("ratio", None, unit, subject.tally.valid), terms(subject).as_ref(), 1.0);
    Figure { deff: None, ..figure }
}

/// What the ratio rests on.
fn terms(subject: &Subject) -> Option<Terms<'static>> {
    let moments = moments(subject).filter(|moments| moments.w != 0.0)?;
    let terms = super::estimate::terms(subject, Estimand::Numbers(&[]), &moments);
    let own = || terms.left() * moments.n / (moments.n - 1.0) * terms.simple;
    let variance = if terms.weighted { terms.variance } else { (moments.n > 1.0).then(own) };
    let same = moments.spread2 <= 0.0;
    Some(Terms { variance, kish: subject.tally.valid.effective(), same, ..terms })
}

/// How a ratio comes about: both totals, its standard error and interval.
fn steps(subject: &Subject) -> Vec<String> {
    let Some(terms) = terms(subject) else { return vec!["nobody gave both numbers, so there is no ratio".to_owned()] };
    let (unit, totals, terms) = (subject.design.unit, totals(subject), &terms);
    let (above, below) = (exact(totals.0 * unit), exact(totals.1 * unit));
    let words = number_in_words(subject, &ratio(subject), "for each");
    let line =
        format!("ratio = {above} ÷ {below} = {}, of {}", short(terms.value), people(subject, subject.tally.valid));
    let precision = unless_drawn(subject, || {
        let units = if terms.weighted { count(subject.design.units) } else { terms.n };
        let error = terms.variance.map(|variance| {
            format!(
                "standard error = √({} ÷ {} × Σ(w × (y − ratio × x))²) ÷ {below} = {}",
                exact(units),
                exact(units - 1.0),
                short(variance.sqrt())
            )
        });
        vec![error, list_step(terms), interval_step(subject, terms, 1.0)]
    });
    words.into_iter().chain([line]).chain(precision).collect()
}

/// The two totals of a ratio, above the line and below, in the weights of the tallies; `None` where they are not known.
#[must_use]
pub fn totals_of_ratio(subject: &Subject) -> Option<(f64, f64)> {
    numbers(subject).filter(|values| values.precise.is_none()).map(|_| totals(subject))
}

/// The two totals, in the weights of the tallies: above the line, and below.
fn totals(subject: &Subject) -> (f64, f64) {
    let each = pairs(subject).map(|(y, x, w, _)| (w * y, w * x));
    each.fold((0.0, 0.0), |(above, below), (y, x)| (above + y, below + x))
}

/// Every pair with the weight of those who gave it, and the squares of their weights.
fn pairs<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (f64, f64, f64, f64)> + 'a {
    let values = numbers(subject).filter(|values| values.precise.is_none());
    values.into_iter().flat_map(|values| values.iter()).map(|(key, tally)| {
        let (y, x) = unpaired(*key);
        (y, x, tally.w.to_f64(), tally.w2.to_f64())
    })
}

/// The moments of y ÷ x weighed by w·x, of which the mean is the ratio R: `spread2` is Σw²(y − Rx)². Where Σwx is 0, as it
/// may be in a part of the sample, they are taken around 0.
fn moments(subject: &Subject) -> Option<Moments> {
    let (above, below) = totals(subject);
    let n = count(subject.tally.valid.sampled());
    if n <= 0.0 {
        return None;
    }
    let mean = if below == 0.0 { 0.0 } else { above / below };
    let beyond = if below == 0.0 { above } else { 0.0 };
    let mut moments = Moments { n, w: below, mean, beyond, ..Moments::default() };
    for (y, x, w, w2) in pairs(subject) {
        let away = y - mean * x;
        moments.w2 += w2 * x * x;
        moments.spread += w * away * away;
        moments.spread2 += w2 * away * away;
        moments.tilt += w2 * x * away;
        moments.pull += w2 * away;
        moments.w2k += w2 * x;
    }
    Some(moments)
}
