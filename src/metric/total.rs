//! The total of a number: what all whom a survey is about come to.

use super::answers::{count, moments_of_numbers};
use super::arithmetic::{interval_step, list_step, number_in_words, people, unless_drawn};
use super::digits::{exact, short};
use super::estimate::{has_weights, terms, told};
use super::interval::{Estimand, Terms};
use super::number::in_unit;
use super::{Figure, Metric, Of, Sample, Subject, Told};
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
    id: "total",
    title: "Total",
    formula: "Σ weight × value of those who answered",
    source: "R survey::svytotal; interval: Student's t; without weights the sum of the answers, of a whole list that was asked \
             people × mean, Cochran (1977)",
    of: Of { kinds: &["number", "duration"], when: |question| question.wants_total },
    figures: |subject| vec![figure(subject)],
    steps,
    sample: |subject, _| Sample::total(subject),
    told: Told { measure: Measure::Numbers, general: true, ..Told::PLAIN },
};

fn figure(subject: &Subject) -> Figure {
    told(subject, in_unit(subject, TOTAL.id, None), total(subject).as_ref(), 1.0)
}

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

/// How a total comes about, after a sentence in words: its sum, its standard error, its interval, or why there is none.
fn steps(subject: &Subject) -> Vec<String> {
    let Some(terms) = &total(subject) else { return vec!["nobody answered, so there is no total".to_string()] };
    let words = number_in_words(subject, &figure(subject), "in all");
    let value = format!("{} {}", exact(terms.value), subject.unit);
    let sum = format!("total = {}: {}", value.trim(), whose(subject, terms));
    let precision = unless_drawn(subject, || {
        let interval = interval_step(subject, terms, 1.0);
        let error = terms.variance.map(|variance| error_step(subject, terms, variance.sqrt()));
        let none = "no interval: without weights it is the sum of these answers, and says nothing of others";
        let why = terms.variance.is_none().then(|| none.to_owned());
        vec![error.filter(|_| interval.is_some()), list_step(terms), interval, why]
    });
    words.into_iter().chain([sum]).chain(precision).collect()
}

/// What a total adds up.
fn whose(subject: &Subject, terms: &Terms) -> String {
    let whole = people(subject, subject.tally.valid);
    match terms.people.filter(|_| !has_weights(subject)) {
        Some(list) => format!("{} people × the mean {} of {whole}", exact(list), exact(terms.value / list)),
        None => format!("the sum of the values of {whole}, each as often as it weighs"),
    }
}

/// The standard error of a total.
fn error_step(subject: &Subject, terms: &Terms, se: f64) -> String {
    if terms.people.is_some() && !has_weights(subject) {
        return format!("standard error = people × standard error of the mean = {}", short(se));
    }
    let units = subject.design.units;
    format!(
        "standard error = √({units} ÷ {} × (Σ(w × x)² − (Σw × x)² ÷ {units})) = {} (over all {units} responses of the survey, x \
         being 0 of those without an answer)",
        units.saturating_sub(1),
        short(se)
    )
}
