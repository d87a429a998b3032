//! Every metric there is.

use super::Metric;

/// Names the metrics and lists them: a metric that is not in the list has no name outside this room.
macro_rules! metrics {
    ($($file:ident::$name:ident,)*) => {
        $(pub use super::$file::$name;)*

        /// Every metric there is.
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
    histogram::HISTOGRAM,
    target::TARGET,
    never::NEVER,
    dates::DATES,
    text::TEXT,
}
