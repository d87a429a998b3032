//! Shares of named groups of options: top-box, bottom-box, nets.

use super::answers::{options, sum_of};
use super::arithmetic::share_steps;
use super::estimate::share;
use super::of::SCALES;
use super::{Figure, Good, Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Sense};
use crate::table::Answers;

/// The share of the options that the definition declares the top box.
pub static TOP_BOX: Metric = Metric {
    id: "top_box",
    title: "Top box",
    formula: "answers in the declared top options ÷ valid answers × 100",
    source: "CAHPS and HCAHPS, Summary Analyses (top-box scores); the options are the definition's",
    of: Of { kinds: SCALES, when: |question| question.has_top },
    figures: |subject| vec![share_of(subject, "top_box", None, subject.top)],
    steps: |subject| steps_of(subject, "top box", subject.top),
    sample: |subject, _| Some(sample_of(subject, subject.top, Sense::Positive)),
    told: Told { measure: Measure::GoodAnswers, good: Some(Good::Headline), general: true, ..Told::PLAIN },
};

/// The share of the options that the definition declares the bottom box.
pub static BOTTOM_BOX: Metric = Metric {
    id: "bottom_box",
    title: "Bottom box",
    formula: "answers in the declared bottom options ÷ valid answers × 100",
    source: "CAHPS and HCAHPS, Summary Analyses (bottom-box scores); the options are the definition's",
    of: Of { kinds: SCALES, when: |question| question.has_bottom },
    figures: |subject| vec![share_of(subject, "bottom_box", None, subject.bottom)],
    steps: |subject| steps_of(subject, "bottom box", subject.bottom),
    sample: |subject, _| Some(sample_of(subject, subject.bottom, Sense::Negative)),
    told: Told { general: true, ..Told::PLAIN },
};

/// The shares of the definition's nets.
pub static NETS: Metric = Metric {
    id: "nets",
    title: "Nets",
    formula: "answers in the net's options ÷ valid answers × 100",
    source: "the definition's `nets:`",
    of: Of { kinds: SCALES, when: |question| question.has_nets },
    figures: |subject| {
        subject.nets.iter().map(|net| share_of(subject, "nets", Some(&net.label), &net.options)).collect()
    },
    steps: |subject| subject.nets.iter().flat_map(|net| steps_of(subject, &net.label, &net.options)).collect(),
    sample: |subject, item| {
        let net = subject.nets.iter().find(|net| Some(net.label.as_str()) == item)?;
        Some(sample_of(subject, &net.options, Sense::Undeclared))
    },
    told: Told { general: true, ..Told::PLAIN },
};

fn share_of(subject: &Subject, metric: &str, item: Option<&str>, which: &[usize]) -> Figure {
    debug_assert!(matches!(subject.tally.answers, Answers::Coded(_)), "options must exclude each other to add up");
    share(subject, metric, item, sum_of(options(subject), which), subject.tally.valid)
}

fn sample_of(subject: &Subject, which: &[usize], higher: Sense) -> Sample {
    Sample::share(sum_of(options(subject), which), subject.tally.valid, higher)
}

fn steps_of(subject: &Subject, label: &str, which: &[usize]) -> Vec<String> {
    let names: Vec<&str> = which.iter().map(|option| subject.options[*option].label.as_str()).collect();
    let label = format!("{label} ({})", names.join(" + "));
    share_steps(subject, &label, sum_of(options(subject), which), subject.tally.valid)
}
