//! Every metric there is.

use super::{Declared, Metric, Subject};
use crate::stats::Moments;

/// Names the metrics and lists them: a metric that is not in the list has no name outside this room.
macro_rules! metrics {
    ($($file:ident::$name:ident,)*) => {
        $(pub use super::$file::$name;)*

        /// Every metric there is, in the order in which a question reports those that it has.
        pub static METRICS: &[&Metric] = &[$(&$name,)*];
    };
}

metrics! {
    nps::NPS,
    csat::CSAT,
    ces::CES,
    fft::FFT,
    fft::FFT_LEGACY,
    boxes::TOP_BOX,
    boxes::BOTTOM_BOX,
    boxes::NETS,
    mean::MEAN,
    distribution::DISTRIBUTION,
    multiple::MULTIPLE,
    multiple::MULTIPLE_ANSWERS,
    ranking::RANKING,
    ranking::FIRST_CHOICE,
    number::NUMBER,
    duration::DURATION,
    target::TARGET,
    never::NEVER,
    total::TOTAL,
    ratio::RATIO,
    histogram::HISTOGRAM,
    dates::DATES,
    text::TEXT,
}

/// The metrics of a question, in the order reported.
#[must_use]
pub fn reported_of(question: &Declared) -> Vec<&'static Metric> {
    let is_of = |metric: &&&Metric| metric.of.kinds.contains(&question.kind) && (metric.of.when)(question);
    METRICS.iter().filter(is_of).copied().collect()
}

/// The moments of what a figure is the mean of: 1 and 0 of a share, 1, 0 and −1 of a net score, the values of a mean.
/// `None` where the metric of this id has no such figure, or nobody weighs anything.
#[must_use]
pub fn moments_of(metric: &str, item: Option<&str>, subject: &Subject) -> Option<Moments> {
    let metric = METRICS.iter().find(|known| known.id == metric)?;
    (metric.sample)(subject, item)?.moments()
}
