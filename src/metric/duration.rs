//! Durations: the median first, then mean, spread and the other quantiles.

use super::arithmetic::median_in_words;
use super::estimate::{mean_of_numbers, quantile_of_numbers};
use super::number::{QUANTILES, deviation, in_unit, mean_steps, spread_steps};
use super::{Figure, Metric, Of, Part, Sample, Subject, Told};
use crate::results::Measure;

/// Median, mean, standard deviation and quantiles of a duration, in the question's unit.
///
/// Waits are skewed: a few very long ones pull the mean up, and its interval covers as little as 84 % instead of 95 %.
/// The median and its interval do not mind.
pub static DURATION: Metric = Metric {
    id: ID,
    title: "Median",
    formula: "the middle of the valid answers in their order; quantiles by R's type 7, weighted ones by its weighted \
              form (hf7); mean: Σ value ÷ valid answers",
    source: "quantiles: Hyndman and Fan (1996), interval: order statistics, Conover (1999); of the mean: Student's t; \
             weighted: R survey::svyquantile(qrule = \"hf7\"), Woodruff (1952), svymean",
    of: Of::all(&["duration"]),
    figures,
    steps,
    sample: |subject, item| if item.is_none() { Sample::median(subject) } else { None },
    told: Told {
        measure: Measure::Numbers,
        percentile: Some(50),
        parts: &[
            Part::plain("mean", "Mean"),
            Part::plain("sd", "Standard deviation"),
            Part::at("min", "Lowest", 0),
            Part::at("p10", "10th percentile", 10),
            Part::at("p25", "25th percentile", 25),
            Part::at("p75", "75th percentile", 75),
            Part::at("p90", "90th percentile", 90),
            Part::at("max", "Highest", 100),
        ],
        general: true,
        ..Told::PLAIN
    },
};

const ID: &str = "duration";
const HALF: f64 = 0.5;

fn figures(subject: &Subject) -> Vec<Figure> {
    let mean = mean_of_numbers(subject, in_unit(subject, ID, Some("mean")));
    let others = QUANTILES.iter().filter(|(_, p)| (p - HALF).abs() > f64::EPSILON);
    let others = others.map(|(name, p)| quantile_of_numbers(subject, in_unit(subject, ID, Some(name)), *p));
    [median(subject), mean, deviation(subject, ID)].into_iter().chain(others).collect()
}

fn median(subject: &Subject) -> Figure {
    quantile_of_numbers(subject, in_unit(subject, ID, None), HALF)
}

fn steps(subject: &Subject) -> Vec<String> {
    let words = median_in_words(subject, &median(subject));
    words.into_iter().chain(spread_steps(subject)).chain(mean_steps(subject)).collect()
}
