//! Customer satisfaction.

use super::estimate::{options, share, share_steps, sum_of};
use super::{Metric, Subject};
use crate::results::Figure;

/// CSAT: the share of respondents who chose one of the declared top options.
pub static CSAT: Metric = Metric {
    id: "csat",
    title: "Customer satisfaction (CSAT)",
    formula: "answers in the declared top options ÷ valid answers × 100",
    source: "top-2-box on a five-point scale, as in Farris et al. (2010), Marketing Metrics, ch. 2; the options are the definition's",
    figures,
    steps,
};

fn figures(subject: &Subject) -> Vec<Figure> {
    vec![share(subject, "csat", None, sum_of(options(subject), subject.top), subject.tally.valid)]
}

fn steps(subject: &Subject) -> Vec<String> {
    share_steps(subject, "satisfied", sum_of(options(subject), subject.top), subject.tally.valid)
}
