//! Numbers and durations: mean, spread and quantiles.

use super::arithmetic::{exact, mean_in_words, number_steps, people, short};
use super::estimate::{figure, mean_of_numbers, moments_of_numbers, quantile_of_numbers};
use super::{Figure, Metric, Of, Part, Sample, Subject, Told};
use crate::results::{Measure, Unit};

/// Mean, standard deviation and quantiles of a number, in the question's unit.
pub static NUMBER: Metric = Metric {
    id: "number",
    title: "Mean",
    formula: "Σ value ÷ valid answers; quantiles by R's type 7, weighted ones by its weighted form (hf7)",
    source: "interval: Student's t; quantiles: Hyndman and Fan (1996); weighted: R survey::svymean, svyquantile(qrule = \"hf7\")",
    of: Of::all(&["number", "duration"]),
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

/// The quantiles reported, with the names they go by.
const QUANTILES: [(&str, f64); 7] =
    [("min", 0.0), ("p10", 0.10), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p90", 0.90), ("max", 1.0)];

fn figures(subject: &Subject) -> Vec<Figure> {
    let moments = moments_of_numbers(subject);
    let unit = || Unit::Of(subject.unit.to_string());
    let plain = |item, value| Figure { value, ..figure("number", Some(item), unit(), subject.tally.valid) };
    let mut figures = vec![
        mean_of_numbers(subject, figure("number", None, unit(), subject.tally.valid)),
        plain("sd", moments.and_then(|moments| moments.sd())),
    ];
    figures.extend(QUANTILES.iter().map(|(name, p)| plain(name, quantile_of_numbers(subject, *p))));
    figures
}

fn steps(subject: &Subject) -> Vec<String> {
    let figures = figures(subject);
    let (headline, others) = (&figures[0], &figures[1..]);
    let Some(value) = headline.value else { return vec!["nobody answered, so there is no mean".to_string()] };
    let total = value * subject.tally.valid.w.to_f64() * subject.design.unit;
    let mut steps = Vec::from_iter(mean_in_words(subject, headline));
    steps.push(format!(
        "mean = sum of all values {} ÷ {} = {} {}",
        exact(total),
        people(subject, subject.tally.valid),
        short(value),
        subject.unit
    ));
    steps.extend(moments_of_numbers(subject).iter().flat_map(|moments| number_steps(subject, headline, moments)));
    let named =
        others.iter().filter_map(|figure| Some(format!("{} = {}", figure.item.as_deref()?, short(figure.value?))));
    steps.extend(named);
    steps
}
