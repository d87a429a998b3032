//! Customer satisfaction.

use super::answers::{options, sum_of};
use super::arithmetic::{share_in_words, share_steps};
use super::estimate::share;
use super::{Figure, Good, Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Sense};
use crate::table::Tally;

/// CSAT: the share of respondents who chose one of the declared top options.
pub static CSAT: Metric = Metric {
    id: "csat",
    title: "Customer satisfaction (CSAT)",
    formula: "answers in the declared top options ÷ valid answers × 100",
    source: "top-2-box on a five-point scale, as in Farris et al. (2010), Marketing Metrics, ch. 2; the options are the definition's",
    of: Of::all(&["csat"]),
    figures,
    steps,
    sample: |subject, _| Some(Sample::share(satisfied(subject), subject.tally.valid, Sense::Positive)),
    told: Told {
        measure: Measure::GoodAnswers,
        good: Some(Good::Headline),
        of_experience: Some(2),
        general: true,
        ..Told::PLAIN
    },
};

fn satisfied(subject: &Subject) -> Tally {
    sum_of(options(subject), subject.top)
}

fn figures(subject: &Subject) -> Vec<Figure> {
    vec![share(subject, "csat", None, satisfied(subject), subject.tally.valid)]
}

fn steps(subject: &Subject) -> Vec<String> {
    let words = share_in_words(subject, "are satisfied", satisfied(subject), subject.tally.valid);
    words.into_iter().chain(share_steps(subject, "satisfied", satisfied(subject), subject.tally.valid)).collect()
}
