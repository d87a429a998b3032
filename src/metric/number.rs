//! Numbers: mean, spread and quantiles.

use super::answers::{moments_of_numbers, values};
use super::arithmetic::{mean_in_words, number_steps, people, quantile_steps};
use super::digits::{exact, short};
use super::estimate::{figure, mean_of_numbers, number_terms, quantile_of_numbers};
use super::{Figure, Metric, Of, Part, Sample, Subject, Told};
use crate::results::{Measure, Unit};

/// Mean, standard deviation and quantiles of a number, in the question's unit.
pub static NUMBER: Metric = Metric {
    id: "number",
    title: "Mean",
    formula: "Σ value ÷ valid answers; quantiles by R's type 7, weighted ones by its weighted form (hf7)",
    source: "interval: Student's t; quantiles: Hyndman and Fan (1996), interval: order statistics, Conover (1999); \
             weighted: R survey::svymean, svyquantile(qrule = \"hf7\"), Woodruff (1952)",
    of: Of::all(&["number"]),
    figures,
    steps,
    sample: |subject, item| item.is_none().then(|| Sample::numbers(subject)),
    told: Told {
        measure: Measure::Numbers,
        parts: &[
            Part::plain("sd", "Standard deviation"),
            Part::at("min", "Lowest", 0),
            Part::at("p10", "10th percentile", 10),
            Part::at("p25", "25th percentile", 25),
            Part::at("median", "Median", 50),
            Part::at("p75", "75th percentile", 75),
            Part::at("p90", "90th percentile", 90),
            Part::at("max", "Highest", 100),
        ],
        general: true,
        ..Told::PLAIN
    },
};

const ID: &str = "number";

/// The quantiles reported, with the names they go by.
pub(super) const QUANTILES: [(&str, f64); 7] =
    [("min", 0.0), ("p10", 0.10), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p90", 0.90), ("max", 1.0)];

/// A figure in the question's unit.
pub(super) fn in_unit(subject: &Subject, metric: &str, item: Option<&str>) -> Figure {
    figure(metric, item, Unit::Of(subject.unit.to_string()), subject.tally.valid)
}

fn figures(subject: &Subject) -> Vec<Figure> {
    let mean = mean_of_numbers(subject, in_unit(subject, ID, None));
    let quantiles =
        QUANTILES.iter().map(|(name, p)| quantile_of_numbers(subject, in_unit(subject, ID, Some(name)), *p));
    [mean, deviation(subject, ID)].into_iter().chain(quantiles).collect()
}

/// The standard deviation.
pub(super) fn deviation(subject: &Subject, metric: &str) -> Figure {
    let sd = moments_of_numbers(subject).and_then(|moments| moments.sd());
    Figure { value: sd, ..in_unit(subject, metric, Some("sd")) }
}

fn steps(subject: &Subject) -> Vec<String> {
    let headline = mean_of_numbers(subject, in_unit(subject, ID, None));
    let words = mean_in_words(subject, &headline);
    words.into_iter().chain(mean_steps(subject)).chain(spread_steps(subject)).collect()
}

/// How the mean comes about.
pub(super) fn mean_steps(subject: &Subject) -> Vec<String> {
    let Some(terms) = number_terms(subject) else { return vec!["nobody answered, so there is no mean".to_string()] };
    let total = terms.value * subject.tally.valid.w.to_f64() * subject.design.unit;
    let (whole, value) = (people(subject, subject.tally.valid), short(terms.value));
    let mean = format!("mean = sum of all values {} ÷ {whole} = {value} {}", exact(total), subject.unit);
    std::iter::once(mean).chain(number_steps(subject, &terms)).collect()
}

/// Standard deviation and quantiles.
pub(super) fn spread_steps(subject: &Subject) -> Vec<String> {
    let sd = deviation(subject, ID).value.map(|sd| format!("sd = {}", short(sd)));
    let quantiles = QUANTILES.iter().flat_map(|(name, p)| match *p {
        p if p > 0.0 && p < 1.0 => quantile_steps(subject, name, values(subject), p),
        p => end_step(subject, name, p).into_iter().collect(),
    });
    sd.into_iter().chain(quantiles).collect()
}

fn end_step(subject: &Subject, name: &str, p: f64) -> Option<String> {
    let end = quantile_of_numbers(subject, in_unit(subject, ID, Some(name)), p).value?;
    Some(format!("{name} = {}", short(end)))
}
