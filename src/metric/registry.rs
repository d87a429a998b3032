//! Every metric there is.

use super::{Declared, Metric};

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
