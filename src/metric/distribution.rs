//! The distribution of single answers.

use super::answers::options;
use super::arithmetic::share_steps;
use super::estimate::share;
use super::{Figure, Metric, Of, Sample, Subject, Told};
use crate::results::Measure;

/// The share of every option.
pub static DISTRIBUTION: Metric = Metric {
    id: "distribution",
    title: "Answers",
    formula: "answers of this option ÷ valid answers × 100",
    source: "interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    of: Of::all(&["nps", "csat", "ces", "fft", "rating", "likert", "grid", "single"]),
    figures,
    steps,
    sample: Sample::option,
    told: Told { measure: Measure::Answers, ..Told::PLAIN },
};

fn figures(subject: &Subject) -> Vec<Figure> {
    let each = subject.options.iter().zip(options(subject));
    each.map(|(option, tally)| share(subject, "distribution", Some(&option.label), *tally, subject.tally.valid))
        .collect()
}

fn steps(subject: &Subject) -> Vec<String> {
    let each = subject.options.iter().zip(options(subject));
    each.flat_map(|(option, tally)| share_steps(subject, &option.label, *tally, subject.tally.valid)).collect()
}
